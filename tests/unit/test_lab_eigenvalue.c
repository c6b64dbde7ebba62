/* Moving an eigenvalue: it is where it was put, the others are where they were, undo gives the bits back, and what was done joins the
   run's list, from which the same bits are made again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/analysis/blocks.h"
#include "lab/lab_play.h"
#include "lab/setup_file.h"
#include "support/lab_case.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST = 16 };
typedef struct Values {
    int count;
    double re[MOST], im[MOST];
} Values;

static Values measure(const Lab *lab, int layer, int direction, int gate) {
    BlockSpectra spectra;
    Values values = {.count = lab->run.net.spec.hidden};
    assert_true(blocks_init(&spectra, &lab->run.net, NULL));
    blocks_measure(&spectra, lab->run.weight);
    const RecurrentBlock *block = &spectra.of[layer][direction][gate];
    memcpy(values.re, block->real, (size_t)values.count * sizeof(double));
    memcpy(values.im, block->imaginary, (size_t)values.count * sizeof(double));
    blocks_deinit(&spectra);
    return values;
}

static bool has(const Values *values, double re, double im) {
    for (int i = 0; i < values->count; i++)
        if (hypot(values->re[i] - re, values->im[i] - im) < 1e-7) return true;
    return false;
}

/* The first real one, or the first of a pair. */
static int find(const Values *values, bool is_real) {
    for (int i = 0; i < values->count; i++)
        if ((values->im[i] == 0) == is_real) return i;
    fail_msg("there is none");
    return -1;
}

static void it_moves_and_the_others_stay(void **state) {
    (void)state;
    static const struct {
        const char *lines, *of;
        int layer, direction, gate;
    } given[] = {{"set hidden 6", "", 0, 0, 0},
                 {"set cell lstm; set hidden 5", " of f", 0, 0, LSTM_F},
                 {"set cell lstm; set hidden 5", "", 0, 0, LSTM_G},
                 {"set cell gru; set layers 2; set direction both; set hidden 5", " of z 1 reverse", 0, 1, GRU_Z},
                 {"train 3; set hidden 16", "", 0, 0, 0}};
    for (size_t g = 0; g < sizeof given / sizeof *given; g++) {
        Lab lab;
        lab_case_open(&lab);
        lab_case_apply_all(&lab, given[g].lines);
        for (int real = 0; real < 2; real++) {
            Values before = measure(&lab, given[g].layer, given[g].direction, given[g].gate);
            LabDigest was = lab_case_digest(&lab);
            int k = find(&before, real);
            double re = 0.731, im = real ? 0 : 0.25;
            if (real)
                lab_case_apply(&lab, "eigenvalue %d 0.731%s", k + 1, given[g].of);
            else
                lab_case_apply(&lab, "eigenvalue %d 0.731 0.25%s", k + 1, given[g].of);
            Values after = measure(&lab, given[g].layer, given[g].direction, given[g].gate);
            assert_true(has(&after, re, im) && has(&after, re, -im));
            for (int i = 0; i < before.count; i++) {
                bool moved = i == k || (!real && before.re[i] == before.re[k] && before.im[i] == -before.im[k]);
                if (!moved) assert_true(has(&after, before.re[i], before.im[i]));
            }
            LabDigest is = lab_case_digest(&lab);
            assert_non_null(lab_case_compare(&was, &is));
            lab_case_apply(&lab, "undo");
            LabDigest again = lab_case_digest(&lab);
            lab_case_assert_same(&was, &again, "undone");
            lab_case_apply(&lab, "redo");
            again = lab_case_digest(&lab);
            lab_case_assert_same(&is, &again, "done again");
            lab_case_apply(&lab, "undo");
        }
        lab_deinit(&lab);
    }
}

static void a_drag_counts_its_last_place_alone(void **state) {
    (void)state;
    Lab once, dragged;
    lab_case_open(&once);
    lab_case_open(&dragged);
    Values before = measure(&once, 0, 0, 0);
    int k = find(&before, false) + 1;
    lab_case_apply(&once, "eigenvalue %d 0.3 0.6", k);
    LabDigest start = lab_case_digest(&dragged);
    lab_begin_drag(&dragged);
    lab_case_apply(&dragged, "eigenvalue %d 1.2 0.01", k);
    lab_case_apply(&dragged, "eigenvalue %d 0.01 0.01", k); /* it is the smallest meanwhile, and still the one that was taken */
    lab_case_apply(&dragged, "eigenvalue %d 0.3 0.6", k);
    lab_end_drag(&dragged);
    lab_case_assert_same_labs(&once, &dragged, "dragged there");
    lab_case_apply(&dragged, "undo");
    LabDigest undone = lab_case_digest(&dragged);
    lab_case_assert_same(&start, &undone, "one entry");
    lab_deinit(&once);
    lab_deinit(&dragged);
}

