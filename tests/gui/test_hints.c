/* Everything drawn answers the pointer: a text on the stage or a number in the left panel lies in a region that says what it is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "support/drive.h"
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool begins(Str text, const char *with) { return text.count >= (int)strlen(with) && memcmp(text.at, with, strlen(with)) == 0; }

static bool answers(const Region *region) { return region && (region->subject.kind != 0 || region->tip || region->command[0]); }

/* Every text of the groups that begin so, in the middle of its letters. Returns how many there are; names what does not answer. */
static int check_texts(Drive *drive, const char *group, const char *scene, int *missed) {
    const DrawList *list = drive_frame(drive, 0);
    DrawItem item;
    bool inside = false;
    int texts = 0;
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        if (item.op == DRAW_GROUP) inside = begins(item.text, group);
        if (!inside || item.op != DRAW_TEXT || item.layer == LAYER_HOVER) continue;
        char text[256];
        str_copy(text, (int)sizeof text, item.text);
        double w = text_width(&drive->world.text, list->scale, item.face, item.width, text), x = item.x0, y = item.y0 - 0.3 * item.width;
        x += item.align == ALIGN_LEFT ? w / 2 : item.align == ALIGN_RIGHT ? -w / 2 : 0;
        texts++;
        if (answers(region_at(app_regions(drive->app), x, y))) continue;
        (*missed)++;
        if (*missed < 60) print_message("%s: \"%s\" at %.0f, %.0f says nothing\n", scene, text, x, y);
    }
    return texts;
}

/* Shapes that mean something: what is filled, in its middle. */
static int check_shapes(Drive *drive, const char *scene, int *missed) {
    const DrawList *list = drive_frame(drive, 0);
    DrawItem item;
    bool inside = false;
    int shapes = 0;
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        if (item.op == DRAW_GROUP) inside = begins(item.text, "stage/");
        bool is_shape = item.op == DRAW_ROUND || item.op == DRAW_CIRCLE || item.op == DRAW_IMAGE || item.op == DRAW_BAND;
        if (!inside || !is_shape || item.layer == LAYER_HOVER) continue;
        double x = item.op == DRAW_CIRCLE ? item.x0
                   : item.op == DRAW_BAND ? (item.x0 + item.x1) / 2
                                          : rect_mid_x(item.box),
               y = item.op == DRAW_CIRCLE ? item.y0
                   : item.op == DRAW_BAND ? (item.y0 + item.y1) / 2
                                          : rect_mid_y(item.box);
        shapes++;
        if (answers(region_at(app_regions(drive->app), x, y))) continue;
        (*missed)++;
        if (*missed < 60) print_message("%s: a shape (%d) at %.0f, %.0f says nothing\n", scene, (int)item.op, x, y);
    }
    return shapes;
}

/* Numbers and symbols of the left panel that are on the screen. */
static int check_story(Drive *drive, const char *scene, int *missed) {
    const DrawList *list = drive_frame(drive, 0);
    const Region *story = region_find(app_regions(drive->app), "story");
    DrawItem item;
    bool inside = false;
    int texts = 0;
    if (!story) return 0;
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        if (item.op == DRAW_GROUP) inside = begins(item.text, "story");
        bool is_number = item.face == FACE_MONO_MEDIUM || item.face == FACE_MATH_ITALIC;
        if (!inside || item.op != DRAW_TEXT || !is_number || item.width < 13.5) continue;
        if (item.y0 > rect_bottom(story->box) - 90 || item.y0 < story->box.y) continue;
        double x = item.x0 + (item.align == ALIGN_RIGHT ? -4 : 4), y = item.y0 - 0.3 * item.width;
        texts++;
        if (answers(region_at(app_regions(drive->app), x, y))) continue;
        (*missed)++;
        if (*missed < 60)
            print_message("%s: \"%.*s\" at %.0f, %.0f of the panel says nothing\n", scene, item.text.count, item.text.at, x, y);
    }
    return texts;
}

