/* What is exported is what the engine has: the model to the bit, the stage as arrays and as a case, and a spreadsheet whose formulas give
   the same gradients. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "cli/refcheck.h"
#include "data/safetensors.h"
#include "lab/export/export.h"
#include "lab/export/export_list.h"
#include "lab/lab_play.h"
#include "support/book_eval.h"
#include "support/lab_case.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

/* A laboratory with these settings, `key=value` between blanks, and two updates done. */
static void begin(Lab *lab, const char *settings) {
    Diag diag = {0};
    SetupFile file;
    assert_true(lab_init(lab, &diag));
    if (!setup_file_read(&file, "test", str_from(settings), &diag)) fail_msg("%s: %s", settings, diag.text);
    file.update = 2;
    if (!lab_play_all(lab, &file, &diag)) fail_msg("%s: %s", settings, diag.text);
    setup_file_deinit(&file);
}

static Bytes make(const Lab *lab, const char *word) {
    Diag diag = {0};
    ExportSource source;
    Bytes out = {0};
    assert_true(export_source_init(&source, lab, &diag));
    if (!export_find(str_from(word))->write(&out, &source, "weights.safetensors", &diag)) fail_msg("%s: %s", word, diag.text);
    assert_false(out.failed);
    export_source_deinit(&source);
    return out;
}

static const char *const every_setup[] = {
    "cell=rnn",
    "cell=rnn activation=relu task=adding steps=9",
    "cell=rnn activation=leaky targets=every",
    "cell=rnn activation=sigmoid layers=2",
    "cell=rnn activation=identity direction=both targets=every",
    "cell=gru layers=2 direction=both",
    "cell=gru task=reber targets=every hidden=3",
    "cell=gru hidden=1 steps=1",
    "cell=lstm task=reber steps=24 direction=both targets=every",
    "cell=lstm",
    "cell=lstm layers=3 direction=both hidden=3 targets=every",
    "cell=lstm task=sine steps=10",
    "cell=lstm layers=2 dropout=0.3",
};
enum { SETUP_COUNT = sizeof every_setup / sizeof *every_setup };

static void a_model_comes_back_to_the_bit(void **state) {
    (void)state;
    for (int i = 0; i < SETUP_COUNT; i++) {
        Lab lab = {0};
        Tensors tensors;
        Diag diag = {0};
        double value[4096];
        static char text[TENSORS_TEXT_SIZE];
        SetupFile file;
        begin(&lab, every_setup[i]);
        Bytes bytes = make(&lab, "model");
        if (!tensors_read(&tensors, "model", (Str){bytes.at, (int)bytes.count}, &diag)) fail_msg("%s", diag.text);
        assert_int_equal(tensors.count, lab.run.net.param_count);
        for (int p = 0; p < tensors.count; p++) {
            const Param *param = net_find_param(&lab.run.net, tensors.item[p].name);
            assert_non_null(param);
            assert_true(tensors.item[p].count == (size_t)param->rows * (size_t)param->cols && tensors.item[p].count <= 4096);
            assert_int_equal(tensors.item[p].rank, strstr(param->name, "bias") ? 1 : 2);
            assert_int_equal(tensors.item[p].first % 8, 0);
            tensors_get(value, &tensors, &tensors.item[p]);
            assert_memory_equal(value, lab.run.weight + param->offset, tensors.item[p].count * sizeof *value);
        }
        assert_true(tensors_read_text(text, (int)sizeof text, &tensors, "unroll"));
        assert_false(tensors_read_text(text, 10, &tensors, "unroll"));
        assert_true(tensors_read_text(text, (int)sizeof text, &tensors, "unroll"));
        if (!setup_file_read(&file, "model", str_from(text), &diag)) fail_msg("%s", diag.text);
        assert_true(setup_equal(&file.setup, &lab.setup));
        assert_int_equal(file.update, 2);
        setup_file_deinit(&file);
        bytes_free(&bytes);
        lab_deinit(&lab);
    }
}

static void a_case_is_verified_without_any_difference(void **state) {
    (void)state;
    for (int i = 0; i < SETUP_COUNT; i++) {
        Lab lab = {0};
        RefCase reference;
        RefReport report;
        Diag diag = {0};
        begin(&lab, every_setup[i]);
        if (lab.run.net.spec.dropout > 0) { /* refused: the mask is no part of the format */
            ExportSource source;
            Bytes none = {0};
            assert_true(export_source_init(&source, &lab, &diag));
            assert_false(export_case(&none, &source, NULL, &diag));
            assert_non_null(strstr(diag.text, "dropout"));
            bytes_free(&none);
            export_source_deinit(&source);
            lab_deinit(&lab);
            continue;
        }
        Bytes bytes = make(&lab, "case");
        if (!refcase_parse(&reference, "case", (Str){bytes.at, (int)bytes.count}, &diag)) fail_msg("%d: %s", diag.line, diag.text);
        assert_true(refcheck_run(&report, &reference, 1e-14, &diag));
        assert_int_equal(report.failed + report.skipped, 0);
        assert_true(report.compared >= 15);
        refcheck_deinit(&report);
        refcase_deinit(&reference);
        bytes_free(&bytes);
        lab_deinit(&lab);
    }
}

