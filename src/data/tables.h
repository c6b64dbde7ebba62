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
    Csv table;          /* names of its columns and places in the file, without the values; nothing where there is no table */
    Diag table_wrong;   /* why there is none */
    Diag *series_wrong; /* (column_count) owned; why a column is no series */
    char no_series[256], no_lines[256]; /* why there is none, with the place in the file */
} Tables;

/* In pieces, for no one may wait so long. `name` and `bytes` are borrowed until the end. */
typedef struct TablesReading TablesReading;
TablesReading *tables_reading_new(const char *name, Str bytes); /* NULL: memory is out */
bool tables_reading_step(TablesReading *reading, int bytes);    /* reads about so many more; true when nothing is left to do */
double tables_reading_progress(const TablesReading *reading);   /* 0..1 */
Tables *tables_reading_end(TablesReading *reading);             /* frees it; NULL where it was not finished; NULL is fine */
void tables_free(Tables *tables);                               /* NULL is fine */
const Series *tables_series(const Tables *tables, int column);  /* from 1; 0: the first there is. NULL: none */

/* Index of the column that has this name or number; "": the first one of numbers. -1, with what is wrong, where there is no such series. */
int tables_find_series(const Tables *tables, Str name, Diag *diag);

#endif
