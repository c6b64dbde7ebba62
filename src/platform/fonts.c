/* Faces, sizes and widths on SDL2_ttf.

   Sizes: SDL2_ttf counts whole points, so every font is opened at 18 points and a resolution of n dots per inch: 18 n / 72 = n/4
   pixels to the em. Sizes are rounded to such quarters. Hinting is light and vertical only, so advances are those of the
   outline, whatever the size.

   Widths: the public calls of SDL2_ttf give whole pixels. A second font of each face, unhinted at 1024 pixels to the em, measures every
   run; the width at any size is that times the size, exact to a thousandth of an em, and one cached number serves all sizes. The run is
   measured with a blank behind it, because the size of a run is that of its ink and the last letter may lean over its advance.

   No face has all characters. A run is cut into pieces, each in the first of (its own face, interface, mathematics, fixed pitch) that has
   the characters. Simplified on purpose: text runs from left to right, marks do not combine across pieces.

   HarfBuzz does not shape fixed-pitch runs: every advance is the same (and "->" stays two characters). */
#include "base/arena.h"
#include "base/number.h"
#include "draw/text.h"
#include "platform/files.h"
#include "platform/fonts_inside.h"
#include "platform/places.h"
#include <SDL.h>
#include <math.h>
#include <string.h>

typedef struct FaceRow {
    const char *file, *package;
} FaceRow;

static const FaceRow face_table[FACE_COUNT] = {
    [FACE_UI] = {"Inter-Regular.otf", "fonts-inter"},
    [FACE_UI_MEDIUM] = {"Inter-Medium.otf", "fonts-inter"},
    [FACE_UI_SEMIBOLD] = {"Inter-SemiBold.otf", "fonts-inter"},
    [FACE_UI_BOLD] = {"Inter-Bold.otf", "fonts-inter"},
    [FACE_MATH] = {"STIXGeneral-Regular.otf", "fonts-stix"},
    [FACE_MATH_ITALIC] = {"STIXGeneral-Italic.otf", "fonts-stix"},
    [FACE_MONO] = {"JetBrainsMono-Regular.ttf", "fonts-jetbrains-mono"},
    [FACE_MONO_MEDIUM] = {"JetBrainsMono-Medium.ttf", "fonts-jetbrains-mono"},
    [FACE_UI_ITALIC] = {"Inter-Italic.otf", "fonts-inter"},
};

enum { POINTS = 18, REPLACEMENT = 0xFFFD };

bool platform_find_font_folder(char *out, int size) { return platform_find_shared(out, size, "fonts", face_table[FACE_UI].file); }

/* A font of this face at quarters/4 pixels, read from memory. NULL when it cannot be opened. If memory is out for HarfBuzz, SDL2_ttf opens
   a font in which every width is zero; the width of one letter shows that. */
static TTF_Font *open_once(const FontFace *face, int quarters, int stretch, int hinting) {
    SDL_RWops *memory = SDL_RWFromConstMem(face->data, (int)face->size); /* NULL is no font */
    TTF_Font *font = TTF_OpenFontDPIRW(memory, 1, POINTS, (unsigned)(quarters * stretch), (unsigned)quarters);
    int width = 0;
    if (!font) return NULL;
    TTF_SetFontHinting(font, hinting);
    if (TTF_SizeUTF8(font, "M", &width, NULL) == 0 && width > 0) return font;
    TTF_CloseFont(font);
    return NULL;
}

static TTF_Font *open_from_memory(const FontFace *face, int quarters, int stretch, int hinting) {
    for (int i = 0; i < FONT_TRIES; i++) {
        font_watch_memory();
        TTF_Font *font = open_once(face, quarters, stretch, hinting);
        if (!font_memory_was_out()) return font;
        if (font) TTF_CloseFont(font);
        font_watch_memory();
    }
    errno = ENOMEM;
    return NULL;
}

static TTF_Font *open_ruler(const FontFace *face) { return open_from_memory(face, 4 * FONT_RULER_PX, 1, TTF_HINTING_NONE); }

