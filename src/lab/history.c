/* Undo and redo. An entry holds the state on its far side: before its command while it can be undone, after it while it can be
   redone; going either way exchanges the entry's state with the lab's, so both give back the same bits.

   Weights are kept only where they changed. The loss list is shared with the run as long as it only grows (an undone training
   leaves its losses behind the end, where redo finds them); where it begins anew, the old list moves into the entry.
   What can be computed (trace, gradient, measurements) is not kept. Bounded: 200 entries and 64 MB, the oldest go first. */
#include "lab/history.h"
#include "base/arena.h"
#include "base/number.h"
#include "lab/run.h"
#include <string.h>

static void clear_entry(HistoryEntry *entry) {
    mem_free(entry->weight);
    mem_free(entry->loss);
    entry->weight = entry->loss = NULL;
    entry->state_count = 0;
    entry->loss_capacity = 0;
    entry->has_loss = false;
}

static size_t entry_size(const HistoryEntry *entry) { return (entry->state_count + (size_t)entry->loss_capacity) * sizeof(double); }

static HistoryEntry *open_entry(History *history) {
    bool joins = history->depth > 0 && history->open && history->done > 0 && history->done == history->count;
    return joins ? &history->entry[history->done - 1] : NULL;
}

bool history_prepare(History *history, const Lab *lab, bool weights, Diag *diag) {
    const Run *run = &lab->run;
    const HistoryEntry *open = open_entry(history);
    HistoryEntry *pending = &history->pending;
    *pending = (HistoryEntry){.setup = lab->setup,
                              .update = run->update,
                              .sequence = run->sequence,
                              .next_sequence = run->next_sequence,
                              .place = run->place,
                              .moment_step = run->moment_step,
                              .radius = run->radius,
                              .radius_is_old = run->radius_is_old};
    if (!weights || (open && open->weight)) return true;
    size_t size = run_state_count(run) * sizeof(double);
    pending->weight = mem_new(size);
    if (!pending->weight) return diag_fail(diag, "There is no memory left to keep the weights for undo (%zu bytes).", size);
    memcpy(pending->weight, run->weight, size);
    pending->state_count = run_state_count(run);
    return true;
}

void history_discard(History *history) { clear_entry(&history->pending); }

static void drop_oldest(History *history) {
    clear_entry(&history->entry[0]);
    history->count--;
    history->done--;
    memmove(&history->entry[0], &history->entry[1], (size_t)history->count * sizeof(HistoryEntry));
}

static void keep_bounds(History *history) {
    size_t size = 0;
    for (int i = 0; i < history->count; i++) size += entry_size(&history->entry[i]);
    while (history->done > 1 && size > HISTORY_BYTES_MAX) {
        size -= entry_size(&history->entry[0]);
        drop_oldest(history);
    }
}

void history_commit(History *history, Run *run, const char *line, bool restarted) {
    HistoryEntry *entry = open_entry(history);
    if (entry) {
        if (history->pending.weight) { /* the first command of the drag that changes weights: they are still those of its start */
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
        history->done = history->count;
    }
    history->pending = (HistoryEntry){0};
    history->open = true;
    str_copy(entry->line, COMMAND_LINE_MAX, str_from(line));
    if (restarted && entry->place.losses > 0 && !entry->has_loss) {
        entry->has_loss = true;
        entry->loss = run->loss;
        entry->loss_capacity = run->loss_capacity;
        run->loss = NULL;
        run->loss_capacity = 0;
    }
    keep_bounds(history);
}

long history_count_trained(History *history) {
    const HistoryEntry *entry = open_entry(history);
    long count;
    bool trained = entry && strncmp(entry->line, "train ", 6) == 0 && number_parse_int(&count, str_from(entry->line + 6));
    return trained ? count : 0;
}

static void swap_long(long *a, long *b) {
    long c = *a;
    *a = *b;
    *b = c;
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
    swap_long(&entry->update, &run->update);
    swap_long(&entry->sequence, &run->sequence);
    swap_long(&entry->next_sequence, &run->next_sequence);
    RunPlace place = entry->place;
    entry->place = run->place;
    run->place = place;
    if (entry->has_loss) {
        swap_block(&entry->loss, &run->loss);
        swap_long(&entry->loss_capacity, &run->loss_capacity);
    }
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
    for (int i = 0; i < history->count; i++) clear_entry(&history->entry[i]);
    clear_entry(&history->pending);
    memset(history, 0, sizeof *history);
}
