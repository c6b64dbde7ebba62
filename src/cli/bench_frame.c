/* `unroll bench frame`: building the draw list and drawing it into memory shaped like the window's surface; showing it is `unroll bench
   present`. First with layers and tiles off (every command drawn again, only text masks kept), then with all on, seven kinds of frame each:
   everything changes (the theme alternates, so every pixel is new); one column changes (backward, step by step); the pointer moves to
   another place and rests there until its tooltip shows; the window's edge is dragged; nothing changes; the stage goes from one T to
   another and back (Ctrl+Z and Ctrl+Y in turn, 60 frames a second); and the whole story is played, 60 frames a second, or only its
   beginning if --repeat is small. Without --do and --script the picture is in the backward phase. Beside the time by the clock stands
   processor time (`cpu`), which does not grow when other programs keep the machine busy. */
#include "base/number.h"
#include "cli/bench.h"
#include "cli/cli.h"
#include "platform/files.h"

typedef enum FrameCase { FRAME_FULL, FRAME_COLUMN, FRAME_HOVER, FRAME_RESIZE, FRAME_STILL, FRAME_MORPH, FRAME_PLAY, FRAME_CASES } FrameCase;
enum { FRAME_REPEAT = 300, FRAME_WARM = 30, FRAME_DRAG = 40, FRAME_REST = 3, FRAME_MORPHS = 19 };
static const double FRAME_REST_S = 0.25;                         /* twice this is longer than the delay of a tooltip */
static const double FRAME_STORY_S = 12, FRAME_PLAY_S = 1.0 / 60; /* the story of the first setup takes about as long */

static const char *const case_names[FRAME_CASES] = {
    "full picture", "one column changed", "pointer moved", "window resized", "nothing changed", "other T", "story played"};

/* At every third turn the pointer comes to another place, of 29 across and 23 down, so that it comes to every part of the picture. */
static void point_at(Input *input, const BenchPicture *picture, int turn) {
    if (turn % FRAME_REST != 0) return;
    turn /= FRAME_REST;
    double x = (0.5 + turn % 29) / 29, y = (0.5 + turn % 23) / 23;
    input_push(input, &(InputEvent){.kind = INPUT_POINTER, .x = x * picture->target.width, .y = y * picture->target.height});
}

/* The window loses and gains a few pixels of width and height, as when its corner is dragged. */
static void drag_edge(BenchPicture *picture, int width, int height, int turn) {
    int place = turn % (2 * FRAME_DRAG), less = place < FRAME_DRAG ? place : 2 * FRAME_DRAG - place;
    picture->target.width = width - less;
    picture->target.height = height - less;
    picture->target.stride = picture->target.width * 4;
    app_resize(picture->app, picture->target.width, picture->target.height, 1);
}

/* One entry is undone and done again, each as soon as the stage has arrived. */
static bool change_steps(BenchPicture *picture, Input *input, int steps, int turn, Diag *diag) {
    bool good = turn > 0 || bench_apply(picture->app, diag, "set steps %d", steps < 16 ? steps + 8 : steps - 8);
    InputEvent key = {.kind = INPUT_KEY};
    text_format(key.text, (int)sizeof key.text, turn / FRAME_MORPHS % 2 ? "Ctrl+Y" : "Ctrl+Z");
    if (turn % FRAME_MORPHS == 0) input_push(input, &key);
    return good;
}

static bool change(BenchPicture *picture, Input *input, const CliOptions *options, FrameCase kind, int turn, Diag *diag) {
    int steps = app_lab(picture->app)->run.wiring.steps;
    input_reset(input);
    if (kind == FRAME_FULL) return bench_apply(picture->app, diag, "theme toggle");
    if (kind == FRAME_COLUMN) return bench_apply(picture->app, diag, "seek backward %d", 1 + turn % steps);
    if (kind == FRAME_HOVER) point_at(input, picture, turn);
    if (kind == FRAME_RESIZE) drag_edge(picture, options->width, options->height, turn);
    if (kind == FRAME_MORPH) return change_steps(picture, input, steps, turn, diag);
    if (kind == FRAME_PLAY && (turn == 0 || !app_ui(picture->app)->playing))
        return bench_apply(picture->app, diag, "seek unroll 0") && bench_apply(picture->app, diag, "play on");
    return true;
}

