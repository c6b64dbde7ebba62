/* Searches words in lessons and glossary. Both sides are compared in lower case and without TeX and Markdown signs. */
#include "lesson/lesson.h"
#include <string.h>

enum { TEXT_SIZE = 4000, WORD_SIZE = 128 };

/* Converts to lower case, without TeX signs, with one blank between words. Returns the bytes written. */
static int add_plain(char *out, int used, int size, Str text) {
    for (int i = 0; i < text.count && used < size - 1; i++) {
        char c = text.at[i];
        if (strchr("{}\\$`", c)) continue;
        if (c == '\n' || c == '\t') c = ' ';
        if (c == ' ' && (used == 0 || out[used - 1] == ' ')) continue;
        out[used++] = (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    }
    out[used] = '\0';
    return used;
}

typedef struct Gather {
    char text[TEXT_SIZE];
    int used;
} Gather;

static void gather_span(void *user, const LessonSpan *span) {
    Gather *gather = user;
    if (span->kind == SPAN_IMAGE) return;
    gather->used = add_plain(gather->text, gather->used, TEXT_SIZE, span->kind == SPAN_BREAK ? str_from(" ") : span->text);
}

static bool holds(const Gather *gather, const char *words) {
    char word[WORD_SIZE];
    Str rest = str_from(words);
    for (Str next = str_next_word(&rest); next.count > 0; next = str_next_word(&rest)) {
        add_plain(word, 0, (int)sizeof word, next);
        if (!strstr(gather->text, word)) return false;
    }
    return true;
}

bool lesson_title_holds(const LessonStep *step, const char *words) {
    Gather gather = {.used = 0};
    add_plain(gather.text, 0, TEXT_SIZE, step->title);
    return holds(&gather, words);
}

bool lesson_step_holds(const LessonStep *step, const char *words) {
    Gather gather = {.used = 0};
    gather.used = add_plain(gather.text, 0, TEXT_SIZE, step->title);
    gather.used = add_plain(gather.text, gather.used, TEXT_SIZE, str_from(" "));
    for (const LessonBlock *block = step->block; block; block = block->next) {
        lesson_visit_block(block, gather_span, &gather);
        gather.used = add_plain(gather.text, gather.used, TEXT_SIZE, str_from(" "));
    }
    return holds(&gather, words);
}
