/* Ctrl-C, SIGTERM, SIGHUP and SIGQUIT in a long run. They are held back and looked for from time to time (no handler, no global), so that
   the run can write what it has. After the first one no more are held: a second one ends the program at once. At the end the first
   takes its effect, so that a shell loop around the program stops as well. Windows knows Ctrl-C alone; in a page nothing ever comes. */
#ifndef UNROLL_PLATFORM_INTERRUPT_H
#define UNROLL_PLATFORM_INTERRUPT_H
#include <signal.h>
#include <stdbool.h>

typedef struct Interrupt {
#if !defined _WIN32 && !defined __EMSCRIPTEN__
    sigset_t held, before;
#endif
    int signal; /* the one that came; 0: none */
} Interrupt;

void interrupt_hold(Interrupt *interrupt);
bool interrupt_came(Interrupt *interrupt);
void interrupt_release(Interrupt *interrupt);   /* holds no longer; a signal that interrupt_came did not see ends the program here */
void interrupt_let(const Interrupt *interrupt); /* after the release: the signal that came ends the program */

#endif
