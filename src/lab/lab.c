/* The laboratory: what each command does to the experiment, and taking it back.

   Every change goes the same way: the next setup is formed; what the run lacks for it is prepared; the state is kept for undo;
   and only when nothing can fail any more is the run changed and the stage computed anew.

   A loss or gradient that is not finite ends a training: the run goes back to before the update that broke it, and the message
   says which number was the first that was not finite, and what to lower. A setup may have such numbers on its stage
   (they are results, and the trace says where they begin); only updating with them is refused.

   `visit` goes to any update of the training so far: weights, moments, sequence and setup as they stood there, bit for bit, by
   replaying from the nearest state that is kept (lab/replay.h). What lay ahead stays within reach until something else is done. */
#include "lab/lab.h"
#include "base/arena.h"
#include "base/number.h"
#include "lab/evaluate.h"
#include "lab/history.h"
#include "lab/replay.h"
#include "lab/run.h"
#include <math.h>
#include <string.h>

/* What a command wants: the next setup, and what happens to weights and sequence beyond what the setup says. */
typedef struct Change {
    Setup setup;
    bool restart, radius, scale, forget;
    long sequence, next_sequence;
} Change;

bool lab_init(Lab *lab, Diag *diag) {
    RunParts parts;
    memset(lab, 0, sizeof *lab);
    setup_init(&lab->setup);
    if (!run_prepare(&parts, &lab->run, &lab->setup, true, diag)) return false;
    lab->history = mem_new(sizeof *lab->history);
    lab->replay = replay_new();
    if (!lab->history || !lab->replay) {
        run_discard(&parts);
        return diag_fail(diag, "There is no memory left for the undo history.");
    }
    run_adopt(&lab->run, &parts);
    lab->run.follow_step = -1;
    lab->run.next_sequence = 1;
    run_start_weights(&lab->run, &lab->setup);
    run_measure_others(&lab->run);
    run_draw(&lab->run, &lab->setup);
    run_compute(&lab->run, &lab->setup);
    lab->version = 1;
    return true;
}

void lab_deinit(Lab *lab) {
    if (lab->history) history_clear(lab->history);
    mem_free(lab->history);
    replay_free(lab->replay);
    run_deinit(&lab->run);
    memset(lab, 0, sizeof *lab);
}

void lab_follow(Lab *lab, int step) {
    Run *run = &lab->run;
    int loss = run->follow.loss;
    if (run->follow_step == step && run_find_loss(run, step) == loss) return;
    run->follow_step = step;
    if (run_find_loss(run, step) == loss) return;
    run_follow(run);
}

/* --- changing the setup --- */

static Change change_nothing(const Lab *lab) {
    return (Change){.setup = lab->setup, .sequence = lab->run.sequence, .next_sequence = lab->run.next_sequence};
}

/* Bit by bit: the only NaN or negative zero a setup could hold would be a fault. */
static bool same_setup(const Setup *a, const Setup *b) { return memcmp(a->value, b->value, sizeof a->value) == 0; }

bool lab_is_same_stage(const Setup *a, const Setup *b) {
    static const SetupKey free[] = {KEY_LEARNING_RATE, KEY_OPTIMIZER,  KEY_MOMENTUM, KEY_BATCH,
                                    KEY_CLIP_NORM,     KEY_CLIP_VALUE, KEY_L2,       KEY_HALVING};
    Setup other = *b;
    for (size_t i = 0; i < sizeof free / sizeof *free; i++) other.value[free[i]] = a->value[free[i]];
    return same_setup(a, &other);
}

static void change_weights(Run *run, const Change *change, bool anew) {
    bool untrained = run->update == 0 && setup_weight_recipe(&change->setup) == RECIPE_RADIUS;
    bool is_quick = run->net.spec.hidden <= RUN_RADIUS_HIDDEN;
    if (anew || (untrained && (change->radius || (change->scale && is_quick)))) {
        run_start_weights(run, &change->setup);
        return;
    }
    if (change->radius) run_set_radius(run, &change->setup);
    if (change->scale) weights_set_scale(run->weight, &run->net, setup_get(&change->setup, KEY_WEIGHT_SCALE));
    if (change->forget) weights_set_forget_bias(run->weight, &run->net, setup_get(&change->setup, KEY_FORGET_BIAS));
}

