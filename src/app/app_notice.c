/* Messages: the one above the transport, and the error at a control. */
#include "app/app_inside.h"
#include "base/number.h"
#include <stdarg.h>
#include <stdio.h>

void app_say(App *app, bool bad, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(app->ui.message, sizeof app->ui.message, format, arguments); /* only %s, %d and %ld come here */
    va_end(arguments);
    if (bad) tr_told(&app->strings, app->ui.message, (int)sizeof app->ui.message);
    app->ui.message_is_bad = bad;
    app->ui.message_left_s = APP_MESSAGE_S;
    app->stale = true;
}

void app_say_why(App *app, StringId words, const char *reason) {
    char told[sizeof app->ui.message];
    text_format(told, (int)sizeof told, "%s", reason);
    tr_told(&app->strings, told, (int)sizeof told); /* by itself: no row of the table has both sentences */
    app_say(app, true, tr(&app->strings, words), told);
}

void app_tell(App *app, const char *text) { app_say(app, true, "%s", text); }

void app_tell_also(App *app, const char *text) {
    char before[sizeof app->ui.message];
    text_format(before, (int)sizeof before, "%s", app->ui.message);
    app_say(app, true, "%s", text); /* translated by itself */
    char after[sizeof app->ui.message];
    text_format(after, (int)sizeof after, "%s", app->ui.message);
    if (before[0]) text_format(app->ui.message, (int)sizeof app->ui.message, "%s\n%s", before, after);
}

void app_name_message(const App *app, char *out, int size) {
    const UiState *ui = &app->ui;
    text_format(out, size, "%s", ui->message_left_s > 0 ? ui->message : ui->gui.error_text);
}

void app_forget_message(App *app) {
    app->ui.message[0] = '\0';
    app->ui.message_left_s = 0;
    app->stale = true;
}

void app_forget_error(App *app) {
    GuiState *gui = &app->ui.gui;
    gui->error_path[0] = gui->error_typed[0] = gui->error_text[0] = '\0';
    app->error_left_s = 0;
    gui->error_waits = false;
    app->stale = true;
}

void app_show_error(App *app) {
    GuiState *gui = &app->ui.gui;
    char path[64];
    gui->error_waits = false;
    app->stale = true;
    app_refresh(app);
    text_format(path, sizeof path, "%s/error", gui->error_path);
    if (region_find(&app->region, path))
        app_scroll_into_view(app, path);
    else {
        app_say(app, true, "%s", gui->error_text);
        if (!gui->error_typed[0]) app_forget_error(app);
    }
}

void app_refuse(App *app, const char *control, int key, const char *typed, const char *why) {
    GuiState *gui = &app->ui.gui;
    text_format(gui->error_path, sizeof gui->error_path, "%s", control);
    text_format(gui->error_typed, sizeof gui->error_typed, "%s", typed);
    text_format(gui->error_text, sizeof gui->error_text, "%s", why);
    tr_told(&app->strings, gui->error_text, (int)sizeof gui->error_text);
    app->error_left_s = typed[0] ? 0 : APP_MESSAGE_S;
    app->error_key = key;
    app->error_value = key < 0 ? 0 : setup_get(&app->main.lab.setup, (SetupKey)key);
    gui->error_waits = app->pressing;
    app->stale = true;
    if (!gui->error_waits) app_show_error(app);
}
