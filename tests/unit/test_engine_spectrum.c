/* Singular values by step, the factors of a step, and the recurrent blocks' spectra, each against a formula or a number
   that does not come from the same code. */
// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "base/arena.h"
#include "base/random.h"
#include "engine/analysis/analysis.h"
#include "engine/analysis/blocks.h"
#include "engine/analysis/singular.h"
#include "engine/analysis/spectrum.h"
#include "engine/net/weights.h"
#include "support/engine_case.h"
#include "support/fail_memory.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static int compare_descending(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x < y) - (x > y);
}

/* Squares of the singular values as eigenvalues of A'A, which another algorithm finds, to rounding of the largest. */
static void form_squared_values(double *squares, const double *A, int n) {
    double S[256], scratch[256], imaginary[16];
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            S[i * n + j] = 0;
            for (int k = 0; k < n; k++) S[i * n + j] += A[k * n + i] * A[k * n + j];
        }
    }
    assert_true(matrix_eigenvalues(squares, imaginary, scratch, S, n));
    qsort(squares, (size_t)n, sizeof *squares, compare_descending);
}

static void singular_values_agree_with_eigenvalues_of_the_square(void **state) {
    (void)state;
    double A[256], sigma[16], other[16], work[288];
    int exponent[16];
    for (int n = 1; n <= 16; n++) {
        Random random = random_from((uint64_t)n, 3);
        for (int i = 0; i < n * n; i++) A[i] = random_normal(&random);
        assert_true(singular_values(sigma, work, exponent, A, n, n));
        form_squared_values(other, A, n);
        for (int i = 0; i < n; i++) assert_near(sigma[i] * sigma[i], other[i], 1e-13, other[0], "singular value", i);
        double norm = 0, sum = 0; /* and their squares sum to the entries' squares */
        for (int i = 0; i < n * n; i++) norm += A[i] * A[i];
        for (int i = 0; i < n; i++) sum += sigma[i] * sigma[i];
        assert_near(sum, norm, 1e-14, 1e-3, "sum of squares", n);
    }
}

static void singular_values_of_rows_of_every_size_keep_their_digits(void **state) {
    (void)state;
    /* diag(s) [1 1; 1 -1] has orthogonal rows of length sqrt 2 s. */
    double work[8], sigma[2], A[4] = {1e150, 1e150, 1e-150, -1e-150};
    int exponent[2];
    assert_true(singular_values(sigma, work, exponent, A, 2, 2));
    assert_near(sigma[0], sqrt(2) * 1e150, 1e-15, 0, "larger", 0);
    assert_near(sigma[1], sqrt(2) * 1e-150, 1e-15, 0, "smaller", 0);
    double B[4] = {1, 2, 1e-200, 3e-200}; /* det = 1e-200, larger value sqrt 5 */
    assert_true(singular_values(sigma, work, exponent, B, 2, 2));
    assert_near(sigma[0], sqrt(5), 1e-15, 0, "larger", 1);
    assert_near(sigma[1], 1e-200 / sqrt(5), 1e-15, 0, "smaller", 1);
    double zero[4] = {0, 0, 0, 0}, nan[4] = {1, NAN, 0, 1}, inf[4] = {INFINITY, 0, 0, 1}, one[4] = {0, 3, 0, -4};
    assert_true(singular_values(sigma, work, exponent, zero, 2, 2) && sigma[0] == 0 && sigma[1] == 0);
    assert_true(singular_values(sigma, work, exponent, one, 2, 2) && sigma[0] == 5 && sigma[1] == 0);
    assert_false(singular_values(sigma, work, exponent, nan, 2, 2));
    assert_true(isnan(sigma[0]) && isnan(sigma[1]));
    assert_false(singular_values(sigma, work, exponent, inf, 2, 2));
}

