/* Commands as somebody types them who tries what happens: the toggles, numbers beyond the ends, words that are none; what a recording holds of
   rare input; and what a window sends that no line can hold. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/number.h"
#include "support/drive.h"
#include "support/fail_memory.h"
#include "support/memory_files.h"
#include <stdlib.h>
#include <string.h>

static int setup_course(void **state) {
    if (drive_setup_large(state) != 0) return -1;
    Drive *drive = *state;
    drive_read_disk(drive);
    drive->world.place.find = drive_find_course;
    return 0;
}

static const Run *run_of(Drive *drive) { return &app_lab(drive->app)->run; }

static void what_is_not_possible_is_refused_in_plain_words(void **state) {
    static const char *const row[][2] = {
        {"step forward 100000", "is not a whole number from 1 to 10000"},
        {"scrub 1.5", "is not on the track; expected 0 to 1"},
        {"scrub -0.1", "is not on the track; expected 0 to 1"},
        {"unit 99", "there is no unit 99; a layer has 6 hidden units"},
        {"cell 99", "there is no step 99; the sequence has 16 steps"},
        {"cell 1 2", "there is no layer 2; the network has 1 layer."},
        {"cell 1 1 backwards", "is not a direction; expected forward or reverse"},
        {"cell 1 1 reverse", "the network reads forward only"},
        {"chain 2 forward", "layer"},
        {"chain 1 reverse", "direction both"},
        {"race far", "there is no sweep"},
        {"follow 3", "step 3 has no loss; the only loss is at step 16"},
        {"rebind U no-such", "no-such"},
        {"focus no/such", "There is no control \"no/such\" in this picture"},
        {"edit copy", "no field is being typed into"},
        {"course hit 1", "there is no place 1"},
        {"course hit 0", "0"},
        {"course own 9", "there is no lesson of your own 9"},
        {"sketch 1 1", "no curve is to be drawn"},
        {"presenter next", "nothing is presented"},
        {"show goto", "nothing is presented"},
        {"show lesson", "no lesson is open"},
        {"scroll up", "no page is open"},
        {"copy chart no-such", ""},
        {"glossary no-such-word", ""},
        {"setting language ./no.txt", "./no.txt"},
        {"setting language klingon", "klingon"},
        {"setting nothing 1", "nothing"},
        {"speed 100", "8"},
        {"digits four", "four"},
    };
    Drive *drive = *state;
    drive_line(drive, "preset first");
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        double loss = run_of(drive)->trace.loss;
        drive_refuse(drive, row[i][0], row[i][1]);
        assert_true(run_of(drive)->trace.loss == loss);
    }
    char line[400] = "focus ";
    memset(line + 6, 'x', 300);
    drive_refuse(drive, line, "There is no control");
    drive_line(drive, "set hidden 1");
    drive_refuse(drive, "unit 2", "a layer has 1 hidden unit.");
    drive_line(drive, "set layers 2");
    drive_refuse(drive, "cell 1 3", "the network has 2 layers");
}

/* Twice is as before. */
static void a_toggle_goes_there_and_back(void **state) {
    static const struct {
        const char *line;
        bool is_seen;
    } row[] = {{"gradient toggle", true},  {"mirror toggle", true},       {"curve toggle", false},     {"motion toggle", false},
               {"palette toggle", true},   {"theme toggle", true},        {"more toggle", true},       {"itemise toggle", false},
               {"race toggle", false},     {"show burst toggle", true},   {"show cell toggle", true},  {"digits toggle", false},
               {"show help toggle", true}, {"show history toggle", true}, {"show course toggle", true}};
    Drive *drive = *state;
    drive_line(drive, "motion reduced");
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        drive_line(drive, "seek backward end");
        drive_frame(drive, 1);
        uint64_t before = draw_hash(drive_frame(drive, 0));
        bool was_mirrored = app_wants_surface(drive->app, 1);
        drive_line(drive, row[i].line);
        drive_frame(drive, 1);
        bool is_other = draw_hash(drive_frame(drive, 0)) != before || app_wants_surface(drive->app, 1) != was_mirrored;
        if (row[i].is_seen && !is_other) fail_msg("%s changes nothing", row[i].line);
        drive_line(drive, row[i].line);
        drive_line(drive, "focus transport/play");
        drive_line(drive, "hide"); /* the focus */
        drive_line(drive, "seek backward end");
        drive_frame(drive, 1);
        if (draw_hash(drive_frame(drive, 0)) != before) fail_msg("%s twice is another picture", row[i].line);
    }
}

