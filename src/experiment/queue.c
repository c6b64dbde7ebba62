/* The queue of commands. A command that would take longer than a frame joins it; a worker applies a few commands at a time to a copy of the
   run (change_job.h), and the frame that finds them done exchanges the two. Until then the picture shows the run as it was, while the
   controls already show the queued values. Every later command waits in line, and a queued value that is set again is replaced: a slider
   never lags behind the hand. If the queue is full, a command is refused: no frame waits.

   Simplified on purpose: a job of commands that has begun is not interrupted. */
#include "experiment/cost.h"
#include "experiment/experiment_inside.h"
#include "lab/setup_command.h"
#include <string.h>

static const size_t LARGE_SPARE = (size_t)16 << 20; /* blocks larger than this are freed if they fit no shape any more */

/* A job reads the lab. */
bool experiment_is_borrowed(const Experiment *experiment) {
    return experiment->is_changing || (experiment->is_training && !train_job_has_copied(&experiment->training));
}

bool experiment_is_busy(const Experiment *experiment) { return experiment->queued_count > 0 || experiment_is_borrowed(experiment); }

/* --- the setup that the queue leads to --- */

/* The worker's steps, then the queued ones. */
static int step_count(const Experiment *experiment) {
    return (experiment->is_changing ? experiment->change.count : 0) + experiment->queued_count;
}

static const ChangeStep *step_at(const Experiment *experiment, int index) {
    int changing = experiment->is_changing ? experiment->change.count : 0;
    return index < changing ? &experiment->change.step[index] : &experiment->queued[index - changing];
}

/* Index of the first step after the last undo, redo or visit. Only the history knows what those lead to, and the worker has it. */
static int find_known(const Experiment *experiment) {
    for (int i = step_count(experiment); i > 0; i--) {
        const ChangeStep *step = step_at(experiment, i - 1);
        CommandId id = step->command.id;
        if (step->kind == CHANGE_APPLY && (id == COMMAND_UNDO || id == COMMAND_REDO || id == COMMAND_VISIT)) return i;
    }
    return 0;
}

bool experiment_knows_setup(const Experiment *experiment) { return find_known(experiment) == 0; }

void experiment_find_setup(const Experiment *experiment, Setup *setup) {
    *setup = experiment->lab.setup;
    for (int i = find_known(experiment); i < step_count(experiment); i++) {
        const ChangeStep *step = step_at(experiment, i);
        if (step->kind == CHANGE_APPLY) setup_apply_command(setup, &step->command, NULL);
    }
}

static bool sets_key(const ChangeStep *step, SetupKey key) { return step->kind == CHANGE_APPLY && command_sets_key(&step->command, key); }

bool experiment_will_set(const Experiment *experiment, SetupKey key) {
    for (int i = find_known(experiment); i < step_count(experiment); i++)
        if (sets_key(step_at(experiment, i), key)) return true;
    return false;
}

/* --- joining it --- */

/* True if the step sets the same key as `last` and can replace it. */
static bool replaces(const ChangeStep *last, const ChangeStep *step) {
    return step->kind == CHANGE_APPLY && step->command.id == COMMAND_SET && last->command.id == COMMAND_SET &&
           sets_key(last, (SetupKey)(int)step->command.arg[0].number);
}

void queue_push(Experiment *experiment, const ChangeStep *step) {
    ChangeStep *last = experiment->queued_count > 0 ? &experiment->queued[experiment->queued_count - 1] : NULL;
    if (last && step->kind == CHANGE_END_DRAG && last->kind == CHANGE_BEGIN_DRAG) {
        experiment->queued_count--; /* an empty entry */
        return;
    }
    if (last && replaces(last, step)) {
        *last = *step;
        return;
    }
    if (experiment->queued_count == CHANGE_STEP_MAX) queue_finish(experiment); /* has_room leaves enough for the ends of entries */
    experiment->queued[experiment->queued_count++] = *step;
}