static bool apply_change(Lab *lab, const Change *change, const char *line, Diag *diag) {
    Run *run = &lab->run;
    RunParts parts;
    if (!run_prepare(&parts, run, &change->setup, true, diag)) return false;
    bool anew = change->restart || parts.new_shape;
    /* Another optimiser begins with moments of its own, which lie behind the weights. */
    bool other = parts.optimizer != run->optimizer, touches = anew || other || change->radius || change->scale || change->forget;
    if (!touches && same_setup(&change->setup, &lab->setup) && change->sequence == run->sequence) {
        run_discard(&parts);
        return true;
    }
    if (!history_prepare(lab->history, lab, touches, diag)) {
        run_discard(&parts);
        return false;
    }
    history_commit(lab->history, run, line);
    bool is_computed = !anew && !change->radius && !change->scale && !change->forget && !parts.new_blocks &&
                       change->sequence == run->sequence && lab_is_same_stage(&change->setup, &lab->setup);
    run_adopt(run, &parts);
    if (other) run_clear_moments(run);
    if (anew || change->radius || change->scale || change->forget) {
        change_weights(run, change, anew);
        run_measure_others(run);
    }
    lab->setup = change->setup;
    run->sequence = change->sequence;
    run->next_sequence = change->next_sequence;
    replay_move(run);
    if (anew) loss_list_clear(&run->loss);
    if (is_computed) {
        run_form_delta(run, &lab->setup);
    } else {
        run_draw(run, &lab->setup);
        run_compute(run, &lab->setup);
    }
    lab->version++;
    return true;
}

static bool set_value(Lab *lab, SetupKey key, double value, const char *line, Diag *diag) {
    Change change = change_nothing(lab);
    if (!setup_set(&change.setup, key, value, diag)) return false;
    SetupEffect effect = setup_table[key].effect;
    change.radius = effect == SETUP_RADIUS;
    change.scale = effect == SETUP_WEIGHT_SCALE;
    change.forget = effect == SETUP_FORGET_BIAS;
    /* A seed typed again starts again; a choice made again is none. */
    bool again = setup_table[key].kind == SETUP_CHOICE && setup_get(&change.setup, key) == setup_get(&lab->setup, key);
    change.restart = effect == SETUP_RESTART && !again;
    return apply_change(lab, &change, line, diag);
}

static bool load_preset(Lab *lab, const char *name, const char *line, Diag *diag) {
    Change change = change_nothing(lab);
    if (!setup_apply_preset(&change.setup, str_from(name), diag)) return false;
    change.restart = true;
    change.sequence = 0;
    change.next_sequence = 1;
    return apply_change(lab, &change, line, diag);
}

static bool restart(Lab *lab, const char *line, Diag *diag) {
    Change change = change_nothing(lab);
    change.restart = true;
    change.sequence = 0; /* the same training gives the same bits again */
    change.next_sequence = 1;
    return apply_change(lab, &change, line, diag);
}

static bool next_sequence(Lab *lab, const char *line, Diag *diag) {
    Change change = change_nothing(lab);
    change.sequence = change.next_sequence++;
    return apply_change(lab, &change, line, diag);
}

/* --- updates --- */

/* The stage has just been computed with a number in it that is not finite. */
static bool fail_broken(const Lab *lab, const char *what, Diag *diag) {
    const Run *run = &lab->run;
    const TraceFault *fault = run->trace.fault.found || !run->batch.block ? &run->trace.fault : &run->batch.fault;
    char place[160], lower[192], rate[64], radius[32];
    lab_format_rate(rate, sizeof rate, lab);
    number_format_short(radius, sizeof radius, run->radius, 3); /* as it was measured while all was well */
    bool in_time = fault->found && strcmp(fault->tensor, "weight") != 0 && strcmp(fault->tensor, "gradient") != 0;
    if (in_time) {
        text_format(place, sizeof place, "the first was the %s at step %d (layer %d), %s", fault->tensor, fault->step + 1, fault->layer + 1,
                    fault->is_nan ? "NaN" : "infinite");
    } else {
        text_format(place, sizeof place, "the first was a %s", fault->found ? fault->tensor : "gradient");
    }
    text_format(lower, sizeof lower, "Lower the learning rate (%s) or the recurrent radius (%s).", rate, radius);
    return diag_fail(diag, "%s numbers that are not finite: %s. %s", what, place, lower);
}

