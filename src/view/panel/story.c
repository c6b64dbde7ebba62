/* The left panel: describes the step at the cursor in words, as a formula, and with numbers. Every number is the trace's. The words are
   chosen by phase and cell; they claim nothing that the numbers beside them could contradict. */
#include "base/number.h"
#include "engine/analysis/equations.h"
#include "gui/minus.h"
#include "lab/evaluate.h"
#include "view/gates.h"
#include "view/hint.h"
#include "view/offer.h"
#include "view/panel/clip_picture.h"
#include "view/panel/prose.h"
#include "view/panel/story_inside.h"
#include "view/panel/update_rule.h"
#include "view/stage/stage_layout.h"
#include <assert.h>
#include <math.h>

static void write_count(Pen *pen, const char *words, long value) {
    char text[32];
    number_format_count(text, (int)sizeof text, value);
    story_write_row(pen, NULL, words, text, NULL);
    story_why(pen, STRING_WHY_COUNTED);
}

/* An equation of the engine's, of the chain that is shown. */
static void write_equation(Pen *pen, EquationKind kind) {
    const Run *run = pen->view->run;
    const Equation *equation = equation_find(kind, &run->net, &run->wiring);
    char tex[160];
    int layer, direction;
    (void)story_shown_lane(pen->view, &layer, &direction);
    if (!equation) return;
    equation_format(tex, (int)sizeof tex, equation, direction);
    story_write_formula(pen, tex);
}

static void write_unroll(Pen *pen) {
    const View *view = pen->view;
    const Run *run = view->run;
    bool is_one = run->net.spec.layers * run->net.spec.directions == 1;
    story_write_text(pen, is_one ? tr(pen->view->strings, STRING_STORY_ONE_CELL) : tr(pen->view->strings, STRING_STORY_EACH_CELL));
    story_write_text(pen, tr(pen->view->strings, STRING_STORY_SHARED));
    char task[192];
    stage_describe_task(task, (int)sizeof task, view);
    story_write_text(pen, task);
    write_equation(pen, run->net.facts->is_plain ? EQUATION_WHOLE : EQUATION_STATE);
    story_write_heading(pen, tr(pen->view->strings, STRING_STORY_IN_NUMBERS));
    write_count(pen, tr(pen->view->strings, STRING_STORY_STEPS), run->wiring.steps);
    write_count(pen, tr(pen->view->strings, STRING_STORY_UNITS), run->net.spec.hidden);
    write_count(pen, tr(pen->view->strings, STRING_STORY_WEIGHTS), (long)run->net.weight_count);
    story_write_value(pen, "\\rho(\\W{W})", tr(pen->view->strings, STRING_STORY_RADIUS), run->radius, NULL);
    hint_radius(pen->view);
}

enum { FORWARD_FORMULAS = 4 };
/* What a step computes, in its order; where there is no room for all, the first are left out. */
static const EquationKind forward_kinds[FORWARD_FORMULAS + 1] = {EQUATION_PRE, EQUATION_GATES, EQUATION_CANDIDATE, EQUATION_CELL,
                                                                 EQUATION_STATE};

/* As many as leave `below` pixels of the page for what follows, but the last two in any case. */
static void write_forward_formulas(Pen *pen, double below) {
    const Run *run = pen->view->run;
    char text[FORWARD_FORMULAS + 1][160];
    const char *tex[FORWARD_FORMULAS + 1];
    int count = 0, layer, direction;
    (void)story_shown_lane(pen->view, &layer, &direction);
    for (int i = 0; i <= FORWARD_FORMULAS; i++) {
        const Equation *equation = equation_find(forward_kinds[i], &run->net, &run->wiring);
        if (!equation) continue;
        equation_format(text[count], (int)sizeof text[count], equation, direction);
        tex[count] = text[count];
        count++;
    }
    double room = pen->bottom - (pen->y + pen->view->ui->scroll[SCREEN_STORY]) - 48 - below;
    int shown = (int)fmin(fmax(floor(room / FORMULA_LEADING), 2), count);
    story_write_formulas(pen, tex + count - shown, shown);
}

/* Columns of the forward table: the gates in the order they act, then the states; of a plain cell the bias and the sum before the state. */
enum { TABLE_COLUMNS = NET_GATE_MAX + 2, HEAD_SIZE = 32 };

