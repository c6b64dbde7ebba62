/* The setup table: bounds, texts, sliders and presets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "base/random.h"
#include "lab/setup.h"
#include "lab/setup_names.h"
#include <math.h>
#include <string.h>

static Setup defaults(void) {
    Setup setup;
    setup_init(&setup);
    return setup;
}

static void assert_refused(const char *key, const char *value, const char *piece) {
    Setup setup = defaults(), before = setup;
    Diag diag = {0};
    if (setup_set_text(&setup, str_from(key), str_from(value), &diag)) fail_msg("%s %s was accepted", key, value);
    if (!strstr(diag.text, piece)) fail_msg("\"%s\" does not say \"%s\"", diag.text, piece);
    assert_memory_equal(&setup, &before, sizeof setup);
}

static void assert_reads(const char *key, const char *value, double expected) {
    Setup setup = defaults();
    Diag diag = {0};
    if (!setup_set_text(&setup, str_from(key), str_from(value), &diag)) fail_msg("%s %s: %s", key, value, diag.text);
    assert_true(setup_get(&setup, (SetupKey)setup_find_key(str_from(key))) == expected);
}

static int choice_count(const char *list) {
    int count = 1;
    for (; *list; list++) count += *list == '|';
    return count;
}

static void rows_are_sound(void **state) {
    (void)state;
    Setup setup = defaults();
    for (int key = 0; key < KEY_COUNT; key++) {
        const SetupRow *row = &setup_table[key];
        assert_true(row->least < row->most);
        assert_true(setup_can_be_drawn((SetupKey)key) || (row->initial >= row->least && row->initial <= row->most));
        assert_true(row->scale == SETUP_LINEAR || (row->scale == SETUP_LOG ? row->least > 0.0 : row->least == 0.0));
        assert_true(strlen(row->help) > 10 && row->help[strlen(row->help) - 1] == '.');
        assert_true(row->kind == SETUP_CHOICE || !row->choices);
        if (row->kind == SETUP_CHOICE) assert_int_equal(choice_count(row->choices), (int)row->most + 1);
        if (row->kind == SETUP_CHOICE) assert_int_equal(choice_count(row->choice_labels), (int)row->most + 1);
        if (row->scale == SETUP_LOG && row->kind == SETUP_REAL) assert_true(row->step > 1.0);
        assert_true(setup_get(&setup, (SetupKey)key) == row->initial); /* the first preset is the table's defaults */
        assert_int_equal(setup_find_key(str_from(row->key)), key);
    }
    assert_int_equal(setup_find_key(str_from("")), -1);
    assert_int_equal(setup_find_key(str_from("Cell")), -1);
}

static void choices_and_the_tasks_table_agree(void **state) {
    (void)state;
    char word[32];
    for (int i = 0; i <= (int)setup_table[KEY_TASK].most; i++) {
        assert_true(setup_choice(word, sizeof word, KEY_TASK, i, false));
        assert_ptr_equal(task_find(word), task_table[i]);
        assert_true(setup_choice(word, sizeof word, KEY_TASK, i, true));
        assert_string_equal(word, task_table[i]->label);
    }
    assert_int_equal((int)setup_table[KEY_TASK].most + 1, task_count);
    assert_false(setup_choice(word, sizeof word, KEY_TASK, task_count, false));
    assert_false(setup_choice(word, sizeof word, KEY_TASK, -1, false));
    assert_false(setup_choice(word, sizeof word, KEY_HIDDEN, 0, false));
    assert_null(task_find("remember"));
    assert_int_equal((int)setup_table[KEY_CELL].most + 1, CELL_COUNT);
    assert_int_equal((int)setup_table[KEY_ACTIVATION].most + 1, ACTIVATION_COUNT);
    assert_int_equal((int)setup_table[KEY_HIDDEN].most, NET_HIDDEN_MAX);
    assert_int_equal((int)setup_table[KEY_LAYERS].most, NET_LAYER_MAX);
    assert_int_equal((int)setup_table[KEY_STEPS].most, NET_STEP_MAX);
}

