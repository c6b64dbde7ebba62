/* In the loss phase the network's answer stands below the chain at full size, until the gradient's chart replaces it.
   With one loss it has a row for each answer: its name, a bar from 0 to 1 (of a number, from zero to the number), its value. A word and a
   full colour mark the target. If not every class fits, it has the target, the likeliest classes, and a line for the rest.
   With classes at every step two bars stand over each step of the time axis: the probability of the target and beside it, pale, that of
   the likeliest other class. The loss of the step is -ln of the first. Where the steps are too narrow, the first is a line.
   Simplified on purpose: at every step nothing is drawn of the other classes. */
#include "base/number.h"
#include "view/hint.h"
#include "view/stage/stage_answer.h"
#include "view/stage/stage_axis.h"
#include "view/stage/stage_motion.h"
#include <math.h>

enum { ROWS_MOST = 12 };
static const double ROW_LEAST = 18, ROW_MOST = 80, PAIR_LEAST = 9, NAME_GAP = 12;

static Color bar_color(const Theme *theme, bool is_target) {
    return color_over(theme->output_weight, is_target ? 1 : 0.6, theme->background);
}

/* ---- One answer ---- */

static void draw_rest(const StageLayout *layout, const AnswerRow *row, int rows, double x, double y, double told) {
    const Gui *gui = layout->view->gui;
    const Trace *trace = &layout->view->run->trace;
    int count = trace->net->spec.outputs;
    double sum = 1;
    char number[24], line[96];
    for (int i = 0; i < rows; i++) sum -= trace->prob[row[i].place.row];
    number_format_short(number, (int)sizeof number, fmax(sum, 0), 2);
    if (count - rows == 1)
        text_format(line, (int)sizeof line, tr(layout->view->strings, STRING_TRACES_MORE_ONE), number);
    else
        text_format(line, (int)sizeof line, tr(layout->view->strings, STRING_TRACES_MORE), count - rows, number);
    gui_text(gui, FACE_UI, layout->small, x, y, ALIGN_LEFT, color_fade(gui->theme->dim, told), line);
    hint_add_text(layout->view, FACE_UI, layout->small, x, y, ALIGN_LEFT, line, "stage/answers-rest",
                  tr(layout->view->strings, STRING_HINT_ANSWER));
}

static void draw_one(const StageLayout *layout, Rect plot) {
    const View *view = layout->view;
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    const Trace *trace = &view->run->trace;
    AnswerRow row[ROWS_MOST];
    double shown = motion_answer(stage_output_shown(layout, 0)), told = shown;
    int all = trace->prob ? trace->net->spec.outputs : 2, fit = (int)fmin(ROWS_MOST, floor(plot.h / ROW_LEAST)), rows = all;
    if (fit < 2) return;
    if (rows > fit) rows = fit - 1; /* a line for the rest */
    rows = trace->prob ? answer_list_classes(row, layout, 0, rows, shown) : answer_list_numbers(row, layout, 0, shown);
    if (rows == 0) return;
    double row_h = fmin(ROW_MOST, plot.h / (rows < all ? rows + 1 : rows)),
           size = fmax(fmin(fmin(28, plot.w / 40), floor(row_h * 0.5)), 12), name_w = 0, value_w = 0;
    const char *target = tr(view->strings, STRING_ANSWER_TARGET);
    double mark_w = trace->prob ? gui_text_width(gui, FACE_UI_MEDIUM, size, target) + NAME_GAP : 0;
    for (int i = 0; i < rows; i++) {
        name_w = fmax(name_w, gui_text_width(gui, FACE_UI_MEDIUM, size, row[i].name));
        value_w = fmax(value_w, gui_text_width(gui, FACE_MONO_MEDIUM, size, row[i].value));
    }
    double left = plot.x + mark_w + name_w + NAME_GAP, bar = rect_right(plot) - value_w - NAME_GAP - left, bar_h = fmax(8, row_h * 0.5),
           top = rect_mid_y(plot) - row_h * (rows < all ? rows + 1 : rows) / 2;
    if (bar < 40) return;
    for (int i = 0; i < rows; i++) {
        char path[48];
        double mid = top + row_h * (i + 0.5), y = gui_middle(mid, size), from = left + row[i].from * bar;
        Color ink = row[i].is_target ? theme->text : theme->dim; /* the names and the empty tracks appear before the answer */
        draw_round(gui->list, rect(left, mid - bar_h / 2, bar, bar_h), 3, theme->raised);
        if ((row[i].to - row[i].from) * bar >= 1)
            draw_round(gui->list, rect(from, mid - bar_h / 2, (row[i].to - row[i].from) * bar, bar_h), 3,
                       bar_color(theme, row[i].is_target));
        gui_text(gui, FACE_UI_MEDIUM, size, left - NAME_GAP, y, ALIGN_RIGHT, ink, row[i].name);
        if (trace->prob && row[i].is_target) gui_text(gui, FACE_UI_MEDIUM, size, left - 2 * NAME_GAP - name_w, y, ALIGN_RIGHT, ink, target);
        if (told > 0) gui_text(gui, FACE_MONO_MEDIUM, size, rect_right(plot), y, ALIGN_RIGHT, color_fade(ink, told), row[i].value);
        text_format(path, (int)sizeof path, "stage/answers%d", i + 1);
        hint_add(view, rect(plot.x, mid - row_h / 2, plot.w, row_h), path, tr(view->strings, STRING_HINT_ANSWER));
        hint_number(view, &row[i].place, false);
    }
    if (rows < all && told > 0) draw_rest(layout, row, rows, left, gui_middle(top + row_h * (rows + 0.5), layout->small), told);
}

