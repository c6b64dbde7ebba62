/* After the cell, at a step with a loss: states, scores, probabilities, target and loss. Every number is the trace's. */
#include "base/number.h"
#include "view/inside/cell_picture.h"
#include <math.h>

enum { SHOWN_MAX = 16 };

typedef struct Bars {
    Rect box;
    int count, from; /* outputs from..from+count-1 */
    double row;
} Bars;

static void draw_heading(const CellPicture *picture, Rect box, const char *tex, const char *words) {
    const Gui *gui = picture->view->gui;
    FormulaStyle style = theme_formula(gui->theme, 18);
    double w = formula_draw(gui->list, gui->text, gui->scale, &style, box.x, box.y - 12, ALIGN_LEFT, tex).width;
    gui_text_fit(gui, FACE_UI, 13, box.x + w + 8, box.y - 12, box.w - w - 8, ALIGN_LEFT, gui->theme->dim, words);
}

/* One bar a row from the middle (signed) or from the left; the number stands at its right. */
static void draw_bars(const CellPicture *picture, const Bars *bars, const double *value, const double *target, double most, bool is_signed,
                      int chosen) {
    const Gui *gui = picture->view->gui;
    const Theme *theme = gui->theme;
    double number_w = bars->row >= 14 ? 58 : 0, w = bars->box.w - number_w;
    for (int i = 0; i < bars->count; i++) {
        int at = bars->from + i;
        char number[24];
        Rect row = {bars->box.x, bars->box.y + i * bars->row, w, fmin(bars->row - 2, 22)};
        double zero = is_signed ? row.x + w / 2 : row.x, unit = most > 0 ? fmin(fmax(value[at] / most, -1), 1) : 0;
        double x = zero + fmin(unit, 0) * (is_signed ? w / 2 : 0), length = fabs(unit) * (is_signed ? w / 2 : w);
        draw_round(gui->list, row, 3, theme->raised);
        Color color = is_signed ? color_signed(&theme->state, value[at], most) : at == chosen ? theme->good : theme->accent;
        if (isfinite(value[at]) && length > 0.5) draw_round(gui->list, rect(x, row.y, length, row.h), 3, color);
        if (target && isfinite(target[at]) && most > 0) {
            double mark = zero + fmin(fmax(target[at] / most, -1), 1) * (is_signed ? w / 2 : w);
            draw_line(gui->list, mark, row.y - 1, mark, rect_bottom(row) + 1, 2.5, theme->good);
        }
        if (number_w <= 0) continue;
        number_format_short(number, (int)sizeof number, value[at], 3);
        gui_text(gui, at == chosen ? FACE_MONO_MEDIUM : FACE_MONO, 12, rect_right(bars->box), row.y + row.h / 2 + 4.5, ALIGN_RIGHT,
                 at == chosen ? theme->text : theme->dim, number);
    }
}

static double largest_of(const double *value, const double *other, int count) {
    double most = 0;
    for (int i = 0; i < count; i++) {
        if (isfinite(value[i])) most = fmax(most, fabs(value[i]));
        if (other && isfinite(other[i])) most = fmax(most, fabs(other[i]));
    }
    return most;
}

static void draw_class_names(const CellPicture *picture, const Bars *bars, int chosen) {
    const Gui *gui = picture->view->gui;
    TaskOptions options = setup_task_options(picture->view->setup);
    const Task *task = setup_task(picture->view->setup);
    for (int i = 0; i < bars->count && bars->row >= 14; i++) {
        char name[TASK_NAME_SIZE] = "";
        task_name_class(name, (int)sizeof name, task, &options, bars->from + i);
        bool is_target = bars->from + i == chosen;
        gui_text(gui, is_target ? FACE_MONO_MEDIUM : FACE_MONO, 12, bars->box.x - 8,
                 bars->box.y + i * bars->row + fmin(bars->row - 2, 22) / 2 + 4.5, ALIGN_RIGHT,
                 is_target ? gui->theme->good : gui->theme->dim, name);
    }
}

/* The states that the head reads for this loss, direction by direction. */
static void draw_states(const CellPicture *picture, Rect box) {
    const Gui *gui = picture->view->gui;
    const Run *run = picture->view->run;
    const NetSpec *spec = &run->net.spec;
    double w = (box.w - (spec->directions - 1) * 10) / spec->directions;
    for (int d = 0; d < spec->directions; d++) {
        int step = run->wiring.head_reads_final ? d ? 0 : run->wiring.steps - 1 : picture->place.step;
        const double *h = run->trace.lane[spec->layers - 1][d].h + (size_t)step * (size_t)run->trace.batch * (size_t)spec->hidden;
        Rect strip = {box.x + d * (w + 10), box.y, w, box.h};
        char tex[32];
        cell_draw_vector(picture, strip, h, NULL, 1);
        FormulaStyle style = theme_formula(gui->theme, 18);
        text_format(tex, (int)sizeof tex, "h%s_{%d}", d ? "'" : "", step + 1);
        formula_draw(gui->list, gui->text, gui->scale, &style, rect_mid_x(strip), strip.y - 12, ALIGN_CENTER, tex);
    }
}

