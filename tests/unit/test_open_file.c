/* A saved experiment comes back whole from a file, from a line that is shared, and from a picture; what is newer, cut off, damaged or does
   more than look is refused with its place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/number.h"
#include "data/picture_note.h"
#include "draw/output_note.h"
#include "lab/export/export.h"
#include "lab/lab_play.h"
#include "lab/open_file.h"
#include "lab/share_line.h"
#include "support/lab_case.h"
#include "support/memory_files.h"
#include <stdlib.h>
#include <string.h>

static const char lines[] =
    "set cell lstm; set hidden 3; set steps 9; compare gru & co: cell gru; train 4; set learning_rate 0.02; next; update; "
    "train 3; whatif gate f 4 all 0";

/* An experiment with everything that a file may hold. */
static void take(SetupFile *file, Lab *lab) {
    Diag diag = {0};
    lab_case_open(lab);
    lab_case_apply_all(lab, lines);
    if (!setup_file_take(file, lab, &diag)) fail_msg("%s", diag.text);
    assert_true(setup_file_add_look(file, str_from("follow 9"), &diag));
    assert_true(setup_file_add_look(file, str_from("seek backward 5"), &diag));
}

static void assert_same_file(const SetupFile *a, const SetupFile *b) {
    char *text[2];
    size_t size;
    assert_true(setup_file_write(&text[0], &size, a, "test") && setup_file_write(&text[1], &size, b, "test"));
    assert_string_equal(text[0], text[1]);
    mem_free(text[0]);
    mem_free(text[1]);
}

static void a_file_and_a_line_say_all_of_it(void **state) {
    (void)state;
    Lab lab = {0}, again = {0};
    SetupFile file, read;
    Diag diag = {0};
    Bytes line = {0};
    char *text;
    size_t size;
    take(&file, &lab);
    assert_true(setup_file_write(&text, &size, &file, "test"));
    assert_true(size == strlen(text) && size < 4096);
    assert_true(strncmp(text, "unroll 1\n", 9) == 0);
    if (!setup_file_read(&read, "f", str_from(text), &diag)) fail_msg("%d:%d: %s", diag.line, diag.column, diag.text);
    assert_same_file(&file, &read);
    setup_file_deinit(&read);
    mem_free(text);

    share_line_write(&line, &file);
    bytes_add(&line, "", 1);
    assert_null(strpbrk(line.at, "'\"\n#\\"));
    assert_non_null(strstr(line.at, "gru %26 co"));
    if (!share_line_read(&read, "line", str_from(line.at), &diag)) fail_msg("%d: %s\n%s", diag.column, diag.text, line.at);
    assert_same_file(&file, &read);
    assert_true(lab_init(&again, &diag) && lab_play_all(&again, &read, &diag));
    assert_string_equal(again.variants.item[0].name, "gru & co");
    assert_int_equal(again.run.hold_count, 1);
    assert_memory_equal(again.run.weight, lab.run.weight, lab.run.net.weight_count * sizeof *lab.run.weight);
    setup_file_deinit(&read);
    bytes_free(&line);
    setup_file_deinit(&file);
    lab_deinit(&again);
    lab_deinit(&lab);
}

static void a_line_is_found_in_what_was_copied(void **state) {
    (void)state;
    static const char *const copied[] = {"unroll 'cell=lstm&hidden=8'", " cell=lstm&hidden=8\n", "unroll \"cell=lstm hidden=8\"",
                                         "'cell=lstm&hidden=8'", "unroll cell=lstm&hidden=8"};
    for (size_t i = 0; i < sizeof copied / sizeof copied[0]; i++) {
        SetupFile file;
        Diag diag = {0};
        Str line = share_line_cut(str_from(copied[i]));
        assert_true(share_line_is(line));
        if (!share_line_read(&file, "line", line, &diag)) fail_msg("%s: %s", copied[i], diag.text);
        assert_int_equal(setup_get_int(&file.setup, KEY_HIDDEN), 8);
        setup_file_deinit(&file);
    }
    assert_false(share_line_is(share_line_cut(str_from("unroll train"))));
    assert_false(share_line_is(share_line_cut(str_from("a letter = b"))));
    assert_false(share_line_is(share_line_cut(str_from(""))));
}

