/* What is measured on the way of a training: where its points lie, what they hold, that a worker measures the same, and that undo and
   visits keep them. */
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "base/arena.h"
#include "engine/net/kernels.h"
#include "experiment/experiment.h"
#include "experiment/train_job.h"
#include "lab/record.h"
#include "lab/run.h"
#include "support/lab_case.h"
#include <math.h>
#include <string.h>

typedef struct Points {
    RecordPoint *at;
    int count;
} Points;

static Points list(const Lab *lab) {
    Points points = {mem_new(RECORD_PATH_MAX * sizeof(RecordPoint)), 0};
    assert_non_null(points.at);
    points.count = record_list(points.at, 0, lab->record, &lab->run);
    return points;
}

static void open(Lab *lab) {
    Diag diag = {0};
    lab_case_open(lab);
    assert_true(lab_keep_record(lab, &diag));
}

static void points_lie_evenly_on_a_log_axis_and_near_on_a_linear_one(void **state) {
    (void)state;
    Lab lab;
    open(&lab);
    lab_case_apply(&lab, "train 1000");
    Points points = list(&lab);
    assert_int_equal(points.at[0].update, 0);
    for (int i = 1; i < points.count; i++) {
        long gap = points.at[i].update - points.at[i - 1].update;
        assert_true(gap >= 1 && gap <= 1 + points.at[i].update / RECORD_OCTAVE);
        if (points.at[i].update <= 2 * RECORD_OCTAVE) assert_int_equal(gap, 1);
        assert_int_equal(points.at[i].parent, points.at[i - 1].number);
    }
    assert_true(points.count < 2 * RECORD_OCTAVE + 4 * RECORD_OCTAVE + 30);
    assert_true(points.at[points.count - 1].update > 1000 - 1000 / RECORD_OCTAVE);
    mem_free(points.at);
    lab_deinit(&lab);
}

/* A visit to the update shows the same numbers, computed anew. */
static void a_point_holds_what_a_visit_shows(void **state) {
    (void)state;
    static const char *const setups[] = {"set cell rnn", "set cell lstm; set layers 2; set direction both", "set cell gru; set batch 3",
                                         "set steps 200; set truncate 5"};
    for (size_t k = 0; k < sizeof setups / sizeof *setups; k++) {
        Lab lab;
        open(&lab);
        lab_case_apply_all(&lab, setups[k]);
        lab_case_apply(&lab, "set clip_norm 0.05");
        lab_case_apply(&lab, "train 70");
        Points points = list(&lab);
        for (int i = 0; i < points.count; i += 9) {
            const RecordPoint *point = &points.at[i];
            lab_case_apply(&lab, "visit %ld", point->update);
            const Run *run = &lab.run;
            const FollowLane *lane = &run->follow.lane[run->net.spec.layers - 1][0];
            assert_true(point->loss == run->trace.loss);
            assert_true(fabs(point->radius - run->radius) < 1e-12 * run->radius);
            assert_int_equal(point->steps, run->wiring.steps);
            for (int r = 0; r < point->row_count; r++) assert_true(point->r[r] == (lane->r_c ? lane->r_c : lane->r)[record_step(point, r)]);
            assert_int_equal(record_step(point, point->row_count - 1), point->steps - 1);
            if (point->update == 0) {
                assert_true(isnan(point->norm));
                continue;
            }
            lab_case_apply(&lab, "visit %ld", point->update - 1); /* the gradient that made this update */
            double loss;
            Run copy = {0};
            Diag diag = {0};
            assert_true(run_copy(&copy, &lab.run, &lab.setup, &diag));
            assert_true(run_train_pass(&copy, &lab.setup, &loss));
            double norm = kernel_norm(run_train_gradient(&copy), copy.net.weight_count);
            assert_true(point->norm == norm);
            assert_true(fabs(point->norm_clipped - fmin(norm, 0.05)) < 1e-5);
            run_deinit(&copy);
        }
        mem_free(points.at);
        lab_deinit(&lab);
    }
}

