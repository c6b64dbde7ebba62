/* The run: fitting network, trace and weights to a setup, drawing the stage sequence, computing it, and taking updates.

   Plain gradient descent, W <- W - rate * dL/dW, on the one sequence on the stage. `delta` is what that would add to the
   weights now, -rate * dL/dW, so that the update can be looked at before it is done.

   While no update has been done the weights are a function of the setup alone: setting radius or weight scale draws them anew
   from the seed with the new numbers, which is the same as rescaling but for rounding, and gives the same bits however the
   slider got there (for the scale only up to RUN_RADIUS_HIDDEN units, where drawing is quick). After that they are rescaled
   where they stand. */
#include "lab/run.h"
#include "base/arena.h"
#include "engine/kernels.h"
#include <math.h>
#include <string.h>

static bool same_shape(const Net *a, const Net *b) {
    return a->spec.cell == b->spec.cell && a->spec.hidden == b->spec.hidden && a->spec.layers == b->spec.layers &&
           a->spec.directions == b->spec.directions && a->spec.inputs == b->spec.inputs && a->spec.outputs == b->spec.outputs;
}

static bool same_wiring(const Wiring *a, const Wiring *b) {
    if (a->steps != b->steps || a->input_count != b->input_count || a->loss_count != b->loss_count) return false;
    if (a->head_reads_final != b->head_reads_final || a->sum_losses != b->sum_losses) return false;
    return memcmp(a->input_step, b->input_step, (size_t)a->input_count * sizeof *a->input_step) == 0 &&
           memcmp(a->loss_step, b->loss_step, (size_t)a->loss_count * sizeof *a->loss_step) == 0;
}

static size_t block_size(const Net *net) { return net->weight_count * sizeof(double); }

bool run_prepare(RunParts *parts, const Run *run, const Setup *setup, bool with_weight, Diag *diag) {
    NetSpec spec = setup_net_spec(setup);
    TaskOptions options = setup_task_options(setup);
    memset(parts, 0, sizeof *parts);
    if (!net_init(&parts->net, &spec, diag) || !setup_task(setup)->wire(&parts->wiring, &options, diag)) return false;
    parts->new_shape = !run->weight || !same_shape(&parts->net, &run->net);
    parts->new_trace = parts->new_shape || spec.loss != run->net.spec.loss || !same_wiring(&parts->wiring, &run->wiring);
    /* The trace first: it refuses with the numbers what would be too large, before anything is allocated. */
    if (parts->new_trace && !trace_init(&parts->trace, &parts->net, &parts->wiring, 1, diag)) return false;
    if (!parts->new_shape) return true;
    size_t size = block_size(&parts->net);
    parts->weight = with_weight ? mem_new(size) : NULL;
    parts->gradient = mem_new(size);
    parts->delta = mem_new(size);
    parts->spare = mem_new(size);
    if ((with_weight && !parts->weight) || !parts->gradient || !parts->delta || !parts->spare) {
        run_discard(parts);
        return diag_fail(diag, "There is no memory left for the weights (%zu bytes); lower hidden units or layers.", 4 * size);
    }
    return true;
}

static void free_blocks(double *gradient, double *delta, double *spare) {
    mem_free(gradient);
    mem_free(delta);
    mem_free(spare);
}

void run_discard(RunParts *parts) {
    if (parts->new_trace) trace_deinit(&parts->trace);
    mem_free(parts->weight);
    free_blocks(parts->gradient, parts->delta, parts->spare);
    memset(parts, 0, sizeof *parts);
}

void run_adopt(Run *run, RunParts *parts) {
    run->net = parts->net;
    run->wiring = parts->wiring;
    if (parts->new_shape) {
        if (parts->weight) {
            mem_free(run->weight);
            run->weight = parts->weight;
        }
        free_blocks(run->gradient, run->delta, run->spare);
        run->gradient = parts->gradient;
        run->delta = parts->delta;
        run->spare = parts->spare;
    }
    if (parts->new_trace) {
        trace_deinit(&run->trace);
        run->trace = parts->trace;
        run->trace.net = &run->net;
    }
    memset(parts, 0, sizeof *parts);
}

