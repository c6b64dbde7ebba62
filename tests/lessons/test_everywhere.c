/* Every step of every lesson that comes with the program shows the same stage however it is reached: walked to through all questions, going
   back, by its link in a program that was doing something else, and after its file has changed. */
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
#include <string.h>

#define FOLDER UNROLL_SOURCE_DIR "/lessons"
enum { STEP_MAX = 40, LESSON_MAX = 64 };

static FileApi disk;

/* The file as it is, or with an empty line more at its end. */
typedef struct Changing {
    bool is_changed;
} Changing;

static bool read_changing(void *user, const char *path, char **data, size_t *size, Diag *diag) {
    const Changing *changing = user;
    if (!disk.read(disk.user, path, data, size, diag)) return false;
    if (!changing->is_changed) return true;
    char *larger = mem_grow(*data, *size + 1, *size + 2);
    assert_non_null(larger);
    larger[(*size)++] = '\n';
    larger[*size] = '\0';
    *data = larger;
    return true;
}

static bool is_there(void *user, const char *path) {
    (void)user;
    return disk.is_there(disk.user, path);
}

static bool list(void *user, const char *folder, void (*visit)(void *visitor, const char *name), void *visitor, Diag *diag) {
    (void)user;
    return disk.list(disk.user, folder, visit, visitor, diag);
}

static void start(Drive *drive, Changing *changing) {
    drive_start(drive);
    drive->world.file = (FileApi){.user = changing, .read = read_changing, .is_there = is_there, .list = list};
    drive->world.place = (PlaceApi){.find = drive_find_course};
    drive_resize(drive, 1920, 1080);
}

/* Of what the stage shows: all that is drawn there but the hover. */
static uint64_t stage_hash(Drive *drive) {
    for (int i = 0; app_is_moving(drive->app) && i < 4000; i++) drive_frame(drive, 0.2);
    const DrawList *drawn = drive_frame(drive, 0);
    DrawItem item;
    uint64_t hash = 1;
    for (size_t offset = 0; draw_next(drawn, &offset, &item);)
        if (item.layer == LAYER_STAGE) hash = (hash ^ item.hash) * 0x9E3779B97F4A7C15u;
    return hash;
}

static void say(Drive *drive, const char *format, const char *a, const char *b) {
    char line[1024];
    text_format(line, (int)sizeof line, format, a, b);
    drive_line(drive, line);
}

static bool is_at(Drive *drive, int step) {
    char words[32];
    text_format(words, (int)sizeof words, "STEP %d OF", step + 1);
    return drive_has_text(drive, words);
}

/* What a person may do in between: nothing of it may survive. Every other time it is a what-if alone, of which the setup does not tell. */
static void fiddle(Drive *drive, int time) {
    static const char *const lines[] = {
        "set learning_rate 0.0123", "show cell",     "unit 2",          "gradient absolute", "train 1",    "compare X: cell gru",
        "whatif weight W 1 1 0.5",  "show settings", "seek update end", "theme dark",        "follow last"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        Diag diag = {0};
        if (time % 2 == 1 && strncmp(lines[i], "whatif", 6) != 0) continue;
        app_apply(drive->app, lines[i], &diag); /* some are refused in some setups */
    }
}

static void check_lesson(const char *name) {
    char path[512], stem[64], number[16];
    uint64_t hash[STEP_MAX];
    Changing unchanged = {false}, changing = {false};
    LessonHost host = lesson_host(&disk);
    text_format(path, (int)sizeof path, "%s/%s", FOLDER, name);
    text_format(stem, (int)sizeof stem, "%.*s", (int)strlen(name) - 3, name);
    Lesson *lesson = lesson_read(path, &host);
    assert_non_null(lesson);
    assert_true(lesson->step_count > 0 && lesson->step_count <= STEP_MAX);
    Drive drive;
    start(&drive, &unchanged);
    say(&drive, "lesson %s%s", path, "");
    for (int i = 0; i < lesson->step_count; i++) { /* walking */
        hash[i] = stage_hash(&drive);
        assert_true(is_at(&drive, i));
        fiddle(&drive, i);
        for (int guard = 0; guard < 40 && i + 1 < lesson->step_count && !is_at(&drive, i + 1); guard++) {
            drive_line(&drive, "lesson next");
            drive_frame(&drive, 0);
        }
    }
    for (int i = lesson->step_count - 1; i >= 0; i--) { /* going back, with all questions answered */
        fiddle(&drive, i);
        drive_line(&drive, i < lesson->step_count - 1 ? "lesson back" : "lesson reset");
        if (stage_hash(&drive) != hash[i]) fail_msg("%s: going back to step %d shows another picture", name, i + 1);
    }
    drive_end(&drive);
    start(&drive, &changing);
    int index = 0;
    for (const LessonStep *step = lesson->step; step; step = step->next, index++) { /* by a link */
        char slug[200];
        fiddle(&drive, index);
        str_copy(slug, (int)sizeof slug, step->slug);
        text_format(number, (int)sizeof number, "%d", index + 1);
        if (slug[0] && index % 3 == 0)
            say(&drive, "lesson %s#%s", path, slug);
        else if (index % 3 == 1)
            say(&drive, "lesson %s/%s", stem, number);
        else
            say(&drive, "lesson unroll:%s/%s", stem, slug[0] ? slug : number);
        if (stage_hash(&drive) != hash[index]) fail_msg("%s: the link to step %d shows another picture", name, index + 1);
        fiddle(&drive, index);
        changing.is_changed = !changing.is_changed;
        assert_true(app_look(drive.app));
        drive_frame(&drive, 0);
        if (stage_hash(&drive) != hash[index]) fail_msg("%s: step %d shows another picture once its file has changed", name, index + 1);
        if (index % 2) drive_line(&drive, "lesson close");
    }
    drive_end(&drive);
    lesson_free(lesson);
}

typedef struct Names {
    char item[LESSON_MAX][64];
    int count;
} Names;

static void note(void *user, const char *name) {
    Names *names = user;
    size_t count = strlen(name);
    bool is_lesson = count > 3 && count < 60 && strcmp(name + count - 3, ".md") == 0 && (name[0] <= '9' || strcmp(name, "tour.md") == 0);
    if (is_lesson && names->count < LESSON_MAX) text_format(names->item[names->count++], 64, "%s", name);
}

static void every_step_of_every_lesson_shows_the_same_picture_however_it_is_reached(void **state) {
    (void)state;
    Names names = {.count = 0};
    platform_files(&disk);
    assert_true(disk.list(disk.user, FOLDER, note, &names, NULL));
    assert_true(names.count >= 13);
    for (int i = 0; i < names.count; i++) check_lesson(names.item[i]);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_step_of_every_lesson_shows_the_same_picture_however_it_is_reached)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
