/* The surface as a solid in parallel projection, turned by dragging and zoomed by the wheel. A height is a loss, or the length of the
   gradient on a log axis; the colour is that length, darker in the shade.

   Ground places are u (of w) and v (of b), both -1 to 1. Turned by an angle a and tilted by e,

     depth = u sin a + v cos a,   x = u cos a - v sin a,   y = depth sin e - z cos e

   and depth grows towards the viewer. Quadrilaterals are drawn from the farthest to the nearest, so near ones cover far ones. Descents
   are drawn last, so the surface never covers them. */
#include "base/number.h"
#include "gui/chart.h"
#include "view/hint.h"
#include "view/inside/cliff_picture.h"
#include "view/offer.h"
#include <math.h>

enum { DOTS_MOST = 400 };
static const double HEIGHT = 0.95, PI = 3.14159265358979323846, FAR_UNIT = 40;

typedef struct Solid {
    const CliffPicture *picture;
    double sin_turn, cos_turn, sin_tilt, cos_tilt;
    double x, y, size; /* of the ground's middle; screen length of 1 */
    Rect box;          /* the whole surface fits into it; zooming keeps a place in it */
} Solid;

static Solid solid_of(const CliffPicture *picture) {
    Solid solid = {.picture = picture};
    double turn = picture->cliff->turn * PI / 180, tilt = picture->cliff->tilt * PI / 180;
    Rect box = rect_inset(picture->solid, 30, 8);
    solid.sin_turn = sin(turn);
    solid.cos_turn = cos(turn);
    solid.sin_tilt = sin(tilt);
    solid.cos_tilt = cos(tilt);
    double wide = 2 * sqrt(2.0), high = wide * solid.sin_tilt + HEIGHT * solid.cos_tilt;
    solid.size = fmin((box.w - 30) / wide, (box.h - 40) / high);
    solid.x = rect_mid_x(box);
    solid.y = box.y + 10 + (box.h - 40 - solid.size * high) / 2 + solid.size * (HEIGHT * solid.cos_tilt + wide / 2 * solid.sin_tilt);
    solid.box = picture->solid;
    double zoom = picture->cliff->zoom, mid_x = rect_mid_x(solid.box), mid_y = rect_mid_y(solid.box);
    solid.x = mid_x + (solid.x - mid_x) * zoom + picture->cliff->pan_x * solid.box.w;
    solid.y = mid_y + (solid.y - mid_y) * zoom - picture->cliff->pan_y * solid.box.h;
    solid.size *= zoom;
    return solid;
}

static Point project(const Solid *solid, double u, double v, double z) {
    double depth = u * solid->sin_turn + v * solid->cos_turn, across = u * solid->cos_turn - v * solid->sin_turn;
    return (Point){solid->x + solid->size * across, solid->y + solid->size * (depth * solid->sin_tilt - z * HEIGHT * solid->cos_tilt)};
}

static Point place_at(const Solid *solid, const CliffPoint *at, double height) {
    const CliffPicture *picture = solid->picture;
    double u = 2 * cliff_unit_w(picture, at->w) - 1, v = 2 * cliff_unit_b(picture, at->b) - 1;
    return project(solid, u, v, picture->grown * height);
}

static Point place(const Solid *solid, const CliffPoint *at) { return place_at(solid, at, cliff_height(solid->picture, at)); }

/* --- the surface --- */

/* Returns how much light falls on a quadrilateral's corner, from the normal of the surface there. The lamp is above the viewer's left
   shoulder. */