static int table_heads(char head[TABLE_COLUMNS][HEAD_SIZE], const CellFacts *facts, int direction) {
    const char *index = direction ? "'_t" : "_t"; /* the reverse chain's letters have a prime */
    int gate[NET_GATE_MAX], count = 0;
    if (facts->is_plain) {
        text_format(head[count++], HEAD_SIZE, direction ? "b'" : "b");
        text_format(head[count++], HEAD_SIZE, "a%s", index);
    } else {
        count = cell_list_acting(gate, facts);
        for (int i = 0; i < count; i++) gates_format_tex(head[i], HEAD_SIZE, facts, gate[i], index);
    }
    if (facts->has_c) text_format(head[count++], HEAD_SIZE, "c%s", index);
    text_format(head[count++], HEAD_SIZE, "h%s", index);
    return count;
}

/* What made the number of a column: of the bias, which is two, the first. */
static TermsPlace table_place(const Run *run, int layer, int direction, int t, int u, int column, int columns) {
    const Net *net = &run->net;
    TermsPlace place = {.kind = TERMS_H, .layer = layer, .direction = direction, .step = t, .row = u};
    int gate[NET_GATE_MAX], last = columns - 1;
    if (column == last) return place;
    if (net->facts->has_c && column == last - 1) {
        place.kind = TERMS_C;
    } else if (!net->facts->is_plain) {
        cell_list_acting(gate, net->facts);
        place.kind = TERMS_GATE;
        place.gate = gate[column];
    } else if (column == 1) {
        place.kind = TERMS_PRE;
    } else {
        place = (TermsPlace){.kind = TERMS_WEIGHT, .param = PARAM_INPUT_BIAS, .layer = layer, .direction = direction, .col = u};
    }
    return place;
}

static int table_row(double value[TABLE_COLUMNS], const Run *run, int layer, int direction, int t, int u) {
    const Net *net = &run->net;
    const TraceLane *lane = &run->trace.lane[layer][direction];
    int H = net->spec.hidden, g = net->gates, gate[NET_GATE_MAX], count = 0;
    long row = (long)t * H + u;
    if (net->facts->is_plain) {
        /* The two biases act as one: b = b_ih + b_hh. */
        size_t ih = net_get_param(net, PARAM_INPUT_BIAS, layer, direction)->offset,
               hh = net_get_param(net, PARAM_RECURRENT_BIAS, layer, direction)->offset;
        value[count++] = run_shown_weight(run)[ih + (size_t)u] + run_shown_weight(run)[hh + (size_t)u];
        value[count++] = lane->pre[row];
    } else {
        count = cell_list_acting(gate, net->facts);
        for (int i = 0; i < count; i++) value[i] = lane->gate[((long)t * g + gate[i]) * H + u];
    }
    if (net->facts->has_c) value[count++] = lane->c[row];
    value[count++] = lane->h[row];
    return count;
}

/* What dropout does at this step between the shown layer and the next; at the top, between the one below and it. */
static void write_dropout(Pen *pen, int layer, int t) {
    const Gui *gui = pen->view->gui;
    const Run *run = pen->view->run;
    int H = run->net.spec.hidden, directions = run->net.spec.directions, dropped = 0;
    int from = layer + 1 < run->net.spec.layers ? layer : layer - 1;
    if (from < 0 || !run->trace.lane[from][0].mask) return;
    for (int d = 0; d < directions; d++) {
        for (int u = 0; u < H; u++) dropped += run->trace.lane[from][d].mask[(long)t * H + u] == 0;
    }
    char text[160], scale[32];
    number_format_short(scale, (int)sizeof scale, 1 / (1 - run->net.spec.dropout), 3);
    text_format(text, (int)sizeof text, tr(pen->view->strings, STRING_STORY_DROPOUT), t + 1, from + 1, directions * H - dropped,
                directions * H, scale, dropped);
    int lines = text_wrap(gui->list, gui->text, gui->scale, FACE_UI, 14, rect(pen->x, pen->y + 23, pen->w, 0), 20, gui->theme->dim, text);
    pen->y += lines * 20 + 8;
}

