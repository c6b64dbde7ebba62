/* What screens say of networks and tasks that are not the usual ones: numbers instead of classes, a loss instead of a share, gates that drop
   out, chains that read from the end, optimisers with moments, gradients that cannot be checked. Each row sets the experiment up, opens a
   screen, and names a text that must stand there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "platform/files.h"
#include "support/drive.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Row {
    const char *lines; /* each ended by "; " or the end */
    const char *says;
} Row;

static const Row rows[] = {
    /* What is measured where numbers are asked for */
    {"set task sine; compare a: cell gru; show compare; seeds 2; wait", "loss"},
    {"set task sine; show search; guess 30 3; wait", "loss"},
    {"set task adding; show search; guess 30 3; wait", "loss"},
    {"set task recall; show search; guess 30 3; wait", "%"},
    {"compare a: cell gru; show compare; seeds 3; wait", "%"},
    {"show compare; sweep steps 4 8; wait", "steps"},
    {"set task sine; show compare; sweep learning_rate 0.01 9; wait", "Loss, held out, against Learning rate"},
    {"set task sine; seek loss; show cell", "y"},
    {"set task sine; seek forward end; show cell; unit 2", "unit 2 of 6"},
    {"set task series; seek loss; show cell", "y"},
    {"set task text; seek loss; show cell", "y"},
    /* Checks that find, do not find, and cannot */
    {"set activation relu; show check; check all; wait", "ReLU"},
    {"show check; check weight weight_ih_l0 1 1", "U"},
    {"show check; check weight head.weight 1 1", "V"},
    {"show check; check weight head.bias 1 1", "head"},
    {"set layers 2; set direction both; show check; check weight weight_hh_l1_reverse 2 1; check up; check down; check left; check right",
     "W"},
    {"set radius 0; set activation relu; show check; check weight weight_hh_l0 1 1", "0"},
    {"set hidden 200; set steps 300; show check; check weight weight_hh_l0 1 1", "W"},
    {"resize 800 500; show check; check weight weight_hh_l0 1 1", "W"},
    {"resize 480 800; show check; check weight weight_hh_l0 1 1", "W"},
    /* Where a number comes from */
    {"set cell gru; set optimizer adam; train 3; show terms; terms W 1 1", "moved by every update since"},
    {"set cell gru; set optimizer adam; train 3; show terms; terms next W 1 1", "W"},
    {"set optimizer rmsprop; train 3; show terms; terms next W 1 1", "W"},
    {"set optimizer momentum; train 3; show terms; terms next W 1 1", "W"},
    {"set clip_norm 0.01; train 3; show terms; terms next W 1 1", "clip"},
    {"set clip_value 0.01; train 3; show terms; terms next W 1 1", "W"},
    {"set truncate 4; train 3; show terms; terms dW 1 1", "and 6 more terms with the sum"},
    {"set l2 0.1; train 3; show terms; terms next W 1 1", "W"},
    {"set cell lstm; set layers 2; set dropout 0.5; set direction both; show terms; terms h 4 2", "h"},
    {"set cell lstm; set layers 2; set dropout 0.5; show terms; terms x 4 1", "h"},
    {"set cell gru; show terms; terms n 4 1; terms r 4 1", "r"},
    {"set cell gru; show terms; terms dh 4 1", "h"},
    {"set cell lstm; show terms; terms dc 4 1", "c"},
    {"set task sine; show terms; terms L", "L"},
    {"set task text; show terms; terms L 4", "L"},
    {"set direction both; show terms; terms dh 4 1 1 reverse", "h"},
    /* The stage's tips and words */
    {"set cell lstm; set layers 2; set dropout 0.5; seek forward end; hover stage/state", "sends up"},
    {"set truncate 4; seek backward end; hover stage/state", "off the exact one"},
    {"set cell gru; follow all; seek backward end; hover stage/state", "Gradient of all losses together"},
    {"gradient absolute; seek backward end; hover stage/state", "Gradient of this loss"},
    {"digits all; seek forward end; hover stage/state", "the same weights at every arrow"},
    {"set radius 0; set activation relu; seek backward end", "Stops at step 15: exactly 0"},
    {"preset explode; seek backward end", "7.4e6: exploding"},
    {"preset explode; show burst", "Nothing has burst here"},
    /* The story in every phase */
    {"set cell gru; seek unroll end", "One cell, 16 times"},
    {"set task adding; seek loss", "squared distance"},
    {"set task text; set symbols 16; seek loss", "negative logarithm"},
    {"set truncate 4; seek update shares", "Training is truncated: each loss"},
    {"set optimizer adam; train 2; seek update change", "corrected for their start at"},
    {"set targets every; seek backward 4", "Backward: the gradient"},
    {"set targets every; follow all; seek backward 4", "Shown is the sum over all losses,"},
    /* Writing */
    {"set task text; set hidden 3; train 3; show text; text prompt the", "the"},
    {"set task reber; show text; text prompt B", "B"},
    {"set task words; train 2; show text; text prompt they want to eat", "paint"},
    /* Comparing columns */
    {"set direction both; compare a: cell gru; show compare; seek backward 5", "the loss of step 16; forward."},
    {"compare a: steps 8; show compare; seek backward 5; hover compare/step", "7 steps before the loss"},
    {"compare a: steps 24; show compare; seek backward 5; hover compare/step", "8 steps before the loss"},
    {"gradient absolute; compare a: cell gru; show compare; seek backward end", "Gradient of this loss"},
    {"show activation; seek forward 5", "tanh, of h"},
    {"set cell lstm; show activation; temperature 2", "softmax at 2.00"},
    {"set cell gru; show microscope; microscope losses", "gradient has other ways."},
    {"set targets every; show microscope; microscope losses; itemise pulls", "MICROSCOPE"},
    {"set direction both; set layers 2; chain 1 reverse; show microscope; microscope eigenvalues",
     "Layer 1, reverse; following the loss of step 16"},
    {"set task sine; show weights; train 2", "Weights at update 2"},
};

