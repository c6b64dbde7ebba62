/* See compare.h. Each variant has a target: the experiment's saved setup with the variant laid over it, and without later changes of the
   keys that the variant sets. When the version of the experiment's state changes, or the end of a round, the target is made again; a job
   with an older target is cancelled first. So undo, redo and visits need no code here: they only change the targets.

   If the network is small, the frame runs the first slices of a job itself; only the rest goes to the workers. So a slider moves all
   pictures in the same frame, and a command that is done at once does not wait until the system gives a worker a processor. */
#include "experiment/compare.h"
#include "base/arena.h"
#include "base/number.h"
#include "experiment/cost.h"
#include "experiment/weight_probe.h"
#include "lab/run.h"
#include <math.h>
#include <string.h>

static const double FRAME_SLICE_S = 0.001, FRAME_ALL_S = 0.004;
enum { ROUND_MAX = 4096, SLICES_HERE = 3 }; /* a job begins, goes back and plays */

void compare_init(Compare *compare, JobQueue *jobs, const ClockApi *clock) {
    *compare = (Compare){.jobs = jobs, .clock = clock, .round_count = 2};
}

static double now(const Compare *compare) { return compare->clock->now_s ? compare->clock->now_s(compare->clock->user) : 0; }

/* --- the list --- */

static void end_job(Compare *compare, ComparedRun *item) {
    if (!item->is_running) return;
    job_cancel(&item->job.job);
    job_queue_finish(compare->jobs, &item->job.job);
    item->is_running = false;
    item->version = 0;
}

static void free_item(Compare *compare, ComparedRun *item) {
    if (!item) return;
    end_job(compare, item);
    variant_job_deinit(&item->job);
    digits_probe_deinit(&item->digits);
    run_deinit(&item->run);
    mem_free(item->point);
    mem_free(item);
}

void compare_deinit(Compare *compare) {
    for (int i = 0; i < compare->count; i++) free_item(compare, compare->item[i]);
    *compare = (Compare){0};
}

static ComparedRun *take_same(Compare *compare, const Variant *variant) {
    for (int i = 0; i < compare->count; i++) {
        ComparedRun *item = compare->item[i];
        if (!item || !variant_equal(&item->variant, variant)) continue;
        compare->item[i] = NULL;
        return item;
    }
    return NULL;
}

/* The items become those of the list. A variant that is still in it keeps its run. */
static void settle_list(Compare *compare, const VariantList *list) {
    ComparedRun *next[VARIANT_MAX] = {0};
    bool same = compare->count == list->count;
    for (int i = 0; same && i < list->count; i++) same = variant_equal(&compare->item[i]->variant, &list->item[i]);
    if (same) return;
    int count = 0;
    for (int i = 0; i < list->count; i++) {
        ComparedRun *item = take_same(compare, &list->item[i]);
        if (!item) item = mem_new(sizeof *item);
        if (!item) continue; /* memory is out: this variant is not shown, and the next change tries again */
        item->variant = list->item[i];
        next[count++] = item;
    }
    for (int i = 0; i < compare->count; i++) free_item(compare, compare->item[i]);
    memcpy(compare->item, next, sizeof next);
    compare->count = count;
    compare->version++;
}

/* --- targets --- */

/* A gate, all units of a state and an input mean the same in another network; one unit and one weight do not. */
static void lay_over_holds(SetupFile *file, bool other_weights) {
    int count = 0;
    for (int i = 0; i < file->hold_count; i++) {
        const WhatIfWords *words = &file->hold[i];
        bool is_own = words->kind == WHATIF_WEIGHT || (words->kind != WHATIF_INPUT && words->unit > 0);
        if (!other_weights || !is_own) file->hold[count++] = *words;
    }
    file->hold_count = count;
}

void compare_lay_over(SetupFile *file, const Variant *variant) {
    Setup base = file->setup;
    int count = 0;
    bool other_weights = variant->said[KEY_CELL] || variant->said[KEY_HIDDEN] || variant->said[KEY_LAYERS] || variant->said[KEY_DIRECTION];
    variant_find_setup(&file->setup, &base, variant);
    lay_over_holds(file, other_weights);
    for (int i = 0; i < file->step_count; i++) {
        const SinceStep *step = &file->step[i];
        if ((step->kind == SINCE_EIGENVALUE || step->kind == SINCE_WEIGHTS) && other_weights) continue; /* the variant has other weights */
        if (step->kind != SINCE_SET || !variant->said[step->key]) file->step[count++] = *step;
    }
    file->step_count = count;
    memset(&file->variants, 0, sizeof file->variants);
}

/* The job has ended: its result waits to be shown. */
static void see_end(ComparedRun *item) {
    item->is_running = false;
    item->is_ready = item->job.has_result;
    if (!item->job.has_result || item->job.is_stopped) text_format(item->trouble, sizeof item->trouble, "%s", item->job.diag.text);
    if (!item->job.has_result && !item->job.diag.text[0]) item->version = 0; /* it was cancelled */
}

