/* `unroll run`: the window. Wait for something to happen, let the app make of it a draw list, draw what changed into the window,
   show that. While nothing moves the process sleeps until there is input; while something moves there are at most 60 frames
   a second, each told how much time has passed. After sleeping that time is zero: what a key has just started begins now.

   Scripts play in frames that are shown: a script's lines up to its next `frame S` belong into one frame, and the next comes S
   seconds later. The person may close or resize the window meanwhile; other input waits for the script's end. `resize`
   in a script makes the window that large, as far as the screen allows. */
#include "base/arena.h"
#include "base/number.h"
#include "cli/cli.h"
#include "cli/options.h"
#include "draw/raster.h"
#include "platform/window.h"
#include <errno.h>
#include <string.h>

enum { SCRIPT_MAX = 16, SHOW_FAILURES_MAX = 10 };
static const double FRAME_S = 1.0 / 60.0, FRAME_LONGEST_S = 0.25;

static const char help_text[] =
    "usage: unroll [run] [OPTION]...\n\n"
    "Opens the window. F1 in it lists every key.\n\n"
    "  --set key=value         as `set key value` in the window: --set cell=lstm --set steps=60\n"
    "  --do 'command'          any command: --do 'seek backward 5', --do play\n"
    "  --script FILE           plays one command a line, in frames one can watch; what --record wrote can be played\n"
    "  --record FILE           writes what is done in the window, one line each, as a script\n"
    "  --size WIDTHxHEIGHT     of the window; when not given, as the screen allows\n"
    "  --theme dark|light      for this sitting\n"
    "  --scale PERCENT         size of everything, 75 to 250, for this sitting\n"
    "  --settings FILE|none    keeps your settings in FILE, or neither reads nor writes them\n"
    "  --present surface|texture\n"
    "                          how pictures get to the screen; `unroll bench present` measures both\n\n"
    "What you change in the window (theme, palette, scale, motion) and where the window stands is kept for the next time, in the file\n"
    "settings of ~/.config/unroll, or where XDG_CONFIG_HOME says. Options and scripts change them for this sitting only.\n\n"
    "Exit status: 0; 1 when there is no display or a file could not be written; 2 when an option, a command or a script's line\n"
    "was wrong.\n";

typedef struct Script {
    const char *path;
    char *data; /* owned */
    Str rest;
    int line;
} Script;

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
    if (!(session->options->given & CLI_RECORD)) return true;
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

/* All scripts are read before the window opens, so that a missing one is told at once. */
static bool read_scripts(Session *session, Diag *diag) {
    const FileApi *file = &session->world->file;
    for (int i = 0; i < session->options->step_count; i++) {
        const CliStep *step = &session->options->step[i];
        size_t size = 0;
        if (step->kind != CLI_SCRIPT) continue;
        if (session->script_count == SCRIPT_MAX) return diag_fail(diag, "--script: at most %d scripts can be played", SCRIPT_MAX);
        Script *script = &session->script[session->script_count];
        script->path = step->text;
        if (!file->read(file->user, script->path, &script->data, &size, diag)) return false;
        script->rest = (Str){script->data, (int)size};
        session->script_count++;
    }
    return true;
}

static int count_steps_before_scripts(const CliOptions *options) {
    int count = 0;
    while (count < options->step_count && options->step[count].kind != CLI_SCRIPT) count++;
    return count;
}

/* Theme, scale, and what stands before the first script. Returns how many failed. */
static int apply_first(Session *session) {
    CliOptions first = *session->options;
    first.step_count = session->step = count_steps_before_scripts(session->options);
    return cli_options_apply(session->app, &first, session->world, "run", stderr);
}

/* A --set or --do behind a script. */
static int apply_one(Session *session, CliStep *step) {
    CliOptions one = {.step = step, .step_count = 1};
    return cli_options_apply(session->app, &one, session->world, "run", stderr);
}

static bool script_is_playing(const Session *session) { return session->step < session->options->step_count; }

