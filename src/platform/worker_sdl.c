/* Background threads.

   A thread is started when work arrives and no thread is free, and sleeps between works: a slice of training lasts a few milliseconds, and
   starting a thread for each would cost a tenth of that. One mutex guards all that the threads and their owners share.

   There are as many threads as cores minus one for the window, but at least one.

   If there are fewer free cores than threads, the window comes first: on Linux a thread has a niceness five steps higher, so it gets a
   quarter of a core while the window is busy, and all of it otherwise. SDL's low priority would be 19 steps on Linux, and a change that a
   person waits for would starve beside any other program; on other systems SDL's low priority is used. */
#include "base/arena.h"
#include "platform/worker.h"
#include <SDL.h>
#ifdef __linux__
#include <errno.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

enum { THREAD_MAX = 8, PENDING_MAX = 16 };

typedef struct Work {
    bool (*call)(void *argument);
    void *argument;
} Work;

typedef struct WorkerThread {
    Worker *worker;
    SDL_Thread *thread; /* NULL until it is needed */
    bool is_busy;
} WorkerThread;

struct Worker {
    SDL_mutex *lock;
    SDL_cond *changed;
    WorkerThread thread[THREAD_MAX];
    int count;                 /* number of threads allowed */
    Work pending[PENDING_MAX]; /* (pending_count) work that no thread has taken yet */
    int pending_count;
    bool leaving;
};

/* Lowers the priority of the calling thread; where the system refuses, the priority stays. */
static void step_behind(void) {
#ifdef __linux__
    enum { NICENESS = 5 };
    id_t self = (id_t)syscall(SYS_gettid); /* on Linux every thread has its own niceness */
    errno = 0;
    int now = getpriority(PRIO_PROCESS, self);
    if (errno == 0) setpriority(PRIO_PROCESS, self, now + NICENESS); /* values beyond the last step mean the last */
#else
    SDL_SetThreadPriority(SDL_THREAD_PRIORITY_LOW);
#endif
}

static int run_thread(void *user) {
    WorkerThread *self = user;
    Worker *worker = self->worker;
    step_behind();
    SDL_LockMutex(worker->lock);
    while (!worker->leaving || worker->pending_count > 0) {
        if (worker->pending_count == 0) {
            SDL_CondWait(worker->changed, worker->lock);
            continue;
        }
        Work work = worker->pending[0];
        for (int i = 1; i < worker->pending_count; i++) worker->pending[i - 1] = worker->pending[i];
        worker->pending_count--;
        self->is_busy = true;
        SDL_UnlockMutex(worker->lock);
        while (work.call(work.argument)) {}
        SDL_LockMutex(worker->lock);
        self->is_busy = false;
    }
    SDL_UnlockMutex(worker->lock);
    return 0;
}

/* Starts a thread for each pending work that no sleeping thread will take. False if not even one thread can be started. */
static bool have_threads(Worker *worker) {
    int started = 0, free = 0;
    while (started < worker->count && worker->thread[started].thread) free += !worker->thread[started++].is_busy;
    if (free >= worker->pending_count || started == worker->count) return true;
    WorkerThread *thread = &worker->thread[started];
    thread->thread = SDL_CreateThread(run_thread, "worker", thread);
    return thread->thread || started > 0;
}

static bool start(void *user, bool (*call)(void *argument), void *argument, Diag *diag) {
    Worker *worker = user;
    bool good = true;
    SDL_LockMutex(worker->lock);
    if (worker->pending_count == PENDING_MAX) {
        good = diag_fail(diag, "%d works wait for a background thread; there is no room for more", PENDING_MAX);
    } else {
        worker->pending[worker->pending_count++] = (Work){call, argument};
        good = have_threads(worker) || diag_fail(diag, "cannot start a background thread: %s", SDL_GetError());
        if (!good) worker->pending_count--;
        SDL_CondBroadcast(worker->changed);
    }
    SDL_UnlockMutex(worker->lock);
    return good;
}

static void lock(void *user) { SDL_LockMutex(((Worker *)user)->lock); }
static void unlock(void *user) { SDL_UnlockMutex(((Worker *)user)->lock); }
static void wait(void *user) { SDL_CondWait(((Worker *)user)->changed, ((Worker *)user)->lock); }
static void wake(void *user) { SDL_CondBroadcast(((Worker *)user)->changed); }

Worker *worker_new(void) {
    Worker *worker = mem_new(sizeof *worker);
    if (!worker) return NULL;
    worker->lock = SDL_CreateMutex();
    worker->changed = SDL_CreateCond();
    int spare = SDL_GetCPUCount() - 1;
    worker->count = spare < 1 ? 1 : spare < THREAD_MAX ? spare : THREAD_MAX;
    for (int i = 0; i < THREAD_MAX; i++) worker->thread[i].worker = worker;
    if (!worker->lock || !worker->changed) {
        worker_free(worker);
        return NULL;
    }
    return worker;
}

void worker_free(Worker *worker) {
    if (!worker) return;
    if (worker->lock && worker->changed) {
        SDL_LockMutex(worker->lock);
        worker->leaving = true;
        SDL_CondBroadcast(worker->changed);
        SDL_UnlockMutex(worker->lock);
    }
    for (int i = 0; i < THREAD_MAX; i++)
        if (worker->thread[i].thread) SDL_WaitThread(worker->thread[i].thread, NULL);
    if (worker->changed) SDL_DestroyCond(worker->changed);
    if (worker->lock) SDL_DestroyMutex(worker->lock);
    mem_free(worker);
}

void worker_bind(Worker *worker, WorkerApi *api) {
    *api = (WorkerApi){
        .user = worker, .thread_count = worker->count, .start = start, .lock = lock, .unlock = unlock, .wait = wait, .wake = wake};
}
