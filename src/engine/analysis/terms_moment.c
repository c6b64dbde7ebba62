/* The values of the next update (declared in terms_inside.h; their terms: terms_update.c). */
#include "engine/analysis/terms_inside.h"
#include <math.h>

bool terms_has_moment1(const OptimizerPlan *plan) { return plan->kind == OPTIMIZER_MOMENTUM || plan->kind == OPTIMIZER_ADAM; }
bool terms_has_moment2(const OptimizerPlan *plan) { return plan->kind == OPTIMIZER_RMSPROP || plan->kind == OPTIMIZER_ADAM; }

bool terms_is_updated(const TermsSource *source, const TermsPlace *at) {
    const TermsUpdate *update = &source->update;
    if (!terms_is_of_update(at->kind)) return true;
    if (!update->is_there) return false;
    switch (at->kind) {
    case TERMS_TRUNCATED: return update->is_truncated;
    case TERMS_LENGTH: return at->of != TERMS_TRUNCATED || update->is_truncated;
    case TERMS_MOMENT1:
    case TERMS_MOMENT1_BEFORE: return terms_has_moment1(&update->plan);
    case TERMS_MOMENT2:
    case TERMS_MOMENT2_BEFORE:
    case TERMS_ROOT_MOMENT:
    case TERMS_DIVISOR: return terms_has_moment2(&update->plan);
    case TERMS_CLIP:
    case TERMS_CLIP_LENGTH: return update->clip_norm > 0;
    default: return true;
    }
}

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

/* The factors of the old moment and of the new gradient. */
double terms_kept1(const OptimizerPlan *plan) { return plan->kind == OPTIMIZER_ADAM ? plan->beta1 : plan->momentum; }
double terms_joined1(const OptimizerPlan *plan) { return plan->kind == OPTIMIZER_ADAM ? 1 - plan->beta1 : 1; }
double terms_kept2(const OptimizerPlan *plan) { return plan->kind == OPTIMIZER_ADAM ? plan->beta2 : plan->alpha; }

static double moment1_at(const TermsSource *source, size_t i) {
    const OptimizerPlan *plan = &source->update.plan;
    return terms_kept1(plan) * moment1_before(source, i) + terms_joined1(plan) * step_at(source, i);
}

static double moment2_at(const TermsSource *source, size_t i) {
    const OptimizerPlan *plan = &source->update.plan;
    double g = step_at(source, i);
    return terms_kept2(plan) * moment2_before(source, i) + (1 - terms_kept2(plan)) * g * g;
}

/* What moments that began at 0 are divided by: 1 - b^s. */
double terms_correction(const TermsUpdate *update, double beta) {
    return update->plan.kind == OPTIMIZER_ADAM ? 1 - pow(beta, (double)update->step) : 1;
}

static double root_at(const TermsSource *source, size_t i) {
    const TermsUpdate *update = &source->update;
    return sqrt(moment2_at(source, i) / terms_correction(update, update->plan.beta2));
}

/* Its terms: form_delta in terms_update.c. */
static double delta_at(const TermsSource *source, size_t i) {
    const TermsUpdate *update = &source->update;
    const OptimizerPlan *plan = &update->plan;
    if (update->delta) return update->delta[i];
    double change =
        -plan->rate / terms_correction(update, plan->beta1) * (terms_has_moment1(plan) ? moment1_at(source, i) : step_at(source, i));
    return terms_has_moment2(plan) ? change / (root_at(source, i) + plan->epsilon) : change;
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
    case TERMS_DELTA: return delta_at(source, i);
    case TERMS_NEXT: return source->weight[i] + delta_at(source, i);
    case TERMS_LENGTH: return length_of(source, at->of);
    case TERMS_CLIP_LENGTH: return length_of(source, TERMS_CUT) + 1e-6;
    case TERMS_CLIP: return update->clip_factor;
    default: return NAN;
    }
}
