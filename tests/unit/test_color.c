/* Colour arithmetic and the two scales. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "draw/color.h"
#include <math.h>
#include <stdlib.h>

static const SignedScale states = {{0x56, 0x9C, 0xFF, 255}, {0x26, 0x30, 0x3C, 255}, {0xFF, 0xA6, 0x42, 255}};
static const GradientRamp ramp = {{-8, -6, -4, -2, -1, 0, 1, 3},
                                  {{0x2C, 0x26, 0x42, 255},
                                   {0x48, 0x2E, 0x6E, 255},
                                   {0x7E, 0x3A, 0xA0, 255},
                                   {0xC4, 0x46, 0xA0, 255},
                                   {0xEC, 0x60, 0x88, 255},
                                   {0xFF, 0xB2, 0x66, 255},
                                   {0xFF, 0xE8, 0x96, 255},
                                   {0xFF, 0xFF, 0xFF, 255}}};

static void assert_color(Color got, uint32_t rgb, int alpha, int tolerance) {
    Color wanted = color_hex(rgb);
    bool near = abs(got.r - wanted.r) <= tolerance && abs(got.g - wanted.g) <= tolerance && abs(got.b - wanted.b) <= tolerance;
    if (!near || got.a != alpha) fail_msg("got %02x%02x%02x/%d, wanted %06x/%d", got.r, got.g, got.b, got.a, rgb, alpha);
}

static void signed_scale_has_its_three_colours_at_its_ends_and_middle(void **state) {
    (void)state;
    assert_color(color_signed(&states, -1, 1), 0x569CFF, 255, 0);
    assert_color(color_signed(&states, 0, 1), 0x26303C, 255, 0);
    assert_color(color_signed(&states, 2.5, 2.5), 0xFFA642, 255, 0);
    assert_color(color_signed(&states, 1e300, 1), 0xFFA642, 255, 0);
    assert_color(color_signed(&states, -INFINITY, 1), 0x569CFF, 255, 0);
    assert_color(color_signed(&states, INFINITY, INFINITY), 0xFFA642, 255, 0);
    assert_color(color_signed(&states, 0, 0), 0x26303C, 255, 0);
}

static void signed_scale_passes_through_the_colours_of_the_design(void **state) {
    (void)state;
    const uint32_t expected[] = {0x569CFF, 0x4E8ADF, 0x4678BE, 0x3D649A, 0x334E72, 0x26303C,
                                 0x62513E, 0x8E693F, 0xB67E40, 0xDC9341, 0xFFA642};
    for (int i = 0; i < 11; i++) assert_color(color_signed(&states, (i - 5) / 5.0, 1), expected[i], 255, 1);
}

static void nan_is_opaque_magenta_on_both_scales(void **state) {
    (void)state;
    assert_color(color_signed(&states, NAN, 1), 0xFF00FF, 255, 0);
    assert_color(color_ramp(&ramp, NAN), 0xFF00FF, 255, 0);
}

static void ramp_has_its_stops_and_its_ends_on_log10(void **state) {
    (void)state;
    for (int i = 0; i < RAMP_STOPS; i++) {
        Color stop = ramp.color[i];
        assert_color(color_ramp(&ramp, pow(10, ramp.log10_at[i])), (uint32_t)stop.r << 16 | (uint32_t)stop.g << 8 | stop.b, 255, 0);
    }
    assert_color(color_ramp(&ramp, 1e-7), 0x3A2A58, 255, 0); /* half way between the first two */
    assert_color(color_ramp(&ramp, 0), 0x2C2642, 255, 0);
    assert_color(color_ramp(&ramp, -3), 0x2C2642, 255, 0);
    assert_color(color_ramp(&ramp, 1e-300), 0x2C2642, 255, 0);
    assert_color(color_ramp(&ramp, 1e30), 0xFFFFFF, 255, 0);
    assert_color(color_ramp(&ramp, INFINITY), 0xFFFFFF, 255, 0);
}

static void ramp_never_darkens_as_the_magnitude_grows(void **state) {
    (void)state;
    double before = 0;
    for (double at = -9; at <= 4; at += 0.01) {
        double lightness = color_contrast(color_ramp(&ramp, pow(10, at)), color_hex(0));
        assert_true(lightness >= before - 0.05);
        before = fmax(lightness, before);
    }
}

static void contrast_has_its_known_values(void **state) {
    (void)state;
    assert_true(fabs(color_contrast(color_hex(0xFFFFFF), color_hex(0x000000)) - 21) < 1e-9);
    assert_true(fabs(color_contrast(color_hex(0x123456), color_hex(0x123456)) - 1) < 1e-12);
    assert_true(fabs(color_contrast(color_hex(0x767676), color_hex(0xFFFFFF)) - 4.54) < 0.005);
    assert_true(fabs(color_contrast(color_hex(0xFFFFFF), color_hex(0xFF0000)) - 3.998) < 0.005);
}

static void mixing_is_in_linear_light(void **state) {
    (void)state;
    assert_color(color_mix(color_hex(0x000000), color_hex(0xFFFFFF), 0.5), 0xBCBCBC, 255, 0); /* half the light */
    assert_color(color_mix(color_hex(0xFF0000), color_hex(0x00FF00), 0.5), 0xBCBC00, 255, 0);
    assert_color(color_mix((Color){1, 2, 3, 0}, (Color){1, 2, 3, 255}, 0.5), 0x010203, 128, 0);
}

