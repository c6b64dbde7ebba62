/* A second laboratory with the same experiment, and taking over the experiment of another one. Of a copy, texts,
   weights of files and losses are shared; the run and the lists that lead to it are its own. */
#include "base/arena.h"
#include "lab/history.h"
#include "lab/lab.h"
#include "lab/record.h"
#include "lab/replay.h"
#include "lab/run.h"
#include "lab/since.h"

/* If the list was lost before, it stays lost. */
static bool copy_since(int *head, Since *out, const Lab *lab, Diag *diag) {
    const Setup *start = lab_start_setup(lab);
    int from = lab->run.place.since, count = since_depth(lab->since, from);
    *head = SINCE_LOST;
    if (!start) return true;
    SinceStep *step = mem_new((size_t)count * sizeof *step);
    if (!step || !since_reserve(out, count + 1)) {
        mem_free(step);
        return diag_fail(diag, "There is no memory left for a copy of what was done to the run.");
    }
    since_copy(step, lab->since, from);
    *head = since_start(out, start);
    for (int i = 0; i < count; i++) *head = since_add(out, *head, &step[i]);
    mem_free(step);
    return true;
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
    out->run.place = (RunPlace){.is_turned = lab->run.place.is_turned};
    if (!copy_since(&out->run.place.since, out->since, lab, diag)) return false;
    replay_move(&out->run); /* there is no update to go back to */
    out->version++;
    return copy_record(out, lab, diag);
}

static bool share_files(Lab *lab, const Lab *made, Diag *diag) {
    return (text_shelf_share(&lab->texts, &made->texts) && weights_list_share(&lab->weights, &made->weights)) ||
           diag_fail(diag, "There are too many weights or texts.");
}

/* The run with its list of changes and its keyframes. False: nothing has changed. */
static bool take_lists(Lab *lab, Lab *made, Diag *diag) {
    RunPlace *place = &made->run.place;
    int since = since_adopt(lab->since, made->since);
    if (since >= 0 && place->since > 0) place->since += since;
    return (since >= 0 && replay_adopt(lab->replay, made->replay, place, since)) ||
           diag_fail(diag, "There is no memory left for the updates of this training.");
}

static void take_record(Lab *lab, const Lab *made, RecordPoint *point) {
    int count = point ? record_list(point, 0, made->record, &made->run) : 0;
    lab->run.place.record = 0;
    for (int i = 0; i < count; i++) record_add(lab->record, &lab->run, &point[i]);
}

bool lab_take_lab(Lab *lab, Lab *made, Diag *diag) {
    int runs = lab->run.runs, follow_step = lab->run.follow_step;
    double others_bytes = lab->run.others_bytes;
    if (!share_files(lab, made, diag) || !history_prepare(lab->history, lab, true, str_from("open"), diag)) return false;
    if (!take_lists(lab, made, diag)) {
        history_discard(lab->history);
        return false;
    }
    history_commit(lab->history, &lab->run);
    RecordPoint *point = lab->record && made->record ? mem_new(RECORD_PATH_MAX * sizeof *point) : NULL; /* if memory is out they are lost */
    int recorded = made->run.place.record;
    run_swap(&lab->run, &made->run);
    made->run.place = lab->run.place; /* the record of these points */
    made->run.place.record = recorded;
    take_record(lab, made, point);
    mem_free(point);
    lab->run.runs = runs;
    lab->run.others_bytes = others_bytes;
    lab->setup = made->setup;
    lab->variants = made->variants;
    text_shelf_bind(&lab->setup, &lab->texts);
    lab->burst = made->burst;
    lab_follow(lab, follow_step);
    lab->version++;
    return true;
}
