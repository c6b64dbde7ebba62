/* See alone.h. */
#include "lab/alone.h"
#include "lab/run.h"

bool alone_is_possible(const Run *run, const Setup *setup, Diag *diag) {
    const Task *task = setup_task(setup);
    TaskOptions options = setup_task_options(setup);
    if (!task->feeds_back || !task->feeds_back(&options))
        return diag_fail(diag, "What this task answers is not what it reads next. The tasks series, sine and sines can go on alone.");
    if (run->net.spec.directions > 1)
        return diag_fail(
            diag, "A network that also reads from the end cannot go on alone: the end is not there yet. Set the direction to forward.");
    return true;
}

int alone_take_stage(double *truth, const Run *run, const Setup *setup) {
    const Trace *trace = run_own_trace(run);
    int steps = trace->length[0], losses = trace_count_losses(trace, 0);
    double scale = setup_get(setup, KEY_INPUT_SCALE);
    for (int t = 0; t < steps; t++) truth[t] = trace->x[t] / scale;
    truth[steps] = trace->target[losses - 1];
    return steps;
}

bool alone_measure(double *out, const Run *run, const Setup *setup, int from, Diag *diag) {
    Stepper stepper;
    double truth[NET_STEP_MAX + 1], said = 0, scale = setup_get(setup, KEY_INPUT_SCALE);
    if (!alone_is_possible(run, setup, diag)) return false;
    int steps = alone_take_stage(truth, run, setup);
    if (from < 1 || from > steps) return diag_fail(diag, "alone: there is no step %d; there are 1 to %d", from, steps);
    if (!stepper_init(&stepper, run, diag)) return false;
    *out = 0;
    for (int t = 0; t < steps; t++) {
        double x = (t >= from ? said : truth[t]) * scale;
        said = stepper_read(&stepper, &x)[0];
        if (t + 1 >= from) *out += (said - truth[t + 1]) * (said - truth[t + 1]) / (steps - from + 1);
    }
    stepper_deinit(&stepper);
    return true;
}
