/* Held-out evaluation: a forward pass over sequences whose numbers training never uses, so that what is measured is the rule and
   not the examples. Loss and right answers are counted sequence by sequence; the task's own score comes from task_score.

   A sequence gives the same bits alone and inside a batch, so the result does not depend on how many are taken together; the mean
   is over sequences, in their order. */
#include "lab/evaluate.h"
#include <math.h>
#include <string.h>

enum { TOGETHER_MAX = 32 };
#define MEMORY_MAX ((size_t)64 << 20)

bool evaluate_init(Evaluator *evaluator, const Run *run, const Setup *setup, Diag *diag) {
    int together = TOGETHER_MAX;
    memset(evaluator, 0, sizeof *evaluator);
    while (together > 1 && trace_plan_size(&run->net, &run->wiring, together) > MEMORY_MAX) together /= 2;
    evaluator->run = run;
    evaluator->setup = setup;
    if (!trace_init(&evaluator->trace, &run->net, &run->wiring, together, diag)) return false;
    evaluator->trace.lean = true;
    return true;
}

void evaluate_deinit(Evaluator *evaluator) {
    trace_deinit(&evaluator->trace);
    memset(evaluator, 0, sizeof *evaluator);
}

/* The sequence's own loss, as if it were alone. */
static double sequence_loss(const Trace *trace, int b) {
    double sum = 0;
    int K = trace->wiring.loss_count;
    for (int k = 0; k < K; k++) sum += trace->loss_raw[k * trace->batch + b];
    return trace->wiring.sum_losses ? sum : sum / K;
}

static long count_right(const Trace *trace, const Task *task, int b) {
    long right = 0;
    int outputs = trace->net->spec.outputs, columns = task->loss == LOSS_MSE ? outputs : 1;
    for (int k = 0; k < trace->wiring.loss_count; k++) {
        ptrdiff_t row = (ptrdiff_t)k * trace->batch + b;
        right += task->is_right(trace->y + row * outputs, trace->target + row * columns, outputs);
    }
    return right;
}

void evaluate_run(Evaluation *out, Evaluator *evaluator, long count) {
    Trace *trace = &evaluator->trace;
    const Task *task = setup_task(evaluator->setup);
    TaskOptions options = setup_task_options(evaluator->setup);
    uint64_t seed = (uint64_t)setup_get_int(evaluator->setup, KEY_SEED);
    long right = 0;
    memset(out, 0, sizeof *out);
    for (long done = 0; done < count; done += trace->batch) {
        /* The last batch may be filled up with sequences that are not counted. */
        for (int b = 0; b < trace->batch; b++) {
            Random random = task_random(seed, EVALUATE_FIRST + done + b);
            TaskSequence sequence = {.x = trace->x, .target = trace->target, .batch = trace->batch, .index = b};
            task->generate(&sequence, &options, &random);
        }
        net_forward(trace, evaluator->run->weight);
        for (int b = 0; b < trace->batch && done + b < count; b++) {
            TaskAnswer answer = {.x = trace->x,
                                 .target = trace->target,
                                 .y = trace->y,
                                 .loss_count = trace->wiring.loss_count,
                                 .batch = trace->batch,
                                 .index = b};
            task_score(&out->score, task, &options, &answer);
            out->loss += sequence_loss(trace, b);
            right += count_right(trace, task, b);
            out->sequences++;
        }
    }
    if (out->sequences == 0) return;
    out->loss /= (double)out->sequences;
    out->accuracy = (double)right / ((double)out->sequences * trace->wiring.loss_count);
    out->is_solved = task_is_solved(task, &options, &out->score, out->loss);
}

bool evaluate_is_solved(Evaluation *out, Evaluator *evaluator, long count) {
    const Task *task = setup_task(evaluator->setup);
    TaskOptions options = setup_task_options(evaluator->setup);
    const TaskGoal *goal = &task->goal[task->variant_label[1] && options.variant == 1];
    evaluate_run(out, evaluator, count);
    const TaskScore *score = &out->score;
    if (count >= goal->sequences) return out->is_solved;
    /* Good enough so far to be worth the whole number? */
    if ((double)score->right < goal->right * (double)score->sequences || (double)score->hit < goal->hit * (double)score->asked)
        return false;
    if (goal->loss > 0.0 && !(out->loss < goal->loss)) return false;
    evaluate_run(out, evaluator, goal->sequences);
    return out->is_solved;
}
