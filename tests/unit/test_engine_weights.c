/* Where weights come from: exact radius and scale, the same bits from the same seed, and the eigenvalues and singular values
   behind them, against matrices whose spectrum is known. */
// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "base/random.h"
#include "engine/net/weights.h"
#include "support/engine_case.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SIZE_MOST = 64 };

typedef struct Spectrum {
    double real[SIZE_MOST], imaginary[SIZE_MOST];
} Spectrum;

static Spectrum eigenvalues(const double *matrix, int n) {
    Spectrum out;
    double scratch[SIZE_MOST * SIZE_MOST];
    assert_true(n <= SIZE_MOST);
    assert_true(matrix_eigenvalues(out.real, out.imaginary, scratch, matrix, n));
    return out;
}

static double radius(const double *matrix, int n) {
    double scratch[SIZE_MOST * SIZE_MOST + 2 * SIZE_MOST];
    return matrix_spectral_radius(matrix, n, scratch);
}

static double largest_singular(const double *matrix, int rows, int cols) {
    double scratch[SIZE_MOST * SIZE_MOST + 2 * SIZE_MOST];
    return matrix_spectral_norm(matrix, rows, cols, scratch);
}

/* Is there an eigenvalue within `apart` of this one? */
static bool has(const Spectrum *spectrum, int n, double real, double imaginary, double apart) {
    for (int i = 0; i < n; i++) {
        if (hypot(spectrum->real[i] - real, spectrum->imaginary[i] - imaginary) <= apart) return true;
    }
    return false;
}

static void fill(double *matrix, int count, uint64_t seed) {
    Random random = random_from(seed, 77);
    for (int i = 0; i < count; i++) matrix[i] = random_normal(&random);
}

/* ---- eigenvalues ---------------------------------------------------------------------------------------------------- */

static void a_rotation_has_its_angle_as_eigenvalues(void **state) {
    (void)state;
    double angle = 0.7, matrix[4] = {2 * cos(angle), -2 * sin(angle), 2 * sin(angle), 2 * cos(angle)};
    Spectrum spectrum = eigenvalues(matrix, 2);
    assert_true(has(&spectrum, 2, 2 * cos(angle), 2 * sin(angle), 1e-15));
    assert_true(has(&spectrum, 2, 2 * cos(angle), -2 * sin(angle), 1e-15));
    assert_near(radius(matrix, 2), 2, 1e-15, 1, "radius", 0);
}

static void a_companion_matrix_has_the_roots_of_its_polynomial(void **state) {
    (void)state;
    /* (x-1)(x-2)(x-3)(x-4)(x-5) = x^5 - 15x^4 + 85x^3 - 225x^2 + 274x - 120 */
    double matrix[25] = {15, -85, 225, -274, 120, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0};
    Spectrum spectrum = eigenvalues(matrix, 5);
    for (int root = 1; root <= 5; root++) assert_true(has(&spectrum, 5, root, 0, 1e-11));
    /* x^6 = 1: six points on the circle. */
    double cycle[36] = {0};
    for (int i = 0; i < 6; i++) cycle[i * 6 + (i + 1) % 6] = 1;
    spectrum = eigenvalues(cycle, 6);
    for (int i = 0; i < 6; i++) assert_true(has(&spectrum, 6, cos(i * 3.14159265358979324 / 3), sin(i * 3.14159265358979324 / 3), 1e-14));
}

static void a_defective_matrix_has_its_eigenvalue_to_the_root_of_rounding(void **state) {
    (void)state;
    /* A Jordan block is triangular and exact; mixed by a similarity, two equal eigenvalues move by about sqrt(1e-16). */
    double jordan[9] = {2, 1, 0, 0, 2, 1, 0, 0, 2};
    Spectrum spectrum = eigenvalues(jordan, 3);
    for (int i = 0; i < 3; i++) assert_true(spectrum.real[i] == 2 && spectrum.imaginary[i] == 0);
    double mixed[9] = {3, 1, 0, -1, 1, 0, 1, 2, 1}; /* block [3 1; -1 1]: 2 twice, one eigenvector; and 1 */
    spectrum = eigenvalues(mixed, 3);
    assert_true(has(&spectrum, 3, 2, 0, 1e-7));
    assert_true(has(&spectrum, 3, 1, 0, 1e-14));
}

