/* Whatever the pointer rests on, the experiment under it may change shape: what was found in the last picture is looked for in
   the new experiment before a view reads it. The address sanitizer sees what a view reads that is not there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "base/random.h"
#include "support/drive.h"
#include "view/view.h"
#include <stdlib.h>
#include <string.h>

/* Each changes the shape of the run, its task, its phase, or which control the picture has. */
static const char *const changes[] = {"set cell rnn",
                                      "set cell gru",
                                      "set cell lstm",
                                      "set layers 1",
                                      "set layers 3",
                                      "set direction forward",
                                      "set direction both",
                                      "set steps 2",
                                      "set steps 90",
                                      "set steps 30",
                                      "set hidden 1",
                                      "set hidden 9",
                                      "set task adding",
                                      "set task parity",
                                      "set task memory",
                                      "preset deep",
                                      "preset first",
                                      "preset long",
                                      "preset many",
                                      "seek unroll 0",
                                      "seek forward 1",
                                      "seek update end",
                                      "restart",
                                      "seek backward end",
                                      "next",
                                      "undo",
                                      "redo",
                                      "more toggle",
                                      "hide",
                                      "show help",
                                      "set optimizer adam",
                                      "set readout last",
                                      "chain 1 forward"};
enum { CHANGES = (int)(sizeof changes / sizeof *changes) };

static void assert_hover_is_there(const Drive *drive, const char *path, const char *line) {
    const UiState *ui = drive_ui(drive);
    if (!view_has_subject(&app_lab(drive->app)->run, &ui->hover))
        fail_msg("on \"%s\", after \"%s\": kind %d, layer %d, direction %d, step %d, unit %d", path, line, ui->hover.kind, ui->hover.layer,
                 ui->hover.direction, ui->hover.step, ui->hover.unit);
}

/* The last cell of a grid is the first that another shape has not. */
static void hover_far_corner(Drive *drive, const char *path) {
    drive_hover(drive, path, 0.995, 0.99);
    drive_frame(drive, 0);
}

/* Hovers one region after the other of the scene, and changes something under each; then back to the scene. Regions whose paths
   differ in their numbers alone count as one, unless `each`; `part` is how the paths begin. */
static int try_scene(Drive *drive, const char *const *scene, int lines, const char *part, bool each, int change) {
    char(*path)[48] = calloc(REGION_MAX, sizeof *path);
    int count = 0;
    assert_non_null(path);
    for (int i = 0; i < lines; i++) app_apply(drive->app, scene[i], &(Diag){0});
    drive_frame(drive, 0);
    const RegionList *list = app_regions(drive->app);
    for (int i = 0; i < list->count; i++) {
        const char *name = list->item[i].path, *last = count > 0 ? path[count - 1] : "";
        if (strncmp(name, part, strlen(part)) != 0) continue;
        size_t stem = strcspn(name, "-0123456789");
        if (!each && strcspn(last, "-0123456789") == stem && memcmp(last, name, stem) == 0) count--; /* the last of its kind */
        text_format(path[count++], 48, "%s", name);
    }
    Setup setup = app_lab(drive->app)->setup;
    for (int i = 0; i < count; i++) {
        if (!region_find(app_regions(drive->app), path[i])) continue;
        const char *line = changes[change++ % CHANGES];
        hover_far_corner(drive, path[i]);
        app_apply(drive->app, line, &(Diag){0}); /* some are refused in some scenes */
        drive_frame(drive, 0);
        assert_hover_is_there(drive, path[i], line);
        drive_key(drive, "Ctrl+Z");
        assert_hover_is_there(drive, path[i], "undo");
        bool is_same = memcmp(&setup, &app_lab(drive->app)->setup, sizeof setup) == 0;
        for (int k = is_same ? lines - 2 : 0; k < lines; k++) app_apply(drive->app, scene[k], &(Diag){0});
        drive_frame(drive, 0);
    }
    free(path);
    return change;
}

/* A click on a state opens its cell, and may go to another phase: the plate says which before it is made. */
static void a_state_says_where_its_click_goes(void **state) {
    Drive *drive = *state;
    static const struct {
        const char *place, *words;
        Phase phase;
    } places[] = {{"seek unroll end", "click: look inside this cell, in the forward pass", PHASE_FORWARD},
                  {"seek forward end", "click: look inside this cell, in the forward pass", PHASE_FORWARD},
                  {"seek loss end", "click: look inside this cell, in the forward pass", PHASE_FORWARD},
                  {"seek backward end", "click: look inside this cell, in the backward pass", PHASE_BACKWARD},
                  {"seek update end", "click: look inside this cell, in the forward pass", PHASE_FORWARD}};
    static const char *const setups[] = {"set cell rnn", "set cell lstm", "set steps 60"};
    for (int s = 0; s < 3; s++) {
        drive_line(drive, setups[s]);
        for (int i = 0; i < 5; i++) {
            drive_line(drive, "hide");
            drive_line(drive, places[i].place);
            drive_frame(drive, 0);
            drive_hover(drive, "stage/state1", 0.5, 0.3);
            drive_frame(drive, 1);
            if (!drive_has_text(drive, places[i].words))
                fail_msg("%s, %s: the plate lacks '%s'", setups[s], places[i].place, places[i].words);
            drive_press(drive, 1);
            drive_release(drive);
            drive_frame(drive, 0);
            assert_int_equal(drive_ui(drive)->cursor.phase, places[i].phase);
        }
    }
}

