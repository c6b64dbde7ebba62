/* The laboratory: one experiment (Setup and Run) with its undo history. lab_apply is the one way to change it. */
#ifndef UNROLL_LAB_LAB_H
#define UNROLL_LAB_LAB_H
#include "engine/analysis/follow.h"
#include "engine/analysis/truncated.h"
#include "engine/pass/trace.h"
#include "lab/command.h"
#include "lab/loss_list.h"
#include "lab/setup.h"
#include "lab/text_shelf.h"
#include "lab/variant.h"
#include "lab/weights_file.h"

/* The run's place among the keyframes (lab/replay.h). */
typedef struct RunPlace {
    int keyframe;       /* the keyframe from which training led here; 0: none */
    bool is_moved;      /* the run was changed since then by something other than training */
    long known;         /* updates that this training has done so far: `visit` reaches 0..known */
    int known_keyframe; /* the keyframe from which training led to update `known` */
    bool is_turned;     /* an eigenvalue was moved or weights were read from a file: even at update 0 the weights are not those drawn */
    int since;          /* number of the last change since the start (lab/since.h) */
    int record;         /* number of the last measured point up to here (lab/record.h); 0: none */
} RunPlace;

enum { RUN_HOLD_MAX = 8 };

/* The effect of clipping, with the present settings, on the stage's gradient: over all weights and biases. */
typedef struct RunClip {
    double norm, norm_after; /* before and after clipping; single elements are clipped first, then the norm */
    double angle_rad;        /* between the two gradients: clipping single elements changes the direction */
} RunClip;

/* The state that undo and rewinding must restore, and the data computed from it. */
typedef struct Run {
    Net net;
    Wiring wiring;
    double *weight;      /* (P + M + C) P = net.weight_count weights, M moments, then what is carried on; owned, as are the next two */
    double *gradient;    /* (P) of the stage sequence's loss, at these weights */
    double *delta;       /* (P) what the optimiser would add to the weights, given that gradient and the present moments */
    double *spare;       /* (P + M + C) private: the same before the last update of a training, for rewinding */
    double *work;        /* (2P + M + C) private: the gradient as the optimiser gets it; previews of weights and moments */
    size_t moment_count; /* M: the optimiser's, then the lengths of the last gradients (run_sudden.c) */
    size_t carry_count;  /* C: the states that training carries from piece to piece (run_carry.c); 0: none */
    long read_first;     /* 1 + the number of the first sequence of a training pass whose update is not done yet; 0: none */
    int carried_steps;   /* the stage's first state is the state after so many earlier steps; 0: it is zero */
    OptimizerKind optimizer;
    long moment_step;                     /* updates done since the moments were zero */
    long update;                          /* updates done since the weights were started */
    long sequence;                        /* number of the sequence on the stage, from 0: the seed and this number are all its randomness */
    long next_sequence;                   /* number of the next sequence that training or `next` draws */
    Trace trace;                          /* the stage sequence, batch 1, measured */
    Trace batch;                          /* of one training step, if `batch` is above 1; its first sequence is the stage's; else empty */
    Truncated truncated, batch_truncated; /* if `truncate` is on: the gradients that training uses instead; else empty */
    Follow follow;                        /* one loss of the stage sequence, followed back through time */
    int follow_step;                      /* time step, from 0, of the loss to follow; -1, or a step without a loss: the last loss */
    double first_set_out; /* the largest S (Follow) of the stage's losses before the first update; NaN if one is not finite */
    double clip_factor;   /* `clip_norm` multiplies the gradient by this before delta is formed; 1: it is not clipped */
    RunClip clip;
    LossList loss; /* the loss (of a batch: the mean) before each update; after a visit also of the later updates */
    RunPlace place;
    /* What-if (run_hold.c). While is_held is true, trace, follow and gradient belong to the changed pass, and the fields here to the run
       without the change. */
    WhatIf hold[RUN_HOLD_MAX]; /* (hold_count) in the order of their commands; each `more` counts those after it */
    int hold_count;
    bool is_held;
    Trace before;
    Follow follow_before;
    double *gradient_before, *weight_held; /* (P) owned; weight_held: what the changed pass ran with */
    double predicted;                      /* the loss after the change, as predicted by the gradient of the unchanged run */
    double others_bytes; /* memory of the program's other runs while this one is changed; it counts toward the same bound */
    int runs;            /* how many runs of this size the program holds at once, for the bound on memory; 0 means 1 */
    double radius, weight_scale, forget_bias; /* measured on the weights as they are now; what the sliders show */
    bool radius_is_old;                       /* above RUN_RADIUS_HIDDEN units continuous training measures `radius` only when it pauses */
} Run;