/* What step t reads. */
static void write_input(Pen *pen, int t) {
    const Run *run = pen->view->run;
    TaskOptions options = setup_task_options(pen->view->setup);
    char words[128], text[160];
    setup_task(pen->view->setup)->describe_input(words, (int)sizeof words, &options, t, run->trace.x + (long)t * run->net.spec.inputs);
    tr_said(pen->view->strings, words, (int)sizeof words);
    text_format(text, (int)sizeof text, "$x_{%d}$: %s", t + 1, words);
    const Gui *gui = pen->view->gui;
    size_t from = gui->list->used;
    int lines = prose_wrap(gui, FACE_UI, 14, rect(pen->x, pen->y + 13, pen->w, 0), 20, gui->theme->dim, text);
    hint_add(pen->view, rect(pen->x, pen->y - 2, pen->w, lines * 20), "story/input", tr(pen->view->strings, STRING_SYMBOL_X));
    hint_add_symbols(pen->view, from, "story/input");
    pen->y += lines * 20 + 12;
}

/* How a step forms its state, for the cells that have a text of their own. */
static const StringId forward_words[CELL_COUNT] = {
    [CELL_RNN] = STRING_STORY_FORWARD_RNN,
    [CELL_LSTM] = STRING_STORY_FORWARD_LSTM,
    [CELL_GRU] = STRING_STORY_FORWARD_GRU,
};

/* Of any other cell: what its gates are, and what the state before is multiplied by. */
static void write_cell_facts(Pen *pen, const CellFacts *facts) {
    char text[512], tex[48];
    int gate[NET_GATE_MAX], count = cell_list_acting(gate, facts), used;
    used = text_format(text, (int)sizeof text, tr(pen->view->strings, STRING_STORY_FORMS));
    for (int i = 0; i < count; i++) {
        const GateFacts *of = &facts->gate[gate[i]];
        gates_format_tex(tex, (int)sizeof tex, facts, gate[i], "");
        used += text_format(text + used, (int)sizeof text - used, tr(pen->view->strings, STRING_STORY_GATE),
                            i == 0           ? ""
                            : i == count - 1 ? tr(pen->view->strings, STRING_STORY_AND)
                                             : ", ",
                            of->name, tex,
                            of->curve == CURVE_SIGMOID ? tr(pen->view->strings, STRING_STORY_RANGE_GATE)
                            : of->curve == CURVE_TANH  ? tr(pen->view->strings, STRING_STORY_RANGE_CANDIDATE)
                                                       : "");
    }
    used += text_format(text + used, (int)sizeof text - used, ".");
    if (facts->straight != STRAIGHT_NONE) {
        gates_format_straight(tex, (int)sizeof tex, facts, "");
        text_format(text + used, (int)sizeof text - used, tr(pen->view->strings, STRING_STORY_KEEPS), tex,
                    facts->has_c ? tr(pen->view->strings, STRING_STORY_CELL_STATE) : tr(pen->view->strings, STRING_STORY_STATE));
    }
    story_write_text(pen, text);
}

