/* Charts: zooming, and copying their values to the clipboard. The wheel, a drag and keys make the same lines as a person may write: chart
   NAME fit; in, out; left, right, up, down; zoom TIMES X Y (about that part of the plot, from its lower left corner); move X Y (by that
   part of the plot). The shown range stays inside the whole range. */
#include "app/app_inside.h"
#include "base/arena.h"
#include "base/number.h"
#include "gui/chart.h"
#include <math.h>
#include <string.h>

static const double CLOSEST = 1e-5; /* of all there is */

static bool is_all(const ChartPlace *place, const ChartRange *range) {
    const ChartRange *whole = &place->whole;
    double slack_x = 1e-9 * (whole->x1 - whole->x0), slack_y = 1e-9 * (whole->y1 - whole->y0);
    return range->x0 <= whole->x0 + slack_x && range->x1 >= whole->x1 - slack_x && range->y0 <= whole->y0 + slack_y &&
           range->y1 >= whole->y1 - slack_y;
}

/* Moves and shortens a section of the axis so that it lies in the whole range, and is not shorter than the largest zoom. */
static void bound_stretch(double *low, double *high, double whole_low, double whole_high) {
    double length = fmin(fmax(*high - *low, (whole_high - whole_low) * CLOSEST), whole_high - whole_low);
    double middle = (*low + *high) / 2;
    *low = fmin(fmax(middle - length / 2, whole_low), whole_high - length);
    *high = *low + length;
}

static ChartZoom *find_zoom(GuiState *state, const char *name) {
    ChartZoom *free_one = &state->zoom[0];
    for (int i = CHART_ZOOM_MAX - 1; i >= 0; i--) {
        if (strcmp(state->zoom[i].name, name) == 0) return &state->zoom[i];
        if (!state->zoom[i].name[0]) free_one = &state->zoom[i];
    }
    return free_one;
}

static void show_range(App *app, const ChartPlace *place, ChartRange range) {
    ChartZoom *zoom = find_zoom(&app->ui.gui, place->name);
    bound_stretch(&range.x0, &range.x1, place->whole.x0, place->whole.x1);
    bound_stretch(&range.y0, &range.y1, place->whole.y0, place->whole.y1);
    if (is_all(place, &range)) {
        if (strcmp(zoom->name, place->name) == 0) *zoom = (ChartZoom){0};
    } else {
        zoom->shown = range;
        zoom->x_log = place->x_log;
        zoom->y_log = place->y_log;
        memcpy(zoom->name, place->name, sizeof zoom->name);
    }
    app->stale = true;
}

static void zoom_about(App *app, const ChartPlace *place, double times, double x, double y) {
    ChartRange now = place->shown;
    double at_x = now.x0 + (now.x1 - now.x0) * x, at_y = now.y0 + (now.y1 - now.y0) * y;
    show_range(app, place,
               (ChartRange){at_x + (now.x0 - at_x) / times, at_x + (now.x1 - at_x) / times, at_y + (now.y0 - at_y) / times,
                            at_y + (now.y1 - at_y) / times});
}

static void move_by(App *app, const ChartPlace *place, double x, double y) {
    ChartRange now = place->shown;
    double by_x = (now.x1 - now.x0) * x, by_y = (now.y1 - now.y0) * y;
    show_range(app, place, (ChartRange){now.x0 + by_x, now.x1 + by_x, now.y0 + by_y, now.y1 + by_y});
}

/* The names of the picture's charts: "loss, spectrum". */
static void list_charts(char *out, int size, const App *app) {
    int used = text_format(out, size, "%s", "");
    for (int i = 0; i < app->region.chart_count; i++)
        used += text_format(out + used, size - used, "%s%s", i ? ", " : "", app->region.chart[i].name);
}

