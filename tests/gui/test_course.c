/* The course page and the glossary: pictures and whole titles on the cards, the search, a person's own lessons, what is kept and given up,
   and F1, which explains what the pointer is on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/lesson_host.h"
#include "base/arena.h"
#include "base/number.h"
#include "platform/files.h"
#include "support/drive.h"
#include "view/page/course.h"
#include "view/page/term.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FOLDER UNROLL_SOURCE_DIR "/lessons"

static FileApi disk;

#define BROKEN "---\ntitle: A lesson with a slip\nid: slip\nminutes: 3\n---\n\n## First\n\n```do\nfrobnicate 3\n```\n\nMy own.\n"

/* Lessons come from the disk; what is written goes here. */
typedef struct Fixture {
    Drive drive;
    char written[65536], path[256], clipboard[65536];
} Fixture;

static bool write_file(void *user, const char *path, const void *data, size_t size, Diag *diag) {
    Fixture *f = user;
    (void)diag;
    assert_true(size < sizeof f->written);
    memcpy(f->written, data, size);
    f->written[size] = '\0';
    snprintf(f->path, sizeof f->path, "%s", path);
    return true;
}

static bool read_file(void *user, const char *path, char **data, size_t *size, Diag *diag) {
    const Fixture *f = user;
    if (strncmp(path, "/own/", 5) != 0) return disk.read(disk.user, path, data, size, diag);
    const char *text = strstr(path, "02-second.md") ? BROKEN
                       : strstr(path, ".md")        ? "## Mine\n\nMy own.\n"
                       : strstr(path, "rubbish")    ? "no setup\n"
                       : strstr(path, "setup")      ? "cell=lstm\nsteps=12\n"
                                                    : f->written;
    *size = strlen(text);
    *data = mem_new(*size + 1);
    assert_non_null(*data);
    memcpy(*data, text, *size + 1);
    return true;
}

static bool is_there(void *user, const char *path) {
    (void)user;
    return strncmp(path, "/own/", 5) == 0 || disk.is_there(disk.user, path);
}

static bool is_folder(void *user, const char *path) {
    (void)user;
    return strcmp(path, "/own/mine") == 0 || strcmp(path, "/own/empty") == 0;
}

static bool list(void *user, const char *folder, void (*visit)(void *visitor, const char *name), void *visitor, Diag *diag) {
    static const char *const mine[] = {"README.md", "02-second.md", "picture.png", "01-first.md", ".03-hidden.md"};
    (void)user;
    if (strcmp(folder, "/own/empty") == 0) return true;
    for (int i = 0; strcmp(folder, "/own/mine") == 0 && i < 5; i++) visit(visitor, mine[i]);
    if (strcmp(folder, "/own/mine") == 0) return true;
    return disk.list(disk.user, folder, visit, visitor, diag);
}

static bool find_place(void *user, Place place, char *out, int size, Diag *diag) {
    (void)user;
    if (place == PLACE_STRINGS) return str_copy(out, size, str_from(UNROLL_SOURCE_DIR "/assets/strings"));
    if (place != PLACE_COURSE) return diag_fail(diag, "no such place");
    return str_copy(out, size, str_from(FOLDER));
}

static bool write_clipboard(void *user, const char *text, Diag *diag) {
    Fixture *f = user;
    (void)diag;
    snprintf(f->clipboard, sizeof f->clipboard, "%s", text);
    return true;
}

static void bind(Fixture *f) {
    World *world = &f->drive.world;
    world->file = (FileApi){.user = f,
                            .read = read_file,
                            .write = write_file,
                            .write_soon = write_file,
                            .is_there = is_there,
                            .is_folder = is_folder,
                            .list = list};
    world->place = (PlaceApi){.find = find_place};
    world->clipboard = (ClipboardApi){.user = f, .write = write_clipboard};
}

static void say(Drive *drive, const char *line) {
    drive_line(drive, line);
    drive_frame(drive, 0);
}

