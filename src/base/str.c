/* String slices, and "did you mean".

   White space is the six ASCII characters in every locale, and a byte-order mark at the front, which some editors write at the beginning of
   a file; text is UTF-8 and is never cut inside a character. The distance between words is the number of letters to insert, drop, change or
   swap with a neighbour (Damerau 1964, in the "optimal string alignment" form: no letter is touched twice). It counts bytes, which is right
   for the ASCII words of our tables, and ignores ASCII case. */
#include "base/str.h"
#include <string.h>

static bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

Str str_from(const char *text) { return (Str){text, text ? (int)strlen(text) : 0}; }

/* Tables are searched with it: most words differ in their first byte. */
bool str_equal(Str a, const char *b) { return !(a.count > 0 && b && *b != *a.at) && str_same(a, str_from(b)); }

static int lower(char c) { return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : (unsigned char)c; }

bool str_same(Str a, Str b) { return a.count == b.count && (a.count == 0 || memcmp(a.at, b.at, (size_t)a.count) == 0); }

bool str_same_ignoring_case(Str a, Str b) {
    if (a.count != b.count) return false;
    for (int i = 0; i < a.count; i++) {
        if (lower(a.at[i]) != lower(b.at[i])) return false;
    }
    return true;
}

/* Bytes of white space at the front: one blank, or the byte-order mark U+FEFF. */
static int blank_size(Str text) {
    if (text.count > 0 && is_blank(text.at[0])) return 1;
    return text.count >= 3 && memcmp(text.at, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

Str str_trim(Str text) {
    for (int size = blank_size(text); size > 0; size = blank_size(text)) text = (Str){text.at + size, text.count - size};
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

/* The characters that look like a blank or like nothing, as ranges. */
static const struct {
    int first, last;
    const char *name;
} invisible[] = {
    {0x01, 0x08, "control character"},
    {0x0E, 0x1F, "control character"},
    {0x7F, 0x9F, "control character"},
    {0xA0, 0xA0, "no-break space"},
    {0xAD, 0xAD, "soft hyphen"},
    {0x034F, 0x034F, "grapheme joiner"},
    {0x061C, 0x061C, "direction mark"},
    {0x1680, 0x1680, "space"},
    {0x180E, 0x180E, "vowel separator"},
    {0x2000, 0x200A, "space"},
    {0x200B, 0x200B, "zero-width space"},
    {0x200C, 0x200D, "zero-width joiner"},
    {0x200E, 0x200F, "direction mark"},
    {0x2028, 0x2029, "line separator"},
    {0x202A, 0x202E, "direction mark"},
    {0x202F, 0x202F, "no-break space"},
    {0x205F, 0x205F, "space"},
    {0x2060, 0x2064, "word joiner"},
    {0x2066, 0x206F, "direction mark"},
    {0x3000, 0x3000, "wide space"},
    {0xFE00, 0xFE0F, "variation selector"},
    {0xFEFF, 0xFEFF, "byte-order mark"},
};

/* The character at the front of a text of at least one byte; bytes that are no UTF-8 count as one each. No name lies above U+FFFF. */
static int read_character(Str text, int *size) {
    const unsigned char *at = (const unsigned char *)text.at;
    *size = 1;
    if (text.count > 1 && (at[0] & 0xE0) == 0xC0 && (at[1] & 0xC0) == 0x80) {
        *size = 2;
        return (at[0] & 0x1F) << 6 | (at[1] & 0x3F);
    }
    if (text.count > 2 && (at[0] & 0xF0) == 0xE0 && (at[1] & 0xC0) == 0x80 && (at[2] & 0xC0) == 0x80) {
        *size = 3;
        return (at[0] & 0x0F) << 12 | (at[1] & 0x3F) << 6 | (at[2] & 0x3F);
    }
    return at[0] < 0x80 ? at[0] : 0;
}

int str_find_invisible(Str text, int *code, const char **name) {
    for (int at = 0, size; at < text.count; at += size) {
        *code = read_character((Str){text.at + at, text.count - at}, &size);
        for (int i = 0; i < (int)(sizeof invisible / sizeof *invisible); i++) {
            if (*code < invisible[i].first || *code > invisible[i].last) continue;
            *name = invisible[i].name;
            return at;
        }
    }
    return -1;
}

int str_fit(Str text, int most) {
    if (text.count < 0) return 0; /* two ends that have crossed */
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
    int nearest = (word.count + 1) / 3 + 1; /* one error in three letters, rounded up; beyond that it is another word */
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

bool str_ends_like(const char *path, const char *end) {
    size_t count = strlen(path), tail = strlen(end);
    if (count <= tail) return false;
    for (size_t i = 0; i < tail; i++) {
        char c = path[count - tail + i];
        if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != end[i]) return false;
    }
    return true;
}
