/* See train_report.h. Lines are for people and for grep: pairs of words and a number, two blanks between them. A CSV has nine digits; NaN
   is empty there and null in JSON. Both use the same names.

   Bits and perplexity appear only where the task predicts the next symbol; the task's own score only where it is not the share of right
   answers. Whether a task is solved is unknown when Ctrl-C cut the last evaluation short. */
#include "cli/train_report.h"
#include "base/arena.h"
#include "base/number.h"
#include "cli/sheet_setup.h"
#include "platform/files.h"
#include <math.h>
#include <string.h>

enum { CSV_LINE = 256, LINE = 512, GOAL = 128 };
static const double SAVE_EVERY_S = 2;
static const char csv_head[] = "updates,sequences,seconds,train_loss,heldout_loss,accuracy,score,sequences_right,bits,perplexity\n";

bool train_report_init(TrainReport *report, const Lab *lab, const char *csv, bool json, long updates, bool (*is_enough)(void *user),
                       void *user, Diag *diag) {
    *report = (TrainReport){
        .lab = lab, .csv = csv, .json = json, .first = lab->run.update, .updates = updates, .train_loss = NAN, .solved_at = -1};
    report->rows.descriptor = report->lines.descriptor = -1;
    bool is_taken = json || (csv && stream_is_standard_output(csv));
    bar_init(&report->bar, is_taken ? stderr : stdout);
    platform_clock(&report->clock);
    report->start_s = report->clock.now_s(report->clock.user);
    report->saved_s = -INFINITY;
    report->csv_streams = csv && stream_is_for(csv);
    if (!stream_open(&report->lines, is_taken ? "/dev/fd/2" : "-", diag) && !is_taken) return false;
    if (report->csv_streams && !stream_open(&report->rows, csv, diag)) return false;
    report->rows.is_enough = report->lines.is_enough = is_enough;
    report->rows.user = report->lines.user = user;
    return true;
}

void train_report_deinit(TrainReport *report) {
    Diag unheard;
    stream_close(&report->rows, &unheard);
    mem_free(report->text);
    report->text = NULL;
}

double train_report_seconds(const TrainReport *report) { return report->clock.now_s(report->clock.user) - report->start_s; }

static long sequences_of(const TrainReport *report) { return report->lab->run.next_sequence - 1; }

static double share(long part, long whole) { return whole > 0 ? (double)part / (double)whole : NAN; }
static double score_of(const Evaluation *e) { return share(e->score.hit, e->score.asked); }
static double right_of(const Evaluation *e) { return share(e->score.right, e->score.sequences); }

static bool knows_whether_solved(const TrainReport *report) {
    const Task *task = setup_task(&report->lab->setup);
    TaskOptions options = setup_task_options(&report->lab->setup);
    return report->last.is_solved || report->last.sequences >= task_goal(task, &options)->sequences;
}

/* --- the CSV --- */

static int format_row(char *out, int size, const TrainReport *report) {
    const Evaluation *e = &report->last;
    const double value[] = {report->train_loss, e->loss, e->accuracy, score_of(e), right_of(e), e->symbols.bits, e->symbols.perplexity};
    int used = text_format(out, size, "%ld,%ld,%.3f", report->lab->run.update, sequences_of(report), train_report_seconds(report));
    for (size_t i = 0; i < sizeof value / sizeof *value; i++) {
        used += text_format(out + used, size - used, isnan(value[i]) ? "," : ",%.9g", value[i]); /* as gui/chart_copy.c writes it */
    }
    return used + text_format(out + used, size - used, "\n");
}

static bool append(TrainReport *report, const char *text, size_t count, Diag *diag) {
    if (report->count + count > report->size) {
        size_t size = report->size > 0 ? 2 * report->size : 4096;
        char *grown = mem_grow(report->text, report->size, size);
        if (!grown) return diag_fail(diag, "out of memory");
        report->text = grown;
        report->size = size;
    }
    memcpy(report->text + report->count, text, count);
    report->count += count;
    return true;
}

