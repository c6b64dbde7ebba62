/* The run's updates. The optimiser gets, in PyTorch's order,

     g = dL/dW of the batch, averaged over the targets of all its sequences (as PyTorch's mean with ignore_index: of unequal
         sequences a longer one counts more), each through dropout masks of its own; truncated to windows of `truncate` steps
     g <- each element cut to +-clip_value                                    (clip_grad_value_)
     g <- g * min(1, clip_norm / (||g|| + 1e-6))                              (clip_grad_norm_)
     g <- g + l2 * W                                                          (weight_decay)
     rate = learning rate * 2^(-update / halving)

   and engine/net/optimizer.h makes the change of it. `delta` is the change that this would add to the weights now, so that the update can
   be shown before it is made: the same code runs on a copy of the moments, which therefore do not change.

   Simplified on purpose: biases are pulled towards zero like all other weights, as PyTorch does it unless told otherwise. */
#include "engine/net/kernels.h"
#include "engine/pass/dropout.h"
#include "lab/run.h"
#include <math.h>
#include <string.h>

size_t run_state_count(const Run *run) { return run->net.weight_count + run->moment_count + run->carry_count; }

static double *moments(const Run *run) { return run->weight + run->net.weight_count; }

void run_clear_moments(Run *run) {
    memset(moments(run), 0, run->moment_count * sizeof(double));
    run->moment_step = 0;
}

static void cut_elements(double *gradient, size_t count, double limit) {
    for (size_t i = 0; i < count; i++) {
        /* A NaN stays what it is. */
        if (gradient[i] > limit) gradient[i] = limit;
        if (gradient[i] < -limit) gradient[i] = -limit;
    }
}

/* Of what cut_elements leaves. */
static double find_cut_norm(const double *gradient, size_t count, double limit) {
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        double cut = gradient[i] > limit ? limit : gradient[i] < -limit ? -limit : gradient[i];
        sum += cut * cut;
    }
    return sqrt(sum);
}

void run_find_norms(double *before, double *after, const Run *run, const Setup *setup, const double *given) {
    size_t count = run->net.weight_count;
    double value = setup_get(setup, KEY_CLIP_VALUE), limit = setup_get(setup, KEY_CLIP_NORM);
    *before = kernel_norm(given, count);
    *after = value > 0.0 ? find_cut_norm(given, count, value) : *before;
    if (limit > 0.0) *after *= fmin(1.0, limit / (*after + 1e-6));
}

/* The gradient for the optimiser: the given one if nothing changes it, else a copy in `work`. */
static const double *form_gradient(Run *run, const Setup *setup, const double *given) {
    double value = setup_get(setup, KEY_CLIP_VALUE), limit = setup_get(setup, KEY_CLIP_NORM), l2 = setup_get(setup, KEY_L2), norm;
    run->clip_factor = 1.0;
    if (value == 0.0 && limit == 0.0 && l2 == 0.0) return given;
    size_t count = run->net.weight_count;
    double *gradient = run->work;
    memcpy(gradient, given, count * sizeof(double));
    if (value > 0.0) cut_elements(gradient, count, value);
    if (limit > 0.0) run->clip_factor = gradient_clip(gradient, &norm, count, limit);
    if (l2 > 0.0) {
        for (size_t i = 0; i < count; i++) gradient[i] += l2 * run->weight[i];
    }
    return gradient;
}

/* The angle from the chord between the two as unit vectors: small ones keep their digits. */
static double find_cut_angle(const double *gradient, size_t count, double limit, double norm, double cut_norm) {
    double sum = 0;
    if (!(norm > 0) || !(cut_norm > 0)) return 0;
    for (size_t i = 0; i < count; i++) {
        double cut = gradient[i] > limit ? limit : gradient[i] < -limit ? -limit : gradient[i];
        double apart = gradient[i] / norm - cut / cut_norm;
        sum += apart * apart;
    }
    return 2 * asin(fmin(sqrt(sum) / 2, 1));
}

static void measure_clip(Run *run, const Setup *setup, const double *given) {
    double value = setup_get(setup, KEY_CLIP_VALUE);
    size_t count = run->net.weight_count;
    RunClip *clip = &run->clip;
    run_find_norms(&clip->norm, &clip->norm_after, run, setup, given);
    clip->angle_rad = value > 0 ? find_cut_angle(given, count, value, clip->norm, find_cut_norm(given, count, value)) : 0;
}

