/* The runs of the compared variants, in lock step with one experiment: the same changes, the same updates, the same sequence on the stage.
   What is shown of them changes all at once, when all have arrived, so a picture never has runs of different updates in it except while
   one of them stands still or is on its way (is_current).

   In a window workers make the runs, and the frame never waits. While training runs it goes in rounds: the experiment and every variant are
   trained to the same update, and the frame that finds all of them there shows them together. */
#ifndef UNROLL_EXPERIMENT_COMPARE_H
#define UNROLL_EXPERIMENT_COMPARE_H
#include "experiment/experiment.h"
#include "experiment/variant_job.h"

/* One variant as it is shown. */
typedef struct ComparedRun {
    Variant variant;    /* its name and settings */
    Setup setup;        /* of `run`: the experiment's with the variant laid over it */
    Run run;            /* owned; without a batch's trace. Of use where is_known */
    RecordPoint *point; /* (point_count) owned; what was measured on its way, as experiment_find_record has it of the experiment */
    int point_count;
    double update_s; /* what an update of it takes, held-out measures included; 0: not known */
    long ahead;      /* updates that it is trained beyond the experiment (compare_train_ahead) */
    bool is_known;
    bool is_current;             /* where the experiment is */
    bool is_stopped;             /* it stands before the update that made a number infinite or NaN; `trouble` says which */
    char trouble[512];           /* why it cannot be where the experiment is; "" where it can */
    VariantJob job;              /* compare.c's, as are all below */
    bool is_running;             /* the job is in the queue, or its end was not seen */
    bool is_ready;               /* it has a result that is not shown yet */
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
    long round;            /* the update to which all are being trained; 0: none */
    int round_count;       /* updates of a round, chosen so that it takes COMPARE_ROUND_S */
    double round_start_s;
} Compare;

#define COMPARE_ROUND_S 0.05

void compare_init(Compare *compare, JobQueue *jobs, const ClockApi *clock);
void compare_deinit(Compare *compare); /* waits for its jobs */

/* The saved setup whose run the variant's is: `file`, which becomes the variant's own, with its values laid over the start, and without the
   changes of keys that it has for itself. */
void compare_lay_over(SetupFile *file, const Variant *variant);

/* Brings the variants to where the laboratory is, and shows them, before it returns. Of no use while a round is under way. */
void compare_follow_now(Compare *compare, const Lab *lab);

/* The same in frames. `take`: before the input; shows what has arrived, and takes the experiment's training, alone or with all others.
   `begin_round`: before experiment_advance, which then trains to the round's end. `advance`: after it; starts what is to be done. */
void compare_take(Compare *compare, Experiment *experiment, bool may_wait);
void compare_begin_round(Compare *compare, Experiment *experiment);
void compare_advance(Compare *compare, Experiment *experiment, bool may_wait);

/* After a command or a training: as compare_advance, unless a round is under way. */
void compare_settle(Compare *compare, Experiment *experiment, bool may_wait);

/* Trains only the variant of this name, beyond where the experiment is: a lesson's "NAME: train 500". It stays so far ahead until the list
   changes or compare_forget_ahead; it is no part of the experiment, which neither saves nor undoes it. The next settle does it.
   Simplified on purpose: what is set later in the experiment reaches the variant at the experiment's update. */
void compare_train_ahead(Compare *compare, Str name, long updates);
void compare_forget_ahead(Compare *compare);

/* Follows another loss of the stage sequence in every variant, as lab_follow does. */
void compare_follow_loss(Compare *compare, int step);

bool compare_is_busy(const Compare *compare); /* a variant's job is queued or running */

#endif
