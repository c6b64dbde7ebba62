/* The stage: the unrolled network above, the gradient chart below, on one time axis. This file combines the parts and registers their
   regions; each part has its own file. */
#include "base/number.h"
#include "view/hint.h"
#include "view/stage/stage_curtain.h"
#include "view/stage/stage_layout.h"
#include "view/stage/stage_morph.h"
#include "view/stage/stage_update_plan.h"
#include <math.h>

/* A grid of regions over all steps: columns are steps, rows are units. */
static void add_grid(const StageLayout *layout, Rect box, const char *path, int kind, int layer, int direction, int rows,
                     const char *command) {
    if (box.h < 1 || layout->open < 1) return;
    Rect grid = {layout->left, box.y, layout->pitch * layout->steps, box.h};
    Region *region = region_add(layout->view->gui->region, REGION_HOVER, grid, path);
    region->subject = (Subject){kind, layer, direction, 0, rows > 1 ? 0 : -1};
    region->cols = layout->steps;
    region->rows = rows;
    text_format(region->command, (int)sizeof region->command, "%s", command);
}

/* The gaps between the columns, where the rivers run: each is the arrow that leaves step t for the one before. */
static void add_gaps(const StageLayout *layout, const StageLane *lane, Rect box, int kind, const char *name) {
    if (layout->zoom != ZOOM_CIRCLES || layout->open < 1 || box.h <= 0) return;
    double h = fmin(box.h, 40);
    for (int t = lane->direction ? 0 : 1; t < layout->steps - (lane->direction ? 1 : 0); t++) {
        int before = lane->direction ? t + 1 : t - 1;
        double a = stage_x(layout, t), b = stage_x(layout, before), left = fmin(a, b) + layout->column_w / 2,
               right = fmax(a, b) - layout->column_w / 2;
        char path[48];
        text_format(path, (int)sizeof path, "stage/%s%d%s-%d", name, lane->layer + 1, lane->direction ? "r" : "", t + 1);
        Region *region = region_add(layout->view->gui->region, REGION_HOVER, rect(left, rect_mid_y(box) - h / 2, right - left, h), path);
        region->subject = (Subject){kind, lane->layer, lane->direction, t, -1};
    }
}

/* The rows of a lane's units are the rows of its column boxes (stage_chain.c); elsewhere they fill the lane. */
static Rect units_of(const StageLayout *layout, Rect lane) {
    if (layout->zoom != ZOOM_CIRCLES || lane.h <= 0) return lane;
    return rect_inset(stage_column_box(layout, lane, 0), 0, 6);
}

static void add_regions(const StageLayout *layout) {
    const Run *run = layout->view->run;
    /* First the whole columns: where there is no finer region, the pointer lights the step. */
    const StageLane *chain = &layout->lane[layout->shown];
    bool goes_back = layout->view->ui->cursor.phase == PHASE_BACKWARD; /* a click stays in that phase */
    const char *seek = !goes_back ? "seek forward {step}" : chain->direction ? "seek backward {step}" : "seek backward {back}";
    double foot = rect_bottom(layout->area);                                                   /* with its number there */
    if (layout->view->ui->cursor.phase == PHASE_UPDATE && stage_find_update_plan(layout).room) /* the matrices have no time axis */
        foot = rect_bottom(stage_share_bars(layout)) + UPDATE_NUMBERS;
    Rect column = {layout->left, layout->outputs.y, 0, foot - layout->outputs.y};
    add_grid(layout, column, "stage/step", SUBJECT_STEP, -1, -1, 1, seek);
    add_grid(layout, layout->inputs, "stage/input", SUBJECT_INPUT, 0, -1, 1, seek);
    add_grid(layout, layout->outputs, "stage/output", SUBJECT_OUTPUT, -1, -1, 1, seek);
    if (run->wiring.loss_count > 1) { /* a click on a loss follows it */
        Rect losses = {layout->left, layout->loss_y - layout->loss_radius, 0, 2 * layout->loss_radius};
        add_grid(layout, losses, "stage/loss", SUBJECT_LOSS, -1, -1, 1, "follow {step}");
    }
    for (int i = 0; i < layout->lane_count; i++) {
        const StageLane *lane = &layout->lane[i];
        char path[48], forward[48], unit[64]; /* a click on a column opens its cell, at the unit under the pointer */
        text_format(forward, (int)sizeof forward, "cell {step} %d %s", lane->layer + 1, lane->direction ? "reverse" : "forward");
        text_format(unit, (int)sizeof unit, "%s {unit}", forward);
        text_format(path, (int)sizeof path, "stage/state%d%s", lane->layer + 1, lane->direction ? "r" : "");
        add_grid(layout, units_of(layout, lane->state), path, SUBJECT_STATE, lane->layer, lane->direction, run->net.spec.hidden, unit);
        text_format(path, (int)sizeof path, "stage/cell%d%s", lane->layer + 1, lane->direction ? "r" : "");
        add_grid(layout, units_of(layout, lane->cell), path, SUBJECT_CELL_STATE, lane->layer, lane->direction, run->net.spec.hidden, unit);
        if (layout->zoom != ZOOM_CIRCLES) {
            text_format(path, (int)sizeof path, "stage/river%d%s", lane->layer + 1, lane->direction ? "r" : "");
            add_grid(layout, lane->river, path, SUBJECT_GRADIENT, lane->layer, lane->direction, 1, "");
            text_format(path, (int)sizeof path, "stage/highway%d%s", lane->layer + 1, lane->direction ? "r" : "");
            if (lane->cell.h > 0) add_grid(layout, lane->highway, path, SUBJECT_HIGHWAY, lane->layer, lane->direction, 1, "");
        }
        add_gaps(layout, lane, lane->river, SUBJECT_FACTOR, "river");
        add_gaps(layout, lane, lane->highway, SUBJECT_HIGHWAY, "highway");
        text_format(path, (int)sizeof path, "stage/gate%d%s", lane->layer + 1, lane->direction ? "r" : "");
        if (lane->gate_rows) add_grid(layout, lane->gates, path, SUBJECT_GATE, lane->layer, lane->direction, lane->gate_rows, forward);
    }
    const StageLane *shown = &layout->lane[layout->shown];
    const char *backward = shown->direction ? "seek backward {step}" : "seek backward {back}";
    if (layout->zoom == ZOOM_CIRCLES && layout->open >= 1) { /* a factor stands between its two steps */
        add_grid(layout, layout->factors, "stage/factor", SUBJECT_FACTOR, shown->layer, shown->direction, 1, backward);
        Region *factors = &layout->view->gui->region->item[layout->view->gui->region->count - 1];
        factors->box.x += (shown->direction ? 0.5 : -0.5) * layout->pitch;
    }
    if (stage_shows_traces(layout) || stage_shows_values(layout)) return; /* they have their own */
    if (layout->view->ui->cursor.phase != PHASE_UPDATE)
        add_grid(layout, layout->chart, "stage/gradient", SUBJECT_GRADIENT, shown->layer, shown->direction, 1, backward);
    else
        add_grid(layout, stage_share_bars(layout), "stage/share", SUBJECT_WEIGHT_W, shown->layer, shown->direction, 1, backward);
}

