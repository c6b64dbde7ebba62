/* Sudden norms: an update whose gradient is far longer than usual. `stop_norm F` stops a training before the update whose gradient, after
   clipping, is more than F times as long as usual. Usual is the larger of two medians: of the last 32 updates, and of the first 8. So a
   network that has learned its task, whose gradients are tiny, does not stop at its next mistake.

   The norms are part of the run's state: they stand after the moments, so undo, visits and snapshots restore them. While `stop_norm` is 0
   none are stored; with fewer than 8 norms nothing is sudden. */
#include "engine/net/kernels.h"
#include "lab/run.h"
#include <math.h>
#include <string.h>

enum { FIRST = 8, RECENT = 32, COUNT_AT = 0, FIRST_AT = 1, RECENT_AT = 2 };
_Static_assert(RUN_NORM_COUNT == RECENT_AT + RECENT, "the block holds a count, the first median and the last lengths");

size_t run_moment_count(OptimizerKind kind, size_t weights) { return optimizer_moment_count(kind, weights) + RUN_NORM_COUNT; }

static double *norms(const Run *run) { return run->weight + run->net.weight_count + run->moment_count - RUN_NORM_COUNT; }

static double median(const double *value, int count) {
    double sorted[RECENT];
    for (int i = 0; i < count; i++) {
        int k = i;
        for (; k > 0 && sorted[k - 1] > value[i]; k--) sorted[k] = sorted[k - 1];
        sorted[k] = value[i];
    }
    return count % 2 ? sorted[count / 2] : (sorted[count / 2 - 1] + sorted[count / 2]) / 2;
}

void run_note_norm(Run *run, double norm) {
    double *known = norms(run);
    int count = (int)fmod(known[COUNT_AT], RECENT);
    known[RECENT_AT + count] = norm;
    known[COUNT_AT]++;
    if (known[COUNT_AT] == FIRST) known[FIRST_AT] = median(known + RECENT_AT, FIRST);
}

bool run_find_sudden(RunSudden *out, const Run *run, double factor, double norm) {
    const double *known = norms(run);
    *out = (RunSudden){.norm = norm};
    if (factor == 0 || known[COUNT_AT] < FIRST) return false;
    out->usual = fmax(known[FIRST_AT], median(known + RECENT_AT, (int)fmin(known[COUNT_AT], RECENT)));
    out->is_there = out->usual > 0 && isfinite(out->norm) && out->norm > factor * out->usual;
    return out->is_there;
}

const Param *run_find_largest(const Run *run, const double *gradient) {
    const Param *largest = NULL;
    double most = -1;
    for (int i = 0; i < run->net.param_count; i++) {
        const Param *param = &run->net.param[i];
        double norm = kernel_norm(gradient + param->offset, (size_t)param->rows * (size_t)param->cols);
        if (norm <= most) continue;
        most = norm;
        largest = param;
    }
    return largest;
}