static double light_at(const Solid *solid, int r, int c) {
    const CliffPicture *picture = solid->picture;
    const CliffSurface *surface = &picture->numbers->surface;
    int r0 = r > 0 ? r - 1 : r, r1 = r + 1 < CLIFF_ROWS ? r + 1 : r, c0 = c > 0 ? c - 1 : c, c1 = c + 1 < CLIFF_COLS ? c + 1 : c;
    const CliffPoint *w0 = &surface->at[r0][c], *w1 = &surface->at[r1][c], *b0 = &surface->at[r][c0], *b1 = &surface->at[r][c1];
    double rw[3] = {2 * (cliff_unit_w(picture, w1->w) - cliff_unit_w(picture, w0->w)),
                    2 * (cliff_unit_b(picture, w1->b) - cliff_unit_b(picture, w0->b)),
                    HEIGHT * (cliff_height(picture, w1) - cliff_height(picture, w0))};
    double rb[3] = {0, 2 * (cliff_unit_b(picture, b1->b) - cliff_unit_b(picture, b0->b)),
                    HEIGHT * (cliff_height(picture, b1) - cliff_height(picture, b0))};
    double n[3] = {rw[1] * rb[2] - rw[2] * rb[1], rw[2] * rb[0] - rw[0] * rb[2], rw[0] * rb[1] - rw[1] * rb[0]};
    double length = sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]);
    /* The lamp turns with the viewer: a little to the left, in front, above. */
    double across = -0.45, depth = 0.35, up = 0.82;
    double lu = across * solid->cos_turn + depth * solid->sin_turn, lv = -across * solid->sin_turn + depth * solid->cos_turn;
    double light = length > 0 ? (n[0] * lu + n[1] * lv + n[2] * up) / length : 1;
    return 0.5 + 0.5 * fmax(light, 0);
}

static Color shade(Color color, double light) {
    return (Color){(uint8_t)(color.r * light + 0.5), (uint8_t)(color.g * light + 0.5), (uint8_t)(color.b * light + 0.5), 255};
}

static MeshPoint corner_at(const Solid *solid, int r, int c) {
    const CliffPicture *picture = solid->picture;
    const Theme *theme = picture->view->gui->theme;
    const CliffPoint *point = &picture->numbers->surface.at[r][c];
    Point screen = place(solid, point);
    double light = light_at(solid, r, c);
    return (MeshPoint){(float)screen.x, (float)screen.y,
                       shade(color_ramp(&theme->ramp, point->norm), theme->dark ? light : 0.35 + 0.65 * light)};
}

/* Draws some rows at a time, the farthest first, so that the corners need little room on the stack. */
static void draw_surface(const Solid *solid) {
    MeshPoint corner[(CLIFF_BAND + 1) * CLIFF_COLS];
    const CliffPicture *picture = solid->picture;
    const CliffSurface *surface = &picture->numbers->surface;
    /* Columns follow the edge, so which of them lie behind depends on its slope too. */
    const CliffPoint *first = &surface->at[0][CLIFF_SIDE], *last = &surface->at[CLIFF_ROWS - 1][CLIFF_SIDE];
    double slope = cliff_unit_b(picture, last->b) - cliff_unit_b(picture, first->b);
    bool rows_rise = solid->sin_turn > 0, cols_rise = solid->cos_turn - slope * solid->sin_turn > 0;
    for (int from = 0; from + 1 < CLIFF_ROWS; from += CLIFF_BAND) {
        int rows = 0, at = 0;
        for (int i = from; i <= from + CLIFF_BAND && i < CLIFF_ROWS; i++, rows++)
            for (int k = 0; k < CLIFF_COLS; k++)
                corner[at++] = corner_at(solid, rows_rise ? i : CLIFF_ROWS - 1 - i, cols_rise ? k : CLIFF_COLS - 1 - k);
        draw_mesh(picture->view->gui->list, CLIFF_COLS, rows, corner);
    }
}

/* Draws the rim, so that edges against the ground are crisp. */
static void draw_rim(const Solid *solid, Color color) {
    const CliffSurface *surface = &solid->picture->numbers->surface;
    DrawList *list = solid->picture->view->gui->list;
    for (int side = 0; side < 4; side++) {
        int count = side % 2 ? CLIFF_ROWS : CLIFF_COLS;
        draw_path_begin(list);
        for (int i = 0; i < count; i++) {
            int r = side == 0 ? 0 : side == 2 ? CLIFF_ROWS - 1 : i, c = side == 1 ? 0 : side == 3 ? CLIFF_COLS - 1 : i;
            Point at = place(solid, &surface->at[r][c]);
            if (i == 0)
                draw_path_move(list, at.x, at.y);
            else
                draw_path_line(list, at.x, at.y);
        }
        draw_path_stroke(list, 1, color, 0);
    }
}