static void the_held_out_measure_is_the_evaluations(void **state) {
    (void)state;
    Lab lab;
    open(&lab);
    lab_case_apply(&lab, "train 400");
    Points points = list(&lab);
    int measured = 0;
    double sequences = 0;
    for (int i = 0; i < points.count; i++) {
        const RecordPoint *point = &points.at[i];
        if (!point->is_measured) continue;
        measured++;
        sequences += (double)point->sequences;
        lab_case_apply(&lab, "visit %ld", point->update);
        Evaluator evaluator;
        Evaluation held;
        assert_true(evaluate_init(&evaluator, &lab.run, &lab.setup, NULL));
        evaluate_run(&held, &evaluator, point->sequences);
        assert_true(point->held_loss == held.loss && point->is_solved == held.is_solved);
        assert_true(point->score == record_score(&held.score, &lab.setup));
        evaluate_deinit(&evaluator);
    }
    assert_true(measured >= 2);
    /* A forward pass is a third of an update: beside the last one they cost no more than half of so small a network's training. */
    assert_true((sequences - RECORD_SEQUENCES) / 3 * RECORD_SHARE_LEAST <= 400);
    mem_free(points.at);
    lab_deinit(&lab);
}

/* Where one sequence at a time is read, the measure stands in the stage's own trace: it is the same measure, and leaves nothing there. */
static void a_measure_in_the_stages_trace_is_the_same_and_leaves_nothing(void **state) {
    (void)state;
    static const char *const setups[] = {"set hidden 56; set steps 700; set direction both",
                                         "set task reber; set hidden 64; set steps 900; set cell gru", /* of differing lengths */
                                         "set task sine; set hidden 64; set steps 900; set cell lstm"};
    for (size_t i = 0; i < sizeof setups / sizeof *setups; i++) {
        Lab lab, without;
        Evaluation held;
        open(&lab);
        lab_case_open(&without);
        lab_case_apply_all(&lab, setups[i]);
        lab_case_apply_all(&without, setups[i]);
        assert_true(evaluate_may_borrow(&lab.run.net, &lab.run.wiring, lab.run.carry_count));
        lab_case_apply(&lab, "train 1");
        lab_case_apply(&without, "train 1");
        lab_case_assert_same_labs(&lab, &without, setups[i]);
        Points points = list(&lab);
        const RecordPoint *point = &points.at[points.count - 1];
        assert_true(points.count > 0 && point->update == 1 && point->is_measured);
        Evaluator evaluator;
        assert_true(evaluate_init_small(&evaluator, &without.run, &without.setup, NULL));
        evaluate_run(&held, &evaluator, point->sequences);
        double score = record_score(&held.score, &lab.setup);
        assert_true(point->held_loss == held.loss && (point->score == score || (isnan(point->score) && isnan(score))));
        evaluate_deinit(&evaluator);
        mem_free(points.at);
        lab_deinit(&lab);
        lab_deinit(&without);
    }
}

static void assert_same_points(const Points *a, const Points *b) {
    assert_int_equal(a->count, b->count);
    for (int i = 0; i < a->count; i++) {
        RecordPoint one = a->at[i], other = b->at[i];
        one.number = one.parent = other.number = other.parent = 0;
        assert_memory_equal(&one, &other, sizeof one);
    }
}

/* However it is cut: by `train` at once, in pieces, and by a worker's slices. */
static void a_worker_measures_the_same(void **state) {
    (void)state;
    const ClockApi no_clock = {0};
    const WorkerApi no_worker = {0};
    Lab whole, pieces, taken;
    open(&whole);
    open(&pieces);
    open(&taken);
    lab_case_apply(&whole, "train 300");
    for (int i = 0; i < 3; i++) lab_case_apply(&pieces, "train 100");
    JobQueue jobs;
    TrainJob *job = mem_new(sizeof *job);
    Diag diag = {0};
    TrainTaken of;
    job_queue_init(&jobs, &no_worker);
    lab_begin_drag(&taken);
    assert_true(train_job_start(job, &taken, &jobs, &no_clock, 300, true, &diag));
    while (taken.run.update < 300) {
        job_queue_run_frame(&jobs);
        assert_true(train_job_take(&of, &taken, job, &diag));
    }
    job_queue_finish(&jobs, &job->job);
    Points a = list(&whole), b = list(&pieces), c = list(&taken);
    assert_true(a.count > 100);
    assert_same_points(&a, &b);
    assert_same_points(&a, &c);
    mem_free(a.at);
    mem_free(b.at);
    mem_free(c.at);
    train_job_deinit(job);
    mem_free(job);
    lab_deinit(&whole);
    lab_deinit(&pieces);
    lab_deinit(&taken);
}

