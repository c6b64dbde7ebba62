/* Queries on a parsed lesson. */
#include "lesson/lesson.h"
#include "base/arena.h"
#include "base/number.h"
#include <string.h>

void lesson_free(Lesson *lesson) {
    if (!lesson) return;
    lesson_memory_free(&lesson->memory);
    mem_free(lesson);
}

const LessonStep *lesson_find_step(const Lesson *lesson, Str slug) {
    for (const LessonStep *step = lesson->step; step; step = step->next) {
        if (step->slug.count == slug.count && (slug.count == 0 || !memcmp(step->slug.at, slug.at, (size_t)slug.count))) return step;
    }
    return NULL;
}

enum { ORIGIN_MAX = 64 };

void lesson_visit_setup(const LessonSetup *setup, Str *preset, void (*visit)(void *user, const LessonSetting *setting), void *user) {
    const LessonSetup *chain[ORIGIN_MAX];
    int count = 0;
    *preset = (Str){"", 0};
    for (; setup && count < ORIGIN_MAX; setup = setup->from) chain[count++] = setup;
    if (count > 0) *preset = chain[count - 1]->preset;
    while (count-- > 0) {
        for (const LessonSetting *setting = chain[count]->setting; setting; setting = setting->next) visit(user, setting);
    }
}

const LessonBlock *lesson_find_first(const LessonStep *step) {
    const LessonBlock *first = step->block;
    for (const LessonBlock *block = step->block; block; block = block->next)
        if (block->kind == BLOCK_SETUP && block->setup) first = block->next;
    return first;
}

const LessonVariant *lesson_find_variants(const LessonStep *step) {
    for (const LessonBlock *block = step->block; block; block = block->next) {
        if (block->kind == BLOCK_COMPARE) return block->variant;
    }
    return NULL;
}

int lesson_format_spans(char *out, int size, const LessonSpan *span) {
    int used = 0;
    if (size > 0) out[0] = '\0';
    for (; span && used + 1 < size; span = span->next) {
        if (span->kind == SPAN_BREAK)
            used += text_format(out + used, size - used, " ");
        else if (span->text.count > 0 && span->kind != SPAN_IMAGE)
            used += text_format(out + used, size - used, "%.*s", span->text.count, span->text.at);
        if (span->child) used += lesson_format_spans(out + used, size - used, span->child);
    }
    return used;
}

typedef struct Visit {
    void (*visit)(void *user, const LessonSpan *span);
    void *user;
} Visit;

static void visit_spans(const Visit *visit, const LessonSpan *span) {
    for (; span; span = span->next) {
        visit->visit(visit->user, span);
        visit_spans(visit, span->child);
    }
}

static void visit_choices(const Visit *visit, const LessonChoice *choice) {
    for (; choice; choice = choice->next) {
        visit_spans(visit, choice->text);
        visit_spans(visit, choice->said);
    }
}

static void visit_block(const Visit *visit, const LessonBlock *block) {
    visit_spans(visit, block->span);
    visit_choices(visit, block->ask);
    for (const LessonBlock *child = block->child; child; child = child->next) visit_block(visit, child);
    if (block->kind == BLOCK_QUESTION && block->question) {
        visit_spans(visit, block->question->ask);
        visit_choices(visit, block->question->choice);
        visit_spans(visit, block->question->why);
        visit_spans(visit, block->question->model);
    } else if (block->kind == BLOCK_TRY && block->attempt) {
        visit_spans(visit, block->attempt->ask);
        visit_spans(visit, block->attempt->hint);
    }
}

static void visit_blocks(const Visit *visit, const LessonBlock *block) {
    for (; block; block = block->next) visit_block(visit, block);
}

void lesson_visit_block(const LessonBlock *block, void (*visit)(void *user, const LessonSpan *span), void *user) {
    Visit to = {visit, user};
    visit_block(&to, block);
}

void lesson_visit_spans(const Lesson *lesson, void (*visit)(void *user, const LessonSpan *span), void *user) {
    Visit to = {visit, user};
    for (const LessonStep *step = lesson->step; step; step = step->next) {
        visit_spans(&to, step->heading);
        visit_blocks(&to, step->block);
    }
    visit_blocks(&to, lesson->footnote);
}

double lesson_note_minutes(const Lesson *lesson) {
    double minutes = 0;
    for (const LessonStep *step = lesson->step; step; step = step->next) {
        for (const LessonBlock *block = step->block; block; block = block->next) minutes += block->kind == BLOCK_NOTE ? block->minutes : 0;
    }
    return minutes;
}
