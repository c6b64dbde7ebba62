/* A line of text of any length, owned by the struct that contains it. A short one needs no memory beyond the struct; a longer one has a
   block of its own. A zeroed TextLine is the empty line. The struct may be moved, but not copied: the block has one owner. */
#ifndef UNROLL_BASE_TEXT_LINE_H
#define UNROLL_BASE_TEXT_LINE_H
#include "base/str.h"

enum { TEXT_LINE_SMALL = 112 }; /* bytes, the terminator included, that need no block */

typedef struct TextLine {
    char *block; /* owned; NULL while the text is short */
    int capacity, count;
    char small[TEXT_LINE_SMALL];
} TextLine;

const char *text_line_get(const TextLine *line); /* terminated; valid until the line is changed, moved or freed */
Str text_line_str(const TextLine *line);
/* False, with the line as it was, when memory is out. `text` may be part of the line itself. */
bool text_line_set(TextLine *line, Str text);
/* Room for `size` bytes with the terminator: the caller writes there, then says with text_line_end how many bytes it wrote without it.
   NULL, with the line as it was, when memory is out. */
char *text_line_room(TextLine *line, int size);
void text_line_end(TextLine *line, int count);
void text_line_free(TextLine *line);         /* leaves the empty line */
size_t text_line_size(const TextLine *line); /* bytes of its block */

#endif
