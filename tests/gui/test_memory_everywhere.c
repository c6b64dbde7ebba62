/* What a person does when memory is out for a moment: the n-th allocation of ours fails, for many n, while lines, keys and frames open
   every screen, hold numbers, compare, train and go back. A line may be refused then, with a reason; every frame has a picture or says
   that it failed; and when memory is there again, so are the picture and everything that can be done in it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "experiment/forecast.h"
#include "platform/files.h"
#include "support/drive.h"
#include "support/fail_memory.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#if defined __has_feature
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define IS_CHECKED 1
#endif
#endif
#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
#define IS_CHECKED 1
#endif
/* A checked build takes longer. */
#ifdef IS_CHECKED
enum { RUNS_PART = 4 };
#else
enum { RUNS_PART = 1 };
#endif
enum { ALLOCATIONS_MOST = 1000000 };

typedef struct Scene {
    int runs; /* about so many; files that are read cost time */
    const char *const *line;
} Scene;

static const char *const changes[] = {"set cell lstm",
                                      "set hidden 3",
                                      "set steps 6",
                                      "seek backward 3",
                                      "train 3",
                                      "visit 1",
                                      "visit end",
                                      "set task sine",
                                      "set layers 2",
                                      "set batch 2",
                                      "undo",
                                      "redo",
                                      "restart",
                                      "next",
                                      "update",
                                      "preset lstm",
                                      "set direction both",
                                      "undo",
                                      "set dropout 0.2",
                                      "train 2",
                                      "eigenvalue 1 0.5 of f",
                                      "whatif gate f 3 all 0",
                                      "whatif none",
                                      NULL};
static const char *const screens[] = {"set hidden 3",
                                      "set steps 6",
                                      "seek backward end",
                                      "show cell",
                                      "unit 2",
                                      "show microscope",
                                      "microscope losses",
                                      "itemise pulls",
                                      "microscope eigenvalues",
                                      "show weights",
                                      "show activation",
                                      "temperature 2",
                                      "show check",
                                      "check all",
                                      "show cliff",
                                      "cliff descend 20",
                                      "train 5",
                                      "show history",
                                      "copy chart history-loss",
                                      "show help",
                                      "show settings",
                                      "mirror on",
                                      "mirror off",
                                      "hide",
                                      "zoom in",
                                      "theme light",
                                      "bind F5 train 1",
                                      NULL};
static const char *const variants[] = {"set hidden 3",
                                       "set steps 6",
                                       "compare LSTM: cell lstm",
                                       "show compare",
                                       "train 3",
                                       "seeds 2",
                                       "compare none",
                                       "sweep steps 4 6",
                                       "cancel",
                                       "hide",
                                       "undo",
                                       NULL};
static const char *const lessons[] = {"lesson " UNROLL_SOURCE_DIR "/lessons/01-memory.md",
                                      "lesson next",
                                      "lesson next",
                                      "answer 1",
                                      "lesson skip",
                                      "lesson next",
                                      "lesson back",
                                      "lesson close",
                                      "show glossary",
                                      "glossary lstm",
                                      "glossary show lstm",
                                      "hide",
                                      NULL};
static const char *const files[] = {"set hidden 3",
                                    "series open %/assets/series/walk.csv",
                                    "show series",
                                    "text open %/assets/texts/rhymes.txt",
                                    "show text",
                                    "text prompt the",
                                    "drop %/assets/series/sales.csv",
                                    "drop %/lessons/02-one-step.md",
                                    "lesson close",
                                    "preset lstm",
                                    "set hidden 3",
                                    "update",
                                    "save @/one",
                                    "show files",
                                    "open @/one.unroll",
                                    "show export",
                                    "export @/a.svg",
                                    "export @/a.png",
                                    "export @/a.pdf",
                                    "drop @/a.png",
                                    "share",
                                    "describe",
                                    "hide",
                                    NULL};
static const char *const presented[] = {"lesson %/lessons/05-vanishing.md#twice-as-long",
                                        "present on",
                                        "presenter notes",
                                        "presenter vote 1",
                                        "presenter count",
                                        "presenter spotlight",
                                        "presenter zoom",
                                        "presenter find",
                                        "presenter address",
                                        "presenter next",
                                        "present off",
                                        NULL};
static const char *const pages[] = {"set hidden 3",
                                    "set steps 12",
                                    "show terms",
                                    "terms h 4 2",
                                    "terms dW 1 2",
                                    "terms back",
                                    "set task sentiment",
                                    "show sentiment",
                                    "sentence a good film",
                                    "preset first",
                                    "show search",
                                    "guess 30 5",
                                    "cancel",
                                    "show course",
                                    "search LSTM",
                                    "search",
                                    "show words",
                                    "hide",
                                    "setting language %/assets/strings/de.txt",
                                    "setting language en",
                                    NULL};
static const Scene scenes[] = {{60, changes}, {40, screens}, {40, variants}, {15, lessons}, {48, files}, {24, presented}, {32, pages}};

static char folder[64]; /* what is saved and exported */

/* "%" stands for the folder of the source, "@" for one that is thrown away. */
static void expand(char *out, int size, const char *line) {
    const char *at = strpbrk(line, "%@");
    if (!at)
        str_copy(out, size, str_from(line));
    else
        snprintf(out, (size_t)size, "%.*s%s%s", (int)(at - line), line, *at == '%' ? UNROLL_SOURCE_DIR : folder, at + 1);
}

static int make_folder(void **state) {
    (void)state;
    strcpy(folder, "/tmp/unroll-memory-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state) {
    (void)state;
    static const char *const made[] = {"one.unroll", "a.svg", "a.png", "a.pdf"};
    char path[128];
    for (size_t i = 0; i < sizeof made / sizeof *made; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, made[i]);
        remove(path);
    }
    return rmdir(folder); /* nothing half written is left in it */
}

