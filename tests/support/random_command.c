/* See random_command.h. A row that is added to the command table is picked like the others, without a word here. */
#include "support/random_command.h"
#include "base/number.h"
#include "support/random_place.h"
#include "view/screen.h"
#include <math.h>
#include <string.h>

static const char *const numbers[] = {
    "0",     "1",      "-1",   "2",    "7",  "0.5",  "-0.001", "1e308", "-1e308",     "1e-320",
    "nan",   "inf",    "-inf", "1e99", "--", "0,02", "1e",     "+3",    "2147483648", "-9223372036854775808",
    "64000", "0x1p-3", "1.",   ".5"};
static const char *const texts[] = {
    "x",       "5",      "a b",  "é",     "\xC3\xA9\xC3",     "\xFF\xFE", "\xEF\xBB\xBF", "controls/ ", "Ctrl+Z",
    "Return",  "Escape", "Tab",  "Space", "Ctrl+Shift+Alt+X", "stage/",   "%s%n%d",       "\t",         "\xE2\x80\x8B",
    "no-such", "first",  "lstm", "",      "........",         "Backspace"};

/* What the commands with a grammar of their own understand, or nearly. */
static const struct {
    CommandId id;
    const char *text;
} samples[] = {
    {COMMAND_COMPARE, "LSTM: cell lstm"},
    {COMMAND_COMPARE, "GRU: cell gru; hidden 5"},
    {COMMAND_COMPARE, "short: steps 6"},
    {COMMAND_COMPARE, "short: none"},
    {COMMAND_COMPARE, "none"},
    {COMMAND_WHATIF, "gate f 2 all 0"},
    {COMMAND_WHATIF, "input 1 1 -1"},
    {COMMAND_WHATIF, "state T-1 all 0.3"},
    {COMMAND_WHATIF, "weight W 1 1 1e9"},
    {COMMAND_WHATIF, "none"},
    {COMMAND_EIGENVALUE, "0.9"},
    {COMMAND_EIGENVALUE, "0.5 0.5 of h 1"},
    {COMMAND_CLIFF, "0.5"},
    {COMMAND_CLIFF, "20"},
    {COMMAND_CLIFF, "2 0.5 0.5"},
    {COMMAND_CLIFF, "off"},
    {COMMAND_CHART, "fit"},
    {COMMAND_CHART, "in"},
    {COMMAND_CHART, "zoom 4 0.5 0.5"},
    {COMMAND_CHART, "zoom 1e300 0 0"},
    {COMMAND_CHART, "move 5 5"},
    {COMMAND_TEXT, "the"},
    {COMMAND_TEXT, "next"},
    {COMMAND_TEXT, "back"},
    {COMMAND_TERMS, "here"},
    {COMMAND_TERMS, "back"},
    {COMMAND_TERMS, "L"},
    {COMMAND_TERMS, "h 4 2"},
    {COMMAND_TERMS, "dW 1 2"},
    {COMMAND_TERMS, "moment1 W 1 2"},
    {COMMAND_TERMS, "relative 3"},
    {COMMAND_SWEEP, "4 6"},
    {COMMAND_SERIES, "from 5"},
    {COMMAND_SERIES, "from here"},
    {COMMAND_SERIES, "season 4"},
    {COMMAND_SENTENCE, "a good film"},
    {COMMAND_SENTENCE, "the weather was good"},
    {COMMAND_SETTING, "125"},
    {COMMAND_SETTING, "next"},
    {COMMAND_LIMIT, "radius,seed"},
    {COMMAND_LIMIT, "all"},
    {COMMAND_LIMIT, "none"},
    {COMMAND_LESSON, "short"},
    {COMMAND_LESSON, "tour"},
    {COMMAND_LESSON, "next"},
    {COMMAND_LESSON, "back"},
    {COMMAND_LESSON, "skip"},
    {COMMAND_LESSON, "close"},
    {COMMAND_LESSON, "step 2"},
    {COMMAND_GLOSSARY, "lstm"},
    {COMMAND_GLOSSARY, "show lstm"},
    {COMMAND_SEARCH, "short"},
    {COMMAND_PROGRESS, "/own/progress.txt"},
    {COMMAND_PRESENTER, "1"},
    {COMMAND_PRESENTER, "second-step"},
    {COMMAND_PRESENTER, "12 3 20"},
    {COMMAND_ANSWER, "1"},
    {COMMAND_ANSWER, "0.3"},
    {COMMAND_CHECK, "W 1 2"},
    {COMMAND_CHECK, "head.bias 1"},
    {COMMAND_BLOCK, "f"},
    {COMMAND_BLOCK, "z"},
    {COMMAND_EXPORT, "/own/out.png"},
    {COMMAND_EXPORT, "/own/out.svg"},
    {COMMAND_EXPORT, "/own/out.csv"},
    {COMMAND_EXPORT, "form png"},
    {COMMAND_SAVE, "/own/out.unroll"},
};
/* The words that are names. */
static const char *const chart_names[] = {"losses", "product", "race", "history-loss", "loss", "series"};
static const char *const text_words[] = {"prompt", "letter", "temperature", "top", "fly", "words", "write", "open", "paste"};

