/* Singular values by step (declared in analysis/spectrum.h). From the last processed step back, P_prev = P_t J_t. The
   product is never multiplied out: with P_t = Q diag(s) V', only diag(s) V' is kept, as orthogonal rows that each carry
   their own power of two. The next step turns the rows of diag(s) (V' J_t) orthogonal again; a rotation from the left
   changes no singular value, so Q is not needed. Multiplied out, everything below 1e-16 of the largest singular value
   would be rounding; so the whole spectrum holds, over hundreds of decades, as long as the J_t are not singular
   themselves. (Products of matrices by one-sided Jacobi: Bojanczyk, Ewerbring, Luk & Van Dooren 1991.)

   The slopes are read off the cell's own Jacobian, which is linear in W: with W_q = I and the other blocks zero its hh
   block is diag(slope_q) plus what passes no weight, which is what W = 0 leaves.

   Cost: per step one product (2 n^3) and two turns of n rows (about 4 n^3 a sweep). */
#include "engine/analysis/spectrum.h"
#include "base/arena.h"
#include "engine/analysis/analysis.h"
#include "engine/analysis/singular.h"
#include "engine/cell/cell.h"
#include "engine/cell/facts.h"
#include "engine/net/kernels.h"
#include "engine/net/weights.h"
#include <math.h>
#include <string.h>

static size_t count_state(const Net *net) { return (size_t)net->spec.hidden * (net->facts->has_c ? 2 : 1); }

static size_t result_count(const Net *net, size_t steps) {
    size_t n = count_state(net), gates = (size_t)net->gates, each = 2 * n + gates + 2;
    if (net->facts->has_c) each += (size_t)net->spec.hidden;
    return steps * each + gates;
}

/* J, the product's rows, the rows before, the turn's workspace, and weights to probe the Jacobian with. */
static size_t work_count(const Net *net) {
    size_t n = count_state(net), hidden = (size_t)net->spec.hidden;
    return 4 * n * n + 4 * n + (size_t)net->gates * hidden * hidden;
}

/* Every factor is bounded by net.h and SPECTRUM_HIDDEN_MAX. */
size_t spectrum_plan_size(const Net *net, int steps) {
    return (result_count(net, (size_t)steps) + work_count(net)) * sizeof(double) + 2 * count_state(net) * sizeof(int);
}

bool spectrum_init(Spectrum *spectrum, const Trace *trace, Diag *diag) {
    const Net *net = trace->net;
    memset(spectrum, 0, sizeof *spectrum);
    if (net->spec.hidden > SPECTRUM_HIDDEN_MAX) {
        return diag_fail(diag, "Singular values by step: %d hidden units, at most %d are possible.", net->spec.hidden, SPECTRUM_HIDDEN_MAX);
    }
    size_t size = spectrum_plan_size(net, trace->wiring.steps), rows = (size_t)trace->wiring.steps, n = count_state(net);
    double *at = size <= NET_MEMORY_MAX ? mem_new(size) : NULL;
    if (!at) return diag_fail(diag, "Out of memory: %.1f MB for singular values by step were refused.", (double)size / (1 << 20));
    *spectrum = (Spectrum){.net = net, .steps = trace->wiring.steps, .count = (int)n, .block = at, .size = size};
    spectrum->step = at;
    spectrum->step_h = at;
    at += rows * n;
    if (net->facts->has_c) {
        spectrum->step_h = at;
        at += rows * (size_t)net->spec.hidden;
    }
    spectrum->product = at;
    spectrum->slope = spectrum->product + rows * n;
    spectrum->carry = spectrum->slope + rows * (size_t)net->gates;
    spectrum->bound = spectrum->carry + rows;
    spectrum->weight_norm = spectrum->bound + rows;
    spectrum->work = spectrum->weight_norm + net->gates;
    spectrum->exponent = (int *)(void *)(spectrum->work + work_count(net));
    return true;
}

void spectrum_deinit(Spectrum *spectrum) {
    mem_free(spectrum->block);
    memset(spectrum, 0, sizeof *spectrum);
}

typedef struct Work {
    double *J, *rows, *next, *turn; /* (n, n) each, and 2n more behind turn */
    double *square;                 /* (2n) of rows */
    double *probe;                  /* (gH, H) */
    int *row_exponent, *turn_exponent;
} Work;

static Work bind_work(const Spectrum *spectrum) {
    size_t n = (size_t)spectrum->count, area = n * n;
    Work work = {.J = spectrum->work, .row_exponent = spectrum->exponent, .turn_exponent = spectrum->exponent + n};
    work.rows = work.J + area;
    work.next = work.rows + area;
    work.turn = work.next + area;
    work.square = work.turn + area + 2 * n;
    work.probe = work.square + 2 * n;
    return work;
}

static double largest_diagonal(const double *J, int n, int hidden, const double *without) {
    double largest = 0;
    for (int i = 0; i < hidden; i++) {
        double size = fabs(J[i * n + i] - (without ? without[i] : 0));
        if (size > largest || isnan(size)) largest = size; /* a NaN stays */
    }
    return largest;
}

