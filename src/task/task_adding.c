/* The adding problem: two of many numbers are marked; the network must give their sum at the last step. Input (value, marker), one output,
   mean squared error, many-to-one. Entries of x are multiplied by the input scale, the target is not.

   First variant (Arjovsky, Shah & Bengio 2016): values uniform in [0, 1), the marker is 1 at one step of each half and 0
   elsewhere; target a + b. The best constant answer is 1, its error the variance of a + b, 2/12 = 1/6.
   Second variant (Hochreiter & Schmidhuber 1997, experiment 4): values uniform in [-1, 1); the marker is -1 at the first and the
   last step, 1 at two others: one among the first ten, then one among the first T/2 - 1 that is still free; target
   0.5 + (a + b)/4. The best constant answer is 0.5, its error 2 (1/3)/16 = 1/24.
   Right is an error below 0.04, as in 1997; solved below a mean squared error of 0.01 and, in the second variant, when the last
   2000 are all right.

   Simplified on purpose: every sequence has the length T (1997: T to 1.1 T); the first step is never marked in the second variant
   (1997: when it is, its value counts as 0, and the constant answer scores a little less than 1/24). */
#include "base/number.h"
#include "task/task_private.h"
#include <math.h>

enum { INPUTS = 2, FIRST_MARK_MOST = 10, LEAST_STEPS = 2, LEAST_STEPS_1997 = 8 };
static const double tolerance = 0.04;

static bool is_1997(const TaskOptions *options) { return options->variant == 1; }

static unsigned adding_uses(const TaskOptions *options) {
    (void)options;
    return TASK_USES_VARIANT;
}

static int adding_inputs(const TaskOptions *options) {
    (void)options;
    return INPUTS;
}

static int adding_outputs(const TaskOptions *options) {
    (void)options;
    return 1;
}

static const char *adding_wiring_label(const TaskOptions *options) {
    (void)options;
    return "many-to-one";
}

static bool adding_wire(Wiring *wiring, const TaskOptions *options, Diag *diag) {
    int least = is_1997(options) ? LEAST_STEPS_1997 : LEAST_STEPS;
    if (!task_check_steps(is_1997(options) ? "The adding problem of 1997" : "The adding problem", options->steps, least, diag))
        return false;
    wiring_init_many_to_one(wiring, options->steps);
    return true;
}

/* Steps count from 0. In the second variant the first step is never drawn, and the second mark skips the first one. */
static void draw_marks(int mark[2], const TaskOptions *options, Random *random) {
    int half = options->steps / 2;
    if (!is_1997(options)) {
        mark[0] = random_below(random, half);
        mark[1] = half + random_below(random, options->steps - half);
        return;
    }
    int free_count = half - 2; /* steps 1..half-2: the first T/2 - 1 steps without step 0 */
    int first_count = free_count < FIRST_MARK_MOST - 1 ? free_count : FIRST_MARK_MOST - 1;
    mark[0] = 1 + random_below(random, first_count);
    mark[1] = 1 + random_below(random, free_count - 1);
    if (mark[1] >= mark[0]) mark[1]++;
}

static void adding_generate(TaskSequence *out, const TaskOptions *options, Random *random) {
    int T = options->steps, mark[2];
    double sum = 0.0;
    draw_marks(mark, options, random);
    for (int t = 0; t < T; t++) {
        double *x = task_input(out, t, INPUTS);
        double value = random_range(random, is_1997(options) ? -1.0 : 0.0, 1.0);
        bool marked = t == mark[0] || t == mark[1], is_end = is_1997(options) && (t == 0 || t == T - 1);
        if (marked) sum += value;
        x[0] = options->input_scale * value;
        x[1] = marked ? options->input_scale : is_end ? -options->input_scale : 0.0;
    }
    *task_target(out, 0, 1) = is_1997(options) ? 0.5 + sum / 4.0 : sum;
}

static double adding_baseline(const TaskOptions *options) { return is_1997(options) ? 1.0 / 24.0 : 1.0 / 6.0; }

static bool adding_is_right(const double *y, const double *target, int outputs) {
    (void)outputs;
    return fabs(y[0] - target[0]) < tolerance;
}

static void adding_describe_input(char *out, int size, const TaskOptions *options, int step, const double *x) {
    char value[32];
    (void)options;
    (void)step;
    number_format_short(value, (int)sizeof value, x[0], 3);
    const char *mark = x[1] > 0.0 ? "marked: to be added" : x[1] < 0.0 ? "at an end: not to be added" : "not marked: to be ignored";
    text_format(out, size, "value %s, %s", value, mark);
}

static void adding_describe_output(char *out, int size, const TaskOptions *options, const double *y, const double *prob,
                                   const double *target) {
    (void)options;
    (void)prob;
    task_describe_value(out, size, y[0], target[0], tolerance);
}

static void adding_describe_sequence(char *out, int size, const TaskOptions *options, const double *x, const double *target) {
    char value[2][32], sum[32];
    int step[2] = {0, 0}, found = 0;
    for (int t = 0; t < options->steps && found < 2; t++) {
        if (!(x[t * INPUTS + 1] > 0.0)) continue;
        number_format_short(value[found], (int)sizeof value[found], x[t * INPUTS] / options->input_scale, 3);
        step[found++] = t + 1;
    }
    number_format_short(sum, (int)sizeof sum, target[0], 3);
    if (found < 2) return;
    text_format(out, size,
                is_1997(options) ? "At the end say 0.5 + (a + b)/4 of the marked a = %s (step %d), b = %s (step %d): %s."
                                 : "At the end say the sum of the marked %s (step %d) and %s (step %d): %s.",
                value[0], step[0], value[1], step[1], sum);
}

const Task task_adding = {
    .key = task_key_adding,
    .label = task_label_adding,
    .help = "Add the two marked numbers and say their sum at the end; in the form of 1997 a quarter of it plus 0.5.",
    .loss = LOSS_MSE,
    .variant_label = {"Arjovsky 2016", "Hochreiter 1997"},
    .uses = adding_uses,
    .inputs = adding_inputs,
    .outputs = adding_outputs,
    .wiring_label = adding_wiring_label,
    .wire = adding_wire,
    .generate = adding_generate,
    .baseline = adding_baseline,
    .baseline_label = "a constant",
    .is_right = adding_is_right,
    .score_label = "sums within 0.04",
    .goal = {{.sequences = 2000, .loss = 0.01}, {.sequences = 2000, .right = 1.0, .loss = 0.01}},
    .describe_sequence = adding_describe_sequence,
    .describe_input = adding_describe_input,
    .describe_output = adding_describe_output,
};
