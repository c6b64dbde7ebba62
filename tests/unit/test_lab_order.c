/* A setup determines its run: the same settings give the same bits in whatever order they are made, at the start and later. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "lab/lab.h"
#include "lab/since.h"
#include "support/lab_case.h"
#include <math.h>
#include <string.h>

enum { VALUE_MAX = 6 };

/* Values that make a difference, small enough to be quick. */
static const char *const values[KEY_COUNT][VALUE_MAX] = {
    [KEY_CELL] = {"lstm", "gru"},
    [KEY_HIDDEN] = {"3"},
    [KEY_LAYERS] = {"2"},
    [KEY_DIRECTION] = {"both"},
    [KEY_ACTIVATION] = {"relu"},
    [KEY_TASK] = {"adding", "copy", "reber"},
    [KEY_VARIANT] = {"other"},
    [KEY_STEPS] = {"10"},
    [KEY_TARGETS] = {"every"},
    [KEY_SYMBOLS] = {"3"},
    [KEY_ITEMS] = {"2"},
    [KEY_TEXT] = {"rhymes"},
    [KEY_TEXT_HASH] = {"7"},
    [KEY_CARRY] = {"on"},
    [KEY_SERIES] = {"walk"},
    [KEY_COLUMN] = {"2"},
    [KEY_SEASON] = {"4"},
    [KEY_SENTENCES] = {"templates"},
    [KEY_LAG] = {"1"},
    [KEY_NOISE] = {"0.1"},
    [KEY_INPUT_SCALE] = {"2"},
    [KEY_INIT] = {"pytorch", "xavier", "normal", "orthogonal", "identity"},
    [KEY_RADIUS] = {"0.9", "0", "drawn"},
    [KEY_FORGET_BIAS] = {"1", "drawn"},
    [KEY_WEIGHT_SCALE] = {"0.5", "drawn"},
    [KEY_SEED] = {"5"},
    [KEY_LEARNING_RATE] = {"0.01"},
    [KEY_OPTIMIZER] = {"adam"},
    [KEY_MOMENTUM] = {"0.5"},
    [KEY_BATCH] = {"2"},
    [KEY_EXAMPLES] = {"4"},
    [KEY_CLIP_NORM] = {"1"},
    [KEY_CLIP_VALUE] = {"0.1"},
    [KEY_STOP_NORM] = {"100"},
    [KEY_TRUNCATE] = {"3"},
    [KEY_L2] = {"0.001"},
    [KEY_DROPOUT] = {"0.25"},
    [KEY_HALVING] = {"100"},
};

static const char *name_of(char out[64], int key, int value) {
    text_format(out, 64, "set %s %s", setup_table[key].key, values[key][value]);
    return out;
}

static void try_pair(const char *before, int a, int i, int b, int j) {
    Lab lab[2];
    char first[64], second[64], what[160];
    bool done[2];
    name_of(first, a, i);
    name_of(second, b, j);
    for (int way = 0; way < 2; way++) {
        lab_case_open(&lab[way]);
        lab_case_apply_all(&lab[way], before);
        done[way] = lab_case_try(&lab[way], way ? second : first) && lab_case_try(&lab[way], way ? first : second);
        if (done[way]) lab_case_apply(&lab[way], "train 2");
    }
    text_format(what, sizeof what, "%s; then %s and %s in both orders", before, first, second);
    if (done[0] && done[1]) lab_case_assert_same_labs(&lab[0], &lab[1], what);
    lab_deinit(&lab[0]);
    lab_deinit(&lab[1]);
}

static void try_all_pairs(const char *before) {
    for (int a = 0; a < KEY_COUNT; a++) {
        assert_non_null(values[a][0]); /* a new row has its values here */
        for (int b = a + 1; b < KEY_COUNT; b++) {
            for (int i = 0; values[a][i]; i++) {
                for (int j = 0; values[b][j]; j++) try_pair(before, a, i, b, j);
            }
        }
    }
}

static void two_settings_of_a_fresh_setup_may_come_in_any_order(void **state) {
    (void)state;
    try_all_pairs("set hidden 2; set steps 8");
}

static void two_settings_of_a_trained_run_may_come_in_any_order(void **state) {
    (void)state;
    try_all_pairs("set hidden 2; set steps 8; set cell lstm; set radius 0.8; train 2");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_settings_of_a_fresh_setup_may_come_in_any_order),
        cmocka_unit_test(two_settings_of_a_trained_run_may_come_in_any_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