static void run_here(Compare *compare, ComparedRun *item, double budget_s) {
    double end_s = now(compare) + budget_s;
    bool has_ended = false;
    item->job.is_in_frame = true;
    for (int i = 0; !has_ended && i < SLICES_HERE && (i == 0 || now(compare) < end_s); i++)
        has_ended = variant_job_run(&item->job.job, budget_s);
    item->job.is_in_frame = false;
    if (has_ended) see_end(item);
}

/* True if computing the stage of each variant anew fits into a frame. */
static bool is_small(const Compare *compare, const Lab *lab) {
    const Command restart = {.id = COMMAND_RESTART};
    return cost_command_s(lab, &restart) * compare->count < FRAME_ALL_S;
}

static void start(Compare *compare, ComparedRun *item, const Lab *lab, long update, bool is_quick) {
    SetupFile target;
    Diag diag = {0};
    item->version = lab->version;
    item->update = update;
    item->trouble[0] = '\0';
    if (!setup_file_take(&target, lab, &diag)) {
        text_format(item->trouble, sizeof item->trouble, "%s", diag.text);
        return;
    }
    compare_lay_over(&target, &item->variant);
    target.update = update + item->ahead;
    atomic_store(&item->job.job.cancelled, false);
    item->job.keeps_ahead = lab->run.loss.count > lab->run.update;
    variant_job_begin(&item->job, &target, lab->run.follow_step, compare->clock);
    item->is_running = true;
    item->is_ready = false;
    if (is_quick) run_here(compare, item, FRAME_SLICE_S);
    if (item->is_running) job_queue_add(compare->jobs, &item->job.job);
}

static bool is_at(const ComparedRun *item, const Lab *lab, long update) { return item->version == lab->version && item->update == update; }

/* Starts the jobs of variants that have none yet. */
static void follow(Compare *compare, const Lab *lab, long update) {
    settle_list(compare, &lab->variants);
    bool is_quick = compare->round == 0 && is_small(compare, lab);
    for (int i = 0; i < compare->count; i++) {
        ComparedRun *item = compare->item[i];
        if (item->is_running && job_is_done(compare->jobs, &item->job.job)) see_end(item);
        if (is_at(item, lab, update)) continue;
        if (item->is_running)
            job_cancel(&item->job.job); /* a later frame starts the next job */
        else
            start(compare, item, lab, update, is_quick);
    }
}

/* --- showing --- */

static bool all_arrived(const Compare *compare, const Lab *lab, long update) {
    for (int i = 0; i < compare->count; i++) {
        if (compare->item[i]->is_running || !is_at(compare->item[i], lab, update)) return false;
    }
    return true;
}

static void swap_points(ComparedRun *item) {
    RecordPoint *shown = item->point;
    int count = item->point_count;
    item->point = item->job.ready_point;
    item->point_count = item->job.ready_count;
    item->job.ready_point = shown;
    item->job.ready_count = count;
}

static void show_all(Compare *compare) {
    for (int i = 0; i < compare->count; i++) {
        ComparedRun *item = compare->item[i];
        if (!item->is_ready) continue;
        run_swap(&item->run, &item->job.ready);
        swap_points(item);
        item->setup = item->job.setup;
        item->update_s = item->job.update_s;
        item->is_known = true;
        item->is_stopped = item->job.is_stopped;
        item->shown_version = item->version;
        item->shown_update = item->update;
        item->is_ready = false;
        compare->version++;
    }
}

static void mark_current(Compare *compare, const Lab *lab) {
    for (int i = 0; i < compare->count; i++) {
        ComparedRun *item = compare->item[i];
        bool is_current =
            item->is_known && !item->is_stopped && item->shown_version == lab->version && item->shown_update == lab->run.update;
        if (is_current != item->is_current) compare->version++;
        item->is_current = is_current;
    }
}

void compare_follow_now(Compare *compare, const Lab *lab) {
    compare->round = 0;
    settle_list(compare, &lab->variants);
    bool is_quick = is_small(compare, lab);
    for (int i = 0; i < compare->count; i++) {
        ComparedRun *item = compare->item[i];
        bool is_on_its_way = is_at(item, lab, lab->run.update);
        if (!is_on_its_way) end_job(compare, item);
        if (is_on_its_way && item->is_running) {
            job_queue_finish(compare->jobs, &item->job.job);
            see_end(item);
        }
        if (!is_at(item, lab, lab->run.update)) start(compare, item, lab, lab->run.update, is_quick);
    }
    for (int i = 0; i < compare->count; i++) { /* the workers run them in parallel */
        ComparedRun *item = compare->item[i];
        if (!item->is_running) continue;
        job_queue_finish(compare->jobs, &item->job.job);
        see_end(item);
    }
    show_all(compare);
    mark_current(compare, lab);
}

/* --- in frames --- */

static bool trains_by_itself(const Experiment *experiment) { return experiment->trains && !experiment->is_replayed; }

