/* See stage_motion.h. All numbers come from the engine; this file only decides when they appear.

   Simplified on purpose: heights move on the log axis, so a factor moves every bar by the same distance, as it does on paper. */
#include "view/stage/stage_motion.h"
#include <math.h>

static double ease_between(double done, double from, double to) {
    double t = (done - from) / (to - from);
    t = t < 0 ? 0 : t > 1 ? 1 : t;
    return t * t * (3 - 2 * t);
}

double motion_slide(double done) { return ease_between(done, 0, 0.5); }

double motion_landing(double done) { return ease_between(done, 0.25, 0.6); }

double motion_product(double done) { return ease_between(done, 0.6, 1); }

double motion_arrive(double done) { return ease_between(done, 0, 0.4); }

double motion_sum(double done) { return ease_between(done, 0.4, 0.58); }

double motion_bend(double done) { return ease_between(done, 0.68, 0.95); }

double motion_gates(double done) { return ease_between(done, 0.3, 0.5); }

double motion_pass(double done) { return ease_between(done, 0.5, 0.72); }

double motion_let_out(double done) { return ease_between(done, 0.8, 0.92); }

double motion_fill(double done, bool has_c, bool of_cell) {
    if (of_cell) return ease_between(done, 0.68, 0.84);
    return has_c ? ease_between(done, 0.88, 1) : ease_between(done, 0.7, 1);
}

double motion_answer(double done) { return ease_between(done, 0, 0.6); }

double motion_loss(double done) { return ease_between(done, 0.6, 0.9); }

double motion_carry(double done) { return ease_between(done, 0, 0.9); }

double motion_turn(double done) { return ease_between(done, 0.35, 0.6); }

double motion_land(double done) { return ease_between(done, 0, 0.42); }

double motion_return(double done) { return ease_between(done, 0.46, 0.86); }

ArrivingBar motion_bar(const ChainGradient *gradient, int direction, int steps, int t, double shown) {
    int before = direction ? t - 1 : t + 1;
    double size = chain_gradient_at(gradient, t);
    ArrivingBar bar = {.from = size, .to = size, .mix = 1, .factor = NAN, .landing = 1, .there = 1};
    if (shown >= 1) return bar;
    bool follows = before >= 0 && before < steps && (direction ? t > gradient->start : t < gradient->start);
    double copied = follows ? chain_gradient_at(gradient, before) : NAN;
    bool enters = !follows && t == gradient->start && gradient->lane && gradient->dots; /* the loss sets out in h and goes on into c */
    if (enters) copied = chain_gradient_dot(gradient, t);
    if (!isfinite(copied) || !isfinite(size)) { /* it comes from no other bar */
        bar.there = motion_product(shown);
        return bar;
    }
    bar.from = copied;
    bar.behind = follows ? 1 - motion_slide(shown) : 0;
    bar.there = follows ? 1 : motion_slide(shown);
    if (enters) bar.factor = gradient->lane->into_c;
    if (follows && !(gradient->is_all && gradient->of_cell)) /* several losses meet in c, so no factor belongs to one loss */
        bar.factor = chain_gradient_factor(gradient, before);
    bar.landing = motion_landing(shown);
    bar.mix = motion_product(shown);
    double product = copied * bar.factor;
    if (!isfinite(product) || fabs(product - size) <= 1e-6 * size) return bar;
    /* What joins here does so last. */
    double joined = ease_between(shown, 0.82, 1);
    bar.mix = ease_between(shown, 0.6, 0.82);
    bar.to = product;
    if (joined > 0) bar = (ArrivingBar){.from = product, .to = size, .mix = joined, .factor = bar.factor, .landing = 1, .there = 1};
    return bar;
}

double motion_bar_size(const ArrivingBar *bar, double low) {
    if (bar->mix <= 0) return bar->from;
    if (bar->mix >= 1) return bar->to;
    double a = bar->from > 0 ? fmax(log10(bar->from), low) : low, b = bar->to > 0 ? fmax(log10(bar->to), low) : low;
    return pow(10, a + (b - a) * bar->mix);
}
