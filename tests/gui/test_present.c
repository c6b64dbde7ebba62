/* Presenting: stops forward and back, leaving, the votes, and the two windows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "support/drive.h"
#include "support/slow_worker.h"
#include <string.h>

static const char lesson_text[] =
    "---\ntitle: A short one\nid: short\nminutes: 3\nlevel: basic\ngoals:\n  - see it\n---\n\n"
    "## First step\n\nThe first sentence. The second one.\n\n"
    "```setup start\npreset first\n```\n```do\nseek backward 1\n--\nseek backward 4\n--\ntrain 3\n```\n"
    "```note\n1 min\nPoint at it.\nask: why?\n```\n\n"
    "## Second step\n\nHere it is asked.\n\n"
    "```setup\nfrom start\n```\n```do\nseek backward end\n```\n"
    "```predict\n? How many?\n- one :: No.\n* two\n- three :: No.\n> Two it is.\nvote\n! set steps 20\n! --\n! seek forward 3\n```\n"
    "```note\n2 min\n```\n\n"
    "## Key points\n\n- One point.\n";

static const char drawn_text[] =
    "---\ntitle: A curve\nid: curve\nminutes: 1\nlevel: basic\ngoals:\n  - see it\n---\n\n"
    "## Draw it\n\nBefore you look.\n\n```setup start\npreset first\n```\n```do\nseek loss end\n```\n"
    "```draw\n? How much arrives?\ncurve rgrad 1..16\naxis log\n! seek backward end\n```\n```note\n1 min\n```\n";

static bool read_lesson(void *user, const char *path, char **data, size_t *size, Diag *diag);
static bool is_there(void *user, const char *path) {
    (void)user;
    return strcmp(path, "/own/short.md") == 0 || strcmp(path, "/own/curve.md") == 0;
}

static bool read_lesson(void *user, const char *path, char **data, size_t *size, Diag *diag) {
    if (!is_there(user, path)) return diag_fail(diag, "no such file");
    const char *text = strcmp(path, "/own/short.md") == 0 ? lesson_text : drawn_text;
    *size = strlen(text);
    *data = mem_new(*size + 1);
    memcpy(*data, text, *size);
    return true;
}

static int setup_lesson(void **state) {
    if (drive_setup_large(state) != 0) return -1;
    Drive *drive = *state;
    drive->world.file.read = read_lesson;
    drive->world.file.is_there = is_there;
    drive_line(drive, "lesson /own/short.md");
    return 0;
}

static uint64_t picture(Drive *drive) {
    drive_frame(drive, 0);
    return draw_hash(drive_frame(drive, 0));
}

static void presenting_begins_in_a_lesson_only(void **state) {
    Drive *drive = *state;
    drive_line(drive, "lesson close");
    drive_refuse(drive, "present on", "Open a lesson first");
    drive_refuse(drive, "presenter next", "nothing is presented");
}

static void the_clickers_keys_go_to_the_next_stop_and_back_to_the_same_picture(void **state) {
    static const char *const keys[] = {"PageDown", "Space", "Right", "PageDown", "PageDown", "PageDown"};
    enum { STOPS = sizeof keys / sizeof keys[0] + 1 };
    Drive *drive = *state;
    uint64_t seen[STOPS];
    drive_key(drive, "F5");
    seen[0] = picture(drive);
    for (int i = 1; i < STOPS; i++) {
        drive_key(drive, keys[i - 1]);
        seen[i] = picture(drive);
        assert_true(seen[i] != seen[i - 1]);
    }
    assert_true(drive_has_text(drive, "One point"));
    for (int i = STOPS - 2; i >= 0; i--) {
        drive_key(drive, "PageUp");
        uint64_t now = picture(drive);
        if (now != seen[i]) fail_msg("stop %d is another picture", i);
    }
    drive_key(drive, "PageUp");
    assert_true(picture(drive) == seen[0]);
}

static void leaving_brings_back_what_was_there_to_the_bit(void **state) {
    Drive *drive = *state;
    drive_line(drive, "lesson step 2");
    drive_line(drive, "answer 2");
    drive_line(drive, "set hidden 9");
    drive_line(drive, "train 2");
    uint64_t before = picture(drive);
    double loss = app_lab(drive->app)->run.trace.loss;
    drive_key(drive, "F5");
    assert_true(app_lab(drive->app)->run.update == 0);
    for (int i = 0; i < 5; i++) drive_key(drive, "PageDown");
    drive_line(drive, "set cell lstm");
    drive_line(drive, "show microscope");
    drive_key(drive, "B");
    drive_key(drive, "Escape");
    assert_false(drive_ui(drive)->screens.is_presenting);
    assert_true(app_lab(drive->app)->run.trace.loss == loss);
    assert_int_equal(app_lab(drive->app)->run.update, 2);
    assert_true(picture(drive) == before);
    drive_line(drive, "undo");
    assert_int_equal(app_lab(drive->app)->run.update, 0);
}

static void votes_are_counted_taken_back_and_typed_and_hidden_until_the_answer(void **state) {
    Drive *drive = *state;
    drive_line(drive, "lesson step 2");
    drive_key(drive, "F5");
    drive_key(drive, "2");
    drive_key(drive, "2");
    drive_key(drive, "3");
    drive_key(drive, "Shift+3");
    drive_key(drive, "Shift+3"); /* never below none */
    drive_frame(drive, 0);
    assert_false(drive_has_run(drive, "0"));
    drive_key(drive, "9"); /* there is no such answer */
    if (!strstr(drive_ui(drive)->message, "expected 1 to 3")) fail_msg("'%s'", drive_ui(drive)->message);
    drive_key(drive, "PageDown");
    drive_frame(drive, 0);
    assert_true(drive_has_run(drive, "two"));
    assert_true(drive_has_run(drive, "0"));
    drive_key(drive, "PageUp");
    drive_key(drive, "V");
    for (const char *key = "12 3 20"; *key; key++) drive_key(drive, *key == ' ' ? "Space" : (const char[]){*key, '\0'});
    assert_true(drive_has_text(drive, "12 3 20"));
    assert_false(drive_has_run(drive, "20"));
    drive_key(drive, "Return");
    drive_key(drive, "PageDown");
    drive_frame(drive, 0);
    assert_true(drive_has_run(drive, "12") && drive_has_run(drive, "20"));
}

