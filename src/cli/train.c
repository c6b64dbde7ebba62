/* `unroll train`: a training without a window. The same experiment and the same commands as in the window, so the same bits; only
   the reader differs. A run of many setups is a loop in the shell.

   Training goes in slices of about TRAIN_SLICE_S, after which it is seen whether somebody pressed Ctrl-C and whether an evaluation is
   due; how long a slice is changes no result. Ctrl-C and SIGTERM are held back and looked for between slices (no handler, no
   global): the run ends as if its updates were done, everything is written, and only then the signal takes its course, so that a
   shell loop around it stops as well.

   Simplified on purpose: the held-out sequences are the same at every evaluation, so that curves are smooth; being solved is
   confirmed on as many of them as the task's goal asks for. */
#include "base/arena.h"
#include "base/number.h"
#include "cli/cli.h"
#include "cli/options.h"
#include "lab/evaluate.h"
#include "platform/files.h"
#include "platform/terminal.h"
#include <math.h>
#include <signal.h>
#include <string.h>

enum { EVALUATE_COUNT = 256, UPDATES_MAX = 100000000, SLICE_MAX = 65536, CSV_LINE = 256, BAR = 24 };
static const double TRAIN_SLICE_S = 0.05;

static const char help_text[] =
    "usage: unroll train [OPTION]...\n\n"
    "Trains without a window and says how good the network is on sequences it never saw.\n\n"
    "  --set key=value         as `set key value` in the window: --set cell=lstm --set task=adding --set optimizer=adam\n"
    "  --do 'command'          a command for the experiment: --do 'preset lstm', --do 'restart'\n"
    "  --updates N             how many updates, 1000 when not given\n"
    "  --until solved          stop as soon as the task's own goal is reached\n"
    "  --eval-every N          updates between evaluations, a twentieth of all when not given\n"
    "  --csv FILE              a line for every evaluation; - is standard output\n"
    "  --json                  one JSON object on standard output instead of lines\n\n"
    "On a terminal there is a progress bar, elsewhere a line for every evaluation. The last line says updates, sequences, seconds,\n"
    "losses, accuracy, for tasks that say the next symbol bits per symbol and perplexity beside the best there is, and whether the\n"
    "task is solved. Ctrl-C ends the training and keeps what there is.\n\n"
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
    ClockApi clock;
    double start_s;
    long first; /* updates that --do had done before */
    Evaluation last;
    long last_update;  /* of the last evaluation */
    double train_loss; /* mean over the updates since the one before */
    FILE *screen;
    bool has_bar;
    char *csv; /* owned, grows */
    size_t csv_count, csv_size;
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
        return true;
    }
    if (!strcmp(name, "--until")) {
        options->until_solved = true;
        return !strcmp(value, "solved") || diag_fail(diag, "--until: found '%s'; what would be right is solved", value);
    }
    if (!strcmp(name, "--set")) return cli_lab_set(lab, value, diag);
    text_format(from, (int)sizeof from, "--do %s", value);
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
        } else if (!strcmp(argument, "--json")) {
            options->json = true;
        } else if (!strcmp(argument, "--help") || !strcmp(argument, "-h")) {
            options->help = true;
        } else {
            return argument[0] == '-' ? fail_option(argument, diag) : diag_fail(diag, "'%s' is one argument too many", argument);
        }
    }
    if (options->every == 0) options->every = options->updates >= 20 ? options->updates / 20 : 1;
    return true;
}

/* --- Ctrl-C --- */

static void hold_signals(sigset_t *held, sigset_t *before) {
    sigemptyset(held);
    sigaddset(held, SIGINT);
    sigaddset(held, SIGTERM);
    sigprocmask(SIG_BLOCK, held, before);
}

static bool is_interrupted(void) {
    sigset_t pending;
    return sigpending(&pending) == 0 && (sigismember(&pending, SIGINT) == 1 || sigismember(&pending, SIGTERM) == 1);
}

/* --- what is said --- */

