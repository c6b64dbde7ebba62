/* Scenes: an experiment with all that belongs to it, and the lesson it is in, beside the one that is shown. After exchanging a scene with
   the one in App, all code works on it without change; exchanging again restores the other, bit for bit. So a presented lesson has its own
   scene, and its next stop another.

   A scene must have no running job when it is exchanged, because jobs hold pointers to their experiment. */
#include "app/app_inside.h"
#include "base/arena.h"
#include <string.h>

static const unsigned long SERIAL = 1000000; /* caches are keyed on versions: those of two scenes never meet */

bool app_is_still(const App *app) {
    const Experiment *main = &app->main;
    return !experiment_is_busy(main) && !main->is_training && !main->is_changing && !compare_is_busy(&app->compare) &&
           !trial_set_is_busy(&app->trials) && !random_search_is_busy(&app->search) && !app->checks_all;
}

void app_make_still(App *app) {
    app_end_drag(app);
    app_set_training(app, false);
    app_finish(app);
    app->checks_all = false;
    trial_set_cancel(&app->trials);
    trial_set_finish(&app->trials);
    random_search_cancel(&app->search);
    random_search_finish(&app->search);
    while (!app_is_still(app)) {
        compare_advance(&app->compare, &app->main, false);
        compare_take(&app->compare, &app->main, false);
        job_queue_run_frame(&app->jobs);
        app_finish(app);
    }
}

AppScene *app_scene_new(App *app, Diag *diag) {
    AppScene *scene = mem_new(sizeof *scene);
    if (!scene || !experiment_init(&scene->main, &app->jobs, &app->world->clock, diag)) {
        if (scene) experiment_deinit(&scene->main);
        mem_free(scene);
        diag_fail(diag, "There is not enough memory to present.");
        return NULL;
    }
    compare_init(&scene->compare, &app->jobs, &app->world->clock);
    trial_set_init(&scene->trials, &app->jobs, &app->world->clock);
    random_search_init(&scene->search, &app->jobs, &app->world->clock);
    scene->main.lab.run.runs = app->main.lab.run.runs;
    scene->main.lab.version = scene->compare.version = ++app->scenes * SERIAL;
    UiState *ui = &scene->ui;
    *ui = app->ui;
    memset(&ui->screens, 0, sizeof ui->screens);
    memset(ui->scroll, 0, sizeof ui->scroll);
    memset(ui->gui.zoom, 0, sizeof ui->gui.zoom);
    ui->gui.hot[0] = ui->gui.active[0] = ui->gui.focus[0] = ui->gui.edit_path[0] = ui->gui.menu_path[0] = ui->gui.error_path[0] = '\0';
    ui->inside = SCREEN_STAGE;
    ui->inside_open = 0;
    ui->playing = ui->training = false;
    ui->hover = SUBJECT_OF_NOTHING;
    ui->message[0] = '\0';
    ui->message_left_s = 0;
    ui->temperature = 1;
    ui->microscope_part = ui->sweep_shows = 0;
    ui->shows_pulls = ui->curve_log = ui->race_measure = false;
    return scene;
}

void app_scene_free(App *app, AppScene *scene) {
    if (!scene) return;
    app_free_study(app, scene->study);
    trial_set_deinit(&scene->trials);
    random_search_deinit(&scene->search);
    compare_deinit(&scene->compare);
    experiment_deinit(&scene->main);
    mem_free(scene);
}

static void swap(void *a, void *b, size_t size) {
    unsigned char piece[512], *x = a, *y = b;
    for (size_t at = 0; at < size; at += sizeof piece) {
        size_t count = size - at < sizeof piece ? size - at : sizeof piece;
        memcpy(piece, x + at, count);
        memcpy(x + at, y + at, count);
        memcpy(y + at, piece, count);
    }
}

#define SWAP(FIELD) swap(&app->FIELD, &scene->FIELD, sizeof scene->FIELD)

void app_exchange_scene(App *app, AppScene *scene) {
    UiState *ui = &app->ui;
    SWAP(main);
    experiment_rebind(&app->main);
    experiment_rebind(&scene->main);
    SWAP(compare);
    SWAP(trials);
    SWAP(search);
    SWAP(study);
    SWAP(ui);
    SWAP(ghost);
    SWAP(ghost_version);
    SWAP(trials_version);
    SWAP(trials_of);
    SWAP(search_version);
    SWAP(compared_version);
    SWAP(search_told);
    SWAP(trials_told);
    SWAP(settled_steps);
    SWAP(settled_losses);
    SWAP(wraps);
    SWAP(held_count);
    SWAP(lets_go);
    SWAP(fault_told);
    SWAP(stepping);
    /* The window is the same one. */
    ui->width_px = scene->ui.width_px;
    ui->height_px = scene->ui.height_px;
    ui->pixel_ratio = scene->ui.pixel_ratio;
    ui->gui.x = scene->ui.gui.x;
    ui->gui.y = scene->ui.gui.y;
    ui->gui.hot[0] = ui->gui.active[0] = '\0';
    ui->hover = SUBJECT_OF_NOTHING;
    app->is_held = app->pressing = app->dragging = false;
    app->stale = true;
}
