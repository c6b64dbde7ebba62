/* The chain: one column of hidden units a step, the recurrent arrows between them, and the loop they fold into. Arrows
   carry the colour of the weights they stand for (W amber); states are blue - neutral - orange.

   The folded loop and the straight arrow are one curve: a cubic from the right side of column t-1 to the left side of
   column t whose control points sink onto the line as the columns move apart. */
#include "base/number.h"
#include "engine/cell/facts.h"
#include "view/stage/stage_morph.h"
#include "view/stage/stage_motion.h"
#include <math.h>

static double clamp(double value, double least, double most) { return value < least ? least : value > most ? most : value; }

static double unit_radius(Rect box, double spacing) { return fmin(spacing * 0.41, box.w * 0.36); }

/* Values as circles (or flat cells where circles would be too small). `shown` fades from empty to full. */
void stage_units(const StageLayout *layout, Rect box, const double *value, int count, double limit, double shown, bool cells) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    double spacing = box.h / count;
    if (cells || spacing < 7.5) {
        Color cell[NET_HIDDEN_MAX];
        int drawn = heat_cells(count, box.h * gui->scale);
        for (int i = 0; i < drawn; i++) {
            double extreme = heat_extreme(value, NULL, count, (HeatRange){0, 1}, heat_range(i, drawn, count));
            cell[i] = color_mix(theme->raised, color_signed(&theme->state, extreme, limit), shown);
        }
        draw_image(gui->list, box, 1, drawn, cell);
        for (int i = 0; i < drawn && drawn == count && shown >= 1; i++)
            gui_minus(gui, rect(box.x, box.y + i * box.h / drawn, box.w, box.h / drawn), value[i]);
        return;
    }
    double radius = unit_radius(box, spacing), x = rect_mid_x(box), first = rect_mid_y(box) - spacing * (count - 1) / 2;
    for (int u = 0; u < count; u++) {
        double y = first + u * spacing;
        if (shown <= 0)
            draw_circle(gui->list, x, y, radius, color_mix(theme->panel, theme->line, 0.45));
        else
            draw_circle(gui->list, x, y, radius, color_mix(theme->panel, color_signed(&theme->state, value[u], limit), shown));
        if (shown >= 1) gui_minus(gui, rect(x - radius, y - radius, 2 * radius, 2 * radius), value[u]);
    }
}

/* Dropout: a unit that is not passed up to the next layer is drawn as a ring. Its state still goes to the next step, so it keeps its
   colour. */
static void draw_dropped(const StageLayout *layout, Rect box, const double *mask, int count, double shown) {
    const Gui *gui = layout->view->gui;
    double spacing = box.h / count, radius = unit_radius(box, spacing), first = rect_mid_y(box) - spacing * (count - 1) / 2;
    if (spacing < 7.5 || shown <= 0) return;
    for (int u = 0; u < count; u++) {
        if (mask[u] == 0) draw_circle(gui->list, rect_mid_x(box), first + u * spacing, radius * 0.6 * shown, gui->theme->panel);
    }
}

