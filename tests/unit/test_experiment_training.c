/* Training in slices that another thread does: the same bits as training at once, whoever does it and however it is cut, and what
   a person changes meanwhile is never lost. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/number.h"
#include "base/random.h"
#include "experiment/train_job.h"
#include "platform/worker.h"
#include "support/lab_case.h"
#include <math.h>
#include <string.h>

static const ClockApi no_clock = {0};

static const char *const manners[][6] = {
    {"set optimizer sgd"},
    {"set optimizer adam", "set learning_rate 0.01", "set batch 3", "set cell lstm", "set clip_norm 1"},
    {"set optimizer momentum", "set learning_rate 0.01", "set truncate 5", "set batch 2", "set layers 2", "set direction both"},
    {"set hidden 70", "set optimizer rmsprop", "set learning_rate 0.001"},
    {"set layers 3", "set dropout 0.4", "set direction both", "set batch 2", "set optimizer adam", "set learning_rate 0.01"},
};
enum { MANNERS = sizeof manners / sizeof manners[0] };

static void open_in_manner(Lab *lab, int manner) {
    lab_case_open(lab);
    for (int i = 0; i < 6 && manners[manner][i]; i++) lab_case_apply(lab, "%s", manners[manner][i]);
}

static void jobs_give_the_bits_of_training_at_once(void **state) {
    (void)state;
    static const int slices[] = {1, 7, 30, 2, 20, 40};
    for (int manner = 0; manner < MANNERS; manner++) {
        Lab lab, whole;
        TrainJob job = {0};
        Diag diag = {0};
        open_in_manner(&lab, manner);
        open_in_manner(&whole, manner);
        lab_begin_drag(&lab);
        for (int i = 0; i < 6; i++) {
            assert_true(train_job_prepare(&job, &lab, slices[i], &no_clock, &diag));
            train_job_run(&job.job, 0);
            assert_true(train_job_take(&lab, &job));
            assert_false(train_job_take(&lab, &job)); /* only once */
            if (i == 2) assert_true(lab_train(&lab, 50, &diag));
        }
        lab_end_drag(&lab);
        lab_case_apply(&whole, "train 150");
        lab_case_assert_same_labs(&lab, &whole, "jobs and at once");
        assert_string_equal(lab_undo_line(&lab), "train 150");
        for (int k = 149; k > 0; k -= 29) { /* and every update can be visited */
            lab_case_apply(&lab, "visit %d", k);
            lab_case_apply(&whole, "visit %d", k);
            lab_case_assert_same_labs(&lab, &whole, "visited");
        }
        while (lab_can_undo(&lab)) lab_case_apply(&lab, "undo");
        while (lab_can_undo(&whole)) lab_case_apply(&whole, "undo");
        lab_case_assert_same_labs(&lab, &whole, "undone");
        train_job_deinit(&job);
        lab_deinit(&lab);
        lab_deinit(&whole);
    }
}

static void what_was_changed_meanwhile_stays(void **state) {
    (void)state;
    Lab lab;
    TrainJob job = {0};
    lab_case_open(&lab);
    static const char *const changes[] = {"set learning_rate 0.1", "set hidden 9", "next", "update", "undo", "restart"};
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        assert_true(train_job_prepare(&job, &lab, 5, &no_clock, NULL));
        lab_case_apply(&lab, "%s", changes[i]);
        train_job_run(&job.job, 0);
        LabDigest before = lab_case_digest(&lab);
        assert_false(train_job_take(&lab, &job));
        LabDigest after = lab_case_digest(&lab);
        assert_null(lab_case_compare(&before, &after));
    }
    train_job_deinit(&job);
    lab_deinit(&lab);
}

static void a_job_that_breaks_is_left_to_the_laboratory(void **state) {
    (void)state;
    static const char *const lines[] = {"set activation identity", "set task adding", "set radius 1.2", "set steps 60",
                                        "set learning_rate 10"};
    Lab lab;
    TrainJob job = {0};
    Diag diag = {0};
    lab_case_open(&lab);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) lab_case_apply(&lab, "%s", lines[i]);
    assert_true(train_job_prepare(&job, &lab, 1000, &no_clock, &diag));
    train_job_run(&job.job, 0);
    assert_false(job.is_good);
    assert_false(train_job_take(&lab, &job));
    assert_int_equal(lab.run.update, 0);
    assert_false(lab_train(&lab, 1000, &diag));
    assert_non_null(strstr(diag.text, "not finite"));
    train_job_deinit(&job);
    lab_deinit(&lab);
}

