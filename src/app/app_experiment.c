/* The experiment in the window: runs its commands, puts its events into words, and updates the cursor and the followed loss. */
#include "app/app_inside.h"
#include "base/number.h"
#include "lab/run.h"
#include "view/view.h"
#include <string.h>

/* A number that is not finite is a result and not a fault: one message reports it and how to avoid it, and the stage shows it. */
static void tell_fault(App *app) {
    const Run *run = &app->main.lab.run;
    const TraceFault *fault = &run->trace.fault;
    if (!fault->found) {
        app->fault_told = false;
        return;
    }
    if (app->fault_told) return;
    app->fault_told = true;
    char radius[32], scale[32], where[64] = "";
    number_format_short(radius, sizeof radius, run->radius, 3);
    number_format_short(scale, sizeof scale, run->weight_scale, 3);
    view_write_fault_place(where, (int)sizeof where, &app->strings, run);
    /* The cause is a setting and not an update (which lab.c reports), so the learning rate is not to blame. */
    app_say(app, true, tr(&app->strings, STRING_NOTICE_FAULT), COUNT_TEXT(run->update), tr_name(&app->strings, fault->tensor),
            fault->is_nan ? tr(&app->strings, STRING_NOTICE_NAN) : tr(&app->strings, STRING_NOTICE_INFINITE), where, radius, scale);
}

/* If the followed step has no loss any more, the last one is followed, and a message says so. While the worker owns the experiment this
   waits: app_settle runs again when the worker is done. */
void app_follow(App *app) {
    UiState *ui = &app->ui;
    if (experiment_is_busy(&app->main)) return;
    int step = ui->follow == FOLLOW_ALL ? FOLLOW_LAST : ui->follow;
    if (step >= 0 && app->main.lab.run.wiring.loss_step[run_find_loss(&app->main.lab.run, step)] != step) {
        app_say(app, false, tr(&app->strings, STRING_NOTICE_NO_LOSS), step + 1);
        step = ui->follow = FOLLOW_LAST;
    }
    lab_follow(&app->main.lab, step);
    compare_follow_loss(&app->compare, step);
}

/* Training, another sequence or another network releases held values; a message says so. */
static void tell_let_go(App *app) {
    int held = app->main.lab.run.hold_count, before = app->held_count;
    app->held_count = held;
    if (before > 0 && held == 0 && !app->lets_go) app_say(app, false, tr(&app->strings, STRING_NOTICE_LET_GO));
}

void app_settle(App *app) {
    const Run *run = &app->main.lab.run;
    UiState *ui = &app->ui;
    const Wiring old = {.steps = app->settled_steps, .loss_count = app->settled_losses};
    if (old.steps > 0)
        timeline_keep_place(&ui->cursor, &old, &run->wiring);
    else
        timeline_clamp(&ui->cursor, &run->wiring);
    app->settled_steps = run->wiring.steps;
    app->settled_losses = run->wiring.loss_count;
    if (ui->cursor.step >= timeline_step_count(ui->cursor.phase, &run->wiring)) app->stepping = false;
    if (ui->layer >= run->net.spec.layers) ui->layer = -1;
    if (ui->direction >= run->net.spec.directions) ui->direction = 0;
    if (ui->unit >= run->net.spec.hidden) ui->unit = run->net.spec.hidden - 1;
    app_follow(app);
    app_place_page_changes(app);
    compare_settle(&app->compare, &app->main, app_may_wait(app));
    app_check_trials(app);
    tell_let_go(app);
    tell_fault(app);
    app->stale = true;
}

void app_end_drag(App *app) {
    if (!app->is_held) return;
    app->is_held = app->pull.is_on = app->pages.is_open = false;
    app->ui.gui.active[0] = '\0';
    if (!app->dragging) return;
    app->dragging = false;
    experiment_end_entry(&app->main, app_may_wait(app));
    if (app->ui.training) experiment_begin_entry(&app->main);
}

