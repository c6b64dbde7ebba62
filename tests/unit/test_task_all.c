/* What holds for every task in every form: contracts of the interface, and that the laboratory can run each. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "lab/lab.h"
#include "task_case.h"
#include <math.h>
#include <string.h>

enum { FORMS = 64, STEPS = 24 };

static TaskCase one, other;

/* Every combination of the options a task listens to. */
static int list_forms(TaskOptions form[FORMS], const Task *task) {
    int count = 0;
    for (int i = 0; i < 32; i++) {
        TaskOptions options = {.steps = STEPS, .noise = 0.3, .input_scale = 1.0};
        options.symbols = i & 1 ? 5 : 0;
        options.items = i & 2 ? 4 : 0;
        options.variant = i & 4 ? 1 : 0;
        options.every_step = (i & 8) != 0;
        options.lag = i & 16 ? 6 : 0;
        unsigned uses = task->uses(&options);
        if ((options.symbols && !(uses & TASK_USES_SYMBOLS)) || (options.items && !(uses & TASK_USES_ITEMS))) continue;
        if ((options.variant && !(uses & TASK_USES_VARIANT)) || (options.every_step && !(uses & TASK_USES_TARGETS)) ||
            (options.lag && !(uses & TASK_USES_LAG)))
            continue;
        form[count++] = options;
    }
    return count;
}

typedef void (*Check)(const Task *task, const TaskOptions *options);

static void for_every_form(Check check) {
    TaskOptions form[FORMS];
    int total = 0;
    for (int i = 0; i < task_count; i++) {
        int count = list_forms(form, task_table[i]);
        for (int f = 0; f < count; f++) check(task_table[i], &form[f]);
        total += count;
    }
    assert_true(task_count == 15 && total == 4 + 2 + 1 + 8 + 4 + 2 + 2 + 2 + 2 + 2 + 2 + 1 + 2 + 2 + 1);
}

/* Outputs that say exactly what is asked for. */
static void answer_rightly(double *y, const TaskCase *owner) {
    for (int k = 0; k < owner->losses; k++) {
        for (int o = 0; o < owner->outputs; o++) {
            bool mse = owner->task->loss == LOSS_MSE;
            y[k * owner->outputs + o] = mse ? owner->target[k * owner->outputs + o] : o == (int)owner->target[k] ? 5.0 : -5.0;
        }
    }
}

/* --- generators --- */

static void check_repeats(const Task *task, const TaskOptions *options) {
    task_case_open(&one, task->key, options);
    task_case_open(&other, task->key, options);
    int same = 0, count = 200;
    for (long s = 0; s < count; s++) {
        task_case_draw(&one, 7, s);
        task_case_draw(&other, 7, s);
        assert_memory_equal(one.x, other.x, sizeof one.x);
        assert_memory_equal(one.target, other.target, sizeof one.target);
        task_case_draw(&other, 7, s + 1);
        same += memcmp(one.x, other.x, sizeof one.x) == 0;
        task_case_draw(&other, 8, s);
        same += memcmp(one.x, other.x, sizeof one.x) == 0;
    }
    /* One input of a few symbols may come again by chance: copy's four of five do in 1 of 625. */
    if (same > count / 10) fail_msg("%s: %d of %d are the same", task->key, same, 2 * count);
}

static void the_same_number_gives_the_same_sequence_and_another_another(void **state) {
    (void)state;
    for_every_form(check_repeats);
}

static bool has_step(const short *list, int count, int step) {
    for (int i = 0; i < count; i++) {
        if (list[i] == step) return true;
    }
    return false;
}

