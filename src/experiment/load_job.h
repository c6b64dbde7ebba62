/* Loading a file that a person opens: what a task learns (a text, a table, labelled lines) or a saved experiment. The job reads the file and
   makes of it what can be made without the experiment; whoever asked for it then takes what came of it.

   Simplified on purpose: the bytes of the file, and a saved experiment with the files beside it, are read in one slice each. */
#ifndef UNROLL_EXPERIMENT_LOAD_JOB_H
#define UNROLL_EXPERIMENT_LOAD_JOB_H
#include "base/job.h"
#include "lab/lab_play.h"
#include "lab/setup_file.h"

enum { LOAD_PATH_SIZE = 1024, LOAD_WORD_SIZE = 64 };

typedef struct LoadPlan {
    char path[LOAD_PATH_SIZE];
    char task[LOAD_WORD_SIZE];   /* "text", "series" or "sentiment": what learns it; "": it is a saved experiment */
    char column[LOAD_WORD_SIZE]; /* of a series; "": the first that is one */
    bool may_be_saved;           /* a table that carries a saved experiment is opened as that */
    bool plays;                  /* the training of a saved experiment is done again by the job, where there is memory for it */
    double others_bytes;         /* what the program's own experiment holds meanwhile */
    int runs;                    /* Run's, of that one */
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
    /* What came of it, when the job is done: */
    bool good;        /* false: `diag` says why, or it was cancelled */
    ShelfText *item;  /* owned; what a task learns */
    SetupFile *saved; /* owned; a saved experiment; NULL: it was something to learn */
    Lab *lab; /* owned; its training, done again up to its update, or to where `play_wrong` says why it ended; NULL: still to be done */
    bool is_broken;
    Diag play_wrong;
    Diag diag;
} LoadJob;

/* `texts`: those that are open already, which a saved experiment need not have beside it; NULL: none. NULL: memory is out. */
LoadJob *load_job_new(const LoadPlan *plan, const TextShelf *texts, const FileApi *file, const ClockApi *clock);
bool load_job_run(Job *job, double budget_s);
void load_job_free(LoadJob *job); /* not while a queue has it; NULL is fine */

#endif
