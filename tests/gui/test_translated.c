/* The window in German: every screen, phase and dialog, the bars' menus, and both windows of presenting. No word is cut, shortened, or
   lies over another; and none is left in English. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/app_inside.h"
#include "base/number.h"
#include "lab/setup.h"
#include "platform/files.h"
#include "support/drive.h"
#include "support/layout_check.h"
#include "task/task.h"
#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { SIZE_COUNT = 3, TEXT_MAX = 256 };
static const int SIZES[SIZE_COUNT][2] = {{800, 500}, {1280, 720}, {1920, 1080}};
static const char *const PLACES[] = {"seek unroll 0",   "seek unroll end",   "seek forward 5",     "seek forward end", "seek loss end",
                                     "seek backward 6", "seek backward end", "seek update shares", "seek update end"};
enum { PLACES_COUNT = sizeof PLACES / sizeof *PLACES };

/* The same scene twice: what is shortened in English, too, is not the translation's fault. */
typedef struct Pair {
    Drive german, english;
} Pair;

static Pair the_pair;
static FileApi disk;
static LayoutReport report;

static bool find_place(void *user, Place place, char *out, int size, Diag *diag) {
    (void)user;
    switch (place) {
    case PLACE_COURSE: return str_copy(out, size, str_from(UNROLL_SOURCE_DIR "/lessons"));
    case PLACE_STRINGS: return str_copy(out, size, str_from(UNROLL_SOURCE_DIR "/assets/strings"));
    case PLACE_FILES: return str_copy(out, size, str_from(UNROLL_SOURCE_DIR "/assets"));
    default: return diag_fail(diag, "no such place");
    }
}

static bool start_one(Drive *drive) {
    if (!drive_start_with_fonts(drive)) return false;
    drive->world.file =
        (FileApi){.user = disk.user, .read = disk.read, .is_there = disk.is_there, .is_folder = disk.is_folder, .list = disk.list};
    drive->world.place = (PlaceApi){.find = find_place};
    return true;
}

static int start(void **state) {
    platform_files(&disk);
    if (!start_one(&the_pair.german) || !start_one(&the_pair.english)) return 1;
    drive_line(&the_pair.german, "setting language de");
    report = (LayoutReport){0};
    *state = &the_pair;
    return 0;
}

static int end(void **state) {
    (void)state;
    drive_end(&the_pair.german);
    drive_end(&the_pair.english);
    return 0;
}

static void line(Pair *pair, const char *text) {
    drive_line(&pair->german, text);
    drive_line(&pair->english, text);
}

static void try_line(Pair *pair, const char *text) { /* some are refused in some setups */
    Diag diag = {0};
    app_apply(pair->german.app, text, &diag);
    app_apply(pair->english.app, text, &diag);
}

static void frame(Pair *pair, double dt_s) {
    drive_frame(&pair->german, dt_s);
    drive_frame(&pair->english, dt_s);
}

static void resize(Pair *pair, int size) {
    drive_resize(&pair->german, SIZES[size][0], SIZES[size][1]);
    drive_resize(&pair->english, SIZES[size][0], SIZES[size][1]);
}

/* ---- What is wrong with a picture ---- */

static void say(const char *heading, const char *kind, const char *group, const char *text) {
    report.count++;
    report.used +=
        text_format(report.text + report.used, (int)sizeof report.text - report.used, "%s %s [%s] \"%s\"\n", heading, kind, group, text);
}

/* Words that German does not have, in small letters. */
static bool is_english(const char *word) {
    static const char *const words[] = {"the",     "of",        "and",    "with",   "from",  "is",      "are",     "this",   "that",
                                        "which",   "step",      "steps",  "back",   "click", "drag",    "forward", "weight", "loss",
                                        "updates", "what",      "for",    "there",  "how",   "weights", "state",   "layer",  "layers",
                                        "nothing", "truncated", "target", "number", "it",    "every",   "each",    "not",    "no",
                                        "to",      "by",        "at",     "as",     "your",  "you",     "plain"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i], word) == 0) return true;
    return false;
}

