/* Conditions: the expressions of claims, `try` blocks and live numbers about the experiment, as in `rgrad 1 < 1e-5 and T >= 16`.

     + - * / ^ ( )   max(a, b) min(a, b) log10(a) abs(a)   < <= > >= ==   and  or   "a word"   numbers   quantities

   `==` allows a relative difference of 1e-9; it is exact if one side is 0, and for words. A comparison with a number that is NaN is false.
   `a < b < c` is not allowed.

   A quantity is a name and the words behind it: `rgrad 1`, `gate f T all`, `prod factor 2..T`, `d loss`, and with a what-if in front
   `whatif input 1 1 -1 : loss`, where both sides of the colon have a blank. Its words are numbers, words, ranges (`2..T-1`), and T or T-3
   without blanks. This file does not know what a quantity means: it passes the text to the functions of the caller. */
#ifndef UNROLL_LESSON_CONDITION_H
#define UNROLL_LESSON_CONDITION_H
#include "base/diag.h"
#include "lesson/memory.h"

typedef enum ConditionKind { CONDITION_NUMBER, CONDITION_TRUTH, CONDITION_WORD } ConditionKind;

typedef struct ConditionValue {
    ConditionKind kind;
    double number; /* 0 or 1 for a truth value */
    char word[48]; /* of a word */
} ConditionValue;

/* The functions that know the quantities. `text` is one quantity, without blanks at its ends. */
typedef struct ConditionSource {
    void *user;
    /* True if there is such a quantity. NULL: every text is accepted. On false diag->column, if it is not 0, counts from 1 in the text. */
    bool (*check)(void *user, Str text, Diag *diag);
    bool (*evaluate)(void *user, Str text, ConditionValue *out, Diag *diag);
} ConditionSource;

typedef struct Condition Condition;

/* Lives in `memory`, as does a copy of the text. NULL with diag: column counts from 1 in the text; text "" when memory is out. */
const Condition *condition_parse(LessonMemory *memory, Str text, const ConditionSource *source, Diag *diag);
Str condition_text(const Condition *condition);      /* as written in the lesson */
bool condition_is_truth(const Condition *condition); /* a comparison, or several of them; else a number or a word */

/* False if a quantity cannot be evaluated or has the wrong kind. `found` (size bytes, may be NULL) receives both sides of the comparisons
   that did not hold: "rgrad 1 = 0.012, not < 1e-5". */
bool condition_evaluate(ConditionValue *out, const Condition *condition, const ConditionSource *source, char *found, int size, Diag *diag);

#endif
