/* The control panel: every row of the setup table as the widget its kind asks for, in the table's order and groups, then training and the
   loss so far. The file does not depend on single parameters: a new row in the table appears automatically. */
#include "base/number.h"
#include "data/tables.h"
#include "lab/run.h"
#include "view/hint.h"
#include "view/panel/control_value.h"
#include "view/view.h"
#include <math.h>
#include <string.h>

enum { PAD = 24, ROW_LEAST = 38 };

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

/* Draws the error of the last control. The rows below move down, so that it hides nothing. */
static void write_error(Pen *pen, const char *path) { pen->y += gui_error(pen->view->gui, rect(pen->x, pen->y, pen->w, 0), path); }

static ControlValue find_value(const View *view, SetupKey key) {
    return control_find_value(view->setup, view->run, view->as_set && view->as_set[key], key);
}

/* The series of the setup's own file that has this number; NULL: none. */
static const Series *find_column(const View *view) {
    const Text *own = view->setup->own_text;
    return own && own->tables ? tables_series(own->tables, setup_get_int(view->setup, KEY_COLUMN)) : NULL;
}

/* A column is chosen by its name from a menu, if there are few enough of them; else by its number. */
static bool is_menu(const View *view, SetupKey key) {
    const Text *own = view->setup->own_text;
    int count = 0;
    if (setup_table[key].kind == SETUP_CHOICE) return true;
    if (key != KEY_COLUMN || !find_column(view)) return false;
    for (int i = 0; i < own->tables->column_count; i++) count += own->tables->series[i].count > 0;
    return count <= GUI_MENU_MAX;
}

/* "0.87, as drawn", "0.9, now 1.13", or what is set. */
static void format_value(char *out, int size, const View *view, SetupKey key, const ControlValue *measured) {
    char now[32], set[32];
    Setup scratch = *view->setup;
    scratch.value[key] = measured->now;
    setup_format_shown(now, (int)sizeof now, &scratch, key);
    setup_format_shown(set, (int)sizeof set, view->setup, key);
    if (key == KEY_COLUMN && find_column(view)) { /* of a table too wide for a menu */
        text_format(out, size, "%s: %s", set, find_column(view)->column);
    } else if (isnan(measured->now)) {
        text_format(out, size, "%s", tr_name(view->strings, set)); /* also "off", "auto", "drawn" */
    } else if (measured->is_drawn) {
        text_format(out, size, view->run->update == 0 && !view->run->place.is_turned ? tr(view->strings, STRING_CONTROLS_DRAWN) : "%s",
                    now);
    } else {
        text_format(out, size, measured->is_moved ? tr(view->strings, STRING_CONTROLS_NOW) : "%s", set, now);
    }
}

static double value_at(int key, double unit) { return setup_from_unit((SetupKey)key, unit); }

/* During training, a value that training changes is only a read-out. If it leaves the settable range, the track becomes longer. */
static void draw_read_out(Pen *pen, SetupKey key, double now) {
    const Gui *gui = pen->view->gui;
    const Theme *theme = gui->theme;
    bool is_radius = setup_table[key].effect == SETUP_RADIUS;
    double h = is_radius && pen->row_h >= ROW_LEAST ? SLIDER_MARK_ROW_HEIGHT : pen->row_h, unit = setup_to_unit(key, now);
    double low = fmin(0, floor(2 * unit) / 2), high = fmax(1, ceil(2 * unit) / 2), one = (setup_to_unit(key, 1) - low) / (high - low);
    char path[48], value[48];
    Setup scratch = *pen->view->setup;
    scratch.value[key] = now;
    setup_format_shown(value, (int)sizeof value, &scratch, key);
    text_format(path, (int)sizeof path, "controls/%s", setup_table[key].key);
    Rect track = {pen->x, pen->y + 27, pen->w, 4};
    Color color = is_radius ? theme->recurrent_weight : theme->accent;
    gui_text(gui, FACE_UI_MEDIUM, 14, pen->x, pen->y + 15, ALIGN_LEFT, theme->text,
             tr_name(pen->view->strings, setup_label(pen->view->setup, key)));
    gui_text(gui, FACE_MONO, 13, rect_right(track), pen->y + 15, ALIGN_RIGHT, theme->text, value);
    draw_round(gui->list, track, 2, theme->raised);
    draw_round(gui->list, rect(track.x, track.y, track.w * fmin(fmax((unit - low) / (high - low), 0), 1), track.h), 2, color);
    if (is_radius) {
        draw_rect(gui->list, rect(track.x + track.w * one - 0.75, track.y - 4, 1.5, 12), theme->dim);
        if (h > pen->row_h) gui_text(gui, FACE_MONO, 12, track.x + track.w * one, track.y + 20, ALIGN_CENTER, theme->dim, "1");
    }
    Region *region = region_add(gui->region, REGION_HOVER, rect(pen->x, pen->y, pen->w, h - 2), path);
    region->tip = tr(pen->view->strings, STRING_CONTROLS_READ_OUT);
    pen->y += h;
}

