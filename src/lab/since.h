/* The list of changes of a run since its start. Replayed on the start's setup, the list gives the run's bits again: each step is done when
   the run has reached its update, and between two steps it trains.

   The lists of all states that can be gone back to share their beginnings: steps are kept as a tree, and a state is the number of its last
   step, its head. A head never changes; adding a step makes a new one. */
#ifndef UNROLL_LAB_SINCE_H
#define UNROLL_LAB_SINCE_H
#include "lab/setup.h"

typedef enum SinceKind {
    SINCE_START,      /* no step: the list's beginning, which holds the setup at the start */
    SINCE_SET,        /* set KEY VALUE */
    SINCE_NEXT,       /* next, `count` times */
    SINCE_UPDATE,     /* update, `count` times: each is an update of its own */
    SINCE_EIGENVALUE, /* eigenvalue RANK VALUE IM of GATE LAYER (lab/eigenvalue.h) */
    SINCE_WEIGHTS     /* the weights of a file that was brought (lab/weights_file.h) */
} SinceKind;

typedef struct SinceStep {
    SinceKind kind;
    SetupKey key;
    double value;
    long update, count;
    /* Of an eigenvalue: value is where its real part goes, im the imaginary one. */
    double im;
    short rank, layer; /* from 1; layer 0: not said, the top one */
    char gate;         /* its letter; 0: not said */
    bool is_reverse;
    uint64_t hash; /* of weights */
} SinceStep;

/* True if both do the same at the same update. */
bool since_step_equal(const SinceStep *a, const SinceStep *b);

/* The two heads that are no step's number. */
enum {
    SINCE_FRESH = 0, /* at the start, where the setup is the run's */
    SINCE_LOST = -1  /* not known any more: there were more than SINCE_MAX */
};
enum { SINCE_MAX = 1 << 16 }; /* steps that one list holds, each with whatever count */

typedef struct Since Since;

Since *since_new(void); /* NULL when memory is out */
void since_free(Since *since);

/* Reserves room for `count` more steps, one of them a start. False, with nothing changed, if memory is out. */
bool since_reserve(Since *since, int count);

/* Each uses reserved room and returns the new head. A list that began with SINCE_LOST stays lost. */
int since_start(Since *since, const Setup *start);
int since_add(Since *since, int head, const SinceStep *step);

/* Moves all steps of `from`, which is then empty, behind those that there are. Returns what is then added to the heads of `from` that are above
   0; -1, with nothing changed, when memory is out. */
int since_adopt(Since *since, Since *from);

const SinceStep *since_get(const Since *since, int head); /* NULL for the two heads above */
int since_parent(const Since *since, int head);
const Setup *since_start_setup(const Since *since, int head); /* NULL for the two heads above */
int since_depth(const Since *since, int head);                /* steps, as since_copy writes them; 0 for the two heads above */
void since_copy(SinceStep *out, const Since *since, int head);

/* Before reserving more room, free the unused steps: if since_wants_sweep says so for this `count`, mark every head that is still used,
   then sweep. */
bool since_wants_sweep(const Since *since, int count);
void since_mark(Since *since, int head);
void since_sweep(Since *since);
size_t since_size(const Since *since); /* bytes */

#endif
