/* The sentences of the left panel and of the hovers are true where they stand: each is found in the pictures of many setups, with the conditions under which
   it stood there, and a table says under which it may. UNROLL_SENTENCES=1 prints all of them, for reading. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "support/drive.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a sentence may depend on, as bits. */
typedef enum Condition {
    IS_RNN = 1,
    IS_GRU = 2,
    IS_LSTM = 4,
    HAS_MANY_LOSSES = 8,
    FOLLOWS_ALL = 16,
    IS_TRUNCATED = 32,
    IS_BOTH = 64,
    IS_DEEP = 128,
    IS_CLASS = 256, /* cross-entropy */
    IS_ADAM = 512,
    IS_MOMENTUM = 1024,
    IS_RMSPROP = 2048,
    IS_SGD = 4096,
    HAS_ARROWS = 8192,
    CONDITION_END = 16384
} Condition;

static const char *const condition_names[] = {"RNN",  "GRU",   "LSTM", "many losses", "follows all", "truncated", "both",
                                              "deep", "class", "Adam", "momentum",    "RMSprop",     "SGD",       "T > 1"};

static unsigned conditions_of(const Drive *drive) {
    const Lab *lab = app_lab(drive->app);
    const Run *run = &lab->run;
    const NetSpec *spec = &run->net.spec;
    static const unsigned cell[] = {IS_RNN, IS_GRU, IS_LSTM}, optimizer[] = {IS_SGD, IS_MOMENTUM, IS_RMSPROP, IS_ADAM};
    return cell[spec->cell == CELL_RNN   ? 0
                : spec->cell == CELL_GRU ? 1
                                         : 2] |
           optimizer[run->optimizer] | (run->wiring.loss_count > 1 ? HAS_MANY_LOSSES : 0u) |
           (drive_ui(drive)->follow == FOLLOW_ALL ? FOLLOWS_ALL : 0u) | (run->truncated.block ? IS_TRUNCATED : 0u) |
           (spec->directions > 1 ? IS_BOTH : 0u) | (spec->layers > 1 ? IS_DEEP : 0u) | (spec->loss == LOSS_CROSS_ENTROPY ? IS_CLASS : 0u) |
           (run->wiring.steps > 1 ? HAS_ARROWS : 0u);
}

/* A sentence that holds this piece stands only where all of `needs` hold and none of `never`. */
typedef struct Rule {
    const char *piece;
    unsigned needs, never;
} Rule;

static const Rule rules[] = {
    {"runs back along", IS_LSTM | HAS_ARROWS, 0},
    {"Where the update gate", IS_GRU | HAS_ARROWS, 0},
    {"Each recurrent arrow multiplies the gradient", IS_RNN | HAS_ARROWS, 0},
    {"Gates between # and #", IS_LSTM, 0},
    {"The update gate", IS_GRU, 0},
    {"sum over all losses", FOLLOWS_ALL, 0},
    {"Training is truncated", IS_TRUNCATED, 0},
    {"The softmax", IS_CLASS, 0},
    {"squared distance", 0, IS_CLASS},
    {"of what set out at the loss", 0, FOLLOWS_ALL},
    {"per arrow", HAS_ARROWS, FOLLOWS_ALL},
    {"there is no recurrent arrow", 0, HAS_ARROWS},
    {"A recurrent network is one cell", 0, IS_BOTH | IS_DEEP},
    {"corrected for their start at zero", IS_ADAM, 0},
    {"The velocity", IS_MOMENTUM, 0},
    {"Gradient descent then moves", IS_SGD, 0},
    {"is divided by the root of", IS_RMSPROP, 0},
    {"from the layer above", IS_DEEP, 0},
    {"loss of the sequence", HAS_MANY_LOSSES, 0},
};
enum { RULE_MAX = 40, SENTENCE_MAX = 600, SENTENCE_SIZE = 360 };

typedef struct Sentences {
    const Rule *rule;
    int rule_count;
    char text[SENTENCE_MAX][SENTENCE_SIZE];
    unsigned always[SENTENCE_MAX], ever[SENTENCE_MAX]; /* conditions that held wherever it stood, and somewhere */
    int count, missed, used[RULE_MAX];
} Sentences;

#define SENTENCES_OF(rules) sentences_new(rules, (int)(sizeof(rules) / sizeof *(rules)))