void app_set_training(App *app, bool on) {
    if (app->ui.training == on) return;
    app_end_drag(app);
    app->ui.training = on;
    app->main.stops_solved = settings_choice(&app->settings, SETTING_STOP_SOLVED) && app->main.lab.variants.count == 0;
    app->stale = true;
    experiment_set_training(&app->main, on, app_may_wait(app));
}

static const SetupPreset *find_preset(Str name) {
    for (int i = 0; i < setup_preset_count; i++)
        if (str_equal(name, setup_presets[i].name)) return &setup_presets[i];
    return NULL;
}

/* Describes a command for the undo message: by the control's label, else by a phrase. */
static void tell_line(char *out, int size, const App *app, const char *line) {
    Setup told = app->main.lab.setup;
    Str rest = str_from(line), verb = str_next_word(&rest), name = str_next_word(&rest);
    Diag diag = {0};
    int key = str_equal(verb, "set") ? setup_find_key(name) : -1, used = 0;
    if (key < 0 || !setup_set_text(&told, name, str_trim(rest), &diag)) {
        if (str_equal(verb, "train"))
            text_format(out, size, tr(&app->strings, STRING_NOTICE_UPDATES), name.count, name.at);
        else if (str_equal(verb, "update"))
            text_format(out, size, tr(&app->strings, STRING_NOTICE_ONE_UPDATE));
        else if (str_equal(verb, "next"))
            text_format(out, size, tr(&app->strings, STRING_NOTICE_NEXT));
        else if (str_equal(verb, "open"))
            text_format(out, size, tr(&app->strings, STRING_NOTICE_OPENING));
        else if (str_equal(verb, "restart"))
            text_format(out, size, "restart");
        else if (str_equal(verb, "visit"))
            text_format(out, size, tr(&app->strings, STRING_NOTICE_VISIT), name.count, name.at);
        else if (str_equal(verb, "whatif"))
            text_format(out, size,
                        str_equal(name, "none") ? tr(&app->strings, STRING_NOTICE_LETTING_GO) : tr(&app->strings, STRING_NOTICE_WHAT_IF));
        else if (str_equal(verb, "preset") && find_preset(name))
            text_format(out, size, "preset %s", tr_name(&app->strings, find_preset(name)->label));
        else
            text_format(out, size, "%s", line);
        return;
    }
    used = text_format(out, size, "%s ", tr_name(&app->strings, setup_label(&told, (SetupKey)key)));
    setup_format_shown(out + used, size - used, &told, (SetupKey)key);
}

static void tell_undone(App *app, const char *line) {
    char told[COMMAND_SHORT_MAX];
    if (line[0]) {
        tell_line(told, sizeof told, app, line);
        app_say(app, false, tr(&app->strings, STRING_NOTICE_UNDONE), told);
    } else if (app->ui.message[0] && !app->ui.message_is_bad) {
        app_forget_message(app); /* the old message was about an undo before this command */
    }
}

/* The parameter with the error has another value now. */
static void forget_old_error(App *app) {
    int key = app->ui.gui.error_path[0] ? app->error_key : -1;
    if (key >= 0 && setup_get(&app->main.lab.setup, (SetupKey)key) != app->error_value) app_forget_error(app);
}

/* Shows the error at the control of the parameter, if there is one. */
static void tell_refused(App *app, const ExperimentEvent *event) {
    char control[48];
    if (event->key < 0) {
        app_say(app, true, "%s", event->text);
        return;
    }
    text_format(control, sizeof control, "controls/%s", setup_table[event->key].key);
    app_refuse(app, control, event->key, "", event->text);
}

/* Records that training ended here, so that a replay ends here too. */
static void tell_solved(App *app, long update) {
    const Setup *setup = &app->main.lab.setup;
    TaskOptions options = setup_task_options(setup);
    char goal[128];
    task_describe_goal(goal, sizeof goal, setup_task(setup), &options);
    tr_said(&app->strings, goal, (int)sizeof goal);
    app_set_training(app, false);
    app_record_line(app, "training off");
    app_say(app, false, tr(&app->strings, STRING_NOTICE_SOLVED), COUNT_TEXT(update), goal);
}