/* mask: the dropout of these values, or NULL */
static void draw_column(const StageLayout *layout, int lane_index, Rect lane, const double *value, const double *mask, double limit, int t,
                        const char *letter) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    int count = layout->view->run->net.spec.hidden;
    int direction = layout->lane[lane_index].direction;
    double shown = stage_state_shown(layout, lane_index, t);
    int acting = stage_acting(layout, PHASE_FORWARD, direction);
    if (acting < 0) acting = stage_acting(layout, PHASE_BACKWARD, direction);
    bool acts = t == acting && layout->open >= 1, lit = stage_step_is_lit(layout, t);
    Rect box = stage_column_box(layout, lane, t);
    double bent[NET_HIDDEN_MAX], mixed[NET_HIDDEN_MAX];
    if (layout->morph && shown >= 1) {
        const double *memory = stage_trace(layout, lane_index)->c;
        value = stage_morph_states(mixed, layout, lane_index, memory && value == memory + (long)t * count, t, value);
    }
    if (shown > 0 && shown < 1) { /* what it holds while its step runs */
        const CellFacts *facts = layout->view->run->net.facts;
        const TraceLane *trace = stage_trace(layout, lane_index);
        bool is_cell = trace->c && value == trace->c + (long)t * count;
        const double *sum = facts->is_plain ? trace->pre + (long)t * count : NULL;
        double bend = motion_bend(shown);
        for (int u = 0; sum && u < count; u++) bent[u] = sum[u] + (value[u] - sum[u]) * bend;
        if (sum) value = bent;
        shown = sum ? motion_sum(shown) : motion_fill(shown, facts->has_c, is_cell);
    }
    if (layout->zoom == ZOOM_CIRCLES) {
        double radius = fmin(9, box.w * 0.28);
        draw_round(gui->list, box, radius, theme->panel);
        Rect inner = rect_inset(box, fmin(4, box.w * 0.1), fmin(7, box.h * 0.06));
        stage_units(layout, inner, value, count, limit, shown, false);
        if (mask) draw_dropped(layout, inner, mask, count, shown);
        Color edge = acts ? theme->text : lit ? theme->accent : theme->line;
        draw_round_stroke(gui->list, box, radius, acts ? 2 : lit ? 1.75 : 1.25, edge);
        if (letter && box.y - lane.y > -1) {
            double size = layout->pitch >= 40 ? layout->small + 3 : 13;
            stage_subscript(gui, size, rect_mid_x(box), box.y - size * 0.5, acts || lit ? theme->text : theme->dim, letter, t);
        }
        return;
    }
    stage_units(layout, rect(box.x, lane.y, box.w, lane.h), value, count, limit, shown, true);
    if (acts || lit)
        draw_round_stroke(gui->list, rect(box.x - 1, lane.y - 1, box.w + 2, lane.h + 2), 2, acts ? 2 : 1.5,
                          acts ? theme->text : theme->accent);
}

/* How far the control points of the folded loop stand above its ends: a cubic rises to three quarters of them, and the loop is
   to pass between the column and the output above it. */
static double loop_lift(const StageLayout *layout, Rect lane) {
    Rect column = stage_column_box(layout, lane, 0);
    double room = layout->top_y - (layout->output_y + layout->output_size / 2);
    bool top = column.y <= layout->top_y + 1;
    return (column.h / 2 + (top ? fmax(room * 0.5, 8) : 7)) / 0.75;
}

static const double LOOP_BULGE = 0.2887; /* most of 3 s (1 - s) (1 - 2 s) */

/* From the state before to step t, for a lane that runs left to right or right to left. */
static void draw_recurrent_arrow(const StageLayout *layout, int lane_index, Rect lane, int t, Color color, double width) {
    const Gui *gui = layout->view->gui;
    int direction = layout->lane[lane_index].direction, before = direction ? t + 1 : t - 1;
    Rect from = stage_column_box(layout, lane, before), to = stage_column_box(layout, lane, t);
    double y = rect_mid_y(lane), sign = direction ? -1 : 1;
    double x0 = direction ? from.x - 2 : rect_right(from) + 2, x1 = direction ? rect_right(to) + 3 : to.x - 3;
    double out = stage_arrow_out(layout, t > before ? t : before);
    if (layout->open >= 1 || (layout->is_opening && out >= 1)) {
        if (sign * (x1 - x0) > 4) stage_arrow(gui, x0, y, x1, y, width, fmin(5, fabs(x1 - x0) * 0.5), color);
        return;
    }
    /* A loop's sides bulge by LOOP_BULGE of its reach, and stay on the stage. */
    double room = fmin(rect_right(layout->area) - fmax(x0, x1), fmin(x0, x1) - layout->area.x) - width;
    double lift = (1 - out) * loop_lift(layout, lane), reach = (1 - out) * fmin(118, fmax(room, 0) / LOOP_BULGE);
    Point c0 = {x0 + sign * reach, y - lift}, c1 = {x1 - sign * reach, y - lift};
    draw_path_begin(gui->list);
    draw_path_move(gui->list, x0, y);
    draw_path_curve(gui->list, c0.x, c0.y, c1.x, c1.y, x1, y);
    draw_path_stroke(gui->list, width, color, 0);
    double length = fmax(hypot(x1 - c1.x, y - c1.y), 1); /* the head lies along the curve's end */
    stage_arrow(gui, x1 - (x1 - c1.x) / length * 8, y - (y - c1.y) / length * 8, x1, y, width, 7, color);
}

/* Cells with gates: W takes the state before to what it feeds, as U takes the input there, and the conveyor (the LSTM's c, the GRU's h) goes
   straight on without W. Where no gates are drawn, W ends at the foot of the chain, where U does. */
