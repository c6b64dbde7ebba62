/* `unroll bench train`: updates per second where a worker trains beside real frames, and in the loop of `unroll train`, in turn in one run.
   A frame is app_frame with training on and the picture drawn into memory; they come 60 times a second, as in the window, and their times
   are printed without the sleep in between, by the clock and of the thread that draws (`cpu`). Both sides take the same number of turns, so
   that changes in the machine's speed affect both alike; the ratio is over all turns together.

   Beside the ratio by the clock stands that by processor time: updates for a second of the worker's own time (the process's without that of
   the thread that draws) over those for a second of the loop's. The share of the time in which each had a processor is printed too: on an
   idle machine that is 100 %. */
#include "base/number.h"
#include "cli/bench.h"
#include "cli/cli.h"
#include "cli/progress.h"
#include "platform/files.h"

typedef struct TrainCase {
    int hidden, steps, batch;
} TrainCase;

enum { TRAIN_TURNS = 4, FRAMES_OF_TURN = 60, FRAMES_WARM = 10, FRAMES_MOST = 300 };
static const double TRAIN_FRAME_S = 1.0 / 60;
static const double WARM_CPU_S = 0.1, TURN_CPU_S = 0.7; /* of the worker, at least */

typedef struct TrainRates {
    double window_s, loop_s;     /* time taken */
    double worker_cpu, loop_cpu; /* processor seconds used in it */
    long window, loop;           /* updates done in it */
} TrainRates;

static void sleep_until(const World *world, double when_s) {
    double left = when_s - bench_now(world);
    if (left > 0) platform_sleep(left);
}

/* Of all threads but this one. */
static double others_cpu(void) { return platform_process_time_s() - platform_thread_time_s(); }

/* Number of frames until training reaches its pace, then of a turn. On a busy machine the worker rarely has a processor: both then last
   until it had one long enough, up to a bound. */
static bool train_window(BenchPicture *picture, TrainRates *rates, BenchTimes *times, BenchTimes *cpu, Diag *diag) {
    Input nothing;
    double start_s = 0, worker0 = others_cpu(), due_s = bench_now(picture->world);
    long first = 0;
    int warm = 0;
    bool good = bench_apply(picture->app, diag, "setting stop_solved off") && bench_apply(picture->app, diag, "training on");
    input_reset(&nothing);
    for (int i = 0; good; i++) {
        RasterResult result;
        sleep_until(picture->world, due_s);
        double cpu0 = platform_thread_time_s(), t0 = bench_now(picture->world), worker_s = others_cpu() - worker0;
        due_s = t0 > due_s + TRAIN_FRAME_S ? t0 + TRAIN_FRAME_S : due_s + TRAIN_FRAME_S;
        const DrawList *list = app_frame(picture->app, &nothing, TRAIN_FRAME_S);
        long update = app_lab(picture->app)->run.update;
        if (warm == 0 && i >= FRAMES_WARM && (worker_s >= WARM_CPU_S || i >= FRAMES_MOST)) {
            warm = i;
            start_s = t0;
            worker0 += worker_s;
            first = update;
        } else if (warm > 0 && i >= warm + FRAMES_OF_TURN && (worker_s >= TURN_CPU_S || i >= warm + FRAMES_MOST)) {
            rates->window_s += t0 - start_s; /* both ends are looks at the newest snapshot */
            rates->worker_cpu += worker_s;
            rates->window += update - first;
            break;
        }
        if (!app_ui(picture->app)->training) return diag_fail(diag, "the training ended by itself at update %ld", update);
        good = raster_draw(&result, picture->cache, &picture->target, list, RASTER_CACHED, diag);
        if (warm == 0) continue;
        bench_times_add(times, bench_now(picture->world) - t0);
        bench_times_add(cpu, platform_thread_time_s() - cpu0);
    }
    good = good && bench_apply(picture->app, diag, "training off");
    app_frame(picture->app, &nothing, 0); /* ends the job */
    return good;
}

/* The training of `unroll train`, on a thread of the same kind as the worker's: so other programs slow down both alike. */
typedef struct LoopJob {
    Job job; /* first, so that the one pointer stands for both */
    Lab *lab;
    const World *world;
    TrainRates *rates;
    Diag *diag;
    int slice;
    double warm_s, begin_s; /* the clock: when it has its pace; when the turn began, 0: not yet */
    double cpu0;
    long first;
    bool good;
} LoopJob;

static bool loop_run(Job *of, double budget_s) {
    LoopJob *loop = (LoopJob *)of;
    (void)budget_s;
    double before_s = bench_now(loop->world), cpu_s = platform_thread_time_s() - loop->cpu0;
    if (loop->begin_s == 0 && before_s >= loop->warm_s && cpu_s >= WARM_CPU_S) {
        loop->begin_s = before_s;
        loop->cpu0 += cpu_s;
        loop->first = loop->lab->run.update;
    } else if (loop->begin_s > 0 && before_s >= loop->begin_s + FRAMES_OF_TURN * TRAIN_FRAME_S &&
               (cpu_s >= TURN_CPU_S || before_s >= loop->begin_s + FRAMES_MOST * TRAIN_FRAME_S)) {
        loop->rates->loop_s += before_s - loop->begin_s;
        loop->rates->loop_cpu += cpu_s;
        loop->rates->loop += loop->lab->run.update - loop->first;
        return true;
    }
    loop->good = lab_train(loop->lab, loop->slice, loop->diag);
    loop->slice = progress_next_slice(loop->slice, bench_now(loop->world) - before_s);
    return !loop->good;
}

