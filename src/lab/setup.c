/* The setup: reading, bounding, writing and stepping the values of the one table of parameters.

   A value is one double whatever its kind: a whole number, a real number, or the index of a choice. A slider's place is
       linear: unit = (value - least) / (most - least)        log: unit = ln(value / least) / ln(most / least)
   and the way back rounds to what a person would type: whole numbers, choices, reals to three significant digits (and on a
   linear scale not finer than a tenth of an arrow key's step), so that place -> value -> place -> value is at rest.

   Simplified on purpose: values are checked one by one; the run refuses bad combinations (too much memory, a T too short for the task). The
   one hole in a range: symbols cannot be 1, for with a single symbol there is nothing to tell apart. */
#include "lab/setup.h"
#include "base/number.h"
#include "data/tables.h"
#include "engine/cell/facts.h"
#include "lab/setup_names.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* "|rnn|gru|lstm", "|RNN|GRU|LSTM": the rows of the engine's table. */
static const char cell_keys[] =
#define CELL_ROW(ID, KEY, ...) "|" KEY
#include "engine/cell/cell_rows.h"
#undef CELL_ROW
    ;
static const char cell_labels[] =
#define CELL_ROW(ID, KEY, LABEL, ...) "|" LABEL
#include "engine/cell/cell_rows.h"
#undef CELL_ROW
    ;

/* "|recall|adding|...", and the labels: the rows of the tasks' table. */
static const char task_keys[] =
#define TASK_ROW(NAME, LABEL) "|" #NAME
#include "task/task_rows.h"
#undef TASK_ROW
    ;
static const char task_labels[] =
#define TASK_ROW(NAME, LABEL) "|" LABEL
#include "task/task_rows.h"
#undef TASK_ROW
    ;
enum {
    SETUP_TASK_COUNT = 0
#define TASK_ROW(NAME, LABEL) +1
#include "task/task_rows.h"
#undef TASK_ROW
};

static const CellFacts *facts_of(const Setup *setup) { return cell_facts((CellKind)setup_get_int(setup, KEY_CELL)); }

const SetupRow setup_table[KEY_COUNT] = {
#define SETUP_ROW(ID, ...) {__VA_ARGS__},
#include "lab/setup_rows.h"
#undef SETUP_ROW
};

static const char minus_sign[] = "\xE2\x88\x92"; /* U+2212 */
static const char drawn_word[] = "drawn";

int setup_find_key(Str key) {
    for (int i = 0; i < KEY_COUNT; i++) {
        if (str_equal(key, setup_table[i].key)) return i;
    }
    return str_equal(key, "keep_bias") ? KEY_FORGET_BIAS : -1; /* its name in the GRU */
}

bool setup_can_be_drawn(SetupKey key) { return setup_table[key].initial == SETUP_DRAWN; }

bool setup_is_drawn(const Setup *setup, SetupKey key) { return setup->value[key] == SETUP_DRAWN; }

bool setup_equal(const Setup *a, const Setup *b) { return memcmp(a->value, b->value, sizeof a->value) == 0; }

const char *setup_label(const Setup *setup, SetupKey key) {
    const char *of_cell = key == KEY_FORGET_BIAS ? facts_of(setup)->bias_label : NULL;
    return of_cell ? of_cell : setup_table[key].label;
}

double setup_get(const Setup *setup, SetupKey key) { return setup->value[key]; }

int setup_get_int(const Setup *setup, SetupKey key) { return (int)lround(setup->value[key]); }

/* For these keys zero means none, or the task's own number: it is shown as a word, and both words are accepted. */
static bool zero_is_word(SetupKey key) {
    switch (key) {
    case KEY_SYMBOLS:
    case KEY_ITEMS:
    case KEY_NOISE:
    case KEY_CLIP_NORM:
    case KEY_CLIP_VALUE:
    case KEY_STOP_NORM:
    case KEY_L2:
    case KEY_DROPOUT:
    case KEY_TRUNCATE:
    case KEY_SEASON:
    case KEY_COLUMN:
    case KEY_HALVING: return true;
    default: return false;
    }
}

static const char *zero_word(const Setup *setup, SetupKey key) {
    bool is_left_to_task =
        key == KEY_ITEMS || key == KEY_SEASON || key == KEY_COLUMN || (key == KEY_SYMBOLS && setup_task(setup)->usual_symbols > 0);
    return is_left_to_task ? "auto" : "off";
}