/* P_t multiplied out, its values by squaring: good where nothing has vanished yet. */
static void check_lane(Spectrum *spectrum, const Jacobians *jacobians, const EngineCase *engine_case, int layer, int direction, int b) {
    const Trace *trace = &engine_case->trace;
    int n = spectrum->count, hidden = trace->net->spec.hidden, steps = trace->wiring.steps;
    double P[64] = {0}, J[64], next[64], other[8];
    spectrum_measure(spectrum, trace, engine_case->weight, layer, direction, b);
    assert_true(spectrum->left == 0 && n <= 8);
    for (int i = 0; i < n; i++) P[i * n + i] = 1;
    for (int order = steps - 1; order >= 0; order--) {
        int t = direction ? steps - 1 - order : order, at = t * trace->batch + b;
        const double *product = spectrum->product + t * n, *step = spectrum->step + t * n, *step_h = spectrum->step_h + t * hidden;
        form_squared_values(other, P, n);
        for (int i = 0; i < n; i++) assert_near(product[i] * product[i], other[i], 1e-13, other[0], "product", t);
        const double *norms = n == hidden ? jacobians->lane[layer][direction].product : jacobians->lane[layer][direction].product_full;
        assert_near(product[0], norms[at], 1e-12, 1e-12, "norm of the product", t);
        assert_near(step_h[0], jacobians->lane[layer][direction].step[at], 1e-12, 1e-12, "norm of the step", t);
        trace_form_jacobian(J, trace, engine_case->weight, layer, direction, t, b);
        form_squared_values(other, J, n);
        for (int i = 0; i < n; i++) assert_near(step[i] * step[i], other[i], 1e-13, other[0], "step", t);
        assert_true(step_h[0] <= spectrum->bound[t] * (1 + 1e-12));
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                next[i * n + j] = 0;
                for (int k = 0; k < n; k++) next[i * n + j] += P[i * n + k] * J[k * n + j];
            }
        }
        memcpy(P, next, sizeof P);
    }
}

static void spectra_agree_with_products_multiplied_out(void **state) {
    (void)state;
    for (int kind = 0; kind < CELL_COUNT * 2; kind++) {
        NetSpec spec = {.cell = (CellKind)(kind / 2), .hidden = 4, .layers = 2, .directions = kind % 2 + 1, .inputs = 2, .outputs = 1};
        Wiring wiring;
        EngineCase engine_case;
        Spectrum spectrum;
        Jacobians jacobians;
        wiring_init_many_to_many(&wiring, 6);
        engine_case_init(&engine_case, &spec, &wiring, 2, 8);
        engine_case_run(&engine_case);
        assert_true(jacobians_init(&jacobians, &engine_case.trace, NULL));
        jacobians_measure(&jacobians, &engine_case.trace, engine_case.weight);
        assert_true(spectrum_init(&spectrum, &engine_case.trace, NULL));
        for (int lane = 0; lane < 2 * spec.directions; lane++) {
            for (int b = 0; b < 2; b++) check_lane(&spectrum, &jacobians, &engine_case, lane / spec.directions, lane % spec.directions, b);
        }
        spectrum_deinit(&spectrum);
        jacobians_deinit(&jacobians);
        engine_case_deinit(&engine_case);
    }
}

static void a_spectrum_in_pieces_is_the_whole_one(void **state) {
    (void)state;
    NetSpec spec = engine_case_spec(CELL_GRU, 3, 2, 1);
    Wiring wiring;
    EngineCase engine_case;
    Spectrum whole, pieces;
    wiring_init_many_to_one(&wiring, 7);
    engine_case_init(&engine_case, &spec, &wiring, 1, 8);
    engine_case_run(&engine_case);
    assert_true(spectrum_init(&whole, &engine_case.trace, NULL) && spectrum_init(&pieces, &engine_case.trace, NULL));
    mem_fail_after(1);
    spectrum_measure(&whole, &engine_case.trace, engine_case.weight, 0, 0, 0);
    assert_null(mem_new(8)); /* the first allocation since: measuring made none */
    spectrum_start(&pieces, &engine_case.trace, engine_case.weight, 0, 0, 0);
    assert_true(isnan(pieces.product[0]) && isnan(pieces.step[6 * 3]));
    assert_true(spectrum_advance(&pieces, &engine_case.trace, engine_case.weight, 3));
    assert_true(pieces.left == 4 && isnan(pieces.product[3 * 3]) && !isnan(pieces.product[4 * 3]));
    assert_true(spectrum_advance(&pieces, &engine_case.trace, engine_case.weight, 3));
    assert_false(spectrum_advance(&pieces, &engine_case.trace, engine_case.weight, 3));
    size_t results = (size_t)(whole.work - whole.block) * sizeof(double);
    assert_memory_equal(whole.block, pieces.block, results);
    spectrum_deinit(&whole);
    spectrum_deinit(&pieces);
    engine_case_deinit(&engine_case);
}

