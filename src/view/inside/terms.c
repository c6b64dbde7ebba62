/* Show me the chain: one number, and below it the sum and products that made it (engine/analysis/terms.h), each factor a number that can be
   looked at the same way, back to inputs and weights. The largest terms come first; terms without room are one row with their count and
   sum.

   Numbers are those of the stage's sequence; gradients, in plain numbers, those of the loss of all its steps together or of one loss. */
#include "base/number.h"
#include "draw/text.h"
#include "engine/cell/facts.h"
#include "lab/terms_words.h"
#include "view/hint.h"
#include "view/inside/inside_head.h"
#include "view/inside/terms_picture.h"
#include "view/offer.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CRUMB_H = 26 };

static const char *words(const TermsPicture *picture, StringId id) { return tr(picture->view->strings, id); }

static double draw_crumbs(const TermsPicture *picture, double x, double y) {
    const View *view = picture->view;
    const Gui *gui = view->gui;
    const UiState *ui = view->ui;
    FormulaStyle style = theme_formula(gui->theme, TERMS_NAME_SIZE);
    double width[TERMS_TRAIL_MAX], all = 0, right = rect_right(picture->rest);
    char tex[TERMS_TEX_SIZE], path[48], about[128];
    int from = 0;
    for (int i = 0; i < ui->trail_count; i++) {
        width[i] = 0;
        if (!terms_has(picture->trace, &ui->trail[i])) continue;
        terms_write_tex(tex, picture, &ui->trail[i]);
        width[i] = formula_measure(gui->text, gui->scale, &style, tex).width + 16;
        all += width[i] + 16;
    }
    for (; from + 1 < ui->trail_count && all > right - x; from++) all -= width[from] + 16; /* the newest stay */
    for (int i = from; i < ui->trail_count; i++) {
        if (width[i] <= 0) continue;
        bool is_last = i == ui->trail_count - 1;
        Rect box = {x, y, width[i], CRUMB_H};
        text_format(path, (int)sizeof path, "terms/crumb%d", i + 1);
        if (is_last || gui_is_hot(gui, path)) draw_round(gui->list, box, 6, gui->theme->raised);
        terms_write_tex(tex, picture, &ui->trail[i]);
        formula_draw(gui->list, gui->text, gui->scale, &style, x + 8, gui_middle(y + CRUMB_H / 2.0, TERMS_NAME_SIZE), ALIGN_LEFT, tex);
        Region *region = region_add(gui->region, is_last ? REGION_HOVER : REGION_BUTTON, box, path);
        terms_write_words(about, (int)sizeof about, picture, &ui->trail[i]);
        region->tip = region_words(gui->region, "%s", about);
        region->focusable = !is_last;
        if (!is_last) text_format(region->command, (int)sizeof region->command, "terms back %d", ui->trail_count - 1 - i);
        gui_focus_ring(gui, box, 6, path);
        x += width[i];
        if (!is_last) gui_chevron(gui, x + 8, y + CRUMB_H / 2.0, 8, 1, gui->theme->faint);
        x += 16;
    }
    return y + CRUMB_H;
}

/* --- the terms --- */

/* A bar from the middle: orange to the right, blue to the left, on the scale of the largest term. */
static void draw_bar(const TermsPicture *picture, Rect box, double value, double most) {
    const Gui *gui = picture->view->gui;
    const Theme *theme = gui->theme;
    double middle = rect_mid_x(box), part = most > 0 && isfinite(value) ? fmin(fabs(value) / most, 1) : 0, w = part * box.w / 2;
    draw_rect(gui->list, rect(middle - 0.5, box.y, 1, box.h), theme->line);
    if (part > 0)
        draw_rect(gui->list, rect(value < 0 ? middle - w : middle, box.y + 4, fmax(w, 1), box.h - 8),
                  color_signed(&theme->state, value < 0 ? -1 : 1, 1));
}

