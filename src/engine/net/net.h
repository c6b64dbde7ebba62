/* The network: its sizes (NetSpec), the steps with inputs and losses (Wiring), and the table of its parameters, which drives allocation,
   gradients, optimisers, checks, saving and labels.

   Letters, as in the textbooks: T steps, B sequences in the batch, H hidden units per direction, I inputs, O outputs,
   L layers, D directions, K steps that have a loss, g gates (row blocks): 1 for the RNN, 3 for the GRU, 4 for the LSTM.
   U = weight_ih, W = weight_hh, V = head.weight, b = bias_ih + bias_hh. Everything is double precision, row-major,
   time-major with the batch inside: row t*B + b. */
#ifndef UNROLL_ENGINE_NET_NET_H
#define UNROLL_ENGINE_NET_NET_H
#include "base/diag.h"
#include <float.h>
#include <stddef.h>

/* The kernels split numbers into parts that add up only when every operation rounds to a double. */
#if FLT_EVAL_METHOD != 0
#error "The engine needs double arithmetic without excess precision. On 32-bit x86 compile with -msse2 -mfpmath=sse."
#endif

enum {
    NET_LAYER_MAX = 4,
    NET_DIRECTION_MAX = 2,
    NET_HIDDEN_MAX = 256,
    NET_INPUT_MAX = 256,
    NET_OUTPUT_MAX = 256,
    NET_STEP_MAX = 1000,
    NET_BATCH_MAX = 256,
    NET_GATE_MAX = 4,
    NET_PARAM_MAX = NET_LAYER_MAX * NET_DIRECTION_MAX * 4 + 2
};
#define NET_MEMORY_MAX ((size_t)512 << 20) /* bytes an experiment may take: weights, gradients and traces together */

/* CELL_RNN, CELL_GRU, CELL_LSTM, ... : the rows of engine/cell/cell_rows.h. Their facts: engine/cell/facts.h. */
typedef enum CellKind {
#define CELL_ROW(ID, ...) CELL_##ID,
#include "engine/cell/cell_rows.h"
#undef CELL_ROW
    CELL_COUNT
} CellKind;

/* The plain RNN's nonlinearity. The other cells use sigmoid gates and tanh. */
typedef enum Activation {
    ACTIVATION_TANH,
    ACTIVATION_RELU,
    ACTIVATION_LEAKY_RELU, /* slope 0.01 below zero */
    ACTIVATION_SIGMOID,
    ACTIVATION_IDENTITY,
    ACTIVATION_COUNT
} Activation;

typedef enum LossKind { LOSS_MSE, LOSS_CROSS_ENTROPY, LOSS_COUNT } LossKind;

/* Gate blocks in PyTorch's order. */
enum { LSTM_I = 0, LSTM_F = 1, LSTM_G = 2, LSTM_O = 3 };
enum { GRU_R = 0, GRU_Z = 1, GRU_N = 2 };

typedef struct NetSpec {
    CellKind cell;
    Activation activation;
    LossKind loss;
    int hidden, layers, directions, inputs, outputs;
    double dropout; /* p, 0 <= p < 1: between layers, in traces that train; no part of the weights' shapes (engine/pass/dropout.h) */
} NetSpec;

/* Which steps have an input and which have a loss, from 0, ascending: the wiring is data of the network.
   many-to-one: all steps in, one loss, the head reads every direction's final state.
   many-to-many: all steps in, a loss at every step, the head reads the states at that step.
   one-to-one, one-to-many and sequence-to-sequence are other lists. A step without an input sees x = 0. */
typedef struct Wiring {
    int steps;                   /* T */
    int input_count, loss_count; /* loss_count = K */
    bool head_reads_final;       /* true: feat = [h_(T-1) forward | h_0 reverse] (PyTorch's h_n), needs K = 1 */
    bool sum_losses;             /* true: losses are summed; false: averaged over K and B (PyTorch's default) */
    short input_step[NET_STEP_MAX];
    short loss_step[NET_STEP_MAX];
} Wiring;

void wiring_init_many_to_one(Wiring *wiring, int steps);
void wiring_init_many_to_many(Wiring *wiring, int steps);

typedef enum ParamKind {
    PARAM_INPUT_WEIGHT,     /* U (gH, in), in = I or H*D of the layer below */
    PARAM_RECURRENT_WEIGHT, /* W (gH, H) */
    PARAM_INPUT_BIAS,       /* b_ih (1, gH) */
    PARAM_RECURRENT_BIAS,   /* b_hh (1, gH) */
    PARAM_HEAD_WEIGHT,      /* V (O, H*D) */
    PARAM_HEAD_BIAS         /* (1, O) */
} ParamKind;

typedef struct Param {
    char name[32]; /* PyTorch's: weight_ih_l0, bias_hh_l1_reverse, head.weight */
    ParamKind kind;
    int layer, direction; /* 0 for the head */
    int rows, cols;
    size_t offset; /* into a block of weight_count doubles: weights, gradients, moments alike */
} Param;

typedef struct Net {
    NetSpec spec;
    const struct CellFacts *facts; /* of the cell */
    int gates;                     /* g */
    int feature_count;             /* H*D, what the head reads */
    int param_count;
    size_t weight_count;
    Param param[NET_PARAM_MAX];
} Net;

/* Fills the parameter table. False when a size is out of range, naming it, what was given and what is allowed. */
bool net_init(Net *net, const NetSpec *spec, Diag *diag);

const Param *net_get_param(const Net *net, ParamKind kind, int layer, int direction); /* must exist */
const Param *net_find_param(const Net *net, const char *name);                        /* NULL when there is none */
int net_layer_inputs(const Net *net, int layer);                                      /* I, or H*D above the first layer */

/* "input gate", "update gate", ...; and the letter: "i", "f", "g", "o", "r", "z", "n", "h". */
const char *net_gate_name(CellKind cell, int gate);
const char *net_gate_letter(CellKind cell, int gate);

#endif
