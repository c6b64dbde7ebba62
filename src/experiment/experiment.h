/* One experiment as it lives in the program: a lab, the commands that are queued for it, and its training. Work that takes longer than a
   frame is done by jobs; the owner calls experiment_take and experiment_advance once a frame and reads what happened as events. It does not
   depend on any screen: the app puts the events into words. */
#ifndef UNROLL_EXPERIMENT_EXPERIMENT_H
#define UNROLL_EXPERIMENT_EXPERIMENT_H
#include "experiment/change_job.h"
#include "experiment/digits_probe.h"
#include "experiment/gradient_check.h"
#include "experiment/train_job.h"
#include "experiment/weight_probe.h"

typedef enum ExperimentEventKind {
    EXPERIMENT_TRAINED, /* `count` updates were done; a recording of them is `train count` */
    EXPERIMENT_CHANGED, /* queued commands were done */
    EXPERIMENT_UNDONE,  /* a queued undo was done: `text` is the line it undid; "" after commands without an undo */
    EXPERIMENT_REFUSED, /* a queued command was refused: `text` says why, `key` is the parameter it was to set or -1 */
    EXPERIMENT_SOLVED,  /* training found the task solved at its update `count`, and ends there */
    EXPERIMENT_STOPPED  /* training met a number that is not finite, or memory is out: `text` says which and where */
} ExperimentEventKind;

typedef struct ExperimentEvent {
    ExperimentEventKind kind;
    long count;
    int key;
    char text[512]; /* as in Diag */
} ExperimentEvent;

enum { EXPERIMENT_EVENT_MAX = 8 }; /* more than one frame can produce */

typedef struct Experiment {
    Lab lab;
    WeightProbe probe;  /* checks the weight under the pointer */
    DigitsProbe digits; /* measures the stage's numbers while one is under the pointer */
    JobQueue *jobs;     /* borrowed, as is the clock */
    const ClockApi *clock;
    /* Queued commands, queue.c. While is_changing the worker owns `change`, and with it the lab's history and replay. */
    ChangeJob change; /* its spare run is the training's `work` */
    bool is_changing;
    ChangeStep queued[CHANGE_STEP_MAX];
    int queued_count;
    int queued_undo_count; /* number of queued undos for updates that have not finished yet */
    /* Training, pace.c */
    TrainJob training;
    bool is_training;   /* the training job is in the job queue, or its end was not noticed yet */
    bool trains;        /* training is switched on */
    bool stops_solved;  /* set by the owner: training ends when it first finds the task solved */
    long until;         /* the update at which its jobs end until the owner sets a later one; 0: none */
    bool has_trained;   /* since then */
    bool is_replayed;   /* since then commands asked for the updates, so a recording has their number and not the time */
    double update_s;    /* what one update took when last measured; 0: not known */
    double update_work; /* the work of that update (cost.h), to estimate the time for another setup */
    size_t kept_bytes;  /* lab_replay_size when the worker last did not own the lab's replay */
    RecordPoint *point; /* (RECORD_PATH_MAX) owned; the points measured up to now, as of when the worker last did not own them */
    int point_count;
    unsigned long point_version; /* the lab's version at that time */
    long changed_update;         /* lab_find_changed at that time */
    ExperimentEvent event[EXPERIMENT_EVENT_MAX];
    int event_count;
} Experiment;

/* The first-load preset, computed. False when memory is out. `jobs` and `clock` are borrowed and outlive the experiment. */
bool experiment_init(Experiment *experiment, JobQueue *jobs, const ClockApi *clock, Diag *diag);
void experiment_deinit(Experiment *experiment); /* waits for its jobs, whose results are lost. A zeroed one is fine */

/* How a command is done. */
typedef struct ExperimentMode {
    bool may_wait;   /* is queued if it takes longer than a frame; its result comes as an event */
    bool is_in_drag; /* it belongs to the undo entry that is open, even while training */
} ExperimentMode;

typedef enum ExperimentResult { EXPERIMENT_DONE, EXPERIMENT_QUEUED, EXPERIMENT_FAILED } ExperimentResult;

/* Runs a command of the lab, or queues it. FAILED, with the reason, if it was refused or the queue is full: nothing changed. */
ExperimentResult experiment_do(Experiment *experiment, const Command *command, ExperimentMode mode, Diag *diag);
void experiment_finish(Experiment *experiment); /* runs all queued commands now */
void experiment_rest(Experiment *experiment);   /* also ends the training job if training is off */

/* Queues lab_begin_drag and lab_end_drag behind earlier commands. */
void experiment_begin_entry(Experiment *experiment);
void experiment_end_entry(Experiment *experiment, bool may_wait);

/* Queues an undo for the newest update that is queued or running; an update that has not begun is dropped instead. False if
   there is no room. Only while the experiment is busy, when the last command in the queue is an update. */
bool experiment_undo_queued_update(Experiment *experiment);

/* True while something is queued or running: do not change the lab, and do not read its history or replay. */
bool experiment_is_busy(const Experiment *experiment);

/* The setup after all queued commands, as far as the queue alone determines it; and whether a queued command sets this parameter. */
void experiment_find_setup(const Experiment *experiment, Setup *setup);
bool experiment_will_set(const Experiment *experiment, SetupKey key);
/* False after a queued undo, redo or visit: their result is in the history, which the worker owns. */
bool experiment_knows_setup(const Experiment *experiment);

/* Continuous training: one undo entry from on to off. */
void experiment_set_training(Experiment *experiment, bool on, bool may_wait);
/* Does `count` updates now, inside the entry; while training is on, updates then come only from such calls. False, with the reason, when a
   number is not finite. */
bool experiment_train_replayed(Experiment *experiment, int count, Diag *diag);

/* Takes the newest snapshot of the training. Before the input of a frame, so that a change begins where the training is. */
void experiment_take(Experiment *experiment, bool may_wait);
/* After the input: finishes and starts jobs. Without threads, job_queue_run_frame and experiment_take follow it. */
void experiment_advance(Experiment *experiment, bool may_wait);

/* Removes the oldest event and returns it in *event; false if there are none. */
bool experiment_next_event(Experiment *experiment, ExperimentEvent *event);

/* Call it after the struct was moved in memory, with no job running: pointers into it are set again, or what they point to is measured
   again. */
void experiment_rebind(Experiment *experiment);

/* Checks the weight's gradient, if the worker does not own the lab and the check fits into a frame. */
bool experiment_probe(Experiment *experiment, size_t index);
/* Measures how many digits of the stage's numbers are certain; `digits.state` says whether that is known. */
void experiment_probe_digits(Experiment *experiment, bool waits);
/* The same for the page of the gradient check (experiment/gradient_check.h). */
bool experiment_measure_check(Experiment *experiment, GradientCheck *check, size_t index);
bool experiment_begin_check(Experiment *experiment, GradientCheck *check, Diag *diag);
bool experiment_advance_check(Experiment *experiment, GradientCheck *check, double cost);
size_t experiment_kept_bytes(Experiment *experiment);
/* 0..1: how much of a held-out measure that takes seconds the training has done; 0 if it does none. */
double experiment_measure_done(const Experiment *experiment);
/* *changed: points up to this update belong to another network or another task (lab_find_changed). */
const RecordPoint *experiment_find_record(Experiment *experiment, int *count, long *changed);

#endif
