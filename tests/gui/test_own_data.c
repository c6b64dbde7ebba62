/* Series and sentences: their pages by commands, typing and files, and that nothing on them is cut. */
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "base/number.h"
#include "data/labelled.h"
#include "platform/files.h"
#include "support/drive.h"
#include "support/layout_check.h"
#include "support/memory_files.h"
#include <math.h>
#include <string.h>

static void a_tab_stands_there_where_the_task_has_such_a_page(void **state) {
    Drive *drive = *state;
    static const struct {
        const char *task;
        bool series, sentiment;
    } row[] = {{"set task recall", false, false}, {"set task sine", true, false}, {"set task sentiment", false, true}};
    for (int i = 0; i < 3; i++) {
        drive_line(drive, row[i].task);
        drive_frame(drive, 0);
        assert_int_equal(region_find(app_regions(drive->app), "top/tab-series") != NULL, row[i].series);
        assert_int_equal(region_find(app_regions(drive->app), "top/tab-sentiment") != NULL, row[i].sentiment);
    }
    drive_click(drive, "top/tab-sentiment");
    drive_frame(drive, 2);
    drive_frame(drive, 0);
    drive_region(drive, "sentiment/word1");
}

static void a_typed_sentence_is_read_and_a_strange_word_is_told(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set task sentiment");
    drive_line(drive, "show sentiment");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "; the right answer: ")); /* that of the stage */
    drive_click(drive, "sentiment/words/value");
    drive_type(drive, "The film was not good.");
    drive_key(drive, "Return");
    drive_frame(drive, 0);
    drive_region(drive, "sentiment/word5");
    assert_null(region_find(app_regions(drive->app), "sentiment/word6"));
    assert_true(drive_has_run(drive, "film"));
    assert_false(drive_has_text(drive, "; the right answer: "));
    drive_line(drive, "sentence the weather was good");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "\"weather\" is not a word"));
    drive_click(drive, "sentiment/stage");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "; the right answer: "));
    drive_line(drive, "set task recall");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "Choose the task Sentiment."));
}

static void a_series_goes_on_alone_from_where_one_says(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set task series");
    drive_line(drive, "set steps 24");
    drive_line(drive, "show series");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "sales.csv (sales): 480 values"));
    drive_region(drive, "series/whole");
    drive_region(drive, "series/window");
    drive_line(drive, "series from 20");
    assert_int_equal(drive_ui(drive)->forecast_from, 20);
    drive_click(drive, "series/from/value");
    drive_type(drive, "15");
    drive_key(drive, "Return");
    assert_int_equal(drive_ui(drive)->forecast_from, 15);
    drive_refuse(drive, "series from here", "series: expected open FILE [COLUMN], column NAME, or from STEP");
    drive_refuse(drive, "series open", "expected the name of a file");
    drive_line(drive, "set task sine");
    drive_frame(drive, 0);
    drive_region(drive, "series/window");
    assert_null(region_find(app_regions(drive->app), "series/whole"));
    drive_line(drive, "set direction both");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "reads from the end"));
}

