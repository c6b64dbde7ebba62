/* Typing into a field of the window: selection by keyboard and pointer, the clipboard, input methods, and what a recording keeps. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/number.h"
#include "support/drive.h"
#include <string.h>

static const char FIELD[] = "controls/radius/value";

/* A clipboard that is a buffer. */
typedef struct FakeClipboard {
    char text[2048];
    int reads;
} FakeClipboard;

static bool read_fake(void *user, char **text, Diag *diag) {
    FakeClipboard *fake = user;
    (void)diag;
    fake->reads++;
    *text = mem_new(sizeof fake->text);
    assert_non_null(*text);
    memcpy(*text, fake->text, sizeof fake->text);
    return true;
}

static bool write_fake(void *user, const char *text, Diag *diag) {
    FakeClipboard *fake = user;
    (void)diag;
    return str_copy(fake->text, sizeof fake->text, str_from(text));
}

static void bind_fake(Drive *drive, FakeClipboard *fake) { drive->world.clipboard = (ClipboardApi){fake, read_fake, write_fake}; }

static const char *text(const Drive *drive) { return drive_ui(drive)->gui.edit.text; }

static void assert_selected(const Drive *drive, const char *expected) {
    char found[64];
    str_copy(found, sizeof found, edit_selected(&drive_ui(drive)->gui.edit));
    assert_string_equal(found, expected);
}

static void copy_cut_and_paste_go_through_the_clipboard(void **state) {
    Drive *drive = *state;
    FakeClipboard fake = {0};
    bind_fake(drive, &fake);
    drive_click(drive, FIELD);
    drive_type(drive, "1.25");
    drive_key(drive, "Shift+Left");
    drive_key(drive, "Shift+Left");
    drive_key(drive, "Ctrl+C");
    assert_string_equal(fake.text, "25");
    assert_string_equal(text(drive), "1.25");
    drive_key(drive, "Ctrl+X");
    assert_string_equal(text(drive), "1.");
    drive_key(drive, "Ctrl+V");
    drive_key(drive, "Ctrl+V");
    assert_string_equal(text(drive), "1.2525");
    drive_key(drive, "Ctrl+A");
    assert_selected(drive, "1.2525");
    strcpy(fake.text, "\n 0.5\t\n");
    drive_key(drive, "Ctrl+V"); /* a line as a terminal gives it */
    assert_string_equal(text(drive), "0.5");
    drive_key(drive, "Return");
    assert_true(drive_value(drive, KEY_RADIUS) == 0.5);
}

/* While a person types, undo is of the field; the experiment is undone by the same key outside it. */
static void undo_in_a_field_changes_the_field_and_no_experiment(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set task words");
    drive_line(drive, "set hidden 4");
    drive_line(drive, "show text");
    drive_frame(drive, 1);
    drive_click(drive, "text/prompt");
    drive_type(drive, "i want");
    drive_key(drive, "Ctrl+Z");
    assert_string_equal(text(drive), "i ");
    for (int i = 0; i < 4; i++) drive_key(drive, "Ctrl+Z"); /* more than was typed */
    assert_string_equal(text(drive), "");
    assert_true(drive_value(drive, KEY_HIDDEN) == 4);
    drive_key(drive, "Ctrl+Y");
    drive_key(drive, "Ctrl+Y");
    assert_string_equal(text(drive), "i want");
    drive_key(drive, "Return");
    assert_string_equal(drive_ui(drive)->pen.prompt, "i want");
    drive_key(drive, "Ctrl+Z"); /* the prompt, which was set last */
    assert_string_equal(drive_ui(drive)->pen.prompt, "");
    assert_true(drive_value(drive, KEY_HIDDEN) == 4);
    drive_key(drive, "Ctrl+Z");
    assert_true(drive_value(drive, KEY_HIDDEN) != 4);
}

