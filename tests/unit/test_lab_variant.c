/* Variants as words: what can stand in `compare`, what is refused and why, and that they are undone and saved with the experiment. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/number.h"
#include "lab/lab_play.h"
#include "lab/setup_file.h"
#include "support/lab_case.h"
#include <stdlib.h>
#include <string.h>

static void a_variant_reads_back_from_its_text(void **state) {
    static const char *const text[] = {"LSTM: cell lstm", "clip on: learning_rate 0.1; clip_norm 1", "β 3: cell lstm; forget_bias 3",
                                       "as drawn: radius drawn; seed 7"};
    (void)state;
    for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
        Variant variant, again;
        char out[VARIANT_LINE_SIZE];
        assert_true(variant_parse(&variant, str_from(text[i]), NULL));
        variant_format(out, (int)sizeof out, &variant);
        assert_true(variant_parse(&again, str_from(out), NULL));
        assert_true(variant_equal(&variant, &again));
    }
}

static void a_variant_lays_its_values_over_the_setup(void **state) {
    Variant variant;
    Setup base, setup;
    (void)state;
    setup_init(&base);
    assert_true(variant_parse(&variant, str_from("  small  LSTM : cell lstm ;optimizer SGD with momentum; "), NULL));
    assert_string_equal(variant.name, "small  LSTM");
    variant_find_setup(&setup, &base, &variant);
    assert_int_equal(setup_get_int(&setup, KEY_CELL), CELL_LSTM);
    assert_int_equal(setup_get_int(&setup, KEY_OPTIMIZER), OPTIMIZER_MOMENTUM);
    setup.value[KEY_CELL] = base.value[KEY_CELL];
    setup.value[KEY_OPTIMIZER] = base.value[KEY_OPTIMIZER];
    assert_true(setup_equal(&setup, &base));
}

static void each_mistake_in_a_variant_has_its_own_message(void **state) {
    static const char *const wrong[][2] = {{"compare LSTM", "expected NAME: key value"},
                                           {"compare LSTM:", "it changes nothing"},
                                           {"compare : cell lstm", "has no name"},
                                           {"compare none: cell lstm", "cannot be called none"},
                                           {"compare a|b: cell lstm", "none of ; | #"},
                                           {"compare a very long name of more than 31 bytes: cell lstm", "at most 31"},
                                           {"compare a: cell foo", "rnn, gru, lstm"},
                                           {"compare a: hidden", "hidden has no value"},
                                           {"compare a: hidden 999", "from 1 to 256"},
                                           {"compare a: hiden 9", "did you mean"},
                                           {"compare a: task parity", "on the same data"},
                                           {"compare a: noise 0", "on the same data"},
                                           {"compare a: hidden 4; hidden 5", "is given twice"},
                                           {"compare a: none", "no variant \"a\""},
                                           {"compare a: hidden 256; layers 4; batch 256; steps 1000", "no room for the variant a"}};
    (void)state;
    Lab lab;
    lab_case_open(&lab);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        Diag diag = lab_case_refuse(&lab, wrong[i][0]);
        lab_case_assert_says(&diag, wrong[i][1]);
    }
    assert_int_equal(lab.variants.count, 0);
    lab_deinit(&lab);
}

static void there_are_four_variants_and_a_name_stands_once(void **state) {
    (void)state;
    Lab lab;
    lab_case_open(&lab);
    lab_case_apply(&lab, "compare a: hidden 3");
    lab_case_apply(&lab, "compare b: hidden 4");
    lab_case_apply(&lab, "compare a: hidden 5");
    assert_int_equal(lab.variants.count, 2);
    assert_true(lab.variants.item[0].value[KEY_HIDDEN] == 5);
    lab_case_apply(&lab, "compare c: hidden 6");
    lab_case_apply(&lab, "compare d: hidden 7");
    Diag diag = lab_case_refuse(&lab, "compare e: hidden 8");
    lab_case_assert_says(&diag, "4 variants already (a, b, c, d)");
    lab_case_apply(&lab, "compare b: none");
    assert_int_equal(lab.variants.count, 3);
    assert_string_equal(lab.variants.item[1].name, "c");
    lab_case_apply(&lab, "compare none");
    assert_int_equal(lab.variants.count, 0);
    lab_deinit(&lab);
}

static void a_variant_is_undone_in_one_step_and_leaves_the_run_alone(void **state) {
    (void)state;
    Lab lab;
    lab_case_open(&lab);
    lab_case_apply(&lab, "train 5");
    LabDigest before = lab_case_digest(&lab), after;
    lab_case_apply(&lab, "compare LSTM: cell lstm");
    after = lab_case_digest(&lab);
    lab_case_assert_same(&before, &after, "with a variant");
    assert_string_equal(lab_undo_line(&lab), "compare LSTM: cell lstm");
    lab_case_apply(&lab, "compare none");
    lab_case_apply(&lab, "undo");
    assert_int_equal(lab.variants.count, 1);
    lab_case_apply(&lab, "undo");
    assert_int_equal(lab.variants.count, 0);
    assert_string_equal(lab_undo_line(&lab), "train 5");
    lab_case_apply(&lab, "redo");
    assert_int_equal(lab.variants.count, 1);
    lab_case_apply(&lab, "set hidden 4");
    assert_int_equal(lab.variants.count, 1);
    lab_case_apply(&lab, "preset adding"); /* another experiment, which is compared with nothing */
    assert_int_equal(lab.variants.count, 0);
    lab_case_apply(&lab, "undo");
    assert_int_equal(lab.variants.count, 1);
    lab_deinit(&lab);
}

