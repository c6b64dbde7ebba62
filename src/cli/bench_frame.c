/* `unroll bench frame`: building the draw list and drawing it into memory shaped like the window's surface; showing it is `unroll bench
   present`. First with layers and tiles off (every command drawn again, only text masks kept), then with all on, seven kinds of frame each:
   everything changes (the theme alternates, so every pixel is new); one column changes (backward, step by step); the pointer moves to
   another place and rests there until its tooltip shows; the window's edge is dragged; nothing changes; the stage goes from one T to
   another and back (Ctrl+Z and Ctrl+Y in turn, 60 frames a second); and the whole story is played, 60 frames a second, or only its
   beginning if --repeat is small. Without --do and --script the picture is in the backward phase. Beside the time by the clock stands
   processor time (`cpu`), which does not grow when other programs keep the machine busy. */
#include "base/number.h"
#include "cli/bench_bare.h"
#include "cli/cli.h"
#include <math.h>

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
static void change_steps(BenchPicture *picture, Input *input, int steps, int turn) {
    InputEvent key = {.kind = INPUT_KEY};
    if (turn == 0) bench_apply(picture, "set steps %d", steps < 16 ? steps + 8 : steps - 8);
    text_format(key.text, (int)sizeof key.text, turn / FRAME_MORPHS % 2 ? "Ctrl+Y" : "Ctrl+Z");
    if (turn % FRAME_MORPHS == 0) input_push(input, &key);
}

/* The story from its beginning, and again when it has ended. */
static void play_story(BenchPicture *picture, int turn) {
    if (turn > 0 && app_ui(picture->app)->playing) return;
    bench_apply(picture, "seek unroll 0");
    bench_apply(picture, "play on");
}

static void change(BenchPicture *picture, Input *input, const CliOptions *options, FrameCase kind, int turn) {
    int steps = app_lab(picture->app)->run.wiring.steps;
    input_reset(input);
    switch (kind) {
    case FRAME_FULL: bench_apply(picture, "theme toggle"); break;
    case FRAME_COLUMN: bench_apply(picture, "seek backward %d", 1 + turn % steps); break;
    case FRAME_HOVER: point_at(input, picture, turn); break;
    case FRAME_RESIZE: drag_edge(picture, options->width, options->height, turn); break;
    case FRAME_MORPH: change_steps(picture, input, steps, turn); break;
    case FRAME_PLAY: play_story(picture, turn); break;
    case FRAME_STILL:
    case FRAME_CASES: break;
    }
}

/* Restores the start of the next kind: the whole window, the pointer outside. */
static void restore(BenchPicture *picture, Input *input, const CliOptions *options) {
    drag_edge(picture, options->width, options->height, 0);
    input_reset(input);
    input_push(input, &(InputEvent){.kind = INPUT_LEAVE});
    app_frame(picture->app, input, 0);
}

static void measure(BenchPicture *picture, const CliOptions *options, FrameCase kind, RasterMode mode, int repeat) {
    Input input;
    if (picture->failed) return;
    int unchanged = 0, steps = app_lab(picture->app)->run.wiring.steps;
    if (kind == FRAME_PLAY) repeat = (int)(FRAME_STORY_S / FRAME_PLAY_S * repeat / FRAME_REPEAT) + 1;
    double elapsed_s = kind == FRAME_HOVER ? FRAME_REST_S : kind >= FRAME_MORPH ? FRAME_PLAY_S : 0;
    bench_lists_begin(picture, repeat);
    for (int i = -FRAME_WARM; i < repeat && !picture->failed; i++) {
        BenchTurn turn;
        bench_turn_begin(&turn, picture);
        change(picture, &input, options, kind, i + FRAME_WARM);
        bench_turn_frame(&turn, picture, &input, elapsed_s);
        bench_turn_raster(&turn, picture, mode);
        bench_turn_end(&turn, picture, i >= 0);
        unchanged += i >= 0 && turn.result.unchanged;
    }
    if (picture->failed) return;
    printf("%-20s %-19s median %.2f ms  p99 %.2f ms  cpu %.2f  p99 %.2f  (list %.2f, raster %.2f",
           mode == RASTER_FULL ? "layers and tiles off" : "all on", case_names[kind], bench_list_ms(picture, BENCH_TOTAL, 0.5),
           bench_list_ms(picture, BENCH_TOTAL, 0.99), bench_list_ms(picture, BENCH_CPU, 0.5), bench_list_ms(picture, BENCH_CPU, 0.99),
           bench_list_ms(picture, BENCH_BUILD, 0.5), bench_list_ms(picture, BENCH_RASTER, 0.5));
    if (unchanged) printf(", %d of %d drew nothing", unchanged, repeat);
    printf(")\n");
    fflush(stdout);
    if (kind == FRAME_MORPH) bench_apply(picture, "set steps %d", steps);
    restore(picture, &input, options);
}

/* One row of a picture or of a moved number; `part` names the part of a frame whose median stands last. */
static void print_row(BenchPicture *picture, const char *name, const char *of, const char *part, BenchList list) {
    if (picture->failed) return;
    printf("%-12s %-6s median %.2f ms  p99 %.2f ms  cpu %.2f  p99 %.2f  (%s %.2f)\n", name, of, bench_list_ms(picture, BENCH_TOTAL, 0.5),
           bench_list_ms(picture, BENCH_TOTAL, 0.99), bench_list_ms(picture, BENCH_CPU, 0.5), bench_list_ms(picture, BENCH_CPU, 0.99), part,
           bench_list_ms(picture, list, 0.5));
    fflush(stdout);
}

