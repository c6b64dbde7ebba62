/* The stage sequence: drawn from the task, with its dropout masks, and computed forward and backward. Training without a batch of its own
   uses it too (run_train.c). */
#include "engine/pass/dropout.h"
#include "lab/run.h"

/* A stream of its own for every sequence at every update: the sequences' and the weights' streams have the highest bit clear. So
   the masks are new at every update, and the same whenever that update is done or looked at again. */
void run_draw_masks(const Run *run, const Setup *setup, Trace *trace, int b, long sequence) {
    if (!dropout_has_masks(trace)) return;
    uint64_t stream = UINT64_C(1) << 63 | (uint64_t)run->update << 31 | (uint64_t)sequence;
    Random random = random_from((uint64_t)setup_get_int(setup, KEY_SEED), stream);
    dropout_draw(trace, b, &random);
}

void run_draw_sequence(Run *run, const Setup *setup, long sequence) {
    run_put_back(run);
    TaskOptions options = setup_task_options(setup);
    Random random = task_random((uint64_t)setup_get_int(setup, KEY_SEED), sequence);
    TaskSequence out = {.x = run->trace.x, .target = run->trace.target, .batch = 1, .index = 0};
    setup_task(setup)->generate(&out, &options, &random);
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

void run_pass(Run *run, const Setup *setup) { run_pass_sequence(run, setup, run->sequence); }
