/* See lab_since.h. Consecutive settings at one update of which only the last one counts are one step. */
#include "lab/lab_since.h"
#include "lab/history.h"
#include "lab/replay.h"
#include "lab/since.h"

bool lab_is_at_start(const Lab *lab) {
    const Run *run = &lab->run;
    if (run->update > 0 || run->place.since == SINCE_LOST) return false;
    const SinceStep *step = since_get(lab->since, run->place.since);
    if (step && step->kind == SINCE_NEXT) step = since_get(lab->since, since_parent(lab->since, run->place.since));
    return !step || step->kind == SINCE_START;
}

long lab_find_changed(const Lab *lab) {
    const SinceStep *step;
    for (int head = lab->run.place.since; (step = since_get(lab->since, head)) && step->kind != SINCE_START;
         head = since_parent(lab->since, head)) {
        bool trains_on = step->kind == SINCE_SET && setup_table[step->key].effect >= SETUP_TRAINING;
        if (!trains_on && step->kind != SINCE_NEXT && step->kind != SINCE_UPDATE) return step->update;
    }
    return -1;
}

static void sweep(Lab *lab) {
    const History *history = lab->history;
    const Replay *replay = lab->replay;
    since_mark(lab->since, lab->run.place.since);
    since_mark(lab->since, lab->since_pinned);
    since_mark(lab->since, history->pending.place.since);
    for (int i = 0; i < history->count; i++) since_mark(lab->since, history->entry[i].place.since);
    for (int i = 0; i < replay->count; i++) {
        if (replay->keyframe[i].state) since_mark(lab->since, replay->keyframe[i].since); /* the others cannot be visited any more */
    }
    since_sweep(lab->since);
}

bool lab_since_prepare(Lab *lab, int steps, Diag *diag) {
    if (since_wants_sweep(lab->since, steps + 1)) sweep(lab);
    return since_reserve(lab->since, steps + 1) || diag_fail(diag, "There is no memory left for the list of what was done to the run.");
}

static void add(Lab *lab, int parent, const SinceStep *step) { lab->run.place.since = since_add(lab->since, parent, step); }

void lab_since_leave(Lab *lab) {
    if (lab->run.place.since == SINCE_FRESH) lab->run.place.since = since_start(lab->since, &lab->setup);
}

void lab_since_move_start(Lab *lab) {
    int *head = &lab->run.place.since;
    if (*head == SINCE_LOST) return; /* the sequence may be another one, and nothing records which */
    const SinceStep *last = since_get(lab->since, *head);
    SinceStep passed = last ? *last : (SinceStep){.kind = SINCE_START};
    *head = SINCE_FRESH;
    if (passed.kind != SINCE_NEXT) return;
    lab_since_leave(lab);
    add(lab, *head, &passed);
}

/* True if only the last of several sets of this key counts. False if a set rescales weights or resets moments. */
static bool only_last_counts(SetupKey key) {
    SetupEffect effect = setup_table[key].effect;
    return effect == SETUP_SEQUENCE || effect == SETUP_FORGET_BIAS || effect == SETUP_TRAINING ||
           (effect == SETUP_UPDATE && key != KEY_OPTIMIZER);
}

void lab_since_set(Lab *lab, SetupKey key, bool goes_on) {
    int head = lab->run.place.since;
    const SinceStep *last = since_get(lab->since, head);
    SinceStep step = {.kind = SINCE_SET, .key = key, .value = setup_get(&lab->setup, key), .update = lab->run.update, .count = 1};
    bool is_same = last && last->kind == SINCE_SET && last->key == key && last->update == step.update;
    add(lab, is_same && (goes_on || only_last_counts(key)) ? since_parent(lab->since, head) : head, &step);
}

void lab_since_eigenvalue(Lab *lab, const SinceStep *step, bool goes_on) {
    lab_since_leave(lab);
    int head = lab->run.place.since;
    add(lab, goes_on ? since_parent(lab->since, head) : head, step);
}

void lab_since_weights(Lab *lab, uint64_t hash) {
    lab_since_leave(lab);
    SinceStep step = {.kind = SINCE_WEIGHTS, .hash = hash, .update = lab->run.update, .count = 1};
    add(lab, lab->run.place.since, &step);
}

void lab_since_next(Lab *lab, long count) {
    lab_since_leave(lab);
    int head = lab->run.place.since;
    const SinceStep *last = since_get(lab->since, head);
    SinceStep step = {.kind = SINCE_NEXT, .update = lab->run.update, .count = count};
    bool joins = last && last->kind == SINCE_NEXT && last->update == step.update;
    if (joins) step.count += last->count;
    add(lab, joins ? since_parent(lab->since, head) : head, &step);
}

void lab_since_update(Lab *lab, long update, long count) {
    int head = lab->run.place.since;
    const SinceStep *last = since_get(lab->since, head);
    SinceStep step = {.kind = SINCE_UPDATE, .update = update, .count = count};
    bool joins = last && last->kind == SINCE_UPDATE && last->update + last->count == update;
    if (joins) {
        step.update = last->update;
        step.count += last->count;
    }
    add(lab, joins ? since_parent(lab->since, head) : head, &step);
}
