/* One background thread for one job at a time.

   The thread starts with the first job and then sleeps between jobs: a slice of training lasts a few milliseconds and starting
   a thread for each would cost a tenth of that. One mutex guards the few words that both sides read; what the job wrote is
   seen by whoever asked is_done or join after it ended.

   Where there are fewer free cores than threads, the window comes first: the thread stands five steps of niceness behind it on Linux,
   which gives it a quarter of a core while the window wants all of it, and all of it in between. SDL's low priority would be
   19 steps there, and a change that a person waits for would starve beside any other program; elsewhere SDL knows best. */
#include "platform/worker.h"
#include "base/arena.h"
#include <SDL.h>
#ifdef __linux__
#include <errno.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

typedef enum WorkerState { WORKER_IDLE, WORKER_BUSY, WORKER_LEAVING } WorkerState;

struct Worker {
    SDL_mutex *lock;
    SDL_cond *changed;
    SDL_Thread *thread; /* NULL until the first job */
    WorkerState state;
    void (*job)(void *argument);
    void *argument;
};

/* Of the calling thread. Where that may not be, it works on as it was. */
static void step_behind(void) {
#ifdef __linux__
    enum { NICENESS = 5 };
    id_t self = (id_t)syscall(SYS_gettid); /* Linux keeps a niceness for every thread */
    errno = 0;
    int now = getpriority(PRIO_PROCESS, self);
    if (errno == 0) setpriority(PRIO_PROCESS, self, now + NICENESS); /* beyond the last step it is the last */
#else
    SDL_SetThreadPriority(SDL_THREAD_PRIORITY_LOW);
#endif
}

static int work(void *user) {
    Worker *worker = user;
    step_behind();
    SDL_LockMutex(worker->lock);
    while (worker->state != WORKER_LEAVING) {
        if (worker->state == WORKER_IDLE) {
            SDL_CondWait(worker->changed, worker->lock);
            continue;
        }
        SDL_UnlockMutex(worker->lock);
        worker->job(worker->argument);
        SDL_LockMutex(worker->lock);
        if (worker->state == WORKER_BUSY) worker->state = WORKER_IDLE;
        SDL_CondBroadcast(worker->changed);
    }
    SDL_UnlockMutex(worker->lock);
    return 0;
}

static bool start_job(void *user, void (*job)(void *argument), void *argument, Diag *diag) {
    Worker *worker = user;
    bool ok = false;
    SDL_LockMutex(worker->lock);
    if (worker->state != WORKER_IDLE) {
        diag_fail(diag, "a background job is still running; wait for its end before starting the next");
    } else if (!worker->thread && !(worker->thread = SDL_CreateThread(work, "worker", worker))) {
        diag_fail(diag, "cannot start a background thread: %s", SDL_GetError());
    } else {
        worker->job = job;
        worker->argument = argument;
        worker->state = WORKER_BUSY;
        SDL_CondBroadcast(worker->changed);
        ok = true;
    }
    SDL_UnlockMutex(worker->lock);
    return ok;
}

static bool is_done(void *user) {
    Worker *worker = user;
    SDL_LockMutex(worker->lock);
    bool done = worker->state == WORKER_IDLE;
    SDL_UnlockMutex(worker->lock);
    return done;
}

static void join(void *user) {
    Worker *worker = user;
    SDL_LockMutex(worker->lock);
    while (worker->state == WORKER_BUSY) SDL_CondWait(worker->changed, worker->lock);
    SDL_UnlockMutex(worker->lock);
}

Worker *worker_new(void) {
    Worker *worker = mem_new(sizeof *worker);
    if (!worker) return NULL;
    worker->lock = SDL_CreateMutex();
    worker->changed = SDL_CreateCond();
    if (!worker->lock || !worker->changed) {
        worker_free(worker);
        return NULL;
    }
    return worker;
}

void worker_free(Worker *worker) {
    if (!worker) return;
    if (worker->thread) {
        join(worker);
        SDL_LockMutex(worker->lock);
        worker->state = WORKER_LEAVING;
        SDL_CondBroadcast(worker->changed);
        SDL_UnlockMutex(worker->lock);
        SDL_WaitThread(worker->thread, NULL);
    }
    if (worker->changed) SDL_DestroyCond(worker->changed);
    if (worker->lock) SDL_DestroyMutex(worker->lock);
    mem_free(worker);
}

void worker_bind(Worker *worker, WorkerApi *api) { *api = (WorkerApi){worker, start_job, is_done, join}; }
