/* The task for the stage's sequence, in one sentence above the chain, and the network's answer beside the output: bars of probability, or
   of the predicted number, with the target beside it. */
#include "view/stage/stage_answer.h"
#include "base/number.h"
#include "view/hint.h"
#include "view/stage/stage_morph.h"
#include <math.h>
#include <string.h>

/* Draws the sentence in two lines; the first takes as many words as fit. */
static void draw_two_lines(const StageLayout *layout, Rect box, double size, char *text) {
    const Gui *gui = layout->view->gui;
    double edge = stage_task_edge(layout), w = box.w - 2 * edge, y = gui_middle(box.y + (box.h - size - 3) / 2, size);
    char *split = NULL;
    for (char *at = strchr(text, ' '); at; at = strchr(at + 1, ' ')) {
        *at = '\0';
        if (gui_text_width(gui, FACE_UI, size, text) <= w) split = at;
        *at = ' ';
    }
    if (split) *split = '\0';
    gui_text_fit(gui, FACE_UI, size, box.x + edge, y, w, ALIGN_LEFT, gui->theme->text, text);
    if (split) gui_text_fit(gui, FACE_UI, size, box.x + edge, y + size + 3, w, ALIGN_LEFT, gui->theme->text, split + 1);
}

void stage_draw_task(const StageLayout *layout) {
    const Gui *gui = layout->view->gui;
    char text[192];
    Rect box = layout->task;
    if (stage_answer_is_below(layout)) box.h -= STAGE_ANSWER_LINE;
    if (box.h < layout->small + 4) return;
    stage_describe_task(text, (int)sizeof text, layout->view);
    draw_group(gui->list, "stage/task");
    hint_add(layout->view, box, "stage/task", region_words(gui->region, "%s\n%s", text, tr(layout->view->strings, STRING_HINT_TASK)));
    double size = layout->small + 1, edge = stage_task_edge(layout), least = layout->small + 4, full = stage_task_height(layout);
    size_t drawn = gui->list->used;
    Rect whole = layout->area;
    if (box.h >= 2 * size + 3 && stage_task_height(layout) > layout->small + 8)
        draw_two_lines(layout, box, size, text);
    else
        gui_text_fit(gui, FACE_UI, size, box.x + edge, gui_middle(rect_mid_y(box), size), box.w - 2 * edge, ALIGN_LEFT, gui->theme->text,
                     text);
    if (box.h < full) draw_fade(gui->list, drawn, &whole, 1, (box.h - least) / (full - least)); /* it gives way to the update */
    hint_why(layout->view, STRING_TERMS_GIVEN_INPUT);
}

enum { ROWS_MOST = 4, ROW_LEAST = 14, BAR_MOST = 74 };

/* Adds the region of a row of answers: its subject, and the way to what made its number. */
static void add_row_hint(const StageLayout *layout, Rect box, const AnswerRow *row, int index) {
    char path[48];
    text_format(path, (int)sizeof path, "stage/answer%d", index + 1);
    hint_add(layout->view, box, path, tr(layout->view->strings, STRING_HINT_ANSWER));
    hint_number(layout->view, &row->place, false);
}

int answer_list_classes(AnswerRow *row, const StageLayout *layout, int k, int most, double shown) {
    const Trace *trace = &layout->view->run->trace;
    int count = trace->net->spec.outputs, target = (int)trace->target[k], found = 0;
    const double *p = trace->prob + (long)k * count;
    bool chosen[NET_OUTPUT_MAX] = {false};
    chosen[target] = true;
    for (int i = 1; i < most && i < count; i++) {
        int best = -1;
        for (int o = 0; o < count; o++)
            if (!chosen[o] && (best < 0 || p[o] > p[best])) best = o;
        chosen[best] = true;
    }
    TaskOptions options = setup_task_options(layout->view->setup);
    for (int o = 0; o < count && found < most; o++) {
        if (!chosen[o] || !isfinite(p[o])) continue;
        row[found] = (AnswerRow){.to = p[o] * shown, .is_target = o == target, .place = {.kind = TERMS_P, .step = k, .row = o}};
        task_name_class(row[found].name, TASK_NAME_SIZE, setup_task(layout->view->setup), &options, o);
        tr_said(layout->view->strings, row[found].name, TASK_NAME_SIZE);
        text_format(row[found].value, (int)sizeof row[found].value, "%.2f", p[o]);
        found++;
    }
    return found;
}

int answer_find_rival(const StageLayout *layout, int k) {
    const Trace *trace = &layout->view->run->trace;
    int count = trace->net->spec.outputs, target = (int)trace->target[k], best = -1;
    const double *p = trace->prob + (long)k * count;
    for (int o = 0; o < count; o++)
        if (o != target && isfinite(p[o]) && (best < 0 || p[o] > p[best])) best = o;
    return best;
}