void font_drop(Fonts *fonts, TTF_Font *font) {
    for (int i = 0; i < FONT_OPEN_MAX; i++) {
        if (fonts->open[i].font != font) continue;
        TTF_CloseFont(font);
        fonts->open[i] = (OpenFont){0};
    }
    for (int i = 0; i < FACE_COUNT; i++) {
        TTF_Font *again = fonts->face[i].ruler == font ? open_ruler(&fonts->face[i]) : NULL;
        if (!again) continue;
        TTF_CloseFont(font);
        fonts->face[i].ruler = again;
    }
}

static bool init_face(Fonts *fonts, TextFace index, const char *folder, Diag *diag) {
    FontFace *face = &fonts->face[index];
    const FaceRow *row = &face_table[index];
    FileApi file;
    Diag inner;
    int blank = 0, advance = 0;
    platform_files(&file);
    text_format(face->path, sizeof face->path, "%s/%s", folder, row->file);
    if (!file.read(file.user, face->path, &face->data, &face->size, &inner)) {
        return diag_fail_at(diag, face->path, 0, 0, "%s; this font is part of the package %s", inner.text, row->package);
    }
    face->ruler = open_ruler(face);
    if (!face->ruler && font_memory_was_out()) return diag_fail(diag, "no memory is left for the fonts");
    if (!face->ruler) {
        return diag_fail_at(diag, face->path, 0, 0, "this is no font that can be read (%s); the package %s has the right one",
                            TTF_GetError(), row->package);
    }
    if (TTF_GlyphMetrics32(face->ruler, 'M', NULL, NULL, NULL, NULL, &advance) != 0 || TTF_SizeUTF8(face->ruler, " ", &blank, NULL) != 0) {
        return diag_fail_at(diag, face->path, 0, 0, "the widths of this font cannot be read (%s)", TTF_GetError());
    }
    face->ascent = (double)TTF_FontAscent(face->ruler) / FONT_RULER_PX;
    face->descent = -(double)TTF_FontDescent(face->ruler) / FONT_RULER_PX;
    face->space = (double)blank / FONT_RULER_PX;
    if (TTF_FontFaceIsFixedWidth(face->ruler)) face->pitch = (double)advance / FONT_RULER_PX;
    return true;
}

bool fonts_init(Fonts **out, const char *folder, Diag *diag) {
    Fonts *fonts = mem_new(sizeof *fonts);
    *out = NULL;
    if (!fonts) return diag_fail(diag, "no memory is left for the fonts");
    fonts->started = TTF_Init() == 0;
    if (!fonts->started) {
        fonts_deinit(fonts);
        return diag_fail(diag, "the font library cannot start: %s", TTF_GetError());
    }
    fonts->width = mem_new(FONT_WIDTH_MAX * sizeof *fonts->width);
    fonts->glyph = mem_new(FONT_GLYPH_MAX * sizeof *fonts->glyph);
    fonts->glyph_pixel = mem_new(FONT_GLYPH_BYTES);
    fonts->lock = SDL_CreateMutex();
    for (int i = 0; i < 2; i++) fonts->user[i].fonts = fonts;
    if (!fonts->width || !fonts->glyph || !fonts->glyph_pixel || !fonts->lock) {
        fonts_deinit(fonts);
        return diag_fail(diag, "no memory is left for the fonts");
    }
    for (int i = 0; i < FACE_COUNT; i++) {
        if (!init_face(fonts, (TextFace)i, folder, diag)) {
            fonts_deinit(fonts);
            return false;
        }
    }
    *out = fonts;
    return true;
}

void fonts_deinit(Fonts *fonts) {
    if (!fonts) return;
    for (int i = 0; i < FONT_OPEN_MAX; i++) {
        if (fonts->open[i].font) TTF_CloseFont(fonts->open[i].font);
    }
    for (int i = 0; i < FACE_COUNT; i++) {
        if (fonts->face[i].ruler) TTF_CloseFont(fonts->face[i].ruler);
        mem_free(fonts->face[i].data);
    }
    if (fonts->started) TTF_Quit();
    mem_free(fonts->width);
    mem_free(fonts->glyph);
    mem_free(fonts->glyph_pixel);
    for (int i = 0; i < 2; i++) mem_free(fonts->user[i].canvas);
    if (fonts->lock) SDL_DestroyMutex(fonts->lock);
    mem_free(fonts);
}

