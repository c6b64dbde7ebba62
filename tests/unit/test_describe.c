/* The moment in words is whole sentences with the trace's numbers, in every phase of every cell, direction and task, also with one step. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "support/lab_case.h"
#include "view/describe.h"
#include <math.h>
#include <string.h>

static void join(char *out, int size, const Description *words) {
    int used = 0;
    for (int i = 0; i < words->count; i++) used += text_format(out + used, size - used, "%s\n", words->part[i]);
}

static bool has_number(const char *text, double value) {
    char number[32];
    number_format_short(number, (int)sizeof number, value, 3);
    return strstr(text, number) != NULL;
}

static void check(const Lab *lab, const UiState *ui, const char *where) {
    const Run *run = &lab->run;
    Description words;
    char text[DESCRIBE_SIZE];
    describe_moment(&words, &lab->setup, run, ui, NULL);
    join(text, (int)sizeof text, &words);
    for (int i = 0; i < words.count; i++) {
        const char *part = words.part[i];
        size_t count = strlen(part);
        if (count < 20 || part[count - 1] != '.' || count + 1 >= sizeof words.part[0]) fail_msg("%s: no whole sentence: %s", where, part);
        if (strstr(part, "nan") || strstr(part, "inf ") || strstr(part, "  ")) fail_msg("%s: %s", where, part);
        if (strstr(part, "; of ")) fail_msg("%s: a number and what it is of are parted: %s", where, part);
    }
    assert_int_equal(words.count, 3);
    if (!has_number(words.part[0], run->trace.loss)) fail_msg("%s: no loss: %s", where, words.part[0]);
    int layer = run->net.spec.layers - 1, direction = ui->direction, T = run->wiring.steps, done = ui->cursor.step;
    const TraceLane *lane = &run->trace.lane[layer][direction];
    if (ui->cursor.phase == PHASE_FORWARD && done > 0) {
        int t = timeline_position(PHASE_FORWARD, direction, done - 1, T);
        char step[32];
        text_format(step, (int)sizeof step, "Step %d ", t + 1);
        if (!strstr(words.part[1], step)) fail_msg("%s: not step %d: %s", where, t + 1, words.part[1]);
        if (!trace_is_padding(&run->trace, t, 0) && !has_number(words.part[1], lane->h_norm[t]))
            fail_msg("%s: not the size of h: %s", where, words.part[1]);
        int last = direction ? t + 1 : t - 1;
        if (done > 1 && strstr(words.part[1], "larger") && !(lane->h_norm[t] > lane->h_norm[last]))
            fail_msg("%s: %s", where, words.part[1]);
        if (done > 1 && strstr(words.part[1], "smaller") && !(lane->h_norm[t] < lane->h_norm[last]))
            fail_msg("%s: %s", where, words.part[1]);
    }
    if (ui->cursor.phase == PHASE_BACKWARD && done > 0 && ui->follow != FOLLOW_ALL) {
        int t = timeline_position(PHASE_BACKWARD, direction, done - 1, T);
        const FollowLane *followed = &run->follow.lane[layer][direction];
        double there = followed->r[t];
        if (followed->r_c && run->follow.S > 0 && isfinite(there) && !has_number(words.part[1], followed->r_c[t]))
            fail_msg("%s: not r of c: %s", where, words.part[1]);
        if (run->follow.S > 0 && isfinite(there) && !has_number(words.part[1], there)) fail_msg("%s: not r: %s", where, words.part[1]);
    }
    bool is_pass = ui->cursor.phase == PHASE_FORWARD || ui->cursor.phase == PHASE_BACKWARD;
    if (is_pass && done > 0 && run->net.spec.directions > 1 &&
        !strstr(words.part[1], direction ? "in the reverse direction" : "in the forward direction"))
        fail_msg("%s: of which chain? %s", where, words.part[1]);
    if (ui->cursor.phase == PHASE_UPDATE && !has_number(words.part[1], run_own_trace(run)->gradient_norm))
        fail_msg("%s: %s", where, words.part[1]);
}

static void every_moment_is_said_truly(void **state) {
    (void)state;
    static const char *const cells[] = {"rnn", "gru", "lstm"}, *const shapes[] = {
                                                                   "set steps 1; set targets every",
                                                                   "set steps 6",
                                                                   "set layers 2; set direction both; set steps 5; set targets every",
                                                                   "set task copy; set items 2; set steps 9",
                                                                   "set task reber; set steps 9",
                                                                   "set radius 0; set steps 4"};
    for (size_t c = 0; c < 3; c++)
        for (size_t s = 0; s < sizeof shapes / sizeof shapes[0]; s++) {
            Lab lab;
            char line[64], where[128];
            lab_case_open(&lab);
            text_format(line, (int)sizeof line, "set cell %s", cells[c]);
            lab_case_apply(&lab, "%s", line);
            Str rest = str_from(shapes[s]); /* what is not possible with another is left out */
            while (rest.count > 0) {
                int end = (int)strcspn(rest.at, ";");
                char one[64];
                text_format(one, (int)sizeof one, "%.*s", end < rest.count ? end : rest.count, rest.at);
                lab_case_try(&lab, str_trim(str_from(one)).at);
                rest = end < rest.count ? str_trim((Str){rest.at + end + 1, rest.count - end - 1}) : (Str){rest.at, 0};
            }
            for (int update = 0; update < 2; update++) {
                for (int direction = 0; direction < lab.run.net.spec.directions; direction++)
                    for (int phase = 0; phase < PHASE_COUNT; phase++)
                        for (int step = 0; step <= timeline_step_count((Phase)phase, &lab.run.wiring); step++)
                            for (int follow = FOLLOW_ALL; follow <= FOLLOW_LAST; follow++) {
                                UiState ui = {.layer = -1, .direction = direction, .follow = follow, .cursor = {(Phase)phase, step, 0}};
                                text_format(where, (int)sizeof where, "%s, %s, %s %d", cells[c], shapes[s],
                                            timeline_phase_name((Phase)phase), step);
                                check(&lab, &ui, where);
                            }
                lab_case_apply(&lab, "update");
            }
            lab_deinit(&lab);
        }
}

