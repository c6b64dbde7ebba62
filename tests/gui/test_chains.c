/* Show me the chain: the key answers every number that stands under the pointer, on the stage and in every picture beside it, with the sum and
   products that made it, or says in one sentence why there are none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "experiment/terms_alone.h"
#include "support/drive.h"
#include <ctype.h>
#include <math.h>
#include <string.h>

enum { PATH_MAX = 1500 };

/* A number with a point or an exponent; counts and steps have neither. */
static bool has_figure(const char *text) {
    for (const char *c = text; c && *c; c++) {
        if (!isdigit((unsigned char)c[0])) continue;
        if (c[1] == '.' && isdigit((unsigned char)c[2])) return true;
        if (c[1] == 'e' && (isdigit((unsigned char)c[2]) || strncmp(c + 2, "−", 3) == 0 || c[2] == '-')) return true;
    }
    return false;
}

typedef struct Tally {
    int there, none, nothing;
} Tally;

/* Is the number the product or sum that its terms make? */
static void check_number(Drive *drive, const TermsPlace *place, const char *scene, const char *path) {
    const Lab *lab = app_lab(drive->app);
    TermsAlone alone = {0};
    TermsSource source;
    Terms terms = {0};
    if (!terms_alone_find(&source, &alone, lab, place->loss, true)) fail_msg("%s, %s: no source", scene, path);
    if (!terms_is_updated(&source, place)) fail_msg("%s, %s: the update has no such number", scene, path);
    assert_true(terms_form(&terms, &source, place));
    double found = terms_evaluate(&terms, lab->run.net.spec.activation), size = fabs(terms.value);
    for (int i = 0; i < terms.count && terms.function == TERMS_PLAIN; i++) size += fabs(terms.term[i].value);
    bool are_both_nan = isnan(found) && isnan(terms.value); /* of a broken state */
    if (terms.count > 0 && !are_both_nan && !(fabs(found - terms.value) <= 1e-10 * fmax(size, 1e-9)))
        fail_msg("%s, %s: kind %d is %.17g, its terms make %.17g", scene, path, place->kind, terms.value, found);
    terms_deinit(&terms);
    terms_alone_deinit(&alone);
}

/* What the key would do where the pointer is. */
static void ask(Drive *drive, const char *scene, const char *path, const char *words, Tally *tally) {
    TermsPlace place;
    const char *why;
    switch (app_find_chain(drive->app, &place, &why)) {
    case APP_CHAIN_THERE:
        tally->there++;
        check_number(drive, &place, scene, path);
        return;
    case APP_CHAIN_NONE:
        tally->none++;
        assert_true(strlen(why) > 20 && why[strlen(why) - 1] == '.');
        return;
    case APP_CHAIN_NOTHING: break;
    }
    if (tally->nothing++ < 40) print_message("%s: %s says \"%.90s\" and no chain\n", scene, path, words);
}

/* Every region whose tip has a figure, in the middle of what of it lies on top. */
static void ask_tips(Drive *drive, const char *scene, Tally *tally) {
    static char path[PATH_MAX][REGION_PATH_SIZE];
    const RegionList *list = app_regions(drive->app);
    int count = 0;
    for (int i = 0; i < list->count && count < PATH_MAX; i++) text_format(path[count++], REGION_PATH_SIZE, "%s", list->item[i].path);
    for (int i = 0; i < count; i++) {
        const Region *region = region_find(app_regions(drive->app), path[i]);
        if (strncmp(path[i], "top/", 4) == 0 || !region || region->box.w <= 0) continue;
        double x = region->box.x + 0.4 * region->box.w, y = region->box.y + 0.5 * region->box.h;
        if (region_at(app_regions(drive->app), x, y) != region) continue;
        drive_pointer(drive, x, y);
        region = region_find(app_regions(drive->app), path[i]);
        if (region && has_figure(region->tip)) ask(drive, scene, path[i], region->tip, tally);
    }
}

typedef struct Spot {
    double x, y;
    char text[48];
} Spot;

