/* Shown below the chain until the backward phase, and filled by the forward pass: the state of each unit at every step, as lines over the
   time axis; with an LSTM c above h. In the loss phase the answer takes the place: of a task that predicts numbers at every step, the
   prediction against its target; of any other task what stage_answers.c draws. When the backward phase begins, the gradient's chart takes
   the place.

   The dot of a unit at a step has the colour of its circle in the column above.

   Simplified on purpose: lines are straight between steps, and units are told apart by the pointer, not by colours of their own. */
#include "base/number.h"
#include "engine/cell/facts.h"
#include "view/hint.h"
#include "view/stage/stage_answer.h"
#include "view/stage/stage_axis.h"
#include "view/stage/stage_motion.h"
#include <float.h>
#include <math.h>

typedef struct TracePlot {
    Rect box;
    double limit; /* the box is as high as -limit..limit */
    double full;  /* of a dot's colour, as in the columns */
} TracePlot;

static double trace_y(const TracePlot *plot, double value) {
    double unit = value / plot->limit;
    return rect_mid_y(plot->box) - plot->box.h / 2 * (unit < -1 ? -1 : unit > 1 ? 1 : unit);
}

static void draw_frame(const StageLayout *layout, const TracePlot *plot, const char *letter) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    for (int side = -1; side <= 1; side++) {
        char text[32], number[24];
        double y = trace_y(plot, side * plot->limit);
        draw_line(gui->list, plot->box.x, y, rect_right(plot->box), y, side ? 1 : 1.5, side ? theme->grid : theme->faint);
        if (side && plot->box.h < 40) continue;
        double told = side && layout->open < 1 ? fmin((plot->box.h - 40) / 20, 1) : 1; /* while the chain opens the box grows */
        if (plot->limit < 1e5)                                                         /* a longer one would be cut at the left */
            number_format(number, (int)sizeof number, plot->limit);
        else
            number_format_short(number, (int)sizeof number, plot->limit, 1);
        text_format(text, (int)sizeof text, "%s%s", side < 0 ? "−" : side ? "+" : "", side ? number : "0");
        gui_text(gui, FACE_MONO, layout->small, plot->box.x - 8, y + 4, ALIGN_RIGHT, color_fade(theme->dim, told), text);
    }
    char path[32];
    text_format(path, (int)sizeof path, "stage/trace-axis-%s", letter);
    hint_add(layout->view, rect(layout->area.x, plot->box.y - 8, plot->box.x - 4 - layout->area.x, plot->box.h + 16), path,
             tr(layout->view->strings, STRING_HINT_TRACE_AXIS));
    gui_text(gui, FACE_MATH_ITALIC, 17, layout->area.x + 14, rect_mid_y(plot->box) + 5, ALIGN_CENTER, theme->dim, letter);
}

/* The next round number from 1 on: nearer than the limit of the colours, so that lines use their height. */
static double line_limit(double most, double full) {
    static const double round[] = {1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10};
    double power = pow(10, floor(log10(fmax(most, 1))));
    for (int i = 0; i < 10; i++)
        if (round[i] * power >= most) return fmin(round[i] * power, full);
    return full;
}

enum { PIECE_STEPS = 8 };

/* One unit's values, `stride` apart, as far as they are known: shown(t) of step t. The chain's direction says from which side. A line that grows
   is drawn in pieces, so that only its last one is a new path in every frame. */
static void draw_unit(const StageLayout *layout, const TracePlot *plot, const double *value, int stride, const double *shown, Color color,
                      double width) {
    const Gui *gui = layout->view->gui;
    int direction = layout->lane[layout->shown].direction;
    bool pen = false, grows = layout->view->ui->cursor.fraction > 0 && layout->forward_done < layout->steps;
    draw_path_begin(gui->list);
    for (int i = 0; i < layout->steps; i++) {
        int t = direction ? layout->steps - 1 - i : i, before = direction ? t + 1 : t - 1;
        double v = value[(long)t * stride], part = shown[t];
        if (part <= 0 || !isfinite(v)) {
            pen = false;
            continue;
        }
        double x = stage_x(layout, t), y = trace_y(plot, v);
        if (pen && part < 1) {
            double x0 = stage_x(layout, before), y0 = trace_y(plot, value[(long)before * stride]);
            x = x0 + (x - x0) * part;
            y = y0 + (y - y0) * part;
        }
        if (pen)
            draw_path_line(gui->list, x, y);
        else
            draw_path_move(gui->list, x, y);
        if (pen && grows && i > 0 && i % PIECE_STEPS == 0) {
            draw_path_stroke(gui->list, width, color, 0);
            draw_path_begin(gui->list);
            draw_path_move(gui->list, x, y);
        }
        pen = true;
    }
    draw_path_stroke(gui->list, width, color, 0);
}

