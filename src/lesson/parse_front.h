/* Private to lesson/: the front matter between two lines of `---` at the very beginning. */
#ifndef UNROLL_LESSON_PARSE_FRONT_H
#define UNROLL_LESSON_PARSE_FRONT_H
#include "lesson/parse.h"

/* Reads the front matter into the lesson, and cuts it off *text, whose first line number is *line. A file without one is a page. */
void parse_front(Parser *parser, Str *text, int *line);

#endif
