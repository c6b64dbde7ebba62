/* The river: the followed loss's gradient on its way back (stage_gradient.h). Its width is its size on the fixed log scale (10^-8 .. 10^2,
   wider when a value leaves it), its colour the same number on the ramp. Along an arrow it goes from the size that leaves a step to the
   size that arrives at the previous one, before other gradients join there.

   Where a cell has a straight strand (the LSTM's c by f, the GRU's h by z) the river is that strand, through a valve as wide as the mean of
   the gate. The strand through W is a stream of its own: it leaves, passes the gates, W and h, and joins again at the step before; its
   width is 8 px times its share of the arriving gradient, in the colour of its own size. Where columns are slim it is a band below the
   river.

   Simplified on purpose: with `follow all` only the sum is drawn, without its strands. */
#include "base/number.h"
#include "view/hint.h"
#include "view/stage/stage_curtain.h"
#include "view/stage/stage_morph.h"
#include "view/stage/stage_motion.h"
#include <math.h>

enum { SIDE_MOST = 8 }; /* pixels of the strand through W when it is all that arrives */

/* The strands that leave step t, as shown sizes; through is NaN where there is only one. */
typedef struct Crossing {
    double leaves, straight, through, through_share;
} Crossing;

static Crossing crossing_at(const ChainGradient *gradient, int t) {
    Crossing crossing = {.leaves = chain_gradient_at(gradient, t), .through = NAN, .through_share = NAN};
    const FollowLane *lane = gradient->lane;
    crossing.straight = crossing.leaves * chain_gradient_factor(gradient, t);
    if (!lane && gradient->of_cell) crossing.straight = crossing.leaves * gradient->trace->factor_c[t];
    if (!lane || !lane->straight) return crossing;
    crossing.straight = crossing.leaves * lane->straight[t];
    crossing.through = crossing.leaves * lane->through[t];
    crossing.through_share = 1 - lane->straight_share[t];
    return crossing;
}

/* True if a gradient leaves step t along an arrow. */
static bool is_crossed(const StageLayout *layout, const ChainGradient *gradient, int direction, int t) {
    int before = direction ? t + 1 : t - 1;
    if (before < 0 || before >= layout->steps || t == gradient->far) return false;
    if (direction ? t < gradient->start : t > gradient->start) return false;
    return chain_gradient_at(gradient, t) > 0;
}

/* Where the river of a lane's bars runs. */
static Rect river_box(const StageLane *lane) { return lane->highway.h > 0 ? lane->highway : lane->river; }

static double river_most(const StageLayout *layout, Rect box) {
    bool circles = layout->zoom == ZOOM_CIRCLES;
    return fmin(circles ? 48 : 36, box.h * (circles ? 0.7 : 1));
}

/* Ends of the arrow from t to the step before, between the columns. */
static void arrow_ends(const StageLayout *layout, int direction, int t, double *x0, double *x1) {
    int before = direction ? t + 1 : t - 1;
    double edge = layout->zoom == ZOOM_CIRCLES ? layout->column_w / 2 + 1 : 0, sign = before > t ? 1 : -1;
    *x0 = stage_x(layout, t) + sign * edge;
    *x1 = stage_x(layout, before) - sign * edge;
}