static void what_is_not_finite_is_all_that_is_said(void **state) {
    (void)state;
    Lab lab;
    Description words;
    UiState ui = {.layer = -1, .follow = FOLLOW_LAST, .cursor = {PHASE_FORWARD, 5, 0}};
    lab_case_open(&lab);
    lab_case_apply_all(&lab, "set activation identity; set radius 1.6; set steps 900; set targets every");
    if (lab.run.trace.fault.found) {
        describe_moment(&words, &lab.setup, &lab.run, &ui, NULL);
        assert_int_equal(words.count, 2);
        assert_non_null(strstr(words.part[1], "not finite"));
    }
    lab_deinit(&lab);
}

/* In padding there is no loss, though the wiring has a place for one at every step. */
static void losses_are_counted_where_there_are_some(void **state) {
    (void)state;
    Lab lab;
    Description words;
    char all[2048], count[64];
    UiState ui = {.layer = -1, .follow = FOLLOW_LAST, .cursor = {PHASE_LOSS, 30, 0}};
    lab_case_open(&lab);
    lab_case_apply_all(&lab, "set task reber; set steps 30");
    int length = lab.run.trace.length[0];
    assert_true(length < 30);
    describe_moment(&words, &lab.setup, &lab.run, &ui, NULL);
    join(all, sizeof all, &words);
    text_format(count, (int)sizeof count, "Losses, %d of %d computed.", length, length);
    if (!strstr(all, count)) fail_msg("%s", all);
    lab_deinit(&lab);
}

/* An update lets go of what is held, and halving has changed the rate that is set. */
static void the_update_is_said_as_it_will_be_done(void **state) {
    (void)state;
    Lab lab;
    Description words;
    UiState ui = {.layer = -1, .follow = FOLLOW_LAST, .cursor = {PHASE_UPDATE, UPDATE_STEPS, 0}};
    lab_case_open(&lab);
    lab_case_apply_all(&lab, "set cell lstm; set halving 3; train 3; whatif gate f 8 all 0");
    const Run *run = &lab.run;
    assert_true(run->is_held && run->trace.gradient_norm != run->before.gradient_norm);
    describe_moment(&words, &lab.setup, run, &ui, NULL);
    assert_true(has_number(words.part[1], run->before.gradient_norm));
    assert_false(has_number(words.part[1], run->trace.gradient_norm));
    assert_true(has_number(words.part[1], setup_get(&lab.setup, KEY_LEARNING_RATE) / 2));
    lab_deinit(&lab);
}

/* A message names no step and no layer that the number does not have. */
static void a_fault_is_placed_where_it_is(void **state) {
    (void)state;
    static const struct {
        const char *lines, *says;
    } cases[] = {
        {"set activation identity; set radius 3; set steps 400; set task adding", "The loss is not finite at step 400: "},
        {"set task adding; set activation identity; set radius 3; set steps 645", "is not finite"},
        {"set activation identity; set layers 2; set direction both; set radius 3; set steps 800", " of layer 1, forward: "},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Lab lab;
        Description words;
        UiState ui = {.layer = -1, .follow = FOLLOW_LAST, .cursor = {PHASE_FORWARD, 5, 0}};
        lab_case_open(&lab);
        lab_case_apply_all(&lab, cases[i].lines);
        assert_true(lab.run.trace.fault.found);
        describe_moment(&words, &lab.setup, &lab.run, &ui, NULL);
        if (!strstr(words.part[1], cases[i].says)) fail_msg("%s: %s", cases[i].lines, words.part[1]);
        assert_int_equal(strstr(words.part[1], "at step") != NULL, lab.run.trace.fault.step >= 0);
        assert_int_equal(strstr(words.part[1], "of layer") != NULL, lab.run.trace.fault.layer >= 0 && lab.run.net.spec.layers > 1);
        lab_deinit(&lab);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_moment_is_said_truly), cmocka_unit_test(what_is_not_finite_is_all_that_is_said),
        cmocka_unit_test(losses_are_counted_where_there_are_some), cmocka_unit_test(a_fault_is_placed_where_it_is),
        cmocka_unit_test(the_update_is_said_as_it_will_be_done)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
