/* Background threads for the jobs of base/job.h. */
#ifndef UNROLL_PLATFORM_WORKER_H
#define UNROLL_PLATFORM_WORKER_H
#include "base/world.h"

typedef struct Worker Worker;

Worker *worker_new(void);                         /* NULL when memory is out */
void worker_free(Worker *worker);                 /* waits until its threads are idle; NULL is fine */
void worker_bind(Worker *worker, WorkerApi *api); /* `worker` is borrowed and outlives `api` */

#endif
