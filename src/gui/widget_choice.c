/* Choosing one of several: a row of segments, and a drop-down (its menu is widget_menu.c's).

   Segments are of equal width, so that gui_segment_at is the inverse of where they are drawn. Labels that are too wide
   first lose padding, then size down to 12, and only then are cut with an ellipsis: all labels of a row have one size. */
#include "base/number.h"
#include "gui/widget.h"
#include <math.h>
#include <string.h>

enum { SEGMENT_MAX = 12 };

int gui_segment_at(Rect box, int count, double x) {
    if (count < 1 || !(box.w > 0)) return 0;
    double at = floor((x - box.x) / box.w * count);
    return !(at > 0) ? 0 : at >= count ? count - 1 : (int)at;
}

static Rect segment_box(Rect box, int count, int index) {
    double w = box.w / count;
    return rect(box.x + w * index, box.y, w, box.h);
}

static int split_labels(char label[SEGMENT_MAX][32], const char *labels) {
    int count = 0;
    for (const char *at = labels; at && count < SEGMENT_MAX; count++) {
        const char *end = strchr(at, '|');
        Str part = {at, (int)(end ? end - at : (long)strlen(at))};
        str_copy(label[count], 32, part);
        at = end ? end + 1 : NULL;
    }
    return count;
}

/* One size for all labels of the row, and the room each gets. */
static double label_size(const Gui *gui, char label[SEGMENT_MAX][32], int count, double width, double *room) {
    const double least_pad = 4;
    *room = width - 2 * least_pad;
    for (double size = 14; size > 12; size -= 0.5) {
        double widest = 0;
        for (int i = 0; i < count; i++) widest = fmax(widest, gui_text_width(gui, FACE_UI_SEMIBOLD, size, label[i]));
        if (widest <= *room) return size;
    }
    return 12;
}

static double segment_radius(Rect box) { return fmin(9, box.h / 4); }

/* `under`: the segment under the pointer, -1 for none. */
static void draw_segments(const Gui *gui, Rect box, char label[SEGMENT_MAX][32], int count, int chosen, int under, bool disabled) {
    const Theme *theme = gui->theme;
    double room, size = label_size(gui, label, count, box.w / count, &room), alpha = disabled ? 0.45 : 1;
    double radius = segment_radius(box);
    draw_round(gui->list, box, radius, theme->raised);
    for (int i = 0; i < count; i++) {
        Rect part = segment_box(box, count, i), pill = rect_inset(part, 2, 2);
        /* A hairline separates two neighbours that are not chosen. */
        if (i > 0 && i != chosen && i - 1 != chosen)
            draw_rect(gui->list, rect(part.x - 0.5, part.y + box.h * 0.3, 1, box.h * 0.4), color_over(theme->line, alpha, theme->raised));
        if (i == chosen) {
            draw_round(gui->list, pill, radius - 2, color_over(theme->pill, alpha, theme->raised));
            if (!theme->dark) draw_round_stroke(gui->list, rect_inset(pill, 0.5, 0.5), radius - 2.5, 1, theme->line);
        }
        Color ink = i == chosen || i == under ? theme->text : theme->dim;
        gui_text_fit(gui, i == chosen ? FACE_UI_SEMIBOLD : FACE_UI_MEDIUM, size, rect_mid_x(part), gui_middle(rect_mid_y(part), size), room,
                     ALIGN_CENTER, color_over(ink, alpha, theme->raised), label[i]);
    }
}

void gui_segments(const Gui *gui, Rect box, const char *path, int key, const char *labels, int chosen, const char *tip, bool disabled) {
    char label[SEGMENT_MAX][32];
    int count = split_labels(label, labels);
    if (count == 0) return;
    draw_segments(gui, box, label, count, chosen, !disabled && gui_is_hot(gui, path) ? gui_segment_at(box, count, gui->state->x) : -1,
                  disabled);
    Region *region = region_add(gui->region, REGION_SEGMENTS, box, path);
    region->key = key;
    region->cols = count;
    region->tip = tip;
    region->focusable = true;
    region->disabled = disabled;
    gui_focus_ring(gui, box, segment_radius(box), path);
}

void gui_choice(const Gui *gui, Rect box, const char *path, const char *words, const char *labels, int chosen, const char *command) {
    char label[SEGMENT_MAX][32], shown[SEGMENT_MAX][32], part[REGION_PATH_SIZE];
    int count = split_labels(label, words), under = -1;
    if (count == 0) return;
    for (int i = 0; i < count; i++) {
        text_format(part, (int)sizeof part, "%s/%s", path, label[i]);
        if (gui_is_hot(gui, part)) under = i;
    }
    draw_segments(gui, box, split_labels(shown, labels) == count ? shown : label, count, chosen, under, false);
    for (int i = 0; i < count; i++) {
        text_format(part, (int)sizeof part, "%s/%s", path, label[i]);
        Region *region = region_add(gui->region, REGION_BUTTON, segment_box(box, count, i), part);
        text_format(region->command, (int)sizeof region->command, "%s %s", command, label[i]);
        region->focusable = true;
        region->in_row = true;
        gui_focus_ring(gui, rect_inset(segment_box(box, count, i), 2, 2), segment_radius(box) - 2, part);
    }
}

void gui_dropdown(const Gui *gui, Rect box, const char *path, int key, const char *label, const char *note, const char *tip) {
    const Theme *theme = gui->theme;
    bool hot = gui_is_hot(gui, path), open = strcmp(gui->state->menu_path, path) == 0;
    const double pad = 14, chevron = 9, gap = 10, size = 14.5, note_size = 13;
    draw_round(gui->list, box, 9, hot || open ? color_mix(theme->raised, theme->line, 0.4) : theme->raised);
    draw_round_stroke(gui->list, rect_inset(box, 0.5, 0.5), 8.5, 1, open ? theme->accent : theme->line);
    double right = rect_right(box) - pad - chevron;
    gui_chevron(gui, right + chevron / 2, rect_mid_y(box), chevron, open ? 2 : 0, theme->dim);
    double label_w = gui_text_width(gui, FACE_UI_MEDIUM, size, label), room = right - gap - box.x - pad;
    double note_w = note && note[0] ? gui_text_width(gui, FACE_UI, note_size, note) : 0;
    if (note_w > 0 && label_w + gap + note_w <= room)
        gui_text(gui, FACE_UI, note_size, right - gap + 2, gui_middle(rect_mid_y(box), note_size), ALIGN_RIGHT, theme->dim, note);
    gui_text_fit(gui, FACE_UI_MEDIUM, size, box.x + pad, gui_middle(rect_mid_y(box), size), room, ALIGN_LEFT, theme->text, label);
    Region *region = region_add(gui->region, REGION_DROPDOWN, box, path);
    region->key = key;
    region->tip = open ? NULL : tip;
    region->focusable = true;
    gui_focus_ring(gui, box, 9, path);
}
