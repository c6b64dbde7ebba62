/* Runs the engine on a reference case and compares block by block. A gradient case is one forward and backward pass with its
   analyses; an optimiser trace is that many updates on the same batch, with a column for each quantity.

   A block's error is its largest difference in units of its own largest magnitude: relative errors of single numbers are meaningless where
   sums nearly cancel. A block of zeros has no unit and must be zero to 1e-12. */
#include "cli/refcheck.h"
#include "base/arena.h"
#include "engine/analysis/analysis.h"
#include "engine/analysis/follow.h"
#include "engine/net/optimizer.h"
#include "engine/net/weights.h"
#include "engine/pass/trace.h"
#include <float.h>
#include <math.h>
#include <string.h>

typedef struct Check {
    const RefCase *reference;
    Trace trace;
    Items items;
    Jacobians jacobians;
    Follow follow;
    double *block;                              /* owned: the next four */
    double *weight, *gradient, *delta, *moment; /* moment: two blocks */
    double *spectrum;                           /* (g) rho or sigma, and its workspace */
    double *column;                             /* (5, updates): the columns of an optimiser trace */
    double *followed;                           /* (K, T): a G block again, from each loss followed by itself */
    double tolerance;
} Check;

/* Numbers of the engine for one block; row r begins at at + r*stride. */
typedef struct Values {
    const double *at;
    int stride;
} Values;

/* ---- setting up ---------------------------------------------------------------------------------------------------- */

static const double *given(const RefCase *reference, RefKind kind, int layer, int direction, const Param *param) {
    const RefBlock *block = refcase_find(reference, kind, layer, direction, param);
    return block ? refcase_values(reference, block) : NULL;
}

static void copy_given(double *out, const RefCase *reference, RefKind kind, int layer, int direction, size_t count) {
    const double *values = given(reference, kind, layer, direction, NULL);
    if (values && out) memcpy(out, values, count * sizeof(double));
}

static bool has_kind(const RefCase *reference, RefKind from, RefKind to) {
    for (int i = 0; i < reference->block_count; i++) {
        if (reference->block[i].kind >= from && reference->block[i].kind <= to) return true;
    }
    return false;
}

static bool init_check(Check *check, const RefCase *reference, double tolerance, Diag *diag) {
    const Net *net = &reference->net;
    size_t weights = net->weight_count, hidden = (size_t)net->spec.hidden, state = (size_t)reference->batch * hidden;
    size_t count = 5 * weights + NET_GATE_MAX + hidden * hidden + 2 * hidden + 5 * (size_t)reference->updates;
    size_t area = (size_t)reference->wiring.loss_count * (size_t)reference->wiring.steps;
    memset(check, 0, sizeof *check);
    check->reference = reference;
    check->tolerance = tolerance;
    if (!trace_init(&check->trace, net, &reference->wiring, reference->batch, diag)) return false;
    check->block = mem_new((count + area) * sizeof(double));
    if (!check->block) return diag_fail(diag, "Out of memory.");
    if (has_kind(reference, REF_G, REF_GC) && !items_init(&check->items, &check->trace, diag)) return false;
    if (has_kind(reference, REF_G, REF_GC) && !follow_init(&check->follow, &check->trace, diag)) return false;
    if (has_kind(reference, REF_JSTEP, REF_JNORM_FULL) && !jacobians_init(&check->jacobians, &check->trace, diag)) return false;
    check->weight = check->block;
    check->gradient = check->weight + weights;
    check->delta = check->gradient + weights;
    check->moment = check->delta + weights;
    check->spectrum = check->moment + 2 * weights;
    check->column = check->spectrum + NET_GATE_MAX + hidden * hidden + 2 * hidden;
    check->followed = check->block + count;
    for (int i = 0; i < net->param_count; i++) {
        const Param *param = &net->param[i];
        memcpy(check->weight + param->offset, given(reference, REF_PARAM, 0, 0, param),
               (size_t)param->rows * (size_t)param->cols * sizeof(double));
    }
    const RefBlock *x = refcase_find(reference, REF_X, 0, 0, NULL), *target = refcase_find(reference, REF_TARGET, 0, 0, NULL);
    copy_given(check->trace.x, reference, REF_X, 0, 0, (size_t)x->rows * (size_t)x->cols);
    copy_given(check->trace.target, reference, REF_TARGET, 0, 0, (size_t)target->rows * (size_t)target->cols);
    for (int layer = 0; layer < net->spec.layers; layer++) {
        for (int direction = 0; direction < net->spec.directions; direction++) {
            TraceLane *lane = &check->trace.lane[layer][direction];
            copy_given(lane->h0, reference, REF_H0, layer, direction, state);
            copy_given(lane->c0, reference, REF_C0, layer, direction, state);
        }
    }
    return true;
}

static void deinit_check(Check *check) {
    items_deinit(&check->items);
    follow_deinit(&check->follow);
    jacobians_deinit(&check->jacobians);
    trace_deinit(&check->trace);
    mem_free(check->block);
}