static void draw_value(const TermsPicture *picture, double right, double y, double value, Color color) {
    char number[24];
    number_format_short(number, (int)sizeof number, value, 3);
    gui_text(picture->view->gui, FACE_MONO_MEDIUM, 14, right, gui_middle(y, 14), ALIGN_RIGHT, color, number);
}

enum { BAR_GAP = 14, VALUE_W = 92 }; /* before the bar; of "= value" */

/* Of the factors of a term, if they had all the room they want. */
static double measure_factors(const TermsPicture *picture, const Term *term) {
    double w = 0;
    for (int i = 0; i < term->count; i++) w += (i > 0 ? 16 : 0) + terms_chip_width(picture, &term->factor[i]);
    return w;
}

/* `room`: of the factors, the same in all rows, so that the values stand below each other and near them. */
static void draw_term(const TermsPicture *picture, Rect row, const Term *term, int index, double most, double room) {
    const Gui *gui = picture->view->gui;
    char path[48];
    double value_right = row.x + room + VALUE_W, bar_w = rect_right(row) - value_right - BAR_GAP, x = row.x, y = row.y + 2, h = row.h - 4;
    text_format(path, (int)sizeof path, "terms/product%d", index + 1);
    hint_add(picture->view, rect(row.x, row.y, value_right - 70 - row.x, row.h), path,
             figure_tip(picture->view, words(picture, STRING_TERMS_TERM_TIP), "", term->value));
    for (int i = 0; i < term->count; i++) {
        if (i > 0) {
            gui_text(gui, FACE_UI, 13, x + 8, gui_middle(row.y + row.h / 2, 13), ALIGN_CENTER, gui->theme->dim,
                     term->factor[i].divides ? "÷" : "×");
            x += 16;
        }
        if (x - row.x + terms_chip_width(picture, &term->factor[i]) > room &&
            i > 0) { /* no room for all factors: only the product is written */
            gui_text(gui, FACE_UI, 13, x, gui_middle(row.y + row.h / 2, 13), ALIGN_LEFT, gui->theme->dim, "…");
            break;
        }
        text_format(path, (int)sizeof path, "terms/term%d-%d", index + 1, i + 1);
        x += terms_draw_chip(picture, x, y, h, &term->factor[i], path);
    }
    gui_text(gui, FACE_UI, 14, value_right - 86, gui_middle(row.y + row.h / 2, 14), ALIGN_LEFT, gui->theme->faint, "=");
    draw_value(picture, value_right, row.y + row.h / 2, term->value, gui->theme->text);
    Rect bar = {rect_right(row) - bar_w, row.y, bar_w, row.h};
    draw_bar(picture, bar, term->value, most);
    text_format(path, (int)sizeof path, "terms/value%d", index + 1);
    hint_add(picture->view, rect(value_right - 70, row.y, rect_right(row) - value_right + 70, row.h), path,
             figure_tip(picture->view, words(picture, STRING_TERMS_TERM_TIP), "", term->value));
}

/* "tanh(-0.42) = -0.40", or that the terms add up to the number. */
static void draw_sum(const TermsPicture *picture, Rect row) {
    const Gui *gui = picture->view->gui;
    const Terms *terms = picture->terms;
    const char *name = terms_function_name(terms, picture->view->run->net.spec.activation);
    char sum[24], value[24], line[160];
    number_format_short(sum, (int)sizeof sum, terms->sum, 4);
    number_format_short(value, (int)sizeof value, terms->value, 4);
    if (terms->function == TERMS_LOG_SUM_EXP)
        text_format(line, (int)sizeof line, words(picture, STRING_TERMS_LSE), value);
    else if (name[0])
        text_format(line, (int)sizeof line, words(picture, terms->count > 1 ? STRING_TERMS_FUNCTION_OF_SUM : STRING_TERMS_FUNCTION), sum,
                    name, sum, value);
    else
        text_format(line, (int)sizeof line, words(picture, terms->count > 1 ? STRING_TERMS_SUM : STRING_TERMS_PRODUCT), value);
    draw_line(gui->list, row.x, row.y + 1, rect_right(row), row.y + 1, 1, gui->theme->line);
    gui_text_fit(gui, FACE_UI_MEDIUM, 14, row.x, gui_middle(row.y + row.h / 2 + 1, 14), row.w, ALIGN_LEFT, gui->theme->text, line);
    hint_add(picture->view, row, "terms/sum", figure_tip(picture->view, line, words(picture, STRING_TERMS_SUM_NAME), terms->sum));
}

