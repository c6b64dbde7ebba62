/* See record.h. The gradient's norms are those of the last update before a point; everything else is of the weights after it.

   Simplified on purpose: above 16 hidden units the radius, whose cost grows with their cube, is measured at every fourth point, above
   RUN_RADIUS_HIDDEN at every sixteenth, and only if training has done RECORD_SHARE times its work since the last one. */
#include "lab/record.h"
#include "base/arena.h"
#include "lab/run.h"
#include <limits.h>
#include <math.h>
#include <string.h>

struct Record {
    RecordPoint *point; /* (capacity) owned; in the order of their numbers */
    int count, capacity;
    int last_number;
};

Record *record_new(void) { return mem_new(sizeof(Record)); }

void record_free(Record *record) {
    if (!record) return;
    mem_free(record->point);
    mem_free(record);
}

int record_step(const RecordPoint *point, int row) {
    if (point->row_count >= point->steps) return row;
    return (int)((long)row * (point->steps - 1) / (point->row_count - 1));
}

/* --- the tree --- */

static RecordPoint *find_number(const Record *record, int number) {
    int low = 0, high = record->count;
    while (low < high) {
        int middle = (low + high) / 2;
        if (record->point[middle].number < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low < record->count && record->point[low].number == number ? &record->point[low] : NULL;
}

static RecordPoint *find_last(const Record *record, const Run *run, long update) {
    RecordPoint *point = find_number(record, run->place.record);
    while (point && (point->update > update || point->update > run->place.known)) point = find_number(record, point->parent);
    return point;
}

void record_cut(const Record *record, Run *run) {
    const RecordPoint *point = record ? find_last(record, run, run->update) : NULL;
    run->place.record = point ? point->number : 0;
}

/* Drops the points of undone trainings, which do not lead to the run. */
static void keep_path(Record *record, const Run *run) {
    int number = run->place.record, kept = record->count;
    for (int i = record->count - 1; i >= 0; i--) {
        if (record->point[i].number != number) continue;
        number = record->point[i].parent;
        record->point[--kept] = record->point[i];
    }
    record->count -= kept;
    memmove(record->point, record->point + kept, (size_t)record->count * sizeof *record->point);
}

static bool reserve(Record *record, const Run *run) {
    if (record->count == RECORD_MAX) keep_path(record, run);
    if (record->count < record->capacity) return true;
    int capacity = record->capacity > 0 ? 2 * record->capacity : 64;
    RecordPoint *grown =
        mem_grow(record->point, (size_t)record->capacity * sizeof *record->point, (size_t)capacity * sizeof *record->point);
    if (!grown) return false;
    record->point = grown;
    record->capacity = capacity;
    return true;
}

/* Merges two measurements of one point: a number that only one of them has is kept. */
static void replace(RecordPoint *old, const RecordPoint *point) {
    RecordPoint was = *old;
    *old = *point;
    old->number = was.number;
    old->parent = was.parent;
    if (isnan(old->norm)) {
        old->norm = was.norm;
        old->norm_clipped = was.norm_clipped;
    }
    if (isnan(old->radius)) old->radius = was.radius;
}

void record_add(Record *record, Run *run, const RecordPoint *point) {
    if (!record) return;
    RecordPoint *last = find_number(record, run->place.record);
    if (last && last->update == point->update) {
        replace(last, point);
        return;
    }
    if (!reserve(record, run)) return;
    RecordPoint *added = &record->point[record->count++];
    *added = *point;
    added->number = ++record->last_number;
    added->parent = run->place.record;
    run->place.record = added->number;
}

int record_list(RecordPoint *out, int known, const Record *record, const Run *run) {
    const RecordPoint *last = record ? find_last(record, run, LONG_MAX) : NULL;
    int count = 0;
    for (const RecordPoint *at = last; at && count < RECORD_PATH_MAX; at = find_number(record, at->parent)) count++;
    int i = count;
    for (const RecordPoint *at = last; i > 0; at = find_number(record, at->parent)) {
        i--;
        bool is_same = i < known - 1 && out[i].number == at->number; /* the last one may have been measured again */
        if (is_same) break;
        out[i] = *at;
    }
    return count;
}

const RecordPoint *record_find_solved(const RecordPoint *point, int count) {
    for (int i = 0; i < count; i++)
        if (point[i].is_measured && point[i].is_solved) return &point[i];
    return NULL;
}

/* --- when --- */

static bool is_on_grid(long update, long octave) {
    long step = 1;
    while (update >= 2 * octave * step) step *= 2;
    return update % step == 0;
}

/* Approximate multiplications of an update: forward and backward for each of its sequences. */
static double update_work(const Run *run, const Setup *setup) {
    return 3.0 * setup_get_int(setup, KEY_BATCH) * run->wiring.steps * (double)run->net.weight_count;
}

/* The same of a held-out measure, forward only. */
static double measure_work(const Run *run) { return RECORD_SEQUENCES * (double)run->wiring.steps * (double)run->net.weight_count; }

/* The update after which the first held-out measure is taken. */
static long find_first(const Run *run, const Setup *setup) {
    return measure_work(run) > RECORD_AT_ONCE ? (long)ceil(measure_work(run) / update_work(run, setup)) : 1;
}

/* At least as many updates as have the work (forward and backward) of measuring this many sequences (forward only), times the share. The
   end is a multiple of a power of two, so that compared trainings are measured at the same updates. Once the task was found solved there is
   nothing more to find out. */
static long find_next(const RecordPoint *point, const Run *run, const Setup *setup) {
    double sequences = point->is_solved ? RECORD_SEQUENCES : (double)point->sequences;
    double cost = sequences / (3.0 * setup_get_int(setup, KEY_BATCH));
    double share = fmin(fmax(update_work(run, setup) / RECORD_WORK, RECORD_SHARE_LEAST), RECORD_SHARE);
    long by_cost = (long)ceil(share * cost), by_octave = point->update / RECORD_OCTAVE;
    long most = by_cost > by_octave ? by_cost : by_octave, step = 1;
    if (most < 1) most = 1;
    while (2 * step <= most) step *= 2;
    return (point->update + most + step - 1) / step * step;
}

/* As find_next, for the radius: a step of the eigenvalue iteration takes about as long as RADIUS_STEP multiplications of a pass. */
static long find_radius_next(long update, const Run *run, const Setup *setup) {
    const double RADIUS_STEP = 100;
    const NetSpec *spec = &run->net.spec;
    double hidden = spec->hidden, work = RADIUS_STEP * hidden * hidden * hidden * run->net.gates * spec->layers * spec->directions;
    if (spec->hidden <= 16) return update;
    return update + (long)fmin(ceil(RECORD_SHARE * work / update_work(run, setup)), 1e9);
}

void record_begin(RecordMeter *meter, const Record *record, const Run *run, const Setup *setup) {
    *meter = (RecordMeter){.setup = setup, .last = LONG_MAX, .next = LONG_MAX, .norm = NAN, .norm_clipped = NAN};
    if (!record) return;
    const RecordPoint *point = find_last(record, run, run->update);
    meter->last = point ? point->update : -1;
    meter->next = find_first(run, setup);
    bool is_first = true, has_radius = false; /* the newest of both measures, and whether any found it solved */
    for (; point; point = find_number(record, point->parent)) {
        if (!has_radius && !isnan(point->radius)) meter->radius_next = find_radius_next(point->update, run, setup);
        has_radius = has_radius || !isnan(point->radius);
        if (!point->is_measured) continue;
        if (is_first) meter->next = find_next(point, run, setup);
        is_first = false;
        meter->was_solved |= point->is_solved;
    }
}

void record_end(RecordMeter *meter) {
    if (meter->has_evaluator) evaluate_deinit(&meter->evaluator);
    meter->has_evaluator = false;
}

static bool is_measure_due(const RecordMeter *meter, long update) { return update >= meter->next && !meter->is_off; }

bool record_is_due(const RecordMeter *meter, long update) {
    if (meter->last == LONG_MAX) return false;
    return (update > meter->last && is_on_grid(update, RECORD_OCTAVE)) || is_measure_due(meter, update);
}

bool record_is_long(const RecordMeter *meter, const Run *run, long update) {
    return meter->last != LONG_MAX && is_measure_due(meter, update) && measure_work(run) > RECORD_AT_ONCE;
}

bool record_may_pause(const RecordMeter *meter, const Run *run) {
    return (double)meter->part.count * (double)run->wiring.steps * (double)run->net.weight_count > RECORD_IN_A_FRAME;
}

double record_long_done(const RecordMeter *meter, const Run *run) {
    return measure_work(run) > RECORD_AT_ONCE ? evaluate_part_done(&meter->part) : 0;
}

bool record_measure_now(RecordMeter *meter, const Run *run) {
    if (meter->last == LONG_MAX || measure_work(run) > RECORD_IN_A_FRAME) return false;
    meter->next = run->update;
    return true;
}

/* --- what --- */

void record_gradient(RecordMeter *meter, const Run *run, const double *gradient) {
    run_find_norms(&meter->norm, &meter->norm_clipped, run, meter->setup, gradient);
}

static bool wants_radius(const RecordMeter *meter, const Run *run) {
    int hidden = run->net.spec.hidden;
    if (run->update < meter->radius_next) return false;
    return is_on_grid(run->update, hidden <= 16 ? RECORD_OCTAVE : hidden <= RUN_RADIUS_HIDDEN ? RECORD_OCTAVE / 4 : RECORD_OCTAVE / 16);
}

static void measure_stage(RecordPoint *point, Run *run, const Setup *setup) {
    const FollowLane *lane = &run->follow.lane[run->net.spec.layers - 1][0];
    run_draw(run, setup);
    run_pass(run, setup);
    follow_measure(&run->follow, &run->trace, run->weight, trace_count_losses(&run->trace, 0) - 1, NULL);
    point->loss = run->trace.loss;
    point->sequence = run->sequence;
    point->steps = run->wiring.steps;
    point->row_count = point->steps < RECORD_STEPS ? point->steps : RECORD_STEPS;
    for (int i = 0; i < point->row_count; i++) point->r[i] = (lane->r_c ? lane->r_c : lane->r)[record_step(point, i)];
}

double record_score(const TaskScore *score, const Setup *setup) {
    TaskOptions options = setup_task_options(setup);
    const TaskGoal *goal = task_goal(setup_task(setup), &options);
    if (task_goal_is_loss(goal)) return NAN;
    if (goal->right > 0.0) return (double)score->right / (double)score->sequences;
    return (double)score->hit / (double)score->asked;
}

static void measure_held_out(RecordPoint *point, RecordMeter *meter, Run *run) {
    Evaluator *evaluator = &meter->evaluator;
    bool borrows = evaluate_may_borrow(&run->net, &run->wiring, run->carry_count);
    if (borrows) {
        evaluate_borrow(evaluator, run, meter->setup);
    } else if (!meter->has_evaluator && !evaluate_init_small(evaluator, run, meter->setup, NULL)) {
        meter->next = LONG_MAX; /* memory is out */
        return;
    }
    meter->has_evaluator = !borrows;
    evaluator->is_enough = meter->is_enough;
    evaluator->user = meter->user;
    Evaluation held;
    bool is_whole = evaluate_by_stages(&held, &meter->part, evaluator, RECORD_SEQUENCES, !meter->was_solved);
    if (borrows) evaluate_give_back(evaluator, run);
    if (!is_whole) return;
    point->is_measured = true;
    point->is_solved = held.is_solved;
    point->sequences = held.sequences;
    point->held_loss = held.loss;
    point->score = record_score(&held.score, meter->setup);
    meter->next = find_next(point, run, meter->setup);
    meter->was_solved |= held.is_solved;
}

bool record_measure(RecordPoint *point, RecordMeter *meter, Run *run) {
    bool has_point = meter->last == run->update;
    memset(point, 0, sizeof *point);
    point->update = run->update;
    point->norm = meter->norm;
    point->norm_clipped = meter->norm_clipped;
    point->radius = point->score = point->held_loss = NAN;
    meter->norm = meter->norm_clipped = NAN;
    if (wants_radius(meter, run)) {
        point->radius = weights_radius(run->weight, &run->net, run->trace.scratch);
        meter->radius_next = find_radius_next(run->update, run, meter->setup);
    }
    if (is_measure_due(meter, run->update)) measure_held_out(point, meter, run); /* it may leave its sequence on the stage */
    if (has_point && meter->part.count > 0) return false;
    measure_stage(point, run, meter->setup);
    meter->last = run->update;
    return true;
}
