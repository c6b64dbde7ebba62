/* Beside the cell: its equations with the selected unit's numbers (engine/analysis/account.h). A term under the pointer highlights its
   wire, a wire its term. */
#include "base/number.h"
#include "engine/analysis/equations.h"
#include "view/gates.h"
#include "view/hint.h"
#include "view/inside/cell_picture.h"
#include "view/offer.h"
#include "view/panel/prose.h"
#include "view/prime.h"
#include <math.h>
#include <string.h>

enum { PAD = 20, CARD_PAD = 14 };

typedef struct Side {
    const View *view;
    const CellAccount *account;
    CellPlace place;
    int lit;
    double x, y, w;
    int terms; /* so far, for their paths */
} Side;

/* The formula of a term for this direction: '@' is the prime, '~' the step before, phi the activation. Words in it are translated. */
static void format_tex(char *out, int size, const Side *side, const char *term) {
    const char *tex = tr_name(side->view->strings, term);
    int used = 0, direction = side->place.direction;
    for (; *tex && used + 4 < size; tex++) {
        if (*tex == '@') {
            if (direction) out[used++] = '\'';
        } else if (*tex == '~') {
            memcpy(out + used, direction ? "t+1" : "t-1", 3);
            used += 3;
        } else {
            out[used++] = *tex;
        }
    }
    out[used] = '\0';
}

static const char *function_tex(const Side *side, AccountFunction function) {
    static const char *const names[ACTIVATION_COUNT] = {"\\tanh", "\\text{ReLU}", "\\text{leaky}", "\\sigma", ""};
    if (function == ACCOUNT_SIGMOID) return "\\sigma";
    if (function == ACCOUNT_TANH) return "\\tanh";
    return function == ACCOUNT_ACTIVATION ? names[side->view->run->net.spec.activation] : "";
}

static const char *function_name(const Side *side, AccountFunction function) {
    static const char *const names[ACTIVATION_COUNT] = {"tanh", "ReLU", "leaky", "σ", ""};
    if (function == ACCOUNT_SIGMOID) return "σ";
    if (function == ACCOUNT_TANH) return "tanh";
    return function == ACCOUNT_ACTIVATION ? names[side->view->run->net.spec.activation] : "";
}

/* One piece of a formula that stands for a strand; a click shows what made that number. Returns its width. */
static double draw_term(Side *side, double x, double y, const FormulaStyle *style, const AccountTerm *term) {
    const Gui *gui = side->view->gui;
    char tex[96], path[48];
    format_tex(tex, (int)sizeof tex, side, term->tex);
    FormulaBox box = formula_measure(gui->text, gui->scale, style, tex);
    int wire = cell_wire_of(side->view->run->net.spec.cell, term->vector, term->gate);
    Rect around = {x - 3, y - box.ascent - 4, box.width + 6, box.ascent + box.descent + 8};
    if (wire >= 0 && wire == side->lit) draw_round(gui->list, around, 4, color_fade(gui->theme->accent, 0.3));
    formula_draw(gui->list, gui->text, gui->scale, style, x, y, ALIGN_LEFT, tex);
    text_format(path, (int)sizeof path, "story/term%d", side->terms++);
    if (wire >= 0) {
        Region *region = region_add(gui->region, REGION_HOVER, around, path);
        region->subject = (Subject){SUBJECT_WIRE, side->place.layer, side->place.direction, wire, -1};
        TermsPlace made;
        if (cell_find_chain(&made, side->view, &side->place, term->vector, term->gate, side->place.unit))
            hint_number(side->view, &made, true);
    }
    return box.width;
}

static double draw_plain(const Side *side, double x, double y, const FormulaStyle *style, const char *tex) {
    const Gui *gui = side->view->gui;
    return formula_draw(gui->list, gui->text, gui->scale, style, x, y, ALIGN_LEFT, tex).width;
}

static double measure_plain(const Side *side, const FormulaStyle *style, const char *tex) {
    return formula_measure(side->view->gui->text, side->view->gui->scale, style, tex).width;
}

static const char *joint_of(const AccountTerm *term) { return term->op == '+' ? " + " : term->op == '*' ? " \\odot " : ""; }

/* Draws the pieces of a formula from the left; with `draws` false it only measures. Breaks a wide formula before a '+'. Returns the number
   of lines. */
