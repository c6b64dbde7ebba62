/* Commands that another thread does: the same bits, history and refusals as those done at once, whoever does them and however they
   are put together, and a laboratory that stays whole and visible until it takes them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/number.h"
#include "base/random.h"
#include "experiment/change_job.h"
#include "experiment/cost.h"
#include "lab/run.h"
#include "platform/worker.h"
#include "support/fail_memory.h"
#include "support/lab_case.h"
#include <math.h>
#include <string.h>

typedef struct Bench {
    Lab lab;
    Run spare;
    ChangeJob job;
} Bench;

static void bench_open(Bench *bench) {
    memset(bench, 0, sizeof *bench);
    lab_case_open(&bench->lab);
}

static void bench_close(Bench *bench) {
    run_deinit(&bench->spare);
    lab_deinit(&bench->lab);
}

static ChangeStep parse(const char *line) {
    ChangeStep step = {.kind = CHANGE_APPLY};
    long updates = 0;
    Diag diag = {0};
    if (strcmp(line, "begin") == 0)
        step.kind = CHANGE_BEGIN_DRAG;
    else if (strcmp(line, "end") == 0)
        step.kind = CHANGE_END_DRAG;
    else if (strncmp(line, "slice ", 6) == 0 && number_parse_int(&updates, str_from(line + 6)))
        step = (ChangeStep){.kind = CHANGE_TRAIN, .updates = (int)updates};
    else if (!command_parse(&step.command, str_from(line), &diag))
        fail_msg("%s: %s", line, diag.text);
    return step;
}

static void begin(Bench *bench, const char *const *lines, int count) {
    bench->job.count = count;
    for (int i = 0; i < count; i++) bench->job.step[i] = parse(lines[i]);
    change_job_begin(&bench->job, &bench->lab, &bench->spare, NULL);
}

static void change_by_job(Bench *bench, const char *const *lines, int count) {
    begin(bench, lines, count);
    change_job_run(&bench->job.job, 0);
    change_job_take(&bench->lab, &bench->job);
}

/* The same at once. False where it was refused, with the reason. */
static bool change_at_once(Lab *lab, const char *line, Diag *diag) {
    ChangeStep step = parse(line);
    switch (step.kind) {
    case CHANGE_BEGIN_DRAG: lab_begin_drag(lab); return true;
    case CHANGE_END_DRAG: lab_end_drag(lab); return true;
    case CHANGE_TRAIN: return lab_train(lab, step.updates, diag);
    default: return lab_apply(lab, &step.command, diag);
    }
}

static void assert_same(const Bench *bench, const Lab *other, const char *what) {
    const Lab *lab = &bench->lab;
    lab_case_assert_same_labs(lab, other, what);
    assert_string_equal(lab_undo_line(lab), lab_undo_line(other));
    assert_string_equal(lab_redo_line(lab), lab_redo_line(other));
    assert_int_equal(lab_replay_size(lab), lab_replay_size(other));
    assert_int_equal(lab->run.radius_is_old, other->run.radius_is_old);
    assert_true((lab->run.truncated.block != NULL) == (other->run.truncated.block != NULL));
    assert_true((lab->run.batch.block != NULL) == (other->run.batch.block != NULL));
    assert_ptr_equal(lab->run.trace.net, &lab->run.net);
    if (bench->spare.trace.block) assert_ptr_equal(bench->spare.trace.net, &bench->spare.net);
    if (!lab->run.truncated.block) return;
    assert_true(lab->run.truncated.whole.angle_rad == other->run.truncated.whole.angle_rad);
    assert_ptr_equal(lab->run.truncated.net, &lab->run.net);
}

