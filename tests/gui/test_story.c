/* The numbers in the panel at the left are the trace's, each under its own heading. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "gui/minus.h"
#include "support/drive.h"
#include "view/stage/stage_layout.h"
#include <math.h>
#include <string.h>

/* The text of the story that ends at the same right edge as the heading `letter`, in the row `row` below it (0: the first). */
static bool find_below(const DrawList *list, const char *letter, int row, char out[32]) {
    DrawItem item;
    bool story = false;
    double right = -1, y = 0;
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        char text[64];
        if (item.op == DRAW_GROUP) {
            str_copy(text, sizeof text, item.text);
            story = strcmp(text, "story") == 0;
        }
        if (!story || item.op != DRAW_TEXT) continue;
        str_copy(text, sizeof text, item.text);
        bool is_math = item.face == FACE_MATH_ITALIC;
        if (is_math && strcmp(text, letter) == 0 && item.y0 > 280) { /* the heading, below the formula; the last such counts */
            right = item.x0;
            y = item.y0;
        }
        bool is_number = item.face == FACE_MONO || item.face == FACE_MONO_MEDIUM;
        if (right < 0 || !is_number || item.align != ALIGN_RIGHT || item.y0 < y + 20 + 25 * row || item.y0 > y + 45 + 25 * row) continue;
        if (item.x0 < right || item.x0 > right + 24) continue;
        str_copy(out, 32, item.text);
        return true;
    }
    return false;
}

static void expect(Drive *drive, const char *letter, int unit, double value, bool is_short) {
    char found[32] = "", right[32];
    if (is_short)
        number_format_short(right, sizeof right, value, 3);
    else
        text_format(right, sizeof right, "%.2f", value);
    minus_mend(right, sizeof right);
    if (!find_below(drive_frame(drive, 0), letter, unit, found)) fail_msg("nothing below %s", letter);
    assert_string_equal(found, right);
}

static void the_forward_table_of_a_plain_network(void **state) {
    (void)state;
    Drive drive;
    drive_start(&drive);
    drive_line(&drive, "train 30"); /* biases that are not zero */
    drive_line(&drive, "seek forward 5");
    const Run *run = &app_lab(drive.app)->run;
    const TraceLane *lane = &run->trace.lane[0][0];
    size_t ih = net_get_param(&run->net, PARAM_INPUT_BIAS, 0, 0)->offset, hh = net_get_param(&run->net, PARAM_RECURRENT_BIAS, 0, 0)->offset;
    for (int u = 0; u < 6; u++) {
        double b = run->weight[ih + (size_t)u] + run->weight[hh + (size_t)u];
        assert_true(fabs(b) > 1e-6);
        expect(&drive, "b", u, b, true);
        expect(&drive, "a", u, lane->pre[4 * 6 + u], true);
        expect(&drive, "h", u, lane->h[4 * 6 + u], true);
    }
    drive_end(&drive);
}

static void the_forward_table_of_an_lstm(void **state) {
    (void)state;
    Drive drive;
    drive_start(&drive);
    drive_line(&drive, "set cell lstm");
    drive_line(&drive, "seek forward 7");
    const TraceLane *lane = &app_lab(drive.app)->run.trace.lane[0][0];
    const double *gate = lane->gate + 6 * 4 * 6;
    for (int u = 0; u < 6; u++) {
        expect(&drive, "f", u, gate[LSTM_F * 6 + u], false);
        expect(&drive, "i", u, gate[LSTM_I * 6 + u], false);
        expect(&drive, "g", u, gate[LSTM_G * 6 + u], false);
        expect(&drive, "o", u, gate[LSTM_O * 6 + u], false);
        expect(&drive, "c", u, lane->c[6 * 6 + u], false);
        expect(&drive, "h", u, lane->h[6 * 6 + u], false);
    }
    drive_end(&drive);
}

static int count_text(Drive *drive, const char *words) {
    DrawItem item;
    bool story = false;
    int count = 0;
    const DrawList *list = drive_frame(drive, 0);
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        if (item.op == DRAW_GROUP) story = str_equal(item.text, "story");
        count += story && item.op == DRAW_TEXT && str_equal(item.text, words);
    }
    return count;
}