static void draw_dots(const StageLayout *layout, const TracePlot *plot, const double *value, int stride, const double *shown) {
    const Gui *gui = layout->view->gui;
    double radius = fmin(4, layout->pitch * 0.16);
    for (int t = 0; layout->pitch >= 14 && t < layout->steps; t++) {
        double v = value[(long)t * stride];
        if (shown[t] < 1 || !isfinite(v)) continue;
        draw_circle(gui->list, stage_x(layout, t), trace_y(plot, v), radius, color_signed(&gui->theme->state, v, plot->full));
        draw_circle_stroke(gui->list, stage_x(layout, t), trace_y(plot, v), radius, 1, gui->theme->dim);
    }
}

/* value (T, H) */
static void draw_units(const StageLayout *layout, const TracePlot *plot, const double *value, const char *letter, int kind) {
    const Theme *theme = layout->view->gui->theme;
    const CellFacts *facts = layout->view->run->net.facts;
    const Subject *hover = &layout->view->ui->hover;
    int H = layout->view->run->net.spec.hidden, lit = -1, many = H > 24;
    double shown[NET_STEP_MAX];
    for (int t = 0; t < layout->steps; t++) {
        double done = stage_state_shown(layout, layout->shown, t);
        shown[t] = facts->is_plain ? motion_bend(done) : motion_fill(done, facts->has_c, kind == SUBJECT_CELL_STATE);
    }
    if (hover->kind == kind && hover->layer == layout->lane[layout->shown].layer) lit = hover->unit;
    draw_frame(layout, plot, letter);
    for (int u = 0; u < H; u++)
        if (u != lit)
            draw_unit(layout, plot, value + u, H, shown, color_over(theme->dim, many ? 0.3 : 0.6, theme->background), many ? 1 : 1.5);
    for (int u = 0; u < H && !many; u++) draw_dots(layout, plot, value + u, H, shown);
    if (lit >= 0 && lit < H) {
        draw_unit(layout, plot, value + lit, H, shown, theme->accent, 2.5);
        draw_dots(layout, plot, value + lit, H, shown);
    }
}

/* y and target: (K, O), of a loss at every step of which there are more than one. */
static void draw_answers(const StageLayout *layout, const TracePlot *plot) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    const Run *run = layout->view->run;
    int O = run->net.spec.outputs;
    draw_frame(layout, plot, "y");
    for (int o = 0; o < O; o++)
        for (int which = 0; which < 2; which++) { /* the target behind, then the prediction */
            const double *value = which ? run->trace.y : run->trace.target;
            Color color = which ? theme->output_weight : theme->dim;
            bool pen = false;
            draw_path_begin(gui->list);
            for (int k = 0; k < trace_count_losses(&run->trace, 0); k++) {
                double v = value[(long)k * O + o];
                if (!isfinite(v) || (which && stage_output_shown(layout, k) <= 0)) {
                    pen = false;
                    continue;
                }
                double x = stage_x(layout, run->wiring.loss_step[k]), y = trace_y(plot, v);
                if (pen)
                    draw_path_line(gui->list, x, y);
                else
                    draw_path_move(gui->list, x, y);
                pen = true;
            }
            draw_path_stroke(gui->list, which ? 2.25 : 1.5, color, which ? 0 : 5);
        }
    /* The error at each step is the distance between them. */
    for (int k = 0; O == 1 && layout->pitch >= 8 && k < trace_count_losses(&run->trace, 0); k++) {
        double y = run->trace.y[k], target = run->trace.target[k];
        if (stage_output_shown(layout, k) < 1 || !isfinite(y) || !isfinite(target)) continue;
        double x = stage_x(layout, run->wiring.loss_step[k]);
        draw_line(gui->list, x, trace_y(plot, target), x, trace_y(plot, y), 1.5, theme->bad);
        draw_circle(gui->list, x, trace_y(plot, y), fmin(3.5, layout->pitch * 0.2), theme->output_weight);
    }
    gui_text(gui, FACE_UI, layout->small, plot->box.x + 8, plot->box.y + 14, ALIGN_LEFT, theme->dim,
             tr(layout->view->strings, STRING_TRACES_DASHED));
}

static double largest(const double *value, long count) {
    double most = 1e-12;
    for (long i = 0; i < count; i++)
        if (isfinite(value[i])) most = fmax(most, fabs(value[i]));
    return most;
}

/* Of all units and steps of the shown chain; kept from frame to frame, as the layout keeps it. */
static double largest_kept(const StageLayout *layout, const double *value, bool of_cell) {
    const View *view = layout->view;
    Heat unkept = {.rows = 0}, *kept = &unkept;
    if (view->heat) kept = of_cell ? &view->heat->memory[layout->shown] : &view->heat->state[layout->shown];
    return heat_largest(kept, value, (size_t)layout->steps * (size_t)view->run->net.spec.hidden, view->version);
}

