/* The queue of jobs: whoever runs them, every slice is done once and in turn, the results are there when a job is done, and a job that is
   cancelled ends. Without threads, with the slow worker of the tests, and with real threads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/job.h"
#include "platform/worker.h"
#include "support/slow_worker.h"
#include <string.h>

/* Writes a letter at every slice. */
typedef struct Writer {
    Job job;
    char letter, *text; /* shared by all writers */
    int *count;
    int slices, done; /* 0 slices: until it is cancelled */
    double budget_s;
} Writer;

static bool write_letter(Job *job, double budget_s) {
    Writer *writer = (Writer *)job;
    writer->budget_s = budget_s;
    if (job_is_cancelled(job)) return true;
    writer->text[(*writer->count)++] = writer->letter;
    writer->done++;
    if (writer->slices > 0) job_set_progress(job, (double)writer->done / writer->slices);
    return writer->done == writer->slices;
}

typedef struct Desk {
    char text[64];
    int count;
    JobQueue queue;
    WorkerApi api;
    Writer writer[3];
} Desk;

static void open_desk(Desk *desk) {
    memset(desk, 0, sizeof *desk);
    job_queue_init(&desk->queue, &desk->api);
    for (int i = 0; i < 3; i++)
        desk->writer[i] =
            (Writer){.job.run = write_letter, .letter = (char)('a' + i), .text = desk->text, .count = &desk->count, .slices = i + 2};
}

static void add(Desk *desk, int index) { job_queue_add(&desk->queue, &desk->writer[index].job); }
static bool is_done(Desk *desk, int index) { return job_is_done(&desk->queue, &desk->writer[index].job); }

static void without_threads_the_frame_does_the_slices_in_turn(void **state) {
    (void)state;
    Desk desk;
    open_desk(&desk);
    assert_false(job_queue_has_threads(&desk.queue));
    assert_true(is_done(&desk, 0)); /* one that was never added */
    for (int i = 0; i < 3; i++) add(&desk, i);
    assert_string_equal(desk.text, "");
    assert_false(is_done(&desk, 0));
    job_queue_run_frame(&desk.queue);
    assert_string_equal(desk.text, "a"); /* one slice, where the world says nothing */
    assert_true(desk.writer[0].budget_s == JOB_SLICE_S);
    assert_true(job_get_progress(&desk.writer[0].job) == 0.5);
    desk.api.slice_count = 4;
    desk.api.slice_s = 0.01;
    job_queue_run_frame(&desk.queue);
    assert_string_equal(desk.text, "abcab");
    assert_true(desk.writer[0].budget_s == 0.01);
    assert_true(is_done(&desk, 0) && !is_done(&desk, 1));
    job_queue_finish(&desk.queue, &desk.writer[1].job); /* the jobs queued before it come first */
    assert_string_equal(desk.text, "abcabcb");
    job_queue_finish(&desk.queue, &desk.writer[2].job);
    assert_string_equal(desk.text, "abcabcbcc");
    job_queue_run_frame(&desk.queue); /* nothing waits */
    desk.writer[0].done = 0;
    add(&desk, 0); /* again */
    assert_true(job_get_progress(&desk.writer[0].job) == 0);
    job_queue_finish(&desk.queue, &desk.writer[0].job);
    assert_string_equal(desk.text, "abcabcbccaa");
}

static void a_worker_does_a_slice_while_its_owner_looks(void **state) {
    (void)state;
    Desk desk;
    SlowWorker worker;
    open_desk(&desk);
    slow_worker_bind(&worker, &desk.api, 1);
    for (int i = 0; i < 2; i++) add(&desk, i);
    assert_int_equal(worker.started, 1); /* one thread takes both */
    int looks = 0;
    while (!is_done(&desk, 0)) looks++;
    assert_string_equal(desk.text, "aba");
    assert_true(looks >= 3);
    assert_int_equal(worker.joined, 0);
    job_queue_finish(&desk.queue, &desk.writer[1].job);
    assert_string_equal(desk.text, "ababb");
    assert_int_equal(worker.joined, 1);
    add(&desk, 2);
    assert_int_equal(worker.started, 2); /* the thread had left */
    job_queue_finish(&desk.queue, &desk.writer[2].job);
}

