/* Beside the surface: its map from above, in which the start is dragged, and the map of the unit at one point, with its fixed points and the
   path of the fifty states between them.

   Descents are drawn up to the shown update.

   The contours are lines of equal loss through the grid of the surface; the grid follows the edge, so they do as well. */
#include "base/number.h"
#include "view/hint.h"
#include "view/inside/cliff_picture.h"
#include "view/offer.h"
#include <math.h>

enum { HEAD = 22, CURVE_POINTS = 97 };

static void draw_card(const CliffPicture *picture, Rect box, const char *title, const char *path, const char *tip) {
    const Gui *gui = picture->view->gui;
    draw_round(gui->list, box, 10, gui->theme->panel);
    draw_round_stroke(gui->list, rect_inset(box, 0.5, 0.5), 9.5, 1, gui->theme->line);
    gui_text_fit(gui, FACE_UI_SEMIBOLD, 13, box.x + 10, box.y + 18, box.w - 20, ALIGN_LEFT, gui->theme->text, title);
    hint_add(picture->view, box, path, tip);
}

/* --- from above --- */

static Point place_above(const CliffPicture *picture, Rect plot, double w, double b) {
    return (Point){plot.x + plot.w * cliff_unit_w(picture, w), rect_bottom(plot) - plot.h * cliff_unit_b(picture, b)};
}

static void draw_ground(const CliffPicture *picture, Rect plot) {
    MeshPoint corner[(CLIFF_BAND + 1) * CLIFF_COLS];
    const Theme *theme = picture->view->gui->theme;
    for (int from = 0; from + 1 < CLIFF_ROWS; from += CLIFF_BAND) {
        int rows = 0, at = 0;
        for (int r = from; r <= from + CLIFF_BAND && r < CLIFF_ROWS; r++, rows++) {
            for (int c = 0; c < CLIFF_COLS; c++, at++) {
                const CliffPoint *point = &picture->numbers->surface.at[r][c];
                Point place = place_above(picture, plot, point->w, point->b);
                corner[at] =
                    (MeshPoint){(float)place.x, (float)place.y, color_over(color_ramp(&theme->ramp, point->norm), 0.85, theme->panel)};
            }
        }
        draw_mesh(picture->view->gui->list, CLIFF_COLS, rows, corner);
    }
}

/* Finds where the level crosses the side from a to b; false if it does not. */
static bool cross(Point *out, const CliffPicture *picture, Rect plot, double level, const CliffPoint *a, const CliffPoint *b) {
    if ((a->loss < level) == (b->loss < level)) return false;
    double part = (level - a->loss) / (b->loss - a->loss);
    *out = place_above(picture, plot, a->w + part * (b->w - a->w), a->b + part * (b->b - a->b));
    return true;
}

static void draw_contour(const CliffPicture *picture, Rect plot, double level) {
    DrawList *list = picture->view->gui->list;
    draw_path_begin(list);
    for (int r = 0; r + 1 < CLIFF_ROWS; r++) {
        for (int c = 0; c + 1 < CLIFF_COLS; c++) {
            const CliffPoint *row = &picture->numbers->surface.at[r][c], *next = &picture->numbers->surface.at[r + 1][c];
            int below = (row[0].loss < level) + (row[1].loss < level) + (next[0].loss < level) + (next[1].loss < level);
            if (below == 0 || below == 4) continue; /* true of nearly all squares */
            const CliffPoint *side[4][2] = {{row, row + 1}, {row, next}, {row + 1, next + 1}, {next, next + 1}};
            Point at[4];
            int count = 0;
            for (int k = 0; k < 4; k++) count += cross(&at[count], picture, plot, level, side[k][0], side[k][1]);
            for (int i = 0; i < count; i += 2) { /* a saddle has four crossings: two around one corner, two around the opposite one */
                draw_path_move(list, at[i].x, at[i].y);
                draw_path_line(list, at[i + 1].x, at[i + 1].y);
            }
        }
    }
    draw_path_stroke(list, 1, color_fade(picture->view->gui->theme->text, 0.55), 0);
}

/* The clip cuts a line that leaves the map. Moves an end that is many widths outside nearer, in the same direction. */
static Point place_far(const CliffPicture *picture, Rect plot, const CliffPoint *from, const CliffPoint *to) {
    double far = fmax(fabs(to->w - from->w), fabs(to->b - from->b)), part = far > 100 ? 100 / far : 1;
    return place_above(picture, plot, from->w + part * (to->w - from->w), from->b + part * (to->b - from->b));
}