/* ---- running ------------------------------------------------------------------------------------------------------- */

static double all_norm(const double *values, size_t count) {
    double norm = 0;
    for (size_t i = 0; i < count; i++) norm += values[i] * values[i];
    return sqrt(norm);
}

static void run_gradient_case(Check *check) {
    net_forward(&check->trace, check->weight);
    net_backward(&check->trace, check->gradient, check->weight);
    trace_measure(&check->trace, check->weight, check->gradient);
    if (check->items.block) items_measure(&check->items, &check->trace, check->weight);
    if (check->jacobians.block) jacobians_measure(&check->jacobians, &check->trace, check->weight);
}

static const OptimizerKind kind_table[] = {
    [REF_SGD] = OPTIMIZER_SGD, [REF_MOMENTUM] = OPTIMIZER_MOMENTUM, [REF_ADAM] = OPTIMIZER_ADAM, [REF_RMSPROP] = OPTIMIZER_RMSPROP};

static void run_updates(Check *check) {
    const RefCase *reference = check->reference;
    OptimizerPlan plan = {.kind = kind_table[reference->optimizer],
                          .rate = reference->rate,
                          .momentum = reference->momentum,
                          .alpha = reference->alpha,
                          .beta1 = reference->beta1,
                          .beta2 = reference->beta2,
                          .epsilon = reference->epsilon};
    size_t count = reference->net.weight_count, updates = (size_t)reference->updates;
    double *loss_before = check->column, *loss_after = loss_before + updates, *norm = loss_after + updates, *coefficient = norm + updates,
           *param_norm = coefficient + updates;
    net_forward(&check->trace, check->weight);
    for (size_t s = 0; s < updates; s++) {
        loss_before[s] = check->trace.loss;
        net_backward(&check->trace, check->gradient, check->weight);
        coefficient[s] = gradient_clip(check->gradient, &norm[s], count, reference->clip);
        optimizer_step(check->weight, check->delta, check->moment, check->gradient, count, &plan, (long)s + 1);
        param_norm[s] = all_norm(check->weight, count);
        net_forward(&check->trace, check->weight);
        loss_after[s] = check->trace.loss;
    }
}

/* ---- the engine's numbers for a block ------------------------------------------------------------------------------- */

static Values spectrum(Check *check, const RefBlock *block) {
    const Net *net = &check->reference->net;
    const double *W = check->weight + net_get_param(net, PARAM_RECURRENT_WEIGHT, block->layer, block->direction)->offset;
    int hidden = net->spec.hidden;
    for (int gate = 0; gate < net->gates; gate++, W += hidden * hidden) {
        double *scratch = check->spectrum + NET_GATE_MAX;
        check->spectrum[gate] =
            block->kind == REF_RHO ? matrix_spectral_radius(W, hidden, scratch) : matrix_spectral_norm(W, hidden, hidden, scratch);
    }
    return (Values){check->spectrum, 1};
}

/* {NULL} if there is nothing to compare with. */
static Values find_values(Check *check, const RefBlock *block) {
    const Trace *trace = &check->trace;
    const Net *net = &check->reference->net;
    int layer = block->layer, direction = block->direction, hidden = net->spec.hidden, cols = block->cols;
    const TraceLane *lane = &trace->lane[layer][direction];
    size_t updates = (size_t)check->reference->updates;
    switch (block->kind) {
    case REF_H: return (Values){lane->h, hidden};
    case REF_C: return (Values){lane->c, hidden};
    case REF_PRE: return (Values){lane->pre, hidden};
    case REF_GATE: return (Values){lane->gate + block->gate * hidden, net->gates * hidden};
    case REF_Q: return (Values){lane->q, hidden};
    case REF_Y: return (Values){trace->y, cols};
    case REF_PROB: return (Values){trace->prob, cols};
    case REF_LOSS_RAW: return (Values){trace->loss_raw, cols};
    case REF_LOSS_STEP: return (Values){trace->loss_step, 1};
    case REF_LOSS: return (Values){&trace->loss, 1};
    case REF_LOSS_SCALE: return (Values){&trace->loss_scale, 1};
    case REF_GRAD_PARAM: return (Values){check->gradient + block->param->offset, cols};
    case REF_GRADNORM: return (Values){&trace->gradient_norm, 1};
    case REF_GRAD_X: return (Values){trace->dx, cols};
    case REF_GRAD_Y: return (Values){trace->dy, cols};
    case REF_GRAD_H0: return (Values){lane->dh0, hidden};
    case REF_GRAD_C0: return (Values){lane->dc0, hidden};
    case REF_GRAD_H: return (Values){lane->dh, hidden};
    case REF_GRAD_C: return (Values){lane->dc, hidden};
    case REF_G: return (Values){check->items.G[layer][direction], cols};
    case REF_GC: return (Values){check->items.Gc[layer][direction], cols};
    case REF_RHO:
    case REF_SIGMA: return spectrum(check, block);
    case REF_JSTEP: return (Values){check->jacobians.lane[layer][direction].step, cols};
    case REF_JNORM: return (Values){check->jacobians.lane[layer][direction].product, cols};
    case REF_JNORM_C: return (Values){check->jacobians.lane[layer][direction].product_c, cols};
    case REF_JNORM_FULL: return (Values){check->jacobians.lane[layer][direction].product_full, cols};
    case REF_LOSS_BEFORE: return (Values){check->column, 1};
    case REF_LOSS_AFTER: return (Values){check->column + updates, 1};
    case REF_GRADNORM_BEFORE_CLIP: return (Values){check->column + 2 * updates, 1};
    case REF_CLIP_COEF: return (Values){check->column + 3 * updates, 1};
    case REF_PARAM_NORM_AFTER: return (Values){check->column + 4 * updates, 1};
    case REF_FINAL_PARAM: return (Values){check->weight + block->param->offset, cols};
    default: return (Values){NULL, 0};
    }
}