static int setup(void **state) {
    Fixture *f = calloc(1, sizeof *f);
    *state = f;
    if (!f) return -1;
    platform_files(&disk);
    drive_start(&f->drive);
    bind(f);
    drive_resize(&f->drive, 1920, 1080);
    return 0;
}

static int teardown(void **state) {
    Fixture *f = *state;
    drive_end(&f->drive);
    free(f);
    return 0;
}

static int count_images(Drive *drive) {
    const DrawList *drawn = drive_frame(drive, 0);
    DrawItem item;
    int count = 0;
    for (size_t offset = 0; draw_next(drawn, &offset, &item);) count += item.op == DRAW_IMAGE && item.layer == LAYER_OVERLAY;
    return count;
}

static void note_lesson(void *user, const char *name) { *(int *)user += name[0] >= '0' && name[0] <= '9'; }

static void every_card_gets_its_picture_while_the_page_is_there(void **state) {
    Fixture *f = *state;
    int cards = 1; /* the one to go on with, and one for each lesson */
    assert_true(disk.list(disk.user, FOLDER, note_lesson, &cards, NULL));
    assert_true(cards > 13);
    drive_line(&f->drive, "show course");
    int first = count_images(&f->drive);
    for (int i = 0; i < 100 && app_is_moving(f->drive.app); i++) drive_frame(&f->drive, 0.01);
    assert_true(first < 4);
    assert_int_equal(count_images(&f->drive), cards);
    assert_false(app_is_moving(f->drive.app));
    drive_line(&f->drive, "theme light");
    assert_true(app_is_moving(f->drive.app)); /* they are made anew in its colours */
    app_finish_course(f->drive.app);
    assert_int_equal(count_images(&f->drive), cards);
}

/* Nothing of a picture lies outside its card, and it is as broad as it was drawn. */
static void the_picture_of_a_card_is_whole(void **state) {
    static const int sizes[][2] = {{1920, 1080}, {1280, 720}, {800, 500}, {480, 960}};
    Drive *drive = &((Fixture *)*state)->drive;
    for (int size = 0; size < 4; size++) {
        drive_resize(drive, sizes[size][0], sizes[size][1]);
        drive_line(drive, "show course");
        app_finish_course(drive->app);
        const DrawList *drawn = drive_frame(drive, 0);
        const RegionList *regions = app_regions(drive->app);
        DrawItem item;
        int cards = 0;
        for (size_t offset = 0; draw_next(drawn, &offset, &item);) {
            if (item.op != DRAW_IMAGE || item.layer != LAYER_OVERLAY) continue;
            for (int i = 0; i < regions->count; i++) {
                Rect card = regions->item[i].box;
                if (strncmp(regions->item[i].path, "course/lesson", 13) != 0) continue;
                if (!rect_contains(card, rect_mid_x(item.box), rect_mid_y(item.box))) continue;
                cards++;
                if (item.box.x < card.x || item.box.y < card.y || rect_right(item.box) > rect_right(card) ||
                    rect_bottom(item.box) > rect_bottom(card))
                    fail_msg("%d x %d, %s: its picture is cut", sizes[size][0], sizes[size][1], regions->item[i].path);
                assert_true(fabs(item.box.w / item.box.h - (double)item.cols / item.rows) < 0.02);
                assert_true(item.box.w > 0.9 * card.w);
            }
        }
        assert_true(cards > 12);
    }
}

