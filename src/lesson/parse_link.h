/* Private to lesson/: where links and pictures lead. */
#ifndef UNROLL_LESSON_PARSE_LINK_H
#define UNROLL_LESSON_PARSE_LINK_H
#include "lesson/parse.h"

/* Checks the target of a link or picture, and decodes the command of do:... into span->command. */
void parse_check_target(Parser *parser, LessonSpan *span);
/* The path of a file in the lesson's folder; false, after telling it, for what lies outside of it. */
bool parse_inside(Str *path, Parser *parser, Str name, LessonPlace place);

#endif