static bool has_conveyor(const StageLayout *layout, const StageLane *lane) {
    return lane->cell.h > 0 || layout->view->run->net.facts->straight != STRAIGHT_NONE;
}

static Rect conveyor_box(const StageLane *lane) { return lane->cell.h > 0 ? lane->cell : lane->state; }

static double fed_y(const StageLayout *layout, const StageLane *lane) {
    Rect foot = stage_column_box(layout, conveyor_box(lane), 0);
    return lane->gate_rows > 0 ? rect_mid_y(lane->gates) : rect_bottom(foot) - clamp(foot.h * 0.2, 2, 8);
}

/* How far the folded loop of W bulges. */
static double gate_reach(const StageLayout *layout) { return fmin(64, fmax((rect_right(layout->area) - layout->fold_x) * 0.3, 20)); }

/* At s of the folded loop's curve from a to d, and of the unrolled arrow's three straight pieces: across, along the gap, across. */
static Point curve_at(const Point p[4], double s) {
    double r = 1 - s, w[4] = {r * r * r, 3 * r * r * s, 3 * r * s * s, s * s * s};
    return (Point){w[0] * p[0].x + w[1] * p[1].x + w[2] * p[2].x + w[3] * p[3].x,
                   w[0] * p[0].y + w[1] * p[1].y + w[2] * p[2].y + w[3] * p[3].y};
}

static Point elbow_at(Point a, Point d, double s) {
    double x = a.x + (d.x - a.x) * 0.35;
    if (s < 0.25) return (Point){a.x + (x - a.x) * s * 4, a.y};
    if (s > 0.75) return (Point){x + (d.x - x) * (s * 4 - 3), d.y};
    return (Point){x, a.y + (d.y - a.y) * (s * 2 - 0.5)};
}

/* From height y0 of the step before to y1 of step t. Folded it is a loop beside the column; as the columns move apart it becomes the arrow
   between them, with right angles in the end. */
static void draw_side_arrow(const StageLayout *layout, const StageLane *lane, int t, double y0, double y1, double reach, Color color,
                            double width) {
    enum { POINTS = 24 };
    const Gui *gui = layout->view->gui;
    int before = lane->direction ? t + 1 : t - 1;
    double out = stage_arrow_out(layout, t > before ? t : before), sign = lane->direction ? -1 : 1;
    Rect from = stage_column_box(layout, lane->state, before), to = stage_column_box(layout, lane->state, t);
    double edge = 2 + 2 * (1 - out), tip = edge + (y0 == y1 ? 1 : 0); /* at the folded column's far side, at the unrolled one's near side */
    Point a = {rect_mid_x(from) + sign * (from.w / 2 + edge), y0}, d = {rect_mid_x(to) + sign * (to.w / 2 + tip) * (1 - 2 * out), y1};
    double room =
        sign > 0 ? rect_right(layout->area) - fmax(a.x, d.x) : fmin(a.x, d.x) - layout->area.x; /* what stands out stays on the stage */
    double far = fmin(reach, fmax(room - width - 2, 0)) / 0.75 * (1 - out), gap = fabs(d.x - a.x), angular = clamp((out - 0.5) / 0.5, 0, 1);
    if (out >= 1 && sign * (d.x - a.x) < 4) return;
    if (out >= 1 && y0 == y1) {
        stage_arrow(gui, a.x, y0, d.x, y1, width, fmin(5, gap * 0.5), color);
        return;
    }
    Point curve[4] = {a, {a.x + sign * (far + gap * 0.35 * out), y0}, {d.x + sign * (far - gap * 0.65 * out), y1}, d};
    double head = fmin(8 - 2 * out, out >= 1 ? gap * 0.5 : INFINITY);
    Point tail = {d.x - sign * head, d.y}; /* the head lies along the curve's end */
    draw_path_begin(gui->list);
    draw_path_move(gui->list, a.x, a.y);
    if (angular <= 0) {
        draw_path_curve(gui->list, curve[1].x, curve[1].y, curve[2].x, curve[2].y, d.x, d.y);
        double dx = d.x - curve[2].x, dy = d.y - curve[2].y, length = fmax(hypot(dx, dy), 1);
        tail = (Point){d.x - dx / length * head, d.y - dy / length * head};
    } else if (angular >= 1) {
        double x = elbow_at(a, d, 0.5).x;
        draw_path_line(gui->list, x, y0);
        draw_path_line(gui->list, x, y1);
        draw_path_line(gui->list, tail.x, y1);
    } else {
        for (int i = 1; i <= POINTS; i++) {
            double s = (double)i / POINTS;
            Point round = curve_at(curve, s), straight = elbow_at(a, d, s);
            draw_path_line(gui->list, round.x + (straight.x - round.x) * angular, round.y + (straight.y - round.y) * angular);
        }
        double dx = d.x - curve[2].x, length = fmax(fabs(dx), 1);
        tail.x = d.x - dx / length * head;
    }
    draw_path_stroke(gui->list, width, color, 0);
    stage_arrow(gui, tail.x, tail.y, d.x, d.y, width, fmin(7 - 2 * out, head), color);
}

