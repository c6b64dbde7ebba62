/* See interrupt.h. A signal that is ignored when the program starts (a shell does that for a job in the background, nohup for SIGHUP) stays
   ignored. */
#include "platform/interrupt.h"
#include <stddef.h>
#include <time.h>

void interrupt_hold(Interrupt *interrupt) {
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
    *interrupt = (Interrupt){.signal = 0};
    sigemptyset(&interrupt->held);
    for (int i = 0; i < 4; i++) {
        struct sigaction now;
        if (sigaction(signals[i], NULL, &now) == 0 && now.sa_handler != SIG_IGN) sigaddset(&interrupt->held, signals[i]);
    }
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
