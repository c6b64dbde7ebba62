/* Deferred commands: those that take longer than one frame run on a worker. Recomputing a large network, allocating and drawing its
   weights, measuring their radius, replaying to an update. The thread that owns the lab starts the job and takes its result; until
   then it sees the lab as it was. The bits are those that lab_apply and lab_train give. */
#ifndef UNROLL_EXPERIMENT_CHANGE_JOB_H
#define UNROLL_EXPERIMENT_CHANGE_JOB_H
#include "base/job.h"
#include "lab/lab.h"

/* CHANGE_TRAIN repeats the slice of a training that met a number that is not finite, in order to find out which. */
typedef enum ChangeKind { CHANGE_APPLY, CHANGE_TRAIN, CHANGE_BEGIN_DRAG, CHANGE_END_DRAG } ChangeKind;

typedef struct ChangeStep {
    ChangeKind kind;
    Command command; /* CHANGE_APPLY */
    char *texts;     /* owned: those of the command; NULL without any */
    int updates;     /* CHANGE_TRAIN: as lab_train does them */
} ChangeStep;

enum { CHANGE_STEP_MAX = 32 };

typedef struct ChangeJob {
    Job job;                          /* first, so that the one pointer stands for both; run is change_job_run, _go_on or _tidy */
    ChangeStep step[CHANGE_STEP_MAX]; /* (count) in this order; the caller fills in both */
    int count;
    int done;        /* steps that have run */
    const Lab *from; /* borrowed while the job runs: do not change it, and do not read its history or replay */
    Run *spare;      /* borrowed too: memory for the copy; afterwards the run as it was before */
    Run *snapshot;   /* borrowed, or NULL: a run that is no longer needed; freed before a run of another shape is made */
    Lab lab;
    bool is_copied;                 /* there was memory for the copy */
    int failed;                     /* steps that lab_apply or lab_train refused */
    int first_failed;               /* the first of them; -1 where there was no memory for the copy, or none failed */
    int last_failed;                /* the last of them; -1 if none failed. If there was no memory for the copy, no step ran */
    Diag diag;                      /* why the first failed */
    char undone[COMMAND_SHORT_MAX]; /* the line that the last undo among the steps undid, or its beginning; "" without one */
} ChangeJob;

/* `spare` and `snapshot` may be empty runs or the remains of another job; `snapshot` may be NULL. */
void change_job_begin(ChangeJob *job, const Lab *lab, Run *spare, Run *snapshot);

/* Runs all steps in one slice. Reads the lab; writes only to the lab's history and replay, and to the job. */
bool change_job_run(Job *job, double budget_s);
/* Runs the steps that were added since. Call it before the result of the first ones is taken. */
bool change_job_go_on(Job *job, double budget_s);
/* For a job without steps: frees the spare run's memory. */
bool change_job_tidy(Job *job, double budget_s);

void change_step_free(ChangeStep *step);

/* Swaps the result into the lab in constant time. Call once, on the owner's thread. */
void change_job_take(Lab *lab, ChangeJob *job);

#endif
