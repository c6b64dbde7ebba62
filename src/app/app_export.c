/* Exports: the picture as PNG, SVG or PDF, at any size, the values of its charts as CSV, or a film; or the exports of `unroll export`: the
   model, the numbers of the stage, a spreadsheet or a program. Each carries the line that restores the experiment, and a picture also its
   description. This file makes the draw list, the values, or a copy of the app or run; a job makes the file (draw/output_job.h, app_film.h,
   data_job.h), one at a time. An older file is only replaced if the person confirms by a second command. */
#include "app/app_film.h"
#include "app/app_inside.h"
#include "app/data_job.h"
#include "base/arena.h"
#include "base/bytes.h"
#include "base/number.h"
#include "draw/output_job.h"
#include "gui/chart.h"
#include <math.h>
#include <string.h>

static const char *const ending[EXPORT_FORM_COUNT] = {".png",         ".svg", ".pdf", ".csv",  ".mp4", ".gif", "-frames",
                                                      ".safetensors", ".npz", ".txt", ".fods", ".py",  ".py",  ".unroll"};
static const double HERE_S = 0.1; /* of a slice where nobody waits for a frame */
static const int size_of[EXPORT_SIZE_COUNT][2] = {{0, 0}, {1280, 720}, {1920, 1080}, {3840, 2160}};

void app_set_text_beside(App *app, const TextApi *text) { app->beside = *text; }

/* ---- The picture ---- */

/* True if the file can be made while frames go on: a worker needs its own text service. */
static bool is_beside(const App *app) { return app_may_put_off(app) && (!job_queue_has_threads(&app->jobs) || app->beside.rasterise); }

/* The job takes the picture's commands; the app has an empty list then. NULL, with the reason, when memory is out. */
static OutputJob *make_job(App *app, int form, bool is_clear, const char *path, Diag *diag) {
    const World *world = app->world;
    char description[DESCRIBE_SIZE];
    Bytes line = {0};
    DrawList fresh = {0};
    OutputJob *output = NULL;
    app_describe(app, description, (int)sizeof description);
    bool good = app_write_line(&line, app, diag);
    if (good) good = draw_init(&fresh) || diag_fail(diag, "There is no memory left for the picture.");
    if (good) {
        const OutputNote note = {app_title(app), description, line.at};
        const TextApi *text = is_beside(app) && job_queue_has_threads(&app->jobs) ? &app->beside : &world->text;
        output = output_job_new(&app->list, (OutputKind)form, &note, text, &world->file, path);
        if (!output) diag_fail(diag, "There is no memory left for the picture.");
    }
    if (output) {
        if (is_clear) output->list.background.a = 0;
        app->list = fresh;
    } else {
        draw_deinit(&fresh);
    }
    bytes_free(&line);
    return output;
}

/* The picture at another size, without dialog, message and pointer. Everything is put back afterwards. */
static OutputJob *make_picture(App *app, int form, const ExportPlan *plan, const char *path, Diag *diag) {
    UiState *kept = mem_new(sizeof *kept), *ui = &app->ui;
    const int *size = size_of[plan->size];
    if (!kept) {
        diag_fail(diag, "There is no memory left for the picture.");
        return NULL;
    }
    *kept = *ui;
    if (screen_top(&ui->screens) == SCREEN_EXPORT) screen_hide(&ui->screens);
    ui->message[0] = '\0';
    ui->gui.x = ui->gui.y = -1;
    ui->gui.hot[0] = ui->gui.active[0] = ui->gui.focus[0] = ui->gui.menu_path[0] = ui->gui.edit_path[0] = '\0';
    ui->hover = SUBJECT_OF_NOTHING;
    if (size[0] > 0) {
        ui->width_px = size[0];
        ui->height_px = size[1];
        ui->pixel_ratio = size[1] / 1080.0 > 1 ? size[1] / 1080.0 : 1;
    }
    app_build(app);
    bool good = !app->list.failed || diag_fail(diag, "There is no memory left for the picture.");
    OutputJob *output = good ? make_job(app, form, plan->is_clear, path, diag) : NULL;
    *ui = *kept;
    mem_free(kept);
    app_build(app);
    return output;
}

