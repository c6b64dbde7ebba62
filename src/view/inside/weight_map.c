/* See weight_map.h. */
#include "view/inside/weight_map.h"
#include "base/number.h"
#include "gui/chart.h"
#include "view/hint.h"
#include <math.h>

static Rect place_map(Rect area, int rows, int cols) {
    double cell = fmin(area.w / cols, area.h / rows), w = cell, h = cell;
    if (cols * cell < area.w * 0.5 && rows > 2 * cols) w = fmin(area.w / cols, 3 * cell); /* a tall one is made wider */
    if (rows * cell < area.h * 0.5 && cols > 2 * rows) h = fmin(area.h / rows, 3 * cell);
    double most = fmax(44, area.w / 9); /* the same for the maps of a column: a large window is not left empty */
    return rect(area.x, area.y, fmin(w, most) * cols, fmin(h, most) * rows);
}

static Color color_of(const WeightMap *map, const Theme *theme, double value, double limit) {
    return map->is_gradient ? color_ramp(&theme->ramp, fabs(value)) : color_signed(&theme->state, value, limit);
}

/* Black or white, whichever reads better on it. */
static Color ink_on(Color ground, const Theme *theme) {
    Color other = theme->dark ? theme->background : theme->text, one = theme->dark ? theme->text : theme->background;
    return color_contrast(one, ground) >= color_contrast(other, ground) ? one : other;
}

static void draw_cells(const View *view, Rect box, const WeightMap *map, double limit) {
    const Gui *gui = view->gui;
    double w = box.w / map->cols, h = box.h / map->rows, gap = fmin(w, h) >= 10 ? 1.5 : 0.5;
    bool numbers = map->has_numbers && w >= 40 && h >= 16;
    double size = fmax(12, floor(fmin(w, h) * 12 / 44)), fits = w - fmax(3, w / 15);
    for (int r = 0; r < map->rows; r++) {
        for (int c = 0; c < map->cols; c++) {
            double value = map->value[r * map->cols + c];
            Color color = color_of(map, gui->theme, value, limit);
            Rect cell = {box.x + c * w + gap / 2, box.y + r * h + gap / 2, w - gap, h - gap};
            char number[24];
            draw_round(gui->list, cell, fmin(3, h / 4), color);
            if (!numbers) continue;
            number_format_short(number, (int)sizeof number, value, 2);
            if (gui_text_width(gui, FACE_MONO, size, number) > fits) number_format_short(number, (int)sizeof number, value, 1);
            if (gui_text_width(gui, FACE_MONO, size, number) <= fits)
                gui_text(gui, FACE_MONO, size, rect_mid_x(cell), rect_mid_y(cell) + size / 3, ALIGN_CENTER, ink_on(color, gui->theme),
                         number);
        }
    }
}

static void read_pointer(const View *view, Rect box, const WeightMap *map) {
    const Gui *gui = view->gui;
    const GuiState *state = gui->state;
    if (!gui_is_hot(gui, map->path) || !rect_contains(box, state->x, state->y)) return;
    int c = (int)fmin((state->x - box.x) / box.w * map->cols, map->cols - 1),
        r = (int)fmin((state->y - box.y) / box.h * map->rows, map->rows - 1);
    TermsPlace place = map->place;
    place.row += r;
    place.col += c;
    if (map->has_place) hint_number(view, &place, true);
    double value = map->value[r * map->cols + c], w = box.w / map->cols, h = box.h / map->rows;
    ChartRow row[3] = {{.color = gui->theme->line}, {.color = gui->theme->panel}, {.color = gui->theme->panel}};
    int count = 1;
    char head[96], number[FIGURE_SIZE];
    Figures figures = figure_begin(gui);
    figure_write(&figures, number, value);
    text_format(head, (int)sizeof head, "%s[%d, %d]", map->name, r + 1, c + 1);
    if (map->is_gradient) row[0].color = color_ramp(&gui->theme->ramp, fabs(value));
    text_format(row[0].text, (int)sizeof row[0].text, "%s", number);
    if (view->lost) text_format(row[count++].text, (int)sizeof row->text, "%s", view->lost);
    if (map->has_place) text_format(row[count++].text, (int)sizeof row->text, "%s", tr(view->strings, STRING_TERMS_CLICK));
    draw_layer(gui->list, LAYER_HOVER);
    draw_round_stroke(gui->list, rect(box.x + c * w, box.y + r * h, w, h), 2, 1.5, gui->theme->text);
    chart_read_out(gui, rect(4, 4, gui->list->width - 8, gui->list->height - 8), box.x + c * w, box.x + (c + 1) * w, state->y, head, row,
                   count, &figures);
    draw_layer(gui->list, LAYER_STAGE);
}

Rect weight_map_draw(const View *view, Rect area, const WeightMap *map) {
    const Gui *gui = view->gui;
    Rect box = place_map(area, map->rows, map->cols);
    Heat *heat = &view->heat->map[map->slot];
    size_t count = (size_t)map->rows * (size_t)map->cols;
    double limit = fmax(heat_largest(heat, map->value, count, view->version), 1e-300);
    if (count <= 576 && fmin(box.w / map->cols, box.h / map->rows) >= 5) {
        draw_cells(view, box, map, limit);
    } else {
        HeatSource source = {.value = map->value,
                             .blocks = 1,
                             .rows = map->rows,
                             .cols = map->cols,
                             .width_px = box.w * gui->scale,
                             .height_px = box.h * gui->scale,
                             .is_signed = !map->is_gradient,
                             .limit = limit,
                             .theme = gui->theme,
                             .version = view->version};
        if (!heat_make(heat, &source)) {
            draw_fail(gui->list);
            return box;
        }
        draw_image(gui->list, box, heat->cols, heat->rows, heat_block(heat, 0));
    }
    region_add(gui->region, REGION_HOVER, box, map->path)->tip = ""; /* written while the pointer is there */
    read_pointer(view, box, map);
    return box;
}
