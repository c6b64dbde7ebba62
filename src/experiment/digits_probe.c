/* See digits_probe.h. */
#include "experiment/digits_probe.h"
#include "base/arena.h"
#include "engine/analysis/whatif.h"
#include "experiment/weight_probe.h"
#include "lab/run.h"
#include <math.h>
#include <string.h>

void digits_probe_deinit(DigitsProbe *probe) {
    trace_deinit(&probe->trace);
    follow_deinit(&probe->follow);
    mem_free(probe->gradient);
    memset(probe, 0, sizeof *probe);
}

static bool fit(DigitsProbe *probe, const Run *run) {
    if (!run_trace_fits(&probe->trace, run)) {
        digits_probe_deinit(probe);
        probe->net = run->net;
        bool good = trace_init(&probe->trace, &probe->net, &run->wiring, 1, NULL) && follow_init(&probe->follow, &probe->trace, NULL);
        probe->gradient = good ? mem_new(run->net.weight_count * sizeof(double)) : NULL;
        if (!probe->gradient) {
            digits_probe_deinit(probe);
            return false;
        }
        probe->trace.kernels = NULL;
    }
    probe->net = run->net; /* the activation is no part of the shape */
    return true;
}

bool digits_probe_measure(DigitsProbe *probe, const Lab *lab) {
    const Run *run = &lab->run;
    if (probe->is_known && probe->version == lab->version && probe->follow.loss == run->follow.loss) return true;
    probe->is_known = false;
    if (run->is_held) return false; /* a usual pass would let go */
    if (weight_probe_cost(&run->net, run->wiring.steps) > DIGITS_PROBE_COST_MAX || !fit(probe, run)) return false;
    trace_copy_given(&probe->trace, &run->trace);
    net_forward(&probe->trace, run->weight);
    net_backward(&probe->trace, probe->gradient, run->weight);
    follow_measure(&probe->follow, &probe->trace, run->weight, run->follow.loss, NULL);
    probe->version = lab->version;
    probe->is_known = true;
    return true;
}

double digits_agreed(double a, double b) {
    double size = fmax(fabs(a), fabs(b)), apart = fabs(a - b);
    if (apart == 0 || !isfinite(size)) return 17;
    return fmin(-log10(apart / size), 17);
}
