/* One experiment in the program (declared in experiment.h): its commands, its undo entries and the order of things in a frame. */
#include "experiment/experiment.h"
#include "base/arena.h"
#include "base/number.h"
#include "experiment/cost.h"
#include "experiment/experiment_inside.h"
#include "lab/memory.h"
#include "lab/run.h"
#include <string.h>

bool experiment_init(Experiment *experiment, JobQueue *jobs, const ClockApi *clock, Diag *diag) {
    memset(experiment, 0, sizeof *experiment);
    experiment->jobs = jobs;
    experiment->clock = clock;
    if (!lab_init(&experiment->lab, diag) || !lab_keep_record(&experiment->lab, diag)) return false;
    experiment->point = mem_new(RECORD_PATH_MAX * sizeof *experiment->point);
    return experiment->point || diag_fail(diag, "There is no memory left for the record of the training.");
}

void experiment_deinit(Experiment *experiment) {
    pace_drop(experiment);
    if (experiment->is_changing) job_queue_finish(experiment->jobs, &experiment->change.job);
    for (int i = 0; experiment->is_changing && i < experiment->change.count; i++) change_step_free(&experiment->change.step[i]);
    for (int i = 0; i < experiment->queued_count; i++) change_step_free(&experiment->queued[i]);
    train_job_deinit(&experiment->training);
    run_deinit(&experiment->change.lab.run); /* empty unless a job's result was never taken */
    weight_probe_deinit(&experiment->probe);
    digits_probe_deinit(&experiment->digits);
    mem_free(experiment->point);
    lab_deinit(&experiment->lab);
}

bool experiment_next_event(Experiment *experiment, ExperimentEvent *event) {
    if (experiment->event_count == 0) return false;
    *event = experiment->event[0];
    memmove(experiment->event, experiment->event + 1, (size_t)--experiment->event_count * sizeof *experiment->event);
    return true;
}

/* --- commands --- */

void experiment_begin_entry(Experiment *experiment) {
    if (experiment_is_busy(experiment))
        queue_push(experiment, &(ChangeStep){.kind = CHANGE_BEGIN_DRAG});
    else
        lab_begin_drag(&experiment->lab);
}

void experiment_end_entry(Experiment *experiment, bool may_wait) {
    if (experiment_is_busy(experiment) || (may_wait && cost_end_drag_s(&experiment->lab) > EXPERIMENT_FRAME_MOST_S))
        queue_push(experiment, &(ChangeStep){.kind = CHANGE_END_DRAG});
    else
        lab_end_drag(&experiment->lab);
}

static bool goes_on(const Experiment *experiment) { return experiment->trains && !experiment->is_replayed; }

void experiment_finish(Experiment *experiment) {
    if (experiment_is_busy(experiment) && experiment->is_training) pace_drop(experiment);
    queue_finish(experiment);
}

void experiment_rest(Experiment *experiment) {
    if (!goes_on(experiment)) pace_drop(experiment); /* otherwise only a later frame would end it */
    experiment_finish(experiment);
}

/* Before a change in the frame: frees the runs of the last training if they will not fit, else counts their memory. The runs of a running
   training are as large as this one. */
static void make_room(Experiment *experiment, const Command *command) {
    Lab *lab = &experiment->lab;
    TrainJob *job = &experiment->training;
    lab->run.others_bytes = digits_probe_tidy(&experiment->digits, cost_replaces_stage(lab, command) ? NULL : lab);
    if (experiment->is_training) {
        MemoryPlan plan = memory_plan(&lab->run.net, &lab->run.wiring, &lab->setup, 1);
        lab->run.others_bytes += 2 * plan.run_bytes;
        return;
    }
    if (job->work.weight && cost_replaces_stage(lab, command)) {
        run_deinit(&job->work);
        run_deinit(&job->ready);
    }
    lab->run.others_bytes += memory_of_run(&job->work) + memory_of_run(&job->ready);
}

ExperimentResult experiment_do(Experiment *experiment, const Command *command, ExperimentMode mode, Diag *diag) {
    bool is_between = experiment->trains && !mode.is_in_drag; /* while training runs, a command is an undo entry of its own */
    if (!mode.may_wait) {
        experiment_finish(experiment);
    } else if (queue_defers(experiment, command, is_between)) {
        return queue_add(experiment, command, is_between, diag) ? EXPERIMENT_QUEUED : EXPERIMENT_FAILED;
    }
    char undone[COMMAND_SHORT_MAX];
    text_format(undone, sizeof undone, "%s", command->id == COMMAND_UNDO ? lab_undo_line(&experiment->lab) : "");
    if (is_between) lab_end_drag(&experiment->lab);
    make_room(experiment, command);
    bool good = lab_apply(&experiment->lab, command, diag);
    if (is_between) lab_begin_drag(&experiment->lab);
    if (!good) return EXPERIMENT_FAILED;
    experiment_add_event(experiment, EXPERIMENT_UNDONE, undone);
    return EXPERIMENT_DONE;
}

/* --- training --- */

void experiment_set_training(Experiment *experiment, bool on, bool may_wait) {
    if (experiment->trains == on) return;
    experiment->trains = on;
    experiment->has_trained = experiment->is_replayed = false;
    if (on)
        experiment_begin_entry(experiment);
    else
        experiment_end_entry(experiment, may_wait);
}

static bool has_solved(const Experiment *experiment) {
    RecordMeter meter;
    record_begin(&meter, experiment->lab.record, &experiment->lab.run, &experiment->lab.setup);
    return meter.was_solved;
}