static bool is_hole(SetupKey key, double value) { return key == KEY_SYMBOLS && value == 1.0; }

/* The index-th piece of "a|b|c"; empty when there is none. */
static Str find_piece(const char *list, int index) {
    while (list && index > 0) {
        list = strchr(list, '|');
        if (list) list++;
        index--;
    }
    if (!list) return (Str){NULL, 0};
    return (Str){list, (int)strcspn(list, "|")};
}

bool setup_choice(char *out, int size, SetupKey key, int index, bool shown) {
    const SetupRow *row = &setup_table[key];
    str_copy(out, size, (Str){NULL, 0});
    if (row->kind != SETUP_CHOICE || index < 0 || index > (int)row->most) return false;
    return str_copy(out, size, find_piece(shown ? row->choice_labels : row->choices, index));
}

/* --- setting --- */

static bool fail_number(SetupKey key, double value, bool is_whole, bool is_between, const char *name, Diag *diag) {
    char found[32], least[32], most[32];
    number_format(found, sizeof found, value);
    number_format(least, sizeof least, setup_table[key].least);
    number_format(most, sizeof most, setup_table[key].most);
    if (!is_whole) return diag_fail(diag, "%s cannot be %s; it is a whole number from %s to %s.", name, found, least, most);
    if (!is_between) return diag_fail(diag, "%s cannot be %s; it goes from %s to %s.", name, found, least, most);
    return diag_fail(diag,
                     "%s cannot be 1: there would be nothing to tell apart; 0 is one number, +1 or -1, and 2 to %s are one-hot symbols.",
                     name, most);
}

/* `name` is what the message calls the parameter: its key where commands are typed, its label where people see that. */
static bool set_named(Setup *setup, SetupKey key, double value, const char *name, Diag *diag) {
    const SetupRow *row = &setup_table[key];
    bool is_whole = row->kind == SETUP_REAL || !isfinite(value) || value == floor(value);
    bool is_between = (value >= row->least && value <= row->most) || (value == SETUP_DRAWN && setup_can_be_drawn(key));
    if (!is_whole || !is_between || is_hole(key, value)) return fail_number(key, value, is_whole, is_between, name, diag);
    setup->value[key] = value + 0.0; /* no negative zero */
    return true;
}

bool setup_set(Setup *setup, SetupKey key, double value, Diag *diag) { return set_named(setup, key, value, setup_table[key].key, diag); }

static bool is_word(Str value, Str word) { return word.count > 0 && str_same_ignoring_case(value, word); }

enum { CHOICE_MAX = 16, CHOICE_SIZE = 24 };

static bool fail_choice(const SetupRow *row, Str value, const char *name, Diag *diag) {
    char word[CHOICE_MAX][CHOICE_SIZE], list[160] = "";
    const char *candidate[CHOICE_MAX];
    int count = (int)row->most + 1 < CHOICE_MAX ? (int)row->most + 1 : CHOICE_MAX, used = 0;
    for (int i = 0; i < count; i++) {
        str_copy(word[i], CHOICE_SIZE, find_piece(row->choices, i));
        candidate[i] = word[i];
        used += text_format(list + used, (int)sizeof list - used, "%s%s", i ? ", " : "", word[i]);
    }
    const char *ours = setup_find_foreign_value(str_from(row->key), value),
               *closest = ours ? ours : str_find_closest(value, candidate, count);
    if (closest) {
        return diag_fail(diag, "%s cannot be \"%.*s\"; did you mean \"%s\"? It is one of: %s.", name, value.count, value.at, closest, list);
    }
    return diag_fail(diag, "%s cannot be \"%.*s\"; it is one of: %s.", name, value.count, value.at, list);
}

