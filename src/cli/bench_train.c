/* `unroll bench train`: updates per second where a worker trains beside real frames, and in the loop of `unroll train`, in turn in one run.
   A frame is app_frame with training on and the picture drawn into memory; they come 60 times a second, as in the window, and their
   times are printed without the sleep in between, by the clock and of the thread that draws (`cpu`). Each side takes as many turns as the other, so that a machine whose
   speed wanders treats both alike; the ratio is that of all turns together. */
#include "base/number.h"
#include "cli/bench.h"
#include "cli/cli.h"
#include "cli/progress.h"
#include "platform/files.h"

typedef struct TrainCase {
    int hidden, steps, batch;
} TrainCase;

enum { TRAIN_TURNS = 4, FRAMES_OF_TURN = 60, FRAMES_WARM = 10 };
static const double TRAIN_FRAME_S = 1.0 / 60;

typedef struct TrainRates {
    double window_s, loop_s; /* time taken */
    long window, loop;       /* updates done in it */
} TrainRates;

static void sleep_until(const World *world, double when_s) {
    double left = when_s - bench_now(world);
    if (left > 0) platform_sleep(left);
}

/* Frames until the training has its pace, then those of a turn. */
static bool train_window(BenchPicture *picture, TrainRates *rates, BenchTimes *times, BenchTimes *cpu, int frames, Diag *diag) {
    Input nothing;
    double start_s = 0, due_s = bench_now(picture->world);
    long first = 0;
    bool good = bench_apply(picture->app, diag, "training on");
    input_reset(&nothing);
    for (int i = -FRAMES_WARM; good && i <= frames; i++) {
        RasterResult result;
        sleep_until(picture->world, due_s);
        double cpu0 = platform_thread_time_s(), t0 = bench_now(picture->world);
        due_s = t0 > due_s + TRAIN_FRAME_S ? t0 + TRAIN_FRAME_S : due_s + TRAIN_FRAME_S;
        const DrawList *list = app_frame(picture->app, &nothing, TRAIN_FRAME_S);
        long update = app_lab(picture->app)->run.update;
        if (i == 0) {
            start_s = t0;
            first = update;
        }
        if (i == frames) { /* both ends are looks at the newest snapshot */
            rates->window_s += t0 - start_s;
            rates->window += update - first;
            break;
        }
        good = raster_draw(&result, picture->cache, &picture->target, list, RASTER_CACHED, diag);
        if (i < 0) continue;
        bench_times_add(times, bench_now(picture->world) - t0);
        bench_times_add(cpu, platform_thread_time_s() - cpu0);
    }
    good = good && bench_apply(picture->app, diag, "training off");
    app_frame(picture->app, &nothing, 0); /* ends the job */
    return good;
}

/* As `unroll train` does it, for about as long. */
static bool train_loop(Lab *lab, const World *world, TrainRates *rates, double seconds, Diag *diag) {
    int slice = 1;
    bool good = true;
    double start_s = bench_now(world), warm_s = start_s + seconds / 4, begin_s = 0, now_s = start_s;
    long first = 0;
    lab_begin_drag(lab);
    while (good && now_s < warm_s + seconds) {
        good = lab_train(lab, slice, diag);
        double took = bench_now(world) - now_s;
        now_s += took;
        slice = progress_next_slice(slice, took);
        if (begin_s > 0 || now_s < warm_s) continue;
        begin_s = now_s;
        first = lab->run.update;
    }
    lab_end_drag(lab);
    rates->loop_s += now_s - begin_s;
    rates->loop += lab->run.update - first;
    return good;
}

static bool set_up(BenchPicture *picture, Lab *lab, const TrainCase *train, Diag *diag) {
    static const char *const key[] = {"hidden", "steps", "batch"};
    const int value[] = {train->hidden, train->steps, train->batch};
    for (int i = 0; i < 3; i++) {
        char line[COMMAND_SHORT_MAX];
        Command command;
        text_format(line, sizeof line, "set %s %d", key[i], value[i]);
        if (!bench_apply(picture->app, diag, "%s", line)) return false;
        if (!command_parse(&command, str_from(line), diag) || !lab_apply(lab, &command, diag)) return false;
    }
    return true;
}

static bool measure_case(const TrainCase *train, const CliOptions *options, Diag *diag) {
    BenchPicture picture = {0};
    BenchTimes times = {0}, cpu = {0};
    TrainRates rates = {0};
    Lab lab = {0};
    int turns = options->repeat ? (int)options->repeat : TRAIN_TURNS;
    bool good = bench_picture_init(&picture, options, diag) && bench_times_init(&times, turns * FRAMES_OF_TURN, diag) &&
                bench_times_init(&cpu, turns * FRAMES_OF_TURN, diag) && lab_init(&lab, diag) && set_up(&picture, &lab, train, diag);
    for (int i = 0; good && i < turns; i++) {
        good = train_window(&picture, &rates, &times, &cpu, FRAMES_OF_TURN, diag) &&
               train_loop(&lab, picture.world, &rates, FRAMES_OF_TURN * TRAIN_FRAME_S, diag);
    }
    if (good && rates.window_s > 0 && rates.loop_s > 0 && rates.loop > 0) {
        double window = (double)rates.window / rates.window_s, loop = (double)rates.loop / rates.loop_s;
        printf("train H=%d T=%d B=%d  window %.0f updates/s  loop %.0f updates/s  ratio %.3f  frames median %.2f ms  p99 %.2f ms  "
               "cpu %.2f  p99 %.2f\n",
               train->hidden, train->steps, train->batch, window, loop, window / loop, bench_times_quantile(&times, 0.5) * 1e3,
               bench_times_quantile(&times, 0.99) * 1e3, bench_times_quantile(&cpu, 0.5) * 1e3, bench_times_quantile(&cpu, 0.99) * 1e3);
        fflush(stdout);
    }
    bench_picture_deinit(&picture);
    bench_times_deinit(&times);
    bench_times_deinit(&cpu);
    lab_deinit(&lab);
    return good;
}

static int run(const CliOptions *options, Diag *diag) {
    static const TrainCase cases[] = {{6, 16, 1}, {16, 50, 1}, {64, 100, 16}, {128, 100, 32}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (!measure_case(&cases[i], options, diag)) return CLI_FAILED;
    return CLI_OK;
}

const CliSubcommand cli_bench_train = {
    .name = "bench train",
    .summary = "measure training in the window",
    .operands = "",
    .takes = {CLI_SIZE, CLI_REPEAT},
    .about = "Training beside frames that come 60 times a second, and in the loop of `unroll train`, in turn; a turn lasts a second for "
             "each. Prints "
             "updates per second of both, their ratio, and the frames' times. Reports times and judges none.",
    .status = "0; 1 when it could not be measured; 2 when an option was wrong.",
    .run = run,
};
