/* Rasterising one run of text into an alpha mask.

   A run is drawn piece by piece onto a canvas that is a little larger than the run, its pen on a whole pixel, and the mask handed
   out is the part of the canvas that has ink. Overlapping ink adds up and saturates.

   Runs of the fixed-pitch faces, the numbers that change with every frame, are composed of cached glyphs. Each is remembered at four
   positions within a pixel: it is rasterised once with four times the horizontal resolution and averaged over four columns from each start,
   which is the exact coverage at that position. When the cache is full it is emptied; a picture needs a few hundred glyphs.

   SDL2_ttf returns a surface without saying where the pen is in it. It starts at the ink if that lies left of the pen or above
   the ascent, so both follow from the metrics of the characters.

   Simplified on purpose: text smaller than a pixel, larger than SIZE_MAX_PX or wider than RUN_WIDTH_MAX is not drawn. */
#include "base/arena.h"
#include "platform/fonts_inside.h"
#include <SDL.h>
#include <math.h>
#include <string.h>

enum { SIZE_MAX_PX = 400, RUN_WIDTH_MAX = 16000, GLYPH_SIZE_MAX_PX = 64 };

/* Where to draw, and where its pen is. */
typedef struct Canvas {
    unsigned char *alpha; /* (height, width) */
    int width, height;
    int pen_x, pen_y;
    int x0, y0, x1, y1; /* ink so far; empty while x0 >= x1 */
} Canvas;

static bool init_canvas(FontUser *user, Canvas *canvas, double size_px, double width_px) {
    int em = (int)ceil(size_px) + 1;
    *canvas = (Canvas){.width = (int)ceil(width_px) + 2 * em, .height = 4 * em, .pen_x = em, .pen_y = 5 * em / 2};
    size_t size = (size_t)canvas->width * (size_t)canvas->height;
    if (size > user->canvas_size) {
        unsigned char *larger = mem_grow(user->canvas, user->canvas_size, size);
        if (!larger) return false;
        user->canvas = larger;
        user->canvas_size = size;
    }
    canvas->alpha = user->canvas;
    memset(canvas->alpha, 0, size);
    canvas->x0 = canvas->width;
    canvas->y0 = canvas->height;
    return true;
}

static void add_pixel(Canvas *canvas, int x, int y, int alpha) {
    if (alpha == 0 || x < 0 || y < 0 || x >= canvas->width || y >= canvas->height) return;
    unsigned char *pixel = &canvas->alpha[(size_t)y * (size_t)canvas->width + (size_t)x];
    int sum = *pixel + alpha;
    *pixel = (unsigned char)(sum > 255 ? 255 : sum);
    if (x < canvas->x0) canvas->x0 = x;
    if (x >= canvas->x1) canvas->x1 = x + 1;
    if (y < canvas->y0) canvas->y0 = y;
    if (y >= canvas->y1) canvas->y1 = y + 1;
}

static int surface_alpha(const SDL_Surface *surface, int x, int y) {
    uint32_t pixel;
    memcpy(&pixel, (const unsigned char *)surface->pixels + (ptrdiff_t)y * surface->pitch + 4 * (ptrdiff_t)x, sizeof pixel);
    return (int)(pixel >> 24); /* ARGB8888 */
}

/* Renders text in one font into a new surface, NULL when the text has no width; *left and *top say where the surface's first pixel is
   from the pen. False when memory is out. */
static bool render_once(SDL_Surface **out, TTF_Font *font, Str text, int *left, int *top) {
    int highest = TTF_FontAscent(font), first_left = 0, width = 0;
    bool first = true;
    *out = TTF_RenderUTF8_Blended(font, text.at, (SDL_Color){255, 255, 255, 255});
    if (!*out) return TTF_SizeUTF8(font, text.at, &width, NULL) == 0 && width <= 0;
    if (TTF_SizeUTF8(font, text.at, &width, NULL) != 0 || width != (*out)->w) { /* two attempts differ: memory was out in one of them */
        SDL_FreeSurface(*out);
        *out = NULL;
        return false;
    }
    for (Str rest = text; rest.count > 0; first = false) {
        int minx = 0, maxy = 0;
        if (TTF_GlyphMetrics32(font, font_next_char(&rest), &minx, NULL, NULL, &maxy, NULL) != 0) {
            SDL_FreeSurface(*out);
            *out = NULL;
            return false;
        }
        if (first && minx < 0) first_left = minx;
        if (maxy > highest) highest = maxy;
    }
    *left = first_left;
    *top = -highest;
    return true;
}

