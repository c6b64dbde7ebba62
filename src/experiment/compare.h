/* The runs of the compared variants, in lock step with one experiment: the same changes, the same updates, the same sequence on the stage.
   The shown runs change together, when all have reached the experiment's state. So one picture has runs of different updates only while a
   variant has stopped or is still being computed (is_current).

   In a window workers make the runs, and the frame never waits. Training goes in rounds: the experiment and every variant are trained to
   the same update, and the frame that finds all of them there shows them together. */
#ifndef UNROLL_EXPERIMENT_COMPARE_H
#define UNROLL_EXPERIMENT_COMPARE_H
#include "experiment/experiment.h"
#include "experiment/variant_job.h"

/* One variant as it is shown. */
typedef struct ComparedRun {
    Variant variant;    /* its name and settings */
    Setup setup;        /* the setup of `run`: the experiment's with the variant laid over it */
    Run run;            /* owned; without a batch's trace. Valid if is_known */
    RecordPoint *point; /* (point_count) owned; the points measured during its training, as experiment_find_record gives them for the
                           experiment */
    int point_count;
    double update_s; /* time of one update, held-out measures included; 0: not known */
    long ahead;      /* number of updates by which it is ahead of the experiment (compare_train_ahead) */
    bool is_known;
    bool is_current;             /* it is at the experiment's state */
    bool is_stopped;             /* it stopped before the update that made a number infinite or NaN; `trouble` says which */
    char trouble[512];           /* why it cannot reach the experiment's state; "" if it can */
    DigitsProbe digits;          /* compare_probe_digits: of `run` */
    VariantJob job;              /* private to compare.c, as is everything below */
    bool is_running;             /* the job is in the queue, or its end was not noticed yet */
    bool is_ready;               /* the job has a result that is not shown yet */
    unsigned long shown_version; /* the state of the experiment that `run` belongs to */
    long shown_update;
    unsigned long version; /* the state of the experiment that the job leads to; 0: none */
    long update;
} ComparedRun;

typedef struct Compare {
    JobQueue *jobs; /* borrowed, as is the clock */
    const ClockApi *clock;
    ComparedRun *item[VARIANT_MAX]; /* (count) owned; in the order of the experiment's list */
    int count;
    unsigned long version; /* counts up whenever what is shown changed: views may key caches on it */
    long round;            /* the update to which all are trained now; 0: none */
    int round_count;       /* updates of a round, chosen so that it takes COMPARE_ROUND_S */
    double round_start_s;
} Compare;

#define COMPARE_ROUND_S 0.05

void compare_init(Compare *compare, JobQueue *jobs, const ClockApi *clock);
void compare_deinit(Compare *compare); /* also waits for its jobs */

/* Turns `file` into the saved setup of the variant's run: its values are laid over the start, and later changes of the keys that it sets
   are removed. */
void compare_lay_over(SetupFile *file, const Variant *variant);

/* Brings the variants to the laboratory's state and shows them before it returns. Not while a round is under way. */
void compare_follow_now(Compare *compare, const Lab *lab);

/* The same, spread over frames. `take`, before the input, shows finished runs and takes the experiment's training, alone or together with
   the variants. `begin_round`, before experiment_advance, makes that train to the end of the round. `advance`, after it, starts the jobs
   that are due. */
void compare_take(Compare *compare, Experiment *experiment, bool may_wait);
void compare_begin_round(Compare *compare, Experiment *experiment);
void compare_advance(Compare *compare, Experiment *experiment, bool may_wait);

/* After a command or a training: as compare_advance, unless a round is under way. */
void compare_settle(Compare *compare, Experiment *experiment, bool may_wait);

/* Trains only the variant of this name, beyond where the experiment is: a lesson's "NAME: train 500". It keeps that lead until the list
   changes or compare_forget_ahead is called. The lead is not part of the experiment: it is neither saved nor undone. The next settle trains
   it. Simplified on purpose: a later setting in the experiment applies to the variant at the experiment's update. */
void compare_train_ahead(Compare *compare, Str name, long updates);
void compare_forget_ahead(Compare *compare);

/* Follows another loss of the stage sequence in every variant, as lab_follow does. */
void compare_follow_loss(Compare *compare, int step);

/* Finds how many digits of the shown runs are certain: `digits` of each. Repeats as many short passes as a frame has time for, all of them
   with `waits`. Returns true if some still wait: the next frame asks again. */
bool compare_probe_digits(Compare *compare, bool trains, bool waits);

bool compare_is_busy(const Compare *compare); /* a variant's job is queued or running */

#endif
