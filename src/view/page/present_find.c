/* See present.h: what of a step is shown at a stop. */
#include "base/number.h"
#include "view/page/present.h"
#include <string.h>

static bool is_question(const LessonBlock *block) { return block->kind == BLOCK_QUESTION; }

int present_find_question(const Present *present, const Reader *reader, bool *is_open) {
    const LessonStep *step = reader_step(reader);
    int last = -1;
    *is_open = false;
    for (const LessonBlock *block = step ? step->block : NULL; block; block = block->next) {
        int at = is_question(block) ? reader_find_question(reader, block->question) : -1;
        if (at < 0) continue;
        if (block->question == reader->revealing) return at; /* what follows it is hidden */
        if (present->shows_answer && reader->answer[at].state == READER_OPEN) return last;
        if (reader->answer[at].state != READER_OPEN) {
            last = at;
            continue;
        }
        /* It is asked once the commands before it are done. */
        *is_open = !reader->is_at_stop && reader->all <= 0 && present->block == block;
        return *is_open ? at : last;
    }
    return last;
}

/* ---- The sentence ---- */

static const LessonBlock *find_paragraph(const LessonBlock *from, const LessonBlock *to, bool last) {
    const LessonBlock *found = NULL;
    for (const LessonBlock *block = from; block && block != to; block = block->next) {
        if (block->kind != BLOCK_PARAGRAPH || !block->span || (block->span->kind == SPAN_IMAGE && !block->span->next)) continue;
        found = block;
        if (!last) return found;
    }
    return found;
}

/* The block at which the commands stand, or the question whose answer is not explained yet. */
static const LessonBlock *find_here(const Present *present, const Reader *reader, const LessonStep *step) {
    for (const LessonBlock *block = step->block; block && block != present->block; block = block->next)
        if (reader->revealing && is_question(block) && block->question == reader->revealing) return block;
    return present->block;
}

static const LessonBlock *find_lead(const Present *present, const Reader *reader) {
    const LessonStep *step = reader_step(reader);
    const LessonBlock *answered = NULL, *first = step ? find_paragraph(step->block, NULL, false) : NULL;
    if (!step || present->stop == 0) return first;
    const LessonBlock *here = find_here(present, reader, step);
    for (const LessonBlock *block = step->block; block && block != here; block = block->next)
        if (is_question(block)) answered = block;
    const LessonBlock *from = answered ? answered->next : step->block, *found = find_paragraph(from, here, here != NULL);
    if (!found && answered && !here) return NULL; /* the answer says it */
    if (!found && !answered) found = first;
    return found;
}

/* Bytes up to the end of the first sentence of a text; 0: it does not end there. */
static int find_end(Str text) {
    for (int i = 0; i < text.count; i++) {
        bool is_end = text.at[i] == '.' || text.at[i] == '?' || text.at[i] == '!';
        bool is_before_word = i + 2 < text.count && text.at[i + 1] == ' ' && !(text.at[i + 2] >= 'a' && text.at[i + 2] <= 'z');
        if (is_end && (is_before_word || i + 1 == text.count)) return i + 1;
    }
    return 0;
}

const LessonSpan *present_find_sentence(LessonSpan out[], int most, const Present *present, const Reader *reader) {
    const LessonBlock *lead = find_lead(present, reader);
    int count = 0;
    for (const LessonSpan *span = lead ? lead->span : NULL; span && count < most; span = span->next) {
        if (span->kind == SPAN_FOOTNOTE) continue;
        out[count] = *span;
        int end = span->kind == SPAN_TEXT ? find_end(span->text) : 0;
        bool is_last = end > 0 && (end < span->text.count || !span->next || span->next->kind != SPAN_TEXT);
        if (is_last) out[count].text.count = end;
        count++;
        if (is_last) break;
    }
    for (int i = 0; i < count; i++) out[i].next = i + 1 < count ? &out[i + 1] : NULL;
    return count > 0 ? out : NULL;
}

/* ---- Minutes ---- */

double present_step_minutes(const LessonStep *step) {
    double minutes = 0;
    for (const LessonBlock *block = step ? step->block : NULL; block; block = block->next)
        if (block->kind == BLOCK_NOTE) minutes += block->minutes;
    return minutes;
}

double present_planned_minutes(const Reader *reader) {
    double minutes = 0;
    for (const LessonStep *step = reader->lesson ? reader->lesson->step : NULL; step && step->index <= reader->step; step = step->next)
        minutes += present_step_minutes(step);
    return minutes;
}
