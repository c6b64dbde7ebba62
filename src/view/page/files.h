/* Saved experiments as the page of files shows them. app/ fills it when the page is opened. */
#ifndef UNROLL_VIEW_PAGE_FILES_H
#define UNROLL_VIEW_PAGE_FILES_H
#include <stdbool.h>

enum { FILE_ROW_MAX = 36, FILE_RECENT_MAX = 12, FILE_PATH_SIZE = 1024 };

typedef struct FileRow {
    char path[FILE_PATH_SIZE];
    char name[128], folder[256];
    char words[160]; /* "LSTM, delayed recall, T = 16"; "" where it is not known */
} FileRow;

typedef struct FileList {
    FileRow row[FILE_ROW_MAX]; /* (count) those used lately, the newest first; then the others of the folder, by name */
    int count, recents;
    char folder[FILE_PATH_SIZE]; /* where a name without a folder is saved; "": there is none */
    char current[128];           /* the name of the file that is open; "": not saved yet */
    char offer[64];              /* a name for it */
} FileList;

/* What `export` makes (app/app_export.c), in the order of the words of its dialog. */
typedef enum ExportForm { EXPORT_PNG, EXPORT_SVG, EXPORT_PDF, EXPORT_CSV, EXPORT_FORM_COUNT } ExportForm;
typedef enum ExportSize { EXPORT_AS_WINDOW, EXPORT_720, EXPORT_1080, EXPORT_2160, EXPORT_SIZE_COUNT } ExportSize;

typedef struct ExportPlan {
    int form, size;
    bool is_clear; /* the background is transparent */
    char folder[FILE_PATH_SIZE];
    char offer[64];             /* a name that is free there, with its ending */
    char asked[FILE_PATH_SIZE]; /* is there already: replaced only when the person says so again */
} ExportPlan;

extern const char export_form_words[], export_size_words[], export_ground_words[]; /* separated by | */

#endif