static void mixing_keeps_its_ends_exactly(void **state) {
    (void)state;
    for (int i = 0; i < 256; i++) {
        Color a = {(uint8_t)i, (uint8_t)(255 - i), 7, 255}, b = {(uint8_t)(i / 2), 0, (uint8_t)i, 255};
        assert_color(color_mix(a, b, 0), (uint32_t)(i << 16 | (255 - i) << 8 | 7), 255, 0);
        assert_color(color_mix(a, b, 1), (uint32_t)(i / 2 << 16 | i), 255, 0);
        assert_color(color_mix(a, b, NAN), (uint32_t)(i << 16 | (255 - i) << 8 | 7), 255, 0);
        assert_color(color_mix(a, b, 7), (uint32_t)(i / 2 << 16 | i), 255, 0);
    }
}

static void over_is_what_painting_gives(void **state) {
    (void)state;
    assert_color(color_over(color_hex(0xFFFFFF), 0.5, color_hex(0)), 0x808080, 255, 0);
    assert_color(color_over((Color){255, 0, 0, 51}, 1, color_hex(0x0000FF)), 0x3300CC, 255, 0);
    assert_color(color_over(color_hex(0x123456), 2, color_hex(0)), 0x123456, 255, 0);
    assert_color(color_fade((Color){1, 2, 3, 200}, 0.5), 0x010203, 100, 0);
    assert_color(color_fade((Color){1, 2, 3, 200}, NAN), 0x010203, 0, 0);
}

static uint8_t mixed(uint8_t a, uint8_t b, double t) { return (uint8_t)(a + (b - a) * t + 0.5); }

static void assert_mixed(Color got, Color a, Color b, double t, double value) {
    if (got.r != mixed(a.r, b.r, t) || got.g != mixed(a.g, b.g, t) || got.b != mixed(a.b, b.b, t) || got.a != 255)
        fail_msg("at %.17g: %02x%02x%02x", value, got.r, got.g, got.b);
}

static void assert_formula(double x) {
    double t = fmin(x, 1), at = log10(x);
    assert_mixed(color_signed(&states, x, 1), states.zero, states.positive, pow(t, 0.8), x);
    assert_mixed(color_signed(&states, -3 * x, 3), states.zero, states.negative, pow(t, 0.8), -x);
    int i = 1;
    while (i < RAMP_STOPS - 1 && at >= ramp.log10_at[i]) i++;
    double from = ramp.log10_at[i - 1], to = ramp.log10_at[i];
    assert_mixed(color_ramp(&ramp, x), ramp.color[i - 1], ramp.color[i], fmin(fmax((at - from) / (to - from), 0), 1), x);
}

/* The largest value of a map is its limit, and some are close to it: whatever the limit is. */
static void values_at_and_near_their_limit_are_the_formula_for_every_limit(void **state) {
    (void)state;
    const double limits[] = {1, 3, 1.0 / 3, 0.1, 7e-200, 2.3e-308, 1e-310, 3e-323, 1e308, 1.7976931348623157e308};
    const double shares[] = {1, 0.9999999999999999, 0.75, 0.5, 0.25, 1e-3, 1e-6, 1e-9};
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        for (size_t k = 0; k < sizeof shares / sizeof *shares; k++) {
            double value = limits[i] * shares[k], t = fmin(value / limits[i], 1);
            assert_mixed(color_signed(&states, value, limits[i]), states.zero, states.positive, pow(t, 0.8), value);
            assert_mixed(color_signed(&states, -value, limits[i]), states.zero, states.negative, pow(t, 0.8), -value);
        }
        assert_color(color_signed(&states, INFINITY, limits[i]), 0xFFA642, 255, 0);
        assert_color(color_signed(&states, -INFINITY, limits[i]), 0x569CFF, 255, 0);
        assert_color(color_signed(&states, NAN, limits[i]), 0xFF00FF, 255, 0);
    }
}

/* Taken quickly, every channel is the one that the formula rounds to: everywhere, and right beside where the rounding changes. */
static void both_scales_are_the_formula_to_the_last_bit(void **state) {
    (void)state;
    for (double x = 1e-12; x < 1e5; x *= 1.00007) assert_formula(x);
    for (double x = 5e-324; x < 1e-290; x *= 9) assert_formula(x);
    for (int channel = 0; channel < 3; channel++) {
        double low[] = {0x26, 0x30, 0x3C}, high[] = {0xFF, 0xA6, 0x42};
        for (double v = low[channel] + 0.5; v < high[channel]; v++) {
            double x = pow((v - low[channel]) / (high[channel] - low[channel]), 1 / 0.8);
            for (int k = -40; k <= 40; k++) assert_formula(x * (1 + k * 1e-16 * exp2(abs(k))));
        }
    }
    for (int i = 1; i < RAMP_STOPS; i++) {
        double from = ramp.log10_at[i - 1], to = ramp.log10_at[i], low = ramp.color[i - 1].r, high = ramp.color[i].r;
        for (double v = low + 0.5; v < high; v++) {
            double x = pow(10, from + (to - from) * (v - low) / (high - low));
            for (int k = -30; k <= 30; k++) assert_formula(x * (1 + k * 1e-16 * exp2(abs(k))));
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signed_scale_has_its_three_colours_at_its_ends_and_middle),
        cmocka_unit_test(signed_scale_passes_through_the_colours_of_the_design),
        cmocka_unit_test(nan_is_opaque_magenta_on_both_scales),
        cmocka_unit_test(ramp_has_its_stops_and_its_ends_on_log10),
        cmocka_unit_test(ramp_never_darkens_as_the_magnitude_grows),
        cmocka_unit_test(contrast_has_its_known_values),
        cmocka_unit_test(mixing_is_in_linear_light),
        cmocka_unit_test(mixing_keeps_its_ends_exactly),
        cmocka_unit_test(over_is_what_painting_gives),
        cmocka_unit_test(values_at_and_near_their_limit_are_the_formula_for_every_limit),
        cmocka_unit_test(both_scales_are_the_formula_to_the_last_bit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
