/* `unroll train`: training without a window. It uses the same experiment and the same commands as the window, so it gives the same bits.

   Training goes in slices (progress_next_slice); after each it checks for Ctrl-C and whether an evaluation is due. The length of a slice
   changes no result. Ctrl-C (interrupt.h) is also checked between the batches of an evaluation: the run then ends as after its last update,
   with a last evaluation of at most PATIENCE_S; everything is written, and only then the signal ends the program.

   Simplified on purpose: the held-out sequences are the same at every evaluation, so that curves are smooth; being solved is
   confirmed on as many of them as the task's goal asks for. */
#include "base/arena.h"
#include "base/number.h"
#include "cli/apply.h"
#include "cli/cli.h"
#include "cli/progress.h"
#include "cli/train_report.h"
#include "lab/lab_play.h"
#include "platform/interrupt.h"
#include <string.h>

enum { EVALUATE_COUNT = 256 };
static const double PATIENCE_S = 1;

typedef enum TrainStop { STOP_UPDATES, STOP_SOLVED, STOP_DIVERGED, STOP_INTERRUPTED } TrainStop;
static const char *const stop_words[] = {"updates", "solved", "diverged", "interrupted"};

typedef struct Training {
    const CliOptions *options;
    long every; /* updates between evaluations */
    Lab lab;
    SetupFile file; /* --open, with the first --set laid over it */
    LabPlay play;   /* its changes, which are made when the training reaches them */
    Evaluator evaluator;
    TrainReport report;
    SetupFile plan; /* of the whole training, for the variants */
    TrainVariants variants;
    Interrupt interrupt;
    double interrupt_s; /* when the signal came */
} Training;

/* --- Ctrl-C --- */

static bool is_interrupted(Training *training) {
    bool before = training->interrupt.signal;
    if (!interrupt_came(&training->interrupt)) return false;
    if (!before) training->interrupt_s = train_report_seconds(&training->report);
    return true;
}

static bool is_patience_over(void *user) {
    Training *training = user;
    return is_interrupted(training) && train_report_seconds(&training->report) > training->interrupt_s + PATIENCE_S;
}

/* --- training --- */

static const Run *run_of(const Training *training) { return &training->lab.run; }

/* `last`: on as many sequences as the goal asks for, to decide whether the task is solved. */
static bool evaluate(Training *training, bool last, Diag *diag) {
    Evaluation found;
    train_report_bar(&training->report);
    if (last) {
        const Task *task = setup_task(&training->lab.setup);
        TaskOptions options = setup_task_options(&training->lab.setup);
        long goal = task_goal(task, &options)->sequences;
        evaluate_run(&found, &training->evaluator, goal > EVALUATE_COUNT ? goal : EVALUATE_COUNT);
    } else if (training->options->given[CLI_UNTIL] || training->lab.variants.count > 0) {
        evaluate_is_solved(&found, &training->evaluator, EVALUATE_COUNT);
    } else {
        evaluate_run(&found, &training->evaluator, EVALUATE_COUNT);
    }
    if (!last && is_interrupted(training)) return true; /* the last one follows */
    LossSum *tally = &training->lab.run.loss.tally;     /* of the updates since the last row */
    double train_loss = tally->count > 0 ? tally->sum / (double)tally->count : training->report.train_loss;
    *tally = (LossSum){0};
    return train_report_add(&training->report, &found, train_loss, diag);
}

/* Makes the due changes of the opened file. They may change the length of the evaluated sequences. */
static bool change_due(Training *training, long end, Diag *diag) {
    int before = training->play.next;
    if (!lab_play_due(&training->play, &training->lab, end, diag)) return false;
    if (training->play.next == before) return true;
    evaluate_deinit(&training->evaluator);
    if (!evaluate_init(&training->evaluator, &training->lab.run, &training->lab.setup, diag)) return false;
    training->evaluator.is_enough = is_patience_over;
    training->evaluator.user = training;
    return true;
}

/* If `why` is a number that is not finite, the training ends; any other error (memory) is a failure. */
static bool stop_diverged(TrainStop *stop, const Diag *why, Diag *diag) {
    *stop = STOP_DIVERGED;
    if (!why->not_finite) *diag = *why;
    return why->not_finite;
}

