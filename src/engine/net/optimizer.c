/* Optimisers and clipping, in PyTorch's order of operations (torch.optim, torch.nn.utils.clip_grad_norm_), s = 1, 2, ...:

     SGD       p -= lr g
     momentum  v = mu v + g                         p -= lr v             (v starts at 0: no dampening, no Nesterov)
     RMSprop   v = alpha v + (1-alpha) g^2          p -= lr g / (sqrt(v) + eps)     (not centred, no momentum)
     Adam      m = b1 m + (1-b1) g                  v = b2 v + (1-b2) g^2
               p -= lr/(1-b1^s) m / (sqrt(v)/sqrt(1-b2^s) + eps)

   Both biases of a layer are parameters of their own and move on their own. Polyak 1964; Tieleman & Hinton 2012;
   Kingma & Ba 2015. Clipping: Pascanu, Mikolov & Bengio 2013. */
#include "engine/net/optimizer.h"
#include "engine/net/kernels.h"
#include "engine/net/weights.h"
#include <math.h>

size_t optimizer_moment_count(OptimizerKind kind, size_t count) {
    switch (kind) {
    case OPTIMIZER_MOMENTUM:
    case OPTIMIZER_RMSPROP: return count;
    case OPTIMIZER_ADAM: return 2 * count;
    case OPTIMIZER_SGD:
    case OPTIMIZER_COUNT: break;
    }
    return 0;
}

static void adam_step(double *delta, double *moment, const double *gradient, size_t count, const OptimizerPlan *plan, long step) {
    double *mean = moment, *square = moment + count;
    double b1 = plan->beta1, b2 = plan->beta2;
    double size = plan->rate / (1 - pow(b1, (double)step)), root = sqrt(1 - pow(b2, (double)step));
    for (size_t i = 0; i < count; i++) {
        double g = gradient[i];
        mean[i] = b1 * mean[i] + (1 - b1) * g;
        square[i] = b2 * square[i] + (1 - b2) * g * g;
        delta[i] = -size * mean[i] / (sqrt(square[i]) / root + plan->epsilon);
    }
}

void optimizer_step(double *weight, double *delta, double *moment, const double *gradient, size_t count, const OptimizerPlan *plan,
                    long step) {
    switch (plan->kind) {
    case OPTIMIZER_MOMENTUM:
        for (size_t i = 0; i < count; i++) {
            moment[i] = plan->momentum * moment[i] + gradient[i];
            delta[i] = -plan->rate * moment[i];
        }
        break;
    case OPTIMIZER_RMSPROP:
        for (size_t i = 0; i < count; i++) {
            moment[i] = plan->alpha * moment[i] + (1 - plan->alpha) * gradient[i] * gradient[i];
            delta[i] = -plan->rate * gradient[i] / (sqrt(moment[i]) + plan->epsilon);
        }
        break;
    case OPTIMIZER_ADAM: adam_step(delta, moment, gradient, count, plan, step); break;
    case OPTIMIZER_SGD:
    case OPTIMIZER_COUNT: sgd_step(weight, delta, gradient, count, plan->rate); return;
    }
    for (size_t i = 0; i < count; i++) weight[i] += delta[i];
}

double gradient_clip(double *gradient, double *norm, size_t count, double limit) {
    *norm = kernel_norm(gradient, count);
    if (limit <= 0) return 1;
    double coefficient = limit / (*norm + 1e-6);
    if (!(coefficient < 1)) return 1; /* NaN too: there is nothing to save then */
    for (size_t i = 0; i < count; i++) gradient[i] *= coefficient;
    return coefficient;
}
