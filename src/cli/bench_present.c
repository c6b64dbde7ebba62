/* `unroll bench present`: bringing a finished picture to the screen, by window surface and by streaming texture, once with
   everything changed and once with the rectangles of one column. Which is faster differs between machines; `unroll run
   --present` chooses. Drawing the picture is not in it: see `unroll bench frame`. */
#include "cli/bench.h"
#include "cli/cli.h"
#include "platform/window.h"

enum { PRESENT_REPEAT = 100, PRESENT_WARM = 5 };

/* Draws the picture into the window's pixels and shows it; the seconds that showing took. */
static double show(BenchPicture *picture, Window *window) {
    Diag *diag = picture->diag;
    Input nothing;
    RasterTarget target;
    RasterResult result;
    bool fresh = false;
    input_reset(&nothing);
    window_poll(window, &nothing); /* what the display asks for is answered, but no input is taken */
    input_reset(&nothing);
    bench_check(picture, !picture->failed && window_target(window, &target, &fresh, diag));
    if (fresh) draw_cache_forget(picture->cache);
    bench_check(picture, !picture->failed &&
                             raster_draw(&result, picture->cache, &target, app_frame(picture->app, &nothing, 0), RASTER_CACHED, diag));
    double begin_s = bench_now(picture->world);
    bench_check(picture, !picture->failed && window_show(window, result.dirty, result.dirty_count, diag));
    return bench_now(picture->world) - begin_s;
}

static void measure(BenchPicture *picture, Window *window, bool full, int repeat) {
    bench_lists_begin(picture, repeat);
    for (int i = -PRESENT_WARM; i < repeat && !picture->failed; i++) {
        if (full)
            bench_apply(picture, "theme toggle");
        else
            bench_apply(picture, "seek backward %d", 1 + (i + PRESENT_WARM) % app_lab(picture->app)->run.wiring.steps);
        double took_s = show(picture, window);
        if (i >= 0) bench_times_add(&picture->times[0][BENCH_TOTAL], took_s);
    }
    if (picture->failed) return;
    printf("present %-8s %-19s median %.2f ms  p99 %.2f ms\n", window_is_texture(window) ? "texture" : "surface",
           full ? "full picture" : "one column changed", bench_list_ms(picture, BENCH_TOTAL, 0.5),
           bench_list_ms(picture, BENCH_TOTAL, 0.99));
    fflush(stdout);
}

static void measure_way(BenchPicture *picture, WindowPresent way, WindowPlace place, int repeat) {
    Window *window = NULL;
    double width_px, height_px, ratio;
    bench_check(picture, !picture->failed && window_open(&window, app_title(picture->app), place, way, picture->diag));
    if (picture->failed) return;
    window_size(window, &width_px, &height_px, &ratio);
    app_resize(picture->app, width_px, height_px, ratio);
    draw_cache_forget(picture->cache);
    measure(picture, window, true, repeat);
    measure(picture, window, false, repeat);
    window_close(window);
}

static int run(const CliOptions *options, Diag *diag) {
    int repeat = options->repeat > 0 ? (int)options->repeat : PRESENT_REPEAT;
    WindowPlace place = {WINDOW_ANYWHERE, WINDOW_ANYWHERE, options->width, options->height, false};
    BenchPicture picture;
    bench_picture_init(&picture, options, diag);
    measure_way(&picture, WINDOW_SURFACE, place, repeat);
    measure_way(&picture, WINDOW_TEXTURE, place, repeat);
    return bench_picture_deinit(&picture);
}

const CliSubcommand cli_bench_present = {
    .name = "bench present",
    .summary = "measure how pictures get to the screen",
    .operands = "",
    .takes = {CLI_SIZE, CLI_REPEAT},
    .about = "Shows a picture by surface and by texture. This needs a display. It only reports times.",
    .status = "0; 1 when it could not be measured; 2 when an option or a line was wrong.",
    .run = run,
};