static const char *const scenes[][3] = {
    {"preset first", "seek forward 5", "resize 1280 720"},      {"preset first", "seek backward end", "resize 1920 1080"},
    {"preset lstm", "seek backward 5", "resize 1280 720"},      {"preset gru", "seek loss end", "resize 1280 720"},
    {"preset many", "seek loss end", "resize 1920 1080"},       {"preset first", "seek update end", "resize 1920 1080"},
    {"preset adding", "seek backward 30", "resize 1280 720"},   {"preset long", "seek backward end", "resize 1920 1080"},
    {"preset deep", "seek backward end", "resize 1920 1080"},   {"preset order", "seek loss end", "resize 800 500"},
    {"preset explode", "seek backward end", "resize 1280 720"}, {"preset reber", "seek loss end", "resize 1280 720"}};

static void what_is_drawn_answers_the_pointer(void **state) {
    (void)state;
    Drive drive;
    int missed = 0;
    if (!drive_start_with_fonts(&drive)) skip();
    for (int i = 0; i < (int)(sizeof scenes / sizeof *scenes); i++) {
        for (int k = 0; k < 3; k++) drive_line(&drive, scenes[i][k]);
        char scene[96];
        text_format(scene, (int)sizeof scene, "%s, %s, %s", scenes[i][0], scenes[i][1], scenes[i][2]);
        assert_true(check_texts(&drive, "stage", scene, &missed) > 10);
        assert_true(check_shapes(&drive, scene, &missed) > 10);
        assert_true(check_story(&drive, scene, &missed) > 3 || i == 9); /* at 800x500 it is a drawer */
    }
    drive_end(&drive);
    assert_int_equal(missed, 0);
}

/* Point at the symbols of the equation: each says what it stands for, and W with its radius. */
static void symbols_say_what_they_stand_for(void **state) {
    (void)state;
    Drive drive;
    if (!drive_start_with_fonts(&drive)) skip();
    drive_line(&drive, "preset first");
    drive_line(&drive, "seek forward 3");
    drive_pointer(&drive, 2, 2);
    drive_frame(&drive, 0);
    int weights = 0, states = 0;
    for (int number = 1; number < 40; number++) {
        char path[REGION_PATH_SIZE];
        text_format(path, (int)sizeof path, "stage/equation/%d", number);
        const Region *region = region_find(app_regions(drive.app), path);
        if (!region) break;
        assert_null(strstr(region->tip, "spectral radius")); /* written only for the pointer */
        drive_hover(&drive, path, 0.5, 0.5);
        drive_frame(&drive, 0);
        region = drive_region(&drive, path);
        weights += strstr(region->tip, "Recurrent weights") && strstr(region->tip, "spectral radius 0.42");
        states += strstr(region->tip, "Hidden state") != NULL;
    }
    assert_int_equal(weights, 1);
    assert_int_equal(states, 3); /* h_t, h_{t-1}, h_T */
    drive_end(&drive);
}

/* What the tip of a letter of the equations and formulas says while the pointer is on it; NULL where none stands there. */
static const char *tip_of(Drive *drive, const char *words, int which) {
    const RegionList *list = app_regions(drive->app);
    for (int i = 0; i < list->count; i++) {
        const char *tip = list->item[i].tip;
        if (!tip || strncmp(tip, words, strlen(words)) != 0 || which-- != 0) continue;
        char path[REGION_PATH_SIZE];
        str_copy(path, (int)sizeof path, str_from(list->item[i].path));
        drive_hover(drive, path, 0.5, 0.5);
        drive_frame(drive, 0);
        return drive_region(drive, path)->tip;
    }
    return NULL;
}

