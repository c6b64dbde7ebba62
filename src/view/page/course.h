/* The course as the course page shows it: its lessons in order, and how far a person has come in each. app/ fills it. */
#ifndef UNROLL_VIEW_PAGE_COURSE_H
#define UNROLL_VIEW_PAGE_COURSE_H
#include "lesson/lesson.h"

enum { COURSE_MAX = 40 };

typedef struct CourseRow {
    char file[64], id[48], title[96], goal[160];
    char text[512]; /* the first words of its first step */
    double minutes;
    int number, steps;
    /* The person's. */
    int step; /* index, of the one where they were */
    bool is_begun, is_done;
    int answered, right;
    Lesson *lesson; /* app/'s; NULL: it could not be read */
} CourseRow;

typedef struct Course {
    CourseRow row[COURSE_MAX];
    int count;
    int current; /* the one to go on with; -1: none */
} Course;

#endif
