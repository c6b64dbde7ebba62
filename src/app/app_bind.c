/* Assigns keys to other commands. The setting "keys" holds the assignments; lab/keymap.h reads it.

   On the settings screen a key is chosen by pressing it: `rebind KEY LINE` waits for the next key, which then stands for the line in place of
   the old one. Escape, a press of the button, and closing the screen end the wait. */
#include "app/app_inside.h"
#include "base/number.h"
#include <string.h>

bool app_bind(App *app, Str key, Str line, Diag *diag) {
    char text[SETTING_VALUE_MAX];
    if (!keymap_bind(text, (int)sizeof text, str_from(settings_text(&app->settings, SETTING_KEYS)), key, line, diag)) return false;
    return app_change_setting(app, str_from(setting_table[SETTING_KEYS].name), str_from(text), diag);
}

bool app_rebind(App *app, Str key, Str line, Diag *diag) {
    UiState *ui = &app->ui;
    Command command;
    if (!command_parse(&command, line, diag)) return false;
    if (!str_copy(ui->rebind_key, (int)sizeof ui->rebind_key, key) || !str_copy(ui->rebind_line, (int)sizeof ui->rebind_line, line)) {
        app_end_rebind(app);
        return diag_fail(diag, "rebind: this is longer than any key or its command.");
    }
    app->stale = true;
    return true;
}

void app_end_rebind(App *app) {
    app->ui.rebind_key[0] = app->ui.rebind_line[0] = '\0';
    app->stale = true;
}

/* The command that loses the new key, for the message. */
static void tell_taken(App *app, const char *key, const char *line) {
    KeymapWalk walk = {0};
    Command command;
    if (!command_parse(&command, str_from(line), NULL)) return;
    while (keymap_next(&app->keymap, &walk)) {
        bool is_taken =
            strcmp(walk.key, key) == 0 && strcmp(walk.line, line) != 0 && command_table[walk.id].scope == command_table[command.id].scope;
        if (is_taken) app_say(app, false, tr(&app->strings, STRING_NOTICE_KEY_TAKEN), key, walk.line);
    }
}

bool app_rebind_key(App *app, const char *key) {
    UiState *ui = &app->ui;
    char text[SETTING_VALUE_MAX], old[KEYMAP_KEY_SIZE], line[KEYMAP_LINE_SIZE];
    Diag diag = {0};
    if (!ui->rebind_line[0]) return false;
    str_copy(old, (int)sizeof old, str_from(ui->rebind_key));
    str_copy(line, (int)sizeof line, str_from(ui->rebind_line));
    app_end_rebind(app);
    if (strcmp(key, "Escape") == 0 || strcmp(key, old) == 0) return true;
    Str before = str_from(settings_text(&app->settings, SETTING_KEYS));
    bool good = keymap_move(text, (int)sizeof text, before, str_from(old), str_from(key), str_from(line), &diag);
    if (good) tell_taken(app, key, line);
    good = good && app_change_setting(app, str_from(setting_table[SETTING_KEYS].name), str_from(text), &diag);
    if (!good) app_say(app, true, "%s", diag.text);
    return true;
}
