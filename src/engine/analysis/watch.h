/* Progress and cancellation of a long measurement. */
#ifndef UNROLL_ENGINE_ANALYSIS_WATCH_H
#define UNROLL_ENGINE_ANALYSIS_WATCH_H
#include <stdbool.h>
#include <stddef.h>

/* go_on is called every few milliseconds with the finished share, 0 to 1; false ends the measurement, whose numbers are then invalid. It
   may be NULL. */
typedef struct Watch {
    bool (*go_on)(void *user, double part);
    void *user;
} Watch;

static inline bool watch_ask(const Watch *watch, double part) { return !watch->go_on || watch->go_on(watch->user, part); }

#endif
