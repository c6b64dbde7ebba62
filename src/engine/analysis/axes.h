/* The three largest principal axes of the path of the hidden state, the share of its variance along each, and the path projected on
   them. */
#ifndef UNROLL_ENGINE_ANALYSIS_AXES_H
#define UNROLL_ENGINE_ANALYSIS_AXES_H
#include "engine/pass/trace.h"

enum { AXES_COUNT = 3 };

/* Axes are unit vectors, widest first. Of its two directions an axis takes the one in which its largest component (of equal ones the first)
   is positive, so that the same path gives the same picture. Two axes of equal variance are not determined, only their plane is; but the
   same input bits always give the same output bits. Axes without variance are zero. */
typedef struct StateAxes {
    int steps, hidden;
    int count;     /* axes with variance: 0 to 3 */
    double *block; /* owned */
    size_t size;
    double *mean;                /* (H) of the T states */
    double *axis;                /* (3, H) */
    double *path;                /* (T, 3): (s_t - mean)' axis, by sequence position */
    double variance[AXES_COUNT]; /* mean square of each column of path */
    double share[AXES_COUNT];    /* of the total; 0 when the path is a point */
    double total;                /* variance over all H dimensions */
    double *work;
    int *exponent;
} StateAxes;

size_t axes_plan_size(int hidden, int steps);
bool axes_init(StateAxes *axes, const Trace *trace, Diag *diag); /* for traces of this H and T */
void axes_deinit(StateAxes *axes);

/* The path of one sequence in one lane: of h, or of c where `cell_state` (LSTM). After net_forward. False when a state is not
   finite or the axes were not found; everything is then NaN and count 0. */
bool axes_measure(StateAxes *axes, const Trace *trace, int layer, int direction, int sequence, bool cell_state);

#endif