static void it_joins_the_list_and_is_made_again_from_it(void **state) {
    (void)state;
    Lab lab, other;
    SetupFile file;
    Diag diag = {0};
    char line[96];
    lab_case_open(&lab);
    lab_case_open(&other);
    lab_case_apply_all(&lab, "set cell gru; set hidden 5; train 4");
    Values before = measure(&lab, 0, 0, GRU_R);
    lab_case_apply(&lab, "eigenvalue %d 0.8 of r 1 forward", find(&before, true) + 1);
    lab_case_apply_all(&lab, "train 3; set radius 0.7; eigenvalue 1 0.9; train 2");
    assert_true(setup_file_take(&file, &lab, &diag));
    int moves = 0;
    for (int i = 0; i < file.step_count; i++) moves += file.step[i].kind == SINCE_EIGENVALUE;
    assert_int_equal(moves, 2);
    assert_true(lab_play_all(&other, &file, &diag));
    lab_case_assert_same_labs(&lab, &other, "played again");
    setup_file_format_step(line, sizeof line, &file, &file.step[0]);
    assert_true(strncmp(line, "eigenvalue ", 11) == 0 && strstr(line, " 0.8 0 of r 1 forward"));
    setup_file_deinit(&file);
    lab_deinit(&lab);
    lab_deinit(&other);
}

static void what_is_not_possible_is_said(void **state) {
    (void)state;
    static const struct {
        const char *line, *says;
    } given[] = {{"eigenvalue 7 0.5", "there is no eigenvalue 7; W has 6"},
                 {"eigenvalue 999 0.5", "W has 6"},
                 {"eigenvalue 1 half", "\"half\" is not a number"},
                 {"eigenvalue 1 0.5 x", "\"x\" is not a number"},
                 {"eigenvalue 1 nan", "is out of range"},
                 {"eigenvalue 1 5000", "is out of range"},
                 {"eigenvalue 1 0.5 of f", "has no gate f; expected h"},
                 {"eigenvalue 1 0.5 of forget", "expected the letter of a gate"},
                 {"eigenvalue 1 0.5 of h 2", "there is no layer 2"},
                 {"eigenvalue 1 0.5 of h 1 reverse", "reads forward only"},
                 {"eigenvalue 1 0.5 of h 1 up", "expected forward or reverse"},
                 {"eigenvalue 1 0.5 of h x", "expected a layer"},
                 {"eigenvalue 1 0.5 of h 1 forward now", "too much"}};
    Lab lab;
    lab_case_open(&lab);
    LabDigest before = lab_case_digest(&lab);
    for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
        Diag diag = lab_case_refuse(&lab, given[i].line);
        lab_case_assert_says(&diag, given[i].says);
    }
    Values values = measure(&lab, 0, 0, 0);
    char line[64];
    snprintf(line, sizeof line, "eigenvalue %d 0.5 0.2", find(&values, true) + 1);
    Diag diag = lab_case_refuse(&lab, line);
    lab_case_assert_says(&diag, "stays on the real axis");
    LabDigest after = lab_case_digest(&lab);
    lab_case_assert_same(&before, &after, "refused");
    /* A Jordan block has no full set of eigenvectors. */
    size_t at = net_get_param(&lab.run.net, PARAM_RECURRENT_WEIGHT, 0, 0)->offset;
    memset(lab.run.weight + at, 0, 36 * sizeof(double));
    for (int i = 0; i < 6; i++) lab.run.weight[at + (size_t)i * 7] = 0.5;
    for (int i = 0; i < 5; i++) lab.run.weight[at + (size_t)i * 7 + 1] = 1;
    diag = lab_case_refuse(&lab, "eigenvalue 1 0.9");
    lab_case_assert_says(&diag, "too close to defective");
    lab_deinit(&lab);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_moves_and_the_others_stay),
        cmocka_unit_test(a_drag_counts_its_last_place_alone),
        cmocka_unit_test(it_joins_the_list_and_is_made_again_from_it),
        cmocka_unit_test(what_is_not_possible_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
