/* Finds the kind of a block of a reference case by its name: the table of all quantities of the format, with the cells that have them and
   their shapes. Lanes, one layer in one direction, are the suffix .l<layer>.d<direction>, one digit each. */
#include "cli/refcase.h"
#include <string.h>

typedef enum Shape {
    SHAPE_BH,
    SHAPE_TBH,
    SHAPE_TBI,
    SHAPE_KBO,
    SHAPE_TARGET,
    SHAPE_KB,
    SHAPE_K1,
    SHAPE_11,
    SHAPE_KT,
    SHAPE_G1,
    SHAPE_TB,
    SHAPE_U1
} Shape;
enum { FOR_RNN = 1 << CELL_RNN, FOR_GRU = 1 << CELL_GRU, FOR_LSTM = 1 << CELL_LSTM, FOR_ALL = FOR_RNN | FOR_GRU | FOR_LSTM };

typedef struct NameRow {
    const char *stem;
    RefKind kind;
    bool is_lane; /* has the suffix .l<layer>.d<direction> */
    int cells, gate;
    Shape shape;
} NameRow;

static const NameRow name_table[] = {
    {"h0", REF_H0, true, FOR_ALL, 0, SHAPE_BH},
    {"c0", REF_C0, true, FOR_LSTM, 0, SHAPE_BH},
    {"x", REF_X, false, FOR_ALL, 0, SHAPE_TBI},
    {"target", REF_TARGET, false, FOR_ALL, 0, SHAPE_TARGET},
    {"loss_t", REF_LOSS_T, false, FOR_ALL, 0, SHAPE_K1},
    {"h", REF_H, true, FOR_ALL, 0, SHAPE_TBH},
    {"c", REF_C, true, FOR_LSTM, 0, SHAPE_TBH},
    {"a", REF_PRE, true, FOR_RNN, 0, SHAPE_TBH},
    {"i", REF_GATE, true, FOR_LSTM, LSTM_I, SHAPE_TBH},
    {"f", REF_GATE, true, FOR_LSTM, LSTM_F, SHAPE_TBH},
    {"g", REF_GATE, true, FOR_LSTM, LSTM_G, SHAPE_TBH},
    {"o", REF_GATE, true, FOR_LSTM, LSTM_O, SHAPE_TBH},
    {"r", REF_GATE, true, FOR_GRU, GRU_R, SHAPE_TBH},
    {"z", REF_GATE, true, FOR_GRU, GRU_Z, SHAPE_TBH},
    {"n", REF_GATE, true, FOR_GRU, GRU_N, SHAPE_TBH},
    {"q", REF_Q, true, FOR_GRU, 0, SHAPE_TBH},
    {"y", REF_Y, false, FOR_ALL, 0, SHAPE_KBO},
    {"prob", REF_PROB, false, FOR_ALL, 0, SHAPE_KBO},
    {"loss_raw", REF_LOSS_RAW, false, FOR_ALL, 0, SHAPE_KB},
    {"loss_step", REF_LOSS_STEP, false, FOR_ALL, 0, SHAPE_K1},
    {"loss", REF_LOSS, false, FOR_ALL, 0, SHAPE_11},
    {"loss_scale", REF_LOSS_SCALE, false, FOR_ALL, 0, SHAPE_11},
    {"gradnorm", REF_GRADNORM, false, FOR_ALL, 0, SHAPE_11},
    {"grad.x", REF_GRAD_X, false, FOR_ALL, 0, SHAPE_TBI},
    {"grad.y", REF_GRAD_Y, false, FOR_ALL, 0, SHAPE_KBO},
    {"grad.h0", REF_GRAD_H0, true, FOR_ALL, 0, SHAPE_BH},
    {"grad.c0", REF_GRAD_C0, true, FOR_LSTM, 0, SHAPE_BH},
    {"grad.h", REF_GRAD_H, true, FOR_ALL, 0, SHAPE_TBH},
    {"grad.c", REF_GRAD_C, true, FOR_LSTM, 0, SHAPE_TBH},
    {"G", REF_G, true, FOR_ALL, 0, SHAPE_KT},
    {"Gc", REF_GC, true, FOR_LSTM, 0, SHAPE_KT},
    {"rho", REF_RHO, true, FOR_ALL, 0, SHAPE_G1},
    {"sigma", REF_SIGMA, true, FOR_ALL, 0, SHAPE_G1},
    {"Jstep", REF_JSTEP, true, FOR_ALL, 0, SHAPE_TB},
    {"Jnorm", REF_JNORM, true, FOR_ALL, 0, SHAPE_TB},
    {"Jnorm_c", REF_JNORM_C, true, FOR_LSTM, 0, SHAPE_TB},
    {"Jnorm_full", REF_JNORM_FULL, true, FOR_LSTM, 0, SHAPE_TB},
    {"loss_before", REF_LOSS_BEFORE, false, FOR_ALL, 0, SHAPE_U1},
    {"loss_after", REF_LOSS_AFTER, false, FOR_ALL, 0, SHAPE_U1},
    {"gradnorm_before_clip", REF_GRADNORM_BEFORE_CLIP, false, FOR_ALL, 0, SHAPE_U1},
    {"clip_coef", REF_CLIP_COEF, false, FOR_ALL, 0, SHAPE_U1},
    {"param_norm_after", REF_PARAM_NORM_AFTER, false, FOR_ALL, 0, SHAPE_U1},
};

