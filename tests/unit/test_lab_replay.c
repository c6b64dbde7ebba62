/* Going back: any update of a training comes back bit for bit, whatever optimiser, batch and changes led there; what undo brings
   back can be visited too; and the memory it takes is bounded. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/number.h"
#include "base/random.h"
#include "lab/replay.h"
#include "support/fail_memory.h"
#include "support/lab_case.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static void assert_digest(const LabDigest *a, const LabDigest *b, const char *what, long number) {
    const char *part = lab_case_compare(a, b);
    if (part) fail_msg("%s %ld: %s differ", what, number, part);
}

/* Compared without what is only known because the training had gone further. */
static void assert_place(const Lab *lab, const LabDigest *expected, const char *what, long number) {
    LabDigest now = lab_case_digest(lab), then = *expected;
    now.known = then.known = 0;
    assert_digest(&now, &then, what, number);
}

static const char *const manners[][6] = {
    {"set optimizer sgd"},
    {"set optimizer momentum", "set learning_rate 0.01", "set halving 100"},
    {"set optimizer rmsprop", "set learning_rate 0.002", "set l2 0.01", "set truncate 5"},
    {"set optimizer adam", "set learning_rate 0.005", "set clip_norm 0.5"},
    {"set optimizer adam", "set learning_rate 0.005", "set cell lstm", "set batch 3", "set truncate 9"},
    {"set optimizer momentum", "set learning_rate 0.01", "set cell gru", "set batch 2", "set init pytorch"},
    {"set layers 2", "set dropout 0.3", "set truncate 6"},
    {"set layers 3", "set dropout 0.5", "set direction both", "set batch 3", "set optimizer adam", "set learning_rate 0.005"},
    {"set task text", "set carry on", "set cell lstm", "set batch 3", "set optimizer adam", "set learning_rate 0.005"},
    {"set task text", "set carry on", "set layers 2", "set truncate 4"},
};
enum { MANNERS = sizeof manners / sizeof manners[0] };

static void open_in_manner(Lab *lab, int manner) {
    lab_case_open(lab);
    for (int i = 0; i < 6 && manners[manner][i]; i++) lab_case_apply(lab, "%s", manners[manner][i]);
}

static void visiting_an_update_is_a_fresh_run_to_there(void **state) {
    (void)state;
    for (int manner = 0; manner < MANNERS; manner++) {
        Lab lab;
        Random random = random_from(7, (uint64_t)manner);
        open_in_manner(&lab, manner);
        lab_case_apply_all(&lab, "train 37; train 113; train 50");
        LabDigest end = lab_case_digest(&lab);
        for (int i = 0; i < 8; i++) {
            Lab fresh;
            int k = i == 0 ? 0 : i == 1 ? 200 : random_below(&random, 201);
            lab_case_apply(&lab, "visit %d", k);
            open_in_manner(&fresh, manner);
            if (k > 0) lab_case_apply(&fresh, "train %d", k);
            LabDigest expected = lab_case_digest(&fresh);
            assert_place(&lab, &expected, "visited update", k);
            lab_deinit(&fresh);
        }
        lab_case_apply(&lab, "visit 61"); /* and on from there */
        lab_case_apply(&lab, "train 139");
        LabDigest again = lab_case_digest(&lab);
        assert_digest(&again, &end, "trained on from a visit, manner", manner);
        lab_deinit(&lab);
    }
}