static bool add_chart(Bytes *bytes, App *app, const char *name) {
    ChartCopy copy = {.name = name};
    app->region.copy = &copy;
    app_build(app); /* its values are written while it is drawn */
    app->region.copy = NULL;
    bool good = copy.found && !copy.failed;
    if (good) {
        bytes_format(bytes, "# chart %s\n", name);
        bytes_add_str(bytes, str_from(copy.text));
    }
    mem_free(copy.text);
    return good;
}

static OutputJob *make_table(App *app, const char *path, Diag *diag) {
    OutputJob *output = NULL;
    char names[CHART_MAX][CHART_NAME_MAX];
    Bytes bytes = {0};
    ScreenStack kept = app->ui.screens;
    if (screen_top(&app->ui.screens) == SCREEN_EXPORT) screen_hide(&app->ui.screens);
    app_build(app);
    int count = app->region.chart_count;
    for (int i = 0; i < count; i++) memcpy(names[i], app->region.chart[i].name, sizeof names[i]);
    bool good = count > 0 || diag_fail(diag, "export: this picture has no chart; expected one, such as after \"show history\".");
    bytes_add_str(&bytes, str_from("# unroll: "));
    good = good && app_write_line(&bytes, app, diag);
    if (good) bytes.count--; /* its end */
    bytes_add_str(&bytes, str_from("\n"));
    for (int i = 0; good && i < count; i++)
        good = add_chart(&bytes, app, names[i]) || diag_fail(diag, "There is no memory left for the values of the charts.");
    app->ui.screens = kept;
    app_build(app);
    if (good && bytes.failed) good = diag_fail(diag, "There is no memory left for the values of the charts.");
    if (good) {
        OutputBytes out = {bytes.at, bytes.count};
        output = output_job_new_bytes(&out, &app->world->file, path);
        if (!output) diag_fail(diag, "There is no memory left for the values of the charts.");
    }
    if (!output) bytes_free(&bytes);
    return output;
}

static FilmJob *make_film(App *app, int form, const ExportPlan *plan, const char *path, Diag *diag) {
    static const FilmForm form_of[] = {FILM_MP4, FILM_GIF, FILM_FRAMES};
    const TextApi *text = is_beside(app) && job_queue_has_threads(&app->jobs) ? &app->beside : &app->world->text;
    const int *size = size_of[plan->size];
    FilmPlan film = {
        .form = form_of[form - EXPORT_MP4], .path = path, .fps = export_rates[plan->rate], .updates = export_updates[plan->of]};
    film.width = (int)(size[0] > 0 ? size[0] : app->ui.width_px);
    film.height = (int)(size[0] > 0 ? size[1] : app->ui.height_px);
    film.pixel_ratio = size[0] > 0 ? fmax(1, size[1] / 1080.0) : app->ui.pixel_ratio;
    if (film_form_is_possible(film.form, app->world)) return film_job_new(app, &film, text, diag);
    if (film.form != FILM_FRAMES && film_form_is_possible(FILM_FRAMES, app->world))
        diag_fail(diag,
                  "export: ffmpeg is not installed, which makes films; numbered pictures in a folder are possible: export form frames.");
    else
        diag_fail(diag, "export: no film can be made here; the program for Linux, Windows or macOS does, with unroll film.");
    return NULL;
}

/* ---- The job ---- */

static Job *find_job(App *app) {
    AppExport *made = &app->exported;
    return made->picture ? &made->picture->job : made->film ? &made->film->job : made->data ? &made->data->job : NULL;
}

static const char *find_path(const App *app) {
    const AppExport *made = &app->exported;
    return made->picture ? made->picture->path : made->film ? made->film->path : made->data ? made->data->path : "";
}

