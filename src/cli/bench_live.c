/* `unroll bench live`: the recurrent radius is dragged, then a valve (the command whatif; its pass is the plain one). One turn is `set radius ...` through app_apply, which rescales the
   recurrent weights and recomputes forward and backward, and app_frame, which builds the draw list. Drawing the list is
   `unroll bench frame`. The engine's part is measured apart, on a trace of its own with the same weights and sequence:
   weights_set_radius, net_forward, net_backward, trace_measure. */
#include "base/arena.h"
#include "cli/bench.h"
#include "cli/cli.h"
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

static void measure_turns(BenchPicture *picture, int repeat, bool pulls) {
    Input nothing;
    input_reset(&nothing);
    bench_lists_begin(picture, repeat);
    for (int i = -LIVE_WARM; i < repeat && !picture->failed; i++) {
        BenchTurn turn;
        double at = radius_at(i + LIVE_WARM);
        bench_turn_begin(&turn, picture);
        if (pulls)
            bench_apply(picture, "whatif gate f 8 all %.2f", at - 0.5);
        else
            bench_apply(picture, "set radius %.2f", at);
        bench_turn_frame(&turn, picture, &nothing, 1.0 / 60);
        bench_turn_end(&turn, picture, i >= 0);
    }
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

/* `command` says what the time of the command is. */
static void print_turns(BenchPicture *picture, const char *name, const char *command) {
    if (picture->failed) return;
    print_times(name, &picture->times[0][BENCH_TOTAL]);
    print_times("the same in processor time", &picture->times[0][BENCH_CPU]);
    print_times(command, &picture->times[0][BENCH_COMMAND]);
    fflush(stdout);
}

static int measure_case(const LiveCase *live, const CliOptions *options, Diag *diag) {
    int repeat = options->repeat > 0 ? (int)options->repeat : LIVE_REPEAT;
    BenchPicture picture;
    BenchTimes engine = {0};
    bench_picture_init(&picture, options, diag);
    bench_check(&picture, bench_times_init(&engine, repeat, diag));
    /* At the end of the backward pass the picture shows everything. */
    bench_apply(&picture, "set cell %s", live->cell);
    bench_apply(&picture, "set hidden %d", live->hidden);
    bench_apply(&picture, "set steps %d", live->steps);
    bench_apply(&picture, "seek backward end");
    measure_turns(&picture, repeat, false);
    if (!picture.failed) printf("live %s H=%d T=%d, %d turns\n", live->cell, live->hidden, live->steps, repeat);
    print_turns(&picture, "slider moved to draw list built", "of it: set radius applied");
    bench_check(&picture, !picture.failed && measure_engine(&engine, &picture, repeat, diag));
    if (!picture.failed) print_times("of that: the engine alone", &engine);
    measure_turns(&picture, repeat, true);
    print_turns(&picture, "valve moved to draw list built", "of it: whatif applied");
    bench_times_deinit(&engine);
    return bench_picture_deinit(&picture);
}

/* The same slider with four variants laid over the setup, all shown: each is computed again, one after the other on this thread. */
static int measure_compare(const CliOptions *options, Diag *diag) {
    static const char *const lines[] = {"set cell lstm",
                                        "set hidden 16",
                                        "set steps 60",
                                        "compare RNN: cell rnn",
                                        "compare GRU: cell gru",
                                        "compare LSTM: cell lstm",
                                        "compare shut: cell lstm; forget_bias 0",
                                        "seek backward end",
                                        "show compare",
                                        NULL};
    int repeat = options->repeat > 0 ? (int)options->repeat : LIVE_REPEAT;
    BenchPicture picture;
    bench_picture_init(&picture, options, diag);
    bench_apply_all(&picture, lines);
    measure_turns(&picture, repeat, false);
    if (!picture.failed) printf("live compare, four variants, H=16 T=60, %d turns\n", repeat);
    print_turns(&picture, "slider moved to draw list built", "of it: set radius applied to all");
    return bench_picture_deinit(&picture);
}

static int run(const CliOptions *options, Diag *diag) {
    static const LiveCase cases[] = {{"lstm", 16, 60}, {"lstm", 32, 300}};
    int status = CLI_OK;
    for (int i = 0; i < 2 && status == CLI_OK; i++) status = measure_case(&cases[i], options, diag);
    return status == CLI_OK ? measure_compare(options, diag) : status;
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