/* --- axes --- */

static double nice_step(double range, int most) {
    static const double steps[] = {0.1, 0.2, 0.25, 0.5, 1, 2, 5};
    for (int i = 0; i < 6; i++)
        if (range / steps[i] <= most) return steps[i];
    return 5;
}

/* Draws the numbers along the nearest edge of the ground. */
static void draw_edge(const Solid *solid, bool of_w) {
    const CliffPicture *picture = solid->picture;
    const Gui *gui = picture->view->gui;
    const CliffRange *range = picture->range;
    double least = of_w ? range->w_least : range->b_least, most = of_w ? range->w_most : range->b_most;
    double near = of_w ? (solid->cos_turn > 0 ? 1 : -1) : (solid->sin_turn > 0 ? 1 : -1);
    double length = 2 * solid->size * fabs(of_w ? solid->cos_turn : solid->sin_turn),
           step = nice_step(most - least, (int)(length / 52) + 1);
    Point from = of_w ? project(solid, -1, near, 0) : project(solid, near, -1, 0),
          to = of_w ? project(solid, 1, near, 0) : project(solid, near, 1, 0);
    draw_line(gui->list, from.x, from.y, to.x, to.y, 1.2, gui->theme->dim);
    double corner = of_w ? (solid->sin_turn > 0 ? 1 : -1) : (solid->cos_turn > 0 ? 1 : -1); /* where both edges meet */
    for (double value = ceil(least / step) * step; length > 40 && value <= most + 1e-9; value += step) {
        double unit = 2 * (value - least) / (most - least) - 1;
        if (fabs(unit - corner) * length / 2 < 26) continue;
        Point on = of_w ? project(solid, unit, near, 0) : project(solid, near, unit, 0);
        Point out = of_w ? project(solid, unit, near * 1.04, 0) : project(solid, near * 1.04, unit, 0);
        char text[32];
        number_format_short(text, (int)sizeof text, fabs(value) < 1e-9 ? 0 : value, 2);
        if (!rect_contains(rect_inset(picture->solid, 14, 0), out.x, out.y + 16)) continue; /* zoomed in, it would be cut off */
        draw_line(gui->list, on.x, on.y, out.x, out.y, 1, gui->theme->dim);
        gui_text(gui, FACE_MONO, picture->small, out.x, out.y + 14, ALIGN_CENTER, gui->theme->dim, text);
    }
    double beyond = near * (1 + 62 / solid->size); /* clear of the numbers, however small the surface is */
    Point name = of_w ? project(solid, 0, beyond, 0) : project(solid, beyond, 0, 0);
    name.y = fmax(name.y, (from.y + to.y) / 2 + 24);
    if (length > 40 && rect_contains(rect_inset(picture->solid, 10, 4), name.x, name.y + 14))
        gui_text(gui, FACE_MATH_ITALIC, 20, name.x, name.y + 14, ALIGN_CENTER, of_w ? gui->theme->recurrent_weight : gui->theme->text,
                 of_w ? "w" : "b");
}

/* Draws every second or fourth power of ten of the gradient's length. */
static void draw_powers(const Solid *solid, double u, double v, double length) {
    const Gui *gui = solid->picture->view->gui;
    int every = length > 150 ? 2 : 4;
    for (int e = CLIFF_LOG_LEAST; e <= CLIFF_LOG_MOST; e += every) {
        Point at = project(solid, u, v, (double)(e - CLIFF_LOG_LEAST) / (CLIFF_LOG_MOST - CLIFF_LOG_LEAST));
        draw_line(gui->list, at.x - 4, at.y, at.x, at.y, 1, gui->theme->dim);
        if (e > CLIFF_LOG_LEAST) chart_power(gui, 13, at.x - 7, at.y + 4, ALIGN_RIGHT, gui->theme->dim, e);
    }
}

