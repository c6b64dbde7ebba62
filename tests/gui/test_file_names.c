/* What a name of a file may be, and what is said where it is none: saving, opening and exporting by commands. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/number.h"
#include "support/drive.h"
#include "support/memory_files.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Case {
    Drive drive; /* first: what drive_line and its like are given */
    MemoryFiles files;
    char clip[4096];
    bool has_folder; /* of the person's own */
} Case;

static bool find_place(void *user, Place place, char *out, int size, Diag *diag) {
    const Case *here = user;
    if (place == PLACE_COURSE) return str_copy(out, size, str_from("/course"));
    if (!here->has_folder || (place != PLACE_FILES && place != PLACE_SAVED)) return diag_fail(diag, "no such place");
    return str_copy(out, size, str_from("/home/me/Unroll"));
}

static bool read_clip(void *user, char **text, Diag *diag) {
    const Case *here = user;
    if (!here->clip[0]) return diag_fail(diag, "The clipboard holds no text.");
    *text = mem_new(sizeof here->clip);
    memcpy(*text, here->clip, sizeof here->clip);
    return true;
}

static bool write_clip(void *user, const char *text, Diag *diag) {
    Case *here = user;
    return str_copy(here->clip, (int)sizeof here->clip, str_from(text)) || diag_fail(diag, "too long for the test");
}

static int setup(void **state) {
    Case *here = *state = calloc(1, sizeof *here);
    if (!here) return -1;
    here->has_folder = true;
    drive_start(&here->drive);
    memory_files_bind(&here->files, &here->drive.world.file);
    here->drive.world.place = (PlaceApi){here, find_place};
    here->drive.world.clipboard = (ClipboardApi){here, read_clip, write_clip};
    drive_resize(&here->drive, 1280, 720);
    return 0;
}

static int teardown(void **state) {
    Case *here = *state;
    drive_end(&here->drive);
    memory_files_deinit(&here->files);
    free(here);
    return 0;
}

/* "VERB <so many letters a>END" */
static void refuse_long(Drive *drive, const char *verb, int letters, const char *end, const char *part) {
    char line[3000];
    int used = text_format(line, (int)sizeof line, "%s ", verb);
    memset(line + used, 'a', (size_t)letters);
    text_format(line + used + letters, (int)sizeof line - used - letters, "%s", end);
    drive_refuse(drive, line, part);
}

static void a_path_that_is_too_long_is_refused(void **state) {
    Case *here = *state;
    refuse_long(&here->drive, "save ./", 1100, "", "longer than 1022 bytes");
    refuse_long(&here->drive, "export ./", 1100, ".png", "longer than 1022 bytes");
    refuse_long(&here->drive, "open", 1100, ".unroll", "expected the name of a file");
    refuse_long(&here->drive, "save", 1017, "", "longer than 1022 bytes"); /* of the folder, the name and the ending together */
    assert_int_equal(here->files.count, 0);
}

/* What a task learns: the name of a column has an end, and a list of sentences says how many it has. */
static void what_a_task_learns_is_named_with_its_column(void **state) {
    Case *here = *state;
    Drive *drive = &here->drive;
    memory_files_put(&here->files, "./t.csv",
                     "day,cold\n1,2\n2,3\n3,5\n4,4\n5,7\n6,6\n7,8\n8,9\n9,10\n10,12\n11,1\n12,2\n13,3\n14,5\n15,4\n16,7\n17,6\n18,8\n19,"
                     "9\n20,10\n21,12\n");
    refuse_long(drive, "series open ./t.csv", 70, "", "expected the name of a column, of at most 63 bytes");
    refuse_long(drive, "series open", 1100, "", "expected the name of a file, of at most 1023 bytes");
    refuse_long(drive, "series open", 1100, " cold", "expected the name of a file, of at most 1023 bytes");
    refuse_long(drive, "text open", 1100, "", "expected the name of a file, of at most 1023 bytes");
    drive_refuse(drive, "series open ./no.csv", "./no.csv");
    drive_line(drive, "series open ./t.csv cold");
    assert_non_null(app_lab(drive->app)->setup.own_text);
}

static void a_name_without_a_folder_needs_one(void **state) {
    Case *here = *state;
    Drive *drive = &here->drive;
    here->has_folder = false;
    drive_refuse(drive, "save mine", "no such place");
    drive_refuse(drive, "export mine.png", "give a path, such as ./picture.png");
    drive_line(drive, "show files");
    assert_false(drive_has_text(drive, "/home/me"));
    drive->world.place.find = NULL;
    drive_refuse(drive, "save mine", "give a path, such as ./mine.unroll");
    drive_line(drive, "save ./mine"); /* with a folder it is no question */
    assert_non_null(memory_files_get(&here->files, "./mine.unroll"));
    drive_line(drive, "save D:\\lessons\\mine");
    assert_non_null(memory_files_get(&here->files, "D:\\lessons\\mine.unroll"));
    drive_line(drive, "export D:\\lessons\\mine.svg");
    assert_non_null(memory_files_get(&here->files, "D:\\lessons\\mine.svg"));
    drive_line(drive, "save ./v1.2"); /* a name with a dot has its ending already */
    assert_non_null(memory_files_get(&here->files, "./v1.2"));
}

