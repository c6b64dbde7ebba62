/* The control panel: every row of the setup table as the widget its kind asks for, in the table's order and groups, then
   training and the loss so far. Nothing here knows a single parameter's range: a new row in the table appears by itself. */
#include "base/number.h"
#include "lab/evaluate.h"
#include "lab/replay.h"
#include "view/view.h"
#include <math.h>
#include <string.h>

enum { PAD = 24, HISTORY_POINTS = 320 };

typedef struct Pen {
    const View *view;
    double x, y, w, row_h;
} Pen;

static void draw_heading(Pen *pen, const char *group) {
    const Gui *gui = pen->view->gui;
    char upper[32];
    int i = 0;
    for (; group[i] && i < 31; i++) upper[i] = group[i] >= 'a' && group[i] <= 'z' ? (char)(group[i] - 'a' + 'A') : group[i];
    upper[i] = 0;
    pen->y += 10;
    gui_text(gui, FACE_UI_SEMIBOLD, 12, pen->x, pen->y + 12, ALIGN_LEFT, gui->theme->dim, upper);
    pen->y += 22;
}

/* What went wrong at the control that was drawn last. The rows below make room, so that it hides nothing. */
static void write_error(Pen *pen, const char *path) { pen->y += gui_error(pen->view->gui, rect(pen->x, pen->y, pen->w, 0), path); }

/* Sliders that touch weights show what the weights are now; all others what was set. */
static double value_now(const View *view, SetupKey key) {
    const Run *run = view->run;
    switch (setup_table[key].effect) {
    case SETUP_RADIUS: return run->radius;
    case SETUP_WEIGHT_SCALE: return run->weight_scale;
    case SETUP_FORGET_BIAS: return run->net.spec.cell == CELL_LSTM ? run->forget_bias : setup_get(view->setup, key);
    default: return setup_get(view->setup, key);
    }
}

static void draw_slider(Pen *pen, SetupKey key) {
    const Gui *gui = pen->view->gui;
    const SetupRow *row = &setup_table[key];
    char path[48], value[32];
    text_format(path, (int)sizeof path, "controls/%s", row->key);
    double now = value_now(pen->view, key);
    double set = setup_get(pen->view->setup, key);
    if (fabs(now - set) <= 1e-9 * fabs(set)) /* the same but for rounding */
        setup_format_shown(value, (int)sizeof value, pen->view->setup, key);
    else
        number_format_short(value, (int)sizeof value, now, 3);
    bool is_radius = row->effect == SETUP_RADIUS;
    SliderView slider = {
        .path = path,
        .label = row->label,
        .value = value,
        .tip = row->help,
        .key = (int)key,
        .unit = fmin(fmax(setup_to_unit(key, now), 0), 1),
        .mark = is_radius ? setup_to_unit(key, 1) : -1,
        .mark_label = is_radius ? "1" : NULL,
        .color = is_radius ? gui->theme->recurrent_weight : gui->theme->accent,
        .disabled = !setup_is_active(pen->view->setup, key),
    };
    double h = is_radius && pen->row_h >= 39 ? SLIDER_MARK_ROW_HEIGHT : pen->row_h;
    gui_slider(gui, rect(pen->x, pen->y, pen->w, h), &slider);
    pen->y += h;
    write_error(pen, path);
}

static int choice_count(SetupKey key) { return (int)setup_table[key].most + 1; }

static void draw_choice(Pen *pen, SetupKey key) {
    const Gui *gui = pen->view->gui;
    const SetupRow *row = &setup_table[key];
    char path[48];
    text_format(path, (int)sizeof path, "controls/%s", row->key);
    int chosen = setup_get_int(pen->view->setup, key);
    bool disabled = !setup_is_active(pen->view->setup, key);
    if (key == KEY_TASK) {
        char label[64];
        TaskOptions options = setup_task_options(pen->view->setup);
        setup_choice(label, (int)sizeof label, key, chosen, true);
        gui_dropdown(gui, rect(pen->x, pen->y, pen->w, 36), path, (int)key, label, setup_task(pen->view->setup)->wiring_label(&options),
                     row->help);
        pen->y += 44;
        write_error(pen, path);
        return;
    }
    if (key == KEY_CELL) {
        gui_segments(gui, rect(pen->x, pen->y, pen->w, 34), path, (int)key, row->choice_labels, chosen, row->help, disabled);
        pen->y += 42;
        write_error(pen, path);
        return;
    }
    pen->y += 4; /* clear of the knob above */
    double h = 30, label_w = choice_count(key) > 3 ? 86 : 112;
    gui_text(gui, FACE_UI_MEDIUM, 14, pen->x, pen->y + h / 2 + 5, ALIGN_LEFT, disabled ? gui->theme->faint : gui->theme->text, row->label);
    const char *labels = row->choice_labels;
    char own[96];
    const Task *task = setup_task(pen->view->setup);
    if (key == KEY_VARIANT && task->variant_label[0] && task->variant_label[1]) { /* a task names its own forms */
        text_format(own, (int)sizeof own, "%s|%s", task->variant_label[0], task->variant_label[1]);
        labels = own;
        label_w = 60;
    }
    if (choice_count(key) >= 4 && strlen(labels) > 26) { /* too many words to stand side by side */
        char shown[64];
        setup_choice(shown, (int)sizeof shown, key, chosen, true);
        label_w = 112;
        gui_dropdown(gui, rect(pen->x + label_w, pen->y - 1, pen->w - label_w, h + 2), path, (int)key, shown, NULL, row->help);
    } else {
        gui_segments(gui, rect(pen->x + label_w, pen->y, pen->w - label_w, h), path, (int)key, labels, chosen, row->help, disabled);
    }
    pen->y += h + 8;
    write_error(pen, path);
}

