/* What moves by itself: playing, a single step as a transition, continuous training, messages that go.

   Playing runs through one phase and pauses at its end; pressing play again goes on with the next (segmenting: the lecturer
   releases each phase). At the very end of an update, play and step do that update (`update` through the lab) and begin
   again at forward step 0; stepping back from there takes it back, as long as nothing else was done in between.

   Training goes on in the worker, in jobs of about APP_TRAIN_JOB_S: a frame takes over what is done, if the experiment is still the
   one the job began with, and starts the next. Where there is no worker, or while a slider changes the experiment under
   every job, training takes about APP_TRAIN_SLICE_S of the frame instead; but where a single update takes too long for a frame, only
   the worker trains, from the first update on, and what a person changes waits for its turn (app_change.c). How many updates fit is learned from the time before and from how much more work
   there is in them since a setup changed, one call a frame, so that the stage's own trace is computed once. How training is cut
   changes no result. */
#include "app/app_inside.h"
#include "base/number.h"
#include "lab/run.h"
#include <math.h>
#include <string.h>

static const Wiring *wiring(const App *app) { return &app->lab.run.wiring; }

static bool is_forward_start(const Cursor *cursor) { return cursor->phase == PHASE_FORWARD && cursor->step == 0 && cursor->fraction == 0; }

/* At the end of an update: do it, and stand before the next one. */
static bool wrap_forward(App *app, Diag *diag) {
    int wraps = app->wraps;
    if (!app_run_line(app, "update", false, diag)) return false;
    app->wraps = wraps + 1;
    app->ui.cursor = (Cursor){PHASE_FORWARD, 0, 0};
    return true;
}

