/* See term.h: three tables. A row names the entry for a plain RNN; where LSTM or GRU have another one it is named beside it. */
#include "view/page/term.h"
#include "engine/cell/facts.h"
#include "view/ui_state.h"
#include <string.h>

typedef struct TermRow {
    const char *plain, *lstm, *gru; /* NULL behind the first: as that */
} TermRow;

static const TermRow of_subject[SUBJECT_CONTROL + 1] = {
    [SUBJECT_STEP] = {"time-step", NULL, NULL},
    [SUBJECT_STATE] = {"hidden-state", NULL, NULL},
    [SUBJECT_CELL_STATE] = {"cell-state", NULL, NULL},
    [SUBJECT_INPUT] = {"input", NULL, NULL},
    [SUBJECT_OUTPUT] = {"output", NULL, NULL},
    [SUBJECT_LOSS] = {"loss", NULL, NULL},
    [SUBJECT_GRADIENT] = {"gradient", NULL, NULL},
    [SUBJECT_RIVER] = {"gradient", NULL, NULL},
    [SUBJECT_FACTOR] = {"factor", NULL, NULL},
    [SUBJECT_HIGHWAY] = {"straight-way", NULL, NULL},
    [SUBJECT_GATE] = {"gate", NULL, NULL},
    [SUBJECT_WEIGHT_U] = {"input-weights", NULL, NULL},
    [SUBJECT_WEIGHT_W] = {"recurrent-weights", NULL, NULL},
    [SUBJECT_WEIGHT_V] = {"output-weights", NULL, NULL},
    [SUBJECT_ENTRY_GRADIENT] = {"share-of-a-step", NULL, NULL},
    [SUBJECT_ENTRY_CHANGE] = {"update", NULL, NULL},
    [SUBJECT_ENTRY_WEIGHT] = {"recurrent-weights", NULL, NULL},
    [SUBJECT_WIRE] = {"recurrent-network", "lstm", "gru"},
};

static const TermRow of_key[KEY_COUNT] = {
    [KEY_CELL] = {"recurrent-network", "lstm", "gru"},
    [KEY_HIDDEN] = {"hidden-unit", NULL, NULL},
    [KEY_LAYERS] = {"layer", NULL, NULL},
    [KEY_DIRECTION] = {"bidirectional-network", NULL, NULL},
    [KEY_ACTIVATION] = {"activation-function", NULL, NULL},
    [KEY_TASK] = {"target", NULL, NULL},
    [KEY_STEPS] = {"sequence-length", NULL, NULL},
    [KEY_TARGETS] = {"loss-at-every-step", NULL, NULL},
    [KEY_SYMBOLS] = {"one-hot-vector", NULL, NULL},
    [KEY_TEXT] = {"text", NULL, NULL},
    [KEY_TEXT_HASH] = {"text", NULL, NULL},
    [KEY_CARRY] = {"truncated-bptt", NULL, NULL},
    [KEY_SERIES] = {"series", NULL, NULL},
    [KEY_COLUMN] = {"series", NULL, NULL},
    [KEY_SEASON] = {"series", NULL, NULL},
    [KEY_SENTENCES] = {"sentiment", NULL, NULL},
    [KEY_LAG] = {"sentiment", NULL, NULL},
    [KEY_NOISE] = {"distractor", NULL, NULL},
    [KEY_INPUT_SCALE] = {"saturation", NULL, NULL},
    [KEY_INIT] = {"initialisation", NULL, NULL},
    [KEY_RADIUS] = {"spectral-radius", NULL, NULL},
    [KEY_FORGET_BIAS] = {"forget-gate-bias", NULL, NULL},
    [KEY_WEIGHT_SCALE] = {"weights", NULL, NULL},
    [KEY_SEED] = {"seed", NULL, NULL},
    [KEY_LEARNING_RATE] = {"learning-rate", NULL, NULL},
    [KEY_OPTIMIZER] = {"gradient-descent", NULL, NULL},
    [KEY_MOMENTUM] = {"momentum", NULL, NULL},
    [KEY_BATCH] = {"batch", NULL, NULL},
    [KEY_EXAMPLES] = {"overfitting", NULL, NULL},
    [KEY_CLIP_NORM] = {"gradient-clipping", NULL, NULL},
    [KEY_CLIP_VALUE] = {"clipping-by-value", NULL, NULL},
    [KEY_STOP_NORM] = {"sudden-norm", NULL, NULL},
    [KEY_TRUNCATE] = {"truncated-bptt", NULL, NULL},
    [KEY_L2] = {"weight-decay", NULL, NULL},
    [KEY_DROPOUT] = {"dropout", NULL, NULL},
    [KEY_HALVING] = {"learning-rate", NULL, NULL},
};

