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
typedef enum ExportForm {
    EXPORT_PNG,
    EXPORT_SVG,
    EXPORT_PDF,
    EXPORT_CSV,
    EXPORT_MP4, /* films from here on */
    EXPORT_GIF,
    EXPORT_FRAMES,
    EXPORT_MODEL, /* what `unroll export` writes, from here on (lab/export/export.h) */
    EXPORT_ARRAYS,
    EXPORT_CASE,
    EXPORT_SHEET,
    EXPORT_PYTORCH,
    EXPORT_KERAS,
    EXPORT_UNROLL, /* the experiment as it is saved */
    EXPORT_FORM_COUNT
} ExportForm;
typedef enum ExportSize { EXPORT_AS_WINDOW, EXPORT_720, EXPORT_1080, EXPORT_2160, EXPORT_SIZE_COUNT } ExportSize;

typedef struct ExportPlan {
    int form, size;
    bool is_clear;               /* the background is transparent */
    int of, rate;                /* of a film: index of export_updates, of export_rates */
    bool has_ffmpeg, has_frames; /* a film can be a file; it can be numbered pictures */
    double story_s;              /* how long the story takes from here */
    char folder[FILE_PATH_SIZE];
    char offer[64];             /* a name that is free there, with its ending */
    char asked[FILE_PATH_SIZE]; /* is there already: replaced only when the person says so again */
} ExportPlan;

extern const char export_form_words[], export_size_words[], export_ground_words[], export_of_words[],
    export_rate_words[]; /* separated by | */
enum { EXPORT_OF_COUNT = 4, EXPORT_RATE_COUNT = 2 };
extern const long export_updates[EXPORT_OF_COUNT]; /* of the training that is filmed; 0: the story */
extern const int export_rates[EXPORT_RATE_COUNT];  /* pictures a second */

#endif