static void write_forward(Pen *pen) {
    const View *view = pen->view;
    const Run *run = view->run;
    int layer, direction, H = run->net.spec.hidden;
    const TraceLane *lane = story_shown_lane(view, &layer, &direction);
    if (forward_words[run->net.spec.cell])
        story_write_text(pen, tr(pen->view->strings, forward_words[run->net.spec.cell]));
    else
        write_cell_facts(pen, run->net.facts);
    int most = H < 8 ? H : 8;
    write_forward_formulas(pen, 26 + 32 + 20 + 25 * most + (most < H ? 25 : 0));
    int t = story_last_position(view, PHASE_FORWARD, direction);
    if (t < 0) {
        story_write_heading(pen, tr(pen->view->strings, STRING_STORY_PRESS_PLAY));
        return;
    }
    if (story_write_padding(pen, t)) return;
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    char text[64];
    text_format(text, (int)sizeof text, tr(pen->view->strings, STRING_STORY_STEP_UNITS), t + 1);
    story_write_heading(pen, text);
    write_input(pen, t);
    FormulaStyle style = theme_formula(theme, 16);
    char head[TABLE_COLUMNS][HEAD_SIZE];
    int columns = table_heads(head, run->net.facts, direction);
    double right = pen->x + pen->w - 22, step = columns <= 3 ? 80 : columns == 4 ? 62 : 47;
    size_t from = gui->list->used;
    hint_add(view, rect(pen->x, pen->y - 6, pen->w, 22), "story/table", tr(view->strings, STRING_HINT_TABLE));
    for (int c = 0; c < columns; c++)
        formula_draw(gui->list, gui->text, gui->scale, &style, right - (columns - 1 - c) * step, pen->y + 8, ALIGN_RIGHT, head[c]);
    hint_add_symbols(view, from, "story/table");
    pen->y += 20;
    double limit = stage_state_limit(view);
    for (int u = 0; u < most; u++) {
        double value[TABLE_COLUMNS];
        int filled = table_row(value, run, layer, direction, t, u);
        assert(filled == columns); /* heads and rows are one table */
        (void)filled;
        text_format(text, (int)sizeof text, columns > 4 ? "%d" : tr(pen->view->strings, STRING_STORY_UNIT), u + 1);
        gui_text(gui, FACE_UI, 14, pen->x, pen->y + 15, ALIGN_LEFT, theme->dim, text);
        for (int c = 0; c < columns; c++) {
            char number[32];
            bool last = c == columns - 1;
            if (columns > 3 && fabs(value[c]) < 10) {
                double least = columns > 4 ? 0.005 : 0.0005; /* what is less is written 0, without a sign */
                text_format(number, (int)sizeof number, columns > 4 ? "%.2f" : "%.3f", fabs(value[c]) < least ? 0.0 : value[c]);
                minus_mend(number, (int)sizeof number);
            } else
                number_format_short(number, (int)sizeof number, value[c], 3);
            gui_text(gui, last ? FACE_MONO_MEDIUM : FACE_MONO, columns > 4 ? 13 : 14, right - (columns - 1 - c) * step, pen->y + 15,
                     ALIGN_RIGHT, last ? theme->text : theme->dim, number);
        }
        char path[48], words[64];
        Rect row = rect(pen->x, pen->y, pen->w, 24);
        bool is_wanted = hint_is_wanted(view, row);
        if (is_wanted) text_format(words, (int)sizeof words, tr(pen->view->strings, STRING_STORY_UNIT_TIP), u + 1, t + 1);
        text_format(path, (int)sizeof path, "story/unit%d", u + 1);
        hint_add(view, row, path, is_wanted ? figure_tip(view, words, "", lane->h[(long)t * H + u]) : "");
        int at = columns - 1 - (int)fmin(fmax(floor((right + 4 - gui->state->x) / step), 0), columns - 1);
        story_link(pen, table_place(run, layer, direction, t, u, is_wanted ? at : columns - 1, columns));
        draw_round(gui->list, rect(pen->x + pen->w - 12, pen->y + 4, 12, 12), 3,
                   color_signed(&theme->state, lane->h[(long)t * H + u], limit));
        pen->y += 25;
    }
    if (most < H) {
        text_format(text, (int)sizeof text, tr(pen->view->strings, STRING_STORY_MORE_UNITS), H - most);
        gui_text(gui, FACE_UI, 13, pen->x, pen->y + 15, ALIGN_LEFT, theme->dim, text);
        pen->y += 25;
    }
    write_dropout(pen, layer, t);
}

/* Of the sequence on the stage, where the task is to say the next symbol, and the best there is. */
static void write_symbols(Pen *pen, const Task *task) {
    SymbolMeasure symbols = evaluate_symbols(&pen->view->run->trace, task, 0), least = evaluate_least(pen->view->setup);
    if (isnan(symbols.bits)) return;
    pen->y += 14;
    story_write_heading(pen, tr(pen->view->strings, STRING_STORY_PER_SYMBOL));
    story_write_value(pen, NULL, tr(pen->view->strings, STRING_STORY_BITS), symbols.bits, NULL);
    story_why(pen, STRING_WHY_SYMBOLS);
    if (!isnan(least.bits)) {
        story_write_value(pen, NULL, tr(pen->view->strings, STRING_STORY_FEWEST), least.bits, NULL);
        story_why(pen, STRING_WHY_TASK);
    }
    story_write_value(pen, NULL, tr(pen->view->strings, STRING_STORY_PERPLEXITY), symbols.perplexity, NULL);
    story_why(pen, STRING_WHY_SYMBOLS);
    if (!isnan(least.bits)) {
        story_write_value(pen, NULL, tr(pen->view->strings, STRING_STORY_LEAST), least.perplexity, NULL);
        story_why(pen, STRING_WHY_TASK);
    }
}

