/* A film of the current view, as a job: the story from here to the end of its update, the cliff's descent, or a training. */
#ifndef UNROLL_APP_APP_FILM_H
#define UNROLL_APP_APP_FILM_H
#include "app/app_files.h"
#include "app/film_file.h"
#include "base/job.h"
#include "view/page/reader.h"

typedef struct FilmPlan {
    FilmForm form;
    const char *path;
    int width, height, fps;
    double pixel_ratio;
    long updates; /* of a training, over FILM_TRAINING_S; 0: the story, or the cliff */
} FilmPlan;

typedef struct FilmJob {
    Job job;     /* first, so that the one pointer stands for both */
    World world; /* of the program that is filmed: without threads, and with text of its own */
    App *app;    /* owned: it looks as the person's did when the film was begun */
    App *(*make)(const World *world, Diag *diag);
    void (*free)(App *app);
    const DrawList *(*frame)(App *app, const Input *input, double dt_s);
    FilmFile file;
    FilmForm form;
    char path[FILM_PATH_SIZE];
    int fps, most,
        rest; /* pictures: that it will have, roughly; that are left when nothing moves any more, negative while something does */
    long updates;
    Settings settings;
    char lesson[APP_PATH_MAX]; /* the file of the one that is open; "": none */
    Reader reader;             /* the person's place in it; do not use its pointers */
    int stage;
    bool good; /* when the job is done: the file is there. Else `diag` says why not, or it was cancelled */
    Diag diag;
} FilmJob;

#define FILM_TRAINING_S 10.0

double film_story_s(const App *app); /* how long the story takes from here to the end of its update */
/* Returns NULL, with the reason, if it cannot be filmed or there is no memory. No other thread may use `text` meanwhile. */
FilmJob *film_job_new(App *app, const FilmPlan *plan, const TextApi *text, Diag *diag);
bool film_job_run(Job *job, double budget_s);
void film_job_free(FilmJob *job); /* not while a queue has it; NULL is fine */

#endif
