/* What changes the experiment at once: a setting or several, a preset, a restart, another sequence on the stage.

   Every change has the order that lab.c describes.

   At the start (update 0) the weights are drawn from the setup, so a setting there changes the start itself, and the order in which
   settings are made does not matter. Later radius, scale and forget bias change the weights where they stand; `drawn` then leaves them
   alone. If a change needs other weights (a shape, a task, a seed), the run begins again with the first sequence. */
#include "lab/lab_change.h"
#include "base/number.h"
#include "lab/history.h"
#include "lab/lab_since.h"
#include "lab/record.h"
#include "lab/replay.h"
#include "lab/run.h"
#include "lab/setup_command.h"
#include "lab/since.h"
#include <string.h>

/* The change that a command asks for: the next setup, the keys that it sets, and other effects on weights and sequence. */
typedef struct Change {
    Setup setup;
    VariantList variants;
    bool said[KEY_COUNT];
    bool begins;  /* `restart` or a preset: with the first sequence, wherever the run is */
    bool restart; /* weights are drawn again */
    long next;    /* number of sequences to skip */
    long sequence, next_sequence;
} Change;

/* How a change touches the weights: nothing, parts of them, or all and the run begins again. */
typedef struct Touch {
    bool at_start, anew;
    unsigned parts; /* engine/net/weights.h */
} Touch;

static Change change_nothing(const Lab *lab) {
    return (Change){.setup = lab->setup, .variants = lab->variants, .sequence = lab->run.sequence, .next_sequence = lab->run.next_sequence};
}

bool lab_is_same_stage(const Setup *a, const Setup *b) {
    Setup other = *b;
    for (int key = 0; key < KEY_COUNT; key++) {
        if (setup_table[key].effect == SETUP_UPDATE) other.value[key] = a->value[key];
    }
    return setup_equal(a, &other);
}

static const struct {
    SetupKey key;
    unsigned part;
} weight_keys[] = {
    {KEY_RADIUS, WEIGHTS_RECURRENT}, {KEY_WEIGHT_SCALE, WEIGHTS_SCALED}, {KEY_FORGET_BIAS, WEIGHTS_BIASES}}; /* in the order of doing */
enum { WEIGHT_KEYS = 3 };

static Touch find_touch(const Lab *lab, const Change *change, const RunParts *parts) {
    Touch touch = {.at_start = lab_is_at_start(lab), .anew = change->restart || parts->new_shape};
    for (int i = 0; i < WEIGHT_KEYS; i++) {
        SetupKey key = weight_keys[i].key;
        if (change->said[key] && (touch.at_start || !setup_is_drawn(&change->setup, key))) touch.parts |= weight_keys[i].part;
    }
    return touch;
}

/* If a drag moves the same key again and nothing else was done since it began, the new value is applied to the weights from before the
   drag, so that only the last value counts. Returns the state before the drag, or NULL. */
static const HistoryEntry *find_drag_start(const Lab *lab, const Change *change) {
    const Run *run = &lab->run;
    const HistoryEntry *open = history_find_open(lab->history);
    const SinceStep *last = since_get(lab->since, run->place.since);
    if (!open || !open->weight || !last || last->kind != SINCE_SET || last->update != run->update) return NULL;
    bool is_it = open->update == run->update && open->state_count == run_state_count(run) &&
                 open->place.since == since_parent(lab->since, run->place.since);
    for (int key = 0; key < KEY_COUNT; key++) is_it = is_it && change->said[key] == (key == (int)last->key);
    return is_it ? open : NULL;
}

static void change_weights(Run *run, const Setup *setup, const Touch *touch) {
    if (touch->anew) {
        run_start_weights(run, setup);
    } else if (touch->at_start) {
        run_draw_weights(run, setup, touch->parts);
    } else {
        if (touch->parts & WEIGHTS_RECURRENT) run_set_radius(run, setup);
        if (touch->parts & WEIGHTS_SCALED) weights_set_scale(run->weight, &run->net, setup_get(setup, KEY_WEIGHT_SCALE));
        if (touch->parts & WEIGHTS_BIASES) weights_set_forget_bias(run->weight, &run->net, setup_get(setup, KEY_FORGET_BIAS));
    }
    run_measure_scale_and_bias(run);
}

/* Adds the change to the run's list, or makes it the start of another run. lab->setup is already the new one. */
static void note(Lab *lab, const Change *change, const Setup *before, const Touch *touch, bool goes_on) {
    RunPlace *place = &lab->run.place;
    if (change->begins || (touch->anew && !touch->at_start)) {
        place->since = SINCE_FRESH;
        place->is_turned = false;
    } else if (touch->at_start && change->next == 0) {
        lab_since_move_start(lab);
    } else if (change->next > 0) {
        lab_since_next(lab, change->next);
    } else {
        for (int key = 0; key < KEY_COUNT; key++) {
            bool touches_weights = false;
            for (int i = 0; i < WEIGHT_KEYS; i++) touches_weights |= (int)weight_keys[i].key == key && (touch->parts & weight_keys[i].part);
            bool differs = lab->setup.value[key] != before->value[key];
            if (change->said[key] && (differs || touches_weights)) lab_since_set(lab, (SetupKey)key, goes_on);
        }
    }
}