/* Draws the axis of the height at the left corner. */
static void draw_height(const Solid *solid) {
    const CliffPicture *picture = solid->picture;
    const Gui *gui = picture->view->gui;
    double u = solid->cos_turn > 0 ? -1 : 1, v = solid->sin_turn > 0 ? 1 : -1, step = nice_step(picture->most, 5);
    Point low = project(solid, u, v, 0), high = project(solid, u, v, 1);
    if (low.y - high.y < 40) return;
    draw_line(gui->list, low.x, low.y, high.x, high.y, 1.2, gui->theme->dim);
    bool of_loss = picture->cliff->height == CLIFF_OF_LOSS;
    if (!of_loss) draw_powers(solid, u, v, low.y - high.y);
    for (double value = 0; of_loss && value <= picture->most + 1e-9; value += step) {
        Point at = project(solid, u, v, value / picture->most);
        char text[32];
        number_format_short(text, (int)sizeof text, value, 1);
        draw_line(gui->list, at.x - 4, at.y, at.x, at.y, 1, gui->theme->dim);
        if (value > 0) gui_text(gui, FACE_MONO, picture->small, at.x - 7, at.y + 4, ALIGN_RIGHT, gui->theme->dim, text);
    }
    if (of_loss)
        gui_text(gui, FACE_MATH_ITALIC, 20, high.x, high.y - 8, ALIGN_CENTER, gui->theme->text, "L");
    else
        gui_text(gui, FACE_MATH, 16, high.x, high.y - 10, ALIGN_CENTER, gui->theme->text, "‖∇L‖");
}

/* --- descents --- */

/* A step may go thousands of widths outside the map: returns a nearer place in the same direction. */
static Point place_beyond(const Solid *solid, const CliffPoint *from, const CliffPoint *to) {
    CliffPoint cut = *to;
    double far = fmax(fabs(to->w - from->w), fabs(to->b - from->b));
    if (far > FAR_UNIT) {
        double part = FAR_UNIT / far;
        cut.w = from->w + part * (to->w - from->w);
        cut.b = from->b + part * (to->b - from->b);
        cut.loss = from->loss + part * (to->loss - from->loss);
    }
    return place(solid, &cut);
}

static Point place_now(const Solid *solid, const CliffNow *now) {
    CliffPoint cut = now->at;
    double height = now->height, far = fmax(fabs(cut.w - now->from->w), fabs(cut.b - now->from->b));
    if (far > FAR_UNIT) {
        double from = cliff_height(solid->picture, now->from), part = FAR_UNIT / far;
        cut.w = now->from->w + part * (cut.w - now->from->w);
        cut.b = now->from->b + part * (cut.b - now->from->b);
        height = from + part * (height - from);
    }
    return place_at(solid, &cut, height);
}

static void draw_path(const Solid *solid, CliffPath path) {
    const CliffPicture *picture = solid->picture;
    const CliffPoint *at = picture->numbers->at[path];
    DrawList *list = picture->view->gui->list;
    Color color = cliff_path_color(picture->view->gui->theme, path);
    int count = picture->cliff->updates[path] > 0 ? cliff_look(picture->cliff, path) : 0;
    bool pen = false;
    draw_path_begin(list);
    for (int n = 0; n < count; n++) {
        bool here = cliff_is_inside(picture, &at[n]), there = cliff_is_inside(picture, &at[n + 1]);
        if (!here && !there) continue;
        Point a = here ? place(solid, &at[n]) : place_beyond(solid, &at[n + 1], &at[n]),
              b = there ? place(solid, &at[n + 1]) : place_beyond(solid, &at[n], &at[n + 1]);
        if (!pen || !here) draw_path_move(list, a.x, a.y);
        draw_path_line(list, b.x, b.y);
        pen = there;
    }
    CliffNow now = cliff_find_now(picture, path);
    if (now.is_moving && cliff_is_inside(picture, now.from)) { /* the running update, as far as it has gone */
        Point a = place(solid, now.from), b = place_now(solid, &now);
        if (!pen) draw_path_move(list, a.x, a.y);
        draw_path_line(list, b.x, b.y);
    }
    draw_path_stroke(list, 2, color, path == CLIFF_PLAIN ? 6 : 0);
    for (int n = 1; n <= count && count <= DOTS_MOST; n++) {
        if (!cliff_is_inside(picture, &at[n])) continue;
        Point dot = place(solid, &at[n]);
        draw_circle(list, dot.x, dot.y, 2.6, color);
    }
}

