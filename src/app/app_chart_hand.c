/* Charts by hand: the wheel zooms about the pointer, a drag moves, a double click shows all, and one with the focus takes keys; the
   values of the one under the pointer can be copied. Each makes a line of app_chart.c's. */
#include "app/app_inside.h"
#include "base/number.h"
#include "gui/chart.h"
#include <math.h>
#include <string.h>

static void try_chart(App *app, const ChartPlace *place, const char *what, double a, double b, double c) {
    char line[160], number[3][32];
    const double given[] = {a, b, c};
    char name[CHART_NAME_MAX];
    memcpy(name, place->name, sizeof name);
    for (int i = 0; i < 3; i++) number_format(number[i], (int)sizeof number[i], given[i]);
    if (isnan(a))
        text_format(line, (int)sizeof line, "chart %s %s", name, what);
    else if (isnan(c))
        text_format(line, (int)sizeof line, "chart %s %s %s %s", name, what, number[0], number[1]);
    else
        text_format(line, (int)sizeof line, "chart %s %s %s %s %s", name, what, number[0], number[1], number[2]);
    app_try_line(app, line);
}

/* The chart in whose plot the pointer is: on it, on one of its own regions, or on words that a picture has put there. */
static const ChartPlace *find_under(const App *app, const Region *hot) {
    const GuiState *gui = &app->ui.gui;
    const RegionList *list = &app->region;
    const ChartPlace *place = hot ? chart_find_at(list, hot->path) : NULL;
    bool is_of_words =
        hot && hot->kind == REGION_HOVER && !hot->can_drag && list->modal_from == 0; /* regions under a dialog cannot be reached */
    for (int i = list->chart_count - 1; i >= 0 && !place && is_of_words; i--)
        if (rect_contains(list->chart[i].plot, gui->x, gui->y)) place = &list->chart[i];
    return place && rect_contains(place->plot, gui->x, gui->y) ? place : NULL;
}

bool app_wheel_chart(App *app, const Region *hot, double notches) {
    const ChartPlace *place = find_under(app, hot);
    const GuiState *gui = &app->ui.gui;
    if (!place) return false;
    notches = fmax(-20, fmin(20, notches));
    try_chart(app, place, "zoom", pow(1.25, notches), (gui->x - place->plot.x) / place->plot.w,
              (rect_bottom(place->plot) - gui->y) / place->plot.h);
    return true;
}

/* The wheel over a picture that can be zoomed about the pointer. */
bool app_wheel_zoom(App *app, const Region *hot, double notches) {
    char line[96], number[3][24];
    const GuiState *gui = &app->ui.gui;
    if (!hot || !hot->zoomed || hot->zoom_box.w <= 0) return false;
    const Rect box = hot->zoom_box;
    const double value[3] = {pow(1.25, fmax(-20, fmin(20, notches))), fmax(0, fmin(1, (gui->x - box.x) / box.w)),
                             fmax(0, fmin(1, (rect_bottom(box) - gui->y) / box.h))};
    for (int i = 0; i < 3; i++) number_format(number[i], (int)sizeof number[i], value[i]);
    text_format(line, (int)sizeof line, "%s zoom %s %s %s", hot->zoomed, number[0], number[1], number[2]);
    app_try_line(app, line);
    return true;
}

/* The first click of a double-click went to the update under the pointer, which was not meant. */
static void take_click_back(App *app) {
    if (!app->press_moved || app->ui.training || experiment_is_busy(&app->main)) return; /* else it stays */
    if (strncmp(lab_undo_line(&app->main.lab), "visit ", 6) != 0) return;
    const Command undo = {.id = COMMAND_UNDO};
    app_try(app, &undo);
    app_forget_message(app);
    app_refresh(app);
}

void app_fit_chart(App *app, const Region *hot) {
    const ChartPlace *place = find_under(app, hot);
    if (place) try_chart(app, place, "fit", NAN, NAN, NAN);
}

void app_press_chart(App *app, const Region *chart, int clicks) {
    if (clicks >= 2) take_click_back(app);
    const ChartPlace *place = chart_find_at(&app->region, chart->path);
    app->is_held = true;
    app->grab_x = app->ui.gui.x;
    app->grab_y = app->ui.gui.y;
    app->press_moved = false;
    if (clicks < 2) return;
    app_end_drag(app);
    app->ui.gui.active[0] = '\0'; /* its release is no click */
    if (place) try_chart(app, place, "fit", NAN, NAN, NAN);
}

void app_drag_chart(App *app) {
    const double tremble = 3;
    const GuiState *gui = &app->ui.gui;
    double dx = gui->x - app->grab_x, dy = gui->y - app->grab_y;
    app_refresh(app);
    const ChartPlace *place = chart_find_at(&app->region, gui->active);
    if (!place || (!app->press_moved && fabs(dx) <= tremble && fabs(dy) <= tremble) || (dx == 0 && dy == 0)) return;
    app->press_moved = true;
    app->grab_x = gui->x;
    app->grab_y = gui->y;
    try_chart(app, place, "move", -dx / place->plot.w, dy / place->plot.h, NAN);
}

static bool copy_key(App *app, const ChartPlace *place, const char *key) {
    char line[64];
    if (!place || (strcmp(key, "Ctrl+C") != 0 && strcmp(key, "Ctrl+Insert") != 0)) return false;
    text_format(line, (int)sizeof line, "copy chart %s", place->name);
    app_try_line(app, line);
    return true;
}

bool app_copy_hovered_chart(App *app, const char *key) {
    return copy_key(app, find_under(app, region_find(&app->region, app->ui.gui.hot)), key);
}

bool app_chart_key(App *app, const Region *chart, const char *key) {
    static const char *const keys[][2] = {{"Left", "left"}, {"Right", "right"}, {"Up", "up"}, {"Down", "down"}, {"Plus", "in"},
                                          {"+", "in"},      {"Minus", "out"},   {"-", "out"}, {"0", "fit"},     {"Home", "fit"}};
    const ChartPlace *place = chart_find_at(&app->region, chart->path);
    if (!place) return false;
    if (copy_key(app, place, key)) return true;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (strcmp(key, keys[i][0]) != 0) continue;
        try_chart(app, place, keys[i][1], NAN, NAN, NAN);
        return true;
    }
    return false;
}