#define PICK(random, list) list[random_below(random, (int)(sizeof(list) / sizeof *(list)))]

static void add(char *out, int size, const char *word) {
    int used = (int)strlen(out);
    text_format(out + used, size - used, " %s", word);
}

/* One of "a|b|c". */
static void add_choice(char *out, int size, Random *random, Str choices) {
    int count = 1;
    for (int i = 0; i < choices.count; i++) count += choices.at[i] == '|';
    int chosen = random_below(random, count), from = 0;
    for (int i = 0; chosen > 0; i++)
        if (choices.at[i] == '|') chosen--, from = i + 1;
    int to = from;
    while (to < choices.count && choices.at[to] != '|') to++;
    char word[48];
    text_format(word, sizeof word, "%.*s", to - from, choices.at + from);
    add(out, size, word);
}

/* A value of the key that is right; what it would cost is bounded. */
static void add_value(char *out, int size, Random *random, const App *app, SetupKey key) {
    static const struct {
        SetupKey key;
        double most;
    } costly[] = {{KEY_HIDDEN, 8}, {KEY_STEPS, 40}, {KEY_LAYERS, 3}, {KEY_BATCH, 4}};
    char word[48];
    Setup setup = app_lab(app)->setup;
    double value = setup_from_unit(key, random_unit(random));
    for (int i = 0; i < (int)(sizeof costly / sizeof *costly); i++)
        if (costly[i].key == key) value = fmin(value, costly[i].most);
    setup.value[key] = value;
    setup_format(word, sizeof word, &setup, key);
    add(out, size, word);
}

static void add_count(char *out, int size, Random *random, CommandId id) {
    static const char *const wrong[] = {"0", "-1", "99999999999999999999", "1.5", "end", "x", "1000001"};
    int wrongs = (int)(sizeof wrong / sizeof *wrong) - (id == COMMAND_GUESS); /* which may guess more than a million times */
    char word[48];
    int most = id == COMMAND_TRAIN || id == COMMAND_SEEDS || id == COMMAND_GUESS ? 3 : id == COMMAND_RESIZE ? 2000 : 30;
    if (id == COMMAND_RESIZE && random_below(random, 3) == 0) most = 40;
    text_format(word, sizeof word, "%d", 1 + random_below(random, most));
    add(out, size, random_below(random, 8) == 0 ? wrong[random_below(random, wrongs)] : word);
}

/* Nothing where the command has no samples. */
static const char *pick_sample(Random *random, CommandId id) {
    int count = 0;
    const char *chosen = NULL;
    for (int i = 0; i < (int)(sizeof samples / sizeof *samples); i++)
        if (samples[i].id == id && random_below(random, ++count) == 0) chosen = samples[i].text;
    return chosen;
}