static int lay_out(Side *side, const AccountLine *line, const FormulaStyle *style, double y, double leading, bool draws) {
    double indent = 18, x = side->x + CARD_PAD, right = side->x + side->w - CARD_PAD;
    int lines = 1, terms = side->terms;
    char tex[96], open[32];
    const char *function = function_tex(side, line->function);
    text_format(open, (int)sizeof open, "%s(", function);
    bool bracket = function[0] != '\0';
    format_tex(tex, (int)sizeof tex, side, line->left.tex);
    x += draws ? draw_term(side, x, y, style, &line->left) : measure_plain(side, style, tex);
    const double around = 7;
    x += 2 * around + (draws ? draw_plain(side, x + around, y, style, "=") : measure_plain(side, style, "="));
    if (bracket) x += draws ? draw_plain(side, x, y, style, open) : measure_plain(side, style, open);
    for (int i = 0; i < line->count; i++) {
        const AccountTerm *term = &line->term[i];
        double joint = measure_plain(side, style, joint_of(term)) + (term->op == ' ' ? 0 : 8);
        format_tex(tex, (int)sizeof tex, side, term->tex);
        double w = measure_plain(side, style, tex);
        if (i > 0 && x + joint + w + (bracket ? 8 : 0) > right) {
            x = side->x + CARD_PAD + indent;
            y += leading;
            lines++;
        }
        if (draws && term->op != ' ') draw_plain(side, x + 4, y, style, joint_of(term));
        x += joint;
        if (draws) draw_term(side, x, y, style, term);
        x += w;
    }
    if (bracket && draws) draw_plain(side, x + 1, y, style, ")");
    if (!draws) side->terms = terms;
    return lines;
}

/* True if the left side is held for the shown unit; its equation is then not used. */
static bool is_held(const Side *side, const AccountTerm *left) {
    const Run *run = side->view->run;
    for (int i = 0; run->is_held && i < run->hold_count; i++) {
        const WhatIf *what = &run->hold[i];
        bool is_here = what->layer == side->place.layer && what->direction == side->place.direction && what->step == side->place.step;
        bool is_value = what->kind == WHATIF_GATE    ? left->vector == ACCOUNT_VALUE && left->gate == what->gate
                        : what->kind == WHATIF_STATE ? left->vector == (what->of_c ? ACCOUNT_C : ACCOUNT_H)
                                                     : false;
        if (is_here && is_value && (what->unit < 0 || what->unit == side->place.unit)) return true;
    }
    return false;
}

/* "= σ(0.30 + 0.03 + 3.00)": the selected unit's numbers in the same places. */
static void write_numbers(char *out, int size, const Side *side, const AccountLine *line) {
    int used = 0;
    if (is_held(side, &line->left)) {
        text_format(out, size, tr(side->view->strings, STRING_CELL_HELD));
        return;
    }
    used += text_format(out, size, "= %s%s", function_name(side, line->function), function_name(side, line->function)[0] ? "(" : "");
    for (int i = 0; i < line->count; i++) {
        const AccountTerm *term = &line->term[i];
        char number[24];
        number_format_short(number, (int)sizeof number, side->account->at[term->vector][term->gate][side->place.unit], 2);
        used += text_format(out + used, size - used, "%s%s", term->op == '+' ? " + " : term->op == '*' ? " · " : "", number);
    }
    if (function_name(side, line->function)[0]) text_format(out + used, size - used, ")");
}

static Color line_color(const Side *side, const AccountLine *line) {
    const Theme *theme = side->view->gui->theme;
    const AccountTerm *left = &line->left;
    bool of_gate = left->vector == ACCOUNT_VALUE || left->vector == ACCOUNT_DPRE;
    int cell = (int)side->view->run->net.spec.cell;
    if (of_gate && cell != CELL_RNN) return gates_color(theme, (CellKind)cell, left->gate);
    if (line->is_backward) return color_ramp(&theme->ramp, side->account->norm[left->vector][left->gate]);
    return theme->dim;
}

static void draw_line_card(Side *side, const AccountLine *line) {
    const Gui *gui = side->view->gui;
    const Theme *theme = gui->theme;
    char title[96];
    text_format(title, (int)sizeof title, "%s", tr_name(side->view->strings, line->title));
    if (side->place.direction) prime_letters(title, (int)sizeof title);
    FormulaStyle style = theme_formula(theme, 18);
    double leading = 28, room = side->w - 2 * CARD_PAD;
    int lines = lay_out(side, line, &style, 0, leading, false);
    char numbers[160], value[24], path[48];
    write_numbers(numbers, (int)sizeof numbers, side, line);
    number_format_short(value, (int)sizeof value, side->account->at[line->left.vector][line->left.gate][side->place.unit], 3);
    double value_w = gui_text_width(gui, FACE_MONO_MEDIUM, 14, value);
    bool two = gui_text_width(gui, FACE_MONO, 12.5, numbers) + value_w + 12 > room;
    double h = 30 + lines * leading + (two ? 40 : 22) + 6;
    Rect box = {side->x, side->y, side->w, h};
    draw_round(gui->list, box, 8, theme->raised);
    draw_round(gui->list, rect(box.x, box.y, 4, h), 2, line_color(side, line));
    gui_text_fit(gui, FACE_UI_SEMIBOLD, 13, box.x + CARD_PAD, box.y + 21, room, ALIGN_LEFT, theme->text, title);
    text_format(path, (int)sizeof path, "cell/line-%d", (int)box.y);
    char exact[FIGURE_SIZE];
    Figures figures = figure_begin(gui);
    figure_write(&figures, exact, side->account->at[line->left.vector][line->left.gate][side->place.unit]);
    hint_add(
        side->view, box, path,
        figure_tip_words(side->view, &figures,
                         region_words(gui->region, tr(side->view->strings, STRING_CELL_LINE_TIP), title, side->place.unit + 1, exact)));
    TermsPlace made;
    if (cell_find_chain(&made, side->view, &side->place, line->left.vector, line->left.gate, side->place.unit))
        hint_number(side->view, &made, false);
    lay_out(side, line, &style, box.y + 48, leading, true); /* its terms lie on top */
    double y = box.y + 30 + lines * leading + 14;
    gui_text_fit(gui, FACE_MONO, 12.5, box.x + CARD_PAD, y, two ? room : room - value_w - 8, ALIGN_LEFT, theme->dim, numbers);
    gui_text(gui, FACE_MONO_MEDIUM, 14, rect_right(box) - CARD_PAD, two ? y + 19 : y, ALIGN_RIGHT, theme->text, value);
    side->y += h + 8;
}