static void type(Drive *drive, const char *keys) {
    for (; *keys; keys++) drive_key(drive, *keys == ' ' ? "Space" : (const char[]){*keys, '\0'});
}

/* Space is a clicker's key, and the blank between the numbers of a line. */
static void a_blank_soon_after_a_digit_makes_a_line_of_votes(void **state) {
    Drive *drive = *state;
    drive_line(drive, "lesson step 2");
    drive_key(drive, "F5");
    type(drive, "12 30 0"); /* 3 and 0 of "30": no vote and no word behind another digit */
    assert_true(drive_has_text(drive, "12 30 0"));
    assert_int_equal(drive_ui(drive)->message[0], '\0');
    drive_key(drive, "Return");
    drive_key(drive, "PageDown");
    assert_true(drive_has_run(drive, "12") && drive_has_run(drive, "30") && drive_has_run(drive, "0"));
    drive_key(drive, "PageUp");
    type(drive, "2");
    drive->time_s += 2; /* the hand that counted puts down the keyboard; then a clicker sends Space */
    type(drive, " ");
    drive_frame(drive, 0);
    assert_true(drive_has_run(drive, "31"));
    drive_key(drive, "PageUp");
    type(drive, "2 "); /* at once: a line, which a second Space gives up */
    assert_true(drive_has_text(drive, "2 _"));
    assert_false(drive_has_run(drive, "32"));
    type(drive, " ");
    drive_frame(drive, 0);
    assert_true(drive_has_run(drive, "32"));
    drive_key(drive, "PageUp");
    type(drive, "2 "); /* so does a clicker's PageDown */
    drive_key(drive, "PageDown");
    drive_frame(drive, 0);
    assert_true(drive_has_run(drive, "33"));
    drive_key(drive, "PageUp");
    type(drive, "2 ");
    drive_key(drive, "Escape"); /* gives up the line, not the presentation */
    drive_key(drive, "PageDown");
    drive_frame(drive, 0);
    assert_true(drive_has_run(drive, "34"));
    drive_key(drive, "PageUp");
    type(drive, "7"); /* is none of three answers, until it is the first of a line */
    assert_non_null(strstr(drive_ui(drive)->message, "'7' is not one of the answers; expected 1 to 3"));
    type(drive, " 8 9");
    assert_int_equal(drive_ui(drive)->message[0], '\0');
    drive_key(drive, "Return");
    drive_key(drive, "PageDown");
    assert_true(drive_has_run(drive, "7") && drive_has_run(drive, "8") && drive_has_run(drive, "9"));
}

