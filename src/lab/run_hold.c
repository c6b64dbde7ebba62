/* What-if on the stage: a second pass with the held values, beside the pass without them. The two are exchanged, so that readers of the
   run's trace, followed loss and gradient see the changed pass, and `before` can be drawn as a ghost.

   Functions that draw or compute the stage exchange them back first; run_compute holds again at its end. */
#include "base/arena.h"
#include "lab/memory.h"
#include "lab/run.h"
#include <string.h>

const double *run_shown_weight(const Run *run) { return run->is_held ? run->weight_held : run->weight; }

const Trace *run_own_trace(const Run *run) { return run->is_held ? &run->before : &run->trace; }

const double *run_own_gradient(const Run *run) { return run->is_held ? run->gradient_before : run->gradient; }

const WhatIf *run_held(const Run *run) { return run->is_held ? whatif_find_held(run->hold) : NULL; }

static void exchange(Run *run) {
    Trace trace = run->trace;
    Follow follow = run->follow;
    double *gradient = run->gradient;
    run->trace = run->before;
    run->before = trace;
    run->follow = run->follow_before;
    run->follow_before = follow;
    run->gradient = run->gradient_before;
    run->gradient_before = gradient;
    run->is_held = !run->is_held;
}

void run_put_back(Run *run) {
    if (run->is_held) exchange(run);
}

void run_hold_words(Run *run, const Setup *setup, const WhatIfWords *words, int count) {
    double bytes = (double)run->trace.size + (double)run->follow.size + 2.0 * (double)run->net.weight_count * sizeof(double);
    run_discard_hold(run);
    if (run->truncated.block || !memory_fits_beside(bytes, setup, run->runs, NULL)) return;
    for (int i = 0; i < count; i++) {
        WhatIf *what = &run->hold[run->hold_count];
        if (whatif_words_find(what, &words[i], &run->trace, NULL) && whatif_check(what, &run->trace, NULL)) run->hold_count++;
    }
    run_form_hold(run);
}

void run_discard_hold(Run *run) {
    run_put_back(run);
    trace_deinit(&run->before);
    follow_deinit(&run->follow_before);
    mem_free(run->gradient_before);
    mem_free(run->weight_held);
    run->gradient_before = run->weight_held = NULL;
    run->hold_count = 0;
}

bool run_prepare_hold(Run *run, Diag *diag) {
    size_t size = 2 * run->net.weight_count * sizeof(double);
    if (run->gradient_before) return true; /* they fit: run_adopt frees them where shape or trace change */
    int count = run->hold_count;
    run_discard_hold(run);
    bool good = trace_init(&run->before, &run->net, &run->wiring, 1, diag) && follow_init(&run->follow_before, &run->before, diag);
    run->gradient_before = good ? mem_new(size / 2) : NULL;
    run->weight_held = good ? mem_new(size) : NULL;
    run->hold_count = count;
    if (run->gradient_before && run->weight_held) return true;
    run_discard_hold(run);
    return good ? diag_fail(diag, "There is no memory left for a what-if (%zu bytes).", size) : false;
}

void run_form_hold(Run *run) {
    run_put_back(run);
    if (run->hold_count == 0) return;
    if (!run_prepare_hold(run, NULL)) return;
    for (int i = 0; i < run->hold_count; i++) run->hold[i].more = run->hold_count - 1 - i;
    double *room = run->gradient_before;
    run->predicted = run->trace.loss + whatif_predict(&run->before, room, &run->trace, run->gradient, run->weight, run->hold);
    whatif_run(&run->before, run->gradient_before, run->weight_held, &run->trace, run->weight, run->hold);
    follow_measure(&run->follow_before, &run->before, run->weight_held, run->follow.loss, whatif_find_held(run->hold));
    exchange(run);
}
