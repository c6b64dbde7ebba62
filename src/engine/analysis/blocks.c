/* The recurrent blocks W_q (H, H) of every layer, direction and gate (declared in analysis/blocks.h). Eigenvalues describe many steps of
   the linear recurrence, singular values the largest effect of one step; for a W that is not normal they differ, and it is the largest
   singular value that bounds the gradient:

     J = diag(f'(a)) W,  ||J|| <= max f' ||W||;  below 1 at every step, ||dh_T/dh_t|| <= (max f' ||W||)^(T-t) -> 0

   Pascanu, Mikolov & Bengio 2013, section 2.1. Eigenvalues by matrix.c, singular values by analysis/singular.c. */
#include "engine/analysis/blocks.h"
#include "base/arena.h"
#include "engine/analysis/singular.h"
#include "engine/cell/facts.h"
#include "engine/net/weights.h"
#include <math.h>
#include <string.h>

double activation_largest_slope(Activation activation) { return activation == ACTIVATION_SIGMOID ? 0.25 : 1; }

static size_t block_total(const Net *net) { return (size_t)net->spec.layers * (size_t)net->spec.directions * (size_t)net->gates; }

static size_t work_count(const Net *net) {
    size_t hidden = (size_t)net->spec.hidden;
    return hidden * hidden + 2 * hidden; /* for values of either kind */
}

size_t blocks_plan_size(const Net *net) {
    size_t hidden = (size_t)net->spec.hidden;
    return (block_total(net) * 3 * hidden + work_count(net)) * sizeof(double) + hidden * sizeof(int);
}

bool blocks_init(BlockSpectra *spectra, const Net *net, Diag *diag) {
    memset(spectra, 0, sizeof *spectra);
    size_t size = blocks_plan_size(net), hidden = (size_t)net->spec.hidden;
    double *at = mem_new(size);
    if (!at) return diag_fail(diag, "Out of memory: %.1f MB for the recurrent blocks' spectra were refused.", (double)size / (1 << 20));
    spectra->net = net;
    spectra->block = at;
    spectra->size = size;
    for (int layer = 0; layer < net->spec.layers; layer++) {
        for (int direction = 0; direction < net->spec.directions; direction++) {
            for (int gate = 0; gate < net->gates; gate++) {
                RecurrentBlock *block = &spectra->of[layer][direction][gate];
                block->real = at;
                block->imaginary = at + hidden;
                block->sigma = at + 2 * hidden;
                at += 3 * hidden;
            }
        }
    }
    spectra->work = at;
    spectra->exponent = (int *)(void *)(at + work_count(net));
    return true;
}

void blocks_deinit(BlockSpectra *spectra) {
    mem_free(spectra->block);
    memset(spectra, 0, sizeof *spectra);
}

static bool comes_before(const double *real, const double *imaginary, int i, int j) {
    double a = hypot(real[i], imaginary[i]), b = hypot(real[j], imaginary[j]);
    if (a != b) return a > b;
    return real[i] != real[j] ? real[i] > real[j] : imaginary[i] > imaginary[j];
}

static void swap(double *a, double *b) {
    double keep = *a;
    *a = *b;
    *b = keep;
}

bool blocks_find_eigenvalues(double *real, double *imaginary, double *work, const double *W, int n) {
    bool solved = matrix_eigenvalues(real, imaginary, work, W, n);
    for (int i = 0; i < n && !solved; i++) real[i] = imaginary[i] = NAN;
    for (int i = 0; i + 1 < n && solved; i++) {
        int first = i;
        for (int j = i + 1; j < n; j++) {
            if (comes_before(real, imaginary, j, first)) first = j;
        }
        swap(&real[i], &real[first]);
        swap(&imaginary[i], &imaginary[first]);
    }
    return solved;
}

static void measure_block(const BlockSpectra *spectra, RecurrentBlock *block, const double *W) {
    const NetSpec *spec = &spectra->net->spec;
    int n = spec->hidden;
    blocks_find_eigenvalues(block->real, block->imaginary, spectra->work, W, n);
    block->radius = hypot(block->real[0], block->imaginary[0]);
    singular_values(block->sigma, spectra->work, spectra->exponent, W, n, n);
    block->norm = block->sigma[0];
    block->pascanu = spectra->net->facts->is_plain ? block->norm * activation_largest_slope(spec->activation) : NAN;
}

void blocks_measure_one(BlockSpectra *spectra, const double *weight, int layer, int direction, int gate) {
    const Net *net = spectra->net;
    size_t area = (size_t)net->spec.hidden * (size_t)net->spec.hidden;
    const double *W = weight + net_get_param(net, PARAM_RECURRENT_WEIGHT, layer, direction)->offset;
    measure_block(spectra, &spectra->of[layer][direction][gate], W + (size_t)gate * area);
}

void blocks_measure(BlockSpectra *spectra, const double *weight) {
    const Net *net = spectra->net;
    for (int layer = 0; layer < net->spec.layers; layer++)
        for (int direction = 0; direction < net->spec.directions; direction++)
            for (int gate = 0; gate < net->gates; gate++) blocks_measure_one(spectra, weight, layer, direction, gate);
}
