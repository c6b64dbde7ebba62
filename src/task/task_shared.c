/* Functions that several tasks use: places in a batch, wirings made of ranges, checks with their messages, the words of an answer, and the
   cost of predicting from one symbol alone. */
#include "base/number.h"
#include "task/task_private.h"
#include <math.h>
#include <string.h>

double *task_input(const TaskSequence *out, int step, int inputs) { return out->x + ((ptrdiff_t)step * out->batch + out->index) * inputs; }

double *task_target(const TaskSequence *out, int loss, int columns) {
    return out->target + ((ptrdiff_t)loss * out->batch + out->index) * columns;
}

void task_write_one_hot(double *x, int count, int index, double value) {
    for (int i = 0; i < count; i++) x[i] = i == index ? value : 0.0;
}

void task_wire_begin(Wiring *wiring, int steps) {
    memset(wiring, 0, sizeof *wiring);
    wiring->steps = steps;
}

void task_wire_inputs(Wiring *wiring, int from, int to) {
    for (int t = from; t < to; t++) wiring->input_step[wiring->input_count++] = (short)t;
}

void task_wire_losses(Wiring *wiring, int from, int to) {
    for (int t = from; t < to; t++) wiring->loss_step[wiring->loss_count++] = (short)t;
}

/* --- checks --- */

bool task_check_steps(const char *label, int steps, int least, Diag *diag) {
    if (steps >= 1 && steps < least) {
        return diag_fail(diag, "%s needs at least %d time steps, not %d; set the time steps T to %d or more.", label, least, steps, least);
    }
    if (steps < 1 || steps > NET_STEP_MAX) {
        return diag_fail(diag, "%s cannot have %d time steps; %d to %d are possible.", label, steps, least, NET_STEP_MAX);
    }
    return true;
}

bool task_check_symbols(const char *label, int symbols, const char *none, Diag *diag) {
    if (symbols == 0 || (symbols >= 2 && symbols <= TASK_SYMBOL_MAX)) return true;
    return diag_fail(diag, "%s: the number of symbols cannot be %d; 0 (%s) or 2 to %d are possible.", label, symbols, none,
                     TASK_SYMBOL_MAX);
}

bool task_check_items(const char *label, int items, Diag *diag) {
    if (items >= 0 && items <= TASK_ITEM_MAX) return true;
    return diag_fail(diag, "%s: the number of items cannot be %d; 0 (as many as fit) to %d are possible.", label, items, TASK_ITEM_MAX);
}

/* --- answers --- */

int task_find_largest(const double *value, int count) {
    int largest = 0;
    for (int i = 1; i < count; i++) {
        if (value[i] > value[largest]) largest = i;
    }
    return largest;
}

bool task_class_is_right(const double *y, const double *target, int outputs) {
    int said = task_find_largest(y, outputs);
    for (int i = 0; i < outputs; i++) {
        if (i != said && !(y[i] < y[said])) return false; /* a tie or a NaN is no answer */
    }
    return said == (int)target[0];
}

void task_format_scale(char out[40], double input_scale) {
    char number[32];
    *out = 0;
    if (input_scale == 1.0) return;
    number_format_short(number, (int)sizeof number, input_scale, 3);
    text_format(out, 40, " × %s", number);
}

void task_describe_class(char *out, int size, const char *said, const char *wanted, const double *prob, bool right) {
    const char *verdict = right ? "correct" : "wrong";
    if (prob) {
        text_format(out, size, "predicts %s (p = %.2f); target %s: %s", said, *prob, wanted, verdict);
    } else {
        text_format(out, size, "predicts %s; target %s: %s", said, wanted, verdict);
    }
}

void task_describe_symbol(char *out, int size, const char *letters, int count, const double *y, const double *prob, const double *target) {
    int best = task_find_largest(prob ? prob : y, count);
    char said[2] = {letters[best], 0}, wanted[2] = {letters[(int)target[0] % count], 0};
    task_describe_class(out, size, said, wanted, prob ? &prob[best] : NULL, task_class_is_right(y, target, count));
}

void task_describe_value(char *out, int size, double said, double wanted, double within) {
    char a[32], b[32], c[32];
    number_format_short(a, (int)sizeof a, said, 3);
    number_format_short(b, (int)sizeof b, wanted, 3);
    number_format(c, (int)sizeof c, within);
    bool right = fabs(said - wanted) < within;
    text_format(out, size, "predicts %s; target %s: %s (correct is within %s)", a, b, right ? "correct" : "wrong", c);
}

/* --- baselines --- */

double task_pair_cost(const double *pair, int count) {
    double cost = 0.0;
    for (int i = 0; i < count; i++) {
        double row = 0.0;
        for (int j = 0; j < count; j++) row += pair[i * count + j];
        for (int j = 0; j < count; j++) {
            double n = pair[i * count + j];
            if (n > 0.0) cost -= n * log(n / row);
        }
    }
    return cost;
}
