/* See csv_number.h. Numbers of up to 15 digits are converted exactly by one division by a power of ten (Clinger 1990); longer ones by the C
   library. */
#include "data/csv_number.h"
#include "base/number.h"
#include <math.h>
#include <string.h>

enum { GROUP_DIGITS = 3, NUMBER_SIZE = 64 };

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static const char *find_mark(Str text, char mark) { return text.count > 0 ? memchr(text.at, mark, (size_t)text.count) : NULL; }

static Str without_sign(Str text) {
    bool has_sign = text.count > 0 && (text.at[0] == '-' || text.at[0] == '+');
    return has_sign ? (Str){text.at + 1, text.count - 1} : text;
}

/* A plain decimal of at most 15 digits; false: use the library. `mark` is the place of its point or comma. */
static bool parse_plain(double *out, Str text, char mark) {
    static const double power[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    const char *at = text.at, *end = at + text.count;
    bool negative = at < end && *at == '-';
    long long digits = 0;
    int count = 0, after = -1;
    for (at += negative; at < end; at++) {
        if (*at == mark && after < 0) {
            after = 0;
        } else if (is_digit(*at)) {
            digits = 10 * digits + (*at - '0');
            if (++count > 15) return false;
            if (after >= 0) after++;
        } else {
            return false;
        }
    }
    if (count == 0) return false;
    *out = (double)digits / power[after > 0 ? after : 0];
    if (negative) *out = -*out;
    *out += 0.0; /* no negative zero */
    return true;
}

static bool parse_decimal(double *out, Str text, char mark) {
    bool good = parse_plain(out, text, mark) || (mark == ',' ? number_parse_comma(out, text) : number_parse(out, text));
    return good && isfinite(*out);
}

/* Returns how many groups of three digits follow the first one to three digits; -1 if the text has another form. */
static int count_groups(Str text, char mark) {
    int groups = -1, digits = 0;
    text = without_sign(text);
    if (text.count == 0 || text.at[0] == '0') return -1;
    for (int i = 0; i <= text.count; i++) {
        if (i < text.count && is_digit(text.at[i])) {
            if (++digits > GROUP_DIGITS) return -1;
            continue;
        }
        if (i < text.count && text.at[i] != mark) return -1;
        if (digits == 0 || (groups >= 0 && digits != GROUP_DIGITS)) return -1;
        groups++;
        digits = 0;
    }
    return groups;
}

/* Copies the text without `mark`, and writes the decimal mark as a point. */
static bool parse_without(double *out, Str text, char mark, char decimal) {
    char copy[NUMBER_SIZE];
    int used = 0;
    if (text.count >= NUMBER_SIZE) return false;
    for (int i = 0; i < text.count; i++) {
        if (text.at[i] != mark) copy[used++] = text.at[i] == decimal ? '.' : text.at[i];
    }
    return parse_decimal(out, (Str){copy, used}, '.');
}

/* Parses a text that has this mark and not the other one. `first` is the first of the mark's three signs. */
static bool parse_one_mark(double *out, unsigned *signs, Str text, char mark, NumberSign first, bool is_group) {
    int decimal = (int)first, groups = decimal + 1, either = decimal + 2, count = count_groups(text, mark);
    *signs = 1U << (count > 1 ? groups : count == 1 ? either : decimal);
    if (count > 1 || (count == 1 && is_group)) return parse_without(out, text, mark, 0);
    return parse_decimal(out, text, mark);
}

/* Parses a text that has both marks: the last one, if it occurs once, is the decimal mark. */
static bool parse_two_marks(double *out, unsigned *signs, Str text, const char *comma, const char *point) {
    char decimal = comma < point ? '.' : ',', group = comma < point ? ',' : '.';
    const char *at = comma < point ? point : comma;
    int whole = (int)(at - text.at);
    if (count_groups((Str){text.at, whole}, group) < 1 || find_mark((Str){at, text.count - whole}, group)) return false;
    *signs = decimal == '.' ? 1U << COMMA_GROUPS | 1U << POINT_DECIMAL : 1U << POINT_GROUPS | 1U << COMMA_DECIMAL;
    return parse_without(out, text, group, decimal);
}

static bool parse_marked(double *out, unsigned *signs, Str text, NumberMarks marks) {
    const char *comma = find_mark(text, ','), *point = find_mark(text, '.');
    *signs = 0;
    if (comma && point) return parse_two_marks(out, signs, text, comma, point);
    if (comma) return parse_one_mark(out, signs, text, ',', COMMA_DECIMAL, marks.comma_groups);
    if (point) return parse_one_mark(out, signs, text, '.', POINT_DECIMAL, marks.point_groups);
    return parse_decimal(out, text, '.');
}

/* Returns the size in bytes of a mark at `at` that can only stand between thousands; 0 if there is none. */
static int gap_size(const char *at, int count) {
    if (*at != ' ' && *at != '\'' && *at != '\xC2' && *at != '\xE2') return 0; /* most bytes are no mark */
    static const char *const gaps[] = {" ", "'", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89", "\xE2\x80\x99"};
    for (size_t g = 0; g < sizeof gaps / sizeof *gaps; g++) {
        int size = (int)strlen(gaps[g]);
        if (count >= size && !memcmp(at, gaps[g], (size_t)size)) return size;
    }
    return 0;
}

/* Copies the text with one blank for each mark of that kind, and U+2212 as a minus sign. Returns the number of marks; -1 if the text is too long. */
static int copy_gaps(char copy[NUMBER_SIZE], int *used, Str text) {
    int gaps = 0, at = 0;
    *used = 0;
    if (text.count >= 3 && !memcmp(text.at, "\xE2\x88\x92", 3)) {
        copy[(*used)++] = '-';
        at = 3;
    }
    while (at < text.count) {
        int size = gap_size(text.at + at, text.count - at);
        if (*used == NUMBER_SIZE) return -1;
        copy[(*used)++] = size > 0 ? ' ' : text.at[at];
        gaps += size > 0;
        at += size > 0 ? size : 1;
    }
    return gaps;
}

/* Parses a text that has a mark which only stands between thousands, or U+2212. */
static bool parse_gaps(double *out, unsigned *signs, Str text, NumberMarks marks) {
    char copy[NUMBER_SIZE];
    int used, whole = 0, kept = 0;
    *signs = 0;
    if (text.count == 0 || (!is_digit(text.at[0]) && text.at[0] != '-' && text.at[0] != '+' && text.at[0] != '\xE2')) return false;
    int gaps = copy_gaps(copy, &used, text);
    if (gaps < 0) return false;
    if (gaps == 0) return used < text.count && parse_marked(out, signs, (Str){copy, used}, marks);
    while (whole < used && copy[whole] != '.' && copy[whole] != ',') whole++;
    if (count_groups((Str){copy, whole}, ' ') < 1) return false;
    for (int i = 0; i < used; i++)
        if (i >= whole || copy[i] != ' ') copy[kept++] = copy[i];
    if (whole < used) *signs = 1U << (copy[kept - (used - whole)] == ',' ? COMMA_DECIMAL : POINT_DECIMAL);
    return parse_decimal(out, (Str){copy, kept}, whole < used && *signs == 1U << COMMA_DECIMAL ? ',' : '.');
}

bool csv_number_parse(double *out, unsigned *signs, Str text, NumberMarks marks) {
    return parse_marked(out, signs, text, marks) || parse_gaps(out, signs, text, marks);
}
