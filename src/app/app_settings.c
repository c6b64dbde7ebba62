/* Settings in the program: changing one, and what follows from it. */
#include "app/app_inside.h"
#include "base/number.h"

const Settings *app_settings(const App *app) { return &app->settings; }

/* Puts `next` into effect. */
static void take_settings(App *app, const Settings *next) {
    double before = app_scale(app);
    app->settings = *next;
    if (app->ui.gui.x >= 0) { /* the pointer stays where it is on the screen */
        app->ui.gui.x *= before / app_scale(app);
        app->ui.gui.y *= before / app_scale(app);
    }
    if (app_motion_is_reduced(app)) app_finish_transition(app);
    app->stale = true;
}

bool app_change_setting(App *app, Str name, Str value, Diag *diag) {
    Settings next = app->settings;
    if (!settings_set_text(&next, name, value, diag)) return false;
    take_settings(app, &next);
    return true;
}

bool app_change_scale(App *app, double percent, Diag *diag) {
    Settings next = app->settings;
    if (!settings_set_value(&next, SETTING_SCALE, percent, diag)) return false;
    take_settings(app, &next);
    return true;
}

bool app_motion_is_reduced(const App *app) { return settings_choice(&app->settings, SETTING_MOTION) == 1; }

void app_record_settings(App *app) {
    char value[SETTING_VALUE_MAX];
    for (int id = 0; id < SETTING_COUNT; id++) {
        if (setting_table[id].use != SETTING_OF_PICTURE) continue;
        settings_format(value, sizeof value, &app->settings, (SettingId)id);
        app_record_line(app, "setting %s %s", setting_table[id].name, value);
    }
}
