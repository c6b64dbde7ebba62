/* See terms_alone.h. */
#include "experiment/terms_alone.h"
#include "base/arena.h"
#include "engine/analysis/whatif.h"
#include "lab/run.h"
#include <string.h>

void terms_alone_deinit(TermsAlone *alone) {
    trace_deinit(&alone->trace);
    mem_free(alone->gradient);
    memset(alone, 0, sizeof *alone);
}

static bool fit(TermsAlone *alone, const Run *run) {
    if (!alone->gradient || !run_trace_fits(&alone->trace, run)) {
        bool has_kernels = alone->has_kernels;
        terms_alone_deinit(alone);
        alone->has_kernels = has_kernels;
        alone->net = run->net;
        alone->gradient = mem_new(run->net.weight_count * sizeof(double));
        if (!alone->gradient || !trace_init(&alone->trace, &alone->net, &run->wiring, 1, NULL)) {
            terms_alone_deinit(alone);
            return false;
        }
        if (!has_kernels) alone->trace.kernels = NULL;
    }
    alone->net = run->net; /* the activation may differ: it is not part of the shape */
    return true;
}

static TermsUpdate find_update(const Lab *lab) {
    const Run *run = &lab->run;
    const Setup *setup = &lab->setup;
    return (TermsUpdate){.is_there = true,
                         .plan = setup_optimizer_plan(setup, run->update),
                         .step = run->moment_step + 1,
                         .given = run_stage_gradient(run),
                         .moment = run->weight + run->net.weight_count,
                         .delta = run->delta,
                         .is_truncated = run->truncated.block != NULL,
                         .clip_value = setup_get(setup, KEY_CLIP_VALUE),
                         .clip_norm = setup_get(setup, KEY_CLIP_NORM),
                         .l2 = setup_get(setup, KEY_L2),
                         .clip_factor = run->clip_factor};
}

bool terms_alone_find(TermsSource *out, TermsAlone *alone, const Lab *lab, int loss, bool is_new) {
    const Run *run = &lab->run;
    *out = (TermsSource){.trace = &run->trace, .weight = run->weight, .gradient = run->gradient};
    if (run->is_held) return false;
    out->update = find_update(lab);
    if (loss == 0) return true;
    if (is_new || alone->loss != loss || alone->version != lab->version || !run_trace_fits(&alone->trace, run)) {
        alone->loss = 0;
        if (!fit(alone, run)) return false;
        trace_copy_given(&alone->trace, &run->trace);
        net_forward(&alone->trace, run->weight);
        net_backward_of(&alone->trace, alone->gradient, run->weight, loss - 1);
        alone->version = lab->version;
        alone->loss = loss;
    }
    out->alone = &alone->trace;
    out->alone_gradient = alone->gradient;
    out->alone_loss = loss;
    return true;
}
