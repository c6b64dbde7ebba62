/* Every region of every screen, in every phase and cell, says what it is or does something; and every word that is drawn lies in one that
   does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "support/drive.h"
#include <stdlib.h>
#include <string.h>

enum { SEEN_MAX = 2000 };

typedef struct Walk {
    Drive drive;
    char seen[SEEN_MAX][48]; /* kinds of path that were looked at, numbers as '#' */
    int count, missed, checked;
} Walk;

static bool ends(const char *text, const char *with) {
    size_t a = strlen(text), b = strlen(with);
    return a >= b && strcmp(text + a - b, with) == 0;
}

static bool is_frame(const Region *region) {
    return region->kind == REGION_BLOCK || region->box.w <= 0 || region->box.h <= 0 || ends(region->path, "/end") ||
           ends(region->path, "/page");
}

/* Once in a scene for paths that differ in their numbers alone. */
static bool is_new(Walk *walk, const char *path) {
    char kind[48];
    int used = 0;
    for (; *path && used < 47; path++) {
        char c = *path >= '0' && *path <= '9' ? '#' : *path;
        if (c == '#' && used > 0 && kind[used - 1] == '#') continue;
        kind[used++] = c;
    }
    kind[used] = '\0';
    for (int i = 0; i < walk->count; i++)
        if (strcmp(walk->seen[i], kind) == 0) return false;
    if (walk->count < SEEN_MAX) text_format(walk->seen[walk->count++], 48, "%s", kind);
    return true;
}

static void complain(Walk *walk, const char *scene, const char *what, const char *path) {
    if (walk->missed++ < 300) print_message("%s: %s %s\n", scene, path, what);
}

/* A tip may be written only while the pointer is there: then it is empty, but not missing. A chart is zoomed and read out. */
static bool has_words(const Region *region) {
    return region->tip || region->command[0] || region->key >= 0 || region->can_drag || region->kind == REGION_CHART;
}

/* Does something stand on the layer of hovers, or does the cell say its line? */
static bool answers_on_hover(Drive *drive, uint64_t before) {
    const DrawList *list = drive_frame(drive, 0);
    DrawItem item;
    for (size_t offset = 0; draw_next(list, &offset, &item);)
        if (item.layer == LAYER_HOVER && item.op == DRAW_TEXT) return true;
    return draw_hash(list) != before;
}

static void walk_regions(Walk *walk, const char *scene) {
    char(*path)[48] = calloc(REGION_MAX, sizeof *path);
    int count = 0;
    assert_non_null(path);
    drive_pointer(&walk->drive, 1, 1);
    uint64_t before = draw_hash(drive_frame(&walk->drive, 0));
    const RegionList *list = app_regions(walk->drive.app);
    for (int i = list->modal_from; i < list->count; i++) {
        const Region *region = &list->item[i];
        if (is_frame(region)) continue;
        walk->checked++;
        if (has_words(region)) continue;
        if (is_new(walk, region->path)) text_format(path[count++], 48, "%s", region->path);
    }
    for (int i = 0; i < count; i++) {
        const Region *region = region_find(app_regions(walk->drive.app), path[i]);
        if (!region) continue;
        Rect box = region->box;
        drive_pointer(&walk->drive, box.x + box.w * 0.5, box.y + box.h * 0.5);
        if (strcmp(drive_ui(&walk->drive)->gui.hot, path[i]) != 0) continue; /* another lies on its middle */
        if (!answers_on_hover(&walk->drive, before)) complain(walk, scene, "says nothing", path[i]);
    }
    free(path);
}

static const char *const ignored[] = {"help", "tip", "message", "menu", "drawer", "course"};

static bool is_ignored(Str group) {
    for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++)
        if (str_equal(group, ignored[i])) return true;
    return false;
}

/* Headings of the panels, and their running text, say what they are themselves. */
static bool is_heading_or_prose(const char *scene, const char *group, const DrawItem *item, const char *text) {
    bool in_panel = strncmp(group, "story", 5) == 0 || strcmp(group, "controls") == 0 || strcmp(group, "cell/side") == 0;
    bool is_heading = item->face == FACE_UI_SEMIBOLD || item->face == FACE_UI_BOLD;
    /* The right panel of the microscope and the story beside the cliff are running text with letters in it. */
    bool is_text = strcmp(group, "microscope/side") == 0 || (strcmp(group, "story") == 0 && strstr(scene, "show cliff"));
    if (is_text && (is_heading || item->face == FACE_UI || item->face == FACE_MATH || item->face == FACE_MATH_ITALIC)) return true;
    return in_panel && (is_heading || (item->face == FACE_UI && item->width > 14.5) || !text[0]);
}

