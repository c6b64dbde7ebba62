/* On the cliff, in the place of the story: what it is, and a card for each descent. */
#include "base/number.h"
#include "view/hint.h"
#include "view/inside/cliff_picture.h"
#include "view/panel/prose.h"
#include <math.h>

enum { PAD = 20, CARD_PAD = 16, ROW = 24 };

typedef struct Side {
    const View *view;
    const Cliff *cliff;
    const CliffNumbers *numbers;
    double x, y, w;
} Side;

static void draw_row(Side *side, const char *path, const char *label, const char *value, Color color, const char *tip) {
    const Gui *gui = side->view->gui;
    double right = side->x + side->w - CARD_PAD, left = side->x + CARD_PAD, w = gui_text_width(gui, FACE_MONO_MEDIUM, 14, value);
    gui_text_fit(gui, FACE_UI, 14, left, side->y + 15, right - left - w - 12, ALIGN_LEFT, gui->theme->dim, label);
    gui_text(gui, FACE_MONO_MEDIUM, 14, right, side->y + 15, ALIGN_RIGHT, color, value);
    hint_add(side->view, rect(left, side->y, right - left, ROW), path, tip);
    side->y += ROW;
}

static void draw_words(Side *side, const char *path, const char *text) {
    const Gui *gui = side->view->gui;
    Rect box = {side->x, side->y + 14, side->w, 0};
    int lines = prose_wrap(gui, FACE_UI, 14.5, box, 21, gui->theme->dim, text);
    hint_add(side->view, rect(side->x, side->y, side->w, lines * 21), path, NULL);
    side->y += lines * 21 + 12;
}

static void draw_card(Side *side, CliffPath path) {
    const Gui *gui = side->view->gui;
    const Theme *theme = gui->theme;
    const CliffPoint *at = side->numbers->at[path];
    char name[48], text[64], where[48], number[24], other[24];
    int updates = side->cliff->updates[path], look = cliff_look(side->cliff, path);
    double jump;
    int longest = cliff_longest_step(&jump, side->numbers, path);
    Rect card = {side->x, side->y, side->w, 46 + 5 * ROW + 10};
    draw_round(gui->list, card, 10, theme->raised);
    draw_rect(gui->list, rect(card.x - 4, card.y + 1, 4, card.h - 2), cliff_path_color(theme, path));
    cliff_write_path(name, (int)sizeof name, side->view->strings, side->cliff, path);
    gui_text_fit(gui, FACE_UI_BOLD, 16, card.x + CARD_PAD, card.y + 28, card.w - 2 * CARD_PAD, ALIGN_LEFT, theme->text, name);
    side->y = card.y + 42;
    text_format(where, (int)sizeof where, "story/update%d", (int)path + 1);
    text_format(text, (int)sizeof text, tr(side->view->strings, STRING_CLIFF_OF), COUNT_TEXT(look), COUNT_TEXT(updates));
    draw_row(side, where, tr(side->view->strings, STRING_CLIFF_AFTER), text, theme->text, tr(side->view->strings, STRING_CLIFF_AFTER_TIP));
    text_format(where, (int)sizeof where, "story/loss%d", (int)path + 1);
    number_format_short(number, (int)sizeof number, at[look].loss, 3);
    draw_row(side, where, tr(side->view->strings, STRING_CLIFF_LOSS_THERE), number, theme->text,
             tr(side->view->strings, STRING_CLIFF_LOSS_THERE_TIP));
    text_format(where, (int)sizeof where, "story/place%d", (int)path + 1);
    number_format_short(number, (int)sizeof number, at[look].w, 4);
    number_format_short(other, (int)sizeof other, at[look].b, 4);
    const CliffRange *range = &cliff_range[side->cliff->unit];
    bool inside =
        at[look].w >= range->w_least && at[look].w <= range->w_most && at[look].b >= range->b_least && at[look].b <= range->b_most;
    text_format(text, (int)sizeof text, "%s, %s", number, other);
    draw_row(side, where, inside ? tr(side->view->strings, STRING_CLIFF_PLACE) : tr(side->view->strings, STRING_CLIFF_PLACE_OFF), text,
             inside ? theme->text : theme->bad, tr(side->view->strings, STRING_CLIFF_PLACE_THEN_TIP));
    text_format(where, (int)sizeof where, "story/steepest%d", (int)path + 1);
    number_format_short(number, (int)sizeof number, cliff_steepest(side->numbers, path), 3);
    draw_row(side, where, tr(side->view->strings, STRING_CLIFF_LONGEST_GRADIENT), number, theme->text,
             tr(side->view->strings, STRING_CLIFF_LONGEST_GRADIENT_TIP));
    text_format(where, (int)sizeof where, "story/jump%d", (int)path + 1);
    number_format_short(number, (int)sizeof number, jump, 3);
    if (longest > 0)
        text_format(text, (int)sizeof text, tr(side->view->strings, STRING_CLIFF_JUMP), number, COUNT_TEXT(longest));
    else
        text_format(text, (int)sizeof text, "%s", number);
    draw_row(side, where, tr(side->view->strings, STRING_CLIFF_LONGEST_STEP), text, theme->text,
             tr(side->view->strings, STRING_CLIFF_LONGEST_STEP_TIP));
    side->y = rect_bottom(card) + 14;
}

static const char *words_of(const Side *side) {
    bool is_latch = side->cliff->unit == CLIFF_LATCH;
    if (!cliff_has_descent(side->cliff))
        return is_latch ? tr(side->view->strings, STRING_CLIFF_WORDS_LATCH) : tr(side->view->strings, STRING_CLIFF_WORDS_SIGMOID);
    return tr(side->view->strings, STRING_CLIFF_WORDS_DESCENT);
}

void cliff_side_draw(const View *view, Rect area) {
    const Gui *gui = view->gui;
    Side side = {view, &view->ui->cliff, view->cliff, area.x + PAD, area.y + 22 - view->ui->scroll[SCREEN_STORY], area.w - 2 * PAD};
    draw_group(gui->list, "story");
    draw_rect(gui->list, area, gui->theme->panel);
    draw_rect(gui->list, rect(rect_right(area) - 1, area.y, 1, area.h), gui->theme->line);
    if (!view->cliff) return;
    gui_text(gui, FACE_UI_SEMIBOLD, 12, side.x, side.y + 10, ALIGN_LEFT, gui->theme->dim, tr(view->strings, STRING_CLIFF_PANEL));
    gui_text_fit(gui, FACE_UI_BOLD, 24, side.x, side.y + 42, side.w, ALIGN_LEFT, gui->theme->text,
                 side.cliff->unit == CLIFF_LATCH ? tr(view->strings, STRING_CLIFF_HEAD_LATCH)
                                                 : tr(view->strings, STRING_CLIFF_HEAD_SIGMOID));
    side.y += 62;
    draw_words(&side, "story/words", words_of(&side));
    for (int path = 0; path < CLIFF_PATH_COUNT; path++)
        if (side.cliff->updates[path] > 0) draw_card(&side, (CliffPath)path);
    if (cliff_has_descent(side.cliff) && side.cliff->updates[CLIFF_CLIPPED] == 0)
        draw_words(&side, "story/next", tr(view->strings, STRING_CLIFF_NEXT_CLIP));
    if (!cliff_has_descent(side.cliff)) draw_words(&side, "story/next", tr(view->strings, STRING_CLIFF_NEXT_DESCEND));
    region_add(gui->region, REGION_HOVER, rect(side.x, side.y, 0, 0), "story/end");
}
