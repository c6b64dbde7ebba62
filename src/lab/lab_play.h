/* Making the run that a saved setup tells of: from its start, each change when its update is reached, with training in between. Whoever
   trains does it in slices of his own; how it is cut changes no result. */
#ifndef UNROLL_LAB_LAB_PLAY_H
#define UNROLL_LAB_LAB_PLAY_H
#include "lab/lab.h"
#include "lab/setup_file.h"

typedef struct LabPlay {
    const SetupFile *file; /* borrowed; NULL: nothing to play */
    int next;              /* the next change */
} LabPlay;

/* Puts the laboratory to the file's start, which must be possible. */
bool lab_play_begin(LabPlay *play, Lab *lab, const SetupFile *file, Diag *diag);

/* Makes the changes that are due now. An `update` among them is one of the run's updates: none is done beyond update `end`. */
bool lab_play_due(LabPlay *play, Lab *lab, long end, Diag *diag);

/* As far as training may go, at most to `end`, until the next change is due. */
long lab_play_limit(const LabPlay *play, long end);

/* Holds what the file says, once the run is at the file's update. */
bool lab_play_hold(const LabPlay *play, Lab *lab, Diag *diag);

/* All that is left of it, up to the file's update; or all of it. False where numbers are not finite on the way; the laboratory then stands before that update. */
bool lab_play_rest(LabPlay *play, Lab *lab, Diag *diag);
bool lab_play_all(Lab *lab, const SetupFile *file, Diag *diag);

#endif
