/* Comparing with goldens. A text difference is shown from the first line that differs; a picture's difference is a picture: the
   expected one in grey, what differs in red. */
#include "support/golden.h"
#include <cairo/cairo.h>
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

enum { PATH_SIZE = 1024 };

/* Slices of what a golden is called. */
typedef struct Paths {
    char kind[32], test[64]; /* golden, specimen: of tests/golden/test_specimen.c */
    char expected[PATH_SIZE], actual[PATH_SIZE], diff[PATH_SIZE];
} Paths;

static bool updating(void) {
    const char *value = getenv("UNROLL_GOLDEN_UPDATE");
    return value != NULL && value[0] != '\0' && strcmp(value, "0") != 0;
}

static void make_folder(const char *path) {
    if (mkdir(path, 0777) != 0 && errno != EEXIST) fail_msg("Cannot make the folder %s: %s", path, strerror(errno));
}

static void find_paths(Paths *paths, const GoldenPlace *place, const char *name, const char *extension) {
    char folder[PATH_SIZE / 2];
    const char *base = strrchr(place->file, '/'), *kind = base;
    base = base == NULL ? place->file : base + 1;
    while (kind != NULL && kind > place->file && kind[-1] != '/') kind--;
    snprintf(paths->kind, sizeof paths->kind, "%.*s", kind == NULL ? 0 : (int)(base - 1 - kind), kind == NULL ? "" : kind);
    const char *test = strncmp(base, "test_", 5) == 0 ? base + 5 : base;
    snprintf(paths->test, sizeof paths->test, "%.*s", (int)strcspn(test, "."), test);
    snprintf(folder, sizeof folder, "%s/tests/%s/data", place->source, paths->kind);
    snprintf(paths->expected, sizeof paths->expected, "%s/%s.%s", folder, name, extension);
    if (updating()) make_folder(folder);
    snprintf(folder, sizeof folder, "%s/golden", place->binary);
    snprintf(paths->actual, sizeof paths->actual, "%s/%s.actual.%s", folder, name, extension);
    snprintf(paths->diff, sizeof paths->diff, "%s/%s.diff.%s", folder, name, extension);
    make_folder(folder);
}

/* The whole file, to be freed by the caller; NULL when there is none. */
static char *read_file(const char *path, size_t *size) {
    FILE *file = fopen(path, "rb");
    char *data = NULL;
    *size = 0;
    if (file == NULL) return NULL;
    if (fseek(file, 0, SEEK_END) == 0) {
        long end = ftell(file);
        rewind(file);
        data = end < 0 ? NULL : malloc((size_t)end + 1);
        if (data != NULL) {
            *size = fread(data, 1, (size_t)end, file);
            data[*size] = '\0';
        }
    }
    fclose(file);
    return data;
}

static void write_file(const char *path, const char *data, size_t size) {
    FILE *file = fopen(path, "wb");
    bool good = file != NULL && fwrite(data, 1, size, file) == size;
    if (file != NULL && fclose(file) != 0) good = false;
    if (!good) fail_msg("Cannot write %s: %s", path, strerror(errno));
}

static void explain(const GoldenPlace *place, const Paths *paths) {
    print_error("  expected: %s\n  got:      %s\n  accept it with:\n    UNROLL_GOLDEN_UPDATE=1 ctest --test-dir %s -R %s/%s\n",
                paths->expected, paths->actual, place->binary, paths->kind, paths->test);
}

/* Writes the golden when asked to; else returns what is expected, or fails the test because there is nothing. */
static char *expected_or_update(const GoldenPlace *place, const Paths *paths, const char *data, size_t size, size_t *expected_size) {
    if (updating()) {
        write_file(paths->expected, data, size);
        print_message("golden written: %s\n", paths->expected);
        return NULL;
    }
    char *expected = read_file(paths->expected, expected_size);
    if (expected == NULL) {
        write_file(paths->actual, data, size);
        explain(place, paths);
        fail_msg("There is no golden %s", paths->expected);
    }
    return expected;
}

/* The first line that differs, from 1, and where it starts in each. */
static int first_difference(const char *a, const char *b, const char **line_a, const char **line_b) {
    int line = 1;
    *line_a = a;
    *line_b = b;
    for (; *a != '\0' && *a == *b; a++, b++) {
        if (*a != '\n') continue;
        line++;
        *line_a = a + 1;
        *line_b = b + 1;
    }
    return line;
}

void golden_check_text_at(GoldenPlace place, const char *name, const char *data, size_t size) {
    Paths paths;
    size_t expected_size;
    find_paths(&paths, &place, name, "txt");
    char *expected = expected_or_update(&place, &paths, data, size, &expected_size);
    if (expected == NULL) return;
    if (expected_size == size && memcmp(expected, data, size) == 0) {
        free(expected);
        return;
    }
    const char *was, *is;
    char message[512];
    int line = first_difference(expected, data, &was, &is);
    int count =
        snprintf(message, sizeof message, "line %d\n- %.*s\n+ %.*s\n", line, (int)strcspn(was, "\n") < 200 ? (int)strcspn(was, "\n") : 200,
                 was, (int)strcspn(is, "\n") < 200 ? (int)strcspn(is, "\n") : 200, is);
    write_file(paths.actual, data, size);
    write_file(paths.diff, message, (size_t)count);
    free(expected);
    print_error("%s differs from its golden at %s", name, message);
    explain(&place, &paths);
    fail_msg("%s differs from its golden", name);
}