static void a_file_is_opened_by_command_and_by_drop(void **state) {
    Drive *drive = *state;
    static MemoryFiles files;
    char text[2000] = "day;kind;sales\n";
    for (int i = 0; i < 60; i++) text_format(text + strlen(text), 40, "%d;x;%d,5\n", i, i * 7 % 12);
    memory_files_bind(&files, &drive->world.file);
    memory_files_put(&files, "my sales.csv", text);
    memory_files_put(&files, "lines.txt",
                     "pos: good\nneg: bad\npos: good\nneg: bad\npos: good\nneg: bad\npos: good\nneg: bad\npos: good\nneg: bad\n");
    drive_line(drive, "series open my sales.csv sales");
    assert_true(drive_value(drive, KEY_COLUMN) == 3);
    drive_refuse(drive, "series open my sales.csv kind", "my sales.csv:2:3: \"x\" is no number");
    drive_refuse(drive, "series open none.csv", "none.csv");
    drive_line(drive, "preset first");
    drive_drop(drive, "my sales.csv");
    for (int guard = 0; app_is_moving(drive->app) && guard < 10000; guard++) drive_frame(drive, 0.01); /* it is read by the frames */
    assert_true(drive_value(drive, KEY_COLUMN) == 1);                                                  /* the first one of numbers */
    drive_line(drive, "show files");
    drive_line(drive, "open my sales.csv");
    assert_false(screen_is_open(&drive_ui(drive)->screens, SCREEN_FILES)); /* the page has done its work */
    drive_line(drive, "sentence open lines.txt");
    assert_true(drive_value(drive, KEY_SENTENCES) == 1);
    drive_line(drive, "undo");
    assert_true(drive_value(drive, KEY_SENTENCES) == 0);
}

static void drop(Drive *drive, const char *path) {
    drive_drop(drive, path);
    for (int guard = 0; app_is_moving(drive->app) && guard < 10000; guard++) drive_frame(drive, 0.01);
}

/* Drops a file whose kind is told; the notice goes before all is at rest. */
static void drop_told(Drive *drive, const char *path, const char *told) {
    bool is_told = false;
    drive_drop(drive, path);
    for (int guard = 0; app_is_moving(drive->app) && guard < 10000; guard++) {
        drive_frame(drive, 0.01);
        is_told = is_told || drive_has_text(drive, told);
    }
    if (!is_told) fail_msg("%s is not told: %s", path, told);
}

/* What was opened is what one sees, whatever was shown before. */
static void what_is_dropped_is_known_by_its_content_and_shown(void **state) {
    Drive *drive = *state;
    static MemoryFiles files;
    char table[2000] = "day,sales\n", lines[2000] = "label\ttext\n";
    for (int i = 0; i < 60; i++) text_format(table + strlen(table), 40, "%d,\"1,%03d.5\"\n", i, 100 + i * 37 % 800);
    for (int i = 0; i < 20; i++) text_format(lines + strlen(lines), 40, "%s\n", i % 2 ? "positive\tgood" : "negative\tnot good");
    memory_files_bind(&files, &drive->world.file);
    memory_files_put(&files, "SALES.CSV", table);
    memory_files_put(&files, "reviews.tsv", lines);
    memory_files_put(&files, "a novel",
                     "The old woman said to the sea: give me back my son. The sea said nothing to the old woman. x = 3\n");
    memory_files_put(&files, "SALES.TXT", table + strlen("day,sales\n"));
    memory_files_put(&files, "reviews.txt", lines + strlen("label\ttext\n"));
    memory_files_put(&files, "a novel.txt", "The old woman said to the sea: give me back my son. The sea said nothing.\n");
    memory_files_put(&files, "broken.tsv", "kind\tof\nred\tx\nblue\ty\n");
    memory_files_put(&files, "bad.safetensors", "\x01\x01\x01\x01\x01\x01\x01\x10{}");
    memory_files_put(&files, "rubbish", "\x01\xFF\xFE");
    memory_files_put(&files, "a setup", "# mine\n\ncell=lstm\n");
    memory_files_put(&files, "bad.setup", "cell lstm\n");
    drop(drive, "a novel");
    assert_int_equal(screen_top(&drive_ui(drive)->screens), SCREEN_TEXT);
    drop(drive, "SALES.CSV");
    assert_int_equal(screen_top(&drive_ui(drive)->screens), SCREEN_SERIES);
    assert_true(drive_value(drive, KEY_SERIES) == SERIES_BUILTIN_COUNT);
    assert_true(drive_has_text(drive, "SALES.CSV (day): 60 values"));
    drop_told(drive, "reviews.tsv", "reviews.tsv holds labelled lines");
    assert_int_equal(screen_top(&drive_ui(drive)->screens), SCREEN_SENTIMENT);
    assert_true(drive_value(drive, KEY_SENTENCES) == 1);
    drop_told(drive, "SALES.TXT", "SALES.TXT holds numbers"); /* the name says nothing against what is in it */
    assert_int_equal(screen_top(&drive_ui(drive)->screens), SCREEN_SERIES);
    drop_told(drive, "reviews.txt", "reviews.txt holds labelled lines");
    assert_int_equal(screen_top(&drive_ui(drive)->screens), SCREEN_SENTIMENT);
    drop(drive, "a novel.txt");
    assert_int_equal(screen_top(&drive_ui(drive)->screens), SCREEN_TEXT);
    drive_line(drive, "text open reviews.txt"); /* who says what it is gets that */
    assert_int_equal(screen_top(&drive_ui(drive)->screens), SCREEN_TEXT);
    drop(drive, "reviews.tsv");
    drop(drive, "broken.tsv");
    drive_refuse(drive, "open broken.tsv", "broken.tsv:2:1: \"red\" is no number");
    assert_false(drive_has_text(drive, "Neither a lesson")); /* it is a table, and what is wrong with it is said */
    assert_int_equal(screen_top(&drive_ui(drive)->screens), SCREEN_SENTIMENT);
    drive_refuse(drive, "open bad.safetensors", "a header of 1153204083406995713 bytes follows, but only 2 do");
    drive_refuse(drive, "open rubbish", "rubbish:1:2: the byte FF is not part of a character");
    assert_true(drive_value(drive, KEY_SENTENCES) == 1);
    drop(drive, "a setup");
    assert_true(drive_value(drive, KEY_CELL) == CELL_LSTM);
    drive_refuse(drive, "open bad.setup", "bad.setup:1:1: found 'cell'; expected key=value");
}

