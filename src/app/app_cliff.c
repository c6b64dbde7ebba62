/* The cliff: its commands, how its descents play, and the numbers that its picture shows. They are computed when it is first shown, and
   again after changes. */
#include "app/app_inside.h"
#include "base/arena.h"
#include <math.h>

bool app_cliff(App *app, const Command *command, bool animate, Diag *diag) {
    app->stale = true;
    bool is_still = app_motion_is_reduced(app) || screen_find_inside(&app->ui.screens) != SCREEN_CLIFF;
    if (!cliff_apply(&app->ui.cliff, command, animate && !is_still, diag)) return false;
    if (app_motion_is_reduced(app) && app->ui.cliff.look > 0) app->ui.cliff.look = floor(app->ui.cliff.look);
    return true;
}

bool app_cliff_is_moving(const App *app) {
    return app->ui.cliff.motion != CLIFF_STILL && screen_find_inside(&app->ui.screens) == SCREEN_CLIFF;
}

/* With reduced motion the picture shows whole updates only (cliff_picture.c), and the clock is the same. */
void app_advance_cliff(App *app, double dt_s) {
    if (!app_cliff_is_moving(app)) return;
    cliff_advance(&app->ui.cliff, dt_s * app->ui.speed);
    app->stale = true;
}

const CliffNumbers *app_measure_cliff(App *app) {
    const UiState *ui = &app->ui;
    if (screen_find_inside(&ui->screens) != SCREEN_CLIFF && !(ui->inside_open > 0 && ui->inside == SCREEN_CLIFF)) return NULL;
    if (!app->cliff && !app_has_memory(app, (app->cliff = mem_new(sizeof *app->cliff)) != NULL)) return NULL;
    cliff_compute(app->cliff, &ui->cliff);
    return app->cliff;
}
