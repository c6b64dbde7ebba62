/* `unroll film`: an animation as MP4 or GIF through ffmpeg, or as numbered pictures. Each frame is the window's picture, a frame's time later.
   The film is made under another name and gets its own when it is whole; Ctrl-C leaves nothing. */
#include "base/arena.h"
#include "base/bytes.h"
#include "base/number.h"
#include "cli/apply.h"
#include "cli/cli.h"
#include "cli/progress.h"
#include "cli/world.h"
#include "data/film_note.h"
#include "draw/output_note.h"
#include "platform/pipe.h"
#include "platform/places.h"
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { PATH_SIZE = 4096, FRAMES_MAX = 100000 };
static const double LONGEST_S = 120; /* where --seconds does not say: an animation ends before */

typedef enum FilmForm { FILM_MP4, FILM_GIF, FILM_FRAMES } FilmForm;

typedef struct Film {
    const CliOptions *options;
    const World *world;
    App *app;
    FilmForm form;
    char path[PATH_SIZE], made[PATH_SIZE]; /* what it becomes; the file that is written meanwhile */
    Bytes note;                            /* "comment=" and what the film carries, so that opening it gets the experiment back */
    Pipe pipe;
    DrawCache *cache;
    RasterTarget target;
    int frames;
} Film;

/* In any case: FILM.MP4 is a film, too. */
static bool has_end(const char *path, const char *end) {
    size_t count = strlen(path), more = strlen(end);
    if (count <= more) return false;
    for (size_t i = 0; i < more; i++)
        if (tolower((unsigned char)path[count - more + i]) != end[i]) return false;
    return true;
}

/* Other kinds of film that a person may ask for; a folder of that name would surprise. */
static const char *find_other_film(const char *path) {
    static const char *const other[] = {".avi", ".mov", ".mkv", ".webm", ".m4v", ".mpg", ".mpeg", ".wmv", ".ogv", ".apng", ".webp", ".png"};
    for (size_t i = 0; i < sizeof other / sizeof *other; i++)
        if (has_end(path, other[i])) return other[i];
    return NULL;
}

/* Without ffmpeg the frames go into a folder beside. */
static bool find_form(Film *film, Diag *diag) {
    const char *path = film->options->output;
    if (!path) return diag_fail(diag, "no -o FILE; a film is a file .mp4 or .gif, or a folder for numbered pictures");
    const char *other = find_other_film(path);
    if (other) return diag_fail(diag, "a film cannot be written as %s; expected .mp4, .gif, or a folder for numbered pictures", other);
    film->form = has_end(path, ".mp4") ? FILM_MP4 : has_end(path, ".gif") ? FILM_GIF : FILM_FRAMES;
    text_format(film->path, PATH_SIZE, "%s", path);
    if (film->form == FILM_FRAMES || pipe_find_program("ffmpeg")) return true;
    text_format(film->path, PATH_SIZE, "%.*s-frames", (int)strlen(path) - 4, path);
    fprintf(stderr, "unroll film: ffmpeg is not installed; the frames go into the folder %s, as numbered pictures\n", film->path);
    film->form = FILM_FRAMES;
    return true;
}

static const char comment_word[] = "comment=";

/* ffmpeg writes no comment into a GIF: the block goes in place of the end, which is its last byte. */
static bool add_gif_note(const Film *film, Diag *diag) {
    Bytes block = {0};
    size_t skip = sizeof comment_word - 1;
    FILE *file = fopen(film->made, "r+b");
    film_note_add_gif(&block, film->note.at + skip, film->note.count - 1 - skip);
    bool good = file && !block.failed && fseek(file, -1, SEEK_END) == 0 && fgetc(file) == 0x3B && fseek(file, -1, SEEK_END) == 0 &&
                fwrite(block.at, 1, block.count, file) == block.count;
    if (file && fclose(file) != 0) good = false;
    bytes_free(&block);
    return good || diag_fail(diag, "%s: ffmpeg made no whole GIF of it", film->path);
}

static bool begin_ffmpeg(Film *film, Diag *diag) {
    const CliOptions *options = film->options;
    const char *slash = strrchr(film->path, '/');
    int folder = slash ? (int)(slash - film->path) + 1 : 0;
    char size[48], rate[16];
    Bytes *note = &film->note;
    text_format(film->made, PATH_SIZE, "%.*s.unroll-film-%s", folder, film->path, film->path + folder);
    text_format(size, (int)sizeof size, "%dx%d", film->target.width, film->target.height);
    text_format(rate, (int)sizeof rate, "%ld", options->fps);
    bytes_add_str(note, str_from(comment_word));
    film_note_begin(note);
    if (!app_write_line(note, film->app, diag)) return false;
    const char *mp4[] = {
        "ffmpeg",    "-y",      "-loglevel", "error",      "-f",       "rawvideo", "-pix_fmt", "bgr0",
        "-s",        size,      "-r",        rate,         "-i",       "-",        "-vf",      "pad=ceil(iw/2)*2:ceil(ih/2)*2",
        "-c:v",      "libx264", "-preset",   "veryfast",   "-crf",     "18",       "-pix_fmt", "yuv420p",
        "-metadata", note->at,  "-movflags", "+faststart", film->made, NULL};
    const char *gif[] = {
        "ffmpeg",   "-y", "-loglevel", "error", "-f", "rawvideo", "-pix_fmt", "bgr0",
        "-s",       size, "-r",        rate,    "-i", "-",        "-vf",      "split[a][b];[a]palettegen[p];[b][p]paletteuse",
        film->made, NULL};
    return pipe_open(&film->pipe, film->form == FILM_MP4 ? mp4 : gif, diag);
}