static Sentences *sentences_new(const Rule *rule, int count) {
    Sentences *all = calloc(1, sizeof *all);
    assert_non_null(all);
    assert_in_range(count, 1, RULE_MAX);
    all->rule = rule;
    all->rule_count = count;
    return all;
}

static void add(Sentences *all, const char *text, unsigned conditions) {
    for (int i = 0; i < all->rule_count; i++) {
        const Rule *rule = &all->rule[i];
        if (!strstr(text, rule->piece)) continue;
        all->used[i]++;
        if ((conditions & rule->needs) == rule->needs && !(conditions & rule->never)) continue;
        if (all->missed++ < 20) print_message("\"%s\" stands where it may not (%x)\n", text, conditions);
    }
    for (int i = 0; i < all->count; i++) {
        if (strcmp(all->text[i], text) != 0) continue;
        all->always[i] &= conditions;
        all->ever[i] |= conditions;
        return;
    }
    if (all->count == SENTENCE_MAX) return;
    text_format(all->text[all->count], SENTENCE_SIZE, "%s", text);
    all->always[all->count] = all->ever[all->count] = conditions;
    all->count++;
}

/* What the hovers of the stage say: one region of each kind of path, at a place inside it. */
static const Rule hover_rules[] = {
    {"keeps f =", IS_LSTM, 0},
    {"o · tanh(c)", IS_LSTM, 0},
    {"cell state, unit", IS_LSTM, 0},
    {"the cell state goes on", IS_LSTM, 0},
    {"update z =", IS_GRU, 0},
    {"pre-activation", IS_RNN, 0},
    {"straight by f", IS_LSTM | HAS_ARROWS, FOLLOWS_ALL},
    {"straight by z", IS_GRU | HAS_ARROWS, FOLLOWS_ALL},
    {"slopes ×", IS_RNN | HAS_ARROWS, FOLLOWS_ALL},
    {"of what set out at the loss of step", 0, FOLLOWS_ALL},
    {"of all losses together, as", FOLLOWS_ALL, 0},
    {"begins with a state of zeros", 0, 0},
    {"comes from the layer above", IS_DEEP, FOLLOWS_ALL},
    {"the arrow to step", HAS_ARROWS, 0},
    {"recurrent weights: the state of step", HAS_ARROWS, 0},
    {", reverse", IS_BOTH, 0},
    {", forward", IS_BOTH, 0},
    {"‖c‖ =", IS_LSTM, 0},
};
/* What the tips of settings, buttons, menus and symbols say. */
static const Rule tip_rules[] = {
    {"Forget gate:", IS_LSTM, 0},
    {"Update gate:", IS_GRU, 0},
    {"Reset gate:", IS_GRU, 0},
    {"Output gate:", IS_LSTM, 0},
    {"Cell state:", IS_LSTM, 0},
    {"Hyperbolic tangent:", 0, 0},
    {"of the last change's velocity", IS_MOMENTUM, 0},
    {"divided by what set out at that loss", 0, FOLLOWS_ALL},
    {"of what set out: with these weights", 0, FOLLOWS_ALL},
    {"of all losses together, which training uses", FOLLOWS_ALL, IS_TRUNCATED},
    {"exact gradient of all losses together", FOLLOWS_ALL | IS_TRUNCATED, 0},
    {"Show this chain's gradient", 0, 0},
    {"distractors and say it at the end", HAS_ARROWS, HAS_MANY_LOSSES},
    {"and say it at every step", HAS_MANY_LOSSES, 0},
};

/* A number of any size is one '#', so that a sentence is one whatever it measures. */
static int put_letter(char *text, int used, char c) {
    bool is_digit = c >= '0' && c <= '9';
    if (is_digit && used > 0 && text[used - 1] == '#') return used;
    if (used >= SENTENCE_SIZE - 2) return used;
    text[used++] = is_digit ? '#' : c;
    text[used] = 0;
    return used;
}

static void add_hovers(Sentences *all, Drive *drive) {
    const DrawList *list = drive_frame(drive, 0);
    DrawItem item;
    bool inside = false;
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        if (item.op == DRAW_GROUP) inside = str_equal(item.text, "stage/hover");
        if (!inside || item.op != DRAW_TEXT || item.text.count < 10) continue;
        char text[SENTENCE_SIZE];
        int used = 0;
        for (int i = 0; i < item.text.count; i++) used = put_letter(text, used, item.text.at[i]);
        add(all, text, conditions_of(drive));
    }
}

