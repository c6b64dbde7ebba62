/* How the last state depends on an earlier one, of a lane of sequence 0: step Jacobians J_t = ds_t/ds_prev, their product
   P_t = J_last ... J_(t + 1) from the step processed last back to t, and its singular values with their directions: P v = sigma u
   (declared in terms_inside.h). */
#include "base/arena.h"
#include "engine/analysis/analysis.h"
#include "engine/analysis/singular.h"
#include "engine/analysis/terms_inside.h"
#include "engine/cell/facts.h"
#include <math.h>
#include <string.h>

int terms_count_state(const Net *net) { return net->spec.hidden * (net->facts->has_c ? 2 : 1); }

/* out (n) = from (n) J; J is working space of n*n numbers. */
static void step_row(double *out, const double *from, const double *J, int n) {
    memset(out, 0, (size_t)n * sizeof *out);
    for (int k = 0; k < n; k++)
        for (int j = 0; from[k] != 0 && j < n; j++) out[j] += from[k] * J[(size_t)k * (size_t)n + (size_t)j];
}

/* rows (count, n): of P_last on entry, of P_step on return. */
static bool walk_rows(double *rows, int count, const TermsSource *source, const TermsPlace *at, int step) {
    const Trace *trace = source->trace;
    int n = terms_count_state(trace->net);
    size_t size = (size_t)n;
    double *J = mem_new((size * size + size) * sizeof(double)), *next = J ? J + size * size : NULL;
    if (!J) return false;
    int t = at->direction ? 0 : trace->wiring.steps - 1;
    for (; t != step; t = at->direction ? t + 1 : t - 1) {
        trace_form_jacobian(J, trace, source->weight, at->layer, at->direction, t, 0);
        for (int i = 0; i < count; i++) {
            step_row(next, rows + (size_t)i * size, J, n);
            memcpy(rows + (size_t)i * size, next, size * sizeof(double));
        }
    }
    mem_free(J);
    return true;
}

bool terms_product_row(double *out, const TermsSource *source, const TermsPlace *at, int step, int row) {
    memset(out, 0, (size_t)terms_count_state(source->trace->net) * sizeof *out);
    out[row] = 1;
    return walk_rows(out, 1, source, at, step);
}

double terms_jacobian_entry(const TermsSource *source, const TermsPlace *at) {
    size_t n = (size_t)terms_count_state(source->trace->net);
    double *J = mem_new(n * n * sizeof(double)), value;
    if (!J) return NAN;
    trace_form_jacobian(J, source->trace, source->weight, at->layer, at->direction, at->step, 0);
    value = J[(size_t)at->row * n + (size_t)at->col];
    mem_free(J);
    return value;
}

double terms_product_entry(const TermsSource *source, const TermsPlace *at) {
    double *row = mem_new((size_t)terms_count_state(source->trace->net) * sizeof(double)), value = NAN;
    if (!row) return NAN;
    if (terms_product_row(row, source, at, at->step, at->row)) value = row[at->col];
    mem_free(row);
    return value;
}

/* u = P v / sigma; zeros where sigma is 0. */
static void form_left(double *left, const double *product, const double *right, double sigma, int n) {
    for (int i = 0; i < n; i++) {
        left[i] = 0;
        for (int j = 0; j < n; j++) left[i] += product[i * n + j] * right[j];
        left[i] = sigma > 0 ? left[i] / sigma : 0;
    }
}

bool terms_singular(double *product, double *sigma, double *left, double *right, const TermsSource *source, const TermsPlace *at,
                    int rank) {
    int n = terms_count_state(source->trace->net), exponent[TERMS_SINGULAR_MAX] = {0};
    size_t all = (size_t)n * (size_t)n;
    double *P = mem_new((2 * all + 2 * (size_t)n) * sizeof(double)), *turned = P ? P + all : NULL, *square = P ? turned + all : NULL;
    double own[TERMS_SINGULAR_MAX];
    if (!P) return false;
    memset(P, 0, all * sizeof *P);
    for (int i = 0; i < n; i++) P[i * n + i] = 1;
    bool good = walk_rows(P, n, source, at, at->step);
    if (good) {
        memcpy(turned, P, all * sizeof *P);
        good = singular_turn_rows(turned, exponent, square, n, n);
    }
    if (good) {
        double length = singular_length(square, exponent, rank), size = sqrt(square[rank]);
        for (int j = 0; j < n; j++) own[j] = size > 0 ? turned[rank * n + j] / size : 0;
        if (sigma) *sigma = length;
        if (left) form_left(left, P, own, length, n);
        if (right) memcpy(right, own, (size_t)n * sizeof *right);
        if (product) memcpy(product, P, all * sizeof *P);
    }
    mem_free(P);
    return good;
}
