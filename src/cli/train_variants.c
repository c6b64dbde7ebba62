/* See train_variants.h. */
#include "cli/train_variants.h"
#include "base/arena.h"
#include "base/number.h"
#include "cli/sheet_setup.h"
#include "experiment/compare.h"
#include "platform/files.h"
#include "platform/worker.h"
#include <math.h>
#include <string.h>
#include <time.h>

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

void train_variants_format_loss(char out[TRAIN_LOSS_TEXT], double loss) {
    text_format(out, TRAIN_LOSS_TEXT, isnan(loss) ? "NaN" : "%.6g", loss);
}

static void describe(char out[LINE], const Variant *variant, const TrialResult *result) {
    const Evaluation *e = &result->last;
    char loss[TRAIN_LOSS_TEXT];
    int used = text_format(out, LINE, "%s  updates %ld  sequences %ld  seconds %.2f", variant->name, result->update, result->sequences,
                           result->took_s);
    if (!isnan(result->train_loss)) used += text_format(out + used, LINE - used, "  train loss %.6g", result->train_loss);
    train_variants_format_loss(loss, e->loss);
    used += text_format(out + used, LINE - used, "  held-out loss %s  accuracy %.4f  held-out sequences %ld  solved %s", loss, e->accuracy,
                        e->sequences,
                        !result->is_solved_known ? "unknown"
                        : e->is_solved           ? "yes"
                                                 : "no");
    if (result->solved_update >= 0) used += text_format(out + used, LINE - used, "  solved at %ld", result->solved_update);
    used += text_format(out + used, LINE - used, "  stop %s", trial_end_name(result->end));
    if (result->diag.text[0]) text_format(out + used, LINE - used, "  %s", result->diag.text);
}

/* Two at a time, one on another thread and one on this: their results are the same as alone. */
typedef struct Side {
    JobQueue jobs;
    const TrainVariantsHost *host;
    TrainVariants *variants;
    bool begun[VARIANT_MAX], done[VARIANT_MAX];
    int here, there; /* the trial of this thread and that of the other; -1: none */
} Side;

static int begin_next(Side *side) {
    for (int i = 0; i < side->variants->list.count; i++) {
        if (side->begun[i]) continue;
        side->begun[i] = true;
        return i;
    }
    return -1;
}

static void pause_a_little(void) {
    const struct timespec time = {.tv_nsec = 5000000};
    nanosleep(&time, NULL);
}

/* Runs a slice of this thread's trial, takes finished trials and starts new ones. After a signal all end with their present results. */
static void advance(Side *side) {
    TrialJob **trial = side->variants->trial;
    bool is_interrupted = side->host->is_interrupted(side->host->user);
    if (side->there >= 0 && job_is_done(&side->jobs, &trial[side->there]->job)) {
        side->done[side->there] = true;
        side->there = -1;
    }
    if (side->here < 0) side->here = begin_next(side);
    if (side->there < 0 && job_queue_has_threads(&side->jobs)) {
        side->there = begin_next(side);
        if (side->there >= 0) job_queue_add(&side->jobs, &trial[side->there]->job);
    }
    if (is_interrupted && side->there >= 0) job_cancel(&trial[side->there]->job);
    if (side->here < 0) {
        pause_a_little();
        return;
    }
    Job *job = &trial[side->here]->job;
    if (is_interrupted) job_cancel(job);
    if (!job->run(job, SLICE_S)) return;
    side->done[side->here] = true;
    side->here = -1;
}

/* The names of the running variants, "LSTM, GRU", and the finished part of all. */
static void show_progress(const Side *side) {
    const VariantList *list = &side->variants->list;
    char names[LINE] = "";
    double done = 0;
    int used = 0;
    for (int i = 0; i < list->count; i++) {
        bool runs = side->begun[i] && !side->done[i];
        if (runs) used += text_format(names + used, LINE - used, "%s%s", used > 0 ? ", " : "", list->item[i].name);
        done += side->done[i] ? 1 : runs ? job_get_progress(&side->variants->trial[i]->job) : 0;
    }
    side->host->show(side->host->user, names, done / list->count);
}

/* Lines come in the order of the list, each as soon as it and all earlier ones are known. */
static bool run_all(Side *side, Diag *diag) {
    const VariantList *list = &side->variants->list;
    char line[LINE];
    bool good = true;
    for (int told = 0; told < list->count;) {
        advance(side);
        show_progress(side);
        for (; told < list->count && side->done[told]; told++) {
            const TrialResult *result = &side->variants->trial[told]->result;
            if (good && result->end == TRIAL_FAILED) good = diag_fail(diag, "compare %s: %s", list->item[told].name, result->diag.text);
            if (!good) continue;
            describe(line, &list->item[told], result);
            side->host->tell(side->host->user, line);
        }
    }
    return good;
}

bool train_variants_run(TrainVariants *variants, const VariantList *list, const SetupFile *file, const TrialPlan *plan,
                        const TrainVariantsHost *host, Diag *diag) {
    ClockApi clock;
    WorkerApi worker = {0};
    Side side = {.host = host, .variants = variants, .here = -1, .there = -1};
    platform_clock(&clock);
    if (list->count == 0) return true;
    for (int i = 0; i < list->count; i++) {
        TrialPlan own = *plan;
        TrialJob *trial = mem_new(sizeof *trial);
        if (!trial) return diag_fail(diag, "out of memory");
        variants->trial[i] = trial;
        variants->list.item[variants->list.count++] = list->item[i];
        if (!train_variants_copy(&own.file, file, diag)) return false;
        compare_lay_over(&own.file, &list->item[i]);
        trial_job_begin(trial, &own, &clock);
    }
    Worker *threads = worker_new();
    if (!threads) return diag_fail(diag, "out of memory");
    worker_bind(threads, &worker);
    worker.slice_s = SLICE_S;
    job_queue_init(&side.jobs, &worker);
    bool good = run_all(&side, diag);
    worker_free(threads);
    return good;
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
