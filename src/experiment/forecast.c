/* See forecast.h. */
#include "experiment/forecast.h"
#include "base/number.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct Maker {
    Forecast *out;
    const Run *run;
    const Setup *setup;
    TaskOptions options;
    Stepper stepper;
    double scale;           /* of the inputs */
    double mean, deviation; /* mean and deviation of the series; 0 and 1 for a wave */
    int first_asked;
} Maker;

static double shown(const Maker *maker, double standard) { return maker->mean + maker->deviation * standard; }

static double read(Maker *maker, double standard) {
    double x = standard * maker->scale;
    return stepper_read(&maker->stepper, &x)[0];
}

/* --- the stage --- */

static double square(double x) { return x * x; }

static void go_alone(Maker *maker) {
    Forecast *out = maker->out;
    double standard[NET_STEP_MAX + 1], said = 0, given = 0, alone = 0, persistence = 0;
    int steps = out->steps, from = out->from;
    for (int way = 0; way < 2; way++) {
        double *to = way ? out->alone : out->given;
        alone_take_stage(standard, maker->run, maker->setup);
        stepper_reset(&maker->stepper);
        to[0] = NAN;
        for (int t = 0; t < steps; t++) {
            said = read(maker, way && t >= from ? said : standard[t]);
            to[t + 1] = (way ? t + 1 >= from : t >= maker->first_asked) ? shown(maker, said) : NAN;
            if (t + 1 < from) continue;
            *(way ? &alone : &given) += square(said - standard[t + 1]) / (steps - from + 1);
            if (!way) persistence += square(standard[t] - standard[t + 1]) / (steps - from + 1);
        }
    }
    for (int t = 0; t <= steps; t++) {
        out->truth[t] = shown(maker, standard[t]);
        out->as_now[t] = t > 0 ? out->truth[t - 1] : NAN;
        out->as_season[t] = out->season > 0 && t >= out->season ? out->truth[t - out->season] : NAN;
    }
    out->given_error = given;
    out->alone_error = alone;
    out->persistence_error = persistence;
}

/* --- the series --- */

static void say_along(Maker *maker) {
    Forecast *out = maker->out;
    const Series *series = out->series;
    int settled = maker->first_asked > out->steps / 2 ? maker->first_asked : out->steps / 2, asked = out->steps - settled;
    out->count = series->count < FORECAST_SHOWN_MAX ? series->count : FORECAST_SHOWN_MAX;
    out->first = series->count - out->count;
    for (long i = 0; i < out->count; i++) out->said[i] = NAN;
    for (long at = out->first; at + settled + 1 < series->count || at == out->first; at += asked) {
        stepper_reset(&maker->stepper);
        for (int t = 0; t < out->steps && at + t + 1 < series->count; t++) {
            double said = read(maker, series_standard(series, at + t));
            if (t >= (at == out->first ? maker->first_asked : settled)) out->said[at + t + 1 - out->first] = shown(maker, said);
        }
    }
}

/* Forecasts `count` values after value number `origin`, from the network's own answers. */
static void look_ahead(double *to, Maker *maker, long origin, int count) {
    const Series *series = maker->out->series;
    long first = origin - maker->out->steps > 0 ? origin - maker->out->steps : 0;
    double said = 0;
    stepper_reset(&maker->stepper);
    for (long i = first; i < origin; i++) said = read(maker, series_standard(series, i));
    for (int k = 0; k < count; k++) {
        to[k] = shown(maker, said);
        said = read(maker, said);
    }
}

static int compare_doubles(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

enum { BAND_IN_TEN = 9 };

static void say_future(Maker *maker) {
    Forecast *out = maker->out;
    const Series *series = out->series;
    double error[FORECAST_HORIZON_MAX][FORECAST_ORIGINS], said[FORECAST_HORIZON_MAX];
    long held = series->count - series->train_count, room;
    out->horizon = out->season > 0 ? 2 * out->season : out->steps;
    if (out->horizon > FORECAST_HORIZON_MAX) out->horizon = FORECAST_HORIZON_MAX;
    if (out->horizon > held / 2) out->horizon = (int)(held / 2);
    room = held - out->horizon; /* number of starting points, besides the first, that have this many held-out values after them */
    out->origins = room + 1 < FORECAST_ORIGINS ? (int)room + 1 : FORECAST_ORIGINS;
    for (int i = 0; i < out->origins; i++) {
        long origin = series->train_count + (out->origins > 1 ? room * i / (out->origins - 1) : 0);
        look_ahead(said, maker, origin, out->horizon);
        for (int k = 0; k < out->horizon; k++) error[k][i] = fabs(said[k] - series->value[origin + k]);
    }
    look_ahead(out->future, maker, series->count, out->horizon);
    for (int k = 0; k < out->horizon; k++) {
        qsort(error[k], (size_t)out->origins, sizeof(double), compare_doubles);
        int place = (out->origins * BAND_IN_TEN + 9) / 10 - 1; /* the smallest bound that covers this many of them */
        out->band[k] = out->origins >= 5 ? error[k][place < 0 ? 0 : place] : NAN;
    }
}

/* --- together --- */

static bool begin(Maker *maker, const Run *run, const Setup *setup, Diag *diag) {
    maker->run = run;
    maker->setup = setup;
    maker->options = setup_task_options(setup);
    maker->scale = maker->options.input_scale;
    maker->deviation = 1;
    if (!alone_is_possible(run, setup, diag)) return false;
    if (maker->options.series) {
        maker->mean = maker->options.series->mean;
        maker->deviation = maker->options.series->deviation;
    }
    maker->first_asked = run->wiring.loss_step[0];
    return true;
}

static int settle_from(int from, int steps) {
    if (from <= 0) from = steps > 1 ? (steps + 1) / 2 : 1;
    return from < steps ? from : steps;
}

bool forecast_measure(Forecast *forecast, const Lab *lab, int from) {
    Maker maker = {.out = forecast};
    Diag diag = {0};
    if (forecast->is_known && forecast->version == lab->version && forecast->asked_from == from) return true;
    memset(forecast, 0, sizeof *forecast);
    *forecast = (Forecast){.is_known = true, .version = lab->version, .asked_from = from};
    if (!begin(&maker, &lab->run, &lab->setup, &diag)) {
        text_format(forecast->trouble, (int)sizeof forecast->trouble, "%s", diag.text);
        return true;
    }
    if (!stepper_init(&maker.stepper, &lab->run, NULL)) return forecast->is_known = false;
    forecast->series = maker.options.series;
    forecast->season = !maker.options.series ? 0 : maker.options.season > 0 ? maker.options.season : maker.options.series->season;
    forecast->steps = run_own_trace(&lab->run)->length[0];
    forecast->from = settle_from(from, forecast->steps);
    go_alone(&maker);
    if (forecast->series) {
        say_along(&maker);
        say_future(&maker);
    }
    stepper_deinit(&maker.stepper);
    return true;
}