static void check_ranges(const Task *task, const TaskOptions *options) {
    static double y[TASK_CASE_TARGETS * 20];
    task_case_open(&one, task->key, options);
    bool is_class = task->loss == LOSS_CROSS_ENTROPY;
    for (long s = 0; s < 300; s++) {
        task_case_draw(&one, 3, s);
        for (int t = 0; t < one.steps; t++) {
            for (int i = 0; i < one.inputs; i++) {
                double x = one.x[t * one.inputs + i];
                assert_true(fabs(x) <= (!strcmp(task->key, "latch")    ? 2.0
                                        : !strcmp(task->key, "series") ? 3.0
                                                                       : 1.0)); /* normal noise; standardised */
                if (!has_step(one.wiring.input_step, one.wiring.input_count, t)) assert_true(x == 0.0);
            }
        }
        for (int k = 0; k < one.losses; k++) {
            double target = one.target[k];
            if (is_class) assert_true(target >= 0.0 && target < one.outputs && target == floor(target));
            if (!is_class) assert_true(target >= (strcmp(task->key, "series") ? -1.0 : -3.0) && target <= 3.0);
        }
        answer_rightly(y, &one);
        for (int k = 0; k < one.losses; k++) assert_true(task->is_right(y + k * one.outputs, one.target + k * one.columns, one.outputs));
        double loss = task_case_loss(&one, y);
        assert_true(loss >= 0.0 && loss < 2e-3);
        y[0] = (double)NAN;
        assert_false(task->is_right(y, one.target, one.outputs));
        for (int o = 0; o < one.outputs; o++) y[o] = is_class ? (o == (int)one.target[0] ? -5.0 : 5.0) : one.target[o] + 0.6;
        assert_false(task->is_right(y, one.target, one.outputs));
    }
}

static void targets_are_in_range_and_their_own_right_answer(void **state) {
    (void)state;
    for_every_form(check_ranges);
}

static void check_batch(const Task *task, const TaskOptions *options) {
    enum { BATCH = 3 };
    static double block[BATCH * TASK_CASE_INPUTS], targets[BATCH * TASK_CASE_TARGETS];
    task_case_open(&one, task->key, options);
    for (int b = 0; b < BATCH; b++) {
        Random random = task_random(7, b);
        TaskSequence out = {.x = block, .target = targets, .batch = BATCH, .index = b};
        task->generate(&out, options, &random);
    }
    for (int b = 0; b < BATCH; b++) {
        task_case_draw(&one, 7, b);
        for (int t = 0; t < one.steps; t++) {
            assert_memory_equal(block + (t * BATCH + b) * one.inputs, one.x + t * one.inputs, (size_t)one.inputs * sizeof(double));
        }
        for (int k = 0; k < one.losses; k++) {
            assert_memory_equal(targets + (k * BATCH + b) * one.columns, one.target + k * one.columns,
                                (size_t)one.columns * sizeof(double));
        }
    }
}

static void sequences_of_a_batch_lie_side_by_side(void **state) {
    (void)state;
    for_every_form(check_batch);
}

static void check_scale(const Task *task, const TaskOptions *options) {
    TaskOptions scaled = *options;
    scaled.input_scale = 0.25;
    task_case_open(&one, task->key, options);
    task_case_open(&other, task->key, &scaled);
    task_case_draw(&one, 3, 5);
    task_case_draw(&other, 3, 5);
    for (int i = 0; i < one.steps * one.inputs; i++) assert_true(other.x[i] == 0.25 * one.x[i]);
    assert_memory_equal(one.target, other.target, sizeof one.target);
}

static void input_scale_multiplies_the_inputs_and_nothing_else(void **state) {
    (void)state;
    for_every_form(check_scale);
}

/* What a task says it does not listen to changes nothing. */
static void check_unused(const Task *task, const TaskOptions *options) {
    TaskOptions changed = *options;
    unsigned uses = task->uses(options);
    if (!(uses & TASK_USES_SYMBOLS)) changed.symbols = 7;
    if (!(uses & TASK_USES_ITEMS)) changed.items = 9;
    if (!(uses & TASK_USES_VARIANT)) changed.variant = 1;
    if (!(uses & TASK_USES_NOISE)) changed.noise = 0.9;
    if (!(uses & TASK_USES_LAG)) changed.lag = 2;
    if (!(uses & TASK_USES_TARGETS)) changed.every_step = true;
    task_case_open(&one, task->key, options);
    task_case_open(&other, task->key, &changed);
    task_case_draw(&one, 3, 5);
    task_case_draw(&other, 3, 5);
    assert_memory_equal(&one.wiring, &other.wiring, sizeof one.wiring);
    assert_true(one.inputs == other.inputs && one.outputs == other.outputs);
    assert_true(task->baseline(options) == task->baseline(&changed));
    assert_memory_equal(one.x, other.x, sizeof one.x);
    assert_memory_equal(one.target, other.target, sizeof one.target);
    bool has_forms = task->variant_label[1] && strcmp(task->key, "text") != 0; /* a text has them where it is one's own */
    assert_true(has_forms == ((uses & TASK_USES_VARIANT) != 0));
}

