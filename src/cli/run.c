/* `unroll run`: the window. One turn of the loop waits for input, lets the app make a draw list, draws the changes into the window, and
   shows them. While nothing moves the process sleeps until there is input; while something moves there are at most 60 frames a second, and
   each gets the time since the last one. After sleeping that time is zero, because motion that a key started begins now.

   Scripts play in frames that are shown: a script's lines up to its next `frame S` belong to one frame, and the next frame comes S seconds
   later. The user may close or resize the window meanwhile; other input is ignored until the script ends. `resize` in a script makes the
   window that large, as far as the screen allows. */
#include "base/arena.h"
#include "base/number.h"
#include "cli/address.h"
#include "cli/apply.h"
#include "cli/cli.h"
#include "cli/kept_input.h"
#include "cli/open.h"
#include "cli/run_page.h"
#include "cli/run_speech.h"
#include "cli/script.h"
#include "cli/world.h"
#include "draw/raster.h"
#include "platform/files.h"
#include "platform/stream.h"
#include "platform/window.h"
#include <stdlib.h>
#include <string.h>

enum { SCRIPT_MAX = 16, SHOW_FAILURES_MAX = 10 };
static const double FRAME_S = 1.0 / 60.0, FRAME_LONGEST_S = 0.25;

typedef struct Recording {
    Stream stream;
    bool is_open; /* lines go to the stream; before that they are kept */
    bool failed;  /* with diag */
    Diag diag;
    char *text; /* lines that are kept; owned */
    size_t count, capacity;
} Recording;

/* A window with the picture of one surface (app/app.h). */
typedef struct Pane {
    Window *window;
    DrawCache *cache;
    int show_failures; /* in a row */
    bool repaint;      /* the window has lost its pixels */
} Pane;

typedef struct Session {
    const CliOptions *options;
    World *world;
    KeptInput kept; /* where the operand is standard input */
    App *app;
    Target target;
    Pane pane[APP_SURFACE_MAX]; /* one for each surface; the second is open while the app wants it */
    Recording record;
    Speech *speech; /* NULL: nothing is spoken */
    Spoken spoken;
    Script script[SCRIPT_MAX];
    int script_count;
    int step; /* the next of options->step; those before the first script are done before the window opens */
    int script_at;
    int failed;   /* lines of scripts and of what follows them */
    bool is_lost; /* the window cannot be drawn any more: *diag */
    Diag *diag;
    char title[160];
    bool is_full_screen;  /* as the app last wanted it */
    WindowPlace place;    /* the last known place of the window */
    double last_s, due_s; /* time of the last frame, earliest time of the next */
    RunPage page;
    Input input[APP_SURFACE_MAX]; /* of the turn; here, and the one below, for they are large for a stack */
    Input other;                  /* nothing, or a size */
} Session;

static double now(const Session *session) { return session->world->clock.now_s(session->world->clock.user); }

/* Writes each line at once, so that the recording is always complete up to the last line. Before the window is open lines are only kept, so
   that a wrong command line does not destroy an older recording. */
static void write_line(void *user, const char *line) {
    Session *session = user;
    Recording *record = &session->record;
    size_t count = strlen(line);
    if (record->failed) return;
    if (record->count + count + 1 > record->capacity) {
        size_t capacity = 2 * record->capacity + count + 4096;
        char *larger = mem_grow(record->text, record->capacity, capacity);
        record->failed = !larger && !diag_fail(&record->diag, "out of memory");
        if (!larger) return;
        record->text = larger;
        record->capacity = capacity;
    }
    memcpy(record->text + record->count, line, count);
    record->text[record->count + count] = '\n';
    record->count += count + 1;
    if (!record->is_open) return;
    record->failed = !stream_write(&record->stream, record->text, record->count, &record->diag);
    record->count = 0;
}

