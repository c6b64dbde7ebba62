/* See eigenvalue.h. */
#include "lab/eigenvalue.h"
#include "base/arena.h"
#include "base/number.h"
#include "engine/analysis/blocks.h"
#include "engine/cell/facts.h"
#include "engine/net/eigen_move.h"
#include "engine/net/weights.h"
#include "lab/history.h"
#include "lab/lab_since.h"
#include "lab/record.h"
#include "lab/replay.h"
#include "lab/run.h"
#include <math.h>
#include <string.h>

static const double MOST = 1000; /* further away no number of the network would be finite */

static bool fail_word(Str word, const char *expected, Diag *diag) {
    if (word.count == 0) return diag_fail(diag, "eigenvalue: something is missing; expected %s.", expected);
    return diag_fail(diag, "eigenvalue: \"%.*s\" is not possible; expected %s.", str_fit(word, 40), word.at, expected);
}

static bool read_number(double *out, Str word, Diag *diag) {
    if (!number_parse(out, word)) {
        if (word.count == 0) return diag_fail(diag, "eigenvalue: the new place is missing; expected a number, or two for a complex one.");
        return diag_fail(diag, "eigenvalue: \"%.*s\" is not a number; expected eigenvalue K RE, or eigenvalue K RE IM.", str_fit(word, 40),
                         word.at);
    }
    if (isfinite(*out) && fabs(*out) <= MOST) return true;
    return diag_fail(diag, "eigenvalue: \"%.*s\" is out of range; expected −%g to %g.", str_fit(word, 40), word.at, MOST, MOST);
}

bool eigenvalue_parse(SinceStep *step, const Command *command, Diag *diag) {
    Str rest = command->arg[1].text, word = str_next_word(&rest);
    *step = (SinceStep){.kind = SINCE_EIGENVALUE, .count = 1, .rank = (short)fmin(command->arg[0].number, NET_HIDDEN_MAX + 1)};
    if (!read_number(&step->value, word, diag)) return false;
    word = str_next_word(&rest);
    if (word.count > 0 && !str_equal(word, "of")) {
        if (!read_number(&step->im, word, diag)) return false;
        word = str_next_word(&rest);
    }
    if (word.count == 0) return true;
    if (!str_equal(word, "of")) return fail_word(word, "of and a gate", diag);
    word = str_next_word(&rest);
    if (word.count != 1) return fail_word(word, "the letter of a gate", diag);
    step->gate = word.at[0];
    word = str_next_word(&rest);
    if (word.count == 0) return true;
    long layer;
    if (!number_parse_int(&layer, word) || layer < 1 || layer > NET_LAYER_MAX) return fail_word(word, "a layer, from 1", diag);
    step->layer = (short)layer;
    word = str_next_word(&rest);
    step->is_reverse = str_equal(word, "reverse");
    if (word.count > 0 && !step->is_reverse && !str_equal(word, "forward")) return fail_word(word, "forward or reverse", diag);
    word = str_next_word(&rest);
    return word.count == 0 || diag_fail(diag, "eigenvalue: \"%.*s\" is too much.", str_fit(word, 40), word.at);
}

int eigenvalue_format(char *out, int size, const SinceStep *step) {
    char re[32], im[32];
    number_format(re, (int)sizeof re, step->value);
    number_format(im, (int)sizeof im, step->im);
    int used = text_format(out, size, "eigenvalue %d %s %s", step->rank, re, im);
    if (step->gate == '\0') return used;
    used += text_format(out + used, size - used, " of %c", step->gate);
    if (step->layer == 0) return used;
    return used + text_format(out + used, size - used, " %d %s", step->layer, step->is_reverse ? "reverse" : "forward");
}

/* --- the block --- */

typedef struct Block {
    int layer, direction, gate, n;
    size_t offset; /* into the weights */
} Block;

static bool find_gate(int *gate, const Net *net, char letter, Diag *diag) {
    const CellFacts *facts = net->facts;
    char letters[32] = "";
    int used = 0;
    for (int q = 0; q < net->gates; q++) {
        bool is_it = letter == '\0' ? facts->gate[q].role == GATE_CANDIDATE : facts->gate[q].letter[0] == letter;
        if (is_it) {
            *gate = q;
            return true;
        }
        used += text_format(letters + used, (int)sizeof letters - used, "%s%s", q ? ", " : "", facts->gate[q].letter);
    }
    return diag_fail(diag, "eigenvalue: %s has no gate %c; expected %s%s.", facts->with_article, letter, net->gates > 1 ? "one of " : "",
                     letters);
}

static bool find_block(Block *block, const Net *net, const SinceStep *step, Diag *diag) {
    const NetSpec *spec = &net->spec;
    block->layer = step->layer > 0 ? step->layer - 1 : spec->layers - 1;
    block->direction = step->is_reverse;
    block->n = spec->hidden;
    if (!find_gate(&block->gate, net, step->gate, diag)) return false;
    if (block->layer >= spec->layers)
        return diag_fail(diag, "eigenvalue: there is no layer %d; the network has %d layer%s.", block->layer + 1, spec->layers,
                         spec->layers == 1 ? "" : "s");
    if (block->direction >= spec->directions)
        return diag_fail(diag, "eigenvalue: the network reads forward only; \"set direction both\" adds the reverse chain.");
    if (step->rank > spec->hidden)
        return diag_fail(diag, "eigenvalue: there is no eigenvalue %d; W has %d, as many as hidden units.", step->rank, spec->hidden);
    block->offset = net_get_param(net, PARAM_RECURRENT_WEIGHT, block->layer, block->direction)->offset +
                    (size_t)block->gate * (size_t)block->n * (size_t)block->n;
    return true;
}

