/* `unroll analyze`: the numbers behind a figure: all analyses of the sequence on the stage, as text or as JSON. The same experiment and the
   same commands as in the window.

   --set, --do and --update take effect in their order; then WHAT is parsed, because the possible parameters, gates and layers depend on the
   network; then everything is measured. Nothing is written unless all words were valid. A long measurement shows a progress bar on a
   terminal; Ctrl-C ends it, and earlier results are written. */
#include "cli/analyze.h"
#include "base/arena.h"
#include "base/number.h"
#include "cli/apply.h"
#include "cli/cli.h"
#include "cli/sheet_setup.h"
#include "engine/cell/facts.h"
#include "lab/lab_play.h"
#include "lab/run.h"
#include "lab/step_word.h"
#include "platform/terminal.h"
#include <string.h>

typedef struct Analysis {
    const CliOptions *options;
    bool diverged; /* on the way to --update, or ended on it */
    AnalyzeView view;
    Progress progress;
    AnalyzeRequest *request; /* owned */
    int request_count;
    Cliff cliff;    /* the cliff's own network, for cliffloss and cliffjump */
    LabBurst burst; /* for `burst`: the laboratory then has its broken state */
} Analysis;

/* --- options --- */

/* Trains in slices, as `unroll train` does; `play` makes its changes on the way. */
static bool train_to(Progress *progress, Lab *lab, LabPlay *play, long wanted, Diag *diag) {
    Watch watch = progress_begin(progress, "training");
    long first = lab->run.update;
    int slice = 1;
    bool good = true;
    lab_begin_drag(lab);
    good = lab_play_due(play, lab, wanted, diag);
    while (good && lab->run.update < wanted && watch_ask(&watch, (double)(lab->run.update - first) / (double)(wanted - first))) {
        double before = progress_seconds(progress);
        long left = lab_play_limit(play, wanted) - lab->run.update;
        int count = left < slice ? (int)left : slice;
        good = (count == 0 || lab_train(lab, count, diag)) && lab_play_due(play, lab, wanted, diag);
        slice = progress_next_slice(count, progress_seconds(progress) - before);
    }
    lab_end_drag(lab);
    return progress_end(progress, good, diag);
}

static bool go_to_update(Analysis *analysis, Lab *lab, long wanted, Diag *diag) {
    char line[64], from[96];
    LabPlay nothing = {0};
    Diag found = {0};
    text_format(from, (int)sizeof from, "--update %ld", wanted);
    text_format(line, (int)sizeof line, "visit %ld", wanted);
    if (wanted < lab->run.update) {
        analysis->diverged = !cli_lab_apply(lab, from, line, diag);
    } else if (wanted > lab->run.update) {
        analysis->diverged = !train_to(&analysis->progress, lab, &nothing, wanted, &found);
        if (analysis->diverged) diag_fail(diag, "%s: %s", from, found.text);
    }
    return !analysis->diverged;
}

/* --open and the first --set: the run that they determine, at the update where it was saved. */
static bool open_setup(Analysis *analysis, Lab *lab, int *step, Diag *diag) {
    SetupFile file;
    LabPlay play;
    if (!cli_lab_open(&play, &file, lab, step, analysis->options, diag)) return false;
    bool good = true;
    if (!train_to(&analysis->progress, lab, &play, file.update, diag)) {
        analysis->diverged = true;
        good = false;
    }
    setup_file_deinit(&file);
    return good;
}

/* A --do for the cliff, which is not a command of the experiment. False if the step is another one. */
static bool apply_cliff(bool *good, Analysis *analysis, const CliStep *step, Diag *diag) {
    Command command;
    Diag found = {0};
    if (step->option != CLI_LAB_DO || !command_parse(&command, str_from(step->text), NULL) || command.id != COMMAND_CLIFF) return false;
    *good = cliff_apply(&analysis->cliff, &command, false, &found) || diag_fail(diag, "--do '%s': %s", step->text, found.text);
    return true;
}

static bool apply_steps(Analysis *analysis, Lab *lab, Diag *diag) {
    const CliOptions *options = analysis->options;
    int step;
    cliff_reset(&analysis->cliff);
    bool good = open_setup(analysis, lab, &step, diag);
    while (good && step < options->step_count) {
        if (options->step[step].option == CLI_QUANTITY) {
            good = analyze_quantity_check(options->step[step++].text, diag);
        } else if (options->step[step].option == CLI_UPDATE) {
            good = go_to_update(analysis, lab, options->step[step++].count, diag);
        } else if (apply_cliff(&good, analysis, &options->step[step], diag)) {
            step++;
        } else {
            good = cli_lab_apply_step(lab, options, &step, diag);
        }
    }
    return good;
}

