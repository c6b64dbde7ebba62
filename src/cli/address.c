/* See address.h. The lesson is one of the course, or a file. */
#include "cli/address.h"
#include "app/lesson_host.h"
#include "base/arena.h"
#include "base/number.h"
#include "platform/files.h"
#include "platform/places.h"
#include <string.h>

enum { PATH_SIZE = 1200 };

static const char SCHEME[] = "unroll:";

typedef struct Search {
    Str name;
    char file[80]; /* of the course; "" */
} Search;

static bool is_there(const char *path) {
    FileApi files;
    platform_files(&files);
    return files.is_there(files.user, path);
}

/* "05-vanishing.md" is found by "vanishing", "05-vanishing", its whole name and "5". */
static void match(void *user, const char *file) {
    Search *search = user;
    char stem[80];
    double number;
    size_t count = strlen(file);
    if (count < 7 || count >= sizeof stem || file[2] != '-' || strcmp(file + count - 3, ".md") != 0) return;
    text_format(stem, (int)sizeof stem, "%.*s", (int)count - 3, file);
    bool is_number = number_parse(&number, search->name) && number == 10 * (file[0] - '0') + file[1] - '0';
    if (is_number || str_equal(search->name, file) || str_equal(search->name, stem) || str_equal(search->name, stem + 3))
        text_format(search->file, (int)sizeof search->file, "%s", file);
}

static bool find_in_course(Search *search, char *folder, int size) {
    FileApi files;
    PlaceApi places;
    platform_files(&files);
    platform_places(&places);
    return places.find(places.user, PLACE_COURSE, folder, size, NULL) && files.list(files.user, folder, match, search, NULL) &&
           search->file[0];
}

/* Finds the end of the lesson's name: at a #, or in a link or before a step at the last /. */
static int find_cut(Str name, bool is_link) {
    const char *hash = name.count > 0 ? memchr(name.at, '#', (size_t)name.count) : NULL;
    int cut = name.count;
    if (hash) return (int)(hash - name.at);
    if (!is_link && is_there(name.at)) return name.count;
    while (cut > 0 && name.at[cut - 1] != '/') cut--;
    return cut > 1 ? cut - 1 : name.count;
}

bool cli_is_address(const char *name) {
    char folder[1024], path[PATH_SIZE];
    Str whole = str_from(name), lesson = {name, find_cut(whole, false)};
    if (strncmp(name, SCHEME, strlen(SCHEME)) == 0) return true;
    if (is_there(name)) return false;
    if (strchr(name, '#')) return true;
    bool has_step = lesson.count < whole.count, is_file = has_step && str_copy(path, PATH_SIZE, lesson) && is_there(path);
    return find_in_course(&(Search){.name = lesson}, folder, (int)sizeof folder) ||
           (is_file && lesson.count > 3 && memcmp(lesson.at + lesson.count - 3, ".md", 3) == 0);
}

static bool find_lesson(char path[PATH_SIZE], Str name, Diag *diag) {
    Search search = {.name = name};
    char folder[1024];
    if (str_copy(path, PATH_SIZE, name) && is_there(path)) return true;
    if (find_in_course(&search, folder, (int)sizeof folder)) {
        text_format(path, PATH_SIZE, "%s/%s", folder, search.file);
        return true;
    }
    return diag_fail(diag, "There is no lesson \"%.*s\".", str_fit(name, 80), name.at);
}

bool cli_open_address(SetupFile *file, const char *name, Diag *diag) {
    char path[PATH_SIZE];
    bool is_link = strncmp(name, SCHEME, strlen(SCHEME)) == 0;
    Str rest = str_from(is_link ? name + strlen(SCHEME) : name);
    while (rest.count > 1 && rest.at[0] == '/' && rest.at[1] == '/') rest = (Str){rest.at + 2, rest.count - 2};
    int cut = find_cut(rest, is_link);
    Str lesson_name = {rest.at, cut}, slug = {rest.at + cut + (cut < rest.count), rest.count - cut - (cut < rest.count)};
    if (!find_lesson(path, lesson_name, diag)) return false;
    FileApi files;
    platform_files(&files);
    const LessonHost host = lesson_host(&files);
    Lesson *lesson = lesson_read(path, &host);
    if (!lesson) return diag_fail(diag, "There is not enough memory for this lesson.");
    double number;
    const LessonStep *step = slug.count > 0 ? lesson_find_step(lesson, slug) : lesson->step;
    if (!step && number_parse(&number, slug))
        for (step = lesson->step; step && step->index + 1 != (int)number;) step = step->next;
    bool good = step ? lesson_form_setup(&file->setup, step->setup, NULL, diag)
                     : diag_fail(diag, "The lesson has no step \"%.*s\".", str_fit(slug, 80), slug.at);
    lesson_free(lesson);
    return good;
}
