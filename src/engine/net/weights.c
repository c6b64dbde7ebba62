/* Draws weights and rescales them.

   Every gate block of every parameter has its own stream of random numbers, named by its kind, layer, direction and role and not by its
   place. So the same seed draws the same candidate block for RNN, LSTM and GRU of one size, and adding a layer changes no other. The role
   of the RNN's only block is that of the LSTM's g and the GRU's n.

     U (each layer's), V normal, then scaled to the requested root mean square of their entries, each matrix separately
     W normal, then each (H, H) gate block scaled to the requested spectral radius
     biases                 zero, but b_ih's rows of the straight gate, which keeps the state: the LSTM's f, the GRU's z

   The other recipes are in weights_init.c. */
#include "engine/net/weights.h"
#include "base/random.h"
#include "engine/cell/facts.h"
#include "engine/fast/fast.h"
#include "engine/net/kernels.h"
#include <float.h>
#include <math.h>
#include <string.h>

/* The values if the plan leaves them to the recipe: those of the first preset, chosen by measurement (tests/unit/test_preset.c). */
static const double RADIUS_DRAWN = 0.42, SCALE_DRAWN = 1;

static bool is_scaled(const Param *param) { return param->kind == PARAM_INPUT_WEIGHT || param->kind == PARAM_HEAD_WEIGHT; }

unsigned weights_part(const Param *param) {
    if (param->kind == PARAM_RECURRENT_WEIGHT) return WEIGHTS_RECURRENT;
    return is_scaled(param) ? WEIGHTS_SCALED : WEIGHTS_BIASES;
}

static size_t param_count(const Param *param) { return (size_t)param->rows * (size_t)param->cols; }

static double *gate_block(double *weight, const Net *net, const Param *param, int gate) {
    return weight + param->offset + (size_t)gate * (size_t)net->spec.hidden * (size_t)param->cols;
}

static void draw_param(double *weight, const Net *net, const Param *param, uint64_t seed) {
    int blocks = param->kind == PARAM_HEAD_WEIGHT ? 1 : net->gates;
    size_t count = param_count(param) / (size_t)blocks;
    for (int gate = 0; gate < blocks; gate++) {
        int role = param->kind == PARAM_HEAD_WEIGHT ? 0 : (int)net->facts->gate[gate].role;
        uint64_t stream =
            (((uint64_t)param->kind * NET_LAYER_MAX + (uint64_t)param->layer) * NET_DIRECTION_MAX + (uint64_t)param->direction) * 8;
        Random random = random_from(seed, stream + (uint64_t)role);
        double *block = weight + param->offset + (size_t)gate * count;
        for (size_t i = 0; i < count; i++) block[i] = random_normal(&random);
    }
}

double weights_plan_radius(const WeightPlan *plan) { return isnan(plan->radius) ? RADIUS_DRAWN : plan->radius; }

double weights_plan_forget_bias(const WeightPlan *plan, const Net *net) {
    return isnan(plan->forget_bias) ? net->facts->bias_drawn : plan->forget_bias;
}

void weights_init_parts(double *weight, const Net *net, const WeightPlan *plan, unsigned parts, double *scratch) {
    for (int i = 0; i < net->param_count; i++) {
        const Param *param = &net->param[i];
        unsigned part = weights_part(param);
        if (!(part & parts)) continue;
        if (part == WEIGHTS_BIASES)
            memset(weight + param->offset, 0, param_count(param) * sizeof(double));
        else
            draw_param(weight, net, param, plan->seed);
    }
    if (parts & WEIGHTS_RECURRENT) weights_set_radius(weight, net, weights_plan_radius(plan), scratch);
    if (parts & WEIGHTS_SCALED) weights_set_scale(weight, net, isnan(plan->scale) ? SCALE_DRAWN : plan->scale);
    if (parts & WEIGHTS_BIASES) weights_set_forget_bias(weight, net, weights_plan_forget_bias(plan, net));
}

void weights_init(double *weight, const Net *net, const WeightPlan *plan, double *scratch) {
    weights_init_parts(weight, net, plan, WEIGHTS_ALL, scratch);
}

