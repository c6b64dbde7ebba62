/* See grid_write.h. */
#include "lab/export/grid_write.h"
#include "base/number.h"
#include <stdarg.h>
#include <string.h>

void grid_say(GridFormula *formula, const char *text) { grid_say_format(formula, "%s", text); }

void grid_say_format(GridFormula *formula, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    formula->count += text_format_list(formula->text + formula->count, GRID_FORMULA_SIZE - formula->count, format, arguments);
    va_end(arguments);
}

void grid_say_cell(GridFormula *formula, const char *sheet, int row, int column) {
    formula->count += book_refer(formula->text + formula->count, GRID_FORMULA_SIZE - formula->count, sheet, row, column);
}

void grid_say_range(GridFormula *formula, const char *sheet, int row, int column, int rows, int columns) {
    formula->count +=
        book_refer_range(formula->text + formula->count, GRID_FORMULA_SIZE - formula->count, sheet, row, column, rows, columns);
}

void grid_put(GridWriter *writer, GridFormula *formula) {
    book_formula(&writer->book, formula->text);
    formula->count = 0;
    formula->text[0] = 0;
}

void grid_label_row(GridWriter *writer, const char *stem, const char *letter, int unit) {
    char text[64];
    book_row(&writer->book);
    text_format(text, (int)sizeof text, "%s%s%s %d", stem, *letter ? " " : "", letter, unit + 1);
    book_text(&writer->book, BOOK_PLAIN, text);
}

void grid_say_product(GridFormula *formula, const GridWriter *writer, ParamKind kind, int layer, int direction, int row, int first_row,
                      int rows, int column) {
    const Param *param = net_get_param(writer->source->net, kind, layer, direction);
    grid_say(formula, "MMULT(");
    grid_say_range(formula, GRID_WEIGHTS, grid_param_row(&writer->map, writer->source, param) + row, 1, 1, rows);
    grid_say(formula, ";");
    grid_say_range(formula, NULL, first_row, column, rows, 1);
    grid_say(formula, ")");
}

void grid_say_bias(GridFormula *formula, const GridWriter *writer, ParamKind kind, int layer, int direction, int column) {
    grid_say_cell(formula, GRID_WEIGHTS,
                  grid_param_row(&writer->map, writer->source, net_get_param(writer->source->net, kind, layer, direction)), 1 + column);
}

void grid_write_steps(GridWriter *writer, const char *title) {
    book_row(&writer->book);
    book_text(&writer->book, BOOK_HEAD, title);
    book_row(&writer->book);
    book_text(&writer->book, BOOK_HEAD, "step t");
    book_text(&writer->book, BOOK_HEAD, "before");
    for (int t = 0; t < writer->map.T; t++) {
        char text[16];
        text_format(text, (int)sizeof text, "%d", t + 1);
        book_text(&writer->book, BOOK_HEAD, text);
    }
}

/* Writes the pattern with its letters replaced by cells: 'a', 'h', ... stand for the cell of cell[] at that place of `names`. */
static void say_pattern(GridFormula *formula, const char *pattern, const char *names, int (*cell)[2]) {
    for (; *pattern; pattern++) {
        const char *at = strchr(names, *pattern);
        if (at) {
            grid_say_cell(formula, NULL, cell[at - names][0], cell[at - names][1]);
        } else {
            char one[2] = {*pattern, 0};
            grid_say(formula, one);
        }
    }
}

void grid_write_rows(GridWriter *writer, const GridLane *lane, const GridRows *rows) {
    const GridMap *map = &writer->map;
    GridFormula formula = {0};
    for (int unit = 0; unit < map->H; unit++) {
        grid_label_row(writer, rows->stem, rows->letter, unit);
        bool is_front = grid_before(lane, 0) < 0;
        if (rows->start && is_front) {
            book_number(&writer->book, rows->start[unit]);
        } else {
            book_blank(&writer->book, 1);
        }
        for (int t = 0; t < map->T; t++) {
            int cell[8][2];
            for (int i = 0; rows->names[i]; i++) {
                int step = strchr(rows->past, rows->names[i])   ? grid_before(lane, t)
                           : strchr(rows->next, rows->names[i]) ? grid_after(lane, t)
                                                                : t;
                cell[i][0] = rows->row[i] + unit;
                cell[i][1] = GRID_COLUMN(step);
            }
            say_pattern(&formula, rows->pattern, rows->names, cell);
            grid_put(writer, &formula);
        }
        if (rows->start && !is_front) book_number(&writer->book, rows->start[unit]);
    }
}
