/* See bytes.h. The block doubles, so that adding n bytes copies at most 2 n. */
#include "base/bytes.h"
#include "base/arena.h"
#include "base/number.h"
#include <stdarg.h>
#include <string.h>

/* Room for `count` more; NULL when there is none. */
static char *make_room(Bytes *bytes, size_t count) {
    if (bytes->failed) return NULL;
    size_t needed = bytes->count + count, capacity = bytes->capacity ? bytes->capacity : 4096;
    while (capacity < needed) capacity *= 2;
    if (capacity > bytes->capacity) {
        char *grown = mem_grow(bytes->at, bytes->capacity, capacity);
        if (!grown) {
            bytes->failed = true;
            return NULL;
        }
        bytes->at = grown;
        bytes->capacity = capacity;
    }
    return bytes->at + bytes->count;
}

void bytes_add(Bytes *bytes, const void *data, size_t count) {
    char *out = count ? make_room(bytes, count) : NULL;
    if (!out) return;
    memcpy(out, data, count);
    bytes->count += count;
}

void bytes_add_str(Bytes *bytes, Str text) { bytes_add(bytes, text.at, (size_t)text.count); }

void bytes_format(Bytes *bytes, const char *format, ...) {
    char *out = make_room(bytes, BYTES_FORMAT_MOST);
    if (!out) return;
    va_list arguments;
    va_start(arguments, format);
    bytes->count += (size_t)text_format_list(out, BYTES_FORMAT_MOST, format, arguments);
    va_end(arguments);
}

void bytes_number(Bytes *bytes, double value) {
    char text[32];
    bytes_add(bytes, text, (size_t)number_format(text, (int)sizeof text, value));
}

void bytes_json(Bytes *bytes, Str text) {
    for (int i = 0; i < text.count; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if (c == '"' || c == '\\') {
            bytes_format(bytes, "\\%c", c);
        } else if (c == '\n') {
            bytes_add(bytes, "\\n", 2);
        } else if (c < 32 || c == 127) {
            bytes_format(bytes, "\\u%04x", c);
        } else {
            bytes_add(bytes, &text.at[i], 1);
        }
    }
}

void bytes_xml(Bytes *bytes, Str text) {
    for (int i = 0; i < text.count; i++) {
        unsigned char c = (unsigned char)text.at[i];
        switch (c) {
        case '&': bytes_add(bytes, "&amp;", 5); break;
        case '<': bytes_add(bytes, "&lt;", 4); break;
        case '>': bytes_add(bytes, "&gt;", 4); break;
        case '"': bytes_add(bytes, "&quot;", 6); break;
        case '\n': bytes_add(bytes, "&#10;", 5); break;
        case '\t': bytes_add(bytes, "&#9;", 4); break;
        default: bytes_add(bytes, c < 32 || c == 127 ? "?" : &text.at[i], 1);
        }
    }
}

void bytes_little(Bytes *bytes, uint64_t value, int size) {
    unsigned char out[8];
    for (int i = 0; i < size; i++) out[i] = (unsigned char)(value >> (8 * i));
    bytes_add(bytes, out, (size_t)size);
}

void bytes_double(Bytes *bytes, double value) {
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    bytes_little(bytes, bits, 8);
}

void bytes_free(Bytes *bytes) {
    mem_free(bytes->at);
    *bytes = (Bytes){0};
}
