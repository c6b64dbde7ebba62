/* Links and needs: by file first, then by id. `08-eigenvalues.md#the-start` is the file beside this one or, if that is missing, the lesson
   with the id `eigenvalues`; `vanishing#draw-it` is a lesson by its id; `#draw-it` a step of this one. A folder of translations, de/, may
   have only some of the lessons: the others are in its parent folder. */
#include "base/arena.h"
#include "base/number.h"
#include "cli/check.h"
#include <stdlib.h>
#include <string.h>

/* --- the lessons of a folder --- */

static bool is_markdown(Str name) { return name.count > 3 && !memcmp(name.at + name.count - 3, ".md", 3) && name.at[0] != '.'; }

static void add_name(void *user, const char *name) {
    CheckCourse *course = user;
    if (!is_markdown(str_from(name)) || course->count == CHECK_COURSE_MAX) return;
    size_t size = strlen(name) + 1;
    char *copy = mem_new(size);
    course->is_incomplete |= !copy;
    if (!copy) return;
    memcpy(copy, name, size);
    course->name[course->count++] = copy;
}

static int compare(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

bool check_course_open(CheckCourse *course, Check *check, const char *folder, Diag *diag) {
    memset(course, 0, sizeof *course);
    size_t count = strlen(folder);
    text_format(course->folder, (int)sizeof course->folder, "%s%s", folder, count > 0 && folder[count - 1] != '/' ? "/" : "");
    if (!check->file.list(check->file.user, count > 0 ? folder : ".", add_name, course, diag)) return false;
    qsort(course->name, (size_t)course->count, sizeof *course->name, compare);
    return true;
}

void check_course_free(CheckCourse *course) {
    for (int i = 0; i < course->count; i++) {
        mem_free(course->name[i]);
        lesson_free(course->lesson[i]);
    }
    memset(course, 0, sizeof *course);
}

/* True if memory was out for the lesson or for its file's bytes (platform/files.h). */
static bool is_lost(const Lesson *lesson) {
    return !lesson || (lesson->mistakes.count > 0 && !strncmp(lesson->mistakes.item[0].text, "out of memory", 13));
}

const Lesson *check_course_read(Check *check, int index) {
    CheckCourse *course = &check->course;
    LessonHost host = {.file = &check->file};
    char path[1024];
    text_format(path, (int)sizeof path, "%s%s", course->folder, course->name[index]);
    if (!course->lesson[index]) course->lesson[index] = lesson_read(path, &host);
    course->is_incomplete |= is_lost(course->lesson[index]);
    return course->lesson[index];
}

static const Lesson *find_file(Check *check, Str name) {
    for (int i = 0; i < check->course.count; i++) {
        if (str_equal(name, check->course.name[i])) return check_course_read(check, i);
    }
    return NULL;
}

static const Lesson *find_id(Check *check, Str id) {
    for (int i = 0; i < check->course.count; i++) {
        const Lesson *lesson = check_course_read(check, i);
        if (lesson && lesson->front.id.count == id.count && id.count > 0 && !memcmp(lesson->front.id.at, id.at, (size_t)id.count))
            return lesson;
    }
    return NULL;
}

/* "08-eigenvalues.md" to "eigenvalues" */
static Str id_of(Str name) {
    int digits = 0;
    if (is_markdown(name)) name.count -= 3;
    while (digits < name.count && name.at[digits] >= '0' && name.at[digits] <= '9') digits++;
    if (digits > 0 && digits < name.count && name.at[digits] == '-') return (Str){name.at + digits + 1, name.count - digits - 1};
    return name;
}

/* --- links --- */

static bool has_slug(const Lesson *lesson, Str slug) {
    if (lesson_find_step(lesson, slug)) return true;
    for (const LessonStep *step = lesson->step; step; step = step->next) {
        for (const LessonBlock *block = step->block; block; block = block->next) {
            if (block->kind == BLOCK_HEADING && block->slug.count == slug.count && !memcmp(block->slug.at, slug.at, (size_t)slug.count))
                return true;
        }
    }
    return false;
}

static void tell(const CheckLesson *of, LessonPlace place, const char *text) {
    if (of->check->course.is_incomplete) return; /* it may be there; the check fails in the end */
    if (of->check->is_course)
        check_fail(of, place, "%s", text);
    else
        check_warn(of, place, "%s", text);
}

static bool has_scheme(Str target) {
    for (int i = 0; i < target.count; i++) {
        char c = target.at[i];
        if (c == ':') return i > 1;
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))) return false;
    }
    return false;
}

