/* Settings: the table, and values as text. */
#include "gui/settings.h"
#include "base/number.h"
#include <math.h>

const SettingRow setting_table[SETTING_COUNT] = {
#define SETTING_ROW(ID, ...) {__VA_ARGS__},
#include "gui/settings_rows.h"
#undef SETTING_ROW
};

enum { SHOWN_MAX = 60 };

void settings_init(Settings *settings) {
    *settings = (Settings){0};
    for (int id = 0; id < SETTING_COUNT; id++) {
        const SettingRow *row = &setting_table[id];
        settings->value[id] = row->usual;
        if (row->kind == SETTING_TEXT) str_copy(settings->text[id], SETTING_VALUE_MAX, str_from(row->choices));
    }
}

int settings_find(Str name) {
    for (int id = 0; id < SETTING_COUNT; id++)
        if (str_equal(name, setting_table[id].name)) return id;
    return -1;
}

double settings_get(const Settings *settings, SettingId id) { return settings->value[id]; }
int settings_choice(const Settings *settings, SettingId id) { return (int)settings->value[id]; }
const char *settings_text(const Settings *settings, SettingId id) { return settings->text[id]; }

ThemeChoice settings_theme(const Settings *settings) {
    return (ThemeChoice){(ThemeName)settings_choice(settings, SETTING_THEME), (Palette)settings_choice(settings, SETTING_PALETTE)};
}

/* The index-th word of "dark|light"; empty when there is none. */
static Str choice_word(const char *choices, int index) {
    for (const char *at = choices;; at++, index--) {
        int count = 0;
        while (at[count] && at[count] != '|') count++;
        if (index == 0) return (Str){at, count};
        at += count;
        if (!*at) return (Str){at, 0};
    }
}

static bool fail_unknown(Str name, Diag *diag) {
    const char *names[SETTING_COUNT];
    char known[512] = "";
    int used = 0;
    for (int id = 0; id < SETTING_COUNT; id++) {
        names[id] = setting_table[id].name;
        used += text_format(known + used, (int)sizeof known - used, "%s%s",
                            id == 0                   ? ""
                            : id == SETTING_COUNT - 1 ? " or "
                                                      : ", ",
                            names[id]);
    }
    const char *closest = str_find_closest(name, names, SETTING_COUNT);
    name.count = str_fit(name, SHOWN_MAX);
    if (closest) return diag_fail(diag, "'%.*s' is not a setting; did you mean '%s'?", name.count, name.at, closest);
    return diag_fail(diag, "'%.*s' is not a setting; expected %s.", name.count, name.at, known);
}

static bool fail_value(const SettingRow *row, Str found, Diag *diag) {
    char expected[256] = "", least[32], most[32];
    int used = 0;
    found.count = str_fit(found, SHOWN_MAX);
    if (row->kind == SETTING_CHOICE) {
        for (int i = 0; i <= (int)row->most; i++) {
            Str word = choice_word(row->choices, i);
            used += text_format(expected + used, (int)sizeof expected - used, "%s%.*s",
                                i == 0                ? ""
                                : i == (int)row->most ? " or "
                                                      : ", ",
                                word.count, word.at);
        }
    } else {
        number_format(least, sizeof least, row->least);
        number_format(most, sizeof most, row->most);
        text_format(expected, sizeof expected, "%s from %s to %s", row->kind == SETTING_WHOLE ? "a whole number" : "a number", least, most);
    }
    return diag_fail(diag, "%s cannot be '%.*s'; expected %s.", row->name, found.count, found.at, expected);
}

static bool parse_choice(double *out, const SettingRow *row, double present, Str word) {
    if (str_equal(word, "next")) {
        *out = present < row->most ? present + 1 : row->least;
        return true;
    }
    for (int i = 0; i <= (int)row->most; i++) {
        Str choice = choice_word(row->choices, i);
        char text[SETTING_VALUE_MAX];
        str_copy(text, sizeof text, choice);
        if (!str_equal(word, text)) continue;
        *out = i;
        return true;
    }
    return false;
}

static bool is_possible(const SettingRow *row, double value) {
    return row->kind != SETTING_TEXT && value >= row->least && value <= row->most && (row->kind == SETTING_NUMBER || value == floor(value));
}

static bool set_words(Settings *settings, SettingId id, Str value, Diag *diag) {
    const SettingRow *row = &setting_table[id];
    if (value.count == 0) return diag_fail(diag, "%s cannot be ''; expected some words, such as %s.", row->name, row->choices);
    if (value.count >= SETTING_VALUE_MAX)
        return diag_fail(diag, "%s cannot be %d bytes long; expected at most %d.", row->name, value.count, SETTING_VALUE_MAX - 1);
    str_copy(settings->text[id], SETTING_VALUE_MAX, value);
    return true;
}

bool settings_set_text(Settings *settings, Str name, Str value, Diag *diag) {
    int id = settings_find(name);
    if (id < 0) return fail_unknown(name, diag);
    const SettingRow *row = &setting_table[id];
    double number = NAN;
    if (row->kind == SETTING_TEXT) return set_words(settings, (SettingId)id, value, diag);
    bool good = row->kind == SETTING_CHOICE ? parse_choice(&number, row, settings->value[id], value) : number_parse(&number, value);
    if (!good || !is_possible(row, number)) return fail_value(row, value, diag);
    settings->value[id] = number;
    return true;
}

bool settings_set_value(Settings *settings, SettingId id, double value, Diag *diag) {
    char text[32];
    number_format(text, sizeof text, value);
    if (!is_possible(&setting_table[id], value)) return fail_value(&setting_table[id], str_from(text), diag);
    settings->value[id] = value;
    return true;
}

int settings_format(char *out, int size, const Settings *settings, SettingId id) {
    const SettingRow *row = &setting_table[id];
    if (row->kind == SETTING_TEXT) return text_format(out, size, "%s", settings->text[id]);
    if (row->kind != SETTING_CHOICE) return number_format(out, size, settings->value[id]);
    Str word = choice_word(row->choices, settings_choice(settings, id));
    return text_format(out, size, "%.*s", word.count, word.at);
}
