/* One task with its options, wired, and one sequence of it at a time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "task_case.h"
#include <math.h>
#include <string.h>

void task_case_open(TaskCase *owner, const char *key, const TaskOptions *options) {
    Diag diag = {0};
    memset(owner, 0, sizeof *owner);
    owner->task = task_find(key);
    assert_non_null(owner->task);
    owner->options = *options;
    if (owner->options.input_scale == 0.0) owner->options.input_scale = 1.0;
    if (!owner->task->wire(&owner->wiring, &owner->options, &diag)) fail_msg("%s: %s", key, diag.text);
    owner->steps = owner->wiring.steps;
    owner->losses = owner->wiring.loss_count;
    owner->inputs = owner->task->inputs(&owner->options);
    owner->outputs = owner->task->outputs(&owner->options);
    owner->columns = owner->task->loss == LOSS_MSE ? owner->outputs : 1;
    assert_true(owner->steps * owner->inputs <= TASK_CASE_INPUTS && owner->losses * owner->columns <= TASK_CASE_TARGETS);
}

void task_case_draw(TaskCase *owner, uint64_t seed, long sequence) {
    Random random = task_random(seed, sequence);
    TaskSequence out = {.x = owner->x, .target = owner->target, .batch = 1, .index = 0, .length = owner->steps, .number = sequence};
    for (int i = 0; i < owner->steps * owner->inputs; i++) owner->x[i] = (double)NAN; /* every row has to be written */
    for (int i = 0; i < owner->losses * owner->columns; i++) owner->target[i] = (double)NAN;
    owner->task->generate(&out, &owner->options, &random);
    owner->length = out.length;
    assert_true(out.length >= 1 && out.length <= owner->steps);
    owner->asked = owner->wiring.head_reads_final ? owner->losses : 0; /* what it reads is held behind the end */
    while (owner->asked < owner->losses && owner->wiring.loss_step[owner->asked] < out.length) owner->asked++;
}

int task_case_symbol(const TaskCase *owner, int step) {
    const double *x = owner->x + (ptrdiff_t)step * owner->inputs;
    int hot = -1;
    for (int i = 0; i < owner->inputs; i++) {
        if (x[i] == 0.0) continue;
        if (x[i] != owner->options.input_scale || hot >= 0) fail_msg("step %d is not one-hot", step);
        hot = i;
    }
    return hot;
}

double task_case_loss(const TaskCase *owner, const double *y) {
    double total = 0.0;
    int O = owner->outputs;
    for (int k = 0; k < owner->asked; k++) {
        const double *row = y + (ptrdiff_t)k * O;
        double sum = 0.0;
        for (int o = 0; o < O; o++) {
            if (owner->task->loss == LOSS_MSE) {
                double error = row[o] - owner->target[k * O + o];
                sum += error * error / O;
            } else {
                sum += exp(row[o]);
            }
        }
        total += owner->task->loss == LOSS_MSE ? sum : log(sum) - row[(int)owner->target[k]];
    }
    return total / owner->asked;
}

void tally_add(Tally *tally, double value) {
    tally->sum += value;
    tally->squares += value * value;
    tally->count++;
}

void assert_tally(const Tally *tally, double expected) {
    double n = (double)tally->count, mean = tally->sum / n;
    double variance = fmax(tally->squares / n - mean * mean, 0.0), allowed = 5.0 * sqrt(variance / n) + 1e-12;
    if (!(fabs(mean - expected) <= allowed)) fail_msg("mean %g, expected %g within %g", mean, expected, allowed);
}

void assert_mean(double sum, long n, double expected, double deviation) {
    double off = fabs(sum / (double)n - expected);
    if (!(off <= 5.0 * deviation / sqrt((double)n))) fail_msg("mean %g, expected %g", sum / (double)n, expected);
}

void assert_wire_refused(const char *key, const TaskOptions *options, const char *piece) {
    Wiring wiring;
    Diag diag = {0};
    if (task_find(key)->wire(&wiring, options, &diag)) fail_msg("%s with %d steps was accepted", key, options->steps);
    if (!strstr(diag.text, piece)) fail_msg("\"%s\" does not say \"%s\"", diag.text, piece);
}

void assert_input_words(const TaskCase *owner, int step, const double *x, const char *words) {
    char text[160];
    owner->task->describe_input(text, (int)sizeof text, &owner->options, step, x);
    assert_string_equal(text, words);
}

void assert_output_words(const TaskCase *owner, const double *y, const double *prob, double target, const char *words) {
    char text[160];
    owner->task->describe_output(text, (int)sizeof text, &owner->options, y, prob, &target);
    assert_string_equal(text, words);
}
