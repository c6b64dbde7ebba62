/* Films. The person's window goes on meanwhile, so the film is made of a second app without a window: its experiment, lesson, settings and
   view are copies, and it has its own text service. The frame makes the copy; the job does the rest, one picture per slice, and a slice
   waits for ffmpeg at most for its time budget.

   Simplified on purpose: trials of many seeds and a random search are not copied, and cannot be filmed. */
#include "app/app_film.h"
#include "app/app_inside.h"
#include "base/arena.h"
#include "base/number.h"
#include <math.h>
#include <string.h>

static const double STORY_MOST_S = 120, REST_S = 0.5, BURST_S = 2;
enum { SETTLE, BEGIN, TAKE, SEND, END };

double film_story_s(const App *app) {
    const Wiring *wiring = &app->main.lab.run.wiring;
    const Cursor *cursor = &app->ui.cursor;
    double left_s = 0;
    bool is_end = timeline_is_end(cursor, wiring); /* then it begins with the next update */
    for (int phase = is_end ? (int)PHASE_FORWARD : (int)cursor->phase; phase < PHASE_COUNT; phase++)
        for (int step = !is_end && phase == (int)cursor->phase ? cursor->step : 0; step < timeline_step_count((Phase)phase, wiring); step++)
            left_s += timeline_step_seconds((Phase)phase, step, wiring);
    return fmin(STORY_MOST_S, left_s / app->ui.speed);
}

/* ---- The copy, in the frame ---- */

/* Without dialog, message and pointer. */
static void copy_look(App *to, const App *app, const FilmPlan *plan) {
    UiState *ui = &to->ui;
    *ui = app->ui;
    while (ui->screens.count > 0 && screen_table[screen_top(&ui->screens)].place == SCREEN_PAGE) screen_hide(&ui->screens);
    ui->playing = ui->training = false;
    ui->message[0] = '\0';
    ui->message_left_s = 0;
    ui->hover = SUBJECT_OF_NOTHING;
    GuiState *gui = &ui->gui;
    gui->x = gui->y = -1;
    gui->hot[0] = gui->active[0] = gui->focus[0] = gui->menu_path[0] = gui->edit_path[0] = gui->error_path[0] = '\0';
    edit_bind(&gui->edit, to->typed, sizeof to->typed, "");
    ui->width_px = plan->width;
    ui->height_px = plan->height;
    ui->pixel_ratio = plan->pixel_ratio;
}

static void copy_lesson(FilmJob *film, const App *app) {
    if (!app->ui.screens.has_lesson) return;
    text_format(film->lesson, APP_PATH_MAX, "%s", app->study->path);
    film->reader = app->study->reader;
}

static bool copy_all(FilmJob *film, const App *app, const FilmPlan *plan, Diag *diag) {
    film->app = film->make(&film->world, diag);
    if (!film->app || !lab_copy(&film->app->main.lab, &app->main.lab, diag)) return false;
    copy_look(film->app, app, plan);
    copy_lesson(film, app);
    film->settings = app->settings;
    app_settle(film->app);
    for (int i = 0; i < app->compare.count; i++)
        compare_train_ahead(&film->app->compare, str_from(app->compare.item[i]->variant.name), app->compare.item[i]->ahead);
    return true;
}

FilmJob *film_job_new(App *app, const FilmPlan *plan, const TextApi *text, Diag *diag) {
    ScreenId inside = screen_find_inside(&app->ui.screens);
    if (app->present) {
        diag_fail(diag, "export: a presentation cannot be filmed; end it with Escape first.");
        return NULL;
    }
    if (inside == SCREEN_SEARCH || (inside == SCREEN_COMPARE && app->trials.count > 0)) {
        diag_fail(diag, "export: trials at random cannot be filmed; export them as a picture.");
        return NULL;
    }
    FilmJob *film = mem_new(sizeof *film);
    if (!film) {
        diag_fail(diag, "There is no memory left for the film.");
        return NULL;
    }
    film->job.run = film_job_run;
    film->world = *app->world;
    film->world.text = *text;
    film->world.worker = (WorkerApi){0};
    film->world.clipboard = (ClipboardApi){0};
    film->make = app->make;
    film->free = app->free;
    film->frame = app->frame;
    film->form = plan->form;
    text_format(film->path, FILM_PATH_SIZE, "%s", plan->path);
    film->fps = plan->fps;
    film->updates = plan->updates;
    film->rest = -1;
    film->most = (int)ceil(plan->fps * (plan->updates > 0 ? FILM_TRAINING_S : film_story_s(app) + REST_S));
    film->file.pipe.descriptor = -1;
    if (copy_all(film, app, plan, diag)) return film;
    film_job_free(film);
    return NULL;
}

void film_job_free(FilmJob *film) {
    if (!film) return;
    film_file_drop(&film->file);
    film_file_free(&film->file);
    if (film->app) film->free(film->app);
    mem_free(film);
}

/* ---- The job ---- */

