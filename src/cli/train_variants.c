/* See train_variants.h. */
#include "cli/train_variants.h"
#include "base/arena.h"
#include "base/number.h"
#include "cli/sheet_setup.h"
#include "experiment/compare.h"
#include "platform/files.h"
#include <math.h>
#include <string.h>

enum { LINE = 768 };
static const double SLICE_S = 0.05;

bool train_variants_copy(SetupFile *out, const SetupFile *file, Diag *diag) {
    *out = *file;
    out->step = NULL;
    out->step_capacity = 0;
    if (file->step_count == 0) return true;
    out->step = mem_new((size_t)file->step_count * sizeof *out->step);
    if (!out->step) return diag_fail(diag, "out of memory");
    out->step_capacity = file->step_count;
    memcpy(out->step, file->step, (size_t)file->step_count * sizeof *out->step);
    return true;
}

static double share(long part, long whole) { return whole > 0 ? (double)part / (double)whole : NAN; }

static void describe(char out[LINE], const Variant *variant, const TrialResult *result) {
    const Evaluation *e = &result->last;
    int used = text_format(out, LINE, "%s  updates %ld  sequences %ld  seconds %.2f", variant->name, result->update, result->sequences,
                           result->took_s);
    if (!isnan(result->train_loss)) used += text_format(out + used, LINE - used, "  train loss %.6g", result->train_loss);
    used += text_format(out + used, LINE - used, "  held-out loss %.6g  accuracy %.4f  held-out sequences %ld  solved %s", e->loss,
                        e->accuracy, e->sequences,
                        !result->is_solved_known ? "unknown"
                        : e->is_solved           ? "yes"
                                                 : "no");
    if (result->solved_update >= 0) used += text_format(out + used, LINE - used, "  solved at %ld", result->solved_update);
    used += text_format(out + used, LINE - used, "  stop %s", trial_end_name(result->end));
    if (result->diag.text[0]) text_format(out + used, LINE - used, "  %s", result->diag.text);
}

static void run_one(TrialJob *trial, const char *name, const TrainVariantsHost *host) {
    bool is_done = false;
    while (!is_done) {
        if (host->is_interrupted(host->user)) job_cancel(&trial->job);
        is_done = trial->job.run(&trial->job, SLICE_S);
        host->show(host->user, name, job_get_progress(&trial->job));
    }
}

bool train_variants_run(TrainVariants *variants, const VariantList *list, const SetupFile *file, const TrialPlan *plan,
                        const TrainVariantsHost *host, Diag *diag) {
    ClockApi clock;
    char line[LINE];
    platform_clock(&clock);
    for (int i = 0; i < list->count; i++) {
        TrialPlan own = *plan;
        TrialJob *trial = mem_new(sizeof *trial);
        if (!trial) return diag_fail(diag, "out of memory");
        variants->trial[i] = trial;
        variants->list.item[variants->list.count++] = list->item[i];
        if (!train_variants_copy(&own.file, file, diag)) return false;
        compare_lay_over(&own.file, &list->item[i]);
        trial_job_begin(trial, &own, &clock);
        run_one(trial, list->item[i].name, host);
        if (trial->result.end == TRIAL_FAILED) return diag_fail(diag, "compare %s: %s", list->item[i].name, trial->result.diag.text);
        describe(line, &list->item[i], &trial->result);
        host->tell(host->user, line);
    }
    return true;
}

void train_variants_deinit(TrainVariants *variants) {
    for (int i = 0; i < VARIANT_MAX; i++) {
        if (variants->trial[i]) trial_job_deinit(variants->trial[i]);
        mem_free(variants->trial[i]);
    }
    memset(variants, 0, sizeof *variants);
}

static void write_curve(Sheet *sheet, const TrialResult *result) {
    const TrialRow *row = result->row;
    sheet_begin_list(sheet, "curve");
    for (int i = 0; i < result->row_count; i++) {
        sheet_begin(sheet, NULL, "%s", "");
        sheet_count(sheet, "update", NULL, row[i].update);
        sheet_count(sheet, "sequences", NULL, row[i].sequences);
        sheet_number(sheet, "train_loss", NULL, row[i].train_loss);
        sheet_number(sheet, "heldout_loss", NULL, row[i].loss);
        sheet_number(sheet, "score", NULL, row[i].score);
        sheet_end(sheet);
    }
    sheet_end_list(sheet);
}

static void write_one(Sheet *sheet, const Variant *variant, const TrialResult *result) {
    const Evaluation *e = &result->last;
    sheet_begin_variant(sheet, variant);
    sheet_count(sheet, "update", NULL, result->update);
    sheet_count(sheet, "sequences", NULL, result->sequences);
    sheet_number(sheet, "seconds", NULL, result->took_s);
    sheet_number(sheet, "train_loss", NULL, result->train_loss);
    sheet_number(sheet, "heldout_loss", NULL, e->loss);
    sheet_number(sheet, "accuracy", NULL, e->accuracy);
    sheet_number(sheet, "score", NULL, share(e->score.hit, e->score.asked));
    sheet_number(sheet, "sequences_right", NULL, share(e->score.right, e->score.sequences));
    sheet_number(sheet, "bits", NULL, e->symbols.bits);
    sheet_number(sheet, "perplexity", NULL, e->symbols.perplexity);
    sheet_count(sheet, "heldout_sequences", NULL, e->sequences);
    if (result->is_solved_known)
        sheet_flag(sheet, "solved", NULL, e->is_solved);
    else
        sheet_null(sheet, "solved");
    if (result->solved_update >= 0)
        sheet_count(sheet, "solved_at", NULL, result->solved_update);
    else
        sheet_null(sheet, "solved_at");
    sheet_word(sheet, "stop", NULL, trial_end_name(result->end));
    write_curve(sheet, result);
    sheet_end(sheet);
}

void train_variants_write(Sheet *sheet, const TrainVariants *variants) {
    if (!sheet->json || variants->list.count == 0) return;
    sheet_begin_list(sheet, "variants");
    for (int i = 0; i < variants->list.count; i++) write_one(sheet, &variants->list.item[i], &variants->trial[i]->result);
    sheet_end_list(sheet);
}
