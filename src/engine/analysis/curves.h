/* The nonlinearities as functions of one number, for drawing them: what the cells compute, and its derivative. */
#ifndef UNROLL_ENGINE_ANALYSIS_CURVES_H
#define UNROLL_ENGINE_ANALYSIS_CURVES_H
#include "engine/net/net.h"

double curve_value(Activation activation, double a);
double curve_slope(Activation activation, double a); /* at a kink the left one, as the backward pass has it */

/* Of a gate block: tanh for the candidates, the logistic sigmoid for the gates, the plain RNN's own. */
Activation curve_of_gate(const NetSpec *spec, int gate);

/* Softmax of `count` scores divided by a temperature above 0; out may be score. */
void curve_softmax(double *out, const double *score, int count, double temperature);

#endif
