/* Keyframes of a run. They form a tree: going back and training in another way leaves the old branch to undo, which keeps the number of the
   keyframe it stood on.

   A new keyframe is kept when the last one is at least an interval of updates earlier. The interval begins so that replaying from one to
   the next takes some ten milliseconds. When there is no room left, the interval doubles, and keyframes closer than that to the kept one
   before them are dropped: a replay from there passes through them.

   Fresh keyframes may take half of the room. Beyond that, fresh keyframes that have another one a few updates later are dropped first: the
   updates between the two can then not be visited any more, all others can. Update 0 is dropped last. So a slider that is moved during a
   training, which makes thousands of fresh keyframes, costs some updates among its moves and does not stretch the interval. */
#include "lab/replay.h"
#include "base/arena.h"
#include "lab/run.h"
#include <string.h>

enum { HELD_MAX = 16384, INTERVAL_FIRST = 64, FRESH_LEAST = 2 };
#define INTERVAL_MAX (1L << 30)
#define REPLAY_WORK 4e6 /* weights times steps times sequences that a replay between two keyframes goes through at first */

enum { SETUP_COUNT = (int)((sizeof(Setup) + sizeof(double) - 1) / sizeof(double)) };

Replay *replay_new(void) {
    Replay *replay = mem_new(sizeof *replay);
    if (!replay) return NULL;
    replay->limit = REPLAY_BYTES_MAX;
    replay->interval = INTERVAL_FIRST;
    return replay;
}

static size_t keyframe_size(const Keyframe *keyframe) { return (keyframe->count + SETUP_COUNT) * sizeof(double); }

/* One more with its state, or one less. */
static void count_held(Replay *replay, const Keyframe *keyframe, int one) {
    size_t size = keyframe_size(keyframe);
    replay->held += one;
    replay->size = one > 0 ? replay->size + size : replay->size - size;
    if (!keyframe->fresh) return;
    replay->held_fresh += one;
    replay->size_fresh = one > 0 ? replay->size_fresh + size : replay->size_fresh - size;
}

static void give_up(Replay *replay, Keyframe *keyframe) {
    if (!keyframe->state) return;
    count_held(replay, keyframe, -1);
    mem_free(keyframe->state);
    keyframe->state = NULL;
}

void replay_free(Replay *replay) {
    if (!replay) return;
    for (int i = 0; i < replay->count; i++) give_up(replay, &replay->keyframe[i]);
    mem_free(replay->keyframe);
    mem_free(replay);
}

static bool is_full(const Replay *replay) { return replay->size > replay->limit || replay->held > HELD_MAX; }

/* The update of the nearest one before it that has its state or is fresh. */
static long kept_before(const Replay *replay, const Keyframe *keyframe) {
    int at = keyframe->parent;
    while (at > 0) {
        const Keyframe *before = &replay->keyframe[at - 1];
        if (before->state || before->fresh) return before->update;
        at = before->parent;
    }
    return keyframe->update; /* unreachable: one that is not fresh has a parent */
}

/* Do fresh keyframes fill more than this many eighths of the room? */
static bool has_too_many_fresh(const Replay *replay, size_t parts) {
    return replay->held_fresh > FRESH_LEAST &&
           (replay->size_fresh > replay->limit / 8 * parts || replay->held_fresh > HELD_MAX / 8 * (int)parts);
}

/* Gives up the fresh ones that have a kept one less than `gap` updates after them; of a row of such near ones every other. */
static void thin_fresh(Replay *replay, long gap) {
    for (int i = 0; i < replay->count; i++) replay->keyframe[i].kept_after = 0;
    for (int i = replay->count - 1; i >= 0; i--) {
        Keyframe *keyframe = &replay->keyframe[i];
        bool is_near = keyframe->kept_after > 0 && keyframe->kept_after - keyframe->update < gap;
        if (keyframe->fresh && keyframe->update > 0 && is_near) give_up(replay, keyframe);
        if (keyframe->parent == 0) continue;
        Keyframe *parent = &replay->keyframe[keyframe->parent - 1];
        long kept = keyframe->state ? keyframe->update : keyframe->kept_after;
        if (kept > parent->kept_after) parent->kept_after = kept; /* if there are several branches: the one that would lose most */
    }
}

/* Keyframes of abandoned branches, with nothing kept after them, are dropped oldest first. */
static void bound_fresh(Replay *replay) {
    if (!has_too_many_fresh(replay, 4)) return;
    for (long gap = 2; gap < INTERVAL_MAX && has_too_many_fresh(replay, 3); gap *= 2) thin_fresh(replay, gap);
    for (int starts = 0; starts < 2; starts++) {
        for (int i = 0; i < replay->count && has_too_many_fresh(replay, 3); i++) {
            Keyframe *keyframe = &replay->keyframe[i];
            if (keyframe->fresh && (keyframe->update > 0 || starts > 0)) give_up(replay, keyframe);
        }
    }
}

