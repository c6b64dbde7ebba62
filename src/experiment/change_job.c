/* Deferred commands (declared in change_job.h). The job copies the run, applies its steps to the copy as lab_apply does, and hands
   over by exchanging the two runs. So there is one way to change an experiment, whichever thread does it; the frame neither copies,
   computes nor allocates, and what it draws stays whole until the result is there.

   The copy uses the spare run's memory. After the exchange the spare holds the run as it was before; where no shape has changed, its
   blocks fit the next job. */
#include "experiment/change_job.h"
#include "base/arena.h"
#include "experiment/cost.h"
#include "lab/memory.h"
#include "lab/run.h"
#include <string.h>

void change_job_begin(ChangeJob *job, const Lab *lab, Run *spare, Run *snapshot) {
    job->from = lab;
    job->spare = spare;
    job->snapshot = snapshot;
    job->is_copied = false;
    job->failed = 0;
    job->first_failed = job->last_failed = -1;
    job->diag = (Diag){0};
    job->undone[0] = '\0';
}

static bool apply(ChangeJob *job, const Command *command, Diag *diag) {
    bool undoes = command->id == COMMAND_UNDO;
    char line[COMMAND_SHORT_MAX];
    str_copy(line, (int)sizeof line, str_from(undoes ? lab_undo_line(&job->lab) : ""));
    if (!lab_apply(&job->lab, command, diag)) return false;
    memcpy(job->undone, line, sizeof line);
    return true;
}

static bool do_step(ChangeJob *job, const ChangeStep *step, Diag *diag) {
    switch (step->kind) {
    case CHANGE_BEGIN_DRAG: lab_begin_drag(&job->lab); return true;
    case CHANGE_END_DRAG: lab_end_drag(&job->lab); return true;
    case CHANGE_TRAIN: return !job->is_copied || lab_train(&job->lab, step->updates, diag);
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
    const Run *run = &job->from->run;
    const Setup *setup = &job->from->setup;
    job->is_copied = with_batch ? run_copy(&job->lab.run, run, setup, &diag) : run_copy_stage(&job->lab.run, run, setup, &diag);
    if (job->is_copied) return;
    run_deinit(&job->lab.run); /* after an error only the steps that begin and end undo entries still run */
    fail(job, -1, &diag);
}

/* Frees what is left of the last training before the blocks of the new shape are allocated. */
static void make_room(ChangeJob *job) {
    bool is_replaced = false;
    for (int i = 0; i < job->count && !is_replaced; i++)
        is_replaced = job->step[i].kind == CHANGE_APPLY && cost_replaces_stage(job->from, &job->step[i].command);
    if (is_replaced && job->snapshot) run_deinit(job->snapshot);
    job->lab.run.others_bytes = memory_of_run(&job->from->run) + (job->snapshot ? memory_of_run(job->snapshot) : 0);
}

bool change_job_run(Job *of, double budget_s) {
    ChangeJob *job = (ChangeJob *)of;
    (void)budget_s;
    const Lab *from = job->from;
    job->lab = (Lab){.setup = from->setup,
                     .variants = from->variants,
                     .history = from->history,
                     .replay = from->replay,
                     .since = from->since,
                     .record = from->record,
                     .burst = from->burst,
                     .since_pinned = from->run.place.since, /* the frame reads it meanwhile */
                     .version = from->version};
    run_swap(&job->lab.run, job->spare);
    bool with_batch = job->count == 0 || !(job->step[0].kind == CHANGE_APPLY && cost_replaces_batch(from, &job->step[0].command));
    copy(job, with_batch);
    make_room(job);
    for (int i = 0; i < job->count; i++) {
        Diag diag = {0};
        if (do_step(job, &job->step[i], &diag)) continue;
        fail(job, i, &diag);
        if (i == 0 && !with_batch && job->is_copied) copy(job, true); /* it is kept after all */
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

void change_step_free(ChangeStep *step) {
    mem_free(step->texts);
    step->texts = NULL;
}

void change_job_take(Lab *lab, ChangeJob *job) {
    if (job->is_copied) {
        job->lab.run.others_bytes = lab->run.others_bytes;
        run_swap(&lab->run, &job->lab.run);
        lab->setup = job->lab.setup;
        lab->variants = job->lab.variants;
        lab->burst = job->lab.burst;
        lab->version = job->lab.version;
    }
    run_swap(&job->lab.run, job->spare);
    job->from = NULL;
    job->is_copied = false;
}
