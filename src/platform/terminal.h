/* Whether a person is watching, and how wide what they see is. */
#ifndef UNROLL_PLATFORM_TERMINAL_H
#define UNROLL_PLATFORM_TERMINAL_H
#include <stdbool.h>
#include <stdio.h>

bool platform_is_terminal(FILE *stream);
int platform_terminal_columns(FILE *stream); /* 80 where that is not known */

#endif
