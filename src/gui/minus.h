/* A true minus sign, U+2212, in what stands on the screen. Where a person types, and in files and commands, it is '-'. */
#ifndef UNROLL_GUI_MINUS_H
#define UNROLL_GUI_MINUS_H

/* Before a number, not in an exponent or a word: "-0.5" becomes "−0.5", "1e-5" and "x-1" stay. What has no room stays too. */
void minus_mend(char *text, int size);

#endif
