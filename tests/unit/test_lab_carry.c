/* The state that training carries from piece to piece of a text: as one long pass has it, without a gradient across, and brought back by
   undo, visits, snapshots and saved files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "data/text.h"
#include "experiment/train_job.h"
#include "lab/run.h"
#include "lab/setup_file.h"
#include "support/lab_case.h"
#include <math.h>
#include <string.h>

enum { PIECES = 4, T = 7, B = 3 };

static void open_carrying(Lab *lab, const char *more) {
    lab_case_open(lab);
    lab_case_apply_all(lab, "set task text; set hidden 5; set steps 7; set batch 3; set carry on");
    lab_case_apply_all(lab, more);
}

/* The states of one forward pass over `count` symbols of the text, which no code of the laboratory makes. */
static void read_on(Trace *trace, const Run *run, const unsigned char *symbol, int count) {
    Wiring wiring;
    wiring_init_many_to_many(&wiring, count);
    assert_true(trace_init(trace, &run->net, &wiring, 1, NULL));
    for (int t = 0; t < count; t++) trace->x[(size_t)t * (size_t)run->net.spec.inputs + symbol[t]] = 1;
    net_forward(trace, run->weight);
}

static void assert_near(const double *a, const double *b, int count, const char *what) {
    for (int i = 0; i < count; i++)
        if (!(fabs(a[i] - b[i]) <= 1e-12)) fail_msg("%s: number %d is %.17g, expected %.17g", what, i, a[i], b[i]);
}

static const unsigned char *find_strip(const Text *text, long number, int batch, long *piece) {
    long strip = text->train_count / batch;
    *piece = number / batch % ((strip - 1) / T);
    return text->symbol + number % batch * strip;
}

static void pieces_read_one_after_the_other_are_one_long_pass(void **state) {
    (void)state;
    static const char *const nets[] = {"set cell rnn", "set cell gru", "set cell lstm", "set cell lstm; set layers 2", "set layers 3"};
    for (int n = 0; n < 5; n++) {
        Lab lab;
        open_carrying(&lab, nets[n]);
        Run *run = &lab.run;
        const Text *text = text_builtin(0);
        int H = run->net.spec.hidden, top = run->net.spec.layers - 1;
        for (int pass = 0; pass < PIECES; pass++) {
            long first = run->next_sequence;
            double loss;
            assert_true(run_train_pass(run, &lab.setup, &loss));
            for (int b = 0; b < B; b++) {
                Trace whole;
                long piece;
                const unsigned char *strip = find_strip(text, first + b, B, &piece);
                /* The stage has the first piece of the first strip, so training's first there is the second, and empty. */
                long begin = first + b >= B && (first + b) % B == 0 ? 1 : 0;
                read_on(&whole, run, strip + begin * T, (int)(piece - begin + 1) * T);
                for (int t = 0; t < T; t++) {
                    long row = ((piece - begin) * T + t) * H;
                    assert_near(run->batch.lane[top][0].h + (t * B + b) * H, whole.lane[top][0].h + row, H, nets[n]);
                    if (!whole.lane[top][0].c) continue;
                    assert_near(run->batch.lane[top][0].c + (t * B + b) * H, whole.lane[top][0].c + row, H, nets[n]);
                }
                trace_deinit(&whole);
            }
            run_carry_end(run); /* the weights stay, so that one long pass has the same */
        }
        lab_deinit(&lab);
    }
}

