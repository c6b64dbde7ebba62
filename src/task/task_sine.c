/* Sine: y_t = sin(0.2 t + phi), phi drawn for each sequence. The target at every step is the next value; one output, mean squared error. x
   is multiplied by the input scale, the target is not.

   First variant, step by step (many-to-many): x_t = y_t at every step, target y_(t+1), phi uniform over the circle.
   Second variant, from the first value (one-to-many): only y_0 is given, at the first step, and the whole wave must follow; phi is
   uniform in [-pi/2, pi/2], so that the wave rises at first and its first value says which wave it is.
   Baselines: persistence (the last value comes again), which j steps later costs 1 - cos(0.2 j); and the best constant c,
   1/2 - c^2, with c = 0 in the first variant and (2/pi) mean of sin(0.2 t) over t = 1..T in the second.
   Right is an error below 0.05; solved (our measure) below a mean squared error of 0.001 over 100 sequences.

   Simplified on purpose: no noise. Feeding the network its own answers (closed loop) is a way to run a trained network, not a wiring; the
   second variant is the closest one that can be trained directly. A chain that reads from the end sees the answers of the first variant:
   use it forward. */
#include "base/number.h"
#include "task/task_private.h"
#include <math.h>

static const double omega = 0.2, pi = 3.14159265358979323846, tolerance = 0.05;

static bool is_from_first(const TaskOptions *options) { return options->variant == 1; }

static unsigned sine_uses(const TaskOptions *options) {
    (void)options;
    return TASK_USES_VARIANT;
}

static int sine_width(const TaskOptions *options) {
    (void)options;
    return 1;
}

static const char *sine_wiring_label(const TaskOptions *options) {
    if (options->steps == 1) return "one-to-one";
    return is_from_first(options) ? "one-to-many" : "many-to-many";
}

static bool sine_wire(Wiring *wiring, const TaskOptions *options, Diag *diag) {
    if (!task_check_steps("Sine", options->steps, 1, diag)) return false;
    task_wire_begin(wiring, options->steps);
    task_wire_inputs(wiring, 0, is_from_first(options) ? 1 : options->steps);
    task_wire_losses(wiring, 0, options->steps);
    return true;
}

static void sine_generate(TaskSequence *out, const TaskOptions *options, Random *random) {
    bool from_first = is_from_first(options);
    double phase = from_first ? random_range(random, -pi / 2.0, pi / 2.0) : random_range(random, 0.0, 2.0 * pi);
    for (int t = 0; t < options->steps; t++) {
        bool given = t == 0 || !from_first;
        *task_input(out, t, 1) = given ? options->input_scale * sin(omega * t + phase) : 0.0;
        *task_target(out, t, 1) = sin(omega * (t + 1) + phase);
    }
}

static double sine_persistence(const TaskOptions *options) {
    if (!is_from_first(options)) return 1.0 - cos(omega);
    double sum = 0.0;
    for (int j = 1; j <= options->steps; j++) sum += 1.0 - cos(omega * j);
    return sum / options->steps;
}

static double sine_constant(const TaskOptions *options) {
    if (!is_from_first(options)) return 0.5;
    double sum = 0.0;
    for (int t = 1; t <= options->steps; t++) sum += sin(omega * t);
    double best = 2.0 / pi * sum / options->steps;
    return 0.5 - best * best;
}

static bool sine_is_right(const double *y, const double *target, int outputs) {
    (void)outputs;
    return fabs(y[0] - target[0]) < tolerance;
}

static bool sine_feeds_back(const TaskOptions *options) { return !is_from_first(options); }

static void sine_describe_input(char *out, int size, const TaskOptions *options, int step, const double *x) {
    char value[32];
    number_format_short(value, (int)sizeof value, x[0], 3);
    if (!is_from_first(options)) {
        text_format(out, size, "the wave now: %s", value);
    } else if (step == 0) {
        text_format(out, size, "the first value: %s", value);
    } else {
        text_format(out, size, "no input");
    }
}

static void sine_describe_output(char *out, int size, const TaskOptions *options, const double *y, const double *prob,
                                 const double *target) {
    (void)options;
    (void)prob;
    task_describe_value(out, size, y[0], target[0], tolerance);
}

static void sine_describe_sequence(char *out, int size, const TaskOptions *options, const double *x, const double *target) {
    char first[32], next[32];
    int T = options->steps;
    number_format_short(first, (int)sizeof first, x[0], 2);
    number_format_short(next, (int)sizeof next, target[0], 2);
    if (is_from_first(options) && T > 1)
        text_format(out, size, "From x₁ = %s alone say the wave's next %d values; the first is %s.", first, T, next);
    else
        text_format(out, size, "Say each next value of the wave; after x₁ = %s it is %s.", first, next);
}

const Task task_sine = {
    .key = task_key_sine,
    .label = task_label_sine,
    .help = "Say the wave's next value, from the value now or from the first value alone.",
    .loss = LOSS_MSE,
    .variant_label = {"step by step", "from the first value"},
    .uses = sine_uses,
    .inputs = sine_width,
    .outputs = sine_width,
    .wiring_label = sine_wiring_label,
    .wire = sine_wire,
    .generate = sine_generate,
    .baseline = sine_persistence,
    .baseline_label = "persistence",
    .other_baseline = sine_constant,
    .other_baseline_label = "a constant",
    .feeds_back = sine_feeds_back,
    .is_right = sine_is_right,
    .score_label = "values within 0.05",
    .goal = {{.sequences = 100, .loss = 0.001}, {.sequences = 100, .loss = 0.001}},
    .describe_sequence = sine_describe_sequence,
    .describe_input = sine_describe_input,
    .describe_output = sine_describe_output,
};
