/* Makes the run of a saved setup again: it starts from the setup, makes each change when its update is reached, and trains in between. The
   caller may train in slices of any length; the result is the same. */
#ifndef UNROLL_LAB_LAB_PLAY_H
#define UNROLL_LAB_LAB_PLAY_H
#include "lab/lab.h"
#include "lab/setup_file.h"

typedef struct LabPlay {
    const SetupFile *file; /* borrowed; NULL: nothing to play */
    int next;              /* the next change */
} LabPlay;

/* Starts the laboratory from the file's setup, which must be possible. */
bool lab_play_begin(LabPlay *play, Lab *lab, const SetupFile *file, Diag *diag);

/* Makes the changes that are due now. An `update` among them is one of the run's updates: none is done beyond update `end`. */
bool lab_play_due(LabPlay *play, Lab *lab, long end, Diag *diag);

/* The update at which the next change is due, or `end` if that comes first: training may go up to it. */
long lab_play_limit(const LabPlay *play, long end);

/* Applies the file's held values, once the run is at the file's update. */
bool lab_play_hold(const LabPlay *play, Lab *lab, Diag *diag);

/* Plays the rest of the file up to its update; or the whole file. False if a number becomes infinite or NaN; the laboratory is then before
   that update. */
bool lab_play_rest(LabPlay *play, Lab *lab, Diag *diag);
bool lab_play_all(Lab *lab, const SetupFile *file, Diag *diag);

#endif
