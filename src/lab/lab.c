/* The laboratory: the effect of each command on the experiment, and undo.

   Every change has the same order: form the next setup, prepare the missing parts of the run, save the state for undo; then, when nothing
   can fail any more, change the run and compute the stage again.

   A loss or gradient that is not finite ends a training: the run goes back to before the update that broke it, and the message
   says which number was the first that was not finite, and what to lower. A setup may have such numbers on its stage
   (they are results, and the trace says where they begin); only updating with them is refused.

   `visit` goes to any update of the training so far: it restores weights, moments, sequence and setup of that update, bit for bit, by
   replaying from the nearest keyframe (lab/replay.h). Later updates can be visited until another change is made. */
#include "lab/lab.h"
#include "base/arena.h"
#include "base/number.h"
#include "lab/eigenvalue.h"
#include "lab/evaluate.h"
#include "lab/history.h"
#include "lab/lab_change.h"
#include "lab/lab_since.h"
#include "lab/lab_whatif.h"
#include "lab/record.h"
#include "lab/replay.h"
#include "lab/run.h"
#include "lab/since.h"
#include <math.h>
#include <string.h>

bool lab_init(Lab *lab, Diag *diag) {
    memset(lab, 0, sizeof *lab);
    setup_init(&lab->setup);
    RunParts *parts = run_prepare(&lab->run, &lab->setup, true, diag);
    if (!parts) return false;
    lab->history = mem_new(sizeof *lab->history);
    lab->replay = replay_new();
    lab->since = since_new();
    if (!lab->history || !lab->replay || !lab->since) {
        run_discard(parts);
        return diag_fail(diag, "There is no memory left for the undo history.");
    }
    lab->history->limit = HISTORY_BYTES_MAX;
    run_adopt(&lab->run, parts);
    lab->run.follow_step = -1;
    lab->run.next_sequence = 1;
    run_start_weights(&lab->run, &lab->setup);
    run_measure_scale_and_bias(&lab->run);
    run_draw(&lab->run, &lab->setup);
    run_compute(&lab->run, &lab->setup);
    lab->version = 1;
    return true;
}

void lab_deinit(Lab *lab) {
    if (lab->history) history_clear(lab->history);
    mem_free(lab->history);
    replay_free(lab->replay);
    since_free(lab->since);
    record_free(lab->record);
    weights_list_clear(&lab->weights);
    text_shelf_clear(&lab->texts);
    run_deinit(&lab->run);
    memset(lab, 0, sizeof *lab);
}

bool lab_keep_record(Lab *lab, Diag *diag) {
    if (!lab->record) lab->record = record_new();
    return lab->record || diag_fail(diag, "There is no memory left for the record of the training.");
}

void lab_follow(Lab *lab, int step) {
    Run *run = &lab->run;
    int loss = run->follow.loss;
    if (run->follow_step == step && run_find_loss(run, step) == loss) return;
    run->follow_step = step;
    if (run_find_loss(run, step) == loss) return;
    run_follow(run);
}

/* --- updates --- */

/* The stage has just been computed with a number in it that is not finite. `after_update`: it was an update that made it so. */
static bool fail_broken(const Lab *lab, const char *what, bool after_update, Diag *diag) {
    const Run *run = &lab->run;
    const TraceFault *fault = run->trace.fault.found || !run->batch.block ? &run->trace.fault : &run->batch.fault;
    char place[160], cure[256], rate[64], radius[32], limit[32];
    lab_format_rate(rate, sizeof rate, lab);
    number_format_short(radius, sizeof radius, run->radius, 3); /* as measured before the fault */
    setup_format(limit, sizeof limit, &lab->setup, KEY_CLIP_NORM);
    const char *kind = fault->is_nan ? "NaN" : "infinite";
    if (!fault->found || fault->step < 0)
        text_format(place, sizeof place, "the first was a %s", fault->found ? fault->tensor : "gradient");
    else if (fault->layer < 0 || run->net.spec.layers == 1)
        text_format(place, sizeof place, "the first was the %s at step %d, %s", fault->tensor, fault->step + 1, kind);
    else
        text_format(place, sizeof place, "the first was the %s at step %d of layer %d, %s", fault->tensor, fault->step + 1,
                    fault->layer + 1, kind);
    if (!after_update) /* clipping acts on updates: it does not help against exploding states */
        text_format(cure, sizeof cure, "Lower the recurrent radius (%s) or the number of time steps.", radius);
    else if (setup_get(&lab->setup, KEY_CLIP_NORM) > 0)
        text_format(cure, sizeof cure, "Clip the gradient at less than %s, lower the learning rate (%s) or the recurrent radius (%s).",
                    limit, rate, radius);
    else
        text_format(cure, sizeof cure, "Clip the gradient (set clip norm to 1), lower the learning rate (%s) or the recurrent radius (%s).",
                    rate, radius);
    diag_fail(diag, "%s numbers that are not finite: %s. %s", what, place, cure);
    if (diag) diag->not_finite = true;
    return false;
}

