/* Copy memory (Arjovsky, Shah & Bengio 2016): n symbols, drawn uniformly from m, are shown; then blanks; then a delimiter. From the next
   step on the network must repeat the n symbols in order. With lag L = T - 2n, at least 1:
       step     0 .. n-1     n .. n+L-2     n+L-1        n+L .. T-1
       input    the symbols  blank          delimiter    blank
   One-hot inputs: m symbols, the blank, the delimiter. m + 1 classes: the symbols and the blank. Loss at every step: exactly as in the
   paper, many-to-many; the target is "blank" until the delimiter is past. A network that answers so and then guesses pays n ln m / T nats
   per step; n = 10, m = 8, T = L + 20 are theirs. Loss at the last steps: an encoder and a decoder in one, sequence-to-sequence. Blanks are
   no input at all (x = 0), only the n steps of the answer have a loss, and guessing costs ln m per step. The blank's class is then never
   right.

   symbols is m (0: eight); items is n (0: ten, or a quarter of T where that is fewer). The score counts the n answers only.
   Solved (our measure; none is published): 99 % of them right in 1000 sequences. */
#include "base/number.h"
#include "task/task_private.h"
#include <math.h>

enum { USUAL_SYMBOLS = 8, USUAL_ITEMS = 10, LEAST_STEPS = 3 };

static int count_symbols(const TaskOptions *options) { return options->symbols ? options->symbols : USUAL_SYMBOLS; }

static int count_items(const TaskOptions *options) {
    if (options->items) return options->items;
    int fits = options->steps / 4;
    return fits > USUAL_ITEMS ? USUAL_ITEMS : fits < 1 ? 1 : fits;
}

static unsigned copy_uses(const TaskOptions *options) {
    (void)options;
    return TASK_USES_SYMBOLS | TASK_USES_ITEMS | TASK_USES_TARGETS;
}

static int copy_inputs(const TaskOptions *options) { return count_symbols(options) + 2; }

static int copy_outputs(const TaskOptions *options) { return count_symbols(options) + 1; }

static const char *copy_wiring_label(const TaskOptions *options) { return options->every_step ? "many-to-many" : "sequence-to-sequence"; }

static bool copy_wire(Wiring *wiring, const TaskOptions *options, Diag *diag) {
    int T = options->steps;
    if (!task_check_symbols("Copy memory", options->symbols, "eight", diag) || !task_check_items("Copy memory", options->items, diag)) {
        return false;
    }
    if (options->items == 0 && !task_check_steps("Copy memory", T, LEAST_STEPS, diag)) return false;
    int n = count_items(options);
    char label[48];
    text_format(label, (int)sizeof label, "Copy memory with %d item%s", n, n == 1 ? "" : "s");
    if (!task_check_steps(label, T, 2 * n + 1, diag)) return false;
    if (options->every_step) {
        wiring_init_many_to_many(wiring, T);
        return true;
    }
    task_wire_begin(wiring, T);
    task_wire_inputs(wiring, 0, n);
    task_wire_inputs(wiring, T - n - 1, T - n); /* the delimiter */
    task_wire_losses(wiring, T - n, T);
    return true;
}

static void copy_generate(TaskSequence *out, const TaskOptions *options, Random *random) {
    int T = options->steps, n = count_items(options), m = count_symbols(options), I = m + 2;
    int blank = options->every_step ? m : -1, delimiter = m + 1, shown[TASK_ITEM_MAX];
    for (int i = 0; i < n; i++) shown[i] = random_below(random, m);
    for (int t = 0; t < T; t++) {
        int symbol = t < n ? shown[t] : t == T - n - 1 ? delimiter : blank;
        task_write_one_hot(task_input(out, t, I), I, symbol, options->input_scale);
    }
    int first = options->every_step ? T - n : 0; /* the loss that asks for the first symbol */
    for (int k = 0; k < first; k++) *task_target(out, k, 1) = m;
    for (int i = 0; i < n; i++) *task_target(out, first + i, 1) = shown[i];
}

