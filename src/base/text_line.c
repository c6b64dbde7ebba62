/* Lines of text with an owner (declared in text_line.h). */
#include "base/text_line.h"
#include "base/arena.h"
#include <string.h>

const char *text_line_get(const TextLine *line) { return line->block ? line->block : line->small; }

Str text_line_str(const TextLine *line) { return (Str){text_line_get(line), line->count}; }

bool text_line_set(TextLine *line, Str text) {
    char *block = line->block;
    if (text.count >= (block ? line->capacity : TEXT_LINE_SMALL)) {
        block = mem_new((size_t)text.count + 1);
        if (!block) return false;
    }
    char *to = block ? block : line->small;
    if (text.count > 0) memmove(to, text.at, (size_t)text.count);
    to[text.count] = '\0';
    if (block != line->block) {
        mem_free(line->block);
        line->block = block;
        line->capacity = text.count + 1;
    }
    line->count = text.count;
    return true;
}

char *text_line_room(TextLine *line, int size) {
    if (size > (line->block ? line->capacity : TEXT_LINE_SMALL)) {
        char *block = mem_new((size_t)size);
        if (!block) return NULL;
        mem_free(line->block);
        line->block = block;
        line->capacity = size;
    }
    text_line_end(line, 0);
    return line->block ? line->block : line->small;
}

void text_line_end(TextLine *line, int count) {
    (line->block ? line->block : line->small)[count] = '\0';
    line->count = count;
}

void text_line_free(TextLine *line) {
    mem_free(line->block);
    *line = (TextLine){0};
}

size_t text_line_size(const TextLine *line) { return line->block ? (size_t)line->capacity : 0; }