/* --follow: a time step from 1 that has a loss, or last. */
static bool follow_loss(Lab *lab, const char *text, Diag *diag) {
    const Wiring *wiring = &lab->run.wiring;
    long step = 0;
    if (!strcmp(text, "last")) {
        lab_follow(lab, -1);
        return true;
    }
    if (!number_parse_int(&step, str_from(text)) || step < 1 || step > wiring->steps)
        return diag_fail(diag, "--follow: '%s' is not valid; expected a time step from 1 to %d, or last", text, wiring->steps);
    lab_follow(lab, (int)step - 1);
    if (wiring->loss_step[lab->run.follow.loss] == step - 1) return true;
    int count = trace_count_losses(&lab->run.trace, 0), first = wiring->loss_step[0] + 1;
    if (count == 1) return diag_fail(diag, "--follow: step %ld has no loss; the only loss is at step %d", step, first);
    return diag_fail(diag, "--follow: step %ld has no loss; the first loss is at step %d, the last at step %d", step, first,
                     wiring->loss_step[count - 1] + 1);
}

/* Checks the options against this network, and fills the view. */
static bool settle_view(Analysis *analysis, Lab *lab, Diag *diag) {
    const CliOptions *options = analysis->options;
    const NetSpec *spec = &lab->run.net.spec;
    AnalyzeView *view = &analysis->view;
    if (options->layer > spec->layers) {
        return diag_fail(diag, "--layer: '%ld' is not valid; this network has %d layer%s", options->layer, spec->layers,
                         spec->layers > 1 ? "s" : "");
    }
    view->layer = options->layer > 0 ? (int)options->layer - 1 : spec->layers - 1;
    view->direction = options->direction;
    view->cell_state = options->state == 1;
    view->window = options->window > 0 ? (int)options->window : setup_get_int(&lab->setup, KEY_TRUNCATE);
    if (view->direction >= spec->directions) {
        return diag_fail(diag, "--direction: this network has no reverse direction; --set direction=both gives it one");
    }
    if (options->follow && !follow_loss(lab, options->follow, diag)) return false;
    if (view->cell_state && !lab->run.net.facts->has_c)
        return diag_fail(diag, "--state: %s has no cell state c", lab->run.net.facts->with_article);
    return true;
}

/* --- requests --- */

static const char *const what_names[ANALYZE_COUNT] = {"burst",    "summary", "verdict",   "items", "jacobians",
                                                      "spectrum", "axes",    "truncated", "check", "what-if"};

/* The operands of one WHAT. */
typedef struct Words {
    const char *const *word;
    int count, next;
    const char *usage; /* "check PARAM ROW COLUMN" */
} Words;

static bool next_word(const char **out, Words *words, const char *name, Diag *diag) {
    if (words->next == words->count) return diag_fail(diag, "%s: the %s is missing", words->usage, name);
    *out = words->word[words->next++];
    return true;
}

/* Parses a number from 1 to count as an index. `of` names the counted thing. */
static bool next_place(int *out, Words *words, const char *name, int count, const char *of, Diag *diag) {
    const char *word = "";
    long number = 0;
    if (!next_word(&word, words, name, diag)) return false;
    if (!number_parse_int(&number, str_from(word)) || number < 1 || number > count) {
        return diag_fail(diag, "%s: %s '%s'; %s has 1 to %d", words->usage, name, word, of, count);
    }
    *out = (int)number - 1;
    return true;
}

/* 5, T or T-3, as everywhere: T is the sequence's own last step. */
static bool next_step(int *out, Words *words, const Trace *trace, Diag *diag) {
    const char *word = "";
    StepWord step = {0};
    int own = trace->length[0];
    if (!next_word(&word, words, "step", diag)) return false;
    bool good = step_word_parse(&step, str_from(word));
    long number = good ? step_word_find(&step, own) : 0;
    int most = step.is_from_end ? own : trace->wiring.steps; /* the picture may have more steps after its end */
    if (number < 1 || number > most) {
        if (own == 1 || most != own) return diag_fail(diag, "%s: step '%s'; the sequence has 1 to %d", words->usage, word, most);
        return diag_fail(diag, "%s: step '%s'; the sequence has 1 to %d, which are T-%d to T", words->usage, word, own, own - 1);
    }
    *out = (int)number - 1;
    return true;
}