static void draw_path(const CliffPicture *picture, Rect plot, CliffPath path) {
    const CliffPoint *at = picture->numbers->at[path];
    DrawList *list = picture->view->gui->list;
    Color color = cliff_path_color(picture->view->gui->theme, path);
    int count = picture->cliff->updates[path] > 0 ? cliff_look(picture->cliff, path) : 0;
    draw_path_begin(list);
    bool pen = false;
    for (int n = 0; n < count; n++) {
        bool here = cliff_is_inside(picture, &at[n]), there = cliff_is_inside(picture, &at[n + 1]);
        if (!here && !there) continue;
        Point a = here ? place_above(picture, plot, at[n].w, at[n].b) : place_far(picture, plot, &at[n + 1], &at[n]),
              b = there ? place_above(picture, plot, at[n + 1].w, at[n + 1].b) : place_far(picture, plot, &at[n], &at[n + 1]);
        if (!pen || !here) draw_path_move(list, a.x, a.y);
        draw_path_line(list, b.x, b.y);
        pen = there;
    }
    CliffNow now = cliff_find_now(picture, path);
    if (now.is_moving && cliff_is_inside(picture, now.from)) { /* the running update, as far as it has gone */
        Point a = place_above(picture, plot, now.from->w, now.from->b), b = place_far(picture, plot, now.from, &now.at);
        if (!pen) draw_path_move(list, a.x, a.y);
        draw_path_line(list, b.x, b.y);
    }
    draw_path_stroke(list, 1.6, color, path == CLIFF_PLAIN ? 5 : 0);
}

/* Draws the arrow downhill from where the update begins, and the moving ball. */
static void draw_ball(const CliffPicture *picture, Rect plot, CliffPath path) {
    const Gui *gui = picture->view->gui;
    CliffNow now = cliff_find_now(picture, path);
    if (!cliff_is_inside(picture, now.from)) return;
    const CliffPoint *from = now.from;
    Point foot = place_above(picture, plot, from->w, from->b), ball = place_far(picture, plot, from, &now.at);
    double reach = cliff_arrow_length(now.arrow);
    if (reach > 0)
        cliff_draw_arrow(gui, foot,
                         place_above(picture, plot,
                                     from->w - reach * from->dw / from->norm * (picture->range->w_most - picture->range->w_least) / 2,
                                     from->b - reach * from->db / from->norm * (picture->range->b_most - picture->range->b_least) / 2),
                         2, gui->theme->text);
    draw_circle(gui->list, ball.x, ball.y, 4.5, cliff_path_color(gui->theme, path));
    draw_circle_stroke(gui->list, ball.x, ball.y, 4.5, 1.5, gui->theme->background);
}

static void draw_start(const CliffPicture *picture, Rect plot) {
    const Gui *gui = picture->view->gui;
    const CliffPoint *start = &picture->numbers->at[CLIFF_PLAIN][0];
    Point at = place_above(picture, plot, start->w, start->b);
    Region *region = region_add(gui->region, REGION_SCRUB, plot, "cliff/start");
    region->can_drag = region->has_handle = true;
    region->axis_x = (RegionAxis){plot.x, rect_right(plot), cliff_w_at(picture->cliff->unit)};
    region->axis_y = (RegionAxis){rect_bottom(plot), plot.y, cliff_b_at(picture->cliff->unit)};
    region->handle_x = at.x;
    region->handle_y = at.y;
    region->tip = tr(picture->view->strings, STRING_CLIFF_ABOVE_PLOT_TIP);
    text_format(region->command, (int)sizeof region->command, "cliff start {x} {y}");
    bool hot = gui_is_hot(gui, "cliff/start") || gui_is_active(gui, "cliff/start");
    if (hot) draw_circle_stroke(gui->list, at.x, at.y, 10, 4, color_fade(gui->theme->accent, 0.45));
    draw_circle(gui->list, at.x, at.y, 6.5, gui->theme->text);
    draw_circle_stroke(gui->list, at.x, at.y, 6.5, 2, gui->theme->background);
}

static void draw_ends(const CliffPicture *picture, Rect plot) {
    const Gui *gui = picture->view->gui;
    const CliffRange *range = picture->range;
    char text[4][24];
    const double value[4] = {range->w_least, range->w_most, range->b_least, range->b_most};
    for (int i = 0; i < 4; i++) number_format_short(text[i], (int)sizeof text[i], value[i], 2);
    double below = rect_bottom(plot) + 14;
    gui_text(gui, FACE_MONO, picture->small, plot.x, below, ALIGN_LEFT, gui->theme->dim, text[0]);
    gui_text(gui, FACE_MONO, picture->small, rect_right(plot), below, ALIGN_RIGHT, gui->theme->dim, text[1]);
    gui_text(gui, FACE_MATH_ITALIC, 16, rect_mid_x(plot), below, ALIGN_CENTER, gui->theme->recurrent_weight, "w");
    gui_text(gui, FACE_MONO, picture->small, plot.x - 5, rect_bottom(plot), ALIGN_RIGHT, gui->theme->dim, text[2]);
    gui_text(gui, FACE_MONO, picture->small, plot.x - 5, plot.y + 10, ALIGN_RIGHT, gui->theme->dim, text[3]);
    gui_text(gui, FACE_MATH_ITALIC, 16, plot.x - 10, rect_mid_y(plot) + 5, ALIGN_RIGHT, gui->theme->text, "b");
}

