/* The course as the course page and the glossary show it: its lessons in order, how far a person has come in each, the words that are
   explained, and what a search found. app/ fills it. */
#ifndef UNROLL_VIEW_PAGE_COURSE_H
#define UNROLL_VIEW_PAGE_COURSE_H
#include "draw/picture.h"
#include "lesson/lesson.h"

enum { COURSE_MAX = 40, COURSE_HIT_MAX = 48, COURSE_OWN_MAX = 24, COURSE_SEARCH_SIZE = 64, TERM_MAX = 160, COURSE_GOALS = 3 };

typedef struct CourseRow {
    char file[64], id[48], title[96];
    char goal[COURSE_GOALS][160]; /* "": it has fewer */
    double minutes;
    int number, steps;
    /* The person's. */
    int step; /* index, of the one where they were */
    bool is_begun, is_done;
    int answered, right;
    Lesson *lesson;      /* app/'s; NULL: it could not be read */
    Picture card, stage; /* app/'s: a part of the stage as a setup of it has it, and all of it; without cells until they are made */
} CourseRow;

/* A place that a search found. */
typedef struct CourseHit {
    char title[120], where[120], command[200];
} CourseHit;

/* A lesson that is none of the course's. */
typedef struct CourseOwn {
    char path[1024], title[96]; /* title "": nobody has read it yet */
    char trouble[200];          /* the first mistake of its file, at its place, and how many more; "": none */
} CourseOwn;

typedef struct Course {
    CourseRow row[COURSE_MAX];
    int count;
    int current;                      /* the one to go on with; -1: none */
    Lesson *glossary;                 /* app/'s; NULL: there is none */
    const LessonStep *term[TERM_MAX]; /* (terms) its entries, by the alphabet */
    int terms;
    char search[COURSE_SEARCH_SIZE]; /* what is looked for; "": nothing */
    CourseHit hit[COURSE_HIT_MAX];   /* (hits) */
    int hits;
    CourseOwn own[COURSE_OWN_MAX]; /* (owns) the newest first */
    int owns;
    bool asks_reset; /* before all progress is given up */
} Course;

#endif
