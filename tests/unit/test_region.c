/* Regions: the topmost wins, what is clipped away is not hit, grids resolve to steps and units, Tab goes round. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "gui/region.h"
#include <math.h>
#include <string.h>

static RegionList list;

static int start(void **state) {
    (void)state;
    return region_init(&list) ? 0 : 1;
}

static int end(void **state) {
    (void)state;
    region_deinit(&list);
    return 0;
}

static Region *add(double x, const char *path, bool focusable) {
    Region *region = region_add(&list, REGION_BUTTON, rect(x, 0, 10, 10), path);
    region->focusable = focusable;
    return region;
}

static void what_was_registered_last_lies_on_top(void **state) {
    (void)state;
    add(0, "below", false);
    add(5, "above", false);
    assert_string_equal(region_at(&list, 2, 2)->path, "below");
    assert_string_equal(region_at(&list, 7, 2)->path, "above");
    assert_null(region_at(&list, 20, 2));
    assert_null(region_at(&list, -1, -1));
}

static void a_block_hides_what_lies_below(void **state) {
    (void)state;
    add(0, "button", false);
    region_add(&list, REGION_BLOCK, rect(0, 0, 100, 100), "dialog");
    assert_string_equal(region_at(&list, 2, 2)->path, "dialog");
    assert_string_equal(region_find(&list, "button")->path, "button");
}

static void what_is_scrolled_out_of_its_panel_is_not_hit_but_keeps_its_box(void **state) {
    (void)state;
    region_set_clip(&list, rect(0, 0, 100, 5));
    add(0, "row", true);
    region_clear_clip(&list);
    add(50, "free", true);
    assert_string_equal(region_at(&list, 2, 4)->path, "row");
    assert_null(region_at(&list, 2, 6));
    assert_true(region_find(&list, "row")->box.h == 10);
    assert_string_equal(region_at(&list, 52, 6)->path, "free");
    assert_string_equal(region_focus_next(&list, "", 1)->path, "row");
}

static void a_grid_counts_steps_and_units_from_its_subject(void **state) {
    (void)state;
    Region *region = region_add(&list, REGION_HOVER, rect(100, 10, 80, 30), "grid");
    region->subject = (Subject){3, 1, 0, 4, -1};
    region->cols = 8;
    region->rows = 3;
    Subject at = region_subject_at(region, 100, 10);
    assert_int_equal(at.step, 4);
    assert_int_equal(at.unit, 0);
    assert_int_equal(at.layer, 1);
    at = region_subject_at(region, 179.9, 39.9);
    assert_int_equal(at.step, 11);
    assert_int_equal(at.unit, 2);
    at = region_subject_at(region, 135, 25);
    assert_int_equal(at.step, 7);
    assert_int_equal(at.unit, 1);
    /* Outside, the nearest cell: a drag that leaves stays with it. */
    assert_int_equal(region_subject_at(region, -500, 500).step, 4);
    assert_int_equal(region_subject_at(region, -500, 500).unit, 2);
}

static void a_region_without_a_grid_keeps_its_subject(void **state) {
    (void)state;
    Region *region = add(0, "dot", false);
    region->subject = (Subject){2, 0, 1, 7, 3};
    Subject at = region_subject_at(region, 5, 5);
    assert_int_equal(at.step, 7);
    assert_int_equal(at.unit, 3);
    assert_int_equal(add(0, "plain", false)->subject.kind, 0);
}

static void tab_visits_what_can_have_the_focus_in_order_and_wraps(void **state) {
    (void)state;
    add(0, "a", true);
    add(10, "label", false);
    add(20, "b", true);
    add(30, "off", true)->disabled = true;
    add(40, "c", true);
    assert_string_equal(region_focus_next(&list, "", 1)->path, "a");
    assert_string_equal(region_focus_next(&list, "a", 1)->path, "b");
    assert_string_equal(region_focus_next(&list, "b", 1)->path, "c");
    assert_string_equal(region_focus_next(&list, "c", 1)->path, "a");
    assert_string_equal(region_focus_next(&list, "", -1)->path, "c");
    assert_string_equal(region_focus_next(&list, "a", -1)->path, "c");
    assert_string_equal(region_focus_next(&list, "c", -1)->path, "b");
    /* From something without the focus: on to what comes after it. */
    assert_string_equal(region_focus_next(&list, "label", 1)->path, "b");
}

static void a_dialog_keeps_tab_to_itself(void **state) {
    (void)state;
    add(0, "page", true);
    region_begin_modal(&list);
    add(10, "yes", true);
    add(20, "no", true);
    assert_string_equal(region_focus_next(&list, "page", 1)->path, "yes");
    assert_string_equal(region_focus_next(&list, "no", 1)->path, "yes");
    assert_string_equal(region_focus_next(&list, "yes", -1)->path, "no");
    assert_false(region_is_reachable(&list, region_find(&list, "page")));
    region_reset(&list);
    assert_int_equal(list.modal_from, 0);
}

