/* Puts the true minus sign, U+2212, into texts on the screen. In typed text, files and commands it is '-'. */
#ifndef UNROLL_GUI_MINUS_H
#define UNROLL_GUI_MINUS_H

/* Replaces '-' before a number, not in an exponent or a word: "-0.5" becomes "−0.5", "1e-5" and "x-1" stay. If there is no room it stays
   too. */
void minus_mend(char *text, int size);

#endif
