/* `unroll run`: the window. Wait for something to happen, let the app make of it a draw list, draw what changed into the window,
   show that. While nothing moves the process sleeps until there is input; while something moves there are at most 60 frames
   a second, each told how much time has passed. After sleeping that time is zero: what a key has just started begins now.

   Scripts play in frames that are shown: a script's lines up to its next `frame S` belong into one frame, and the next comes S
   seconds later. The person may close or resize the window meanwhile; other input waits for the script's end. `resize`
   in a script makes the window that large, as far as the screen allows. */
#include "base/arena.h"
#include "base/number.h"
#include "cli/apply.h"
#include "cli/cli.h"
#include "cli/script.h"
#include "cli/world.h"
#include "draw/raster.h"
#include "platform/window.h"
#include <errno.h>
#include <string.h>

enum { SCRIPT_MAX = 16, SHOW_FAILURES_MAX = 10 };
static const double FRAME_S = 1.0 / 60.0, FRAME_LONGEST_S = 0.25;

typedef struct Session {
    const CliOptions *options;
    World *world;
    App *app;
    Window *window;
    DrawCache *cache;
    FILE *record;
    Script script[SCRIPT_MAX];
    int script_count;
    int step; /* the next of options->step; those before the first script are done before the window opens */
    int script_at;
    int failed; /* lines of scripts and of what follows them */
    char title[160];
    WindowPlace place;    /* where the window was last seen */
    double last_s, due_s; /* when the last frame was, when the next may be */
    int show_failures;    /* in a row */
    bool repaint;         /* the window has lost its pixels */
} Session;

static double now(const Session *session) { return session->world->clock.now_s(session->world->clock.user); }

static void write_line(void *user, const char *line) { fprintf(user, "%s\n", line); }

static bool open_record(Session *session, Diag *diag) {
    if (!session->options->given[CLI_RECORD]) return true;
    session->record = fopen(session->options->record, "w");
    if (!session->record) return diag_fail_at(diag, session->options->record, 0, 0, "cannot write the recording: %s", strerror(errno));
    setvbuf(session->record, NULL, _IOLBF, BUFSIZ); /* whole up to the last line, whatever happens */
    app_set_recorder(session->app, write_line, session->record);
    return true;
}

static bool close_record(Session *session, Diag *diag) {
    FILE *record = session->record;
    if (!record) return true;
    app_set_recorder(session->app, NULL, NULL);
    session->record = NULL;
    bool good = !ferror(record);
    good = fclose(record) == 0 && good;
    return good || diag_fail_at(diag, session->options->record, 0, 0, "the recording could not be written to its end");
}

/* All scripts are read before the window opens, so that a missing one is reported at once. */
static bool read_scripts(Session *session, Diag *diag) {
    for (int i = 0; i < session->options->step_count; i++) {
        const CliStep *step = &session->options->step[i];
        if (step->option != CLI_SCRIPT) continue;
        if (session->script_count == SCRIPT_MAX) return diag_fail(diag, "--script: at most %d scripts can be played", SCRIPT_MAX);
        if (!script_open(&session->script[session->script_count++], step->text, session->world, diag)) return false;
    }
    return true;
}

/* Applies the --set and --do up to the next script. */
static int apply_steps(Session *session) {
    const CliOptions *options = session->options;
    int failed = 0;
    for (; session->step < options->step_count && options->step[session->step].option != CLI_SCRIPT; session->step++) {
        failed += cli_apply_step(session->app, &options->step[session->step], session->world, "run", stderr);
    }
    return failed;
}

static bool script_is_playing(const Session *session) { return session->step < session->options->step_count; }

/* Is it a `frame`? Then its seconds. A line that cannot be parsed is reported when it is applied. */
static bool is_frame(Str line, double *seconds) {
    Command command;
    Diag unheard;
    if (!command_parse(&command, line, &unheard) || command.id != COMMAND_FRAME) return false;
    *seconds = command.arg[0].given ? command.arg[0].number : FRAME_S;
    return *seconds >= 0;
}

/* `resize` in a script makes the window that large. */
static void follow_resize(Session *session, Str line) {
    Command command;
    Diag unheard;
    if (!command_parse(&command, line, &unheard) || command.id != COMMAND_RESIZE) return;
    double width = command.arg[0].number, height = command.arg[1].number, ratio = command.arg[2].given ? command.arg[2].number : 1;
    if (width > CLI_WIDTH_MAX || height > CLI_HEIGHT_MAX || !(ratio > 0)) return;
    window_set_size(session->window, (int)(width / ratio), (int)(height / ratio));
}

