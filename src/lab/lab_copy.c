/* A second laboratory with the same experiment. Texts, weights of files and losses are shared; the run and the lists that lead to it are its own. */
#include "base/arena.h"
#include "lab/lab.h"
#include "lab/record.h"
#include "lab/replay.h"
#include "lab/run.h"
#include "lab/since.h"

/* Where memory is out, or the list was lost before, it is lost. */
static int copy_since(Since *out, const Lab *lab) {
    const Setup *start = lab_start_setup(lab);
    int from = lab->run.place.since, count = since_depth(lab->since, from);
    if (!start) return SINCE_LOST;
    int head = since_start(out, start);
    SinceStep *step = count > 0 ? mem_new((size_t)count * sizeof *step) : NULL;
    if (count > 0 && !step) return SINCE_LOST;
    if (count > 0) since_copy(step, lab->since, from);
    for (int i = 0; i < count; i++) head = since_add(out, head, &step[i]);
    mem_free(step);
    return head;
}

static bool copy_record(Lab *out, const Lab *lab, Diag *diag) {
    if (!lab->record) return true;
    RecordPoint *point = mem_new(RECORD_PATH_MAX * sizeof *point);
    if (!point || !lab_keep_record(out, diag)) {
        mem_free(point);
        return diag_fail(diag, "There is no memory left for a copy of the training's record.");
    }
    int count = record_list(point, 0, lab->record, &lab->run);
    for (int i = 0; i < count && point[i].update <= lab->run.update; i++) record_add(out->record, &out->run, &point[i]);
    mem_free(point);
    return true;
}

bool lab_copy(Lab *out, const Lab *lab, Diag *diag) {
    if (!text_shelf_share(&out->texts, &lab->texts) || !weights_list_share(&out->weights, &lab->weights))
        return diag_fail(diag, "There are too many weights or texts.");
    out->setup = lab->setup;
    out->variants = lab->variants;
    if (!run_copy(&out->run, &lab->run, &lab->setup, diag)) return false;
    bool is_turned = lab->run.place.is_turned;
    out->run.place = (RunPlace){.since = copy_since(out->since, lab), .is_turned = is_turned};
    replay_move(&out->run); /* there is no update to go back to */
    out->version++;
    return copy_record(out, lab, diag);
}
