/* A lesson that is opened with only some of its controls: `unroll 'vanishing?allow=radius,steps'`, for a class. */
#ifndef UNROLL_LESSON_LIMIT_H
#define UNROLL_LESSON_LIMIT_H
#include "lesson/lesson.h"

/* Makes every step allow only these keys, separated by commas; or `all`, or `none`: as if each ended with such an `allow`. False when
   memory is out. */
bool lesson_limit(Lesson *lesson, Str keys);
bool lesson_copy_limit(Lesson *to, const Lesson *from); /* the same line as in another parse of this lesson, if any */

#endif