/* out = R diag(d) R' for a rotation R of three dimensions that mixes everything. */
static void form_symmetric(double out[9], const double d[3]) {
    double R[9] = {2 / 3.0, -1 / 3.0, 2 / 3.0, 2 / 3.0, 2 / 3.0, -1 / 3.0, -1 / 3.0, 2 / 3.0, 2 / 3.0};
    for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
            out[i * 3 + j] = 0;
            for (int k = 0; k < 3; k++) out[i * 3 + j] += R[i * 3 + k] * d[k] * R[j * 3 + k];
        }
    }
}

static void spectrum_of_a_long_product_holds_over_hundreds_of_decades(void **state) {
    (void)state;
    /* Identity units: J = W at every step, symmetric with eigenvalues 1, 1/4, 1/64: values 1, 4^-k, 64^-k, k steps back. */
    NetSpec spec = engine_case_spec(CELL_RNN, 3, 1, 1);
    spec.activation = ACTIVATION_IDENTITY;
    Wiring wiring;
    EngineCase engine_case;
    Spectrum spectrum;
    wiring_init_many_to_one(&wiring, 150);
    engine_case_init(&engine_case, &spec, &wiring, 1, 8);
    double *W = engine_case.weight + net_get_param(&engine_case.net, PARAM_RECURRENT_WEIGHT, 0, 0)->offset, d[3] = {1, 0.25, 1.0 / 64};
    form_symmetric(W, d);
    engine_case_run(&engine_case);
    assert_true(spectrum_init(&spectrum, &engine_case.trace, NULL));
    spectrum_measure(&spectrum, &engine_case.trace, engine_case.weight, 0, 0, 0);
    for (int t = 0; t < 150; t++) {
        int back = 149 - t;
        for (int i = 0; i < 3; i++) assert_near(spectrum.product[t * 3 + i], pow(d[i], back), 1e-11, 0, "value", back);
        assert_near(spectrum.slope[t], 1, 1e-15, 0, "slope", t);
        assert_near(spectrum.bound[t], 1, 1e-13, 0, "bound", t);
    }
    assert_true(spectrum.product[2] < 1e-268);
    spectrum_deinit(&spectrum);
    engine_case_deinit(&engine_case);
}

/* log |det A| by elimination; A is overwritten. */
static double log_determinant(double *A, int n) {
    double sum = 0;
    for (int k = 0; k < n; k++) {
        int pivot = k;
        for (int i = k + 1; i < n; i++) pivot = fabs(A[i * n + k]) > fabs(A[pivot * n + k]) ? i : pivot;
        for (int j = 0; j < n; j++) {
            double keep = A[k * n + j];
            A[k * n + j] = A[pivot * n + j];
            A[pivot * n + j] = keep;
        }
        sum += log(fabs(A[k * n + k]));
        for (int i = k + 1; i < n; i++) {
            double by = A[i * n + k] / A[k * n + k];
            for (int j = k; j < n; j++) A[i * n + j] -= by * A[k * n + j];
        }
    }
    return sum;
}

static void values_of_the_product_multiply_to_the_steps_determinants(void **state) {
    (void)state;
    for (int cell = 0; cell < CELL_COUNT; cell++) {
        NetSpec spec = engine_case_spec((CellKind)cell, 6, 2, 1);
        Wiring wiring;
        EngineCase engine_case;
        Spectrum spectrum;
        double J[144], sum = 0;
        wiring_init_many_to_one(&wiring, 40);
        engine_case_init(&engine_case, &spec, &wiring, 1, 12);
        engine_case_run(&engine_case);
        assert_true(spectrum_init(&spectrum, &engine_case.trace, NULL));
        spectrum_measure(&spectrum, &engine_case.trace, engine_case.weight, 0, 0, 0);
        int n = spectrum.count;
        for (int t = 39; t > 0; t--) {
            double logs = 0, step = 0;
            trace_form_jacobian(J, &engine_case.trace, engine_case.weight, 0, 0, t, 0);
            double one = log_determinant(J, n);
            sum += one;
            for (int i = 0; i < n; i++) {
                logs += log(spectrum.product[(t - 1) * n + i]);
                step += log(spectrum.step[t * n + i]);
            }
            assert_near(step, one, 1e-10, 1, "step", t);
            assert_near(logs, sum, 1e-10, 1, "product", t);
        }
        assert_true(spectrum.product[n - 1] < 1e-18 * spectrum.product[0]); /* far below the rounding of a product multiplied out */
        spectrum_deinit(&spectrum);
        engine_case_deinit(&engine_case);
    }
}