/* The table ends at h_t, and so do the formulas above it; what has no room is left out from the front. */
static void the_formulas_of_a_step_go_on_to_its_state(void **state) {
    (void)state;
    Drive drive;
    drive_start(&drive);
    drive_line(&drive, "seek forward 5");
    assert_int_equal(count_text(&drive, "tanh"), 1);
    drive_line(&drive, "set activation relu");
    assert_int_equal(count_text(&drive, "ReLU"), 1);
    drive_line(&drive, "set cell lstm");
    assert_int_equal(count_text(&drive, "tanh"), 2); /* g and h */
    assert_int_equal(count_text(&drive, "σ"), 1);    /* f, i and o */
    drive_line(&drive, "set cell gru");
    assert_int_equal(count_text(&drive, "tanh"), 1);
    assert_int_equal(count_text(&drive, "σ"), 1);
    drive_line(&drive, "set cell lstm");
    drive_resize(&drive, 1280, 500);
    assert_int_equal(count_text(&drive, "tanh"), 1); /* c and h stay */
    assert_int_equal(count_text(&drive, "σ"), 0);
    drive_end(&drive);
}

/* The row with these words has this value, and is the index-th of its kind. */
static void expect_row(Drive *drive, const char *words, int index, double value) {
    DrawItem item;
    char text[96] = "", before[96], right[32];
    const DrawList *list = drive_frame(drive, 0);
    number_format_short(right, sizeof right, value, 3);
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        if (item.op != DRAW_TEXT) continue;
        memcpy(before, text, sizeof text);
        str_copy(text, sizeof text, item.text);
        if (strcmp(before, words) != 0 || index-- > 0) continue;
        assert_string_equal(text, right);
        return;
    }
    fail_msg("there is no row \"%s\"", words);
}

/* The symbols of a task are called by their names wherever a person reads of them. */
static void symbols_are_called_by_their_names(void **state) {
    (void)state;
    Drive drive;
    drive_start(&drive);
    drive_line(&drive, "set task reber");
    drive_line(&drive, "set steps 12");
    drive_line(&drive, "seek loss 3");
    const char *const letters[7] = {"B", "T", "P", "S", "X", "V", "E"};
    for (int o = 0; o < 7; o++) assert_int_equal(count_text(&drive, letters[o]), 1); /* p with this index */
    assert_int_equal(count_text(&drive, "1"), 0);
    drive_line(&drive, "seek forward 1");
    assert_true(drive_has_text(&drive, ": symbol B"));
    const Trace *trace = &app_lab(drive.app)->run.trace;
    char drawn[16] = "", expected[16] = "";
    DrawItem item;
    bool ends = false;
    const DrawList *list = drive_frame(&drive, 0);
    for (size_t offset = 0; draw_next(list, &offset, &item);) { /* the string below the inputs */
        if (item.op == DRAW_GROUP) ends = str_equal(item.text, "stage/ends");
        if (!ends || item.op != DRAW_TEXT || item.text.count != 1 || !strchr("BTPSXVE", item.text.at[0])) continue;
        if (strlen(drawn) + 1 < sizeof drawn) drawn[strlen(drawn)] = item.text.at[0];
    }
    for (int t = 0; t < 12; t++)
        for (int i = 0; i < 7; i++)
            if (trace->x[t * 7 + i] > 0) expected[strlen(expected)] = letters[i][0];
    assert_true(strlen(expected) >= 8);
    assert_string_equal(drawn, expected);
    drive_line(&drive, "set task anbn");
    drive_line(&drive, "seek loss 3");
    assert_int_equal(count_text(&drive, "a"), 1);
    assert_int_equal(count_text(&drive, "X"), 1);
    drive_line(&drive, "set task order");
    drive_line(&drive, "seek loss end");
    assert_int_equal(count_text(&drive, "AB"), 1);
    drive_line(&drive, "set task recall");
    drive_line(&drive, "seek loss end");
    assert_int_equal(count_text(&drive, "+1"), 1);
    drive_end(&drive);
}