/* Room for `count` more updates, and everything that undoing them needs. */
static bool prepare_updates(Lab *lab, long count, Diag *diag) {
    Run *run = &lab->run;
    if (!history_prepare(lab->history, lab, true, diag)) return false;
    if (loss_list_reserve(&run->loss, run->update, count, diag)) return true;
    history_discard(lab->history);
    return false;
}

/* One update with the gradient on the stage; refused if it or its outcome is not finite. */
static bool update(Lab *lab, const char *line, Diag *diag) {
    Run *run = &lab->run;
    RunPlace place = run->place;
    if (!run_is_finite(run)) return fail_broken(lab, "Update not done: the stage has", diag);
    if (!prepare_updates(lab, 1, diag)) return false;
    replay_note(lab->replay, run, &lab->setup, REPLAY_STAGE, run->sequence, run->next_sequence);
    loss_list_push(&run->loss, run->trace.loss);
    run_step(run, &lab->setup, run_stage_gradient(run));
    run_compute(run, &lab->setup);
    if (!run_is_finite(run)) {
        char what[96];
        text_format(what, sizeof what, "Update %ld was taken back: it gave", run->update);
        fail_broken(lab, what, diag);
        run_step_back(run);
        run->place = place;
        run_compute(run, &lab->setup);
        history_take_back(lab->history, run);
        return false;
    }
    history_commit(lab->history, run, line);
    run_measure_radius(run);
    run_measure_others(run);
    lab->version++;
    return true;
}

/* Puts sequence number `sequence` on the stage and computes it with the weights as they are. */
static void show_sequence(Lab *lab, long sequence) {
    lab->run.sequence = sequence;
    run_draw(&lab->run, &lab->setup);
    run_compute(&lab->run, &lab->setup);
}

/* Up to `count` updates, each on the next sequence or batch. Returns how many stand. On a number that is not finite *broke is set,
   diag is filled, and the run stands before the update that broke it, or where it was if that was not one of these. The stage is
   computed in any case. */
static long advance(Lab *lab, long count, bool *broke, Diag *diag) {
    Run *run = &lab->run;
    RunPlace place = run->place;
    long first = run->update, sequence = run->sequence, next = run->next_sequence, trained = sequence, after = next;
    *broke = false;
    for (long i = 0; i < count && !*broke; i++) {
        double loss;
        *broke = !run_train_pass(run, &lab->setup, &loss);
        if (*broke) break;
        replay_note(lab->replay, run, &lab->setup, REPLAY_TRAIN, trained, after);
        loss_list_push(&run->loss, loss);
        run_step(run, &lab->setup, run_train_gradient(run));
        trained = run->sequence;
        after = run->next_sequence;
    }
    if (*broke && run->batch.block) run_measure_batch(run); /* for the message */
    if (*broke || run->batch.block) run_draw(run, &lab->setup);
    run_compute(run, &lab->setup); /* the last sequence with the new weights */
    if (!*broke) {
        *broke = !run_is_finite(run);
        if (!*broke) return run->update - first;
    }
    char what[96];
    if (run->update > first) {
        text_format(what, sizeof what, "Update %ld was taken back: after it there were", run->update);
        fail_broken(lab, what, diag);
        run_step_back(run);
        loss_list_pop(&run->loss);
        run->place.known = run->update;
        run->next_sequence = after;
        show_sequence(lab, trained);
    } else {
        text_format(what, sizeof what, "Not trained: sequence %ld gives", run->sequence + 1);
        fail_broken(lab, what, diag);
    }
    if (run->update == first) { /* nothing stands: the stage as it was */
        run->next_sequence = next;
        run->place = place;
        show_sequence(lab, sequence);
    }
    return run->update - first;
}