/* What stands at each update right before the next one is what visiting it must bring back, with the setup of then. */
static void changes_on_the_way_come_back_too(void **state) {
    (void)state;
    static const char *const lines[] = {"set layers 2",
                                        "train 5",
                                        "set learning_rate 0.02",
                                        "update",
                                        "update",
                                        "next",
                                        "update",
                                        "train 9",
                                        "set optimizer adam",
                                        "train 70",
                                        "set radius 0.8",
                                        "train 3",
                                        "set noise 0.1",
                                        "set steps 20",
                                        "train 6",
                                        "set batch 4",
                                        "train 10",
                                        "set batch 1",
                                        "update",
                                        "set dropout 0.4",
                                        "train 8",
                                        "update",
                                        "set dropout 0.2",
                                        "update",
                                        "set dropout 0",
                                        "train 4",
                                        "set optimizer rmsprop",
                                        "set learning_rate 0.001",
                                        "train 66",
                                        "undo",
                                        "redo",
                                        "update"};
    enum { MOST = 400 };
    LabDigest *at = calloc(MOST, sizeof *at);
    Lab lab;
    Random random = random_from(3, 1);
    lab_case_open(&lab);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        long count = strncmp(lines[i], "train ", 6) == 0 ? atol(lines[i] + 6) : 1;
        for (long j = 0; j < count; j++) {
            at[lab.run.update] = lab_case_digest(&lab);
            lab_case_apply(&lab, "%s", count > 1 ? "train 1" : lines[i]);
        }
    }
    long end = lab.run.update;
    assert_in_range(end, 170, MOST - 1);
    at[end] = lab_case_digest(&lab);
    for (int i = 0; i < 40; i++) {
        long k = i == 0 ? 0 : i == 1 ? end : random_below(&random, (int)end + 1);
        lab_case_apply(&lab, "visit %ld", k);
        assert_place(&lab, &at[k], "visited update", k);
    }
    lab_case_apply(&lab, "visit end");
    assert_place(&lab, &at[end], "the end", end);
    free(at);
    lab_deinit(&lab);
}

static void seeking_an_update_is_visiting_it(void **state) {
    (void)state;
    Lab lab, other;
    open_in_manner(&lab, 4);
    open_in_manner(&other, 4);
    lab_case_apply(&lab, "train 150");
    lab_case_apply(&other, "train 150");
    LabDigest end = lab_case_digest(&lab);
    static const int updates[] = {137, 3, 0, 150, 1};
    for (int i = 0; i < 5; i++) {
        lab_case_apply(&lab, "seek update %d", updates[i]);
        lab_case_apply(&other, "visit %d", updates[i]);
        LabDigest sought = lab_case_digest(&lab), visited = lab_case_digest(&other);
        assert_int_equal(sought.update, updates[i]);
        assert_digest(&sought, &visited, "sought update", updates[i]);
    }
    for (int i = 0; i < 5; i++) lab_case_apply(&lab, "undo"); /* each is an entry of its own */
    LabDigest back = lab_case_digest(&lab);
    assert_digest(&back, &end, "all taken back, from", end.update);
    Diag diag = lab_case_refuse(&lab, "seek update 151");
    lab_case_assert_says(&diag, "Update 151 is not reached yet; this training has updates 0 to 150.");
    lab_deinit(&lab);
    lab_deinit(&other);
}

static void what_is_still_to_come_cannot_be_visited(void **state) {
    (void)state;
    Lab lab;
    Command command;
    Diag diag = {0};
    lab_case_open(&lab);
    lab_case_apply(&lab, "train 12");
    assert_true(command_parse(&command, str_from("visit 13"), &diag));
    LabDigest before = lab_case_digest(&lab);
    assert_false(lab_apply(&lab, &command, &diag));
    assert_non_null(strstr(diag.text, "12"));
    LabDigest after = lab_case_digest(&lab);
    assert_digest(&after, &before, "after a refused visit of", 13);
    lab_case_apply(&lab, "visit 4");
    assert_int_equal(lab.run.place.known, 12);
    lab_case_apply(&lab, "visit 12"); /* ahead, but known */
    lab_case_apply(&lab, "visit 4");
    lab_case_apply(&lab, "train 1"); /* another way from here on */
    assert_false(lab_case_try(&lab, "visit 12"));
    assert_int_equal(lab.run.place.known, 5);
    lab_case_apply(&lab, "restart");
    assert_false(lab_case_try(&lab, "visit 5"));
    lab_case_apply(&lab, "undo");
    lab_case_apply(&lab, "undo");
    lab_case_apply(&lab, "visit 12"); /* what undo brings back can be visited */
    lab_deinit(&lab);
}

