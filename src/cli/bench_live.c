/* `unroll bench live`: the recurrent radius is dragged, then a valve (the command whatif; its pass is the plain one). One turn is `set radius ...` through app_apply, which rescales the
   recurrent weights and recomputes forward and backward, and app_frame, which builds the draw list. Drawing the list is
   `unroll bench frame`. The engine's part is measured apart, on a trace of its own with the same weights and sequence:
   weights_set_radius, net_forward, net_backward, trace_measure. */
#include "base/arena.h"
#include "cli/bench.h"
#include "cli/cli.h"
#include "platform/files.h"
#include <string.h>

typedef struct LiveCase {
    const char *cell;
    int hidden, steps;
} LiveCase;

enum { LIVE_REPEAT = 400, LIVE_WARM = 20 };

/* A drag to and fro between 0.5 and 1.5, in steps as fine as a slider's. */
static double radius_at(int turn) {
    int place = turn % 200;
    return 0.5 + 0.01 * (place < 100 ? place : 200 - place);
}

static bool move(BenchPicture *picture, int turn, bool pulls, Diag *diag) {
    if (pulls) return bench_apply(picture->app, diag, "whatif gate f 8 all %.2f", radius_at(turn) - 0.5);
    return bench_apply(picture->app, diag, "set radius %.2f", radius_at(turn));
}

/* cpu: the same repeat in processor time of this thread, which other programs do not lengthen */
static bool measure_turns(BenchTimes *turn, BenchTimes *cpu, BenchTimes *apply, BenchPicture *picture, int repeat, bool pulls, Diag *diag) {
    Input nothing;
    input_reset(&nothing);
    for (int i = -LIVE_WARM; i < repeat; i++) {
        double cpu0 = platform_thread_time_s(), t0 = bench_now(picture->world);
        if (!move(picture, i + LIVE_WARM, pulls, diag)) return false;
        double t1 = bench_now(picture->world);
        const DrawList *list = app_frame(picture->app, &nothing, 1.0 / 60);
        double t2 = bench_now(picture->world), cpu2 = platform_thread_time_s();
        if (!list || list->failed) return diag_fail(diag, "out of memory");
        if (i < 0) continue;
        bench_times_add(turn, t2 - t0);
        bench_times_add(cpu, cpu2 - cpu0);
        bench_times_add(apply, t1 - t0);
    }
    return true;
}

static bool measure_engine(BenchTimes *engine, const BenchPicture *picture, int repeat, Diag *diag) {
    const Run *run = &app_lab(picture->app)->run;
    Trace trace = {0};
    size_t size = run->net.weight_count * sizeof(double);
    double *weight = mem_new(size), *gradient = mem_new(size);
    bool good = false;
    if (!weight || !gradient) {
        diag_fail(diag, "out of memory");
    } else if (trace_init(&trace, &run->net, &run->wiring, 1, diag)) {
        const Net *net = &run->net;
        size_t outputs = net->spec.loss == LOSS_MSE ? (size_t)net->spec.outputs : 1;
        memcpy(weight, run->weight, size);
        memcpy(trace.x, run->trace.x, (size_t)run->wiring.steps * (size_t)net->spec.inputs * sizeof(double));
        memcpy(trace.target, run->trace.target, (size_t)run->wiring.loss_count * outputs * sizeof(double));
        for (int i = -LIVE_WARM; i < repeat; i++) {
            double t0 = bench_now(picture->world);
            weights_set_radius(weight, net, radius_at(i + LIVE_WARM), trace.scratch);
            net_forward(&trace, weight);
            net_backward(&trace, gradient, weight);
            trace_measure(&trace, weight, gradient);
            if (i >= 0) bench_times_add(engine, bench_now(picture->world) - t0);
        }
        good = true;
    }
    trace_deinit(&trace);
    mem_free(weight);
    mem_free(gradient);
    return good;
}

static void print_times(const char *name, BenchTimes *times) {
    printf("  %-38s median %.3f ms  p99 %.3f ms\n", name, bench_times_quantile(times, 0.5) * 1e3, bench_times_quantile(times, 0.99) * 1e3);
}