int answer_list_numbers(AnswerRow *row, const StageLayout *layout, int k, double shown) {
    const Trace *trace = &layout->view->run->trace;
    long at = (long)k * trace->net->spec.outputs;
    double value[2] = {trace->y[at], trace->target[at]}, low = fmin(fmin(value[0], value[1]), 0),
           span = fmax(fmax(value[0], value[1]), 0) - low, zero = span > 0 ? -low / span : 0;
    const char *name[2] = {tr(layout->view->strings, STRING_ANSWER_PREDICTION), tr(layout->view->strings, STRING_ANSWER_TARGET)};
    for (int i = 0; i < 2; i++) {
        double end = isfinite(value[i]) && isfinite(span) && span > 0 ? (value[i] - low) / span : zero;
        if (i == 0) end = zero + (end - zero) * shown; /* the bar grows; its number is the true one from the beginning */
        row[i] = (AnswerRow){.from = fmin(zero, end), .to = fmax(zero, end), .is_target = i == 1};
        row[i].place = (TermsPlace){.kind = i == 0 ? TERMS_Y : TERMS_TARGET, .step = k};
        text_format(row[i].name, (int)sizeof row[i].name, "%s", name[i]);
        number_format_short(row[i].value, (int)sizeof row[i].value, value[i], 2);
    }
    return 2;
}

static const double WORDS_COME = 4; /* times as fast as the bars grow */

bool stage_draw_answer(const StageLayout *layout, int k, double floor_y, double loss_w, double shown) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    const Run *run = layout->view->run;
    const Trace *trace = &run->trace;
    bool is_class = trace->prob != NULL, reads_reverse = stage_reads_reverse(run);
    int wanted = is_class ? (int)fmin(run->net.spec.outputs, ROWS_MOST) : 2;
    double x = stage_morph_loss_x(layout, run->wiring.loss_step[k]);
    /* The answer stands below the loss's number, or beside it if there is too little height; always above the line from the reverse chain.
       */
    double bottom = reads_reverse ? layout->output_y - 7 : fmin(floor_y, rect_bottom(layout->outputs) + 8) - 2;
    double top = layout->loss_y + 11, right = x - layout->output_size / 2 - 14;
    if ((bottom - top) / wanted < ROW_LEAST) {
        top = layout->outputs.y;
        right = x - layout->loss_radius - loss_w - 30;
    }
    int rows = (int)fmin(wanted, floor((bottom - top) / ROW_LEAST));
    if (rows < (wanted < 2 ? 1 : 2)) return false;
    AnswerRow row[ROWS_MOST];
    rows = is_class ? answer_list_classes(row, layout, k, rows, shown) : answer_list_numbers(row, layout, k, shown);
    double row_h = fmin((bottom - top) / rows, layout->small + 5), size = fmin(layout->small, floor(row_h - 2)), value_w = 0, name_w = 0;
    for (int i = 0; i < rows; i++) {
        value_w = fmax(value_w, gui_text_width(gui, FACE_MONO, size, row[i].value));
        name_w = fmax(name_w, gui_text_width(gui, FACE_UI_MEDIUM, size, row[i].name));
    }
    double mark_w = is_class ? gui_text_width(gui, FACE_UI_MEDIUM, size, tr(layout->view->strings, STRING_ANSWER_TARGET)) + 8 : 0;
    double bar = fmin(BAR_MOST, right - value_w - 17 - name_w - mark_w - layout->area.x - 20);
    if (bar < 20) return false;
    top = fmax(top, fmin(layout->output_y - row_h * rows / 2, bottom - row_h * rows));
    double left = right - value_w - 17 - bar - name_w - mark_w;
    hint_add(layout->view, rect(left, top, right - left, row_h * rows), "stage/answer", tr(layout->view->strings, STRING_HINT_ANSWER));
    size_t drawn = gui->list->used;
    for (int i = 0; i < rows; i++) {
        double mid = top + row_h * (i + 0.5), y = gui_middle(mid, size);
        add_row_hint(layout, rect(left, mid - row_h / 2, right - left, row_h), &row[i], i);
        Color ink = row[i].is_target ? theme->text : theme->dim;
        gui_text(gui, FACE_MONO, size, right, y, ALIGN_RIGHT, ink, row[i].value);
        Rect track = {right - value_w - 9 - bar, mid - 4, bar, 8};
        draw_round(gui->list, track, 2, theme->raised);
        if ((row[i].to - row[i].from) * bar >= 1)
            draw_round(gui->list, rect(track.x + row[i].from * bar, track.y, (row[i].to - row[i].from) * bar, 8), 2,
                       color_over(theme->output_weight, row[i].is_target ? 1 : 0.6, theme->background));
        gui_text(gui, FACE_UI_MEDIUM, size, track.x - 8, y, ALIGN_RIGHT, ink, row[i].name);
        if (is_class && row[i].is_target)
            gui_text(gui, FACE_UI_MEDIUM, size, track.x - 16 - name_w, y, ALIGN_RIGHT, theme->text,
                     tr(layout->view->strings, STRING_ANSWER_TARGET));
    }
    Rect whole = layout->area;
    draw_fade(gui->list, drawn, &whole, 1, fmin(1, WORDS_COME * shown)); /* the words come before the bars are long */
    return true;
}

