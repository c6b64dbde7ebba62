/* What a frame has no time for. A click, a key or a drag that would take longer than APP_CHANGE_MOST_S is put off: it joins the
   steps that wait, the worker does a few of them at a time to a copy of the experiment (experiment/change_job.h), and the frame that finds
   them done exchanges the two. Until then the picture is that of before, while the controls already say what is wanted; whatever else
   is asked of the experiment waits in line, and a value that is set again before its turn came is set once: a slider never runs
   behind its hand. What has no room in the line is refused: no frame waits. Training whose single update is that long goes the same
   way, one job after the other.

   Lines from a script, and everything while a recording is written, are done at once, so that a replay needs no clock; so it is
   where there is no worker. The bits are the same either way.

   Simplified on purpose: nothing that the worker has begun is broken off. */
#include "app/app_inside.h"
#include "base/number.h"
#include "lab/run.h"
#include <string.h>

static const size_t LARGE_SPARE = (size_t)16 << 20; /* bytes that are given back when no shape fits them any more */

bool app_may_wait(const App *app) { return app->is_live && job_queue_has_threads(&app->jobs) && !app->record; }

bool app_is_busy(const App *app) { return app->is_changing || app->waiting_count > 0; }

/* --- what is wanted --- */

static void want(Setup *setup, const ChangeStep *step) {
    const CommandArg *arg = step->command.arg;
    if (step->kind != CHANGE_APPLY) return;
    SetupKey key = (SetupKey)(int)arg[0].number;
    if (step->command.id == COMMAND_SET) setup_set(setup, key, arg[1].number, NULL);
    if (step->command.id == COMMAND_RESET && arg[0].given) setup_set(setup, key, setup_table[key].initial, NULL);
    if (step->command.id == COMMAND_RESET && !arg[0].given) setup_init(setup);
    if (step->command.id == COMMAND_PRESET) setup_apply_preset(setup, str_from(arg[0].text), NULL);
}

/* The worker's, then those that wait. */
static int step_count(const App *app) { return (app->is_changing ? app->change.count : 0) + app->waiting_count; }

static const ChangeStep *step_at(const App *app, int index) {
    int changing = app->is_changing ? app->change.count : 0;
    return index < changing ? &app->change.step[index] : &app->waiting[index - changing];
}

/* The first step from which on they say themselves what is set: what history leads to cannot be looked at now. */
static int find_known(const App *app) {
    for (int i = step_count(app); i > 0; i--) {
        const ChangeStep *step = step_at(app, i - 1);
        CommandId id = step->command.id;
        if (step->kind == CHANGE_APPLY && (id == COMMAND_UNDO || id == COMMAND_REDO || id == COMMAND_VISIT)) return i;
    }
    return 0;
}

void app_find_wanted(const App *app, Setup *setup) {
    *setup = app->lab.setup;
    for (int i = find_known(app); i < step_count(app); i++) want(setup, step_at(app, i));
}

static bool sets(const ChangeStep *step, SetupKey key) {
    const Command *command = &step->command;
    if (step->kind != CHANGE_APPLY) return false;
    if (command->id == COMMAND_PRESET || (command->id == COMMAND_RESET && !command->arg[0].given)) return true;
    return (command->id == COMMAND_SET || command->id == COMMAND_RESET) && (SetupKey)(int)command->arg[0].number == key;
}

bool app_is_wanted(const App *app, SetupKey key) {
    for (int i = find_known(app); i < step_count(app); i++)
        if (sets(step_at(app, i), key)) return true;
    return false;
}

bool app_is_set(const App *app, SetupKey key, double value) {
    return value == app_setup_value(app, key) && (find_known(app) == 0 || app_is_wanted(app, key));
}

/* --- in line --- */

/* What is asked for in the end is done once. */
static bool joins(const ChangeStep *last, const ChangeStep *step) {
    return step->kind == CHANGE_APPLY && step->command.id == COMMAND_SET && last->command.id == COMMAND_SET &&
           sets(last, (SetupKey)(int)step->command.arg[0].number);
}

static void push(App *app, const ChangeStep *step) {
    ChangeStep *last = app->waiting_count > 0 ? &app->waiting[app->waiting_count - 1] : NULL;
    if (last && step->kind == CHANGE_END_DRAG && last->kind == CHANGE_BEGIN_DRAG) {
        app->waiting_count--; /* an entry with nothing in it */
        return;
    }
    if (last && joins(last, step)) {
        *last = *step;
        return;
    }
    if (app->waiting_count == CHANGE_STEP_MAX) app_finish_changes(app); /* has_room leaves enough for the ends of entries */
    app->waiting[app->waiting_count++] = *step;
}