/* Draws every picture in both themes alternately, so that each frame has only new pixels. A row has the times of one theme. Returns the
   larger of the two medians of processor time. */
static double measure_screen(BenchPicture *picture, const char *name, int repeat) {
    static const char *const themes[2] = {"dark", "light"};
    double most = 0;
    Input nothing;
    input_reset(&nothing);
    bench_apply(picture, "show %s", name);
    bench_lists_begin(picture, repeat);
    for (int i = -FRAME_WARM; i < 2 * repeat && !picture->failed; i++) {
        BenchTurn turn;
        picture->side = i & 1;
        bench_apply(picture, "theme %s", themes[picture->side]);
        bench_turn_begin(&turn, picture);
        bench_turn_frame(&turn, picture, &nothing, 0);
        bench_turn_raster(&turn, picture, RASTER_CACHED);
        bench_turn_end(&turn, picture, i >= 0);
    }
    for (int k = 0; k < 2; k++) {
        picture->side = k;
        print_row(picture, name, themes[k], "list", BENCH_BUILD);
        most = fmax(most, picture->failed ? 0 : bench_list_ms(picture, BENCH_CPU, 0.5));
    }
    picture->side = 0;
    return most;
}

/* A number that a hand moves back and forth: the command, its computations, and the picture. */
typedef struct Moved {
    const char *name, *show[8]; /* the commands that lead to the picture, up to NULL */
    const char *format;         /* the command, with a place for a digit from 0 to 7 */
} Moved;

static void measure_moved(BenchPicture *picture, const Moved *moved, int repeat) {
    Input nothing;
    input_reset(&nothing);
    bench_apply_all(picture, moved->show);
    bench_lists_begin(picture, repeat);
    for (int i = -FRAME_WARM; i < repeat && !picture->failed; i++) {
        char line[COMMAND_SHORT_MAX];
        BenchTurn turn;
        text_format(line, (int)sizeof line, moved->format, i & 7);
        bench_turn_begin(&turn, picture);
        bench_apply(picture, "%s", line);
        bench_turn_frame(&turn, picture, &nothing, 0);
        bench_turn_raster(&turn, picture, RASTER_CACHED);
        bench_turn_end(&turn, picture, i >= 0);
    }
    print_row(picture, moved->name, "moved", "command", BENCH_COMMAND);
}

/* An eigenvalue; a state and a weight, on the stage's bars and in the cell; a slider over four compared variants, which begin without the
   many eigenvalues that were set one by one before, where a hand's whole drag is one change. */
static void measure_hands(BenchPicture *picture, int repeat) {
    bool pair = !picture->failed && app_apply(picture->app, "eigenvalue 1 0.9 0.1", NULL); /* a real one is refused */
    const Moved moved[] = {
        {"eigenvalue", {"show microscope"}, pair ? "eigenvalue 1 0.9%d 0.1" : "eigenvalue 1 0.9%d"},
        {"state", {"show stage", "seek backward end"}, "whatif state h 1 1 0.%d"},
        {"weight", {"whatif none", "cell 3"}, "whatif weight W 1 1 0.%d"},
        {"four",
         {"whatif none", "restart", "compare RNN: cell rnn", "compare GRU: cell gru", "compare LSTM: cell lstm",
          "compare shut: cell lstm; forget_bias 0", "show compare"},
         "set radius 0.9%d"},
    };
    for (size_t i = 0; i < sizeof moved / sizeof *moved; i++) measure_moved(picture, &moved[i], repeat);
}

/* The stage and the screens in its place, then the busiest of them beside a bare drawing, then what hands move; pages need a course, and
   panels are part of all pictures. */
static void measure_all(BenchPicture *picture, int repeat) {
    const char *busiest = "stage";
    double most = 0;
    for (int id = 0; id < SCREEN_COUNT; id++) {
        bool stands = screen_table[id].place == SCREEN_BASE || screen_table[id].place == SCREEN_INSIDE;
        double ms = stands ? measure_screen(picture, screen_table[id].name, repeat) : 0;
        if (ms > most) busiest = screen_table[id].name;
        most = fmax(most, ms);
    }
    bench_bare(picture, busiest, repeat, FRAME_WARM);
    measure_hands(picture, repeat);
}

static int run(const CliOptions *options, Diag *diag) {
    static const RasterMode modes[] = {RASTER_FULL, RASTER_CACHED};
    BenchPicture picture;
    int repeat = options->repeat > 0 ? (int)options->repeat : FRAME_REPEAT;
    bench_picture_init(&picture, options, diag);
    if (!options->given[CLI_DO] && !options->given[CLI_SCRIPT]) bench_apply(&picture, "seek backward 5");
    if (!picture.failed) printf("frame %dx%d, %s, %d frames each\n", options->width, options->height, app_title(picture.app), repeat);
    if (options->all) {
        measure_all(&picture, repeat);
        return bench_picture_deinit(&picture);
    }
    for (int mode = 0; mode < 2; mode++)
        for (int kind = 0; kind < FRAME_PLAY; kind++) measure(&picture, options, (FrameCase)kind, modes[mode], repeat);
    for (int mode = 0; mode < 2; mode++) measure(&picture, options, FRAME_PLAY, modes[mode], repeat); /* last: it moves the playhead */
    return bench_picture_deinit(&picture);
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
