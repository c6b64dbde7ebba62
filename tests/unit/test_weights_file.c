/* Weights that a person brings: a model that was exported begins a run with the same bits, also when that run is saved and opened again;
   PyTorch's files are read by their shapes; what does not fit is refused with its reason. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "cli/open.h"
#include "data/safetensors.h"
#include "lab/export/export.h"
#include "lab/lab_play.h"
#include "platform/files.h"
#include "support/lab_case.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char folder[] = "/tmp/unroll-weights-XXXXXX";

static const char *path_of(const char *name) {
    static char path[2][256];
    static int turn;
    turn = 1 - turn;
    snprintf(path[turn], sizeof path[turn], "%s/%s", folder, name);
    return path[turn];
}

static void write_file(const char *name, const void *bytes, size_t size) {
    Diag diag = {0};
    FileApi files;
    platform_files(&files);
    if (!files.write(files.user, path_of(name), bytes, size, &diag)) fail_msg("%s", diag.text);
}

static bool open_file(SetupFile *file, const char *name, Diag *diag) {
    CliOptions options = {.open = path_of(name)};
    options.given[CLI_OPEN] = true;
    return cli_open_file(file, &options, diag);
}

/* A laboratory that was opened from a file, with these settings laid over. */
static bool play_file(Lab *lab, const char *name, const char *settings, Diag *diag) {
    SetupFile file;
    if (!open_file(&file, name, diag)) return false;
    SetupBatch batch;
    setup_batch_begin(&batch);
    Str rest = str_from(settings);
    for (Str word = str_next_word(&rest); word.count; word = str_next_word(&rest)) {
        int equals = (int)strcspn(word.at, "=");
        assert_true(setup_batch_set(&batch, (Str){word.at, equals}, (Str){word.at + equals + 1, word.count - equals - 1}, diag));
    }
    cli_lay_over(&file, &batch);
    assert_true(lab_init(lab, diag));
    bool good = lab_play_all(lab, &file, diag);
    setup_file_deinit(&file);
    return good;
}

static void export_to(const Lab *lab, const char *word, const char *name) {
    Diag diag = {0};
    ExportSource source;
    Bytes out = {0};
    assert_true(export_source_init(&source, lab, &diag));
    assert_true(export_find(str_from(word))->write(&out, &source, "x", &diag));
    write_file(name, out.at, out.count);
    bytes_free(&out);
    export_source_deinit(&source);
}

static void train_first(Lab *lab, const char *settings, long updates) {
    Diag diag = {0};
    SetupFile file;
    assert_true(lab_init(lab, &diag));
    if (!setup_file_read(&file, "test", str_from(settings), &diag)) fail_msg("%s", diag.text);
    file.update = updates;
    assert_true(lab_play_all(lab, &file, &diag));
    setup_file_deinit(&file);
}

static void save(const Lab *lab, const char *name) {
    Diag diag = {0};
    SetupFile file;
    char *text;
    size_t size;
    assert_true(setup_file_take(&file, lab, &diag));
    assert_true(setup_file_write(&text, &size, &file, "test"));
    write_file(name, text, size);
    mem_free(text);
    setup_file_deinit(&file);
}

static void a_model_is_opened_to_the_bit_and_trains_on(void **state) {
    (void)state;
    static const char *const every[] = {"cell=rnn", "cell=lstm layers=2 direction=both optimizer=adam",
                                        "cell=gru task=reber targets=every seed=5"};
    for (size_t i = 0; i < sizeof every / sizeof *every; i++) {
        Lab first = {0}, second = {0}, third = {0};
        Diag diag = {0};
        train_first(&first, every[i], 20);
        export_to(&first, "model", "m.safetensors");
        if (!play_file(&second, "m.safetensors", "", &diag)) fail_msg("%s", diag.text);
        size_t size = first.run.net.weight_count * sizeof(double);
        assert_int_equal(second.run.net.weight_count, first.run.net.weight_count);
        assert_memory_equal(second.run.weight, first.run.weight, size);
        assert_true(setup_equal(&second.setup, &first.setup));
        assert_int_equal(second.run.update, 0);
        assert_true(lab_train(&second, 15, &diag));
        save(&second, "saved");
        if (!play_file(&third, "saved", "", &diag)) fail_msg("%s", diag.text);
        assert_int_equal(third.run.update, 15);
        assert_memory_equal(third.run.weight, second.run.weight, size);
        assert_true(memcmp(third.run.weight, first.run.weight, size) != 0);
        lab_deinit(&first);
        lab_deinit(&second);
        lab_deinit(&third);
    }
}

