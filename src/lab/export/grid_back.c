/* The backward pass of one lane: dL/dh, dL/dc, dL/da, and the part that a step sends to the step processed before it. */
#include "base/number.h"
#include "engine/cell/facts.h"
#include "lab/export/grid_write.h"
#include <string.h>

/* dL/dh: from the head if a loss reads this state, from the layer above, and from the step processed after. */
static void write_dh(GridWriter *writer, int layer, int direction) {
    const GridMap *map = &writer->map;
    const GridLane *lane = &map->lane[layer][direction];
    const Net *net = writer->source->net;
    const Wiring *wiring = &writer->source->trace->wiring;
    GridFormula formula = {0};
    for (int unit = 0; unit < map->H; unit++) {
        int feature = direction * map->H + unit;
        grid_label_row(writer, "dL/dh", "", unit);
        book_blank(&writer->book, 1);
        for (int t = 0; t < map->T; t++) {
            for (int k = 0; layer == net->spec.layers - 1 && k < writer->source->losses; k++) {
                int step = wiring->head_reads_final && direction ? 0 : export_loss_step(writer->source, k);
                if (step != t) continue;
                grid_say(&formula, "SUMPRODUCT(");
                grid_say_range(&formula, GRID_WEIGHTS, grid_param_row(map, writer->source, net_get_param(net, PARAM_HEAD_WEIGHT, 0, 0)),
                               1 + feature, map->O, 1);
                grid_say(&formula, ";");
                grid_say_range(&formula, GRID_HEAD, map->dy, GRID_COLUMN(export_loss_step(writer->source, k)), map->O, 1);
                grid_say(&formula, ")+");
            }
            for (int above = 0; layer + 1 < net->spec.layers && above < net->spec.directions; above++) {
                if (lane->has_mask) {
                    grid_say_cell(&formula, NULL, lane->mask + unit, GRID_COLUMN(t));
                    grid_say(&formula, "*");
                }
                grid_say(&formula, "SUMPRODUCT(");
                grid_say_range(&formula, GRID_WEIGHTS,
                               grid_param_row(map, writer->source, net_get_param(net, PARAM_INPUT_WEIGHT, layer + 1, above)), 1 + feature,
                               net->gates * map->H, 1);
                grid_say(&formula, ";");
                grid_say_range(&formula, map->lane[layer + 1][above].name, map->lane[layer + 1][above].da, GRID_COLUMN(t),
                               net->gates * map->H, 1);
                grid_say(&formula, ")+");
            }
            int after = grid_after(lane, t);
            if (after >= 0 && after < map->T) {
                grid_say_cell(&formula, NULL, lane->carry + unit, GRID_COLUMN(after));
            } else {
                grid_say(&formula, "0");
            }
            grid_put(writer, &formula);
        }
    }
}

static const char *const slope_pattern[ACTIVATION_COUNT] = {"d*(1-h^2)", "IF(a>0;d;0)", "IF(a>0;d;0.01*d)", "d*h*(1-h)", "d"};

static void write_lstm_back(GridWriter *writer, const GridLane *lane) {
    int H = writer->map.H, g = lane->gate, i = g + LSTM_I * H, f = g + LSTM_F * H, n = g + LSTM_G * H, o = g + LSTM_O * H;
    const GridRows rows[] = {
        {"dL/dc", "", "d*o*(1-t^2)+c*f", "dotcf", "", "cf", {lane->dh, o, lane->tanh_c, lane->dc, f}, NULL},
        {"dL/da", "i", "d*g*i*(1-i)", "dgi", "", "", {lane->dc, n, i}, NULL},
        {"dL/da", "f", "d*p*f*(1-f)", "dpf", "p", "", {lane->dc, lane->c, f}, NULL},
        {"dL/da", "g", "d*i*(1-g^2)", "dig", "", "", {lane->dc, i, n}, NULL},
        {"dL/da", "o", "d*t*o*(1-o)", "dto", "", "", {lane->dh, lane->tanh_c, o}, NULL},
    };
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) grid_write_rows(writer, lane, &rows[k]);
}

static void write_gru_back(GridWriter *writer, const GridLane *lane) {
    int H = writer->map.H, r = lane->gate + GRU_R * H, z = lane->gate + GRU_Z * H, n = lane->gate + GRU_N * H;
    const GridRows rows[] = {
        {"dL/da", "r", "d*q*r*(1-r)", "dqr", "", "", {lane->da + GRU_N * H, lane->q, r}, NULL},
        {"dL/da", "z", "d*(p-n)*z*(1-z)", "dpnz", "p", "", {lane->dh, lane->h, n, z}, NULL},
        {"dL/da", "n", "d*(1-z)*(1-n^2)", "dzn", "", "", {lane->dh, z, n}, NULL},
        {"dL/dq", "", "d*r", "dr", "", "", {lane->da + GRU_N * H, r}, NULL},
    };
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) grid_write_rows(writer, lane, &rows[k]);
}

/* The part that a step adds to dL/dh of the step processed before it. */
static void write_carry(GridWriter *writer, int layer, int direction) {
    const GridMap *map = &writer->map;
    const GridLane *lane = &map->lane[layer][direction];
    const CellFacts *facts = writer->source->net->facts;
    int weights = grid_param_row(map, writer->source, net_get_param(writer->source->net, PARAM_RECURRENT_WEIGHT, layer, direction));
    int direct = (facts->q_gate >= 0 ? facts->gates - 1 : facts->gates) * map->H;
    GridFormula formula = {0};
    for (int unit = 0; unit < map->H; unit++) {
        grid_label_row(writer, "to the step before, h", "", unit);
        book_blank(&writer->book, 1);
        for (int t = 0; t < map->T; t++) {
            if (facts->straight == STRAIGHT_GATE && !facts->has_c) {
                grid_say_cell(&formula, NULL, lane->gate + facts->straight_gate * map->H + unit, GRID_COLUMN(t));
                grid_say(&formula, "*");
                grid_say_cell(&formula, NULL, lane->dh + unit, GRID_COLUMN(t));
                grid_say(&formula, "+");
            }
            grid_say(&formula, "SUMPRODUCT(");
            grid_say_range(&formula, GRID_WEIGHTS, weights, 1 + unit, direct, 1);
            grid_say(&formula, ";");
            grid_say_range(&formula, NULL, lane->da, GRID_COLUMN(t), direct, 1);
            grid_say(&formula, ")");
            if (facts->q_gate >= 0) {
                grid_say(&formula, "+SUMPRODUCT(");
                grid_say_range(&formula, GRID_WEIGHTS, weights + direct, 1 + unit, map->H, 1);
                grid_say(&formula, ";");
                grid_say_range(&formula, NULL, lane->dq, GRID_COLUMN(t), map->H, 1);
                grid_say(&formula, ")");
            }
            grid_put(writer, &formula);
        }
    }
}

void grid_write_back(GridWriter *writer, int layer, int direction) {
    const GridLane *lane = &writer->map.lane[layer][direction];
    const NetSpec *spec = &writer->source->net->spec;
    write_dh(writer, layer, direction);
    if (spec->cell == CELL_LSTM) {
        write_lstm_back(writer, lane);
    } else if (spec->cell == CELL_GRU) {
        write_gru_back(writer, lane);
    } else if (spec->cell == CELL_RNN) {
        const GridRows da = {"dL/da", "", slope_pattern[spec->activation], "dha", "", "", {lane->dh, lane->h, lane->a}, NULL};
        grid_write_rows(writer, lane, &da);
    }
    write_carry(writer, layer, direction);
}
