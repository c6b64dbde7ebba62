/* `unroll bench engine`: a task that other programs can run too. One layer, one direction, 8 inputs, 8 outputs, dense head, softmax
   cross-entropy at every step; forward, backward and an SGD update of one batch, in double precision on one thread, for RNN (tanh), LSTM
   and GRU at each "H T B" read from standard input. Prints one line a cell:
       RESULT unroll <rnn|lstm|gru> f64 1t <H> <T> <B> <median_us> <p10_us>
   The repeats of one cell take about a second together; --repeat is their largest number. */
#include "base/arena.h"
#include "base/number.h"
#include "base/random.h"
#include "cli/bench.h"
#include "cli/cli.h"
#include "engine/cell/facts.h"
#include "engine/net/weights.h"
#include "engine/pass/trace.h"
#include "platform/files.h"
#include "platform/terminal.h"

enum { ENGINE_TURNS_LEAST = 15, ENGINE_TURNS_MOST = 20000, ENGINE_INPUTS = 8, ENGINE_OUTPUTS = 8, LINE_MAX_BYTES = 256 };
static const double engine_budget_s = 1.0; /* for each cell and size, unless the least number of repeats takes longer */
static const double engine_rate = 1e-3;

static void fill(Trace *trace, double *weight) {
    Random random = random_from(7, 0);
    const Net *net = trace->net;
    int rows = trace->wiring.steps * trace->batch, losses = trace->wiring.loss_count * trace->batch;
    WeightPlan plan = {.radius = 0.9, .scale = 0.3, .forget_bias = 1, .seed = 7};
    weights_init(weight, net, &plan, trace->scratch);
    for (int i = 0; i < rows * net->spec.inputs; i++) trace->x[i] = random_normal(&random);
    for (int i = 0; i < losses; i++) trace->target[i] = random_below(&random, net->spec.outputs);
}

static void turn(Trace *trace, double *weight, double *gradient, double *delta) {
    net_forward(trace, weight);
    net_backward(trace, gradient, weight);
    sgd_step(weight, delta, gradient, trace->net->weight_count, engine_rate);
}

static bool measure(BenchTimes *times, Trace *trace, double *weight, double *gradient, double *delta) {
    ClockApi clock;
    platform_clock(&clock);
    times->count = 0;
    fill(trace, weight);
    turn(trace, weight, gradient, delta);
    double begin = clock.now_s(clock.user), before = begin;
    while (times->count < times->capacity && (times->count < ENGINE_TURNS_LEAST || before - begin < engine_budget_s)) {
        turn(trace, weight, gradient, delta);
        double now = clock.now_s(clock.user);
        bench_times_add(times, now - before);
        before = now;
    }
    return trace->loss == trace->loss; /* a NaN would take another time */
}

static bool measure_cell(BenchTimes *times, CellKind cell, const char *name, int hidden, int steps, int batch, Diag *diag) {
    NetSpec spec = {.cell = cell,
                    .activation = ACTIVATION_TANH,
                    .loss = LOSS_CROSS_ENTROPY,
                    .hidden = hidden,
                    .layers = 1,
                    .directions = 1,
                    .inputs = ENGINE_INPUTS,
                    .outputs = ENGINE_OUTPUTS};
    Net net;
    Wiring wiring;
    Trace trace = {0};
    if (!net_init(&net, &spec, diag)) return false;
    wiring_init_many_to_many(&wiring, steps);
    if (!trace_init(&trace, &net, &wiring, batch, diag)) return false;
    double *weight = mem_new(3 * net.weight_count * sizeof(double));
    bool good = weight || diag_fail(diag, "out of memory");
    trace.lean = true; /* as in training */
    if (good && !measure(times, &trace, weight, weight + net.weight_count, weight + 2 * net.weight_count)) {
        good = diag_fail(diag, "the loss became NaN, so the times would mean nothing");
    }
    if (good) {
        printf("RESULT unroll %s f64 1t %d %d %d %.2f %.2f\n", name, hidden, steps, batch, bench_times_quantile(times, 0.5) * 1e6,
               bench_times_quantile(times, 0.1) * 1e6);
        fflush(stdout);
    }
    mem_free(weight);
    trace_deinit(&trace);
    return good;
}