static void draw_slider(Pen *pen, SetupKey key) {
    const Gui *gui = pen->view->gui;
    const SetupRow *row = &setup_table[key];
    char path[48], value[64], command[80];
    text_format(path, (int)sizeof path, "controls/%s", row->key);
    text_format(command, (int)sizeof command, "set %s {x}", row->key);
    ControlValue measured = find_value(pen->view, key);
    if (pen->view->ui->training && isfinite(measured.now)) {
        draw_read_out(pen, key, measured.now);
        return;
    }
    format_value(value, (int)sizeof value, pen->view, key, &measured);
    bool is_radius = row->effect == SETUP_RADIUS;
    SliderView slider = {
        .path = path,
        .label = tr_name(pen->view->strings, setup_label(pen->view->setup, key)),
        .value = value,
        .tip = tr_name(pen->view->strings, row->help),
        .key = (int)key,
        .command = command,
        .value_at = value_at,
        .unit = fmin(fmax(setup_to_unit(key, measured.at), 0), 1),
        .is_hollow = measured.is_drawn,
        .is_moved = measured.is_moved,
        .now = setup_to_unit(key, measured.now),
        .mark = is_radius ? setup_to_unit(key, 1) : -1,
        .mark_label = is_radius ? "1" : NULL,
        .color = is_radius ? gui->theme->recurrent_weight : gui->theme->accent,
        .disabled = !setup_is_active(pen->view->setup, key),
    };
    double h = is_radius && pen->row_h >= ROW_LEAST ? SLIDER_MARK_ROW_HEIGHT : pen->row_h;
    gui_slider(gui, rect(pen->x, pen->y, pen->w, h), &slider);
    pen->y += h;
    write_error(pen, path);
}

/* What numbers do to what the recipe draws: "rescaled to ρ 0.9, U and V to 0.5". Returns whether there is such a number. */
static bool format_rescaled(char *out, int size, const Strings *strings, const Setup *setup) {
    char radius[32], scale[32];
    bool has_radius = !setup_is_drawn(setup, KEY_RADIUS), has_scale = !setup_is_drawn(setup, KEY_WEIGHT_SCALE);
    if (setup_weight_recipe(setup) == RECIPE_RADIUS || !(has_radius || has_scale)) return false;
    setup_format_shown(radius, (int)sizeof radius, setup, KEY_RADIUS);
    setup_format_shown(scale, (int)sizeof scale, setup, KEY_WEIGHT_SCALE);
    int used = text_format(out, size, tr(strings, STRING_CONTROLS_RESCALED));
    if (has_radius) used += text_format(out + used, size - used, tr(strings, STRING_CONTROLS_TO_RADIUS), radius);
    if (has_scale) text_format(out + used, size - used, tr(strings, STRING_CONTROLS_TO_SCALE), has_radius ? "," : ":", scale);
    return true;
}

static const double NOTE_HEIGHT = 17;

/* Under the initialisation. */
static void draw_init_note(Pen *pen) {
    const Gui *gui = pen->view->gui;
    char note[96];
    if (!format_rescaled(note, (int)sizeof note, pen->view->strings, pen->view->setup)) return;
    gui_text_fit(gui, FACE_UI, 12, pen->x + pen->w, pen->y + 8, pen->w, ALIGN_RIGHT, gui->theme->dim, note);
    pen->y += NOTE_HEIGHT;
}

static int choice_count(SetupKey key) { return (int)setup_table[key].most + 1; }