void stage_draw_lane_river(const StageLayout *layout, int lane_index) {
    const Gui *gui = layout->view->gui;
    const GradientRamp *ramp = &gui->theme->ramp;
    const StageLane *lane = &layout->lane[lane_index];
    ChainGradient gradient = stage_chain_gradient(layout, lane_index);
    Rect box = river_box(lane);
    int T = layout->steps, direction = lane->direction;
    double most = river_most(layout, box), y = rect_mid_y(box);
    bool circles = layout->zoom == ZOOM_CIRCLES;
    double left = INFINITY, right = -INFINITY;
    for (int k = 0; k < T - 1; k++) {
        int t = direction ? k : T - 1 - k, before = direction ? t + 1 : t - 1;
        double shown = stage_gradient_shown(layout, lane_index, before);
        if (shown <= 0) break;
        if (!is_crossed(layout, &gradient, direction, t)) continue;
        Crossing crossing = crossing_at(&gradient, t);
        double now = stage_morph_size(layout, lane_index, false, t, crossing.leaves);
        crossing.straight *= now / crossing.leaves; /* 1 when settled */
        crossing.leaves = now;
        double x0, x1, w0 = river_width(layout, crossing.leaves, most), w1 = river_width(layout, crossing.straight, most);
        arrow_ends(layout, direction, t, &x0, &x1);
        Color c0 = color_ramp(ramp, crossing.leaves), c1 = color_ramp(ramp, crossing.straight);
        double x = x0 + (x1 - x0) * motion_slide(shown), product = motion_product(shown);
        if (stage_is_behind_curtain(layout->view, direction, before)) { /* the bed is dry: the exact river's banks */
            Color bank = color_mix(gui->theme->background, c1, 0.6);
            for (int side = -1; side <= 1; side += 2)
                draw_line(gui->list, x0, y + side * w0 / 2, x, y + side * (w0 + (w1 - w0) * product) / 2, 1, bank);
            continue;
        }
        draw_band(gui->list, x0, y, w0, x, y, w0 + (w1 - w0) * product, c0, color_mix(c0, c1, product));
        left = fmin(left, fmin(x0, x));
        right = fmax(right, fmax(x0, x));
        if (circles || !(crossing.through > 0)) continue;
        double side = SIDE_MOST * crossing.through_share;
        double side_y = lane->highway.h > 0 ? rect_mid_y(lane->river) : rect_bottom(box) - side / 2;
        draw_band(gui->list, x0, side_y, side, x, side_y, side, color_ramp(ramp, crossing.through), color_ramp(ramp, crossing.through));
    }
    if (right > left) region_keep_free(gui->region, rect(left, y - most / 2, right - left, most), 1);
}

bool stage_find_valve(StageValve *out, const StageLayout *layout, int lane_index, int t) {
    const StageLane *lane = &layout->lane[lane_index];
    Rect box = river_box(lane);
    int before = lane->direction ? t + 1 : t - 1;
    if (before < 0 || before >= layout->steps || box.h < 12) return false;
    ChainGradient gradient = stage_chain_gradient(layout, lane_index);
    *out = (StageValve){.y = rect_mid_y(box), .half = river_most(layout, box) / 2};
    arrow_ends(layout, lane->direction, t, &out->x0, &out->x1);
    out->x = (out->x0 + out->x1) / 2;
    out->is_crossed = layout->backward_done > 0 && gradient.lane && gradient.lane->straight &&
                      is_crossed(layout, &gradient, lane->direction, t) && stage_gradient_shown(layout, lane_index, before) > 0;
    return fabs(out->x1 - out->x0) >= 8;
}