/* Words in the middle of their letters. */
static void walk_words(Walk *walk, const char *scene) {
    drive_pointer(&walk->drive, 1, 1);
    const DrawList *list = drive_frame(&walk->drive, 0);
    const RegionList *regions = app_regions(walk->drive.app);
    DrawItem item;
    Rect clip[16];
    int clips = 0;
    char group[48] = "";
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        if (item.op == DRAW_CLIP_PUSH && clips < 16) clip[clips++] = item.box;
        if (item.op == DRAW_CLIP_POP && clips > 0) clips--;
        if (item.op == DRAW_GROUP) str_copy(group, (int)sizeof group, item.text);
        if (item.op != DRAW_TEXT || item.layer == LAYER_HOVER || is_ignored(str_from(group))) continue;
        char text[256], name[320];
        str_copy(text, (int)sizeof text, item.text);
        double w = text_width(&walk->drive.world.text, list->scale, item.face, item.width, text), x = item.x0,
               y = item.y0 - 0.3 * item.width;
        x += item.align == ALIGN_LEFT ? w / 2 : item.align == ALIGN_RIGHT ? -w / 2 : 0;
        const Region *region = region_at(regions, x, y);
        if (clips > 0 && !rect_contains(clip[clips - 1], x, y)) continue; /* scrolled away */
        if (is_heading_or_prose(scene, group, &item, text)) continue;
        walk->checked++;
        if (region && region->kind != REGION_BLOCK && (has_words(region) || region->subject.kind != 0)) continue;
        if (region && region->kind == REGION_BLOCK && region->tip) continue;
        text_format(name, (int)sizeof name, "%s: %s", group, text);
        if (!is_new(walk, name)) continue;
        text_format(name, (int)sizeof name, "%s: \"%s\" (%.0f, %.0f, in %s)", group, text, x, y, region ? region->path : "nothing");
        complain(walk, scene, "says nothing", name);
    }
}

static const char *const cells[] = {"set cell rnn", "set cell gru", "set cell lstm"};
static const char *const shapes[][2] = {
    {"set layers 1", "set steps 16"}, {"set direction both", "set steps 40"}, {"set targets every", "set steps 90"}};
static const char *const phases[] = {"seek unroll 0",   "seek unroll end",   "seek forward 3",     "seek loss end",
                                     "seek backward 5", "seek backward end", "seek update shares", "seek update end"};

enum { PHASE_OF_FORWARD = 2, PHASE_OF_BACKWARD = 4 };

static void walk_all(void **state, void (*walk_scene)(Walk *walk, const char *scene), const char *const sizes[], int size_count) {
    (void)state;
    Walk *walk = calloc(1, sizeof *walk);
    assert_non_null(walk);
    if (!drive_start_with_fonts(&walk->drive)) {
        free(walk);
        skip();
    }
    for (int cell = 0; cell < 3; cell++)
        for (int shape = 0; shape < 3; shape++)
            for (int screen = 0; screen < SCREEN_COUNT; screen++) {
                bool is_middle = screen_table[screen].place == SCREEN_BASE || screen_table[screen].place == SCREEN_INSIDE;
                if (!is_middle) continue;
                for (int phase = 0; phase < (int)(sizeof phases / sizeof *phases); phase++) {
                    /* Words inside the stage depend on the pass at most. */
                    bool is_seldom = walk_scene == walk_words && screen_table[screen].place == SCREEN_INSIDE;
                    if (is_seldom && phase != PHASE_OF_FORWARD && phase != PHASE_OF_BACKWARD) continue;
                    char line[64], scene[160];
                    drive_line(&walk->drive, "preset first");
                    drive_line(&walk->drive, cells[cell]);
                    drive_line(&walk->drive, shapes[shape][0]);
                    drive_line(&walk->drive, shapes[shape][1]);
                    drive_line(&walk->drive, sizes[(cell + shape + phase) % size_count]);
                    text_format(line, (int)sizeof line, "show %s", screen_table[screen].name);
                    drive_line(&walk->drive, line);
                    drive_line(&walk->drive, phases[phase]);
                    text_format(scene, (int)sizeof scene, "%s, %s, %s, %s, %s", cells[cell], shapes[shape][0], shapes[shape][1], line,
                                phases[phase]);
                    walk_scene(walk, scene);
                    drive_line(&walk->drive, "show stage");
                }
            }
    int missed = walk->missed, checked = walk->checked;
    drive_end(&walk->drive);
    free(walk);
    assert_true(checked > 1000);
    assert_int_equal(missed, 0);
}

static void every_region_says_what_it_is_or_does_something(void **state) {
    static const char *const sizes[] = {"resize 1920 1080", "resize 1280 720", "resize 800 500"};
    walk_all(state, walk_regions, sizes, 3);
}

static void every_word_lies_in_a_region_that_answers(void **state) {
    static const char *const sizes[] = {"resize 1920 1080", "resize 1366 768"};
    walk_all(state, walk_words, sizes, 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_region_says_what_it_is_or_does_something),
        cmocka_unit_test(every_word_lies_in_a_region_that_answers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