/* Plays the scripts up to the next `frame`, and what stands between and behind them. Returns the frame's seconds. */
static double play_to_next_frame(Session *session) {
    while (script_is_playing(session)) {
        Script *script = &session->script[session->script_at];
        Str line;
        double seconds;
        while (script_next(script, &line)) {
            if (is_frame(line, &seconds)) return seconds;
            follow_resize(session, line);
            session->failed += !script_apply(script, line, session->app, "run", stderr);
            if (app_wants_quit(session->app)) return 0.0;
        }
        session->script_at++;
        session->step++;
        session->failed += apply_steps(session);
    }
    return FRAME_S;
}

/* While a script plays, only the window's own events count. */
static void keep_window_events(Input *input) {
    int kept = 0;
    for (int i = 0; i < input->count; i++) {
        InputKind kind = input->event[i].kind;
        if (kind == INPUT_RESIZE || kind == INPUT_CLOSE) input->event[kept++] = input->event[i];
    }
    input->count = kept;
}

static void show_title(Session *session) {
    const char *title = app_title(session->app);
    if (strcmp(title, session->title) == 0) return;
    text_format(session->title, (int)sizeof session->title, "%s", title);
    window_set_title(session->window, session->title);
}

static bool draw(Session *session, const DrawList *list, Diag *diag) {
    RasterTarget target;
    RasterResult result;
    bool fresh = false;
    if (!list || list->failed) return diag_fail(diag, "no memory is left for the picture");
    if (!window_target(session->window, &target, &fresh, diag)) return false;
    if (fresh || session->repaint) draw_cache_forget(session->cache);
    session->repaint = true;
    if (!raster_draw(&result, session->cache, &target, list, RASTER_CACHED, diag)) return false;
    if (!result.unchanged && !window_show(session->window, result.dirty, result.dirty_count, diag)) return false;
    session->repaint = false;
    return true;
}

/* A picture may be lost between a resize and the event that tells of it; only one that keeps failing ends the program. */
static bool draw_or_try_again(Session *session, const DrawList *list, Diag *diag) {
    if (draw(session, list, diag)) {
        session->show_failures = 0;
        return true;
    }
    return ++session->show_failures < SHOW_FAILURES_MAX;
}

/* Sleeps until the next frame is due, gathering input; while nothing moves, until there is input. */
static void gather(Session *session, Input *input, bool moving) {
    input_reset(input);
    if (!moving) window_wait(session->window, input, -1.0);
    for (double left = session->due_s - now(session); left > 0.0005; left = session->due_s - now(session)) {
        window_wait(session->window, input, left);
        if (input->count == INPUT_EVENT_MAX) break;
    }
    window_poll(session->window, input);
}

/* ---- The person's settings ---- */

/* What is wrong with them never keeps the window from opening. */
static void open_settings(Session *session) {
    const World *world = session->world;
    char path[2048], folder[1024], told[1024];
    DiagList wrong;
    Diag diag;
    diag_list_reset(&wrong);
    bool given = session->options->given[CLI_SETTINGS];
    if (given && strcmp(session->options->settings, "none") == 0) return;
    if (given)
        app_open_settings(session->app, session->options->settings, &wrong);
    else if (!world->place.find(world->place.user, PLACE_SETTINGS, folder, (int)sizeof folder, &diag))
        diag_list_push(&wrong, &diag);
    else {
        text_format(path, (int)sizeof path, "%s/settings", folder);
        app_open_settings(session->app, path, &wrong);
    }
    if (wrong.found == 0) return;
    for (int i = 0; i < wrong.count; i++) cli_report(stderr, "run", &wrong.item[i]);
    diag_list_format(told, (int)sizeof told, &wrong);
    app_tell(session->app, told);
}

static WindowPlace find_place(const Session *session) {
    const CliOptions *options = session->options;
    const Settings *settings = app_settings(session->app);
    WindowPlace place = {.x = (int)settings_get(settings, SETTING_WINDOW_X),
                         .y = (int)settings_get(settings, SETTING_WINDOW_Y),
                         .w = (int)settings_get(settings, SETTING_WINDOW_WIDTH),
                         .h = (int)settings_get(settings, SETTING_WINDOW_HEIGHT),
                         .whole = settings_choice(settings, SETTING_WINDOW_WHOLE)};
    if (options->given[CLI_WINDOW_SIZE]) place = (WindowPlace){place.x, place.y, options->width, options->height, false};
    return place;
}

/* What the person did to the window since it was last seen. A script's doing is its own. */
static void note_place(Session *session) {
    WindowPlace now_at = session->place;
    window_place(session->window, &now_at);
    const WindowPlace was = session->place;
    session->place = now_at;
    if (script_is_playing(session)) return;
    if (now_at.x != was.x || now_at.y != was.y) {
        app_note_setting(session->app, SETTING_WINDOW_X, now_at.x);
        app_note_setting(session->app, SETTING_WINDOW_Y, now_at.y);
    }
    if (now_at.w != was.w || now_at.h != was.h) {
        app_note_setting(session->app, SETTING_WINDOW_WIDTH, now_at.w);
        app_note_setting(session->app, SETTING_WINDOW_HEIGHT, now_at.h);
    }
    if (now_at.whole != was.whole) app_note_setting(session->app, SETTING_WINDOW_WHOLE, now_at.whole);
}

