/* Saving, opening, sharing, exporting and describing as a person does it: by keys and clicks; nothing is replaced unasked, nothing is half read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "data/picture_note.h"
#include "lab/export/export.h"
#include "lab/share_line.h"
#include "support/drive.h"
#include "support/lab_case.h"
#include "support/memory_files.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Fixture {
    MemoryFiles files;
    Drive drive;
    char *clip; /* owned */
} Fixture;

static bool find_place(void *user, Place place, char *out, int size, Diag *diag) {
    (void)user;
    if (place != PLACE_FILES && place != PLACE_SAVED) return diag_fail(diag, "no such place");
    return str_copy(out, size, str_from("/home/me/Unroll"));
}

static bool read_clip(void *user, char **text, Diag *diag) {
    Fixture *f = user;
    size_t size = f->clip ? strlen(f->clip) + 1 : 1;
    *text = mem_new(size);
    if (!*text) return diag_fail(diag, "memory");
    memcpy(*text, f->clip ? f->clip : "", size);
    return true;
}

static bool write_clip(void *user, const char *text, Diag *diag) {
    Fixture *f = user;
    (void)diag;
    free(f->clip);
    f->clip = strdup(text);
    return f->clip != NULL;
}

static int setup(void **state) {
    Fixture *f = *state = calloc(1, sizeof *f);
    drive_start(&f->drive);
    memory_files_bind(&f->files, &f->drive.world.file);
    f->drive.world.place = (PlaceApi){NULL, find_place};
    f->drive.world.clipboard = (ClipboardApi){f, read_clip, write_clip};
    drive_resize(&f->drive, 1280, 720);
    return 0;
}

static int teardown(void **state) {
    Fixture *f = *state;
    drive_end(&f->drive);
    memory_files_deinit(&f->files);
    free(f->clip);
    free(f);
    return 0;
}

static const Run *run(const Fixture *f) { return &app_lab(f->drive.app)->run; }
static bool is_on(const Fixture *f, ScreenId id) { return screen_top(&drive_ui(&f->drive)->screens) == id; }

static void a_new_experiment_is_saved_in_two_presses_and_opened_again_as_it_was(void **state) {
    Fixture *f = *state;
    Drive *d = &f->drive;
    drive_line(d, "set cell lstm");
    drive_line(d, "set targets every");
    drive_line(d, "train 5");
    drive_line(d, "follow 3");
    drive_line(d, "show microscope");
    drive_line(d, "seek backward 4");
    drive_key(d, "Ctrl+S");
    assert_true(is_on(f, SCREEN_FILES));
    drive_key(d, "Return"); /* the name that is offered */
    assert_false(is_on(f, SCREEN_FILES));
    const char *text = memory_files_get(&f->files, "/home/me/Unroll/lstm-recall.unroll");
    assert_non_null(text);
    assert_non_null(strstr(text, "\nlook seek backward 4\nend\n"));
    double loss = run(f)->trace.loss;
    int writes = f->files.writes;
    drive_key(d, "Ctrl+S"); /* it has a file now */
    assert_int_equal(f->files.writes, writes + 1);
    drive_line(d, "hide");
    drive_line(d, "preset gru");
    drive_key(d, "Ctrl+O");
    assert_true(is_on(f, SCREEN_FILES));
    assert_true(drive_has_text(d, "lstm-recall.unroll"));
    drive_key(d, "Return"); /* the newest has the keyboard */
    assert_int_equal(run(f)->net.spec.cell, CELL_LSTM);
    assert_int_equal(run(f)->update, 5);
    assert_true(run(f)->trace.loss == loss);
    assert_int_equal(drive_ui(d)->follow, 2);
    assert_true(is_on(f, SCREEN_MICROSCOPE));
    assert_int_equal(drive_ui(d)->cursor.phase, PHASE_BACKWARD);
    assert_int_equal(drive_ui(d)->cursor.step, 4);
}

