/* Clipping as arrows: the gradient of all weights as one arrow of its length, the circle whose radius is the norm's bound, and the arrow
   that is left. If elements are cut, the direction changes: the picture is the plane that both arrows lie in, so their lengths and the
   angle between them are the true ones (lab/run.h measures them). */
#include "view/panel/clip_picture.h"
#include "base/number.h"
#include "view/hint.h"
#include <math.h>

enum { PLOT = 136, LINE = 16 };
static const double CUT = 0.4; /* of the step */

bool clip_picture_is_wanted(const View *view) {
    return setup_get(view->setup, KEY_CLIP_NORM) > 0 || setup_get(view->setup, KEY_CLIP_VALUE) > 0;
}

double clip_picture_cut(double done) {
    double t = fmin(fmax(done / CUT, 0), 1);
    return t * t * (3 - 2 * t);
}

double clip_picture_after(double done) { return fmax(done - CUT, 0) / (1 - CUT); }

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

/* "0.31, turned by 12°"; the angle only where there is room for all of it. */
static void format_after(char *out, int size, const View *view, double room) {
    const RunClip *clip = &view->run->clip;
    char number[24], degrees[24];
    number_format_short(number, (int)sizeof number, clip->norm_after, 3);
    number_format_short(degrees, (int)sizeof degrees, clip->angle_rad * 180 / acos(-1), 2);
    text_format(out, size, tr(view->strings, STRING_CLIP_TURNED), number, degrees);
    if (!(clip->angle_rad > 0) || gui_text_width(view->gui, FACE_MONO, 12, out) > room) text_format(out, size, "%s", number);
}

/* What the picture is drawn to: the circle's radius, or the plane alone; in as many words as there is room for. */
static void format_circle(char *out, int size, const View *view, double room, double radius) {
    double limit = setup_get(view->setup, KEY_CLIP_NORM);
    char number[24];
    number_format_short(number, (int)sizeof number, limit, 3);
    if (limit > 0)
        text_format(out, size, tr(view->strings, radius >= 4 ? STRING_CLIP_CIRCLE : STRING_CLIP_CIRCLE_TINY), number);
    else
        text_format(out, size, "%s", tr(view->strings, STRING_CLIP_PLANE));
    if (limit > 0 && radius >= 4 && gui_text_width(view->gui, FACE_UI, 12, out) > room)
        text_format(out, size, tr(view->strings, STRING_CLIP_CIRCLE_SHORT), number);
}

/* Both arrows and the circle, on a plate. *tip_x: where the whole arrow ends; *radius_out: the circle's. False where there is nothing to cut: then words stand there. */
static bool draw_arrows(double *tip_x, double *radius_out, const View *view, Rect plot, Rect arrows, double cut) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    const RunClip *clip = &view->run->clip;
    double limit = setup_get(view->setup, KEY_CLIP_NORM), norm = clip->norm, after = clip->norm_after, angle = clip->angle_rad;
    draw_round(gui->list, plot, 8, theme->raised);
    if (!(norm > 0) || !isfinite(norm) || !isfinite(after) || !isfinite(angle)) {
        const char *words = norm == 0 ? tr(view->strings, STRING_CLIP_ZERO) : tr(view->strings, STRING_CLIP_NOT_FINITE);
        gui_text_fit(gui, FACE_UI, 13, plot.x + 14, rect_mid_y(plot) + 4, plot.w - 28, ALIGN_LEFT, theme->dim, words);
        return false;
    }
    /* The longer of arrow and radius has what the width leaves. */
    double half = arrows.h / 2 - 6, scale = fmin((arrows.w - 28) / norm, half / fmax(norm * sin(angle), 1e-300));
    if (limit > 0) scale = fmin((arrows.w - 28) / (norm + limit), half / limit);
    double radius = limit * scale;
    Point origin = {arrows.x + 14 + radius, rect_mid_y(arrows)};
    draw_clip(gui->list, arrows);
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
    *tip_x = whole.x;
    *radius_out = radius;
    return true;
}

static void add_hint(const View *view, Rect plot, const char *path) {
    hint_add(view, plot, path, tr(view->strings, view->run->clip.angle_rad > 0 ? STRING_CLIP_ELEMENTS_TIP : STRING_CLIP_NORM_TIP));
    bool has_factor = setup_get(view->setup, KEY_CLIP_NORM) > 0;
    hint_why(view, STRING_WHY_MANY);
    hint_number(view, &(TermsPlace){.kind = has_factor ? TERMS_CLIP : TERMS_LENGTH, .of = has_factor ? TERMS_CONSTANT : TERMS_DWEIGHT},
                false);
}

void clip_picture_draw_plot(const View *view, Rect plot, double cut) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    char number[24], words[96];
    Rect arrows = plot;
    if (plot.h >= 4 * LINE) { /* with room for words, the circle's and the norms' */
        rect_cut_top(&arrows, LINE);
        rect_cut_bottom(&arrows, LINE);
    }
    double tip_x, radius;
    if (!draw_arrows(&tip_x, &radius, view, plot, arrows, cut)) return;
    add_hint(view, plot, "stage/clip");
    if (plot.h < 4 * LINE) return;
    number_format_short(number, (int)sizeof number, view->run->clip.norm, 3);
    double number_w = gui_text_width(gui, FACE_MONO, 12, number);
    bool is_beside = tip_x + 8 + number_w < rect_right(plot) - 6; /* the tip of the whole arrow */
    gui_text(gui, FACE_MONO, 12, is_beside ? tip_x + 8 : rect_right(plot) - 8, is_beside ? rect_mid_y(arrows) + 4 : plot.y + 14,
             is_beside ? ALIGN_LEFT : ALIGN_RIGHT, theme->gradient_ink, number);
    double room = plot.w - 24 - (is_beside ? 0 : number_w);
    format_circle(words, (int)sizeof words, view, room, radius);
    if (gui_text_width(gui, FACE_UI, 12, words) <= room) /* part of a word says nothing; the hover says all */
        gui_text(gui, FACE_UI, 12, plot.x + 8, plot.y + 14, ALIGN_LEFT, theme->accent, words);
    if (cut < 1) return;
    format_after(words, (int)sizeof words, view, plot.w - 16);
    gui_text(gui, FACE_MONO, 12, plot.x + 8, rect_bottom(plot) - 6, ALIGN_LEFT, theme->warn, words);
}

void clip_picture_draw(const View *view, Rect area, double cut) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    const RunClip *clip = &view->run->clip;
    Rect plot = {area.x, area.y, area.w, PLOT};
    double tip_x, radius;
    if (!draw_arrows(&tip_x, &radius, view, plot, plot, cut)) return;
    char text[96];
    double y = rect_bottom(plot) + 20;
    number_format_short(text, (int)sizeof text, clip->norm, 3);
    write_row(gui, area, y, theme->gradient_ink, tr(view->strings, STRING_CLIP_NORM), text);
    format_after(text, (int)sizeof text, view, area.w);
    write_row(gui, area, y + 20, theme->warn, tr(view->strings, STRING_CLIP_AFTER), text);
    add_hint(view, rect(area.x, y - 14, area.w, 38), "story/clip-rows");
    format_circle(text, (int)sizeof text, view, plot.w - 20, radius);
    gui_text_fit(gui, FACE_UI, 12, rect_right(plot) - 10, rect_bottom(plot) - 9, plot.w - 20, ALIGN_RIGHT, theme->dim, text);
    add_hint(view, plot, "story/clip");
}
