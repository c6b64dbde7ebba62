/* See trial_job.h. The same order of things as in `unroll train`: evaluate, train to the next evaluation, and so on; at the end once more on
   as many held-out sequences as the task's goal asks for. */
#include "experiment/trial_job.h"
#include "base/arena.h"
#include "experiment/cost.h"
#include "lab/run.h"
#include <math.h>
#include <string.h>

enum { SLICE_MAX = 4096 };

const char *trial_end_name(TrialEnd end) {
    static const char *const name[] = {"updates", "solved", "diverged", "interrupted", "failed"};
    return name[end];
}

static void clear_result(TrialResult *result) {
    mem_free(result->row);
    memset(result, 0, sizeof *result);
    result->solved_update = -1;
    result->train_loss = NAN;
}

static void free_parts(TrialJob *job) {
    evaluate_deinit(&job->evaluator);
    if (job->has_lab) lab_deinit(&job->lab);
    job->has_lab = job->has_begun = false;
}

void trial_job_begin(TrialJob *job, TrialPlan *plan, const ClockApi *clock) {
    free_parts(job);
    setup_file_deinit(&job->plan.file);
    clear_result(&job->result);
    job->plan = *plan;
    memset(&plan->file, 0, sizeof plan->file);
    job->clock = *clock;
    job->job.run = trial_job_run;
    job->slice = 1;
    job->next = plan->first;
}

void trial_job_deinit(TrialJob *job) {
    free_parts(job);
    setup_file_deinit(&job->plan.file);
    clear_result(&job->result);
    memset(job, 0, sizeof *job);
}

static double now(const TrialJob *job) { return job->clock.now_s ? job->clock.now_s(job->clock.user) : 0; }

static double share(long part, long whole) { return whole > 0 ? (double)part / (double)whole : NAN; }

/* --- evaluating --- */

static bool is_enough(void *user) { return job_is_cancelled(&((TrialJob *)user)->job); }

static bool fit_evaluator(TrialJob *job) {
    evaluate_deinit(&job->evaluator);
    if (!evaluate_init(&job->evaluator, &job->lab.run, &job->lab.setup, &job->result.diag)) return false;
    job->evaluator.is_enough = is_enough;
    job->evaluator.user = job;
    return true;
}

static long goal_count(const TrialJob *job) {
    const Task *task = setup_task(&job->lab.setup);
    TaskOptions options = setup_task_options(&job->lab.setup);
    return task_goal(task, &options)->sequences;
}

static bool add_row(TrialResult *result, const TrialRow *row) {
    if (result->row_count == result->row_capacity) {
        int capacity = result->row_capacity > 0 ? 2 * result->row_capacity : 32;
        TrialRow *grown = mem_grow(result->row, (size_t)result->row_capacity * sizeof *grown, (size_t)capacity * sizeof *grown);
        if (!grown) return false;
        result->row = grown;
        result->row_capacity = capacity;
    }
    result->row[result->row_count++] = *row;
    return true;
}

/* `is_last`: on as many sequences as the goal asks for, solved or not. */
static bool evaluate(TrialJob *job, bool is_last) {
    TrialResult *result = &job->result;
    Run *run = &job->lab.run;
    LossSum *tally = &run->loss.tally; /* of the updates since the last row */
    if (is_last)
        evaluate_run(&result->last, &job->evaluator, goal_count(job) > job->plan.sequences ? goal_count(job) : job->plan.sequences);
    else
        evaluate_is_solved(&result->last, &job->evaluator, job->plan.sequences);
    if (tally->count > 0) result->train_loss = tally->sum / (double)tally->count;
    *tally = (LossSum){0};
    result->update = run->update;
    result->sequences = run->next_sequence - 1;
    result->is_solved_known = result->last.is_solved || result->last.sequences >= goal_count(job);
    if (result->last.is_solved && result->solved_update < 0) result->solved_update = run->update;
    result->took_s = now(job) - job->start_s;
    bool is_repeated = result->row_count > 0 && result->row[result->row_count - 1].update == run->update; /* the last one is more exact */
    if (is_repeated) result->row_count--;
    TrialRow row = {.update = run->update,
                    .sequences = result->sequences,
                    .train_loss = is_repeated ? result->row[result->row_count].train_loss : result->train_loss,
                    .loss = result->last.loss,
                    .score = share(result->last.score.hit, result->last.score.asked)};
    return add_row(result, &row) || diag_fail(&result->diag, "There is no memory left for the curve.");
}

