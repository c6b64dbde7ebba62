/* Pulling: a number of the picture is grabbed, moved, and held where it is released (the command whatif). Valves and chips of held values
   are grabbed by a plain press, everything else by one with Shift. The number moves by as much as the pointer does, from where it was: a
   press alone changes nothing. Up is more. With the keyboard: `pull` holds what is under the pointer at its value and gives the focus to
   its chip. */
#include "app/app_inside.h"
#include "base/number.h"
#include "engine/cell/facts.h"
#include "lab/terms_words.h"
#include "lab/whatif_words.h"
#include "view/view.h"
#include <math.h>
#include <string.h>

static const double GATE_PX = 120;  /* from shut to open */
static const double OTHER_PX = 100; /* by 1, or by as much as the number is */
static const double FAR = 1e6;

static size_t entry_index(const Net *net, const Subject *at) {
    const Param *W = net_get_param(net, PARAM_RECURRENT_WEIGHT, at->layer, at->direction);
    return W->offset + (size_t)at->unit * (size_t)W->cols + (size_t)at->step;
}

/* Of several inputs the one that is on. */
static int largest_input(const Run *run, int step) {
    int inputs = run->net.spec.inputs, best = 0;
    const double *x = run->trace.x + (ptrdiff_t)step * inputs;
    for (int i = 1; i < inputs; i++) {
        if (fabs(x[i]) > fabs(x[best])) best = i;
    }
    return best;
}

/* Finds the number that the subject names; false if it cannot be held. */
static bool find_subject(WhatIf *out, const Run *run, const Subject *at) {
    const CellFacts *facts = run->net.facts;
    int gate[NET_GATE_MAX] = {0}, rows = cell_list_valves(gate, facts);
    *out = (WhatIf){.sequence = -1, .layer = at->layer, .direction = at->direction, .step = at->step, .unit = at->unit, .input = -1};
    if (at->kind == SUBJECT_NONE || !view_has_subject(run, at)) return false;
    switch ((SubjectKind)at->kind) {
    case SUBJECT_INPUT:
        out->kind = WHATIF_INPUT;
        out->layer = out->direction = 0;
        out->input = largest_input(run, at->step);
        break;
    case SUBJECT_CELL_STATE:
    case SUBJECT_STATE:
        out->kind = WHATIF_STATE;
        out->of_c = at->kind == SUBJECT_CELL_STATE;
        break;
    case SUBJECT_GATE:
        out->kind = WHATIF_GATE;
        out->unit = -1;
        if (at->unit >= rows) return false;
        out->gate = gate[at->unit < 0 ? 0 : at->unit];
        break;
    case SUBJECT_ENTRY_WEIGHT:
        out->kind = WHATIF_WEIGHT;
        out->weight = entry_index(&run->net, at);
        break;
    default: return false;
    }
    return whatif_check(out, &run->trace, NULL);
}

/* What stands for a number that can be looked at (Region.number, or a click that opens it) can be pulled where the number is one that can be
   held: an input, a state, a gate of one unit, a weight or a bias, in whichever picture it stands. */
static bool find_number(WhatIf *out, const Run *run, const Region *region) {
    TermsPlace at;
    Str text = str_from(region->number ? region->number : region->command);
    if (!region->number && !str_equal(str_next_word(&text), "terms")) return false;
    if (!terms_words_parse(&at, text, &run->trace, NULL)) return false;
    *out = (WhatIf){.sequence = -1, .layer = at.layer, .direction = at.direction, .step = at.step, .unit = at.row, .input = -1};
    switch (at.kind) {
    case TERMS_X:
        out->kind = WHATIF_INPUT;
        out->input = at.row;
        break;
    case TERMS_H:
    case TERMS_C:
        out->kind = WHATIF_STATE;
        out->of_c = at.kind == TERMS_C;
        break;
    case TERMS_GATE:
        out->kind = WHATIF_GATE;
        out->gate = at.gate;
        break;
    case TERMS_WEIGHT: {
        const Param *param = net_get_param(&run->net, at.param, at.layer, at.direction);
        out->kind = WHATIF_WEIGHT;
        out->weight = param->offset + (size_t)at.row * (size_t)param->cols + (size_t)at.col;
        break;
    }
    default: return false;
    }
    return whatif_check(out, &run->trace, NULL);
}

