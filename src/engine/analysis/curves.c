/* See curves.h. */
#include "engine/analysis/curves.h"
#include "engine/cell/cell.h"
#include <math.h>

double curve_value(Activation activation, double a) { return activation_value(activation, a); }

double curve_slope(Activation activation, double a) { return activation_slope(activation, activation_value(activation, a), a); }

Activation curve_of_gate(const NetSpec *spec, int gate) {
    if (spec->cell == CELL_RNN) return spec->activation;
    bool is_candidate = spec->cell == CELL_LSTM ? gate == LSTM_G : gate == GRU_N;
    return is_candidate ? ACTIVATION_TANH : ACTIVATION_SIGMOID;
}

void curve_softmax(double *out, const double *score, int count, double temperature) {
    double largest = -INFINITY, sum = 0;
    for (int i = 0; i < count; i++) largest = fmax(largest, score[i]);
    for (int i = 0; i < count; i++) {
        out[i] = exp((score[i] - largest) / temperature);
        sum += out[i];
    }
    for (int i = 0; i < count; i++) out[i] /= sum;
}
