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
#include <math.h>

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
static void train_window(BenchPicture *picture, TrainRates *rates) {
    Input nothing;
    double start_s = 0, worker0 = others_cpu(), due_s = 0;
    long first = 0;
    int warm = 0;
    bench_apply(picture, "setting stop_solved off");
    bench_apply(picture, "training on");
    input_reset(&nothing);
    for (int i = 0; !picture->failed; i++) {
        BenchTurn turn;
        sleep_until(picture->world, due_s);
        bench_turn_begin(&turn, picture);
        double t0 = turn.begin_s, worker_s = others_cpu() - worker0;
        due_s = fmax(t0, due_s) + TRAIN_FRAME_S;
        bench_turn_frame(&turn, picture, &nothing, TRAIN_FRAME_S);
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
        bench_check(picture,
                    app_ui(picture->app)->training || diag_fail(picture->diag, "the training ended by itself at update %ld", update));
        bench_turn_raster(&turn, picture, RASTER_CACHED);
        bench_turn_end(&turn, picture, warm > 0);
    }
    bench_apply(picture, "training off");
    if (!picture->failed) app_frame(picture->app, &nothing, 0); /* ends the job */
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

static bool set_up(Lab *lab, const char *line, Diag *diag) {
    Command command;
    return command_parse(&command, str_from(line), diag) && lab_apply(lab, &command, diag);
}

static void print_frames(BenchPicture *picture) {
    printf("  frames median %.2f ms  p99 %.2f ms  cpu %.2f  p99 %.2f\n", bench_list_ms(picture, BENCH_TOTAL, 0.5),
           bench_list_ms(picture, BENCH_TOTAL, 0.99), bench_list_ms(picture, BENCH_CPU, 0.5), bench_list_ms(picture, BENCH_CPU, 0.99));
    fflush(stdout);
}

static void print_rates(const TrainCase *train, const TrainRates *rates, BenchPicture *picture) {
    double window = (double)rates->window / rates->window_s, loop = (double)rates->loop / rates->loop_s;
    printf("train H=%d T=%d B=%d  window %.0f updates/s  loop %.0f updates/s  ratio %.3f", train->hidden, train->steps, train->batch,
           window, loop, window / loop);
    if (rates->worker_cpu > 0 && rates->loop_cpu > 0 && rates->window > 0)
        printf("  by processor time %.3f  busy %.0f%% and %.0f%%",
               (double)rates->window / rates->worker_cpu / ((double)rates->loop / rates->loop_cpu),
               100 * rates->worker_cpu / rates->window_s, 100 * rates->loop_cpu / rates->loop_s);
    print_frames(picture);
}

static int measure_case(const TrainCase *train, const CliOptions *options, Diag *diag) {
    const struct {
        const char *key;
        int value;
    } set[] = {{"hidden", train->hidden}, {"steps", train->steps}, {"batch", train->batch}};
    BenchPicture picture;
    TrainRates rates = {0};
    Lab lab = {0};
    int turns = options->repeat ? (int)options->repeat : TRAIN_TURNS;
    bench_picture_init(&picture, options, diag);
    bench_lists_begin(&picture, turns * FRAMES_OF_TURN);
    bench_check(&picture, !picture.failed && lab_init(&lab, diag));
    for (int i = 0; i < 3 && !picture.failed; i++) {
        char line[COMMAND_SHORT_MAX];
        text_format(line, (int)sizeof line, "set %s %d", set[i].key, set[i].value);
        bench_apply(&picture, "%s", line);
        bench_check(&picture, set_up(&lab, line, diag));
    }
    for (int i = 0; i < turns && !picture.failed; i++) {
        train_window(&picture, &rates);
        bench_check(&picture, !picture.failed && train_loop(&lab, picture.world, &rates, diag));
    }
    if (!picture.failed && rates.loop > 0) print_rates(train, &rates, &picture);
    lab_deinit(&lab);
    return bench_picture_deinit(&picture);
}

/* A race of three, drawn while it is trained as fast as it goes. */
static int measure_race(const CliOptions *options, Diag *diag) {
    static const char *const lines[] = {"preset race", "show compare", "setting stop_solved off", "training on", NULL};
    Input nothing;
    BenchPicture picture;
    int frames = (options->repeat ? (int)options->repeat : TRAIN_TURNS) * FRAMES_OF_TURN;
    double due_s = 0;
    input_reset(&nothing);
    bench_picture_init(&picture, options, diag);
    bench_lists_begin(&picture, frames);
    bench_apply_all(&picture, lines);
    for (int i = -FRAMES_WARM; i < frames && !picture.failed; i++) {
        BenchTurn turn;
        sleep_until(picture.world, due_s);
        bench_turn_begin(&turn, &picture);
        due_s = fmax(turn.begin_s, due_s) + TRAIN_FRAME_S;
        bench_turn_frame(&turn, &picture, &nothing, TRAIN_FRAME_S);
        bench_turn_raster(&turn, &picture, RASTER_CACHED);
        bench_turn_end(&turn, &picture, i >= 0);
    }
    if (!picture.failed) {
        printf("race of three  %ld updates", app_lab(picture.app)->run.update);
        print_frames(&picture);
    }
    return bench_picture_deinit(&picture);
}

static int run(const CliOptions *options, Diag *diag) {
    static const TrainCase cases[] = {{6, 16, 1}, {16, 50, 1}, {64, 100, 16}, {128, 100, 32}};
    int status = CLI_OK;
    for (size_t i = 0; i < sizeof cases / sizeof *cases && status == CLI_OK; i++) status = measure_case(&cases[i], options, diag);
    return status == CLI_OK ? measure_race(options, diag) : status;
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
