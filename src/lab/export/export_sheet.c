/* The stage as a spreadsheet: the unrolled network, forward and backward, in cells whose formulas are those of the engine (cell_rnn.c,
   cell_gru.c, cell_lstm.c, head.c). Time runs to the right, a column a step, so that a state is a column of cells and a row of weights
   times a state is one MMULT. Weights, inputs and targets are the only numbers; the program that opens the file computes everything else.

   Sheets: About; Weights; one for every layer and direction; Head; Gradients, laid out as Weights; Check, which compares them with the
   engine's numbers. */
#include "base/number.h"
#include "engine/cell/facts.h"
#include "lab/export/grid_write.h"
#include <math.h>

static void write_weights(GridWriter *writer) {
    const Net *net = writer->source->net;
    book_sheet(&writer->book, GRID_WEIGHTS, 1 + writer->map.widest);
    for (int i = 0; i < net->param_count; i++) {
        const Param *param = &net->param[i];
        book_row(&writer->book);
        book_text(&writer->book, BOOK_HEAD, param->name);
        for (int r = 0; r < param->rows; r++) {
            book_row(&writer->book);
            book_blank(&writer->book, 1);
            for (int c = 0; c < param->cols; c++)
                book_number(&writer->book, writer->source->weight[param->offset + (size_t)r * (size_t)param->cols + (size_t)c]);
        }
    }
}

/* ---- Gradients and Check --------------------------------------------------------------------------------------------- */

static void say_gradient(GridWriter *writer, GridFormula *formula, const Param *param, int row, int column) {
    const GridMap *map = &writer->map;
    const CellFacts *facts = writer->source->net->facts;
    const GridLane *lane = &map->lane[param->layer][param->direction];
    bool is_head = param->kind == PARAM_HEAD_WEIGHT || param->kind == PARAM_HEAD_BIAS;
    bool is_bias = param->kind == PARAM_HEAD_BIAS || param->kind == PARAM_INPUT_BIAS || param->kind == PARAM_RECURRENT_BIAS;
    bool is_recurrent = param->kind == PARAM_RECURRENT_WEIGHT || param->kind == PARAM_RECURRENT_BIAS;
    int index = is_bias ? column : row, of_q = index - (facts->gates - 1) * map->H;
    const char *sheet = is_head ? GRID_HEAD : lane->name;
    int left = is_head ? map->dy + index : is_recurrent && facts->q_gate >= 0 && of_q >= 0 ? lane->dq + of_q : lane->da + index;
    int right = is_head ? map->feature + column : is_recurrent ? lane->h + column : lane->x + column;
    grid_say(formula, is_bias ? "SUM(" : "SUMPRODUCT(");
    grid_say_range(formula, sheet, left, GRID_COLUMN(0), 1, map->T);
    if (!is_bias) {
        grid_say(formula, ";");
        grid_say_range(formula, sheet, right, is_recurrent ? GRID_COLUMN(grid_before(lane, 0)) : GRID_COLUMN(0), 1, map->T);
    }
    grid_say(formula, ")");
}

static void write_gradients(GridWriter *writer) {
    const Net *net = writer->source->net;
    GridFormula formula = {0};
    book_sheet(&writer->book, GRID_GRADIENTS, 1 + writer->map.widest);
    for (int i = 0; i < net->param_count; i++) {
        const Param *param = &net->param[i];
        char text[64];
        text_format(text, (int)sizeof text, "dL/d %s", param->name);
        book_row(&writer->book);
        book_text(&writer->book, BOOK_HEAD, text);
        for (int r = 0; r < param->rows; r++) {
            book_row(&writer->book);
            book_blank(&writer->book, 1);
            for (int c = 0; c < param->cols; c++) {
                say_gradient(writer, &formula, param, r, c);
                grid_put(writer, &formula);
            }
        }
    }
}