static void draw_gated_arrows(const StageLayout *layout, const StageLane *lane, int t, Color color, double width, Color straight,
                              double straight_width) {
    Rect conveyor = stage_column_box(layout, conveyor_box(lane), t);
    double folded = 1 - stage_arrow_out(layout, lane->direction ? t + 1 : t), mid = rect_mid_y(conveyor), apart = conveyor.h * 0.2 * folded;
    /* Where one column is both, W's loop goes round the conveyor's. */
    double from = lane->cell.h > 0 ? rect_mid_y(lane->state) : mid - conveyor.h * 0.32 * folded;
    draw_side_arrow(layout, lane, t, mid - apart, mid + apart, gate_reach(layout) * 0.45, straight, straight_width);
    draw_side_arrow(layout, lane, t, from, fed_y(layout, lane), gate_reach(layout), color, width);
}

/* Dozens of loops on their way to arrows would be one orange blot. Of a long chain those are drawn that stand apart: one of each degree
   of opening, slim ones also one in so many pixels. */
typedef struct ArrowsApart {
    int degree;
    double x;
} ArrowsApart;

static bool stands_apart(ArrowsApart *last, const StageLayout *layout, int right) {
    enum { DEGREES = 12, APART = 8, LOOPS_APART = 30 };
    if (layout->zoom == ZOOM_CIRCLES || !layout->is_opening) return true;
    double out = stage_arrow_out(layout, right), x = stage_x(layout, right);
    int degree = (int)floor(out * DEGREES);
    double apart = fabs(x - last->x);
    if (out < 1 ? degree == last->degree && (apart < LOOPS_APART || layout->zoom == ZOOM_HEAT) : apart < APART) return false;
    *last = (ArrowsApart){degree, x};
    return true;
}

/* Slim columns stand so near to each other that no arrow can be seen between them: the arrow fades as the gap closes. */
static double arrow_seen(const StageLayout *layout) {
    if (layout->zoom == ZOOM_CIRCLES || !layout->is_opening) return 1;
    double gap = layout->arrow_w - stage_column_box(layout, layout->lane[0].state, 0).w;
    return clamp((gap - 5) / 10, 0, 1);
}

/* on_top: those that are not straight yet, before the columns that they pass; else the others, behind. */
static void draw_arrows(const StageLayout *layout, int lane_index, bool on_top) {
    const Theme *theme = layout->view->gui->theme;
    const StageLane *lane = &layout->lane[lane_index];
    if (layout->zoom != ZOOM_CIRCLES && layout->open >= 1) return;
    int acting = stage_acting(layout, PHASE_FORWARD, lane->direction);
    bool update = layout->view->ui->cursor.phase == PHASE_UPDATE;
    double pulse = stage_pulse(layout);
    /* Folded, all loops lie on each other: one is enough. */
    ArrowsApart last = {-1, -INFINITY};
    int from = lane->direction ? 0 : 1, count = layout->open <= 0 ? 1 : layout->steps - 1;
    for (int i = 0; i < count; i++) {
        int t = from + i, right = lane->direction ? t + 1 : t;
        if (right > 1 && layout->is_opening && stage_arrow_out(layout, right - 1) <= 0) continue; /* the loops not yet out are one */
        double out = stage_arrow_out(layout, right), seen = out > 0 ? arrow_seen(layout) : 1;
        if (on_top != (layout->is_opening && out < 1) || seen <= 0) continue;
        if (!stands_apart(&last, layout, right)) continue;
        double shown = stage_state_shown(layout, lane_index, t);
        bool acts = t == acting;
        double strength = acts || update || layout->open < 1 ? 1 : shown > 0 ? 0.55 : 0.35;
        Color color =
            color_fade(color_mix(color_over(theme->recurrent_weight, strength, theme->background), theme->text, 0.6 * pulse), seen);
        double width = (acts ? 2.5 : layout->open < 1 ? 2 : 1.5) + 2.5 * pulse;
        if (has_conveyor(layout, lane))
            draw_gated_arrows(layout, lane, t, color, width, color_fade(color_over(theme->dim, strength, theme->background), seen),
                              acts ? 2.5 : 1.5);
        else
            draw_recurrent_arrow(layout, lane_index, lane->state, t, color, width);
    }
}