static int count_measured(const Points *points) {
    int count = 0;
    for (int i = 0; i < points->count; i++) count += points->at[i].is_measured;
    return count;
}

static double tick(void *user) { return *(double *)user += 0.02; }

/* Without threads a held-out measure that takes longer than a slice goes on in the next frames, and gives the same points. */
static void a_measure_is_cut_into_slices(void **state) {
    (void)state;
    double time_s = 0;
    const ClockApi clock = {&time_s, tick};
    const WorkerApi no_worker = {.slice_s = 0.004};
    Lab whole, taken;
    open(&whole);
    open(&taken);
    const char *setup = "set hidden 32; set steps 1000"; /* the evaluator reads few sequences at once in its 4 MB */
    lab_case_apply_all(&whole, setup);
    lab_case_apply_all(&taken, setup);
    lab_case_apply(&whole, "train 12");
    JobQueue jobs;
    TrainJob *job = mem_new(sizeof *job);
    Diag diag = {0};
    TrainTaken of;
    int paused = 0;
    job_queue_init(&jobs, &no_worker);
    lab_begin_drag(&taken);
    assert_true(train_job_start(job, &taken, &jobs, &clock, 12, true, &diag));
    while (!job_is_done(&jobs, &job->job)) {
        double before_s = time_s;
        job_queue_run_frame(&jobs);
        assert_true(time_s - before_s < 0.2);
        assert_true(train_job_take(&of, &taken, job, &diag));
        paused += job->meter.part.count > 0;
        assert_true(job_get_progress(&job->job) == 0); /* it takes no seconds */
    }
    assert_true(paused > 5);
    Points a = list(&whole), b = list(&taken);
    assert_true(count_measured(&a) > 0);
    assert_same_points(&a, &b);
    mem_free(a.at);
    mem_free(b.at);
    train_job_deinit(job);
    mem_free(job);
    lab_deinit(&whole);
    lab_deinit(&taken);
}

/* Where the held-out measure takes seconds, a worker shows its first updates before, and those that lead to it before it begins. */
static void a_long_measure_waits_until_updates_were_shown(void **state) {
    (void)state;
    static const char *const setup = "set hidden 256; set steps 1000; set learning_rate 0.0001";
    const long first = 22; /* 64 forward passes are the work of so many updates */
    double time_s = 0, done = 0;
    const ClockApi clock = {&time_s, tick};
    const WorkerApi no_worker = {0};
    Lab whole, taken;
    open(&whole);
    open(&taken);
    lab_case_apply_all(&whole, setup);
    lab_case_apply_all(&taken, setup);
    lab_case_apply(&whole, "train %ld", first + 1);
    JobQueue jobs;
    TrainJob *job = mem_new(sizeof *job);
    Diag diag = {0};
    TrainTaken of;
    long shown = 0;
    bool was_shown = false; /* the update that is measured, before it was */
    job_queue_init(&jobs, &no_worker);
    lab_begin_drag(&taken);
    assert_true(train_job_start(job, &taken, &jobs, &clock, first + 1, true, &diag));
    while (taken.run.update < first + 1) {
        job_queue_run_frame(&jobs);
        assert_true(train_job_take(&of, &taken, job, &diag));
        if (shown == 0) shown = taken.run.update;
        if (job->meter.part.count > 0) {
            assert_true(job_get_progress(&job->job) > done);
            done = job_get_progress(&job->job);
        } else {
            assert_true(job_get_progress(&job->job) == 0);
        }
        Points points = list(&taken);
        was_shown |= taken.run.update == first && count_measured(&points) == 0;
        mem_free(points.at);
    }
    job_queue_finish(&jobs, &job->job);
    assert_int_equal(shown, 1);
    assert_true(done > 0.9);
    assert_true(was_shown);
    Points a = list(&whole), b = list(&taken);
    assert_int_equal(count_measured(&a), 1);
    assert_true(a.at[first].update == first && a.at[first].is_measured && !isnan(a.at[first].norm));
    assert_same_points(&a, &b);
    mem_free(a.at);
    mem_free(b.at);
    train_job_deinit(job);
    mem_free(job);
    lab_deinit(&whole);
    lab_deinit(&taken);
}