/* The middle of the answer's line, which is the task's line or the next one. */
static double find_line(const StageLayout *layout) {
    return stage_answer_is_below(layout) ? rect_bottom(layout->task) - STAGE_ANSWER_LINE / 2.0 : rect_mid_y(layout->task);
}

/* One row of the answer in a line: "target +1", its bar, its value. Returns its width; with `draws` false it only measures. */
static double draw_in_line(const StageLayout *layout, const AnswerRow *row, bool marks, double x, bool draws) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    const double size = layout->small, bar = 40, gap = 6;
    Color ink = row->is_target ? theme->text : theme->dim;
    char name[TASK_NAME_SIZE + 32];
    text_format(name, (int)sizeof name, "%s%s", marks && row->is_target ? tr(layout->view->strings, STRING_ANSWER_TARGET_BEFORE) : "",
                row->name);
    double name_w = gui_text_width(gui, FACE_UI_MEDIUM, size, name), value_w = gui_text_width(gui, FACE_MONO, size, row->value),
           mid = find_line(layout);
    if (draws) {
        gui_text(gui, FACE_UI_MEDIUM, size, x, gui_middle(mid, size), ALIGN_LEFT, ink, name);
        draw_round(gui->list, rect(x + name_w + gap, mid - 4, bar, 8), 2, theme->raised);
        if ((row->to - row->from) * bar >= 1)
            draw_round(gui->list, rect(x + name_w + gap + row->from * bar, mid - 4, (row->to - row->from) * bar, 8), 2,
                       color_over(theme->output_weight, row->is_target ? 1 : 0.6, theme->background));
        gui_text(gui, FACE_MONO, size, x + name_w + bar + 2 * gap, gui_middle(mid, size), ALIGN_LEFT, ink, row->value);
    }
    return name_w + bar + value_w + 2 * gap + 14;
}

void stage_draw_answer_line(const StageLayout *layout, int k, double shown) {
    const Gui *gui = layout->view->gui;
    const Run *run = layout->view->run;
    bool is_class = run->trace.prob != NULL;
    char task[192], step[32] = "";
    AnswerRow row[ROWS_MOST];
    if (layout->task.h < layout->small + 4 + (stage_answer_is_below(layout) ? STAGE_ANSWER_LINE : 0)) return;
    if (run->is_held && !stage_answer_is_below(layout)) return; /* what is held stands there */
    int rows = is_class ? answer_list_classes(row, layout, k, (int)fmin(run->net.spec.outputs, ROWS_MOST), shown)
                        : answer_list_numbers(row, layout, k, shown);
    stage_describe_task(task, (int)sizeof task, layout->view);
    if (run->wiring.loss_count > 1)
        text_format(step, (int)sizeof step, tr(layout->view->strings, STRING_ANSWER_STEP), run->wiring.loss_step[k] + 1);
    double step_w = *step ? gui_text_width(gui, FACE_UI, layout->small, step) + 12 : 0,
           task_w = stage_answer_is_below(layout) ? 0 : gui_text_width(gui, FACE_UI, layout->small + 1, task),
           room = layout->area.w - 80 - task_w - step_w, width = 0;
    for (int i = 0; i < rows; i++) width += draw_in_line(layout, &row[i], is_class, 0, false);
    while (rows > 0 && width > room) { /* the target's row stays longest */
        int drop = rows - 1;
        if (row[drop].is_target && rows > 1) drop--;
        width -= draw_in_line(layout, &row[drop], is_class, 0, false);
        for (int i = drop; i + 1 < rows; i++) row[i] = row[i + 1];
        rows--;
    }
    if (rows == 0) return;
    double x = layout->area.x + layout->area.w - 28 + 14 - width - step_w, mid = find_line(layout);
    if (stage_answer_is_below(layout)) x = layout->area.x + 28;
    hint_add(layout->view, rect(x, mid - 8, width + step_w - 14, 16), "stage/answer", tr(layout->view->strings, STRING_HINT_ANSWER));
    gui_text(gui, FACE_UI, layout->small, x, gui_middle(mid, layout->small), ALIGN_LEFT, gui->theme->dim, step);
    x += step_w;
    for (int i = 0; i < rows; i++) {
        double from = x;
        x += draw_in_line(layout, &row[i], is_class, x, true);
        add_row_hint(layout, rect(from, mid - 8, x - from - 14, 16), &row[i], i);
    }
}
