/* The forward pass of one lane: inputs, pre-activations, gates and states, by the formulas of cell_rnn.c, cell_gru.c and cell_lstm.c. */
#include "base/number.h"
#include "engine/cell/facts.h"
#include "lab/export/grid_write.h"
#include <string.h>

static void write_inputs(GridWriter *writer, int layer, int direction) {
    const GridMap *map = &writer->map;
    const Net *net = writer->source->net;
    const Trace *trace = writer->source->trace;
    GridFormula formula = {0};
    int H = net->spec.hidden;
    (void)direction;
    for (int i = 0; i < map->lane[layer][direction].inputs; i++) {
        grid_label_row(writer, "x", "", i);
        book_blank(&writer->book, 1);
        for (int t = 0; t < map->T; t++) {
            if (layer == 0) {
                book_number(&writer->book, trace->x[(size_t)t * (size_t)net->spec.inputs + (size_t)i]);
                continue;
            }
            const GridLane *below = &map->lane[layer - 1][i / H];
            grid_say_cell(&formula, below->name, (below->has_mask ? below->up : below->h) + i % H, GRID_COLUMN(t));
            grid_put(writer, &formula);
        }
    }
}

static void write_pre(GridWriter *writer, int layer, int direction) {
    const GridMap *map = &writer->map;
    const GridLane *lane = &map->lane[layer][direction];
    const CellFacts *facts = writer->source->net->facts;
    int H = map->H;
    GridFormula formula = {0};
    for (int row = 0; row < facts->gates * H; row++) {
        int gate = row / H, unit = row % H;
        grid_label_row(writer, "a", facts->is_plain ? "" : facts->gate[gate].letter, unit);
        book_blank(&writer->book, 1);
        for (int t = 0; t < map->T; t++) {
            grid_say_bias(&formula, writer, PARAM_INPUT_BIAS, layer, direction, row);
            grid_say(&formula, "+");
            grid_say_product(&formula, writer, PARAM_INPUT_WEIGHT, layer, direction, row, lane->x, lane->inputs, GRID_COLUMN(t));
            grid_say(&formula, "+");
            if (facts->q_gate >= 0 && gate == facts->gates - 1) {
                grid_say_cell(&formula, NULL, lane->gate + facts->q_gate * H + unit, GRID_COLUMN(t));
                grid_say(&formula, "*");
                grid_say_cell(&formula, NULL, lane->q + unit, GRID_COLUMN(t));
            } else {
                grid_say_bias(&formula, writer, PARAM_RECURRENT_BIAS, layer, direction, row);
                grid_say(&formula, "+");
                grid_say_product(&formula, writer, PARAM_RECURRENT_WEIGHT, layer, direction, row, lane->h, H,
                                 GRID_COLUMN(grid_before(lane, t)));
            }
            grid_put(writer, &formula);
        }
    }
}

static void write_q(GridWriter *writer, int layer, int direction) {
    const GridMap *map = &writer->map;
    const GridLane *lane = &map->lane[layer][direction];
    const CellFacts *facts = writer->source->net->facts;
    GridFormula formula = {0};
    for (int unit = 0; facts->q_gate >= 0 && unit < map->H; unit++) {
        int row = (facts->gates - 1) * map->H + unit;
        grid_label_row(writer, "q", "", unit);
        book_blank(&writer->book, 1);
        for (int t = 0; t < map->T; t++) {
            grid_say_bias(&formula, writer, PARAM_RECURRENT_BIAS, layer, direction, row);
            grid_say(&formula, "+");
            grid_say_product(&formula, writer, PARAM_RECURRENT_WEIGHT, layer, direction, row, lane->h, map->H,
                             GRID_COLUMN(grid_before(lane, t)));
            grid_put(writer, &formula);
        }
    }
}

static const char *const activation_pattern[ACTIVATION_COUNT] = {"TANH(a)", "MAX(0;a)", "IF(a>0;a;0.01*a)", "1/(1+EXP(-a))", "a"};

static const char *curve_pattern(const GridWriter *writer, GateCurve curve) {
    if (curve == CURVE_ACTIVATION) return activation_pattern[writer->source->net->spec.activation];
    return curve == CURVE_TANH ? "TANH(a)" : "1/(1+EXP(-a))";
}

static void write_gates(GridWriter *writer, const GridLane *lane) {
    const CellFacts *facts = writer->source->net->facts;
    for (int gate = 0; !facts->is_plain && gate < facts->gates; gate++) {
        const GridRows rows = {
            "",  facts->gate[gate].letter, curve_pattern(writer, facts->gate[gate].curve), "a", "", "", {lane->a + gate * writer->map.H},
            NULL};
        grid_write_rows(writer, lane, &rows);
    }
}

static void write_states(GridWriter *writer, int layer, int direction) {
    const GridLane *lane = &writer->map.lane[layer][direction];
    const Net *net = writer->source->net;
    const TraceLane *numbers = &writer->source->trace->lane[layer][direction];
    int H = writer->map.H, g = lane->gate;
    if (net->spec.cell == CELL_LSTM) {
        const GridRows c = {"c", "", "f*p+i*g", "fpig", "p", "", {g + LSTM_F * H, lane->c, g + LSTM_I * H, g + LSTM_G * H}, numbers->c0};
        const GridRows tanh_c = {"tanh c", "", "TANH(c)", "c", "", "", {lane->c}, NULL};
        const GridRows h = {"h", "", "o*t", "ot", "", "", {g + LSTM_O * H, lane->tanh_c}, numbers->h0};
        grid_write_rows(writer, lane, &c);
        grid_write_rows(writer, lane, &tanh_c);
        grid_write_rows(writer, lane, &h);
    } else if (net->spec.cell == CELL_GRU) {
        const GridRows h = {"h", "", "(1-z)*n+z*p", "znp", "p", "", {g + GRU_Z * H, g + GRU_N * H, lane->h}, numbers->h0};
        grid_write_rows(writer, lane, &h);
    } else if (net->spec.cell == CELL_RNN) {
        const GridRows h = {"h", "", activation_pattern[net->spec.activation], "a", "", "", {lane->a}, numbers->h0};
        grid_write_rows(writer, lane, &h);
    }
    if (!lane->has_mask) return;
    for (int unit = 0; unit < H; unit++) {
        grid_label_row(writer, "dropout mask", "", unit);
        book_blank(&writer->book, 1);
        for (int t = 0; t < writer->map.T; t++) book_number(&writer->book, numbers->mask[(size_t)t * (size_t)H + (size_t)unit]);
    }
    const GridRows up = {"h * mask", "", "h*m", "hm", "", "", {lane->h, lane->mask}, NULL};
    grid_write_rows(writer, lane, &up);
}

void grid_write_lane(GridWriter *writer, int layer, int direction) {
    const GridLane *lane = &writer->map.lane[layer][direction];
    char title[96];
    book_sheet(&writer->book, lane->name, GRID_COLUMN(writer->map.T) + 1);
    text_format(title, (int)sizeof title, "Layer %d, %s: forward, then what comes back", layer + 1,
                direction ? "from the last step to the first" : "from the first step to the last");
    grid_write_steps(writer, title);
    write_inputs(writer, layer, direction);
    write_pre(writer, layer, direction);
    write_q(writer, layer, direction);
    write_gates(writer, lane);
    write_states(writer, layer, direction);
    grid_write_back(writer, layer, direction);
}
