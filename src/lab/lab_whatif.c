/* Holds and releases values. A repeated hold replaces the earlier one and moves to the end of the list. */
#include "lab/lab_whatif.h"
#include "lab/history.h"
#include "lab/memory.h"
#include "lab/run.h"
#include "lab/whatif_words.h"
#include <string.h>

typedef struct HoldList {
    WhatIf item[RUN_HOLD_MAX];
    int count;
} HoldList;

/* True if `one` covers `other`; `all` covers each unit. */
static bool covers(const WhatIf *one, const WhatIf *other) {
    if (one->kind != other->kind) return false;
    if (one->kind == WHATIF_WEIGHT) return one->weight == other->weight;
    if (one->step != other->step) return false;
    if (one->kind == WHATIF_INPUT) return one->input < 0 || one->input == other->input;
    if (one->layer != other->layer || one->direction != other->direction || one->of_c != other->of_c) return false;
    if (one->kind == WHATIF_GATE && one->gate != other->gate) return false;
    return one->unit < 0 || one->unit == other->unit;
}

/* Returns how many were there. */
static int drop(HoldList *list, const WhatIf *what) {
    int count = 0, dropped = list->count;
    for (int i = 0; i < list->count; i++) {
        if (!covers(what, &list->item[i])) list->item[count++] = list->item[i];
    }
    list->count = count;
    return dropped - count;
}

static bool change_list(HoldList *list, const WhatIfWords *words, const Trace *trace, Diag *diag) {
    WhatIf what;
    if (words->is_none) {
        list->count = 0;
        return true;
    }
    if (!whatif_words_find(&what, words, trace, diag)) return false;
    if (words->is_free) return drop(list, &what) > 0 || diag_fail(diag, "whatif: nothing is held there.");
    if (!whatif_check(&what, trace, diag)) return false;
    drop(list, &what);
    if (list->count == RUN_HOLD_MAX)
        return diag_fail(diag, "whatif: at most %d numbers can be held at once; \"whatif none\" lets go of all.", RUN_HOLD_MAX);
    list->item[list->count++] = what;
    return true;
}

static bool is_same(const HoldList *list, const Run *run) {
    if (list->count != run->hold_count) return false;
    for (int i = 0; i < list->count; i++) {
        const WhatIf *a = &list->item[i], *b = &run->hold[i];
        if (!covers(a, b) || !covers(b, a) || a->value != b->value) return false;
    }
    return true;
}

/* The second pass has its own trace, which the bound on memory does not reserve: if there is no room the command is refused. */
static bool check_memory(const Run *run, const Setup *setup, Diag *diag) {
    if (run->gradient_before) return true;
    double bytes = (double)run->trace.size + (double)run->follow.size + 2.0 * (double)run->net.weight_count * sizeof(double);
    return memory_fits_beside(bytes, setup, run->runs, diag);
}

bool lab_whatif(Lab *lab, Str text, Str line, Diag *diag) {
    Run *run = &lab->run;
    WhatIfWords words;
    HoldList list = {.count = run->hold_count};
    memcpy(list.item, run->hold, sizeof list.item);
    if (!whatif_words_parse(&words, text, diag)) return false;
    if (!change_list(&list, &words, run->is_held ? &run->before : &run->trace, diag)) return false;
    if (is_same(&list, run)) return true;
    if (list.count > 0 && run->truncated.block)
        return diag_fail(diag, "whatif: nothing can be held while the gradient is truncated; \"set truncate 0\" gives the exact one.");
    if (list.count > 0 && (!check_memory(run, &lab->setup, diag) || !run_prepare_hold(run, diag))) return false;
    if (!history_prepare(lab->history, lab, false, line, diag)) return false;
    history_commit(lab->history, run);
    memcpy(run->hold, list.item, sizeof run->hold);
    run->hold_count = list.count;
    run_form_hold(run);
    lab->version++;
    return true;
}
