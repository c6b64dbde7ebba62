/* The data of the gradient check's page: the selected weight, and in each frame some more of all weights. */
#include "app/app_inside.h"
#include "base/arena.h"

bool app_have_check(App *app) { return app->check || (app->check = mem_new(sizeof *app->check)); }

const GradientCheck *app_measure_check(App *app) {
    const UiState *ui = &app->ui;
    if (screen_find_inside(&ui->screens) != SCREEN_CHECK && !(ui->inside_open > 0 && ui->inside == SCREEN_CHECK)) return NULL;
    if (ui->training || !app_has_memory(app, app_have_check(app))) return NULL;
    const Net *net = &app->main.lab.run.net;
    CheckPlace place = check_place_fit(&ui->check, net);
    experiment_advance_check(&app->main, app->check, 0); /* drops results of another experiment */
    if (experiment_measure_check(&app->main, app->check, check_place_index(&place, net))) return app->check;
    app_has_memory(app, !app->check->probe.failed);
    return NULL;
}

void app_advance_check(App *app) {
    if (!app->checks_all) return;
    app->checks_all = !app->ui.training && experiment_advance_check(&app->main, app->check, APP_CHECK_COST);
    app->stale = true;
}
