/* Writes all numbers of hovers: three digits, or every digit that the engine computed while the person asks for them (Ctrl held, or `digits
   all`). */
#ifndef UNROLL_GUI_FIGURE_H
#define UNROLL_GUI_FIGURE_H
#include "gui/widget.h"

enum { FIGURE_SIZE = 32 };

typedef struct Figures {
    bool all;  /* every digit */
    bool more; /* a number written so far has more digits than were shown: the hover then says how to see them */
} Figures;

Figures figure_begin(const Gui *gui);
const char *figure_write(Figures *figures, char out[FIGURE_SIZE], double value); /* returns out */

#endif
