/* The stage sequence: drawn from the task, with its dropout masks, and computed forward and backward. Training without a batch of its own
   uses it too (run_train.c). */
#include "engine/pass/dropout.h"
#include "lab/run.h"

/* A stream of its own for every sequence at every update: the sequences' and the weights' streams have the highest bit clear. So the masks
   differ at every update, and are the same whenever that update is repeated or shown again. */
void run_draw_masks(const Run *run, const Setup *setup, Trace *trace, int b, long sequence) {
    if (!dropout_has_masks(trace)) return;
    uint64_t stream = UINT64_C(1) << 63 | (uint64_t)run->update << 31 | (uint64_t)sequence;
    Random random = random_from((uint64_t)setup_get_int(setup, KEY_SEED), stream);
    dropout_draw(trace, b, &random);
}

/* --- which sequence has a number --- */

static uint64_t mix(uint64_t word) {
    word = (word ^ word >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    word = (word ^ word >> 27) * UINT64_C(0x94D049BB133111EB);
    return word ^ word >> 31;
}

enum { ROUNDS = 8 }; /* fewer favour some orders of a handful of examples */

/* One of the orders of 0 .. count - 1, as the keys have it: a Feistel network over the next power of four, walked until it is below count.
   So the place of one example is found without drawing all of them. */
static long reorder(long place, long count, const uint64_t key[ROUNDS]) {
    int half = 1;
    while (1L << 2 * half < count) half++;
    uint64_t mask = (UINT64_C(1) << half) - 1, at = (uint64_t)place;
    do {
        uint64_t left = at >> half, right = at & mask;
        for (int i = 0; i < ROUNDS; i++) {
            uint64_t next = left ^ (mix(right + key[i]) & mask);
            left = right;
            right = next;
        }
        at = left << half | right;
    } while (at >= (uint64_t)count);
    return (long)at;
}

/* The orders have a stream of their own: those of masks have the second highest bit clear. */
long run_find_example(const Setup *setup, long number) {
    long count = setup_get_int(setup, KEY_EXAMPLES);
    if (count == 0 || number < count) return number;
    Random random = random_from((uint64_t)setup_get_int(setup, KEY_SEED), UINT64_C(3) << 62 | (uint64_t)(number / count));
    uint64_t key[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) key[i] = random_next(&random);
    return reorder(number % count, count, key);
}

void run_draw_sequence(Run *run, const Setup *setup, long sequence) {
    run_put_back(run);
    TaskOptions options = setup_task_options(setup);
    uint64_t seed = (uint64_t)setup_get_int(setup, KEY_SEED);
    task_draw(&run->trace, setup_task(setup), &options, 0, seed, run_find_example(setup, sequence));
}

void run_draw(Run *run, const Setup *setup) { run_draw_sequence(run, setup, run->sequence); }

void run_pass_sequence(Run *run, const Setup *setup, long sequence) {
    run_put_back(run);
    run_draw_masks(run, setup, &run->trace, 0, sequence);
    net_forward(&run->trace, run->weight);
    net_backward(&run->trace, run->gradient, run->weight);
    if (run->truncated.block)
        truncated_measure(&run->truncated, &run->trace, run->weight, run->gradient, setup_get_int(setup, KEY_TRUNCATE));
}

enum { CARRIED_PIECES = 16 };

/* The initial state of the stage, which is a probe and not part of training: h_0 is the state after the pieces before it in the text (at
   most CARRIED_PIECES), computed with the present weights from an empty state. */
static void carry_state(Run *run, const Setup *setup) {
    Trace *trace = &run->trace;
    long batch = setup_get_int(setup, KEY_BATCH), first = run->sequence;
    int pieces = 0;
    run->read_first = 0;
    if (run->net.spec.directions == 1) run_carry_load(trace, 0, NULL);
    while (pieces < CARRIED_PIECES && first >= batch && run_carry_follows(setup, first)) {
        first -= batch;
        pieces++;
    }
    run->carried_steps = pieces * run->wiring.steps;
    if (pieces == 0) return;
    bool lean = trace->lean;
    trace->lean = true;
    for (; first < run->sequence; first += batch) {
        run_draw_sequence(run, setup, first);
        run_draw_masks(run, setup, trace, 0, first);
        net_forward(trace, run->weight);
        double *work = run->work; /* free until the update is formed; a state is shorter than the weights */
        run_carry_keep(work, trace, 0);
        run_carry_load(trace, 0, work);
    }
    trace->lean = lean;
    run_draw(run, setup);
}

void run_pass(Run *run, const Setup *setup) {
    run_put_back(run);
    carry_state(run, setup);
    run_pass_sequence(run, setup, run->sequence);
}