/* All outputs in their order, or the largest of them, the largest first; the right answer (-1: none) is always among them. */
static void choose_outputs(int *shown, int most, const double *y, int count, int right) {
    int n = 0;
    bool has_right = right < 0;
    for (int o = 0; o < count; o++) {
        int at = n < most ? n++ : most;
        for (; most < count && at > 0 && y[o] > y[shown[at - 1]]; at--)
            if (at < most) shown[at] = shown[at - 1];
        if (at < most) shown[at] = o;
    }
    for (int i = 0; i < most; i++) has_right = has_right || shown[i] == right;
    if (!has_right) shown[most - 1] = right;
}

static void write_loss(Pen *pen) {
    const View *view = pen->view;
    const Run *run = view->run;
    const Trace *trace = &run->trace;
    int O = run->net.spec.outputs, K = run->wiring.loss_count;
    bool entropy = run->net.spec.loss == LOSS_CROSS_ENTROPY;
    story_write_text(pen, entropy ? tr(pen->view->strings, STRING_STORY_SOFTMAX) : tr(pen->view->strings, STRING_STORY_SQUARED));
    story_write_formula(pen, tr(pen->view->strings, entropy ? STRING_STORY_SOFTMAX_LOSS : STRING_STORY_SQUARED_LOSS));
    int k = view->ui->cursor.fraction > 0 ? view->ui->cursor.step : view->ui->cursor.step - 1;
    if (k < 0) {
        story_write_heading(pen, tr(pen->view->strings, STRING_STORY_PRESS_PLAY));
        return;
    }
    if (view->ui->cursor.step >= K) k = trace_count_losses(trace, 0) - 1; /* all are known: the last that counts */
    if (K > 1 && story_write_padding(pen, run->wiring.loss_step[k])) {
        story_write_value(pen, NULL, tr(view->strings, STRING_STORY_LOSS_MEAN), trace->loss, NULL);
        story_link(pen, (TermsPlace){.kind = TERMS_TOTAL});
        return;
    }
    char text[64];
    text_format(text, (int)sizeof text, tr(pen->view->strings, STRING_STORY_AT_STEP), run->wiring.loss_step[k] + 1);
    story_write_heading(pen, text);
    const Theme *theme = view->gui->theme;
    const double *y = (trace->prob ? trace->prob : trace->y) + (long)k * O;
    int most = O <= 8 ? O : 6, right = entropy ? (int)trace->target[k] : -1;
    TaskOptions options = setup_task_options(view->setup);
    const Task *task = setup_task(view->setup);
    int shown[8];
    choose_outputs(shown, most, y, O, right);
    for (int row = 0; row < most; row++) {
        int o = shown[row];
        Color swatch =
            entropy ? color_over(theme->output_weight, fmin(fmax(y[o], 0), 1), theme->raised) : color_signed(&theme->state, y[o], 1);
        char name[TASK_NAME_SIZE];
        task_name_class(name, (int)sizeof name, task, &options, o);
        text_format(text, (int)sizeof text, entropy ? "p_{\\text{%s}}" : "y_{%s}", name);
        story_write_value(pen, text, o == right ? tr(pen->view->strings, STRING_STORY_RIGHT) : NULL, y[o], &swatch);
        story_link(pen, (TermsPlace){.kind = trace->prob ? TERMS_P : TERMS_Y, .step = k, .row = o});
        if (!entropy) story_write_value(pen, NULL, tr(pen->view->strings, STRING_STORY_TARGET), trace->target[(long)k * O + o], NULL);
        if (!entropy) story_link(pen, (TermsPlace){.kind = TERMS_TARGET, .step = k, .row = o});
    }
    if (most < O) {
        text_format(text, (int)sizeof text,
                    O - most == 1 ? tr(pen->view->strings, STRING_STORY_MORE_OUTPUT) : tr(pen->view->strings, STRING_STORY_MORE_OUTPUTS),
                    O - most);
        gui_text(view->gui, FACE_UI, 13, pen->x, pen->y + 15, ALIGN_LEFT, theme->dim, text);
        pen->y += 25;
    }
    story_write_value(pen, NULL, tr(pen->view->strings, STRING_STORY_LOSS_STEP), trace->loss_raw[k], NULL);
    story_link(pen, (TermsPlace){.kind = TERMS_RAW, .step = k});
    if (K > 1)
        story_write_value(pen, NULL,
                          run->wiring.sum_losses ? tr(pen->view->strings, STRING_STORY_LOSS_SUM)
                                                 : tr(pen->view->strings, STRING_STORY_LOSS_MEAN),
                          trace->loss, NULL);
    if (K > 1) story_link(pen, (TermsPlace){.kind = TERMS_TOTAL});
    text_format(text, (int)sizeof text, tr(pen->view->strings, STRING_STORY_WOULD_SCORE),
                tr_name(pen->view->strings, task->baseline_label));
    story_write_value(pen, NULL, text, task->baseline(&options), NULL);
    story_why(pen, STRING_WHY_TASK);
    if (task->other_baseline) {
        text_format(text, (int)sizeof text, tr(pen->view->strings, STRING_STORY_WOULD_SCORE),
                    tr_name(pen->view->strings, task->other_baseline_label));
        story_write_value(pen, NULL, text, task->other_baseline(&options), NULL);
        story_why(pen, STRING_WHY_TASK);
    }
    write_symbols(pen, task);
    char goal[128];
    task_describe_goal(goal, (int)sizeof goal, task, &options);
    tr_said(pen->view->strings, goal, (int)sizeof goal);
    pen->y += 14;
    story_write_heading(pen, tr(pen->view->strings, STRING_STORY_SOLVED_WHEN));
    story_write_text(pen, goal);
}