/* From the strand's start below the step, past the gates, up beside the step before, and into its state (LSTM: h, then c). */
static void draw_side_stream(const StageLayout *layout, const StageLane *lane, int t, const Crossing *crossing, double shown) {
    const Gui *gui = layout->view->gui;
    const Color color = color_ramp(&gui->theme->ramp, crossing->through);
    int before = lane->direction ? t + 1 : t - 1;
    double sign = before > t ? 1 : -1, width = fmax(SIDE_MOST * crossing->through_share, 1);
    bool of_cell = lane->highway.h > 0;
    Rect from = stage_column_box(layout, of_cell ? lane->cell : lane->state, t), to = stage_column_box(layout, lane->state, before);
    double x0, x1;
    arrow_ends(layout, lane->direction, t, &x0, &x1);
    double down_x = stage_x(layout, t) + sign * from.w * 0.3,
           foot = lane->gates.h > 0 ? rect_bottom(lane->gates) + 3 : rect_bottom(from) + 8;
    double up_x = x0 + (x1 - x0) * 0.72,
           head = of_cell ? rect_mid_y(lane->state) : rect_mid_y(lane->river) + river_most(layout, lane->river) / 2;
    double end_x = (sign > 0 ? to.x : rect_right(to)) - sign * 1;
    /* Draws the strand as far as the gradient has come; the whole strand once it has arrived. */
    Point point[] = {{down_x, rect_bottom(from)}, {down_x, foot}, {up_x, foot}, {up_x, head}, {end_x, head}};
    enum { POINTS = sizeof point / sizeof *point };
    double length = 0, left;
    for (int i = 1; i < POINTS; i++) length += fabs(point[i].x - point[i - 1].x) + fabs(point[i].y - point[i - 1].y);
    left = length * shown;
    draw_path_begin(gui->list);
    draw_path_move(gui->list, point[0].x, point[0].y);
    for (int i = 1; i < POINTS && left > 0; i++) {
        double piece = fabs(point[i].x - point[i - 1].x) + fabs(point[i].y - point[i - 1].y), part = piece > 0 ? fmin(left / piece, 1) : 1;
        draw_path_line(gui->list, point[i - 1].x + (point[i].x - point[i - 1].x) * part,
                       point[i - 1].y + (point[i].y - point[i - 1].y) * part);
        left -= piece;
    }
    draw_path_stroke(gui->list, width, color, 0);
    if (!of_cell || shown < 1) return;
    Rect cell = stage_column_box(layout, lane->cell, before); /* from h on into c of the step before */
    draw_line(gui->list, stage_x(layout, before) + sign * 3, rect_bottom(to), stage_x(layout, before) + sign * 3, cell.y, width, color);
}

void stage_draw_side_streams(const StageLayout *layout) {
    if (layout->zoom != ZOOM_CIRCLES || layout->backward_done <= 0 || layout->open < 1) return;
    draw_group(layout->view->gui->list, "stage/strands");
    for (int i = 0; i < layout->lane_count; i++) {
        const StageLane *lane = &layout->lane[i];
        ChainGradient gradient = stage_chain_gradient(layout, i);
        if (!gradient.lane || !gradient.lane->straight) continue;
        for (int t = 0; t < layout->steps; t++) {
            if (!is_crossed(layout, &gradient, lane->direction, t)) continue;
            int before = lane->direction ? t + 1 : t - 1;
            double shown = stage_gradient_shown(layout, i, before);
            Crossing crossing = crossing_at(&gradient, t);
            if (shown <= 0) continue;
            bool is_dry = stage_is_behind_curtain(layout->view, lane->direction, before);
            if (crossing.through > 0 && !is_dry) draw_side_stream(layout, lane, t, &crossing, shown);
        }
    }
}

/* The river down from h into c at the loss, from the size that sets out to the size that enters c. It is narrower than the arrows apart. */
static void draw_stub(const StageLayout *layout, double x, double y0, double sent, double y1, double arrives) {
    const Gui *gui = layout->view->gui;
    const GradientRamp *ramp = &gui->theme->ramp;
    double most = fmin(14, fmax(layout->pitch * 0.5, 2)), w0 = river_width(layout, sent, most) / 2,
           w1 = river_width(layout, arrives, most) / 2;
    draw_path_begin(gui->list);
    draw_path_move(gui->list, x - w0, y0);
    draw_path_line(gui->list, x + w0, y0);
    draw_path_line(gui->list, x + w1, y1);
    draw_path_line(gui->list, x - w1, y1);
    draw_path_close(gui->list);
    draw_path_fill(gui->list, color_mix(color_ramp(ramp, sent), color_ramp(ramp, arrives), 0.5));
}