static void take_settings(App *app, const Settings *settings) {
    static const SettingId read[] = {SETTING_LANGUAGE, SETTING_KEYS};
    for (size_t i = 0; i < sizeof read / sizeof read[0]; i++) {
        const char *text = settings_text(settings, read[i]);
        if (strcmp(text, settings_text(&app->settings, read[i])) != 0)
            app_change_setting(app, str_from(setting_table[read[i]].name), str_from(text), NULL);
    }
    app->settings = *settings;
    app->stale = true;
}

static void take_lesson(App *app, const char *path, const Reader *from) {
    if (!path[0]) return;
    app->study = app_read_study(app, path);
    app->ui.screens.has_lesson = app->study != NULL;
    if (!app->study) return;
    Reader *reader = &app->study->reader;
    reader->number = from->number;
    reader->count = from->count;
    reader->step = reader_find_index(reader->lesson, from->step) ? from->step : 0;
    reader->is_at_stop = from->is_at_stop;
    reader->pausing = from->pausing;
    reader->open_asides = from->open_asides;
    reader->is_try_met = from->is_try_met;
    reader->is_hint_shown = from->is_hint_shown;
    reader->is_hint_due = from->is_hint_due;
    reader->all_controls = from->all_controls;
    if (reader->question_count != from->question_count) return; /* the file is another one by now */
    memcpy(reader->answer, from->answer, sizeof reader->answer);
    memcpy(reader->shown, from->shown, sizeof reader->shown);
}

static bool begin(FilmJob *film, Diag *diag) {
    App *app = film->app;
    const UiState *ui = &app->ui;
    Diag unheard = {0};
    if (film->updates == 0 && screen_find_inside(&ui->screens) == SCREEN_CLIFF)
        app->run_line(app, "cliff play on", false, &unheard); /* without a descent the picture does not move */
    else if (film->updates == 0 && !app->run_line(app, "play on", false, diag))
        return false;
    return film_file_begin(&film->file, film->form, film->path, (int)ui->width_px, (int)ui->height_px, film->fps, app, &film->world, diag);
}

/* Does the updates of the training up to this picture. If something ends it, the film shows the message. */
static void train(FilmJob *film) {
    App *app = film->app;
    char line[48];
    Diag diag = {0};
    int at = film->file.frames;
    double all = FILM_TRAINING_S * film->fps;
    long count = (long)((double)film->updates * at / all) - (long)((double)film->updates * (at - 1) / all);
    if (at == 0 || count == 0 || film->rest >= 0) return;
    text_format(line, (int)sizeof line, "train %ld", count);
    if (app->run_line(app, line, false, &diag)) return;
    app_say(app, true, "%s", diag.text);
    film->rest = (int)(BURST_S * film->fps);
}

static bool take_picture(FilmJob *film, Diag *diag) {
    App *app = film->app;
    Input nothing;
    input_reset(&nothing);
    if (film->updates > 0) train(film);
    const DrawList *list = film->frame(app, &nothing, film->file.frames > 0 ? 1.0 / film->fps : 0);
    bool good = film_file_take(&film->file, app, list, diag);
    bool is_moving = app->ui.playing || app_cliff_is_moving(app) || film->updates > 0;
    if (film->rest > 0)
        film->rest--;
    else if (!is_moving && film->rest < 0)
        film->rest = (int)(REST_S * film->fps);
    return good;
}

static bool is_last(const FilmJob *film) {
    return film->rest == 0 || film->file.frames >= (film->updates > 0 ? film->most : (int)(STORY_MOST_S * film->fps));
}

/* Does one piece of the film. Returns false if it failed. */
static bool advance(FilmJob *film, double budget_s, Diag *diag) {
    bool is_done = true;
    Input nothing;
    switch (film->stage) {
    case SETTLE: /* variants that are compared arrive */
        if (!film->app->built) {
            take_settings(film->app, &film->settings);
            take_lesson(film->app, film->lesson, &film->reader);
        }
        input_reset(&nothing);
        film->frame(film->app, &nothing, 0);
        app_finish_transition(film->app);
        if (app_is_still(film->app)) film->stage = BEGIN;
        return true;
    case BEGIN: film->stage = TAKE; return begin(film, diag);
    case TAKE: film->stage = SEND; return take_picture(film, diag);
    case SEND:
        if (!film_file_send(&film->file, budget_s, &is_done, diag)) return false;
        if (is_done) film->stage = is_last(film) ? END : TAKE;
        job_set_progress(&film->job, fmin(0.98, (double)film->file.frames / film->most));
        return true;
    default:
        if (!film_file_end(&film->file, budget_s, &is_done, diag)) return false;
        film->good = is_done;
        return true;
    }
}

bool film_job_run(Job *of, double budget_s) {
    FilmJob *film = (FilmJob *)(void *)of;
    if (!job_is_cancelled(of) && advance(film, budget_s, &film->diag) && !film->good) return false;
    film_file_drop(&film->file); /* an incomplete film is removed */
    return true;
}
