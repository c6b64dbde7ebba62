/* What the lower rooms need from the operating system, as small structs of function pointers. platform/ fills them, main passes them down,
   tests replace them. Nothing here depends on SDL. */
#ifndef UNROLL_BASE_WORLD_H
#define UNROLL_BASE_WORLD_H
#include "base/diag.h"
#include "base/str.h"
#include <stdint.h>

/* Files; "-" is standard input and standard output. `read` gives a zero-terminated buffer that the caller frees with mem_free; `write` writes to a temporary name
   beside the target and renames, so that a file is whole or untouched. */
typedef struct FileApi {
    void *user;
    bool (*read)(void *user, const char *path, char **data, size_t *size, Diag *diag);
    bool (*write)(void *user, const char *path, const void *data, size_t size, Diag *diag);
    /* The same without waiting for the disk: the file survives if the program is killed, but perhaps not if the power fails. */
    bool (*write_soon)(void *user, const char *path, const void *data, size_t size, Diag *diag);
    bool (*is_there)(void *user, const char *path); /* a file or folder of that name exists; it may not be readable */
    bool (*is_folder)(void *user, const char *path);
    /* Calls the function once for each entry of a folder, in any order, without "." and "..". */
    bool (*list)(void *user, const char *folder, void (*visit)(void *visitor, const char *name), void *visitor, Diag *diag);
    bool (*make_folder)(void *user, const char *path, Diag *diag);          /* succeeds if it exists already. NULL: there are no folders */
    bool (*move)(void *user, const char *from, const char *to, Diag *diag); /* renames within the folder; replaces a file of that name */
    bool (*remove)(void *user, const char *path);                           /* a file, or an empty folder */
    /* Finds the plain file that a write to `path` replaces, at the end of all links, even if it does not exist yet. NULL: `path` itself. */
    bool (*find_target)(void *user, const char *path, char *out, int size, Diag *diag);
    /* Replaces the last bytes of the file, which must be `was`, with `data`. */
    bool (*replace_end)(void *user, const char *path, Str was, const void *data, size_t size, Diag *diag);
} FileApi;

/* Folders. `find` returns the path of one, and creates it if it is the person's own and missing. False if there is none or it cannot be created. */
typedef enum Place {
    PLACE_SETTINGS, /* the person's preferences */
    PLACE_STATE,    /* what the program needs at its next start */
    PLACE_FILES,    /* where the person's own files are; only named, it may not exist */
    PLACE_SAVED,    /* the same, for writing */
    PLACE_COURSE,   /* the lessons that came with the program; the program never creates or changes them */
    PLACE_STRINGS,  /* the translations that came with the program; as the course */
    PLACE_COUNT
} Place;

typedef struct PlaceApi {
    void *user;
    bool (*find)(void *user, Place place, char *out, int size, Diag *diag);
} PlaceApi;

/* The clipboard. `read` gives zero-terminated text that the caller frees with mem_free. NULL functions: there is none. */
typedef struct ClipboardApi {
    void *user;
    bool (*read)(void *user, char **text, Diag *diag);
    bool (*write)(void *user, const char *text, Diag *diag);
} ClipboardApi;

/* Another program that reads what we write to it: ffmpeg, for films. NULL functions: no program can be started on this system. Its output
   is discarded; its error messages go to standard error. */
typedef struct ProgramPipe {
    long process; /* 0: none */
    int descriptor;
} ProgramPipe;

typedef struct ProgramApi {
    void *user;
    bool (*find)(void *user, const char *name); /* is there a program of this name on the person's path? */
    bool (*open)(void *user, ProgramPipe *pipe, const char *const *argv, Diag *diag); /* argv[0] is found by its name; NULL ends argv */
    /* Writes as much as the program accepts within wait_s; *written says how much. False: the program has ended. */
    bool (*write)(void *user, ProgramPipe *pipe, const void *data, size_t size, double wait_s, size_t *written, Diag *diag);
    /* Ends the input. Waits at most wait_s for the program to end; call it again until *has_ended. False: the program reported failure. */
    bool (*close)(void *user, ProgramPipe *pipe, double wait_s, bool *has_ended, Diag *diag);
    void (*stop)(void *user, ProgramPipe *pipe); /* ends it at once */
} ProgramApi;

/* Seconds since some fixed moment, monotonic. */
typedef struct ClockApi {
    void *user;
    double (*now_s)(void *user);
} ClockApi;

/* The faces of the program (design: Inter for the interface, STIX for mathematics, JetBrains Mono for numbers). */
typedef enum TextFace {
    FACE_UI,          /* Inter 400 */
    FACE_UI_MEDIUM,   /* 500 */
    FACE_UI_SEMIBOLD, /* 600 */
    FACE_UI_BOLD,     /* 700 */
    FACE_MATH,        /* STIX upright: functions, digits, brackets */
    FACE_MATH_ITALIC, /* STIX italic: letters that are variables */
    FACE_MONO,        /* JetBrains Mono 400 */
    FACE_MONO_MEDIUM, /* 500 */
    FACE_UI_ITALIC,   /* Inter 400 italic: emphasis in running text */
    FACE_COUNT
} TextFace;

typedef struct TextMetrics {
    double width;           /* advance, pixels */
    double ascent, descent; /* of the face at this size, pixels, both positive */
} TextMetrics;

/* An alpha mask of one run. `left`, `top`: where its first pixel lies relative to the pen on the baseline (top is
   negative above it). The rasteriser owns the memory until its next call; copy the mask to keep it. */
typedef struct TextMask {
    const unsigned char *alpha; /* (height, stride) */
    int width, height, stride;
    int left, top;
} TextMask;

/* Measures and rasterises text. Each call takes one run in one face and one size in screen pixels. False when memory is out, and when face
   or size is not valid; a run too small or too large to draw has an empty mask. */
typedef struct TextApi {
    void *user;
    bool (*measure)(void *user, TextFace face, double size_px, Str text, TextMetrics *out);
    bool (*rasterise)(void *user, TextFace face, double size_px, Str text, TextMask *out);
    const char *(*font_path)(void *user, TextFace face); /* file for vector output; NULL when there is none */
} TextApi;

/* Threads for jobs (base/job.h, which is what others use). Where there are none, jobs are done in the frame. */
typedef struct WorkerApi {
    void *user;
    int thread_count; /* 0: there are none, and the functions may be NULL */
    double slice_s;   /* how long one slice of a job should take; 0: as base/job.h says */
    int slice_count;  /* slices that a frame does where there are no threads; 0: one */
    /* Calls work(argument) on a thread as soon as one is free, again and again until it returns false. False, with the reason, when no
       thread can be started. */
    bool (*start)(void *user, bool (*work)(void *argument), void *argument, Diag *diag);
    void (*lock)(void *user); /* one lock for all threads and their owners */
    void (*unlock)(void *user);
    void (*wait)(void *user); /* call it with the lock held: releases it, sleeps until wake is called, takes it again */
    void (*wake)(void *user); /* with the lock held */
} WorkerApi;

typedef struct World {
    FileApi file;
    PlaceApi place;
    ClockApi clock;
    ClipboardApi clipboard;
    TextApi text;
    WorkerApi worker;
    ProgramApi program;
} World;

#endif
