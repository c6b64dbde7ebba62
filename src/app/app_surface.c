/* Surfaces: the pictures of several windows. The state of the first window is in App and UiState. This file keeps the window state of each
   other one: size, picture, regions, open screens, pointer, focus and typing. While a frame of it runs the two are exchanged, so that
   drawing and input work for it without change. All share the experiment, the settings and the place in time.

   Simplified on purpose: a recording holds the commands that are given on another surface, not its input. */
#include "app/app_inside.h"
#include "base/arena.h"
#include <string.h>

struct AppSurface {
    DrawList list;
    RegionList region;
    HeatCache heat, compared_heat[VARIANT_MAX];
    Panel panel[SCREEN_COUNT];
    Rect stage;
    bool built, stale;
    unsigned long compared_version;
    /* Of UiState */
    double width_px, height_px, pixel_ratio, scroll[SCREEN_COUNT], inside_open;
    ScreenStack screens;
    ScreenId inside;
    int term;
    Subject hover;
    GuiState gui;
    /* Pointer and keyboard, as in App */
    char typed[GUI_TYPED_MAX], from[48];
    double field_x, grab_x, grab_y, wheel_rest, wheel_lock_s, hover_s, tip_x, tip_y, error_value, error_left_s;
    bool field_is_fresh, field_is_dragged, pressing, is_held, dragging, press_moved, tip_spent;
    int error_key;
};

bool app_open_surface(App *app, int index, Diag *diag) {
    if (app->surface[index]) return true;
    AppSurface *surface = mem_new(sizeof *surface);
    bool good = surface && draw_init(&surface->list) && region_init(&surface->region);
    app->surface[index] = surface;
    if (!good) {
        app_close_surface(app, index);
        return diag_fail(diag, "There is not enough memory for another window.");
    }
    surface->width_px = app->ui.width_px;
    surface->height_px = app->ui.height_px;
    surface->pixel_ratio = app->ui.pixel_ratio;
    surface->gui.x = surface->gui.y = -1;
    surface->gui.edit = (Edit){.text = app->typed, .size = sizeof app->typed};
    surface->hover = SUBJECT_OF_NOTHING;
    surface->error_key = -1;
    surface->stale = true;
    return true;
}

void app_close_surface(App *app, int index) {
    AppSurface *surface = app->surface[index];
    if (!surface) return;
    draw_deinit(&surface->list);
    region_deinit(&surface->region);
    heat_deinit(&surface->heat);
    for (int i = 0; i < VARIANT_MAX; i++) heat_deinit(&surface->compared_heat[i]);
    mem_free(surface);
    app->surface[index] = NULL;
}

static void swap(void *a, void *b, size_t size) {
    unsigned char piece[256], *x = a, *y = b;
    for (size_t at = 0; at < size; at += sizeof piece) {
        size_t count = size - at < sizeof piece ? size - at : sizeof piece;
        memcpy(piece, x + at, count);
        memcpy(x + at, y + at, count);
        memcpy(y + at, piece, count);
    }
}

#define SWAP(OF, FIELD) swap(&(OF)->FIELD, &surface->FIELD, sizeof surface->FIELD)

void app_exchange_surface(App *app, int index) {
    AppSurface *surface = app->surface[index];
    UiState *ui = &app->ui;
    bool has_lesson = ui->screens.has_lesson, is_presenting = ui->screens.is_presenting; /* one for all */
    SWAP(app, list);
    SWAP(app, region);
    SWAP(app, heat);
    SWAP(app, compared_heat);
    SWAP(app, panel);
    SWAP(app, stage);
    SWAP(app, built);
    SWAP(app, stale);
    SWAP(app, compared_version);
    SWAP(ui, width_px);
    SWAP(ui, height_px);
    SWAP(ui, pixel_ratio);
    SWAP(ui, scroll);
    SWAP(ui, inside_open);
    SWAP(ui, screens);
    SWAP(ui, inside);
    SWAP(ui, term);
    SWAP(ui, hover);
    SWAP(ui, gui);
    SWAP(app, typed);
    SWAP(app, from);
    SWAP(app, field_x);
    SWAP(app, grab_x);
    SWAP(app, grab_y);
    SWAP(app, wheel_rest);
    SWAP(app, wheel_lock_s);
    SWAP(app, hover_s);
    SWAP(app, tip_x);
    SWAP(app, tip_y);
    SWAP(app, error_value);
    SWAP(app, error_left_s);
    SWAP(app, field_is_fresh);
    SWAP(app, field_is_dragged);
    SWAP(app, pressing);
    SWAP(app, is_held);
    SWAP(app, dragging);
    SWAP(app, press_moved);
    SWAP(app, tip_spent);
    SWAP(app, error_key);
    ui->screens.has_lesson = has_lesson;
    ui->screens.is_presenting = is_presenting;
    app->at_surface = app->at_surface == index ? 0 : index;
}

const DrawList *app_surface_list(const App *app, int index) { return &app->surface[index]->list; }

const RegionList *app_surface_regions(const App *app, int index) { return index == 0 ? &app->region : &app->surface[index]->region; }

bool app_wants_surface(const App *app, int index) { return index == 0 || app->is_mirrored; }

void app_spoil_surfaces(App *app) {
    for (int i = 1; i < APP_SURFACE_MAX; i++)
        if (app->surface[i]) app->surface[i]->stale = true;
}

bool app_surfaces_are_moving(const App *app) {
    for (int i = 1; i < APP_SURFACE_MAX; i++) {
        const AppSurface *surface = app->surface[i];
        if (!surface) continue;
        bool is_turning = surface->inside_open > 0 && surface->inside_open < 1;
        const Region *hot = surface->hover_s < APP_TIP_DELAY_S && !surface->tip_spent && !surface->gui.active[0]
                                ? region_find(&surface->region, surface->gui.hot)
                                : NULL;
        if (is_turning || surface->error_left_s > 0 || (hot && hot->tip)) return true;
    }
    return false;
}