static bool parse_line(int size[3], Str line, int number, Diag *diag) {
    static const struct {
        const char *name, *what;
        int most;
    } limit[3] = {{"H", "hidden units", NET_HIDDEN_MAX}, {"T", "steps", NET_STEP_MAX}, {"B", "sequences in the batch", NET_BATCH_MAX}};
    Str rest = line;
    for (int i = 0; i < 3; i++) {
        long value = 0;
        Str word = str_next_word(&rest);
        int column = (int)((word.count ? word.at : line.at + line.count) - line.at) + 1;
        if (!number_parse_int(&value, word) || value < 1 || value > limit[i].most) {
            return diag_fail_at(diag, "standard input", number, column,
                                "%s, the %s: '%.*s' is not valid; expected a whole number from 1 to %d; a line is \"H T B\"", limit[i].name,
                                limit[i].what, word.count, word.at, limit[i].most);
        }
        size[i] = (int)value;
    }
    rest = str_trim(rest);
    if (!rest.count) return true;
    return diag_fail_at(diag, "standard input", number, (int)(rest.at - line.at) + 1, "'%.*s' is one word too many; a line is \"H T B\"",
                        rest.count, rest.at);
}

/* The next line, without its end, as much of it as fits. False at the end. *cut: there is more. */
static bool read_line(char line[LINE_MAX_BYTES], Str *text, bool *cut, FILE *in) {
    int count = 0, c = fgetc(in);
    if (c == EOF) return false;
    *cut = false;
    for (; c != EOF && c != '\n'; c = fgetc(in)) {
        if (count < LINE_MAX_BYTES)
            line[count++] = (char)c;
        else
            *cut = true;
    }
    *text = str_trim((Str){line, count});
    return true;
}

bool bench_engine_read(int size[3], int *number, bool *end, FILE *in, Diag *diag) {
    char line[LINE_MAX_BYTES];
    Str text;
    bool cut;
    *end = false;
    while (read_line(line, &text, &cut, in)) {
        ++*number;
        if ((!text.count && !cut) || (text.count && text.at[0] == '#')) continue;
        if (!cut) return parse_line(size, text, *number, diag);
        return diag_fail_at(diag, "standard input", *number, 1, "this line is longer than %d bytes; a line is \"H T B\"", LINE_MAX_BYTES);
    }
    *end = true;
    return true;
}

static int run(const CliOptions *options, Diag *diag) {
    static const CellKind cells[] = {CELL_RNN, CELL_LSTM, CELL_GRU}; /* those that have kernels */
    BenchTimes times;
    if (!bench_times_init(&times, options->repeat > 0 ? (int)options->repeat : ENGINE_TURNS_MOST, diag)) return CLI_FAILED;
    int status = CLI_OK, number = 0, size[3] = {0};
    bool end = false;
    if (platform_is_terminal(stdin)) fprintf(stderr, "Lines \"H T B\" are read from here, such as 32 100 16; Ctrl-D ends them.\n");
    while (status == CLI_OK && !end) {
        if (!bench_engine_read(size, &number, &end, stdin, diag)) status = CLI_BAD_USAGE;
        for (int i = 0; status == CLI_OK && !end && i < 3; i++) {
            if (!measure_cell(&times, cells[i], cell_facts(cells[i])->key, size[0], size[1], size[2], diag)) status = CLI_FAILED;
        }
    }
    bench_times_deinit(&times);
    return status;
}

const CliSubcommand cli_bench_engine = {
    .name = "bench engine",
    .summary = "measure a training step",
    .operands = "",
    .takes = {CLI_REPEAT},
    .about = "Forward, backward and update of one batch, for each line \"H T B\" on standard input (hidden units, steps, batch). It only "
             "reports times.",
    .status = "0; 1 when it could not be measured; 2 when an option or a line was wrong.",
    .run = run,
};
