/* Training on a worker (declared in train_job.h).

   Two runs: `work`, which is trained, and `ready`, the snapshot. Publishing exchanges them and copies weights, moments and counters back
   into `work`; while it copies, the snapshot cannot be taken. The batch's trace, the largest part of a run, and the room to compute an update
   stay with `work`.

   A snapshot costs a forward and backward pass with everything kept, and perhaps the radius. A slice is long enough that the snapshot is a
   small part of it, at least as long as the queue asks, and at most TRAIN_SLICE_MOST_S. Until then it also goes on while no frame has taken
   the last snapshot: so there are no more snapshots than frames. A held-out measure that takes longer than its slice goes on in the next
   ones. */
#include "experiment/train_job.h"
#include "base/arena.h"
#include "lab/run.h"
#include <math.h>
#include <string.h>

enum { LOOK_MOST = 64 };           /* updates between two looks at the clock, at most ... */
static const double LOOK_S = 1e-4; /* ... and about this long */

void train_job_deinit(TrainJob *job) {
    run_deinit(&job->work);
    run_deinit(&job->ready);
    record_end(&job->meter);
    mem_free(job->loss);
    mem_free(job->point);
    memset(job, 0, sizeof *job);
}

static void copy_state(Run *run, const Run *from) {
    run_put_back(run); /* a run that belonged to a laboratory before */
    run->hold_count = 0;
    memcpy(run->weight, from->weight, run_state_count(from) * sizeof(double));
    run->moment_step = from->moment_step;
    run->update = from->update;
    run->sequence = from->sequence;
    run->next_sequence = from->next_sequence;
    run->radius = from->radius;
    run->follow_step = from->follow_step;
    run->first_set_out = from->first_set_out;
}

static double now(const TrainJob *job) { return job->clock.now_s ? job->clock.now_s(job->clock.user) : 0; }

/* Ends a held-out measure for now: the next slice goes on with it, unless the job is cancelled. A short one is never cut by the clock: where
   training stops, what was measured does not depend on it. */
static bool must_pause(void *user) {
    TrainJob *job = user;
    if (job_is_cancelled(&job->job)) return true;
    return record_may_pause(&job->meter, &job->work) && now(job) >= job->pause_s;
}

static bool copy(TrainJob *job, const Lab *lab, Diag *diag) {
    job->work.others_bytes = job->ready.others_bytes = 0; /* as in run_copy */
    if (!run_fit(&job->work, &job->setup, diag) || !run_fit_snapshot(&job->ready, &job->setup, diag)) return false;
    copy_state(&job->work, &lab->run);
    record_begin(&job->meter, lab->record, &lab->run, &job->setup);
    job->meter.is_enough = must_pause;
    job->meter.user = job;
    return true;
}

bool train_job_start(TrainJob *job, const Lab *lab, JobQueue *jobs, const ClockApi *clock, long until, bool copies_here, Diag *diag) {
    job->job.run = train_job_run;
    job->jobs = jobs;
    job->clock = *clock;
    job->setup = lab->setup;
    job->version = lab->version;
    job->until = until;
    job->with_radius = lab->run.net.spec.hidden <= RUN_RADIUS_HIDDEN;
    job->most = 1;
    job->snapshot_s = job->took_s = job->radius_s = job->radius_at_s = 0;
    job->is_ready = job->is_out_of_memory = job->is_solved = job->slice_solved = false;
    job->loss_count = job->broke = job->point_count = 0;
    record_end(&job->meter);
    job->from = copies_here ? NULL : lab;
    if (copies_here && !copy(job, lab, diag)) return false;
    job_queue_add(jobs, &job->job);
    return true;
}

bool train_job_has_copied(const TrainJob *job) {
    job_queue_lock(job->jobs);
    bool has_copied = !job->from;
    job_queue_unlock(job->jobs);
    return has_copied;
}

/* The number of updates after which the clock is read again. Reading it takes nearly as long as a small update. */
static int next_look(int count, double took_s) {
    int more = took_s > 0 ? (int)fmin(count * LOOK_S / took_s, LOOK_MOST) : 1;
    return count + (more > 1 ? more : 1);
}