static double largest_of(const double *a, int count) {
    double largest = 0;
    for (int i = 0; i < count; i++) largest = fmax(largest, fabs(a[i]));
    return largest;
}

static void slopes_are_the_activations_derivatives(void **state) {
    (void)state;
    for (int cell = 0; cell < CELL_COUNT; cell++) {
        NetSpec spec = engine_case_spec((CellKind)cell, 3, 2, 1);
        Wiring wiring;
        EngineCase engine_case;
        Spectrum spectrum;
        wiring_init_many_to_one(&wiring, 5);
        engine_case_init(&engine_case, &spec, &wiring, 1, 5);
        engine_case_run(&engine_case);
        assert_true(spectrum_init(&spectrum, &engine_case.trace, NULL));
        spectrum_measure(&spectrum, &engine_case.trace, engine_case.weight, 0, 0, 0);
        const TraceLane *lane = &engine_case.trace.lane[0][0];
        for (int t = 1; t < 5; t++) {
            const double *h = lane->h + t * 3, *pre = lane->pre + t * engine_case.net.gates * 3;
            double by[4][3], carry[3] = {0};
            for (int j = 0; j < 3; j++) {
                if (cell == CELL_RNN) by[0][j] = 1 / (cosh(pre[j]) * cosh(pre[j]));
                if (cell == CELL_GRU) {
                    double r = 1 / (1 + exp(-pre[j])), z = 1 / (1 + exp(-pre[3 + j])), n = tanh(pre[6 + j]), q = lane->q[t * 3 + j];
                    by[GRU_R][j] = (1 - z) * (1 - n * n) * q * r * (1 - r);
                    by[GRU_Z][j] = (lane->h[(t - 1) * 3 + j] - n) * z * (1 - z);
                    by[GRU_N][j] = (1 - z) * (1 - n * n) * r;
                    carry[j] = z;
                }
                if (cell == CELL_LSTM) {
                    double i = 1 / (1 + exp(-pre[j])), f = 1 / (1 + exp(-pre[3 + j])), g = tanh(pre[6 + j]), o = 1 / (1 + exp(-pre[9 + j]));
                    double to_h = o - h[j] * h[j] / o; /* o (1 - tanh(c)^2), h = o tanh(c) */
                    by[LSTM_I][j] = to_h * g * i * (1 - i);
                    by[LSTM_F][j] = to_h * lane->c[(t - 1) * 3 + j] * f * (1 - f);
                    by[LSTM_G][j] = to_h * i * (1 - g * g);
                    by[LSTM_O][j] = h[j] * (1 - o);
                    carry[j] = f;
                }
            }
            for (int q = 0; q < engine_case.net.gates; q++) {
                assert_near(spectrum.slope[t * engine_case.net.gates + q], largest_of(by[q], 3), 1e-12, 1e-12, "slope", q);
            }
            assert_near(spectrum.carry[t], largest_of(carry, 3), 1e-12, 1e-12, "carry", t);
        }
        spectrum_deinit(&spectrum);
        engine_case_deinit(&engine_case);
    }
}