/* Where the loss sets out into h, it goes on into c: drawn once. */
static void draw_entry(const StageLayout *layout, int lane_index) {
    const Gui *gui = layout->view->gui;
    const StageLane *lane = &layout->lane[lane_index];
    ChainGradient gradient = stage_chain_gradient(layout, lane_index);
    if (lane->highway.h <= 0 || !gradient.lane || !isfinite(gradient.lane->into_c)) return;
    int t = gradient.start;
    if (stage_gradient_shown(layout, lane_index, t) <= 0) return;
    double x = stage_x(layout, t), y0 = rect_bottom(stage_column_box(layout, lane->state, t)),
           y1 = stage_column_box(layout, lane->cell, t).y;
    double sent = chain_gradient_dot(&gradient, t), arrives = chain_gradient_at(&gradient, t);
    draw_stub(layout, x, y0, sent, y1, arrives);
    if (layout->zoom != ZOOM_CIRCLES || layout->lane_count > 1 || y1 - y0 < layout->small) return;
    char text[32], number[24];
    number_format_short(number, (int)sizeof number, gradient.lane->into_c, 2);
    text_format(text, (int)sizeof text, "×%s", number);
    double edge = layout->area.x + layout->area.w - STAGE_INTO_C_EDGE, w = gui_text_width(gui, FACE_MONO, layout->small, text);
    if (edge - w < x + STAGE_INTO_C_GAP) { /* clear of the arrow */
        number_format_short(number, (int)sizeof number, gradient.lane->into_c, 1);
        text_format(text, (int)sizeof text, "×%s", number);
        w = gui_text_width(gui, FACE_MONO, layout->small, text);
    }
    gui_text(gui, FACE_MONO, layout->small, fmin(x + 12 + w, edge), (y0 + y1) / 2 + 4, ALIGN_RIGHT, gui->theme->dim, text);
    hint_add_text(layout->view, FACE_MONO, layout->small, fmin(x + 12 + w, edge), (y0 + y1) / 2 + 4, ALIGN_RIGHT, text, "stage/into-c",
                  tr(layout->view->strings, STRING_HINT_INTO_C));
    const Run *run = layout->view->run;
    hint_number(layout->view,
                &(TermsPlace){.kind = TERMS_INTO_C,
                              .layer = lane->layer,
                              .direction = lane->direction,
                              .step = t,
                              .loss = run->wiring.loss_count == 1 ? 0 : run->follow.loss + 1},
                false);
}

/* The one loss of a shorter sequence reads its last state, which the padding holds: the river goes through the padding as it is. */
static void draw_held(const StageLayout *layout, int lane_index) {
    const Run *run = layout->view->run;
    const StageLane *lane = &layout->lane[lane_index];
    ChainGradient gradient = stage_chain_gradient(layout, lane_index);
    int last = layout->steps - 1;
    if (!gradient.lane || lane->direction || lane->layer != run->net.spec.layers - 1 || !stage_is_padding(run, last)) return;
    double sent = gradient.dots ? chain_gradient_dot(&gradient, gradient.start) : chain_gradient_at(&gradient, gradient.start);
    double w = river_width(layout, sent, river_most(layout, lane->river)), y = rect_mid_y(lane->river), x0, x1;
    Color color = color_ramp(&layout->view->gui->theme->ramp, sent);
    for (int t = last; t > gradient.start && run->wiring.head_reads_final; t--) {
        arrow_ends(layout, 0, t, &x0, &x1);
        x1 = x0 + (x1 - x0) * stage_gradient_shown(layout, lane_index, t - 1);
        draw_band(layout->view->gui->list, x0, y, w, x1, y, w, color, color);
    }
}