/* The file of this name in an archive: where its numbers begin, and its header. */
static const char *find_entry(const Bytes *bytes, const char *name, const char **header) {
    for (size_t at = 0; at + 30 < bytes->count && !memcmp(bytes->at + at, "PK\3\4", 4);) {
        const unsigned char *entry = (const unsigned char *)bytes->at + at;
        size_t size = entry[18] | (size_t)entry[19] << 8 | (size_t)entry[20] << 16, length = entry[26];
        if (length == strlen(name) && !memcmp(entry + 30, name, length)) {
            *header = (const char *)entry + 30 + length;
            return *header + 10 + (unsigned char)(*header)[8];
        }
        at += 30 + length + size;
    }
    fail_msg("%s is not in the archive", name);
    return NULL;
}

static void arrays_are_the_numbers_of_the_stage(void **state) {
    (void)state;
    for (int i = 0; i < SETUP_COUNT; i++) {
        Lab lab = {0};
        const char *header;
        double value;
        begin(&lab, every_setup[i]);
        Bytes bytes = make(&lab, "arrays");
        const Trace *trace = &lab.run.trace;
        int H = lab.run.net.spec.hidden, T = trace->length[0];
        const char *h = find_entry(&bytes, "h.l0.d0.npy", &header);
        char shape[64];
        snprintf(shape, sizeof shape, "'shape': (%d, 1, %d,)", T, H);
        assert_memory_equal(header, "\x93NUMPY\x01\x00", 8);
        assert_true(strstr(header + 10, shape) && strstr(header + 10, "'<f8'"));
        assert_memory_equal(h, trace->lane[0][0].h, (size_t)(T * H) * sizeof(double));
        memcpy(&value, find_entry(&bytes, "loss.npy", &header), sizeof value);
        assert_true(value == trace->loss);
        const char *gradient = find_entry(&bytes, "grad.weight_hh_l0.npy", &header);
        const Param *W = net_find_param(&lab.run.net, "weight_hh_l0");
        assert_memory_equal(gradient, lab.run.gradient + W->offset, (size_t)(W->rows * W->cols) * sizeof(double));
        bytes_free(&bytes);
        lab_deinit(&lab);
    }
}

static void a_spreadsheet_computes_the_same_gradients(void **state) {
    (void)state;
    for (int i = 0; i < SETUP_COUNT; i++) {
        Lab lab = {0};
        char text[64];
        begin(&lab, every_setup[i]);
        Bytes bytes = make(&lab, "sheet");
        BookEval *book = book_eval_new((Str){bytes.at, (int)bytes.count});
        double loss = book_eval_number(book, "Head", book_eval_find(book, "Head", "L, the loss", 0), 1);
        assert_true(fabs(loss - lab.run.trace.loss) <= 1e-12 * fabs(lab.run.trace.loss));
        for (int p = 0; p < lab.run.net.param_count; p++) {
            const Param *param = &lab.run.net.param[p];
            double scale = 0, apart = 0;
            snprintf(text, sizeof text, "dL/d %s", param->name);
            int first = book_eval_find(book, "Gradients", text, 0) + 1;
            assert_true(first > 0);
            for (int k = 0; k < param->rows * param->cols; k++) {
                double right = lab.run.gradient[param->offset + (size_t)k];
                scale = fmax(scale, fabs(right));
                apart = fmax(apart, fabs(book_eval_number(book, "Gradients", first + k / param->cols, 1 + k % param->cols) - right));
            }
            if (!(apart <= 1e-12 * scale)) fail_msg("%s, %s: %g of %g", every_setup[i], param->name, apart, scale);
        }
        int last = book_eval_find(book, "Check", "norm of dL/d head.bias", 0);
        assert_true(fabs(book_eval_number(book, "Check", last, 3)) <= 1e-12 * book_eval_number(book, "Check", last, 1));
        book_eval_free(book);
        bytes_free(&bytes);
        lab_deinit(&lab);
    }
}

static void what_is_too_large_for_a_spreadsheet_is_refused(void **state) {
    (void)state;
    Lab lab = {0};
    Diag diag = {0};
    ExportSource source;
    Bytes out = {0};
    begin(&lab, "cell=lstm hidden=64 steps=900");
    assert_true(export_source_init(&source, &lab, &diag));
    assert_false(export_sheet(&out, &source, NULL, &diag));
    assert_non_null(strstr(diag.text, "500000 are the most"));
    export_source_deinit(&source);
    bytes_free(&out);
    lab_deinit(&lab);
}

static void programs_name_their_weights(void **state) {
    (void)state;
    for (int i = 0; i < SETUP_COUNT; i++) {
        Lab lab = {0};
        begin(&lab, every_setup[i]);
        for (int k = 0; k < 2; k++) {
            Bytes bytes = make(&lab, k ? "keras" : "pytorch");
            bytes_add(&bytes, "", 1);
            assert_non_null(strstr(bytes.at, "\"weights.safetensors\""));
            assert_null(strstr(bytes.at, "(null)"));
            bytes_free(&bytes);
        }
        lab_deinit(&lab);
    }
}