static void only_a_number_of_the_list_opens_from_it(void **state) {
    Case *here = *state;
    Drive *drive = &here->drive;
    drive_refuse(drive, "open #1", "no file 1 in the list");
    memory_files_put(&here->files, "/home/me/Unroll/b.unroll", "unroll 1\ncell=gru\nat 0\nend\n");
    memory_files_put(&here->files, "/home/me/Unroll/a.unroll", "unroll 1\ncell=lstm\nat 0\nend\n");
    memory_files_put(&here->files, "/home/me/Unroll/notes.txt", "of somebody");
    drive_line(drive, "show files");
    drive_refuse(drive, "open #0", "no file 0 in the list");
    drive_refuse(drive, "open #3", "no file 3 in the list");
    drive_refuse(drive, "open #x", "There is no file \"#x\"");
    drive_refuse(drive, "open #", "There is no file \"#\"");
    drive_line(drive, "open #1"); /* by name: a before b, though it was written later */
    assert_true(drive_value(drive, KEY_CELL) == CELL_LSTM);
    drive_line(drive, "open b");
    assert_true(drive_value(drive, KEY_CELL) == CELL_GRU);
}

/* More than are kept: the newest ones, each once. */
static void the_files_used_lately_are_the_newest_ones(void **state) {
    static const char path[] = "/state/recent-files";
    Case *here = *state;
    Drive *drive = &here->drive;
    char line[80], expected[1024] = "";
    memory_files_put(&here->files, path, "/old/a.unroll\n/old/b.unroll\nnear.unroll\nC:third.unroll\n");
    here->files.read_fails = true;
    app_open_recent(drive->app, path);
    drive_line(drive, "save /used/n1"); /* what could not be read is not listed */
    assert_string_equal(memory_files_get(&here->files, path), "/used/n1.unroll\n");
    here->files.read_fails = false;
    memory_files_put(&here->files, path, "/old/a.unroll\n/old/b.unroll\nnear.unroll\nC:third.unroll\n");
    app_open_recent(drive->app, path);
    for (int i = 2; i <= 11; i++) {
        text_format(line, (int)sizeof line, "save /used/n%d", i);
        drive_line(drive, line);
    }
    drive_refuse(drive, "save /used/n5", "exists already");
    drive_line(drive, "save /used/n5");
    for (int i = 0; i < 11; i++) {
        static const int order[] = {5, 11, 10, 9, 8, 7, 6, 4, 3, 2};
        if (i < 10) text_format(line, (int)sizeof line, "/used/n%d.unroll\n", order[i]);
        strcat(expected, i < 10 ? line : "/old/a.unroll\n/old/b.unroll\n");
    }
    assert_string_equal(memory_files_get(&here->files, path), expected); /* FILE_RECENT_MAX of them */
    memory_files_put(&here->files, "C:third.unroll", "unroll 1\ncell=gru\nat 0\nend\n");
    memory_files_put(&here->files, "/used/n5.unroll", "no experiment");
    drive_line(drive, "open C:third.unroll");
    drive_line(drive, "show files");
    assert_true(drive_has_run(drive, "C:third.unroll"));
    assert_true(drive_has_run(drive, "n5.unroll")); /* listed, without a word about what it holds */
    assert_false(drive_has_run(drive, "n1.unroll"));
}

/* "lstm-recall", then "lstm-recall-2": what is offered is free. */
static void the_name_that_is_offered_is_free(void **state) {
    Case *here = *state;
    Drive *drive = &here->drive;
    drive_line(drive, "set cell lstm");
    memory_files_put(&here->files, "/home/me/Unroll/lstm-recall.unroll", "mine");
    memory_files_put(&here->files, "/home/me/Unroll/lstm-recall-2.unroll", "mine, too");
    drive_key(drive, "Ctrl+S");
    drive_key(drive, "Return");
    assert_non_null(memory_files_get(&here->files, "/home/me/Unroll/lstm-recall-3.unroll"));
    assert_string_equal(memory_files_get(&here->files, "/home/me/Unroll/lstm-recall.unroll"), "mine");
}

