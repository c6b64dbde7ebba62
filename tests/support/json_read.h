/* A small strict reader of JSON, for tests of what the program prints for other programs. */
#ifndef UNROLL_TESTS_JSON_READ_H
#define UNROLL_TESTS_JSON_READ_H
#include <stdbool.h>

/* Whether the whole text is one JSON value, with nothing but white space around it. */
bool json_is_valid(const char *text);

/* Where the value at a path begins: "summary.steps.h_norm.3" (indices from 0). NULL when there is none. */
const char *json_find(const char *text, const char *path);

/* Of a value that must be there: a number (null is NaN), a string's first bytes, an array's length. Fail the test else. */
double json_number(const char *text, const char *path);
void json_assert_word(const char *text, const char *path, const char *word);
int json_count(const char *text, const char *path);

#endif
