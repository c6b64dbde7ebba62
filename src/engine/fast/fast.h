/* Private to engine/: the kernels that training and the live stage run on, once for every instruction set this program was
   built for and once in plain C (pass.c, head.c). All compute the same numbers to rounding and leave the same trace.

   Packed weights, which each pass makes again from its weights, in Trace.scratch:

     panel   forward. Hidden units in blocks of LANES; for a block and one input k of [x_t | h_prev] the block's column of
             each gate lies side by side, so that a step reads its weights once, from first to last:
                 [block][k][slot][LANES]
             LSTM: slots i f g o. GRU: r z n for x_t, r z q for h_prev. RNN: 1, 2 or 4 blocks of units share a panel.
     columns backward. W as it is, rows g*H + j, cut into panels of up to 3 LANES columns: [column panel][gate][unit][columns].
     Both are padded with zeros to whole vectors. Batch rows go through in groups, whose sums stay in registers.

   The files: vector.h (vectors), nonlinear.h (tanh, exp, log), product.h (any product), forward_cell.h (a cell's step),
   forward_batch.h, forward_single.h (one sequence in a small plain RNN), backward_cell.h (a cell's step back), backward_products.h (products
   with its results), backward_single.h (a batch of one), backward_tiny.h (one sequence in the smallest networks), backward_batch.h;
   kernel_set.h takes them together, and fast_pass.c says which rows and weights go into them. */
#ifndef UNROLL_ENGINE_FAST_FAST_H
#define UNROLL_ENGINE_FAST_FAST_H
#include "engine/cell/facts.h"
#include "engine/pass/trace.h"

enum { FAST_LANES_MAX = 8, FAST_SOURCE_MAX = 2, FAST_CHUNK_ROWS = 256 /* at most, on the way back; see fast_chunk_steps */ };
_Static_assert((int)NET_BATCH_MAX <= (int)FAST_CHUNK_ROWS, "a step's rows must fit into a chunk");

/* C (rows, cols) = or += A (rows, inner) B (inner, cols). A's element (r, k) is A[r*row_step + k*inner_step]: a product with
   A' only swaps the two. */
typedef struct FastProduct {
    double *C;
    const double *A, *B;
    ptrdiff_t ldc, row_step, inner_step, ldb;
    int rows, inner, cols;
    bool add;
    bool ordered; /* the same bits whatever the number of rows */
} FastProduct;

/* Gate blocks of a cell that has kernels. */
static inline int cell_gates(FastCell cell) {
    switch (cell) {
    case FAST_CELL_RNN: return 1;
    case FAST_CELL_GRU: return 3;
    case FAST_CELL_LSTM: return 4;
    case FAST_CELL_NONE: break;
    }
    return 0;
}

/* One lane (layer and direction) on its way through time. */
typedef struct FastLane {
    FastCell cell;
    Activation activation;
    int hidden, batch, steps, direction, source_count, source_cols;
    const short *length; /* (B) Trace.length, where a batch has a shorter sequence; else NULL. A single one has as many `steps` */
    bool lean;           /* Trace.lean */
    const double *source[FAST_SOURCE_MAX]; /* (T*B, source_cols) the layer's input, column blocks of U */
    const double *U, *W, *b_ih, *b_hh;     /* the weights */
    const TraceLane *rows;
    bool *has_flat; /* TraceLane.has_flat of the rows */
    double *work;   /* fast_work_count() doubles */
    /* Backward only, all overwritten but for the sources' gradients, to which the second direction adds: */
    double *dW, *dU, *db_ih, *db_hh;
    double *source_gradient[FAST_SOURCE_MAX]; /* (T*B, source_cols); NULL: nobody asks */
    /* The head where it reads every step of this lane. V (O, head_cols) from this lane's first column on. */
    const double *V, *head_bias;
    double *y;        /* forward: (T*B, O), formed on the way where there are at most `lanes` outputs; else NULL */
    const double *dy; /* backward: (T*B, O); NULL: dh is already there */
    double *dV;
    int outputs, head_cols;
} FastLane;

typedef struct FastKernels {
    const char *name; /* "avx512", "avx2", "generic" */
    int lanes;
    void (*forward)(const FastLane *lane);
    void (*backward)(const FastLane *lane);
    void (*product)(const FastProduct *product);
    /* prob (rows, outputs) and raw (rows) from y and class indices; a target that is no class makes its loss NaN. `work`: room for
       2 FAST_LANES_MAX rows. */
    void (*softmax)(double *prob, double *raw, const double *y, const double *target, double *work, int rows, int outputs);
    /* dy (rows, outputs) = scale (prob - one-hot), a target that is no class being no one; and db (outputs), the sum of its rows. */
    void (*softmax_back)(double *dy, double *db, const double *prob, const double *target, double scale, int rows, int outputs);
    /* delta = -rate gradient, weight += delta, each rounded on its own as everywhere. */
    void (*descend)(double *weight, double *delta, const double *gradient, size_t count, double rate);
    /* value[count] = tanh, sigmoid, exp (of -|x|) or log (of 1 + |x|): for the tests. */
    void (*map)(double *value, const double *x, int count, int which);
} FastKernels;

enum { FAST_MAP_TANH, FAST_MAP_SIGMOID, FAST_MAP_EXP, FAST_MAP_LOG };

/* Steps that are taken backward before their part of the weights' gradient is formed, while dpre of their rows, `wide`
   doubles each, is still in the second-level cache. */
int fast_chunk_steps(int wide, int steps, int batch);

/* NULL where the compiler was not asked to build that set. */
const FastKernels *fast_find_generic(void);
const FastKernels *fast_find_avx2(void);
const FastKernels *fast_find_avx512(void);

/* The index-th set this processor can run, best first; NULL behind the last. */
const FastKernels *fast_find(int index);

/* Doubles of Trace.scratch that the fast passes of this network need. */
size_t fast_work_count(const Net *net, const Wiring *wiring, int batch);

/* The passes of trace.h through trace->kernels (fast_pass.c). */
bool fast_forward_lane(Trace *trace, int layer, int direction, const double *weight); /* true: the outputs, too */
void fast_backward_lane(Trace *trace, int layer, int direction, double *gradient, const double *weight);
void fast_head_forward(Trace *trace, const double *weight);
void fast_head_backward(Trace *trace, double *gradient, const double *weight);

#endif