static void a_locked_mouse_changes_nothing(void **state) {
    Drive *drive = *state;
    drive_key(drive, "F5");
    drive_pointer(drive, 5, 5);
    drive_key(drive, "L");
    uint64_t before = picture(drive);
    const Region *state_region = drive_region(drive, "stage/state1");
    double x = rect_mid_x(state_region->box), y = rect_mid_y(state_region->box);
    drive_pointer(drive, x, y);
    drive_press(drive, 1);
    drive_release(drive);
    drive_wheel(drive, 3);
    assert_true(picture(drive) == before);
    drive_key(drive, "L");
    drive_pointer(drive, x + 1, y);
    assert_true(picture(drive) != before);
}

static void zoom_keeps_what_is_under_the_pointer_there(void **state) {
    Drive *drive = *state;
    drive_key(drive, "F5");
    drive_hover(drive, "stage/state1", 4.5 / 16, 0.4);
    Subject before = drive_ui(drive)->hover;
    drive_key(drive, "Z");
    drive_frame(drive, 0);
    assert_int_equal(drive_ui(drive)->hover.step, before.step);
    drive_key(drive, "Z");
    drive_frame(drive, 0);
    assert_int_equal(drive_ui(drive)->hover.step, before.step);
}

/* The lecturer's mouse lies somewhere over the picture; what is under it is no part of the lesson. */
static void a_pointer_that_rests_lights_nothing_until_it_moves(void **state) {
    static const char *const lines[] = {"present on", "presenter next", "presenter back"};
    Drive *drive = *state;
    for (int i = 0; i < 3; i++) {
        drive_line(drive, lines[i]);
        drive_frame(drive, 0);
        Rect chain = {0};
        for (int k = 0; k < app_regions(drive->app)->count; k++)
            if (strncmp(app_regions(drive->app)->item[k].path, "stage/state", 11) == 0) chain = app_regions(drive->app)->item[k].box;
        assert_true(chain.w > 0);
        for (int k = 0; k < 8; k++) drive_frame(drive, 0.3);
        assert_int_equal(drive_ui(drive)->hover.kind, SUBJECT_NONE);
        drive_pointer(drive, chain.x + chain.w * 0.4, rect_mid_y(chain));
        drive_frame(drive, 0);
        assert_int_not_equal(drive_ui(drive)->hover.kind, SUBJECT_NONE);
    }
    drive_line(drive, "presenter spotlight");
    drive_line(drive, "presenter next");
    drive_frame(drive, 0);
    assert_true(drive_ui(drive)->gui.x > 0);
}

static void a_step_is_found_by_part_of_its_name(void **state) {
    Drive *drive = *state;
    drive_key(drive, "F5");
    drive_key(drive, "G");
    drive_frame(drive, 0);
    drive_type(drive, "second");
    drive_key(drive, "Return");
    drive_frame(drive, 0);
    assert_true(drive_has_run(drive, "Second step"));
    drive_key(drive, "G");
    drive_frame(drive, 0);
    drive_key(drive, "Escape"); /* the field */
    drive_key(drive, "Escape"); /* the list */
    assert_true(drive_ui(drive)->screens.is_presenting);
    drive_key(drive, "Escape");
    assert_false(drive_ui(drive)->screens.is_presenting);
}

