/* Looking on while a long measurement goes on, and ending it. */
#ifndef UNROLL_ENGINE_ANALYSIS_WATCH_H
#define UNROLL_ENGINE_ANALYSIS_WATCH_H
#include <stdbool.h>
#include <stddef.h>

/* Asked every few milliseconds with the share that is done, 0 to 1; false ends the measurement, whose numbers are then worth nothing.
   go_on NULL: nobody looks on. */
typedef struct Watch {
    bool (*go_on)(void *user, double part);
    void *user;
} Watch;

static inline bool watch_ask(const Watch *watch, double part) { return !watch->go_on || watch->go_on(watch->user, part); }

#endif
