/* A TextApi of boxes for tests: every character is 0.6 of the size wide and a solid box 0.7 high, a blank is empty; ascent 0.8, descent 0.2.
   The same on every machine, whatever fonts are installed. There are no font files. */
#ifndef UNROLL_TESTS_FAKE_TEXT_H
#define UNROLL_TESTS_FAKE_TEXT_H
#include "base/world.h"

typedef struct FakeText {
    unsigned char *alpha; /* owned; the last mask */
    size_t size;
    int measured, rasterised; /* calls so far */
} FakeText;

void fake_text_init(FakeText *fake);
void fake_text_deinit(FakeText *fake);
void fake_text_bind(FakeText *fake, TextApi *out); /* `fake` is borrowed and outlives `out` */

#endif