/* Every kind of command, refusals too, in an order in which each has something to work on. */
static const char *const session[] = {
    "set radius 0.8",
    "set radius 1.1",
    "update",
    "set batch 3",
    "set optimizer adam",
    "set learning_rate 0.02",
    "train 9",
    "set truncate 5",
    "slice 4",
    "set truncate 6",
    "visit 3",
    "undo",
    "set layers 2",
    "set dropout 0.3",
    "begin",
    "set steps 20",
    "set steps 23",
    "end",
    "undo",
    "redo",
    "set cell lstm",
    "set forget_bias 2",
    "next",
    "update",
    "visit 1000",
    "set weight_scale 0.7",
    "set hidden 9",
    "train 20",
    "visit 7",
    "train 3",
    "undo",
    "undo",
    "undo",
    "redo",
    "set truncate 0",
    "set dropout 0",
    "begin",
    "slice 5",
    "slice 6",
    "end",
    "set task copy",
    "set init orthogonal",
    "preset explode",
    "slice 3",
    "restart",
    "reset seed",
    "set batch 1",
    "reset",
    "set hidden 72",
    "set optimizer momentum",
    "begin",
    "slice 2",
    "set l2 0.01",
    "slice 2",
    "end",
    "undo",
    "set direction both",
    "undo",
    "redo",
    "train 2",
};
enum { SESSION = sizeof session / sizeof *session };

static void jobs_give_the_bits_of_commands_done_at_once(void **state) {
    (void)state;
    for (int together = 1; together <= 7; together += 2) { /* commands a job */
        Bench bench;
        Lab whole;
        bench_open(&bench);
        lab_case_open(&whole);
        for (int i = 0; i < SESSION; i += together) {
            int count = SESSION - i < together ? SESSION - i : together, refused = 0;
            Diag first = {0};
            for (int k = 0; k < count; k++) {
                Diag diag = {0};
                if (change_at_once(&whole, session[i + k], &diag)) continue;
                if (refused++ == 0) first = diag;
            }
            change_by_job(&bench, &session[i], count);
            assert_same(&bench, &whole, session[i + count - 1]);
            assert_int_equal(bench.job.failed, refused);
            assert_string_equal(bench.job.diag.text, first.text);
        }
        while (lab_can_undo(&whole)) {
            lab_case_apply(&whole, "undo");
            change_by_job(&bench, (const char *[]){"undo"}, 1);
            assert_same(&bench, &whole, "undone");
        }
        while (lab_can_redo(&whole)) {
            lab_case_apply(&whole, "redo");
            lab_case_apply(&bench.lab, "redo"); /* and what a job left is as good as ever */
            assert_same(&bench, &whole, "redone");
        }
        lab_deinit(&whole);
        bench_close(&bench);
    }
}

static void until_it_is_taken_the_laboratory_is_as_it_was(void **state) {
    (void)state;
    static const char *const lines[] = {"train 5", "set hidden 11", "update", "set batch 4"};
    Bench bench;
    bench_open(&bench);
    lab_case_apply(&bench.lab, "set truncate 4");
    LabDigest before = lab_case_digest(&bench.lab);
    unsigned long version = bench.lab.version;
    begin(&bench, lines, 4);
    change_job_run(&bench.job.job, 0);
    LabDigest meanwhile = lab_case_digest(&bench.lab);
    assert_null(lab_case_compare(&before, &meanwhile));
    assert_int_equal(bench.lab.version, version);
    change_job_take(&bench.lab, &bench.job);
    assert_int_equal(bench.lab.run.net.spec.hidden, 11);
    assert_int_equal(bench.lab.run.batch.batch, 4);
    assert_true(bench.lab.version > version);
    bench_close(&bench);
}

static void the_line_taken_back_and_the_updates_done_are_told(void **state) {
    (void)state;
    Bench bench;
    bench_open(&bench);
    change_by_job(&bench, (const char *[]){"set hidden 8", "undo", "slice 3"}, 3);
    assert_string_equal(bench.job.undone, "set hidden 8");
    change_by_job(&bench, (const char *[]){"next"}, 1);
    assert_string_equal(bench.job.undone, "");
    bench_close(&bench);
}

