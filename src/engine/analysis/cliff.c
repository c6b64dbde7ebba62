/* See cliff.h. The gradient is computed forward together with the states, which is enough for two parameters:

     sigmoid   dx_t/dw = σ(x_{t-1}) + w σ'(x_{t-1}) dx_{t-1}/dw      dx_t/db = 1 + w σ'(x_{t-1}) dx_{t-1}/db
     latch     dh_t/dw = (1 - h_t²)(h_{t-1} + w dh_{t-1}/dw)         dh_t/db = (1 - h_t²)(1 + w dh_{t-1}/db)

   Simplified on purpose: one target, one sequence, no input. */
#include "engine/analysis/cliff.h"
#include "engine/analysis/curves.h"
#include <math.h>
#include <stdbool.h>

static const double START = 0.5, TARGET = 0.7;

const CliffRange cliff_range[CLIFF_UNIT_COUNT] = {{3.5, 7, -4, -1}, {0.5, 3.5, -1.8, 1}};

static double sigmoid(double x) { return curve_value(ACTIVATION_SIGMOID, x); }
static double sigmoid_slope(double x) { return curve_slope(ACTIVATION_SIGMOID, x); }

double cliff_target(void) { return TARGET; }

double cliff_map(CliffUnit unit, double w, double b, double x) { return unit == CLIFF_LATCH ? tanh(w * x + b) : w * sigmoid(x) + b; }

double cliff_slope(CliffUnit unit, double w, double b, double x) {
    return unit == CLIFF_LATCH ? w * curve_slope(ACTIVATION_TANH, w * x + b) : w * sigmoid_slope(x);
}

double cliff_output(CliffUnit unit, double x) { return unit == CLIFF_LATCH ? x : sigmoid(x); }

void cliff_states(double *x, CliffUnit unit, int steps, double w, double b) {
    x[0] = START;
    for (int t = 1; t <= steps; t++) x[t] = cliff_map(unit, w, b, x[t - 1]);
}

/* Written separately for each unit, because the surface measures thousands of points while T is dragged. `stays`: on the edge the start is
   a fixed point, so the state never changes; computed, it would leave the point by a rounding error that grows with every step. */
static inline void measure(CliffPoint *out, CliffUnit unit, int steps, double w, double b, bool stays) {
    double x = START, by_w = 0, by_b = 0;
    for (int t = 1; t <= steps && unit == CLIFF_SIGMOID; t++) {
        double s = sigmoid(x), slope = w * (s * (1 - s));
        by_w = s + slope * by_w;
        by_b = 1 + slope * by_b;
        x = stays ? START : w * s + b;
    }
    for (int t = 1; t <= steps && unit == CLIFF_LATCH; t++) {
        double next = stays ? START : tanh(w * x + b), bend = 1 - next * next;
        by_w = bend * (x + w * by_w);
        by_b = bend * (1 + w * by_b);
        x = next;
    }
    double error = cliff_output(unit, x) - TARGET, by_x = 2 * error * (unit == CLIFF_LATCH ? 1 : sigmoid_slope(x));
    *out = (CliffPoint){.w = w, .b = b, .loss = error * error, .dw = by_x * by_w, .db = by_x * by_b};
    out->norm = hypot(out->dw, out->db);
}

void cliff_measure(CliffPoint *out, CliffUnit unit, int steps, double w, double b) { measure(out, unit, steps, w, b, false); }

double cliff_edge(CliffUnit unit, double w) { return unit == CLIFF_LATCH ? atanh(START) - w * START : START - w * sigmoid(START); }

/* --- fixed points --- */

static double miss(CliffUnit unit, double w, double b, double x) { return cliff_map(unit, w, b, x) - x; }

/* Finds the root of map(x) - x between two places where it has different signs, by bisection until no double lies between them. */
static double bisect(CliffUnit unit, double w, double b, double low, double high) {
    bool rises = miss(unit, w, b, low) < 0;
    for (;;) {
        double middle = low + (high - low) / 2;
        if (middle == low || middle == high) break;
        if ((miss(unit, w, b, middle) < 0) == rises)
            low = middle;
        else
            high = middle;
    }
    return fabs(miss(unit, w, b, low)) <= fabs(miss(unit, w, b, high)) ? low : high;
}

/* Finds where the slope is 1: between such places map(x) - x is monotone. Returns false if the slope never reaches 1. */
static bool find_turns(double turn[2], CliffUnit unit, double w, double b) {
    if (unit == CLIFF_LATCH) { /* w (1 - tanh²(a)) = 1 */
        if (!(w > 1)) return false;
        double a = atanh(sqrt(1 - 1 / w));
        turn[0] = (-a - b) / w;
        turn[1] = (a - b) / w;
        return true;
    }
    if (!(w > 4)) return false; /* w s (1 - s) = 1 */
    double s = (1 + sqrt(1 - 4 / w)) / 2, x = log(s / (1 - s));
    turn[0] = -x;
    turn[1] = x;
    return true;
}

int cliff_find_fixed(CliffFixed out[CLIFF_FIXED_MAX], CliffUnit unit, double w, double b) {
    double at[4], turn[2], least = unit == CLIFF_LATCH ? -1 : fmin(b, b + w), most = unit == CLIFF_LATCH ? 1 : fmax(b, b + w);
    int places = 0, count = 0;
    at[places++] = least - 1;
    if (find_turns(turn, unit, w, b)) {
        for (int i = 0; i < 2; i++)
            if (turn[i] > at[places - 1] && turn[i] < most + 1) at[places++] = turn[i];
    }
    at[places++] = most + 1;
    for (int i = 0; i + 1 < places && count < CLIFF_FIXED_MAX; i++) {
        double left = miss(unit, w, b, at[i]), right = miss(unit, w, b, at[i + 1]);
        if (left == 0 || (left < 0) == (right < 0)) continue; /* the part before has found a root at `left` */
        double x = bisect(unit, w, b, at[i], at[i + 1]);
        out[count++] = (CliffFixed){x, cliff_slope(unit, w, b, x)};
    }
    return count;
}

/* --- descents --- */

void cliff_descend(CliffPoint *at, const CliffDescent *descent) {
    cliff_measure(&at[0], descent->unit, descent->steps, descent->w, descent->b);
    for (int n = 0; n < descent->updates; n++) {
        double norm = at[n].norm, step = descent->rate;
        if (descent->clip > 0 && norm > descent->clip) step *= descent->clip / norm;
        cliff_measure(&at[n + 1], descent->unit, descent->steps, at[n].w - step * at[n].dw, at[n].b - step * at[n].db);
    }
}

double cliff_jump(const CliffPoint *at, int update) { return hypot(at[update + 1].w - at[update].w, at[update + 1].b - at[update].b); }

/* --- the surface --- */

/* Returns b of column c: the edge is in the middle, and the steps outwards grow with the third power. */
static double column_b(const CliffRange *range, double edge, int column) {
    int k = column - CLIFF_SIDE;
    double part = (double)k / CLIFF_SIDE, reach = k < 0 ? edge - range->b_least : range->b_most - edge;
    return edge + part * part * part * reach;
}

void cliff_measure_surface(CliffSurface *surface, CliffUnit unit, int steps) {
    const CliffRange *range = &cliff_range[unit];
    for (int r = 0; r < CLIFF_ROWS; r++) {
        double w = range->w_least + (range->w_most - range->w_least) * r / (CLIFF_ROWS - 1), edge = cliff_edge(unit, w);
        for (int c = 0; c < CLIFF_COLS; c++) measure(&surface->at[r][c], unit, steps, w, column_b(range, edge, c), c == CLIFF_SIDE);
    }
}