static void blocks_have_their_known_spectra(void **state) {
    (void)state;
    NetSpec spec = {.cell = CELL_RNN, .hidden = 3, .layers = 1, .directions = 2, .inputs = 1, .outputs = 1};
    Net net;
    BlockSpectra spectra;
    assert_true(net_init(&net, &spec, NULL) && blocks_init(&spectra, &net, NULL));
    double weight[128] = {0}, d[3] = {0.5, -2, 1};
    assert_true(net.weight_count <= 128);
    form_symmetric(weight + net_get_param(&net, PARAM_RECURRENT_WEIGHT, 0, 0)->offset, d);
    /* Not normal: a turn by 90 degrees, stretched one way: eigenvalues +-2i and 0.25, singular values 4, 1 and 0.25. */
    double turned[9] = {0, -4, 0, 1, 0, 0, 0, 0, 0.25};
    memcpy(weight + net_get_param(&net, PARAM_RECURRENT_WEIGHT, 0, 1)->offset, turned, sizeof turned);
    blocks_measure(&spectra, weight);
    const RecurrentBlock *a = &spectra.of[0][0][0], *b = &spectra.of[0][1][0];
    double eigenvalue[3] = {-2, 1, 0.5}, value[3] = {4, 1, 0.25}, imaginary[3] = {2, -2, 0};
    for (int i = 0; i < 3; i++) {
        assert_near(a->real[i], eigenvalue[i], 1e-14, 1, "eigenvalue", i);
        assert_near(a->sigma[i], fabs(eigenvalue[i]), 1e-14, 1, "singular value", i);
        assert_near(b->real[i], i == 2 ? 0.25 : 0, 1e-14, 1, "real part", i);
        assert_near(b->imaginary[i], imaginary[i], 1e-14, 1, "imaginary part", i);
        assert_near(b->sigma[i], value[i], 1e-14, 1, "singular value of the turn", i);
    }
    assert_near(b->radius, 2, 1e-14, 1, "radius", 0);
    assert_near(b->norm, 4, 1e-14, 1, "norm", 0);
    assert_near(b->pascanu, 4, 1e-14, 1, "bound for tanh", 0);
    net.spec.activation = ACTIVATION_SIGMOID;
    blocks_measure(&spectra, weight);
    assert_near(b->pascanu, 1, 1e-14, 1, "bound for the sigmoid", 0);
    weight[net_get_param(&net, PARAM_RECURRENT_WEIGHT, 0, 1)->offset] = INFINITY;
    blocks_measure(&spectra, weight);
    assert_true(isnan(b->radius) && isnan(b->sigma[2]) && isnan(b->pascanu) && a->norm > 1.99);
    blocks_deinit(&spectra);
}

static void rows_that_repeat_have_no_value_of_their_own(void **state) {
    (void)state;
    double A[16] = {2, 1, 2, 1, 1, 3, 1, 3, 2, 1, 2, 1, 1, 3, 1, 3}, work[24], sigma[4]; /* twice [2 1; 1 3], side by side twice */
    int exponent[4];
    assert_true(singular_values(sigma, work, exponent, A, 4, 4));
    assert_near(sigma[0], 5 + sqrt(5), 1e-14, 0, "value", 0);
    assert_near(sigma[1], 5 - sqrt(5), 1e-14, 0, "value", 1);
    assert_true(sigma[2] < 1e-14 && sigma[3] < 1e-14);
}

static void every_gate_has_its_block(void **state) {
    (void)state;
    NetSpec spec = {.cell = CELL_LSTM, .hidden = 6, .layers = 2, .directions = 2, .inputs = 2, .outputs = 1};
    Wiring wiring;
    EngineCase engine_case;
    BlockSpectra spectra;
    double scratch[48];
    wiring_init_many_to_one(&wiring, 2);
    engine_case_init(&engine_case, &spec, &wiring, 1, 8);
    assert_true(blocks_init(&spectra, &engine_case.net, NULL));
    blocks_measure(&spectra, engine_case.weight);
    for (int lane = 0; lane < 4; lane++) {
        const double *W = engine_case.weight + net_get_param(&engine_case.net, PARAM_RECURRENT_WEIGHT, lane / 2, lane % 2)->offset;
        for (int q = 0; q < 4; q++) {
            const RecurrentBlock *block = &spectra.of[lane / 2][lane % 2][q];
            double trace = 0, sum = 0;
            assert_near(block->radius, matrix_spectral_radius(W + q * 36, 6, scratch), 1e-13, 1e-3, "radius", q);
            assert_near(block->norm, matrix_spectral_norm(W + q * 36, 6, 6, scratch), 1e-13, 1e-3, "norm", q);
            assert_true(isnan(block->pascanu));
            for (int i = 0; i < 6; i++) {
                trace += W[q * 36 + i * 7];
                sum += block->real[i];
                if (i > 0) assert_true(hypot(block->real[i], block->imaginary[i]) <= hypot(block->real[i - 1], block->imaginary[i - 1]));
            }
            assert_near(sum, trace, 1e-12, 1e-1, "sum of eigenvalues", q);
        }
    }
    blocks_deinit(&spectra);
    engine_case_deinit(&engine_case);
}