/* Lessons and the glossary are translated one file after another. */
static bool may_be_english(const char *group) {
    static const char *const groups[] = {"course", "glossary", "goto"};
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        if (strcmp(groups[i], group) == 0) return true;
    return false;
}

/* A network that reads English words: they stand in the picture. */
static bool reads_english(const Pair *pair) {
    const Task *task = setup_task(&app_lab(pair->german.app)->setup);
    return task == task_find("words") || task == task_find("sentiment") || task == task_find("text");
}

/* A line that can be typed, and what one can be made of: "scroll up|down". */
static bool is_command(const char *text) {
    for (int id = 0; id < COMMAND_COUNT; id++) {
        size_t count = strlen(command_table[id].word);
        if (strncmp(text, command_table[id].word, count) == 0 && (text[count] == ' ' || !text[count])) return true;
    }
    return strchr(text, '|') != NULL || strncmp(text, "unroll ", 7) == 0;
}

static void look_for_english(const char *heading, const char *group, const char *text) {
    char word[TEXT_MAX];
    int used = 0;
    if (may_be_english(group) || is_command(text)) return;
    bool has_examples = strcmp(group, "help") == 0 || strcmp(group, "settings") == 0;
    for (const char *at = text;; at++) {
        if (has_examples && *at == ':') return; /* commands follow */
        if (isalpha((unsigned char)*at) || (unsigned char)*at >= 0x80 || *at == '_') {
            word[used++] = (char)tolower((unsigned char)*at);
            continue;
        }
        word[used] = '\0';
        /* " a GRU"; another a is a letter of a formula or of a task */
        bool has_article =
            used == 1 && at > text + 1 && at[-1] == 'a' && *at == ' ' && isupper((unsigned char)at[1]) && isupper((unsigned char)at[2]);
        used = 0;
        if (is_english(word) || has_article) {
            say(heading, "English", group, text);
            return;
        }
        if (!*at) return;
    }
}

static int count_shortened(const DrawList *list, const char *group) {
    DrawItem item;
    bool is_in = false;
    int count = 0;
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        char text[TEXT_MAX];
        if (item.op == DRAW_GROUP) is_in = str_equal(item.text, group);
        if (item.op != DRAW_TEXT || !is_in || item.color.a < 8) continue;
        str_copy(text, (int)sizeof text, item.text);
        count += strstr(text, "…") != NULL;
    }
    return count;
}

/* In the list of keys a tip has the whole sentence; what the lecturer reads of an answer stands whole on the projector. */
static bool may_shorten(const char *group) { return strcmp(group, "settings") == 0 || strcmp(group, "notes") == 0; }

static void compare(const Pair *pair, const DrawList *list, const DrawList *english, const char *what) {
    char heading[192], group[64] = "", text[TEXT_MAX];
    DrawItem item;
    assert_false(list->failed);
    text_format(heading, (int)sizeof heading, "%.0fx%.0f, %s:", list->width * list->scale, list->height * list->scale, what);
    layout_check(&report, list, &pair->german.world.text, heading);
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        if (item.op == DRAW_GROUP) str_copy(group, (int)sizeof group, item.text);
        if (item.op != DRAW_TEXT || item.color.a < 8) continue;
        str_copy(text, (int)sizeof text, item.text);
        if (strstr(text, "…") && !may_shorten(group) && count_shortened(list, group) > count_shortened(english, group))
            say(heading, "shortened", group, text);
        if (!reads_english(pair)) look_for_english(heading, group, text);
    }
}

static void check(Pair *pair, const char *what) {
    frame(pair, 0);
    const DrawList *english = drive_frame(&pair->english, 0);
    compare(pair, drive_frame(&pair->german, 0), english, what);
}

