/* `unroll analyze verdict`: the backward path of one loss's gradient, as numbers and in the words of the window. */
#include "base/arena.h"
#include "base/number.h"
#include "cli/analyze.h"
#include "cli/sheet_setup.h"
#include "experiment/compare.h"
#include "lab/verdict_sample.h"
#include "platform/files.h"
#include "view/panel/verdict.h"
#include <math.h>

static SheetColumn column_of(const char *key, const char *head, const double *number) {
    return (SheetColumn){.key = key, .head = head, .number = number, .stride = 1};
}

/* The steps of the chosen layer. Layers below the top one get gradient from above at every step, so their factors do not multiply to the
   far ratio. */
static void report_steps(Sheet *sheet, const Run *run, const AnalyzeView *view) {
    const FollowLane *lane = &run->follow.lane[view->layer][view->direction];
    if (view->layer < run->net.spec.layers - 1) {
        sheet_count(sheet, "steps_of_layer", "the steps are those of layer", view->layer + 1);
        sheet_say(sheet, "  layer %d is fed from above at every step: its factors do not multiply to what arrives", view->layer + 1);
    }
    SheetColumn column[12] = {{.key = "step", .head = "step"}};
    int count = 1;
    column[count++] = column_of("rgrad", lane->r_c ? "|dL_k/dc|/S" : "|dL_k/dh|/S", lane->r_c ? lane->r_c : lane->r);
    if (lane->r_c) column[count++] = column_of("rgrad_h", "|dL_k/dh|/S", lane->r);
    column[count++] = column_of("factor", "factor", lane->factor);
    if (lane->straight) column[count++] = column_of("straight", "straight", lane->straight);
    column[count++] = column_of("through", "through W", lane->through);
    if (lane->slope) column[count++] = column_of("slope", "slopes", lane->slope);
    if (lane->turn) column[count++] = column_of("turn", "W'", lane->turn);
    column[count++] = column_of("straight_share", "straight share", lane->straight_share);
    column[count++] = column_of("agreement", "agreement", lane->agreement);
    if (lane->above_share) column[count++] = column_of("above_share", "from above", lane->above_share);
    sheet_table(sheet, "steps", column, count, run->wiring.steps);
}

static void report_sample(Sheet *sheet, const VerdictSample *sample) {
    char median[32], least[32], most[32];
    if (sheet->json) {
        sheet_begin(sheet, "held_out", "held out");
        sheet_count(sheet, "sequences", NULL, sample->sequences);
        sheet_count(sheet, "skipped", NULL, sample->skipped);
        sheet_number(sheet, "median", NULL, pow(10, sample->median));
        sheet_number(sheet, "least", NULL, pow(10, sample->least));
        sheet_number(sheet, "most", NULL, pow(10, sample->most));
        sheet_number(sheet, "loss", NULL, sample->loss);
        sheet_end(sheet);
        return;
    }
    verdict_size_text(median, (int)sizeof median, sample->median);
    verdict_size_text(least, (int)sizeof least, sample->least);
    verdict_size_text(most, (int)sizeof most, sample->most);
    if (sample->sequences > 0)
        sheet_say(sheet, "on %d held-out sequences: median %s, from %s to %s", sample->sequences, median, least, most);
    char loss[32];
    number_format_short(loss, (int)sizeof loss, sample->loss, 3);
    sheet_say(sheet, "mean loss of %d held-out sequences: %s", VERDICT_SAMPLE_COUNT, loss);
    if (sample->skipped > 0) sheet_say(sheet, "%d more have no error, or numbers that are not finite", sample->skipped);
}