bool train_report_save(TrainReport *report, Diag *diag) {
    FileApi file;
    if (!report->csv || report->csv_streams) return true;
    platform_files(&file);
    report->saved_s = report->clock.now_s(report->clock.user);
    return file.write(file.user, report->csv, report->text, report->count, diag);
}

bool train_report_add(TrainReport *report, const Evaluation *evaluation, double train_loss, Diag *diag) {
    char row[CSV_LINE];
    report->last = *evaluation;
    if (evaluation->is_solved && report->solved_at < 0) report->solved_at = report->lab->run.update;
    report->train_loss = train_loss;
    if (!report->csv) return true;
    size_t count = (size_t)format_row(row, CSV_LINE, report);
    bool is_first = report->saved_s < 0;
    if (report->csv_streams) {
        report->saved_s = 0;
        bar_clear(&report->bar); /* which may be on the same terminal */
        return (!is_first || stream_write(&report->rows, csv_head, sizeof csv_head - 1, diag)) &&
               stream_write(&report->rows, row, count, diag);
    }
    if (is_first && !append(report, csv_head, sizeof csv_head - 1, diag)) return false;
    if (!append(report, row, count, diag)) return false;
    return report->clock.now_s(report->clock.user) - report->saved_s < SAVE_EVERY_S || train_report_save(report, diag);
}

/* --- for people --- */

/* "  bits 0.712 (at best 0.636)  perplexity 1.64 (at best 1.55)"; nothing where they mean nothing. */
static int format_symbols(char *out, int size, const Evaluation *e) {
    char bits[32] = "", perplexity[32] = "";
    if (isnan(e->symbols.bits)) return 0;
    if (isfinite(e->least.bits)) {
        text_format(bits, (int)sizeof bits, " (at best %.4g)", e->least.bits);
        text_format(perplexity, (int)sizeof perplexity, " (at best %.4g)", e->least.perplexity);
    }
    return text_format(out, size, "  bits %.4g%s  perplexity %.4g%s", e->symbols.bits, bits, e->symbols.perplexity, perplexity);
}

static int format_line(char *out, int size, const TrainReport *report) {
    const Evaluation *e = &report->last;
    const Task *task = setup_task(&report->lab->setup);
    char train[48] = "";
    char loss[TRAIN_LOSS_TEXT];
    train_variants_format_loss(loss, e->loss);
    if (!isnan(report->train_loss)) text_format(train, (int)sizeof train, "  train loss %.6g", report->train_loss);
    int used = text_format(out, size, "updates %ld  sequences %ld  seconds %.2f%s  held-out loss %s  accuracy %.4f",
                           report->lab->run.update, sequences_of(report), train_report_seconds(report), train, loss, e->accuracy);
    if (task->score) {
        used += text_format(out + used, size - used, "  %s %.4f  sequences right %.4f", task->score_label, score_of(e), right_of(e));
    }
    return used + format_symbols(out + used, size - used, e);
}

void train_report_line(TrainReport *report) {
    char line[LINE];
    Diag unheard; /* a lost line is no reason to stop; losing the last one is an error */
    if (report->bar.is_seen || report->json) return;
    int used = format_line(line, LINE - 1, report);
    used += text_format(line + used, LINE - used, "\n");
    (void)stream_write(&report->lines, line, (size_t)used, &unheard);
}

void train_report_bar(TrainReport *report) {
    const Evaluation *e = &report->last;
    Bar *bar = &report->bar;
    bar_begin(bar, (double)(report->lab->run.update - report->first) / (double)report->updates, train_report_seconds(report));
    if (e->sequences == 0) bar_add(bar, "looking at the first weights");
    if (e->sequences > 0) bar_add(bar, isnan(e->loss) ? "held-out loss NaN" : "held-out loss %.3g", e->loss);
    if (e->sequences > 0) bar_add(bar, "accuracy %.1f %%", 100 * e->accuracy);
    if (!isnan(e->symbols.bits) && e->sequences > 0) bar_add(bar, "perplexity %.3g", e->symbols.perplexity);
    bar_add(bar, "update %ld", report->lab->run.update);
    bar_draw(bar);
}

void train_report_bar_of(TrainReport *report, const char *name, double done) {
    bar_begin(&report->bar, done, train_report_seconds(report));
    bar_add(&report->bar, "%s", name);
    bar_draw(&report->bar);
}

