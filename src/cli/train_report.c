/* See train_report.h. Lines are for people and for grep: pairs of words and a number, two blanks between them. JSON and CSV have nine
   digits; what is no number is null there, or empty.

   Bits and perplexity stand only where the task is to say the next symbol; the task's own score only where it is another than the
   share of right answers. Whether a task is solved is not known when Ctrl-C cut the last evaluation short. */
#include "cli/train_report.h"
#include "base/arena.h"
#include "base/number.h"
#include "lab/setup_file.h"
#include "platform/files.h"
#include <math.h>
#include <string.h>

enum { CSV_LINE = 256, LINE = 512 };
static const double SAVE_EVERY_S = 2;
static const char csv_head[] = "update,sequences,seconds,train_loss,heldout_loss,accuracy,score,right,bits,perplexity\n";

void train_report_init(TrainReport *report, const Lab *lab, const char *csv, bool json, long updates) {
    *report = (TrainReport){.lab = lab, .csv = csv, .json = json, .first = lab->run.update, .updates = updates, .train_loss = NAN};
    bar_init(&report->bar, json || (csv && !strcmp(csv, "-")) ? stderr : stdout);
    platform_clock(&report->clock);
    report->start_s = report->clock.now_s(report->clock.user);
    report->saved_s = -INFINITY;
}

void train_report_deinit(TrainReport *report) {
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
    return report->last.is_solved || report->last.sequences >= task->goal[task->variant_label[1] && options.variant == 1].sequences;
}

/* --- the CSV --- */

/* A number for a machine: `none` where it is none. */
static const char *machine(char out[32], double value, const char *none) {
    if (isfinite(value)) {
        text_format(out, 32, "%.9g", value);
    } else {
        text_format(out, 32, "%s", none);
    }
    return out;
}

static int format_row(char *out, int size, const TrainReport *report) {
    const Evaluation *e = &report->last;
    const double value[] = {report->train_loss, e->loss, e->accuracy, score_of(e), right_of(e), e->symbols.bits, e->symbols.perplexity};
    char number[32];
    int used = text_format(out, size, "%ld,%ld,%.3f", report->lab->run.update, sequences_of(report), train_report_seconds(report));
    for (size_t i = 0; i < sizeof value / sizeof *value; i++)
        used += text_format(out + used, size - used, ",%s", machine(number, value[i], ""));
    return used + text_format(out + used, size - used, "\n");
}

static bool append(TrainReport *report, const char *text, size_t count, Diag *diag) {
    if (report->count + count > report->size) {
        size_t size = report->size > 0 ? 2 * report->size : 4096;
        char *grown = mem_grow(report->text, report->size, size);
        if (!grown) return diag_fail(diag, "memory is out");
        report->text = grown;
        report->size = size;
    }
    memcpy(report->text + report->count, text, count);
    report->count += count;
    return true;
}

static bool say(const char *text, Diag *diag) {
    return (fputs(text, stdout) >= 0 && !fflush(stdout)) || diag_fail(diag, "standard output could not be written");
}

bool train_report_save(TrainReport *report, Diag *diag) {
    FileApi file;
    if (!report->csv || !strcmp(report->csv, "-")) return true;
    platform_files(&file);
    report->saved_s = report->clock.now_s(report->clock.user);
    return file.write(file.user, report->csv, report->text, report->count, diag);
}

