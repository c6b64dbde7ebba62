#include "support/engine_case.h"
#include "base/arena.h"
#include "base/random.h"
#include "engine/pass/dropout.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
// clang-format off
#include <cmocka.h>
// clang-format on

static void fill(double *out, size_t count, double deviation, Random *random) {
    for (size_t i = 0; i < count; i++) out[i] = deviation * random_normal(random);
}

NetSpec engine_case_spec(CellKind cell, int hidden, int inputs, int outputs) {
    return (NetSpec){.cell = cell, .hidden = hidden, .layers = 1, .directions = 1, .inputs = inputs, .outputs = outputs};
}

NetSpec engine_case_deep_spec(CellKind cell, int layers, int directions) {
    return (NetSpec){.cell = cell, .hidden = 3, .layers = layers, .directions = directions, .inputs = 2, .outputs = 3};
}

void engine_case_init(EngineCase *out, const NetSpec *spec, const Wiring *wiring, int batch, uint64_t seed) {
    Diag diag = {0};
    if (!net_init(&out->net, spec, &diag) || !trace_init(&out->trace, &out->net, wiring, batch, &diag)) fail_msg("%s", diag.text);
    out->weight = mem_new(out->net.weight_count * sizeof(double));
    out->gradient = mem_new(out->net.weight_count * sizeof(double));
    assert_non_null(out->weight);
    assert_non_null(out->gradient);
    Random random = random_from(seed, 1);
    Trace *trace = &out->trace;
    size_t state = (size_t)batch * (size_t)spec->hidden, asked = (size_t)wiring->loss_count * (size_t)batch;
    fill(out->weight, out->net.weight_count, 0.5, &random);
    for (int i = 0; i < wiring->input_count; i++) {
        size_t row = (size_t)batch * (size_t)spec->inputs;
        fill(trace->x + (size_t)wiring->input_step[i] * row, row, 1, &random);
    }
    if (spec->loss == LOSS_MSE) fill(trace->target, asked * (size_t)spec->outputs, 1, &random);
    for (size_t i = 0; i < asked && spec->loss == LOSS_CROSS_ENTROPY; i++) trace->target[i] = random_below(&random, spec->outputs);
    for (int layer = 0; layer < spec->layers; layer++) {
        for (int direction = 0; direction < spec->directions; direction++) {
            fill(trace->lane[layer][direction].h0, state, 1, &random);
            if (trace->lane[layer][direction].c0) fill(trace->lane[layer][direction].c0, state, 1, &random);
        }
    }
    Random masks = random_from(seed, 2);
    for (int b = 0; b < batch; b++) dropout_draw(trace, b, &masks);
}

void engine_case_deinit(EngineCase *engine_case) {
    trace_deinit(&engine_case->trace);
    mem_free(engine_case->weight);
    mem_free(engine_case->gradient);
    memset(engine_case, 0, sizeof *engine_case);
}

void engine_case_run(EngineCase *engine_case) {
    net_forward(&engine_case->trace, engine_case->weight);
    net_backward(&engine_case->trace, engine_case->gradient, engine_case->weight);
    trace_measure(&engine_case->trace, engine_case->weight, engine_case->gradient);
}

void wiring_init_one_to_many(Wiring *wiring, int steps) {
    wiring_init_many_to_many(wiring, steps);
    wiring->input_count = 1;
}

void wiring_init_encoder_decoder(Wiring *wiring, int steps) {
    memset(wiring, 0, sizeof *wiring);
    wiring->steps = steps;
    for (int t = 0; t < steps; t++) {
        if (t < steps / 2) {
            wiring->input_step[wiring->input_count++] = (short)t;
        } else {
            wiring->loss_step[wiring->loss_count++] = (short)t;
        }
    }
}

void assert_near(double a, double b, double relative, double floor, const char *what, int index) {
    double unit = fmax(fmax(fabs(a), fabs(b)), floor);
    if (isfinite(unit) && fabs(a - b) <= relative * unit) return;
    fail_msg("%s %d: %.17g and %.17g, apart by %.3g of %.3g", what, index, a, b, fabs(a - b) / unit, unit);
}
