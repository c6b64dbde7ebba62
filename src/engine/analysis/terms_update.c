/* The update that would be made now, weight by weight, as sums and products (declared in terms_inside.h): the gradient of training cut, clipped
   and pulled towards 0 as lab/run_train.c does it, the optimiser's moments, and the change (net/optimizer.h).

   Adam's size rate / (1 - b1^s) and root sqrt(1 - b2^s) are the engine's own; both sides agree to rounding. */
#include "engine/analysis/terms_inside.h"
#include <math.h>

bool terms_is_of_update(TermsKind kind) {
    return kind >= TERMS_CUT || kind == TERMS_TRUNCATED || kind == TERMS_MOMENT1_BEFORE || kind == TERMS_MOMENT2_BEFORE;
}

bool terms_is_of_weight(TermsKind kind) {
    return kind == TERMS_WEIGHT || kind == TERMS_DWEIGHT || (terms_is_of_update(kind) && kind < TERMS_LENGTH);
}

bool terms_has_update(const Trace *trace, const TermsPlace *at) {
    if (at->kind == TERMS_CLIP || at->kind == TERMS_CLIP_LENGTH || at->kind == TERMS_LENGTH) /* they add all weights */
        return trace->net->weight_count <= TERMS_NORM_MAX;
    TermsPlace weight = terms_weight(trace, at->param, at->layer, at->direction, at->row, at->col);
    return terms_has(trace, &weight);
}

static bool has_moment1(const OptimizerPlan *plan) { return plan->kind == OPTIMIZER_MOMENTUM || plan->kind == OPTIMIZER_ADAM; }
static bool has_moment2(const OptimizerPlan *plan) { return plan->kind == OPTIMIZER_RMSPROP || plan->kind == OPTIMIZER_ADAM; }

bool terms_is_updated(const TermsSource *source, const TermsPlace *at) {
    const TermsUpdate *update = &source->update;
    if (!terms_is_of_update(at->kind)) return true;
    if (!update->is_there) return false;
    switch (at->kind) {
    case TERMS_TRUNCATED: return update->is_truncated;
    case TERMS_LENGTH: return at->of != TERMS_TRUNCATED || update->is_truncated;
    case TERMS_MOMENT1:
    case TERMS_MOMENT1_BEFORE: return has_moment1(&update->plan);
    case TERMS_MOMENT2:
    case TERMS_MOMENT2_BEFORE:
    case TERMS_ROOT_MOMENT:
    case TERMS_DIVISOR: return has_moment2(&update->plan);
    case TERMS_CLIP:
    case TERMS_CLIP_LENGTH: return update->clip_norm > 0;
    default: return true;
    }
}

/* --- values --- */

static double cut(const TermsUpdate *update, double value) {
    double limit = update->clip_value;
    if (limit > 0 && value > limit) return limit;
    return limit > 0 && value < -limit ? -limit : value; /* a NaN stays what it is */
}

static double step_at(const TermsSource *source, size_t i) {
    const TermsUpdate *update = &source->update;
    return cut(update, update->given[i]) * update->clip_factor + update->l2 * source->weight[i];
}

static double moment1_before(const TermsSource *source, size_t i) { return source->update.moment[i]; }

static double moment2_before(const TermsSource *source, size_t i) {
    const TermsUpdate *update = &source->update;
    return update->moment[i + (update->plan.kind == OPTIMIZER_ADAM ? source->trace->net->weight_count : 0)];
}

/* How much of the old moments stays, and how much of the new gradient joins. */
static double kept1(const OptimizerPlan *plan) { return plan->kind == OPTIMIZER_ADAM ? plan->beta1 : plan->momentum; }
static double joined1(const OptimizerPlan *plan) { return plan->kind == OPTIMIZER_ADAM ? 1 - plan->beta1 : 1; }
static double kept2(const OptimizerPlan *plan) { return plan->kind == OPTIMIZER_ADAM ? plan->beta2 : plan->alpha; }

static double moment1_at(const TermsSource *source, size_t i) {
    const OptimizerPlan *plan = &source->update.plan;
    return kept1(plan) * moment1_before(source, i) + joined1(plan) * step_at(source, i);
}

