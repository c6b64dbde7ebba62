/* See describe.h. If a number is not finite, the text only says that; of a step after a sequence's end it says nothing. */
#include "view/describe.h"
#include "base/number.h"
#include "engine/cell/facts.h"
#include "view/panel/verdict.h"
#include "view/view.h"
#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <string.h>

typedef struct Say {
    const Strings *strings;
    char *out;
    int size, used;
} Say;

/* One sentence more; the format is a text of the interface. */
static void say(Say *say, StringId id, ...) {
    va_list arguments;
    if (say->used > 0 && say->used < say->size - 1) say->out[say->used++] = ' ';
    va_start(arguments, id);
    say->used += text_format_list(say->out + say->used, say->size - say->used, tr(say->strings, id), arguments);
    va_end(arguments);
}

static Say begin(Description *out, const Strings *strings) {
    Say part = {strings, out->part[out->count], (int)sizeof out->part[0], 0};
    part.out[0] = '\0';
    out->count++;
    return part;
}

static const char *three(char out[32], double value) {
    number_format_short(out, 32, value, 3);
    return out;
}

/* "Delayed recall" inside an English sentence; names of two capitals stay. */
static void task_words(char *out, int size, const Setup *setup, const Strings *strings) {
    const char *label = setup_task(setup)->label, *name = tr_name(strings, label);
    text_format(out, size, "%s", name);
    if (name == label && out[0] >= 'A' && out[0] <= 'Z' && out[1] >= 'a' && out[1] <= 'z') out[0] = (char)(out[0] - 'A' + 'a');
}

static void describe_network(Description *out, const Setup *setup, const Run *run, const Strings *strings) {
    const NetSpec *spec = &run->net.spec;
    char cell[32], task[64], loss[32], units[64], layers[64] = "", steps[64], updates[64];
    Say part = begin(out, strings);
    setup_choice(cell, (int)sizeof cell, KEY_CELL, setup_get_int(setup, KEY_CELL), true);
    task_words(task, (int)sizeof task, setup, strings);
    text_format(units, (int)sizeof units, tr_count(strings, spec->hidden, STRING_DESCRIBE_UNIT, STRING_DESCRIBE_UNITS), spec->hidden);
    text_format(steps, (int)sizeof steps, tr_count(strings, run->wiring.steps, STRING_DESCRIBE_STEP, STRING_DESCRIBE_STEPS),
                run->wiring.steps);
    text_format(updates, (int)sizeof updates, tr_count(strings, run->update, STRING_DESCRIBE_UPDATE, STRING_DESCRIBE_UPDATES),
                COUNT_TEXT(run->update));
    if (spec->layers > 1) text_format(layers, (int)sizeof layers, tr(strings, STRING_DESCRIBE_LAYERS), spec->layers);
    say(&part, STRING_DESCRIBE_NETWORK, cell, units, layers, spec->directions > 1 ? tr(strings, STRING_DESCRIBE_BOTH) : "", steps, task,
        updates, three(loss, run->trace.loss));
    if (run->hold_count > 0) say(&part, run->hold_count == 1 ? STRING_DESCRIBE_HELD_ONE : STRING_DESCRIBE_HELD, run->hold_count);
}

/* The gates of a step, averaged over units. */
static void say_gates(Say *part, const Run *run, const TraceLane *lane, int t) {
    const CellFacts *facts = run->net.facts;
    char mean[32];
    for (int q = 0; q < run->net.gates && !facts->is_plain; q++) {
        double value = lane->gate_mean[(long)t * run->net.gates + q];
        if (isfinite(value)) say(part, STRING_DESCRIBE_GATE, tr_name(part->strings, facts->gate[q].name), three(mean, value));
    }
}

static void say_state(Say *part, const Run *run, const TraceLane *lane, int direction, int t, int done) {
    char now[32], before[32];
    int T = run->wiring.steps, last = direction ? t + 1 : t - 1;
    double norm = lane->h_norm[t];
    if (done < 2 || last < 0 || last >= T) {
        say(part, STRING_DESCRIBE_STATE, three(now, norm));
        return;
    }
    three(now, norm);
    three(before, lane->h_norm[last]);
    say(part,
        strcmp(now, before) == 0    ? STRING_DESCRIBE_STATE_SAME
        : norm > lane->h_norm[last] ? STRING_DESCRIBE_STATE_LARGER
                                    : STRING_DESCRIBE_STATE_SMALLER,
        now, before, last + 1);
}

