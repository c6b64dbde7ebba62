/* The page "In words": a description of the picture, for people who cannot see it, and to copy from. */
#include "view/describe.h"
#include "view/view.h"
#include <math.h>

enum { PAD = 40, WIDE = 820, LEADING = 30 };

void words_draw(const View *view, Rect area) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    draw_rect(gui->list, area, theme->background);
    region_add(gui->region, REGION_BLOCK, area, "words/page");
    if (!view->words) return;
    draw_clip(gui->list, area);
    double w = fmin(WIDE, area.w - 2 * fmin(PAD, area.w * 0.04)), x = area.x + (area.w - w) / 2,
           y = area.y + 28 - view->ui->scroll[SCREEN_WORDS];
    gui_text_fit(gui, FACE_UI_BOLD, 30, x, y + 30, w, ALIGN_LEFT, theme->text, tr(view->strings, STRING_SCREEN_WORDS));
    y += 64;
    for (int i = 0; i < view->words->count; i++) {
        int lines =
            text_wrap(gui->list, gui->text, gui->scale, FACE_UI, 20, rect(x, y + 20, w, 0), LEADING, theme->text, view->words->part[i]);
        y += LEADING * lines + 18;
    }
    region_add(gui->region, REGION_HOVER, rect(x, y + 16, 0, 0), "words/end");
    draw_unclip(gui->list);
}
