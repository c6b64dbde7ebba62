/* Principal axes (Pearson 1901; declared in analysis/axes.h). With X (T, H) the states less their mean:

     covariance C = X'X / T,   C a = variance a,   path = X a

   Steps after the end of the sequence do not count; the path continues through the states that are held there.

   The smaller of X'X (H, H) and X X' (T, T) is formed; turned orthogonal its rows are its eigenvectors, as it is symmetric
   and has no negative eigenvalue. From an eigenvector v of X X' the axis is X'v / ||X'v||. Variances are measured on the
   projected path, not taken from the eigenvalues.

   Squaring X loses axes narrower than about 1e-8 of the widest: they count as none. */
#include "engine/analysis/axes.h"
#include "base/arena.h"
#include "engine/analysis/singular.h"
#include "engine/net/kernels.h"
#include <math.h>
#include <string.h>

#define NARROWEST 1e-15 /* share of the variance below which an axis is rounding */

static int smaller(int hidden, int steps) { return hidden < steps ? hidden : steps; }

/* X, its transpose, the product's rows and the turn's workspace. */
static size_t work_count(int hidden, int steps) {
    size_t n = (size_t)smaller(hidden, steps);
    return 2 * (size_t)hidden * (size_t)steps + n * n + 2 * n;
}

static size_t result_count(int hidden, int steps) {
    return (size_t)hidden + (size_t)AXES_COUNT * (size_t)hidden + (size_t)AXES_COUNT * (size_t)steps;
}

size_t axes_plan_size(int hidden, int steps) {
    return (result_count(hidden, steps) + work_count(hidden, steps)) * sizeof(double) + (size_t)smaller(hidden, steps) * sizeof(int);
}

bool axes_init(StateAxes *axes, const Trace *trace, Diag *diag) {
    int hidden = trace->net->spec.hidden, steps = trace->wiring.steps;
    memset(axes, 0, sizeof *axes);
    size_t size = axes_plan_size(hidden, steps);
    double *at = mem_new(size);
    if (!at) return diag_fail(diag, "Out of memory: %.1f MB for the axes of the state's path were refused.", (double)size / (1 << 20));
    *axes = (StateAxes){.steps = steps, .hidden = hidden, .block = at, .size = size};
    axes->mean = at;
    axes->axis = axes->mean + hidden;
    axes->path = axes->axis + AXES_COUNT * hidden;
    axes->work = axes->path + AXES_COUNT * steps;
    axes->exponent = (int *)(void *)(axes->work + work_count(hidden, steps));
    return true;
}

void axes_deinit(StateAxes *axes) {
    mem_free(axes->block);
    memset(axes, 0, sizeof *axes);
}

/* The steps of the sequence that are read: the first of them. */
static int count_read(const Trace *trace, int sequence) {
    return trace->length[sequence] < trace->wiring.steps ? trace->length[sequence] : trace->wiring.steps;
}

/* X (T, H) = states less their mean, in units of the largest entry, which is returned. */
static double center(StateAxes *axes, double *X, const double *state, int stride, int steps) {
    int hidden = axes->hidden;
    double largest = 0;
    memset(axes->mean, 0, (size_t)hidden * sizeof(double));
    for (int t = 0; t < steps; t++) {
        const double *row = state + (size_t)t * (size_t)stride;
        for (int j = 0; j < hidden; j++) axes->mean[j] += row[j] / steps;
    }
    for (int t = 0; t < steps; t++) {
        for (int j = 0; j < hidden; j++) {
            double x = state[(size_t)t * (size_t)stride + (size_t)j] - axes->mean[j];
            X[(size_t)t * (size_t)hidden + (size_t)j] = x;
            if (fabs(x) > largest || isnan(x)) largest = fabs(x); /* a NaN stays */
        }
    }
    for (int i = 0; i < steps * hidden && largest > 0; i++) X[i] /= largest;
    memset(X + (size_t)steps * (size_t)hidden, 0, (size_t)(axes->steps - steps) * (size_t)hidden * sizeof(double));
    return largest;
}

/* Rounding of the mean alone: the states are the same to a few units in the last place. */
static bool is_point(const StateAxes *axes, double largest, int steps) {
    double size = 0;
    for (int j = 0; j < axes->hidden; j++) size = fmax(size, fabs(axes->mean[j]));
    return largest <= 1e-15 * size * sqrt(steps);
}

static void fix_sign(double *axis, int hidden) {
    int largest = 0;
    for (int j = 1; j < hidden; j++) {
        if (fabs(axis[j]) > fabs(axis[largest])) largest = j;
    }
    bool turn = axis[largest] < 0;
    for (int j = 0; j < hidden && turn; j++) axis[j] = -axis[j];
}

