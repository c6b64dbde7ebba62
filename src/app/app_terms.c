/* Show me the chain: the command that selects the number. */
#include "app/app_inside.h"
#include "base/number.h"
#include "engine/cell/facts.h"
#include "lab/run.h"
#include "lab/terms_words.h"
#include "view/hint.h"
#include "view/stage/stage_layout.h"
#include "view/view.h"
#include <math.h>

/* --- what the pointer is on --- */

/* The valves' rows are not the order of the blocks. */
static int gate_of_row(const CellFacts *facts, int row) {
    int gate[NET_GATE_MAX] = {0}, count = cell_list_valves(gate, facts);
    return row >= 0 && row < count ? gate[row] : gate[0];
}

static int largest(const double *number, int count) {
    int best = 0;
    for (int i = 1; i < count; i++)
        if (fabs(number[i]) > fabs(number[best])) best = i;
    return best;
}

/* For a number of several units, selects the chosen unit's; for several inputs or outputs the largest. */
static bool find_subject(TermsPlace *out, const App *app, const Subject *at) {
    const Run *run = &app->main.lab.run;
    const Trace *trace = &run->trace;
    int unit = at->unit >= 0 ? at->unit : app->ui.unit, O = run->net.spec.outputs;
    *out = (TermsPlace){.layer = at->layer, .direction = at->direction, .step = at->step, .row = unit};
    if (at->kind == SUBJECT_NONE || !view_has_subject(run, at)) return false;
    switch ((SubjectKind)at->kind) {
    case SUBJECT_STATE: out->kind = TERMS_H; break;
    case SUBJECT_CELL_STATE: out->kind = TERMS_C; break;
    case SUBJECT_GATE:
        out->kind = TERMS_GATE;
        out->gate = gate_of_row(run->net.facts, at->unit);
        out->row = app->ui.unit;
        break;
    case SUBJECT_GRADIENT:
    case SUBJECT_RIVER: out->kind = TERMS_DH; break;
    case SUBJECT_FACTOR:
        out->kind = TERMS_FACTOR;
        out->row = 0;
        if (terms_has(trace, out)) break;
        out->kind = TERMS_DH;
        out->row = unit;
        break;
    case SUBJECT_HIGHWAY: out->kind = TERMS_DC; break;
    case SUBJECT_INPUT:
        *out = (TermsPlace){
            .kind = TERMS_X, .step = at->step, .row = largest(trace->x + (ptrdiff_t)at->step * run->net.spec.inputs, run->net.spec.inputs)};
        break;
    case SUBJECT_OUTPUT: {
        int k = run_find_loss(run, at->step);
        *out = (TermsPlace){.kind = TERMS_Y, .step = k, .row = largest(trace->y + (ptrdiff_t)k * O, O)};
        break;
    }
    case SUBJECT_LOSS: *out = (TermsPlace){.kind = TERMS_LOSS, .step = run_find_loss(run, at->step)}; break;
    case SUBJECT_ENTRY_WEIGHT:
    case SUBJECT_ENTRY_GRADIENT:
    case SUBJECT_ENTRY_CHANGE:
        *out = terms_weight(trace, PARAM_RECURRENT_WEIGHT, at->layer, at->direction, at->unit, at->step);
        if (at->kind == SUBJECT_ENTRY_CHANGE) out->kind = TERMS_DELTA;
        if (at->kind == SUBJECT_ENTRY_WEIGHT && stage_update_is_added(&app->ui)) out->kind = TERMS_NEXT;
        if (at->kind == SUBJECT_ENTRY_GRADIENT) out->kind = run->truncated.block ? TERMS_TRUNCATED : TERMS_DWEIGHT;
        break;
    default: return false;
    }
    if (terms_is_of_loss(out)) out->loss = app_followed_loss(app);
    return terms_has(trace, out);
}

/* A region that stands for a number says which one, in the words of the command. */
static bool find_pointed(TermsPlace *out, const App *app) {
    const Region *hot = app_hot_region(app);
    Str command = str_from(hot ? hot->command : "");
    const Trace *trace = &app->main.lab.run.trace;
    if (!hot) return false;
    if (hot->number) return terms_words_parse(out, str_from(hot->number), trace, NULL);
    return str_equal(str_next_word(&command), "terms") && terms_words_parse(out, command, trace, NULL);
}

AppChain app_find_chain(const App *app, TermsPlace *out, const char **why) {
    const Region *hot = app_hot_region(app);
    *why = NULL;
    if (find_pointed(out, app) || find_subject(out, app, &app->ui.hover)) return APP_CHAIN_THERE;
    if (hot) *why = hot->why ? hot->why : hint_find_why(&app->strings, hot->path);
    return *why ? APP_CHAIN_NONE : APP_CHAIN_NOTHING;
}

/* --- the command --- */

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
            return diag_fail(diag, "terms: as it is set, the optimiser keeps no \"%.*s\".", str_fit(word, 40), word.at);
        app_look_at_terms(app, &place);
    }
    screen_show(&app->ui.screens, SCREEN_TERMS);
    app_turn_inside(app, animate);
    app->stale = true;
    return true;
}