/* "frame" or "frame S": its seconds. Anything else, and a `frame` that is not well formed, is the app's to judge. */
static bool is_frame(Str line, double *seconds) {
    Str rest = line;
    if (!str_equal(str_next_word(&rest), "frame")) return false;
    rest = str_trim(rest);
    *seconds = FRAME_S;
    return rest.count == 0 || (number_parse(seconds, rest) && *seconds >= 0.0);
}

static void follow_resize(Session *session, Str line) {
    long w = 0, h = 0;
    double ratio = 1.0;
    Str rest = line;
    if (!str_equal(str_next_word(&rest), "resize")) return;
    if (!number_parse_int(&w, str_next_word(&rest)) || !number_parse_int(&h, str_next_word(&rest))) return;
    rest = str_trim(rest);
    if (rest.count > 0 && (!number_parse(&ratio, rest) || !(ratio > 0.0))) return;
    if (w <= CLI_WIDTH_MAX && h <= CLI_HEIGHT_MAX) window_set_size(session->window, (int)((double)w / ratio), (int)((double)h / ratio));
}

static void play_line(Session *session, Script *script, Str text) {
    char line[COMMAND_LINE_MAX];
    Diag found, placed;
    diag_reset(&found);
    bool fits = str_copy(line, (int)sizeof line, text);
    follow_resize(session, text);
    if (fits && app_apply(session->app, line, &found)) return;
    if (!fits) diag_fail(&found, "the line is longer than the %d bytes a command may have", COMMAND_LINE_MAX);
    diag_fail_at(&placed, script->path, script->line, found.column > 0 ? found.column : 1, "%s", found.text);
    cli_report(stderr, "run", &placed);
    session->failed++;
}

/* Lines up to the next `frame`, whose seconds are returned; at the end of everything FRAME_S. */
static double play_to_next_frame(Session *session) {
    while (script_is_playing(session)) {
        CliStep *step = &session->options->step[session->step];
        if (step->kind != CLI_SCRIPT) {
            session->failed += apply_one(session, step);
            session->step++;
            continue;
        }
        Script *script = &session->script[session->script_at];
        while (script->rest.count > 0) {
            Str line = str_trim(str_next_line(&script->rest));
            double seconds;
            script->line++;
            if (line.count == 0 || line.at[0] == '#') continue;
            if (is_frame(line, &seconds)) return seconds;
            play_line(session, script, line);
            if (app_wants_quit(session->app)) return 0.0;
        }
        session->script_at++;
        session->step++;
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
    bool given = session->options->given & CLI_SETTINGS;
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
    if (options->given & CLI_SIZE) place = (WindowPlace){place.x, place.y, options->width, options->height, false};
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
    if (!window_open(&session->window, session->title, session->place, options->present, diag)) return false;
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
    if (apply_first(session) > 0) return CLI_BAD_USAGE;
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
    for (int i = 0; i < session->script_count; i++) mem_free(session->script[i].data);
    draw_cache_free(session->cache);
    window_close(session->window);
    if (session->app) app_free(session->app);
    cli_world_free(session->world);
}

static int run_with(const CliOptions *options, Diag *diag) {
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

int cli_run(int argc, char **argv) {
    CliOptions options;
    Diag diag;
    int status = CLI_OK;
    diag_reset(&diag);
    unsigned taken = CLI_SET | CLI_DO | CLI_SCRIPT | CLI_SIZE | CLI_THEME | CLI_SCALE | CLI_RECORD | CLI_PRESENT | CLI_SETTINGS;
    if (!cli_options_init(&options, taken, 0, argc, argv, &diag)) {
        cli_report(stderr, "run", &diag);
        return CLI_BAD_USAGE;
    }
    if (options.given & CLI_HELP) {
        fputs(help_text, stdout);
    } else {
        status = run_with(&options, &diag);
        if (status != CLI_OK && diag.text[0] != '\0') cli_report(stderr, "run", &diag);
    }
    cli_options_deinit(&options);
    return status;
}
