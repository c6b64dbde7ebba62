/* Private to cli/: `unroll check`. Every mistake is one line "file:line:column: text" on standard output, as compilers write it. */
#ifndef UNROLL_CLI_CHECK_H
#define UNROLL_CLI_CHECK_H
#include "cli/check_run.h"

enum { CHECK_COURSE_MAX = 256 };

/* The lessons and pages of one folder, so that links can be followed. */
typedef struct CheckCourse {
    char folder[512];                 /* with its last '/'; "" for the current folder */
    char *name[CHECK_COURSE_MAX];     /* "05-vanishing.md"; owned, ascending */
    Lesson *lesson[CHECK_COURSE_MAX]; /* owned; NULL until it is needed */
    int count;
    bool is_incomplete; /* memory was out for a name or a lesson: what is not found may be there */
} CheckCourse;

/* An error or a warning that is not printed yet: those of a file are sorted by line. */
typedef struct CheckTold {
    Diag diag;
    bool is_warning;
    int order; /* order in which they were found */
} CheckTold;

typedef struct Check {
    FileApi file;
    ClockApi clock;
    bool slow, time;
    bool is_course; /* a folder was named: an unresolved link is an error, else a warning */
    long mistakes, warnings, claims, slow_claims, lessons, pages;
    CheckCourse course;
    CheckTold *told; /* owned */
    int told_count, told_capacity;
} Check;

/* One lesson under check. */
typedef struct CheckLesson {
    Check *check;
    const Lesson *lesson;
} CheckLesson;

/* check_tell.c */
void check_tell(Check *check, const Diag *diag);
bool check_is_told(const Check *check, const Diag *diag); /* in this file */
void check_print_told(Check *check);
void check_fail(const CheckLesson *of, LessonPlace place, const char *format, ...) __attribute__((format(printf, 3, 4)));
void check_warn(const CheckLesson *of, LessonPlace place, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* check_step.c: everything in the lesson that can be run. */
void check_run_lesson(CheckLesson *of);

/* check_claim.c: own is NULL if the step cannot be set up. */
void check_claims(CheckLesson *of, const CheckStep *step, CheckScene *own, CheckScene *variant, const LessonBlock *block);
void check_try(CheckLesson *of, const CheckStep *step, const LessonBlock *block);

/* check_link.c */
bool check_course_open(CheckCourse *course, Check *check, const char *folder, Diag *diag);
/* The lesson or page of this place in the list; NULL: memory was out. */
const Lesson *check_course_read(Check *check, int index);
void check_course_free(CheckCourse *course);
void check_links(CheckLesson *of);

#endif
