/* Goldens: what a picture must look like, kept in tests/<kind>/data/. On a difference the test fails, leaves what it got and
   where they differ in <build>/golden/, and prints how to look and how to accept. With UNROLL_GOLDEN_UPDATE=1 in the environment the
   golden is written instead.

   golden_check_text("main-dark", bytes, size)  compares with tests/<kind>/data/main-dark.txt
   golden_check_png("specimen", png, size, ...) compares with tests/<kind>/data/specimen.png
   where <kind> is the folder of the test that calls. Both fail the running cmocka test. */
#ifndef UNROLL_TESTS_GOLDEN_H
#define UNROLL_TESTS_GOLDEN_H
#include <stdbool.h>
#include <stddef.h>

typedef struct GoldenPlace {
    const char *source, *binary; /* UNROLL_SOURCE_DIR, UNROLL_BINARY_DIR */
    const char *file;            /* the test's source file */
} GoldenPlace;
#define GOLDEN_HERE ((GoldenPlace){UNROLL_SOURCE_DIR, UNROLL_BINARY_DIR, __FILE__})

typedef struct GoldenTolerance {
    int channel;  /* a pixel differs when one of its channels differs by more than this */
    double share; /* of all pixels, that may differ; 0..1 */
} GoldenTolerance;

/* The comparison itself, without files: how many pixels differ, and by how much at most. False when the sizes differ or one is no PNG. */
typedef struct GoldenDifference {
    int width, height;
    long pixels;  /* that differ by more than the tolerance's channel */
    int greatest; /* difference of one channel */
} GoldenDifference;
bool golden_compare_png(GoldenDifference *out, const char *a, size_t a_size, const char *b, size_t b_size, int channel);

void golden_check_text_at(GoldenPlace place, const char *name, const char *data, size_t size);
void golden_check_png_at(GoldenPlace place, const char *name, const char *data, size_t size, GoldenTolerance tolerance);
#define golden_check_text(name, data, size) golden_check_text_at(GOLDEN_HERE, name, data, size)
#define golden_check_png(name, data, size, tolerance) golden_check_png_at(GOLDEN_HERE, name, data, size, tolerance)

#endif
