/* Show me the chain: the command that selects the number. */
#include "app/app_inside.h"
#include "base/number.h"
#include "lab/run.h"
#include "lab/terms_words.h"
#include "view/hint.h"
#include "view/view.h"

static bool go_back(App *app, Str text, Diag *diag) {
    UiState *ui = &app->ui;
    long count = 1;
    Str word = str_next_word(&text);
    if (word.count > 0 && (!number_parse_int(&count, word) || count < 1))
        return diag_fail(diag, "terms back: \"%.*s\" is not a number of steps; expected 1 to %d.", str_fit(word, 40), word.at,
                         (int)TERMS_TRAIL_MAX);
    if (count >= ui->trail_count) return diag_fail(diag, "terms back: there is no number %ld before this one.", count);
    ui->trail_count -= (int)count;
    return true;
}

bool app_terms(App *app, Str text, bool animate, Diag *diag) {
    TermsPlace place;
    Str rest = text, word = str_next_word(&rest);
    if (str_equal(word, "back")) {
        if (!go_back(app, rest, diag)) return false;
    } else if (str_equal(word, "here")) {
        const char *why;
        rest = str_trim(rest);
        if (rest.count > 0) return diag_fail(diag, "terms here: \"%.*s\" is too much.", str_fit(rest, 40), rest.at);
        app_refresh(app);
        AppChain chain = app_find_chain(app, &place, &why);
        if (chain == APP_CHAIN_NONE) {
            app_say(app, false, "%s", why);
            return true;
        }
        if (chain == APP_CHAIN_NOTHING) place = app_find_terms(app);
        app->ui.trail_count = 0; /* a new walk */
        app_look_at_terms(app, &place);
    } else {
        TermsSource source;
        if (!terms_words_parse(&place, text, &app->main.lab.run.trace, diag)) return false;
        if (!app->main.lab.run.is_held && terms_alone_find(&source, &app->terms_alone, &app->main.lab, 0, false) &&
            !terms_is_updated(&source, &place))
            return diag_fail(diag, "terms: with its settings the optimiser keeps no \"%.*s\".", str_fit(word, 40), word.at);
        app_look_at_terms(app, &place);
    }
    screen_show(&app->ui.screens, SCREEN_TERMS);
    app_turn_inside(app, animate);
    app->stale = true;
    return true;
}
