/* Draws weights and rescales them. Same seed, same bits. */
#ifndef UNROLL_ENGINE_NET_WEIGHTS_H
#define UNROLL_ENGINE_NET_WEIGHTS_H
#include "engine/net/net.h"
#include <stdint.h>

/* NaN for any of the first three: as the recipe draws it (weights_init.h). */
typedef struct WeightPlan {
    double radius;      /* spectral radius that every recurrent block gets */
    double scale;       /* root mean square of the entries of each U and of V */
    double forget_bias; /* b_ih's rows of the straight gate (LSTM f, GRU z), minus it where 1 - gate keeps the state; b_hh's are zero */
    uint64_t seed;
} WeightPlan;

/* Parts of the weights that can be drawn separately, because every block has its own random numbers. */
enum { WEIGHTS_RECURRENT = 1, WEIGHTS_SCALED = 2 /* U and V */, WEIGHTS_BIASES = 4, WEIGHTS_ALL = 7 };
unsigned weights_part(const Param *param);

/* The functions that look for eigenvalues work in `scratch`, weights_scratch_count() doubles; Trace.scratch has room for them. */
size_t weights_scratch_count(const Net *net); /* H*H + 2H */

/* Draws weights with the plan's radius, scale and bias; NaN means 0.42, 1 and the cell's own bias (facts.h). */
void weights_init(double *weight, const Net *net, const WeightPlan *plan, double *scratch);
void weights_init_parts(double *weight, const Net *net, const WeightPlan *plan, unsigned parts, double *scratch);

/* Rescales every recurrent block (each gate, layer, direction) to this spectral radius. A block whose radius is zero
   (nilpotent or all zero) is left alone and counted; returns that count. */
int weights_set_radius(double *weight, const Net *net, double radius, double *scratch);
void weights_set_scale(double *weight, const Net *net, double scale);      /* U and V to this scale, see WeightPlan */
void weights_set_forget_bias(double *weight, const Net *net, double bias); /* LSTM f rows, GRU z rows; the RNN has none */
double weights_plan_radius(const WeightPlan *plan);                        /* the plan's, or where that is NaN weights_init's */
double weights_plan_forget_bias(const WeightPlan *plan, const Net *net);   /* the plan's, or where that is NaN the usual one */

double weights_radius(const double *weight, const Net *net, double *scratch); /* the largest of the recurrent blocks */
double weights_scale(const double *weight, const Net *net);                   /* the scale U and V have now */
double weights_forget_bias(const double *weight, const Net *net);             /* mean of b_ih + b_hh over those rows; 0 if none */

/* W <- W - rate * gradient; also writes the change into delta[weight_count]. */
void sgd_step(double *weight, double *delta, const double *gradient, size_t count, double rate);

/* Eigenvalues of a general (n, n) row-major matrix, as n pairs; false if the iteration did not converge (the rest is NaN).
   scratch holds n*n doubles. And its largest singular value. */
bool matrix_eigenvalues(double *real, double *imaginary, double *scratch, const double *matrix, int n);
double matrix_spectral_radius(const double *matrix, int n, double *scratch /* n*n + 2n */);
double matrix_spectral_norm(const double *matrix, int rows, int cols, double *scratch /* rows + cols + rows*cols */);

#endif
