/* `unroll train` as a person runs it: what it says agrees with the laboratory's own numbers, it stops when it should, and Ctrl-C
   loses nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lab/evaluate.h"
#include "support/lab_case.h"
#include "support/program_case.h"
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int run(ProgramCase *place, const char *arguments) {
    char all[1024];
    snprintf(all, sizeof all, "train %s", arguments);
    return program_case_run(place, all);
}

static int count_lines(const char *text) {
    int count = 0;
    for (; *text; text++) count += *text == '\n';
    return count;
}

#define MANNER "--set cell=lstm --set optimizer=adam --set learning_rate=0.01 --set batch=4 --set noise=0.5"

static void its_numbers_are_the_laboratorys(void **state) {
    ProgramCase *place = *state;
    Lab lab;
    Diag diag = {0};
    Evaluator evaluator;
    Evaluation e;
    lab_case_open(&lab);
    lab_case_apply_all(&lab, "set cell lstm; set optimizer adam; set learning_rate 0.01; set batch 4; set noise 0.5; train 60");
    assert_true(evaluate_init(&evaluator, &lab.run, &lab.setup, &diag));
    evaluate_run(&e, &evaluator, 1000);
    evaluate_deinit(&evaluator);
    double train = 0;
    for (int u = 40; u < 60; u++) train += loss_list_get(&lab.run.loss, u).sum / 20;
    assert_int_equal(run(place, MANNER " --updates 60 --eval-every 40 --json"), 0);
    assert_true(fabs(program_case_number_after(place, "\"heldout_loss\": ") - e.loss) < 1e-8);
    assert_true(fabs(program_case_number_after(place, "\"accuracy\": ") - e.accuracy) < 1e-8);
    assert_true(fabs(program_case_number_after(place, "\"train_loss\": ") - train) < 1e-8);
    assert_true(program_case_number_after(place, "\"sequences\": ") == 240 && program_case_number_after(place, "\"updates\": ") == 60);
    assert_int_equal(count_lines(place->output), 1);
    assert_int_equal(run(place, MANNER " --do 'train 70' --do 'seek update 40' --updates 20 --json"), 0); /* the same 60 */
    assert_true(fabs(program_case_number_after(place, "\"heldout_loss\": ") - e.loss) < 1e-8 &&
                program_case_number_after(place, "\"updates\": ") == 60);
    program_case_assert_says(place, "\"stop\": \"updates\"");
    program_case_assert_says(place, "\"optimizer\": \"adam\"");
    assert_int_equal(place->output[strlen(place->output) - 2], '}');
    lab_deinit(&lab);
}

static void a_line_for_every_evaluation(void **state) {
    ProgramCase *place = *state;
    assert_int_equal(run(place, "--updates 100 --eval-every 30 --csv curve.csv"), 0);
    assert_int_equal(count_lines(place->output), 5); /* 0, 30, 60, 90, and the end */
    assert_ptr_equal(strstr(place->output, "updates 0  sequences 0  seconds "), place->output);
    program_case_assert_says(place, "updates 30  sequences 30");
    program_case_assert_says(place, "updates 100  sequences 100");
    program_case_assert_says(place, "stop updates");
    char *csv = program_case_read(place, "curve.csv", NULL);
    assert_int_equal(count_lines(csv), 6); /* the head, 0, 30, 60, 90, 100 */
    assert_ptr_equal(strstr(csv, "updates,sequences,seconds,train_loss,heldout_loss,accuracy,score,sequences_right,bits,perplexity\n0,0,"),
                     csv);
    assert_non_null(strstr(csv, "\n90,90,"));
    free(csv);
    assert_int_equal(run(place, "--updates 10 --csv nowhere/curve.csv"), 1);
    program_case_assert_says(place, "nowhere/curve.csv");
    assert_int_equal(run(place, "--updates 10 --csv - 2>said.txt >stdout.txt; cat stdout.txt"), 0);
    assert_int_equal(strncmp(place->output, "updates,", 8), 0); /* nothing else stands there */
}

