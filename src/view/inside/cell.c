/* The close-up of one cell at one step. When it opens, a window grows out of the step's column on the stage, and the column's units move to
   their place as the strip of h. Closing is the same backwards. */
#include "base/number.h"
#include "view/hint.h"
#include "view/inside/cell_picture.h"
#include "view/inside/grow.h"
#include "view/inside/inside_head.h"
#include <math.h>
#include <string.h>

/* A small button of the title's line; returns its left edge. */
static double draw_button(const CellPicture *picture, double right, double y, const char *path, const char *label, bool chosen,
                          const char *command, const char *tip) {
    const Gui *gui = picture->view->gui;
    const Theme *theme = gui->theme;
    if (gui->has_no_buttons) return right;
    double w = gui_text_width(gui, FACE_UI_MEDIUM, 13, label) + 22;
    Rect box = {right - w, y, w, 28};
    if (chosen)
        draw_round(gui->list, box, 7, theme->pill);
    else if (gui_is_hot(gui, path))
        draw_round(gui->list, box, 7, theme->raised);
    if (chosen) draw_round_stroke(gui->list, box, 7, 1, theme->line);
    gui_text(gui, chosen ? FACE_UI_SEMIBOLD : FACE_UI_MEDIUM, 13, rect_mid_x(box), y + 18.5, ALIGN_CENTER,
             chosen ? theme->text : theme->dim, label);
    Region *region = region_add(gui->region, REGION_BUTTON, box, path);
    text_format(region->command, (int)sizeof region->command, "%s", command);
    region->tip = tip;
    region->focusable = true;
    gui_focus_ring(gui, box, 7, path);
    return box.x - 4;
}

static void draw_title(const CellPicture *picture) {
    const View *view = picture->view;
    const Gui *gui = view->gui;
    const CellPlace *place = &picture->place;
    char text[192], command[48];
    int T = view->run->wiring.steps;
    double right = rect_right(picture->title), y = picture->title.y;
    draw_group(gui->list, "cell/title");
    right = draw_button(picture, right, y, "cell/close", tr(picture->view->strings, STRING_CELL_CLOSE), false, "hide",
                        tr(picture->view->strings, STRING_CELL_CLOSE_TIP));
    text_format(command, (int)sizeof command, "seek backward %d", cell_cursor_step(PHASE_BACKWARD, place->direction, place->step, T));
    right = draw_button(picture, right - 6, y, "cell/backward", tr(picture->view->strings, STRING_CELL_BACKWARD_BUTTON), place->is_backward,
                        command, tr(picture->view->strings, STRING_CELL_BACKWARD_TIP));
    text_format(command, (int)sizeof command, "seek forward %d", cell_cursor_step(PHASE_FORWARD, place->direction, place->step, T));
    right = draw_button(picture, right, y, "cell/forward", tr(picture->view->strings, STRING_CELL_FORWARD_BUTTON),
                        !place->is_backward && !place->is_head, command, tr(picture->view->strings, STRING_CELL_FORWARD_TIP));
    cell_write_title(text, (int)sizeof text, picture);
    if (gui_text_width(gui, FACE_UI_BOLD, 17, text) > right - picture->title.x - 8) cell_write_short_title(text, (int)sizeof text, picture);
    gui_text_fit(gui, FACE_UI_BOLD, 17, picture->title.x, y + 18, right - picture->title.x - 8, ALIGN_LEFT, gui->theme->text, text);
    hint_add(view, rect(picture->title.x, y, right - picture->title.x - 8, 24), "cell/head", tr(view->strings, STRING_SCREEN_CELL_TIP));
    cell_write_words(text, (int)sizeof text, picture);
    double room = inside_draw_words(view, rect(picture->title.x, y, picture->title.w, picture->title.h - 1), gui->theme->dim, text);
    hint_add(view, rect(picture->title.x, rect_bottom(picture->title) - 16, room, 22), "cell/words",
             tr(view->strings, STRING_CELL_WORDS_TIP));
}

static void draw_card(const CellPicture *picture, Rect card, double radius) {
    const Gui *gui = picture->view->gui;
    draw_round(gui->list, card, radius, gui->theme->panel);
    draw_round_stroke(gui->list, card, radius, 1.5, gui->theme->line);
}

/* Text in the middle of the card, in place of a diagram. */
static void draw_only_words(const CellPicture *picture, const char *words) {
    const Gui *gui = picture->view->gui;
    Rect card = rect_inset(picture->card, 24, 24);
    double w = fmin(card.w, 560);
    text_wrap(gui->list, gui->text, gui->scale, FACE_UI, 18, rect(rect_mid_x(card) - w / 2, rect_mid_y(card) - 16, w, 0), 26,
              gui->theme->dim, words);
}

static void draw_inside(const CellPicture *picture) {
    draw_title(picture);
    draw_group(picture->view->gui->list, "cell/card");
    draw_card(picture, picture->card, 16);
    if (picture->place.is_head) {
        cell_draw_head(picture);
    } else if (picture->place.is_padding) {
        cell_draw_ends(picture);
        draw_only_words(picture, tr(picture->view->strings, STRING_CELL_PADDING));
        hint_add(picture->view, rect_inset(picture->card, 24, 24), "cell/padding", tr(picture->view->strings, STRING_PADDING_TIP));
    } else if (!cell_has_diagram(picture->cell)) {
        char words[192];
        cell_write_no_diagram(words, (int)sizeof words, picture->view);
        draw_only_words(picture, words);
    } else {
        cell_draw_wires(picture);
        cell_draw_boxes(picture);
        cell_draw_strips(picture);
        cell_draw_ends(picture);
    }
    cell_draw_film(picture);
}

/* The units of the step's column: the same object as the strip of h. */
static void move_states(const CellPicture *picture, const Grow *grow) {
    const Gui *gui = picture->view->gui;
    const CellPlace *place = &picture->place;
    Rect column = grow_find_column(picture->view, picture->area, place->layer, place->direction, place->step);
    Rect end = cell_end_rect(picture, true, picture->diagram->state_v);
    draw_rect(gui->list, rect_inset(end, -1, -1), gui->theme->panel); /* it is not there yet */
    draw_group(gui->list, "cell/grows");
    cell_draw_vector(picture, grow_between(grow, rect_inset(column, column.w * 0.15, 4), end), picture->account->at[ACCOUNT_H][0], NULL, 1);
}

void cell_draw(const View *view, Rect area) {
    CellPicture picture;
    Grow grow;
    if (!cell_picture_init(&picture, view, area)) {
        draw_fail(view->gui->list);
        return;
    }
    grow_begin(&grow, view, area, GROW_FROM_COLUMN, "cell");
    draw_inside(&picture);
    if (grow.moved < 1 && !picture.place.is_head) move_states(&picture, &grow);
    grow_end(&grow);
}