static double moment2_at(const TermsSource *source, size_t i) {
    const OptimizerPlan *plan = &source->update.plan;
    double g = step_at(source, i);
    return kept2(plan) * moment2_before(source, i) + (1 - kept2(plan)) * g * g;
}

/* What moments that began at 0 are divided by: 1 - b^s. */
static double correction(const TermsUpdate *update, double beta) {
    return update->plan.kind == OPTIMIZER_ADAM ? 1 - pow(beta, (double)update->step) : 1;
}

static double root_at(const TermsSource *source, size_t i) {
    const TermsUpdate *update = &source->update;
    return sqrt(moment2_at(source, i) / correction(update, update->plan.beta2));
}

static double length_of(const TermsSource *source, TermsKind of) {
    const TermsUpdate *update = &source->update;
    double sum = 0;
    for (size_t i = 0; i < source->trace->net->weight_count; i++) {
        double value = of == TERMS_DWEIGHT ? source->gradient[i] : of == TERMS_CUT ? cut(update, update->given[i]) : update->given[i];
        sum += value * value;
    }
    return sqrt(sum);
}

double terms_value_of_update(const TermsSource *source, const TermsPlace *at) {
    const TermsUpdate *update = &source->update;
    if (!terms_is_updated(source, at)) return NAN;
    size_t i = terms_is_of_weight(at->kind) ? terms_weight_offset(source->trace->net, at) : 0;
    switch (at->kind) {
    case TERMS_TRUNCATED: return update->given[i];
    case TERMS_MOMENT1_BEFORE: return moment1_before(source, i);
    case TERMS_MOMENT2_BEFORE: return moment2_before(source, i);
    case TERMS_CUT: return cut(update, update->given[i]);
    case TERMS_STEP: return step_at(source, i);
    case TERMS_MOMENT1: return moment1_at(source, i);
    case TERMS_MOMENT2: return moment2_at(source, i);
    case TERMS_ROOT_MOMENT: return root_at(source, i);
    case TERMS_DIVISOR: return root_at(source, i) + update->plan.epsilon;
    case TERMS_DELTA: return update->delta[i];
    case TERMS_NEXT: return source->weight[i] + update->delta[i];
    case TERMS_LENGTH: return length_of(source, at->of);
    case TERMS_CLIP_LENGTH: return length_of(source, TERMS_CUT) + 1e-6;
    case TERMS_CLIP: return update->clip_factor;
    default: return NAN;
    }
}

/* --- what they are made of --- */

static TermsPlace same_weight(const Maker *maker, TermsKind kind) {
    TermsPlace place = maker->at;
    place.kind = kind;
    place.of = TERMS_CONSTANT;
    return place;
}

static void add_length(Maker *maker, TermsKind of) { maker_add(maker, (TermsPlace){.kind = TERMS_LENGTH, .of = of}); }

static void form_length(Maker *maker) {
    const Net *net = maker->net;
    maker->out->function = TERMS_ROOT;
    for (int p = 0; p < net->param_count; p++) {
        const Param *param = &net->param[p];
        for (int row = 0; row < param->rows; row++)
            for (int col = 0; col < param->cols; col++) {
                TermsPlace at = terms_weight(maker->trace, param->kind, param->layer, param->direction, row, col);
                at.kind = maker->at.of;
                maker_add_product(maker, at, at);
            }
    }
}

/* The gradient of training: truncated, or the exact one, which has a chain of its own. */
static TermsPlace gradient_of(const Maker *maker) {
    return same_weight(maker, maker->source->update.is_truncated ? TERMS_TRUNCATED : TERMS_DWEIGHT);
}

static void form_cut(Maker *maker) {
    double limit = maker->source->update.clip_value;
    TermsPlace gradient = gradient_of(maker);
    double value = terms_value(maker->source, &gradient);
    if (limit > 0 && fabs(value) > limit) {
        maker_begin_term(maker);
        maker_times_number(maker, value > 0 ? limit : -limit);
    } else {
        maker_add(maker, gradient);
    }
}

