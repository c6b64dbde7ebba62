/* One loss followed back through time (declared in analysis/follow.h): the backward pass of pass.c for one loss, taken apart into the
   strands that meet at every step.

   At step t, with p the step processed before it, the cell's backward turns dh_t (and dc_t) into d(pre_t), into the straight strand (z *
   dh_t, or f * dc_t), and W' d(pre_t) is the rest. Where the cell has a c, that rest enters c_p through o_p (1 - tanh(c_p)^2).

   With one layer and one loss, the trace's backward pass is that of the followed loss except for the factor S: its rows are used, unless
   one of their norms is so small or large that digits were lost. */
#include "engine/analysis/follow.h"
#include "base/arena.h"
#include "engine/cell/cell.h"
#include "engine/cell/facts.h"
#include "engine/fast/fast.h"
#include "engine/net/kernels.h"
#include "engine/pass/dropout.h"
#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

/* Rescaled by 2^-RESCALE_BITS or 2^RESCALE_BITS when the largest number leaves 2^-RESCALE_BITS .. 2^RESCALE_BITS: squares stay in range. */
enum { RESCALE_BITS = 300 };

/* Rows of a trace with norms between these bounds have lost nothing: 1e-90 of such a norm is still a normal number, and squares are in
   range. */
static const double READ_LEAST = 1e-140, READ_MOST = 1e140;

/* --- memory --- */

static bool has_c(const Net *net) { return net->facts->has_c; }

static bool has_straight(const Net *net) { return net->facts->straight != STRAIGHT_NONE; }

/* Arrays of a lane, in the order of bind_lane. */
static size_t array_count(const Net *net, int layer) {
    return 6u + (has_c(net) ? 1u : 0u) + (has_straight(net) ? 1u : 2u) + (layer < net->spec.layers - 1 ? 1u : 0u);
}

/* dh, carry, through, dc, dc_prev, spare: (B, H) each; dq (B, H) and dpre (B, gH); the head's (D, B, H); and with more than one layer what
   each layer sends to the next at every step, (T, B, H*D) twice, and one step of it. */
static size_t work_count(const Net *net, const Wiring *wiring, int batch) {
    size_t hidden = (size_t)net->spec.hidden, features = (size_t)net->feature_count, row = (7 + (size_t)net->gates) * hidden + features;
    if (net->spec.layers > 1) row += features * (2 * (size_t)wiring->steps + 1);
    return row * (size_t)batch;
}

static size_t norm_count(const Net *net, const Wiring *wiring) {
    size_t count = 0;
    for (int layer = 0; layer < net->spec.layers; layer++)
        count += array_count(net, layer) * (size_t)net->spec.directions * (size_t)wiring->steps;
    return count;
}

/* The bounds of net.h keep every product below 2^40. */
size_t follow_plan_size(const Net *net, const Wiring *wiring, int batch) {
    uint64_t count = (uint64_t)work_count(net, wiring, batch) + norm_count(net, wiring);
    return count > SIZE_MAX / sizeof(double) ? SIZE_MAX : (size_t)count * sizeof(double);
}

static double *take(double **at, size_t count) {
    double *taken = *at;
    *at += count;
    return taken;
}

static void bind_lane(FollowLane *lane, double **at, const Net *net, int layer, size_t steps) {
    lane->r = take(at, steps);
    lane->r_c = has_c(net) ? take(at, steps) : NULL;
    lane->log10_r = take(at, steps);
    lane->factor = take(at, steps);
    lane->straight = has_straight(net) ? take(at, steps) : NULL;
    lane->through = take(at, steps);
    lane->slope = has_straight(net) ? NULL : take(at, steps);
    lane->turn = has_straight(net) ? NULL : take(at, steps);
    lane->straight_share = take(at, steps);
    lane->agreement = take(at, steps);
    lane->above_share = layer < net->spec.layers - 1 ? take(at, steps) : NULL;
}