/* There a paste opens an experiment that was copied as a line; anything else is refused, and nothing changes. */
static void outside_a_field_a_paste_opens_an_experiment_or_nothing(void **state) {
    Drive *drive = *state;
    FakeClipboard fake = {.text = "0.5"};
    bind_fake(drive, &fake);
    double radius = drive_value(drive, KEY_RADIUS);
    drive_key(drive, "Ctrl+V");
    assert_int_equal(fake.reads, 1);
    assert_true(drive_ui(drive)->message[0] && drive_ui(drive)->message_is_bad);
    assert_true(drive_value(drive, KEY_RADIUS) == radius);
    strcpy(fake.text, "unroll 'cell=lstm&steps=9'");
    drive_key(drive, "Ctrl+V");
    assert_true(drive_value(drive, KEY_CELL) == CELL_LSTM && drive_value(drive, KEY_STEPS) == 9);
    fake.reads = 0;
    drive_refuse(drive, "edit paste", "no field is being typed into");
    drive_click(drive, FIELD);
    drive_key(drive, "F1");                          /* nothing is typed below the help */
    assert_true(drive_has_run(drive, "edit paste")); /* but it lists them: they work in the field below it */
    assert_true(drive_has_run(drive, "undo"));
    assert_false(drive_has_run(drive, "theme toggle")); /* there T types a letter */
    assert_false(drive_has_run(drive, "step forward"));
    assert_false(drive_has_run(drive, "play toggle"));
    drive_key(drive, "Escape");
    drive_key(drive, "Escape");
    drive_key(drive, "F1");
    assert_true(drive_has_run(drive, "theme toggle"));
    assert_false(drive_has_run(drive, "edit paste"));
}

static void without_a_clipboard_and_without_room_the_message_says_so(void **state) {
    Drive *drive = *state;
    FakeClipboard fake = {0};
    drive_click(drive, FIELD);
    drive_key(drive, "Ctrl+V");
    assert_string_equal(drive_ui(drive)->message, "There is no clipboard here.");
    bind_fake(drive, &fake);
    memset(fake.text, '7', 1400);
    drive_key(drive, "Ctrl+V");
    assert_string_equal(drive_ui(drive)->message, "The clipboard holds 1400 bytes; this field has room for 1023.");
}

static void a_paste_is_recorded_as_the_text_it_typed(void **state) {
    (void)state;
    Drive live, again;
    FakeClipboard fake = {0}, other = {.text = "something else"};
    drive_start(&live);
    bind_fake(&live, &fake);
    drive_record(&live);
    drive_click(&live, FIELD);
    for (int i = 0; i < 12; i++) strcat(fake.text, "größe 0.25 "); /* longer than one event, with characters at its ends */
    drive_key(&live, "Ctrl+V");
    drive_line(&live, "edit all");
    drive_line(&live, "edit paste");
    assert_null(strstr(live.record, "paste"));
    assert_null(strstr(live.record, "Ctrl+V"));
    drive_start(&again);
    bind_fake(&again, &other);
    char line[COMMAND_SHORT_MAX];
    for (Str rest = {live.record, (int)live.record_size}; rest.count > 0;) {
        assert_true(str_copy(line, sizeof line, str_trim(str_next_line(&rest))));
        drive_line(&again, line);
    }
    drive_frame(&again, 0);
    assert_string_equal(text(&again), text(&live));
    assert_int_equal(other.reads, 0);
    assert_int_equal((int)strlen(text(&live)), 12 * 13 - 1);
    drive_end(&live);
    drive_end(&again);
}

static void the_pointer_selects_by_dragging_and_a_word_by_a_double_click(void **state) {
    Drive *drive = *state;
    drive_click(drive, FIELD);
    drive_type(drive, "12 345");
    Rect box = drive_region(drive, FIELD)->box;
    double y = rect_mid_y(box), right = rect_right(box) - 2;
    drive_pointer(drive, right, y);
    drive_press(drive, 1);
    assert_int_equal(drive_ui(drive)->gui.edit.caret, 6);
    drive_pointer(drive, right - 1, y); /* a hand trembles */
    assert_selected(drive, "");
    drive_pointer(drive, box.x + 2, y);
    drive_release(drive);
    assert_selected(drive, "12 345");
    drive_pointer(drive, right, y);
    drive_press(drive, 1);
    drive_release(drive);
    drive_press(drive, 2);
    drive_release(drive);
    assert_selected(drive, "345");
    drive_type(drive, "6");
    assert_string_equal(text(drive), "12 6");
    drive_pointer(drive, box.x + 40, y); /* moving on without the button selects nothing */
    assert_selected(drive, "");
}

static void a_drag_that_opens_the_field_selects_from_where_it_began(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set radius 1.25");
    drive_frame(drive, 0);
    Rect box = drive_region(drive, FIELD)->box;
    drive_pointer(drive, rect_right(box) - 2, rect_mid_y(box));
    drive_press(drive, 1);
    assert_selected(drive, "1.25");
    drive_pointer(drive, rect_right(box) - 16, rect_mid_y(box));
    drive_release(drive);
    int count = edit_selected(&drive_ui(drive)->gui.edit).count;
    assert_true(count >= 1 && count < 4);
    assert_int_equal(drive_ui(drive)->gui.edit.anchor, 4);
}