static bool measure_case(const LiveCase *live, const CliOptions *options, Diag *diag) {
    int repeat = options->repeat > 0 ? (int)options->repeat : LIVE_REPEAT;
    BenchPicture picture = {0};
    BenchTimes turn = {0}, cpu = {0}, apply = {0}, engine = {0}, pull = {0}, pull_cpu = {0}, hold = {0};
    bool good = bench_times_init(&cpu, repeat, diag) && bench_times_init(&pull_cpu, repeat, diag) &&
                bench_times_init(&pull, repeat, diag) && bench_times_init(&hold, repeat, diag) && bench_times_init(&turn, repeat, diag) &&
                bench_times_init(&apply, repeat, diag) && bench_times_init(&engine, repeat, diag) &&
                bench_picture_init(&picture, options, diag);
    /* At the end of the backward pass the picture shows everything. */
    good = good && bench_apply(picture.app, diag, "set cell %s", live->cell) &&
           bench_apply(picture.app, diag, "set hidden %d", live->hidden) && bench_apply(picture.app, diag, "set steps %d", live->steps) &&
           bench_apply(picture.app, diag, "seek backward end") && measure_turns(&turn, &cpu, &apply, &picture, repeat, false, diag) &&
           measure_engine(&engine, &picture, repeat, diag) && measure_turns(&pull, &pull_cpu, &hold, &picture, repeat, true, diag);
    if (good) {
        printf("live %s H=%d T=%d, %d turns\n", live->cell, live->hidden, live->steps, repeat);
        print_times("slider moved to draw list built", &turn);
        print_times("the same in processor time", &cpu);
        print_times("of it: set radius applied", &apply);
        print_times("of that: the engine alone", &engine);
        print_times("valve moved to draw list built", &pull);
        print_times("the same in processor time", &pull_cpu);
        print_times("of it: whatif applied", &hold);
        fflush(stdout);
    }
    bench_picture_deinit(&picture);
    bench_times_deinit(&turn);
    bench_times_deinit(&cpu);
    bench_times_deinit(&apply);
    bench_times_deinit(&engine);
    bench_times_deinit(&pull);
    bench_times_deinit(&pull_cpu);
    bench_times_deinit(&hold);
    return good;
}

/* The same slider with four variants laid over the setup, all shown: each is computed again, one after the other on this thread. */
static bool measure_compare(const CliOptions *options, Diag *diag) {
    static const char *const lines[] = {"compare RNN: cell rnn",   "compare GRU: cell gru",
                                        "compare LSTM: cell lstm", "compare shut: cell lstm; forget_bias 0",
                                        "seek backward end",       "show compare"};
    int repeat = options->repeat > 0 ? (int)options->repeat : LIVE_REPEAT;
    BenchPicture picture = {0};
    BenchTimes turn = {0}, cpu = {0}, apply = {0};
    bool good = bench_times_init(&cpu, repeat, diag) && bench_times_init(&turn, repeat, diag) && bench_times_init(&apply, repeat, diag) &&
                bench_picture_init(&picture, options, diag) && bench_apply(picture.app, diag, "set cell lstm") &&
                bench_apply(picture.app, diag, "set hidden 16") && bench_apply(picture.app, diag, "set steps 60");
    for (size_t i = 0; good && i < sizeof lines / sizeof *lines; i++) good = bench_apply(picture.app, diag, "%s", lines[i]);
    good = good && measure_turns(&turn, &cpu, &apply, &picture, repeat, false, diag);
    if (good) {
        printf("live compare, four variants, H=16 T=60, %d turns\n", repeat);
        print_times("slider moved to draw list built", &turn);
        print_times("the same in processor time", &cpu);
        print_times("of it: set radius applied to all", &apply);
        fflush(stdout);
    }
    bench_picture_deinit(&picture);
    bench_times_deinit(&turn);
    bench_times_deinit(&cpu);
    bench_times_deinit(&apply);
    return good;
}

static int run(const CliOptions *options, Diag *diag) {
    static const LiveCase cases[] = {{"lstm", 16, 60}, {"lstm", 32, 300}};
    for (int i = 0; i < 2; i++) {
        if (!measure_case(&cases[i], options, diag)) return CLI_FAILED;
    }
    return measure_compare(options, diag) ? CLI_OK : CLI_FAILED;
}

const CliSubcommand cli_bench_live = {
    .name = "bench live",
    .summary = "measure a moving slider",
    .operands = "",
    .takes = {CLI_REPEAT},
    .about = "A slider moves, then a valve: command applied, trace recomputed, draw list built; LSTM with 16 units and 60 steps, and with "
             "32 and 300; and the slider with four variants compared. "
             "It only reports times.",
    .status = "0; 1 when it could not be measured; 2 when an option or a line was wrong.",
    .run = run,
};