void app_tell_events(App *app) {
    ExperimentEvent event;
    bool changed = false;
    while (experiment_next_event(&app->main, &event)) {
        changed = true;
        forget_old_error(app);
        switch (event.kind) {
        case EXPERIMENT_TRAINED: app_record_line(app, "train %ld", event.count); break;
        case EXPERIMENT_CHANGED: continue; /* wraps: the command that was queued has set it */
        case EXPERIMENT_UNDONE: tell_undone(app, event.text); continue;
        case EXPERIMENT_REFUSED: tell_refused(app, &event); break;
        case EXPERIMENT_SOLVED: tell_solved(app, event.count); break;
        case EXPERIMENT_STOPPED:
            app_set_training(app, false);
            app_say_why(app, STRING_NOTICE_STOPPED_BURST, event.text);
            break;
        }
        app->wraps = 0;
    }
    if (changed) app_settle(app);
}

bool app_run_lab(App *app, const Command *command, Diag *diag) {
    if (command->id == COMMAND_WHATIF && app->ui.training && !str_equal(command->arg[0].text, "none"))
        return diag_fail(diag, "whatif: the training would let go at once; stop it first.");
    bool rewinds = command->id == COMMAND_VISIT || command->id == COMMAND_UNDO || command->id == COMMAND_REDO ||
                   command->id == COMMAND_RESTART || command->id == COMMAND_PRESET;
    if (rewinds) {
        if (!app->dragging || command->id != COMMAND_VISIT || app->ui.training) app_end_drag(app); /* a track of updates is dragged on */
        app_set_training(app, false);
    }
    if (command->id == COMMAND_UPDATE && !experiment_is_busy(&app->main)) ghost_take(&app->ghost, &app->main.lab.run);
    ExperimentMode mode = {.may_wait = app_may_wait(app), .is_in_drag = app->dragging};
    if (experiment_do(&app->main, command, mode, diag) == EXPERIMENT_FAILED) return false;
    app->wraps = 0;
    app->ghost.is_there = app->ghost.is_there && command->id == COMMAND_UPDATE && !experiment_is_busy(&app->main);
    app->ghost_version = app->main.lab.version;
    if (command->id == COMMAND_PRESET || command->id == COMMAND_UNDO || command->id == COMMAND_REDO) app->morph.is_asked = true;
    if (command->id == COMMAND_PRESET) { /* another experiment never begins in the middle of a phase */
        app->ui.playing = app->stepping = false;
        timeline_end_phase(&app->ui.cursor, &app->main.lab.run.wiring);
    }
    if (app->ui.message_is_bad && app->ui.message[0]) app_forget_message(app); /* the message was about the previous experiment */
    app->lets_go = command->id == COMMAND_WHATIF || command->id == COMMAND_UNDO || command->id == COMMAND_REDO;
    app_tell_events(app);
    app->lets_go = false;
    app->stale = true;
    return true;
}

void app_finish(App *app) {
    experiment_rest(&app->main);
    app_tell_events(app);
}

void app_take_training(App *app) {
    compare_take(&app->compare, &app->main, app_may_wait(app));
    app_tell_events(app);
    if (app->compare.version != app->compared_version) app->stale = true;
}

bool app_train_replayed(App *app) {
    int replay = app->replay_train;
    Diag diag = {0};
    app->replay_train = 0;
    if (replay == 0) return false;
    app_finish(app);
    app_record_line(app, "train %d", replay);
    if (!app->ui.training) {
        const Command train = {.id = COMMAND_TRAIN, .arg = {{.given = true, .number = replay}}};
        if (!app_run_lab(app, &train, &diag)) app_say(app, true, "%s", diag.text);
        return true;
    }
    app->wraps = 0;
    if (!experiment_train_replayed(&app->main, replay, &diag)) {
        app_set_training(app, false);
        app_say_why(app, STRING_NOTICE_STOPPED, diag.text);
    }
    app_settle(app);
    return true;
}