/* No line or word ends at the edge of a card's picture, and no two lessons have the same one: each card tells its lesson. */
static void no_card_is_cut_at_its_edge_or_like_another(void **state) {
    Drive *drive = &((Fixture *)*state)->drive;
    uint64_t seen[COURSE_MAX];
    int cards = 0;
    drive_line(drive, "show course");
    app_finish_course(drive->app);
    const DrawList *drawn = drive_frame(drive, 0);
    DrawItem item;
    for (size_t offset = 0; draw_next(drawn, &offset, &item);) {
        if (item.op != DRAW_IMAGE || item.layer != LAYER_OVERLAY || item.rows > 300)
            continue; /* the one to go on with is all of the stage */
        uint64_t hash = 0;
        for (int row = 0; row < item.rows; row++)
            for (int col = 0; col < item.cols; col++) {
                Color cell = item.cell[row * item.cols + col], ground = drawn->background;
                bool is_edge = row == 0 || col == 0 || row == item.rows - 1 || col == item.cols - 1;
                hash = hash * 1099511628211u + (uint64_t)(cell.r << 16 | cell.g << 8 | cell.b);
                if (is_edge && (cell.r != ground.r || cell.g != ground.g || cell.b != ground.b))
                    fail_msg("card %d: something is cut at row %d, column %d of its picture", cards + 1, row, col);
            }
        for (int i = 0; i < cards; i++)
            if (seen[i] == hash) fail_msg("the picture of card %d is that of card %d", cards + 1, i + 1);
        assert_true(cards < COURSE_MAX);
        seen[cards++] = hash;
    }
    assert_true(cards >= 20);
}

static void no_title_is_cut_at_any_width(void **state) {
    Fixture *f = *state;
    static const int sizes[][2] = {{1920, 1080}, {1280, 720}, {1000, 700}, {800, 500}, {480, 960}};
    static const char *const languages[] = {"setting language en", "setting language de"};
    Drive drive;
    (void)f;
    if (!drive_start_with_fonts(&drive)) return;
    drive.world.file = disk;
    drive.world.place = (PlaceApi){.find = find_place};
    for (int i = 0; i < 10; i++) {
        DrawItem item;
        drive_line(&drive, languages[i / 5]);
        drive_resize(&drive, sizes[i % 5][0], sizes[i % 5][1]);
        drive_line(&drive, "show course");
        const DrawList *drawn = drive_frame(&drive, 0);
        for (size_t offset = 0; draw_next(drawn, &offset, &item);)
            if (item.op == DRAW_TEXT && item.layer == LAYER_OVERLAY && item.text.count > 3)
                assert_true(memcmp(item.text.at + item.text.count - 3, "\u2026", 3) != 0);
    }
    drive_end(&drive);
}

static void a_search_finds_words_and_steps_and_opens_them(void **state) {
    Drive *drive = &((Fixture *)*state)->drive;
    drive_key(drive, "Ctrl+F");
    drive_type(drive, "w_HH");
    drive_key(drive, "Return");
    assert_true(drive_has_run(drive, "Recurrent weights"));
    assert_true(drive_has_run(drive, "Lesson 2, One step, by hand"));
    drive_click(drive, "course/hit1");
    assert_true(drive_has_run(drive, "Keys that hold here"));
    assert_true(drive_has_text(drive, "carries the state of one step"));
    drive_key(drive, "Escape");
    drive_frame(drive, 0);
    drive_click(drive, "course/hit2");
    assert_true(drive_has_text(drive, "STEP 1 OF"));
    say(drive, "search lstm"); /* the entry of that name comes before "Cell state", which mentions it */
    drive_click(drive, "course/hit1");
    assert_true(drive_has_text(drive, "long short-term memory"));
    drive_key(drive, "Escape");
    drive_frame(drive, 0);
    drive_click(drive, "course/clear");
    assert_true(drive_has_run(drive, "Sandbox"));
    say(drive, "search nothing-holds-this");
    assert_true(drive_has_text(drive, "Nothing contains"));
}

static const char *focus(const Drive *drive) { return drive_ui(drive)->gui.focus; }

