/* The words of a what-if, the same in the command, in quantities and in `unroll analyze`:

     input T INPUT VALUE            INPUT and UNIT: a number from 1, or `all`
     gate GATE T UNIT VALUE         GATE: f, "forget", ... as the cell has it
     state [c] T UNIT VALUE         h, or the LSTM's c
     weight U|W|V ROW COLUMN VALUE
     weight b_ih|b_hh|b_y NUMBER VALUE      the head's b_y is of no layer
     none releases everything

   T is a step from 1, the last one's letter `T`, or `T-3`. [LAYER [forward|reverse]] may follow, except after an input's value; without it
   the top layer is meant, forward. The word `free` in place of VALUE releases that one. */
#ifndef UNROLL_LAB_WHATIF_WORDS_H
#define UNROLL_LAB_WHATIF_WORDS_H
#include "base/str.h"
#include "engine/analysis/whatif.h"
#include "lab/step_word.h"

enum { WHATIF_TEXT_MAX = 96 };

typedef struct WhatIfWords {
    bool is_none;
    WhatIfKind kind;
    char gate[16]; /* as it was written */
    bool of_c;
    StepWord step;
    long unit;     /* INPUT: the input; 0: all */
    int matrix;    /* U, W, V, b_ih, b_hh, b_y */
    long row, col; /* of a bias only the row */
    bool is_free;
    double value;
    long layer; /* 0: not given */
    int direction;
    bool has_direction;
} WhatIfWords;

/* Parses them without knowing the network. On false diag->column counts from 1 in the text. */
bool whatif_words_parse(WhatIfWords *out, Str text, Diag *diag);
/* Text that is read as the same words: at most WHATIF_TEXT_MAX bytes. */
int whatif_words_format(char *out, int size, const WhatIfWords *words);

/* Resolves them for the network of this trace. False, with what was found and what is possible, if it has no such thing. */
bool whatif_words_find(WhatIf *out, const WhatIfWords *words, const Trace *trace, Diag *diag);
/* And back. */
WhatIfWords whatif_words_tell(const WhatIf *what, const Net *net);

/* "f of step 8", "h of step 3 of unit 2, layer 1", "W[1, 4]": for people. */
int whatif_describe(char *out, int size, const WhatIf *what, const Net *net);

#endif
