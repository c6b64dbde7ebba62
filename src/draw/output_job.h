/* Writing a picture's file as a job (base/job.h): drawn, written as PNG, SVG or PDF, given its note, and put on the disk; or bytes that are there
   already, only put on the disk.

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
    TextApi text;        /* what it borrows must not be used by another thread meanwhile */
    DrawList list;       /* owned */
    bool has_list;       /* else `out` is there */
    OutputKind kind;
    char *title, *description, *line; /* owned; of the note */
    OutputBytes out;                  /* owned */
    char path[OUTPUT_PATH_SIZE];
    int step;
    bool good; /* when the job is done: the file is there. Else `diag` says why not, or it was cancelled */
    Diag diag;
};

/* Takes the list over, which is then empty; copies the note. NULL: memory is out, and the list stays. */
OutputJob *output_job_new(DrawList *list, OutputKind kind, const OutputNote *note, const TextApi *text, const FileApi *file,
                          const char *path);
OutputJob *output_job_new_bytes(OutputBytes *out, const FileApi *file, const char *path); /* takes the bytes over */
bool output_job_run(Job *job, double budget_s);
void output_job_free(OutputJob *job); /* not while a queue has it; NULL is fine */

#endif