static void what_is_wrong_is_refused_with_its_place(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int line, column;
        const char *says;
    } wrong[] = {
        {"unroll 2\ncolours=7\nend\n", 1, 1, "a newer Unroll"},
        {"unroll 99999\n\x01\x02", 1, 1, "a newer Unroll"},
        {"unroll x\nend\n", 1, 1, "expected the version"},
        {"unroll 1\ncell=lstm\nhidd", 3, 1, "expected key=value"},
        {"unroll 1\ncell=lstm\n", 3, 1, "part of it is missing"},
        {"unroll 1\nend\ncell=lstm\n", 3, 1, "expected nothing more"},
        {"cell=lstm\nunroll 1\nend\n", 2, 1, "as the first line"},
        {"unroll 1\nlook save /etc/passwd\nend\n", 2, 1, "changes more than the view"},
        {"unroll 1\nlook train 1000000\nend\n", 2, 1, "changes more"},
        {"unroll 1\nlook quit\nend\n", 2, 1, "changes more"},
        {"unroll 1\nlook seek update 5\nend\n", 2, 1, "changes more"}, /* an update of the training */
        {"unroll 1\nlook sing\nend\n", 2, 1, "sing"},
        {"unroll 1\nlook show \x7f"
         "cell\nend\n",
         2, 1, "cannot be seen here (U+007F)"}, /* else it stood in a line to share */
        {"unroll 1\nlook show \x01"
         "cell\nend\n",
         2, 1, "cannot be seen here (U+0001)"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        SetupFile file;
        Diag diag = {0};
        if (setup_file_read(&file, "f", str_from(wrong[i].text), &diag)) fail_msg("\"%s\" was read", wrong[i].text);
        if (diag.line != wrong[i].line || diag.column != wrong[i].column || !strstr(diag.text, wrong[i].says))
            fail_msg("\"%s\": %d:%d: %s", wrong[i].text, diag.line, diag.column, diag.text);
    }
    static const struct {
        const char *line;
        int column;
        const char *says;
    } bad[] = {{"cell=lstm&hiden=8", 11, "hiden"},
               {"cell=lstm&hidden=%zz", 18, "two digits"},
               {"cell=lstm&hidden=%0a8", 18, "cannot be seen"},
               {"cell=lstm&look=show \x7f"
                "cell",
                11, "cannot be seen"},
               {"cell=lstm&at=x", 11, "expected the number"},
               {"cell=%6cstm&b=1", 13, "b"},
               {"cell=lstmm&steps=20&hidden=-3&foo=1", 1, "\nColumn 21: hidden"},
               {"cell=lstmm&steps=20&hidden=-3&foo=1", 1, "\nColumn 31: \"foo=1\" is wrong, too"}};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        SetupFile file;
        Diag diag = {0};
        if (share_line_read(&file, "line", str_from(bad[i].line), &diag)) fail_msg("\"%s\" was read", bad[i].line);
        if (diag.column != bad[i].column || !strstr(diag.text, bad[i].says))
            fail_msg("\"%s\": %d: %s", bad[i].line, diag.column, diag.text);
    }
}

/* ---- Pictures ---- */

static OutputBytes copy(const char *data, size_t size) {
    OutputBytes bytes = {mem_new(size + 1), size};
    assert_non_null(bytes.data);
    memcpy(bytes.data, data, size);
    bytes.data[size] = '\0';
    return bytes;
}

static const char png[] = "\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\10\2\0\0\0\x90wS\xDE\0\0\0\0IEND\xAE"
                          "B`\x82",
                  svg[] = "<?xml version=\"1.0\"?>\n<svg xmlns=\"x\">\n<desc>a</desc></svg>\n",
                  pdf[] = "%PDF-1.5\n1 0 obj\nendobj\nxref\ntrailer\n<< >>\nstartxref\n9\n%%EOF\n";

static void a_picture_carries_the_line(void **state) {
    (void)state;
    static const char line[] = "cell=lstm&compare=a <b>: cell gru&look=seek forward 3";
    const struct {
        OutputKind kind;
        const char *data;
        size_t size;
    } picture[] = {{OUTPUT_PNG, png, sizeof png - 1}, {OUTPUT_SVG, svg, sizeof svg - 1}, {OUTPUT_PDF, pdf, sizeof pdf - 1}};
    for (size_t i = 0; i < 3; i++) {
        OutputBytes bytes = copy(picture[i].data, picture[i].size);
        OutputNote note = {"A title", "h falls by ½", line};
        Diag diag = {0};
        Bytes found = {0};
        assert_false(picture_note_find(&found, bytes.data, bytes.size, &diag));
        assert_non_null(strstr(diag.text, "carries no setup"));
        assert_true(output_add_note(&bytes, picture[i].kind, &note, &diag));
        if (!picture_note_find(&found, bytes.data, bytes.size, &diag)) fail_msg("%zu: %s", i, diag.text);
        assert_int_equal(found.count, strlen(line));
        assert_memory_equal(found.at, line, found.count);
        bytes_free(&found);
        for (size_t size = 0; size < bytes.size; size++) { /* cut off anywhere: never read beyond, found whole or not at all */
            char *part = malloc(size ? size : 1);
            memcpy(part, bytes.data, size);
            if (picture_note_find(&found, part, size, &diag)) {
                if (found.count != strlen(line)) fail_msg("%zu cut at %zu gives a part", i, size);
            } else {
                assert_true(diag.text[0] != '\0');
            }
            bytes_free(&found);
            free(part);
        }
        mem_free(bytes.data);
    }
}

