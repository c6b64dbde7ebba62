/* The words for a number of a trace are read back as they are written, for every number there is; what is not there is said with what is. */
// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "engine/cell/facts.h"
#include "lab/terms_words.h"
#include "support/engine_case.h"
#include <string.h>

enum { STEPS = 4 };

static void open_case(EngineCase *out, CellKind cell, int layers, int directions, bool every, LossKind loss) {
    Wiring wiring;
    if (every)
        wiring_init_many_to_many(&wiring, STEPS);
    else
        wiring_init_many_to_one(&wiring, STEPS);
    NetSpec spec = engine_case_deep_spec(cell, layers, directions);
    spec.loss = loss;
    engine_case_init(out, &spec, &wiring, 1, 3);
    for (int k = 0; loss == LOSS_CROSS_ENTROPY && k < wiring.loss_count; k++) out->trace.target[k] = 0;
    engine_case_run(out);
}

static bool is_same(const TermsPlace *a, const TermsPlace *b) {
    return a->kind == b->kind && a->param == b->param && a->layer == b->layer && a->direction == b->direction && a->step == b->step &&
           a->gate == b->gate && a->row == b->row && a->col == b->col;
}

/* The factors of all numbers that a walk of the whole trace meets, so that every one that can be clicked is among them. */
static int check_from(const EngineCase *c, const TermsPlace *at, int depth) {
    char text[80], words[160];
    TermsPlace again;
    Diag diag = {0};
    Terms terms = {0};
    int count = 1;
    terms_words_format(text, (int)sizeof text, at, &c->trace);
    if (!terms_words_parse(&again, str_from(text), &c->trace, &diag)) fail_msg("%s: %s", text, diag.text);
    if (!is_same(at, &again))
        fail_msg("%s is read as something else: kind %d layer %d direction %d step %d gate %d row %d col %d loss %d", text, at->kind,
                 at->layer, at->direction, at->step, at->gate, at->row, at->col, at->loss);
    assert_true(terms_words_describe(words, (int)sizeof words, at, &c->trace) > 3);
    if (depth == 0) return count;
    TermsSource source = {.trace = &c->trace, .weight = c->weight, .gradient = c->gradient};
    assert_true(terms_form(&terms, &source, at));
    for (int i = 0; i < terms.count; i++)
        for (int k = 0; k < terms.term[i].count; k++) {
            const TermsPlace *place = &terms.term[i].factor[k].place;
            bool is_start = (place->kind == TERMS_H || place->kind == TERMS_C) && place->step < 0;
            if (place->kind != TERMS_CONSTANT && !is_start) count += check_from(c, place, depth - 1);
        }
    terms_deinit(&terms);
    return count;
}

static void every_number_is_read_back_from_its_words(void **state) {
    (void)state;
    for (int cell = 0; cell < CELL_COUNT; cell++)
        for (int every = 0; every < 2; every++) {
            EngineCase c;
            open_case(&c, (CellKind)cell, 2, 2, every == 1, every ? LOSS_CROSS_ENTROPY : LOSS_MSE);
            const TermsPlace start[] = {{.kind = TERMS_TOTAL},
                                        {.kind = TERMS_DWEIGHT, .param = PARAM_RECURRENT_WEIGHT, .layer = 1, .direction = 1, .col = 2},
                                        {.kind = TERMS_DWEIGHT, .param = PARAM_INPUT_WEIGHT, .layer = 1, .row = 1, .col = 5},
                                        {.kind = TERMS_DWEIGHT, .param = PARAM_HEAD_BIAS, .col = 1},
                                        {.kind = TERMS_DX, .step = 2, .row = 1}};
            for (size_t i = 0; i < sizeof start / sizeof *start; i++) assert_true(check_from(&c, &start[i], 3) > 3);
            engine_case_deinit(&c);
        }
}

