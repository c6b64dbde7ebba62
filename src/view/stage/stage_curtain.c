/* Truncated backpropagation in the backward phase. The stage follows the exact gradient; the curtain is on the arrow that training does not
   cross, k arrows before the loss: with truncation the loss at step s sees the steps less than k away. Beyond it river and bars are only
   outlined, and the angle is between the summed gradients of all losses, truncated and exact.

   The curtain can be dragged: it sets `truncate`. With `follow all` there is none, for each loss has its own. */
#include "view/stage/stage_curtain.h"
#include "base/number.h"
#include "view/stage/stage_axis.h"
#include <math.h>

static int find_source(const Run *run, int direction) { return run->follow.lane[run->net.spec.layers - 1][direction].start; }

/* Steps from the loss to the far end, the loss's own included. */
static int count_reach(const Run *run, int direction) {
    int source = find_source(run, direction);
    return direction ? run->trace.length[0] - source : source + 1;
}

int stage_curtain_window(const View *view, int direction) {
    const Run *run = view->run;
    int window = setup_get_int(view->setup, KEY_TRUNCATE);
    if (window <= 0 || !run->truncated.block || view->ui->follow == FOLLOW_ALL) return 0;
    return window < count_reach(run, direction) ? window : 0;
}

bool stage_is_behind_curtain(const View *view, int direction, int step) {
    int window = stage_curtain_window(view, direction), source = find_source(view->run, direction);
    return window > 0 && (direction ? step - source : source - step) >= window;
}

enum { WORDS_CHART_LEAST = 130 }; /* pixels of a chart in which two lines beside the grip cover no bars */

static bool has_angle(const Run *run) { return isfinite(run->truncated.whole.angle_rad); }

/* Below that it is what the order of two sums leaves between equal gradients. */
static const double ANGLE_LEAST = 1e-12; /* degrees */

static void write_angle(char angle[24], const Run *run) {
    double degrees = run->truncated.whole.angle_rad * 180 / acos(-1);
    if (degrees > 0 && degrees < ANGLE_LEAST)
        text_format(angle, 24, "<1e-12");
    else
        number_format_short(angle, 24, degrees, 2);
}

static void write_words(char words[2][96], const Strings *strings, const Run *run, int window) {
    char angle[24];
    text_format(words[0], 96, tr_count(strings, window, STRING_CURTAIN_LOOKS_BACK_ONE, STRING_CURTAIN_LOOKS_BACK), window);
    words[1][0] = '\0';
    if (!has_angle(run)) return;
    write_angle(angle, run);
    text_format(words[1], 96, tr(strings, STRING_CURTAIN_ANGLE), angle);
}

static bool is_drawn(const StageLayout *layout, int window) {
    return layout->view->ui->cursor.phase == PHASE_BACKWARD && window > 0 && layout->open >= 1;
}

enum { WORDS_END = 44 }; /* pixels from the top of the chart to below the words beside the grip */

/* Words stand beside the grip where they hide no bar: above the highest of all, wherever the curtain is drawn to. */
static bool has_room_above(const StageLayout *layout) {
    double highest = 0, plot_h = layout->chart.h - 4 - STAGE_ZONE_STRIP;
    ChainGradient gradient = stage_chain_gradient(layout, layout->shown);
    for (int t = 0; t < layout->steps; t++) {
        double size = chain_gradient_at(&gradient, t), dot = gradient.dots ? chain_gradient_dot(&gradient, t) : 0;
        if (!isfinite(size)) return false;
        highest = fmax(highest, fmax(size, isfinite(dot) ? dot : 0));
    }
    double above = plot_h * (1 - stage_log_unit(highest, layout->low, layout->high));
    return layout->chart.h >= WORDS_CHART_LEAST && above + 4 - 6 >= WORDS_END; /* and the dot or the edge of that bar */
}

