/* What a person does when memory is out for a moment, line by line: of each line the first allocation fails, then the second, and so on, until
   it is done. A line that was refused has a reason, has left the experiment as it was, and can be done at once. The frames between them have a
   picture or say that they failed. test_memory_everywhere.c plays whole sittings instead, with one failure in each. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "platform/files.h"
#include "support/drive.h"
#include "support/fail_memory.h"
#include "support/line_table.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LINE_MOST = 400, FRAME_MOST = 6 };

/* "%" stands for the folder of the source, "@" for one that is thrown away. */
static const char *const stage[] = {"set cell lstm",
                                    "set layers 2",
                                    "set direction both",
                                    "set batch 3",
                                    "set dropout 0.2",
                                    "set steps 8",
                                    "seek backward 5",
                                    "train 4",
                                    "update",
                                    "next",
                                    "whatif gate f 3 all 0",
                                    "whatif state 4 1 0.5",
                                    "whatif none",
                                    "eigenvalue 1 0.5 of f",
                                    "compare GRU: cell gru",
                                    "compare RNN: cell rnn",
                                    "train 2",
                                    "show compare",
                                    "seeds 2",
                                    "cancel",
                                    "sweep steps 4 6",
                                    "cancel",
                                    "compare none",
                                    "show cell",
                                    "unit 2",
                                    "block f",
                                    "show microscope",
                                    "microscope losses",
                                    "itemise pulls",
                                    "microscope eigenvalues",
                                    "microscope product",
                                    "microscope path",
                                    "microscope layers",
                                    "microscope weights",
                                    "microscope all",
                                    "show weights",
                                    "show check",
                                    "check all",
                                    "check weight weight_hh_l0 1 1",
                                    "show history",
                                    "copy chart history-loss",
                                    "chart history-loss zoom 2 0.5 0.5",
                                    "show terms",
                                    "terms h 4 3",
                                    "terms back",
                                    "hide",
                                    "follow all",
                                    "follow last",
                                    "gradient absolute",
                                    "digits all",
                                    "undo",
                                    "redo",
                                    "preset first",
                                    "show cliff",
                                    "cliff descend 20",
                                    "show search",
                                    "guess 20 5",
                                    "cancel",
                                    "preset explode",
                                    "training on",
                                    "training off",
                                    "restart",
                                    NULL};
static const char *const texts[] = {"set task text",
                                    "set hidden 3",
                                    "text open %/assets/texts/rhymes.txt",
                                    "show text",
                                    "text prompt the",
                                    "text temperature 2",
                                    "text draw",
                                    "text letter 1",
                                    "train 3",
                                    "set task series",
                                    "series open %/assets/series/walk.csv",
                                    "show series",
                                    "series from 8",
                                    "set task sentiment",
                                    "show sentiment",
                                    "sentence a good film",
                                    "show activation",
                                    "temperature 2",
                                    "preset first",
                                    "hide",
                                    "describe",
                                    "share",
                                    "paste",
                                    "save @/one",
                                    "set hidden 5",
                                    "save",
                                    "open @/one.unroll",
                                    "show files",
                                    "open #1",
                                    "show export",
                                    "export size 1920x1080",
                                    "export @/a.svg",
                                    "export @/b.png",
                                    "export ground transparent",
                                    "export @/c.png",
                                    "export @/d.pdf",
                                    "show history",
                                    "train 2",
                                    "export @/e.csv",
                                    "open @/b.png",
                                    "progress copy",
                                    "progress export @/f.txt",
                                    "bind F9 train 2",
                                    "bind F9 default",
                                    "setting language %/assets/strings/de.txt",
                                    "setting language en",
                                    "theme light",
                                    "zoom in",
                                    "mirror on",
                                    "mirror off",
                                    "show settings",
                                    "show help",
                                    "show course",
                                    "search LSTM",
                                    "search",
                                    "show glossary",
                                    "glossary lstm",
                                    "glossary show lstm",
                                    "hide",
                                    NULL};
