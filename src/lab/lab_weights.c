/* Taking weights from a file (lab/weights_file.h): a change of the run like a moved eigenvalue, but of all weights, and it resets the
   moments. */
#include "base/arena.h"
#include "base/number.h"
#include "lab/history.h"
#include "lab/lab_since.h"
#include "lab/record.h"
#include "lab/replay.h"
#include "lab/run.h"
#include <math.h>
#include <string.h>

static bool put_in(Lab *lab, const double *weight, const WeightsFile *file, Diag *diag) {
    Run *run = &lab->run;
    char line[WEIGHTS_NAME_SIZE + 32];
    text_format(line, (int)sizeof line, "weights of %s", file->name);
    if (!lab_since_prepare(lab, 1, diag) || !history_prepare(lab->history, lab, true, str_from(line), diag)) return false;
    history_commit(lab->history, run);
    run_put_back(run);
    run->hold_count = 0;
    memcpy(run->weight, weight, run->net.weight_count * sizeof(double));
    run_clear_moments(run);
    run_measure_radius(run);
    run_measure_scale_and_bias(run);
    replay_move(run);
    record_cut(lab->record, run);
    lab_since_weights(lab, file->hash);
    run->place.is_turned = true;
    run_compute(run, &lab->setup);
    lab->version++;
    return true;
}

bool lab_take_weights(Lab *lab, WeightsFile *file, Diag *diag) {
    const Net *net = &lab->run.net;
    WeightsList one = {.item = {file}, .count = 1};
    double *weight = mem_new(net->weight_count * sizeof *weight);
    bool good = weight || diag_fail(diag, "There is no memory left for the weights.");
    good = good && weights_file_get(weight, file, net, diag);
    for (size_t i = 0; good && i < net->weight_count; i++) {
        if (!isfinite(weight[i])) good = diag_fail_at(diag, file->name, 0, 0, "it holds weights that are not finite");
    }
    good = good &&
           (weights_list_share(&lab->weights, &one) || diag_fail(diag, "Weights of %d files have been taken already.", WEIGHTS_LIST_MAX));
    good = good && put_in(lab, weight, file, diag);
    mem_free(weight);
    return good;
}
