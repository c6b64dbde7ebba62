/* A trial: one setup trained from its start to an update, or until its task is solved, on a worker, without any effect on what is shown.
   The curves of `unroll train`'s variants and of many seeds are trials. Deterministic: the same plan gives the same numbers, however the
   job is cut into slices. */
#ifndef UNROLL_EXPERIMENT_TRIAL_JOB_H
#define UNROLL_EXPERIMENT_TRIAL_JOB_H
#include "base/job.h"
#include "lab/evaluate.h"
#include "lab/lab_play.h"

typedef struct TrialPlan {
    SetupFile file;    /* owned by the job; its update is ignored: its changes are made when the training reaches them */
    long first, end;   /* updates: the first evaluation is made at `first`, the last at `end` */
    long every;        /* updates between evaluations */
    long sequences;    /* held-out sequences of an evaluation; if they say that the task is solved, as many as its goal asks for */
    bool until_solved; /* end with the first evaluation that finds it solved */
} TrialPlan;

/* One evaluation. */
typedef struct TrialRow {
    long update, sequences; /* sequences that were trained on, and the stage's own */
    double train_loss;      /* mean over the updates since the row before; NaN where there were none */
    double loss, score;     /* held out: the mean loss, and the share of what the task asks for that was right */
} TrialRow;

typedef enum TrialEnd { TRIAL_UPDATES, TRIAL_SOLVED, TRIAL_DIVERGED, TRIAL_CANCELLED, TRIAL_FAILED } TrialEnd;

typedef struct TrialResult {
    TrialEnd end;
    long update, sequences;
    double train_loss;     /* whether the last row finds it solved */
    Evaluation last;       /* over at least as many sequences as the goal asks for */
    bool is_solved_known;  /* false where cancelling cut the last evaluation short */
    long solved_update;    /* update of the first evaluation that found it solved; -1: none did */
    FollowVerdict verdict; /* far ratio of the last loss of the stage's sequence at the end, forward lane */
    double took_s;         /* seconds, evaluations included; 0 without a clock */
    TrialRow *row;         /* (row_count) owned */
    int row_count, row_capacity;
    Diag diag; /* DIVERGED: what broke; FAILED: memory is out, or the setup is not possible */
} TrialResult;

typedef struct TrialJob {
    Job job; /* first, so that the one pointer stands for both */
    TrialPlan plan;
    ClockApi clock;
    TrialResult result; /* for the owner, once the job is done */
    /* The running job's alone. */
    Lab lab;
    LabPlay play;
    Evaluator evaluator;
    bool has_lab, has_begun;
    long next; /* update of the next evaluation */
    int slice;
    double start_s;
} TrialJob;

/* Sets the plan of a job that is not running; the job owns its file from now on, and *plan's is empty. */
void trial_job_begin(TrialJob *job, TrialPlan *plan, const ClockApi *clock);
void trial_job_deinit(TrialJob *job); /* the job must not be running; a zeroed job is fine */

/* One slice of updates, or one evaluation, which is not cut. A cancelled trial still makes a short last evaluation, so it has a result. */
bool trial_job_run(Job *job, double budget_s);

const char *trial_end_name(TrialEnd end); /* "updates", "solved", "diverged", "interrupted", "failed" */

#endif
