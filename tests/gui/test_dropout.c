/* Dropout in the window: what goes up to the next layer is told as it is, number by number, and the slider waits for a second
   layer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "support/drive.h"
#include <string.h>

static void point_at(Drive *drive, const char *path, int t, int u) {
    const Run *run = &app_lab(drive->app)->run;
    drive_hover(drive, path, (t + 0.5) / run->wiring.steps, (u + 0.5) / run->net.spec.hidden);
    drive_frame(drive, 0);
}

static void the_pointer_says_what_the_layer_above_reads(void **state) {
    Drive *drive = *state;
    int dropped = 0;
    drive_line(drive, "set layers 3");
    drive_line(drive, "set dropout 0.3");
    drive_line(drive, "seek forward end");
    drive_frame(drive, 0);
    const Run *run = &app_lab(drive->app)->run;
    for (int layer = 0; layer < 3; layer++) {
        const TraceLane *lane = &run->trace.lane[layer][0];
        char path[32], text[96], number[32];
        text_format(path, (int)sizeof path, "stage/state%d", layer + 1);
        for (int i = 0; i < 30; i++) {
            int t = i % 16, u = i % 6;
            point_at(drive, path, t, u);
            text_format(text, (int)sizeof text, "hidden state, unit %d, after step %d", u + 1, t + 1);
            assert_true(drive_has_text(drive, text));
            if (layer == 2) { /* the head reads h */
                assert_false(drive_has_text(drive, "on the way up"));
                continue;
            }
            double h = lane->h[t * 6 + u], mask = lane->mask[t * 6 + u];
            number_format_short(number, (int)sizeof number, h / (1 - 0.3), 3);
            text_format(text, (int)sizeof text, "×1.43 on the way up: layer %d reads %s", layer + 2, number);
            if (mask == 0) text_format(text, (int)sizeof text, "dropped on the way up: layer %d reads 0", layer + 2);
            if (!drive_has_text(drive, text)) fail_msg("layer %d, step %d, unit %d: \"%s\" is not told", layer + 1, t + 1, u + 1, text);
            dropped += mask == 0;
        }
    }
    assert_in_range(dropped, 5, 30);
    drive_line(drive, "set dropout 0");
    point_at(drive, "stage/state1", 3, 2);
    assert_false(drive_has_text(drive, "on the way up"));
}

static int count_dropped(const Run *run, int layer, int t) {
    int H = run->net.spec.hidden, dropped = 0;
    for (int d = 0; d < run->net.spec.directions; d++) {
        for (int u = 0; u < H; u++) dropped += run->trace.lane[layer][d].mask[t * H + u] == 0;
    }
    return dropped;
}

/* A ring is a unit's disc with a smaller one on it. Counts the circles of the chain that are smaller than most/1.4, and finds the
   largest. */
static int count_small(const DrawList *list, double most, double *largest) {
    DrawItem item;
    int small = 0;
    bool chain = false;
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        char text[64];
        if (item.op == DRAW_GROUP) {
            str_copy(text, sizeof text, item.text);
            chain = strcmp(text, "stage/chain") == 0 || strcmp(text, "stage/river") == 0; /* the columns stand on the river */
        }
        if (!chain || item.op != DRAW_CIRCLE) continue;
        if (item.radius > *largest) *largest = item.radius;
        small += item.radius < most / 1.4;
    }
    return small;
}

static int count_rings(const DrawList *list) {
    double largest = 0;
    count_small(list, 0, &largest);
    assert_true(largest > 2);
    return count_small(list, largest, &largest);
}

/* The words of the panel at the left, however its lines break. */
static bool story_says(const DrawList *list, const char *words) {
    char all[4096] = "";
    DrawItem item;
    bool story = false;
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        char text[128];
        str_copy(text, sizeof text, item.text);
        if (item.op == DRAW_GROUP) story = strcmp(text, "story") == 0;
        if (!story || item.op != DRAW_TEXT) continue;
        assert_true(strlen(all) + strlen(text) + 2 < sizeof all);
        strcat(strcat(all, text), " ");
    }
    return strstr(all, words) != NULL;
}

static void the_story_counts_what_is_dropped(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set layers 2");
    drive_line(drive, "set direction both");
    drive_line(drive, "set dropout 0.5");
    const Run *run = &app_lab(drive->app)->run;
    for (int chain = 1; chain <= 2; chain++) { /* the lower layer's and the upper one's: between them it acts */
        drive_line(drive, chain == 1 ? "chain 1 forward" : "chain 2 forward");
        for (int t = 0; t < 16; t += 5) {
            char text[128];
            int dropped = count_dropped(run, 0, t);
            text_format(text, (int)sizeof text, "seek forward %d", t + 1);
            drive_line(drive, text);
            text_format(text, (int)sizeof text,
                        "Dropout: at step %d, layer 1 sends up part of its numbers (%d of 12), ×2.00, and drops %d.", t + 1, 12 - dropped,
                        dropped);
            if (!story_says(drive_frame(drive, 0), text)) fail_msg("\"%s\" is not told", text);
        }
    }
}

static void what_is_dropped_is_a_ring(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set layers 2");
    drive_line(drive, "seek forward end");
    assert_int_equal(count_rings(drive_frame(drive, 0)), 0);
    drive_line(drive, "set dropout 0.4");
    int dropped = 0;
    for (int t = 0; t < 16; t++) dropped += count_dropped(&app_lab(drive->app)->run, 0, t);
    assert_int_equal(count_rings(drive_frame(drive, 0)), dropped);
    assert_in_range(dropped, 20, 60);
}

static void the_slider_waits_for_a_second_layer(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set dropout 0.5");
    drive_frame(drive, 0);
    drive_line(drive, "focus controls/more"); /* into view */
    drive_frame(drive, 0);
    assert_true(drive_region(drive, "controls/dropout")->disabled);
    assert_non_null(strstr(drive_region(drive, "controls/dropout")->tip, "between layers"));
    drive_line(drive, "set layers 2");
    drive_frame(drive, 0);
    assert_false(drive_region(drive, "controls/dropout")->disabled);
    drive_line(drive, "set dropout 0"); /* nothing set: folded away */
    drive_frame(drive, 0);
    assert_null(region_find(app_regions(drive->app), "controls/dropout"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_pointer_says_what_the_layer_above_reads, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(the_story_counts_what_is_dropped, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(what_is_dropped_is_a_ring, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(the_slider_waits_for_a_second_layer, drive_setup_large, drive_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
