/* See variant_job.h. If the run's list of changes is the beginning of the target's list, the job continues from there. Else it goes back:
   by undo, if that leads to such a state and the experiment did not visit one; by visiting an update before the first change that differs,
   from the nearest keyframe; or by starting again. In each case it compares the two lists again, so a missing keyframe or undo entry only
   costs time. */
#include "experiment/variant_job.h"
#include "base/arena.h"
#include "lab/history.h"
#include "lab/lab_measure.h"
#include "lab/memory.h"
#include "lab/replay.h"
#include "lab/run.h"
#include "lab/since.h"
#include <string.h>

enum { SLICE_MAX = 4096, UNDO_MAX = 2 };

void variant_job_begin(VariantJob *job, SetupFile *target, int follow_step, const ClockApi *clock) {
    setup_file_deinit(&job->target);
    job->target = *target;
    memset(target, 0, sizeof *target);
    job->job.run = variant_job_run;
    job->follow_step = follow_step;
    job->clock = *clock;
    job->stage = VARIANT_BEGIN;
    job->slice = 1;
    job->has_result = job->is_stopped = false;
    job->diag = (Diag){0};
}

void variant_job_deinit(VariantJob *job) {
    if (job->has_lab) lab_deinit(&job->lab);
    setup_file_deinit(&job->target);
    run_deinit(&job->ready);
    mem_free(job->ready_point);
    memset(job, 0, sizeof *job);
}

static double now(const VariantJob *job) { return job->clock.now_s ? job->clock.now_s(job->clock.user) : 0; }

static bool make_lab(VariantJob *job) {
    if (job->has_lab) return true;
    if (!lab_init(&job->lab, &job->diag) || !lab_keep_record(&job->lab, &job->diag)) {
        lab_deinit(&job->lab);
        return false;
    }
    job->lab.waits_to_measure = true; /* measure_owed takes the measure, and stops if the job is cancelled */
    job->owed_update = -1;
    job->lab.history->limit = job->lab.replay->limit = MEMORY_VARIANT_BYTES;
    job->has_lab = true;
    return true;
}

/* --- going back --- */

/* How many steps at the front of the two lists are the same. */
static int count_common(const SetupFile *a, const SetupFile *b) {
    int count = 0;
    while (count < a->step_count && count < b->step_count && since_step_equal(&a->step[count], &b->step[count])) count++;
    return count;
}

/* True if `part`, the last step made, is the beginning of `whole`, from which it is then taken away. */
static bool cut_done(SinceStep *whole, const SinceStep *part) {
    bool is_part = whole->kind == part->kind && whole->kind != SINCE_SET && whole->update == part->update && part->count < whole->count;
    if (!is_part) return false;
    whole->count -= part->count;
    if (whole->kind == SINCE_UPDATE) whole->update += part->count;
    return true;
}

/* True if the run can continue from its present state; `play` then begins there. */
static bool is_on_the_way(VariantJob *job) {
    SetupFile here, *target = &job->target;
    if (!setup_file_take(&here, &job->lab, NULL)) return false;
    int common = count_common(&here, target);
    bool good = setup_equal(&here.setup, &target->setup) && here.update <= target->update;
    if (good && common < here.step_count)
        good = common == here.step_count - 1 && common < target->step_count && cut_done(&target->step[common], &here.step[common]);
    good = good && (common == target->step_count || target->step[common].update >= here.update);
    setup_file_deinit(&here);
    job->play = (LabPlay){.file = target, .next = common};
    return good;
}

static bool has_target_start(const VariantJob *job) {
    const Setup *start = lab_start_setup(&job->lab);
    return start && setup_equal(start, &job->target.setup);
}

/* True if undo may lead to a state on the target's way. */
static bool may_undo(const VariantJob *job) {
    const History *history = job->lab.history;
    if (history->done == 0) return false;
    const HistoryEntry *entry = &history->entry[history->done - 1];
    const Setup *start = entry->place.since == SINCE_FRESH ? &entry->setup : since_start_setup(job->lab.since, entry->place.since);
    return start && setup_equal(start, &job->target.setup) && entry->update <= job->target.update;
}

static bool undo(VariantJob *job) {
    const Command command = {.id = COMMAND_UNDO};
    for (int i = 0; i < UNDO_MAX && may_undo(job); i++) {
        if (!lab_apply(&job->lab, &command, NULL)) return false;
        if (is_on_the_way(job)) return true;
    }
    return false;
}

/* True if the run has already passed the target and should keep the updates after it: then a visit leads there. */
static bool is_visit(const VariantJob *job) {
    SetupFile here;
    const SetupFile *target = &job->target;
    if (!job->keeps_ahead || target->update >= job->lab.run.update || !setup_file_take(&here, &job->lab, NULL)) return false;
    bool is_same = setup_equal(&here.setup, &target->setup) && count_common(&here, target) == target->step_count;
    setup_file_deinit(&here);
    return is_same;
}

/* The update at which the two lists begin to differ. */
static long find_parting(const VariantJob *job) {
    SetupFile here;
    const SetupFile *target = &job->target;
    long update = job->lab.run.update < target->update ? job->lab.run.update : target->update;
    if (!setup_file_take(&here, &job->lab, NULL)) return 0;
    int common = count_common(&here, target);
    if (common < here.step_count && here.step[common].update < update) update = here.step[common].update;
    if (common < target->step_count && target->step[common].update < update) update = target->step[common].update;
    setup_file_deinit(&here);
    return update;
}

