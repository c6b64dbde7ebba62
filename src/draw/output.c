/* Pictures as bytes: the growing buffer, and PNG.

   A picture with a translucent background is drawn twice, over black and over white: from c = a s and c' = a s + (255 - a) follows a = 255
   - (c' - c) for each pixel, for all drawing and blending. The channel that changed least gives the alpha.

   Simplified on purpose: a PNG is written by Cairo with its default compression; no metadata. */
#include "draw/output.h"
#include "base/arena.h"
#include "draw/output_inside.h"
#include <cairo.h>
#include <math.h>
#include <string.h>

static const size_t OUTPUT_SIZE_MAX = (size_t)1 << 30;
enum { OUTPUT_FIRST_SIZE = 1 << 14, PNG_SIDE_MAX = 16384 };

void output_append(OutputStream *stream, const void *data, size_t size) {
    if (stream->failed || size == 0) return;
    if (stream->size + size + 1 > stream->capacity) {
        size_t wanted = stream->capacity > 0 ? stream->capacity : OUTPUT_FIRST_SIZE;
        while (wanted < stream->size + size + 1) wanted *= 2;
        char *grown = wanted > OUTPUT_SIZE_MAX ? NULL : mem_grow(stream->data, stream->capacity, wanted);
        if (grown == NULL) {
            stream->failed = true;
            return;
        }
        stream->data = grown;
        stream->capacity = wanted;
    }
    memcpy(stream->data + stream->size, data, size);
    stream->size += size;
    stream->data[stream->size] = '\0';
}

void output_drop(OutputStream *stream) {
    mem_free(stream->data);
    *stream = (OutputStream){0};
}

bool output_finish(OutputBytes *out, OutputStream *stream, const char *kind, Diag *diag) {
    *out = (OutputBytes){0};
    if (stream->failed) {
        output_drop(stream);
        return diag_fail(diag, "Out of memory while writing the picture as %s.", kind);
    }
    *out = (OutputBytes){stream->data, stream->size};
    *stream = (OutputStream){0};
    return true;
}

static cairo_status_t write_png(void *closure, const unsigned char *data, unsigned int size) {
    OutputStream *stream = closure;
    output_append(stream, data, size);
    return stream->failed ? CAIRO_STATUS_NO_MEMORY : CAIRO_STATUS_SUCCESS;
}

static unsigned distance(unsigned more, unsigned less) { return more > less ? more - less : 0; }

/* `black` becomes premultiplied ARGB; both are (count) pixels. */
static void recover_alpha(uint32_t *black, const uint32_t *white, size_t count) {
    for (size_t i = 0; i < count; i++) {
        unsigned least = 255;
        for (int shift = 0; shift < 24; shift += 8) {
            unsigned gap = distance(white[i] >> shift & 255, black[i] >> shift & 255);
            if (gap < least) least = gap;
        }
        uint32_t alpha = 255 - least, pixel = alpha << 24;
        for (int shift = 0; shift < 24; shift += 8) { /* premultiplied: no channel above alpha */
            uint32_t channel = black[i] >> shift & 255;
            pixel |= (channel < alpha ? channel : alpha) << shift;
        }
        black[i] = pixel;
    }
}

/* The background's own alpha lies below everything: mixed over black or white it becomes the ground to draw on. */
static Color ground_over(Color background, unsigned under) {
    unsigned a = background.a, rest = (255 - a) * under;
    return (Color){(uint8_t)((background.r * a + rest + 127) / 255), (uint8_t)((background.g * a + rest + 127) / 255),
                   (uint8_t)((background.b * a + rest + 127) / 255), 255};
}

static bool draw_on(unsigned char *pixels, int width, int height, DrawCache *cache, const DrawList *list, Color ground, Diag *diag) {
    RasterTarget target = {.pixels = pixels, .width = width, .height = height, .stride = 4 * width};
    RasterResult result;
    DrawList over = *list; /* borrows the records */
    over.background = ground;
    return raster_draw(&result, cache, &target, &over, RASTER_FULL, diag);
}

static bool write_pixels(OutputBytes *out, unsigned char *pixels, int width, int height, bool opaque, Diag *diag) {
    OutputStream stream = {0};
    cairo_format_t format = opaque ? CAIRO_FORMAT_RGB24 : CAIRO_FORMAT_ARGB32;
    cairo_surface_t *surface = cairo_image_surface_create_for_data(pixels, format, width, height, 4 * width);
    cairo_status_t status = cairo_surface_write_to_png_stream(surface, write_png, &stream);
    cairo_surface_destroy(surface);
    if (status == CAIRO_STATUS_SUCCESS) return output_finish(out, &stream, "PNG", diag);
    output_drop(&stream);
    return diag_fail(diag, "The picture could not be written as PNG: %s.", cairo_status_to_string(status));
}

bool output_png(OutputBytes *out, const DrawList *list, const TextApi *text, Diag *diag) {
    *out = (OutputBytes){0};
    double wide = ceil(list->width * list->scale - 1e-6), high = ceil(list->height * list->scale - 1e-6);
    if (!(wide >= 1 && wide <= PNG_SIDE_MAX && high >= 1 && high <= PNG_SIDE_MAX)) {
        return diag_fail(diag, "A PNG of %.0f x %.0f pixels is too large; each side may be 1 to %d.", wide, high, PNG_SIDE_MAX);
    }
    int width = (int)wide, height = (int)high;
    bool opaque = list->background.a == 255;
    size_t count = (size_t)width * (size_t)height, size = count * 4 * (opaque ? 1 : 2);
    unsigned char *pixels = mem_new(size);
    DrawCache *cache = pixels == NULL ? NULL : draw_cache_new(text);
    bool good = cache != NULL;
    if (!good) diag_fail(diag, "Out of memory for a PNG of %d x %d pixels.", width, height);
    good = good && draw_on(pixels, width, height, cache, list, ground_over(list->background, 0), diag);
    if (good && !opaque) {
        unsigned char *white = pixels + count * 4;
        good = draw_on(white, width, height, cache, list, ground_over(list->background, 255), diag);
        if (good) recover_alpha((uint32_t *)(void *)pixels, (const uint32_t *)(const void *)white, count);
    }
    good = good && write_pixels(out, pixels, width, height, opaque, diag);
    draw_cache_free(cache);
    mem_free(pixels);
    return good;
}
