/* Loads a file that a person opens: data for a task (a text, a table, labelled lines) or a saved experiment. The job reads the file and
   does all that is possible without the experiment; its owner then takes the result.

   Simplified on purpose: the bytes of the file, and a saved experiment with the files beside it, are read in one slice each. */
#ifndef UNROLL_EXPERIMENT_LOAD_JOB_H
#define UNROLL_EXPERIMENT_LOAD_JOB_H
#include "base/job.h"
#include "lab/lab_play.h"
#include "lab/setup_file.h"

enum { LOAD_PATH_SIZE = 1024, LOAD_WORD_SIZE = 64 };

typedef struct LoadPlan {
    char path[LOAD_PATH_SIZE];
    char task[LOAD_WORD_SIZE];   /* "text", "series" or "sentiment": the task that learns it; "": a saved experiment; after the job: the task
                                    that the file was opened for */
    char column[LOAD_WORD_SIZE]; /* column of a series; "": the first that is one */
    bool may_be_saved;           /* a person opened it: its content says if it is a saved experiment, a text, a table or labelled lines */
    bool plays;                  /* the job repeats the training of a saved experiment if there is memory for it */
    double others_bytes;         /* bytes of the program's own experiment meanwhile */
    int runs;                    /* as in Run, for that experiment */
} LoadPlan;

typedef struct LoadJob {
    Job job; /* first, so that the one pointer stands for both */
    LoadPlan plan;
    const FileApi *file; /* borrowed, as is the clock */
    const ClockApi *clock;
    TextShelf texts;       /* shared with whoever opens the file */
    ShelfReading *reading; /* owned; while it is read */
    LabPlay play;          /* of `saved`, on `lab` */
    int slice;             /* updates */
    bool has_begun;
    /* The result, when the job is done: */
    bool good;        /* false: `diag` says why, or it was cancelled */
    ShelfText *item;  /* owned; data for a task */
    SetupFile *saved; /* owned; a saved experiment; NULL: the file is data */
    Lab *lab; /* owned; its training, repeated up to its update, or up to where `play_wrong` says why it stopped; NULL: still to be done */
    bool is_broken;
    Diag play_wrong;
    Diag diag;
} LoadJob;

/* `texts`: texts that are already open, which need not lie beside a saved experiment; NULL: none. Returns NULL if memory is out. */
LoadJob *load_job_new(const LoadPlan *plan, const TextShelf *texts, const FileApi *file, const ClockApi *clock);
bool load_job_run(Job *job, double budget_s);
void load_job_free(LoadJob *job); /* not while it is in a queue; NULL is fine */

#endif
