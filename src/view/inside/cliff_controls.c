/* On the cliff, in the places of the controls and of the transport: the parameters of a descent, and its shown progress. */
#include "base/number.h"
#include "gui/minus.h"
#include "view/hint.h"
#include "view/inside/cliff_picture.h"
#include <math.h>

enum { PAD = 22 };

static double log_unit(double value, double least, double most) { return log(value / least) / log(most / least); }

/* Returns the number at this part of a logarithmic track, rounded to two digits. */
static double log_value(double unit, double least, double most) {
    char text[32];
    double value = least * pow(most / least, unit), rounded;
    text_format(text, (int)sizeof text, "%.2g", value);
    return number_parse(&rounded, str_from(text)) ? fmin(fmax(rounded, least), most) : value;
}

static double rate_at(int key, double unit) {
    (void)key;
    return log_value(unit, cliff_rate_least, cliff_rate_most);
}

static double clip_at(int key, double unit) {
    (void)key;
    return log_value(unit, cliff_clip_least, cliff_clip_most);
}

typedef struct Pen {
    const View *view;
    double x, y, w;
} Pen;

static void draw_heading(Pen *pen, const char *words) {
    pen->y += 12;
    gui_text(pen->view->gui, FACE_UI_SEMIBOLD, 12, pen->x, pen->y + 10, ALIGN_LEFT, pen->view->gui->theme->dim, words);
    pen->y += 22;
}

static void draw_slider(Pen *pen, const SliderView *slider) {
    const Gui *gui = pen->view->gui;
    gui_slider(gui, rect(pen->x, pen->y, pen->w, SLIDER_ROW_HEIGHT), slider);
    pen->y += SLIDER_ROW_HEIGHT;
    pen->y += gui_error(gui, rect(pen->x, pen->y, pen->w, 0), slider->path);
}

static void draw_start(Pen *pen, const Cliff *cliff) {
    const Theme *theme = pen->view->gui->theme;
    const CliffRange *range = &cliff_range[cliff->unit];
    char value[32], command[64];
    SliderView slider = {.key = -1, .mark = -1};
    number_format(value, (int)sizeof value, cliff->w);
    minus_mend(value, (int)sizeof value);
    text_format(command, (int)sizeof command, "cliff w {x}");
    slider.path = "controls/w";
    slider.label = "w";
    slider.value = value;
    slider.tip = tr(pen->view->strings, STRING_CLIFF_START_TIP);
    slider.command = command;
    slider.typed = "cliff w";
    slider.value_at = cliff_w_at(cliff->unit);
    slider.unit = (cliff->w - range->w_least) / (range->w_most - range->w_least);
    slider.color = theme->recurrent_weight;
    draw_slider(pen, &slider);
    number_format(value, (int)sizeof value, cliff->b);
    minus_mend(value, (int)sizeof value);
    text_format(command, (int)sizeof command, "cliff b {x}");
    slider.path = "controls/b";
    slider.label = "b";
    slider.typed = "cliff b";
    slider.value_at = cliff_b_at(cliff->unit);
    slider.unit = (cliff->b - range->b_least) / (range->b_most - range->b_least);
    slider.color = theme->accent;
    draw_slider(pen, &slider);
}

static double steps_at(int key, double unit) {
    (void)key;
    return round(1 + unit * (CLIFF_STEPS_MAX - 1));
}

static void draw_steps(Pen *pen, const Cliff *cliff) {
    char value[16];
    SliderView slider = {.key = -1, .mark = -1, .color = pen->view->gui->theme->accent};
    text_format(value, (int)sizeof value, "%d", cliff->steps);
    slider.path = "controls/steps";
    slider.label = tr(pen->view->strings, STRING_CLIFF_STEPS);
    slider.value = value;
    slider.tip = tr(pen->view->strings, STRING_CLIFF_STEPS_TIP);
    slider.command = "cliff steps {x}";
    slider.typed = "cliff steps";
    slider.value_at = steps_at;
    slider.unit = (double)(cliff->steps - 1) / (CLIFF_STEPS_MAX - 1);
    draw_slider(pen, &slider);
}

static void draw_height(Pen *pen, const Cliff *cliff) {
    const Gui *gui = pen->view->gui;
    bool of_loss = cliff->height == CLIFF_OF_LOSS;
    double half = (pen->w - 10) / 2;
    gui_button(gui, rect(pen->x, pen->y, half, 32), of_loss ? BUTTON_RAISED : BUTTON_PLAIN, "controls/loss",
               tr(pen->view->strings, STRING_CLIFF_HEIGHT_LOSS), "cliff height loss", tr(pen->view->strings, STRING_CLIFF_HEIGHT_LOSS_TIP));
    gui_button(gui, rect(pen->x + half + 10, pen->y, half, 32), of_loss ? BUTTON_PLAIN : BUTTON_RAISED, "controls/gradient",
               tr(pen->view->strings, STRING_CLIFF_HEIGHT_GRADIENT), "cliff height gradient",
               tr(pen->view->strings, STRING_CLIFF_HEIGHT_GRADIENT_TIP));
    pen->y += 40;
}

