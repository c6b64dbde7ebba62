/* The network's answer as rows: a class and its probability, or a number and its target. Beside the output (stage_answer.c) and, as large
   as they fit, below the chain in the loss phase (stage_answers.c). */
#ifndef UNROLL_VIEW_STAGE_STAGE_ANSWER_H
#define UNROLL_VIEW_STAGE_STAGE_ANSWER_H
#include "view/stage/stage_layout.h"

typedef struct AnswerRow {
    char name[TASK_NAME_SIZE + 16], value[24];
    double from, to; /* of the track, 0..1: a number's bar begins at zero, wherever that lies */
    bool is_target;
    TermsPlace place; /* the number's own */
} AnswerRow;

/* Of the k-th loss, which is one over classes: the target, and the likeliest of the others, in the order of the classes. Returns how many, at
   most `most`. `shown`: 0..1, how long the bars are of what they will be. */
int answer_list_classes(AnswerRow *row, const StageLayout *layout, int k, int most, double shown);
/* The number and its target, of the first output: two rows. */
int answer_list_numbers(AnswerRow *row, const StageLayout *layout, int k, double shown);
/* The likeliest class of loss k that is not its target; -1 where there is none. */
int answer_find_rival(const StageLayout *layout, int k);

/* What stands below the chain in the loss phase: where there is one loss, its rows; of classes at every step, a pair of bars for each. */
void stage_draw_probabilities(const StageLayout *layout, Rect plot);

#endif