static const char *const lessons[] = {"lesson %/lessons/05-vanishing.md",
                                      "lesson next",
                                      "lesson next",
                                      "lesson step 3",
                                      "answer 1",
                                      "lesson skip",
                                      "lesson next",
                                      "lesson back",
                                      "lesson reset",
                                      "limit radius",
                                      "limit all",
                                      "present on",
                                      "presenter notes",
                                      "presenter spotlight",
                                      "presenter zoom",
                                      "presenter lock",
                                      "presenter address",
                                      "presenter find",
                                      "hide",
                                      "presenter next",
                                      "presenter back",
                                      "present off",
                                      "lesson %/lessons/tour.md",
                                      "lesson next",
                                      "lesson next",
                                      "lesson next",
                                      "lesson next",
                                      "lesson next",
                                      "lesson step 3",
                                      "lesson skip",
                                      "lesson step 5",
                                      "lesson skip",
                                      "lesson close",
                                      NULL};

typedef struct Fixture {
    Drive drive;
    char folder[64];
    char copied[1 << 16];
} Fixture;

static bool write_clipboard(void *user, const char *text, Diag *diag) {
    Fixture *fixture = user;
    return strlen(text) < sizeof fixture->copied ? strcpy(fixture->copied, text) != NULL : diag_fail(diag, "too long for the test");
}

static bool read_clipboard(void *user, char **text, Diag *diag) {
    Fixture *fixture = user;
    *text = mem_new(sizeof fixture->copied);
    if (!*text) return diag_fail(diag, "There is no memory left for the clipboard.");
    strcpy(*text, fixture->copied);
    return true;
}

static int start(void **state) {
    Fixture *fixture = calloc(1, sizeof *fixture);
    if (!fixture) return -1;
    *state = fixture;
    drive_start(&fixture->drive);
    platform_files(&fixture->drive.world.file);
    fixture->drive.world.place.find = drive_find_course;
    fixture->drive.world.clipboard = (ClipboardApi){.user = fixture, .read = read_clipboard, .write = write_clipboard};
    drive_resize(&fixture->drive, 1920, 1080);
    drive_line(&fixture->drive, "motion reduced");
    strcpy(fixture->folder, "/tmp/unroll-lines-XXXXXX");
    return mkdtemp(fixture->folder) ? 0 : -1;
}

static int end(void **state) {
    Fixture *fixture = *state;
    char command[128];
    mem_fail_after(-1);
    drive_end(&fixture->drive);
    snprintf(command, sizeof command, "rm -rf '%s'", fixture->folder);
    free(fixture);
    return system(command);
}

/* Frames in which an allocation fails, and one in which none does. */
static void draw_frames(App *app, const char *line) {
    for (long n = 1; n <= FRAME_MOST; n++) {
        mem_fail_after(n);
        app_frame(app, NULL, 0.05);
        mem_fail_after(-1);
    }
    for (int frame = 0; frame < 2; frame++)
        if (app_frame(app, NULL, 0.5)->failed) fail_msg("%s: no picture though there is memory", line);
}

static void play(Fixture *fixture, const char *const *line) {
    App *app = fixture->drive.app;
    char text[1200];
    int refused = 0;
    for (int i = 0; line[i]; i++) {
        bool good = false;
        line_expand(text, sizeof text, line[i], fixture->folder);
        for (long n = 1; !good; n++) {
            Diag diag;
            mem_fail_after(n);
            good = line_apply(app, text, &diag);
            mem_fail_after(-1);
            if (good) break;
            if (n == LINE_MOST) fail_msg("%s: %s", text, diag.text);
            refused++;
        }
        draw_frames(app, text);
    }
    assert_true(refused > 10);
}

static void lines_of_the_stage_are_done_in_the_end(void **state) { play(*state, stage); }
static void lines_about_texts_and_files_are_done_in_the_end(void **state) { play(*state, texts); }
static void lines_of_lessons_are_done_in_the_end(void **state) { play(*state, lessons); }

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(lines_of_the_stage_are_done_in_the_end, start, end),
        cmocka_unit_test_setup_teardown(lines_about_texts_and_files_are_done_in_the_end, start, end),
        cmocka_unit_test_setup_teardown(lines_of_lessons_are_done_in_the_end, start, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
