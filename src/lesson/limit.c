/* See limit.h. This `allow` does not stand in the file: its line is 0. */
#include "lesson/limit.h"
#include "lesson/memory.h"

static LessonAllow *make_allow(Lesson *lesson, Str keys) {
    LessonAllow *allow = lesson_push(&lesson->memory, sizeof *allow);
    LessonSetting **tail = allow ? &allow->key : NULL;
    if (!allow) return NULL;
    allow->all = str_equal(keys, "all");
    allow->none = str_equal(keys, "none");
    for (Str rest = keys; rest.count > 0 && !allow->all && !allow->none;) {
        int count = 0;
        while (count < rest.count && rest.at[count] != ',') count++;
        LessonSetting *key = lesson_push(&lesson->memory, sizeof *key);
        if (!key || !lesson_copy(&key->key, &lesson->memory, rest.at, count)) return NULL;
        *tail = key;
        tail = &key->next;
        int passed = count < rest.count ? count + 1 : count;
        rest = (Str){rest.at + passed, rest.count - passed};
    }
    return allow;
}

static bool add_to_all(Lesson *lesson, LessonAllow *allow) {
    for (LessonStep *step = lesson->step; allow && step; step = step->next) {
        LessonBlock *block = lesson_push(&lesson->memory, sizeof *block), **tail = &step->block;
        if (!block) return false;
        block->kind = BLOCK_ALLOW;
        block->allow = allow;
        while (*tail) tail = &(*tail)->next;
        *tail = block;
    }
    return allow != NULL;
}

bool lesson_limit(Lesson *lesson, Str keys) { return add_to_all(lesson, make_allow(lesson, keys)); }

bool lesson_copy_limit(Lesson *to, const Lesson *from) {
    const LessonAllow *limit = NULL;
    for (const LessonBlock *block = from && from->step ? from->step->block : NULL; block; block = block->next)
        if (block->kind == BLOCK_ALLOW && block->place.line == 0) limit = block->allow;
    if (!limit) return true;
    if (limit->all || limit->none) return lesson_limit(to, str_from(limit->all ? "all" : "none"));
    LessonAllow *allow = lesson_push(&to->memory, sizeof *allow);
    LessonSetting **tail = allow ? &allow->key : NULL;
    for (const LessonSetting *key = limit->key; allow && key; key = key->next) {
        *tail = lesson_push(&to->memory, sizeof **tail);
        if (!*tail || !lesson_copy(&(*tail)->key, &to->memory, key->key.at, key->key.count)) return false;
        tail = &(*tail)->next;
    }
    return add_to_all(to, allow);
}