/* Measures the run at its present update. False if the time is over before the held-out measure is done: the next slice goes on with it. A
   cancelled worker leaves it to the next one. */
static bool measure(TrainJob *job) {
    bool was_solved = job->meter.was_solved;
    if (record_measure(&job->slice_point[job->slice_points], &job->meter, &job->work)) job->slice_points++;
    job->slice_solved |= job->meter.was_solved && !was_solved;
    bool is_paused = job->meter.part.count > 0;
    job_set_progress(&job->job, record_long_done(&job->meter, &job->work));
    return !is_paused || job_is_cancelled(&job->job);
}

static bool must_end(const TrainJob *job) { return job->slice_points == TRAIN_POINT_MAX || (job->slice_solved && job->ends_when_solved); }

/* Adds a point without the held-out measure, which may take seconds: this slice is published first, and the next one measures. */
static void measure_shortly(TrainJob *job) {
    job->meter.is_off = true;
    (void)measure(job);
    job->meter.is_off = false;
}

/* Does the last snapshot still wait for a frame? Until then another one would replace it unseen. False if another job waits for its turn, or
   if the frame itself does the work. */
static bool is_unseen(const TrainJob *job) {
    job_queue_lock(job->jobs);
    bool unseen = job->is_ready && job->jobs->threads > 0 && !job->jobs->first;
    job_queue_unlock(job->jobs);
    return unseen;
}

/* Does updates until the time is over and a frame has taken the last snapshot. Returns how many; sets *broke if the next one met a number
   that is not finite. */
static int train(TrainJob *job, double start_s, double seconds, bool *broke) {
    Run *run = &job->work;
    int count = 0, look = 1;
    job->slice_points = 0;
    if (record_is_due(&job->meter, run->update) && !measure(job)) return 0;
    while (!must_end(job) && count < job->most && (job->until == 0 || run->update < job->until)) {
        if (count > 0 && job_is_cancelled(&job->job)) break;
        if (count == look) {
            double took_s = now(job) - start_s;
            if (took_s >= TRAIN_SLICE_MOST_S || (took_s >= seconds && !is_unseen(job))) break;
            look = next_look(count, took_s);
        }
        *broke = !lab_has_sequences(run, 1) || !run_train_pass(run, &job->setup, &job->slice_loss[count]);
        if (*broke) return count;
        const double *gradient = run_train_gradient(run);
        bool is_due = record_is_due(&job->meter, run->update + 1), is_long = record_is_long(&job->meter, run, run->update + 1);
        if (is_due) record_gradient(&job->meter, run, gradient);
        run_step(run, &job->setup, gradient);
        count++;
        if (is_long) {
            measure_shortly(job);
            break;
        }
        if (is_due && !measure(job)) break;
    }
    return count;
}

/* Computes the stage as lab_train leaves it. False if a number is not finite. */
static bool compute_stage(TrainJob *job) {
    Run *run = &job->work;
    run_draw(run, &job->setup);
    run_compute(run, &job->setup);
    if (!run_is_finite(run)) return false;
    run_measure_scale_and_bias(run);
    return true;
}

/* Measures the radius if there is time; else it is that of an earlier snapshot, and the run says so. */
static void measure_radius(TrainJob *job) {
    double before_s = now(job);
    job->work.radius_is_old = true;
    bool is_cheap = job->work.net.spec.hidden <= TRAIN_RADIUS_HIDDEN;
    if (!job->with_radius || (!is_cheap && before_s - job->radius_at_s < job->radius_s / TRAIN_RADIUS_SHARE)) return;
    run_measure_radius(&job->work);
    job->radius_at_s = now(job);
    job->radius_s = job->radius_at_s - before_s;
}

static bool add_losses(TrainJob *job, int count) {
    long wanted = job->loss_count + count;
    if (wanted > job->loss_capacity) {
        long capacity = job->loss_capacity > 0 ? job->loss_capacity : TRAIN_SLICE_MAX;
        while (capacity < wanted) capacity *= 2;
        double *grown = mem_grow(job->loss, (size_t)job->loss_capacity * sizeof(double), (size_t)capacity * sizeof(double));
        if (!grown) return false;
        job->loss = grown;
        job->loss_capacity = capacity;
    }
    if (count > 0)
        memcpy(job->loss + job->loss_count, job->slice_loss, (size_t)count * sizeof(double)); /* the slice may only have
                                                                                                            measured */
    job->loss_count = wanted;
    return true;
}