/* Every kind that a lane and a loss can have, also of one loss. */
static void every_kind_is_read_back(void **state) {
    (void)state;
    bool seen[TERMS_KIND_COUNT] = {false};
    for (int cell = 0; cell < CELL_COUNT; cell++)
        for (int every = 0; every < 2; every++) {
            EngineCase c;
            open_case(&c, (CellKind)cell, 2, 2, every == 1, LOSS_MSE);
            for (int kind = 1; kind < TERMS_KIND_COUNT; kind++)
                for (int of = 0; of < (kind == TERMS_NORM ? TERMS_KIND_COUNT : 1); of++)
                    for (int i = 0; i < 16; i++) {
                        TermsPlace at = {.kind = (TermsKind)kind, .of = (TermsKind)of, .step = 1 - every / 2, .row = 1};
                        if (kind == TERMS_NORM) at.row = 0;
                        if (terms_is_of_weight((TermsKind)kind)) at.param = PARAM_RECURRENT_WEIGHT;
                        if (of == TERMS_DWEIGHT || of == TERMS_WEIGHT) at.param = PARAM_INPUT_WEIGHT;
                        bool is_flat_gate = kind == TERMS_FLAT || kind == TERMS_FLAT_UNIT || kind == TERMS_FLAT_SHARE;
                        if (kind >= TERMS_FLAT_UNIT && kind <= TERMS_FLAT_SHARE_C) at.step = 0;
                        if (kind == TERMS_FLAT_SHARE || kind == TERMS_FLAT_SHARE_C) at.row = 0;
                        at.layer = i & 1;
                        at.direction = i >> 1 & 1;
                        at.loss = i >> 2 & 1 ? 2 : 0;
                        at.gate =
                            i >> 3 && (of == TERMS_DPRE || of == TERMS_WEIGHT || kind == TERMS_PRE || is_flat_gate) ? c.net.gates - 1 : 0;
                        if (kind == TERMS_NORM && of == TERMS_SENT) at.step = at.layer = at.direction = 0;
                        if (of == TERMS_DWEIGHT || of == TERMS_WEIGHT || terms_is_of_weight((TermsKind)kind)) at.step = 0;
                        if (kind == TERMS_BIAS) at.step = 0;
                        bool is_eigen = kind >= TERMS_MODULUS && kind <= TERMS_EIGEN_IM;
                        if (is_eigen) at.step = 0;
                        if (is_eigen && i >> 3) at.gate = c.net.gates - 1;
                        if (kind >= TERMS_LENGTH) at = (TermsPlace){.kind = (TermsKind)kind, .of = kind == TERMS_LENGTH ? TERMS_CUT : 0};
                        if (kind == TERMS_SENT) at.step = at.layer = 0;
                        if ((kind == TERMS_GATE || kind == TERMS_DGATE) && c.net.facts->is_plain) continue; /* it is h, and has its name */
                        if (!terms_has(&c.trace, &at)) continue;
                        bool is_lane = kind != TERMS_X && kind != TERMS_DX && kind != TERMS_TARGET && kind != TERMS_Y && kind != TERMS_DY &&
                                       kind != TERMS_P && kind != TERMS_LSE && kind != TERMS_ERROR && kind != TERMS_LOSS &&
                                       kind != TERMS_RAW;
                        if (!is_lane) at.layer = at.direction = 0;
                        if (kind == TERMS_LOSS || kind == TERMS_RAW || kind == TERMS_LSE) at.row = 0;
                        if (kind == TERMS_TOTAL || kind == TERMS_FACTOR || kind == TERMS_RELATIVE || kind == TERMS_RELATIVE_C ||
                            kind == TERMS_SLOPES || kind == TERMS_TURN || kind == TERMS_PULL || kind == TERMS_STRANDS ||
                            kind == TERMS_SHARE || kind == TERMS_SHARE_THROUGH || kind == TERMS_INTO_C || kind == TERMS_KEPT ||
                            kind == TERMS_ARRIVALS || kind == TERMS_SHARE_ABOVE)
                            at.row = 0;
                        if (kind == TERMS_TOTAL) at = (TermsPlace){.kind = TERMS_TOTAL};
                        seen[kind] = true;
                        check_from(&c, &at, 0);
                    }
            engine_case_deinit(&c);
        }
    for (int kind = TERMS_CUT; kind < TERMS_KIND_COUNT; kind++)
        if (!seen[kind]) fail_msg("no number of kind %d was tried", kind);
    for (int kind = TERMS_FLAT; kind <= TERMS_FLAT_SHARE_C; kind++)
        if (!seen[kind]) fail_msg("no number of kind %d was tried", kind);
    for (int kind = TERMS_JACOBIAN; kind <= TERMS_PULL; kind++)
        if (!seen[kind]) fail_msg("no number of kind %d was tried", kind);
}

