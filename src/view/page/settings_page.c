/* The settings: every row of the settings table except the window's position, as a control with its sentence; then the keys, each with a
   button that waits for another key (app/app_bind.c). */
#include "base/number.h"
#include "gui/settings.h"
#include "view/hint.h"
#include "view/view.h"
#include <math.h>
#include <string.h>

enum { PAD = 32, HEAD = 64, ROW_GAP = 18, CONTROL = 300, CONTROL_HEIGHT = 34, KEY_ROW = 32, NARROW = 620 };

typedef struct Pen {
    const View *view;
    double x, y, w;
} Pen;

static const char *label_of(const View *view, int id) { return tr(view->strings, (StringId)(STRING_SETTING_THEME + 2 * id)); }
static const char *help_of(const View *view, int id) { return tr(view->strings, (StringId)(STRING_SETTING_THEME_HELP + 2 * id)); }

/* The command that makes a number larger or smaller: by a tenth of the usual value, within its bounds. */
static void step_command(char *out, int size, const SettingRow *row, double value, int way) {
    char number[32];
    double step = row->usual >= 10 ? round(row->usual / 10) : 1;
    number_format(number, (int)sizeof number, fmin(fmax(value + way * step, row->least), row->most));
    text_format(out, size, "setting %s %s", row->name, number);
}

static void draw_number(const View *view, Rect box, const char *path, const SettingRow *row, SettingId id) {
    const Gui *gui = view->gui;
    char less[48], more[48], field[48], down[80], up[80], value[32];
    double now = settings_get(view->settings, id);
    text_format(less, (int)sizeof less, "%s/less", path);
    text_format(more, (int)sizeof more, "%s/more", path);
    text_format(field, (int)sizeof field, "%s/value", path);
    step_command(down, (int)sizeof down, row, now, -1);
    step_command(up, (int)sizeof up, row, now, 1);
    number_format(value, (int)sizeof value, now);
    Rect middle = box, left = rect_cut_left(&middle, 40), right = rect_cut_right(&middle, 40);
    gui_button(gui, left, BUTTON_RAISED, less, "−", down, NULL);
    draw_round(gui->list, rect_inset(middle, 6, 0), 7, gui->theme->raised);
    Region *region = gui_field(gui, rect_inset(middle, 10, 4), field, -1, value, gui->theme->text, NULL, false);
    text_format(region->command, (int)sizeof region->command, "setting %s", row->name);
    region->focusable = true;
    gui_focus_ring(gui, rect_inset(middle, 6, 0), 7, field);
    gui_button(gui, right, BUTTON_RAISED, more, "+", up, NULL);
}

static void draw_words(const View *view, Rect box, const char *path, const SettingRow *row, SettingId id) {
    const Gui *gui = view->gui;
    char field[48];
    text_format(field, (int)sizeof field, "%s/value", path);
    draw_round(gui->list, box, 7, gui->theme->raised);
    Region *region = gui_field(gui, rect_inset(box, 4, 4), field, -1, settings_text(view->settings, id), gui->theme->text, NULL, false);
    text_format(region->command, (int)sizeof region->command, "setting %s", row->name);
    region->focusable = true;
    gui_focus_ring(gui, box, 7, field);
}

/* The languages that come with the program, each by its own name. */
static void draw_language(const View *view, Rect box) {
    static const struct {
        const char *path, *name, *label, *command;
    } language[] = {{"settings/language/en", "en", "English", "setting language en"},
                    {"settings/language/de", "de", "Deutsch", "setting language de"}};
    for (int i = 0; i < 2; i++) {
        bool chosen = strcmp(settings_text(view->settings, SETTING_LANGUAGE), language[i].name) == 0;
        Rect half = {box.x + i * (box.w + 8) / 2, box.y, (box.w - 8) / 2, box.h};
        gui_button(view->gui, half, chosen ? BUTTON_PRIMARY : BUTTON_RAISED, language[i].path, language[i].label, language[i].command,
                   NULL);
    }
}

static void draw_setting(Pen *pen, SettingId id) {
    const View *view = pen->view;
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    const SettingRow *row = &setting_table[id];
    bool is_narrow = pen->w < NARROW;
    double words = is_narrow ? pen->w : pen->w - CONTROL - 32;
    char path[48], command[64], labels[96];
    text_format(path, (int)sizeof path, "settings/%s", row->name);
    gui_text_fit(gui, FACE_UI_SEMIBOLD, 15, pen->x, pen->y + 15, words, ALIGN_LEFT, theme->text, label_of(view, (int)id));
    int lines = text_wrap(gui->list, gui->text, gui->scale, FACE_UI, 13.5, rect(pen->x, pen->y + 36, words, 0), 18, theme->dim,
                          help_of(view, (int)id));
    double below = pen->y + 24 + 18 * lines;
    Rect box = {pen->x + pen->w - CONTROL, pen->y + 4, CONTROL, CONTROL_HEIGHT};
    if (is_narrow) box = rect(pen->x, below + 6, fmin(CONTROL, pen->w), CONTROL_HEIGHT);
    switch (row->kind) {
    case SETTING_CHOICE:
        text_format(command, (int)sizeof command, "setting %s", row->name);
        tr_labels(view->strings, labels, (int)sizeof labels, row->choices);
        gui_choice(gui, box, path, row->choices, labels, settings_choice(view->settings, id), command);
        break;
    case SETTING_TEXT:
        if (id == SETTING_LANGUAGE)
            draw_language(view, box);
        else
            draw_words(view, box, path, row, id);
        break;
    default: draw_number(view, box, path, row, id); break;
    }
    pen->y = fmax(below, rect_bottom(box));
    pen->y += gui_error(gui, rect(box.x, pen->y + 2, box.w, 0), path) + ROW_GAP;
    draw_rect(gui->list, rect(pen->x, pen->y - ROW_GAP / 2.0, pen->w, 1), theme->line);
}

