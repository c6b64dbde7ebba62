/* A trial trains one setup to an update or until it is solved: its numbers are the laboratory's, whoever runs its slices and however they are
   cut, and cancelling it ends it with a result. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "experiment/trial_job.h"
#include "platform/worker.h"
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

/* An LSTM that solves recall within a few hundred updates, and a change on the way. */
static TrialPlan plan_of(bool until_solved) {
    TrialPlan plan = {.end = 300, .every = 50, .sequences = 64, .until_solved = until_solved};
    Diag diag = {0};
    const char *text = "cell=lstm optimizer=adam learning_rate=0.01\nat 20 set learning_rate 0.02\nat 30 next\n";
    if (!setup_file_read(&plan.file, "test", str_from(text), &diag)) fail_msg("%s", diag.text);
    return plan;
}

static void run_alone(TrialJob *job, TrialPlan plan, double tick_s, double budget_s) {
    Ticking ticking = {.tick_s = tick_s};
    ClockApi clock = {&ticking, tick};
    trial_job_begin(job, &plan, &clock);
    while (!job->job.run(&job->job, budget_s)) continue;
}

static void assert_same_result(const TrialResult *a, const TrialResult *b) {
    assert_int_equal(a->end, b->end);
    assert_int_equal(a->update, b->update);
    assert_int_equal(a->solved_update, b->solved_update);
    assert_true(a->last.loss == b->last.loss && a->train_loss == b->train_loss);
    assert_int_equal(a->row_count, b->row_count);
    for (int i = 0; i < a->row_count; i++) {
        assert_int_equal(a->row[i].update, b->row[i].update);
        assert_true(a->row[i].loss == b->row[i].loss);
        assert_true(i == 0 || a->row[i].train_loss == b->row[i].train_loss);
    }
}

static void its_numbers_are_the_laboratorys(void **state) {
    TrialJob job = {0};
    Lab lab;
    Evaluator evaluator;
    Evaluation e;
    (void)state;
    run_alone(&job, plan_of(false), 0.001, 0.004);
    const TrialResult *result = &job.result;
    lab_case_open(&lab);
    lab_case_apply_all(&lab, "set cell lstm; set optimizer adam; set learning_rate 0.01; train 20; set learning_rate 0.02; train 10; next; "
                             "train 270");
    assert_true(evaluate_init(&evaluator, &lab.run, &lab.setup, NULL));
    evaluate_run(&e, &evaluator, 1000);
    evaluate_deinit(&evaluator);
    assert_int_equal(result->end, TRIAL_UPDATES);
    assert_int_equal(result->update, 300);
    assert_true(result->last.loss == e.loss);
    assert_int_equal(result->last.sequences, 1000);
    assert_int_equal(result->row_count, 7);
    assert_true(isnan(result->row[0].train_loss));
    double mean = 0;
    for (int u = 50; u < 100; u++) mean += loss_list_get(&lab.run.loss, u).sum;
    assert_true(fabs(result->row[2].train_loss - mean / 50) < 1e-12);
    lab_deinit(&lab);
    trial_job_deinit(&job);
}

static void cutting_it_otherwise_changes_no_number(void **state) {
    static const double budget_s[] = {0, 0.002, 10};
    TrialJob whole = {0}, cut = {0};
    (void)state;
    run_alone(&whole, plan_of(false), 0, 1);
    for (int i = 0; i < 3; i++) {
        run_alone(&cut, plan_of(false), 0.001, budget_s[i]);
        assert_same_result(&whole.result, &cut.result);
    }
    trial_job_deinit(&whole);
    trial_job_deinit(&cut);
}

static void it_ends_with_the_evaluation_that_finds_it_solved(void **state) {
    TrialJob job = {0}, all = {0};
    (void)state;
    run_alone(&job, plan_of(true), 0, 1);
    assert_int_equal(job.result.end, TRIAL_SOLVED);
    assert_true(job.result.last.is_solved && job.result.is_solved_known);
    assert_int_equal(job.result.update, job.result.solved_update);
    assert_true(job.result.update > 0 && job.result.update < 300 && job.result.update % 50 == 0);
    run_alone(&all, plan_of(false), 0, 1);
    assert_int_equal(all.result.solved_update, job.result.solved_update);
    trial_job_deinit(&job);
    trial_job_deinit(&all);
}

