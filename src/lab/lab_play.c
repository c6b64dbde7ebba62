/* Settings that follow each other at one update are one batch, because only together they need to be possible: the list may have them
   in another order than they were made. A key that comes twice begins another batch. */
#include "lab/lab_play.h"
#include "lab/eigenvalue.h"
#include "lab/history.h"
#include "lab/lab_change.h"

bool lab_play_begin(LabPlay *play, Lab *lab, const SetupFile *file, Diag *diag) {
    *play = (LabPlay){.file = file};
    if (!text_shelf_share(&lab->texts, &file->texts)) return diag_fail(diag, "More than %d texts have been opened.", TEXT_SHELF_MAX);
    return lab_start_from(lab, &file->setup, &file->variants, diag);
}

static const SinceStep *find_next(const LabPlay *play) {
    return play->file && play->next < play->file->step_count ? &play->file->step[play->next] : NULL;
}

static bool is_due(const LabPlay *play, const Lab *lab) { return find_next(play) && find_next(play)->update <= lab->run.update; }

static bool set_all_due(LabPlay *play, Lab *lab, Diag *diag) {
    SetupBatch batch;
    setup_batch_begin(&batch);
    for (; is_due(play, lab); play->next++) {
        const SinceStep *step = find_next(play);
        if (step->kind != SINCE_SET || batch.said[step->key]) break;
        batch.setup.value[step->key] = step->value;
        batch.said[step->key] = true;
        batch.count++;
    }
    return lab_set_batch(lab, &batch, diag);
}

static bool move_eigenvalue(Lab *lab, const SinceStep *step, Diag *diag) {
    char line[COMMAND_SHORT_MAX];
    Command command;
    eigenvalue_format(line, (int)sizeof line, step);
    return command_parse(&command, str_from(line), diag) && lab_apply(lab, &command, diag);
}

static bool take_weights(Lab *lab, const SetupFile *file, const SinceStep *step, Diag *diag) {
    WeightsFile *weights = weights_list_find(&file->weights, step->hash);
    return weights ? lab_take_weights(lab, weights, diag) : diag_fail(diag, "The weights that this run took from a file are not known.");
}

bool lab_play_due(LabPlay *play, Lab *lab, long end, Diag *diag) {
    while (is_due(play, lab)) {
        const SinceStep *step = find_next(play);
        if (step->kind == SINCE_SET) {
            if (!set_all_due(play, lab, diag)) return false;
            continue;
        }
        if (step->kind == SINCE_EIGENVALUE) {
            if (!move_eigenvalue(lab, step, diag)) return false;
            play->next++;
            continue;
        }
        if (step->kind == SINCE_WEIGHTS) {
            if (!take_weights(lab, play->file, step, diag)) return false;
            play->next++;
            continue;
        }
        if (step->kind == SINCE_NEXT && !lab_next_sequence(lab, step->count, str_from("next"), diag)) return false;
        while (step->kind == SINCE_UPDATE && lab->run.update < step->update + step->count) {
            Command command = {.id = COMMAND_UPDATE};
            if (lab->run.update >= end) return true;
            if (!lab_apply(lab, &command, diag)) return false;
        }
        play->next++;
    }
    return true;
}

long lab_play_limit(const LabPlay *play, long end) {
    const SinceStep *step = find_next(play);
    return step && step->update < end ? step->update : end;
}

bool lab_play_hold(const LabPlay *play, Lab *lab, Diag *diag) {
    const SetupFile *file = play->file;
    bool good = true;
    lab_begin_drag(lab);
    for (int i = 0; i < file->hold_count && good && lab->run.update == file->update; i++) {
        char text[WHATIF_TEXT_MAX];
        whatif_words_format(text, (int)sizeof text, &file->hold[i]);
        Command command = {.id = COMMAND_WHATIF, .arg = {{.given = true, .text = str_from(text)}}};
        good = lab_apply(lab, &command, diag);
    }
    lab_end_drag(lab);
    return good;
}

bool lab_play_rest(LabPlay *play, Lab *lab, Diag *diag) {
    long end = play->file->update;
    lab_begin_drag(lab);
    bool good = lab_play_due(play, lab, end, diag);
    while (good && lab->run.update < end) {
        long left = lab_play_limit(play, end) - lab->run.update;
        good = lab_train(lab, left < LAB_TRAIN_MAX ? (int)left : LAB_TRAIN_MAX, diag) && lab_play_due(play, lab, end, diag);
    }
    good = good && lab_play_hold(play, lab, diag);
    lab_end_drag(lab);
    return good;
}

bool lab_play_all(Lab *lab, const SetupFile *file, Diag *diag) {
    LabPlay play;
    lab_begin_drag(lab);
    bool good = lab_play_begin(&play, lab, file, diag) && lab_play_rest(&play, lab, diag);
    lab_end_drag(lab);
    if (good) history_name(lab->history, "open");
    return good;
}
