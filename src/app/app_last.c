/* Saves the last experiment for the next start: its setup, its changes and its update (lab/setup_file.h), never its weights. The next
   window repeats the training, to the same bits. If that would take longer than APP_LAST_MOST_S, the window opens at the experiment's
   beginning and says so, and the file is kept under another name.

   It is written every few seconds while the experiment changes, and at the end. A file that cannot be read is renamed and reported; it
   never keeps the window from opening. */
#include "app/app_inside.h"
#include "base/arena.h"
#include "base/number.h"
#include "experiment/cost.h"
#include "lab/history.h"
#include "lab/lab_play.h"
#include "lab/setup_file.h"
#include <limits.h>
#include <math.h>
#include <string.h>

static const char heading[] = "The last experiment of Unroll. `unroll` goes on with it.";

/* A copy of the file under another name, so that nothing of it is lost when it is written again. */
static bool keep_copy(const App *app, const char *path, const char *ending, Str text, char *name, int size, DiagList *wrong) {
    const FileApi *file = &app->world->file;
    Diag diag = {0};
    text_format(name, size, "%s.%s", path, ending);
    if (file->write(file->user, name, text.at, (size_t)text.count, &diag)) return true;
    diag_list_push(wrong, &diag);
    return false;
}

static double now_s(const App *app) {
    const ClockApi *clock = &app->world->clock;
    return clock->now_s ? clock->now_s(clock->user) : 0;
}

/* Seconds that training to the file's update takes, roughly, with the setup as it is. */
static double expect_s(const App *app, const SetupFile *file) {
    return cost_train_s(&app->main.lab, file->update < INT_MAX ? (int)file->update : INT_MAX);
}

/* Trains to the file's update in slices, as long as there is time. False if it cannot be reached; *late_s above 0: because it would take
   about this many seconds. */
static bool play(App *app, const SetupFile *file, double *late_s, Diag *diag) {
    Lab *lab = &app->main.lab;
    LabPlay play;
    double start_s = now_s(app);
    bool good = lab_play_begin(&play, lab, file, diag);
    *late_s = 0;
    if (good && expect_s(app, file) > APP_LAST_HOPE * APP_LAST_MOST_S) *late_s = expect_s(app, file);
    good = good && *late_s == 0 && lab_play_due(&play, lab, file->update, diag);
    while (good && lab->run.update < file->update) {
        double slice = fmax(1, APP_LAST_SLICE_S / fmax(cost_train_s(lab, 1), 1e-9));
        long left = lab_play_limit(&play, file->update) - lab->run.update;
        good = lab_train(lab, (int)fmin((double)left, fmin(slice, APP_LAST_SLICE)), diag) && lab_play_due(&play, lab, file->update, diag);
        double took_s = now_s(app) - start_s, reached = (double)lab->run.update;
        if (!good || reached >= (double)file->update || took_s <= APP_LAST_MOST_S) continue;
        *late_s = took_s * (double)file->update / fmax(reached, 1);
        good = false;
    }
    return good && lab_play_hold(&play, lab, diag);
}

static bool load_files(SetupFile *file, const App *app, const char *path, Diag *diag) {
    if (weights_list_load(&file->weights, &app->world->file, path, diag) &&
        text_shelf_load(&file->texts, &file->setup, &app->world->file, path, diag))
        return true;
    setup_file_deinit(file);
    return false;
}

/* False where the file may not be written over. */
static bool go_on(App *app, const char *path, Str text, DiagList *wrong) {
    SetupFile file;
    Diag diag = {0};
    char name[APP_PATH_MAX + 16];
    double late_s = 0;
    bool is_kept = true;
    if (!setup_file_read(&file, path, text, &diag) || !load_files(&file, app, path, &diag)) {
        diag_list_push(wrong, &diag);
        if (!keep_copy(app, path, "broken", text, name, sizeof name, wrong)) return false;
        diag_list_fail_at(wrong, path, 0, 0, "the last experiment is put aside as %s", name);
        return true;
    }
    lab_begin_drag(&app->main.lab);
    if (!play(app, &file, &late_s, &diag)) {
        is_kept = keep_copy(app, path, late_s > 0 ? "before" : "broken", text, name, sizeof name, wrong);
        lab_start_from(&app->main.lab, &file.setup, &file.variants, NULL); /* if that cannot be either, the usual experiment stays */
        if (late_s > 0)
            app_say(app, false, tr(&app->strings, STRING_NOTICE_LAST_OPEN), COUNT_TEXT(file.update), COUNT_TEXT(lround(late_s)), name);
        else
            diag_list_push(wrong, &diag);
        if (late_s > 0) app_note_file(app, name);
        file.look[0] = '\0'; /* it stands at its beginning */
    }
    lab_end_drag(&app->main.lab);
    history_name(app->main.lab.history, "open");
    app_settle(app);
    app_read_view(app, &file, NULL);
    setup_file_deinit(&file);
    return is_kept;
}