/* A batch's trace is not copied where the first command gives it up. Refused, it is there again for the next. */
static void a_refusal_leaves_the_batch_where_it_was(void **state) {
    (void)state;
    Bench bench;
    Lab whole;
    bench_open(&bench);
    lab_case_open(&whole);
    lab_case_apply(&bench.lab, "set batch 6");
    lab_case_apply(&whole, "set batch 6");
    for (int n = 1; n <= 2; n++) {
        char line[32];
        text_format(line, sizeof line, "set hidden %d", 6 + n);
        change_by_job(&bench, (const char *[]){line, "slice 4"}, 2);
        lab_case_apply(&whole, "%s", line);
        assert_true(lab_train(&whole, 4, NULL));
        assert_same(&bench, &whole, "shape and slice");
    }
    static const char *const large[] = {"set hidden 60", "set layers 4", "set direction both", "set batch 40"};
    for (size_t i = 0; i < sizeof large / sizeof *large; i++) {
        lab_case_apply(&bench.lab, "%s", large[i]);
        lab_case_apply(&whole, "%s", large[i]);
    }
    Diag diag = {0};
    change_by_job(&bench, (const char *[]){"set steps 1000", "slice 2"}, 2);
    assert_false(change_at_once(&whole, "set steps 1000", &diag));
    assert_true(lab_train(&whole, 2, NULL));
    assert_int_equal(bench.job.failed, 1);
    assert_int_equal(bench.job.first_failed, 0);
    assert_string_equal(bench.job.diag.text, diag.text);
    assert_same(&bench, &whole, "refused, and a slice");
    lab_deinit(&whole);
    bench_close(&bench);
}

static void without_memory_nothing_changes_and_entries_still_end(void **state) {
    (void)state;
    static const char *const lines[] = {"begin", "set hidden 9", "set layers 2", "end"};
    long n = 1;
    for (;; n++) {
        Bench bench;
        bench_open(&bench);
        lab_case_apply(&bench.lab, "set batch 2");
        LabDigest before = lab_case_digest(&bench.lab);
        begin(&bench, lines, 4);
        mem_fail_after(n);
        change_job_run(&bench.job.job, 0);
        mem_fail_after(-1);
        change_job_take(&bench.lab, &bench.job);
        LabDigest after = lab_case_digest(&bench.lab);
        int failed = bench.job.failed;
        if (failed > 0) assert_true(strlen(bench.job.diag.text) > 10);
        if (failed > 0 && after.setup.value[KEY_HIDDEN] == 6 && after.setup.value[KEY_LAYERS] == 1)
            assert_null(lab_case_compare(&before, &after));
        lab_case_apply(&bench.lab, "next"); /* not part of that entry */
        assert_string_equal(lab_undo_line(&bench.lab), "next");
        lab_case_apply(&bench.lab, "next");
        lab_case_apply(&bench.lab, "undo");
        assert_string_equal(lab_undo_line(&bench.lab), "next");
        bench_close(&bench);
        if (failed == 0) break;
        assert_true(n < 100);
    }
    assert_true(n > 10);
}

static void room_is_given_back(void **state) {
    (void)state;
    Bench bench;
    bench_open(&bench);
    change_by_job(&bench, (const char *[]){"set hidden 40"}, 1);
    assert_non_null(bench.spare.trace.block);
    bench.job.count = 0;
    change_job_begin(&bench.job, &bench.lab, &bench.spare, NULL);
    change_job_tidy(&bench.job.job, 0);
    change_job_take(&bench.lab, &bench.job);
    assert_null(bench.spare.trace.block);
    assert_null(bench.spare.weight);
    assert_int_equal(bench.lab.run.net.spec.hidden, 40);
    bench_close(&bench);
}

