/* A step as a person writes it: 5, T, which is the last one, or T-3, counted back from it. The one place that reads it, writes it, finds the
   step and says that there is none. */
#ifndef UNROLL_LAB_STEP_WORD_H
#define UNROLL_LAB_STEP_WORD_H
#include "base/diag.h"
#include "base/str.h"

enum { STEP_WORD_MAX = 1000000000 };

typedef struct StepWord {
    bool is_from_end; /* T - number */
    long number;      /* else from 1 */
} StepWord;

bool step_word_parse(StepWord *out, Str word);
int step_word_format(char *out, int size, const StepWord *word);

/* The step, from 1, of a sequence of so many; below 1 or beyond it where there is no such step. */
long step_word_find(const StepWord *word, int steps);

/* Always false: "rgrad: there is no step T-99; there are 1 to 16, which are T-15 to T"; `end` is "." where it is a sentence. */
bool step_word_fail(const StepWord *word, const char *name, int steps, const char *end, Diag *diag);

#endif
