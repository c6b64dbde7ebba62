/* Queries and small changes of the state for all files above: sizes, the present or queued value of a parameter, the end of a transition,
   of an edit and of a tooltip. Calls no other file of app/. */
#include "app/app_inside.h"
#include "view/page/presenting.h"
#include <math.h>

double app_scale(const App *app) {
    const UiState *ui = &app->ui;
    double scale = settings_get(&app->settings, SETTING_SCALE) / 100 * ui->pixel_ratio;
    const Present *present = (const Present *)app->present; /* its first field */
    if (present && app->at_surface) return fmin(ui->width_px / NOTES_WIDTH, ui->height_px / NOTES_HEIGHT);
    if (present) {
        double fit = fmin(ui->width_px / SCREEN_LEAST_WIDTH, ui->height_px / PRESENT_HEIGHT);
        return fmax(fit, fmin(scale, ui->height_px / SCREEN_LEAST_HEIGHT)) * present->zoom;
    }
    double least = screen_is_tall(ui->width_px, ui->height_px) ? SCREEN_TALL_WIDTH : SCREEN_LEAST_WIDTH;
    double most = fmin(ui->width_px / least, ui->height_px / SCREEN_LEAST_HEIGHT);
    return fmin(scale, most); /* a window of 1 x 1 is laid out like one of 800 x 800 */
}

bool app_is_narrow(const App *app) {
    const UiState *ui = &app->ui;
    double scale = app_scale(app);
    return !ui->is_bare && !screen_has_column(ui->width_px / scale, ui->height_px / scale, ui->screens.has_lesson);
}

bool app_has_both_panels(const App *app) { return !app->ui.is_bare && app->ui.width_px / app_scale(app) >= BOTH_PANELS_FROM_WIDTH; }

double app_top_height(const App *app) { return app->ui.is_bare ? 0 : TOP_BAR_HEIGHT; }

bool app_is_mouse_locked(const App *app) {
    const Present *present = (const Present *)app->present;
    return present && present->is_locked && app->at_surface == 0 && app->ui.screens.count == 0;
}

void app_rescale_pointer(App *app, double before) {
    if (app->ui.gui.x >= 0) {
        app->ui.gui.x *= before / app_scale(app);
        app->ui.gui.y *= before / app_scale(app);
    }
    app->stale = true;
}

void app_resize(App *app, double width_px, double height_px, double pixel_ratio) {
    double before = app_scale(app);
    if (width_px >= 1) app->ui.width_px = fmin(width_px, APP_SIDE_MOST_PX);
    if (height_px >= 1) app->ui.height_px = fmin(height_px, APP_SIDE_MOST_PX);
    if (pixel_ratio > 0) app->ui.pixel_ratio = fmin(fmax(pixel_ratio, APP_RATIO_LEAST), APP_RATIO_MOST);
    app_rescale_pointer(app, before);
}

bool app_motion_is_reduced(const App *app) { return settings_choice(&app->settings, SETTING_MOTION) == 1; }

bool app_may_put_off(const App *app) { return app->is_live && !app->record; }

bool app_may_wait(const App *app) { return app_may_put_off(app) && job_queue_has_threads(&app->jobs); }

void app_find_queue(const App *app, ControlQueue *queue) {
    experiment_find_setup(&app->main, &queue->setup);
    for (int key = 0; key < KEY_COUNT; key++)
        queue->sets[key] = experiment_will_set(&app->main, (SetupKey)key) && !setup_is_drawn(&queue->setup, (SetupKey)key);
}

double app_setup_value(const App *app, SetupKey key) {
    Setup wanted = app->main.lab.setup;
    bool is_queued = experiment_will_set(&app->main, key);
    if (is_queued) experiment_find_setup(&app->main, &wanted);
    return control_find_value(&wanted, &app->main.lab.run, is_queued, key).at;
}

Command app_set_command(SetupKey key, double value) {
    return (Command){.id = COMMAND_SET, .arg = {{.given = true, .number = key}, {.given = true, .number = value}}};
}

int app_setup_line(char *out, int size, SetupKey key, double value) {
    Command command = app_set_command(key, value);
    return command_format(out, size, &command);
}

bool app_is_set(const App *app, SetupKey key, double value) {
    return value == app_setup_value(app, key) && (experiment_knows_setup(&app->main) || experiment_will_set(&app->main, key));
}

int app_find_step(int *layer, int *direction, const App *app) {
    const Cursor *cursor = &app->ui.cursor;
    int T = app->main.lab.run.wiring.steps, k = cursor->step < 1 ? 1 : cursor->step > T ? T : cursor->step;
    view_find_chain(layer, direction, &app->ui, &app->main.lab.run.net.spec);
    return (cursor->phase == PHASE_BACKWARD) == (*direction != 0) ? k - 1 : T - k;
}

static double inside_target(const App *app) { return screen_find_inside(&app->ui.screens) == SCREEN_STAGE ? 0 : 1; }

bool app_inside_is_moving(const App *app) { return app->ui.inside_open != inside_target(app); }

void app_finish_inside(App *app) {
    if (!app_inside_is_moving(app)) return;
    app->ui.inside_open = inside_target(app);
    app->stale = true;
}

void app_finish_morph(App *app) {
    if (app->ui.morph_left > 0) app->stale = true;
    app->ui.morph_left = 0;
}

void app_finish_transition(App *app) {
    app_finish_inside(app);
    app->morph.is_ending = true;
    if (app->ui.cliff.motion == CLIFF_ONE_STEP) app->stale = true;
    cliff_finish_step(&app->ui.cliff);
    if (!app->stepping) return;
    timeline_step(&app->ui.cursor, &app->main.lab.run.wiring, 1);
    app->stepping = false;
    app->stale = true;
}

void app_cancel_edit(App *app) {
    GuiState *gui = &app->ui.gui;
    gui->edit_path[0] = '\0';
    edit_bind(&gui->edit, app->typed, sizeof app->typed, "");
    app->stale = true;
}

/* No tooltip until the pointer moves on: a person who acts on a control knows what it is. */
void app_spend_tip(App *app) {
    app->tip_spent = true;
    app->tip_x = app->ui.gui.x;
    app->tip_y = app->ui.gui.y;
    app->hover_s = 0;
}
