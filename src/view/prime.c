/* See prime.h. */
#include "view/prime.h"
#include <stdbool.h>
#include <string.h>

static bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c & 0x80); }

void prime_letters(char *text, int size) {
    bool in_formula = false;
    int used = (int)strlen(text);
    char before = ' ';
    for (int i = 0; text[i]; i++) {
        char c = text[i], after = text[i + 1];
        if (c == '$') in_formula = !in_formula;
        bool is_named = c == 'W' || c == 'U' || (in_formula && (c == 'h' || c == 'c'));
        bool is_alone = !is_letter(before) && before != '\\' && !is_letter(after) && after != '\'';
        before = c;
        const char *prime = in_formula ? "'" : "′"; /* a formula's own mark; a sentence has no other than the letter */
        int length = (int)strlen(prime);
        if (!is_named || !is_alone || used + length >= size) continue;
        memmove(text + i + 1 + length, text + i + 1, (size_t)(used - i));
        memcpy(text + i + 1, prime, (size_t)length);
        i += length;
        used += length;
        before = '\'';
    }
}