static double copy_baseline(const TaskOptions *options) {
    double guess = log((double)count_symbols(options));
    return options->every_step ? count_items(options) * guess / options->steps : guess;
}

static void copy_score(TaskScore *score, const TaskOptions *options, const TaskAnswer *answer) {
    int n = count_items(options), O = copy_outputs(options), hit = 0;
    bool right = true;
    for (int k = 0; k < answer->loss_count; k++) {
        ptrdiff_t row = (ptrdiff_t)k * answer->batch + answer->index;
        bool good = task_class_is_right(answer->y + row * O, answer->target + row, O);
        right = right && good;
        hit += good && k >= answer->loss_count - n;
    }
    score->sequences++;
    score->right += right;
    score->asked += n;
    score->hit += hit;
}

/* The symbols themselves are numbers. */
static void copy_name(char *out, int size, const TaskOptions *options, int index) {
    int m = count_symbols(options);
    if (index < m) {
        text_format(out, size, "%d", index + 1);
    } else {
        text_format(out, size, index == m ? "blank" : "go");
    }
}

static void copy_describe_input(char *out, int size, const TaskOptions *options, int step, const double *x) {
    int m = count_symbols(options), n = count_items(options), symbol = task_find_largest(x, m + 2);
    char scale[40];
    task_format_scale(scale, options->input_scale);
    if (step < n) {
        text_format(out, size, "symbol %d%s, to be remembered and said later", symbol + 1, scale);
    } else if (step == options->steps - n - 1) {
        text_format(out, size, "the delimiter%s: from the next step on, say what was shown", scale);
    } else if (options->every_step) {
        text_format(out, size, "blank%s", scale);
    } else {
        text_format(out, size, "no input");
    }
}

static void format_class(char *out, int size, const TaskOptions *options, int index) {
    if (index == count_symbols(options)) {
        text_format(out, size, "blank");
    } else {
        text_format(out, size, "symbol %d", index + 1);
    }
}

static void copy_describe_output(char *out, int size, const TaskOptions *options, const double *y, const double *prob,
                                 const double *target) {
    char said[32], wanted[32];
    int O = copy_outputs(options), best = task_find_largest(prob ? prob : y, O);
    format_class(said, (int)sizeof said, options, best);
    format_class(wanted, (int)sizeof wanted, options, (int)target[0]);
    task_describe_class(out, size, said, wanted, prob ? &prob[best] : NULL, task_class_is_right(y, target, O));
}

enum { LISTED_MOST = 10 };

static void copy_describe_sequence(char *out, int size, const TaskOptions *options, const double *x, const double *target) {
    int n = count_items(options), T = options->steps, first = options->every_step ? T - n : 0;
    char list[64] = "";
    (void)x;
    for (int i = 0, used = 0; i < n && i < LISTED_MOST; i++)
        used += text_format(list + used, (int)sizeof list - used, " %d", (int)target[first + i] + 1);
    text_format(out, size, "Remember the symbol%s%s%s until step %d; then say %s.%s", n == 1 ? "" : "s", list, n > LISTED_MOST ? " …" : "",
                T - n, n == 1 ? "it" : "them in order", options->every_step ? " Until then say blank." : "");
}

const Task task_copy = {
    .key = task_key_copy,
    .label = task_label_copy,
    .help = "Remember the symbols shown first and, after a delimiter, say them in the same order.",
    .loss = LOSS_CROSS_ENTROPY,
    .usual_symbols = USUAL_SYMBOLS,
    .uses = copy_uses,
    .inputs = copy_inputs,
    .outputs = copy_outputs,
    .wiring_label = copy_wiring_label,
    .wire = copy_wire,
    .generate = copy_generate,
    .baseline = copy_baseline,
    .baseline_label = "guessing",
    .is_right = task_class_is_right,
    .score = copy_score,
    .score_label = "symbols right",
    .goal = {{.sequences = 1000, .hit = 0.99}},
    .name_symbol = copy_name,
    .name_class = copy_name,
    .describe_sequence = copy_describe_sequence,
    .describe_input = copy_describe_input,
    .describe_output = copy_describe_output,
};