static void set_shape(RefBlock *block, Shape shape, const RefCase *reference) {
    int B = reference->batch, H = reference->net.spec.hidden, T = reference->wiring.steps, K = reference->wiring.loss_count;
    int O = reference->net.spec.outputs, I = reference->net.spec.inputs, classes = reference->net.spec.loss == LOSS_CROSS_ENTROPY;
    const int sizes[][2] = {[SHAPE_BH] = {B, H},
                            [SHAPE_TBH] = {T * B, H},
                            [SHAPE_TBI] = {T * B, I},
                            [SHAPE_KBO] = {K * B, O},
                            [SHAPE_TARGET] = {K * B, classes ? 1 : O},
                            [SHAPE_KB] = {K, B},
                            [SHAPE_K1] = {K, 1},
                            [SHAPE_11] = {1, 1},
                            [SHAPE_KT] = {K, T},
                            [SHAPE_G1] = {reference->net.gates, 1},
                            [SHAPE_TB] = {T, B},
                            [SHAPE_U1] = {reference->updates, 1}};
    block->rows = sizes[shape][0];
    block->cols = sizes[shape][1];
}

/* Cuts ".l<layer>.d<direction>" off the end, one digit each. */
static bool cut_lane(Str *name, RefBlock *block) {
    if (name->count < 6) return false;
    const char *tail = name->at + name->count - 6;
    if (tail[0] != '.' || tail[1] != 'l' || tail[2] < '0' || tail[2] > '9' || tail[3] != '.' || tail[4] != 'd' || tail[5] < '0' ||
        tail[5] > '9') {
        return false;
    }
    block->layer = tail[2] - '0';
    block->direction = tail[5] - '0';
    name->count -= 6;
    return true;
}

static bool match_param(RefBlock *block, const RefCase *reference, const char *name, RefKind kind) {
    block->param = net_find_param(&reference->net, name);
    if (!block->param) return false;
    block->kind = kind;
    block->rows = block->param->rows;
    block->cols = block->param->cols;
    return true;
}

void refcase_identify(RefBlock *block, const RefCase *reference) {
    Str stem = str_from(block->name);
    if (match_param(block, reference, block->name, REF_PARAM)) return;
    if (strncmp(block->name, "grad.", 5) == 0 && match_param(block, reference, block->name + 5, REF_GRAD_PARAM)) return;
    if (reference->optimizer && strncmp(block->name, "final.", 6) == 0 && match_param(block, reference, block->name + 6, REF_FINAL_PARAM))
        return;
    bool is_lane = cut_lane(&stem, block);
    if (is_lane && (block->layer >= reference->net.spec.layers || block->direction >= reference->net.spec.directions)) return;
    for (size_t i = 0; i < sizeof name_table / sizeof *name_table; i++) {
        const NameRow *row = &name_table[i];
        if (row->is_lane != is_lane || !str_equal(stem, row->stem) || !(row->cells & 1 << reference->net.spec.cell)) continue;
        if (row->kind == REF_PROB && reference->net.spec.loss != LOSS_CROSS_ENTROPY) return;
        if (row->kind >= REF_LOSS_BEFORE && !reference->optimizer) return;
        block->kind = row->kind;
        block->gate = row->gate;
        set_shape(block, row->shape, reference);
        return;
    }
}
