/* Delayed recall: the first symbol must be named at the last step; what lies between are distractors (Hochreiter & Schmidhuber
   1997, experiments 2a and 2b, in spirit).

   Scalar form (symbols = 0): x_1 = s * (+1 or -1), then x_t uniform in s * [-noise, +noise], s the input scale; two classes,
   0 for -1 and 1 for +1. Symbol form: m one-hot symbols to remember, and four more that only distract (a, b, c, d), drawn
   evenly after the first step, as the distractors of 2b are; entries are s or 0; m classes.
   Softmax at the last step, or, where a loss at every step is asked for, the same question at every step. Both classes and
   symbols come up equally often, so guessing costs ln m nats.

   Simplified on purpose: the baseline is that of guessing at every step, though at step 1 the answer can still be seen (with
   a loss at every step the best answer without memory costs ln m (T-1)/T). Lengths do not vary as they do in 2c. */
#include "base/number.h"
#include "task/task_private.h"
#include <math.h>

enum { DISTRACTORS = 4, SYMBOL_MAX = 16 };

static bool is_scalar(const TaskOptions *options) { return options->symbols == 0; }

static int recall_inputs(const TaskOptions *options) { return is_scalar(options) ? 1 : options->symbols + DISTRACTORS; }

static int recall_outputs(const TaskOptions *options) { return is_scalar(options) ? 2 : options->symbols; }

static const char *recall_wiring_label(const TaskOptions *options) {
    if (options->steps == 1) return "one-to-one";
    return options->every_step ? "many-to-many" : "many-to-one";
}

static bool recall_wire(Wiring *wiring, const TaskOptions *options, Diag *diag) {
    if (options->steps < 1 || options->steps > NET_STEP_MAX) {
        return diag_fail(diag, "Delayed recall cannot have %d time steps; 1 to %d are possible.", options->steps, NET_STEP_MAX);
    }
    if (options->symbols != 0 && (options->symbols < 2 || options->symbols > SYMBOL_MAX)) {
        return diag_fail(diag, "Delayed recall cannot have %d symbols; 0 (one number, +1 or -1) or 2 to %d are possible.", options->symbols,
                         SYMBOL_MAX);
    }
    if (options->every_step) {
        wiring_init_many_to_many(wiring, options->steps);
    } else {
        wiring_init_many_to_one(wiring, options->steps);
    }
    return true;
}

static void recall_generate(TaskSequence *out, const TaskOptions *options, Random *random) {
    int T = options->steps, B = out->batch, I = recall_inputs(options);
    int wanted = random_below(random, recall_outputs(options)); /* the class to remember */
    for (int t = 0; t < T; t++) {
        double *x = out->x + ((ptrdiff_t)t * B + out->index) * I; /* (I) */
        if (is_scalar(options)) {
            double value = t == 0 ? (wanted ? 1.0 : -1.0) : random_range(random, -options->noise, options->noise);
            x[0] = options->input_scale * value;
        } else {
            int symbol = t == 0 ? wanted : options->symbols + random_below(random, DISTRACTORS);
            for (int i = 0; i < I; i++) x[i] = i == symbol ? options->input_scale : 0.0;
        }
    }
    int K = options->every_step ? T : 1;
    for (int k = 0; k < K; k++) out->target[(ptrdiff_t)k * B + out->index] = (double)wanted;
}

static double recall_baseline(const TaskOptions *options) { return log((double)recall_outputs(options)); }

static int find_largest(const double *value, int count) {
    int largest = 0;
    for (int i = 1; i < count; i++) {
        if (value[i] > value[largest]) largest = i;
    }
    return largest;
}

static bool recall_is_right(const double *y, const double *target, int outputs) {
    int said = find_largest(y, outputs);
    for (int i = 0; i < outputs; i++) {
        if (i != said && !(y[i] < y[said])) return false; /* a tie or a NaN is no answer */
    }
    return said == (int)target[0];
}

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

static void recall_describe_input(char *out, int size, const TaskOptions *options, int step, const double *x) {
    char what[32], scale[40] = "";
    if (options->input_scale != 1.0) {
        char number[32];
        number_format_short(number, sizeof number, options->input_scale, 3);
        text_format(scale, sizeof scale, " \xC3\x97 %s", number);
    }
    int I = recall_inputs(options), shown = is_scalar(options) ? x[0] > 0.0 : find_largest(x, I);
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
    int count = recall_outputs(options), best = find_largest(prob ? prob : y, count);
    int right = (int)target[0] >= 0 && (int)target[0] < count ? (int)target[0] : 0;
    format_class(said, sizeof said, options, best);
    format_class(wanted, sizeof wanted, options, right);
    const char *verdict = recall_is_right(y, target, count) ? "right" : "wrong";
    if (prob) {
        text_format(out, size, "says %s with probability %.2f; %s is asked for: %s", said, prob[best], wanted, verdict);
    } else {
        text_format(out, size, "says %s; %s is asked for: %s", said, wanted, verdict);
    }
}

const Task task_recall = {
    .key = "recall",
    .label = "Delayed recall",
    .help = "The first symbol must be named at the end; what lies between distracts.",
    .loss = LOSS_CROSS_ENTROPY,
    .inputs = recall_inputs,
    .outputs = recall_outputs,
    .wiring_label = recall_wiring_label,
    .wire = recall_wire,
    .generate = recall_generate,
    .baseline = recall_baseline,
    .baseline_label = "guessing",
    .is_right = recall_is_right,
    .describe_input = recall_describe_input,
    .describe_output = recall_describe_output,
};
