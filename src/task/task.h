/* Where sequences come from. A task is a table row of functions: shapes, a generator, its baseline, its measure of success.
   Sequence number n under a seed is always the same sequence, so any moment of a run can be drawn again. */
#ifndef UNROLL_TASK_TASK_H
#define UNROLL_TASK_TASK_H
#include "base/random.h"
#include "engine/net.h"

typedef struct TaskOptions {
    int steps;          /* T as the person set it */
    int symbols;        /* symbol form: how many; 0: the scalar form */
    double noise;       /* half width of the distractors in the scalar form */
    double input_scale; /* x is multiplied by this */
    bool every_step;    /* a loss at every step where the task allows it, else at the last */
} TaskOptions;

/* Where a generator writes: one sequence inside a batch of `stride` sequences; rows are t*stride. */
typedef struct TaskSequence {
    double *x;      /* (T, inputs), row stride inputs*batch */
    double *target; /* (K, outputs) or (K, 1), see Trace.target */
    int batch;      /* sequences interleaved in the block */
    int index;      /* which of them this is */
} TaskSequence;

typedef struct Task {
    const char *key;   /* "recall" */
    const char *label; /* "Delayed recall" */
    const char *help;  /* one sentence */
    LossKind loss;
    int (*inputs)(const TaskOptions *options);
    int (*outputs)(const TaskOptions *options);
    const char *(*wiring_label)(const TaskOptions *options); /* "many-to-one" */
    bool (*wire)(Wiring *wiring, const TaskOptions *options, Diag *diag);
    void (*generate)(TaskSequence *out, const TaskOptions *options, Random *random);
    double (*baseline)(const TaskOptions *options);                       /* loss of the best answer without memory; its words below */
    const char *baseline_label;                                           /* "guessing" */
    bool (*is_right)(const double *y, const double *target, int outputs); /* one loss step */
    /* What one input or output is, in words for the hover: "first symbol +1, to be remembered". */
    void (*describe_input)(char *out, int size, const TaskOptions *options, int step, const double *x);
    void (*describe_output)(char *out, int size, const TaskOptions *options, const double *y, const double *prob, const double *target);
} Task;

/* The chance that sequence number `sequence` (from 0) under a seed is made of; no two sequences share it, nor do the weights. */
Random task_random(uint64_t seed, long sequence);

extern const Task *const task_table[];
extern const int task_count;
const Task *task_find(const char *key); /* NULL when unknown */

#endif
