/* Writes the exports of `unroll export` as a job, from a copy of the run, so that frames go on. A program has its weights in a file beside
   it. */
#ifndef UNROLL_APP_DATA_JOB_H
#define UNROLL_APP_DATA_JOB_H
#include "base/job.h"
#include "base/world.h"
#include "lab/export/export.h"

enum { DATA_PATH_SIZE = 1024 };

typedef struct DataJob {
    Job job; /* first, so that the one pointer stands for both */
    const FileApi *file;
    const ExportKind *kind;
    char path[DATA_PATH_SIZE], beside[DATA_PATH_SIZE]; /* beside: "": there is none */
    Setup setup;
    Run run; /* owned, the stage of the run when it was begun */
    ExportSource source;
    Bytes bytes, beside_bytes; /* owned */
    int step;
    bool good; /* when the job is done: the files were written. Else `diag` has the reason, or it was cancelled */
    Diag diag;
} DataJob;

/* NULL, with the reason: there is no room beside the experiment, or this name cannot be. */
DataJob *data_job_new(const Lab *lab, const ExportKind *kind, const FileApi *file, const char *path, Diag *diag);
bool data_job_run(Job *job, double budget_s);
void data_job_free(DataJob *data); /* not while a queue has it; NULL is fine */

#endif