static void an_older_file_is_replaced_only_when_asked_twice(void **state) {
    Fixture *f = *state;
    memory_files_put(&f->files, "/home/me/Unroll/old.unroll", "mine");
    drive_refuse(&f->drive, "save old", "exists already");
    assert_string_equal(memory_files_get(&f->files, "/home/me/Unroll/old.unroll"), "mine");
    drive_line(&f->drive, "save old");
    assert_non_null(strstr(memory_files_get(&f->files, "/home/me/Unroll/old.unroll"), "unroll 1\n"));
    f->files.write_fails = true;
    drive_refuse(&f->drive, "save", "");
}

static void a_file_that_cannot_be_read_changes_nothing(void **state) {
    Fixture *f = *state;
    drive_line(&f->drive, "set cell gru");
    memory_files_put(&f->files, "/a.unroll", "unroll 9\ncell=lstm\nend\n");
    memory_files_put(&f->files, "/b.unroll", "unroll 1\ncell=lstm\nsteps=5");
    drive_refuse(&f->drive, "open /a.unroll", "newer Unroll");
    drive_refuse(&f->drive, "open /b.unroll", "part of it is missing");
    drive_refuse(&f->drive, "open /c.unroll", "There is no file");
    assert_int_equal(run(f)->net.spec.cell, CELL_GRU);
}

static void a_line_is_copied_and_pasted(void **state) {
    Fixture *f = *state;
    Drive *d = &f->drive;
    drive_line(d, "set cell lstm");
    drive_line(d, "train 3");
    drive_line(d, "set learning_rate 0.02");
    drive_line(d, "train 2");
    drive_line(d, "seek forward 2");
    double loss = run(f)->trace.loss;
    drive_key(d, "Ctrl+Shift+C");
    assert_non_null(f->clip);
    assert_memory_equal(f->clip, "unroll 'cell=lstm&", 18);
    drive_line(d, "preset gru");
    drive_key(d, "Ctrl+V");
    assert_int_equal(run(f)->net.spec.cell, CELL_LSTM);
    assert_int_equal(run(f)->update, 5);
    assert_true(run(f)->trace.loss == loss);
    assert_int_equal(drive_ui(d)->cursor.step, 2);
    write_clip(f, "hello", NULL);
    drive_key(d, "Ctrl+V");
    assert_true(drive_ui(d)->message_is_bad);
    assert_int_equal(run(f)->update, 5);
}

static void the_picture_is_exported_in_two_presses_and_opens_again(void **state) {
    Fixture *f = *state;
    Drive *d = &f->drive;
    drive_line(d, "set cell gru");
    drive_line(d, "train 2");
    drive_line(d, "seek loss 1");
    drive_key(d, "Ctrl+E");
    assert_true(is_on(f, SCREEN_EXPORT));
    drive_key(d, "Return");
    assert_true(is_on(f, SCREEN_STAGE));
    for (int i = 0; i < 5; i++) drive_frame(d, 0);
    drive_key(d, "Ctrl+E");
    drive_click(d, "export/form/svg");
    drive_key(d, "Ctrl+E"); /* closes nothing, keeps what was chosen */
    drive_key(d, "Return");
    for (int i = 0; i < 5; i++) drive_frame(d, 0); /* the frames write it */
    const struct { const char *path; } made[] = {{"/home/me/Unroll/gru-recall.png"}, {"/home/me/Unroll/gru-recall.svg"}};
    for (int i = 0; i < 2; i++) {
        if (!memory_files_get(&f->files, made[i].path)) fail_msg("%s was not written", made[i].path);
        char line[80];
        drive_line(d, "preset lstm");
        snprintf(line, sizeof line, "open %s", made[i].path);
        drive_line(d, line);
        assert_int_equal(run(f)->net.spec.cell, CELL_GRU);
        assert_int_equal(run(f)->update, 2);
        assert_int_equal(drive_ui(d)->cursor.phase, PHASE_LOSS);
    }
    drive_line(d, "export form png");
    drive_line(d, "export next.png");
    drive_refuse(d, "export next.png", "exists already");
    drive_line(d, "show history");
    drive_line(d, "export chart.csv");
    const char *csv = memory_files_get(&f->files, "/home/me/Unroll/chart.csv");
    assert_non_null(csv);
    assert_memory_equal(csv, "# unroll: cell=gru", 18);
    assert_non_null(strstr(csv, "\n# chart "));
}

