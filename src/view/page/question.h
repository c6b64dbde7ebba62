/* The cards of a lesson's step: questions with their answers, and things to try. */
#ifndef UNROLL_VIEW_PAGE_QUESTION_H
#define UNROLL_VIEW_PAGE_QUESTION_H
#include "view/page/ink.h"

void question_draw(Ink *ink, int at);                       /* the question of this number */
void question_draw_try(Ink *ink, const LessonTry *attempt); /* ticks itself */

#endif