/* As trainings of many seeds do: each has a copy, and they end in any order. */
static void a_copy_keeps_the_weights_of_what_it_was_made_from(void **state) {
    (void)state;
    Lab first = {0}, second = {0};
    Diag diag = {0};
    SetupFile file, copy;
    train_first(&first, "cell=gru", 5);
    export_to(&first, "model", "m.safetensors");
    assert_true(open_file(&file, "m.safetensors", &diag));
    assert_true(file.weights.count == 1 && file.step_count > 0);
    assert_true(setup_file_copy(&copy, &file));
    setup_file_deinit(&file);
    assert_true(copy.weights.count == 1 && copy.weights.item[0]->bytes && copy.step_count > 0);
    lab_init(&second, &diag);
    if (!lab_play_all(&second, &copy, &diag)) fail_msg("%s", diag.text);
    assert_memory_equal(second.run.weight, first.run.weight, first.run.net.weight_count * sizeof(double));
    setup_file_deinit(&copy);
    lab_deinit(&first);
    lab_deinit(&second);
}

static void taking_weights_is_undone_and_visited(void **state) {
    (void)state;
    Lab first = {0}, second = {0};
    Diag diag = {0};
    train_first(&first, "cell=rnn", 30);
    export_to(&first, "model", "m.safetensors");
    train_first(&second, "cell=rnn", 10);
    size_t size = first.run.net.weight_count * sizeof(double);
    double *before = mem_new(size), *taken = mem_new(size);
    memcpy(before, second.run.weight, size);
    SetupFile file;
    assert_true(open_file(&file, "m.safetensors", &diag));
    if (!lab_take_weights(&second, file.weights.item[0], &diag)) fail_msg("%s", diag.text);
    setup_file_deinit(&file);
    memcpy(taken, second.run.weight, size);
    assert_memory_equal(taken, first.run.weight, size);
    Command undo = {.id = COMMAND_UNDO}, redo = {.id = COMMAND_REDO};
    assert_string_equal(lab_undo_line(&second), "weights of m.safetensors");
    assert_true(lab_apply(&second, &undo, &diag));
    assert_memory_equal(second.run.weight, before, size);
    assert_true(lab_apply(&second, &redo, &diag));
    assert_memory_equal(second.run.weight, taken, size);
    assert_true(lab_train(&second, 5, &diag));
    Command visit;
    assert_true(command_parse(&visit, str_from("visit 10"), &diag));
    if (!lab_apply(&second, &visit, &diag)) fail_msg("%s", diag.text);
    assert_memory_equal(second.run.weight, taken, size);
    mem_free(before);
    mem_free(taken);
    lab_deinit(&first);
    lab_deinit(&second);
}

static void a_changed_or_missing_file_is_told(void **state) {
    (void)state;
    Lab first = {0}, second = {0};
    Diag diag = {0};
    SetupFile file;
    train_first(&first, "cell=rnn", 3);
    export_to(&first, "model", "w.safetensors");
    assert_true(play_file(&second, "w.safetensors", "", &diag));
    save(&second, "saved");
    lab_deinit(&first);
    train_first(&first, "cell=rnn seed=3", 3);
    export_to(&first, "model", "w.safetensors");
    assert_false(open_file(&file, "saved", &diag));
    assert_non_null(strstr(diag.text, "its content has changed"));
    remove(path_of("w.safetensors"));
    assert_false(open_file(&file, "saved", &diag));
    write_file("folder", "cell=rnn\nat 0 weights 0123456789abcdef ../w.safetensors\n", 57);
    assert_false(open_file(&file, "folder", &diag));
    assert_non_null(strstr(diag.text, "without folders"));
    write_file("hash", "cell=rnn\nat 0 weights 0123 w.safetensors\n", 41);
    assert_false(open_file(&file, "hash", &diag));
    assert_non_null(strstr(diag.text, "not a hash"));
    lab_deinit(&first);
    lab_deinit(&second);
}

