/* Random search beside gradient descent: its command, and once a frame what both have come to. */
#include "app/app_inside.h"

bool app_begin_search(App *app, long tries, double range, Diag *diag) {
    if (experiment_is_busy(&app->main)) app_finish(app);
    if (!random_search_begin(&app->search, &app->main.lab.setup, tries, range, diag)) return false;
    if (!app_may_wait(app)) random_search_finish(&app->search);
    app->stale = true;
    return true;
}

void app_cancel_search(App *app) { random_search_cancel(&app->search); }

/* Discarded when the experiment has another setup. */
void app_advance_search(App *app) {
    RandomSearch *search = &app->search;
    if (!search->is_there) return;
    if (!experiment_is_busy(&app->main) && !random_search_is_of(search, &app->main.lab.setup)) random_search_deinit(search);
    random_search_advance(search);
    int told = (int)(1000 * random_search_descent_progress(search));
    if (search->version != app->search_version || told != app->search_told) app->stale = true;
    app->search_version = search->version;
    app->search_told = told;
}
