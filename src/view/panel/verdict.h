/* What became of the followed loss's gradient, in words (engine/analysis/follow.h has the numbers). Used by the left panel, by the
   description of a picture and by `unroll analyze verdict`. */
#ifndef UNROLL_VIEW_PANEL_VERDICT_H
#define UNROLL_VIEW_PANEL_VERDICT_H
#include "lab/run.h"
#include "view/strings.h"

typedef enum VerdictTone { VERDICT_GOOD, VERDICT_WARN, VERDICT_BAD, VERDICT_PLAIN } VerdictTone;

enum { VERDICT_LINES = 6, VERDICT_LINE_SIZE = 160 };

typedef struct VerdictWords {
    VerdictTone tone;
    char head[64];   /* the number first: "1.1e-6: vanished" */
    char number[32]; /* that number, with which the first line goes on: "of what set out ..."; "" where the head has none */
    char line[VERDICT_LINES][VERDICT_LINE_SIZE];
    int count;
} VerdictWords;

/* Of the top layer's chain in this direction. */
void verdict_write(VerdictWords *words, const Strings *strings, const Run *run, int direction);

/* A size of which a double may not hold the number itself: "0.37", "1.1e-6", "10^-432" with raised digits. */
void verdict_size_text(char *out, int size, double log10_value);

#endif
