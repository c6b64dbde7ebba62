/* See verdict.h. Every sentence is about the numbers of this loss, on this sequence, with these weights; none claims what the network
   remembers or can learn. */
#include "view/panel/verdict.h"
#include "base/number.h"
#include "view/stage/stage_layout.h"
#include <math.h>

static char *next_line(VerdictWords *words) { return words->line[words->count < VERDICT_LINES ? words->count++ : VERDICT_LINES - 1]; }

void verdict_size_text(char *out, int size, double log10_value) {
    if (log10_value == -INFINITY) {
        text_format(out, size, "0");
    } else if (fabs(log10_value) < 300) {
        number_format_short(out, size, pow(10, log10_value), 2);
    } else {
        stage_power_text(out, size, (int)fmax(fmin(round(log10_value), 999999), -999999));
    }
}

static const VerdictTone tones[FOLLOW_WORD_COUNT] = {
    [FOLLOW_NOT_FINITE] = VERDICT_BAD, [FOLLOW_NO_ERROR] = VERDICT_PLAIN, [FOLLOW_NO_ARROW] = VERDICT_PLAIN,
    [FOLLOW_STOPS] = VERDICT_WARN,     [FOLLOW_VANISHED] = VERDICT_BAD,   [FOLLOW_WEAKENED] = VERDICT_WARN,
    [FOLLOW_CARRIED] = VERDICT_GOOD,   [FOLLOW_GROWN] = VERDICT_WARN,     [FOLLOW_EXPLODING] = VERDICT_BAD};

/* " of the reverse chain", " of the top layer's c": what is meant where there are several. */
static void chain_text(char *out, int size, const Strings *strings, const Run *run, int direction) {
    const NetSpec *spec = &run->net.spec;
    const char *layer = spec->layers > 1 ? tr(strings, STRING_VERDICT_LAYER) : "", *way = spec->directions < 2 ? ""
                                                                                          : direction ? tr(strings, STRING_VERDICT_REVERSE)
                                                                                                      : tr(strings, STRING_VERDICT_FORWARD);
    char number[16] = "";
    if (spec->layers > 1) text_format(number, (int)sizeof number, "%d", spec->layers);
    text_format(out, size, *layer || *way ? " (%s%s%s%s)" : "%s%s%s%s", layer, number, *layer && *way ? ", " : "", way);
}

static void write_fault(VerdictWords *words, const Strings *strings, const Run *run) {
    const TraceFault *fault = &run->trace.fault;
    char place[64];
    view_write_fault_place(place, (int)sizeof place, strings, run);
    text_format(words->head, (int)sizeof words->head, tr(strings, STRING_VERDICT_NOT_FINITE));
    if (fault->found)
        text_format(next_line(words), VERDICT_LINE_SIZE, tr(strings, STRING_VERDICT_FIRST_FAULT), tr_name(strings, fault->tensor), place,
                    fault->is_nan ? tr(strings, STRING_VERDICT_NAN) : tr(strings, STRING_VERDICT_INFINITY));
    else
        text_format(next_line(words), VERDICT_LINE_SIZE, tr(strings, STRING_VERDICT_OUTGREW));
}

