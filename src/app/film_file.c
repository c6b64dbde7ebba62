/* See film_file.h. */
#include "app/film_file.h"
#include "base/arena.h"
#include "base/number.h"
#include "data/film_note.h"
#include <ctype.h>
#include <string.h>

static const char comment_word[] = "comment=";

static bool has_end(const char *path, const char *end) {
    size_t count = strlen(path), more = strlen(end);
    if (count <= more) return false;
    for (size_t i = 0; i < more; i++)
        if (tolower((unsigned char)path[count - more + i]) != end[i]) return false;
    return true;
}

bool film_form_find(FilmForm *form, const char *path) {
    *form = has_end(path, ".mp4") ? FILM_MP4 : has_end(path, ".gif") ? FILM_GIF : FILM_FRAMES;
    return *form != FILM_FRAMES;
}

bool film_form_is_possible(FilmForm form, const World *world) {
    const ProgramApi *program = &world->program;
    if (form == FILM_FRAMES) return world->file.make_folder && world->file.move && world->file.write_soon;
    return program->open && world->file.move && program->find(program->user, "ffmpeg");
}

static bool begin_ffmpeg(FilmFile *film, const App *app, Diag *diag) {
    const ProgramApi *program = &film->world->program;
    Bytes *note = &film->note;
    char size[48], rate[16], made[FILM_PATH_SIZE + 8];
    const char *colon = strchr(film->made, ':'); /* a name of a protocol stands before it, as ffmpeg reads it, or a drive */
    text_format(made, (int)sizeof made, "%s%s", colon && colon > film->made + 1 && film->made[0] != '/' ? "./" : "", film->made);
    text_format(size, (int)sizeof size, "%dx%d", film->target.width, film->target.height);
    text_format(rate, (int)sizeof rate, "%d", film->fps);
    bytes_add_str(note, str_from(comment_word));
    film_note_begin(note);
    if (!app_write_line(note, app, diag)) return false;
    const char *mp4[] = {"ffmpeg",    "-y",      "-loglevel", "error",      "-f",   "rawvideo", "-pix_fmt", "bgr0",
                         "-s",        size,      "-r",        rate,         "-i",   "-",        "-vf",      "pad=ceil(iw/2)*2:ceil(ih/2)*2",
                         "-c:v",      "libx264", "-preset",   "veryfast",   "-crf", "18",       "-pix_fmt", "yuv420p",
                         "-metadata", note->at,  "-movflags", "+faststart", "-f",   "mp4",      made,       NULL};
    const char *gif[] = {
        "ffmpeg", "-y",  "-loglevel", "error", "-f", "rawvideo", "-pix_fmt", "bgr0",
        "-s",     size,  "-r",        rate,    "-i", "-",        "-vf",      "split[a][b];[a]palettegen[p];[b][p]paletteuse",
        "-f",     "gif", made,        NULL};
    return program->open(program->user, &film->pipe, film->form == FILM_MP4 ? mp4 : gif, diag);
}

static void drop_left(void *user, const char *name) {
    const FilmFile *film = user;
    char path[FILM_PATH_SIZE + 300];
    if (!strstr(name, "frame-")) return;
    text_format(path, (int)sizeof path, "%s/%s", film->made, name);
    film->world->file.remove(film->world->file.user, path);
}

/* Pictures that a program left which was killed: they are of another film. */
static bool begin_frames(FilmFile *film, Diag *diag) {
    const FileApi *file = &film->world->file;
    Diag unsaid;
    if (file->list && file->is_folder && file->is_folder(file->user, film->made))
        file->list(file->user, film->made, drop_left, film, &unsaid);
    return file->make_folder(file->user, film->made, diag);
}