/* ---- Keys ---- */

static void draw_key(Pen *pen, const KeymapWalk *walk, int number) {
    const View *view = pen->view;
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    const UiState *ui = view->ui;
    char path[48], command[112];
    bool waits = strcmp(ui->rebind_key, walk->key) == 0 && strcmp(ui->rebind_line, walk->line) == 0, is_narrow = pen->w < NARROW;
    bool is_fixed = strcmp(walk->key, "Escape") == 0;
    double middle = pen->y + KEY_ROW / 2.0, line_x = pen->x + 118, help_x = pen->x + 300, right = pen->x + pen->w - 100;
    text_format(path, (int)sizeof path, "settings/key%d", number);
    gui_key_cap(gui, pen->x, middle, walk->key);
    gui_text_fit(gui, FACE_MONO, 12.5, line_x, middle + 4.5, (is_narrow ? right : help_x) - line_x - 12, ALIGN_LEFT,
                 walk->is_own ? theme->accent : theme->text, walk->line);
    if (!is_narrow) {
        const char *help = tr(view->strings, (StringId)(STRING_COMMAND_SET + walk->id));
        gui_text_fit(gui, FACE_UI, 13, help_x, middle + 4.5, right - help_x - 12, ALIGN_LEFT, theme->dim, help);
        char row[48];
        text_format(row, (int)sizeof row, "settings/key%d-help", number);
        hint_add(view, rect(help_x, middle - 13, right - help_x - 12, 26), row, help); /* whole, where the row cuts it */
    }
    if (!is_fixed) {
        text_format(command, (int)sizeof command, waits ? "rebind none" : "rebind %s %s", walk->key, walk->line);
        gui_button(gui, rect(right, middle - 13, 100, 26), waits ? BUTTON_PRIMARY : BUTTON_RAISED, path,
                   tr(view->strings, waits ? STRING_SETTINGS_PRESS : STRING_SETTINGS_CHANGE), command,
                   tr(view->strings, waits ? STRING_SETTINGS_PRESS_TIP : STRING_SETTINGS_CHANGE_TIP));
    }
    pen->y += KEY_ROW;
}

static void draw_keys(Pen *pen) {
    const View *view = pen->view;
    const Gui *gui = view->gui;
    KeymapWalk walk = {0};
    gui_text(gui, FACE_UI_SEMIBOLD, 17, pen->x, pen->y + 26, ALIGN_LEFT, gui->theme->text, label_of(view, SETTING_KEYS));
    gui_button(gui, rect(pen->x + pen->w - 160, pen->y + 4, 160, 30), BUTTON_RAISED, "settings/usual",
               tr(view->strings, STRING_SETTINGS_USUAL), "bind all default", tr(view->strings, STRING_SETTINGS_USUAL_TIP));
    int lines = text_wrap(gui->list, gui->text, gui->scale, FACE_UI, 13.5, rect(pen->x, pen->y + 52, pen->w, 0), 18, gui->theme->dim,
                          help_of(view, SETTING_KEYS));
    pen->y += 52 + 18 * lines;
    for (int number = 1; keymap_next(view->keymap, &walk); number++) draw_key(pen, &walk, number);
}

static void draw_close(const Gui *gui, Rect box) {
    Rect close = {rect_right(box) - 52, box.y + 14, 36, 36};
    if (gui_is_hot(gui, "settings/close")) draw_round(gui->list, close, 8, gui->theme->raised);
    gui_cross(gui, rect_mid_x(close), rect_mid_y(close), 12, gui->theme->text);
    Region *region = region_add(gui->region, REGION_BUTTON, close, "settings/close");
    text_format(region->command, (int)sizeof region->command, "hide");
    region->focusable = true;
    gui_focus_ring(gui, close, 8, "settings/close");
}

void settings_draw(const View *view, Rect area) {
    const Gui *gui = view->gui;
    double w = fmin(area.w - 40, 940), h = area.h - 40;
    Rect box = {rect_mid_x(area) - w / 2, rect_mid_y(area) - h / 2, w, h};
    draw_round(gui->list, box, 14, gui->theme->panel);
    draw_round_stroke(gui->list, box, 14, 1, gui->theme->line);
    region_add(gui->region, REGION_BLOCK, box, "settings/page");
    gui_text(gui, FACE_UI_BOLD, 22, box.x + PAD, box.y + 42, ALIGN_LEFT, gui->theme->text, tr(view->strings, STRING_SCREEN_SETTINGS));
    draw_close(gui, box);
    Rect inner = {box.x + 1, box.y + HEAD, w - 2, h - HEAD - 8};
    draw_clip(gui->list, inner);
    region_set_clip(gui->region, inner);
    Pen pen = {view, box.x + PAD, inner.y + 8 - view->ui->scroll[SCREEN_SETTINGS], w - 2 * PAD};
    for (int id = 0; view->settings && id < SETTING_COUNT; id++)
        if (setting_table[id].use != SETTING_OF_WINDOW && id != SETTING_KEYS) draw_setting(&pen, (SettingId)id);
    draw_keys(&pen);
    region_clear_clip(gui->region);
    region_add(gui->region, REGION_HOVER, rect(pen.x, pen.y + 24, 0, 0), "settings/end");
    draw_unclip(gui->list);
}
