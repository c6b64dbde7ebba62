/* Delayed recall: the network must name the first symbol at the last step; all steps between are distractors (Hochreiter & Schmidhuber
   1997, experiments 2a and 2b, in spirit).

   Scalar form (symbols = 0): x_1 = s * (+1 or -1), then x_t uniform in s * [-noise, +noise], s the input scale; two classes, 0 for -1 and 1
   for +1. Symbol form: m one-hot symbols to remember, and four more that only distract (a, b, c, d), drawn evenly after the first step, as
   the distractors of 2b are; entries are s or 0; m classes. Softmax at the last step, or, with a loss at every step, the same target at
   every step. Both classes and symbols come up equally often, so guessing costs ln m nats.

   Simplified on purpose: the baseline is that of guessing at every step, though at step 1 the answer can still be seen (with
   a loss at every step the best answer without memory costs ln m (T-1)/T). Lengths do not vary as they do in 2c. */
#include "base/number.h"
#include "task/task_private.h"
#include <math.h>

enum { DISTRACTORS = 4 };

static bool is_scalar(const TaskOptions *options) { return options->symbols == 0; }

static unsigned recall_uses(const TaskOptions *options) {
    return TASK_USES_SYMBOLS | TASK_USES_TARGETS | (is_scalar(options) && options->steps > 1 ? TASK_USES_NOISE : 0u);
}

static int recall_inputs(const TaskOptions *options) { return is_scalar(options) ? 1 : options->symbols + DISTRACTORS; }

static int recall_outputs(const TaskOptions *options) { return is_scalar(options) ? 2 : options->symbols; }

static const char *recall_wiring_label(const TaskOptions *options) {
    if (options->steps == 1) return "one-to-one";
    return options->every_step ? "many-to-many" : "many-to-one";
}

static bool recall_wire(Wiring *wiring, const TaskOptions *options, Diag *diag) {
    if (!task_check_steps("Delayed recall", options->steps, 1, diag)) return false;
    if (!task_check_symbols("Delayed recall", options->symbols, "one number, +1 or -1", diag)) return false;
    if (options->every_step) {
        wiring_init_many_to_many(wiring, options->steps);
    } else {
        wiring_init_many_to_one(wiring, options->steps);
    }
    return true;
}

static void recall_generate(TaskSequence *out, const TaskOptions *options, Random *random) {
    int T = options->steps, I = recall_inputs(options);
    int wanted = random_below(random, recall_outputs(options)); /* the class to remember */
    for (int t = 0; t < T; t++) {
        double *x = task_input(out, t, I);
        if (is_scalar(options)) {
            double value = t == 0 ? (wanted ? 1.0 : -1.0) : random_range(random, -options->noise, options->noise);
            x[0] = options->input_scale * value;
        } else {
            int symbol = t == 0 ? wanted : options->symbols + random_below(random, DISTRACTORS);
            task_write_one_hot(x, I, symbol, options->input_scale);
        }
    }
    int K = options->every_step ? T : 1;
    for (int k = 0; k < K; k++) *task_target(out, k, 1) = (double)wanted;
}

static double recall_baseline(const TaskOptions *options) { return log((double)recall_outputs(options)); }

/* A class as people read it: "+1" and "−1", or "symbol 3", counted from 1. */
static void format_class(char *out, int size, const TaskOptions *options, int index) {
    if (is_scalar(options)) {
        text_format(out, size, "%s",
                    index == 1 ? "+1"
                               : "\xE2\x88\x92"
                                 "1");
    } else {
        text_format(out, size, "symbol %d", index + 1);
    }
}

static void recall_name_class(char *out, int size, const TaskOptions *options, int index) {
    if (is_scalar(options)) {
        format_class(out, size, options, index);
    } else {
        text_format(out, size, "%d", index + 1);
    }
}

static void recall_name_symbol(char *out, int size, const TaskOptions *options, int index) {
    if (is_scalar(options)) {
        out[0] = '\0'; /* in the scalar form inputs are numbers */
    } else if (index < options->symbols) {
        text_format(out, size, "%d", index + 1);
    } else {
        text_format(out, size, "%c", "abcd"[(index - options->symbols) & (DISTRACTORS - 1)]);
    }
}

static void recall_describe_input(char *out, int size, const TaskOptions *options, int step, const double *x) {
    char what[32], scale[40];
    task_format_scale(scale, options->input_scale);
    int I = recall_inputs(options), shown = is_scalar(options) ? x[0] > 0.0 : task_find_largest(x, I);
    if (step == 0) {
        format_class(what, sizeof what, options, shown);
        text_format(out, size, "%s%s%s, to be remembered", is_scalar(options) ? "first symbol " : "", what, scale);
    } else if (is_scalar(options)) {
        number_format_short(what, sizeof what, x[0], 3);
        text_format(out, size, "distractor %s, to be ignored", what);
    } else {
        text_format(out, size, "distractor %c%s, to be ignored", "abcd"[(shown - options->symbols) & 3], scale);
    }
}

static void recall_describe_output(char *out, int size, const TaskOptions *options, const double *y, const double *prob,
                                   const double *target) {
    char said[32], wanted[32];
    int count = recall_outputs(options), best = task_find_largest(prob ? prob : y, count);
    int right = (int)target[0] >= 0 && (int)target[0] < count ? (int)target[0] : 0;
    format_class(said, sizeof said, options, best);
    format_class(wanted, sizeof wanted, options, right);
    task_describe_class(out, size, said, wanted, prob ? &prob[best] : NULL, task_class_is_right(y, target, count));
}

static void recall_describe_sequence(char *out, int size, const TaskOptions *options, const double *x, const double *target) {
    char what[48], way[48] = "", number[32];
    int between = options->steps - 1;
    format_class(number, sizeof number, options, (int)target[0]);
    if (!is_scalar(options)) {
        text_format(what, sizeof what, "%s", number);
    } else if (options->input_scale == 1.0) {
        text_format(what, sizeof what, "x₁ = %s", number);
    } else { /* the input is not the number that it stands for */
        number_format_short(number, sizeof number, x[0], 3);
        text_format(what, sizeof what, "the sign of x₁ = %s", number);
    }
    if (between > 0) text_format(way, sizeof way, " through %d distractor%s", between, between == 1 ? "" : "s");
    text_format(out, size, "Remember %s%s and say it %s.", what, way, options->every_step && between > 0 ? "at every step" : "at the end");
}

const Task task_recall = {
    .key = task_key_recall,
    .label = task_label_recall,
    .help = "Remember the first input through distractors and say it, at the end or at every step.",
    .loss = LOSS_CROSS_ENTROPY,
    .uses = recall_uses,
    .inputs = recall_inputs,
    .outputs = recall_outputs,
    .wiring_label = recall_wiring_label,
    .wire = recall_wire,
    .generate = recall_generate,
    .baseline = recall_baseline,
    .baseline_label = "guessing",
    .is_right = task_class_is_right,
    .score_label = "answers right",
    .goal = {{.sequences = 1000, .right = 0.99}},
    .name_symbol = recall_name_symbol,
    .name_class = recall_name_class,
    .describe_sequence = recall_describe_sequence,
    .describe_input = recall_describe_input,
    .describe_output = recall_describe_output,
};