static bool visit(VariantJob *job, long update) {
    const Command command = {.id = COMMAND_VISIT, .arg = {{.given = true, .number = (double)update}}};
    return update >= 0 && lab_apply(&job->lab, &command, NULL) && is_on_the_way(job);
}

static bool start(VariantJob *job) {
    if (!lab_start_from(&job->lab, &job->target.setup, NULL, &job->diag)) return false;
    job->play = (LabPlay){.file = &job->target};
    job->train_s = 0;
    job->train_count = 0;
    return true;
}

static bool go_back(VariantJob *job) {
    long update = find_parting(job);
    return visit(job, update) || visit(job, update - 1) || start(job);
}

/* --- the slices --- */

static void end_drag(VariantJob *job) {
    if (job->is_in_drag) lab_end_drag(&job->lab);
    job->is_in_drag = false;
}

/* Copies the measured points; none if memory is out. */
static void list_points(VariantJob *job) {
    if (!job->ready_point) job->ready_point = mem_new(RECORD_PATH_MAX * sizeof *job->ready_point);
    job->ready_count = job->ready_point ? record_list(job->ready_point, job->ready_count, job->lab.record, &job->lab.run) : 0;
}

/* The end of the job: a copy of the run, which the owner takes by exchanging it. */
static bool finish(VariantJob *job) {
    end_drag(job);
    list_points(job);
    job->update_s = job->train_count > 0 ? job->train_s / (double)job->train_count : 0;
    lab_follow(&job->lab, job->follow_step);
    job->setup = job->lab.setup;
    run_put_back(&job->ready);
    job->has_result = run_copy_stage(&job->ready, &job->lab.run, &job->setup, &job->diag);
    if (job->has_result && !job->is_stopped) run_hold_words(&job->ready, &job->setup, job->target.hold, job->target.hold_count);
    return true;
}

static bool stop(VariantJob *job) {
    job->is_stopped = true;
    return finish(job);
}

/* --- the held-out measure --- */

static bool is_cancelled(void *user) { return job_is_cancelled(&((VariantJob *)user)->job); }

/* Measures when a laboratory that measures by itself would: after an update of a training, and before the first one. */
static void note_owed(VariantJob *job) {
    if (!job->cannot_measure && lab_next_measure(&job->lab) <= job->lab.run.update) job->owed_update = job->lab.run.update;
}

static bool is_owed(const VariantJob *job) {
    return job->owed_update == job->lab.run.update && lab_next_measure(&job->lab) <= job->owed_update;
}

/* False: the job was cancelled before it had the measure, which is still owed. */
static bool measure_owed(VariantJob *job) {
    double before_s = now(job);
    if (!lab_measure(&job->lab, is_cancelled, job)) return false;
    job->owed_update = -1;
    job->cannot_measure = lab_next_measure(&job->lab) <= job->lab.run.update;
    job->train_s += now(job) - before_s;
    return true;
}

/* Does up to `left` updates, but none beyond the next measure. */
static bool train(VariantJob *job, long left, double budget_s) {
    Lab *lab = &job->lab;
    long due = lab_next_measure(lab) - lab->run.update;
    int count = left < job->slice ? (int)left : job->slice;
    if (due > 0 && due < count) count = (int)due;
    double before_s = now(job);
    if (!lab_train(lab, count, &job->diag)) return false;
    double took_s = now(job) - before_s;
    bool was_short = took_s < budget_s / 2;
    job->train_s += took_s;
    job->train_count += count;
    if (count == job->slice && was_short && job->slice < SLICE_MAX) job->slice *= 2;
    if (!was_short && job->slice > 1) job->slice /= 2;
    note_owed(job);
    return true;
}

static bool play(VariantJob *job, double start_s, double budget_s) {
    Lab *lab = &job->lab;
    long end = job->target.update;
    if (!job->is_in_drag) lab_begin_drag(lab);
    job->is_in_drag = true;
    for (;;) {
        if (is_owed(job) && job->is_in_frame) return false;
        if (is_owed(job) && !measure_owed(job)) break;
        if (!lab_play_due(&job->play, lab, end, &job->diag)) return stop(job);
        if (lab->run.update >= end) return finish(job);
        if (job_is_cancelled(&job->job)) break;
        long left = lab_play_limit(&job->play, end) - lab->run.update;
        if (left > 0) note_owed(job);
        if (left > 0 && is_owed(job)) continue;
        if (left > 0 && !train(job, left, budget_s)) return stop(job);
        if (now(job) - start_s >= budget_s) return false; /* only here, so that every slice makes progress */
    }
    end_drag(job);
    return true;
}

bool variant_job_run(Job *of, double budget_s) {
    VariantJob *job = (VariantJob *)of;
    double start_s = now(job);
    if (!make_lab(job)) return true;
    if (job_is_cancelled(of) && job->stage != VARIANT_PLAY) return true;
    if (job->stage == VARIANT_BEGIN) {
        bool is_there = is_on_the_way(job) || (!is_visit(job) && undo(job));
        if (!is_there && !has_target_start(job)) {
            if (!start(job)) return true;
            is_there = true;
        }
        job->stage = is_there ? VARIANT_PLAY : VARIANT_BACK;
        if (!is_there) return false;
    } else if (job->stage == VARIANT_BACK) {
        if (!go_back(job)) return true;
        job->stage = VARIANT_PLAY;
    }
    return play(job, start_s, budget_s);
}
