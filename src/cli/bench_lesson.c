/* `unroll bench lesson`: from the press that opens a lesson of the course to its first picture, and from the press that goes to a step to
   the first picture of the step; drawn into memory. The training of a step is not measured: it runs in later frames. */
#include "base/number.h"
#include "cli/bench.h"
#include "cli/cli.h"

enum { STEP_MAX = 64, LESSON_MAX = 64 };

/* One frame with this input, and its pixels; the seconds it took. */
static double show(BenchPicture *picture, const Input *input) {
    BenchTurn turn;
    if (picture->failed) return 0;
    bench_turn_begin(&turn, picture);
    bench_turn_frame(&turn, picture, input, 0);
    bench_turn_raster(&turn, picture, RASTER_CACHED);
    return turn.drawn_s - turn.begin_s;
}

/* Before the next line, clock and queue are as in a window: nothing is left of the previous line. */
static void settle(BenchPicture *picture) {
    Input nothing;
    input_reset(&nothing);
    show(picture, &nothing);
}

/* How many regions there are with this path and a number from 1. */
static int count_regions(const BenchPicture *picture, const char *path) {
    char numbered[32];
    for (int count = 0; !picture->failed; count++) {
        text_format(numbered, (int)sizeof numbered, "%s%d", path, count + 1);
        if (!region_find(app_regions(picture->app), numbered)) return count;
    }
    return 0;
}

static void measure_step(BenchPicture *picture, BenchTimes *times, int step) {
    static const InputKind kinds[] = {INPUT_POINTER, INPUT_PRESS, INPUT_RELEASE};
    char path[32];
    Input input;
    text_format(path, (int)sizeof path, "lesson/step%d", step);
    const Region *region = region_find(app_regions(picture->app), path);
    bench_check(picture, region || diag_fail(picture->diag, "there is no step %d in the picture", step));
    if (!region) return;
    double x = rect_mid_x(region->box), y = rect_mid_y(region->box);
    input_reset(&input);
    for (int i = 0; i < 3; i++) input_push(&input, &(InputEvent){.kind = kinds[i], .x = x, .y = y, .ratio = 1, .clicks = 1});
    bench_times_add(times, show(picture, &input));
    settle(picture);
}

static void measure_lesson(BenchPicture *picture, int number, BenchTimes *opens, BenchTimes *steps) {
    Input input;
    BenchTimes own = {0};
    InputEvent enter = {.kind = INPUT_KEY, .ratio = 1, .text = "Return"};
    bench_check(picture, bench_times_init(&own, STEP_MAX, picture->diag));
    bench_apply(picture, "show course");
    bench_apply(picture, "focus course/lesson%d", number);
    settle(picture);
    input_reset(&input);
    input_push(&input, &enter);
    double open_s = show(picture, &input);
    settle(picture);
    int count = count_regions(picture, "lesson/step");
    for (int step = 1; step <= count && !picture->failed; step++) measure_step(picture, &own, step);
    if (!picture->failed) {
        bench_times_add(opens, open_s);
        for (int i = 0; i < own.count; i++) bench_times_add(steps, own.s[i]);
        printf("lesson %2d  opens in %.1f ms; %d steps, median %.1f ms, longest %.1f ms\n", number, open_s * 1e3, own.count,
               bench_times_quantile(&own, 0.5) * 1e3, bench_times_quantile(&own, 1) * 1e3);
        fflush(stdout);
    }
    bench_times_deinit(&own);
}

static int run(const CliOptions *options, Diag *diag) {
    BenchPicture picture;
    BenchTimes opens = {0}, steps = {0};
    bench_picture_init(&picture, options, diag);
    bench_check(&picture, bench_times_init(&opens, LESSON_MAX, diag));
    bench_check(&picture, bench_times_init(&steps, LESSON_MAX * STEP_MAX, diag));
    bench_apply(&picture, "show course");
    if (!picture.failed) app_finish_course(picture.app);
    settle(&picture);
    int count = count_regions(&picture, "course/lesson");
    for (int i = 1; i <= count; i++) measure_lesson(&picture, i, &opens, &steps);
    if (!picture.failed)
        printf("all        opens median %.1f ms, longest %.1f ms; steps median %.1f ms, longest %.1f ms\n",
               bench_times_quantile(&opens, 0.5) * 1e3, bench_times_quantile(&opens, 1) * 1e3, bench_times_quantile(&steps, 0.5) * 1e3,
               bench_times_quantile(&steps, 1) * 1e3);
    bench_times_deinit(&opens);
    bench_times_deinit(&steps);
    return bench_picture_deinit(&picture);
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
