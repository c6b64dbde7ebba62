/* There is one function for each rule of the grammar. `at` never passes the end of the text, and every loop advances it. */
#include "base/json.h"
#include "base/number.h"
#include <string.h>

void str_find_place(Str text, int at, int *line, int *column) {
    *line = *column = 1;
    for (int i = 0; i < at && i < text.count; i++) {
        if (text.at[i] == '\n') {
            ++*line;
            *column = 1;
        } else if (((unsigned char)text.at[i] & 0xC0) != 0x80) {
            ++*column;
        }
    }
}

void json_begin(Json *json, const char *file, Str text, Diag *diag) { *json = (Json){.file = file, .text = text, .diag = diag}; }

bool json_fail(Json *json, int at, const char *format, ...) {
    char text[sizeof json->diag->text];
    int line, column;
    va_list arguments;
    va_start(arguments, format);
    text_format_list(text, (int)sizeof text, format, arguments);
    va_end(arguments);
    str_find_place(json->text, at, &line, &column);
    return diag_fail_at(json->diag, json->file, line, column, "%s", text);
}

static char look(const Json *json) { return json->at < json->text.count ? json->text.at[json->at] : '\0'; }

static void skip_blank(Json *json) {
    while (look(json) == ' ' || look(json) == '\t' || look(json) == '\n' || look(json) == '\r') json->at++;
}

char json_peek(Json *json) {
    skip_blank(json);
    return look(json);
}

/* Describes the text at this place for a message: one character, or words such as "the end" if there is none. */
static bool fail_here(Json *json, const char *expected) {
    Str rest = {json->text.at + json->at, json->text.count - json->at};
    if (rest.count <= 0) return json_fail(json, json->at, "the text ends here; expected %s", expected);
    int count = 1;
    while (count < rest.count && count < 4 && ((unsigned char)rest.at[count] & 0xC0) == 0x80) count++;
    if ((unsigned char)rest.at[0] < 0x20) return json_fail(json, json->at, "found byte %d; expected %s", rest.at[0], expected);
    return json_fail(json, json->at, "found '%.*s'; expected %s", count, rest.at, expected);
}

bool json_end(Json *json) {
    return json_peek(json) == '\0' && json->at == json->text.count ? true : fail_here(json, "the end of the text");
}

bool json_open(Json *json, char bracket) {
    if (json_peek(json) != bracket) return fail_here(json, bracket == '{' ? "an object, '{'" : "an array, '['");
    json->at++;
    return true;
}

/* Reads the four hexadecimal digits after "\u"; -1 if they are not there. */
static int read_hex(Json *json) {
    int code = 0;
    for (int i = 0; i < 4; i++) {
        char c = look(json);
        int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
        if (digit < 0) return -1;
        code = 16 * code + digit;
        json->at++;
    }
    return code;
}

