/* Boxes for letters. Widths are exact in the size; masks stand on whole pixels, each character's box from 0.1 to 0.9 of its advance,
   rounded, so that neighbours stay apart from about four pixels of size on. */
#include "support/fake_text.h"
#include "base/arena.h"
#include <math.h>
#include <string.h>

static const double ADVANCE = 0.6, ASCENT = 0.8, DESCENT = 0.2, HEIGHT = 0.7;

void fake_text_init(FakeText *fake) { *fake = (FakeText){0}; }

void fake_text_deinit(FakeText *fake) {
    mem_free(fake->alpha);
    *fake = (FakeText){0};
}

static bool starts_character(char c) { return ((unsigned char)c & 0xC0) != 0x80; }

static int count_characters(Str text) {
    int count = 0;
    for (int i = 0; i < text.count; i++) count += starts_character(text.at[i]);
    return count;
}

static bool measure(void *user, TextFace face, double size_px, Str text, TextMetrics *out) {
    FakeText *fake = user;
    (void)face;
    fake->measured++;
    *out = (TextMetrics){ADVANCE * size_px * count_characters(text), ASCENT * size_px, DESCENT * size_px};
    return true;
}

static bool rasterise(void *user, TextFace face, double size_px, Str text, TextMask *out) {
    FakeText *fake = user;
    (void)face;
    fake->rasterised++;
    int count = count_characters(text), height = (int)floor(HEIGHT * size_px + 0.5);
    int width = (int)ceil(ADVANCE * size_px * count) + 1;
    *out = (TextMask){0};
    if (count == 0 || height < 1) return true;
    size_t size = (size_t)width * (size_t)height;
    if (size > fake->size) {
        unsigned char *grown = mem_grow(fake->alpha, fake->size, size);
        if (grown == NULL) return false;
        fake->alpha = grown;
        fake->size = size;
    }
    memset(fake->alpha, 0, size);
    for (int i = 0, k = -1; i < text.count; i++) {
        k += starts_character(text.at[i]);
        if (!starts_character(text.at[i]) || text.at[i] == ' ') continue;
        int from = (int)floor((k + 0.1) * ADVANCE * size_px + 0.5), to = (int)floor((k + 0.9) * ADVANCE * size_px + 0.5);
        for (int y = 0; y < height && to > from; y++) memset(fake->alpha + (ptrdiff_t)y * width + from, 255, (size_t)(to - from));
    }
    *out = (TextMask){.alpha = fake->alpha, .width = width, .height = height, .stride = width, .left = 0, .top = -height};
    return true;
}

static const char *font_path(void *user, TextFace face) {
    (void)user;
    (void)face;
    return NULL;
}

void fake_text_bind(FakeText *fake, TextApi *out) { *out = (TextApi){fake, measure, rasterise, font_path}; }
