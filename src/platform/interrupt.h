/* Ctrl-C, SIGTERM, SIGHUP and SIGQUIT in a long run. They are blocked and polled from time to time (no handler, no global), so that the run
   can write its results. After the first one they are no longer blocked: a second one ends the program at once. At the end the first one
   takes effect, so that a shell loop around the program stops as well. On Windows there is only Ctrl-C; in a page there are no signals. */
#ifndef UNROLL_PLATFORM_INTERRUPT_H
#define UNROLL_PLATFORM_INTERRUPT_H
#include <signal.h>
#include <stdbool.h>

typedef struct Interrupt {
#if !defined _WIN32 && !defined __EMSCRIPTEN__
    sigset_t held, before;
#endif
    int signal; /* the signal that came; 0: none */
} Interrupt;

void interrupt_hold(Interrupt *interrupt);
bool interrupt_came(Interrupt *interrupt);
void interrupt_release(Interrupt *interrupt);   /* stops blocking; a signal that interrupt_came did not see ends the program here */
void interrupt_let(const Interrupt *interrupt); /* after the release: ends the program by the signal that came */

#endif
