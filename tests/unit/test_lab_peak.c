/* The bound on memory at every moment, counted by the program's own allocations: while shapes change, in a lab and in the window's
   experiment while it trains, and while a table of an analysis is there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "engine/analysis/analysis.h"
#include "engine/analysis/spectrum.h"
#include "engine/analysis/truncated.h"
#include "experiment/experiment.h"
#include "lab/history.h"
#include "lab/memory.h"
#include "lab/quantity.h"
#include "lab/run.h"
#include "support/fail_memory.h"
#include "support/lab_case.h"
#include <math.h>
#include <string.h>

static const double MB = 1 << 20;

/* Runs of half a megabyte to twelve, larger and smaller in turn, with and without a batch. */
static const char *const changes[] = {"set steps 150",
                                      "set cell lstm",
                                      "set hidden 40",
                                      "set batch 8",
                                      "set optimizer adam",
                                      "set steps 30",
                                      "set direction both",
                                      "set layers 2",
                                      "set batch 1",
                                      "set hidden 60",
                                      "set steps 150",
                                      "undo",
                                      "undo",

                                      "redo",
                                      "set truncate 5",
                                      "set batch 4",
                                      "preset first",
                                      "undo",
                                      "set steps 300",
                                      "set hidden 20",
                                      "set dropout 0.3",
                                      "undo",
                                      "set optimizer sgd"};
enum { CHANGES = sizeof changes / sizeof changes[0] };

static MemoryPlan plan_of(const Lab *lab, int runs) { return memory_plan(&lab->run.net, &lab->run.wiring, &lab->setup, runs); }

static double larger(double a, double b) { return a > b ? a : b; }

static void a_change_of_shape_takes_no_more_at_once_than_it_promises(void **state) {
    (void)state;
    Lab lab;
    mem_count();
    lab_case_open(&lab);
    double most = 0;
    for (int i = 0; i < CHANGES; i++) {
        double had = memory_of_run(&lab.run);
        lab_case_apply(&lab, "%s", changes[i]);
        MemoryPlan plan = plan_of(&lab, 1);
        double promised = had + memory_total(&plan);
        if (mem_peak() > larger(promised, most)) fail_msg("%s: %.1f MB, promised were %.1f", changes[i], mem_peak() / MB, promised / MB);
        assert_true(memory_of_run(&lab.run) <= plan.run_bytes + 1); /* what is counted as held is what was planned */
        most = larger(most, promised);
    }
    assert_true(most < (double)NET_MEMORY_MAX && mem_peak() > 10 * MB);
    lab_deinit(&lab);
    mem_count_stop();
}

/* Bytes of a run, and of one without a batch. */
typedef struct Runs {
    double run, stage;
    double total; /* what the program says of it: two runs, and all that may stand beside them, filled */
} Runs;

static Runs runs_of(const Lab *lab) {
    Setup stage = lab->setup;
    stage.value[KEY_BATCH] = 1;
    MemoryPlan plan = plan_of(lab, 1), alone = memory_plan(&lab->run.net, &lab->run.wiring, &stage, 1);
    MemoryPlan window = plan_of(lab, 2);
    return (Runs){plan.run_bytes, alone.run_bytes, memory_total(&window)};
}

/* For undo and going back, and two states that are kept before others are given up. */
static double kept_bytes(const Lab *lab) {
    return (double)history_size(lab->history, &lab->run) + (double)lab_replay_size(lab) +
           2.0 * (double)(run_state_count(&lab->run) * sizeof(double));
}

static const double OTHER = 2.0 * (1 << 20); /* lists and tables of fixed size, losses, the points of the record */

/* The window: commands by frames, training before and after each, so that there are a second run and a snapshot. */
static void a_window_takes_no_more_at_once_than_two_runs_and_what_stands_beside_them(void **state) {
    (void)state;
    static Experiment it;
    WorkerApi no_threads = {0};
    ClockApi no_clock = {0};
    JobQueue jobs;
    Diag diag = {0};
    double largest = 0, last = 0; /* what the change before promised: its spare run may still be there */
    mem_count();
    job_queue_init(&jobs, &no_threads);
    assert_true(experiment_init(&it, &jobs, &no_clock, &diag));
    it.lab.run.runs = 2;
    for (int i = 0; i < CHANGES; i++) {
        Command command;
        ExperimentEvent event;
        if (!strcmp(changes[i], "redo")) continue; /* training has been done since */
        mem_forget_peak();
        experiment_set_training(&it, true, true);
        for (int frame = 0; frame < 3; frame++) {
            experiment_advance(&it, true);
            job_queue_run_frame(&jobs);
            experiment_take(&it, true);
        }
        Runs before = runs_of(&it.lab);
        double kept = kept_bytes(&it.lab);
        assert_true(command_parse(&command, str_from(changes[i]), &diag));
        ExperimentMode mode = {.may_wait = i % 3 != 0};
        if (experiment_do(&it, &command, mode, &diag) == EXPERIMENT_FAILED) fail_msg("%s: %s", changes[i], diag.text);
        experiment_set_training(&it, false, true);
        for (int frame = 0; frame < 3; frame++) experiment_advance(&it, true);
        experiment_finish(&it);
        while (experiment_next_event(&it, &event)) continue;
        Runs after = runs_of(&it.lab);
        kept = larger(kept, kept_bytes(&it.lab));
        double most = larger(2 * before.run + before.stage, 2 * after.run + after.stage);
        most = larger(most, before.run + before.stage + after.run); /* the old one, its copy that becomes the new one, and that one */
        if (!mode.may_wait)
            most = larger(most, 2 * before.run + before.stage + after.run); /* here, beside a training that runs: asked before */
        double promised = most;
        most = larger(most, last);
        last = promised;
        if (i >= 14) most = larger(most, larger(before.total, after.total)); /* truncation and dropout have blocks that come and go */
        if (mem_peak() > most + kept + OTHER)
            fail_msg("%s: %.1f MB, promised were %.1f", changes[i], mem_peak() / MB, (most + kept + OTHER) / MB);
        largest = larger(largest, mem_peak());
    }
    assert_true(it.lab.run.runs == 2 && largest > 20 * MB);
    experiment_deinit(&it);
    mem_count_stop();
}

