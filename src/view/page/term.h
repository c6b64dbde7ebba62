/* Finds the glossary entry for a part of the stage, a parameter, or a word beside the picture. */
#ifndef UNROLL_VIEW_PAGE_TERM_H
#define UNROLL_VIEW_PAGE_TERM_H
#include "gui/region.h"
#include "lab/run.h"

/* The slug of the entry about what the pointer is on, in a network as `run` has it; NULL: none is. `region` may be NULL. */
const char *term_find(const Region *region, const Subject *hover, const Run *run);

/* Every slug that term_find can give, one after the other; NULL behind the last. */
const char *term_slug(int index);

#endif
