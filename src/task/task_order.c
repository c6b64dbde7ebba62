/* Temporal order (Pascanu, Mikolov & Bengio 2013, after Hochreiter & Schmidhuber 1997, experiment 6a): of six one-hot symbols, A and B
   carry information and a, b, c, d are distractors. One informative symbol stands at a step in [0.1 T, 0.2 T), one in [0.5 T, 0.6 T), both
   uniform, steps counted from 0; all other steps are uniformly drawn distractors. The question is which two came, in which order. Four
   classes (AA, AB, BA, BB) by softmax at the last step, many-to-one. All are equally likely: guessing costs ln 4. Solved when under 1 % of
   10,000 sequences are answered wrong.

   Simplified on purpose: every sequence has the length T, and there are no symbols for beginning and end (1997 has both, and
   lengths from 100 to 110). */
#include "base/number.h"
#include "task/task_private.h"
#include <math.h>

enum { INFORMATIVE = 2, SYMBOLS = 6, CLASSES = 4, LEAST_STEPS = 10 };
static const char symbol_name[SYMBOLS + 1] = "ABabcd";

static unsigned order_uses(const TaskOptions *options) {
    (void)options;
    return 0;
}

static int order_inputs(const TaskOptions *options) {
    (void)options;
    return SYMBOLS;
}

static int order_outputs(const TaskOptions *options) {
    (void)options;
    return CLASSES;
}

static const char *order_wiring_label(const TaskOptions *options) {
    (void)options;
    return "many-to-one";
}

static bool order_wire(Wiring *wiring, const TaskOptions *options, Diag *diag) {
    if (!task_check_steps("Temporal order", options->steps, LEAST_STEPS, diag)) return false;
    wiring_init_many_to_one(wiring, options->steps);
    return true;
}

/* A step t with tenths/10 T <= t < (tenths + 1)/10 T, in whole numbers. */
static int draw_place(int steps, int tenths, Random *random) {
    int from = (tenths * steps + 9) / 10, to = ((tenths + 1) * steps + 9) / 10;
    return from + random_below(random, to - from);
}

static void order_generate(TaskSequence *out, const TaskOptions *options, Random *random) {
    int T = options->steps, place[2], which[2];
    for (int i = 0; i < 2; i++) {
        place[i] = draw_place(T, i == 0 ? 1 : 5, random);
        which[i] = random_below(random, INFORMATIVE);
    }
    for (int t = 0; t < T; t++) {
        int symbol = t == place[0] ? which[0] : t == place[1] ? which[1] : INFORMATIVE + random_below(random, SYMBOLS - INFORMATIVE);
        task_write_one_hot(task_input(out, t, SYMBOLS), SYMBOLS, symbol, options->input_scale);
    }
    *task_target(out, 0, 1) = 2.0 * which[0] + which[1];
}

static double order_baseline(const TaskOptions *options) {
    (void)options;
    return log((double)CLASSES);
}

static void order_name_symbol(char *out, int size, const TaskOptions *options, int index) {
    (void)options;
    text_format(out, size, "%c", symbol_name[index]);
}

static void order_name_class(char *out, int size, const TaskOptions *options, int index) {
    (void)options;
    text_format(out, size, "%c%c", symbol_name[index / INFORMATIVE], symbol_name[index % INFORMATIVE]);
}

static void order_describe_input(char *out, int size, const TaskOptions *options, int step, const double *x) {
    char scale[40];
    int symbol = task_find_largest(x, SYMBOLS);
    (void)step;
    task_format_scale(scale, options->input_scale);
    text_format(out, size, symbol < INFORMATIVE ? "symbol %c%s, to be remembered" : "distractor %c%s, to be ignored", symbol_name[symbol],
                scale);
}

static void order_describe_output(char *out, int size, const TaskOptions *options, const double *y, const double *prob,
                                  const double *target) {
    static const char *const name[CLASSES] = {"A then A", "A then B", "B then A", "B then B"};
    int best = task_find_largest(prob ? prob : y, CLASSES);
    (void)options;
    task_describe_class(out, size, name[best], name[(int)target[0] & 3], prob ? &prob[best] : NULL,
                        task_class_is_right(y, target, CLASSES));
}

static void order_describe_sequence(char *out, int size, const TaskOptions *options, const double *x, const double *target) {
    int step[2] = {0, 0}, found = 0, answer = (int)target[0] & 3;
    for (int t = 0; t < options->steps && found < 2; t++)
        if (task_find_largest(x + t * SYMBOLS, SYMBOLS) < INFORMATIVE) step[found++] = t + 1;
    char first = symbol_name[answer / INFORMATIVE], second = symbol_name[answer % INFORMATIVE];
    text_format(out, size, "At the end say %c (step %d) and %c (step %d) in their order: %c%c.", first, step[0], second, step[1], first,
                second);
}

const Task task_order = {
    .key = task_key_order,
    .label = task_label_order,
    .help = "Remember two symbols among many distractors and say at the end which they were, in order.",
    .loss = LOSS_CROSS_ENTROPY,
    .uses = order_uses,
    .inputs = order_inputs,
    .outputs = order_outputs,
    .wiring_label = order_wiring_label,
    .wire = order_wire,
    .generate = order_generate,
    .baseline = order_baseline,
    .baseline_label = "guessing",
    .is_right = task_class_is_right,
    .score_label = "answers right",
    .goal = {{.sequences = 10000, .right = 0.99}},
    .name_symbol = order_name_symbol,
    .name_class = order_name_class,
    .describe_sequence = order_describe_sequence,
    .describe_input = order_describe_input,
    .describe_output = order_describe_output,
};