bool follow_init(Follow *follow, const Trace *trace, Diag *diag) {
    const Net *net = trace->net;
    memset(follow, 0, sizeof *follow);
    size_t size = follow_plan_size(net, &trace->wiring, trace->batch);
    if (size > NET_MEMORY_MAX) {
        return diag_fail(diag,
                         "Following a loss over %d time steps with a batch of %d needs %.0f MB; the limit is %d MB. Lower the hidden "
                         "units, the time steps or the batch.",
                         trace->wiring.steps, trace->batch, (double)size / (1 << 20), (int)(NET_MEMORY_MAX >> 20));
    }
    double *at = mem_new(size);
    if (!at) return diag_fail(diag, "Out of memory: %.1f MB for following a loss were refused.", (double)size / (1 << 20));
    follow->net = net;
    follow->steps = trace->wiring.steps;
    follow->batch = trace->batch;
    follow->block = at;
    follow->size = size;
    for (int layer = 0; layer < net->spec.layers; layer++) {
        for (int direction = 0; direction < net->spec.directions; direction++)
            bind_lane(&follow->lane[layer][direction], &at, net, layer, (size_t)follow->steps);
    }
    follow->work = at;
    return true;
}

void follow_deinit(Follow *follow) {
    mem_free(follow->block);
    memset(follow, 0, sizeof *follow);
}

/* The arrays of all lanes stand before the working space. */
static size_t norm_bytes(const Follow *follow) { return (size_t)(follow->work - follow->block) * sizeof(double); }

/* --- the pass --- */

/* One lane being done. True numbers are those in the buffers times 2^bits. */
typedef struct Walk {
    const Follow *follow;
    const Trace *trace;
    const double *weight;
    const WhatIf *held;
    size_t state;                        /* B*H */
    double *dh, *dc;                     /* (B, H) of the step being done, complete */
    double *carry, *dc_prev;             /* (B, H) what arrives from the next step; the straight strand, then the sum */
    double *through, *spare, *dq, *dpre; /* (B, H), (B, H), (B, H), (B, gH) */
    double *head;                        /* (D, B, H) */
    double *source, *below;              /* (T, B, H*D) from above; for the next layer */
    double *row;                         /* (B, H*D) */
    int bits;
    double unit;             /* what a norm in the buffers is divided by: 1; S where they are rows of the trace */
    bool reads;              /* dh, dc and dpre are rows of the trace */
    const struct Keep *keep; /* requested vectors; NULL: none */
} Walk;

static Walk bind_walk(const Follow *follow, const Trace *trace, const double *weight, const WhatIf *held) {
    const Net *net = follow->net;
    size_t state = (size_t)follow->batch * (size_t)net->spec.hidden, features = (size_t)follow->batch * (size_t)net->feature_count;
    double *at = follow->work;
    Walk walk = {.follow = follow, .trace = trace, .weight = weight, .held = held, .state = state, .unit = 1};
    walk.dh = take(&at, state);
    walk.dc = take(&at, state);
    walk.carry = take(&at, state);
    walk.dc_prev = take(&at, state);
    walk.through = take(&at, state);
    walk.spare = take(&at, state);
    walk.dq = take(&at, state);
    walk.dpre = take(&at, state * (size_t)net->gates);
    walk.head = take(&at, features);
    if (net->spec.layers > 1) {
        walk.source = take(&at, features * (size_t)follow->steps);
        walk.below = take(&at, features * (size_t)follow->steps);
        walk.row = take(&at, features);
    }
    return walk;
}

static double largest_of(const double *x, size_t count) {
    double largest = 0;
    for (size_t i = 0; i < count; i++) {
        double size = fabs(x[i]);
        if (!(size <= largest)) largest = size; /* a NaN wins and stays */
        if (isnan(largest)) break;
    }
    return largest;
}

static void scale_by(double *x, size_t count, double by) {
    for (size_t i = 0; i < count; i++) x[i] *= by;
}

