/* Commands on another thread. The job copies the run, does its steps to the copy as lab_apply does them, and hands over by exchanging
   the two. So there is one way to change an experiment, whoever does it; the frame neither copies, computes nor allocates, and
   what it draws stays whole until the change is there.

   The copy's memory is the spare run's: after the exchange the spare holds the run as it was, with all its room, and where no shape
   has changed the next job finds it fitting.

   What a command takes is reckoned from sizes: weights times steps for a pass, H^3 for each recurrent block whose eigenvalues are
   wanted, bytes for traces that are made or given up. Rough on purpose, within a factor of three of what was measured: it only
   has to tell what a frame surely has time for. */
#include "experiment/change_job.h"
#include "lab/history.h"
#include "lab/replay.h"
#include "lab/run.h"
#include <math.h>
#include <string.h>

/* --- sizes --- */

typedef struct Size {
    Net net;
    Wiring wiring;
    int batch, window;
    double stage_bytes, batch_bytes, truncated_bytes;
} Size;

static void measure_bytes(Size *size) {
    bool truncates = size->window > 0;
    size->stage_bytes = (double)trace_plan_size(&size->net, &size->wiring, 1);
    size->batch_bytes = size->batch > 1 ? (double)trace_plan_size(&size->net, &size->wiring, size->batch) : 0;
    size->truncated_bytes = truncates ? (double)truncated_plan_size(&size->net, &size->wiring, 1) : 0;
    if (truncates && size->batch > 1) size->truncated_bytes += (double)truncated_plan_size(&size->net, &size->wiring, size->batch);
}

static Size size_now(const Lab *lab) {
    Size size = {.net = lab->run.net, .wiring = lab->run.wiring};
    size.batch = setup_get_int(&lab->setup, KEY_BATCH);
    size.window = setup_get_int(&lab->setup, KEY_TRUNCATE);
    measure_bytes(&size);
    return size;
}

/* False where the command will be refused. */
static bool find_size(Size *size, const Setup *setup) {
    NetSpec spec = setup_net_spec(setup);
    TaskOptions options = setup_task_options(setup);
    if (!net_init(&size->net, &spec, NULL) || !setup_task(setup)->wire(&size->wiring, &options, NULL)) return false;
    size->batch = setup_get_int(setup, KEY_BATCH);
    size->window = setup_get_int(setup, KEY_TRUNCATE);
    measure_bytes(size);
    return true;
}

/* The setup that a step leads to, as far as it says so itself. */
static void find_setup(Setup *setup, const Lab *lab, const Command *command) {
    const History *history = lab->history;
    const CommandArg *arg = command->arg;
    *setup = lab->setup;
    switch (command->id) {
    case COMMAND_SET: setup_set(setup, (SetupKey)(int)arg[0].number, arg[1].number, NULL); break;
    case COMMAND_RESET:
        if (arg[0].given)
            setup_set(setup, (SetupKey)(int)arg[0].number, setup_table[(int)arg[0].number].initial, NULL);
        else
            setup_init(setup);
        break;
    case COMMAND_PRESET: setup_apply_preset(setup, str_from(arg[0].text), NULL); break;
    case COMMAND_UNDO:
        if (history->done > 0) *setup = history->entry[history->done - 1].setup;
        break;
    case COMMAND_REDO:
        if (history->done < history->count) *setup = history->entry[history->done].setup;
        break;
    default: break;
    }
}

/* Then the copy need not have a batch's trace, the largest part of a run. */
static bool replaces_batch(const Lab *lab, const ChangeStep *step) {
    Setup setup;
    if (step->kind != CHANGE_APPLY) return false;
    Size had = size_now(lab), next;
    find_setup(&setup, lab, &step->command);
    return find_size(&next, &setup) && had.batch_bytes > 0 && had.batch_bytes != next.batch_bytes;
}

/* --- doing it --- */

void change_job_begin(ChangeJob *job, const Lab *lab, Run *spare) {
    job->from = lab;
    job->spare = spare;
    job->is_copied = false;
    job->failed = 0;
    job->first_failed = job->last_failed = -1;
    job->diag = (Diag){0};
    job->taken[0] = '\0';
    job->trained = 0;
    job->took_s = 0;
}

