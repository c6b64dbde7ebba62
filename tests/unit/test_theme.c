/* The tokens measured, in both themes and both palettes: what must be read can be read, and what must be told apart can be told
   apart by people who lack one kind of cone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/net/net.h"
#include "gui/theme.h"
#include "support/color_vision.h"
#include "view/gates.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct Named {
    const char *name;
    Color color;
} Named;

typedef struct Look {
    ThemeChoice choice;
    const Theme *theme;
    char name[32];
    double text, shape; /* the least contrast of what is read, and of a shape */
    int missed;
} Look;

static void each_look(void (*check)(Look *look)) {
    int missed = 0;
    for (int theme = 0; theme < THEME_COUNT; theme++)
        for (int palette = 0; palette < PALETTE_COUNT; palette++) {
            Look look = {.choice = {(ThemeName)theme, (Palette)palette}, .text = 4.5, .shape = 3};
            if (palette == PALETTE_CONTRAST) look.text = 7, look.shape = 4.5;
            look.theme = theme_get(look.choice);
            snprintf(look.name, sizeof look.name, "%s%s", theme == THEME_DARK ? "dark" : "light", palette ? ", high contrast" : "");
            assert_int_equal(look.theme->dark, theme == THEME_DARK);
            check(&look);
            missed += look.missed;
        }
    assert_int_equal(missed, 0);
}

static void need(Look *look, Named ink, Named ground, double least) {
    double contrast = color_contrast(ink.color, ground.color);
    if (contrast >= least) return;
    print_message("%s: %s on %s has %.2f:1, needs %.1f:1\n", look->name, ink.name, ground.name, contrast, least);
    look->missed++;
}

static void check_text(Look *look) {
    const Theme *t = look->theme;
    const Named ground[] = {{"background", t->background}, {"panel", t->panel}, {"raised", t->raised}, {"pill", t->pill}};
    for (int i = 0; i < 4; i++) {
        need(look, (Named){"text", t->text}, ground[i], look->text);
        need(look, (Named){"dim", t->dim}, ground[i], look->text);
        if (i < 3) need(look, (Named){"faint", t->faint}, ground[i], look->shape);
        if (i < 3 && look->choice.palette == PALETTE_CONTRAST) need(look, (Named){"line", t->line}, ground[i], 3);
    }
    need(look, (Named){"accent_ink", t->accent_ink}, (Named){"accent", t->accent}, look->text);
    need(look, (Named){"gradient_ink", t->gradient_ink}, (Named){"gradient_ground", t->gradient_ground}, look->text);
}

static void check_coloured_words(Look *look) {
    const Theme *t = look->theme;
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
        for (int g = 0; g < 3; g++) need(look, word[w], ground[g], look->text);
}

static void text_and_dim_text_can_be_read_on_every_ground(void **state) {
    (void)state;
    each_look(check_text);
}

static void status_gate_weight_and_model_colours_can_be_read_as_words(void **state) {
    (void)state;
    each_look(check_coloured_words);
}

/* ---- Told apart ---- */

static void need_apart(Look *look, Named a, Named b) {
    const double least = 10; /* CIE76 */
    for (int sight = 0; sight < SIGHT_COUNT; sight++) {
        double distance = color_distance(color_as_seen(a.color, (Sight)sight), color_as_seen(b.color, (Sight)sight));
        if (distance >= least) continue;
        print_message("%s: %s and %s are %.1f apart, %s\n", look->name, a.name, b.name, distance, sight_name((Sight)sight));
        look->missed++;
    }
}

static void need_all_apart(Look *look, const Named *list, int count) {
    for (int i = 1; i < count; i++)
        for (int j = 0; j < i; j++) need_apart(look, list[j], list[i]);
}

/* An equation of a cell holds the letters of its gates and of its weights. */
static void check_equations(Look *look) {
    const Theme *t = look->theme;
    const Named list[] = {{"f", t->gate_forget},  {"i", t->gate_input},       {"g", t->gate_candidate}, {"o", t->gate_output},
                          {"U", t->input_weight}, {"W", t->recurrent_weight}, {"V", t->output_weight},  {"text", t->text}};
    need_all_apart(look, list, 8);
}

