/* The output of `unroll train`: lines or a bar while it runs, one line or one JSON object at the end, and the curve as CSV. */
#ifndef UNROLL_CLI_TRAIN_REPORT_H
#define UNROLL_CLI_TRAIN_REPORT_H
#include "base/world.h"
#include "cli/bar.h"
#include "cli/train_variants.h"
#include "lab/evaluate.h"
#include "platform/stream.h"

typedef struct TrainReport {
    const Lab *lab;         /* borrowed */
    const char *csv;        /* file's name, "-" for standard output, NULL for none; borrowed */
    bool json, csv_streams; /* csv_streams: rows go to `rows` at once; else the whole file is replaced at each save */
    Stream rows, lines;     /* lines for people, on the same output as the bar */
    long first, updates;    /* updates that --do had done before; updates of this training */
    Bar bar;
    ClockApi clock;
    double start_s, saved_s; /* when the training began, when the CSV was last written */
    Evaluation last;
    long solved_at;                /* the update of the first evaluation that found it solved; -1: none did */
    const TrainVariants *variants; /* for the JSON object; NULL, or borrowed */
    double train_loss;             /* mean over the updates between the last evaluation and the one before; NaN when there were none */
    char *text;                    /* of the CSV; owned, grows */
    size_t count, size;
} TrainReport;

/* Opens outputs that are written in pieces; waits for the reader of a FIFO. `is_enough` cancels a write that nobody reads (stream.h). False
   with the reason; train_report_deinit may follow either way. */
bool train_report_init(TrainReport *report, const Lab *lab, const char *csv, bool json, long updates, bool (*is_enough)(void *user),
                       void *user, Diag *diag);
void train_report_deinit(TrainReport *report);
double train_report_seconds(const TrainReport *report); /* since the beginning */

/* Takes an evaluation; the curve grows by a row. A plain file is written at the first one and then every few seconds, so that little is
   lost whatever happens; a stream at once. */
bool train_report_add(TrainReport *report, const Evaluation *evaluation, double train_loss, Diag *diag);
bool train_report_save(TrainReport *report, Diag *diag); /* the whole CSV, if it goes into a plain file */

void train_report_bar(TrainReport *report);             /* nothing where no one watches */
void train_report_clear_bar(const TrainReport *report); /* before any other output */
void train_report_line(TrainReport *report);            /* of the last evaluation, where there is no bar */
/* A line of another run, and how far it is. */
void train_report_tell(TrainReport *report, const char *line);
void train_report_bar_of(TrainReport *report, const char *name, double done);
/* The last line, or the JSON object. False when it could not be written. */
bool train_report_end(TrainReport *report, const char *stop, Diag *diag);

#endif