static void draw_choice(Pen *pen, SetupKey key) {
    const Gui *gui = pen->view->gui;
    const SetupRow *row = &setup_table[key];
    char path[48];
    text_format(path, (int)sizeof path, "controls/%s", row->key);
    const char *help = tr_name(pen->view->strings, row->help);
    int chosen = setup_get_int(pen->view->setup, key);
    bool disabled = !setup_is_active(pen->view->setup, key);
    if (key == KEY_TASK) {
        char label[64];
        TaskOptions options = setup_task_options(pen->view->setup);
        setup_choice(label, (int)sizeof label, key, chosen, true);
        tr_said(pen->view->strings, label, (int)sizeof label);
        gui_dropdown(gui, rect(pen->x, pen->y, pen->w, 36), path, (int)key, label,
                     tr_name(pen->view->strings, setup_task(pen->view->setup)->wiring_label(&options)), help);
        pen->y += 44;
        write_error(pen, path);
        return;
    }
    if (key == KEY_CELL) {
        gui_segments(gui, rect(pen->x, pen->y, pen->w, 34), path, (int)key, row->choice_labels, chosen, help, disabled);
        pen->y += 42;
        write_error(pen, path);
        return;
    }
    pen->y += 4; /* clear of the knob above */
    double h = 30, label_w = choice_count(key) > 3 ? 86 : 112;
    gui_text(gui, FACE_UI_MEDIUM, 14, pen->x, pen->y + h / 2 + 5, ALIGN_LEFT, disabled ? gui->theme->faint : gui->theme->text,
             tr_name(pen->view->strings, row->label));
    char label_path[64];
    text_format(label_path, (int)sizeof label_path, "%s/label", path);
    hint_add(pen->view, rect(pen->x, pen->y, label_w - 6, h), label_path, help);
    const char *labels = row->choice_labels;
    char own[96];
    const Task *task = setup_task(pen->view->setup);
    if (key == KEY_VARIANT && task->variant_label[0] && task->variant_label[1]) { /* a task names its own forms */
        text_format(own, (int)sizeof own, "%s|%s", task->variant_label[0], task->variant_label[1]);
        labels = own;
        label_w = 60;
    }
    char translated[128];
    tr_labels(pen->view->strings, translated, (int)sizeof translated, labels);
    labels = translated;
    if (choice_count(key) >= 4 && strlen(labels) > 26) { /* too many words to stand side by side */
        char shown[64];
        setup_choice(shown, (int)sizeof shown, key, chosen, true);
        tr_said(pen->view->strings, shown, (int)sizeof shown);
        label_w = 112;
        gui_dropdown(gui, rect(pen->x + label_w, pen->y - 1, pen->w - label_w, h + 2), path, (int)key, shown, NULL, help);
    } else {
        gui_segments(gui, rect(pen->x + label_w, pen->y, pen->w - label_w, h), path, (int)key, labels, chosen, help, disabled);
    }
    pen->y += h + 8;
    if (key == KEY_INIT) draw_init_note(pen);
    write_error(pen, path);
}

static void draw_column(Pen *pen) {
    enum { LABEL = 112, HEIGHT = 30 };
    const View *view = pen->view;
    const Gui *gui = view->gui;
    const SetupRow *row = &setup_table[KEY_COLUMN];
    const char *help = tr_name(view->strings, row->help);
    pen->y += 4; /* as draw_choice */
    gui_text(gui, FACE_UI_MEDIUM, 14, pen->x, pen->y + HEIGHT / 2.0 + 5, ALIGN_LEFT, gui->theme->text, tr_name(view->strings, row->label));
    hint_add(view, rect(pen->x, pen->y, LABEL - 6, HEIGHT), "controls/column/label", help);
    gui_dropdown(gui, rect(pen->x + LABEL, pen->y - 1, pen->w - LABEL, HEIGHT + 2), "controls/column", KEY_COLUMN,
                 find_column(view)->column, NULL, help);
    pen->y += HEIGHT + 8;
    write_error(pen, "controls/column");
}

enum { BUTTONS_HEIGHT = 104, LIST_LEAST = 300, LOSS_MARGIN = 14 };

/* How much stands above the buttons of training: the curve of the loss, two lines about it, or nothing where a story beside it shows the curve. */
static double loss_height(const View *view, Rect area) {
    double curve = LOSS_CURVE_LEAST + LOSS_CURVE_AROUND + LOSS_MARGIN, room = area.h - BUTTONS_HEIGHT - LIST_LEAST;
    bool is_told = !view->ui->screens.has_lesson && view->gui->list->width >= BOTH_PANELS_FROM_WIDTH;
    if (is_told || view->run->loss.count == 0) return 0;
    return room >= curve ? curve : room >= 0 ? LOSS_WORDS_HEIGHT : 0;
}

