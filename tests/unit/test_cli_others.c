/* Other programs compute the same from what was exported: PyTorch the gradients of the stage, from the lines of the README, Keras its
   answers, and LibreOffice the spreadsheet. Where one is not installed its test is skipped, and says so. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "support/program_case.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_SIZE = 2048 };

/* Odd sizes, every cell, layers, both directions, a loss at every step and at the last, classes and numbers, a text. */
static const char *const cases[] = {
    "--set cell=rnn --set hidden=3 --set layers=3 --set steps=7",
    "--set cell=rnn --set activation=relu --set hidden=1 --set task=adding --set steps=9",
    "--set cell=lstm --set hidden=5 --set layers=2 --set direction=both --set steps=6",
    "--set cell=gru --set hidden=4 --set layers=3 --set direction=both --set task=ahead --set steps=8",
    "--set cell=gru --set hidden=7 --set task=text --set steps=5",
    "--set cell=lstm --set hidden=2 --set layers=2 --set task=sentiment",
    "--set cell=lstm --set hidden=3 --set task=reber --set direction=both --do 'train 3'",
};

static bool works(const char *command) {
    char line[LINE_SIZE];
    text_format(line, (int)sizeof line, "%s >/dev/null 2>&1", command);
    return system(line) == 0;
}

static void do_in_folder(const ProgramCase *program, const char *command) {
    char line[LINE_SIZE];
    text_format(line, (int)sizeof line, "cd '%s' && HOME='%s' %s", program->folder, program->folder, command);
    if (system(line) != 0) fail_msg("%s", line);
}

/* The Python that has these modules; NULL: none. */
static const char *find_python(const char *modules) {
    static const char *const pythons[] = {"python3", "/usr/bin/python3"};
    char line[LINE_SIZE];
    for (size_t i = 0; i < sizeof pythons / sizeof *pythons; i++) {
        text_format(line, (int)sizeof line, "%s -c 'import %s'", pythons[i], modules);
        if (works(line)) return pythons[i];
    }
    return NULL;
}

/* The largest "apart by 1.2e-15 of that" in the file; how many there are in *count. */
static double worst_apart(const ProgramCase *program, const char *file, int *count) {
    char *text = program_case_read(program, file, NULL);
    double worst = 0;
    *count = 0;
    for (const char *at = text; (at = strstr(at, "apart by ")) != NULL; (*count)++) {
        at += strlen("apart by ");
        double apart = strtod(at, NULL);
        worst = apart <= worst ? worst : apart; /* what is no number is the worst, too */
    }
    free(text);
    return worst;
}

static void pytorch_repeats_every_gradient_of_the_stage(void **state) {
    ProgramCase *program = *state;
    char line[LINE_SIZE];
    const char *python = find_python("torch, numpy");
    if (!python) {
        print_message("PyTorch is not installed: nothing was compared\n");
        skip();
    }
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int count;
        text_format(line, (int)sizeof line, "export arrays stage.npz %s", cases[i]);
        assert_int_equal(program_case_run(program, line), 0);
        text_format(line, (int)sizeof line, "export pytorch net.py %s", cases[i]);
        assert_int_equal(program_case_run(program, line), 0);
        text_format(line, (int)sizeof line, "%s net.py stage.npz >said.txt", python);
        do_in_folder(program, line);
        double worst = worst_apart(program, "said.txt", &count);
        if (!(worst < 1e-12) || count < 8) fail_msg("%s: %d numbers, apart by %g", cases[i], count, worst);
    }
}

/* Keras itself where it is installed, else a stand-in that follows its documentation: the answers. */
static void keras_repeats_the_answers_of_the_stage(void **state) {
    ProgramCase *program = *state;
    static const char *const more[] = {"--set activation=leaky --set hidden=4 --set task=ahead", "--set activation=sigmoid --set layers=2",
                                       "--set activation=identity --set direction=both",
                                       "--set cell=gru --set layers=3 --set dropout=0.3 --do 'train 4'"};
    enum { CASES = sizeof cases / sizeof *cases, MORE = sizeof more / sizeof *more };
    const char *python = find_python("keras, numpy"), *path = python ? "" : "PYTHONPATH=" UNROLL_SOURCE_DIR "/tests/data/stand_in ";
    char line[LINE_SIZE];
    if (!python) python = find_python("numpy");
    if (!python) {
        print_message("numpy is not installed: nothing was compared\n");
        skip();
    }
    for (int i = 0; i < CASES + MORE; i++) {
        const char *setup = i < CASES ? cases[i] : more[i - CASES];
        bool is_masked = strstr(setup, "dropout") != NULL;
        int count;
        text_format(line, (int)sizeof line, "export arrays stage.npz %s %s", setup, is_masked ? "--set dropout=0" : "");
        assert_int_equal(program_case_run(program, line), 0);
        text_format(line, (int)sizeof line, "export keras net.py %s", setup);
        assert_int_equal(program_case_run(program, line), 0);
        text_format(line, (int)sizeof line, "PYTHONDONTWRITEBYTECODE=1 %s%s net.py stage.npz >said.txt", path, python);
        do_in_folder(program, line);
        double worst = worst_apart(program, "said.txt", &count);
        if (!(worst < 1e-12) || count != 1) fail_msg("%s: %d numbers, apart by %g", setup, count, worst);
    }
}

