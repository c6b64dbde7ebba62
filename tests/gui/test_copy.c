/* A view drawn twice in one picture, of two runs: each copy has its own paths, its own pointer and its own cache, and shows what it would show
   alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "support/fake_text.h"
#include "support/lab_case.h"
#include "view/copy.h"
#include <math.h>
#include <string.h>

enum { COPIES = 2 };

typedef struct Desk {
    FakeText fake;
    TextApi text;
    DrawList list;
    RegionList region;
    UiState ui;
    Gui gui;
    Lab lab[COPIES];
    HeatCache heat[COPIES];
} Desk;

static const char *const prefixes[COPIES] = {"left/", "right/"};
static const Rect areas[COPIES] = {{0, 0, 890, 700}, {910, 0, 890, 700}};

static void begin(Desk *desk) {
    memset(desk, 0, sizeof *desk);
    fake_text_init(&desk->fake);
    fake_text_bind(&desk->fake, &desk->text);
    assert_true(draw_init(&desk->list) && region_init(&desk->region));
    desk->ui.layer = -1;
    desk->ui.follow = FOLLOW_LAST;
    desk->ui.temperature = 1;
    desk->ui.hover = SUBJECT_OF_NOTHING;
    desk->ui.gui.x = desk->ui.gui.y = -1;
    desk->gui = (Gui){.list = &desk->list,
                      .region = &desk->region,
                      .theme = theme_get((ThemeChoice){THEME_DARK, PALETTE_DEFAULT}),
                      .text = &desk->text,
                      .scale = 1,
                      .state = &desk->ui.gui};
    for (int i = 0; i < COPIES; i++) lab_case_open(&desk->lab[i]);
    lab_case_apply_all(&desk->lab[0], "set cell lstm; set steps 90; set hidden 60");
    lab_case_apply_all(&desk->lab[1], "set cell rnn; set steps 90; set hidden 60");
    desk->ui.cursor = (Cursor){PHASE_BACKWARD, timeline_step_count(PHASE_BACKWARD, &desk->lab[0].run.wiring), 0};
}

static void end(Desk *desk) {
    for (int i = 0; i < COPIES; i++) {
        heat_deinit(&desk->heat[i]);
        lab_deinit(&desk->lab[i]);
    }
    draw_deinit(&desk->list);
    region_deinit(&desk->region);
    fake_text_deinit(&desk->fake);
}

static void draw(Desk *desk, void (*view_draw)(const View *view, Rect area), bool with[COPIES]) {
    region_reset(&desk->region);
    draw_begin(&desk->list, 1800, 700, 1, desk->gui.theme->background);
    for (int i = 0; i < COPIES; i++) {
        View view = {
            .gui = &desk->gui, .setup = &desk->lab[i].setup, .run = &desk->lab[i].run, .ui = &desk->ui, .version = desk->lab[i].version};
        draw_layer(&desk->list, LAYER_STAGE);
        if (with[i]) view_draw_copy(&view, prefixes[i], &desk->heat[i], view_draw, areas[i]);
    }
    assert_false(desk->list.failed);
}

static void draw_both(Desk *desk) { draw(desk, stage_draw, (bool[COPIES]){true, true}); }

/* Draws after the pointer has come to the middle of a step of that region. */
static void point_at(Desk *desk, const char *path) {
    const Region *region = region_find(&desk->region, path);
    if (!region) fail_msg("%s is not in the picture", path);
    desk->ui.gui.x = region->box.x + region->box.w * 0.51;
    desk->ui.gui.y = rect_mid_y(region->box);
    text_format(desk->ui.gui.hot, sizeof desk->ui.gui.hot, "%s", path);
    desk->ui.hover = region_subject_at(region, desk->ui.gui.x, desk->ui.gui.y);
    draw_both(desk);
}