/* Every number that is drawn in the face of numbers that change, on the stage, in its pictures and in the story. */
static void ask_texts(Drive *drive, const char *scene, Tally *tally) {
    static Spot spot[PATH_MAX];
    drive_pointer(drive, 2, 2);
    const DrawList *list = drive_frame(drive, 0);
    DrawItem item;
    int count = 0;
    for (size_t offset = 0; draw_next(list, &offset, &item) && count < PATH_MAX;) {
        if (item.op != DRAW_TEXT || (item.face != FACE_MONO && item.face != FACE_MONO_MEDIUM)) continue;
        Spot *at = &spot[count];
        str_copy(at->text, (int)sizeof at->text, item.text);
        if (!has_figure(at->text) || item.layer == LAYER_HOVER) continue;
        double w = text_width(&drive->world.text, list->scale, item.face, item.width, at->text);
        at->x = item.x0 + (item.align == ALIGN_LEFT ? w / 2 : item.align == ALIGN_RIGHT ? -w / 2 : 0);
        at->y = item.y0 - 0.3 * item.width;
        count++;
    }
    for (int i = 0; i < count; i++) {
        drive_pointer(drive, spot[i].x, spot[i].y);
        const Region *region = region_at(app_regions(drive->app), spot[i].x, spot[i].y);
        if (!region || strncmp(region->path, "top/", 4) == 0 || strncmp(region->path, "transport", 9) == 0) continue;
        ask(drive, scene, region->path, spot[i].text, tally);
    }
}

static const char *const shows[] = {"hide",       "cell 5",     "show microscope", "show weights", "show activation", "show compare",
                                    "show check", "show cliff", "show history",    "show search",  "terms h 4 3",     "terms change W 2 1"};

static void ask_all(Drive *drive, const char *setup, const char *seek, Tally *tally) {
    for (size_t k = 0; k < sizeof shows / sizeof *shows; k++) {
        char scene[128];
        drive_line(drive, seek);
        if (k > 0) drive_line(drive, shows[k]);
        for (int f = 0; f < 12; f++) drive_frame(drive, 0.05);
        text_format(scene, sizeof scene, "%s, %s, %s", setup, seek, shows[k]);
        ask_tips(drive, scene, tally);
        ask_texts(drive, scene, tally);
        if (k > 0) drive_line(drive, "hide");
    }
}

static void run_setup(Drive *drive, const char *const *lines, const char *seek) {
    Tally tally = {0};
    drive_line(drive, "motion reduced");
    for (int i = 0; lines[i]; i++) drive_line(drive, lines[i]);
    ask_all(drive, lines[0], seek, &tally);
    assert_int_equal(tally.nothing, 0);
    assert_true(tally.there > 20 && tally.none > 5);
}

static void every_number_of_a_plain_network_answers(void **state) {
    static const char *const lines[] = {"set cell rnn", "set clip_norm 0.5", "set l2 0.01", "train 30", NULL};
    run_setup(*state, lines, "seek backward 6");
    run_setup(*state, lines, "seek update end");
}

static void every_number_of_an_lstm_answers(void **state) {
    static const char *const lines[] = {"set cell lstm", "set optimizer adam", "set layers 2", "train 30", NULL};
    run_setup(*state, lines, "seek forward 5");
    run_setup(*state, lines, "seek backward 6");
}

static void every_number_of_a_gru_with_a_loss_at_every_step_answers(void **state) {
    static const char *const lines[] = {"set cell gru", "set task sine", "set optimizer momentum", "set truncate 3", "train 30", NULL};
    run_setup(*state, lines, "seek loss end");
    run_setup(*state, lines, "seek update end");
}