/* The banks of the river before the last update: along each arrow from what left it to what arrived at the step before. */
static void draw_old_stream(const StageLayout *layout, int lane_index) {
    const Gui *gui = layout->view->gui;
    const StageLane *lane = &layout->lane[lane_index];
    ChainGradient gradient = stage_chain_gradient(layout, lane_index);
    Rect box = river_box(lane);
    double most = river_most(layout, box), y = rect_mid_y(box);
    Color color = color_mix(gui->theme->background, gui->theme->dim, 0.6);
    for (int t = 0; t < layout->steps; t++) {
        int before = lane->direction ? t + 1 : t - 1;
        if (before < 0 || before >= layout->steps) continue;
        double leaves = stage_ghost(layout, &gradient, lane_index, t), arrives = stage_ghost(layout, &gradient, lane_index, before), x0, x1;
        if (!(leaves > 0) || !(arrives > 0)) continue;
        double w0 = river_width(layout, leaves, most), w1 = river_width(layout, arrives, most);
        arrow_ends(layout, lane->direction, t, &x0, &x1);
        for (int side = -1; side <= 1; side += 2) draw_line(gui->list, x0, y + side * w0 / 2, x1, y + side * w1 / 2, 1, color);
    }
}

void stage_draw_river(const StageLayout *layout) {
    draw_group(layout->view->gui->list, "stage/river");
    bool has_ghost = layout->view->run->is_held ? layout->view->ui->cursor.phase == PHASE_BACKWARD : layout->view->ghost != NULL;
    for (int i = 0; has_ghost && i < layout->lane_count; i++) draw_old_stream(layout, i);
    if (layout->backward_done <= 0) return;
    for (int i = 0; i < layout->lane_count; i++) {
        stage_draw_lane_river(layout, i);
        draw_held(layout, i);
        draw_entry(layout, i);
    }
}

static double tip_radius(double room) { return fmin(7, fmax(room * 0.3, 3)); }

/* The river's moving end. Its factor stands in the factor row, joined by a hairline. */
static void draw_tip(const StageLayout *layout, double x, double y, double magnitude, double room) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    double radius = tip_radius(room);
    draw_line(gui->list, x, y + radius, x, layout->factors.y + 1, 1, color_over(theme->text, 0.35, theme->background));
    draw_circle_stroke(gui->list, x, y, radius + 1.5, 2, theme->background);
    draw_circle(gui->list, x, y, radius, color_ramp(&theme->ramp, magnitude));
    draw_circle_stroke(gui->list, x, y, radius, 2, theme->text);
}

/* The circle at the river's end, with the factor of the arrow it stands on. */
void stage_draw_tip(const StageLayout *layout) {
    if (layout->view->ui->cursor.phase != PHASE_BACKWARD || layout->zoom != ZOOM_CIRCLES || layout->open < 1) return;
    const StageLane *lane = &layout->lane[layout->shown];
    ChainGradient gradient = stage_chain_gradient(layout, layout->shown);
    int at = stage_acting(layout, PHASE_BACKWARD, lane->direction), from = lane->direction ? at - 1 : at + 1;
    draw_group(layout->view->gui->list, "stage/tip");
    if (at < 0 || from < 0 || from >= layout->steps || !is_crossed(layout, &gradient, lane->direction, from)) return;
    double done = stage_gradient_shown(layout, layout->shown, at), x0, x1;
    arrow_ends(layout, lane->direction, from, &x0, &x1);
    /* At rest it stands where the arrow arrives; from there it goes on with the bar, one step each. */
    double sign = lane->direction ? 1 : -1, room = fabs(x1 - x0), rest = x1 - sign * tip_radius(room) * 1.6;
    double begin = from == gradient.start ? x0 : rest - sign * layout->pitch; /* the first leaves the column of the loss */
    double x = begin + (rest - begin) * motion_slide(done);
    Crossing crossing = crossing_at(&gradient, from);
    double product = motion_product(done), size = product <= 0 ? crossing.leaves
                                                  : product >= 1 || !(crossing.straight > 0)
                                                      ? crossing.straight
                                                      : crossing.leaves * pow(crossing.straight / crossing.leaves, product);
    draw_tip(layout, x, rect_mid_y(river_box(lane)), size, room);
}
