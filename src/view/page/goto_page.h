/* The list of lessons and steps to go to while presenting, and what a name finds in it. */
#ifndef UNROLL_VIEW_PAGE_GOTO_PAGE_H
#define UNROLL_VIEW_PAGE_GOTO_PAGE_H
#include "view/page/course.h"
#include "view/page/reader.h"

enum { GOTO_TEXT_MAX = 128 };

typedef struct GotoRow {
    char title[120], where[120], address[160]; /* address: as the command `lesson` takes it */
} GotoRow;

/* Steps of the open lesson whose title holds the text, in any case, or whose number it is; then lessons and steps of the course (NULL: none).
   Returns how many there are, at most `most`. */
int goto_list(GotoRow row[], int most, const Course *course, const Reader *reader, const char *text);

#endif
