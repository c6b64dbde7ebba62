/* Look ahead: bits +1 and -1, equally likely; at step t the network must name the bit of step t + k, k >= 1 (items; 0 stands for 1). Two
   classes, 0 for -1 and 1 for +1, by softmax at steps 1 to T - k; the last k steps have no target, because their bits never come.

   The answer lies in the future: a network that only reads forward has to guess, at ln 2 a step, however long it learns. A second chain,
   which reads from the end, has seen the bit k steps before. Solved (our measure): 99 % of the answers right in 1000 sequences.
   Simplified on purpose: bits of equal chance, independent of each other, so that no earlier bit helps. */
#include "base/number.h"
#include "task/task_private.h"
#include <math.h>

static int ahead_by(const TaskOptions *options) { return options->items > 0 ? options->items : 1; }

static unsigned ahead_uses(const TaskOptions *options) {
    (void)options;
    return TASK_USES_ITEMS;
}

static int ahead_inputs(const TaskOptions *options) {
    (void)options;
    return 1;
}

static int ahead_outputs(const TaskOptions *options) {
    (void)options;
    return 2;
}

static const char *ahead_wiring_label(const TaskOptions *options) {
    (void)options;
    return "many-to-many";
}

static bool ahead_wire(Wiring *wiring, const TaskOptions *options, Diag *diag) {
    int by = ahead_by(options);
    if (!task_check_items("Look ahead", options->items, diag) || !task_check_steps("Look ahead", options->steps, by + 1, diag))
        return false;
    task_wire_begin(wiring, options->steps);
    task_wire_inputs(wiring, 0, options->steps);
    task_wire_losses(wiring, 0, options->steps - by);
    return true;
}

static void ahead_generate(TaskSequence *out, const TaskOptions *options, Random *random) {
    int by = ahead_by(options);
    for (int t = 0; t < options->steps; t++) {
        int one = random_below(random, 2);
        *task_input(out, t, 1) = options->input_scale * (one ? 1.0 : -1.0);
        if (t >= by) *task_target(out, t - by, 1) = one;
    }
}

static double ahead_baseline(const TaskOptions *options) {
    (void)options;
    return log(2.0);
}

static void ahead_name_class(char *out, int size, const TaskOptions *options, int index) {
    (void)options;
    text_format(out, size, index == 0 ? "−1" : "+1");
}

static void ahead_describe_input(char *out, int size, const TaskOptions *options, int step, const double *x) {
    char scale[40];
    int by = ahead_by(options);
    const char *bit = x[0] > 0.0 ? "+1" : "−1";
    task_format_scale(scale, options->input_scale);
    if (step < by)
        text_format(out, size, "bit %s%s: nothing asks for it", bit, scale);
    else
        text_format(out, size, "bit %s%s: to be said at step %d already", bit, scale, step - by + 1);
}

static void ahead_describe_output(char *out, int size, const TaskOptions *options, const double *y, const double *prob,
                                  const double *target) {
    static const char *const name[2] = {"−1", "+1"};
    int best = task_find_largest(prob ? prob : y, 2);
    (void)options;
    task_describe_class(out, size, name[best], name[target[0] > 0.5], prob ? &prob[best] : NULL, task_class_is_right(y, target, 2));
}

static void ahead_describe_sequence(char *out, int size, const TaskOptions *options, const double *x, const double *target) {
    int by = ahead_by(options);
    (void)x;
    const char *bit = target[0] > 0.5 ? "+1" : "−1";
    if (by == 1)
        text_format(out, size, "Say each bit one step before it comes; at step 1 that is %s.", bit);
    else
        text_format(out, size, "Say each bit %d steps before it comes; at step 1 that is %s.", by, bit);
}

const Task task_ahead = {
    .key = task_key_ahead,
    .label = task_label_ahead,
    .help = "Say a bit before it comes. Only a second chain, which reads from the end, can know it.",
    .loss = LOSS_CROSS_ENTROPY,
    .uses = ahead_uses,
    .inputs = ahead_inputs,
    .outputs = ahead_outputs,
    .wiring_label = ahead_wiring_label,
    .wire = ahead_wire,
    .generate = ahead_generate,
    .baseline = ahead_baseline,
    .baseline_label = "guessing",
    .is_right = task_class_is_right,
    .score_label = "answers right",
    .goal = {{.sequences = 1000, .hit = 0.99}},
    .name_class = ahead_name_class,
    .describe_sequence = ahead_describe_sequence,
    .describe_input = ahead_describe_input,
    .describe_output = ahead_describe_output,
};