/* The bytes that `unroll export` writes of the same experiment: the same function, of a laboratory that was made anew. */
/* A kind chosen with the pointer, then Return: three presses. By keyboard the choice keeps the focus. */
static void return_exports_after_a_kind_is_chosen(void **state) {
    Fixture *f = *state;
    Drive *d = &f->drive;
    drive_line(d, "set cell lstm");
    drive_key(d, "Ctrl+E");
    drive_click(d, "export/form/svg");
    drive_key(d, "Return");
    for (int i = 0; i < 2000 && app_is_moving(d->app); i++) drive_frame(d, 0.05);
    assert_non_null(memory_files_get(&f->files, "/home/me/Unroll/lstm-recall.svg"));
    assert_false(is_on(f, SCREEN_EXPORT));
    drive_key(d, "Ctrl+E");
    drive_line(d, "focus export/form/pdf");
    drive_key(d, "Return");
    assert_true(is_on(f, SCREEN_EXPORT));
    assert_string_equal(drive_ui(d)->gui.focus, "export/form/pdf");
    assert_null(memory_files_get(&f->files, "/home/me/Unroll/lstm-recall.pdf"));
}

static void assert_exported(Fixture *f, const char *path, const char *word, const char *beside) {
    Lab alone;
    ExportSource source;
    Bytes bytes = {0};
    Diag diag = {0};
    assert_true(lab_init(&alone, &diag));
    lab_case_apply(&alone, "set cell gru");
    lab_case_apply(&alone, "train 5");
    assert_true(export_source_init(&source, &alone, &diag));
    assert_true(export_find(str_from(word))->write(&bytes, &source, beside, &diag));
    bool found = false;
    for (int i = 0; i < f->files.count; i++) {
        if (strcmp(f->files.item[i].path, path) != 0) continue;
        found = true;
        assert_int_equal(f->files.item[i].size, bytes.count);
        assert_memory_equal(f->files.item[i].data, bytes.at, bytes.count);
    }
    if (!found) fail_msg("%s was not written", path);
    bytes_free(&bytes);
    export_source_deinit(&source);
    lab_deinit(&alone);
}

/* By suffix, in a script: the command line's files, to the byte, whatever is held on the stage. */
static void what_export_writes_is_written_from_the_window(void **state) {
    Fixture *f = *state;
    Drive *d = &f->drive;
    drive_line(d, "set cell gru");
    drive_line(d, "train 5");
    drive_line(d, "whatif state h 3 all 0.5");
    drive_line(d, "export ./a.safetensors");
    drive_line(d, "export ./a.npz");
    drive_line(d, "export ./a.txt");
    drive_line(d, "export ./a.fods");
    assert_exported(f, "./a.safetensors", "model", NULL);
    assert_exported(f, "./a.npz", "arrays", NULL);
    assert_exported(f, "./a.txt", "case", NULL);
    assert_exported(f, "./a.fods", "sheet", NULL);
    drive_line(d, "export ./b.ods");
    assert_memory_equal(memory_files_get(&f->files, "./b.ods"), "PK", 2);
    drive_refuse(d, "export ./net.py", "PyTorch or for Keras");
    drive_line(d, "export keras ./net.py");
    assert_exported(f, "./net.py", "keras", "net.safetensors");
    assert_exported(f, "./net.safetensors", "model", NULL);
    drive_refuse(d, "export pytorch ./net.py", "exists already");
    drive_line(d, "export pytorch ./net.py");
    assert_exported(f, "./net.py", "pytorch", "net.safetensors");
    drive_refuse(d, "export pytorch ./a.py", "exists already"); /* its weights are */
    drive_line(d, "export ./mine.unroll");
    drive_refuse(d, "export ./a.xyz", ".xyz can be written; expected .png, .svg, .pdf, .csv, .mp4, .gif, -frames, .safetensors, .npz");
    assert_null(memory_files_get(&f->files, "./a.xyz"));
    assert_null(memory_files_get(&f->files, "./a.xyz.png"));
    drive_line(d, "export ./v1.2"); /* no suffix: the chosen form's */
    assert_non_null(memory_files_get(&f->files, "./v1.2.png"));
    drive_line(d, "preset lstm");
    drive_line(d, "open ./mine.unroll");
    assert_int_equal(run(f)->net.spec.cell, CELL_GRU);
    assert_int_equal(run(f)->update, 5);
    drive_line(d, "set hidden 200");
    drive_line(d, "set steps 200");
    drive_refuse(d, "export ./large.fods", ""); /* the sheet says why it cannot be; the window goes on */
    assert_null(memory_files_get(&f->files, "./large.fods"));
}