static void a_change_that_makes_a_variant_impossible_is_refused_by_its_name(void **state) {
    (void)state;
    Lab lab;
    lab_case_open(&lab);
    lab_case_apply_all(&lab, "set steps 60; set task copy");
    lab_case_apply(&lab, "compare short: steps 30");
    Diag diag = lab_case_refuse(&lab, "set items 28");
    lab_case_assert_says(&diag, "variant short");
    assert_int_equal(setup_get_int(&lab.setup, KEY_ITEMS), 0);
    lab_case_apply(&lab, "compare none");
    lab_case_apply(&lab, "set items 28");
    lab_deinit(&lab);
}

static void assert_reads(const char *text, const VariantList *expected) {
    SetupFile file;
    Diag diag = {0};
    if (!setup_file_read(&file, "test", str_from(text), &diag)) fail_msg("%s: %s", text, diag.text);
    assert_true(variant_list_equal(&file.variants, expected));
    setup_file_deinit(&file);
}

static void variants_are_saved_and_opened_in_every_form(void **state) {
    (void)state;
    Lab lab, other;
    SetupFile file;
    char *text;
    size_t size;
    lab_case_open(&lab);
    lab_case_apply(&lab, "compare LSTM: cell lstm");
    lab_case_apply(&lab, "compare wide GRU: cell gru; hidden 12; radius drawn");
    lab_case_apply(&lab, "train 3");
    assert_true(setup_file_take(&file, &lab, NULL));
    assert_true(setup_file_write(&text, &size, &file, "test"));
    assert_reads(text, &lab.variants);
    mem_free(text);
    assert_reads("hidden=6 steps=16 compare LSTM: cell lstm | wide GRU: hidden 12; cell gru; radius drawn", &lab.variants);
    assert_reads("compare LSTM: cell lstm\nhidden=6\ncompare wide GRU: cell gru; hidden 12; radius drawn # both", &lab.variants);
    assert_reads(
        "{\"update\": 3, \"setup\": {\"hidden\": 6}, \"since\": [], \"variants\": [{\"name\": \"LSTM\", \"set\": {\"cell\": "
        "\"lstm\"}, \"loss\": 0.3}, {\"name\": \"wide GRU\", \"set\": {\"radius\": \"drawn\", \"cell\": \"gru\", \"hidden\": 12}}]}",
        &lab.variants);
    lab_case_open(&other);
    assert_true(lab_play_all(&other, &file, NULL));
    assert_true(variant_list_equal(&other.variants, &lab.variants));
    setup_file_deinit(&file);
    lab_deinit(&other);
    lab_deinit(&lab);
}

