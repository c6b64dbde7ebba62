/* See interrupt.h. Windows cannot block and poll a signal: a handler notes it in the only global variable of the program. */
#include "platform/interrupt.h"

static volatile sig_atomic_t noted;

static void note(int number) { noted = number; }

void interrupt_hold(Interrupt *interrupt) {
    *interrupt = (Interrupt){.signal = 0};
    noted = 0;
    signal(SIGINT, note);
    signal(SIGTERM, note);
}

bool interrupt_came(Interrupt *interrupt) {
    if (interrupt->signal) return true;
    if (!noted) return false;
    interrupt->signal = noted;
    interrupt_release(interrupt);
    return true;
}

void interrupt_release(Interrupt *interrupt) {
    (void)interrupt;
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
}

void interrupt_let(const Interrupt *interrupt) {
    if (interrupt->signal) raise(interrupt->signal);
}