double stage_draw_curtain_line(const StageLayout *layout, Rect plot, double taken) {
    const View *view = layout->view;
    const Gui *gui = view->gui;
    const double size = 12, zone_w = gui_text_width(gui, FACE_UI, size, tr(view->strings, STRING_CHART_ZONE_VANISHED_SHORT)) + 24;
    int window = stage_curtain_window(view, layout->lane[layout->shown].direction);
    if (!is_drawn(layout, window) || has_room_above(layout)) return taken;
    char words[2][96], line[200], number[24];
    write_words(words, view->strings, view->run, window);
    text_format(line, (int)sizeof line, words[1][0] ? "%s; %s" : "%s", words[0], words[1]);
    double w = gui_text_width(gui, FACE_UI, size, line) + 16;
    bool in_strip = w <= plot.w - taken - zone_w;
    if (!in_strip && has_angle(view->run)) { /* the curtain itself shows how far training looks back */
        write_angle(number, view->run);
        text_format(line, (int)sizeof line, tr(view->strings, STRING_CURTAIN_ANGLE_SHORT), number);
        w = gui_text_width(gui, FACE_UI, size, line) + 16;
        in_strip = w <= plot.w - taken - zone_w;
    }
    double right = in_strip ? rect_right(plot) - taken : plot.x + w, y = in_strip ? rect_bottom(plot) + 14 : plot.y + 13;
    if (!in_strip) draw_round(gui->list, rect(right - w, plot.y, w, 17), 5, color_fade(gui->theme->background, 0.88));
    gui_text(gui, FACE_UI, size, right - 8, y, ALIGN_RIGHT, gui->theme->warn, line);
    return in_strip ? taken + w : taken;
}

void stage_draw_curtain(const StageLayout *layout) {
    const View *view = layout->view;
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    const StageLane *lane = &layout->lane[layout->shown];
    int direction = lane->direction, window = stage_curtain_window(view, direction);
    if (!is_drawn(layout, window)) return;
    int source = find_source(view->run, direction), reach = count_reach(view->run, direction);
    double sign = direction ? 1 : -1, x = stage_x(layout, source + sign * (window - 0.5)), top = lane->river.y,
           bottom = rect_bottom(layout->chart) - 20;
    char words[2][96];
    draw_group(gui->list, "stage/curtain");
    for (int i = 0; i < layout->lane_count; i++) top = fmin(top, layout->lane[i].state.y);
    double foot = layout->factors.h > 0 ? layout->factors.y - 2 : layout->chart_head.y - 2; /* the words between are not crossed */
    draw_path_begin(gui->list);
    draw_path_move(gui->list, x, top);
    draw_path_line(gui->list, x, foot);
    draw_path_move(gui->list, x, layout->chart.y + 4);
    draw_path_line(gui->list, x, bottom);
    draw_path_stroke(gui->list, 2, theme->warn, 6);
    Rect grip = {x - 7, layout->chart.y + 6, 14, 26};
    bool is_hot = gui_is_hot(gui, "stage/curtain") || gui_is_active(gui, "stage/curtain");
    draw_round(gui->list, grip, 5, is_hot ? theme->warn : theme->raised);
    draw_round_stroke(gui->list, grip, 5, 1.5, theme->warn);
    for (int i = -1; i <= 1; i += 2)
        draw_rect(gui->list, rect(x + i * 2 - 0.5, grip.y + 8, 1, 10), is_hot ? theme->background : theme->warn);
    write_words(words, view->strings, view->run, window);
    double w = fmax(gui_text_width(gui, FACE_UI_SEMIBOLD, 13, words[0]), gui_text_width(gui, FACE_UI, 12, words[1])) + 12;
    double left = layout->left, right = layout->left + layout->pitch * layout->steps;
    bool has_dry_room = direction ? right - x > w + 16 : x - left > w + 16;
    double from = (has_dry_room ? direction > 0 : direction == 0) ? x + 12 : x - 12 - w;
    from = fmin(fmax(from, layout->area.x + 4), rect_right(layout->area) - 4 - w);
    if (has_room_above(layout)) {
        draw_round(gui->list, rect(from, grip.y - 2, w, words[1][0] ? 38 : 20), 5, color_fade(theme->background, 0.88));
        gui_text(gui, FACE_UI_SEMIBOLD, 13, from + 6, grip.y + 13, ALIGN_LEFT, theme->warn, words[0]);
        gui_text(gui, FACE_UI, 12, from + 6, grip.y + 30, ALIGN_LEFT, theme->dim, words[1]);
    }
    Region *region = region_add(gui->region, REGION_HOVER, rect(x - 9, top, 18, bottom - top), "stage/curtain");
    region->can_drag = region->has_handle = region->x_whole = true;
    region->axis_x = (RegionAxis){stage_x(layout, source + sign * 0.5), stage_x(layout, source + sign * (reach - 0.5)), NULL};
    region->numbers = (ChartRange){1, reach, 0, 0};
    region->handle_x = x;
    region->handle_y = grip.y + 13;
    text_format(region->command, (int)sizeof region->command, "set truncate {x}");
    region->tip = region_words(gui->region, tr(layout->view->strings, STRING_CURTAIN_TIP), words[0], words[1][0] ? "; " : "", words[1]);
}
