/* A sentence, read word by word by the present network: the verdict after each word, and the effect of each word on the last verdict.
   Measured once for a state of the laboratory and a sentence.

   Gradient · input of a word is the effect that the gradient predicts if the word's input went to 0: sum over the inputs of x_t · d ln p /
   d x_t, p the probability of the class that the whole sentence has. Left out: ln p of the whole sentence minus ln p of the sentence
   without that word, from a pass of its own. */
#ifndef UNROLL_EXPERIMENT_SENTENCE_H
#define UNROLL_EXPERIMENT_SENTENCE_H
#include "lab/lab.h"

enum { SENTENCE_WORD_MAX = 40, SENTENCE_CLASS_MAX = 3, SENTENCE_TEXT_MAX = 256 };

typedef struct Sentence {
    bool is_known; /* of `version` and `text` */
    unsigned long version;
    char text[SENTENCE_TEXT_MAX]; /* as typed; "": the sentence of the stage */
    char trouble[256];            /* why it cannot be read; "" if it can */
    int count, classes, verdict;
    int word[SENTENCE_WORD_MAX];                             /* (count) the input that is 1 */
    char name[SENTENCE_WORD_MAX][TASK_NAME_SIZE];            /* (count) */
    double prob[SENTENCE_WORD_MAX][SENTENCE_CLASS_MAX];      /* (count, classes) after each word */
    double pull[SENTENCE_WORD_MAX], left[SENTENCE_WORD_MAX]; /* (count) gradient · input; and the true change if it is left out */
    int target;                                              /* class of the stage's sentence; -1 for a typed one */
} Sentence;

void sentence_measure(Sentence *sentence, const Lab *lab, const char *text);

#endif
