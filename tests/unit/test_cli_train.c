/* `unroll train` as a person runs it: what it says agrees with the laboratory's own numbers, it stops when it should, and Ctrl-C
   loses nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lab/evaluate.h"
#include "support/lab_case.h"
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { OUTPUT_MAX = 1 << 16 };

typedef struct Place {
    char folder[512];
    char output[OUTPUT_MAX];
} Place;

static int setup(void **state) {
    Place *place = calloc(1, sizeof *place);
    if (!place) return -1;
    snprintf(place->folder, sizeof place->folder, "%s/train-XXXXXX", UNROLL_BINARY_DIR);
    *state = place;
    return mkdtemp(place->folder) ? 0 : -1;
}

static int teardown(void **state) {
    Place *place = *state;
    char command[1024];
    snprintf(command, sizeof command, "rm -rf '%s'", place->folder);
    int status = system(command);
    free(place);
    return status;
}

/* The exit status; what both streams said is in place->output. */
static int run(Place *place, const char *arguments) {
    char command[2048];
    snprintf(command, sizeof command, "cd '%s' && timeout 60 '%s' train %s 2>&1", place->folder, UNROLL_PROGRAM, arguments);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    size_t size = fread(place->output, 1, OUTPUT_MAX - 1, pipe);
    place->output[size] = 0;
    int status = pclose(pipe);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void assert_says(const Place *place, const char *piece) {
    if (!strstr(place->output, piece)) fail_msg("'%s' is not in:\n%.2000s", piece, place->output);
}

static double number_after(const Place *place, const char *word) {
    const char *at = strstr(place->output, word);
    if (!at) fail_msg("'%s' is not in:\n%.2000s", word, place->output);
    return strtod(at + strlen(word), NULL);
}

static char *read_file(const Place *place, const char *name) {
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", place->folder, name);
    FILE *file = fopen(path, "r");
    if (!file) fail_msg("%s was not written", path);
    char *text = calloc(1, OUTPUT_MAX);
    assert_non_null(text);
    assert_true(fread(text, 1, OUTPUT_MAX - 1, file) > 0);
    fclose(file);
    return text;
}

static int count_lines(const char *text) {
    int count = 0;
    for (; *text; text++) count += *text == '\n';
    return count;
}

#define MANNER "--set cell=lstm --set optimizer=adam --set learning_rate=0.01 --set batch=4 --set noise=0.5"

static void its_numbers_are_the_laboratorys(void **state) {
    Place *place = *state;
    Lab lab;
    Diag diag = {0};
    Evaluator evaluator;
    Evaluation e;
    lab_case_open(&lab);
    lab_case_apply(&lab, "set cell lstm");
    lab_case_apply(&lab, "set optimizer adam");
    lab_case_apply(&lab, "set learning_rate 0.01");
    lab_case_apply(&lab, "set batch 4");
    lab_case_apply(&lab, "set noise 0.5");
    lab_case_apply(&lab, "train 60");
    assert_true(evaluate_init(&evaluator, &lab.run, &lab.setup, &diag));
    evaluate_run(&e, &evaluator, 1000);
    evaluate_deinit(&evaluator);
    double train = 0;
    for (int u = 40; u < 60; u++) train += lab.run.loss[u] / 20;
    assert_int_equal(run(place, MANNER " --updates 60 --eval-every 40 --json"), 0);
    assert_true(fabs(number_after(place, "\"heldout_loss\": ") - e.loss) < 1e-8);
    assert_true(fabs(number_after(place, "\"accuracy\": ") - e.accuracy) < 1e-8);
    assert_true(fabs(number_after(place, "\"train_loss\": ") - train) < 1e-8);
    assert_true(number_after(place, "\"sequences\": ") == 240 && number_after(place, "\"updates\": ") == 60);
    assert_int_equal(count_lines(place->output), 1);
    assert_int_equal(run(place, MANNER " --do 'train 70' --do 'seek update 40' --updates 20 --json"), 0); /* the same 60 */
    assert_true(fabs(number_after(place, "\"heldout_loss\": ") - e.loss) < 1e-8 && number_after(place, "\"updates\": ") == 60);
    assert_says(place, "\"stop\": \"updates\"");
    assert_says(place, "\"optimizer\": \"adam\"");
    assert_int_equal(place->output[strlen(place->output) - 2], '}');
    lab_deinit(&lab);
}

static void a_line_for_every_evaluation(void **state) {
    Place *place = *state;
    assert_int_equal(run(place, "--updates 100 --eval-every 30 --csv curve.csv"), 0);
    assert_int_equal(count_lines(place->output), 4); /* 30, 60, 90, and the end */
    assert_says(place, "updates 30  sequences 30");
    assert_says(place, "updates 100  sequences 100");
    assert_says(place, "stop updates");
    char *csv = read_file(place, "curve.csv");
    assert_int_equal(count_lines(csv), 6); /* the head, 0, 30, 60, 90, 100 */
    assert_ptr_equal(strstr(csv, "update,sequences,seconds,train_loss,heldout_loss,accuracy,score,bits,perplexity\n0,0,"), csv);
    assert_non_null(strstr(csv, "\n90,90,"));
    free(csv);
    assert_int_equal(run(place, "--updates 10 --csv nowhere/curve.csv"), 1);
    assert_says(place, "nowhere/curve.csv");
    assert_int_equal(run(place, "--updates 10 --csv - 2>said.txt >stdout.txt; cat stdout.txt"), 0);
    assert_int_equal(strncmp(place->output, "update,", 7), 0); /* nothing else stands there */
}

static void perplexity_is_said_where_it_means_something(void **state) {
    Place *place = *state;
    assert_int_equal(run(place, "--set task=reber --set steps=200 --updates 20 --eval-every 20 --csv curve.csv"), 0);
    double bits = number_after(place, "  bits "), perplexity = number_after(place, "  perplexity ");
    assert_true(bits > 7.0 / 11.0 && fabs(exp2(bits) - perplexity) < 1e-3 * perplexity);
    assert_says(place, "(at best 0.6364)");
    assert_says(place, "(at best 1.554)");
    char *csv = read_file(place, "curve.csv");
    const char *last = strrchr(csv, ',');
    assert_true(fabs(strtod(last + 1, NULL) - perplexity) < 1e-3 * perplexity);
    free(csv);
    assert_int_equal(run(place, "--set task=reber --set steps=200 --updates 20 --json"), 0);
    assert_true(fabs(number_after(place, "\"bits\": ") - bits) < 1e-3);
    assert_true(fabs(number_after(place, "\"least_bits\": ") - 7.0 / 11.0) < 1e-8);
    assert_true(fabs(exp2(number_after(place, "\"bits\": ")) - number_after(place, "\"perplexity\": ")) < 1e-7);
    assert_int_equal(run(place, "--updates 20 --csv curve.csv"), 0); /* delayed recall */
    assert_null(strstr(place->output, "perplexity"));
    csv = read_file(place, "curve.csv");
    assert_int_equal(strcmp(csv + strlen(csv) - 3, ",,\n"), 0);
    free(csv);
    assert_int_equal(run(place, "--updates 20 --json"), 0);
    assert_says(place, "\"bits\": null, \"perplexity\": null, \"least_bits\": null, \"least_perplexity\": null");
}

static void it_stops_when_the_task_is_solved(void **state) {
    Place *place = *state;
    assert_int_equal(run(place, "--set cell=lstm --set optimizer=adam --set learning_rate=0.02 --set batch=8 --updates 2000 "
                                "--eval-every 20 --until solved"),
                     0);
    assert_says(place, "solved yes  stop solved");
    assert_null(strstr(place->output, "updates 2000"));
    assert_int_equal(run(place, "--updates 20 --until solved"), 0);
    assert_says(place, "solved no  stop updates");
}

static void a_divergence_is_explained_and_its_start_kept(void **state) {
    Place *place = *state;
    assert_int_equal(run(place, "--set task=adding --set activation=identity --set radius=1.2 --set steps=60 --set learning_rate=10"), 1);
    assert_says(place, "not finite");
    assert_says(place, "stop diverged");
}

static void what_it_does_not_know_is_named(void **state) {
    static const char *const wrong[][2] = {{"--updats 3", "did you mean '--updates'"},
                                           {"--updates 0", "'0'"},
                                           {"--updates", "nothing follows"},
                                           {"--until bored", "solved"},
                                           {"--set hiden=3", "did you mean \"hidden\""},
                                           {"--set radius", "key=value"},
                                           {"--do play", "the window's"},
                                           {"more", "one argument too many"}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(run(*state, wrong[i][0]), 2);
        assert_says(*state, wrong[i][1]);
    }
    assert_int_equal(run(*state, "--help"), 0);
    assert_says(*state, "--eval-every");
}

static void ctrl_c_keeps_what_there_is(void **state) {
    Place *place = *state;
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
    ssize_t got;
    while (size < OUTPUT_MAX - 1 && (got = read(ends[0], place->output + size, asked ? OUTPUT_MAX - 1 - size : 1)) > 0) {
        size += (size_t)got;
        if (!asked && place->output[size - 1] == '\n') { /* it is training: the first evaluation was said */
            assert_int_equal(kill(child, SIGINT), 0);
            asked = true;
        }
    }
    place->output[size] = 0;
    close(ends[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGINT); /* so that a loop around it ends too */
    assert_says(place, "stop interrupted");
    char *csv = read_file(place, "cut.csv");
    assert_true(count_lines(csv) >= 4); /* the head, 0, 50, the end */
    free(csv);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(its_numbers_are_the_laboratorys, setup, teardown),
        cmocka_unit_test_setup_teardown(a_line_for_every_evaluation, setup, teardown),
        cmocka_unit_test_setup_teardown(perplexity_is_said_where_it_means_something, setup, teardown),
        cmocka_unit_test_setup_teardown(it_stops_when_the_task_is_solved, setup, teardown),
        cmocka_unit_test_setup_teardown(a_divergence_is_explained_and_its_start_kept, setup, teardown),
        cmocka_unit_test_setup_teardown(what_it_does_not_know_is_named, setup, teardown),
        cmocka_unit_test_setup_teardown(ctrl_c_keeps_what_there_is, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