/* Regions for a question of a lesson that a click on a step answers. */
static void add_place(const StageLayout *layout) {
    const Reader *reader = layout->view->reader;
    int at = reader && reader->lesson ? reader_open_question(reader) : -1;
    if (at < 0 || reader->question[at]->kind != QUESTION_PLACE) return;
    Rect column = {layout->left, layout->outputs.y, 0, rect_bottom(layout->chart) - layout->outputs.y};
    add_grid(layout, column, "stage/place", SUBJECT_STEP, -1, -1, 1, "answer {step}");
}

/* Parts that tips should not cover; the river adds its own where it is drawn. */
static void keep_free(const StageLayout *layout) {
    RegionList *regions = layout->view->gui->region;
    region_keep_free(regions, layout->lens, 1);
    region_keep_free(regions, layout->chart, 0.05);
    region_keep_free(regions, layout->equations, 0.05);
    region_keep_free(regions, layout->task, 0.05);
}

void stage_draw(const View *view, Rect area) {
    StageLayout settled;
    stage_layout_init(&settled, view, area);
    StageLayout layout = settled;
    stage_morph_mix(&layout);
    DrawList *list = view->gui->list;
    draw_group(list, "stage");
    draw_clip(list, area);
    add_regions(&settled); /* a moving part is reached at the place where it will stop */
    add_place(&settled);
    size_t begin = list->used;
    if (view->ui->morph_left > 0) layout.legend_left = stage_legend_left(&layout);
    stage_morph_draw_old(&layout);
    size_t begin_new = list->used;
    stage_draw_lit(&layout, layout.outputs.y, rect_bottom(layout.chart), view->gui->theme->background);
    stage_draw_equations(&layout);
    if (view->run->is_held)
        stage_draw_hold(&layout);
    else
        stage_draw_task(&layout);
    size_t from = list->used;
    stage_draw_ends(&layout);
    stage_draw_chain(&layout);
    stage_draw_gates(&layout);
    if (layout.open >= 1)
        hint_add_symbols_left(view, from, "stage/letter", layout.left - 8);
    else
        hint_add_symbols(view, from, "stage/letter");
    size_t valves = list->used;
    stage_draw_valves(&layout);
    stage_morph_fade_strands(&layout, valves);
    stage_draw_held(&layout);
    stage_draw_tip(&layout);
    stage_draw_lens(&layout);
    stage_draw_legend(&layout);
    if (stage_shows_values(&layout))
        stage_draw_values(&layout);
    else if (view->ui->cursor.phase == PHASE_UPDATE)
        stage_draw_update(&layout);
    else if (stage_shows_traces(&layout))
        stage_draw_traces(&layout);
    else
        stage_draw_chart(&layout);
    stage_draw_padding(&layout);
    stage_draw_curtain(&layout);
    stage_morph_fade_new(&layout, begin_new);
    stage_morph_keep(&layout, begin);
    draw_unclip(list);
    draw_layer(list, LAYER_HOVER);
    draw_group(list, "stage/hover");
    keep_free(&layout);
    stage_draw_hover(&settled);
    draw_layer(list, LAYER_STAGE);
}