static void nothing_to_focus_gives_null(void **state) {
    (void)state;
    assert_null(region_focus_next(&list, "", 1));
    add(0, "label", false);
    assert_null(region_focus_next(&list, "label", -1));
}

static void a_full_list_reuses_its_last_place_and_long_paths_are_cut(void **state) {
    (void)state;
    char path[16] = "r0";
    for (int i = 0; i < REGION_MAX + 5; i++) {
        path[1] = (char)('0' + i % 10);
        region_add(&list, REGION_HOVER, rect(0, 0, 1, 1), path);
    }
    assert_int_equal(list.count, REGION_MAX);
    assert_string_equal(list.item[REGION_MAX - 1].path, path);
    char longest[200];
    memset(longest, 'x', sizeof longest);
    longest[sizeof longest - 1] = '\0';
    Region *region = region_add(&list, REGION_HOVER, rect(0, 0, 1, 1), longest);
    assert_int_equal(strlen(region->path), sizeof region->path - 1);
}

static void a_click_in_a_grid_names_its_column(void **state) {
    (void)state;
    Region *region = region_add(&list, REGION_HOVER, rect(0, 0, 80, 10), "grid");
    region->cols = 8;
    strcpy(region->command, "seek forward {step}");
    char line[80];
    region_command_at(line, sizeof line, region, 5, 0);
    assert_string_equal(line, "seek forward 1");
    region_command_at(line, sizeof line, region, 79, 0);
    assert_string_equal(line, "seek forward 8");
    strcpy(region->command, "seek backward {back}");
    region_command_at(line, sizeof line, region, 79, 0);
    assert_string_equal(line, "seek backward 1");
    region_command_at(line, sizeof line, region, 5, 0);
    assert_string_equal(line, "seek backward 8");
    region->rows = 5;
    strcpy(region->command, "unit {unit}");
    region_command_at(line, sizeof line, region, 5, 9.9);
    assert_string_equal(line, "unit 5");
    region_command_at(line, sizeof line, region, 79, 0);
    assert_string_equal(line, "unit 1");
    strcpy(region->command, "weight {unit} {step} W");
    region_command_at(line, sizeof line, region, 79, 9.9);
    assert_string_equal(line, "weight 5 8 W");
}

static double tenfold(int key, double unit) { return key + 10 * unit; }

static void a_drag_fills_in_the_numbers_of_both_axes(void **state) {
    (void)state;
    Region *region = region_add(&list, REGION_HOVER, rect(100, 50, 200, 100), "plane");
    char line[80];
    region->key = 3;
    region->can_drag = true;
    region->axis_x = (RegionAxis){100, 300, NULL};
    region->axis_y = (RegionAxis){150, 50, tenfold}; /* upwards */
    strcpy(region->command, "start {x} {y} {z} {x}");
    region_drag_command(line, sizeof line, region, 150, 75);
    assert_string_equal(line, "start 0.25 10.5 {z} 0.25");
    region_drag_command(line, sizeof line, region, -1000, 1000); /* beyond the ends */
    assert_string_equal(line, "start 0 3 {z} 0");
    region_drag_command(line, sizeof line, region, NAN, -1000);
    assert_string_equal(line, "start 0 13 {z} 0");
    region->numbers = (ChartRange){-2, 2, 7, 9}; /* of y the function counts */
    region_drag_command(line, sizeof line, region, 150, 75);
    assert_string_equal(line, "start -1 10.5 {z} -1");
    region->axis_x = (RegionAxis){100, 100, NULL}; /* no axis: no division by nothing */
    region_drag_command(line, sizeof line, region, 150, 150);
    assert_string_equal(line, "start -2 3 {z} -2");
    region_drag_command(line, 12, region, 150, 150); /* cut, not overrun */
    assert_true(strlen(line) < 12);
    region->command[0] = '\0';
    region_drag_command(line, sizeof line, region, 150, 150);
    assert_string_equal(line, "");
}

#define REGION_TEST(name) cmocka_unit_test_setup_teardown(name, start, end)

int main(void) {
    const struct CMUnitTest tests[] = {
        REGION_TEST(what_was_registered_last_lies_on_top),
        REGION_TEST(a_block_hides_what_lies_below),
        REGION_TEST(what_is_scrolled_out_of_its_panel_is_not_hit_but_keeps_its_box),
        REGION_TEST(a_grid_counts_steps_and_units_from_its_subject),
        REGION_TEST(a_region_without_a_grid_keeps_its_subject),
        REGION_TEST(tab_visits_what_can_have_the_focus_in_order_and_wraps),
        REGION_TEST(a_dialog_keeps_tab_to_itself),
        REGION_TEST(nothing_to_focus_gives_null),
        REGION_TEST(a_full_list_reuses_its_last_place_and_long_paths_are_cut),
        REGION_TEST(a_click_in_a_grid_names_its_column),
        REGION_TEST(a_drag_fills_in_the_numbers_of_both_axes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
