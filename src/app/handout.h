/* A lesson on paper: text, formulas, the pictures at its stops, questions with room to write, and the answers behind them. */
#ifndef UNROLL_APP_HANDOUT_H
#define UNROLL_APP_HANDOUT_H
#include "app/app.h"

typedef struct HandoutPaper {
    double width_pt, height_pt;
} HandoutPaper;
static const HandoutPaper HANDOUT_A4 = {595.28, 841.89}, HANDOUT_LETTER = {612, 792};
static const double HANDOUT_POINTS = 0.6; /* of a design pixel: text of 17.5 is 10.5 points, and a stage has its usual size */

enum { HANDOUT_PAGE_MAX = 200 };

typedef struct Handout Handout;

/* NULL, with the reason, when memory is out. The app is for this alone: it goes through the lessons in the light theme. */
Handout *handout_new(App *app, HandoutPaper paper, Diag *diag);
void handout_free(Handout *handout);
/* A lesson by its name or file, or the steps of it that an address names ("vanishing#draw-it": from there on). */
bool handout_add(Handout *handout, const char *lesson, Diag *diag);
/* The lesson was there, but the pages could not be made: no memory, or too many. */
bool handout_is_broken(const Handout *handout);
/* Mistakes of the lessons' files, and lines that were refused: they stand on the pages, too, each at its place. */
const DiagList *handout_wrong(const Handout *handout);
bool handout_finish(Handout *handout, bool with_answers, Diag *diag);
int handout_pages(const Handout *handout, const DrawList *page[HANDOUT_PAGE_MAX]);
const char *handout_title(const Handout *handout);

#endif
