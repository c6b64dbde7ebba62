/* What a network that says the next value makes of it: one step ahead all along a series, on its own from a step of the stage on, and into the future
   with a band of its own past errors. Measured once for a state of the laboratory; views only look.

   One step ahead: the series is cut into windows of T values, each read from an empty state, as training reads them. They overlap by half, or by the season where that is more,
   and the first answers of a window, which hardly know what came before, are those of the window before it. Alone: up to a step the values of the stage, then each answer is the next input. Future: from the last T
   values on; the band is where nine in ten of the errors lay when the same was done from up to FORECAST_ORIGINS earlier moments of the held-out
   part, so many steps ahead. Values are as they stand in the file. */
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
    char trouble[160];              /* why there is nothing; "" */
    const Series *series;           /* NULL: the stage's wave alone */
    int season;                     /* 0: none */
    int steps, from;                /* of the stage: T, and how many of its values are given before it goes on alone */
    double truth[NET_STEP_MAX + 1]; /* (steps + 1) the stage's values and the one after */
    double given[NET_STEP_MAX + 1]; /* what was said of each when the values before were given; NaN where nothing was asked */
    double alone[NET_STEP_MAX + 1]; /* from `from` on what was said alone; NaN before */
    double as_now[NET_STEP_MAX + 1],
        as_season[NET_STEP_MAX + 1];                    /* the value before each, and a season before; NaN where none stands there */
    double given_error, alone_error, persistence_error; /* mean squared, standardised, over the values from `from` on */
    long first, count;                                  /* of the series' values that are shown: the last FORECAST_SHOWN_MAX */
    double said[FORECAST_SHOWN_MAX];                    /* (count) one step ahead; NaN where nothing was asked */
    int horizon, origins;
    double future[FORECAST_HORIZON_MAX], band[FORECAST_HORIZON_MAX]; /* (horizon) and how far up and down; NaN: no past to tell */
} Forecast;

/* Measures, unless it is known. `from`: how many values are given, 0: half of them. False when memory is out. */
bool forecast_measure(Forecast *forecast, const Lab *lab, int from);

#endif