static void undo_redo_and_visits_keep_the_points_of_their_training(void **state) {
    (void)state;
    Lab lab;
    open(&lab);
    lab_case_apply(&lab, "train 50");
    Points first = list(&lab);
    lab_case_apply(&lab, "set learning_rate 0.2");
    lab_case_apply(&lab, "train 50");
    Points all = list(&lab);
    assert_true(all.count > first.count && all.at[all.count - 1].update > 90);
    lab_case_apply(&lab, "undo");
    Points back = list(&lab);
    assert_same_points(&back, &first);
    lab_case_apply(&lab, "redo");
    Points again = list(&lab);
    assert_same_points(&again, &all);
    lab_case_apply(&lab, "visit 20");
    Points visited = list(&lab);
    assert_same_points(&visited, &all); /* those ahead can be visited again */
    lab_case_apply(&lab, "set learning_rate 0.01");
    Points cut = list(&lab);
    assert_int_equal(cut.at[cut.count - 1].update, 20);
    lab_case_apply(&lab, "train 30");
    Points other = list(&lab);
    assert_int_equal(other.at[other.count - 1].update, 50);
    assert_true(other.at[other.count - 1].loss != first.at[first.count - 1].loss);
    lab_case_apply(&lab, "restart");
    Points none = list(&lab);
    assert_int_equal(none.count, 0);
    lab_case_apply(&lab, "undo");
    Points undone = list(&lab);
    assert_same_points(&undone, &other);
    Points *const owned[] = {&first, &all, &back, &again, &visited, &cut, &other, &none, &undone};
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++) mem_free(owned[i]->at);
    lab_deinit(&lab);
}

/* The list of many undone trainings is bounded, and the one that stands is whole. */
static void what_is_kept_is_bounded(void **state) {
    (void)state;
    Lab lab;
    open(&lab);
    for (int i = 0; i < 90; i++) {
        lab_case_apply(&lab, "set seed %d", i + 1);
        lab_case_apply(&lab, "train 64");
    }
    Points points = list(&lab);
    assert_int_equal(points.count, 65);
    for (int i = 0; i < points.count; i++) assert_int_equal(points.at[i].update, i);
    mem_free(points.at);
    while (lab_can_undo(&lab)) lab_case_apply(&lab, "undo"); /* points that are gone are missing, and nothing else */
    lab_deinit(&lab);
}

static void a_list_that_is_known_is_not_copied_again(void **state) {
    (void)state;
    Lab lab;
    open(&lab);
    lab_case_apply(&lab, "train 40");
    Points points = list(&lab);
    points.at[3].loss = 77; /* would be overwritten by a copy */
    lab_case_apply(&lab, "train 8");
    points.count = record_list(points.at, points.count, lab.record, &lab.run);
    assert_int_equal(points.count, 49);
    assert_true(points.at[3].loss == 77 && points.at[48].update == 48 && points.at[41].update == 41);
    mem_free(points.at);
    lab_deinit(&lab);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points_lie_evenly_on_a_log_axis_and_near_on_a_linear_one),
        cmocka_unit_test(a_point_holds_what_a_visit_shows),
        cmocka_unit_test(the_held_out_measure_is_the_evaluations),
        cmocka_unit_test(a_measure_in_the_stages_trace_is_the_same_and_leaves_nothing),
        cmocka_unit_test(a_worker_measures_the_same),
        cmocka_unit_test(a_measure_is_cut_into_slices),
        cmocka_unit_test(a_long_measure_waits_until_updates_were_shown),
        cmocka_unit_test(undo_redo_and_visits_keep_the_points_of_their_training),
        cmocka_unit_test(what_is_kept_is_bounded),
        cmocka_unit_test(a_list_that_is_known_is_not_copied_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
