/* The cards of a lesson's step: questions with their answers, and things to try. */
#ifndef UNROLL_VIEW_PAGE_QUESTION_H
#define UNROLL_VIEW_PAGE_QUESTION_H
#include "view/page/ink.h"

/* What a place of a lesson says, "step 7", in the language of `strings`. */
void question_write_place(char *out, int size, const Strings *strings, Str where);

void question_draw(Ink *ink, int at);                       /* the question of this number */
void question_draw_try(Ink *ink, const LessonTry *attempt); /* ticks itself */

#endif
