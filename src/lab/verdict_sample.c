/* See verdict_sample.h. It uses its own trace for one sequence after the other. */
#include "lab/verdict_sample.h"
#include "base/arena.h"
#include "lab/evaluate.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Writes the ratios of the sequences that have one to `ratio`; returns their number. *loss: the mean over all. */
static int collect(double *ratio, double *loss, Trace *trace, Follow *follow, double *gradient, const Run *run, const Setup *setup,
                   int direction) {
    TaskOptions options = setup_task_options(setup);
    int count = 0;
    for (long i = 0; i < VERDICT_SAMPLE_COUNT; i++) {
        task_draw(trace, setup_task(setup), &options, 0, (uint64_t)setup_get_int(setup, KEY_SEED), EVALUATE_FIRST + i);
        net_forward(trace, run->weight);
        net_backward(trace, gradient, run->weight);
        *loss += trace->loss / VERDICT_SAMPLE_COUNT;
        follow_measure(follow, trace, run->weight, run->follow.loss, NULL);
        FollowVerdict verdict = follow_judge(follow, direction);
        if (verdict.word == FOLLOW_NO_ERROR || verdict.word == FOLLOW_NOT_FINITE) continue;
        ratio[count++] = verdict.log10_ratio;
    }
    return count;
}

bool verdict_sample(VerdictSample *out, const Run *run, const Setup *setup, int direction, Diag *diag) {
    Net net = run->net;
    Trace trace;
    Follow follow = {0};
    double ratio[VERDICT_SAMPLE_COUNT];
    *out = (VerdictSample){.median = NAN, .least = NAN, .most = NAN, .loss = NAN};
    net.spec.dropout = 0;
    if (!trace_init(&trace, &net, &run->wiring, 1, diag)) return false;
    double *gradient = mem_new(net.weight_count * sizeof(double));
    bool good = follow_init(&follow, &trace, diag);
    if (good && !gradient) good = diag_fail(diag, "Out of memory: no room for the gradients of other sequences.");
    if (good) {
        out->loss = 0;
        out->sequences = collect(ratio, &out->loss, &trace, &follow, gradient, run, setup, direction);
        out->skipped = VERDICT_SAMPLE_COUNT - out->sequences;
    }
    if (out->sequences > 0) {
        int count = out->sequences;
        qsort(ratio, (size_t)count, sizeof *ratio, compare);
        out->least = ratio[0];
        out->most = ratio[count - 1];
        out->median = count % 2 ? ratio[count / 2] : (ratio[count / 2 - 1] + ratio[count / 2]) / 2;
    }
    mem_free(gradient);
    follow_deinit(&follow);
    trace_deinit(&trace);
    return good;
}
