/* A slice of training on another thread. The job holds a whole run: its own weights, traces and blocks. Handing over exchanges the
   two runs, all but the place among keyframes, which the laboratory alone keeps, so the frame neither copies nor computes. */
#include "experiment/train_job.h"
#include "lab/run.h"
#include <string.h>

void train_job_deinit(TrainJob *job) {
    run_deinit(&job->run);
    *job = (TrainJob){0};
}

bool train_job_prepare(TrainJob *job, const Lab *lab, int updates, const ClockApi *clock, Diag *diag) {
    Run *run = &job->run;
    RunParts parts;
    job->version = 0; /* no laboratory's, should this fail */
    if (!run_prepare(&parts, run, &lab->setup, true, diag)) return false;
    run_adopt(run, &parts);
    if (!loss_list_fork(&run->loss, &lab->run.loss, diag) || !loss_list_reserve(&run->loss, lab->run.update, updates, diag)) return false;
    job->setup = lab->setup;
    memcpy(run->weight, lab->run.weight, run_state_count(run) * sizeof(double));
    run->moment_step = lab->run.moment_step;
    run->update = job->first = lab->run.update;
    run->sequence = lab->run.sequence;
    run->next_sequence = lab->run.next_sequence;
    job->updates = updates;
    job->most_s = 0;
    job->with_radius = run->net.spec.hidden <= RUN_RADIUS_HIDDEN;
    if (!job->with_radius) run->radius = lab->run.radius;
    job->is_good = false;
    job->clock = *clock;
    job->took_s = 0;
    job->version = lab->version;
    return true;
}

bool train_job_run(Job *of, double budget_s) {
    TrainJob *job = (TrainJob *)of;
    (void)budget_s;
    Run *run = &job->run;
    const ClockApi *clock = &job->clock;
    double start = clock->now_s ? clock->now_s(clock->user) : 0;
    bool good = true;
    for (int i = 0; i < job->updates && good; i++) {
        double loss;
        if (i > 0 && job->most_s > 0 && clock->now_s && clock->now_s(clock->user) - start >= job->most_s) job->updates = i;
        if (i == job->updates) break;
        good = run_train_pass(run, &job->setup, &loss);
        if (!good) break;
        loss_list_push(&run->loss, loss);
        run_step(run, &job->setup, run_train_gradient(run));
    }
    if (good) {
        if (run->batch.block) run_draw(run, &job->setup);
        run_compute(run, &job->setup);
        good = run_is_finite(run);
        run->radius_is_old = true;
        if (job->with_radius) run_measure_radius(run);
        run_measure_others(run);
    }
    job->is_good = good;
    job->took_s = clock->now_s ? clock->now_s(clock->user) - start : 0;
    return true;
}

bool train_job_take(Lab *lab, TrainJob *job) {
    if (!job->is_good || job->version != lab->version) return false;
    job->is_good = false;
    return lab_take_run(lab, &job->run, job->updates);
}
