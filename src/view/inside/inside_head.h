/* The head of a picture inside the stage: its title, a line of words, and the button that closes it. */
#ifndef UNROLL_VIEW_INSIDE_INSIDE_HEAD_H
#define UNROLL_VIEW_INSIDE_INSIDE_HEAD_H
#include "view/inside/grow.h"

/* Ground and head into `area`; returns what is left for the picture, which ends with grow_end. `name` is the screen's, of the paths. */
Rect inside_begin(Grow *grow, GrowFrom from, const View *view, Rect area, const char *name, const char *title, const char *words);
/* The line of words below a title, whose baseline is at the foot of `line`. While something is held, that stands at its right end, and the words
   have what room is left. Returns the width of that room. */
double inside_draw_words(const View *view, Rect line, Color color, const char *words);
/* "Layer 2, reverse; ": nothing where there is one chain. */
void inside_write_chain(char *out, int size, const View *view);

#endif
