/* The address that brings another person here: the open step of the lesson, or the setup's differences from the first one. Simplified on
   purpose: what was trained is not in it, and a lesson of one's own is named by its path. */
#include "app/app_inside.h"
#include "base/number.h"
#include <string.h>

static void add(char *out, int size, int *used, const char *key, const char *value) {
    int more = text_format(out + *used, size - *used, "%s%s=%s", *used > 0 ? "&" : "", key, value);
    *used = *used + more < size - 1 ? *used + more : size - 1;
}

void app_link(const App *app, char *out, int size) {
    const AppLesson *study = app->study;
    const Setup *setup = &app->main.lab.setup;
    Setup first;
    char value[128], kept[128];
    int used = 0;
    out[0] = '\0';
    if (screen_is_open(&app->ui.screens, SCREEN_COURSE)) return;
    if (study && study->lesson) {
        const LessonStep *step = reader_step(&study->reader);
        bool is_course = app->course_folder[0] && strncmp(study->path, app->course_folder, strlen(app->course_folder)) == 0;
        const char *name = is_course ? study->name : study->path;
        while (is_course && ((*name >= '0' && *name <= '9') || *name == '-')) name++;
        Str word = str_from(name);
        if (is_course && word.count > 3) word.count -= 3; /* ".md" */
        Str slug = step ? step->slug : (Str){0};
        text_format(out, size, "lesson=%.*s%s%.*s", word.count, word.at, slug.count > 0 ? "/" : "", slug.count, slug.at);
        return;
    }
    setup_init(&first);
    for (int i = 0; i < KEY_COUNT; i++) {
        setup_format(value, (int)sizeof value, setup, (SetupKey)i);
        setup_format(kept, (int)sizeof kept, &first, (SetupKey)i);
        if (strcmp(value, kept) != 0) add(out, size, &used, setup_table[i].key, value);
    }
}

bool app_read_keys(bool shows[KEY_COUNT], Str keys, const char *what, Diag *diag) {
    bool is_all = str_equal(keys, "all");
    for (int key = 0; key < KEY_COUNT; key++) shows[key] = is_all;
    if (is_all || str_equal(keys, "none")) return true;
    for (Str rest = keys; rest.count > 0;) {
        int count = 0;
        while (count < rest.count && rest.at[count] != ',') count++;
        Str word = str_trim((Str){rest.at, count});
        int key = setup_find_key(word);
        if (key < 0)
            return diag_fail(diag, "%s: there is no setting \"%.*s\"; expected keys with commas between them, all, or none.", what,
                             str_fit(word, 40), word.at);
        shows[key] = true;
        int passed = count < rest.count ? count + 1 : count;
        rest = (Str){rest.at + passed, rest.count - passed};
    }
    return true;
}

bool app_limit(App *app, Str keys, Diag *diag) {
    bool shows[KEY_COUNT];
    keys = str_trim(keys);
    if (!app_read_keys(shows, keys, "limit", diag)) return false;
    memcpy(app->ui.shows_key, shows, sizeof shows);
    app->ui.limits_controls = !str_equal(keys, "all");
    return true;
}

void app_tell_hidden(App *app) {
    if (app->main.is_training) app_say(app, false, "%s", tr(&app->strings, STRING_NOTICE_HIDDEN));
}

/* A control of the setup by its label and value, any other by where it is and what it does: "transport play: ...". */
void app_name_focus(const App *app, char *out, int size) {
    const Region *region = region_find(&app->region, app->ui.gui.focus);
    const Setup *setup = &app->main.lab.setup;
    char value[128], place[REGION_PATH_SIZE];
    if (size > 0) out[0] = '\0';
    if (!region) return;
    text_format(place, (int)sizeof place, "%s", region->path);
    for (char *at = place; *at; at++)
        if (*at == '/') *at = ' ';
    text_format(out, size, "%s%s%s", place, region->tip ? ": " : "", region->tip ? region->tip : "");
    if (region->key < 0) return;
    setup_format_shown(value, (int)sizeof value, setup, (SetupKey)region->key);
    text_format(out, size, "%s: %s", setup_label(setup, (SetupKey)region->key), value);
}
