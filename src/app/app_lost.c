/* Has the number under the pointer three digits that are certain? Numbers of the stage say so on their own plates (stage_words.c). This file
   answers for every other number whose chain a key shows (app_terms.c), on all pages: it computes the number again in a pass whose sums
   round differently (experiment/digits_probe.h). It says that the digits are not known where that pass does not compute the number: the
   gradient and the update of truncated training, one loss among several of a large network or while training runs, and products of
   Jacobians that take longer than a frame.

   Simplified on purpose: weights and moments, which earlier updates left, are taken as given. */
#include "app/app_over.h"
#include "engine/cell/facts.h"
#include "experiment/digits_probe.h"
#include "lab/run.h"
#include "view/view.h"
#include <math.h>

typedef enum Found { FOUND_BOTH, FOUND_NOT_TWICE, FOUND_TRAINS, FOUND_NO_ROOM } Found;

static const StringId why_not[] = {[FOUND_NOT_TWICE] = STRING_NUMBER_DIGITS_ONCE,
                                   [FOUND_TRAINS] = STRING_NUMBER_DIGITS_TRAIN,
                                   [FOUND_NO_ROOM] = STRING_NUMBER_DIGITS_ROOM};

/* True if a pass or the update computes it. Given numbers have all their digits. */
static bool is_made(TermsKind kind) { return (kind >= TERMS_H && kind != TERMS_BIAS) || kind == TERMS_TRUNCATED; }

/* Returns how many multiplications the product of Jacobians from the last step back to this one takes, with its singular values. */
static double product_cost(const Trace *trace, const TermsPlace *place) {
    double n = trace->net->spec.hidden * (trace->net->facts->has_c ? 2 : 1), steps = trace->wiring.steps;
    return place->kind == TERMS_SINGULAR ? (steps + 10) * n * n * n : 2 * steps * n * n;
}

/* Returns the next update, computed from the gradient of the other pass. */
static TermsUpdate update_again(const TermsSource *own, const TermsSource *plain) {
    TermsSource again = *plain;
    again.update = own->update;
    again.update.given = plain->gradient;
    again.update.delta = NULL;
    if (own->update.clip_norm > 0) {
        double length = terms_value(&again, &(TermsPlace){.kind = TERMS_CLIP_LENGTH});
        again.update.clip_factor = fmin(1, own->update.clip_norm / length);
    }
    return again.update;
}

static Found find_sources(TermsSource *own, TermsSource *plain, App *app, const TermsPlace *place) {
    Experiment *main = &app->main;
    const Run *run = &main->lab.run;
    const DigitsPass *pass = main->digits.pass;
    if (place->loss > 0) {
        if (main->trains) return FOUND_TRAINS;
        if (pass->is_large) return FOUND_NOT_TWICE;
        return digits_probe_alone(own, plain, &main->digits, &main->lab, place->loss) ? FOUND_BOTH : FOUND_NO_ROOM;
    }
    bool is_product = place->kind == TERMS_PRODUCT || place->kind == TERMS_SINGULAR;
    if (is_product && product_cost(&run->trace, place) > DIGITS_PROBE_COST_MAX) return FOUND_NOT_TWICE;
    terms_alone_find(own, &app->terms_alone, &main->lab, 0, false); /* with all losses and nothing held it cannot fail */
    *plain = (TermsSource){.trace = &pass->trace, .weight = run->weight, .gradient = pass->gradient};
    if (!terms_is_of_update(place->kind)) return FOUND_BOTH;
    bool is_of_all = place->kind == TERMS_LENGTH && place->of == TERMS_DWEIGHT;
    if (own->update.is_truncated && !is_of_all) return FOUND_NOT_TWICE;
    plain->update = update_again(own, plain);
    return FOUND_BOTH;
}

/* No pass makes an eigenvalue: it is compared with the sum over W, whose rounding is another. False where there is none. */
static bool add_eigenvalue(double *size, const TermsSource *source, TermsPlace place) {
    Terms sum = {0};
    bool good = true;
    *size = 0;
    for (int k = 0; k < 2 && good; k++) {
        place.kind = k ? TERMS_EIGEN_IM : TERMS_EIGEN;
        good = terms_form(&sum, source, &place) && sum.count > 0;
        *size = hypot(*size, sum.sum);
    }
    terms_deinit(&sum);
    return good;
}

const char *app_find_lost(App *app) {
    TermsPlace place;
    TermsSource own, plain;
    const char *why;
    if (!app->ui.gui.hot[0] || view_wants_digits(&app->ui)) return NULL;
    if (app_find_chain(app, &place, &why) != APP_CHAIN_THERE || !is_made(place.kind)) return NULL;
    if (place.kind == TERMS_NORM && !is_made(place.of)) return NULL;
    experiment_probe_digits(&app->main, !app->is_window);
    if (app->main.digits.state != DIGITS_KNOWN) return tr(&app->strings, view_why_no_digits(app->main.digits.state));
    Found found = find_sources(&own, &plain, app, &place);
    if (found != FOUND_BOTH) return tr(&app->strings, why_not[found]);
    double other = terms_value(&plain, &place);
    if (place.kind == TERMS_MODULUS && !add_eigenvalue(&other, &own, place)) return tr(&app->strings, STRING_NUMBER_DIGITS_ONCE);
    bool is_lost = digits_write_lost(app->lost, (int)sizeof app->lost, &app->strings, terms_value(&own, &place), other);
    return is_lost ? app->lost : NULL;
}
