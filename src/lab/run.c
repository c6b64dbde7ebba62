/* The run: fitting network, traces, weights and moments to a setup, drawing the stage sequence and computing it. Updates are
   run_train.c's.

   While no update has been done the weights are a function of the setup alone: setting radius, weight scale or forget bias draws
   that part of them again from the seed, and so gives the same bits however the setup came to be. After that they are rescaled
   where they stand. */
#include "lab/run.h"
#include "base/arena.h"
#include "engine/pass/dropout.h"
#include "lab/memory.h"
#include <assert.h>
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

/* Does a training trace of such a net have dropout masks? */
static bool needs_masks(const NetSpec *spec) { return spec->dropout > 0 && spec->layers > 1; }

bool run_trace_fits(const Trace *trace, const Run *run) {
    return trace->block && same_shape(trace->net, &run->net) && trace->net->spec.loss == run->net.spec.loss &&
           same_wiring(&trace->wiring, &run->wiring) && dropout_has_masks(trace) == needs_masks(&run->net.spec);
}

static bool new_blocks(RunParts *parts, bool with_weight, bool is_snapshot) {
    size_t P = parts->net.weight_count, M = parts->moment_count + parts->carry_count, one = sizeof(double);
    parts->weight = with_weight ? mem_new((P + M) * one) : NULL;
    parts->gradient = mem_new(P * one);
    parts->delta = mem_new(P * one);
    parts->spare = is_snapshot ? NULL : mem_new((P + M) * one);
    parts->work = is_snapshot ? NULL : mem_new((2 * P + M) * one);
    return (parts->weight || !with_weight) && parts->gradient && parts->delta && (is_snapshot || (parts->spare && parts->work));
}

static bool new_truncations(RunParts *parts, const Run *run, int batch, Diag *diag) {
    const Trace *stage = parts->new_trace ? &parts->trace : &run->trace, *training = parts->new_batch ? &parts->batch : &run->batch;
    if (parts->new_truncated && !truncated_init(&parts->truncated, stage, diag)) return false;
    return !parts->new_batch_truncated || batch == 1 || truncated_init(&parts->batch_truncated, training, diag);
}

/* What a run is for, from the most to the least that it holds. */
typedef enum Purpose {
    RUN_WHOLE,
    RUN_STAGE,   /* without the batch's trace */
    RUN_SNAPSHOT /* nor room to compute an update */
} Purpose;

static bool prepare(RunParts *parts, const Run *run, const Setup *of, bool with_weight, Purpose purpose, Diag *diag) {
    Setup stage = *of;
    if (purpose != RUN_WHOLE) stage.value[KEY_BATCH] = 1;
    const Setup *setup = &stage;
    NetSpec spec = setup_net_spec(setup);
    TaskOptions options = setup_task_options(setup);
    int batch = setup_get_int(setup, KEY_BATCH), had = run->batch.block ? run->batch.batch : 1;
    bool truncates = setup_get_int(setup, KEY_TRUNCATE) > 0, did = run->truncated.block != NULL;
    if (!net_init(&parts->net, &spec, diag) || !setup_task(setup)->wire(&parts->wiring, &options, diag)) return false;
    parts->optimizer = (OptimizerKind)setup_get_int(setup, KEY_OPTIMIZER);
    parts->moment_count = run_moment_count(parts->optimizer, parts->net.weight_count);
    parts->new_shape = !run->weight || !same_shape(&parts->net, &run->net);
    parts->carry_count = run_carry_count(&parts->net, of);
    parts->new_blocks = parts->new_shape || parts->moment_count != run->moment_count || parts->carry_count != run->carry_count;
    bool new_trace = parts->new_shape || spec.loss != run->net.spec.loss || !same_wiring(&parts->wiring, &run->wiring) ||
                     needs_masks(&spec) != dropout_has_masks(&run->trace);
    bool new_batch = new_trace || batch != had;
    if ((parts->new_blocks || new_batch || truncates != did) && !(memory_check(&parts->net, &parts->wiring, setup, run->runs, diag) &&
                                                                  memory_check_change(run, &parts->net, &parts->wiring, setup, diag)))
        return false;
    if (new_trace && !trace_init(&parts->trace, &parts->net, &parts->wiring, 1, diag)) return false;
    parts->new_trace = new_trace;
    if (new_trace && !follow_init(&parts->follow, &parts->trace, diag)) return false;
    if (new_batch && batch > 1 && !trace_init(&parts->batch, &parts->net, &parts->wiring, batch, diag)) return false;
    parts->new_batch = new_batch;
    parts->new_truncated = new_trace || truncates != did;
    parts->new_batch_truncated = new_batch || truncates != did;
    if (truncates && !new_truncations(parts, run, batch, diag)) return false;
    if (!parts->new_blocks || new_blocks(parts, with_weight, purpose == RUN_SNAPSHOT)) return true;
    size_t count = 6 * parts->net.weight_count + 3 * (parts->moment_count + parts->carry_count);
    return diag_fail(diag, "There is no memory left for the weights (%zu bytes); lower hidden units or layers.", count * sizeof(double));
}

