/* Training that goes on by itself: whichever thread does it, however it is cut and whenever a snapshot is taken, it gives the same bits as
   training at once; what a person changes meanwhile is never lost. */
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
#include "support/fail_memory.h"
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

typedef struct Bench {
    Lab lab;
    TrainJob job;
    WorkerApi api; /* no threads: the test calls for every slice */
    JobQueue jobs;
    double time_s;
} Bench;

static void bench_open(Bench *bench, int manner) {
    memset(bench, 0, sizeof *bench);
    open_in_manner(&bench->lab, manner);
    job_queue_init(&bench->jobs, &bench->api);
}

static void bench_close(Bench *bench) {
    job_cancel(&bench->job.job);
    job_queue_finish(&bench->jobs, &bench->job.job);
    train_job_deinit(&bench->job);
    lab_deinit(&bench->lab);
}

static void start(Bench *bench, const ClockApi *clock, long until) {
    Diag diag = {0};
    assert_true(train_job_start(&bench->job, &bench->lab, &bench->jobs, clock, until, true, &diag));
}

static void run(Bench *bench, int slices) {
    for (int i = 0; i < slices; i++) job_queue_run_frame(&bench->jobs);
}

static long take(Bench *bench) {
    TrainTaken taken;
    Diag diag = {0};
    assert_true(train_job_take(&taken, &bench->lab, &bench->job, &diag));
    return taken.count;
}

static void snapshots_have_the_bits_of_training_at_once(void **state) {
    (void)state;
    static const int slices[] = {1, 3, 0, 1, 2}; /* between one look and the next: some snapshots are never taken */
    for (int manner = 0; manner < MANNERS; manner++) {
        Bench bench;
        Lab whole;
        bench_open(&bench, manner);
        open_in_manner(&whole, manner);
        lab_begin_drag(&bench.lab);
        start(&bench, &no_clock, 150);
        for (int i = 0; i < 5 || bench.lab.run.update < 150; i++) {
            run(&bench, i < 5 ? slices[i] : 1);
            long before = bench.lab.run.update, count = take(&bench);
            assert_int_equal(bench.lab.run.update, before + count);
            assert_int_equal(take(&bench), 0); /* only once */
        }
        assert_true(job_is_done(&bench.jobs, &bench.job.job));
        assert_int_equal(bench.lab.run.update, 150);
        lab_end_drag(&bench.lab);
        lab_case_apply(&whole, "train 150");
        lab_case_assert_same_labs(&bench.lab, &whole, "snapshots and at once");
        assert_string_equal(lab_undo_line(&bench.lab), "train 150");
        for (int k = 149; k > 0; k -= 29) { /* and every update can be visited */
            lab_case_apply(&bench.lab, "visit %d", k);
            lab_case_apply(&whole, "visit %d", k);
            lab_case_assert_same_labs(&bench.lab, &whole, "visited");
        }
        while (lab_can_undo(&bench.lab)) lab_case_apply(&bench.lab, "undo");
        while (lab_can_undo(&whole)) lab_case_apply(&whole, "undo");
        lab_case_assert_same_labs(&bench.lab, &whole, "undone");
        bench_close(&bench);
        lab_deinit(&whole);
    }
}

static void what_was_changed_meanwhile_stays(void **state) {
    (void)state;
    static const char *const changes[] = {"set learning_rate 0.1", "set hidden 9", "next", "update", "undo", "restart"};
    Bench bench;
    bench_open(&bench, 0);
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        start(&bench, &no_clock, 0);
        run(&bench, 2);
        lab_case_apply(&bench.lab, "%s", changes[i]);
        LabDigest before = lab_case_digest(&bench.lab);
        run(&bench, 1);
        assert_int_equal(take(&bench), 0);
        job_cancel(&bench.job.job);
        job_queue_finish(&bench.jobs, &bench.job.job);
        assert_int_equal(take(&bench), 0);
        LabDigest after = lab_case_digest(&bench.lab);
        assert_null(lab_case_compare(&before, &after));
    }
    bench_close(&bench);
}

/* One that is asked to end before it began does one update: changes that come one after the other never stop the training. */
static void a_cancelled_training_still_gives_one_update(void **state) {
    (void)state;
    Bench bench;
    bench_open(&bench, 1);
    start(&bench, &no_clock, 0);
    job_cancel(&bench.job.job);
    run(&bench, 1);
    assert_true(job_is_done(&bench.jobs, &bench.job.job));
    assert_int_equal(take(&bench), 1);
    bench_close(&bench);
}