static double now(const ChangeJob *job) { return job->clock.now_s ? job->clock.now_s(job->clock.user) : 0; }

static bool train(ChangeJob *job, int updates, Diag *diag) {
    double before = now(job);
    long first = job->lab.run.update;
    bool good = lab_train(&job->lab, updates, diag);
    job->trained += job->lab.run.update - first;
    job->took_s += now(job) - before;
    return good;
}

static bool apply(ChangeJob *job, const Command *command, Diag *diag) {
    bool undoes = command->id == COMMAND_UNDO;
    char line[COMMAND_LINE_MAX];
    memcpy(line, undoes ? lab_undo_line(&job->lab) : "", undoes ? strlen(lab_undo_line(&job->lab)) + 1 : 1);
    if (!lab_apply(&job->lab, command, diag)) return false;
    memcpy(job->taken, line, sizeof line);
    return true;
}

static bool do_step(ChangeJob *job, const ChangeStep *step, Diag *diag) {
    switch (step->kind) {
    case CHANGE_BEGIN_DRAG: lab_begin_drag(&job->lab); return true;
    case CHANGE_END_DRAG: lab_end_drag(&job->lab); return true;
    case CHANGE_TRAIN: return !job->is_copied || train(job, step->updates, diag);
    default: return !job->is_copied || apply(job, &step->command, diag);
    }
}

static void fail(ChangeJob *job, int step, const Diag *diag) {
    job->last_failed = step;
    if (job->failed++ > 0) return;
    job->first_failed = step;
    job->diag = *diag;
}

static void copy(ChangeJob *job, bool with_batch) {
    Diag diag = {0};
    Setup setup = job->from->setup;
    if (!with_batch) setup.value[KEY_BATCH] = 1;
    job->is_copied = run_copy(&job->lab.run, &job->from->run, &setup, &diag);
    if (job->is_copied) return;
    run_deinit(&job->lab.run); /* entries are begun and ended all the same */
    fail(job, -1, &diag);
}

bool change_job_run(Job *of, double budget_s) {
    ChangeJob *job = (ChangeJob *)of;
    (void)budget_s;
    const Lab *from = job->from;
    job->lab = (Lab){.setup = from->setup,
                     .history = from->history,
                     .replay = from->replay,
                     .since = from->since,
                     .since_pinned = from->run.place.since, /* the frame looks at it meanwhile */
                     .version = from->version};
    run_swap(&job->lab.run, job->spare);
    bool with_batch = job->count == 0 || !replaces_batch(from, &job->step[0]);
    copy(job, with_batch);
    for (int i = 0; i < job->count; i++) {
        Diag diag = {0};
        if (do_step(job, &job->step[i], &diag)) continue;
        fail(job, i, &diag);
        if (i == 0 && !with_batch && job->is_copied) copy(job, true); /* it stays after all */
    }
    job->done = job->count;
    return true;
}

bool change_job_go_on(Job *of, double budget_s) {
    ChangeJob *job = (ChangeJob *)of;
    (void)budget_s;
    for (; job->done < job->count; job->done++) {
        Diag diag = {0};
        if (!do_step(job, &job->step[job->done], &diag)) fail(job, job->done, &diag);
    }
    return true;
}

bool change_job_tidy(Job *of, double budget_s) {
    ChangeJob *job = (ChangeJob *)of;
    (void)budget_s;
    job->lab = (Lab){0};
    run_deinit(job->spare);
    return true;
}

void change_job_take(Lab *lab, ChangeJob *job) {
    if (job->is_copied) {
        run_swap(&lab->run, &job->lab.run);
        lab->setup = job->lab.setup;
        lab->version = job->lab.version;
    }
    run_swap(&job->lab.run, job->spare);
    job->from = NULL;
    job->is_copied = false;
}

/* --- what it takes --- */