/* A dashed line across the loss plot: what a simple answer without memory would score, or the least there is. */
static void draw_level(const Gui *gui, Rect box, double level, Color color) {
    double y = rect_bottom(box) - box.h * level;
    draw_path_begin(gui->list);
    draw_path_move(gui->list, box.x, y);
    draw_path_line(gui->list, rect_right(box), y);
    draw_path_stroke(gui->list, 1, color, 4);
}

/* The points from..to of a curve of `points` across the box. */
static void draw_curve(const Gui *gui, Rect box, const double *mean, int points, int from, int to, double most, Color color) {
    double step = points > 1 ? box.w / (points - 1) : 0;
    bool pen = false;
    draw_path_begin(gui->list);
    for (int i = from; i <= to; i++) {
        if (!isfinite(mean[i])) continue;
        double y = rect_bottom(box) - box.h * fmin(fmax(mean[i] / most, 0), 1);
        if (!pen)
            draw_path_move(gui->list, box.x + i * step, y);
        else
            draw_path_line(gui->list, box.x + i * step, y);
        pen = true;
    }
    draw_path_stroke(gui->list, 1.75, color, 0);
    if (points == 1 && to == 0 && pen) draw_circle(gui->list, box.x + 3, rect_bottom(box) - box.h * fmin(mean[0] / most, 1), 3, color);
}

/* The loss of every update so far, in at most one point a pixel: where several updates share a pixel, their mean. */
static void draw_history(Pen *pen, double h) {
    const View *view = pen->view;
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    const Run *run = view->run;
    char text[64], number[24];
    number_format_short(number, (int)sizeof number, run->trace.loss, 3);
    text_format(text, (int)sizeof text, "%s · update %ld", number, run->update);
    gui_text(gui, FACE_MONO, 12.5, pen->x + pen->w, pen->y + 13, ALIGN_RIGHT, theme->text, text);
    double least = evaluate_least_loss(view->setup, &run->wiring);
    number_format_short(number, (int)sizeof number, least, 3);
    text_format(text, (int)sizeof text, isnan(least) ? "Loss" : "Loss, least %s", number);
    gui_text(gui, FACE_UI_MEDIUM, 13, pen->x, pen->y + 13, ALIGN_LEFT, theme->dim, text);
    Rect box = {pen->x, pen->y + 22, pen->w, h};
    TaskOptions options = setup_task_options(view->setup);
    const Task *task = setup_task(view->setup);
    double baseline = task->baseline(&options), most = fmax(baseline * 1.25, 1e-12);
    double mean[HISTORY_POINTS];
    long known = run->place.losses > run->update ? run->place.losses : run->update; /* those ahead can be visited again */
    int points = (int)fmin((double)known, fmin(box.w, HISTORY_POINTS));
    for (int i = 0; i < points; i++) {
        long from = known * i / points, to = known * (i + 1) / points;
        mean[i] = 0;
        for (long u = from; u < to; u++) mean[i] += run->loss[u];
        mean[i] /= (double)(to - from);
        if (isfinite(mean[i]) && mean[i] > most) most = mean[i] * 1.05;
    }
    double other = task->other_baseline ? task->other_baseline(&options) : 0;
    draw_rect(gui->list, rect(box.x, rect_bottom(box), box.w, 1), theme->line);
    draw_level(gui, box, baseline / most, theme->faint);
    if (other > 0 && other <= most) draw_level(gui, box, other / most, theme->faint);
    if (!isnan(least)) draw_level(gui, box, least / most, theme->good);
    number_format_short(number, (int)sizeof number, baseline, 3);
    text_format(text, (int)sizeof text, "%s %s", task->baseline_label, number);
    gui_text(gui, FACE_UI, 12, rect_right(box), rect_bottom(box) + 16, ALIGN_RIGHT, theme->dim, text);
    if (points > 0) {
        int now = (int)((double)points * (double)run->update / (double)known + 0.5);
        draw_curve(gui, box, mean, points, now > 0 ? now - 1 : 0, points - 1, most, theme->faint);
        draw_curve(gui, box, mean, points, 0, now - 1, most, theme->accent);
        if (run->update < known)
            draw_rect(gui->list, rect(box.x + box.w * (double)run->update / (double)known - 1, box.y, 2, box.h), theme->text);
        Region *strip = region_add(gui->region, REGION_HOVER, box, "controls/history");
        strip->cols = (int)known;
        text_format(strip->command, (int)sizeof strip->command, "visit {step}");
        strip->tip = "The loss before every update so far. A click goes back to that update, bit for bit; training goes on from there.";
        text_format(text, (int)sizeof text, "history %.2f of %d MB", (double)view->kept_bytes / (1 << 20), (int)(REPLAY_BYTES_MAX >> 20));
        gui_text(gui, FACE_UI, 12, box.x, rect_bottom(box) + 16, ALIGN_LEFT, theme->dim, text);
    } else {
        gui_text(gui, FACE_UI, 12, box.x, rect_bottom(box) + 16, ALIGN_LEFT, theme->dim, "no update yet");
    }
    pen->y = rect_bottom(box) + 22;
}