static bool next_value(double *out, Words *words, Diag *diag) {
    const char *word = "";
    if (!next_word(&word, words, "value", diag)) return false;
    return number_parse(out, str_from(word)) || diag_fail(diag, "%s: value '%s' is not a number", words->usage, word);
}

/* Lists the parameters; in a deep network their names follow a pattern, which is listed instead. */
static bool fail_param(const Net *net, const char *usage, const char *word, Diag *diag) {
    const char *names[NET_PARAM_MAX];
    char list[256] = "";
    int used = 0;
    for (int i = 0; i < net->param_count; i++) {
        names[i] = net->param[i].name;
        if (net->param_count > 6) continue;
        used += text_format(list + used, (int)sizeof list - used, "%s%s", i ? ", " : "", names[i]);
    }
    if (net->param_count > 6) {
        bool deep = net->spec.layers > 1, both = net->spec.directions > 1;
        used = text_format(list, (int)sizeof list, "weight_ih_l0, weight_hh_l0, bias_ih_l0, bias_hh_l0");
        if (deep) used += text_format(list + used, (int)sizeof list - used, " and so on up to l%d", net->spec.layers - 1);
        if (both) used += text_format(list + used, (int)sizeof list - used, ", each also with _reverse");
        text_format(list + used, (int)sizeof list - used, ", head.weight, head.bias");
    }
    const char *closest = str_find_closest(str_from(word), names, net->param_count);
    if (closest) return diag_fail(diag, "%s: no parameter '%s'; did you mean '%s'? There are %s", usage, word, closest, list);
    return diag_fail(diag, "%s: no parameter '%s'; there are %s", usage, word, list);
}

static const Param *find_param(const Net *net, const AnalyzeView *view, const char *word) {
    if (!strcmp(word, "U")) return net_get_param(net, PARAM_INPUT_WEIGHT, view->layer, view->direction);
    if (!strcmp(word, "W")) return net_get_param(net, PARAM_RECURRENT_WEIGHT, view->layer, view->direction);
    if (!strcmp(word, "V")) return net_get_param(net, PARAM_HEAD_WEIGHT, 0, 0);
    return net_find_param(net, word);
}

static bool next_weight(size_t *index, Words *words, const Net *net, const AnalyzeView *view, Diag *diag) {
    const char *word = "";
    int row = 0, col = 0;
    if (!next_word(&word, words, "parameter", diag)) return false;
    const Param *param = find_param(net, view, word);
    if (!param) return fail_param(net, words->usage, word, diag);
    if (!next_place(&row, words, "row", param->rows, param->name, diag)) return false;
    if (!next_place(&col, words, "column", param->cols, param->name, diag)) return false;
    *index = param->offset + (size_t)row * (size_t)param->cols + (size_t)col;
    return true;
}

static bool next_gate(int *gate, Words *words, const Net *net, Diag *diag) {
    char list[128] = "";
    int used = 0;
    const char *word = "";
    if (!next_word(&word, words, "gate", diag)) return false;
    for (int q = 0; q < net->gates; q++) {
        const char *letter = net_gate_letter(net->spec.cell, q), *name = net_gate_name(net->spec.cell, q);
        *gate = q;
        if (!strcmp(word, letter) || !strcmp(word, name)) return true;
        used += text_format(list + used, (int)sizeof list - used, "%s%s (%s)", q ? ", " : "", letter, name);
    }
    return diag_fail(diag, "%s: gate '%s'; there %s %s", words->usage, word, net->gates > 1 ? "are" : "is", list);
}

static bool has_input(const Wiring *wiring, int step) {
    for (int i = 0; i < wiring->input_count; i++) {
        if (wiring->input_step[i] == step) return true;
    }
    return false;
}

