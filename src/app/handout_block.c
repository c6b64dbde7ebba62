/* See handout_block.h. */
#include "app/handout_block.h"

bool handout_leads_in(const LessonBlock *block) {
    char text[2048];
    if (block->kind != BLOCK_PARAGRAPH || !block->span) return false;
    int used = lesson_format_spans(text, (int)sizeof text, block->span);
    return used > 0 && used < (int)sizeof text - 1 && text[used - 1] == ':';
}

bool handout_is_silent(const LessonBlock *block) {
    return block->kind == BLOCK_SETUP || block->kind == BLOCK_ALLOW || block->kind == BLOCK_LOOK || block->kind == BLOCK_ASSERT ||
           block->kind == BLOCK_COMPARE || block->kind == BLOCK_NOTE;
}

bool handout_precedes_picture(const LessonBlock *block) {
    while (block && handout_is_silent(block)) block = block->next;
    return block && block->kind == BLOCK_DO;
}

bool handout_leads_to_task(const LessonBlock *block) {
    while (block && handout_leads_in(block)) {
        block = block->next;
        while (block && handout_is_silent(block)) block = block->next;
        if (block && (block->kind == BLOCK_QUESTION || block->kind == BLOCK_TRY || block->kind == BLOCK_DO)) return true;
    }
    return false;
}

/* Goes through a step as it is read, up to one span. */
typedef struct Search {
    const LessonSpan *span;
    bool is_found, has_task; /* so far */
} Search;

static void search_spans(Search *search, const LessonSpan *span) {
    for (; span && !search->is_found; span = span->next) {
        search->is_found = span == search->span;
        if (search->is_found) return;
        search->has_task = search->has_task || span->command.count > 0;
        search_spans(search, span->child);
    }
}

static void search_question(Search *search, const LessonQuestion *question) {
    search_spans(search, question->ask);
    for (const LessonChoice *choice = question->choice; choice; choice = choice->next) {
        search_spans(search, choice->text);
        search_spans(search, choice->said);
    }
    search_spans(search, question->why);
    search_spans(search, question->model);
}

static void search_blocks(Search *search, const LessonBlock *block) {
    for (; block && !search->is_found; block = block->next) {
        search_spans(search, block->span);
        search_blocks(search, block->child);
        if (block->kind == BLOCK_QUESTION) search_question(search, block->question);
        if (block->kind != BLOCK_TRY) continue;
        search_spans(search, block->attempt->ask);
        search->has_task = search->has_task || !search->is_found;
    }
}

bool handout_is_own(const LessonStep *step, const LessonSpan *span) {
    Search search = {.span = span};
    search_blocks(&search, step->block);
    return search.is_found && search.has_task;
}