static double seconds(const Training *training) { return training->clock.now_s(training->clock.user) - training->start_s; }

static const Run *run_of(const Training *training) { return &training->lab.run; }

static long sequences_of(const Training *training) { return run_of(training)->next_sequence - 1; }

static double score_of(const Evaluation *e) { return e->score.asked > 0 ? (double)e->score.hit / (double)e->score.asked : 0.0; }

/* A number for a machine: empty, or null, where it is none. */
static const char *machine(char out[32], double value, const char *none) {
    if (isfinite(value)) {
        text_format(out, 32, "%.9g", value);
    } else {
        text_format(out, 32, "%s", none);
    }
    return out;
}

/* "  bits 0.712 (at best 0.636)  perplexity 1.64 (at best 1.55)"; nothing where they mean nothing. */
static void format_symbols(char *out, int size, const Evaluation *e) {
    char bits[32] = "", perplexity[32] = "";
    *out = 0;
    if (isnan(e->symbols.bits)) return;
    if (isfinite(e->least.bits)) {
        text_format(bits, (int)sizeof bits, " (at best %.4g)", e->least.bits);
        text_format(perplexity, (int)sizeof perplexity, " (at best %.4g)", e->least.perplexity);
    }
    text_format(out, size, "  bits %.4g%s  perplexity %.4g%s", e->symbols.bits, bits, e->symbols.perplexity, perplexity);
}

static void print_line(const Training *training, const char *end) {
    const Evaluation *e = &training->last;
    char line[512], symbols[128];
    format_symbols(symbols, (int)sizeof symbols, e);
    text_format(line, (int)sizeof line, "updates %ld  sequences %ld  seconds %.2f  train loss %.6g  held-out loss %.6g  accuracy %.4f%s%s",
                run_of(training)->update, sequences_of(training), seconds(training), training->train_loss, e->loss, e->accuracy, symbols,
                end);
    fprintf(training->screen, "%s\n", line);
    fflush(training->screen);
}

static void print_bar(const Training *training, bool over) {
    if (!training->has_bar) return;
    char line[256], bar[BAR + 1], symbols[64] = "";
    const Evaluation *e = &training->last;
    double part = (double)(run_of(training)->update - training->first) / (double)training->options->updates, s = seconds(training);
    for (int i = 0; i < BAR; i++) bar[i] = i < (int)(part * BAR) ? '#' : '.';
    bar[BAR] = 0;
    if (!isnan(e->symbols.bits)) text_format(symbols, (int)sizeof symbols, "  perplexity %.3g", e->symbols.perplexity);
    text_format(line, (int)sizeof line, "[%s] %3.0f %%  update %ld  held-out loss %.4g  accuracy %.1f %%%s  %.0f s left", bar, 100 * part,
                run_of(training)->update, e->loss, 100 * e->accuracy, symbols, part > 0 ? s * (1 - part) / part : 0.0);
    fprintf(training->screen, "\r\x1b[K%s", over ? "" : line);
    fflush(training->screen);
}

static void print_json(const Training *training, TrainStop stop) {
    const Evaluation *e = &training->last;
    char a[32], b[32], c[32], d[32], bits[32], perplexity[32], least_bits[32], least_perplexity[32];
    printf("{\"updates\": %ld, \"sequences\": %ld, \"seconds\": %.3f, \"train_loss\": %s, \"heldout_loss\": %s, \"accuracy\": %s, "
           "\"score\": %s, \"bits\": %s, \"perplexity\": %s, \"least_bits\": %s, \"least_perplexity\": %s, \"heldout_sequences\": %ld, "
           "\"solved\": %s, \"stop\": \"%s\"",
           run_of(training)->update, sequences_of(training), seconds(training), machine(a, training->train_loss, "null"),
           machine(b, e->loss, "null"), machine(c, e->accuracy, "null"), machine(d, score_of(e), "null"),
           machine(bits, e->symbols.bits, "null"), machine(perplexity, e->symbols.perplexity, "null"),
           machine(least_bits, e->least.bits, "null"), machine(least_perplexity, e->least.perplexity, "null"), e->sequences,
           e->is_solved ? "true" : "false", stop_words[stop]);
    printf(", \"setup\": {");
    for (int key = 0; key < KEY_COUNT; key++) {
        char value[64];
        bool is_word = setup_table[key].kind == SETUP_CHOICE;
        setup_format(value, (int)sizeof value, &training->lab.setup, (SetupKey)key);
        printf("%s\"%s\": %s%s%s", key ? ", " : "", setup_table[key].key, is_word ? "\"" : "", value, is_word ? "\"" : "");
    }
    printf("}}\n");
}

