/* Lessons of the person's own: single files, and folders of them beside the course. Opened files are saved with the progress; a folder is
   read again whenever the page is shown, so new files in it appear.

   Simplified on purpose: subfolders are not searched. */
#include "app/app_own.h"
#include "app/app_inside.h"
#include "app/lesson_host.h"
#include "base/number.h"
#include <string.h>

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool is_markdown(const char *name) {
    size_t count = strlen(name);
    return count > 3 && name[0] != '.' && strcmp(name + count - 3, ".md") == 0;
}

static bool is_numbered(const char *name) { return is_digit(name[0]) && is_digit(name[1]) && name[2] == '-'; }

/* The lessons of a folder: its numbered files, as in the course; where none is numbered, all. */
typedef struct OwnFolder {
    char name[COURSE_OWN_MAX][256]; /* (count) by the alphabet; of more, the first */
    int count;
    bool has_numbers;
} OwnFolder;

static void note_name(void *user, const char *name) {
    OwnFolder *folder = user;
    if (!is_markdown(name) || strlen(name) >= sizeof folder->name[0]) return;
    if (folder->has_numbers && !is_numbered(name)) return;
    if (!folder->has_numbers && is_numbered(name)) {
        folder->has_numbers = true;
        folder->count = 0;
    }
    int at = folder->count;
    while (at > 0 && strcmp(folder->name[at - 1], name) > 0) at--;
    if (at == COURSE_OWN_MAX) return;
    if (folder->count < COURSE_OWN_MAX) folder->count++;
    memmove(folder->name[at + 1], folder->name[at], (size_t)(folder->count - 1 - at) * sizeof folder->name[0]);
    text_format(folder->name[at], (int)sizeof folder->name[0], "%s", name);
}

static bool read_folder(OwnFolder *folder, const FileApi *file, const char *path, Diag *diag) {
    folder->count = 0;
    folder->has_numbers = false;
    return file->list && file->list(file->user, path, note_name, folder, diag);
}

static bool is_folder(const FileApi *file, const char *path) { return file->is_folder && file->is_folder(file->user, path); }

static void add(Course *course, const char *folder, const char *name) {
    char path[sizeof course->own[0].path];
    if (text_format(path, (int)sizeof path, "%s%s%s", folder, folder[0] ? "/" : "", name) >= (int)sizeof path - 1) return;
    for (int i = 0; i < course->owns; i++)
        if (strcmp(course->own[i].path, path) == 0) return; /* it was opened by itself, too */
    if (course->owns == COURSE_OWN_MAX) return;
    CourseOwn *own = &course->own[course->owns++];
    if (strcmp(own->path, path) == 0) return; /* it was in this list before, and its title was read already */
    *own = (CourseOwn){0};
    memcpy(own->path, path, sizeof path);
}

void own_list(Course *course, const ProgressBook *book, const FileApi *file) {
    OwnFolder folder;
    char path[sizeof course->own[0].path];
    course->owns = 0;
    for (int i = 0; i < PROGRESS_FILE_MAX; i++) { /* those that are still there */
        Str kept = progress_find_file(book, i);
        if (!kept.at || !str_copy(path, (int)sizeof path, kept) || !file->is_there || !file->is_there(file->user, path)) continue;
        if (!is_folder(file, path)) {
            add(course, "", path);
            continue;
        }
        if (!read_folder(&folder, file, path, NULL)) continue;
        for (int n = 0; n < folder.count; n++) add(course, path, folder.name[n]);
    }
}

/* A file without a title is called by its first heading; one without that, too, by its name. */
static void read_own(CourseOwn *own, const LessonHost *host) {
    const char *slash = strrchr(own->path, '/');
    Lesson *lesson = lesson_read(own->path, host);
    Str title = lesson ? lesson->front.title : (Str){0};
    if (title.count == 0 && lesson && lesson->step && lesson->step->heading) title = lesson->step->title;
    if (title.count == 0) title = str_from(slash ? slash + 1 : own->path);
    title.count = str_fit(title, (int)sizeof own->title - 1);
    str_copy(own->title, (int)sizeof own->title, title);
    own->trouble[0] = '\0';
    if (lesson && lesson->mistakes.count > 0) {
        char *file = lesson->mistakes.item[0].file, *name = strrchr(file, '/'), all[1024];
        if (name) memmove(file, name + 1, strlen(name)); /* the card has its folder */
        diag_list_format(all, (int)sizeof all, &lesson->mistakes);
        int fits = str_fit(str_from(all), (int)sizeof own->trouble - 4);
        text_format(own->trouble, (int)sizeof own->trouble, "%.*s%s", fits, all, all[fits] ? "…" : "");
    }
    lesson_free(lesson);
}

void own_read(Course *course, const FileApi *file) {
    const LessonHost host = lesson_host(file);
    for (int i = 0; i < course->owns; i++) read_own(&course->own[i], &host);
}

bool own_is_absolute(const char *path) {
    bool has_drive = ((path[0] >= 'A' && path[0] <= 'Z') || (path[0] >= 'a' && path[0] <= 'z')) && path[1] == ':';
    return path[0] == '/' || has_drive;
}

bool app_is_folder(const App *app, const char *path) { return is_folder(&app->world->file, path); }

bool app_open_folder(App *app, const char *path, Diag *diag) {
    OwnFolder folder;
    char whole[APP_PATH_MAX];
    if (!str_copy(whole, APP_PATH_MAX, str_from(path))) return diag_fail(diag, "open: the path is longer than %d bytes.", APP_PATH_MAX - 1);
    for (size_t count = strlen(whole); count > 1 && whole[count - 1] == '/'; count--) whole[count - 1] = '\0';
    if (!read_folder(&folder, &app->world->file, whole, diag)) return false;
    if (folder.count == 0)
        return diag_fail(diag, "The folder \"%s\" holds no lesson; expected Markdown files in it, such as 01-first.md.", whole);
    if (!own_is_absolute(whole)) /* where it lies is known from here only, and it would not be found again */
        return diag_fail(diag, "open: expected the whole path of a folder, from / on, not \"%s\".", whole);
    if (!progress_note_file(&app->progress.book, str_from(whole), diag)) return false;
    if (!app->run_line(app, "show course", false, diag)) return false;
    app_refresh(app);
    app_scroll_screen(app, SCREEN_COURSE, app->panel[SCREEN_COURSE].content);
    app_say(app, false, tr_count(&app->strings, folder.count, STRING_APP_OWN_LISTED_ONE, STRING_APP_OWN_LISTED), folder.count, whole);
    return true;
}