static void several_run_side_by_side_on_workers(void **state) {
    TrialJob job[3] = {0}, alone = {0};
    Ticking ticking = {0};
    ClockApi clock = {&ticking, tick};
    WorkerApi worker;
    JobQueue queue;
    Worker *threads = worker_new();
    (void)state;
    assert_non_null(threads);
    worker_bind(threads, &worker);
    job_queue_init(&queue, &worker);
    for (int i = 0; i < 3; i++) {
        TrialPlan plan = plan_of(false);
        plan.file.setup.value[KEY_SEED] = 66 + i;
        trial_job_begin(&job[i], &plan, &clock);
        job_queue_add(&queue, &job[i].job);
    }
    for (int i = 0; i < 3; i++) {
        job_queue_finish(&queue, &job[i].job);
        TrialPlan plan = plan_of(false);
        plan.file.setup.value[KEY_SEED] = 66 + i;
        run_alone(&alone, plan, 0, 1);
        assert_same_result(&job[i].result, &alone.result);
    }
    assert_true(job[0].result.last.loss != job[1].result.last.loss);
    for (int i = 0; i < 3; i++) trial_job_deinit(&job[i]);
    trial_job_deinit(&alone);
    worker_free(threads);
}

static void cancelling_ends_it_with_what_it_has(void **state) {
    TrialJob job = {0};
    TrialPlan plan = plan_of(false);
    Ticking ticking = {.tick_s = 0.001};
    ClockApi clock = {&ticking, tick};
    int slices = 0;
    (void)state;
    plan.end = 1000000;
    trial_job_begin(&job, &plan, &clock);
    while (!job.job.run(&job.job, 0.004)) {
        if (job.lab.run.update > 60) job_cancel(&job.job);
        assert_true(++slices < 1000);
    }
    assert_int_equal(job.result.end, TRIAL_CANCELLED);
    assert_true(job.result.update > 60 && job.result.update < 1000);
    assert_true(job.result.row_count >= 2 && isfinite(job.result.last.loss));
    trial_job_deinit(&job);
}

static void numbers_that_are_not_finite_end_it_and_are_told(void **state) {
    TrialJob job = {0};
    TrialPlan plan = {.end = 50, .every = 10, .sequences = 8};
    (void)state;
    assert_true(setup_file_read(&plan.file, "test", str_from("activation=identity radius=1.6 steps=24 learning_rate=10"), NULL));
    run_alone(&job, plan, 0, 1);
    assert_int_equal(job.result.end, TRIAL_DIVERGED);
    assert_true(job.result.update < 50);
    lab_case_assert_says(&job.result.diag, "not finite");
    trial_job_deinit(&job);
}

static void a_setup_that_cannot_be_fails_with_the_reason(void **state) {
    TrialJob job = {0};
    TrialPlan plan = {.end = 50, .every = 10, .sequences = 8};
    (void)state;
    setup_init(&plan.file.setup);
    plan.file.setup.value[KEY_HIDDEN] = 256;
    plan.file.setup.value[KEY_LAYERS] = 4;
    plan.file.setup.value[KEY_BATCH] = 256;
    plan.file.setup.value[KEY_STEPS] = 1000;
    run_alone(&job, plan, 0, 1);
    assert_int_equal(job.result.end, TRIAL_FAILED);
    lab_case_assert_says(&job.result.diag, "MB");
    trial_job_deinit(&job);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(its_numbers_are_the_laboratorys),
        cmocka_unit_test(cutting_it_otherwise_changes_no_number),
        cmocka_unit_test(it_ends_with_the_evaluation_that_finds_it_solved),
        cmocka_unit_test(several_run_side_by_side_on_workers),
        cmocka_unit_test(cancelling_ends_it_with_what_it_has),
        cmocka_unit_test(numbers_that_are_not_finite_end_it_and_are_told),
        cmocka_unit_test(a_setup_that_cannot_be_fails_with_the_reason),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