/* It is where it was to go, but that update was not measured yet. */
static void a_training_without_an_update_may_still_measure(void **state) {
    (void)state;
    Bench bench;
    Diag diag = {0};
    bench_open(&bench, 0);
    lab_case_apply(&bench.lab, "train 8");
    assert_true(lab_keep_record(&bench.lab, &diag));
    start(&bench, &no_clock, 8);
    run(&bench, 1);
    assert_true(job_is_done(&bench.jobs, &bench.job.job));
    assert_int_equal(bench.job.point_count, 1);
    assert_int_equal(take(&bench), 0);
    assert_int_equal(bench.lab.run.update, 8);
    bench_close(&bench);
}

static void what_breaks_is_left_to_the_lab(void **state) {
    (void)state;
    static const char *const lines[] = {"set activation identity", "set task adding", "set radius 1.2", "set steps 60",
                                        "set learning_rate 10"};
    Bench bench;
    Diag diag = {0};
    bench_open(&bench, 0);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) lab_case_apply(&bench.lab, "%s", lines[i]);
    start(&bench, &no_clock, 0);
    run(&bench, 100);
    assert_true(job_is_done(&bench.jobs, &bench.job.job));
    assert_true(bench.job.broke > 0);
    take(&bench); /* the good slices before it, if there were some */
    assert_false(lab_train(&bench.lab, bench.job.broke, &diag));
    assert_non_null(strstr(diag.text, "not finite"));
    bench_close(&bench);
}

static double tick(void *user) { return *(double *)user += 0.001; }

static bool start_nothing(void *user, bool (*work)(void *argument), void *argument, Diag *diag) {
    (void)user;
    (void)work;
    (void)argument;
    return diag_fail(diag, "no thread");
}

/* A look at the clock before every update but the first. Snapshots, which take two looks, lengthen a slice so that they are a small part:
   smaller on a thread than in a frame, whose picture waits. */
static void a_slice_ends_when_its_time_is_over(void **state) {
    (void)state;
    Bench bench;
    bench_open(&bench, 0);
    ClockApi clock = {&bench.time_s, tick};
    bench.api.slice_s = 0.0045;
    start(&bench, &clock, 0);
    run(&bench, 1);
    assert_int_equal(take(&bench), 1); /* the first slice has one update, then they grow twofold at most */
    run(&bench, 1);
    assert_int_equal(take(&bench), 2);
    for (int i = 0; i < 6; i++) run(&bench, 1);
    take(&bench);
    run(&bench, 1);
    long count = take(&bench);
    assert_in_range(count, (long)(0.001 / TRAIN_FRAME_SHARE / 0.001) - 2, (long)(0.001 / TRAIN_FRAME_SHARE / 0.001) + 2);
    bench.api.thread_count = 1; /* as if a thread did the slices that the test does */
    bench.api.start = start_nothing;
    for (int i = 0; i < 6; i++) run(&bench, 1);
    take(&bench);
    run(&bench, 1);
    count = take(&bench);
    assert_in_range(count, (long)(0.001 / TRAIN_SNAPSHOT_SHARE / 0.001) - 2, (long)(TRAIN_SLICE_MOST_S / 0.001));
    bench.api.thread_count = 0;
    bench_close(&bench);
}

/* As a thread runs it: the queue does not hold the job meanwhile. Returns how many updates it did. */
static long run_on_thread(Bench *bench, Job *waiting) {
    long before = bench->job.loss_count;
    bench->jobs.first = bench->jobs.last = waiting;
    bench->jobs.threads = 1;
    assert_false(train_job_run(&bench->job.job, 0.004));
    bench->jobs.first = bench->jobs.last = NULL;
    bench->jobs.threads = 0;
    return bench->job.loss_count - before;
}

/* A snapshot that no frame has taken would only be replaced. Each look at the clock takes a millisecond of this one. */
static void a_snapshot_waits_for_a_frame_while_training_goes_on(void **state) {
    (void)state;
    Bench bench;
    Job other = {0};
    bench_open(&bench, 0);
    ClockApi clock = {&bench.time_s, tick};
    bench.api.thread_count = 1;
    bench.api.start = start_nothing;
    start(&bench, &clock, 0);
    for (int i = 0; i < 8; i++) {
        run_on_thread(&bench, NULL);
        take(&bench);
    }
    long taken = run_on_thread(&bench, NULL), most = (long)(TRAIN_SLICE_MOST_S / 0.001);
    assert_in_range(taken, 20, most - 12);
    assert_in_range(run_on_thread(&bench, NULL), most - 2, most);
    assert_in_range(run_on_thread(&bench, &other), taken - 2, taken + 2); /* another job waits for its turn */
    assert_true(take(&bench) > 2 * taken);
    assert_in_range(run_on_thread(&bench, NULL), taken - 2, taken + 2);
    bench.job.job.state = JOB_DONE; /* for the queue, which never ran it */
    bench.api.thread_count = 0;
    bench_close(&bench);
}

