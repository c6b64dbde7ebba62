/* Training on a worker: it goes on by itself, slice after slice, on a run of its own that was copied from the lab's. At the end of a slice
   it computes the stage and publishes the run as a snapshot; the lab's owner takes the newest one in each frame. So the worker never waits
   for a frame, nor a frame for the worker. The bits are those that lab_train gives. */
#ifndef UNROLL_EXPERIMENT_TRAIN_JOB_H
#define UNROLL_EXPERIMENT_TRAIN_JOB_H
#include "base/job.h"
#include "lab/record.h"

enum { TRAIN_SLICE_MAX = 4096 };    /* updates of a slice */
enum { TRAIN_POINT_MAX = 64 };      /* points of the record in a slice, which ends after so many */
enum { TRAIN_AHEAD_MAX = 1 << 20 }; /* after this many updates that nobody took the job ends */
#define TRAIN_SNAPSHOT_SHARE 0.03   /* of the time, at most, goes into snapshots, unless ... */
#define TRAIN_SLICE_MOST_S 0.05     /* ... a slice would take longer than this */
#define TRAIN_FRAME_SHARE 0.1       /* the same where there are no threads: a picture waits for the slice */
#define TRAIN_RADIUS_SHARE                                                                                                                 \
    0.01 /* of the time, at most, goes into the radius of more than TRAIN_RADIUS_HIDDEN units, whose cost grows with
                                       their cube */
enum { TRAIN_RADIUS_HIDDEN = 16 };

typedef struct TrainJob {
    Job job; /* first, so that the one pointer stands for both; run is train_job_run; its progress is that of a held-out measure
                which takes seconds */
    /* Set by train_job_start. */
    JobQueue *jobs; /* borrowed: whose lock guards the snapshot */
    ClockApi clock;
    Setup setup;
    unsigned long version; /* version of the lab at the job's start, or when its last snapshot was taken */
    long until;            /* the update at which it ends; 0: when it is cancelled */
    bool with_radius;
    bool ends_when_solved; /* it also ends when it first finds the task solved */
    /* The running job's alone. */
    Run work;                           /* owned; without losses */
    double slice_loss[TRAIN_SLICE_MAX]; /* of the slice under way */
    int most;                           /* updates of the next slice; at most doubles, in case the clock stands still */
    double pause_s;                     /* by the clock: a held-out measure then waits for the next slice */
    double snapshot_s;                  /* time of the last snapshot, without the radius */
    double radius_s, radius_at_s;       /* time that the last measurement of the radius took, and when that was */
    RecordMeter meter;
    RecordPoint slice_point[TRAIN_POINT_MAX]; /* (slice_points) measured in the slice under way */
    int slice_points;
    bool slice_solved;
    /* Under the lock. */
    const Lab *from; /* borrowed until its run is copied: do not change it; NULL afterwards */
    Run ready;       /* owned; the snapshot, without a batch's trace and the room to compute an update */
    bool is_ready;
    double *loss; /* (loss_capacity) owned; losses of the updates up to `ready` that were not taken yet */
    long loss_count, loss_capacity;
    RecordPoint *point; /* (point_capacity) owned; of those updates */
    int point_count, point_capacity;
    double took_s;  /* time for those updates; 0 without a clock */
    bool is_solved; /* why it ended */
    int broke;      /* updates of a slice that met a number that is not finite, or ran out of sequences; its run is invalid. 0: none */
    bool is_out_of_memory;
} TrainJob;

void train_job_deinit(TrainJob *job); /* the job must not be running; a zeroed job is fine */

/* Starts the training of the lab's experiment in the queue. The job must not be running. `copies_here`: the run is copied before this
   returns, which may take a while; false if memory is out. Else the job copies it, and the lab must not be changed until
   train_job_has_copied. */
bool train_job_start(TrainJob *job, const Lab *lab, JobQueue *jobs, const ClockApi *clock, long until, bool copies_here, Diag *diag);
bool train_job_has_copied(const TrainJob *job);

/* One slice. Returns true, the job's end, when it is cancelled (after one update at least, which is published), when `until` is reached,
   when it broke, when it found the task solved, and when nobody takes its snapshots. */
bool train_job_run(Job *job, double budget_s);

typedef struct TrainTaken {
    long count;    /* updates; 0: none was ready, or the lab has changed since */
    double took_s; /* 0: not known */
} TrainTaken;

/* Makes the newest snapshot the lab's run, with the same effect as lab_train. False, with nothing changed and the reason, when memory is
   out. */
bool train_job_take(TrainTaken *taken, Lab *lab, TrainJob *job, Diag *diag);

#endif
