/* Opening the comparison. "compare" is a command of the lab; this file runs three of them if a person opens the comparison and there are no
   variants yet. */
#include "app/app_inside.h"
#include "base/number.h"

static const char *const usual[] = {"RNN: cell rnn", "GRU: cell gru", "LSTM: cell lstm"};
enum { USUAL = 3 };

/* One undo entry, even if training or a drag has an open entry. */
static bool lay(App *app, const Variant *variant, int count, Diag *diag) {
    Command command;
    bool good = true;
    if (app->ui.training) experiment_end_entry(&app->main, app_may_wait(app));
    experiment_begin_entry(&app->main);
    for (int i = 0; i < count && good; i++) {
        char rule[VARIANT_LINE_SIZE], line[VARIANT_LINE_SIZE + 16];
        variant_format(rule, (int)sizeof rule, &variant[i]);
        text_format(line, sizeof line, "compare %s", rule);
        ExperimentMode mode = {.may_wait = app_may_wait(app), .is_in_drag = true};
        good = command_parse(&command, str_from(line), diag) && experiment_do(&app->main, &command, mode, diag) != EXPERIMENT_FAILED;
    }
    experiment_end_entry(&app->main, app_may_wait(app));
    if (app->ui.training) experiment_begin_entry(&app->main);
    return good;
}

static bool lay_usual(App *app, Diag *diag) {
    VariantList list = {0};
    for (int i = 0; i < USUAL; i++)
        if (!variant_list_apply(&list, str_from(usual[i]), diag)) return false;
    return variant_list_check(&list, &app->main.lab.setup, app->main.lab.run.runs, diag) && lay(app, list.item, list.count, diag);
}

bool app_open_compare(App *app, Diag *diag) {
    UiState *ui = &app->ui;
    app_check_trials(app); /* many seeds or a sweep of the setup alone are shown as they are */
    if (app->main.lab.variants.count == 0 && app->trials.count == 0 && !lay_usual(app, diag)) return false;
    if (ui->cursor.phase == PHASE_UNROLL) { /* no variant is visible before its chain is open */
        ui->playing = app->stepping = false;
        ui->cursor = (Cursor){PHASE_BACKWARD, timeline_step_count(PHASE_BACKWARD, &app->main.lab.run.wiring), 0};
    }
    app_settle(app);
    return true;
}

/* --- widths --- */

bool app_match(App *app, bool by_weights, Diag *diag) {
    if (experiment_is_busy(&app->main)) app_finish(app);
    const Lab *lab = &app->main.lab;
    VariantList list = lab->variants;
    if (list.count == 0) return diag_fail(diag, "match: nothing is compared; expected a comparison, as \"show compare\" opens it.");
    for (int i = 0; i < list.count; i++) {
        int own = setup_get_int(&lab->setup, KEY_HIDDEN);
        variant_set_hidden(&list.item[i], by_weights ? variant_match_weights(&list.item[i], &lab->setup) : own, own);
    }
    if (variant_list_equal(&list, &lab->variants)) return true;
    return variant_list_check(&list, &lab->setup, lab->run.runs, diag) && lay(app, list.item, list.count, diag);
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