/* The pages of data that a task brings, and that of a training that burst. */
static void every_number_of_the_other_pages_answers(void **state) {
    static const struct {
        const char *setup[6], *seek, *show;
        int there, none; /* at least */
    } pages[] = {
        {{"preset first", "set task text", "set cell lstm", "train 5"}, "seek backward end", "show text", 10, 20},
        {{"preset first", "set task series", "set cell gru", "train 5"}, "seek backward end", "show series", 5, 5},
        {{"preset first", "set task sentiment", "set cell lstm", "train 5"}, "seek backward end", "show sentiment", 10, 10},
        {{"preset first", "set activation identity", "set radius 2.5", "set learning_rate 10", "train 40"}, "", "show burst", 0, 1},
    };
    Drive *drive = *state;
    drive_line(drive, "motion reduced");
    for (size_t p = 0; p < sizeof pages / sizeof *pages; p++) {
        Tally tally = {0};
        for (int i = 0; i < 6 && pages[p].setup[i]; i++) {
            if (strncmp(pages[p].setup[i], "train", 5) == 0 && strcmp(pages[p].show, "show burst") == 0)
                drive_refuse(drive, pages[p].setup[i], "Update");
            else
                drive_line(drive, pages[p].setup[i]);
        }
        if (pages[p].seek[0]) drive_line(drive, pages[p].seek);
        drive_line(drive, pages[p].show);
        for (int f = 0; f < 12; f++) drive_frame(drive, 0.05);
        ask_tips(drive, pages[p].show, &tally);
        ask_texts(drive, pages[p].show, &tally);
        assert_int_equal(tally.nothing, 0);
        assert_true(tally.there >= pages[p].there && tally.none >= pages[p].none);
        drive_line(drive, "hide");
    }
}

/* The key itself: it opens the page of the number, or says the sentence and leaves the picture as it is. */
static void the_key_opens_the_page_or_says_why_not(void **state) {
    Drive *drive = *state;
    drive_line(drive, "motion reduced");
    drive_line(drive, "set optimizer adam");
    drive_line(drive, "seek update end");
    drive_frame(drive, 0);
    drive_hover(drive, "stage/entry2-1", 0.3, 0.3);
    drive_key(drive, "E");
    const UiState *ui = drive_ui(drive);
    assert_int_equal(screen_find_inside(&ui->screens), SCREEN_TERMS);
    assert_int_equal(ui->trail[ui->trail_count - 1].kind, TERMS_DELTA);
    assert_true(drive_has_text(drive, "Change of the recurrent weight W"));
    drive_line(drive, "hide");
    drive_line(drive, "show microscope");
    drive_frame(drive, 0);
    drive_hover(drive, "microscope/plane", 0.02, 0.02);
    drive_key(drive, "E");
    assert_int_equal(screen_find_inside(&drive_ui(drive)->screens), SCREEN_MICROSCOPE);
    assert_true(drive_has_text(drive, "It is a mark of the axis."));
    drive_refuse(drive, "terms moment1 W 1 4000", "is no column");
    drive_line(drive, "set optimizer sgd");
    drive_refuse(drive, "terms moment1 W 1 2", "the optimiser keeps no");
}

/* What is counted can be walked into as well: the share over a histogram, a unit's share, one step, and the gate that is flat there. */
static void the_saturated_share_leads_to_the_gates(void **state) {
    static const TermsKind way[] = {TERMS_FLAT_SHARE, TERMS_FLAT_UNIT, TERMS_FLAT, TERMS_GATE, TERMS_PRE};
    Drive *drive = *state;
    drive_line(drive, "motion reduced");
    drive_line(drive, "set cell lstm");
    drive_line(drive, "show activation");
    drive_frame(drive, 0);
    drive_hover(drive, "activation/share-f", 0.1, 0.5);
    drive_key(drive, "E");
    for (size_t i = 0; i < sizeof way / sizeof *way; i++) {
        const UiState *ui = drive_ui(drive);
        if (i > 0) drive_click(drive, "terms/term1-1");
        assert_int_equal(ui->trail[ui->trail_count - 1].kind, way[i]);
        if (i == 0) assert_true(drive_has_text(drive, "Saturated share of all units and steps, forget gate"));
        if (i == 2) assert_true(drive_has_text(drive, "1 if saturated, 0 if not: the forget gate of unit"));
    }
    assert_int_equal(drive_ui(drive)->trail_count, 5);
}

