/* See load_job.h. */
#include "experiment/load_job.h"
#include "base/arena.h"
#include "data/picture_note.h"
#include "lab/open_file.h"

LoadJob *load_job_new(const LoadPlan *plan, const FileApi *file, const ClockApi *clock) {
    LoadJob *load = mem_new(sizeof *load);
    if (!load) return NULL;
    load->plan = *plan;
    load->file = file;
    load->clock = clock;
    load->job.run = load_job_run;
    return load;
}

void load_job_free(LoadJob *load) {
    if (!load) return;
    shelf_text_free(shelf_reading_end(load->reading, load->plan.task, NULL));
    shelf_text_free(load->item);
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
    load->good = open_file_take(load->saved, load->file, load->plan.path, data, size, &load->diag);
    if (load->good) return;
    mem_free(load->saved);
    load->saved = NULL;
}

/* True when nothing is left to do. */
static bool begin(LoadJob *load) {
    const LoadPlan *plan = &load->plan;
    char *data;
    size_t size;
    load->has_begun = true;
    if (!load->file->read(load->file->user, plan->path, &data, &size, &load->diag)) return true;
    if (!plan->task[0] || (plan->may_be_saved && picture_note_kind(data, size) == PICTURE_CSV)) {
        take_saved(load, data, size);
        return true;
    }
    load->reading = shelf_reading_new(plan->path, data, size);
    return !load->reading && !diag_fail(&load->diag, "There is no memory left for the text.");
}

static double now_s(const LoadJob *load) { return load->clock->now_s ? load->clock->now_s(load->clock->user) : 0; }

bool load_job_run(Job *of, double budget_s) {
    LoadJob *load = (LoadJob *)(void *)of;
    if (job_is_cancelled(of)) return true;
    double until_s = now_s(load) + budget_s;
    if (!load->has_begun) return begin(load);
    bool is_done = false;
    do is_done = shelf_reading_step(load->reading);
    while (!is_done && now_s(load) < until_s);
    job_set_progress(of, shelf_reading_progress(load->reading));
    if (!is_done) return false;
    load->item = shelf_reading_end(load->reading, load->plan.task, &load->diag);
    load->reading = NULL;
    load->good = load->item != NULL;
    return true;
}