static void perplexity_is_said_where_it_means_something(void **state) {
    ProgramCase *place = *state;
    assert_int_equal(run(place, "--set task=reber --set steps=200 --updates 20 --eval-every 20 --csv curve.csv | tail -n 1"), 0);
    double bits = program_case_number_after(place, "  bits "), perplexity = program_case_number_after(place, "  perplexity ");
    assert_true(bits > 7.0 / 11.0 && fabs(exp2(bits) - perplexity) < 1e-3 * perplexity);
    program_case_assert_says(place, "(at best 0.6364)");
    program_case_assert_says(place, "(at best 1.554)");
    char *csv = program_case_read(place, "curve.csv", NULL);
    const char *last = strrchr(csv, ',');
    assert_true(fabs(strtod(last + 1, NULL) - perplexity) < 1e-3 * perplexity);
    free(csv);
    assert_int_equal(run(place, "--set task=reber --set steps=200 --updates 20 --json"), 0);
    assert_true(fabs(program_case_number_after(place, "\"bits\": ") - bits) < 1e-3);
    assert_true(fabs(program_case_number_after(place, "\"least_bits\": ") - 7.0 / 11.0) < 1e-8);
    assert_true(fabs(exp2(program_case_number_after(place, "\"bits\": ")) - program_case_number_after(place, "\"perplexity\": ")) < 1e-7);
    assert_int_equal(run(place, "--updates 20 --csv curve.csv"), 0); /* delayed recall */
    assert_null(strstr(place->output, "perplexity"));
    csv = program_case_read(place, "curve.csv", NULL);
    assert_int_equal(strcmp(csv + strlen(csv) - 3, ",,\n"), 0);
    free(csv);
    assert_int_equal(run(place, "--updates 20 --json"), 0);
    program_case_assert_says(place, "\"bits\": null, \"perplexity\": null, \"least_bits\": null, \"least_perplexity\": null");
}

static void it_stops_when_the_task_is_solved(void **state) {
    ProgramCase *place = *state;
    assert_int_equal(run(place, "--set cell=lstm --set optimizer=adam --set learning_rate=0.02 --set batch=8 --updates 2000 "
                                "--eval-every 20 --until solved"),
                     0);
    program_case_assert_says(place, "solved yes  stop solved");
    assert_null(strstr(place->output, "updates 2000"));
    assert_int_equal(run(place, "--updates 20 --until solved"), 0);
    program_case_assert_says(place, "solved no  stop updates");
}

static void a_divergence_is_explained_and_its_start_kept(void **state) {
    ProgramCase *place = *state;
    assert_int_equal(run(place, "--set task=adding --set activation=identity --set radius=1.2 --set steps=60 --set learning_rate=10"), 1);
    program_case_assert_says(place, "not finite");
    program_case_assert_says(place, "stop diverged");
}

static void what_it_does_not_know_is_named(void **state) {
    static const char *const wrong[][2] = {{"--updats 3", "did you mean '--updates'"},
                                           {"--updates 0", "'0'"},
                                           {"--updates", "--updates needs a value; expected a whole number"},
                                           {"--until bored", "solved"},
                                           {"--set hiden=3", "did you mean \"hidden\""},
                                           {"--set radius", "key=value"},
                                           {"--do play", "a command of the window"},
                                           {"--json --csv -", "both write to standard output"},
                                           {"--csv ''", "a file's name"},
                                           {"--json=yes", "takes no value"},
                                           {"--do undo", "--do 'undo': There is nothing to undo"},
                                           {"more", "one argument too many"}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(run(*state, wrong[i][0]), 2);
        program_case_assert_says(*state, wrong[i][1]);
    }
    assert_int_equal(run(*state, "--help"), 0);
    program_case_assert_says(*state, "--eval-every");
}

static void dropout_that_has_no_layers_between_is_told(void **state) {
    assert_int_equal(run(*state, "--set dropout=0.5 --updates 2"), 0);
    program_case_assert_says(*state, "between layers");
    assert_int_equal(run(*state, "--set dropout=0.5 --set layers=2 --updates 2"), 0);
    assert_null(strstr(((ProgramCase *)*state)->output, "between layers"));
}

/* What cannot be written is said before an hour of training, and what could not be is an error. */
static void what_cannot_be_written_is_an_error(void **state) {
    ProgramCase *place = *state;
    assert_int_equal(run(place, "--updates 100000000 --csv nowhere/curve.csv"), 1); /* within the time a run may take */
    program_case_assert_says(place, "nowhere/curve.csv");
    static const char *const full[] = {"--updates 5", "--updates 5 --json", "--updates 5 --csv -"};
    for (int i = 0; i < 3; i++) {
        char arguments[128];
        snprintf(arguments, sizeof arguments, "%s >/dev/full 2>said; status=$?; cat said; exit $status", full[i]);
        assert_int_equal(run(place, arguments), 1);
        program_case_assert_says(place, "could not be written");
        program_case_assert_says(place, "standard output");
    }
}

static void the_tasks_own_score_is_said(void **state) {
    ProgramCase *place = *state;
    assert_int_equal(run(place, "--set task=reber --updates 20"), 0);
    program_case_assert_says(place, "outer symbols right 0.");
    program_case_assert_says(place, "sequences right 0.");
    program_case_assert_says(place, "held-out sequences 256  solved no");
    assert_int_equal(run(place, "--updates 20"), 0); /* of delayed recall it is the accuracy */
    assert_null(strstr(place->output, "answers right"));
}

