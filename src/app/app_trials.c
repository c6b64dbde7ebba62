/* The trainings of many seeds, once a frame: they are dropped when the experiment is another one, taken, and shown when something changed. */
#include "app/app_inside.h"

void app_check_trials(App *app) {
    bool is_known = app->trials_of == app->main.lab.version || experiment_is_busy(&app->main);
    if (app->trials.count == 0 || is_known) return;
    if (!trial_set_is_of(&app->trials, &app->main.lab)) trial_set_deinit(&app->trials);
    app->trials_of = app->main.lab.version;
}

void app_advance_trials(App *app) {
    TrialSet *set = &app->trials;
    app_check_trials(app);
    if (set->count == 0) return;
    trial_set_advance(set);
    int told = (int)(100 * trial_set_progress(set));
    if (set->version != app->trials_version || told != app->trials_told) app->stale = true;
    app->trials_version = set->version;
    app->trials_told = told;
}