/* Takes the result. */
static bool end_export(App *app, Diag *diag) {
    AppExport made = app->exported;
    Job *job = find_job(app);
    const char *path = find_path(app);
    const Diag *found = made.picture ? &made.picture->diag : made.film ? &made.film->diag : &made.data->diag;
    bool good = made.picture ? made.picture->good : made.film ? made.film->good : made.data->good;
    app->exported = (AppExport){0};
    app->has_asked_quit = false;
    app_end_work(app, job);
    if (good)
        app_say(app, false, tr(&app->strings, STRING_NOTICE_SAVED), path);
    else if (job_is_cancelled(job) && !found->text[0])
        app_say(app, false, tr(&app->strings, STRING_WORK_NOT_WRITTEN), path);
    else
        *diag = *found;
    output_job_free(made.picture);
    film_job_free(made.film);
    data_job_free(made.data);
    return good;
}

void app_finish_export(App *app) {
    Diag diag = {0};
    char told[640];
    Job *job = find_job(app);
    if (!job) return;
    job_queue_finish(&app->jobs, job);
    if (end_export(app, &diag) || !diag.text[0]) return;
    diag_format(told, (int)sizeof told, &diag);
    app_say(app, true, "%s", told);
}

void app_drop_film(App *app) {
    if (app->exported.film) job_cancel(&app->exported.film->job);
}

void app_ask_quit(App *app) {
    app->quit = !app->exported.film || app->has_asked_quit;
    if (!app->quit) app_say(app, false, tr(&app->strings, STRING_NOTICE_FILM_GOES), app->exported.film->path);
    app->has_asked_quit = true;
}

void app_advance_export(App *app) {
    Job *job = find_job(app);
    if (job && job_is_done(&app->jobs, job)) app_finish_export(app);
}

/* In a script the file is there when the line is done. */
static bool begin_export(App *app, Diag *diag) {
    Diag unheard = {0};
    Job *job = find_job(app);
    if (is_beside(app)) {
        app_begin_work(app, job, STRING_WORK_WRITING, find_path(app));
        return true;
    }
    while (!job->run(job, HERE_S)) {}
    return end_export(app, diag ? diag : &unheard);
}

/* ---- The dialog ---- */

static bool is_there(const App *app, const char *path) { return app->world->file.is_there(app->world->file.user, path); }

static void find_offer(const App *app, ExportPlan *plan) {
    char cell[32], task[32], path[FILE_PATH_SIZE + 80];
    setup_choice(cell, (int)sizeof cell, KEY_CELL, setup_get_int(&app->main.lab.setup, KEY_CELL), false);
    setup_choice(task, (int)sizeof task, KEY_TASK, setup_get_int(&app->main.lab.setup, KEY_TASK), false);
    for (int i = 1; i < 10000; i++) {
        int used = text_format(plan->offer, (int)sizeof plan->offer, "%s-%s", cell, task);
        if (i > 1) used += text_format(plan->offer + used, (int)sizeof plan->offer - used, "-%d", i);
        text_format(plan->offer + used, (int)sizeof plan->offer - used, "%s", ending[plan->form]);
        text_format(path, (int)sizeof path, "%s/%s", plan->folder, plan->offer);
        if (!plan->folder[0] || !is_there(app, path)) return;
    }
}

void app_plan_export(App *app) {
    const PlaceApi *place = &app->world->place;
    ExportPlan *plan = &app->exports;
    if (!place->find || !place->find(place->user, PLACE_FILES, plan->folder, FILE_PATH_SIZE, NULL)) plan->folder[0] = '\0';
    plan->has_ffmpeg = film_form_is_possible(FILM_MP4, app->world);
    plan->has_frames = film_form_is_possible(FILM_FRAMES, app->world);
    plan->story_s = film_story_s(app);
    find_offer(app, plan);
    app->stale = true;
}

/* Index of the word among those between |; -1. */
static int find_word(const char *words, Str word) {
    for (int i = 0;; i++) {
        int count = (int)strcspn(words, "|");
        if (count == word.count && memcmp(words, word.at, (size_t)count) == 0) return i;
        if (!words[count]) return -1;
        words += count + 1;
    }
}

/* "form svg", "size 1920x1080", "ground transparent", "of 300", "rate 60": what the next one is. */
static bool set_word(App *app, const char *what, const char *words, int *out, Str word, Diag *diag) {
    int found = find_word(words, str_trim(word));
    if (found < 0) {
        word = str_trim(word);
        return diag_fail(diag, "export %s: \"%.*s\" is not possible; expected one of %s.", what, str_fit(word, 40),
                         word.count ? word.at : "", words);
    }
    *out = found;
    app->exports.asked[0] = '\0';
    app_plan_export(app);
    return true;
}

