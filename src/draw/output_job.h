/* Writing a picture's file as a job (base/job.h): it draws the picture, encodes it as PNG, SVG or PDF, adds the note, and writes the file;
   or it only writes bytes that exist already.

   Simplified on purpose: each of these is one slice, so a large picture takes some slices that are longer than others. */
#ifndef UNROLL_DRAW_OUTPUT_JOB_H
#define UNROLL_DRAW_OUTPUT_JOB_H
#include "base/job.h"
#include "draw/output_note.h"

enum { OUTPUT_PATH_SIZE = 1024 };

typedef struct OutputJob OutputJob;
struct OutputJob {
    Job job;             /* first, so that the one pointer stands for both */
    const FileApi *file; /* borrowed */
    TextApi text;        /* no other thread may use the borrowed data meanwhile */
    DrawList list;       /* owned */
    bool has_list;       /* else `out` exists already */
    OutputKind kind;
    char *title, *description, *line; /* owned; of the note */
    OutputBytes out;                  /* owned */
    char path[OUTPUT_PATH_SIZE];
    int step;
    bool good; /* when the job is done: the file was written. Else `diag` has the reason, or it was cancelled */
    Diag diag;
};

/* Takes the content of the list, which is then empty; copies the note. NULL: memory is out, and the list is unchanged. */
OutputJob *output_job_new(DrawList *list, OutputKind kind, const OutputNote *note, const TextApi *text, const FileApi *file,
                          const char *path);
OutputJob *output_job_new_bytes(OutputBytes *out, const FileApi *file, const char *path); /* owns the bytes from then on */
bool output_job_run(Job *job, double budget_s);
void output_job_free(OutputJob *job); /* not while it is in a queue; NULL is fine */

#endif