enum { RUN_RADIUS_HIDDEN = 64 };
const double *run_shown_weight(const Run *run); /* (P) the weights of the stage's trace */
const Trace *run_own_trace(const Run *run);     /* the pass without held values, which updates use; and its gradient (P) */
const double *run_own_gradient(const Run *run);
/* The held gates and states of the stage's trace; NULL: none. */
const WhatIf *run_held(const Run *run);
/* True if the followed loss sends out less than a twentieth of the largest value before the first update. Its gradient is then small
   because the error is small, whatever the arrows do. */
bool run_has_little_left(const Run *run);
enum { LAB_TRAIN_MAX = COMMAND_TRAIN_MAX }; /* updates of one `train` */

typedef struct History History;
typedef struct Replay Replay;
typedef struct Since Since;
typedef struct Record Record;

/* An update that training refused because its gradient was suddenly far longer than usual (run_sudden.c). */
typedef struct RunSudden {
    bool is_there;
    double norm, usual; /* the norm of its gradient after clipping, and the usual norm */
} RunSudden;

/* A training or update that met a number that is not finite and was undone, or that stopped at a sudden norm. */
typedef struct LabBurst {
    bool is_there;
    long update;  /* number of the update that was not done, from 1 */
    bool by_hand; /* it was the command `update`, with the stage's gradient */
    RunSudden sudden;
    Setup setup; /* the settings at that moment */
    char text[512];
} LabBurst;

typedef struct Lab {
    Setup setup;
    VariantList variants; /* the compared variants; their runs are in experiment/compare.h */
    Run run;
    History *history;      /* owned */
    Replay *replay;        /* owned */
    Since *since;          /* owned */
    Record *record;        /* owned; NULL: trainings are not measured, see lab_keep_record */
    bool waits_to_measure; /* an update made inside a frame does not measure held-out sequences; later updates then do */
    WeightsList weights;   /* files whose weights a run took */
    TextShelf texts;       /* opened texts; setups point to them as long as the laboratory lives */
    int since_pinned;      /* a step that other data still refer to */
    LabBurst burst;        /* the last one; ask lab_find_burst */
    unsigned long version; /* counts up whenever setup, weights or trace changed: views may key caches on it */
} Lab;

/* The first-load preset, computed. False when memory is out. */
bool lab_init(Lab *lab, Diag *diag);
void lab_deinit(Lab *lab);

/* Copies the present experiment to the initialised laboratory `out`, without undo entries and keyframes. Not while a worker owns the
   laboratory's lists. On false `out` may only be deinitialised. */
bool lab_copy(Lab *out, const Lab *lab, Diag *diag);

/* Moves the experiment of `made`, another laboratory, into this one: one undo entry, with the keyframes of `made`. `made` may then only be
   deinitialised. False, with nothing changed, if memory is out. */
bool lab_take_lab(Lab *lab, Lab *made, Diag *diag);

/* Measures trainings from now on (lab/record.h). False when memory is out. */
bool lab_keep_record(Lab *lab, Diag *diag);

/* Follows the loss at this time step (from 0; -1: the last) from now on. Changes the view, not the experiment. */
void lab_follow(Lab *lab, int step);

/* Applies a command whose owner is COMMAND_OF_LAB. On false nothing has changed, with one exception: a `train` that breaks
   after some good updates keeps them, as lab_train says, in one undo entry. After every change the trace is recomputed:
   forward, backward, measured. An `update` whose outcome is not finite is refused: nothing changed, diag says what broke. */
bool lab_apply(Lab *lab, const Command *command, Diag *diag);

/* Applies the batch as one setup, validated once; one undo entry. */
bool lab_set_batch(Lab *lab, const SetupBatch *batch, Diag *diag);

