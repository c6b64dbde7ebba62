/* Random search beside gradient descent, from the same setup: weights drawn at random until one network solves the task, and the setup
   trained as it is set until it does (trial_job.h). Both run on workers and change nothing that is shown. Their results belong to one setup
   and are dropped when the experiment has another. */
#ifndef UNROLL_EXPERIMENT_RANDOM_SEARCH_H
#define UNROLL_EXPERIMENT_RANDOM_SEARCH_H
#include "experiment/trial_job.h"
#include "lab/search_job.h"

enum { SEARCH_DESCENT_UPDATES = 10000, SEARCH_DESCENT_ROWS = 50 };

typedef struct RandomSearch {
    JobQueue *jobs; /* borrowed, as is the clock */
    const ClockApi *clock;
    bool is_there;
    SearchPlan plan;
    SearchResult search; /* as of the last look */
    TrialResult descent; /* owned; valid once has_descent */
    bool has_descent;
    SearchJob *search_job; /* owned, as is the next; NULL before the first */
    TrialJob *descent_job;
    bool is_searching, is_descending;
    unsigned long slices; /* of the search job, as of the last look */
    unsigned long version;
} RandomSearch;

void random_search_init(RandomSearch *search, JobQueue *jobs, const ClockApi *clock);
void random_search_deinit(RandomSearch *search); /* cancels and waits; it is then empty and may begin again */

/* Begins both and drops the old results. False, with the reason: nothing changed. */
bool random_search_begin(RandomSearch *search, const Setup *setup, long tries, double range, Diag *diag);
void random_search_advance(RandomSearch *search); /* once a frame: takes new results */
void random_search_finish(RandomSearch *search);  /* waits until both have ended */
void random_search_cancel(RandomSearch *search);  /* the results of both stay */

bool random_search_is_busy(const RandomSearch *search);
double random_search_descent_progress(const RandomSearch *search); /* 0..1 */
bool random_search_is_of(const RandomSearch *search, const Setup *setup);

#endif