static void a_nilpotent_matrix_has_radius_zero(void **state) {
    (void)state;
    double lower[64] = {0}, shuffled[64] = {0};
    static const int order[8] = {3, 7, 0, 5, 1, 6, 2, 4};
    fill(lower, 64, 5);
    for (int i = 0; i < 8; i++) {
        for (int j = i; j < 8; j++) lower[i * 8 + j] = 0;
    }
    for (int i = 0; i < 8; i++) {
        for (int j = 0; j < 8; j++) shuffled[order[i] * 8 + order[j]] = lower[i * 8 + j];
    }
    assert_true(radius(lower, 8) == 0);
    assert_true(radius(shuffled, 8) == 0);
}

/* Characteristic quantities that need no eigenvalues: trace of A, of A^2, and the determinant by elimination. */
static void check_invariants(const double *matrix, int n) {
    Spectrum spectrum = eigenvalues(matrix, n);
    double trace = 0, square = 0, sum = 0, sum_square = 0, sum_imaginary = 0, log_determinant = 0, log_product = 0, size = 0;
    double work[SIZE_MOST * SIZE_MOST];
    memcpy(work, matrix, (size_t)(n * n) * sizeof(double));
    for (int i = 0; i < n; i++) {
        trace += matrix[i * n + i];
        for (int j = 0; j < n; j++) {
            square += matrix[i * n + j] * matrix[j * n + i];
            size += matrix[i * n + j] * matrix[i * n + j];
        }
        sum += spectrum.real[i];
        sum_imaginary += spectrum.imaginary[i];
        sum_square += spectrum.real[i] * spectrum.real[i] - spectrum.imaginary[i] * spectrum.imaginary[i];
        log_product += log(hypot(spectrum.real[i], spectrum.imaginary[i]));
    }
    for (int k = 0; k < n; k++) {
        int pivot = k;
        for (int i = k + 1; i < n; i++) {
            if (fabs(work[i * n + k]) > fabs(work[pivot * n + k])) pivot = i;
        }
        for (int j = 0; j < n; j++) {
            double keep = work[k * n + j];
            work[k * n + j] = work[pivot * n + j];
            work[pivot * n + j] = keep;
        }
        log_determinant += log(fabs(work[k * n + k]));
        for (int i = k + 1; i < n; i++) {
            double factor = work[i * n + k] / work[k * n + k];
            for (int j = k; j < n; j++) work[i * n + j] -= factor * work[k * n + j];
        }
    }
    assert_near(sum, trace, 1e-13, sqrt(size), "trace", n);
    assert_near(sum_square, square, 1e-13, size, "trace of the square", n);
    assert_near(sum_imaginary, 0, 1e-13, sqrt(size), "imaginary parts", n);
    assert_near(log_product, log_determinant, 1e-10, 1, "log of the determinant", n);
}

static void eigenvalues_of_random_matrices_keep_trace_and_determinant(void **state) {
    (void)state;
    double matrix[SIZE_MOST * SIZE_MOST];
    for (int n = 1; n <= SIZE_MOST; n = n < 12 ? n + 1 : n * 2 - 8) {
        for (uint64_t seed = 1; seed <= 5; seed++) {
            fill(matrix, n * n, seed);
            check_invariants(matrix, n);
        }
    }
}

/* Matrices that leave QR nothing but rounding to work on, or the same eigenvalue many times over. */
static void eigenvalues_of_degenerate_matrices_are_found(void **state) {
    (void)state;
    double matrix[SIZE_MOST * SIZE_MOST];
    for (int n = 2; n <= SIZE_MOST; n *= 2) {
        for (int i = 0; i < n * n; i++) matrix[i] = 1;
        assert_near(radius(matrix, n), n, 1e-13, 1, "radius of ones", n);
        for (int i = 0; i < n * n; i++) matrix[i] = __builtin_popcount((unsigned)((i / n) & (i % n))) % 2 ? -1 : 1;
        assert_near(radius(matrix, n), sqrt(n), 1e-13, 1, "radius of Hadamard's matrix", n);
        for (int i = 0; i < n * n; i++) matrix[i] = i / n == i % n ? 0 : i / n < i % n ? 1 : -1;
        assert_near(radius(matrix, n), 1 / tan(3.14159265358979324 / (2 * n)), 1e-13, 1, "radius of a skew matrix", n);
    }
}

static void eigenvalues_of_a_badly_scaled_matrix_are_found(void **state) {
    (void)state;
    /* D A D^-1 has the spectrum of A however far the entries of D are apart; powers of two, so nothing is rounded. */
    double matrix[36], scaled[36];
    fill(matrix, 36, 9);
    for (int i = 0; i < 6; i++) {
        for (int j = 0; j < 6; j++) scaled[i * 6 + j] = ldexp(matrix[i * 6 + j], 14 * (i - j));
    }
    Spectrum plain = eigenvalues(matrix, 6), far = eigenvalues(scaled, 6);
    for (int i = 0; i < 6; i++) assert_true(has(&far, 6, plain.real[i], plain.imaginary[i], 1e-12));
}