static void options_that_are_not_used_change_nothing(void **state) {
    (void)state;
    for_every_form(check_unused);
}

/* --- score and words --- */

static void check_score(const Task *task, const TaskOptions *options) {
    static double y[3 * TASK_CASE_TARGETS * 20], targets[3 * TASK_CASE_TARGETS], x[3 * TASK_CASE_INPUTS];
    TaskScore score = {0}, poor = {0}, batched = {0};
    double zeros[TASK_CASE_TARGETS] = {0};
    task_case_open(&one, task->key, options);
    for (long s = 0; s < 100; s++) {
        task_case_draw(&one, 3, s);
        answer_rightly(y, &one);
        TaskAnswer answer = {.x = one.x, .target = one.target, .y = y, .loss_count = one.losses, .batch = 1, .index = 0};
        task_score(&score, task, options, &answer);
        /* The same, as the second of a batch of three whose others are empty. */
        memset(x, 0, sizeof x);
        memset(targets, 0, sizeof targets);
        for (int t = 0; t < one.steps; t++)
            memcpy(x + (3 * t + 1) * one.inputs, one.x + t * one.inputs, (size_t)one.inputs * sizeof(double));
        for (int k = one.losses - 1; k >= 0; k--) {
            memcpy(targets + (3 * k + 1) * one.columns, one.target + k * one.columns, (size_t)one.columns * sizeof(double));
            memmove(y + (3 * k + 1) * one.outputs, y + k * one.outputs, (size_t)one.outputs * sizeof(double));
        }
        TaskAnswer second = {.x = x, .target = targets, .y = y, .loss_count = one.losses, .batch = 3, .index = 1};
        task_score(&batched, task, options, &second);
        TaskAnswer silent = {.x = one.x, .target = one.target, .y = zeros, .loss_count = one.losses, .batch = 1, .index = 0};
        if (task->loss == LOSS_CROSS_ENTROPY) task_score(&poor, task, options, &silent);
    }
    assert_int_equal(score.sequences, 100);
    bool knows_branches = strcmp(task->key, "reber") != 0; /* where two symbols may come, it wants both named: see its own test */
    if (knows_branches) assert_int_equal(score.right, 100);
    assert_true(score.asked >= 50 && score.hit == score.asked);
    assert_memory_equal(&score, &batched, sizeof score);
    assert_true(poor.right == 0 && poor.hit == 0);
    assert_true(strlen(task->score_label) > 5);
}

static void whoever_says_what_is_asked_for_scores_everything(void **state) {
    (void)state;
    for_every_form(check_score);
}

static void solved_is_what_the_goal_says(void **state) {
    (void)state;
    TaskOptions options = {.steps = 50};
    const Task *order = task_find("order"), *adding = task_find("adding");
    TaskScore score = {.sequences = 10000, .right = 9900, .asked = 10000, .hit = 9900};
    assert_true(task_is_solved(order, &options, &score, 5.0));
    score.right--;
    assert_false(task_is_solved(order, &options, &score, 0.0));
    score = (TaskScore){.sequences = 9999, .right = 9999, .asked = 9999, .hit = 9999};
    assert_false(task_is_solved(order, &options, &score, 0.0)); /* too few to know */
    score = (TaskScore){.sequences = 2000, .right = 1999, .asked = 2000, .hit = 1999};
    assert_true(task_is_solved(adding, &options, &score, 0.0099));
    assert_false(task_is_solved(task_find("text"), &options, &score, 0.0)); /* nobody can say all of a text */
    assert_false(task_is_solved(adding, &options, &score, 0.01));
    assert_false(task_is_solved(adding, &options, &score, (double)NAN));
    options.variant = 1;
    assert_false(task_is_solved(adding, &options, &score, 0.0099)); /* in 1997 all had to be right */
    score.right = 2000;
    assert_true(task_is_solved(adding, &options, &score, 0.0099));
    for (int i = 0; i < task_count; i++) {
        for (int v = 0; v < (task_table[i]->variant_label[1] ? 2 : 1); v++) {
            const TaskGoal *goal = &task_table[i]->goal[v];
            bool asks = goal->right > 0.0 || goal->hit > 0.0 || goal->loss > 0.0;
            assert_true(goal->sequences >= 100 && asks != goal->is_none);
        }
    }
}

