/* Without memory, what works beside the experiment says so or goes on with what it has, and is as good as new afterwards: the n-th allocation
   fails, for every n, over a usual run of each. And whose results what was made before still are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/number.h"
#include "experiment/digits_probe.h"
#include "experiment/load_job.h"
#include "experiment/random_search.h"
#include "experiment/trial_set.h"
#include "experiment/value_curve.h"
#include "support/fail_memory.h"
#include "support/lab_case.h"
#include "support/slow_worker.h"
#include <math.h>
#include <string.h>

enum { ALLOCATIONS_MOST = 2000 };

typedef struct Case {
    WorkerApi worker; /* no threads: whoever waits does the work */
    ClockApi clock;
    JobQueue jobs;
    Lab lab;
} Case;

static int begin(void **state) {
    Case *at = mem_new(sizeof *at);
    memset(at, 0, sizeof *at);
    job_queue_init(&at->jobs, &at->worker);
    lab_case_open(&at->lab);
    lab_case_apply_all(&at->lab, "set hidden 3; set steps 6");
    *state = at;
    return 0;
}

static int end(void **state) {
    Case *at = *state;
    mem_fail_after(-1);
    lab_deinit(&at->lab);
    mem_free(at);
    return 0;
}

/* ---- One value after the other ---- */

typedef struct Values {
    bool begun;
    int made;         /* of three */
    double losses[3]; /* NAN: none was made */
    Diag diag;
} Values;

static Values make_values(Case *at) {
    const Str value[] = {str_from("2"), str_from("3"), str_from("5")};
    Values values = {.losses = {NAN, NAN, NAN}};
    ValueCurve curve;
    ValueState state;
    const Lab *lab;
    int index = -1;
    value_curve_init(&curve, &at->jobs, &at->clock);
    values.begun = value_curve_begin(&curve, &at->lab, KEY_HIDDEN, value, 3, &values.diag);
    while (values.begun && (state = value_curve_next(&curve, true, &index, &lab)) != VALUE_ALL_DONE) {
        if (state != VALUE_LAB) continue;
        values.losses[index] = lab->run.trace.loss;
        values.made++;
    }
    value_curve_deinit(&curve);
    return values;
}

static void a_value_without_memory_is_left_out_and_no_other(void **state) {
    Case *at = *state;
    lab_case_apply_all(&at->lab, "train 2; set learning_rate 0.02");
    Values usual = make_values(at);
    assert_int_equal(usual.made, 3);
    for (int i = 0; i < 3; i++) {
        Lab alone;
        lab_case_open(&alone);
        lab_case_apply_all(&alone, "set hidden 3; set steps 6");
        lab_case_apply(&alone, "set hidden %d", i == 2 ? 5 : i + 2);
        lab_case_apply_all(&alone, "train 2; set learning_rate 0.02");
        assert_true(usual.losses[i] == alone.run.trace.loss);
        lab_deinit(&alone);
    }
    bool is_short = false, is_refused = false;
    for (int n = 1, made = 0; made < 3; n++) {
        assert_true(n < ALLOCATIONS_MOST);
        mem_fail_after(n);
        Values values = make_values(at);
        mem_fail_after(-1);
        made = values.made;
        is_short = is_short || (values.begun && made == 2);
        is_refused = is_refused || !values.begun;
        if (!values.begun) assert_true(values.diag.text[0]);
        if (values.begun) assert_true(made >= 2); /* one allocation fails: at most one value is without its run */
        for (int i = 0; i < 3; i++) assert_true(isnan(values.losses[i]) || values.losses[i] == usual.losses[i]);
    }
    assert_true(is_short && is_refused);
}