/* Finds the number that the region's command holds. */
static bool find_command(WhatIf *out, const Run *run, const Region *region) {
    char line[COMMAND_SHORT_MAX];
    Command command;
    WhatIfWords words;
    Region still = *region;
    still.axis_x = still.axis_y = (RegionAxis){0};
    region_drag_command(line, sizeof line, &still, 0, 0);
    return command_parse(&command, str_from(line), NULL) && command.id == COMMAND_WHATIF &&
           whatif_words_parse(&words, command.arg[0].text, NULL) && whatif_words_find(out, &words, &run->trace, NULL);
}

/* Finds the number to pull: for a region with its own command that command's, with Shift only the unit of the close-up; for any other
   region its subject. */
static bool find_pulled(WhatIf *out, const App *app, const Region *region, bool with_shift) {
    const Run *run = &app->main.lab.run;
    if (region->kind != REGION_PULL) return with_shift && (find_subject(out, run, &app->ui.hover) || find_number(out, run, region));
    if (!find_command(out, run, region)) return false;
    if (with_shift && out->kind == WHATIF_GATE && out->unit < 0) out->unit = app->ui.unit < run->net.spec.hidden ? app->ui.unit : 0;
    return true;
}

/* How far it can go, and how much a pixel is. */
static void find_range(AppPull *pull, const Net *net) {
    const WhatIf *what = &pull->what;
    double size = fmax(1, fabs(pull->from));
    pull->least = -FAR;
    pull->most = FAR;
    pull->by_px = size / OTHER_PX;
    if (what->kind != WHATIF_GATE || net->facts->gate[what->gate].curve == CURVE_ACTIVATION) return;
    pull->least = net->facts->gate[what->gate].curve == CURVE_TANH ? -1 : 0;
    pull->most = 1;
    pull->by_px = (1 - pull->least) / GATE_PX;
}

static void take_hold(AppPull *pull, const Run *run) {
    pull->from = whatif_value(&run->trace, run_shown_weight(run), &pull->what);
    find_range(pull, &run->net);
}

/* Rounds to a number that is little more than a pixel away. */
static double round_to(double value, const AppPull *pull) {
    double step = pow(10, floor(log10(pull->by_px)));
    return fmin(fmax(round(value / step) * step, pull->least), pull->most);
}

static void format_line(char *out, int size, const WhatIf *what, const Net *net, bool lets_go) {
    WhatIfWords words;
    int used = text_format(out, size, "whatif ");
    words = whatif_words_tell(what, net);
    words.is_free = lets_go;
    whatif_words_format(out + used, size - used, &words);
}

/* Of the lab, whatever its scope: so this file calls none of those that call it. */
static bool run_line(App *app, const char *line, Diag *diag) {
    Command command;
    return command_parse(&command, str_from(line), diag) && app_run_lab(app, &command, diag);
}

static bool set_to(App *app, const AppPull *pull, double value, const char *path, Diag *diag) {
    char line[COMMAND_SHORT_MAX];
    WhatIf what = pull->what;
    what.value = round_to(value, pull);
    format_line(line, sizeof line, &what, &app->main.lab.run.net, false);
    if (!path) return run_line(app, line, diag);
    Diag found = {0};
    if (!run_line(app, line, &found)) app_refuse(app, path, -1, "", found.text);
    return true;
}

static bool is_same_place(const WhatIf *a, const WhatIf *b) {
    if (a->kind != b->kind) return false;
    if (a->kind == WHATIF_WEIGHT) return a->weight == b->weight;
    bool is_same_lane = a->kind == WHATIF_INPUT || (a->layer == b->layer && a->direction == b->direction && a->unit == b->unit);
    return a->step == b->step && is_same_lane && a->input == b->input && a->of_c == b->of_c && a->gate == b->gate;
}

/* Its number among those that are held; -1: it is not. */
static int find_held(const Run *run, const WhatIf *what) {
    for (int i = 0; i < run->hold_count; i++) {
        if (is_same_place(&run->hold[i], what)) return i;
    }
    return -1;
}

static void let_go(App *app, const WhatIf *what) {
    char line[COMMAND_SHORT_MAX];
    format_line(line, sizeof line, what, &app->main.lab.run.net, true);
    if (find_held(&app->main.lab.run, what) >= 0) run_line(app, line, NULL);
}

/* --- the pointer --- */

