/* The state that is carried on (stateful truncated BPTT; k1 = T steps between updates, k2 = `truncate` steps back, or T).

     h_0 of a piece = h_T of the piece before it in the text, as training left it; c likewise. No gradient crosses.

   A batch of B reads at B places of the text (Task.follows). The final state of each place's last piece is part of the run's state and
   stands after the moments, so undo, visits and snapshots restore it:

     place p:  1 + the number of that piece, its T, then h and c of every layer

   A piece that does not continue exactly there (the strip begins again, T was changed, the stage used a piece) begins with an empty
   state. */
#include "engine/cell/facts.h"
#include "lab/run.h"
#include <string.h>

enum { HEAD = 2 };

static size_t place_count(const Net *net) {
    return HEAD + (size_t)net->spec.layers * (size_t)net->spec.hidden * (net->facts->has_c ? 2 : 1);
}

size_t run_carry_count(const Net *net, const Setup *setup) {
    return setup_carries(setup) ? (size_t)setup_get_int(setup, KEY_BATCH) * place_count(net) : 0;
}

static double *carry(const Run *run) { return run->weight + run->net.weight_count + run->moment_count; }

void run_carry_clear(Run *run) {
    memset(carry(run), 0, run->carry_count * sizeof(double));
    run->read_first = 0;
}

static double *find_place(const Run *run, long sequence) {
    size_t one = place_count(&run->net), places = run->carry_count / one;
    return carry(run) + (size_t)sequence % places * one;
}

void run_carry_load(Trace *trace, int b, const double *state) {
    size_t H = (size_t)trace->net->spec.hidden, row = (size_t)b * H;
    for (int layer = 0; layer < trace->net->spec.layers; layer++) {
        double *first[2] = {trace->lane[layer][0].h0, trace->lane[layer][0].c0};
        for (int i = 0; i < 2 && first[i]; i++) {
            if (state) memcpy(first[i] + row, state, H * sizeof(double));
            if (!state) memset(first[i] + row, 0, H * sizeof(double));
            if (state) state += H;
        }
    }
}

void run_carry_keep(double *state, const Trace *trace, int b) {
    size_t H = (size_t)trace->net->spec.hidden, row = ((size_t)(trace->wiring.steps - 1) * (size_t)trace->batch + (size_t)b) * H;
    for (int layer = 0; layer < trace->net->spec.layers; layer++) {
        const double *last[2] = {trace->lane[layer][0].h, trace->lane[layer][0].c};
        for (int i = 0; i < 2 && last[i]; i++, state += H) memcpy(state, last[i] + row, H * sizeof(double));
    }
}

void run_carry_drop(Run *run) {
    for (int b = 0; run->carry_count == 0 && b < run->batch.batch; b++) run_carry_load(&run->batch, b, NULL);
}

bool run_carry_follows(const Setup *setup, long sequence) {
    TaskOptions options = setup_task_options(setup);
    return options.places > 0 && setup_task(setup)->follows(&options, sequence);
}

void run_carry_begin(const Run *run, const Setup *setup, Trace *trace, int b, long sequence) {
    if (run->carry_count == 0) return; /* the stage's is empty, and a batch's as run_carry_drop left it */
    const double *place = find_place(run, sequence);
    long before = sequence - setup_get_int(setup, KEY_BATCH);
    bool goes_on = place[0] == (double)(before + 1) && place[1] == run->wiring.steps && run_carry_follows(setup, sequence);
    run_carry_load(trace, b, goes_on ? place + HEAD : NULL);
}

void run_carry_end(Run *run) {
    const Trace *trace = run->batch.block ? &run->batch : &run->trace;
    long first = run->read_first;
    run->read_first = 0;
    if (run->carry_count == 0 || first == 0) return;
    for (int b = 0; b < trace->batch; b++) {
        double *place = find_place(run, first - 1 + b);
        place[0] = (double)(first + b);
        place[1] = run->wiring.steps;
        run_carry_keep(place + HEAD, trace, b);
    }
}
