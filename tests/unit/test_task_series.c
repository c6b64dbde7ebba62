/* Series: windows on either side of where training ends, the two simple forecasts, going on alone, and columns of a file of one's own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/number.h"
#include "experiment/forecast.h"
#include "lab/evaluate.h"
#include "lab/setup_file.h"
#include "support/lab_case.h"
#include "task_case.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { STEPS = 24, SEASON = 12 };
static TaskCase at;

static void open_case(int index) { task_case_open(&at, "series", &(TaskOptions){.steps = STEPS, .series = series_builtin(index)}); }

static long place_of(const Series *series, double standard) {
    for (long i = 0; i < series->count; i++)
        if (fabs(series_standard(series, i) - standard) < 1e-12) return i;
    return -1;
}

static void the_series_that_come_with_the_program_are_what_their_files_say(void **state) {
    (void)state;
    for (int index = 0; index < SERIES_BUILTIN_COUNT; index++) {
        const Series *series = series_builtin(index);
        char path[512], text[40000];
        snprintf(path, sizeof path, "%s/assets/series/%s", UNROLL_SOURCE_DIR, series->name);
        FILE *file = fopen(path, "rb");
        assert_non_null(file);
        size_t size = fread(text, 1, sizeof text, file);
        fclose(file);
        assert_true(size < sizeof text && strncmp(text, "# Generated", 11) == 0);
        Csv csv;
        Series read;
        Diag diag = {0};
        assert_true(csv_read(&csv, path, (Str){text, (int)size}, &diag));
        assert_true(series_from_csv(&read, &csv, csv_find_column(&csv, str_from(series->column), &diag), &diag));
        assert_int_equal(read.count, series->count);
        assert_memory_equal(read.value, series->value, (size_t)read.count * sizeof(double));
        assert_string_equal(read.note, series->note);
        assert_int_equal(read.train_count, series->train_count);
        assert_true(fabs(read.mean - series->mean) < 1e-9 && fabs(read.deviation - series->deviation) < 1e-9);
        series_deinit(&read);
        csv_deinit(&csv);
    }
}

static void windows_follow_the_series_and_answers_of_training_end_where_it_ends(void **state) {
    (void)state;
    for (int index = 0; index < SERIES_BUILTIN_COUNT; index++) {
        const Series *series = series_builtin(index);
        open_case(index);
        int first = series->season > 0 ? series->season - 1 : 0;
        assert_int_equal(at.losses, STEPS - first);
        for (int held = 0; held < 2; held++)
            for (long s = 0; s < 300; s++) {
                task_case_draw(&at, 3, (held ? TASK_HELD_OUT : 0) + s);
                for (int k = 0; k < at.losses; k++) {
                    if (k + 1 < at.losses) assert_true(at.target[k] == at.x[first + k + 1]);
                    if (series->season == 0) continue; /* a walk may come to a value twice */
                }
                double last = at.target[at.losses - 1];
                long place = place_of(series, last);
                if (series->season > 0 && !held) assert_true(place >= 0);
                bool seen = false, later = false;
                for (long i = STEPS; i < series->count; i++) { /* the places where such a window ends */
                    bool same = fabs(series_standard(series, i) - last) < 1e-12;
                    for (int t = 0; same && t < STEPS; t++) same = fabs(series_standard(series, i - STEPS + t) - at.x[t]) < 1e-12;
                    if (same) (i < series->train_count ? &seen : &later)[0] = true;
                }
                assert_true(held ? later : seen);
                if (held) /* no answer of the held-out part was ever one of training */
                    for (long i = STEPS; i < series->train_count; i++) {
                        bool same = true;
                        for (int t = 0; same && t < STEPS; t++) same = fabs(series_standard(series, i - STEPS + t) - at.x[t]) < 1e-12;
                        assert_false(same);
                    }
            }
    }
}

/* The two baselines are what who says so scores on held-out windows. */
static void persistence_costs_what_the_baseline_says(void **state) {
    (void)state;
    for (int index = 0; index < SERIES_BUILTIN_COUNT; index++) {
        const Series *series = series_builtin(index);
        double now = 0, before = 0;
        long answers = 0;
        open_case(index);
        int first = series->season > 0 ? series->season - 1 : 0;
        for (long s = 0; s < 20000; s++) {
            task_case_draw(&at, 3, TASK_HELD_OUT + s);
            for (int k = 0; k < at.losses; k++) {
                double seasonal = at.x[first + k - (series->season > 0 ? series->season - 1 : 0)];
                now += (at.x[first + k] - at.target[k]) * (at.x[first + k] - at.target[k]);
                before += (seasonal - at.target[k]) * (seasonal - at.target[k]);
                answers++;
            }
        }
        double persistence = at.task->baseline(&at.options), seasonal = at.task->other_baseline(&at.options);
        assert_true(fabs(now / (double)answers / persistence - 1) < 0.02);
        assert_true(fabs(before / (double)answers / seasonal - 1) < 0.02);
        if (series->season > 0) assert_true(seasonal < persistence / 2);
    }
}

