/* The laboratory: one experiment (Setup and Run) with its undo history. lab_apply is the one way to change it. */
#ifndef UNROLL_LAB_LAB_H
#define UNROLL_LAB_LAB_H
#include "engine/trace.h"
#include "lab/command.h"
#include "lab/setup.h"

/* What undo or rewinding must bring back, and what is computed from it. */
typedef struct Run {
    Net net;
    Wiring wiring;
    double *weight;     /* (P) P = net.weight_count; owned, as are the next two */
    double *gradient;   /* (P) of the stage sequence's loss, at these weights */
    double *delta;      /* (P) what the optimiser would add to the weights with that gradient */
    double *spare;      /* (P) the run's own: the weights before the last update of a training, for rewinding */
    long update;        /* updates done since the weights were started */
    long sequence;      /* number of the sequence on the stage, from 0: the seed and this number are all its randomness */
    long next_sequence; /* number of the next one that training or `next` draws */
    Trace trace;        /* of the stage sequence, batch 1, measured */
    double *loss;       /* loss before update u, u = 0..update-1; owned, grows */
    long loss_capacity;
    double radius, weight_scale, forget_bias; /* measured on the weights as they are now; what the sliders show */
    bool radius_is_old;                       /* above RUN_RADIUS_HIDDEN units continuous training measures `radius` only when it pauses */
} Run;

enum { RUN_RADIUS_HIDDEN = 64 };
enum { LAB_TRAIN_MAX = 1000000 }; /* updates of one `train` */

typedef struct History History;

typedef struct Lab {
    Setup setup;
    Run run;
    History *history;      /* owned */
    unsigned long version; /* counts up whenever setup, weights or trace changed: views may key caches on it */
} Lab;

/* The first-load preset, computed. False when memory is out. */
bool lab_init(Lab *lab, Diag *diag);
void lab_deinit(Lab *lab);

/* Applies a command whose owner is COMMAND_OF_LAB. On false nothing has changed, with one exception: a `train` that breaks
   after some good updates keeps them, as lab_train says, in one undo entry. After every change the trace is recomputed:
   forward, backward, measured. An `update` whose outcome is not finite is refused: nothing changed, diag says what broke. */
bool lab_apply(Lab *lab, const Command *command, Diag *diag);

/* From lab_begin_drag to lab_end_drag all commands are one undo entry. Drags may be nested (a slider moved while training
   runs): the inner one is an entry of its own, and what follows its end is another. Undo and redo also end an entry. */
void lab_begin_drag(Lab *lab);
void lab_end_drag(Lab *lab);

/* Continuous training: like `train count` but inside one undo entry from lab_begin_drag to lab_end_drag. False when the
   loss is not finite any more; the run then stands before the update that broke it, with that update's sequence on the stage
   (`update` would do it again), and diag says what broke. */
bool lab_train(Lab *lab, int updates, Diag *diag);

bool lab_can_undo(const Lab *lab);
bool lab_can_redo(const Lab *lab);

/* The command line that undo would take back, and that redo would do again; of a drag the last one; "" when there is none. */
const char *lab_undo_line(const Lab *lab);
const char *lab_redo_line(const Lab *lab);

#endif
