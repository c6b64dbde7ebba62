/* `unroll bench lesson`: from the press that opens a lesson of the course to its first picture, and from the press that goes to a step to
   the first picture of the step; drawn into memory. The training of a step is not measured: it runs in later frames. */
#include "base/number.h"
#include "cli/bench.h"
#include "cli/cli.h"
#include <string.h>

enum { STEP_MAX = 64, LESSON_MAX = 64 };

/* One frame with this input, and its pixels; the seconds it took. Negative: it could not be drawn. */
static double show(BenchPicture *picture, const Input *input, Diag *diag) {
    RasterResult result;
    double start_s = bench_now(picture->world);
    const DrawList *list = app_frame(picture->app, input, 0);
    bool good = list && raster_draw(&result, picture->cache, &picture->target, list, RASTER_CACHED, diag);
    return good ? bench_now(picture->world) - start_s : -1;
}

static void push_key(Input *input, const char *key) {
    InputEvent event = {.kind = INPUT_KEY, .ratio = 1};
    input_reset(input);
    str_copy(event.text, (int)sizeof event.text, str_from(key));
    input_push(input, &event);
}

/* Before the next line, clock and queue are as in a window: nothing is left of the previous line. */
static bool settle(BenchPicture *picture, Diag *diag) {
    Input nothing;
    input_reset(&nothing);
    return show(picture, &nothing, diag) >= 0;
}

static bool measure_step(BenchPicture *picture, BenchTimes *times, int step, Diag *diag) {
    char path[32];
    Input input;
    text_format(path, (int)sizeof path, "lesson/step%d", step);
    const Region *region = region_find(app_regions(picture->app), path);
    if (!region) return diag_fail(diag, "there is no step %d in the picture", step);
    double x = rect_mid_x(region->box), y = rect_mid_y(region->box);
    static const InputKind kinds[] = {INPUT_POINTER, INPUT_PRESS, INPUT_RELEASE};
    input_reset(&input);
    for (int i = 0; i < 3; i++) input_push(&input, &(InputEvent){.kind = kinds[i], .x = x, .y = y, .ratio = 1, .clicks = 1});
    double seconds = show(picture, &input, diag);
    if (seconds >= 0) bench_times_add(times, seconds);
    return seconds >= 0 && settle(picture, diag);
}

static bool measure_lesson(BenchPicture *picture, int number, BenchTimes *opens, BenchTimes *steps, Diag *diag) {
    Input input;
    BenchTimes own = {0};
    bool good = bench_apply(picture->app, diag, "show course") && bench_apply(picture->app, diag, "focus course/lesson%d", number) &&
                settle(picture, diag) && bench_times_init(&own, STEP_MAX, diag);
    push_key(&input, "Return");
    double open_s = good ? show(picture, &input, diag) : -1;
    good = open_s >= 0 && settle(picture, diag);
    char path[32];
    int count = 0;
    for (text_format(path, (int)sizeof path, "lesson/step1"); good && region_find(app_regions(picture->app), path);
         text_format(path, (int)sizeof path, "lesson/step%d", count + 1))
        count++;
    for (int step = 1; good && step <= count; step++) good = measure_step(picture, &own, step, diag);
    if (good) {
        bench_times_add(opens, open_s);
        for (int i = 0; i < own.count; i++) bench_times_add(steps, own.s[i]);
        printf("lesson %2d  opens in %.1f ms; %d steps, median %.1f ms, longest %.1f ms\n", number, open_s * 1e3, own.count,
               bench_times_quantile(&own, 0.5) * 1e3, bench_times_quantile(&own, 1) * 1e3);
        fflush(stdout);
    }
    bench_times_deinit(&own);
    return good;
}

static int run(const CliOptions *options, Diag *diag) {
    BenchPicture picture;
    BenchTimes opens = {0}, steps = {0};
    bool good = bench_picture_init(&picture, options, diag) && bench_times_init(&opens, LESSON_MAX, diag) &&
                bench_times_init(&steps, LESSON_MAX * STEP_MAX, diag) && bench_apply(picture.app, diag, "show course");
    int count = 0;
    char path[32];
    if (good) app_finish_course(picture.app);
    good = good && settle(&picture, diag);
    for (text_format(path, (int)sizeof path, "course/lesson1"); good && region_find(app_regions(picture.app), path);
         text_format(path, (int)sizeof path, "course/lesson%d", count + 1))
        count++;
    for (int i = 1; good && i <= count; i++) good = measure_lesson(&picture, i, &opens, &steps, diag);
    if (good)
        printf("all        opens median %.1f ms, longest %.1f ms; steps median %.1f ms, longest %.1f ms\n",
               bench_times_quantile(&opens, 0.5) * 1e3, bench_times_quantile(&opens, 1) * 1e3, bench_times_quantile(&steps, 0.5) * 1e3,
               bench_times_quantile(&steps, 1) * 1e3);
    bench_times_deinit(&opens);
    bench_times_deinit(&steps);
    bench_picture_deinit(&picture);
    return good ? CLI_OK : CLI_FAILED;
}

const CliSubcommand cli_bench_lesson = {
    .name = "bench lesson",
    .summary = "measure how lessons open, and their steps",
    .operands = "",
    .takes = {CLI_SIZE, CLI_THEME, CLI_SCALE},
    .about =
        "Every lesson of the course is opened from the course page, and every step of it by its segment: from the press to the picture. "
        "Training that a step begins is not in it. It only reports times.",
    .status = "0; 1 when it could not be measured; 2 when an option was wrong.",
    .run = run,
};