bool experiment_train_replayed(Experiment *experiment, int count, Diag *diag) {
    experiment_finish(experiment);
    experiment->is_replayed = true;
    bool was_solved = has_solved(experiment), good = lab_train(&experiment->lab, count, diag);
    if (good && experiment->stops_solved && !was_solved && has_solved(experiment))
        experiment_add_event(experiment, EXPERIMENT_SOLVED, "")->count = experiment->lab.run.update;
    return good;
}

static void train_here(Experiment *experiment, int count) {
    Diag diag = {0};
    experiment_add_event(experiment, EXPERIMENT_TRAINED, "")->count = count;
    experiment->lab.waits_to_measure = true; /* the worker does this */
    bool good = lab_train(&experiment->lab, count, &diag);
    experiment->lab.waits_to_measure = false;
    if (!good) experiment_add_event(experiment, EXPERIMENT_STOPPED, diag.text);
}

/* If a slice met a number that is not finite, the lab repeats the slice to find out which. */
static void repeat_broken(Experiment *experiment, int count, bool may_wait) {
    if (may_wait && pace_is_long(experiment))
        queue_push(experiment, &(ChangeStep){.kind = CHANGE_TRAIN, .updates = count});
    else
        train_here(experiment, count);
}

void experiment_take(Experiment *experiment, bool may_wait) {
    int broke;
    if (!experiment->is_training || !goes_on(experiment) || !experiment->has_trained) return;
    if (pace_take(experiment, &broke) && broke > 0) repeat_broken(experiment, broke, may_wait);
}

static bool has_stopped(const Experiment *experiment) {
    for (int i = 0; i < experiment->event_count; i++)
        if (experiment->event[i].kind == EXPERIMENT_STOPPED || experiment->event[i].kind == EXPERIMENT_SOLVED) return true;
    return false;
}

/* Ends the training job if something has changed or is queued. False while the job still blocks the change. */
static bool end_training(Experiment *experiment, bool may_wait) {
    TrainJob *job = &experiment->training;
    bool is_wanted = goes_on(experiment) && experiment->has_trained && job->version == experiment->lab.version;
    if (!experiment->is_training) return true;
    if (is_wanted && experiment->queued_count == 0) return false;
    job_cancel(&job->job);
    if (!job_is_done(experiment->jobs, &job->job)) return false;
    if (is_wanted) experiment_take(experiment, may_wait); /* its updates come before the queued commands */
    experiment->is_training = false;
    return true;
}

/* The first update is done in the frame in which training is switched on, so that a recording has it there. */
static void train_first(Experiment *experiment, bool may_wait) {
    if (!goes_on(experiment) || experiment->has_trained || experiment_is_busy(experiment)) return;
    experiment->has_trained = true;
    if (!may_wait || !pace_is_long(experiment)) train_here(experiment, 1);
}

static bool is_there(const Experiment *experiment) { return experiment->until > 0 && experiment->lab.run.update >= experiment->until; }

void experiment_advance(Experiment *experiment, bool may_wait) {
    bool is_same = experiment->queued_count == 0 && !experiment->trains;
    digits_probe_tidy(&experiment->digits, is_same ? &experiment->lab : NULL);
    if (!queue_take(experiment)) return;
    train_first(experiment, may_wait);
    if (!end_training(experiment, may_wait)) return;
    if (experiment->queued_count > 0)
        queue_start(experiment);
    else if (!experiment->trains)
        queue_tidy(experiment);
    else if (goes_on(experiment) && !has_stopped(experiment) && !is_there(experiment))
        pace_start(experiment, may_wait);
}

/* --- what a picture asks for --- */

void experiment_probe_digits(Experiment *experiment, bool waits) {
    digits_probe_measure(&experiment->digits, &experiment->lab, experiment->jobs, experiment->trains, waits);
}

bool experiment_probe(Experiment *experiment, size_t index) {
    return !experiment_is_borrowed(experiment) && weight_probe_measure(&experiment->probe, &experiment->lab, index);
}

bool experiment_measure_check(Experiment *experiment, GradientCheck *check, size_t index) {
    return !experiment_is_borrowed(experiment) && gradient_check_measure(check, &experiment->lab, index);
}

void experiment_rebind(Experiment *experiment) {
    run_rebind(&experiment->lab.run);
    run_rebind(&experiment->training.work);
    run_rebind(&experiment->training.ready);
    run_rebind(&experiment->change.lab.run);
    weight_probe_deinit(&experiment->probe);
}

bool experiment_begin_check(Experiment *experiment, GradientCheck *check, Diag *diag) {
    if (experiment_is_borrowed(experiment)) return diag_fail(diag, "check all: training runs; stop it first.");
    return gradient_check_begin(check, &experiment->lab, diag);
}

bool experiment_advance_check(Experiment *experiment, GradientCheck *check, double cost) {
    return !experiment_is_borrowed(experiment) && gradient_check_advance(check, &experiment->lab, cost);
}

size_t experiment_kept_bytes(Experiment *experiment) {
    if (!experiment->is_changing) experiment->kept_bytes = lab_replay_size(&experiment->lab);
    return experiment->kept_bytes;
}

const RecordPoint *experiment_find_record(Experiment *experiment, int *count, long *changed) {
    const Lab *lab = &experiment->lab;
    if (!experiment->is_changing && experiment->point_version != lab->version) {
        experiment->point_count = record_list(experiment->point, experiment->point_count, lab->record, &lab->run);
        experiment->changed_update = lab_find_changed(lab);
        experiment->point_version = lab->version;
    }
    *count = experiment->point_count;
    *changed = experiment->changed_update;
    return experiment->point;
}
