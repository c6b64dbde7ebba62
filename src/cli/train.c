/* `unroll train`: a training without a window. The same experiment and the same commands as in the window, so the same bits; only
   the reader differs. A run of many setups is a loop in the shell.

   Training goes in slices (progress_next_slice), after which it is seen whether somebody pressed Ctrl-C and whether an evaluation is
   due; how long a slice is changes no result. Ctrl-C (interrupt.h) is looked for between slices, and between the batches of an
   evaluation: the run ends as if its updates were done, with a last evaluation of at most PATIENCE_S; everything is written, and only
   then the signal takes its course.

   Simplified on purpose: the held-out sequences are the same at every evaluation, so that curves are smooth; being solved is
   confirmed on as many of them as the task's goal asks for. */
#include "base/number.h"
#include "cli/cli.h"
#include "cli/interrupt.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "cli/train_report.h"
#include <string.h>

enum { EVALUATE_COUNT = 256, UPDATES_MAX = 100000000 };
static const double PATIENCE_S = 1;

static const char help_text[] =
    "usage: unroll train [OPTION]...\n\n"
    "Trains without a window and says how good the network is on sequences it never saw.\n\n"
    "  --set key=value         as `set key value` in the window: --set cell=lstm --set task=adding --set optimizer=adam\n"
    "  --do 'command'          a command for the experiment: --do 'preset lstm', --do 'restart'\n"
    "  --updates N             how many updates, 1000 when not given\n"
    "  --until solved          stop as soon as the task's own goal is reached\n"
    "  --eval-every N          updates between evaluations, a twentieth of all when not given\n"
    "  --csv FILE              a row for every evaluation, saved as it goes on; - is standard output\n"
    "  --json                  one JSON object on standard output instead of lines\n\n"
    "On a terminal there is a progress bar, elsewhere a line for every evaluation: updates, sequences and seconds so far; the mean\n"
    "training loss since the line before; loss, accuracy and the task's own score on held-out sequences; and for tasks that say the\n"
    "next symbol bits per symbol and perplexity beside the best there is. The last line also says whether the task is solved, on as\n"
    "many sequences as its goal asks for. Ctrl-C ends the training and keeps what there is; a second one ends it at once.\n\n"
    "Exit status: 0; 1 when numbers became infinite or a file could not be written; 2 when an option or a value was wrong.\n";

typedef struct TrainOptions {
    long updates, every;
    bool until_solved, json, help;
    const char *csv;
} TrainOptions;

typedef enum TrainStop { STOP_UPDATES, STOP_SOLVED, STOP_DIVERGED, STOP_INTERRUPTED } TrainStop;
static const char *const stop_words[] = {"updates", "solved", "diverged", "interrupted"};

typedef struct Training {
    const TrainOptions *options;
    Lab lab;
    Evaluator evaluator;
    TrainReport report;
    Interrupt interrupt;
    double interrupt_s; /* when it came */
} Training;

/* --- options --- */

static bool fail_option(const char *name, Diag *diag) {
    static const char *const names[] = {"--set", "--do", "--updates", "--until", "--eval-every", "--csv", "--json", "--help"};
    const char *closest = str_find_closest(str_from(name), names, 8);
    if (closest) return diag_fail(diag, "unknown option '%s'; did you mean '%s'?", name, closest);
    return diag_fail(diag, "unknown option '%s'; it takes --set, --do, --updates, --until, --eval-every, --csv, --json, --help", name);
}

static bool parse_count(long *out, const char *name, const char *value, Diag *diag) {
    if (number_parse_int(out, str_from(value)) && *out >= 1 && *out <= UPDATES_MAX) return true;
    return diag_fail(diag, "%s: found '%s'; what would be right is a whole number from 1 to %d", name, value, UPDATES_MAX);
}

/* One option with its value; --set and --do take effect at once, in their order. */
static bool take_option(TrainOptions *options, Lab *lab, const char *name, const char *value, Diag *diag) {
    char from[COMMAND_LINE_MAX];
    if (!strcmp(name, "--updates")) return parse_count(&options->updates, name, value, diag);
    if (!strcmp(name, "--eval-every")) return parse_count(&options->every, name, value, diag);
    if (!strcmp(name, "--csv")) {
        options->csv = value;
        return *value || diag_fail(diag, "--csv: found ''; what would be right is a file's name, or - for standard output");
    }
    if (!strcmp(name, "--until")) {
        options->until_solved = true;
        return !strcmp(value, "solved") || diag_fail(diag, "--until: found '%s'; what would be right is solved", value);
    }
    if (!strcmp(name, "--set")) return cli_lab_set(lab, value, diag);
    text_format(from, (int)sizeof from, "--do '%s'", value);
    return cli_lab_apply(lab, from, value, diag);
}