static void add_text(char *out, int size, Random *random, CommandId id) {
    static const CommandId opening[] = {COMMAND_OPEN, COMMAND_LESSON, COMMAND_SERIES, COMMAND_SENTENCE, COMMAND_TEXT};
    const char *sample = random_below(random, 5) == 0 ? NULL : pick_sample(random, id);
    for (int i = 0; i < (int)(sizeof opening / sizeof *opening); i++) {
        if (opening[i] != id || random_below(random, 3) == 0) continue;
        if (id == COMMAND_SERIES || id == COMMAND_SENTENCE) add(out, size, "open");
        sample = random_place_path(random);
    }
    add(out, size, sample ? sample : PICK(random, texts));
}

static void add_name(char *out, int size, Random *random, const App *app, CommandId id) {
    const RegionList *list = app_regions(app);
    if (id == COMMAND_PRESET && setup_preset_count > 0 && random_below(random, 4) != 0)
        add(out, size, setup_presets[random_below(random, setup_preset_count)].name);
    else if ((id == COMMAND_FOCUS || id == COMMAND_CLICK) && list->count > 0 && random_below(random, 6) != 0)
        add(out, size, list->item[random_below(random, list->count)].path);
    else if (id == COMMAND_SHOW && random_below(random, 12) != 0)
        add(out, size, screen_table[random_below(random, SCREEN_COUNT)].name);
    else if (id == COMMAND_SETTING && random_below(random, 6) != 0)
        add(out, size, setting_table[random_below(random, SETTING_COUNT)].name);
    else if (id == COMMAND_CHART && random_below(random, 6) != 0)
        add(out, size, PICK(random, chart_names));
    else if (id == COMMAND_TEXT && random_below(random, 6) != 0)
        add(out, size, PICK(random, text_words));
    else
        add_text(out, size, random, id);
}

static void add_argument(char *out, int size, Random *random, const App *app, CommandId id, Str kind, int *key) {
    char word[48];
    if (random_below(random, 12) == 0) {
        add(out, size, random_below(random, 2) ? PICK(random, texts) : PICK(random, numbers));
    } else if (str_equal(kind, "key")) {
        *key = random_below(random, KEY_COUNT);
        add(out, size, setup_table[*key].key);
    } else if (str_equal(kind, "value")) {
        if (*key >= 0 && random_below(random, 4) != 0)
            add_value(out, size, random, app, (SetupKey)*key);
        else
            add(out, size, *key == KEY_HIDDEN || *key == KEY_STEPS || *key == KEY_BATCH ? PICK(random, texts) : PICK(random, numbers));
    } else if (str_equal(kind, "phase")) {
        add(out, size, timeline_phase_name((Phase)random_below(random, PHASE_COUNT)));
    } else if (str_equal(kind, "count")) {
        add_count(out, size, random, id);
    } else if (str_equal(kind, "step")) {
        text_format(word, sizeof word, "%d", random_below(random, 40));
        add(out, size, random_below(random, 4) == 0 ? "end" : word);
    } else if (str_equal(kind, "number")) {
        number_format(word, sizeof word, random_range(random, -50, 1500));
        add(out, size, random_below(random, 3) == 0 ? PICK(random, numbers) : word);
    } else if (str_equal(kind, "name")) {
        add_name(out, size, random, app, id);
    } else if (str_equal(kind, "text")) {
        add_text(out, size, random, id);
    } else {
        add_choice(out, size, random, kind);
    }
}

void random_command_line(char *out, int size, Random *random, const App *app) {
    CommandId id = (CommandId)random_below(random, COMMAND_COUNT);
    Str rest = str_from(command_table[id].signature);
    int key = -1;
    text_format(out, size, "%s", command_table[id].word);
    for (Str kind = str_next_word(&rest); kind.count > 0; kind = str_next_word(&rest)) {
        bool optional = kind.at[0] == '[';
        if (optional && id != COMMAND_SEEDS && random_below(random, 2)) break;
        if (optional) kind = (Str){kind.at + 1, kind.count - 2};
        add_argument(out, size, random, app, id, kind, &key);
    }
    if (random_below(random, 30) == 0) add(out, size, PICK(random, texts)); /* one too many */
}
