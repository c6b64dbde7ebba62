/* Reads JSON (RFC 8259) from untrusted text: value after value, with bounded depth and without allocation. The caller asks for the value it
   expects next; anything else gives a message with its line and column. */
#ifndef UNROLL_BASE_JSON_H
#define UNROLL_BASE_JSON_H
#include "base/diag.h"
#include "base/str.h"

enum { JSON_DEPTH_MAX = 64 };

typedef struct Json {
    const char *file; /* what messages call the text; borrowed, as are the next two */
    Str text;
    Diag *diag;
    int at;      /* bytes read */
    int name_at; /* where the name of the last member begins */
} Json;

void json_begin(Json *json, const char *file, Str text, Diag *diag);
bool json_end(Json *json); /* nothing but white space is left */

/* The first byte of the next value or bracket: { [ " t f n - or a digit; 0 at the end. */
char json_peek(Json *json);

bool json_open(Json *json, char bracket); /* { or [ */
/* Goes to the next element, or to the value of the next member, whose name it returns. After the last one it reads the closing bracket and
   sets *more to false. *count belongs to the caller and starts at 0. `name` may be NULL for an array. */
bool json_next(Json *json, char bracket, int *count, bool *more, char *name, int size);

/* Values. A string that does not fit is refused. */
bool json_read_string(Json *json, char *out, int size);
bool json_read_number(Json *json, Str *out); /* as it is written */
bool json_skip(Json *json);                  /* any value */

/* False, with a message, if an object from here on has the same name twice: it would not be clear which value is meant. Call it before
   reading an object. It reads nothing; text that is not JSON gives its message when it is read. */
bool json_check_names(const Json *json);

/* Reads the next characters of the string whose quotation mark is at `start`. Returns how many bytes they stand for; 0 at its end; -1,
   with a message, if it is not a string. */
int json_next_piece(Json *json, int start, char piece[4]);

/* Writes the message with the place of this byte. Always returns false. */
bool json_fail(Json *json, int at, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Line and column, from 1, of a byte of a text. The column counts characters. */
void str_find_place(Str text, int at, int *line, int *column);

#endif