static RunParts *prepare_parts(const Run *run, const Setup *setup, bool with_weight, Purpose purpose, Diag *diag) {
    RunParts *parts = mem_new(sizeof *parts);
    if (!parts) diag_fail(diag, "There is no memory left to prepare the change.");
    if (parts && prepare(parts, run, setup, with_weight, purpose, diag)) return parts;
    run_discard(parts);
    return NULL;
}

RunParts *run_prepare(const Run *run, const Setup *setup, bool with_weight, Diag *diag) {
    return prepare_parts(run, setup, with_weight, RUN_WHOLE, diag);
}

static void free_blocks(double *gradient, double *delta, double *spare, double *work) {
    mem_free(gradient);
    mem_free(delta);
    mem_free(spare);
    mem_free(work);
}

void run_discard(RunParts *parts) {
    if (!parts) return;
    if (parts->new_trace) trace_deinit(&parts->trace);
    follow_deinit(&parts->follow);
    if (parts->new_batch) trace_deinit(&parts->batch);
    if (parts->new_truncated) truncated_deinit(&parts->truncated);
    if (parts->new_batch_truncated) truncated_deinit(&parts->batch_truncated);
    mem_free(parts->weight);
    free_blocks(parts->gradient, parts->delta, parts->spare, parts->work);
    mem_free(parts);
}

static void adopt_blocks(Run *run, RunParts *parts) {
    if (parts->weight) {
        size_t kept = parts->net.weight_count + (parts->moment_count == run->moment_count ? parts->moment_count : 0);
        if (!parts->new_shape) memcpy(parts->weight, run->weight, kept * sizeof(double));
        mem_free(run->weight);
        run->weight = parts->weight;
    }
    free_blocks(run->gradient, run->delta, run->spare, run->work);
    run->gradient = parts->gradient;
    run->delta = parts->delta;
    run->spare = parts->spare;
    run->work = parts->work;
    run->moment_count = parts->moment_count;
    run->carry_count = parts->carry_count;
}

void run_adopt(Run *run, RunParts *parts) {
    if (parts->new_shape || parts->new_trace) run_discard_hold(run);
    run_put_back(run);
    if (parts->new_blocks) adopt_blocks(run, parts);
    run->net = parts->net;
    run->wiring = parts->wiring;
    run->optimizer = parts->optimizer;
    if (parts->new_trace) {
        trace_deinit(&run->trace);
        run->trace = parts->trace;
        run->trace.net = &run->net;
        follow_deinit(&run->follow);
        run->follow = parts->follow;
        run->follow.net = &run->net;
    }
    if (parts->new_batch) {
        trace_deinit(&run->batch);
        run->batch = parts->batch;
        run->batch.net = &run->net;
    }
    if (parts->new_truncated) {
        truncated_deinit(&run->truncated);
        run->truncated = parts->truncated;
        run->truncated.net = &run->net;
    }
    if (parts->new_batch_truncated) {
        truncated_deinit(&run->batch_truncated);
        run->batch_truncated = parts->batch_truncated;
        run->batch_truncated.net = &run->net;
    }
    if (parts->new_blocks) run_carry_drop(run);
    mem_free(parts);
}

