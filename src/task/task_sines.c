/* Superimposed sines: y_t = (sin 0.2 s + sin 0.311 s + sin 0.42 s) / 3 with s = t + start, start drawn for each sequence, uniform in [0,
   10^6): the three waves never return to the same phases together. One output, mean squared error. x is multiplied by the input scale, the
   target is not.

   First variant, step by step (many-to-many): x_t = y_t at every step, target y_(t+1).
   Second variant, the second half unseen (sequence-to-sequence): the first T/2 steps (rounded down) have inputs and no loss, the
   others a loss and no input; their target is the value at that step, y_t: read first, then go on alone.
   Baselines: persistence (the last value comes again), which j steps later costs sum (1 - cos(w j)) / 9 over the three
   frequencies; and the best constant, 0, whose error is 3 (1/2) / 9 = 1/6. Both are means over all starts.
   Right is an error below 0.05; solved (our measure) below a mean squared error of 0.001 over 100 sequences.

   Simplified on purpose: as for the sine, no noise, and no closed loop here. A chain that reads from the end sees the answers of the
   first variant: use it forward. */
#include "base/number.h"
#include "task/task_private.h"
#include <math.h>

enum { WAVES = 3 };
static const double omega[WAVES] = {0.2, 0.311, 0.42}, start_most = 1e6, tolerance = 0.05;

static bool is_half_unseen(const TaskOptions *options) { return options->variant == 1; }

static unsigned sines_uses(const TaskOptions *options) {
    (void)options;
    return TASK_USES_VARIANT;
}

static int sines_width(const TaskOptions *options) {
    (void)options;
    return 1;
}

static const char *sines_wiring_label(const TaskOptions *options) {
    if (is_half_unseen(options)) return "sequence-to-sequence";
    return options->steps == 1 ? "one-to-one" : "many-to-many";
}

static bool sines_wire(Wiring *wiring, const TaskOptions *options, Diag *diag) {
    int T = options->steps, half = T / 2;
    bool unseen = is_half_unseen(options);
    const char *label = unseen ? "Superimposed sines with the second half unseen" : "Superimposed sines";
    if (!task_check_steps(label, T, unseen ? 2 : 1, diag)) return false;
    task_wire_begin(wiring, T);
    task_wire_inputs(wiring, 0, unseen ? half : T);
    task_wire_losses(wiring, unseen ? half : 0, T);
    return true;
}

static double wave_at(double s) {
    double sum = 0.0;
    for (int i = 0; i < WAVES; i++) sum += sin(omega[i] * s);
    return sum / WAVES;
}

static void sines_generate(TaskSequence *out, const TaskOptions *options, Random *random) {
    int T = options->steps, half = T / 2;
    bool unseen = is_half_unseen(options);
    double start = random_range(random, 0.0, start_most);
    for (int t = 0; t < T; t++) {
        bool given = !unseen || t < half;
        *task_input(out, t, 1) = given ? options->input_scale * wave_at(t + start) : 0.0;
        if (!unseen) *task_target(out, t, 1) = wave_at(t + 1 + start);
        if (!given) *task_target(out, t - half, 1) = wave_at(t + start);
    }
}

/* What persistence costs j steps later. */
static double persistence_after(int j) {
    double sum = 0.0;
    for (int i = 0; i < WAVES; i++) sum += 1.0 - cos(omega[i] * j);
    return sum / (WAVES * WAVES);
}

static double sines_persistence(const TaskOptions *options) {
    if (!is_half_unseen(options)) return persistence_after(1);
    int unseen = options->steps - options->steps / 2;
    double sum = 0.0;
    for (int j = 1; j <= unseen; j++) sum += persistence_after(j);
    return sum / unseen;
}

static double sines_constant(const TaskOptions *options) {
    (void)options;
    return 0.5 / WAVES;
}

static bool sines_is_right(const double *y, const double *target, int outputs) {
    (void)outputs;
    return fabs(y[0] - target[0]) < tolerance;
}

static bool sines_feeds_back(const TaskOptions *options) { return !is_half_unseen(options); }

static void sines_describe_input(char *out, int size, const TaskOptions *options, int step, const double *x) {
    char value[32];
    number_format_short(value, (int)sizeof value, x[0], 3);
    if (!is_half_unseen(options) || step < options->steps / 2) {
        text_format(out, size, "the wave now: %s", value);
    } else {
        text_format(out, size, "no input: go on alone");
    }
}

static void sines_describe_output(char *out, int size, const TaskOptions *options, const double *y, const double *prob,
                                  const double *target) {
    (void)options;
    (void)prob;
    task_describe_value(out, size, y[0], target[0], tolerance);
}

static void sines_describe_sequence(char *out, int size, const TaskOptions *options, const double *x, const double *target) {
    char first[32], next[32];
    int T = options->steps, half = T / 2;
    number_format_short(first, (int)sizeof first, x[0], 2);
    number_format_short(next, (int)sizeof next, target[0], 2);
    if (is_half_unseen(options))
        text_format(out, size, "Read %d value%s of three waves in one, then say %d unread ones; the first is %s.", half,
                    half == 1 ? "" : "s", T - half, next);
    else
        text_format(out, size, "Say each next value of three waves in one; after x₁ = %s it is %s.", first, next);
}

const Task task_sines = {
    .key = task_key_sines,
    .label = task_label_sines,
    .help = "Say the next value of three waves in one, or read the first half and go on alone.",
    .loss = LOSS_MSE,
    .variant_label = {"step by step", "half unseen"},
    .uses = sines_uses,
    .inputs = sines_width,
    .outputs = sines_width,
    .wiring_label = sines_wiring_label,
    .wire = sines_wire,
    .generate = sines_generate,
    .baseline = sines_persistence,
    .baseline_label = "persistence",
    .other_baseline = sines_constant,
    .other_baseline_label = "a constant",
    .feeds_back = sines_feeds_back,
    .is_right = sines_is_right,
    .score_label = "values within 0.05",
    .goal = {{.sequences = 100, .loss = 0.001}, {.sequences = 100, .loss = 0.001}},
    .describe_sequence = sines_describe_sequence,
    .describe_input = sines_describe_input,
    .describe_output = sines_describe_output,
};
