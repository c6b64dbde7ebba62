/* What the subcommands `unroll bench ...` share (declared in bench.h). They only report times: medians and the 99th percentile, by nearest
   rank, of wall time after a warm-up. */
#include "cli/bench.h"
#include "base/arena.h"
#include "base/number.h"
#include "cli/apply.h"
#include "cli/cli.h"
#include "platform/files.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

bool bench_times_init(BenchTimes *times, int capacity, Diag *diag) {
    *times = (BenchTimes){mem_new((size_t)capacity * sizeof(double)), 0, capacity};
    return times->s || diag_fail(diag, "out of memory");
}

void bench_times_deinit(BenchTimes *times) {
    mem_free(times->s);
    *times = (BenchTimes){0};
}

void bench_times_add(BenchTimes *times, double s) {
    if (times->count < times->capacity) times->s[times->count++] = s;
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double bench_times_quantile(BenchTimes *times, double at) {
    if (!times->count) return 0;
    qsort(times->s, (size_t)times->count, sizeof *times->s, compare);
    int index = (int)(at * times->count);
    return times->s[index < times->count ? index : times->count - 1];
}

double bench_now(const World *world) { return world->clock.now_s(world->clock.user); }

bool bench_picture_init(BenchPicture *picture, const CliOptions *options, Diag *diag) {
    Input nothing;
    input_reset(&nothing);
    *picture = (BenchPicture){.diag = diag, .failed = true};
    picture->world = cli_world_new(diag);
    picture->app = picture->world ? app_new(picture->world, diag) : NULL;
    if (!picture->app) return false;
    int width = options->width, height = options->height;
    picture->cache = draw_cache_new(&picture->world->text);
    picture->target = (RasterTarget){mem_new((size_t)width * (size_t)height * 4), width, height, width * 4, false};
    if (!picture->cache || !picture->target.pixels) return diag_fail(diag, "out of memory");
    app_resize(picture->app, width, height, 1);
    app_frame(picture->app, &nothing, 0);
    Target target = {.app = picture->app, .world = picture->world, .subcommand = "bench", .errors = stderr, .is_strict = true};
    picture->failed = cli_apply_all(&target, options) > 0;
    return !picture->failed || diag_fail(diag, "nothing was measured");
}

int bench_picture_deinit(BenchPicture *picture) {
    int status = picture->failed ? CLI_FAILED : CLI_OK;
    for (int i = 0; i < 2 * BENCH_LISTS; i++) bench_times_deinit(&picture->times[i / BENCH_LISTS][i % BENCH_LISTS]);
    if (picture->cache) draw_cache_free(picture->cache);
    if (picture->app) app_free(picture->app);
    mem_free(picture->target.pixels);
    cli_world_free(picture->world);
    *picture = (BenchPicture){.failed = true};
    return status;
}

void bench_check(BenchPicture *picture, bool good) {
    if (!good) picture->failed = true;
}

void bench_apply(BenchPicture *picture, const char *format, ...) {
    char line[COMMAND_SHORT_MAX];
    va_list arguments;
    if (picture->failed) return;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    bench_check(picture, app_apply(picture->app, line, picture->diag));
}

void bench_apply_all(BenchPicture *picture, const char *const *lines) {
    for (; *lines; lines++) bench_apply(picture, "%s", *lines);
}

void bench_lists_begin(BenchPicture *picture, int capacity) {
    for (int i = 0; i < 2 * BENCH_LISTS && !picture->failed; i++) {
        BenchTimes *times = &picture->times[i / BENCH_LISTS][i % BENCH_LISTS];
        bench_times_deinit(times);
        bench_check(picture, bench_times_init(times, capacity, picture->diag));
    }
}

double bench_list_ms(BenchPicture *picture, BenchList list, double at) {
    return 1e3 * bench_times_quantile(&picture->times[picture->side][list], at);
}

void bench_turn_begin(BenchTurn *turn, const BenchPicture *picture) {
    *turn = (BenchTurn){.cpu_s = platform_thread_time_s()};
    turn->begin_s = turn->commanded_s = turn->built_s = turn->drawn_s = bench_now(picture->world);
}

void bench_turn_frame(BenchTurn *turn, BenchPicture *picture, const Input *input, double elapsed_s) {
    if (picture->failed) return;
    turn->commanded_s = bench_now(picture->world);
    turn->list = app_frame(picture->app, input, elapsed_s);
    turn->built_s = turn->drawn_s = bench_now(picture->world);
    bench_check(picture, (turn->list && !turn->list->failed) || diag_fail(picture->diag, "out of memory"));
}

void bench_turn_raster(BenchTurn *turn, BenchPicture *picture, RasterMode mode) {
    if (picture->failed) return;
    bench_check(picture, raster_draw(&turn->result, picture->cache, &picture->target, turn->list, mode, picture->diag));
    turn->drawn_s = bench_now(picture->world);
}

void bench_turn_end(BenchTurn *turn, BenchPicture *picture, bool counts) {
    turn->cpu_s = platform_thread_time_s() - turn->cpu_s;
    if (picture->failed || !counts) return;
    BenchTimes *times = picture->times[picture->side];
    bench_times_add(&times[BENCH_TOTAL], turn->drawn_s - turn->begin_s);
    bench_times_add(&times[BENCH_CPU], turn->cpu_s);
    bench_times_add(&times[BENCH_COMMAND], turn->commanded_s - turn->begin_s);
    bench_times_add(&times[BENCH_BUILD], turn->built_s - turn->begin_s);
    bench_times_add(&times[BENCH_RASTER], turn->drawn_s - turn->built_s);
}
