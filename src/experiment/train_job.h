/* A slice of training that another thread may do: on a run of its own, copied from the laboratory's, so that the laboratory can be
   looked at and changed meanwhile. Prepared and taken over by the thread that owns the laboratory; the bits are those that
   lab_train would have given. */
#ifndef UNROLL_EXPERIMENT_TRAIN_JOB_H
#define UNROLL_EXPERIMENT_TRAIN_JOB_H
#include "base/job.h"
#include "lab/lab.h"

typedef struct TrainJob {
    Job job; /* first, so that the one pointer stands for both; run is train_job_run */
    Setup setup;
    Run run;               /* owned */
    unsigned long version; /* of the laboratory it was copied from */
    long first;            /* update it begins with */
    int updates;           /* wanted; when it is done: as many as it did */
    double most_s;         /* by the clock; then it ends with what it has, one update at least. 0: as long as it takes */
    bool with_radius;
    bool is_good; /* done, and every number finite */
    ClockApi clock;
    double took_s; /* by that clock; 0 without one */
} TrainJob;

void train_job_deinit(TrainJob *job); /* of one that is not running; a zeroed job is fine */

/* Makes the job this many updates from where the laboratory stands now. False when memory is out. */
bool train_job_prepare(TrainJob *job, const Lab *lab, int updates, const ClockApi *clock, Diag *diag);

/* Does it, in one slice. Touches nothing else, and allocates nothing. */
bool train_job_run(Job *job, double budget_s);

/* Takes the slice over as lab_train would have done it. False, with nothing changed, when the laboratory has changed since or the
   slice is not good (lab_train then finds the same and says what broke), or when memory is out. */
bool train_job_take(Lab *lab, TrainJob *job);

#endif