static void finish(void) {
    if (report.count == 0) return;
    print_message("%s", report.text);
    fail_msg("%d findings", report.count);
}

/* ---- Scenes ---- */

static void every_phase_of_every_cell_is_german(void **state) {
    static const char *const setups[] = {"set cell rnn",       "set cell gru", "set cell lstm",  "set layers 2",
                                         "set direction both", "set steps 60", "set truncate 4", "set clip_norm 0.1"};
    Pair *pair = *state;
    char what[96];
    for (int size = 0; size < SIZE_COUNT; size++) {
        resize(pair, size);
        line(pair, "preset first");
        for (size_t setup = 0; setup < sizeof setups / sizeof *setups; setup++) {
            line(pair, setups[setup]);
            for (int place = 0; place < PLACES_COUNT; place++) {
                line(pair, PLACES[place]);
                text_format(what, (int)sizeof what, "%s, %s", setups[setup], PLACES[place]);
                check(pair, what);
            }
        }
    }
    finish();
}

static void every_task_is_german(void **state) {
    Pair *pair = *state;
    char what[96], word[32];
    for (int size = 0; size < SIZE_COUNT; size++) {
        resize(pair, size);
        for (int task = 0; setup_choice(word, (int)sizeof word, KEY_TASK, task, false); task++) {
            text_format(what, (int)sizeof what, "set task %s", word);
            line(pair, what);
            line(pair, "seek forward end");
            check(pair, what);
            line(pair, "show controls");
            check(pair, what);
            line(pair, "seek loss end");
            line(pair, "show story");
            check(pair, what);
            line(pair, "show text");
            check(pair, what);
            line(pair, "show series");
            check(pair, what);
            line(pair, "show sentiment");
            check(pair, what);
            line(pair, "hide");
        }
    }
    finish();
}

static void every_screen_is_german(void **state) {
    static const char *const setups[] = {"preset first", "preset lstm"};
    Pair *pair = *state;
    char what[96];
    for (int size = 0; size < SIZE_COUNT; size++) {
        resize(pair, size);
        for (int setup = 0; setup < 2; setup++) {
            for (int trained = 0; trained < 2; trained++) {
                line(pair, setups[setup]);
                if (trained) line(pair, "train 30");
                line(pair, "seek backward 6");
                for (int id = 0; id < SCREEN_COUNT; id++) {
                    text_format(what, (int)sizeof what, "show %s", screen_table[id].name);
                    try_line(pair, what);
                    text_format(what, (int)sizeof what, "%s, %s, %d updates", setups[setup], screen_table[id].name, 30 * trained);
                    check(pair, what);
                    try_line(pair, "scroll end");
                    check(pair, what);
                    try_line(pair, "hide");
                }
            }
        }
    }
    finish();
}

/* What answers the pointer, with its tip: of every screen so many, spread over it. */
/* In the smallest window the last line of the series had no name. */
static void every_line_of_the_series_is_named(void **state) {
    Pair *pair = *state;
    resize(pair, 0);
    line(pair, "set season 12");
    line(pair, "series open " UNROLL_SOURCE_DIR "/assets/series/sales.csv");
    line(pair, "show series");
    drive_frame(&pair->german, 0);
    drive_frame(&pair->english, 0);
    for (int i = 1; i <= 6; i++) {
        char path[32];
        text_format(path, (int)sizeof path, "series/window-key%d", i);
        drive_region(&pair->german, path);
        drive_region(&pair->english, path);
    }
}

