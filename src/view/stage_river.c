/* The river: the gradient on its way back. Its width at a step is ||dL/dh_t|| on the fixed log scale (10^-8 .. 10^2, wider when a value leaves it), its
   colour the same number on the ramp; between two steps it runs from what leaves step t to what arrives at the step before
   (carry_norm), so a loss that joins there shows as a jump. The LSTM's c has a river of its own, the highway. */
#include "base/number.h"
#include "view/stage_layout.h"
#include <math.h>

typedef struct Stream {
    Rect box;             /* where it runs */
    const double *norm;   /* (T) at the step */
    const double *arrive; /* (T) what step t hands to the one before; NULL: norm * factor */
    const double *factor; /* (T) */
} Stream;

static double arrival(const Stream *stream, int t) { return stream->arrive ? stream->arrive[t] : stream->norm[t] * stream->factor[t]; }

/* The river's moving end. Its factor stands in the factor row, joined by a hairline. */
static void draw_tip(const StageLayout *layout, double x, double y, double magnitude, double room) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    double radius = fmin(7, fmax(room * 0.3, 3));
    draw_line(gui->list, x, y + radius, x, layout->factors.y + 1, 1, color_over(theme->text, 0.35, theme->background));
    draw_circle_stroke(gui->list, x, y, radius + 1.5, 2, theme->background);
    draw_circle(gui->list, x, y, radius, color_ramp(&theme->ramp, magnitude));
    draw_circle_stroke(gui->list, x, y, radius, 2, theme->text);
}

static void draw_stream(const StageLayout *layout, int lane_index, const Stream *stream) {
    const Gui *gui = layout->view->gui;
    const GradientRamp *ramp = &gui->theme->ramp;
    int T = layout->steps, direction = layout->lane[lane_index].direction;
    bool circles = layout->zoom == ZOOM_CIRCLES;
    double most = fmin(circles ? 48 : 36, stream->box.h * (circles ? 0.7 : 1)), y = rect_mid_y(stream->box);
    double edge = circles ? layout->column_w / 2 + 1 : 0;
    for (int k = 0; k < T - 1; k++) {
        int t = direction ? k : T - 1 - k, before = direction ? t + 1 : t - 1;
        double shown = stage_gradient_shown(layout, lane_index, before);
        if (shown <= 0) break;
        double leaves = stream->norm[t], arrives = arrival(stream, t);
        double sign = before > t ? 1 : -1;
        double x0 = stage_x(layout, t) + sign * edge, x1 = stage_x(layout, before) - sign * edge;
        double w0 = river_width(layout, leaves, most), w1 = river_width(layout, arrives, most);
        Color c0 = color_ramp(ramp, leaves), c1 = color_ramp(ramp, arrives);
        double x = x0 + (x1 - x0) * shown;
        draw_band(gui->list, x0, y, w0, x, y, w0 + (w1 - w0) * shown, c0, color_mix(c0, c1, shown));
    }
}

void stage_draw_river(const StageLayout *layout) {
    DrawList *list = layout->view->gui->list;
    draw_group(list, "stage/river");
    if (layout->backward_done <= 0) return;
    for (int i = 0; i < layout->lane_count; i++) {
        const StageLane *lane = &layout->lane[i];
        const TraceLane *trace = stage_trace(layout, i);
        if (lane->highway.h > 0) draw_stream(layout, i, &(Stream){lane->highway, trace->dc_norm, NULL, trace->factor_c});
        draw_stream(layout, i, &(Stream){lane->river, trace->dh_norm, trace->carry_norm, trace->factor});
    }
}

/* The circle at the river's end, with the factor of the arrow it stands on. */
static void draw_stream_tip(const StageLayout *layout, int lane_index, const Stream *stream) {
    int direction = layout->lane[lane_index].direction, at = stage_acting(layout, PHASE_BACKWARD, direction);
    int from = direction ? at - 1 : at + 1;
    if (at < 0 || from < 0 || from >= layout->steps) return;
    double shown = stage_gradient_shown(layout, lane_index, at), sign = at > from ? 1 : -1, edge = layout->column_w / 2 + 1;
    double x0 = stage_x(layout, from) + sign * edge, x1 = stage_x(layout, at) - sign * edge;
    double x = shown < 1 ? x0 + (x1 - x0) * shown : (x0 + x1) / 2;
    draw_tip(layout, x, rect_mid_y(stream->box), arrival(stream, from), fabs(x1 - x0));
}

void stage_draw_tip(const StageLayout *layout) {
    if (layout->view->ui->cursor.phase != PHASE_BACKWARD || layout->zoom != ZOOM_CIRCLES || layout->open < 1) return;
    const StageLane *lane = &layout->lane[layout->shown];
    const TraceLane *trace = stage_trace(layout, layout->shown);
    draw_group(layout->view->gui->list, "stage/tip");
    if (lane->highway.h > 0) draw_stream_tip(layout, layout->shown, &(Stream){lane->highway, trace->dc_norm, NULL, trace->factor_c});
    draw_stream_tip(layout, layout->shown, &(Stream){lane->river, trace->dh_norm, trace->carry_norm, trace->factor});
}