/* A column is chosen by its name: in the menu by hand and by keys, and in a script. */
static void a_column_is_chosen_by_its_name(void **state) {
    Drive *drive = *state;
    static MemoryFiles files;
    static char wide[20000];
    char table[3000] = "day,kind,sales,heat\n";
    for (int i = 0; i < 60; i++) text_format(table + strlen(table), 40, "%d,x,%d,%d\n", i, i * 7 % 12, i * 5 % 9);
    for (int row = 0; row < 40; row++) {
        for (int i = 1; i <= 30; i++)
            text_format(wide + strlen(wide), 12, row ? "%d%s" : "c%d%s", row ? row * i % 7 : i, i == 30 ? "\n" : ",");
    }
    memory_files_bind(&files, &drive->world.file);
    memory_files_put(&files, "data.csv", table);
    memory_files_put(&files, "wide.csv", wide);
    drive_refuse(drive, "series column sales", "The series is no column of your own file");
    drive_line(drive, "series open data.csv");
    drive_frame(drive, 0);
    assert_true(drive_has_run(drive, "day"));
    drive_click(drive, "controls/column");
    drive_frame(drive, 0);
    assert_true(drive_has_run(drive, "sales") && drive_has_run(drive, "heat"));
    assert_null(region_find(app_regions(drive->app), "controls/column/4")); /* "kind" is no series */
    drive_click(drive, "controls/column/2");
    assert_true(drive_value(drive, KEY_COLUMN) == 3);
    drive_click(drive, "controls/column");
    drive_key(drive, "Down");
    drive_key(drive, "Return");
    assert_true(drive_value(drive, KEY_COLUMN) == 4);
    drive_line(drive, "series column Sales");
    assert_true(drive_value(drive, KEY_COLUMN) == 3);
    drive_line(drive, "undo");
    assert_true(drive_value(drive, KEY_COLUMN) == 4);
    drive_refuse(drive, "series column kind", "data.csv:2:3: \"x\" is no number");
    drive_refuse(drive, "set column 2", "data.csv:2:3: \"x\" is no number");
    drive_refuse(drive, "set column 5", "This column holds no series.");
    drive_refuse(drive, "series column rain", "there are: day, kind, sales, heat");
    drive_refuse(drive, "set column heat", "series column NAME");
    drive_line(drive, "series open wide.csv c9"); /* too many for a menu */
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "9: c9"));
    drive_line(drive, "preset first");
    drive_refuse(drive, "series column c9", "The series is no column of your own file");
}

