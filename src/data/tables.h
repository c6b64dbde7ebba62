/* Other readings of an opened file, besides a text: columns of a table, each a series, and labelled lines. The file is read once, when it
   is opened, so that a later change of the column or the task finds them ready. */
#ifndef UNROLL_DATA_TABLES_H
#define UNROLL_DATA_TABLES_H
#include "data/labelled.h"
#include "data/series.h"

typedef struct Tables {
    Series *series;   /* (column_count) owned; `count` is 0 for a column that is not a series */
    int column_count; /* 0: no table */
    int first_series; /* the first column that is a series; -1: none */
    bool has_lines;
    Labelled lines;
    Csv table;          /* names of the columns and their places in the file, without the values; empty if there is no table */
    Diag table_wrong;   /* why there is no table */
    Diag *series_wrong; /* (column_count) owned; why a column is not a series; as above, the text holds the place in the file */
    char no_lines[256]; /* why there are no labelled lines, with the place in the file */
} Tables;

/* What a file without a telling name is read as. A column of numbers is found first: no sentence has one. */
typedef enum TablesKind { TABLES_NONE, TABLES_SERIES, TABLES_LINES } TablesKind;
TablesKind tables_find_kind(const Tables *tables);

/* Reads in pieces, because it may take long. `name` and `bytes` are borrowed until the end. */
typedef struct TablesReading TablesReading;
TablesReading *tables_reading_new(const char *name, Str bytes); /* NULL: memory is out */
bool tables_reading_step(TablesReading *reading, int bytes);    /* reads about this many more bytes; true when it is finished */
double tables_reading_progress(const TablesReading *reading);   /* 0..1 */
Tables *tables_reading_end(TablesReading *reading);             /* takes the result and frees the reader; NULL if it had not finished. NULL
                                                                   is fine */
void tables_free(Tables *tables);                               /* NULL is fine */
const Series *tables_series(const Tables *tables, int column);  /* by number from 1; 0: the first series. NULL: none */

/* Why the column of that number is no series; for one that tables_series does not give. */
const char *tables_series_trouble(const Tables *tables, int column);

/* Index of the column with this name or number; "": the first column of numbers. -1, with the reason, if there is no such series. */
int tables_find_series(const Tables *tables, Str name, Diag *diag);

#endif
