/* What the files of the page of one number share (terms.c, terms_chips.c, terms_path.c). */
#ifndef UNROLL_VIEW_INSIDE_TERMS_PICTURE_H
#define UNROLL_VIEW_INSIDE_TERMS_PICTURE_H
#include "engine/analysis/terms.h"
#include "view/view.h"

enum { TERMS_NAME_SIZE = 15, TERMS_NUMBER_SIZE = 13, TERMS_SHOWN_MAX = 64, TERMS_TEX_SIZE = 96, TERMS_WIDTH_MAX = 900 };

typedef struct TermsPicture {
    const View *view;
    const Terms *terms;
    const Trace *trace;
    Rect rest;
    double row; /* of a term, pixels */
} TermsPicture;

/* terms_chips.c */

/* "\\partial h_{4,3}": the step first, then the unit; of a weight row and column. */
void terms_write_tex(char out[TERMS_TEX_SIZE], const TermsPicture *picture, const TermsPlace *at);
void terms_write_words(char *out, int size, const TermsPicture *picture, const TermsPlace *at);

double terms_chip_width(const TermsPicture *picture, const TermsFactor *factor);

/* A number with its name, and its width; a click looks at it. What is given before the first step leads nowhere. */
double terms_draw_chip(const TermsPicture *picture, double x, double y, double h, const TermsFactor *factor, const char *path);

/* Lists the largest terms first, at most `most`; NaN counts as larger than any number. Returns their count. */
int terms_list_largest(const Term *out[TERMS_SHOWN_MAX], const Terms *terms, int most);

const char *terms_function_name(const Terms *terms, Activation activation); /* "" where the number is the sum itself */

/* terms_path.c */

/* Draws where most of the number comes from: a row for each number of view->terms_chain, each the largest factor of the row before. */
void terms_draw_path(const TermsPicture *picture, Rect box);

#endif
