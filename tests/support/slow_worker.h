/* A worker that is as slow as the test says, on this thread: what two threads would do, but never by chance. */
#ifndef UNROLL_SUPPORT_SLOW_WORKER_H
#define UNROLL_SUPPORT_SLOW_WORKER_H
#include "base/world.h"

typedef struct SlowWorker {
    void (*job)(void *argument);
    void *argument;
    int looks; /* is_done says no this often; -1: for ever */
    int looks_left;
    int started, joined;
} SlowWorker;

void slow_worker_bind(SlowWorker *worker, WorkerApi *api, int looks);

#endif
