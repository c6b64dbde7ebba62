/* Parts of the page of one number: the name of a number as a formula, a number as a chip to follow, and the largest terms of a sum. */
#include "base/number.h"
#include "engine/cell/facts.h"
#include "lab/terms_words.h"
#include "view/hint.h"
#include "view/inside/terms_picture.h"
#include "view/offer.h"
#include <math.h>
#include <string.h>

/* --- the name of a number as a formula --- */

static const char *flat_letter(TermsKind kind) {
    return kind == TERMS_FLAT || kind == TERMS_FLAT_C ? "\\text{flat}" : "\\text{flat share}";
}

static const char *letter_of(const TermsPlace *at, const Trace *trace, char room[32]) {
    static const char *const given[] = {"\\U{U}", "\\W{W}", "b^{ih}", "b^{hh}", "\\V{V}", "b^{y}"};
    switch (at->kind) {
    case TERMS_X:
    case TERMS_DX: return "x";
    case TERMS_TARGET: return "\\hat{y}";
    case TERMS_MASK: return "m";
    case TERMS_WEIGHT:
    case TERMS_DWEIGHT: return given[at->param];
    case TERMS_H:
    case TERMS_DH: return "h";
    case TERMS_C:
    case TERMS_DC: return "c";
    case TERMS_UP:
    case TERMS_DUP: return "h^{up}";
    case TERMS_PRE:
    case TERMS_DPRE:
        text_format(room, 32, trace->net->facts->is_plain ? "a" : "a^{%s}", trace->net->facts->gate[at->gate].letter);
        return room;
    case TERMS_SLOPE:
        text_format(room, 32, trace->net->facts->is_plain ? "\\phi'" : "\\phi'^{%s}", trace->net->facts->gate[at->gate].letter);
        return room;
    case TERMS_FLAT:
    case TERMS_FLAT_UNIT:
    case TERMS_FLAT_SHARE:
        text_format(room, 32, trace->net->facts->is_plain ? "%s" : "%s^{%s}", flat_letter(at->kind),
                    trace->net->facts->gate[at->gate].letter);
        return room;
    case TERMS_FLAT_C:
    case TERMS_FLAT_UNIT_C:
    case TERMS_FLAT_SHARE_C: text_format(room, 32, "%s^{c}", flat_letter(at->kind)); return room;
    case TERMS_GATE:
    case TERMS_DGATE: return trace->net->facts->gate[at->gate].letter;
    case TERMS_Q:
    case TERMS_DQ: return "q";
    case TERMS_TANH_C:
    case TERMS_DTANH_C: return "\\tanh c";
    case TERMS_REST: return "(1 - z)";
    case TERMS_APART: return "(h - n)";
    case TERMS_SLOPE_C: return "\\tanh' c";
    case TERMS_Y:
    case TERMS_DY: return "y";
    case TERMS_P: return "p";
    case TERMS_LSE: return "(\\log\\Sigma\\exp y)";
    case TERMS_ERROR: return "(y - \\hat{y})";
    case TERMS_RAW: return "\\ell";
    case TERMS_LOSS:
    case TERMS_TOTAL: return "L";
    case TERMS_LEFT: return "u";
    case TERMS_RIGHT: return "v";
    case TERMS_JACOBIAN: return "J";
    case TERMS_PRODUCT: return "P";
    case TERMS_SINGULAR: return "\\sigma";
    case TERMS_MODULUS: return "|\\lambda|";
    case TERMS_EIGEN: return "\\text{re }\\lambda";
    case TERMS_EIGEN_IM: return "\\text{im }\\lambda";
    case TERMS_ALONG: return "\\text{axis}";
    case TERMS_AWAY: return "(h - \\bar{h})";
    case TERMS_SENT: return "(\\V{V}^{\\top}\\partial y)";
    case TERMS_CARRY: return "\\text{carry}";
    case TERMS_CARRY_C: return "\\text{carry}^{c}";
    case TERMS_STRAIGHT: return "\\text{straight}";
    case TERMS_THROUGH: return "\\text{through}";
    case TERMS_ABOVE: return "\\text{above}";
    case TERMS_BY_H: return "\\text{by } h";
    case TERMS_THROUGH_GATE:
    case TERMS_BY_INPUT:
    case TERMS_BY_STATE: {
        static const char *const letters[] = {"\\U{U} x", "\\W{W} h", "\\text{through}"};
        const char *letter = letters[at->kind == TERMS_BY_INPUT ? 0 : at->kind == TERMS_BY_STATE ? 1 : 2];
        text_format(room, 32, trace->net->facts->is_plain ? "(%s)" : "(%s)^{%s}", letter, trace->net->facts->gate[at->gate].letter);
        return room;
    }
    case TERMS_KEPT: return "\\text{kept}";
    case TERMS_STRANDS: return "\\text{strands}";
    case TERMS_SHARE: return "\\text{share}";
    case TERMS_SHARE_THROUGH: return "\\text{share}^{\\W{W}}";
    case TERMS_ARRIVALS: return "\\text{arrivals}";
    case TERMS_SHARE_ABOVE: return "\\text{share}^{\\text{above}}";
    case TERMS_INTO_C: return "\\text{into } c";
    case TERMS_BIAS:
        text_format(room, 32, trace->net->facts->is_plain ? "b" : "b^{%s}", trace->net->facts->gate[at->gate].letter);
        return room;
    case TERMS_RELATIVE: return "r";
    case TERMS_RELATIVE_C: return "r^{c}";
    case TERMS_FACTOR: return "\\text{factor}";
    case TERMS_SLOPES: return "\\text{slopes}";
    case TERMS_TURN: return "\\text{turn}";
    case TERMS_PULL: return "\\text{pull}";
    default: break; /* of the update: write_update; a norm: write_norm */
    }
    return "";
}