/* Trains to the end. *why says what went wrong when it diverged. */
static bool train_all(Training *training, TrainStop *stop, Diag *why, Diag *diag) {
    const CliOptions *options = training->options;
    TrainReport *report = &training->report;
    long end = report->first + options->updates, next = report->first + training->every;
    int slice = 1;
    *stop = STOP_UPDATES;
    if (!evaluate(training, false, diag)) return false;
    if (!is_interrupted(training)) train_report_line(report);
    lab_begin_drag(&training->lab);
    while (run_of(training)->update < end) {
        if (is_interrupted(training)) {
            *stop = STOP_INTERRUPTED;
            break;
        }
        if (!change_due(training, end, why)) {
            if (!stop_diverged(stop, why, diag)) return false;
            break;
        }
        long left = lab_play_limit(&training->play, next < end ? next : end) - run_of(training)->update;
        int updates = left < slice ? (int)left : slice;
        double before = train_report_seconds(report);
        if (updates > 0 && !lab_train(&training->lab, updates, why)) {
            if (!stop_diverged(stop, why, diag)) return false;
            break;
        }
        double took = train_report_seconds(report) - before;
        if (updates == slice) slice = progress_next_slice(slice, took);
        train_report_bar(report);
        if (run_of(training)->update < next || run_of(training)->update == end) continue;
        while (next <= run_of(training)->update) next += training->every;
        if (!evaluate(training, false, diag)) return false;
        if (is_interrupted(training)) continue;
        if (options->given[CLI_UNTIL] && report->last.is_solved) {
            *stop = STOP_SOLVED;
            break;
        }
        train_report_line(report);
    }
    if (run_of(training)->update == end && !change_due(training, end, diag)) return false;
    lab_end_drag(&training->lab);
    if (*stop == STOP_SOLVED) return true; /* it has just been evaluated */
    if (*stop == STOP_INTERRUPTED && report->count > 0 && !train_report_save(report, diag))
        return false; /* a second signal may end the program from here on */
    if (!evaluate(training, true, diag)) return false;
    if (options->given[CLI_UNTIL] && report->last.is_solved && *stop == STOP_UPDATES) *stop = STOP_SOLVED;
    return true;
}

/* --- variants --- */

static bool is_variant_interrupted(void *user) { return is_interrupted(user); }

static void show_variant(void *user, const char *name, double done) {
    Training *training = user;
    train_report_bar_of(&training->report, name, done);
}

static void tell_variant(void *user, const char *line) {
    Training *training = user;
    train_report_tell(&training->report, line);
}

/* Describes the training before it begins: the start, earlier changes, and changes of an opened file that are still to come. */
static bool take_plan(Training *training, Diag *diag) {
    if (training->lab.variants.count == 0) return true;
    if (training->file.step_count == 0) return setup_file_take(&training->plan, &training->lab, diag);
    return train_variants_copy(&training->plan, &training->file, diag);
}

static bool train_variants(Training *training, Diag *diag) {
    const VariantList *list = &training->lab.variants;
    const TrainVariantsHost host = {training, is_variant_interrupted, show_variant, tell_variant};
    TrialPlan plan = {.first = training->report.first,
                      .end = training->report.first + training->options->updates,
                      .every = training->every,
                      .sequences = EVALUATE_COUNT,
                      .until_solved = training->options->given[CLI_UNTIL]};
    training->report.variants = &training->variants;
    return train_variants_run(&training->variants, list, &training->plan, &plan, &host, diag);
}

static bool train(Training *training, TrainStop *stop, Diag *diag) {
    Diag why = {0};
    TrainReport *report = &training->report;
    training->lab.run.loss.tally = (LossSum){0};
    if (setup_get(&training->lab.setup, KEY_DROPOUT) > 0 && !setup_is_active(&training->lab.setup, KEY_DROPOUT)) {
        diag_fail(&why, "dropout acts between layers, so with layers 1 it changes nothing.");
        cli_report(stderr, "train", &why);
    }
    if (!evaluate_init(&training->evaluator, &training->lab.run, &training->lab.setup, diag)) return false;
    training->evaluator.is_enough = is_patience_over;
    training->evaluator.user = training;
    bool good = take_plan(training, diag) && train_all(training, stop, &why, diag);
    train_report_clear_bar(report);
    if (!good) return false;
    if (*stop == STOP_DIVERGED) cli_report(stderr, "train", &why);
    if (!report->json && training->lab.variants.count > 0) {
        bool is_told = train_report_end(report, stop_words[*stop], diag);
        good = train_variants(training, diag);
        train_report_clear_bar(report);
        return good && train_report_save(report, diag) && is_told;
    }
    good = train_variants(training, diag);
    train_report_clear_bar(report);
    if (!good) return false;
    bool is_said = train_report_end(report, stop_words[*stop], diag);
    return train_report_save(report, diag) && is_said;
}

