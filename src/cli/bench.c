/* What the subcommands `unroll bench ...` share (declared in bench.h). They only report times: medians and the 99th percentile, by nearest
   rank, of wall time after a warm-up. */
#include "cli/bench.h"
#include "base/arena.h"
#include "base/number.h"
#include "cli/apply.h"
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

bool bench_apply(App *app, Diag *diag, const char *format, ...) {
    char line[COMMAND_SHORT_MAX];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    return app_apply(app, line, diag);
}

bool bench_picture_init(BenchPicture *picture, const CliOptions *options, Diag *diag) {
    Input nothing;
    input_reset(&nothing);
    *picture = (BenchPicture){0};
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
    if (!cli_apply_all(&target, options)) return true;
    return diag_fail(diag, "nothing was measured");
}

void bench_picture_deinit(BenchPicture *picture) {
    if (picture->cache) draw_cache_free(picture->cache);
    if (picture->app) app_free(picture->app);
    mem_free(picture->target.pixels);
    cli_world_free(picture->world);
    *picture = (BenchPicture){0};
}