static void check_words(const Task *task, const TaskOptions *options) {
    static double y[TASK_CASE_TARGETS * 20];
    char text[400];
    TaskOptions scaled = *options;
    scaled.input_scale = 0.00123;
    task_case_open(&one, task->key, &scaled);
    for (long s = 0; s < 20; s++) {
        task_case_draw(&one, 3, s);
        answer_rightly(y, &one);
        for (int t = 0; t < one.steps; t++) {
            task->describe_input(text, (int)sizeof text, &scaled, t, one.x + t * one.inputs);
            assert_true(strlen(text) > 3 && strlen(text) < 120); /* one line of the hover */
        }
        for (int k = 0; k < one.losses; k++) {
            double prob[TASK_CASE_CLASSES] = {0}, *row = y + k * one.outputs;
            if (task->loss == LOSS_CROSS_ENTROPY) prob[(int)one.target[k]] = 1.0;
            task->describe_output(text, (int)sizeof text, &scaled, row, task->loss == LOSS_MSE ? NULL : prob, one.target + k);
            assert_true(strlen(text) > 10 && strlen(text) < 120);
            assert_non_null(strstr(text, "correct"));
            assert_null(strstr(text, "wrong"));
            if (task->loss == LOSS_MSE) *row += 100.0;
            if (task->loss == LOSS_CROSS_ENTROPY) row[(int)one.target[k]] = -9.0;
            task->describe_output(text, (int)sizeof text, &scaled, row, NULL, one.target + k);
            assert_non_null(strstr(text, "wrong"));
        }
        task->describe_input(text, 8, &scaled, 0, one.x); /* a narrow place is no fault */
        assert_true(strlen(text) < 8);
    }
    assert_true(strlen(task->label) > 2 && task->help[strlen(task->help) - 1] == '.' && strlen(task->baseline_label) > 3);
    double baseline = task->baseline(options);
    assert_true(baseline > 0.0 && baseline < 3.0);
    assert_true((task->other_baseline != NULL) == (task->other_baseline_label != NULL));
    if (task->other_baseline) assert_true(task->other_baseline(options) > 0.0);
}

static void everything_has_words(void **state) {
    (void)state;
    for_every_form(check_words);
}

/* --- wiring --- */

static void check_wiring(const Task *task, const TaskOptions *options) {
    Wiring *w = &one.wiring;
    task_case_open(&one, task->key, options);
    const char *label = task->wiring_label(options);
    assert_true(w->steps == STEPS && w->input_count >= 1 && w->loss_count >= 1 && !w->sum_losses);
    for (int i = 1; i < w->input_count; i++) assert_true(w->input_step[i] > w->input_step[i - 1]);
    for (int k = 1; k < w->loss_count; k++) assert_true(w->loss_step[k] > w->loss_step[k - 1]);
    int unasked = strcmp(task->key, "ahead") ? 0 : options->items > 0 ? options->items : 1; /* at the end, whose answers never come */
    assert_true(w->input_step[w->input_count - 1] < STEPS && w->loss_step[w->loss_count - 1] == STEPS - 1 - unasked);
    assert_true(w->head_reads_final == (strcmp(label, "many-to-one") == 0));
    const char *expected = w->loss_count == 1                                               ? "many-to-one"
                           : w->input_count == 1                                            ? "one-to-many"
                           : w->input_count == STEPS && w->loss_count == w->steps - unasked ? "many-to-many"
                                                                                            : "sequence-to-sequence";
    assert_string_equal(label, expected);
}

static void the_wiring_is_what_its_label_says(void **state) {
    (void)state;
    for_every_form(check_wiring);
}