/* A command needs up to 3 slots (end entry, apply, begin entry); 4 more are kept for a drag or a training that ends meanwhile. */
static bool has_room(const Experiment *experiment, const ChangeStep *step) {
    const ChangeStep *last = experiment->queued + experiment->queued_count;
    if (experiment->queued_count + 3 + 4 <= CHANGE_STEP_MAX) return true;
    while (last > experiment->queued && last[-1].kind == CHANGE_BEGIN_DRAG) last--;
    return last > experiment->queued && replaces(last - 1, step);
}

bool queue_defers(Experiment *experiment, const Command *command, bool is_between) {
    if (experiment_is_busy(experiment)) return true;
    if (experiment->is_training && pace_is_long(experiment)) return true; /* otherwise every change would undo the running update */
    double entry_s = is_between ? cost_end_drag_s(&experiment->lab) : 0;
    return cost_command_s(&experiment->lab, command) + entry_s > EXPERIMENT_FRAME_MOST_S;
}

bool queue_add(Experiment *experiment, const Command *command, bool is_between, Diag *diag) {
    ChangeStep step = {.kind = CHANGE_APPLY, .command = *command};
    if (!has_room(experiment, &step)) {
        char line[COMMAND_SHORT_MAX];
        command_format(line, sizeof line, command);
        return diag_fail(diag, "Not done: \"%s\". The commands before it are still being computed.", line);
    }
    if (!command_copy(&step.command, &step.texts, command)) return diag_fail(diag, "There is no memory left to queue this command.");
    if (is_between) queue_push(experiment, &(ChangeStep){.kind = CHANGE_END_DRAG});
    queue_push(experiment, &step);
    if (is_between) queue_push(experiment, &(ChangeStep){.kind = CHANGE_BEGIN_DRAG});
    return true;
}

bool experiment_undo_queued_update(Experiment *experiment) {
    ChangeStep *last = experiment->queued_count > 0 ? &experiment->queued[experiment->queued_count - 1] : NULL;
    if (last && last->kind == CHANGE_APPLY && last->command.id == COMMAND_UPDATE) {
        experiment->queued_count--; /* it has not started */
        return true;
    }
    if (experiment->queued_count == CHANGE_STEP_MAX) return false;
    experiment->queued[experiment->queued_count++] = (ChangeStep){.kind = CHANGE_APPLY, .command = {.id = COMMAND_UNDO}};
    experiment->queued_undo_count++;
    return true;
}

/* --- done by a worker --- */

static bool is_undo(const ChangeStep *step) { return step->kind == CHANGE_APPLY && step->command.id == COMMAND_UNDO; }

/* The update failed, so the undos queued for it are dropped. */
static void drop_queued_undos(Experiment *experiment) {
    int count = 0;
    for (int i = 0; i < experiment->queued_count; i++) {
        if (experiment->queued_undo_count > 0 && is_undo(&experiment->queued[i]))
            experiment->queued_undo_count--;
        else
            experiment->queued[count++] = experiment->queued[i];
    }
    experiment->queued_count = count;
    experiment->queued_undo_count = 0;
}

/* True if the job's last step succeeded, even if an earlier one failed. */
static bool is_last_done(const ChangeJob *job) { return job->is_copied && job->last_failed < job->count - 1; }

/* An update was just done whose undo is already queued: the job does that too, before anybody sees the update. */
static bool append_undo(Experiment *experiment) {
    ChangeJob *job = &experiment->change;
    const ChangeStep *last = job->count > 0 ? &job->step[job->count - 1] : NULL;
    bool is_undone =
        experiment->queued_undo_count > 0 && experiment->queued_count > 0 && is_undo(&experiment->queued[0]) && is_last_done(job);
    if (!is_undone || !last || last->kind != CHANGE_APPLY || last->command.id != COMMAND_UPDATE || job->count == CHANGE_STEP_MAX)
        return false;
    job->step[job->count++] = experiment->queued[0];
    memmove(experiment->queued, experiment->queued + 1, (size_t)--experiment->queued_count * sizeof *experiment->queued);
    job->job.run = change_job_go_on;
    job_queue_add(experiment->jobs, &job->job);
    return true;
}