static void draw_rest(const TermsPicture *picture, Rect row, const Term *const shown[TERMS_SHOWN_MAX], int count) {
    const Gui *gui = picture->view->gui;
    const Terms *terms = picture->terms;
    char number[24], line[160];
    double left = 0;
    int zeros = 0;
    for (int i = 0; i < terms->count; i++) {
        bool is_shown = false;
        for (int k = 0; k < count && !is_shown; k++) is_shown = shown[k] == &terms->term[i];
        if (is_shown) continue;
        left += terms->term[i].value;
        zeros += terms->term[i].value == 0;
    }
    number_format_short(number, (int)sizeof number, left, 3);
    if (zeros > 0 && zeros == terms->count - count)
        text_format(line, (int)sizeof line, tr_count(picture->view->strings, zeros, STRING_TERMS_ZEROS_ONE, STRING_TERMS_ZEROS), zeros);
    else
        text_format(line, (int)sizeof line,
                    tr_count(picture->view->strings, terms->count - count, STRING_TERMS_MORE_ONE,
                             zeros > 0 ? STRING_TERMS_MORE_ZEROS : STRING_TERMS_MORE),
                    terms->count - count, number, zeros);
    gui_text_fit(gui, FACE_UI, 13.5, row.x, gui_middle(row.y + row.h / 2, 13.5), row.w, ALIGN_LEFT, gui->theme->dim, line);
    hint_add(picture->view, row, "terms/more", figure_tip(picture->view, words(picture, STRING_TERMS_MORE_TIP), "", left));
}

static StringId given_words(const Terms *terms) {
    switch (terms->place.kind) {
    case TERMS_X: return STRING_TERMS_GIVEN_INPUT;
    case TERMS_TARGET: return STRING_TERMS_GIVEN_TARGET;
    case TERMS_MASK: return STRING_TERMS_GIVEN_MASK;
    case TERMS_WEIGHT: return STRING_TERMS_GIVEN_WEIGHT;
    case TERMS_TRUNCATED: return STRING_TERMS_GIVEN_TRUNCATED;
    case TERMS_MOMENT1_BEFORE:
    case TERMS_MOMENT2_BEFORE: return STRING_TERMS_GIVEN_MOMENT;
    case TERMS_ABOVE:
    case TERMS_DH: return STRING_TERMS_NO_PATH;
    case TERMS_LEFT:
    case TERMS_RIGHT: return STRING_TERMS_GIVEN_DIRECTION;
    case TERMS_PRODUCT: return STRING_TERMS_IDENTITY;
    case TERMS_EIGEN:
    case TERMS_EIGEN_IM: return STRING_TERMS_DEFECTIVE;
    default: return STRING_TERMS_UNKNOWN;
    }
}