/* Opens the file now, so that an error is reported early; its content stays. */
static bool open_record(Session *session, Diag *diag) {
    if (!session->options->given[CLI_RECORD]) return true;
    if (!stream_open(&session->record.stream, session->options->record, diag)) return false;
    app_set_recorder(session->app, write_line, session);
    return true;
}

/* The window is open: the file is emptied, and what was kept goes into it. */
static bool begin_record(Session *session, Diag *diag) {
    Recording *record = &session->record;
    if (!session->options->given[CLI_RECORD]) return true;
    record->is_open = stream_restart(&record->stream, diag) && stream_write(&record->stream, record->text, record->count, diag);
    record->count = 0;
    return record->is_open;
}

/* Removes a file that did not exist before and got no lines. */
static bool close_record(Session *session, Diag *diag) {
    Recording *record = &session->record;
    if (record->stream.descriptor < 0) return true;
    app_set_recorder(session->app, NULL, NULL);
    bool good = stream_close(&record->stream, diag);
    if (record->stream.is_created && !record->is_open) (void)remove(session->options->record);
    mem_free(record->text);
    record->text = NULL;
    if (record->failed) *diag = record->diag;
    return good && !record->failed;
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
    while (session->step < options->step_count && options->step[session->step].option != CLI_SCRIPT) {
        failed += cli_apply_step(&session->target, options, &session->step);
    }
    return failed;
}

static bool script_is_playing(const Session *session) { return session->step < session->options->step_count; }

/* `resize` in a script makes the window that large. */
static void follow_resize(Session *session, const Command *resize) {
    const CommandArg *arg = resize->arg;
    double width = arg[0].number, height = arg[1].number, ratio = arg[2].given ? arg[2].number : 1;
    if (width > CLI_WIDTH_MAX || height > CLI_HEIGHT_MAX || !(ratio > 0)) return;
    window_set_size(session->pane[0].window, (int)(width / ratio), (int)(height / ratio));
}

/* Handles a line of a script that concerns the window, before the app gets it. True for a frame to show, with its seconds. */
static bool look_at_line(Session *session, Str line, double *seconds) {
    Command command;
    Diag unheard;
    if (!command_parse(&command, line, &unheard)) return false; /* reported when it is applied */
    if (command.id == COMMAND_RESIZE) follow_resize(session, &command);
    *seconds = command.arg[0].given ? command.arg[0].number : FRAME_S;
    return command.id == COMMAND_FRAME && *seconds >= 0;
}