bool film_file_begin(FilmFile *film, FilmForm form, const char *path, int width, int height, int fps, const App *app, const World *world,
                     Diag *diag) {
    const char *slash;
    int folder;
    *film = (FilmFile){.world = world, .form = form, .fps = fps, .pipe = {0, -1}, .has_begun = true};
    film->target = (RasterTarget){.width = width, .height = height, .stride = 4 * width};
    if (text_format(film->path, FILM_PATH_SIZE, "%s", path) >= FILM_PATH_SIZE - 20)
        return diag_fail(diag, "The name of the film is too long.");
    if (form != FILM_FRAMES && world->file.find_target) { /* links stay, and the film is made beside the file that they lead to */
        film->has_begun = false;
        if (!world->file.find_target(world->file.user, path, film->path, FILM_PATH_SIZE - 20, diag)) return false;
        film->has_begun = true;
    }
    slash = strrchr(film->path, '/');
    folder = slash ? (int)(slash - film->path) + 1 : 0;
    text_format(film->made, FILM_PATH_SIZE, "%.*s.unroll-film-%s", folder, film->path, film->path + folder);
    if (form == FILM_FRAMES && world->file.is_there(world->file.user, path)) {
        film->has_begun = false; /* the file is not this film's */
        return diag_fail(diag, "%s exists already. Give another name.", path);
    }
    if (form == FILM_FRAMES) return begin_frames(film, diag);
    film->target.pixels = mem_new((size_t)film->target.stride * (size_t)height);
    film->cache = draw_cache_new(&world->text);
    if (!film->target.pixels || !film->cache) return diag_fail(diag, "There is no memory left for the pictures of the film.");
    return begin_ffmpeg(film, app, diag);
}

static void name_frame(const FilmFile *film, char out[FILM_PATH_SIZE + 32], int frame) {
    text_format(out, FILM_PATH_SIZE + 32, "%s/frame-%05d.png", film->made, frame + 1);
}

static bool write_frame(FilmFile *film, const App *app, const DrawList *list, Diag *diag) {
    const FileApi *file = &film->world->file;
    char path[FILM_PATH_SIZE + 32];
    OutputBytes out = {0};
    name_frame(film, path, film->frames);
    bool good = app_output(&out, app, list, OUTPUT_PNG, false, diag) && file->write_soon(file->user, path, out.data, out.size, diag);
    mem_free(out.data);
    return good;
}

bool film_file_take(FilmFile *film, const App *app, const DrawList *list, Diag *diag) {
    RasterResult result;
    bool good = !list->failed || diag_fail(diag, "There is no memory left for the pictures of the film.");
    if (good && film->form == FILM_FRAMES) good = write_frame(film, app, list, diag);
    if (good && film->form != FILM_FRAMES) {
        good = raster_draw(&result, film->cache, &film->target, list, RASTER_CACHED, diag);
        film->size = (size_t)film->target.stride * (size_t)film->target.height;
    }
    film->sent = 0;
    film->frames++;
    return good;
}

bool film_file_send(FilmFile *film, double wait_s, bool *is_sent, Diag *diag) {
    const ProgramApi *program = &film->world->program;
    size_t written = 0;
    if (film->form != FILM_FRAMES &&
        !program->write(program->user, &film->pipe, film->target.pixels + film->sent, film->size - film->sent, wait_s, &written, diag))
        return false;
    film->sent += written;
    *is_sent = film->sent == film->size;
    return true;
}

/* ffmpeg writes no comment into a GIF: the block goes in place of the end, which is its last byte. */
static bool add_gif_note(const FilmFile *film, Diag *diag) {
    const FileApi *file = &film->world->file;
    Bytes block = {0};
    size_t skip = sizeof comment_word - 1;
    film_note_add_gif(&block, film->note.at + skip, film->note.count - 1 - skip);
    bool good = !block.failed && file->replace_end(file->user, film->made, str_from(";"), block.at, block.count, NULL);
    bytes_free(&block);
    return good || diag_fail(diag, "%s: ffmpeg made no whole GIF of it", film->path);
}

bool film_file_end(FilmFile *film, double wait_s, bool *has_ended, Diag *diag) {
    const ProgramApi *program = &film->world->program;
    const FileApi *file = &film->world->file;
    *has_ended = true;
    if (film->form != FILM_FRAMES && !program->close(program->user, &film->pipe, wait_s, has_ended, diag)) return false;
    if (!*has_ended) return true;
    if (film->form == FILM_GIF && !add_gif_note(film, diag)) return false;
    film->is_closed = file->move(file->user, film->made, film->path, diag);
    return film->is_closed;
}

void film_file_drop(FilmFile *film) {
    char path[FILM_PATH_SIZE + 32];
    if (!film->has_begun || film->is_closed) return;
    const ProgramApi *program = &film->world->program;
    const FileApi *file = &film->world->file;
    if (program->stop) program->stop(program->user, &film->pipe);
    for (int i = 0; film->form == FILM_FRAMES && i <= film->frames; i++) {
        name_frame(film, path, i);
        file->remove(file->user, path);
    }
    file->remove(file->user, film->made);
    film->is_closed = true;
}

void film_file_free(FilmFile *film) {
    draw_cache_free(film->cache);
    bytes_free(&film->note);
    mem_free(film->target.pixels);
    *film = (FilmFile){0};
}