TTF_Font *font_open(Fonts *fonts, TextFace face, int quarters, int stretch) {
    OpenFont *place = &fonts->open[0];
    for (int i = 0; i < FONT_OPEN_MAX; i++) {
        OpenFont *open = &fonts->open[i];
        if (open->font && open->face == face && open->quarters == quarters && open->stretch == stretch) {
            open->last_use = ++fonts->use_count;
            return open->font;
        }
        if (open->last_use < place->last_use) place = open; /* unused entries have 0 */
    }
    TTF_Font *font = open_from_memory(&fonts->face[face], quarters, stretch, TTF_HINTING_LIGHT_SUBPIXEL);
    if (!font) return NULL;
    if (place->font) TTF_CloseFont(place->font);
    *place = (OpenFont){font, face, quarters, stretch, ++fonts->use_count};
    return font;
}

/* Takes one character off the front; a byte that is not valid UTF-8 counts as U+FFFD. */
uint32_t font_next_char(Str *rest) {
    const unsigned char *at = (const unsigned char *)rest->at;
    int more = at[0] < 0x80                    ? 0
               : at[0] >= 0xC2 && at[0] < 0xE0 ? 1
               : at[0] >= 0xE0 && at[0] < 0xF0 ? 2
               : at[0] >= 0xF0 && at[0] < 0xF5 ? 3
                                               : -1;
    uint32_t code = more == 0 ? at[0] : more > 0 ? at[0] & (0x3Fu >> more) : REPLACEMENT;
    int used = 1;
    for (int i = 1; i <= more; i++) {
        if (i >= rest->count || (at[i] & 0xC0) != 0x80) {
            code = REPLACEMENT;
            used = 1;
            break;
        }
        code = code << 6 | (at[i] & 0x3Fu);
        used = i + 1;
    }
    bool overlong = (more == 2 && code < 0x800) || (more == 3 && code < 0x10000);
    if (overlong || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) code = REPLACEMENT;
    *rest = (Str){rest->at + used, rest->count - used};
    return code;
}

static const unsigned utf8_lead[] = {0x00, 0xC0, 0xE0, 0xF0}; /* by how many bytes follow */

static int encode_char(char *out, uint32_t code) {
    int more = code < 0x80 ? 0 : code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    out[0] = (char)(utf8_lead[more] | code >> (6 * more));
    for (int i = 1; i <= more; i++) out[i] = (char)(0x80 | ((code >> (6 * (more - i))) & 0x3F));
    return more + 1;
}

/* The first face that has the character, asked for in `face`; FACE_COUNT when none has it. */
static TextFace find_face(Fonts *fonts, TextFace face, uint32_t code) {
    const TextFace order[] = {face, face == FACE_MATH_ITALIC ? FACE_MATH : FACE_UI, FACE_UI, FACE_MATH, FACE_MONO};
    for (int i = 0; i < (int)(sizeof order / sizeof order[0]); i++) {
        if (TTF_GlyphIsProvided32(fonts->face[order[i]].ruler, code)) return order[i];
    }
    return FACE_COUNT;
}

/* The replacement for an invalid character, or one that no face has. */
static uint32_t replace_char(Fonts *fonts, TextFace face, uint32_t code, TextFace *found) {
    if (code < 0x20 || code == 0x7F) code = ' ';
    *found = find_face(fonts, face, code);
    if (*found != FACE_COUNT) return code;
    *found = find_face(fonts, face, REPLACEMENT);
    if (*found != FACE_COUNT) return REPLACEMENT;
    *found = face;
    return '?';
}

