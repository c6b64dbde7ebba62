/* `unroll bench long`: compares the cost of a long training at its end with that at its beginning. It trains by `train` lines; before and
   after that the window's loop trains continuously for some frames, each of which takes over what the worker has done, builds the draw list
   and draws what has changed. Then one visit to an update late in the training. Without --set: the first-load preset.

   Only frames in which training had advanced count, because the loop does not wait for a display. */
#include "cli/bench.h"
#include "cli/cli.h"
#include "lab/history.h"
#include "lab/replay.h"
#include "platform/files.h"

enum { LONG_THOUSANDS = 10000, LONG_FRAMES = 300, LONG_WARM = 30, LONG_FIRST = 1000, LONG_AT_ONCE = 10000 };

static bool measure_frames(BenchPicture *picture, const char *when, double *median, Diag *diag) {
    Input nothing;
    BenchTimes frame = {0}, used = {0};
    input_reset(&nothing);
    bool good = bench_times_init(&frame, LONG_FRAMES, diag) && bench_times_init(&used, LONG_FRAMES, diag) &&
                bench_apply(picture->app, diag, "setting stop_solved off") && bench_apply(picture->app, diag, "training on");
    for (int i = -LONG_WARM; good && i < LONG_FRAMES;) {
        RasterResult result;
        long update = app_lab(picture->app)->run.update;
        double before = bench_now(picture->world), used_before = platform_thread_time_s();
        const DrawList *list = app_frame(picture->app, &nothing, 1.0 / 60);
        good = raster_draw(&result, picture->cache, &picture->target, list, RASTER_CACHED, diag);
        double took = bench_now(picture->world) - before, used_s = platform_thread_time_s() - used_before;
        if (app_lab(picture->app)->run.update == update) continue;
        if (i++ < 0) continue;
        bench_times_add(&frame, took);
        bench_times_add(&used, used_s);
    }
    good = good && bench_apply(picture->app, diag, "training off");
    if (good) {
        *median = bench_times_quantile(&frame, 0.5);
        printf("%-6s update %-10ld frame median %.3f ms  p99 %.3f ms  cpu %.3f ms  peak memory %.1f MB\n", when,
               app_lab(picture->app)->run.update, *median * 1e3, bench_times_quantile(&frame, 0.99) * 1e3,
               bench_times_quantile(&used, 0.5) * 1e3, platform_peak_memory_bytes() / 1e6);
        fflush(stdout);
    }
    bench_times_deinit(&frame);
    bench_times_deinit(&used);
    return good;
}

static bool train_to(BenchPicture *picture, long updates, Diag *diag) {
    bool good = true;
    while (good && app_lab(picture->app)->run.update < updates) {
        long left = updates - app_lab(picture->app)->run.update;
        good = bench_apply(picture->app, diag, "train %ld", left < LONG_AT_ONCE ? left : LONG_AT_ONCE);
    }
    return good;
}

static bool measure_visit(BenchPicture *picture, Diag *diag) {
    const Lab *lab = app_lab(picture->app);
    int entries = lab->history->done;
    double before = bench_now(picture->world), used_before = platform_thread_time_s();
    if (!bench_apply(picture->app, diag, "visit %ld", lab->run.update - 777)) return false;
    double took = bench_now(picture->world) - before, used_s = platform_thread_time_s() - used_before;
    printf("visit  update %-10ld %.1f ms  cpu %.1f ms  undo entries %d before, %d after (%d at most)  history %.1f MB  states %.1f MB\n",
           lab->run.update, took * 1e3, used_s * 1e3, entries, lab->history->done, HISTORY_ENTRY_MAX,
           (double)history_size(lab->history, &lab->run) / 1e6, (double)lab_replay_size(lab) / 1e6);
    return true;
}

static int run(const CliOptions *options, Diag *diag) {
    BenchPicture picture;
    double first = 0, last = 0;
    bool good = bench_picture_init(&picture, options, diag) && train_to(&picture, LONG_FIRST, diag) &&
                measure_frames(&picture, "start", &first, diag) &&
                train_to(&picture, 1000L * (options->repeat > 0 ? options->repeat : LONG_THOUSANDS), diag) &&
                measure_frames(&picture, "end", &last, diag) && measure_visit(&picture, diag);
    if (good) printf("end over start %.2f\n", last / first);
    bench_picture_deinit(&picture);
    return good ? CLI_OK : CLI_FAILED;
}

const CliSubcommand cli_bench_long = {
    .name = "bench long",
    .summary = "measure a long training",
    .operands = "",
    .takes = {CLI_SIZE, CLI_OPEN, CLI_SET, CLI_DO, CLI_SCRIPT, CLI_REPEAT},
    .about =
        "A frame of continuous training at the start and after 10 million updates, the memory, and a visit there. It only reports times.",
    .more = "COUNT of --repeat is thousands of updates, 10000 when not given.",
    .status = "0; 1 when it could not be measured; 2 when an option or a line was wrong.",
    .run = run,
};
