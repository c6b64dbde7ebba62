/* What the blocks of a lesson are to a handout: which are printed, which belong together, and what only the reader's own run can say. */
#ifndef UNROLL_APP_HANDOUT_BLOCK_H
#define UNROLL_APP_HANDOUT_BLOCK_H
#include "lesson/lesson.h"

/* True if a paragraph introduces the next block, as in "Draw before you look:". */
bool handout_leads_in(const LessonBlock *block);
/* True if the block is not printed. */
bool handout_is_silent(const LessonBlock *block);
/* True if the next thing that is printed is a picture: the sentence before it is of little use without it. */
bool handout_precedes_picture(const LessonBlock *block);
/* True if a paragraph behind a question introduces something to do, such as the next question. */
bool handout_leads_to_task(const LessonBlock *block);
/* True if the live number stands behind a `try` or a button of its step: only the reader's own run has it. */
bool handout_is_own(const LessonStep *step, const LessonSpan *live);

#endif
