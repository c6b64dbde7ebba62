/* Every recurrent weight block by itself: its eigenvalues, its singular values, and Pascanu's bound. */
#ifndef UNROLL_ENGINE_ANALYSIS_BLOCKS_H
#define UNROLL_ENGINE_ANALYSIS_BLOCKS_H
#include "engine/net/net.h"

typedef struct RecurrentBlock {
    double *real, *imaginary; /* (H) eigenvalues, largest modulus first, of a pair the one above the axis first */
    double *sigma;            /* (H) singular values, descending */
    double radius;            /* spectral radius: the largest modulus */
    double norm;              /* the largest singular value */
    /* norm times the largest slope of the activation; below 1 the gradient must vanish (Pascanu et al. 2013): norm < 1 for
       tanh, norm < 4 for the logistic sigmoid. RNN only: for gates the theorem does not hold, NaN. */
    double pascanu;
} RecurrentBlock;

typedef struct BlockSpectra {
    const Net *net; /* borrowed */
    double *block;  /* owned */
    size_t size;
    RecurrentBlock of[NET_LAYER_MAX][NET_DIRECTION_MAX][NET_GATE_MAX];
    double *work;
    int *exponent;
} BlockSpectra;

size_t blocks_plan_size(const Net *net);
bool blocks_init(BlockSpectra *spectra, const Net *net, Diag *diag);
void blocks_deinit(BlockSpectra *spectra);

/* Measures all blocks of these weights without allocating. A block with a number that is not finite gets only NaN. */
void blocks_measure(BlockSpectra *spectra, const double *weight);

/* The same for one block; the others do not change. */
void blocks_measure_one(BlockSpectra *spectra, const double *weight, int layer, int direction, int gate);

/* Of one matrix W (n, n), in the order above; work: n * n doubles. False where they were not found; then they are NaN. */
bool blocks_find_eigenvalues(double *real, double *imaginary, double *work, const double *W, int n);

double activation_largest_slope(Activation activation); /* 1, and 1/4 for the logistic sigmoid */

#endif
