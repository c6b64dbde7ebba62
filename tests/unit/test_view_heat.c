/* Pictures of matrices as flat cells: what a pixel shows of several entries, and that what is kept is what would be made anew. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "support/fail_memory.h"
#include "view/stage/heat.h"
#include <math.h>
#include <string.h>

enum { SIDE = 60 };

typedef struct Case {
    HeatCache cache;
    double value[2 * SIDE * SIDE], add[2 * SIDE * SIDE];
    HeatSource source;
} Case;

static int setup(void **state) {
    Case *it = mem_new(sizeof *it);
    if (!it) return -1;
    for (int i = 0; i < 2 * SIDE * SIDE; i++) {
        it->value[i] = sin(i * 0.7) * 0.3;
        it->add[i] = cos(i * 1.3) * 0.2;
    }
    it->source =
        (HeatSource){it->value, NULL, 2, SIDE, SIDE, SIDE, SIDE, true, 1, theme_get((ThemeChoice){THEME_DARK, PALETTE_DEFAULT}), 1};
    *state = it;
    return 0;
}

static int teardown(void **state) {
    Case *it = *state;
    heat_deinit(&it->cache);
    mem_free(it);
    return 0;
}

static void assert_same(Color a, Color b) { assert_memory_equal(&a, &b, sizeof a); }

static void every_entry_belongs_to_one_cell(void **state) {
    (void)state;
    for (int cells = 1; cells <= 257; cells += 8)
        for (int shown = 1; shown <= cells; shown++) {
            int next = 0;
            for (int p = 0; p < shown; p++) {
                HeatRange range = heat_range(p, shown, cells);
                assert_int_equal(range.from, next);
                assert_true(range.to > range.from);
                for (int c = range.from; c < range.to; c++) assert_int_equal(heat_find(c, shown, cells), p);
                next = range.to;
            }
            assert_int_equal(next, cells);
        }
    assert_int_equal(heat_cells(256, 56.9), 56);
    assert_int_equal(heat_cells(256, 256), 256);
    assert_int_equal(heat_cells(6, 200), 6);
    assert_int_equal(heat_cells(6, 0.2), 1);
}

static void with_a_pixel_for_every_entry_each_has_its_own_colour(void **state) {
    Case *it = *state;
    Heat *heat = &it->cache.weight;
    it->source.add = it->add;
    assert_true(heat_make(heat, &it->source));
    for (int i = 0; i < 2 * SIDE * SIDE; i++)
        assert_same(heat_block(heat, 0)[i], color_signed(&it->source.theme->state, it->value[i] + it->add[i], 1));
    it->source.is_signed = false;
    assert_true(heat_make(heat, &it->source));
    for (int i = 0; i < 2 * SIDE * SIDE; i++)
        assert_same(heat_block(heat, 0)[i], color_ramp(&it->source.theme->ramp, fabs(it->value[i] + it->add[i])));
}

static void several_entries_in_a_pixel_show_the_largest_with_its_sign(void **state) {
    Case *it = *state;
    Heat *heat = &it->cache.weight;
    it->source.width_px = it->source.height_px = 20; /* 3 x 3 entries a pixel */
    it->value[SIDE * SIDE + 31 * SIDE + 44] = -0.9;  /* block 1, row 31, column 44 */
    it->value[7 * SIDE + 8] = NAN;
    assert_true(heat_make(heat, &it->source));
    assert_int_equal(heat->rows, 20);
    assert_int_equal(heat->cols, 20);
    assert_same(heat_block(heat, 1)[10 * 20 + 14], color_signed(&it->source.theme->state, -0.9, 1));
    assert_same(heat_block(heat, 0)[2 * 20 + 2], color_signed(&it->source.theme->state, NAN, 1));
    for (int r = 0; r < 20; r++)
        for (int c = 0; c < 20; c++) {
            double most = 0;
            for (int k = 0; k < 9; k++) {
                double v = it->value[SIDE * SIDE + (3 * r + k / 3) * SIDE + 3 * c + k % 3];
                if (fabs(v) > fabs(most)) most = v;
            }
            assert_same(heat_block(heat, 1)[r * 20 + c], color_signed(&it->source.theme->state, most, 1));
        }
}

static void what_is_kept_is_made_anew_when_anything_is_another(void **state) {
    Case *it = *state;
    Heat *heat = &it->cache.change;
    assert_true(heat_make(heat, &it->source));
    Color before = heat_block(heat, 0)[5];
    it->value[5] = 0.8;
    assert_true(heat_make(heat, &it->source)); /* nobody said that the values are others */
    assert_same(heat_block(heat, 0)[5], before);
    it->source.version++;
    assert_true(heat_make(heat, &it->source));
    assert_same(heat_block(heat, 0)[5], color_signed(&it->source.theme->state, 0.8, 1));
    it->source.limit = 2;
    assert_true(heat_make(heat, &it->source));
    assert_same(heat_block(heat, 0)[5], color_signed(&it->source.theme->state, 0.8, 2));
    it->source.theme = theme_get((ThemeChoice){THEME_LIGHT, PALETTE_DEFAULT});
    assert_true(heat_make(heat, &it->source));
    assert_same(heat_block(heat, 0)[5], color_signed(&theme_get((ThemeChoice){THEME_LIGHT, PALETTE_DEFAULT})->state, 0.8, 2));
    it->source.add = it->add;
    assert_true(heat_make(heat, &it->source));
    assert_same(heat_block(heat, 0)[5], color_signed(&theme_get((ThemeChoice){THEME_LIGHT, PALETTE_DEFAULT})->state, 0.8 + it->add[5], 2));
    it->source.height_px = 30;
    assert_true(heat_make(heat, &it->source));
    assert_int_equal(heat->rows, 30);
    assert_int_equal(heat->cols, 60);
}