/* One turn of the loop. False when the window cannot be drawn any more. */
static bool turn(Session *session, Diag *diag) {
    Input input;
    bool playing = script_is_playing(session), moving = playing || session->repaint || app_is_moving(session->app);
    double after_s = FRAME_S, dt_s = 0.0;
    gather(session, &input, moving);
    note_place(session);
    if (playing) {
        keep_window_events(&input);
        dt_s = after_s = play_to_next_frame(session);
        if (after_s > FRAME_LONGEST_S) after_s = FRAME_LONGEST_S; /* as long as the app lets a frame be */
    } else if (moving) {
        dt_s = now(session) - session->last_s;
    } else if (input.count == 0) {
        return true; /* woken for nothing */
    }
    session->last_s = now(session);
    session->due_s += after_s;
    if (session->due_s < session->last_s) session->due_s = session->last_s + after_s;
    const DrawList *list = app_frame(session->app, &input, dt_s);
    show_title(session);
    return draw_or_try_again(session, list, diag);
}

static bool open_window(Session *session, Diag *diag) {
    const CliOptions *options = session->options;
    text_format(session->title, (int)sizeof session->title, "%s", app_title(session->app));
    session->place = find_place(session);
    if (!window_open(&session->window, session->title, session->place, (WindowPresent)options->present, diag)) return false;
    window_place(session->window, &session->place);
    session->cache = draw_cache_new(&session->world->text);
    if (!session->cache) return diag_fail(diag, "no memory is left for the picture");
    double width_px, height_px, ratio;
    window_size(session->window, &width_px, &height_px, &ratio);
    Input input;
    input_reset(&input);
    input_push(&input, &(InputEvent){.kind = INPUT_RESIZE, .x = width_px / ratio, .y = height_px / ratio, .ratio = ratio});
    session->last_s = session->due_s = now(session);
    return draw_or_try_again(session, app_frame(session->app, &input, 0.0), diag);
}

static int run(Session *session, Diag *diag) {
    Input nothing;
    input_reset(&nothing);
    if (!read_scripts(session, diag)) return CLI_BAD_USAGE;
    open_settings(session); /* before a recording says where it starts from */
    if (!open_record(session, diag)) return CLI_FAILED;
    app_resize(session->app, session->options->width, session->options->height, 1.0);
    app_frame(session->app, &nothing, 0.0); /* so that `click` and `focus` find their controls */
    if (cli_apply_look(session->app, session->options, "run", stderr) + apply_steps(session) > 0) return CLI_BAD_USAGE;
    if (!open_window(session, diag)) return CLI_FAILED;
    while (!app_wants_quit(session->app)) {
        if (!turn(session, diag)) return CLI_FAILED;
    }
    app_save_settings(session->app);
    if (!close_record(session, diag)) return CLI_FAILED;
    return session->failed > 0 ? CLI_BAD_USAGE : CLI_OK;
}

static void deinit(Session *session) {
    Diag unheard;
    close_record(session, &unheard);
    for (int i = 0; i < session->script_count; i++) script_close(&session->script[i]);
    draw_cache_free(session->cache);
    window_close(session->window);
    if (session->app) app_free(session->app);
    cli_world_free(session->world);
}

static int run_window(const CliOptions *options, Diag *diag) {
    Session *session = mem_new(sizeof *session);
    int status = CLI_FAILED;
    if (!session) {
        diag_fail(diag, "memory is out");
        return status;
    }
    session->options = options;
    session->world = cli_world_new(diag);
    session->app = session->world ? app_new(session->world, diag) : NULL;
    if (session->app) status = run(session, diag);
    deinit(session);
    mem_free(session);
    return status;
}

const CliSubcommand cli_run = {
    .name = "run",
    .summary = "open the window (also what `unroll` alone does)",
    .operands = "",
    .takes = {CLI_SET, CLI_DO, CLI_SCRIPT, CLI_RECORD, CLI_WINDOW_SIZE, CLI_THEME, CLI_SCALE, CLI_SETTINGS, CLI_PRESENT},
    .about = "Opens the window. F1 in it lists every key. `run` may be left out.",
    .more =
        "--set, --do and --script take effect in their order. A script plays in frames that one can watch.\n\n"
        "What you change in the window (theme, palette, scale, motion) and where the window stands is kept for the next time, in the file "
        "settings in ~/.config/unroll, or where XDG_CONFIG_HOME says. Options and scripts change them for this session only.",
    .status = "0; 1 when there is no display or a file could not be written; 2 when an option, a command or a line of a script was wrong.",
    .run = run_window,
};