/* A module of PyTorch's, written down as the README says it, has the same answers here. */
static void a_module_of_pytorch_is_opened_with_its_numbers(void **state) {
    ProgramCase *program = *state;
    static const char *const modules[] = {"RNN", "LSTM", "GRU"};
    const char *python = find_python("torch, numpy");
    char line[LINE_SIZE];
    if (!python) {
        print_message("PyTorch is not installed: nothing was compared\n");
        skip();
    }
    program_case_write(program, "make.py",
                       "import sys, json, struct, torch\n"
                       "torch.manual_seed(5)\n"
                       "rnn = getattr(torch.nn, sys.argv[1])(1, 5, num_layers=2, bidirectional=True)\n"
                       "head = torch.nn.Linear(10, 2)\n"
                       "named = {k: v.detach() for k, v in rnn.named_parameters()}\n"
                       "named.update({'head.' + k: v.detach() for k, v in head.named_parameters()})\n"
                       "header, data = {}, b''\n"
                       "for k, v in named.items():\n"
                       "    bytes_ = v.numpy().tobytes()\n"
                       "    header[k] = {'dtype': 'F32', 'shape': list(v.shape), 'data_offsets': [len(data), len(data) + len(bytes_)]}\n"
                       "    data += bytes_\n"
                       "header = json.dumps(header).encode()\n"
                       "open('made.safetensors', 'wb').write(struct.pack('<Q', len(header)) + header + data)\n");
    for (size_t i = 0; i < 3; i++) {
        int count;
        text_format(line, (int)sizeof line, "%s make.py %s", python, modules[i]);
        do_in_folder(program, line);
        assert_int_equal(program_case_run(program, "export arrays --open made.safetensors stage.npz"), 0);
        assert_int_equal(program_case_run(program, "export pytorch --open made.safetensors net.py"), 0);
        text_format(line, (int)sizeof line, "%s net.py stage.npz >said.txt", python);
        do_in_folder(program, line);
        double worst = worst_apart(program, "said.txt", &count);
        if (!(worst < 1e-12) || count < 20) fail_msg("%s: %d numbers, apart by %g", modules[i], count, worst);
        text_format(line, (int)sizeof line,
                    "%s -c \"import numpy as n, torch; torch.manual_seed(5); w = torch.nn.%s(1, 5, num_layers=2, bidirectional=True); "
                    "assert (n.load('stage.npz')['weight_hh_l1_reverse'] == w.weight_hh_l1_reverse.detach().double().numpy()).all()\"",
                    python, modules[i]);
        do_in_folder(program, line);
    }
}

/* A whole file, however large; terminated, the caller frees. */
static char *read_book(const ProgramCase *program, const char *file) {
    char path[LINE_SIZE];
    text_format(path, (int)sizeof path, "%s/%s", program->folder, file);
    FILE *stream = fopen(path, "rb");
    assert_non_null(stream);
    fseek(stream, 0, SEEK_END);
    size_t size = (size_t)ftell(stream);
    rewind(stream);
    char *text = malloc(size + 1);
    assert_non_null(text);
    assert_int_equal(fread(text, 1, size, stream), size);
    text[size] = '\0';
    fclose(stream);
    return text;
}

/* The next number of the text after `at`'s cell; false at the end of the row. */
static bool next_value(const char **at, const char *end, double *value) {
    const char *found = strstr(*at, "office:value=\"");
    if (!found || found >= end) return false;
    *value = strtod(found + strlen("office:value=\""), NULL);
    *at = found + 1;
    return true;
}

/* In every row of the sheet Check: Unroll's number, and the one that was computed there. */
static int check_rows(const char *book, const char *name) {
    const char *at = strstr(book, "table:name=\"Check\"");
    assert_non_null(at);
    const char *sheet_end = strstr(at, "</table:table>");
    int rows = 0;
    for (const char *row = at; (row = strstr(row, "<table:table-row")) != NULL && row < sheet_end; row++) {
        const char *end = strstr(row, "</table:table-row>"), *cell = row;
        double ours, theirs;
        if (!next_value(&cell, end, &ours) || !next_value(&cell, end, &theirs)) continue;
        if (!(fabs(ours - theirs) <= 1e-12 * fabs(ours))) fail_msg("%s: %.17g there, %.17g here", name, theirs, ours);
        rows++;
    }
    return rows;
}

static void libreoffice_computes_the_same_in_the_spreadsheet(void **state) {
    ProgramCase *program = *state;
    char line[LINE_SIZE], file[64];
    if (!works("command -v soffice")) {
        print_message("LibreOffice is not installed: nothing was compared\n");
        skip();
    }
    int count = (int)(sizeof cases / sizeof *cases);
    for (int i = 0; i < count; i++) {
        text_format(line, (int)sizeof line, "export case%d.fods %s", i, cases[i]);
        assert_int_equal(program_case_run(program, line), 0);
        text_format(file, (int)sizeof file, "case%d.fods", i);
        char *book = read_book(program, file);
        assert_int_equal(check_rows(book, file), 0); /* nothing but formulas: what is read below was computed there */
        free(book);
    }
    do_in_folder(program, "soffice --headless --norestore --convert-to fods --outdir done *.fods >/dev/null 2>&1");
    for (int i = 0; i < count; i++) {
        text_format(file, (int)sizeof file, "done/case%d.fods", i);
        char *book = read_book(program, file);
        int rows = check_rows(book, file);
        if (rows < 6) fail_msg("%s: %d rows", file, rows);
        free(book);
    }
}

int main(void) {
#define OTHER_TEST(name) cmocka_unit_test_setup_teardown(name, program_case_start, program_case_end)
    const struct CMUnitTest tests[] = {
        OTHER_TEST(pytorch_repeats_every_gradient_of_the_stage),
        OTHER_TEST(keras_repeats_the_answers_of_the_stage),
        OTHER_TEST(a_module_of_pytorch_is_opened_with_its_numbers),
        OTHER_TEST(libreoffice_computes_the_same_in_the_spreadsheet),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