static void matrices_of_any_magnitude_have_a_radius(void **state) {
    (void)state;
    double matrix[16], scaled[16];
    fill(matrix, 16, 3);
    double unit = radius(matrix, 4), norm = largest_singular(matrix, 4, 4);
    static const double sizes[] = {1e-300, 1e-160, 1e160, 1e300};
    for (int s = 0; s < 4; s++) {
        for (int i = 0; i < 16; i++) scaled[i] = matrix[i] * sizes[s];
        assert_near(radius(scaled, 4) / sizes[s], unit, 1e-12, 1e-3, "radius of a scaled matrix", s);
        assert_near(largest_singular(scaled, 4, 4) / sizes[s], norm, 1e-12, 1e-3, "norm of a scaled matrix", s);
    }
    matrix[5] = NAN;
    assert_true(isnan(radius(matrix, 4)));
    assert_true(isnan(largest_singular(matrix, 4, 4)));
    memset(matrix, 0, sizeof matrix);
    assert_true(radius(matrix, 4) == 0 && largest_singular(matrix, 4, 4) == 0);
}

/* ---- the largest singular value ------------------------------------------------------------------------------------- */

/* U diag(s) V' with U, V products of reflections. */
static void reflect_rows(double *matrix, int rows, int cols, uint64_t seed) {
    double v[SIZE_MOST], norm = 0;
    fill(v, rows, seed);
    for (int i = 0; i < rows; i++) norm += v[i] * v[i];
    for (int j = 0; j < cols; j++) {
        double dot = 0;
        for (int i = 0; i < rows; i++) dot += v[i] * matrix[i * cols + j];
        for (int i = 0; i < rows; i++) matrix[i * cols + j] -= 2 * dot / norm * v[i];
    }
}

static void the_largest_singular_value_of_a_built_matrix_is_found(void **state) {
    (void)state;
    static const int shapes[][2] = {{1, 1}, {1, 5}, {5, 1}, {2, 2}, {3, 7}, {7, 3}, {16, 16}, {48, 48}};
    static const double second[] = {0.5, 0.999999, 1, 0}; /* far below, close to, equal to the largest; the only one */
    for (int s = 0; s < 8; s++) {
        for (int kind = 0; kind < 4; kind++) {
            int rows = shapes[s][0], cols = shapes[s][1], least = rows < cols ? rows : cols;
            double matrix[SIZE_MOST * SIZE_MOST] = {0}, turned[SIZE_MOST * SIZE_MOST];
            for (int i = 0; i < least; i++) matrix[i * cols + i] = 3 * (i ? second[kind] * pow(0.9, i - 1) : 1);
            for (uint64_t seed = 1; seed < 4; seed++) reflect_rows(matrix, rows, cols, seed);
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < cols; j++) turned[j * rows + i] = matrix[i * cols + j];
            }
            for (uint64_t seed = 5; seed < 8; seed++) reflect_rows(turned, cols, rows, seed);
            assert_near(largest_singular(turned, cols, rows), 3, 1e-14, 1, "largest singular value", s * 4 + kind);
        }
    }
}

/* ---- weights -------------------------------------------------------------------------------------------------------- */

static Net build(CellKind cell, int hidden, int layers, int directions) {
    Net net;
    Diag diag = {0};
    NetSpec spec = {.cell = cell, .hidden = hidden, .layers = layers, .directions = directions, .inputs = 2, .outputs = 3};
    if (!net_init(&net, &spec, &diag)) fail_msg("%s", diag.text);
    return net;
}

static double *room(const Net *net) {
    double *scratch = calloc(weights_scratch_count(net), sizeof *scratch);
    assert_non_null(scratch);
    return scratch;
}

static int set_radius(double *weight, const Net *net, double rho) {
    double *scratch = room(net);
    int left = weights_set_radius(weight, net, rho, scratch);
    free(scratch);
    return left;
}

static double measured_radius(const double *weight, const Net *net) {
    double *scratch = room(net), rho = weights_radius(weight, net, scratch);
    free(scratch);
    return rho;
}

static double *draw(const Net *net, double rho, double scale, uint64_t seed) {
    double *weight = calloc(net->weight_count, sizeof *weight);
    assert_non_null(weight);
    double *scratch = room(net);
    weights_init(weight, net, &(WeightPlan){.radius = rho, .scale = scale, .forget_bias = 1.5, .seed = seed}, scratch);
    free(scratch);
    return weight;
}