/* head (D, B, H) = V' dL_k/dy_k / S. Returns S. The error is scaled to 1 first, so that the product keeps its digits. */
static double form_head(const Walk *walk, int loss) {
    const Net *net = walk->follow->net;
    int hidden = net->spec.hidden, outputs = net->spec.outputs, batch = walk->follow->batch;
    size_t count = (size_t)batch * (size_t)net->feature_count, errors = (size_t)batch * (size_t)outputs;
    const double *V = walk->weight + net_get_param(net, PARAM_HEAD_WEIGHT, 0, 0)->offset;
    const double *dy = walk->trace->dy + (size_t)loss * errors;
    double size = largest_of(dy, errors), tiny = size > 0 && size < 0x1p-900 ? 0x1p+900 : 1; /* 1/size may overflow */
    memset(walk->head, 0, count * sizeof(double));
    if (size == 0) return 0;
    for (int d = 0; d < net->spec.directions; d++) {
        double *out = walk->head + (size_t)d * walk->state;
        for (int b = 0; b < batch; b++) {
            for (int o = 0; o < outputs; o++) {
                double by = dy[b * outputs + o] * tiny / (size * tiny);
                const double *row = V + (size_t)o * (size_t)net->feature_count + d * hidden;
                for (int j = 0; j < hidden; j++) out[b * hidden + j] += by * row[j];
            }
        }
    }
    double norm = kernel_norm(walk->head, count);
    if (norm > 0 && isfinite(norm)) {
        double V_size = largest_of(walk->head, count); /* V may be tiny as well */
        scale_by(walk->head, count, 1 / V_size);
        scale_by(walk->head, count, 1 / kernel_norm(walk->head, count));
    }
    double S = norm * size;
    return S == 0 && norm > 0 ? 0x1p-1074 : S; /* not 0: that would mean that there is no error */
}

static void run_cell(const Walk *walk, int layer, int direction, int t) {
    const Net *net = walk->follow->net;
    size_t hidden = (size_t)net->spec.hidden, wide = (size_t)net->gates * hidden;
    for (int b = 0; b < walk->follow->batch; b++) {
        size_t at = (size_t)b * hidden;
        CellRow row = lane_row(walk->trace, layer, direction, t, b);
        CellGradient part = {.dh = walk->dh + at,
                             .dc = walk->dc + at,
                             .dpre = walk->dpre + (size_t)b * wide,
                             .dq = walk->dq + at,
                             .dh_prev = walk->carry + at,
                             .dc_prev = walk->dc_prev + at};
        if (trace_is_padding(walk->trace, t, b)) {
            lane_pass_row(&part, net);
        } else {
            whatif_backward(&part, &row, net, walk->held, layer, direction, t, b);
        }
    }
}

/* The strand through W arrives at h of step p, and from there in c: spare (B, H). */
static void send_into_c(const Walk *walk, int layer, int direction, int p) {
    const Net *net = walk->follow->net;
    size_t hidden = (size_t)net->spec.hidden;
    for (int b = 0; b < walk->follow->batch; b++) {
        CellRow row = lane_row(walk->trace, layer, direction, p, b);
        double *into_c = walk->spare + (size_t)b * hidden;
        net->facts->ops->send_into_c(into_c, &row, walk->through + (size_t)b * hidden);
        whatif_cut_h(into_c, net, walk->held, layer, direction, p, b);
    }
}

static double part_of(double after, double before) { return before > 0 ? after / before : NAN; }

/* through (B, H) = W' d(pre), where the cell has a q with dq in the place of d(pre)'s last block. */
static void form_through(const Walk *walk, int layer, int direction) {
    const Net *net = walk->follow->net;
    int hidden = net->spec.hidden, wide = net->gates * hidden, shared = cell_shared_columns(net), batch = walk->follow->batch;
    const double *W = walk->weight + net_get_param(net, PARAM_RECURRENT_WEIGHT, layer, direction)->offset;
    if (!walk->trace->kernels) {
        memset(walk->through, 0, walk->state * sizeof(double));
        cell_add_recurrent_backward(net, walk->through, walk->dpre, walk->dq, W, batch);
        return;
    }
    FastProduct product = {.C = walk->through, .ldc = hidden, .A = walk->dpre, .row_step = wide, .inner_step = 1, .B = W, .ldb = hidden};
    product.rows = batch;
    product.cols = hidden;
    product.inner = shared;
    walk->trace->kernels->product(&product);
    if (shared == wide) return;
    product.A = walk->dq;
    product.row_step = product.inner = hidden;
    product.B = W + (size_t)shared * (size_t)hidden;
    product.add = true;
    walk->trace->kernels->product(&product);
}

/* Crosses the arrow from t to p: carry and dc_prev, the straight strands so far, become what arrives at h and at c by the recurrence
   (dc_prev gets the rest when the cell's backward at p adds it). `left`: the norm of what leaves t, of c where the cell has one. */