static void draw_words(Side *side, const char *text) {
    const Gui *gui = side->view->gui;
    size_t from = gui->list->used;
    char path[48];
    int lines = prose_wrap(gui, FACE_UI, 15, rect(side->x, side->y + 16, side->w, 0), 22, gui->theme->text, text);
    text_format(path, (int)sizeof path, "cell/said-%d", (int)side->y);
    hint_add_symbols(side->view, from, path);
    side->y += lines * 22 + 12;
}

static void draw_all(Side *side) {
    const Run *run = side->view->run;
    CellKind cell = run->net.spec.cell;
    char text[256];
    if (side->place.is_backward && side->view->ui->follow == FOLLOW_ALL)
        draw_words(side, tr(side->view->strings, STRING_CELL_SUM_OF_ALL));
    else if (side->place.is_backward) {
        text_format(text, (int)sizeof text, tr(side->view->strings, STRING_CELL_OF_STEP), run->wiring.loss_step[run->follow.loss] + 1,
                    side->view->ui->absolute ? "" : tr(side->view->strings, STRING_CELL_DIVIDED));
        draw_words(side, text);
    }
    if (side->place.is_head) {
        const Equation *head = equation_find(EQUATION_HEAD, &run->net, &run->wiring);
        char tex[160];
        equation_format(tex, (int)sizeof tex, head, 0);
        text_format(text, (int)sizeof text, tr(side->view->strings, STRING_CELL_SCORES_ARE), tex);
        draw_words(side, text);
        bool has_classes = run->trace.prob != NULL;
        draw_words(side, has_classes ? tr(side->view->strings, STRING_CELL_SOFTMAX_WORDS) : tr(side->view->strings, STRING_CELL_DISTANCE));
        return;
    }
    if (side->place.is_padding) { /* the equations do not hold here */
        text_format(text, (int)sizeof text, tr(side->view->strings, STRING_STORY_PADDING), run->trace.length[0]);
        draw_words(side, text);
        return;
    }
    if (!side->place.is_head && !cell_has_diagram(run->net.spec.cell)) {
        cell_write_no_diagram(text, (int)sizeof text, side->view);
        draw_words(side, text);
        return;
    }
    for (int i = 0; i < account_line_count(); i++) {
        const AccountLine *line = account_line_at(i);
        if (line->cell == cell && line->is_backward == side->place.is_backward) draw_line_card(side, line);
    }
    draw_words(side, tr(side->view->strings, STRING_CELL_POINT));
}

void cell_side_draw(const View *view, Rect area) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    CellPlace place = cell_place(view->run, view->ui);
    Side side = {.view = view, .account = view->account, .place = place, .lit = cell_lit_wire(view)};
    char text[96];
    draw_group(gui->list, "cell/side");
    draw_rect(gui->list, area, theme->panel);
    draw_rect(gui->list, rect(rect_right(area) - 1, area.y, 1, area.h), theme->line);
    if (!side.account) {
        draw_fail(gui->list);
        return;
    }
    draw_clip(gui->list, area);
    side.x = area.x + PAD;
    side.w = area.w - 2 * PAD;
    side.y = area.y + 24 - view->ui->scroll[SCREEN_STORY];
    if (place.is_head)
        text_format(text, (int)sizeof text, tr(view->strings, STRING_CELL_LOSS_HEAD), place.step + 1);
    else
        text_format(text, (int)sizeof text, tr(view->strings, STRING_CELL_HEAD), place.step + 1, place.unit + 1,
                    view->run->net.spec.hidden);
    gui_text(gui, FACE_UI_SEMIBOLD, 12, side.x, side.y + 14, ALIGN_LEFT, theme->dim, text);
    gui_text_fit(gui, FACE_UI_BOLD, 24, side.x, side.y + 48, side.w, ALIGN_LEFT, theme->text,
                 place.is_head       ? tr(view->strings, STRING_CELL_TO_LOSS)
                 : place.is_backward ? tr(view->strings, STRING_CELL_BACK)
                                     : tr(view->strings, STRING_CELL_NUMBERS));
    side.y += 66;
    draw_all(&side);
    draw_unclip(gui->list);
    region_add(gui->region, REGION_HOVER, rect(side.x, side.y + 12, 0, 0), "story/end");
}