/* Draws the terms and returns the rest of the box. */
static Rect draw_terms(const TermsPicture *picture, Rect box) {
    const Gui *gui = picture->view->gui;
    const Terms *terms = picture->terms;
    const Term *shown[TERMS_SHOWN_MAX];
    if (terms->count == 0) {
        text_wrap(gui->list, gui->text, gui->scale, FACE_UI, 15, rect(box.x, box.y + 16, fmin(box.w, 720), 0), 21, gui->theme->text,
                  words(picture, given_words(terms)));
        return (Rect){0};
    }
    Rect whole = box;
    box.w = fmin(box.w, TERMS_WIDTH_MAX); /* the value stays near its factors */
    double high = box.h;                  /* terms that do not all fit leave the lower half for the way back */
    if (picture->view->terms_chain_count > 0 && box.h > 420 && terms->count * picture->row > box.h - 32) high = box.h / 2;
    int room = (int)fmin((high - 32) / picture->row, TERMS_SHOWN_MAX), most = terms->count > room ? room - 1 : terms->count;
    int count = terms_list_largest(shown, terms, most < 1 ? 1 : most);
    while (count > 1 && shown[count - 1]->value == 0 && shown[count - 2]->value == 0 && terms->count > 6)
        count--; /* many zeros are told together */
    double largest = 0;
    for (int i = 0; i < count; i++)
        if (isfinite(shown[i]->value)) largest = fmax(largest, fabs(shown[i]->value));
    double bar_w = fmin(box.w * 0.22, 220), factors_w = 0;
    for (int i = 0; i < count; i++) factors_w = fmax(factors_w, measure_factors(picture, shown[i]) + 18);
    factors_w = fmin(factors_w, box.w - bar_w - BAR_GAP - VALUE_W);
    for (int i = 0; i < count; i++) {
        Rect row = rect_cut_top(&box, picture->row);
        row.w = factors_w + VALUE_W + BAR_GAP + bar_w;
        draw_term(picture, row, shown[i], i, largest, factors_w);
    }
    if (count < terms->count) draw_rest(picture, rect_cut_top(&box, picture->row), shown, count);
    draw_sum(picture, rect_cut_top(&box, 30));
    whole.h -= box.y - whole.y;
    whole.y = box.y;
    return whole;
}

/* --- the page --- */

/* Where there are several losses: the same gradient of all of them, or of the last one; in a row of its own where it would cover
   the number, which ends at x. Returns where the words may end. */
static double draw_loss_choice(const TermsPicture *picture, Rect box, double x, double right, double *below) {
    const Gui *gui = picture->view->gui;
    const Wiring *wiring = &picture->trace->wiring;
    TermsPlace other = picture->terms->place;
    char command[80], line[64], label[48];
    if (!terms_is_of_loss(&other)) return right;
    other.loss = other.loss > 0 ? 0 : trace_count_losses(picture->trace, 0);
    if (!terms_has(picture->trace, &other) || terms_is_same(&other, &picture->terms->place)) return right;
    text_format(label, (int)sizeof label, "%s", words(picture, STRING_TERMS_OF_ALL));
    if (other.loss > 0) text_format(label, (int)sizeof label, words(picture, STRING_TERMS_OF_ONE), wiring->loss_step[other.loss - 1] + 1);
    double w = gui_text_width(gui, FACE_UI_SEMIBOLD, 15, label) + 28;
    terms_words_format(line, (int)sizeof line, &other, picture->trace);
    text_format(command, (int)sizeof command, "terms %s", line);
    bool is_beside = right - w >= x + 12;
    Rect button = is_beside ? rect(right - w, box.y + 6, w, 30) : rect(rect_right(box) - w, box.y + 42, w, 30);
    gui_button(gui, button, BUTTON_RAISED, "terms/loss", label, command, words(picture, STRING_TERMS_LOSS_TIP));
    if (!is_beside) *below = 36;
    return is_beside ? right - w - 12 : right;
}

