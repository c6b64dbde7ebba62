/* A lesson's steps, block by block in the order of the file: commands run on the step's own experiment and on its variants, live numbers
   are evaluated, claims and tries are tested. After an error it continues with the next line. */
#include "base/arena.h"
#include "base/number.h"
#include "cli/check.h"
#include "view/page/mark.h"
#include "view/ui_state.h"
#include <stdio.h>
#include <string.h>

typedef struct StepRun {
    CheckLesson *of;
    CheckStep step;
    CheckScene own, variant[LESSON_VARIANT_MAX], at_value; /* the last one is for one value of a curve */
} StepRun;

/* If a scene cannot be made, that is reported once, and whatever depends on it is skipped. */
static void make_scenes(StepRun *run, const LessonBlock *until) {
    LessonPlace place;
    Diag diag = {0};
    int index = 0;
    if (!check_scene_make(&run->own, &run->step, NULL, 0, until, &place, &diag)) {
        check_fail(run->of, place, "%s", diag.text);
        check_scene_free(&run->own);
    }
    for (const LessonVariant *variant = lesson_find_variants(run->step.step); variant; variant = variant->next, index++) {
        if (check_scene_make(&run->variant[index], &run->step, variant, 0, until, &place, &diag)) continue;
        check_fail(run->of, place, "%.*s: %s", variant->name.count, variant->name.at, diag.text);
        check_scene_free(&run->variant[index]);
    }
}

/* As in the window: if the step's own training ended with numbers that are not finite, its variants stop at the same update. Then it tests
   whether they diverge at the next update too. */
static bool stops_early(const StepRun *run, const LessonLine *line) {
    return run->own.is_made && run->own.burst && line->variant.count == 0 && line->must_burst;
}

static bool stop_early(StepRun *run, CheckScene *scene, Diag *diag) {
    const ClockApi *clock = &run->of->check->clock;
    long update = run->own.lab.run.update;
    if (!check_scene_visit(scene, clock, update + 1, diag)) return false;
    bool burst = scene->burst;
    bool good = scene->lab.run.update <= update || check_scene_visit(scene, clock, update, diag);
    scene->burst = burst;
    return good;
}

static bool apply_to(StepRun *run, CheckScene *scene, const LessonLine *line, const LessonVariant *variant) {
    Diag diag = {0};
    const ClockApi *clock = &run->of->check->clock;
    if (!scene->is_made) return true;
    if (variant && stops_early(run, line) ? stop_early(run, scene, &diag) : check_scene_apply(scene, clock, line, &diag)) return true;
    if (variant)
        check_fail(run->of, line->place, "%.*s: %s", variant->name.count, variant->name.at, diag.text);
    else
        check_fail(run->of, line->place, "%s", diag.text);
    return false;
}

static void apply_lines(StepRun *run, const LessonLine *line) {
    const LessonVariant *variants = lesson_find_variants(run->step.step);
    for (; line; line = line->next) {
        Str rest = line->text;
        if (line->variant.count > 0 && !str_equal(str_next_word(&rest), "train")) {
            check_fail(run->of, line->place, "only train can be done to one of the compared variants; expected it for all, or in compare");
            continue;
        }
        bool good = line->variant.count > 0 || apply_to(run, &run->own, line, NULL), burst = line->variant.count == 0 && run->own.burst;
        int index = 0;
        for (const LessonVariant *variant = variants; variant && good; variant = variant->next, index++) {
            if (line->variant.count > 0 && !str_same(line->variant, variant->name)) continue;
            good = apply_to(run, &run->variant[index], line, variant);
            burst = burst || run->variant[index].burst;
        }
        if (good && line->must_burst && !burst && run->own.is_made)
            check_fail(run->of, line->place, "this training does not burst, though it says so");
    }
}

/* --- live numbers --- */

static void check_condition_in(StepRun *run, CheckScene *scene, const Condition *condition, LessonPlace place) {
    LessonScene seen = {.lab = &scene->lab, .facts = {.burst = scene->burst, .cliff = &scene->cliff}};
    ConditionSource source = lesson_source(&seen);
    ConditionValue value;
    Diag diag = {0};
    if (scene->is_made && !condition_evaluate(&value, condition, &source, NULL, 0, &diag)) check_fail(run->of, place, "%s", diag.text);
}

