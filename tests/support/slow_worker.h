/* A worker that is as slow as the test says, on this thread: what two threads would do, but never by chance. It does one slice of the
   work that was started at a time, when the owner looks (takes the lock) often enough, and when it waits. */
#ifndef UNROLL_SUPPORT_SLOW_WORKER_H
#define UNROLL_SUPPORT_SLOW_WORKER_H
#include "base/world.h"

typedef struct SlowWorker {
    bool (*work)(void *argument); /* NULL: nothing to do */
    void *argument;
    int looks; /* a slice is done at the look after this many; -1: at none */
    int looks_left;
    bool is_inside;      /* it is doing a slice: its own looks count for nothing */
    bool is_waited;      /* the owner waits, until the work has ended or the owner looks again */
    int started, joined; /* works that were started; times that the owner waited */
} SlowWorker;

void slow_worker_bind(SlowWorker *worker, WorkerApi *api, int looks);

#endif