void cliff_draw_above(const CliffPicture *picture) {
    static const double part[] = {0.02, 0.06, 0.13, 0.22, 0.35, 0.5, 0.7};
    const Gui *gui = picture->view->gui;
    draw_group(gui->list, "cliff/above");
    draw_card(picture, picture->above,
              picture->above.w > 220 ? tr(picture->view->strings, STRING_CLIFF_ABOVE)
                                     : tr(picture->view->strings, STRING_CLIFF_ABOVE_SHORT),
              "cliff/above-card", tr(picture->view->strings, STRING_CLIFF_ABOVE_TIP));
    Rect plot = rect_inset(picture->above, 10, 8);
    rect_cut_top(&plot, HEAD - 4);
    rect_cut_bottom(&plot, 12);
    rect_cut_left(&plot, 34);
    draw_clip(gui->list, plot);
    draw_ground(picture, plot);
    for (int i = 0; i < (int)(sizeof part / sizeof *part); i++) draw_contour(picture, plot, part[i] * picture->most);
    for (int path = 0; path < CLIFF_PATH_COUNT; path++) draw_path(picture, plot, (CliffPath)path);
    draw_start(picture, plot);
    for (int path = 0; path < CLIFF_PATH_COUNT; path++)
        if (picture->cliff->updates[path] > 0) draw_ball(picture, plot, (CliffPath)path);
    draw_unclip(gui->list);
    draw_ends(picture, plot);
}

/* --- the unit's map --- */

typedef struct MapPlot {
    Rect box;
    double least, most; /* of both axes */
} MapPlot;

static Point map_place(const MapPlot *plot, double x, double y) {
    double span = plot->most - plot->least;
    return (Point){plot->box.x + plot->box.w * (x - plot->least) / span, rect_bottom(plot->box) - plot->box.h * (y - plot->least) / span};
}

static void draw_curve(const CliffPicture *picture, const MapPlot *plot) {
    const Gui *gui = picture->view->gui;
    Point low = map_place(plot, plot->least, plot->least), high = map_place(plot, plot->most, plot->most);
    draw_line(gui->list, low.x, low.y, high.x, high.y, 1, gui->theme->faint);
    draw_path_begin(gui->list);
    for (int i = 0; i < CURVE_POINTS; i++) {
        double x = plot->least + (plot->most - plot->least) * i / (CURVE_POINTS - 1);
        Point at = map_place(plot, x, cliff_map(picture->cliff->unit, picture->numbers->now.w, picture->numbers->now.b, x));
        if (i == 0)
            draw_path_move(gui->list, at.x, at.y);
        else
            draw_path_line(gui->list, at.x, at.y);
    }
    draw_path_stroke(gui->list, 2, gui->theme->accent, 0);
}

/* Draws the next state: from the diagonal up or down to the curve, and across to the diagonal. */
static void draw_cobweb(const CliffPicture *picture, const MapPlot *plot) {
    const Gui *gui = picture->view->gui;
    const double *x = picture->numbers->state;
    draw_path_begin(gui->list);
    Point start = map_place(plot, x[0], x[0]);
    draw_path_move(gui->list, start.x, start.y);
    for (int t = 0; t < picture->cliff->steps; t++) {
        Point on = map_place(plot, x[t], x[t + 1]), over = map_place(plot, x[t + 1], x[t + 1]);
        draw_path_line(gui->list, on.x, on.y);
        draw_path_line(gui->list, over.x, over.y);
    }
    draw_path_stroke(gui->list, 1.2, gui->theme->state.positive, 0);
    draw_circle(gui->list, start.x, start.y, 3.5, gui->theme->state.positive);
}

