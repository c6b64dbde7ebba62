/* Undo and redo. An entry holds the state on its far side: before its command while it can be undone, after it while it can be redone; undo
   and redo exchange the entry's state with the lab's, so both restore the same bits.

   An entry keeps weights only if they changed. Every entry has the list of losses of its side, which shares nearly all of its memory with
   the other lists (lab/loss_list.h). Computable data (trace, gradient, measurements) are not kept. Bounded: 200 entries and
   HISTORY_BYTES_MAX, the oldest go first. */
#include "lab/history.h"
#include "base/arena.h"
#include "base/number.h"
#include "lab/run.h"
#include <string.h>

static void clear_entry(HistoryEntry *entry) {
    mem_free(entry->weight);
    entry->weight = NULL;
    entry->state_count = 0;
    loss_list_clear(&entry->loss);
    text_line_free(&entry->line);
}

/* The index of the entry that takes further commands, or -1. */
static int open_index(const History *history) {
    bool joins = history->depth > 0 && history->open && history->done > 0 && history->done == history->count;
    return joins ? history->done - 1 : -1;
}

static HistoryEntry *open_entry(History *history) { return open_index(history) < 0 ? NULL : &history->entry[open_index(history)]; }

const HistoryEntry *history_find_open(const History *history) {
    return open_index(history) < 0 ? NULL : &history->entry[open_index(history)];
}

bool history_prepare(History *history, const Lab *lab, bool weights, Str line, Diag *diag) {
    const Run *run = &lab->run;
    const HistoryEntry *open = open_entry(history);
    HistoryEntry *pending = &history->pending;
    *pending = (HistoryEntry){.setup = lab->setup,
                              .variants = lab->variants,
                              .update = run->update,
                              .sequence = run->sequence,
                              .next_sequence = run->next_sequence,
                              .place = run->place,
                              .first_set_out = run->first_set_out,
                              .moment_step = run->moment_step,
                              .radius = run->radius,
                              .radius_is_old = run->radius_is_old,
                              .hold_count = run->hold_count};
    memcpy(pending->hold, run->hold, sizeof pending->hold);
    if (!loss_list_fork(&pending->loss, &run->loss, diag)) return false;
    if (!text_line_set(&pending->line, line)) {
        clear_entry(pending);
        return diag_fail(diag, "There is no memory left to keep a command of %d bytes for undo.", line.count);
    }
    if (!weights || (open && open->weight)) return true;
    size_t size = run_state_count(run) * sizeof(double);
    pending->weight = mem_new(size);
    if (!pending->weight) {
        clear_entry(pending);
        return diag_fail(diag, "There is no memory left to keep the weights for undo (%zu bytes).", size);
    }
    memcpy(pending->weight, run->weight, size);
    pending->state_count = run_state_count(run);
    return true;
}

void history_discard(History *history) { clear_entry(&history->pending); }

void history_take_back(History *history, Run *run) {
    loss_list_clear(&run->loss);
    run->loss = history->pending.loss;
    history->pending.loss = (LossList){0};
    memcpy(run->hold, history->pending.hold, sizeof run->hold);
    run->hold_count = history->pending.hold_count;
    history_discard(history);
}

static void drop_oldest(History *history) {
    history->dropped = history->entry[0].number;
    clear_entry(&history->entry[0]);
    history->count--;
    history->done--;
    memmove(&history->entry[0], &history->entry[1], (size_t)history->count * sizeof(HistoryEntry));
}

/* The weights of the entry, its long line, and what its list of losses does not share with the next one's or the run's. */
static size_t entry_size(const History *history, int index, const Run *run) {
    const HistoryEntry *entry = &history->entry[index];
    const LossList *next = index + 1 < history->count ? &entry[1].loss : &run->loss;
    return entry->state_count * sizeof(double) + text_line_size(&entry->line) + loss_list_size(&entry->loss, next);
}

size_t history_size(const History *history, const Run *run) {
    size_t size = 0;
    for (int i = 0; i < history->count; i++) size += entry_size(history, i, run);
    return size;
}

