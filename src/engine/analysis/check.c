/* Gradient check by central difference (declared in analysis/check.h):

     D(e) = (L(w+e) - L(w-e)) / 2e  =  dL/dw + e^2/6 L'''(w) ...,   and rounding of about eps |L| / e

   The error is smallest at e ~ (3 eps |L| / |L'''|)^(1/3): the default is eps^(1/3) in units of w, where some ten digits
   are left. e is taken from the two weights as they are in memory, (w+e) - (w-e), so that its own rounding drops out.

   A disagreement does not prove that the gradient is wrong: in a chaotic network the loss may oscillate between w-e and w+e, or there may
   be a kink (ReLU). So if the two disagree, e is divided by 8 until two neighbouring steps give the same difference. Only the agreement of
   differences with each other decides, never their agreement with backpropagation. If no two agree, or if the slopes on both sides of w
   differ for every small e, differences cannot check this gradient. (Press et al., Numerical Recipes, section 5.7, on the choice of e.) */
#include "engine/analysis/check.h"
#include "engine/analysis/whatif.h"
#include <float.h>
#include <math.h>

enum { STEP_COUNT = 8 };              /* e, e/8, ... e/8^7: 6e-6 to 3e-12 */
static const double agreement = 1e-4; /* relative difference of two steps that agree */

double check_default_step(double value) { return cbrt(DBL_EPSILON) * fmax(1, fabs(value)); }

const char *check_reason(CheckVerdict verdict) {
    switch (verdict) {
    case CHECK_FOUND: break;
    case CHECK_ROUGH: return "the loss is too rough around this weight";
    case CHECK_KINK: return "the loss has a kink at this weight";
    case CHECK_ROUNDING: return "lost in rounding";
    case CHECK_NOT_FINITE: return "the loss beside this weight is not finite";
    }
    return "";
}

static double loss_at(Trace *probe, double *weight, size_t index, double value) {
    double before = weight[index];
    weight[index] = value;
    net_forward(probe, weight);
    weight[index] = before;
    return probe->loss;
}

/* The central difference with about this step, beside out->analytic. */
static void measure(WeightCheck *out, Trace *probe, double *weight, size_t index, double asked) {
    double above = out->value + asked, below = out->value - asked;
    out->step = (above - below) / 2;
    out->loss_above = loss_at(probe, weight, index, above);
    out->loss_below = loss_at(probe, weight, index, below);
    out->numeric = (out->loss_above - out->loss_below) / (above - below);
    out->error = fabs(out->analytic - out->numeric);
    double size = fmax(fabs(out->analytic), fabs(out->numeric));
    out->relative = out->error == 0 ? 0 : out->error / size;
    out->digits = out->relative > 0 ? fmin(fmax(-log10(out->relative), 0), 16) : 16;
    if (isnan(out->relative)) out->digits = NAN;
    out->uncertainty = DBL_EPSILON * fmax(fabs(out->loss_above), fabs(out->loss_below)) / out->step;
}

static bool is_finite(const WeightCheck *check) { return isfinite(check->numeric); }

static bool agrees_to_rounding(const WeightCheck *a, const WeightCheck *b) {
    return fabs(a->numeric - b->numeric) <= 20 * (a->uncertainty + b->uncertainty);
}

/* The difference between the slopes to the right and to the left of w. It shrinks with e for a smooth curve and stays for a kink. */
static double find_gap(const WeightCheck *check, double loss) {
    return fabs((check->loss_above - loss) - (loss - check->loss_below)) / check->step;
}

static bool is_kink(const WeightCheck *fine, const WeightCheck *coarse, double loss) {
    double gap = find_gap(fine, loss);
    return gap > 0.5 * find_gap(coarse, loss) && gap > 40 * fine->uncertainty && gap > agreement * fabs(fine->numeric);
}

/* Looks for a step that can be trusted, from the default downward. */
static void adapt(WeightCheck *out, Trace *probe, double *weight, size_t index) {
    WeightCheck coarse = *out, fine = *out;
    double loss = loss_at(probe, weight, index, out->value);
    out->verdict = CHECK_ROUGH;
    for (int i = 1; i < STEP_COUNT; i++, coarse = fine) {
        measure(&fine, probe, weight, index, coarse.step / 8);
        double size = fmax(fabs(fine.numeric), fabs(coarse.numeric));
        if (!is_finite(&fine) || 20 * fine.uncertainty > 0.01 * size) return; /* rounding has taken over */
        bool same = agrees_to_rounding(&fine, &coarse);
        if (!same && fabs(fine.numeric - coarse.numeric) > agreement * size) continue;
        bool kink = is_kink(&fine, &coarse, loss);
        *out = same ? coarse : fine; /* the larger step has less rounding */
        out->verdict = kink ? CHECK_KINK : CHECK_FOUND;
        return;
    }
}

void check_weight(WeightCheck *out, Trace *probe, double *weight, const Trace *trace, const double *gradient, size_t index, double step) {
    trace_copy_given(probe, trace);
    *out = (WeightCheck){.value = weight[index], .analytic = gradient[index], .verdict = CHECK_FOUND};
    measure(out, probe, weight, index, step > 0 ? step : check_default_step(out->value));
    bool disagrees = out->digits < 5 && out->error > 20 * out->uncertainty;
    if (!is_finite(out)) {
        out->verdict = CHECK_NOT_FINITE;
    } else if (step <= 0 && disagrees) {
        adapt(out, probe, weight, index);
    } else if (out->digits < 2 && fmax(fabs(out->analytic), fabs(out->numeric)) < 20 * out->uncertainty) {
        out->verdict = CHECK_ROUNDING;
    }
    if (out->verdict != CHECK_FOUND) out->digits = NAN;
}
