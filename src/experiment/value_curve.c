/* See value_curve.h. The call that asks for the next run frees the previous one. */
#include "experiment/value_curve.h"
#include "base/arena.h"
#include "base/number.h"
#include "experiment/compare.h"
#include <string.h>

void value_curve_init(ValueCurve *curve, JobQueue *jobs, const ClockApi *clock) { *curve = (ValueCurve){.jobs = jobs, .clock = clock}; }

static void free_job(ValueCurve *curve) {
    if (!curve->job) return;
    if (curve->is_running) {
        job_cancel(&curve->job->job);
        job_queue_finish(curve->jobs, &curve->job->job);
    }
    curve->is_running = false;
    variant_job_deinit(curve->job);
    mem_free(curve->job);
    curve->job = NULL;
}

void value_curve_deinit(ValueCurve *curve) {
    free_job(curve);
    setup_file_deinit(&curve->file);
    *curve = (ValueCurve){.jobs = curve->jobs, .clock = curve->clock};
}

static bool add_rule(Variant *rule, const Lab *lab, SetupKey key, Str word, Diag *diag) {
    char line[VARIANT_LINE_SIZE];
    text_format(line, (int)sizeof line, "value: %s %.*s", setup_table[key].key, word.count, word.at);
    if (!variant_parse(rule, str_from(line), diag)) return false;
    VariantList one = {.item = {*rule}, .count = 1};
    return variant_list_check(&one, &lab->setup, lab->run.runs, diag);
}

bool value_curve_begin(ValueCurve *curve, const Lab *lab, SetupKey key, const Str *value, int count, Diag *diag) {
    SetupFile file;
    value_curve_deinit(curve);
    if (count < 1 || count > VALUE_CURVE_MAX) return diag_fail(diag, "%d values; expected 1 to %d.", count, (int)VALUE_CURVE_MAX);
    for (int i = 0; i < count; i++)
        if (!add_rule(&curve->rule[i], lab, key, value[i], diag)) return false;
    if (!setup_file_take(&file, lab, diag)) return false;
    curve->file = file;
    curve->follow_step = lab->run.follow_step;
    curve->count = count;
    return true;
}

static bool start(ValueCurve *curve) {
    SetupFile target;
    curve->job = mem_new(sizeof *curve->job);
    if (!curve->job) return false;
    if (!setup_file_copy(&target, &curve->file)) {
        free_job(curve);
        return false;
    }
    compare_lay_over(&target, &curve->rule[curve->done]);
    variant_job_begin(curve->job, &target, curve->follow_step, curve->clock);
    curve->is_running = true;
    job_queue_add(curve->jobs, &curve->job->job);
    return true;
}

ValueState value_curve_next(ValueCurve *curve, bool waits, int *index, const Lab **lab) {
    if (curve->job && !curve->is_running) free_job(curve); /* the run that was handed out */
    if (curve->done >= curve->count) return VALUE_ALL_DONE;
    *index = curve->done;
    if (!curve->job && !start(curve)) {
        curve->done++;
        return VALUE_NONE;
    }
    if (waits) job_queue_finish(curve->jobs, &curve->job->job);
    if (!job_is_done(curve->jobs, &curve->job->job)) return VALUE_WAITS;
    curve->is_running = false;
    curve->done++;
    *lab = &curve->job->lab;
    return curve->job->has_result && !curve->job->is_stopped ? VALUE_LAB : VALUE_NONE;
}