void app_open_last(App *app, const char *path, bool goes_on, DiagList *wrong) {
    const FileApi *file = &app->world->file;
    char *data = NULL;
    size_t size = 0;
    Diag diag = {0};
    bool is_ours = true;
    if (goes_on && file->is_there(file->user, path)) {
        is_ours = file->read(file->user, path, &data, &size, &diag);
        if (is_ours)
            is_ours = go_on(app, path, (Str){data, size < INT_MAX ? (int)size : INT_MAX}, wrong);
        else
            diag_list_push(wrong, &diag);
        mem_free(data);
        app_settle(app);
    }
    app->last = (AppLast){.version = app->main.lab.version};
    if (is_ours) str_copy(app->last.path, sizeof app->last.path, str_from(path));
}

static void tell_unkept(App *app, const Diag *diag) {
    char told[512];
    if (app->last.is_told) return;
    app->last.is_told = true;
    diag_format(told, sizeof told, diag);
    app_say(app, true, tr(&app->strings, STRING_NOTICE_LAST_UNKEPT), told);
}

/* If its text is not in the folder yet, a job writes the text first: returns false, owns `saved`, and must be called again. */
static bool has_text(App *app, SetupFile **saved, bool may_wait) {
    AppLast *last = &app->last;
    const Text *text = (*saved)->setup.own_text;
    if (!may_wait || !text || last->write.kept == text->hash) return true;
    last->write.saved = *saved;
    last->write.may_replace = true;
    *saved = NULL;
    app_begin_write(app, &last->write, last->path);
    return false;
}

static void end_text(App *app) {
    AppLast *last = &app->last;
    if (!last->write.is_on || app_end_write(app, &last->write)) return;
    last->is_due = false; /* until something changes */
    last->version = app->main.lab.version;
    tell_unkept(app, &last->write.diag);
}

static void save_last(App *app, bool may_wait) {
    const FileApi *file = &app->world->file;
    AppLast *last = &app->last;
    Diag diag = {0};
    char *text = NULL;
    size_t size = 0;
    if (!last->path[0] || app->present || last->version == app->main.lab.version) return;
    SetupFile *saved = mem_new(sizeof *saved);
    bool is_taken = saved && app_take_file(saved, app, &diag), good = is_taken;
    if (!saved) diag_fail(&diag, "memory is out");
    if (good && !has_text(app, &saved, may_wait)) return;
    last->is_due = false;
    last->version = app->main.lab.version;
    if (good && !setup_file_write(&text, &size, saved, heading)) good = diag_fail(&diag, "memory is out");
    if (good) good = app_keep_beside(saved, file, last->path, true, &last->write.kept, &diag);
    if (is_taken) setup_file_deinit(saved);
    mem_free(saved);
    good = good && file->write_soon(file->user, last->path, text, size, &diag);
    mem_free(text);
    if (!good) tell_unkept(app, &diag);
}

void app_save_last(App *app) {
    end_text(app);
    save_last(app, false);
}

void app_free_last(App *app) { end_text(app); }

void app_keep_last(App *app, double dt_s) {
    AppLast *last = &app->last;
    if (!last->path[0] || app->present) return;
    if (last->write.is_on && job_is_done(&app->jobs, &last->write.job)) end_text(app);
    if (!last->is_due && last->version != app->main.lab.version) {
        last->is_due = true;
        last->left_s = APP_LAST_S;
    }
    if (!last->is_due) return;
    last->left_s -= dt_s;
    if (last->left_s <= 0 && !last->write.is_on && !experiment_is_busy(&app->main)) save_last(app, app_may_put_off(app));
}