static void texts_are_read_as_people_write_them(void **state) {
    (void)state;
    assert_reads("cell", "lstm", CELL_LSTM);
    assert_reads("cell", "LSTM", CELL_LSTM);
    assert_reads("cell", "  gru ", CELL_GRU);
    assert_reads("activation", "σ", ACTIVATION_SIGMOID);
    assert_reads("activation", "relu", ACTIVATION_RELU);
    assert_reads("targets", "every step", 1.0);
    assert_reads("steps", "60", 60.0);
    assert_reads("steps", "6e1", 60.0);
    assert_reads("forget_bias", "-1.5", -1.5);
    assert_reads("forget_bias",
                 "\xE2\x88\x92"
                 "1.5",
                 -1.5);
    assert_reads("noise", "off", 0.0);
    assert_reads("noise", "±0.25", 0.25);
    assert_reads("symbols", "off", 0.0);
    assert_reads("symbols", "auto", 0.0);
    assert_reads("items", "auto", 0.0);
    assert_reads("items", "10", 10.0);
    assert_reads("variant", "other", 1.0);
    for (int i = 0; i < task_count; i++) { /* also as the task itself calls its forms */
        for (int form = 0; form < 2; form++) {
            const char *label = task_table[i]->variant_label[form];
            if (label) assert_reads("variant", label, form);
        }
    }
    assert_reads("variant", "Words", 1.0);
    assert_refused("variant", "word by", "it is one of: standard, other");
    assert_reads("task", "sines", 9.0);
    assert_reads("task", "Embedded Reber grammar", 6.0);
    assert_reads("task", "aⁿXbⁿ", 7.0);
    assert_reads("learning_rate", "1e-5", 1e-5);
    assert_reads("radius", "0", 0.0);
    assert_reads("radius", "3", 3.0);
}

static void what_is_out_of_bounds_is_refused_with_the_bounds(void **state) {
    (void)state;
    assert_refused("cel", "lstm", "did you mean \"cell\"");
    assert_refused("nonsense", "1", "there are cell, hidden");
    assert_refused("", "1", "there are cell, hidden");
    assert_refused("cell", "lstn", "did you mean \"lstm\"");
    assert_refused("cell", "transformer", "rnn, gru, lstm");
    assert_refused("cell", "", "rnn, gru, lstm");
    assert_refused("cell", "2", "rnn, gru, lstm");
    assert_refused("task", "sinus", "did you mean \"sines\"");
    assert_refused("task", "remember",
                   "recall, adding, order, copy, latch, parity, reber, anbn, sine, sines, ahead, text, words, sentiment, series");
    assert_refused("items", "31", "0 to 30");
    assert_refused("hidden", "auto", "whole number from 1 to 256");
    assert_refused("hidden", "0", "1 to 256");
    assert_refused("hidden", "257", "hidden cannot be 257");
    assert_refused("hidden", "2.5", "whole number");
    assert_refused("hidden", "", "whole number from 1 to 256");
    assert_refused("steps", "1001", "1 to 1000");
    assert_refused("radius", "-0.1", "0 to 3");
    assert_refused("radius", "nan", "radius cannot be nan");
    assert_refused("radius", "inf", "0 to 3");
    assert_refused("radius", "1e999", "0 to 3");
    assert_refused("radius", "0.4x", "radius cannot be \"0.4x\"");
    assert_refused("radius", "0x1", "radius cannot be \"0x1\"");
    assert_refused("symbols", "1", "nothing to tell apart");
    assert_refused("noise", "±", "noise cannot be");
    assert_refused("radius", "off", "radius cannot be \"off\"");
    for (int key = 0; key < KEY_COUNT; key++) {
        Setup setup = defaults();
        const SetupRow *row = &setup_table[key];
        assert_true(setup_set(&setup, (SetupKey)key, row->least, NULL));
        assert_true(setup_set(&setup, (SetupKey)key, row->most, NULL));
        assert_false(setup_set(&setup, (SetupKey)key, nextafter(row->least, -1e9), NULL));
        assert_false(setup_set(&setup, (SetupKey)key, nextafter(row->most, 1e9), NULL));
        assert_false(setup_set(&setup, (SetupKey)key, (double)NAN, NULL));
        assert_true(setup_get(&setup, (SetupKey)key) == row->most);
    }
}

