/* Large matrices and long chains in the program's picture: never more cells than pixels, and a picture that kept them is the one that a
   program makes which has just come there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "support/drive.h"
#include "view/stage/heat.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static uint64_t picture_after(const char *const *lines) {
    Drive drive;
    drive_start(&drive);
    drive_resize(&drive, 1920, 1080);
    for (int i = 0; lines[i]; i++) drive_line(&drive, lines[i]);
    uint64_t hash = draw_hash(drive_frame(&drive, 0));
    drive_end(&drive);
    return hash;
}

static void what_is_kept_is_what_would_be_drawn(void **state) {
    (void)state;
    static const char *const ways[][8] = {
        {"set cell lstm", "set hidden 20", "seek update end", "train 3", "seek update end"},
        {"set cell gru", "seek update shares", "theme toggle", "train 2", "seek update change", "undo", "seek update change"},
        {"set layers 2", "set direction both", "seek update end", "chain 1 forward", "seek update weights"},
        {"set steps 300", "seek backward 5", "set steps 200", "seek forward 20", "set seed 5"},
        {"set steps 30", "seek update end", "set truncate 4", "seek update end", "scale 150"},
        {"set hidden 200", "set steps 300", "seek backward 5", "theme toggle", "train 1", "seek backward 5"},
        {"set hidden 200", "set steps 300", "seek backward 5", "resize 1500 800", "theme toggle", "resize 1920 1080"},
    };
    for (int w = 0; w < (int)(sizeof ways / sizeof ways[0]); w++) {
        Drive drive;
        drive_start(&drive);
        drive_resize(&drive, 1920, 1080);
        for (int i = 0; ways[w][i]; i++) {
            drive_line(&drive, ways[w][i]);
            drive_frame(&drive, 0); /* every picture on the way is kept */
        }
        uint64_t hash = draw_hash(drive_frame(&drive, 0));
        drive_end(&drive);
        if (hash != picture_after(ways[w])) fail_msg("way %d: the picture is another than without its frames", w + 1);
    }
}

static void no_image_has_more_cells_than_pixels(void **state) {
    Drive *drive = *state;
    static const char *const places[] = {"seek update end", "seek update shares", "seek backward 5", "seek forward 9"};
    drive_line(drive, "set cell lstm");
    drive_line(drive, "set hidden 200");
    for (int steps = 20; steps <= 90; steps += 35) {
        char line[32];
        text_format(line, (int)sizeof line, "set steps %d", steps);
        drive_line(drive, line);
        for (int i = 0; i < (int)(sizeof places / sizeof places[0]); i++) {
            DrawItem item;
            size_t offset = 0;
            int images = 0;
            drive_line(drive, places[i]);
            const DrawList *list = drive_frame(drive, 0);
            while (draw_next(list, &offset, &item)) {
                if (item.op != DRAW_IMAGE) continue;
                images++;
                double w = fmax(item.box.w * list->scale, 1), h = fmax(item.box.h * list->scale, 1);
                if (item.rows > h + 1e-3) fail_msg("%d rows in %g pixels at T = %d, %s", item.rows, h, steps, places[i]);
                if (item.rows > 100 && item.cols > w + 1e-3) fail_msg("%d columns in %g pixels", item.cols, w);
            }
            assert_true(images > 0);
        }
    }
}

static void the_pointer_is_told_what_its_pixel_shows(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set cell lstm");
    drive_line(drive, "set hidden 200");
    drive_line(drive, "seek update weights");
    drive_frame(drive, 0);
    const Region *region = drive_region(drive, "stage/entry1-3");
    const Run *run = &app_lab(drive->app)->run;
    const Param *param = net_get_param(&run->net, PARAM_RECURRENT_WEIGHT, 0, 0);
    int shown = heat_cells(200, region->box.w * drive_frame(drive, 0)->scale), row = 77, col = 123;
    assert_true(shown < 100);
    HeatRange rows = heat_range(heat_find(row, shown, 200), shown, 200), cols = heat_range(heat_find(col, shown, 200), shown, 200);
    double most = 0;
    for (int r = rows.from; r < rows.to; r++)
        for (int c = cols.from; c < cols.to; c++) {
            double v = run->gradient[param->offset + (size_t)(400 + r) * 200 + (size_t)c];
            if (fabs(v) > fabs(most)) most = v;
        }
    char number[32], text[96];
    number_format_short(number, (int)sizeof number, most, 3);
    text_format(text, (int)sizeof text, "its pixel shows the largest of %d entries: %s", (rows.to - rows.from) * (cols.to - cols.from),
                number);
    drive_hover(drive, "stage/entry1-3", (col + 0.5) / 200, (row + 0.5) / 200);
    drive_frame(drive, 0);
    if (!drive_has_text(drive, text)) fail_msg("\"%s\" is not told", text);
    drive_line(drive, "set hidden 20");
    drive_line(drive, "seek update weights");
    drive_hover(drive, "stage/entry1-3", 0.4, 0.4);
    drive_frame(drive, 0);
    assert_false(drive_has_text(drive, "its pixel shows")); /* a pixel for each */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_kept_is_what_would_be_drawn),
        cmocka_unit_test_setup_teardown(no_image_has_more_cells_than_pixels, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(the_pointer_is_told_what_its_pixel_shows, drive_setup_large, drive_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
