/* Makes series from a column of a table, and measures two simple forecasts: the previous value, and the value one season earlier. */
#include "data/series.h"
#include "base/arena.h"
#include "base/number.h"
#include <math.h>
#include <string.h>

static const double SIZE_MOST = 1e140;

static uint64_t hash_of(const char *name, const double *value, long count) {
    uint64_t hash = UINT64_C(14695981039346656037); /* FNV-1a */
    for (const char *at = name; *at; at++) hash = (hash ^ (unsigned char)*at) * UINT64_C(1099511628211);
    for (long i = 0; i < count; i++) {
        uint64_t bits;
        memcpy(&bits, &value[i], sizeof bits);
        hash = (hash ^ bits) * UINT64_C(1099511628211);
        hash ^= hash >> 32; /* the low bits of doubles are often all 0 */
    }
    hash = (hash ^ (hash >> 48)) & SERIES_HASH_MAX;
    return hash ? hash : 1;
}

static long held_count(long count) {
    long held = count / 5;
    return held < SERIES_HELD_MOST ? held : SERIES_HELD_MOST;
}

static void measure(Series *series) {
    double sum = 0, squares = 0;
    long n = series->train_count = series->count - held_count(series->count);
    for (long i = 0; i < n; i++) sum += series->value[i];
    series->mean = sum / (double)n;
    for (long i = 0; i < n; i++) squares += (series->value[i] - series->mean) * (series->value[i] - series->mean);
    series->deviation = sqrt(squares / (double)n);
}

/* Fills gaps by straight lines. Returns how many values were filled. */
static long fill_gaps(double *value, long count) {
    long filled = 0;
    for (long i = 1; i < count; i++) {
        if (!isnan(value[i])) continue;
        long to = i;
        while (isnan(value[to])) to++; /* the last value is a number */
        double from = value[i - 1], step = (value[to] - from) / (double)(to - i + 1);
        for (long k = i; k < to; k++) value[k] = from + step * (double)(k - i + 1);
        filled += to - i;
        i = to;
    }
    return filled;
}

bool series_take_values(Series *series, const Csv *csv, int column, Diag *diag) {
    const CsvColumn *of = &csv->column[column];
    const double *value = csv_values(csv, column);
    long first = 0, end = csv->row_count;
    memset(series, 0, sizeof *series);
    if (!csv_check_numbers(csv, column, diag)) return false;
    while (first < end && isnan(value[first])) first++;
    while (end > first && isnan(value[end - 1])) end--;
    if (end - first < SERIES_LEAST)
        return diag_fail_at(diag, csv->name, 0, 0, "the column \"%s\" has %ld values; a series needs %d or more", of->name, end - first,
                            SERIES_LEAST);
    series->owned = mem_new_unset((size_t)(end - first) * sizeof(double));
    if (!series->owned) return diag_fail(diag, "Memory is out.");
    memcpy(series->owned, value + first, (size_t)(end - first) * sizeof(double));
    series->value = series->owned;
    series->count = end - first;
    series->filled = fill_gaps(series->owned, series->count);
    series->filled_line = series->filled ? of->first_missing.line : 0;
    text_format(series->name, SERIES_NAME_SIZE, "%s", csv->name);
    text_format(series->column, SERIES_NAME_SIZE, "%s", of->name);
    text_format(series->note, (int)sizeof series->note, "%s", csv->note);
    return true;
}

bool series_measure_values(Series *series, Diag *diag) {
    series->hash = hash_of(series->column, series->value, series->count);
    measure(series);
    double largest = 0;
    bool is_same = true;
    for (long i = 0; i < series->count; i++) largest = fmax(largest, fabs(series->value[i]));
    for (long i = 1; i < series->train_count && is_same; i++) is_same = series->value[i] == series->value[0];
    bool is_in_range = largest < SIZE_MOST && (is_same || largest > 1 / SIZE_MOST); /* their squares are finite, too */
    if (is_in_range && !is_same && series->deviation > 1e-9 * fabs(series->mean)) return true;
    if (!is_in_range)
        diag_fail_at(diag, series->name, 0, 0, "the largest value of the column \"%s\" is %.3g; expected sizes from 1e-140 to 1e140",
                     series->column, largest);
    else if (is_same)
        diag_fail_at(diag, series->name, 0, 0, "the column \"%s\" is the same throughout its first four fifths: there is nothing to learn",
                     series->column);
    else
        diag_fail_at(diag, series->name, 0, 0,
                     "the column \"%s\" changes by less than a billionth of its mean in its first four fifths: expected more",
                     series->column);
    series_deinit(series);
    return false;
}

bool series_from_csv(Series *series, const Csv *csv, int column, Diag *diag) {
    return series_take_values(series, csv, column, diag) && series_measure_values(series, diag);
}

void series_deinit(Series *series) {
    mem_free(series->owned);
    memset(series, 0, sizeof *series);
}

double series_standard(const Series *series, long index) { return (series->value[index] - series->mean) / series->deviation; }

/* --- simple forecasts --- */

long series_held_windows(const Series *series, int losses) {
    long held = series->count - series->train_count;
    return held >= losses ? held - losses + 1 : 0;
}

double series_persistence(const Series *series, int lag, int losses) {
    long windows = series_held_windows(series, losses), held = series->count - series->train_count;
    double sum = 0, weights = 0;
    if (windows <= 0 || lag < 1 || lag > series->train_count) return NAN;
    for (long i = 0; i < held; i++) {
        long from_start = i + 1, from_end = held - i, most = windows < losses ? windows : losses;
        double weight = (double)(from_start < from_end ? from_start : from_end);
        if (weight > (double)most) weight = (double)most;
        double step = series->value[series->train_count + i] - series->value[series->train_count + i - lag];
        sum += weight * step * step;
        weights += weight;
    }
    return sum / weights / (series->deviation * series->deviation);
}
