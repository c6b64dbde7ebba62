/* The timeline: the place of a cursor in one update, and its motion.

   The phases of one update follow each other: unroll (1 step), forward (T), loss (K), backward (T), update (3). A cursor's
   progress inside a phase is p = step + fraction, 0 <= p <= count, and its place on the transport is
       unit = start(phase) + share(phase) * p / count,
   so "phase done" and "next phase, step 0" are one place. Forward motion ends on the first name, backward motion on the second, so that a
   person reads the phase they were moving through.

   Seconds are for speed 1. In forward and backward the first two steps are slow, so that one can see what a step does; then the speed grows
   evenly, and the phase ends after PASS_S. With v0 = 1 / SLOW_S steps a second and t seconds after the second step:
       p(t) = 2 + v0 t + a t^2 / 2,   a so that p(PASS_S - 2 SLOW_S) = T
   A sequence that ends sooner at v0 is not slowed down. All five phases of T = 16 take 12 seconds.

   Simplified on purpose: each phase has a fixed share of the width and a bounded length in time, whatever T is, so a long
   sequence plays faster per step; it is a picture of the calculation's order, not of its cost. */
#include "lab/timeline.h"
#include <math.h>
#include <string.h>

typedef struct PhaseRow {
    const char *name;
    double start; /* on the transport; the next row's start is its end */
} PhaseRow;

/* Shares of the transport's width: unroll 0.11, forward 0.31, loss 0.09, backward 0.35, update 0.14; the short phases are wide
   enough for their names. */
static const PhaseRow phase_table[PHASE_COUNT + 1] = {{"unroll", 0.0},    {"forward", 0.11}, {"loss", 0.42},
                                                      {"backward", 0.51}, {"update", 0.86},  {"", 1.0}};

int timeline_step_count(Phase phase, const Wiring *wiring) {
    switch (phase) {
    case PHASE_FORWARD:
    case PHASE_BACKWARD: return wiring->steps;
    case PHASE_LOSS: return wiring->loss_count;
    case PHASE_UPDATE: return UPDATE_STEPS;
    default: return 1;
    }
}

const char *timeline_phase_name(Phase phase) { return phase_table[phase].name; }

int timeline_find_phase(const char *name, int count) {
    for (int i = 0; i < PHASE_COUNT; i++) {
        if ((int)strlen(phase_table[i].name) == count && memcmp(phase_table[i].name, name, (size_t)count) == 0) return i;
    }
    return -1;
}

const char *timeline_step_name(Phase phase, int step) {
    static const char *const names[UPDATE_STEPS + 1] = {"start", "shares", "change", "weights"};
    return phase == PHASE_UPDATE && step >= 0 && step <= UPDATE_STEPS ? names[step] : NULL;
}

bool timeline_is_start(const Cursor *cursor) { return cursor->phase == PHASE_UNROLL && cursor->step == 0 && cursor->fraction == 0.0; }

bool timeline_is_end(const Cursor *cursor, const Wiring *wiring) {
    return cursor->phase == PHASE_UPDATE && cursor->step >= timeline_step_count(PHASE_UPDATE, wiring);
}

void timeline_clamp(Cursor *cursor, const Wiring *wiring) {
    if ((int)cursor->phase < 0) *cursor = (Cursor){PHASE_UNROLL, 0, 0.0};
    if (cursor->phase >= PHASE_COUNT) *cursor = (Cursor){PHASE_UPDATE, UPDATE_STEPS, 0.0};
    int count = timeline_step_count(cursor->phase, wiring);
    if (cursor->step < 0) *cursor = (Cursor){cursor->phase, 0, 0.0};
    if (cursor->step >= count) *cursor = (Cursor){cursor->phase, count, 0.0};
    if (!(cursor->fraction >= 0.0 && cursor->fraction < 1.0)) cursor->fraction = 0.0; /* a NaN too */
}

