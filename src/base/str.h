/* String slices: a piece of text that somebody else owns, not terminated. */
#ifndef UNROLL_BASE_STR_H
#define UNROLL_BASE_STR_H
#include <stdbool.h>
#include <stddef.h>

typedef struct Str {
    const char *at;
    int count; /* bytes */
} Str;

Str str_from(const char *text); /* of a terminated string; NULL gives the empty slice */
bool str_equal(Str a, const char *b);
bool str_same(Str a, Str b);
bool str_same_ignoring_case(Str a, Str b);    /* of ASCII letters */
Str str_trim(Str text);                       /* without white space at both ends, nor a byte-order mark at the front */
Str str_next_word(Str *rest);                 /* cuts the next run of non-blanks off the front; empty at the end */
Str str_next_line(Str *rest);                 /* cuts the next line off the front, without its end (LF or CRLF) */
int str_fit(Str text, int most);              /* bytes of the longest front part of at most `most` that splits no UTF-8 character */
bool str_copy(char *out, int size, Str text); /* terminates; false when it was cut (never inside a UTF-8 character) */

/* True if a path has at least one character before this suffix, in any case (".CSV" is ".csv"). `end` is in lower case. */
bool str_ends_like(const char *path, const char *end);

/* Finds the first character that is invisible or looks like a blank (a no-break space, a zero-width space, a control character), with its
   code and name; -1 if there is none. Blanks, tabs and line ends do not count. */
int str_find_invisible(Str text, int *code, const char **name);

/* The candidate closest to `word` by edit distance if it is near enough to be a typing error, else NULL: for
   "did you mean". */
const char *str_find_closest(Str word, const char *const *candidates, int count);

#endif
