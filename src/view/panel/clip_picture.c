/* Clipping as arrows: the gradient of all weights as one arrow of its length, the circle whose radius is the norm's bound, and the arrow
   that is left. Where elements are cut, the direction turns: the picture is the plane that both arrows lie in, so their lengths and the
   angle between them are the true ones (lab/run.h measures them). */
#include "view/panel/clip_picture.h"
#include "base/number.h"
#include "view/hint.h"
#include <math.h>

enum { CIRCLE_MOST = 62, PLOT = 136 };

bool clip_picture_is_wanted(const View *view) {
    return setup_get(view->setup, KEY_CLIP_NORM) > 0 || setup_get(view->setup, KEY_CLIP_VALUE) > 0;
}

static void draw_arrow(const Gui *gui, Point from, Point to, double width, Color color) {
    double dx = to.x - from.x, dy = to.y - from.y, length = hypot(dx, dy), head = fmin(9, length * 0.6);
    if (!(length > 0.5)) return;
    dx /= length;
    dy /= length;
    draw_line(gui->list, from.x, from.y, to.x - dx * head * 0.7, to.y - dy * head * 0.7, width, color);
    draw_path_begin(gui->list);
    draw_path_move(gui->list, to.x, to.y);
    draw_path_line(gui->list, to.x - dx * head - dy * head * 0.5, to.y - dy * head + dx * head * 0.5);
    draw_path_line(gui->list, to.x - dx * head + dy * head * 0.5, to.y - dy * head - dx * head * 0.5);
    draw_path_close(gui->list);
    draw_path_fill(gui->list, color);
}

static void write_row(const Gui *gui, Rect area, double y, Color color, const char *words, const char *value) {
    draw_rect(gui->list, rect(area.x, y - 6, 14, 4), color);
    double w = gui_text_width(gui, FACE_MONO, 13, value);
    gui_text_fit(gui, FACE_UI, 13, area.x + 22, y, area.w - 30 - w, ALIGN_LEFT, gui->theme->dim, words);
    gui_text(gui, FACE_MONO, 13, rect_right(area), y, ALIGN_RIGHT, gui->theme->text, value);
}

void clip_picture_draw(const View *view, Rect area, double cut) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    const RunClip *clip = &view->run->clip;
    double limit = setup_get(view->setup, KEY_CLIP_NORM), norm = clip->norm, after = clip->norm_after, angle = clip->angle_rad;
    Rect plot = {area.x, area.y, area.w, PLOT};
    draw_round(gui->list, plot, 8, theme->raised);
    if (!(norm > 0) || !isfinite(norm) || !isfinite(after) || !isfinite(angle)) {
        const char *words = norm == 0 ? tr(view->strings, STRING_CLIP_ZERO) : tr(view->strings, STRING_CLIP_NOT_FINITE);
        gui_text_fit(gui, FACE_UI, 13, plot.x + 14, rect_mid_y(plot) + 4, plot.w - 28, ALIGN_LEFT, theme->dim, words);
        return;
    }
    /* The longer of arrow and radius has what the width leaves. */
    double scale = fmin((plot.w - 28) / norm, (PLOT / 2 - 8) / fmax(norm * sin(angle), 1e-300));
    if (limit > 0) scale = fmin((plot.w - 28) / (norm + limit), CIRCLE_MOST / limit);
    double radius = limit * scale;
    Point origin = {plot.x + 14 + radius, rect_mid_y(plot)};
    draw_clip(gui->list, plot);
    if (limit > 0) {
        draw_circle(gui->list, origin.x, origin.y, radius, color_over(theme->accent, 0.12, theme->raised));
        draw_circle_stroke(gui->list, origin.x, origin.y, radius, 1.25, theme->accent);
    }
    double size = norm + (after - norm) * cut, turned = angle * cut;
    Point whole = {origin.x + norm * scale, origin.y}, end = {origin.x + size * scale * cos(turned), origin.y - size * scale * sin(turned)};
    draw_arrow(gui, origin, whole, 2, color_mix(theme->raised, theme->gradient_ink, cut > 0 ? 0.6 : 1));
    draw_arrow(gui, origin, end, 3.5, theme->warn);
    draw_circle(gui->list, origin.x, origin.y, 3, theme->text);
    draw_unclip(gui->list);
    char number[24], text[48], words[96];
    double y = rect_bottom(plot) + 20;
    number_format_short(number, (int)sizeof number, norm, 3);
    write_row(gui, area, y, theme->gradient_ink, tr(view->strings, STRING_CLIP_NORM), number);
    number_format_short(number, (int)sizeof number, after, 3);
    text_format(text, (int)sizeof text, "%s", number);
    if (angle > 0) {
        char degrees[24];
        number_format_short(degrees, (int)sizeof degrees, angle * 180 / acos(-1), 2);
        text_format(text, (int)sizeof text, tr(view->strings, STRING_CLIP_TURNED), number, degrees);
    }
    write_row(gui, area, y + 20, theme->warn, tr(view->strings, STRING_CLIP_AFTER), text);
    number_format_short(number, (int)sizeof number, limit, 3);
    if (limit > 0)
        text_format(words, (int)sizeof words, tr(view->strings, STRING_CLIP_CIRCLE), number);
    else
        text_format(words, (int)sizeof words, tr(view->strings, STRING_CLIP_PLANE));
    gui_text_fit(gui, FACE_UI, 12, rect_right(plot) - 10, rect_bottom(plot) - 9, plot.w - 20, ALIGN_RIGHT, theme->dim, words);
    hint_add(view, plot, "story/clip", angle > 0 ? tr(view->strings, STRING_CLIP_ELEMENTS_TIP) : tr(view->strings, STRING_CLIP_NORM_TIP));
}
