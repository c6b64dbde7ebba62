/* Private to engine/: several sources of gradient on their way back through time together. A source is what one loss sends into the top
   layer at one step; its rows are (source - first)*B + b, and at a step all rows share the gates of (step, b), so that the recurrent
   product is one product over many rows. Each analysis uses the rows of a step in its own way. */
#ifndef UNROLL_ENGINE_ANALYSIS_ROWS_H
#define UNROLL_ENGINE_ANALYSIS_ROWS_H
#include "engine/pass/trace.h"

typedef struct Rows {
    const Trace *trace;
    const double *weight;
    int first, count;                              /* sources */
    int rows;                                      /* count*B */
    const struct WhatIf *held;                     /* gates and states that the trace holds; NULL after rows_bind */
    int lowest;                                    /* nothing is sent below this layer; 0 after rows_bind */
    double *head;                                  /* (D, rows, H): what the head sends to the step of the source */
    double *source, *below;                        /* (T, rows, H*D): what each step of this layer gets from above, and of the next */
    double *dh, *carry, *dc, *dc_prev, *dq, *dpre; /* (rows, H) of the step being done; dpre (rows, gH) */
} Rows;

size_t rows_work_count(const Net *net, const Wiring *wiring, int batch); /* doubles of work for one source */
int rows_choose_count(const Net *net, const Wiring *wiring, int batch, int sources,
                      size_t size_max); /* whose work fits into so many bytes */

/* Y (rows, cols) += X (rows, inner) M (inner, cols), on the kernels the trace ran on; the same bits whatever the number of rows. */
void rows_add_product(const Trace *trace, double *Y, int ldy, const double *X, int ldx, const double *M, int ldm, int rows, int inner,
                      int cols);

/* Labels into `work`, for sources first..first+count-1; head is the caller's to fill. */
Rows rows_bind(double *work, const Trace *trace, const double *weight, int first, int count);

/* From the top layer down: begin the layer, then each lane and its steps as the backward pass takes them, then end the layer. */
void rows_begin_layer(Rows *rows, int layer);
void rows_end_layer(Rows *rows);
void rows_begin_lane(const Rows *rows); /* nothing comes from behind yet */

/* Sources [from, to) at step t: dh and dc are what came back through the recurrence, and dh what comes from above: of the head at the
   step that step_of says for a source (from 0 in these rows), or of the layer above. */
void rows_gather(const Rows *rows, int layer, int direction, int t, int from, int to,
                 int (*step_of)(const Rows *rows, int source, int direction));
/* Through the cell: dpre and dq, what goes back to the step before, and below. dc is then complete, as dh is after gathering. */
void rows_step(const Rows *rows, int layer, int direction, int t, int from, int to);

#endif
