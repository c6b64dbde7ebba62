/* Gradient check by central difference (declared in analysis_check.h):

     dL/dw = (L(w+e) - L(w-e)) / 2e  -  e^2/6 L'''(w) ...   and rounding of about eps |L| / e

   The sum is smallest at e ~ (3 eps |L| / |L'''|)^(1/3): the default is eps^(1/3) in units of w, where some ten digits
   are left. e is taken from the two weights as they are in memory, (w+e) - (w-e), so that its own rounding drops out.
   (Press et al., Numerical Recipes, section 5.7, on the choice of e.) */
#include "engine/analysis_check.h"
#include "engine/analysis_whatif.h"
#include <float.h>
#include <math.h>

double check_default_step(double value) { return cbrt(DBL_EPSILON) * fmax(1, fabs(value)); }

static double loss_at(Trace *probe, double *weight, size_t index, double value) {
    double before = weight[index];
    weight[index] = value;
    net_forward(probe, weight);
    weight[index] = before;
    return probe->loss;
}

void check_weight(WeightCheck *out, Trace *probe, double *weight, const Trace *trace, const double *gradient, size_t index, double step) {
    double value = weight[index], asked = step > 0 ? step : check_default_step(value);
    double above = value + asked, below = value - asked;
    trace_copy_given(probe, trace);
    *out = (WeightCheck){.value = value, .analytic = gradient[index]};
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