/* A window may send what a line cannot hold: it changes nothing. */
static void what_no_line_can_hold_is_dropped(void **state) {
    static const struct {
        InputKind kind;
        const char *text;
    } row[] = {{INPUT_TEXT, ""},     {INPUT_KEY, ""},      {INPUT_KEY, "a b"},   {INPUT_KEY, "\x7f"},
               {INPUT_TEXT, "\x01"}, {INPUT_TEXT, "a\nb"}, {INPUT_COMPOSE, "\t"}};
    Drive *drive = *state;
    drive_record(drive);
    drive_click(drive, "controls/radius/value");
    drive_key(drive, "Ctrl+A");
    size_t size = drive->record_size;
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        Input input;
        input_reset(&input);
        InputEvent event = {.kind = row[i].kind};
        str_copy(event.text, sizeof event.text, str_from(row[i].text));
        input_push(&input, &event);
        app_frame(drive->app, &input, 0);
    }
    for (const char *at = drive->record + size; *at; at = strchr(at, '\n') + 1) /* nothing but frames */
        if (strncmp(at, "frame ", 6) != 0) fail_msg("it was recorded: %s", at);
    assert_string_equal(drive_ui(drive)->gui.edit_path, "controls/radius/value");
}

/* Each kind of input as a line, which a script reads. */
static void rare_input_is_recorded_as_it_was(void **state) {
    static const struct {
        InputKind kind;
        int clicks;
        const char *text, *line;
    } row[] = {{INPUT_COMPOSE, 0, "n", "\ncompose n\n"}, {INPUT_COMPOSE, 0, "n ", "\ncompose \"n \"\n"},
               {INPUT_COMPOSE, 0, "", "\ncompose\n"},    {INPUT_TEXT, 0, "\"4\"", "\ntype \"\"4\"\"\n"},
               {INPUT_TEXT, 0, "4", "\ntype 4\n"},       {INPUT_CTRL, 1, "", "\ndigits all\n"},
               {INPUT_CTRL, 0, "", "\ndigits three\n"},  {INPUT_PRESS, 2, "", "\npress double\n"},
               {INPUT_RELEASE, 0, "", "\nrelease\n"},    {INPUT_LEAVE, 0, "", "\npointer -1 -1\n"}};
    Drive *drive = *state;
    drive_record(drive);
    drive_click(drive, "controls/radius/value");
    drive_pointer(drive, 300, 2);
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        size_t size = drive->record_size;
        drive_send(drive, row[i].kind, 300, 2, row[i].clicks, row[i].text);
        if (!strstr(drive->record + size - 1, row[i].line)) fail_msg("%s is not in %s", row[i].line, drive->record + size);
    }
}

/* What one looked at belongs to an experiment of another shape, or cannot be any more. */
static void what_cannot_be_shown_as_it_was_is_said(void **state) {
    Drive *drive = *state;
    MemoryFiles files = {.count = 0};
    memory_files_bind(&files, &drive->world.file);
    memory_files_put(&files, "/a.unroll", "unroll 1\ncell=gru\nat 0\nlook unit 99\nlook cell 99\nlook seek forward 3\nend\n");
    drive_line(drive, "open /a.unroll");
    assert_non_null(strstr(drive_ui(drive)->message, "It is open, but cannot be shown as it was: unit: there is no unit 99"));
    assert_int_equal(run_of(drive)->net.spec.cell, CELL_GRU);
    assert_int_equal(drive_ui(drive)->cursor.step, 3);
    drive_line(drive, "set layers 2");
    drive_line(drive, "set direction both");
    drive_line(drive, "chain 1 reverse");
    drive_line(drive, "show cliff");
    drive_line(drive, "save /b.unroll");
    assert_non_null(strstr(memory_files_get(&files, "/b.unroll"), "look chain 1 reverse\n"));
    drive_line(drive, "set direction forward");
    drive_line(drive, "set layers 1");
    drive_line(drive, "save /c.unroll");
    assert_null(strstr(memory_files_get(&files, "/c.unroll"), "reverse"));
    drive_line(drive, "show stage");
    memory_files_deinit(&files);
    drive->world.file = (FileApi){0};
}

