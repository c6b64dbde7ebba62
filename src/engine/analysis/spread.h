/* A histogram of a gate's pre-activations over all steps, sequences and units, and the saturated share as in units.h. */
#ifndef UNROLL_ENGINE_ANALYSIS_SPREAD_H
#define UNROLL_ENGINE_ANALYSIS_SPREAD_H
#include "engine/pass/trace.h"

enum { SPREAD_BINS = 48 };
typedef struct Spread {
    double low, high;       /* of all bins together */
    int bin[SPREAD_BINS];   /* the last one holds `high` too */
    int below, above, lost; /* outside of low..high; not finite */
    int count;              /* all of them */
    double saturated;       /* share of `count`; 0 where the nonlinearity is never flat */
    double least, most;     /* of the finite ones; NaN without any */
} Spread;

/* part: a gate block, or of cells with a c behind them tanh(c). After net_forward. */
void spread_measure(Spread *spread, const Trace *trace, int layer, int direction, int part, double low, double high);

#endif
