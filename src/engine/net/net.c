/* The parts of a network: bounds, the parameter table in PyTorch's order and with its names, and the lists of steps that have an input or a
   loss. No arithmetic here. */
#include "engine/net/net.h"
#include "base/number.h"
#include "engine/cell/facts.h"
#include <assert.h>
#include <string.h>

void wiring_init_many_to_one(Wiring *wiring, int steps) {
    memset(wiring, 0, sizeof *wiring);
    wiring->steps = steps;
    wiring->input_count = steps;
    wiring->loss_count = 1;
    wiring->head_reads_final = true;
    for (int t = 0; t < steps && t < NET_STEP_MAX; t++) wiring->input_step[t] = (short)t;
    wiring->loss_step[0] = (short)(steps - 1);
}

void wiring_init_many_to_many(Wiring *wiring, int steps) {
    memset(wiring, 0, sizeof *wiring);
    wiring->steps = steps;
    wiring->input_count = steps;
    wiring->loss_count = steps;
    for (int t = 0; t < steps && t < NET_STEP_MAX; t++) {
        wiring->input_step[t] = (short)t;
        wiring->loss_step[t] = (short)t;
    }
}

static bool check_size(const char *name, int value, int most, Diag *diag) {
    if (value >= 1 && value <= most) return true;
    return diag_fail(diag, "%s: %d given, 1 to %d are allowed", name, value, most);
}

static void add_param(Net *net, const char *stem, ParamKind kind, int layer, int direction, int rows, int cols) {
    assert(net->param_count < NET_PARAM_MAX);
    Param *param = &net->param[net->param_count++];
    memset(param, 0, sizeof *param);
    if (kind == PARAM_HEAD_WEIGHT || kind == PARAM_HEAD_BIAS) {
        text_format(param->name, (int)sizeof param->name, "%s", stem);
    } else {
        text_format(param->name, (int)sizeof param->name, "%s_l%d%s", stem, layer, direction ? "_reverse" : "");
    }
    param->kind = kind;
    param->layer = layer;
    param->direction = direction;
    param->rows = rows;
    param->cols = cols;
    param->offset = net->weight_count;
    net->weight_count += (size_t)rows * (size_t)cols;
}

bool net_init(Net *net, const NetSpec *spec, Diag *diag) {
    NetSpec given = *spec; /* it may lie inside *net */
    memset(net, 0, sizeof *net);
    if (!cell_facts(given.cell)) return diag_fail(diag, "cell: number %d given, 0 to %d are allowed", (int)given.cell, CELL_COUNT - 1);
    if ((unsigned)given.activation >= ACTIVATION_COUNT) {
        return diag_fail(diag, "activation: number %d given, 0 to %d are allowed", (int)given.activation, ACTIVATION_COUNT - 1);
    }
    if ((unsigned)given.loss >= LOSS_COUNT)
        return diag_fail(diag, "loss: number %d given, 0 to %d are allowed", (int)given.loss, LOSS_COUNT - 1);
    if (!check_size("hidden units", given.hidden, NET_HIDDEN_MAX, diag) || !check_size("layers", given.layers, NET_LAYER_MAX, diag) ||
        !check_size("directions", given.directions, NET_DIRECTION_MAX, diag) || !check_size("inputs", given.inputs, NET_INPUT_MAX, diag) ||
        !check_size("outputs", given.outputs, NET_OUTPUT_MAX, diag)) {
        return false;
    }
    if (!(given.dropout >= 0 && given.dropout < 1)) return diag_fail(diag, "dropout: %g given, 0 to below 1 are allowed", given.dropout);
    net->spec = given;
    net->facts = cell_facts(given.cell);
    net->gates = net->facts->gates;
    net->feature_count = given.hidden * given.directions;
    int rows = net->gates * given.hidden;
    for (int layer = 0; layer < given.layers; layer++) {
        for (int direction = 0; direction < given.directions; direction++) {
            add_param(net, "weight_ih", PARAM_INPUT_WEIGHT, layer, direction, rows, net_layer_inputs(net, layer));
            add_param(net, "weight_hh", PARAM_RECURRENT_WEIGHT, layer, direction, rows, given.hidden);
            add_param(net, "bias_ih", PARAM_INPUT_BIAS, layer, direction, 1, rows);
            add_param(net, "bias_hh", PARAM_RECURRENT_BIAS, layer, direction, 1, rows);
        }
    }
    add_param(net, "head.weight", PARAM_HEAD_WEIGHT, 0, 0, given.outputs, net->feature_count);
    add_param(net, "head.bias", PARAM_HEAD_BIAS, 0, 0, 1, given.outputs);
    return true;
}

/* In the order in which net_init adds them. */
const Param *net_get_param(const Net *net, ParamKind kind, int layer, int direction) {
    int index = kind >= PARAM_HEAD_WEIGHT ? net->param_count - 2 + (int)kind - PARAM_HEAD_WEIGHT
                                          : (layer * net->spec.directions + direction) * PARAM_HEAD_WEIGHT + (int)kind;
    assert(index >= 0 && index < net->param_count && net->param[index].kind == kind && "the network has no such parameter");
    return &net->param[index];
}

const Param *net_find_param(const Net *net, const char *name) {
    for (int i = 0; i < net->param_count; i++) {
        if (strcmp(net->param[i].name, name) == 0) return &net->param[i];
    }
    return NULL;
}

int net_layer_inputs(const Net *net, int layer) { return layer == 0 ? net->spec.inputs : net->feature_count; }

static const GateFacts *find_gate(CellKind cell, int gate) {
    const CellFacts *facts = cell_facts(cell);
    return facts && gate >= 0 && gate < facts->gates ? &facts->gate[gate] : NULL;
}

const char *net_gate_name(CellKind cell, int gate) {
    const GateFacts *found = find_gate(cell, gate);
    return found ? found->name : "";
}

const char *net_gate_letter(CellKind cell, int gate) {
    const GateFacts *found = find_gate(cell, gate);
    return found ? found->letter : "";
}