static void cross_arrow(const Walk *walk, FollowLane *lane, double left, int layer, int direction, int t, int p) {
    const Net *net = walk->follow->net;
    size_t state = walk->state;
    bool c = has_c(net);
    const double *straight_strand = c ? walk->dc_prev : walk->carry, *rest = c ? walk->spare : walk->through;
    if (!walk->reads || (has_straight(net) && !c)) form_through(walk, layer, direction);
    if (c) send_into_c(walk, layer, direction, p);
    double straight = lane->straight ? kernel_norm(straight_strand, state) : 0, through = kernel_norm(rest, state);
    for (size_t i = 0; i < state; i++) walk->spare[i] = straight_strand[i] + rest[i];
    double sum = lane->straight ? kernel_norm(walk->spare, state) : through;
    lane->factor[t] = part_of(sum, left);
    lane->through[t] = part_of(through, left);
    if (lane->straight) lane->straight[t] = part_of(straight, left);
    if (lane->slope) {
        double slope = kernel_norm(walk->dpre, state);
        lane->slope[t] = part_of(slope, left);
        lane->turn[t] = part_of(through, slope);
    }
    lane->straight_share[t] = part_of(straight, straight + through);
    lane->agreement[t] = part_of(sum, straight + through);
    if (walk->reads) return;
    for (size_t i = 0; i < state; i++) walk->carry[i] += walk->through[i];
}

/* below (T, B, H*D) at t += d(pre) U, in true size */
static void send_below(const Walk *walk, int layer, int direction, int t) {
    const Net *net = walk->follow->net;
    int wide = net->gates * net->spec.hidden, features = net->feature_count, batch = walk->follow->batch;
    const double *U = walk->weight + net_get_param(net, PARAM_INPUT_WEIGHT, layer, direction)->offset;
    double *out = walk->below + (size_t)t * (size_t)batch * (size_t)features;
    size_t count = (size_t)batch * (size_t)features;
    memset(walk->row, 0, count * sizeof(double));
    kernel_add_product(walk->row, features, walk->dpre, wide, U, features, batch, wide, features);
    for (size_t i = 0; i < count; i++) out[i] += ldexp(walk->row[i], walk->bits);
}

/* dh = what arrived + what comes from above. Returns the norm of the latter, where the lane keeps its share. */
static double gather(const Walk *walk, const FollowLane *lane, int layer, int direction, int t) {
    const Net *net = walk->follow->net;
    size_t hidden = (size_t)net->spec.hidden;
    memset(walk->dh, 0, walk->state * sizeof(double));
    for (int b = 0; b < walk->follow->batch; b++) {
        const double *above;
        if (layer == net->spec.layers - 1) {
            if (head_step(walk->trace, walk->follow->loss, direction) != t) continue;
            above = walk->head + (size_t)direction * walk->state + (size_t)b * hidden;
        } else {
            above = walk->source + ((size_t)t * (size_t)walk->follow->batch + (size_t)b) * (size_t)net->feature_count +
                    (size_t)direction * hidden;
        }
        dropout_add_above(walk->dh + (size_t)b * hidden, above, walk->trace, layer, direction, t, b);
    }
    double above_norm = lane->above_share ? kernel_norm(walk->dh, walk->state) : NAN;
    for (size_t i = 0; i < walk->state; i++) walk->dh[i] += walk->carry[i];
    memcpy(walk->dc, walk->dc_prev, walk->state * sizeof(double));
    return above_norm;
}

/* Top layer: keeps the numbers near 1. */
static void rescale(Walk *walk) {
    double h = largest_of(walk->carry, walk->state), c = has_c(walk->follow->net) ? largest_of(walk->dc_prev, walk->state) : 0;
    double largest = h > c ? h : c;
    int by = 0;
    if (largest > 0 && largest < ldexp(1, -RESCALE_BITS)) by = RESCALE_BITS;
    if (largest > ldexp(1, RESCALE_BITS) && isfinite(largest)) by = -RESCALE_BITS;
    if (by == 0) return;
    scale_by(walk->carry, walk->state, ldexp(1, by));
    scale_by(walk->dc_prev, walk->state, ldexp(1, by));
    walk->bits -= by;
}

static const double log10_of_2 = 0.30102999566398119521;

