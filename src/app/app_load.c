/* Files that a person opens, drops or pastes: a lesson, a saved experiment, or what a task learns.

   All but lessons are loaded by a job (experiment/load_job.h), so that no frame waits for a large table; the frame that finds the job done
   takes its result. A script and a recording do not wait: there the file is loaded when the line is done. One file is loaded at a time: a
   second one stops the first. */
#include "app/app_inside.h"
#include "base/arena.h"
#include "base/number.h"
#include "experiment/load_job.h"
#include "lab/memory.h"
#include <string.h>

/* ---- Results ---- */

/* The place in the file goes into the message, which is all that is shown. */
static bool tell_place(Diag *diag) {
    char text[sizeof diag->text];
    if (!diag) return false;
    diag_format(text, (int)sizeof text, diag);
    diag->file[0] = '\0';
    diag->line = diag->column = 0;
    return diag_fail(diag, "%s", text);
}

/* Says what a file is read as where its content decides it. */
static void say_kind(App *app, const LoadPlan *plan) {
    const TaskOptions options = setup_task_options(&app->main.lab.setup);
    if (strcmp(plan->task, "series") == 0 && options.series)
        app_say(app, false, tr(&app->strings, STRING_FILES_READ_SERIES), options.series->name, options.series->column);
    else if (strcmp(plan->task, "sentiment") == 0 && options.lines)
        app_say(app, false, tr(&app->strings, STRING_FILES_READ_LINES), options.lines->name, COUNT_TEXT(options.lines->line_count));
}

/* A recording has neither drops nor the command `open`, but what they lead to. */
static void record_kind(App *app, const LoadPlan *plan) {
    const char *word = strcmp(plan->task, "sentiment") == 0 ? "sentence" : plan->task;
    if (plan->may_be_saved) app_record_line(app, "%s open %s", word, plan->path);
}

static bool take_own(App *app, LoadJob *load, Diag *diag) {
    const LoadPlan *plan = &load->plan;
    ShelfText *item = load->item;
    load->item = NULL; /* the laboratory takes it over */
    app_end_drag(app);
    app_finish(app);
    if (!lab_take_own(&app->main.lab, plan->task, item, str_from(plan->column), diag)) return tell_place(diag);
    app_note_file(app, plan->path);
    if (screen_top(&app->ui.screens) == SCREEN_FILES) screen_hide(&app->ui.screens); /* the page has done its task */
    if (strcmp(plan->task, "text") == 0)
        app_show_text(app);
    else
        app_settle(app);
    if (plan->may_be_saved && strcmp(plan->task, "text") != 0) { /* the page that shows what was opened */
        screen_show(&app->ui.screens, strcmp(plan->task, "series") == 0 ? SCREEN_SERIES : SCREEN_SENTIMENT);
        app_turn_inside(app, false);
        say_kind(app, plan);
    }
    record_kind(app, plan);
    return true;
}

static bool take(App *app, LoadJob *load, Diag *diag) {
    if (!load->good) {
        if (diag) *diag = load->diag;
        return tell_place(diag);
    }
    if (!load->saved) return take_own(app, load, diag);
    app_end_drag(app);
    bool good = app_show_experiment(app, load->saved, load->lab, diag);
    if (good && load->is_broken) {
        if (diag) *diag = load->play_wrong;
        good = false;
    }
    if (!good) return tell_place(diag);
    app_set_file(app, load->plan.path);
    return true;
}

/* Takes the job out of the app; it is done. */
static LoadJob *end(App *app) {
    LoadJob *load = app->load.job;
    job_queue_finish(&app->jobs, &load->job);
    app_end_work(app, &load->job);
    app->load.job = NULL;
    return load;
}

void app_drop_load(App *app) {
    if (!app->load.job) return;
    job_cancel(&app->load.job->job);
    load_job_free(end(app));
}

void app_finish_load(App *app) {
    Diag diag = {0};
    if (!app->load.job) return;
    LoadJob *load = end(app);
    bool is_unknown = app->load.is_dropped && !load->plan.task[0]; /* else what is wrong with the text or table says enough */
    if (job_is_cancelled(&load->job) && !load->good)
        app_say(app, false, tr(&app->strings, STRING_WORK_NOT_READ), load->plan.path);
    else if (!take(app, load, &diag) && app->load.control[0] && screen_top(&app->ui.screens) == SCREEN_FILES)
        app_refuse(app, app->load.control, -1, app->load.typed, diag.text); /* where one looks */
    else if (diag.text[0])
        app_say(app, true, "%s%s", is_unknown ? tr(&app->strings, STRING_NOTICE_NEITHER) : "", diag.text);
    load_job_free(load);
}

