/* The trace: all numbers of one forward and backward pass, in one flat block; this struct labels its parts. Views read it through const
   pointers and never compute a network formula themselves. */
#ifndef UNROLL_ENGINE_PASS_TRACE_H
#define UNROLL_ENGINE_PASS_TRACE_H
#include "engine/net/net.h"

/* Beyond this a sigmoid or |tanh| is saturated: it has so much in common with 1 that its slope is computed from the
   pre-activation, where 1 - value would lose digits. Up to here 1 - value is right to 1e-12, mostly to 3e-13. */
#define CELL_FLAT 0.9995

/* One layer in one direction. Rows are t*B + b with t the *position in the sequence*, for the reverse direction too
   (which processes t = T-1 first). "prev" is the state processed before: t-1 forward, t+1 in reverse; h0 before the first. */
typedef struct TraceLane {
    double *h0, *c0;    /* (B, H) initial states, h0 standing next to h; c0 is NULL but for the LSTM */
    double *pre;        /* (T*B, gH) pre-activations, both biases in. GRU: the n block is W_in x + b_in + r*q. See Trace.lean */
    double *gate;       /* (T*B, gH) after the nonlinearity; for the RNN the same numbers as h */
    double *q;          /* (T*B, H) GRU: W_hn h_prev + b_hn, before r; else NULL */
    double *c, *tanh_c; /* (T*B, H) LSTM; else NULL */
    double *h;          /* (T*B, H) */
    double *mask; /* (T*B, H) dropout: 0 or 1/(1-p), given like x (dropout_draw), at first all 1; NULL without dropout or a layer above */
    double *up;   /* (T*B, H) what the layer above reads: h * mask; without a mask h itself */
    double *dh, *dc;   /* (T*B, H) dL/dh_t, dL/dc_t, all paths (retain_grad's meaning); dc NULL but for the LSTM */
    double *dh_carry;  /* (T*B, H) row t: what step t sent back to dL/dh_prev through the recurrence, before the loss there joins */
    double *dpre;      /* (T*B, gH) dL/d(pre) */
    double *dq;        /* (T*B, H) GRU: dL/dq; else NULL */
    double *dh0, *dc0; /* (B, H) */
    /* Measured from the above by trace_measure, (T) each: */
    double *h_norm;     /* ||h_t||, Frobenius over batch and units */
    double *dh_norm;    /* ||dL/dh_t|| */
    double *dc_norm;    /* ||dL/dc_t||, LSTM; else NULL */
    double *dpre_norm;  /* ||dL/d(pre_t)|| */
    double *factor;     /* ||J' d||/||d||, d = dL/dh_t, J = dh_t/dh_prev; NaN where d = 0 or there is no prev. LSTM: NULL, see analysis.h */
    double *factor_c;   /* the same for c, d = dL/dc_t, J = diag(f_t); LSTM; else NULL */
    double *carry_norm; /* ||dh_carry||: what arrives at h_prev through the recurrence */
    double *gate_mean;  /* (T, g) mean over batch and units of each gate */
    bool has_flat;      /* fast passes, a batch of one: a unit may have been saturated in the last forward pass; for the way back */
    double *saturation; /* share of flat nonlinearities: |tanh| > 0.99, a gate outside 0.01..0.99, ReLU at 0; LSTM: i f g o, tanh c */
} TraceLane;

/* The first number that is not finite, in the order it was computed. */
typedef struct TraceFault {
    bool found;
    bool is_nan;          /* else an infinity */
    const char *tensor;   /* "pre-activation", "hidden state", "loss", "dL/dh", ... a literal */
    int layer, direction; /* from 0; the layer is -1 for the output, the loss and dL/dy, which belong to none */
    int step;             /* from 0; -1 for a weight and a weight's gradient, which belong to none */
} TraceFault;

typedef struct Trace {
    const Net *net; /* borrowed; outlives the trace */
    Wiring wiring;
    int batch; /* B */
    /* A sequence may be shorter than T. The steps after its end are padding: no input, no loss, no gradient; h and c do not change there
       (in reverse they keep their initial values), and every other number is 0. Only trace_set_length sets it. */
    short length[NET_BATCH_MAX]; /* (B) steps of each sequence, at first T */
    int shorter_count;           /* sequences shorter than T */
    double *block;               /* owned */
    size_t size;                 /* bytes of the block */
    double *x;                   /* (T*B, I); zero where a step has no input */
    double *dx;                  /* (T*B, I) */
    double *target;              /* (K*B, O) for MSE; for cross-entropy (K*B, 1) class indices as doubles */
    double *y;                   /* (K*B, O) head outputs, logits for cross-entropy */
    double *prob;                /* (K*B, O) softmax; NULL for MSE */
    double *dy;                  /* (K*B, O) */
    double *loss_raw;            /* (K, B) */
    double *loss_step;           /* (K) L_k, scale included; they sum to loss */
    double loss, loss_scale;
    double gradient_norm; /* over all parameters, both biases */
    TraceFault fault;
    TraceLane lane[NET_LAYER_MAX][NET_DIRECTION_MAX];
    double *scratch;                   /* private working space of the passes: packed weights, products of one step */
    const struct FastKernels *kernels; /* what the passes run on, chosen by trace_init; NULL: plain C */
    /* Set it if only losses, outputs and the gradients of weights and initial states are needed: then dx, dh_carry and, if nothing else
       needs them, dpre, dq, dh and dc are not kept, and of pre only the numbers that saturated units need. All other bits stay the same.
       Plain C keeps everything. */
    bool lean;
} Trace;

/* Bytes of weights (with gradient and update) and this trace together; saturates instead of overflowing. */
size_t trace_plan_size(const Net *net, const Wiring *wiring, int batch);

/* Allocates. False, with the numbers and what to lower, when the wiring or batch is out of range, when the plan exceeds
   NET_MEMORY_MAX, or when memory is out; the trace is then empty and safe to deinit. */
bool trace_init(Trace *trace, const Net *net, const Wiring *wiring, int batch, Diag *diag);
void trace_deinit(Trace *trace);

void trace_set_length(Trace *trace, int b, int length); /* 1 to T */
bool trace_is_padding(const Trace *trace, int step, int b);
int trace_count_read(const Trace *trace, int step); /* sequences of the batch that have not ended before it */
int trace_count_losses(const Trace *trace, int b);  /* losses that count for this sequence, the first ones: K unless it is shorter */

/* Fills pre, gate, q, c, h, up, y, prob and the losses from x, target, initial states and masks. */
void net_forward(Trace *trace, const double *weight);

/* The share of flat nonlinearities over the steps first to last that are read; 0 where none is. After trace_measure. */
double trace_mean_saturation(const Trace *trace, int layer, int direction, int first, int last);

/* Fills every gradient in the trace and overwrites gradient[weight_count]. After net_forward with the same weights. */
void net_backward(Trace *trace, double *gradient, const double *weight);
/* The same of one loss alone, from 0; always in plain C. */
void net_backward_of(Trace *trace, double *gradient, const double *weight, int loss);

/* Fills the measured rows, the gradient norm and the fault. After net_backward. */
void trace_measure(Trace *trace, const double *weight, const double *gradient);

/* Step t's own share of dL/d(param), (rows, cols): the outer product of its d(pre) with what it multiplied, formed when
   asked for; the T shares sum to the gradient. For the head the step must have a loss, else the share is zero. */
void trace_form_share(double *out, const Trace *trace, const Param *param, int step);
double trace_share_norm(const Trace *trace, const Param *param, int step); /* Frobenius, without forming it */

#endif
