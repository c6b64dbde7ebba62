/* Numbers as text, the same in every locale.

   The C library's own conversions are correct to the last bit (IEEE 754 rounding both ways); only their decimal point follows the locale.
   If that is not a point, the call switches this thread to the "C" locale and back (POSIX 2008 uselocale; the library keeps one object for
   "C", so this allocates nothing). On systems without uselocale the conversions run as they are: a C program starts in the "C" locale and
   ours never calls setlocale there.

   Simplified on purpose: a number longer than 1023 characters is refused; hexadecimal floats are not read. */
#define _GNU_SOURCE
#include "base/number.h"
#include <errno.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__unix__) || defined(__APPLE__) || defined(__EMSCRIPTEN__)
#include <langinfo.h>
#ifdef __APPLE__
#include <xlocale.h>
#endif
typedef struct PlainLocale {
    locale_t plain, before;
} PlainLocale;

static PlainLocale plain_locale_enter(void) {
    PlainLocale guard = {(locale_t)0, (locale_t)0};
    const char *point = nl_langinfo(RADIXCHAR);
    if (point[0] == '.' && !point[1]) return guard;
    guard.plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (guard.plain) guard.before = uselocale(guard.plain);
    return guard;
}

static void plain_locale_leave(PlainLocale guard) {
    if (!guard.plain) return;
    uselocale(guard.before);
    freelocale(guard.plain);
}
#else
typedef struct PlainLocale {
    int unused;
} PlainLocale;
static PlainLocale plain_locale_enter(void) { return (PlainLocale){0}; }
static void plain_locale_leave(PlainLocale guard) { (void)guard; }
#endif

enum { NUMBER_TEXT_MAX = 1024 };
static const char minus_sign[] = "\xE2\x88\x92"; /* U+2212 */

static int count_digits(const char *at, const char *end) {
    int count = 0;
    while (at + count < end && at[count] >= '0' && at[count] <= '9') count++;
    return count;
}

static bool equals_ignoring_case(const char *at, const char *end, const char *lower) {
    size_t count = strlen(lower);
    if ((size_t)(end - at) != count) return false;
    for (size_t i = 0; i < count; i++) {
        char c = at[i] >= 'A' && at[i] <= 'Z' ? (char)(at[i] - 'A' + 'a') : at[i];
        if (c != lower[i]) return false;
    }
    return true;
}

/* Cuts a sign off the front. It also accepts the typographic minus that number_format_short writes. */
static bool cut_minus(Str *text) {
    if (text->count >= 3 && memcmp(text->at, minus_sign, 3) == 0) {
        *text = (Str){text->at + 3, text->count - 3};
        return true;
    }
    bool negative = text->count > 0 && text->at[0] == '-';
    if (negative || (text->count > 0 && text->at[0] == '+')) *text = (Str){text->at + 1, text->count - 1};
    return negative;
}

/* digits [. digits] | . digits, then [e [sign] digits], and nothing else: strtod alone would also take blanks and hexadecimal. */
static bool is_decimal(Str text) {
    const char *at = text.at, *end = text.at + text.count;
    int digits = count_digits(at, end);
    at += digits;
    if (at < end && *at == '.') {
        int after = count_digits(at + 1, end);
        digits += after;
        at += 1 + after;
    }
    if (digits == 0) return false;
    if (at < end && (*at == 'e' || *at == 'E')) {
        at++;
        if (at < end && (*at == '+' || *at == '-')) at++;
        int exponent = count_digits(at, end);
        if (exponent == 0) return false;
        at += exponent;
    }
    return at == end;
}

bool number_parse(double *out, Str text) {
    char buffer[NUMBER_TEXT_MAX];
    if (text.count <= 0) return false;
    bool negative = cut_minus(&text);
    const char *end = text.at + text.count;
    double value;
    if (equals_ignoring_case(text.at, end, "nan")) {
        value = (double)NAN;
    } else if (equals_ignoring_case(text.at, end, "inf") || equals_ignoring_case(text.at, end, "infinity")) {
        value = (double)INFINITY;
    } else {
        if (!is_decimal(text) || !str_copy(buffer, sizeof buffer, text)) return false;
        PlainLocale guard = plain_locale_enter();
        value = strtod(buffer, NULL);
        plain_locale_leave(guard);
    }
    *out = negative ? -value : value;
    return true;
}

bool number_parse_comma(double *out, Str text) {
    char copy[64];
    const char *comma = text.count > 0 ? memchr(text.at, ',', (size_t)text.count) : NULL;
    if (!comma || memchr(text.at, '.', (size_t)text.count) || !str_copy(copy, (int)sizeof copy, text)) return false;
    copy[comma - text.at] = '.';
    return number_parse(out, str_from(copy)); /* a second comma stays, and the number is refused */
}

bool number_parse_int(long *out, Str text) {
    char buffer[32];
    if (text.count <= 0) return false;
    bool negative = cut_minus(&text);
    if (text.count == 0 || count_digits(text.at, text.at + text.count) != text.count) return false;
    while (text.count > 1 && text.at[0] == '0') text = (Str){text.at + 1, text.count - 1};
    buffer[0] = negative ? '-' : '+'; /* the sign goes along, or LONG_MIN would not fit */
    if (!str_copy(buffer + 1, sizeof buffer - 1, text)) return false;
    errno = 0;
    long value = strtol(buffer, NULL, 10);
    if (errno == ERANGE) return false;
    *out = value;
    return true;
}