/* A command may bring an entry's end and beginning; and while it waits, training and a drag may end and begin. */
static bool has_room(const App *app, const ChangeStep *step) {
    const ChangeStep *last = app->waiting + app->waiting_count;
    if (app->waiting_count + 3 + 4 <= CHANGE_STEP_MAX) return true;
    while (last > app->waiting && last[-1].kind == CHANGE_BEGIN_DRAG) last--;
    return last > app->waiting && joins(last - 1, step);
}

void app_begin_entry(App *app) {
    if (app_is_busy(app))
        push(app, &(ChangeStep){.kind = CHANGE_BEGIN_DRAG});
    else
        lab_begin_drag(&app->lab);
}

void app_end_entry(App *app) {
    if (app_is_busy(app) || (app_may_wait(app) && change_expect_end_drag_s(&app->lab) > APP_CHANGE_MOST_S))
        push(app, &(ChangeStep){.kind = CHANGE_END_DRAG});
    else
        lab_end_drag(&app->lab);
}

/* While training runs, what a person does in between is an undo entry of its own. */
static bool is_between(const App *app) { return app->ui.training && !app->dragging; }

bool app_puts_off(App *app, const Command *command) {
    if (!app_may_wait(app)) {
        app_finish_changes(app);
        return false;
    }
    if (app_is_busy(app)) return true;
    double entry_s = is_between(app) ? change_expect_end_drag_s(&app->lab) : 0;
    return change_expect_s(&app->lab, command) + entry_s > APP_CHANGE_MOST_S;
}

void app_put_off(App *app, const Command *command) {
    ChangeStep step = {.kind = CHANGE_APPLY, .command = *command};
    if (!has_room(app, &step)) {
        char line[COMMAND_LINE_MAX];
        command_format(line, sizeof line, command);
        app_say(app, true, "Not done: \"%s\". What was asked for before it is still being computed.", line);
        return;
    }
    if (is_between(app)) push(app, &(ChangeStep){.kind = CHANGE_END_DRAG});
    push(app, &step);
    if (is_between(app)) push(app, &(ChangeStep){.kind = CHANGE_BEGIN_DRAG});
    app->wraps = 0;
    app->stale = true;
}

bool app_take_update_back(App *app) {
    ChangeStep *last = app->waiting_count > 0 ? &app->waiting[app->waiting_count - 1] : NULL;
    if (last && last->kind == CHANGE_APPLY && last->command.id == COMMAND_UPDATE) {
        app->waiting_count--; /* it has not begun */
        return true;
    }
    if (app->waiting_count == CHANGE_STEP_MAX) return false;
    app->waiting[app->waiting_count++] = (ChangeStep){.kind = CHANGE_APPLY, .command = {.id = COMMAND_UNDO}};
    app->back_count++;
    return true;
}

/* --- done by the worker --- */

static bool is_undo(const ChangeStep *step) { return step->kind == CHANGE_APPLY && step->command.id == COMMAND_UNDO; }

/* The update that was to be taken back could not be done: nothing is to be taken back. */
static void forget_back(App *app) {
    int count = 0;
    for (int i = 0; i < app->waiting_count; i++) {
        if (app->back_count > 0 && is_undo(&app->waiting[i]))
            app->back_count--;
        else
            app->waiting[count++] = app->waiting[i];
    }
    app->waiting_count = count;
    app->back_count = 0;
}

/* Whatever was refused before it. */
static bool is_last_done(const ChangeJob *job) { return job->is_copied && job->last_failed < job->count - 1; }

/* An update that has just been done, while somebody has stepped back over it: it is taken back before it is ever shown. */
static bool goes_on(App *app) {
    ChangeJob *job = &app->change;
    const ChangeStep *last = job->count > 0 ? &job->step[job->count - 1] : NULL;
    bool is_back = app->back_count > 0 && app->waiting_count > 0 && is_undo(&app->waiting[0]) && is_last_done(job);
    if (!is_back || !last || last->kind != CHANGE_APPLY || last->command.id != COMMAND_UPDATE || job->count == CHANGE_STEP_MAX)
        return false;
    job->step[job->count++] = app->waiting[0];
    memmove(app->waiting, app->waiting + 1, (size_t)--app->waiting_count * sizeof *app->waiting);
    job->job.run = change_job_go_on;
    job_queue_add(&app->jobs, &job->job);
    return true;
}

