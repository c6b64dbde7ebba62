/* See slow_worker.h. */
#include "support/slow_worker.h"

static void finish(SlowWorker *worker) {
    void (*job)(void *argument) = worker->job;
    worker->job = NULL;
    if (job) job(worker->argument);
}

static bool start(void *user, void (*job)(void *argument), void *argument, Diag *diag) {
    SlowWorker *worker = user;
    if (worker->job) return diag_fail(diag, "busy");
    worker->job = job;
    worker->argument = argument;
    worker->looks_left = worker->looks;
    worker->started++;
    return true;
}

static bool is_done(void *user) {
    SlowWorker *worker = user;
    if (worker->looks < 0) return false;
    if (worker->looks_left-- <= 0) finish(worker);
    return worker->job == NULL;
}

static void join(void *user) {
    SlowWorker *worker = user;
    worker->joined++;
    finish(worker);
}

void slow_worker_bind(SlowWorker *worker, WorkerApi *api, int looks) {
    *worker = (SlowWorker){.looks = looks};
    *api = (WorkerApi){worker, start, is_done, join};
}
