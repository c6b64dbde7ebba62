/* The parts of a run: new parts are made before old ones are freed, so that a failure leaves the run unchanged. */
#ifndef UNROLL_LAB_RUN_H
#define UNROLL_LAB_RUN_H
#include "lab/lab.h"
#include "lab/whatif_words.h"

/* The parts that a setup needs and the run does not have yet. */
typedef struct RunParts {
    Net net;
    Wiring wiring;
    bool new_shape;  /* the weights do not fit any more */
    bool new_blocks; /* nor the moments, or one of both: all blocks are new (weight only if asked for) */
    bool new_trace, new_batch, new_truncated, new_batch_truncated;
    size_t moment_count, carry_count;
    OptimizerKind optimizer;
    double *weight, *gradient, *delta, *spare, *work; /* as in Run, or NULL */
    Trace trace, batch;
    Truncated truncated, batch_truncated;
    Follow follow; /* new where the trace is */
} RunParts;

/* NULL, with the reason, when the combination is not possible or needs too much memory. The caller owns the parts, and ends them with
   run_discard or run_adopt. On the heap, for they are 20 KB and these calls nest. */
RunParts *run_prepare(const Run *run, const Setup *setup, bool with_weight, Diag *diag);
void run_discard(RunParts *parts); /* NULL is fine */
/* Frees what is replaced, the weights only if there are new ones. Weights that still fit are kept; the moments behind them are the
   caller's to clear or to fill when the optimiser is another. */
void run_adopt(Run *run, RunParts *parts);
/* Makes an unused run fit a setup: parts that do not fit are freed before new ones are made. False: the run is then empty. */
bool run_fit(Run *run, const Setup *setup, Diag *diag);
/* Without the batch's trace and the room to compute an update: a run that run_exchange hands over. */
bool run_fit_snapshot(Run *run, const Setup *setup, Diag *diag);
bool run_trace_fits(const Trace *trace, const Run *run); /* is the trace (its net: as it was made for) of this shape, wiring and dropout? */
void run_deinit(Run *run);
void run_exchange(Run *run, Run *other); /* all but their losses, places, batch traces, spare and work, and how many runs there are */
void run_swap(Run *run, Run *other);     /* all of them */
void run_rebind(Run *run);               /* call it after the struct was moved: sets pointers into the run itself again */

/* Copies this run of that setup to `out`, an empty run or one of any shape: computed data too, except the content of the batch's trace,
   which every training pass fills again (run_copy_stage omits that trace). False if memory is out; `out` may then only be deinitialised. */
bool run_copy(Run *out, const Run *run, const Setup *setup, Diag *diag);
bool run_copy_stage(Run *out, const Run *run, const Setup *setup, Diag *diag);

void run_start_weights(Run *run, const Setup *setup);                /* from the seed; moments zero, update 0 */
void run_draw_weights(Run *run, const Setup *setup, unsigned parts); /* resets these parts (engine/net/weights.h) to their first values */
void run_clear_moments(Run *run);
void run_set_radius(Run *run, const Setup *setup); /* to the setup's number, now; zero blocks take the seed's directions */
void run_measure_radius(Run *run);                 /* the two above leave it known */
double run_measured(const Run *run, SetupKey key); /* the present value, measured on the weights, of a key that can be `drawn`; NaN for the
                                                      others */
void run_measure_scale_and_bias(Run *run);         /* weight scale and forget bias, which is cheap */

/* The task's sequence, from 0, that is the stage's or training's of this number: with `examples N` one of the first N, each once a round. */
long run_find_example(const Setup *setup, long number);
void run_draw(Run *run, const Setup *setup);                         /* the stage sequence: number run->sequence */
void run_draw_sequence(Run *run, const Setup *setup, long sequence); /* another one, in its place */
void run_compute(Run *run, const Setup *setup);                      /* forward, backward, measured, and the optimiser's delta */
/* Index of the loss at a time step (from 0); of the stage sequence's last loss where there is none, or for step -1. */
int run_find_loss(const Run *run, int step);
void run_follow(Run *run);                   /* the loss at follow_step, after a pass of the stage */
void run_pass(Run *run, const Setup *setup); /* forward and backward only, through the masks of this sequence and update */
void run_pass_sequence(Run *run, const Setup *setup, long sequence); /* the same of a sequence drawn in its place */