static void assert_as_new(Case *it, Heat *heat) {
    Heat *fresh = &it->cache.state[1];
    HeatCache empty = {.state[1] = *fresh};
    *fresh = (Heat){0};
    heat_deinit(&empty);
    assert_true(heat_make(heat, &it->source) && heat_make(fresh, &it->source));
    assert_int_equal(heat->rows, fresh->rows);
    assert_int_equal(heat->cols, fresh->cols);
    size_t count = (size_t)it->source.blocks * (size_t)heat->rows * (size_t)heat->cols;
    assert_memory_equal(heat_block(heat, 0), heat_block(fresh, 0), count * sizeof(Color));
}

static void a_picture_in_another_size_has_the_colours_of_a_new_one(void **state) {
    Case *it = *state;
    Heat *heat = &it->cache.state[0];
    it->value[17] = NAN;
    it->value[18] = -0.0;
    for (int i = 0; i < 120; i++) {
        it->source.width_px = 1 + (i * 7 + i / 11) % (SIDE + 3); /* up to a picture with a cell for every entry */
        if (i % 3 == 0) it->source.height_px = 1 + i * 5 % (SIDE + 3);
        it->source.add = i % 20 < 15 ? NULL : it->add;
        it->source.is_signed = i % 50 < 30;
        it->source.limit = i % 30 < 25 ? 1 : 2;
        it->source.blocks = 1 + i / 60;
        if (i % 13 == 0) it->value[i * 5] = -it->value[i * 5], it->source.version++;
        assert_as_new(it, heat);
    }
}

/* Wider than the part of a row that is coloured together. */
static void a_wide_picture_in_another_size_has_the_colours_of_a_new_one(void **state) {
    static const double widths[] = {690, 691, 650, 300, 511, 513, 90, 257};
    Case *it = *state;
    it->source.blocks = 1;
    it->source.rows = 10;
    it->source.cols = 700;
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        it->source.width_px = widths[i];
        assert_as_new(it, &it->cache.state[0]);
    }
}

static void the_largest_is_of_the_finite_entries_and_remembered(void **state) {
    Case *it = *state;
    Heat *heat = &it->cache.gradient;
    it->value[3] = -7;
    it->value[4] = NAN;
    it->value[5] = INFINITY;
    assert_true(heat_largest(heat, it->value, 100, 1) == 7);
    it->value[3] = -8;
    assert_true(heat_largest(heat, it->value, 100, 1) == 7);
    assert_true(heat_largest(heat, it->value, 100, 2) == 8);
    assert_true(heat_largest(heat, it->value + 6, 1, 2) == fabs(it->value[6]));
}

static void fading_mixes_as_colours_mix(void **state) {
    Case *it = *state;
    Heat *heat = &it->cache.gradient;
    Color ground = it->source.theme->raised;
    assert_true(heat_make(heat, &it->source));
    for (int step = 0; step <= 8; step++) {
        const Color *faded = heat_fade(&it->cache, heat, 1, ground, step / 8.0);
        assert_non_null(faded);
        for (int i = 0; i < SIDE * SIDE; i++) assert_same(faded[i], color_mix(ground, heat_block(heat, 1)[i], step / 8.0));
    }
}

static void a_picture_holds_little_more_than_its_pixels_and_gives_back_what_it_had(void **state) {
    Case *it = *state;
    Heat *heat = &it->cache.weight;
    assert_true(heat_make(heat, &it->source));
    size_t whole = 2 * SIDE * SIDE * sizeof(Color), small = 2 * 10 * 10 * sizeof(Color);
    assert_true(heat->capacity >= whole && heat->capacity <= whole + whole / 8); /* an eighth more, for a window that grows */
    it->source.width_px = it->source.height_px = 10;
    assert_true(heat_make(heat, &it->source));
    assert_true(heat->capacity >= small && heat->capacity <= small + small / 8);
}

static void without_memory_there_is_no_picture_and_the_next_one_is_whole(void **state) {
    Case *it = *state;
    Heat *heat = &it->cache.weight;
    mem_fail_after(1);
    assert_false(heat_make(heat, &it->source));
    mem_fail_after(-1);
    assert_true(heat_make(heat, &it->source));
    assert_same(heat_block(heat, 1)[0], color_signed(&it->source.theme->state, it->value[SIDE * SIDE], 1));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_entry_belongs_to_one_cell),
        cmocka_unit_test_setup_teardown(with_a_pixel_for_every_entry_each_has_its_own_colour, setup, teardown),
        cmocka_unit_test_setup_teardown(several_entries_in_a_pixel_show_the_largest_with_its_sign, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_kept_is_made_anew_when_anything_is_another, setup, teardown),
        cmocka_unit_test_setup_teardown(a_picture_in_another_size_has_the_colours_of_a_new_one, setup, teardown),
        cmocka_unit_test_setup_teardown(a_wide_picture_in_another_size_has_the_colours_of_a_new_one, setup, teardown),
        cmocka_unit_test_setup_teardown(the_largest_is_of_the_finite_entries_and_remembered, setup, teardown),
        cmocka_unit_test_setup_teardown(fading_mixes_as_colours_mix, setup, teardown),
        cmocka_unit_test_setup_teardown(a_picture_holds_little_more_than_its_pixels_and_gives_back_what_it_had, setup, teardown),
        cmocka_unit_test_setup_teardown(without_memory_there_is_no_picture_and_the_next_one_is_whole, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