/* Each letter that has a number at this moment says it, as the trace and the weights have it; one that has none says why. */
static void letters_say_their_numbers_or_why_they_have_none(void **state) {
    (void)state;
    Drive drive;
    if (!drive_start_with_fonts(&drive)) skip();
    drive_line(&drive, "resize 1920 1080");
    drive_line(&drive, "preset lstm");
    drive_line(&drive, "seek unroll 0");
    drive_frame(&drive, 0);
    assert_non_null(strstr(tip_of(&drive, "Input: what", 0), "no number yet: the forward pass has not begun"));
    assert_non_null(strstr(tip_of(&drive, "Output: what", 0), "no number yet: the loss phase computes it"));
    assert_non_null(strstr(tip_of(&drive, "Logistic", 0), "its slope lies between 0 and 0.25"));
    assert_non_null(strstr(tip_of(&drive, "Bias: ", 0), "length"));
    drive_line(&drive, "seek loss end");
    drive_frame(&drive, 0);
    const Run *run = &app_lab(drive.app)->run;
    const Trace *trace = &run->trace;
    double length = 0, stated = 0, bias = 0;
    int k = run->wiring.loss_count - 1, outputs = run->net.spec.outputs, inputs = run->net.spec.inputs;
    const char *tip = tip_of(&drive, "Output: what", 0), *at = strstr(tip, "length at step ");
    for (int i = 0; i < outputs; i++) length = hypot(length, trace->y[k * outputs + i]);
    assert_non_null(at);
    assert_true(sscanf(strchr(at, ':') + 1, "%lf", &stated) == 1 && fabs(stated - length) < 0.01 * length);
    tip = tip_of(&drive, "Input: what", 0);
    length = 0;
    for (int i = 0; i < inputs; i++) length = hypot(length, trace->x[(run->wiring.steps - 1) * inputs + i]);
    at = strstr(tip, "length at step ");
    assert_non_null(at);
    assert_true(sscanf(strchr(at, ':') + 1, "%lf", &stated) == 1 && fabs(stated - length) < 0.01 * length + 1e-9);
    const Param *param = net_find_param(&run->net, "head.bias");
    for (int i = 0; i < outputs; i++) bias = hypot(bias, run->weight[param->offset + (size_t)i]);
    bool is_found = false; /* of several b one is the head's */
    for (int which = 0; (tip = tip_of(&drive, "Bias: ", which)); which++) {
        at = strstr(tip, "\nlength: ");
        is_found = is_found || (at && sscanf(at + 9, "%lf", &stated) == 1 && fabs(stated - bias) <= 0.01 * bias);
    }
    assert_true(is_found);
    drive_end(&drive);
}

/* The radius is that of the block with the largest: where there are several W, its tip says so. A rate is named once. */
static void numbers_say_what_they_are_the_number_of(void **state) {
    (void)state;
    static const char *const several[] = {"set cell gru", "set cell lstm", "set cell rnn", "set layers 2", "set direction both"};
    Drive drive;
    if (!drive_start_with_fonts(&drive)) skip();
    drive_line(&drive, "resize 1920 1080");
    for (int i = 0; i < 5; i++) {
        drive_line(&drive, several[i]);
        drive_line(&drive, "seek forward 3");
        drive_pointer(&drive, 2, 2);
        drive_frame(&drive, 0);
        const char *tip = tip_of(&drive, "Recurrent weights", 0);
        assert_non_null(strstr(tip, "spectral radius"));
        if (!strstr(tip, "\nlargest spectral radius of all W 0.") != (i == 2)) fail_msg("%s: \"%s\"", several[i], tip);
    }
    drive_line(&drive, "seek update end");
    drive_pointer(&drive, 2, 2);
    drive_frame(&drive, 0);
    bool is_found = false;
    for (int i = 0; i < app_regions(drive.app)->count && !is_found; i++) {
        char path[REGION_PATH_SIZE];
        str_copy(path, (int)sizeof path, str_from(app_regions(drive.app)->item[i].path));
        if (strncmp(path, "story/row", 9) != 0) continue;
        drive_hover(&drive, path, 0.5, 0.5);
        drive_frame(&drive, 0);
        is_found = strcmp(drive_region(&drive, path)->tip, "learning rate\n0.0500") == 0;
    }
    assert_true(is_found);
    drive_end(&drive);
}