static bool apply_change(Lab *lab, Change *change, Str line, Diag *diag) {
    Run *run = &lab->run;
    text_shelf_bind(&change->setup, &lab->texts);
    RunParts *parts = run_prepare(run, &change->setup, true, diag);
    if (!parts) return false;
    if (!variant_list_check(&change->variants, &change->setup, run->runs, diag)) {
        run_discard(parts);
        return false;
    }
    Touch touch = find_touch(lab, change, parts);
    if (change->begins || (touch.anew && !touch.at_start)) { /* the same training gives the same bits again */
        change->sequence = 0;
        change->next_sequence = 1;
    }
    /* Another optimiser begins with moments of its own, which lie behind the weights. */
    bool other = parts->optimizer != run->optimizer, touches_weights = touch.anew || touch.parts != 0;
    bool is_same_setup = setup_equal(&change->setup, &lab->setup), is_compared = variant_list_equal(&change->variants, &lab->variants);
    bool lets_go = touch.anew || change->next > 0 || change->begins || setup_get_int(&change->setup, KEY_TRUNCATE) > 0;
    if (!touches_weights && is_same_setup && is_compared && change->sequence == run->sequence) {
        run_discard(parts);
        return true;
    }
    bool moves_state = parts->carry_count != run->carry_count; /* carried states lie after the moments */
    int said = 1;                                              /* or one for `next` */
    for (int key = 0; key < KEY_COUNT; key++) said += change->said[key];
    if (!lab_since_prepare(lab, said, diag) || !history_prepare(lab->history, lab, touches_weights || other || moves_state, line, diag)) {
        run_discard(parts);
        return false;
    }
    const HistoryEntry *drag = touch.anew || touch.at_start || touch.parts == 0 ? NULL : find_drag_start(lab, change);
    if (drag) memcpy(run->weight, drag->weight, run_state_count(run) * sizeof(double));
    history_commit(lab->history, run);
    bool is_computed =
        !touches_weights && !parts->new_blocks && change->sequence == run->sequence && lab_is_same_stage(&change->setup, &lab->setup);
    Setup before = lab->setup;
    run_adopt(run, parts);
    if (lets_go) {
        run_put_back(run);
        run->hold_count = 0;
    }
    if (other) run_clear_moments(run);
    if (touches_weights) change_weights(run, &change->setup, &touch);
    lab->setup = change->setup;
    lab->variants = change->variants;
    run->sequence = change->sequence;
    run->next_sequence = change->next_sequence;
    replay_move(run);
    record_cut(lab->record, run);
    if (touch.anew) run->place.record = 0;
    note(lab, change, &before, &touch, drag != NULL);
    if (touch.anew) loss_list_clear(&run->loss);
    if (is_computed) {
        run_form_delta(run, &lab->setup);
        run_form_hold(run);
    } else {
        run_draw(run, &lab->setup);
        run_compute(run, &lab->setup);
    }
    lab->version++;
    return true;
}

/* --- the commands --- */

/* Marks the key as set by the change. Typing the same seed again starts the run again; choosing the same word again changes nothing. */
static void say(Change *change, const Setup *before, SetupKey key) {
    bool again = setup_table[key].kind == SETUP_CHOICE && setup_get(&change->setup, key) == setup_get(before, key);
    change->said[key] = true;
    change->restart |= setup_table[key].effect == SETUP_RESTART && !again;
}

bool lab_apply_setup(Lab *lab, const Command *command, Str line, Diag *diag) {
    Change change = change_nothing(lab);
    if (!setup_apply_command(&change.setup, command, diag)) return false;
    if (command_sets_all(command)) { /* a whole experiment, with its own variants or none */
        variant_list_find_preset(&change.variants, command->id == COMMAND_PRESET ? command->arg[0].text : str_from(""));
        change.begins = change.restart = true;
    } else {
        say(&change, &lab->setup, (SetupKey)(int)command->arg[0].number);
    }
    return apply_change(lab, &change, line, diag);
}

bool lab_set_batch(Lab *lab, const SetupBatch *batch, Diag *diag) {
    Change change = change_nothing(lab);
    char line[COMMAND_SHORT_MAX] = "";
    for (int key = 0; key < KEY_COUNT; key++) {
        if (!batch->said[key]) continue;
        if (!setup_set(&change.setup, (SetupKey)key, batch->setup.value[key], diag)) return false;
        say(&change, &lab->setup, (SetupKey)key);
        int used = text_format(line, sizeof line, "set %s ", setup_table[key].key);
        setup_format(line + used, (int)sizeof line - used, &change.setup, (SetupKey)key);
    }
    return batch->count == 0 || apply_change(lab, &change, str_from(line), diag);
}

