/* The latch, or two-sequence problem (Bengio, Simard & Frasconi 1994; here as Hochreiter & Schmidhuber 1997, experiment 3a): the first N
   values are all +1 or all -1, both equally likely; what follows is noise, normal with mean 0 and standard deviation `noise` (1997:
   variance 0.2, which is a deviation of 0.447). At the last step the target is 1 for +1 and 0 for -1; one output, mean squared error,
   many-to-one. The best constant answer is 0.5 with an error of 1/4. Right is an error below 0.2; solved when 256 sequences in a row are
   right. With a loss at every step, each step has the same target. items is N (0: three, or T where that is fewer).

   One unit is enough: h -> tanh(w h + b) has two stable points when w > 1.
   Simplified on purpose: every sequence has the length T (1997: T to 1.1 T), and the output is linear, not a sigmoid. */
#include "base/number.h"
#include "task/task_private.h"
#include <math.h>

enum { USUAL_ITEMS = 3 };
static const double tolerance = 0.2;

static int count_items(const TaskOptions *options) {
    if (options->items) return options->items;
    return options->steps < USUAL_ITEMS ? options->steps : USUAL_ITEMS;
}

static unsigned latch_uses(const TaskOptions *options) {
    return TASK_USES_ITEMS | TASK_USES_TARGETS | (options->steps > count_items(options) ? TASK_USES_NOISE : 0u);
}

static int latch_inputs(const TaskOptions *options) {
    (void)options;
    return 1;
}

static int latch_outputs(const TaskOptions *options) {
    (void)options;
    return 1;
}

static const char *latch_wiring_label(const TaskOptions *options) {
    if (options->steps == 1) return "one-to-one";
    return options->every_step ? "many-to-many" : "many-to-one";
}

static bool latch_wire(Wiring *wiring, const TaskOptions *options, Diag *diag) {
    if (!task_check_items("The latch", options->items, diag)) return false;
    int n = options->items ? options->items : 1;
    char label[48];
    text_format(label, (int)sizeof label, n == 1 ? "The latch" : "The latch with %d items", n);
    if (!task_check_steps(label, options->steps, n, diag)) return false;
    if (options->every_step) {
        wiring_init_many_to_many(wiring, options->steps);
    } else {
        wiring_init_many_to_one(wiring, options->steps);
    }
    return true;
}

static void latch_generate(TaskSequence *out, const TaskOptions *options, Random *random) {
    int T = options->steps, n = count_items(options), K = options->every_step ? T : 1;
    int wanted = random_below(random, 2);
    for (int t = 0; t < T; t++) {
        double value = t < n ? (wanted ? 1.0 : -1.0) : options->noise * random_normal(random);
        *task_input(out, t, 1) = options->input_scale * value;
    }
    for (int k = 0; k < K; k++) *task_target(out, k, 1) = wanted;
}

static double latch_baseline(const TaskOptions *options) {
    (void)options;
    return 0.25;
}

static bool latch_is_right(const double *y, const double *target, int outputs) {
    (void)outputs;
    return fabs(y[0] - target[0]) < tolerance;
}

static void latch_describe_input(char *out, int size, const TaskOptions *options, int step, const double *x) {
    char value[32];
    number_format_short(value, (int)sizeof value, x[0], 3);
    text_format(out, size, step < count_items(options) ? "signal %s, to be remembered" : "noise %s, to be ignored", value);
}

static void latch_describe_output(char *out, int size, const TaskOptions *options, const double *y, const double *prob,
                                  const double *target) {
    (void)options;
    (void)prob;
    task_describe_value(out, size, y[0], target[0], tolerance);
}

static void latch_describe_sequence(char *out, int size, const TaskOptions *options, const double *x, const double *target) {
    int n = count_items(options), noise = options->steps - n;
    char first[32] = "x₁ is", way[40] = "", said[4];
    (void)x;
    if (n > 1) text_format(first, (int)sizeof first, "the first %d values are", n);
    if (noise > 0) text_format(way, (int)sizeof way, " after %d step%s of noise", noise, noise == 1 ? "" : "s");
    text_format(said, (int)sizeof said, "%d", target[0] > 0.5);
    text_format(out, size, "Say 1 if %s positive, else 0, %s%s: here %s.", first, options->every_step ? "at every step" : "at the end",
                options->every_step ? "" : way, said);
}

const Task task_latch = {
    .key = task_key_latch,
    .label = task_label_latch,
    .help = "The first values are all positive or all negative: remember which through noise.",
    .loss = LOSS_MSE,
    .uses = latch_uses,
    .inputs = latch_inputs,
    .outputs = latch_outputs,
    .wiring_label = latch_wiring_label,
    .wire = latch_wire,
    .generate = latch_generate,
    .baseline = latch_baseline,
    .baseline_label = "a constant",
    .is_right = latch_is_right,
    .score_label = "answers within 0.2",
    .goal = {{.sequences = 256, .right = 1.0}},
    .describe_sequence = latch_describe_sequence,
    .describe_input = latch_describe_input,
    .describe_output = latch_describe_output,
};
