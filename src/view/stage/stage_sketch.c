/* The curve that a person draws into the chart before they see the true one: a line over the steps and, after the answer, the gap to the
   true curve. */
#include "base/number.h"
#include "view/stage/stage_axis.h"
#include <math.h>

static const double LEAST = -16, MOST = 2; /* log10 of what can be drawn */

/* Which point a place along the track is; `key` is how many there are. */
static double point_at(int key, double unit) { return 1 + round(unit * (key - 1)); }
static double value_at(int key, double unit) {
    (void)key;
    return pow(10, LEAST + (MOST - LEAST) * unit);
}

static void add_region(const StageLayout *layout, const StageAxis *axis, int first, int points) {
    double left = stage_x(layout, first), right = stage_x(layout, first + points - 1);
    Rect box = {left - layout->pitch / 2, axis->plot.y, right - left + layout->pitch, axis->plot.h};
    Region *region = region_add(layout->view->gui->region, REGION_HOVER, box, "stage/sketch");
    text_format(region->command, (int)sizeof region->command, "sketch {x} {y}");
    region->can_drag = true;
    region->key = points;
    double decade = axis->plot.h / (axis->high - axis->low), bottom = rect_bottom(axis->plot);
    region->axis_x = (RegionAxis){left, right, point_at};
    region->axis_y = (RegionAxis){bottom - (LEAST - axis->low) * decade, bottom - (MOST - axis->low) * decade, value_at};
}

static double clamped_y(const StageAxis *axis, double value) {
    return stage_axis_y(axis, fmin(fmax(value, pow(10, axis->low)), pow(10, axis->high)));
}

/* The gap between the drawn curve and the true one. */
static void fill_gap(const StageLayout *layout, const StageAxis *axis, const ReaderAnswer *answer, int first) {
    const Theme *theme = layout->view->gui->theme;
    DrawList *list = layout->view->gui->list;
    bool is_begun = false;
    draw_path_begin(list);
    for (int i = 0; i < answer->points; i++) {
        if (!isfinite(answer->point[i]) || !isfinite(answer->truth[i])) return;
        double x = stage_x(layout, first + i), y = clamped_y(axis, answer->point[i]);
        if (is_begun)
            draw_path_line(list, x, y);
        else
            draw_path_move(list, x, y);
        is_begun = true;
    }
    for (int i = answer->points - 1; i >= 0; i--) draw_path_line(list, stage_x(layout, first + i), clamped_y(axis, answer->truth[i]));
    draw_path_close(list);
    Color color = theme->warn;
    color.a = 36;
    draw_path_fill(list, color);
}

static void draw_tag(const StageLayout *layout, double x, double y, const char *words) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    double width = gui_text_width(gui, FACE_UI_SEMIBOLD, 13, words) + 24;
    Rect box = {fmin(fmax(x, layout->area.x + 8), rect_right(layout->area) - width - 8), y - 13, width, 26};
    draw_round(gui->list, box, 7, theme->panel);
    draw_round_stroke(gui->list, rect_inset(box, 0.5, 0.5), 7, 1, theme->warn);
    gui_text(gui, FACE_UI_SEMIBOLD, 13, rect_mid_x(box), gui_middle(y, 13), ALIGN_CENTER, theme->warn, words);
}

static void draw_sketch(const StageLayout *layout, const StageAxis *axis, int at) {
    const View *view = layout->view;
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    const ReaderAnswer *answer = &view->reader->answer[at];
    int first = view->reader->question[at]->curve.first - 1, drawn = -1;
    if (answer->state == READER_SKIPPED || first < 0 || first + answer->points > layout->steps) return;
    bool is_open = answer->state == READER_OPEN;
    draw_group(gui->list, "stage/sketch");
    if (is_open && !stage_is_on_paper(layout)) {
        double left = stage_x(layout, first) - layout->pitch / 2, right = stage_x(layout, first + answer->points - 1) + layout->pitch / 2;
        draw_round_stroke(gui->list, rect(left, axis->plot.y, right - left, axis->plot.h), 6, 1.5, theme->warn);
        add_region(layout, axis, first, answer->points);
    } else if (!is_open) {
        fill_gap(layout, axis, answer, first);
    }
    draw_path_begin(gui->list);
    for (int i = 0; i < answer->points; i++) {
        if (!isfinite(answer->point[i])) continue;
        double x = stage_x(layout, first + i), y = clamped_y(axis, answer->point[i]);
        if (drawn >= 0 && drawn == i - 1)
            draw_path_line(gui->list, x, y);
        else
            draw_path_move(gui->list, x, y);
        drawn = i;
    }
    if (drawn >= 0) draw_path_stroke(gui->list, 2.5, theme->warn, 0);
    for (int i = 0; i < answer->points; i++)
        if (isfinite(answer->point[i]) && (is_open || layout->pitch >= 14))
            draw_circle(gui->list, stage_x(layout, first + i), clamped_y(axis, answer->point[i]),
                        is_open && i == view->reader->sketched ? 5.5 : 3, theme->warn);
    if (drawn < 0) {
        if (stage_is_on_paper(layout)) return;
        draw_tag(layout, rect_mid_x(axis->plot) - 90, axis->plot.y + 24, tr(layout->view->strings, STRING_SKETCH_DRAW_HERE));
        return;
    }
    int left = 0;
    while (left < answer->points && !isfinite(answer->point[left])) left++;
    draw_tag(layout, stage_x(layout, first + left) + 12, clamped_y(axis, answer->point[left]) - 22,
             tr(layout->view->strings, STRING_SKETCH_YOURS));
}

/* Drawn over the picture, which itself does not depend on the drawing. */
void stage_draw_sketch(const StageLayout *layout, const StageAxis *axis) {
    DrawList *list = layout->view->gui->list;
    int at = reader_find_sketch(layout->view->reader);
    if (at < 0 || layout->open < 1) return;
    draw_layer(list, LAYER_HOVER);
    draw_sketch(layout, axis, at);
    draw_layer(list, LAYER_STAGE);
    draw_group(list, "stage/chart");
}
