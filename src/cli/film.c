/* `unroll film`: an animation as MP4 or GIF through ffmpeg, or as numbered pictures. Each frame is the window's picture, a frame's time later.
   The film is made under another name and gets its own when it is whole; Ctrl-C leaves nothing (app/film_file.h). */
#include "app/film_file.h"
#include "base/arena.h"
#include "base/number.h"
#include "cli/apply.h"
#include "cli/cli.h"
#include "cli/progress.h"
#include "cli/world.h"
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { FRAMES_MAX = 100000 };
static const double LONGEST_S = 120; /* where --seconds does not say: an animation ends before */
static const double WAIT_S = 0.1;    /* for ffmpeg, between two looks at Ctrl-C */

typedef struct Film {
    const CliOptions *options;
    const World *world;
    App *app;
    FilmForm form;
    char path[FILM_PATH_SIZE];
    FilmFile file;
} Film;

/* Other kinds of film that a person may ask for; a folder of that name would surprise. */
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
    if (strcmp(path, "-") == 0) /* and no folder of that name */
        return diag_fail(
            diag, "-o -: a film does not go to standard output, since ffmpeg ends an MP4 by writing into its beginning; expected the "
                  "name of a file .mp4 or .gif, or of a folder");
    const char *other = find_other_film(path);
    if (other) return diag_fail(diag, "a film cannot be written as %s; expected .mp4, .gif, or a folder for numbered pictures", other);
    film_form_find(&film->form, path);
    text_format(film->path, FILM_PATH_SIZE, "%s", path);
    return true;
}

/* Without ffmpeg the frames go into a folder beside. */
static void do_without_ffmpeg(Film *film) {
    if (film_form_is_possible(film->form, film->world)) return;
    text_format(film->path, FILM_PATH_SIZE, "%.*s-frames", (int)strlen(film->options->output) - 4, film->options->output);
    fprintf(stderr, "unroll film: ffmpeg is not installed; the frames go into the folder %s, as numbered pictures\n", film->path);
    film->form = FILM_FRAMES;
}

/* Something moves by itself. */
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
    progress_init(&progress);
    Watch watch = progress_begin(&progress, "frames of the film");
    bool good = film_file_begin(&film->file, film->form, film->path, options->width, options->height, (int)options->fps, film->app,
                                film->world, diag) &&
                make_frames(film, &watch, diag) && end_film(film, &watch, diag);
    film_file_drop(&film->file); /* nothing is left of one that did not come to its end */
    good = progress_end(&progress, good, diag);
    if (good)
        printf("%s: %d frames, %.1f s at %ld frames a second, made in %.1f s\n", film->path, film->file.frames,
               film->file.frames / (double)options->fps, options->fps, progress_seconds(&progress));
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
        do_without_ffmpeg(film);
        status = make(film, diag);
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
    .takes = {CLI_FILM_OUTPUT, CLI_OPEN, CLI_SET, CLI_DO, CLI_SCRIPT, CLI_SIZE, CLI_FPS, CLI_SECONDS, CLI_TRAIN, CLI_THEME, CLI_SCALE},
    .about = "Makes a film of what plays: by default the story, from where --do leaves it to the end of the update. --do 'play' films one "
             "phase; --do 'speed 2' plays twice as fast. Where ffmpeg is not installed the frames are numbered pictures in a folder. "
             "Opening the "
             "film, or a frame of it, gets the experiment back.",
    .more = "Ctrl-C stops it and leaves no file.",
    .status = "0; 1 when the film could not be made or was interrupted; 2 when an option or a command was wrong.",
    .run = run,
};
