/* What else a file that was opened can be read as, beside a text: columns of a table, each a series, and labelled lines. Read once, when the file
   is opened, so that whoever changes the column or the task finds it there. */
#ifndef UNROLL_DATA_TABLES_H
#define UNROLL_DATA_TABLES_H
#include "data/labelled.h"
#include "data/series.h"

typedef struct Tables {
    Series *series;   /* (column_count) owned; `count` is 0 for a column that is none */
    int column_count; /* 0: no table */
    int first_series; /* the first column that is a series; -1: none */
    bool has_lines;
    Labelled lines;
    char no_series[256], no_lines[256]; /* why there is none, with the place in the file */
} Tables;

Tables *tables_new(const char *name, Str bytes);               /* NULL: memory is out */
void tables_free(Tables *tables);                              /* NULL is fine */
const Series *tables_series(const Tables *tables, int column); /* from 1; 0: the first there is. NULL: none */

#endif
