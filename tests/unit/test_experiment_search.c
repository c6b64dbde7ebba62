/* Random search beside gradient descent: what it draws and counts follows from the setup alone, what works is what the task's goal says on
   held-out sequences, and what does not work is counted to the end. */
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "base/arena.h"
#include "experiment/random_search.h"
#include "lab/run.h"
#include "platform/worker.h"
#include "support/fail_memory.h"
#include "support/lab_case.h"
#include <math.h>
#include <string.h>

typedef struct Ticking {
    double time_s, tick_s;
} Ticking;

static double tick(void *user) {
    Ticking *ticking = user;
    return ticking->time_s += ticking->tick_s;
}

/* The parity of four bits: a try in some hundred does it. */
static Setup parity_setup(void) {
    Setup setup;
    Diag diag = {0};
    setup_init(&setup);
    const char *const said[][2] = {{"task", "parity"}, {"steps", "4"}, {"hidden", "3"}};
    for (int i = 0; i < 3; i++)
        if (!setup_set_text(&setup, str_from(said[i][0]), str_from(said[i][1]), &diag)) fail_msg("%s", diag.text);
    return setup;
}

static SearchResult search_alone(const SearchPlan *plan, double tick_s) {
    WorkerApi none = {0};
    JobQueue jobs;
    Ticking ticking = {.tick_s = tick_s};
    ClockApi clock = {&ticking, tick};
    SearchJob *job = mem_new(sizeof *job);
    Diag diag = {0};
    job_queue_init(&jobs, &none);
    if (!search_job_begin(job, plan, &jobs, &clock, &diag)) fail_msg("%s", diag.text);
    while (!job->job.run(&job->job, 0.004)) continue;
    SearchResult result = job->result;
    search_job_deinit(job);
    mem_free(job);
    return result;
}

static void the_parity_of_four_bits_is_found_and_does_work(void **state) {
    (void)state;
    SearchPlan plan = {.setup = parity_setup(), .tries = 20000, .range = SEARCH_RANGE};
    SearchResult result = search_alone(&plan, 0.0001);
    assert_int_equal(result.end, SEARCH_FOUND);
    assert_int_equal(result.found.number, result.tried);
    long found;
    assert_true(search_run(&found, &plan, NULL)); /* the quantity `search`: the same search */
    assert_int_equal(found, result.found.number);
    plan.tries = found - 1;
    assert_true(search_run(&found, &plan, NULL));
    assert_int_equal(found, 0);
    plan.tries = 20000;
    assert_true(result.passed_first >= 1 && result.passed_first <= result.tried);
    assert_true(result.sequences >= SEARCH_FIRST * result.tried);
    assert_int_equal(result.found.sequences, 1000);
    assert_true(result.found.score >= 0.99);
    /* The weights of that try, drawn again, solve the task by its own goal; those of the try before do not. */
    for (int before = 0; before < 2; before++) {
        Run run = {0};
        Evaluator evaluator;
        Evaluation e;
        Diag diag = {0};
        if (!run_fit(&run, &plan.setup, &diag)) fail_msg("%s", diag.text);
        search_draw(run.weight, &run.net, &plan, result.tried - before);
        assert_true(evaluate_init(&evaluator, &run, &plan.setup, NULL));
        evaluate_run(&e, &evaluator, 1000);
        assert_true(e.is_solved == (before == 0));
        evaluate_deinit(&evaluator);
        run_deinit(&run);
    }
}

/* Lesson 19, "Luck beats slope", says so of these two seeds. */
static void the_parity_of_twelve_bits_is_found_in_some_thousand_tries(void **state) {
    static const struct {
        const char *seed;
        long least, most;
    } said[] = {{"66", 10000, 15000}, {"1", 2000, 5000}};
    Diag diag = {0};
    (void)state;
    for (int i = 0; i < 2; i++) {
        SearchPlan plan = {.setup = parity_setup(), .tries = 100000, .range = SEARCH_RANGE};
        assert_true(setup_set_text(&plan.setup, str_from("steps"), str_from("12"), &diag));
        assert_true(setup_set_text(&plan.setup, str_from("seed"), str_from(said[i].seed), &diag));
        SearchResult result = search_alone(&plan, 0.0001);
        assert_int_equal(result.end, SEARCH_FOUND);
        assert_true(result.tried > said[i].least && result.tried < said[i].most);
    }
}

static void slices_change_no_number(void **state) {
    (void)state;
    SearchPlan plan = {.setup = parity_setup(), .tries = 20000, .range = SEARCH_RANGE};
    SearchResult a = search_alone(&plan, 0.0001), b = search_alone(&plan, 0.01);
    assert_int_equal(a.tried, b.tried);
    assert_int_equal(a.sequences, b.sequences);
    assert_int_equal(a.passed_first, b.passed_first);
    assert_int_equal(a.best_count, b.best_count);
    assert_int_equal(a.point_count, b.point_count);
    assert_memory_equal(&a.found, &b.found, sizeof a.found);
    Diag diag = {0};
    assert_true(setup_set_text(&plan.setup, str_from("seed"), str_from("2"), &diag));
    SearchResult other = search_alone(&plan, 0.0001);
    assert_true(other.tried != a.tried); /* the seed decides */
}