/* Does the text hold a letter or a sign that a person may ask about, and no word? */
static bool is_asked_about(Str text) {
    static const char *const words[] = {"one", "truncated"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (begins(text, words[i])) return false;
    unsigned char first = (unsigned char)text.at[0];
    return isalpha(first) || first == 0xce || first == 0xcf || begins(text, "←") || begins(text, "∂");
}

/* No letter of any equation or formula answers only that symbols can be pointed at, in any cell, activation, direction, optimiser and phase;
   and a letter that means two things says the one that it means there. */
static void every_letter_of_the_formulas_answers(void **state) {
    (void)state;
    static const char *const setups[] = {
        "set cell rnn",          "set activation relu", "set activation leaky",  "set activation sigmoid", "set activation identity",
        "set direction both",    "set targets every",   "set cell gru",          "set optimizer momentum", "set cell lstm",
        "set optimizer rmsprop", "set optimizer adam",  "set direction forward", "set optimizer momentum", "set task sine"};
    static const char *const places[] = {"seek unroll 0", "seek forward 3", "seek loss end", "seek backward 3", "seek update end"};
    Drive drive;
    int letters = 0, gradients = 0, candidates = 0;
    if (!drive_start_with_fonts(&drive)) skip();
    drive_line(&drive, "resize 1920 1080");
    for (size_t i = 0; i < sizeof setups / sizeof *setups * 5; i++) {
        if (i % 5 == 0) drive_line(&drive, setups[i / 5]);
        drive_line(&drive, places[i % 5]);
        drive_pointer(&drive, 2, 2);
        for (int rest = 0; rest < 40; rest++) drive_frame(&drive, 1.0 / 30);
        const DrawList *list = drive_frame(&drive, 0);
        DrawItem item;
        Str group = {NULL, 0};
        for (size_t offset = 0; draw_next(list, &offset, &item);) {
            if (item.op == DRAW_GROUP) group = item.text;
            bool is_math = item.op == DRAW_TEXT && (item.face == FACE_MATH || item.face == FACE_MATH_ITALIC);
            bool is_there = begins(group, "stage/equations") || begins(group, "story");
            bool is_index = str_equal(item.text, "t") || str_equal(item.text, "T"); /* it answers where its letter does */
            if (!is_math || !is_there || is_index || item.align != ALIGN_LEFT || !is_asked_about(item.text)) continue;
            const Region *region = region_at(app_regions(drive.app), item.x0 + 2, item.y0 - 0.3 * item.width);
            if (!region || !region->tip || begins(str_from(region->tip), "Point at a symbol"))
                fail_msg("%s, %s: \"%.*s\" says nothing", setups[i / 5], places[i % 5], item.text.count, item.text.at);
            letters++;
            if (!str_equal(item.text, "g")) continue;
            gradients += begins(group, "story") && begins(str_from(region->tip), "Gradient of the loss");
            candidates += begins(group, "stage") && begins(str_from(region->tip), "Candidate");
        }
        const RegionList *regions = app_regions(drive.app); /* a tip draws no formulas: its words have none of their marks */
        for (int k = 0; k < regions->count; k++)
            if (regions->item[k].tip && strpbrk(regions->item[k].tip, "$\\"))
                fail_msg("%s, %s: %s shows a mark: \"%s\"", setups[i / 5], places[i % 5], regions->item[k].path, regions->item[k].tip);
    }
    assert_true(letters > 1000);
    assert_true(gradients > 0 && candidates > 0);
    drive_end(&drive);
}

/* An arrow of W says so before the gradient has been there. */
static void an_arrow_says_what_it_carries_in_every_phase(void **state) {
    (void)state;
    Drive drive;
    if (!drive_start_with_fonts(&drive)) skip();
    drive_line(&drive, "seek forward 8");
    drive_frame(&drive, 0);
    drive_hover(&drive, "stage/river1-5", 0.5, 0.5);
    assert_true(drive_has_text(&drive, "recurrent weights: the state of step 4 goes into step 5"));
    drive_line(&drive, "seek backward end");
    drive_frame(&drive, 0);
    drive_hover(&drive, "stage/river1-5", 0.5, 0.5);
    assert_false(drive_has_text(&drive, "recurrent weights: the state of step 4 goes into step 5"));
    drive_end(&drive);
}

/* Words that are written only for the pointer are there when it comes: every row of numbers says what it is, and its number. */
static void rows_of_numbers_say_what_they_are_where_the_pointer_is(void **state) {
    (void)state;
    static const char *const phases[] = {"seek forward 3", "seek backward 5", "seek update end"};
    Drive drive;
    char path[64][REGION_PATH_SIZE];
    int all = 0;
    if (!drive_start_with_fonts(&drive)) skip();
    for (int phase = 0; phase < 3; phase++) {
        drive_line(&drive, phases[phase]);
        drive_pointer(&drive, 2, 2);
        drive_frame(&drive, 0);
        const RegionList *list = app_regions(drive.app);
        int count = 0;
        for (int i = 0; i < list->count && count < 64; i++) {
            const Region *region = &list->item[i];
            if (strncmp(region->path, "story/row", 9) != 0 && strncmp(region->path, "story/unit", 10) != 0) continue;
            assert_string_equal(region->tip, "");
            if (region->clip.h > 0 && rect_bottom(region->box) < rect_bottom(region->clip))
                str_copy(path[count++], REGION_PATH_SIZE, str_from(region->path));
        }
        for (int i = 0; i < count; i++) {
            drive_hover(&drive, path[i], 0.5, 0.5);
            for (int rest = 0; rest < 6; rest++) drive_frame(&drive, 0.1);
            const char *at = strchr(drive_region(&drive, path[i])->tip, '\n');
            char number[64];
            assert_non_null(at); /* what it is, and below it the number */
            Str rest = str_from(at + 1);
            str_copy(number, (int)sizeof number, str_next_line(&rest));
            if (!drive_has_text(&drive, number)) fail_msg("%s, %s: no tip with \"%s\"", phases[phase], path[i], number);
            all++;
        }
    }
    drive_end(&drive);
    assert_true(all > 12);
}

/* On the way back the words of a row are short: its tip is a sentence that explains the number. */
static void rows_of_the_way_back_are_explained(void **state) {
    (void)state;
    static const char *const cells[] = {"rnn", "gru", "lstm"};
    Drive drive;
    char path[64][REGION_PATH_SIZE];
    if (!drive_start_with_fonts(&drive)) skip();
    for (int scene = 0; scene < 12; scene++) {
        char line[32];
        text_format(line, (int)sizeof line, "set cell %s", cells[scene % 3]);
        drive_line(&drive, line);
        drive_line(&drive, scene / 3 % 2 ? "set layers 2" : "set layers 1");
        drive_line(&drive, scene / 6 ? "set direction both" : "set direction forward");
        drive_line(&drive, scene / 6 ? "chain 1 reverse" : "chain 1 forward");
        drive_line(&drive, "seek backward 5");
        drive_pointer(&drive, 2, 2);
        drive_frame(&drive, 0);
        const RegionList *list = app_regions(drive.app);
        int count = 0, rows = 0;
        for (int i = 0; i < list->count && count < 64; i++) {
            const Region *region = &list->item[i];
            if (strncmp(region->path, "story/row", 9) == 0 && region->clip.h > 0 && rect_bottom(region->box) < rect_bottom(region->clip))
                str_copy(path[count++], REGION_PATH_SIZE, str_from(region->path));
        }
        for (int i = 0; i < count; i++, rows++) {
            drive_hover(&drive, path[i], 0.5, 0.5);
            drive_frame(&drive, 0);
            const char *tip = drive_region(&drive, path[i])->tip, *end = strchr(tip, '\n'), *stop = strchr(tip, '.');
            if (!end || !stop || stop > end) fail_msg("%s: \"%s\" explains nothing", path[i], tip);
        }
        assert_true(rows >= 4);
    }
    drive_end(&drive);
}

/* The factor from h into c is that of the loss alone; the output says what it is, and the loss beside it. */
static void the_places_at_the_loss_say_what_they_are(void **state) {
    (void)state;
    Drive drive;
    if (!drive_start_with_fonts(&drive)) skip();
    drive_line(&drive, "set cell lstm");
    drive_line(&drive, "seek backward end");
    drive_frame(&drive, 0);
    const Region *into = drive_region(&drive, "stage/into-c");
    assert_non_null(strstr(into->tip, "only here"));
    assert_true(begins(str_from(into->number), "into"));
    drive_hover(&drive, "stage/output", 15.5 / 16, 0.75);
    assert_true(drive_has_text(&drive, "loss of this step 0.429"));
    drive_end(&drive);
}

/* Below the shares of the update phase there is no time axis: nothing there answers as a step of the chain. */
static void the_parts_of_an_update_do_not_answer_as_steps(void **state) {
    (void)state;
    static const char *const cells[] = {"rnn", "gru", "lstm"};
    static const int sizes[][2] = {{1280, 720}, {1920, 1080}};
    Drive drive;
    if (!drive_start_with_fonts(&drive)) skip();
    for (int i = 0; i < 6; i++) {
        char line[32];
        drive_resize(&drive, sizes[i / 3][0], sizes[i / 3][1]);
        text_format(line, (int)sizeof line, "set cell %s", cells[i % 3]);
        drive_line(&drive, line);
        drive_line(&drive, "seek update end");
        const DrawList *list = drive_frame(&drive, 0);
        double foot = rect_bottom(drive_region(&drive, "stage/share")->box) + 20;
        DrawItem item;
        bool inside = false;
        int parts = 0;
        for (size_t offset = 0; draw_next(list, &offset, &item);) {
            if (item.op == DRAW_GROUP) inside = begins(item.text, "stage/update");
            if (!inside || item.op != DRAW_TEXT || item.y0 < foot) continue;
            char text[96];
            str_copy(text, (int)sizeof text, item.text);
            double w = text_width(&drive.world.text, list->scale, item.face, item.width, text), x = item.x0;
            x += item.align == ALIGN_LEFT ? w / 2 : item.align == ALIGN_RIGHT ? -w / 2 : 0;
            const Region *region = region_at(app_regions(drive.app), x, item.y0 - 0.3 * item.width);
            if (!region || strcmp(region->path, "stage/step") == 0) fail_msg("\"%s\" answers as a step", text);
            parts++;
        }
        assert_true(parts > 8);
        assert_non_null(region_find(app_regions(drive.app), "stage/ribbons"));
    }
    drive_end(&drive);
}

/* What each letter of the equations stands for is said by one of them: of every cell, all stand there, at the sizes of a lecture. */
static void every_letter_of_the_equations_is_defined_among_them(void **state) {
    (void)state;
    static const char *const cells[] = {"set cell rnn", "set cell gru", "set cell lstm"};
    static const int equations[] = {2, 4, 5};
    static const char *const sizes[] = {"resize 1280 800", "resize 1920 1080"};
    Drive drive;
    if (!drive_start_with_fonts(&drive)) skip();
    for (int i = 0; i < 6; i++) {
        drive_line(&drive, cells[i % 3]);
        drive_line(&drive, sizes[i / 3]);
        const DrawList *list = drive_frame(&drive, 0);
        DrawItem item;
        int count = 0;
        bool inside = false;
        for (size_t offset = 0; draw_next(list, &offset, &item);) {
            if (item.op == DRAW_GROUP) inside = begins(item.text, "stage/equations");
            count += inside && item.op == DRAW_TEXT && item.text.count == 1 && item.text.at[0] == '=';
        }
        if (count != equations[i % 3]) fail_msg("%s, %s: %d equations", cells[i % 3], sizes[i / 3], count);
    }
    drive_end(&drive);
}

/* Where the first arrow of W (amber) and that of the conveyor (grey) end. */
static bool find_ends(const DrawList *list, double *conveyor_y, double *w_y) {
    DrawItem item;
    bool inside = false;
    *conveyor_y = *w_y = 0;
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        if (item.op == DRAW_GROUP) inside = begins(item.text, "stage/chain");
        if (!inside || item.op != DRAW_PATH_STROKE || item.point_count < 2) continue;
        int r = item.color.r, g = item.color.g, b = item.color.b;
        double end = item.point[item.point_count - 1].y;
        if (*w_y == 0 && r - g > 20 && r - b > 40) *w_y = end;
        if (*conveyor_y == 0 && abs(r - g) < 20 && abs(g - b) < 20) *conveyor_y = end;
    }
    return *conveyor_y > 0 && *w_y > 0;
}

