/* The screen of texts: the network reads and writes again when the experiment or the pen has changed. During training that is only twice a
   second, so that the text stays readable. */
#include "app/app_inside.h"

static const double WRITER_PAUSE_S = 0.5;

static bool is_shown(const App *app) {
    const UiState *ui = &app->ui;
    return screen_find_inside(&ui->screens) == SCREEN_TEXT || (ui->inside_open > 0 && ui->inside == SCREEN_TEXT);
}

const Writer *app_measure_writer(App *app) {
    const Lab *lab = &app->main.lab;
    Diag unheard = {0};
    if (!is_shown(app) || !setup_task(&lab->setup)->predicts_symbols) {
        app->writer_busy = false;
        return NULL;
    }
    if (!app->writer && !app_has_memory(app, (app->writer = writer_new()) != NULL)) return NULL;
    bool waits = app->ui.training && app->writer_waits_s > 0 && writer_is_of(app->writer, &lab->setup);
    unsigned long version = waits ? app->writer_version : lab->version;
    if (!waits) app->writer_waits_s = WRITER_PAUSE_S;
    app->writer_version = version;
    bool good = writer_update(app->writer, &lab->run, &lab->setup, version, &app->ui.pen, &app->writer_busy, &unheard);
    return app_has_memory(app, good) ? app->writer : NULL;
}

void app_advance_writer(App *app, double dt_s) {
    if (!is_shown(app)) return;
    app->writer_waits_s -= dt_s;
    if (app->writer_busy) app->stale = true;
}

void app_free_writer(App *app) { writer_free(app->writer); }