void app_ask_load_at(App *app, const char *control, Str typed) {
    if (!app->load.job) return; /* it is there already */
    text_format(app->load.control, (int)sizeof app->load.control, "%s", control);
    str_copy(app->load.typed, LOAD_TYPED_SIZE, typed);
}

/* A file that was still being read does not change a presentation. */
void app_advance_load(App *app) {
    if (!app->load.job) return;
    if (app->present)
        app_drop_load(app);
    else if (job_is_done(&app->jobs, &app->load.job->job))
        app_finish_load(app);
}

static bool begin(App *app, const LoadPlan *plan, Diag *diag) {
    if (!app->world->file.read) return diag_fail(diag, "open: no file can be read here.");
    app_drop_load(app);
    LoadJob *load = load_job_new(plan, &app->main.lab.texts, &app->world->file, &app->world->clock);
    if (!load) return diag_fail(diag, "There is not enough memory for this file.");
    app->load.job = load;
    app->load.is_dropped = false;
    app->load.control[0] = app->load.typed[0] = '\0';
    app_begin_work(app, &load->job, STRING_WORK_READING, plan->path);
    if (app_may_put_off(app)) return true;
    bool good = take(app, end(app), diag);
    load_job_free(load);
    return good;
}

/* ---- What a task learns ---- */

/* "FILE" or "FILE COLUMN": a name with blanks is a file where one of that name is. A path that is too long is empty. */
static bool split_column(const App *app, LoadPlan *plan, Str text) {
    const FileApi *file = &app->world->file;
    int at = text.count;
    bool fits = str_copy(plan->path, LOAD_PATH_SIZE, text), is_whole = strcmp(plan->task, "text") == 0;
    if (!is_whole && !(fits && file->is_there && file->is_there(file->user, plan->path)))
        while (at > 0 && text.at[at - 1] != ' ') at--;
    if (at > 0 && at < text.count) fits = str_copy(plan->path, LOAD_PATH_SIZE, str_trim((Str){text.at, at}));
    if (!fits) plan->path[0] = '\0';
    return at == 0 || str_copy(plan->column, LOAD_WORD_SIZE, (Str){text.at + at, text.count - at});
}

bool app_open_own(App *app, const char *task, Str text, Diag *diag) {
    LoadPlan plan = {.path = ""};
    app->stale = true;
    text_format(plan.task, LOAD_WORD_SIZE, "%s", task);
    if (!split_column(app, &plan, str_trim(text))) return diag_fail(diag, "open: expected the name of a column, of at most %d bytes.", 63);
    if (!plan.path[0]) return diag_fail(diag, "open: expected the name of a file, of at most %d bytes.", LOAD_PATH_SIZE - 1);
    return begin(app, &plan, diag);
}

/* ---- Anything ---- */

/* The content decides (load_job.h): a table that Unroll exported carries its experiment. */
bool app_open_path(App *app, const char *path, Diag *diag) {
    LoadPlan plan = {.may_be_saved = true, .plays = app_may_put_off(app)};
    plan.others_bytes = memory_of_run(&app->main.lab.run);
    plan.runs = app->main.lab.run.runs;
    if (app_is_folder(app, path)) return app_open_folder(app, path, diag);
    if (str_ends_like(path, ".md")) return app_open_lesson(app, str_from(path), diag);
    if (str_ends_like(path, ".csv") || str_ends_like(path, ".tsv")) text_format(plan.task, LOAD_WORD_SIZE, "series");
    if (!str_copy(plan.path, LOAD_PATH_SIZE, str_from(path)))
        return diag_fail(diag, "open: the path is longer than %d bytes.", LOAD_PATH_SIZE - 1);
    return begin(app, &plan, diag);
}

bool app_paste_line(App *app, Diag *diag) {
    SetupFile *saved = mem_new(sizeof *saved);
    if (!saved) return diag_fail(diag, "There is not enough memory for this line.");
    bool good = app_read_shared(saved, app, diag);
    if (good) {
        good = app_show_experiment(app, saved, NULL, diag);
        setup_file_deinit(saved);
    }
    mem_free(saved);
    if (good) app_set_file(app, "");
    return good;
}

void app_drop(App *app, const char *path) {
    Diag diag = {0};
    if (app->present) return; /* an accidental drop does not change a presentation */
    app_train_replayed(app);
    char told[768];
    bool is_folder = app_is_folder(app, path);
    if (!app_open_path(app, path, &diag)) {
        diag_format(told, (int)sizeof told, &diag);
        app_say(app, true, "%s%s", is_folder || str_ends_like(path, ".md") ? "" : tr(&app->strings, STRING_NOTICE_NEITHER), told);
    } else if (str_ends_like(path, ".md")) {
        app_record_line(app, "lesson %s", path);
    } else if (is_folder) {
        app_record_line(app, "open %s", path);
    } else {
        app->load.is_dropped = true;
    }
}