/* Draws the length of the gradient, before and after clipping. */
static void draw_tag(const Solid *solid, CliffPath path, const CliffNow *now, Point foot) {
    const CliffPicture *picture = solid->picture;
    const Gui *gui = picture->view->gui;
    char number[32], cut[32], text[96], name[48];
    number_format_short(number, (int)sizeof number, now->from->norm, 2);
    number_format_short(cut, (int)sizeof cut, picture->numbers->plan[path].clip, 2);
    if (now->is_cut)
        text_format(text, (int)sizeof text, tr(solid->picture->view->strings, STRING_CLIFF_TAG_CUT), number, cut);
    else
        text_format(text, (int)sizeof text, "‖∇L‖ = %s", number);
    double w = gui_text_width(gui, FACE_MONO_MEDIUM, 13, text) + 14;
    Rect box = rect_inset(picture->solid, 4, 4), tag = {foot.x + 14, foot.y - 30, w, 21};
    double axis =
        project(solid, solid->cos_turn > 0 ? -1 : 1, solid->sin_turn > 0 ? 1 : -1, 0).x; /* the numbers of the height axis end there */
    if (rect_right(tag) > rect_right(box)) tag.x = foot.x - 14 - w;
    if (tag.x < axis + 6) tag.x = fmax(fmin(axis + 6, rect_right(box) - w), box.x);
    tag.y = fmin(fmax(tag.y, box.y), rect_bottom(box) - tag.h);
    draw_round(gui->list, tag, 5, color_fade(gui->theme->raised, 0.92));
    draw_round_stroke(gui->list, tag, 5, 1, cliff_path_color(gui->theme, path));
    gui_text(gui, FACE_MONO_MEDIUM, 13, rect_mid_x(tag), tag.y + 15, ALIGN_CENTER, gui->theme->text, text);
    text_format(text, (int)sizeof text, "cliff/norm%d", (int)path + 1);
    cliff_write_path(name, (int)sizeof name, picture->view->strings, picture->cliff, path);
    hint_add(picture->view, tag, text,
             region_words(gui->region, tr(solid->picture->view->strings, STRING_CLIFF_TAG_TIP), name,
                          COUNT_TEXT(cliff_look(picture->cliff, path))));
}

/* Draws the arrow downhill from where the update begins; its length is that of the gradient on a log scale. */
static void draw_arrow(const Solid *solid, CliffPath path) {
    const CliffPicture *picture = solid->picture;
    const Gui *gui = picture->view->gui;
    CliffNow now = cliff_find_now(picture, path);
    if (!cliff_is_inside(picture, now.from)) return;
    Color color = cliff_path_color(gui->theme, path);
    Point foot = place(solid, now.from), ball = place_now(solid, &now);
    CliffPoint on = *now.from;
    double reach = cliff_arrow_length(now.arrow);
    if (reach > 0) {
        on.w -= reach * on.dw / on.norm * (picture->range->w_most - picture->range->w_least) / 2;
        on.b -= reach * on.db / on.norm * (picture->range->b_most - picture->range->b_least) / 2;
        cliff_draw_arrow(gui, foot, place_at(solid, &on, cliff_height(picture, now.from)), 3, gui->theme->text);
    }
    draw_circle(gui->list, ball.x, ball.y, 7, color);
    draw_circle_stroke(gui->list, ball.x, ball.y, 7, 2, gui->theme->background);
    draw_tag(solid, path, &now, foot);
}

/* --- all --- */

static double turn_at(int key, double unit) {
    (void)key;
    return round((unit * 2 - 1) * 1800) / 5; /* -360 to 360 over two widths */
}

static double tilt_at(int key, double unit) {
    (void)key;
    return round((8 + unit * 82) * 5) / 5;
}

