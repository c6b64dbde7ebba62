/* No picture gives away what its question asks for: at the place of every question in the course whose answer is a number, asked for or
   chosen, nothing that the stage says is that number; and a step that is to be clicked is neither where the playhead stands nor ringed. A whole
   number is not looked for: steps, axes and units count, too. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/app_inside.h"
#include "base/number.h"
#include "platform/files.h"
#include "support/drive.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define FOLDER UNROLL_SOURCE_DIR "/lessons"

static FileApi disk;

/* A number in the text that is as good as the answer. */
static bool holds(Str text, double number, double tolerance) {
    char copy[256];
    if (!str_copy(copy, (int)sizeof copy, text)) return false;
    for (char *at = copy; *at;) {
        char *end;
        double found = strtod(at, &end);
        if (end > at && fabs(found - number) <= tolerance) return true;
        at = end > at ? end : at + 1;
    }
    return false;
}

/* The number in the right answer of a choice; 0: none. */
static double find_chosen(const LessonQuestion *question) {
    char text[256];
    for (const LessonChoice *choice = question->choice; choice; choice = choice->next) {
        if (!choice->is_right) continue;
        lesson_format_spans(text, (int)sizeof text, choice->text);
        for (char *at = text; *at;) {
            char *end;
            double found = strtod(at, &end);
            if (end > at && isfinite(found) && found != floor(found)) return found;
            at = end > at ? end : at + 1;
        }
    }
    return 0;
}

static int find_place(const LessonQuestion *question) {
    Str rest = question->where;
    long step = 0;
    str_next_word(&rest);
    return number_parse_int(&step, str_trim(rest)) ? (int)step : 0;
}

/* Is there anything that the stage could give away? */
static bool is_looked_at(const LessonQuestion *question) {
    return question->kind == QUESTION_NUMBER || question->kind == QUESTION_PLACE ||
           (question->kind == QUESTION_CHOICE && find_chosen(question) != 0);
}

static void check_place(Drive *drive, const char *lesson, const LessonStep *step, const LessonQuestion *question) {
    const Cursor *cursor = &drive->app->ui.cursor;
    int place = find_place(question), steps = app_lab(drive->app)->run.wiring.steps;
    char ring[32];
    assert_true(place > 0);
    bool acts = (cursor->phase == PHASE_FORWARD || cursor->phase == PHASE_BACKWARD) && cursor->step > 0 &&
                timeline_position(cursor->phase, 0, cursor->step - 1, steps) == place - 1;
    if (acts) fail_msg("%s, %.*s: the playhead stands at step %d, which is asked for", lesson, step->title.count, step->title.at, place);
    for (const LessonBlock *block = step->block; block; block = block->next)
        for (const LessonLook *look = block->kind == BLOCK_LOOK ? block->look : NULL; look; look = look->next) {
            text_format(ring, (int)sizeof ring, " %d", place);
            if (look->kind == LOOK_AT && look->text.count > (int)strlen(ring) &&
                !memcmp(look->text.at + look->text.count - strlen(ring), ring, strlen(ring)))
                fail_msg("%s, %.*s: step %d is ringed, and asked for", lesson, step->title.count, step->title.at, place);
        }
}

static void check_question(Drive *drive, const char *lesson, const LessonStep *step, const LessonQuestion *question) {
    double number = question->number, tolerance = question->tolerance;
    if (question->kind == QUESTION_PLACE) {
        check_place(drive, lesson, step, question);
        return;
    }
    if (question->kind == QUESTION_CHOICE) {
        number = find_chosen(question);
        tolerance = 1e-9;
    }
    if (number == floor(number)) return;
    const DrawList *drawn = drive_frame(drive, 0);
    DrawItem item;
    for (size_t offset = 0; draw_next(drawn, &offset, &item);)
        if (item.op == DRAW_TEXT && item.layer == LAYER_STAGE && holds(item.text, number, tolerance))
            fail_msg("%s, %.*s: the stage says \"%.*s\" before it is asked for %g", lesson, step->title.count, step->title.at,
                     item.text.count, item.text.at, number);
}

/* To every question that the stage could answer, through all questions before it in its step. */
static int check_lesson(Drive *drive, const char *name) {
    char line[256];
    int asked = 0, index = 0;
    text_format(line, (int)sizeof line, "lesson %s", name);
    drive_line(drive, line);
    const Lesson *lesson = drive->app->study->lesson;
    for (const LessonStep *step = lesson->step; step; step = step->next, index++) {
        int numbers = 0;
        for (const LessonBlock *block = step->block; block; block = block->next)
            numbers += block->kind == BLOCK_QUESTION && is_looked_at(block->question);
        if (numbers == 0) continue;
        text_format(line, (int)sizeof line, "lesson step %d", index + 1);
        drive_line(drive, line);
        drive_settle(drive);
        for (int guard = 0; guard < 20; guard++) {
            LessonGo go = app_find_go(drive->app);
            const Reader *reader = &drive->app->study->reader;
            int open = go == GO_ANSWER ? reader_open_question(reader) : -1;
            const LessonQuestion *question = open >= 0 ? reader->question[open] : NULL;
            if (question && is_looked_at(question)) {
                check_question(drive, name, step, question);
                asked++;
            }
            if (go == GO_STEP || go == GO_END) break;
            drive_line(drive, "lesson next");
            drive_settle(drive);
        }
    }
    return asked;
}

typedef struct Names {
    char name[40][64];
    int count;
} Names;

static void note(void *user, const char *name) {
    Names *names = user;
    if (name[0] >= '0' && name[0] <= '9' && names->count < 40)
        text_format(names->name[names->count++], 64, "%.*s", (int)strlen(name) - 3, name);
}

static void the_stage_shows_no_answer_before_it_is_asked_for(void **state) {
    (void)state;
    Names names = {.count = 0};
    int asked = 0;
    platform_files(&disk);
    assert_true(disk.list(disk.user, FOLDER, note, &names, NULL));
    for (int i = 0; i < names.count; i++) {
        Drive drive;
        drive_start(&drive);
        drive.world.file = disk;
        drive.world.file.write = NULL;
        drive.world.place = (PlaceApi){.find = drive_find_course};
        drive_resize(&drive, 1920, 1080);
        asked += check_lesson(&drive, names.name[i]);
        drive_end(&drive);
    }
    assert_true(asked >= 15);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_stage_shows_no_answer_before_it_is_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
