/* Names of the parts of the stage, as a lesson writes them behind [[ and in `look`: "river 5", "state 3 2", "gate forget 4", "W". */
#ifndef UNROLL_VIEW_PAGE_MARK_H
#define UNROLL_VIEW_PAGE_MARK_H
#include "base/diag.h"
#include "base/str.h"
#include "engine/net/net.h"
#include "gui/region.h"

/* What a mark names: a subject of the top layer's forward chain, and for a range of steps the last of them. */
typedef struct Mark {
    Subject subject;   /* its first step, from 0 */
    int last;          /* from 0; as subject.step where it names one */
    bool is_whole;     /* "control radius", "chart", "controls": whole regions, whatever they are about */
    const char *where; /* beginnings of their paths, separated by blanks; NULL: the subject alone tells */
    char path[48];     /* or this one path; "": none */
    char gate[16];     /* a gate's letter or the first word of its name, of whatever cell; "": none */
} Mark;

/* On false the message says what is expected, and diag->column where, from 1 in the text. */
bool mark_parse(Mark *mark, Str text, Diag *diag);

/* The box of all its drawn parts. False if none is drawn, or if it is scrolled away. */
bool mark_find_box(Rect *out, const RegionList *regions, const Mark *mark, const Net *net);

#endif