size_t weights_scratch_count(const Net *net) {
    size_t hidden = (size_t)net->spec.hidden;
    return hidden * hidden + 2 * hidden;
}

int weights_set_radius(double *weight, const Net *net, double radius, double *scratch) {
    int hidden = net->spec.hidden, left = 0;
    for (int i = 0; i < net->param_count; i++) {
        const Param *param = &net->param[i];
        if (param->kind != PARAM_RECURRENT_WEIGHT) continue;
        for (int gate = 0; gate < net->gates; gate++) {
            double *block = gate_block(weight, net, param, gate);
            double now = matrix_spectral_radius(block, hidden, scratch);
            if (!(now > 0 && now <= DBL_MAX)) {
                left++;
                continue;
            }
            for (int j = 0; j < hidden * hidden; j++) block[j] = block[j] / now * radius;
        }
    }
    return left;
}

double weights_radius(const double *weight, const Net *net, double *scratch) {
    double radius = 0;
    for (int i = 0; i < net->param_count; i++) {
        const Param *param = &net->param[i];
        if (param->kind != PARAM_RECURRENT_WEIGHT) continue;
        for (int gate = 0; gate < net->gates; gate++) {
            const double *block = weight + param->offset + (size_t)gate * (size_t)net->spec.hidden * (size_t)param->cols;
            double now = matrix_spectral_radius(block, net->spec.hidden, scratch);
            if (isnan(now)) return now;
            radius = fmax(radius, now);
        }
    }
    return radius;
}

void weights_set_scale(double *weight, const Net *net, double scale) {
    for (int i = 0; i < net->param_count; i++) {
        const Param *param = &net->param[i];
        if (!is_scaled(param)) continue;
        size_t count = param_count(param);
        double *block = weight + param->offset, now = kernel_norm(block, count) / sqrt((double)count);
        if (!(now > 0 && now <= DBL_MAX)) continue; /* all zero, or not finite: nothing to scale */
        for (size_t j = 0; j < count; j++) block[j] = block[j] / now * scale;
    }
}

double weights_scale(const double *weight, const Net *net) {
    double norm = 0, count = 0;
    for (int i = 0; i < net->param_count; i++) {
        const Param *param = &net->param[i];
        if (!is_scaled(param)) continue;
        norm = hypot(norm, kernel_norm(weight + param->offset, param_count(param)));
        count += (double)param_count(param);
    }
    return norm / sqrt(count);
}

/* Where the rows of the straight gate begin in this parameter; -1 where it has none. */
static ptrdiff_t find_keep_rows(const Net *net, const Param *param) {
    int gate = net->facts->straight_gate;
    bool is_bias = param->kind == PARAM_INPUT_BIAS || param->kind == PARAM_RECURRENT_BIAS;
    return gate >= 0 && is_bias ? (ptrdiff_t)param->offset + gate * net->spec.hidden : -1;
}

/* Where 1 minus the gate keeps the state, a smaller bias keeps more. */
static double keep_sign(const Net *net) { return net->facts->straight == STRAIGHT_REST ? -1 : 1; }

void weights_set_forget_bias(double *weight, const Net *net, double bias) {
    for (int i = 0; i < net->param_count; i++) {
        const Param *param = &net->param[i];
        ptrdiff_t at = find_keep_rows(net, param);
        for (int j = 0; at >= 0 && j < net->spec.hidden; j++) weight[at + j] = param->kind == PARAM_INPUT_BIAS ? keep_sign(net) * bias : 0;
    }
}

double weights_forget_bias(const double *weight, const Net *net) {
    if (net->facts->straight_gate < 0) return 0;
    double sum = 0;
    for (int i = 0; i < net->param_count; i++) {
        ptrdiff_t at = find_keep_rows(net, &net->param[i]);
        for (int j = 0; at >= 0 && j < net->spec.hidden; j++) sum += weight[at + j];
    }
    return keep_sign(net) * sum / (net->spec.hidden * net->spec.layers * net->spec.directions);
}

void sgd_step(double *weight, double *delta, const double *gradient, size_t count, double rate) {
    fast_find(0)->descend(weight, delta, gradient, count, rate);
}