/* The loss of a gradient is written below its sign. */
static void write_partial(char out[32], const TermsPlace *at, const Trace *trace) {
    if (!terms_is_gradient(at->kind))
        out[0] = 0;
    else if (at->loss > 0)
        text_format(out, 32, "\\partial_{%d} ", trace->wiring.loss_step[at->loss - 1] + 1);
    else
        text_format(out, 32, "\\partial ");
}

/* "\|\partial h_{4}\|", "\|W^{f}\|", "S". */
static void write_norm(char out[TERMS_TEX_SIZE], const TermsPlace *norm, const Trace *trace) {
    TermsPlace at = *norm;
    char room[32], partial[32];
    at.kind = norm->of;
    if (at.kind == TERMS_SENT) {
        text_format(out, TERMS_TEX_SIZE, "S");
        return;
    }
    bool is_weight = at.kind == TERMS_WEIGHT || at.kind == TERMS_DWEIGHT;
    bool has_gate = is_weight && at.param != PARAM_HEAD_WEIGHT && !trace->net->facts->is_plain;
    write_partial(partial, &at, trace);
    int used = text_format(out, TERMS_TEX_SIZE, "\\|%s%s%s", partial, letter_of(&at, trace, room), at.direction ? "'" : "");
    if (has_gate) used += text_format(out + used, TERMS_TEX_SIZE - used, "^{%s}", trace->net->facts->gate[at.gate].letter);
    if (!is_weight) used += text_format(out + used, TERMS_TEX_SIZE - used, "_{%d}", at.step + 1);
    text_format(out + used, TERMS_TEX_SIZE - used, "\\|");
}

/* "\Delta W_{1,2}", "m[W_{1,2}]": the optimiser's letters are those of its rule (view/panel/update_rule.c). */
static void write_update(char out[TERMS_TEX_SIZE], const TermsPicture *picture, const TermsPlace *at) {
    bool is_momentum = setup_get_int(picture->view->setup, KEY_OPTIMIZER) == OPTIMIZER_MOMENTUM;
    const char *moment = is_momentum ? "v" : "m";
    char weight[TERMS_TEX_SIZE], room[32];
    TermsPlace place = *at;
    place.kind = TERMS_WEIGHT;
    terms_write_tex(weight, picture, &place);
    switch (at->kind) {
    case TERMS_DELTA: text_format(out, TERMS_TEX_SIZE, "\\Delta %s", weight); return;
    case TERMS_NEXT: text_format(out, TERMS_TEX_SIZE, "\\text{next } %s", weight); return;
    case TERMS_TRUNCATED: text_format(out, TERMS_TEX_SIZE, "\\text{truncated } \\partial %s", weight); return;
    case TERMS_CUT: text_format(out, TERMS_TEX_SIZE, "\\text{cut } \\partial %s", weight); return;
    case TERMS_STEP: text_format(out, TERMS_TEX_SIZE, "g[%s]", weight); return;
    case TERMS_MOMENT1: text_format(out, TERMS_TEX_SIZE, "%s[%s]", moment, weight); return;
    case TERMS_MOMENT1_BEFORE: text_format(out, TERMS_TEX_SIZE, "%s^{\\text{old}}[%s]", moment, weight); return;
    case TERMS_MOMENT2: text_format(out, TERMS_TEX_SIZE, "v[%s]", weight); return;
    case TERMS_MOMENT2_BEFORE: text_format(out, TERMS_TEX_SIZE, "v^{\\text{old}}[%s]", weight); return;
    case TERMS_ROOT_MOMENT: text_format(out, TERMS_TEX_SIZE, "\\sqrt{v}[%s]", weight); return;
    case TERMS_DIVISOR: text_format(out, TERMS_TEX_SIZE, "(\\sqrt{v} + \\epsilon)[%s]", weight); return;
    case TERMS_CLIP: text_format(out, TERMS_TEX_SIZE, "\\text{clip}"); return;
    case TERMS_CLIP_LENGTH: text_format(out, TERMS_TEX_SIZE, "(\\|g\\| + 10^{-6})"); return;
    default: break;
    }
    text_format(room, 32, at->of == TERMS_DWEIGHT ? "\\partial" : at->of == TERMS_CUT ? "g" : "\\text{truncated } \\partial");
    text_format(out, TERMS_TEX_SIZE, "\\|%s\\|", room);
}

