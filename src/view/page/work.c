/* The bars of files being read or written: words, progress, and a cross that stops the job, as Escape does. */
#include "base/number.h"
#include "view/view.h"
#include <math.h>

enum { WIDE = 420, HIGH = 48, GAP = 8, PAD = 16, CROSS = 36, PERCENT = 48 };

static void draw_bar(const View *view, Rect box, const WorkBar *work, bool is_last) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    char percent[16];
    draw_round(gui->list, box, 10, theme->raised);
    draw_round_stroke(gui->list, rect_inset(box, 0.5, 0.5), 9.5, 1, theme->line);
    region_add(gui->region, REGION_BLOCK, box, is_last ? "work" : "work-before");
    Rect inner = {box.x + PAD, box.y, box.w - PAD - CROSS, box.h};
    double line = gui_middle(box.y + 19, 14);
    gui_text_fit(gui, FACE_UI, 14, inner.x, line, inner.w - PERCENT, ALIGN_LEFT, theme->text, work->words);
    text_format(percent, (int)sizeof percent, "%.0f %%", floor(100 * work->done));
    gui_text(gui, FACE_MONO, 13, rect_right(inner) - 4, line, ALIGN_RIGHT, theme->dim, percent);
    Rect track = {inner.x, box.y + 34, inner.w - 4, 4};
    draw_round(gui->list, track, 2, theme->line);
    draw_round(gui->list, rect(track.x, track.y, fmax(4, track.w * work->done), track.h), 2, theme->accent);
    if (!is_last || work->is_ending) return; /* Escape and the cross stop the last one */
    Rect close = {rect_right(box) - CROSS + 4, rect_mid_y(box) - 14, 28, 28};
    if (gui_is_hot(gui, "work/stop")) draw_round(gui->list, close, 7, theme->line);
    gui_cross(gui, rect_mid_x(close), rect_mid_y(close), 9, theme->dim);
    Region *stop = region_add(gui->region, REGION_BUTTON, close, "work/stop");
    text_format(stop->command, (int)sizeof stop->command, "hide");
    stop->tip = tr(view->strings, STRING_WORK_STOP);
}

void work_draw(const View *view, Rect stage) {
    const Gui *gui = view->gui;
    if (view->work_count == 0) return;
    Rect box = {0, stage.y + 16, fmin(WIDE, stage.w - 32), HIGH};
    box.x = rect_mid_x(stage) - box.w / 2;
    draw_layer(gui->list, LAYER_OVERLAY);
    draw_group(gui->list, "work");
    for (int i = 0; i < view->work_count; i++) {
        draw_bar(view, box, &view->work[i], i == view->work_count - 1);
        box.y += HIGH + GAP;
    }
    draw_layer(gui->list, LAYER_PAGE);
}