/* The first chart shows the end of a long series, and says so: with the line where training ends, or all of it held out. */
static void a_long_series_says_that_its_end_is_shown(void **state) {
    static const struct {
        int rows;
        const char *told;
        bool has_line;
    } row[] = {{100, "The whole series,", true}, {3000, "from value 1,801 on", true}, {30000, "from value 28,801 on", false}};
    Drive *drive = *state;
    static MemoryFiles files;
    static char text[30000 * 8];
    memory_files_bind(&files, &drive->world.file);
    for (int i = 0; i < 3; i++) {
        int used = text_format(text, (int)sizeof text, "x\n");
        for (int n = 0; n < row[i].rows; n++) used += text_format(text + used, (int)sizeof text - used, "%d\n", n * 7 % 12);
        memory_files_put(&files, "long.csv", text);
        drive_line(drive, "preset first");
        drive_line(drive, "series open long.csv");
        drive_line(drive, "show series");
        drive_frame(drive, 1);
        drive_pointer(drive, 1, 1);
        drive_hover(drive, "series/whole", 0.05 + 0.1 * i, 0.5);
        for (int n = 0; n < 6; n++) drive_frame(drive, 0.25);
        if (!drive_has_text(drive, row[i].told)) fail_msg("%d values: not told: %s", row[i].rows, row[i].told);
        if (drive_has_text(drive, "vertical") != row[i].has_line) fail_msg("%d values: the line is told wrongly", row[i].rows);
    }
}

/* A file of one's own in a step of a lesson: the panel says that its text is about other data, in each of the three kinds. */
static void a_lesson_says_that_its_text_is_of_other_data(void **state) {
    static const struct {
        const char *lesson, *open, *name;
    } row[] = {{"lesson " UNROLL_SOURCE_DIR "/lessons/17-forecasting.md#a-series-with-a-season", "series open long.csv", "long.csv"},
               {"lesson " UNROLL_SOURCE_DIR "/lessons/16-sentiment.md#read-then-judge", "sentence open lines.txt", "lines.txt"},
               {"lesson " UNROLL_SOURCE_DIR "/lessons/15-language.md#it-writes", "text open tale.txt", "tale.txt"}};
    Drive *drive = *state;
    static MemoryFiles files;
    char text[1000];
    int used = text_format(text, (int)sizeof text, "x\n");
    FileApi of_system;
    platform_files(&of_system);
    for (int n = 0; n < 100; n++) used += text_format(text + used, (int)sizeof text - used, "%d\n", n * 7 % 12);
    memory_files_put(&files, "long.csv", text);
    memory_files_put(&files, "tale.txt", "the cat sat on the mat and the dog sat on the rug and the cat saw the dog");
    memory_files_put(&files, "lines.txt",
                     "pos: good\nneg: bad\npos: good\nneg: bad\npos: good\nneg: bad\npos: good\nneg: bad\npos: good\nneg: bad\n");
    for (int i = 0; i < 3; i++) {
        drive->world.file = of_system;
        drive_line(drive, row[i].lesson);
        for (int guard = 0; app_is_moving(drive->app) && guard < 10000; guard++) drive_frame(drive, 0.05);
        assert_false(drive_has_text(drive, " is on the stage. The"));
        memory_files_bind(&files, &drive->world.file);
        drive_line(drive, row[i].open);
        drive_frame(drive, 1);
        if (!drive_has_text(drive, row[i].name) || !drive_has_text(drive, " is on the stage. The"))
            fail_msg("%s, %s: the lesson's text stands there as if it were true", row[i].lesson, row[i].open);
        drive_line(drive, "undo");
        drive_frame(drive, 1);
        assert_false(drive_has_text(drive, " is on the stage. The"));
        drive_line(drive, "lesson close");
    }
}