static void draw_training(const View *view, Rect area) {
    const Gui *gui = view->gui;
    draw_rect(gui->list, rect(area.x + 1, area.y, area.w - 1, 1), gui->theme->line);
    Pen pen = {view, area.x + PAD, area.y + 12, area.w - 2 * PAD, 0};
    gui_button(gui, rect(pen.x, pen.y, pen.w, 38), BUTTON_PRIMARY, "controls/train", view->ui->training ? "Stop" : "Train",
               "training toggle", "Update again and again, each time on a new sequence.");
    pen.y += 46;
    double half = (pen.w - 10) / 2;
    gui_button(gui, rect(pen.x, pen.y, half, 34), BUTTON_RAISED, "controls/update", "One update", "update",
               "One update with the gradient on the stage.");
    gui_button(gui, rect(pen.x + half + 10, pen.y, half, 34), BUTTON_RAISED, "controls/next", "Next sequence", "next",
               "Put another sequence on the stage.");
    pen.y += 44;
    if (rect_bottom(area) - pen.y > 80) draw_history(&pen, 42);
}

/* Rows that mean nothing for this task or optimiser are left out where the list is long; in Network and Weights they stay in
   their place, dimmed, as does dropout, which waits for a second layer. */
static bool is_listed(const View *view, SetupKey key) {
    const SetupRow *row = &setup_table[key];
    /* What few need is folded away, but never while it is set to something. */
    if (row->advanced && !view->ui->more && setup_get(view->setup, key) == row->initial) return false;
    if (setup_is_active(view->setup, key) || key == KEY_DROPOUT) return true;
    const char *group = setup_table[key].group;
    return strcmp(group, "Sequence") != 0 && strcmp(group, "Training") != 0;
}

static double rows_height(const View *view) {
    double h = 0;
    const char *group = "";
    for (int key = 0; key < KEY_COUNT; key++) {
        if (!is_listed(view, (SetupKey)key)) continue;
        if (strcmp(group, setup_table[key].group) != 0) h += 32;
        group = setup_table[key].group;
        if (setup_table[key].kind == SETUP_CHOICE) h += key == KEY_TASK ? 44 : 42;
    }
    return h;
}

void controls_draw(const View *view, Rect area) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    draw_group(gui->list, "controls");
    draw_rect(gui->list, area, theme->panel);
    draw_rect(gui->list, rect(area.x, area.y, 1, area.h), theme->line);
    /* Training stays in reach at the foot; what can be set scrolls above it. */
    double training_h = area.h >= 640 ? 196 : 104;
    Rect foot = rect_cut_bottom(&area, training_h);
    draw_clip(gui->list, area);
    region_set_clip(gui->region, area);
    int sliders = 0;
    for (int key = 0; key < KEY_COUNT; key++) sliders += setup_table[key].kind != SETUP_CHOICE && is_listed(view, (SetupKey)key);
    double spare = area.h - 66 - rows_height(view);
    double row_h = fmin(fmax(floor(spare / sliders), 39), SLIDER_ROW_HEIGHT);
    Pen pen = {view, area.x + PAD, area.y + 2 - view->ui->controls_scroll, area.w - 2 * PAD, row_h};
    const char *group = "";
    for (int key = 0; key < KEY_COUNT; key++) {
        const SetupRow *row = &setup_table[key];
        if (!is_listed(view, (SetupKey)key)) continue;
        if (strcmp(group, row->group) != 0) draw_heading(&pen, row->group);
        group = row->group;
        if (row->kind == SETUP_CHOICE)
            draw_choice(&pen, (SetupKey)key);
        else
            draw_slider(&pen, (SetupKey)key);
    }
    gui_button(gui, rect(pen.x, pen.y + 2, pen.w, 30), BUTTON_PLAIN, "controls/more", view->ui->more ? "Fewer settings" : "More settings",
               "more toggle", "Initialisation, optimiser, clipping and the like.");
    pen.y += 36;
    region_add(gui->region, REGION_HOVER, rect(pen.x, pen.y + training_h, 0, 0), "controls/end");
    draw_unclip(gui->list);
    region_clear_clip(gui->region);
    draw_training(view, foot);
}
