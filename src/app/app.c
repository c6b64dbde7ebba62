/* The application: making and ending it, applying a line, and what it says about itself.

   Frames (app_frame.c) and lines are all that changes the state, so a recording of input and lines, replayed, gives the same pictures.
   The picture is a pure function of (Setup, Run, UiState, Settings). */
#include "app/app_inside.h"
#include "base/arena.h"
#include "base/number.h"
#include <math.h>

App *app_new(const World *world, Diag *diag) {
    App *app = mem_new(sizeof *app);
    if (!app) {
        diag_fail(diag, "There is not enough memory to start.");
        return NULL;
    }
    app->world = world;
    job_queue_init(&app->jobs, &world->worker);
    app->recorded_x = app->recorded_y = -1;
    UiState *ui = &app->ui;
    ui->speed = 1;
    ui->temperature = 1;
    pen_init(&ui->pen);
    settings_init(&app->settings);
    ui->pixel_ratio = 1;
    ui->width_px = 1920;
    ui->height_px = 1080;
    ui->layer = -1;
    ui->follow = FOLLOW_LAST;
    ui->gui.x = ui->gui.y = -1;
    edit_bind(&ui->gui.edit, app->typed, sizeof app->typed, "");
    bool lab = experiment_init(&app->main, &app->jobs, &world->clock, diag), list = draw_init(&app->list),
         region = region_init(&app->region);
    bool text = text_cache_init(&app->measures, &world->text);
    trial_set_init(&app->trials, &app->jobs, &world->clock);
    random_search_init(&app->search, &app->jobs, &world->clock);
    compare_init(&app->compare, &app->jobs, &world->clock);
    app->main.lab.run.runs = 2; /* the training's */
    if (lab && list && region && text) {
        text_cache_bind(&app->measures, &app->text);
        app->run_line = app_run_line;
        app->make = app_new;
        app->free = app_free;
        app->frame = app_frame;
        app->scene.lab = &app->main.lab;
        cliff_reset(&app->ui.cliff);
        app->ui.check = (CheckPlace){.kind = PARAM_RECURRENT_WEIGHT, .col = 1};
        app->scene.facts.cliff = &app->ui.cliff;
        app->quantities = lesson_source(&app->scene);
        app_settle(app);
        return app;
    }
    if (lab) diag_fail(diag, "There is not enough memory for the first picture.");
    app_free(app);
    return NULL;
}

void app_free(App *app) {
    if (!app) return;
    for (int i = 1; i < APP_SURFACE_MAX; i++) app_close_surface(app, i);
    app_drop_load(app);
    app_drop_film(app);
    app_finish_export(app);
    app_free_present(app);
    app_free_files(app);
    app_free_last(app);
    app_free_lesson(app);
    app_free_course(app);
    progress_free(&app->progress.book);
    heat_deinit(&app->heat);
    for (int i = 0; i < VARIANT_MAX; i++) heat_deinit(&app->compared_heat[i]);
    stage_morph_deinit(&app->morph.stage);
    mem_free(app->cell.account);
    mem_free(app->cliff);
    app_free_writer(app);
    app_free_burst(app);
    terms_alone_deinit(&app->terms_alone);
    terms_deinit(&app->terms);
    for (int i = 0; i < TERMS_PATH_MAX; i++) terms_deinit(&app->terms_chain[i]);
    app_free_microscope(app);
    mem_free(app->forecast);
    mem_free(app->sentence);
    if (app->check) gradient_check_deinit(app->check);
    mem_free(app->check);
    strings_deinit(&app->strings);
    trial_set_deinit(&app->trials);
    random_search_deinit(&app->search);
    compare_deinit(&app->compare);
    experiment_deinit(&app->main);
    draw_deinit(&app->list);
    region_deinit(&app->region);
    text_cache_deinit(&app->measures);
    mem_free(app);
}

bool app_apply(App *app, const char *line, Diag *diag) { return app_apply_text(app, str_from(line), diag); }

bool app_apply_text(App *app, Str line, Diag *diag) {
    Command command;
    if (!command_parse(&command, line, diag)) return false;
    CommandOwner owner = command_table[command.id].owner;
    app->is_window = false;
    app->morph.is_cut = true;
    app_finish_morph(app);
    app_finish(app);
    app_finish_load(app);
    if (owner == COMMAND_OF_INPUT) return app_script_line(app, &command, diag);
    /* In a recording, updates after a frame's input belong to that frame; updates before its input come first. */
    if (command.id == COMMAND_TRAIN && (app->ui.training || app->queue_count > 0)) {
        app->replay_train = (int)fmin(app->replay_train + command.arg[0].number, APP_REPLAY_MAX);
        if (app->queue_count == 0) app_train_replayed(app);
        return true;
    }
    app_train_replayed(app); /* later recorded lines were done later */
    if (!app_run(app, &command, false, diag)) return false;
    /* A recording holds the text that a paste types, and the lines that lead to an opened experiment, instead of these. */
    bool is_told =
        app_is_paste_command(&command) || command.id == COMMAND_OPEN || command.id == COMMAND_PASTE || command.id == COMMAND_SAVE;
    if (!is_told) app_record_command(app, &command);
    return true;
}

bool app_is_moving(const App *app) {
    if (experiment_is_busy(&app->main) || compare_is_busy(&app->compare) || trial_set_is_busy(&app->trials) || app->ui.playing ||
        app->ui.training || app->stepping)
        return true;
    if (app->main.digits.is_running) return true;
    if (app->work_count > 0 || app->checks_all || app_cliff_is_moving(app) || random_search_is_busy(&app->search)) return true;
    if (app_inside_is_moving(app) || app->ui.morph_left > 0 || app_microscope_is_busy(app) || app_thumbs_are_due(app) ||
        app_surfaces_are_moving(app))
        return true;
    if (app_present_is_moving(app)) return true;
    if ((app->study && app->study->reader.all > 0) || app->progress.is_due) return true;
    if (app->kept.is_due || app->last.is_due || app->files.write.is_on || app->ui.message_left_s > 0 || app->error_left_s > 0) return true;
    const Region *hot =
        app->hover_s < APP_TIP_DELAY_S && !app->tip_spent && !app->ui.gui.active[0] ? region_find(&app->region, app->ui.gui.hot) : NULL;
    return hot && hot->tip; /* its tooltip will appear */
}

bool app_wants_quit(const App *app) { return app->quit; }

bool app_wants_full_screen(const App *app) { return app->is_full_screen; }

const Lab *app_lab(const App *app) { return &app->main.lab; }
const Compare *app_compare(const App *app) { return &app->compare; }

const TrialSet *app_trials(const App *app) { return &app->trials; }
const UiState *app_ui(const App *app) { return &app->ui; }
const RegionList *app_regions(const App *app) { return &app->region; }