static void a_damaged_png_is_refused(void **state) {
    (void)state;
    OutputBytes bytes = copy(png, sizeof png - 1);
    OutputNote note = {"", "", "cell=lstm"};
    Diag diag = {0};
    Bytes found = {0};
    assert_true(output_add_note(&bytes, OUTPUT_PNG, &note, &diag));
    char *at = NULL;
    for (size_t i = 0; i + 9 < bytes.size && !at; i++)
        if (memcmp(bytes.data + i, "cell=lstm", 9) == 0) at = bytes.data + i;
    assert_non_null(at);
    at[8] = 'n';
    assert_false(picture_note_find(&found, bytes.data, bytes.size, &diag));
    assert_non_null(strstr(diag.text, "checksum"));
    memcpy(bytes.data + 33, "\xFF\xFF\xFF\xFF", 4); /* a chunk of four gigabytes */
    assert_false(picture_note_find(&found, bytes.data, bytes.size, &diag));
    assert_non_null(strstr(diag.text, "damaged"));
    mem_free(bytes.data);
}

static void a_table_carries_the_line_in_its_first_row(void **state) {
    (void)state;
    static const char csv[] = "# unroll: cell=gru&hidden=5\r\nx,y\n1,2\n";
    Bytes found = {0};
    Diag diag = {0};
    assert_int_equal(picture_note_kind(csv, sizeof csv - 1), PICTURE_CSV);
    assert_true(picture_note_find(&found, csv, sizeof csv - 1, &diag));
    assert_int_equal(found.count, strlen("cell=gru&hidden=5"));
    bytes_free(&found);
    assert_int_equal(picture_note_kind("x,y\n", 4), PICTURE_NONE);
}

static const char rows[] =
    "day,v\n1,3\n2,5\n3,4\n4,6\n5,9\n6,3\n7,4\n8,5\n9,7\n10,8\n11,3\n12,5\n13,4\n14,6\n15,9\n16,3\n17,4\n18,5\n19,7\n20,8\n"
    "21,3\n22,5\n23,4\n24,6\n25,9\n26,3\n27,4\n28,5\n29,7\n30,8\n31,3\n32,5\n33,4\n34,6\n35,9\n36,3\n37,4\n38,5\n39,7\n40,8\n";

/* An experiment with a series of one's own; *weights: the weights of its run. */
static void save_own(MemoryFiles *files, Lab *lab, Bytes *weights) {
    SetupFile file;
    Diag diag = {0};
    char *text;
    size_t size;
    lab_case_open(lab);
    if (!lab_open_own(lab, "series", "there/rows.csv", str_from(rows), str_from("v"), &diag)) fail_msg("%s", diag.text);
    assert_true(setup_file_take(&file, lab, &diag) && setup_file_write(&text, &size, &file, "test"));
    memory_files_put(files, "here/own.unroll", text);
    mem_free(text);
    setup_file_deinit(&file);
    ExportSource source;
    assert_true(export_source_init(&source, lab, &diag));
    if (!export_model(weights, &source, NULL, &diag)) fail_msg("%s", diag.text);
    export_source_deinit(&source);
}

static bool opens(const FileApi *files, const TextShelf *known, Diag *diag) {
    SetupFile file;
    char *data;
    size_t size;
    memset(diag, 0, sizeof *diag);
    assert_true(files->read(files->user, "here/own.unroll", &data, &size, diag));
    if (!open_file_take(&file, files, "here/own.unroll", data, size, known, diag)) return false;
    bool has_it = file.setup.own_text != NULL;
    setup_file_deinit(&file);
    return has_it;
}

static void data_is_found_by_its_content(void **state) {
    (void)state;
    MemoryFiles memory = {.count = 0};
    FileApi files;
    Lab lab = {0};
    Bytes weights = {0};
    Diag diag = {0};
    memory_files_bind(&memory, &files);
    save_own(&memory, &lab, &weights);
    memory_files_put(&memory, "here/other.csv", "a,b\n1,2\n");
    assert_false(opens(&files, NULL, &diag));
    assert_string_equal(diag.file, "here/rows.csv");
    assert_non_null(strstr(diag.text, "the experiment needs the file as it was: open that one first, or put it there"));
    assert_true(opens(&files, &lab.texts, &diag)); /* it is open already */

    memory_files_put(&memory, "here/rows.csv", "day,v\n1,2\n");
    assert_false(opens(&files, NULL, &diag));
    assert_non_null(strstr(diag.text, "its content has changed"));
    assert_true(opens(&files, &lab.texts, &diag));
    memory_files_put(&memory, "here/rows.txt", rows); /* a table is not looked for among texts */
    assert_false(opens(&files, NULL, &diag));
    memory_files_put(&memory, "here/renamed.csv", rows);
    if (!opens(&files, NULL, &diag)) fail_msg("%s", diag.text);
    bytes_free(&weights);
    lab_deinit(&lab);
    memory_files_deinit(&memory);
}