/* An eigenvalue leads to its parts and on to W; so does the spectral radius beside the stage, of the block in which it is largest. */
static void an_eigenvalue_leads_to_the_weights(void **state) {
    static const char *const cells[] = {"set cell rnn", "set cell gru", "set cell lstm"};
    Drive *drive = *state;
    drive_line(drive, "motion reduced");
    for (int c = 0; c < 3; c++) {
        drive_line(drive, cells[c]);
        drive_line(drive, "show microscope");
        drive_frame(drive, 0);
        drive_hover(drive, "microscope/plane/2", 0.5, 0.5);
        drive_key(drive, "E");
        const UiState *ui = drive_ui(drive);
        assert_int_equal(screen_find_inside(&ui->screens), SCREEN_TERMS);
        assert_int_equal(ui->trail[ui->trail_count - 1].kind, TERMS_MODULUS);
        assert_int_equal(ui->trail[ui->trail_count - 1].row, 1);
        drive_click(drive, "terms/term1-1");
        TermsKind part = drive_ui(drive)->trail[1].kind;
        assert_true(part == TERMS_EIGEN || part == TERMS_EIGEN_IM);
        assert_true(drive_has_text(drive, "with constants from the eigenvectors at this W, of eigenvalue 2 of W"));
        drive_click(drive, "terms/term1-1");
        assert_int_equal(drive_ui(drive)->trail[2].kind, TERMS_WEIGHT);
        drive_line(drive, "hide");
        drive_line(drive, "set layers 2");
        drive_line(drive, "seek unroll end");
        drive_frame(drive, 0);
        double radius = app_lab(drive->app)->run.radius;
        TermsPlace place = {0};
        TermsSource source = {.trace = &app_lab(drive->app)->run.trace, .weight = app_lab(drive->app)->run.weight};
        const char *why;
        for (double y = 80; y < 900 && place.kind != TERMS_MODULUS; y += 6) { /* down the story to its row */
            drive_pointer(drive, 60, y);
            if (app_find_chain(drive->app, &place, &why) != APP_CHAIN_THERE) place.kind = TERMS_CONSTANT;
        }
        assert_int_equal(place.kind, TERMS_MODULUS);
        assert_true(fabs(terms_value(&source, &place) - radius) < 1e-9 * radius);
        drive_line(drive, "set layers 1");
    }
    drive_line(drive, "set hidden 96");
    drive_line(drive, "show microscope");
    drive_frame(drive, 0);
    drive_hover(drive, "microscope/plane/1", 0.5, 0.5);
    drive_key(drive, "E");
    assert_true(drive_has_text(drive, "This network has too many to list."));
}

/* A point of the path leads to its place on the axis on which it is farther out, from there to the other one, and to the states. */
static void a_place_on_an_axis_leads_to_the_states(void **state) {
    Drive *drive = *state;
    drive_line(drive, "motion reduced");
    drive_line(drive, "show microscope");
    drive_frame(drive, 0);
    const Region *path = region_find(app_regions(drive->app), "microscope/path");
    assert_non_null(path);
    const Rect box = path->box;
    TermsPlace place = {0};
    const char *why;
    for (int i = 0; i < 900 && place.kind != TERMS_ALONG; i++) {
        drive_pointer(drive, box.x + (0.5 + i % 30) * box.w / 30, box.y + (0.5 + i / 30) * box.h / 30);
        if (app_find_chain(drive->app, &place, &why) != APP_CHAIN_THERE) place.kind = TERMS_CONSTANT;
    }
    assert_int_equal(place.kind, TERMS_ALONG);
    drive_key(drive, "E");
    int axis = drive_ui(drive)->trail[0].row;
    assert_true(axis == 0 || axis == 1);
    drive_click(drive, "terms/turn");
    assert_int_equal(drive_ui(drive)->trail[1].kind, TERMS_ALONG);
    assert_int_equal(drive_ui(drive)->trail[1].row, !axis);
    drive_click(drive, "terms/term1-1");
    assert_int_equal(drive_ui(drive)->trail[2].kind, TERMS_AWAY);
    drive_click(drive, "terms/term1-1");
    assert_int_equal(drive_ui(drive)->trail[3].kind, TERMS_H);
}

#define GUI_TEST(NAME) cmocka_unit_test_setup_teardown(NAME, drive_setup_large, drive_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        GUI_TEST(every_number_of_a_plain_network_answers),
        GUI_TEST(every_number_of_an_lstm_answers),
        GUI_TEST(every_number_of_a_gru_with_a_loss_at_every_step_answers),
        GUI_TEST(every_number_of_the_other_pages_answers),
        GUI_TEST(the_key_opens_the_page_or_says_why_not),
        GUI_TEST(the_saturated_share_leads_to_the_gates),
        GUI_TEST(an_eigenvalue_leads_to_the_weights),
        GUI_TEST(a_place_on_an_axis_leads_to_the_states),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
