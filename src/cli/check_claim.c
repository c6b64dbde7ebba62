/* Claims and tries. A claim with seeds, or at an update, or about a burst is run again from the step's setup, and only with the variant
   that it is about. */
#include "base/number.h"
#include "cli/check.h"
#include "lab/run.h"
#include <string.h>

enum { FOUND_SIZE = 400 };
#define CLAIM_SLOW_S 0.5

typedef enum Outcome { HOLDS, FAILS, BROKEN /* and reported */ } Outcome;

/* Index of a claim's variant among the step's; -1: the step's own experiment. */
static int find_variant(const LessonStep *step, Str name, const LessonVariant **out) {
    int index = 0;
    *out = NULL;
    for (const LessonVariant *variant = lesson_find_variants(step); variant && name.count > 0; variant = variant->next, index++) {
        if (!str_same(variant->name, name)) continue;
        *out = variant;
        return index;
    }
    return -1;
}

static Outcome evaluate(CheckLesson *of, const Condition *condition, CheckScene *scene, LessonPlace place, char *found) {
    LessonScene seen = {.lab = &scene->lab, .facts = {.burst = scene->burst, .cliff = &scene->cliff}};
    ConditionSource source = lesson_source(&seen);
    ConditionValue value;
    Diag diag = {0};
    if (!condition_evaluate(&value, condition, &source, found, FOUND_SIZE, &diag)) {
        check_fail(of, place, "%s", diag.text);
        return BROKEN;
    }
    return value.number != 0 ? HOLDS : FAILS;
}

/* A claim is about the run without held values: they are released for it. */
static Outcome evaluate_claim(CheckLesson *of, const LessonClaim *claim, CheckScene *scene, char *found) {
    run_put_back(&scene->lab.run);
    Outcome outcome = evaluate(of, claim->condition, scene, claim->condition_place, found);
    run_form_hold(&scene->lab.run);
    return outcome;
}

/* Trains until a number is not finite, or for so many updates from the setup on. */
static Outcome run_burst(CheckLesson *of, CheckScene *scene, const LessonClaim *claim, char *found) {
    Diag diag = {0};
    long update = scene->lab.run.update;
    bool good = scene->burst || update >= claim->burst_within || check_scene_visit(scene, &of->check->clock, claim->burst_within, &diag);
    if (!good) {
        check_fail(of, claim->condition_place, "%s", diag.text);
        return BROKEN;
    }
    if (scene->burst && scene->lab.run.update < claim->burst_within) return HOLDS;
    text_format(found, FOUND_SIZE, "no burst within %ld updates", claim->burst_within);
    return FAILS;
}

static Outcome run_once(CheckLesson *of, const CheckStep *step, const LessonClaim *claim, const LessonVariant *variant, long seed,
                        const LessonBlock *block, char *found) {
    CheckScene scene = {0};
    LessonPlace place = claim->place;
    Diag diag = {0};
    Outcome outcome = BROKEN;
    bool good = check_scene_make(&scene, step, variant, seed, block, &place, &diag);
    if (good && claim->at_update >= 0) {
        place = claim->place;
        good = check_scene_visit(&scene, &of->check->clock, claim->at_update, &diag);
        if (good && scene.lab.run.update != claim->at_update)
            good = diag_fail(&diag, "training ended at update %ld: numbers that are not finite", scene.lab.run.update);
    }
    Diag plain = {0};
    diag_fail_at(&plain, of->lesson->file[place.file].at, place.line, place.column, "%s", diag.text);
    if (!good && seed > 0 && !check_is_told(of->check, &plain))
        check_fail(of, place, "with seed %ld: %s", seed, diag.text);
    else if (!good)
        check_fail(of, place, "%s", diag.text);
    else
        outcome = claim->condition ? evaluate_claim(of, claim, &scene, found) : run_burst(of, &scene, claim, found);
    check_scene_free(&scene);
    return outcome;
}