/* Which of two chains the numbers are of. */
static const char *way_words(const Say *part, const Run *run, int direction) {
    if (run->net.spec.directions < 2) return "";
    return tr(part->strings, direction ? STRING_DESCRIBE_REVERSE : STRING_DESCRIBE_FORWARD_WAY);
}

static void describe_forward(Say *part, const Run *run, const TraceLane *lane, int direction, int done) {
    int T = run->wiring.steps;
    if (done <= 0) {
        say(part, STRING_DESCRIBE_FORWARD_NONE);
        return;
    }
    int t = timeline_position(PHASE_FORWARD, direction, done - 1, T);
    say(part, T == 1 ? STRING_DESCRIBE_FORWARD_ONE : STRING_DESCRIBE_FORWARD, done, T, way_words(part, run, direction));
    if (trace_is_padding(&run->trace, t, 0)) {
        say(part, STRING_DESCRIBE_PADDING, t + 1);
        return;
    }
    say(part, STRING_DESCRIBE_COMPUTED, t + 1);
    say_state(part, run, lane, direction, t, done);
    say_gates(part, run, lane, t);
}

static void describe_loss(Say *part, const Run *run, int done) {
    const Trace *trace = &run->trace;
    int counted = trace_count_losses(trace, 0); /* none in padding */
    char number[32];
    if (done <= 0) {
        say(part, STRING_DESCRIBE_LOSS_NONE);
        return;
    }
    int k = done < counted ? done - 1 : counted - 1;
    say(part, STRING_DESCRIBE_LOSS, k + 1, counted);
    if (k < 0) return;
    say(part, STRING_DESCRIBE_LOSS_AT, run->wiring.loss_step[k] + 1, three(number, trace->loss_raw[(long)k * trace->batch]));
    if (counted > 1) say(part, run->wiring.sum_losses ? STRING_DESCRIBE_LOSS_SUM : STRING_DESCRIBE_LOSS_MEAN, three(number, trace->loss));
}

static void describe_backward(Say *part, const Run *run, const UiState *ui, int layer, int direction, int done) {
    int T = run->wiring.steps;
    const TraceLane *lane = &run->trace.lane[layer][direction];
    const FollowLane *followed = &run->follow.lane[layer][direction];
    char size[32], factor[32];
    if (done <= 0) {
        say(part, STRING_DESCRIBE_BACKWARD_NONE);
        return;
    }
    int t = timeline_position(PHASE_BACKWARD, direction, done - 1, T);
    say(part, T == 1 ? STRING_DESCRIBE_BACKWARD_ONE : STRING_DESCRIBE_BACKWARD, done, T, way_words(part, run, direction), t + 1);
    if (ui->follow == FOLLOW_ALL) {
        say(part, STRING_DESCRIBE_GRADIENT_ALL, three(size, lane->dh_norm[t]));
        return;
    }
    if (!run->follow.is_finite || run->follow.S == 0) return; /* the verdict says why */
    double there = followed->r[t];
    char at_c[32];
    if (isfinite(there) && followed->r_c)
        say(part, STRING_DESCRIBE_GRADIENT_C, run->wiring.loss_step[run->follow.loss] + 1, three(at_c, followed->r_c[t]),
            three(size, there));
    else if (isfinite(there))
        say(part, STRING_DESCRIBE_GRADIENT, run->wiring.loss_step[run->follow.loss] + 1, three(size, there));
    int next = direction ? t + 1 : t - 1;
    if (next >= 0 && next < T && isfinite(followed->factor[t]) && there > 0)
        say(part, STRING_DESCRIBE_ON_THE_WAY, next + 1, run->net.facts->has_c ? "c" : "h", three(factor, followed->factor[t]));
}

