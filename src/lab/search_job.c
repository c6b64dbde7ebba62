/* See search_job.h. The first sequences have their own trace and are generated once: a try that fails on them costs one forward pass. */
#include "lab/search_job.h"
#include "base/arena.h"
#include "base/number.h"
#include "lab/run.h"
#include <math.h>
#include <string.h>

enum { SLICE_MAX = 1 << 16 };

static Random stream_of(const SearchPlan *plan) {
    const uint64_t tag = UINT64_C(0x7365617263680000); /* "search": apart from the streams of weights and tasks */
    return random_from((uint64_t)setup_get_int(&plan->setup, KEY_SEED), tag);
}

static void draw(double *weight, const Net *net, double range, Random *random) {
    for (size_t i = 0; i < net->weight_count; i++) weight[i] = random_range(random, -range, range);
}

void search_draw(double *weight, const Net *net, const SearchPlan *plan, long number) {
    Random random = stream_of(plan);
    for (long i = 0; i < number; i++) draw(weight, net, plan->range, &random);
}

static void free_parts(SearchJob *job) {
    evaluate_deinit(&job->first);
    evaluate_deinit(&job->more);
    run_deinit(&job->run);
    job->has_begun = false;
}

static bool run_search(Job *of, double budget_s);

bool search_job_begin(SearchJob *job, const SearchPlan *plan, JobQueue *jobs, const ClockApi *clock, Diag *diag) {
    char found[32];
    number_format(found, (int)sizeof found, plan->range);
    if (plan->tries < 1 || plan->tries > SEARCH_TRY_MAX)
        return diag_fail(diag, "guess: %ld tries are out of range; expected 1 to %d.", plan->tries, (int)SEARCH_TRY_MAX);
    if (!(plan->range >= 0.01 && plan->range <= 1000))
        return diag_fail(diag, "guess: the bound %s of the weights is out of range; expected 0.01 to 1000.", found);
    free_parts(job);
    job->plan = *plan;
    job->clock = *clock;
    job->jobs = jobs;
    job->job.run = run_search;
    job->slice = 1;
    job->slices = 0;
    job->result = (SearchResult){.point_every = 1};
    job->shown = job->result;
    return true;
}

void search_job_deinit(SearchJob *job) {
    free_parts(job);
    memset(job, 0, sizeof *job);
}

/* --- one try --- */

static SearchPoint point_of(long number, const Evaluation *e) {
    double score = e->score.asked > 0 ? (double)e->score.hit / (double)e->score.asked : NAN;
    return (SearchPoint){.number = number, .sequences = e->sequences, .score = score, .loss = e->loss};
}

/* Compares by the measure of the task's goal; by the loss if the goal is a loss alone. */
static bool is_better(const SearchPoint *a, const SearchPoint *b, const TaskGoal *goal) {
    bool of_loss = goal->right <= 0 && goal->hit <= 0;
    if (of_loss || a->score == b->score) return a->loss < b->loss || (isnan(b->loss) && !isnan(a->loss));
    return a->score > b->score;
}

static void note_best(SearchResult *result, const SearchPoint *point, const TaskGoal *goal) {
    if (result->best_count > 0 && !is_better(point, &result->best[result->best_count - 1], goal)) return;
    if (result->best_count == SEARCH_BEST_MAX) result->best_count--;
    result->best[result->best_count++] = *point;
}

/* When the list is full, every second entry is dropped, and from then on only every second try is kept. */
static void note_point(SearchResult *result, const SearchPoint *point) {
    if ((result->passed_first - 1) % result->point_every != 0) return;
    if (result->point_count == SEARCH_POINT_MAX) {
        for (int i = 0; i < SEARCH_POINT_MAX / 2; i++) result->point[i] = result->point[2 * i];
        result->point_count = SEARCH_POINT_MAX / 2;
        result->point_every *= 2;
        if ((result->passed_first - 1) % result->point_every != 0) return;
    }
    result->point[result->point_count++] = *point;
}