/* ---- comparing ----------------------------------------------------------------------------------------------------- */

static void compare(RefResult *result, const Check *check, Values values) {
    const RefBlock *block = result->block;
    const double *right = refcase_values(check->reference, block);
    double largest = 0, difference = 0;
    for (int r = 0; r < block->rows; r++) {
        for (int c = 0; c < block->cols; c++) {
            double theirs = right[(size_t)r * (size_t)block->cols + (size_t)c],
                   ours = values.at[(size_t)r * (size_t)values.stride + (size_t)c];
            double apart = fabs(ours - theirs);
            largest = fmax(largest, fabs(theirs));
            difference = isnan(apart) ? INFINITY : fmax(difference, apart);
        }
    }
    result->tolerance = check->tolerance;
    if (block->kind == REF_LOSS_BEFORE || block->kind == REF_LOSS_AFTER) {
        result->tolerance *= REF_TOLERANCE_LOSS;
        if (right[0] != 0) largest = fabs(right[0]);
    }
    if (largest == 0) {
        result->tolerance = REF_TOLERANCE_ZERO;
        largest = 1;
    }
    /* Below the smallest normal number a double has few digits, or none. */
    result->error = difference / fmax(largest, DBL_MIN / result->tolerance);
    result->status = result->error <= result->tolerance ? REF_OK : REF_FAIL;
    result->reason = "";
}

/* The same norms from each loss followed by itself, which starts from the loss divided by what it sends out: r S. */
static void compare_followed(RefResult *result, Check *check) {
    const RefBlock *block = result->block;
    RefResult again = *result;
    for (int k = 0; k < block->rows; k++) {
        follow_measure(&check->follow, &check->trace, check->weight, k, NULL);
        const FollowLane *lane = &check->follow.lane[block->layer][block->direction];
        const double *r = block->kind == REF_GC ? lane->r_c : lane->r;
        for (int t = 0; t < block->cols; t++) check->followed[k * block->cols + t] = r[t] * check->follow.S;
    }
    compare(&again, check, (Values){check->followed, block->cols});
    if (again.error > result->error) *result = again;
}

static void check_block(RefReport *report, Check *check, const RefBlock *block) {
    RefResult *result = &report->result[report->count];
    *result = (RefResult){.block = block, .reason = ""};
    Values values = {NULL, 0};
    bool of_pass = block->kind > REF_GIVEN && block->kind < REF_LOSS_BEFORE;
    if (block->kind == REF_UNKNOWN) {
        result->reason = "no such quantity for this network";
    } else if (check->reference->optimizer && of_pass) {
        result->reason = "an optimiser trace has no single pass to compare with";
    } else {
        values = find_values(check, block);
    }
    if (values.at) {
        compare(result, check, values);
        if (block->kind == REF_G || block->kind == REF_GC) compare_followed(result, check);
        report->compared++;
        if (result->status == REF_FAIL) report->failed++;
        const RefResult *worst = report->worst < 0 ? NULL : &report->result[report->worst];
        if (!worst || result->error > worst->error) report->worst = report->count;
    } else {
        result->status = REF_SKIPPED;
        report->skipped++;
    }
    report->count++;
}

bool refcheck_run(RefReport *out, const RefCase *reference, double tolerance, Diag *diag) {
    Check check;
    memset(out, 0, sizeof *out);
    out->worst = -1;
    bool ready = init_check(&check, reference, tolerance, diag);
    if (ready) {
        out->result = mem_new((size_t)reference->block_count * sizeof(RefResult));
        if (!out->result) ready = diag_fail(diag, "Out of memory.");
    }
    if (ready) {
        if (reference->optimizer) {
            run_updates(&check);
        } else {
            run_gradient_case(&check);
        }
        for (int i = 0; i < reference->block_count; i++) {
            const RefBlock *block = &reference->block[i];
            if (block->kind == REF_UNKNOWN || block->kind > REF_GIVEN) check_block(out, &check, block);
        }
    }
    deinit_check(&check);
    return ready;
}

void refcheck_deinit(RefReport *report) {
    mem_free(report->result);
    memset(report, 0, sizeof *report);
}