static void perplexity_where_symbols_are_foretold(void **state) {
    (void)state;
    Drive drive;
    drive_start(&drive);
    drive_line(&drive, "seek loss end");
    assert_false(drive_has_text(&drive, "perplexity"));
    drive_line(&drive, "set task reber");
    drive_line(&drive, "set steps 20");
    drive_line(&drive, "seek loss 3");
    const Trace *trace = &app_lab(drive.app)->run.trace;
    double nats = 0;
    int count = 0;
    for (int t = 0; t < 20; t++) {
        double given = 0;
        for (int i = 0; i < 7; i++) given += trace->x[t * 7 + i];
        if (given > 0) nats -= log(trace->prob[t * 7 + (int)trace->target[t]]);
        count += given > 0;
    }
    TaskOptions options = {.steps = 20};
    TaskEntropy least = task_find("reber")->entropy(&options);
    assert_true(count < 20);
    expect_row(&drive, "bits", 0, nats / count / log(2.0));
    expect_row(&drive, "perplexity", 0, exp(nats / count));
    expect_row(&drive, "the fewest possible, on average", 0, least.nats / least.predictions / log(2.0));
    expect_row(&drive, "the least possible, on average", 0, exp(least.nats / least.predictions));
    char loss[64], number[32];
    number_format_short(number, sizeof number, least.nats / least.predictions, 3); /* a step behind the string is padding */
    text_format(loss, sizeof loss, "Loss, least %s", number);
    drive_resize(&drive, 1280, 720); /* beside the buttons of training, once it has begun */
    drive_line(&drive, "show controls");
    drive_line(&drive, "train 1");
    drive_frame(&drive, 0);
    assert_true(drive_has_text(&drive, loss));
    drive_end(&drive);
}

static double largest_of(const Run *run, const double *block) {
    const Param *param = net_get_param(&run->net, PARAM_RECURRENT_WEIGHT, 0, 0);
    double most = 0;
    for (int i = 0; i < param->rows * param->cols; i++) most = fmax(most, fabs(block[param->offset + (size_t)i]));
    return most;
}

/* The change on the stage is the gradient on the stage times the rate on the stage, halved and truncated as they are. */
static void the_update_shows_the_rate_and_the_gradient_in_use(void **state) {
    (void)state;
    static const char *const lines[] = {"set radius 1.1", "set halving 100", "set truncate 2", "train 150", "seek update end"};
    Drive drive;
    drive_start(&drive);
    drive_resize(&drive, 1920, 1080);
    for (int i = 0; i < 5; i++) drive_line(&drive, lines[i]);
    const Run *run = &app_lab(drive.app)->run;
    double rate = 0.05 * exp2(-1.5);
    char text[96], number[32], exact[32];
    expect_row(&drive, "learning rate by now", 0, rate);
    expect_row(&drive, "as set, its half-life in updates: 100", 0, 0.05);
    number_format_short(number, sizeof number, rate, 2);
    text_format(text, sizeof text, "× (−%s)", number);
    assert_true(drive_has_text(&drive, text));
    double shown = largest_of(run, run->truncated.gradient);
    assert_true(fabs(largest_of(run, run->delta) - rate * shown) < 1e-12 * shown);
    number_format_short(number, sizeof number, shown, 2);
    number_format_short(exact, sizeof exact, largest_of(run, run->gradient), 2);
    assert_string_not_equal(number, exact);
    text_format(text, sizeof text, "blue −%s, orange +%s", number, number);
    assert_true(drive_has_text(&drive, text));
    assert_true(drive_has_text(&drive, "in the exact gradient"));
    assert_true(drive_has_text(&drive, "training looks back 2 steps from each loss: nothing comes from the hollow ones"));
    expect_row(&drive, "norm of the exact gradient", 0, run->trace.gradient_norm);
    double squares = 0;
    for (size_t i = 0; i < run->net.weight_count; i++) squares += run->truncated.gradient[i] * run->truncated.gradient[i];
    expect_row(&drive, "norm of the truncated one", 0, sqrt(squares));
    drive_hover(&drive, "stage/entry1-1", 0.5 / 6, 0.5 / 6);
    drive_frame(&drive, 1);
    drive_frame(&drive, 1);
    const Param *param = net_get_param(&run->net, PARAM_RECURRENT_WEIGHT, 0, 0);
    number_format_short(number, sizeof number, run->gradient[param->offset], 8);
    text_format(text, sizeof text, "truncated to a look back of 2; the exact one is %s", number);
    assert_true(drive_has_text(&drive, text));
    drive_line(&drive, "set truncate 0");
    drive_line(&drive, "set halving 0");
    expect_row(&drive, "learning rate", 0, 0.05);
    assert_false(drive_has_text(&drive, "truncated") || drive_has_text(&drive, "exact gradient"));
    drive_end(&drive);
}