/* Draws the number itself, large, its name, and the way to its gradient or back. Returns the height that it used below its box. */
static double draw_number(const TermsPicture *picture, Rect box) {
    const View *view = picture->view;
    const Gui *gui = view->gui;
    const Terms *terms = picture->terms;
    FormulaStyle style = theme_formula(gui->theme, 26);
    char tex[TERMS_TEX_SIZE], number[24], about[128], line[64];
    terms_write_tex(tex, picture, &terms->place);
    number_format_short(number, (int)sizeof number, terms->value, 4);
    terms_write_words(about, (int)sizeof about, picture, &terms->place);
    double x = box.x, base = box.y + 30, right = rect_right(box);
    x += formula_draw(gui->list, gui->text, gui->scale, &style, x, base, ALIGN_LEFT, tex).width + 12;
    gui_text(gui, FACE_UI, 22, x, base, ALIGN_LEFT, gui->theme->dim, "=");
    x += 24;
    gui_text(gui, FACE_MONO_MEDIUM, 22, x, base, ALIGN_LEFT, gui->theme->text, number);
    x += gui_text_width(gui, FACE_MONO_MEDIUM, 22, number);
    hint_add(view, rect(box.x, box.y, x - box.x, 42), "terms/number", figure_tip(view, about, "", terms->value));
    hint_number(view, &terms->place, false);
    TermsTurn turn = terms_words_turn(&terms->place, picture->trace);
    if (turn.is_there) {
        bool is_axis = terms->place.kind == TERMS_ALONG;
        const char *label = words(picture, is_axis                                ? STRING_TERMS_OTHER_AXIS
                                           : terms_is_gradient(terms->place.kind) ? STRING_TERMS_TO_NUMBER
                                                                                  : STRING_TERMS_TO_GRADIENT);
        double w = gui_text_width(gui, FACE_UI_SEMIBOLD, 15, label) + 28;
        char command[80];
        terms_words_format(line, (int)sizeof line, &turn.place, picture->trace);
        text_format(command, (int)sizeof command, "terms %s", line);
        right -= w;
        gui_button(gui, rect(right, box.y + 6, w, 30), BUTTON_RAISED, "terms/turn", label, command,
                   words(picture, is_axis ? STRING_MICROSCOPE_PATH_TIP : STRING_TERMS_TURN_TIP));
        right -= 12;
    }
    double below = 0;
    right = draw_loss_choice(picture, box, x, right, &below);
    gui_text_fit(gui, FACE_UI, 15, x + 20, base, right - x - 20, ALIGN_LEFT, gui->theme->dim, about);
    hint_add(view, rect(x + 20, box.y, right - x - 20, 42), "terms/about", figure_tip(view, about, "", terms->value));
    hint_number(view, &terms->place, false);
    return below;
}

void terms_draw(const View *view, Rect area) {
    const Gui *gui = view->gui;
    TermsPicture picture = {.view = view, .terms = view->terms, .trace = &view->run->trace};
    bool low = area.h < 460;
    Grow grow;
    const TermsPlace *place = view->terms ? &view->terms->place : NULL;
    char about[160];
    bool is_of_loss = place && terms_is_of_loss(place) && view->run->wiring.loss_count > 1;
    text_format(about, (int)sizeof about, "%s", tr(view->strings, is_of_loss ? STRING_TERMS_WORDS_ALL : STRING_TERMS_WORDS));
    if (is_of_loss && place->loss > 0)
        text_format(about, (int)sizeof about, tr(view->strings, STRING_TERMS_WORDS_ONE), view->run->wiring.loss_step[place->loss - 1] + 1);
    picture.rest = inside_begin(&grow, GROW_FROM_COLUMN, view, area, "terms", tr(view->strings, STRING_TERMS_TITLE), about);
    picture.row = low ? 28 : 34;
    Rect rest = picture.rest;
    hint_add(view, rect(rest.x, area.y, rest.w - 90, rest.y - area.y - 4), "terms/words", tr(view->strings, STRING_TERMS_TIP));
    if (!picture.terms) {
        text_wrap(gui->list, gui->text, gui->scale, FACE_UI, 15, rect(rest.x, rest.y + 16, fmin(rest.w, 720), 0), 21, gui->theme->text,
                  tr(view->strings, view->run->is_held ? STRING_TERMS_HELD : STRING_TERMS_NONE));
    } else {
        draw_crumbs(&picture, rest.x - 8, rect_cut_top(&rest, CRUMB_H + (low ? 2 : 8)).y);
        rect_cut_top(&rest, draw_number(&picture, rect_cut_top(&rest, low ? 44 : 56)));
        rest = draw_terms(&picture, rest);
        terms_draw_path(&picture, rest);
    }
    grow_end(&grow);
}