static void nobody_who_takes_ends_it(void **state) {
    (void)state;
    Bench bench;
    bench_open(&bench, 0);
    lab_case_apply(&bench.lab, "set hidden 1");
    lab_case_apply(&bench.lab, "set steps 4");
    start(&bench, &no_clock, 0);
    bench.job.loss_count = TRAIN_AHEAD_MAX - 40; /* as if nobody had taken so many */
    bench.job.loss_capacity = TRAIN_AHEAD_MAX;
    bench.job.loss = mem_new(TRAIN_AHEAD_MAX * sizeof(double));
    assert_non_null(bench.job.loss);
    run(&bench, 20);
    assert_true(job_is_done(&bench.jobs, &bench.job.job));
    bench.job.is_ready = false;
    bench_close(&bench);
}

static void without_memory_there_is_no_training(void **state) {
    (void)state;
    Bench bench;
    TrainTaken taken;
    Diag diag = {0};
    bench_open(&bench, 0);
    lab_case_apply(&bench.lab, "set batch 2");
    long n = 1;
    for (;; n++) {
        mem_fail_after(n);
        bool good = train_job_start(&bench.job, &bench.lab, &bench.jobs, &no_clock, 3, true, &diag);
        mem_fail_after(-1);
        if (good) break;
        assert_true(n < 50);
    }
    assert_true(n > 8);
    LabDigest before = lab_case_digest(&bench.lab);
    run(&bench, 3);
    mem_fail_after(1); /* taking needs some for undo */
    assert_false(train_job_take(&taken, &bench.lab, &bench.job, &diag));
    mem_fail_after(-1);
    assert_non_null(strstr(diag.text, "no memory left"));
    LabDigest after = lab_case_digest(&bench.lab);
    assert_null(lab_case_compare(&before, &after));
    assert_int_equal(take(&bench), 3); /* nothing was lost */
    bench_close(&bench);
}

/* The same changes at the same updates, with the thread and without. */
static void a_thread_changes_nothing_but_who_waits(void **state) {
    (void)state;
    Bench with;
    Lab without;
    Diag diag = {0};
    Random random = random_from(1, 2);
    Worker *worker = worker_new();
    assert_non_null(worker);
    bench_open(&with, 1);
    worker_bind(worker, &with.api);
    open_in_manner(&without, 1);
    lab_begin_drag(&with.lab);
    lab_begin_drag(&without);
    long taken = 0;
    for (int i = 0; i < 30; i++) {
        double rate = 0.0001 * (i + 2); /* another one each time: what sets nothing new changes nothing */
        long looks = 0, first = with.lab.run.update, wanted = 1 + random_below(&random, 30);
        start(&with, &no_clock, 0);
        while (with.lab.run.update < first + wanted) { /* what a frame does meanwhile: it looks at everything */
            LabDigest seen = lab_case_digest(&with.lab);
            looks += seen.update >= 0;
            long count = take(&with);
            taken += count > 0;
        }
        assert_true(looks > 0);
        if (with.lab.run.update > without.run.update)
            assert_true(lab_train(&without, (int)(with.lab.run.update - without.run.update), &diag));
        lab_case_apply(&with.lab, "set learning_rate %g", rate); /* what the thread has done since is lost */
        lab_case_apply(&without, "set learning_rate %g", rate);
        job_cancel(&with.job.job);
        job_queue_finish(&with.jobs, &with.job.job);
        assert_int_equal(take(&with), 0);
        lab_case_assert_same_labs(&with.lab, &without, "with and without the thread");
    }
    assert_true(taken >= 30);
    bench_close(&with);
    worker_free(worker);
    lab_deinit(&without);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(snapshots_have_the_bits_of_training_at_once),
        cmocka_unit_test(what_was_changed_meanwhile_stays),
        cmocka_unit_test(a_cancelled_training_still_gives_one_update),
        cmocka_unit_test(what_breaks_is_left_to_the_lab),
        cmocka_unit_test(a_training_without_an_update_may_still_measure),
        cmocka_unit_test(a_slice_ends_when_its_time_is_over),
        cmocka_unit_test(a_snapshot_waits_for_a_frame_while_training_goes_on),
        cmocka_unit_test(nobody_who_takes_ends_it),
        cmocka_unit_test(without_memory_there_is_no_training),
        cmocka_unit_test(a_thread_changes_nothing_but_who_waits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
