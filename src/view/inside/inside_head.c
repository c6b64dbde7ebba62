/* See inside_head.h. */
#include "view/inside/inside_head.h"
#include "base/number.h"
#include "view/hint.h"
#include "view/screen.h"
#include "view/stage/held_row.h"
#include <math.h>
#include <string.h>

enum { WORDS_LEAST = 90 }; /* room for fewer would cut them after a word */

/* The sentence about this screen. */
static const char *tip_of(const View *view, const char *name) {
    for (int id = 0; id < SCREEN_COUNT; id++)
        if (strcmp(screen_table[id].name, name) == 0) return tr(view->strings, (StringId)(STRING_SCREEN_STAGE_TIP + 2 * id));
    return NULL;
}

double inside_draw_words(const View *view, Rect line, Color color, const char *words) {
    const Gui *gui = view->gui;
    double room = line.w;
    if (view->run->is_held) {
        Rect row = {line.x, rect_bottom(line) - 12, line.w, 17};
        room = held_row_draw(view, row, 13, true) - 12 - line.x;
    }
    if (room >= WORDS_LEAST) gui_text_fit(gui, FACE_UI, 14, line.x, rect_bottom(line), room, ALIGN_LEFT, color, words);
    return fmax(room, 0);
}

Rect inside_begin(Grow *grow, GrowFrom from, const View *view, Rect area, const char *name, const char *title, const char *words) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    double w = gui_text_width(gui, FACE_UI_MEDIUM, 13, tr(view->strings, STRING_INSIDE_CLOSE)) + 22;
    Rect rest = rect_inset(area, area.w < 700 ? 12 : 20, 0);
    bool low = rest.h < 460;
    char path[48];
    grow_begin(grow, view, area, from, name);
    text_format(path, (int)sizeof path, "%s/title", name);
    draw_group(gui->list, path);
    rect_cut_top(&rest, low ? 6 : 16);
    rect_cut_bottom(&rest, low ? 6 : 14);
    Rect head = rect_cut_top(&rest, 46);
    rect_cut_top(&rest, low ? 6 : 14);
    text_format(path, (int)sizeof path, "%s/close", name);
    gui_button(gui, rect(rect_right(head) - w, head.y, w, 28), BUTTON_PLAIN, path, tr(view->strings, STRING_INSIDE_CLOSE), "hide",
               tr(view->strings, STRING_INSIDE_CLOSE_TIP));
    gui_text_fit(gui, FACE_UI_BOLD, 17, head.x, head.y + 18, head.w - w - 8, ALIGN_LEFT, theme->text, title);
    const TraceFault *fault = &view->run->trace.fault;
    char text[160], place[64];
    view_write_fault_place(place, (int)sizeof place, view->strings, view->run);
    if (fault->found)
        text_format(text, (int)sizeof text, tr(view->strings, STRING_INSIDE_NOT_FINITE), tr_name(view->strings, fault->tensor), place);
    else
        text_format(text, (int)sizeof text, "%s", words);
    text_format(path, (int)sizeof path, "%s/head", name);
    double title_h = view->run->is_held ? 26 : head.h; /* held numbers are dragged in the line below it */
    hint_add(view, rect(head.x, head.y, head.w - w - 8, title_h), path, tip_of(view, name));
    inside_draw_words(view, rect(head.x, head.y, head.w, 39), fault->found ? theme->bad : theme->dim, text);
    return rest;
}

void inside_write_unheld(char *out, int size, const View *view) {
    int used = (int)strlen(out);
    if (view->run->is_held) text_format(out + used, size - used, "%s", tr(view->strings, STRING_MICROSCOPE_NOT_HELD));
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