/* --- the move --- */

static bool is_same_handle(const SinceStep *a, const SinceStep *b) {
    return a->kind == b->kind && a->update == b->update && a->rank == b->rank && a->gate == b->gate && a->layer == b->layer &&
           a->is_reverse == b->is_reverse;
}

/* The state at the start of the drag that is moving this eigenvalue; NULL: the drag begins here. */
static const HistoryEntry *find_drag_start(const Lab *lab, const SinceStep *step) {
    const Run *run = &lab->run;
    const HistoryEntry *open = history_find_open(lab->history);
    const SinceStep *last = since_get(lab->since, run->place.since);
    if (!open || !open->weight || !last || !is_same_handle(last, step)) return NULL;
    bool is_it = open->update == run->update && open->state_count == run_state_count(run);
    int before = since_parent(lab->since, run->place.since);
    return is_it &&
                   (open->place.since == before || (open->place.since == SINCE_FRESH && since_get(lab->since, before)->kind == SINCE_START))
               ? open
               : NULL;
}

static bool fail_move(EigenMove result, int rank, double re, Diag *diag) {
    char number[24];
    number_format_short(number, (int)sizeof number, re, 3);
    if (result == EIGEN_IS_REAL)
        return diag_fail(diag, "eigenvalue: number %d is real (%s) and stays on the real axis; expected one number.", rank, number);
    if (result == EIGEN_DEFECTIVE)
        return diag_fail(
            diag, "eigenvalue: W is too close to defective at number %d: its eigenvectors nearly coincide, so it was not moved.", rank);
    return diag_fail(diag, "eigenvalue: number %d was not found, because W holds numbers that are not finite or eigenvalues that coincide.",
                     rank);
}

/* W (n, n) with the eigenvalue moved. */
static bool move(double *W, BlockSpectra *spectra, const double *weight, const Block *block, const SinceStep *step, Diag *diag) {
    int n = block->n;
    size_t area = (size_t)n * (size_t)n;
    double condition, *work = mem_new(eigen_move_work(n) * sizeof(double));
    if (!work) return diag_fail(diag, "There is no memory left to move an eigenvalue.");
    blocks_measure_one(spectra, weight, block->layer, block->direction, block->gate);
    const RecurrentBlock *found = &spectra->of[block->layer][block->direction][block->gate];
    double re = found->real[step->rank - 1], im = found->imaginary[step->rank - 1];
    memcpy(W, weight + block->offset, area * sizeof(double));
    EigenMove result = eigen_move(W, n, work, re, im, step->value, step->im, &condition);
    mem_free(work);
    if (result != EIGEN_MOVED) return fail_move(result, step->rank, re, diag);
    for (size_t i = 0; i < area; i++)
        if (!isfinite(W[i])) return fail_move(EIGEN_NOT_FOUND, step->rank, re, diag);
    return true;
}

static bool put_in(Lab *lab, const double *W, const Block *block, const SinceStep *step, Str line, Diag *diag) {
    Run *run = &lab->run;
    size_t size = (size_t)block->n * (size_t)block->n * sizeof(double);
    if (!lab_since_prepare(lab, 1, diag) || !history_prepare(lab->history, lab, true, line, diag)) return false;
    const HistoryEntry *drag = find_drag_start(lab, step);
    if (drag) memcpy(run->weight, drag->weight, run_state_count(run) * sizeof(double));
    history_commit(lab->history, run);
    memcpy(run->weight + block->offset, W, size);
    run_measure_radius(run);
    run_measure_scale_and_bias(run);
    replay_move(run);
    record_cut(lab->record, run);
    lab_since_eigenvalue(lab, step, drag != NULL);
    run->place.is_turned = true;
    run_compute(run, &lab->setup);
    lab->version++;
    return true;
}

/* The eigenvalues that are seen are then not those of the weights that would be moved. */
static bool check_held(const Run *run, const Block *block, Diag *diag) {
    size_t end = block->offset + (size_t)block->n * (size_t)block->n;
    for (int i = 0; run->is_held && i < run->hold_count; i++) {
        const WhatIf *what = &run->hold[i];
        if (what->kind != WHATIF_WEIGHT || what->weight < block->offset || what->weight >= end) continue;
        return diag_fail(diag, "eigenvalue: a what-if holds a number of this W; \"whatif none\" lets go of it.");
    }
    return true;
}

bool lab_move_eigenvalue(Lab *lab, const Command *command, Str line, Diag *diag) {
    SinceStep step;
    Block block = {0};
    BlockSpectra spectra;
    const Net *net = &lab->run.net;
    if (!eigenvalue_parse(&step, command, diag) || !find_block(&block, net, &step, diag) || !check_held(&lab->run, &block, diag))
        return false;
    step.update = lab->run.update;
    if (!blocks_init(&spectra, net, diag)) return false;
    double *W = mem_new((size_t)block.n * (size_t)block.n * sizeof(double));
    const HistoryEntry *drag = find_drag_start(lab, &step);
    bool good = W || diag_fail(diag, "There is no memory left to move an eigenvalue.");
    good = good && move(W, &spectra, drag ? drag->weight : lab->run.weight, &block, &step, diag);
    if (good && memcmp(W, lab->run.weight + block.offset, (size_t)block.n * (size_t)block.n * sizeof(double)) != 0)
        good = put_in(lab, W, &block, &step, line, diag);
    mem_free(W);
    blocks_deinit(&spectra);
    return good;
}
