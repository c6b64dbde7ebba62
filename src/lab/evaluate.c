/* Held-out evaluation: a forward pass over sequences whose numbers training never uses, so it measures whether the rule was learned and not
   the examples. Losses and correct answers are added sequence by sequence; the task's own score comes from task_score.

   Dropout is off here (PyTorch's eval mode): the factor 1/(1-p) in training compensates for it.

   Bits and perplexity are per predicted symbol, whatever the loss's own scale is: from -ln p of each target symbol, pooled over all
   sequences. Steps with an empty input predict nothing and are left out here, but they are part of the loss. Padding after the end of a
   shorter sequence is part of nothing (trace.h).

   A sequence gives the same bits alone and inside a batch, so the result does not depend on the batch size; the mean is over all losses
   that count, summed sequence by sequence in their order. */
#include "lab/evaluate.h"
#include <math.h>
#include <string.h>

enum { TOGETHER_MAX = 32 };
#define MEMORY_MAX ((size_t)64 << 20)
#define SMALL_MAX ((size_t)4 << 20)

static int choose_together(const Net *net, const Wiring *wiring, size_t most) {
    int together = TOGETHER_MAX;
    while (together > 1 && trace_plan_size(net, wiring, together) > most) together /= 2;
    return together;
}

size_t evaluate_plan_size(const Net *net, const Wiring *wiring) {
    return trace_plan_size(net, wiring, choose_together(net, wiring, MEMORY_MAX));
}

size_t evaluate_plan_small(const Net *net, const Wiring *wiring, size_t carry_count) {
    if (evaluate_may_borrow(net, wiring, carry_count)) return 0;
    return trace_plan_size(net, wiring, choose_together(net, wiring, SMALL_MAX)) - 3 * net->weight_count * sizeof(double);
}

bool evaluate_may_borrow(const Net *net, const Wiring *wiring, size_t carry_count) {
    bool drops = net->spec.dropout > 0 && net->spec.layers > 1;
    return choose_together(net, wiring, SMALL_MAX) == 1 && !drops && carry_count == 0;
}

static bool init(Evaluator *evaluator, const Run *run, const Setup *setup, int limit, size_t most, Diag *diag) {
    memset(evaluator, 0, sizeof *evaluator);
    evaluator->net = run->net;
    evaluator->net.spec.dropout = 0;
    int together = choose_together(&evaluator->net, &run->wiring, most);
    if (together > limit) together = limit;
    evaluator->run = run;
    evaluator->setup = setup;
    if (!trace_init(&evaluator->trace, &evaluator->net, &run->wiring, together, diag)) return false;
    evaluator->trace.lean = true;
    return true;
}

bool evaluate_init(Evaluator *evaluator, const Run *run, const Setup *setup, Diag *diag) {
    return init(evaluator, run, setup, TOGETHER_MAX, MEMORY_MAX, diag);
}

bool evaluate_init_small(Evaluator *evaluator, const Run *run, const Setup *setup, Diag *diag) {
    return init(evaluator, run, setup, TOGETHER_MAX, SMALL_MAX, diag);
}

bool evaluate_init_together(Evaluator *evaluator, const Run *run, const Setup *setup, int together, Diag *diag) {
    return init(evaluator, run, setup, together, SMALL_MAX, diag);
}

void evaluate_borrow(Evaluator *evaluator, Run *run, const Setup *setup) {
    *evaluator = (Evaluator){.run = run, .setup = setup, .trace = run->trace};
    evaluator->trace.lean = true;
}

void evaluate_give_back(Evaluator *evaluator, Run *run) {
    run->trace = evaluator->trace; /* for the lengths of the present sequences */
    run->trace.lean = false;
    memset(evaluator, 0, sizeof *evaluator);
}

void evaluate_deinit(Evaluator *evaluator) {
    trace_deinit(&evaluator->trace);
    memset(evaluator, 0, sizeof *evaluator);
}

/* The losses of one sequence; those after its end are 0. */
static double sum_losses(const Trace *trace, int b) {
    double sum = 0;
    for (int k = 0; k < trace->wiring.loss_count; k++) sum += trace->loss_raw[k * trace->batch + b];
    return sum;
}

static long count_right(const Trace *trace, const Task *task, int b) {
    long right = 0;
    int outputs = trace->net->spec.outputs, columns = task->loss == LOSS_MSE ? outputs : 1, count = trace_count_losses(trace, b);
    for (int k = 0; k < count; k++) {
        ptrdiff_t row = (ptrdiff_t)k * trace->batch + b;
        right += task->is_right(trace->y + row * outputs, trace->target + row * columns, outputs);
    }
    return right;
}

/* --- symbols --- */

static bool has_input(const Trace *trace, int step, int b) {
    int inputs = trace->net->spec.inputs;
    const double *x = trace->x + ((ptrdiff_t)step * trace->batch + b) * inputs;
    for (int i = 0; i < inputs; i++) {
        if (x[i] != 0.0) return true;
    }
    return false;
}

static void add_symbols(SymbolCost *cost, const Trace *trace, const Task *task, int b) {
    if (!task->predicts_symbols) return;
    for (int k = 0; k < trace_count_losses(trace, b); k++) {
        if (!has_input(trace, trace->wiring.loss_step[k], b)) continue;
        cost->nats += trace->loss_raw[(ptrdiff_t)k * trace->batch + b];
        cost->predictions++;
    }
}

static SymbolMeasure measure_symbols(double nats, double predictions) {
    if (!(predictions > 0.0)) return (SymbolMeasure){NAN, NAN};
    double mean = nats / predictions;
    return (SymbolMeasure){mean / log(2.0), exp(mean)};
}