/* At the control that asked for it, where there is one. */
static void tell_refused(App *app) {
    const ChangeJob *job = &app->change;
    const ChangeStep *step = job->first_failed < 0 ? NULL : &job->step[job->first_failed];
    char control[48];
    app->wraps = 0;
    if (!step || step->command.id != COMMAND_SET) {
        app_say(app, true, "%s", job->diag.text);
        return;
    }
    text_format(control, sizeof control, "controls/%s", setup_table[(int)step->command.arg[0].number].key);
    app_refuse(app, control, "", job->diag.text);
}

static void land(App *app) {
    ChangeJob *job = &app->change;
    bool trained = job->count == 1 && job->step[0].kind == CHANGE_TRAIN;
    app->is_changing = false;
    app->stale = true;
    int wrong = app_error_key(app);
    double was = wrong < 0 ? 0 : setup_get(&app->lab.setup, (SetupKey)wrong);
    change_job_take(&app->lab, job);
    if (job->count == 0) return;                                                                 /* only tidied up */
    if (wrong >= 0 && setup_get(&app->lab.setup, (SetupKey)wrong) != was) app_forget_error(app); /* it has another value now */
    if (trained)
        app_learn_training(app, job);
    else if (job->failed > 0)
        tell_refused(app);
    else if (app->back_count == 0)
        app_tell_taken(app, job->taken); /* stepping back says it by itself */
    if (!is_last_done(job))
        forget_back(app);
    else if (app->back_count > 0 && job->taken[0])
        app->back_count--;
    app_settle(app);
}

static void start(App *app, bool (*run)(Job *job, double budget_s)) {
    ChangeJob *job = &app->change;
    job->clock = app->world->clock;
    change_job_begin(job, &app->lab, &app->job.run);
    app->is_changing = true;
    job->job.run = run;
    job_queue_add(&app->jobs, &job->job);
    if (job_queue_has_threads(&app->jobs)) return;
    job_queue_finish(&app->jobs, &job->job);
    land(app);
}

static double expect_s(const App *app, const ChangeStep *step) {
    if (step->kind == CHANGE_APPLY) return change_expect_s(&app->lab, &step->command);
    return step->kind == CHANGE_END_DRAG ? change_expect_end_drag_s(&app->lab) : 0;
}

/* Few enough that the picture moves on while many wait, and that the program can end soon; an entry's end goes with it. */
static int choose_count(const App *app) {
    double s = 0;
    for (int i = 0; i < app->waiting_count; i++) {
        s += expect_s(app, &app->waiting[i]);
        if (i > 0 && s > APP_CHANGE_JOB_S && app->waiting[i].kind != CHANGE_END_DRAG) return i;
    }
    return app->waiting_count;
}

void app_start_change(App *app) {
    int count = choose_count(app);
    app->waiting_count -= count;
    app->change.count = count;
    memcpy(app->change.step, app->waiting, (size_t)count * sizeof *app->waiting);
    memmove(app->waiting, app->waiting + count, (size_t)app->waiting_count * sizeof *app->waiting);
    start(app, change_job_run);
}

void app_start_training(App *app, int updates) {
    app->change.step[0] = (ChangeStep){.kind = CHANGE_TRAIN, .updates = updates};
    app->change.count = 1;
    start(app, change_job_run);
}

bool app_take_change(App *app) {
    if (!job_is_done(&app->jobs, &app->change.job)) return false;
    if (goes_on(app)) return false;
    land(app);
    return true;
}

void app_finish_changes(App *app) {
    if (app->is_changing) {
        job_queue_finish(&app->jobs, &app->change.job);
        land(app);
    }
    if (app->waiting_count == 0) return;
    app_drop_job(app, true);
    while (app->waiting_count > 0) {
        app_start_change(app);
        if (!app->is_changing) continue;
        job_queue_finish(&app->jobs, &app->change.job);
        land(app);
    }
}

bool app_spare_fits(const App *app) {
    const Run *spare = &app->job.run, *run = &app->lab.run;
    return spare->trace.size == run->trace.size && spare->batch.size == run->batch.size;
}

size_t app_spare_size(const App *app) { return app->lab.run.trace.size + app->lab.run.batch.size; }

void app_tidy(App *app) {
    const Run *spare = &app->job.run;
    if (app_spare_fits(app) || spare->trace.size + spare->batch.size < LARGE_SPARE || !job_queue_has_threads(&app->jobs)) return;
    app->change.count = 0;
    start(app, change_job_tidy);
}
