/* The page of one number: its place on the way there, and its terms while they are shown. */
#include "app/app_inside.h"
#include "view/view.h"
#include <string.h>

int app_followed_loss(const App *app) {
    const Run *run = &app->main.lab.run;
    return app->ui.follow == FOLLOW_ALL || run->wiring.loss_count == 1 ? 0 : run->follow.loss + 1;
}

void app_follow_terms(App *app) {
    UiState *ui = &app->ui;
    for (int i = 0; i < ui->trail_count; i++) {
        TermsPlace place = ui->trail[i];
        if (!terms_is_of_loss(&place) || place.kind == TERMS_DY) continue; /* an output's gradient comes from its own loss only */
        place.loss = app_followed_loss(app);
        if (terms_has(&app->main.lab.run.trace, &place)) ui->trail[i] = place;
    }
}

static const Trace *trace_of(const App *app) { return &app->main.lab.run.trace; }

/* A number that was passed on the way is gone back to. */
void app_look_at_terms(App *app, const TermsPlace *place) {
    UiState *ui = &app->ui;
    for (int i = 0; i < ui->trail_count; i++) {
        if (!terms_is_same(&ui->trail[i], place)) continue;
        ui->trail_count = i + 1;
        return;
    }
    if (ui->trail_count == TERMS_TRAIL_MAX) {
        memmove(ui->trail, ui->trail + 1, (TERMS_TRAIL_MAX - 1) * sizeof *ui->trail);
        ui->trail_count--;
    }
    ui->trail[ui->trail_count++] = *place;
}

/* If the pointer is on no number: the state of the selected unit at the cursor; in the backward phase its gradient. */
TermsPlace app_find_terms(const App *app) {
    const Cursor *cursor = &app->ui.cursor;
    int layer, direction, step = app_find_step(&layer, &direction, app);
    bool goes_back = cursor->phase == PHASE_BACKWARD;
    if (cursor->phase == PHASE_UPDATE)
        return (TermsPlace){.kind = TERMS_DWEIGHT, .param = PARAM_RECURRENT_WEIGHT, .layer = layer, .direction = direction};
    if (cursor->phase == PHASE_LOSS) return (TermsPlace){.kind = TERMS_TOTAL};
    TermsPlace place = {.kind = goes_back ? TERMS_DH : TERMS_H, .layer = layer, .direction = direction, .step = step, .row = app->ui.unit};
    if (goes_back) place.loss = app_followed_loss(app);
    return place;
}

/* Follows from a number the largest factor, until that is given or the page is full. */
static void form_chain(App *app, const TermsSource *source) {
    const Terms *from = &app->terms;
    int term, factor;
    app->terms_chain_count = 0;
    while (app->terms_chain_count < TERMS_PATH_MAX && terms_find_largest(&term, &factor, from)) {
        Terms *next = &app->terms_chain[app->terms_chain_count];
        const TermsPlace *place = &from->term[term].factor[factor].place;
        bool is_known = place->loss == 0 || place->loss == source->alone_loss;
        if (!is_known || !terms_form(next, source, place) || next->count == 0) return;
        app->terms_chain_count++;
        from = next;
    }
}

const Terms *app_form_terms(App *app) {
    UiState *ui = &app->ui;
    TermsSource source;
    bool is_shown = screen_find_inside(&ui->screens) == SCREEN_TERMS || (ui->inside_open > 0 && ui->inside == SCREEN_TERMS);
    if (!is_shown || app->main.lab.run.is_held) return NULL;
    if (ui->trail_count == 0) {
        TermsPlace place = app_find_terms(app);
        app_look_at_terms(app, &place);
    }
    const TermsPlace *place = &ui->trail[ui->trail_count - 1];
    if (!terms_has(trace_of(app), place)) return NULL;
    bool is_known = app->terms_version == app->main.lab.version && terms_is_same(&app->terms.place, place);
    if (is_known && !ui->training) return &app->terms;
    if (!app_has_memory(app, terms_alone_find(&source, &app->terms_alone, &app->main.lab, place->loss, ui->training))) return NULL;
    if (!terms_is_updated(&source, place)) return NULL; /* the optimiser was changed */
    if (!app_has_memory(app, terms_form(&app->terms, &source, place))) return NULL;
    form_chain(app, &source);
    app->terms_version = app->main.lab.version;
    return &app->terms;
}
