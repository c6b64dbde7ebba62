/* See picture_note.h. PNG: "Portable Network Graphics (PNG) Specification", 11.3.4. */
#include "data/picture_note.h"
#include "data/film_note.h"
#include <string.h>
#include <zlib.h>

static const char signature[8] = {'\x89', 'P', 'N', 'G', '\r', '\n', '\x1A', '\n'};
static const char csv_head[] = "# unroll: ", svg_head[] = "<metadata id=\"unroll\">", svg_end[] = "</metadata>",
                  pdf_head[] = "\n%unroll:", pdf_words[] = "/Keywords (unroll:", png_word[] = "unroll";
enum { SVG_LOOK = 4096 }; /* an SVG has its tag within its first bytes */

/* The first `word` from `at` on; NULL if there is none. */
static const char *find(const char *at, const char *end, const char *word) {
    size_t count = strlen(word);
    while ((size_t)(end - at) >= count) {
        const char *hit = memchr(at, word[0], (size_t)(end - at) - count + 1);
        if (!hit) return NULL;
        if (memcmp(hit, word, count) == 0) return hit;
        at = hit + 1;
    }
    return NULL;
}

static bool begins(const char *data, size_t size, const char *word, size_t count) {
    return size >= count && memcmp(data, word, count) == 0;
}

PictureKind picture_note_kind(const char *data, size_t size) {
    if (begins(data, size, signature, sizeof signature)) return PICTURE_PNG;
    if (begins(data, size, "%PDF-", 5)) return PICTURE_PDF;
    if (film_note_is_mp4(data, size)) return PICTURE_MP4;
    if (film_note_is_gif(data, size)) return PICTURE_GIF;
    if (begins(data, size, csv_head, sizeof csv_head - 1)) return PICTURE_CSV;
    bool is_xml = begins(data, size, "<?xml", 5) || begins(data, size, "<svg", 4);
    return is_xml && find(data, data + (size < SVG_LOOK ? size : SVG_LOOK), "<svg") ? PICTURE_SVG : PICTURE_NONE;
}

static bool take(Bytes *out, const char *at, size_t count, Diag *diag) {
    if (count > PICTURE_NOTE_MAX) return diag_fail(diag, "its setup is longer than %d MB", PICTURE_NOTE_MAX >> 20);
    bytes_add(out, at, count);
    return !out->failed || diag_fail(diag, "There is no memory left for its setup.");
}

static bool fail_none(Diag *diag) {
    return diag_fail(diag, "this file carries no setup; expected one that Unroll wrote and no other program has changed");
}

static uint32_t big(const char *at) {
    const unsigned char *byte = (const unsigned char *)at;
    return (uint32_t)byte[0] << 24 | (uint32_t)byte[1] << 16 | (uint32_t)byte[2] << 8 | byte[3];
}

static bool find_png(Bytes *out, const char *data, size_t size, Diag *diag) {
    for (size_t at = sizeof signature; size - at >= 12;) {
        size_t count = big(data + at), left = size - at - 12;
        if (count > left)
            return diag_fail(diag, "this PNG is damaged: a part of %zu bytes begins at byte %zu, but only %zu are left", count, at, left);
        const char *body = data + at + 8;
        if (memcmp(body - 4, "tEXt", 4) == 0 && count > sizeof png_word && memcmp(body, png_word, sizeof png_word) == 0) {
            if (crc32(crc32(0, NULL, 0), (const Bytef *)body - 4, (uInt)count + 4) != big(body + count))
                return diag_fail(diag, "this PNG is damaged: the setup in it has another checksum than it says");
            return take(out, body + sizeof png_word, count - sizeof png_word, diag);
        }
        if (memcmp(body - 4, "IEND", 4) == 0) break;
        at += count + 12;
    }
    return fail_none(diag);
}

/* Decodes what bytes_xml wrote. */
static bool find_svg(Bytes *out, const char *data, size_t size, Diag *diag) {
    static const struct {
        const char *name, *means;
    } entity[] = {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&apos;", "'"}};
    const char *end = data + size, *at = find(data, end, svg_head), *last = at ? find(at, end, svg_end) : NULL;
    if (!at) return fail_none(diag);
    if (!last) return diag_fail(diag, "this SVG is damaged: its setup has no end");
    at += sizeof svg_head - 1;
    if (last - at > PICTURE_NOTE_MAX) return take(out, at, (size_t)(last - at), diag);
    while (at < last) {
        size_t count = 1;
        const char *means = at;
        for (size_t i = 0; *at == '&' && i < sizeof entity / sizeof entity[0]; i++) {
            if (!begins(at, (size_t)(last - at), entity[i].name, strlen(entity[i].name))) continue;
            means = entity[i].means;
            count = strlen(entity[i].name);
        }
        bytes_add(out, means, 1);
        at += count;
    }
    return take(out, at, 0, diag);
}

static const char *find_last(const char *data, const char *end, const char *word) {
    const char *last = NULL;
    for (const char *at = data; (at = find(at, end, word)); at++) last = at;
    return last;
}

static bool find_pdf(Bytes *out, const char *data, size_t size, Diag *diag) {
    const char *end = data + size, *at = find_last(data, end, pdf_head);
    if (at) {
        at += sizeof pdf_head - 1;
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        return stop ? take(out, at, (size_t)(stop - at), diag) : diag_fail(diag, "this PDF is damaged: its setup has no end");
    }
    at = find(data, end, pdf_words);
    if (!at) return fail_none(diag);
    for (at += sizeof pdf_words - 1; at < end && *at != ')' && out->count <= PICTURE_NOTE_MAX; at++) {
        if (*at == '\\' && at + 1 < end) at++; /* a bracket inside the text */
        bytes_add(out, at, 1);
    }
    if (at == end || *at != ')') return diag_fail(diag, "this PDF is damaged: its keywords have no end");
    return take(out, at, 0, diag);
}

static bool find_csv(Bytes *out, const char *data, size_t size, Diag *diag) {
    const char *at = data + sizeof csv_head - 1, *stop = memchr(at, '\n', size - (sizeof csv_head - 1));
    if (!stop) stop = data + size;
    if (stop > at && stop[-1] == '\r') stop--;
    return take(out, at, (size_t)(stop - at), diag);
}

bool picture_note_find(Bytes *out, const char *data, size_t size, Diag *diag) {
    switch (picture_note_kind(data, size)) {
    case PICTURE_PNG: return find_png(out, data, size, diag);
    case PICTURE_SVG: return find_svg(out, data, size, diag);
    case PICTURE_PDF: return find_pdf(out, data, size, diag);
    case PICTURE_CSV: return find_csv(out, data, size, diag);
    case PICTURE_MP4: return film_note_find_mp4(out, data, size, diag);
    case PICTURE_GIF: return film_note_find_gif(out, data, size, diag);
    default: return diag_fail(diag, "this is not a picture or table of Unroll");
    }
}