static void the_radius_set_is_the_radius_measured(void **state) {
    (void)state;
    for (int cell = 0; cell < CELL_COUNT; cell++) {
        for (int hidden = 1; hidden <= 40; hidden = hidden * 3 + 1) {
            Net net = build((CellKind)cell, hidden, 2, 2);
            double *weight = draw(&net, 0.42, 0.5, 7);
            assert_near(measured_radius(weight, &net), 0.42, 1e-12, 1e-3, "radius after init", hidden);
            assert_int_equal(set_radius(weight, &net, 1.7), 0);
            for (int i = 0; i < net.param_count; i++) {
                if (net.param[i].kind != PARAM_RECURRENT_WEIGHT) continue;
                for (int gate = 0; gate < net.gates; gate++) {
                    const double *block = weight + net.param[i].offset + (size_t)(gate * hidden * hidden);
                    assert_near(radius(block, hidden), 1.7, 1e-9, 1e-3, net.param[i].name, gate);
                }
            }
            free(weight);
        }
    }
}

static void the_radius_after_training_on_can_still_be_set(void **state) {
    (void)state;
    Net net = build(CELL_LSTM, 8, 1, 1);
    double *weight = draw(&net, 1, 0.5, 3);
    const Param *W = net_get_param(&net, PARAM_RECURRENT_WEIGHT, 0, 0);
    for (int i = 0; i < 4 * 64; i++) weight[W->offset + (size_t)i] += 0.3 * sin(i); /* whatever training did */
    memset(weight + W->offset + 64, 0, 64 * sizeof(double));                        /* and one block died */
    assert_int_equal(set_radius(weight, &net, 0.9), 1);
    assert_near(measured_radius(weight, &net), 0.9, 1e-9, 1e-3, "radius", 0);
    for (int i = 0; i < 64; i++) assert_true(weight[W->offset + 64 + (size_t)i] == 0);
    weight[W->offset] = NAN;
    assert_true(isnan(measured_radius(weight, &net)));
    free(weight);
}

static void the_scale_set_is_the_scale_measured(void **state) {
    (void)state;
    for (int cell = 0; cell < CELL_COUNT; cell++) {
        Net net = build((CellKind)cell, 5, 3, 2);
        double *weight = draw(&net, 1, 0.3, 7), *kept = draw(&net, 1, 0.3, 7);
        assert_near(weights_scale(weight, &net), 0.3, 1e-14, 1e-3, "scale after init", cell);
        weights_set_scale(weight, &net, 2.5);
        assert_near(weights_scale(weight, &net), 2.5, 1e-14, 1e-3, "scale", cell);
        for (int i = 0; i < net.param_count; i++) {
            const Param *param = &net.param[i];
            bool scaled = param->kind == PARAM_INPUT_WEIGHT || param->kind == PARAM_HEAD_WEIGHT;
            double sum = 0;
            for (int j = 0; j < param->rows * param->cols; j++) {
                double now = weight[param->offset + (size_t)j], before = kept[param->offset + (size_t)j];
                assert_near(now, before * (scaled ? 2.5 / 0.3 : 1), 1e-14, 1e-3, param->name, j);
                sum += now * now;
            }
            if (scaled) assert_near(sqrt(sum / (param->rows * param->cols)), 2.5, 1e-14, 1e-3, param->name, 0);
        }
        free(weight);
        free(kept);
    }
}

static void the_forget_bias_stands_in_one_bias_and_clears_the_other(void **state) {
    (void)state;
    Net net = build(CELL_LSTM, 4, 2, 1);
    double *weight = draw(&net, 1, 0.3, 7);
    assert_true(weights_forget_bias(weight, &net) == 1.5);
    const Param *hh = net_get_param(&net, PARAM_RECURRENT_BIAS, 1, 0), *ih = net_get_param(&net, PARAM_INPUT_BIAS, 1, 0);
    for (int j = 0; j < 16; j++) weight[hh->offset + (size_t)j] = 9;
    weights_set_forget_bias(weight, &net, -2);
    for (int j = 0; j < 16; j++) {
        bool forget = j / 4 == LSTM_F;
        assert_true(weight[ih->offset + (size_t)j] == (forget ? -2 : 0));
        assert_true(weight[hh->offset + (size_t)j] == (forget ? 0 : 9));
    }
    assert_true(weights_forget_bias(weight, &net) == -2);
    free(weight);
    Net gru = build(CELL_GRU, 4, 1, 1);
    weight = draw(&gru, 1, 0.3, 7);
    const Param *gru_ih = net_get_param(&gru, PARAM_INPUT_BIAS, 0, 0);
    weights_set_forget_bias(weight, &gru, 3); /* of the GRU it is the gate z that keeps the state */
    assert_true(weights_forget_bias(weight, &gru) == 3);
    for (int j = 0; j < 12; j++) assert_true(weight[gru_ih->offset + (size_t)j] == (j / 4 == GRU_Z ? 3 : 0));
    free(weight);
    Net rnn = build(CELL_RNN, 4, 1, 1);
    weight = draw(&rnn, 1, 0.3, 7);
    weights_set_forget_bias(weight, &rnn, 3); /* no such gate, nothing happens */
    assert_true(weights_forget_bias(weight, &rnn) == 0);
    free(weight);
}

