/* See run_page.h. */
#include "cli/run_page.h"
#include "platform/page.h"

static const double TELL_S = 0.25; /* a few messages a second: people read no faster */

static double now(const World *world) { return world->clock.now_s(world->clock.user); }

static void tell_places(const App *app) {
    char text[PAGE_LINE_MAX];
    for (int i = 0; app_name_region(app, i, text, (int)sizeof text); i++)
        if (text[0]) page_tell(PAGE_PLACE, text);
}

static void keep(App *app) {
    app_save_settings(app);
    app_save_last(app);
    app_save_progress(app);
}

static bool do_requests(App *app) {
    char line[PAGE_LINE_MAX];
    Diag diag;
    DiagList wrong;
    bool any = false;
    diag_list_reset(&wrong);
    for (PageAsk ask; (ask = page_ask(line)) != PAGE_NOTHING; any = true) {
        if (ask == PAGE_LINE && !app_apply(app, line, &diag)) diag_list_push(&wrong, &diag);
        if (ask == PAGE_KEEP) keep(app);
        if (ask == PAGE_HIDDEN) app_tell_hidden(app);
        if (ask == PAGE_TELL) diag_list_fail_at(&wrong, "", 0, 0, "%s", line);
        if (ask == PAGE_PLACES) tell_places(app);
    }
    /* An address may have several wrong parts. They are told at the end, because a right part takes away the message before it. */
    for (int i = 0; i < wrong.count; i++) (i == 0 ? app_tell : app_tell_also)(app, wrong.item[i].text);
    return any;
}

static void tell_state(App *app) {
    char text[PAGE_LINE_MAX];
    app_link(app, text, (int)sizeof text);
    page_tell(PAGE_LINK, text);
    app_describe(app, text, (int)sizeof text);
    page_tell(PAGE_DESCRIPTION, text);
    app_name_focus(app, text, (int)sizeof text);
    page_tell(PAGE_FOCUS, text);
    app_name_message(app, text, (int)sizeof text);
    page_tell(PAGE_MESSAGE, text);
}

void run_page_init(RunPage *page) {
    *page = (RunPage){0};
    frame_pace_init(&page->pace);
}

bool run_page_begin(RunPage *page, App *app, World *world) {
    world->worker.slice_s = frame_pace_begin(&page->pace, now(world));
    bool any = do_requests(app);
    if (now(world) >= page->told_s + TELL_S) {
        page->told_s = now(world);
        tell_state(app);
    }
    return any;
}

void run_page_end(RunPage *page, const World *world) { frame_pace_end(&page->pace, now(world)); }

void run_page_gather(const App *app, const World *world, Window *const window[], Input input[], double due_s, bool moving) {
    (void)app;
    (void)world;
    (void)due_s;
    (void)moving;
    window_poll_all(window, input, APP_SURFACE_MAX);
}