/* A window sends the letter that a key types right behind the key. */
static void the_key_that_opens_a_field_types_nothing_into_it(void **state) {
    Drive *drive = *state;
    const Input press = {.event = {{.kind = INPUT_KEY, .text = "G", .ratio = 1}, {.kind = INPUT_TEXT, .text = "g", .ratio = 1}},
                         .count = 2};
    const Input typed = {.event = {{.kind = INPUT_TEXT, .text = "g", .ratio = 1}}, .count = 1};
    drive_key(drive, "F5");
    drive_frame(drive, 0);
    app_frame(drive->app, &press, 0);
    drive_type(drive, "second");
    drive_key(drive, "Return");
    drive_frame(drive, 0);
    assert_true(drive_has_run(drive, "Second step"));
    app_frame(drive->app, &press, 0);
    app_frame(drive->app, &typed, 0); /* this one is meant */
    assert_true(str_equal(edit_text(&drive_ui(drive)->gui.edit), "g"));
}

static void the_help_lists_the_keys_of_presenting_and_not_those_of_the_stage(void **state) {
    Drive *drive = *state;
    drive_key(drive, "F5");
    drive_pointer(drive, 1, 1);
    drive_key(drive, "F1");
    drive_frame(drive, 0);
    assert_true(drive_has_run(drive, "presenter spotlight"));
    assert_false(drive_has_run(drive, "phase next"));
}

static void an_address_can_leave_only_some_controls(void **state) {
    Drive *drive = *state;
    drive_line(drive, "lesson /own/short.md#2?allow=radius,steps");
    drive_frame(drive, 0);
    assert_non_null(region_find(app_regions(drive->app), "controls/radius"));
    assert_non_null(region_find(app_regions(drive->app), "controls/steps"));
    assert_null(region_find(app_regions(drive->app), "controls/hidden"));
    drive_line(drive, "lesson back");
    drive_frame(drive, 0);
    assert_null(region_find(app_regions(drive->app), "controls/hidden"));
    drive_line(drive, "lesson /own/short.md?allow=all");
    drive_frame(drive, 0);
    assert_non_null(region_find(app_regions(drive->app), "controls/hidden"));
    drive_refuse(drive, "lesson /own/short.md?allow=radius,nothing", "no setting \"nothing\"");
}

/* ---- Letters ---- */

static void check_letters(Drive *drive, const char *line) {
    DrawItem item;
    size_t offset = 0;
    const DrawList *list = drive_frame(drive, 0);
    while (draw_next(list, &offset, &item)) {
        bool is_index = item.face == FACE_MATH || item.face == FACE_MATH_ITALIC; /* indices and exponents are smaller than their letter */
        if (item.op == DRAW_TEXT && item.width * list->scale < (is_index ? 15 : 24) - 1e-6 && item.text.count > 0 && item.color.a > 0)
            fail_msg("%s: '%.*s' is %g pixels", line, item.text.count, item.text.at, item.width * list->scale);
        bool is_line = item.op == DRAW_LINE || item.op == DRAW_PATH_STROKE || item.op == DRAW_CIRCLE_STROKE || item.op == DRAW_ROUND_STROKE;
        if (is_line && item.width * list->scale < 2 - 1e-6) fail_msg("%s: a line is %g pixels", line, item.width * list->scale);
    }
}

static void nothing_is_below_24_pixels_on_a_screen_of_1080(void **state) {
    static const char *const lines[] = {"presenter next", "presenter next", "presenter next", "presenter next", "presenter next",
                                        "set cell lstm",  "set cell gru",   "set steps 32",   "set cell rnn"};
    Drive *drive = *state;
    drive_line(drive, "present on");
    check_letters(drive, "present on");
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        drive_line(drive, lines[i]);
        check_letters(drive, lines[i]);
    }
}

/* ---- The lecturer's window ---- */