/* The gradient of the last training pass has a sudden norm: run->sequence is the sequence on the stage now. */
static bool fail_sudden(const Lab *lab, const RunSudden *sudden, const char *tensor, Diag *diag) {
    const Run *run = &lab->run;
    const TraceLane *lane = &run->trace.lane[run->net.spec.layers - 1][0];
    int step = 0;
    char norm[24], usual[24], times[24], limit[32];
    for (int t = 1; t < run->wiring.steps; t++)
        if (lane->dh_norm[t] > lane->dh_norm[step]) step = t;
    number_format_short(norm, (int)sizeof norm, sudden->norm, 3);
    number_format_short(usual, (int)sizeof usual, sudden->usual, 3);
    number_format_short(times, (int)sizeof times, sudden->norm / sudden->usual, 3);
    setup_format(limit, sizeof limit, &lab->setup, KEY_STOP_NORM);
    diag_fail(diag,
              "Update %s was not done: its gradient has norm %s, %s times the usual %s, and training is to stop at %s times. Most of it is "
              "in %s; "
              "dL/dh is largest at step %d. Clip the gradient, or lower the learning rate.",
              COUNT_TEXT(run->update + 1), norm, times, usual, limit, tensor, step + 1);
    if (diag) diag->not_finite = true;
    return false;
}

/* The run stands before the update that broke. */
static void note_burst(Lab *lab, bool by_hand, const Diag *diag) {
    lab->burst = (LabBurst){.is_there = true, .update = lab->run.update + 1, .by_hand = by_hand, .setup = lab->setup};
    text_format(lab->burst.text, (int)sizeof lab->burst.text, "%s", diag ? diag->text : "");
}

/* Makes room for `count` more updates and for undoing them. */
static bool prepare_updates(Lab *lab, long count, Str line, Diag *diag) {
    Run *run = &lab->run;
    if (!lab_since_prepare(lab, 1, diag) || !history_prepare(lab->history, lab, true, line, diag)) return false;
    if (loss_list_reserve(&run->loss, run->update, count, diag)) {
        run_put_back(run); /* training releases held values */
        run->hold_count = 0;
        lab_since_leave(lab);
        record_cut(lab->record, run);
        return true;
    }
    history_discard(lab->history);
    return false;
}

/* --- what is measured on the way --- */

static void begin_record(RecordMeter *meter, const Lab *lab) {
    record_begin(meter, lab->record, &lab->run, &lab->setup);
    meter->is_off = lab->waits_to_measure;
}

static void measure(RecordMeter *meter, Lab *lab) {
    RecordPoint point;
    record_measure(&point, meter, &lab->run);
    record_add(lab->record, &lab->run, &point);
}

/* Before the first of several updates: measures the present run, unless that was done. */
static void measure_start(RecordMeter *meter, Lab *lab) {
    if (!record_is_due(meter, lab->run.update)) return;
    measure(meter, lab);
}

/* Makes one update with this gradient, and the measure after it if one is due. */
static void step(RecordMeter *meter, Lab *lab, const double *gradient) {
    Run *run = &lab->run;
    bool is_due = record_is_due(meter, run->update + 1);
    if (is_due) record_gradient(meter, run, gradient);
    run_step(run, &lab->setup, gradient);
    run->place.known = run->update;
    if (is_due) measure(meter, lab);
}