/* min(1, limit / (||g|| + 1e-6)) */
static void form_clip(Maker *maker) {
    maker_begin_term(maker);
    if (maker->source->update.clip_factor >= 1) {
        maker_times_number(maker, 1);
        return;
    }
    maker_times_number(maker, maker->source->update.clip_norm);
    maker_over(maker, (TermsPlace){.kind = TERMS_CLIP_LENGTH});
}

static void form_step(Maker *maker) {
    const TermsUpdate *update = &maker->source->update;
    maker_add(maker, update->clip_value > 0 ? same_weight(maker, TERMS_CUT) : gradient_of(maker));
    if (update->clip_norm > 0) {
        TermsPlace clip = {.kind = TERMS_CLIP}; /* of a network with too many weights for its sum the factor is a number alone */
        if (terms_has(maker->trace, &clip))
            maker_times(maker, clip);
        else
            maker_times_number(maker, update->clip_factor);
    }
    if (update->l2 > 0) {
        maker_add(maker, same_weight(maker, TERMS_WEIGHT));
        maker_times_number(maker, update->l2);
    }
}

static void form_moment(Maker *maker, bool is_second) {
    const OptimizerPlan *plan = &maker->source->update.plan;
    double kept = is_second ? kept2(plan) : kept1(plan), joined = is_second ? 1 - kept2(plan) : joined1(plan);
    maker_add(maker, same_weight(maker, is_second ? TERMS_MOMENT2_BEFORE : TERMS_MOMENT1_BEFORE));
    maker_times_number(maker, kept);
    maker_add(maker, same_weight(maker, TERMS_STEP));
    if (is_second) maker_times(maker, same_weight(maker, TERMS_STEP));
    if (joined != 1) maker_times_number(maker, joined);
}

/* -rate g; -rate v; -rate g / (sqrt(v) + eps); -rate / (1 - b1^s) m / (sqrt(v / (1 - b2^s)) + eps) */
static void form_delta(Maker *maker) {
    const TermsUpdate *update = &maker->source->update;
    const OptimizerPlan *plan = &update->plan;
    maker_begin_term(maker);
    maker_times_number(maker, -plan->rate);
    if (plan->kind == OPTIMIZER_ADAM) maker_divide(maker, (TermsPlace){.kind = TERMS_CONSTANT}, correction(update, plan->beta1));
    maker_times(maker, same_weight(maker, has_moment1(plan) ? TERMS_MOMENT1 : TERMS_STEP));
    if (has_moment2(plan)) maker_over(maker, same_weight(maker, TERMS_DIVISOR));
}

void terms_form_update(Maker *maker) {
    const TermsUpdate *update = &maker->source->update;
    if (!terms_is_updated(maker->source, &maker->at)) return;
    switch (maker->at.kind) {
    case TERMS_CUT: form_cut(maker); return;
    case TERMS_STEP: form_step(maker); return;
    case TERMS_MOMENT1: form_moment(maker, false); return;
    case TERMS_MOMENT2: form_moment(maker, true); return;
    case TERMS_ROOT_MOMENT:
        maker->out->function = TERMS_ROOT;
        maker_add(maker, same_weight(maker, TERMS_MOMENT2));
        if (update->plan.kind == OPTIMIZER_ADAM)
            maker_divide(maker, (TermsPlace){.kind = TERMS_CONSTANT}, correction(update, update->plan.beta2));
        return;
    case TERMS_DIVISOR:
        maker_add(maker, same_weight(maker, TERMS_ROOT_MOMENT));
        maker_begin_term(maker);
        maker_times_number(maker, update->plan.epsilon);
        return;
    case TERMS_DELTA: form_delta(maker); return;
    case TERMS_NEXT:
        maker_add(maker, same_weight(maker, TERMS_WEIGHT));
        maker_add(maker, same_weight(maker, TERMS_DELTA));
        return;
    case TERMS_LENGTH: form_length(maker); return;
    case TERMS_CLIP_LENGTH:
        add_length(maker, TERMS_CUT);
        maker_begin_term(maker);
        maker_times_number(maker, 1e-6);
        return;
    case TERMS_CLIP: form_clip(maker); return;
    default: return; /* given */
    }
}
