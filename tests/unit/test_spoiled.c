/* Files with one line spoiled: left out, doubled, cut short, its numbers or its first word changed. Each is read all the same, or refused with
   the place of a line in it and a reason; and reading it again gives the same. Of every reader of lines that people may edit by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/lesson_host.h"
#include "base/arena.h"
#include "cli/refcheck.h"
#include "gui/settings_file.h"
#include "lab/setup_file.h"
#include "platform/files.h"
#include "view/strings.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef bool (*Reader)(Str text, Diag *diag);

static bool read_case(Str text, Diag *diag) {
    RefCase *reference = calloc(1, sizeof *reference);
    RefReport report = {0};
    bool good = refcase_parse(reference, "f", text, diag);
    if (good) {
        Diag unheard = {0};
        if (!refcheck_run(&report, reference, REF_TOLERANCE, &unheard)) assert_true(unheard.text[0]);
        refcheck_deinit(&report);
    }
    refcase_deinit(reference);
    free(reference);
    return good;
}

static bool read_lesson(Str text, Diag *diag) {
    LessonHost host = lesson_host(NULL);
    Lesson *lesson = lesson_parse("f", text, &host);
    assert_non_null(lesson);
    bool good = lesson->mistakes.found == 0;
    if (!good) *diag = lesson->mistakes.item[0];
    lesson_free(lesson);
    return good;
}

static bool read_setup(Str text, Diag *diag) {
    SetupFile file;
    bool good = setup_file_read(&file, "f", text, diag);
    if (good) setup_file_deinit(&file);
    return good;
}

static bool read_strings(Str text, Diag *diag) {
    Strings *strings = calloc(1, sizeof *strings);
    DiagList wrong = {0};
    bool good = strings_read(strings, text, "f", &wrong) && wrong.found == 0;
    if (!good) *diag = wrong.item[0];
    strings_deinit(strings);
    free(strings);
    return good;
}

static bool read_settings(Str text, Diag *diag) {
    Settings settings;
    DiagList wrong = {0};
    settings_init(&settings);
    settings_file_read(&settings, text, "f", &wrong);
    if (wrong.found > 0) *diag = wrong.item[0];
    return wrong.found == 0;
}

/* How a line is spoiled. Returns how many bytes are in `out`. */
enum { WAYS = 7 };
static int spoil(char *out, Str line, int way) {
    int count = line.count;
    memcpy(out, line.at, (size_t)count);
    if (way == 0) return 0; /* left out, with its end */
    if (way == 2) return count / 2;
    if (way == 3) {
        for (int i = 0; i < count; i++)
            if (out[i] >= '0' && out[i] <= '9') out[i] = '9';
    }
    if (way == 4) {
        for (int i = 0; i < count; i++)
            if (out[i] >= '0' && out[i] <= '9') out[i] = 'x';
    }
    if (way == 5 && count > 0) out[0] = out[0] == 'q' ? 'z' : 'q';
    if (way == 6) {
        memcpy(out + count, " 7", 2);
        count += 2;
    }
    return count;
}

static void spoil_all(Str text, Reader reader, int every) {
    char *copy = malloc((size_t)text.count * 2 + 64);
    int line_count = 0, refused = 0;
    for (Str rest = text; rest.count > 0; line_count++) {
        Str before = {text.at, text.count - rest.count}, line = str_next_line(&rest);
        for (int way = 0; way < WAYS && line_count % every == 0; way++) {
            memcpy(copy, text.at, (size_t)before.count);
            int used = before.count + spoil(copy + before.count, line, way);
            if (way != 0) copy[used++] = '\n';
            if (way == 1) { /* twice */
                memcpy(copy + used, line.at, (size_t)line.count);
                used += line.count;
                copy[used++] = '\n';
            }
            memcpy(copy + used, rest.at, (size_t)rest.count);
            used += rest.count;
            Diag first = {0}, second = {0};
            bool good = reader((Str){copy, used}, &first);
            refused += !good;
            if (!good && !first.text[0]) fail_msg("line %d, way %d: refused without a reason", line_count + 1, way);
            if (way % 3 == 0 && (reader((Str){copy, used}, &second) != good || strcmp(first.text, second.text) != 0))
                fail_msg("line %d, way %d: \"%s\", then \"%s\"", line_count + 1, way, first.text, second.text);
        }
    }
    assert_true(refused > line_count / every / 4);
    free(copy);
}

static void spoil_file(const char *path, Reader reader, int every) {
    FileApi file;
    char whole[512], *data = NULL;
    size_t size = 0;
    Diag diag = {0};
    platform_files(&file);
    snprintf(whole, sizeof whole, "%s/%s", UNROLL_SOURCE_DIR, path);
    if (!file.read(file.user, whole, &data, &size, &diag)) fail_msg("%s", diag.text);
    if (!reader((Str){data, (int)size}, &diag)) fail_msg("%s, as it is: %d: %s", path, diag.line, diag.text);
    spoil_all((Str){data, (int)size}, reader, every);
    mem_free(data);
}

static void cases_of_other_programs(void **state) {
    (void)state;
    spoil_file("tests/data/reference/p10_lstm_H1_T1_I1_L3_uni_m2m_ce.txt", read_case, 2);
    spoil_file("tests/data/reference/p03_rnn_tanh_H3_T1_I1_L1_bi_m2o_mse.txt", read_case, 2);
    spoil_file("tests/data/reference/po07_adam_rnn_tanh.txt", read_case, 2);
}

static void lessons(void **state) {
    (void)state;
    spoil_file("lessons/17-forecasting.md", read_lesson, 2);
}

static void saved_experiments(void **state) {
    (void)state;
    spoil_all(
        str_from("unroll 1\n# made by hand\ncell=lstm\nhidden=5\nsteps=12\ncompare a: cell gru\ncompare b: hidden 3; cell rnn\nlook seek "
                 "backward 3\nlook show cell\nat 2 set learning_rate 0.02\nat 2 next\nat 3 update\nat 5 eigenvalue 1 0.5 of f\nat 5 whatif "
                 "state "
                 "3 1 0.5\nat 5 whatif gate f 3 all 0\nat 5\nend\n"),
        read_setup, 1);
    spoil_all(
        str_from("{\n\"version\": 1,\n\"setup\": {\n\"cell\": \"lstm\",\n\"hidden\": 5\n},\n\"variants\": [\n{\n\"name\": \"a\",\n\"set\": "
                 "{\n\"cell\": \"gru\"\n}\n}\n],\n\"since\": [\n{\n\"update\": 2,\n\"do\": \"next\"\n}\n],\n\"update\": 3\n}\n"),
        read_setup, 1);
}

static void tables_of_texts(void **state) {
    (void)state;
    spoil_all(
        str_from("language = Deutsch\n\n#: Play\ncontrols.play = Abspielen\n#: Update %ld\nsaid.update = Update %ld\nnothing.such = x\n"),
        read_strings, 1);
}

static void settings(void **state) {
    (void)state;
    spoil_all(
        str_from("theme light\npalette contrast\nscale 125\nmotion reduced\nlanguage en\nkeys F9 train 2; Ctrl+U undo\nwindow_width 900\n"),
        read_settings, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cases_of_other_programs), cmocka_unit_test(lessons),  cmocka_unit_test(saved_experiments),
        cmocka_unit_test(tables_of_texts),         cmocka_unit_test(settings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
