/* The record of a training, measured while it runs at a bounded number of updates: its gradients, the fate of the stage sequence's
   gradient, and the quality on sequences that training never sees. Losses have a separate list (loss_list.h).

   Points lie at every update up to 2 RECORD_OCTAVE, then RECORD_OCTAVE of them between an update and its double: as on a log axis, and on a
   linear one no two are further apart than a 32nd of the way so far. A million updates have 512 of them, and none is ever dropped in favour
   of others. The held-out measure costs more. It is taken when training has done RECORD_SHARE times its work since the last one, computed
   from sizes alone; for short updates the factor goes down to RECORD_SHARE_LEAST, so that the first of hundreds of updates between two
   frames are measured too. The first one is taken after update 1; if that would take seconds (RECORD_AT_ONCE), it is taken when training
   has done as much work as it needs, so that the first update is soon visible. So the points of a training depend only on its setup.

   As keyframes (lab/replay.h) they form a tree in which each undo entry keeps its place. */
#ifndef UNROLL_LAB_RECORD_H
#define UNROLL_LAB_RECORD_H
#include "lab/evaluate.h"
#include "lab/lab.h"

enum {
    RECORD_OCTAVE = 32,
    RECORD_STEPS = 96,      /* time steps of a point; for a longer sequence, evenly spaced ones */
    RECORD_PATH_MAX = 1024, /* points of one training */
    RECORD_MAX = 4096,      /* points of all trainings that undo can reach */
    RECORD_SEQUENCES = 64,  /* held-out sequences of a measure; more if they say that the task may be solved */
    RECORD_SHARE = 64,
    RECORD_SHARE_LEAST = 2
};
#define RECORD_WORK 1e5       /* multiplications of an update for each 1 of the share: about ten microseconds */
#define RECORD_IN_A_FRAME 4e7 /* multiplications of a held-out measure that takes about ten milliseconds */
#define RECORD_AT_ONCE 4e9    /* multiplications of a held-out measure that takes about a second */

typedef struct RecordPoint {
    int number, parent; /* from 1, never used again; 0: none. Both are set by record_add */
    long update;        /* the point is measured after it */
    /* Of the gradient that made this update; NaN at update 0. */
    double norm, norm_clipped; /* before and after clipping, of all weights */
    double radius;             /* as the quantity rho; NaN where it was not measured */
    /* Of the stage's sequence and its last loss: the top layer's forward chain. */
    double loss;
    long sequence;
    int steps, row_count;   /* row_count: of r */
    double r[RECORD_STEPS]; /* relative gradient as in FollowLane (r_c if there is a c); NaN: not finite */
    /* Held out. */
    bool is_measured, is_solved;
    long sequences;
    double score; /* the measure of the task's goal: the share of correct sequences or answers; NaN if it is the loss */
    double held_loss;
} RecordPoint;

/* The time step, from 0, of a row: 0 <= row < row_count. */
int record_step(const RecordPoint *point, int row);

typedef struct Record Record;
Record *record_new(void); /* NULL when memory is out */
void record_free(Record *record);

/* The meter, used by the laboratory and by a worker that trains a copy of the run. */
typedef struct RecordMeter {
    const Setup *setup; /* borrowed */
    Evaluator evaluator;
    bool has_evaluator;
    bool is_off;         /* the held-out measure waits for later */
    EvaluationPart part; /* of the held-out measure under way; its count is 0 if there is none */
    long last, next;
    long radius_next; /* the radius of a large network is measured from here on */
    bool was_solved;
    double norm, norm_clipped;     /* of the last update that was asked for */
    bool (*is_enough)(void *user); /* as Evaluator has it */
    void *user;
} RecordMeter;

/* Starts measuring the run's next updates. `record` NULL: no point is ever due. The meter allocates memory when it first measures. */
void record_begin(RecordMeter *meter, const Record *record, const Run *run, const Setup *setup);
void record_end(RecordMeter *meter);
bool record_is_due(const RecordMeter *meter, long update);
/* True if a held-out measure is due after that update and takes so long that the update should be shown first. Then measure once with the
   meter off, and again later. */
bool record_is_long(const RecordMeter *meter, const Run *run, long update);
bool record_may_pause(const RecordMeter *meter, const Run *run);   /* true if the measure under way takes longer than a frame has */
double record_long_done(const RecordMeter *meter, const Run *run); /* 0..1, of such a measure that is_enough ended; 0 if there is none */
/* The next measure takes held-out sequences, due or not; false where that is no matter of a moment, or no record is kept. */
bool record_measure_now(RecordMeter *meter, const Run *run);
/* Call it before an update after which a point is due, with the gradient of that update. */
void record_gradient(RecordMeter *meter, const Run *run, const double *gradient);
/* Call it after that update. It draws and computes the stage's sequence on the run, and touches nothing that a training pass needs. If
   is_enough ends the held-out measure, the point comes without it; another call at the same update goes on with it, and returns false, with
   no point, if is_enough ends it again. */
bool record_measure(RecordPoint *point, RecordMeter *meter, Run *run);

/* Adds the point to the run's record. If memory is out it is lost. */
void record_add(Record *record, Run *run, const RecordPoint *point);
/* Drops the run's later points, because the run continues in another way. */
void record_cut(const Record *record, Run *run);

/* All points of the run, in the order of their updates, also the later ones after a visit. Keeps the valid part of out[0..known). Returns
   how many there are, at most RECORD_PATH_MAX. */
int record_list(RecordPoint *out, int known, const Record *record, const Run *run);

/* RecordPoint's, of what was scored. */
double record_score(const TaskScore *score, const Setup *setup);

/* The first point that found the task solved; NULL: none. */
const RecordPoint *record_find_solved(const RecordPoint *point, int count);

#define RECORD_BYTES ((double)(RECORD_MAX + RECORD_PATH_MAX) * sizeof(RecordPoint)) /* for the bound on memory */
#define RECORD_SHOWN_BYTES ((double)RECORD_PATH_MAX * sizeof(RecordPoint))          /* of one more list, which a picture reads */

#endif
