/* One diagnostic: where something went wrong, what was found, and what would be right. Whoever can fail returns
   false and fills one; only app/ and cli/ show it to a person. */
#ifndef UNROLL_BASE_DIAG_H
#define UNROLL_BASE_DIAG_H
#include <stdbool.h>

typedef struct Diag {
    char file[256];   /* empty when no file is concerned */
    int line, column; /* from 1; 0 where unknown */
    char text[512];   /* one or two sentences, UTF-8, no newline at the end */
} Diag;

void diag_reset(Diag *diag);

/* Fills the text as printf does and returns false, so that `return diag_fail(diag, ...)` reads well. `diag` may be NULL. */
bool diag_fail(Diag *diag, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The same, with a place in a file. */
bool diag_fail_at(Diag *diag, const char *file, int line, int column, const char *format, ...) __attribute__((format(printf, 5, 6)));

/* Writes "file:line:column: text", or only the parts that are known, into out[size]; always terminates it. */
void diag_format(char *out, int size, const Diag *diag);

#endif