/* A loss on the stage that is exactly 0 says nothing of other sequences: what those cost is then measured even after an update by hand, unless
   that would be a wait. The same after the same updates, whoever looks. */
static void measure_beside_zero(Lab *lab) {
    Run *run = &lab->run;
    const Trace *trace = &run->trace;
    bool has_zero = false;
    RecordMeter meter;
    for (int k = 0; k < trace_count_losses(trace, 0); k++) has_zero |= trace->loss_raw[k] == 0.0;
    if (!has_zero || lab->waits_to_measure) return;
    begin_record(&meter, lab);
    if (record_measure_now(&meter, run)) {
        measure(&meter, lab);
        run_compute(run, &lab->setup);
    }
    record_end(&meter);
}

/* One update with the gradient on the stage; refused if it or its outcome is not finite. */
static bool update(Lab *lab, Str line, Diag *diag) {
    Run *run = &lab->run;
    RunPlace place = run->place;
    RecordMeter meter;
    if (!run_is_finite(run)) return fail_broken(lab, "Update not done: the stage has", run->update > 0, diag);
    if (!prepare_updates(lab, 1, line, diag)) return false;
    begin_record(&meter, lab);
    meter.is_off = true; /* a single update by hand must not wait for the measure */
    measure_start(&meter, lab);
    replay_note(lab->replay, run, &lab->setup, REPLAY_STAGE, run->sequence, run->next_sequence);
    loss_list_push(&run->loss, run->trace.loss);
    step(&meter, lab, run_stage_gradient(run));
    run_compute(run, &lab->setup);
    if (!run_is_finite(run)) {
        char what[96];
        text_format(what, sizeof what, "Update %s was undone: it gave", COUNT_TEXT(run->update));
        fail_broken(lab, what, true, diag);
        run_step_back(run);
        run->place = place;
        run_compute(run, &lab->setup);
        history_take_back(lab->history, run);
        record_end(&meter);
        note_burst(lab, true, diag);
        run_form_hold(run);
        return false;
    }
    record_end(&meter);
    measure_beside_zero(lab);
    history_commit(lab->history, run);
    lab_since_update(lab, run->update - 1, 1);
    run_measure_radius(run);
    run_measure_scale_and_bias(run);
    lab->version++;
    return true;
}

/* Puts sequence number `sequence` on the stage and computes it with the weights as they are. */
static void show_sequence(Lab *lab, long sequence) {
    lab->run.sequence = sequence;
    run_draw(&lab->run, &lab->setup);
    run_compute(&lab->run, &lab->setup);
}

/* Makes up to `count` updates, each on the next sequence or batch. Returns the number of valid ones. On a number that is not finite *broke
   is set, diag is filled, and the run is before the update that broke it, or unchanged if that was an earlier one. The stage keeps its
   sequence, a probe, and is computed in any case. */
static long advance(Lab *lab, long count, bool *broke, Diag *diag) {
    Run *run = &lab->run;
    RunPlace place = run->place;
    long first = run->update, next = run->next_sequence, last = next, before = next, sequence = run->sequence;
    RecordMeter meter;
    RunSudden sudden = {0};
    char tensor[48] = "";
    *broke = false;
    begin_record(&meter, lab);
    measure_start(&meter, lab);
    for (long i = 0; i < count && !*broke; i++) {
        double loss;
        last = run->next_sequence;
        *broke = !run_train_pass(run, &lab->setup, &loss);
        if (*broke && run_is_leap(&sudden, run, &lab->setup))
            text_format(tensor, (int)sizeof tensor, "%s", run_find_largest(run, run_train_gradient(run))->name);
        if (*broke) break;
        replay_note(lab->replay, run, &lab->setup, REPLAY_TRAIN, sequence, last);
        loss_list_push(&run->loss, loss);
        step(&meter, lab, run_train_gradient(run));
        before = last;
    }
    record_end(&meter);
    if (*broke && run->batch.block) run_measure_batch(run); /* for the message */
    if (*broke) run->sequence = last;                       /* the sequence that broke it: the message describes it */
    run_draw(run, &lab->setup);
    run_compute(run, &lab->setup); /* with the new weights */
    if (!*broke) {
        *broke = !run_is_finite(run);
        if (!*broke) return run->update - first;
    }
    char what[96];
    if (sudden.is_there) {
        fail_sudden(lab, &sudden, tensor, diag);
        run->next_sequence = last;
    } else if (run->update > first) {
        text_format(what, sizeof what, "Update %s was undone: after it there were", COUNT_TEXT(run->update));
        fail_broken(lab, what, true, diag);
        run_step_back(run);
        loss_list_pop(&run->loss);
        run->place.known = run->update;
        run->next_sequence = before;
    } else {
        text_format(what, sizeof what, "Not trained: sequence %s gives", COUNT_TEXT(last + 1));
        fail_broken(lab, what, run->update > 0, diag);
    }
    if (run->update == first) { /* no update is valid */
        run->next_sequence = next;
        run->place = place;
    }
    show_sequence(lab, sequence);
    note_burst(lab, false, diag);
    lab->burst.sudden = sudden;
    return run->update - first;
}