static void what_is_too_large_or_out_of_memory_is_refused(void **state) {
    (void)state;
    NetSpec spec = engine_case_spec(CELL_RNN, SPECTRUM_HIDDEN_MAX + 1, 1, 1);
    Wiring wiring;
    EngineCase engine_case;
    Spectrum spectrum;
    BlockSpectra spectra;
    Diag diag = {0};
    wiring_init_many_to_one(&wiring, 2);
    engine_case_init(&engine_case, &spec, &wiring, 1, 8);
    assert_false(spectrum_init(&spectrum, &engine_case.trace, &diag));
    assert_non_null(strstr(diag.text, "129 hidden units, at most 128"));
    engine_case_deinit(&engine_case);
    spec.hidden = 4;
    engine_case_init(&engine_case, &spec, &wiring, 1, 8);
    mem_fail_after(1);
    assert_false(spectrum_init(&spectrum, &engine_case.trace, &diag));
    assert_non_null(strstr(diag.text, "Out of memory"));
    mem_fail_after(1);
    assert_false(blocks_init(&spectra, &engine_case.net, &diag));
    spectrum_deinit(&spectrum);
    blocks_deinit(&spectra);
    engine_case_deinit(&engine_case);
}

static void a_product_turned_at_some_steps_has_the_same_values_there(void **state) {
    (void)state;
    for (int cell = 0; cell < 3; cell++) {
        for (int every = 1; every < 6; every += 2) {
            NetSpec spec = engine_case_spec((CellKind)cell, 4, 2, 1);
            Wiring wiring;
            EngineCase given;
            Spectrum whole, part;
            wiring_init_many_to_one(&wiring, 12);
            engine_case_init(&given, &spec, &wiring, 1, 5);
            engine_case_run(&given);
            assert_true(spectrum_init(&whole, &given.trace, NULL) && spectrum_init(&part, &given.trace, NULL));
            part.every = every;
            spectrum_measure(&whole, &given.trace, given.weight, 0, 0, 0);
            spectrum_measure(&part, &given.trace, given.weight, 0, 0, 0);
            int n = whole.count, found = 0;
            for (int t = 0; t < 12; t++) {
                bool is_turned = (11 - t) % every == 0 || t == 0;
                for (int i = 0; i < n; i++) {
                    assert_true((isnan(part.product[t * n + i]) != 0) == !is_turned);
                    if (is_turned) assert_near(part.product[t * n + i], whole.product[t * n + i], 1e-7, 1e-13, "value", t * n + i);
                }
                found += is_turned;
            }
            assert_true(found >= 3);
            spectrum_deinit(&whole);
            spectrum_deinit(&part);
            engine_case_deinit(&given);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_product_turned_at_some_steps_has_the_same_values_there),
        cmocka_unit_test(singular_values_agree_with_eigenvalues_of_the_square),
        cmocka_unit_test(singular_values_of_rows_of_every_size_keep_their_digits),
        cmocka_unit_test(rows_that_repeat_have_no_value_of_their_own),
        cmocka_unit_test(spectra_agree_with_products_multiplied_out),
        cmocka_unit_test(a_spectrum_in_pieces_is_the_whole_one),
        cmocka_unit_test(spectrum_of_a_long_product_holds_over_hundreds_of_decades),
        cmocka_unit_test(values_of_the_product_multiply_to_the_steps_determinants),
        cmocka_unit_test(slopes_are_the_activations_derivatives),
        cmocka_unit_test(blocks_have_their_known_spectra),
        cmocka_unit_test(every_gate_has_its_block),
        cmocka_unit_test(what_is_too_large_or_out_of_memory_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
