/* See gradient_check.h. */
#include "experiment/gradient_check.h"
#include "base/arena.h"
#include "lab/run.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double PASSES = 4; /* passes for the check of one weight: two, or more while it searches for the step size */

void gradient_check_deinit(GradientCheck *check) {
    weight_probe_deinit(&check->probe);
    mem_free(check->digits);
    mem_free(check->verdict);
    mem_free(check->sorted);
    memset(check, 0, sizeof *check);
}

static void climb(GradientCheck *check, Lab *lab, size_t index) {
    Run *run = &lab->run;
    double step = 0.1 * fmax(1, fabs(run->weight[index]));
    for (int i = 0; i < CHECK_LADDER; i++, step /= 10)
        check_weight(&check->ladder[i], &check->probe.trace, run->weight, &run->trace, run->gradient, index, step);
    check->ladder_index = index;
    check->ladder_version = lab->version;
}

bool gradient_check_measure(GradientCheck *check, Lab *lab, size_t index) {
    const Run *run = &lab->run;
    if (!weight_probe_measure(&check->probe, lab, index)) return false;
    bool is_known = check->has_ladder && check->ladder_index == index && check->ladder_version == lab->version;
    check->has_ladder = weight_probe_cost(&run->net, run->wiring.steps) * CHECK_LADDER <= 2 * WEIGHT_PROBE_COST_MAX;
    if (check->has_ladder && !is_known) climb(check, lab, index);
    return true;
}

/* --- all weights --- */

static bool reserve(GradientCheck *check, size_t count) {
    if (count <= check->capacity) return true;
    double *digits = mem_new(count * sizeof *digits), *sorted = mem_new(count * sizeof *sorted);
    unsigned char *verdict = mem_new(count);
    if (!digits || !sorted || !verdict) {
        mem_free(digits);
        mem_free(sorted);
        mem_free(verdict);
        return false;
    }
    mem_free(check->digits);
    mem_free(check->sorted);
    mem_free(check->verdict);
    check->digits = digits;
    check->sorted = sorted;
    check->verdict = verdict;
    check->capacity = count;
    return true;
}

bool gradient_check_begin(GradientCheck *check, Lab *lab, Diag *diag) {
    size_t count = lab->run.net.weight_count;
    if (!run_is_finite(&lab->run))
        return diag_fail(diag, "check all: the stage has a number that is not finite; there is nothing to check.");
    if (lab->run.is_held) return diag_fail(diag, "check all: a number is held by a what-if; \"whatif none\" lets go of it.");
    bool is_large = weight_probe_cost(&lab->run.net, lab->run.wiring.steps) > WEIGHT_PROBE_COST_MAX;
    if (is_large) { /* the bound on memory does not reserve room for it */
        double bytes = (double)lab->run.trace.size + (double)count * (2 * sizeof *check->digits + 1);
        Diag found = {0};
        if (!memory_fits_beside(bytes, &lab->setup, lab->run.runs, &found)) return diag_fail(diag, "check all: %s", found.text);
    }
    if (!reserve(check, count)) return diag_fail(diag, "There is no memory left to check %zu weights.", count);
    check->is_asked = true;
    check->is_large = is_large;
    check->all_version = lab->version;
    check->next = 0;
    check->count = count;
    check->summary = (CheckSummary){.count = count, .worst = NAN, .median = NAN};
    for (size_t i = 0; i < count; i++) check->digits[i] = NAN;
    return true;
}

/* Frees a trace that the bound on memory does not count when the check ends. */
static void end(GradientCheck *check) {
    if (check->is_large) weight_probe_deinit(&check->probe);
    check->is_large = false;
}

static int compare_numbers(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void summarise(GradientCheck *check) {
    CheckSummary *summary = &check->summary;
    size_t found = 0;
    *summary = (CheckSummary){.checked = check->next, .count = check->count, .worst = NAN, .median = NAN};
    for (size_t i = 0; i < check->next; i++) {
        summary->by_verdict[check->verdict[i]]++;
        if (check->verdict[i] != CHECK_FOUND) continue;
        check->sorted[found++] = check->digits[i];
        if (found > 1 && !(check->digits[i] < summary->worst)) continue;
        summary->worst = check->digits[i];
        summary->worst_index = i;
    }
    if (found == 0) return;
    qsort(check->sorted, found, sizeof *check->sorted, compare_numbers);
    summary->median = (check->sorted[(found - 1) / 2] + check->sorted[found / 2]) / 2;
}

bool gradient_check_advance(GradientCheck *check, Lab *lab, double cost) {
    Run *run = &lab->run;
    if (!check->is_asked) return false;
    if (check->all_version != lab->version || check->count != run->net.weight_count) {
        check->is_asked = false;
        end(check);
        return false;
    }
    if (check->next == check->count || !(cost > 0)) return check->next < check->count;
    if (!weight_probe_fit(&check->probe, run)) {
        check->is_asked = false;
        return false;
    }
    double each = PASSES * weight_probe_cost(&run->net, run->wiring.steps);
    for (double spent = 0; check->next < check->count && (spent == 0 || spent + each <= cost); spent += each) {
        WeightCheck one;
        check_weight(&one, &check->probe.trace, run->weight, &run->trace, run->gradient, check->next, 0);
        check->digits[check->next] = one.digits;
        check->verdict[check->next++] = (unsigned char)one.verdict;
    }
    summarise(check);
    if (check->next == check->count) end(check);
    return check->next < check->count;
}