/* What lies between gradient and change is said: another optimiser, clipping, L2. */
static void the_update_says_what_becomes_of_the_gradient(void **state) {
    (void)state;
    Drive drive;
    drive_start(&drive);
    drive_resize(&drive, 1920, 1080);
    drive_line(&drive, "set clip_norm 0.1");
    drive_line(&drive, "seek update change");
    const Run *run = &app_lab(drive.app)->run;
    assert_true(run->trace.gradient_norm > 0.1);
    double factor = 0.1 / (run->trace.gradient_norm + 1e-6);
    assert_true(fabs(largest_of(run, run->delta) - 0.05 * factor * largest_of(run, run->gradient)) < 1e-12);
    char text[96], number[32];
    number_format_short(number, sizeof number, factor, 2);
    text_format(text, sizeof text, "clipped × %s", number);
    assert_true(drive_has_text(&drive, text));
    expect_row(&drive, "is clipped: multiplied by", 0, factor);
    drive_line(&drive, "set clip_norm 0");
    assert_false(drive_has_text(&drive, "clipped ×") || drive_has_text(&drive, "is clipped"));
    drive_line(&drive, "set clip_norm 10");
    expect_row(&drive, "is within the clip norm: times", 0, 1);
    assert_false(drive_has_text(&drive, "clipped ×"));
    drive_line(&drive, "set optimizer adam");
    drive_line(&drive, "set l2 0.02");
    assert_true(drive_has_text(&drive, "Adam, η = 0.05") && drive_has_text(&drive, "+ 0.020 W"));
    assert_false(drive_has_text(&drive, "× (−"));
    drive_end(&drive);
}

/* A word of one letter, brackets and commas aside. */
static bool is_symbol(const char *at, size_t size) {
    while (size > 0 && strchr("(,.;:", *at)) at++, size--;
    while (size > 0 && strchr("),.;:", at[size - 1])) size--;
    return size == 1 && strchr("UWVhcfigozrnvm", *at);
}

static bool same_color(Color a, Color b) { return a.r == b.r && a.g == b.g && a.b == b.b; }

/* Symbols of the running text: how many are drawn as mathematics, and none as plain words. */
static int count_symbols(Drive *drive, const char *letter, Color color) {
    DrawItem item;
    bool story = false;
    int count = 0;
    const DrawList *list = drive_frame(drive, 0);
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        char text[320];
        if (item.op == DRAW_GROUP) story = str_equal(item.text, "story");
        if (!story || item.op != DRAW_TEXT) continue;
        str_copy(text, sizeof text, item.text);
        if (item.face == FACE_MATH_ITALIC) {
            count += strcmp(text, letter) == 0 && same_color(item.color, color);
            continue;
        }
        if (item.face != FACE_UI && item.face != FACE_UI_BOLD) continue;
        for (const char *word = text; *word;) {
            size_t size = strcspn(word, " ");
            if (is_symbol(word, size)) fail_msg("a symbol looks like a word in \"%s\"", text);
            word += size;
            word += strspn(word, " ");
        }
    }
    return count;
}

static void symbols_in_the_text_have_the_colours_of_the_stage(void **state) {
    (void)state;
    Drive drive;
    drive_start(&drive);
    static const char *const themes[] = {"theme dark", "theme light"}, *const cells[] = {"set cell rnn", "set cell gru", "set cell lstm"};
    static const char *const rules[] = {"set optimizer sgd", "set optimizer momentum", "set optimizer rmsprop", "set optimizer adam"};
    drive_line(&drive, "set l2 0.01");
    for (int i = 0; i < 2; i++) {
        const Theme *theme = theme_get((ThemeChoice){i == 0 ? THEME_DARK : THEME_LIGHT, PALETTE_DEFAULT});
        drive_line(&drive, themes[i]);
        for (int cell = 0; cell < 3; cell++) {
            drive_line(&drive, cells[cell]);
            drive_line(&drive, "seek unroll end");
            int formula = cell == 0; /* the cell's equation holds them once more */
            assert_int_equal(count_symbols(&drive, "U", theme->input_weight), 1 + formula);
            assert_int_equal(count_symbols(&drive, "W", theme->recurrent_weight), 2 + formula); /* and in the radius */
            assert_int_equal(count_symbols(&drive, "V", theme->output_weight), 1);
            drive_line(&drive, "seek forward 3");
            if (cell == 2) assert_true(count_symbols(&drive, "o", theme->gate_output) >= 2); /* in the text and above the table */
            count_symbols(&drive, "f", theme->text);
            drive_line(&drive, "seek backward 3");
            count_symbols(&drive, "W", theme->recurrent_weight);
            for (int rule = 0; rule < 4; rule++) {
                drive_line(&drive, rules[rule]);
                drive_line(&drive, "seek update end");
                assert_true(count_symbols(&drive, "W", theme->recurrent_weight) >= 4); /* title, text, formula, L2 */
            }
        }
    }
    drive_end(&drive);
}

