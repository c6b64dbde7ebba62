/* Runs the commands of a lesson's step.

   A step begins with its setup, applied as a whole, and its `do` lines up to the first stop or question; so it always shows the same
   picture. The next lines come with `lesson next`, and behind a question when it is answered. Lines are done one after the other, in as
   many frames as they need: a `train` in slices, in one undo entry, with a bar. Outside a window's frame all is done at once. */
#include "app/app_inside.h"
#include "base/number.h"
#include "experiment/cost.h"
#include <math.h>
#include <string.h>

static const double SLICE_S = 0.012, TRAIN_MOST_S = 60; /* as CHECK_TRAIN_MAX_S */

/* ---- The stage ---- */

/* Errors in them were reported as mistakes of the file. */
static void find_variants(VariantList *list, const LessonStep *step) {
    Diag unheard = {0};
    memset(list, 0, sizeof *list);
    for (const LessonVariant *item = lesson_find_variants(step); item && list->count < VARIANT_MAX; item = item->next)
        if (lesson_form_variant(&list->item[list->count], step->setup, item, &unheard)) list->count++;
}

/* Nothing stays open over the stage. */
static void clear_stage(App *app) {
    screen_show(&app->ui.screens, SCREEN_STAGE);
    app_turn_inside(app, false);
    trial_set_deinit(&app->trials);
    random_search_deinit(&app->search);
    compare_forget_ahead(&app->compare);
}

void app_start_step(App *app, const LessonStep *step) {
    Setup setup;
    VariantList variants;
    Diag diag = {0}, unheard = {0};
    UiState *ui = &app->ui;
    app_end_drag(app);
    app_set_training(app, false);
    app_finish(app);
    app_forget_message(app);
    app_forget_error(app);
    clear_stage(app);
    lesson_form_setup(&setup, step->setup, NULL, &unheard);
    find_variants(&variants, step);
    bool has_begun = lab_start_from(&app->main.lab, &setup, &variants, &diag);
    if (!has_begun) app_say(app, true, "%s", diag.text);
    if (app->study) app->study->is_unbegun = !has_begun;
    ui->playing = app->stepping = ui->absolute = false;
    ui->cursor = (Cursor){PHASE_FORWARD, 0, 0};
    ui->follow = FOLLOW_LAST;
    ui->layer = -1;
    ui->direction = ui->unit = 0;
    cliff_reset(&ui->cliff);
    ui->check = (CheckPlace){.kind = PARAM_RECURRENT_WEIGHT, .col = 1};
    ui->trail_count = 0;
    pen_init(&ui->pen);
    ui->forecast_from = 0;
    ui->sentence[0] = '\0';
    app->wraps = 0;
    app->ghost.is_there = false;
    app_settle(app);
}

/* ---- Lines ---- */

void app_end_training(App *app) {
    AppLesson *study = app->study;
    if (study->curve.count > 0)
        value_curve_deinit(&study->curve);
    else if (study->reader.all > 0)
        experiment_end_entry(&app->main, app_may_wait(app));
    study->reader.all = study->reader.done = 0;
    study->expected = 0;
    app_settle(app); /* a training that stopped early left the variants behind */
}

/* Takes the slice of a worker. False if it stopped early; an event has then reported why. */
static bool take_slice(App *app) {
    AppLesson *study = app->study;
    bool good = app->main.lab.run.update == study->expected;
    study->expected = 0;
    if (!good && study->must_burst) app_forget_message(app); /* it was meant */
    return good;
}

/* Does some updates of a running `train`; all of them outside a window's frame. A slice that is too long for a frame is queued, and the
   next one waits for it. */
static void train_slice(App *app) {
    AppLesson *study = app->study;
    Reader *reader = &study->reader;
    char line[48];
    Diag diag = {0};
    bool may_wait = app_may_wait(app), good = true;
    if (may_wait && experiment_is_busy(&app->main)) return;
    app_finish(app);
    if (study->expected > 0) good = take_slice(app);
    double left = reader->all - reader->done, slice = left;
    if (!good || left <= 0) {
        app_end_training(app);
        return;
    }
    if (app_may_put_off(app) || app->is_ahead) slice = fmax(1, floor(SLICE_S / fmax(cost_train_s(&app->main.lab, 1), 1e-9)));
    long count = (long)fmin(fmin(left, slice), COMMAND_TRAIN_MAX);
    text_format(line, (int)sizeof line, "train %ld", count);
    study->expected = app->main.lab.run.update + count;
    good = app->run_line(app, line, false, &diag);
    reader->done += (double)count;
    app->stale = true;
    if (good && may_wait && experiment_is_busy(&app->main)) return;
    app_finish(app);
    study->expected = 0;
    if (good && reader->done < reader->all) return;
    if (!good && !study->must_burst) app_say(app, true, "%s", diag.text);
    app_end_training(app);
}