void timeline_keep_place(Cursor *cursor, const Wiring *old, const Wiring *wiring) {
    if (cursor->step >= timeline_step_count(cursor->phase, old)) cursor->step = timeline_step_count(cursor->phase, wiring);
    timeline_clamp(cursor, wiring);
}

void timeline_end_phase(Cursor *cursor, const Wiring *wiring) {
    if (cursor->step > 0 || cursor->fraction > 0.0) *cursor = (Cursor){cursor->phase, timeline_step_count(cursor->phase, wiring), 0.0};
}

/* The same place under its other name, so that there is a step to move through. */
static void enter_next_phase(Cursor *cursor, const Wiring *wiring) {
    if (cursor->phase < PHASE_UPDATE && cursor->step >= timeline_step_count(cursor->phase, wiring)) {
        *cursor = (Cursor){(Phase)(cursor->phase + 1), 0, 0.0};
    }
}

static void enter_previous_phase(Cursor *cursor, const Wiring *wiring) {
    if (cursor->phase > PHASE_UNROLL && cursor->step == 0 && cursor->fraction == 0.0) {
        Phase before = (Phase)(cursor->phase - 1);
        *cursor = (Cursor){before, timeline_step_count(before, wiring), 0.0};
    }
}

bool timeline_step(Cursor *cursor, const Wiring *wiring, int direction) {
    if (direction > 0) {
        if (timeline_is_end(cursor, wiring)) return false;
        enter_next_phase(cursor, wiring);
        *cursor = (Cursor){cursor->phase, cursor->step + 1, 0.0};
        return true;
    }
    if (timeline_is_start(cursor)) return false;
    if (cursor->fraction > 0.0) {
        cursor->fraction = 0.0;
        return true;
    }
    enter_previous_phase(cursor, wiring);
    cursor->step--;
    return true;
}

bool timeline_jump_phase(Cursor *cursor, const Wiring *wiring, int direction) {
    if (direction > 0) {
        if (timeline_is_end(cursor, wiring)) return false;
        enter_next_phase(cursor, wiring);
        *cursor = (Cursor){cursor->phase, timeline_step_count(cursor->phase, wiring), 0.0};
        return true;
    }
    if (timeline_is_start(cursor)) return false;
    enter_previous_phase(cursor, wiring);
    *cursor = (Cursor){cursor->phase, 0, 0.0};
    return true;
}

static const double SLOW_S = 0.7, PASS_S = 4.0; /* a slow step; all of a pass */
enum { SLOW_STEPS = 2 };

/* The acceleration of a pass after its slow steps: steps per second squared. */
static double pass_acceleration(int count) {
    double t = PASS_S - SLOW_STEPS * SLOW_S, a = 2.0 * (count - SLOW_STEPS - t / SLOW_S) / (t * t);
    return a > 0.0 ? a : 0.0;
}

/* Seconds from the beginning of a phase to its progress, and back, side by side. */
static double phase_time(Phase phase, double progress, const Wiring *wiring) {
    int count = timeline_step_count(phase, wiring);
    if (phase == PHASE_UNROLL) return 1.4 * progress;
    if (phase == PHASE_UPDATE) return 2.4 * progress / count;
    if (phase == PHASE_LOSS) return fmin(0.6, 1.2 / count) * progress;
    double a = pass_acceleration(count), v0 = 1.0 / SLOW_S, left = progress - SLOW_STEPS;
    if (left <= 0.0 || a == 0.0) return SLOW_S * progress;
    return SLOW_STEPS * SLOW_S + 2.0 * left / (v0 + sqrt(v0 * v0 + 2.0 * a * left));
}

static double phase_progress(Phase phase, double time_s, const Wiring *wiring) {
    int count = timeline_step_count(phase, wiring);
    double a = pass_acceleration(count), t = time_s - SLOW_STEPS * SLOW_S;
    if (phase != PHASE_FORWARD && phase != PHASE_BACKWARD) return time_s / phase_time(phase, 1.0, wiring);
    if (t <= 0.0 || a == 0.0) return time_s / SLOW_S;
    return SLOW_STEPS + t / SLOW_S + a * t * t / 2.0;
}

