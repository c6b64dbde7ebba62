/* See pulls.h. The sum is the trace's own dL/dh, which the backward pass of all losses together has left there. */
#include "engine/analysis/pulls.h"
#include "base/arena.h"
#include "engine/net/kernels.h"
#include <math.h>
#include <string.h>

bool pulls_init(Pulls *pulls, const Trace *trace, Diag *diag) {
    const Wiring *wiring = &trace->wiring;
    size_t steps = (size_t)wiring->steps, losses = (size_t)wiring->loss_count,
           state = (size_t)trace->batch * (size_t)trace->net->spec.hidden,
           size = (4 * steps * losses + losses + 3 * steps + steps * state) * sizeof(double);
    *pulls = (Pulls){0};
    if (!items_init(&pulls->items, trace, diag)) return false;
    double *at = size <= NET_MEMORY_MAX ? mem_new(size) : NULL;
    if (!at) {
        pulls_deinit(pulls);
        return diag_fail(diag, "Out of memory: %.1f MB for the losses one by one were refused.", (double)size / (1 << 20));
    }
    pulls->steps = wiring->steps;
    pulls->losses = wiring->loss_count;
    pulls->block = at;
    pulls->size = size;
    pulls->norm = at;
    pulls->pull = pulls->norm + steps * losses;
    pulls->relative = pulls->pull + steps * losses;
    pulls->share = pulls->relative + steps * losses;
    pulls->set_out = pulls->share + steps * losses;
    pulls->sum = pulls->set_out + losses;
    pulls->apart = pulls->sum + steps;
    pulls->cancelled = pulls->apart + steps;
    pulls->dh = pulls->cancelled + steps;
    return true;
}

void pulls_deinit(Pulls *pulls) {
    items_deinit(&pulls->items);
    mem_free(pulls->block);
    *pulls = (Pulls){0};
}

/* x . direction / ||direction||: what lies along it. */
static double component(const double *x, const double *direction, double length, size_t count) {
    double sum = 0;
    if (!(length > 0) || !isfinite(length)) return length == 0 ? 0 : NAN;
    for (size_t i = 0; i < count; i++) sum += x[i] * (direction[i] / length);
    return sum;
}

void pulls_start(Pulls *pulls, const Trace *trace, int layer, int direction) {
    size_t state = (size_t)trace->batch * (size_t)trace->net->spec.hidden, all = pulls->size / sizeof(double);
    pulls->layer = layer;
    pulls->direction = direction;
    pulls->done = 0;
    for (size_t i = 0; i < all; i++) pulls->block[i] = NAN;
    for (int t = 0; t < pulls->steps; t++) pulls->sum[t] = kernel_norm(trace->lane[layer][direction].dh + (size_t)t * state, state);
}

static void measure_loss(Pulls *pulls, const Trace *trace, const double *weight, const Follow *follow, int k) {
    size_t state = (size_t)trace->batch * (size_t)trace->net->spec.hidden;
    const double *all = trace->lane[pulls->layer][pulls->direction].dh;
    items_form(pulls->dh, NULL, &pulls->items, trace, weight, k, pulls->layer, pulls->direction);
    pulls->set_out[k] = follow_set_out(follow, trace, weight, k);
    for (int t = 0; t < pulls->steps; t++) {
        size_t at = (size_t)t * state, cell = (size_t)k * (size_t)pulls->steps + (size_t)t;
        pulls->norm[cell] = kernel_norm(pulls->dh + at, state);
        pulls->relative[cell] = pulls->set_out[k] == 0 ? 0 : pulls->norm[cell] / pulls->set_out[k];
        pulls->pull[cell] = component(pulls->dh + at, all + at, pulls->sum[t], state);
    }
}

static void finish(Pulls *pulls) {
    for (int t = 0; t < pulls->steps; t++) {
        double apart = 0, most = 0;
        size_t steps = (size_t)pulls->steps, at = (size_t)t;
        for (int k = 0; k < pulls->losses; k++) {
            apart += pulls->norm[(size_t)k * steps + at];
            most = fmax(most, fabs(pulls->pull[(size_t)k * steps + at]));
        }
        for (int k = 0; k < pulls->losses; k++)
            pulls->share[(size_t)k * steps + at] =
                most > 0 ? pulls->pull[(size_t)k * steps + at] / most : pulls->pull[(size_t)k * steps + at];
        double left = pulls->sum[t] / apart; /* rounding may leave it a little above 1 */
        pulls->apart[t] = apart;
        pulls->cancelled[t] = left > 1 ? 0 : 1 - left;
    }
}

bool pulls_advance(Pulls *pulls, const Trace *trace, const double *weight, const Follow *follow, int losses) {
    if (pulls->done == pulls->losses) return false;
    for (; losses > 0 && pulls->done < pulls->losses; losses--) measure_loss(pulls, trace, weight, follow, pulls->done++);
    if (pulls->done == pulls->losses) finish(pulls);
    return pulls->done < pulls->losses;
}
