/* A series: one number after another, in time. Its first part is for training, its last fifth (at most SERIES_HELD_MOST) is held out; it is standardised
   by mean and standard deviation of the training part alone, for those of the whole would tell the training of the future.

   Missing values between two known ones are filled by a straight line, and the series says how many and where the first one was; missing
   ones at either end are left out. */
#ifndef UNROLL_DATA_SERIES_H
#define UNROLL_DATA_SERIES_H
#include "data/csv.h"
#include <stdint.h>

enum { SERIES_NAME_SIZE = 64, SERIES_LEAST = 20, SERIES_HELD_MOST = 100000, SERIES_BUILTIN_COUNT = 2 };
#define SERIES_HASH_MAX ((UINT64_C(1) << 48) - 1) /* a number that a double holds exactly */

typedef struct Series {
    char name[SERIES_NAME_SIZE];   /* the file's, without folders */
    char column[SERIES_NAME_SIZE]; /* "sales" */
    char note[128];                /* what the file says of itself */
    const double *value;           /* (count) as they stand in the file */
    long count, train_count;
    double mean, deviation; /* of the training part: value = mean + deviation * standardised */
    int season;             /* after so many values the series looks alike; 0: it does not say */
    long filled;            /* values that were missing between others */
    int filled_line;        /* where the first of them was */
    uint64_t hash;          /* of name of the column and all values, at most SERIES_HASH_MAX */
    double *owned;
} Series;

/* False, with what was found, for a column that is no numbers, that has too few, or that is the same throughout the training part. */
bool series_from_csv(Series *series, const Csv *csv, int column, Diag *diag);
/* The same in two halves, for whoever may not wait so long: the values, and what is measured of them. */
bool series_take_values(Series *series, const Csv *csv, int column, Diag *diag);
bool series_measure_values(Series *series, Diag *diag); /* false: there is nothing to free either */
void series_deinit(Series *series);
double series_standard(const Series *series, long index); /* (value - mean) / deviation */

/* Made for the program, and they say so: a random walk ("stocks"), and monthly sales with a season. assets/series has them as files;
   scripts/make-series makes both. */
const Series *series_builtin(int index);

/* What it costs to say the value of `lag` values ago, mean squared error on standardised values, over windows of the held-out part with `losses`
   answers each: a value that more windows ask for counts more often, as it does when a network is measured. lag 1: persistence. */
double series_persistence(const Series *series, int lag, int losses);
/* The first value that a window of the held-out part may ask for: `losses` in a row from there on, the last one the series' last. */
long series_held_windows(const Series *series, int losses); /* how many windows the held-out part has; 0: it is too short */

#endif