static void random_line(char *out, int size, const Lab *lab, Random *random) {
    static const char *const fixed[] = {"update",  "train 3",     "train 40",    "next",       "restart",           "undo", "redo", "undo",
                                        "train 7", "set batch 2", "set batch 1", "preset gru", "set optimizer adam"};
    int choice = random_below(random, 22);
    if (choice < 13) {
        text_format(out, size, "%s", fixed[choice]);
    } else if (choice < 19) {
        text_format(out, size, "visit %d", random_below(random, (int)lab->run.place.known + 1));
    } else if (choice == 19) {
        text_format(out, size, "set optimizer %s", random_below(random, 2) ? "momentum" : "rmsprop");
    } else {
        text_format(out, size, "set learning_rate %g", 0.001 * (1 + random_below(random, 9)));
    }
}

static void undoing_visits_brings_back_every_branch(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 6; seed++) {
        Lab lab;
        Random random = random_from(seed, 41);
        LabDigest *way = calloc(400, sizeof *way);
        lab_case_open(&lab);
        LabDigest start = lab_case_digest(&lab);
        for (int i = 0; i < 150; i++) {
            char line[64];
            bool drag = random_below(&random, 6) == 0;
            if (drag) lab_begin_drag(&lab);
            for (int j = drag ? 3 : 1; j > 0; j--) {
                random_line(line, sizeof line, &lab, &random);
                lab_case_try(&lab, line);
            }
            if (drag) lab_end_drag(&lab);
        }
        while (lab_can_redo(&lab)) lab_case_apply(&lab, "redo");
        int entries = 0;
        while (lab_can_undo(&lab)) {
            way[entries++] = lab_case_digest(&lab);
            lab_case_apply(&lab, "undo");
        }
        LabDigest now = lab_case_digest(&lab);
        assert_digest(&now, &start, "all undone, seed", (long)seed);
        for (int i = entries - 1; i >= 0; i--) {
            lab_case_apply(&lab, "redo");
            now = lab_case_digest(&lab);
            assert_digest(&now, &way[i], "redone", i);
            if (i % 5 == 0 && lab.run.update > 0) { /* a visit from there, and back */
                lab_begin_drag(&lab);
                lab_case_apply(&lab, "visit %ld", lab.run.update - 1);
                lab_case_apply(&lab, "visit %ld", lab.run.update + 1);
                lab_end_drag(&lab);
                now = lab_case_digest(&lab);
                if (now.next_sequence == way[i].next_sequence && memcmp(&now.setup, &way[i].setup, sizeof now.setup) == 0)
                    assert_true(now.losses == way[i].losses);
                lab_case_apply(&lab, "undo");
                now = lab_case_digest(&lab);
                assert_digest(&now, &way[i], "visited and undone", i);
                break; /* redo is over */
            }
        }
        free(way);
        lab_deinit(&lab);
    }
}

static void an_undone_branch_leaves_the_other_its_losses(void **state) {
    (void)state;
    Lab lab;
    lab_case_open(&lab);
    lab_case_apply(&lab, "train 100");
    LabDigest end = lab_case_digest(&lab);
    lab_case_apply_all(&lab, "visit 50; set learning_rate 0.2; train 30");
    for (int i = 0; i < 3; i++) lab_case_apply(&lab, "undo");
    LabDigest now = lab_case_digest(&lab);
    assert_digest(&now, &end, "three undone at", 100);
    lab_case_apply_all(&lab, "visit 0; set learning_rate 0.2; train 30");
    for (int i = 0; i < 2; i++) lab_case_apply(&lab, "undo");
    lab_case_apply(&lab, "visit 100");
    assert_place(&lab, &end, "ahead again", 100);
    lab_deinit(&lab);
}