/* ---- At every step ---- */

static double p_y(Rect plot, double p) { return rect_bottom(plot) - plot.h * p; }

static void draw_axis(const StageLayout *layout, Rect plot) {
    const Gui *gui = layout->view->gui;
    static const char *const label[3] = {"0", "0.5", "1"};
    for (int i = 0; i < 3; i++) {
        double y = p_y(plot, 0.5 * i);
        draw_line(gui->list, plot.x, y, rect_right(plot), y, i ? 1 : 1.5, i ? gui->theme->grid : gui->theme->faint);
        if (i == 1 && plot.h < 60) continue;
        gui_text(gui, FACE_MONO, layout->small, plot.x - 8, y + 4, ALIGN_RIGHT, gui->theme->dim, label[i]);
    }
    gui_text(gui, FACE_MATH_ITALIC, 17, layout->area.x + 14, rect_mid_y(plot) + 5, ALIGN_CENTER, gui->theme->dim, "p");
    hint_add(layout->view, rect(layout->area.x, plot.y - 8, plot.x - 4 - layout->area.x, plot.h + 16), "stage/answers-axis",
             tr(layout->view->strings, STRING_HINT_ANSWER));
}

/* The top of the bar of class o at loss k. */
static double bar_top(const StageLayout *layout, Rect plot, int k, int o) {
    const Trace *trace = &layout->view->run->trace;
    double p = trace->prob[(long)k * trace->net->spec.outputs + o];
    return isfinite(p) ? p_y(plot, p * motion_answer(stage_output_shown(layout, k))) : NAN;
}

/* Above its bar: as wide as the pair's column if the name is clear of the other bar and its name, or else outside the pair's middle. */
static void draw_name(const StageLayout *layout, Rect bar, int o, double middle, bool is_target, bool is_clear) {
    const View *view = layout->view;
    const Gui *gui = view->gui;
    char name[TASK_NAME_SIZE];
    TaskOptions options = setup_task_options(view->setup);
    task_name_class(name, TASK_NAME_SIZE, setup_task(view->setup), &options, o);
    tr_said(view->strings, name, TASK_NAME_SIZE);
    double w = gui_text_width(gui, FACE_UI_MEDIUM, layout->small, name) + 2, half = layout->pitch / 2, x = rect_mid_x(bar) - w / 2;
    double left = is_target || is_clear ? middle - half : middle, right = is_target && !is_clear ? middle : middle + half;
    if (w > right - left) return;
    gui_text(gui, FACE_UI_MEDIUM, layout->small, fmin(fmax(x, left), right - w) + w / 2, bar.y - 4, ALIGN_CENTER,
             is_target ? gui->theme->text : gui->theme->dim, name);
}

static void draw_line_of_targets(const StageLayout *layout, Rect plot) {
    const Gui *gui = layout->view->gui;
    const Run *run = layout->view->run;
    const Trace *trace = &run->trace;
    bool pen = false;
    draw_path_begin(gui->list);
    for (int k = 0; k < trace_count_losses(trace, 0); k++) {
        double p = trace->prob[(long)k * trace->net->spec.outputs + (int)trace->target[k]];
        if (!isfinite(p) || stage_output_shown(layout, k) <= 0) {
            pen = false;
            continue;
        }
        double x = stage_x(layout, run->wiring.loss_step[k]);
        if (pen)
            draw_path_line(gui->list, x, p_y(plot, p));
        else
            draw_path_move(gui->list, x, p_y(plot, p));
        pen = true;
    }
    draw_path_stroke(gui->list, 1.75, gui->theme->output_weight, 0);
}

static void draw_every(const StageLayout *layout, Rect plot) {
    const View *view = layout->view;
    const Gui *gui = view->gui;
    const Run *run = view->run;
    const double line = layout->small + 5;
    bool is_high = plot.h >= 4 * line, has_pairs = layout->pitch >= PAIR_LEAST, has_names = is_high && layout->pitch >= 28;
    if (is_high) rect_cut_top(&plot, has_names ? 2 * line : line); /* room for a line of words, and for names above bars of 1 */
    draw_axis(layout, plot);
    if (!has_pairs) {
        draw_line_of_targets(layout, plot);
        return;
    }
    double w = fmin(layout->pitch * 0.36, 20);
    for (int k = 0; k < trace_count_losses(&run->trace, 0); k++) {
        if (stage_output_shown(layout, k) <= 0) continue;
        double x = stage_x(layout, run->wiring.loss_step[k]);
        int o[2] = {(int)run->trace.target[k], answer_find_rival(layout, k)};
        double top[2] = {bar_top(layout, plot, k, o[0]), o[1] >= 0 ? bar_top(layout, plot, k, o[1]) : NAN};
        for (int i = 0; i < 2; i++) {
            if (!isfinite(top[i])) continue;
            Rect bar = rect(i ? x + 0.5 : x - w - 0.5, top[i], w, rect_bottom(plot) - top[i]);
            if (bar.h >= 0.5) draw_rect(gui->list, bar, bar_color(gui->theme, i == 0));
            if (has_names) draw_name(layout, bar, o[i], x, i == 0, !(top[1 - i] < top[i] + line));
        }
    }
    if (is_high)
        gui_text(gui, FACE_UI, layout->small, plot.x, plot.y - (has_names ? line : 0) - 6, ALIGN_LEFT, gui->theme->dim,
                 tr(view->strings, STRING_TRACES_PAIR));
}

void stage_draw_probabilities(const StageLayout *layout, Rect plot) {
    if (layout->view->run->wiring.loss_count > 1)
        draw_every(layout, plot);
    else
        draw_one(layout, plot);
}
