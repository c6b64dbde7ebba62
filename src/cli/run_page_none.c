/* See run_page.h: there is no page. */
#include "cli/run_page.h"

void run_page_init(RunPage *page) { *page = (RunPage){0}; }

bool run_page_begin(RunPage *page, App *app, World *world) {
    (void)page;
    (void)app;
    (void)world;
    return false;
}

void run_page_end(RunPage *page, const World *world) {
    (void)page;
    (void)world;
}

void run_page_gather(const App *app, const World *world, Window *const window[], Input input[], double due_s, bool moving) {
    const ClockApi *clock = &world->clock;
    if (!moving) window_wait_all(window, input, APP_SURFACE_MAX, app_look_s(app));
    for (double left = due_s - clock->now_s(clock->user); left > 0.0005; left = due_s - clock->now_s(clock->user)) {
        window_wait_all(window, input, APP_SURFACE_MAX, left);
        if (input[0].count == INPUT_EVENT_MAX) break;
    }
    window_poll_all(window, input, APP_SURFACE_MAX);
}