/* On a real thread, while this one looks at everything. */
static void a_thread_changes_nothing_but_who_waits(void **state) {
    (void)state;
    Bench bench;
    Lab whole;
    WorkerApi api;
    JobQueue jobs;
    Worker *worker = worker_new();
    assert_non_null(worker);
    worker_bind(worker, &api);
    job_queue_init(&jobs, &api);
    bench_open(&bench);
    lab_case_open(&whole);
    for (int i = 0; i < SESSION; i++) {
        Diag diag = {0};
        begin(&bench, &session[i], 1);
        bench.job.job.run = change_job_run;
        job_queue_add(&jobs, &bench.job.job);
        LabDigest first = lab_case_digest(&bench.lab);
        do {
            LabDigest seen = lab_case_digest(&bench.lab);
            assert_null(lab_case_compare(&first, &seen));
        } while (!job_is_done(&jobs, &bench.job.job));
        change_job_take(&bench.lab, &bench.job);
        change_at_once(&whole, session[i], &diag);
        assert_same(&bench, &whole, session[i]);
    }
    worker_free(worker);
    lab_deinit(&whole);
    bench_close(&bench);
}

static double expect(const Lab *lab, const char *line) {
    ChangeStep step = parse(line);
    return cost_command_s(lab, &step.command);
}

/* Of the first setup everything is quick but what makes it large. */
static void what_takes_long_is_told_from_sizes(void **state) {
    (void)state;
    static const char *const quick[] = {"set radius 0.9", "set hidden 12", "set steps 40",    "set batch 16",  "update",
                                        "next",           "restart",       "reset",           "set cell gru",  "set truncate 4",
                                        "visit 20",       "undo",          "set task adding", "preset explode"};
    static const char *const slow[] = {"set hidden 256", "train 100000"};
    Lab lab;
    lab_case_open(&lab);
    lab_case_apply(&lab, "train 30");
    for (size_t i = 0; i < sizeof quick / sizeof *quick; i++) {
        double s = expect(&lab, quick[i]);
        if (!(s > 0 && s < 0.004)) fail_msg("%s: %g s", quick[i], s);
    }
    for (size_t i = 0; i < sizeof slow / sizeof *slow; i++) {
        double s = expect(&lab, slow[i]);
        if (!(s > 0.004)) fail_msg("%s: %g s", slow[i], s);
    }
    /* A learning rate moves lightly in any network; a pass does not, and what is refused is refused at once. */
    lab_case_apply(&lab, "set cell lstm");
    lab_case_apply(&lab, "set hidden 96");
    lab_case_apply(&lab, "set steps 120");
    assert_true(expect(&lab, "set learning_rate 0.2") < 0.001);
    assert_true(expect(&lab, "next") > 0.004);
    assert_true(expect(&lab, "undo") > 0.004);
    assert_true(expect(&lab, "set truncate 9") > expect(&lab, "next"));
    assert_true(cost_train_s(&lab, 2) > cost_train_s(&lab, 1));
    lab_case_apply(&lab, "set steps 300");
    assert_true(expect(&lab, "set batch 256") == 0);
    assert_false(lab_case_try(&lab, "set batch 256"));
    assert_true(cost_end_drag_s(&lab) == 0);
    lab_begin_drag(&lab);
    assert_true(lab_train(&lab, 1, NULL));
    assert_true(cost_end_drag_s(&lab) > 0.004);
    lab_end_drag(&lab);
    lab_deinit(&lab);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(jobs_give_the_bits_of_commands_done_at_once),
        cmocka_unit_test(until_it_is_taken_the_laboratory_is_as_it_was),
        cmocka_unit_test(the_line_taken_back_and_the_updates_done_are_told),
        cmocka_unit_test(a_refusal_leaves_the_batch_where_it_was),
        cmocka_unit_test(without_memory_nothing_changes_and_entries_still_end),
        cmocka_unit_test(room_is_given_back),
        cmocka_unit_test(a_thread_changes_nothing_but_who_waits),
        cmocka_unit_test(what_takes_long_is_told_from_sizes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