static bool next_whatif(WhatIf *what, Words *words, const Run *run, const AnalyzeView *view, Diag *diag) {
    static const char *const kinds[] = {"weight", "input", "gate", "state"};
    static const char *const usages[] = {"what-if weight PARAM ROW COLUMN VALUE", "what-if input STEP INPUT VALUE",
                                         "what-if gate GATE STEP UNIT VALUE", "what-if state STEP UNIT VALUE"};
    const Net *net = &run->net;
    const char *word = "";
    int kind = 0;
    if (!next_word(&word, words, "weight, input, gate or state", diag)) return false;
    while (kind < 4 && strcmp(word, kinds[kind]) != 0) kind++;
    if (kind == 4) return diag_fail(diag, "what-if: '%s' is not valid; expected weight, input, gate or state", word);
    words->usage = usages[kind];
    *what = (WhatIf){.kind = (WhatIfKind)kind, .sequence = -1, .layer = view->layer, .direction = view->direction};
    if (what->kind == WHATIF_WEIGHT) {
        if (!next_weight(&what->weight, words, net, view, diag)) return false;
    } else if (what->kind == WHATIF_INPUT) {
        if (!next_step(&what->step, words, &run->trace, diag)) return false;
        if (!has_input(&run->wiring, what->step)) {
            return diag_fail(diag, "%s: step %d has no input in this wiring", words->usage, what->step + 1);
        }
        if (!next_place(&what->input, words, "input", net->spec.inputs, "the network", diag)) return false;
    } else {
        if (what->kind == WHATIF_GATE && !next_gate(&what->gate, words, net, diag)) return false;
        if (!next_step(&what->step, words, &run->trace, diag)) return false;
        what->unit = -1;
        if (words->next < words->count && !strcmp(words->word[words->next], "all")) {
            words->next++;
        } else if (!next_place(&what->unit, words, "unit", net->spec.hidden, "a layer", diag)) {
            return false;
        }
    }
    return next_value(&what->value, words, diag) && whatif_check(what, &run->trace, diag);
}

static bool is_asked(const Analysis *analysis, AnalyzeKind kind) {
    for (int i = 0; i < analysis->request_count; i++) {
        if (analysis->request[i].kind == kind) return true;
    }
    return false;
}

static bool read_requests(Analysis *analysis, const Lab *lab, Diag *diag) {
    const Run *run = &lab->run;
    Words words = {.word = analysis->options->operand, .count = analysis->options->operand_count};
    while (words.next < words.count) {
        const char *word = words.word[words.next++];
        AnalyzeRequest request = {0};
        int kind = 0;
        while (kind < ANALYZE_COUNT && strcmp(word, what_names[kind]) != 0) kind++;
        if (kind == ANALYZE_COUNT) {
            const char *closest = str_find_closest(str_from(word), what_names, ANALYZE_COUNT);
            return diag_fail(diag,
                             "unknown analysis '%s'; %s%s%sthere are burst, summary, verdict, items, jacobians, spectrum, axes, truncated, "
                             "check, what-if",
                             word, closest ? "did you mean '" : "", closest ? closest : "", closest ? "'? " : "");
        }
        request.kind = (AnalyzeKind)kind;
        words.usage = kind == ANALYZE_CHECK ? "check PARAM ROW COLUMN" : "what-if";
        if (kind == ANALYZE_CHECK && !next_weight(&request.what.weight, &words, &run->net, &analysis->view, diag)) return false;
        if (kind == ANALYZE_WHATIF && !next_whatif(&request.what, &words, run, &analysis->view, diag)) return false;
        if (kind == ANALYZE_TRUNCATED && analysis->view.window == 0) {
            return diag_fail(diag, "truncated needs a window: --window K, or --set truncate=K");
        }
        if (kind < ANALYZE_CHECK && is_asked(analysis, request.kind)) continue;
        analysis->request[analysis->request_count++] = request;
    }
    bool asks = analysis->request_count > 0 || analysis->options->given[CLI_QUANTITY];
    if (!asks) analysis->request[analysis->request_count++] = (AnalyzeRequest){.kind = ANALYZE_SUMMARY};
    return true;
}

/* --- the sheet --- */

static void write_experiment(Sheet *sheet, const Lab *lab) {
    const Run *run = &lab->run;
    char cell[32];
    setup_choice(cell, (int)sizeof cell, KEY_CELL, setup_get_int(&lab->setup, KEY_CELL), true);
    if (!sheet->json) {
        char padding[32] = "";
        if (run->trace.shorter_count > 0) text_format(padding, (int)sizeof padding, " (%d of this sequence)", run->trace.length[0]);
        sheet_begin(sheet, NULL, "%s, %s, H = %d, layers %d, T = %d%s, seed %d, after %ld update%s, sequence %ld",
                    setup_task(&lab->setup)->label, cell, run->net.spec.hidden, run->net.spec.layers, run->wiring.steps, padding,
                    setup_get_int(&lab->setup, KEY_SEED), run->update, run->update == 1 ? "" : "s", run->sequence + 1);
        return;
    }
    sheet_count(sheet, "update", NULL, run->update);
    sheet_count(sheet, "sequence", NULL, run->sequence + 1);
    sheet_count(sheet, "length", NULL, run->trace.length[0]);
    sheet_setup(sheet, lab, "analyze");
}

