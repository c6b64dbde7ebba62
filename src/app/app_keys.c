/* The keyboard: focus, typing into a value, menus; everything else is the command table's.

   A key is offered, in this order, to the field being typed into, the open menu, the control with the focus, and the command table.
   So Left and Right step time unless a slider has the focus. The table is asked for the scopes of the open screens, the topmost first.
   Escape closes one thing at a time: the field, the menu, the topmost screen, and last the focus itself. */
#include "app/app_inside.h"
#include "base/number.h"
#include <math.h>
#include <string.h>

static bool is_key(const char *key, const char *name) { return strcmp(key, name) == 0; }
static bool is_return(const char *key) { return is_key(key, "Return") || is_key(key, "Enter"); }

void app_set_focus(App *app, const char *path, bool by_keyboard) {
    GuiState *gui = &app->ui.gui;
    text_format(gui->focus, sizeof gui->focus, "%s", path);
    gui->show_focus = by_keyboard;
    if (path[0]) {
        text_format(app->from, sizeof app->from, "%s", path);
        app_scroll_into_view(app, path);
    }
    app->stale = true;
}

static void move_focus(App *app, int direction) {
    GuiState *gui = &app->ui.gui;
    app_refresh(app);
    const Region *next = region_focus_next(&app->region, gui->focus[0] ? gui->focus : app->from, direction);
    if (next) app_set_focus(app, next->path, true);
}

/* ---- Typing into a value ---- */

bool app_is_typing(const App *app) {
    const char *path = app->ui.gui.edit_path;
    const Region *field = path[0] ? region_find(&app->region, path) : NULL;
    return field && region_is_uncovered(&app->region, field);
}

static double round_shown(double value) {
    char text[32];
    double back = value;
    if (value == 0 || !isfinite(value)) return value;
    text_format(text, sizeof text, "%.4g", value);
    return number_parse(&back, str_from(text)) ? back : value;
}

void app_begin_edit(App *app, const Region *field) {
    GuiState *gui = &app->ui.gui;
    if (field->disabled) return;
    text_format(gui->edit_path, sizeof gui->edit_path, "%s", field->path);
    gui->edit_text[0] = '\0';
    if (field->key >= 0) {
        SetupKey key = (SetupKey)field->key;
        if (setup_table[key].kind == SETUP_CHOICE)
            setup_format(gui->edit_text, sizeof gui->edit_text, &app->main.lab.setup, key);
        else
            number_format(gui->edit_text, sizeof gui->edit_text, round_shown(app_setup_value(app, key)));
    }
    gui->edit_all = true;
    /* Text that was refused here is there again, to be corrected. */
    const char *refused = gui_find_refused(gui, field->path);
    if (refused) {
        text_format(gui->edit_text, sizeof gui->edit_text, "%s", refused);
        gui->edit_all = false;
    }
    gui->edit_caret = (int)strlen(gui->edit_text);
    app->stale = true;
}

void app_cancel_edit(App *app) {
    GuiState *gui = &app->ui.gui;
    gui->edit_path[0] = gui->edit_text[0] = '\0';
    gui->edit_caret = 0;
    gui->edit_all = false;
    app->stale = true;
}

/* The control that a field belongs to: it is what Tab knows, and what says its errors. */
static void find_control(char out[48], const char *field) {
    text_format(out, 48, "%s", field);
    char *tail = strstr(out, "/value");
    if (tail) *tail = '\0';
}

/* Sets what was typed. Words that cannot be a value are refused by the parameter's label; what they would make, by the lab. */
static bool set_typed(App *app, const Region *field, Diag *diag) {
    char line[COMMAND_LINE_MAX];
    const char *typed = app->ui.gui.edit_text;
    if (field->key < 0) {
        text_format(line, sizeof line, "%s %s", field->command, typed);
        return app_run_line(app, line, false, diag);
    }
    char point[32];
    double number;
    /* A decimal comma is a point here. Of a whole number it is not one: 1,000 may be a thousand. */
    if (setup_table[field->key].kind == SETUP_REAL && number_parse_comma(&number, str_trim(str_from(typed)))) {
        number_format(point, sizeof point, number);
        typed = point;
    }
    Setup trial = app->main.lab.setup;
    if (!setup_set_field(&trial, (SetupKey)field->key, str_from(typed), diag)) return false;
    text_format(line, sizeof line, "set %s %s", setup_table[field->key].key, typed);
    return app_run_line(app, line, false, diag);
}

