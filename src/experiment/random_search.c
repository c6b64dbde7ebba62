/* See random_search.h. */
#include "experiment/random_search.h"
#include "base/arena.h"
#include <string.h>

void random_search_init(RandomSearch *search, JobQueue *jobs, const ClockApi *clock) {
    *search = (RandomSearch){.jobs = jobs, .clock = clock};
}

static void end_jobs(RandomSearch *search) {
    Job *job[] = {search->search_job ? &search->search_job->job : NULL, search->descent_job ? &search->descent_job->job : NULL};
    bool runs[] = {search->is_searching, search->is_descending};
    for (int i = 0; i < 2; i++)
        if (runs[i]) job_cancel(job[i]);
    for (int i = 0; i < 2; i++)
        if (runs[i]) job_queue_finish(search->jobs, job[i]);
}

void random_search_deinit(RandomSearch *search) {
    end_jobs(search);
    if (search->search_job) search_job_deinit(search->search_job);
    if (search->descent_job) trial_job_deinit(search->descent_job);
    mem_free(search->search_job);
    mem_free(search->descent_job);
    mem_free(search->descent.row);
    *search = (RandomSearch){.jobs = search->jobs, .clock = search->clock, .version = search->version + 1};
}

bool random_search_begin(RandomSearch *search, const Setup *setup, long tries, double range, Diag *diag) {
    SearchPlan plan = {.setup = *setup, .tries = tries, .range = range};
    SearchJob *job = mem_new(sizeof *job);
    TrialJob *descent = mem_new(sizeof *descent);
    if (!job || !descent) {
        mem_free(job);
        mem_free(descent);
        return diag_fail(diag, "There is no memory left for a random search.");
    }
    if (!search_job_begin(job, &plan, search->jobs, search->clock, diag)) {
        mem_free(job);
        mem_free(descent);
        return false;
    }
    random_search_deinit(search);
    search->plan = plan;
    search->search_job = job;
    search->descent_job = descent;
    TrialPlan trial = {.file.setup = *setup,
                       .end = SEARCH_DESCENT_UPDATES,
                       .every = SEARCH_DESCENT_UPDATES / SEARCH_DESCENT_ROWS,
                       .sequences = 100,
                       .until_solved = true};
    trial_job_begin(descent, &trial, search->clock);
    search->is_there = search->is_searching = search->is_descending = true;
    search->search = job->result;
    job_queue_add(search->jobs, &job->job);
    job_queue_add(search->jobs, &descent->job);
    return true;
}

static void take_search(RandomSearch *search, bool is_done) {
    if (search->slices == search->search_job->slices && !is_done) return;
    search->slices = search->search_job->slices;
    search->search = search->search_job->shown;
    search->version++;
    if (!is_done) return;
    search->is_searching = false;
    search_job_deinit(search->search_job);
}

void random_search_advance(RandomSearch *search) {
    if (search->is_searching) {
        bool is_done = job_is_done(search->jobs, &search->search_job->job);
        job_queue_lock(search->jobs);
        if (!is_done) take_search(search, false);
        job_queue_unlock(search->jobs);
        if (is_done) take_search(search, true);
    }
    if (search->is_descending && job_is_done(search->jobs, &search->descent_job->job)) {
        TrialResult *result = &search->descent_job->result;
        search->descent = *result;
        result->row = NULL; /* the search owns it now */
        result->row_count = result->row_capacity = 0;
        search->is_descending = false;
        search->has_descent = true;
        search->version++;
        trial_job_deinit(search->descent_job);
    }
}

void random_search_finish(RandomSearch *search) {
    if (search->is_searching) job_queue_finish(search->jobs, &search->search_job->job);
    if (search->is_descending) job_queue_finish(search->jobs, &search->descent_job->job);
    random_search_advance(search);
}

void random_search_cancel(RandomSearch *search) {
    end_jobs(search);
    random_search_advance(search);
}

bool random_search_is_busy(const RandomSearch *search) { return search->is_searching || search->is_descending; }

double random_search_descent_progress(const RandomSearch *search) {
    if (search->has_descent) return 1;
    return search->is_descending ? job_get_progress(&search->descent_job->job) : 0;
}

bool random_search_is_of(const RandomSearch *search, const Setup *setup) {
    return search->is_there && setup_equal(&search->plan.setup, setup);
}