/* The first control whose path begins so. */
static const char *find_control(Drive *drive, const char *begin) {
    const RegionList *list = app_regions(drive->app);
    for (int i = 0; i < list->count; i++)
        if (strncmp(list->item[i].path, begin, strlen(begin)) == 0) return list->item[i].path;
    fail_msg("no control begins with %s", begin);
    return begin;
}

static void do_line(Drive *drive, const char *line, const char *all) {
    Diag diag = {0};
    int w, h;
    if (strncmp(line, "hover ", 6) == 0) {
        drive_hover(drive, find_control(drive, line + 6), 0.5, 0.5);
        drive_frame(drive, 2);
    } else if (strcmp(line, "wait") == 0) {
        for (int i = 0; i < 2000 && app_is_moving(drive->app); i++) drive_frame(drive, 0.05);
    } else if (sscanf(line, "resize %d %d", &w, &h) == 2) {
        drive_resize(drive, w, h);
    } else if (!app_apply(drive->app, line, &diag)) {
        fail_msg("%s | %s: %s", all, line, diag.text);
    }
    if (drive_frame(drive, 0.1)->failed) fail_msg("%s: no picture", all);
}

static void each_screen_says_what_is_so(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Drive drive;
        char text[512];
        drive_start(&drive);
        platform_files(&drive.world.file);
        drive.world.place.find = drive_find_course;
        drive_resize(&drive, 1280, 720);
        drive_line(&drive, "motion reduced");
        snprintf(text, sizeof text, "%s", rows[i].lines);
        for (char *at = text, *next; at; at = next) {
            next = strstr(at, "; ");
            if (next) *next = '\0', next += 2;
            do_line(&drive, at, rows[i].lines);
        }
        drive_line(&drive, "motion full");
        drive_frame(&drive, 0.1);
        if (!drive_has_text(&drive, rows[i].says)) fail_msg("%s: \"%s\" does not stand there", rows[i].lines, rows[i].says);
        drive_end(&drive);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_screen_says_what_is_so)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
