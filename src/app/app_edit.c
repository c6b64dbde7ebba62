/* Typing into a field: the field that is edited, its text, the clipboard, and what becomes of the text in the end.

   The text is an Edit (gui/edit.h) in a buffer of App's. A paste is played as the text that it types, so that a recording does not
   depend on the clipboard of whoever replays it. */
#include "app/app_inside.h"
#include "base/arena.h"
#include "base/number.h"
#include <math.h>
#include <string.h>

static bool is_key(const char *key, const char *name) { return strcmp(key, name) == 0; }

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
    char text[GUI_TYPED_MAX] = "";
    const char *refused = gui_find_refused(gui, field->path); /* it is there again, to be corrected */
    if (refused) {
        text_format(text, sizeof text, "%s", refused);
    } else if (field->key >= 0) {
        SetupKey key = (SetupKey)field->key;
        if (setup_table[key].kind == SETUP_CHOICE)
            setup_format(text, sizeof text, &app->main.lab.setup, key);
        else
            number_format(text, sizeof text, round_shown(app_setup_value(app, key)));
    }
    edit_bind(&gui->edit, app->typed, sizeof app->typed, text);
    if (refused) edit_move(&gui->edit, EDIT_END, false);
    app->stale = true;
}

void app_cancel_edit(App *app) {
    GuiState *gui = &app->ui.gui;
    gui->edit_path[0] = '\0';
    edit_bind(&gui->edit, app->typed, sizeof app->typed, "");
    app->stale = true;
}

/* The control that owns the field: it takes the focus and shows the error. */
static void find_control(char out[48], const char *field) {
    text_format(out, 48, "%s", field);
    char *tail = strstr(out, "/value");
    if (tail) *tail = '\0';
}

/* Sets what was typed. A text that is no value gets an error that names the label; a value that cannot be applied gets the lab's. */
static bool set_typed(App *app, const Region *field, Diag *diag) {
    const char *typed = app->ui.gui.edit.text;
    if (field->key < 0) {
        char line[COMMAND_LINE_MAX + GUI_TYPED_MAX];
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
    Command command = app_set_command((SetupKey)field->key, setup_get(&trial, (SetupKey)field->key));
    return app_run(app, &command, false, diag);
}

bool app_commit_edit(App *app) {
    GuiState *gui = &app->ui.gui;
    Diag diag = {0};
    const Region *field = region_find(&app->region, gui->edit_path);
    app->stale = true;
    if (field && !set_typed(app, field, &diag)) {
        char control[48];
        find_control(control, gui->edit_path);
        app_refuse(app, control, field->key, gui->edit.text, diag.text);
        return false;
    }
    if (gui_find_refused(gui, gui->edit_path)) app_forget_error(app);
    app_cancel_edit(app);
    return true;
}

/* After Tab the text is set and its control has the focus, so that the key goes on from there. */
bool app_edit_key(App *app, const char *key) {
    GuiState *gui = &app->ui.gui;
    app->stale = true;
    if (is_key(key, "Escape")) {
        if (gui_find_refused(gui, gui->edit_path)) app_forget_error(app);
        app_cancel_edit(app);
        return true;
    }
    if (is_key(key, "Return") || is_key(key, "Enter")) {
        app_commit_edit(app);
        return true;
    }
    if (is_key(key, "Tab") || is_key(key, "Shift+Tab")) {
        char path[48];
        find_control(path, gui->edit_path);
        if (!app_commit_edit(app)) return true;
        app_set_focus(app, path, true);
        return false;
    }
    return edit_key(&gui->edit, key) || edit_takes_key(key); /* what such a key types arrives as text */
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
    if (!edit_insert(&gui->edit, str_from(text)))
        app_say(app, true, "There is no room for more text here; this field holds at most %d bytes.", gui->edit.size - 1);
    app->stale = true;
}

void app_compose(App *app, const char *text) {
    if (!app_is_typing(app)) return;
    edit_compose(&app->ui.gui.edit, str_from(text));
    app->stale = true;
}

/* ---- The clipboard ---- */

static bool copy_selected(App *app, Diag *diag) {
    const ClipboardApi *clipboard = &app->world->clipboard;
    char text[GUI_TYPED_MAX];
    Str selected = edit_selected(&app->ui.gui.edit);
    if (selected.count == 0) return true;
    if (!clipboard->write) return diag_fail(diag, "There is no clipboard here.");
    str_copy(text, sizeof text, selected);
    return clipboard->write(clipboard->user, text, diag);
}

bool app_find_text(const App *app, double *x, double *y, double *w, double *h) {
    if (!app_is_typing(app)) return false;
    Rect box = region_find(&app->region, app->ui.gui.edit_path)->box;
    double to_points = app_scale(app) / app->ui.pixel_ratio;
    *x = box.x * to_points;
    *y = box.y * to_points;
    *w = box.w * to_points;
    *h = box.h * to_points;
    return true;
}

bool app_edit(App *app, EditCommand what, Diag *diag) {
    Edit *edit = &app->ui.gui.edit;
    app_refresh(app);
    if (!app_is_typing(app)) return diag_fail(diag, "edit: no field is being typed into; click a value first.");
    app->stale = true;
    switch (what) {
    case EDIT_COPY: return copy_selected(app, diag);
    case EDIT_CUT:
        if (!copy_selected(app, diag)) return false;
        if (edit_selected(edit).count > 0) edit_insert(edit, str_from(""));
        return true;
    case EDIT_ALL: edit_select(edit, 0, edit_text(edit).count); return true;
    default: return app_paste(app, diag);
    }
}

bool app_is_paste(App *app, const RouteEvent *event) {
    char line[COMMAND_LINE_MAX];
    Command command;
    if (event->kind != INPUT_KEY || !app->ui.gui.edit_path[0]) return false;
    app_refresh(app);
    return app_is_typing(app) && command_find_key(line, sizeof line, event->text, SCOPE_TEXT) &&
           command_parse(&command, str_from(line), NULL) && app_is_paste_command(&command);
}

bool app_is_paste_command(const Command *command) { return command->id == COMMAND_EDIT && (int)command->arg[0].number == EDIT_PASTE; }

/* A field has one line: what cannot stand in it (ends of lines, tabs) becomes a blank, and blanks at both ends are left out. */
bool app_read_paste(App *app, char out[GUI_TYPED_MAX], Diag *diag) {
    const ClipboardApi *clipboard = &app->world->clipboard;
    char *text;
    if (!clipboard->read) return diag_fail(diag, "There is no clipboard here.");
    if (!clipboard->read(clipboard->user, &text, diag)) return false;
    for (char *at = text; *at; at++)
        if ((unsigned char)*at < ' ' || *at == 127) *at = ' ';
    Str pasted = str_trim(str_from(text));
    int room = edit_room(&app->ui.gui.edit), size = pasted.count;
    bool fits = size <= room && str_copy(out, GUI_TYPED_MAX, pasted);
    mem_free(text);
    return fits || diag_fail(diag, "The clipboard holds %d bytes; this field has room for %d.", size, room);
}
