/* See trial_set.h. A finished trial gives its rows to the set, and its laboratory is freed before the next trial begins: so only two trials
   need memory at a time. */
#include "experiment/trial_set.h"
#include "base/arena.h"
#include "base/number.h"
#include "experiment/compare.h"
#include <math.h>
#include <string.h>

void trial_set_init(TrialSet *set, JobQueue *jobs, const ClockApi *clock) { *set = (TrialSet){.jobs = jobs, .clock = clock, .key = -1}; }

static void free_items(TrialItem item[TRIAL_ITEM_MAX], int count, int seeds) {
    for (int i = 0; i < count; i++) {
        for (int s = 0; item[i].run && s < seeds; s++) mem_free(item[i].run[s].row);
        mem_free(item[i].run);
    }
}

static void end_jobs(TrialSet *set) {
    for (int j = 0; j < TRIAL_AT_ONCE; j++) {
        if (set->is_running[j]) {
            job_cancel(&set->job[j]->job);
            job_queue_finish(set->jobs, &set->job[j]->job);
        }
        set->is_running[j] = false;
        if (set->job[j]) trial_job_deinit(set->job[j]);
        mem_free(set->job[j]);
        set->job[j] = NULL;
    }
}

void trial_set_deinit(TrialSet *set) {
    end_jobs(set);
    free_items(set->item, set->count, set->seeds);
    setup_file_deinit(&set->file);
    *set = (TrialSet){.jobs = set->jobs, .clock = set->clock, .key = -1, .version = set->version + 1};
}

/* --- beginning --- */

static bool make_runs(TrialItem item[TRIAL_ITEM_MAX], int count, int seeds, Diag *diag) {
    for (int i = 0; i < count; i++) {
        item[i].run = mem_new((size_t)seeds * sizeof *item[i].run);
        if (item[i].run) continue;
        free_items(item, i, seeds);
        return diag_fail(diag, "There is no memory left for %d trials.", count * seeds);
    }
    return true;
}

/* Replaces the old items by the new ones, which are complete. */
static bool begin(TrialSet *set, const Lab *lab, TrialItem item[TRIAL_ITEM_MAX], int count, int seeds, long end, int key, Diag *diag) {
    SetupFile file;
    if (!setup_file_take(&file, lab, diag)) return false;
    if (!make_runs(item, count, seeds, diag)) {
        setup_file_deinit(&file);
        return false;
    }
    trial_set_deinit(set);
    set->file = file;
    memcpy(set->item, item, (size_t)count * sizeof *item);
    set->count = count;
    set->seeds = seeds;
    set->end = end;
    set->key = key;
    trial_set_advance(set);
    return true;
}

bool trial_set_begin_seeds(TrialSet *set, const Lab *lab, int seeds, long end, Diag *diag) {
    TrialItem item[TRIAL_ITEM_MAX] = {0};
    int count = lab->variants.count;
    if (seeds < 1 || seeds > TRIAL_SEED_MAX)
        return diag_fail(diag, "seeds: %d is out of range; expected 1 to %d.", seeds, (int)TRIAL_SEED_MAX);
    if (end < 1 || end > TRIAL_UPDATES_MAX)
        return diag_fail(diag, "seeds: %ld updates are out of range; expected 1 to %d.", end, (int)TRIAL_UPDATES_MAX);
    for (int i = 0; i < count; i++) item[i].rule = lab->variants.item[i];
    if (count == 0) text_format(item[count++].rule.name, VARIANT_NAME_SIZE, "As set");
    return begin(set, lab, item, count, seeds, end, -1, diag);
}

static bool add_value(TrialItem *item, const Lab *lab, SetupKey key, Str word, Diag *diag) {
    Setup setup = lab->setup;
    char value[48];
    if (!setup_set_text(&setup, str_from(setup_table[key].key), word, diag)) return false;
    setup_format(value, (int)sizeof value, &setup, key);
    char line[VARIANT_LINE_SIZE];
    text_format(line, (int)sizeof line, "sweep: %s %s", setup_table[key].key, value);
    if (!variant_parse(&item->rule, str_from(line), diag)) return false; /* like a variant, it must have the same task and data */
    text_format(item->rule.name, VARIANT_NAME_SIZE, "%s", value);
    VariantList one = {.item = {item->rule}, .count = 1};
    return variant_list_check(&one, &lab->setup, lab->run.runs, diag);
}