static void hover_everything(Sentences *all, Drive *drive) {
    char path[64][48];
    int count = 0;
    drive_pointer(drive, 1, 1);
    drive_frame(drive, 0);
    const RegionList *list = app_regions(drive->app);
    for (int i = 0; i < list->count && count < 64; i++) {
        const Region *region = &list->item[i];
        if (strncmp(region->path, "stage/", 6) != 0 || region->subject.kind == 0) continue;
        size_t stem = strcspn(region->path, "-");
        bool known = false; /* "stage/river1-4" and "stage/river1-5" are one */
        for (int k = 0; k < count; k++) known = known || (strcspn(path[k], "-") == stem && strncmp(path[k], region->path, stem) == 0);
        if (!known) text_format(path[count++], 48, "%s", region->path);
    }
    for (int i = 0; i < count; i++) {
        if (!region_find(app_regions(drive->app), path[i])) continue;
        drive_hover(drive, path[i], 0.45, 0.3);
        add_hovers(all, drive);
    }
    drive_pointer(drive, 1, 1);
}

/* Lines that stand below each other in one size are one text. */
static void collect(Sentences *all, Drive *drive) {
    const DrawList *list = drive_frame(drive, 0);
    unsigned conditions = conditions_of(drive);
    DrawItem item;
    char text[SENTENCE_SIZE] = "";
    double size = 0, last_y = 0;
    bool inside = false;
    int used = 0;
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        if (item.op == DRAW_GROUP) inside = item.text.count == 5 && memcmp(item.text.at, "story", 5) == 0;
        if (item.op != DRAW_TEXT || !inside) continue;
        bool is_prose = item.face == FACE_UI || item.face == FACE_MATH_ITALIC || item.face == FACE_MATH || item.face == FACE_UI_SEMIBOLD;
        if (!is_prose) continue;
        bool goes_on = used > 0 && item.face != FACE_UI_SEMIBOLD && (item.face != FACE_UI || item.width == size) && item.y0 - last_y < 26 &&
                       item.y0 >= last_y - 8;
        if (!goes_on) {
            if (used > 12) add(all, text, conditions);
            used = 0;
        }
        if (used > 0 && used < SENTENCE_SIZE - 1) text[used++] = ' ';
        for (int i = 0; i < item.text.count; i++) used = put_letter(text, used, item.text.at[i]);
        if (item.face == FACE_UI || item.face == FACE_UI_SEMIBOLD) size = item.width, last_y = item.y0;
    }
    if (used > 12) add(all, text, conditions);
}

static const char *const setups[][4] = {
    {"", "", "", ""},
    {"set targets every", "", "", ""},
    {"set targets every", "follow all", "", ""},
    {"set steps 1", "", "", ""},
    {"set direction both", "set layers 2", "", ""},
    {"set direction both", "chain 1 reverse", "", ""},
    {"set layers 3", "chain 1 forward", "", ""},
    {"set task latch", "set steps 12", "", ""},
    {"set truncate 5", "set optimizer adam", "", ""},
    {"set optimizer momentum", "set clip_norm 1", "", ""},
    {"set optimizer rmsprop", "set halving 100", "", ""},
    {"set task reber", "set steps 20", "", ""},
    {"set layers 2", "set dropout 0.5", "", ""},
    {"gradient absolute", "", "", ""},
    {"set truncate 5", "follow all", "", ""},
    {"set task text", "set carry on", "set batch 4", "train 5"},
    {"set task sentiment", "set steps 12", "", ""},
    {"set task copy", "set steps 20", "set examples 4", "train 2"},
    {"set task series", "set steps 16", "set batch 4", "train 2"},
    {"set task ahead", "set direction both", "set steps 8", ""},
    {"set task parity", "set steps 8", "set init identity", ""},
    {"set activation relu", "set optimizer adam", "set l2 0.01", "train 30"},
    {"set activation identity", "set radius 1.5", "", ""},
    {"set activation leaky", "set layers 2", "set targets every", ""},
    {"set activation sigmoid", "set direction both", "set layers 3", "follow all"},
    {"set task adding", "set steps 10", "", ""},
    {"set task order", "set steps 12", "set optimizer rmsprop", ""},
    {"set task anbn", "set steps 12", "", ""},
    {"set task sine", "set steps 12", "set variant other", ""},
    {"set task sines", "set steps 12", "", ""},
    {"set task words", "set steps 14", "set direction both", ""},
    {"set task parity", "set steps 6", "set targets every", ""},
    {"set task latch", "set steps 12", "set direction both", "set targets every"},
};
static const char *const phases[] = {"seek unroll end", "seek forward 1",    "seek forward end", "seek loss end",
                                     "seek backward 1", "seek backward end", "seek update end"};