/* --- the slices --- */

static bool fail(TrialJob *job) {
    job->result.end = TRIAL_FAILED;
    free_parts(job);
    return true;
}

static bool finish(TrialJob *job, TrialEnd end) {
    TrialResult *result = &job->result;
    bool is_exact = result->row_count > 0 && result->update == job->lab.run.update && result->is_solved_known && result->last.is_solved;
    result->end = end;
    lab_end_drag(&job->lab);
    if (!is_exact && (!fit_evaluator(job) || !evaluate(job, true))) return fail(job);
    run_compute(&job->lab.run, &job->lab.setup); /* the stage, with the weights at the end */
    result->verdict = follow_judge(&job->lab.run.follow, 0);
    if (end == TRIAL_UPDATES && job->plan.until_solved && result->last.is_solved) result->end = TRIAL_SOLVED;
    free_parts(job);
    return true;
}

static bool begin(TrialJob *job) {
    Diag *diag = &job->result.diag;
    job->start_s = now(job);
    job->has_lab = lab_init(&job->lab, diag);
    if (!job->has_lab) {
        lab_deinit(&job->lab);
        return false;
    }
    if (!lab_play_begin(&job->play, &job->lab, &job->plan.file, diag) || !fit_evaluator(job)) return false;
    lab_begin_drag(&job->lab);
    return job->has_begun = true;
}

/* A number that is not finite ends a training; any other error (memory) is a failure. */
static bool stop(TrialJob *job) { return job->result.diag.not_finite ? finish(job, TRIAL_DIVERGED) : fail(job); }

/* Makes the changes that are due. They may change the length of the evaluated sequences. */
static bool change_due(TrialJob *job) {
    int before = job->play.next;
    if (!lab_play_due(&job->play, &job->lab, job->plan.end, &job->result.diag)) return false;
    return job->play.next == before || fit_evaluator(job);
}

static int next_count(const TrialJob *job) {
    long goal = job->next > job->lab.run.update ? job->next : job->plan.end;
    long left = lab_play_limit(&job->play, goal < job->plan.end ? goal : job->plan.end) - job->lab.run.update;
    return left < job->slice ? (int)left : job->slice;
}

static void choose_slice(TrialJob *job, int count, double took_s, double budget_s) {
    if (count == job->slice && took_s < budget_s / 2 && job->slice < SLICE_MAX) job->slice *= 2;
    if (took_s > budget_s && job->slice > 1) job->slice /= 2;
}

static void tell_progress(TrialJob *job) {
    double all = (double)job->plan.end;
    job_set_progress(&job->job, all > 0 ? (double)job->lab.run.update / all : 1);
}

bool trial_job_run(Job *of, double budget_s) {
    TrialJob *job = (TrialJob *)of;
    const TrialPlan *plan = &job->plan;
    if (!job->has_begun && !begin(job)) return fail(job);
    Run *run = &job->lab.run;
    if (job_is_cancelled(of)) return finish(job, TRIAL_CANCELLED);
    if (!change_due(job)) return stop(job);
    if (run->update >= job->next && run->update < plan->end) { /* an evaluation is due */
        if (run->update == plan->first) run->loss.tally = (LossSum){0};
        while (job->next <= run->update) job->next += plan->every;
        if (!evaluate(job, false)) return fail(job);
        return plan->until_solved && job->result.last.is_solved ? finish(job, TRIAL_SOLVED) : false;
    }
    if (run->update >= plan->end) return finish(job, TRIAL_UPDATES);
    double start_s = now(job);
    int count = next_count(job);
    if (count > 0 && !lab_train(&job->lab, count, &job->result.diag)) return stop(job);
    choose_slice(job, count, now(job) - start_s, budget_s);
    tell_progress(job);
    return false;
}