static void describe_update(Say *part, const Setup *setup, const Run *run, int done) {
    char norm[32], rate[32];
    say(part, done == 0               ? STRING_DESCRIBE_BACKWARD_DONE
              : done == UPDATE_SHARES ? STRING_DESCRIBE_UPDATE_SHARES
              : done == UPDATE_CHANGE ? STRING_DESCRIBE_UPDATE_CHANGE
                                      : STRING_DESCRIBE_UPDATE_READY);
    /* An update lets go of what is held, and its rate may have been halved since it was set. */
    say(part, STRING_DESCRIBE_NORM, three(norm, run_own_trace(run)->gradient_norm),
        three(rate, setup_optimizer_plan(setup, run->update).rate));
}

/* The completed steps of the pass. */
static void describe_place(Description *out, const Setup *setup, const Run *run, const UiState *ui, const Strings *strings) {
    const Cursor *cursor = &ui->cursor;
    const NetSpec *spec = &run->net.spec;
    int layer = ui->layer >= 0 && ui->layer < spec->layers ? ui->layer : spec->layers - 1,
        direction = ui->direction < spec->directions ? ui->direction : 0, T = run->wiring.steps;
    Say part = begin(out, strings);
    switch (cursor->phase) {
    case PHASE_UNROLL:
        if (cursor->step == 0)
            say(&part, spec->layers * spec->directions == 1 ? STRING_DESCRIBE_FOLDED : STRING_DESCRIBE_FOLDED_CELLS);
        else
            say(&part, T == 1 ? STRING_DESCRIBE_UNROLLED_ONE : STRING_DESCRIBE_UNROLLED, T);
        break;
    case PHASE_FORWARD: describe_forward(&part, run, &run->trace.lane[layer][direction], direction, cursor->step); break;
    case PHASE_LOSS: describe_loss(&part, run, cursor->step); break;
    case PHASE_BACKWARD: describe_backward(&part, run, ui, layer, direction, cursor->step); break;
    default: describe_update(&part, setup, run, cursor->step); break;
    }
    if (spec->layers > 1 && (cursor->phase == PHASE_FORWARD || cursor->phase == PHASE_BACKWARD))
        say(&part, STRING_DESCRIBE_OF_LAYER, layer + 1);
}

static void describe_verdict(Description *out, const Run *run, const UiState *ui, const Strings *strings) {
    VerdictWords words;
    Say part = begin(out, strings);
    int direction = ui->direction < run->net.spec.directions ? ui->direction : 0;
    verdict_write(&words, strings, run, direction);
    int shown = 0;
    if (words.number[0]) { /* "1.1e-6: vanished | of what set out ..." is heard as "vanished; 1.1e-6 of what set out ..." */
        say(&part, STRING_DESCRIBE_VERDICT, words.head + strlen(words.number) + 2);
        part.used += text_format(part.out + part.used, part.size - part.used, " | %s %s", words.number, words.line[shown++]);
    } else
        say(&part, STRING_DESCRIBE_VERDICT, words.head);
    for (; shown < words.count; shown++) part.used += text_format(part.out + part.used, part.size - part.used, " | %s", words.line[shown]);
    /* "a | b | C. | d" becomes "a; b. C; d." */
    for (char *at = part.out; (at = strstr(at, " | "));) {
        if (at > part.out && at[-1] == '.') {
            memmove(at - 1, at, strlen(at) + 1);
            at--;
        }
        at[0] = isupper((unsigned char)at[3]) ? '.' : ';';
        memmove(at + 1, at + 2, strlen(at + 2) + 1);
    }
    part.used = (int)strlen(part.out);
    bool has_end = part.used > 0 && part.out[part.used - 1] == '.';
    if (!has_end && part.used < part.size - 1) text_format(part.out + part.used, part.size - part.used, ".");
}

void describe_moment(Description *out, const Setup *setup, const Run *run, const UiState *ui, const Strings *strings) {
    const TraceFault *fault = &run->trace.fault;
    *out = (Description){.count = 0};
    describe_network(out, setup, run, strings);
    if (fault->found) {
        char place[64];
        view_write_fault_place(place, (int)sizeof place, strings, run);
        Say part = begin(out, strings);
        say(&part, STRING_DESCRIBE_NOT_FINITE, tr_name(strings, fault->tensor), place);
        return;
    }
    describe_place(out, setup, run, ui, strings);
    describe_verdict(out, run, ui, strings);
}
