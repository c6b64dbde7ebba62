/* Reads tables from CSV files, with libcsv. It finds in the file itself: the delimiter (comma, semicolon, tab or bar; a first line "sep=;",
   as Excel writes it, names it), whether numbers have a decimal comma and thousands separators (csv_number.h), whether the first row holds
   names. A byte-order mark, CRLF, CR alone, blank lines and lines that begin with # are fine.

   A field that is empty, or NA, N/A, NaN, null, none, a dash, a question mark or a spreadsheet's #N/A and its like, is missing. A column
   where more than one field in ten is text holds text; with fewer it holds numbers, and whoever asks for the column gets an error that
   names the first text and its line. It refuses, with line and column: rows of different length, numbers whose marks contradict each other,
   a quote that is not closed, a zero byte, UTF-16, and tables larger than the bounds below.

   Simplified on purpose: dates are text. */
#ifndef UNROLL_DATA_CSV_H
#define UNROLL_DATA_CSV_H
#include "base/diag.h"
#include "base/str.h"

enum { CSV_COLUMN_MAX = 1024, CSV_NAME_SIZE = 64, CSV_BYTES_MAX = 256 << 20, CSV_CELL_MAX = 32 << 20 };

/* A place in the file, from 1; 0: none. */
typedef struct CsvPlace {
    int line, column; /* column in bytes */
} CsvPlace;

typedef struct CsvColumn {
    char name[CSV_NAME_SIZE]; /* from the first row, or "column 2" */
    bool is_text;
    long numbers, missing, texts;
    CsvPlace first_missing, first_text;
    char text[32]; /* what stood there */
} CsvColumn;

typedef struct Csv {
    char name[CSV_NAME_SIZE]; /* the file's, without folders */
    char note[128];           /* the first line that begins with #, without it; "" */
    char delimiter;
    bool has_decimal_comma, has_names;
    int column_count;
    long row_count;
    CsvColumn *column; /* (column_count) owned */
    double *value;     /* (column_count, row_count) owned; NaN where it is missing or text */
} Csv;

/* False, with file, line, column, what was found and what is expected; there is then nothing to free. */
bool csv_read(Csv *csv, const char *name, Str bytes, Diag *diag);
/* The same in pieces, for callers that must not block for long. `name` and `bytes` are borrowed until the end. */
typedef struct CsvReading CsvReading;
CsvReading *csv_reading_new(Csv *csv, const char *name, Str bytes); /* NULL: memory is out */
bool csv_reading_step(CsvReading *reading, int bytes);              /* reads about this many more bytes; true when it is finished */
double csv_reading_progress(const CsvReading *reading);             /* 0..1 */
bool csv_reading_end(CsvReading *reading, Diag *diag);              /* takes the result and frees the reader; false if it had not finished.
                                                                       NULL means that memory was out */
void csv_deinit(Csv *csv);
/* Finds a column by its name, ignoring case, or by its number from 1. -1, with the list of columns, if there is none. */
int csv_find_column(const Csv *csv, Str name, Diag *diag);
int csv_first_numbers(const Csv *csv);                          /* the first column of numbers; -1: none */
bool csv_check_numbers(const Csv *csv, int column, Diag *diag); /* are all fields of the column numbers or missing? */
const double *csv_values(const Csv *csv, int column);           /* (row_count) */
const char *csv_delimiter_name(char delimiter);                 /* "semicolon" */

#endif
