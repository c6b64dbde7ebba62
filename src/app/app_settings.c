/* Settings in the program: changing one, the effects, and the settings file.

   Only the person's changes in the window are saved. Options, scripts and recordings apply only to this session: a person who plays
   another's recording does not want to keep its theme. A change is written a moment later, and at the end; then the file is read once more,
   so that two programs at the same time lose nothing of each other. */
#include "app/app_inside.h"
#include "base/arena.h"
#include "base/number.h"
#include "gui/settings_file.h"
#include <string.h>

const Settings *app_settings(const App *app) { return &app->settings; }
/* ---- Changing ---- */

/* Reports the lines that cannot be read; all other keys take effect. */
static void read_keys(App *app, const Settings *next, DiagList *wrong) {
    DiagList found;
    diag_list_reset(&found);
    keymap_read(&app->keymap, str_from(settings_text(next, SETTING_KEYS)), &found);
    for (int i = 0; i < found.count; i++) diag_list_fail_at(wrong, NULL, 0, 0, "keys: %s", found.item[i].text);
}

static bool has_other(const App *app, const Settings *next, SettingId id) {
    return strcmp(settings_text(next, id), settings_text(&app->settings, id)) != 0;
}

/* Applies `next`. False, with nothing changed, if that is not possible. */
static bool take_settings(App *app, const Settings *next, DiagList *wrong) {
    double before = app_scale(app);
    if (has_other(app, next, SETTING_LANGUAGE)) {
        if (!app_read_language(app, settings_text(next, SETTING_LANGUAGE), wrong)) return false;
        bool had_course = app->course != NULL;
        app_free_course(app);
        if (had_course) app_list_course(app); /* in that language */
    }
    if (has_other(app, next, SETTING_KEYS)) read_keys(app, next, wrong);
    app->settings = *next;
    if (app->ui.gui.x >= 0) { /* the pointer stays where it is on the screen */
        app->ui.gui.x *= before / app_scale(app);
        app->ui.gui.y *= before / app_scale(app);
    }
    if (app_motion_is_reduced(app)) app_finish_transition(app);
    app->stale = true;
    return true;
}

static void keep(App *app, SettingId id) {
    if (!app->kept.path[0]) return;
    app->kept.changed[id] = true;
    app->kept.is_due = true;
    app->kept.left_s = APP_KEEP_S;
}

/* From a command: the person's own only in a frame of the window. */
static bool change(App *app, const Settings *next, SettingId id, Diag *diag) {
    char told[sizeof diag->text];
    DiagList wrong;
    diag_list_reset(&wrong);
    bool good = take_settings(app, next, &wrong);
    diag_list_format(told, sizeof told, &wrong);
    if (!good) return diag_fail(diag, "%s", told);
    if (told[0]) app_say(app, true, "%s", told);
    if (app->is_live) keep(app, id);
    return true;
}

/* Returns a copy of the settings to change, because they are too large for a small stack; NULL if there is no memory. */
static Settings *copy_settings(const App *app, Diag *diag) {
    Settings *copy = mem_new(sizeof *copy);
    if (copy)
        *copy = app->settings;
    else
        diag_fail(diag, "There is no memory left to change a setting.");
    return copy;
}

bool app_change_setting(App *app, Str name, Str value, Diag *diag) {
    Settings *next = copy_settings(app, diag);
    bool good = next && settings_set_text(next, name, value, diag) && change(app, next, (SettingId)settings_find(name), diag);
    mem_free(next);
    return good;
}

bool app_change_number(App *app, SettingId id, double value, Diag *diag) {
    Settings *next = copy_settings(app, diag);
    bool good = next && settings_set_value(next, id, value, diag) && change(app, next, id, diag);
    mem_free(next);
    return good;
}

bool app_choose_setting(App *app, SettingId id, int choice, Diag *diag) {
    if (choice > (int)setting_table[id].most) return app_change_setting(app, str_from(setting_table[id].name), str_from("next"), diag);
    return app_change_number(app, id, choice, diag);
}

