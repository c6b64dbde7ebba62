/* Where sequences come from. A task is a table row of functions: shapes, a generator, its baseline, its measure of success.
   Sequence number n under a seed is always the same sequence, so any moment of a run can be drawn again. */
#ifndef UNROLL_TASK_TASK_H
#define UNROLL_TASK_TASK_H
#include "base/random.h"
#include "engine/net/net.h"

typedef struct TaskOptions {
    int steps;                    /* T as the person set it */
    int symbols;                  /* how many symbols; 0: the scalar form, or the task's usual number */
    int items;                    /* how many things to remember or count; 0: the task's usual number, or what fits into T */
    int variant;                  /* 0 or 1: which form of the task, see variant_label */
    double noise;                 /* size of the distractors in scalar forms; each task says in which measure */
    double input_scale;           /* x is multiplied by this */
    bool every_step;              /* a loss at every step if the task allows it, else only at the last */
    const struct Text *text;      /* the text of a task that reads one (data/text.h); NULL: the first that comes with the program */
    bool text_is_missing;         /* the text that the setup names is not open */
    int places;                   /* this many sequences at a time continue where the previous ones ended (Task.follows); 0: none does */
    int lag;                      /* how many words stand between "not" and the adjective that it changes */
    int season;                   /* season: after this many values a series repeats; 0: the season that the series itself names */
    const struct Series *series;  /* the series of a task that forecasts one (data/series.h); NULL: the first that comes with the program */
    const struct Labelled *lines; /* the person's own sentences (data/labelled.h); NULL: sentences are made from templates */
    const char *file_trouble;     /* why the file that the setup names does not serve this task; NULL: it does */
} TaskOptions;

/* The options that a task uses, as bits; every task uses steps and input_scale. */
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
    int length;     /* number of steps; the caller sets T. A generator whose sequence is shorter sets its length: the rest is padding
                       (trace.h) */
    long number;    /* number of this sequence, from 0. From TASK_HELD_OUT on a sequence is held out: it contains no training data */
} TaskSequence;
#define TASK_HELD_OUT (1L << 30)

/* One sequence with the network's answers; rows as above. */
typedef struct TaskAnswer {
    const double *x, *target;
    const double *y; /* (K*B, outputs) */
    int loss_count;  /* K; for a shorter sequence only the first ones, which count (trace_count_losses) */
    int batch, index;
} TaskAnswer;

/* The score over many sequences: start from zeros, add each sequence with task_score. */
typedef struct TaskScore {
    long sequences, right; /* sequences, and those right from beginning to end by the task's own rule */
    long asked, hit;       /* answers that need memory, and how many of them are right; score_label names them */
} TaskScore;

/* The mean cost of predicting the symbols of a sequence for a predictor that knows the rule that draws them and all earlier symbols. A
   network that reads forward can do better only by luck. */
typedef struct TaskEntropy {
    double nats;        /* of a whole sequence */
    double predictions; /* how many symbols of a sequence have to be predicted */
} TaskEntropy;

/* When a task counts as solved: over `sequences` newly drawn sequences each of these shares is reached and the mean loss is
   below `loss`. A member that is 0 is not checked. */
typedef struct TaskGoal {
    long sequences;
    double right, hit, loss;
    bool is_none; /* never solved and measured by its loss, because part of the answer cannot be known */
} TaskGoal;

typedef struct Task {
    const char *key;   /* "recall" */
    const char *label; /* "Delayed recall" */
    const char *help;  /* one sentence */
    LossKind loss;
    int usual_symbols;            /* the number that symbols = 0 stands for; 0 if that is the form without symbols */
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
    /* True if the network's answer can be its next input (times the input scale), so that it can go on alone. NULL: never. */
    bool (*feeds_back)(const TaskOptions *options);
    /* With `places` set: does sequence number n begin where number n - places ended? NULL: never. */
    bool (*follows)(const TaskOptions *options, long number);
    TaskEntropy (*entropy)(const TaskOptions *options); /* exact; NULL where it is not known */
    double (*unigram)(const TaskOptions *options); /* nats per symbol of a predictor that knows only the frequencies; NULL if not known */
    bool (*is_right)(const double *y, const double *target, int outputs); /* one loss step */
    /* Adds one sequence; NULL: every loss step is asked for, and a sequence is right when all its steps are. Call task_score. */
    void (*score)(TaskScore *score, const TaskOptions *options, const TaskAnswer *answer);
    const char *score_label; /* what hit/asked is the share of: "answers right" */
    TaskGoal goal[2];        /* one for each variant */
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

/* The displayed name of the index-th class (from 0) of an answer: its name, or its number from 1. */
void task_name_class(char *out, int size, const Task *task, const TaskOptions *options, int index);
/* The symbol in an input (one row of x); "" if there is none, or symbols have no names. */
void task_name_symbol(char *out, int size, const Task *task, const TaskOptions *options, const double *x);
enum { TASK_NAME_SIZE = 16 };

void task_score(TaskScore *score, const Task *task, const TaskOptions *options, const TaskAnswer *answer);
/* Score and mean loss of the same sequences. */
bool task_is_solved(const Task *task, const TaskOptions *options, const TaskScore *score, double mean_loss);

const TaskGoal *task_goal(const Task *task, const TaskOptions *options); /* of the chosen variant */
bool task_goal_is_loss(const TaskGoal *goal);                            /* the held-out loss decides, not a share */
/* When the task counts as solved, in words: "MSE < 0.01 on 2,000 sequences", or "never (...)". */
void task_describe_goal(char *out, int size, const Task *task, const TaskOptions *options);

extern const Task *const task_table[];
extern const int task_count;
const Task *task_find(const char *key); /* NULL when unknown */

#endif