/* From the shortest T that is accepted on, every T is, and below it the message says which is needed. */
static void check_least(const Task *task, const TaskOptions *options) {
    Wiring wiring;
    TaskOptions changed = *options;
    int least = 0;
    for (int T = 1; T <= NET_STEP_MAX; T++) {
        Diag diag = {0};
        changed.steps = T;
        bool good = task->wire(&wiring, &changed, &diag);
        if (least == 0 && good) least = T;
        if (least > 0) assert_true(good);
    }
    assert_true(least >= 1 && least <= 13);
    for (int T = 1; T < least; T++) {
        Diag diag = {0};
        char needed[64], found[64];
        changed.steps = T;
        text_format(needed, (int)sizeof needed, "at least %d time steps", least);
        text_format(found, (int)sizeof found, "not %d", T);
        assert_false(task->wire(&wiring, &changed, &diag));
        if (!strstr(diag.text, needed) || !strstr(diag.text, found)) fail_msg("%s at T = %d: %s", task->key, T, diag.text);
    }
    for (int i = 0; i < 3; i++) {
        Diag diag = {0};
        changed.steps = i == 0 ? 0 : i == 1 ? -5 : NET_STEP_MAX + 1;
        assert_false(task->wire(&wiring, &changed, &diag));
        assert_non_null(strstr(diag.text, "time steps"));
    }
    changed.steps = least; /* and the shortest can be drawn */
    task_case_open(&one, task->key, &changed);
    for (long s = 0; s < 50; s++) task_case_draw(&one, 1, s);
    for (int i = 0; i < one.steps * one.inputs; i++) assert_true(isfinite(one.x[i]));
    for (int i = 0; i < one.losses * one.columns; i++) assert_true(isfinite(one.target[i]));
    assert_true(task->baseline(&changed) >= 0.0);
}

static void too_short_a_sequence_is_refused_with_what_is_needed(void **state) {
    (void)state;
    for_every_form(check_least);
}

static void the_longest_sequence_can_be_drawn(void **state) {
    (void)state;
    TaskOptions form[FORMS];
    for (int i = 0; i < task_count; i++) {
        int count = list_forms(form, task_table[i]);
        for (int f = 0; f < count; f++) {
            form[f].steps = NET_STEP_MAX;
            task_case_open(&one, task_table[i]->key, &form[f]);
            task_case_draw(&one, 1, 1);
            for (int j = 0; j < one.steps * one.inputs; j++) assert_true(isfinite(one.x[j]));
            for (int k = 0; k < one.losses * one.columns; k++) assert_true(isfinite(one.target[k]));
        }
    }
}

/* --- the laboratory --- */

static void apply_line(Lab *lab, const char *line) {
    Command command;
    Diag diag = {0};
    if (!command_parse(&command, str_from(line), &diag) || !lab_apply(lab, &command, &diag)) fail_msg("%s: %s", line, diag.text);
}

static void set_form(Lab *lab, const Task *task, const TaskOptions *options) {
    char line[96];
    const struct {
        const char *key;
        int value;
    } row[] = {{"steps", options->steps}, {"lag", options->lag}, {"symbols", options->symbols}, {"items", options->items}};
    text_format(line, (int)sizeof line, "set task %s", task->key);
    apply_line(lab, line);
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        text_format(line, (int)sizeof line, "set %s %d", row[i].key, row[i].value);
        apply_line(lab, line);
    }
    apply_line(lab, options->variant ? "set variant other" : "set variant standard");
    apply_line(lab, options->every_step ? "set targets every" : "set targets last");
}

static void check_lab(const Task *task, const TaskOptions *options) {
    static const char *const cells[] = {"set cell rnn", "set cell gru", "set cell lstm"};
    Lab lab;
    Diag diag = {0};
    assert_true(lab_init(&lab, &diag));
    set_form(&lab, task, options);
    task_case_open(&one, task->key, options);
    for (size_t c = 0; c < sizeof cells / sizeof *cells; c++) {
        apply_line(&lab, cells[c]);
        task_case_draw(&one, (uint64_t)setup_get_int(&lab.setup, KEY_SEED), lab.run.sequence);
        assert_memory_equal(lab.run.trace.x, one.x, (size_t)(one.steps * one.inputs) * sizeof(double));
        assert_memory_equal(lab.run.trace.target, one.target, (size_t)(one.losses * one.columns) * sizeof(double));
        double measured = task_case_loss(&one, lab.run.trace.y); /* the engine's loss is the task's measure of it */
        assert_true(fabs(lab.run.trace.loss - measured) < 1e-12 * (1.0 + measured));
        assert_true(lab.run.trace.gradient_norm > 0.0 && !lab.run.trace.fault.found);
        apply_line(&lab, "train 3");
        assert_int_equal(lab.run.update, 3);
        assert_true(isfinite(lab.run.trace.loss) && !lab.run.trace.fault.found);
        apply_line(&lab, "update");
        apply_line(&lab, "undo");
        apply_line(&lab, "undo");
        assert_int_equal(lab.run.update, 0);
    }
    lab_deinit(&lab);
}

