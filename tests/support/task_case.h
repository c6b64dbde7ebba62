/* One task with its options, wired, and one sequence of it at a time: what the tests of the generators share. */
#ifndef UNROLL_TESTS_TASK_CASE_H
#define UNROLL_TESTS_TASK_CASE_H
#include "task/task.h"

enum { TASK_CASE_SEQUENCES = 20000, TASK_CASE_INPUTS = 32000, TASK_CASE_TARGETS = 2000, TASK_CASE_CLASSES = 96 };

typedef struct TaskCase {
    const Task *task;
    TaskOptions options;
    Wiring wiring;
    int steps, losses;                /* T, K */
    int length, asked;                /* of the sequence drawn last: its steps, and its losses that count */
    int inputs, outputs, columns;     /* columns of a target */
    double x[TASK_CASE_INPUTS];       /* (T, inputs) */
    double target[TASK_CASE_TARGETS]; /* (K, columns) */
} TaskCase;

/* Sums of a number measured many times. */
typedef struct Tally {
    double sum, squares;
    long count;
} Tally;

void task_case_open(TaskCase *owner, const char *key, const TaskOptions *options); /* fails the test if it cannot be wired */
void task_case_draw(TaskCase *owner, uint64_t seed, long sequence);
int task_case_symbol(const TaskCase *owner, int step); /* of a one-hot input; -1 when all are zero; fails when it is neither */

/* The mean loss of the sequence drawn last for outputs y (K, outputs): mean squared error, or cross-entropy of softmax(y). */
double task_case_loss(const TaskCase *owner, const double *y);

void tally_add(Tally *tally, double value);
void assert_tally(const Tally *tally, double expected); /* within five standard errors, as measured (and 1e-12) */

/* A mean of n draws with this deviation is within five standard errors of the truth. */
void assert_mean(double sum, long n, double expected, double deviation);

/* The refusal's message holds this piece. */
void assert_wire_refused(const char *key, const TaskOptions *options, const char *piece);

void assert_input_words(const TaskCase *owner, int step, const double *x, const char *words);
void assert_output_words(const TaskCase *owner, const double *y, const double *prob, double target, const char *words);

#endif
