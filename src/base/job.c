/* The queue of jobs (declared in job.h).

   A thread that was started calls work_slice again and again: it takes the first waiting job, does a slice of it without the lock,
   and puts it back at the end unless it is finished. A queue has as many threads as jobs, but no more than the world offers; a
   thread leaves when nothing waits. */
#include "base/job.h"
#include <stddef.h>

void job_queue_init(JobQueue *queue, const WorkerApi *worker) { *queue = (JobQueue){.worker = worker}; }

bool job_queue_has_threads(const JobQueue *queue) { return queue->worker->thread_count > 0 && queue->worker->start; }

double job_queue_slice_s(const JobQueue *queue) { return queue->worker->slice_s > 0 ? queue->worker->slice_s : JOB_SLICE_S; }

void job_queue_lock(const JobQueue *queue) {
    if (queue->worker->lock) queue->worker->lock(queue->worker->user);
}

void job_queue_unlock(const JobQueue *queue) {
    if (queue->worker->unlock) queue->worker->unlock(queue->worker->user);
}

static void push(JobQueue *queue, Job *job) {
    job->state = JOB_WAITING;
    job->next = NULL;
    if (queue->last)
        queue->last->next = job;
    else
        queue->first = job;
    queue->last = job;
}

static Job *take_first(JobQueue *queue) {
    Job *job = queue->first;
    if (!job) return NULL;
    queue->first = job->next;
    if (!queue->first) queue->last = NULL;
    job->state = JOB_RUNNING;
    return job;
}

/* One slice of the first waiting job. False when nothing waits; the lock is held at the beginning and at the end. */
static bool run_slice(JobQueue *queue) {
    Job *job = take_first(queue);
    if (!job) return false;
    double budget_s = job_queue_slice_s(queue);
    job_queue_unlock(queue);
    bool finished = job->run(job, budget_s);
    job_queue_lock(queue);
    if (finished)
        job->state = JOB_DONE;
    else
        push(queue, job);
    return true;
}

/* What a thread does. True: there is more to do. */
static bool work_slice(void *argument) {
    JobQueue *queue = argument;
    const WorkerApi *worker = queue->worker;
    job_queue_lock(queue);
    run_slice(queue);
    bool more = queue->first != NULL;
    if (!more) queue->threads--;
    worker->wake(worker->user);
    job_queue_unlock(queue);
    return more;
}

void job_queue_add(JobQueue *queue, Job *job) {
    const WorkerApi *worker = queue->worker;
    atomic_store(&job->cancelled, false);
    atomic_store(&job->progress, 0);
    job_queue_lock(queue);
    push(queue, job);
    bool starts = job_queue_has_threads(queue) && queue->threads < worker->thread_count;
    if (starts) queue->threads++;
    job_queue_unlock(queue);
    if (!starts || worker->start(worker->user, work_slice, queue, NULL)) return;
    job_queue_lock(queue);
    queue->threads--; /* another thread of the queue, or the frame, does it */
    job_queue_unlock(queue);
}

void job_queue_run_frame(JobQueue *queue) {
    int count = queue->worker->slice_count > 1 ? queue->worker->slice_count : 1;
    job_queue_lock(queue);
    for (int i = 0; i < count && queue->threads == 0 && run_slice(queue); i++) {}
    job_queue_unlock(queue);
}

bool job_is_done(JobQueue *queue, const Job *job) {
    job_queue_lock(queue);
    bool done = job->state == JOB_DONE || job->state == JOB_IDLE;
    job_queue_unlock(queue);
    return done;
}

void job_queue_finish(JobQueue *queue, Job *job) {
    const WorkerApi *worker = queue->worker;
    job_queue_lock(queue);
    while (job->state == JOB_WAITING || job->state == JOB_RUNNING) {
        if (queue->threads > 0)
            worker->wait(worker->user);
        else
            run_slice(queue);
    }
    job_queue_unlock(queue);
}

void job_cancel(Job *job) { atomic_store(&job->cancelled, true); }

bool job_is_cancelled(const Job *job) { return atomic_load(&job->cancelled); }

void job_set_progress(Job *job, double done) {
    int value = done >= 1 ? JOB_PROGRESS_MAX : done > 0 ? (int)(done * JOB_PROGRESS_MAX) : 0;
    atomic_store(&job->progress, value);
}

double job_get_progress(const Job *job) { return (double)atomic_load(&job->progress) / JOB_PROGRESS_MAX; }