static void draw_descent(Pen *pen, const Cliff *cliff) {
    const Gui *gui = pen->view->gui;
    char value[32];
    SliderView slider = {.key = -1, .mark = -1, .color = gui->theme->accent};
    number_format(value, (int)sizeof value, cliff->rate);
    slider.path = "controls/rate";
    slider.label = tr(pen->view->strings, STRING_CLIFF_RATE);
    slider.value = value;
    slider.tip = tr(pen->view->strings, STRING_CLIFF_RATE_TIP);
    slider.command = "cliff rate {x}";
    slider.typed = "cliff rate";
    slider.value_at = rate_at;
    slider.unit = log_unit(cliff->rate, cliff_rate_least, cliff_rate_most);
    draw_slider(pen, &slider);
    double clip = cliff->clip > 0 ? cliff->clip : cliff->clipped_at > 0 ? cliff->clipped_at : 1;
    number_format(value, (int)sizeof value, clip);
    slider.path = "controls/clip";
    slider.label = tr(pen->view->strings, STRING_CLIFF_CLIP);
    slider.value = cliff->clip > 0 ? value : tr(pen->view->strings, STRING_CLIFF_OFF);
    slider.tip = tr(pen->view->strings, STRING_CLIFF_CLIP_TIP);
    slider.command = "cliff clip {x}";
    slider.typed = "cliff clip";
    slider.value_at = clip_at;
    slider.unit = log_unit(clip, cliff_clip_least, cliff_clip_most);
    slider.is_hollow = cliff->clip == 0;
    slider.color = gui->theme->good;
    draw_slider(pen, &slider);
    double half = (pen->w - 10) / 2;
    char command[48];
    text_format(command, (int)sizeof command, "cliff clip %s", value);
    gui_button(gui, rect(pen->x, pen->y + 2, half, 32), cliff->clip == 0 ? BUTTON_RAISED : BUTTON_PLAIN, "controls/noclip",
               tr(pen->view->strings, STRING_CLIFF_NO_CLIPPING), "cliff clip off", tr(pen->view->strings, STRING_CLIFF_NO_CLIPPING_TIP));
    gui_button(gui, rect(pen->x + half + 10, pen->y + 2, half, 32), cliff->clip > 0 ? BUTTON_RAISED : BUTTON_PLAIN, "controls/clipped",
               tr(pen->view->strings, STRING_CLIFF_CLIPPED), command, tr(pen->view->strings, STRING_CLIFF_CLIPPED_TIP));
    pen->y += 42;
}

void cliff_controls_draw(const View *view, Rect area) {
    const Gui *gui = view->gui;
    const Cliff *cliff = &view->ui->cliff;
    draw_group(gui->list, "controls");
    draw_rect(gui->list, area, gui->theme->panel);
    draw_rect(gui->list, rect(area.x, area.y, 1, area.h), gui->theme->line);
    Pen pen = {view, area.x + PAD, area.y + 2 - view->ui->scroll[SCREEN_CONTROLS], area.w - 2 * PAD};
    draw_heading(&pen, tr(view->strings, STRING_CLIFF_HEADING_START));
    draw_start(&pen, cliff);
    draw_steps(&pen, cliff);
    draw_heading(&pen, tr(view->strings, STRING_CLIFF_HEADING_HEIGHT));
    draw_height(&pen, cliff);
    draw_heading(&pen, tr(view->strings, STRING_CLIFF_HEADING_DESCENT));
    draw_descent(&pen, cliff);
    pen.y += 8;
    gui_button(gui, rect(pen.x, pen.y, pen.w, 38), BUTTON_PRIMARY, "controls/descend", tr(view->strings, STRING_CLIFF_DESCEND),
               "cliff descend 200", tr(view->strings, STRING_CLIFF_DESCEND_TIP));
    pen.y += 46;
    double half = (pen.w - 10) / 2;
    char more[48];
    int updates = cliff->updates[cliff->clip > 0 ? CLIFF_CLIPPED : CLIFF_PLAIN];
    text_format(more, (int)sizeof more, "cliff descend %d", updates < CLIFF_UPDATE_MAX ? updates + 1 : updates);
    gui_button(gui, rect(pen.x, pen.y, half, 34), BUTTON_RAISED, "controls/one", tr(view->strings, STRING_CLIFF_MORE), more,
               tr(view->strings, STRING_CLIFF_MORE_TIP));
    gui_button(gui, rect(pen.x + half + 10, pen.y, half, 34), BUTTON_RAISED, "controls/reset", tr(view->strings, STRING_CLIFF_RESET),
               "cliff reset", tr(view->strings, STRING_CLIFF_RESET_TIP));
    pen.y += 44;
    region_add(gui->region, REGION_HOVER, rect(pen.x, pen.y, 0, 0), "controls/end");
}

/* --- in the place of the transport --- */