static void a_curve_of_values_is_refused_or_given_up(void **state) {
    Case *at = *state;
    Str value[VALUE_CURVE_MAX + 1];
    SlowWorker slow;
    WorkerApi api;
    JobQueue jobs;
    ValueCurve curve;
    const Lab *lab;
    Diag diag = {0};
    int index;
    for (int i = 0; i <= VALUE_CURVE_MAX; i++) value[i] = str_from("3");
    slow_worker_bind(&slow, &api, 5);
    job_queue_init(&jobs, &api);
    value_curve_init(&curve, &jobs, &at->clock);
    assert_false(value_curve_begin(&curve, &at->lab, KEY_HIDDEN, value, 0, &diag));
    lab_case_assert_says(&diag, "0 values; expected 1 to 16.");
    assert_false(value_curve_begin(&curve, &at->lab, KEY_HIDDEN, value, VALUE_CURVE_MAX + 1, &diag));
    lab_case_assert_says(&diag, "17 values");
    value[1] = str_from("many");
    assert_false(value_curve_begin(&curve, &at->lab, KEY_HIDDEN, value, 2, &diag));
    lab_case_assert_says(&diag, "many");
    assert_int_equal(value_curve_next(&curve, false, &index, &lab), VALUE_ALL_DONE); /* nothing was begun */
    assert_true(value_curve_begin(&curve, &at->lab, KEY_HIDDEN, value, 1, &diag));
    assert_int_equal(value_curve_next(&curve, false, &index, &lab), VALUE_WAITS);
    value_curve_deinit(&curve); /* while the worker is at it */
    assert_int_equal(value_curve_next(&curve, false, &index, &lab), VALUE_ALL_DONE);
}

/* ---- Random search ---- */

static void a_search_without_memory_leaves_the_one_before(void **state) {
    Case *at = *state;
    RandomSearch search;
    Diag diag = {0};
    random_search_init(&search, &at->jobs, &at->clock);
    assert_true(random_search_begin(&search, &at->lab.setup, 10, 1, &diag));
    random_search_finish(&search);
    assert_int_equal(search.search.tried, 10);
    assert_true(random_search_descent_progress(&search) == 1);
    int refused = 0;
    for (int n = 1; n < ALLOCATIONS_MOST; n++) {
        mem_fail_after(n);
        bool good = random_search_begin(&search, &at->lab.setup, 7, 1, &diag);
        mem_fail_after(-1);
        if (good) break;
        refused++;
        assert_true(diag.text[0] != '\0');
        assert_int_equal(search.search.tried, 10);
        assert_true(search.has_descent && !random_search_is_busy(&search));
    }
    assert_true(refused >= 2);
    assert_true(random_search_is_busy(&search));
    assert_true(random_search_descent_progress(&search) < 1);
    random_search_cancel(&search);
    assert_false(random_search_is_busy(&search));
    random_search_deinit(&search);
    assert_true(random_search_descent_progress(&search) == 0);
}

/* ---- Many seeds ---- */

static void a_trial_without_memory_has_failed_and_the_others_have_not(void **state) {
    Case *at = *state;
    Diag diag = {0};
    bool has_failed = false, is_refused = false;
    lab_case_apply_all(&at->lab, "train 1; set learning_rate 0.02");
    for (int n = 1, done = 0; done < 3; n++) {
        TrialSet set;
        assert_true(n < ALLOCATIONS_MOST);
        trial_set_init(&set, &at->jobs, &at->clock);
        mem_fail_after(n);
        diag = (Diag){0};
        bool good = trial_set_begin_seeds(&set, &at->lab, 3, 2, &diag);
        if (good) trial_set_finish(&set);
        mem_fail_after(-1);
        done = 0;
        for (int s = 0; good && s < 3; s++) {
            const TrialRun *run = &set.item[0].run[s];
            assert_true(run->is_done);
            done += run->end != TRIAL_FAILED && run->update == 2;
            if (run->end == TRIAL_FAILED) assert_true(!run->is_solved && run->solved_update == -1);
        }
        if (good) assert_int_equal(set.done, 3);
        if (!good) assert_true(diag.text[0] != '\0' && set.count == 0);
        has_failed = has_failed || (good && done < 3);
        is_refused = is_refused || !good;
        trial_set_deinit(&set);
    }
    assert_true(has_failed && is_refused);
}

static void trials_belong_to_the_changes_they_were_made_of(void **state) {
    Case *at = *state;
    static const struct {
        const char *change;
        bool is_of;
    } row[] = {
        {"undo; undo; set batch 3; train 1", false}, /* the same key at the same update, another value */
        {"undo; undo; set batch 2; train 1", true},
        {"train 2", true},                 /* training alone is no change of the setup */
        {"next", true},                    /* nor is what stands on the stage */
        {"set learning_rate 0.02", false}, /* a change at an update */
        {"set learning_rate 0.01", false}, /* and back: two changes */
        {"undo; undo", true},
        {"eigenvalue 1 0.5 0.2", false},
        {"undo", true},
        {"restart; set learning_rate 0.02", false},
    };
    TrialSet set;
    Diag diag = {0};
    lab_case_apply_all(&at->lab, "train 3; set clip_norm 2; set batch 2; train 1");
    trial_set_init(&set, &at->jobs, &at->clock);
    assert_false(trial_set_is_of(&set, &at->lab)); /* there are none */
    assert_true(trial_set_begin_seeds(&set, &at->lab, 1, 2, &diag));
    trial_set_finish(&set);
    assert_true(trial_set_is_of(&set, &at->lab));
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        lab_case_apply_all(&at->lab, row[i].change);
        if (trial_set_is_of(&set, &at->lab) != row[i].is_of) fail_msg("after '%s'", row[i].change);
    }
    trial_set_deinit(&set);
}