/* By the dialog, beside frames: of the experiment as it was when it was asked for. */
static void numbers_are_exported_by_the_dialog_beside_frames(void **state) {
    Fixture *f = *state;
    Drive *d = &f->drive;
    drive_line(d, "set cell gru");
    drive_line(d, "train 5");
    drive_key(d, "Ctrl+E");
    drive_click(d, "export/form/arrays");
    assert_true(drive_has_text(d, "gru-recall.npz"));
    assert_true(drive_has_text(d, "arrays for numpy"));
    assert_null(region_find(app_regions(d->app), "export/size"));
    drive_key(d, "Ctrl+E"); /* the keyboard is at the name again */
    drive_key(d, "Return");
    assert_true(is_on(f, SCREEN_STAGE));
    drive_line(d, "set radius 1.3"); /* too late to be in it */
    for (int i = 0; i < 12; i++) drive_frame(d, 0.05);
    assert_exported(f, "/home/me/Unroll/gru-recall.npz", "arrays", NULL);
    drive_line(d, "export form png");
}

/* What can be opened is listed, and the field's hint is whole in the smallest window. */
static void the_page_says_what_can_be_opened(void **state) {
    static const char *const kinds[] = {"Experiment", "Picture", "Weights", "Lesson", "Series", "Text"};
    Drive drive;
    DrawItem item;
    (void)state;
    if (!drive_start_with_fonts(&drive)) skip();
    drive_resize(&drive, 800, 500);
    drive_line(&drive, "show files");
    const DrawList *list = drive_frame(&drive, 0);
    for (size_t offset = 0; draw_next(list, &offset, &item);)
        if (item.op == DRAW_TEXT && item.layer == LAYER_OVERLAY && item.text.count > 3)
            assert_true(memcmp(item.text.at + item.text.count - 3, "\u2026", 3) != 0);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (!drive_has_run(&drive, kinds[i])) fail_msg("it does not list: %s", kinds[i]);
    drive_end(&drive);
}

/* A path counts as whole on each system: from / on, or from a drive on. */
static void a_file_is_listed_by_its_whole_path_alone(void **state) {
    Fixture *f = *state;
    Drive *d = &f->drive;
    static const char *const path[] = {"near.unroll", "/far/first.unroll", "C:/Users/me/second.unroll"};
    for (int i = 0; i < 3; i++) {
        char line[80];
        memory_files_put(&f->files, path[i], "unroll 1\ncell=lstm\nend\n");
        snprintf(line, sizeof line, "open %s", path[i]);
        drive_line(d, line);
    }
    drive_line(d, "show files");
    drive_frame(d, 0);
    assert_false(drive_has_run(d, "near.unroll"));
    assert_true(drive_has_run(d, "first.unroll"));
    assert_true(drive_has_run(d, "second.unroll"));
}