/* Returns the norm of what is shown, as it stands in the buffer. */
static double keep_norms(const Walk *walk, FollowLane *lane, int t) {
    double h = kernel_norm(walk->dh, walk->state), shown = h;
    lane->r[t] = ldexp(h / walk->unit, walk->bits);
    if (lane->r_c) {
        shown = kernel_norm(walk->dc, walk->state);
        lane->r_c[t] = ldexp(shown / walk->unit, walk->bits);
    }
    lane->log10_r[t] = shown > 0 ? log10(shown / walk->unit) + walk->bits * log10_of_2 : shown == 0 ? -INFINITY : NAN;
    return shown;
}

static void fill(double *rows, double value, int count) {
    for (int i = 0; rows && i < count; i++) rows[i] = value;
}

/* Sets all numbers to "nothing has arrived". */
static void clear_lane(FollowLane *lane, const Follow *follow, double value) {
    int T = follow->steps;
    fill(lane->r, value, T);
    fill(lane->r_c, value, T);
    fill(lane->log10_r, value == 0 ? -INFINITY : NAN, T);
    double *const rows[] = {lane->factor, lane->straight,       lane->through,   lane->slope,
                            lane->turn,   lane->straight_share, lane->agreement, lane->above_share};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) fill(rows[i], NAN, T);
    lane->set_out = lane->into_c = NAN;
    lane->stopped = -1;
}

/* The steps where a lane begins and ends, independent of the numbers. */
static void place_lane(FollowLane *lane, const Walk *walk, int layer, int direction) {
    const Follow *follow = walk->follow;
    int last = (follow->batch == 1 ? walk->trace->length[0] : follow->steps) - 1;
    lane->far = direction ? last : 0;
    lane->start = head_step(walk->trace, follow->loss, direction);
    if (layer < follow->net->spec.layers - 1 && follow->net->spec.directions == 2)
        lane->start = direction ? 0 : last; /* the other direction above brings it to both ends */
    lane->arrows = direction ? lane->far - lane->start : lane->start - lane->far;
}

/* True if the trace's rows are those of the followed loss, with all their digits. */
static bool can_read(const Walk *walk, const FollowLane *lane, int direction) {
    const Trace *trace = walk->trace;
    const TraceLane *rows = &trace->lane[0][direction];
    if (walk->follow->net->spec.layers > 1 || trace->wiring.loss_count > 1 || trace->lean || walk->held) return false;
    if (trace->batch > 1 && trace->shorter_count > 0) return false; /* the trace's gradients do not pass padding */
    for (int t = lane->start; t >= 0; t = lane_previous_step(trace, direction, t)) {
        double h = kernel_norm(rows->dh + (size_t)t * walk->state, walk->state), c = h;
        if (rows->dc) c = kernel_norm(rows->dc + (size_t)t * walk->state, walk->state);
        if (!(h > READ_LEAST && h < READ_MOST && c > READ_LEAST && c < READ_MOST)) return false;
    }
    return true;
}

/* In place of gather and run_cell: dh, dc, d(pre) and what goes back through W stand in the trace, the straight strand is formed. */
static void read_step(Walk *walk, int direction, int t) {
    const Net *net = walk->follow->net;
    const TraceLane *rows = &walk->trace->lane[0][direction];
    int hidden = net->spec.hidden;
    size_t at = (size_t)t * walk->state;
    walk->dh = rows->dh + at;
    walk->dpre = rows->dpre + at * (size_t)net->gates;
    if (rows->dc) walk->dc = rows->dc + at;
    if (rows->dq) walk->dq = rows->dq + at;
    if (has_c(net) || !has_straight(net)) walk->through = rows->dh_carry + at; /* else the straight strand is in it */
    double *straight = has_c(net) ? walk->dc_prev : walk->carry;
    const double *leaves = has_c(net) ? walk->dc : walk->dh;
    for (int b = 0; has_straight(net) && b < walk->follow->batch; b++) {
        CellRow row = lane_row(walk->trace, 0, direction, t, b);
        cell_form_straight(straight + b * hidden, net->facts, &row, leaves + b * hidden);
    }
}

/* One step of one lane whose vectors are asked for. */
typedef struct Keep {
    int layer, direction, step, next; /* next: processed after it; -1: none */
    FollowStep *out;
} Keep;

/* In true size. */
static void keep_row(const Walk *walk, double *out, const double *row) {
    for (int j = 0; j < walk->follow->net->spec.hidden; j++) out[j] = ldexp(row[j] / walk->unit, walk->bits);
}

