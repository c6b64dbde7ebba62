/* The usual recipes for starting weights, each from its paper:

     PyTorch     nn.RNN, nn.GRU, nn.LSTM: U, W and both biases uniform in +-1/sqrt(H); nn.Linear: uniform in +-1/sqrt(in)
     Xavier      uniform in +-sqrt(6 / (in + out)), variance 2 / (in + out)                  Glorot & Bengio 2010
     normal      normal with variance 1 / in                                                 LeCun, Bottou, Orr & Mueller 1998
     orthogonal  W = Q of a normal matrix, Q'Q = 1: all singular values are 1                Saxe, McClelland & Ganguli 2014
     identity    W = 1, U and V normal with deviation 0.001                                  Le, Jaitly & Hinton 2015

   "in" and "out" are those of one gate's block, (H, in) or (H, H), as if each gate were a layer of its own. Every block has
   a stream of random numbers of its own, so adding a layer changes no other. */
#include "engine/net/weights_init.h"
#include "base/random.h"
#include <math.h>
#include <string.h>

static bool is_bias(const Param *param) {
    return param->kind == PARAM_INPUT_BIAS || param->kind == PARAM_RECURRENT_BIAS || param->kind == PARAM_HEAD_BIAS;
}

static bool is_head(const Param *param) { return param->kind == PARAM_HEAD_WEIGHT || param->kind == PARAM_HEAD_BIAS; }

static Random block_random(const Param *param, int gate, uint64_t seed) {
    const uint64_t tag = UINT64_C(0x696E697400000000); /* "init": apart from the streams of weights_init and of the tasks */
    uint64_t place = ((uint64_t)param->kind * NET_LAYER_MAX + (uint64_t)param->layer) * NET_DIRECTION_MAX + (uint64_t)param->direction;
    return random_from(seed, tag + place * NET_GATE_MAX + (uint64_t)gate);
}

static void fill_uniform(double *block, size_t count, double bound, Random *random) {
    for (size_t i = 0; i < count; i++) block[i] = random_range(random, -bound, bound);
}

static void fill_normal(double *block, size_t count, double deviation, Random *random) {
    for (size_t i = 0; i < count; i++) block[i] = deviation * random_normal(random);
}

/* Rows of a normal matrix made orthonormal one after the other (Gram-Schmidt, done twice: that is as exact as Householder's
   way). A row that is all but dependent is drawn again. */
static void fill_orthogonal(double *block, int n, Random *random) {
    for (int i = 0; i < n; i++) {
        double *row = block + (size_t)i * (size_t)n, norm = 0;
        do {
            fill_normal(row, (size_t)n, 1, random);
            for (int round = 0; round < 2; round++) {
                for (int j = 0; j < i; j++) {
                    const double *other = block + (size_t)j * (size_t)n;
                    double dot = 0;
                    for (int k = 0; k < n; k++) dot += row[k] * other[k];
                    for (int k = 0; k < n; k++) row[k] -= dot * other[k];
                }
            }
            norm = 0;
            for (int k = 0; k < n; k++) norm += row[k] * row[k];
        } while (norm < 1e-12);
        norm = sqrt(norm);
        for (int k = 0; k < n; k++) row[k] /= norm;
    }
}

static void fill_identity(double *block, int n) {
    for (int i = 0; i < n; i++) block[(size_t)i * (size_t)n + (size_t)i] = 1;
}

static void fill_block(double *block, const Net *net, const Param *param, int rows, WeightRecipe recipe, Random *random) {
    size_t count = (size_t)rows * (size_t)param->cols;
    bool is_recurrent = param->kind == PARAM_RECURRENT_WEIGHT;
    if (recipe == RECIPE_PYTORCH) {
        fill_uniform(block, count, 1 / sqrt(is_head(param) ? net->feature_count : net->spec.hidden), random);
    } else if (is_bias(param)) {
        return;
    } else if (recipe == RECIPE_ORTHOGONAL && is_recurrent) {
        fill_orthogonal(block, rows, random);
    } else if (recipe == RECIPE_IDENTITY && is_recurrent) {
        fill_identity(block, rows);
    } else if (recipe == RECIPE_IDENTITY) {
        fill_normal(block, count, 0.001, random);
    } else if (recipe == RECIPE_NORMAL) {
        fill_normal(block, count, 1 / sqrt(param->cols), random);
    } else {
        fill_uniform(block, count, sqrt(6.0 / (rows + param->cols)), random);
    }
}

void weights_draw_parts(double *weight, const Net *net, const WeightPlan *plan, WeightRecipe recipe, unsigned parts, double *scratch) {
    if (recipe == RECIPE_RADIUS) {
        weights_init_parts(weight, net, plan, parts, scratch);
        return;
    }
    for (int p = 0; p < net->param_count; p++) {
        const Param *param = &net->param[p];
        int blocks = is_head(param) || is_bias(param) ? 1 : net->gates, rows = param->rows / blocks;
        if (!(weights_part(param) & parts)) continue;
        memset(weight + param->offset, 0, (size_t)param->rows * (size_t)param->cols * sizeof(double));
        for (int gate = 0; gate < blocks; gate++) {
            Random random = block_random(param, gate, plan->seed);
            double *block = weight + param->offset + (size_t)gate * (size_t)rows * (size_t)param->cols;
            fill_block(block, net, param, rows, recipe, &random);
        }
    }
    bool sets_bias = recipe != RECIPE_PYTORCH || !isnan(plan->forget_bias);
    if ((parts & WEIGHTS_RECURRENT) && !isnan(plan->radius)) weights_set_radius(weight, net, plan->radius, scratch);
    if ((parts & WEIGHTS_SCALED) && !isnan(plan->scale)) weights_set_scale(weight, net, plan->scale);
    if ((parts & WEIGHTS_BIASES) && sets_bias) weights_set_forget_bias(weight, net, weights_plan_forget_bias(plan, net));
}

void weights_init_recipe(double *weight, const Net *net, const WeightPlan *plan, WeightRecipe recipe, double *scratch) {
    weights_draw_parts(weight, net, plan, recipe, WEIGHTS_ALL, scratch);
}