static void commit_training(Lab *lab, long done) {
    history_commit_training(lab->history, &lab->run, done);
    lab->version++;
}

bool lab_has_sequences(const Run *run, long count) { return run->next_sequence <= EVALUATE_FIRST - count * NET_BATCH_MAX; }

static bool train(Lab *lab, long count, bool with_radius, Diag *diag) {
    Run *run = &lab->run;
    bool broke;
    if (count < 1) return true;
    if (!lab_has_sequences(run, count)) {
        return diag_fail(diag, "The sequences for training are used up after %s; restart, or set another seed.",
                         COUNT_TEXT(run->next_sequence));
    }
    if (!prepare_updates(lab, count, str_from("train"), diag)) return false;
    long done = advance(lab, count, &broke, diag);
    if (done == 0) {
        history_take_back(lab->history, run);
        run_form_hold(run);
        return false;
    }
    commit_training(lab, done);
    run->radius_is_old = true;
    if (with_radius) run_measure_radius(run);
    run_measure_scale_and_bias(run);
    return !broke;
}

bool lab_take_run(Lab *lab, Run *trained, const double *loss, long count, const RecordPoint *point, int point_count, Diag *diag) {
    Run *run = &lab->run;
    if (!prepare_updates(lab, count, str_from("train"), diag)) return false;
    replay_note(lab->replay, run, &lab->setup, REPLAY_TRAIN, run->sequence, run->next_sequence);
    for (long i = 0; i < count; i++) loss_list_push(&run->loss, loss[i]);
    run_exchange(run, trained);
    run->place.known = run->update;
    for (int i = 0; i < point_count; i++) record_add(lab->record, run, &point[i]);
    commit_training(lab, count);
    return true;
}

bool lab_train(Lab *lab, int updates, Diag *diag) {
    return train(lab, updates, lab->history->depth == 0 || lab->run.net.spec.hidden <= RUN_RADIUS_HIDDEN, diag);
}

/* --- visiting an update --- */

/* Repeats the updates after a keyframe as they were done. */
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