/* The names of PyTorch, Keras and of scripts that many have read. */
static void names_of_other_frameworks_are_answered_with_ours(void **state) {
    (void)state;
    static const char *const names[][2] = {
        {"hidden_size", "'hidden_size' is called hidden here."},
        {"Hidden-Size", "'Hidden-Size' is called hidden here."},
        {"nhid", "is called hidden here"},
        {"units", "is called hidden here"},
        {"num_layers", "is called layers here"},
        {"nlayers", "is called layers here"},
        {"nonlinearity", "is called activation here"},
        {"bidirectional", "is called direction=both here"},
        {"stateful", "is called carry=on here"},
        {"rnn", "is called cell here"},
        {"seq_len", "is called steps here"},
        {"bptt", "is called truncate here"},
        {"lr", "is called learning_rate here"},
        {"batch_size", "is called batch here"},
        {"weight_decay", "is called l2 here"},
        {"gradient_clip_val", "is called clip_norm here"},
        {"recurrent_initializer", "is called init here"},
        {"epochs", "'epochs' is no parameter here. Training is counted in updates"},
        {"input_size", "follows from the task"},
        {"criterion", "follows from the task"},
        {"betas", "PyTorch's: 0.9 and 0.999 for Adam"},
        {"recurrent_dropout", "never on a recurrent arrow"},
        {"bsz", "is called batch here"},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) assert_refused(names[i][0], "1", names[i][1]);
}

static void values_of_other_frameworks_are_answered_with_ours(void **state) {
    (void)state;
    static const char *const values[][3] = {
        {"activation", "LeakyReLU", "did you mean \"leaky\"?"},
        {"activation", "Leaky ReLU", "did you mean \"leaky\"?"},
        {"activation", "linear", "did you mean \"identity\"?"},
        {"cell", "SimpleRNN", "did you mean \"rnn\"?"},
        {"cell", "vanilla", "did you mean \"rnn\"?"},
        {"direction", "bidirectional", "did you mean \"both\"?"},
        {"targets", "many-to-one", "did you mean \"last\"?"},
        {"init", "glorot_uniform", "did you mean \"xavier\"?"},
        {"optimizer", "gradient descent", "did you mean \"sgd\"?"},
        {"init", "linear", "it is one of: radius, pytorch"},
    };
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) assert_refused(values[i][0], values[i][1], values[i][2]);
}

/* Each leads to something that is there: a parameter, and a value that it takes. */
static void what_names_lead_to_is_there(void **state) {
    (void)state;
    static const char *const names[] = {"hidden_size", "bsz", "detach", "return_sequences", "stateful", "bidirectional", "lr_scheduler"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        Str ours = str_from(setup_find_foreign(str_from(names[i])));
        Setup setup = defaults();
        Diag diag = {0};
        const char *equal = strchr(ours.at, '=');
        Str key = {ours.at, equal ? (int)(equal - ours.at) : ours.count};
        if (!setup_set_text(&setup, key, equal ? str_from(equal + 1) : str_from("1"), &diag) && strstr(diag.text, "no parameter"))
            fail_msg("%s: %s", names[i], diag.text);
    }
    for (int k = 0; k < KEY_COUNT; k++) {
        const SetupRow *row = &setup_table[k];
        static const char *const values[] = {"leaky relu", "linear", "simple_rnn", "bi", "many_to_many", "glorot", "gd", "rms-prop", "eye"};
        for (size_t i = 0; row->kind == SETUP_CHOICE && i < sizeof values / sizeof *values; i++) {
            const char *ours = setup_find_foreign_value(str_from(row->key), str_from(values[i]));
            Setup setup = defaults();
            Diag diag = {0};
            if (ours && !setup_set_text(&setup, str_from(row->key), str_from(ours), &diag)) fail_msg("%s: %s", values[i], diag.text);
        }
    }
}

