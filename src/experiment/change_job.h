/* Commands that another thread may do, because a frame has no time for them: a large network's recomputing, its memory, drawing its
   weights, measuring their radius, replaying to an update. Prepared and taken over by the thread that owns the laboratory, which
   meanwhile looks at the laboratory as it was; the bits are those that lab_apply and lab_train would have given. */
#ifndef UNROLL_EXPERIMENT_CHANGE_JOB_H
#define UNROLL_EXPERIMENT_CHANGE_JOB_H
#include "base/job.h"
#include "lab/lab.h"

typedef enum ChangeKind { CHANGE_APPLY, CHANGE_TRAIN, CHANGE_BEGIN_DRAG, CHANGE_END_DRAG } ChangeKind;

typedef struct ChangeStep {
    ChangeKind kind;
    Command command; /* CHANGE_APPLY */
    int updates;     /* CHANGE_TRAIN: as lab_train does them */
} ChangeStep;

enum { CHANGE_STEP_MAX = 32 };

typedef struct ChangeJob {
    Job job;                          /* first, so that the one pointer stands for both; run is change_job_run, _go_on or _tidy */
    ChangeStep step[CHANGE_STEP_MAX]; /* in this order; filled in by the caller, as are the next two */
    int count;
    int done; /* of the steps */
    ClockApi clock;
    const Lab *from; /* borrowed while it runs, and by then not to be changed, nor its history and replay to be looked at */
    Run *spare;      /* borrowed too: room for the copy that the steps are done to; afterwards the run as it was before */
    Lab lab;
    bool is_copied;               /* the steps found memory to work in */
    int failed;                   /* steps that lab_apply or lab_train refused */
    int first_failed;             /* the first of them; -1 where there was no memory to copy the run, or none failed */
    int last_failed;              /* the last; -1 where none failed. Without a copy none was done, whatever this says */
    Diag diag;                    /* why */
    char taken[COMMAND_LINE_MAX]; /* the line that the last undo among them took back; "" without one */
    long trained;                 /* updates that CHANGE_TRAIN did */
    double took_s;                /* by that clock, for those updates; 0 without one */
} ChangeJob;

/* `spare` may be an empty run, or what is left of another job. */
void change_job_begin(ChangeJob *job, const Lab *lab, Run *spare);

/* Does all steps in one slice. Reads the laboratory, uses its history and replay, writes only there and in the job. */
bool change_job_run(Job *job, double budget_s);
/* Does the steps that were added since, before anybody has seen the result of the first ones. */
bool change_job_go_on(Job *job, double budget_s);
/* For a job without steps: frees the spare run's memory. */
bool change_job_tidy(Job *job, double budget_s);

/* Exchanges the laboratory with what came of it, in no time; once, by whoever owns it. */
void change_job_take(Lab *lab, ChangeJob *job);

/* Seconds, roughly, that a command takes on a middling machine. From sizes alone, so that it is the same on every machine. */
double change_expect_s(const Lab *lab, const Command *command);
double change_expect_train_s(const Lab *lab, int updates); /* lab_train */
double change_expect_end_drag_s(const Lab *lab);

#endif
