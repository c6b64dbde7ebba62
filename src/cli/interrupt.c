/* See interrupt.h. */
#include "cli/interrupt.h"
#include <stddef.h>
#include <time.h>

void interrupt_hold(Interrupt *interrupt) {
    *interrupt = (Interrupt){.signal = 0};
    sigemptyset(&interrupt->held);
    sigaddset(&interrupt->held, SIGINT);
    sigaddset(&interrupt->held, SIGTERM);
    sigprocmask(SIG_BLOCK, &interrupt->held, &interrupt->before);
}

bool interrupt_came(Interrupt *interrupt) {
    const struct timespec now = {0, 0};
    if (interrupt->signal) return true;
    int came = sigtimedwait(&interrupt->held, NULL, &now);
    if (came <= 0) return false;
    interrupt->signal = came;
    interrupt_release(interrupt);
    return true;
}

void interrupt_release(Interrupt *interrupt) { sigprocmask(SIG_SETMASK, &interrupt->before, NULL); }

void interrupt_let(const Interrupt *interrupt) {
    if (interrupt->signal) raise(interrupt->signal);
}
