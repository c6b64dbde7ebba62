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

/* What a picture keeps times of. */
typedef enum BenchList { BENCH_TOTAL, BENCH_CPU, BENCH_COMMAND, BENCH_BUILD, BENCH_RASTER, BENCH_LISTS } BenchList;

/* An app of the given size with pixels to draw into, after the options were applied. The first failure fills `diag` and sets `failed`; every
   function below then does nothing, so that a caller need only ask at the end. */
typedef struct BenchPicture {
    World *world; /* owned, as is all below but `diag` */
    App *app;
    DrawCache *cache;
    RasterTarget target;
    BenchTimes times[2][BENCH_LISTS];
    int side; /* of `times`, which is filled and read; 1 only where two kinds of frame alternate */
    Diag *diag;
    bool failed;
} BenchPicture;
bool bench_picture_init(BenchPicture *picture, const CliOptions *options, Diag *diag);
int bench_picture_deinit(BenchPicture *picture);    /* the exit status: CLI_OK, or CLI_FAILED */
void bench_check(BenchPicture *picture, bool good); /* false: it has failed, for a reason that is in `diag` */
void bench_apply(BenchPicture *picture, const char *format, ...) __attribute__((format(printf, 2, 3)));
void bench_apply_all(BenchPicture *picture, const char *const *lines);  /* up to NULL */
void bench_lists_begin(BenchPicture *picture, int capacity);            /* all are empty now, and hold this many times */
double bench_list_ms(BenchPicture *picture, BenchList list, double at); /* milliseconds at a quantile */

/* One turn: bench_turn_begin, commands or input, then bench_turn_frame, bench_turn_raster, bench_turn_end. A step that is left out takes no
   time. */
typedef struct BenchTurn {
    double cpu_s, begin_s, commanded_s, built_s, drawn_s; /* when each step ended */
    const DrawList *list;
    RasterResult result;
} BenchTurn;
void bench_turn_begin(BenchTurn *turn, const BenchPicture *picture);
void bench_turn_frame(BenchTurn *turn, BenchPicture *picture, const Input *input, double elapsed_s);
void bench_turn_raster(BenchTurn *turn, BenchPicture *picture, RasterMode mode);
/* Adds its times to the lists; not those of a warm-up. */
void bench_turn_end(BenchTurn *turn, BenchPicture *picture, bool counts);

/* The input of `bench engine`: the next line's hidden units, steps and sequences, each within the engine's bounds; blank lines and
   comments are skipped. *end: there was none. On false the message has the line, counted in *number, and the column. */
bool bench_engine_read(int size[3], int *number, bool *end, FILE *in, Diag *diag);

#endif