/* Restores the start of the next kind: the whole window, the pointer outside. */
static void restore(BenchPicture *picture, Input *input, const CliOptions *options) {
    drag_edge(picture, options->width, options->height, 0);
    input_reset(input);
    input_push(input, &(InputEvent){.kind = INPUT_LEAVE});
    app_frame(picture->app, input, 0);
}

static bool measure(BenchPicture *picture, const CliOptions *options, FrameCase kind, RasterMode mode, int repeat, Diag *diag) {
    Input input;
    BenchTimes total = {0}, build = {0}, raster = {0}, cpu = {0};
    int unchanged = 0, steps = app_lab(picture->app)->run.wiring.steps;
    if (kind == FRAME_PLAY) repeat = (int)(FRAME_STORY_S / FRAME_PLAY_S * repeat / FRAME_REPEAT) + 1;
    double elapsed_s = kind == FRAME_HOVER ? FRAME_REST_S : kind >= FRAME_MORPH ? FRAME_PLAY_S : 0;
    bool good = bench_times_init(&total, repeat, diag) && bench_times_init(&build, repeat, diag) &&
                bench_times_init(&raster, repeat, diag) && bench_times_init(&cpu, repeat, diag);
    for (int i = -FRAME_WARM; good && i < repeat; i++) {
        RasterResult result = {0};
        double cpu0 = platform_thread_time_s(), t0 = bench_now(picture->world);
        good = change(picture, &input, options, kind, i + FRAME_WARM, diag);
        const DrawList *list = good ? app_frame(picture->app, &input, elapsed_s) : NULL;
        double t1 = bench_now(picture->world);
        good = good && raster_draw(&result, picture->cache, &picture->target, list, mode, diag);
        double t2 = bench_now(picture->world), cpu2 = platform_thread_time_s();
        if (!good || i < 0) continue;
        bench_times_add(&total, t2 - t0);
        bench_times_add(&build, t1 - t0);
        bench_times_add(&raster, t2 - t1);
        bench_times_add(&cpu, cpu2 - cpu0);
        unchanged += result.unchanged;
    }
    if (good) {
        printf("%-20s %-19s median %.2f ms  p99 %.2f ms  cpu %.2f  p99 %.2f  (list %.2f, raster %.2f",
               mode == RASTER_FULL ? "layers and tiles off" : "all on", case_names[kind], bench_times_quantile(&total, 0.5) * 1e3,
               bench_times_quantile(&total, 0.99) * 1e3, bench_times_quantile(&cpu, 0.5) * 1e3, bench_times_quantile(&cpu, 0.99) * 1e3,
               bench_times_quantile(&build, 0.5) * 1e3, bench_times_quantile(&raster, 0.5) * 1e3);
        if (unchanged) printf(", %d of %d drew nothing", unchanged, repeat);
        printf(")\n");
        fflush(stdout);
    }
    if (good && kind == FRAME_MORPH) good = bench_apply(picture->app, diag, "set steps %d", steps);
    restore(picture, &input, options);
    bench_times_deinit(&total);
    bench_times_deinit(&build);
    bench_times_deinit(&raster);
    bench_times_deinit(&cpu);
    return good;
}

