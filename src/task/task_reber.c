/* Embedded Reber grammar: predict the next symbol at every step (many-to-many). Seven one-hot symbols in, seven classes out.

   Inner grammar, from B, each branch one half:   0: T>1 P>2    1: S>1 X>3    2: T>2 V>4    3: X>2 S>5    4: P>3 V>5    5: E
   String: B, (T or P), an inner string, the same T or P again, E. Mean length 12.0, least 9, 99 % at most 24. Only the second T or P needs
   long memory (mean lag 9.0, least 6): the score counts how often the right one of the two has the larger output; guessing reaches 50 %. A
   sequence is right if at every step all symbols that may come next have larger outputs than all others. Solved: 256 sequences right
   (Hochreiter & Schmidhuber 1997, experiment 1, has test sets of 256 strings).

   First variant: one string a sequence. Second variant: strings one after another without any reset of the state (Gers,
   Schmidhuber & Cummins 2000, "Learning to forget"); the last is cut off where T ends.

   In the first variant a sequence ends with its string: the rest of T is padding, which enters no loss, gradient or score (trace.h).

   Simplified on purpose: T is fixed. Strings of more than T + 1 symbols are drawn again, so T below 23 makes strings shorter than the
   grammar does. A chain that reads from the end sees the answers: use it forward.
   The baseline is the best answer that knows the present symbol alone: sum of -p ln p(next | symbol), computed exactly. The entropy
   is that of the strings as they are drawn: of the bare grammar 7 ln 2 a string, which is 7 branches in 11 predicted symbols (0.636
   bits each; without resets in 12: 0.583); a T that leaves out the longest strings makes it a little less. */
#include "base/number.h"
#include "task/task_private.h"
#include <math.h>
#include <string.h>

enum { SYMBOLS = 7, LEAST_STRING = 9, STATES = 20, STRING_COUNTED = 200 };
enum { START = 0, OUTER = 1, HALF_FIRST = 2, HALF_STATES = 9 };     /* halves: states 2..10 of T, 11..19 of P */
enum { INNER_START = 0, INNER_FIRST = 1, CLOSING = 7, ENDING = 8 }; /* inside a half */
enum { B, T, P, S, X, V, E };
static const char symbol_name[SYMBOLS + 1] = "BTPSXVE";

typedef struct Arc {
    int symbol, next;
} Arc;

static const Arc inner[5][2] = {{{T, 1}, {P, 2}}, {{S, 1}, {X, 3}}, {{T, 2}, {V, 4}}, {{X, 2}, {S, 5}}, {{P, 3}, {V, 5}}};

/* The symbols that may come in a state and the states that they lead to; START also stands for the end of the string. Returns their number,
   1 or 2; all are equally likely. */
static int find_arcs(Arc arc[2], int state) {
    if (state == START) {
        arc[0] = (Arc){B, OUTER};
        return 1;
    }
    if (state == OUTER) {
        arc[0] = (Arc){T, HALF_FIRST};
        arc[1] = (Arc){P, HALF_FIRST + HALF_STATES};
        return 2;
    }
    int half = (state - HALF_FIRST) / HALF_STATES, place = (state - HALF_FIRST) % HALF_STATES, first = state - place;
    if (place == INNER_START) {
        arc[0] = (Arc){B, first + INNER_FIRST};
    } else if (place == CLOSING) {
        arc[0] = (Arc){half == 0 ? T : P, first + ENDING};
    } else if (place == ENDING) {
        arc[0] = (Arc){E, START};
    } else if (place == INNER_FIRST + 5) {
        arc[0] = (Arc){E, first + CLOSING};
    } else {
        for (int i = 0; i < 2; i++) {
            arc[i] = inner[place - INNER_FIRST][i];
            arc[i].next += first + INNER_FIRST;
        }
        return 2;
    }
    return 1;
}

static bool is_closing(int state) { return state >= HALF_FIRST && (state - HALF_FIRST) % HALF_STATES == CLOSING; }

static bool is_continual(const TaskOptions *options) { return options->variant == 1; }

static unsigned reber_uses(const TaskOptions *options) {
    (void)options;
    return TASK_USES_VARIANT;
}

static int reber_symbols(const TaskOptions *options) {
    (void)options;
    return SYMBOLS;
}

static const char *reber_wiring_label(const TaskOptions *options) { return options->steps == 1 ? "one-to-one" : "many-to-many"; }

static bool reber_wire(Wiring *wiring, const TaskOptions *options, Diag *diag) {
    if (!task_check_steps("The embedded Reber grammar", options->steps, is_continual(options) ? 1 : LEAST_STRING - 1, diag)) return false;
    wiring_init_many_to_many(wiring, options->steps);
    return true;
}

