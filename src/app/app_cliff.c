/* The cliff: its commands, and the numbers that its picture shows. They are made when it is shown first, and again where they differ. */
#include "app/app_inside.h"
#include "base/arena.h"

bool app_cliff(App *app, const Command *command, Diag *diag) {
    app->stale = true;
    return cliff_apply(&app->ui.cliff, command, diag);
}

const CliffNumbers *app_measure_cliff(App *app) {
    const UiState *ui = &app->ui;
    if (screen_find_inside(&ui->screens) != SCREEN_CLIFF && !(ui->inside_open > 0 && ui->inside == SCREEN_CLIFF)) return NULL;
    if (!app->cliff && !(app->cliff = mem_new(sizeof *app->cliff))) return NULL;
    cliff_compute(app->cliff, &ui->cliff);
    return app->cliff;
}