static void the_lab_trains_every_task_with_every_cell(void **state) {
    (void)state;
    for_every_form(check_lab);
}

static void a_task_that_needs_more_steps_is_refused_and_nothing_changes(void **state) {
    (void)state;
    static const struct {
        const char *task;
        int steps, least;
    } row[] = {{"order", 9, 10}, {"reber", 7, 8}, {"copy", 2, 3}, {"anbn", 2, 3}, {"adding", 1, 2}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        Lab lab;
        Diag diag = {0};
        Command command;
        char line[64], needed[64];
        assert_true(lab_init(&lab, &diag));
        text_format(line, (int)sizeof line, "set steps %d", row[i].steps);
        apply_line(&lab, line);
        apply_line(&lab, "train 2");
        Setup before = lab.setup;
        unsigned long version = lab.version;
        double weight = lab.run.weight[0];
        text_format(line, (int)sizeof line, "set task %s", row[i].task);
        assert_true(command_parse(&command, str_from(line), &diag));
        assert_false(lab_apply(&lab, &command, &diag));
        text_format(needed, (int)sizeof needed, "needs at least %d time steps, not %d", row[i].least, row[i].steps);
        if (!strstr(diag.text, needed)) fail_msg("\"%s\"", diag.text);
        assert_memory_equal(&before, &lab.setup, sizeof before);
        assert_true(lab.version == version && lab.run.weight[0] == weight && lab.run.update == 2);
        apply_line(&lab, "set steps 12"); /* and then it goes */
        apply_line(&lab, line);
        assert_int_equal(setup_get_int(&lab.setup, KEY_STEPS), 12); /* T is kept */
        assert_ptr_equal(setup_task(&lab.setup), task_find(row[i].task));
        text_format(line, (int)sizeof line, "set steps %d", row[i].steps); /* nor may T fall below it */
        assert_true(command_parse(&command, str_from(line), &diag));
        assert_false(lab_apply(&lab, &command, &diag));
        assert_int_equal(setup_get_int(&lab.setup, KEY_STEPS), 12);
        lab_deinit(&lab);
    }
}

/* The T the program starts with suits every task, so each can be chosen at once. */
static void every_task_can_be_chosen_from_the_start(void **state) {
    (void)state;
    Lab lab;
    Diag diag = {0};
    assert_true(lab_init(&lab, &diag));
    for (int i = 0; i < task_count; i++) {
        char line[64];
        text_format(line, (int)sizeof line, "set task %s", task_table[i]->key);
        apply_line(&lab, line);
        assert_int_equal(lab.run.net.spec.loss, task_table[i]->loss);
        assert_int_equal(lab.run.wiring.steps, setup_get_int(&lab.setup, KEY_STEPS));
    }
    lab_deinit(&lab);
}

/* Every class has a name of its own that is short enough to stand as an index; so has every symbol of a form that has any. */
static void check_names(const Task *task, const TaskOptions *options) {
    char name[TASK_NAME_SIZE], before[TASK_NAME_SIZE] = "", all[512] = "|";
    int used = 1, outputs = task->outputs(options), inputs = task->inputs(options);
    for (int o = 0; o < outputs; o++) {
        char found[TASK_NAME_SIZE + 2];
        task_name_class(name, (int)sizeof name, task, options, o);
        assert_true(name[0] != '\0' && strlen(name) <= 8);
        text_format(found, (int)sizeof found, "|%s|", name);
        assert_null(strstr(all, found));
        used += text_format(all + used, (int)sizeof all - used, "%s|", name);
    }
    task_case_open(&one, task->key, options);
    task_case_draw(&one, 5, 0);
    task_name_symbol(name, (int)sizeof name, task, options, one.x);
    bool is_one_hot = inputs > 2; /* the adding problem has a value and a mark */
    assert_int_equal(name[0] != '\0', is_one_hot);
    memset(one.x, 0, sizeof one.x);
    task_name_symbol(name, (int)sizeof name, task, options, one.x);
    assert_string_equal(name, ""); /* nothing is read */
    for (int i = 0; is_one_hot && i < inputs; i++) {
        memset(one.x, 0, sizeof one.x);
        one.x[i] = 0.01;
        memcpy(before, name, sizeof name);
        task_name_symbol(name, (int)sizeof name, task, options, one.x);
        assert_true(name[0] != '\0' && strlen(name) < 8 && strcmp(name, before) != 0);
    }
}