static bool fail_name(App *app, const char *word, Str name, Diag *diag) {
    char names[256];
    int fit = str_fit(name, 40);
    list_charts(names, (int)sizeof names, app);
    if (!names[0]) return diag_fail(diag, "%s: there is no chart \"%.*s\" in this picture; it has no chart.", word, fit, name.at);
    return diag_fail(diag, "%s: there is no chart \"%.*s\" in this picture; it has: %s.", word, fit, name.at, names);
}

static const ChartPlace *find_chart(const App *app, Str name) {
    char text[CHART_NAME_MAX];
    return str_copy(text, sizeof text, name) ? chart_find(&app->region, text) : NULL;
}

bool app_change_chart(App *app, Str name, Str text, Diag *diag) {
    static const char *const words[] = {"fit", "in", "out", "left", "right", "up", "down", "zoom", "move"};
    enum { FIT, IN, OUT, LEFT, RIGHT, UP, DOWN, ZOOM, MOVE, WORDS };
    double number[3] = {0};
    app_refresh(app);
    const ChartPlace *place = find_chart(app, name);
    if (!place) return fail_name(app, "chart", name, diag);
    Str rest = text, word = str_next_word(&rest);
    int what = 0;
    while (what < WORDS && !str_equal(word, words[what])) what++;
    if (what == WORDS)
        return diag_fail(diag, "chart: \"%.*s\" is not possible; expected fit, in, out, left, right, up, down, zoom or move.",
                         str_fit(word, 40), word.at);
    int wanted = what == ZOOM ? 3 : what == MOVE ? 2 : 0;
    for (int i = 0; i < wanted; i++) {
        Str one = str_next_word(&rest);
        if (one.count == 0)
            return diag_fail(diag, "chart: a number is missing; expected %s.", what == ZOOM ? "zoom TIMES X Y" : "move X Y");
        if (!number_parse(&number[i], one) || !isfinite(number[i]))
            return diag_fail(diag, "chart: \"%.*s\" is not a number; expected %s.", str_fit(one, 40), one.at,
                             what == ZOOM ? "zoom TIMES X Y" : "move X Y");
    }
    rest = str_trim(rest);
    if (rest.count > 0) return diag_fail(diag, "chart: \"%.*s\" is too much after %s.", str_fit(rest, 40), rest.at, words[what]);
    if (what == ZOOM && !(number[0] > 0)) return diag_fail(diag, "chart: it cannot be zoomed %g times; expected more than 0.", number[0]);
    const double part = 0.1, times = 1.25;
    switch (what) {
    case FIT: show_range(app, place, place->whole); break;
    case IN: zoom_about(app, place, times, 0.5, 0.5); break;
    case OUT: zoom_about(app, place, 1 / times, 0.5, 0.5); break;
    case ZOOM: zoom_about(app, place, number[0], number[1], number[2]); break;
    case MOVE: move_by(app, place, number[0], number[1]); break;
    default: move_by(app, place, what == LEFT ? -part : what == RIGHT ? part : 0, what == DOWN ? -part : what == UP ? part : 0); break;
    }
    return true;
}

bool app_copy_chart(App *app, Str what, Str name, Diag *diag) {
    const ClipboardApi *clipboard = &app->world->clipboard;
    char text[CHART_NAME_MAX];
    if (!str_equal(what, "chart"))
        return diag_fail(diag, "copy: \"%.*s\" cannot be copied; expected chart and its name.", str_fit(what, 40), what.at);
    ChartCopy copy = {.name = text};
    if (str_copy(text, sizeof text, name)) {
        app->region.copy = &copy;
        app_build(app); /* its values are written while it is drawn */
        app->region.copy = NULL;
    }
    bool good = true;
    if (!copy.found)
        good = fail_name(app, "copy", name, diag);
    else if (copy.failed)
        good = diag_fail(diag, "There is no memory left for the values of this chart.");
    else if (!clipboard->write)
        good = diag_fail(diag, "There is no clipboard here.");
    else if ((good = clipboard->write(clipboard->user, copy.text, diag)))
        app_say(app, false, tr(&app->strings, STRING_NOTICE_COPIED), text);
    mem_free(copy.text);
    return good;
}
