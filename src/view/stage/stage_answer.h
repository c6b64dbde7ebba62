/* The network's answer as rows: a class and its probability, or a number and its target. Beside the output (stage_answer.c) and, as large
   as they fit, below the chain in the loss phase (stage_answers.c). */
#ifndef UNROLL_VIEW_STAGE_STAGE_ANSWER_H
#define UNROLL_VIEW_STAGE_STAGE_ANSWER_H
#include "view/stage/stage_layout.h"

typedef struct AnswerRow {
    char name[TASK_NAME_SIZE + 16], value[24];
    double from, to; /* 0..1 along the track: a number's bar begins at zero, wherever zero is */
    bool is_target;
    TermsPlace place; /* the number's own */
} AnswerRow;

/* Fills the rows of the k-th loss, if it is over classes: the target and the likeliest other classes, in the order of the classes. Returns
   the number of rows, at most `most`. `shown`: 0..1, the length of the bars as a part of their final length. */
int answer_list_classes(AnswerRow *row, const StageLayout *layout, int k, int most, double shown);
/* Fills two rows for the first output: the number and its target. */
int answer_list_numbers(AnswerRow *row, const StageLayout *layout, int k, double shown);
/* Returns the likeliest class of loss k other than its target; -1 if there is none. */
int answer_find_rival(const StageLayout *layout, int k);

/* Draws the answers below the chain in the loss phase: the rows of a single loss, or, for classes at every step, a pair of bars for each
   step. */
void stage_draw_probabilities(const StageLayout *layout, Rect plot);

#endif