static void a_model_of_own_data_opens_with_them(void **state) {
    (void)state;
    MemoryFiles memory = {.count = 0};
    FileApi files;
    Lab lab = {0};
    Bytes weights = {0};
    SetupFile file;
    Diag diag = {0};
    memory_files_bind(&memory, &files);
    save_own(&memory, &lab, &weights);
    memory_files_put(&memory, "here/rows.csv", rows);
    char *data = mem_new(weights.count + 1);
    memcpy(data, weights.at, weights.count);
    if (!open_file_take(&file, &files, "here/own.safetensors", data, weights.count, NULL, &diag)) fail_msg("%s", diag.text);
    assert_non_null(file.setup.own_text);
    setup_file_deinit(&file);
    bytes_free(&weights);
    lab_deinit(&lab);
    memory_files_deinit(&memory);
}

/* What is left of a file that was cut off before its first byte. */
/* What is data or a lesson is refused with the command that opens it; a setup with a mistake is not taken for data. */
static void data_are_refused_with_the_command_that_opens_them(void **state) {
    (void)state;
    static MemoryFiles memory;
    char table[2000] = "day,sales\n", sentences[2000] = "", wanted[200];
    for (int i = 0; i < 60; i++) text_format(table + strlen(table), 40, "%d,%d\n", i, i * 7 % 12);
    for (int i = 0; i < 20; i++) text_format(sentences + strlen(sentences), 40, "%s\n", i % 2 ? "positive: good" : "negative: not good");
    const struct {
        const char *path, *bytes, *told;
    } row[] = {
        {"my data.csv", table, "found 'day,sales'; expected key=value. As data it is opened by: --do \"series open my data.csv\""},
        {"numbers", table, "As data it is opened by: --do \"series open numbers\""},
        {"reviews.txt", sentences, "As data it is opened by: --do \"sentence open reviews.txt\""},
        {"tale.txt", "The old woman said to the sea: give me back my son.\n", "As data it is opened by: --do \"text open tale.txt\""},
        {"lesson.md", "# A lesson\n\nText.\n", "A lesson is opened by: unroll lesson.md"},
        {"mine.unroll", "cell lstm\nhidden 3\nsteps 12\n", NULL},
        {"mine", "cell=lstm\nhidden 3\nsteps 12\nseed 1000\n", NULL},
        {"mine.json", "{\"cell\": lstm, \"hidden\": 3, \"steps\": 12}", NULL},
    };
    FileApi files = {0};
    memory_files_bind(&memory, &files);
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        SetupFile file;
        Diag diag = {0};
        memory_files_put(&memory, row[i].path, row[i].bytes);
        if (open_file_read(&file, &files, row[i].path, &diag)) fail_msg("%s was opened", row[i].path);
        text_format(wanted, (int)sizeof wanted, "%s", row[i].told ? row[i].told : "is opened by");
        if (!strstr(diag.text, wanted) == (row[i].told != NULL)) fail_msg("%s: %s", row[i].path, diag.text);
    }
}

static void a_file_of_nothing_is_no_experiment(void **state) {
    (void)state;
    MemoryFiles memory = {.count = 0};
    FileApi files;
    Diag diag = {0};
    SetupFile file;
    memory_files_bind(&memory, &files);
    memory_files_put(&memory, "empty.unroll", "");
    memory_files_put(&memory, "blank.unroll", "\n \n");
    assert_false(open_file_read(&file, &files, "empty.unroll", &diag));
    assert_string_equal(diag.text, "this file is empty");
    assert_false(open_file_read(&file, &files, "blank.unroll", &diag));
    memory_files_deinit(&memory);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_and_a_line_say_all_of_it),
        cmocka_unit_test(a_line_is_found_in_what_was_copied),
        cmocka_unit_test(what_is_wrong_is_refused_with_its_place),
        cmocka_unit_test(a_picture_carries_the_line),
        cmocka_unit_test(a_damaged_png_is_refused),
        cmocka_unit_test(a_table_carries_the_line_in_its_first_row),
        cmocka_unit_test(data_is_found_by_its_content),
        cmocka_unit_test(a_model_of_own_data_opens_with_them),
        cmocka_unit_test(data_are_refused_with_the_command_that_opens_them),
        cmocka_unit_test(a_file_of_nothing_is_no_experiment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