static bool wrap_back(App *app, Diag *diag) {
    int wraps = app->wraps;
    if (wraps < 1) return false;
    if (app_is_busy(app)) { /* the worker still computes it, or will */
        if (!app_take_update_back(app)) return false;
    } else {
        if (strcmp(lab_undo_line(&app->lab), "update") != 0 || !app_run_line(app, "undo", false, diag)) return false;
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

void app_finish_transition(App *app) {
    if (!app->stepping) return;
    timeline_step(&app->ui.cursor, wiring(app), 1);
    app->stepping = false;
    app->stale = true;
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

bool app_play(App *app, Diag *diag) {
    app->stepping = false;
    app->play_clock_s = 0;
    if (timeline_is_end(&app->ui.cursor, wiring(app)) && !wrap_forward(app, diag)) return false;
    app->ui.playing = true;
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
        double seconds = timeline_step_seconds(next.phase, wiring(app));
        if (app->play_clock_s < seconds) return false;
        app->play_clock_s -= seconds;
        *cursor = next;
        if (next.step >= timeline_step_count(next.phase, wiring(app))) return true;
    }
}

static void advance_cursor(App *app, double dt_s) {
    UiState *ui = &app->ui;
    if (app->stepping) {
        double seconds = timeline_step_seconds(ui->cursor.phase, wiring(app));
        double fraction = ui->cursor.fraction + (seconds > 0 ? dt_s * ui->speed / seconds : 1);
        if (fraction < 1) {
            ui->cursor.fraction = fraction;
            return;
        }
        timeline_step(&ui->cursor, wiring(app), 1);
        app->stepping = false;
    } else if (ui->playing) {
        bool at_end = app_motion_is_reduced(app) ? play_in_jumps(app, dt_s) : timeline_play(&ui->cursor, wiring(app), dt_s, ui->speed);
        if (at_end) ui->playing = false;
    }
}

void app_set_training(App *app, bool on) {
    if (app->ui.training == on) return;
    app_end_drag(app);
    app->ui.training = on;
    app->has_trained = app->is_replayed = false;
    app->stale = true;
    if (on)
        app_begin_entry(app);
    else
        app_end_entry(app);
}

bool app_train(App *app, int updates) {
    Diag diag = {0};
    app->wraps = 0;
    bool good = lab_train(&app->lab, updates, &diag);
    if (!good) {
        app_set_training(app, false);
        app_say(app, true, "Training stopped. %s", diag.text);
    }
    app_settle(app);
    return good;
}

/* Of one update, up to a constant: weights times steps times sequences; truncated BPTT goes through its windows besides. */
static double update_work(const Run *run, const Setup *setup) {
    int T = run->wiring.steps, window = setup_get_int(setup, KEY_TRUNCATE);
    double steps = T + (window > 0 ? (double)run->wiring.loss_count * fmin(window, T) : 0);
    return (double)run->net.weight_count * steps * setup_get_int(setup, KEY_BATCH);
}

static void learn_time(App *app, const Run *run, const Setup *setup, int updates, double took_s) {
    if (!(took_s > 0)) return;
    app->update_s = took_s / updates;
    app->update_work = update_work(run, setup);
}

/* What one update takes with the setup as it is now, as far as is known; 0: not known. */
static double expect_update_s(const App *app) {
    return app->update_s > 0 ? app->update_s * update_work(&app->lab.run, &app->lab.setup) / app->update_work : 0;
}

/* `usual` updates, or fewer where they would take longer now. */
static int fit_updates(const App *app, int usual, double seconds) {
    double one = expect_update_s(app);
    return one > 0 ? (int)fmax(1, fmin(usual, seconds / one)) : usual;
}

static void train_in_frame(App *app) {
    const ClockApi *clock = &app->world->clock;
    double before = clock->now_s ? clock->now_s(clock->user) : 0;
    int updates = fit_updates(app, app->slice, APP_TRAIN_FRAME_MOST_S);
    app_record_line(app, "train %d", updates);
    app_train(app, updates);
    double took = (clock->now_s ? clock->now_s(clock->user) : 0) - before;
    double fit = took > 0 ? updates * APP_TRAIN_SLICE_S / took : 2.0 * updates;
    app->slice = (int)fmax(1, fmin(fmin(fit, 2.0 * updates), APP_SLICE_MAX)); /* grows at most twofold: one fast frame is no proof */
    learn_time(app, &app->lab.run, &app->lab.setup, updates, took);
}

/* ---- The worker ---- */

static void start_job(App *app) {
    int updates = fit_updates(app, app->job_updates, APP_TRAIN_JOB_S);
    if (!job_queue_has_threads(&app->jobs) || !train_job_prepare(&app->job, &app->lab, updates, &app->world->clock, NULL)) return;
    app->job.most_s = APP_TRAIN_JOB_MOST_S;
    app->job.job.run = train_job_run;
    app->is_job_running = true;
    job_queue_add(&app->jobs, &app->job.job);
}

/* False while the worker is still at it. A job that cannot be taken is given up, and this frame trains by itself: it finds what broke
   and says so, or goes on from what a person has just set, where an update of that fits into a frame. */
static bool take_job(App *app) {
    if (!job_is_done(&app->jobs, &app->job.job)) return false;
    app->is_job_running = false;
    TrainJob *job = &app->job;
    if (job->took_s > 0 && job->is_good) {
        learn_time(app, &job->run, &job->setup, job->updates, job->took_s);
        double fit = fmin(job->updates * APP_TRAIN_JOB_S / job->took_s, 2.0 * job->updates);
        app->job_updates = (int)fmax(1, fmin(fit, APP_JOB_MAX));
    }
    int updates = job->updates;
    bool is_stale = job->version != app->lab.version;
    if (!train_job_take(&app->lab, job)) {
        if (app->waiting_count > 0) return true;
        if (!is_stale || expect_update_s(app) <= APP_TRAIN_FRAME_MOST_S) train_in_frame(app);
        return true;
    }
    app_record_line(app, "train %d", updates);
    app->wraps = 0;
    app_settle(app);
    return true;
}

void app_end_job(App *app) {
    if (app->is_job_running) job_queue_finish(&app->jobs, &app->job.job);
    if (app->is_changing) job_queue_finish(&app->jobs, &app->change.job);
    app->is_job_running = app->is_changing = false;
    train_job_deinit(&app->job);
    run_deinit(&app->change.lab.run); /* empty but where a job was never taken */
}

void app_drop_job(App *app, bool waits) {
    if (!app->is_job_running || (!waits && !job_is_done(&app->jobs, &app->job.job))) return;
    job_queue_finish(&app->jobs, &app->job.job);
    app->is_job_running = false;
}

bool app_train_replayed(App *app) {
    int replay = app->replay_train;
    app->replay_train = 0;
    if (replay == 0) return false;
    app_finish_changes(app);
    app->is_replayed = app->ui.training;
    app_record_line(app, "train %d", replay);
    if (app->ui.training)
        app_train(app, replay);
    else {
        char line[32];
        text_format(line, sizeof line, "train %d", replay);
        app_try_line(app, line);
    }
    return true;
}

/* ---- An update that takes too long for a frame: the worker alone trains, see app_change.c ---- */

static bool is_long(const App *app) {
    double one = expect_update_s(app);
    if (!app_may_wait(app)) return false;
    return (one > 0 ? one : change_expect_train_s(&app->lab, 1)) > APP_CHANGE_MOST_S ||
           (app_spare_size(app) > APP_SPARE_MOST && !app_spare_fits(app));
}

void app_learn_training(App *app, const ChangeJob *job) {
    app->wraps = 0;
    if (job->trained > 0) {
        learn_time(app, &app->lab.run, &app->lab.setup, (int)job->trained, job->took_s);
        app->job_updates = (int)fmin(2.0 * (double)job->trained, APP_JOB_MAX);
    }
    if (job->failed == 0) return;
    app_set_training(app, false);
    app_say(app, true, "Training stopped. %s", job->diag.text);
}

static bool trains(const App *app) { return app->ui.training && !app->is_replayed; }

static void advance_training(App *app) {
    if (app_train_replayed(app)) return;
    bool first = !app->has_trained, is_taken = app->is_changing;
    if (app->is_changing && !app_take_change(app)) return;
    if (app->is_job_running) {
        if (!trains(app) || first)
            app_drop_job(app, false);
        else if (!(is_taken = take_job(app)))
            return; /* still at it */
    }
    if (app->waiting_count > 0) {
        if (!app->is_job_running) app_start_change(app);
        return;
    }
    if (!trains(app)) {
        if (!app->is_job_running) app_tidy(app);
        return;
    }
    if (is_long(app)) {
        app->has_trained = true;
        if (!app->is_job_running) app_start_training(app, fit_updates(app, app->job_updates, APP_TRAIN_JOB_S));
        return;
    }
    app->has_trained = true; /* the first frame trains in any case, so that a recording's first does */
    if (first || !is_taken) train_in_frame(app);
    if (app->ui.training && !app->is_job_running) start_job(app);
}

/* Adds to a time that shows only when it passes `shown_s`. */
static void let_pass(App *app, double *time_s, double dt_s, double shown_s) {
    bool was_shown = *time_s >= shown_s;
    *time_s += dt_s;
    if ((*time_s >= shown_s) != was_shown) app->stale = true;
}

void app_advance(App *app, double dt_s) {
    UiState *ui = &app->ui;
    if (ui->playing || app->stepping) app->stale = true;
    advance_training(app);
    advance_cursor(app, dt_s);
    if (app_is_busy(app) && !ui->training)
        let_pass(app, &app->busy_s, dt_s, APP_BUSY_TOLD_S);
    else
        let_pass(app, &app->busy_s, -app->busy_s, APP_BUSY_TOLD_S);
    if (ui->message_left_s > 0) {
        ui->message_left_s -= dt_s;
        if (ui->message_left_s <= 0) app_forget_message(app);
    }
    if (app->error_left_s > 0) {
        app->error_left_s -= dt_s;
        if (app->error_left_s <= 0) app_forget_error(app);
    }
    app_keep_settings(app, dt_s);
    app->wheel_lock_s = fmax(0, app->wheel_lock_s - dt_s);
    let_pass(app, &app->hover_s, dt_s, APP_TIP_DELAY_S);
}