/* Hash of what is drawn between two x. */
static uint64_t hash_between(const DrawList *list, double from, double to) {
    uint64_t hash = 1;
    size_t offset = 0;
    for (DrawItem item; draw_next(list, &offset, &item);) {
        double x = item.op == DRAW_TEXT ? item.x0 : item.box.x;
        if (item.op < DRAW_CLIP_PUSH && x >= from && x < to) hash = hash * 1099511628211u ^ item.hash;
    }
    return hash;
}

static void every_path_of_a_copy_has_its_prefix(void **state) {
    (void)state;
    Desk desk;
    begin(&desk);
    draw_both(&desk);
    int count[COPIES] = {0};
    for (int i = 0; i < desk.region.count; i++) {
        const Region *region = &desk.region.item[i];
        int copy = strncmp(region->path, prefixes[0], strlen(prefixes[0])) == 0 ? 0 : 1;
        if (strncmp(region->path, prefixes[copy], strlen(prefixes[copy])) != 0) fail_msg("%s has no prefix", region->path);
        if (strlen(region->path) >= REGION_PATH_SIZE - 1) fail_msg("%s is cut", region->path);
        if (!rect_contains(areas[copy], rect_mid_x(region->box), rect_mid_y(region->box))) fail_msg("%s lies elsewhere", region->path);
        count[copy]++;
    }
    assert_true(count[0] > 10 && count[1] > 10);
    end(&desk);
}

static void only_the_copy_under_the_pointer_answers_it(void **state) {
    (void)state;
    Desk desk;
    char state_path[REGION_PATH_SIZE] = "";
    begin(&desk);
    draw_both(&desk);
    uint64_t left = hash_between(&desk.list, 0, 900), right = hash_between(&desk.list, 900, 1800);
    for (int i = 0; i < desk.region.count; i++) /* a chain's states, whatever they are called */
        if (strncmp(desk.region.item[i].path, "right/", 6) == 0 && desk.region.item[i].cols > 1 && desk.region.item[i].subject.kind)
            text_format(state_path, sizeof state_path, "%s", desk.region.item[i].path);
    point_at(&desk, state_path);
    assert_true(desk.ui.hover.kind != 0);
    assert_true(hash_between(&desk.list, 0, 900) == left);
    assert_true(hash_between(&desk.list, 900, 1800) != right);
    end(&desk);
}

static void each_copy_shows_what_it_would_show_alone(void **state) {
    (void)state;
    Desk desk;
    begin(&desk);
    draw_both(&desk);
    uint64_t both[COPIES] = {hash_between(&desk.list, 0, 900), hash_between(&desk.list, 900, 1800)};
    for (int i = 0; i < COPIES; i++) {
        draw(&desk, stage_draw, (bool[COPIES]){i == 0, i == 1});
        assert_true(hash_between(&desk.list, 900 * i, 900 * (i + 1)) == both[i]);
    }
    assert_true(both[0] != both[1]);
    /* The caches hold different pictures, and drawing again makes none of them anew. */
    draw_both(&desk);
    const Color *kept[COPIES] = {desk.heat[0].state[0].cell, desk.heat[1].state[0].cell};
    const double *value[COPIES] = {desk.heat[0].state[0].made.value, desk.heat[1].state[0].made.value};
    assert_true(kept[0] && kept[1] && kept[0] != kept[1] && value[0] != value[1]);
    draw_both(&desk);
    for (int i = 0; i < COPIES; i++) assert_true(desk.heat[i].state[0].cell == kept[i] && desk.heat[i].state[0].made.value == value[i]);
    end(&desk);
}

static void what_is_looked_at_is_left_as_it_is(void **state) {
    (void)state;
    Desk desk;
    begin(&desk);
    text_format(desk.ui.gui.focus, sizeof desk.ui.gui.focus, "right/stage/lane");
    UiState before = desk.ui;
    draw_both(&desk);
    assert_memory_equal(&before, &desk.ui, sizeof before);
    end(&desk);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_path_of_a_copy_has_its_prefix),
        cmocka_unit_test(only_the_copy_under_the_pointer_answers_it),
        cmocka_unit_test(each_copy_shows_what_it_would_show_alone),
        cmocka_unit_test(what_is_looked_at_is_left_as_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