static bool fail_key(Str key, Diag *diag) {
    const char *candidate[KEY_COUNT];
    char list[400] = "";
    int used = 0;
    for (int i = 0; i < KEY_COUNT; i++) {
        candidate[i] = setup_table[i].key;
        used += text_format(list + used, (int)sizeof list - used, "%s%s", i ? ", " : "", candidate[i]);
    }
    const char *ours = setup_find_foreign(key), *closest = str_find_closest(key, candidate, KEY_COUNT);
    if (ours) return diag_fail(diag, "'%.*s' is called %s here.", key.count, key.at, ours);
    if (setup_tell_foreign(key)) return diag_fail(diag, "'%.*s' is no parameter here. %s", key.count, key.at, setup_tell_foreign(key));
    if (closest) return diag_fail(diag, "There is no parameter \"%.*s\"; did you mean \"%s\"?", key.count, key.at, closest);
    return diag_fail(diag, "There is no parameter \"%.*s\"; there are %s.", key.count, key.at, list);
}

/* Long words are cut in messages, because people may type anything. */
static Str shorten(Str text) { return text.at ? (Str){text.at, str_fit(text, 60)} : (Str){"", 0}; }

/* Index of the task form with this name, such as "words"; -1: none. Searches all tasks, because keys may come in any order. */
static int find_form(Str value) {
    for (int i = 0; i < task_count; i++) {
        for (int form = 0; form < 2; form++) {
            const char *label = task_table[i]->variant_label[form];
            if (label && is_word(value, str_from(label))) return form;
        }
    }
    return -1;
}

static bool read_value(Setup *setup, SetupKey key, Str value, const char *name, Diag *diag) {
    const SetupRow *row = &setup_table[key];
    value = str_trim(value);
    if (row->kind == SETUP_CHOICE) {
        for (int i = 0; i <= (int)row->most; i++) {
            bool is_choice = is_word(value, find_piece(row->choices, i));
            if (is_choice || is_word(value, find_piece(row->choice_labels, i))) return set_named(setup, key, i, name, diag);
        }
        int form = key == KEY_VARIANT ? find_form(value) : -1;
        if (form >= 0) return set_named(setup, key, form, name, diag);
        return fail_choice(row, shorten(value), name, diag);
    }
    bool is_zero_word = is_word(value, str_from("off")) || is_word(value, str_from("auto"));
    if (is_zero_word && zero_is_word(key)) return set_named(setup, key, 0.0, name, diag);
    Str unit = str_from(row->unit); /* as shown: "±0.3" */
    if (unit.count > 0 && value.count > unit.count && memcmp(value.at, unit.at, (size_t)unit.count) == 0) {
        value = str_trim((Str){value.at + unit.count, value.count - unit.count});
    }
    if (setup_can_be_drawn(key) && is_word(value, str_from(drawn_word))) return set_named(setup, key, SETUP_DRAWN, name, diag);
    double number;
    int column;
    if (key == KEY_COLUMN && setup->own_text && !number_parse(&number, value)) {
        return setup_find_column(&column, setup, value, diag) && set_named(setup, key, column, name, diag);
    }
    if (!number_parse(&number, value) || number == SETUP_DRAWN) {
        char least[32], most[32];
        number_format(least, sizeof least, row->least);
        number_format(most, sizeof most, row->most);
        value = shorten(value);
        return diag_fail(
            diag, "%s cannot be \"%.*s\"; it is a %s from %s to %s%s.%s", name, value.count, value.at,
            row->kind == SETUP_INTEGER ? "whole number" : "number", least, most, setup_can_be_drawn(key) ? ", or the word drawn" : "",
            key == KEY_COLUMN                                               ? " Its name is taken by the command: series column NAME."
            : row->kind == SETUP_REAL && number_parse_comma(&number, value) ? " A number is written with a point here, not a comma."
                                                                            : "");
    }
    return set_named(setup, key, number, name, diag);
}

bool setup_set_text(Setup *setup, Str key_text, Str value, Diag *diag) {
    Str name = str_trim(key_text);
    int key = setup_find_key(name);
    if (key < 0) return fail_key(shorten(name), diag);
    return read_value(setup, (SetupKey)key, value, setup_table[key].key, diag);
}

bool setup_set_field(Setup *setup, SetupKey key, Str value, Diag *diag) {
    return read_value(setup, key, value, setup_table[key].label, diag);
}

/* --- writing --- */

int setup_format(char *out, int size, const Setup *setup, SetupKey key) {
    if (setup_table[key].kind == SETUP_CHOICE) {
        setup_choice(out, size, key, setup_get_int(setup, key), false);
        return (int)strlen(out);
    }
    if (setup_is_drawn(setup, key)) return text_format(out, size, "%s", drawn_word);
    return number_format(out, size, setup_get(setup, key));
}