/* In the reverse chain every state of a formula, a title and a row has its prime; the head alone reads the other chain's too. */
static void states_of_the_reverse_chain_have_primes(void **state) {
    (void)state;
    static const char *const cells[] = {"set cell rnn", "set cell gru", "set cell lstm", "set activation relu", "set activation sigmoid"};
    static const char *const places[] = {"seek forward 3", "seek backward 3", "seek backward end", "seek update end", "follow all"};
    Drive drive;
    int primed = 0;
    if (!drive_start_with_fonts(&drive)) skip();
    drive_line(&drive, "resize 1920 1080");
    drive_line(&drive, "set direction both");
    for (int i = 0; i < 25; i++) {
        if (i == 15) drive_line(&drive, "set cell rnn");
        if (i % 5 == 0) drive_line(&drive, cells[i / 5]);
        if (i % 5 == 0) drive_line(&drive, "follow last");
        drive_line(&drive, "chain 1 reverse");
        drive_line(&drive, places[i % 5]);
        if (i % 5 == 4) drive_line(&drive, "seek backward end");
        for (int rest = 0; rest < 40; rest++) drive_frame(&drive, 1.0 / 30);
        const DrawList *list = drive_frame(&drive, 0);
        DrawItem item, next;
        Str group = {NULL, 0};
        for (size_t offset = 0; draw_next(list, &offset, &item);) {
            size_t behind = offset;
            if (item.op == DRAW_GROUP) group = item.text;
            bool is_there = group.count >= 5 && (memcmp(group.at, "story", 5) == 0 || str_equal(group, "stage/equations") ||
                                                 str_equal(group, "stage/chart") || str_equal(group, "stage/update"));
            bool is_state =
                item.op == DRAW_TEXT && item.face == FACE_MATH_ITALIC && (str_equal(item.text, "h") || str_equal(item.text, "c"));
            if (!is_there || !is_state || !draw_next(list, &behind, &next)) continue;
            bool has_prime = next.op == DRAW_TEXT && str_equal(next.text, "′");
            bool is_math = next.face == FACE_MATH || next.face == FACE_MATH_ITALIC; /* else a word of the text */
            bool has_index = next.op == DRAW_TEXT && is_math && next.width < item.width && !str_equal(next.text, "T");
            if (has_index && !has_prime)
                fail_msg("%s, %s: %.*s with the index %.*s in %.*s", cells[i / 5], places[i % 5], item.text.count, item.text.at,
                         next.text.count, next.text.at, group.count, group.at);
            primed += has_prime;
        }
    }
    assert_true(primed > 100);
    drive_end(&drive);
}

/* Sentences, rows and boxes name the reverse chain's matrices too. */
static void matrices_of_the_reverse_chain_have_primes(void **state) {
    (void)state;
    static const char *const cells[] = {"set cell rnn", "set cell gru", "set cell lstm"};
    static const char *const screens[] = {"show none", "show cell", "show microscope"};
    Drive drive;
    int seen = 0;
    if (!drive_start_with_fonts(&drive)) skip();
    drive_line(&drive, "resize 1920 1080");
    drive_line(&drive, "set direction both");
    for (int i = 0; i < 9; i++) {
        if (i % 3 == 0) drive_line(&drive, cells[i / 3]);
        drive_line(&drive, "chain 1 reverse");
        drive_line(&drive, "seek backward 5");
        if (i % 3 > 0) drive_line(&drive, screens[i % 3]);
        for (int rest = 0; rest < 40; rest++) drive_frame(&drive, 1.0 / 30);
        const DrawList *list = drive_frame(&drive, 0);
        DrawItem item, next;
        Str group = {NULL, 0};
        for (size_t offset = 0; draw_next(list, &offset, &item);) {
            size_t behind = offset;
            if (item.op == DRAW_GROUP) group = item.text;
            bool is_there = group.count >= 4 &&
                            (memcmp(group.at, "stor", 4) == 0 || memcmp(group.at, "cell", 4) == 0 || str_equal(group, "microscope/side"));
            bool is_name = item.op == DRAW_TEXT && (str_equal(item.text, "W") || (str_equal(item.text, "U") && i % 3 == 1));
            if (!is_there || !is_name || !draw_next(list, &behind, &next)) continue;
            seen++;
            if (next.op != DRAW_TEXT || !str_equal(next.text, "′"))
                fail_msg("%s, %s: no prime behind %.*s in %.*s", cells[i / 3], screens[i % 3], item.text.count, item.text.at, group.count,
                         group.at);
        }
        if (i % 3 > 0) drive_key(&drive, "Escape");
    }
    assert_true(seen > 20);
    drive_end(&drive);
}

