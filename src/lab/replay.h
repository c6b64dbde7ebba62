/* Going back to any earlier update. A keyframe, kept every so many updates, has the state and says how training continued from it. Training
   depends only on setup, weights, moments and next sequence, so repeating it from a kept state gives the same bits.

   A keyframe is `fresh` if something other than training led to it (the start, a changed setup, another sequence): it cannot be computed
   from an earlier one. When memory runs short, some keyframes of both kinds are dropped. */
#ifndef UNROLL_LAB_REPLAY_H
#define UNROLL_LAB_REPLAY_H
#include "lab/lab.h"

#define REPLAY_BYTES_MAX ((size_t)48 << 20)

/* How the updates after a keyframe were made. */
typedef enum ReplayMode {
    REPLAY_TRAIN, /* `train`: each on the next sequence or batch */
    REPLAY_STAGE  /* `update`: with the gradient on the stage */
} ReplayMode;

typedef struct Keyframe {
    int parent; /* the one before, 0: none. Keyframes are numbered from 1 and their numbers are never used again */
    bool fresh;
    ReplayMode mode;
    long update, sequence, next_sequence, moment_step;
    int since;       /* RunPlace's, there */
    bool has_radius; /* as it was measured there */
    double radius;
    double *state; /* (count) weights and moments, then the setup; owned; NULL if it was dropped to save memory */
    size_t count;
    long kept_after; /* used while fresh keyframes are dropped: the update of the next one that still has its state; 0: none */
} Keyframe;

struct Replay {
    Keyframe *keyframe; /* owned, grows */
    int count, capacity;
    int held, held_fresh;    /* keyframes with a state; those of them that are fresh */
    size_t size, size_fresh; /* bytes held */
    size_t limit;            /* REPLAY_BYTES_MAX; tests lower it */
    long interval;           /* updates between keyframes */
};

Replay *replay_new(void); /* NULL when memory is out */
void replay_free(Replay *replay);

/* Call it before an update in this mode, with these sequence numbers, from a state whose numbers are all finite. Keeps a keyframe if one is
   due. If memory runs out here that is not an error: `visit` then cannot reach those updates. */
void replay_note(Replay *replay, Run *run, const Setup *setup, ReplayMode mode, long sequence, long next_sequence);

/* The nearest keyframe from which training leads to `update`, 0 <= update <= run->place.known; NULL if it was dropped. */
const Keyframe *replay_find(const Replay *replay, const Run *run, long update, int *number);
void replay_get_setup(Setup *setup, const Keyframe *keyframe);

/* Moves all keyframes of `from`, which is then empty, behind those of `replay`; place, of `from`, then says where they are. `since`: what is
   added to their heads. False, with nothing changed, when memory is out. */
bool replay_adopt(Replay *replay, Replay *from, RunPlace *place, int since);

/* The run was changed by something other than training: the next keyframe is fresh, and the updates ahead are forgotten. */
void replay_move(Run *run);

#endif