static void keep_bounds(History *history, const Run *run) {
    size_t size = history_size(history, run);
    while (history->done > 1 && size > history->limit) {
        size -= entry_size(history, 0, run);
        drop_oldest(history);
    }
}

void history_commit(History *history, const Run *run) {
    HistoryEntry *entry = open_entry(history);
    bool grows = !entry || history->pending.weight || history->pending.line.block;
    if (entry) {
        loss_list_clear(&history->pending.loss); /* the entry has the list from before it began */
        text_line_free(&entry->line);
        entry->line = history->pending.line;
        if (history->pending.weight) { /* the first command of the drag that changes weights: until now they are those of its start */
            entry->weight = history->pending.weight;
            entry->state_count = history->pending.state_count;
            entry->moment_step = history->pending.moment_step;
            entry->radius = history->pending.radius;
            entry->radius_is_old = history->pending.radius_is_old;
        }
    } else {
        while (history->count > history->done) clear_entry(&history->entry[--history->count]);
        if (history->count == HISTORY_ENTRY_MAX) drop_oldest(history);
        entry = &history->entry[history->count++];
        *entry = history->pending;
        entry->number = ++history->newest;
        history->done = history->count;
    }
    history->pending = (HistoryEntry){0};
    history->open = true;
    if (grows) keep_bounds(history, run);
}

void history_name(History *history, const char *line) {
    if (history->done > 0) text_line_set(&history->entry[history->done - 1].line, str_from(line)); /* a short line always finds room */
}

/* Updates of the training that the open entry ends with. */
static long count_trained(const History *history) {
    const HistoryEntry *entry = history_find_open(history);
    Str rest = entry ? text_line_str(&entry->line) : str_from("");
    long count;
    return str_equal(str_next_word(&rest), "train") && number_parse_int(&count, str_trim(rest)) ? count : 0;
}

void history_commit_training(History *history, const Run *run, long count) {
    char line[48];
    text_format(line, sizeof line, "train %ld", count_trained(history) + count);
    text_line_set(&history->pending.line, str_from(line)); /* a short line always finds room */
    history_commit(history, run);
}

static void swap_long(long *a, long *b) {
    long c = *a;
    *a = *b;
    *b = c;
}

static void swap_hold(HistoryEntry *entry, Run *run) {
    WhatIf hold[RUN_HOLD_MAX];
    int count = entry->hold_count;
    memcpy(hold, entry->hold, sizeof hold);
    memcpy(entry->hold, run->hold, sizeof hold);
    memcpy(run->hold, hold, sizeof hold);
    entry->hold_count = run->hold_count;
    run->hold_count = count;
}

static void swap_block(double **a, double **b) {
    double *c = *a;
    *a = *b;
    *b = c;
}

void history_swap(HistoryEntry *entry, Lab *lab, size_t state_count) {
    Run *run = &lab->run;
    Setup setup = entry->setup;
    entry->setup = lab->setup;
    lab->setup = setup;
    VariantList variants = entry->variants;
    entry->variants = lab->variants;
    lab->variants = variants;
    swap_long(&entry->update, &run->update);
    swap_long(&entry->sequence, &run->sequence);
    swap_long(&entry->next_sequence, &run->next_sequence);
    RunPlace place = entry->place;
    entry->place = run->place;
    run->place = place;
    swap_hold(entry, run);
    double first_set_out = entry->first_set_out;
    entry->first_set_out = run->first_set_out;
    run->first_set_out = first_set_out;
    LossList loss = entry->loss;
    entry->loss = run->loss;
    run->loss = loss;
    if (entry->weight) {
        swap_block(&entry->weight, &run->weight);
        entry->state_count = state_count;
        swap_long(&entry->moment_step, &run->moment_step);
        double radius = entry->radius;
        bool is_old = entry->radius_is_old;
        entry->radius = run->radius;
        entry->radius_is_old = run->radius_is_old;
        run->radius = radius;
        run->radius_is_old = is_old;
    }
}

void history_clear(History *history) {
    size_t limit = history->limit;
    for (int i = 0; i < history->count; i++) clear_entry(&history->entry[i]);
    clear_entry(&history->pending);
    memset(history, 0, sizeof *history);
    history->limit = limit;
}