bool app_commit_edit(App *app) {
    GuiState *gui = &app->ui.gui;
    Diag diag = {0};
    const Region *field = region_find(&app->region, gui->edit_path);
    app->stale = true;
    if (field && !set_typed(app, field, &diag)) {
        char control[48];
        find_control(control, gui->edit_path);
        app_refuse(app, control, gui->edit_text, diag.text);
        return false;
    }
    if (gui_find_refused(gui, gui->edit_path)) app_forget_error(app);
    app_cancel_edit(app);
    return true;
}

static bool is_letter_start(char byte) { return ((unsigned char)byte & 0xC0) != 0x80; }

static int letter_before(const char *text, int at) {
    while (at > 0 && !is_letter_start(text[--at])) {}
    return at;
}

static int letter_after(const char *text, int at) {
    if (text[at]) at++;
    while (text[at] && !is_letter_start(text[at])) at++;
    return at;
}

static void erase(GuiState *gui, int from, int to) {
    memmove(gui->edit_text + from, gui->edit_text + to, strlen(gui->edit_text + to) + 1);
    gui->edit_caret = from;
}

static void insert(GuiState *gui, const char *text) {
    if (gui->edit_all) erase(gui, 0, (int)strlen(gui->edit_text));
    gui->edit_all = false;
    size_t length = strlen(gui->edit_text), count = strlen(text);
    if (length + count >= sizeof gui->edit_text) return;
    memmove(gui->edit_text + gui->edit_caret + count, gui->edit_text + gui->edit_caret, length - (size_t)gui->edit_caret + 1);
    memcpy(gui->edit_text + gui->edit_caret, text, count);
    gui->edit_caret += (int)count;
}

/* Keys whose character arrives as text, and those that would move something else behind the text. */
static bool types_or_moves(const char *key) {
    if (strncmp(key, "Shift+", 6) == 0) key += 6;
    return letter_after(key, 0) == (int)strlen(key) || is_key(key, "Space") || is_key(key, "Plus") || is_key(key, "Minus") ||
           is_key(key, "Up") || is_key(key, "Down");
}

/* True when the key was meant for the text. Letters arrive as text as well: their keys are swallowed here. */
static bool edit_key(App *app, const char *key) {
    GuiState *gui = &app->ui.gui;
    int end = (int)strlen(gui->edit_text), caret = gui->edit_caret;
    bool all = gui->edit_all;
    app->stale = true;
    if (is_key(key, "Escape")) {
        if (gui_find_refused(gui, gui->edit_path)) app_forget_error(app);
        app_cancel_edit(app);
    } else if (is_return(key)) {
        app_commit_edit(app);
    } else if (is_key(key, "Tab") || is_key(key, "Shift+Tab")) {
        char path[48];
        find_control(path, gui->edit_path);
        if (app_commit_edit(app)) {
            app_set_focus(app, path, true);
            move_focus(app, is_key(key, "Tab") ? 1 : -1);
        }
    } else if (is_key(key, "Ctrl+A")) {
        gui->edit_all = true;
    } else if (is_key(key, "Backspace") || is_key(key, "Delete")) {
        if (all)
            erase(gui, 0, end);
        else if (key[0] == 'B')
            erase(gui, letter_before(gui->edit_text, caret), caret);
        else
            erase(gui, caret, letter_after(gui->edit_text, caret));
        gui->edit_all = false;
    } else if (is_key(key, "Left") || is_key(key, "Right") || is_key(key, "Home") || is_key(key, "End")) {
        bool left = key[0] == 'L' || key[0] == 'H', far = key[0] == 'H' || key[0] == 'E' || all;
        gui->edit_caret = far ? (left ? 0 : end) : left ? letter_before(gui->edit_text, caret) : letter_after(gui->edit_text, caret);
        gui->edit_all = false;
    } else {
        return types_or_moves(key);
    }
    return true;
}

void app_route_text(App *app, const char *text) {
    GuiState *gui = &app->ui.gui;
    if (gui->edit_path[0] && !app_is_typing(app)) return;
    if (!gui->edit_path[0]) {
        /* A digit typed on a slider begins to type its value. */
        bool numeric = (text[0] >= '0' && text[0] <= '9') || text[0] == '-';
        char path[48];
        const Region *focus = gui->focus[0] ? region_find(&app->region, gui->focus) : NULL;
        if (!numeric || !focus || focus->kind != REGION_SLIDER) return;
        text_format(path, sizeof path, "%s/value", gui->focus);
        const Region *field = region_find(&app->region, path);
        if (!field || field->disabled) return;
        app_begin_edit(app, field);
    }
    insert(gui, text);
    app->stale = true;
}

