/* Where sequences come from. A task is a table row of functions: shapes, a generator, its baseline, its measure of success.
   Sequence number n under a seed is always the same sequence, so any moment of a run can be drawn again. */
#ifndef UNROLL_TASK_TASK_H
#define UNROLL_TASK_TASK_H
#include "base/random.h"
#include "engine/net/net.h"

typedef struct TaskOptions {
    int steps;                    /* T as the person set it */
    int symbols;                  /* how many; 0: the scalar form, or the task's usual number */
    int items;                    /* how many things to remember or count; 0: the task's usual number, or what fits into T */
    int variant;                  /* 0 or 1: which form of the task, see variant_label */
    double noise;                 /* size of the distractors in scalar forms; each task says in which measure */
    double input_scale;           /* x is multiplied by this */
    bool every_step;              /* a loss at every step where the task allows it, else at the last */
    const struct Text *text;      /* of who reads a text (data/text.h); NULL: the first that comes with the program */
    bool text_is_missing;         /* the text that is meant is not open */
    int places;                   /* so many sequences at once go on where the last ones ended (Task.follows); 0: none does */
    int lag;                      /* how many words stand between a word and what it changes */
    int season;                   /* after so many values a series looks alike; 0: as the series says */
    const struct Series *series;  /* of who forecasts one (data/series.h); NULL: the first that comes with the program */
    const struct Labelled *lines; /* sentences of one's own (data/labelled.h); NULL: made from templates */
    const char *file_trouble;     /* why the file that is meant cannot be used as what this task needs; NULL: it can */
} TaskOptions;

/* The options a task listens to, as bits; all listen to steps and input_scale. */
enum {
    TASK_USES_SYMBOLS = 1,
    TASK_USES_ITEMS = 2,
    TASK_USES_VARIANT = 4,
    TASK_USES_NOISE = 8,
    TASK_USES_TARGETS = 16,
    TASK_USES_LAG = 32,
    TASK_USES_TEXT = 64,
    TASK_USES_SERIES = 128,
    TASK_USES_SENTENCES = 256
};

/* Where a generator writes: one sequence inside a batch; row t of sequence b is row t*batch + b. Every row of x is written, with
   zeros where the step has no input. */
typedef struct TaskSequence {
    double *x;      /* (T*B, inputs) */
    double *target; /* (K*B, outputs) or (K*B, 1), see Trace.target */
    int batch;      /* B: sequences interleaved in the block */
    int index;      /* b: which of them this is */
    int length;     /* steps; the caller sets T, a generator that ends sooner sets its own length: the rest is padding (trace.h) */
    long number;    /* of this sequence, from 0; from TASK_HELD_OUT on it is held out: data that only training may see is not in it */
} TaskSequence;
#define TASK_HELD_OUT (1L << 30)

/* One sequence that has been answered: rows as above. */
typedef struct TaskAnswer {
    const double *x, *target;
    const double *y; /* (K*B, outputs) */
    int loss_count;  /* K; of a shorter sequence those that count, the first ones (trace_count_losses) */
    int batch, index;
} TaskAnswer;

/* What was scored over many sequences: start from zeros, add each with task_score. */
typedef struct TaskScore {
    long sequences, right; /* sequences, and those right from beginning to end by the task's own rule */
    long asked, hit;       /* single answers that need memory, and those right: what score_label names */
} TaskScore;

/* The mean cost of predicting a sequence's symbols if one knows the rule that draws them and all symbols before: no network that reads
   forward can do better, except by luck. */
typedef struct TaskEntropy {
    double nats;        /* of a whole sequence */
    double predictions; /* how many symbols of a sequence have to be predicted */
} TaskEntropy;

/* When a task counts as solved: over `sequences` newly drawn sequences each of these shares is reached and the mean loss is
   below `loss`. A member that is 0 is not checked. */
typedef struct TaskGoal {
    long sequences;
    double right, hit, loss;
    bool is_none; /* it is never solved, and is measured by its loss: some of what is asked for cannot be known */
} TaskGoal;

