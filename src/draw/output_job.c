/* See output_job.h. */
#include "draw/output_job.h"
#include "base/arena.h"
#include <string.h>

static char *copy_text(const char *text) {
    size_t size = strlen(text) + 1;
    char *copy = mem_new(size);
    if (copy) memcpy(copy, text, size);
    return copy;
}

static OutputJob *make(const FileApi *file, const char *path) {
    OutputJob *output = mem_new(sizeof *output);
    if (!output) return NULL;
    output->job.run = output_job_run;
    output->file = file;
    str_copy(output->path, OUTPUT_PATH_SIZE, str_from(path));
    return output;
}

OutputJob *output_job_new(DrawList *list, OutputKind kind, const OutputNote *note, const TextApi *text, const FileApi *file,
                          const char *path) {
    OutputJob *output = make(file, path);
    if (!output) return NULL;
    output->kind = kind;
    output->text = *text;
    output->title = copy_text(note->title);
    output->description = copy_text(note->description);
    output->line = copy_text(note->line);
    if (!output->title || !output->description || !output->line) {
        output_job_free(output);
        return NULL;
    }
    output->list = *list;
    output->has_list = true;
    *list = (DrawList){0};
    return output;
}

OutputJob *output_job_new_bytes(OutputBytes *out, const FileApi *file, const char *path) {
    OutputJob *output = make(file, path);
    if (!output) return NULL;
    output->out = *out;
    *out = (OutputBytes){0};
    return output;
}

void output_job_free(OutputJob *output) {
    if (!output) return;
    if (output->has_list) draw_deinit(&output->list);
    mem_free(output->title);
    mem_free(output->description);
    mem_free(output->line);
    mem_free(output->out.data);
    mem_free(output);
}

static bool write_picture(OutputJob *output) {
    OutputBytes *out = &output->out;
    Diag *diag = &output->diag;
    switch (output->kind) {
    case OUTPUT_PNG: return output_png(out, &output->list, &output->text, diag);
    case OUTPUT_SVG: return output_svg(out, &output->list, &output->text, output->title, output->description, diag);
    case OUTPUT_PDF: break;
    }
    return output_pdf(out, &output->list, &output->text, output->title, output->description, diag);
}

bool output_job_run(Job *job, double budget_s) {
    OutputJob *output = (OutputJob *)(void *)job;
    const OutputNote note = {output->title, output->description, output->line};
    bool good = true;
    (void)budget_s;
    if (job_is_cancelled(job)) return true;
    switch (output->step++) {
    case 0: /* so that the window shows the start of the job */ job_set_progress(job, 0.05); return false;
    case 1:
        if (output->has_list) good = write_picture(output) && output_add_note(&output->out, output->kind, &note, &output->diag);
        job_set_progress(job, 0.9);
        return !good;
    default:
        output->good = output->file->write(output->file->user, output->path, output->out.data, output->out.size, &output->diag);
        return true;
    }
}