static void what_does_not_work_is_tried_to_the_end(void **state) {
    (void)state;
    SearchPlan plan = {.range = SEARCH_RANGE, .tries = 300};
    Diag diag = {0};
    setup_init(&plan.setup);
    assert_true(setup_set_text(&plan.setup, str_from("task"), str_from("adding"), &diag)); /* a goal that is a loss */
    SearchResult result = search_alone(&plan, 0.0001);
    assert_int_equal(result.end, SEARCH_NONE);
    assert_int_equal(result.tried, 300);
    assert_int_equal(result.found.number, 0);
    assert_true(result.best_count > 0);
    for (int i = 1; i < result.best_count; i++) assert_true(result.best[i].loss < result.best[i - 1].loss);
}

static void numbers_out_of_range_are_refused(void **state) {
    (void)state;
    WorkerApi none = {0};
    JobQueue jobs;
    ClockApi clock = {0};
    Diag diag = {0};
    RandomSearch search;
    Setup setup = parity_setup();
    job_queue_init(&jobs, &none);
    random_search_init(&search, &jobs, &clock);
    assert_false(random_search_begin(&search, &setup, 0, 10, &diag));
    assert_non_null(strstr(diag.text, "expected 1 to 10000000"));
    assert_false(random_search_begin(&search, &setup, 10, 0, &diag));
    assert_non_null(strstr(diag.text, "expected 0.01 to 1000"));
    assert_false(random_search_begin(&search, &setup, 10, NAN, &diag));
    assert_false(search.is_there);
    random_search_deinit(&search);
}

/* A search that is refused, or has no memory, changes nothing: the one before goes on to its end, and its result stays. */
static void a_search_that_cannot_begin_leaves_the_one_before(void **state) {
    (void)state;
    static const struct {
        long tries;
        double range;
        long memory; /* the allocation that fails; -1: none */
    } bad[] = {{0, SEARCH_RANGE, -1}, {10, NAN, -1}, {10, SEARCH_RANGE, 1}, {10, SEARCH_RANGE, 2}};
    WorkerApi none = {0};
    JobQueue jobs;
    ClockApi clock = {0};
    RandomSearch search;
    Setup setup = parity_setup(), other = setup;
    Diag diag = {0};
    assert_true(setup_set_text(&other, str_from("seed"), str_from("2"), &diag));
    job_queue_init(&jobs, &none);
    random_search_init(&search, &jobs, &clock);
    if (!random_search_begin(&search, &setup, 20000, SEARCH_RANGE, &diag)) fail_msg("%s", diag.text);
    for (int is_done = 0; is_done < 2; is_done++) {
        unsigned long version = search.version;
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
            diag = (Diag){0};
            mem_fail_after(bad[i].memory);
            bool began = random_search_begin(&search, &other, bad[i].tries, bad[i].range, &diag);
            mem_fail_after(-1);
            if (began || !diag.text[0]) fail_msg("case %zu: began %d: %s", i, began, diag.text);
            assert_true(search.is_there && random_search_is_of(&search, &setup));
            assert_int_equal(random_search_is_busy(&search), !is_done);
            assert_int_equal(search.has_descent, is_done);
            assert_int_equal(search.version, version);
        }
        random_search_finish(&search); /* the second time it is already done */
        assert_int_equal(search.search.end, SEARCH_FOUND);
        assert_true(search.has_descent && search.descent.row_count > 1);
    }
    random_search_deinit(&search);
}

/* On threads: both come to their end; a cancelled search keeps what it has. */
static void both_run_on_workers(void **state) {
    (void)state;
    WorkerApi workers;
    JobQueue jobs;
    ClockApi clock = {0};
    RandomSearch search;
    Setup setup = parity_setup();
    Diag diag = {0};
    Worker *threads = worker_new();
    assert_non_null(threads);
    worker_bind(threads, &workers);
    job_queue_init(&jobs, &workers);
    random_search_init(&search, &jobs, &clock);
    if (!random_search_begin(&search, &setup, 20000, SEARCH_RANGE, &diag)) fail_msg("%s", diag.text);
    assert_true(random_search_is_of(&search, &setup));
    random_search_finish(&search);
    assert_false(random_search_is_busy(&search));
    assert_int_equal(search.search.end, SEARCH_FOUND);
    assert_true(search.has_descent && search.descent.row_count > 1);
    long tried = search.search.tried;
    assert_true(setup_set_text(&setup, str_from("task"), str_from("adding"), &diag));
    assert_false(random_search_is_of(&search, &setup));
    if (!random_search_begin(&search, &setup, SEARCH_TRY_MAX, SEARCH_RANGE, &diag)) fail_msg("%s", diag.text);
    random_search_cancel(&search);
    assert_int_equal(search.search.end, SEARCH_CANCELLED);
    assert_int_equal(search.descent.end, TRIAL_CANCELLED);
    assert_true(tried > 0);
    random_search_deinit(&search);
    worker_free(threads);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_parity_of_four_bits_is_found_and_does_work),
        cmocka_unit_test(the_parity_of_twelve_bits_is_found_in_some_thousand_tries),
        cmocka_unit_test(slices_change_no_number),
        cmocka_unit_test(what_does_not_work_is_tried_to_the_end),
        cmocka_unit_test(numbers_out_of_range_are_refused),
        cmocka_unit_test(a_search_that_cannot_begin_leaves_the_one_before),
        cmocka_unit_test(both_run_on_workers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
