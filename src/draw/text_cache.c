/* A bounded cache of measures, as a TextApi around another.

   A bucket has four places, of which the least recently used one is replaced; the bucket comes from a hash of (face, size, text). Texts
   over 100 bytes and rasterising pass through.

   Simplified on purpose: a failed measure is not cached. */
#include "base/arena.h"
#include "draw/draw_inside.h"
#include "draw/text.h"
#include <string.h>

enum { BUCKETS = 1024, PLACES = 4, TEXT_MAX = 100 };

struct TextMeasure {
    TextMetrics metrics;
    double size_px;
    uint64_t used; /* the cache's clock at the last use; 0: empty place */
    uint8_t face, count;
    char text[TEXT_MAX];
};

bool text_cache_init(TextCache *cache, const TextApi *inner) {
    *cache = (TextCache){.inner = *inner, .clock = 1};
    cache->measure = mem_new(sizeof *cache->measure * BUCKETS * PLACES);
    return cache->measure != NULL;
}

void text_cache_deinit(TextCache *cache) {
    mem_free(cache->measure);
    *cache = (TextCache){0};
}

static bool measure_inner(TextCache *cache, TextFace face, double size_px, Str text, TextMetrics *out) {
    if (cache->inner.measure(cache->inner.user, face, size_px, text, out)) return true;
    cache->failed = true;
    return false;
}

static bool measure_cached(void *user, TextFace face, double size_px, Str text, TextMetrics *out) {
    TextCache *cache = user;
    if (text.count <= 0 || text.count > TEXT_MAX) return measure_inner(cache, face, size_px, text, out);
    uint64_t hash = hash_bytes(hash_double(hash_mix((uint64_t)text.count, (uint64_t)face), size_px), text.at, (size_t)text.count);
    struct TextMeasure *place = cache->measure + hash % BUCKETS * PLACES, *oldest = place;
    cache->clock++;
    for (int i = 0; i < PLACES; i++) {
        bool same = place[i].used != 0 && place[i].face == face && place[i].count == text.count && place[i].size_px == size_px;
        if (same && memcmp(place[i].text, text.at, (size_t)text.count) == 0) {
            place[i].used = cache->clock;
            *out = place[i].metrics;
            return true;
        }
        if (place[i].used < oldest->used) oldest = &place[i];
    }
    if (!measure_inner(cache, face, size_px, text, out)) return false;
    *oldest = (struct TextMeasure){.metrics = *out, .size_px = size_px, .used = cache->clock, .face = (uint8_t)face};
    oldest->count = (uint8_t)text.count;
    memcpy(oldest->text, text.at, (size_t)text.count);
    return true;
}

static bool rasterise_through(void *user, TextFace face, double size_px, Str text, TextMask *out) {
    TextCache *cache = user;
    return cache->inner.rasterise(cache->inner.user, face, size_px, text, out);
}

static const char *font_path_through(void *user, TextFace face) {
    TextCache *cache = user;
    return cache->inner.font_path(cache->inner.user, face);
}

void text_cache_bind(TextCache *cache, TextApi *out) {
    *out = (TextApi){.user = cache, .measure = measure_cached, .rasterise = rasterise_through, .font_path = font_path_through};
}
