/* See step_word.h. */
#include "lab/step_word.h"
#include "base/number.h"

bool step_word_parse(StepWord *out, Str word) {
    *out = (StepWord){.is_from_end = word.count > 0 && word.at[0] == 'T'};
    if (!out->is_from_end) return number_parse_int(&out->number, word) && out->number >= 1 && out->number <= STEP_WORD_MAX;
    if (word.count == 1) return true;
    return word.count > 2 && word.at[1] == '-' && number_parse_int(&out->number, (Str){word.at + 2, word.count - 2}) && out->number >= 0 &&
           out->number <= STEP_WORD_MAX;
}

int step_word_format(char *out, int size, const StepWord *word) {
    if (!word->is_from_end) return text_format(out, size, "%ld", word->number);
    return word->number > 0 ? text_format(out, size, "T-%ld", word->number) : text_format(out, size, "T");
}

long step_word_find(const StepWord *word, int steps) { return word->is_from_end ? steps - word->number : word->number; }

bool step_word_fail(const StepWord *word, const char *name, int steps, const char *end, Diag *diag) {
    char text[24];
    step_word_format(text, (int)sizeof text, word);
    if (steps == 1) return diag_fail(diag, "%s: there is no step %s; there is only 1%s", name, text, end);
    if (!word->is_from_end) return diag_fail(diag, "%s: there is no step %s; there are 1 to %d%s", name, text, steps, end);
    return diag_fail(diag, "%s: there is no step %s; there are 1 to %d, which are T-%d to T%s", name, text, steps, steps - 1, end);
}