/* --- the CSV --- */

static bool add_csv(Training *training, Diag *diag) {
    if (!training->options->csv) return true;
    if (training->csv_count + 2 * CSV_LINE > training->csv_size) {
        size_t size = training->csv_size > 0 ? 2 * training->csv_size : 4096;
        char *grown = mem_grow(training->csv, training->csv_size, size);
        if (!grown) return diag_fail(diag, "memory is out");
        training->csv = grown;
        training->csv_size = size;
    }
    char *at = training->csv + training->csv_count, a[32], b[32], c[32], d[32], bits[32], perplexity[32];
    const Evaluation *e = &training->last;
    int used = 0;
    if (training->csv_count == 0) {
        used += text_format(at, CSV_LINE, "update,sequences,seconds,train_loss,heldout_loss,accuracy,score,bits,perplexity\n");
    }
    used += text_format(at + used, CSV_LINE, "%ld,%ld,%.3f,%s,%s,%s,%s,%s,%s\n", run_of(training)->update, sequences_of(training),
                        seconds(training), machine(a, training->train_loss, ""), machine(b, e->loss, ""), machine(c, e->accuracy, ""),
                        machine(d, score_of(e), ""), machine(bits, e->symbols.bits, ""), machine(perplexity, e->symbols.perplexity, ""));
    training->csv_count += (size_t)used;
    return true;
}

static bool write_csv(const Training *training, Diag *diag) {
    const char *path = training->options->csv;
    if (!path) return true;
    if (strcmp(path, "-") != 0) {
        FileApi file;
        platform_files(&file);
        return file.write(file.user, path, training->csv, training->csv_count, diag);
    }
    if (fwrite(training->csv, 1, training->csv_count, stdout) == training->csv_count && !fflush(stdout)) return true;
    return diag_fail(diag, "standard output could not be written");
}

/* --- training --- */

/* `last`: on as many as the goal asks for, to say whether it is solved. */
static bool evaluate(Training *training, bool last, Diag *diag) {
    const Run *run = run_of(training);
    if (training->options->until_solved || last) {
        const Task *task = setup_task(&training->lab.setup);
        TaskOptions options = setup_task_options(&training->lab.setup);
        long goal = task->goal[task->variant_label[1] && options.variant == 1].sequences;
        if (last) {
            evaluate_run(&training->last, &training->evaluator, goal > EVALUATE_COUNT ? goal : EVALUATE_COUNT);
        } else {
            evaluate_is_solved(&training->last, &training->evaluator, EVALUATE_COUNT);
        }
    } else {
        evaluate_run(&training->last, &training->evaluator, EVALUATE_COUNT);
    }
    double sum = 0;
    long from = training->last_update;
    for (long u = from; u < run->update; u++) sum += run->loss[u];
    if (run->update > from) training->train_loss = sum / (double)(run->update - from);
    training->last_update = run->update;
    return add_csv(training, diag);
}