/* The list follows every letter; Down and Tab go to the first place, Return opens it, and Escape lists all lessons again. */
static void a_search_lists_what_it_finds_while_one_types(void **state) {
    static const char *const down[] = {"Down", "Tab", "Return"};
    Drive *drive = &((Fixture *)*state)->drive;
    for (int i = 0; i < 3; i++) {
        drive_key(drive, "Ctrl+F");
        drive_type(drive, "lst");
        assert_true(drive_has_text(drive, "\"lst\""));
        drive_type(drive, "m");
        assert_true(drive_has_text(drive, "\"lstm\""));
        drive_region(drive, "course/hit1");
        assert_string_equal(drive_ui(drive)->gui.edit_path, "course/search/value");
        drive_key(drive, down[i]);
        assert_string_equal(focus(drive), "course/hit1");
        assert_string_equal(drive_ui(drive)->gui.edit_path, "");
        drive_key(drive, "Down");
        assert_string_equal(focus(drive), "course/hit2");
        drive_key(drive, "Up");
        drive_key(drive, "Up");
        assert_string_equal(focus(drive), "course/search/value");
        drive_type(drive, "x"); /* in place of all that stands there */
        assert_true(drive_has_text(drive, "\"x\""));
        drive_key(drive, "Escape");
        assert_null(region_find(app_regions(drive->app), "course/hit1"));
        drive_region(drive, "course/continue");
        drive_key(drive, "Ctrl+F");
        drive_type(drive, "lstm");
        drive_key(drive, down[i]);
        drive_key(drive, "Return");
        assert_int_equal(screen_top(&drive_ui(drive)->screens), SCREEN_GLOSSARY);
        assert_true(drive_has_text(drive, "long short-term memory"));
        drive_key(drive, "Escape");
    }
    say(drive, "glossary");
    drive_click(drive, "glossary/search/value");
    drive_type(drive, "gru");
    assert_null(region_find(app_regions(drive->app), "glossary/word30"));
    drive_key(drive, "Down");
    assert_string_equal(focus(drive), "glossary/word1");
    drive_key(drive, "Up");
    assert_string_equal(focus(drive), "glossary/search/value");
    drive_key(drive, "Return"); /* the field is opened with what it holds, and nothing is lost */
    assert_true(drive_has_text(drive, "gru"));
    assert_null(region_find(app_regions(drive->app), "glossary/word30"));
}

static void a_word_sets_the_stage_and_leads_to_its_lesson(void **state) {
    Drive *drive = &((Fixture *)*state)->drive;
    say(drive, "glossary forget-gate");
    drive_click(drive, "glossary/show");
    assert_int_equal(drive_ui(drive)->screens.count, 0);
    assert_true(drive_value(drive, KEY_CELL) == CELL_LSTM);
    assert_int_equal(drive_ui(drive)->cursor.phase, PHASE_BACKWARD);
    say(drive, "undo");
    assert_true(drive_value(drive, KEY_CELL) == CELL_RNN);
    say(drive, "glossary GRU");
    drive_click(drive, "glossary/lesson");
    assert_true(drive_has_text(drive, "LESSON 11 OF"));
    drive_refuse(drive, "glossary nonsense", "no word");
}

static void f1_explains_what_the_pointer_is_on(void **state) {
    Drive *drive = &((Fixture *)*state)->drive;
    say(drive, "seek backward end");
    drive_hover(drive, "stage/state1", 0.53125, 0.5);
    drive_key(drive, "F1");
    assert_true(drive_has_run(drive, "Hidden state"));
    drive_key(drive, "Escape");
    drive_hover(drive, "controls/radius", 0.5, 0.5);
    drive_key(drive, "F1");
    assert_true(drive_has_run(drive, "Spectral radius"));
    drive_key(drive, "Escape");
    drive_hover(drive, "transport/play", 0.5, 0.5);
    drive_key(drive, "F1");
    assert_int_equal(screen_top(&drive_ui(drive)->screens), SCREEN_HELP);
    drive_key(drive, "F1");
    assert_int_equal(drive_ui(drive)->screens.count, 0);
    say(drive, "preset lstm");
    drive_hover(drive, "stage/gate1", 0.5, 0.1); /* the uppermost row is the forget gate's */
    drive_key(drive, "F1");
    assert_true(drive_has_run(drive, "Forget gate"));
}