static bool loop_begin(Job *of, double budget_s) {
    LoopJob *loop = (LoopJob *)of;
    loop->cpu0 = platform_thread_time_s();
    loop->warm_s = bench_now(loop->world) + FRAMES_WARM * TRAIN_FRAME_S;
    of->run = loop_run;
    return loop_run(of, budget_s);
}

static bool train_loop(Lab *lab, const World *world, TrainRates *rates, Diag *diag) {
    LoopJob loop = {.job.run = loop_begin, .lab = lab, .world = world, .rates = rates, .diag = diag, .slice = 1, .good = true};
    JobQueue jobs;
    lab_begin_drag(lab);
    job_queue_init(&jobs, &world->worker);
    job_queue_add(&jobs, &loop.job);
    job_queue_finish(&jobs, &loop.job);
    lab_end_drag(lab);
    return loop.good;
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

static void print_rates(const TrainCase *train, const TrainRates *rates, BenchTimes *times, BenchTimes *cpu) {
    double window = (double)rates->window / rates->window_s, loop = (double)rates->loop / rates->loop_s;
    printf("train H=%d T=%d B=%d  window %.0f updates/s  loop %.0f updates/s  ratio %.3f", train->hidden, train->steps, train->batch,
           window, loop, window / loop);
    if (rates->worker_cpu > 0 && rates->loop_cpu > 0 && rates->window > 0)
        printf("  by processor time %.3f  busy %.0f%% and %.0f%%",
               (double)rates->window / rates->worker_cpu / ((double)rates->loop / rates->loop_cpu),
               100 * rates->worker_cpu / rates->window_s, 100 * rates->loop_cpu / rates->loop_s);
    printf("  frames median %.2f ms  p99 %.2f ms  cpu %.2f  p99 %.2f\n", bench_times_quantile(times, 0.5) * 1e3,
           bench_times_quantile(times, 0.99) * 1e3, bench_times_quantile(cpu, 0.5) * 1e3, bench_times_quantile(cpu, 0.99) * 1e3);
    fflush(stdout);
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
        good = train_window(&picture, &rates, &times, &cpu, diag) && train_loop(&lab, picture.world, &rates, diag);
    }
    if (good && rates.window_s > 0 && rates.loop_s > 0 && rates.loop > 0) print_rates(train, &rates, &times, &cpu);
    bench_picture_deinit(&picture);
    bench_times_deinit(&times);
    bench_times_deinit(&cpu);
    lab_deinit(&lab);
    return good;
}

/* A race of three, drawn while it is trained as fast as it goes. */
static bool measure_race(const CliOptions *options, Diag *diag) {
    Input nothing;
    BenchPicture picture = {0};
    BenchTimes times = {0}, cpu = {0};
    int frames = (options->repeat ? (int)options->repeat : TRAIN_TURNS) * FRAMES_OF_TURN;
    static const char *const lines[] = {"preset race", "show compare", "setting stop_solved off", "training on"};
    bool good =
        bench_picture_init(&picture, options, diag) && bench_times_init(&times, frames, diag) && bench_times_init(&cpu, frames, diag);
    for (size_t i = 0; good && i < sizeof lines / sizeof *lines; i++) good = bench_apply(picture.app, diag, "%s", lines[i]);
    input_reset(&nothing);
    double due_s = good ? bench_now(picture.world) : 0;
    for (int i = -FRAMES_WARM; good && i < frames; i++) {
        RasterResult result;
        sleep_until(picture.world, due_s);
        double cpu0 = platform_thread_time_s(), t0 = bench_now(picture.world);
        due_s = t0 > due_s + TRAIN_FRAME_S ? t0 + TRAIN_FRAME_S : due_s + TRAIN_FRAME_S;
        good = raster_draw(&result, picture.cache, &picture.target, app_frame(picture.app, &nothing, TRAIN_FRAME_S), RASTER_CACHED, diag);
        if (!good || i < 0) continue;
        bench_times_add(&times, bench_now(picture.world) - t0);
        bench_times_add(&cpu, platform_thread_time_s() - cpu0);
    }
    if (good)
        printf("race of three  %ld updates  frames median %.2f ms  p99 %.2f ms  cpu %.2f  p99 %.2f\n", app_lab(picture.app)->run.update,
               bench_times_quantile(&times, 0.5) * 1e3, bench_times_quantile(&times, 0.99) * 1e3, bench_times_quantile(&cpu, 0.5) * 1e3,
               bench_times_quantile(&cpu, 0.99) * 1e3);
    bench_picture_deinit(&picture);
    bench_times_deinit(&times);
    bench_times_deinit(&cpu);
    return good;
}

static int run(const CliOptions *options, Diag *diag) {
    static const TrainCase cases[] = {{6, 16, 1}, {16, 50, 1}, {64, 100, 16}, {128, 100, 32}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (!measure_case(&cases[i], options, diag)) return CLI_FAILED;
    return measure_race(options, diag) ? CLI_OK : CLI_FAILED;
}

const CliSubcommand cli_bench_train = {
    .name = "bench train",
    .summary = "measure training in the window",
    .operands = "",
    .takes = {CLI_SIZE, CLI_REPEAT},
    .about = "Training beside frames that come 60 times a second, and in the loop of `unroll train`, in turn; a turn lasts a second for "
             "each. Prints updates per second of both, their ratio by the clock and by processor time, how much of the time each had "
              "a processor, and the frames' times; then the same of a race of three. It only reports times.",
    .status = "0; 1 when it could not be measured; 2 when an option was wrong.",
    .run = run,
};