/* A drag over the width of the surface is half a turn. The handle is where the press is, so a press moves nothing. */
static void add_turn(const Solid *solid) {
    const CliffPicture *picture = solid->picture;
    const Gui *gui = picture->view->gui;
    Rect box = picture->solid;
    Region *region = region_add(gui->region, REGION_SCRUB, box, "cliff/surface");
    region->can_drag = region->is_all_handle = true;
    region->zoomed = "cliff";
    region->zoom_box = box;
    region->tip = tr(solid->picture->view->strings, STRING_CLIFF_SURFACE_TIP);
    double middle = rect_mid_x(box), half = 2 * box.w;
    region->axis_x = (RegionAxis){middle + half, middle - half, turn_at};
    region->axis_y = (RegionAxis){box.y, box.y + box.h, tilt_at};
    region->handle_x = middle - picture->cliff->turn / 360 * half;
    region->handle_y = box.y + (picture->cliff->tilt - 8) / 82 * box.h;
    text_format(region->command, (int)sizeof region->command, "cliff turn {x} {y}");
}

static double ground_at(int key, double unit) {
    (void)key;
    return round((unit * 8 - 4) * 1e4) / 1e4;
}

/* A drag moves the start over the ground. It follows its place on the ground, because its height jumps at the wall. */
static void draw_start(const Solid *solid) {
    const CliffPicture *picture = solid->picture;
    const Gui *gui = picture->view->gui;
    const CliffPoint *start = &picture->numbers->at[CLIFF_PLAIN][0];
    Point at = place(solid, start), foot = place_at(solid, start, 0);
    bool hot = gui_is_hot(gui, "cliff/from") || gui_is_active(gui, "cliff/from");
    if (hot) draw_circle_stroke(gui->list, at.x, at.y, 11, 4, color_fade(gui->theme->accent, 0.45));
    draw_circle(gui->list, at.x, at.y, 7, gui->theme->text);
    draw_circle_stroke(gui->list, at.x, at.y, 7, 2, gui->theme->background);
    if (!rect_contains(picture->solid, at.x, at.y)) return;
    Region *region = region_add(gui->region, REGION_SCRUB, rect(at.x - 11, at.y - 11, 22, 22), "cliff/from");
    double deep = 4 * solid->size * solid->sin_tilt;
    region->can_drag = region->is_all_handle = true;
    region->zoomed = "cliff";
    region->zoom_box = picture->solid;
    region->axis_x = (RegionAxis){solid->x - 4 * solid->size, solid->x + 4 * solid->size, ground_at};
    region->axis_y = (RegionAxis){solid->y - deep, solid->y + deep, ground_at};
    region->handle_x = foot.x;
    region->handle_y = foot.y;
    text_format(region->command, (int)sizeof region->command, "cliff place {x} {y}");
    char w[FIGURE_SIZE], b[FIGURE_SIZE], loss[FIGURE_SIZE];
    Figures figures = figure_begin(gui);
    figure_write(&figures, w, start->w);
    figure_write(&figures, b, start->b);
    figure_write(&figures, loss, start->loss);
    region->tip = figure_tip_words(picture->view, &figures,
                                   region_words(gui->region, tr(picture->view->strings, STRING_CLIFF_START_PLACE_TIP), w, b, loss));
}

void cliff_draw_solid(const CliffPicture *picture) {
    const Gui *gui = picture->view->gui;
    Solid solid = solid_of(picture);
    draw_group(gui->list, "cliff/surface");
    draw_clip(gui->list, picture->solid);
    draw_surface(&solid);
    draw_rim(&solid, color_fade(gui->theme->text, 0.35));
    draw_edge(&solid, true);
    draw_edge(&solid, false);
    draw_height(&solid);
    add_turn(&solid);
    draw_group(gui->list, "cliff/descents");
    for (int path = 0; path < CLIFF_PATH_COUNT; path++) draw_path(&solid, (CliffPath)path);
    draw_start(&solid);
    for (int path = 0; path < CLIFF_PATH_COUNT; path++)
        if (picture->cliff->updates[path] > 0) draw_arrow(&solid, (CliffPath)path);
    if (!cliff_has_descent(picture->cliff)) draw_arrow(&solid, CLIFF_PLAIN);
    draw_unclip(gui->list);
}