static void check_groups(Look *look) {
    const Theme *t = look->theme;
    const Named state[] = {{"state below 0", t->state.negative}, {"state 0", t->state.zero}, {"state above 0", t->state.positive}};
    const Named model[] = {{"RNN", t->model[0]}, {"GRU", t->model[1]}, {"LSTM", t->model[2]}};
    const Named status[] = {{"good", t->good}, {"warn", t->warn}, {"bad", t->bad}, {"accent", t->accent}};
    need_all_apart(look, state, 3);
    need_all_apart(look, model, 3);
    need_all_apart(look, status, 4);
    for (int i = 1; i < RAMP_STOPS; i++)
        need_apart(look, (Named){"a stop of the ramp", t->ramp.color[i - 1]}, (Named){"the next", t->ramp.color[i]});
}

/* Lines, bars and marks that stand beside each other on the newer screens, where the colour alone says which is which. Beside these: the
   forecast's "future" and "going on alone" are dashed, the search's marks are dashed and have words, its tries are dots beside a line, the bars
   of terms stand left or right of their middle, and the right answer of a question has a tick and a ring. */
static void check_newer_screens(Look *look) {
    const Theme *t = look->theme;
    const Color half = color_over(t->output_weight, 0.55, t->background);
    const Named dim = {"dim", t->dim}, accent = {"accent", t->accent}, line = {"line", t->line};
    const struct {
        const char *screen;
        Named a, b;
    } pair[] = {
        {"forecast: the series and one step ahead", dim, accent},
        {"forecast: one step ahead and going on alone", accent, {"good", t->good}},
        {"search: the best so far and what read more", dim, accent},
        {"search: what read more and what works", accent, {"good", t->good}},
        {"search: the weights and where a try draws", {"recurrent weight", t->recurrent_weight}, accent},
        {"search: how far it has come", line, accent},
        {"terms: the number that the next row opens", line, accent},
        {"terms: numbers above and below 0", {"negative", t->state.negative}, {"positive", t->state.positive}},
        {"text: the answer that was drawn and its neighbours", {"output weight", t->output_weight}, {"half", half}},
        {"text: the answers and the number that was drawn", {"output weight", t->output_weight}, {"text", t->text}},
        {"text: what was read and what was written", {"text", t->text}, accent},
        {"sentence: for and against", {"good", t->good}, {"bad", t->bad}},
        {"sentence: for and neither", {"good", t->good}, {"faint", t->faint}},
        {"sentence: against and neither", {"bad", t->bad}, {"faint", t->faint}},
        {"sentence: a word's pull and what the bag of words says", {"good", t->good}, accent},
        {"sentence: a word's pull and what the bag of words says", {"bad", t->bad}, accent},
        {"sentence, files: a field with the keyboard and without", line, accent},
        {"presenting: steps that were seen and that come", line, accent},
        {"presenting: the step that is shown and those seen", {"text", t->text}, accent},
        {"presenting: the step that is shown and those that come", {"text", t->text}, line},
        {"presenting: the spotlight's ring and the ground", accent, {"background", t->background}},
    };
    for (size_t i = 0; i < sizeof pair / sizeof *pair; i++) {
        int before = look->missed;
        need_apart(look, pair[i].a, pair[i].b);
        if (look->missed > before) print_message("  (%s)\n", pair[i].screen);
    }
}

static void the_newer_screens_are_told_apart_without_one_kind_of_cone(void **state) {
    (void)state;
    each_look(check_newer_screens);
}

static void gates_and_weights_are_told_apart_without_one_kind_of_cone(void **state) {
    (void)state;
    each_look(check_equations);
}

static void signs_models_status_and_the_ramp_are_told_apart_without_one_kind_of_cone(void **state) {
    (void)state;
    each_look(check_groups);
}

