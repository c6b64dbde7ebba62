/* The tasks, one file each (task.c lists them), and functions that several tasks use (task_shared.c). */
#ifndef UNROLL_TASK_PRIVATE_H
#define UNROLL_TASK_PRIVATE_H
#include "task/task.h"

/* The struct of each task, and the key and label from its row. */
#define TASK_ROW(NAME, LABEL)                                                                                                              \
    extern const Task task_##NAME;                                                                                                         \
    extern const char task_key_##NAME[], task_label_##NAME[];
#include "task/task_rows.h"
#undef TASK_ROW

enum { TASK_SYMBOL_MAX = 16, TASK_ITEM_MAX = 30, TASK_LAG_MAX = 30 };

double *task_input(const TaskSequence *out, int step, int inputs);      /* (inputs) */
double *task_target(const TaskSequence *out, int loss, int columns);    /* (columns) */
void task_write_one_hot(double *x, int count, int index, double value); /* index < 0: all zero */

/* Wirings made of ranges: clear, then add steps from..to-1 in ascending order. */
void task_wire_begin(Wiring *wiring, int steps);
void task_wire_inputs(Wiring *wiring, int from, int to);
void task_wire_losses(Wiring *wiring, int from, int to);

/* "Temporal order needs at least 10 time steps, not 5." */
bool task_check_steps(const char *label, int steps, int least, Diag *diag);
bool task_check_symbols(const char *label, int symbols, const char *none, Diag *diag); /* none: the number that 0 stands for */
bool task_check_items(const char *label, int items, Diag *diag);

int task_find_largest(const double *value, int count);
bool task_class_is_right(const double *y, const double *target, int outputs); /* the largest of all, without a tie */
void task_format_scale(char out[40], double input_scale);                     /* " × 0.5", "" for 1 */

/* "predicts +1 (p = 0.79); target +1: correct"; prob may be NULL. */
void task_describe_class(char *out, int size, const char *said, const char *wanted, const double *prob, bool right);
/* The same for the largest of `count` symbols, each named by one letter. */
void task_describe_symbol(char *out, int size, const char *letters, int count, const double *y, const double *prob, const double *target);
/* "predicts 0.93; target 1.02: correct (correct is within 0.2)" */
void task_describe_value(char *out, int size, double said, double wanted, double within);

/* Sum over pairs of -n ln(n / n of its row): the total cost of predicting each symbol from the previous one alone, when the pair (before,
   next) occurs pair[before*count + next] times. */
double task_pair_cost(const double *pair, int count);

#endif