static void composed_text_is_drawn_underlined_and_typed_only_when_it_is_done(void **state) {
    Drive *drive = *state;
    drive_click(drive, FIELD);
    drive_type(drive, "1");
    drive_send(drive, INPUT_COMPOSE, 0, 0, 0, "にほ");
    assert_true(drive_has_run(drive, "にほ"));
    assert_string_equal(text(drive), "1");
    drive_send(drive, INPUT_COMPOSE, 0, 0, 0, "");
    assert_false(drive_has_text(drive, "にほ"));
    drive_line(drive, "compose \"日 \"");
    drive_frame(drive, 0);
    assert_true(drive_has_run(drive, "日 "));
    drive_send(drive, INPUT_TEXT, 0, 0, 0, "日本");
    assert_false(drive_has_run(drive, "日 "));
    assert_string_equal(text(drive), "1日本");
    drive_send(drive, INPUT_COMPOSE, 0, 0, 0, "ん");
    drive_key(drive, "Escape");
    assert_false(drive_has_run(drive, "ん"));
}

static void an_input_method_is_told_where_the_field_is(void **state) {
    Drive *drive = *state;
    double x, y, w, h;
    assert_false(app_find_text(drive->app, &x, &y, &w, &h));
    drive_click(drive, FIELD);
    Rect box = drive_region(drive, FIELD)->box;
    assert_true(app_find_text(drive->app, &x, &y, &w, &h));
    assert_true(x == box.x && y == box.y && w == box.w && h == box.h);
    drive_line(drive, "scale 115");
    drive_frame(drive, 0);
    box = drive_region(drive, FIELD)->box;
    assert_true(app_find_text(drive->app, &x, &y, &w, &h));
    assert_true(x == box.x * 1.15 && h == box.h * 1.15);
    drive_key(drive, "Escape");
    assert_false(app_find_text(drive->app, &x, &y, &w, &h));
}

/* As many events as a long text takes; what the field has no room for is refused by the field. */
static void a_typed_line_of_any_length_arrives_in_its_field(void **state) {
    Drive *drive = *state;
    enum { SIZE = 1 << 16 };
    char line[SIZE + 1];
    drive_click(drive, FIELD);
    memset(line, 'x', SIZE);
    memcpy(line, "type ", 5);
    line[205] = '\0';
    drive_line(drive, line);
    drive_frame(drive, 0);
    assert_string_equal(drive_ui(drive)->gui.edit.text, line + 5);
    line[205] = 'x';
    line[SIZE] = '\0';
    drive_line(drive, line);
    drive_frame(drive, 0);
    assert_int_equal(edit_room(&drive_ui(drive)->gui.edit) / 31, 0);
    line[60] = '\0';
    memcpy(line, "key ", 4);
    drive_refuse(drive, line, "expected at most 31");
}

static void a_long_line_is_recorded_and_undone_whole(void **state) {
    Drive *drive = *state;
    enum { SIZE = 1 << 16 };
    char line[SIZE + 1];
    memset(line, ';', SIZE);
    memcpy(line, "compare LSTM: cell lstm", 23);
    line[SIZE] = '\0';
    drive_record(drive);
    size_t before = drive->record_size;
    drive_line(drive, line);
    assert_int_equal(drive->record_size - before, SIZE + 1);
    assert_memory_equal(drive->record + before, line, SIZE);
    assert_string_equal(lab_undo_line(app_lab(drive->app)), line);
    drive_line(drive, "undo");
    assert_int_equal(app_lab(drive->app)->variants.count, 0);
    assert_string_equal(lab_redo_line(app_lab(drive->app)), line);
    drive_line(drive, "redo");
    assert_int_equal(app_lab(drive->app)->variants.count, 1);
}

#define GUI_TEST(name) cmocka_unit_test_setup_teardown(name, drive_setup, drive_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        GUI_TEST(copy_cut_and_paste_go_through_the_clipboard),
        GUI_TEST(undo_in_a_field_changes_the_field_and_no_experiment),
        GUI_TEST(outside_a_field_a_paste_opens_an_experiment_or_nothing),
        GUI_TEST(without_a_clipboard_and_without_room_the_message_says_so),
        cmocka_unit_test(a_paste_is_recorded_as_the_text_it_typed),
        GUI_TEST(the_pointer_selects_by_dragging_and_a_word_by_a_double_click),
        GUI_TEST(a_drag_that_opens_the_field_selects_from_where_it_began),
        GUI_TEST(composed_text_is_drawn_underlined_and_typed_only_when_it_is_done),
        GUI_TEST(an_input_method_is_told_where_the_field_is),
        GUI_TEST(a_typed_line_of_any_length_arrives_in_its_field),
        GUI_TEST(a_long_line_is_recorded_and_undone_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
