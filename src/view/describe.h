/* Describes the picture in words, for people who cannot see it: the network, the present step, the size of the numbers and where they go,
   and the verdict on the followed gradient. Every number is the trace's. Also the alternative text of exported pictures. */
#ifndef UNROLL_VIEW_DESCRIBE_H
#define UNROLL_VIEW_DESCRIBE_H
#include "lab/run.h"
#include "view/strings.h"
#include "view/ui_state.h"

enum { DESCRIBE_SIZE = 3072, DESCRIBE_PARTS = 4 };

/* Each part is a paragraph of complete sentences; text that does not fit is cut. */
typedef struct Description {
    char part[DESCRIBE_PARTS][DESCRIBE_SIZE / DESCRIBE_PARTS];
    int count;
} Description;

/* In the language of `strings`; NULL: English. */
void describe_moment(Description *out, const Setup *setup, const Run *run, const UiState *ui, const Strings *strings);

#endif