/* True when the try works. */
static bool try_once(SearchJob *job, const TaskGoal *goal) {
    SearchResult *result = &job->result;
    Evaluation e;
    EvaluationPart part = {0};
    draw(job->run.weight, &job->run.net, job->plan.range, &job->random);
    evaluate_run(&e, &job->first, SEARCH_FIRST);
    long number = ++result->tried;
    SearchPoint point = point_of(number, &e);
    note_best(result, &point, goal);
    result->sequences += e.sequences;
    if (!evaluate_is_promising(&e, goal)) return false;
    result->passed_first++;
    if (!evaluate_by_stages(&e, &part, &job->more, SEARCH_MORE, true)) return false; /* cancelled */
    if (e.sequences > SEARCH_MORE) result->passed_more++;
    result->sequences += e.sequences - SEARCH_FIRST; /* it read those again */
    point = point_of(number, &e);
    note_point(result, &point);
    if (e.is_solved) result->found = point;
    return e.is_solved;
}

/* --- the slices --- */

static double now(const SearchJob *job) { return job->clock.now_s ? job->clock.now_s(job->clock.user) : 0; }

static bool is_enough(void *user) { return job_is_cancelled(&((SearchJob *)user)->job); }

static bool begin(SearchJob *job) {
    Diag *diag = &job->result.diag;
    job->start_s = now(job);
    job->has_begun = true;
    if (!run_fit(&job->run, &job->plan.setup, diag)) return false;
    if (!evaluate_init_together(&job->first, &job->run, &job->plan.setup, SEARCH_FIRST, diag)) return false;
    if (!evaluate_init_small(&job->more, &job->run, &job->plan.setup, diag)) return false;
    job->first.keeps_sequences = true;
    job->more.is_enough = is_enough;
    job->more.user = job;
    job->random = stream_of(&job->plan);
    return true;
}

static void show(SearchJob *job) {
    job->result.took_s = now(job) - job->start_s;
    if (!job->jobs) return; /* search_run: nobody looks on */
    job_queue_lock(job->jobs);
    job->shown = job->result;
    job->slices++;
    job_queue_unlock(job->jobs);
    job_set_progress(&job->job, (double)job->result.tried / (double)job->plan.tries);
}

static bool end(SearchJob *job, SearchEnd how) {
    job->result.end = how;
    show(job);
    free_parts(job);
    return true;
}

static bool run_search(Job *of, double budget_s) {
    SearchJob *job = (SearchJob *)of;
    if (!job->has_begun && !begin(job)) return end(job, SEARCH_FAILED);
    if (job_is_cancelled(of)) return end(job, SEARCH_CANCELLED);
    TaskOptions options = setup_task_options(&job->plan.setup);
    const TaskGoal *goal = task_goal(setup_task(&job->plan.setup), &options);
    double start_s = now(job);
    for (long i = 0; i < job->slice && job->result.tried < job->plan.tries; i++)
        if (try_once(job, goal)) return end(job, SEARCH_FOUND);
    if (job->result.tried == job->plan.tries) return end(job, job_is_cancelled(of) ? SEARCH_CANCELLED : SEARCH_NONE);
    double took_s = now(job) - start_s;
    if (took_s < budget_s / 2 && job->slice < SLICE_MAX) job->slice *= 2;
    if (took_s > budget_s && job->slice > 1) job->slice /= 2;
    show(job);
    return false;
}

bool search_run(long *found, const SearchPlan *plan, Diag *diag) {
    ClockApi no_clock = {0};
    SearchJob *job = mem_new(sizeof *job);
    if (!job) return diag_fail(diag, "Memory is out.");
    memset(job, 0, sizeof *job);
    bool good = search_job_begin(job, plan, NULL, &no_clock, diag);
    while (good && !run_search(&job->job, 1)) {}
    if (good && job->result.end == SEARCH_FAILED) good = diag_fail(diag, "%s", job->result.diag.text);
    *found = job->result.found.number;
    search_job_deinit(job);
    mem_free(job);
    return good;
}