static void commit_training(Lab *lab, long done) {
    char line[COMMAND_LINE_MAX];
    text_format(line, sizeof line, "train %ld", history_count_trained(lab->history) + done);
    history_commit(lab->history, &lab->run, line);
    lab->version++;
}

static bool has_sequences(const Run *run, long count) { return run->next_sequence <= EVALUATE_FIRST - count * NET_BATCH_MAX; }

static bool train(Lab *lab, long count, bool with_radius, Diag *diag) {
    Run *run = &lab->run;
    bool broke;
    if (count < 1) return true;
    if (!has_sequences(run, count)) {
        return diag_fail(diag, "The sequences for training are used up after %ld; restart, or set another seed.", run->next_sequence);
    }
    if (!prepare_updates(lab, count, diag)) return false;
    long done = advance(lab, count, &broke, diag);
    if (done == 0) {
        history_take_back(lab->history, run);
        return false;
    }
    commit_training(lab, done);
    run->radius_is_old = true;
    if (with_radius) run_measure_radius(run);
    run_measure_others(run);
    return !broke;
}

bool lab_take_run(Lab *lab, Run *trained, long count) {
    Run *run = &lab->run;
    if (!has_sequences(run, count) || !history_prepare(lab->history, lab, true, NULL)) return false;
    replay_note(lab->replay, run, &lab->setup, REPLAY_TRAIN, run->sequence, run->next_sequence);
    run_exchange(run, trained);
    run->place.known = run->update;
    commit_training(lab, count);
    return true;
}

bool lab_train(Lab *lab, int updates, Diag *diag) {
    return train(lab, updates, lab->history->depth == 0 || lab->run.net.spec.hidden <= RUN_RADIUS_HIDDEN, diag);
}

/* --- visiting an update --- */

/* The updates from a keyframe on, as they were done. */
static void replay_updates(Run *run, const Setup *setup, ReplayMode mode, long until) {
    run_draw(run, setup);
    while (run->update < until) {
        double loss;
        if (mode == REPLAY_TRAIN) {
            run_train_pass(run, setup, &loss);
            run_step(run, setup, run_train_gradient(run));
        } else {
            run_pass(run, setup);
            run_step(run, setup, run_stage_gradient(run));
        }
    }
}

static bool visit(Lab *lab, double wanted, const char *line, Diag *diag) {
    Run *run = &lab->run;
    RunParts parts;
    Setup setup;
    int number = 0;
    long known = run->place.known, update = wanted < 0.0 ? known : (long)wanted;
    if (update > known) {
        return diag_fail(diag, "Update %ld is still to come; this training has updates 0 to %ld. `train` goes on with it.", update, known);
    }
    if (update == run->update) return true;
    const Keyframe *keyframe = replay_find(lab->replay, run, update, &number);
    if (!keyframe) {
        return diag_fail(diag, "Update %ld is not kept any more; %d MB are kept for going back.", update, (int)(lab->replay->limit >> 20));
    }
    replay_get_setup(&setup, keyframe);
    if (!run_prepare(&parts, run, &setup, true, diag)) return false;
    if (!history_prepare(lab->history, lab, true, diag)) {
        run_discard(&parts);
        return false;
    }
    history_commit(lab->history, run, line);
    run_adopt(run, &parts);
    lab->setup = setup;
    memcpy(run->weight, keyframe->state, keyframe->count * sizeof(double));
    run->moment_step = keyframe->moment_step;
    run->update = keyframe->update;
    run->sequence = keyframe->sequence;
    run->next_sequence = keyframe->next_sequence;
    run->place.keyframe = number;
    run->place.is_moved = false;
    replay_updates(run, &lab->setup, keyframe->mode, update);
    run_draw(run, &lab->setup);
    run_compute(run, &lab->setup);
    if (keyframe->update == update && keyframe->has_radius) {
        run->radius = keyframe->radius;
        run->radius_is_old = false;
    } else {
        run_measure_radius(run);
    }
    run_measure_others(run);
    lab->version++;
    return true;
}

double lab_learning_rate(const Lab *lab) { return setup_optimizer_plan(&lab->setup, lab->run.update).rate; }