static bool read_options(TrainOptions *options, Lab *lab, int argc, char **argv, Diag *diag) {
    static const char *const with_value[] = {"--set", "--do", "--updates", "--until", "--eval-every", "--csv"};
    *options = (TrainOptions){.updates = 1000};
    for (int i = 1; i < argc; i++) {
        const char *argument = argv[i], *equals = strchr(argument, '=');
        char name[32];
        bool has_value = false;
        str_copy(name, (int)sizeof name, equals && argument[0] == '-' ? (Str){argument, (int)(equals - argument)} : str_from(argument));
        for (int j = 0; j < 6; j++) has_value = has_value || !strcmp(name, with_value[j]);
        if (has_value) {
            if (!equals && i + 1 == argc) return diag_fail(diag, "%s: nothing follows", name);
            if (!take_option(options, lab, name, equals ? equals + 1 : argv[++i], diag)) return false;
        } else if (!strcmp(name, "--json") && equals) {
            return diag_fail(diag, "%s: --json stands alone", argument);
        } else if (!strcmp(argument, "--json")) {
            options->json = true;
        } else if (!strcmp(argument, "--help") || !strcmp(argument, "-h")) {
            options->help = true;
        } else {
            return argument[0] == '-' ? fail_option(argument, diag) : diag_fail(diag, "'%s' is one argument too many", argument);
        }
    }
    if (options->json && options->csv && !strcmp(options->csv, "-")) {
        return diag_fail(diag, "--json and --csv - both want standard output; give --csv a file's name");
    }
    if (options->every == 0) options->every = options->updates >= 20 ? options->updates / 20 : 1;
    return true;
}

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

/* `last`: on as many as the goal asks for, to say whether it is solved. */
static bool evaluate(Training *training, bool last, Diag *diag) {
    Evaluation found;
    train_report_bar(&training->report);
    if (last) {
        const Task *task = setup_task(&training->lab.setup);
        TaskOptions options = setup_task_options(&training->lab.setup);
        long goal = task->goal[task->variant_label[1] && options.variant == 1].sequences;
        evaluate_run(&found, &training->evaluator, goal > EVALUATE_COUNT ? goal : EVALUATE_COUNT);
    } else if (training->options->until_solved) {
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

/* Trains to the end. *why says what went wrong when it diverged. */
static bool train_all(Training *training, TrainStop *stop, Diag *why, Diag *diag) {
    const TrainOptions *options = training->options;
    TrainReport *report = &training->report;
    long end = report->first + options->updates, next = report->first + options->every;
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
        long left = (next < end ? next : end) - run_of(training)->update;
        int updates = left < slice ? (int)left : slice;
        double before = train_report_seconds(report);
        if (!lab_train(&training->lab, updates, why)) {
            *stop = STOP_DIVERGED;
            break;
        }
        double took = train_report_seconds(report) - before;
        if (updates == slice) slice = progress_next_slice(slice, took);
        train_report_bar(report);
        if (run_of(training)->update < next || run_of(training)->update == end) continue;
        next += options->every;
        if (!evaluate(training, false, diag)) return false;
        if (is_interrupted(training)) continue;
        if (options->until_solved && report->last.is_solved) {
            *stop = STOP_SOLVED;
            break;
        }
        train_report_line(report);
    }
    lab_end_drag(&training->lab);
    if (*stop == STOP_SOLVED) return true;                                                                /* has just been measured */
    if (*stop == STOP_INTERRUPTED && report->count > 0 && !train_report_save(report, diag)) return false; /* a second one may end it now */
    if (!evaluate(training, true, diag)) return false;
    if (options->until_solved && report->last.is_solved && *stop == STOP_UPDATES) *stop = STOP_SOLVED;
    return true;
}

static bool train(Training *training, TrainStop *stop, Diag *diag) {
    Diag why = {0};
    const TrainOptions *options = training->options;
    TrainReport *report = &training->report;
    train_report_init(report, &training->lab, options->csv, options->json, options->updates);
    training->lab.run.loss.tally = (LossSum){0};
    if (setup_get(&training->lab.setup, KEY_DROPOUT) > 0 && !setup_is_active(&training->lab.setup, KEY_DROPOUT)) {
        diag_fail(&why, "dropout acts between layers, so with layers 1 it changes nothing.");
        cli_report(stderr, "train", &why);
    }
    if (!evaluate_init(&training->evaluator, &training->lab.run, &training->lab.setup, diag)) return false;
    training->evaluator.is_enough = is_patience_over;
    training->evaluator.user = training;
    bool good = train_all(training, stop, &why, diag);
    train_report_clear_bar(report);
    if (!good) return false;
    if (*stop == STOP_DIVERGED) cli_report(stderr, "train", &why);
    bool is_said = train_report_end(report, stop_words[*stop], diag);
    return train_report_save(report, diag) && is_said;
}

int cli_train(int argc, char **argv) {
    Training training = {0};
    TrainOptions options;
    Diag diag;
    int status = CLI_FAILED;
    diag_reset(&diag);
    training.options = &options;
    if (!lab_init(&training.lab, &diag)) {
        cli_report(stderr, "train", &diag);
    } else if (!read_options(&options, &training.lab, argc, argv, &diag)) {
        cli_report(stderr, "train", &diag);
        status = CLI_BAD_USAGE;
    } else if (options.help) {
        fputs(help_text, stdout);
        status = CLI_OK;
    } else {
        TrainStop stop = STOP_UPDATES;
        interrupt_hold(&training.interrupt);
        if (!train(&training, &stop, &diag)) {
            cli_report(stderr, "train", &diag);
        } else if (stop != STOP_DIVERGED) {
            status = CLI_OK;
        }
        evaluate_deinit(&training.evaluator);
        train_report_deinit(&training.report);
        lab_deinit(&training.lab);
        interrupt_release(&training.interrupt);
        interrupt_let(&training.interrupt);
        return status;
    }
    lab_deinit(&training.lab);
    return status;
}