static void make_room(Replay *replay) {
    if (!is_full(replay)) return;
    bound_fresh(replay);
    while (is_full(replay) && replay->held > replay->held_fresh && replay->interval < INTERVAL_MAX) {
        replay->interval *= 2;
        for (int i = 0; i < replay->count; i++) {
            Keyframe *keyframe = &replay->keyframe[i];
            if (!keyframe->fresh && keyframe->update - kept_before(replay, keyframe) < replay->interval) give_up(replay, keyframe);
        }
    }
    for (int i = 0; i < replay->count && is_full(replay); i++) give_up(replay, &replay->keyframe[i]);
}

static long first_interval(const Run *run) {
    double work = (double)run->net.weight_count * run->wiring.steps * (run->batch.block ? run->batch.batch : 1);
    long interval = INTERVAL_FIRST;
    while (interval > 1 && work * (double)interval > REPLAY_WORK) interval /= 2;
    return interval;
}

static bool reserve(Replay *replay, int more) {
    if (replay->count + more <= replay->capacity) return true;
    int capacity = replay->capacity > 0 ? 2 * replay->capacity : 64;
    while (capacity < replay->count + more) capacity *= 2;
    size_t one = sizeof *replay->keyframe;
    Keyframe *grown = mem_grow(replay->keyframe, (size_t)replay->capacity * one, (size_t)capacity * one);
    if (!grown) return false;
    replay->keyframe = grown;
    replay->capacity = capacity;
    return true;
}

static bool keep(Replay *replay, Run *run, const Setup *setup, const Keyframe *as) {
    Keyframe keyframe = *as;
    keyframe.count = run_state_count(run);
    if (!reserve(replay, 1) || !(keyframe.state = mem_new(keyframe_size(&keyframe)))) return false;
    memcpy(keyframe.state, run->weight, keyframe.count * sizeof(double));
    memcpy(keyframe.state + keyframe.count, setup, sizeof *setup);
    if (keyframe.fresh && keyframe.update == 0) replay->interval = first_interval(run);
    replay->keyframe[replay->count++] = keyframe;
    count_held(replay, &keyframe, 1);
    run->place.keyframe = replay->count;
    make_room(replay);
    return true;
}

void replay_note(Replay *replay, Run *run, const Setup *setup, ReplayMode mode, long sequence, long next_sequence) {
    RunPlace *place = &run->place;
    const Keyframe *last = place->keyframe > 0 ? &replay->keyframe[place->keyframe - 1] : NULL;
    bool fresh = place->is_moved || !last || last->mode != mode;
    bool due = fresh || (run->update - last->update >= replay->interval);
    if (due) {
        Keyframe as = {.parent = place->keyframe,
                       .fresh = fresh,
                       .mode = mode,
                       .update = run->update,
                       .sequence = sequence,
                       .next_sequence = next_sequence,
                       .moment_step = run->moment_step,
                       .since = place->since,
                       .has_radius = fresh && !run->radius_is_old,
                       .radius = run->radius};
        if (!keep(replay, run, setup, &as) && fresh) place->keyframe = 0;
    }
    place->is_moved = false;
    place->known = run->update + 1;
    place->known_keyframe = place->keyframe;
}

const Keyframe *replay_find(const Replay *replay, const Run *run, long update, int *number) {
    int at = update <= run->place.known ? run->place.known_keyframe : 0;
    while (at > 0) {
        const Keyframe *keyframe = &replay->keyframe[at - 1];
        if (keyframe->update <= update) {
            *number = at;
            if (keyframe->state) return keyframe;
            if (keyframe->fresh) return NULL;
        }
        at = keyframe->parent;
    }
    return NULL;
}

void replay_get_setup(Setup *setup, const Keyframe *keyframe) { memcpy(setup, keyframe->state + keyframe->count, sizeof *setup); }

void replay_move(Run *run) {
    run->place.is_moved = true;
    run->place.known = run->update;
    run->place.known_keyframe = run->place.keyframe;
}

bool replay_adopt(Replay *replay, Replay *from, RunPlace *place, int since) {
    int before = replay->count;
    if (!reserve(replay, from->count)) return false;
    for (int i = 0; i < from->count; i++) {
        Keyframe *keyframe = &replay->keyframe[replay->count++];
        *keyframe = from->keyframe[i];
        if (keyframe->parent > 0) keyframe->parent += before;
        if (keyframe->since > 0) keyframe->since += since;
        if (keyframe->state) count_held(replay, keyframe, 1);
    }
    if (place->keyframe > 0) place->keyframe += before;
    if (place->known_keyframe > 0) place->known_keyframe += before;
    if (from->count > 0) replay->interval = from->interval;
    from->count = from->held = from->held_fresh = 0;
    from->size = from->size_fresh = 0;
    make_room(replay);
    return true;
}
