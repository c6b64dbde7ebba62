/* See film_note.h. MP4: ISO/IEC 14496-12, with the comment where ffmpeg and iTunes put it (moov/udta/meta/ilst/©cmt/data). GIF: "Graphics
   Interchange Format, Version 89a", section 24. */
#include "data/film_note.h"
#include <stdint.h>
#include <string.h>

static const char own[] = "unroll:";
enum { OWN = sizeof own - 1, GIF_PIECE = 255, GIF_HEAD = 13 };

static uint32_t big(const char *at) {
    const unsigned char *byte = (const unsigned char *)at;
    return (uint32_t)byte[0] << 24 | (uint32_t)byte[1] << 16 | (uint32_t)byte[2] << 8 | byte[3];
}

static bool take(Bytes *out, Str note, Diag *diag) {
    if (note.count < OWN || memcmp(note.at, own, OWN) != 0)
        return diag_fail(diag, "this film carries no setup; expected one that Unroll wrote and no other program has changed");
    if (note.count > FILM_NOTE_MAX) return diag_fail(diag, "its setup is longer than %d MB", FILM_NOTE_MAX >> 20);
    bytes_add(out, note.at + OWN, (size_t)(note.count - OWN));
    return !out->failed || diag_fail(diag, "There is no memory left for its setup.");
}

/* ---- MP4 ---- */

/* The content of the first box of this type among the boxes in `in`; false if there is none, and with the reason if a box claims more bytes
   than there are. */
static bool find_box(Str *out, Str in, const char type[4], Diag *diag) {
    while (in.count >= 8) {
        size_t size = big(in.at), head = 8;
        if (size == 1 && in.count >= 16) {
            size = big(in.at + 8) > 0 ? SIZE_MAX : big(in.at + 12);
            head = 16;
        }
        if (size == 0) size = (size_t)in.count;
        if (size < head || size > (size_t)in.count)
            return diag_fail(diag, "this MP4 is damaged: a part of it claims %zu bytes, and %d are left", size, in.count);
        if (memcmp(in.at + 4, type, 4) == 0) {
            *out = (Str){in.at + head, (int)(size - head)};
            return true;
        }
        in = (Str){in.at + size, in.count - (int)size};
    }
    return false;
}

bool film_note_is_mp4(const char *data, size_t size) { return size >= 12 && memcmp(data + 4, "ftyp", 4) == 0; }

bool film_note_find_mp4(Bytes *out, const char *data, size_t size, Diag *diag) {
    static const char way[][5] = {"moov",
                                  "udta",
                                  "meta",
                                  "ilst",
                                  "\xA9"
                                  "cmt",
                                  "data"};
    static const int skip[] = {0, 0, 0, 4, 0, 0}; /* version and flags stand before the content of "meta" */
    Diag damage = {0};
    Str at = {data, size <= INT32_MAX ? (int)size : INT32_MAX};
    for (int i = 0; i < 6; i++) {
        if (at.count >= skip[i]) at = (Str){at.at + skip[i], at.count - skip[i]};
        if (find_box(&at, at, way[i], &damage)) continue;
        if (damage.text[0]) return diag_fail(diag, "%s", damage.text);
        return take(out, (Str){0}, diag);
    }
    return take(out, at.count >= 8 ? (Str){at.at + 8, at.count - 8} : (Str){0}, diag); /* after its kind and language */
}

/* ---- GIF ---- */

bool film_note_is_gif(const char *data, size_t size) {
    return size >= GIF_HEAD && (!memcmp(data, "GIF89a", 6) || !memcmp(data, "GIF87a", 6));
}

static bool fail_gif(Diag *diag) { return diag_fail(diag, "this GIF is damaged: it ends inside one of its parts"); }

/* Returns the offset after the sub-blocks that begin at `at`, and adds them to `out` if it is not NULL; 0 if the file ends first. */
static size_t read_pieces(Bytes *out, const char *data, size_t size, size_t at) {
    while (at < size && data[at] != 0) {
        size_t count = (unsigned char)data[at];
        if (count > size - at - 1) return 0;
        if (out) bytes_add(out, data + at + 1, count);
        at += count + 1;
    }
    return at < size ? at + 1 : 0;
}

static size_t table_size(char packed) { return packed & 0x80 ? (size_t)3 << ((packed & 7) + 1) : 0; }

bool film_note_find_gif(Bytes *out, const char *data, size_t size, Diag *diag) {
    size_t at = GIF_HEAD + table_size(data[10]);
    while (at < size && data[at] != 0x3B) {
        if (data[at] == 0x21 && size - at > 2) {
            Bytes note = {0};
            bool is_comment = (unsigned char)data[at + 1] == 0xFE;
            at = read_pieces(is_comment ? &note : NULL, data, size, at + 2);
            bool is_ours = at > 0 && note.count >= OWN && memcmp(note.at, own, OWN) == 0, good = is_ours && note.count <= INT32_MAX;
            if (good) good = take(out, (Str){note.at, (int)note.count}, diag);
            bytes_free(&note);
            if (is_ours) return good;
        } else if (data[at] == 0x2C && size - at > 10) {
            size_t pixels = at + 10 + table_size(data[at + 9]) + 1; /* after the code size */
            at = pixels < size ? read_pieces(NULL, data, size, pixels) : 0;
        } else {
            return fail_gif(diag);
        }
        if (at == 0) return fail_gif(diag);
    }
    return at < size ? take(out, (Str){0}, diag) : fail_gif(diag);
}

/* ---- The note that a film gets ---- */

void film_note_begin(Bytes *out) { bytes_add(out, own, OWN); }

void film_note_add_gif(Bytes *out, const char *note, size_t count) {
    bytes_add(out, "\x21\xFE", 2);
    for (size_t at = 0; at < count; at += GIF_PIECE) {
        unsigned char piece = (unsigned char)(count - at < GIF_PIECE ? count - at : GIF_PIECE);
        bytes_add(out, &piece, 1);
        bytes_add(out, note + at, piece);
    }
    bytes_add(out, "\0\x3B", 2);
}
