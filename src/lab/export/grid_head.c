/* The head and the loss (engine/cell/head.c). */
#include "base/number.h"
#include "engine/cell/facts.h"
#include "lab/export/grid_write.h"

/* The columns of Head are the steps; those without a loss stay empty. */
static void for_losses(GridWriter *writer, void (*write)(GridWriter *, GridFormula *, int loss, int column, int index), int index) {
    GridFormula formula = {0};
    int column = 1;
    for (int k = 0; k < writer->source->losses; k++) {
        int at = GRID_COLUMN(export_loss_step(writer->source, k));
        book_blank(&writer->book, at - column);
        write(writer, &formula, k, at, index);
        if (formula.count) grid_put(writer, &formula);
        column = at + 1;
    }
}

static void say_feature(GridWriter *writer, GridFormula *formula, int loss, int column, int index) {
    const GridMap *map = &writer->map;
    const Wiring *wiring = &writer->source->trace->wiring;
    int direction = index / map->H, step = wiring->head_reads_final && direction ? 0 : export_loss_step(writer->source, loss);
    const GridLane *lane = &map->lane[writer->source->net->spec.layers - 1][direction];
    (void)column;
    grid_say_cell(formula, lane->name, lane->h + index % map->H, GRID_COLUMN(step));
}

static void say_output(GridWriter *writer, GridFormula *formula, int loss, int column, int index) {
    (void)loss;
    grid_say_bias(formula, writer, PARAM_HEAD_BIAS, 0, 0, index);
    grid_say(formula, "+");
    grid_say_product(formula, writer, PARAM_HEAD_WEIGHT, 0, 0, index, writer->map.feature, writer->source->net->feature_count, column);
}

static void put_target(GridWriter *writer, GridFormula *formula, int loss, int column, int index) {
    const GridMap *map = &writer->map;
    (void)formula;
    (void)column;
    book_number(&writer->book, writer->source->trace->target[(size_t)loss * (size_t)map->targets + (size_t)index]);
}

static void say_exponential(GridWriter *writer, GridFormula *formula, int loss, int column, int index) {
    (void)loss;
    grid_say(formula, "EXP(");
    grid_say_cell(formula, NULL, writer->map.y + index, column);
    grid_say(formula, "-MAX(");
    grid_say_range(formula, NULL, writer->map.y, column, writer->map.O, 1);
    grid_say(formula, "))");
}

static void say_probability(GridWriter *writer, GridFormula *formula, int loss, int column, int index) {
    (void)loss;
    grid_say_cell(formula, NULL, writer->map.exponential + index, column);
    grid_say(formula, "/SUM(");
    grid_say_range(formula, NULL, writer->map.exponential, column, writer->map.O, 1);
    grid_say(formula, ")");
}

static void say_loss(GridWriter *writer, GridFormula *formula, int loss, int column, int index) {
    const GridMap *map = &writer->map;
    (void)loss;
    (void)index;
    if (map->has_classes) {
        grid_say(formula, "LN(SUM(");
        grid_say_range(formula, NULL, map->exponential, column, map->O, 1);
        grid_say(formula, "))-INDEX(");
        grid_say_range(formula, NULL, map->y, column, map->O, 1);
        grid_say(formula, ";");
        grid_say_cell(formula, NULL, map->target, column);
        grid_say(formula, "+1)+MAX(");
        grid_say_range(formula, NULL, map->y, column, map->O, 1);
        grid_say(formula, ")");
        return;
    }
    grid_say(formula, "SUMXMY2(");
    grid_say_range(formula, NULL, map->y, column, map->O, 1);
    grid_say(formula, ";");
    grid_say_range(formula, NULL, map->target, column, map->O, 1);
    grid_say_format(formula, ")/%d", map->O);
}

static void say_dy(GridWriter *writer, GridFormula *formula, int loss, int column, int index) {
    const GridMap *map = &writer->map;
    (void)loss;
    grid_say_cell(formula, GRID_HEAD, map->scale, 1);
    if (map->has_classes) {
        grid_say(formula, "*(");
        grid_say_cell(formula, NULL, map->probability + index, column);
        grid_say(formula, "-IF(");
        grid_say_cell(formula, NULL, map->target, column);
        grid_say_format(formula, "=%d;1;0))", index);
        return;
    }
    grid_say(formula, "*2*(");
    grid_say_cell(formula, NULL, map->y + index, column);
    grid_say(formula, "-");
    grid_say_cell(formula, NULL, map->target + index, column);
    grid_say_format(formula, ")/%d", map->O);
}

static void write_head_rows(GridWriter *writer, const char *stem, int count, void (*write)(GridWriter *, GridFormula *, int, int, int)) {
    for (int i = 0; i < count; i++) {
        grid_label_row(writer, stem, "", i);
        for_losses(writer, write, i);
    }
}

void grid_write_head(GridWriter *writer) {
    const GridMap *map = &writer->map;
    GridFormula formula = {0};
    book_sheet(&writer->book, GRID_HEAD, GRID_COLUMN(map->T) + 1);
    grid_write_steps(writer, "Head and loss: a column for each step that has a loss");
    book_row(&writer->book);
    book_text(&writer->book, BOOK_PLAIN, "scale of each loss");
    book_number(&writer->book, writer->source->trace->loss_scale);
    book_row(&writer->book);
    book_text(&writer->book, BOOK_HEAD, "L, the loss");
    grid_say_cell(&formula, NULL, map->scale, 1);
    grid_say(&formula, "*SUM(");
    grid_say_range(&formula, NULL, map->raw, GRID_COLUMN(0), 1, map->T);
    grid_say(&formula, ")");
    grid_put(writer, &formula);
    write_head_rows(writer, "state that is read", writer->source->net->feature_count, say_feature);
    write_head_rows(writer, map->has_classes ? "score y" : "y", map->O, say_output);
    write_head_rows(writer, map->has_classes ? "target class, from 0:" : "target", map->targets, put_target);
    if (map->has_classes) {
        write_head_rows(writer, "exp(y - max)", map->O, say_exponential);
        write_head_rows(writer, "probability", map->O, say_probability);
    }
    book_row(&writer->book);
    book_text(&writer->book, BOOK_PLAIN, map->has_classes ? "-log probability" : "mean squared error");
    for_losses(writer, say_loss, 0);
    write_head_rows(writer, "dL/dy", map->O, say_dy);
}