/* The bar is written over and over on one line: it must never wrap. */
static void the_bar_is_no_wider_than_the_terminal(void **state) {
    static const int columns[] = {40, 80, 200};
    ProgramCase *place = *state;
    for (int i = 0; i < 3; i++) {
        int widest, status = program_case_run_on_terminal(place, "train --set task=reber --updates 400", columns[i], NULL);
        assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
        assert_true(program_case_count_bars(place, &widest) > 3);
        assert_in_range(widest, 30, columns[i] - 1);
        program_case_assert_says(place,
                                 "stop updates  goal sequences right 100 % on 256 sequences\r\n"); /* and the last line follows, whole */
        if (columns[i] > 100) program_case_assert_says(place, " s left  held-out loss ");
    }
}

static void rows_and_the_bar_share_a_terminal(void **state) {
    ProgramCase *place = *state;
    int widest;
    program_case_run_on_terminal(place, "train --updates 400 --csv -", 80, NULL);
    assert_true(program_case_count_bars(place, &widest) > 3);
    assert_non_null(strstr(place->output, "\r\x1b[Kupdates,sequences,"));
    assert_non_null(strstr(place->output, "\r\x1b[K20,20,"));
    assert_non_null(strstr(place->output, "\r\x1b[K400,400,"));
}

static void ctrl_c_keeps_what_there_is(void **state) {
    ProgramCase *place = *state;
    int ends[2], status = 0;
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        dup2(ends[1], STDOUT_FILENO);
        close(ends[0]);
        close(ends[1]);
        if (chdir(place->folder) == 0)
            execl(UNROLL_PROGRAM, UNROLL_PROGRAM, "train", "--updates", "100000000", "--eval-every", "50", "--csv", "cut.csv",
                  (char *)NULL);
        _exit(99);
    }
    close(ends[1]);
    size_t size = 0;
    bool asked = false;
    int lines = 0;
    ssize_t got;
    while (size < PROGRAM_OUTPUT_MAX - 1 && (got = read(ends[0], place->output + size, asked ? PROGRAM_OUTPUT_MAX - 1 - size : 1)) > 0) {
        size += (size_t)got;
        if (!asked && place->output[size - 1] == '\n' && ++lines == 2) { /* it is training: that of update 50 was said */
            assert_int_equal(kill(child, SIGINT), 0);
            asked = true;
        }
    }
    place->output[size] = 0;
    close(ends[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGINT); /* so that a loop around it ends too */
    program_case_assert_says(place, "stop interrupted");
    char *csv = program_case_read(place, "cut.csv", NULL);
    assert_true(count_lines(csv) >= 4); /* the head, 0, 50, the end */
    free(csv);
}

/* What a column of the CSV is called, the JSON calls it too. */
static void csv_and_json_name_things_alike(void **state) {
    ProgramCase *place = *state;
    assert_int_equal(run(place, "--updates 2 --json --csv curve.csv"), 0);
    char *csv = program_case_read(place, "curve.csv", NULL), *rest = csv;
    csv[strcspn(csv, "\n")] = 0;
    int names = 0;
    for (char *name; (name = strsep(&rest, ",")); names++) {
        char key[64];
        snprintf(key, sizeof key, "\"%s\": ", name);
        program_case_assert_says(place, key);
    }
    assert_int_equal(names, 10);
    free(csv);
}

static void what_solved_means_is_said(void **state) {
    ProgramCase *place = *state;
    assert_int_equal(run(place, "--set task=adding --updates 2"), 0);
    program_case_assert_says(place, "goal MSE < 0.01 on 2,000 sequences; sums within 0.04: ");
    assert_int_equal(run(place, "--set task=adding --updates 2 --json"), 0);
    program_case_assert_says(place, "\"goal\": \"MSE < 0.01 on 2,000 sequences\"");
}

/* A log that standard output is appended to keeps its earlier lines, and what is written stands there once. */
static void a_log_keeps_its_earlier_lines(void **state) {
    static const char *const name[] = {"-", "/dev/stdout", "/dev/fd/1", "link"};
    ProgramCase *place = *state;
    for (size_t i = 0; i < sizeof name / sizeof *name; i++) {
        char arguments[256];
        snprintf(arguments, sizeof arguments,
                 "--version >log; ln -sf /dev/stdout link; '" UNROLL_PROGRAM "' train --updates 4 --csv %s >>log 2>said; cat log", name[i]);
        assert_int_equal(program_case_run(place, arguments), 0);
        assert_int_equal(strncmp(place->output, "unroll 0.", 9), 0);
        assert_int_equal(count_lines(place->output), 7); /* the version, the head, 0 to 4 */
        program_case_assert_says(place, "\nupdates,sequences,");
        program_case_assert_says(place, "\n4,4,");
    }
}