static void values_write_what_reads_back(void **state) {
    (void)state;
    Random random = random_from(3, 0);
    for (int key = 0; key < KEY_COUNT; key++) {
        const SetupRow *row = &setup_table[key];
        for (int i = 0; i < 300; i++) {
            Setup setup = defaults(), again = defaults();
            char text[64];
            double value = random_range(&random, row->least, row->most);
            if (row->kind != SETUP_REAL) value = round(value);
            if (!setup_set(&setup, (SetupKey)key, value, NULL)) continue;
            setup_format(text, sizeof text, &setup, (SetupKey)key);
            assert_true(setup_set_text(&again, str_from(row->key), str_from(text), NULL));
            assert_memory_equal(&setup, &again, sizeof setup);
            setup_format_shown(text, sizeof text, &setup, (SetupKey)key);
            Diag diag = {0};
            if (!setup_set_text(&again, str_from(row->key), str_from(text), &diag)) fail_msg("%s %s: %s", row->key, text, diag.text);
            double shown = setup_get(&again, (SetupKey)key);
            assert_true(fabs(shown - value) <= 0.005 * fabs(value) + 1e-300);
        }
    }
}

static void shown_texts_are_for_people(void **state) {
    (void)state;
    static const struct {
        SetupKey key;
        double value;
        const char *shown;
    } row[] = {{KEY_CELL, CELL_LSTM, "LSTM"},
               {KEY_RADIUS, 0.42, "0.42"},
               {KEY_RADIUS, 0.42000000000000004, "0.42"},
               {KEY_NOISE, 0.3, "±0.3"},
               {KEY_NOISE, 0.0, "off"},
               {KEY_SYMBOLS, 0.0, "off"},
               {KEY_SYMBOLS, 4.0, "4"},
               {KEY_ITEMS, 0.0, "auto"},
               {KEY_ITEMS, 3.0, "3"},
               {KEY_FORGET_BIAS, -1.5, "−1.5"},
               {KEY_FORGET_BIAS, 0.0, "0"},
               {KEY_RADIUS, 1.23456, "1.23"},
               {KEY_LEARNING_RATE, 1e-5, "1e-05"},
               {KEY_STEPS, 1000, "1000"},
               {KEY_TARGETS, 1, "every step"},
               {KEY_SEED, 9999, "9999"}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        Setup setup = defaults();
        char text[64];
        assert_true(setup_set(&setup, row[i].key, row[i].value, NULL));
        setup_format_shown(text, sizeof text, &setup, row[i].key);
        assert_string_equal(text, row[i].shown);
    }
    static const struct {
        double value;
        const char *shown;
    } far[] = {{2.12e38, "2.12e+38"}, {1.83999e26, "1.84e+26"}, {-1.839994e205, "−1.84e+205"}, {7.1234e-30, "7.12e-30"}};
    for (size_t i = 0; i < sizeof far / sizeof *far; i++) { /* as weights have it whose training went far */
        Setup measured = defaults();
        char text[64];
        measured.value[KEY_RADIUS] = far[i].value;
        setup_format_shown(text, sizeof text, &measured, KEY_RADIUS);
        assert_string_equal(text, far[i].shown);
    }
    Setup setup = defaults(); /* no symbols is a form of recall, but copy has a usual number */
    char text[64];
    assert_true(setup_set_text(&setup, str_from("task"), str_from("copy"), NULL));
    setup_format_shown(text, sizeof text, &setup, KEY_SYMBOLS);
    assert_string_equal(text, "auto");
    assert_true(setup_set_text(&setup, str_from("task"), str_from("latch"), NULL));
    setup_format_shown(text, sizeof text, &setup, KEY_NOISE);
    assert_string_equal(text, "±0.3");
}

