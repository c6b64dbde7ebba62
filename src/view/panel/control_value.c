/* See control_value.h. */
#include "view/panel/control_value.h"
#include <math.h>

ControlValue control_find_value(const Setup *setup, const Run *run, bool is_queued, SetupKey key) {
    ControlValue value = {.set = setup_get(setup, key), .now = NAN, .is_drawn = setup_is_drawn(setup, key)};
    double least = setup_table[key].least, measured = run_measured(run, key);
    value.at = !value.is_drawn ? value.set : isfinite(measured) ? fmin(fmax(measured, least), setup_table[key].most) : least;
    if (!setup_can_be_drawn(key) || !setup_is_active(setup, key)) return value;
    value.now = is_queued ? value.set : measured;
    value.is_moved = !value.is_drawn && fabs(value.now - value.set) > 1e-3 * fmax(fabs(value.set), 0.1); /* less is not seen, or rounding */
    return value;
}
