/* Jobs that the person waits for, and files that are loaded by one. */
#ifndef UNROLL_APP_WORK_H
#define UNROLL_APP_WORK_H
#include "app/app.h"
#include "base/job.h"
#include "view/page/work.h"
#include "view/strings.h"

/* A job that the person waits for. */
typedef struct AppWork {
    Job *job; /* borrowed */
    StringId words;
    char name[128];
    double since_s; /* it was begun */
    int told;       /* its progress in the last picture */
} AppWork;

enum { LOAD_TYPED_SIZE = 1024 };

/* A file that is being loaded (app_load.c). */
typedef struct AppLoad {
    struct LoadJob *job;         /* owned; NULL: none */
    bool is_dropped;             /* it was dropped on the window */
    char control[48];            /* the row or field of the page of files that asked for it, where an error is told; "": none did */
    char typed[LOAD_TYPED_SIZE]; /* what was typed there */
} AppLoad;

/* app_work.c */
void app_begin_work(App *app, Job *job, StringId words, const char *path); /* adds the job to the queue; words: with a %s for the name */
void app_end_work(App *app, const Job *job);
bool app_stop_work(App *app); /* the last one; false: there is none */
void app_advance_work(App *app, double dt_s);
int app_list_work(const App *app, WorkBar bar[WORK_MAX]);

/* app_load.c */
bool app_open_own(App *app, const char *task, Str text, Diag *diag); /* a file, and a column's name behind it, as what this task learns */
bool app_open_path(App *app, const char *path, Diag *diag);          /* a lesson, or whatever holds an experiment */
void app_ask_load_at(App *app, const char *control, Str typed);      /* the load that was just begun was asked for there */
bool app_paste_line(App *app, Diag *diag);                           /* the experiment of a copied line */
void app_drop(App *app, const char *path);                           /* a file that was dropped on the window */
void app_advance_load(App *app);                                     /* once a frame: takes what is there */
void app_finish_load(App *app);                                      /* now */
void app_drop_load(App *app);                                        /* nothing comes of it */

#endif
