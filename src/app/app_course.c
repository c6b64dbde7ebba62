/* The course: the numbered lessons of one folder. It is read when the course page opens, or when a lesson is requested by its name. */
#include "app/app_inside.h"
#include "app/app_own.h"
#include "base/arena.h"
#include "base/number.h"
#include <stdlib.h>
#include <string.h>

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* "05-vanishing.md" */
static bool is_lesson_name(const char *name) {
    size_t count = strlen(name);
    return count > 6 && count < 64 && is_digit(name[0]) && is_digit(name[1]) && name[2] == '-' && strcmp(name + count - 3, ".md") == 0;
}

static void note_name(void *user, const char *name) {
    Course *course = user;
    if (!is_lesson_name(name) || course->count == COURSE_MAX) return;
    int at = course->count++;
    for (; at > 0 && strcmp(course->row[at - 1].file, name) > 0; at--) course->row[at] = course->row[at - 1];
    memset(&course->row[at], 0, sizeof course->row[at]);
    text_format(course->row[at].file, (int)sizeof course->row[at].file, "%s", name);
    course->row[at].number = 10 * (name[0] - '0') + name[1] - '0';
}

static void read_row(const App *app, CourseRow *row) {
    char path[APP_PATH_MAX + 80], shown[APP_PATH_MAX];
    const LessonHost host = {.file = &app->world->file};
    text_format(path, (int)sizeof path, "%s/%s", app->course_folder, row->file);
    app_find_translation(app, path, shown);
    Lesson *lesson = lesson_read(shown, &host);
    if (!lesson) return;
    const LessonFront *front = &lesson->front;
    str_copy(row->title, (int)sizeof row->title, front->title.count > 0 ? front->title : str_from(row->file));
    str_copy(row->id, (int)sizeof row->id, front->id.count > 0 ? front->id : str_from(row->file));
    int goals = 0;
    for (const LessonWord *goal = front->goal; goal && goals < COURSE_GOALS; goal = goal->next)
        str_copy(row->goal[goals++], (int)sizeof row->goal[0], goal->text);
    row->minutes = front->minutes;
    row->steps = lesson->step_count;
    row->lesson = lesson;
}

/* Notes the person's place in it, and which of its questions they have answered. */
static void note_row(const App *app, CourseRow *row, Reader *reader) {
    const ProgressBook *book = &app->progress.book;
    Str id = str_from(row->id);
    row->is_begun = progress_find_at(book, id).at != NULL;
    row->is_done = false;
    if (!row->lesson) return;
    for (const LessonStep *step = row->lesson->step; step; step = step->next)
        if (!step->next) row->is_done = progress_is_done(book, id, step->slug);
    reader_bind(reader, row->lesson);
    app_recall_progress(app, id, reader);
    row->step = reader->step;
    reader_count(reader, &row->answered, &row->right);
}

void app_note_course(App *app) {
    Course *course = app->course;
    Str last = progress_find_last(&app->progress.book);
    Reader *reader = mem_new(sizeof *reader);
    int from = 0;
    for (int i = 0; reader && i < course->count; i++) {
        note_row(app, &course->row[i], reader);
        if (str_equal(last, course->row[i].id)) from = i;
    }
    mem_free(reader);
    own_list(course, &app->progress.book, &app->world->file);
    if (screen_is_open(&app->ui.screens, SCREEN_COURSE)) own_read(course, &app->world->file);
    course->current = -1; /* the lesson opened last; if it is finished, the next unfinished one after it, cyclically */
    for (int i = 0; i < course->count && course->current < 0; i++) {
        int at = (from + i) % course->count;
        if (!course->row[at].is_done) course->current = at;
    }
    app->stale = true;
}

/* ---- The glossary ---- */

int app_compare_words(Str a, Str b) {
    for (int i = 0; i < a.count && i < b.count; i++) {
        int x = a.at[i] >= 'A' && a.at[i] <= 'Z' ? a.at[i] + 32 : (unsigned char)a.at[i],
            y = b.at[i] >= 'A' && b.at[i] <= 'Z' ? b.at[i] + 32 : (unsigned char)b.at[i];
        if (x != y) return x - y;
    }
    return a.count - b.count;
}

