/* String slices, and "did you mean".

   White space is the six ASCII characters whatever the locale; text is UTF-8 and is never cut inside a character. The
   distance between words is the number of letters to insert, drop, change or swap with a neighbour (Damerau 1964, in the
   "optimal string alignment" form: no letter is touched twice). It counts bytes, which is right for the ASCII words of our
   tables, and ignores ASCII case. */
#include "base/str.h"
#include <string.h>

static bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

Str str_from(const char *text) { return (Str){text, text ? (int)strlen(text) : 0}; }

bool str_equal(Str a, const char *b) {
    Str other = str_from(b);
    return a.count == other.count && (a.count == 0 || memcmp(a.at, other.at, (size_t)a.count) == 0);
}

Str str_trim(Str text) {
    while (text.count > 0 && is_blank(text.at[0])) text = (Str){text.at + 1, text.count - 1};
    while (text.count > 0 && is_blank(text.at[text.count - 1])) text.count--;
    return text;
}

Str str_next_word(Str *rest) {
    int start = 0, end;
    while (start < rest->count && is_blank(rest->at[start])) start++;
    for (end = start; end < rest->count && !is_blank(rest->at[end]); end++) {}
    Str word = {rest->at ? rest->at + start : NULL, end - start};
    *rest = (Str){rest->at ? rest->at + end : NULL, rest->count - end};
    return word;
}

Str str_next_line(Str *rest) {
    const char *end = rest->count > 0 ? memchr(rest->at, '\n', (size_t)rest->count) : NULL;
    int count = end ? (int)(end - rest->at) : rest->count;
    Str line = {rest->at, count};
    int used = end ? count + 1 : count;
    *rest = (Str){rest->at ? rest->at + used : NULL, rest->count - used};
    if (line.count > 0 && line.at[line.count - 1] == '\r') line.count--;
    return line;
}

int str_fit(Str text, int most) {
    if (most >= text.count) return text.count;
    int count = most > 0 ? most : 0;
    int start = count; /* back to the first byte of the character that the cut would split */
    while (start > 0 && count - start < 3 && ((unsigned char)text.at[start] & 0xC0) == 0x80) start--;
    return ((unsigned char)text.at[start] & 0xC0) == 0xC0 ? start : count;
}

bool str_copy(char *out, int size, Str text) {
    if (size <= 0) return false;
    int count = str_fit(text, size - 1);
    if (count > 0) memmove(out, text.at, (size_t)count);
    out[count] = '\0';
    return count == text.count;
}

enum { WORD_MAX = 48 }; /* no word of our tables is longer */

static int lower(char c) { return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : (unsigned char)c; }

static int least(int a, int b) { return a < b ? a : b; }

/* d[i][j] = distance between the first i bytes of a and the first j of b, from its neighbours; three rows are enough. */
static int edit_distance(Str a, Str b) {
    int rows[3][WORD_MAX + 1];
    int *before = rows[0], *above = rows[1], *row = rows[2];
    for (int j = 0; j <= b.count; j++) above[j] = j;
    for (int i = 1; i <= a.count; i++) {
        row[0] = i;
        for (int j = 1; j <= b.count; j++) {
            int change = lower(a.at[i - 1]) != lower(b.at[j - 1]);
            row[j] = least(above[j - 1] + change, least(above[j], row[j - 1]) + 1);
            bool swapped = i > 1 && j > 1 && lower(a.at[i - 1]) == lower(b.at[j - 2]) && lower(a.at[i - 2]) == lower(b.at[j - 1]);
            if (swapped) row[j] = least(row[j], before[j - 2] + 1);
        }
        int *free_row = before;
        before = above;
        above = row;
        row = free_row;
    }
    return above[b.count];
}

const char *str_find_closest(Str word, const char *const *candidates, int count) {
    const char *closest = NULL;
    int nearest = (word.count + 1) / 3 + 1; /* one slip in three letters, rounded kindly; beyond that it is another word */
    if (word.count > WORD_MAX) return NULL;
    for (int i = 0; i < count; i++) {
        Str candidate = str_from(candidates[i]);
        if (candidate.count > WORD_MAX || candidate.count == 0) continue;
        int distance = edit_distance(word, candidate);
        if (distance < nearest) {
            nearest = distance;
            closest = candidates[i];
        }
    }
    return closest;
}
