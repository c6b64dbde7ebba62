/* The pace of training: when its job starts, which of its snapshots are taken, how long an update takes.

   The job goes on by itself (train_job.h). When a command has changed the lab, the job's snapshots no longer fit it: the job is cancelled,
   and the next one begins at the lab's present state. */
#include "base/number.h"
#include "experiment/cost.h"
#include "experiment/experiment_inside.h"
#include <math.h>

static const size_t COPY_MOST = (size_t)2 << 20; /* bytes of a run that a frame has time to allocate */

ExperimentEvent *experiment_add_event(Experiment *experiment, ExperimentEventKind kind, const char *text) {
    if (experiment->event_count == EXPERIMENT_EVENT_MAX) experiment->event_count--; /* nobody has read these events */
    ExperimentEvent *event = &experiment->event[experiment->event_count++];
    event->kind = kind;
    event->count = 0;
    event->key = -1;
    text_format(event->text, sizeof event->text, "%s", text);
    return event;
}

static void learn_time(Experiment *experiment, long updates, double took_s) {
    if (!(took_s > 0) || updates < 1) return;
    experiment->update_s = took_s / (double)updates;
    experiment->update_work = cost_update_work(&experiment->lab.run, &experiment->lab.setup);
}

/* The measured time; before the first measurement, an estimate from the sizes. */
static double expect_update_s(const Experiment *experiment) {
    const Lab *lab = &experiment->lab;
    if (!(experiment->update_s > 0)) return cost_train_s(lab, 1);
    return experiment->update_s * cost_update_work(&lab->run, &lab->setup) / experiment->update_work;
}

bool pace_fits(const Experiment *experiment) {
    const Run *work = &experiment->training.work, *run = &experiment->lab.run;
    return work->trace.size == run->trace.size && work->batch.size == run->batch.size;
}

size_t pace_size(const Experiment *experiment) { return experiment->lab.run.trace.size + experiment->lab.run.batch.size; }

static bool has_time_to_copy(const Experiment *experiment) {
    return pace_size(experiment) <= COPY_MOST ||
           (pace_fits(experiment) && experiment->training.ready.trace.size == experiment->lab.run.trace.size);
}

bool pace_is_long(const Experiment *experiment) {
    return expect_update_s(experiment) > EXPERIMENT_FRAME_MOST_S || !has_time_to_copy(experiment);
}

void pace_start(Experiment *experiment, bool may_wait) {
    Diag diag = {0};
    bool copies_here = !may_wait || has_time_to_copy(experiment);
    experiment->training.ends_when_solved = experiment->stops_solved;
    experiment->is_training = train_job_start(&experiment->training, &experiment->lab, experiment->jobs, experiment->clock,
                                              experiment->until, copies_here, &diag);
    if (!experiment->is_training) experiment_add_event(experiment, EXPERIMENT_STOPPED, diag.text);
}

void pace_drop(Experiment *experiment) {
    if (!experiment->is_training) return;
    job_cancel(&experiment->training.job);
    job_queue_finish(experiment->jobs, &experiment->training.job);
    experiment->is_training = false;
}

double experiment_measure_done(const Experiment *experiment) {
    return experiment->is_training ? job_get_progress(&experiment->training.job) : 0;
}

bool pace_take(Experiment *experiment, int *broke) {
    TrainJob *job = &experiment->training;
    TrainTaken taken;
    Diag diag = {0};
    bool is_done = job_is_done(experiment->jobs, &job->job); /* before taking, so that its last snapshot is taken */
    bool good = train_job_take(&taken, &experiment->lab, job, &diag);
    *broke = 0;
    if (taken.count > 0) {
        learn_time(experiment, taken.count, taken.took_s);
        experiment_add_event(experiment, EXPERIMENT_TRAINED, "")->count = taken.count;
    }
    if (!good) {
        pace_drop(experiment);
        experiment_add_event(experiment, EXPERIMENT_STOPPED, diag.text);
        return true;
    }
    if (!is_done) return false;
    experiment->is_training = false;
    if (job->is_out_of_memory) experiment_add_event(experiment, EXPERIMENT_STOPPED, "There is no memory left for training.");
    if (job->is_solved && job->version == experiment->lab.version)
        experiment_add_event(experiment, EXPERIMENT_SOLVED, "")->count = experiment->lab.run.update;
    if (job->version == experiment->lab.version) *broke = job->broke;
    return true;
}
