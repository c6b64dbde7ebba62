/* Highlights of a lesson over the finished picture: a ring around the parts that `look` or the [[mark]] under the pointer names; a veil
   over parts that `look` dims. */
#include "view/page/light.h"
#include "view/page/mark.h"
#include <math.h>

static void draw_ring(const View *view, Str name, bool is_hovered) {
    const Gui *gui = view->gui;
    Mark mark;
    Rect box;
    if (!mark_parse(&mark, name, NULL) || !mark_find_box(&box, gui->region, &mark, &view->run->net)) return;
    box = rect_inset(box, -4, -4);
    double radius = fmin(10, fmin(box.w, box.h) / 2);
    Color color = gui->theme->accent;
    draw_round_stroke(gui->list, box, radius, is_hovered ? 2.5 : 2, color);
    if (!is_hovered) return;
    color.a = 26;
    draw_round(gui->list, box, radius, color);
}

static void draw_veil(const View *view, Str name) {
    const Gui *gui = view->gui;
    Mark mark;
    Rect box;
    Color color = gui->theme->background;
    color.a = 150;
    if (mark_parse(&mark, name, NULL) && mark_find_box(&box, gui->region, &mark, &view->run->net)) draw_rect(gui->list, box, color);
}

void light_draw(const View *view) {
    const Gui *gui = view->gui;
    const Region *hot = region_find(gui->region, gui->state->hot);
    const Reader *reader = view->reader;
    draw_layer(gui->list, LAYER_HOVER);
    draw_group(gui->list, "light");
    for (const LessonLook *look = reader_find_look(reader, LOOK_DIM, NULL); look; look = reader_find_look(reader, LOOK_DIM, look))
        draw_veil(view, look->text);
    for (const LessonLook *look = reader_find_look(reader, LOOK_AT, NULL); look; look = reader_find_look(reader, LOOK_AT, look))
        draw_ring(view, look->text, false);
    if (hot && hot->mark) draw_ring(view, str_from(hot->mark), true);
    draw_layer(gui->list, LAYER_PAGE);
}