/* True if c has room above h. While the chain opens, this uses the height of the open one. */
static bool has_room_for_c(const StageLayout *layout) {
    View view = *layout->view;
    UiState ui = *view.ui;
    StageLayout open = *layout;
    ui.cursor = (Cursor){PHASE_FORWARD, 0, 0};
    view.ui = &ui;
    if (layout->open < 1) stage_layout_init(&open, &view, layout->area);
    return open.chart.h - 24 >= 100;
}

void stage_draw_traces(const StageLayout *layout) {
    const Gui *gui = layout->view->gui;
    const Run *run = layout->view->run;
    const StageLane *lane = &layout->lane[layout->shown];
    const TraceLane *trace = stage_trace(layout, layout->shown);
    draw_group(gui->list, "stage/traces");
    if (!stage_has_lower_half(layout)) return;
    size_t drawn = gui->list->used;
    const Strings *strings = layout->view->strings;
    bool answers = stage_has_answers(layout->view), shows_c = trace->c && has_room_for_c(layout), of_steps = run->wiring.loss_count > 1;
    if (answers && run->trace.prob)
        stage_draw_title(layout, tr(strings, of_steps ? STRING_TRACES_TITLE_PROBABILITIES : STRING_TRACES_TITLE_PROBABILITY),
                         tr(strings, STRING_TRACES_PROBABILITY), "p", 0);
    else if (answers)
        stage_draw_title(layout, tr(strings, of_steps ? STRING_TRACES_TITLE_PREDICTION : STRING_TRACES_TITLE_ANSWER),
                         tr(strings, STRING_TRACES_PREDICTION), of_steps ? "y_t" : "y_T", 0);
    else
        stage_draw_title(layout, tr(strings, STRING_TRACES_TITLE_UNITS), tr(strings, STRING_TRACES_UNITS), shows_c ? "c_t, h_t" : "h_t", 0);
    double x = layout->left - 4, w = layout->pitch * layout->steps + 8, foot = rect_bottom(layout->chart);
    TracePlot plot = {{x, layout->chart.y + 12, w, layout->chart.h - 24}, layout->state_limit, layout->state_limit};
    if (answers && (run->trace.prob || !of_steps)) {
        double top = layout->chart.y + 8, least = layout->area.w * 0.6; /* one answer has no steps below it: it is wide in any case */
        if (!of_steps && w < least) x += (w - least) / 2;
        stage_draw_probabilities(layout, of_steps ? plot.box : rect(x, top, fmax(w, least), rect_bottom(layout->area) - 8 - top));
    } else if (answers) {
        long count = (long)run->wiring.loss_count * run->net.spec.outputs;
        plot.limit = fmin(1.1 * fmax(largest(run->trace.y, count), largest(run->trace.target, count)), DBL_MAX);
        double round = pow(10, floor(log10(plot.limit)));
        plot.limit = fmin(ceil(plot.limit / round * 2) / 2 * round, DBL_MAX);
        draw_answers(layout, &plot);
    } else {
        plot.limit = line_limit(largest_kept(layout, trace->h, false), layout->state_limit);
        if (shows_c) {
            TracePlot cell = {rect_cut_top(&plot.box, (plot.box.h - 22) / 2),
                              line_limit(largest_kept(layout, trace->c, true), layout->cell_limit), layout->cell_limit};
            rect_cut_top(&plot.box, 22);
            draw_units(layout, &cell, trace->c, "c", SUBJECT_CELL_STATE);
        }
        draw_units(layout, &plot, trace->h, "h", SUBJECT_STATE);
    }
    stage_fade_lower_half(layout, drawn);
    if (!answers)
        stage_draw_placeholder(layout, rect(x, layout->chart.y + 12, w, layout->chart.h - 24),
                               tr(layout->view->strings, STRING_TRACES_EMPTY), tr(layout->view->strings, STRING_TRACES_EMPTY_TIP),
                               fmin(1 - layout->forward_done, stage_lower_half_shown(layout)));
    if (layout->open < 1 || (answers && !of_steps)) return; /* one answer has no time axis */
    stage_draw_step_numbers(layout, foot + 15);
    Region *region = region_add(gui->region, REGION_HOVER,
                                rect(layout->left, layout->chart.y, layout->pitch * layout->steps, layout->chart.h), "stage/traces");
    region->subject = (Subject){answers ? SUBJECT_OUTPUT : SUBJECT_STEP, -1, -1, 0, -1};
    region->cols = layout->steps;
    region->rows = 1;
    text_format(region->command, (int)sizeof region->command, "seek forward {%s}", lane->direction ? "back" : "step");
}