static bool render(SDL_Surface **out, Fonts *fonts, TextFace face, int quarters, int stretch, Str text, int *left, int *top) {
    *out = NULL;
    for (int i = 0; i < FONT_TRIES; i++) {
        TTF_Font *font = font_open(fonts, face, quarters, stretch);
        if (!font) return false;
        font_watch_memory();
        if (render_once(out, font, text, left, top) && !font_memory_was_out()) return true;
        if (*out) SDL_FreeSurface(*out);
        *out = NULL;
        font_drop(fonts, font);
    }
    return false;
}

static bool draw_shaped(Fonts *fonts, Canvas *canvas, const FontPiece *piece, int quarters, double pen) {
    int left, top, x = canvas->pen_x + (int)floor(pen + 0.5);
    SDL_Surface *surface;
    if (!render(&surface, fonts, piece->face, quarters, 1, (Str){piece->text, piece->count}, &left, &top)) return false;
    if (!surface) return true;
    for (int row = 0; row < surface->h; row++) {
        for (int column = 0; column < surface->w; column++) {
            add_pixel(canvas, x + left + column, canvas->pen_y + top + row, surface_alpha(surface, column, row));
        }
    }
    SDL_FreeSurface(surface);
    return true;
}

static void forget_glyphs(Fonts *fonts) {
    memset(fonts->glyph, 0, FONT_GLYPH_MAX * sizeof *fonts->glyph);
    fonts->glyph_count = fonts->glyph_used = 0;
}

/* Bit fields of a glyph's key: code 21, phase 2, face 4, quarters 12, and one that makes it nonzero. */
static uint64_t glyph_key(TextFace face, int quarters, uint32_t code, int phase) {
    return (uint64_t)1 << 63 | (uint64_t)quarters << 27 | (uint64_t)face << 23 | (uint64_t)phase << 21 | code;
}

static FontGlyph *glyph_place(Fonts *fonts, uint64_t key) {
    uint64_t at = (key * UINT64_C(0x9E3779B97F4A7C15)) >> 40;
    for (;; at++) {
        FontGlyph *glyph = &fonts->glyph[at & (FONT_GLYPH_MAX - 1)];
        if (glyph->key == key || glyph->key == 0) return glyph;
    }
}

static int floor_divide(int a, int b) { return a >= 0 ? a / b : -((b - 1 - a) / b); }

/* Averages the stretched surface over FONT_STRETCH columns, its pen moved right by `phase` of them. */
static void squeeze(FontGlyph *glyph, unsigned char *out, const SDL_Surface *surface, int left, int phase) {
    memset(out, 0, (size_t)glyph->width * (size_t)glyph->height);
    for (int row = 0; row < glyph->height; row++) {
        for (int x = 0; x < glyph->width; x++) {
            int sum = 0;
            for (int i = 0; i < FONT_STRETCH; i++) {
                int column = FONT_STRETCH * (glyph->left + x) + i - phase - left;
                if (column >= 0 && column < surface->w) sum += surface_alpha(surface, column, row);
            }
            out[row * glyph->width + x] = (unsigned char)((sum + FONT_STRETCH / 2) / FONT_STRETCH);
        }
    }
}

/* The glyph from the cache, or a new one. NULL if it cannot be made. */
static const FontGlyph *get_glyph(Fonts *fonts, TextFace face, int quarters, Str text, int phase) {
    Str rest = text;
    uint64_t key = glyph_key(face, quarters, font_next_char(&rest), phase);
    FontGlyph *glyph = glyph_place(fonts, key);
    if (glyph->key == key) return glyph;
    char character[8] = "";
    int left = 0, top = 0;
    memcpy(character, text.at, (size_t)(text.count - rest.count));
    SDL_Surface *surface;
    if (!render(&surface, fonts, face, quarters, FONT_STRETCH, (Str){character, text.count - rest.count}, &left, &top)) return NULL;
    FontGlyph made = {.key = key, .top = top};
    if (surface) {
        made.left = floor_divide(left + phase, FONT_STRETCH);
        made.width = floor_divide(left + surface->w - 1 + phase, FONT_STRETCH) + 1 - made.left;
        made.height = surface->h;
    }
    int size = made.width * made.height;
    if (fonts->glyph_count >= FONT_GLYPH_MAX / 2 || size > FONT_GLYPH_BYTES - fonts->glyph_used) {
        forget_glyphs(fonts);
        glyph = glyph_place(fonts, key);
    }
    if (size > FONT_GLYPH_BYTES) made.width = made.height = size = 0; /* GLYPH_SIZE_MAX_PX prevents this */
    made.offset = fonts->glyph_used;
    if (surface) squeeze(&made, fonts->glyph_pixel + made.offset, surface, left, phase);
    SDL_FreeSurface(surface);
    fonts->glyph_used += size;
    fonts->glyph_count++;
    *glyph = made;
    return glyph;
}