void run_deinit(Run *run) {
    run_discard_hold(run);
    trace_deinit(&run->trace);
    follow_deinit(&run->follow);
    trace_deinit(&run->batch);
    truncated_deinit(&run->truncated);
    truncated_deinit(&run->batch_truncated);
    mem_free(run->weight);
    loss_list_clear(&run->loss);
    free_blocks(run->gradient, run->delta, run->spare, run->work);
    memset(run, 0, sizeof *run);
}

/* True if it has all the blocks of this setup. */
static bool fits(const Run *run, const Setup *setup, Purpose purpose) {
    NetSpec spec = setup_net_spec(setup);
    TaskOptions options = setup_task_options(setup);
    Net net;
    Wiring wiring;
    int batch = purpose == RUN_WHOLE ? setup_get_int(setup, KEY_BATCH) : 1;
    if (!run->weight || (purpose != RUN_SNAPSHOT && !run->work) || !net_init(&net, &spec, NULL) ||
        !setup_task(setup)->wire(&wiring, &options, NULL))
        return false;
    size_t moments = run_moment_count((OptimizerKind)setup_get_int(setup, KEY_OPTIMIZER), net.weight_count);
    return same_shape(&net, &run->net) && spec.loss == run->net.spec.loss && same_wiring(&wiring, &run->wiring) &&
           needs_masks(&spec) == dropout_has_masks(&run->trace) && moments == run->moment_count &&
           run_carry_count(&net, setup) == run->carry_count && batch == (run->batch.block ? run->batch.batch : 1) &&
           (setup_get_int(setup, KEY_TRUNCATE) > 0) == (run->truncated.block != NULL);
}

static bool fit(Run *run, const Setup *setup, Purpose purpose, Diag *diag) {
    if (!fits(run, setup, purpose)) {
        int runs = run->runs;
        double others = run->others_bytes;
        run_deinit(run);
        run->runs = runs;
        run->others_bytes = others;
    }
    RunParts *parts = prepare_parts(run, setup, true, purpose, diag);
    if (!parts) return false;
    run_adopt(run, parts);
    return true;
}

bool run_fit(Run *run, const Setup *setup, Diag *diag) { return fit(run, setup, RUN_WHOLE, diag); }

bool run_fit_snapshot(Run *run, const Setup *setup, Diag *diag) { return fit(run, setup, RUN_SNAPSHOT, diag); }

void run_rebind(Run *run) {
    Trace *trace[] = {&run->trace, &run->batch, &run->before};
    Truncated *truncated[] = {&run->truncated, &run->batch_truncated};
    if (run->follow.block) run->follow.net = &run->net;
    if (run->follow_before.block) run->follow_before.net = &run->net;
    for (int i = 0; i < 3; i++) {
        if (trace[i]->block) trace[i]->net = &run->net;
    }
    for (int i = 0; i < 2; i++) {
        if (truncated[i]->block) truncated[i]->net = &run->net;
    }
}

/* Through a small buffer: a run is 20 KB, too much for the stack of a thread. */
static void swap_bytes(void *a, void *b, size_t size) {
    unsigned char buffer[512], *first = a, *second = b;
    for (size_t at = 0, count; at < size; at += count) {
        count = size - at < sizeof buffer ? size - at : sizeof buffer;
        memcpy(buffer, first + at, count);
        memcpy(first + at, second + at, count);
        memcpy(second + at, buffer, count);
    }
}