bool trial_set_begin_sweep(TrialSet *set, const Lab *lab, SetupKey key, Str values, Diag *diag) {
    TrialItem item[TRIAL_ITEM_MAX] = {0};
    int count = 0;
    for (Str rest = values, word = str_next_word(&rest); word.count > 0; word = str_next_word(&rest)) {
        if (count == TRIAL_ITEM_MAX) return diag_fail(diag, "sweep: there are more than %d values; expected 2 to %d.", count, count);
        if (!add_value(&item[count++], lab, key, word, diag)) return false;
        for (int i = 0; i < count - 1; i++)
            if (strcmp(item[i].rule.name, item[count - 1].rule.name) == 0)
                return diag_fail(diag, "sweep: the value %s is given twice; expected values that differ.", item[i].rule.name);
    }
    if (count < 2)
        return diag_fail(diag, "sweep: found %d value%s of %s; expected 2 to %d, as in sweep steps 4 8 16 32.", count,
                         count == 1 ? "" : "s", setup_table[key].key, (int)TRIAL_ITEM_MAX);
    return begin(set, lab, item, count, 1, TRIAL_END_UPDATE, (int)key, diag);
}

/* --- running --- */

/* The n-th seed after the item's own; after the largest seed it continues with the smallest. */
static double seed_of(const Setup *setup, int n) {
    const SetupRow *row = &setup_table[KEY_SEED];
    double span = row->most - row->least + 1;
    return row->least + fmod(setup->value[KEY_SEED] - row->least + n, span);
}

static void fail_trial(TrialSet *set, int item, int seed) {
    set->item[item].run[seed] = (TrialRun){.is_done = true, .end = TRIAL_FAILED, .solved_update = -1, .score = NAN, .loss = NAN};
    set->item[item].done++;
    set->done++;
    set->version++;
}

static void start(TrialSet *set, int j) {
    /* Goes seed by seed over all items, so that every item soon has a first result. */
    int number = set->started++, item = number % set->count, seed = number / set->count;
    TrialPlan plan = {.first = 0, .end = set->end, .sequences = 100, .until_solved = true};
    plan.every = set->end / TRIAL_ROWS > 0 ? set->end / TRIAL_ROWS : 1;
    if (!set->job[j]) set->job[j] = mem_new(sizeof *set->job[j]);
    if (!set->job[j] || !setup_file_copy(&plan.file, &set->file)) {
        fail_trial(set, item, seed);
        return;
    }
    Variant rule = set->item[item].rule;
    Setup own;
    variant_find_setup(&own, &set->file.setup, &rule);
    rule.said[KEY_SEED] = true;
    rule.value[KEY_SEED] = seed_of(&own, seed);
    compare_lay_over(&plan.file, &rule);
    atomic_store(&set->job[j]->job.cancelled, false);
    trial_job_begin(set->job[j], &plan, set->clock);
    set->job_item[j] = item;
    set->job_seed[j] = seed;
    set->is_running[j] = true;
    job_queue_add(set->jobs, &set->job[j]->job);
}

static void take(TrialSet *set, int j) {
    TrialResult *result = &set->job[j]->result;
    TrialItem *item = &set->item[set->job_item[j]];
    const TaskScore *score = &result->last.score;
    item->run[set->job_seed[j]] = (TrialRun){.is_done = true,
                                             .end = result->end,
                                             .is_solved = result->solved_update >= 0,
                                             .solved_update = result->solved_update,
                                             .update = result->update,
                                             .score = score->asked > 0 ? (double)score->hit / (double)score->asked : NAN,
                                             .loss = result->last.loss,
                                             .took_s = result->took_s,
                                             .verdict = result->verdict,
                                             .row = result->row,
                                             .row_count = result->row_count};
    result->row = NULL; /* the set owns them now */
    result->row_count = result->row_capacity = 0;
    item->done++;
    set->done++;
    set->is_running[j] = false;
    set->version++;
}