/* Draws every picture in both themes alternately, so that each frame has only new pixels. A row has the times of one theme. */
static bool measure_screen(BenchPicture *picture, const char *name, int repeat, Diag *diag) {
    static const char *const themes[2] = {"dark", "light"};
    Input nothing;
    BenchTimes total[2] = {0}, build[2] = {0}, cpu[2] = {0};
    bool good = bench_apply(picture->app, diag, "show %s", name);
    input_reset(&nothing);
    for (int k = 0; k < 2; k++)
        good = good && bench_times_init(&total[k], repeat, diag) && bench_times_init(&build[k], repeat, diag) &&
               bench_times_init(&cpu[k], repeat, diag);
    for (int i = -FRAME_WARM; good && i < 2 * repeat; i++) {
        RasterResult result;
        int theme = i & 1;
        good = bench_apply(picture->app, diag, "theme %s", themes[theme]);
        double cpu0 = platform_thread_time_s(), t0 = bench_now(picture->world);
        const DrawList *list = good ? app_frame(picture->app, &nothing, 0) : NULL;
        double t1 = bench_now(picture->world);
        good = good && raster_draw(&result, picture->cache, &picture->target, list, RASTER_CACHED, diag);
        double t2 = bench_now(picture->world), cpu2 = platform_thread_time_s();
        if (!good || i < 0) continue;
        bench_times_add(&total[theme], t2 - t0);
        bench_times_add(&build[theme], t1 - t0);
        bench_times_add(&cpu[theme], cpu2 - cpu0);
    }
    for (int k = 0; k < 2; k++) {
        double median = bench_times_quantile(&total[k], 0.5) * 1e3, list = bench_times_quantile(&build[k], 0.5) * 1e3;
        if (good)
            printf("%-12s %-6s median %.2f ms  p99 %.2f ms  cpu %.2f  p99 %.2f  (list %.2f)\n", name, themes[k], median,
                   bench_times_quantile(&total[k], 0.99) * 1e3, bench_times_quantile(&cpu[k], 0.5) * 1e3,
                   bench_times_quantile(&cpu[k], 0.99) * 1e3, list);
        bench_times_deinit(&total[k]);
        bench_times_deinit(&build[k]);
        bench_times_deinit(&cpu[k]);
    }
    fflush(stdout);
    return good;
}

/* A number that a hand moves back and forth: the command, its computations, and the picture. */
typedef struct Moved {
    const char *name, *show[6]; /* the commands that lead to the picture */
    const char *format;         /* the command, with a place for a digit from 0 to 7 */
} Moved;

static bool measure_moved(BenchPicture *picture, const Moved *moved, int repeat, Diag *diag) {
    Input nothing;
    BenchTimes total = {0}, command = {0}, cpu = {0};
    input_reset(&nothing);
    bool good = bench_times_init(&total, repeat, diag) && bench_times_init(&command, repeat, diag) && bench_times_init(&cpu, repeat, diag);
    for (size_t i = 0; good && i < sizeof moved->show / sizeof *moved->show && moved->show[i]; i++)
        good = bench_apply(picture->app, diag, "%s", moved->show[i]);
    for (int i = -FRAME_WARM; good && i < repeat; i++) {
        RasterResult result;
        char line[COMMAND_SHORT_MAX];
        text_format(line, (int)sizeof line, moved->format, i & 7);
        double cpu0 = platform_thread_time_s(), t0 = bench_now(picture->world);
        good = bench_apply(picture->app, diag, "%s", line);
        double t1 = bench_now(picture->world);
        const DrawList *list = good ? app_frame(picture->app, &nothing, 0) : NULL;
        good = good && raster_draw(&result, picture->cache, &picture->target, list, RASTER_CACHED, diag);
        double t2 = bench_now(picture->world), cpu2 = platform_thread_time_s();
        if (!good || i < 0) continue;
        bench_times_add(&total, t2 - t0);
        bench_times_add(&command, t1 - t0);
        bench_times_add(&cpu, cpu2 - cpu0);
    }
    if (good)
        printf("%-12s moved  median %.2f ms  p99 %.2f ms  cpu %.2f  p99 %.2f  (command %.2f)\n", moved->name,
               bench_times_quantile(&total, 0.5) * 1e3, bench_times_quantile(&total, 0.99) * 1e3, bench_times_quantile(&cpu, 0.5) * 1e3,
               bench_times_quantile(&cpu, 0.99) * 1e3, bench_times_quantile(&command, 0.5) * 1e3);
    fflush(stdout);
    bench_times_deinit(&total);
    bench_times_deinit(&command);
    bench_times_deinit(&cpu);
    return good;
}