static void a_fifo_is_written_once(void **state) {
    ProgramCase *place = *state;
    assert_int_equal(
        run(place, "--help >help.txt; mkfifo f; cat f >got & '" UNROLL_PROGRAM "' train --updates 4 --csv f >said; wait; cat got"), 0);
    assert_int_equal(count_lines(place->output), 6);
}

/* A reader that has opened the FIFO and takes nothing: SIGTERM ends the training all the same. `timeout` fails the test otherwise. */
static void a_reader_that_takes_nothing_does_not_hold_it(void **state) {
    ProgramCase *place = *state;
    assert_int_equal(run(place, "--help >help.txt; mkfifo f; exec 3<>f; "
                                "'" UNROLL_PROGRAM "' train --updates 100000000 --eval-every 1 --csv f >said.txt 2>&1 & "
                                "while ! grep -q 'updates 50 ' said.txt; do :; done; kill -TERM $!; wait $!; echo status $?"),
                     0);
    program_case_assert_says(place, "status 143");
}

static void other_signals_end_it_as_ctrl_c_does(void **state) {
    static const struct { const char *name, *status; } ending[] = {{"TERM", "status 143"}, {"HUP", "status 129"}, {"QUIT", "status 131"}};
    ProgramCase *place = *state;
    for (size_t i = 0; i < sizeof ending / sizeof *ending; i++) {
        char arguments[512];
        snprintf(arguments, sizeof arguments,
                 "--help >said.txt; ulimit -c 0; env --default-signal=QUIT " /* the shell has it ignored by what runs behind it */
                 "'" UNROLL_PROGRAM "' train --updates 100000000 --eval-every 50 --csv cut.csv >said.txt & "
                 "while ! grep -q 'updates 50 ' said.txt; do :; done; kill -%s $!; wait $!; echo status $?; tail -n 1 said.txt",
                 ending[i].name);
        assert_int_equal(run(place, arguments), 0);
        program_case_assert_says(place, ending[i].status);
        program_case_assert_says(place, "stop interrupted");
        char *csv = program_case_read(place, "cut.csv", NULL);
        assert_true(count_lines(csv) >= 4);
        free(csv);
    }
}

/* Where standard error is closed, a file that is opened later must not take its place. */
static void messages_never_land_in_a_file(void **state) {
    ProgramCase *place = *state;
    assert_int_equal(run(place, "--set dropout=0.5 --updates 2 --csv curve.csv <&- >&- 2>&-; true"), 0);
    char *csv = program_case_read(place, "curve.csv", NULL);
    assert_int_equal(strncmp(csv, "updates,", 8), 0);
    assert_null(strstr(csv, "dropout"));
    free(csv);
}

/* As a shell starts a job in the background: Ctrl-C is for the others. */
static void what_is_to_be_ignored_is_ignored(void **state) {
    ProgramCase *place = *state;
    assert_int_equal(run(place,
                         "--help >help.txt; (trap '' INT; exec '" UNROLL_PROGRAM "' train --updates 20000 --eval-every 100) > said.txt & "
                         "while ! grep -q 'updates 100 ' said.txt; do :; done; kill -INT $!; wait $!; tail -n 1 said.txt"),
                     0);
    program_case_assert_says(place, "updates 20000");
    program_case_assert_says(place, "stop updates");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(its_numbers_are_the_laboratorys, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(a_line_for_every_evaluation, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(perplexity_is_said_where_it_means_something, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(it_stops_when_the_task_is_solved, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(a_divergence_is_explained_and_its_start_kept, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(what_it_does_not_know_is_named, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(dropout_that_has_no_layers_between_is_told, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(what_cannot_be_written_is_an_error, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(the_tasks_own_score_is_said, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(the_bar_is_no_wider_than_the_terminal, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(rows_and_the_bar_share_a_terminal, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(ctrl_c_keeps_what_there_is, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(csv_and_json_name_things_alike, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(what_solved_means_is_said, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(a_log_keeps_its_earlier_lines, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(a_fifo_is_written_once, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(a_reader_that_takes_nothing_does_not_hold_it, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(other_signals_end_it_as_ctrl_c_does, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(messages_never_land_in_a_file, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(what_is_to_be_ignored_is_ignored, program_case_start, program_case_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