/* Trains to the end. *why says what went wrong when it diverged. */
static bool train_all(Training *training, TrainStop *stop, Diag *why, Diag *diag) {
    const TrainOptions *options = training->options;
    long end = training->first + options->updates, next = training->first + options->every;
    int slice = 1;
    *stop = STOP_UPDATES;
    if (!evaluate(training, false, diag)) return false;
    lab_begin_drag(&training->lab);
    while (run_of(training)->update < end) {
        long left = (next < end ? next : end) - run_of(training)->update;
        int updates = left < slice ? (int)left : slice;
        double before = seconds(training);
        if (!lab_train(&training->lab, updates, why)) {
            *stop = STOP_DIVERGED;
            break;
        }
        double took = seconds(training) - before;
        /* Grows at most twofold: one fast slice is no proof. */
        if (updates == slice) slice = (int)fmax(1, fmin(fmin(SLICE_MAX, 2.0 * slice), took > 0 ? slice * TRAIN_SLICE_S / took : SLICE_MAX));
        print_bar(training, false);
        if (is_interrupted()) {
            *stop = STOP_INTERRUPTED;
            break;
        }
        if (run_of(training)->update < next || run_of(training)->update == end) continue;
        next += options->every;
        if (!evaluate(training, false, diag)) return false;
        if (options->until_solved && training->last.is_solved) {
            *stop = STOP_SOLVED;
            break;
        }
        if (!training->has_bar && !options->json) print_line(training, "");
    }
    lab_end_drag(&training->lab);
    print_bar(training, true);
    if (*stop == STOP_SOLVED) return true; /* has just been measured */
    if (!evaluate(training, true, diag)) return false;
    if (options->until_solved && training->last.is_solved && *stop == STOP_UPDATES) *stop = STOP_SOLVED;
    return true;
}

static int train(Training *training, Diag *diag) {
    TrainStop stop;
    Diag why = {0};
    char end[64];
    const TrainOptions *options = training->options;
    training->first = training->last_update = run_of(training)->update;
    training->screen = options->json || (options->csv && !strcmp(options->csv, "-")) ? stderr : stdout;
    training->has_bar = platform_is_terminal(training->screen);
    const Setup *setup = &training->lab.setup;
    if (setup_get(setup, KEY_DROPOUT) > 0 && !setup_is_active(setup, KEY_DROPOUT)) {
        diag_fail(&why, "dropout acts between layers, so with layers 1 it changes nothing.");
        cli_report(stderr, "train", &why);
    }
    platform_clock(&training->clock);
    training->start_s = training->clock.now_s(training->clock.user);
    if (!evaluate_init(&training->evaluator, &training->lab.run, &training->lab.setup, diag) || !train_all(training, &stop, &why, diag)) {
        cli_report(stderr, "train", diag);
        return CLI_FAILED;
    }
    if (stop == STOP_DIVERGED) cli_report(stderr, "train", &why);
    text_format(end, (int)sizeof end, "  solved %s  stop %s", training->last.is_solved ? "yes" : "no", stop_words[stop]);
    if (options->json) {
        print_json(training, stop);
    } else {
        print_line(training, end);
    }
    fflush(stdout);
    if (write_csv(training, diag)) return stop == STOP_DIVERGED ? CLI_FAILED : CLI_OK;
    cli_report(stderr, "train", diag);
    return CLI_FAILED;
}

int cli_train(int argc, char **argv) {
    Training training = {0};
    TrainOptions options;
    Diag diag;
    int status = CLI_FAILED;
    diag_reset(&diag);
    training.options = &options;
    training.train_loss = NAN;
    if (!lab_init(&training.lab, &diag)) {
        cli_report(stderr, "train", &diag);
    } else if (!read_options(&options, &training.lab, argc, argv, &diag)) {
        cli_report(stderr, "train", &diag);
        status = CLI_BAD_USAGE;
    } else if (options.help) {
        fputs(help_text, stdout);
        status = CLI_OK;
    } else {
        sigset_t held, before;
        hold_signals(&held, &before);
        status = train(&training, &diag);
        evaluate_deinit(&training.evaluator);
        lab_deinit(&training.lab);
        mem_free(training.csv);
        sigprocmask(SIG_SETMASK, &before, NULL); /* one that was held back takes its course here */
        return status;
    }
    lab_deinit(&training.lab);
    return status;
}
