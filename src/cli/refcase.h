/* Reference cases: files that hold a small network, a batch of sequences, and every number an independent implementation
   computed for them. The format is line-based text:

     # comment
     @key value                 all before the first block
     name rows cols             a block, then `rows` lines of `cols` finite numbers
     end 0 0                    the last line

   The reader is strict: every key and size is checked, each against the others, before anything is allocated, and every
   mistake is reported with its line and column. */
#ifndef UNROLL_CLI_REFCASE_H
#define UNROLL_CLI_REFCASE_H
#include "base/diag.h"
#include "base/str.h"
#include "engine/net/net.h"

enum { REF_NAME_SIZE = 64, REF_BLOCK_MAX = 4096, REF_UPDATE_MAX = 100000 };

typedef enum RefOptimizer { REF_NONE, REF_SGD, REF_MOMENTUM, REF_ADAM, REF_RMSPROP } RefOptimizer;

/* The kind of a block. Kinds up to REF_GIVEN are input; the others are compared. */
typedef enum RefKind {
    REF_UNKNOWN,
    REF_PARAM, /* a weight by its PyTorch name */
    REF_H0,
    REF_C0,
    REF_X,
    REF_TARGET,
    REF_LOSS_T,
    REF_GIVEN = REF_LOSS_T,
    REF_H,
    REF_C,
    REF_PRE,  /* a */
    REF_GATE, /* i f g o, r z n: see `gate` */
    REF_Q,
    REF_Y,
    REF_PROB,
    REF_LOSS_RAW,
    REF_LOSS_STEP,
    REF_LOSS,
    REF_LOSS_SCALE,
    REF_GRAD_PARAM,
    REF_GRADNORM,
    REF_GRAD_X,
    REF_GRAD_Y,
    REF_GRAD_H0,
    REF_GRAD_C0,
    REF_GRAD_H,
    REF_GRAD_C,
    REF_G,
    REF_GC,
    REF_RHO,
    REF_SIGMA,
    REF_JSTEP,
    REF_JNORM,
    REF_JNORM_C,
    REF_JNORM_FULL,
    REF_LOSS_BEFORE, /* from here on: columns over the updates of an optimiser trace */
    REF_LOSS_AFTER,
    REF_GRADNORM_BEFORE_CLIP,
    REF_CLIP_COEF,
    REF_PARAM_NORM_AFTER,
    REF_FINAL_PARAM
} RefKind;

typedef struct RefBlock {
    char name[REF_NAME_SIZE];
    RefKind kind;
    int layer, direction, gate; /* where the kind has them, else 0 */
    const Param *param;         /* for parameters, their gradients and final values; else NULL */
    int rows, cols;
    size_t first; /* of its numbers in RefCase.value */
} RefBlock;

typedef struct RefCase {
    char name[REF_NAME_SIZE];
    Net net;
    Wiring wiring;
    int batch;
    RefOptimizer optimizer; /* REF_NONE: a gradient case */
    double rate, momentum, beta1, beta2, alpha, epsilon, clip;
    int updates;
    RefBlock *block; /* owned, as are the numbers */
    int block_count;
    double *value;
    size_t value_count, value_capacity;
} RefCase;

/* False, with the place, if the text is not such a file; `path` is only for the message. Either way deinit may follow. */
bool refcase_parse(RefCase *out, const char *path, Str text, Diag *diag);
void refcase_deinit(RefCase *reference);

/* Fills kind, lane, parameter and shape from block->name. An unknown name leaves the shape alone. */
void refcase_identify(RefBlock *block, const RefCase *reference);

const RefBlock *refcase_find(const RefCase *reference, RefKind kind, int layer, int direction, const Param *param); /* may be NULL */
const double *refcase_values(const RefCase *reference, const RefBlock *block);

#endif
