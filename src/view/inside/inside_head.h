/* The head of a picture inside the stage: its title, a line of words, and the button that closes it. */
#ifndef UNROLL_VIEW_INSIDE_INSIDE_HEAD_H
#define UNROLL_VIEW_INSIDE_INSIDE_HEAD_H
#include "view/inside/grow.h"

/* Draws the background and the head into `area`; returns the rest of the area for the picture, which ends with grow_end. `name` is the
   screen's name in the paths. */
Rect inside_begin(Grow *grow, GrowFrom from, const View *view, Rect area, const char *name, const char *title, const char *words);
/* Draws the line of words below a title; its baseline is at the foot of `line`. While a number is held, the held numbers stand at its
   right end. Returns the width that is left for the words. */
double inside_draw_words(const View *view, Rect line, Color color, const char *words);
/* Appends "; without what is held" while something is held: for a picture that a held number does not change. */
void inside_write_unheld(char *out, int size, const View *view);
/* "Layer 2, reverse; ", or "" if there is only one chain. */
void inside_write_chain(char *out, int size, const View *view);

#endif