void trial_set_advance(TrialSet *set) {
    for (int j = 0; j < TRIAL_AT_ONCE && set->count > 0; j++) {
        if (set->is_running[j] && job_is_done(set->jobs, &set->job[j]->job)) take(set, j);
        while (!set->is_running[j] && !set->is_cancelled && set->started < set->count * set->seeds) start(set, j);
    }
}

void trial_set_finish(TrialSet *set) {
    while (trial_set_is_busy(set)) {
        for (int j = 0; j < TRIAL_AT_ONCE; j++)
            if (set->is_running[j]) job_queue_finish(set->jobs, &set->job[j]->job);
        trial_set_advance(set);
    }
}

void trial_set_cancel(TrialSet *set) {
    if (!trial_set_is_busy(set)) return;
    set->is_cancelled = true;
    end_jobs(set); /* an interrupted trial has no result */
    set->version++;
}

bool trial_set_is_busy(const TrialSet *set) {
    for (int j = 0; j < TRIAL_AT_ONCE; j++)
        if (set->is_running[j]) return true;
    return !set->is_cancelled && set->started < set->count * set->seeds;
}

double trial_set_progress(const TrialSet *set) {
    double done = set->done;
    for (int j = 0; j < TRIAL_AT_ONCE; j++)
        if (set->is_running[j]) done += job_get_progress(&set->job[j]->job);
    return set->count > 0 ? done / (set->count * set->seeds) : 0;
}

/* --- what came of it --- */

static bool is_change(const SinceStep *step) {
    return step->kind == SINCE_SET || step->kind == SINCE_EIGENVALUE || step->kind == SINCE_WEIGHTS;
}

/* Whenever each was made. */
static bool is_same_change(const SinceStep *a, const SinceStep *b) {
    SinceStep step = *b;
    step.update = a->update;
    step.count = a->count;
    return since_step_equal(a, &step);
}

bool trial_set_is_of(const TrialSet *set, const Lab *lab) {
    SetupFile now;
    if (set->count == 0 || !setup_file_take(&now, lab, NULL)) return false;
    bool same = setup_equal(&set->file.setup, &now.setup) && variant_list_equal(&set->file.variants, &now.variants);
    int at = 0;
    for (int i = 0; same && i < now.step_count; i++) { /* the same changes; another `update` or `next` does not make another experiment */
        if (!is_change(&now.step[i])) continue;
        while (at < set->file.step_count && !is_change(&set->file.step[at])) at++;
        same = at < set->file.step_count && is_same_change(&set->file.step[at], &now.step[i]);
        at++;
    }
    while (same && at < set->file.step_count) same = !is_change(&set->file.step[at++]);
    setup_file_deinit(&now);
    return same;
}

int trial_item_solved(const TrialItem *item, int seeds) {
    int solved = 0;
    for (int s = 0; s < seeds; s++) solved += item->run[s].is_done && item->run[s].is_solved;
    return solved;
}

TrialFar trial_item_far(const TrialItem *item, int seeds) {
    TrialFar far = {0};
    for (int s = 0; s < seeds; s++) {
        const TrialRun *run = &item->run[s];
        bool has_ratio = run->is_done && run->row_count > 0 && run->verdict.word >= FOLLOW_VANISHED;
        if (!has_ratio) continue;
        double at = run->verdict.log10_ratio;
        far.low = far.is_known ? fmin(far.low, at) : at;
        far.high = far.is_known ? fmax(far.high, at) : at;
        far.is_known = true;
    }
    return far;
}

long trial_item_median(const TrialItem *item, int seeds) {
    long update[TRIAL_SEED_MAX];
    int count = 0;
    for (int s = 0; s < seeds; s++) {
        const TrialRun *run = &item->run[s];
        if (!run->is_done || !run->is_solved) continue;
        int at = count++;
        for (; at > 0 && update[at - 1] > run->solved_update; at--) update[at] = update[at - 1];
        update[at] = run->solved_update;
    }
    int middle = (item->done + 1) / 2; /* unsolved ones come last */
    return count >= middle && count > 0 ? update[middle - 1] : -1;
}