static bool is_round_over(const Compare *compare, const Experiment *experiment) {
    bool is_base_there = !experiment->is_training || job_is_done(compare->jobs, &experiment->training.job);
    for (int i = 0; i < compare->count && is_base_there; i++) {
        const ComparedRun *item = compare->item[i];
        if (item->is_running && !job_is_done(compare->jobs, &item->job.job)) return false;
    }
    return is_base_there;
}

/* The next round takes about COMPARE_ROUND_S, or twice or half as long as this one. */
static void end_round(Compare *compare) {
    double took_s = now(compare) - compare->round_start_s, factor = took_s > 0 ? COMPARE_ROUND_S / took_s : 2;
    compare->round_count = (int)fmin(fmax(compare->round_count * fmin(fmax(factor, 0.5), 2), 2), ROUND_MAX);
    compare->round = 0;
}

void compare_take(Compare *compare, Experiment *experiment, bool may_wait) {
    if (compare->round > 0 && trains_by_itself(experiment) && !is_round_over(compare, experiment)) return;
    bool was_round = compare->round > 0;
    unsigned long before = experiment->lab.version;
    experiment_take(experiment, may_wait);
    for (int i = 0; i < compare->count; i++) {
        ComparedRun *item = compare->item[i];
        if (item->is_running && job_is_done(compare->jobs, &item->job.job)) see_end(item);
        /* The experiment, whose training was just taken, has reached the variants' update. */
        if (was_round && item->version == before && item->update == experiment->lab.run.update) item->version = experiment->lab.version;
    }
    if (was_round) end_round(compare);
    if (all_arrived(compare, &experiment->lab, experiment->lab.run.update)) show_all(compare);
    mark_current(compare, &experiment->lab);
}

void compare_begin_round(Compare *compare, Experiment *experiment) {
    bool is_compared = experiment->lab.variants.count > 0 && trains_by_itself(experiment);
    if (!is_compared) compare->round = 0;
    if (is_compared && compare->round <= experiment->lab.run.update) {
        compare->round = experiment->lab.run.update + compare->round_count;
        compare->round_start_s = now(compare);
    }
    experiment->until = is_compared ? compare->round : 0;
}

void compare_advance(Compare *compare, Experiment *experiment, bool may_wait) {
    if (compare->count == 0 && experiment->lab.variants.count == 0) return;
    if (experiment_is_busy(experiment)) return; /* a worker owns the list of changes now */
    if (compare->round == 0 && !may_wait) {
        compare_follow_now(compare, &experiment->lab);
        return;
    }
    follow(compare, &experiment->lab, compare->round > 0 ? compare->round : experiment->lab.run.update);
    if (compare->round == 0 && all_arrived(compare, &experiment->lab, experiment->lab.run.update)) show_all(compare);
    mark_current(compare, &experiment->lab);
}

void compare_settle(Compare *compare, Experiment *experiment, bool may_wait) {
    if (!trains_by_itself(experiment)) compare->round = 0;
    if (compare->round == 0) compare_advance(compare, experiment, may_wait);
}

static void put_ahead(ComparedRun *item, long ahead) {
    if (item->ahead == ahead) return;
    item->ahead = ahead;
    item->version = 0; /* it has no state: the next settle starts it again */
}

void compare_train_ahead(Compare *compare, Str name, long updates) {
    for (int i = 0; i < compare->count; i++)
        if (str_equal(name, compare->item[i]->variant.name)) put_ahead(compare->item[i], compare->item[i]->ahead + updates);
}

void compare_forget_ahead(Compare *compare) {
    for (int i = 0; i < compare->count; i++) put_ahead(compare->item[i], 0);
}

void compare_follow_loss(Compare *compare, int step) {
    for (int i = 0; i < compare->count; i++) {
        ComparedRun *item = compare->item[i];
        Run *run = &item->run;
        if (!item->is_known || run->follow_step == step) continue;
        run->follow_step = step;
        run_follow(run);
        compare->version++;
    }
}

/* --- digits --- */

bool compare_probe_digits(Compare *compare, bool trains, bool waits) {
    double spent = 0; /* multiplications in this frame */
    bool some_wait = false;
    for (int i = 0; i < compare->count; i++) {
        ComparedRun *item = compare->item[i];
        DigitsProbe *digits = &item->digits;
        if (!item->is_known) continue;
        DigitsOf of = {&item->run, &item->setup, compare->version};
        double cost = digits_probe_knows(digits, &of) ? 0 : weight_probe_cost(&item->run.net, item->run.wiring.steps);
        bool is_late = !waits && spent > 0 && cost > 0 && spent + cost > DIGITS_PROBE_COST_MAX;
        if (!digits_probe_is_short(&item->run)) {
            digits->state = DIGITS_ONCE;
        } else if (is_late) {
            digits->state = trains ? DIGITS_TRAINS : DIGITS_WAITS;
            some_wait = some_wait || !trains;
        } else {
            digits_probe_measure_variant(digits, &of);
            spent += cost;
        }
    }
    return some_wait;
}

bool compare_is_busy(const Compare *compare) {
    for (int i = 0; i < compare->count; i++) {
        if (compare->item[i]->is_running || compare->item[i]->is_ready) return true;
    }
    return false;
}