static void draw_training(const View *view, Rect area) {
    const Gui *gui = view->gui;
    draw_rect(gui->list, rect(area.x + 1, area.y, area.w - 1, 1), gui->theme->line);
    Rect buttons = rect_cut_bottom(&area, BUTTONS_HEIGHT),
         loss = rect(area.x + PAD, area.y + LOSS_MARGIN, area.w - 2 * PAD, area.h - LOSS_MARGIN);
    if (loss.h > LOSS_WORDS_HEIGHT)
        loss_curve_draw(view, rect(loss.x, loss.y, loss.w, loss.h - LOSS_CURVE_AROUND), "controls");
    else if (loss.h > 0)
        loss_words_draw(view, loss, "controls");
    Pen pen = {view, buttons.x + PAD, buttons.y + 10, buttons.w - 2 * PAD, 0};
    gui_button(gui, rect(pen.x, pen.y, pen.w, 38), BUTTON_PRIMARY, "controls/train",
               view->ui->training ? tr(view->strings, STRING_CONTROLS_STOP) : tr(view->strings, STRING_CONTROLS_TRAIN), "training toggle",
               tr(view->strings, STRING_CONTROLS_TRAIN_TIP));
    pen.y += 45;
    double half = (pen.w - 10) / 2;
    gui_button(gui, rect(pen.x, pen.y, half, 34), BUTTON_RAISED, "controls/update", tr(view->strings, STRING_CONTROLS_UPDATE), "update",
               tr(view->strings, STRING_CONTROLS_UPDATE_TIP));
    gui_button(gui, rect(pen.x + half + 10, pen.y, half, 34), BUTTON_RAISED, "controls/next", tr(view->strings, STRING_CONTROLS_NEXT),
               "next", tr(view->strings, STRING_CONTROLS_NEXT_TIP));
}

/* The list has two parts: what is usual, or what a lesson's step leaves; and below the button that unfolds it what few need, so that nothing moves when
   it is unfolded. */
typedef enum ListPart { PART_USUAL, PART_MORE } ListPart;

/* Rows that mean nothing for this task or optimiser are left out where the list is long; in Network and Weights they stay in
   their place, dimmed, as does dropout, which waits for a second layer. */
static bool is_listed(const View *view, SetupKey key, ListPart part) {
    const SetupRow *row = &setup_table[key];
    const UiState *ui = view->ui;
    if (ui->limits_controls && !ui->shows_key[key]) return false;
    if (reader_limits_controls(view->reader)) return part == PART_USUAL && reader_allows(view->reader, row->key);
    if (ui->limits_controls) return part == PART_USUAL;
    if (row->advanced != (part == PART_MORE)) return false;
    /* Rarely used rows are hidden, but never while they have a value. */
    if (row->advanced && !ui->more && setup_get(view->setup, key) == row->initial) return false;
    if (setup_is_active(view->setup, key) || key == KEY_DROPOUT) return true;
    const char *group = setup_table[key].group;
    return strcmp(group, "Sequence") != 0 && strcmp(group, "Training") != 0;
}

/* Of the usual part, without its sliders. */
static double rows_height(const View *view) {
    char note[96];
    bool has_note = is_listed(view, KEY_INIT, PART_USUAL) && format_rescaled(note, (int)sizeof note, view->strings, view->setup);
    double h = has_note ? NOTE_HEIGHT : 0;
    const char *group = "";
    for (int key = 0; key < KEY_COUNT; key++) {
        if (!is_listed(view, (SetupKey)key, PART_USUAL)) continue;
        if (strcmp(group, setup_table[key].group) != 0) h += 32;
        group = setup_table[key].group;
        if (is_menu(view, (SetupKey)key)) h += key == KEY_TASK ? 44 : 42;
    }
    return h;
}

static int count_sliders(const View *view) {
    int count = 0;
    for (int key = 0; key < KEY_COUNT; key++) count += !is_menu(view, (SetupKey)key) && is_listed(view, (SetupKey)key, PART_USUAL);
    return count;
}

/* Height of the line that says why no control stands there. */
static const double NONE_HEIGHT = 26;

double controls_least_height(const View *view) {
    double rows = rows_height(view);
    return 66 + (rows > 0 ? rows + count_sliders(view) * SLIDER_ROW_HEIGHT : NONE_HEIGHT);
}

bool controls_has_rows(const View *view) { return rows_height(view) > 0; }

void controls_draw_folded(const View *view, Rect area) {
    const Gui *gui = view->gui;
    draw_rect(gui->list, area, gui->theme->panel);
    draw_line(gui->list, area.x, area.y + 0.5, rect_right(area), area.y + 0.5, 1, gui->theme->line);
    gui_button(gui, rect(area.x + PAD, area.y + 8, area.w - 2 * PAD, 32), BUTTON_PLAIN, "controls/unfold",
               tr(view->strings, STRING_SCREEN_CONTROLS), "show controls", tr(view->strings, STRING_SCREEN_CONTROLS_TIP));
}

