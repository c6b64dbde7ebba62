/* a^n X b^n: predict the next symbol at every step (many-to-many) of strings of n times a, one X, n times b, with n uniform in 1..N. Three
   one-hot symbols in, three classes out. The strings follow one another without a gap, so the a of the next string ends a string: only a
   network that has counted the a's knows, after the last b, that no b follows (Wiles & Elman 1995; Rodriguez, Wiles & Elman 1999; Gers &
   Schmidhuber 2001 have single strings with an end symbol instead).

   items is N (0: ten, or as many as fit into T once). Train with ten, then set items to fifteen: the network counts a little further than
   it was trained to, then fails. The score counts strings: a string is correct if, from its X on, every next symbol (with the a that
   follows it) has the largest output. A sequence is right if all its complete strings are correct. Within the a's nobody can know whether a
   or X comes next, so those answers are not scored. Solved (our measure): 99 % of the strings in 1000 sequences are correct. The baseline
   is the best answer that knows the present symbol alone: after a, a or X by their frequency; after X b; after b, b or a; computed exactly.

   Simplified on purpose: the last string is cut off where T ends, and is scored only if it ends before. A chain that reads from the
   end sees the answers: use it forward. */
#include "base/number.h"
#include "task/task_private.h"
#include <math.h>

enum { SYMBOLS = 3, USUAL_ITEMS = 10, LEAST_STEPS = 3 };
enum { A, X, B };
static const char symbol_name[SYMBOLS + 1] = "aXb";

static int count_items(const TaskOptions *options) {
    if (options->items) return options->items;
    int fits = (options->steps - 1) / 2;
    return fits > USUAL_ITEMS ? USUAL_ITEMS : fits < 1 ? 1 : fits;
}

static unsigned anbn_uses(const TaskOptions *options) {
    (void)options;
    return TASK_USES_ITEMS;
}

static int anbn_symbols(const TaskOptions *options) {
    (void)options;
    return SYMBOLS;
}

static const char *anbn_wiring_label(const TaskOptions *options) {
    (void)options;
    return "many-to-many";
}

static bool anbn_wire(Wiring *wiring, const TaskOptions *options, Diag *diag) {
    if (!task_check_items("aⁿXbⁿ", options->items, diag)) return false;
    int n = options->items ? options->items : 1;
    char label[64];
    text_format(label, (int)sizeof label, "aⁿXbⁿ with n up to %d", n);
    if (!task_check_steps(label, options->steps, 2 * n + 1, diag)) return false;
    wiring_init_many_to_many(wiring, options->steps);
    return true;
}

/* The symbol at a place of a string with this n, from 0 to 2n. */
static int symbol_at(int place, int n) { return place < n ? A : place == n ? X : B; }

static void anbn_generate(TaskSequence *out, const TaskOptions *options, Random *random) {
    int most = count_items(options), n = 1 + random_below(random, most), place = 0;
    for (int t = 0; t < options->steps; t++) {
        task_write_one_hot(task_input(out, t, SYMBOLS), SYMBOLS, symbol_at(place, n), options->input_scale);
        if (++place > 2 * n) {
            place = 0;
            n = 1 + random_below(random, most);
        }
        *task_target(out, t, 1) = symbol_at(place, n);
    }
}

/* --- baseline and entropy --- */

static int clamp(int value, int least, int most) { return value < least ? least : value > most ? most : value; }

/* Adds the pairs before T of a string that starts at step t, with this n and this probability. */
static void add_string(double pair[SYMBOLS * SYMBOLS], int n, int left, double probability) {
    pair[A * SYMBOLS + A] += probability * clamp(left, 0, n - 1);
    pair[A * SYMBOLS + X] += probability * clamp(left - (n - 1), 0, 1);
    pair[X * SYMBOLS + B] += probability * clamp(left - n, 0, 1);
    pair[B * SYMBOLS + B] += probability * clamp(left - (n + 1), 0, n - 1);
    pair[B * SYMBOLS + A] += probability * clamp(left - 2 * n, 0, 1);
}

/* Probability that a string starts at each step. */
typedef struct Starts {
    double at[NET_STEP_MAX + 2 * TASK_ITEM_MAX + 2];
} Starts;

static void find_starts(Starts *starts, int most, int T) {
    *starts = (Starts){{1.0}};
    for (int t = 0; t < T; t++) {
        for (int n = 1; n <= most; n++) starts->at[t + 2 * n + 1] += starts->at[t] / most;
    }
}