static void check_condition(StepRun *run, const Condition *condition, LessonPlace place) {
    check_condition_in(run, &run->own, condition, place);
}

static int find_last_step(const StepRun *run) {
    int last = run->own.is_made ? run->own.lab.run.wiring.steps : 0;
    for (int i = 0; i < LESSON_VARIANT_MAX; i++) {
        int steps = run->variant[i].is_made ? run->variant[i].lab.run.wiring.steps : 0;
        if (steps > last) last = steps;
    }
    return last;
}

/* True if the part of the stage that a text or `look` names exists. */
static void check_mark(StepRun *run, Str text, LessonPlace place) {
    Mark mark;
    int T = find_last_step(run), H = run->own.is_made ? run->own.lab.run.net.spec.hidden : 0;
    if (!run->own.is_made || !mark_parse(&mark, text, NULL) || mark.is_whole) return; /* reported already */
    if (mark.last >= T) check_fail(run->of, place, "there is no step %d here; there are 1 to %d", mark.last + 1, T);
    bool is_unit = mark.subject.kind == SUBJECT_STATE || mark.subject.kind == SUBJECT_CELL_STATE || mark.subject.kind == SUBJECT_GATE;
    if (is_unit && mark.subject.unit >= H)
        check_fail(run->of, place, "there is no unit %d here; there are 1 to %d", mark.subject.unit + 1, H);
}

static void visit_span(void *user, const LessonSpan *span) {
    StepRun *run = user;
    Diag diag = {0};
    LessonPlace place = span->place;
    place.column += 2; /* after the braces */
    if (span->kind == SPAN_LIVE && span->condition) check_condition(run, span->condition, place);
    if (span->kind == SPAN_MARK) check_mark(run, span->target, place);
    bool is_button = span->kind == SPAN_LINK && span->command.count > 0 && run->own.is_made;
    if (is_button && !check_scene_could(&run->own, span->command, &diag)) check_fail(run->of, span->place, "%s", diag.text);
}

static void check_looks(StepRun *run, const LessonLook *look) {
    for (; look; look = look->next)
        if (look->kind == LOOK_AT) check_mark(run, look->text, look->place);
}

/* True if the experiment with this value of the curve's setting can be made, trained as the question says, and evaluated. */
static void check_value(StepRun *run, const LessonBlock *block, Str value, const Condition *condition) {
    const LessonCurve *curve = &block->question->curve;
    LessonSetting setting = {.place = block->place, .key = curve->key, .value = value};
    LessonVariant variant = {.place = block->place, .name = value, .setting = &setting};
    CheckScene *scene = &run->at_value;
    LessonPlace place = block->place;
    Diag diag = {0};
    bool good = check_scene_make(scene, &run->step, &variant, 0, block, &place, &diag);
    for (const LessonLine *line = block->question->reveal; line && good; line = line->next) {
        place = line->place;
        good = line->variant.count > 0 || check_scene_apply(scene, &run->of->check->clock, line, &diag);
    }
    if (good)
        check_condition_in(run, scene, condition, block->place);
    else
        check_fail(run->of, place, "%.*s %.*s: %s", curve->key.count, curve->key.at, value.count, value.at, diag.text);
    check_scene_free(scene);
}

/* The curve's first and last value. */
static void check_curve(StepRun *run, const LessonBlock *block) {
    const LessonCurve *curve = &block->question->curve;
    LessonMemory memory = {0};
    ConditionSource source = lesson_source(&(LessonScene){0});
    char text[256];
    Diag diag = {0};
    for (int i = 0; i < 2 && curve->text.count > 0 && curve->first > 0; i++) {
        int last = curve->last > 0 ? curve->last : run->own.lab.run.wiring.steps;
        text_format(text, (int)sizeof text, "%.*s %d %.*s", curve->text.count, curve->text.at, i == 0 ? curve->first : last,
                    curve->tail.count, curve->tail.at);
        const Condition *condition = condition_parse(&memory, str_trim(str_from(text)), &source, &diag);
        if (condition) check_condition(run, condition, block->place);
    }
    const Condition *over = curve->value_count > 0 ? condition_parse(&memory, curve->text, &source, &diag) : NULL;
    for (int i = 0; i < curve->value_count && over; i += curve->value_count > 1 ? curve->value_count - 1 : 1)
        check_value(run, block, curve->value[i], over);
    lesson_memory_free(&memory);
}

