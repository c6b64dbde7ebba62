/* The language of the window: which file of words the setting names, and which file of a lesson is shown.

   "de" is strings/de.txt beside the program; a name with a slash or a dot is the person's own file, and its name without suffix is the
   language. A lesson NAME.md is shown from the folder of that language beside it, de/NAME.md, where there is one; its identity, and so its
   saved progress, is that of the English one. */
#include "app/app_inside.h"
#include "base/arena.h"
#include "base/number.h"
#include <string.h>

enum { LANGUAGE_MAX = 4 << 20 }; /* bytes of a file of words that are read */

static bool is_english(const char *name) { return strcmp(name, "en") == 0 || strcmp(name, "english") == 0; }

/* The file of a language's words. */
static void find_words(const App *app, const char *name, char out[APP_PATH_MAX]) {
    const World *world = app->world;
    char folder[APP_PATH_MAX];
    bool is_path = strchr(name, '/') || strchr(name, '.');
    text_format(out, APP_PATH_MAX, "%s", name);
    if (is_path || !world->place.find || !world->place.find(world->place.user, PLACE_STRINGS, folder, APP_PATH_MAX, NULL)) return;
    char path[APP_PATH_MAX + 80];
    text_format(path, (int)sizeof path, "%s/%.60s.txt", folder, name);
    if (world->file.is_there && world->file.is_there(world->file.user, path)) text_format(out, APP_PATH_MAX, "%s", path);
}

/* "de" of "/where/de.txt"; empty in English. */
static void note_language(App *app, const char *name) {
    const char *slash = strrchr(name, '/'), *stem = slash ? slash + 1 : name;
    int count = (int)strcspn(stem, ".");
    app->language[0] = '\0';
    if (!is_english(name) && count < (int)sizeof app->language) text_format(app->language, (int)sizeof app->language, "%.*s", count, stem);
}

bool app_read_language(App *app, const char *name, DiagList *wrong) {
    const FileApi *file = &app->world->file;
    Strings *fresh = mem_new(2 * sizeof *fresh), *before = fresh + 1; /* too large for a small stack */
    Diag diag = {0};
    char *data = NULL, path[APP_PATH_MAX];
    size_t size = 0;
    bool english = is_english(name), good = true;
    find_words(app, name, path);
    if (!fresh) return diag_list_fail_at(wrong, path, 0, 0, "there is no memory left to read it");
    if (!english && !file->read) good = diag_list_fail_at(wrong, path, 0, 0, "no files can be read here");
    if (!english && good && !(good = file->read(file->user, path, &data, &size, &diag))) diag_list_push(wrong, &diag);
    if (!english && good) good = strings_read(fresh, (Str){data, size < LANGUAGE_MAX ? (int)size : LANGUAGE_MAX}, path, wrong);
    mem_free(data);
    if (good) {
        *before = app->strings;
        app->strings = *fresh;
        note_language(app, name);
        app_build(app); /* the tips of the last picture point to the old words */
        strings_deinit(before);
    }
    mem_free(fresh);
    return good;
}

void app_find_translation(const App *app, const char *path, char out[APP_PATH_MAX]) {
    const FileApi *file = &app->world->file;
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    text_format(out, APP_PATH_MAX, "%s", path);
    if (!app->language[0] || !file->is_there) return;
    char other[APP_PATH_MAX];
    int used = text_format(other, APP_PATH_MAX, "%.*s%s/%s", (int)(name - path), path, app->language, name);
    if (used < APP_PATH_MAX - 1 && file->is_there(file->user, other)) text_format(out, APP_PATH_MAX, "%s", other);
}