static void refuse(const EngineCase *c, const char *text, const char *part) {
    TermsPlace place = {.kind = TERMS_X, .step = 7};
    Diag diag = {0};
    if (terms_words_parse(&place, str_from(text), &c->trace, &diag)) fail_msg("\"%s\" was read", text);
    if (!strstr(diag.text, part)) fail_msg("\"%s\": %s", text, diag.text);
    assert_int_equal(place.step, 7); /* untouched */
}

static void what_is_wrong_is_said(void **state) {
    (void)state;
    EngineCase c;
    open_case(&c, CELL_LSTM, 1, 1, false, LOSS_CROSS_ENTROPY);
    refuse(&c, "", "here is no number that is known");
    refuse(&c, "k 1 1", "\"k\" is no number that is known; expected x, a, a gate's letter");
    refuse(&c, "h", "the time step is missing; expected 1 to 4");
    refuse(&c, "h 5 1", "\"5\" is no time step; expected 1 to 4");
    refuse(&c, "h 1 4", "\"4\" is no unit; expected 1 to 3");
    refuse(&c, "h 1 1 2", "\"2\" is no layer; expected 1 to 1");
    refuse(&c, "h 1 1 1 reverse", "reads forward only");
    refuse(&c, "h 1 1 1 back", "\"back\" is no direction; expected reverse");
    refuse(&c, "a r 1 1", "\"r\" is not a gate of an LSTM; expected i, f, g, o");
    refuse(&c, "q 1 1", "there is no q here");
    refuse(&c, "y 2 1", "step 2 has no loss; the last one is at step 4");
    refuse(&c, "W 13 1", "\"13\" is no row; expected 1 to 12");
    refuse(&c, "W 1 4", "\"4\" is no column; expected 1 to 3");
    refuse(&c, "x 1 3", "\"3\" is no input; expected 1 to 2");
    refuse(&c, "y T 1 1", "it is too much");
    refuse(&c, "dp 4 1", "is no number that is known");
    refuse(&c, "error 4 1", "there is no error here");
    refuse(&c, "h 1 1 of 4", "only what leads back from a loss is of one");
    refuse(&c, "dh 1 1 of 3", "step 3 has no loss");
    refuse(&c, "norm", "here is no number that has a length; expected h");
    refuse(&c, "change X 1 2", "\"X\" is no weight; expected U, W, V, b_ih, b_hh or b_y");
    refuse(&c, "change W 1 4", "\"4\" is no column; expected 1 to 3");
    refuse(&c, "norm y 1", "\"y\" is no number that has a length; expected h");
    refuse(&c, "stretch 1 7", "\"7\" is no rank of a singular value; expected 1 to 6");
    refuse(&c, "jacobian 1 7 1", "\"7\" is no row of the state; expected 1 to 6");
    refuse(&c, "factor 1", "there is no factor here");
    refuse(&c, "pull 1", "there is no pull here");
    TermsPlace place;
    assert_true(terms_words_parse(&place, str_from("dh 1 1 of T"), &c.trace, NULL) && place.loss == 0); /* the only loss */
    assert_true(terms_words_parse(&place, str_from("y T 2"), &c.trace, NULL));
    assert_true(place.kind == TERMS_Y && place.step == 0 && place.row == 1);
    engine_case_deinit(&c);
}

static void a_number_and_its_gradient_lead_to_each_other(void **state) {
    (void)state;
    EngineCase c;
    TermsPlace place;
    open_case(&c, CELL_GRU, 1, 1, false, LOSS_MSE);
    assert_true(terms_words_parse(&place, str_from("a z 2 3"), &c.trace, NULL));
    TermsTurn turned = terms_words_turn(&place, &c.trace);
    assert_true(turned.is_there);
    assert_int_equal(turned.place.kind, TERMS_DPRE);
    TermsTurn again = terms_words_turn(&turned.place, &c.trace);
    assert_true(again.is_there && is_same(&place, &again.place));
    assert_true(terms_words_parse(&place, str_from("L"), &c.trace, NULL));
    assert_false(terms_words_turn(&place, &c.trace).is_there);
    engine_case_deinit(&c);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_number_is_read_back_from_its_words),
        cmocka_unit_test(every_kind_is_read_back),
        cmocka_unit_test(what_is_wrong_is_said),
        cmocka_unit_test(a_number_and_its_gradient_lead_to_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
