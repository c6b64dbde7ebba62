/* Numbers of which rounding leaves fewer than three digits are known as such, and no others. */
// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "experiment/digits_probe.h"
#include "support/lab_case.h"
#include "support/slow_worker.h"
#include <math.h>

static double least_digits(const DigitsProbe *probe, const Lab *lab) {
    const FollowLane *a = &lab->run.follow.lane[0][0], *b = &probe->pass->follow.lane[0][0];
    double least = 17;
    for (int t = 0; t < lab->run.wiring.steps; t++) least = fmin(least, digits_agreed(a->r[t], b->r[t]));
    return least;
}

static void usual_numbers_have_all_their_digits(void **state) {
    (void)state;
    static const char *const cells[] = {"set cell rnn", "set cell gru", "set cell lstm"};
    for (int cell = 0; cell < 3; cell++) {
        Lab lab;
        DigitsProbe probe = {0};
        lab_case_open(&lab);
        lab_case_apply_all(&lab, cells[cell]);
        lab_case_apply_all(&lab, "set steps 60; train 50");
        assert_int_equal(digits_probe_measure(&probe, &lab, NULL, false, false), DIGITS_KNOWN);
        assert_true(least_digits(&probe, &lab) > 9);
        digits_probe_deinit(&probe);
        lab_deinit(&lab);
    }
}

static void a_long_chaotic_run_has_not(void **state) {
    (void)state;
    Lab lab;
    DigitsProbe probe = {0};
    lab_case_open(&lab);
    lab_case_apply_all(&lab, "set hidden 28; set steps 1000; set radius 3");
    assert_int_equal(digits_probe_measure(&probe, &lab, NULL, false, false), DIGITS_KNOWN);
    assert_true(least_digits(&probe, &lab) < 3);
    lab_case_apply_all(&lab, "set steps 10");
    assert_int_equal(digits_probe_measure(&probe, &lab, NULL, false, false), DIGITS_KNOWN); /* of the new experiment, not remembered */
    assert_true(least_digits(&probe, &lab) > 9);
    digits_probe_deinit(&probe);
    lab_deinit(&lab);
}

typedef struct Queue {
    SlowWorker worker;
    WorkerApi api;
    JobQueue jobs;
} Queue;

/* A network whose pass is a job's, which is asked for; the worker waits so many times. */
static void begin_large(Queue *queue, int waits, Lab *lab, DigitsProbe *probe) {
    slow_worker_bind(&queue->worker, &queue->api, waits);
    job_queue_init(&queue->jobs, &queue->api);
    lab_case_open(lab);
    lab_case_apply_all(lab, "set hidden 64; set steps 400; set radius 2.9");
    assert_int_equal(digits_probe_measure(probe, lab, &queue->jobs, false, false), DIGITS_WAITS);
}

/* The same numbers as a short pass would have, and no frame waits for them. */
static void of_a_large_network_a_job_looks(void **state) {
    (void)state;
    Lab lab;
    DigitsProbe probe = {0};
    Queue queue;
    begin_large(&queue, 0, &lab, &probe);
    int looks = 0;
    while (digits_probe_measure(&probe, &lab, &queue.jobs, false, false) == DIGITS_WAITS) assert_true(looks++ < 50);
    assert_int_equal(probe.state, DIGITS_KNOWN);
    assert_true(looks > 1);
    assert_true(least_digits(&probe, &lab) < 3);
    assert_true(digits_probe_tidy(&probe, &lab) > (double)lab.run.trace.size);
    lab_case_apply(&lab, "set radius 0.5");
    assert_int_equal(digits_probe_tidy(&probe, &lab), 0);
    assert_null(probe.pass);
    assert_int_equal(digits_probe_measure(&probe, &lab, &queue.jobs, false, true), DIGITS_KNOWN);
    assert_true(least_digits(&probe, &lab) > 9);
    digits_probe_deinit(&probe);
    lab_deinit(&lab);
}

static void a_job_of_an_older_experiment_is_given_up(void **state) {
    (void)state;
    Lab lab;
    DigitsProbe probe = {0};
    Queue queue;
    begin_large(&queue, 3, &lab, &probe);
    lab_case_apply_all(&lab, "set steps 10");
    for (int i = 0; i < 50 && digits_probe_tidy(&probe, &lab) > 0; i++) continue;
    assert_null(probe.pass);
    assert_int_equal(digits_probe_measure(&probe, &lab, &queue.jobs, false, false), DIGITS_KNOWN);
    lab_case_apply_all(&lab, "set steps 400");
    assert_int_equal(digits_probe_measure(&probe, &lab, &queue.jobs, false, false), DIGITS_WAITS);
    digits_probe_deinit(&probe); /* while the job is under way */
    lab_deinit(&lab);
}

static void what_is_not_looked_for_has_a_reason(void **state) {
    (void)state;
    Lab lab;
    DigitsProbe probe = {0};
    lab_case_open(&lab);
    assert_int_equal(digits_probe_measure(&probe, &lab, NULL, true, false), DIGITS_KNOWN); /* short: also while training runs */
    lab_case_apply(&lab, "whatif state h 3 1 0.5");
    assert_int_equal(digits_probe_measure(&probe, &lab, NULL, false, false), DIGITS_HELD);
    lab_case_apply_all(&lab, "whatif none; set hidden 64; set steps 400");
    assert_int_equal(digits_probe_measure(&probe, &lab, NULL, true, false), DIGITS_TRAINS);
    lab.run.runs = 400; /* as if the program held so many: no room beside them */
    assert_int_equal(digits_probe_measure(&probe, &lab, NULL, false, false), DIGITS_NO_ROOM);
    assert_null(probe.pass);
    digits_probe_deinit(&probe);
    lab_deinit(&lab);
}

static void digits_count_what_two_numbers_share(void **state) {
    (void)state;
    assert_true(digits_agreed(1, 1) == 17 && digits_agreed(0, 0) == 17 && digits_agreed(NAN, 1) == 17);
    assert_true(fabs(digits_agreed(1, 1.001) - 3) < 0.01);
    assert_true(digits_agreed(1, -1) < 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(usual_numbers_have_all_their_digits), cmocka_unit_test(a_long_chaotic_run_has_not),
        cmocka_unit_test(of_a_large_network_a_job_looks),      cmocka_unit_test(a_job_of_an_older_experiment_is_given_up),
        cmocka_unit_test(what_is_not_looked_for_has_a_reason), cmocka_unit_test(digits_count_what_two_numbers_share),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