static bool visit(Lab *lab, double wanted, Str line, Diag *diag) {
    Run *run = &lab->run;
    Setup setup;
    int number = 0;
    long known = run->place.known, update = wanted < 0.0 ? known : (long)wanted;
    if (update > known) {
        return diag_fail(diag, "Update %s is not reached yet; this training has updates 0 to %s. `train` continues it.", COUNT_TEXT(update),
                         COUNT_TEXT(known));
    }
    if (update == run->update) return true;
    const Keyframe *keyframe = replay_find(lab->replay, run, update, &number);
    if (!keyframe) {
        return diag_fail(diag, "Update %s is not kept any more; at most %d MB are kept for going back.", COUNT_TEXT(update),
                         (int)(lab->replay->limit >> 20));
    }
    replay_get_setup(&setup, keyframe);
    if (!variant_list_check(&lab->variants, &setup, run->runs, diag)) return false;
    RunParts *parts = run_prepare(run, &setup, true, diag);
    if (!parts) return false;
    if (!lab_since_prepare(lab, 1, diag) || !history_prepare(lab->history, lab, true, line, diag)) {
        run_discard(parts);
        return false;
    }
    history_commit(lab->history, run);
    run_adopt(run, parts);
    run_put_back(run);
    run->hold_count = 0;
    lab->setup = setup;
    memcpy(run->weight, keyframe->state, keyframe->count * sizeof(double));
    run->moment_step = keyframe->moment_step;
    run->update = keyframe->update;
    run->sequence = keyframe->sequence;
    run->next_sequence = keyframe->next_sequence;
    run->place.keyframe = number;
    run->place.is_moved = false;
    run->place.since = keyframe->since;
    if (update > 0) lab_since_leave(lab);
    if (keyframe->mode == REPLAY_STAGE && update > keyframe->update) lab_since_update(lab, keyframe->update, update - keyframe->update);
    replay_updates(run, &lab->setup, keyframe->mode, update);
    run_draw(run, &lab->setup);
    run_compute(run, &lab->setup);
    if (keyframe->update == update && keyframe->has_radius) {
        run->radius = keyframe->radius;
        run->radius_is_old = false;
    } else {
        run_measure_radius(run);
    }
    run_measure_scale_and_bias(run);
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
    size_t state_count = run_state_count(run);
    RunParts *parts = run_prepare(run, &entry->setup, false, diag);
    if (!parts) return false;
    run_adopt(run, parts);
    history_swap(entry, lab, state_count);
    run_measure_scale_and_bias(run);
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

const char *lab_undo_line(const Lab *lab) {
    return lab_can_undo(lab) ? text_line_get(&lab->history->entry[lab->history->done - 1].line) : "";
}

const char *lab_redo_line(const Lab *lab) { return lab_can_redo(lab) ? text_line_get(&lab->history->entry[lab->history->done].line) : ""; }

long lab_undo_number(const Lab *lab) {
    const History *history = lab->history;
    return history->done > 0 ? history->entry[history->done - 1].number : history->dropped;
}

long lab_newest_number(const Lab *lab) { return lab->history->newest; }

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

static bool apply_train(Lab *lab, const Command *command, Diag *diag) {
    double count = command->arg[0].number;
    if (!(count >= 1.0 && count <= LAB_TRAIN_MAX)) {
        return diag_fail(diag, "train can do 1 to %d updates at once, not %.0f.", LAB_TRAIN_MAX, count);
    }
    return train(lab, (long)count, true, diag);
}

static bool apply_line(Lab *lab, const Command *command, Str line, Diag *diag) {
    switch (command->id) {
    case COMMAND_SET:
    case COMMAND_RESET:
    case COMMAND_PRESET: return lab_apply_setup(lab, command, line, diag);
    case COMMAND_EIGENVALUE: return lab_move_eigenvalue(lab, command, line, diag);
    case COMMAND_WHATIF: return lab_whatif(lab, command->arg[0].text, line, diag);
    case COMMAND_COMPARE: return lab_compare(lab, command->arg[0].text, line, diag);
    case COMMAND_UPDATE: return update(lab, line, diag);
    case COMMAND_TRAIN: return apply_train(lab, command, diag);
    case COMMAND_VISIT: return visit(lab, command->arg[0].number, line, diag);
    case COMMAND_NEXT: return lab_next_sequence(lab, 1, line, diag);
    case COMMAND_RESTART: return lab_restart(lab, line, diag);
    case COMMAND_UNDO: return undo(lab, diag);
    case COMMAND_REDO: return redo(lab, diag);
    default: return diag_fail(diag, "\"%s\" is not a command for the experiment.", command_table[command->id].word);
    }
}

bool lab_apply(Lab *lab, const Command *command, Diag *diag) {
    TextLine line = {0};
    if (!command_write(&line, command))
        return diag_fail(diag, "There is no memory left for the command \"%s\".", command_table[command->id].word);
    bool good = apply_line(lab, command, text_line_str(&line), diag);
    text_line_free(&line);
    return good;
}