/* Three significant digits, by the same decimal steps whatever the size: the double nearest to that decimal. */
static double round_significant(double value) {
    if (value == 0.0 || !isfinite(value)) return value;
    int digits = 2 - (int)floor(log10(fabs(value)));
    if (abs(digits) > 22) { /* such a power of ten is no double: by way of the text */
        char text[32];
        double rounded = value;
        number_format_short(text, (int)sizeof text, fabs(value), 3);
        return number_parse(&rounded, str_from(text)) ? copysign(rounded, value) : value;
    }
    double power = 1.0; /* 10^|digits|, exact up to 10^22 */
    for (int i = digits < 0 ? -digits : digits; i > 0; i--) power *= 10.0;
    return (digits >= 0 ? round(value * power) / power : round(value / power) * power) + 0.0;
}

int setup_format_shown(char *out, int size, const Setup *setup, SetupKey key) {
    const SetupRow *row = &setup_table[key];
    double value = setup_get(setup, key);
    if (row->kind == SETUP_CHOICE) {
        setup_choice(out, size, key, setup_get_int(setup, key), true);
        return (int)strlen(out);
    }
    if (setup_is_drawn(setup, key)) return text_format(out, size, "%s", drawn_word);
    if (value == 0.0 && zero_is_word(key)) return text_format(out, size, "%s", zero_word(setup, key));
    char number[32];
    number_format(number, sizeof number, row->kind == SETUP_REAL ? round_significant(fabs(value)) : fabs(value));
    return text_format(out, size, "%s%s%s", row->unit, value < 0.0 ? minus_sign : "", number);
}

/* --- sliders --- */

static double clamp(double value, double least, double most) { return value < least ? least : value > most ? most : value; }

double setup_to_unit(SetupKey key, double value) {
    const SetupRow *row = &setup_table[key];
    if (!(row->most > row->least) || isnan(value)) return 0.0;
    value = clamp(value, row->least, row->most);
    if (row->scale == SETUP_LOG) return log(value / row->least) / log(row->most / row->least);
    if (row->scale == SETUP_ZERO_LOG) return log1p(value / row->step) / log1p(row->most / row->step);
    return (value - row->least) / (row->most - row->least);
}

/* Rounds to a value that a person would type, within bounds. */
static double snap(SetupKey key, double value) {
    const SetupRow *row = &setup_table[key];
    if (row->kind != SETUP_REAL) {
        if (key == KEY_SYMBOLS && value > 0.0 && value < 2.0) return value < 1.0 ? 0.0 : 2.0;
        double whole = row->scale == SETUP_ZERO_LOG ? row->step : 1.0;
        return clamp(round(value / whole) * whole, row->least, row->most) + 0.0;
    }
    if (row->scale != SETUP_LOG) {
        double per_unit = round(10.0 / row->step); /* a whole number: steps are 0.01, 0.05, 0.1 ... */
        value = round(value * per_unit) / per_unit;
    }
    return clamp(round_significant(value), row->least, row->most) + 0.0;
}

double setup_from_unit(SetupKey key, double unit) {
    const SetupRow *row = &setup_table[key];
    unit = unit > 0.0 ? fmin(unit, 1.0) : 0.0; /* a NaN is 0 */
    if (unit == 0.0) return row->least;
    if (unit == 1.0) return row->most;
    if (row->scale == SETUP_LOG) return snap(key, row->least * pow(row->most / row->least, unit));
    if (row->scale == SETUP_ZERO_LOG) return snap(key, row->step * expm1(unit * log1p(row->most / row->step)));
    return snap(key, row->least + (row->most - row->least) * unit);
}

double setup_step(SetupKey key, double value, int steps) {
    const SetupRow *row = &setup_table[key];
    if (isnan(value)) value = fmax(row->initial, row->least);
    value = clamp(value, row->least, row->most);
    if (row->kind != SETUP_REAL) {
        double next = clamp(round(value) + steps * row->step, row->least, row->most);
        if (is_hole(key, next)) next += steps < 0 ? -1.0 : 1.0;
        return next;
    }
    if (row->scale == SETUP_LOG) return clamp(round_significant(value * pow(row->step, steps)), row->least, row->most);
    if (row->scale == SETUP_ZERO_LOG) return setup_from_unit(key, setup_to_unit(key, value) + steps / 50.0);
    /* Moves any value to multiples of a step: 0.4237 and one up is 0.43. */
    return snap(key, (round(value / row->step) + steps) * row->step);
}

