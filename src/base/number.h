/* Numbers as text, the same in every locale: the point is always a point. */
#ifndef UNROLL_BASE_NUMBER_H
#define UNROLL_BASE_NUMBER_H
#include "base/str.h"
#include <stdarg.h>

/* Reads the whole slice as one number (decimal or exponent form, nan and inf). False when anything is left over. */
bool number_parse(double *out, Str text);
bool number_parse_int(long *out, Str text);
bool number_parse_comma(double *out, Str text); /* reads a number with a decimal comma, as in 0,02; false for anything else */

/* Shortest text that reads back as the same double, at most 25 bytes with its terminator. Returns the bytes written. */
int number_format(char *out, int size, double value);

/* Writes a number for people, with `digits` significant digits: 0.367, 12.5, 1.90e-3 below 1e-2 or from 1e5 on; "0", "NaN", "∞", "−∞". The
   minus sign is U+2212 in the mantissa and '-' in the exponent. */
int number_format_short(char *out, int size, double value, int digits);

/* A count as people write it: "950", "23,456". */
int number_format_count(char *out, int size, long count);
/* The same as an argument of text_format. The text lives as long as the enclosing block. */
enum { NUMBER_COUNT_SIZE = 32 };
const char *number_count_text(char out[NUMBER_COUNT_SIZE], long count); /* returns out */
#define COUNT_TEXT(count) number_count_text((char[NUMBER_COUNT_SIZE]){0}, (count))

/* snprintf with "C" conventions whatever the locale. Always terminates, never inside a UTF-8 character; returns the bytes
   written (without the terminator). */
int text_format(char *out, int size, const char *format, ...) __attribute__((format(printf, 3, 4)));
int text_format_list(char *out, int size, const char *format, va_list arguments) __attribute__((format(printf, 3, 0)));

#endif
