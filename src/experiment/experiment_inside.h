/* What the files of experiment/ share; nobody else includes this. */
#ifndef UNROLL_EXPERIMENT_EXPERIMENT_INSIDE_H
#define UNROLL_EXPERIMENT_EXPERIMENT_INSIDE_H
#include "experiment/experiment.h"

/* A command that takes longer than this is queued; one job takes queued commands for the second number of seconds. */
static const double EXPERIMENT_FRAME_MOST_S = 0.004, EXPERIMENT_CHANGE_JOB_S = 0.02;

/* pace.c */
ExperimentEvent *experiment_add_event(Experiment *experiment, ExperimentEventKind kind, const char *text);
bool pace_is_long(const Experiment *experiment); /* one update takes longer than a frame allows */
void pace_start(Experiment *experiment, bool may_wait);
void pace_drop(Experiment *experiment); /* waits for the training job; results that were not taken are lost */
/* Takes the ready snapshot. True if the job has ended; *broke is then the number of updates to repeat in order to say what broke, or 0. */
bool pace_take(Experiment *experiment, int *broke);
bool pace_fits(const Experiment *experiment);   /* do the runs of the training have the lab's shape? */
size_t pace_size(const Experiment *experiment); /* approximate bytes of a copy of the lab's run */

/* queue.c */
bool experiment_is_borrowed(const Experiment *experiment); /* a job reads the lab */
void queue_push(Experiment *experiment, const ChangeStep *step);
bool queue_defers(Experiment *experiment, const Command *command, bool is_between);
bool queue_add(Experiment *experiment, const Command *command, bool is_between, Diag *diag);
void queue_start(Experiment *experiment);
bool queue_take(Experiment *experiment); /* false while the worker is still running */
void queue_finish(Experiment *experiment);
void queue_tidy(Experiment *experiment); /* frees memory of a size that is no longer used */

#endif