bool lab_start_from(Lab *lab, const Setup *setup, const VariantList *variants, Diag *diag) {
    Change change = change_nothing(lab);
    memset(&change.variants, 0, sizeof change.variants);
    if (variants) change.variants = *variants;
    bool is_there = !lab->run.is_held && lab->run.place.since == SINCE_FRESH && lab_is_at_start(lab) && setup_equal(setup, &lab->setup) &&
                    variant_list_equal(&change.variants, &lab->variants);
    if (is_there) return true;
    change.setup = *setup;
    change.begins = change.restart = true;
    return apply_change(lab, &change, str_from("restart"), diag);
}

static bool set_text(Change *change, Diag *diag) {
    change->said[KEY_TEXT] = true;
    if (strcmp(setup_task(&change->setup)->key, "text") != 0) { /* the form of another task does not say how to read the file */
        change->said[KEY_VARIANT] = true;
        if (!setup_set(&change->setup, KEY_VARIANT, 0, diag)) return false;
    }
    return setup_set(&change->setup, KEY_TEXT, TEXT_BUILTIN_COUNT, diag);
}

static bool set_series(Change *change, const Text *text, Str column, Diag *diag) {
    if (!text->tables) return diag_fail(diag, "Memory is out.");
    int index = tables_find_series(text->tables, column, diag);
    change->said[KEY_SERIES] = change->said[KEY_COLUMN] = true;
    return index >= 0 && setup_set(&change->setup, KEY_SERIES, SERIES_BUILTIN_COUNT, diag) &&
           setup_set(&change->setup, KEY_COLUMN, index + 1, diag);
}

static bool set_lines(Change *change, const Text *text, Diag *diag) {
    const Tables *tables = text->tables;
    if (!tables || !tables->has_lines) return diag_fail(diag, "%s", tables ? tables->no_lines : "Memory is out.");
    change->said[KEY_SENTENCES] = true;
    if (setup_get_int(&change->setup, KEY_STEPS) < tables->lines.longest) {
        change->said[KEY_STEPS] = true;
        if (!setup_set(&change->setup, KEY_STEPS, tables->lines.longest, diag)) return false;
    }
    return setup_set(&change->setup, KEY_SENTENCES, 1, diag);
}

/* Makes the task learn the item on the shelf. */
static bool take_own(Lab *lab, const char *task, const Text *text, Str column, Diag *diag) {
    Change change = change_nothing(lab);
    char line[COMMAND_SHORT_MAX];
    bool is_series = strcmp(task, "series") == 0, is_text = strcmp(task, "text") == 0;
    if (is_text ? !set_text(&change, diag) : is_series ? !set_series(&change, text, column, diag) : !set_lines(&change, text, diag))
        return false;
    bool good = setup_set_text(&change.setup, str_from("task"), str_from(task), diag) &&
                setup_set(&change.setup, KEY_TEXT_HASH, (double)text->hash, diag);
    change.said[KEY_TASK] = change.said[KEY_TEXT_HASH] = change.restart = true;
    text_format(line, (int)sizeof line, "%s open %s", is_text ? "text" : is_series ? "series" : "sentence", text->name);
    return good && apply_change(lab, &change, str_from(line), diag);
}

/* A file that cannot be learned does not stay on the shelf. */
static bool drop_last(Lab *lab, int count, bool good) {
    if (!good && lab->texts.count > count) shelf_text_free(lab->texts.item[--lab->texts.count]);
    return good;
}

bool lab_take_own(Lab *lab, const char *task, ShelfText *item, Str column, Diag *diag) {
    int count = lab->texts.count;
    const Text *text = text_shelf_put(&lab->texts, item, diag);
    return drop_last(lab, count, text && take_own(lab, task, text, column, diag));
}

bool lab_open_own(Lab *lab, const char *task, const char *path, Str bytes, Str column, Diag *diag) {
    int count = lab->texts.count;
    const Text *text = text_shelf_add(&lab->texts, task, path, bytes, diag);
    return drop_last(lab, count, text && take_own(lab, task, text, column, diag));
}

bool lab_open_text(Lab *lab, const char *path, Str bytes, Diag *diag) { return lab_open_own(lab, "text", path, bytes, str_from(""), diag); }

/* Runs, weights and sequence do not change. */
bool lab_compare(Lab *lab, Str text, Str line, Diag *diag) {
    VariantList variants = lab->variants;
    if (!variant_list_apply(&variants, text, diag)) return false;
    if (variant_list_equal(&variants, &lab->variants)) return true;
    if (!variant_list_check(&variants, &lab->setup, lab->run.runs, diag) || !history_prepare(lab->history, lab, false, line, diag))
        return false;
    history_commit(lab->history, &lab->run);
    lab->variants = variants;
    lab->version++;
    return true;
}

bool lab_restart(Lab *lab, Str line, Diag *diag) {
    Change change = change_nothing(lab);
    change.begins = change.restart = true;
    return apply_change(lab, &change, line, diag);
}

bool lab_next_sequence(Lab *lab, long count, Str line, Diag *diag) {
    Change change = change_nothing(lab);
    change.next = count;
    change.next_sequence += count;
    change.sequence = change.next_sequence - 1;
    return apply_change(lab, &change, line, diag);
}

const Setup *lab_start_setup(const Lab *lab) {
    int head = lab->run.place.since;
    return head == SINCE_FRESH ? &lab->setup : since_start_setup(lab->since, head);
}
