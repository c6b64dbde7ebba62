/* The person's progress in the lessons: exported as text, or deleted. */
#include "app/app_inside.h"
#include "base/arena.h"
#include <string.h>

enum { PROGRESS_COPY, PROGRESS_EXPORT, PROGRESS_RESET }; /* the words of the command, in order */

static bool put_text(App *app, const char *path, Diag *diag) {
    const World *world = app->world;
    char *text = NULL;
    size_t size = 0;
    bool good = progress_write(&text, &size, &app->progress.book) || diag_fail(diag, "progress: memory is out.");
    if (good && !path && !world->clipboard.write)
        good = diag_fail(diag, "progress: there is no clipboard here; progress export FILE writes a file.");
    if (good)
        good =
            path ? world->file.write(world->file.user, path, text, size, diag) : world->clipboard.write(world->clipboard.user, text, diag);
    mem_free(text);
    if (good && path) app_say(app, false, tr(&app->strings, STRING_NOTICE_PROGRESS_FILE), path);
    if (good && !path) app_say(app, false, tr(&app->strings, STRING_NOTICE_PROGRESS_CLIPBOARD));
    return good;
}

static void reset_open(App *app) {
    AppLesson *study = app->study;
    if (!study || !study->lesson) return;
    reader_bind(&study->reader, study->lesson);
    study->reader.step = 0;
    app->stale = true;
}

bool app_progress(App *app, int choice, Str name, Diag *diag) {
    char path[APP_PATH_MAX];
    name = str_trim(name);
    if (choice == PROGRESS_COPY) return put_text(app, NULL, diag);
    if (choice == PROGRESS_EXPORT) {
        if (name.count == 0 || !str_copy(path, APP_PATH_MAX, name)) return diag_fail(diag, "progress export: expected the name of a file.");
        if (!app->world->file.write) return diag_fail(diag, "progress export: no file can be written here.");
        return put_text(app, path, diag);
    }
    bool is_open = app->study && app->study->lesson, is_all = name.count == 0;
    if (is_open && (is_all || (app_lesson_id(app->study).count == name.count &&
                               memcmp(app_lesson_id(app->study).at, name.at, (size_t)name.count) == 0)))
        reset_open(app);
    progress_reset(&app->progress.book, name);
    if (app->course) {
        app->course->asks_reset = false;
        app_note_course(app);
    }
    app_say(app, false, is_all ? tr(&app->strings, STRING_NOTICE_ALL_ANEW) : tr(&app->strings, STRING_NOTICE_ANEW));
    return true;
}
