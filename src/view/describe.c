/* See describe.h. Where a number is not finite only that is said; where a step lies behind a sequence's end nothing is claimed of it. */
#include "view/describe.h"
#include "base/number.h"
#include "engine/cell/facts.h"
#include "view/panel/verdict.h"
#include <math.h>
#include <stdarg.h>
#include <string.h>

typedef struct Say {
    char *out;
    int size, used;
} Say;

static void say(Say *say, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void say(Say *say, const char *format, ...) {
    va_list arguments;
    if (say->used > 0 && say->used < say->size - 1) say->out[say->used++] = ' ';
    va_start(arguments, format);
    say->used += text_format_list(say->out + say->used, say->size - say->used, format, arguments);
    va_end(arguments);
}

static Say begin(Description *out) {
    Say part = {out->part[out->count], (int)sizeof out->part[0], 0};
    part.out[0] = '\0';
    out->count++;
    return part;
}

static const char *three(char out[32], double value) {
    number_format_short(out, 32, value, 3);
    return out;
}

static const char *plural(long count) { return count == 1 ? "" : "s"; }

/* "Delayed recall" inside a sentence; names of two capitals stay. */
static void task_words(char *out, int size, const Setup *setup) {
    text_format(out, size, "%s", setup_task(setup)->label);
    if (out[0] >= 'A' && out[0] <= 'Z' && out[1] >= 'a' && out[1] <= 'z') out[0] = (char)(out[0] - 'A' + 'a');
}

static void describe_network(Description *out, const Setup *setup, const Run *run) {
    const NetSpec *spec = &run->net.spec;
    int T = run->wiring.steps;
    char cell[32], task[64], loss[32];
    Say part = begin(out);
    setup_choice(cell, (int)sizeof cell, KEY_CELL, setup_get_int(setup, KEY_CELL), true);
    task_words(task, (int)sizeof task, setup);
    char layers[32] = "";
    if (spec->layers > 1) text_format(layers, (int)sizeof layers, " in each of %d layers", spec->layers);
    say(&part, "%s with %d hidden unit%s%s%s, unrolled over T = %d step%s of %s, after %ld update%s: the loss is %s.", cell, spec->hidden,
        plural(spec->hidden), layers, spec->directions > 1 ? ", reading in both directions" : "", T, plural(T), task, run->update,
        plural(run->update), three(loss, run->trace.loss));
    if (run->hold_count > 0)
        say(&part, "%d number%s %s held by hand.", run->hold_count, plural(run->hold_count), run->hold_count == 1 ? "is" : "are");
}

/* The gates of a step, averaged over units. */
static void say_gates(Say *part, const Run *run, const TraceLane *lane, int t) {
    const CellFacts *facts = run->net.facts;
    char mean[32];
    for (int q = 0; q < run->net.gates && !facts->is_plain; q++) {
        double value = lane->gate_mean[(long)t * run->net.gates + q];
        if (isfinite(value)) say(part, "The %s: on average %s.", facts->gate[q].name, three(mean, value));
    }
}

static void say_state(Say *part, const Run *run, const TraceLane *lane, int direction, int t, int done) {
    char now[32], before[32];
    int T = run->wiring.steps, last = direction ? t + 1 : t - 1;
    double norm = lane->h_norm[t];
    if (done < 2 || last < 0 || last >= T) {
        say(part, "Its hidden state has size %s (the root of the sum of squares over all units).", three(now, norm));
        return;
    }
    three(now, norm);
    three(before, lane->h_norm[last]);
    say(part, "Its hidden state has size %s%s%s at step %d.", now,
        strcmp(now, before) == 0    ? ", the same as "
        : norm > lane->h_norm[last] ? ", larger than "
                                    : ", smaller than ",
        before, last + 1);
}

static void describe_forward(Say *part, const Run *run, const TraceLane *lane, int direction, int done) {
    int T = run->wiring.steps;
    if (done <= 0) {
        say(part, "The forward pass has not begun: no state is computed yet.");
        return;
    }
    int t = timeline_position(PHASE_FORWARD, direction, done - 1, T);
    say(part, "Forward pass, %d of %d step%s done%s.", done, T, plural(T), direction ? ", in the reverse direction" : "");
    if (trace_is_padding(&run->trace, t, 0)) {
        say(part, "Step %d stands behind the end of this sequence: its state is held as it was.", t + 1);
        return;
    }
    say(part, "Step %d was computed last, from its input and the state before.", t + 1);
    say_state(part, run, lane, direction, t, done);
    say_gates(part, run, lane, t);
}

static void describe_loss(Say *part, const Run *run, int done) {
    const Trace *trace = &run->trace;
    int counted = trace_count_losses(trace, 0), K = run->wiring.loss_count;
    char number[32];
    if (done <= 0) {
        say(part, "All states are computed; no loss is yet.");
        return;
    }
    int k = done < counted ? done - 1 : counted - 1;
    say(part, "Losses, %d of %d computed.", done < K ? done : K, K);
    if (k < 0) return;
    say(part, "At step %d the output is compared with its target: the loss there is %s.", run->wiring.loss_step[k] + 1,
        three(number, trace->loss_raw[(long)k * trace->batch]));
    if (K > 1) say(part, "The %s of all losses is %s.", run->wiring.sum_losses ? "sum" : "mean", three(number, trace->loss));
}

static void describe_backward(Say *part, const Run *run, const UiState *ui, int layer, int direction, int done) {
    int T = run->wiring.steps;
    const TraceLane *lane = &run->trace.lane[layer][direction];
    const FollowLane *followed = &run->follow.lane[layer][direction];
    char size[32], factor[32];
    if (done <= 0) {
        say(part, "The backward pass has not begun: every loss is known, and no gradient is.");
        return;
    }
    int t = timeline_position(PHASE_BACKWARD, direction, done - 1, T);
    say(part, "Backward pass, %d of %d step%s done%s; the gradient has reached step %d.", done, T, plural(T),
        direction ? ", in the reverse direction" : "", t + 1);
    if (ui->follow == FOLLOW_ALL) {
        say(part, "There the gradient of all losses has size %s.", three(size, lane->dh_norm[t]));
        return;
    }
    if (!run->follow.is_finite || run->follow.S == 0) return; /* the verdict says why */
    double there = followed->r[t];
    if (isfinite(there))
        say(part, "There the gradient of the loss at step %d has %s of the size with which it set out.",
            run->wiring.loss_step[run->follow.loss] + 1, three(size, there));
    int next = direction ? t + 1 : t - 1;
    if (next >= 0 && next < T && isfinite(followed->factor[t]) && there > 0)
        say(part, "On the way to step %d the gradient of %s is multiplied by %s in size.", next + 1, run->net.facts->has_c ? "c" : "h",
            three(factor, followed->factor[t]));
}

static void describe_update(Say *part, const Setup *setup, const Run *run, int done) {
    char norm[32], rate[32];
    if (done == 0)
        say(part, "The backward pass is done. Every step has its own share in the gradient of the weights.");
    else
        say(part, "Update of the weights: %s.",
            done == UPDATE_SHARES   ? "the shares of all steps are summed into one gradient"
            : done == UPDATE_CHANGE ? "the optimiser has made the change of each weight"
                                    : "the new weights are ready to be applied");
    say(part, "The gradient over all weights has size %s; the learning rate is %s.", three(norm, run->trace.gradient_norm),
        three(rate, setup_get(setup, KEY_LEARNING_RATE)));
}

/* Of the pass: the steps that are complete. */
static void describe_place(Description *out, const Setup *setup, const Run *run, const UiState *ui) {
    const Cursor *cursor = &ui->cursor;
    const NetSpec *spec = &run->net.spec;
    int layer = ui->layer >= 0 && ui->layer < spec->layers ? ui->layer : spec->layers - 1,
        direction = ui->direction < spec->directions ? ui->direction : 0, T = run->wiring.steps;
    Say part = begin(out);
    switch (cursor->phase) {
    case PHASE_UNROLL:
        if (cursor->step == 0)
            say(&part, "The network is folded: %s.",
                spec->layers * spec->directions == 1 ? "one cell with its loop" : "cells with their loops");
        else
            say(&part, "The network is unrolled: a copy of it for each of the %d step%s, all with the same weights.", T, plural(T));
        break;
    case PHASE_FORWARD: describe_forward(&part, run, &run->trace.lane[layer][direction], direction, cursor->step); break;
    case PHASE_LOSS: describe_loss(&part, run, cursor->step); break;
    case PHASE_BACKWARD: describe_backward(&part, run, ui, layer, direction, cursor->step); break;
    default: describe_update(&part, setup, run, cursor->step); break;
    }
    if (spec->layers > 1 && (cursor->phase == PHASE_FORWARD || cursor->phase == PHASE_BACKWARD))
        say(&part, "These numbers are of layer %d.", layer + 1);
}

static void describe_verdict(Description *out, const Run *run, const UiState *ui) {
    VerdictWords words;
    Say part = begin(out);
    int direction = ui->direction < run->net.spec.directions ? ui->direction : 0;
    verdict_write(&words, NULL, run, direction);
    say(&part, "What became of the gradient: %s", words.head);
    for (int i = 0; i < words.count; i++) say(&part, "| %s", words.line[i]);
    /* "a | b | c" becomes "a; b; c." */
    for (char *at = part.out; (at = strstr(at, " | "));) {
        at[0] = ';';
        memmove(at + 1, at + 2, strlen(at + 2) + 1);
    }
    part.used = (int)strlen(part.out);
    if (part.used < part.size - 1) text_format(part.out + part.used, part.size - part.used, ".");
}

void describe_moment(Description *out, const Setup *setup, const Run *run, const UiState *ui) {
    const TraceFault *fault = &run->trace.fault;
    *out = (Description){.count = 0};
    describe_network(out, setup, run);
    if (fault->found) {
        Say part = begin(out);
        say(&part, "The %s is not finite at step %d: what follows from it is not a number either.", fault->tensor, fault->step + 1);
        return;
    }
    describe_place(out, setup, run, ui);
    describe_verdict(out, run, ui);
}