/* Begins a run with this setup, at update 0, compared with these variants (NULL: none); one undo entry. */
bool lab_start_from(Lab *lab, const Setup *setup, const VariantList *variants, Diag *diag);

/* Puts the weights of a file in place of the run's, at the update where it stands, with moments of zero; one undo entry. The file joins
   lab->weights. False, with nothing changed, when its tensors are not of this setup. */
bool lab_take_weights(Lab *lab, WeightsFile *file, Diag *diag);

/* Makes the task learn a file and starts a new run: one undo entry. `path` is the file's path, "" if it has none, by which saved setups
   find it again. The task is "text", "series" (a column of a table by its name or number; "": the first series), or "sentiment" (labelled
   lines; T grows if the longest line needs it). False, with nothing changed, if it is not such a file or there is no room. */
bool lab_take_own(Lab *lab, const char *task, ShelfText *item, Str column, Diag *diag); /* the same for a file already read, which the
                                                                                           laboratory then owns */
bool lab_open_own(Lab *lab, const char *task, const char *path, Str bytes, Str column, Diag *diag);
bool lab_open_text(Lab *lab, const char *path, Str bytes, Diag *diag);

/* The setup at the start of this run, from which run.place.since leads here; NULL where that list is lost. */
const Setup *lab_start_setup(const Lab *lab);

/* The update at which something other than training last changed the weights or the generated sequences: points measured up to it belong to
   another network or task. -1: nothing did since the start, or that list is lost. */
long lab_find_changed(const Lab *lab);

/* From lab_begin_drag to lab_end_drag all commands are one undo entry. Drags may be nested (a slider moved while training runs): the inner
   one is its own entry, and commands after its end form another. Undo and redo also end an entry. */
void lab_begin_drag(Lab *lab);
void lab_end_drag(Lab *lab);

/* Continuous training: like `train count` but inside one undo entry from lab_begin_drag to lab_end_drag. False when the
   loss is not finite any more; the run then stands before the update that broke it, whose sequence is the next to be trained on, and
   diag says what broke. The sequence on the stage stays. */
bool lab_train(Lab *lab, int updates, Diag *diag);

/* The burst that this training leads to, or NULL. The run is before the undone update, or at an earlier one of the same training. */
const LabBurst *lab_find_burst(const Lab *lab);
/* Makes `out`, an empty run or one of any shape, the undone state, with the sequence on its stage that showed the fault. False if there is
   none, if the run is not just before it, or if memory is out; `out` may then only be deinitialised. */
bool lab_form_burst(Run *out, const Lab *lab);

/* The learning rate of the next update; and in words, for advice: "0.05", or when it has been halved since "8.84e-3 by now, 0.05 as
   set". */
double lab_learning_rate(const Lab *lab);
int lab_format_rate(char *out, int size, const Lab *lab);

/* Bytes held for going back to earlier updates (bounded by REPLAY_BYTES_MAX, lab/replay.h). */
size_t lab_replay_size(const Lab *lab);

/* Takes the run of a worker that trained a copy. `trained` is the lab's run `count` valid updates later, computed and measured, `loss`
   (count) their losses, `point` (point_count) the measured points: exchanges the two runs, with undo and keyframes as for a training.
   False, with nothing changed, when memory is out. */
struct RecordPoint;
bool lab_take_run(Lab *lab, Run *trained, const double *loss, long count, const struct RecordPoint *point, int point_count, Diag *diag);

/* True if there are sequences for `count` more updates; those of evaluations are separate. */
bool lab_has_sequences(const Run *run, long count);

/* True if the two setups differ only in how the gradient becomes an update: the stage then shows the same numbers. */
bool lab_is_same_stage(const Setup *a, const Setup *b);

bool lab_can_undo(const Lab *lab);
bool lab_can_redo(const Lab *lab);

/* The command line that undo would undo, and that redo would repeat; for a drag the last one; "" if there is none. */
const char *lab_undo_line(const Lab *lab);
const char *lab_redo_line(const Lab *lab);

/* Entries are numbered from 1 as they are made. The number of the entry that undo would undo (0: none was made before this state), and of
   the last one made: whoever keeps undo entries of their own can put them in order with these. */
long lab_undo_number(const Lab *lab);
long lab_newest_number(const Lab *lab);

#endif