/* ---- Digits ---- */

static void digits_without_memory_are_not_known_and_later_are(void **state) {
    Case *at = *state;
    int refused = 0;
    for (int n = 1; n < ALLOCATIONS_MOST; n++) {
        DigitsProbe probe = {0};
        mem_fail_after(n);
        DigitsState found = digits_probe_measure(&probe, &at->lab, &at->jobs, false, false);
        mem_fail_after(-1);
        bool is_short = found == DIGITS_NO_ROOM;
        refused += is_short;
        if (is_short) assert_null(probe.pass);
        assert_int_equal(digits_probe_measure(&probe, &at->lab, &at->jobs, false, false), DIGITS_KNOWN);
        digits_probe_deinit(&probe);
        if (!is_short) break;
    }
    assert_true(refused >= 4); /* the pass, its trace, its followed loss, its gradient */
    DigitsProbe probe = {0};
    lab_case_apply_all(&at->lab, "set hidden 64; set steps 400");
    for (int n = 1; n < 20; n++) { /* a large one has its weights as well */
        mem_fail_after(n);
        DigitsState found = digits_probe_measure(&probe, &at->lab, &at->jobs, false, true);
        mem_fail_after(-1);
        if (found == DIGITS_KNOWN) break;
        assert_int_equal(found, DIGITS_NO_ROOM);
        assert_true(n < 19);
    }
    digits_probe_deinit(&probe);
}

/* ---- Opening a file ---- */

static const char *text_of_file;

static bool read_text(void *user, const char *path, char **data, size_t *size, Diag *diag) {
    (void)user;
    *size = strlen(text_of_file);
    *data = mem_new(*size + 1);
    if (!*data) return diag_fail_at(diag, path, 0, 0, "out of memory");
    strcpy(*data, text_of_file);
    return true;
}

/* A saved experiment whose training cannot be done again by the job is opened all the same: whoever asked for it trains. */
static void a_file_without_memory_is_refused_with_a_reason(void **state) {
    Case *at = *state;
    static const struct {
        const char *task, *text;
    } row[] = {{"", "{\"setup\": {\"cell\": \"gru\", \"hidden\": 40, \"steps\": 100}, \"update\": 40}"},
               {"text", "Once upon a time there was a text. Once more."}};
    const FileApi file = {.read = read_text};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        bool is_whole = false, is_refused = false;
        text_of_file = row[i].text;
        for (int n = 1; !is_whole; n++) {
            LoadPlan plan = {.path = "file", .plays = true, .runs = 1};
            text_format(plan.task, (int)sizeof plan.task, "%s", row[i].task);
            assert_true(n < ALLOCATIONS_MOST);
            LoadJob *load = load_job_new(&plan, NULL, &file, &at->clock);
            assert_non_null(load);
            mem_fail_after(n);
            while (!load_job_run(&load->job, 0.01)) continue;
            mem_fail_after(-1);
            if (!load->good) assert_true(load->diag.text[0] != '\0' && !load->item && !load->lab);
            if (load->good && i == 0) assert_true(load->saved && setup_get_int(&load->saved->setup, KEY_HIDDEN) == 40);
            is_refused = is_refused || !load->good;
            is_whole = load->good && (i == 1 ? load->item != NULL : load->lab && load->lab->run.update == 40);
            load_job_free(load);
        }
        assert_true(is_refused);
    }
    LoadPlan plan = {.path = "file"};
    mem_fail_after(1);
    assert_null(load_job_new(&plan, NULL, &file, &at->clock));
    load_job_free(NULL);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_value_without_memory_is_left_out_and_no_other), TEST(a_curve_of_values_is_refused_or_given_up),
        TEST(a_search_without_memory_leaves_the_one_before),   TEST(a_trial_without_memory_has_failed_and_the_others_have_not),
        TEST(trials_belong_to_the_changes_they_were_made_of),  TEST(digits_without_memory_are_not_known_and_later_are),
        TEST(a_file_without_memory_is_refused_with_a_reason),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