static bool add_points(TrainJob *job) {
    int wanted = job->point_count + job->slice_points;
    if (wanted > job->point_capacity) {
        int capacity = job->point_capacity > 0 ? job->point_capacity : TRAIN_POINT_MAX;
        while (capacity < wanted) capacity *= 2;
        RecordPoint *grown = mem_grow(job->point, (size_t)job->point_capacity * sizeof *grown, (size_t)capacity * sizeof *grown);
        if (!grown) return false;
        job->point = grown;
        job->point_capacity = capacity;
    }
    if (job->slice_points > 0) memcpy(job->point + job->point_count, job->slice_point, (size_t)job->slice_points * sizeof *job->point);
    job->point_count = wanted;
    return true;
}

/* False: the job ends, because nobody takes its snapshots or memory is out. */
static bool publish(TrainJob *job, int count, double start_s) {
    job_queue_lock(job->jobs);
    bool good = add_points(job) && add_losses(job, count), is_far_ahead = job->loss_count >= TRAIN_AHEAD_MAX;
    if (good) {
        job->is_ready = false; /* an older one, which this replaces */
        run_exchange(&job->work, &job->ready);
        job->took_s += now(job) - start_s;
        job->is_solved = job->slice_solved && job->ends_when_solved;
    } else {
        job->is_out_of_memory = true;
    }
    job_queue_unlock(job->jobs);
    if (!good) return false;
    copy_state(&job->work, &job->ready);
    job_queue_lock(job->jobs);
    job->is_ready = true;
    job_queue_unlock(job->jobs);
    return !is_far_ahead;
}

static bool copy_here(TrainJob *job) {
    bool good = copy(job, job->from, NULL);
    job_queue_lock(job->jobs);
    job->from = NULL;
    job->is_out_of_memory = !good;
    job_queue_unlock(job->jobs);
    return good;
}

bool train_job_run(Job *of, double budget_s) {
    TrainJob *job = (TrainJob *)of;
    bool broke = false;
    if (job->from && !copy_here(job)) return true;
    double share = job_queue_has_threads(job->jobs) ? TRAIN_SNAPSHOT_SHARE : TRAIN_FRAME_SHARE;
    double start_s = now(job), seconds = fmin(fmax(job->snapshot_s / share, budget_s), TRAIN_SLICE_MOST_S);
    job->pause_s = job->clock.now_s ? start_s + seconds : INFINITY;
    int count = train(job, start_s, seconds, &broke);
    bool has_result = count > 0 || job->slice_points > 0;
    if (!has_result && !broke && job->meter.part.count > 0) return false; /* it only went on with a measure */
    double trained_s = now(job);
    if (broke || !compute_stage(job)) {
        job_queue_lock(job->jobs);
        job->broke = broke ? count + 1 : count;
        job_queue_unlock(job->jobs);
        return true;
    }
    job->snapshot_s = now(job) - trained_s;
    measure_radius(job);
    job->most = 2 * count < TRAIN_SLICE_MAX ? 2 * count : TRAIN_SLICE_MAX;
    if (has_result && !publish(job, count, start_s)) return true;
    return job_is_cancelled(of) || job->is_solved || (job->until > 0 && job->work.update >= job->until);
}

bool train_job_take(TrainTaken *taken, Lab *lab, TrainJob *job, Diag *diag) {
    bool good = true;
    *taken = (TrainTaken){0};
    job_queue_lock(job->jobs);
    if (job->is_ready && job->version == lab->version) {
        good = lab_take_run(lab, &job->ready, job->loss, job->loss_count, job->point, job->point_count, diag);
        if (good) {
            *taken = (TrainTaken){job->loss_count, job->took_s};
            job->version = lab->version;
            job->loss_count = job->point_count = 0;
            job->took_s = 0;
            job->is_ready = false;
        }
    }
    job_queue_unlock(job->jobs);
    return good;
}
