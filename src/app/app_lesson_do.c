/* What a lesson's step does on the stage.

   A step begins from its setup, applied as a whole, and its `do` lines up to the first stop or the first question; so it shows the same
   picture however it was reached. The next lines come with `lesson next`, and behind a question when it is answered. Lines are done one
   after the other, in as many frames as they need: a `train` in slices, in one undo entry, with a bar. Outside a window's frame all is
   done at once. */
#include "app/app_inside.h"
#include "base/number.h"
#include "experiment/cost.h"
#include <math.h>
#include <string.h>

static const double SLICE_S = 0.012;
enum { SETTING_LIST_MAX = 128 };

/* ---- The stage ---- */

typedef struct SettingList {
    const LessonSetting *item[SETTING_LIST_MAX];
    int count;
} SettingList;

static void note_setting(void *user, const LessonSetting *setting) {
    SettingList *list = user;
    if (list->count < SETTING_LIST_MAX) list->item[list->count++] = setting;
}

/* The setup as a whole: what it begins with, then its settings. What is wrong in it was told as a mistake of the file. */
static void find_setup(Setup *out, const LessonSetup *setup) {
    SettingList list = {.count = 0};
    Str preset = {0};
    setup_init(out);
    if (!setup) return;
    lesson_visit_setup(setup, &preset, note_setting, &list);
    if (preset.count > 0) setup_apply_preset(out, preset, NULL);
    for (int i = 0; i < list.count; i++) setup_set_text(out, list.item[i]->key, list.item[i]->value, NULL);
}

/* A variant as the laboratory reads it: what it says differently from the step's setup, or its cell where it says nothing. */
static bool format_variant(char *out, int size, const Setup *base, const LessonVariant *variant, const LessonSetup *usual) {
    Setup setup;
    char value[48];
    find_setup(&setup, variant->from ? variant->from : usual);
    for (const LessonSetting *item = variant->setting; item; item = item->next) setup_set_text(&setup, item->key, item->value, NULL);
    int used = text_format(out, size, "%.*s:", variant->name.count, variant->name.at), said = 0;
    for (int key = 0; key < KEY_COUNT; key++) {
        bool is_needed = key == KEY_CELL && setup_equal(&setup, base);
        if (setup.value[key] == base->value[key] && !is_needed) continue;
        setup_format(value, (int)sizeof value, &setup, (SetupKey)key);
        used += text_format(out + used, size - used, "%s %s %s", said++ ? ";" : "", setup_table[key].key, value);
    }
    return used < size - 1;
}

static void find_variants(App *app, VariantList *list, const LessonStep *step, const Setup *base) {
    char text[VARIANT_LINE_SIZE];
    Diag diag = {0};
    memset(list, 0, sizeof *list);
    for (const LessonVariant *variant = lesson_find_variants(step); variant; variant = variant->next)
        if (format_variant(text, (int)sizeof text, base, variant, step->setup) && !variant_list_apply(list, str_from(text), &diag))
            app_say(app, true, "%s", diag.text);
}

void app_start_step(App *app, const LessonStep *step) {
    Setup setup;
    VariantList variants;
    Diag diag = {0};
    UiState *ui = &app->ui;
    app_end_drag(app);
    app_set_training(app, false);
    app_finish(app);
    app_forget_message(app);
    app_forget_error(app);
    find_setup(&setup, step->setup);
    find_variants(app, &variants, step, &setup);
    if (!lab_start_from(&app->main.lab, &setup, &variants, &diag)) app_say(app, true, "%s", diag.text);
    ui->playing = app->stepping = ui->absolute = false;
    ui->cursor = (Cursor){PHASE_FORWARD, 0, 0};
    ui->follow = FOLLOW_LAST;
    ui->layer = -1;
    ui->direction = 0;
    app->wraps = 0;
    app_settle(app);
}

/* ---- Lines ---- */

void app_end_training(App *app) {
    AppLesson *study = app->study;
    if (study->reader.all > 0) experiment_end_entry(&app->main, app_may_wait(app));
    study->reader.all = study->reader.done = 0;
    app->stale = true;
}

/* Some updates of a `train` that runs; all of them where nobody watches. */
static void train_slice(App *app) {
    AppLesson *study = app->study;
    Reader *reader = &study->reader;
    char line[48];
    Diag diag = {0};
    double left = reader->all - reader->done, slice = left;
    if (app->is_live && !app->record) slice = fmax(1, floor(SLICE_S / fmax(cost_train_s(&app->main.lab, 1), 1e-9)));
    long count = (long)fmin(fmin(left, slice), COMMAND_TRAIN_MAX);
    text_format(line, (int)sizeof line, "train %ld", count);
    bool good = app->run_line(app, line, false, &diag);
    app_finish(app);
    reader->done += (double)count;
    app->stale = true;
    if (good && reader->done < reader->all) return;
    if (!good && !study->must_burst) app_say(app, true, "%s", diag.text);
    app_end_training(app);
}