static void draw_part(Pen *pen, ListPart part) {
    const char *group = "";
    for (int key = 0; key < KEY_COUNT; key++) {
        const SetupRow *row = &setup_table[key];
        if (!is_listed(pen->view, (SetupKey)key, part)) continue;
        if (strcmp(group, row->group) != 0) draw_heading(pen, tr_name(pen->view->strings, row->group));
        group = row->group;
        if (key == KEY_COLUMN && is_menu(pen->view, KEY_COLUMN))
            draw_column(pen);
        else if (row->kind == SETUP_CHOICE)
            draw_choice(pen, (SetupKey)key);
        else
            draw_slider(pen, (SetupKey)key);
    }
}

/* The button below the usual part: in view as a whole, or not before one scrolls. */
static void draw_more(Pen *pen, Rect list, bool is_limited) {
    enum { HEIGHT = 30 };
    const View *view = pen->view;
    if (is_limited && !controls_has_rows(view)) { /* why nothing stands here */
        gui_text_fit(view->gui, FACE_UI, 13, pen->x, pen->y + NONE_HEIGHT, pen->w, ALIGN_LEFT, view->gui->theme->dim,
                     tr(view->strings, STRING_CONTROLS_NONE));
        pen->y += NONE_HEIGHT;
    }
    double y = pen->y + 2, unscrolled = y + view->ui->scroll[SCREEN_CONTROLS];
    if (unscrolled < rect_bottom(list) && unscrolled + HEIGHT > rect_bottom(list)) y += rect_bottom(list) + 2 - unscrolled;
    Rect box = {pen->x, is_limited ? pen->y + 12 : y, pen->w, HEIGHT};
    if (is_limited)
        gui_button(view->gui, box, BUTTON_PLAIN, "controls/more", tr(view->strings, STRING_CONTROLS_ALL), "lesson controls",
                   tr(view->strings, STRING_CONTROLS_ALL_TIP));
    else
        gui_button(view->gui, box, BUTTON_PLAIN, "controls/more",
                   tr(view->strings, view->ui->more ? STRING_CONTROLS_FEWER : STRING_CONTROLS_MORE), "more toggle",
                   tr(view->strings, STRING_CONTROLS_MORE_TIP));
    pen->y = fmax(pen->y + 36, rect_bottom(box) + 4);
}

/* Below the few controls of a lesson's step: the loss of the training, where there is room for a plot that can be read. */
static void draw_curve(const View *view, Rect area, double y) {
    double h = fmin(rect_bottom(area) - y - 32 - LOSS_CURVE_AROUND, LOSS_CURVE_MOST);
    if (view->run->loss.count == 0 || h < LOSS_CURVE_LEAST) return;
    loss_curve_draw(view, rect(area.x + PAD, rect_bottom(area) - h - 16 - LOSS_CURVE_AROUND, area.w - 2 * PAD, h), "controls");
}

void controls_draw(const View *view, Rect area) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    draw_group(gui->list, "controls");
    draw_rect(gui->list, area, theme->panel);
    /* Towards the stage, and to the lesson's text where it stands above. */
    draw_rect(gui->list, rect(area.x > 0 ? area.x : rect_right(area) - 1, area.y, 1, area.h), theme->line);
    if (area.x <= 0) draw_rect(gui->list, rect(area.x, area.y, area.w, 1), theme->line);
    /* Training stays in reach at the foot; what can be set scrolls above it. */
    bool is_limited = reader_limits_controls(view->reader); /* by the step of a lesson */
    double training_h = is_limited ? 0 : BUTTONS_HEIGHT + loss_height(view, area);
    Rect foot = rect_cut_bottom(&area, training_h);
    draw_clip(gui->list, area);
    region_set_clip(gui->region, area);
    double spare = area.h - 66 - rows_height(view);
    double row_h = fmin(fmax(floor(spare / fmax(count_sliders(view), 1)), ROW_LEAST), SLIDER_ROW_HEIGHT);
    Pen pen = {view, area.x + PAD, area.y + 2 - view->ui->scroll[SCREEN_CONTROLS], area.w - 2 * PAD, row_h};
    draw_part(&pen, PART_USUAL);
    if (!view->ui->limits_controls) draw_more(&pen, area, is_limited);
    draw_part(&pen, PART_MORE);
    region_add(gui->region, REGION_HOVER, rect(pen.x, pen.y + training_h, 0, 0), "controls/end");
    draw_unclip(gui->list);
    region_clear_clip(gui->region);
    if (is_limited)
        draw_curve(view, area, pen.y);
    else
        draw_training(view, foot);
}
