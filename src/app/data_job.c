/* See data_job.h.

   Simplified on purpose: each file is one slice, so a large spreadsheet takes one that is longer than others. */
#include "app/data_job.h"
#include "base/arena.h"
#include "lab/memory.h"
#include "lab/run.h"
#include <string.h>

static bool copy_run(DataJob *data, const Lab *lab, Diag *diag) {
    double bytes = memory_of_run(&lab->run) - (double)(lab->run.batch.size + lab->run.batch_truncated.size);
    if (!memory_fits_table(lab, (size_t)bytes, "export", diag)) return false;
    data->setup = lab->setup;
    if (!run_copy_stage(&data->run, &lab->run, &data->setup, diag) || !export_source_init(&data->source, lab, diag)) return false;
    run_put_back(&data->run); /* without what is held */
    data->source.setup = &data->setup;
    data->source.net = &data->run.net;
    data->source.trace = &data->run.trace;
    data->source.weight = data->run.weight;
    data->source.gradient = data->run.gradient;
    return true;
}

DataJob *data_job_new(const Lab *lab, const ExportKind *kind, const FileApi *file, const char *path, Diag *diag) {
    DataJob *data = mem_new(sizeof *data);
    if (!data) {
        diag_fail(diag, "There is no memory left for the file.");
        return NULL;
    }
    data->job.run = data_job_run;
    data->file = file;
    data->kind = kind;
    bool good = str_copy(data->path, DATA_PATH_SIZE, str_from(path)) || diag_fail(diag, "the file name is too long");
    good = good && (!kind->beside || export_name_beside(data->beside, DATA_PATH_SIZE, kind, path, diag)) && copy_run(data, lab, diag);
    if (good) return data;
    data_job_free(data);
    return NULL;
}

void data_job_free(DataJob *data) {
    if (!data) return;
    export_source_deinit(&data->source);
    run_deinit(&data->run);
    bytes_free(&data->bytes);
    bytes_free(&data->beside_bytes);
    mem_free(data);
}

static bool make(DataJob *data, Bytes *bytes, const ExportKind *kind, const char *beside) {
    return kind->write(bytes, &data->source, beside, &data->diag) &&
           (!bytes->failed || diag_fail(&data->diag, "There is no memory left for the file."));
}

static bool put(DataJob *data, const char *path, const Bytes *bytes) {
    return data->file->write(data->file->user, path, bytes->at, bytes->count, &data->diag);
}

bool data_job_run(Job *job, double budget_s) {
    DataJob *data = (DataJob *)(void *)job;
    bool has_beside = data->beside[0];
    (void)budget_s;
    if (job_is_cancelled(job)) return true;
    switch (data->step++) {
    case 0: job_set_progress(job, 0.05); return false; /* so that the window shows that it has begun */
    case 1: job_set_progress(job, 0.6); return !make(data, &data->bytes, data->kind, has_beside ? export_file_name(data->beside) : NULL);
    case 2:
        job_set_progress(job, 0.9);
        return has_beside && !make(data, &data->beside_bytes, export_find_suffix(str_from(data->beside)), NULL);
    default: data->good = put(data, data->path, &data->bytes) && (!has_beside || put(data, data->beside, &data->beside_bytes)); return true;
    }
}
