/* What the measurements share: a list of times with its quantiles, and a picture to measure. Private to cli/. */
#ifndef UNROLL_CLI_BENCH_H
#define UNROLL_CLI_BENCH_H
#include "app/app.h"
#include "cli/options.h"
#include "cli/world.h"
#include "draw/raster.h"

typedef struct BenchTimes {
    double *s; /* (capacity) seconds; owned */
    int count, capacity;
} BenchTimes;

bool bench_times_init(BenchTimes *times, int capacity, Diag *diag);
void bench_times_deinit(BenchTimes *times);
void bench_times_add(BenchTimes *times, double s);         /* dropped when full */
double bench_times_quantile(BenchTimes *times, double at); /* 0..1, by nearest rank; sorts; 0 when empty */

double bench_now(const World *world); /* seconds */

/* An app of the given size with pixels to draw into, after the options were applied. */
typedef struct BenchPicture {
    World *world; /* owned, as is all below */
    App *app;
    DrawCache *cache;
    RasterTarget target;
} BenchPicture;
bool bench_picture_init(BenchPicture *picture, const CliOptions *options, Diag *diag);
void bench_picture_deinit(BenchPicture *picture);
bool bench_apply(App *app, Diag *diag, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* The input of `bench engine`: the next line's hidden units, steps and sequences, each within the engine's bounds; blank lines and
   comments are skipped. *end: there was none. On false the message has the line, counted in *number, and the column. */
bool bench_engine_read(int size[3], int *number, bool *end, FILE *in, Diag *diag);

#endif