static void the_moment_is_said_by_a_key(void **state) {
    Fixture *f = *state;
    drive_line(&f->drive, "seek backward 3");
    drive_key(&f->drive, "Shift+D");
    assert_true(is_on(f, SCREEN_WORDS));
    assert_true(drive_has_text(&f->drive, "Backward pass, 3 of"));
    drive_key(&f->drive, "Escape");
    assert_true(is_on(f, SCREEN_STAGE));
}

/* Where one looks: below the row that was pressed, and below the path that was typed, which stays. */
static void what_is_wrong_with_a_file_stands_at_its_row(void **state) {
    Fixture *f = *state;
    Drive *d = &f->drive;
    memory_files_put(&f->files, "/home/me/Unroll/bad.unroll", "unroll 1\ncell=xyz\nat 0\nend\n");
    memory_files_put(&f->files, "/home/me/Unroll/good.unroll", "unroll 1\ncell=gru\nat 0\nend\n");
    memory_files_put(&f->files, "./table.csv", "a,b\n1,2\n3\n");
    drive_key(d, "Ctrl+O");
    drive_click(d, "files/file1");
    for (int i = 0; i < 4; i++) drive_frame(d, 0.01);
    assert_string_equal(drive_ui(d)->gui.error_path, "files/file1");
    const Region *error = drive_region(d, "files/file1/error"), *row = drive_region(d, "files/file1"),
                 *next = drive_region(d, "files/file2");
    assert_true(error->box.y >= rect_bottom(row->box) - 2 && rect_bottom(error->box) <= next->box.y + 2);
    assert_true(drive_has_text(d, "xyz"));
    assert_string_equal(drive_ui(d)->message, "");
    drive_click(d, "files/open/value");
    drive_type(d, "./table.csv");
    drive_key(d, "Return");
    for (int i = 0; i < 40; i++) drive_frame(d, 0.01);
    assert_string_equal(drive_ui(d)->gui.error_path, "files/open");
    assert_true(drive_has_text(d, "this row has 1 field"));
    assert_true(drive_has_text(d, "./table.csv"));
    drive_click(d, "files/file2"); /* which ends all that */
    for (int i = 0; i < 4; i++) drive_frame(d, 0.01);
    assert_int_equal(run(f)->net.spec.cell, CELL_GRU);
    assert_false(is_on(f, SCREEN_FILES));
}

/* Before any file was saved there is nothing to choose: what one types after Ctrl+O is the path. */
static void with_no_file_saved_the_path_is_typed_at_once(void **state) {
    Fixture *f = *state;
    Drive *d = &f->drive;
    drive_key(d, "Ctrl+O");
    drive_type(d, "./nothing-there.csv");
    drive_key(d, "Return");
    for (int i = 0; i < 40; i++) drive_frame(d, 0.01);
    assert_true(is_on(f, SCREEN_FILES));
    assert_string_equal(drive_ui(d)->gui.error_path, "files/open");
    assert_true(drive_has_text(d, "./nothing-there.csv"));
}

/* Tab goes from control to control; on a field letters need no Return before them, and replace what stands there. */
static void a_field_reached_by_tab_takes_letters_at_once(void **state) {
    Fixture *f = *state;
    Drive *d = &f->drive;
    const GuiState *gui = &drive_ui(d)->gui;
    drive_line(d, "show files");
    for (int i = 0; i < 20 && strcmp(gui->focus, "files/open/value") != 0; i++) drive_key(d, "Tab");
    assert_string_equal(gui->focus, "files/open/value");
    assert_string_equal(gui->edit_path, "");
    drive_key(d, "Left"); /* no character: the field stays closed */
    assert_string_equal(gui->edit_path, "");
    drive_type(d, "n b");
    assert_string_equal(gui->edit_path, "files/open/value");
    drive_send(d, INPUT_TEXT, 0, 0, 0, "\u00e9");
    assert_string_equal(gui->edit.text, "n b\u00e9");
    drive_key(d, "Escape");
    assert_string_equal(gui->edit_path, "");
    assert_true(is_on(f, SCREEN_FILES));
}