double timeline_step_seconds(Phase phase, int step, const Wiring *wiring) {
    return phase_time(phase, step + 1, wiring) - phase_time(phase, step, wiring);
}

double timeline_phase_seconds(Phase phase, const Wiring *wiring) { return phase_time(phase, timeline_step_count(phase, wiring), wiring); }

bool timeline_play(Cursor *cursor, const Wiring *wiring, double dt_s, double speed) {
    if (timeline_is_end(cursor, wiring)) return true;
    double moved_s = dt_s * speed;
    if (!(moved_s > 0.0)) return false;
    enter_next_phase(cursor, wiring);
    int count = timeline_step_count(cursor->phase, wiring);
    double time_s = phase_time(cursor->phase, cursor->step + cursor->fraction, wiring) + moved_s;
    double progress = phase_progress(cursor->phase, time_s, wiring);
    if (progress >= count || time_s >= timeline_phase_seconds(cursor->phase, wiring)) {
        *cursor = (Cursor){cursor->phase, count, 0.0};
        return true;
    }
    cursor->step = (int)floor(progress);
    cursor->fraction = progress - cursor->step;
    return false;
}

double timeline_phase_start(Phase phase) { return phase_table[phase].start; }

double timeline_to_unit(const Cursor *cursor, const Wiring *wiring) {
    const PhaseRow *row = &phase_table[cursor->phase];
    double p = (cursor->step + cursor->fraction) / timeline_step_count(cursor->phase, wiring);
    if (p >= 1.0) return row[1].start; /* exactly where the next phase begins */
    return row->start + (row[1].start - row->start) * p;
}

Cursor timeline_from_unit(double unit, const Wiring *wiring) {
    if (!(unit > 0.0)) return (Cursor){PHASE_UNROLL, 0, 0.0};
    if (unit >= 1.0) return (Cursor){PHASE_UPDATE, UPDATE_STEPS, 0.0};
    Phase phase = PHASE_UNROLL;
    while (phase < PHASE_UPDATE && unit >= phase_table[phase + 1].start) phase = (Phase)(phase + 1);
    const PhaseRow *row = &phase_table[phase];
    double progress = (unit - row->start) / (row[1].start - row->start) * timeline_step_count(phase, wiring);
    double whole = round(progress);
    if (fabs(progress - whole) < 1e-9) progress = whole; /* rounding must not turn "step 5" into "4 and nearly all" */
    Cursor cursor = {phase, (int)floor(progress), progress - floor(progress)};
    timeline_clamp(&cursor, wiring);
    return cursor;
}

/* 0 before the phase, its progress in it, its step count after it. */
static double phase_done(const Cursor *cursor, Phase phase, int count) {
    if (cursor->phase != phase) return cursor->phase < phase ? 0.0 : count;
    return cursor->step + cursor->fraction;
}

double timeline_unrolled(const Cursor *cursor) { return phase_done(cursor, PHASE_UNROLL, 1); }

double timeline_forward_done(const Cursor *cursor, const Wiring *wiring) { return phase_done(cursor, PHASE_FORWARD, wiring->steps); }

double timeline_loss_done(const Cursor *cursor, const Wiring *wiring) { return phase_done(cursor, PHASE_LOSS, wiring->loss_count); }

double timeline_backward_done(const Cursor *cursor, const Wiring *wiring) { return phase_done(cursor, PHASE_BACKWARD, wiring->steps); }

int timeline_position(Phase phase, int direction, int step, int steps) {
    bool ascending = (phase == PHASE_BACKWARD) == (direction == 1); /* the backward pass undoes its forward pass */
    return ascending ? step : steps - 1 - step;
}
