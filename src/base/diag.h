/* One diagnostic: where something went wrong, what was found, and what is expected. A function that can fail
   returns false and fills one; only app/ and cli/ show it to a person. A reader that goes on after a mistake fills a list of them. */
#ifndef UNROLL_BASE_DIAG_H
#define UNROLL_BASE_DIAG_H
#include <stdbool.h>

typedef struct Diag {
    char file[256];   /* empty when no file is concerned */
    int line, column; /* from 1; 0 where unknown */
    char text[512];   /* one or two sentences, UTF-8, no newline at the end; a line each where several things are wrong (lab/share_line.h) */
    bool not_finite;  /* the request was valid, but training made a number infinite or NaN and was taken back */
} Diag;

void diag_reset(Diag *diag);

/* Fills the text as printf does and returns false, so that `return diag_fail(diag, ...)` reads well. `diag` may be NULL. */
bool diag_fail(Diag *diag, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The same, with a place in a file. */
bool diag_fail_at(Diag *diag, const char *file, int line, int column, const char *format, ...) __attribute__((format(printf, 5, 6)));

/* Writes "file:line:column: text", or only the parts that are known, into out[size]; always terminates it. */
void diag_format(char *out, int size, const Diag *diag);

/* Every mistake of one file, in the order in which they were found. The first DIAG_LIST_MAX are kept; the rest are only counted. */
enum { DIAG_LIST_MAX = 16 };
typedef struct DiagList {
    Diag item[DIAG_LIST_MAX];
    int count; /* kept */
    int found; /* all; more than `count` when the list was full */
} DiagList;

void diag_list_reset(DiagList *list);
void diag_list_push(DiagList *list, const Diag *diag); /* a copy; `list` may be NULL */
/* As diag_fail_at, at the end of the list; returns false. `list` may be NULL. */
bool diag_list_fail_at(DiagList *list, const char *file, int line, int column, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/* The first diagnostic, and how many more there are: "settings:3: ... (and 2 more)". Empty when there is none. */
void diag_list_format(char *out, int size, const DiagList *list);

#endif