static void sliders_rest_where_they_are_put(void **state) {
    (void)state;
    for (int k = 0; k < KEY_COUNT; k++) {
        SetupKey key = (SetupKey)k;
        const SetupRow *row = &setup_table[k];
        Setup setup = defaults();
        double last = row->least;
        for (int i = 0; i <= 5000; i++) {
            double value = setup_from_unit(key, i / 5000.0), unit = setup_to_unit(key, value);
            assert_true(setup_set(&setup, key, value, NULL));
            assert_true(setup_from_unit(key, unit) == value); /* exactly */
            assert_true(unit >= 0.0 && unit <= 1.0);
            assert_true(value >= last); /* rises with the place */
            last = value;
            char text[64];
            setup_format(text, sizeof text, &setup, key);
            if (row->kind == SETUP_REAL) assert_true(strlen(text) <= 8); /* what a person would type */
        }
        assert_true(setup_from_unit(key, 0.0) == row->least && setup_from_unit(key, 1.0) == row->most);
        assert_true(setup_from_unit(key, -3.0) == row->least && setup_from_unit(key, 7.0) == row->most);
        assert_true(setup_from_unit(key, (double)NAN) == row->least);
        if (row->most > row->least) assert_true(setup_to_unit(key, row->most) == 1.0 && setup_to_unit(key, row->least) == 0.0);
        assert_true(setup_to_unit(key, (double)NAN) == 0.0);
        assert_true(setup_to_unit(key, 1e300) <= 1.0 && setup_to_unit(key, -1e300) == 0.0);
    }
    for (int H = 1; H <= 256; H++) assert_true(setup_from_unit(KEY_HIDDEN, setup_to_unit(KEY_HIDDEN, H)) == H);
    for (int T = 1; T <= 1000; T++) assert_true(setup_from_unit(KEY_STEPS, setup_to_unit(KEY_STEPS, T)) == T);
    for (int s = 1; s <= 9999; s++) assert_true(setup_from_unit(KEY_SEED, setup_to_unit(KEY_SEED, s)) == s);
    for (int i = 0; i <= 300; i++) assert_true(setup_from_unit(KEY_RADIUS, setup_to_unit(KEY_RADIUS, i / 100.0)) == i / 100.0);
}

/* What matters of these lies beside 0: on a slider of 300 places each small window, and the L2 that people use, has places of its own. */
static void small_values_have_room_on_their_sliders(void **state) {
    (void)state;
    for (int w = 1; w <= 8; w++) {
        int places = 0;
        for (int i = 0; i <= 300; i++) places += setup_from_unit(KEY_TRUNCATE, i / 300.0) == w;
        assert_true(places >= 3);
    }
    for (int w = 0; w <= 1000; w++) assert_true(setup_from_unit(KEY_TRUNCATE, setup_to_unit(KEY_TRUNCATE, w)) == w);
    assert_in_range((int)(300 * setup_to_unit(KEY_L2, 1e-4)), 50, 150);
    assert_true(setup_from_unit(KEY_L2, setup_to_unit(KEY_L2, 1e-4)) == 1e-4);
    assert_in_range((int)(300 * setup_to_unit(KEY_HALVING, 1000)), 50, 150);
    assert_true(fmod(setup_from_unit(KEY_HALVING, 0.37), 100) == 0); /* as a person would type it */
}

static void arrow_keys_walk_the_whole_range_and_stop_at_its_ends(void **state) {
    (void)state;
    for (int k = 0; k < KEY_COUNT; k++) {
        SetupKey key = (SetupKey)k;
        const SetupRow *row = &setup_table[k];
        Setup setup = defaults();
        double value = fmax(row->initial, row->least);
        int moves = 0;
        if (key == KEY_TEXT_HASH) continue; /* a name, not a size */
        for (; value < row->most; moves++) {
            double next = setup_step(key, value, 1);
            assert_true(next > value && moves < 200000);
            assert_true(setup_set(&setup, key, next, NULL));
            value = next;
        }
        assert_true(value == row->most && setup_step(key, value, 1) == value);
        for (; value > row->least; moves++) {
            double next = setup_step(key, value, -1);
            assert_true(next < value && moves < 400000);
            assert_true(setup_set(&setup, key, next, NULL));
            value = next;
        }
        assert_true(value == row->least && setup_step(key, value, -1) == value);
    }
    assert_true(setup_step(KEY_RADIUS, 0.42, 1) == 0.43);
    assert_true(setup_step(KEY_RADIUS, 0.42371, 1) == 0.43);
    assert_true(setup_step(KEY_RADIUS, 0.42, 10) == 0.52);
    assert_true(setup_step(KEY_SYMBOLS, 0.0, 1) == 2.0 && setup_step(KEY_SYMBOLS, 2.0, -1) == 0.0);
    assert_true(setup_step(KEY_LEARNING_RATE, 0.05, 1) == 0.055);
}

