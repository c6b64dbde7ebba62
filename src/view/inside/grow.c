/* See grow.h. */
#include "view/inside/grow.h"
#include "base/number.h"
#include "view/inside/cell_place.h"
#include <math.h>

static double ease(double t) { return t <= 0 ? 0 : t >= 1 ? 1 : t * t * (3 - 2 * t); }

static int lane_of(const StageLayout *stage, int layer, int direction) {
    int lane = layer * stage->view->run->net.spec.directions + direction;
    return lane < stage->lane_count ? lane : stage->shown;
}

static Rect states_of(const StageLayout *stage, int lane) {
    Rect first = stage_column_box(stage, stage->lane[lane].state, 0),
         last = stage_column_box(stage, stage->lane[lane].state, stage->steps - 1);
    double left = fmin(first.x, last.x), right = fmax(rect_right(first), rect_right(last));
    return rect(left, first.y, right - left, first.h);
}

Rect grow_find_states(const View *view, Rect area, int layer, int direction) {
    StageLayout stage;
    stage_layout_init(&stage, view, area);
    return states_of(&stage, lane_of(&stage, layer, direction));
}

Rect grow_find_column(const View *view, Rect area, int layer, int direction, int step) {
    StageLayout stage;
    stage_layout_init(&stage, view, area);
    return stage_column_box(&stage, stage.lane[lane_of(&stage, layer, direction)].state, step);
}

Rect grow_find(const View *view, Rect area, GrowFrom from) {
    StageLayout stage;
    stage_layout_init(&stage, view, area);
    CellPlace place = cell_place(view->run, view->ui);
    Rect column = stage_column_box(&stage, stage.lane[lane_of(&stage, place.layer, place.direction)].state, place.step);
    const Wiring *wiring = &view->run->wiring;
    switch (from) {
    case GROW_FROM_COLUMN: return column;
    case GROW_FROM_W: {
        double half = fmax(stage.pitch - column.w, 8) / 2;
        return rect(rect_right(column), rect_mid_y(column) - half, 2 * half, 2 * half);
    }
    case GROW_FROM_CHAIN: return states_of(&stage, stage.shown);
    case GROW_FROM_LOSS: {
        double x = stage_x(&stage, wiring->loss_step[wiring->loss_count - 1]), r = stage.loss_radius;
        return rect(x - r, stage.loss_y - r, 2 * r, 2 * r);
    }
    case GROW_FROM_GROUND: break;
    }
    return rect(area.x, rect_bottom(area), area.w, 0);
}

Rect grow_between(const Grow *grow, Rect a, Rect b) {
    double t = grow->moved;
    return rect(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t, a.w + (b.w - a.w) * t, a.h + (b.h - a.h) * t);
}

void grow_begin(Grow *grow, const View *view, Rect area, GrowFrom from, const char *name) {
    const Gui *gui = view->gui;
    char path[48];
    *grow = (Grow){.view = view, .area = area, .source = area, .window = area, .moved = ease(view->ui->inside_open)};
    if (grow->moved < 1) {
        grow->source = grow_find(view, area, from);
        grow->window = grow_between(grow, grow->source, area);
    }
    draw_clip(gui->list, grow->window);
    draw_rect(gui->list, grow->window, gui->theme->background);
    text_format(path, (int)sizeof path, "%s/behind", name);
    region_add(gui->region, REGION_BLOCK, area, path); /* the stage below is not reached */
}

void grow_end(const Grow *grow) {
    const Gui *gui = grow->view->gui;
    draw_unclip(gui->list);
    if (grow->moved < 1) draw_round_stroke(gui->list, rect_inset(grow->window, 0.5, 0.5), 6, 1.5, gui->theme->line);
}
