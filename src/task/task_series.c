/* Series: predict the next value of a series, at every step from the second season on (many-to-many); one input, one output, mean squared
   error on standardised values (data/series.h). x_t is the value now, the target the next one.

   Sequence n is a window of T values that begins at a random place: of the training part, or, from number TASK_HELD_OUT on, of a part whose
   targets lie in the last fifth, which training never sees. The network does not know the values before the window, so the first season of
   a window only fills its memory and has no targets; a seasonal forecast could not be made there either. Where the series is too short for
   T the window is shorter, and the rest is padding.

   Baselines, on the same windows of the held-out part: persistence (the value now comes again) and, where the series has a season, seasonal
   persistence (the value one season before the target). An answer is correct if it is closer than seasonal persistence, or than persistence
   if there is no season. Solved (our measure): 60 % of the answers of 100 windows are correct.

   Simplified on purpose: one column, no calendar, equal steps in time. A chain that reads from the end sees the answers: use it forward. */
#include "base/number.h"
#include "data/series.h"
#include "task/task_private.h"
#include <math.h>

static const double tolerance = 0.5;

static const Series *series_of(const TaskOptions *options) { return options->series ? options->series : series_builtin(0); }

static int season_of(const TaskOptions *options) { return options->season > 0 ? options->season : series_of(options)->season; }

/* The first step with a target, from 0. */
static int first_asked(const TaskOptions *options) {
    int season = season_of(options);
    return season > 0 ? season - 1 : 0;
}

/* Steps of a sequence: T, or as many as both the training part and the held-out part have room for; the rest of T is padding. */
static int length_of(const TaskOptions *options) {
    const Series *series = series_of(options);
    long held = series->count - series->train_count + first_asked(options),
         most = held < series->train_count - 1 ? held : series->train_count - 1;
    return options->steps < most ? options->steps : (int)most;
}

static int losses_of(const TaskOptions *options) { return length_of(options) - first_asked(options); }

static unsigned series_uses(const TaskOptions *options) {
    (void)options;
    return TASK_USES_SERIES;
}

static int series_width(const TaskOptions *options) {
    (void)options;
    return 1;
}

static const char *series_wiring_label(const TaskOptions *options) {
    return first_asked(options) > 0 ? "sequence-to-sequence" : "many-to-many";
}

static bool series_wire(Wiring *wiring, const TaskOptions *options, Diag *diag) {
    if (options->file_trouble)
        return diag_fail(diag, "%s",
                         options->file_trouble[0]
                             ? options->file_trouble
                             : "The series of this setup is not open; open its file, or set series to one of the program's own.");
    if (!task_check_steps("A series with this season", options->steps, first_asked(options) + 2, diag)) return false;
    if (losses_of(options) < 2)
        return diag_fail(diag, "%s has only %s values: too few for a season of %d; set the season to less.", series_of(options)->name,
                         COUNT_TEXT(series_of(options)->count), season_of(options));
    task_wire_begin(wiring, options->steps);
    task_wire_inputs(wiring, 0, options->steps);
    task_wire_losses(wiring, first_asked(options), options->steps);
    return true;
}

static void series_generate(TaskSequence *out, const TaskOptions *options, Random *random) {
    const Series *series = series_of(options);
    int first = first_asked(options), length = length_of(options);
    bool is_held_out = out->number >= TASK_HELD_OUT;
    long windows = is_held_out ? series_held_windows(series, length - first) : series->train_count - length;
    long start = (is_held_out ? series->train_count - first - 1 : 0) + (windows > 1 ? random_below(random, (int)windows) : 0);
    out->length = length;
    for (int t = 0; t < options->steps; t++) {
        bool inside = t < length;
        *task_input(out, t, 1) = inside ? options->input_scale * series_standard(series, start + t) : 0.0;
        if (t >= first) *task_target(out, t - first, 1) = inside ? series_standard(series, start + t + 1) : 0.0;
    }
}

static double series_baseline(const TaskOptions *options) { return series_persistence(series_of(options), 1, losses_of(options)); }

static double series_seasonal(const TaskOptions *options) {
    int season = season_of(options);
    return series_persistence(series_of(options), season > 0 ? season : 1, losses_of(options));
}

static bool series_is_right(const double *y, const double *target, int outputs) {
    (void)outputs;
    return fabs(y[0] - target[0]) < tolerance;
}

static void series_score(TaskScore *score, const TaskOptions *options, const TaskAnswer *answer) {
    int first = first_asked(options), season = season_of(options), back = season > 0 ? season - 1 : 0;
    bool right = true;
    for (int k = 0; k < answer->loss_count; k++) {
        ptrdiff_t row = (ptrdiff_t)k * answer->batch + answer->index, from = (ptrdiff_t)(k + first - back) * answer->batch + answer->index;
        double target = answer->target[row], simple = fabs(answer->x[from] / options->input_scale - target);
        bool closer = fabs(answer->y[row] - target) <= simple;
        right = right && closer;
        score->asked++;
        score->hit += closer;
    }
    score->sequences++;
    score->right += right;
}

static bool series_feeds_back(const TaskOptions *options) {
    (void)options;
    return true;
}

/* --- words --- */

static void format_value(char *out, int size, const TaskOptions *options, double standard) {
    const Series *series = series_of(options);
    number_format_short(out, size, series->mean + series->deviation * standard, 4);
}

static void series_describe_input(char *out, int size, const TaskOptions *options, int step, const double *x) {
    char value[32], standard[32];
    (void)step;
    format_value(value, (int)sizeof value, options, x[0] / options->input_scale);
    number_format_short(standard, (int)sizeof standard, x[0], 3);
    text_format(out, size, "%s now: %s (standardised %s)", series_of(options)->column, value, standard);
}

static void series_describe_output(char *out, int size, const TaskOptions *options, const double *y, const double *prob,
                                   const double *target) {
    char said[32], wanted[32];
    (void)prob;
    format_value(said, (int)sizeof said, options, y[0]);
    format_value(wanted, (int)sizeof wanted, options, target[0]);
    text_format(out, size, "predicts %s; target %s: %s (correct is within half a deviation)", said, wanted,
                series_is_right(y, target, 1) ? "correct" : "wrong");
}

static void series_describe_sequence(char *out, int size, const TaskOptions *options, const double *x, const double *target) {
    char first[32], next[32];
    format_value(first, (int)sizeof first, options, x[first_asked(options)] / options->input_scale);
    format_value(next, (int)sizeof next, options, target[0]);
    if (first_asked(options) > 0)
        text_format(out, size, "After %d values of %s say each next one; the first is %s, after %s.", first_asked(options) + 1,
                    series_of(options)->column, next, first);
    else
        text_format(out, size, "Say each next value of %s; after %s it is %s.", series_of(options)->column, first, next);
}

const Task task_series = {
    .key = task_key_series,
    .label = task_label_series,
    .help = "Say the next value of a series: sales with a season, a random walk, or a column of your own file.",
    .loss = LOSS_MSE,
    .uses = series_uses,
    .inputs = series_width,
    .outputs = series_width,
    .wiring_label = series_wiring_label,
    .wire = series_wire,
    .generate = series_generate,
    .baseline = series_baseline,
    .baseline_label = "persistence",
    .other_baseline = series_seasonal,
    .other_baseline_label = "seasonal persistence",
    .feeds_back = series_feeds_back,
    .is_right = series_is_right,
    .score = series_score,
    .score_label = "answers closer than persistence",
    .goal = {{.sequences = 100, .hit = 0.6}},
    .describe_sequence = series_describe_sequence,
    .describe_input = series_describe_input,
    .describe_output = series_describe_output,
};