/* Values worked out by hand from the definitions, so that the measure itself can be trusted. */
static void the_measure_agrees_with_known_values(void **state) {
    (void)state;
    const Color white = {255, 255, 255, 255}, black = {0, 0, 0, 255}, red = {255, 0, 0, 255};
    assert_true(fabs(color_distance(white, black) - 100) < 0.01);
    assert_true(fabs(color_distance(red, black) - hypot(hypot(53.241, 80.092), 67.203)) < 0.02); /* red is L 53.24, a 80.09, b 67.20 */
    for (int sight = 0; sight < SIGHT_COUNT; sight++) {                                          /* greys stay what they are */
        Color grey = color_as_seen((Color){128, 128, 128, 255}, (Sight)sight);
        assert_true(abs(grey.r - 128) <= 1 && abs(grey.g - 128) <= 1 && abs(grey.b - 128) <= 1);
    }
    Color dim_red = color_as_seen(red, SIGHT_PROTAN_VIENOT); /* without red cones red is dark, and as yellow as green */
    assert_true(dim_red.r == dim_red.g && dim_red.r < 100);
}

/* WCAG's relative luminance, by its contrast with black: (L + 0.05) / 0.05. */
static double luminance(Color color) { return (color_contrast(color, (Color){0, 0, 0, 255}) * 0.05) - 0.05; }

static void check_ramp(Look *look) {
    const GradientRamp *ramp = &look->theme->ramp;
    for (int i = 1; i < RAMP_STOPS; i++) {
        double before = luminance(ramp->color[i - 1]), here = luminance(ramp->color[i]);
        assert_true(ramp->log10_at[i] > ramp->log10_at[i - 1]);
        assert_true(look->theme->dark ? here > before + 0.005 : here < before - 0.005);
    }
}

static void a_larger_gradient_is_always_brighter_in_the_dark_and_darker_in_the_light(void **state) {
    (void)state;
    each_look(check_ramp);
}

static void check_state(Look *look) {
    const SignedScale *scale = &look->theme->state;
    double least = look->choice.palette == PALETTE_CONTRAST ? 4.5 : 2.5;
    need(look, (Named){"state below 0", scale->negative}, (Named){"state 0", scale->zero}, least);
    need(look, (Named){"state above 0", scale->positive}, (Named){"state 0", scale->zero}, least);
}

static void the_ends_of_the_state_scale_stand_out_from_its_middle(void **state) {
    (void)state;
    each_look(check_state);
}

static bool same(Color a, Color b) { return a.r == b.r && a.g == b.g && a.b == b.b && a.a == b.a; }

static void check_gates(Look *look) {
    const Theme *t = look->theme;
    assert_true(same(gates_color(t, CELL_LSTM, LSTM_F), t->gate_forget));
    assert_true(same(gates_color(t, CELL_LSTM, LSTM_I), t->gate_input));
    assert_true(same(gates_color(t, CELL_LSTM, LSTM_G), t->gate_candidate));
    assert_true(same(gates_color(t, CELL_LSTM, LSTM_O), t->gate_output));
    assert_true(same(gates_color(t, CELL_GRU, GRU_Z), t->gate_forget));
    assert_true(same(gates_color(t, CELL_GRU, GRU_R), t->gate_input));
    assert_true(same(gates_color(t, CELL_GRU, GRU_N), t->gate_candidate));
}

static void gates_are_coloured_in_the_engines_order_and_by_what_they_do(void **state) {
    (void)state;
    each_look(check_gates);
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
        cmocka_unit_test(the_measure_agrees_with_known_values),
        cmocka_unit_test(gates_and_weights_are_told_apart_without_one_kind_of_cone),
        cmocka_unit_test(the_newer_screens_are_told_apart_without_one_kind_of_cone),
        cmocka_unit_test(signs_models_status_and_the_ramp_are_told_apart_without_one_kind_of_cone),
        cmocka_unit_test(a_larger_gradient_is_always_brighter_in_the_dark_and_darker_in_the_light),
        cmocka_unit_test(the_ends_of_the_state_scale_stand_out_from_its_middle),
        cmocka_unit_test(gates_are_coloured_in_the_engines_order_and_by_what_they_do),
        cmocka_unit_test(a_formula_takes_the_letters_colours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
