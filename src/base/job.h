/* Jobs: work that takes longer than a frame, done in slices by worker threads; where there are none, by the frame.

   A job belongs to its owner, who puts it into a queue and must not touch the job's data until job_is_done says so. Its `run` does
   one slice of about `budget_s` and returns true when the job is finished; the queue calls it again until then. Waiting jobs take
   turns, slice by slice. A cancelled job is still run until it returns true: its run asks job_is_cancelled and ends early. */
#ifndef UNROLL_BASE_JOB_H
#define UNROLL_BASE_JOB_H
#include "base/world.h"
#include <stdatomic.h>

typedef enum JobState { JOB_IDLE, JOB_WAITING, JOB_RUNNING, JOB_DONE } JobState;

typedef struct Job Job;
struct Job {
    bool (*run)(Job *job, double budget_s); /* the owner sets it; the job is the first member of the owner's struct */
    JobState state;                         /* the queue's, under the workers' lock */
    Job *next;                              /* the queue's: the next waiting job */
    atomic_bool cancelled;
    atomic_int progress; /* 0..JOB_PROGRESS_MAX */
};
enum { JOB_PROGRESS_MAX = 10000 };

/* A list of jobs and how many threads work on it. Several queues may share the workers. */
typedef struct JobQueue {
    const WorkerApi *worker; /* borrowed: read at each call, so it may be filled in later */
    Job *first, *last;       /* waiting */
    int threads;             /* working on this queue now */
} JobQueue;

void job_queue_init(JobQueue *queue, const WorkerApi *worker);

/* Are there threads? If not, a job waits for job_queue_run_frame. */
bool job_queue_has_threads(const JobQueue *queue);
double job_queue_slice_s(const JobQueue *queue); /* how long a slice should take: the world's, or JOB_SLICE_S where it says nothing */

/* Puts a job that is idle or done at the end of the queue, with progress 0. Cannot fail: if no thread can be started, the frame runs it. */
void job_queue_add(JobQueue *queue, Job *job);

/* Call it once a frame. If no thread works on the queue, it runs slices of the waiting jobs, as many as WorkerApi allows a frame. */
void job_queue_run_frame(JobQueue *queue);

bool job_is_done(JobQueue *queue, const Job *job); /* true too for one that was never added */
void job_queue_finish(JobQueue *queue, Job *job);  /* waits until it is done; without threads, runs it */
void job_cancel(Job *job);                         /* asks it to end; it may be finished already */
bool job_is_cancelled(const Job *job);             /* for the job's own run */
void job_set_progress(Job *job, double done);      /* 0..1, by the job's own run */
double job_get_progress(const Job *job);           /* 0..1, by anybody */

/* For data that a running job and its owner share: each holds the workers' lock while it reads or changes them. */
void job_queue_lock(const JobQueue *queue);
void job_queue_unlock(const JobQueue *queue);

#define JOB_SLICE_S 0.004

#endif
