/* Motion in time: playing, a single step as a transition, continuous training, messages that disappear.

   Playing runs through one phase and pauses at its end; pressing play again goes on with the next (segmenting: the lecturer
   releases each phase). 'play on' runs through to the end of the update. At the very end of an update, play and step do that update (`update` through the lab) and begin
   again at forward step 0; stepping back from there takes it back, as long as nothing else was done in between.

   Training, and commands that take longer than a frame, are the experiment's (experiment/): a frame takes the newest snapshot before its
   input, so that a change starts from it, and lets the experiment start its jobs after the input. Lines from a script, and everything while
   a recording is written, are done at once, so that a replay needs no clock. The lengths of training slices change no result. */
#include "app/app_inside.h"
#include <math.h>
#include <string.h>

static const Wiring *wiring(const App *app) { return &app->main.lab.run.wiring; }

static bool is_forward_start(const Cursor *cursor) { return cursor->phase == PHASE_FORWARD && cursor->step == 0 && cursor->fraction == 0; }

/* At the end of the update phase: makes the update and goes to the beginning of the next one. */
static bool wrap_forward(App *app, Diag *diag) {
    int wraps = app->wraps;
    const Command update = {.id = COMMAND_UPDATE};
    if (!app_run_lab(app, &update, diag)) return false;
    app->wraps = wraps + 1;
    app->ui.cursor = (Cursor){PHASE_FORWARD, 0, 0};
    return true;
}

static bool wrap_back(App *app, Diag *diag) {
    const Command undo = {.id = COMMAND_UNDO};
    int wraps = app->wraps;
    if (wraps < 1) return false;
    if (experiment_is_busy(&app->main)) { /* the worker still computes it, or will */
        if (!experiment_undo_queued_update(&app->main)) return false;
    } else {
        if (strcmp(lab_undo_line(&app->main.lab), "update") != 0 || !app_run_lab(app, &undo, diag)) return false;
        app_forget_message(app); /* stepping back says it by itself */
    }
    app->wraps = wraps - 1;
    app->ui.cursor = (Cursor){PHASE_UPDATE, UPDATE_STEPS, 0};
    return true;
}

/* Like timeline_step's forward, but the step begins as a transition. */
static void begin_step(App *app) {
    Cursor *cursor = &app->ui.cursor;
    if (cursor->phase < PHASE_UPDATE && cursor->step >= timeline_step_count(cursor->phase, wiring(app)))
        *cursor = (Cursor){(Phase)(cursor->phase + 1), 0, 0};
    app->stepping = true;
}

void app_pause(App *app) {
    app_finish_transition(app);
    if (app->ui.playing && app->ui.cursor.fraction > 0) timeline_step(&app->ui.cursor, wiring(app), 1);
    app->ui.playing = false;
    app->stale = true;
}

bool app_step(App *app, int direction, bool animate, Diag *diag) {
    Cursor *cursor = &app->ui.cursor;
    app->stale = true;
    app->stepping = false;
    if (direction > 0) {
        if (timeline_is_end(cursor, wiring(app))) return wrap_forward(app, diag);
        if (animate && !app_motion_is_reduced(app) && cursor->fraction == 0)
            begin_step(app);
        else
            timeline_step(cursor, wiring(app), 1);
        return true;
    }
    if (!is_forward_start(cursor) || !wrap_back(app, diag)) timeline_step(cursor, wiring(app), -1);
    return true;
}

bool app_jump_phase(App *app, int direction, Diag *diag) {
    Cursor *cursor = &app->ui.cursor;
    app->stale = true;
    app->stepping = app->ui.playing = false;
    if (direction > 0 && timeline_is_end(cursor, wiring(app))) return wrap_forward(app, diag);
    if (direction < 0 && is_forward_start(cursor)) wrap_back(app, diag);
    timeline_jump_phase(cursor, wiring(app), direction);
    return true;
}

bool app_play(App *app, bool on, Diag *diag) {
    app->stepping = false;
    app->play_clock_s = 0;
    if (timeline_is_end(&app->ui.cursor, wiring(app)) && !wrap_forward(app, diag)) return false;
    app->ui.playing = true;
    app->ui.playing_on = on;
    app->stale = true;
    return true;
}