/* The key or press that opened a menu closes it, and a slider's value is typed after Return. */
static void what_opened_a_menu_closes_it(void **state) {
    Drive *drive = *state;
    const GuiState *gui = &drive_ui(drive)->gui;
    drive_click(drive, "controls/task");
    assert_string_equal(gui->menu_path, "controls/task");
    drive_click(drive, "controls/task");
    assert_string_equal(gui->menu_path, "");
    drive_line(drive, "focus controls/radius");
    drive_key(drive, "Return");
    assert_string_equal(gui->edit_path, "controls/radius/value");
    drive_key(drive, "Escape");
    drive_line(drive, "focus controls/radius");
    drive_key(drive, "End");
    assert_true(drive_value(drive, KEY_RADIUS) == setup_table[KEY_RADIUS].most);
    drive_key(drive, "Home");
    assert_true(drive_value(drive, KEY_RADIUS) == setup_table[KEY_RADIUS].least);
    drive_key(drive, "Right");
    double up = drive_value(drive, KEY_RADIUS);
    drive_key(drive, "Left");
    assert_true(up > drive_value(drive, KEY_RADIUS));
}

/* An infinite number in one of two layers: which layer, and what to turn back. */
static void a_fault_names_its_layer(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set layers 2");
    drive_line(drive, "set activation relu");
    drive_line(drive, "set steps 1000");
    drive_line(drive, "set radius 3");
    drive_frame(drive, 0.1);
    assert_true(drive_ui(drive)->message_is_bad);
    assert_non_null(strstr(drive_ui(drive)->message, "layer"));
}

/* The search, by keys alone: down through what it lists, up again into the field; what it does not find leaves the keyboard in the field. */
static void the_search_is_walked_by_keys(void **state) {
    static const struct {
        const char *show, *field, *listed;
    } page[] = {{"show glossary", "glossary/search/value", "glossary/word"}, {"show course", "course/search/value", "course/hit"}};
    Drive *drive = *state;
    const GuiState *gui = &drive_ui(drive)->gui;
    drive_line(drive, "motion reduced");
    for (size_t i = 0; i < sizeof page / sizeof *page; i++) {
        char first[48], second[48];
        text_format(first, (int)sizeof first, "%s1", page[i].listed);
        text_format(second, (int)sizeof second, "%s2", page[i].listed);
        drive_line(drive, page[i].show);
        drive_key(drive, "Ctrl+F");
        assert_string_equal(gui->edit_path, page[i].field);
        drive_type(drive, "gradient");
        drive_key(drive, "Enter");
        assert_string_equal(gui->focus, first);
        drive_key(drive, "Down");
        assert_string_equal(gui->focus, second);
        drive_key(drive, "Up");
        drive_key(drive, "Up");
        assert_string_equal(gui->focus, page[i].field);
        drive_key(drive, "Ctrl+F");
        drive_key(drive, "Ctrl+A");
        drive_type(drive, "zzzz");
        drive_key(drive, "Return");
        assert_string_equal(gui->focus, page[i].field);
        drive_key(drive, "Ctrl+F");
        drive_key(drive, "Tab"); /* goes on, as everywhere */
        assert_string_not_equal(gui->edit_path, page[i].field);
        drive_key(drive, "Ctrl+F");
        drive_key(drive, "Escape"); /* all is listed again */
        drive_frame(drive, 0);
        assert_null(strstr(gui->edit_path, "search"));
        drive_line(drive, "hide");
    }
}

