/* The region under the pointer in the last picture, and the number that it stands for. A key shows what made that number (app_terms.c). */
#include "app/app_inside.h"
#include "engine/cell/facts.h"
#include "lab/run.h"
#include "lab/terms_words.h"
#include "view/hint.h"
#include "view/stage/stage_layout.h"
#include "view/view.h"
#include <math.h>

const Region *app_hot_region(const App *app) {
    const GuiState *gui = &app->ui.gui;
    return gui->x < 0 || app_is_mouse_locked(app) ? NULL : region_at(&app->region, gui->x, gui->y);
}

/* The rows of the valves have another order than the blocks. */
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

/* If the region stands for several units, takes the number of the chosen unit; for several inputs or outputs, the largest number. */
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

/* A region that stands for a number names it in the words of the command `terms`. */
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
