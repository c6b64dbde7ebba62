/* Every equation that a picture shows is what the engine computes: its right side, worked out from the formula, against the trace. */
// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "engine/analysis/equations.h"
#include "support/engine_case.h"
#include <string.h>

enum { KINDS = EQUATION_HEAD + 1 };

static void check_everywhere(EngineCase *engine_case, const Equation *equation, bool *seen) {
    const Net *net = &engine_case->net;
    EquationPlace place = {.trace = &engine_case->trace, .weight = engine_case->weight};
    bool head = equation->kind == EQUATION_HEAD;
    int layers = head ? 1 : net->spec.layers, directions = head ? 1 : net->spec.directions;
    int steps = head ? place.trace->wiring.loss_count : place.trace->wiring.steps, units = head ? net->spec.outputs : net->spec.hidden;
    for (place.layer = 0; place.layer < layers; place.layer++) {
        for (place.direction = 0; place.direction < directions; place.direction++) {
            for (place.step = 0; place.step < steps; place.step++) {
                for (place.unit = 0; place.unit < units; place.unit++) {
                    for (int part = 0; part < equation->parts; part++)
                        assert_near(equation->right(&place, part), equation->left(&place, part), 1e-12, 1e-3, equation->tex, place.step);
                }
            }
        }
    }
    for (int i = 0; i < equation_count(); i++) seen[i] = seen[i] || equation_at(i) == equation;
}

static void every_equation_is_what_the_engine_computes(void **state) {
    (void)state;
    static void (*const wire[])(Wiring *, int) = {wiring_init_many_to_one, wiring_init_many_to_many, wiring_init_one_to_many,
                                                  wiring_init_encoder_decoder};
    bool seen[64] = {false};
    assert_in_range(equation_count(), 1, 64);
    for (int kind = 0; kind < CELL_COUNT * 4 * 2 * 2 * ACTIVATION_COUNT; kind++) {
        int rest = kind / ACTIVATION_COUNT, directions = rest % 2 + 1, layers = rest / 2 % 2 + 1;
        NetSpec spec = engine_case_deep_spec((CellKind)(rest / 16), layers, directions);
        Wiring wiring;
        EngineCase engine_case;
        spec.activation = (Activation)(kind % ACTIVATION_COUNT);
        spec.dropout = kind % 3 == 1 ? 0.3 : 0;
        wire[rest / 4 % 4](&wiring, 4);
        engine_case_init(&engine_case, &spec, &wiring, 1, (uint64_t)kind + 7);
        engine_case_run(&engine_case);
        for (int k = 0; k < KINDS; k++) {
            const Equation *equation = equation_find((EquationKind)k, &engine_case.net, &wiring);
            if (k == EQUATION_HEAD || k == EQUATION_STATE) assert_non_null(equation); /* every network has these */
            if (equation) check_everywhere(&engine_case, equation, seen);
        }
        engine_case_deinit(&engine_case);
    }
    for (int i = 0; i < equation_count(); i++) {
        if (!seen[i]) fail_msg("never found: %s", equation_at(i)->tex);
    }
}

static void formulas_name_the_chain_and_the_step_before(void **state) {
    (void)state;
    char forward[160], reverse[160];
    for (int i = 0; i < equation_count(); i++) {
        const Equation *equation = equation_at(i);
        int length = equation_format(forward, sizeof forward, equation, 0);
        assert_int_equal(length, strlen(forward));
        equation_format(reverse, sizeof reverse, equation, 1);
        assert_null(strpbrk(forward, "@~"));
        assert_null(strpbrk(reverse, "@~"));
        assert_null(strstr(reverse, "t-1"));
        assert_null(strstr(forward, "t+1"));
        if (equation->kind == EQUATION_HEAD) assert_string_equal(forward, reverse);
    }
    equation_format(reverse, sizeof reverse, equation_at(4), 1);
    assert_string_equal(reverse, "a'_t = \\U{U'} x_t + \\W{W'} h'_{t+1} + b'");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_equation_is_what_the_engine_computes),
        cmocka_unit_test(formulas_name_the_chain_and_the_step_before),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
