/* Moving dots in the forward phase: a dot rises from x, another comes along the arrow from the step before; they meet, are added and bent,
   and the circles fill (stage_motion.h). With gates they first reach the gates, and what those let through comes along the straight strand.
   Colours are those of the arrows that the dots take.

   Simplified on purpose: one dot stands for a vector. */
#include "engine/cell/facts.h"
#include "view/stage/stage_motion.h"
#include <math.h>

enum { BADGE_RADIUS = 10 };

static double dot_radius(const StageLayout *layout) { return fmax(fmin(layout->pitch * 0.16, 6), 2); }

static void draw_dot(const StageLayout *layout, Point at, Color color) {
    const Gui *gui = layout->view->gui;
    double radius = dot_radius(layout);
    draw_circle(gui->list, at.x, at.y, radius + 1.5, gui->theme->background);
    draw_circle(gui->list, at.x, at.y, radius, color);
    draw_circle_stroke(gui->list, at.x, at.y, radius, 1.25, gui->theme->text);
}

/* The place on a path of straight lines; `part` of its length. */
static Point along(const Point *point, int count, double part) {
    double length = 0;
    for (int i = 1; i < count; i++) length += hypot(point[i].x - point[i - 1].x, point[i].y - point[i - 1].y);
    double left = length * part;
    for (int i = 1; i < count; i++) {
        double piece = hypot(point[i].x - point[i - 1].x, point[i].y - point[i - 1].y);
        if (left <= piece && piece > 0)
            return (Point){point[i - 1].x + (point[i].x - point[i - 1].x) * left / piece,
                           point[i - 1].y + (point[i].y - point[i - 1].y) * left / piece};
        left -= piece;
    }
    return point[count - 1];
}

/* Draws what happens to the two dots after they have met. */
static void draw_badge(const StageLayout *layout, Point at, const char *text) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    double w = fmax(2 * BADGE_RADIUS, gui_text_width(gui, FACE_MATH, 15, text) + 12);
    if (layout->zoom != ZOOM_CIRCLES || !*text) return;
    draw_round(gui->list, rect(at.x - w / 2, at.y - BADGE_RADIUS, w, 2 * BADGE_RADIUS), BADGE_RADIUS, theme->raised);
    draw_round_stroke(gui->list, rect(at.x - w / 2, at.y - BADGE_RADIUS, w, 2 * BADGE_RADIUS), BADGE_RADIUS, 1.25, theme->text);
    gui_text(gui, FACE_MATH, 15, at.x, at.y + 5, ALIGN_CENTER, theme->text, text);
}

static const char *activation_sign(Activation activation) {
    static const char *const names[ACTIVATION_COUNT] = {"tanh", "ReLU", "leaky", "σ", ""};
    return names[activation];
}

/* Where x's dot, or that of the layer below, sets out. */
static double below(const StageLayout *layout, const StageLane *lane) {
    if (lane->layer == 0) return layout->inputs.y + layout->inputs.h * 0.4;
    return layout->lane[(lane->layer - 1) * layout->view->run->net.spec.directions].box.y;
}

static void draw_step(const StageLayout *layout, const StageLane *lane, int t, double done) {
    const Theme *theme = layout->view->gui->theme;
    const Net *net = &layout->view->run->net;
    int before = lane->direction ? t + 1 : t - 1;
    bool follows = before >= 0 && before<layout->steps, is_plain = net->facts->is_plain, of_cell = lane->cell.h> 0;
    double arrive = motion_arrive(done), pass = motion_pass(done), let_out = motion_let_out(done);
    Rect state = stage_column_box(layout, lane->state, t), cell = of_cell ? stage_column_box(layout, lane->cell, t) : state;
    Rect strip = lane->gates.h > 0 ? lane->gates : cell;
    Point middle = {stage_x(layout, t), rect_mid_y(is_plain ? state : strip)};
    if (layout->zoom != ZOOM_CIRCLES && is_plain) middle.y = rect_mid_y(lane->state);
    bool reads = lane->layer > 0 || stage_has_input(layout->view->run, t);
    if (arrive < 1 && reads) {
        Point path[] = {{middle.x, below(layout, lane)}, middle};
        draw_dot(layout, along(path, 2, arrive), theme->input_weight);
    }
    Rect from = follows ? stage_column_box(layout, lane->state, before) : state;
    double sign = lane->direction ? -1 : 1, edge = lane->direction ? from.x : rect_right(from);
    if (arrive < 1 && follows) {
        double gap = fabs(stage_x(layout, t) - stage_x(layout, before)) - layout->column_w, turn = edge + sign * gap * 0.35,
               y0 = rect_mid_y(lane->state);
        Point path[] = {{edge, y0}, {turn, y0}, {turn, middle.y}, middle};
        draw_dot(layout, along(path, 4, arrive), theme->recurrent_weight);
    }
    if (is_plain) {
        if (arrive >= 1 && motion_bend(done) < 1)
            draw_badge(layout, middle, motion_bend(done) <= 0 ? "+" : activation_sign(net->spec.activation));
        return;
    }
    /* Past the gates: what is kept comes along the straight strand, and what is written joins it. */
    Rect kept = of_cell ? lane->cell : lane->state, target = of_cell ? cell : state;
    Point end = {stage_x(layout, t), rect_mid_y(kept)};
    if (pass > 0 && pass < 1) {
        if (follows) {
            Point path[] = {{edge, end.y}, end};
            draw_dot(layout, along(path, 2, pass), theme->text);
        }
        Point path[] = {{end.x, lane->gates.h > 0 ? lane->gates.y : rect_bottom(target)}, end};
        draw_dot(layout, along(path, 2, pass), theme->input_weight);
    }
    if (pass >= 1 && let_out <= 0 && motion_fill(done, of_cell, of_cell) < 0.9) draw_badge(layout, end, "+");
    if (of_cell && let_out > 0 && let_out < 1) {
        Point path[] = {{end.x, cell.y}, {end.x, rect_mid_y(state)}};
        draw_dot(layout, along(path, 2, let_out), theme->gate_output);
    }
}

void stage_draw_travel(const StageLayout *layout) {
    if (layout->view->ui->cursor.phase != PHASE_FORWARD || layout->view->ui->cursor.fraction <= 0 || layout->pitch < 5) return;
    draw_group(layout->view->gui->list, "stage/travel");
    for (int i = 0; i < layout->lane_count; i++) {
        const StageLane *lane = &layout->lane[i];
        int t = stage_acting(layout, PHASE_FORWARD, lane->direction);
        double done = t >= 0 ? stage_state_shown(layout, i, t) : 0;
        if (done > 0 && done < 1) draw_step(layout, lane, t, done);
    }
}