void train_report_tell(TrainReport *report, const char *line) {
    char text[LINE + GOAL + LINE];
    Diag unheard;
    if (report->json) return;
    bar_clear(&report->bar);
    int used = text_format(text, (int)sizeof text, "%s\n", line);
    (void)stream_write(&report->lines, text, (size_t)used, &unheard);
}

void train_report_clear_bar(const TrainReport *report) { bar_clear(&report->bar); }

/* --- the end --- */

/* "MSE < 0.01 on 2,000 sequences; sums within 0.04: 46 %", so that "solved" and the accuracy beside it are not confused. */
static void describe_goal(char *out, int size, const TrainReport *report, bool with_score) {
    const Task *task = setup_task(&report->lab->setup);
    TaskOptions options = setup_task_options(&report->lab->setup);
    if (task_goal(task, &options)->is_none) {
        text_format(out, size, "none: some of a text cannot be predicted");
        return;
    }
    task_describe_goal(out, size, task, &options);
    int used = (int)strlen(out);
    if (with_score && task_goal(task, &options)->loss > 0) {
        text_format(out + used, size - used, "; %s: %.3g %%", task->score_label, 100 * score_of(&report->last));
    }
}

static bool end_with_json(const TrainReport *report, const char *stop, Diag *diag) {
    const Evaluation *e = &report->last;
    Sheet sheet;
    char goal[GOAL];
    sheet_open(&sheet, stdout, true);
    sheet_count(&sheet, "updates", NULL, report->lab->run.update);
    sheet_count(&sheet, "sequences", NULL, sequences_of(report));
    sheet_number(&sheet, "seconds", NULL, train_report_seconds(report));
    sheet_number(&sheet, "train_loss", NULL, report->train_loss);
    sheet_number(&sheet, "heldout_loss", NULL, e->loss);
    sheet_number(&sheet, "accuracy", NULL, e->accuracy);
    sheet_number(&sheet, "score", NULL, score_of(e));
    sheet_number(&sheet, "sequences_right", NULL, right_of(e));
    sheet_number(&sheet, "bits", NULL, e->symbols.bits);
    sheet_number(&sheet, "perplexity", NULL, e->symbols.perplexity);
    sheet_number(&sheet, "least_bits", NULL, e->least.bits);
    sheet_number(&sheet, "least_perplexity", NULL, e->least.perplexity);
    sheet_count(&sheet, "heldout_sequences", NULL, e->sequences);
    if (knows_whether_solved(report)) {
        sheet_flag(&sheet, "solved", NULL, e->is_solved);
    } else {
        sheet_null(&sheet, "solved");
    }
    if (report->solved_at >= 0)
        sheet_count(&sheet, "solved_at", NULL, report->solved_at);
    else
        sheet_null(&sheet, "solved_at");
    describe_goal(goal, GOAL, report, false);
    sheet_word(&sheet, "goal", NULL, goal);
    sheet_word(&sheet, "score_label", NULL, setup_task(&report->lab->setup)->score_label);
    sheet_word(&sheet, "stop", NULL, stop);
    sheet_count(&sheet, "update", NULL, report->lab->run.update);
    sheet_setup(&sheet, report->lab, "train");
    if (report->variants) train_variants_write(&sheet, report->variants);
    return sheet_close(&sheet) || diag_fail(diag, "standard output could not be written");
}

bool train_report_end(TrainReport *report, const char *stop, Diag *diag) {
    char line[LINE + GOAL], goal[GOAL];
    if (report->json) return end_with_json(report, stop, diag);
    int used = format_line(line, LINE, report);
    const char *solved = !knows_whether_solved(report) ? "unknown" : report->last.is_solved ? "yes" : "no";
    describe_goal(goal, GOAL, report, true);
    used += text_format(line + used, (int)sizeof line - used, "  held-out sequences %ld  solved %s  stop %s  goal %s\n",
                        report->last.sequences, solved, stop, goal);
    bool good = stream_write(&report->lines, line, (size_t)used, diag);
    return good || report->bar.screen == stderr; /* lost lines of standard error are not an error */
}