/* "\partial h_{4,3}": the step first, then the unit; of a weight row and column. */
void terms_write_tex(char out[TERMS_TEX_SIZE], const TermsPicture *picture, const TermsPlace *at) {
    const Trace *trace = picture->trace;
    char room[32], partial[32], below[32] = "";
    const char *prime = at->direction ? "'" : "";
    bool is_weight = at->kind == TERMS_WEIGHT || at->kind == TERMS_DWEIGHT;
    bool is_output =
        at->kind == TERMS_Y || at->kind == TERMS_DY || at->kind == TERMS_P || at->kind == TERMS_ERROR || at->kind == TERMS_TARGET;
    bool is_bias = is_weight && (at->param == PARAM_INPUT_BIAS || at->param == PARAM_RECURRENT_BIAS || at->param == PARAM_HEAD_BIAS);
    if (terms_is_of_update(at->kind)) {
        write_update(out, picture, at);
        return;
    }
    switch (at->kind) {
    case TERMS_NORM: write_norm(out, at, trace); return;
    case TERMS_SINGULAR: text_format(out, TERMS_TEX_SIZE, "\\sigma_{%d}(P%s_{%d})", at->row + 1, prime, at->step + 1); return;
    case TERMS_JACOBIAN:
    case TERMS_PRODUCT:
        text_format(out, TERMS_TEX_SIZE, "%s%s_{%d}[%d,%d]", letter_of(at, trace, room), prime, at->step + 1, at->row + 1, at->col + 1);
        return;
    case TERMS_LEFT:
    case TERMS_RIGHT:
    case TERMS_MODULUS:
    case TERMS_EIGEN:
    case TERMS_EIGEN_IM:
    case TERMS_BIAS:
    case TERMS_FLAT_UNIT:
    case TERMS_FLAT_UNIT_C:
    case TERMS_SENT: text_format(below, (int)sizeof below, "%d", at->row + 1); break;
    case TERMS_RELATIVE:
    case TERMS_RELATIVE_C:
    case TERMS_FACTOR:
    case TERMS_KEPT:
    case TERMS_STRANDS:
    case TERMS_SHARE:
    case TERMS_SHARE_THROUGH:
    case TERMS_ARRIVALS:
    case TERMS_SHARE_ABOVE:
    case TERMS_INTO_C:
    case TERMS_SLOPES:
    case TERMS_TURN:
    case TERMS_PULL: text_format(below, (int)sizeof below, "%d", at->step + 1); break;
    default: break;
    }
    if (below[0]) {
    } else if (is_bias)
        text_format(below, (int)sizeof below, "%d", at->col + 1);
    else if (is_weight)
        text_format(below, (int)sizeof below, "%d,%d", at->row + 1, at->col + 1);
    else if (is_output)
        text_format(below, (int)sizeof below, "%d,%d", trace->wiring.loss_step[at->step] + 1, at->row + 1);
    else if (at->kind == TERMS_LOSS || at->kind == TERMS_RAW || at->kind == TERMS_LSE)
        text_format(below, (int)sizeof below, "%d", trace->wiring.loss_step[at->step] + 1);
    else if (at->kind != TERMS_TOTAL && at->kind != TERMS_FLAT_SHARE && at->kind != TERMS_FLAT_SHARE_C)
        text_format(below, (int)sizeof below, "%d,%d", at->step + 1, at->row + 1);
    write_partial(partial, at, trace);
    text_format(out, TERMS_TEX_SIZE, "%s%s%s", partial, letter_of(at, trace, room), prime);
    size_t used = strlen(out);
    if (below[0]) text_format(out + used, TERMS_TEX_SIZE - (int)used, "_{%s}", below);
}

void terms_write_words(char *out, int size, const TermsPicture *picture, const TermsPlace *at) {
    terms_words_describe(out, size, at, picture->trace);
    tr_said(picture->view->strings, out, size);
    if (out[0] >= 'a' && out[0] <= 'z') out[0] = (char)(out[0] - 'a' + 'A');
}

/* --- chips --- */

