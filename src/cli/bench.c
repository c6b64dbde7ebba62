/* `unroll bench`: how fast the program is on this machine. Nothing here is a test; numbers are printed, none is judged.
   Medians and the 99th percentile, by nearest rank, of wall time after a warm-up. */
#include "cli/bench.h"
#include "base/arena.h"
#include "base/number.h"
#include "cli/cli.h"
#include "platform/files.h"
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

typedef struct BenchSubject {
    const char *name;
    unsigned taken;
    int (*run)(const CliOptions *options, double start_s, Diag *diag);
    const char *help;
} BenchSubject;

static const BenchSubject subject_table[] = {
    {"live", CLI_REPEAT, bench_live,
     "a slider moves: setup applied, trace recomputed, draw list built; LSTM with 16 units and 60 steps, and with 32 and 300"},
    {"frame", CLI_SIZE | CLI_SET | CLI_DO | CLI_SCRIPT | CLI_THEME | CLI_SCALE | CLI_REPEAT, bench_frame,
     "one frame: everything changed, one column changed, nothing changed; without and with layers and tiles"},
    {"long", CLI_SIZE | CLI_SET | CLI_DO | CLI_SCRIPT | CLI_REPEAT, bench_long,
     "a frame of continuous training at the start and after 10 million updates (--repeat), the memory, and a visit there"},
    {"start", CLI_SIZE, bench_start, "from the start to the first picture, and the memory it took"},
    {"present", CLI_SIZE | CLI_REPEAT, bench_present, "showing a picture by surface and by texture; needs a display"},
    {"engine", CLI_REPEAT, bench_engine,
     "forward, backward and update of one batch, for each line \"H T B\" on standard input (hidden units, steps, batch)"},
};
enum { SUBJECT_TOTAL = sizeof subject_table / sizeof subject_table[0] };

bool bench_times_init(BenchTimes *times, int capacity, Diag *diag) {
    *times = (BenchTimes){mem_new((size_t)capacity * sizeof(double)), 0, capacity};
    return times->s || diag_fail(diag, "memory is out");
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
    char line[COMMAND_LINE_MAX];
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
    if (!picture->cache || !picture->target.pixels) return diag_fail(diag, "memory is out");
    app_resize(picture->app, width, height, 1);
    app_frame(picture->app, &nothing, 0);
    if (!cli_options_apply(picture->app, options, picture->world, "bench", stderr)) return true;
    return diag_fail(diag, "nothing was measured");
}

void bench_picture_deinit(BenchPicture *picture) {
    if (picture->cache) draw_cache_free(picture->cache);
    if (picture->app) app_free(picture->app);
    mem_free(picture->target.pixels);
    cli_world_free(picture->world);
    *picture = (BenchPicture){0};
}

static void print_help(FILE *out) {
    fprintf(out, "usage: unroll bench SUBJECT [OPTION]...\n\nMeasures this machine; prints times, judges nothing.\n\n");
    for (int i = 0; i < SUBJECT_TOTAL; i++) fprintf(out, "  %-8s %s\n", subject_table[i].name, subject_table[i].help);
    fprintf(out, "\n  --repeat COUNT            not of start; of long thousands of updates\n"
                 "  --size WIDTHxHEIGHT       of frame, long, start and present\n"
                 "  --set, --do, --script, --theme, --scale\n"
                 "                          of frame and long, as `unroll help render` says them\n\n"
                 "Exit status: 0; 1 when it could not be measured; 2 when an option or a line was wrong.\n");
}

static int fail_subject(const char *name, Diag *diag) {
    const char *names[SUBJECT_TOTAL];
    for (int i = 0; i < SUBJECT_TOTAL; i++) names[i] = subject_table[i].name;
    const char *closest = name ? str_find_closest(str_from(name), names, SUBJECT_TOTAL) : NULL;
    if (!name) {
        diag_fail(diag, "say what to measure: live, frame, long, start, present or engine");
    } else if (closest) {
        diag_fail(diag, "unknown subject '%s'; did you mean '%s'?", name, closest);
    } else {
        diag_fail(diag, "unknown subject '%s'; it can be live, frame, long, start, present or engine", name);
    }
    cli_report(stderr, "bench", diag);
    return CLI_BAD_USAGE;
}

int cli_bench(int argc, char **argv) {
    ClockApi clock;
    CliOptions options;
    Diag diag;
    platform_clock(&clock);
    double start_s = clock.now_s(clock.user);
    diag_reset(&diag);
    const char *name = argc > 1 ? argv[1] : NULL;
    if (name && (!strcmp(name, "--help") || !strcmp(name, "-h"))) {
        print_help(stdout);
        return CLI_OK;
    }
    const BenchSubject *subject = NULL;
    for (int i = 0; name && i < SUBJECT_TOTAL; i++) {
        if (!strcmp(subject_table[i].name, name)) subject = &subject_table[i];
    }
    if (!subject) return fail_subject(name, &diag);
    if (!cli_options_init(&options, subject->taken, 0, argc - 1, argv + 1, &diag)) {
        cli_report(stderr, "bench", &diag);
        return CLI_BAD_USAGE;
    }
    int status = CLI_OK;
    if (options.given & CLI_HELP) {
        print_help(stdout);
    } else {
        status = subject->run(&options, start_s, &diag);
        if (status != CLI_OK) cli_report(stderr, "bench", &diag);
    }
    cli_options_deinit(&options);
    return status;
}