/* ---- Menus ---- */

void app_open_menu(App *app, const Region *dropdown, bool by_keyboard) {
    GuiState *gui = &app->ui.gui;
    bool open = strcmp(gui->menu_path, dropdown->path) == 0;
    text_format(gui->menu_path, sizeof gui->menu_path, "%s", open ? "" : dropdown->path);
    app->stale = true;
    if (open) return;
    MenuItem item[APP_MENU_MAX];
    int chosen;
    app_list_menu(app, dropdown, item, &chosen);
    text_format(gui->focus, sizeof gui->focus, "%s/%d", dropdown->path, chosen < 0 ? 1 : chosen + 1);
    gui->show_focus = by_keyboard;
}

static bool menu_key(App *app, const char *key) {
    if (is_key(key, "Up"))
        move_focus(app, -1);
    else if (is_key(key, "Down"))
        move_focus(app, 1);
    else if (is_key(key, "Escape") || is_key(key, "Tab") || is_key(key, "Shift+Tab"))
        app_hide(app);
    else
        return false;
    return true;
}

/* ---- The control with the focus ---- */

static void set_value(App *app, const Region *region, double value) {
    SetupKey key = (SetupKey)region->key;
    char line[COMMAND_LINE_MAX], path[48];
    if (app_is_set(app, key, value)) return;
    app_setup_line(line, sizeof line, key, value);
    text_format(path, sizeof path, "%s", region->path); /* the picture may be built again */
    app_try_at(app, path, line);
}

static bool step_key(App *app, const Region *region, const char *key, bool up_too) {
    const SetupRow *row = &setup_table[region->key];
    SetupKey id = (SetupKey)region->key;
    double value = app_setup_value(app, id);
    bool more = is_key(key, "Right") || (up_too && is_key(key, "Up")), less = is_key(key, "Left") || (up_too && is_key(key, "Down"));
    if (more || less)
        set_value(app, region, setup_step(id, value, more ? 1 : -1));
    else if (is_key(key, "Home"))
        set_value(app, region, row->least);
    else if (is_key(key, "End"))
        set_value(app, region, row->most);
    else
        return false;
    return true;
}

static bool focus_key(App *app, const char *key) {
    const Region *region = app->ui.gui.focus[0] ? region_find(&app->region, app->ui.gui.focus) : NULL;
    if (!region || region->disabled) return false;
    bool go = is_return(key) || is_key(key, "Space");
    switch (region->kind) {
    case REGION_SLIDER:
        if (region->key >= 0 && is_return(key)) {
            char path[48];
            text_format(path, sizeof path, "%s/value", region->path);
            const Region *field = region_find(&app->region, path);
            if (field) app_begin_edit(app, field);
            return true;
        }
        return region->key >= 0 && step_key(app, region, key, true);
    case REGION_SEGMENTS: return region->key >= 0 && step_key(app, region, key, true);
    case REGION_FIELD:
        if (is_return(key)) app_begin_edit(app, region);
        return is_return(key);
    case REGION_DROPDOWN:
        if (!go && !is_key(key, "Down") && !is_key(key, "Up")) return false;
        app_open_menu(app, region, true);
        return true;
    case REGION_BUTTON: {
        if (!go) return false;
        Region copy = *region; /* the command may change the picture */
        app_press_button(app, &copy);
        return true;
    }
    default: return false;
    }
}

void app_route_key(App *app, const char *key) {
    GuiState *gui = &app->ui.gui;
    app_refresh(app);
    if (app_is_typing(app) && edit_key(app, key)) return;
    if (gui->menu_path[0] && menu_key(app, key)) return;
    if (is_key(key, "Tab") || is_key(key, "Shift+Tab")) {
        move_focus(app, is_key(key, "Tab") ? 1 : -1);
        return;
    }
    if (focus_key(app, key)) {
        gui->show_focus = true;
        app->stale = true;
        return;
    }
    char line[COMMAND_LINE_MAX];
    CommandScope scope[SCOPE_COUNT];
    int count = screen_list_scopes(scope, &app->ui.screens, app->ui.screens.count, app_is_typing(app));
    for (int i = 0; i < count; i++) {
        if (!command_find_key(line, sizeof line, key, scope[i])) continue;
        app_try_line(app, line);
        return;
    }
}
