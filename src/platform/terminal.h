/* Whether a person is watching. */
#ifndef UNROLL_PLATFORM_TERMINAL_H
#define UNROLL_PLATFORM_TERMINAL_H
#include <stdbool.h>
#include <stdio.h>

bool platform_is_terminal(FILE *stream);

#endif
