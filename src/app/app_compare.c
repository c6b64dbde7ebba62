/* Opening the comparison. "compare" is the lab's command; here three of them are given where a person asks to see a comparison and there
   is nothing to compare yet. */
#include "app/app_inside.h"
#include "base/number.h"

static const char *const usual[] = {"RNN: cell rnn", "GRU: cell gru", "LSTM: cell lstm"};
enum { USUAL = 3 };

/* One entry of the undo list, whatever entry is open because training runs or something is dragged. */
static bool lay_usual(App *app, Diag *diag) {
    const Setup *setup = &app->main.lab.setup;
    VariantList list = {0};
    Command command;
    for (int i = 0; i < USUAL; i++)
        if (!variant_list_apply(&list, str_from(usual[i]), diag)) return false;
    if (!variant_list_check(&list, setup, app->main.lab.run.runs, diag)) return false;
    bool good = true;
    if (app->ui.training) experiment_end_entry(&app->main, app_may_wait(app));
    experiment_begin_entry(&app->main);
    for (int i = 0; i < USUAL && good; i++) {
        char line[COMMAND_SHORT_MAX];
        text_format(line, sizeof line, "compare %s", usual[i]);
        ExperimentMode mode = {.may_wait = app_may_wait(app), .is_in_drag = true};
        good = command_parse(&command, str_from(line), diag) && experiment_do(&app->main, &command, mode, diag) != EXPERIMENT_FAILED;
    }
    experiment_end_entry(&app->main, app_may_wait(app));
    if (app->ui.training) experiment_begin_entry(&app->main);
    return good;
}

bool app_open_compare(App *app, Diag *diag) {
    UiState *ui = &app->ui;
    if (app->main.lab.variants.count == 0 && !lay_usual(app, diag)) return false;
    if (ui->cursor.phase == PHASE_UNROLL) { /* nothing of any variant is seen before its chain is open */
        ui->playing = app->stepping = false;
        ui->cursor = (Cursor){PHASE_BACKWARD, timeline_step_count(PHASE_BACKWARD, &app->main.lab.run.wiring), 0};
    }
    app_settle(app);
    return true;
}

/* --- many seeds --- */

static bool settle_trials(App *app, bool good) {
    if (good && !app_may_wait(app)) trial_set_finish(&app->trials);
    return good;
}

bool app_begin_seeds(App *app, int seeds, long updates, Diag *diag) {
    if (experiment_is_busy(&app->main)) app_finish(app);
    return settle_trials(app, trial_set_begin_seeds(&app->trials, &app->main.lab, seeds, updates, diag));
}

bool app_begin_sweep(App *app, SetupKey key, Str values, Diag *diag) {
    if (experiment_is_busy(&app->main)) app_finish(app);
    return settle_trials(app, trial_set_begin_sweep(&app->trials, &app->main.lab, key, values, diag));
}