static const DrawList *turn(Drive *drive, const char *key) {
    Input input;
    input_reset(&input);
    if (key) {
        InputEvent event = {.kind = INPUT_KEY};
        str_copy(event.text, sizeof event.text, str_from(key));
        input_push(&input, &event);
    }
    app_frame_surface(drive->app, 1, &input, 0);
    drive_frame(drive, 0);
    input_reset(&input);
    app_frame_surface(drive->app, 1, &input, 0);
    drive_frame(drive, 0);
    return app_frame_surface(drive->app, 1, &input, 0);
}

static bool has_run(const DrawList *list, const char *text) {
    DrawItem item;
    size_t offset = 0;
    while (draw_next(list, &offset, &item))
        if (item.op == DRAW_TEXT && str_equal(item.text, text)) return true;
    return false;
}

static bool has_picture(const DrawList *list) {
    DrawItem item;
    size_t offset = 0;
    while (draw_next(list, &offset, &item))
        if (item.op == DRAW_IMAGE && item.cols > 200) return true;
    return false;
}

/* Whatever the projector is: as the class will see it, and not stretched. */
static void the_next_stops_picture_has_the_projectors_shape(void **state) {
    static const int sizes[][2] = {{1920, 1080}, {1024, 768}, {1280, 800}};
    static const int notes[][2] = {{1280, 800}, {1600, 810}};
    Drive *drive = *state;
    Diag diag = {0};
    drive_line(drive, "present on");
    drive_line(drive, "presenter notes");
    assert_true(app_open_surface(drive->app, 1, &diag));
    for (int size = 0; size < 6; size++) {
        drive_resize(drive, sizes[size / 2][0], sizes[size / 2][1]);
        Input input;
        input_reset(&input);
        InputEvent event = {.kind = INPUT_RESIZE, .x = notes[size % 2][0], .y = notes[size % 2][1]};
        input_push(&input, &event);
        app_frame_surface(drive->app, 1, &input, 0);
        const DrawList *list = NULL;
        for (int i = 0; i < 6; i++) list = turn(drive, NULL);
        DrawItem item;
        int found = 0;
        for (size_t offset = 0; draw_next(list, &offset, &item);) {
            if (item.op != DRAW_IMAGE || item.cols <= 200) continue;
            double shape = (double)sizes[size / 2][1] / sizes[size / 2][0];
            found++;
            if (fabs(item.box.h / item.box.w - shape) > 0.01 || fabs((double)item.rows / item.cols - shape) > 0.01)
                fail_msg("%d x %d: the next picture is %d x %d, shown as %.0f x %.0f", sizes[size / 2][0], sizes[size / 2][1], item.cols,
                         item.rows, item.box.w, item.box.h);
        }
        assert_int_equal(found, 1);
    }
}

static void the_lecturers_window_has_notes_the_next_stop_and_the_same_keys(void **state) {
    Drive *drive = *state;
    Diag diag = {0};
    drive_key(drive, "F5");
    drive_key(drive, "N");
    assert_true(app_wants_surface(drive->app, 1));
    assert_true(app_open_surface(drive->app, 1, &diag));
    const DrawList *notes = turn(drive, NULL);
    for (int i = 0; i < 20 && !has_picture(notes); i++) notes = turn(drive, NULL);
    assert_true(has_picture(notes));
    assert_true(has_run(notes, "Second step"));
    assert_true(has_run(notes, "unroll short#first-step"));
    uint64_t first = picture(drive);
    turn(drive, "PageDown");
    assert_true(picture(drive) != first);
    turn(drive, "PageUp");
    assert_true(picture(drive) == first);
    for (int i = 0; i < 3; i++) turn(drive, "PageDown");
    notes = turn(drive, "2");
    assert_true(has_run(notes, "1 · right"));
    turn(drive, "Escape");
    assert_false(drive_ui(drive)->screens.is_presenting);
    assert_false(app_wants_surface(drive->app, 1));
}

/* What the notes say of an answer is so before the press that shows it, and after. */
static void the_notes_say_when_the_stage_shows_the_answer(void **state) {
    Drive *drive = *state;
    Diag diag = {0};
    drive_line(drive, "lesson /own/curve.md");
    drive_key(drive, "F5");
    drive_key(drive, "N");
    assert_true(app_open_surface(drive->app, 1, &diag));
    assert_true(has_run(turn(drive, NULL), "The next press shows the answer."));
    turn(drive, "PageDown");
    const DrawList *notes = turn(drive, NULL);
    assert_false(has_run(notes, "The next press shows the answer."));
    assert_true(has_run(notes, "The stage shows the answer."));
}

