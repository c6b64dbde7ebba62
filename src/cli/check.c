/* `unroll check`: all errors of lessons and pages at once: their syntax, their untrue claims, their broken links. */
#include "cli/check.h"
#include "base/arena.h"
#include "base/number.h"
#include "cli/cli.h"
#include "platform/files.h"
#include <stdio.h>
#include <string.h>

static void tell_mistake(void *user, const Diag *diag) { check_tell(user, diag); }

/* False when memory is out. */
static bool check_file(Check *check, const char *path, Diag *diag) {
    LessonHost host = lesson_host(&check->file);
    host.user = check;
    host.tell = tell_mistake;
    Lesson *lesson = lesson_read(path, &host);
    if (!lesson) return diag_fail(diag, "%s: out of memory", path);
    CheckLesson of = {.check = check, .lesson = lesson};
    if (lesson->front.is_there)
        check->lessons++;
    else
        check->pages++;
    check_run_lesson(&of);
    check_links(&of);
    check_print_told(check);
    lesson_free(lesson);
    return true;
}

static bool is_numbered(const char *name) { return name[0] >= '0' && name[0] <= '9'; }

/* Errors that only the lessons of a course together can have. */
static void check_ids(Check *check) {
    CheckCourse *course = &check->course;
    for (int i = 0; i < course->count; i++) {
        if (!check_course_read(check, i)) continue;
        CheckLesson of = {.check = check, .lesson = course->lesson[i]};
        LessonPlace first = {0, 1, 1};
        const LessonFront *front = &course->lesson[i]->front;
        if (is_numbered(course->name[i]) && !front->is_there)
            check_fail(&of, first, "a numbered file is a lesson of the course: expected front matter between two lines \"---\"");
        for (int j = 0; j < i; j++) {
            const LessonFront *other = &course->lesson[j]->front;
            if (front->id.count > 0 && other->id.count == front->id.count && !memcmp(front->id.at, other->id.at, (size_t)front->id.count))
                check_fail(&of, first, "%s has the id \"%.*s\" already", course->name[j], front->id.count, front->id.at);
        }
    }
}

/* The end of a check: fails if memory was out for lessons that only links and ids lead to. */
static bool end_course(Check *check, const char *path, bool good, Diag *diag) {
    bool is_incomplete = check->course.is_incomplete;
    check_course_free(&check->course);
    return good && (!is_incomplete || diag_fail(diag, "%s: out of memory: not all lessons of the folder could be read", path));
}

static bool check_folder(Check *check, const char *folder, Diag *diag) {
    check->is_course = true;
    if (!check_course_open(&check->course, check, folder, diag)) return false;
    if (check->course.count == 0) return diag_fail(diag, "%s: there is no lesson in this folder: expected files that end in .md", folder);
    bool good = true;
    for (int i = 0; i < check->course.count && good; i++) {
        char path[1024];
        text_format(path, (int)sizeof path, "%s%s", check->course.folder, check->course.name[i]);
        good = check_file(check, path, diag);
    }
    check_ids(check);
    check_print_told(check);
    return end_course(check, folder, good, diag);
}

/* A single file; the others of its folder are only read for links. */
static bool check_single(Check *check, const char *path, Diag *diag) {
    char folder[512] = "";
    const char *slash = strrchr(path, '/');
    Diag unused = {0};
    check->is_course = false;
    if (slash) text_format(folder, (int)sizeof folder, "%.*s", (int)(slash - path) + 1, path);
    check_course_open(&check->course, check, folder, &unused); /* a folder that cannot be listed has no other lessons */
    bool good = check_file(check, path, diag);
    return end_course(check, path, good, diag);
}

static void print_summary(const Check *check) {
    if (check->mistakes == 0)
        printf("no mistakes in %ld lesson%s and %ld page%s; %ld claim%s hold", check->lessons, check->lessons == 1 ? "" : "s", check->pages,
               check->pages == 1 ? "" : "s", check->claims, check->claims == 1 ? "" : "s");
    else
        printf("%ld mistake%s in %ld lesson%s and %ld page%s", check->mistakes, check->mistakes == 1 ? "" : "s", check->lessons,
               check->lessons == 1 ? "" : "s", check->pages, check->pages == 1 ? "" : "s");
    if (check->warnings > 0) printf("; %ld warning%s", check->warnings, check->warnings == 1 ? "" : "s");
    if (check->slow_claims > 0)
        printf("; %ld slow claim%s left out, --slow runs them", check->slow_claims, check->slow_claims == 1 ? " was" : "s were");
    printf("\n");
}

static int run(const CliOptions *options, Diag *diag) {
    Check check = {.slow = options->slow, .time = options->time};
    if (options->operand_count == 0) {
        diag_fail(diag, "no FILE or FOLDER is named; `unroll help check` says what is expected");
        return CLI_BAD_USAGE;
    }
    platform_files(&check.file);
    platform_clock(&check.clock);
    for (int i = 0; i < options->operand_count; i++) {
        const char *path = options->operand[i];
        bool is_folder = check.file.is_folder(check.file.user, path);
        bool good = is_folder ? check_folder(&check, path, diag) : check_single(&check, path, diag);
        check_course_free(&check.course);
        if (!good) {
            mem_free(check.told);
            return CLI_FAILED;
        }
    }
    mem_free(check.told);
    print_summary(&check);
    return check.mistakes > 0 ? CLI_FAILED : CLI_OK;
}

const CliSubcommand cli_check = {
    .name = "check",
    .summary = "find every mistake of a lesson, and run all that it says",
    .operands = "FILE|FOLDER...",
    .operand_max = -1,
    .takes = {CLI_SLOW, CLI_TIME},
    .about =
        "Reads lessons and pages (Markdown) and prints every mistake as file:line:column: what is wrong, and what is expected. Then runs "
        "them: every command, every claim of an `assert`, every `try`, which must be unmet at its start and met by its solution, and every "
        "live number. A claim that is false names the seed and the values.",
    .more =
        "FOLDER stands for every file in it that ends in .md; it is a course then: links and needs that lead nowhere are mistakes. In a "
        "FILE named by itself they are warnings.",
    .status = "0 without a mistake, warnings or not; 1 with one; 2 when the request was wrong.",
    .run = run,
};