static void write_check_row(GridWriter *writer, const char *name, double value, GridFormula *formula, int row) {
    book_row(&writer->book);
    book_text(&writer->book, BOOK_PLAIN, name);
    book_number(&writer->book, value);
    grid_put(writer, formula);
    grid_say_cell(formula, NULL, row, 2);
    grid_say(formula, "-");
    grid_say_cell(formula, NULL, row, 1);
    grid_put(writer, formula);
}

static void write_check(GridWriter *writer) {
    const Net *net = writer->source->net;
    GridFormula formula = {0};
    book_sheet(&writer->book, GRID_CHECK, 4);
    book_row(&writer->book);
    book_text(&writer->book, BOOK_HEAD, "Unroll beside this sheet");
    book_text(&writer->book, BOOK_HEAD, "Unroll");
    book_text(&writer->book, BOOK_HEAD, "here");
    book_text(&writer->book, BOOK_HEAD, "difference");
    grid_say_cell(&formula, GRID_HEAD, writer->map.loss, 1);
    write_check_row(writer, "loss", writer->source->trace->loss, &formula, 1);
    for (int i = 0; i < net->param_count; i++) {
        const Param *param = &net->param[i];
        double sum = 0;
        char text[64];
        for (size_t k = 0; k < (size_t)param->rows * (size_t)param->cols; k++) {
            double value = writer->source->gradient[param->offset + k];
            sum += value * value;
        }
        grid_say(&formula, "SQRT(SUMSQ(");
        grid_say_range(&formula, GRID_GRADIENTS, grid_param_row(&writer->map, writer->source, param), 1, param->rows, param->cols);
        grid_say(&formula, "))");
        text_format(text, (int)sizeof text, "norm of dL/d %s", param->name);
        write_check_row(writer, text, sqrt(sum), &formula, 2 + i);
    }
}

static void write_about(GridWriter *writer) {
    const ExportSource *source = writer->source;
    char text[1200];
    book_sheet(&writer->book, "About", 1);
    text_format(text, (int)sizeof text, "%s, unrolled through %d steps: sequence %s at update %s", source->net->facts->label, writer->map.T,
                COUNT_TEXT(source->sequence + 1), COUNT_TEXT(source->update));
    const char *const line[] = {
        "Blue numbers are given: weights, inputs, targets and the states that the chains start from. Everything else is a formula: change "
        "a blue one and see what follows.",
        "Time runs to the right, one column a step. Each layer and direction has its sheet: on top the way forward, below it what comes "
        "back through time.",
        "Gradients has dL/dW for every number of Weights, at the same place: a product of two rows, summed over the steps.",
        "Check holds the loss and the norms of the gradients as Unroll computed them beside what this sheet computes."};
    book_row(&writer->book);
    book_text(&writer->book, BOOK_HEAD, text);
    book_row(&writer->book);
    text_format(text, (int)sizeof text, "Setup: %s", source->line);
    book_text(&writer->book, BOOK_NOTE, text);
    for (size_t i = 0; i < sizeof line / sizeof *line; i++) {
        book_row(&writer->book);
        book_text(&writer->book, BOOK_PLAIN, line[i]);
    }
}

static bool write_book(Bytes *out, const ExportSource *source, bool is_flat, Diag *diag) {
    GridWriter writer = {.source = source};
    if (!grid_map_init(&writer.map, source, diag)) return false;
    book_begin(&writer.book, out, is_flat);
    write_about(&writer);
    write_weights(&writer);
    for (int layer = 0; layer < source->net->spec.layers; layer++) {
        for (int direction = 0; direction < source->net->spec.directions; direction++) grid_write_lane(&writer, layer, direction);
    }
    grid_write_head(&writer);
    write_gradients(&writer);
    write_check(&writer);
    book_end(&writer.book);
    return true;
}

bool export_flat_sheet(Bytes *out, const ExportSource *source, const char *beside, Diag *diag) {
    (void)beside;
    return write_book(out, source, true, diag);
}

bool export_sheet(Bytes *out, const ExportSource *source, const char *beside, Diag *diag) {
    (void)beside;
    return write_book(out, source, false, diag);
}