/* Upward arrows from below (the input, or a layer's states) in the colour of the input weights. Where a layer has two directions
   the lower lane is fed straight and the upper one past it, so that both are seen to read the same. */
static void draw_layer_arrows(const StageLayout *layout, int lane_index) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    const StageLane *lane = &layout->lane[lane_index];
    bool both = layout->view->run->net.spec.directions > 1, past = both && lane->direction == 0;
    if (layout->zoom != ZOOM_CIRCLES || (lane->layer == 0 && !past)) return; /* the first layer's lower lane: stage_ends.c */
    double y0 = layout->inputs.y + 3;
    if (lane->layer > 0) y0 = layout->lane[(lane->layer - 1) * layout->view->run->net.spec.directions].box.y - 1;
    double y1 = rect_bottom(lane->box) + 2;
    if (y0 - y1 < 4) return;
    int acting = stage_acting(layout, PHASE_FORWARD, lane->direction);
    for (int t = 0; t < layout->steps; t++) {
        if (layout->open <= 0 && t > 0) break;
        Rect column = stage_column_box(layout, lane->state, t);
        double strength = t == acting || layout->open < 1 ? 1 : 0.5, x = past ? rect_right(column) + 5 : rect_mid_x(column);
        Color color = color_over(theme->input_weight, strength, theme->background);
        if (past) { /* branches off the straight arrow, passes the lower lane, and enters from below */
            double mid = rect_mid_x(column), branch = lane->layer > 0 ? y0 - 3 : y0 + 8, turn = y1 + 7;
            draw_path_begin(gui->list);
            draw_path_move(gui->list, mid, branch);
            draw_path_line(gui->list, x, branch);
            draw_path_line(gui->list, x, turn);
            draw_path_line(gui->list, mid, turn);
            draw_path_stroke(gui->list, 1.5, color, 0);
            stage_arrow(gui, mid, turn, mid, y1, 1.5, 4, color);
        } else {
            stage_arrow(gui, x, y0, x, y1, 1.5, 4, color);
        }
    }
}

/* LSTM: what the output gate lets through of c becomes h, within the step. */
static void draw_output_links(const StageLayout *layout, int lane_index) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    const StageLane *lane = &layout->lane[lane_index];
    if (lane->cell.h <= 0 || layout->zoom != ZOOM_CIRCLES) return;
    int acting = stage_acting(layout, PHASE_FORWARD, lane->direction), count = layout->open <= 0 ? 1 : layout->steps;
    for (int t = 0; t < count; t++) {
        double y0 = stage_column_box(layout, lane->cell, t).y - 1, y1 = rect_bottom(stage_column_box(layout, lane->state, t)) + 3;
        if (y0 - y1 < 5) return;
        double strength = t == acting || layout->open < 1 ? 1 : 0.6;
        stage_arrow(gui, stage_x(layout, t), y0, stage_x(layout, t), y1, t == acting ? 2.5 : 1.5, 4,
                    color_over(theme->gate_output, strength, theme->background));
    }
}

void stage_chain_path(char *out, int size, const StageLane *lane) {
    text_format(out, size, "stage/chain%d%s", lane->layer + 1, lane->direction ? "r" : "");
}

void stage_chain_name(char *out, int size, const StageLayout *layout, const StageLane *lane) {
    const NetSpec *spec = &layout->view->run->net.spec;
    const char *arrow = spec->directions < 2 ? "" : lane->direction ? "←" : "→";
    if (spec->layers > 1)
        text_format(out, size, *arrow ? "%d %s" : "%d%s", lane->layer + 1, arrow);
    else
        text_format(out, size, "%s", arrow);
}

