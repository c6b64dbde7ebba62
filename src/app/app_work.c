/* Jobs that a person waits for and may stop: loading, exporting. Each gets a bar over the stage after a moment; Escape stops the latest
   one. The code that started a job polls the queue and removes the bar. */
#include "app/app_inside.h"
#include "base/number.h"

static const double WORK_SHOWN_S = 0.15;

void app_begin_work(App *app, Job *job, StringId words, const char *path) {
    AppWork work = {.job = job, .words = words};
    const char *name = path;
    for (const char *at = path; *at; at++)
        if (*at == '/' || *at == '\\') name = at + 1;
    text_format(work.name, (int)sizeof work.name, "%s", name);
    if (app->work_count < WORK_MAX) app->work[app->work_count++] = work;
    job_queue_add(&app->jobs, job);
}

void app_end_work(App *app, const Job *job) {
    int kept = 0;
    for (int i = 0; i < app->work_count; i++)
        if (app->work[i].job != job) app->work[kept++] = app->work[i];
    app->work_count = kept;
    app->stale = true;
}

bool app_stop_work(App *app) {
    AppWork *work = app->work_count > 0 ? &app->work[app->work_count - 1] : NULL;
    if (!work || job_is_cancelled(work->job)) return false;
    job_cancel(work->job);
    app->stale = true;
    return true;
}

/* A bar that moved by less than a half per cent looks the same; a measure's share stands there in whole per cent. */
void app_advance_work(App *app, double dt_s) {
    int measured = (int)(100 * experiment_measure_done(&app->main));
    if (measured != app->measured_told) app->stale = true;
    app->measured_told = measured;
    for (int i = 0; i < app->work_count; i++) {
        AppWork *work = &app->work[i];
        work->since_s += dt_s;
        int told = work->since_s < WORK_SHOWN_S ? -1 : (int)(200 * job_get_progress(work->job));
        if (told != work->told) app->stale = true;
        work->told = told;
    }
}

int app_list_work(const App *app, WorkBar bar[WORK_MAX]) {
    int count = 0;
    for (int i = 0; i < app->work_count; i++) {
        const AppWork *work = &app->work[i];
        if (work->since_s < WORK_SHOWN_S) continue;
        WorkBar *shown = &bar[count++];
        text_format(shown->words, (int)sizeof shown->words, tr(&app->strings, work->words), work->name);
        shown->done = job_get_progress(work->job);
        shown->is_ending = job_is_cancelled(work->job);
    }
    return count;
}
