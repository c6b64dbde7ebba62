/* Forecasts of a network that predicts the next value: one step ahead along the whole series; from a step of the stage on from its own
   answers; and into the future, with a band made from its own past errors. Measured once for a state of the laboratory; views only read it.

   One step ahead: the series is cut into windows of T values, each read from an empty state, as training reads them. They overlap by half,
   or by the season if that is longer, so the first answers of a window, which have little context, are replaced by those of the previous
   window. On its own: up to a step it reads the values of the stage, then each answer is the next input. Future: it starts from the last T
   values; the band contains nine in ten of the errors, at the same number of steps ahead, of such forecasts from up to FORECAST_ORIGINS
   earlier points of the held-out part. Values are in the units of the file. */
#ifndef UNROLL_EXPERIMENT_FORECAST_H
#define UNROLL_EXPERIMENT_FORECAST_H
#include "data/series.h"
#include "lab/alone.h"

enum { FORECAST_SHOWN_MAX = 1200, FORECAST_HORIZON_MAX = 48, FORECAST_ORIGINS = 24 };

/* Large: keep it on the heap. */
typedef struct Forecast {
    bool is_known; /* of `version` and `from` */
    unsigned long version;
    int asked_from;
    char trouble[160];              /* why there is no forecast; "" if there is one */
    const Series *series;           /* NULL: the stage's wave alone */
    int season;                     /* 0: none */
    int steps, from;                /* of the stage: T, and how many of its values are given before the network goes on alone */
    double truth[NET_STEP_MAX + 1]; /* (steps + 1) the stage's values and the one after */
    double given[NET_STEP_MAX + 1]; /* its prediction from the true earlier values; NaN at steps without a target */
    double alone[NET_STEP_MAX + 1]; /* its prediction on its own, from `from` on; NaN before */
    double as_now[NET_STEP_MAX + 1],
        as_season[NET_STEP_MAX + 1];                    /* the previous value, and the value one season earlier; NaN if there is none */
    double given_error, alone_error, persistence_error; /* mean squared errors, standardised, over the values from `from` on */
    long first, count;                                  /* of the shown values of the series: the last FORECAST_SHOWN_MAX */
    double said[FORECAST_SHOWN_MAX];                    /* (count) one step ahead; NaN at steps without a target */
    int horizon, origins;
    double future[FORECAST_HORIZON_MAX], band[FORECAST_HORIZON_MAX]; /* (horizon) the forecast and the band around it; NaN: no past errors
                                                                        known */
} Forecast;

/* Measures the forecasts, unless they are known. `from`: how many values are given, 0: half of them. False when memory is out. */
bool forecast_measure(Forecast *forecast, const Lab *lab, int from);

#endif