/* run_hold.c */
bool run_prepare_hold(Run *run, Diag *diag); /* memory for it; false, with the reason, where there is none */
/* Computes the stage, already computed for the run, again with the held values. If memory is out, or nothing is to be held, nothing is
   held. */
void run_form_hold(Run *run);
void run_put_back(Run *run); /* the stage without held values, the same bits; run_form_hold then holds again */
/* Holds as many of a file's held values as fit this run, which must be computed. */
void run_hold_words(Run *run, const Setup *setup, const WhatIfWords *words, int count);
void run_discard_hold(Run *run); /* frees its memory; nothing is held then */

/* run_carry.c */
size_t run_carry_count(const Net *net, const Setup *setup); /* C */
void run_carry_clear(Run *run);
void run_carry_drop(Run *run); /* after a change that ends carrying: the batch begins with empty states */
/* The state that row b of a training pass begins with, when it reads the sequence of this number. */
void run_carry_begin(const Run *run, const Setup *setup, Trace *trace, int b, long sequence);
void run_carry_end(Run *run);                                  /* keeps the last states of the training pass that run->read_first names */
bool run_carry_follows(const Setup *setup, long sequence);     /* true if it begins where another one ends, whose state is carried on */
void run_carry_load(Trace *trace, int b, const double *state); /* row b's initial states; empty ones where `state` is NULL */
void run_carry_keep(double *state, const Trace *trace, int b); /* row b's last states */

/* run_train.c */
/* Draws the dropout masks, if any, of sequence b: those of the sequence of this number at the run's update. */
void run_draw_masks(const Run *run, const Setup *setup, Trace *trace, int b, long sequence);
size_t run_state_count(const Run *run); /* doubles of weight: P + M + C */

/* run_sudden.c */
enum { RUN_NORM_COUNT = 34 };
size_t run_moment_count(OptimizerKind kind, size_t weights); /* M of a network of so many weights */
void run_note_norm(Run *run, double norm);                   /* of an update's gradient, after clipping */
/* True if the norm is more than `factor` times the usual one; false if too few norms are known. */
bool run_find_sudden(RunSudden *out, const Run *run, double factor, double norm);
const Param *run_find_largest(const Run *run, const double *gradient); /* the weights with the longest gradient */

void run_form_delta(Run *run, const Setup *setup);

/* Computes loss and gradient of the next sequence or batch: in the stage's trace (not measured), or in the batch's. The stage's own
   sequence stays the run's, to be drawn again afterwards. False when a number is not finite, or the gradient's length is sudden. */
bool run_train_pass(Run *run, const Setup *setup, double *loss);
void run_measure_batch(Run *run); /* measures the last training pass, so that its fault is known; overwrites the gradient */
bool run_is_leap(RunSudden *out, const Run *run, const Setup *setup); /* the last training pass, by `stop_norm` */
bool run_is_finite(const Run *run); /* the stage's loss and the gradient, after a forward and backward pass */

/* The gradient for training, after a pass of the stage or a training pass: truncated if that is on. */
const double *run_stage_gradient(const Run *run);
const double *run_train_gradient(const Run *run);

/* Norms of a gradient before and after clipping, elements first, over all weights. */
void run_find_norms(double *before, double *after, const Run *run, const Setup *setup, const double *given);

/* Keeps weights and moments in spare, one step of the optimiser with `gradient`; update + 1. The loss is the caller's to record. */
void run_step(Run *run, const Setup *setup, const double *gradient);
void run_step_back(Run *run); /* takes the last run_step back */

#endif
