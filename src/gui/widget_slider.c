/* The slider row. The field in it is widget_field.c's.

   Place and value are a pair: gui_slider_knob_x draws, gui_slider_unit_at picks, both over the box of the slider's region, which extends a
   little beyond the track so that the whole disc of the knob can be grabbed at either end. */
#include "base/number.h"
#include "gui/widget.h"
#include <assert.h>
#include <math.h>
#include <string.h>

double gui_slider_unit_at(Rect box, double x) {
    double track = box.w - 2 * SLIDER_OVERHANG;
    double unit = track > 0 ? (x - box.x - SLIDER_OVERHANG) / track : 0;
    return unit > 0 ? fmin(unit, 1) : 0;
}

double gui_slider_knob_x(Rect box, double unit) { return box.x + SLIDER_OVERHANG + unit * (box.w - 2 * SLIDER_OVERHANG); }

static const double KNOB_RADIUS = 8, KNOB_STROKE = 2.5, TRACK_WIDTH = 4;
static const double LABEL_SIZE = 14.5, VALUE_SIZE = 14, FIELD_PAD = 7, FIELD_HEIGHT = 24; /* the last three as in widget_field.c */

static void draw_track(const Gui *gui, Rect box, const SliderView *slider, double ground_alpha) {
    const Theme *theme = gui->theme;
    double y = rect_mid_y(box), left = gui_slider_knob_x(box, 0), right = gui_slider_knob_x(box, 1);
    double unit = slider->unit > 0 ? fmin(slider->unit, 1) : 0; /* a NaN is drawn at the left end */
    double knob = gui_slider_knob_x(box, unit);
    Color color = color_over(slider->color, ground_alpha, theme->panel);
    bool hot = gui_is_hot(gui, slider->path), active = gui_is_active(gui, slider->path);
    Rect track = rect(left, y - TRACK_WIDTH / 2, right - left, TRACK_WIDTH);
    draw_round(gui->list, track, TRACK_WIDTH / 2, color_mix(theme->raised, theme->line, 0.45));
    if (knob > left) {
        track.w = knob - left;
        draw_round(gui->list, track, TRACK_WIDTH / 2, color);
    }
    if (slider->mark >= 0 && slider->mark <= 1) {
        double x = gui_slider_knob_x(box, slider->mark);
        draw_line(gui->list, x, y - 7, x, y + 7, 1.5, color_over(theme->dim, ground_alpha, theme->panel));
    }
    if (slider->is_moved && slider->now >= 0 && slider->now <= 1) {
        double x = gui_slider_knob_x(box, slider->now);
        draw_line(gui->list, x, y - 6, x, y + 6, 2.5, color_over(theme->text, ground_alpha, theme->panel));
    }
    if (!slider->disabled && (hot || active))
        draw_circle_stroke(gui->list, knob, y, KNOB_RADIUS + 4, 5, color_fade(slider->color, active ? 0.45 : 0.3));
    draw_circle(gui->list, knob, y, KNOB_RADIUS, slider->is_hollow ? theme->panel : color);
    draw_circle_stroke(gui->list, knob, y, KNOB_RADIUS - 0.25, KNOB_STROKE, color);
    gui_focus_ring(gui, rect(knob - KNOB_RADIUS - 1, y - KNOB_RADIUS - 1, 2 * KNOB_RADIUS + 2, 2 * KNOB_RADIUS + 2), KNOB_RADIUS + 1,
                   slider->path);
}

void gui_slider(const Gui *gui, Rect box, const SliderView *slider) {
    const Theme *theme = gui->theme;
    double alpha = slider->disabled ? 0.45 : 1;
    char path[48];
    assert(slider->key < 0 || !slider->typed); /* a drag and a typed value would set the parameter, not run the commands */
    /* The width for the value: what its text needs, and at least that of a typed number. */
    text_format(path, sizeof path, "%s/value", slider->path);
    const char *refused = gui_find_refused(gui->state, path), *shown = refused ? refused : slider->value;
    double value_w = fmax(ceil(gui_text_width(gui, FACE_MONO_MEDIUM, VALUE_SIZE, shown)), 30) + 2 * FIELD_PAD;
    bool editing = strcmp(gui->state->edit_path, path) == 0;
    if (editing) value_w = fmax(value_w, 110);
    value_w = fmin(value_w, box.w * 0.6);
    Rect value = rect(rect_right(box) - value_w + FIELD_PAD, box.y - 1, value_w, FIELD_HEIGHT);
    double label_w = box.w - value_w;
    gui_text_fit(gui, FACE_UI_MEDIUM, LABEL_SIZE, box.x, box.y + 16, label_w, ALIGN_LEFT, color_over(theme->text, alpha, theme->panel),
                 slider->label);

    text_format(path, sizeof path, "%s/label", slider->path);
    Region *region = region_add(gui->region, REGION_HOVER, rect(box.x, box.y - 1, label_w, FIELD_HEIGHT), path);
    region->tip = slider->tip;
    region->key = slider->key;
    text_format(path, sizeof path, "%s/value", slider->path);
    gui_field(gui, value, path, slider->key, slider->value, slider->color, NULL, slider->disabled);
    if (slider->typed) text_format(gui->region->item[gui->region->count - 1].command, sizeof region->command, "%s", slider->typed);

    /* In a lower row the track moves up and its region is less high, so that the regions of two rows do not overlap. */
    double missing = fmin(fmax(SLIDER_ROW_HEIGHT - box.h, 0), 8);
    Rect track = rect(box.x - SLIDER_OVERHANG, box.y + 23, box.w + 2 * SLIDER_OVERHANG, 22 - missing);
    region = region_add(gui->region, REGION_SLIDER, track, slider->path);
    region->key = slider->key;
    region->focusable = true;
    region->disabled = slider->disabled;
    region->tip = slider->tip;
    region->can_drag = region->has_handle = true;
    region->axis_x = (RegionAxis){gui_slider_knob_x(track, 0), gui_slider_knob_x(track, 1), slider->value_at};
    region->numbers = (ChartRange){.x0 = slider->least, .x1 = slider->most};
    region->x_whole = slider->is_whole;
    region->handle_x = gui_slider_knob_x(track, slider->unit);
    region->handle_y = rect_mid_y(track);
    text_format(region->command, sizeof region->command, "%s", slider->command ? slider->command : "");
    draw_track(gui, track, slider, alpha);
    if (slider->mark >= 0 && slider->mark_label && box.h >= SLIDER_MARK_ROW_HEIGHT - 2)
        gui_text(gui, FACE_UI, 12, gui_slider_knob_x(track, slider->mark), rect_mid_y(track) + 19, ALIGN_CENTER,
                 color_over(theme->dim, alpha, theme->panel), slider->mark_label);
    if (slider->mark >= 0 && slider->mark_label && box.h >= SLIDER_MARK_ROW_HEIGHT - 2) {
        char mark[64];
        text_format(mark, (int)sizeof mark, "%s/mark", slider->path);
        Region *told =
            region_add(gui->region, REGION_HOVER, rect(gui_slider_knob_x(track, slider->mark) - 7, rect_mid_y(track) + 9, 14, 14), mark);
        told->tip = slider->tip;
        told->key = slider->key;
    }
}
