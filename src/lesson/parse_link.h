/* Private to lesson/: the targets of links and pictures. */
#ifndef UNROLL_LESSON_PARSE_LINK_H
#define UNROLL_LESSON_PARSE_LINK_H
#include "lesson/parse.h"

/* Checks the target of a link or picture, and decodes the command of do:... into span->command. */
void parse_check_target(Parser *parser, LessonSpan *span);
/* The path of a file in the lesson's folder; false, with a reported error, if it lies outside. */
bool parse_inside(Str *path, Parser *parser, Str name, LessonPlace place);

#endif
