/* See grid_map.h. */
#include "lab/export/grid_map.h"
#include "base/number.h"
#include "engine/cell/facts.h"

/* `count` rows from *row on; returns the first. */
static int take(int *row, int count) {
    int first = *row;
    *row += count;
    return first;
}

static void place_lane(GridMap *map, const ExportSource *source, int layer, int direction) {
    const Net *net = source->net;
    const CellFacts *facts = net->facts;
    GridLane *lane = &map->lane[layer][direction];
    int row = 2, H = map->H, wide = facts->gates * H; /* below a title and the numbers of the steps */
    text_format(lane->name, (int)sizeof lane->name, "Layer%d%s", layer + 1, direction ? "_reverse" : "");
    lane->inputs = net_layer_inputs(net, layer);
    lane->is_reverse = direction == 1;
    lane->has_mask = source->trace->lane[layer][direction].mask != NULL;
    lane->x = take(&row, lane->inputs);
    lane->a = take(&row, wide);
    lane->q = take(&row, facts->q_gate >= 0 ? H : 0);
    lane->gate = facts->is_plain ? lane->a : take(&row, wide);
    lane->c = take(&row, facts->has_c ? H : 0);
    lane->tanh_c = take(&row, facts->has_c ? H : 0);
    lane->h = take(&row, H);
    lane->mask = take(&row, lane->has_mask ? H : 0);
    lane->up = take(&row, lane->has_mask ? H : 0);
    lane->dh = take(&row, H);
    lane->dc = take(&row, facts->has_c ? H : 0);
    lane->da = take(&row, wide);
    lane->dq = take(&row, facts->q_gate >= 0 ? H : 0);
    lane->carry = take(&row, H);
}

static void place_head(GridMap *map, const Net *net) {
    int row = 2;
    map->scale = take(&row, 1);
    map->loss = take(&row, 1);
    map->feature = take(&row, net->feature_count);
    map->y = take(&row, map->O);
    map->target = take(&row, map->targets);
    map->exponential = take(&row, map->has_classes ? map->O : 0);
    map->probability = take(&row, map->has_classes ? map->O : 0);
    map->raw = take(&row, 1);
    map->dy = take(&row, map->O);
}

static bool is_small_enough(const GridMap *map, const Net *net, Diag *diag) {
    double cells = 2 * (double)net->weight_count;
    for (int layer = 0; layer < net->spec.layers; layer++) {
        const GridLane *lane = &map->lane[layer][0];
        cells += (double)net->spec.directions * (lane->carry + map->H) * map->T;
    }
    if (cells <= GRID_CELL_MAX) return true;
    return diag_fail(diag, "the spreadsheet would have %.0f cells; %d are the most. Lower the hidden units, the layers or the time steps",
                     cells, GRID_CELL_MAX);
}

bool grid_map_init(GridMap *map, const ExportSource *source, Diag *diag) {
    const Net *net = source->net;
    int row = 0;
    *map = (GridMap){.T = source->steps, .H = net->spec.hidden, .O = net->spec.outputs};
    map->has_classes = net->spec.loss == LOSS_CROSS_ENTROPY;
    map->targets = map->has_classes ? 1 : map->O;
    if (net->facts->fast == FAST_CELL_NONE) return diag_fail(diag, "the spreadsheet has no formulas for %s", net->facts->with_article);
    for (int i = 0; i < net->param_count; i++) {
        row++; /* its name */
        map->param[i] = take(&row, net->param[i].rows);
        if (net->param[i].cols > map->widest) map->widest = net->param[i].cols;
    }
    for (int layer = 0; layer < net->spec.layers; layer++) {
        for (int direction = 0; direction < net->spec.directions; direction++) place_lane(map, source, layer, direction);
    }
    place_head(map, net);
    return is_small_enough(map, net, diag);
}

int grid_param_row(const GridMap *map, const ExportSource *source, const Param *param) { return map->param[param - source->net->param]; }

int grid_before(const GridLane *lane, int step) { return lane->is_reverse ? step + 1 : step - 1; }
int grid_after(const GridLane *lane, int step) { return lane->is_reverse ? step - 1 : step + 1; }
