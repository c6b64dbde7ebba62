/* See worker.h: a page has no threads (they need HTTP headers that a plain file host does not send, and bring little). Jobs run in the
   frame, one slice per frame: long enough to train well, short enough for 60 pictures a second. `run` fits it to what each frame leaves
   (cli/frame_pace.h). */
#include "base/arena.h"
#include "platform/worker.h"

struct Worker {
    char unused;
};

#define FRAME_SLICE_S 0.010

Worker *worker_new(void) { return mem_new(sizeof(Worker)); }
void worker_free(Worker *worker) { mem_free(worker); }
void worker_bind(Worker *worker, WorkerApi *api) { *api = (WorkerApi){.user = worker, .slice_s = FRAME_SLICE_S, .slice_count = 1}; }