static double anbn_baseline(const TaskOptions *options) {
    double pair[SYMBOLS * SYMBOLS] = {0};
    Starts starts;
    int most = count_items(options), T = options->steps;
    find_starts(&starts, most, T);
    for (int t = 0; t < T; t++) {
        for (int n = 1; n <= most; n++) add_string(pair, n, T - t, starts.at[t] / most);
    }
    return task_pair_cost(pair, SYMBOLS) / T;
}

/* After the k-th a of a string, X comes in one of the N - k + 1 remaining cases; everything else is certain. */
static TaskEntropy anbn_entropy(const TaskOptions *options) {
    Starts starts;
    int most = count_items(options), T = options->steps;
    double nats = 0.0;
    find_starts(&starts, most, T);
    for (int k = 1; k < most; k++) {
        int left = most - k + 1;
        double x = 1.0 / left, reached = 0.0;
        for (int t = 0; t + k <= T; t++) reached += starts.at[t] * left / most;
        nats -= reached * (x * log(x) + (1.0 - x) * log1p(-x));
    }
    return (TaskEntropy){nats, T};
}

/* --- the score --- */

static void anbn_score(TaskScore *score, const TaskOptions *options, const TaskAnswer *answer) {
    bool right = true, string_right = false;
    for (int t = 0; t < options->steps; t++) {
        ptrdiff_t row = (ptrdiff_t)t * answer->batch + answer->index;
        int symbol = task_find_largest(answer->x + row * SYMBOLS, SYMBOLS), next = (int)answer->target[row];
        if (symbol == A) continue;
        if (symbol == X) string_right = true;
        string_right = string_right && task_class_is_right(answer->y + row * SYMBOLS, answer->target + row, SYMBOLS);
        if (symbol == B && next == A) { /* the string ends here: a network that counted predicts it */
            score->asked++;
            score->hit += string_right;
            right = right && string_right;
        }
    }
    score->sequences++;
    score->right += right;
}

/* --- words --- */

static void anbn_name(char *out, int size, const TaskOptions *options, int index) {
    (void)options;
    text_format(out, size, "%c", symbol_name[index]);
}

static void anbn_describe_input(char *out, int size, const TaskOptions *options, int step, const double *x) {
    static const char *const words[SYMBOLS] = {"one more to count", "from here on b, as often as a came", "one fewer to come"};
    int symbol = task_find_largest(x, SYMBOLS);
    char scale[40];
    (void)step;
    task_format_scale(scale, options->input_scale);
    text_format(out, size, "symbol %c%s: %s", symbol_name[symbol], scale, words[symbol]);
}

static void anbn_describe_output(char *out, int size, const TaskOptions *options, const double *y, const double *prob,
                                 const double *target) {
    (void)options;
    task_describe_symbol(out, size, symbol_name, SYMBOLS, y, prob, target);
}

static void anbn_describe_sequence(char *out, int size, const TaskOptions *options, const double *x, const double *target) {
    int count = 0;
    (void)target;
    while (count < options->steps && task_find_largest(x + count * SYMBOLS, SYMBOLS) == A) count++;
    if (count >= options->steps) {
        text_format(out, size, "Say each next symbol: after X as many b as there were a.");
    } else {
        text_format(out, size, "Say each next symbol: after X as many b as there were a, at first %d.", count);
    }
}

const Task task_anbn = {
    .key = task_key_anbn,
    .label = task_label_anbn,
    .help = "Say the next symbol: after X as many b as there were a. The network has to count.",
    .loss = LOSS_CROSS_ENTROPY,
    .uses = anbn_uses,
    .inputs = anbn_symbols,
    .outputs = anbn_symbols,
    .wiring_label = anbn_wiring_label,
    .wire = anbn_wire,
    .generate = anbn_generate,
    .baseline = anbn_baseline,
    .baseline_label = "one symbol alone",
    .predicts_symbols = true,
    .entropy = anbn_entropy,
    .is_right = task_class_is_right,
    .score = anbn_score,
    .score_label = "strings counted right",
    .goal = {{.sequences = 1000, .hit = 0.99}},
    .name_symbol = anbn_name,
    .name_class = anbn_name,
    .describe_sequence = anbn_describe_sequence,
    .describe_input = anbn_describe_input,
    .describe_output = anbn_describe_output,
};