typedef struct Source {
    const char *data;
    size_t left;
} Source;

static cairo_status_t read_source(void *closure, unsigned char *data, unsigned int size) {
    Source *source = closure;
    if (source->left < size) return CAIRO_STATUS_READ_ERROR;
    memcpy(data, source->data, size);
    source->data += size;
    source->left -= size;
    return CAIRO_STATUS_SUCCESS;
}

/* As 32-bit pixels; NULL when it is no PNG. To be destroyed by the caller. */
static cairo_surface_t *decode(const char *data, size_t size) {
    Source source = {data, size};
    cairo_surface_t *surface = cairo_image_surface_create_from_png_stream(read_source, &source);
    if (cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS) return surface;
    cairo_surface_destroy(surface);
    return NULL;
}

static uint32_t pixel_at(cairo_surface_t *surface, int x, int y) {
    const unsigned char *row = cairo_image_surface_get_data(surface) + (ptrdiff_t)y * cairo_image_surface_get_stride(surface);
    uint32_t pixel;
    memcpy(&pixel, row + 4 * (ptrdiff_t)x, sizeof pixel);
    return cairo_image_surface_get_format(surface) == CAIRO_FORMAT_RGB24 ? pixel | 0xFF000000u : pixel;
}

static int greatest_difference(uint32_t a, uint32_t b) {
    int greatest = 0;
    for (int shift = 0; shift < 32; shift += 8) {
        int gap = abs((int)(a >> shift & 255) - (int)(b >> shift & 255));
        if (gap > greatest) greatest = gap;
    }
    return greatest;
}

/* `marked` gets a surface that shows the differences when it is not NULL. */
static bool compare(GoldenDifference *out, cairo_surface_t *a, cairo_surface_t *b, int channel, cairo_surface_t **marked) {
    *out = (GoldenDifference){0};
    if (a == NULL || b == NULL) return false;
    out->width = cairo_image_surface_get_width(a);
    out->height = cairo_image_surface_get_height(a);
    if (out->width != cairo_image_surface_get_width(b) || out->height != cairo_image_surface_get_height(b)) return false;
    if (marked != NULL) *marked = cairo_image_surface_create(CAIRO_FORMAT_RGB24, out->width, out->height);
    for (int y = 0; y < out->height; y++) {
        for (int x = 0; x < out->width; x++) {
            uint32_t expected = pixel_at(a, x, y), got = pixel_at(b, x, y);
            int gap = greatest_difference(expected, got);
            if (gap > out->greatest) out->greatest = gap;
            out->pixels += gap > channel;
            if (marked == NULL) continue;
            uint32_t grey = ((expected & 255) + (expected >> 8 & 255) + (expected >> 16 & 255)) / 6 + 64;
            uint32_t shown = gap > channel ? 0xFF2020u : grey * 0x010101u;
            memcpy(cairo_image_surface_get_data(*marked) + (ptrdiff_t)y * cairo_image_surface_get_stride(*marked) + 4 * (ptrdiff_t)x,
                   &shown, 4);
        }
    }
    if (marked != NULL) cairo_surface_mark_dirty(*marked);
    return true;
}

bool golden_compare_png(GoldenDifference *out, const char *a, size_t a_size, const char *b, size_t b_size, int channel) {
    cairo_surface_t *first = decode(a, a_size), *second = decode(b, b_size);
    bool good = compare(out, first, second, channel, NULL);
    if (first != NULL) cairo_surface_destroy(first);
    if (second != NULL) cairo_surface_destroy(second);
    return good;
}

void golden_check_png_at(GoldenPlace place, const char *name, const char *data, size_t size, GoldenTolerance tolerance) {
    Paths paths;
    size_t expected_size;
    find_paths(&paths, &place, name, "png");
    char *expected = expected_or_update(&place, &paths, data, size, &expected_size);
    if (expected == NULL) return;
    GoldenDifference difference;
    cairo_surface_t *was = decode(expected, expected_size), *is = decode(data, size), *marked = NULL;
    bool comparable = compare(&difference, was, is, tolerance.channel, &marked);
    double share = comparable ? (double)difference.pixels / ((double)difference.width * difference.height) : 1;
    bool good = comparable && share <= tolerance.share;
    if (!good) {
        write_file(paths.actual, data, size);
        if (marked != NULL && cairo_surface_write_to_png(marked, paths.diff) == CAIRO_STATUS_SUCCESS) {
            print_error("  in red what differs: %s\n", paths.diff);
        }
        explain(&place, &paths);
    }
    if (was != NULL) cairo_surface_destroy(was);
    if (is != NULL) cairo_surface_destroy(is);
    if (marked != NULL) cairo_surface_destroy(marked);
    free(expected);
    if (!comparable) fail_msg("%s has another size than its golden, or one of them is no PNG", name);
    if (!good) {
        fail_msg("%s differs from its golden: %ld pixels (%.3f %%) by more than %d, at most by %d", name, difference.pixels, 100 * share,
                 tolerance.channel, difference.greatest);
    }
}