/* ---- Which form ---- */

static bool ends_in(Str name, const char *end) {
    int count = (int)strlen(end);
    return name.count > count && str_equal((Str){name.at + name.count - count, count}, end);
}

static bool is_program(int form) { return form == EXPORT_PYTORCH || form == EXPORT_KERAS; }

/* By the suffix of the name; a program is for the library chosen last. -1: none of these. */
static int find_form(Str name, int chosen) {
    const ExportKind *kind = export_find_suffix(name);
    for (int i = 0; i < EXPORT_FORM_COUNT; i++)
        if (ends_in(name, ending[i])) return is_program(i) && is_program(chosen) ? chosen : i;
    return kind && !kind->beside ? EXPORT_SHEET : -1; /* .ods */
}

/* "keras net.py": the word says it, where the name could be that. */
static int find_said_form(Str *name) {
    Str rest = *name;
    int form = find_word(export_form_words, str_next_word(&rest));
    rest = str_trim(rest);
    if (form < EXPORT_MODEL || rest.count == 0 || find_form(rest, form) != form) return -1;
    *name = rest;
    return form;
}

/* The part after the last dot of the name, if it may be a suffix: letters, or letters and digits. Else empty. */
static Str find_suffix(Str name) {
    int at = name.count;
    bool has_letter = false;
    while (at > 0 && name.at[at - 1] != '.' && name.at[at - 1] != '/' && name.at[at - 1] != '\\') {
        char c = name.at[--at];
        bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'), is_digit = c >= '0' && c <= '9';
        if (!is_letter && !is_digit) return (Str){0};
        has_letter = has_letter || is_letter;
    }
    bool is_suffix = at > 1 && name.at[at - 1] == '.' && has_letter && name.at[at - 2] != '/' && name.at[at - 2] != '.';
    return is_suffix ? (Str){name.at + at - 1, name.count - at + 1} : (Str){0};
}

/* The form of this name, which may begin with a word for it; -1 and the reason where its suffix is none. */
static int choose_form(Str *name, const ExportPlan *plan, bool *has_ending, Diag *diag) {
    int said = find_said_form(name), form = said >= 0 ? said : find_form(*name, plan->form);
    Str suffix = find_suffix(*name);
    *has_ending = form >= 0;
    if (said < 0 && form >= 0 && is_program(form) && !is_program(plan->form)) {
        diag_fail(diag, "export: %.*s is a program for PyTorch or for Keras; expected export pytorch %.*s, or export keras and the name.",
                  str_fit(*name, 200), name->at, str_fit(*name, 200), name->at);
        return -1;
    }
    if (form >= 0) return form;
    if (suffix.count == 0) return plan->form;
    diag_fail(diag,
              "export: no file that ends in %.*s can be written; expected .png, .svg, .pdf, .csv, .mp4, .gif, -frames, .safetensors, .npz, "
              ".txt, .fods, .ods, .py or .unroll.",
              str_fit(suffix, 40), suffix.at);
    return -1;
}

static const ExportKind *find_kind(int form, const char *path) {
    static const char *const word[] = {"model", "arrays", "case", "sheet", "pytorch", "keras"};
    const ExportKind *kind = export_find(str_from(word[form - EXPORT_MODEL])), *by_suffix = export_find_suffix(str_from(path));
    return by_suffix && strcmp(by_suffix->word, kind->word) == 0 ? by_suffix : kind; /* a sheet: .fods or .ods */
}

/* True if the file, or the second file of the export, exists. */
static bool is_any_there(const App *app, int form, const char *path) {
    char beside[APP_PATH_MAX];
    if (is_there(app, path)) return true;
    return is_program(form) && export_name_beside(beside, APP_PATH_MAX, find_kind(form, path), path, NULL) && is_there(app, beside);
}

