/* See lesson_host.h. */
#include "app/lesson_host.h"
#include "base/number.h"
#include "draw/picture.h"
#include "draw/text.h"
#include "lab/command.h"
#include "view/page/mark.h"
#include <string.h>

static bool check_command(void *user, Str line, Diag *diag) {
    Command command;
    (void)user;
    if (!command_parse(&command, line, diag)) return false;
    bool is_own = command.id == COMMAND_QUIT || command.id == COMMAND_LIMIT || command.id == COMMAND_CHROME ||
                  command.id == COMMAND_PRESENT || command.id == COMMAND_PRESENTER || command.id == COMMAND_SETTING ||
                  command.id == COMMAND_EDIT || command.id == COMMAND_PROGRESS || command.id == COMMAND_SAVE ||
                  command.id == COMMAND_OPEN || command.id == COMMAND_SHARE || command.id == COMMAND_EXPORT ||
                  command.id == COMMAND_PASTE || command.id == COMMAND_COURSE;
    bool is_file = command.id == COMMAND_TEXT && (str_equal(command.arg[0].text, "open") || str_equal(command.arg[0].text, "paste"));
    if (command_table[command.id].owner != COMMAND_OF_INPUT && !is_own && !is_file) return true;
    return diag_fail_at(diag, NULL, 0, 1, "a lesson cannot do \"%s\": only the person at the program can", command_table[command.id].word);
}

static bool check_setting(void *user, Str key, Str value, Diag *diag) {
    Setup scratch;
    (void)user;
    setup_init(&scratch);
    if (!value.at && setup_find_key(key) >= 0) return true;
    return setup_set_text(&scratch, key, value.at ? value : key, diag);
}

static bool check_preset(void *user, Str name, Diag *diag) {
    Setup scratch;
    (void)user;
    setup_init(&scratch);
    return setup_apply_preset(&scratch, name, diag);
}

static bool check_quantity(void *user, Str text, Diag *diag) {
    Quantity quantity;
    (void)user;
    return quantity_parse(&quantity, text, diag);
}

static bool check_mark(void *user, Str text, Diag *diag) {
    Mark mark;
    (void)user;
    return mark_parse(&mark, text, diag);
}

static bool check_formula(void *user, Str tex, Diag *diag) {
    (void)user;
    return formula_check_str(tex, diag);
}

LessonHost lesson_host(const FileApi *file) {
    return (LessonHost){.file = file,
                        .check_command = check_command,
                        .check_setting = check_setting,
                        .check_preset = check_preset,
                        .check_mark = check_mark,
                        .check_formula = check_formula,
                        .check_picture = picture_check,
                        .conditions = {.check = check_quantity}};
}

static bool evaluate(void *user, Str text, ConditionValue *out, Diag *diag) {
    const LessonScene *scene = user;
    Quantity quantity;
    QuantityValue value;
    if (!quantity_parse(&quantity, text, diag) || !quantity_evaluate(&value, &quantity, scene->lab, &scene->facts, diag)) return false;
    *out = (ConditionValue){.kind = value.is_word ? CONDITION_WORD : CONDITION_NUMBER, .number = value.number};
    memcpy(out->word, value.word, sizeof out->word);
    return true;
}

ConditionSource lesson_source(LessonScene *scene) {
    return (ConditionSource){.user = scene, .check = check_quantity, .evaluate = evaluate};
}

/* --- setups --- */

typedef struct Forming {
    Setup *out;
    bool good;
    Diag *diag;
} Forming;

static void say(void *user, const LessonSetting *setting) {
    Forming *forming = user;
    bool good = setup_set_text(forming->out, setting->key, setting->value, forming->good ? forming->diag : NULL);
    forming->good = forming->good && good;
}

static void no_setting(void *user, const LessonSetting *setting) {
    (void)user;
    (void)setting;
}

bool lesson_form_setup(Setup *out, const LessonSetup *setup, const LessonVariant *variant, Diag *diag) {
    Forming forming = {.out = out, .good = true, .diag = diag};
    Str preset;
    const LessonSetup *from = variant && variant->from ? variant->from : setup;
    setup_init(out);
    lesson_visit_setup(from, &preset, no_setting, NULL);
    if (preset.count > 0) forming.good = setup_apply_preset(out, preset, diag);
    lesson_visit_setup(from, &preset, say, &forming);
    for (const LessonSetting *setting = variant ? variant->setting : NULL; setting; setting = setting->next) say(&forming, setting);
    return forming.good;
}

bool lesson_form_variant(Variant *out, const LessonSetup *setup, const LessonVariant *variant, Diag *diag) {
    Setup base, own;
    Diag unheard = {0};
    char text[VARIANT_LINE_SIZE], value[64];
    lesson_form_setup(&base, setup, NULL, &unheard); /* mistakes in it are reported at their place */
    if (!lesson_form_setup(&own, setup, variant, diag)) return false;
    int used = text_format(text, (int)sizeof text, "%.*s:", variant->name.count, variant->name.at), said = 0;
    for (int key = 0; key < KEY_COUNT; key++) {
        bool is_needed = key == KEY_CELL && setup_equal(&own, &base);
        if (own.value[key] == base.value[key] && !is_needed) continue;
        setup_format(value, (int)sizeof value, &own, (SetupKey)key);
        used += text_format(text + used, (int)sizeof text - used, "%s %s %s", said++ ? ";" : "", setup_table[key].key, value);
    }
    return variant_parse(out, str_from(text), diag);
}
