/* Saved experiments, as the app keeps them (app_files.c). */
#ifndef UNROLL_APP_FILES_H
#define UNROLL_APP_FILES_H
#include "app/app.h"
#include "base/job.h"
#include "lab/setup_file.h"
#include "view/page/files.h"

enum { APP_PATH_MAX = 1024 };

/* A saved experiment that is being written, with the files beside it. */
typedef struct AppWrite {
    Job job; /* first, so that the one pointer stands for both */
    const FileApi *file;
    char path[FILE_PATH_SIZE];
    char *data; /* owned; NULL: only what stands beside */
    size_t size;
    SetupFile *saved; /* owned; whose weights and text stand beside */
    bool may_replace; /* a file with the text's name and other content may be replaced: the folder is the program's own */
    uint64_t kept;    /* hash of the text that the last one left there; 0: none */
    bool is_on, good;
    Diag diag;
} AppWrite;

/* Saved experiments (app_files.c). */
typedef struct AppFiles {
    char path[FILE_PATH_SIZE];        /* path of the experiment's file; "": none */
    char asked[FILE_PATH_SIZE];       /* is there already: saved over only when the person says so again */
    char recent_path[FILE_PATH_SIZE]; /* the file of those used lately; "": none */
    char recent[FILE_RECENT_MAX][FILE_PATH_SIZE];
    int recent_count;
    FileList *list; /* owned; NULL: not listed yet */
    AppWrite write;
} AppFiles;

/* The file that is being made: at most one of these. All owned; NULL: not this kind. */
typedef struct AppExport {
    struct OutputJob *picture;
    struct FilmJob *film;
    struct DataJob *data;
} AppExport;

/* app_files.c */
/* Weights and text that came from files, beside the file that names them: what is there already is not written again. `kept`: as AppWrite
   has it. False, with the reason, where a file of the text's name says something else and may not be replaced. */
bool app_keep_beside(const SetupFile *saved, const FileApi *file, const char *path, bool may_replace, uint64_t *kept, Diag *diag);
void app_begin_write(App *app, AppWrite *write, const char *path); /* what else belongs to it is in the struct; by a job */
bool app_end_write(App *app, AppWrite *write);                     /* waits for it, and frees what it owned */
void app_advance_write(App *app);
void app_note_file(App *app, const char *path); /* it was used */
bool app_list_files(App *app);                  /* for the page; false when memory is out */
void app_free_files(App *app);
bool app_save(App *app, Str name, Diag *diag);
bool app_save_copy(App *app, const char *path, Diag *diag); /* writes a copy there; the experiment keeps its own file */
bool app_find_file(const App *app, char out[APP_PATH_MAX], Str name, Diag *diag); /* of "open NAME", "open #3" */
void app_set_file(App *app, const char *path);                                    /* the experiment is this file now */
bool app_share(App *app, Diag *diag);
bool app_read_shared(SetupFile *file, App *app, Diag *diag); /* a line from the clipboard */

/* app_export.c */
void app_plan_export(App *app); /* for the dialog: a name that is free */
bool app_export(App *app, Str text, Diag *diag);
void app_advance_export(App *app); /* call it once a frame: reports the result */
void app_finish_export(App *app);  /* now */
void app_drop_film(App *app);      /* stops the film that is being made */
void app_ask_quit(App *app);       /* the program ends; but not before it was asked twice while a film is being made */
bool app_tell_moment(App *app);    /* for the page of words */

#endif