static void a_wrong_variant_in_a_file_is_told_with_its_place(void **state) {
    SetupFile file;
    Diag diag = {0};
    (void)state;
    assert_false(setup_file_read(&file, "test", str_from("hidden=6\ncompare LSTM: cell foo\n"), &diag));
    assert_int_equal(diag.line, 2);
    lab_case_assert_says(&diag, "rnn, gru, lstm");
    assert_false(setup_file_read(&file, "test", str_from("{\"setup\": {}, \"variants\": [{\"name\": \"a\", \"set\": {}}]}"), &diag));
    lab_case_assert_says(&diag, "changes nothing");
}

static void only_other_steps_targets_or_seed_mean_other_sequences(void **state) {
    Setup base, setup;
    (void)state;
    setup_init(&base);
    for (int key = 0; key < KEY_COUNT; key++) {
        bool expected = key == KEY_STEPS || key == KEY_TARGETS || key == KEY_SEED;
        setup = base;
        setup.value[key] = setup_table[key].most;
        if (strcmp(setup_table[key].group, "Sequence") != 0 || expected)
            assert_int_equal(variant_has_other_sequences(&base, &setup), expected);
    }
}

static size_t count_weights(const Setup *base, const Variant *variant) {
    Setup setup;
    Net net;
    variant_find_setup(&setup, base, variant);
    NetSpec spec = setup_net_spec(&setup);
    assert_true(net_init(&net, &spec, NULL));
    return net.weight_count;
}

static long apart(size_t a, size_t b) { return labs((long)a - (long)b); }

static void a_matched_width_has_the_nearest_number_of_weights(void **state) {
    (void)state;
    static const char *const cells[] = {"cell rnn", "cell gru", "cell lstm", "cell gru; layers 2", "cell rnn; direction both"};
    Setup base;
    Variant none = {.name = "none"};
    setup_init(&base);
    assert_true(setup_set_text(&base, str_from("cell"), str_from("lstm"), NULL));
    assert_true(setup_set_text(&base, str_from("hidden"), str_from("8"), NULL));
    size_t wanted = count_weights(&base, &none);
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        char line[64];
        Variant variant;
        text_format(line, sizeof line, "V: %s", cells[i]);
        assert_true(variant_parse(&variant, str_from(line), NULL));
        int hidden = variant_match_weights(&variant, &base);
        variant_set_hidden(&variant, hidden, 8);
        assert_int_equal(variant.said[KEY_HIDDEN], hidden != 8);
        long found = apart(count_weights(&base, &variant), wanted);
        for (int other = 1; other <= 40; other++) { /* no other width is nearer */
            Variant more = variant;
            more.said[KEY_HIDDEN] = true;
            more.value[KEY_HIDDEN] = other;
            assert_true(apart(count_weights(&base, &more), wanted) >= found);
        }
        if (i == 2) assert_int_equal(hidden, 8);
        if (i == 0) assert_in_range(hidden, 15, 25); /* four gates in one */
        variant_set_hidden(&variant, 8, 8);
        assert_false(variant.said[KEY_HIDDEN] || variant.value[KEY_HIDDEN] != 0);
    }
    Variant width;
    assert_true(variant_parse(&width, str_from("V: hidden 3"), NULL));
    variant_set_hidden(&width, 8, 8); /* it would say nothing else */
    assert_true(width.said[KEY_HIDDEN] && width.value[KEY_HIDDEN] == 8);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_matched_width_has_the_nearest_number_of_weights),
        cmocka_unit_test(a_variant_reads_back_from_its_text),
        cmocka_unit_test(a_variant_lays_its_values_over_the_setup),
        cmocka_unit_test(each_mistake_in_a_variant_has_its_own_message),
        cmocka_unit_test(there_are_four_variants_and_a_name_stands_once),
        cmocka_unit_test(a_variant_is_undone_in_one_step_and_leaves_the_run_alone),
        cmocka_unit_test(a_change_that_makes_a_variant_impossible_is_refused_by_its_name),
        cmocka_unit_test(variants_are_saved_and_opened_in_every_form),
        cmocka_unit_test(a_wrong_variant_in_a_file_is_told_with_its_place),
        cmocka_unit_test(only_other_steps_targets_or_seed_mean_other_sequences),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
