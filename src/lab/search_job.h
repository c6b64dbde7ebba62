/* Random search: weights are drawn anew, all of them uniform in -range .. range, until a network solves its task, without a gradient.
   Hochreiter and Schmidhuber (1996, "Bridging long time lags by weight guessing and LSTM") found that this beats many published results of
   gradient descent on latch and parity. What counts as solved is the task's own goal, on held-out sequences.

   Each try reads the first SEARCH_FIRST held-out sequences, and more only as long as those satisfy the goal. So most tries are cheap, and a
   try that would reach the goal may be rejected because of its first sequences: the counts describe this procedure. The draws follow from
   the setup's seed alone, however the job is cut into slices. */
#ifndef UNROLL_LAB_SEARCH_JOB_H
#define UNROLL_LAB_SEARCH_JOB_H
#include "base/job.h"
#include "lab/evaluate.h"

enum { SEARCH_TRY_MAX = 10000000, SEARCH_FIRST = 8, SEARCH_MORE = 64, SEARCH_BEST_MAX = 64, SEARCH_POINT_MAX = 512 };

#define SEARCH_RANGE 10.0

typedef struct SearchPlan {
    Setup setup;
    long tries;   /* at most */
    double range; /* above 0 */
} SearchPlan;

/* A try, numbered from 1, and what it had on the sequences that it read: the share of asked answers that were right, and the mean loss. */
typedef struct SearchPoint {
    long number, sequences;
    double score, loss;
} SearchPoint;

typedef enum SearchEnd { SEARCH_RUNS, SEARCH_FOUND, SEARCH_NONE, SEARCH_CANCELLED, SEARCH_FAILED } SearchEnd;

/* The results so far; consistent at any time. */
typedef struct SearchResult {
    SearchEnd end;
    long tried, sequences; /* sequences read in all tries */
    long passed_first;     /* tries that read more than the first sequences */
    long passed_more;      /* of those, tries that read more than SEARCH_MORE */
    double took_s;         /* by the clock; 0 without one */
    /* Each try that was better than all before on the first sequences; if there are too many, the last entry is the latest one. */
    SearchPoint best[SEARCH_BEST_MAX];
    int best_count;
    /* The tries that read more, one in `point_every`. */
    SearchPoint point[SEARCH_POINT_MAX];
    int point_count;
    long point_every;
    SearchPoint found; /* number 0: none */
    Diag diag;         /* FAILED: why */
} SearchResult;

typedef struct SearchJob {
    Job job; /* first, so that the one pointer stands for both */
    SearchPlan plan;
    ClockApi clock;
    SearchResult result; /* the owner's, once the job is done */
    SearchResult shown;  /* of the last slice: to be read under the queue's lock */
    unsigned long slices;
    JobQueue *jobs; /* borrowed, for that lock */
    /* The running job's alone. */
    Run run; /* its weights are those of the try */
    Evaluator first, more;
    Random random;
    bool has_begun;
    long slice;
    double start_s;
} SearchJob;

/* Sets the plan of a job that is not running. False, with the reason, where a number is out of range. */
bool search_job_begin(SearchJob *job, const SearchPlan *plan, JobQueue *jobs, const ClockApi *clock, Diag *diag);
void search_job_deinit(SearchJob *job); /* of one that is not running; a zeroed job is fine */

/* Searches at once: the number of the try that works, 0 if none does. False, with the reason, if the search is not possible. */
bool search_run(long *found, const SearchPlan *plan, Diag *diag);

/* The weights of try `number`, from 1, as the search has drawn them: (net.weight_count). Draws all before it as well. */
void search_draw(double *weight, const Net *net, const SearchPlan *plan, long number);

#endif