/* Plays the scripts, and the options between and after them, up to the next `frame`. Returns that frame's seconds. */
static double play_to_next_frame(Session *session) {
    while (script_is_playing(session)) {
        Script *script = &session->script[session->script_at];
        Str line;
        double seconds;
        while (script_next(script, &line)) {
            if (look_at_line(session, line, &seconds)) return seconds;
            session->failed += !script_apply(script, line, &session->target);
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
    window_set_title(session->pane[0].window, session->title);
}

/* Only if the person changed it: the desktop may leave full screen by itself. */
static void show_full_screen(Session *session) {
    bool wanted = app_wants_full_screen(session->app);
    if (wanted != session->is_full_screen) window_set_full_screen(session->pane[0].window, wanted);
    session->is_full_screen = wanted;
}

static bool draw(Pane *pane, const DrawList *list, Diag *diag) {
    RasterTarget target;
    RasterResult result;
    bool fresh = false;
    if (!list || list->failed) return diag_fail(diag, "out of memory for the picture");
    if (!window_target(pane->window, &target, &fresh, diag)) return false;
    if (fresh || pane->repaint) draw_cache_forget(pane->cache);
    pane->repaint = true;
    if (!raster_draw(&result, pane->cache, &target, list, RASTER_CACHED, diag)) return false;
    if (!result.unchanged && !window_show(pane->window, result.dirty, result.dirty_count, diag)) return false;
    pane->repaint = false;
    return true;
}

/* Drawing may fail between a resize and its event; only when it keeps failing does the program end. */
static bool draw_or_try_again(Pane *pane, const DrawList *list, Diag *diag) {
    if (draw(pane, list, diag)) {
        pane->show_failures = 0;
        return true;
    }
    if (++pane->show_failures == SHOW_FAILURES_MAX) return false;
    diag_reset(diag); /* else it would be told at the end of a session that went well */
    return true;
}

static void list_windows(const Session *session, Window *window[APP_SURFACE_MAX]) {
    for (int i = 0; i < APP_SURFACE_MAX; i++) window[i] = session->pane[i].window;
}

static void gather(Session *session, Input input[APP_SURFACE_MAX], bool moving) {
    Window *window[APP_SURFACE_MAX];
    list_windows(session, window);
    for (int i = 0; i < APP_SURFACE_MAX; i++) input_reset(&input[i]);
    run_page_gather(session->app, session->world, window, input, session->due_s, moving);
}

/* ---- The other surfaces ---- */

static void close_pane(Session *session, int index) {
    Pane *pane = &session->pane[index];
    draw_cache_free(pane->cache);
    window_close(pane->window);
    *pane = (Pane){0};
    app_close_surface(session->app, index);
}

static bool open_pane(Session *session, int index, Diag *diag) {
    Pane *pane = &session->pane[index];
    const WindowPlace place = {WINDOW_ANYWHERE, WINDOW_ANYWHERE, 0, 0, false};
    double width_px, height_px, ratio;
    input_reset(&session->other);
    pane->cache = draw_cache_new(&session->world->text);
    if (!pane->cache) return diag_fail(diag, "There is not enough memory for another window.");
    if (!window_open(&pane->window, session->title, place, (WindowPresent)session->options->present, diag)) return false;
    if (!app_open_surface(session->app, index, diag)) return false;
    window_size(pane->window, &width_px, &height_px, &ratio);
    input_push(&session->other, &(InputEvent){.kind = INPUT_RESIZE, .x = width_px / ratio, .y = height_px / ratio, .ratio = ratio});
    app_frame_surface(session->app, index, &session->other, 0);
    return true;
}

/* Opens and closes the other windows as the app wants, and shows in each its picture. If a window cannot be opened or drawn, that is
   reported and it is closed. */
static void show_others(Session *session, double dt_s) {
    Diag diag;
    for (int i = 1; i < APP_SURFACE_MAX; i++) {
        bool is_wanted = app_wants_surface(session->app, i), is_open = session->pane[i].window != NULL, good = true;
        diag_reset(&diag);
        if (is_open && !is_wanted) close_pane(session, i);
        if (!is_wanted) continue;
        if (!is_open) good = open_pane(session, i, &diag);
        input_reset(&session->other);
        if (good) good = draw_or_try_again(&session->pane[i], app_frame_surface(session->app, i, &session->other, dt_s), &diag);
        if (good) continue;
        close_pane(session, i);
        app_apply(session->app, "mirror off", NULL);
        app_tell(session->app, diag.text);
    }
}

/* Their input, before the frame, because it may change the first window. */
static bool take_others(Session *session, const Input input[APP_SURFACE_MAX]) {
    bool any = false;
    for (int i = 1; i < APP_SURFACE_MAX; i++) {
        if (!session->pane[i].window || input[i].count == 0) continue;
        app_frame_surface(session->app, i, &input[i], 0);
        any = true;
    }
    return any;
}

/* ---- The person's settings ---- */

/* The path: FILE of --settings plus `ending`, or the file `name` in a folder of the person. False if nothing is to be kept, or if there is
   no such folder, which `wrong` then says. */
static bool find_file(const Session *session, Place place, const char *name, const char *ending, char *out, int size, DiagList *wrong) {
    const PlaceApi *places = &session->world->place;
    char folder[1024];
    Diag diag;
    const char *given = session->options->given[CLI_SETTINGS] ? session->options->settings : NULL;
    if (given && strcmp(given, "none") == 0) return false;
    if (given) {
        text_format(out, size, "%s%s", given, ending);
    } else if (places->find(places->user, place, folder, (int)sizeof folder, &diag)) {
        text_format(out, size, "%s/%s", folder, name);
    } else {
        diag_list_push(wrong, &diag);
        return false;
    }
    return true;
}

/* Errors in saved files never keep the window from opening. */
static void tell_wrong(Session *session, const DiagList *wrong) {
    char told[1024];
    if (wrong->found == 0) return;
    for (int i = 0; i < wrong->count; i++) cli_report(stderr, "run", &wrong->item[i]);
    diag_list_format(told, (int)sizeof told, wrong);
    app_tell(session->app, told);
}

static void open_settings(Session *session) {
    char path[2048];
    DiagList wrong;
    diag_list_reset(&wrong);
    if (find_file(session, PLACE_SETTINGS, "settings", "", path, (int)sizeof path, &wrong)) {
        cli_prefer_language(session->app, session->world);
        app_open_settings(session->app, path, &wrong);
    }
    tell_wrong(session, &wrong);
}

/* The window continues with the last experiment unless options choose what to show. Changes by a script are not the person's and are not
   saved. */
static void open_last(Session *session) {
    char path[2048];
    DiagList wrong;
    diag_list_reset(&wrong);
    if (session->options->given[CLI_SCRIPT]) return;
    /* A recording begins with a state that its reader can restore. */
    bool goes_on = session->options->step_count == 0 && session->options->operand_count == 0 && !cli_has_file(session->options) &&
                   !session->options->given[CLI_RECORD];
    if (find_file(session, PLACE_STATE, "last-experiment", ".last", path, (int)sizeof path, &wrong))
        app_open_last(session->app, path, goes_on, &wrong);
    if (find_file(session, PLACE_STATE, "progress", ".progress", path, (int)sizeof path, &wrong))
        app_open_progress(session->app, path, &wrong);
    if (find_file(session, PLACE_STATE, "recent-files", ".recent", path, (int)sizeof path, &wrong)) app_open_recent(session->app, path);
    tell_wrong(session, &wrong);
}

static bool has_end(const char *path, const char *end) {
    size_t count = strlen(path), more = strlen(end);
    return count >= more && strcmp(path + count - more, end) == 0;
}

/* The lesson or file that the command line names. */
static bool open_operand(Session *session, Diag *diag) {
    const CliOptions *options = session->options;
    bool is_address = options->given[CLI_OPEN] && cli_is_address(options->open); /* of a step: the lesson opens there */
    if (options->operand_count == 0 && !is_address) return true;
    const char *name = options->operand_count > 0 ? options->operand[0] : options->open;
    size_t file = strcspn(name, "#");
    char path[2048];
    text_format(path, (int)sizeof path, "%.*s", (int)file, name);
    /* A file's absolute path, so that the course page finds it again from any start folder. */
    char whole[2048];
    bool is_lesson = session->kept.data ? kept_input_is_lesson(&session->kept) : has_end(path, ".md"),
         is_file = session->world->file.is_there(session->world->file.user, name) && !is_lesson,
         is_near = !session->kept.data && name[0] != '/' && session->world->file.is_there(session->world->file.user, path) &&
                   platform_full_path(whole, (int)sizeof whole, path);
    if (is_near) text_format(path, (int)sizeof path, "%s%s", whole, name + file);
    Command lesson = {.id = is_file ? COMMAND_OPEN : COMMAND_LESSON, .arg = {{.given = true, .text = str_from(is_near ? path : name)}}};
    TextLine line = {0};
    bool good = command_write(&line, &lesson) || diag_fail(diag, "out of memory");
    good = good && app_apply(session->app, text_line_get(&line), diag);
    text_line_free(&line);
    return good;
}

/* Without options the window begins on the course page; if there is no course, on the stage. */
static void begin_with_course(Session *session) {
    const CliOptions *options = session->options;
    bool is_said = options->step_count > 0 || options->operand_count > 0 || cli_has_file(options) || options->given[CLI_RECORD];
    if (!is_said) app_apply(session->app, "show course", NULL);
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

/* Changes of the window by the person since the last look; those by a script do not count. */
static void note_place(Session *session) {
    WindowPlace now_at = session->place;
    window_place(session->pane[0].window, &now_at);
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

static void place_text(const Session *session) {
    double x, y, w, h;
    if (app_find_text(session->app, &x, &y, &w, &h)) window_set_text_place(session->pane[0].window, x, y, w, h);
}

/* One turn of the loop. False when the window cannot be drawn any more. */
static bool turn(Session *session, Diag *diag) {
    Input *input = session->input;
    bool playing = script_is_playing(session), moving = playing || session->pane[0].repaint || app_is_moving(session->app);
    double after_s = FRAME_S, dt_s = 0.0;
    gather(session, input, moving);
    note_place(session);
    bool is_used = !playing && take_others(session, input);
    if (playing) {
        keep_window_events(&input[0]);
        dt_s = after_s = play_to_next_frame(session);
        if (after_s > FRAME_LONGEST_S) after_s = FRAME_LONGEST_S; /* as long as the app allows a frame */
    } else if (moving) {
        dt_s = now(session) - session->last_s;
    } else if (input[0].count == 0 && !is_used && !app_look(session->app)) {
        return true; /* nothing happened */
    }
    session->last_s = now(session);
    session->due_s += after_s;
    if (session->due_s < session->last_s) session->due_s = session->last_s + after_s;
    const DrawList *list = app_frame(session->app, &input[0], dt_s);
    show_title(session);
    show_full_screen(session);
    place_text(session);
    show_others(session, dt_s);
    return draw_or_try_again(&session->pane[0], list, diag);
}

static bool turn_again(void *user) {
    Session *session = user;
    if (app_wants_quit(session->app)) return false;
    session->pane[0].repaint |= run_page_begin(&session->page, session->app, session->world);
    session->is_lost = !turn(session, session->diag);
    if (session->speech) run_speech_tell(session->speech, &session->spoken, session->app);
    run_page_end(&session->page, session->world);
    return !session->is_lost;
}

static bool open_window(Session *session, Diag *diag) {
    const CliOptions *options = session->options;
    text_format(session->title, (int)sizeof session->title, "%s", app_title(session->app));
    session->place = find_place(session);
    if (!window_open(&session->pane[0].window, session->title, session->place, (WindowPresent)options->present, diag)) return false;
    window_place(session->pane[0].window, &session->place);
    session->pane[0].cache = draw_cache_new(&session->world->text);
    if (!session->pane[0].cache) return diag_fail(diag, "out of memory for the picture");
    double width_px, height_px, ratio;
    window_size(session->pane[0].window, &width_px, &height_px, &ratio);
    input_reset(&session->other);
    input_push(&session->other, &(InputEvent){.kind = INPUT_RESIZE, .x = width_px / ratio, .y = height_px / ratio, .ratio = ratio});
    session->last_s = session->due_s = now(session);
    return draw_or_try_again(&session->pane[0], app_frame(session->app, &session->other, 0.0), diag);
}

static int run(Session *session, Diag *diag) {
    input_reset(&session->other);
    if (!read_scripts(session, diag)) return CLI_BAD_USAGE;
    if (session->options->speak && !(session->speech = speech_open(diag))) return CLI_FAILED;
    open_settings(session); /* before a recording says where it starts from */
    if (!open_record(session, diag)) return CLI_FAILED;
    app_resize(session->app, session->options->width, session->options->height, 1.0);
    app_frame(session->app, &session->other, 0.0); /* so that `click` and `focus` find their controls */
    int failed = cli_apply_look(&session->target, session->options);
    bool is_named = session->options->operand_count > 0; /* what a person names is opened first: options change it */
    if (is_named) open_last(session);
    if (failed > 0 || (is_named && !open_operand(session, diag))) return CLI_BAD_USAGE;
    failed += cli_apply_start(&session->target, session->options, &session->step);
    if (failed + apply_steps(session) > 0) return CLI_BAD_USAGE;
    if (!is_named) open_last(session);
    if (!is_named && !open_operand(session, diag)) return CLI_BAD_USAGE;
    begin_with_course(session);
    if (!open_window(session, diag) || !begin_record(session, diag)) return CLI_FAILED;
    session->diag = diag;
    run_page_init(&session->page);
    window_loop(turn_again, session);
    if (session->is_lost) return CLI_FAILED;
    app_apply(session->app, "present off", NULL);
    app_save_settings(session->app);
    app_save_last(session->app);
    app_finish_write(session->app);
    app_save_progress(session->app);
    if (!close_record(session, diag)) return CLI_FAILED;
    return session->failed > 0 ? CLI_BAD_USAGE : CLI_OK;
}

static void deinit(Session *session) {
    Diag unheard;
    close_record(session, &unheard);
    for (int i = 0; i < session->script_count; i++) script_close(&session->script[i]);
    for (int i = APP_SURFACE_MAX - 1; i >= 0; i--) {
        draw_cache_free(session->pane[i].cache);
        window_close(session->pane[i].window);
    }
    speech_close(session->speech);
    if (session->app) app_free(session->app);
    kept_input_deinit(&session->kept);
    cli_world_free(session->world);
}

static int run_window(const CliOptions *options, Diag *diag) {
    Session *session = mem_new(sizeof *session);
    int status = CLI_FAILED;
    if (!session) {
        diag_fail(diag, "out of memory");
        return status;
    }
    session->options = options;
    session->record.stream.descriptor = -1;
    session->world = cli_world_new(diag);
    bool is_input = options->operand_count > 0 && strcmp(options->operand[0], "-") == 0;
    bool good = session->world && (!is_input || kept_input_init(&session->kept, session->world, diag));
    session->app = good ? app_new(session->world, diag) : NULL;
    if (session->app) {
        TextApi beside;
        cli_world_text_beside(session->world, &beside);
        app_set_text_beside(session->app, &beside);
    }
    session->target = (Target){.app = session->app, .world = session->world, .subcommand = "run", .errors = stderr};
    if (session->app) status = run(session, diag);
    deinit(session);
    mem_free(session);
    return status;
}

const CliSubcommand cli_run = {
    .name = "run",
    .summary = "open the window (also what `unroll` alone does)",
    .operands = "[LESSON|FILE]",
    .operand_max = 1,
    .takes = {CLI_OPEN, CLI_SET, CLI_DO, CLI_SCRIPT, CLI_RECORD, CLI_WINDOW_SIZE, CLI_THEME, CLI_SCALE, CLI_LANGUAGE, CLI_SETTINGS,
              CLI_SPEAK, CLI_PRESENT},
    .about = "Opens the window. F1 in it lists the keys that work there. `run` may be left out.",
    .more =
        "LESSON is one of the course, as in `unroll vanishing#draw-it`, or a file of your own, as in `unroll my.md`, which is read again "
        "when it changes. FILE is a saved experiment (.unroll), an exported picture, weights (.safetensors), or data to learn: a text, "
        "labelled sentences or a table (.csv). - is standard input, a lesson or such a file.\n\n"
        "LESSON or FILE is opened first; --set, --do and --script then take effect in their order. A script plays in frames that one can "
        "watch.\n\n"
        "What you change in the window (theme, palette, scale, motion) and where the window stands is kept for the next time, in the file "
        "settings in ~/.config/unroll, or where XDG_CONFIG_HOME says. Options and scripts change them for this session only.\n\n"
        "Without --open, --set, --do, --script and --record the window goes on with the last experiment, kept in ~/.local/state/unroll "
        "(or FILE.last). It is trained again to where it was, to the same bits; where that takes more than a second, it opens at its "
        "beginning.",
    .status = "0; 1 when there is no display or a file could not be written; 2 when an option, a command or a line of a script was wrong.",
    .run = run_window,
};
