/* The background thread: one job at a time, and what it wrote is there when it is done. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "platform/worker.h"
#include <stdatomic.h>
#include <string.h>
#ifdef __linux__
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

typedef struct Job {
    long sum; /* plain: the worker alone must make it visible */
    atomic_bool may_end;
} Job;

static void add_up(void *argument) {
    Job *job = argument;
    for (long i = 1; i <= 1000; i++) job->sum += i;
}

static void wait_for_permission(void *argument) {
    Job *job = argument;
    while (!atomic_load(&job->may_end)) {}
    job->sum = 7;
}

static void jobs_run_one_after_the_other_and_leave_their_results(void **state) {
    (void)state;
    WorkerApi api;
    Diag diag;
    Job job = {0};
    Worker *worker = worker_new();
    assert_non_null(worker);
    worker_bind(worker, &api);
    assert_true(api.is_done(api.user));
    api.join(api.user); /* nothing to wait for */
    for (int i = 1; i <= 200; i++) {
        assert_true(api.start(api.user, add_up, &job, &diag));
        api.join(api.user);
        assert_true(api.is_done(api.user));
        assert_int_equal(job.sum, 500500L * i);
    }
    worker_free(worker);
}

#ifdef __linux__
static int niceness(void) { return getpriority(PRIO_PROCESS, (id_t)syscall(SYS_gettid)); }

static void look_at_niceness(void *argument) { ((Job *)argument)->sum = niceness(); }

static void the_window_comes_before_the_worker(void **state) {
    (void)state;
    WorkerApi api;
    Diag diag;
    Job job = {0};
    int window = niceness();
    Worker *worker = worker_new();
    worker_bind(worker, &api);
    for (int i = 0; i < 3; i++) { /* once for the thread, not once a job */
        assert_true(api.start(api.user, look_at_niceness, &job, &diag));
        api.join(api.user);
        assert_int_equal(job.sum, window + 5 < 19 ? window + 5 : 19);
    }
    assert_int_equal(niceness(), window);
    worker_free(worker);
}
#endif

static void a_second_job_is_refused_while_the_first_runs(void **state) {
    (void)state;
    WorkerApi api;
    Diag diag;
    Job job = {0}, other = {0};
    Worker *worker = worker_new();
    worker_bind(worker, &api);
    assert_true(api.start(api.user, wait_for_permission, &job, &diag));
    assert_false(api.is_done(api.user));
    assert_false(api.start(api.user, add_up, &other, &diag));
    assert_non_null(strstr(diag.text, "still running"));
    atomic_store(&job.may_end, true);
    while (!api.is_done(api.user)) {}
    assert_int_equal(job.sum, 7);
    assert_int_equal(other.sum, 0);
    assert_true(api.start(api.user, add_up, &other, &diag));
    worker_free(worker); /* waits for the running job */
    assert_int_equal(other.sum, 500500);
}

static void without_memory_there_is_no_worker(void **state) {
    (void)state;
    mem_fail_after(1);
    assert_null(worker_new());
    worker_free(NULL);
    worker_free(worker_new()); /* one that never ran a job */
}

int main(void) {
    const struct CMUnitTest tests[] = {
#ifdef __linux__
        cmocka_unit_test(the_window_comes_before_the_worker),
#endif
        cmocka_unit_test(jobs_run_one_after_the_other_and_leave_their_results),
        cmocka_unit_test(a_second_job_is_refused_while_the_first_runs),
        cmocka_unit_test(without_memory_there_is_no_worker),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
