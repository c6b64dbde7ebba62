/* The end of an edit: the typed text is set, refused with a reason, or dropped. */
#include "app/app_inside.h"
#include "base/number.h"
#include <string.h>

static bool is_key(const char *key, const char *name) { return strcmp(key, name) == 0; }

/* The control that owns the field: it takes the focus and shows the error. */
static void find_control(char out[48], const char *field) {
    text_format(out, 48, "%s", field);
    char *tail = strstr(out, "/value");
    if (tail) *tail = '\0';
}

/* Sets the typed value. Invalid text gets an error that names the label; a value that cannot be applied gets the lab's error. */
static bool set_typed(App *app, const Region *field, Diag *diag) {
    const char *typed = app->ui.gui.edit.text;
    if (field->key < 0) {
        char line[sizeof field->command + 1 + GUI_TYPED_MAX];
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
    static const char *const words[] = {"off", "auto", "drawn"}; /* as the panel shows them, too */
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_equal(str_trim(str_from(typed)), tr_name(&app->strings, words[i]))) typed = words[i];
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

/* After Tab the value is set and its control has the focus, so that the key continues from there. */
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
        char path[48], field[sizeof gui->edit_path];
        find_control(path, gui->edit_path);
        text_format(field, sizeof field, "%s", gui->edit_path);
        if (!app_commit_edit(app)) return true;
        app_refresh(app);
        const Region *control = region_find(&app->region, path); /* a field of a page is its own control */
        app_set_focus(app, control && control->focusable ? path : field, true);
        return false;
    }
    return edit_key(&gui->edit, key) || edit_takes_key(key); /* the character of such a key arrives as text */
}