static bool draw_fixed(Fonts *fonts, Canvas *canvas, const FontPiece *piece, int quarters, double pen) {
    double advance = fonts->face[piece->face].pitch * quarters / 4.0;
    Str rest = {piece->text, piece->count};
    for (int i = 0; rest.count > 0; i++) {
        Str here = rest;
        if (font_next_char(&rest) == ' ') continue;
        int at = (int)floor((pen + advance * i) * FONT_STRETCH + 0.5);
        int pixel = floor_divide(at, FONT_STRETCH);
        const FontGlyph *glyph = get_glyph(fonts, piece->face, quarters, here, at - pixel * FONT_STRETCH);
        if (!glyph) return false;
        const unsigned char *alpha = fonts->glyph_pixel + glyph->offset;
        for (int row = 0; row < glyph->height; row++) {
            for (int x = 0; x < glyph->width; x++) {
                add_pixel(canvas, canvas->pen_x + pixel + glyph->left + x, canvas->pen_y + glyph->top + row, *alpha++);
            }
        }
    }
    return true;
}

static bool draw_text(FontUser *user, TextFace face, double size_px, Str text, TextMask *out) {
    TextMetrics metrics;
    FontPiece piece;
    Canvas canvas;
    double pen = 0.0, em;
    Fonts *fonts = user->fonts;
    if (!font_measure(fonts, face, size_px, text, &metrics)) return false;
    if (size_px < 1.0 || size_px > SIZE_MAX_PX || metrics.width > RUN_WIDTH_MAX) return true; /* an empty mask */
    int quarters = (int)floor(4.0 * size_px + 0.5);
    if (!init_canvas(user, &canvas, size_px, metrics.width)) return false;
    for (Str rest = text; font_next_piece(fonts, &piece, face, &rest);) {
        bool fixed = fonts->face[piece.face].pitch > 0.0 && size_px <= GLYPH_SIZE_MAX_PX;
        bool drawn = fixed ? draw_fixed(fonts, &canvas, &piece, quarters, pen) : draw_shaped(fonts, &canvas, &piece, quarters, pen);
        if (!drawn) return false;
        if (rest.count == 0) break;
        if (!font_measure_piece(fonts, &piece, &em)) return false;
        pen += em * quarters / 4.0;
    }
    if (canvas.x0 >= canvas.x1) return true; /* blanks: an empty mask */
    out->alpha = canvas.alpha + (size_t)canvas.y0 * (size_t)canvas.width + (size_t)canvas.x0;
    out->width = canvas.x1 - canvas.x0;
    out->height = canvas.y1 - canvas.y0;
    out->stride = canvas.width;
    out->left = canvas.x0 - canvas.pen_x;
    out->top = canvas.y0 - canvas.pen_y;
    return true;
}

static bool rasterise(void *user, TextFace face, double size_px, Str text, TextMask *out) {
    *out = (TextMask){0};
    if ((int)face < 0 || face >= FACE_COUNT) return false;
    FontUser *drawer = user;
    SDL_LockMutex(drawer->fonts->lock);
    bool good = draw_text(drawer, face, size_px, text, out);
    SDL_UnlockMutex(drawer->fonts->lock);
    return good;
}

static bool measure(void *user, TextFace face, double size_px, Str text, TextMetrics *out) {
    Fonts *fonts = ((FontUser *)user)->fonts;
    SDL_LockMutex(fonts->lock);
    bool good = font_measure(fonts, face, size_px, text, out);
    SDL_UnlockMutex(fonts->lock);
    return good;
}

static const char *font_path(void *user, TextFace face) {
    const Fonts *fonts = ((const FontUser *)user)->fonts;
    return (int)face >= 0 && face < FACE_COUNT ? fonts->face[face].path : NULL;
}

void fonts_bind(Fonts *fonts, TextApi *text) { *text = (TextApi){&fonts->user[0], measure, rasterise, font_path}; }

void fonts_bind_beside(Fonts *fonts, TextApi *text) { *text = (TextApi){&fonts->user[1], measure, rasterise, font_path}; }