/* Weights that came from a file stand beside what is saved, and a copied line says that they have to. */
static void weights_go_with_an_experiment_and_not_with_a_line(void **state) {
    Case *here = *state;
    Drive *drive = &here->drive;
    drive_line(drive, "set cell gru");
    drive_line(drive, "train 2");
    drive_line(drive, "export ./a.safetensors");
    drive_line(drive, "preset gru");
    drive_line(drive, "open ./a.safetensors");
    drive_line(drive, "save /b/x");
    assert_non_null(memory_files_get(&here->files, "/b/a.safetensors"));
    int writes = here->files.writes;
    drive_line(drive, "save"); /* they are there */
    assert_int_equal(here->files.writes, writes + 1);
    drive_line(drive, "share");
    assert_non_null(strstr(drive_ui(drive)->message, "a.safetensors"));
    here->files.write_fails = true;
    drive_refuse(drive, "save /c/x", "cannot write this file");
    here->files.write_fails = false;
    here->files.read_fails = true;
    double weight = app_lab(drive->app)->run.weight[0];
    drive_refuse(drive, "paste", "the experiment needs the file as it was"); /* the line names a file that cannot be read */
    assert_true(app_lab(drive->app)->run.weight[0] == weight);
}

static void a_clipboard_without_a_line_is_refused(void **state) {
    Case *here = *state;
    Drive *drive = &here->drive;
    drive_refuse(drive, "paste", "The clipboard holds no text");
    strcpy(here->clip, "unroll 'cell=");
    drive_refuse(drive, "paste", "clipboard");
    drive->world.clipboard = (ClipboardApi){0};
    drive_refuse(drive, "paste", "There is no clipboard here");
    drive_refuse(drive, "share", "There is no clipboard here");
}

/* A text beside the experiment gets another name where its own is taken, a hundred times at most. */
static void a_text_finds_no_name_where_all_are_taken(void **state) {
    Case *here = *state;
    Drive *drive = &here->drive;
    char path[40];
    memory_files_put(&here->files, "./mine.txt", "the cat sat on the mat and the dog sat on the rug");
    drive_line(drive, "text open ./mine.txt");
    for (int i = 1; i < 100; i++) {
        text_format(path, (int)sizeof path, i == 1 ? "/a/mine.txt" : "/a/mine-%d.txt", i);
        memory_files_put(&here->files, path, "of somebody else");
    }
    drive_refuse(drive, "save /a/x", "/a/mine.txt exists already and differs from the text");
    assert_null(memory_files_get(&here->files, "/a/x.unroll"));
    drive_refuse(drive, "save /a/x", "/a/mine.txt exists already"); /* a second time is no permission */
    drive_line(drive, "save /b.c/x");                               /* the point is the folder's */
    assert_non_null(memory_files_get(&here->files, "/b.c/mine.txt"));
}

static void what_a_picture_is_called_is_looked_at_closely(void **state) {
    Case *here = *state;
    Drive *drive = &here->drive;
    drive_refuse(drive, "export form", "expected one of");
    drive_refuse(drive, "export form tiff", "\"tiff\" is not possible; expected one of");
    drive_refuse(drive, "export ./a.TIFF", "no file that ends in .TIFF can be written");
    drive_refuse(drive, "export ./a.7z", "no file that ends in .7z can be written");
    static const char *const plain[] = {"./version 1.25", "./a..b", "./.hidden", "./dir.d/a", "./a.b-c", "./end."};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) { /* no suffix: the chosen form's */
        char line[80], path[80];
        text_format(line, (int)sizeof line, "export %s", plain[i]);
        text_format(path, (int)sizeof path, "%s.png", plain[i]);
        drive_line(drive, line);
        if (!memory_files_get(&here->files, path)) fail_msg("%s was not written", path);
    }
    drive_line(drive, "export keras"); /* a word alone is a name */
    assert_non_null(memory_files_get(&here->files, "/home/me/Unroll/keras.png"));
    drive_line(drive, "export size 3840x2160");
    drive_line(drive, "export ./large.svg"); /* as large as a screen of 1080 lines has it, twice as fine */
    assert_non_null(strstr(memory_files_get(&here->files, "./large.svg"), "width=\"1920px\""));
    drive_line(drive, "export size window");
    drive_line(drive, "show help");
    drive_refuse(drive, "export ./a.csv", "this picture has no chart; expected one");
    drive_line(drive, "hide");
    drive->world.file.write = NULL;
    drive_refuse(drive, "export ./b.png", "no file can be written here");
    drive_refuse(drive, "save ./b", "no file can be written here");
}

static void open_folder(Case *here, const char *path) {
    drive_drop(&here->drive, path);
    for (int i = 0; i < 4; i++) drive_frame(&here->drive, 0);
}

