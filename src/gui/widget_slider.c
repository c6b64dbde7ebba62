/* The slider row and the field one types into.

   Place and value are a pair: gui_slider_knob_x draws, gui_slider_unit_at picks, both over the box of the slider's region,
   which reaches a little beyond the track so that the knob at either end can be taken by all of its disc. */
#include "base/number.h"
#include "gui/widget.h"
#include <math.h>
#include <string.h>

double gui_slider_unit_at(Rect box, double x) {
    double track = box.w - 2 * SLIDER_OVERHANG;
    double unit = track > 0 ? (x - box.x - SLIDER_OVERHANG) / track : 0;
    return unit > 0 ? fmin(unit, 1) : 0;
}

double gui_slider_knob_x(Rect box, double unit) { return box.x + SLIDER_OVERHANG + unit * (box.w - 2 * SLIDER_OVERHANG); }

static const double KNOB_RADIUS = 8, KNOB_STROKE = 2.5, TRACK_WIDTH = 4;
static const double LABEL_SIZE = 14.5, VALUE_SIZE = 14, FIELD_PAD = 7, FIELD_HEIGHT = 24;

static void draw_track(const Gui *gui, Rect box, const SliderView *slider, double ground_alpha) {
    const Theme *theme = gui->theme;
    double y = rect_mid_y(box), left = gui_slider_knob_x(box, 0), right = gui_slider_knob_x(box, 1);
    double unit = slider->unit > 0 ? fmin(slider->unit, 1) : 0; /* a NaN stands at the left end */
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

const char *gui_find_refused(const GuiState *state, const char *field) {
    size_t stem = strlen(state->error_path);
    bool is_mine = stem > 0 && strncmp(field, state->error_path, stem) == 0 && strcmp(field + stem, "/value") == 0;
    return is_mine && state->error_typed[0] ? state->error_typed : NULL;
}

void gui_slider(const Gui *gui, Rect box, const SliderView *slider) {
    const Theme *theme = gui->theme;
    double alpha = slider->disabled ? 0.45 : 1;
    char path[48];
    /* Room for the value: what it needs, at least what a typed number needs. */
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

    /* In a lower row the track moves up and is thinner to the touch, so that rows do not reach into each other. */
    double missing = fmin(fmax(SLIDER_ROW_HEIGHT - box.h, 0), 8);
    Rect track = rect(box.x - SLIDER_OVERHANG, box.y + 23, box.w + 2 * SLIDER_OVERHANG, 22 - missing);
    region = region_add(gui->region, REGION_SLIDER, track, slider->path);
    region->key = slider->key;
    region->focusable = true;
    region->disabled = slider->disabled;
    region->tip = slider->tip;
    draw_track(gui, track, slider, alpha);
    if (slider->mark >= 0 && slider->mark_label && box.h >= SLIDER_MARK_ROW_HEIGHT - 2)
        gui_text(gui, FACE_UI, 12, gui_slider_knob_x(track, slider->mark), rect_mid_y(track) + 19, ALIGN_CENTER,
                 color_over(theme->dim, alpha, theme->panel), slider->mark_label);
}

/* Width of the first `bytes` of the text. */
static double head_width(const Gui *gui, const char *text, int bytes) {
    char head[64];
    int count = bytes < (int)sizeof head ? bytes : (int)sizeof head - 1;
    memcpy(head, text, (size_t)count);
    head[count] = '\0';
    return count > 0 ? gui_text_width(gui, FACE_MONO_MEDIUM, VALUE_SIZE, head) : 0;
}

static bool is_letter_start(char byte) { return ((unsigned char)byte & 0xC0) != 0x80; }

/* Where the edited text begins: right-aligned as the value was; one longer than the box is moved so far that the caret shows. */
static double edit_x(const Gui *gui, Rect box, const char *text) {
    double width = gui_text_width(gui, FACE_MONO_MEDIUM, VALUE_SIZE, text), room = box.w - 2 * FIELD_PAD;
    if (width <= room) return rect_right(box) - FIELD_PAD - width;
    return box.x + FIELD_PAD - fmax(0, head_width(gui, text, gui->state->edit_caret) - room);
}

int gui_field_caret_at(const Gui *gui, Rect box, const char *text, double x) {
    double from = edit_x(gui, box, text), best = 1e9;
    int at = 0, count = (int)strlen(text);
    for (int i = 0; i <= count; i++) {
        if (i < count && !is_letter_start(text[i])) continue;
        double distance = fabs(from + head_width(gui, text, i) - x);
        if (distance < best) {
            best = distance;
            at = i;
        }
    }
    return at;
}

static void draw_edit(const Gui *gui, Rect box) {
    const Theme *theme = gui->theme;
    const GuiState *state = gui->state;
    draw_round(gui->list, box, 6, theme->background);
    draw_round_stroke(gui->list, rect_inset(box, 0.75, 0.75), 5.25, 1.5,
                      gui_find_refused(state, state->edit_path) ? theme->bad : theme->accent);
    double x = edit_x(gui, box, state->edit_text), middle = rect_mid_y(box);
    double width = gui_text_width(gui, FACE_MONO_MEDIUM, VALUE_SIZE, state->edit_text);
    draw_clip(gui->list, rect_inset(box, 2, 1));
    if (state->edit_all && state->edit_text[0])
        draw_round(gui->list, rect(x - 2, middle - 9, width + 4, 18), 3,
                   color_over(theme->accent, theme->dark ? 0.35 : 0.25, theme->background));
    gui_text(gui, FACE_MONO_MEDIUM, VALUE_SIZE, x, gui_middle(middle, VALUE_SIZE), ALIGN_LEFT, theme->text, state->edit_text);
    if (!state->edit_all || !state->edit_text[0]) {
        double caret = x + head_width(gui, state->edit_text, state->edit_caret);
        draw_rect(gui->list, rect(caret, middle - 9, 1.5, 18), theme->accent);
    }
    draw_unclip(gui->list);
}

void gui_field(const Gui *gui, Rect box, const char *path, int key, const char *value, Color color, const char *tip, bool disabled) {
    const Theme *theme = gui->theme;
    Region *region = region_add(gui->region, REGION_FIELD, box, path);
    region->key = key;
    region->tip = tip;
    region->disabled = disabled;
    if (strcmp(gui->state->edit_path, path) == 0) {
        draw_edit(gui, box);
        return;
    }
    const char *refused = gui_find_refused(gui->state, path);
    if (refused) {
        draw_round(gui->list, box, 6, theme->background);
        draw_round_stroke(gui->list, rect_inset(box, 0.75, 0.75), 5.25, 1.5, theme->bad);
        gui_text_fit(gui, FACE_MONO_MEDIUM, VALUE_SIZE, rect_right(box) - FIELD_PAD, gui_middle(rect_mid_y(box), VALUE_SIZE),
                     box.w - 2 * FIELD_PAD, ALIGN_RIGHT, theme->text, refused);
        return;
    }
    /* Under the pointer it shows that it can be typed into. */
    if (!disabled && gui_is_hot(gui, path)) {
        draw_round(gui->list, box, 6, theme->raised);
        draw_round_stroke(gui->list, rect_inset(box, 0.5, 0.5), 5.5, 1, theme->line);
    }
    bool plain = color.r == theme->accent.r && color.g == theme->accent.g && color.b == theme->accent.b;
    gui_text_fit(gui, FACE_MONO_MEDIUM, VALUE_SIZE, rect_right(box) - FIELD_PAD, gui_middle(rect_mid_y(box), VALUE_SIZE), box.w - FIELD_PAD,
                 ALIGN_RIGHT, color_over(plain ? theme->text : color, disabled ? 0.45 : 1, theme->panel), value);
}