static double tick(void *user) { return *(double *)user += 0.01; }

static void a_job_ends_when_its_time_is_over(void **state) {
    (void)state;
    static const struct {
        double most_s;
        int updates;
    } limits[] = {{0, 100}, {0.205, 21}, {1e-9, 1}, {9, 100}}; /* one look at the clock before every update, and one at the start */
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        double time_s = 0;
        ClockApi clock = {&time_s, tick};
        Lab lab, whole;
        TrainJob job = {0};
        lab_case_open(&lab);
        lab_case_open(&whole);
        assert_true(train_job_prepare(&job, &lab, 100, &clock, NULL));
        job.most_s = limits[i].most_s;
        train_job_run(&job.job, 0);
        assert_int_equal(job.updates, limits[i].updates);
        assert_true(train_job_take(&lab, &job));
        lab_case_apply(&whole, "train %d", limits[i].updates);
        lab_case_assert_same_labs(&lab, &whole, "in time and at once");
        assert_string_equal(lab_undo_line(&lab), lab_undo_line(&whole));
        train_job_deinit(&job);
        lab_deinit(&lab);
        lab_deinit(&whole);
    }
}

static void without_memory_there_is_no_job(void **state) {
    (void)state;
    Lab lab;
    TrainJob job = {0};
    Diag diag = {0};
    lab_case_open(&lab);
    lab_case_apply(&lab, "set batch 2");
    long n = 1;
    for (;; n++) {
        mem_fail_after(n);
        bool good = train_job_prepare(&job, &lab, 3, &no_clock, &diag);
        mem_fail_after(-1);
        if (good) break;
        assert_false(train_job_take(&lab, &job));
        assert_true(n < 50);
    }
    assert_true(n > 4);
    LabDigest before = lab_case_digest(&lab);
    train_job_run(&job.job, 0);
    mem_fail_after(1); /* taking over needs some for undo */
    assert_false(train_job_take(&lab, &job));
    mem_fail_after(-1);
    LabDigest after = lab_case_digest(&lab);
    assert_null(lab_case_compare(&before, &after));
    train_job_deinit(&job);
    lab_deinit(&lab);
}

/* The same commands between the same slices, once with the thread and once without: a slice that a command overtook is done again. */
static void a_thread_changes_nothing_but_who_waits(void **state) {
    (void)state;
    Lab with, without;
    TrainJob job = {0};
    WorkerApi api;
    JobQueue jobs;
    Diag diag = {0};
    Random random = random_from(1, 2);
    Worker *worker = worker_new();
    assert_non_null(worker);
    worker_bind(worker, &api);
    job_queue_init(&jobs, &api);
    open_in_manner(&with, 1);
    open_in_manner(&without, 1);
    lab_begin_drag(&with);
    lab_begin_drag(&without);
    int taken = 0, looks = 0;
    for (int i = 0; i < 60; i++) {
        int updates = 1 + random_below(&random, 12);
        bool changes = random_below(&random, 4) == 0;
        double rate = 0.001 * (1 + random_below(&random, 20));
        assert_true(train_job_prepare(&job, &with, updates, &no_clock, &diag));
        job.job.run = train_job_run;
        job_queue_add(&jobs, &job.job);
        if (changes) lab_case_apply(&with, "set learning_rate %g", rate);
        do { /* what a frame does meanwhile: it looks at everything */
            LabDigest seen = lab_case_digest(&with);
            looks += seen.update >= 0;
        } while (!job_is_done(&jobs, &job.job));
        if (train_job_take(&with, &job)) {
            taken++;
        } else {
            assert_true(lab_train(&with, updates, &diag));
        }
        if (changes) lab_case_apply(&without, "set learning_rate %g", rate);
        assert_true(lab_train(&without, updates, &diag));
        lab_case_assert_same_labs(&with, &without, "with and without the thread");
    }
    assert_in_range(taken, 20, 59);
    assert_true(looks >= 60);
    worker_free(worker);
    train_job_deinit(&job);
    lab_deinit(&with);
    lab_deinit(&without);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(jobs_give_the_bits_of_training_at_once),
        cmocka_unit_test(what_was_changed_meanwhile_stays),
        cmocka_unit_test(a_job_that_breaks_is_left_to_the_laboratory),
        cmocka_unit_test(without_memory_there_is_no_job),
        cmocka_unit_test(a_job_ends_when_its_time_is_over),
        cmocka_unit_test(a_thread_changes_nothing_but_who_waits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
