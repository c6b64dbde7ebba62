/* Masks of text runs: shaped and rasterised once by TextApi, then kept; and of paths, drawn once by Cairo.

   The key is (face, size in screen pixels, text). The cache is a chained hash table over a fixed array, with a list from the newest to the
   oldest entry; after each frame the oldest go until at most 16 MB are left. Masks used by a frame stay until it ends.

   A new run costs its shaping, about 130 us; numbers that change with every frame are cheap because the TextApi composes fixed-pitch runs
   of cached glyphs.

   Simplified on purpose: a run whose mask would be over 16 million pixels is not drawn, nor what a frame has beyond 8192 runs. */
#include "base/arena.h"
#include "draw/raster_inside.h"
#include <math.h>
#include <string.h>

static const size_t RUN_BYTES_KEPT = (size_t)16 << 20, RUN_PIXELS_MAX = (size_t)16 << 20;

bool run_cache_init(RunCache *cache, const TextApi *api) {
    *cache = (RunCache){.api = *api, .newest = -1, .oldest = -1};
    cache->run = mem_new(RUN_COUNT_MAX * sizeof *cache->run);
    cache->bucket = mem_new(RUN_BUCKETS * sizeof *cache->bucket);
    if (cache->run == NULL || cache->bucket == NULL) {
        run_cache_deinit(cache);
        return false;
    }
    for (int i = 0; i < RUN_BUCKETS; i++) cache->bucket[i] = -1;
    for (int i = 0; i < RUN_COUNT_MAX; i++) cache->run[i].next_in_bucket = i + 1 < RUN_COUNT_MAX ? i + 1 : -1;
    return true;
}

void run_cache_deinit(RunCache *cache) {
    for (int i = 0; cache->run != NULL && i < RUN_COUNT_MAX; i++) mem_free(cache->run[i].text);
    mem_free(cache->run);
    mem_free(cache->bucket);
    *cache = (RunCache){0};
}

static void unlink_run(RunCache *cache, int index) {
    RunMask *run = &cache->run[index];
    if (run->newer >= 0)
        cache->run[run->newer].older = run->older;
    else
        cache->newest = run->older;
    if (run->older >= 0)
        cache->run[run->older].newer = run->newer;
    else
        cache->oldest = run->newer;
}

static void link_newest(RunCache *cache, int index) {
    RunMask *run = &cache->run[index];
    run->newer = -1;
    run->older = cache->newest;
    if (cache->newest >= 0)
        cache->run[cache->newest].newer = index;
    else
        cache->oldest = index;
    cache->newest = index;
}

static void drop_oldest(RunCache *cache) {
    int index = cache->oldest;
    RunMask *run = &cache->run[index];
    unlink_run(cache, index);
    int *at = &cache->bucket[run->hash % RUN_BUCKETS];
    while (*at != index) at = &cache->run[*at].next_in_bucket;
    *at = run->next_in_bucket;
    cache->bytes -= run->bytes;
    mem_free(run->text);
    *run = (RunMask){.next_in_bucket = cache->free_first};
    cache->free_first = index;
}

void run_cache_begin_frame(RunCache *cache) { cache->frame++; }

void run_cache_end_frame(RunCache *cache) {
    while (cache->bytes > RUN_BYTES_KEPT && cache->oldest >= 0) drop_oldest(cache);
}

static uint64_t run_hash(TextFace face, double size_px, Str text) {
    uint64_t hash = hash_double(hash_mix(0, (uint64_t)face), size_px);
    return hash_bytes(hash_mix(hash, (uint64_t)text.count), text.at, (size_t)text.count);
}

static bool is_too_large(const TextMask *mask) {
    return mask->width > 0 && mask->height > 0 && (size_t)mask->width * (size_t)mask->height > RUN_PIXELS_MAX;
}

/* Memory for the text, and `pixels` bytes of mask behind it. */
static bool allocate_run(RunMask *run, Str text, size_t pixels) {
    run->bytes = (size_t)text.count + pixels;
    run->text = mem_new_unset(run->bytes); /* the caller writes every pixel */
    if (run->text == NULL) return false;
    memcpy(run->text, text.at, (size_t)text.count);
    run->text_count = text.count;
    run->alpha = pixels > 0 ? (unsigned char *)run->text + text.count : NULL;
    return true;
}

static bool copy_mask(RunMask *run, Str text, const TextMask *mask) {
    bool empty = mask->alpha == NULL || mask->width <= 0 || mask->height <= 0;
    if (!allocate_run(run, text, empty ? 0 : (size_t)mask->width * (size_t)mask->height)) return false;
    run->left = mask->left;
    run->top = mask->top;
    run->width = empty ? 0 : mask->width;
    run->height = empty ? 0 : mask->height;
    for (int y = 0; y < run->height; y++) {
        memcpy(run->alpha + (ptrdiff_t)y * run->width, mask->alpha + (ptrdiff_t)y * mask->stride, (size_t)run->width);
    }
    return true;
}

static RunMask *find_run(RunCache *cache, uint64_t hash, TextFace face, double size_px, Str text) {
    for (int i = cache->bucket[hash % RUN_BUCKETS]; i >= 0; i = cache->run[i].next_in_bucket) {
        RunMask *run = &cache->run[i];
        if (run->hash != hash || run->face != face || run->size_px != size_px || run->text_count != text.count) continue;
        if (memcmp(run->text, text.at, (size_t)text.count) != 0) continue;
        run->frame = cache->frame;
        if (cache->newest != i) {
            unlink_run(cache, i);
            link_newest(cache, i);
        }
        return run;
    }
    return NULL;
}

/* Takes what `made` owns. */
static RunMask *insert_run(RunCache *cache, RunMask *made) {
    if (cache->free_first < 0 && cache->oldest >= 0 && cache->run[cache->oldest].frame != cache->frame) drop_oldest(cache);
    if (cache->free_first < 0) {
        mem_free(made->text);
        return NULL;
    }
    int index = cache->free_first, *bucket = &cache->bucket[made->hash % RUN_BUCKETS];
    cache->free_first = cache->run[index].next_in_bucket;
    made->next_in_bucket = *bucket;
    *bucket = index;
    cache->run[index] = *made;
    cache->bytes += made->bytes;
    link_newest(cache, index);
    return &cache->run[index];
}

bool run_cache_get(const RunMask **out, RunCache *cache, TextFace face, double size_px, Str text) {
    uint64_t hash = run_hash(face, size_px, text);
    *out = find_run(cache, hash, face, size_px, text);
    if (*out != NULL) return true;
    RunMask made = {.hash = hash, .face = face, .size_px = size_px, .frame = cache->frame};
    TextMetrics metrics;
    TextMask mask;
    if (!cache->api.measure(cache->api.user, face, size_px, text, &metrics)) return false;
    if (!cache->api.rasterise(cache->api.user, face, size_px, text, &mask)) return false;
    if (!isfinite(metrics.width) || is_too_large(&mask)) return true;
    if (!copy_mask(&made, text, &mask)) return false;
    made.width_px = metrics.width;
    *out = insert_run(cache, &made);
    return true;
}

const RunMask *run_cache_find_path(RunCache *cache, Str key) { return find_run(cache, run_hash(FACE_COUNT, 0, key), FACE_COUNT, 0, key); }

const RunMask *run_cache_add_path(RunCache *cache, Str key, const TextMask *mask) {
    RunMask made = {.hash = run_hash(FACE_COUNT, 0, key), .face = FACE_COUNT, .frame = cache->frame};
    return !is_too_large(mask) && copy_mask(&made, key, mask) ? insert_run(cache, &made) : NULL;
}
