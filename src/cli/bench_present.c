/* `unroll bench present`: bringing a finished picture to the screen, by window surface and by streaming texture, once with
   everything changed and once with the rectangles of one column. Which is faster differs between machines; `unroll run
   --present` chooses. Drawing the picture is not in it: see `unroll bench frame`. */
#include "cli/bench.h"
#include "cli/cli.h"
#include "platform/window.h"

enum { PRESENT_REPEAT = 100, PRESENT_WARM = 5 };

static bool measure(BenchPicture *picture, Window *window, bool full, int repeat, Diag *diag) {
    Input input;
    BenchTimes times;
    bool good = bench_times_init(&times, repeat, diag);
    int steps = app_lab(picture->app)->run.wiring.steps;
    for (int i = -PRESENT_WARM; good && i < repeat; i++) {
        RasterTarget target;
        RasterResult result;
        bool fresh = false;
        input_reset(&input);
        window_poll(window, &input); /* what the display asks for is answered, but no input is taken */
        input_reset(&input);
        good = full ? bench_apply(picture->app, diag, "theme toggle")
                    : bench_apply(picture->app, diag, "seek backward %d", 1 + (i + PRESENT_WARM) % steps);
        good = good && window_target(window, &target, &fresh, diag);
        if (good && fresh) draw_cache_forget(picture->cache);
        good = good && raster_draw(&result, picture->cache, &target, app_frame(picture->app, &input, 0), RASTER_CACHED, diag);
        double t0 = bench_now(picture->world);
        good = good && window_show(window, result.dirty, result.dirty_count, diag);
        if (i >= 0) bench_times_add(&times, bench_now(picture->world) - t0);
    }
    if (good) {
        printf("present %-8s %-19s median %.2f ms  p99 %.2f ms\n", window_is_texture(window) ? "texture" : "surface",
               full ? "full picture" : "one column changed", bench_times_quantile(&times, 0.5) * 1e3,
               bench_times_quantile(&times, 0.99) * 1e3);
        fflush(stdout);
    }
    bench_times_deinit(&times);
    return good;
}

static int run(const CliOptions *options, Diag *diag) {
    static const WindowPresent ways[] = {WINDOW_SURFACE, WINDOW_TEXTURE};
    int repeat = options->repeat > 0 ? (int)options->repeat : PRESENT_REPEAT;
    BenchPicture picture;
    bool good = bench_picture_init(&picture, options, diag);
    for (int i = 0; good && i < 2; i++) {
        Window *window = NULL;
        WindowPlace place = {WINDOW_ANYWHERE, WINDOW_ANYWHERE, options->width, options->height, false};
        good = window_open(&window, app_title(picture.app), place, ways[i], diag);
        if (good) {
            double width_px, height_px, ratio;
            window_size(window, &width_px, &height_px, &ratio);
            app_resize(picture.app, width_px, height_px, ratio);
            draw_cache_forget(picture.cache);
        }
        good = good && measure(&picture, window, true, repeat, diag) && measure(&picture, window, false, repeat, diag);
        window_close(window);
    }
    bench_picture_deinit(&picture);
    return good ? CLI_OK : CLI_FAILED;
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
