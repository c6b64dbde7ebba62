/* Functions that all widgets share, and the small widgets: text, focus ring, button, key cap, scroll bar.

   A widget is a function of its arguments and GuiState: it draws, registers its regions and remembers nothing, so a picture
   can be made at any moment, in any order, without a window. Colours that lie on a known ground are mixed beforehand, since
   a translucent fill costs the rasteriser twice an opaque one. */
#include "gui/widget.h"
#include "base/number.h"
#include <math.h>
#include <string.h>

void gui_minus(const Gui *gui, Rect cell, double value) {
    double size = fmin(cell.w, cell.h), w = fmin(cell.w * 0.56, 2.2 * cell.h), h = fmax(1.4, 0.2 * size);
    if (!gui->has_no_buttons || !(value < 0) || size < 4.5) return;
    draw_rect(gui->list, rect(rect_mid_x(cell) - w / 2, rect_mid_y(cell) - h / 2, w, h), gui->theme->panel);
}

double gui_text_width(const Gui *gui, TextFace face, double size, const char *text) {
    return text_width(gui->text, gui->scale, face, size, text);
}

void gui_text(const Gui *gui, TextFace face, double size, double x, double y, TextAlign align, Color color, const char *text) {
    if (text[0]) draw_text(gui->list, face, size, x, y, align, color, text);
}

void gui_text_fit(const Gui *gui, TextFace face, double size, double x, double y, double width, TextAlign align, Color color,
                  const char *text) {
    if (text[0] && width > 0) text_fit(gui->list, gui->text, gui->scale, face, size, x, y, width, align, color, text);
}

/* Inter's capitals are 0.727 em high: half of that below the middle line. */
double gui_middle(double mid_y, double size) { return mid_y + 0.364 * size; }

bool gui_is_hot(const Gui *gui, const char *path) { return strcmp(gui->state->hot, path) == 0; }
bool gui_is_active(const Gui *gui, const char *path) { return strcmp(gui->state->active, path) == 0; }
bool gui_is_focused(const Gui *gui, const char *path) { return strcmp(gui->state->focus, path) == 0; }

void gui_focus_ring(const Gui *gui, Rect box, double radius, const char *path) {
    if (!gui->state->show_focus || !gui_is_focused(gui, path)) return;
    const double offset = 3, width = 2;
    draw_round_stroke(gui->list, rect_inset(box, -offset - width / 2, -offset - width / 2), radius + offset + width / 2, width,
                      gui->theme->accent);
}

void gui_button(const Gui *gui, Rect box, ButtonStyle style, const char *path, const char *label, const char *command, const char *tip) {
    if (gui->has_no_buttons) return;
    const Theme *theme = gui->theme;
    double radius = fmin(10, box.h / 4), size = box.h < 30 ? 13 : 14.5;
    bool hot = gui_is_hot(gui, path), active = gui_is_active(gui, path) && hot;
    Color ink = theme->text;
    if (style == BUTTON_PRIMARY) {
        Color fill = theme->accent;
        if (hot) fill = color_over(theme->text, theme->dark ? 0.22 : 0.12, fill);
        if (active) fill = color_over(theme->accent_ink, 0.18, theme->accent);
        draw_round(gui->list, box, radius, fill);
        ink = theme->accent_ink;
    } else if (style == BUTTON_RAISED) {
        draw_round(gui->list, box, radius, active ? theme->line : hot ? color_mix(theme->raised, theme->line, 0.5) : theme->raised);
        draw_round_stroke(gui->list, rect_inset(box, 0.5, 0.5), radius - 0.5, 1, theme->line);
    } else {
        if (hot) draw_round(gui->list, box, radius, active ? theme->line : theme->raised);
        ink = hot ? theme->text : theme->dim;
    }
    gui_text_fit(gui, style == BUTTON_PLAIN ? FACE_UI_MEDIUM : FACE_UI_SEMIBOLD, size, rect_mid_x(box), gui_middle(rect_mid_y(box), size),
                 box.w - 12, ALIGN_CENTER, ink, label);
    Region *region = region_add(gui->region, REGION_BUTTON, box, path);
    text_format(region->command, sizeof region->command, "%s", command);
    region->tip = tip;
    region->focusable = true;
    gui_focus_ring(gui, box, radius, path);
}

