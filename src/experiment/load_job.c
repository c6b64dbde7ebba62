/* See load_job.h. */
#include "experiment/load_job.h"
#include "base/arena.h"
#include "base/number.h"
#include "data/picture_note.h"
#include "experiment/cost.h"
#include "lab/open_file.h"
#include <limits.h>
#include <math.h>
#include <string.h>

enum { SLICE_MAX = 4096 }; /* updates */
static const double SHORT_S = 0.008;

LoadJob *load_job_new(const LoadPlan *plan, const TextShelf *texts, const FileApi *file, const ClockApi *clock) {
    LoadJob *load = mem_new(sizeof *load);
    if (!load) return NULL;
    load->plan = *plan;
    load->file = file;
    load->clock = clock;
    load->job.run = load_job_run;
    if (texts) text_shelf_share(&load->texts, texts);
    return load;
}

static void drop_lab(LoadJob *load) {
    if (load->lab) lab_deinit(load->lab);
    mem_free(load->lab);
    load->lab = NULL;
}

void load_job_free(LoadJob *load) {
    if (!load) return;
    shelf_text_free(shelf_reading_end(load->reading, load->plan.task, NULL));
    shelf_text_free(load->item);
    text_shelf_clear(&load->texts);
    drop_lab(load);
    if (load->saved) setup_file_deinit(load->saved);
    mem_free(load->saved);
    mem_free(load);
}

/* `data` is taken over. */
static void take_saved(LoadJob *load, char *data, size_t size) {
    load->saved = mem_new(sizeof *load->saved);
    if (!load->saved) {
        mem_free(data);
        diag_fail(&load->diag, "There is not enough memory for this file.");
        return;
    }
    load->good = open_file_take(load->saved, load->file, load->plan.path, data, size, &load->texts, &load->diag);
    if (load->good) return;
    mem_free(load->saved);
    load->saved = NULL;
}

static double now_s(const LoadJob *load) { return load->clock->now_s ? load->clock->now_s(load->clock->user) : 0; }

/* If there is no room for a second experiment, or if it takes less than a frame, whoever takes the file repeats its training in the
   program's own experiment. */
static bool begin_play(LoadJob *load) {
    Diag unheard = {0};
    if (!load->good || !load->plan.plays || load->saved->update <= 0) return false;
    load->lab = mem_new(sizeof *load->lab);
    bool good = load->lab && lab_init(load->lab, &unheard) && lab_keep_record(load->lab, &unheard);
    if (good) load->lab->run.others_bytes = load->plan.others_bytes;
    if (good) load->lab->run.runs = load->plan.runs;
    if (good) lab_begin_drag(load->lab);
    load->slice = 1;
    good = good && lab_play_begin(&load->play, load->lab, load->saved, &unheard);
    if (good && cost_train_s(load->lab, (int)fmin((double)load->saved->update, INT_MAX)) > SHORT_S) return true;
    drop_lab(load);
    return false;
}

/* Works until the time is over. True when all is done. */
static bool play(LoadJob *load, double budget_s) {
    Lab *lab = load->lab;
    long end = load->saved->update;
    for (double start_s = now_s(load);;) {
        if (!lab_play_due(&load->play, lab, end, &load->play_wrong)) break;
        if (lab->run.update >= end) return lab_play_hold(&load->play, lab, &load->play_wrong) || (load->is_broken = true);
        long left = lab_play_limit(&load->play, end) - lab->run.update;
        int count = left < load->slice ? (int)left : load->slice;
        double before_s = now_s(load);
        if (!lab_train(lab, count, &load->play_wrong)) break;
        double after_s = now_s(load);
        if (after_s - before_s < budget_s / 4 && load->slice < SLICE_MAX) load->slice *= 2;
        if (after_s - before_s > budget_s / 2 && load->slice > 1) load->slice /= 2;
        job_set_progress(&load->job, (double)lab->run.update / (double)end);
        if (after_s - start_s >= budget_s) return false;
    }
    load->is_broken = true;
    return true;
}

/* A file that a person opens is what its content says: a table with a column of numbers, labelled lines, or a text. Its name decides only
   which message is given if it is none of them. */
static void find_task(LoadPlan *plan, const ShelfText *item) {
    if (!plan->may_be_saved || !item->tables) return;
    switch (tables_find_kind(item->tables)) {
    case TABLES_SERIES: text_format(plan->task, LOAD_WORD_SIZE, "series"); break;
    case TABLES_LINES: text_format(plan->task, LOAD_WORD_SIZE, "sentiment"); break;
    case TABLES_NONE: break;
    }
}

/* True when nothing is left to do. */
static bool begin(LoadJob *load) {
    LoadPlan *plan = &load->plan;
    char *data;
    size_t size;
    load->has_begun = true;
    if (!load->file->read(load->file->user, plan->path, &data, &size, &load->diag)) return true;
    if (plan->may_be_saved && !plan->task[0] && open_file_is_data(plan->path, data, size)) text_format(plan->task, LOAD_WORD_SIZE, "text");
    if (!plan->task[0] || (plan->may_be_saved && picture_note_kind(data, size) == PICTURE_CSV)) {
        take_saved(load, data, size);
        return !begin_play(load);
    }
    load->reading = shelf_reading_new(plan->path, data, size);
    return !load->reading && !diag_fail(&load->diag, "There is no memory left for the text.");
}

bool load_job_run(Job *of, double budget_s) {
    LoadJob *load = (LoadJob *)(void *)of;
    if (job_is_cancelled(of)) {
        if (load->lab) load->good = false; /* a cancelled training does not count */
        return true;
    }
    double until_s = now_s(load) + budget_s;
    if (!load->has_begun) return begin(load);
    if (load->lab) return play(load, budget_s);
    bool is_done = false;
    do is_done = shelf_reading_step(load->reading);
    while (!is_done && now_s(load) < until_s);
    job_set_progress(of, shelf_reading_progress(load->reading));
    if (!is_done) return false;
    load->item = shelf_reading_end(load->reading, load->plan.task, &load->diag);
    load->reading = NULL;
    load->good = load->item != NULL;
    if (load->good) find_task(&load->plan, load->item);
    return true;
}
