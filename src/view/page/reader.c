/* See reader.h. Order and match are shuffled by the question's hash, so that the same person sees the same list again and a recording
   replays; the order of the file itself never stands there. */
#include "view/page/reader.h"
#include "base/random.h"
#include <math.h>
#include <string.h>

const LessonStep *reader_find_index(const Lesson *lesson, int index) {
    const LessonStep *step = lesson ? lesson->step : NULL;
    while (step && step->index != index) step = step->next;
    return step;
}

const LessonStep *reader_step(const Reader *reader) { return reader_find_index(reader->lesson, reader->step); }

int reader_find_question(const Reader *reader, const LessonQuestion *question) {
    for (int i = 0; i < reader->question_count; i++)
        if (reader->question[i] == question) return i;
    return -1;
}

bool reader_holds(const Reader *reader, const LessonBlock *block) {
    if (block->kind != BLOCK_QUESTION) return false;
    int at = reader_find_question(reader, block->question);
    return at >= 0 && (!reader_explains(reader, at) || reader->pausing == at + 1);
}

bool reader_explains(const Reader *reader, int at) {
    return reader->answer[at].state != READER_OPEN && reader->question[at] != reader->revealing;
}

int reader_open_question(const Reader *reader) {
    const LessonStep *step = reader_step(reader);
    for (const LessonBlock *block = step ? step->block : NULL; block; block = block->next)
        if (reader_holds(reader, block)) {
            int at = reader_find_question(reader, block->question);
            return reader->answer[at].state == READER_OPEN ? at : -1;
        }
    return -1;
}

const LessonBlock *reader_find_block(const LessonStep *step, LessonBlockKind kind) {
    const LessonBlock *block = step ? step->block : NULL;
    while (block && block->kind != kind) block = block->next;
    return block;
}

static const LessonAllow *find_allow(const Reader *reader) {
    const LessonAllow *allow = NULL;
    const LessonStep *step = reader && reader->lesson ? reader_step(reader) : NULL;
    for (const LessonBlock *block = step ? step->block : NULL; block; block = block->next)
        if (block->kind == BLOCK_ALLOW) allow = block->allow;
    return allow;
}

bool reader_limits_controls(const Reader *reader) {
    const LessonAllow *allow = find_allow(reader);
    return allow && !allow->all && !reader->all_controls;
}

bool reader_allows(const Reader *reader, const char *key) {
    if (!reader_limits_controls(reader)) return true;
    const LessonAllow *allow = find_allow(reader);
    for (const LessonSetting *item = allow->none ? NULL : allow->key; item; item = item->next)
        if (str_equal(item->key, key)) return true;
    return false;
}

const LessonLook *reader_find_look(const Reader *reader, LessonLookKind kind, const LessonLook *after) {
    const LessonStep *step = reader && reader->lesson ? reader_step(reader) : NULL;
    bool is_behind = after == NULL;
    for (const LessonBlock *block = step ? step->block : NULL; block; block = block->next)
        for (const LessonLook *look = block->kind == BLOCK_LOOK ? block->look : NULL; look; look = look->next) {
            if (is_behind && look->kind == kind) return look;
            is_behind = is_behind || look == after;
        }
    return NULL;
}

void reader_count(const Reader *reader, int *answered, int *right) {
    *answered = *right = 0;
    for (int i = 0; i < reader->question_count; i++) {
        LessonQuestionKind kind = reader->question[i]->kind;
        if (reader->answer[i].state != READER_ANSWERED || kind == QUESTION_WRITE || kind == QUESTION_DRAW) continue;
        *answered += 1;
        *right += reader->answer[i].is_right;
    }
}

static void shuffle(unsigned char *shown, const LessonQuestion *question) {
    int count = question->choice_count < LESSON_CHOICE_MAX ? question->choice_count : LESSON_CHOICE_MAX;
    Random random = random_from(question->hash, 1);
    for (int i = 0; i < count; i++) shown[i] = (unsigned char)i;
    for (int i = count - 1; i > 0; i--) {
        int other = random_below(&random, i + 1);
        unsigned char kept = shown[i];
        shown[i] = shown[other];
        shown[other] = kept;
    }
    bool is_same = true;
    for (int i = 0; i < count; i++) is_same = is_same && shown[i] == i;
    for (int i = 0; is_same && i < count; i++) shown[i] = (unsigned char)((i + 1) % count);
}

void reader_bind(Reader *reader, const Lesson *lesson) {
    reader->lesson = lesson;
    reader->revealing = NULL;
    reader->pausing = 0;
    reader->question_count = 0;
    for (const LessonStep *step = lesson ? lesson->step : NULL; step; step = step->next)
        for (const LessonBlock *block = step->block; block; block = block->next) {
            if (block->kind != BLOCK_QUESTION || reader->question_count == READER_QUESTION_MAX) continue;
            int at = reader->question_count++;
            reader->question[at] = block->question;
            memset(&reader->answer[at], 0, sizeof reader->answer[at]);
            shuffle(reader->shown[at], block->question);
        }
}

const LessonChoice *reader_near_miss(const LessonQuestion *question, double number) {
    const LessonChoice *nearest = NULL;
    for (const LessonChoice *choice = question->choice; choice; choice = choice->next) {
        double off = fabs(choice->number - number);
        if (off > fmax(question->tolerance, 0.02 * fabs(choice->number))) continue;
        if (!nearest || off < fabs(nearest->number - number)) nearest = choice;
    }
    return nearest;
}

static int place_of(const LessonQuestion *question) {
    int step = 0;
    for (int i = 0; i < question->where.count; i++)
        if (question->where.at[i] >= '0' && question->where.at[i] <= '9' && step < 100000) step = 10 * step + question->where.at[i] - '0';
    return step;
}

static bool is_chosen_right(const LessonQuestion *question, int index) {
    const LessonChoice *choice = question->choice;
    for (int i = 0; choice && i < index; i++) choice = choice->next;
    return choice && choice->is_right;
}

bool reader_judge(const LessonQuestion *question, ReaderAnswer *answer) {
    bool in_order = true;
    for (int i = 0; i < answer->count; i++) in_order = in_order && answer->choice[i] == i;
    double slack = 1e-9 * fmax(fabs(question->number), 1e-300);
    switch (question->kind) {
    case QUESTION_CHOICE: answer->is_right = is_chosen_right(question, answer->choice[0]); return true;
    case QUESTION_NUMBER: answer->is_right = fabs(answer->number - question->number) <= question->tolerance + slack; return true;
    case QUESTION_PLACE: answer->is_right = answer->choice[0] == place_of(question); return true;
    case QUESTION_ORDER:
    case QUESTION_MATCH: answer->is_right = in_order; return true;
    default: return false;
    }
}

static int find_drawn(const Reader *reader, bool over_setting) {
    const LessonStep *step = reader ? reader_step(reader) : NULL;
    for (const LessonBlock *block = step ? step->block : NULL; block; block = block->next) {
        if (block->kind != BLOCK_QUESTION || block->question->kind != QUESTION_DRAW) continue;
        if ((block->question->curve.value_count > 0) == over_setting) return reader_find_question(reader, block->question);
    }
    return -1;
}

int reader_find_sketch(const Reader *reader) { return find_drawn(reader, false); }
int reader_find_values(const Reader *reader) { return find_drawn(reader, true); }
