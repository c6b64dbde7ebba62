/* Names of the parts of the stage, as a lesson writes them behind [[ and in `look`: "river 5", "state 3 2", "gate forget 4", "W". */
#ifndef UNROLL_VIEW_PAGE_MARK_H
#define UNROLL_VIEW_PAGE_MARK_H
#include "base/diag.h"
#include "base/str.h"
#include "gui/region.h"

/* What a mark names: a subject of the top layer's forward chain, and for a range of steps the last of them. */
typedef struct Mark {
    Subject subject;     /* its first step, from 0 */
    int last;            /* from 0; as subject.step where it names one */
    const char *control; /* of "control radius", "chart", "controls": the path of a region; else NULL */
    char path[48];
} Mark;

/* On false the message says what is expected, and diag->column where, from 1 in the text. */
bool mark_parse(Mark *mark, Str text, Diag *diag);

#endif