static const char trained[] = "unroll 1\ncell=lstm\nhidden=5\nat 100 set learning_rate 0.02\nat 4000\nlook seek backward 2\nend\n";

static void copy_run(double **weight, size_t *count, const Fixture *f) {
    *count = run(f)->net.weight_count;
    *weight = malloc(*count * sizeof **weight);
    assert_non_null(*weight);
    memcpy(*weight, run(f)->weight, *count * sizeof **weight);
}

static void drop_and_wait(Fixture *f, const char *path, int bars_least) {
    int bars = 0;
    drive_drop(&f->drive, path);
    assert_int_equal(run(f)->update, 7); /* no frame waits for it */
    for (int i = 0; i < 20000 && app_is_moving(f->drive.app); i++) {
        drive_frame(&f->drive, 0.05);
        bars += region_find(app_regions(f->drive.app), "work") != NULL;
    }
    assert_true(bars >= bars_least);
}

/* What took minutes takes seconds again: beside the frames, to the same bits, and every update can be gone back to. */
static void a_saved_training_is_done_again_by_a_job(void **state) {
    Fixture *f = *state;
    Drive *d = &f->drive;
    double *weight, *early, *before;
    size_t count, early_count, before_count;
    memory_files_put(&f->files, "/t.unroll", trained);
    d->tick_s = 0.002;               /* a piece is a few updates */
    drive_line(d, "open /t.unroll"); /* in a script: at once */
    assert_int_equal(run(f)->update, 4000);
    copy_run(&weight, &count, f);
    drive_line(d, "visit 150");
    copy_run(&early, &early_count, f);
    drive_line(d, "preset gru");
    drive_line(d, "train 7");
    copy_run(&before, &before_count, f);
    drop_and_wait(f, "/t.unroll", 3);
    assert_int_equal(run(f)->update, 4000);
    assert_int_equal(run(f)->net.weight_count, count);
    assert_memory_equal(run(f)->weight, weight, count * sizeof *weight);
    assert_true(setup_get(&app_lab(d->app)->setup, KEY_LEARNING_RATE) == 0.02);
    assert_int_equal(drive_ui(d)->cursor.phase, PHASE_BACKWARD);
    drive_line(d, "visit 150");
    assert_memory_equal(run(f)->weight, early, count * sizeof *weight);
    drive_line(d, "visit end");
    drive_line(d, "save /again.unroll");
    assert_non_null(strstr(memory_files_get(&f->files, "/again.unroll"), "at 100 set learning_rate 0.02"));
    for (int i = 0; i < 3; i++) drive_line(d, "undo"); /* two visits, and the file */
    assert_int_equal(run(f)->update, 7);
    assert_int_equal(run(f)->net.weight_count, before_count);
    assert_memory_equal(run(f)->weight, before, before_count * sizeof *before);
    drive_line(d, "redo");
    assert_memory_equal(run(f)->weight, weight, count * sizeof *weight);
    drive_line(d, "undo");
    drive_drop(d, "/t.unroll");
    drive_frame(d, 0.2);
    drive_key(d, "Escape");
    for (int i = 0; i < 20; i++) drive_frame(d, 0);
    assert_string_equal(drive_ui(d)->message, "Stopped. /t.unroll was not opened.");
    assert_int_equal(run(f)->update, 7);
    assert_memory_equal(run(f)->weight, before, before_count * sizeof *before);
    free(weight);
    free(early);
    free(before);
}

static const char own[] = "the cat sat on the mat and the dog sat on the rug and the cat saw the dog";