/* A file as PyTorch's users make it: names with the module's before them, floats, no setup in it. */
static void write_foreign(const char *name, int gates, int hidden, int inputs, bool has_bias, const char *head) {
    enum { SIZE = 64 };
    static const double zero[4096];
    char names[6][SIZE];
    static const char *const stems[] = {"net.rnn.weight_ih_l0", "net.rnn.weight_hh_l0", "net.rnn.bias_ih_l0", "net.rnn.bias_hh_l0"};
    TensorOut out[6];
    Bytes bytes = {0};
    int count = 0;
    for (int i = 0; i < (has_bias ? 4 : 2); i++, count++) {
        snprintf(names[count], SIZE, "%s", stems[i]);
        out[count] = (TensorOut){names[count], zero, i < 2 ? gates * hidden : 1, i == 0 ? inputs : i == 1 ? hidden : gates * hidden, i > 1};
    }
    for (int i = 0; i < 2; i++, count++) {
        snprintf(names[count], SIZE, "%s.%s", head, i ? "bias" : "weight");
        out[count] = (TensorOut){names[count], zero, i ? 1 : 2, i ? 2 : hidden, i == 1};
    }
    tensors_write(&bytes, out, count, NULL, 0);
    write_file(name, bytes.at, bytes.count);
    bytes_free(&bytes);
}

static void shapes_tell_the_network(void **state) {
    (void)state;
    static const struct {
        int gates;
        const char *cell;
        bool has_bias;
        const char *head;
    } every[] = {{1, "rnn", true, "fc"}, {3, "gru", false, "out"}, {4, "lstm", true, "model.head"}};
    for (size_t i = 0; i < sizeof every / sizeof *every; i++) {
        Lab lab = {0};
        Diag diag = {0};
        char cell[16];
        write_foreign("t.safetensors", every[i].gates, 5, 1, every[i].has_bias, every[i].head);
        if (!play_file(&lab, "t.safetensors", "", &diag)) fail_msg("%s", diag.text);
        setup_format(cell, (int)sizeof cell, &lab.setup, KEY_CELL);
        assert_string_equal(cell, every[i].cell);
        assert_int_equal(setup_get_int(&lab.setup, KEY_HIDDEN), 5);
        for (size_t k = 0; k < lab.run.net.weight_count; k++) assert_true(lab.run.weight[k] == 0);
        lab_deinit(&lab);
    }
}

static void what_does_not_fit_is_refused(void **state) {
    (void)state;
    static const struct {
        int gates, inputs;
        const char *settings, *says;
    } every[] = {{1, 3, "", "is 5 x 3; this setup needs 5 x 1"},
                 {1, 1, "hidden=7", "this setup needs 7 x 1"},
                 {1, 1, "layers=2", "there is no tensor weight_ih_l1"},
                 {1, 1, "cell=lstm", "this setup needs 20 x 1"},
                 {2, 1, "", "a GRU 3 and an LSTM 4 times as many"}};
    for (size_t i = 0; i < sizeof every / sizeof *every; i++) {
        Lab lab = {0};
        Diag diag = {0};
        write_foreign("t.safetensors", every[i].gates, 5, every[i].inputs, true, "head");
        assert_false(play_file(&lab, "t.safetensors", every[i].settings, &diag));
        if (!strstr(diag.text, every[i].says)) fail_msg("\"%s\" should say \"%s\"", diag.text, every[i].says);
        lab_deinit(&lab);
    }
}

static int make_folder(void **state) {
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state) {
    (void)state;
    static const char *const names[] = {"m.safetensors", "t.safetensors", "w.safetensors", "saved", "folder", "hash"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) remove(path_of(names[i]));
    return remove(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_model_is_opened_to_the_bit_and_trains_on),
        cmocka_unit_test(a_copy_keeps_the_weights_of_what_it_was_made_from),
        cmocka_unit_test(taking_weights_is_undone_and_visited),
        cmocka_unit_test(a_changed_or_missing_file_is_told),
        cmocka_unit_test(shapes_tell_the_network),
        cmocka_unit_test(what_does_not_fit_is_refused),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
