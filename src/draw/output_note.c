/* See output_note.h. The checksum of a PNG's chunk is CRC-32 (ISO 3309), computed bit by bit: a note is short. */
#include "draw/output_note.h"
#include "base/arena.h"
#include "draw/output_inside.h"
#include <string.h>

enum { PNG_HEAD = 33 }; /* signature, and the chunk IHDR */

static uint32_t checksum(uint32_t crc, const char *data, size_t size) {
    for (size_t i = 0; i < size; i++) {
        crc ^= (unsigned char)data[i];
        for (int bit = 0; bit < 8; bit++) crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320u : 0);
    }
    return crc;
}

static void append_big(OutputStream *out, uint32_t value) {
    char byte[4] = {(char)(value >> 24), (char)(value >> 16), (char)(value >> 8), (char)value};
    output_append(out, byte, 4);
}

/* `head` is the content of the chunk before the text, with its zeros. */
static void append_chunk(OutputStream *out, const char *type, const char *head, size_t head_size, const char *text) {
    size_t count = text ? strlen(text) : 0;
    if (count == 0) return;
    append_big(out, (uint32_t)(head_size + count));
    output_append(out, type, 4);
    output_append(out, head, head_size);
    output_append(out, text, count);
    append_big(out, ~checksum(checksum(checksum(~0u, type, 4), head, head_size), text, count));
}

static void add_to_png(OutputStream *out, const OutputBytes *from, const OutputNote *note) {
    static const char title[] = "Title\0\0\0\0", description[] = "Description\0\0\0\0", line[] = "unroll";
    output_append(out, from->data, PNG_HEAD);
    append_chunk(out, "iTXt", title, sizeof title, note->title);
    append_chunk(out, "iTXt", description, sizeof description, note->description);
    append_chunk(out, "tEXt", line, sizeof line, note->line);
    output_append(out, from->data + PNG_HEAD, from->size - PNG_HEAD);
}

static void add_to_svg(OutputStream *out, const OutputBytes *from, size_t at, const OutputNote *note) {
    output_append(out, from->data, at);
    output_append(out, "\n<metadata id=\"unroll\">", 23);
    for (const char *text = note->line; *text; text++) {
        const char *escaped = *text == '&' ? "&amp;" : *text == '<' ? "&lt;" : *text == '>' ? "&gt;" : NULL;
        output_append(out, escaped ? escaped : text, escaped ? strlen(escaped) : 1);
    }
    output_append(out, "</metadata>", 11);
    output_append(out, from->data + at, from->size - at);
}

static void add_to_pdf(OutputStream *out, const OutputBytes *from, size_t at, const OutputNote *note) {
    output_append(out, from->data, at);
    output_append(out, "%unroll:", 8);
    output_append(out, note->line, strlen(note->line));
    output_append(out, "\n", 1);
    output_append(out, from->data + at, from->size - at);
}

/* Where the last `word` at the beginning of a line starts; the largest size_t if there is none. */
static size_t find_last_line(const OutputBytes *from, const char *word) {
    size_t count = strlen(word);
    for (size_t at = from->size >= count ? from->size - count : 0; at > 0; at--)
        if (from->data[at - 1] == '\n' && memcmp(from->data + at, word, count) == 0) return at;
    return (size_t)-1;
}

bool output_add_note(OutputBytes *picture, OutputKind kind, const OutputNote *note, Diag *diag) {
    OutputStream out = {0};
    OutputBytes with;
    size_t at = PNG_HEAD;
    if (kind == OUTPUT_SVG) { /* after the tag <svg ...> */
        const char *tag = strstr(picture->data, "<svg"), *end = tag ? strchr(tag, '>') : NULL;
        at = end ? (size_t)(end + 1 - picture->data) : (size_t)-1;
    }
    if (kind == OUTPUT_PDF) at = find_last_line(picture, "startxref");
    if (at > picture->size) return diag_fail(diag, "The picture has no place for its setup.");
    if (kind == OUTPUT_PNG) add_to_png(&out, picture, note);
    if (kind == OUTPUT_SVG) add_to_svg(&out, picture, at, note);
    if (kind == OUTPUT_PDF) add_to_pdf(&out, picture, at, note);
    if (!output_finish(&with, &out, "a picture with its setup", diag)) return false;
    mem_free(picture->data);
    *picture = with;
    return true;
}