static void presets_load_and_unknown_ones_are_named(void **state) {
    (void)state;
    for (int i = 0; i < setup_preset_count; i++) {
        Setup setup = defaults();
        Diag diag = {0};
        if (!setup_apply_preset(&setup, str_from(setup_presets[i].name), &diag)) fail_msg("%s: %s", setup_presets[i].name, diag.text);
        for (int j = 0; j < setup_preset_count; j++) assert_true(setup_is_preset(&setup, &setup_presets[j]) == (i == j));
        NetSpec spec = setup_net_spec(&setup);
        Net net;
        if (!net_init(&net, &spec, &diag)) fail_msg("%s: %s", setup_presets[i].name, diag.text);
        assert_true(strlen(setup_presets[i].help) > 20 && strlen(setup_presets[i].label) > 2);
    }
    Setup setup = defaults();
    Diag diag = {0};
    assert_true(setup_set_text(&setup, str_from("steps"), str_from("30"), NULL));
    Setup before = setup;
    assert_false(setup_apply_preset(&setup, str_from("frist"), &diag));
    assert_non_null(strstr(diag.text, "did you mean \"first\""));
    assert_false(setup_apply_preset(&setup, str_from("zzzzzzzzzzz"), &diag));
    assert_non_null(strstr(diag.text, "there are first"));
    assert_memory_equal(&setup, &before, sizeof setup);
    assert_true(setup_apply_preset(&setup, str_from("first"), &diag)); /* what a preset does not name is at its default */
    assert_int_equal(setup_get_int(&setup, KEY_STEPS), 16);
}

static void what_has_no_meaning_is_inactive(void **state) {
    (void)state;
    Setup setup = defaults();
    assert_true(setup_is_active(&setup, KEY_ACTIVATION) && !setup_is_active(&setup, KEY_FORGET_BIAS));
    assert_true(setup_set(&setup, KEY_CELL, CELL_LSTM, NULL));
    assert_true(!setup_is_active(&setup, KEY_ACTIVATION) && setup_is_active(&setup, KEY_FORGET_BIAS));
    assert_true(setup_is_active(&setup, KEY_NOISE));
    assert_true(setup_set(&setup, KEY_SYMBOLS, 4, NULL));
    assert_false(setup_is_active(&setup, KEY_NOISE));
}

/* Which of the task's own rows have a meaning, from the task's own data. */
static void each_task_says_which_rows_it_listens_to(void **state) {
    (void)state;
    static const struct {
        const char *task, *rows;
    } row[] = {{"recall", "targets symbols noise "},
               {"adding", "variant "},
               {"order", ""},
               {"copy", "targets symbols items "},
               {"latch", "targets items noise "},
               {"parity", "targets "},
               {"reber", "variant "},
               {"anbn", "items "},
               {"sine", "variant "},
               {"sines", "variant "},
               {"ahead", "items "},
               {"sentiment", "sentences lag "},
               {"series", "series season "}};
    static const SetupKey keys[] = {KEY_VARIANT, KEY_TARGETS, KEY_SYMBOLS,   KEY_ITEMS, KEY_SERIES,
                                    KEY_COLUMN,  KEY_SEASON,  KEY_SENTENCES, KEY_LAG,   KEY_NOISE};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        Setup setup = defaults();
        char active[64] = "";
        int used = 0;
        assert_true(setup_set_text(&setup, str_from("task"), str_from(row[i].task), NULL));
        for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
            if (!setup_is_active(&setup, keys[k])) continue;
            used += text_format(active + used, (int)sizeof active - used, "%s ", setup_table[keys[k]].key);
        }
        assert_string_equal(active, row[i].rows);
        assert_true(setup_is_active(&setup, KEY_STEPS) && setup_is_active(&setup, KEY_INPUT_SCALE) && setup_is_active(&setup, KEY_TASK));
    }
    Setup setup = defaults();
    assert_true(setup_set(&setup, KEY_STEPS, 1, NULL)); /* with one step there is nothing between */
    assert_false(setup_is_active(&setup, KEY_NOISE));
}