SymbolMeasure evaluate_symbols(const Trace *trace, const Task *task, int b) {
    SymbolCost cost = {0};
    add_symbols(&cost, trace, task, b);
    return measure_symbols(cost.nats, (double)cost.predictions);
}

static TaskEntropy find_entropy(const Setup *setup) {
    const Task *task = setup_task(setup);
    TaskOptions options = setup_task_options(setup);
    if (!task->predicts_symbols || !task->entropy || setup_net_spec(setup).directions > 1) return (TaskEntropy){NAN, NAN};
    return task->entropy(&options);
}

SymbolMeasure evaluate_least(const Setup *setup) {
    TaskEntropy entropy = find_entropy(setup);
    return measure_symbols(entropy.nats, entropy.predictions);
}

double evaluate_least_loss(const Setup *setup, const Wiring *wiring) {
    TaskEntropy entropy = find_entropy(setup);
    return entropy.nats / (wiring->sum_losses ? 1 : entropy.predictions);
}

/* The batch of held-out sequences from number `first` on, into the trace. */
static void draw_sequences(Evaluator *evaluator, const Task *task, const TaskOptions *options, long first) {
    Trace *trace = &evaluator->trace;
    uint64_t seed = (uint64_t)setup_get_int(evaluator->setup, KEY_SEED);
    if (evaluator->keeps_sequences && evaluator->kept_first == first + 1) return;
    for (int b = 0; b < trace->batch; b++) task_draw(trace, task, options, b, seed, EVALUATE_FIRST + first + b);
    evaluator->kept_first = first + 1;
}

/* Reads the sequences that are still missing, batch by batch. False if is_enough ended it; one batch is read at least. */
static bool read_sequences(EvaluationPart *part, Evaluator *evaluator) {
    Trace *trace = &evaluator->trace;
    const Task *task = setup_task(evaluator->setup);
    TaskOptions options = setup_task_options(evaluator->setup);
    for (long first = part->done; part->done < part->count;) {
        if (part->done > first && evaluator->is_enough && evaluator->is_enough(evaluator->user)) return false;
        draw_sequences(evaluator, task, &options, part->done); /* the last batch may be filled with sequences that are not counted */
        net_forward(trace, evaluator->run->weight);
        for (int b = 0; b < trace->batch && part->done < part->count; b++) {
            TaskAnswer answer = {.x = trace->x,
                                 .target = trace->target,
                                 .y = trace->y,
                                 .loss_count = trace_count_losses(trace, b),
                                 .batch = trace->batch,
                                 .index = b};
            task_score(&part->score, task, &options, &answer);
            part->loss += sum_losses(trace, b);
            part->asked += answer.loss_count;
            part->right += count_right(trace, task, b);
            add_symbols(&part->cost, trace, task, b);
            part->done++;
        }
    }
    return true;
}

static void judge(Evaluation *out, const EvaluationPart *part, const Evaluator *evaluator) {
    const Task *task = setup_task(evaluator->setup);
    TaskOptions options = setup_task_options(evaluator->setup);
    *out = (Evaluation){.sequences = part->done, .score = part->score};
    out->symbols = measure_symbols(part->cost.nats, (double)part->cost.predictions);
    out->least = evaluate_least(evaluator->setup);
    if (part->done == 0) return;
    out->loss = part->loss / (double)(evaluator->trace.wiring.sum_losses ? part->done : part->asked);
    out->accuracy = (double)part->right / (double)part->asked;
    out->is_solved = task_is_solved(task, &options, &out->score, out->loss);
}

void evaluate_run(Evaluation *out, Evaluator *evaluator, long count) {
    EvaluationPart part = {.count = count};
    (void)read_sequences(&part, evaluator);
    judge(out, &part, evaluator);
}

bool evaluate_is_promising(const Evaluation *evaluation, const TaskGoal *goal) {
    const TaskScore *score = &evaluation->score;
    if (goal->is_none) return false;
    if ((double)score->right < goal->right * (double)score->sequences || (double)score->hit < goal->hit * (double)score->asked)
        return false;
    return goal->loss == 0.0 || evaluation->loss < goal->loss;
}

static const TaskGoal *find_goal(const Evaluator *evaluator) {
    TaskOptions options = setup_task_options(evaluator->setup);
    return task_goal(setup_task(evaluator->setup), &options);
}

bool evaluate_is_solved(Evaluation *out, Evaluator *evaluator, long count) {
    const TaskGoal *goal = find_goal(evaluator);
    evaluate_run(out, evaluator, count);
    if (count >= goal->sequences) return out->is_solved;
    if (!evaluate_is_promising(out, goal)) return false;
    evaluate_run(out, evaluator, goal->sequences);
    return out->is_solved;
}

bool evaluate_by_stages(Evaluation *out, EvaluationPart *part, Evaluator *evaluator, long count, bool asks_solved) {
    const TaskGoal *goal = find_goal(evaluator);
    if (part->count == 0) part->count = count;
    for (;;) {
        if (!read_sequences(part, evaluator)) return false;
        judge(out, part, evaluator);
        bool is_last = !asks_solved || part->count >= goal->sequences || !evaluate_is_promising(out, goal);
        long more = 5 * part->count < goal->sequences ? 5 * part->count : goal->sequences;
        *part = (EvaluationPart){.count = is_last ? 0 : more};
        if (is_last) return true;
    }
}

double evaluate_part_done(const EvaluationPart *part) { return part->count > 0 ? (double)part->done / (double)part->count : 0; }