static void draw_arrow(const View *view, Rect box, const char *path, int way, const char *command, const char *tip) {
    const Gui *gui = view->gui;
    draw_round(gui->list, box, 8, gui_is_hot(gui, path) ? gui->theme->line : gui->theme->raised);
    gui_chevron(gui, rect_mid_x(box), rect_mid_y(box), 12, way, gui->theme->text);
    Region *region = region_add(gui->region, REGION_BUTTON, box, path);
    region->tip = tip;
    region->focusable = true;
    text_format(region->command, (int)sizeof region->command, "%s", command);
    gui_focus_ring(gui, box, 8, path);
}

static void draw_play(const View *view, Rect box, const Cliff *cliff) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    bool plays = cliff->motion == CLIFF_PLAYS, can = cliff_has_descent(cliff);
    double x = rect_mid_x(box), y = rect_mid_y(box);
    Color ink = can ? theme->accent_ink : theme->faint;
    draw_round(gui->list, box, box.w / 2,
               !can                                ? theme->raised
               : gui_is_hot(gui, "transport/play") ? color_mix(theme->accent, theme->text, 0.18)
                                                   : theme->accent);
    gui_play_sign(gui, x, y, plays, ink);
    Region *region = region_add(gui->region, REGION_BUTTON, box, "transport/play");
    region->tip = !can    ? tr(view->strings, STRING_CLIFF_PLAY_NONE)
                  : plays ? tr(view->strings, STRING_CLIFF_PLAY_STOP)
                          : tr(view->strings, STRING_CLIFF_PLAY_TIP);
    region->focusable = can;
    region->disabled = !can;
    text_format(region->command, (int)sizeof region->command, "cliff play toggle");
    gui_focus_ring(gui, box, box.w / 2, "transport/play");
}

void cliff_track_draw(const View *view, Rect area) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    const Cliff *cliff = &view->ui->cliff;
    int longest = cliff_longest(cliff);
    char text[64];
    draw_group(gui->list, "transport");
    draw_rect(gui->list, area, theme->panel);
    draw_rect(gui->list, rect(area.x, area.y, area.w, 1), theme->line);
    double y = rect_mid_y(area), x = area.x + (area.w < 900 ? 16 : 28);
    draw_arrow(view, rect(x, y - 17, 34, 34), "transport/back", 3, "cliff step back", tr(view->strings, STRING_CLIFF_BACK_TIP));
    draw_play(view, rect(x + 42, y - 21, 42, 42), cliff);
    draw_arrow(view, rect(x + 92, y - 17, 34, 34), "transport/next", 1, "cliff step next", tr(view->strings, STRING_CLIFF_NEXT_TIP));
    const char *none = tr(view->strings, STRING_CLIFF_NO_DESCENT);
    double right = area.w < 620 ? 96 : 150;
    if (longest == 0) right = fmax(right, gui_text_width(gui, FACE_UI_SEMIBOLD, 14, none) + 10);
    gui_button(gui, rect(x + 140, y - 17, 92, 34), BUTTON_RAISED, "transport/descend", tr(view->strings, STRING_CLIFF_DESCEND),
               "cliff descend 200", tr(view->strings, STRING_CLIFF_DESCEND_TIP));
    Rect track = {x + 254, y - 3, rect_right(area) - right - 16 - x - 254, 6};
    if (track.w > 24) draw_round(gui->list, track, 3, theme->raised);
    if (longest == 0)
        text_format(text, (int)sizeof text, "%s", none);
    else
        text_format(text, (int)sizeof text, area.w < 620 ? tr(view->strings, STRING_CLIFF_OF) : tr(view->strings, STRING_CLIFF_UPDATE_OF),
                    COUNT_TEXT(cliff_look_update(cliff)), COUNT_TEXT(longest));
    gui_text_fit(gui, FACE_UI_SEMIBOLD, 14, rect_right(area) - 16, y + 5, right - 8, ALIGN_RIGHT, theme->text, text);
    hint_add(view, rect(rect_right(area) - right - 8, y - 12, right - 8, 24), "transport/place", tr(view->strings, STRING_CLIFF_PLACE_TIP));
    if (longest == 0) return;
    double at = track.x + track.w * cliff_shown_look(view) / longest;
    draw_round(gui->list, rect(track.x, track.y, fmax(at - track.x, 6), 6), 3, theme->accent);
    draw_circle(gui->list, at, y, gui_is_hot(gui, "transport/track") ? 9 : 7.5, theme->text);
    Region *region = region_add(gui->region, REGION_SCRUB, rect(track.x - 8, y - 14, track.w + 16, 28), "transport/track");
    region->focusable = region->can_drag = true;
    region->axis_x = (RegionAxis){track.x, rect_right(track), NULL};
    text_format(region->command, (int)sizeof region->command, "cliff scrub {x}");
    region->tip = tr(view->strings, STRING_CLIFF_TRACK_TIP);
    gui_focus_ring(gui, rect_inset(track, -4, -6), 6, "transport/track");
}
