/* What a training was like, measured while it runs at a bounded number of updates: what its gradients were, what became of the stage
   sequence's gradient, and how good the network was on sequences that training never sees. The losses have a list of their own.

   Points lie at every update up to 2 RECORD_OCTAVE, then RECORD_OCTAVE of them between an update and its double: as on a log axis, and on a
   linear one no two are further apart than a 32nd of the way so far. A million updates have 512 of them, and none is ever given up for
   the sake of others. The held-out measure costs more: it is taken when since the last one training has done RECORD_SHARE times the
   work that it took, by the sizes alone; the shorter an update the sooner, down to RECORD_SHARE_LEAST times, for of hundreds of updates
   between two frames the first ones want a measure, too. The first one is taken after update 1, but where that would be a wait of seconds
   (RECORD_AT_ONCE), when training has done as much work as it takes: the first update is soon to be seen. So the points of a training depend on nothing but its setup.

   As keyframes (lab/replay.h) they form a tree in which each undo entry keeps its place. */
#ifndef UNROLL_LAB_RECORD_H
#define UNROLL_LAB_RECORD_H
#include "lab/evaluate.h"
#include "lab/lab.h"

enum {
    RECORD_OCTAVE = 32,
    RECORD_STEPS = 96,      /* time steps of a point; of a longer sequence evenly chosen ones */
    RECORD_PATH_MAX = 1024, /* points of one training */
    RECORD_MAX = 4096,      /* of all that undo leads to */
    RECORD_SEQUENCES = 64,  /* held-out sequences of a measure; more where they say that the task may be solved */
    RECORD_SHARE = 64,
    RECORD_SHARE_LEAST = 2
};
#define RECORD_WORK 1e5    /* multiplications of an update for each 1 of the share: some ten microseconds */
#define RECORD_AT_ONCE 4e9 /* multiplications of a held-out measure that are a second's, about */

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
    double r[RECORD_STEPS]; /* how much of what set out arrives, as FollowLane has it (r_c where there is a c); NaN: not finite */
    /* Held out. */
    bool is_measured, is_solved;
    long sequences;
    double score; /* what the task's goal speaks of: the share of sequences, or of answers, that are right; NaN where it is the loss */
    double held_loss;
} RecordPoint;

/* The time step, from 0, of a row: 0 <= row < row_count. */
int record_step(const RecordPoint *point, int row);

typedef struct Record Record;
Record *record_new(void); /* NULL when memory is out */
void record_free(Record *record);

/* What measures; the same for the laboratory and for a worker that trains a copy of the run. */
typedef struct RecordMeter {
    const Setup *setup; /* borrowed */
    Evaluator evaluator;
    bool has_evaluator;
    bool is_off; /* the held-out measure waits for later */
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
/* Is a held-out measure due after that update, and so long that whoever shows the update should do so first? Then measure once with the
   meter off, and later again. */
bool record_is_long(const RecordMeter *meter, const Run *run, long update);
/* Call it before an update after which a point is due, with the gradient of that update. */
void record_gradient(RecordMeter *meter, const Run *run, const double *gradient);
/* Call it after that update. It draws and computes the stage's sequence on the run, and touches nothing that a training pass needs. */
void record_measure(RecordPoint *point, RecordMeter *meter, Run *run);

/* Joins the point to the run's. Out of memory it is lost. */
void record_add(Record *record, Run *run, const RecordPoint *point);
/* The run's points that lie ahead of it are given up: it goes on in another way. */
void record_cut(const Record *record, Run *run);

/* All points of the run's, in the order of their updates, those ahead after a visit too. Keeps what of out[0..known) is still right.
   Returns how many there are, at most RECORD_PATH_MAX. */
int record_list(RecordPoint *out, int known, const Record *record, const Run *run);

/* RecordPoint's, of what was scored. */
double record_score(const TaskScore *score, const Setup *setup);

/* The first point that found the task solved; NULL: none. */
const RecordPoint *record_find_solved(const RecordPoint *point, int count);

#define RECORD_BYTES ((double)(RECORD_MAX + RECORD_PATH_MAX) * sizeof(RecordPoint)) /* for the bound on memory */
#define RECORD_SHOWN_BYTES ((double)RECORD_PATH_MAX * sizeof(RecordPoint))          /* of one more list, which a picture reads */

#endif