static void keep_arrived(const Walk *walk, int layer, int direction, int t) {
    const Keep *keep = walk->keep;
    if (layer != keep->layer || direction != keep->direction || t != keep->step) return;
    if (!walk->reads)
        keep_row(walk, keep->out->arrived, walk->carry);
    else if (keep->next >= 0) /* what the step after it sent back */
        keep_row(walk, keep->out->arrived, walk->trace->lane[layer][direction].dh_carry + (size_t)keep->next * walk->state);
}

static void keep_step(const Walk *walk, int layer, int direction, int t) {
    const Keep *keep = walk->keep;
    if (layer != keep->layer || direction != keep->direction) return;
    if (t == keep->step) keep_row(walk, keep->out->dh, walk->dh);
    if (t == keep->next && has_c(walk->follow->net)) keep_row(walk, keep->out->dc_next, walk->dc);
}

static void walk_lane(Walk *walk, FollowLane *lane, int layer, int direction) {
    const Trace *trace = walk->trace;
    int top = walk->follow->net->spec.layers - 1;
    walk->bits = 0;
    walk->reads = can_read(walk, lane, direction);
    walk->unit = walk->reads ? walk->follow->S : 1;
    memset(walk->carry, 0, walk->state * sizeof(double));
    memset(walk->dc_prev, 0, walk->state * sizeof(double));
    for (int t = lane->start, p;; t = p) {
        p = lane_previous_step(trace, direction, t);
        if (walk->keep) keep_arrived(walk, layer, direction, t);
        if (walk->reads) {
            read_step(walk, direction, t);
        } else {
            double above = gather(walk, lane, layer, direction, t);
            if (lane->above_share) lane->above_share[t] = part_of(above, above + kernel_norm(walk->carry, walk->state));
            run_cell(walk, layer, direction, t); /* completes dc */
        }
        double left = keep_norms(walk, lane, t);
        if (walk->keep) keep_step(walk, layer, direction, t);
        if (layer == top && t == lane->start) {
            lane->set_out = lane->r[t];
            if (lane->r_c) lane->into_c = part_of(lane->r_c[t], lane->r[t]);
        }
        if (lane->stopped < 0 && lane->log10_r[t] == -INFINITY) lane->stopped = t;
        if (lane->stopped >= 0 && lane->log10_r[t] != -INFINITY) lane->stopped = -1; /* fed again from above */
        if (layer > 0) send_below(walk, layer, direction, t);
        if (p < 0) return;
        cross_arrow(walk, lane, left, layer, direction, t, p);
        if (layer == top && !walk->reads) rescale(walk);
    }
}

static bool lane_is_finite(const FollowLane *lane, int steps) {
    for (int t = 0; t < steps; t++) {
        if (isnan(lane->r[t]) || isnan(lane->log10_r[t])) return false;
    }
    return true;
}

double follow_set_out(const Follow *follow, const Trace *trace, const double *weight, int loss) {
    Walk walk = bind_walk(follow, trace, weight, NULL);
    return form_head(&walk, loss);
}

static void measure(Follow *follow, const Trace *trace, const double *weight, int loss, const WhatIf *held, const Keep *keep) {
    const Net *net = follow->net;
    assert(loss >= 0 && loss < trace->wiring.loss_count);
    follow->loss = loss;
    Walk walk = bind_walk(follow, trace, weight, held);
    walk.keep = keep;
    follow->S = form_head(&walk, loss);
    follow->is_finite = isfinite(follow->S);
    bool starts = follow->S > 0 && follow->is_finite;
    size_t sent = (size_t)follow->steps * (size_t)follow->batch * (size_t)net->feature_count * sizeof(double);
    for (int layer = net->spec.layers - 1; layer >= 0; layer--) {
        if (layer > 0) memset(walk.below, 0, sent);
        for (int direction = 0; direction < net->spec.directions; direction++) {
            FollowLane *lane = &follow->lane[layer][direction];
            clear_lane(lane, follow, follow->is_finite ? 0 : NAN);
            place_lane(lane, &walk, layer, direction);
            if (!starts) continue;
            Walk own = walk; /* its buffers may become rows of the trace */
            walk_lane(&own, lane, layer, direction);
            if (!lane_is_finite(lane, follow->steps)) follow->is_finite = false;
        }
        double *swap = walk.source;
        walk.source = walk.below;
        walk.below = swap;
    }
}

