#include "view/padding.h"
#include "view/hint.h"

enum { WORD_SIZE = 12 };

int padding_first_step(const Run *run) {
    int length = run->trace.length[0];
    return length < run->wiring.steps ? length : run->wiring.steps;
}

void padding_draw(const View *view, Rect box, const char *path) {
    const Gui *gui = view->gui;
    const char *word = tr(view->strings, STRING_STAGE_PADDING);
    if (box.w < 1 || box.h < 1) return;
    draw_rect(gui->list, box, color_fade(gui->theme->background, 0.62));
    draw_path_begin(gui->list);
    draw_path_move(gui->list, box.x, box.y);
    draw_path_line(gui->list, box.x, rect_bottom(box));
    draw_path_stroke(gui->list, 1.5, gui->theme->dim, 4);
    if (path) hint_add(view, box, path, tr(view->strings, STRING_PADDING_TIP));
    if (box.h < 20 || gui_text_width(gui, FACE_UI, WORD_SIZE, word) + 8 > box.w) return;
    gui_text(gui, FACE_UI, WORD_SIZE, rect_mid_x(box), gui_middle(rect_mid_y(box), WORD_SIZE), ALIGN_CENTER, gui->theme->dim, word);
}