bool app_press_pull(App *app, const Region *region, int clicks, bool with_shift) {
    AppPull pull = {.x = app->ui.gui.x, .y = app->ui.gui.y};
    if (!find_pulled(&pull.what, app, region, with_shift)) return false;
    text_format(pull.path, sizeof pull.path, "%s", region->path);
    if (clicks >= 2) {
        let_go(app, &pull.what);
        return true;
    }
    take_hold(&pull, &app->main.lab.run);
    if (!isfinite(pull.from)) return true;
    pull.is_on = true;
    app->pull = pull;
    app->is_held = true;
    app->dragging = !app->ui.training;
    if (app->dragging) experiment_begin_entry(&app->main);
    return true;
}

void app_drag_pull(App *app, double x, double y) {
    const double tremble = 2;
    AppPull *pull = &app->pull;
    double by = app->ui.gui.y - y;
    pull->x = x;
    pull->y = y;
    if (!pull->has_moved && fabs(by) <= tremble) return;
    pull->has_moved = true;
    set_to(app, pull, pull->from + by * pull->by_px, pull->path, NULL);
}

/* --- the keyboard --- */

bool app_pull_key(App *app, const Region *region, const char *key) {
    AppPull pull = {0};
    char path[REGION_PATH_SIZE];
    if (!find_pulled(&pull.what, app, region, false)) return false;
    take_hold(&pull, &app->main.lab.run);
    text_format(path, sizeof path, "%s", region->path); /* the picture may be built again */
    bool is_fine = strncmp(key, "Shift+", 6) == 0, is_bounded = pull.most < FAR;
    const char *name = is_fine ? key + 6 : key;
    double by = pull.by_px * (is_fine ? 1 : 5);
    if (strcmp(name, "Up") == 0 || strcmp(name, "Right") == 0)
        set_to(app, &pull, pull.from + by, path, NULL);
    else if (strcmp(name, "Down") == 0 || strcmp(name, "Left") == 0)
        set_to(app, &pull, pull.from - by, path, NULL);
    else if (is_bounded && strcmp(name, "Home") == 0)
        set_to(app, &pull, pull.least, path, NULL);
    else if (is_bounded && strcmp(name, "End") == 0)
        set_to(app, &pull, pull.most, path, NULL);
    else if (strcmp(name, "Delete") == 0 || strcmp(name, "Backspace") == 0)
        let_go(app, &pull.what);
    else
        return false;
    return true;
}

/* Without a pointer: the valve of the step where the cursor stands, or else its input; in the cell that of one unit, or else its state. */
static bool find_at_cursor(WhatIf *out, const App *app) {
    const Run *run = &app->main.lab.run;
    int layer, direction, step = app_find_step(&layer, &direction, app);
    *out = (WhatIf){.kind = WHATIF_GATE, .sequence = -1, .layer = layer, .direction = direction, .step = step, .unit = -1, .input = -1};
    out->gate = run->net.facts->straight_gate;
    if (screen_find_inside(&app->ui.screens) == SCREEN_CELL) { /* of the unit that the diagram follows */
        out->unit = app->ui.unit < run->net.spec.hidden ? app->ui.unit : 0;
        if (run->net.facts->straight == STRAIGHT_NONE) out->kind = WHATIF_STATE;
        return whatif_check(out, &run->trace, NULL);
    }
    if (run->net.facts->straight != STRAIGHT_NONE) return true;
    *out = (WhatIf){.kind = WHATIF_INPUT, .sequence = -1, .step = step, .unit = -1, .input = largest_input(run, step)};
    return whatif_check(out, &run->trace, NULL);
}

bool app_pull_here(App *app, Diag *diag) {
    AppPull pull = {0};
    char path[REGION_PATH_SIZE];
    app_refresh(app);
    const Region *hot = app_hot_region(app);
    const Run *run = &app->main.lab.run;
    if (!(hot && find_pulled(&pull.what, app, hot, true)) && !find_at_cursor(&pull.what, app))
        return diag_fail(diag, "pull: nothing here can be held; point at a valve, a gate, a state, an input or a weight.");
    take_hold(&pull, run);
    if (find_held(run, &pull.what) < 0 && !set_to(app, &pull, pull.from, NULL, diag)) return false;
    app_refresh(app);
    text_format(path, sizeof path, "stage/hold%d", find_held(run, &pull.what) + 1);
    if (region_find(&app->region, path)) app_set_focus(app, path, true);
    return true;
}
