/* Whether the output goes to a terminal, and how wide that is. */
#ifndef UNROLL_PLATFORM_TERMINAL_H
#define UNROLL_PLATFORM_TERMINAL_H
#include <stdbool.h>
#include <stdio.h>

bool platform_is_terminal(FILE *stream);
int platform_terminal_columns(FILE *stream); /* 80 if that is not known */

#endif
