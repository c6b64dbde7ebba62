/* Reads a draw list and reports text that overlaps other text, is cut, lies outside the window, is half covered, or is too
   small. Each line of the report names the group of the picture and the words. */
#ifndef UNROLL_SUPPORT_LAYOUT_CHECK_H
#define UNROLL_SUPPORT_LAYOUT_CHECK_H
#include "draw/draw_list.h"

typedef struct LayoutReport {
    int count;        /* of findings */
    char text[1 << 17]; /* one a line; cut when there are many */
    int used;
} LayoutReport;

/* Adds to the report what it finds; `heading` precedes it when there is anything. */
void layout_check(LayoutReport *report, const DrawList *list, const TextApi *text, const char *heading);

#endif