static void a_cancelled_job_ends_and_the_others_go_on(void **state) {
    (void)state;
    for (int threads = 0; threads < 2; threads++) {
        Desk desk;
        SlowWorker worker;
        open_desk(&desk);
        if (threads) slow_worker_bind(&worker, &desk.api, -1);
        desk.writer[0].slices = 0;
        for (int i = 0; i < 2; i++) add(&desk, i);
        job_cancel(&desk.writer[0].job);
        job_queue_finish(&desk.queue, &desk.writer[0].job);
        assert_int_equal(desk.writer[0].done, 0);
        job_queue_finish(&desk.queue, &desk.writer[1].job);
        assert_string_equal(desk.text, "bbb");
        desk.writer[0].slices = 2;
        add(&desk, 0); /* no longer cancelled */
        job_queue_finish(&desk.queue, &desk.writer[0].job);
        assert_int_equal(desk.writer[0].done, 2);
    }
}

static bool refuse(void *user, bool (*work)(void *argument), void *argument, Diag *diag) {
    (void)user, (void)work, (void)argument;
    return diag_fail(diag, "no thread");
}

static void where_no_thread_can_be_started_the_frame_does_the_job(void **state) {
    (void)state;
    Desk desk;
    SlowWorker worker;
    open_desk(&desk);
    slow_worker_bind(&worker, &desk.api, -1);
    desk.api.start = refuse;
    add(&desk, 2);
    for (int i = 0; i < 4; i++) {
        assert_false(is_done(&desk, 2));
        job_queue_run_frame(&desk.queue);
    }
    assert_true(is_done(&desk, 2));
    assert_string_equal(desk.text, "cccc");
}

/* Real threads: several owners' plain sums must be visible when the jobs are done. */
typedef struct Sum {
    Job job;
    long value, slice;
} Sum;

static bool add_up(Job *job, double budget_s) {
    Sum *sum = (Sum *)job;
    (void)budget_s;
    for (long i = 1; i <= 100; i++) sum->value += i;
    job_set_progress(job, (double)++sum->slice / 20);
    return sum->slice == 20 || job_is_cancelled(job);
}

static bool go_on(Job *job, double budget_s) {
    (void)budget_s;
    ((Sum *)job)->slice++;
    return job_is_cancelled(job);
}

static void threads_do_every_slice_once(void **state) {
    (void)state;
    WorkerApi api;
    JobQueue queue[2];
    Worker *worker = worker_new();
    Sum sum[2][4];
    assert_non_null(worker);
    worker_bind(worker, &api);
    for (int q = 0; q < 2; q++) job_queue_init(&queue[q], &api);
    for (int turn = 0; turn < 50; turn++) {
        for (int i = 0; i < 8; i++) {
            sum[i % 2][i / 2] = (Sum){.job.run = add_up};
            job_queue_add(&queue[i % 2], &sum[i % 2][i / 2].job);
        }
        for (int i = 0; i < 8; i++) {
            Sum *one = &sum[i % 2][i / 2];
            if (turn % 2)
                job_queue_finish(&queue[i % 2], &one->job);
            else
                while (!job_is_done(&queue[i % 2], &one->job)) assert_in_range((int)(job_get_progress(&one->job) * 20), 0, 20);
            assert_int_equal(one->value, 5050L * 20);
            assert_true(job_get_progress(&one->job) == 1);
        }
    }
    Sum endless = {.job.run = go_on};
    job_queue_add(&queue[0], &endless.job);
    Sum other = {.job.run = add_up};
    job_queue_add(&queue[0], &other.job);
    job_queue_finish(&queue[0], &other.job); /* takes its turns beside the endless one */
    job_cancel(&endless.job);
    job_queue_finish(&queue[0], &endless.job);
    assert_true(endless.slice > 0);
    worker_free(worker);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_threads_the_frame_does_the_slices_in_turn),
        cmocka_unit_test(a_worker_does_a_slice_while_its_owner_looks),
        cmocka_unit_test(a_cancelled_job_ends_and_the_others_go_on),
        cmocka_unit_test(where_no_thread_can_be_started_the_frame_does_the_job),
        cmocka_unit_test(threads_do_every_slice_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