static void draw_fixed(const CliffPicture *picture, const MapPlot *plot) {
    const Gui *gui = picture->view->gui;
    for (int i = 0; i < picture->numbers->fixed_count; i++) {
        const CliffFixed *fixed = &picture->numbers->fixed[i];
        Point at = map_place(plot, fixed->x, fixed->x);
        if (fixed->x < plot->least || fixed->x > plot->most) continue;
        bool settles = fabs(fixed->slope) < 1;
        char path[48], x[FIGURE_SIZE], slope[FIGURE_SIZE];
        Figures figures = figure_begin(gui);
        figure_write(&figures, x, fixed->x);
        figure_write(&figures, slope, fixed->slope);
        draw_circle(gui->list, at.x, at.y, 5.5, settles ? gui->theme->good : gui->theme->panel);
        if (!settles) draw_circle_stroke(gui->list, at.x, at.y, 5, 2, gui->theme->bad);
        text_format(path, (int)sizeof path, "cliff/fixed%d", i + 1);
        hint_add(picture->view, rect(at.x - 8, at.y - 8, 16, 16), path,
                 figure_tip_words(picture->view, &figures,
                                  region_words(gui->region,
                                               tr(picture->view->strings, settles ? STRING_CLIFF_FIXED_SETTLES : STRING_CLIFF_FIXED_FLEES),
                                               x, slope)));
    }
}

/* Draws the whole sentence if it fits, else the short one. */
static const char *choose(const CliffPicture *picture, TextFace face, double size, double w, StringId whole, StringId brief) {
    const char *text = tr(picture->view->strings, whole);
    return gui_text_width(picture->view->gui, face, size, text) <= w ? text : tr(picture->view->strings, brief);
}

/* Says what the dots mean; if none can be seen, where the states go. */
static void write_fate(char *out, int size, const CliffPicture *picture, const MapPlot *plot, double w) {
    const CliffNumbers *numbers = picture->numbers;
    char number[24];
    bool seen = false;
    for (int i = 0; i < numbers->fixed_count; i++) seen = seen || (numbers->fixed[i].x >= plot->least && numbers->fixed[i].x <= plot->most);
    number_format_short(number, (int)sizeof number, numbers->state[picture->cliff->steps], 3);
    if (!seen)
        text_format(
            out, size,
            choose(picture, FACE_UI, picture->small, w - 30, STRING_CLIFF_FATE_OFF, STRING_CLIFF_FATE_OFF_SHORT), /* and the number */
            number);
    else
        text_format(out, size, "%s", choose(picture, FACE_UI, picture->small, w, STRING_CLIFF_FATE, STRING_CLIFF_FATE_SHORT));
}

void cliff_draw_map(const CliffPicture *picture) {
    const Gui *gui = picture->view->gui;
    bool is_latch = picture->cliff->unit == CLIFF_LATCH;
    char text[96], w[24], b[24];
    draw_group(gui->list, "cliff/map");
    number_format_short(w, (int)sizeof w, picture->numbers->now.w, 3);
    number_format_short(b, (int)sizeof b, picture->numbers->now.b, 3);
    bool has_room = picture->map.h > 150;
    draw_card(picture, picture->map,
              choose(picture, FACE_UI_SEMIBOLD, 13, picture->map.w - 20,
                     cliff_has_descent(picture->cliff) ? STRING_CLIFF_UNIT_DESCENT : STRING_CLIFF_UNIT_START, STRING_CLIFF_UNIT_SHORT),
              "cliff/map-card", region_words(gui->region, tr(picture->view->strings, STRING_CLIFF_MAP_TIP), w, b));
    Rect box = rect_inset(picture->map, 10, 8);
    rect_cut_top(&box, has_room ? HEAD + 14 : HEAD - 4);
    rect_cut_bottom(&box, has_room ? 14 : 0);
    MapPlot plot = {box, is_latch ? -1.3 : -4.4, is_latch ? 1.3 : 4.4};
    text_format(text, (int)sizeof text, "w = %s, b = %s", w, b);
    if (has_room)
        gui_text_fit(gui, FACE_MONO, picture->small, picture->map.x + 10, picture->map.y + 36, picture->map.w - 20, ALIGN_LEFT,
                     gui->theme->dim, text);
    draw_clip(gui->list, box);
    hint_add(picture->view, box, "cliff/map",
             is_latch ? tr(picture->view->strings, STRING_CLIFF_MAP_LATCH_TIP) : tr(picture->view->strings, STRING_CLIFF_MAP_SIGMOID_TIP));
    draw_curve(picture, &plot);
    draw_cobweb(picture, &plot);
    draw_fixed(picture, &plot);
    draw_unclip(gui->list);
    write_fate(text, (int)sizeof text, picture, &plot, box.w);
    if (has_room) gui_text_fit(gui, FACE_UI, picture->small, box.x, rect_bottom(box) + 14, box.w, ALIGN_LEFT, gui->theme->dim, text);
}
