/* Words of the screen of texts: headings, names of symbols, shares. */
#include "base/number.h"
#include "view/hint.h"
#include "view/text/text_picture.h"
#include <math.h>

Rect text_heading(const TextPicture *picture, Rect area, const char *path, const char *words, const char *tip) {
    const Gui *gui = picture->view->gui;
    Rect head = rect_cut_top(&area, TEXT_HEADING);
    gui_text_fit(gui, FACE_UI_SEMIBOLD, 14, head.x, head.y + 15, head.w, ALIGN_LEFT, gui->theme->text, words);
    hint_add(picture->view, rect(head.x, head.y, fmin(head.w, gui_text_width(gui, FACE_UI_SEMIBOLD, 14, words)), head.h - 4), path, tip);
    return area;
}

void text_name(char *out, int size, const TextPicture *picture, int symbol) { writer_name(out, size, picture->view->setup, symbol); }

void text_percent(char *out, int size, double p) {
    char number[24];
    number_format_short(number, (int)sizeof number, 100 * p, p >= 0.1 ? 3 : 2);
    text_format(out, size, "%s %%", number);
}

void text_percent_short(char *out, int size, double p) {
    if (p > 0 && p < 1e-4)
        text_format(out, size, "<0.01 %%");
    else
        text_percent(out, size, p);
}