static bool begin(Film *film, Diag *diag) {
    const CliOptions *options = film->options;
    film->target = (RasterTarget){.width = options->width, .height = options->height, .stride = 4 * options->width};
    if (film->form == FILM_FRAMES) return platform_make_folder(film->path, diag);
    film->target.pixels = mem_new((size_t)film->target.stride * (size_t)film->target.height);
    film->cache = draw_cache_new(&film->world->text);
    if (!film->target.pixels || !film->cache) return diag_fail(diag, "out of memory for the picture");
    return begin_ffmpeg(film, diag);
}

static void name_frame(const Film *film, char out[PATH_SIZE], int frame) {
    text_format(out, PATH_SIZE, "%s/frame-%05d.png", film->path, frame + 1);
}

static bool write_frame(Film *film, const DrawList *list, Diag *diag) {
    const World *world = film->world;
    char path[PATH_SIZE];
    RasterResult result;
    OutputBytes out = {0};
    if (!list || list->failed) return diag_fail(diag, "out of memory for the picture");
    if (film->form != FILM_FRAMES)
        return raster_draw(&result, film->cache, &film->target, list, RASTER_CACHED, diag) &&
               pipe_write(&film->pipe, film->target.pixels, (size_t)film->target.stride * (size_t)film->target.height, diag);
    name_frame(film, path, film->frames);
    bool good = app_output(&out, film->app, list, OUTPUT_PNG, false, diag) &&
                world->file.write_soon(world->file.user, path, out.data, out.size, diag);
    mem_free(out.data);
    return good;
}

/* Something moves by itself. */
static bool is_moving(const Film *film) { return app_ui(film->app)->playing || app_ui(film->app)->training; }

static bool make_frames(Film *film, const Watch *watch, Diag *diag) {
    const CliOptions *options = film->options;
    Input nothing;
    char line[48];
    input_reset(&nothing);
    double seconds = options->given[CLI_SECONDS] ? options->seconds : LONGEST_S;
    int most = (int)fmin(FRAMES_MAX, round(seconds * (double)options->fps)), rest = -1; /* frames after the end, so that it can be seen */
    for (film->frames = 0; film->frames < most && rest != 0; film->frames++) {
        if (!watch_ask(watch, (double)film->frames / most)) return false;
        text_format(line, (int)sizeof line, "train %ld", options->train_updates);
        if (options->train_updates > 0 && film->frames > 0 && !app_apply(film->app, line, diag)) return false;
        if (!write_frame(film, app_frame(film->app, &nothing, film->frames > 0 ? 1.0 / (double)options->fps : 0), diag)) return false;
        if (options->given[CLI_SECONDS] || options->train_updates > 0) continue;
        if (rest > 0)
            rest--;
        else if (!is_moving(film))
            rest = (int)options->fps / 2;
    }
    return true;
}

/* Nothing is left of a film that did not come to its end. */
static void drop(Film *film) {
    char path[PATH_SIZE];
    pipe_stop(&film->pipe);
    if (film->made[0]) (void)remove(film->made);
    for (int i = 0; film->form == FILM_FRAMES && i <= film->frames; i++) {
        name_frame(film, path, i);
        (void)remove(path);
    }
}

static bool end(Film *film, bool good, Diag *diag) {
    if (good && film->form != FILM_FRAMES) good = pipe_close(&film->pipe, diag);
    if (good && film->form == FILM_GIF) good = add_gif_note(film, diag);
    if (good && film->form != FILM_FRAMES && rename(film->made, film->path) != 0)
        good = diag_fail(diag, "%s cannot be written", film->path);
    if (!good) drop(film);
    draw_cache_free(film->cache);
    bytes_free(&film->note);
    mem_free(film->target.pixels);
    return good;
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
    bool good = begin(film, diag) && make_frames(film, &watch, diag);
    good = end(film, good, diag);
    good = progress_end(&progress, good, diag);
    if (good)
        printf("%s: %d frames, %.1f s at %ld frames a second, made in %.1f s\n", film->path, film->frames,
               film->frames / (double)options->fps, options->fps, progress_seconds(&progress));
    interrupt_let(&progress.interrupt);
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
    film->pipe.descriptor = -1;
    if (!find_form(film, diag)) {
        mem_free(film);
        return CLI_BAD_USAGE;
    }
    World *world = cli_world_new(diag);
    film->world = world;
    film->app = world ? app_new(world, diag) : NULL;
    if (film->app) status = make(film, diag);
    if (film->app) app_free(film->app);
    cli_world_free(world);
    mem_free(film);
    return status;
}

const CliSubcommand cli_film = {
    .name = "film",
    .summary = "write an animation: MP4 or GIF through ffmpeg, or numbered PNG",
    .operands = "",
    .takes = {CLI_FILM_OUTPUT, CLI_OPEN, CLI_SET, CLI_DO, CLI_SCRIPT, CLI_SIZE, CLI_FPS, CLI_SECONDS, CLI_TRAIN, CLI_THEME, CLI_SCALE},
    .about =
        "Makes a film of what plays. Without more it is the story from where --do leaves it to the end of the update; --do 'play' is one "
        "phase, --do 'speed 2' twice as fast. Where ffmpeg is not installed the frames are numbered pictures in a folder. Opening the "
        "film, or a frame of it, gets the experiment back.",
    .more = "Ctrl-C ends it, and nothing of it is left.",
    .status = "0; 1 when the film could not be made or was interrupted; 2 when an option or a command was wrong.",
    .run = run,
};