static void print_all(const Sentences *all) {
    for (int i = 0; i < all->count; i++) {
        printf("%s\n   ", all->text[i]);
        for (unsigned bit = 1, at = 0; bit < CONDITION_END; bit *= 2, at++) {
            if (all->always[i] & bit) printf(" %s", condition_names[at]);
            if (!(all->ever[i] & bit)) printf(" not %s", condition_names[at]);
        }
        printf("\n");
    }
}

static const char *const cells[] = {"set cell rnn", "set cell gru", "set cell lstm"};
enum { SETUPS = (int)(sizeof setups / sizeof *setups) * 3 };

/* One of SETUPS. */
static void begin_setup(Drive *drive, int index) {
    drive_line(drive, "preset first");
    drive_line(drive, "follow last");
    drive_line(drive, "gradient relative");
    drive_line(drive, cells[index % 3]);
    for (int k = 0; k < 4; k++)
        if (setups[index / 3][k][0]) drive_line(drive, setups[index / 3][k]);
}

static void add_tips(Sentences *all, Drive *drive) {
    drive_frame(drive, 0);
    const RegionList *list = app_regions(drive->app);
    for (int i = 0; i < list->count; i++) {
        char text[SENTENCE_SIZE];
        int used = 0;
        for (const char *at = list->item[i].tip; at && *at; at++) used = put_letter(text, used, *at);
        if (used > 0) add(all, text, conditions_of(drive));
    }
}

/* Frees it. */
static void judge(Sentences *all) {
    if (getenv("UNROLL_SENTENCES")) print_all(all);
    int missed = all->missed, unused = 0;
    for (int i = 0; i < all->rule_count; i++) {
        if (all->used[i]) continue;
        print_message("\"%s\" stood nowhere\n", all->rule[i].piece);
        unused++;
    }
    assert_in_range(all->count, 1, SENTENCE_MAX - 1);
    free(all);
    assert_int_equal(missed, 0);
    assert_int_equal(unused, 0);
}

static void every_sentence_of_the_panel_stands_where_it_is_so(void **state) {
    (void)state;
    Drive drive;
    if (!drive_start_with_fonts(&drive)) skip();
    Sentences *all = SENTENCES_OF(rules);
    drive_resize(&drive, 1920, 1400); /* all of the page */
    for (int i = 0; i < SETUPS; i++) {
        begin_setup(&drive, i);
        for (int p = 0; p < (int)(sizeof phases / sizeof *phases); p++) {
            drive_line(&drive, phases[p]);
            collect(all, &drive);
        }
    }
    drive_end(&drive);
    judge(all);
}

static void every_sentence_of_a_hover_stands_where_it_is_so(void **state) {
    (void)state;
    Drive drive;
    Sentences *all = SENTENCES_OF(hover_rules);
    drive_start(&drive);
    drive_resize(&drive, 1920, 1080);
    for (int i = 0; i < SETUPS; i++) {
        begin_setup(&drive, i);
        for (int p = 2; p < (int)(sizeof phases / sizeof *phases); p += 3) { /* the ends of forward and backward */
            drive_line(&drive, phases[p]);
            hover_everything(all, &drive);
        }
    }
    drive_end(&drive);
    judge(all);
}

static void every_sentence_of_help_tasks_and_presets_stands_where_it_is_so(void **state) {
    (void)state;
    static const char *const menus[] = {"top/presets", "controls/task"};
    Drive drive;
    Sentences *all = SENTENCES_OF(tip_rules);
    drive_start(&drive);
    drive_resize(&drive, 1920, 1400);
    for (int i = 0; i < SETUPS; i++) {
        begin_setup(&drive, i);
        drive_line(&drive, "more on");
        add_tips(all, &drive);
        drive_line(&drive, "seek backward end");
        add_tips(all, &drive);
        for (int m = 0; m < 2; m++) {
            drive_click(&drive, menus[m]);
            add_tips(all, &drive);
            drive_key(&drive, "Escape");
        }
    }
    drive_end(&drive);
    judge(all);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_sentence_of_the_panel_stands_where_it_is_so),
        cmocka_unit_test(every_sentence_of_a_hover_stands_where_it_is_so),
        cmocka_unit_test(every_sentence_of_help_tasks_and_presets_stands_where_it_is_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
