/* See export_list.h. */
#include "lab/export/export_list.h"
#include "base/number.h"
#include "engine/cell/facts.h"

static void add(ExportList *list, const char *name, ExportShape shape, const double *at, int rows, int cols, int stride, bool is_extra) {
    if (!at || list->count == EXPORT_LIST_MAX) return;
    ExportItem *item = &list->item[list->count++];
    *item = (ExportItem){.shape = shape, .at = at, .rows = rows, .cols = cols, .stride = stride, .is_extra = is_extra};
    str_copy(item->name, EXPORT_NAME_SIZE, str_from(name));
}

static void add_lane_item(ExportList *list, const char *stem, int layer, int direction, const double *at, int rows, int cols, int stride,
                          bool is_extra) {
    char name[EXPORT_NAME_SIZE];
    text_format(name, (int)sizeof name, "%s.l%d.d%d", stem, layer, direction);
    add(list, name, EXPORT_STEPS, at, rows, cols, stride, is_extra);
}

static void add_params(ExportList *list, const ExportSource *source, const char *before, const double *block) {
    char name[EXPORT_NAME_SIZE];
    for (int i = 0; i < source->net->param_count; i++) {
        const Param *param = &source->net->param[i];
        bool is_vector = param->kind == PARAM_INPUT_BIAS || param->kind == PARAM_RECURRENT_BIAS || param->kind == PARAM_HEAD_BIAS;
        text_format(name, (int)sizeof name, "%s%s", before, param->name);
        add(list, name, is_vector ? EXPORT_VECTOR : EXPORT_MATRIX, block + param->offset, param->rows, param->cols, param->cols, false);
    }
}

static void add_states(ExportList *list, const ExportSource *source, int layer, int direction) {
    const Trace *trace = source->trace;
    const TraceLane *lane = &trace->lane[layer][direction];
    const CellFacts *facts = source->net->facts;
    int T = source->steps, H = source->net->spec.hidden, wide = facts->gates * H;
    add_lane_item(list, "h", layer, direction, lane->h, T, H, H, false);
    add_lane_item(list, "c", layer, direction, lane->c, T, H, H, false);
    add_lane_item(list, "q", layer, direction, lane->q, T, H, H, false);
    add_lane_item(list, "a", layer, direction, lane->pre, T, wide, wide, !facts->is_plain);
    for (int gate = 0; !facts->is_plain && gate < facts->gates; gate++) {
        add_lane_item(list, facts->gate[gate].letter, layer, direction, lane->gate + gate * H, T, H, wide, false);
    }
    add_lane_item(list, "mask", layer, direction, lane->mask, T, H, H, true);
}

static void add_state_gradients(ExportList *list, const ExportSource *source, int layer, int direction) {
    const Trace *trace = source->trace;
    const TraceLane *lane = &trace->lane[layer][direction];
    int T = source->steps, H = source->net->spec.hidden, wide = source->net->gates * H;
    add_lane_item(list, "grad.h", layer, direction, lane->dh, T, H, H, false);
    add_lane_item(list, "grad.c", layer, direction, lane->dc, T, H, H, false);
    add_lane_item(list, "grad.a", layer, direction, lane->dpre, T, wide, wide, true);
    add_lane_item(list, "grad.q", layer, direction, lane->dq, T, H, H, true);
    add_lane_item(list, "grad.h0", layer, direction, lane->dh0, 1, H, H, false);
    add_lane_item(list, "grad.c0", layer, direction, lane->dc0, 1, H, H, false);
}

static void for_lanes(ExportList *list, const ExportSource *source, void (*visit)(ExportList *, const ExportSource *, int, int)) {
    for (int layer = 0; layer < source->net->spec.layers; layer++) {
        for (int direction = 0; direction < source->net->spec.directions; direction++) visit(list, source, layer, direction);
    }
}

static void add_starts(ExportList *list, const ExportSource *source, int layer, int direction) {
    const TraceLane *lane = &source->trace->lane[layer][direction];
    int H = source->net->spec.hidden;
    add_lane_item(list, "h0", layer, direction, lane->h0, 1, H, H, false);
    add_lane_item(list, "c0", layer, direction, lane->c0, 1, H, H, false);
}

void export_list_fill(ExportList *list, const ExportSource *source) {
    const Trace *trace = source->trace;
    const NetSpec *spec = &source->net->spec;
    int T = source->steps, K = source->losses, O = spec->outputs, I = spec->inputs;
    int wide = spec->loss == LOSS_CROSS_ENTROPY ? 1 : O;
    list->count = 0;
    for (int k = 0; k < K; k++) list->loss_t[k] = export_loss_step(source, k);
    add_params(list, source, "", source->weight);
    for_lanes(list, source, add_starts);
    add(list, "x", EXPORT_STEPS, trace->x, T, I, I, false);
    add(list, "target", EXPORT_STEPS, trace->target, K, wide, wide, false);
    add(list, "loss_t", EXPORT_SERIES, list->loss_t, K, 1, 1, false);
    for_lanes(list, source, add_states);
    add(list, "y", EXPORT_STEPS, trace->y, K, O, O, false);
    add(list, "prob", EXPORT_STEPS, trace->prob, K, O, O, false);
    add(list, "loss_raw", EXPORT_SERIES, trace->loss_raw, K, 1, 1, false);
    add(list, "loss_step", EXPORT_SERIES, trace->loss_step, K, 1, 1, false);
    add(list, "loss", EXPORT_SCALAR, &trace->loss, 1, 1, 1, false);
    add(list, "loss_scale", EXPORT_SCALAR, &trace->loss_scale, 1, 1, 1, false);
    add_params(list, source, "grad.", source->gradient);
    add(list, "gradnorm", EXPORT_SCALAR, &trace->gradient_norm, 1, 1, 1, false);
    add(list, "grad.x", EXPORT_STEPS, trace->dx, T, I, I, false);
    add(list, "grad.y", EXPORT_STEPS, trace->dy, K, O, O, false);
    for_lanes(list, source, add_state_gradients);
}