static void read_glossary(App *app) {
    Course *course = app->course;
    char path[APP_PATH_MAX + 32], shown[APP_PATH_MAX];
    const LessonHost host = lesson_host(&app->world->file);
    text_format(path, (int)sizeof path, "%s/glossary.md", app->course_folder);
    if (course->glossary || !app->world->file.is_there(app->world->file.user, path)) return;
    app_find_translation(app, path, shown);
    course->glossary = lesson_read(shown, &host);
    for (const LessonStep *step = course->glossary ? course->glossary->step : NULL; step; step = step->next) {
        if (!step->heading || course->terms == TERM_MAX) continue;
        int at = course->terms++;
        for (; at > 0 && app_compare_words(course->term[at - 1]->title, step->title) > 0; at--) course->term[at] = course->term[at - 1];
        course->term[at] = step;
    }
}

bool app_list_course(App *app) {
    const World *world = app->world;
    if (app->course) {
        app_note_course(app);
        return true;
    }
    if (!world->place.find || !world->file.list) return false;
    if (!world->place.find(world->place.user, PLACE_COURSE, app->course_folder, APP_PATH_MAX, NULL)) return false;
    app->course = mem_new(sizeof *app->course);
    if (!app->course) return false;
    if (!world->file.list(world->file.user, app->course_folder, note_name, app->course, NULL)) app->course->count = 0;
    for (int i = 0; i < app->course->count; i++) read_row(app, &app->course->row[i]);
    read_glossary(app);
    app_note_course(app);
    return true;
}

void app_free_course(App *app) {
    app_free_thumbs(app);
    for (int i = 0; app->course && i < app->course->count; i++) {
        lesson_free(app->course->row[i].lesson);
        picture_free(&app->course->row[i].card);
        picture_free(&app->course->row[i].stage);
    }
    if (app->course) lesson_free(app->course->glossary);
    mem_free(app->course);
    app->course = NULL;
}

/* "vanishing", "05-vanishing", "05-vanishing.md", "5". */
static bool is_named(const CourseRow *row, Str name) {
    char stem[64];
    double number;
    text_format(stem, (int)sizeof stem, "%s", row->file);
    if (str_equal(name, stem)) return true;
    stem[strlen(stem) - 3] = 0;
    if (str_equal(name, stem) || str_equal(name, stem + 3) || str_equal(name, row->id)) return true;
    return number_parse(&number, name) && number == row->number;
}

bool app_find_in_course(App *app, Str name, char out[APP_PATH_MAX]) {
    if (!app_list_course(app)) return false;
    for (int i = 0; i < app->course->count; i++) {
        if (!is_named(&app->course->row[i], name)) continue;
        return text_format(out, APP_PATH_MAX, "%s/%s", app->course_folder, app->course->row[i].file) < APP_PATH_MAX - 1;
    }
    /* a page of the course without a number, such as its glossary */
    static const char *const endings[] = {"", ".md"};
    if (name.count == 0 || memchr(name.at, '/', (size_t)name.count)) return false;
    for (int i = 0; i < 2; i++) {
        int used = text_format(out, APP_PATH_MAX, "%s/%.*s%s", app->course_folder, name.count, name.at, endings[i]);
        bool is_page = used > 3 && used < APP_PATH_MAX - 1 && strcmp(out + used - 3, ".md") == 0;
        if (is_page && app->world->file.is_there(app->world->file.user, out)) return true;
    }
    return false;
}

/* A lesson outside of the course. */
static void note_own(App *app, const char *path) {
    const PlaceApi *place = &app->world->place;
    char folder[APP_PATH_MAX] = "";
    if (app->present) return;
    if (!own_is_absolute(path)) return; /* only this place knows its path */
    if (place->find) place->find(place->user, PLACE_COURSE, folder, APP_PATH_MAX, NULL);
    for (int i = 0; app->course && i < app->course->owns; i++)
        if (strcmp(app->course->own[i].path, path) == 0) return; /* it is listed already, perhaps by its folder */
    if (!folder[0] || strncmp(path, folder, strlen(folder)) != 0) progress_note_file(&app->progress.book, str_from(path), NULL);
}

void app_place_in_course(App *app) {
    AppLesson *study = app->study;
    study->reader.number = study->reader.count = 0;
    char path[APP_PATH_MAX + 80];
    for (int i = 0; app->course && i < app->course->count; i++) {
        text_format(path, (int)sizeof path, "%s/%s", app->course_folder, app->course->row[i].file);
        if (strcmp(path, study->path) != 0) continue;
        study->reader.number = app->course->row[i].number;
        study->reader.count = app->course->count;
        return;
    }
    note_own(app, study->path);
}
