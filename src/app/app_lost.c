/* Has the number under the pointer three digits that are certain? Numbers of the stage say so on their own plates (stage_words.c); this is
   every other one that a key shows the chain of (app_terms.c), on whatever page it stands: its value once more in a pass whose sums round
   otherwise (experiment/digits_probe.h).

   Simplified on purpose: of the update only the gradient is looked at; products of Jacobians, which take longer than a frame has, are not; and
   of a large network, or while training runs, no number of one loss among several. */
#include "app/app_over.h"
#include "base/number.h"
#include "experiment/digits_probe.h"
#include "lab/run.h"
#include "view/view.h"

/* Is it made by a pass? What is given has all its digits. */
static bool is_made(TermsKind kind) {
    bool takes_long = kind == TERMS_PRODUCT || kind == TERMS_SINGULAR;
    return kind >= TERMS_H && kind != TERMS_BIAS && !takes_long && !terms_is_of_update(kind);
}

static bool find_sources(TermsSource *own, TermsSource *plain, App *app, int loss) {
    Experiment *main = &app->main;
    const Run *run = &main->lab.run;
    const DigitsPass *pass = main->digits.pass;
    if (loss > 0) return !pass->is_large && !main->trains && digits_probe_alone(own, plain, &main->digits, &main->lab, loss);
    *own = (TermsSource){.trace = &run->trace, .weight = run->weight, .gradient = run->gradient};
    *plain = (TermsSource){.trace = &pass->trace, .weight = run->weight, .gradient = pass->gradient};
    return true;
}

const char *app_find_lost(App *app) {
    TermsPlace place;
    TermsSource own, plain;
    char number[32];
    const char *why;
    if (!app->ui.gui.hot[0] || view_wants_digits(&app->ui)) return NULL;
    if (app_find_chain(app, &place, &why) != APP_CHAIN_THERE || !is_made(place.kind)) return NULL;
    if (place.kind == TERMS_NORM && !is_made(place.of)) return NULL;
    experiment_probe_digits(&app->main, !app->is_window);
    if (app->main.digits.state != DIGITS_KNOWN) return tr(&app->strings, view_why_no_digits(app->main.digits.state));
    if (!find_sources(&own, &plain, app, place.loss)) return NULL;
    double other = terms_value(&plain, &place);
    if (digits_agreed(terms_value(&own, &place), other) >= 3) return NULL;
    number_format_short(number, (int)sizeof number, other, 3);
    text_format(app->lost, (int)sizeof app->lost, tr(&app->strings, STRING_NUMBER_DIGITS), number);
    return app->lost;
}