static bool has_paragraph(const LessonStep *step, const char *part) {
    char text[1024];
    for (const LessonBlock *block = step->block; block; block = block->next) {
        if (block->kind != BLOCK_PARAGRAPH) continue;
        lesson_format_spans(text, (int)sizeof text, block->span);
        if (strstr(text, part)) return true;
    }
    return false;
}

static void every_part_of_the_stage_has_its_word_and_every_word_its_picture(void **state) {
    const Fixture *f = *state;
    const LessonHost host = lesson_host(&disk);
    Lesson *glossary = lesson_read(FOLDER "/glossary.md", &host);
    int words = 0;
    assert_int_equal(glossary->mistakes.found, 0);
    for (int i = 0; term_slug(i); i++)
        if (!lesson_find_step(glossary, str_from(term_slug(i)))) fail_msg("the glossary has no entry \"%s\"", term_slug(i));
    for (const LessonStep *step = glossary->step; step; step = step->next) {
        bool has_do = false;
        if (!step->heading) continue;
        words++;
        for (const LessonBlock *block = step->block; block; block = block->next) has_do = has_do || block->kind == BLOCK_DO;
        if (!has_do || !step->setup) fail_msg("\"%s\" has no picture", step->title.at);
        if (!has_paragraph(step, "Also:")) fail_msg("\"%s\" does not say what other books call it", step->title.at);
    }
    assert_true(words >= 60);
    for (int kind = SUBJECT_STEP; kind < SUBJECT_CONTROL; kind++) {
        const Subject subject = {kind, 0, 0, 0, 0};
        if (!term_find(NULL, &subject, &app_lab(f->drive.app)->run)) fail_msg("nothing explains subject %d", kind);
    }
    for (int key = 0; key < KEY_COUNT; key++) {
        Region region = {.key = key};
        snprintf(region.path, sizeof region.path, "controls/%s", setup_table[key].key);
        if (!setup_table[key].advanced && key != KEY_VARIANT && key != KEY_ITEMS &&
            !term_find(&region, &SUBJECT_OF_NOTHING, &app_lab(f->drive.app)->run))
            fail_msg("nothing explains %s", setup_table[key].key);
    }
    lesson_free(glossary);
}

static void ones_own_lessons_are_listed_and_open_again(void **state) {
    Drive *drive = &((Fixture *)*state)->drive;
    say(drive, "lesson /own/mine.md");
    say(drive, "lesson vanishing");
    say(drive, "show course");
    assert_true(drive_has_run(drive, "Mine")); /* its first heading */
    assert_true(drive_has_run(drive, "mine.md · /own"));
    assert_null(region_find(app_regions(drive->app), "course/own2"));
    drive_click(drive, "course/own1");
    assert_true(drive_has_text(drive, "My own."));
    drive_refuse(drive, "course own 2", "there are 1");
}

/* A folder's numbered lessons stand on the page for good, and none of them twice; one without lessons is refused with what is expected. */
static void a_folder_of_ones_own_is_listed_lesson_by_lesson(void **state) {
    Drive *drive = &((Fixture *)*state)->drive;
    drive_drop(drive, "/own/mine");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "Your own lessons"));
    assert_true(drive_has_run(drive, "01-first.md · /own/mine"));
    assert_true(drive_has_run(drive, "A lesson with a slip"));
    assert_true(drive_has_text(drive, "02-second.md:1:1:"));
    assert_false(drive_has_text(drive, "01-first.md:"));
    assert_false(drive_has_text(drive, "README"));
    assert_false(drive_has_text(drive, "03-hidden"));
    drive_click(drive, "course/own2");
    assert_true(drive_has_text(drive, "My own."));
    say(drive, "show course");
    assert_null(region_find(app_regions(drive->app), "course/own3"));
    drive_refuse(drive, "open /own/empty", "holds no lesson");
    drive_drop(drive, "/own/empty");
    assert_true(drive_has_text(drive, "01-first.md"));
    assert_false(drive_has_text(drive, "Neither a lesson"));
    assert_null(region_find(app_regions(drive->app), "course/own3"));
}

