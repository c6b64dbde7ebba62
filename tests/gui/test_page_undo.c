/* Undo and redo of what a person sets on the pages of data and the setup does not hold: each is taken back by Ctrl+Z, in one order with the
   changes of the experiment, and comes again by Ctrl+Y. */
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "base/number.h"
#include "lab/lab.h"
#include "support/drive.h"
#include <string.h>

enum { PAGE_CHANGES = 64 }; /* app/app_page_undo.h */

typedef struct Kept {
    char prompt[PEN_PROMPT_SIZE], before[PEN_PROMPT_SIZE], sentence[SENTENCE_TEXT_MAX];
    double tau, temperature;
    int top, from;
    long draw, page;
    Cliff cliff;
    Setup setup;
    long update;
} Kept;

static Kept keep(const Drive *drive) {
    const UiState *ui = drive_ui(drive);
    Kept out;
    memset(&out, 0, sizeof out);
    strcpy(out.prompt, ui->pen.prompt);
    strcpy(out.before, ui->pen.before);
    strcpy(out.sentence, ui->sentence);
    out.tau = ui->pen.temperature;
    out.temperature = ui->temperature;
    out.top = ui->pen.top;
    out.from = ui->forecast_from;
    out.draw = ui->pen.draw;
    out.page = ui->pen.page;
    out.cliff = ui->cliff;
    out.setup = app_lab(drive->app)->setup;
    out.update = app_lab(drive->app)->run.update;
    return out;
}

static void assert_kept(const Drive *drive, const Kept *is, const char *what, const char *line) {
    Kept now = keep(drive);
    bool same = strcmp(now.prompt, is->prompt) == 0 && strcmp(now.before, is->before) == 0 && strcmp(now.sentence, is->sentence) == 0 &&
                now.tau == is->tau && now.temperature == is->temperature && now.top == is->top && now.from == is->from &&
                now.draw == is->draw && cliff_equal(&now.cliff, &is->cliff) && now.page == is->page &&
                setup_equal(&now.setup, &is->setup) && now.update == is->update;
    if (!same) fail_msg("%s of \"%s\": another state", what, line);
}

/* Every command that changes such a value, among changes of the experiment. */
static void each_change_is_taken_back_in_its_order(void **state) {
    Drive *drive = *state;
    static const char *const lines[] = {"set task text",
                                        "text prompt the c",
                                        "train 3",
                                        "text temperature 0.5",
                                        "text top 3",
                                        "text draw",
                                        "set steps 24",
                                        "text page",
                                        "text page 4",
                                        "text prompt the cat",
                                        "text draw 7",
                                        "temperature 2",
                                        "set hidden 9",
                                        "set task sentiment",
                                        "sentence good film",
                                        "set task series",
                                        "series from 4",
                                        "set steps 26",
                                        "series from 9",
                                        "set noise 0.45",
                                        "cliff start 6 -3",
                                        "cliff descend 20",
                                        "cliff clip 1",
                                        "cliff rate 0.3",
                                        "cliff descend 30",
                                        "cliff w 5",
                                        "cliff b -2",
                                        "train 2",
                                        "cliff descend 40",
                                        "cliff clip off",
                                        "cliff unit latch",
                                        "cliff steps 9",
                                        "cliff place 0.3 0.2",
                                        "cliff reset"};
    enum { COUNT = sizeof lines / sizeof lines[0] };
    Kept before[COUNT + 1];
    int entries = 0;
    before[0] = keep(drive);
    for (int i = 0; i < COUNT; i++) {
        drive_line(drive, lines[i]);
        before[++entries] = keep(drive);
    }
    for (int round = 0; round < 2; round++) {
        for (int i = entries - 1; i >= 0; i--) {
            drive_key(drive, "Ctrl+Z");
            assert_kept(drive, &before[i], "undo", lines[i]);
        }
        drive_refuse(drive, "undo", "There is nothing to undo.");
        for (int i = 1; i <= entries; i++) {
            drive_key(drive, "Ctrl+Y");
            assert_kept(drive, &before[i], "redo", lines[i - 1]);
        }
        drive_refuse(drive, "redo", "There is nothing to redo.");
    }
}