/* The length of a gradient of all weights. */
static void link_length(const Pen *pen, TermsKind of) {
    story_why(pen, STRING_WHY_MANY);
    story_link(pen, (TermsPlace){.kind = TERMS_LENGTH, .of = of});
}

static void write_set(Pen *pen, StringId words, double value) {
    story_write_value(pen, "g", tr(pen->view->strings, words), value, NULL);
    story_why(pen, STRING_WHY_SET);
}

static void write_update(Pen *pen) {
    const View *view = pen->view;
    const Run *run = view->run;
    story_write_text(pen, tr(pen->view->strings, STRING_STORY_SAME_W));
    UpdateRule rule;
    char text[256]; /* a translation may be longer */
    update_rule_find(&rule, view);
    if (rule.window) {
        text_format(text, (int)sizeof text, tr_count(pen->view->strings, rule.window, STRING_STORY_TRUNCATED_ONE, STRING_STORY_TRUNCATED),
                    rule.window);
        story_write_text(pen, text);
    }
    story_write_text(pen, rule.words);
    story_write_formula(pen, rule.tex);
    story_write_heading(pen, tr(pen->view->strings, STRING_STORY_IN_NUMBERS));
    story_write_value(pen, NULL, tr(pen->view->strings, STRING_STORY_LOSS_BEFORE), run_own_trace(run)->loss, NULL);
    story_link(pen, (TermsPlace){.kind = TERMS_TOTAL});
    story_write_value(pen, "\\eta",
                      rule.is_halved ? tr(pen->view->strings, STRING_STORY_RATE_NOW) : tr(pen->view->strings, STRING_STORY_RATE), rule.rate,
                      NULL);
    story_why(pen, rule.is_halved ? STRING_WHY_HALVED : STRING_WHY_SET);
    if (rule.is_halved) {
        text_format(text, (int)sizeof text, tr(pen->view->strings, STRING_STORY_HALVED),
                    COUNT_TEXT(setup_get_int(view->setup, KEY_HALVING)));
        story_write_value(pen, NULL, text, setup_get(view->setup, KEY_LEARNING_RATE), NULL);
        story_why(pen, STRING_WHY_SET);
    }
    story_write_value(pen, NULL, rule.window ? tr(pen->view->strings, STRING_STORY_NORM_EXACT) : tr(pen->view->strings, STRING_STORY_NORM),
                      run_own_trace(run)->gradient_norm, NULL);
    link_length(pen, TERMS_DWEIGHT);
    if (rule.window && isfinite(run->truncated.whole.ratio)) {
        story_write_value(pen, NULL, tr(pen->view->strings, STRING_STORY_NORM_TRUNCATED),
                          run->truncated.whole.ratio * run_own_trace(run)->gradient_norm, NULL);
        link_length(pen, TERMS_TRUNCATED);
        char angle[32];
        number_format_short(angle, (int)sizeof angle, run->truncated.whole.angle_rad * 180 / acos(-1), 3);
        text_format(text, (int)sizeof text, "%s°", angle);
        story_write_row(pen, NULL, tr(pen->view->strings, STRING_STORY_ANGLE), text, NULL);
        story_why(pen, STRING_WHY_ANGLE);
    }
    double cut = setup_get(view->setup, KEY_CLIP_VALUE), l2 = setup_get(view->setup, KEY_L2);
    if (cut > 0) write_set(pen, STRING_STORY_CUT, cut);
    if (setup_get(view->setup, KEY_CLIP_NORM) > 0) {
        story_write_value(
            pen, "g", run->clip_factor < 1 ? tr(pen->view->strings, STRING_STORY_CLIPPED) : tr(pen->view->strings, STRING_STORY_UNCLIPPED),
            run->clip_factor, NULL);
        story_why(pen, STRING_WHY_MANY);
        story_link(pen, (TermsPlace){.kind = TERMS_CLIP});
    }
    if (l2 > 0) write_set(pen, STRING_STORY_L2, l2);
    story_write_value(pen, "\\rho(\\W{W})", tr(pen->view->strings, STRING_STORY_BEFORE), run->radius, NULL);
    hint_radius(pen->view);
    write_count(pen, tr(pen->view->strings, STRING_STORY_UPDATES), run->update);
    if (!clip_picture_is_wanted(view) || region_find(view->gui->region, "stage/clip")) return; /* the stage has it, where there is room */
    const Cursor *cursor = &view->ui->cursor;
    clip_picture_draw(view, rect(pen->x, pen->y + 4, pen->w, CLIP_PICTURE_HEIGHT),
                      clip_picture_cut(cursor->step + cursor->fraction - UPDATE_SHARES));
    pen->y += CLIP_PICTURE_HEIGHT;
}