/* The text that is learned stands beside what names it, is written once, and is never written over what somebody else wrote there. */
static void a_text_of_ones_own_is_kept_beside_and_nothing_is_written_over(void **state) {
    Fixture *f = *state;
    Drive *d = &f->drive;
    memory_files_put(&f->files, "./mine.txt", own);
    drive_line(d, "text open ./mine.txt");
    drive_line(d, "save /a/x.unroll");
    assert_string_equal(memory_files_get(&f->files, "/a/mine.txt"), own);
    int writes = f->files.writes;
    for (int i = 1; i < 4; i++) {
        drive_line(d, "train 1");
        drive_line(d, "save");
        assert_int_equal(f->files.writes, writes + i); /* the experiment alone */
    }
    drive_line(d, "save ./x.unroll"); /* where it came from, as it is: not written either */
    assert_int_equal(f->files.writes, writes + 4);
    memory_files_put(&f->files, "/b/mine.txt", "another text, which took somebody a week to write");
    drive_line(d, "save /b/x.unroll");
    assert_string_equal(memory_files_get(&f->files, "/b/mine.txt"), "another text, which took somebody a week to write");
    assert_string_equal(memory_files_get(&f->files, "/b/mine-2.txt"), own);
    writes = f->files.writes;
    drive_line(d, "save /b/y.unroll"); /* its text is there already, under the other name */
    assert_int_equal(f->files.writes, writes + 1);
    assert_null(memory_files_get(&f->files, "/b/mine-3.txt"));
    drive_line(d, "preset lstm");
    drive_line(d, "open /b/x.unroll");
    assert_int_equal(app_lab(d->app)->setup.own_text->count, strlen(own));
}

/* Two texts that were pasted have the same name; both are saved in the same folder. */
static void two_pasted_texts_are_saved_side_by_side(void **state) {
    static const char *const text[] = {"abababababababababababababab", "cdecdecdecdecdecdecdecdecdecde"};
    static const char *const beside[] = {"/a/clipboard", "/a/clipboard-2"};
    Fixture *f = *state;
    Drive *d = &f->drive;
    for (int i = 0; i < 2; i++) {
        write_clip(f, text[i], NULL);
        drive_line(d, "text paste");
        drive_line(d, i ? "save /a/second.unroll" : "save /a/first.unroll");
    }
    for (int i = 0; i < 2; i++) {
        assert_string_equal(memory_files_get(&f->files, beside[i]), text[i]);
        drive_line(d, i ? "open /a/second.unroll" : "open /a/first.unroll");
        assert_int_equal(app_lab(d->app)->setup.own_text->symbol_count, i ? 3 : 2);
    }
}

static void a_recording_has_the_lines_that_lead_to_an_opened_file(void **state) {
    Fixture *f = *state;
    memory_files_put(&f->files, "/a.unroll", "unroll 1\ncell=lstm\nat 3\nlook seek forward 2\nend\n");
    drive_record(&f->drive);
    drive_line(&f->drive, "open /a.unroll");
    assert_null(strstr(f->drive.record, "open"));
    assert_non_null(strstr(f->drive.record, "train 3\n"));
    assert_non_null(strstr(f->drive.record, "seek forward 2\n"));
}

