/* The background threads: each does one work at a time, and what it wrote is there when the owner has seen it end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "platform/worker.h"
#include "support/fail_memory.h"
#include <stdatomic.h>
#include <string.h>
#ifdef __linux__
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

typedef struct Work {
    const WorkerApi *api;
    long sum; /* plain: the lock alone must make it visible */
    int turns_left;
    bool is_done; /* under the lock */
    atomic_bool may_end;
} Work;

static bool end(Work *work) {
    work->api->lock(work->api->user);
    work->is_done = true;
    work->api->wake(work->api->user);
    work->api->unlock(work->api->user);
    return false;
}

static bool add_up(void *argument) {
    Work *work = argument;
    for (long i = 1; i <= 1000; i++) work->sum += i;
    return --work->turns_left > 0 ? true : end(work);
}

static bool wait_for_permission(void *argument) {
    Work *work = argument;
    while (!atomic_load(&work->may_end)) {}
    work->sum = 7;
    return end(work);
}

static void join(Work *work) {
    work->api->lock(work->api->user);
    while (!work->is_done) work->api->wait(work->api->user);
    work->is_done = false;
    work->api->unlock(work->api->user);
}

static void start(Work *work, bool (*run)(void *argument)) { assert_true(work->api->start(work->api->user, run, work, NULL)); }

static void a_work_is_called_until_it_ends_and_leaves_its_results(void **state) {
    (void)state;
    WorkerApi api;
    Work work = {.api = &api};
    Worker *worker = worker_new();
    assert_non_null(worker);
    worker_bind(worker, &api);
    assert_true(api.thread_count >= 1);
    for (int i = 1; i <= 200; i++) {
        work.turns_left = 3;
        start(&work, add_up);
        join(&work);
        assert_int_equal(work.sum, 3 * 500500L * i);
    }
    worker_free(worker);
}

#ifdef __linux__
static int niceness(void) { return getpriority(PRIO_PROCESS, (id_t)syscall(SYS_gettid)); }

static bool look_at_niceness(void *argument) {
    Work *work = argument;
    work->sum = niceness();
    return end(work);
}

static void the_window_comes_before_the_worker(void **state) {
    (void)state;
    WorkerApi api;
    Work work = {.api = &api};
    int window = niceness();
    Worker *worker = worker_new();
    worker_bind(worker, &api);
    for (int i = 0; i < 3; i++) { /* once for the thread, not once a work */
        start(&work, look_at_niceness);
        join(&work);
        assert_int_equal(work.sum, window + 5 < 19 ? window + 5 : 19);
    }
    assert_int_equal(niceness(), window);
    worker_free(worker);
}
#endif

static void work_beyond_the_threads_waits_for_a_free_one(void **state) {
    (void)state;
    WorkerApi api;
    Diag diag;
    Work work[8] = {0}, other[20] = {0};
    Worker *worker = worker_new();
    worker_bind(worker, &api);
    assert_in_range(api.thread_count, 1, 8);
    for (int i = 0; i < api.thread_count; i++) {
        work[i].api = &api;
        assert_true(api.start(api.user, wait_for_permission, &work[i], &diag));
    }
    int waiting = 0;
    for (; waiting < 20; waiting++) {
        other[waiting] = (Work){.api = &api, .turns_left = 1};
        if (!api.start(api.user, add_up, &other[waiting], &diag)) break;
    }
    assert_in_range(waiting, 16 - api.thread_count, 16); /* those above may not have begun yet */
    assert_non_null(strstr(diag.text, "no room"));
    assert_int_equal(other[0].sum, 0);
    for (int i = 0; i < api.thread_count; i++) atomic_store(&work[i].may_end, true);
    for (int i = 0; i < api.thread_count; i++) {
        join(&work[i]);
        assert_int_equal(work[i].sum, 7);
    }
    worker_free(worker); /* waits for all of it */
    for (int i = 0; i < waiting; i++) assert_int_equal(other[i].sum, 500500);
}

static void without_memory_there_is_no_worker(void **state) {
    (void)state;
    mem_fail_after(1);
    assert_null(worker_new());
    worker_free(NULL);
    worker_free(worker_new()); /* one that never had anything to do */
}

int main(void) {
    const struct CMUnitTest tests[] = {
#ifdef __linux__
        cmocka_unit_test(the_window_comes_before_the_worker),
#endif
        cmocka_unit_test(a_work_is_called_until_it_ends_and_leaves_its_results),
        cmocka_unit_test(work_beyond_the_threads_waits_for_a_free_one),
        cmocka_unit_test(without_memory_there_is_no_worker),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