/* Runs the training after the options were parsed; returns the signal that ended it. */
static int run_training(Training *training, Diag *diag) {
    const CliOptions *options = training->options;
    TrainStop stop = STOP_UPDATES;
    /* Before signals are held, because this waits for the reader of a FIFO. */
    bool good = train_report_init(&training->report, &training->lab, options->csv, options->json, options->updates, is_patience_over,
                                  training, diag);
    interrupt_hold(&training->interrupt);
    good = good && train(training, &stop, diag);
    evaluate_deinit(&training->evaluator);
    train_report_deinit(&training->report);
    train_variants_deinit(&training->variants);
    setup_file_deinit(&training->plan);
    if (!good) cli_report(stderr, "train", diag); /* before the signal may end the program */
    diag_reset(diag);
    lab_deinit(&training->lab);
    setup_file_deinit(&training->file);
    interrupt_release(&training->interrupt);
    interrupt_let(&training->interrupt);
    return good && stop != STOP_DIVERGED ? CLI_OK : CLI_FAILED;
}

static bool apply_options(Training *training, Diag *diag) {
    const CliOptions *options = training->options;
    if (options->json && options->csv && stream_is_standard_output(options->csv)) {
        return diag_fail(diag, "--json and --csv - both write to standard output; give --csv a file name");
    }
    training->every = options->every > 0 ? options->every : options->updates >= 20 ? options->updates / 20 : 1;
    int step;
    if (!cli_lab_open(&training->play, &training->file, &training->lab, &step, options, diag)) return false;
    if (training->file.step_count > 0 && step < options->step_count) {
        if (training->file.step_count == 1)
            return diag_fail(diag, "--open %s: its change is made while it trains, so --do cannot be used with it", options->open);
        return diag_fail(diag, "--open %s: its %d changes are made while it trains, so --do cannot be used with it", options->open,
                         training->file.step_count);
    }
    while (step < options->step_count) {
        if (!cli_lab_apply_step(&training->lab, options, &step, diag)) return false;
    }
    return true;
}

static int run(const CliOptions *options, Diag *diag) {
    Training *training = mem_new(sizeof *training); /* too large for a small stack */
    int status = CLI_FAILED;
    if (!training) {
        diag_fail(diag, "out of memory");
        return status;
    }
    training->options = options;
    bool is_there = lab_init(&training->lab, diag);
    if (is_there && apply_options(training, diag)) {
        status = run_training(training, diag);
    } else {
        if (is_there) status = CLI_BAD_USAGE;
        lab_deinit(&training->lab);
        setup_file_deinit(&training->file);
    }
    mem_free(training);
    return status;
}

const CliSubcommand cli_train = {
    .name = "train",
    .summary = "train without a window, with held-out evaluation",
    .operands = "",
    .takes = {CLI_OPEN, CLI_SET, CLI_LAB_DO, CLI_UPDATES, CLI_UNTIL, CLI_EVERY, CLI_CSV, CLI_JSON},
    .about = "Trains without a window and measures the network on sequences that training never uses.",
    .more =
        "On a terminal there is a progress bar, elsewhere a line for every evaluation: updates, sequences and seconds so far; the mean "
        "training loss since the line before; loss, accuracy and the task's own score on held-out sequences; and for tasks that "
        "predict the next symbol, bits per symbol and perplexity beside the best that is possible. The last line also says whether the "
        "task is solved, on as many sequences as its goal asks for. Ctrl-C ends the training and keeps the results so far; a second one "
        "ends it at once.\n\n"
        "Variants (--do 'compare LSTM: cell lstm') are trained after the setup itself, two at a time on threads, for the same number of "
        "updates, and evaluated at the same ones; each has its own line, and an entry of \"variants\" in the JSON object.\n\n"
        "Solved means, on held-out sequences:\n\n"
        "  recall    sequences right 99 % on 1,000 sequences\n"
        "  adding    MSE < 0.01 on 2,000 sequences\n"
        "  adding (other form)  MSE < 0.01, sequences right 100 % on 2,000 sequences\n"
        "  order     sequences right 99 % on 10,000 sequences\n"
        "  copy      symbols right 99 % on 1,000 sequences\n"
        "  latch     sequences right 100 % on 256 sequences\n"
        "  parity    sequences right 99 % on 1,000 sequences\n"
        "  reber     sequences right 100 % on 256 sequences\n"
        "  anbn      strings counted right 99 % on 1,000 sequences\n"
        "  sine      MSE < 0.001 on 100 sequences\n"
        "  sines     MSE < 0.001 on 100 sequences\n"
        "  ahead     answers right 99 % on 1,000 sequences\n"
        "  text      never (some of a text cannot be predicted)\n"
        "  words     right kind of thing 99 % on 1,000 sequences\n"
        "  sentiment verdicts right 99 % on 1,000 sequences\n"
        "  series    answers closer than persistence 60 % on 100 sequences",
    .status = "0; 1 when numbers became infinite or a file could not be written; 2 when an option or a value was wrong.",
    .run = run,
};