static int encode(char out[4], int code) {
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        out[0] = (char)(0xC0 | code >> 6);
        out[1] = (char)(0x80 | (code & 0x3F));
        return 2;
    }
    if (code < 0x10000) {
        out[0] = (char)(0xE0 | code >> 12);
        out[1] = (char)(0x80 | (code >> 6 & 0x3F));
        out[2] = (char)(0x80 | (code & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | code >> 18);
    out[1] = (char)(0x80 | (code >> 12 & 0x3F));
    out[2] = (char)(0x80 | (code >> 6 & 0x3F));
    out[3] = (char)(0x80 | (code & 0x3F));
    return 4;
}

/* Decodes the escape after a backslash. Returns the number of bytes; 0 if it is not an escape. */
static int read_escape(Json *json, char out[4]) {
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    char c = look(json);
    const char *known = c ? strchr(from, c) : NULL;
    if (known) {
        json->at++;
        out[0] = to[known - from];
        return 1;
    }
    if (c != 'u') return 0;
    json->at++;
    int code = read_hex(json);
    if (code >= 0xD800 && code < 0xDC00) { /* the first half of a pair */
        if (look(json) != '\\') return 0;
        json->at++;
        if (look(json) != 'u') return 0;
        json->at++;
        int low = read_hex(json);
        if (low < 0xDC00 || low > 0xDFFF) return 0;
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
    }
    return code > 0 && (code < 0xDC00 || code > 0xDFFF) ? encode(out, code) : 0;
}

int json_next_piece(Json *json, int start, char piece[4]) {
    int count = 1, before = json->at;
    bool is_good = true;
    piece[0] = look(json);
    if (piece[0] == '"') {
        json->at++;
        return 0;
    }
    if (json->at >= json->text.count)
        is_good = json_fail(json, start, "this string has no end");
    else if ((unsigned char)piece[0] < 0x20)
        is_good = fail_here(json, "a character; in a string it is written \\n, \\t or \\u00XX");
    if (!is_good) return -1;
    json->at++;
    if (piece[0] == '\\' && (count = read_escape(json, piece)) == 0) is_good = json_fail(json, before, "this escape is not known");
    return is_good ? count : -1;
}

/* `out` may be NULL: then nothing is kept. */
static bool read_string(Json *json, char *out, int size) {
    if (json_peek(json) != '"') return fail_here(json, "a string, '\"'");
    int start = json->at++, used = 0, count;
    char piece[4];
    while ((count = json_next_piece(json, start, piece)) > 0) {
        if (!out) continue;
        if (used + count >= size) return json_fail(json, start, "this string is too long; at most %d bytes are expected here", size - 1);
        memcpy(out + used, piece, (size_t)count);
        used += count;
    }
    if (count < 0) return false;
    if (out) out[used] = '\0';
    return true;
}

bool json_read_string(Json *json, char *out, int size) { return read_string(json, out, size); }

static bool skip_digits(Json *json) {
    int start = json->at;
    while (look(json) >= '0' && look(json) <= '9') json->at++;
    return json->at > start || fail_here(json, "a digit");
}

bool json_read_number(Json *json, Str *out) {
    char first = json_peek(json);
    int start = json->at;
    if (first != '-' && !(first >= '0' && first <= '9')) return fail_here(json, "a number");
    if (first == '-') json->at++;
    if (look(json) == '0')
        json->at++;
    else if (!skip_digits(json))
        return false;
    if (look(json) == '.') {
        json->at++;
        if (!skip_digits(json)) return false;
    }
    if (look(json) == 'e' || look(json) == 'E') {
        json->at++;
        if (look(json) == '+' || look(json) == '-') json->at++;
        if (!skip_digits(json)) return false;
    }
    *out = (Str){json->text.at + start, json->at - start};
    return true;
}

bool json_next(Json *json, char bracket, int *count, bool *more, char *name, int size) {
    char close = bracket == '{' ? '}' : ']';
    *more = false;
    if (json_peek(json) == close) {
        json->at++;
        return true;
    }
    if (*count > 0) {
        if (look(json) != ',') return fail_here(json, bracket == '{' ? "',' or '}'" : "',' or ']'");
        json->at++;
        if (json_peek(json) == close) return fail_here(json, "another value after the comma");
    }
    ++*count;
    *more = true;
    if (bracket != '{') return true;
    json->name_at = (json_peek(json), json->at);
    if (!read_string(json, name, size)) return false;
    if (json_peek(json) != ':') return fail_here(json, "':'");
    json->at++;
    return true;
}

static bool skip_word(Json *json, const char *word) {
    int count = (int)strlen(word);
    bool is_it = json->text.count - json->at >= count && memcmp(json->text.at + json->at, word, (size_t)count) == 0;
    if (!is_it) return fail_here(json, "a value");
    json->at += count;
    return true;
}

static bool skip_scalar(Json *json) {
    Str number;
    switch (json_peek(json)) {
    case '"': return read_string(json, NULL, 0);
    case 't': return skip_word(json, "true");
    case 'f': return skip_word(json, "false");
    case 'n': return skip_word(json, "null");
    default: return json_read_number(json, &number);
    }
}

bool json_skip(Json *json) {
    char open[JSON_DEPTH_MAX];
    int count[JSON_DEPTH_MAX], depth = 0;
    do {
        bool more = true;
        if (depth > 0 && !json_next(json, open[depth - 1], &count[depth - 1], &more, NULL, 0)) return false;
        if (!more) {
            depth--;
            continue;
        }
        char first = json_peek(json);
        if (first != '{' && first != '[') {
            if (!skip_scalar(json)) return false;
            continue;
        }
        if (depth == JSON_DEPTH_MAX) return json_fail(json, json->at, "this is nested deeper than %d", JSON_DEPTH_MAX);
        json->at++;
        open[depth] = first;
        count[depth++] = 0;
    } while (depth > 0);
    return true;
}