/* Axis i from row i of the turned product, projected; its variance in X's units. */
static double form_axis(StateAxes *axes, const double *X, const double *row, int i, int read) {
    int hidden = axes->hidden, steps = axes->steps;
    double *axis = axes->axis + (size_t)i * (size_t)hidden, sum = 0;
    memset(axis, 0, (size_t)hidden * sizeof(double));
    if (hidden <= steps) {
        memcpy(axis, row, (size_t)hidden * sizeof(double));
    } else {
        kernel_add_product(axis, hidden, row, steps, X, hidden, 1, steps, hidden);
    }
    double norm = kernel_norm(axis, (size_t)hidden);
    for (int j = 0; j < hidden && norm > 0; j++) axis[j] /= norm;
    fix_sign(axis, hidden);
    for (int t = 0; t < steps; t++) {
        double along = 0;
        for (int j = 0; j < hidden; j++) along += X[(size_t)t * (size_t)hidden + (size_t)j] * axis[j];
        axes->path[t * AXES_COUNT + i] = along;
        sum += along * along;
    }
    return sum / read;
}

/* After the end of the sequence, where X has zeros: the place of the held states. */
static void go_on(StateAxes *axes, const double *state, int stride, int i, int read) {
    for (int t = read; t < axes->steps; t++) {
        const double *row = state + (size_t)t * (size_t)stride, *axis = axes->axis + (size_t)i * (size_t)axes->hidden;
        double along = 0;
        for (int j = 0; j < axes->hidden; j++) along += (row[j] - axes->mean[j]) * axis[j];
        axes->path[t * AXES_COUNT + i] = along;
    }
}

static bool fail(StateAxes *axes) {
    for (size_t i = 0; i < result_count(axes->hidden, axes->steps); i++) axes->block[i] = NAN;
    for (int i = 0; i < AXES_COUNT; i++) axes->variance[i] = axes->share[i] = NAN;
    axes->total = NAN;
    return false;
}

bool axes_measure(StateAxes *axes, const Trace *trace, int layer, int direction, int sequence, bool cell_state) {
    int hidden = axes->hidden, steps = axes->steps, n = smaller(hidden, steps);
    const TraceLane *lane = &trace->lane[layer][direction];
    const double *state = (cell_state && lane->c ? lane->c : lane->h) + (size_t)sequence * (size_t)hidden;
    double *X = axes->work, *Xt = X + (size_t)hidden * (size_t)steps, *rows = Xt + (size_t)hidden * (size_t)steps;
    axes->count = 0;
    axes->total = 0;
    memset(axes->axis, 0, (size_t)(AXES_COUNT * (hidden + steps)) * sizeof(double)); /* and the path behind it */
    for (int i = 0; i < AXES_COUNT; i++) axes->variance[i] = axes->share[i] = 0;
    int stride = trace->batch * hidden, read = count_read(trace, sequence);
    double unit = center(axes, X, state, stride, read);
    if (!isfinite(unit)) return fail(axes);
    if (is_point(axes, unit, read)) return true;
    double total = 0;
    for (int i = 0; i < steps * hidden; i++) total += X[i] * X[i] / read;
    kernel_transpose(Xt, X, steps, hidden);
    memset(rows, 0, (size_t)n * (size_t)n * sizeof(double));
    memset(axes->exponent, 0, (size_t)n * sizeof(int));
    if (hidden <= steps) {
        kernel_add_product(rows, n, Xt, steps, X, hidden, hidden, steps, hidden);
    } else {
        kernel_add_product(rows, n, X, hidden, Xt, steps, steps, hidden, steps);
    }
    if (!singular_turn_rows(rows, axes->exponent, rows + (size_t)n * (size_t)n, n, n)) return fail(axes);
    axes->total = total * unit * unit;
    for (int i = 0; i < AXES_COUNT && i < n; i++) {
        double variance = form_axis(axes, X, rows + (size_t)i * (size_t)n, i, read);
        if (variance <= NARROWEST * total) { /* the remainder is rounding */
            memset(axes->axis + (size_t)i * (size_t)hidden, 0, (size_t)hidden * sizeof(double));
            for (int t = 0; t < steps; t++) axes->path[t * AXES_COUNT + i] = 0;
            break;
        }
        for (int t = 0; t < steps; t++) axes->path[t * AXES_COUNT + i] *= unit;
        go_on(axes, state, stride, i, read);
        axes->variance[i] = variance * unit * unit;
        axes->share[i] = variance / total;
        axes->count++;
    }
    return true;
}