static bool make(App *app, int form, const char *path, Diag *diag) {
    const ExportPlan *plan = &app->exports;
    AppExport *made = &app->exported;
    if (form >= EXPORT_MODEL)
        made->data = data_job_new(&app->main.lab, find_kind(form, path), &app->world->file, path, diag);
    else if (form >= EXPORT_MP4)
        made->film = make_film(app, form, plan, path, diag);
    else if (form == EXPORT_CSV)
        made->picture = make_table(app, path, diag);
    else
        made->picture = make_picture(app, form, plan, path, diag);
    return find_job(app) != NULL;
}

static bool write_to(App *app, Str name, Diag *diag) {
    ExportPlan *plan = &app->exports;
    char path[APP_PATH_MAX];
    bool has_ending;
    int form = choose_form(&name, plan, &has_ending, diag), used;
    bool has_folder = memchr(name.at, '/', (size_t)name.count) || memchr(name.at, '\\', (size_t)name.count);
    if (form < 0) return false;
    if (!app->world->file.write) return diag_fail(diag, "export: no file can be written here.");
    if (find_job(app)) return diag_fail(diag, "export: %s is still being written; wait for it, or stop it with Escape.", find_path(app));
    if (!has_folder) app_plan_export(app);
    if (!has_folder && !plan->folder[0]) return diag_fail(diag, "There is no folder of your own here; give a path, such as ./picture.png.");
    if (!has_folder && !app->world->place.find(app->world->place.user, PLACE_SAVED, plan->folder, FILE_PATH_SIZE, diag)) return false;
    used = text_format(path, APP_PATH_MAX, "%s%s%.*s%s", has_folder ? "" : plan->folder, has_folder ? "" : "/", name.count, name.at,
                       has_ending ? "" : ending[form]);
    if (used >= APP_PATH_MAX - 1) return diag_fail(diag, "export: the path is longer than %d bytes.", APP_PATH_MAX - 2);
    if (is_there(app, path) && form == EXPORT_FRAMES) return diag_fail(diag, "%s exists already. Give another name.", path);
    if (is_any_there(app, form, path) && strcmp(path, plan->asked) != 0) {
        str_copy(plan->asked, FILE_PATH_SIZE, str_from(path));
        return diag_fail(diag, "%s exists already. Export again to replace it, or give another name.", path);
    }
    app_finish(app); /* finishes queued commands, which belong to the experiment; until then a worker owns the list of changes */
    bool good = form == EXPORT_UNROLL ? app_save_copy(app, path, diag) : make(app, form, path, diag) && begin_export(app, diag);
    if (good) plan->asked[0] = '\0';
    return good;
}

/* A choice of the dialog; *is_one is false if the text is the name of a file. */
static bool choose(App *app, bool *is_one, Str word, Str rest, Diag *diag) {
    ExportPlan *plan = &app->exports;
    int clear = plan->is_clear;
    *is_one = true;
    if (str_equal(word, "form")) return set_word(app, "form", export_form_words, &plan->form, rest, diag);
    if (str_equal(word, "of")) return set_word(app, "of", export_of_words, &plan->of, rest, diag);
    if (str_equal(word, "rate")) return set_word(app, "rate", export_rate_words, &plan->rate, rest, diag);
    if (str_equal(word, "size")) return set_word(app, "size", export_size_words, &plan->size, rest, diag);
    *is_one = str_equal(word, "ground");
    if (!*is_one || !set_word(app, "ground", export_ground_words, &clear, rest, diag)) return false;
    plan->is_clear = clear;
    return true;
}

bool app_export(App *app, Str text, Diag *diag) {
    Str name = str_trim(text), rest = name, word = str_next_word(&rest);
    bool is_choice, good = choose(app, &is_choice, word, rest, diag);
    /* After a choice by the pointer Return exports; by the keyboard the next choice is beside this one. */
    bool has_dialog = screen_top(&app->ui.screens) == SCREEN_EXPORT;
    if (is_choice && good && has_dialog && !app->ui.gui.show_focus) app_set_focus(app, "export/name", false);
    if (is_choice) return good;
    if (!write_to(app, name, diag)) return false;
    if (screen_top(&app->ui.screens) == SCREEN_EXPORT) screen_hide(&app->ui.screens);
    app->stale = true;
    return true;
}
