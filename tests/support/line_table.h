/* What tests with a table of lines share: what is refused says the words of its row, at its place where it has one, and leaves the experiment
   as it was; every other line is done. */
#ifndef UNROLL_TESTS_LINE_TABLE_H
#define UNROLL_TESTS_LINE_TABLE_H
#include "app/app.h"

typedef struct LineRow {
    const char *text;
    int line, column; /* of the mistake, in the text; 0: it has no place */
    const char *says; /* a part of the message; NULL: nothing is wrong */
} LineRow;

/* Was it done, or refused as the row says? */
void line_check(const LineRow *row, bool good, const Diag *diag);
/* Is one of the mistakes the row's, in a text that begins so many lines further down? */
bool line_is_told(const LineRow *row, const DiagList *mistakes, int lines_before);

/* The line with the folder in the place of the first "@", and the folder of the source in that of the first "%". */
void line_expand(char *out, size_t size, const char *line, const char *folder);
/* Does the command. A refusal has a reason and leaves the experiment as it was. */
bool line_apply(App *app, const char *line, Diag *diag);

#endif
