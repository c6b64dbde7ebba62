/* Writing the sheets: a formula that grows, and the parts that several sheets share. */
#ifndef UNROLL_LAB_EXPORT_GRID_WRITE_H
#define UNROLL_LAB_EXPORT_GRID_WRITE_H
#include "lab/export/book.h"
#include "lab/export/grid_map.h"

enum { GRID_FORMULA_SIZE = 1024 };

typedef struct GridFormula {
    char text[GRID_FORMULA_SIZE];
    int count;
} GridFormula;

typedef struct GridWriter {
    Book book;
    GridMap map;
    const ExportSource *source;
} GridWriter;

void grid_say(GridFormula *formula, const char *text);
void grid_say_format(GridFormula *formula, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* References; sheet NULL: the one that the formula stands in. */
void grid_say_cell(GridFormula *formula, const char *sheet, int row, int column);
void grid_say_range(GridFormula *formula, const char *sheet, int row, int column, int rows, int columns);
/* A row of weights times `rows` cells of this sheet's column from first_row on; and an entry of a bias. */
void grid_say_product(GridFormula *formula, const GridWriter *writer, ParamKind kind, int layer, int direction, int row, int first_row,
                      int rows, int column);
void grid_say_bias(GridFormula *formula, const GridWriter *writer, ParamKind kind, int layer, int direction, int column);
void grid_put(GridWriter *writer, GridFormula *formula); /* as the next cell; the formula is empty then */

/* A new row that begins with "stem letter unit". */
void grid_label_row(GridWriter *writer, const char *stem, const char *letter, int unit);
void grid_write_steps(GridWriter *writer, const char *title); /* the two rows at the top of a sheet with time */

void grid_write_lane(GridWriter *writer, int layer, int direction); /* grid_lane.c: forward */
void grid_write_back(GridWriter *writer, int layer, int direction); /* grid_back.c: its rows of the way back */
void grid_write_head(GridWriter *writer);                           /* grid_head.c */

/* One row for each unit, with this formula at every step and the initial state in the column before the first. `names` are the letters of
   the pattern that stand for cells, and row[] the row of the first unit of each; letters in `past` refer to the step processed before,
   letters in `next` to the one after. */
typedef struct GridRows {
    const char *stem, *letter, *pattern, *names, *past, *next;
    int row[8];
    const double *start; /* (H) or NULL */
} GridRows;
void grid_write_rows(GridWriter *writer, const GridLane *lane, const GridRows *rows);

#endif