static void do_line(App *app, const LessonLine *line) {
    AppLesson *study = app->study;
    Command command;
    Diag diag = {0};
    TextLine text = {0};                                     /* the lesson itself may be closed or read again meanwhile */
    if (!command_parse(&command, line->text, &diag)) return; /* told as a mistake */
    if (command.id == COMMAND_TRAIN) {
        study->must_burst = line->must_burst;
        study->reader.all = command.arg[0].number;
        study->reader.done = 0;
        experiment_begin_entry(&app->main);
        return;
    }
    bool has_memory = text_line_set(&text, line->text) || diag_fail(&diag, "There is no memory left for this line of the lesson.");
    if (!has_memory || !app->run_line(app, text_line_get(&text), false, &diag)) app_say(app, true, "%s", diag.text);
    text_line_free(&text);
    app_finish(app);
}

/* The next `do` of the step before the next question; NULL: none. */
static const LessonLine *next_do(AppLesson *study) {
    while (study->block) {
        const LessonBlock *block = study->block;
        if (block->kind == BLOCK_QUESTION) return NULL;
        study->block = block->next;
        if (block->kind == BLOCK_DO && block->line) return block->line;
    }
    return NULL;
}

/* ---- Curves ---- */

static double find_quantity(const App *app, const LessonCurve *curve, int step) {
    char text[128];
    ConditionValue value;
    text_format(text, (int)sizeof text, "%.*s %d%s%.*s", curve->text.count, curve->text.at, step, curve->tail.count > 0 ? " " : "",
                curve->tail.count, curve->tail.at);
    if (!app->quantities.evaluate || !app->quantities.evaluate(app->quantities.user, str_from(text), &value, NULL)) return NAN;
    return value.number;
}

static int curve_last(const App *app, const LessonCurve *curve) { return curve->last > 0 ? curve->last : app->main.lab.run.wiring.steps; }

/* The curve as it is now, for whoever has drawn it. */
static void note_truth(App *app, int at) {
    Reader *reader = &app->study->reader;
    const LessonQuestion *question = reader->question[at];
    ReaderAnswer *answer = &reader->answer[at];
    if (question->kind != QUESTION_DRAW || question->curve.value_count > 0) return;
    for (int i = 0; i < answer->points; i++) answer->truth[i] = find_quantity(app, &question->curve, question->curve.first + i);
}

/* Points to draw, none of them drawn yet. */
void app_begin_curve(App *app, int at) {
    const LessonQuestion *question = app->study->reader.question[at];
    ReaderAnswer *answer = &app->study->reader.answer[at];
    const LessonCurve *curve = &question->curve;
    int count = curve->value_count > 0 ? curve->value_count : curve_last(app, curve) - curve->first + 1;
    if (question->kind != QUESTION_DRAW || answer->points > 0) return;
    answer->points = count < 0 ? 0 : count > READER_POINT_MAX ? READER_POINT_MAX : count;
    for (int i = 0; i < answer->points; i++) answer->point[i] = answer->truth[i] = NAN;
}

/* ---- Line after line ---- */

/* True when something was done. */
static bool do_next(App *app) {
    AppLesson *study = app->study;
    if (study->reader.all > 0) {
        train_slice(app);
        return true;
    }
    if (study->reader.is_at_stop) return false;
    if (!study->line && study->revealed >= 0) { /* what an answer does is done */
        int at = study->revealed;
        study->revealed = -1;
        note_truth(app, at);
        if (study->block && study->block->kind == BLOCK_QUESTION && study->block->question == study->reader.question[at])
            study->block = study->block->next;
        return true;
    }
    if (!study->line) study->line = next_do(study);
    if (!study->line) return false;
    const LessonLine *line = study->line;
    study->line = line->next;
    if (line->is_stop)
        study->reader.is_at_stop = true;
    else
        do_line(app, line);
    return true;
}

/* Does what there is to do: in a frame of the window as much as fits, else everything. */
void app_go_on(App *app) {
    AppLesson *study = app->study;
    bool watched = app->is_live && !app->record;
    while (do_next(app))
        if (watched && study->reader.all > 0) break;
    study->reader.is_busy = study->reader.all > 0;
    app->stale = true;
}

void app_finish_lines(App *app) {
    while (app->study->reader.all > 0) train_slice(app);
    app_go_on(app);
}