static void tell_refused(Experiment *experiment) {
    const ChangeJob *job = &experiment->change;
    const ChangeStep *step = job->first_failed < 0 ? NULL : &job->step[job->first_failed];
    if (step && step->kind == CHANGE_TRAIN) {
        experiment_add_event(experiment, EXPERIMENT_STOPPED, job->diag.text);
        return;
    }
    bool sets = step && step->command.id == COMMAND_SET;
    experiment_add_event(experiment, EXPERIMENT_REFUSED, job->diag.text)->key = sets ? (int)step->command.arg[0].number : -1;
}

static void finish_job(Experiment *experiment) {
    ChangeJob *job = &experiment->change;
    experiment->is_changing = false;
    change_job_take(&experiment->lab, job);
    if (job->count == 0) return; /* the job only freed memory */
    experiment_add_event(experiment, EXPERIMENT_CHANGED, "");
    if (job->failed > 0)
        tell_refused(experiment);
    else if (experiment->queued_undo_count == 0) /* then a person who undoes sees it */
        experiment_add_event(experiment, EXPERIMENT_UNDONE, job->undone);
    if (!is_last_done(job))
        drop_queued_undos(experiment);
    else if (experiment->queued_undo_count > 0 && job->undone[0])
        experiment->queued_undo_count--;
    for (int i = 0; i < job->count; i++) change_step_free(&job->step[i]);
}

static void start(Experiment *experiment, bool (*run)(Job *job, double budget_s)) {
    ChangeJob *job = &experiment->change;
    change_job_begin(job, &experiment->lab, &experiment->training.work, &experiment->training.ready);
    experiment->is_changing = true;
    job->job.run = run;
    job_queue_add(experiment->jobs, &job->job);
    if (job_queue_has_threads(experiment->jobs)) return;
    job_queue_finish(experiment->jobs, &job->job);
    finish_job(experiment);
}

static double cost_s(const Experiment *experiment, const ChangeStep *step) {
    if (step->kind == CHANGE_APPLY) return cost_command_s(&experiment->lab, &step->command);
    return step->kind == CHANGE_END_DRAG ? cost_end_drag_s(&experiment->lab) : 0;
}

/* Few enough commands that the picture still changes while many are queued, and that the program can end soon. The end of an entry stays in
   the same job. */
static int choose_count(const Experiment *experiment) {
    double s = 0;
    for (int i = 0; i < experiment->queued_count; i++) {
        s += cost_s(experiment, &experiment->queued[i]);
        if (i > 0 && s > EXPERIMENT_CHANGE_JOB_S && experiment->queued[i].kind != CHANGE_END_DRAG) return i;
    }
    return experiment->queued_count;
}

void queue_start(Experiment *experiment) {
    int count = choose_count(experiment);
    experiment->queued_count -= count;
    experiment->change.count = count;
    memcpy(experiment->change.step, experiment->queued, (size_t)count * sizeof *experiment->queued);
    memmove(experiment->queued, experiment->queued + count, (size_t)experiment->queued_count * sizeof *experiment->queued);
    start(experiment, change_job_run);
}

bool queue_take(Experiment *experiment) {
    if (!experiment->is_changing) return true;
    if (!job_is_done(experiment->jobs, &experiment->change.job) || append_undo(experiment)) return false;
    finish_job(experiment);
    return true;
}

void queue_finish(Experiment *experiment) {
    while (experiment->is_changing || experiment->queued_count > 0) {
        if (experiment->is_changing) {
            job_queue_finish(experiment->jobs, &experiment->change.job);
            finish_job(experiment);
        } else {
            pace_drop(experiment);
            queue_start(experiment);
        }
    }
}

void queue_tidy(Experiment *experiment) {
    const Run *spare = &experiment->training.work;
    if (pace_fits(experiment) || spare->trace.size + spare->batch.size < LARGE_SPARE || !job_queue_has_threads(experiment->jobs)) return;
    experiment->change.count = 0;
    start(experiment, change_job_tidy);
}
