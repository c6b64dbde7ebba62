/* The memory of an experiment, from sizes alone (declared in memory.h). Computed in double, because products of sizes far beyond the bound
   must not wrap around. */
#include "lab/memory.h"
#include "base/number.h"
#include "engine/analysis/follow.h"
#include "engine/net/optimizer.h"
#include "lab/evaluate.h"
#include "lab/history.h"
#include "lab/record.h"
#include "lab/replay.h"
#include "lab/run.h"
#include <math.h>
#include <string.h>

static const double LOSSES = 6 << 20; /* a list of a hundred million losses, and the part of it that undo entries do not share */

/* Only the trace's block: trace_plan_size also counts weights, gradient and update. */
static double trace_bytes(const Net *net, const Wiring *wiring, int batch) {
    return (double)trace_plan_size(net, wiring, batch) - 3.0 * (double)net->weight_count * sizeof(double);
}

MemoryPlan memory_plan(const Net *net, const Wiring *wiring, const Setup *setup, int runs) {
    int batch = setup_get_int(setup, KEY_BATCH);
    bool truncates = setup_get_int(setup, KEY_TRUNCATE) > 0;
    double P = (double)net->weight_count;
    double M = (double)(optimizer_moment_count((OptimizerKind)setup_get_int(setup, KEY_OPTIMIZER), net->weight_count) + RUN_NORM_COUNT +
                        run_carry_count(net, setup));
    double state = (P + M) * sizeof(double), stage = trace_bytes(net, wiring, 1);
    MemoryPlan plan = {.run_bytes = stage + (double)follow_plan_size(net, wiring, 1) + (6 * P + 3 * M) * sizeof(double),
                       .runs = runs > 0 ? runs : 1};
    if (batch > 1) plan.run_bytes += trace_bytes(net, wiring, batch);
    if (truncates) plan.run_bytes += (double)truncated_plan_size(net, wiring, 1);
    if (truncates && batch > 1) plan.run_bytes += (double)truncated_plan_size(net, wiring, batch);
    /* The last undo entry stays, however large; one more of each is made before an old one goes. */
    plan.beside_bytes = fmax((double)HISTORY_BYTES_MAX, state) + (double)REPLAY_BYTES_MAX + 2 * state + LOSSES;
    if (plan.runs > 1) { /* the snapshot: a run without a batch and without the room to compute an update */
        plan.beside_bytes += stage + (double)follow_plan_size(net, wiring, 1) + (3 * P + M) * sizeof(double);
        if (truncates) plan.beside_bytes += (double)truncated_plan_size(net, wiring, 1);
    }
    size_t carry = run_carry_count(net, setup);
    bool probes = P * wiring->steps <= MEMORY_PROBE_WORK; /* of larger ones gradient_check.c asks for room when it begins */
    if (plan.runs > 1) plan.beside_bytes += (double)evaluate_plan_small(net, wiring, carry) + RECORD_BYTES + (probes ? stage : 0);
    if (plan.runs == 1) plan.beside_bytes += fmax(stage, (double)evaluate_plan_size(net, wiring));
    if (P * wiring->steps <= 1e6) plan.beside_bytes += stage + (double)follow_plan_size(net, wiring, 1) + P * sizeof(double); /* digits */
    return plan;
}

double memory_total(const MemoryPlan *plan) { return plan->run_bytes * plan->runs + plan->beside_bytes; }

static void add_word(char *out, int size, const char *word) {
    int used = (int)strlen(out);
    text_format(out + used, size - used, "%s%s", used > 0 ? ", " : "", word);
}

/* The parts that need the memory, the least necessary first. */
static void list_what_to_lower(char *out, int size, const Net *net, const Setup *setup) {
    out[0] = '\0';
    if (setup_get_int(setup, KEY_BATCH) > 1) add_word(out, size, "the batch");
    add_word(out, size, "the time steps");
    if (net->spec.layers > 1) add_word(out, size, "the layers");
    int used = (int)strlen(out);
    text_format(out + used, size - used, " or the hidden units%s",
                setup_get_int(setup, KEY_TRUNCATE) > 0 ? ", or turn truncation off" : "");
}

static bool make_net(Net *net, Wiring *wiring, const Setup *setup, Diag *diag) {
    NetSpec spec = setup_net_spec(setup);
    TaskOptions options = setup_task_options(setup);
    return net_init(net, &spec, diag) && setup_task(setup)->wire(wiring, &options, diag);
}

/* The largest value of a size, below the setup's and with all else unchanged, that fits; 0: none. For too small sizes a task has no
   sequence. */
static int find_largest_that_fits(const Setup *setup, SetupKey key, int runs) {
    Setup of = *setup;
    Net net;
    Wiring wiring;
    int low = 1, high = setup_get_int(setup, key) - 1, found = 0;
    while (low <= high) {
        int middle = low + (high - low) / 2;
        of.value[key] = middle;
        bool is_possible = make_net(&net, &wiring, &of, NULL), fits = false;
        if (is_possible) {
            MemoryPlan plan = memory_plan(&net, &wiring, &of, runs);
            fits = memory_total(&plan) <= (double)NET_MEMORY_MAX;
        }
        if (fits) found = middle;
        if (fits || !is_possible)
            low = middle + 1;
        else
            high = middle - 1;
    }
    return found;
}

