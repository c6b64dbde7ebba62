/* Trials side by side: a few setups (the compared variants, the setup itself, or the values of one key), each trained from several seeds
   until its task is solved or an update is reached. Two run at a time, on the workers. The n-th seed of an item is its own seed plus n, so
   the first is the displayed run. Deterministic except for the seconds. */
#ifndef UNROLL_EXPERIMENT_TRIAL_SET_H
#define UNROLL_EXPERIMENT_TRIAL_SET_H
#include "engine/analysis/follow.h"
#include "experiment/trial_job.h"

enum {
    TRIAL_ITEM_MAX = 8,
    TRIAL_SEED_MAX = COMMAND_SEEDS_MAX,
    TRIAL_AT_ONCE = 2,
    TRIAL_END_UPDATE = 10000,
    TRIAL_UPDATES_MAX = COMMAND_TRAIN_MAX,
    TRIAL_ROWS = 50
};

/* One trial. */
typedef struct TrialRun {
    bool is_done;
    TrialEnd end;
    bool is_solved;
    long solved_update;         /* -1: it was not */
    long update;                /* at its end */
    double score, loss, took_s; /* held out, at its end */
    FollowVerdict verdict;      /* far ratio of the last loss of the stage's sequence at its end, forward lane */
    TrialRow *row;              /* (row_count) owned */
    int row_count;
} TrialRun;

typedef struct TrialItem {
    Variant rule;  /* the values that it lays over the setup; its name is the item's */
    TrialRun *run; /* (seeds) owned */
    int done;      /* of them */
} TrialItem;

typedef struct TrialSet {
    JobQueue *jobs; /* borrowed, as is the clock */
    const ClockApi *clock;
    SetupFile file; /* owned; the setup over which the items are laid */
    TrialItem item[TRIAL_ITEM_MAX];
    int count, seeds;
    int key;                      /* the swept key, or -1 */
    long end;                     /* update */
    TrialJob *job[TRIAL_AT_ONCE]; /* owned */
    int job_item[TRIAL_AT_ONCE], job_seed[TRIAL_AT_ONCE];
    bool is_running[TRIAL_AT_ONCE];
    int started, done; /* trials */
    bool is_cancelled;
    unsigned long version; /* counts the finished trials */
} TrialSet;

void trial_set_init(TrialSet *set, JobQueue *jobs, const ClockApi *clock);
void trial_set_deinit(TrialSet *set); /* cancels and waits for its jobs */

/* Starts trials with `seeds` seeds of each of the laboratory's variants, or of its setup if it has none, and drops the old results. False,
   with the reason: nothing changed. */
bool trial_set_begin_seeds(TrialSet *set, const Lab *lab, int seeds, long end, Diag *diag);
/* The same for the setup with each of these values of one key, separated by blanks; one seed each. */
bool trial_set_begin_sweep(TrialSet *set, const Lab *lab, SetupKey key, Str values, Diag *diag);

/* Once a frame: takes the finished trials and starts the next ones. `finish` waits until all have ended. */
void trial_set_advance(TrialSet *set);
void trial_set_finish(TrialSet *set);
void trial_set_cancel(TrialSet *set); /* finished trials stay */

bool trial_set_is_busy(const TrialSet *set);
double trial_set_progress(const TrialSet *set); /* 0..1 */

/* True if the results belong to the present experiment: its start, its changes of keys, its variants. */
bool trial_set_is_of(const TrialSet *set, const Lab *lab);

int trial_item_solved(const TrialItem *item, int seeds); /* of the finished trials */
/* The range of log10 of the far ratio over the trials that have one. */
typedef struct TrialFar {
    bool is_known;
    double low, high;
} TrialFar;
TrialFar trial_item_far(const TrialItem *item, int seeds);
/* The median of the updates at which they were solved; -1 where less than half were. */
long trial_item_median(const TrialItem *item, int seeds);

#endif