/* Why something was refused, at its control and in the message below; and the words that stand in the place of a number. */
static void what_is_refused_is_german_and_so_are_words_for_numbers(void **state) {
    Pair *pair = *state;
    Drive *drive = &pair->german;
    static const struct {
        const char *line, *says;
    } refused[] = {{"set steps 100000", "möglich ist 1 bis 1000"},
                   {"set learning_rate 50", "möglich ist"},
                   {"undo", "Es gibt nichts rückgängig"},
                   {"lesson nowhere", "Es gibt keine Lektion"},
                   {"follow 3", "der einzige steht bei Schritt"},
                   {"paste", "Zwischenablage"},
                   {"whatif gate f 1 1 0", ": RNN hat kein Tor „f“; es hat h (verborgener Zustand)."},
                   {"whatif gate z 1 1 0", "es hat i (Eingangstor), f (Vergesstor), g (Zellkandidat), o (Ausgangstor)."}};
    enum { LSTM_FROM = sizeof refused / sizeof *refused - 1 };
    drive_resize(drive, 1920, 1080);
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        Diag diag = {0};
        if (i == LSTM_FROM) drive_line(drive, "set cell lstm");
        assert_false(app_apply(drive->app, refused[i].line, &diag));
        app_say(drive->app, true, "%s", diag.text);
        if (!strstr(drive_ui(drive)->message, refused[i].says)) fail_msg("%s: %s", refused[i].line, drive_ui(drive)->message);
        app_refuse(drive->app, "controls/steps", KEY_STEPS, "x", diag.text);
        if (!strstr(drive_ui(drive)->gui.error_text, refused[i].says)) fail_msg("%s: %s", refused[i].line, drive_ui(drive)->gui.error_text);
        app_forget_error(drive->app);
        app_forget_message(drive->app);
    }
    drive_frame(drive, 0);
    assert_true(drive_has_run(drive, "aus")); /* symbols */
    drive_click(drive, "controls/noise/value");
    drive_type(drive, "0.2");
    drive_key(drive, "Return");
    assert_true(drive_value(drive, KEY_NOISE) == 0.2);
    drive_click(drive, "controls/noise/value");
    drive_type(drive, "aus");
    drive_key(drive, "Return");
    assert_true(drive_value(drive, KEY_NOISE) == 0);
}

/* Numbers of three and four digits in the words of the left panel. */
static void a_long_sequence_has_room_beside_its_numbers(void **state) {
    Pair *pair = *state;
    static const char *const lines[] = {"preset first", "set cell lstm", "set steps 1000", "seek backward end"};
    for (int size = 1; size < SIZE_COUNT; size++) {
        resize(pair, size);
        for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) line(pair, lines[i]);
        check(pair, "1000 steps");
    }
    finish();
}

/* A buffer that is long enough for the English words would cut the German ones. */
static void a_long_sentence_is_not_cut(void **state) {
    Pair *pair = *state;
    resize(pair, 2);
    line(pair, "preset first");
    line(pair, "set truncate 4");
    line(pair, "seek update end");
    check(pair, "set truncate 4");
    const DrawList *list = drive_frame(&pair->german, 0);
    DrawItem item;
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        char text[TEXT_MAX] = "";
        if (item.op == DRAW_TEXT) str_copy(text, (int)sizeof text, item.text);
        const char *end = strstr(text, "Gradien");
        if (end && strcmp(end, "Gradien") == 0) fail_msg("\"%s\"", text);
    }
    finish();
}

/* The reason is put into the message that training has stopped. */
static void a_training_that_bursts_is_told_in_german(void **state) {
    Pair *pair = *state;
    Drive *drive = &pair->german;
    static const char *const lines[] = {"preset first", "set task adding",      "set activation identity",
                                        "set radius 3", "set learning_rate 10", "training on"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) drive_line(drive, lines[i]);
    for (int i = 0; i < 300 && drive_ui(drive)->training; i++) drive_frame(drive, 1.0 / 60);
    assert_false(drive_ui(drive)->training);
    const char *message = drive_ui(drive)->message;
    if (!strstr(message, "angehalten. Aktualisierung 1 ")) fail_msg("%s", message);
    look_for_english("burst", "message", message);
    finish();
    app_forget_message(drive->app);
    drive_line(drive, "preset first");
}