static void the_memory_is_bounded_and_what_is_given_up_is_replayed(void **state) {
    (void)state;
    Lab lab, fresh;
    Random random = random_from(5, 5);
    lab_case_open(&lab);
    lab_case_apply(&lab, "set hidden 2");
    lab_case_apply(&lab, "set steps 4");
    lab.replay->limit = 20000;
    for (int i = 0; i < 30; i++) {
        lab_case_apply(&lab, "train 200");
        assert_true(lab_replay_size(&lab) <= lab.replay->limit);
    }
    assert_true(lab_replay_size(&lab) > 0);
    assert_true(lab.replay->interval > 64);
    for (int i = 0; i < 4; i++) {
        int k = random_below(&random, 6001);
        lab_case_apply(&lab, "visit %d", k);
        lab_case_open(&fresh);
        lab_case_apply(&fresh, "set hidden 2");
        lab_case_apply(&fresh, "set steps 4");
        lab_case_apply(&fresh, "train %d", k);
        LabDigest expected = lab_case_digest(&fresh);
        assert_place(&lab, &expected, "visited update", k);
        lab_deinit(&fresh);
    }
    /* Not even one state fits: visiting says so and training goes on. */
    lab.replay->limit = 100;
    lab_case_apply(&lab, "restart");
    lab_case_apply(&lab, "train 300");
    assert_true(lab_replay_size(&lab) <= 100);
    assert_false(lab_case_try(&lab, "visit 3"));
    lab_deinit(&lab);
}

/* A slider that moves while the network trains: every move is a fresh keyframe. */
static void thousands_of_changes_neither_stretch_the_interval_nor_lose_the_start(void **state) {
    (void)state;
    enum { MOVES = 1000 };
    static const char *const kinds[] = {"set learning_rate 0.01; train 3; set learning_rate 0.02; train 1",
                                        "set noise 0.1; update; undo; undo", "restart; train 2"};
    for (int kind = 0; kind < 3; kind++) {
        Lab lab;
        lab_case_open(&lab);
        lab_case_apply_all(&lab, "set hidden 1; set steps 2; train 300");
        lab.replay->limit = 60000;
        for (int i = 0; i < MOVES; i++) {
            lab_case_apply_all(&lab, kinds[kind]);
            assert_true(lab_replay_size(&lab) <= lab.replay->limit);
        }
        assert_true(lab.replay->interval <= 512);
        lab_case_apply(&lab, "train 20000");
        assert_true(lab.replay->interval <= 2048); /* some hundred keyframes have room */
        assert_true(lab_replay_size(&lab) > lab.replay->limit / 4);
        long end = lab.run.update, seen = 0;
        for (long k = end - 19900; k <= end; k += 1990) {
            lab_case_apply(&lab, "visit %ld", k); /* all that training alone led to */
            assert_int_equal(lab.run.update, k);
        }
        for (long k = 0; k < 1000; k++) {
            char line[32];
            text_format(line, sizeof line, "visit %ld", k * (end - 20000) / 1000);
            seen += lab_case_try(&lab, line);
        }
        if (seen < 20) fail_msg("%ld of 1000 earlier updates can be visited", seen);
        lab_case_apply(&lab, "visit 0");
        lab_deinit(&lab);
    }
}

static void without_memory_a_visit_changes_nothing(void **state) {
    (void)state;
    Lab lab;
    lab_case_open(&lab);
    lab_case_apply_all(&lab, "set optimizer adam; train 20; set optimizer momentum; train 5");
    long n = 1;
    for (;; n++) {
        LabDigest before = lab_case_digest(&lab);
        mem_fail_after(n);
        bool good = lab_case_try(&lab, "visit 7");
        mem_fail_after(-1);
        if (good) break;
        LabDigest after = lab_case_digest(&lab);
        assert_digest(&after, &before, "failed at", n);
        assert_true(n < 50);
    }
    assert_true(n > 3);
    assert_int_equal(lab.run.update, 7);
    lab_deinit(&lab);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(visiting_an_update_is_a_fresh_run_to_there),
        cmocka_unit_test(changes_on_the_way_come_back_too),
        cmocka_unit_test(seeking_an_update_is_visiting_it),
        cmocka_unit_test(what_is_still_to_come_cannot_be_visited),
        cmocka_unit_test(undoing_visits_brings_back_every_branch),
        cmocka_unit_test(an_undone_branch_leaves_the_other_its_losses),
        cmocka_unit_test(the_memory_is_bounded_and_what_is_given_up_is_replayed),
        cmocka_unit_test(without_memory_a_visit_changes_nothing),
        cmocka_unit_test(thousands_of_changes_neither_stretch_the_interval_nor_lose_the_start),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