/* Without motion in between: a whole step each time its seconds are over. True at the phase's end. */
static bool play_in_jumps(App *app, double dt_s) {
    Cursor *cursor = &app->ui.cursor;
    app->play_clock_s += dt_s * app->ui.speed;
    for (;;) {
        Cursor next = *cursor;
        if (!timeline_step(&next, wiring(app), 1)) return true;
        double seconds = timeline_step_seconds(next.phase, next.step - 1, wiring(app));
        if (app->play_clock_s < seconds) return false;
        app->play_clock_s -= seconds;
        *cursor = next;
        if (next.step >= timeline_step_count(next.phase, wiring(app))) return true;
    }
}

static void advance_cursor(App *app, double dt_s) {
    UiState *ui = &app->ui;
    if (app->stepping) {
        double seconds = timeline_step_seconds(ui->cursor.phase, 0, wiring(app)) /* as slow as the first */;
        double fraction = ui->cursor.fraction + (seconds > 0 ? dt_s * ui->speed / seconds : 1);
        if (fraction < 1) {
            ui->cursor.fraction = fraction;
            return;
        }
        timeline_step(&ui->cursor, wiring(app), 1);
        app->stepping = false;
    } else if (ui->playing) {
        bool at_end = app_motion_is_reduced(app) ? play_in_jumps(app, dt_s) : timeline_play(&ui->cursor, wiring(app), dt_s, ui->speed);
        if (at_end && (!ui->playing_on || timeline_is_end(&ui->cursor, wiring(app)))) ui->playing = false;
    }
}

static void advance_experiment(App *app) {
    if (app_train_replayed(app)) return;
    compare_begin_round(&app->compare, &app->main);
    experiment_advance(&app->main, app_may_wait(app));
    app_tell_events(app);
    compare_advance(&app->compare, &app->main, app_may_wait(app));
    if (app->compare.version != app->compared_version) app->stale = true;
    app_advance_trials(app);
    app_advance_search(app);
    app_advance_check(app);
    job_queue_run_frame(&app->jobs);
    if (!job_queue_has_threads(&app->jobs)) app_take_training(app);
}

/* Adds to a time that shows only when it passes `shown_s`. */
static void let_pass(App *app, double *time_s, double dt_s, double shown_s) {
    bool was_shown = *time_s >= shown_s;
    *time_s += dt_s;
    if ((*time_s >= shown_s) != was_shown) app->stale = true;
}

void app_advance_pointer(App *app, double dt_s) {
    app_advance_inside(app, dt_s);
    if (app->error_left_s > 0) {
        app->error_left_s -= dt_s;
        if (app->error_left_s <= 0) app_forget_error(app);
    }
    app->wheel_lock_s = fmax(0, app->wheel_lock_s - dt_s);
    let_pass(app, &app->hover_s, dt_s, APP_TIP_DELAY_S);
}

void app_advance(App *app, double dt_s) {
    UiState *ui = &app->ui;
    if (ui->playing || app->stepping || app->main.digits.is_running) app->stale = true;
    advance_experiment(app);
    advance_cursor(app, dt_s);
    app_advance_morph(app, dt_s);
    app_advance_microscope(app);
    app_advance_cliff(app, dt_s);
    app_advance_writer(app, dt_s);
    if (experiment_is_busy(&app->main) && !ui->training)
        let_pass(app, &app->busy_s, dt_s, APP_BUSY_TOLD_S);
    else
        let_pass(app, &app->busy_s, -app->busy_s, APP_BUSY_TOLD_S);
    if (ui->message_left_s > 0) {
        ui->message_left_s -= dt_s;
        if (ui->message_left_s <= 0) app_forget_message(app);
    }
    app_keep_settings(app, dt_s);
    app_keep_last(app, dt_s);
    app_advance_work(app, dt_s);
    app_advance_write(app);
    app_advance_pointer(app, dt_s);
}
