/* Blending: one pixel is the formula of its header, and eight at once are the same bytes, whatever the instructions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/random.h"
#include "draw/blend.h"

/* dst + (src - dst) a / 255, to the nearest. */
static uint32_t expected(uint32_t dst, uint32_t src, uint32_t a) { return (2 * (src * a + dst * (255 - a)) + 255) / 510; }

static void a_byte_is_the_formula_for_every_colour_and_opacity(void **state) {
    (void)state;
    for (uint32_t src = 0; src < 256; src++)
        for (uint32_t dst = 0; dst < 256; dst++)
            for (uint32_t a = 0; a < 256; a += 1 + (src * 7 + dst) % 5) {
                uint32_t blended = blend(0xFF000000u | dst << 16 | dst << 8 | dst, src << 16 | src << 8 | src, a),
                         byte = expected(dst, src, a);
                assert_int_equal(blended, 0xFF000000u | byte << 16 | byte << 8 | byte);
            }
}

static void a_block_is_what_its_pixels_are_one_by_one(void **state) {
    (void)state;
    Random random = random_from(11, 0);
    for (int turn = 0; turn < 200000; turn++) {
        uint32_t block[BLEND_BLOCK + 2], before[BLEND_BLOCK + 2], pixel = (uint32_t)random_next(&random);
        unsigned char a[BLEND_BLOCK];
        for (int i = 0; i < BLEND_BLOCK + 2; i++) before[i] = block[i] = 0xFF000000u | (uint32_t)random_next(&random);
        for (int i = 0; i < BLEND_BLOCK; i++) {
            uint32_t drawn = (uint32_t)random_next(&random);
            a[i] = (unsigned char)(drawn % 4 == 0 ? 0 : drawn % 4 == 1 ? 255 : drawn >> 8);
        }
        blend_block(block + 1, pixel, a); /* on an odd address */
        for (int i = 0; i < BLEND_BLOCK; i++) {
            assert_int_equal(block[1 + i], blend(before[1 + i], pixel, a[i]));
            if (a[i] == 0) assert_int_equal(block[1 + i], before[1 + i]);
            if (a[i] == 255) assert_int_equal(block[1 + i], 0xFF000000u | pixel);
        }
        assert_int_equal(block[0], before[0]);
        assert_int_equal(block[BLEND_BLOCK + 1], before[BLEND_BLOCK + 1]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_byte_is_the_formula_for_every_colour_and_opacity),
        cmocka_unit_test(a_block_is_what_its_pixels_are_one_by_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