static void a_season_of_ones_own_and_a_series_too_short_for_it(void **state) {
    (void)state;
    assert_wire_refused("series", &(TaskOptions){.steps = 12}, "needs at least 13 time steps, not 12");
    assert_wire_refused("series", &(TaskOptions){.steps = 1000, .season = 384, .series = series_builtin(0)}, "too few for a season of 384");
    task_case_open(&at, "series", &(TaskOptions){.steps = 12, .season = 4});
    assert_int_equal(at.losses, 9);
    task_case_open(&at, "series", &(TaskOptions){.steps = 1000, .series = series_builtin(0)}); /* longer than the held-out part */
    task_case_draw(&at, 1, TASK_HELD_OUT);
    assert_true(at.length < 1000 && at.asked == at.length - (series_builtin(0)->season > 0 ? series_builtin(0)->season - 1 : 0));
}

static void words_give_the_numbers_of_the_file(void **state) {
    (void)state;
    const Series *series = NULL;
    for (int i = 0; i < SERIES_BUILTIN_COUNT; i++)
        if (series_builtin(i)->season == SEASON) series = series_builtin(i);
    task_case_open(&at, "series", &(TaskOptions){.steps = STEPS, .series = series});
    double x = (212.0 - series->mean) / series->deviation, y = x, far = x + 1;
    char text[160];
    at.task->describe_input(text, (int)sizeof text, &at.options, 0, &x);
    assert_non_null(strstr(text, "sales now: 212.0"));
    at.task->describe_output(text, (int)sizeof text, &at.options, &y, NULL, &x);
    assert_non_null(strstr(text, "predicts 212.0; target 212.0: correct"));
    at.task->describe_output(text, (int)sizeof text, &at.options, &y, NULL, &far);
    assert_non_null(strstr(text, "wrong"));
}

/* --- the laboratory --- */

static const char own[] =
    "day;sales;note\n"
    "1;10,5;a\n2;;b\n3;12,5;c\n4;11;a\n5;14;a\n6;12;a\n7;15;a\n8;13;a\n9;16;a\n10;14;a\n11;17;a\n12;15;a\n13;18;a\n14;16;a\n"
    "15;19;a\n16;17;a\n17;20;a\n18;18;a\n19;21;a\n20;19;a\n21;22;a\n22;20;a\n23;23;a\n24;21;a\n25;24;a\n";

static void a_column_of_ones_own_file_is_learned_saved_and_missed(void **state) {
    (void)state;
    Lab lab, other;
    Diag diag = {0};
    SetupFile file, again;
    char *saved;
    size_t size;
    assert_true(lab_init(&lab, &diag));
    assert_false(lab_open_own(&lab, "series", "own.csv", str_from(own), str_from("note"), &diag));
    assert_non_null(strstr(diag.text, "\"a\" is no number; the column \"note\" holds text"));
    assert_false(lab_open_own(&lab, "series", "own.csv", str_from(own), str_from("price"), &diag));
    assert_non_null(strstr(diag.text, "there is no column \"price\""));
    assert_string_equal(setup_task(&lab.setup)->key, "recall");
    assert_true(lab_open_own(&lab, "series", "some/own.csv", str_from(own), str_from("sales"), &diag));
    TaskOptions options = setup_task_options(&lab.setup);
    assert_string_equal(options.series->column, "sales");
    assert_true(options.series->count == 25 && options.series->filled == 1 && options.series->filled_line == 3);
    assert_true(options.series->value[1] == 11.5); /* half way between its neighbours */
    lab_case_apply(&lab, "set season 2");
    lab_case_apply(&lab, "train 5");
    assert_true(setup_file_take(&file, &lab, &diag));
    assert_true(setup_file_write(&saved, &size, &file, "test"));
    assert_non_null(strstr(saved, "series=own\n"));
    assert_non_null(strstr(saved, "column=2\n"));
    assert_non_null(strstr(saved, "text_file own.csv\n"));
    assert_true(setup_file_read(&again, "saved", str_from(saved), &diag));
    assert_true(lab_init(&other, &diag));
    assert_false(lab_start_from(&other, &again.setup, NULL, &diag));
    assert_non_null(strstr(diag.text, "not open"));
    assert_true(text_shelf_share(&other.texts, &lab.texts));
    assert_true(lab_start_from(&other, &again.setup, NULL, &diag));
    lab_case_apply(&other, "train 5");
    assert_memory_equal(other.run.weight, lab.run.weight, lab.run.net.weight_count * sizeof(double));
    lab_case_apply(&lab, "set column 1");
    assert_string_equal(setup_task_options(&lab.setup).series->column, "day");
    lab_case_apply(&lab, "undo");
    assert_string_equal(setup_task_options(&lab.setup).series->column, "sales");
    lab_deinit(&lab);
    lab_deinit(&other);
    setup_file_deinit(&file);
    setup_file_deinit(&again);
    mem_free(saved);
}

/* --- the forecast --- */

static Forecast forecast;

static void open_lab(Lab *lab, const char *lines) {
    lab_case_open(lab);
    lab_case_apply_all(lab, lines);
}

