/* A lesson's questions on paper, with room to write, and their answers. */
#ifndef UNROLL_VIEW_PAGE_PAPER_H
#define UNROLL_VIEW_PAGE_PAPER_H
#include "view/page/ink.h"

void paper_question(Ink *ink, const LessonQuestion *question);

typedef struct PaperAnswer {
    const LessonQuestion *question;
    const LessonStep *step;
    const char *lesson; /* its title */
    char address[256];  /* that shows it in the program */
} PaperAnswer;
void paper_answer(Ink *ink, const PaperAnswer *answer);

#endif
