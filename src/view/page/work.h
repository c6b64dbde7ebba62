/* Jobs that the person waits for: each has a bar at the top of the stage. */
#ifndef UNROLL_VIEW_PAGE_WORK_H
#define UNROLL_VIEW_PAGE_WORK_H
#include <stdbool.h>

enum { WORK_MAX = 3 };

typedef struct WorkBar {
    char words[160]; /* "Reading sales.csv" */
    double done;     /* 0..1 */
    bool is_ending;  /* it was told to stop, and will */
} WorkBar;

#endif