/* Paths that begin so; asked before the subject where they are. */
static const struct {
    const char *path;
    TermRow row;
} of_path[] = {
    {"stage/equation", {"recurrent-network", "lstm", "gru"}},
    {"stage/zone-vanished", {"vanishing-gradient", NULL, NULL}},
    {"stage/zone-exploding", {"exploding-gradient", NULL, NULL}},
    {"stage/axis-all", {"what-sets-out", NULL, NULL}},
    {"stage/axis", {"gradient", NULL, NULL}},
    {"stage/title", {"gradient", NULL, NULL}},
    {"stage/legend-gradient", {"gradient", NULL, NULL}},
    {"stage/legend-state", {"hidden-state", NULL, NULL}},
    {"stage/loss-number", {"loss", NULL, NULL}},
    {"stage/factor-name", {"factor", NULL, NULL}},
    {"stage/share", {"share-of-a-step", NULL, NULL}},
    {"terms/", {"term-of-a-sum", NULL, NULL}},
    {"controls/train", {"update", NULL, NULL}},
    {"controls/update", {"update", NULL, NULL}},
};
enum { PATH_COUNT = sizeof of_path / sizeof *of_path, ROW_COUNT = SUBJECT_CONTROL + 1 + KEY_COUNT + PATH_COUNT };

/* Gates, as the engine counts them. */
static const char *const lstm_gates[] = {"input-gate", "forget-gate", "candidate", "output-gate"};
static const char *const gru_gates[] = {"reset-gate", "update-gate", "candidate"};

static const char *pick(const TermRow *row, const Run *run) {
    if (run->net.spec.cell == CELL_LSTM && row->lstm) return row->lstm;
    if (run->net.spec.cell == CELL_GRU && row->gru) return row->gru;
    return row->plain;
}

/* The rows of the stage's gate strips are valves, in an order of their own. */
static const char *pick_gate(int row, const Run *run) {
    int valve[NET_GATE_MAX], count = cell_list_valves(valve, run->net.facts), gate = row >= 0 && row < count ? valve[row] : -1;
    if (run->net.spec.cell == CELL_LSTM && gate >= 0 && gate < 4) return lstm_gates[gate];
    if (run->net.spec.cell == CELL_GRU && gate >= 0 && gate < 3) return gru_gates[gate];
    return of_subject[SUBJECT_GATE].plain;
}

const char *term_find(const Region *region, const Subject *hover, const Run *run) {
    for (int i = 0; region && i < PATH_COUNT; i++)
        if (strncmp(region->path, of_path[i].path, strlen(of_path[i].path)) == 0) return pick(&of_path[i].row, run);
    bool is_control = region && strncmp(region->path, "controls/", 9) == 0;
    if (is_control && region->key >= 0 && region->key < KEY_COUNT) return pick(&of_key[region->key], run);
    if (hover->kind == SUBJECT_GATE) return pick_gate(hover->unit, run);
    return hover->kind > 0 && hover->kind <= SUBJECT_CONTROL ? pick(&of_subject[hover->kind], run) : NULL;
}

const char *term_slug(int index) {
    static const char *const others[] = {"input-gate", "forget-gate", "candidate", "output-gate", "reset-gate", "update-gate"};
    enum { OTHERS = sizeof others / sizeof *others };
    for (int i = 0; i < ROW_COUNT; i++) {
        const TermRow *row = i <= SUBJECT_CONTROL               ? &of_subject[i]
                             : i <= SUBJECT_CONTROL + KEY_COUNT ? &of_key[i - SUBJECT_CONTROL - 1]
                                                                : &of_path[i - SUBJECT_CONTROL - 1 - KEY_COUNT].row;
        const char *const name[] = {row->plain, row->lstm, row->gru};
        for (int k = 0; k < 3; k++)
            if (name[k] && index-- == 0) return name[k];
    }
    return index < OTHERS ? others[index] : NULL;
}
