/* The cliff in the place of the stage: one unit, two numbers, and the loss over them as a landscape. When it opens, the surface rises from
   its ground; closing is the same backwards. */
#include "base/number.h"
#include "gui/chart.h"
#include "view/hint.h"
#include "view/inside/cliff_picture.h"
#include "view/inside/grow.h"
#include "view/inside/inside_head.h"
#include <math.h>

static double draw_button(const CliffPicture *picture, double right, const char *path, const char *label, bool chosen, const char *command,
                          const char *tip) {
    const Gui *gui = picture->view->gui;
    double w = gui_text_width(gui, FACE_UI_MEDIUM, 13, label) + 22;
    gui_button(gui, rect(right - w, picture->title.y, w, 28), chosen ? BUTTON_RAISED : BUTTON_PLAIN, path, label, command, tip);
    return right - w - 4;
}

/* "Descent, update 12 of 200", or a hint at what to do. */
static void write_title(char *out, int size, const CliffPicture *picture) {
    const Cliff *cliff = picture->cliff;
    int longest = cliff_longest(cliff), look = cliff_look_update(cliff);
    bool are_two = cliff->updates[CLIFF_PLAIN] > 0 && cliff->updates[CLIFF_CLIPPED] > 0;
    if (longest == 0)
        text_format(out, size, tr_count(picture->view->strings, cliff->steps, STRING_CLIFF_TITLE_ONE, STRING_CLIFF_TITLE), cliff->steps);
    else
        text_format(out, size,
                    tr(picture->view->strings, picture->area.w < 760 ? are_two ? STRING_CLIFF_DESCENTS_SHORT : STRING_CLIFF_DESCENT_SHORT
                                               : are_two             ? STRING_CLIFF_DESCENTS_TITLE
                                                                     : STRING_CLIFF_DESCENT_TITLE),
                    COUNT_TEXT(look), COUNT_TEXT(longest));
}

static void write_equations(char *out, int size, const Cliff *cliff) {
    text_format(out, size,
                cliff->unit == CLIFF_LATCH ? "h_t = \\tanh(\\W{w} h_{t-1} + b),\\ \\ h_0 = 0.5,\\ \\ L = (h_{%d} - 0.7)^2"
                                           : "x_t = \\W{w} \\sigma(x_{t-1}) + b,\\ \\ x_0 = 0.5,\\ \\ L = (\\sigma(x_{%d}) - 0.7)^2",
                cliff->steps);
}

static const char *height_words(const CliffPicture *picture) {
    return picture->cliff->height == CLIFF_OF_LOSS ? tr(picture->view->strings, STRING_CLIFF_LEGEND_LOSS)
                                                   : tr(picture->view->strings, STRING_CLIFF_LEGEND_GRADIENT);
}

enum { LEGEND_BAR = 96, LEGEND_LEAST = 34, LEGEND_MOST = 28, LEGEND_AROUND = LEGEND_BAR + LEGEND_LEAST + LEGEND_MOST + 6 };

/* Draws the legend of the colours to the right of the equations. */
static double draw_legend(const CliffPicture *picture, double right, double y) {
    const Gui *gui = picture->view->gui;
    const double w = LEGEND_BAR;
    Color cell[24];
    const char *words = tr(picture->view->strings, STRING_CLIFF_LEGEND);
    double words_w = gui_text_width(gui, FACE_UI, 12, words);
    Rect bar = {right - LEGEND_MOST - w, y - 9, w, 10};
    for (int i = 0; i < 24; i++) cell[i] = color_ramp(&gui->theme->ramp, pow(10, -8 + 11.0 * (i + 0.5) / 24));
    draw_image(gui->list, bar, 24, 1, cell);
    chart_power(gui, 13, bar.x - 5, y, ALIGN_RIGHT, gui->theme->dim, -8);
    chart_power(gui, 13, rect_right(bar) + 5, y, ALIGN_LEFT, gui->theme->dim, 3);
    double left = bar.x - LEGEND_LEAST - 6 - words_w;
    gui_text(gui, FACE_UI, 12, left, y, ALIGN_LEFT, gui->theme->dim, words);
    hint_add(picture->view, rect(left, y - 13, right - left, 18), "cliff/legend", height_words(picture));
    return left;
}

static void draw_title(const CliffPicture *picture) {
    const View *view = picture->view;
    const Gui *gui = view->gui;
    const Cliff *cliff = picture->cliff;
    char text[128];
    double x = picture->title.x, right = rect_right(picture->title);
    draw_group(gui->list, "cliff/title");
    right = draw_button(picture, right, "cliff/close", tr(picture->view->strings, STRING_INSIDE_CLOSE), false, "hide",
                        tr(picture->view->strings, STRING_INSIDE_CLOSE_TIP));
    right = draw_button(picture, right - 6, "cliff/latch", tr(picture->view->strings, STRING_CLIFF_LATCH_NAME), cliff->unit == CLIFF_LATCH,
                        "cliff unit latch", tr(picture->view->strings, STRING_CLIFF_LATCH_TIP));
    right = draw_button(picture, right, "cliff/sigmoid", tr(picture->view->strings, STRING_CLIFF_PASCANU), cliff->unit == CLIFF_SIGMOID,
                        "cliff unit sigmoid", tr(picture->view->strings, STRING_CLIFF_PASCANU_TIP));
    write_title(text, (int)sizeof text, picture);
    inside_write_unheld(text, (int)sizeof text, view);
    gui_text_fit(gui, FACE_UI_BOLD, 17, x, picture->title.y + 19, right - x - 8, ALIGN_LEFT, gui->theme->text, text);
    hint_add(view, rect(x, picture->title.y, right - x - 8, 26), "cliff/title", tr(picture->view->strings, STRING_CLIFF_TITLE_TIP));
    double y = rect_bottom(picture->title) - 4, end = rect_right(picture->title);
    FormulaStyle style = theme_formula(gui->theme, picture->area.w < 900 ? 15 : 18);
    char formula[128];
    write_equations(formula, (int)sizeof formula, cliff);
    double wide = formula_measure(gui->text, gui->scale, &style, formula).width;
    double legend_w = gui_text_width(gui, FACE_UI, 12, tr(view->strings, STRING_CLIFF_LEGEND)) + LEGEND_AROUND;
    if (x + wide + 16 + legend_w < end) draw_legend(picture, end, y);
    formula_draw(gui->list, gui->text, gui->scale, &style, x, y, ALIGN_LEFT, formula);
    hint_add(view, rect(x, y - 16, wide, 22), "cliff/equations",
             cliff->unit == CLIFF_LATCH ? tr(picture->view->strings, STRING_CLIFF_EQUATION_LATCH)
                                        : tr(picture->view->strings, STRING_CLIFF_EQUATION_SIGMOID));
}

void cliff_draw(const View *view, Rect area) {
    const Gui *gui = view->gui;
    CliffPicture picture;
    Grow grow;
    if (!cliff_picture_init(&picture, view, area)) {
        draw_fail(gui->list);
        return;
    }
    grow_begin(&grow, view, area, GROW_FROM_GROUND, "cliff");
    cliff_draw_solid(&picture);
    cliff_draw_above(&picture);
    cliff_draw_map(&picture);
    cliff_draw_norms(&picture);
    draw_title(&picture);
    grow_end(&grow);
}