static void every_class_and_symbol_has_a_name(void **state) {
    (void)state;
    for_every_form(check_names);
    TaskOptions options = {.steps = 20, .input_scale = 1.0};
    char name[TASK_NAME_SIZE], word[8] = "";
    for (int o = 0; o < 7; o++) {
        task_name_class(name, (int)sizeof name, task_find("reber"), &options, o);
        strcat(word, name);
    }
    assert_string_equal(word, "BTPSXVE");
    task_name_class(name, (int)sizeof name, task_find("order"), &options, 1);
    assert_string_equal(name, "AB");
    task_name_class(name, (int)sizeof name, task_find("sine"), &options, 0);
    assert_string_equal(name, "1");
}

/* The sentence has each number of the goal, and no other. */
static void a_goal_in_words_has_its_numbers(void **state) {
    (void)state;
    char words[128];
    static const struct {
        const char *task;
        int variant;
        const char *words;
    } expected[] = {{"adding", 0, "MSE < 0.01 on 2,000 sequences"},
                    {"adding", 1, "MSE < 0.01, sequences right 100 % on 2,000 sequences"},
                    {"copy", 0, "symbols right 99 % on 1,000 sequences"},
                    {"latch", 0, "sequences right 100 % on 256 sequences"},
                    {"order", 0, "sequences right 99 % on 10,000 sequences"}};
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        TaskOptions options = {.variant = expected[i].variant};
        task_describe_goal(words, (int)sizeof words, task_find(expected[i].task), &options);
        assert_string_equal(words, expected[i].words);
    }
    for (int i = 0; i < task_count; i++) {
        TaskOptions options = {0};
        task_describe_goal(words, (int)sizeof words, task_table[i], &options);
        assert_true(strlen(words) > 15 && strlen(words) < 80);
    }
}

/* --- the sentence --- */

static void check_sentence(const Task *task, const TaskOptions *options) {
    for (int scaled = 0; scaled < 2; scaled++) {
        TaskOptions with = *options;
        char text[192], again[192];
        with.input_scale = scaled ? 5.0 : 1.0;
        task_case_open(&one, task->key, &with);
        int differ = 0;
        for (long s = 0; s < 20; s++) {
            task_case_draw(&one, 7, s);
            task->describe_sequence(text, (int)sizeof text, &with, one.x, one.target);
            int length = (int)strlen(text);
            if (length < 20 || length > 125 || text[length - 1] != '.') fail_msg("%s: \"%s\"", task->key, text);
            if (s > 0) differ += strcmp(text, again) != 0;
            text_format(again, (int)sizeof again, "%s", text);
        }
        bool is_stream = strcmp(task->key, "reber") == 0 && options->variant == 1;
        if (differ == 0 && !is_stream) fail_msg("%s says the same of every sequence: \"%s\"", task->key, text);
    }
}

static void every_task_says_what_it_asks_of_this_sequence(void **state) {
    (void)state;
    for_every_form(check_sentence);
}

static void assert_sentence(const char *key, const TaskOptions *options, const double *x, const double *target, const char *words) {
    char text[192];
    task_find(key)->describe_sequence(text, (int)sizeof text, options, x, target);
    assert_string_equal(text, words);
}