static const StringId titles[PHASE_COUNT] = {STRING_STORY_TITLE_ONE, STRING_STORY_TITLE_FORWARD, STRING_STORY_TITLE_LOSS,
                                             STRING_STORY_TITLE_BACKWARD, STRING_STORY_TITLE_UPDATE};

static const char *title_of(const View *view, char *out, int size) {
    Phase phase = view->ui->cursor.phase;
    if (phase != PHASE_UNROLL) return tr(view->strings, titles[phase]);
    const NetSpec *spec = &view->run->net.spec;
    bool is_one = spec->layers * spec->directions == 1;
    text_format(out, size, is_one ? tr(view->strings, STRING_STORY_TITLE_ONE) : tr(view->strings, STRING_STORY_TITLE_EACH),
                view->run->wiring.steps);
    return view->run->wiring.steps > 1 ? out
           : is_one                    ? tr(view->strings, STRING_STORY_TITLE_ONE_STEP)
                                       : tr(view->strings, STRING_STORY_TITLE_EACH_STEP);
}

static void draw_progress(Pen *pen) {
    const Gui *gui = pen->view->gui;
    const Theme *theme = gui->theme;
    double gap = 8, w = (pen->w - gap * (PHASE_COUNT - 1)) / PHASE_COUNT;
    for (int p = 0; p < PHASE_COUNT; p++) {
        int now = (int)pen->view->ui->cursor.phase;
        Color color = p == now ? theme->accent : p < now ? color_over(theme->accent, 0.55, theme->panel) : theme->line;
        draw_round(gui->list, rect(pen->x + p * (w + gap), pen->y, w, 4), 2, color);
    }
    pen->y += 24;
}