/* These analyses would count the gradient through held gates and states. */
static bool check_held(const Lab *lab, AnalyzeKind kind, Diag *diag) {
    bool is_exact = kind == ANALYZE_SUMMARY || kind == ANALYZE_VERDICT || kind == ANALYZE_AXES || kind == ANALYZE_SPECTRUM;
    bool is_usual = kind == ANALYZE_WHATIF ? !lab->run.is_held : !run_held(&lab->run);
    if (is_exact || is_usual) return true;
    return diag_fail(diag, "%s: not while a what-if holds a number; leave that out, or say --do 'whatif none'", what_names[kind]);
}

static bool write_request(Sheet *sheet, Lab *lab, const Analysis *analysis, const AnalyzeRequest *request, Diag *diag) {
    const AnalyzeView *view = &analysis->view;
    if (!check_held(lab, request->kind, diag)) return false;
    switch (request->kind) {
    case ANALYZE_BURST: return analyze_burst(sheet, lab, &analysis->burst, view, diag);
    case ANALYZE_SUMMARY: return analyze_summary(sheet, lab, view, diag);
    case ANALYZE_VERDICT: return analyze_verdict(sheet, lab, view, diag);
    case ANALYZE_ITEMS: return analyze_items(sheet, lab, view, diag);
    case ANALYZE_JACOBIANS: return analyze_jacobians(sheet, lab, view, diag);
    case ANALYZE_SPECTRUM: return analyze_spectrum(sheet, lab, diag);
    case ANALYZE_AXES: return analyze_axes(sheet, lab, view, diag);
    case ANALYZE_TRUNCATED: return analyze_truncated(sheet, lab, view, diag);
    case ANALYZE_CHECK: return analyze_check(sheet, lab, &request->what, diag);
    case ANALYZE_WHATIF: return analyze_whatif(sheet, lab, view, &request->what, diag);
    case ANALYZE_COUNT: break;
    }
    return true;
}

static bool write_quantities(const Analysis *analysis, Sheet *sheet, const Lab *lab, Diag *diag) {
    const CliOptions *options = analysis->options;
    bool good = true;
    if (!options->given[CLI_QUANTITY]) return true;
    sheet_begin_list(sheet, "quantities");
    for (int i = 0; i < options->step_count && good; i++) {
        if (options->step[i].option == CLI_QUANTITY) good = analyze_quantity(sheet, lab, &analysis->cliff, options->step[i].text, diag);
    }
    sheet_end_list(sheet);
    return good;
}

/* Goes kind by kind, so that several checks and what-ifs become one list each. Results from before a failure are written completely. */
static bool write_all(const Analysis *analysis, Lab *lab, Diag *diag) {
    Sheet sheet;
    bool good = true;
    /* On the same terminal the bar would overwrite the line. */
    if (analysis->options->json && platform_is_terminal(stdout)) analysis->view.progress->bar.is_seen = false;
    sheet_open(&sheet, stdout, analysis->options->json);
    write_experiment(&sheet, lab);
    for (int kind = 0; kind < ANALYZE_COUNT && good; kind++) {
        bool is_list = kind >= ANALYZE_CHECK && is_asked(analysis, (AnalyzeKind)kind);
        if (is_list) sheet_begin_list(&sheet, kind == ANALYZE_CHECK ? "check" : "what_if");
        for (int i = 0; i < analysis->request_count && good; i++) {
            if ((int)analysis->request[i].kind == kind) good = write_request(&sheet, lab, analysis, &analysis->request[i], diag);
        }
        if (is_list) sheet_end_list(&sheet);
    }
    if (good && is_asked(analysis, ANALYZE_VERDICT)) {
        good = analyze_variants(&sheet, lab, &analysis->view, diag);
    } else {
        sheet_variants(&sheet, &lab->variants);
    }
    if (good) good = write_quantities(analysis, &sheet, lab, diag);
    return (sheet_close(&sheet) || diag_fail(diag, "standard output could not be written")) && good;
}

static bool asks_for_burst(const CliOptions *options) {
    for (int i = 0; i < options->operand_count; i++)
        if (strcmp(options->operand[i], what_names[ANALYZE_BURST]) == 0) return true;
    return false;
}

/* `burst` asks for the undone state: puts that run in place of the laboratory's. */
static bool take_burst(Analysis *analysis, Lab *lab, Diag *diag) {
    const LabBurst *burst = lab_find_burst(lab);
    Run broken = {0};
    if (!burst || !lab_form_burst(&broken, lab)) {
        run_deinit(&broken);
        return diag_fail(diag, "burst: there is no memory left for the state that it met");
    }
    analysis->burst = *burst;
    run_exchange(&lab->run, &broken);
    run_deinit(&broken);
    diag_reset(diag);
    return true;
}