/* The chart may follow one loss of several; the plate of a state gives the sum, and says so. */
static void the_gradient_of_a_state_is_named_after_its_losses(void **state) {
    Drive *drive = *state;
    static const char *const lines[] = {"set task parity", "set targets every", "follow 3", "seek backward end"};
    for (int i = 0; i < 4; i++) drive_line(drive, lines[i]);
    for (int one = 0; one < 2; one++) {
        if (one) drive_line(drive, "set targets last");
        if (one) drive_line(drive, "seek backward end");
        drive_frame(drive, 0);
        drive_hover(drive, "stage/state1", 0.9, 0.3); /* behind step 3: nothing of its loss, but of the later ones */
        drive_frame(drive, 1);
        assert_true(drive_has_text(drive, one ? "its gradient " : "its gradient, of all losses: "));
        assert_int_equal(drive_has_text(drive, "of all losses: "), !one);
    }
}

/* Where there are several chains a plate says whose numbers it gives; an LSTM's step gives the norm of c beside that of h. */
static void plates_say_which_chain_they_speak_of(void **state) {
    Drive *drive = *state;
    static const char *const part[][3] = {{"stage/state1r", "layer 1, reverse", "hidden state, unit"},
                                          {"stage/cell2", "layer 2, forward", "cell state, unit"},
                                          {"stage/gate1r", "layer 1, reverse", "mean of the units"},
                                          {"stage/river2r-", "layer 2, reverse", "largest spectral radius"},
                                          {"stage/highway1r-", "layer 1, reverse", "the cell state goes on"},
                                          {"stage/traces", "layer 2, forward", "‖c‖ = "}};
    drive_line(drive, "motion reduced");
    drive_line(drive, "set cell lstm");
    drive_line(drive, "set layers 2");
    drive_line(drive, "set direction both");
    drive_line(drive, "seek forward end");
    drive_frame(drive, 0);
    for (int i = 0; i < 6; i++) {
        const RegionList *list = app_regions(drive->app);
        char path[REGION_PATH_SIZE] = "";
        for (int k = 0; k < list->count && !*path; k++)
            if (strncmp(list->item[k].path, part[i][0], strlen(part[i][0])) == 0)
                text_format(path, (int)sizeof path, "%s", list->item[k].path);
        const Region *region = drive_region(drive, path), *top = NULL;
        double across = 0;
        for (int k = 0; k < 80 && top != region; k++) { /* where nothing lies over it */
            across = (k + 0.5) / 80;
            top = region_at(list, region->box.x + across * region->box.w, rect_mid_y(region->box));
        }
        drive_hover(drive, path, across, 0.5);
        drive_frame(drive, 1);
        for (int k = 1; k < 3; k++)
            if (!drive_has_text(drive, part[i][k])) fail_msg("%s: the plate lacks '%s'", path, part[i][k]);
    }
    drive_line(drive, "set layers 1");
    drive_line(drive, "set direction forward");
    drive_line(drive, "seek forward end");
    drive_hover(drive, "stage/traces", 0.5, 0.3);
    drive_frame(drive, 1);
    assert_true(drive_has_text(drive, "‖c‖ = "));
    assert_false(drive_has_text(drive, "layer 1"));
}

static void a_cell_state_that_undo_takes_away_is_hovered_no_more(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set cell lstm");
    drive_line(drive, "seek update end");
    drive_frame(drive, 0);
    hover_far_corner(drive, "stage/cell1");
    assert_int_equal(drive_ui(drive)->hover.kind, SUBJECT_CELL_STATE);
    drive_key(drive, "Ctrl+Z");
    assert_int_not_equal(drive_ui(drive)->hover.kind, SUBJECT_CELL_STATE);
    assert_hover_is_there(drive, "stage/cell1", "undo");
}

static const char *const phases[] = {"seek unroll 0",     "seek unroll end", "seek forward 2", "seek loss end",
                                     "seek backward end", "seek update 1",   "seek update end"};

