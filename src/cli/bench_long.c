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

/* Returns the median in milliseconds. */
static double measure_frames(BenchPicture *picture, const char *when) {
    Input nothing;
    input_reset(&nothing);
    bench_lists_begin(picture, LONG_FRAMES);
    bench_apply(picture, "setting stop_solved off");
    bench_apply(picture, "training on");
    for (int i = -LONG_WARM; i < LONG_FRAMES && !picture->failed;) {
        BenchTurn turn;
        long update = app_lab(picture->app)->run.update;
        bench_turn_begin(&turn, picture);
        bench_turn_frame(&turn, picture, &nothing, 1.0 / 60);
        bench_turn_raster(&turn, picture, RASTER_CACHED);
        bool advanced = app_lab(picture->app)->run.update != update;
        bench_turn_end(&turn, picture, advanced && i >= 0);
        i += advanced;
    }
    bench_apply(picture, "training off");
    if (picture->failed) return 0;
    double median = bench_list_ms(picture, BENCH_TOTAL, 0.5);
    printf("%-6s update %-10ld frame median %.3f ms  p99 %.3f ms  cpu %.3f ms  peak memory %.1f MB\n", when,
           app_lab(picture->app)->run.update, median, bench_list_ms(picture, BENCH_TOTAL, 0.99), bench_list_ms(picture, BENCH_CPU, 0.5),
           platform_peak_memory_bytes() / 1e6);
    fflush(stdout);
    return median;
}

static void train_to(BenchPicture *picture, long updates) {
    while (!picture->failed && app_lab(picture->app)->run.update < updates) {
        long left = updates - app_lab(picture->app)->run.update;
        bench_apply(picture, "train %ld", left < LONG_AT_ONCE ? left : LONG_AT_ONCE);
    }
}

static void measure_visit(BenchPicture *picture) {
    if (picture->failed) return;
    const Lab *lab = app_lab(picture->app);
    int entries = lab->history->done;
    double before = bench_now(picture->world), used_before = platform_thread_time_s();
    bench_apply(picture, "visit %ld", lab->run.update - 777);
    double took = bench_now(picture->world) - before, used_s = platform_thread_time_s() - used_before;
    printf("visit  update %-10ld %.1f ms  cpu %.1f ms  undo entries %d before, %d after (%d at most)  history %.1f MB  states %.1f MB\n",
           lab->run.update, took * 1e3, used_s * 1e3, entries, lab->history->done, HISTORY_ENTRY_MAX,
           (double)history_size(lab->history, &lab->run) / 1e6, (double)lab_replay_size(lab) / 1e6);
}

static int run(const CliOptions *options, Diag *diag) {
    BenchPicture picture;
    bench_picture_init(&picture, options, diag);
    train_to(&picture, LONG_FIRST);
    double first = measure_frames(&picture, "start");
    train_to(&picture, 1000L * (options->repeat > 0 ? options->repeat : LONG_THOUSANDS));
    double last = measure_frames(&picture, "end");
    measure_visit(&picture);
    if (!picture.failed) printf("end over start %.2f\n", last / first);
    return bench_picture_deinit(&picture);
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