void run_swap(Run *run, Run *other) {
    swap_bytes(run, other, sizeof *run);
    run_rebind(run);
    run_rebind(other);
}

void run_exchange(Run *run, Run *other) {
    swap_bytes(run, other, sizeof *run);
    swap_bytes(&run->batch, &other->batch, sizeof run->batch);
    swap_bytes(&run->batch_truncated, &other->batch_truncated, sizeof run->batch_truncated);
    swap_bytes(&run->loss, &other->loss, sizeof run->loss);
    swap_bytes(&run->place, &other->place, sizeof run->place);
    swap_bytes(&run->runs, &other->runs, sizeof run->runs);
    swap_bytes(&run->spare, &other->spare, sizeof run->spare); /* the room to compute an update stays with the run that computes */
    swap_bytes(&run->work, &other->work, sizeof run->work);
    run_rebind(run);
    run_rebind(other);
}

/* --- a copy --- */

static void copy_trace(Trace *out, const Trace *from, bool with_block) {
    assert(out->size == from->size);
    if (with_block && from->block) memcpy(out->block, from->block, from->size);
    memcpy(out->length, from->length, sizeof out->length);
    out->shorter_count = from->shorter_count;
    out->loss = from->loss;
    out->loss_scale = from->loss_scale;
    out->gradient_norm = from->gradient_norm;
    out->fault = from->fault;
}

static void copy_truncated(Truncated *out, const Truncated *from) {
    assert(out->size == from->size);
    if (!from->block) return;
    memcpy(out->block, from->block, from->size);
    memcpy(out->param, from->param, sizeof out->param);
    out->whole = from->whole;
    out->window = from->window;
}

static bool copy(Run *out, const Run *run, const Setup *setup, Purpose purpose, Diag *diag) {
    out->runs = run->runs;
    out->others_bytes = 0; /* the bound on memory was checked when the run was made */
    if (!fit(out, setup, purpose, diag)) return false;
    if (!loss_list_fork(&out->loss, &run->loss, diag)) return false;
    size_t count = run->net.weight_count * sizeof(double);
    memcpy(out->weight, run->weight, run_state_count(run) * sizeof(double));
    memcpy(out->gradient, run->is_held ? run->gradient_before : run->gradient, count);
    memcpy(out->delta, run->delta, count);
    copy_trace(&out->trace, run->is_held ? &run->before : &run->trace, true);
    if (out->batch.block) copy_trace(&out->batch, &run->batch, false);
    copy_truncated(&out->truncated, &run->truncated);
    follow_copy(&out->follow, run->is_held ? &run->follow_before : &run->follow);
    out->follow_step = run->follow_step;
    out->moment_step = run->moment_step;
    out->update = run->update;
    out->sequence = run->sequence;
    out->next_sequence = run->next_sequence;
    out->read_first = 0;
    out->carried_steps = run->carried_steps;
    out->first_set_out = run->first_set_out;
    out->clip_factor = run->clip_factor;
    out->clip = run->clip;
    out->place = run->place;
    out->radius = run->radius;
    out->weight_scale = run->weight_scale;
    out->forget_bias = run->forget_bias;
    out->radius_is_old = run->radius_is_old;
    memcpy(out->hold, run->hold, sizeof out->hold);
    out->hold_count = run->hold_count;
    run_form_hold(out);
    return true;
}

bool run_copy(Run *out, const Run *run, const Setup *setup, Diag *diag) { return copy(out, run, setup, RUN_WHOLE, diag); }

bool run_copy_stage(Run *out, const Run *run, const Setup *setup, Diag *diag) { return copy(out, run, setup, RUN_STAGE, diag); }

/* --- weights --- */

static void know_radius(Run *run, double radius) {
    run->radius = radius;
    run->radius_is_old = false;
}