static void draw_buttons(const View *view, Rect area) {
    const Gui *gui = view->gui;
    double y = rect_bottom(area) - 62, half = (area.w - 2 * PAD - 12) / 2, x = area.x + PAD;
    bool end = timeline_is_end(&view->ui->cursor, &view->run->wiring);
    draw_rect(gui->list, rect(area.x, y - 18, area.w - 1, rect_bottom(area) - y + 18), gui->theme->panel);
    gui_button(gui, rect(x, y, half * 0.82, 40), BUTTON_RAISED, "story/back", tr(view->strings, STRING_STORY_BACK), "phase previous",
               tr(view->strings, STRING_STORY_BACK_TIP));
    gui_button(gui, rect(x + half * 0.82 + 12, y, half * 1.18, 40), BUTTON_RAISED, "story/next",
               end ? tr(view->strings, STRING_STORY_NEXT_UPDATE) : tr(view->strings, STRING_STORY_NEXT),
               end ? "step forward" : "phase next",
               end ? tr(view->strings, STRING_STORY_NEXT_UPDATE_TIP) : tr(view->strings, STRING_STORY_NEXT_TIP));
}

enum { CURVE_MARGIN = 24 };

/* How high the plot of the training's loss is at least, at the foot of the page. While it trains, the page gives it the room; later, if it has it. */
static double curve_height(const View *view, Rect page) {
    if (view->ui->training) return fmin(fmax(page.h * 0.28, LOSS_CURVE_LEAST), LOSS_CURVE_MOST);
    enum { HIGH_PAGE = 700 };
    return view->run->loss.count > 0 && page.h >= HIGH_PAGE ? LOSS_CURVE_LEAST : 0;
}

/* `page`: what the text leaves. */
static void draw_curve(const View *view, Rect page, double x, double w) {
    double h = fmin(page.h - CURVE_MARGIN - LOSS_CURVE_AROUND, LOSS_CURVE_MOST);
    if (h >= LOSS_CURVE_LEAST) loss_curve_draw(view, rect(x, rect_bottom(page) - h - LOSS_CURVE_AROUND, w, h), "story");
}

void story_draw(const View *view, Rect area) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    draw_group(gui->list, "story");
    draw_rect(gui->list, area, theme->panel);
    draw_rect(gui->list, rect(rect_right(area) - 1, area.y, 1, area.h), theme->line);
    Rect page = {area.x, area.y, area.w, area.h - 80}, foot = page; /* above the buttons */
    double curve_h = curve_height(view, page), reserved = curve_h > 0 ? curve_h + LOSS_CURVE_AROUND + CURVE_MARGIN : 0;
    if (view->ui->training) foot = rect_cut_bottom(&page, reserved);
    draw_clip(gui->list, page);
    region_set_clip(gui->region, page);
    Pen pen = {view,
               area.x + PAD,
               area.y + 26 - view->ui->scroll[SCREEN_STORY],
               area.w - 2 * PAD,
               view->ui->training ? rect_bottom(page) : rect_bottom(page) - reserved,
               curve_h > 0,
               false};
    char text[64];
    if (view->ui->training) /* the picture below is of the weights as they are now */
        text_format(text, (int)sizeof text, tr(view->strings, STRING_STORY_TRAINING), COUNT_TEXT(view->run->update));
    else
        text_format(text, (int)sizeof text, tr(view->strings, STRING_STORY_PHASE), (int)view->ui->cursor.phase + 1, PHASE_COUNT);
    story_write_heading(&pen, text);
    size_t from = gui->list->used;
    prose_line(gui, FACE_UI_BOLD, 26, pen.x, pen.y + 22, theme->text, title_of(view, text, (int)sizeof text));
    hint_add_symbols(view, from, "story/title");
    pen.y += 46;
    draw_progress(&pen);
    story_write_hold(&pen);
    switch (view->ui->cursor.phase) {
    case PHASE_UNROLL: write_unroll(&pen); break;
    case PHASE_FORWARD: write_forward(&pen); break;
    case PHASE_LOSS: write_loss(&pen); break;
    case PHASE_BACKWARD: story_write_backward(&pen); break;
    default: write_update(&pen); break;
    }
    draw_unclip(gui->list);
    region_clear_clip(gui->region);
    double end = pen.y + view->ui->scroll[SCREEN_STORY];
    if (!view->ui->training) rect_cut_top(&foot, fmin(fmax(end - foot.y, 0), foot.h));
    if (curve_h > 0) draw_curve(view, foot, pen.x, pen.w);
    region_add(gui->region, REGION_HOVER, rect(pen.x, pen.y + 80 + (view->ui->training ? reserved : 0), 0, 0), "story/end");
    draw_buttons(view, area);
}
