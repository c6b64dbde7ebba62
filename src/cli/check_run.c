/* Running a step. Training goes in slices, so that a training that would take too long is found after the first few. */
#include "cli/check_run.h"
#include "base/number.h"
#include "lab/check_place.h"
#include "lab/setup_command.h"
#include <math.h>
#include <string.h>

enum { FIRST_SLICE = 1 };
#define MEASURED_S 0.2 /* of training, before its duration is estimated */

static double now_s(const ClockApi *clock) { return clock->now_s(clock->user); }

/* Up to `count` updates. False on any failure that is not a burst. The total time is estimated from the fastest of two or more slices,
   because on a busy machine a slice may have waited. */
static bool train(CheckScene *scene, const ClockApi *clock, long count, Diag *diag) {
    double start_s = now_s(clock), before_s = start_s, update_s = INFINITY;
    long done = 0, slice = FIRST_SLICE;
    bool good = true;
    Diag found = {0};
    scene->burst = false;
    lab_begin_drag(&scene->lab);
    while (good && done < count) {
        long now = count - done < slice ? count - done : slice;
        good = lab_train(&scene->lab, (int)now, &found);
        done += now;
        double after_s = now_s(clock), needed_s;
        update_s = fmin(update_s, (after_s - before_s) / (double)now);
        before_s = after_s;
        needed_s = update_s * (double)count;
        if (good && done > FIRST_SLICE && after_s - start_s > MEASURED_S && needed_s > CHECK_TRAIN_MAX_S) {
            lab_end_drag(&scene->lab);
            return diag_fail(diag, "this training would take about %.0f seconds; at most %.0f are possible: fewer updates, steps or units",
                             needed_s, CHECK_TRAIN_MAX_S);
        }
        slice *= 2;
        if (slice > 4096) slice = 4096;
    }
    lab_end_drag(&scene->lab);
    scene->burst = !good && found.not_finite;
    if (!good && !found.not_finite) *diag = found;
    return good || found.not_finite;
}

bool check_scene_visit(CheckScene *scene, const ClockApi *clock, long update, Diag *diag) {
    char text[64];
    Command command;
    long here = scene->lab.run.update;
    if (update > here) return train(scene, clock, update - here, diag);
    text_format(text, (int)sizeof text, "visit %ld", update);
    return update == here || (command_parse(&command, str_from(text), diag) && lab_apply(&scene->lab, &command, diag));
}

/* Checks commands of the window: whether the named place exists. */
static bool look_at(CheckScene *scene, const Command *command, Diag *diag) {
    const Run *run = &scene->lab.run;
    if (command->id == COMMAND_SEEK) {
        Phase phase = (Phase)command->arg[0].number;
        int count = timeline_step_count(phase, &run->wiring);
        if (!command->arg[1].given || command->arg[1].number <= count) return true;
        return diag_fail(diag, "%s has 0 to %d steps here, not %.0f", timeline_phase_name(phase), count, command->arg[1].number);
    }
    if (command->id == COMMAND_FOLLOW) {
        int step = command->arg[0].number < 0 ? -1 : (int)command->arg[0].number - 1;
        lab_follow(&scene->lab, step);
        if (step < 0 || run->wiring.loss_step[run->follow.loss] == step) return true;
        return diag_fail(diag, "step %d has no loss here", step + 1);
    }
    CheckPlace place;
    if (command->id == COMMAND_CHECK && command->arg[1].given) return check_place_parse(&place, command->arg[1].text, &run->net, diag);
    if (command->id == COMMAND_CHAIN && command->arg[0].number > run->net.spec.layers)
        return diag_fail(diag, "there %s %d layer%s here", run->net.spec.layers == 1 ? "is" : "are", run->net.spec.layers,
                         run->net.spec.layers == 1 ? "" : "s");
    return true;
}

/* A setting of the step reaches a variant as it does in the window (experiment/compare.h): the variant's setup is the step's with its own
   keys laid over. A key that the variant sets stays; if such a change restarts the step's experiment, the variant restarts too. */
static bool set_variant(CheckScene *scene, const Command *command, Diag *diag) {
    const Command restart = {.id = COMMAND_RESTART};
    if (command_sets_all(command))
        return diag_fail(diag, "%s replaces what is compared; expected it in the step's setup", command_table[command->id].word);
    SetupKey key = (SetupKey)(int)command->arg[0].number;
    double before = scene->base.value[key];
    if (!setup_apply_command(&scene->base, command, diag)) return false;
    if (!scene->rule.said[key]) return lab_apply(&scene->lab, command, diag);
    SetupEffect effect = setup_table[key].effect;
    bool begins = (effect == SETUP_RESTART || effect == SETUP_SHAPES) && before != scene->base.value[key];
    return !begins || lab_apply(&scene->lab, &restart, diag);
}