static void run_seeds(CheckLesson *of, const CheckStep *step, const LessonClaim *claim, const LessonVariant *variant,
                      const LessonBlock *block) {
    long held = 0, count = claim->seed_last - claim->seed_first + 1, first = 0;
    char found[FOUND_SIZE] = "", kept[FOUND_SIZE] = "";
    for (long seed = claim->seed_first; seed <= claim->seed_last; seed++) {
        Outcome outcome = run_once(of, step, claim, variant, seed, block, found);
        if (outcome == BROKEN) return;
        held += outcome == HOLDS;
        if (claim->at_least > 0 && held == claim->at_least) return; /* whatever the others do */
        if (outcome == HOLDS || first > 0) continue;
        first = seed;
        text_format(kept, FOUND_SIZE, "%s", found);
        if (claim->at_least == 0) break;
    }
    if (claim->at_least == 0 && first > 0) check_fail(of, claim->place, "this is false at seed %ld: %s", first, kept);
    if (held < claim->at_least)
        check_fail(of, claim->place, "this holds at %ld of %ld seeds, and %ld are expected; at seed %ld: %s", held, count, claim->at_least,
                   first, kept);
}

static void run_claim(CheckLesson *of, const CheckStep *step, CheckScene *own, CheckScene *variant, const LessonClaim *claim,
                      const LessonBlock *block) {
    const LessonVariant *about;
    int index = find_variant(step->step, claim->variant, &about);
    char found[FOUND_SIZE] = "";
    CheckScene *scene = index >= 0 ? &variant[index] : own;
    Outcome outcome;
    if (!scene->is_made) return; /* reported already */
    if (claim->seed_first > 0) {
        run_seeds(of, step, claim, about, block);
        return;
    }
    bool is_here = claim->condition && claim->at_update < 0;
    outcome = is_here ? evaluate_claim(of, claim, scene, found) : run_once(of, step, claim, about, 0, block, found);
    if (outcome == FAILS) check_fail(of, claim->place, "this is false: %s", found);
}

void check_claims(CheckLesson *of, const CheckStep *step, CheckScene *own, CheckScene *variant, const LessonBlock *block) {
    Check *check = of->check;
    for (const LessonClaim *claim = block->claim; claim; claim = claim->next) {
        if (claim->is_slow && !check->slow) {
            check->slow_claims++;
            continue;
        }
        double start_s = check->clock.now_s(check->clock.user);
        run_claim(of, step, own, variant, claim, block);
        check->claims++;
        double spent_s = check->clock.now_s(check->clock.user) - start_s;
        if (check->time && spent_s > CLAIM_SLOW_S && !claim->is_slow)
            check_warn(of, claim->place, "this claim takes %.1f s; above %.1f s it is expected to be slow", spent_s, CLAIM_SLOW_S);
    }
}

/* False at its place in the step, true after its solution. */
void check_try(CheckLesson *of, const CheckStep *step, const LessonBlock *block) {
    const LessonTry *attempt = block->attempt;
    CheckScene scene = {0};
    LessonPlace place = block->place;
    Diag diag = {0};
    char found[FOUND_SIZE] = "";
    if (!attempt || !attempt->until || !attempt->solution) return;
    if (check_scene_make(&scene, step, NULL, 0, block, &place, &diag)) {
        Outcome outcome = evaluate(of, attempt->until, &scene, attempt->until_place, found);
        if (outcome == HOLDS) check_fail(of, attempt->until_place, "this is met at the start already: there is nothing to try");
        bool good = outcome != BROKEN;
        for (const LessonLine *line = attempt->solution; line && good; line = line->next) {
            good = check_scene_apply(&scene, &of->check->clock, line, &diag);
            if (!good) check_fail(of, line->place, "%s", diag.text);
        }
        if (good && evaluate(of, attempt->until, &scene, attempt->until_place, found) == FAILS)
            check_fail(of, attempt->solution->place, "the solution does not meet it: %s", found);
    }
    check_scene_free(&scene);
}