static void the_engine_is_told_what_was_set(void **state) {
    (void)state;
    Setup setup = defaults();
    assert_true(setup_set(&setup, KEY_CELL, CELL_GRU, NULL) && setup_set(&setup, KEY_DIRECTION, 1, NULL));
    assert_true(setup_set(&setup, KEY_SYMBOLS, 4, NULL) && setup_set(&setup, KEY_TARGETS, 1, NULL));
    NetSpec spec = setup_net_spec(&setup);
    assert_int_equal(spec.cell, CELL_GRU);
    assert_int_equal(spec.directions, 2);
    assert_int_equal(spec.outputs, 4);
    assert_int_equal(spec.inputs, 8);
    assert_int_equal(spec.loss, LOSS_CROSS_ENTROPY);
    TaskOptions options = setup_task_options(&setup);
    assert_true(options.every_step && options.steps == 16 && options.symbols == 4);
    assert_true(options.items == 0 && options.variant == 0 && options.noise == 0.3 && options.input_scale == 1.0);
    assert_true(setup_set(&setup, KEY_ITEMS, 5, NULL) && setup_set(&setup, KEY_VARIANT, 1, NULL) && setup_set(&setup, KEY_TASK, 1, NULL));
    options = setup_task_options(&setup);
    assert_true(options.items == 5 && options.variant == 1);
    spec = setup_net_spec(&setup);
    assert_true(spec.loss == LOSS_MSE && spec.inputs == 2 && spec.outputs == 1);
    WeightPlan plan = setup_weight_plan(&setup);
    assert_true(isnan(plan.radius) && isnan(plan.scale) && isnan(plan.forget_bias)); /* drawn */
    assert_true(plan.seed == (uint64_t)setup_get_int(&setup, KEY_SEED));
    assert_true(setup_set(&setup, KEY_RADIUS, 0.9, NULL) && setup_set(&setup, KEY_WEIGHT_SCALE, 2, NULL));
    assert_true(setup_set(&setup, KEY_FORGET_BIAS, -1, NULL));
    plan = setup_weight_plan(&setup);
    assert_true(plan.radius == 0.9 && plan.scale == 2 && plan.forget_bias == -1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_sound),
        cmocka_unit_test(choices_and_the_tasks_table_agree),
        cmocka_unit_test(texts_are_read_as_people_write_them),
        cmocka_unit_test(what_is_out_of_bounds_is_refused_with_the_bounds),
        cmocka_unit_test(names_of_other_frameworks_are_answered_with_ours),
        cmocka_unit_test(values_of_other_frameworks_are_answered_with_ours),
        cmocka_unit_test(what_names_lead_to_is_there),
        cmocka_unit_test(values_write_what_reads_back),
        cmocka_unit_test(shown_texts_are_for_people),
        cmocka_unit_test(sliders_rest_where_they_are_put),
        cmocka_unit_test(small_values_have_room_on_their_sliders),
        cmocka_unit_test(arrow_keys_walk_the_whole_range_and_stop_at_its_ends),
        cmocka_unit_test(presets_load_and_unknown_ones_are_named),
        cmocka_unit_test(what_has_no_meaning_is_inactive),
        cmocka_unit_test(each_task_says_which_rows_it_listens_to),
        cmocka_unit_test(the_engine_is_told_what_was_set),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