/* The largest plain RNN that lectures are to show, in the window, with training beside it. */
static void the_largest_plain_rnn_fits_into_a_window(void **state) {
    (void)state;
    Setup setup;
    Net net;
    Wiring wiring;
    Diag diag = {0};
    setup_init(&setup);
    assert_true(setup_set(&setup, KEY_HIDDEN, 256, NULL) && setup_set(&setup, KEY_LAYERS, 4, NULL) &&
                setup_set(&setup, KEY_DIRECTION, 1, NULL));
    assert_true(setup_set(&setup, KEY_STEPS, 900, NULL));
    NetSpec spec = setup_net_spec(&setup);
    TaskOptions options = setup_task_options(&setup);
    assert_true(net_init(&net, &spec, &diag) && setup_task(&setup)->wire(&wiring, &options, &diag));
    if (!memory_check(&net, &wiring, &setup, 2, &diag)) fail_msg("%s", diag.text);
}

/* Two that would fit, each for itself, and not while one becomes the other. */
static void a_change_that_needs_both_at_once_is_refused_with_the_numbers(void **state) {
    (void)state;
    Lab lab;
    Diag diag = {0};
    lab_case_open(&lab);
    lab.run.others_bytes = (double)NET_MEMORY_MAX - 60 * MB;
    LabDigest before = lab_case_digest(&lab);
    diag = lab_case_refuse(&lab, "set steps 500");
    LabDigest after = lab_case_digest(&lab);
    lab_case_assert_same(&after, &before, "after a refusal");
    lab_case_assert_says(&diag, "MB at once");
    lab_case_assert_says(&diag, "the limit is 512 MB. Change to a smaller one first");
    lab.run.others_bytes = 0;
    lab_case_apply(&lab, "set steps 500");
    lab_deinit(&lab);
}

static void look(Lab *lab, const char *text, double table) {
    Quantity quantity;
    QuantityValue value;
    QuantityFacts facts = {0};
    Diag diag = {0};
    double before = mem_held();
    assert_true(quantity_parse(&quantity, str_from(text), &diag));
    if (!quantity_evaluate(&value, &quantity, lab, &facts, &diag)) fail_msg("%s: %s", text, diag.text);
    double took = mem_peak() - before;
    if (!(took >= 0 && took <= table + 1024)) fail_msg("%s: %.2f MB, planned were %.2f", text, took / MB, table / MB);
}

static void tables_are_counted_beside_the_experiment(void **state) {
    (void)state;
    Lab lab;
    Diag diag = {0};
    lab_case_open(&lab);
    lab_case_apply_all(&lab, "set cell lstm; set hidden 12; set steps 60; set targets every");
    const Net *net = &lab.run.net;
    const Wiring *wiring = &lab.run.wiring;
    mem_count();
    look(&lab, "item 60 1", (double)items_plan_size(net, wiring, 1));
    mem_count();
    look(&lab, "product 30", (double)jacobians_plan_size(net, wiring, 1));
    mem_count();
    look(&lab, "angle 5", (double)truncated_plan_size(net, wiring, 1));
    mem_count_stop();
    MemoryPlan plan = plan_of(&lab, lab.run.runs);
    size_t left = (size_t)((double)NET_MEMORY_MAX - memory_total(&plan));
    assert_true(memory_fits_table(&lab, left, "Gradients by loss", &diag));
    assert_false(memory_fits_table(&lab, left + 2, "Gradients by loss", &diag));
    lab_case_assert_says(&diag, "Gradients by loss: ");
    lab_case_assert_says(&diag, "are 512 MB; the limit is 512 MB. Lower the time steps");
    lab_deinit(&lab);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_change_of_shape_takes_no_more_at_once_than_it_promises),
        cmocka_unit_test(a_window_takes_no_more_at_once_than_two_runs_and_what_stands_beside_them),
        cmocka_unit_test(the_largest_plain_rnn_fits_into_a_window),
        cmocka_unit_test(a_change_that_needs_both_at_once_is_refused_with_the_numbers),
        cmocka_unit_test(tables_are_counted_beside_the_experiment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