/* By differences: the state that was taken over stays as it is while a weight is moved. */
static void no_gradient_crosses_into_the_piece_before(void **state) {
    (void)state;
    Lab lab;
    Trace probe;
    double loss;
    open_carrying(&lab, "set cell lstm; set weight_scale 1");
    Run *run = &lab.run;
    for (int pass = 0; pass < 3; pass++) {
        if (pass > 0) run_carry_end(run);
        assert_true(run_train_pass(run, &lab.setup, &loss));
    }
    double size = 0;
    for (int i = 0; i < B * run->net.spec.hidden; i++) size += fabs(run->batch.lane[0][0].h0[i]);
    assert_true(size > 0.1);
    assert_true(trace_init(&probe, &run->net, &run->wiring, B, NULL));
    memcpy(probe.x, run->batch.x, (size_t)(T * B * run->net.spec.inputs) * sizeof(double));
    memcpy(probe.target, run->batch.target, (size_t)(T * B) * sizeof(double));
    memcpy(probe.lane[0][0].h0, run->batch.lane[0][0].h0, (size_t)(B * run->net.spec.hidden) * sizeof(double));
    memcpy(probe.lane[0][0].c0, run->batch.lane[0][0].c0, (size_t)(B * run->net.spec.hidden) * sizeof(double));
    for (size_t i = 0; i < run->net.weight_count; i += 97) {
        double kept = run->weight[i], side[2];
        for (int s = 0; s < 2; s++) {
            run->weight[i] = kept + (s ? 1e-5 : -1e-5);
            net_forward(&probe, run->weight);
            side[s] = probe.loss;
        }
        run->weight[i] = kept;
        double slope = (side[1] - side[0]) / 2e-5;
        if (!(fabs(slope - run->gradient[i]) < 1e-7)) fail_msg("weight %zu: %g, by differences %g", i, run->gradient[i], slope);
    }
    trace_deinit(&probe);
    lab_deinit(&lab);
}

static double size_of(const double *value, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) sum += fabs(value[i]);
    return sum;
}

static void the_stage_begins_with_what_the_pieces_before_it_leave(void **state) {
    (void)state;
    Lab lab;
    open_carrying(&lab, "set cell lstm; train 30");
    const Run *run = &lab.run;
    int H = run->net.spec.hidden;
    assert_int_equal(run->carried_steps, 0); /* the first piece of a strip */
    assert_true(size_of(run->trace.lane[0][0].h0, H) == 0);
    lab_case_apply_all(&lab, "set batch 1; restart; train 9; next; next");
    long piece, number = run->sequence;
    Trace whole;
    const unsigned char *strip = find_strip(text_builtin(0), number, 1, &piece);
    assert_true(piece >= 10 && run->carried_steps == piece * T);
    read_on(&whole, run, strip, (int)(piece + 1) * T);
    assert_near(run->trace.lane[0][0].h0, whole.lane[0][0].h + (piece * T - 1) * H, H, "h0");
    assert_near(run->trace.lane[0][0].c0, whole.lane[0][0].c + (piece * T - 1) * H, H, "c0");
    assert_near(run->trace.lane[0][0].h, whole.lane[0][0].h + piece * T * H, T * H, "h");
    trace_deinit(&whole);
    static const char *const off[] = {"set carry off", "set direction both", "set examples 20", "set task sine"};
    for (int i = 0; i < 4; i++) {
        lab_case_apply(&lab, "%s", off[i]);
        assert_true(size_of(run->trace.lane[0][0].h0, run->net.spec.hidden) == 0 && run->carried_steps == 0);
        lab_case_apply(&lab, "undo");
        assert_true(size_of(run->trace.lane[0][0].h0, H) > 0);
    }
    lab_deinit(&lab);
}

/* Whatever is tried and undone between, training goes on as if nothing had been. */
static void what_is_undone_leaves_no_trace_in_it(void **state) {
    (void)state;
    static const char *const ways[] = {"set batch 5; train 3; undo; undo",
                                       "set carry off; train 4; undo; undo",
                                       "set steps 9; train 2; undo; undo",
                                       "next; train 2; undo; undo",
                                       "train 5; undo; redo; undo",
                                       "update; undo",
                                       "set optimizer adam; undo",
                                       "visit 3; visit 8",
                                       "set hidden 9; undo",
                                       "whatif gate f 5 all 0; undo"};
    Lab straight;
    open_carrying(&straight, "set cell lstm; train 8; train 12");
    for (int i = 0; i < 10; i++) {
        Lab lab;
        open_carrying(&lab, "set cell lstm; train 8");
        lab_case_apply_all(&lab, ways[i]);
        lab_case_apply_all(&lab, "train 12");
        LabDigest a = lab_case_digest(&lab), b = lab_case_digest(&straight);
        lab_case_assert_same(&a, &b, ways[i]);
        lab_deinit(&lab);
    }
    lab_deinit(&straight);
}

