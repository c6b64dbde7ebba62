/* See inside_head.h. */
#include "view/inside/inside_head.h"
#include "base/number.h"
#include <math.h>

static double clamp01(double value) { return value < 0 ? 0 : value > 1 ? 1 : value; }

Rect inside_begin(const View *view, Rect area, const char *name, const char *title, const char *words) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    double open = view->ui->inside_open, w = gui_text_width(gui, FACE_UI_MEDIUM, 13, tr(view->strings, STRING_INSIDE_CLOSE)) + 22;
    Rect rest = rect_inset(area, area.w < 700 ? 12 : 20, 0);
    bool low = rest.h < 460;
    char path[48];
    draw_clip(gui->list, area);
    draw_rect(gui->list, area, color_fade(theme->background, clamp01(open / INSIDE_COVERS)));
    text_format(path, (int)sizeof path, "%s/behind", name);
    region_add(gui->region, REGION_BLOCK, area, path); /* the stage below is not reached */
    text_format(path, (int)sizeof path, "%s/title", name);
    draw_group(gui->list, path);
    rect_cut_top(&rest, low ? 6 : 16);
    rect_cut_bottom(&rest, low ? 6 : 14);
    Rect head = rect_cut_top(&rest, 46);
    rect_cut_top(&rest, low ? 6 : 14);
    if (open <= INSIDE_COVERS) return rest;
    text_format(path, (int)sizeof path, "%s/close", name);
    gui_button(gui, rect(rect_right(head) - w, head.y, w, 28), BUTTON_PLAIN, path, tr(view->strings, STRING_INSIDE_CLOSE), "hide",
               tr(view->strings, STRING_INSIDE_CLOSE_TIP));
    gui_text_fit(gui, FACE_UI_BOLD, 17, head.x, head.y + 18, head.w - w - 8, ALIGN_LEFT, theme->text, title);
    const TraceFault *fault = &view->run->trace.fault;
    char text[160];
    if (fault->found)
        text_format(text, (int)sizeof text, tr(view->strings, STRING_INSIDE_NOT_FINITE), fault->tensor, fault->step + 1);
    else
        text_format(text, (int)sizeof text, "%s", words);
    gui_text_fit(gui, FACE_UI, 14, head.x, head.y + 39, head.w, ALIGN_LEFT, fault->found ? theme->bad : theme->dim, text);
    return rest;
}

void inside_end(const View *view, Rect area) {
    double open = view->ui->inside_open;
    const Gui *gui = view->gui;
    if (open < 1 && open > INSIDE_COVERS)
        draw_rect(gui->list, area, color_fade(gui->theme->background, 1 - clamp01((open - INSIDE_COVERS) / (1 - INSIDE_COVERS))));
    draw_unclip(gui->list);
}

void inside_write_chain(char *out, int size, const View *view) {
    const NetSpec *spec = &view->run->net.spec;
    MicroscopePlace place = view_find_place(view->ui, spec);
    int used = text_format(out, size, "%s", "");
    if (spec->layers > 1) used += text_format(out + used, size - used, tr(view->strings, STRING_INSIDE_LAYER), place.layer + 1);
    if (spec->directions > 1)
        used += text_format(out + used, size - used, "%s%s", used ? ", " : "",
                            place.direction ? tr(view->strings, STRING_INSIDE_REVERSE) : tr(view->strings, STRING_INSIDE_FORWARD));
    if (used) text_format(out + used, size - used, "; ");
}