/* A lesson is a translation of the lesson of the same name in the parent folder. */
static bool is_translation(const CheckLesson *of) {
    const Check *check = of->check;
    const char *path = of->lesson->file[0].at, *slash = strrchr(path, '/');
    char original[1200];
    text_format(original, (int)sizeof original, "%s../%s", check->course.folder, slash ? slash + 1 : path);
    return check->file.is_there(check->file.user, original);
}

/* The lesson of this name in the parent folder, for a missing translation. The caller frees it; NULL: there is none. */
static Lesson *read_original(const CheckLesson *of, Str name) {
    Check *check = of->check;
    LessonHost host = {.file = &check->file};
    char path[1200];
    if (memchr(name.at, '/', (size_t)name.count) || !is_markdown(name) || !is_translation(of)) return NULL;
    text_format(path, (int)sizeof path, "%s../%.*s", check->course.folder, name.count, name.at);
    if (!check->file.is_there(check->file.user, path)) return NULL;
    Lesson *original = lesson_read(path, &host);
    check->course.is_incomplete |= is_lost(original);
    return original;
}

/* True if nothing of a file beside the one that was named could be read; it says so at the link. The file's own mistakes are reported
   where it is checked itself. */
static bool warn_unreadable(const CheckLesson *of, const Lesson *lesson, LessonPlace place) {
    if (is_lost(lesson)) return true; /* as in tell */
    if (of->check->is_course || lesson == of->lesson || lesson->step_count > 0 || lesson->mistakes.count == 0) return false;
    check_warn(of, place, "%s has mistakes; the first is: %s", lesson->file[0].at, lesson->mistakes.item[0].text);
    return true;
}

static void check_link(const CheckLesson *of, const LessonSpan *span) {
    Check *check = of->check;
    Str target = span->target, slug = {"", 0};
    char text[300];
    if (target.count == 0 || has_scheme(target)) return;
    const char *hash = memchr(target.at, '#', (size_t)target.count);
    if (hash) {
        slug = (Str){hash + 1, (int)(target.at + target.count - hash - 1)};
        target.count = (int)(hash - target.at);
    }
    const Lesson *lesson = target.count == 0 ? of->lesson : find_file(check, target);
    if (!lesson) lesson = find_id(check, id_of(target));
    Lesson *original = lesson ? NULL : read_original(of, target);
    if (original) lesson = original;
    if (!lesson) {
        text_format(text, (int)sizeof text, "there is no lesson or page \"%.*s\" in this folder", str_fit(target, 120), target.at);
        tell(of, span->place, text);
    } else if (!warn_unreadable(of, lesson, span->place) && slug.count > 0 && !has_slug(lesson, slug)) {
        text_format(text, (int)sizeof text, "there is no heading \"#%.*s\" in %s", str_fit(slug, 120), slug.at, lesson->file[0].at);
        tell(of, span->place, text);
    }
    lesson_free(original);
}

static void visit_span(void *user, const LessonSpan *span) {
    if (span->kind == SPAN_LINK && span->command.count == 0) check_link(user, span);
}

/* In the parent folder, for a folder of translations. */
static bool has_id_around(const CheckLesson *of, Str id) {
    Check *check = of->check;
    char path[1100];
    Diag unheard = {0};
    if (!is_translation(of)) return false;
    CheckCourse *own = mem_new(sizeof *own);
    check->course.is_incomplete |= !own;
    if (!own) return false;
    *own = check->course;
    text_format(path, (int)sizeof path, "%s..", own->folder);
    bool found = check_course_open(&check->course, check, path, &unheard) && find_id(check, id);
    own->is_incomplete |= check->course.is_incomplete;
    check_course_free(&check->course);
    check->course = *own;
    mem_free(own);
    return found;
}

void check_links(CheckLesson *of) {
    lesson_visit_spans(of->lesson, visit_span, of);
    for (const LessonWord *need = of->lesson->front.need; need; need = need->next) {
        char text[200];
        if (find_id(of->check, need->text) || has_id_around(of, need->text)) continue;
        text_format(text, (int)sizeof text, "it needs \"%.*s\", and no lesson in this folder has that id", str_fit(need->text, 80),
                    need->text.at);
        tell(of, need->place, text);
    }
}
