/* For every unit over the whole sequence: how often its nonlinearities were saturated, and whether it is dead. */
#ifndef UNROLL_ENGINE_ANALYSIS_UNITS_H
#define UNROLL_ENGINE_ANALYSIS_UNITS_H
#include "engine/pass/trace.h"

enum { UNIT_PART_MAX = 5 };

/* How a part is flat: |tanh| > 0.99, a sigmoid outside 0.01..0.99, a ReLU at 0, by its value behind the nonlinearity. */
typedef enum FlatKind { FLAT_NEVER, FLAT_TANH, FLAT_SIGMOID, FLAT_RELU } FlatKind;
FlatKind units_flat_kind(const Net *net, int part); /* a gate; behind the gates tanh(c) */
bool units_is_flat(FlatKind kind, double value);

/* One lane. Parts are the gates in their order, RNN 1 and GRU 3, and for the LSTM a fifth, tanh(c). */
typedef struct UnitShares {
    int hidden, parts;
    double saturated[NET_HIDDEN_MAX];           /* share of flat nonlinearities over all parts, steps and sequences */
    double part[UNIT_PART_MAX][NET_HIDDEN_MAX]; /* the same for each part */
    bool dead[NET_HIDDEN_MAX];                  /* ReLU: zero at every step of every sequence, so no gradient passes */
    int dead_count;
} UnitShares;

/* Flat as TraceLane.saturation has it: |tanh| > 0.99, a sigmoid outside 0.01..0.99, ReLU at 0; so the mean of `saturated`
   over units is the mean of TraceLane.saturation over steps (weighted by the sequences that read them). After net_forward. */
void units_measure(UnitShares *shares, const Trace *trace, int layer, int direction);

#endif
