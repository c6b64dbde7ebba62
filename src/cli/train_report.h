/* What `unroll train` says: lines or a bar while it goes on, one line or one JSON object at the end, and the curve as CSV. */
#ifndef UNROLL_CLI_TRAIN_REPORT_H
#define UNROLL_CLI_TRAIN_REPORT_H
#include "base/world.h"
#include "cli/bar.h"
#include "lab/evaluate.h"
#include <stdio.h>

typedef struct TrainReport {
    const Lab *lab;  /* borrowed */
    const char *csv; /* file's name, "-" for standard output, NULL for none; borrowed */
    bool json;
    long first, updates; /* the updates that --do had done before; how many are to be done */
    Bar bar;             /* its screen is where lines go as well */
    ClockApi clock;
    double start_s, saved_s; /* when the training began, when the CSV was last written */
    Evaluation last;
    double train_loss; /* mean over the updates between the last evaluation and the one before; NaN when there were none */
    char *text;        /* of the CSV; owned, grows */
    size_t count, size;
} TrainReport;

void train_report_init(TrainReport *report, const Lab *lab, const char *csv, bool json, long updates);
void train_report_deinit(TrainReport *report);
double train_report_seconds(const TrainReport *report); /* since the beginning */

/* Takes an evaluation in; the curve grows by a row. A file is written at the first, and then now and again, so that little is lost
   whatever happens; standard output at once. */
bool train_report_add(TrainReport *report, const Evaluation *evaluation, double train_loss, Diag *diag);
bool train_report_save(TrainReport *report, Diag *diag); /* the whole CSV, if it goes into a file */

void train_report_bar(TrainReport *report);             /* nothing where no one watches */
void train_report_clear_bar(const TrainReport *report); /* before anything else is said */
void train_report_line(const TrainReport *report);      /* of the last evaluation, where there is no bar */
/* The last line, or the JSON object. False when standard output took none of it. */
bool train_report_end(TrainReport *report, const char *stop, Diag *diag);

#endif