/* b is the sum of two vectors, b_ih and b_hh, of which equations show one: without the word the count does not add up. */
static void the_count_of_weights_says_that_b_counts_twice(void **state) {
    (void)state;
    static const char *const cells[] = {"set cell rnn", "set cell gru", "set cell lstm"};
    Drive drive;
    drive_start(&drive);
    drive_resize(&drive, 1920, 1080);
    for (int cell = 0; cell < 3; cell++) {
        char number[24];
        drive_line(&drive, cells[cell]);
        drive_frame(&drive, 0);
        const Net *net = &app_lab(drive.app)->run.net;
        int H = net->spec.hidden, in = net->spec.inputs, out = net->spec.outputs;
        text_format(number, (int)sizeof number, "%d", net->gates * (H * in + H * H + 2 * H) + out * H + out);
        assert_true(drive_has_text(&drive, "weights and biases, b twice"));
        assert_true(drive_has_run(&drive, number));
    }
    drive_end(&drive);
}

/* A ReLU's state may be large: the swatches beside the units have the colours of the stage, whose legend says what full colour is. */
static void a_unit_has_one_colour_on_the_stage_and_in_the_panel(void **state) {
    (void)state;
    Drive own, *drive = &own;
    drive_start(drive);
    drive_resize(drive, 1366, 768);
    drive_line(drive, "motion reduced");
    drive_line(drive, "set activation leaky");
    drive_line(drive, "set layers 2");
    drive_line(drive, "seek forward 6");
    const Run *run = &app_lab(drive->app)->run;
    const TraceLane *lane = &run->trace.lane[1][0];
    int H = run->net.spec.hidden, found = 0;
    const View view = {.run = run};
    double limit = stage_state_limit(&view);
    assert_true(limit > 1);
    const DrawList *list = drive_frame(drive, 0);
    for (int u = 0; u < H; u++) {
        char path[32];
        text_format(path, sizeof path, "story/unit%d", u + 1);
        const Region *row = region_find(app_regions(drive->app), path);
        if (!row) continue;
        Color full = color_signed(&theme_get((ThemeChoice){THEME_DARK, PALETTE_DEFAULT})->state, lane->h[5 * H + u], limit);
        DrawItem item;
        for (size_t offset = 0; draw_next(list, &offset, &item);) {
            bool is_swatch = item.op == DRAW_ROUND && item.box.w == 12 && fabs(rect_mid_y(item.box) - rect_mid_y(row->box)) < 6;
            if (!is_swatch || item.box.x < row->box.x || item.box.x > rect_right(row->box)) continue;
            assert_memory_equal(&item.color, &full, sizeof full);
            found++;
        }
    }
    assert_true(found > 2);
    drive_end(drive);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_count_of_weights_says_that_b_counts_twice),
        cmocka_unit_test(the_forward_table_of_a_plain_network),
        cmocka_unit_test(states_of_the_reverse_chain_have_primes),
        cmocka_unit_test(matrices_of_the_reverse_chain_have_primes),
        cmocka_unit_test(the_forward_table_of_an_lstm),
        cmocka_unit_test(the_update_shows_the_rate_and_the_gradient_in_use),
        cmocka_unit_test(the_update_says_what_becomes_of_the_gradient),
        cmocka_unit_test(the_formulas_of_a_step_go_on_to_its_state),
        cmocka_unit_test(symbols_are_called_by_their_names),
        cmocka_unit_test(perplexity_where_symbols_are_foretold),
        cmocka_unit_test(symbols_in_the_text_have_the_colours_of_the_stage),
        cmocka_unit_test(a_unit_has_one_colour_on_the_stage_and_in_the_panel),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
