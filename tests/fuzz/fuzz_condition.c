/* Whatever is read as a condition, reading ends; what was read can be evaluated, and gives a number, a truth or a word as it said. */
#include "lesson/condition.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static bool evaluate(void *user, Str text, ConditionValue *out, Diag *diag) {
    (void)user;
    if (text.count == 0 || text.at[0] == ' ' || text.at[text.count - 1] == ' ') abort();
    if (text.at[0] == 'x') return diag_fail(diag, "no quantity");
    *out = (ConditionValue){.kind = text.at[0] == 'w' ? CONDITION_WORD : CONDITION_NUMBER, .number = text.count};
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    LessonMemory memory = {0};
    ConditionSource source = {.evaluate = evaluate};
    ConditionValue value;
    Diag diag = {0};
    char found[100];
    if (size > 1 << 16) return 0;
    char *copy = malloc(size > 0 ? size : 1);
    if (!copy) return 0;
    if (size > 0) memcpy(copy, data, size);
    const Condition *condition = condition_parse(&memory, (Str){copy, (int)size}, &source, &diag);
    free(copy);
    if (!condition && (!diag.text[0] || diag.column < 1 || diag.column > (int)size + 1)) abort();
    if (condition && condition_evaluate(&value, condition, &source, found, (int)sizeof found, &diag)) {
        if (condition_is_truth(condition) != (value.kind == CONDITION_TRUTH)) abort();
    }
    lesson_memory_free(&memory);
    return 0;
}