/* What a network that was taught step by step says is the stage's own answer, and alone it goes on with it. */
static void a_stream_says_what_the_stage_says(void **state) {
    (void)state;
    static const char *const cells[] = {"rnn", "gru", "lstm"};
    for (int c = 0; c < 3; c++) {
        Lab lab;
        char lines[128];
        snprintf(lines, sizeof lines, "set task series; set steps 24; set layers 2; set cell %s; train 20", cells[c]);
        open_lab(&lab, lines);
        const Series *series = setup_task_options(&lab.setup).series;
        memset(&forecast, 0, sizeof forecast);
        assert_true(forecast_measure(&forecast, &lab, 18));
        assert_string_equal(forecast.trouble, "");
        for (int k = 0; k < lab.run.wiring.loss_count; k++) {
            int t = lab.run.wiring.loss_step[k];
            double said = (forecast.given[t + 1] - series->mean) / series->deviation;
            assert_true(fabs(said - lab.run.trace.y[k]) < 1e-12);
        }
        assert_true(isnan(forecast.alone[17]) && forecast.alone[18] == forecast.given[18] && forecast.alone[20] != forecast.given[20]);
        double alone;
        Diag diag = {0};
        assert_true(alone_measure(&alone, &lab.run, &lab.setup, 18, &diag));
        assert_true(fabs(alone - forecast.alone_error) < 1e-12);
        double squares = 0;
        for (int t = 18; t <= forecast.steps; t++) squares += pow((forecast.as_now[t] - forecast.truth[t]) / series->deviation, 2);
        assert_true(fabs(squares / (forecast.steps - 17) - forecast.persistence_error) < 1e-12);
        assert_true(isnan(forecast.as_now[0]) && isnan(forecast.as_season[11]));
        for (int t = 12; t <= forecast.steps; t++) assert_true(forecast.as_season[t] == forecast.truth[t - 12]);
        /* In the middle of the series the same window gives the same answer. */
        long counted = 0;
        for (long i = 0; i < forecast.count; i++) counted += isfinite(forecast.said[i]);
        assert_int_equal(counted, series->count - 12); /* the first season is not asked for */
        assert_true(forecast.horizon == 24 && forecast.origins == FORECAST_ORIGINS);
        for (int k = 0; k < forecast.horizon; k++) assert_true(isfinite(forecast.future[k]) && forecast.band[k] > 0);
        lab_deinit(&lab);
    }
}

static void what_cannot_go_on_alone_says_why(void **state) {
    (void)state;
    static const char *const lines[] = {"set task recall", "set task sine; set variant other",
                                        "set task series; set steps 24; set direction both"};
    for (int i = 0; i < 3; i++) {
        Lab lab;
        open_lab(&lab, lines[i]);
        memset(&forecast, 0, sizeof forecast);
        assert_true(forecast_measure(&forecast, &lab, 0));
        assert_non_null(strstr(forecast.trouble, i < 2 ? "series, sine and sines" : "reads from the end"));
        lab_deinit(&lab);
    }
}

/* Nothing can be known of a random walk; of sales with a season the season can. */
static void sales_are_learned_and_a_walk_is_not(void **state) {
    (void)state;
    static const char settings[] =
        "set task series; set cell lstm; set hidden 8; set optimizer adam; set learning_rate 0.005; set clip_norm 1; set batch 8; ";
    for (int seed = 1; seed <= 2; seed++)
        for (int walk = 0; walk < 2; walk++) {
            Lab lab;
            Evaluator evaluator;
            Evaluation found;
            char lines[400];
            Diag diag = {0};
            snprintf(lines, sizeof lines, "%sset steps 24; set series %s; set seed %d; train 600", settings, walk ? "walk" : "sales", seed);
            open_lab(&lab, lines);
            TaskOptions options = setup_task_options(&lab.setup);
            double persistence = setup_task(&lab.setup)->baseline(&options);
            assert_true(evaluate_init(&evaluator, &lab.run, &lab.setup, &diag));
            evaluate_run(&found, &evaluator, 500);
            evaluate_deinit(&evaluator);
            if (walk && !(found.loss > 0.95 * persistence)) fail_msg("the walk is beaten: %g of %g", found.loss, persistence);
            if (!walk && !(found.loss < 0.5 * persistence)) fail_msg("sales are not learned: %g of %g", found.loss, persistence);
            lab_deinit(&lab);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_series_that_come_with_the_program_are_what_their_files_say),
        cmocka_unit_test(windows_follow_the_series_and_answers_of_training_end_where_it_ends),
        cmocka_unit_test(persistence_costs_what_the_baseline_says),
        cmocka_unit_test(a_season_of_ones_own_and_a_series_too_short_for_it),
        cmocka_unit_test(words_give_the_numbers_of_the_file),
        cmocka_unit_test(a_column_of_ones_own_file_is_learned_saved_and_missed),
        cmocka_unit_test(a_stream_says_what_the_stage_says),
        cmocka_unit_test(what_cannot_go_on_alone_says_why),
        cmocka_unit_test(sales_are_learned_and_a_walk_is_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
