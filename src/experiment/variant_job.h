/* The run of one compared variant, made by a worker: it goes from where it stands to a target, which is a saved setup (lab/setup_file.h).
   So a variant's run is a function of what is written down: it has the bits of that setup alone, whatever was undone, changed or visited
   on the way. Sliced and cancelled like every job. */
#ifndef UNROLL_EXPERIMENT_VARIANT_JOB_H
#define UNROLL_EXPERIMENT_VARIANT_JOB_H
#include "base/job.h"
#include "lab/lab_play.h"
#include "lab/record.h"

typedef enum VariantStage {
    VARIANT_BEGIN, /* compare the target with where the run stands */
    VARIANT_BACK,  /* go back to what both have in common; may take long */
    VARIANT_PLAY   /* make the changes and updates that are left */
} VariantStage;

typedef struct VariantJob {
    Job job; /* first, so that the one pointer stands for both */
    ClockApi clock;
    SetupFile target; /* owned; set by variant_job_begin */
    int follow_step;  /* of the result, as Run has it */
    bool keeps_ahead; /* the experiment has gone back and may do its later updates again: so may the run, where the target is behind it */
    bool is_in_frame; /* the next slice is the frame's: it ends where a held-out measure is due, which a worker takes */
    /* The running job's alone. */
    Lab lab; /* with undo and keyframes of its own, which make going back short */
    bool has_lab, is_in_drag;
    VariantStage stage;
    LabPlay play;
    int slice;           /* updates of the next one */
    long owed_update;    /* at which a held-out measure was due and is not taken yet; -1: none */
    bool cannot_measure; /* memory was out */
    double train_s;      /* for the last train_count updates and their measures, by the clock */
    long train_count;
    /* The result, when the job is done. */
    bool has_result;          /* false: cancelled, or memory is out and diag says so */
    bool is_stopped;          /* a number was not finite before the target: the result is the run before that update, and diag says which */
    Setup setup;              /* of `ready`, where it stands */
    Run ready;                /* owned; without a batch's trace */
    RecordPoint *ready_point; /* (RECORD_PATH_MAX) owned; what was measured on its way; NULL: nothing yet, or memory is out */
    int ready_count;
    double update_s; /* what an update takes, its measures included; 0: not known */
    Diag diag;
} VariantJob;

/* Sets the target, which the job now owns, of a job that is not running. */
void variant_job_begin(VariantJob *job, SetupFile *target, int follow_step, const ClockApi *clock);
void variant_job_deinit(VariantJob *job); /* of one that is not running; a zeroed job is fine */

/* One slice. The first one takes no longer than a command does: where more is to be done it returns false. */
bool variant_job_run(Job *job, double budget_s);

#endif