/* slope, carry and bound at step t. */
static void measure_factors(Spectrum *spectrum, const Trace *trace, int t) {
    const Net *net = trace->net;
    Work work = bind_work(spectrum);
    int n = spectrum->count, hidden = net->spec.hidden, gates = net->gates;
    size_t area = (size_t)hidden * (size_t)hidden;
    CellRow row = lane_row(trace, spectrum->layer, spectrum->direction, t, spectrum->sequence);
    const CellOps *ops = net->facts->ops;
    double *without = work.turn; /* (H): the hh block's diagonal when W = 0 */
    memset(work.probe, 0, (size_t)gates * area * sizeof(double));
    ops->form_jacobian(work.J, &row, work.probe);
    for (int i = 0; i < hidden; i++) without[i] = work.J[i * n + i];
    /* With a c, the straight strand is its cc block; dh_t/dh_prev has none. */
    spectrum->carry[t] = largest_diagonal(net->facts->has_c ? work.J + hidden * n + hidden : work.J, n, hidden, NULL);
    spectrum->bound[t] = net->facts->has_c ? 0 : spectrum->carry[t];
    for (int q = 0; q < gates; q++) {
        double *block = work.probe + (size_t)q * area;
        for (int i = 0; i < hidden; i++) block[i * hidden + i] = 1;
        ops->form_jacobian(work.J, &row, work.probe);
        for (int i = 0; i < hidden; i++) block[i * hidden + i] = 0;
        double slope = largest_diagonal(work.J, n, hidden, without);
        spectrum->slope[t * gates + q] = slope;
        spectrum->bound[t] += slope * spectrum->weight_norm[q];
    }
}

void spectrum_start(Spectrum *spectrum, const Trace *trace, const double *weight, int layer, int direction, int sequence) {
    const Net *net = trace->net;
    int n = spectrum->count, hidden = net->spec.hidden;
    size_t count = result_count(net, (size_t)spectrum->steps);
    Work work = bind_work(spectrum);
    spectrum->layer = layer;
    spectrum->direction = direction;
    spectrum->sequence = sequence;
    spectrum->left = spectrum->steps;
    for (size_t i = 0; i < count; i++) spectrum->block[i] = NAN;
    const double *W = weight + net_get_param(net, PARAM_RECURRENT_WEIGHT, layer, direction)->offset;
    for (int q = 0; q < net->gates; q++) {
        const double *block = W + (size_t)q * (size_t)hidden * (size_t)hidden;
        spectrum->weight_norm[q] = matrix_spectral_norm(block, hidden, hidden, work.J); /* needs H*H + 2H of work */
    }
    memset(work.rows, 0, (size_t)n * (size_t)n * sizeof(double));
    for (int i = 0; i < n; i++) {
        work.rows[i * n + i] = 1;
        work.row_exponent[i] = 0;
        work.square[i] = 1;
    }
}

/* Rows diag(s) V' times J, and turned orthogonal where `turns`; false when that fails. */
static bool multiply_rows(Spectrum *spectrum, bool turns) {
    int n = spectrum->count;
    size_t area = (size_t)n * (size_t)n;
    Work work = bind_work(spectrum);
    memset(work.next, 0, area * sizeof(double));
    kernel_add_product(work.next, n, work.rows, n, work.J, n, n, n, n);
    memcpy(work.rows, work.next, area * sizeof(double));
    return !turns || singular_turn_rows(work.rows, work.row_exponent, work.square, n, n);
}

/* Are the rows of the product turned at the step of which so many are left? */
static bool is_turned(const Spectrum *spectrum, int left) {
    return spectrum->every <= 1 || left == 1 || (spectrum->steps - left) % spectrum->every == 0;
}

static void measure_step(Spectrum *spectrum, const Trace *trace, const double *weight, int t) {
    int n = spectrum->count, hidden = trace->net->spec.hidden;
    Work work = bind_work(spectrum);
    if (!whatif_form_jacobian(work.J, trace, weight, spectrum->held, spectrum->layer, spectrum->direction, t, spectrum->sequence))
        trace_form_jacobian(work.J, trace, weight, spectrum->layer, spectrum->direction, t, spectrum->sequence);
    if (spectrum->every > 0) return;
    singular_values(spectrum->step + t * n, work.turn, work.turn_exponent, work.J, n, n);
    if (n != hidden) singular_values(spectrum->step_h + t * hidden, work.turn, work.turn_exponent, work.J, hidden, n);
}

bool spectrum_advance(Spectrum *spectrum, const Trace *trace, const double *weight, int steps) {
    int n = spectrum->count;
    Work work = bind_work(spectrum);
    for (; steps > 0 && spectrum->left > 0; steps--, spectrum->left--) {
        int t = lane_step(trace, spectrum->direction, spectrum->left - 1);
        if (trace_is_padding(trace, t, spectrum->sequence)) continue; /* held: nothing is multiplied, and its rows stay NaN */
        if (spectrum->every == 0) measure_factors(spectrum, trace, t);
        for (int i = 0; i < n && is_turned(spectrum, spectrum->left); i++)
            spectrum->product[t * n + i] = singular_length(work.square, work.row_exponent, i);
        measure_step(spectrum, trace, weight, t);
        if (spectrum->left == 1) continue;
        if (!multiply_rows(spectrum, is_turned(spectrum, spectrum->left - 1))) {
            for (int i = 0; i < n; i++) work.square[i] = NAN;
        }
    }
    return spectrum->left > 0;
}

void spectrum_measure(Spectrum *spectrum, const Trace *trace, const double *weight, int layer, int direction, int sequence) {
    spectrum_start(spectrum, trace, weight, layer, direction, sequence);
    spectrum_advance(spectrum, trace, weight, spectrum->steps);
}
