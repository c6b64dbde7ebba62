/* The way back from a number along its largest terms: below the terms of the number itself, the computed factor of the largest term that has
   one, with its own terms, and so on back to what is given. One row is one number: its name and value, what is taken of which sum, the largest terms, the rest as a sum. */
#include "base/number.h"
#include "draw/text.h"
#include "view/hint.h"
#include "view/inside/terms_picture.h"
#include "view/offer.h"
#include <math.h>

enum { HEAD = 58, ROW = 36, CHIP = 26, LEAST_ROWS = 2, NAME_ROOM = 128, GAP = 18 };

static const char *words(const TermsPicture *picture, StringId id) { return tr(picture->view->strings, id); }

static double term_width(const TermsPicture *picture, const Term *term) {
    double w = 0;
    for (int i = 0; i < term->count; i++) w += terms_chip_width(picture, &term->factor[i]) + (i > 0 ? 16 : 0);
    return w;
}

static double draw_sign(const TermsPicture *picture, double x, double y, const char *sign) {
    const Gui *gui = picture->view->gui;
    gui_text(gui, FACE_UI, 14, x, gui_middle(y, 14), ALIGN_LEFT, gui->theme->dim, sign);
    return x + gui_text_width(gui, FACE_UI, 14, sign);
}

/* The terms side by side, the largest first, while there is room; the others are one number at the end. */
static double draw_sum_of(const TermsPicture *picture, double x, Rect row, const Terms *terms, int index) {
    const View *view = picture->view;
    const TermsPlace *next = index + 1 < view->terms_chain_count ? &view->terms_chain[index + 1].place : NULL;
    const Term *shown[TERMS_SHOWN_MAX];
    char path[48], number[24], line[96];
    int count = terms_list_largest(shown, terms, 8), drawn = 0;
    bool is_of_exp = terms->function == TERMS_LOG_SUM_EXP; /* the exp of each term is summed, not the terms */
    double middle = row.y + row.h / 2, told = 0, right = rect_right(row) - 190;
    for (; drawn < count; drawn++) {
        const Term *term = shown[drawn];
        if (drawn > 0 && ((term->value == 0 && !is_of_exp) || x + GAP + term_width(picture, term) > right)) break;
        if (drawn > 0) x = draw_sign(picture, x + 5, middle, "+") + 5;
        if (is_of_exp) x = draw_sign(picture, x, middle, "exp") + 4;
        for (int i = 0; i < term->count; i++) {
            if (i > 0) x = draw_sign(picture, x + 4, middle, term->factor[i].divides ? "÷" : "×") + 4;
            text_format(path, (int)sizeof path, "terms/path%d-%d-%d", index + 1, drawn + 1, i + 1);
            double w = terms_draw_chip(picture, x, middle - CHIP / 2.0, CHIP, &term->factor[i], path);
            if (next && terms_is_same(next, &term->factor[i].place)) /* what the next row opens */
                draw_round_stroke(view->gui->list, rect(x + 0.5, middle - CHIP / 2.0 + 0.5, w - 1, CHIP - 1), 5.5, 1,
                                  view->gui->theme->accent);
            x += w;
        }
        told += term->value;
    }
    if (drawn < terms->count && is_of_exp)
        x = draw_sign(picture, x + 5, middle, "+ …");
    else if (drawn < terms->count) {
        number_format_short(number, (int)sizeof number, terms->sum - told, 3);
        text_format(line, (int)sizeof line, words(picture, STRING_TERMS_PATH_MORE), terms->count - drawn, number);
        double from = x;
        x = draw_sign(picture, x + 5, middle, line);
        text_format(path, (int)sizeof path, "terms/path-more%d", index + 1);
        hint_add(picture->view, rect(from, row.y, x - from, row.h), path,
                 figure_tip(picture->view, words(picture, STRING_TERMS_MORE_TIP), "", terms->sum - told));
    }
    return x;
}

static void draw_row(const TermsPicture *picture, Rect row, const Terms *terms, int index) {
    const char *name = terms->function == TERMS_LOG_SUM_EXP ? "log" : terms_function_name(terms, picture->view->run->net.spec.activation);
    TermsFactor self = {.place = terms->place, .value = terms->value};
    char path[48];
    double middle = row.y + row.h / 2, x = row.x;
    char about[128];
    terms_write_words(about, (int)sizeof about, picture, &terms->place);
    text_format(path, (int)sizeof path, "terms/path-row%d", index + 1);
    hint_add(picture->view, row, path, figure_tip(picture->view, about, "", terms->value)); /* its chips lie on top */
    hint_number(picture->view, &terms->place, false);
    text_format(path, (int)sizeof path, "terms/path%d", index + 1);
    x += terms_draw_chip(picture, x, middle - CHIP / 2.0, CHIP, &self, path);
    x = draw_sign(picture, fmax(x + 8, row.x + NAME_ROOM), middle, "=") + 8;
    if (name[0]) {
        x = draw_sign(picture, x, middle, name) + 3;
        x = draw_sign(picture, x, middle, "(") + 3;
    }
    x = draw_sum_of(picture, x, row, terms, index);
    if (name[0]) draw_sign(picture, x + 3, middle, ")");
}

void terms_draw_path(const TermsPicture *picture, Rect box) {
    const View *view = picture->view;
    const Gui *gui = view->gui;
    int room = (int)((box.h - HEAD) / ROW), count = view->terms_chain_count;
    if (count < 1 || room < LEAST_ROWS) return;
    if (count > room) count = room;
    Rect head = rect_cut_top(&box, HEAD);
    gui_text(gui, FACE_UI_SEMIBOLD, 16, head.x, head.y + 30, ALIGN_LEFT, gui->theme->text, words(picture, STRING_TERMS_PATH));
    gui_text_fit(gui, FACE_UI, 13.5, head.x, head.y + 49, head.w, ALIGN_LEFT, gui->theme->dim, words(picture, STRING_TERMS_PATH_WORDS));
    hint_add(view, rect(head.x, head.y + 12, head.w, 42), "terms/path-head", words(picture, STRING_TERMS_PATH_TIP));
    for (int i = 0; i < count; i++) {
        Rect row = rect_cut_top(&box, ROW);
        draw_row(picture, row, &view->terms_chain[i], i);
        if (i + 1 < count) /* leads on to the next */
            draw_line(gui->list, row.x + 12, rect_bottom(row) - 4, row.x + 12, rect_bottom(row) + 4, 1.5, gui->theme->accent);
    }
}