static void check_place(StepRun *run, const LessonBlock *block) {
    Str rest = block->question->where, word = str_next_word(&rest), number = str_trim(rest);
    long step = 0;
    int T = run->own.lab.run.wiring.steps;
    if (!str_equal(word, "step") || !number_parse_int(&step, number) || step <= T) return;
    check_fail(run->of, block->place, "there is no step %ld to click; there are 1 to %d", step, T);
}

/* --- blocks --- */

static void check_block(StepRun *run, const LessonBlock *block) {
    switch (block->kind) {
    case BLOCK_SETUP:
        if (block->setup) make_scenes(run, block->next);
        break;
    case BLOCK_LOOK: check_looks(run, block->look); break;
    case BLOCK_DO: apply_lines(run, block->line); break;
    case BLOCK_QUESTION:
        if (!block->question) break;
        if (block->question->kind == QUESTION_PLACE && run->own.is_made) check_place(run, block);
        apply_lines(run, block->question->reveal);
        if (block->question->kind == QUESTION_DRAW && run->own.is_made) check_curve(run, block);
        lesson_visit_block(block, visit_span, run);
        break;
    case BLOCK_ASSERT: check_claims(run->of, &run->step, &run->own, run->variant, block); break;
    case BLOCK_TRY:
        check_try(run->of, &run->step, block);
        lesson_visit_block(block, visit_span, run);
        break;
    default: lesson_visit_block(block, visit_span, run);
    }
}

static bool is_said(const LessonSetup *setup, const char *key) {
    for (; setup; setup = setup->from) {
        for (const LessonSetting *setting = setup->setting; setting; setting = setting->next) {
            if (str_equal(setting->key, key)) return true;
        }
    }
    return false;
}

/* A number for the radius beside another initialisation undoes what that draws. */
static void check_radius(CheckLesson *of, const LessonStep *step) {
    static const char *const keys[] = {"radius", "weight_scale"};
    for (const LessonBlock *block = step->block; block; block = block->next) {
        if (block->kind != BLOCK_SETUP || !block->setup || !is_said(block->setup, "init")) continue;
        for (int i = 0; i < 2; i++) {
            if (is_said(block->setup, keys[i]))
                check_warn(of, block->setup->place, "%s is named beside init: the weights are drawn, then rescaled to it", keys[i]);
        }
    }
}

static void print_time(const CheckLesson *of, const LessonStep *step, double seconds) {
    const Str *file = &of->lesson->file[0];
    printf("%.*s:%d: %.2f s  %.*s\n", file->count, file->at, step->place.line, seconds, step->title.count, step->title.at);
}

void check_run_lesson(CheckLesson *of) {
    Check *check = of->check;
    const LessonSetup *before = NULL;
    StepRun *run = mem_new(sizeof *run); /* too large for a small stack */
    if (!run) {
        check_fail(of, (LessonPlace){0, 1, 1}, "there is no memory left to run the steps");
        return;
    }
    for (const LessonStep *step = of->lesson->step; step; step = step->next) {
        double start_s = check->clock.now_s(check->clock.user);
        memset(run, 0, sizeof *run);
        run->of = of;
        run->step = (CheckStep){.step = step, .before = before, .clock = check->clock};
        check_radius(of, step);
        make_scenes(run, step->block);
        for (const LessonBlock *block = step->block; block; block = block->next) check_block(run, block);
        check_scene_free(&run->own);
        for (int i = 0; i < LESSON_VARIANT_MAX; i++) check_scene_free(&run->variant[i]);
        if (check->time) print_time(of, step, check->clock.now_s(check->clock.user) - start_s);
        before = step->setup;
    }
    mem_free(run);
}
