/* The next update, weight by weight, as sums and products (declared in terms_inside.h): the gradient of training, cut, clipped and with
   weight decay as in lab/run_train.c, the optimiser's moments, and the change (net/optimizer.h).

   Adam's size rate / (1 - b1^s) and root sqrt(1 - b2^s) are the engine's own; both sides agree to rounding. */
#include "engine/analysis/terms_inside.h"
#include <math.h>

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
    double kept = is_second ? terms_kept2(plan) : terms_kept1(plan), joined = is_second ? 1 - terms_kept2(plan) : terms_joined1(plan);
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
    if (plan->kind == OPTIMIZER_ADAM) maker_divide(maker, (TermsPlace){.kind = TERMS_CONSTANT}, terms_correction(update, plan->beta1));
    maker_times(maker, same_weight(maker, terms_has_moment1(plan) ? TERMS_MOMENT1 : TERMS_STEP));
    if (terms_has_moment2(plan)) maker_over(maker, same_weight(maker, TERMS_DIVISOR));
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
            maker_divide(maker, (TermsPlace){.kind = TERMS_CONSTANT}, terms_correction(update, update->plan.beta2));
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
