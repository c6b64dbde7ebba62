/* `unroll film`: an animation as MP4 or GIF through ffmpeg, or as numbered pictures. Each frame is the window's picture, one frame time
   later. The film is written under a temporary name and renamed when it is complete; Ctrl-C leaves nothing (app/film_file.h). Standard
   output, pipes and devices get a copy. */
#include "app/film_file.h"
#include "base/arena.h"
#include "base/number.h"
#include "cli/apply.h"
#include "cli/cli.h"
#include "cli/progress.h"
#include "cli/world.h"
#include "platform/files.h"
#include "platform/stream.h"
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { FRAMES_MAX = 100000 };
static const double LONGEST_S = 120; /* limit without --seconds; animations end before */
static const double WAIT_S = 0.1;    /* for ffmpeg, between two looks at Ctrl-C */

typedef struct Film {
    const CliOptions *options;
    const World *world;
    App *app;
    FilmForm form;
    char path[FILM_PATH_SIZE];
    FilmFile file;
    bool streams; /* for pipes and devices: the film is made in `folder` first, since ffmpeg changes its beginning at the end */
    char folder[FILM_PATH_SIZE / 2]; /* "": none yet */
    Stream stream;
} Film;

/* Other kinds of film that a person may ask for; making a folder of that name would be a surprise. */
static const char *find_other_film(const char *path) {
    static const char *const other[] = {".avi", ".mov", ".mkv", ".webm", ".m4v", ".mpg", ".mpeg", ".wmv", ".ogv", ".apng", ".webp", ".png"};
    for (size_t i = 0; i < sizeof other / sizeof *other; i++) {
        size_t count = strlen(path), more = strlen(other[i]), at = 0;
        if (count <= more) continue;
        while (at < more && tolower((unsigned char)path[count - more + at]) == other[i][at]) at++;
        if (at == more) return other[i];
    }
    return NULL;
}

static bool find_form(Film *film, Diag *diag) {
    const char *path = film->options->output;
    if (!path) return diag_fail(diag, "no -o FILE; a film is a file .mp4 or .gif, or a folder for numbered pictures");
    film->streams = stream_is_for(path);
    if (film->options->given[CLI_FILM_FORMAT] || film->streams) {
        film->form = film->options->given[CLI_FILM_FORMAT] && film->options->format == 1 ? FILM_GIF : FILM_MP4;
        if (film->streams && !film->options->given[CLI_FILM_FORMAT]) film_form_find(&film->form, path);
        if (film->form == FILM_FRAMES) film->form = FILM_MP4;
        text_format(film->path, FILM_PATH_SIZE, "%s", path);
        return true;
    }
    const char *other = find_other_film(path);
    if (other) return diag_fail(diag, "a film cannot be written as %s; expected .mp4, .gif, or a folder for numbered pictures", other);
    film_form_find(&film->form, path);
    text_format(film->path, FILM_PATH_SIZE, "%s", path);
    return true;
}

/* Without ffmpeg the frames go into a folder beside. */
static bool do_without_ffmpeg(Film *film, Diag *diag) {
    const char *path = film->options->output;
    FilmForm by_name;
    if (film_form_is_possible(film->form, film->world)) return true;
    if (film->streams) return diag_fail(diag, "-o %s: ffmpeg is not installed, and numbered pictures need a folder", path);
    text_format(film->path, FILM_PATH_SIZE, "%.*s-frames", (int)strlen(path) - (film_form_find(&by_name, path) ? 4 : 0), path);
    fprintf(stderr, "unroll film: ffmpeg is not installed; the frames go into the folder %s, as numbered pictures\n", film->path);
    film->form = FILM_FRAMES;
    return true;
}

/* The stream is opened first, as a shell does, so that an error is reported before the work. */
static bool prepare_stream(Film *film, Diag *diag) {
    if (!film->streams) return true;
    if (!stream_open(&film->stream, film->options->output, diag)) return false;
    if (!platform_make_temporary_folder(film->folder, (int)sizeof film->folder, diag)) {
        film->folder[0] = 0;
        return false;
    }
    text_format(film->path, FILM_PATH_SIZE, "%s/film.%s", film->folder, film->form == FILM_GIF ? "gif" : "mp4");
    return true;
}

static bool is_interrupted(void *user) {
    const Watch *watch = user;
    return !watch_ask(watch, 1);
}

static bool send_film(Film *film, const Watch *watch, Diag *diag) {
    Watch asked = *watch;
    if (!film->streams) return true;
    film->stream.is_enough = is_interrupted;
    film->stream.user = &asked;
    bool good = platform_send_temporary(film->path, film->folder, &film->stream, diag);
    film->stream.is_enough = NULL;
    return good;
}

/* Removes all temporary files. */
static bool end_stream(Film *film, Diag *diag) {
    if (!film->streams) return true;
    if (film->folder[0]) {
        film->world->file.remove(film->world->file.user, film->path);
        film->world->file.remove(film->world->file.user, film->folder);
    }
    return film->stream.name == NULL || stream_close(&film->stream, diag);
}

/* True while something moves by itself. */
static bool is_moving(const Film *film) { return app_ui(film->app)->playing || app_ui(film->app)->training; }

