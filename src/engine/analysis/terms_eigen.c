/* Values of eigenvalues of a recurrent block W and of places on the principal axes of the path of h, and the constants of their sums
   (terms_state.c; declared in terms_inside.h). With
   W v = lambda v and u' W = lambda u':

     lambda = u' W v / (u' v) = sum over i, j of W_ij s_ij,   s_ij = u_i v_j / (u' v)
     place of h_t on axis a = sum over i of (h_t,i - mean_i) a_i

   s_ij is also what lambda changes by for a small change of W_ij. u, v, mean and a are those of these weights and this sequence. */
#include "base/arena.h"
#include "engine/analysis/axes.h"
#include "engine/analysis/blocks.h"
#include "engine/analysis/terms_inside.h"
#include "engine/net/eigen_move.h"
#include <math.h>

static const double *block_of(const TermsSource *source, const TermsPlace *at) {
    const Net *net = source->trace->net;
    size_t H = (size_t)net->spec.hidden;
    return source->weight + net_get_param(net, PARAM_RECURRENT_WEIGHT, at->layer, at->direction)->offset + (size_t)at->gate * H * H;
}

/* NaN where it was not found, or memory is out. */
static void find_eigenvalue(double *re, double *im, const TermsSource *source, const TermsPlace *at) {
    size_t H = (size_t)source->trace->net->spec.hidden;
    double *values = mem_new((H * H + 2 * H) * sizeof *values);
    *re = *im = NAN;
    if (values && blocks_find_eigenvalues(values, values + H, values + 2 * H, block_of(source, at), (int)H)) {
        *re = values[at->row];
        *im = values[H + (size_t)at->row];
    }
    mem_free(values);
}

double terms_value_along(const TermsSource *source, const TermsPlace *at, double *axis) {
    StateAxes axes;
    if (!axes_init(&axes, source->trace, NULL)) return NAN;
    axes_measure(&axes, source->trace, at->layer, at->direction, 0, false);
    double value = axes.path[at->step * AXES_COUNT + at->row];
    for (int i = 0; axis && i < axes.hidden; i++) axis[i] = axes.axis[at->row * axes.hidden + i];
    axes_deinit(&axes);
    return value;
}

double terms_value_of_place(const TermsSource *source, const TermsPlace *at) {
    double re, im, mean = 0;
    const TraceLane *lane = &source->trace->lane[at->layer][at->direction];
    size_t row = (size_t)source->trace->batch * (size_t)source->trace->net->spec.hidden;
    int read = terms_count_read(source->trace);
    if (at->kind == TERMS_ALONG) return terms_value_along(source, at, NULL);
    if (at->kind == TERMS_AWAY) {
        for (int t = 0; t < read; t++) mean += lane->h[(size_t)t * row + (size_t)at->row] / read;
        return lane->h[(size_t)at->step * row + (size_t)at->row] - mean;
    }
    find_eigenvalue(&re, &im, source, at);
    return at->kind == TERMS_MODULUS ? hypot(re, im) : at->kind == TERMS_EIGEN ? re : im;
}

bool terms_find_shares(double *share, const TermsSource *source, const TermsPlace *at) {
    int H = source->trace->net->spec.hidden;
    double re, im;
    find_eigenvalue(&re, &im, source, at);
    return eigen_find_shares(share, block_of(source, at), H, share + (size_t)2 * (size_t)H * (size_t)H, re, im);
}