/* Lists values each of which alone would be enough. */
static void list_what_fits(char *out, int size, const Setup *setup, int runs) {
    static const struct {
        SetupKey key;
        const char *one, *many;
    } sizes[] = {{KEY_BATCH, "a batch of %d", "a batch of %d"},
                 {KEY_STEPS, "%d time step", "%d time steps"},
                 {KEY_LAYERS, "%d layer", "%d layers"},
                 {KEY_HIDDEN, "%d hidden unit", "%d hidden units"}};
    char word[4][32];
    int count = 0;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        int value = find_largest_that_fits(setup, sizes[i].key, runs);
        if (value > 0) text_format(word[count++], sizeof *word, value == 1 ? sizes[i].one : sizes[i].many, value);
    }
    out[0] = '\0';
    for (int i = 0; i < count; i++) {
        int used = (int)strlen(out);
        text_format(out + used, size - used, "%s%s", i == 0 ? " It would fit with " : i + 1 < count ? ", " : " or ", word[i]);
    }
    if (count > 0) text_format(out + strlen(out), size - (int)strlen(out), ".");
}

bool memory_check(const Net *net, const Wiring *wiring, const Setup *setup, int runs, Diag *diag) {
    const double MB = 1 << 20;
    MemoryPlan plan = memory_plan(net, wiring, setup, runs), alone = memory_plan(net, wiring, setup, 1);
    char lower[96], held[96], fits[128], train[96] = "";
    if (memory_total(&plan) <= (double)NET_MEMORY_MAX) return true;
    list_what_to_lower(lower, sizeof lower, net, setup);
    list_what_fits(fits, sizeof fits, setup, runs);
    if (plan.runs > 1)
        text_format(held, sizeof held, "%d runs of %.0f MB (the window trains on a second one)", plan.runs, plan.run_bytes / MB);
    else
        text_format(held, sizeof held, "%.0f MB for the run", plan.run_bytes / MB);
    if (plan.runs > 1 && memory_total(&alone) <= (double)NET_MEMORY_MAX)
        text_format(train, sizeof train, " `unroll train` needs %.0f MB for it.", memory_total(&alone) / MB);
    return diag_fail(
        diag,
        "%d hidden units, %d time steps and a batch of %d need %.0f MB: %s and %.0f MB for undo, going back and checks; the limit "
        "is %d MB. Lower %s.%s%s",
        net->spec.hidden, wiring->steps, setup_get_int(setup, KEY_BATCH), memory_total(&plan) / MB, held, plan.beside_bytes / MB,
        (int)(NET_MEMORY_MAX >> 20), lower, fits, train);
}

double memory_of_run(const Run *run) {
    double count = run->weight ? 6 * (double)run->net.weight_count + 3 * (double)(run->moment_count + run->carry_count) : 0;
    return count * sizeof(double) + (double)(run->trace.size + run->follow.size + run->batch.size + run->truncated.size) +
           (double)run->batch_truncated.size;
}

bool memory_check_change(const Run *run, const Net *net, const Wiring *wiring, const Setup *setup, Diag *diag) {
    const double MB = 1 << 20;
    MemoryPlan plan = memory_plan(net, wiring, setup, 1);
    double had = memory_of_run(run), total = had + run->others_bytes + memory_total(&plan);
    if (total <= (double)NET_MEMORY_MAX) return true;
    return diag_fail(diag,
                     "The change needs %.0f MB at once: %.0f MB for the experiment as it is, %.0f MB for the new one and %.0f MB for undo, "
                     "going back and checks; the limit is %d MB. Change to a smaller one first, such as a batch of 1 or fewer time steps.",
                     total / MB, (had + run->others_bytes) / MB, plan.run_bytes / MB, plan.beside_bytes / MB, (int)(NET_MEMORY_MAX >> 20));
}

bool memory_fits_table(const Lab *lab, size_t bytes, const char *what, Diag *diag) {
    const double MB = 1 << 20;
    MemoryPlan plan = memory_plan(&lab->run.net, &lab->run.wiring, &lab->setup, lab->run.runs);
    double total = memory_total(&plan) + (double)bytes;
    if (total <= (double)NET_MEMORY_MAX) return true;
    return diag_fail(diag,
                     "%s: %.0f MB for the table and %.0f MB for the experiment are %.0f MB; the limit is %d MB. Lower the time steps, the "
                     "hidden units or the batch.",
                     what, (double)bytes / MB, memory_total(&plan) / MB, total / MB, (int)(NET_MEMORY_MAX >> 20));
}

/* --- variants --- */

bool memory_find_variant(double *bytes, const Setup *setup, int runs, Diag *diag) {
    Net net;
    Wiring wiring;
    Setup stage = *setup;
    if (!make_net(&net, &wiring, setup, diag)) return false;
    stage.value[KEY_BATCH] = 1;
    *bytes = memory_plan(&net, &wiring, setup, 1).run_bytes;
    if (runs > 1) *bytes += 2 * memory_plan(&net, &wiring, &stage, 1).run_bytes;
    *bytes += 3.0 * (double)MEMORY_VARIANT_BYTES; /* undo, going back, losses */
    if (runs > 1) *bytes += (double)evaluate_plan_small(&net, &wiring, run_carry_count(&net, setup)) + RECORD_BYTES + RECORD_SHOWN_BYTES;
    return true;
}

bool memory_fits_beside(double bytes, const Setup *setup, int runs, Diag *diag) {
    const double MB = 1 << 20;
    Net net;
    Wiring wiring;
    if (!make_net(&net, &wiring, setup, diag)) return false;
    MemoryPlan plan = memory_plan(&net, &wiring, setup, runs);
    double total = memory_total(&plan) + bytes;
    if (total <= (double)NET_MEMORY_MAX) return true;
    return diag_fail(
        diag, "with it the experiment needs %.0f MB; the limit is %d MB. Lower the time steps or the hidden units, or compare fewer.",
        total / MB, (int)(NET_MEMORY_MAX >> 20));
}