static void draw_lane_name(const StageLayout *layout, int lane_index) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    const StageLane *lane = &layout->lane[lane_index];
    double x = layout->area.x + 12;
    if (layout->lane_count > 1) {
        char text[32];
        stage_chain_name(text, (int)sizeof text, layout, lane);
        bool shown = lane_index == layout->shown;
        char path[48], command[64];
        stage_chain_path(path, (int)sizeof path, lane);
        text_format(command, (int)sizeof command, "chain %d %s", lane->layer + 1, lane->direction ? "reverse" : "forward");
        double h = fmin(lane->state.h, 26);
        Rect box = {x - 6, rect_mid_y(lane->state) - h / 2, 40, h};
        Region *region = region_add(gui->region, REGION_BUTTON, box, path);
        text_format(region->command, (int)sizeof region->command, "%s", command);
        region->focusable = true;
        region->tip = tr(layout->view->strings, STRING_CHAIN_TIP);
        if (shown || gui_is_hot(gui, path)) draw_round(gui->list, box, 6, theme->raised);
        gui_text(gui, FACE_UI_SEMIBOLD, box.h >= layout->small ? layout->small : 12, rect_mid_x(box), rect_mid_y(box) + 4.3, ALIGN_CENTER,
                 shown ? theme->text : theme->dim, text);
        gui_focus_ring(gui, box, 6, path);
    } else if (lane->cell.h > 0 ||
               layout->zoom != ZOOM_CIRCLES) { /* else circles have theirs above, and the folded ones one at their foot */
        gui_text(gui, FACE_MATH_ITALIC, 17, stage_letter_x(layout, timeline_unrolled(&layout->view->ui->cursor)),
                 rect_mid_y(lane->state) + 5, ALIGN_CENTER, theme->dim, "h");
    }
    bool is_clear = layout->lane_count == 1 && rect_mid_y(lane->cell) - rect_mid_y(lane->state) >= 16; /* of the h above it */
    if (lane->cell.h >= 14 || (lane->cell.h > 0 && is_clear))
        gui_text(gui, FACE_MATH_ITALIC, 17,
                 layout->lane_count > 1 ? x + 14 : stage_letter_x(layout, timeline_unrolled(&layout->view->ui->cursor)),
                 rect_mid_y(lane->cell) + 5, ALIGN_CENTER, theme->dim, "c");
}

static double heat_width(const StageLayout *layout) {
    return fmax(stage_x(layout, layout->steps - 0.5) - stage_x(layout, -0.5), layout->column_w);
}

void stage_find_pixel(const StageLayout *layout, const Subject *at, bool of_cell, HeatRange *steps, HeatRange *units) {
    const NetSpec *spec = &layout->view->run->net.spec;
    const StageLane *lane = &layout->lane[at->layer * spec->directions + at->direction];
    int H = spec->hidden, T = layout->steps, u = at->unit < 0 ? 0 : at->unit >= H ? H - 1 : at->unit;
    double scale = layout->view->gui->scale, h = of_cell ? lane->cell.h : lane->state.h;
    int rows = layout->zoom == ZOOM_CIRCLES ? H : heat_cells(H, h * scale);
    int cols = layout->zoom == ZOOM_HEAT ? heat_cells(T, heat_width(layout) * scale) : T;
    *steps = heat_range(heat_find(at->step, cols, T), cols, T);
    *units = heat_range(heat_find(u, rows, H), rows, H);
}

/* Beyond slim columns: units x steps as one picture, from value (T, H); cells as far as there are pixels for them (view/stage/heat.h). A cell
   of several steps is shown when all of them are. */