static void the_same_seed_gives_the_same_bits_and_another_seed_others(void **state) {
    (void)state;
    Net net = build(CELL_GRU, 6, 2, 2);
    double *a = draw(&net, 0.9, 0.5, 11), *b = draw(&net, 0.9, 0.5, 11), *c = draw(&net, 0.9, 0.5, 12);
    assert_memory_equal(a, b, net.weight_count * sizeof(double));
    assert_memory_not_equal(a, c, net.weight_count * sizeof(double));
    free(a);
    free(b);
    free(c);
}

static void the_candidate_block_is_the_same_for_every_cell(void **state) {
    (void)state;
    /* After scaling to one radius, the RNN's W, the GRU's W_n and the LSTM's W_g are the same matrix. */
    Net rnn = build(CELL_RNN, 6, 1, 1), gru = build(CELL_GRU, 6, 2, 1), lstm = build(CELL_LSTM, 6, 1, 2);
    double *a = draw(&rnn, 0.9, 0.5, 11), *b = draw(&gru, 0.9, 0.5, 11), *c = draw(&lstm, 0.9, 0.5, 11);
    const double *W = a + net_get_param(&rnn, PARAM_RECURRENT_WEIGHT, 0, 0)->offset;
    const double *W_n = b + net_get_param(&gru, PARAM_RECURRENT_WEIGHT, 0, 0)->offset + GRU_N * 36;
    const double *W_g = c + net_get_param(&lstm, PARAM_RECURRENT_WEIGHT, 0, 0)->offset + LSTM_G * 36;
    assert_memory_equal(W, W_n, 36 * sizeof(double));
    assert_memory_equal(W, W_g, 36 * sizeof(double));
    assert_memory_not_equal(W_g, W_g - 36, 36 * sizeof(double));
    free(a);
    free(b);
    free(c);
}

static void an_sgd_step_goes_down_the_gradient_and_tells_how_far(void **state) {
    (void)state;
    double weight[2] = {1, -1}, delta[2], gradient[2] = {0.5, -2};
    sgd_step(weight, delta, gradient, 2, 0.1);
    assert_true(delta[0] == -0.05 && delta[1] == 0.2);
    assert_true(weight[0] == 0.95 && weight[1] == -0.8);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rotation_has_its_angle_as_eigenvalues),
        cmocka_unit_test(a_companion_matrix_has_the_roots_of_its_polynomial),
        cmocka_unit_test(a_defective_matrix_has_its_eigenvalue_to_the_root_of_rounding),
        cmocka_unit_test(a_nilpotent_matrix_has_radius_zero),
        cmocka_unit_test(eigenvalues_of_random_matrices_keep_trace_and_determinant),
        cmocka_unit_test(eigenvalues_of_degenerate_matrices_are_found),
        cmocka_unit_test(eigenvalues_of_a_badly_scaled_matrix_are_found),
        cmocka_unit_test(matrices_of_any_magnitude_have_a_radius),
        cmocka_unit_test(the_largest_singular_value_of_a_built_matrix_is_found),
        cmocka_unit_test(the_radius_set_is_the_radius_measured),
        cmocka_unit_test(the_radius_after_training_on_can_still_be_set),
        cmocka_unit_test(the_scale_set_is_the_scale_measured),
        cmocka_unit_test(the_forget_bias_stands_in_one_bias_and_clears_the_other),
        cmocka_unit_test(the_same_seed_gives_the_same_bits_and_another_seed_others),
        cmocka_unit_test(the_candidate_block_is_the_same_for_every_cell),
        cmocka_unit_test(an_sgd_step_goes_down_the_gradient_and_tells_how_far),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
