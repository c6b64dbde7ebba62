/* Parity: bits +1 and -1, equally likely; was the number of +1 odd? Two classes, 0 for even and 1 for odd, by softmax at the last step,
   many-to-one; with a loss at every step, the parity of the bits so far, many-to-many. Guessing costs ln 2.

   One bit changes the answer, so at the last step nothing short of the whole rule helps: gradient descent finds no slope to follow, while
   random guessing of weights does find networks that solve it (Hochreiter & Schmidhuber 1996). Solved (our measure): 99 % of 1000 sequences
   right. Simplified on purpose: the baseline is that of guessing at every step, though with a loss at every step the first bit alone gives
   the first answer away. */
#include "base/number.h"
#include "task/task_private.h"
#include <math.h>

static unsigned parity_uses(const TaskOptions *options) { return options->steps > 1 ? TASK_USES_TARGETS : 0; }

static int parity_inputs(const TaskOptions *options) {
    (void)options;
    return 1;
}

static int parity_outputs(const TaskOptions *options) {
    (void)options;
    return 2;
}

static const char *parity_wiring_label(const TaskOptions *options) {
    if (options->steps == 1) return "one-to-one";
    return options->every_step ? "many-to-many" : "many-to-one";
}

static bool parity_wire(Wiring *wiring, const TaskOptions *options, Diag *diag) {
    if (!task_check_steps("Parity", options->steps, 1, diag)) return false;
    if (options->every_step) {
        wiring_init_many_to_many(wiring, options->steps);
    } else {
        wiring_init_many_to_one(wiring, options->steps);
    }
    return true;
}

static void parity_generate(TaskSequence *out, const TaskOptions *options, Random *random) {
    int odd = 0;
    for (int t = 0; t < options->steps; t++) {
        int one = random_below(random, 2);
        odd ^= one;
        *task_input(out, t, 1) = options->input_scale * (one ? 1.0 : -1.0);
        if (options->every_step) *task_target(out, t, 1) = odd;
    }
    if (!options->every_step) *task_target(out, 0, 1) = odd;
}

static double parity_baseline(const TaskOptions *options) {
    (void)options;
    return log(2.0);
}

static void parity_name_class(char *out, int size, const TaskOptions *options, int index) {
    (void)options;
    text_format(out, size, index == 0 ? "even" : "odd");
}

static void parity_describe_input(char *out, int size, const TaskOptions *options, int step, const double *x) {
    char scale[40];
    (void)step;
    task_format_scale(scale, options->input_scale);
    text_format(out, size, x[0] > 0.0 ? "bit +1%s: turns the answer round" : "bit −1%s: leaves the answer as it is", scale);
}

static void parity_describe_output(char *out, int size, const TaskOptions *options, const double *y, const double *prob,
                                   const double *target) {
    static const char *const name[2] = {"even", "odd"};
    int best = task_find_largest(prob ? prob : y, 2);
    (void)options;
    task_describe_class(out, size, name[best], name[target[0] > 0.5], prob ? &prob[best] : NULL, task_class_is_right(y, target, 2));
}

static void parity_describe_sequence(char *out, int size, const TaskOptions *options, const double *x, const double *target) {
    int count = 0, T = options->steps;
    for (int t = 0; t < T; t++) count += x[t] > 0.0;
    bool every = options->every_step && T > 1, odd = target[every ? T - 1 : 0] > 0.5;
    text_format(out, size,
                every    ? "Is the number of +1 so far even or odd? Say it at every step; of all %d bits it is %d: %s."
                : T == 1 ? "Is the number of +1 in %d bit even or odd? Say it at the end: it is %d, %s."
                         : "Is the number of +1 in %d bits even or odd? Say it at the end: it is %d, %s.",
                T, count, odd ? "odd" : "even");
}

const Task task_parity = {
    .key = task_key_parity,
    .label = task_label_parity,
    .help = "Say whether the number of +1 is even or odd. Gradient descent seldom learns this when it is asked only at the end of a long "
            "sequence.",
    .loss = LOSS_CROSS_ENTROPY,
    .uses = parity_uses,
    .inputs = parity_inputs,
    .outputs = parity_outputs,
    .wiring_label = parity_wiring_label,
    .wire = parity_wire,
    .generate = parity_generate,
    .baseline = parity_baseline,
    .baseline_label = "guessing",
    .is_right = task_class_is_right,
    .score_label = "answers right",
    .goal = {{.sequences = 1000, .right = 0.99}},
    .name_class = parity_name_class,
    .describe_sequence = parity_describe_sequence,
    .describe_input = parity_describe_input,
    .describe_output = parity_describe_output,
};
