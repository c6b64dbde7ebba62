/* The one writer of results: the same calls write aligned text for people, or one JSON object for programs, with the same numbers. Each
   call writes at once. */
#ifndef UNROLL_CLI_SHEET_H
#define UNROLL_CLI_SHEET_H
#include <stdbool.h>
#include <stdio.h>

typedef struct Sheet {
    FILE *out;
    bool json;
    bool follows; /* JSON: a comma comes before the next item */
    bool started; /* text: a blank line comes before the next part */
} Sheet;

/* A column of a table: numbers `stride` apart; or, where number is NULL, words; or, where both are, counting from 1. */
typedef struct SheetColumn {
    const char *key, *head; /* for programs, for people */
    const double *number;
    int stride;
    const char *const *word;
    int empty; /* the row, from 1, that has no valid number: people see "-", programs null; 0: none */
} SheetColumn;

void sheet_open(Sheet *sheet, FILE *out, bool json);
bool sheet_close(Sheet *sheet); /* false when it could not all be written */

/* Parts with a heading; they may be nested. Inside a list, key is NULL. */
void sheet_begin(Sheet *sheet, const char *key, const char *format, ...) __attribute__((format(printf, 3, 4)));
void sheet_end(Sheet *sheet);
void sheet_begin_list(Sheet *sheet, const char *key);
void sheet_end_list(Sheet *sheet);

/* One line of text: the label, then the value. NaN and infinity are null in JSON. */
void sheet_number(Sheet *sheet, const char *key, const char *label, double value);
void sheet_count(Sheet *sheet, const char *key, const char *label, long value);
void sheet_word(Sheet *sheet, const char *key, const char *label, const char *word);
void sheet_flag(Sheet *sheet, const char *key, const char *label, bool value);

/* say and gap: only in text; null: only in JSON. */
void sheet_say(Sheet *sheet, const char *format, ...) __attribute__((format(printf, 2, 3)));
void sheet_gap(Sheet *sheet); /* a blank line */
void sheet_null(Sheet *sheet, const char *key);

/* JSON: an object with one array for each column. */
void sheet_table(Sheet *sheet, const char *key, const SheetColumn *column, int columns, int rows);

/* value (rows, columns); JSON: an array of rows. People see rows counted from 1 under row_head, and columns as column_head with
   their number from 1 ("sigma 1"). */
void sheet_matrix(Sheet *sheet, const char *key, const char *row_head, const char *column_head, const double *value, int rows, int columns);

/* The same in JSON; for people the columns are lines, counted under column_head. */
void sheet_matrix_turned(Sheet *sheet, const char *key, const char *column_head, const char *row_head, const double *value, int rows,
                         int columns);

#endif