static const double PASS_S = 1e-9;   /* one weight at one step of one sequence: there, back and measured */
static const double BATCH_S = 5e-10; /* the same where a batch shares the weights */
static const double RADIUS_S = 5e-9; /* H^3 of one block */
static const double WEIGHT_S = 4e-9; /* one weight: kept for undo, and the optimiser's step */
static const double BYTE_S = 2e-9;   /* memory that is made and filled, or given up */

/* Weights times steps; truncated BPTT goes through its windows besides. */
static double work(const Size *size) {
    int T = size->wiring.steps;
    double steps = T + (size->window > 0 ? (double)size->wiring.loss_count * fmin(size->window, T) : 0);
    return (double)size->net.weight_count * steps;
}

static double radius_s(const Net *net) {
    double hidden = net->spec.hidden;
    return RADIUS_S * hidden * hidden * hidden * net->gates * net->spec.layers * net->spec.directions;
}

static double updates_s(const Size *size, double updates) {
    return updates * work(size) * (size->batch > 1 ? BATCH_S * size->batch : PASS_S) + PASS_S * work(size);
}

static double pass_s(const Lab *lab) {
    Size size = size_now(lab);
    return PASS_S * work(&size);
}

/* Of what one has and the other has not, or has in another size. */
static double differing(double had, double wanted) { return had == wanted ? 0 : had + wanted; }

static double change_s(const Lab *lab, const Setup *setup, bool with_radius) {
    Size had = size_now(lab), next;
    if (!find_size(&next, setup) || next.stage_bytes + next.batch_bytes + next.truncated_bytes > (double)NET_MEMORY_MAX) return 0;
    double bytes = differing(had.stage_bytes, next.stage_bytes) + differing(had.batch_bytes, next.batch_bytes) +
                   differing(had.truncated_bytes, next.truncated_bytes);
    bool new_shape = had.net.weight_count != next.net.weight_count;
    bool new_moments = setup_get(setup, KEY_OPTIMIZER) != setup_get(&lab->setup, KEY_OPTIMIZER);
    bool is_computed = lab_is_same_stage(setup, &lab->setup) && !with_radius && !new_moments;
    double pass = is_computed ? 0 : PASS_S * work(&next), radius = with_radius || new_shape ? radius_s(&next.net) : 0;
    return pass + radius + BYTE_S * bytes + WEIGHT_S * (double)next.net.weight_count;
}

static double visit_s(const Lab *lab, double wanted) {
    int number;
    long update = wanted < 0 ? lab->run.place.known : (long)wanted;
    const Keyframe *keyframe = replay_find(lab->replay, &lab->run, update, &number);
    if (!keyframe) return 0;
    Setup setup;
    Size size;
    replay_get_setup(&setup, keyframe);
    if (!find_size(&size, &setup)) return 0;
    return change_s(lab, &setup, true) + updates_s(&size, (double)(update - keyframe->update));
}

double change_expect_train_s(const Lab *lab, int updates) {
    Size size = size_now(lab);
    return updates_s(&size, updates);
}

double change_expect_end_drag_s(const Lab *lab) { return lab->run.radius_is_old ? radius_s(&lab->run.net) : 0; }

double change_expect_s(const Lab *lab, const Command *command) {
    Setup setup;
    const CommandArg *arg = command->arg;
    find_setup(&setup, lab, command);
    switch (command->id) {
    case COMMAND_SET:
    case COMMAND_RESET: {
        SetupEffect effect = arg[0].given ? setup_table[(int)arg[0].number].effect : SETUP_RESTART;
        return change_s(lab, &setup, effect == SETUP_RESTART || effect == SETUP_RADIUS || effect == SETUP_WEIGHT_SCALE);
    }
    case COMMAND_VISIT: return visit_s(lab, arg[0].number);
    case COMMAND_TRAIN: return change_expect_train_s(lab, (int)fmin(arg[0].number, LAB_TRAIN_MAX)) + radius_s(&lab->run.net);
    case COMMAND_NEXT:
    case COMMAND_UNDO:
    case COMMAND_REDO: return change_s(lab, &setup, false) + pass_s(lab);
    default: return change_s(lab, &setup, true); /* an update measures the radius, a restart draws the weights */
    }
}
