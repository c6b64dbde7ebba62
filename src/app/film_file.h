/* The file of a film, picture by picture: MP4 or GIF through ffmpeg, or a folder of numbered pictures. It is written under a temporary name
   and renamed when it is complete. It contains the line that restores the experiment. No call waits longer than its time limit. */
#ifndef UNROLL_APP_FILM_FILE_H
#define UNROLL_APP_FILM_FILE_H
#include "app/app.h"
#include "draw/raster.h"

enum { FILM_PATH_SIZE = 4096 };

typedef enum FilmForm { FILM_MP4, FILM_GIF, FILM_FRAMES } FilmForm;

typedef struct FilmFile {
    const World *world; /* borrowed */
    FilmForm form;
    int fps, frames;                                 /* pictures that were taken */
    char path[FILM_PATH_SIZE], made[FILM_PATH_SIZE]; /* what it becomes; what is written meanwhile */
    Bytes note;                                      /* "comment=" and what the film carries */
    ProgramPipe pipe;
    DrawCache *cache;
    RasterTarget target;
    size_t sent, size; /* bytes of the picture that are still to be sent: from `sent` on */
    bool has_begun, is_closed;
} FilmFile;

bool film_form_is_possible(FilmForm form, const World *world); /* is ffmpeg there, where it is needed? */
bool film_form_find(FilmForm *form, const char *path);         /* by its ending, in any case; false: it has neither .mp4 nor .gif */

/* Sizes in screen pixels. The note is of the app as it is now. After a false: film_file_drop. */
bool film_file_begin(FilmFile *film, FilmForm form, const char *path, int width, int height, int fps, const App *app, const World *world,
                     Diag *diag);
bool film_file_take(FilmFile *film, const App *app, const DrawList *list, Diag *diag); /* the next picture; the one before was sent */
bool film_file_send(FilmFile *film, double wait_s, bool *is_sent, Diag *diag);
bool film_file_end(FilmFile *film, double wait_s, bool *has_ended, Diag *diag); /* again until it has ended; then film_file_free */
void film_file_drop(FilmFile *film);                                            /* deletes it; then call film_file_free */
void film_file_free(FilmFile *film);

#endif