void app_note_setting(App *app, SettingId id, double value) {
    if (settings_get(&app->settings, id) == value || !settings_set_value(&app->settings, id, value, NULL)) return;
    keep(app, id);
}

void app_record_settings(App *app) {
    char value[SETTING_VALUE_MAX];
    for (int id = 0; id < SETTING_COUNT; id++) {
        if (setting_table[id].use == SETTING_OF_WINDOW) continue;
        settings_format(value, sizeof value, &app->settings, (SettingId)id);
        app_record_line(app, "setting %s %s", setting_table[id].name, value);
    }
}

/* ---- The file ---- */

static bool read_text(const App *app, const char *path, char **data, Str *text, Diag *diag) {
    const FileApi *file = &app->world->file;
    size_t size = 0;
    *data = NULL;
    *text = (Str){"", 0};
    if (!file->is_there(file->user, path)) return true;
    if (!file->read(file->user, path, data, &size, diag)) return false;
    *text = (Str){*data, size > SETTINGS_FILE_MAX ? SETTINGS_FILE_MAX + 1 : (int)size};
    return true;
}

/* A file that is not a settings file is renamed and kept for the person. */
static bool put_aside(const App *app, const char *path, const char *data, size_t size, DiagList *wrong) {
    const FileApi *file = &app->world->file;
    char aside[APP_PATH_MAX + 16];
    Diag diag = {0};
    text_format(aside, sizeof aside, "%s.broken", path);
    if (!file->write(file->user, aside, data, size, &diag)) {
        diag_list_push(wrong, &diag);
        return false;
    }
    diag_list_fail_at(wrong, path, 0, 0, "this is not a file of settings; it is kept as %s, and the usual settings hold", aside);
    return true;
}

void app_open_settings(App *app, const char *path, DiagList *wrong) {
    Settings next = app->settings;
    Diag diag = {0};
    char *data;
    Str text;
    app->kept = (AppKept){.left_s = APP_KEEP_S};
    if (!read_text(app, path, &data, &text, &diag)) { /* never written over: who knows what it holds */
        diag_list_push(wrong, &diag);
        return;
    }
    int before = wrong->found;
    bool good = settings_file_is_text(text) || put_aside(app, path, data, strlen(data), wrong);
    if (settings_file_is_text(text)) settings_file_read(&next, text, path, wrong);
    if (!take_settings(app, &next, wrong)) { /* the language: all others hold */
        str_copy(next.text[SETTING_LANGUAGE], SETTING_VALUE_MAX, str_from(settings_text(&app->settings, SETTING_LANGUAGE)));
        take_settings(app, &next, wrong);
    }
    if (good) text_format(app->kept.path, sizeof app->kept.path, "%s", path);
    app->kept.is_due = good && wrong->found > before; /* so that a mistake is reported once */
    mem_free(data);
}

void app_save_settings(App *app) {
    const FileApi *file = &app->world->file;
    AppKept *kept = &app->kept;
    Diag diag = {0};
    char *old = NULL, *made = NULL;
    size_t size = 0;
    Str text;
    if (!kept->is_due) return;
    bool good = read_text(app, kept->path, &old, &text, &diag);
    if (good && !settings_file_is_text(text)) text = (Str){"", 0}; /* it was put aside */
    if (good && !settings_file_make(&made, &size, text, &app->settings, kept->changed)) good = diag_fail(&diag, "memory is out");
    good = good && file->write(file->user, kept->path, made, size, &diag);
    mem_free(old);
    mem_free(made);
    kept->is_due = false;
    kept->left_s = APP_KEEP_S;
    if (!good) {
        char told[512];
        diag_format(told, sizeof told, &diag);
        app_say(app, true, tr(&app->strings, STRING_NOTICE_SETTINGS_UNSAVED), told);
    }
}

void app_keep_settings(App *app, double dt_s) {
    if (!app->kept.is_due) return;
    app->kept.left_s -= dt_s;
    if (app->kept.left_s <= 0) app_save_settings(app);
}
