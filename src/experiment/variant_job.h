/* The run of one compared variant, made by a worker: it goes from its present state to a target, which is a saved setup (lab/setup_file.h).
   So a variant's run depends on the saved setup alone, bit for bit, whatever was undone, changed or visited before. Sliced and cancelled
   like every job. */
#ifndef UNROLL_EXPERIMENT_VARIANT_JOB_H
#define UNROLL_EXPERIMENT_VARIANT_JOB_H
#include "base/job.h"
#include "lab/lab_play.h"
#include "lab/record.h"

typedef enum VariantStage {
    VARIANT_BEGIN, /* compare the target with the run's present state */
    VARIANT_BACK,  /* go back to the common beginning of both lists; may take long */
    VARIANT_PLAY   /* make the changes and updates that are left */
} VariantStage;

typedef struct VariantJob {
    Job job; /* first, so that the one pointer stands for both */
    ClockApi clock;
    SetupFile target; /* owned; set by variant_job_begin */
    int follow_step;  /* of the result, as in Run */
    bool keeps_ahead; /* the experiment has gone back and may do its later updates again; so may the run, if the target lies before its
                         present update */
    bool is_in_frame; /* the frame runs the next slice, which ends when a held-out measure is due; a worker takes that */
    /* The running job's alone. */
    Lab lab; /* with its own undo entries and keyframes, so that going back is short */
    bool has_lab, is_in_drag;
    VariantStage stage;
    LabPlay play;
    int slice;           /* updates of the next one */
    long owed_update;    /* update of a held-out measure that is due and not taken yet; -1: none */
    bool cannot_measure; /* memory was out */
    double train_s;      /* time of the last train_count updates and their measures */
    long train_count;
    /* The result, when the job is done. */
    bool has_result;          /* false: cancelled, or memory is out and diag says so */
    bool is_stopped;          /* a number was not finite before the target: the result is the run before that update, and diag says which */
    Setup setup;              /* update of `ready` */
    Run ready;                /* owned; without a batch's trace */
    RecordPoint *ready_point; /* (RECORD_PATH_MAX) owned; the points measured during its training; NULL: none yet, or memory is out */
    int ready_count;
    double update_s; /* time of one update, measures included; 0: not known */
    Diag diag;
} VariantJob;

/* Sets the target, which the job then owns. The job must not be running. */
void variant_job_begin(VariantJob *job, SetupFile *target, int follow_step, const ClockApi *clock);
void variant_job_deinit(VariantJob *job); /* the job must not be running; a zeroed job is fine */

/* One slice. The first one takes no longer than a command; if more is to be done it returns false. */
bool variant_job_run(Job *job, double budget_s);

#endif