/* A slider of such a page: its drag is one entry, and training goes on over its undo. */
static void a_drag_is_one_entry(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set task text");
    drive_line(drive, "show text");
    drive_frame(drive, 1);
    drive_frame(drive, 0);
    drive_drag(drive, "text/temperature", 0.7, 0.1);
    double low = drive_ui(drive)->pen.temperature;
    assert_true(low < 0.3);
    drive_drag(drive, "text/temperature", 0.1, 0.6);
    assert_true(drive_ui(drive)->pen.temperature > 0.3);
    drive_key(drive, "Ctrl+Z");
    assert_true(drive_ui(drive)->pen.temperature == low);
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "Undone: Temperature"));
    drive_line(drive, "training on");
    for (int guard = 0; !lab_can_undo(app_lab(drive->app)) || strncmp(lab_undo_line(app_lab(drive->app)), "train ", 6) != 0; guard++) {
        assert_true(guard < 1000);
        drive_frame(drive, 0.05);
    }
    drive_drag(drive, "text/temperature", 0.1, 0.6);
    drive_frame(drive, 0.05);
    drive_key(drive, "Ctrl+Z");
    assert_true(drive_ui(drive)->training && drive_ui(drive)->pen.temperature == low);
    drive_key(drive, "Ctrl+Z"); /* now the training */
    assert_true(!drive_ui(drive)->training && app_lab(drive->app)->run.update == 0 && drive_ui(drive)->pen.temperature == low);
    drive_key(drive, "Ctrl+Z");
    assert_true(drive_ui(drive)->pen.temperature == 1);
    drive_key(drive, "Ctrl+Z");
    assert_false(lab_can_undo(app_lab(drive->app)));
}

/* Of the cliff: what one looks at makes no entry and is left as it is; a drag is one; the notice names what was changed. */
static void of_the_cliff_the_network_is_undone_and_the_view_is_not(void **state) {
    Drive *drive = *state;
    static const char *const views[] = {"cliff turn 10 50", "cliff height gradient", "cliff zoom 2", "cliff step 3", "cliff step end"};
    const Cliff *cliff = &drive_ui(drive)->cliff;
    drive_line(drive, "show cliff");
    drive_line(drive, "cliff descend 20");
    drive_line(drive, "cliff rate 0.25");
    for (int i = 0; i < 5; i++) drive_line(drive, views[i]);
    drive_frame(drive, 1);
    drive_drag(drive, "controls/w", 0.2, 0.9);
    assert_true(cliff->w > 6);
    drive_key(drive, "Ctrl+Z");
    drive_frame(drive, 0);
    assert_true(cliff->w == 5.5 && drive_has_text(drive, "Undone: w, b"));
    drive_key(drive, "Ctrl+Z");
    drive_frame(drive, 0);
    assert_true(cliff->rate == 0.5 && cliff->updates[CLIFF_PLAIN] == 20 && drive_has_text(drive, "Undone: Learning rate"));
    drive_key(drive, "Ctrl+Z");
    drive_frame(drive, 0);
    assert_true(!cliff_has_descent(cliff) && drive_has_text(drive, "Undone: Descend"));
    assert_true(cliff->turn == 10 && cliff->tilt == 50 && cliff->zoom == 2 && cliff->height == CLIFF_OF_GRADIENT);
    drive_refuse(drive, "undo", "There is nothing to undo.");
    for (int i = 0; i < 3; i++) drive_key(drive, "Ctrl+Y");
    assert_true(cliff->w > 6 && cliff->rate == 0.25 && cliff->updates[CLIFF_PLAIN] == 20 && cliff_look_update(cliff) == 20);
    assert_true(cliff->turn == 10 && cliff->zoom == 2);
    drive_refuse(drive, "redo", "There is nothing to redo.");
}

/* What a new change of either kind does to what was undone. */
static void a_new_change_drops_what_could_be_redone(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set steps 9");
    drive_line(drive, "temperature 2");
    drive_line(drive, "undo");
    drive_line(drive, "set hidden 9");
    drive_refuse(drive, "redo", "There is nothing to redo."); /* the temperature belonged to what was before */
    drive_line(drive, "undo");
    drive_line(drive, "redo");
    assert_true(drive_value(drive, KEY_HIDDEN) == 9 && drive_ui(drive)->temperature == 1);
    drive_line(drive, "undo");
    drive_line(drive, "undo");
    drive_line(drive, "set steps 8"); /* another entry in the place of the first */
    assert_true(drive_ui(drive)->temperature == 1);
    drive_refuse(drive, "redo", "There is nothing to redo.");
    drive_line(drive, "temperature 3");
    drive_line(drive, "temperature 4");
    drive_line(drive, "undo");
    drive_line(drive, "temperature 5");
    drive_refuse(drive, "redo", "There is nothing to redo.");
    drive_line(drive, "undo");
    assert_true(drive_ui(drive)->temperature == 3);
}

/* More changes than entries: the oldest go, the others stay right. */
static void the_oldest_entries_go(void **state) {
    Drive *drive = *state;
    char line[48];
    for (int i = 1; i <= 2 * PAGE_CHANGES; i++) {
        text_format(line, (int)sizeof line, "temperature %d.5", i % 10 + 1);
        drive_line(drive, line);
    }
    for (int i = 2 * PAGE_CHANGES - 1; i >= PAGE_CHANGES; i--) {
        drive_line(drive, "undo");
        assert_true(drive_ui(drive)->temperature == i % 10 + 1.5);
    }
    drive_refuse(drive, "undo", "There is nothing to undo.");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_drag_is_one_entry, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(of_the_cliff_the_network_is_undone_and_the_view_is_not, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(a_new_change_drops_what_could_be_redone, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(the_oldest_entries_go, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(each_change_is_taken_back_in_its_order, drive_setup_large, drive_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