double terms_chip_width(const TermsPicture *picture, const TermsFactor *factor) {
    const Gui *gui = picture->view->gui;
    char tex[TERMS_TEX_SIZE], number[24];
    FormulaStyle style = theme_formula(gui->theme, TERMS_NAME_SIZE);
    number_format_short(number, (int)sizeof number, factor->value, 3);
    double w = gui_text_width(gui, FACE_MONO, TERMS_NUMBER_SIZE, number) + 14;
    if (factor->place.kind == TERMS_CONSTANT) return w;
    terms_write_tex(tex, picture, &factor->place);
    return w + formula_measure(gui->text, gui->scale, &style, tex).width + 8;
}

/* A number with its name; a click looks at it. What is given before the first step leads nowhere. */
double terms_draw_chip(const TermsPicture *picture, double x, double y, double h, const TermsFactor *factor, const char *path) {
    const Gui *gui = picture->view->gui;
    const Theme *theme = gui->theme;
    char tex[TERMS_TEX_SIZE], number[24], line[64], about[128];
    double w = terms_chip_width(picture, factor);
    Rect box = {x, y, w, h};
    number_format_short(number, (int)sizeof number, factor->value, 3);
    bool is_constant = factor->place.kind == TERMS_CONSTANT, leads = !is_constant && factor->place.step >= 0;
    bool is_hot = gui_is_hot(gui, path);
    draw_round(gui->list, box, 6, is_hot && leads ? color_mix(theme->raised, theme->accent, 0.25) : theme->raised);
    if (leads) draw_round_stroke(gui->list, rect_inset(box, 0.5, 0.5), 5.5, 1, is_hot ? theme->accent : theme->line);
    double pen = x + 7, base = gui_middle(y + h / 2, TERMS_NAME_SIZE);
    if (!is_constant) {
        FormulaStyle style = theme_formula(theme, TERMS_NAME_SIZE);
        terms_write_tex(tex, picture, &factor->place);
        pen += formula_draw(gui->list, gui->text, gui->scale, &style, pen, base, ALIGN_LEFT, tex).width + 8;
    }
    gui_text(gui, FACE_MONO, TERMS_NUMBER_SIZE, pen, gui_middle(y + h / 2, TERMS_NUMBER_SIZE), ALIGN_LEFT,
             is_constant ? theme->dim : theme->text, number);
    Region *region = region_add(gui->region, leads ? REGION_BUTTON : REGION_HOVER, box, path);
    region->focusable = leads;
    terms_write_words(about, (int)sizeof about, picture, &factor->place);
    region->tip = figure_tip(picture->view, about, "", factor->value);
    if (leads) {
        terms_words_format(line, (int)sizeof line, &factor->place, picture->trace);
        text_format(region->command, (int)sizeof region->command, "terms %s", line);
        gui_focus_ring(gui, box, 6, path);
    }
    return w;
}

/* --- the largest terms --- */

static int compare_sizes(const void *a, const void *b) {
    const Term *x = *(const Term *const *)a, *y = *(const Term *const *)b;
    double size_x = fabs(x->value), size_y = fabs(y->value);
    if (size_x > size_y) return -1;
    if (size_x < size_y) return 1;
    return x < y ? -1 : x > y; /* as they are computed */
}

/* Lists the largest terms first, at most `most`; NaN counts as larger than any number. */
int terms_list_largest(const Term *out[TERMS_SHOWN_MAX], const Terms *terms, int most) {
    int count = 0;
    for (int i = 0; i < terms->count; i++) {
        const Term *term = &terms->term[i];
        if (count == most && compare_sizes(&term, &out[count - 1]) >= 0) continue;
        int at = count < most ? count++ : count - 1;
        for (; at > 0 && compare_sizes(&term, &out[at - 1]) < 0; at--) out[at] = out[at - 1];
        out[at] = term;
    }
    return count;
}

const char *terms_function_name(const Terms *terms, Activation activation) {
    static const char *const names[ACTIVATION_COUNT] = {"tanh", "ReLU", "leaky ReLU", "σ", ""};
    static const char *const slopes[ACTIVATION_COUNT] = {"tanh′", "ReLU′", "leaky′", "σ′", "1"};
    switch (terms->function) {
    case TERMS_PLAIN: return "";
    case TERMS_SIGMOID: return "σ";
    case TERMS_TANH: return "tanh";
    case TERMS_ACTIVATION: return names[activation];
    case TERMS_SIGMOID_SLOPE: return "σ′";
    case TERMS_TANH_SLOPE: return "tanh′";
    case TERMS_ACTIVATION_SLOPE: return slopes[activation];
    case TERMS_EXP: return "exp";
    case TERMS_LOG_SUM_EXP: return "log Σ exp";
    case TERMS_MINUS_LOG: return "−log";
    case TERMS_ROOT: return "√";
    case TERMS_IS_FLAT_TANH: return "[|·| > 0.99]";
    case TERMS_IS_FLAT_SIGMOID: return "[|· − ½| > 0.49]";
    case TERMS_IS_FLAT_RELU: return "[· ≤ 0]";
    }
    return "";
}
