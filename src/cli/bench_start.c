/* `unroll bench start`: from main to the first picture, once, with the cold caches of a new process; and the peak memory. With a display
   the window is opened and the picture shown, without one it is drawn into memory. What the system does before main (loading the libraries)
   is not in it. */
#include "cli/bench.h"
#include "cli/cli.h"
#include "platform/files.h"
#include "platform/window.h"

static bool show(BenchPicture *picture, Window *window, const DrawList *list, Diag *diag) {
    RasterTarget target = picture->target;
    RasterResult result;
    bool fresh = false;
    if (window && !window_target(window, &target, &fresh, diag)) return false;
    if (!raster_draw(&result, picture->cache, &target, list, RASTER_CACHED, diag)) return false;
    return !window || window_show(window, result.dirty, result.dirty_count, diag);
}

static int run(const CliOptions *options, Diag *diag) {
    BenchPicture picture;
    Window *window = NULL;
    Input nothing;
    Diag no_display;
    input_reset(&nothing);
    diag_reset(&no_display);
    if (!bench_picture_init(&picture, options, diag)) return bench_picture_deinit(&picture);
    double app_s = bench_now(picture.world), window_s = app_s;
    WindowPlace place = {WINDOW_ANYWHERE, WINDOW_ANYWHERE, options->width, options->height, false};
    if (window_open(&window, app_title(picture.app), place, WINDOW_AUTO, &no_display)) {
        double width_px, height_px, ratio;
        window_s = bench_now(picture.world);
        window_size(window, &width_px, &height_px, &ratio);
        app_resize(picture.app, width_px, height_px, ratio);
    }
    bench_check(&picture, show(&picture, window, app_frame(picture.app, &nothing, 0), diag));
    if (!picture.failed) {
        double first_s = bench_now(picture.world);
        printf("start to first picture %.1f ms (fonts and first network %.1f, %s%.1f, first picture %.1f)\n",
               (first_s - options->start_s) * 1e3, (app_s - options->start_s) * 1e3, window ? "window " : "no display, so no window ",
               (window_s - app_s) * 1e3, (first_s - window_s) * 1e3);
        double bytes = platform_peak_memory_bytes();
        if (bytes >= 0) printf("peak memory %.1f MB\n", bytes / 1e6);
    }
    window_close(window);
    return bench_picture_deinit(&picture);
}

const CliSubcommand cli_bench_start = {
    .name = "bench start",
    .summary = "measure the time to the first picture",
    .operands = "",
    .takes = {CLI_SIZE},
    .about = "From the start to the first picture, and the memory it took. It only reports times.",
    .status = "0; 1 when it could not be measured; 2 when an option or a line was wrong.",
    .run = run,
};
