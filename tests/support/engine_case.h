/* A small network with random weights, inputs, targets and initial states, run forward and backward: what the engine's
   tests start from. */
#ifndef SUPPORT_ENGINE_CASE_H
#define SUPPORT_ENGINE_CASE_H
#include "engine/pass/trace.h"
#include <stdint.h>

typedef struct EngineCase {
    Net net;
    Trace trace;
    double *weight, *gradient; /* owned, as is the trace */
} EngineCase;

/* Everything drawn from the seed: weights and biases normal with deviation 0.5, inputs, states and targets normal with 1;
   with dropout the masks. Not run yet. Fails the test when it cannot be made. */
void engine_case_init(EngineCase *out, const NetSpec *spec, const Wiring *wiring, int batch, uint64_t seed);
void engine_case_deinit(EngineCase *engine_case);
void engine_case_run(EngineCase *engine_case); /* forward, backward, measure */

/* One layer in one direction; tanh and squared errors, which the test changes where it means another. */
NetSpec engine_case_spec(CellKind cell, int hidden, int inputs, int outputs);
NetSpec engine_case_deep_spec(CellKind cell, int layers, int directions); /* 3 hidden units, 2 inputs, 3 outputs */

/* Two wirings made by hand: one input at the first step and a loss at every step; inputs in the first half of the steps and
   losses in the second. */
void wiring_init_one_to_many(Wiring *wiring, int steps);
void wiring_init_encoder_decoder(Wiring *wiring, int steps);

/* Asserts |a - b| <= relative * max(|a|, |b|, floor), naming both. */
void assert_near(double a, double b, double relative, double floor, const char *what, int index);

#endif