static void the_page_goes_on_after_the_lesson_that_was_done_last(void **state) {
    Drive *drive = &((Fixture *)*state)->drive;
    say(drive, "lesson memory");
    say(drive, "lesson next");
    say(drive, "lesson vanishing#review"); /* its last step */
    for (int i = 0; i < 8; i++) say(drive, "lesson skip");
    say(drive, "lesson next");
    say(drive, "show course");
    assert_true(drive_has_text(drive, "LESSON 6 OF"));
    say(drive, "lesson review#key-points"); /* behind the last one of the course there is none: from the front again */
    say(drive, "lesson next");
    say(drive, "show course");
    assert_true(drive_has_text(drive, "LESSON 1 OF"));
}

static void what_was_done_is_taken_along_or_given_up(void **state) {
    Fixture *f = *state;
    Drive *drive = &f->drive;
    say(drive, "lesson vanishing");
    say(drive, "lesson next");
    say(drive, "lesson next");
    say(drive, "show course");
    drive_click(drive, "course/copy");
    assert_non_null(strstr(f->clipboard, "at vanishing"));
    say(drive, "progress export /own/out");
    assert_string_equal(f->path, "/own/out");
    assert_string_equal(f->written, f->clipboard);
    drive_click(drive, "course/ask");
    assert_true(drive_has_text(drive, "cannot be undone"));
    drive_click(drive, "course/keep");
    say(drive, "progress export /own/out");
    assert_non_null(strstr(f->written, "at vanishing"));
    drive_click(drive, "course/ask");
    drive_click(drive, "course/reset");
    say(drive, "progress export /own/out");
    assert_null(strstr(f->written, "at vanishing"));
    assert_true(drive_has_text(drive, "BEGIN"));
    drive_refuse(drive, "progress export", "name of a file");
}

static void a_dropped_experiment_opens_and_rubbish_says_what_is_expected(void **state) {
    Drive *drive = &((Fixture *)*state)->drive;
    drive_drop(drive, "/own/setup");
    assert_true(drive_value(drive, KEY_CELL) == CELL_LSTM);
    assert_true(drive_value(drive, KEY_STEPS) == 12);
    drive_drop(drive, "/own/rubbish.unroll");
    assert_true(drive_has_text(drive, "Neither a lesson"));
    assert_true(drive_value(drive, KEY_STEPS) == 12);
}

int main(void) {
#define COURSE_TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        COURSE_TEST(every_card_gets_its_picture_while_the_page_is_there),
        COURSE_TEST(the_picture_of_a_card_is_whole),
        COURSE_TEST(no_card_is_cut_at_its_edge_or_like_another),
        COURSE_TEST(no_title_is_cut_at_any_width),
        COURSE_TEST(a_search_finds_words_and_steps_and_opens_them),
        COURSE_TEST(a_search_lists_what_it_finds_while_one_types),
        COURSE_TEST(a_word_sets_the_stage_and_leads_to_its_lesson),
        COURSE_TEST(f1_explains_what_the_pointer_is_on),
        COURSE_TEST(every_part_of_the_stage_has_its_word_and_every_word_its_picture),
        COURSE_TEST(ones_own_lessons_are_listed_and_open_again),
        COURSE_TEST(a_folder_of_ones_own_is_listed_lesson_by_lesson),
        COURSE_TEST(the_page_goes_on_after_the_lesson_that_was_done_last),
        COURSE_TEST(what_was_done_is_taken_along_or_given_up),
        COURSE_TEST(a_dropped_experiment_opens_and_rubbish_says_what_is_expected),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
