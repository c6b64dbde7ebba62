/* The value that the control of a parameter shows, and from which a key, the wheel or a field on it starts: the only place that decides
   it. */
#ifndef UNROLL_VIEW_PANEL_CONTROL_VALUE_H
#define UNROLL_VIEW_PANEL_CONTROL_VALUE_H
#include "lab/run.h"

/* The setup after all queued commands, and for which keys they set a number that the weights do not have yet. */
typedef struct ControlQueue {
    Setup setup;
    bool sets[KEY_COUNT];
} ControlQueue;

typedef struct ControlValue {
    double set;    /* what the setup says; SETUP_DRAWN where the weights' recipe decides */
    double now;    /* the weights as they are; NaN where there is nothing to measure */
    double at;     /* where the thumb stands: what is set; of what is drawn the measured number, within the row's bounds */
    bool is_drawn; /* the thumb is hollow */
    bool is_moved; /* a number is set, and the weights have another by now */
} ControlValue;

/* `is_queued`: the number is set by a command that waits, so the weights are not measured against it. */
ControlValue control_find_value(const Setup *setup, const Run *run, bool is_queued, SetupKey key);

#endif