/* W feeds gates and candidate, never h itself, and what passes without W, the LSTM's c and the GRU's h, has an arrow of its own: folded and
   unrolled, with strips of gates and where there is no room for them. */
static void the_arrow_of_w_ends_where_w_goes(void **state) {
    (void)state;
    static const char *const cells[] = {"set cell gru", "set cell lstm"};
    static const char *const chains[][2] = {{"set layers 1", "set direction forward"},
                                            {"set layers 2", "set direction forward"},
                                            {"set layers 1", "set direction both"},
                                            {"set layers 2", "set direction both"}};
    Drive drive;
    if (!drive_start_with_fonts(&drive)) skip();
    drive_line(&drive, "resize 1280 800");
    for (int i = 0; i < 16; i++) {
        drive_line(&drive, "preset first");
        drive_line(&drive, "set steps 8");
        drive_line(&drive, cells[i % 2]);
        for (int k = 0; k < 2; k++) drive_line(&drive, chains[i / 2 % 4][k]);
        drive_line(&drive, i / 8 ? "seek forward 8" : "seek unroll 0");
        for (int k = 0; k < 30; k++) drive_frame(&drive, 0.1);
        const DrawList *list = drive_frame(&drive, 0);
        double conveyor_y = 0, w_y = 0;
        if (!find_ends(list, &conveyor_y, &w_y)) fail_msg("%d: no arrow of W beside the conveyor's", i);
        if (w_y <= conveyor_y + 3) fail_msg("%d: W ends at %.0f, the conveyor at %.0f", i, w_y, conveyor_y);
    }
    drive_end(&drive);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_letter_of_the_equations_is_defined_among_them),
        cmocka_unit_test(the_arrow_of_w_ends_where_w_goes),
        cmocka_unit_test(what_is_drawn_answers_the_pointer),
        cmocka_unit_test(letters_say_their_numbers_or_why_they_have_none),
        cmocka_unit_test(symbols_say_what_they_stand_for),
        cmocka_unit_test(numbers_say_what_they_are_the_number_of),
        cmocka_unit_test(every_letter_of_the_formulas_answers),
        cmocka_unit_test(rows_of_numbers_say_what_they_are_where_the_pointer_is),
        cmocka_unit_test(rows_of_the_way_back_are_explained),
        cmocka_unit_test(the_places_at_the_loss_say_what_they_are),
        cmocka_unit_test(the_parts_of_an_update_do_not_answer_as_steps),
        cmocka_unit_test(an_arrow_says_what_it_carries_in_every_phase),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
