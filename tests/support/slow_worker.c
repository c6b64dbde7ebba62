/* See slow_worker.h. */
#include "support/slow_worker.h"
#include <stddef.h>

static void do_slice(SlowWorker *worker) {
    worker->is_inside = true;
    bool more = worker->work(worker->argument);
    worker->is_inside = false;
    worker->looks_left = worker->looks;
    if (!more) worker->work = NULL;
}

static bool start(void *user, bool (*work)(void *argument), void *argument, Diag *diag) {
    SlowWorker *worker = user;
    if (worker->work) return diag_fail(diag, "busy");
    worker->work = work;
    worker->argument = argument;
    worker->looks_left = worker->looks;
    worker->started++;
    return true;
}

static void lock(void *user) {
    SlowWorker *worker = user;
    if (worker->is_inside || !worker->work) return;
    worker->is_waited = false;
    if (worker->looks < 0) return;
    if (worker->looks_left-- <= 0) do_slice(worker);
}

static void unlock(void *user) { (void)user; }

static void wait(void *user) {
    SlowWorker *worker = user;
    if (!worker->is_waited) worker->joined++;
    worker->is_waited = true;
    if (worker->work) do_slice(worker);
}

static void wake(void *user) { (void)user; }

void slow_worker_bind(SlowWorker *worker, WorkerApi *api, int looks) {
    *worker = (SlowWorker){.looks = looks};
    *api = (WorkerApi){.user = worker, .thread_count = 1, .start = start, .lock = lock, .unlock = unlock, .wait = wait, .wake = wake};
}
