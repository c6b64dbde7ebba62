/* Experiments at the ends of what can be set: one step, one unit, one symbol, many of each. Every screen of each of them is drawn in a small and
   in a large window, and the stage says what is to be done. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/drive.h"
#include <stdio.h>
#include <string.h>

typedef struct Extreme {
    const char *lines; /* each ended by "; " or the end */
    const char *says;  /* on the stage */
} Extreme;

static const Extreme extremes[] = {
    {"set task latch; set steps 1", "Say 1 if x₁ is positive, else 0, at the end: here 1."},
    {"set task latch; set steps 2; set hidden 1", "Say 1 if the first 2 values are positive, else 0, at the"},
    {"set task copy; set items 1; set steps 3", "Remember the symbol 4 until step 2; then say it."},
    {"set task copy; set steps 40; set items 12", "Remember the symbols 4 2 3 1 8 7 2 2 2 6 "},
    {"set task adding; set steps 2", "At the end say the sum of the marked 0.927 (step 1) and"},
    {"set task parity; set steps 1", "Is the number of +1 in 1 bit even or odd?"},
    {"set task parity; set targets every", "Is the number of +1 so far even or odd? Say it at every"},
    {"set task anbn; set steps 3", "Say each next symbol: after X as many b as there were a, at"},
    {"set task reber; set steps 8", "Say each next symbol. The second, P, must be said again at"},
    {"set task reber; set steps 40", "Say each next symbol. The second, P, must be said again at"},
    {"set task order; set steps 10", "At the end say B (step 2) and A (step 6) in their order: BA."},
    {"set task recall; set steps 4", "Remember x₁ = +1 through 3 distractors and say it at the"},
    {"set task sine; set steps 1", "Say each next value of the wave; after x₁ = −1.0 it is"},
    {"set task sine; set steps 2; set cell gru", "Say each next value of the wave; after x₁ = −1.0 it is"},
    {"set task sines; set steps 1", "Say each next value of three waves in one; after x₁ = −0.10"},
    {"set task sines; set steps 2", "Say each next value of three waves in one; after x₁ = −0.10"},
    {"set task text; set steps 1", "Say each next character of: e ..."},
    {"set task text; set steps 2; set cell lstm; set hidden 1", "Say each next character of: p. ..."},
    {"set task words; set steps 9", "Say each next word: they want to drink ... some water. The"},
    {"set task series; set steps 13", "After 12 values of sales say each next one; the first is"},
    {"set task series; set steps 60; set cell gru", "After 12 values of sales say each next one; the first is"},
    {"set task sentiment; set steps 40", "Say at the end what is meant by \"long the film that all so"},
    {"set cell gru; set steps 1; set hidden 1", "Remember x₁ = +1 and say it at the end."},
    {"set cell lstm; set layers 4; set direction both; set steps 2; set hidden 2",
     "Remember x₁ = +1 through 1 distractor and say it at the end."},
    {"set cell rnn; set activation relu; set layers 3; set hidden 40; set steps 90",
     "Remember x₁ = +1 through 89 distractors and say it at the"},
    {"set task text; set direction both; set layers 2", "Say each next character of:  it said, very q ..."},
    {"set truncate 4; set dropout 0.5; set layers 2", "Remember"},
    {"set truncate 1; set direction both; set cell gru", "Remember"},
    {"set cell lstm; set targets every; set task parity; whatif gate f 3 all 0", "held at"},
    {"set radius 0; set cell rnn; set activation sigmoid", "Remember"},
    {"set radius 3; set activation identity; set steps 60", "Remember"},
    {"set cell gru; whatif state 5 1 0.5; whatif weight W 1 1 2", "held at"},
    {"compare a: cell lstm; set steps 3; whatif input 1 1 -1", "held at"},
    {"set batch 16; set examples 20; set optimizer adam; train 40", "Remember"},
    {"set optimizer momentum; set clip_norm 0.01; set learning_rate 10; train 5", "Remember"},
    {"set cell gru; set hidden 256; set steps 3", "Remember x₁ = +1 through 2 distractors and say it at the"},
};

static const char *const views[] = {
    "seek unroll 0",
    "seek unroll end",
    "seek forward 1",
    "seek forward end",
    "seek loss end",
    "seek backward 1",
    "seek backward end",
    "seek update start",
    "seek update end",
    "show microscope",
    "microscope losses",
    "microscope eigenvalues",
    "microscope product",
    "microscope weights",
    "microscope path",
    "microscope layers",
    "microscope all",
    "hide",
    "show history",
    "hide",
    "show check",
    "hide",
    "show story",
    "hide",
    "show cell",
    "hide",
    "show text",
    "hide",
    "show terms",
    "hide",
    "show weights",
    "hide",
    "show compare",
    "hide",
    "show activation",
    "hide",
    "show burst",
    "hide",
    "show controls",
    "hide",
    "show search",
    "hide",
    "show series",
    "hide",
    "show sentiment",
    "hide",
    "show words",
    "hide",
    "show settings",
    "hide",
    "train 2",
    "show history",
    "hide",
    "seek backward end",
    "follow all",
    "itemise pulls",
    "itemise norms",
    "gradient absolute",
    "gradient relative",
    "curve log",
    "curve linear",
    "digits all",
    "digits three",
    "preset first",
};

static const int widths[] = {800, 1920}, heights[] = {500, 1080};

/* Under the pointer, a few of what there is, and others in each experiment. Nothing that a person reads is left from a calculation. */
static void hover_some(Drive *drive, size_t from) {
    enum { APART = 23 };
    for (int i = (int)(from % APART); i < app_regions(drive->app)->count; i += APART) {
        Rect box = app_regions(drive->app)->item[i].box;
        drive_pointer(drive, rect_mid_x(box), rect_mid_y(box));
        assert_false(drive_frame(drive, 1)->failed);
        assert_false(drive_has_text(drive, "(null)") || drive_has_text(drive, "-nan"));
    }
    drive_pointer(drive, 1, 1);
}

static void each_screen_of_each_extreme_is_drawn(void **state) {
    Drive *drive = *state;
    for (size_t i = 0; i < sizeof extremes / sizeof *extremes; i++) {
        char lines[256], *line = lines;
        int size = (int)i % 2;
        drive_line(drive, "preset first");
        drive_resize(drive, widths[size], heights[size]);
        snprintf(lines, sizeof lines, "%s", extremes[i].lines);
        for (char *next; line; line = next) {
            Diag diag = {0};
            next = strstr(line, "; ");
            if (next) {
                *next = '\0';
                next += 2;
            }
            if (!app_apply(drive->app, line, &diag)) fail_msg("%s: %s", line, diag.text);
        }
        drive_frame(drive, 1);
        if (!drive_has_text(drive, extremes[i].says)) fail_msg("%s: '%s' is not on the stage", extremes[i].lines, extremes[i].says);
        for (size_t k = 0; k < sizeof views / sizeof *views; k++) {
            Diag diag = {0};
            if (!app_apply(drive->app, views[k], &diag)) assert_true(strlen(diag.text) > 10); /* it says why not here */
            for (int frame = 0; frame < 2; frame++)
                if (drive_frame(drive, 0.6)->failed) fail_msg("%s: %s is not drawn", extremes[i].lines, views[k]);
            if (strcmp(views[k], "hide") != 0) hover_some(drive, 7 * i + k);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(each_screen_of_each_extreme_is_drawn, drive_setup, drive_teardown)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