void cell_draw_head(const CellPicture *picture) {
    const Gui *gui = picture->view->gui;
    const Theme *theme = gui->theme;
    const Run *run = picture->view->run;
    const Trace *trace = &run->trace;
    int outputs = run->net.spec.outputs, k = picture->place.loss;
    size_t at = (size_t)k * (size_t)trace->batch * (size_t)outputs;
    bool has_classes = trace->prob != NULL;
    const double *y = trace->y + at, *prob = has_classes ? trace->prob + at : NULL;
    const double *target = trace->target + (has_classes ? (size_t)k * (size_t)trace->batch : at);
    int chosen = has_classes ? (int)target[0] : -1;
    draw_group(gui->list, "cell/head");
    Rect rest = rect_inset(picture->card, 26, 0);
    double head = fmin(56, rest.h * 0.2);
    rect_cut_top(&rest, head);
    Rect foot = rect_cut_bottom(&rest, fmin(64, rest.h * 0.3));
    Bars bars = {.count = outputs < SHOWN_MAX ? outputs : SHOWN_MAX};
    if (chosen >= bars.count) bars.from = chosen - bars.count / 2 < outputs - bars.count ? chosen - bars.count / 2 : outputs - bars.count;
    bars.row = fmin(28, rest.h / bars.count);
    bool narrow = rest.w < 560;
    Rect states = {rest.x, rest.y, narrow ? 28 : 60, rest.h}, V = {states.x + states.w + 10, rest.y, 50, rest.h};
    draw_states(picture, states);
    double mid = rect_mid_y(rest);
    draw_line(gui->list, states.x + states.w + 6, mid, V.x + V.w + 4, mid, 2, theme->dim);
    Rect matrix = {V.x + 8, mid - 17, 34, 34};
    draw_round(gui->list, matrix, 6, theme->panel);
    draw_round_stroke(gui->list, matrix, 6, 1.75, theme->output_weight);
    FormulaStyle style = theme_formula(theme, 20);
    formula_draw(gui->list, gui->text, gui->scale, &style, rect_mid_x(matrix), rect_mid_y(matrix) + 7, ALIGN_CENTER, "\\V{V}");
    double left = V.x + V.w + (has_classes ? narrow ? 42 : 70 : 14), room = rect_right(rest) - left,
           gap = !has_classes ? 0
                 : narrow     ? 16
                              : 40;
    double w = has_classes ? (room - gap) / 2 : room;
    bars.box = rect(left, rest.y, w, bars.row * bars.count);
    draw_heading(picture, bars.box, "y",
                 has_classes ? tr(picture->view->strings, STRING_CELL_SCORES) : tr(picture->view->strings, STRING_CELL_OUTPUTS));
    double most = largest_of(y, has_classes ? NULL : target, outputs);
    draw_bars(picture, &bars, y, has_classes ? NULL : target, most, true, chosen);
    if (has_classes) {
        draw_class_names(picture, &bars, chosen);
        bars.box.x += w + gap;
        draw_heading(picture, bars.box, "p", tr(picture->view->strings, STRING_CELL_SOFTMAX));
        draw_bars(picture, &bars, prob, NULL, 1, false, chosen);
    }
    char text[160], loss[24], number[24];
    int used;
    number_format_short(loss, (int)sizeof loss, trace->loss_step[k], 3);
    if (has_classes) {
        number_format_short(number, (int)sizeof number, prob[chosen], 3);
        char name[TASK_NAME_SIZE] = "";
        TaskOptions options = setup_task_options(picture->view->setup);
        task_name_class(name, (int)sizeof name, setup_task(picture->view->setup), &options, chosen);
        used = text_format(text, (int)sizeof text, tr(picture->view->strings, STRING_CELL_TARGET_LOSS), name, number, loss);
    } else {
        used = text_format(text, (int)sizeof text, tr(picture->view->strings, STRING_CELL_LOSS_HERE), loss);
    }
    if (bars.count < outputs)
        text_format(text + used, (int)sizeof text - used, tr(picture->view->strings, STRING_CELL_SOME_SHOWN), bars.count, outputs);
    gui_text_fit(gui, FACE_UI_MEDIUM, 15, foot.x + 10, rect_bottom(foot) - 16, foot.w - 20, ALIGN_LEFT, theme->text, text);
}
