/* See settings_file.h. Each line is one of four kinds; reading and writing use the same function to find the kind. */
#include "gui/settings_file.h"
#include "base/arena.h"
#include "base/number.h"
#include <string.h>

typedef enum LineKind {
    LINE_OTHER,  /* blank, a comment, or an unknown setting */
    LINE_GOOD,   /* name and value of a setting */
    LINE_WRONG,  /* a setting's name with a value that cannot be read */
    LINE_REFUSED /* "#? name value": one that could not be read before */
} LineKind;

typedef struct Line {
    LineKind kind;
    int id; /* index of the setting, except for LINE_OTHER */
    Str value;
    bool is_readable; /* the value of a LINE_REFUSED is valid now */
} Line;

static const char first_line[] = "# Settings of Unroll. One a line: its name, a blank, its value. The program writes its changes here.\n";

bool settings_file_is_text(Str text) {
    if (text.count > SETTINGS_FILE_MAX) return false;
    for (int i = 0; i < text.count; i++) {
        unsigned char byte = (unsigned char)text.at[i];
        if (byte == 127 || (byte < 32 && byte != '\t' && byte != '\n' && byte != '\r')) return false;
    }
    return true;
}

static Line look_at(Str text, Diag *diag) {
    Line line = {.kind = LINE_GOOD};
    Settings trial;
    settings_init(&trial);
    text = str_trim(text);
    if (text.count >= 3 && memcmp(text.at, "\xEF\xBB\xBF", 3) == 0)
        text = (Str){text.at + 3, text.count - 3}; /* some editors put it first */
    if (text.count >= 2 && memcmp(text.at, "#?", 2) == 0) {
        line.kind = LINE_REFUSED;
        text = (Str){text.at + 2, text.count - 2};
    }
    Str rest = text, name = str_next_word(&rest);
    line.id = settings_find(name);
    line.value = str_trim(rest);
    if (line.id < 0) return (Line){.kind = LINE_OTHER};
    /* "next" is only for commands: in a file its meaning would depend on the previous value. */
    line.is_readable = !str_equal(line.value, "next") && settings_set_text(&trial, name, line.value, diag);
    if (line.kind == LINE_GOOD && !line.is_readable) line.kind = LINE_WRONG;
    return line;
}

void settings_file_read(Settings *settings, Str text, const char *file, DiagList *wrong) {
    bool said[SETTING_COUNT] = {false};
    for (int pass = 0; pass < 2; pass++) { /* a formerly refused value counts only if no other line sets the same setting */
        Str rest = text;
        for (int number = 1; rest.count > 0; number++) {
            Diag diag = {0};
            Line line = look_at(str_next_line(&rest), &diag);
            if (line.kind == LINE_OTHER) continue;
            if (pass == 0 && line.kind == LINE_WRONG) diag_list_fail_at(wrong, file, number, 0, "%s", diag.text);
            bool counts = pass == 0 ? line.kind == LINE_GOOD : line.kind == LINE_REFUSED && line.is_readable && !said[line.id];
            if (!counts) continue;
            settings_set_text(settings, str_from(setting_table[line.id].name), line.value, NULL);
            if (pass == 0) said[line.id] = true;
        }
    }
}

/* ---- Writing ---- */

typedef struct Output {
    char *text; /* owned */
    size_t used, capacity;
} Output;

static void put(Output *out, Str text) {
    if (text.count > 0) memcpy(out->text + out->used, text.at, (size_t)text.count);
    out->used += (size_t)text.count;
}

static void put_setting(Output *out, const Settings *settings, int id) {
    char value[SETTING_VALUE_MAX];
    settings_format(value, sizeof value, settings, (SettingId)id);
    out->used += (size_t)text_format(out->text + out->used, (int)(out->capacity - out->used), "%s %s\n", setting_table[id].name, value);
}

/* Every line may grow by "#? " or be replaced by a setting's line; each setting may be added once at the end. */
static size_t find_capacity(Str old) {
    size_t line_most = sizeof first_line + 64 + SETTING_VALUE_MAX, lines = SETTING_COUNT + 2;
    for (int i = 0; i < old.count; i++) lines += old.at[i] == '\n';
    return (size_t)old.count + lines * line_most;
}

bool settings_file_make(char **out, size_t *size, Str old, const Settings *settings, const bool changed[SETTING_COUNT]) {
    Output made = {.capacity = find_capacity(old)};
    bool written[SETTING_COUNT] = {false};
    made.text = mem_new(made.capacity);
    *out = made.text;
    *size = 0;
    if (!made.text) return false;
    if (old.count == 0) put(&made, str_from(first_line));
    for (Str rest = old; rest.count > 0;) {
        Str text = str_next_line(&rest);
        Line line = look_at(text, NULL);
        bool is_ours = line.kind != LINE_OTHER;
        if (is_ours && changed[line.id]) {
            if (line.kind != LINE_REFUSED && !written[line.id]) put_setting(&made, settings, line.id);
            written[line.id] = written[line.id] || line.kind != LINE_REFUSED;
            continue;
        }
        if (line.kind == LINE_WRONG) put(&made, str_from("#? "));
        put(&made, text);
        put(&made, str_from("\n"));
    }
    for (int id = 0; id < SETTING_COUNT; id++)
        if (changed[id] && !written[id]) put_setting(&made, settings, id);
    *size = made.used;
    return true;
}