bool train_report_add(TrainReport *report, const Evaluation *evaluation, double train_loss, Diag *diag) {
    char row[CSV_LINE];
    report->last = *evaluation;
    report->train_loss = train_loss;
    if (!report->csv) return true;
    int count = format_row(row, CSV_LINE, report);
    bool is_first = report->saved_s < 0;
    if (!strcmp(report->csv, "-")) {
        report->saved_s = 0;
        bar_clear(&report->bar); /* which may be on the same terminal */
        return (!is_first || say(csv_head, diag)) && say(row, diag);
    }
    if (is_first && !append(report, csv_head, sizeof csv_head - 1, diag)) return false;
    if (!append(report, row, (size_t)count, diag)) return false;
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
    if (!isnan(report->train_loss)) text_format(train, (int)sizeof train, "  train loss %.6g", report->train_loss);
    int used = text_format(out, size, "updates %ld  sequences %ld  seconds %.2f%s  held-out loss %.6g  accuracy %.4f",
                           report->lab->run.update, sequences_of(report), train_report_seconds(report), train, e->loss, e->accuracy);
    if (task->score) {
        used += text_format(out + used, size - used, "  %s %.4f  sequences right %.4f", task->score_label, score_of(e), right_of(e));
    }
    return used + format_symbols(out + used, size - used, e);
}

void train_report_line(const TrainReport *report) {
    char line[LINE];
    if (report->bar.is_seen || report->json) return;
    format_line(line, LINE, report);
    fprintf(report->bar.screen, "%s\n", line);
    fflush(report->bar.screen);
}

void train_report_bar(TrainReport *report) {
    const Evaluation *e = &report->last;
    Bar *bar = &report->bar;
    bar_begin(bar, (double)(report->lab->run.update - report->first) / (double)report->updates, train_report_seconds(report));
    if (e->sequences == 0) bar_add(bar, "looking at the first weights");
    if (e->sequences > 0) bar_add(bar, "held-out loss %.3g", e->loss);
    if (e->sequences > 0) bar_add(bar, "accuracy %.1f %%", 100 * e->accuracy);
    if (!isnan(e->symbols.bits) && e->sequences > 0) bar_add(bar, "perplexity %.3g", e->symbols.perplexity);
    bar_add(bar, "update %ld", report->lab->run.update);
    bar_draw(bar);
}

void train_report_clear_bar(const TrainReport *report) { bar_clear(&report->bar); }

/* --- the end --- */

static bool end_with_json(const TrainReport *report, const char *stop, Diag *diag) {
    const Evaluation *e = &report->last;
    const Setup *setup = &report->lab->setup;
    const struct {
        const char *name;
        double value;
    } row[] = {{"train_loss", report->train_loss},
               {"heldout_loss", e->loss},
               {"accuracy", e->accuracy},
               {"score", score_of(e)},
               {"sequences_right", right_of(e)},
               {"bits", e->symbols.bits},
               {"perplexity", e->symbols.perplexity},
               {"least_bits", e->least.bits},
               {"least_perplexity", e->least.perplexity}};
    char number[32], value[64];
    printf("{\"updates\": %ld, \"sequences\": %ld, \"seconds\": %.3f", report->lab->run.update, sequences_of(report),
           train_report_seconds(report));
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) printf(", \"%s\": %s", row[i].name, machine(number, row[i].value, "null"));
    printf(", \"heldout_sequences\": %ld, \"solved\": %s, \"stop\": \"%s\", \"setup\": {", e->sequences,
           !knows_whether_solved(report) ? "null"
           : e->is_solved                ? "true"
                                         : "false",
           stop);
    for (int key = 0; key < KEY_COUNT; key++) {
        setup_file_format_value(value, (int)sizeof value, setup, (SetupKey)key);
        printf("%s\"%s\": %s", key ? ", " : "", setup_table[key].key, value);
    }
    return say("}}\n", diag);
}

bool train_report_end(TrainReport *report, const char *stop, Diag *diag) {
    if (report->json) return end_with_json(report, stop, diag);
    char line[LINE];
    int used = format_line(line, LINE, report);
    const char *solved = !knows_whether_solved(report) ? "unknown" : report->last.is_solved ? "yes" : "no";
    text_format(line + used, LINE - used, "  held-out sequences %ld  solved %s  stop %s\n", report->last.sequences, solved, stop);
    if (report->bar.screen == stdout) return say(line, diag);
    fputs(line, report->bar.screen);
    return true;
}
