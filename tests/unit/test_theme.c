/* The tokens measured: what must be read can be read, in both themes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/net.h"
#include "gui/theme.h"
#include <math.h>
#include <stdio.h>

typedef struct Named {
    const char *name;
    Color color;
} Named;

static int missed;

static void need(const Theme *theme, Named ink, Named ground, double least) {
    double contrast = color_contrast(ink.color, ground.color);
    if (contrast >= least) return;
    print_message("%s: %s on %s has %.2f:1, needs %.1f:1\n", theme->dark ? "dark" : "light", ink.name, ground.name, contrast, least);
    missed++;
}

static void each_theme(void (*check)(const Theme *theme)) {
    missed = 0;
    check(theme_get((ThemeChoice){THEME_DARK, PALETTE_DEFAULT}));
    check(theme_get((ThemeChoice){THEME_LIGHT, PALETTE_DEFAULT}));
    assert_int_equal(missed, 0);
}

static void check_text(const Theme *t) {
    const Named ground[] = {{"background", t->background}, {"panel", t->panel}, {"raised", t->raised}, {"pill", t->pill}};
    for (int i = 0; i < 4; i++) {
        need(t, (Named){"text", t->text}, ground[i], 4.5);
        need(t, (Named){"dim", t->dim}, ground[i], 4.5);
        if (i < 3) need(t, (Named){"faint", t->faint}, ground[i], 3);
    }
    need(t, (Named){"accent_ink", t->accent_ink}, (Named){"accent", t->accent}, 4.5);
    need(t, (Named){"gradient_ink", t->gradient_ink}, (Named){"gradient_ground", t->gradient_ground}, 4.5);
}

static void check_coloured_words(const Theme *t) {
    const Named ground[] = {{"background", t->background}, {"panel", t->panel}, {"raised", t->raised}};
    const Named word[] = {{"accent", t->accent},
                          {"good", t->good},
                          {"warn", t->warn},
                          {"bad", t->bad},
                          {"U", t->input_weight},
                          {"W", t->recurrent_weight},
                          {"V", t->output_weight},
                          {"forget gate", t->gate_forget},
                          {"input gate", t->gate_input},
                          {"candidate", t->gate_candidate},
                          {"output gate", t->gate_output},
                          {"RNN", t->model[0]},
                          {"GRU", t->model[1]},
                          {"LSTM", t->model[2]},
                          {"gradient_ink", t->gradient_ink}};
    for (size_t w = 0; w < sizeof word / sizeof word[0]; w++)
        for (int g = 0; g < 3; g++) need(t, word[w], ground[g], 4.5);
}

static void text_and_dim_text_can_be_read_on_every_ground(void **state) {
    (void)state;
    each_theme(check_text);
}

static void status_gate_weight_and_model_colours_can_be_read_as_words(void **state) {
    (void)state;
    each_theme(check_coloured_words);
}

/* WCAG's relative luminance, by its contrast with black: (L + 0.05) / 0.05. */
static double luminance(Color color) { return (color_contrast(color, (Color){0, 0, 0, 255}) * 0.05) - 0.05; }

static void a_larger_gradient_is_always_brighter_in_the_dark_and_darker_in_the_light(void **state) {
    (void)state;
    for (int dark = 0; dark < 2; dark++) {
        const Theme *theme = theme_get((ThemeChoice){dark ? THEME_DARK : THEME_LIGHT, PALETTE_DEFAULT});
        for (int i = 1; i < RAMP_STOPS; i++) {
            double before = luminance(theme->ramp.color[i - 1]), here = luminance(theme->ramp.color[i]);
            assert_true(theme->ramp.log10_at[i] > theme->ramp.log10_at[i - 1]);
            assert_true(dark ? here > before + 0.005 : here < before - 0.005);
        }
    }
}

static void the_ends_of_the_state_scale_stand_out_from_its_middle(void **state) {
    (void)state;
    for (int dark = 0; dark < 2; dark++) {
        const SignedScale *scale = &theme_get((ThemeChoice){dark ? THEME_DARK : THEME_LIGHT, PALETTE_DEFAULT})->state;
        assert_true(color_contrast(scale->negative, scale->zero) > 2.5);
        assert_true(color_contrast(scale->positive, scale->zero) > 2.5);
    }
}

static bool same(Color a, Color b) { return a.r == b.r && a.g == b.g && a.b == b.b && a.a == b.a; }

static void gates_are_coloured_in_the_engines_order_and_by_what_they_do(void **state) {
    (void)state;
    for (int dark = 0; dark < 2; dark++) {
        const Theme *t = theme_get((ThemeChoice){dark ? THEME_DARK : THEME_LIGHT, PALETTE_DEFAULT});
        assert_true(same(theme_gate(t, CELL_LSTM, LSTM_F), t->gate_forget));
        assert_true(same(theme_gate(t, CELL_LSTM, LSTM_I), t->gate_input));
        assert_true(same(theme_gate(t, CELL_LSTM, LSTM_G), t->gate_candidate));
        assert_true(same(theme_gate(t, CELL_LSTM, LSTM_O), t->gate_output));
        assert_true(same(theme_gate(t, CELL_GRU, GRU_Z), t->gate_forget));
        assert_true(same(theme_gate(t, CELL_GRU, GRU_R), t->gate_input));
        assert_true(same(theme_gate(t, CELL_GRU, GRU_N), t->gate_candidate));
    }
}

static void a_formula_takes_the_letters_colours(void **state) {
    (void)state;
    const Theme *t = theme_get((ThemeChoice){THEME_DARK, PALETTE_DEFAULT});
    FormulaStyle style = theme_formula(t, 18);
    assert_true(style.size == 18);
    assert_true(same(style.color[FORMULA_W], t->recurrent_weight));
    assert_true(same(style.color[FORMULA_F], t->gate_forget));
    assert_true(same(style.color[FORMULA_TEXT], t->text));
    for (int i = 0; i < FORMULA_COLORS; i++) assert_int_equal(style.color[i].a, 255);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_and_dim_text_can_be_read_on_every_ground),
        cmocka_unit_test(status_gate_weight_and_model_colours_can_be_read_as_words),
        cmocka_unit_test(a_larger_gradient_is_always_brighter_in_the_dark_and_darker_in_the_light),
        cmocka_unit_test(the_ends_of_the_state_scale_stand_out_from_its_middle),
        cmocka_unit_test(gates_are_coloured_in_the_engines_order_and_by_what_they_do),
        cmocka_unit_test(a_formula_takes_the_letters_colours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
