/* See random_command.h. A row that is added to the command table is picked like the others, without a word here. */
#include "support/random_command.h"
#include "base/number.h"
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
    static const char *const wrong[] = {"0", "-1", "1000001", "99999999999999999999", "1.5", "end", "x"};
    char word[48];
    int most = id == COMMAND_TRAIN || id == COMMAND_SEEDS || id == COMMAND_GUESS ? 3 : id == COMMAND_RESIZE ? 2000 : 30;
    if (id == COMMAND_RESIZE && random_below(random, 3) == 0) most = 40;
    text_format(word, sizeof word, "%d", 1 + random_below(random, most));
    add(out, size, random_below(random, 8) == 0 ? PICK(random, wrong) : word);
}

static void add_name(char *out, int size, Random *random, const App *app, CommandId id) {
    const RegionList *list = app_regions(app);
    if (id == COMMAND_PRESET && setup_preset_count > 0 && random_below(random, 4) != 0)
        add(out, size, setup_presets[random_below(random, setup_preset_count)].name);
    else if ((id == COMMAND_FOCUS || id == COMMAND_CLICK) && list->count > 0 && random_below(random, 6) != 0)
        add(out, size, list->item[random_below(random, list->count)].path);
    else
        add(out, size, PICK(random, texts));
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
        add(out, size, PICK(random, texts));
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
