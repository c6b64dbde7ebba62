/* One experiment as it lives in the program: a lab, the commands that are queued for it, and its training. What takes longer than a frame is
   done by jobs; the owner calls experiment_take and experiment_advance once a frame and reads what happened as events. Knows no
   screen: the app words the events. */
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
    char text[512]; /* as Diag has it */
} ExperimentEvent;

enum { EXPERIMENT_EVENT_MAX = 8 }; /* more than one frame can give */

typedef struct Experiment {
    Lab lab;
    WeightProbe probe;  /* of the weight under the pointer */
    DigitsProbe digits; /* of the stage's numbers, while one is under the pointer */
    JobQueue *jobs;     /* borrowed, as is the clock */
    const ClockApi *clock;
    /* Queued commands, queue.c. The worker has `change` while is_changing, and with it the lab's history and replay. */
    ChangeJob change; /* its spare run is the training's `work` */
    bool is_changing;
    ChangeStep queued[CHANGE_STEP_MAX];
    int queued_count;
    int queued_undo_count; /* of the queued undos: those for updates that have not finished yet */
    /* Training, pace.c */
    TrainJob training;
    bool is_training;   /* the training job is in the job queue, or its end was not seen yet */
    bool trains;        /* training is switched on */
    bool stops_solved;  /* the owner's wish: it ends where it first finds the task solved */
    long until;         /* the update at which its jobs end, until the owner names a later one; 0: none */
    bool has_trained;   /* since then */
    bool is_replayed;   /* since then updates came as commands: a recording says how many, not the clock */
    double update_s;    /* what one update took when last measured; 0: not known */
    double update_work; /* the work of that update (cost.h): another setup's takes as much longer as it has more work */
    size_t kept_bytes;  /* lab_replay_size, as last seen when the lab's replay was not the worker's */
    RecordPoint *point; /* (RECORD_PATH_MAX) owned; what was measured on the way here, as last seen when it was not the worker's */
    int point_count;
    unsigned long point_version; /* of the lab, then */
    long changed_update;         /* lab_find_changed, then */
    ExperimentEvent event[EXPERIMENT_EVENT_MAX];
    int event_count;
} Experiment;

/* The first-load preset, computed. False when memory is out. `jobs` and `clock` are borrowed and outlive the experiment. */
bool experiment_init(Experiment *experiment, JobQueue *jobs, const ClockApi *clock, Diag *diag);
void experiment_deinit(Experiment *experiment); /* waits for its jobs; what they did is lost. A zeroed one is fine */

/* How a command is done. */
typedef struct ExperimentMode {
    bool may_wait;   /* may be queued, where it takes longer than a frame; its result comes as an event */
    bool is_in_drag; /* it belongs to the undo entry that is open, even while training */
} ExperimentMode;

typedef enum ExperimentResult { EXPERIMENT_DONE, EXPERIMENT_QUEUED, EXPERIMENT_FAILED } ExperimentResult;

/* Does a command of the lab, or queues it. FAILED, with the reason, when it was refused or the queue is full: nothing changed. */
ExperimentResult experiment_do(Experiment *experiment, const Command *command, ExperimentMode mode, Diag *diag);
void experiment_finish(Experiment *experiment); /* runs all queued commands now */
void experiment_rest(Experiment *experiment);   /* and ends the job of a training that is off */

/* lab_begin_drag and lab_end_drag, in their turn. */
void experiment_begin_entry(Experiment *experiment);
void experiment_end_entry(Experiment *experiment, bool may_wait);

/* Queues an undo for the newest update that is queued or running; an update that has not begun is dropped instead. False if
   there is no room. Only while the experiment is busy, when the last command in the queue is an update. */
bool experiment_undo_queued_update(Experiment *experiment);

/* True while something is queued or running: do not change the lab, and do not read its history or replay. */
bool experiment_is_busy(const Experiment *experiment);

/* The setup after all queued commands, as far as it follows from them alone; and whether one of them sets this parameter. */
void experiment_find_setup(const Experiment *experiment, Setup *setup);
bool experiment_will_set(const Experiment *experiment, SetupKey key);
/* False after a queued undo, redo or visit: what they lead to is in the history, which the worker has. */
bool experiment_knows_setup(const Experiment *experiment);

/* Continuous training: one undo entry from on to off. */
void experiment_set_training(Experiment *experiment, bool on, bool may_wait);
/* `count` updates now, inside the entry; a training that is on then goes on only by such calls. False, with the reason, when a number
   is not finite. */
bool experiment_train_replayed(Experiment *experiment, int count, Diag *diag);

/* Takes the newest snapshot of the training. Before the input of a frame, so that a change begins where the training is. */
void experiment_take(Experiment *experiment, bool may_wait);
/* After the input: finishes and starts jobs. Without threads, job_queue_run_frame and experiment_take follow it. */
void experiment_advance(Experiment *experiment, bool may_wait);

/* Removes the oldest event and returns it in *event; false if there are none. */
bool experiment_next_event(Experiment *experiment, ExperimentEvent *event);

/* After its bytes were moved, with no job under way: what pointed into it points there again, or is measured again. */
void experiment_rebind(Experiment *experiment);

/* Checks the weight's gradient, if the worker does not own the lab and the check fits into a frame. */
bool experiment_probe(Experiment *experiment, size_t index);
/* Looks how many digits of the stage's numbers are certain, and says in `digits.state` whether it knows. */
void experiment_probe_digits(Experiment *experiment, bool waits);
/* The same for the page of the gradient check (experiment/gradient_check.h). */
bool experiment_measure_check(Experiment *experiment, GradientCheck *check, size_t index);
bool experiment_begin_check(Experiment *experiment, GradientCheck *check, Diag *diag);
bool experiment_advance_check(Experiment *experiment, GradientCheck *check, double cost);
size_t experiment_kept_bytes(Experiment *experiment);
/* *changed: points up to this update are of another network or another task (lab_find_changed). */
const RecordPoint *experiment_find_record(Experiment *experiment, int *count, long *changed);

#endif