typedef struct Task {
    const char *key;   /* "recall" */
    const char *label; /* "Delayed recall" */
    const char *help;  /* one sentence */
    LossKind loss;
    int usual_symbols;            /* what symbols = 0 stands for; 0 where that is a form without symbols */
    const char *variant_label[2]; /* NULL where there is only one */
    unsigned (*uses)(const TaskOptions *options);
    int (*inputs)(const TaskOptions *options);
    int (*outputs)(const TaskOptions *options);
    const char *(*wiring_label)(const TaskOptions *options); /* "many-to-one" */
    /* False when T or the items are out of the task's range: the message says what is needed. */
    bool (*wire)(Wiring *wiring, const TaskOptions *options, Diag *diag);
    void (*generate)(TaskSequence *out, const TaskOptions *options, Random *random);
    double (*baseline)(const TaskOptions *options);       /* loss of a simple answer without memory, the usual yardstick; its words below */
    const char *baseline_label;                           /* "guessing" */
    double (*other_baseline)(const TaskOptions *options); /* a second one to draw, or NULL */
    const char *other_baseline_label;
    /* Every step that has an input asks for the symbol that comes next, so that bits per symbol and perplexity mean something; a
       loss step without an input (all zero) predicts nothing. */
    bool predicts_symbols;
    /* Its answer is what it reads at the next step (times the input scale), so that it can go on alone. NULL: never. */
    bool (*feeds_back)(const TaskOptions *options);
    /* With `places` set: does sequence number n begin where number n - places ended? NULL: never. */
    bool (*follows)(const TaskOptions *options, long number);
    TaskEntropy (*entropy)(const TaskOptions *options); /* exact; NULL where it is not known */
    double (*unigram)(const TaskOptions *options); /* nats a symbol of who knows only how often each comes; NULL where it is not known */
    bool (*is_right)(const double *y, const double *target, int outputs); /* one loss step */
    /* Adds one sequence; NULL: every loss step is asked for, and a sequence is right when all its steps are. Call task_score. */
    void (*score)(TaskScore *score, const TaskOptions *options, const TaskAnswer *answer);
    const char *score_label; /* what hit/asked is the share of: "answers right" */
    TaskGoal goal[2];        /* of each variant; where there is only one, of that */
    /* Names, as short as in the literature ("T", "AB", "+1"), of the symbol that a component of an input stands for, and of a class of
       the answers; "" where a form has none, NULL where no form has any. Ask through task_name_symbol and task_name_class. */
    void (*name_symbol)(char *out, int size, const TaskOptions *options, int index);
    void (*name_class)(char *out, int size, const TaskOptions *options, int index);
    /* What the task asks of this sequence, with its own values, in one sentence: "Remember x₁ = +1 through 15 distractors and say it at
       the end." x (T, inputs), target (K, columns): one sequence, not interleaved. */
    void (*describe_sequence)(char *out, int size, const TaskOptions *options, const double *x, const double *target);
    /* What one input or output is, in words for the hover: "first symbol +1, to be remembered". */
    void (*describe_input)(char *out, int size, const TaskOptions *options, int step, const double *x);
    void (*describe_output)(char *out, int size, const TaskOptions *options, const double *y, const double *prob, const double *target);
} Task;

/* Draws the sequence of this number into row b of a trace: its input, its targets and its length. */
struct Trace;
void task_draw(struct Trace *trace, const Task *task, const TaskOptions *options, int b, uint64_t seed, long sequence);

/* The random numbers for sequence number `sequence` (from 0) under a seed; no two sequences share them, nor do the weights. */
Random task_random(uint64_t seed, long sequence);

/* What people call the index-th class (from 0) of an answer: its name, or its number from 1. */
void task_name_class(char *out, int size, const Task *task, const TaskOptions *options, int index);
/* The symbol that an input (one row of x) holds; "" when it holds none, or none has a name. */
void task_name_symbol(char *out, int size, const Task *task, const TaskOptions *options, const double *x);
enum { TASK_NAME_SIZE = 16 };

void task_score(TaskScore *score, const Task *task, const TaskOptions *options, const TaskAnswer *answer);
/* Score and mean loss of the same sequences. */
bool task_is_solved(const Task *task, const TaskOptions *options, const TaskScore *score, double mean_loss);

const TaskGoal *task_goal(const Task *task, const TaskOptions *options); /* of the variant that is set */
bool task_goal_is_loss(const TaskGoal *goal);                            /* what counts is the held-out loss, not a share */
/* When the task counts as solved, in words: "MSE < 0.01 on 2,000 sequences", or "never (...)". */
void task_describe_goal(char *out, int size, const Task *task, const TaskOptions *options);

extern const Task *const task_table[];
extern const int task_count;
const Task *task_find(const char *key); /* NULL when unknown */

#endif