static void draw_heat(const StageLayout *layout, int lane_index, Rect lane, Heat *heat, const double *value, double limit) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    int T = layout->steps;
    double x0 = stage_x(layout, -0.5), w = heat_width(layout);
    HeatSource source = {value,
                         NULL,
                         1,
                         T,
                         layout->view->run->net.spec.hidden,
                         lane.h * gui->scale,
                         w * gui->scale,
                         true,
                         limit,
                         theme,
                         layout->view->version};
    /* One strip at a time: an image of NET_STRIP columns by H rows. */
    enum { NET_STRIP = 100 };
    Color *cell = heat_make(heat, &source) ? heat_strip(layout->view->heat, NET_STRIP * NET_HIDDEN_MAX) : NULL;
    if (!cell) {
        draw_fail(gui->list);
        return;
    }
    int steps = heat->rows, units = heat->cols;
    for (int start = 0; start < steps; start += NET_STRIP) {
        int cols = steps - start < NET_STRIP ? steps - start : NET_STRIP;
        for (int i = 0; i < cols; i++) {
            HeatRange range = heat_range(start + i, steps, T);
            double shown = fmin(stage_state_shown(layout, lane_index, range.from), stage_state_shown(layout, lane_index, range.to - 1));
            const Color *full = heat_block(heat, 0) + (size_t)(start + i) * (size_t)units;
            if (shown >= 1) /* most are */
                for (int u = 0; u < units; u++) cell[u * cols + i] = full[u];
            else
                for (int u = 0; u < units; u++) cell[u * cols + i] = color_mix(theme->raised, full[u], shown);
        }
        draw_image(gui->list, rect(x0 + w * start / steps, lane.y, w * cols / steps, lane.h), cols, units, cell);
    }
    for (long i = 0; i < (long)steps * units && steps == T && units == source.cols; i++) {
        int t = (int)(i / units), u = (int)(i % units);
        if (stage_state_shown(layout, lane_index, t) < 1) continue;
        gui_minus(gui, rect(x0 + w * t / steps, lane.y + lane.h * u / units, w / steps, lane.h / units), value[i]);
    }
}

void stage_draw_columns(const StageLayout *layout, int lane_index, bool of_cell, const char *letter) {
    const TraceLane *trace = stage_trace(layout, lane_index);
    const StageLane *lane = &layout->lane[lane_index];
    const double *value = of_cell ? trace->c : trace->h;
    double limit = of_cell ? layout->cell_limit : layout->state_limit;
    Rect box = of_cell ? lane->cell : lane->state;
    if (layout->zoom == ZOOM_HEAT && layout->open >= 1) {
        HeatCache *cache = layout->view->heat;
        draw_heat(layout, lane_index, box, of_cell ? &cache->memory[lane_index] : &cache->state[lane_index], value, limit);
        return;
    }
    int count = layout->view->run->net.spec.hidden, every = layout->open <= 0 ? layout->steps : 1;
    for (int t = 0; t < layout->steps; t += every) {
        const double *mask = trace->mask && !of_cell ? trace->mask + (long)t * count : NULL;
        draw_column(layout, lane_index, box, value + (long)t * count, mask, limit, t, letter);
    }
}

/* While a long chain opens, columns that hold nothing yet overlap: those from t on that touch are drawn as one. Returns the first that
   is not among them; t where the column at t is to be drawn by itself. */
static int draw_empty_columns(const StageLayout *layout, int lane_index, int t) {
    const Gui *gui = layout->view->gui;
    const StageLane *lane = &layout->lane[lane_index];
    if (layout->zoom == ZOOM_CIRCLES || !layout->is_opening) return t;
    Rect first = stage_column_box(layout, lane->state, t), last = first;
    int end = t;
    while (end < layout->steps && stage_state_shown(layout, lane_index, end) <= 0 && !stage_step_is_lit(layout, end)) {
        Rect box = stage_column_box(layout, lane->state, end);
        if (box.x > rect_right(last) + 1e-6) break;
        last = box;
        end++;
    }
    if (end == t) return t;
    double w = rect_right(last) - first.x;
    if (lane->cell.h > 0) draw_image(gui->list, rect(first.x, lane->cell.y, w, lane->cell.h), 1, 1, &gui->theme->raised);
    draw_image(gui->list, rect(first.x, lane->state.y, w, lane->state.h), 1, 1, &gui->theme->raised);
    return end;
}