/* Beside "majority": the second line stands in the loss curve and in the history with its name, its number and a tip. Of own lines both
   are those of the file. */
static void the_loss_is_shown_beside_a_bag_of_words(void **state) {
    static const char *const pages[][2] = {{"show story", "story/other-baseline"}, {"show history", "history/loss-other"}};
    Drive *drive = *state;
    static MemoryFiles files;
    static Labelled labelled;
    char text[3000] = "", words[64], number[24], majority[64];
    DiagList wrong = {0};
    for (int i = 0; i < 60; i++)
        text_format(text + strlen(text), 40, "%s\n", i % 3 == 0 ? "pos: a good film" : i % 7 == 0 ? "neg: good" : "neg: a film");
    memory_files_bind(&files, &drive->world.file);
    memory_files_put(&files, "lines.txt", text);
    assert_true(labelled_read(&labelled, "lines.txt", str_from(text), &wrong));
    drive_line(drive, "set task sentiment");
    for (int own = 0; own < 2; own++) {
        if (own) drive_line(drive, "sentence open lines.txt");
        number_format_short(number, sizeof number, own ? labelled.bag : 2.0 / 3.0 * log(2.0), 3);
        text_format(words, sizeof words, "a bag of words %s", number);
        number_format_short(number, sizeof number, own ? labelled.majority : log(3.0), 3);
        text_format(majority, sizeof majority, "majority %s", number);
        drive_line(drive, "train 3");
        for (int page = 0; page < 2; page++) {
            drive_line(drive, pages[page][0]);
            drive_frame(drive, 1);
            if (!drive_has_run(drive, words) || !drive_has_text(drive, majority))
                fail_msg("%s: \"%s\" or \"%s\" is missing", pages[page][0], words, majority);
            assert_non_null(strstr(drive_region(drive, pages[page][1])->tip, "a simple answer without memory"));
        }
    }
    drive_line(drive, "set task recall"); /* has no second one */
    drive_frame(drive, 1);
    assert_null(region_find(app_regions(drive->app), "history/loss-other"));
    labelled_deinit(&labelled);
}

static void nothing_is_cut_or_crowded(void **state) {
    (void)state;
    static const char *const sizes[] = {"resize 1920 1080", "resize 1280 720", "resize 800 500"};
    static const char *const pages[][2] = {{"set task series", "show series"}, {"set task sentiment", "show sentiment"}};
    static LayoutReport report;
    Drive drive;
    char heading[64];
    if (!drive_start_with_fonts(&drive)) skip();
    for (int page = 0; page < 2; page++)
        for (int i = 0; i < 3; i++) {
            drive_line(&drive, sizes[i]);
            drive_line(&drive, pages[page][0]);
            drive_line(&drive, "set steps 24");
            drive_line(&drive, pages[page][1]);
            text_format(heading, sizeof heading, "%s, %s", pages[page][1], sizes[i]);
            layout_check(&report, drive_frame(&drive, 0), &drive.world.text, heading);
        }
    drive_end(&drive);
    if (report.count) fail_msg("%d findings:\n%s", report.count, report.text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_tab_stands_there_where_the_task_has_such_a_page, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(a_typed_sentence_is_read_and_a_strange_word_is_told, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(a_series_goes_on_alone_from_where_one_says, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(a_file_is_opened_by_command_and_by_drop, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(what_is_dropped_is_known_by_its_content_and_shown, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(a_column_is_chosen_by_its_name, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(a_long_series_says_that_its_end_is_shown, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(a_lesson_says_that_its_text_is_of_other_data, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(the_loss_is_shown_beside_a_bag_of_words, drive_setup_large, drive_teardown),
        cmocka_unit_test(nothing_is_cut_or_crowded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