/* A training longer than the check allows is refused and listed with the mistakes of the file. */
static bool may_train(App *app, const LessonLine *line, double count) {
    Lesson *lesson = app->study->lesson;
    double updates = fmin(count, COMMAND_TRAIN_MAX), needed_s = cost_train_s(&app->main.lab, 1) * updates;
    if (needed_s <= TRAIN_MOST_S) return true;
    for (int i = 0; i < lesson->mistakes.count; i++)
        if (lesson->mistakes.item[i].line == line->place.line) return false;
    diag_list_fail_at(&lesson->mistakes, lesson->file[line->place.file].at, line->place.line, line->place.column,
                      "this training would take about %.0f seconds; at most %.0f are possible: fewer updates, steps or units", needed_s,
                      TRAIN_MOST_S);
    return false;
}

/* Runs a line for one variant, for which only `train` is possible. */
static void train_one(App *app, const LessonLine *line, const Command *command) {
    if (command->id != COMMAND_TRAIN || !may_train(app, line, command->arg[0].number)) return;
    app_settle(app); /* its variants are there */
    compare_train_ahead(&app->compare, line->variant, (long)command->arg[0].number);
    app_settle(app);
}

static void do_line(App *app, const LessonLine *line) {
    AppLesson *study = app->study;
    Command command;
    Diag diag = {0};
    TextLine text = {0};                                     /* the lesson itself may be closed or read again meanwhile */
    if (!command_parse(&command, line->text, &diag)) return; /* told as a mistake */
    if (line->variant.count > 0) {
        train_one(app, line, &command);
        return;
    }
    if (command.id == COMMAND_TRAIN) {
        if (!may_train(app, line, command.arg[0].number)) return;
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

/* True if the true curve must be computed first, with one training per value. False if it is known from an earlier visit. */
static bool needs_values(const App *app, int at) {
    const Reader *reader = &app->study->reader;
    const ReaderAnswer *answer = &reader->answer[at];
    bool is_known = true;
    for (int i = 0; i < answer->points; i++) is_known = is_known && isfinite(answer->truth[i]);
    return reader->question[at]->kind == QUESTION_DRAW && reader->question[at]->curve.value_count > 0 && !is_known &&
           app->study->curve_of != at;
}

static void begin_values(App *app, int at) {
    AppLesson *study = app->study;
    const LessonCurve *curve = &study->reader.question[at]->curve;
    Diag diag = {0};
    int key = setup_find_key(curve->key);
    study->curve_of = at;
    if (key < 0) return; /* told as a mistake */
    if (!value_curve_begin(&study->curve, &app->main.lab, (SetupKey)key, curve->value, study->reader.answer[at].points, &diag)) {
        app_say(app, true, "%s", diag.text);
        return;
    }
    study->reader.all = (double)study->curve.count * fmax((double)app->main.lab.run.update, 1);
    study->reader.done = 0;
}

/* Takes the values that are there; all of them with `waits`. */
static void value_slice(App *app, bool waits) {
    AppLesson *study = app->study;
    const LessonCurve *curve = &study->reader.question[study->curve_of]->curve;
    ReaderAnswer *answer = &study->reader.answer[study->curve_of];
    const Lab *lab = NULL;
    int index = 0;
    for (;;) {
        ValueState state = value_curve_next(&study->curve, waits, &index, &lab);
        if (state == VALUE_WAITS) return;
        if (state == VALUE_ALL_DONE) break;
        LessonScene scene = {.lab = lab};
        ConditionSource source = lesson_source(&scene);
        ConditionValue value = {.number = NAN};
        if (state == VALUE_LAB && source.evaluate(source.user, curve->text, &value, NULL)) answer->truth[index] = value.number;
        study->reader.done = study->reader.all * (index + 1) / study->curve.count;
        app->stale = true;
    }
    app_end_training(app);
}

static int curve_last(const App *app, const LessonCurve *curve) { return curve->last > 0 ? curve->last : app->main.lab.run.wiring.steps; }

/* Shows the true curve to a person who has drawn theirs. */
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

/* ---- What is said to an answer ---- */

void app_hold_back(App *app, int at) {
    Reader *reader = &app->study->reader;
    if (!reader->revealing) reader->revealing = reader->question[at]; /* what an earlier one holds back includes this one */
}

/* True if every compared variant is shown at the experiment's state, or cannot get there. */
static bool has_variants(const App *app) {
    const Compare *compare = &app->compare;
    if (experiment_is_busy(&app->main) || compare->count != app->main.lab.variants.count) return false;
    for (int i = 0; i < compare->count; i++) {
        const ComparedRun *item = compare->item[i];
        if (!item->is_current && !item->is_stopped && !item->trouble[0]) return false;
    }
    return true;
}

void app_explain_when_due(App *app) {
    AppLesson *study = app->study;
    Reader *reader = &study->reader;
    if (reader->pausing && study->revealed < 0 && reader->all <= 0 && has_variants(app)) {
        reader->pausing = 0;
        app->stale = true;
    }
    if (!reader->revealing) return;
    bool waits_at_question = reader->is_at_stop && study->passed && study->passed == study->block,
         runs = reader->all > 0 || (!reader->is_at_stop && (study->line || study->revealed >= 0));
    if (waits_at_question || runs || !has_variants(app)) return;
    reader->revealing = NULL;
    app->stale = true;
}

/* ---- Line after line ---- */

/* The question that stops the lines although it was answered in an earlier visit; -1 if there is none. */
static int find_answered(const AppLesson *study) {
    const LessonBlock *block = study->block;
    int at = block && block->kind == BLOCK_QUESTION ? reader_find_question(&study->reader, block->question) : -1;
    return at >= 0 && study->reader.answer[at].state != READER_OPEN ? at : -1;
}

/* True if there is anything to do after it. */
static bool has_more(const LessonBlock *block) {
    if (block->question->reveal) return true;
    for (block = block->next; block; block = block->next)
        if (block->kind == BLOCK_DO ? block->line != NULL : block->kind == BLOCK_QUESTION && block->question->reveal) return true;
    return false;
}

/* A revisited step begins as at the first visit: the commands of its answer wait for a press. True if something was done. */
static bool pass_answered(App *app) {
    AppLesson *study = app->study;
    int at = find_answered(study);
    if (at < 0) return false;
    app_hold_back(app, at);
    if (study->passed != study->block && has_more(study->block)) {
        study->passed = study->block;
        study->reader.is_at_stop = true;
        return false;
    }
    study->line = study->block->question->reveal;
    study->revealed = at;
    return true;
}

/* Continues the running line; with `waits` to its end. */
static void run_slice(App *app, bool waits) {
    if (app->study->curve.count > 0)
        value_slice(app, waits);
    else
        train_slice(app);
}

/* True when something was done. */
static bool do_next(App *app) {
    AppLesson *study = app->study;
    if (study->reader.all > 0) {
        run_slice(app, !app_may_put_off(app));
        return true;
    }
    if (study->reader.is_at_stop) return false;
    if (!study->line && study->revealed >= 0) { /* the commands of an answer are done */
        int at = study->revealed;
        if (needs_values(app, at)) {
            begin_values(app, at);
            return true;
        }
        study->revealed = -1;
        note_truth(app, at);
        if (study->block && study->block->kind == BLOCK_QUESTION && study->block->question == study->reader.question[at])
            study->block = study->block->next;
        return true;
    }
    if (!study->line) study->line = next_do(study);
    if (!study->line) return pass_answered(app);
    const LessonLine *line = study->line;
    study->line = line->next;
    if (line->is_stop) {
        study->reader.is_at_stop = true;
        study->reader.pausing = study->revealed + 1;
    } else
        do_line(app, line);
    return true;
}

/* Runs the pending lines: in a frame of the window as many as fit, else all. */
void app_go_on(App *app) {
    AppLesson *study = app->study;
    bool watched = app_may_put_off(app) || app->is_ahead;
    while (do_next(app))
        if (watched && study->reader.all > 0) break;
    study->reader.is_busy = study->reader.all > 0;
    app_explain_when_due(app);
    app->stale = true;
}

void app_finish_lines(App *app) {
    while (app->study->reader.all > 0) {
        app_finish(app);
        run_slice(app, true);
    }
    app_go_on(app);
}

void app_do_waiting(App *app) {
    Reader *reader = &app->study->reader;
    for (bool more = true; more;) {
        reader->is_at_stop = false;
        if (reader->all > 0) app_finish(app);
        more = do_next(app) || reader->is_at_stop;
    }
}