bool check_scene_apply(CheckScene *scene, const ClockApi *clock, const LessonLine *line, Diag *diag) {
    Command command;
    Diag found = {0};
    if (line->is_stop) return true;
    if (!command_parse(&command, line->text, diag)) return false;
    if (command.id == COMMAND_CLIFF) return cliff_apply(&scene->cliff, &command, false, diag);
    if (command_table[command.id].owner != COMMAND_OF_LAB) return look_at(scene, &command, diag);
    if (command.id != COMMAND_TRAIN) {
        bool sets = command.id == COMMAND_SET || command.id == COMMAND_RESET || command.id == COMMAND_PRESET;
        bool good = sets && scene->is_variant ? set_variant(scene, &command, &found) : lab_apply(&scene->lab, &command, &found);
        scene->burst = !good && found.not_finite;
        if (!good) *diag = found;
        return good;
    }
    if (!train(scene, clock, (long)command.arg[0].number, diag)) return false;
    if (scene->burst && !line->must_burst)
        return diag_fail(diag, "this training bursts at update %ld; if that is meant, write: %.*s bursts", scene->lab.run.update + 1,
                         line->text.count, line->text.at);
    return true;
}

bool check_scene_could(CheckScene *scene, Str line, Diag *diag) {
    Command command;
    Setup setup = scene->lab.setup;
    if (!command_parse(&command, line, diag)) return true; /* reported when it was parsed */
    bool sets = command.id == COMMAND_SET || command.id == COMMAND_RESET || command.id == COMMAND_PRESET;
    if (sets) return setup_apply_command(&setup, &command, diag);
    return command_table[command.id].owner == COMMAND_OF_LAB || command.id == COMMAND_FOLLOW || look_at(scene, &command, diag);
}

/* --- a step --- */

/* `base`: the setup that the variants are compared with, which is always the step's setup. */
static bool begin(CheckScene *scene, const LessonSetup *setup, const LessonSetup *base, const LessonVariant *variant, long seed,
                  Diag *diag) {
    Setup wanted;
    Diag unheard = {0};
    check_scene_free(scene);
    if (!lesson_form_setup(&wanted, setup, variant, diag)) return false;
    if (variant) {
        scene->is_variant = true;
        if (!lesson_form_variant(&scene->rule, base, variant, diag)) return false;
        lesson_form_setup(&scene->base, base, NULL, &unheard);
    }
    if (seed > 0 && !setup_set(&wanted, KEY_SEED, (double)seed, diag)) return false;
    if (!lab_init(&scene->lab, diag)) {
        lab_deinit(&scene->lab);
        return false;
    }
    scene->is_made = true;
    cliff_reset(&scene->cliff);
    return lab_start_from(&scene->lab, &wanted, NULL, diag);
}

void check_scene_free(CheckScene *scene) {
    if (scene->is_made) lab_deinit(&scene->lab);
    memset(scene, 0, sizeof *scene);
}

/* Claims do not depend on the window's view; errors in such lines are reported when the step itself runs. */
static bool only_looks(const LessonLine *line) {
    Command command;
    Diag unheard = {0};
    return command_parse(&command, line->text, &unheard) && command.id != COMMAND_CLIFF &&
           command_table[command.id].owner != COMMAND_OF_LAB;
}

/* A line for one variant applies to that one only. `bursts` may be true for one of several. */
static bool apply_lines(CheckScene *scene, const CheckStep *of, const LessonVariant *variant, const LessonLine *line, LessonPlace *place,
                        Diag *diag) {
    for (; line; line = line->next) {
        if (line->variant.count > 0 && !(variant && str_same(variant->name, line->variant))) continue;
        *place = line->place;
        if (!check_scene_apply(scene, &of->clock, line, diag) && !only_looks(line)) return false;
    }
    return true;
}

bool check_scene_make(CheckScene *scene, const CheckStep *of, const LessonVariant *variant, long seed, const LessonBlock *until,
                      LessonPlace *place, Diag *diag) {
    const LessonSetup *setup = of->before;
    const LessonBlock *first = of->step->block;
    *place = setup ? setup->place : of->step->place;
    for (const LessonBlock *block = of->step->block; block && block != until; block = block->next) {
        if (block->kind != BLOCK_SETUP || !block->setup) continue;
        setup = block->setup; /* earlier state is dropped */
        first = block->next;
        *place = setup->place;
    }
    if (variant) *place = variant->place;
    if (!begin(scene, setup, of->step->setup, variant, seed, diag)) return false;
    for (const LessonBlock *block = first; block && block != until; block = block->next) {
        const LessonLine *line = block->kind == BLOCK_DO                            ? block->line
                                 : block->kind == BLOCK_QUESTION && block->question ? block->question->reveal
                                                                                    : NULL;
        if (!apply_lines(scene, of, variant, line, place, diag)) return false;
    }
    return true;
}
