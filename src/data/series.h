/* A series: one number after another, in time. Its first part is for training, its last fifth (at most SERIES_HELD_MOST) is held out; it is
   standardised by mean and standard deviation of the training part alone, because mean and deviation of the whole would reveal the future
   to training.

   Missing values between two known ones are filled by a straight line; the series keeps their number and the place of the first. Missing
   values at either end are left out. */
#ifndef UNROLL_DATA_SERIES_H
#define UNROLL_DATA_SERIES_H
#include "data/csv.h"
#include <stdint.h>

enum { SERIES_NAME_SIZE = 64, SERIES_LEAST = 20, SERIES_HELD_MOST = 100000, SERIES_BUILTIN_COUNT = 2 };
#define SERIES_HASH_MAX ((UINT64_C(1) << 48) - 1) /* a number that a double holds exactly */

typedef struct Series {
    char name[SERIES_NAME_SIZE];   /* the file's, without folders */
    char column[SERIES_NAME_SIZE]; /* "sales" */
    char note[128];                /* the file's own note */
    const double *value;           /* (count) as they stand in the file */
    long count, train_count;
    double mean, deviation; /* of the training part: value = mean + deviation * standardised */
    int season;             /* the series repeats after this many values; 0: not stated */
    long filled;            /* number of filled values */
    int filled_line;        /* where the first of them was */
    uint64_t hash;          /* hash of the column's name and all values, at most SERIES_HASH_MAX */
    double *owned;
} Series;

/* False, with what was found, if the column holds text, has too few numbers, or is constant in the training part. */
bool series_from_csv(Series *series, const Csv *csv, int column, Diag *diag);
/* The same in two halves, for callers that must not block for long: the values, then the measures. */
bool series_take_values(Series *series, const Csv *csv, int column, Diag *diag);
bool series_measure_values(Series *series, Diag *diag); /* false: there is nothing to free */
void series_deinit(Series *series);
double series_standard(const Series *series, long index); /* (value - mean) / deviation */

/* Two artificial series, labelled as such: a random walk ("stocks"), and monthly sales with a season. assets/series has them as files;
   scripts/make-series makes both. */
const Series *series_builtin(int index);

/* The error of forecasting the value of `lag` values ago: mean squared, on standardised values, over windows of the held-out part with
   `losses` answers each: a value that is a target in several windows counts several times, as it does for a network. lag 1: persistence. */
double series_persistence(const Series *series, int lag, int losses);
/* The first value of the held-out part that may be a target: a window has `losses` targets in a row, and the last target of the last window
   is the end of the series. */
long series_held_windows(const Series *series, int losses); /* number of windows of the held-out part; 0: it is too short */

#endif