/* --- drawing --- */

/* Writes symbols until the string ends or there are `most`. Returns their number; *state is the state reached. */
static int draw_symbols(unsigned char *symbol, int most, int *state, Random *random) {
    Arc arc[2];
    int count = 0;
    do {
        int arcs = find_arcs(arc, *state);
        Arc taken = arc[arcs == 2 ? random_below(random, 2) : 0];
        symbol[count++] = (unsigned char)taken.symbol;
        *state = taken.next;
    } while (count < most && *state != START);
    return count;
}

static void reber_generate(TaskSequence *out, const TaskOptions *options, Random *random) {
    unsigned char symbol[NET_STEP_MAX + 1];
    int steps = options->steps, count = 0, state = START;
    if (is_continual(options)) {
        while (count < steps + 1) count += draw_symbols(symbol + count, steps + 1 - count, &state, random);
    } else {
        do {
            state = START;
            count = draw_symbols(symbol, steps + 1, &state, random);
        } while (state != START);
    }
    if (count - 1 < steps) out->length = count - 1; /* the last symbol is only predicted */
    for (int t = 0; t < steps; t++) {
        bool inside = t + 1 < count;
        task_write_one_hot(task_input(out, t, SYMBOLS), SYMBOLS, inside ? symbol[t] : -1, options->input_scale);
        *task_target(out, t, 1) = inside ? symbol[t + 1] : E;
    }
}

/* --- baseline and entropy --- */

/* Expected over the steps of a sequence that have an input. */
typedef struct Expected {
    double pair[SYMBOLS * SYMBOLS]; /* how often this symbol is followed by that */
    double nats, predictions;
} Expected;

/* The branch to `next` is taken with probability `way` in this state; `share` is the probability to be there and take it. */
static void expect(Expected *out, int symbol, int next, double share, double way) {
    out->pair[symbol * SYMBOLS + next] += share;
    out->predictions += share;
    if (share > 0.0) out->nats -= share * log(way);
}

/* The pairs of a stream without resets. */
static void expect_stream(Expected *out, int steps) {
    double now[STATES][SYMBOLS] = {{0}}, after[STATES][SYMBOLS]; /* probability of a state with the symbol that led there */
    now[OUTER][B] = 1.0;
    for (int t = 0; t < steps; t++) {
        memset(after, 0, sizeof after);
        for (int state = 0; state < STATES; state++) {
            Arc arc[2];
            int arcs = find_arcs(arc, state);
            for (int c = 0; c < SYMBOLS; c++) {
                double share = now[state][c] / arcs;
                for (int a = 0; a < arcs && share > 0.0; a++) {
                    expect(out, c, arc[a].symbol, share, 1.0 / arcs);
                    after[arc[a].next][arc[a].symbol] += share;
                }
            }
        }
        memcpy(now, after, sizeof now);
    }
}

/* The state of the first half that corresponds to this one: the halves differ only in one symbol. */
enum { ENDS = HALF_FIRST + HALF_STATES };
static int ends_like(int state) { return state < ENDS ? state : state - HALF_STATES; }

/* The pairs of one string of at most `most` symbols: each branch is weighted by the probability of ending in time after it. */
static void expect_string(Expected *out, int most) {
    double ends[STRING_COUNTED + 1][ENDS] = {{0}}; /* ends[r][ends_like(state)]: probability that the string ends within r symbols */
    double now[STATES][SYMBOLS] = {{0}}, after[STATES][SYMBOLS];
    Arc arc[2];
    if (most > STRING_COUNTED) most = STRING_COUNTED; /* longer strings: less than one in 10^12 */
    for (int r = 1; r <= most; r++) {
        for (int state = 0; state < ENDS; state++) {
            int arcs = find_arcs(arc, state);
            for (int a = 0; a < arcs; a++) ends[r][state] += (arc[a].next == START ? 1.0 : ends[r - 1][ends_like(arc[a].next)]) / arcs;
        }
    }
    now[OUTER][B] = 1.0;
    for (int written = 1; written < most; written++) {
        memset(after, 0, sizeof after);
        for (int state = 1; state < STATES; state++) {
            int arcs = find_arcs(arc, state);
            for (int c = 0; c < SYMBOLS; c++) {
                double share = now[state][c] / arcs;
                for (int a = 0; a < arcs && share > 0.0; a++) {
                    double in_time = arc[a].next == START ? 1.0 : ends[most - written - 1][ends_like(arc[a].next)];
                    expect(out, c, arc[a].symbol, share * in_time / ends[most][START],
                           in_time / arcs / ends[most - written][ends_like(state)]);
                    if (arc[a].next != START) after[arc[a].next][arc[a].symbol] += share;
                }
            }
        }
        memcpy(now, after, sizeof now);
    }
}

