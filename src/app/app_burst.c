/* A diverged training: the data of its page, and training again with clipping. */
#include "app/app_inside.h"
#include "base/number.h"
#include "lab/run.h"

const LabBurst *app_find_burst(const App *app) { return experiment_is_busy(&app->main) ? NULL : lab_find_burst(&app->main.lab); }

const Run *app_form_burst(App *app) {
    const UiState *ui = &app->ui;
    AppBurst *has = &app->burst;
    bool is_shown = screen_find_inside(&ui->screens) == SCREEN_BURST || (ui->inside_open > 0 && ui->inside == SCREEN_BURST);
    if (!is_shown || !app_find_burst(app)) {
        if (!is_shown && has->is_used) app_free_burst(app); /* a run is large: not once per frame */
        return NULL;
    }
    if (has->version != app->main.lab.version) {
        has->is_used = true;
        has->is_there = lab_form_burst(&has->run, &app->main.lab);
        bool stands = app_find_burst(app)->update - 1 == app->main.lab.run.update; /* not at one of its earlier updates */
        if (app_has_memory(app, has->is_there || !stands)) has->version = app->main.lab.version;
    }
    return has->is_there ? &has->run : NULL;
}

void app_free_burst(App *app) {
    run_deinit(&app->burst.run);
    app->burst = (AppBurst){0};
}

/* Trains again from the start, both variants in lock step: without change, and with the norm clipped at 1, or at a tenth of the present
   clipping. */
static bool again_with_clipping(App *app, Diag *diag) {
    double was = setup_get(&app->main.lab.setup, KEY_CLIP_NORM), now = was > 0 ? was / 10 : 1;
    char set[64], before[64], clipped[64], number[24];
    number_format(number, (int)sizeof number, now);
    text_format(set, (int)sizeof set, "set clip_norm %s", number);
    text_format(clipped, (int)sizeof clipped, "compare clipped: clip_norm %s", number);
    number_format(number, (int)sizeof number, was);
    text_format(before, (int)sizeof before, "compare before: clip_norm %s", number);
    const char *const lines[] = {"compare none", set, "restart", before, clipped, "show compare", "training on"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (!app->run_line(app, lines[i], false, diag)) return false;
    return true;
}

/* Through the forward pass, where the states break, and back to the first step. */
static bool play(App *app, Diag *diag) {
    if (!app_find_burst(app)) return diag_fail(diag, "burst: nothing has burst here; expected a training that did, before `burst play`.");
    const char *const lines[] = {"show burst", "seek forward 0", "play on"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (!app->run_line(app, lines[i], false, diag)) return false;
    return true;
}

bool app_burst(App *app, int what, Diag *diag) {
    if (what == 0) return app->run_line(app, "show burst", false, diag);
    if (what == 2) return play(app, diag);
    if (!app_find_burst(app))
        return diag_fail(diag, "burst: this training has met no number that is not finite; expected one that has, before `burst clip`.");
    return again_with_clipping(app, diag);
}