static void every_tip_is_german(void **state) {
    enum { TIPS = 24 };
    Pair *pair = *state;
    char path[TIPS][48], what[96];
    line(pair, "preset lstm");
    line(pair, "train 3");
    resize(pair, 1);
    for (int id = 0; id < SCREEN_COUNT; id++) {
        line(pair, "seek update end");
        text_format(what, (int)sizeof what, "show %s", screen_table[id].name);
        try_line(pair, what);
        frame(pair, 0);
        const RegionList *regions = app_regions(pair->german.app);
        int count = regions->count;
        for (int i = 0; i < TIPS; i++) text_format(path[i], 48, "%s", regions->item[i * count / TIPS].path);
        for (int i = 0; i < TIPS; i++) {
            if (!region_find(app_regions(pair->english.app), path[i]) || !region_find(app_regions(pair->german.app), path[i])) continue;
            drive_hover(&pair->german, path[i], 0.3, 0.5);
            drive_hover(&pair->english, path[i], 0.3, 0.5);
            frame(pair, 0.7);
            text_format(what, (int)sizeof what, "%s, pointer on %s", screen_table[id].name, path[i]);
            check(pair, what);
        }
        drive_send(&pair->german, INPUT_LEAVE, 0, 0, 0, "");
        drive_send(&pair->english, INPUT_LEAVE, 0, 0, 0, "");
        try_line(pair, "hide");
    }
    finish();
}

static const DrawList *turn_notes(Drive *drive) {
    Input input;
    input_reset(&input);
    app_frame_surface(drive->app, 1, &input, 0);
    drive_frame(drive, 0);
    return app_frame_surface(drive->app, 1, &input, 0);
}

static void check_notes(Pair *pair, const char *what) {
    const DrawList *english = turn_notes(&pair->english);
    compare(pair, turn_notes(&pair->german), english, what);
}

static void a_lesson_and_both_windows_of_presenting_are_german(void **state) {
    static const char *const lessons[] = {"01-memory", "05-vanishing", "10-lstm"};
    Pair *pair = *state;
    char what[512];
    Diag diag = {0};
    for (int size = 0; size < SIZE_COUNT; size++) {
        resize(pair, size);
        for (int lesson = 0; lesson < 3; lesson++) {
            text_format(what, (int)sizeof what, "lesson %s/lessons/%s.md", UNROLL_SOURCE_DIR, lessons[lesson]);
            line(pair, what);
            check(pair, lessons[lesson]);
            line(pair, "present on");
            line(pair, "presenter notes");
            if (size + lesson == 0)
                assert_true(app_open_surface(pair->german.app, 1, &diag) && app_open_surface(pair->english.app, 1, &diag));
            for (int stop = 0; stop < 30; stop++) {
                text_format(what, (int)sizeof what, "%s presented, stop %d", lessons[lesson], stop);
                check(pair, what);
                if (stop % 4 == 0) check_notes(pair, what);
                line(pair, "presenter next");
            }
            line(pair, "presenter address");
            check(pair, "the address of a step");
            line(pair, "present off");
        }
    }
    finish();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_phase_of_every_cell_is_german, start, end),
        cmocka_unit_test_setup_teardown(every_task_is_german, start, end),
        cmocka_unit_test_setup_teardown(every_screen_is_german, start, end),
        cmocka_unit_test_setup_teardown(every_line_of_the_series_is_named, start, end),
        cmocka_unit_test_setup_teardown(what_is_refused_is_german_and_so_are_words_for_numbers, start, end),
        cmocka_unit_test_setup_teardown(a_long_sentence_is_not_cut, start, end),
        cmocka_unit_test_setup_teardown(a_long_sequence_has_room_beside_its_numbers, start, end),
        cmocka_unit_test_setup_teardown(a_training_that_bursts_is_told_in_german, start, end),
        cmocka_unit_test_setup_teardown(every_tip_is_german, start, end),
        cmocka_unit_test_setup_teardown(a_lesson_and_both_windows_of_presenting_are_german, start, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
