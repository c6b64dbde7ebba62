/* See minus.h. */
#include "gui/minus.h"
#include <ctype.h>
#include <stdbool.h>
#include <string.h>

void minus_mend(char *text, int size) {
    static const char minus[] = "−";
    const size_t more = sizeof minus - 2; /* bytes by which it is longer */
    for (char *at = text; *at; at++) {
        bool is_number = isdigit((unsigned char)at[1]) || (at[1] == '.' && isdigit((unsigned char)at[2]));
        if (*at != '-' || !is_number || (at > text && isalnum((unsigned char)at[-1]))) continue;
        size_t left = strlen(at + 1);
        if ((size_t)(at - text) + 1 + more + left + 1 > (size_t)size) return;
        memmove(at + 1 + more, at + 1, left + 1);
        memcpy(at, minus, sizeof minus - 1);
        at += more;
    }
}