int lab_format_rate(char *out, int size, const Lab *lab) {
    char now[32], set[32];
    number_format_short(now, sizeof now, lab_learning_rate(lab), 3);
    setup_format(set, sizeof set, &lab->setup, KEY_LEARNING_RATE);
    bool is_halved = lab_learning_rate(lab) != setup_get(&lab->setup, KEY_LEARNING_RATE);
    return is_halved ? text_format(out, size, "%s by now, %s as set", now, set) : text_format(out, size, "%s", set);
}

size_t lab_replay_size(const Lab *lab) { return lab->replay->size; }

/* --- undo and redo --- */

static bool travel(Lab *lab, HistoryEntry *entry, Diag *diag) {
    Run *run = &lab->run;
    RunParts parts;
    size_t state_count = run_state_count(run);
    if (!run_prepare(&parts, run, &entry->setup, false, diag)) return false;
    run_adopt(run, &parts);
    history_swap(entry, lab, state_count);
    run_measure_others(run);
    run_draw(run, &lab->setup);
    run_compute(run, &lab->setup);
    lab->history->open = false;
    lab->version++;
    return true;
}

static bool undo(Lab *lab, Diag *diag) {
    History *history = lab->history;
    if (history->done == 0) return diag_fail(diag, "There is nothing to undo.");
    if (!travel(lab, &history->entry[history->done - 1], diag)) return false;
    history->done--;
    return true;
}

static bool redo(Lab *lab, Diag *diag) {
    History *history = lab->history;
    if (history->done == history->count) return diag_fail(diag, "There is nothing to redo.");
    if (!travel(lab, &history->entry[history->done], diag)) return false;
    history->done++;
    return true;
}

bool lab_can_undo(const Lab *lab) { return lab->history->done > 0; }

bool lab_can_redo(const Lab *lab) { return lab->history->done < lab->history->count; }

const char *lab_undo_line(const Lab *lab) { return lab_can_undo(lab) ? lab->history->entry[lab->history->done - 1].line : ""; }

const char *lab_redo_line(const Lab *lab) { return lab_can_redo(lab) ? lab->history->entry[lab->history->done].line : ""; }

void lab_begin_drag(Lab *lab) {
    lab->history->depth++;
    lab->history->open = false;
}

void lab_end_drag(Lab *lab) {
    if (lab->history->depth > 0) lab->history->depth--;
    lab->history->open = false;
    if (lab->run.radius_is_old) {
        run_measure_radius(&lab->run);
        lab->version++;
    }
}

/* --- commands --- */

static bool apply_reset(Lab *lab, const Command *command, const char *line, Diag *diag) {
    if (!command->arg[0].given) return load_preset(lab, setup_presets[0].name, line, diag);
    SetupKey key = (SetupKey)command->arg[0].number;
    return set_value(lab, key, setup_table[key].initial, line, diag);
}

static bool apply_train(Lab *lab, const Command *command, Diag *diag) {
    double count = command->arg[0].number;
    if (!(count >= 1.0 && count <= LAB_TRAIN_MAX)) {
        return diag_fail(diag, "train can do 1 to %d updates at once, not %.0f.", LAB_TRAIN_MAX, count);
    }
    return train(lab, (long)count, true, diag);
}

bool lab_apply(Lab *lab, const Command *command, Diag *diag) {
    char line[COMMAND_LINE_MAX];
    command_format(line, sizeof line, command);
    switch (command->id) {
    case COMMAND_SET: return set_value(lab, (SetupKey)command->arg[0].number, command->arg[1].number, line, diag);
    case COMMAND_RESET: return apply_reset(lab, command, line, diag);
    case COMMAND_PRESET: return load_preset(lab, command->arg[0].text, line, diag);
    case COMMAND_UPDATE: return update(lab, line, diag);
    case COMMAND_TRAIN: return apply_train(lab, command, diag);
    case COMMAND_VISIT: return visit(lab, command->arg[0].number, line, diag);
    case COMMAND_NEXT: return next_sequence(lab, line, diag);
    case COMMAND_RESTART: return restart(lab, line, diag);
    case COMMAND_UNDO: return undo(lab, diag);
    case COMMAND_REDO: return redo(lab, diag);
    default: return diag_fail(diag, "\"%s\" is not a command for the experiment.", command_table[command->id].word);
    }
}
