/* Ctrl-C, and SIGTERM, in a long run: held back and looked for now and again (no handler, no global), so that the run can end in order.
   From the first on no more are held: a second one ends the program where it stands. At last the first takes its course, so that a
   shell loop around the program stops as well. */
#ifndef UNROLL_CLI_INTERRUPT_H
#define UNROLL_CLI_INTERRUPT_H
#include <signal.h>
#include <stdbool.h>

typedef struct Interrupt {
    sigset_t held, before;
    int signal; /* that came; 0: none */
} Interrupt;

void interrupt_hold(Interrupt *interrupt);
bool interrupt_came(Interrupt *interrupt);
void interrupt_release(Interrupt *interrupt);   /* no longer held; one that was not looked for ends the program here */
void interrupt_let(const Interrupt *interrupt); /* after the release: the one that came ends the program */

#endif