static char clip[4000];
static bool read_clip(void *user, char **text, Diag *diag) {
    (void)user;
    if (!clip[0]) return diag_fail(diag, "The clipboard holds no text.");
    *text = mem_new(sizeof clip);
    memcpy(*text, clip, sizeof clip);
    return true;
}

/* A field takes one line of text, as much as it has room for. */
static void what_is_pasted_into_a_field_becomes_one_line(void **state) {
    Drive *drive = *state;
    drive->world.clipboard.read = read_clip;
    drive_click(drive, "controls/radius/value");
    drive_key(drive, "Ctrl+A");
    drive_refuse(drive, "edit paste", "The clipboard holds no text");
    strcpy(clip, "\t1.25\x7f\n");
    drive_line(drive, "edit paste");
    drive_key(drive, "Return");
    assert_true(drive_value(drive, KEY_RADIUS) == 1.25);
    drive_click(drive, "controls/radius/value");
    memset(clip, '1', sizeof clip - 1);
    drive_refuse(drive, "edit paste", "The clipboard holds 3999 bytes; this field has room for");
    drive_key(drive, "End"); /* nothing is selected: there is nothing to copy, and nothing is lost */
    clip[0] = 0;
    drive_line(drive, "edit copy");
    drive_line(drive, "edit cut");
    drive_key(drive, "Return");
    assert_true(drive_value(drive, KEY_RADIUS) == 1.25);
    drive_click(drive, "controls/radius/value");
    drive_key(drive, "Ctrl+A");
    drive_refuse(drive, "edit copy", "There is no clipboard here");
    drive->world.clipboard.read = NULL;
    drive_refuse(drive, "edit paste", "There is no clipboard here");
}

/* A second window where memory is out is not there, and can be opened afterwards. */
static void a_second_window_without_memory_is_refused(void **state) {
    Drive *drive = *state;
    int refused = 0;
    drive_line(drive, "mirror on");
    for (long n = 1; n < 100; n++) {
        Diag diag = {0};
        mem_fail_after(n);
        bool good = app_open_surface(drive->app, 1, &diag), is_over = !mem_has_failed();
        mem_fail_after(-1);
        if (!good) assert_string_equal(diag.text, "There is not enough memory for another window.");
        refused += !good;
        if (is_over) break;
        if (good) app_close_surface(drive->app, 1);
    }
    assert_true(refused > 2);
    Input input;
    input_reset(&input);
    InputEvent event = {.kind = INPUT_RESIZE, .x = 1280, .y = 720};
    input_push(&input, &event);
    app_frame_surface(drive->app, 1, &input, 0);
    assert_false(app_is_moving(drive->app));
    const Region *play = region_find(app_surface_regions(drive->app, 1), "transport/play");
    assert_non_null(play);
    input_reset(&input);
    event = (InputEvent){.kind = INPUT_POINTER, .x = rect_mid_x(play->box), .y = rect_mid_y(play->box)};
    input_push(&input, &event);
    app_frame_surface(drive->app, 1, &input, 0);
    assert_true(app_is_moving(drive->app)); /* until its tip is there */
    assert_ptr_equal(app_surface_regions(drive->app, 0), app_regions(drive->app));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_not_possible_is_refused_in_plain_words, setup_course, drive_teardown),
        cmocka_unit_test_setup_teardown(a_toggle_goes_there_and_back, setup_course, drive_teardown),
        cmocka_unit_test_setup_teardown(what_no_line_can_hold_is_dropped, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(rare_input_is_recorded_as_it_was, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(what_cannot_be_shown_as_it_was_is_said, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(the_search_is_walked_by_keys, setup_course, drive_teardown),
        cmocka_unit_test_setup_teardown(what_is_pasted_into_a_field_becomes_one_line, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(a_second_window_without_memory_is_refused, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(what_opened_a_menu_closes_it, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(a_fault_names_its_layer, drive_setup_large, drive_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