bool font_next_piece(Fonts *fonts, FontPiece *piece, TextFace face, Str *rest) {
    piece->count = piece->char_count = 0;
    while (rest->count > 0 && piece->count + 4 < FONT_PIECE_BYTES) {
        Str after = *rest;
        TextFace found;
        uint32_t code = replace_char(fonts, face, font_next_char(&after), &found);
        if (piece->count == 0) piece->face = found;
        if (piece->face != found) break;
        code = text_shown_char(found, code);
        piece->count += encode_char(piece->text + piece->count, code);
        piece->char_count++;
        *rest = after;
    }
    piece->text[piece->count] = '\0';
    return piece->count > 0;
}

static bool measure_by_ruler(const FontFace *face, const FontPiece *piece, double *em) {
    char text[FONT_PIECE_BYTES + 1];
    int width = 0, again = 0, left = 0;
    text_format(text, sizeof text, "%s ", piece->text);
    Str rest = {piece->text, piece->count};
    if (TTF_SizeUTF8(face->ruler, text, &width, NULL) != 0) return false;
    if (width < (int)(face->space * FONT_RULER_PX)) return false; /* without memory for HarfBuzz even the blank is missing */
    /* If memory is out for kerning, SDL2_ttf reports no error either and uses the advances of single letters. */
    if (TTF_SizeUTF8(face->ruler, text, &again, NULL) != 0 || again != width) return false;
    if (TTF_GlyphMetrics32(face->ruler, font_next_char(&rest), &left, NULL, NULL, NULL, NULL) != 0) return false;
    if (left < 0) width += left; /* ink left of the pen is part of the size, not of the advance */
    *em = (double)width / FONT_RULER_PX - face->space;
    return true;
}

bool font_measure_piece(Fonts *fonts, const FontPiece *piece, double *em) {
    const FontFace *face = &fonts->face[piece->face];
    *em = face->pitch * piece->char_count;
    if (face->pitch > 0.0) return true;
    for (int i = 0; i < FONT_TRIES; i++) {
        font_watch_memory();
        if (measure_by_ruler(face, piece, em) && !font_memory_was_out()) return true;
        font_drop(fonts, face->ruler);
    }
    return false;
}

static uint64_t hash_text(TextFace face, Str text) {
    /* FNV-1a, then mixed; 2^-64 for two runs to meet. The face is a byte of its own: beside the first letter it would cancel out. */
    uint64_t hash = (UINT64_C(0xCBF29CE484222325) ^ (uint64_t)face) * UINT64_C(0x100000001B3);
    for (int i = 0; i < text.count; i++) hash = (hash ^ (unsigned char)text.at[i]) * UINT64_C(0x100000001B3);
    hash = (hash ^ (hash >> 32)) * UINT64_C(0x9E3779B97F4A7C15);
    return (hash ^ (hash >> 29)) | 1;
}

static bool measure_em(Fonts *fonts, TextFace face, Str text, double *out) {
    uint64_t key = hash_text(face, text);
    FontWidth *known = &fonts->width[(key >> 1) & (FONT_WIDTH_MAX - 1)];
    if (known->key != key) {
        FontPiece piece;
        double em = 0.0, part;
        for (Str rest = text; font_next_piece(fonts, &piece, face, &rest); em += part) {
            if (!font_measure_piece(fonts, &piece, &part)) return false;
        }
        *known = (FontWidth){key, em};
    }
    *out = known->em;
    return true;
}

bool font_measure(Fonts *fonts, TextFace face, double size_px, Str text, TextMetrics *out) {
    *out = (TextMetrics){0};
    if ((int)face < 0 || face >= FACE_COUNT || !(size_px > 0.0) || size_px > 1e4) return false;
    double size = round(4.0 * size_px) / 4.0; /* as it will be drawn */
    double em = 0.0;
    if (text.count > 0 && !measure_em(fonts, face, text, &em)) return false;
    out->width = size * em;
    out->ascent = size * fonts->face[face].ascent;
    out->descent = size * fonts->face[face].descent;
    return true;
}