static void every_region_of_the_stage_outlives_every_change(void **state) {
    Drive *drive = *state;
    static const char *const cells[] = {"set cell rnn", "set cell gru", "set cell lstm"};
    static const char *const shapes[][2] = {{"set layers 1", "set direction forward"}, {"set layers 2", "set direction both"}};
    static const char *const lengths[] = {"set steps 12", "set steps 40", "set steps 100"}; /* circles, slim columns, a heat map */
    int change = 0, scenes = 0;
    for (int phase = 0; phase < 7; phase++)
        for (int cell = 0; cell < 3; cell++) {
            int shape = (phase + cell) % 2, length = (phase + 2 * cell) % 3;
            const char *const scene[] = {"preset first",   "set hidden 5",  cells[cell], shapes[shape][0],
                                         shapes[shape][1], lengths[length], "hide",      phases[phase]};
            change = try_scene(drive, scene, 8, "stage/", false, change);
            scenes++;
        }
    assert_true(change > 6 * scenes);
}

static void every_region_of_panels_menus_and_help_outlives_every_change(void **state) {
    Drive *drive = *state;
    static const char *const openers[][2] = {
        {"more on", "hide"}, {"more on", "show help"}, {"resize 900 600", "show controls"}, {"resize 900 600", "show story"}};
    static const char *const part[] = {"controls/", "help", "controls/", "story"};
    int change = 0;
    for (int i = 0; i < 4; i++) {
        const char *const scene[] = {"preset lstm", "seek update end", "hide", openers[i][0], openers[i][1]};
        change = try_scene(drive, scene, 5, part[i], true, change);
    }
    const char *const menu[] = {"preset lstm", "resize 1920 1080", "hide", "frame", "click controls/task"};
    change = try_scene(drive, menu, 5, "", true, change);
    assert_true(change > 100);
}

static const char *pick(Random *random, const char *const *lines, int count) { return lines[random_below(random, count)]; }

static void apply_and_look(Drive *drive, const char *path, const char *line) {
    app_apply(drive->app, line, &(Diag){0}); /* some are refused in some scenes */
    drive_frame(drive, 0);
    assert_hover_is_there(drive, path, line);
}

/* Any cell, layers, direction, steps, task, phase and window, any region, any changes, undone and done again: a sample of the product,
   the same each time. UNROLL_HOVER_SAMPLES in the environment says how many (scripts/hover-all takes many). */
static void any_region_of_any_scene_outlives_any_changes(void **state) {
    static const char *const cells[] = {"set cell rnn", "set cell gru", "set cell lstm"};
    static const char *const layers[] = {"set layers 1", "set layers 2", "set layers 3", "set layers 4"};
    static const char *const directions[] = {"set direction forward", "set direction both"};
    static const char *const steps[] = {"set steps 1",  "set steps 2",   "set steps 7",  "set steps 16",
                                        "set steps 40", "set steps 100", "set steps 300"};
    static const char *const tasks[] = {"set task recall", "set task adding", "set task parity",   "set task latch",
                                        "set task copy",   "set task order",  "set task reber",    "set task anbn",
                                        "set task sine",   "set task sines",  "set task sentiment"};
    static const char *const sizes[] = {"resize 1920 1080", "resize 1280 720", "resize 900 600"};
    static const char *const travels[] = {"undo", "redo"};
    const char *asked = getenv("UNROLL_HOVER_SAMPLES");
    Drive *drive = *state;
    int samples = asked ? atoi(asked) : 60, hovered = 0;
    for (int s = 0; s < samples; s++) {
        Random random = random_from(91, (uint64_t)s);
        drive_line(drive, "preset first");
        app_apply(drive->app, "hide", &(Diag){0});
        app_apply(drive->app, pick(&random, tasks, 11), &(Diag){0});
        app_apply(drive->app, pick(&random, steps, 7), &(Diag){0});
        app_apply(drive->app, pick(&random, cells, 3), &(Diag){0});
        app_apply(drive->app, pick(&random, layers, 4), &(Diag){0});
        app_apply(drive->app, pick(&random, directions, 2), &(Diag){0});
        app_apply(drive->app, pick(&random, sizes, 3), &(Diag){0});
        app_apply(drive->app, pick(&random, phases, 7), &(Diag){0});
        drive_frame(drive, 0);
        const RegionList *list = app_regions(drive->app);
        char path[48];
        for (int tries = random_below(&random, 20); tries >= 0; tries--) { /* mostly on the stage */
            text_format(path, (int)sizeof path, "%s", list->item[random_below(&random, list->count)].path);
            if (strncmp(path, "stage/", 6) == 0) break;
        }
        if (!region_find(list, path)) continue;
        drive_hover(drive, path, 0.01 + 0.98 * random_unit(&random), 0.01 + 0.98 * random_unit(&random));
        drive_frame(drive, 0);
        hovered += drive_ui(drive)->hover.kind != SUBJECT_NONE;
        int count = 1 + random_below(&random, 3);
        for (int i = 0; i < count; i++) apply_and_look(drive, path, pick(&random, changes, CHANGES));
        for (int i = 0; i < 4; i++) apply_and_look(drive, path, pick(&random, travels, 2));
    }
    assert_in_range(hovered, samples / 4, samples);
}