/* The rows that only some tasks use. */
static unsigned task_use(SetupKey key) {
    switch (key) {
    case KEY_VARIANT: return TASK_USES_VARIANT;
    case KEY_TARGETS: return TASK_USES_TARGETS;
    case KEY_SYMBOLS: return TASK_USES_SYMBOLS;
    case KEY_ITEMS: return TASK_USES_ITEMS;
    case KEY_NOISE: return TASK_USES_NOISE;
    case KEY_TEXT: return TASK_USES_TEXT;
    case KEY_LAG: return TASK_USES_LAG;
    case KEY_SERIES:
    case KEY_COLUMN:
    case KEY_SEASON: return TASK_USES_SERIES;
    case KEY_SENTENCES: return TASK_USES_SENTENCES;
    default: return 0;
    }
}

/* A network that also reads from the end cannot carry a state on, nor can repeated examples in another order. */
static bool can_carry(const Setup *setup) {
    return setup_task(setup)->follows && setup_get_int(setup, KEY_DIRECTION) == 0 && setup_get_int(setup, KEY_EXAMPLES) == 0;
}

bool setup_carries(const Setup *setup) { return setup_get_int(setup, KEY_CARRY) == 1 && can_carry(setup); }

bool setup_is_active(const Setup *setup, SetupKey key) {
    if (key == KEY_ACTIVATION) return facts_of(setup)->is_plain;
    if (key == KEY_FORGET_BIAS) return facts_of(setup)->straight_gate >= 0;
    if (key == KEY_MOMENTUM) return setup_get_int(setup, KEY_OPTIMIZER) == OPTIMIZER_MOMENTUM;
    if (key == KEY_DROPOUT) return setup_get_int(setup, KEY_LAYERS) > 1;
    if (key == KEY_TEXT_HASH) return false; /* opening a text sets it */
    if (key == KEY_CARRY) return can_carry(setup);
    if (key == KEY_COLUMN && setup_get_int(setup, KEY_SERIES) < SERIES_BUILTIN_COUNT) return false;
    TaskOptions options = setup_task_options(setup);
    unsigned use = task_use(key);
    return use == 0 || (setup_task(setup)->uses(&options) & use) != 0;
}

/* --- what the engine and the task need --- */

bool setup_is_possible(const Setup *setup) {
    Net net;
    Wiring wiring;
    NetSpec spec = setup_net_spec(setup);
    TaskOptions options = setup_task_options(setup);
    return net_init(&net, &spec, NULL) && setup_task(setup)->wire(&wiring, &options, NULL);
}

const Task *setup_task(const Setup *setup) { return task_table[setup_get_int(setup, KEY_TASK)]; }

const Text *setup_text(const Setup *setup) {
    int index = setup_get_int(setup, KEY_TEXT);
    return index < TEXT_BUILTIN_COUNT ? text_builtin(index) : setup->own_text;
}

/* The data of the setup's own file for this task: a series or labelled lines, or the reason why it has none. */
static void find_own(TaskOptions *options, const Setup *setup) {
    const Tables *own = setup->own_text ? setup->own_text->tables : NULL;
    int series = setup_get_int(setup, KEY_SERIES);
    unsigned uses = setup_task(setup)->uses(options);
    bool wants_series = (uses & TASK_USES_SERIES) != 0, wants_lines = (uses & TASK_USES_SENTENCES) != 0;
    if (wants_series && series < SERIES_BUILTIN_COUNT) {
        options->series = series_builtin(series);
    } else if (wants_series) {
        int column = setup_get_int(setup, KEY_COLUMN);
        options->series = own ? tables_series(own, column) : NULL;
        if (!options->series) options->file_trouble = own ? tables_series_trouble(own, column) : "";
    } else if (wants_lines && setup_get_int(setup, KEY_SENTENCES) == 1) {
        options->lines = own && own->has_lines ? &own->lines : NULL;
        if (!options->lines) options->file_trouble = own ? own->no_lines : "";
    }
}

