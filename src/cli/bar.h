/* A progress bar on a terminal: one line that is overwritten, never wider than the terminal. If the output is not a terminal it does
   nothing. */
#ifndef UNROLL_CLI_BAR_H
#define UNROLL_CLI_BAR_H
#include <stdbool.h>
#include <stdio.h>

enum { BAR_WORDS = 512 };

typedef struct Bar {
    FILE *screen;
    bool is_seen; /* screen is a terminal */
    int room;     /* most bytes of the words */
    double part;  /* 0 to 1 */
    char words[BAR_WORDS];
} Bar;

void bar_init(Bar *bar, FILE *screen);

/* To draw it: begin with the finished part and the seconds so far, add words while there is room, draw. */
void bar_begin(Bar *bar, double part, double seconds);
void bar_add(Bar *bar, const char *format, ...) __attribute__((format(printf, 2, 3)));
void bar_draw(Bar *bar);

void bar_clear(const Bar *bar); /* before anything else is printed */

#endif