void follow_measure(Follow *follow, const Trace *trace, const double *weight, int loss, const WhatIf *held) {
    measure(follow, trace, weight, loss, held, NULL);
}

/* The norms get the same bits again. */
void follow_form_step(FollowStep *out, const Follow *follow, const Trace *trace, const double *weight, const WhatIf *held, int layer,
                      int direction, int step) {
    int last = (trace->batch == 1 ? trace->length[0] : follow->steps) - 1, next = direction ? step - 1 : step < last ? step + 1 : -1;
    Keep keep = {layer, direction, step, next, out};
    Follow again = *follow;
    memset(out, 0, sizeof *out);
    measure(&again, trace, weight, follow->loss, held, &keep);
}

void follow_copy(Follow *out, const Follow *follow) {
    assert(out->size == follow->size);
    memcpy(out->block, follow->block, norm_bytes(follow));
    out->loss = follow->loss;
    out->S = follow->S;
    out->is_finite = follow->is_finite;
    for (int layer = 0; layer < follow->net->spec.layers; layer++) {
        for (int direction = 0; direction < follow->net->spec.directions; direction++) {
            FollowLane *to = &out->lane[layer][direction];
            const FollowLane *from = &follow->lane[layer][direction];
            to->start = from->start;
            to->far = from->far;
            to->arrows = from->arrows;
            to->set_out = from->set_out;
            to->into_c = from->into_c;
            to->stopped = from->stopped;
        }
    }
}

/* --- the verdict --- */

static const char *const word_names[FOLLOW_WORD_COUNT] = {"not finite", "no error", "no arrow", "stops",    "vanished",
                                                          "weakened",   "carried",  "grown",    "exploding"};

const char *follow_word_name(FollowWord word) { return word_names[word]; }

static FollowWord word_of(double log10_ratio) {
    return log10_ratio < -5   ? FOLLOW_VANISHED
           : log10_ratio < -1 ? FOLLOW_WEAKENED
           : log10_ratio <= 1 ? FOLLOW_CARRIED
           : log10_ratio <= 5 ? FOLLOW_GROWN
                              : FOLLOW_EXPLODING;
}

/* The step at which it is farthest, by more than ten times, outside the range of its two ends. */
static void find_turn(FollowVerdict *verdict, const FollowLane *lane, double first, double last) {
    double low = (first < last ? first : last) - 1, high = (first > last ? first : last) + 1, farthest = 0;
    int by = lane->far < lane->start ? -1 : 1;
    for (int t = lane->start; t != lane->far; t += by) {
        double r = lane->log10_r[t], beyond = r > high ? r - high : r < low ? low - r : 0;
        if (beyond <= farthest) continue;
        farthest = beyond;
        verdict->turn_step = t;
        verdict->log10_turn = r;
    }
}

FollowVerdict follow_judge(const Follow *follow, int direction) {
    const FollowLane *lane = &follow->lane[follow->net->spec.layers - 1][direction];
    FollowVerdict verdict = {
        .arrows = lane->arrows, .mean_factor = NAN, .log10_kept = NAN, .stopped = -1, .turn_step = -1, .log10_turn = NAN};
    verdict.ratio = lane->r_c ? lane->r_c[lane->far] : lane->r[lane->far];
    verdict.log10_ratio = lane->log10_r[lane->far];
    if (!follow->is_finite) {
        verdict.word = FOLLOW_NOT_FINITE;
        verdict.ratio = verdict.log10_ratio = NAN;
        return verdict;
    }
    verdict.word = follow->S == 0 ? FOLLOW_NO_ERROR : lane->stopped >= 0 ? FOLLOW_STOPS : FOLLOW_NO_ARROW;
    if (verdict.word == FOLLOW_STOPS) verdict.stopped = lane->stopped;
    if (verdict.word != FOLLOW_NO_ARROW) return verdict;
    if (lane->arrows == 0) return verdict;
    double first = lane->log10_r[lane->start];
    verdict.word = word_of(verdict.log10_ratio);
    verdict.log10_kept = verdict.log10_ratio - first;
    if (isfinite(first)) verdict.mean_factor = pow(10, verdict.log10_kept / lane->arrows);
    find_turn(&verdict, lane, first, verdict.log10_ratio);
    return verdict;
}