/* What one looks at comes back from a copied line: the same line again, and the same screen. */
static void every_look_comes_back_from_a_line(void **state) {
    static const struct {
        const char *line[4], *word; /* which the copied line must hold */
        ScreenId screen;
    } looks[] = {
        {{"set layers 2", "set direction both", "chain 1 reverse"}, "chain", SCREEN_STAGE},
        {{"set targets every", "follow all"}, "follow", SCREEN_STAGE},
        {{"gradient absolute", "curve log"}, "absolute", SCREEN_STAGE},
        {{"set cell lstm", "unit 3", "block f"}, "block", SCREEN_STAGE},
        {{"show activation", "temperature 2.5"}, "temperature", SCREEN_ACTIVATION},
        {{"show microscope", "microscope eigenvalues"}, "eigenvalues", SCREEN_MICROSCOPE},
        {{"show microscope", "itemise pulls"}, "pulls", SCREEN_MICROSCOPE},
        {{"show check", "check weight W 2 3"}, "check", SCREEN_CHECK},
        {{"show cliff", "cliff start 5.5 -2.5", "cliff clip 1"}, "cliff", SCREEN_CLIFF},
        {{"terms h 4 2"}, "terms", SCREEN_TERMS},
        {{"show weights"}, "weights", SCREEN_WEIGHTS},
        {{"cell 5"}, "cell", SCREEN_CELL},
        {{"show history"}, "history", SCREEN_HISTORY},
        {{"show compare", "race measure"}, "race measure", SCREEN_COMPARE},
    };
    Fixture *f = *state;
    Drive *d = &f->drive;
    for (size_t i = 0; i < sizeof looks / sizeof looks[0]; i++) {
        drive_line(d, "preset first");
        drive_line(d, "show stage");
        for (int k = 0; k < 4 && looks[i].line[k]; k++) drive_line(d, looks[i].line[k]);
        drive_frame(d, 1);
        drive_line(d, "share");
        char *first = strdup(f->clip);
        if (!strstr(first, looks[i].word)) fail_msg("%s: '%s' is not in %s", looks[i].line[0], looks[i].word, first);
        drive_line(d, "preset lstm");
        drive_line(d, "show stage");
        drive_frame(d, 1);
        drive_line(d, "paste");
        for (int k = 0; k < 4; k++) drive_frame(d, 0.5);
        if (screen_find_inside(&drive_ui(d)->screens) != looks[i].screen) fail_msg("%s: another screen", looks[i].line[0]);
        drive_line(d, "share");
        assert_string_equal(f->clip, first);
        free(first);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_new_experiment_is_saved_in_two_presses_and_opened_again_as_it_was, setup, teardown),
        cmocka_unit_test_setup_teardown(an_older_file_is_replaced_only_when_asked_twice, setup, teardown),
        cmocka_unit_test_setup_teardown(a_file_that_cannot_be_read_changes_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(every_look_comes_back_from_a_line, setup, teardown),
        cmocka_unit_test_setup_teardown(a_line_is_copied_and_pasted, setup, teardown),
        cmocka_unit_test_setup_teardown(the_picture_is_exported_in_two_presses_and_opens_again, setup, teardown),
        cmocka_unit_test_setup_teardown(return_exports_after_a_kind_is_chosen, setup, teardown),
        cmocka_unit_test_setup_teardown(what_export_writes_is_written_from_the_window, setup, teardown),
        cmocka_unit_test_setup_teardown(numbers_are_exported_by_the_dialog_beside_frames, setup, teardown),
        cmocka_unit_test_setup_teardown(the_page_says_what_can_be_opened, setup, teardown),
        cmocka_unit_test_setup_teardown(a_file_is_listed_by_its_whole_path_alone, setup, teardown),
        cmocka_unit_test_setup_teardown(the_moment_is_said_by_a_key, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_wrong_with_a_file_stands_at_its_row, setup, teardown),
        cmocka_unit_test_setup_teardown(with_no_file_saved_the_path_is_typed_at_once, setup, teardown),
        cmocka_unit_test_setup_teardown(a_field_reached_by_tab_takes_letters_at_once, setup, teardown),
        cmocka_unit_test_setup_teardown(a_saved_training_is_done_again_by_a_job, setup, teardown),
        cmocka_unit_test_setup_teardown(a_text_of_ones_own_is_kept_beside_and_nothing_is_written_over, setup, teardown),
        cmocka_unit_test_setup_teardown(two_pasted_texts_are_saved_side_by_side, setup, teardown),
        cmocka_unit_test_setup_teardown(a_recording_has_the_lines_that_lead_to_an_opened_file, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