static bool send_frame(Film *film, const Watch *watch, double done, Diag *diag) {
    bool is_sent = false;
    while (!is_sent)
        if (!watch_ask(watch, done) || !film_file_send(&film->file, WAIT_S, &is_sent, diag)) return false;
    return true;
}

static bool make_frames(Film *film, const Watch *watch, Diag *diag) {
    const CliOptions *options = film->options;
    Input nothing;
    char line[48];
    input_reset(&nothing);
    double seconds = options->given[CLI_SECONDS] ? options->seconds : LONGEST_S;
    int most = (int)fmin(FRAMES_MAX, round(seconds * (double)options->fps)), rest = -1; /* frames after the end, so that it can be seen */
    text_format(line, (int)sizeof line, "train %ld", options->train_updates);
    while (film->file.frames < most && rest != 0) {
        bool is_first = film->file.frames == 0;
        if (options->train_updates > 0 && !is_first && !app_apply(film->app, line, diag)) return false;
        const DrawList *list = app_frame(film->app, &nothing, is_first ? 0 : 1.0 / (double)options->fps);
        if (!film_file_take(&film->file, film->app, list, diag)) return false;
        if (!send_frame(film, watch, (double)film->file.frames / most, diag)) return false;
        if (options->given[CLI_SECONDS] || options->train_updates > 0) continue;
        if (rest > 0)
            rest--;
        else if (!is_moving(film))
            rest = (int)options->fps / 2;
    }
    return true;
}

static bool end_film(Film *film, const Watch *watch, Diag *diag) {
    bool has_ended = false;
    while (!has_ended)
        if (!watch_ask(watch, 1) || !film_file_end(&film->file, WAIT_S, &has_ended, diag)) return false;
    return true;
}

static int make(Film *film, Diag *diag) {
    const CliOptions *options = film->options;
    Input nothing;
    Progress progress;
    input_reset(&nothing);
    app_resize(film->app, options->width, options->height, 1);
    app_frame(film->app, &nothing, 0); /* so that `click` and `focus` find their controls */
    Target target = {.app = film->app, .world = film->world, .subcommand = "film", .errors = stderr};
    if (cli_apply_all(&target, options)) return CLI_BAD_USAGE;
    bool plays = is_moving(film) || options->train_updates > 0;
    if (!plays && !app_apply(film->app, "play on", diag)) return CLI_FAILED;
    bool is_ready = prepare_stream(film, diag); /* while signals end the program: a FIFO may have no reader yet */
    progress_init(&progress);
    Watch watch = progress_begin(&progress, "frames of the film");
    bool good = is_ready &&
                film_file_begin(&film->file, film->form, film->path, options->width, options->height, (int)options->fps, film->app,
                                film->world, diag) &&
                make_frames(film, &watch, diag) && end_film(film, &watch, diag) && send_film(film, &watch, diag);
    film_file_drop(&film->file); /* an incomplete film is removed */
    Diag unheard;
    good = end_stream(film, good ? diag : &unheard) && good;
    good = progress_end(&progress, good, diag);
    if (good)
        fprintf(film->streams ? stderr : stdout, "%s: %d frames, %.1f s at %ld frames a second, made in %.1f s\n",
                film->streams ? film->stream.name : film->path, film->file.frames, film->file.frames / (double)options->fps, options->fps,
                progress_seconds(&progress));
    interrupt_let(&progress.interrupt);
    film_file_free(&film->file);
    return good ? CLI_OK : CLI_FAILED;
}

static int run(const CliOptions *options, Diag *diag) {
    int status = CLI_FAILED;
    Film *film = mem_new(sizeof *film);
    if (!film) {
        diag_fail(diag, "out of memory");
        return status;
    }
    film->options = options;
    if (!find_form(film, diag)) {
        mem_free(film);
        return CLI_BAD_USAGE;
    }
    World *world = cli_world_new(diag);
    film->world = world;
    film->app = world ? app_new(world, diag) : NULL;
    if (film->app) {
        if (do_without_ffmpeg(film, diag)) status = make(film, diag);
        app_free(film->app);
    }
    cli_world_free(world);
    mem_free(film);
    return status;
}

const CliSubcommand cli_film = {
    .name = "film",
    .summary = "write an animation: MP4 or GIF through ffmpeg, or numbered PNG",
    .operands = "",
    .takes = {CLI_FILM_OUTPUT, CLI_FILM_FORMAT, CLI_OPEN, CLI_SET, CLI_DO, CLI_SCRIPT, CLI_SIZE, CLI_FPS, CLI_SECONDS, CLI_TRAIN, CLI_THEME,
              CLI_SCALE},
    .about = "Makes a film of what plays: by default the story, from where --do leaves it to the end of the update. --do 'play' films one "
             "phase; --do 'speed 2' plays twice as fast. Where ffmpeg is not installed the frames are numbered pictures in a folder. "
             "Opening the "
             "film, or a frame of it, gets the experiment back.",
    .more = "Ctrl-C stops it and leaves no file.",
    .status = "0; 1 when the film could not be made or was interrupted; 2 when an option or a command was wrong.",
    .run = run,
};