static void open_lesson(Case *here, const char *path) {
    char line[80];
    text_format(line, (int)sizeof line, "lesson %s", path);
    drive_line(&here->drive, line);
    drive_line(&here->drive, "lesson close");
    drive_line(&here->drive, "show course");
    drive_frame(&here->drive, 0);
}

static void a_lesson_folder_lists_what_are_lessons(void **state) {
    static const char *const file[] = {"/w/b.md",    "/w/.c.md",   "/w/notes.txt", "/w/.md",    "/w/a.md",  "/n/b.md",
                                       "/n/01-b.md", "/n/02-a.md", "/n/1a-c.md",   "/n/0-d.md", "/n/03.md", "/n/00-z.md"};
    Case *here = *state;
    Drive *drive = &here->drive;
    char line[1200];
    for (size_t i = 0; i < sizeof file / sizeof *file; i++) memory_files_put(&here->files, file[i], "## A step\n\nIts text.\n");
    open_folder(here, "/w//");
    assert_non_null(strstr(drive_ui(drive)->message, "2 lessons")); /* a and b */
    open_folder(here, "/n");
    assert_non_null(strstr(drive_ui(drive)->message, "3 lessons")); /* where some are numbered, those alone */
    memory_files_put(&here->files, "near/a.md", "## A step\n\nIts text.\n");
    open_folder(here, "near");
    assert_non_null(strstr(drive_ui(drive)->message, "expected the whole path of a folder"));
    memory_files_put(&here->files, "/e/a.txt", "none");
    open_folder(here, "/e");
    assert_non_null(strstr(drive_ui(drive)->message, "holds no lesson"));
    open_lesson(here, "/w/b.md"); /* opened by itself, it is listed once all the same */
    for (int i = 0; i < 40; i++) {
        text_format(line, (int)sizeof line, "/many/l%02d.md", i % 2 ? 40 - i : i);
        memory_files_put(&here->files, line, "## A step\n\nIts text.\n");
    }
    char name[400] = "/many/";
    memset(name + 6, 'x', 300);
    strcat(name, ".md");
    memory_files_put(&here->files, name, "## A step\n\nIts text.\n");
    open_folder(here, "/many");
    assert_non_null(strstr(drive_ui(drive)->message, "24 lessons")); /* as many as the page has room for, the first by name */
}

/* What bears a number and ends in .md, as many as there is room for. */
static void the_course_lists_what_bears_a_number(void **state) {
    static const char *const other[] = {"/course/a1-x.md",  "/course/1a-x.md", "/course/01xyz.md",
                                        "/course/01-x.txt", "/course/1-.md",   "/course/0!-x.md"};
    Case *here = *state;
    Drive *drive = &here->drive;
    char path[100];
    for (size_t i = 0; i < sizeof other / sizeof *other; i++) memory_files_put(&here->files, other[i], "## Other\n\nIts text.\n");
    for (int i = 1; i <= 45; i++) {
        text_format(path, (int)sizeof path, "/course/%02d-l%d.md", i, i);
        memory_files_put(&here->files, path, "## A step\n\nIts text.\n");
    }
    drive_refuse(drive, "show glossary", "there is no glossary beside the program");
    drive_line(drive, "lesson 40");
    assert_true(drive_has_text(drive, "Its text"));
    drive_line(drive, "lesson l7");
    drive_line(drive, "lesson 07-l7");
    drive_line(drive, "lesson 07-l7.md");
    drive_line(drive, "lesson a1-x"); /* a page without a number is no lesson of the list, and can be read */
    static const char *const none[] = {"lesson 45", "lesson 0", "lesson 1-.txt", "lesson no-such"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) drive_refuse(drive, none[i], "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_path_that_is_too_long_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(what_a_task_learns_is_named_with_its_column, setup, teardown),
        cmocka_unit_test_setup_teardown(a_name_without_a_folder_needs_one, setup, teardown),
        cmocka_unit_test_setup_teardown(only_a_number_of_the_list_opens_from_it, setup, teardown),
        cmocka_unit_test_setup_teardown(the_files_used_lately_are_the_newest_ones, setup, teardown),
        cmocka_unit_test_setup_teardown(the_name_that_is_offered_is_free, setup, teardown),
        cmocka_unit_test_setup_teardown(weights_go_with_an_experiment_and_not_with_a_line, setup, teardown),
        cmocka_unit_test_setup_teardown(a_clipboard_without_a_line_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(a_text_finds_no_name_where_all_are_taken, setup, teardown),
        cmocka_unit_test_setup_teardown(what_a_picture_is_called_is_looked_at_closely, setup, teardown),
        cmocka_unit_test_setup_teardown(a_lesson_folder_lists_what_are_lessons, setup, teardown),
        cmocka_unit_test_setup_teardown(the_course_lists_what_bears_a_number, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
