/* Saved experiments, as the app keeps them (app_files.c). */
#ifndef UNROLL_APP_FILES_H
#define UNROLL_APP_FILES_H
#include "base/job.h"
#include "view/page/files.h"

/* A file that is being written. */
typedef struct AppWrite {
    Job job; /* first, so that the one pointer stands for both */
    const FileApi *file;
    char path[FILE_PATH_SIZE];
    char *data; /* owned */
    size_t size;
    bool is_on, good;
    Diag diag;
} AppWrite;

/* Saved experiments (app_files.c). */
typedef struct AppFiles {
    char path[FILE_PATH_SIZE];        /* of the file that the experiment is; "": none */
    char asked[FILE_PATH_SIZE];       /* is there already: saved over only when the person says so again */
    char recent_path[FILE_PATH_SIZE]; /* the file of those used lately; "": none */
    char recent[FILE_RECENT_MAX][FILE_PATH_SIZE];
    int recent_count;
    FileList *list; /* owned; NULL: not listed yet */
    AppWrite write;
} AppFiles;

#endif
