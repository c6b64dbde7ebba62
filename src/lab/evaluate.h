/* How good the weights are on sequences they were never trained on. */
#ifndef UNROLL_LAB_EVALUATE_H
#define UNROLL_LAB_EVALUATE_H
#include "lab/lab.h"

/* Held-out sequences are numbered from here; training stops before it gets there. */
#define EVALUATE_FIRST TASK_HELD_OUT

/* The quality of next-symbol predictions: bits = mean of -log2 p(target symbol), perplexity = 2^bits = exp of the mean in nats: the number
   of equally likely symbols with the same uncertainty. NaN if there is no such number. */
typedef struct SymbolMeasure {
    double bits, perplexity;
} SymbolMeasure;

typedef struct Evaluation {
    long sequences;
    double loss;           /* mean over all losses that count, or over the sequences if losses are summed */
    double accuracy;       /* share of the loss steps whose answer is right */
    SymbolMeasure symbols; /* over all predicted symbols; NaN unless the task predicts symbols */
    SymbolMeasure least;   /* what evaluate_least says */
    TaskScore score;       /* the task's own */
    bool is_solved;        /* by the task's own goal, over at least as many sequences as that asks for */
} Evaluation;

/* A forward pass's room of its own, so that looking changes nothing. Fits the run and setup it was made for, until a shape changes. */
typedef struct Evaluator {
    const Run *run; /* borrowed, as is the next */
    const Setup *setup;
    Net net; /* the run's, with dropout off */
    Trace trace;
    bool (*is_enough)(void *user); /* may be NULL; asked between batches: true ends an evaluation with the sequences it has */
    void *user;
    bool keeps_sequences; /* the owner's word that the setup stays: sequences that stand in the trace are not generated again */
    long kept_first;      /* the held-out number of its first one, from 1; 0: none stand there */
} Evaluator;

/* The cost of predicted symbols. */
typedef struct SymbolCost {
    double nats;
    long predictions;
} SymbolCost;

/* An evaluation under way, over `count` sequences; zeroed: none has begun. */
typedef struct EvaluationPart {
    long count, done;
    long right, asked;
    double loss;
    SymbolCost cost;
    TaskScore score;
} EvaluationPart;

/* Bytes that an evaluator takes, at most 64 MB or what a single sequence needs. */
size_t evaluate_plan_size(const Net *net, const Wiring *wiring);

/* False when memory is out; the evaluator is then empty and safe to deinit. */
bool evaluate_init(Evaluator *evaluator, const Run *run, const Setup *setup, Diag *diag);
void evaluate_deinit(Evaluator *evaluator);

/* The same in less memory, at most 4 MB or what a single sequence needs: for an evaluation beside a training. */
size_t evaluate_plan_small(const Net *net, const Wiring *wiring, size_t carry_count); /* of its trace alone; 0 where it may be borrowed */
bool evaluate_init_small(Evaluator *evaluator, const Run *run, const Setup *setup, Diag *diag);

/* An evaluator that reads one sequence at a time needs no memory of its own: it can use the trace of the run's stage, which must be drawn
   and computed again afterwards. Not possible with dropout or carried states. */
bool evaluate_may_borrow(const Net *net, const Wiring *wiring, size_t carry_count);
void evaluate_borrow(Evaluator *evaluator, Run *run, const Setup *setup); /* nothing else may use the run until ... */
void evaluate_give_back(Evaluator *evaluator, Run *run);                  /* ... the trace is given back; the evaluator is empty then */

/* The same for this many sequences at once, as far as the memory allows. */
bool evaluate_init_together(Evaluator *evaluator, const Run *run, const Setup *setup, int together, Diag *diag);

/* Evaluates the run's weights on the first `count` held-out sequences of the setup's seed: the same ones each time. */
void evaluate_run(Evaluation *out, Evaluator *evaluator, long count);

/* For sequence `b` of a trace after its forward pass, such as the stage's. */
SymbolMeasure evaluate_symbols(const Trace *trace, const Task *task, int b);

/* The best possible value for a network that reads forward: the entropy of the setup's sequences. NaN if it is not known, or if a lane
   reads the answers from the end. */
SymbolMeasure evaluate_least(const Setup *setup);
double evaluate_least_loss(const Setup *setup, const Wiring *wiring); /* the same as a loss */

/* Decides whether the task is solved: first over `count` sequences and, if they say so, over as many as the task's goal asks for. *out is
   the last evaluation. */
bool evaluate_is_solved(Evaluation *out, Evaluator *evaluator, long count);

/* True if correct answers and loss so far satisfy the goal, so that reading more sequences makes sense. */
bool evaluate_is_promising(const Evaluation *evaluation, const TaskGoal *goal);

/* Evaluates `count` sequences; with `asks_solved`, as long as the goal is satisfied, five times as many, up to the number that the goal
   asks for. False if is_enough ended it: *out is then invalid, and *part holds what is done: with the same weights, another call goes on
   from there, by one batch at least. Afterwards *part is zero again. */
bool evaluate_by_stages(Evaluation *out, EvaluationPart *part, Evaluator *evaluator, long count, bool asks_solved);
double evaluate_part_done(const EvaluationPart *part); /* 0..1, of the sequences of its stage; 0 if none has begun */

#endif