/* What is held, typed into, or opened belongs to the picture before as well. */
static void what_is_held_open_or_typed_into_goes_with_its_control(void **state) {
    Drive *drive = *state;
    for (int i = 0; i < CHANGES; i++) {
        drive_line(drive, "preset lstm");
        drive_frame(drive, 0);
        drive_hover(drive, "controls/forget_bias", 0.4, 0.5);
        drive_press(drive, 1);
        app_apply(drive->app, changes[i], &(Diag){0});
        drive_pointer(drive, 700, 400);
        drive_release(drive);
        assert_string_equal(drive_ui(drive)->gui.active, "");
        drive_line(drive, "preset lstm");
        drive_click(drive, "controls/forget_bias/value");
        app_apply(drive->app, changes[i], &(Diag){0});
        drive_type(drive, "2");
        drive_key(drive, "Return");
        drive_key(drive, "Escape");
        drive_line(drive, "preset lstm");
        drive_click(drive, "controls/task");
        app_apply(drive->app, changes[i], &(Diag){0});
        drive_key(drive, "Down");
        drive_key(drive, "Return");
        drive_key(drive, "Escape");
        const GuiState *gui = &drive_ui(drive)->gui;
        if (gui->focus[0]) assert_non_null(region_find(app_regions(drive->app), gui->focus));
        if (gui->edit_path[0]) assert_non_null(region_find(app_regions(drive->app), gui->edit_path));
        drive_line(drive, "hide");
    }
}

/* The reverse chain's W has the prime of the formulas in a plate's lines too, not an apostrophe. */
static void a_plate_writes_a_prime_as_formulas_do(void **state) {
    Drive *drive = *state;
    drive_line(drive, "motion reduced");
    drive_line(drive, "set direction both");
    drive_line(drive, "seek backward end");
    drive_frame(drive, 0);
    drive_hover(drive, "stage/river1r-2", 0.5, 0.5);
    drive_frame(drive, 1);
    bool is_primed = false; /* by a prime, not by an apostrophe, as in the formulas */
    DrawItem item;
    const DrawList *list = drive_frame(drive, 0);
    for (size_t at = 0; draw_next(list, &at, &item);) {
        char text[256];
        if (item.op != DRAW_TEXT) continue;
        str_copy(text, (int)sizeof text, item.text);
        is_primed = is_primed || strstr(text, "W′ ");
        assert_null(strstr(text, "W'"));
    }
    assert_true(is_primed);
}

/* Where nothing sets out, nothing is a share of it: the plate gives the norm. */
static void a_plate_divides_by_nothing_that_is_0(void **state) {
    Drive *drive = *state;
    static const char *const lines[] = {"motion reduced",       "set activation identity", "set steps 24", "set radius 1.6",
                                        "set weight_scale 0.1", "set input_scale 0.001",   "update",       "seek backward end"};
    for (int i = 0; i < 8; i++) drive_line(drive, lines[i]);
    drive_frame(drive, 0);
    assert_true(app_lab(drive->app)->run.follow.S == 0);
    drive_hover(drive, "stage/gradient", 12.5 / 24, 0.5);
    const DrawList *list = drive_frame(drive, 1);
    DrawItem item;
    int divided = 0;
    for (size_t at = 0; draw_next(list, &at, &item);)
        divided += item.op == DRAW_TEXT && item.layer == LAYER_HOVER && str_equal(item.text, "/");
    assert_int_equal(divided, 1); /* ∂L by ∂h, and no more */
    assert_true(drive_has_text(drive, "of what set out at the loss of step 24: S = 0"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_gradient_of_a_state_is_named_after_its_losses, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(plates_say_which_chain_they_speak_of, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(a_plate_writes_a_prime_as_formulas_do, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(a_plate_divides_by_nothing_that_is_0, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(a_state_says_where_its_click_goes, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(a_cell_state_that_undo_takes_away_is_hovered_no_more, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(every_region_of_the_stage_outlives_every_change, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(any_region_of_any_scene_outlives_any_changes, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(every_region_of_panels_menus_and_help_outlives_every_change, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(what_is_held_open_or_typed_into_goes_with_its_control, drive_setup_large, drive_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