/* An eigenvalue; a state and a weight, on the stage's bars and in the cell; a slider over four compared variants. */
static bool measure_hands(BenchPicture *picture, int repeat, Diag *diag) {
    bool pair = bench_apply(picture->app, NULL, "eigenvalue 1 0.9 0.1"); /* a real one is refused */
    const Moved moved[] = {
        {"eigenvalue", {"show microscope"}, pair ? "eigenvalue 1 0.9%d 0.1" : "eigenvalue 1 0.9%d"},
        {"state", {"show stage", "seek backward end"}, "whatif state h 1 1 0.%d"},
        {"weight", {"whatif none", "cell 3"}, "whatif weight W 1 1 0.%d"},
        {"four",
         {"whatif none", "compare RNN: cell rnn", "compare GRU: cell gru", "compare LSTM: cell lstm",
          "compare shut: cell lstm; forget_bias 0", "show compare"},
         "set radius 0.9%d"},
    };
    for (size_t i = 0; i < sizeof moved / sizeof *moved; i++)
        if (!measure_moved(picture, &moved[i], repeat, diag)) return false;
    return true;
}

/* The stage and the screens in its place; pages need a course, and panels are part of all pictures. */
static bool measure_all(BenchPicture *picture, int repeat, Diag *diag) {
    bool good = true;
    for (int id = 0; id < SCREEN_COUNT; id++) {
        bool stands = screen_table[id].place == SCREEN_BASE || screen_table[id].place == SCREEN_INSIDE;
        if (stands) good = good && measure_screen(picture, screen_table[id].name, repeat, diag);
    }
    return good && measure_hands(picture, repeat, diag);
}

static int run(const CliOptions *options, Diag *diag) {
    BenchPicture picture;
    int repeat = options->repeat > 0 ? (int)options->repeat : FRAME_REPEAT;
    bool good = bench_picture_init(&picture, options, diag);
    if (good && !options->given[CLI_DO] && !options->given[CLI_SCRIPT]) good = bench_apply(picture.app, diag, "seek backward 5");
    if (good) printf("frame %dx%d, %s, %d frames each\n", options->width, options->height, app_title(picture.app), repeat);
    if (options->all) good = good && measure_all(&picture, repeat, diag);
    for (int mode = 0; mode < 2 && !options->all; mode++) {
        for (int kind = 0; kind < FRAME_PLAY; kind++) {
            good = good && measure(&picture, options, (FrameCase)kind, mode ? RASTER_CACHED : RASTER_FULL, repeat, diag);
        }
    }
    for (int mode = 0; mode < 2 && !options->all; mode++) { /* last, because it moves the playhead */
        good = good && measure(&picture, options, FRAME_PLAY, mode ? RASTER_CACHED : RASTER_FULL, repeat, diag);
    }
    bench_picture_deinit(&picture);
    return good ? CLI_OK : CLI_FAILED;
}

const CliSubcommand cli_bench_frame = {
    .name = "bench frame",
    .summary = "measure one frame of the window",
    .operands = "",
    .takes = {CLI_SIZE, CLI_OPEN, CLI_SET, CLI_DO, CLI_SCRIPT, CLI_THEME, CLI_SCALE, CLI_REPEAT, CLI_ALL},
    .about = "One frame: everything changed, one column changed, the pointer moved on, the window resized, nothing changed, another T, the "
             "story "
             "played at 60 "
             "frames a second; without and with layers and tiles. It only reports times: by the clock, and of the processor (cpu).",
    .status = "0; 1 when it could not be measured; 2 when an option or a line was wrong.",
    .run = run,
};