static int start_slow_worker(void **state) {
    static SlowWorker worker; /* the drive ends after the test */
    if (setup_lesson(state) != 0) return -1;
    Drive *drive = *state;
    slow_worker_bind(&worker, &drive->world.worker, 2);
    return 0;
}

/* The job of a training that has its copy of the run is not busy any more, and yet not ended. */
static void presenting_ends_a_training_that_runs(void **state) {
    Drive *drive = *state;
    drive_line(drive, "training on");
    for (int i = 0; i < 12; i++) drive_frame(drive, 0.05);
    assert_true(drive_ui(drive)->training);
    drive_line(drive, "present on");
    assert_false(drive_ui(drive)->training);
    long update = app_lab(drive->app)->run.update;
    for (int i = 0; i < 6; i++) drive_frame(drive, 0.05);
    assert_int_equal(app_lab(drive->app)->run.update, update);
    drive_line(drive, "present off");
}

/* What is presented is another network than the one that was left: its passes are of its own shape, and so are the other's after it. */
static void networks_of_other_shapes_are_exchanged_whole(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set cell lstm");
    drive_line(drive, "set hidden 12");
    drive_line(drive, "set steps 30");
    drive_frame(drive, 0.1);
    double loss = app_lab(drive->app)->run.trace.loss;
    drive_line(drive, "present on");
    const Run *run = &app_lab(drive->app)->run;
    assert_ptr_equal(run->trace.net, &run->net);
    drive_line(drive, "restart");
    drive_line(drive, "train 2");
    drive_frame(drive, 0.1);
    drive_line(drive, "present off");
    assert_ptr_equal(run->trace.net, &run->net);
    assert_true(run->net.spec.hidden == 12 && run->trace.loss == loss);
    drive_line(drive, "restart");
    drive_line(drive, "next");
    drive_frame(drive, 0.1);
}

static bool copy_line(void *user, char **text, Diag *diag) {
    static const char line[] = "unroll 'cell=lstm&hidden=3'";
    (void)user;
    *text = mem_new(sizeof line);
    if (!*text) return diag_fail(diag, "no memory");
    memcpy(*text, line, sizeof line);
    return true;
}

/* Whatever would close it: each picture needs the lesson. */
static void a_presented_lesson_is_not_closed(void **state) {
    Drive *drive = *state;
    Diag diag = {0};
    drive->world.clipboard.read = copy_line;
    drive_line(drive, "present on");
    drive_refuse(drive, "lesson close", "the lesson is being presented; leave the presentation first");
    drive_refuse(drive, "paste", "the lesson is being presented; leave the presentation first");
    int presses = 0;
    while (app_apply(drive->app, "lesson next", &diag) && presses++ < 100) drive_frame(drive, 0.1);
    assert_true(presses < 100);
    assert_non_null(strstr(diag.text, "the lesson is being presented; leave the presentation first"));
    drive_frame(drive, 0.1);
    drive_line(drive, "present off");
    drive_line(drive, "paste");
    assert_true(drive_value(drive, KEY_HIDDEN) == 3);
}

/* Units whose colour is that of negative values, or of positive ones, with the bar across them and without. */
typedef struct SignCount {
    int negative, negative_barred, positive, positive_barred;
} SignCount;

static SignCount count_signs(Drive *drive) {
    const Theme *theme = theme_get(settings_theme(app_settings(drive->app)));
    const DrawList *list = drive_frame(drive, 0);
    const Color zero = theme->state.zero, panel = theme->panel;
    SignCount count = {0};
    DrawItem item, bar;
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        if (item.op != DRAW_CIRCLE || item.radius < 3) continue;
        int blue = (item.color.b - item.color.r) - (zero.b - zero.r);
        if (blue < 30 && blue > -30) continue;
        bool has_bar = false;
        size_t behind = offset;
        if (draw_next(list, &behind, &bar) && bar.op == DRAW_RECT)
            has_bar = rect_contains(bar.box, item.x0, item.y0) && !memcmp(&bar.color, &panel, sizeof panel);
        count.negative += blue > 0;
        count.negative_barred += blue > 0 && has_bar;
        count.positive += blue < 0;
        count.positive_barred += blue < 0 && has_bar;
    }
    return count;
}

