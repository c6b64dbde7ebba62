/* Settings belong to the person, not to the experiment. This is the table of settings, and their values. Undo never changes them, and the
   file of an experiment never contains them. Adding a setting is one row in settings_rows.h.

   A file of settings has one a line: its name, a blank, its value ("scale 125"). Lines that begin with '#' are comments. Settings that a
   file does not name keep their usual values. Lines of a newer program with unknown settings stay in the file. */
#ifndef UNROLL_GUI_SETTINGS_H
#define UNROLL_GUI_SETTINGS_H
#include "base/diag.h"
#include "base/str.h"
#include "gui/theme.h"

typedef enum SettingId {
#define SETTING_ROW(ID, ...) SETTING_##ID,
#include "gui/settings_rows.h"
#undef SETTING_ROW
    SETTING_COUNT
} SettingId;

typedef enum SettingKind {
    SETTING_CHOICE, /* one of a few words; its value is the word's index */
    SETTING_NUMBER,
    SETTING_WHOLE, /* a whole number */
    SETTING_TEXT   /* any words; `choices` is the usual value */
} SettingKind;

/* What the setting affects: the picture (then recordings contain it), the window's position, or the end of training. */
typedef enum SettingUse { SETTING_OF_PICTURE, SETTING_OF_WINDOW, SETTING_OF_TRAINING } SettingUse;

typedef struct SettingRow {
    const char *name, *label;
    SettingKind kind;
    SettingUse use;
    double least, most, usual;
    const char *choices; /* "dark|light" */
    const char *help;    /* one sentence */
} SettingRow;

extern const SettingRow setting_table[SETTING_COUNT];

enum { SETTING_VALUE_MAX = 2048 }; /* bytes of a value as text */

typedef struct Settings {
    double value[SETTING_COUNT];
    char text[SETTING_COUNT][SETTING_VALUE_MAX]; /* of settings of kind words */
} Settings;

void settings_init(Settings *settings); /* the usual values */
int settings_find(Str name);            /* SettingId, -1 when there is none */
double settings_get(const Settings *settings, SettingId id);
int settings_choice(const Settings *settings, SettingId id); /* index of the chosen word */
const char *settings_text(const Settings *settings, SettingId id);
ThemeChoice settings_theme(const Settings *settings);

/* Sets one setting from text; for a choice "next" is the word after the present one, and after the last the first. On false nothing has
   changed, and the message says what was found and what is expected. */
bool settings_set_text(Settings *settings, Str name, Str value, Diag *diag);
/* For settings that are not of kind words. */
bool settings_set_value(Settings *settings, SettingId id, double value, Diag *diag);

/* The value as settings_set_text reads it. Returns the bytes written. */
int settings_format(char *out, int size, const Settings *settings, SettingId id);

#endif