enum { KEY_CAP_PAD = 6, KEY_CAP_HEIGHT = 20, KEY_CAP_SIZE = 12 };

double gui_key_cap_width(const Gui *gui, const char *key) {
    return fmax(KEY_CAP_HEIGHT, ceil(gui_text_width(gui, FACE_MONO, KEY_CAP_SIZE, key)) + 2 * KEY_CAP_PAD);
}

void gui_key_cap(const Gui *gui, double x, double y, const char *key) {
    Rect box = rect(x, y - KEY_CAP_HEIGHT / 2.0, gui_key_cap_width(gui, key), KEY_CAP_HEIGHT);
    draw_round(gui->list, box, 5, gui->theme->raised);
    draw_round_stroke(gui->list, rect_inset(box, 0.5, 0.5), 4.5, 1, gui->theme->line);
    gui_text(gui, FACE_MONO, KEY_CAP_SIZE, rect_mid_x(box), gui_middle(y, KEY_CAP_SIZE), ALIGN_CENTER, gui->theme->dim, key);
}

void gui_cross(const Gui *gui, double x, double y, double size, Color color) {
    double h = size / 2;
    draw_line(gui->list, x - h, y - h, x + h, y + h, 1.75, color);
    draw_line(gui->list, x - h, y + h, x + h, y - h, 1.75, color);
}

void gui_chevron(const Gui *gui, double x, double y, double size, int way, Color color) {
    /* Each direction is a quarter turn further from pointing down. */
    const double turn[4][2] = {{1, 0}, {0, -1}, {-1, 0}, {0, 1}};
    double c = turn[way & 3][0], s = turn[way & 3][1], h = size / 2, q = size / 4;
    const Point arm[3] = {{-h, -q}, {0, q}, {h, -q}};
    draw_path_begin(gui->list);
    for (int i = 0; i < 3; i++) {
        double px = x + c * arm[i].x - s * arm[i].y, py = y + s * arm[i].x + c * arm[i].y;
        if (i == 0)
            draw_path_move(gui->list, px, py);
        else
            draw_path_line(gui->list, px, py);
    }
    draw_path_stroke(gui->list, 1.75, color, 0);
}

void gui_scroll_bar(const Gui *gui, Rect area, double content, double scroll) {
    if (content <= area.h + 0.5 || area.h < 40) return;
    const double margin = 4, width = 4;
    double track = area.h - 2 * margin, thumb = fmax(28, track * area.h / content);
    double at = (track - thumb) * fmin(1, fmax(0, scroll / (content - area.h)));
    draw_round(gui->list, rect(rect_right(area) - margin - width, area.y + margin + at, width, thumb), width / 2, gui->theme->line);
}

double gui_error(const Gui *gui, Rect box, const char *path) {
    const double size = 13, leading = 18, sign = 20;
    const char *words = gui->state->error_text;
    if (!words[0] || gui->state->error_waits || strcmp(gui->state->error_path, path) != 0) return 0;
    Rect line = rect(box.x + sign, gui_middle(box.y + leading / 2, size), box.w - sign, 0);
    int rows = text_wrap(gui->list, gui->text, gui->scale, FACE_UI_MEDIUM, size, line, leading, gui->theme->bad, words);
    draw_circle_stroke(gui->list, box.x + 7, box.y + leading / 2, 6.5, 1.5, gui->theme->bad);
    gui_text(gui, FACE_UI_BOLD, 12, box.x + 7, gui_middle(box.y + leading / 2, 11.5), ALIGN_CENTER, gui->theme->bad, "!");
    double height = rows * leading + 8;
    char place[64];
    text_format(place, sizeof place, "%s/error", path);
    region_add(gui->region, REGION_HOVER, rect(box.x, box.y, box.w, height), place);
    return height;
}

void gui_play_sign(const Gui *gui, double x, double y, bool is_playing, Color color) {
    if (is_playing) {
        draw_round(gui->list, rect(x - 7, y - 8, 4.5, 16), 1, color);
        draw_round(gui->list, rect(x + 2.5, y - 8, 4.5, 16), 1, color);
        return;
    }
    draw_path_begin(gui->list);
    draw_path_move(gui->list, x - 5.5, y - 9);
    draw_path_line(gui->list, x + 9, y);
    draw_path_line(gui->list, x - 5.5, y + 9);
    draw_path_close(gui->list);
    draw_path_fill(gui->list, color);
}
