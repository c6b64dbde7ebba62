/* Reading pictures: PNG, through Cairo. Its header is checked before anything is decoded, so that a small file cannot demand much memory.

   Simplified on purpose: a picture of more than PICTURE_CELLS_SIDE pixels a side is made smaller by whole numbers, each cell the mean of its
   pixels on sRGB numbers. */
#include "draw/picture.h"
#include "base/arena.h"
#include <cairo.h>
#include <string.h>

enum { HEAD_SIZE = 24 }; /* signature, length, "IHDR", width, height */

static unsigned read_number(const unsigned char *at) {
    return (unsigned)at[0] << 24 | (unsigned)at[1] << 16 | (unsigned)at[2] << 8 | (unsigned)at[3];
}

bool picture_check(const void *data, size_t size, Diag *diag) {
    static const unsigned char signature[8] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    const unsigned char *byte = data;
    if (size > PICTURE_BYTES_MAX) return diag_fail(diag, "this picture has %zu bytes; at most %d are read", size, PICTURE_BYTES_MAX);
    if (size < HEAD_SIZE || memcmp(byte, signature, sizeof signature) != 0) return diag_fail(diag, "this is not a PNG; expected one");
    unsigned width = read_number(byte + 16), height = read_number(byte + 20);
    if (width == 0 || height == 0 || width > PICTURE_SIDE_MAX || height > PICTURE_SIDE_MAX)
        return diag_fail(diag, "this picture is %u by %u pixels large; expected 1 to %d each way", width, height, PICTURE_SIDE_MAX);
    return true;
}

typedef struct Source {
    const unsigned char *at;
    size_t left;
} Source;

static cairo_status_t read_bytes(void *user, unsigned char *out, unsigned count) {
    Source *source = user;
    if (count > source->left) return CAIRO_STATUS_READ_ERROR;
    memcpy(out, source->at, count);
    source->at += count;
    source->left -= count;
    return CAIRO_STATUS_SUCCESS;
}

/* The mean of a block of Cairo's premultiplied pixels; RGB24 has no alpha. */
static Color mean(const unsigned char *pixels, int stride, bool has_alpha, int x0, int x1, int y0, int y1) {
    unsigned long r = 0, g = 0, b = 0, a = 0, count = (unsigned long)(x1 - x0) * (unsigned long)(y1 - y0);
    for (int y = y0; y < y1; y++)
        for (int x = x0; x < x1; x++) {
            uint32_t pixel;
            memcpy(&pixel, pixels + (size_t)y * (size_t)stride + 4 * (size_t)x, sizeof pixel);
            a += has_alpha ? pixel >> 24 : 255;
            r += pixel >> 16 & 255;
            g += pixel >> 8 & 255;
            b += pixel & 255;
        }
    if (a == 0) return (Color){0, 0, 0, 0};
    return (Color){(uint8_t)((r * 255 + a / 2) / a), (uint8_t)((g * 255 + a / 2) / a), (uint8_t)((b * 255 + a / 2) / a),
                   (uint8_t)((a + count / 2) / count)};
}

static bool take_cells(Picture *picture, cairo_surface_t *surface) {
    int width = cairo_image_surface_get_width(surface), height = cairo_image_surface_get_height(surface),
        longest = width > height ? width : height, every = (longest + PICTURE_CELLS_SIDE - 1) / PICTURE_CELLS_SIDE,
        stride = cairo_image_surface_get_stride(surface);
    bool has_alpha = cairo_image_surface_get_format(surface) == CAIRO_FORMAT_ARGB32;
    const unsigned char *pixels = cairo_image_surface_get_data(surface);
    picture->cols = (width + every - 1) / every;
    picture->rows = (height + every - 1) / every;
    picture->cell = mem_new((size_t)picture->cols * (size_t)picture->rows * sizeof *picture->cell);
    for (int y = 0; picture->cell && y < picture->rows; y++)
        for (int x = 0; x < picture->cols; x++) {
            int x1 = (x + 1) * every < width ? (x + 1) * every : width, y1 = (y + 1) * every < height ? (y + 1) * every : height;
            picture->cell[(size_t)y * (size_t)picture->cols + (size_t)x] = mean(pixels, stride, has_alpha, x * every, x1, y * every, y1);
        }
    return picture->cell != NULL;
}

bool picture_read(Picture *picture, const void *data, size_t size, Diag *diag) {
    Source source = {data, size};
    *picture = (Picture){0};
    if (!picture_check(data, size, diag)) return false;
    cairo_surface_t *surface = cairo_image_surface_create_from_png_stream(read_bytes, &source);
    cairo_status_t status = cairo_surface_status(surface);
    cairo_format_t format = status == CAIRO_STATUS_SUCCESS ? cairo_image_surface_get_format(surface) : CAIRO_FORMAT_INVALID;
    bool good = format == CAIRO_FORMAT_ARGB32 || format == CAIRO_FORMAT_RGB24;
    if (!good)
        diag_fail(diag, "this PNG cannot be read: %s",
                  status != CAIRO_STATUS_SUCCESS ? cairo_status_to_string(status) : "16 bits a colour");
    else if (!take_cells(picture, surface))
        good = diag_fail(diag, "there is not enough memory for this picture");
    cairo_surface_destroy(surface);
    return good;
}

void picture_free(Picture *picture) {
    mem_free(picture->cell);
    *picture = (Picture){0};
}
