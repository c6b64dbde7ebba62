/* See interrupt.h: nothing interrupts a page. */
#include "platform/interrupt.h"

void interrupt_hold(Interrupt *interrupt) { *interrupt = (Interrupt){.signal = 0}; }
bool interrupt_came(Interrupt *interrupt) {
    (void)interrupt;
    return false;
}
void interrupt_release(Interrupt *interrupt) { (void)interrupt; }
void interrupt_let(const Interrupt *interrupt) { (void)interrupt; }