void run_deinit(Run *run) {
    trace_deinit(&run->trace);
    mem_free(run->weight);
    mem_free(run->loss);
    free_blocks(run->gradient, run->delta, run->spare);
    memset(run, 0, sizeof *run);
}

/* --- weights --- */

static void know_radius(Run *run, double radius) {
    run->radius = radius;
    run->radius_is_old = false;
}

void run_start_weights(Run *run, const Setup *setup) {
    WeightPlan plan = setup_weight_plan(setup);
    weights_init(run->weight, &run->net, &plan);
    know_radius(run, plan.radius); /* every block has it; measuring would find it again, but for rounding */
    run->update = 0;
}

static bool is_zero(const double *block, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (block[i] != 0.0) return false;
    }
    return true;
}

/* A block that was set to radius 0 has no direction left to rescale: it takes the one the seed gives. `delta` is free until
   the next computation and serves as scratch. */
static void revive_blocks(Run *run, const Setup *setup) {
    const Net *net = &run->net;
    WeightPlan plan = setup_weight_plan(setup);
    weights_init(run->delta, net, &plan);
    size_t H = (size_t)net->spec.hidden;
    for (int p = 0; p < net->param_count; p++) {
        const Param *param = &net->param[p];
        if (param->kind != PARAM_RECURRENT_WEIGHT) continue;
        for (int g = 0; g < net->gates; g++) {
            size_t at = param->offset + (size_t)g * H * H;
            if (is_zero(run->weight + at, H * H)) memcpy(run->weight + at, run->delta + at, H * H * sizeof(double));
        }
    }
}

void run_set_radius(Run *run, const Setup *setup) {
    double radius = setup_get(setup, KEY_RADIUS);
    if (weights_set_radius(run->weight, &run->net, radius) > 0) {
        if (radius > 0.0) revive_blocks(run, setup);
        run_measure_radius(run);
    } else {
        know_radius(run, radius);
    }
}

void run_measure_radius(Run *run) { know_radius(run, weights_radius(run->weight, &run->net)); }

void run_measure_others(Run *run) {
    run->weight_scale = weights_scale(run->weight, &run->net);
    run->forget_bias = weights_forget_bias(run->weight, &run->net);
}

/* --- the stage --- */

void run_draw(Run *run, const Setup *setup) {
    TaskOptions options = setup_task_options(setup);
    Random random = task_random((uint64_t)setup_get_int(setup, KEY_SEED), run->sequence);
    TaskSequence out = {.x = run->trace.x, .target = run->trace.target, .batch = 1, .index = 0};
    setup_task(setup)->generate(&out, &options, &random);
}

void run_form_delta(Run *run, const Setup *setup) {
    double rate = setup_get(setup, KEY_LEARNING_RATE);
    for (size_t i = 0; i < run->net.weight_count; i++) run->delta[i] = -rate * run->gradient[i];
}

void run_pass(Run *run) {
    net_forward(&run->trace, run->weight);
    net_backward(&run->trace, run->gradient, run->weight);
}

void run_compute(Run *run, const Setup *setup) {
    run_pass(run);
    trace_measure(&run->trace, run->weight, run->gradient);
    run_form_delta(run, setup);
}

bool run_is_finite(const Run *run) { return isfinite(run->trace.loss) && kernel_is_finite(run->gradient, run->net.weight_count); }

/* --- updates --- */

bool run_reserve_loss(Run *run, long count, Diag *diag) {
    if (count <= run->loss_capacity) return true;
    long capacity = run->loss_capacity > 512 ? run->loss_capacity : 512;
    while (capacity < count) capacity *= 2;
    double *grown = mem_grow(run->loss, (size_t)run->loss_capacity * sizeof(double), (size_t)capacity * sizeof(double));
    if (!grown) return diag_fail(diag, "There is no memory left for the losses of %ld updates.", count);
    run->loss = grown;
    run->loss_capacity = capacity;
    return true;
}

void run_step(Run *run, const Setup *setup) {
    memcpy(run->spare, run->weight, block_size(&run->net));
    run->loss[run->update++] = run->trace.loss;
    sgd_step(run->weight, run->delta, run->gradient, run->net.weight_count, setup_get(setup, KEY_LEARNING_RATE));
}

void run_step_back(Run *run) {
    memcpy(run->weight, run->spare, block_size(&run->net));
    run->update--;
}
