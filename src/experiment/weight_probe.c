/* The check of the weight under the pointer (declared in weight_probe.h): two forward passes or a few more of the stage sequence, on a
   trace of its own, so that the stage's stays as it is. lab->version says whether the remembered result is still valid. */
#include "experiment/weight_probe.h"
#include "lab/run.h"
#include <string.h>

double weight_probe_cost(const Net *net, int steps) { return (double)net->weight_count * steps; }

void weight_probe_deinit(WeightProbe *probe) {
    trace_deinit(&probe->trace);
    memset(probe, 0, sizeof *probe);
}

bool weight_probe_fit(WeightProbe *probe, const Run *run) {
    if (!run_trace_fits(&probe->trace, run)) {
        trace_deinit(&probe->trace);
        probe->failed = !trace_init(&probe->trace, &run->net, &run->wiring, 1, NULL);
        if (probe->failed) return false;
        probe->trace.lean = true;
    }
    probe->net = run->net; /* the activation may differ: it is not part of the shape */
    probe->trace.net = &probe->net;
    return true;
}

bool weight_probe_measure(WeightProbe *probe, Lab *lab, size_t index) {
    Run *run = &lab->run;
    if (probe->is_known && probe->index == index && probe->version == lab->version) return true;
    probe->is_known = probe->failed = false;
    if (run->is_held) return false; /* the pass with a changed weight would drop what is held */
    if (weight_probe_cost(&run->net, run->wiring.steps) > WEIGHT_PROBE_COST_MAX || !run_is_finite(run) || !weight_probe_fit(probe, run))
        return false;
    check_weight(&probe->check, &probe->trace, run->weight, &run->trace, run->gradient, index, 0);
    probe->index = index;
    probe->version = lab->version;
    probe->is_known = true;
    return true;
}