static void the_sentences_are_so(void **state) {
    (void)state;
    double x[64] = {1.0, 0.1, -0.2, 0.3}, target[16] = {1.0};
    TaskOptions options = {.steps = 4, .input_scale = 1.0};
    assert_sentence("recall", &options, x, target, "Remember x₁ = +1 through 3 distractors and say it at the end.");
    options.every_step = true;
    assert_sentence("recall", &options, x, target, "Remember x₁ = +1 through 3 distractors and say it at every step.");
    options = (TaskOptions){.steps = 2, .input_scale = 5.0};
    x[0] = -5.0;
    target[0] = 0.0;
    assert_sentence("recall", &options, x, target, "Remember the sign of x₁ = −5.00 through 1 distractor and say it at the end.");
    options = (TaskOptions){.steps = 1, .input_scale = 1.0, .symbols = 3};
    target[0] = 2.0;
    assert_sentence("recall", &options, x, target, "Remember symbol 3 and say it at the end.");
    double pairs[12] = {0.5, 0, 0.25, 2, 0.75, 0, 0.1, 0, 1.0, 2, 0.3, 0};
    target[0] = 0.625;
    options = (TaskOptions){.steps = 6, .input_scale = 2.0};
    assert_sentence("adding", &options, pairs, target, "At the end say the sum of the marked 0.125 (step 2) and 0.500 (step 5): 0.625.");
    double bits[5] = {1, 1, -1, 1, -1};
    target[0] = 1.0;
    options = (TaskOptions){.steps = 5, .input_scale = 1.0};
    assert_sentence("parity", &options, bits, target, "Is the number of +1 in 5 bits even or odd? Say it at the end: it is 3, odd.");
    options.every_step = true;
    double odd[5] = {1, 0, 0, 1, 1};
    assert_sentence("parity", &options, bits, odd,
                    "Is the number of +1 so far even or odd? Say it at every step; of all 5 bits it is 3: odd.");
    options = (TaskOptions){.steps = 8, .input_scale = 1.0};
    target[0] = 0.0;
    assert_sentence("latch", &options, x, target,
                    "Say 1 if the first 3 values are positive, else 0, at the end after 5 steps of noise: here 0.");
    options = (TaskOptions){.steps = 8, .input_scale = 1.0, .items = 2};
    double copied[2] = {4, 0};
    assert_sentence("copy", &options, x, copied, "Remember the symbols 5 1 until step 6; then say them in order.");
}

/* What the sentence says of the outer symbol of a string holds in the targets. */
static void the_second_symbol_of_a_string_is_the_answer_where_the_sentence_says(void **state) {
    (void)state;
    static const char names[] = "BTPSXVE";
    TaskOptions options = {.steps = 24, .input_scale = 1.0};
    task_case_open(&one, "reber", &options);
    for (long s = 0; s < 50; s++) {
        char text[192];
        task_case_draw(&one, 3, s);
        one.task->describe_sequence(text, (int)sizeof text, &options, one.x, one.target);
        const char *at = strstr(text, "at step "), *second = strstr(text, "second, ");
        assert_true(at && second);
        int step = 0;
        for (const char *digit = at + 8; *digit >= '0' && *digit <= '9'; digit++) step = 10 * step + *digit - '0';
        int symbol = task_case_symbol(&one, 1);
        assert_true(second[8] == names[symbol]);
        assert_int_equal((int)one.target[step - 1], symbol);
        assert_int_equal((int)one.target[step], (int)(strchr(names, 'E') - names)); /* and then the string ends */
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_task_says_what_it_asks_of_this_sequence),
        cmocka_unit_test(the_sentences_are_so),
        cmocka_unit_test(the_second_symbol_of_a_string_is_the_answer_where_the_sentence_says),
        cmocka_unit_test(the_same_number_gives_the_same_sequence_and_another_another),
        cmocka_unit_test(targets_are_in_range_and_their_own_right_answer),
        cmocka_unit_test(sequences_of_a_batch_lie_side_by_side),
        cmocka_unit_test(input_scale_multiplies_the_inputs_and_nothing_else),
        cmocka_unit_test(options_that_are_not_used_change_nothing),
        cmocka_unit_test(whoever_says_what_is_asked_for_scores_everything),
        cmocka_unit_test(solved_is_what_the_goal_says),
        cmocka_unit_test(a_goal_in_words_has_its_numbers),
        cmocka_unit_test(everything_has_words),
        cmocka_unit_test(every_class_and_symbol_has_a_name),
        cmocka_unit_test(the_wiring_is_what_its_label_says),
        cmocka_unit_test(too_short_a_sequence_is_refused_with_what_is_needed),
        cmocka_unit_test(the_longest_sequence_can_be_drawn),
        cmocka_unit_test(the_lab_trains_every_task_with_every_cell),
        cmocka_unit_test(a_task_that_needs_more_steps_is_refused_and_nothing_changes),
        cmocka_unit_test(every_task_can_be_chosen_from_the_start),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