static void write_way(VerdictWords *words, const Strings *strings, const Run *run, int direction, const FollowVerdict *verdict) {
    const FollowLane *lane = &run->follow.lane[run->net.spec.layers - 1][direction];
    char number[32], chain[48];
    const char *state = lane->r_c ? tr(strings, STRING_VERDICT_C_OF) : "";
    verdict_size_text(number, (int)sizeof number, verdict->log10_ratio);
    chain_text(chain, (int)sizeof chain, strings, run, direction);
    text_format(words->number, (int)sizeof words->number, "%s", number);
    text_format(words->head, (int)sizeof words->head, "%s: %s", number, tr_name(strings, follow_word_name(verdict->word)));
    text_format(next_line(words), VERDICT_LINE_SIZE, tr(strings, STRING_VERDICT_ARRIVES), run->wiring.loss_step[run->follow.loss] + 1,
                state, lane->far + 1, chain);
    if (isfinite(verdict->mean_factor)) {
        number_format_short(number, (int)sizeof number, verdict->mean_factor, 3); /* 0.994 an arrow is not 1.0 */
        text_format(next_line(words), VERDICT_LINE_SIZE, tr_count(strings, verdict->arrows, STRING_VERDICT_MEAN_ONE, STRING_VERDICT_MEAN),
                    number, verdict->arrows);
    }
    if (run->wiring.head_reads_final && !direction && trace_is_padding(&run->trace, run->wiring.steps - 1, 0))
        text_format(next_line(words), VERDICT_LINE_SIZE, tr(strings, STRING_VERDICT_HELD), lane->start + 1, run->wiring.steps);
    double before = verdict->log10_ratio - verdict->log10_kept;
    if (isfinite(lane->into_c) && verdict->log10_ratio < -1 && verdict->log10_kept >= -1 && before < verdict->log10_kept) {
        char into[32];
        verdict_size_text(number, (int)sizeof number, verdict->log10_kept);
        number_format_short(into, (int)sizeof into, lane->into_c, 2);
        text_format(next_line(words), VERDICT_LINE_SIZE, tr(strings, STRING_VERDICT_KEPT), into, lane->start + 1, number);
    }
    if (verdict->turn_step >= 0) {
        verdict_size_text(number, (int)sizeof number, verdict->log10_turn);
        text_format(next_line(words), VERDICT_LINE_SIZE, tr(strings, STRING_VERDICT_TURN), number, verdict->turn_step + 1);
    }
    int window = run->truncated.block ? run->truncated.window : 0; /* the loss at step s sees the steps less than that away */
    if (window > 0 && verdict->arrows >= window)
        text_format(next_line(words), VERDICT_LINE_SIZE, tr_count(strings, window, STRING_VERDICT_EXACT_ONE, STRING_VERDICT_EXACT), window);
}

/* A small error makes small gradients, whatever the arrows do. */
static void write_little(VerdictWords *words, const Strings *strings, const Run *run) {
    char now[32], first[32];
    if (!run_has_little_left(run)) return;
    number_format_short(now, (int)sizeof now, run->follow.S, 2);
    number_format_short(first, (int)sizeof first, run->first_set_out, 2);
    text_format(next_line(words), VERDICT_LINE_SIZE, tr(strings, STRING_VERDICT_LITTLE_LEFT), now, first);
}

void verdict_write(VerdictWords *words, const Strings *strings, const Run *run, int direction) {
    FollowVerdict verdict = follow_judge(&run->follow, direction);
    int step = run->wiring.loss_step[run->follow.loss] + 1;
    *words = (VerdictWords){.tone = tones[verdict.word]};
    switch (verdict.word) {
    case FOLLOW_NOT_FINITE: write_fault(words, strings, run); return;
    case FOLLOW_NO_ERROR:
        text_format(words->head, (int)sizeof words->head, tr(strings, STRING_VERDICT_NO_ERROR));
        text_format(next_line(words), VERDICT_LINE_SIZE, tr(strings, STRING_VERDICT_NO_ERROR_LINE), step);
        return;
    case FOLLOW_NO_ARROW:
        text_format(words->head, (int)sizeof words->head, tr(strings, STRING_VERDICT_NO_ARROW));
        text_format(next_line(words), VERDICT_LINE_SIZE, tr(strings, STRING_VERDICT_NO_ARROW_LINE), step);
        return;
    case FOLLOW_STOPS:
        text_format(words->head, (int)sizeof words->head, tr(strings, STRING_VERDICT_STOPS), verdict.stopped + 1);
        text_format(next_line(words), VERDICT_LINE_SIZE, tr(strings, STRING_VERDICT_STOPS_LINE));
        break;
    default: write_way(words, strings, run, direction, &verdict);
    }
    write_little(words, strings, run);
}