static bool find_place(void *user, Place place, char *out, int size, Diag *diag) {
    (void)user;
    if (place != PLACE_COURSE) return diag_fail(diag, "no such place");
    return str_copy(out, size, str_from(UNROLL_SOURCE_DIR "/lessons"));
}

static bool write_clipboard(void *user, const char *text, Diag *diag) {
    (void)user;
    (void)diag;
    return text[0] != '\0';
}

/* What became of a file that was dropped is told by a message. */
static bool drop(Drive *drive, const char *path) {
    drive_drop(drive, path);
    for (int frame = 0; frame < 40; frame++) app_frame(drive->app, NULL, 0.01);
    return !(drive_ui(drive)->message[0] && drive_ui(drive)->message_is_bad);
}

/* False when a line was refused, or a picture could not be built. What is refused has a reason. */
static bool play(Drive *drive, const char *const *line, long n) {
    bool good = true;
    char text[1200];
    for (int i = 0; line[i]; i++) {
        Diag diag = {0};
        expand(text, (int)sizeof text, line[i]);
        if (strncmp(text, "drop ", 5) == 0) {
            bool taken = drop(drive, text + 5);
            if (!taken && n == ALLOCATIONS_MOST) fail_msg("%s: %s", text, drive_ui(drive)->message);
            good = good && taken;
        } else if (!app_apply(drive->app, text, &diag)) {
            if (!diag.text[0]) fail_msg("allocation %ld, %s: refused without a reason", n, text);
            if (n == ALLOCATIONS_MOST) fail_msg("%s: %s", text, diag.text);
            good = false;
        }
        for (int frame = 0; frame < 2; frame++) good = !app_frame(drive->app, NULL, 0.5)->failed && good;
    }
    return good;
}

/* A program of its own, in which the n-th allocation fails; as good as new behind it. */
static bool run(const Scene *scene, long n) {
    Drive drive;
    mem_fail_after(-1);
    drive_start(&drive);
    platform_files(&drive.world.file);
    drive.world.place.find = find_place;
    drive.world.clipboard.write = write_clipboard;
    drive_resize(&drive, 1920, 1080);
    drive_line(&drive, "motion reduced");
    mem_fail_after(n);
    bool good = play(&drive, scene->line, n);
    if (n < ALLOCATIONS_MOST) {
        Diag unused;
        mem_fail_after(-1);
        app_apply(drive.app, "lesson close", &unused); /* if one is open */
        drive_line(&drive, "preset first");
        drive_line(&drive, "seek backward 3");
        assert_false(drive_frame(&drive, 0.5)->failed);
        assert_true(drive_value(&drive, KEY_STEPS) == 16);
    }
    drive_end(&drive);
    return good;
}

static void play_with_failures(const Scene *scene) {
    long left = 1, refused = 0;
    assert_true(run(scene, ALLOCATIONS_MOST)); /* with all memory every line is done */
    for (void *more = mem_new(1); more; more = mem_new(1), left++) mem_free(more);
    long count = ALLOCATIONS_MOST - left, runs = scene->runs / RUNS_PART, step = count > runs ? count / runs : 1;
    /* So few may all hit what can be done without: then others are tried as well. */
    for (long first = 1; first <= 8 && refused == 0; first++)
        for (long n = first; n <= count; n += step) refused += !run(scene, n);
    assert_true(refused > 0);
}

static void changes_are_refused_with_a_reason(void **state) {
    (void)state;
    play_with_failures(&scenes[0]);
}

static void screens_stay_or_come_back(void **state) {
    (void)state;
    play_with_failures(&scenes[1]);
}

static void variants_and_seeds_stay_or_come_back(void **state) {
    (void)state;
    play_with_failures(&scenes[2]);
}

static void lessons_stay_or_come_back(void **state) {
    (void)state;
    play_with_failures(&scenes[3]);
}

static void files_stay_or_come_back(void **state) {
    (void)state;
    play_with_failures(&scenes[4]);
}

static void presenting_stays_or_comes_back(void **state) {
    (void)state;
    play_with_failures(&scenes[5]);
}

static void pages_stay_or_come_back(void **state) {
    (void)state;
    play_with_failures(&scenes[6]);
}

/* A forecast that lacked memory is measured again when there is some; it is not kept as one that is impossible. */
static void a_forecast_is_measured_when_memory_is_back(void **state) {
    (void)state;
    Drive *drive = calloc(1, sizeof *drive);
    Forecast *forecast = calloc(1, sizeof *forecast);
    char line[1024];
    long n = 0;
    assert_true(drive && forecast);
    drive_start(drive);
    platform_files(&drive->world.file);
    snprintf(line, sizeof line, "series open %s/assets/series/sales.csv", UNROLL_SOURCE_DIR);
    drive_line(drive, line);
    for (bool good = false; !good; n++) {
        forecast->is_known = false;
        mem_fail_after(n);
        good = forecast_measure(forecast, app_lab(drive->app), 0);
        mem_fail_after(-1);
        assert_true(good == forecast->is_known);
        assert_true(!good || !forecast->trouble[0]);
    }
    assert_true(n > 2);
    drive_end(drive);
    free(forecast);
    free(drive);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_forecast_is_measured_when_memory_is_back),
                                       cmocka_unit_test(changes_are_refused_with_a_reason),
                                       cmocka_unit_test(screens_stay_or_come_back),
                                       cmocka_unit_test(variants_and_seeds_stay_or_come_back),
                                       cmocka_unit_test(lessons_stay_or_come_back),
                                       cmocka_unit_test(files_stay_or_come_back),
                                       cmocka_unit_test(presenting_stays_or_comes_back),
                                       cmocka_unit_test(pages_stay_or_come_back)};
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