void run_draw_weights(Run *run, const Setup *setup, unsigned parts) {
    WeightPlan plan = setup_weight_plan(setup);
    WeightRecipe recipe = setup_weight_recipe(setup);
    weights_draw_parts(run->weight, &run->net, &plan, recipe, parts, run->trace.scratch);
    if (!(parts & WEIGHTS_RECURRENT)) return;
    if (recipe == RECIPE_RADIUS || !isnan(plan.radius)) {
        know_radius(run, weights_plan_radius(&plan)); /* every block has this radius; measuring would give the same up to rounding */
    } else {
        run_measure_radius(run);
    }
}

void run_start_weights(Run *run, const Setup *setup) {
    run_draw_weights(run, setup, WEIGHTS_ALL);
    run_clear_moments(run);
    run_carry_clear(run);
    run->update = 0;
}

static bool is_zero(const double *block, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (block[i] != 0.0) return false;
    }
    return true;
}

/* A block that was set to radius 0 cannot be rescaled: it is drawn again from the seed. `delta` is free until the next computation and
   serves as scratch. */
static void revive_blocks(Run *run, const Setup *setup) {
    const Net *net = &run->net;
    WeightPlan plan = setup_weight_plan(setup);
    weights_draw_parts(run->delta, net, &plan, setup_weight_recipe(setup), WEIGHTS_RECURRENT, run->trace.scratch);
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
    if (setup_is_drawn(setup, KEY_RADIUS)) return;
    if (weights_set_radius(run->weight, &run->net, radius, run->trace.scratch) > 0) {
        if (radius > 0.0) revive_blocks(run, setup);
        run_measure_radius(run);
    } else {
        know_radius(run, radius);
    }
}

void run_measure_radius(Run *run) { know_radius(run, weights_radius(run->weight, &run->net, run->trace.scratch)); }

double run_measured(const Run *run, SetupKey key) {
    switch (setup_table[key].effect) {
    case SETUP_RADIUS: return run->radius;
    case SETUP_WEIGHT_SCALE: return run->weight_scale;
    case SETUP_FORGET_BIAS: return run->forget_bias;
    default: return NAN;
    }
}

void run_measure_scale_and_bias(Run *run) {
    run->weight_scale = weights_scale(run->weight, &run->net);
    run->forget_bias = weights_forget_bias(run->weight, &run->net);
}

/* --- the stage --- */

int run_find_loss(const Run *run, int step) {
    const Wiring *wiring = &run->wiring;
    int count = trace_count_losses(&run->trace, 0);
    for (int k = 0; k < count; k++) {
        if (wiring->loss_step[k] == step) return k;
    }
    return count - 1;
}

void run_follow(Run *run) {
    int loss = run_find_loss(run, run->follow_step);
    follow_measure(&run->follow, &run->trace, run_shown_weight(run), loss, run_held(run));
    if (run->is_held) follow_measure(&run->follow_before, &run->before, run->weight, loss, NULL);
}

enum { LITTLE_PART = 20 };

/* The first error may have been huge: a twentieth of it is little only where the loss itself is, in nats or as a squared distance. */
static const double LITTLE_LOSS = 0.1;

bool run_has_little_left(const Run *run) {
    double S = run->follow.S;
    return run->update > 0 && S > 0 && S < run->first_set_out / LITTLE_PART && run->trace.loss_raw[run->follow.loss] < LITTLE_LOSS;
}

/* A NaN stays. */
static double largest_set_out(const Run *run) {
    double largest = 0;
    for (int k = 0; k < run->wiring.loss_count && !isnan(largest); k++) {
        double S = follow_set_out(&run->follow, &run->trace, run->weight, k);
        if (!(S <= largest)) largest = isfinite(S) ? S : NAN;
    }
    return largest;
}

void run_compute(Run *run, const Setup *setup) {
    run_pass(run, setup);
    trace_measure(&run->trace, run->weight, run->gradient);
    run_follow(run);
    if (run->update == 0) run->first_set_out = largest_set_out(run);
    run_form_delta(run, setup);
    run_form_hold(run);
}