void run_form_delta(Run *run, const Setup *setup) {
    size_t count = run->net.weight_count;
    OptimizerPlan plan = setup_optimizer_plan(setup, run->update);
    measure_clip(run, setup, run_stage_gradient(run));
    const double *gradient = form_gradient(run, setup, run_stage_gradient(run));
    if (plan.kind == OPTIMIZER_SGD) { /* no moments: quick, a slider may be moving */
        for (size_t i = 0; i < count; i++) run->delta[i] = -plan.rate * gradient[i];
        return;
    }
    double *weight = run->work + count, *moment = weight + count;
    memcpy(weight, run->weight, run_state_count(run) * sizeof(double));
    optimizer_step(weight, run->delta, moment, gradient, count, &plan, run->moment_step + 1);
}

const double *run_stage_gradient(const Run *run) { return run->truncated.block ? run->truncated.gradient : run->gradient; }

const double *run_train_gradient(const Run *run) {
    if (!run->batch.block) return run_stage_gradient(run);
    return run->batch_truncated.block ? run->batch_truncated.gradient : run->gradient;
}

bool run_is_finite(const Run *run) { return isfinite(run->trace.loss) && kernel_is_finite(run_stage_gradient(run), run->net.weight_count); }

/* After clipping. */
static double find_norm(const Run *run, const Setup *setup, const double *given) {
    double before, after;
    run_find_norms(&before, &after, run, setup, given);
    return after;
}

bool run_is_leap(RunSudden *out, const Run *run, const Setup *setup) {
    double factor = setup_get(setup, KEY_STOP_NORM);
    *out = (RunSudden){0};
    return factor > 0 && run_find_sudden(out, run, factor, find_norm(run, setup, run_train_gradient(run)));
}

bool run_train_pass(Run *run, const Setup *setup, double *loss) {
    RunSudden sudden;
    run_put_back(run);
    if (!run->batch.block) {
        long sequence = run->next_sequence++;
        run_draw_sequence(run, setup, sequence);
        run_carry_begin(run, setup, &run->trace, 0, sequence);
        run->read_first = sequence + 1;
        run->trace.lean = !run->truncated.block; /* the stage is computed in full when training pauses */
        run_pass_sequence(run, setup, sequence);
        run->trace.lean = false;
        *loss = run->trace.loss;
        return run_is_finite(run) && !run_is_leap(&sudden, run, setup);
    }
    TaskOptions options = setup_task_options(setup);
    const Task *task = setup_task(setup);
    uint64_t seed = (uint64_t)setup_get_int(setup, KEY_SEED);
    run->read_first = run->next_sequence + 1;
    for (int b = 0; b < run->batch.batch; b++) {
        run_carry_begin(run, setup, &run->batch, b, run->next_sequence);
        run_draw_masks(run, setup, &run->batch, b, run->next_sequence);
        task_draw(&run->batch, task, &options, b, seed, run_find_example(setup, run->next_sequence++));
    }
    run->batch.lean = !run->batch_truncated.block;
    net_forward(&run->batch, run->weight);
    net_backward(&run->batch, run->gradient, run->weight);
    if (run->batch_truncated.block)
        truncated_measure(&run->batch_truncated, &run->batch, run->weight, run->gradient, setup_get_int(setup, KEY_TRUNCATE));
    *loss = run->batch.loss;
    return isfinite(*loss) && kernel_is_finite(run_train_gradient(run), run->net.weight_count) && !run_is_leap(&sudden, run, setup);
}

void run_measure_batch(Run *run) {
    run->batch.lean = false;
    net_forward(&run->batch, run->weight);
    net_backward(&run->batch, run->gradient, run->weight);
    trace_measure(&run->batch, run->weight, run->gradient);
}

void run_step(Run *run, const Setup *setup, const double *given) {
    OptimizerPlan plan = setup_optimizer_plan(setup, run->update);
    memcpy(run->spare, run->weight, run_state_count(run) * sizeof(double));
    run->update++;
    if (setup_get(setup, KEY_STOP_NORM) > 0) run_note_norm(run, find_norm(run, setup, given));
    const double *gradient = form_gradient(run, setup, given);
    optimizer_step(run->weight, run->delta, moments(run), gradient, run->net.weight_count, &plan, ++run->moment_step);
    run_carry_end(run);
}

void run_step_back(Run *run) {
    memcpy(run->weight, run->spare, run_state_count(run) * sizeof(double));
    run->update--;
    run->moment_step--;
}