const char *setup_own_name(const Setup *setup) {
    TaskOptions options = setup_task_options(setup);
    unsigned uses = setup_task(setup)->uses(&options);
    bool has_text = (uses & TASK_USES_TEXT) && setup_get_int(setup, KEY_TEXT) >= TEXT_BUILTIN_COUNT,
         has_series = (uses & TASK_USES_SERIES) && setup_get_int(setup, KEY_SERIES) >= SERIES_BUILTIN_COUNT,
         has_lines = (uses & TASK_USES_SENTENCES) && setup_get_int(setup, KEY_SENTENCES) == 1;
    return setup->own_text && (has_text || has_series || has_lines) ? setup->own_text->name : NULL;
}

bool setup_find_column(int *column, const Setup *setup, Str name, Diag *diag) {
    const Tables *own = setup->own_text ? setup->own_text->tables : NULL;
    if (!own || setup_get_int(setup, KEY_SERIES) < SERIES_BUILTIN_COUNT)
        return diag_fail(diag, "The series is no column of your own file; open one first: series open FILE.");
    int index = tables_find_series(own, name, diag);
    *column = index + 1;
    return index >= 0;
}

TaskOptions setup_task_options(const Setup *setup) {
    const Text *text = setup_text(setup);
    TaskOptions options = {.text = text,
                           .text_is_missing = !text,
                           .places = setup_carries(setup) ? setup_get_int(setup, KEY_BATCH) : 0,
                           .steps = setup_get_int(setup, KEY_STEPS),
                           .symbols = setup_get_int(setup, KEY_SYMBOLS),
                           .items = setup_get_int(setup, KEY_ITEMS),
                           .variant = setup_get_int(setup, KEY_VARIANT),
                           .lag = setup_get_int(setup, KEY_LAG),
                           .noise = setup_get(setup, KEY_NOISE),
                           .input_scale = setup_get(setup, KEY_INPUT_SCALE),
                           .season = setup_get_int(setup, KEY_SEASON),
                           .every_step = setup_get_int(setup, KEY_TARGETS) == 1};
    find_own(&options, setup);
    return options;
}

NetSpec setup_net_spec(const Setup *setup) {
    const Task *task = setup_task(setup);
    TaskOptions options = setup_task_options(setup);
    return (NetSpec){.cell = (CellKind)setup_get_int(setup, KEY_CELL),
                     .activation = (Activation)setup_get_int(setup, KEY_ACTIVATION),
                     .loss = task->loss,
                     .hidden = setup_get_int(setup, KEY_HIDDEN),
                     .layers = setup_get_int(setup, KEY_LAYERS),
                     .directions = setup_get_int(setup, KEY_DIRECTION) + 1,
                     .inputs = task->inputs(&options),
                     .outputs = task->outputs(&options),
                     .dropout = setup_get(setup, KEY_DROPOUT)};
}

static double number_or_nan(const Setup *setup, SetupKey key) { return setup_is_drawn(setup, key) ? NAN : setup_get(setup, key); }

WeightPlan setup_weight_plan(const Setup *setup) {
    return (WeightPlan){.radius = number_or_nan(setup, KEY_RADIUS),
                        .scale = number_or_nan(setup, KEY_WEIGHT_SCALE),
                        .forget_bias = number_or_nan(setup, KEY_FORGET_BIAS),
                        .seed = (uint64_t)setup_get_int(setup, KEY_SEED)};
}

WeightRecipe setup_weight_recipe(const Setup *setup) { return (WeightRecipe)setup_get_int(setup, KEY_INIT); }

OptimizerPlan setup_optimizer_plan(const Setup *setup, long update) {
    int halving = setup_get_int(setup, KEY_HALVING);
    double rate = setup_get(setup, KEY_LEARNING_RATE);
    /* The constants are PyTorch's defaults. */
    return (OptimizerPlan){.kind = (OptimizerKind)setup_get_int(setup, KEY_OPTIMIZER),
                           .rate = halving > 0 ? rate * exp2(-(double)update / halving) : rate,
                           .momentum = setup_get(setup, KEY_MOMENTUM),
                           .alpha = 0.99,
                           .beta1 = 0.9,
                           .beta2 = 0.999,
                           .epsilon = 1e-8};
}