/* Formats with %s and %d only, as nearly all are that a frame writes: paths, indices and lines of commands. Returns the bytes, or -1 if there
   is anything else in the format, or the text does not fit. */
static int format_plain(char *out, int size, const char *format, va_list arguments) {
    int used = 0;
    for (; *format; format++) {
        char digits[12];
        const char *part = format;
        size_t length = 1;
        if (*format == '%' && *++format == 's') {
            part = va_arg(arguments, const char *);
            if (!part) return -1;
            length = strlen(part);
        } else if (*part == '%' && *format == 'd') {
            int number = va_arg(arguments, int), at = (int)sizeof digits;
            for (unsigned rest = number < 0 ? 0U - (unsigned)number : (unsigned)number; rest > 0 || at == (int)sizeof digits; rest /= 10)
                digits[--at] = (char)('0' + rest % 10);
            if (number < 0) digits[--at] = '-';
            part = digits + at;
            length = sizeof digits - (size_t)at;
        } else if (*part == '%') {
            return -1;
        }
        if (length >= (size_t)(size - used)) return -1;
        memcpy(out + used, part, length);
        used += (int)length;
    }
    out[used] = '\0';
    return used;
}

int text_format_list(char *out, int size, const char *format, va_list arguments) {
    if (size <= 0) return 0;
    va_list again;
    va_copy(again, arguments);
    int plain = format_plain(out, size, format, again);
    va_end(again);
    if (plain >= 0) return plain;
    PlainLocale guard = plain_locale_enter();
    int needed = vsnprintf(out, (size_t)size, format, arguments);
    plain_locale_leave(guard);
    if (needed < 0) { /* an encoding error: there is nothing to show */
        out[0] = '\0';
        return 0;
    }
    if (needed < size) return needed;
    /* The text was cut. Its last character may be incomplete: find its first byte and check whether all its bytes follow. */
    int count = size - 1, start = count;
    while (start > 0 && count - start < 3 && ((unsigned char)out[start - 1] & 0xC0) == 0x80) start--;
    if (start > 0 && (unsigned char)out[start - 1] >= 0xC0) {
        unsigned char lead = (unsigned char)out[start - 1];
        int wanted = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        if (count - (start - 1) < wanted) count = start - 1;
    }
    out[count] = '\0';
    return count;
}

int text_format(char *out, int size, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int count = text_format_list(out, size, format, arguments);
    va_end(arguments);
    return count;
}

int number_format(char *out, int size, double value) {
    char buffer[40] = "";
    if (isnan(value)) return text_format(out, size, "nan");
    if (isinf(value)) return text_format(out, size, value > 0.0 ? "inf" : "-inf");
    if (fabs(value) < 1e15 && value == floor(value) && value != 0) return text_format(out, size, "%.0f", value);
    PlainLocale guard = plain_locale_enter();
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(buffer, sizeof buffer, "%.*g", digits, value);
        if (digits == 17 || memcmp(&(double){strtod(buffer, NULL)}, &value, sizeof value) == 0) break;
    }
    plain_locale_leave(guard);
    return text_format(out, size, "%s", buffer);
}

int number_format_short(char *out, int size, double value, int digits) {
    char buffer[64];
    const char *sign = value < 0.0 ? minus_sign : "";
    double a = fabs(value);
    if (isnan(value)) return text_format(out, size, "NaN");
    if (isinf(value)) return text_format(out, size, "%s\xE2\x88\x9E", sign);
    if (a == 0.0) return text_format(out, size, "0");
    if (digits < 1) digits = 1;
    if (digits > 17) digits = 17;
    /* The decimal exponent after rounding to that many digits: 0.9996 with three is 1.00e0. */
    text_format(buffer, sizeof buffer, "%.*e", digits - 1, a);
    char *mark = strchr(buffer, 'e');
    int exponent = (int)strtol(mark + 1, NULL, 10);
    bool large = exponent >= 5 && a >= 99999.5; /* numbers that would print as 100000 or more */
    if (exponent < -2 || large) {
        *mark = '\0';
        return text_format(out, size, "%s%se%d", sign, buffer, exponent);
    }
    int decimals = digits - 1 - exponent;
    return text_format(out, size, "%s%.*f", sign, decimals > 0 ? decimals : 0, a);
}

int number_format_count(char *out, int size, long count) {
    char digits[32];
    int length = text_format(digits, (int)sizeof digits, "%ld", count), used = 0;
    for (int i = 0; i < length; i++) {
        int left = length - i; /* digits from here on */
        bool is_joint = i > 0 && digits[i - 1] != '-' && left % 3 == 0;
        used += text_format(out + used, size - used, is_joint ? ",%c" : "%c", digits[i]);
    }
    return used;
}

const char *number_count_text(char out[NUMBER_COUNT_SIZE], long count) {
    number_format_count(out, NUMBER_COUNT_SIZE, count);
    return out;
}