static void another_length_begins_empty_and_turning_it_off_forgets(void **state) {
    (void)state;
    Lab lab;
    double loss;
    open_carrying(&lab, "train 8");
    assert_true(run_train_pass(&lab.run, &lab.setup, &loss));
    assert_true(size_of(lab.run.batch.lane[0][0].h0, B * 5) > 0);
    lab_case_apply(&lab, "set steps 6");
    assert_true(run_train_pass(&lab.run, &lab.setup, &loss));
    assert_true(size_of(lab.run.batch.lane[0][0].h0, B * 5) == 0);
    lab_case_apply_all(&lab, "train 2; set carry off");
    assert_true(run_train_pass(&lab.run, &lab.setup, &loss));
    assert_true(size_of(lab.run.batch.lane[0][0].h0, B * 5) == 0);
    lab_deinit(&lab);
}

/* The moments are those of before; only the places are other ones. */
static void another_batch_keeps_the_optimisers_moments(void **state) {
    (void)state;
    Lab lab;
    open_carrying(&lab, "set optimizer adam; train 8");
    double first = lab.run.weight[lab.run.net.weight_count], last = lab.run.weight[2 * lab.run.net.weight_count];
    assert_true(first != 0 || last != 0);
    lab_case_apply(&lab, "set batch 4");
    assert_true(lab.run.weight[lab.run.net.weight_count] == first && lab.run.weight[2 * lab.run.net.weight_count] == last);
    lab_deinit(&lab);
}

/* A training that met numbers that are not finite stands as one that was told to end there. */
static void a_burst_leaves_the_states_of_what_stands(void **state) {
    (void)state;
    static const char *const ends[] = {"set activation identity; set radius 3; set learning_rate 10", "set stop_norm 1.2"};
    for (int i = 0; i < 2; i++) {
        Lab lab, fresh;
        open_carrying(&lab, ends[i]);
        assert_false(lab_case_try(&lab, "train 400"));
        long stands = lab.run.update;
        open_carrying(&fresh, ends[i]);
        if (stands > 0) lab_case_apply(&fresh, "train %ld", stands);
        LabDigest a = lab_case_digest(&lab), b = lab_case_digest(&fresh);
        a.known = b.known = 0;
        lab_case_assert_same(&a, &b, ends[i]);
        lab_deinit(&lab);
        lab_deinit(&fresh);
    }
}

static void a_worker_carries_the_same(void **state) {
    (void)state;
    Lab lab, straight;
    JobQueue jobs;
    WorkerApi no_threads = {0};
    ClockApi no_clock = {0};
    static TrainJob job;
    TrainTaken taken;
    job_queue_init(&jobs, &no_threads);
    open_carrying(&lab, "set cell lstm; train 5");
    open_carrying(&straight, "set cell lstm; train 5; train 40; train 6");
    assert_true(train_job_start(&job, &lab, &jobs, &no_clock, 45, true, NULL));
    while (!train_job_run(&job.job, 0.001)) assert_true(train_job_take(&taken, &lab, &job, NULL));
    assert_true(train_job_take(&taken, &lab, &job, NULL));
    assert_int_equal(lab.run.update, 45);
    lab_case_apply(&lab, "train 6");
    LabDigest a = lab_case_digest(&lab), b = lab_case_digest(&straight);
    assert_true(a.state == b.state && a.trace == b.trace);
    train_job_deinit(&job);
    lab_deinit(&lab);
    lab_deinit(&straight);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_read_one_after_the_other_are_one_long_pass),
        cmocka_unit_test(no_gradient_crosses_into_the_piece_before),
        cmocka_unit_test(the_stage_begins_with_what_the_pieces_before_it_leave),
        cmocka_unit_test(what_is_undone_leaves_no_trace_in_it),
        cmocka_unit_test(another_length_begins_empty_and_turning_it_off_forgets),
        cmocka_unit_test(another_batch_keeps_the_optimisers_moments),
        cmocka_unit_test(a_burst_leaves_the_states_of_what_stands),
        cmocka_unit_test(a_worker_carries_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