static int analyze(Analysis *analysis, Lab *lab, Diag *diag) {
    analysis->request = mem_new(((size_t)analysis->options->operand_count + 1) * sizeof *analysis->request);
    if (!analysis->request) {
        diag_fail(diag, "out of memory");
        return CLI_FAILED;
    }
    if (!lab_init(lab, diag)) return CLI_FAILED;
    bool good = apply_steps(analysis, lab, diag);
    if (analysis->diverged && asks_for_burst(analysis->options)) good = take_burst(analysis, lab, diag);
    if (!good) return analysis->diverged ? CLI_FAILED : CLI_BAD_USAGE;
    if (!settle_view(analysis, lab, diag) || !read_requests(analysis, lab, diag)) return CLI_BAD_USAGE;
    return write_all(analysis, lab, diag) ? CLI_OK : CLI_FAILED;
}

static int run(const CliOptions *options, Diag *diag) {
    Analysis analysis = {.options = options};
    if (options->quantities) {
        analyze_print_quantities();
        return CLI_OK;
    }
    Lab *lab = mem_new(sizeof *lab); /* too large for a small stack */
    if (!lab) {
        diag_fail(diag, "out of memory");
        return CLI_FAILED;
    }
    progress_init(&analysis.progress);
    analysis.view.progress = &analysis.progress;
    int status = analyze(&analysis, lab, diag);
    if (status != CLI_OK) cli_report(stderr, "analyze", diag); /* before the signal may end the program */
    diag_reset(diag);
    mem_free(analysis.request);
    lab_deinit(lab);
    mem_free(lab);
    interrupt_let(&analysis.progress.interrupt);
    return status;
}

const CliSubcommand cli_analyze = {
    .name = "analyze",
    .summary = "print what the engine says about one sequence: gradients, Jacobians, what-if",
    .operands = "[WHAT]...",
    .operand_max = -1,
    .takes = {CLI_OPEN, CLI_SET, CLI_LAB_DO, CLI_UPDATE, CLI_FOLLOW, CLI_LAYER, CLI_DIRECTION, CLI_WINDOW, CLI_STATE, CLI_QUANTITY,
              CLI_QUANTITIES, CLI_JSON},
    .about = "Prints what the engine says about the sequence on the stage. WHAT is any of these; summary when nothing is named:\n\n"
             "  burst                   what the training to --update burst on: the state\n"
             "                          that was taken back, and why\n"
             "  summary                 loss, gradient norms by step and parameter,\n"
             "                          saturation, dead units, the first fault\n"
             "  verdict                 what becomes of one loss's gradient on its way\n"
             "                          back: ratio, factors, strands; see --follow;\n"
             "                          then of each variant (--do 'compare ...')\n"
             "  items                   itemised gradients: |dL_k/dh_t| for every loss k\n"
             "                          and step t\n"
             "  jacobians               step Jacobians and their products: norms,\n"
             "                          singular values, factors, Pascanu's bound\n"
             "  spectrum                eigenvalues and singular values of every\n"
             "                          recurrent block\n"
             "  axes                    principal axes of the path of the state\n"
             "  truncated               truncated backpropagation beside the exact\n"
             "                          gradient: norms, angle; see --window\n"
             "  check PARAM ROW COLUMN  one weight's gradient: backpropagation, central\n"
             "                          difference, digits agreed\n"
             "  what-if weight PARAM ROW COLUMN VALUE\n"
             "  what-if input STEP INPUT VALUE\n"
             "  what-if gate GATE STEP UNIT VALUE\n"
             "  what-if state STEP UNIT VALUE\n"
             "                          one number changed, and that pass beside the\n"
             "                          original; UNIT may be all\n\n"
             "PARAM is a name from the summary, or U, W (of the chosen layer and direction) or V. ROW counts through the gates in their "
             "order, i f g o of the LSTM and r z n of the GRU. GATE is such a letter; h is the plain RNN's unit. All count from 1; STEP "
             "may be T, the last one, or T-1.",
    .more = "--set, --do and --update take effect in their order. A long measurement shows a progress bar on a terminal. Ctrl-C ends it; "
            "earlier results are written.",
    .status = "0; 1 when it could not be done, for example because memory was out; 2 when the request was wrong.",
    .run = run,
};