/* A projector or a copy in grey shows blue and orange alike. */
static void negative_values_bear_a_bar_before_a_class(void **state) {
    static const char *const themes[] = {"theme dark", "theme light"};
    Drive *drive = *state;
    for (int i = 0; i < 2; i++) {
        drive_line(drive, themes[i]);
        drive_line(drive, "seek forward end");
        drive_frame(drive, 5);
        SignCount before = count_signs(drive);
        assert_true(before.negative > 10 && before.positive > 10);
        assert_int_equal(before.negative_barred + before.positive_barred, 0);
        drive_line(drive, "present on");
        drive_frame(drive, 5);
        SignCount shown = count_signs(drive);
        assert_true(shown.negative > 10 && shown.positive > 10);
        assert_int_equal(shown.negative_barred, shown.negative);
        assert_int_equal(shown.positive_barred, 0);
        drive_line(drive, "present off");
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(presenting_ends_a_training_that_runs, start_slow_worker, drive_teardown),
        cmocka_unit_test_setup_teardown(networks_of_other_shapes_are_exchanged_whole, setup_lesson, drive_teardown),
        cmocka_unit_test_setup_teardown(negative_values_bear_a_bar_before_a_class, setup_lesson, drive_teardown),
        cmocka_unit_test_setup_teardown(a_presented_lesson_is_not_closed, setup_lesson, drive_teardown),
        cmocka_unit_test_setup_teardown(presenting_begins_in_a_lesson_only, setup_lesson, drive_teardown),
        cmocka_unit_test_setup_teardown(the_clickers_keys_go_to_the_next_stop_and_back_to_the_same_picture, setup_lesson, drive_teardown),
        cmocka_unit_test_setup_teardown(leaving_brings_back_what_was_there_to_the_bit, setup_lesson, drive_teardown),
        cmocka_unit_test_setup_teardown(votes_are_counted_taken_back_and_typed_and_hidden_until_the_answer, setup_lesson, drive_teardown),
        cmocka_unit_test_setup_teardown(a_blank_soon_after_a_digit_makes_a_line_of_votes, setup_lesson, drive_teardown),
        cmocka_unit_test_setup_teardown(a_locked_mouse_changes_nothing, setup_lesson, drive_teardown),
        cmocka_unit_test_setup_teardown(zoom_keeps_what_is_under_the_pointer_there, setup_lesson, drive_teardown),
        cmocka_unit_test_setup_teardown(a_pointer_that_rests_lights_nothing_until_it_moves, setup_lesson, drive_teardown),
        cmocka_unit_test_setup_teardown(a_step_is_found_by_part_of_its_name, setup_lesson, drive_teardown),
        cmocka_unit_test_setup_teardown(the_key_that_opens_a_field_types_nothing_into_it, setup_lesson, drive_teardown),
        cmocka_unit_test_setup_teardown(the_help_lists_the_keys_of_presenting_and_not_those_of_the_stage, setup_lesson, drive_teardown),
        cmocka_unit_test_setup_teardown(an_address_can_leave_only_some_controls, setup_lesson, drive_teardown),
        cmocka_unit_test_setup_teardown(nothing_is_below_24_pixels_on_a_screen_of_1080, setup_lesson, drive_teardown),
        cmocka_unit_test_setup_teardown(the_next_stops_picture_has_the_projectors_shape, setup_lesson, drive_teardown),
        cmocka_unit_test_setup_teardown(the_notes_say_when_the_stage_shows_the_answer, setup_lesson, drive_teardown),
        cmocka_unit_test_setup_teardown(the_lecturers_window_has_notes_the_next_stop_and_the_same_keys, setup_lesson, drive_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