static void draw_lane(const StageLayout *layout, int lane_index) {
    const StageLane *lane = &layout->lane[lane_index];
    const TraceLane *trace = stage_trace(layout, lane_index);
    int count = layout->view->run->net.spec.hidden;
    draw_lane_name(layout, lane_index);
    if (layout->zoom == ZOOM_HEAT && layout->open >= 1) {
        stage_draw_columns(layout, lane_index, false, NULL);
        if (lane->cell.h > 0) stage_draw_columns(layout, lane_index, true, NULL);
        return;
    }
    bool labels = layout->zoom == ZOOM_CIRCLES && layout->open >= 1 && layout->pitch >= 26 && layout->lane_count == 1;
    int every = layout->open <= 0 ? layout->steps : 1;
    for (int t = 0; t < layout->steps; t += every) {
        int end = draw_empty_columns(layout, lane_index, t);
        if (end > t) {
            t = end - every;
            continue;
        }
        if (stage_is_under_next(layout, t)) continue;
        if (lane->cell.h > 0) draw_column(layout, lane_index, lane->cell, trace->c + (long)t * count, NULL, layout->cell_limit, t, NULL);
        const double *mask = trace->mask ? trace->mask + (long)t * count : NULL;
        draw_column(layout, lane_index, lane->state, trace->h + (long)t * count, mask, layout->state_limit, t, labels ? "h" : NULL);
    }
    if (layout->open <= 0) {
        const Gui *gui = layout->view->gui;
        double beside = rect_right(stage_column_box(layout, lane->state, 0)), above = loop_lift(layout, lane->state) * 0.48;
        if (lane_index == layout->shown && has_conveyor(layout, lane))
            gui_text(gui, FACE_MATH_ITALIC, 22, beside + gate_reach(layout) + 12, (rect_mid_y(lane->state) + fed_y(layout, lane)) / 2 + 7,
                     ALIGN_LEFT, gui->theme->recurrent_weight, "W");
        else if (lane_index == layout->shown)
            gui_text(gui, FACE_MATH_ITALIC, 22, beside + 44, rect_mid_y(lane->state) - above, ALIGN_LEFT, gui->theme->recurrent_weight,
                     "W");
        Rect column = stage_column_box(layout, lane->state, 0);
        if (layout->lane_count == 1 && lane->cell.h <= 0 && layout->zoom == ZOOM_CIRCLES)
            gui_text(gui, FACE_MATH_ITALIC, 20, column.x - 14, rect_bottom(column) - 10, ALIGN_RIGHT, gui->theme->dim, "h");
    }
}

/* Where the columns are slim the arrows between them are too short to be seen: they light up as the line that they are together; those
   that lead to gates as lines from row to row. */
static void draw_pulse(const StageLayout *layout, const StageLane *lane) {
    enum { APART = 8 };
    const Theme *theme = layout->view->gui->theme;
    DrawList *list = layout->view->gui->list;
    double pulse = stage_pulse(layout), y = rect_mid_y(lane->state), half = layout->column_w / 2, width = 1.5 + 2.5 * pulse;
    if (layout->zoom == ZOOM_CIRCLES || pulse <= 0 || layout->steps < 2) return;
    Color color = color_fade(color_mix(theme->recurrent_weight, theme->text, 0.4 * pulse), pulse);
    if (!has_conveyor(layout, lane)) {
        draw_line(list, stage_x(layout, 0) + half, y, stage_x(layout, layout->steps - 1) - half, y, width, color);
        return;
    }
    double gap = stage_x(layout, 1) - stage_x(layout, 0);
    int every = gap < APART ? (int)ceil(APART / fmax(gap, 0.01)) : 1, first = lane->direction ? 0 : 1;
    for (int t = first; t < layout->steps - 1 + first; t += every) {
        double side = lane->direction ? -1 : 1, x0 = stage_x(layout, t - side) + side * half, x1 = stage_x(layout, t) - side * half;
        draw_line(list, x0, y, x1, fed_y(layout, lane), fmin(width, fmax(gap * 0.3, 1.5)), color);
    }
}

void stage_draw_chain(const StageLayout *layout) {
    draw_group(layout->view->gui->list, "stage/chain");
    for (int i = 0; i < layout->lane_count; i++) {
        draw_layer_arrows(layout, i);
        draw_output_links(layout, i);
        draw_arrows(layout, i, false);
    }
    if (layout->open >= 1) {
        size_t begin = layout->view->gui->list->used;
        stage_draw_side_streams(layout);
        stage_morph_fade_strands(layout, begin);
        stage_draw_river(layout);
    }
    for (int i = 0; i < layout->lane_count; i++) draw_lane(layout, i);
    for (int i = 0; i < layout->lane_count && layout->is_opening; i++) draw_arrows(layout, i, true);
    for (int i = 0; i < layout->lane_count; i++) draw_pulse(layout, &layout->lane[i]);
    stage_draw_travel(layout);
}