static Expected expect_sequence(const TaskOptions *options) {
    Expected expected = {.nats = 0.0};
    if (is_continual(options)) {
        expect_stream(&expected, options->steps);
    } else {
        expect_string(&expected, options->steps + 1);
    }
    return expected;
}

static double reber_baseline(const TaskOptions *options) {
    Expected expected = expect_sequence(options);
    return task_pair_cost(expected.pair, SYMBOLS) / expected.predictions;
}

static TaskEntropy reber_entropy(const TaskOptions *options) {
    Expected expected = expect_sequence(options);
    return (TaskEntropy){expected.nats, expected.predictions};
}

/* --- the score --- */

/* True if all symbols that may come have larger outputs than all others. */
static bool ranks_rightly(const double *y, const Arc arc[2], int arcs) {
    for (int i = 0; i < arcs; i++) {
        for (int o = 0; o < SYMBOLS; o++) {
            bool may_come = o == arc[0].symbol || (arcs == 2 && o == arc[1].symbol);
            if (!may_come && !(y[arc[i].symbol] > y[o])) return false;
        }
    }
    return true;
}

static void reber_score(TaskScore *score, const TaskOptions *options, const TaskAnswer *answer) {
    bool right = true;
    int state = OUTER; /* after the first B */
    for (int t = 0; t < options->steps && (state != START || is_continual(options)); t++) {
        ptrdiff_t row = (ptrdiff_t)t * answer->batch + answer->index;
        const double *y = answer->y + row * SYMBOLS;
        int next = (int)answer->target[row];
        Arc arc[2];
        int arcs = find_arcs(arc, state);
        right = right && ranks_rightly(y, arc, arcs);
        if (is_closing(state)) {
            score->asked++;
            score->hit += y[next] > y[next == T ? P : T];
        }
        state = arc[arcs == 2 && next == arc[1].symbol].next;
    }
    score->sequences++;
    score->right += right;
}

/* --- words --- */

static void reber_name(char *out, int size, const TaskOptions *options, int index) {
    (void)options;
    text_format(out, size, "%c", symbol_name[index]);
}

static void reber_describe_input(char *out, int size, const TaskOptions *options, int step, const double *x) {
    int symbol = task_find_largest(x, SYMBOLS);
    char scale[40];
    (void)step;
    task_format_scale(scale, options->input_scale);
    if (!(x[symbol] > 0.0)) {
        text_format(out, size, "no input: the string is over");
    } else {
        text_format(out, size, step == 1 ? "symbol %c%s: it must come again before the end" : "symbol %c%s", symbol_name[symbol], scale);
    }
}

static void reber_describe_output(char *out, int size, const TaskOptions *options, const double *y, const double *prob,
                                  const double *target) {
    (void)options;
    task_describe_symbol(out, size, symbol_name, SYMBOLS, y, prob, target);
}

static void reber_describe_sequence(char *out, int size, const TaskOptions *options, const double *x, const double *target) {
    int last = options->steps - 1;
    (void)target;
    while (last > 0 && !(x[last * SYMBOLS + task_find_largest(x + last * SYMBOLS, SYMBOLS)] > 0.0)) last--;
    if (is_continual(options) || options->steps < 2) {
        text_format(out, size, "Say each next symbol. The second of a string comes again just before its last.");
        return;
    }
    text_format(out, size, "Say each next symbol. The second, %c, must be said again at step %d.",
                symbol_name[task_find_largest(x + SYMBOLS, SYMBOLS)], last);
}

const Task task_reber = {
    .key = task_key_reber,
    .label = task_label_reber,
    .help = "Say the next symbol of a string whose second symbol must come again just before the last.",
    .loss = LOSS_CROSS_ENTROPY,
    .variant_label = {"one string", "without resets"},
    .uses = reber_uses,
    .inputs = reber_symbols,
    .outputs = reber_symbols,
    .wiring_label = reber_wiring_label,
    .wire = reber_wire,
    .generate = reber_generate,
    .baseline = reber_baseline,
    .baseline_label = "one symbol alone",
    .predicts_symbols = true,
    .entropy = reber_entropy,
    .is_right = task_class_is_right,
    .score = reber_score,
    .score_label = "outer symbols right",
    .goal = {{.sequences = 256, .right = 1.0}, {.sequences = 256, .right = 1.0}},
    .name_symbol = reber_name,
    .name_class = reber_name,
    .describe_sequence = reber_describe_sequence,
    .describe_input = reber_describe_input,
    .describe_output = reber_describe_output,
};