bool analyze_verdict(Sheet *sheet, const Lab *lab, const AnalyzeView *view, Diag *diag) {
    const Run *run = &lab->run;
    const FollowLane *lane = &run->follow.lane[run->net.spec.layers - 1][view->direction];
    FollowVerdict verdict = follow_judge(&run->follow, view->direction);
    VerdictWords words;
    VerdictSample sample;
    char name[48];
    if (!verdict_sample(&sample, run, &lab->setup, view->direction, diag)) return false;
    verdict_write(&words, NULL, run, view->direction);
    text_format(name, (int)sizeof name, "layer %d %s", run->net.spec.layers, view->direction ? "reverse" : "forward");
    sheet_begin(sheet, "verdict", "verdict: the loss of step %d, %s", run->wiring.loss_step[run->follow.loss] + 1, name);
    sheet_word(sheet, "word", "word", follow_word_name(verdict.word));
    sheet_number(sheet, "ratio", "ratio at the far end", verdict.ratio);
    sheet_number(sheet, "log10_ratio", "log10 of it", verdict.log10_ratio);
    sheet_count(sheet, "arrows", "arrows", verdict.arrows);
    sheet_number(sheet, "mean_factor", "mean factor of an arrow", verdict.mean_factor);
    sheet_word(sheet, "lane", "chain", name);
    sheet_word(sheet, "of", "state", lane->r_c ? "c" : "h");
    sheet_count(sheet, "loss_step", "loss of step", run->wiring.loss_step[run->follow.loss] + 1);
    sheet_number(sheet, "set_out", "set out, S", run->follow.S);
    sheet_number(sheet, "first_set_out", "most before the first update", run->first_set_out);
    sheet_word(sheet, "little_left", "little left to learn here", run_has_little_left(run) ? "yes" : "no");
    if (lane->r_c) sheet_number(sheet, "into_c", "from h into c at the loss", lane->into_c);
    if (verdict.stopped >= 0) sheet_count(sheet, "stops_at", "exactly 0 from step", verdict.stopped + 1);
    if (verdict.turn_step >= 0) {
        sheet_count(sheet, "turn_step", "farthest on the way, step", verdict.turn_step + 1);
        sheet_number(sheet, "log10_turn", "log10 of it there", verdict.log10_turn);
    }
    sheet_say(sheet, "%s", words.head);
    for (int i = 0; i < words.count; i++) sheet_say(sheet, "  %s", words.line[i]);
    report_sample(sheet, &sample);
    report_steps(sheet, run, view);
    sheet_end(sheet);
    return true;
}

/* --- variants --- */

static const double SLICE_S = 0.05;

/* Makes the variant's run up to the laboratory's state. */
static bool make_run(VariantJob *job, const Lab *lab, const Variant *variant, Progress *progress, Diag *diag) {
    SetupFile target;
    ClockApi clock;
    platform_clock(&clock);
    if (!setup_file_take(&target, lab, diag)) return false;
    compare_lay_over(&target, variant);
    variant_job_begin(job, &target, lab->run.follow_step, &clock);
    Watch watch = progress_begin(progress, "training the variant");
    while (!variant_job_run(&job->job, SLICE_S)) {
        double all = (double)lab->run.update, done = all > 0 ? (double)job->lab.run.update / all : 0;
        if (!watch_ask(&watch, done)) job_cancel(&job->job);
    }
    return progress_end(progress, true, diag) && (job->has_result || diag_fail(diag, "%s", job->diag.text));
}

static bool report_variant(Sheet *sheet, VariantJob *job, const Variant *variant, const AnalyzeView *view, Diag *diag) {
    AnalyzeView own = *view;
    if (own.direction >= job->lab.run.net.spec.directions) own.direction = 0;
    if (own.layer >= job->lab.run.net.spec.layers) own.layer = job->lab.run.net.spec.layers - 1;
    sheet_begin_variant(sheet, variant);
    sheet_count(sheet, "update", "updates", job->lab.run.update);
    if (job->is_stopped) sheet_word(sheet, "stopped", "stopped", job->diag.text);
    bool good = analyze_verdict(sheet, &job->lab, &own, diag);
    sheet_end(sheet);
    return good;
}

bool analyze_variants(Sheet *sheet, const Lab *lab, const AnalyzeView *view, Diag *diag) {
    bool good = true;
    if (lab->variants.count == 0) return true;
    sheet_begin_list(sheet, "variants");
    for (int i = 0; i < lab->variants.count && good; i++) {
        const Variant *variant = &lab->variants.item[i];
        VariantJob *job = mem_new(sizeof *job);
        good = job ? make_run(job, lab, variant, view->progress, diag) && report_variant(sheet, job, variant, view, diag)
                   : diag_fail(diag, "out of memory");
        if (job) variant_job_deinit(job);
        mem_free(job);
    }
    sheet_end_list(sheet);
    return good;
}