/* ---- files that are none --------------------------------------------------------------------------------------------- */

static Bytes with_header(const char *header, size_t numbers) {
    Bytes bytes = {0};
    bytes_little(&bytes, strlen(header), 8);
    bytes_add_str(&bytes, str_from(header));
    for (size_t i = 0; i < numbers; i++) bytes_add(&bytes, "\x3c", 1);
    return bytes;
}

static void a_broken_file_is_refused_with_its_reason(void **state) {
    (void)state;
    static const struct {
        const char *header, *says;
        size_t numbers;
    } wrong[] = {
        {"{}", "there are no tensors", 0},
        {"[]", "expected", 0},
        {"{\"a\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,16]}}", "the file has 8 bytes of numbers", 8},
        {"{\"a\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,8]}}", "its offsets are 8 apart", 16},
        {"{\"a\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[8,0]}}", "the bytes 8 to 0", 16},
        {"{\"a\":{\"dtype\":\"I64\",\"shape\":[2],\"data_offsets\":[0,16]}}", "F64, F32, F16 and BF16 can be read", 16},
        {"{\"a\":{\"dtype\":\"F64\",\"shape\":[0],\"data_offsets\":[0,0]}}", "has a dimension of 0", 16},
        {"{\"a\":{\"dtype\":\"F64\",\"shape\":[1,1,1,1,1],\"data_offsets\":[0,8]}}", "more than 4 dimensions", 16},
        {"{\"a\":{\"dtype\":\"F64\",\"shape\":[1e9,1e9],\"data_offsets\":[0,8]}}", "at most 1e9 numbers", 16},
        {"{\"a\":{\"dtype\":\"F64\",\"shape\":[-1],\"data_offsets\":[0,8]}}", "'-1' is not a count", 16},
        {"{\"a\":{\"dtype\":\"F64\",\"shape\":[1]}}", "needs a dtype, a shape and data_offsets", 8},
        {"{\"a\":{\"dtype\":\"F64\",\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}}", "\"dtype\" stands here twice", 8},
        {"{\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8,9]}}", "data_offsets are two numbers", 8},
        {"{\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]},\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}}",
         "\"a\" stands here twice", 8},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        Tensors tensors;
        Diag diag = {0};
        Bytes bytes = with_header(wrong[i].header, wrong[i].numbers);
        assert_false(tensors_read(&tensors, "x", (Str){bytes.at, (int)bytes.count}, &diag));
        if (!strstr(diag.text, wrong[i].says)) fail_msg("\"%s\" should say \"%s\"", diag.text, wrong[i].says);
        bytes_free(&bytes);
    }
    Tensors tensors;
    Diag diag = {0};
    assert_false(tensors_read(&tensors, "x", str_from("short"), &diag));
    assert_non_null(strstr(diag.text, "too few"));
    assert_false(tensors_read(&tensors, "x", (Str){"\xff\xff\xff\xff\xff\xff\xff\xff{}", 10}, &diag));
    assert_non_null(strstr(diag.text, "cut off"));
}

static void shorter_numbers_are_read_exactly(void **state) {
    (void)state;
    static const struct {
        const char *type;
        int bytes;
        uint64_t bits;
        double value;
    } number[] = {{"F32", 4, 0x3f9d70a4, (double)1.23f},
                  {"BF16", 2, 0x3fc0, 1.5},
                  {"F16", 2, 0x3555, 0.333251953125},
                  {"F16", 2, 0x0001, 0x1p-24},
                  {"F16", 2, 0xfc00, -INFINITY},
                  {"F16", 2, 0x8000, -0.0},
                  {"F16", 2, 0x7bff, 65504},
                  {"F64", 8, 0x3fb999999999999a, 0.1}};
    for (size_t i = 0; i < sizeof number / sizeof *number; i++) {
        Tensors tensors;
        Diag diag = {0};
        char header[128];
        double value;
        snprintf(header, sizeof header, "{\"a\":{\"dtype\":\"%s\",\"shape\":[1],\"data_offsets\":[0,%d]}}", number[i].type,
                 number[i].bytes);
        Bytes bytes = with_header(header, 0);
        bytes_little(&bytes, number[i].bits, number[i].bytes);
        if (!tensors_read(&tensors, "x", (Str){bytes.at, (int)bytes.count}, &diag)) fail_msg("%s", diag.text);
        tensors_get(&value, &tensors, tensors_find(&tensors, "a"));
        assert_memory_equal(&value, &number[i].value, sizeof value);
        bytes_free(&bytes);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_model_comes_back_to_the_bit),
        cmocka_unit_test(a_case_is_verified_without_any_difference),
        cmocka_unit_test(arrays_are_the_numbers_of_the_stage),
        cmocka_unit_test(a_spreadsheet_computes_the_same_gradients),
        cmocka_unit_test(what_is_too_large_for_a_spreadsheet_is_refused),
        cmocka_unit_test(programs_name_their_weights),
        cmocka_unit_test(a_broken_file_is_refused_with_its_reason),
        cmocka_unit_test(shorter_numbers_are_read_exactly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
