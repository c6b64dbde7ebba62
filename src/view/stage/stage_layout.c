/* The stage's layout: heights are shared out from the top, what does not fit is dropped by rank, and the time axis is one
   line x(t) = left + (t + 1/2) pitch. While the cell is folded all columns stand at fold_x. Unrolling pulls the copies out one
   after the other: the arrow between steps t-1 and t comes out of the loop by e_t in 0..1, and step t stands pitch (e_1 + ... + e_t)
   behind step 1; those that are not out yet ride along. The first two take their time, the rest follow in a cascade.

   Simplified on purpose: every layer and direction gets the same height. */
#include "view/stage/stage_layout.h"
#include "base/number.h"
#include "engine/cell/facts.h"
#include <float.h>
#include <math.h>

/* From this scale on people read the stage from the last row of a room: no number is smaller than this on the screen. */
static const double PROJECTED_SCALE = 1.5, PROJECTED_PX = 24;

enum { MARGIN = 70 }; /* left of the chain: the axis has its numbers there, and rows their letters */

static double clamp(double value, double least, double most) { return value < least ? least : value > most ? most : value; }

static double ease(double t) { return t * t * (3 - 2 * t); }

bool stage_has_symbols(const View *view) {
    char name[TASK_NAME_SIZE] = "";
    TaskOptions options = setup_task_options(view->setup);
    const Task *task = setup_task(view->setup);
    if (task->name_symbol) task->name_symbol(name, (int)sizeof name, &options, 0);
    return name[0] != '\0';
}

double stage_unit_spacing(const StageLayout *layout) { return STAGE_UNIT_SPACING * (1 + 0.6 * (1 - layout->open)); }

/* No lane is taller than its columns at their largest need; the chart takes the rest. */
static double lane_height_most(const StageLayout *layout) {
    const NetSpec *spec = &layout->view->run->net.spec;
    const CellFacts *facts = layout->view->run->net.facts;
    double column = spec->hidden * stage_unit_spacing(layout) + STAGE_COLUMN_PAD + STAGE_LABEL_HEIGHT;
    if (layout->zoom != ZOOM_CIRCLES) column += 60;
    int valve[NET_GATE_MAX], rows = cell_list_valves(valve, facts);
    return column * (facts->has_c ? 2 : 1) + (rows > 0 ? rows * 15 + 8 : 0);
}

static double column_box_w(const StageLayout *layout) {
    double w = layout->column_w + (1 - layout->open) * fmax(44 - layout->column_w, 12);
    if (!layout->is_opening) return w; /* copies that have come out stand apart; in a heat map they touch */
    return fmax(layout->column_w, fmin(w, layout->arrow_w * (layout->zoom == ZOOM_HEAT ? 1 : 0.8)));
}

double stage_margin_x(const StageLayout *layout) { return fmax(layout->area.x, layout->left - MARGIN); }

double stage_letter_x(const StageLayout *layout, double unrolled) {
    double beside = stage_x(layout, 0) - column_box_w(layout) / 2 - 22, margin = stage_margin_x(layout) + 26;
    if (layout->open >= 1) return margin;
    if (layout->is_opening) beside += (margin - beside) * ease(clamp(2 * unrolled - 1, 0, 1));
    return fmax(beside, margin);
}

/* The box that holds a column's units: as tall as they need, in the middle of its lane. */
Rect stage_column_box(const StageLayout *layout, Rect lane, int t) {
    int count = layout->view->run->net.spec.hidden;
    double h = fmin(lane.h, count * stage_unit_spacing(layout) + STAGE_COLUMN_PAD), w = column_box_w(layout);
    return rect(stage_x(layout, t) - w / 2, rect_mid_y(lane) - h / 2, w, h);
}

bool stage_is_on_paper(const StageLayout *layout) { return layout->view->gui->has_no_buttons && !layout->view->present; }

bool stage_is_projected(const StageLayout *layout) {
    const Gui *gui = layout->view->gui; /* NULL if the caller only needs places */
    return gui && gui->scale >= PROJECTED_SCALE;
}

double stage_factor_size(const StageLayout *layout) {
    if (stage_is_projected(layout)) return layout->small;
    return layout->pitch >= 60 && layout->factors.h >= 28 ? fmax(layout->small, 13.5) : 12;
}

/* The widest label decides for all. Read from the last row, numbers keep their size, and some are left out instead. */
int stage_factor_every(const StageLayout *layout) {
    double size = stage_is_projected(layout) ? layout->small : 12, room = gui_text_width(layout->view->gui, FACE_MONO, size, "×0.00") + 8;
    if (layout->zoom != ZOOM_CIRCLES) return 0;
    int every = (int)ceil(room / layout->settled_pitch);
    return every == 1 || (stage_is_projected(layout) && every <= 3) ? every : 0;
}

bool stage_has_factors(const StageLayout *layout) {
    if (layout->steps < 2) return false; /* no arrow */
    bool has_room = layout->factors_shown < 1 ? layout->factors_shown > 0 : layout->factors.h >= 17;
    return layout->zoom == ZOOM_CIRCLES && layout->open >= 1 && layout->backward_done > 0 && has_room;
}

/* Both stay, however low the lane is. */
static void cut_river(Rect *state, Rect *river) {
    double h = clamp(state->h * 0.27, 6, 34), gap = 3;
    *river = rect_cut_bottom(state, fmin(h, state->h * 0.45));
    rect_cut_bottom(state, fmin(gap, state->h * 0.15));
}

/* "h_3" above each column. */
static bool has_labels(const StageLayout *layout) { return layout->zoom == ZOOM_CIRCLES && layout->lane_count == 1 && layout->pitch >= 26; }

static void place_lane(const StageLayout *layout, StageLane *lane) {
    const CellFacts *facts = layout->view->run->net.facts;
    lane->gate_rows = cell_list_valves(lane->gate_of_row, facts);
    Rect rest = lane->box;
    /* Rows of 12 still hold a letter each. */
    double row_h = rest.h >= 190 ? 15 : rest.h >= 120 ? 12 : rest.h >= 70 ? 7 : 0;
    if (lane->gate_rows && row_h > 0) {
        lane->gates = rect_cut_bottom(&rest, row_h * lane->gate_rows + 4);
        lane->gates.y += 4;
        lane->gates.h -= 4;
    } else {
        lane->gate_rows = 0;
        lane->gates = rect(rest.x, rect_bottom(rest), rest.w, 0);
    }
    /* Labels above the columns need a line of their own. */
    bool circles = layout->zoom == ZOOM_CIRCLES;
    if (has_labels(layout)) rect_cut_top(&rest, STAGE_LABEL_HEIGHT);
    /* Everything flows upward: input, gates, c, h, output. */
    lane->cell = rect(rest.x, rect_bottom(rest), rest.w, 0);
    lane->highway = lane->cell;
    if (facts->has_c) {
        double gap = circles ? rest.h >= 105 ? 20 : 8 : rest.h >= 150 ? 20 : rest.h >= 36 ? 6 : 2;
        lane->cell = rect_cut_bottom(&rest, (rest.h - gap) / 2);
        rect_cut_bottom(&rest, gap);
        lane->highway = lane->cell;
    }
    lane->state = rest;
    lane->river = rest;
    if (circles) return;
    /* Slim columns leave no room between them: each river runs below its own states. */
    cut_river(&lane->state, &lane->river);
    if (lane->cell.h > 0) cut_river(&lane->cell, &lane->highway);
}

/* How much height the lanes may give to the update: units that are already flat cells can be lower; circles must stay circles. */
static double spare_height(const StageLayout *layout, double lane_h) {
    const NetSpec *spec = &layout->view->run->net.spec;
    const CellFacts *facts = layout->view->run->net.facts;
    const double least = facts->has_c ? 112 : facts->is_plain ? 60 : 84, circle = 7.5;
    StageLane trial = {.box = {0, 0, layout->area.w, lane_h}};
    place_lane(layout, &trial);
    double units_h = trial.state.h - 2 * fmin(7, trial.state.h * 0.06); /* as stage_chain.c draws them */
    bool is_flat = layout->zoom != ZOOM_CIRCLES || units_h / spec->hidden < circle;
    return is_flat ? fmax(lane_h - least, 0) : 0;
}

/* Kept from frame to frame: the states of a large network are millions of numbers. */
static double largest(Heat *kept, const double *value, size_t count, unsigned long version) {
    Heat unkept = {.rows = 0};
    return value ? heat_largest(kept ? kept : &unkept, value, count, version) : 0;
}

/* Full colour is 1 for bounded states; beyond that the next of 1, 2, 5, 10, ... so that the legend stays a round number. */
static double round_limit(double most) {
    double limit = 1;
    for (int i = 0; limit < most; i++) limit *= (i % 3 == 1) ? 2.5 : 2;
    return fmin(limit, DBL_MAX); /* above 10^308 there is no rounder number */
}

double stage_state_limit(const View *view) {
    const Run *run = view->run;
    const NetSpec *spec = &run->net.spec;
    size_t count = (size_t)run->wiring.steps * (size_t)spec->hidden;
    double most = 0;
    for (int i = 0; i < spec->layers * spec->directions; i++) {
        const TraceLane *lane = &run->trace.lane[i / spec->directions][i % spec->directions];
        most = fmax(most, largest(view->heat ? &view->heat->state[i] : NULL, lane->h, count, view->version));
    }
    return round_limit(most);
}

/* Loss, output and the top of the columns, from above. Folded, the output stands higher, so that the loop has room below it. */
static void place_outputs(StageLayout *layout) {
    const Run *run = layout->view->run;
    const StageLane *top = &layout->lane[(run->net.spec.layers - 1) * run->net.spec.directions];
    Rect box = layout->outputs, column = stage_column_box(layout, top->state, 0);
    layout->top_y = layout->zoom == ZOOM_CIRCLES || layout->open < 1 ? column.y : top->state.y;
    double radius = fmin(20, box.h * 0.24), size = fmin(26, box.h * 0.3);
    if (run->wiring.loss_count > 1) {
        radius = fmin(radius, layout->pitch * 0.3);
        size = fmin(size, layout->pitch * 0.7);
    }
    /* Loss and output get smaller where the arrow through V, and the gradient on its way back, would have no room above the column. */
    const double arrow = 12, letter = 9; /* pixels; of the least circle with a letter */
    double gap = radius < 5 ? 4 : fmin(9, box.h * 0.1), floor_y = layout->top_y - (has_labels(layout) ? STAGE_LABEL_HEIGHT + 2 : 3);
    double smaller = clamp((floor_y - box.y - 5 - arrow) / (2 * radius + gap + size), 0.72, 1);
    radius = fmax(radius * smaller, fmin(radius, letter));
    size *= smaller;
    gap *= smaller;
    layout->loss_radius = radius;
    layout->loss_y = box.y + radius + 2;
    layout->output_size = size + (fmin(34, box.h * 0.4) - size) * (1 - layout->open);
    double unrolled = layout->loss_y + radius + gap + size / 2, folded = box.y + layout->output_size / 2;
    layout->output_y = folded + (unrolled - folded) * layout->open;
}

/* The heat map's lens has a band of its own, so that it hides nothing. Where height is short it is the first to go. */
static double lens_height(const StageLayout *layout) {
    double h = layout->area.h;
    bool is_short = h < 480 || (layout->lane_count > 4 && h < 800);
    bool is_plain = layout->view->run->net.facts->is_plain;
    return layout->zoom != ZOOM_HEAT || is_short
               ? 0
               : clamp(h * 0.115 + (is_plain ? 0 : 12), 62, 120); /* room for the letters of c and gates */
}

static const double OUT_END = 0.86; /* of the unrolling: then the arrows light up */

/* e_t, t from 1. */
static double arrow_out(int t, int steps, double unrolled) {
    double start = t == 1   ? 0
                   : t == 2 ? 0.3
                            : 0.46 + (steps > 4 ? 0.2 * (t - 3) / (steps - 4) : 0),
           length = t == 1   ? 0.36
                    : t == 2 ? 0.24
                             : 0.2;
    return ease(clamp((unrolled - start) / length, 0, 1));
}

/* The first copies come out far apart, so that one sees the loop become an arrow. */
static void pull_out(StageLayout *layout, double unrolled) {
    double *pulled = layout->pulled, wide = fmax(layout->pitch, 120);
    pulled[0] = 0;
    for (int t = 1; t < layout->steps; t++) pulled[t] = pulled[t - 1] + arrow_out(t, layout->steps, unrolled);
    double out = pulled[layout->steps - 1], closer = ease(clamp((unrolled - 0.44) / (OUT_END - 0.44), 0, 1));
    layout->arrow_w = wide + (layout->pitch - wide) * closer;
    if (out > 0) layout->arrow_w = fmin(layout->arrow_w, layout->pitch * (layout->steps - 1) / out);
}

double stage_pulse(const StageLayout *layout) {
    const Cursor *cursor = &layout->view->ui->cursor;
    double unrolled = timeline_unrolled(cursor);
    if (cursor->phase == PHASE_UPDATE && cursor->step == UPDATE_CHANGE && cursor->fraction > OUT_END) /* they take the new W */
        return sin(M_PI * (cursor->fraction - OUT_END) / (1 - OUT_END));
    return layout->is_opening && unrolled > OUT_END ? sin(M_PI * (unrolled - OUT_END) / (1 - OUT_END)) : 0;
}

double stage_arrow_out(const StageLayout *layout, int t) {
    if (!layout->is_opening || t < 1 || t >= layout->steps) return layout->open;
    return layout->pulled[t] - layout->pulled[t - 1];
}

bool stage_is_under_next(const StageLayout *layout, int t) {
    return layout->is_opening && t + 1 < layout->steps && stage_arrow_out(layout, t + 1) <= 0 && !stage_step_is_lit(layout, t);
}

bool stage_answer_is_below(const StageLayout *layout) { return layout->area.w < 720 && layout->view->run->wiring.loss_count > 1; }

/* The factor from h into c stands right of the last column, "×3.6e-3" with two digits. Returns the margin that leaves room for it there, at
   least `right`; `width` is that of the columns and the margin. */
static double margin_beside_last(const StageLayout *layout, double right, double width) {
    const double number = 7 * 0.6 * layout->small + STAGE_INTO_C_GAP + STAGE_INTO_C_EDGE; /* the letters of FACE_MONO are 0.6 wide */
    double T = layout->steps;
    if (layout->lane_count > 1 || layout->steps > 24 || !layout->view->run->net.facts->has_c) return right;
    return fmax(right, (number - width / (2 * T)) / (1 - 1 / (2 * T)));
}

/* Many lanes in a low window: a column of h and one of c in each have no room for units, arrows and rivers at once. The arrows give way. The
   same in every phase, so that nothing jumps: about a third of the stage belongs to the lanes. */
static bool lanes_are_low(const StageLayout *layout) {
    const double lane_least = 30;
    return layout->view->run->net.facts->has_c && layout->lane_count > 2 && layout->area.h * 0.34 < lane_least * layout->lane_count;
}

/* 1 if the unrolled chain's chart would be too low to be drawn, so that its room is the chain's. The update's pictures need that room, and
   it returns to them while they begin. */
static double chart_is_left_out(const StageLayout *layout, double chart_h) {
    const Cursor *cursor = &layout->view->ui->cursor;
    if (chart_h >= STAGE_CHART_LEAST) return 0;
    return cursor->phase == PHASE_UPDATE ? 1 - ease(clamp(cursor->step + cursor->fraction, 0, 1)) : 1;
}

/* A question stands below an LSTM before a class: the chain of h and c, with its gates, and the chart need the room of the words above. */
static bool words_give_way(const StageLayout *layout) {
    return layout->view->present && layout->view->run->net.facts->has_c && layout->lane_count == 1 && layout->area.h < 345;
}

void stage_layout_init(StageLayout *layout, const View *view, Rect area) {
    const Run *run = view->run;
    const NetSpec *spec = &run->net.spec;
    *layout = (StageLayout){.view = view, .area = area, .steps = run->wiring.steps, .factors_shown = 1};
    layout->lane_count = spec->layers * spec->directions;
    double unrolled = timeline_unrolled(&view->ui->cursor);
    layout->is_opening = unrolled > 0 && unrolled < 1;
    layout->open = layout->is_opening ? fmin(ease(unrolled), 1 - 1e-9) : unrolled; /* rounding must not end it a frame too early */
    layout->forward_done = timeline_forward_done(&view->ui->cursor, &run->wiring);
    layout->loss_done = timeline_loss_done(&view->ui->cursor, &run->wiring);
    layout->backward_done = timeline_backward_done(&view->ui->cursor, &run->wiring);

    layout->small = area.w >= 860 && area.h >= 700 ? 14 : 12;
    if (stage_is_projected(layout)) layout->small = fmax(layout->small, ceil(PROJECTED_PX / view->gui->scale * 2) / 2);
    int T = layout->steps;
    double margin = area.w >= 900 || stage_is_projected(layout) ? MARGIN : 54;
    layout->left = area.x + margin;
    double right = layout->lane_count > 1 ? 46 : area.w >= 900 ? 34 : 20; /* several chains: their names stand there in the chart */
    right = margin_beside_last(layout, right, area.w - margin);
    layout->pitch = (area.w - margin - right) / T;
    layout->fold_x = area.x + area.w / 2;
    double widest = clamp(area.w / 20, 110, 150);
    if (layout->pitch > widest) { /* a short sequence keeps together in the middle */
        layout->left += (layout->pitch - widest) * T / 2;
        layout->pitch = widest;
    }
    layout->settled_pitch = layout->pitch;
    layout->zoom = T <= 24 && layout->pitch >= 24 ? ZOOM_CIRCLES : T <= 60 && layout->pitch >= 7 ? ZOOM_SLIM : ZOOM_HEAT;
    if (layout->zoom == ZOOM_CIRCLES && lanes_are_low(layout)) layout->zoom = ZOOM_SLIM;
    layout->column_w =
        layout->zoom == ZOOM_CIRCLES ? clamp(layout->pitch * 0.56, 14, 40) : layout->pitch * (layout->zoom == ZOOM_SLIM ? 0.8 : 1);

    if (layout->is_opening) pull_out(layout, unrolled);

    double h = area.h;
    Rect rest = area;
    bool gives_way = words_give_way(layout);
    layout->equations = rect_cut_top(&rest, gives_way ? 0 : clamp(h * 0.072, 32, 70));
    double task_h =
        stage_task_height(layout) +
        (stage_answer_is_below(layout) ? STAGE_ANSWER_LINE : 0); /* hidden while weights are updated: the matrices need the room */
    if (gives_way && !run->is_held) task_h = 0;
    double task_most = task_h;
    if (view->ui->cursor.phase == PHASE_UPDATE) task_h *= 1 - ease(clamp(view->ui->cursor.step + view->ui->cursor.fraction, 0, 1));
    layout->task = rect_cut_top(&rest, task_h);
    rect_cut_bottom(&rest, clamp(h * 0.038, 18, 38)); /* step numbers below the chart */
    layout->outputs = rect_cut_top(&rest, clamp(h * 0.105, 46, 100) * (1 + 0.25 * (1 - layout->open)));
    layout->lens = rect_cut_top(&rest, lens_height(layout) * layout->open);
    bool circles = layout->zoom == ZOOM_CIRCLES, two_factors = run->net.facts->has_c;
    double inputs_h = circles ? clamp(h * 0.098, 34, 92) : clamp(h * 0.05, 26, 46) + (stage_has_symbols(view) ? 14 : 0);
    double factor_h = circles ? clamp(h * (two_factors ? 0.046 : 0.034), 18, two_factors ? 42 : 32) : 8;
    double head_h = fmax(clamp(h * 0.046, 26, 44), stage_is_projected(layout) ? 2 * layout->small + 8 : 0); /* of the legend */
    double fixed = inputs_h + factor_h + head_h;
    double room = rest.h - fixed;
    double share = two_factors ? 0.58 : run->net.facts->is_plain ? 0.38 : 0.48;
    if (layout->lane_count == 2) share = clamp(share + 0.14, 0, 0.64);
    if (layout->lane_count > 2) share = 0.66;
    if (room - (task_most - task_h) < 260 && layout->lane_count == 1) share = fmin(share, gives_way ? 0.53 : 0.5);
    const LessonLook *zoom = reader_find_look(view->reader, LOOK_ZOOM, NULL);
    if (zoom) share = str_equal(zoom->text, "chart") ? share * 0.7 : fmin(share * 1.3, 0.72); /* else the chain */
    share += (1 - share) * chart_is_left_out(layout, (room - (task_most - task_h)) * (1 - share));
    share += (0.9 - share) * (1 - layout->open); /* folded, the cell has the stage; the chart rises as the chain opens */
    double lanes_most = lane_height_most(layout) * layout->lane_count + 22 * (layout->lane_count - 1),
           lanes_h = fmin(room * share, lanes_most);
    /* The update's matrices need room: the row of the factors, which the update does not need, leaves while the shares are summed. */
    const Cursor *cursor = &view->ui->cursor;
    double lanes_then = fmin((room + task_h) * share, lanes_most); /* once the task is gone */
    double lack = stage_update_height(layout) - (rest.h + task_h - lanes_then - inputs_h - factor_h - head_h);
    if (cursor->phase == PHASE_UPDATE && lack > 0 && (h < 700 || !stage_factor_every(layout))) {
        double settled = ease(clamp(cursor->step + cursor->fraction, 0, 1));
        lack -= factor_h;
        layout->factors_shown = clamp(1 - 3 * settled, 0, 1); /* before it is too low for them */
        factor_h *= 1 - settled;
        lanes_h -= settled * clamp(lack, 0, spare_height(layout, lanes_then / layout->lane_count) * layout->lane_count);
    }
    layout->lanes = rect_cut_top(&rest, lanes_h);
    layout->inputs = rect_cut_top(&rest, inputs_h);
    layout->factors = rect_cut_top(&rest, factor_h);
    layout->chart_head = rect_cut_top(&rest, head_h);
    layout->chart = rest;

    double gap = layout->lane_count > 1 ? clamp(lanes_h * 0.05, 5, 22) : 0;
    double lane_h = (lanes_h - gap * (layout->lane_count - 1)) / layout->lane_count;
    for (int i = 0; i < layout->lane_count; i++) {
        StageLane *lane = &layout->lane[i];
        lane->layer = i / spec->directions;
        lane->direction = i % spec->directions;
        int slot = lane->layer * spec->directions + (spec->directions - 1 - lane->direction); /* forward above reverse */
        lane->box = rect(area.x, rect_bottom(layout->lanes) - (slot + 1) * lane_h - slot * gap, area.w, lane_h);
        place_lane(layout, lane);
    }
    int layer, direction;
    view_find_chain(&layer, &direction, view->ui, spec);
    layout->shown = layer * spec->directions + direction;

    place_outputs(layout);

    double cell_most = 0;
    for (int i = 0; i < layout->lane_count; i++) {
        const TraceLane *lane = stage_trace(layout, i);
        size_t count = (size_t)T * (size_t)spec->hidden;
        cell_most = fmax(cell_most, largest(view->heat ? &view->heat->memory[i] : NULL, lane->c, count, view->version));
    }
    layout->low = -8;
    layout->high = 2;
    for (int i = 0; i < layout->lane_count; i++) {
        ChainGradient gradient = stage_chain_gradient(layout, i);
        stage_widen(&layout->low, &layout->high, gradient.main, T, gradient.scale);
        stage_widen(&layout->low, &layout->high, gradient.dots, T, gradient.scale);
    }
    const LessonLook *axis = reader_find_look(view->reader, LOOK_AXIS, NULL);
    if (axis) {
        layout->low = fmin(layout->low, floor(log10(axis->least)));
        layout->high = fmax(layout->high, ceil(log10(axis->most)));
    }
    layout->state_limit = stage_state_limit(view);
    layout->cell_limit = round_limit(cell_most);
}

double stage_x(const StageLayout *layout, double t) {
    double unrolled = layout->left + (t + 0.5) * layout->pitch;
    int last = layout->steps - 1;
    if (layout->is_opening && last > 0) {
        double at = clamp(t, 0, last);
        int i = at < last ? (int)at : last - 1;
        double arrows = layout->pulled[i] + (at - i) * (layout->pulled[i + 1] - layout->pulled[i]) + (t - at) * layout->open;
        double out = layout->pulled[last], middle = layout->left + layout->pitch * layout->steps / 2; /* of the unrolled chain */
        double first = layout->fold_x + (middle - layout->fold_x) * out / last - layout->arrow_w * out / 2;
        return fmax(first, layout->left + layout->pitch / 2) + arrows * layout->arrow_w;
    }
    return layout->fold_x + (unrolled - layout->fold_x) * layout->open;
}

int stage_step_at(const StageLayout *layout, double x) {
    double t = floor((x - layout->left) / layout->pitch);
    return (int)clamp(t, 0, layout->steps - 1);
}

const TraceLane *stage_trace(const StageLayout *layout, int lane) {
    return &layout->view->run->trace.lane[layout->lane[lane].layer][layout->lane[lane].direction];
}

ChainGradient stage_chain_gradient(const StageLayout *layout, int lane) {
    return chain_gradient(layout->view->run, layout->view->ui, layout->lane[lane].layer, layout->lane[lane].direction);
}

bool stage_has_ghost(const StageLayout *layout) { return layout->view->run->is_held || layout->view->ghost != NULL; }

double stage_ghost(const StageLayout *layout, const ChainGradient *gradient, int lane, int t) {
    const Ghost *ghost = layout->view->ghost;
    const Run *run = layout->view->run;
    if (run->is_held) {
        const StageLane *of = &layout->lane[lane];
        const TraceLane *trace = &run->before.lane[of->layer][of->direction];
        const FollowLane *follow = &run->follow_before.lane[of->layer][of->direction];
        if (gradient->is_all) return (gradient->of_cell ? trace->dc_norm : trace->dh_norm)[t];
        return (gradient->of_cell ? follow->r_c : follow->r)[t] * (gradient->is_relative ? 1 : run->follow_before.S);
    }
    if (!ghost || gradient->is_all) return NAN;
    return ghost->main[layout->lane[lane].layer][layout->lane[lane].direction][t] * (gradient->is_relative ? 1 : ghost->S);
}

/* The k-th step of a pass runs while `done` goes from k to k+1. */
static double shown_at(double done, int k) { return clamp(done - k, 0, 1); }

double stage_state_shown(const StageLayout *layout, int lane, int t) {
    int k = layout->lane[lane].direction ? layout->steps - 1 - t : t, layers = layout->view->run->net.spec.layers;
    /* Within a step a layer waits for the one below it. */
    return clamp(shown_at(layout->forward_done, k) * layers - layout->lane[lane].layer, 0, 1);
}

double stage_gradient_shown(const StageLayout *layout, int lane, int t) {
    int k = layout->lane[lane].direction ? t : layout->steps - 1 - t;
    return shown_at(layout->backward_done, k);
}

double stage_output_shown(const StageLayout *layout, int k) { return shown_at(layout->loss_done, k); }

bool stage_shows_values(const StageLayout *layout) { return reader_find_values(layout->view->reader) >= 0; }

bool stage_has_traces(const View *view) {
    Phase phase = view->ui->cursor.phase;
    /* Where a lesson asks for the curve of the gradient, its chart stays; and after an update the old one, until the next pass runs. */
    return (phase == PHASE_FORWARD || phase == PHASE_LOSS || (phase == PHASE_UNROLL && !view->ghost)) &&
           reader_find_sketch(view->reader) < 0 && reader_find_values(view->reader) < 0;
}

bool stage_shows_traces(const StageLayout *layout) { return stage_has_traces(layout->view); }

bool stage_has_answers(const View *view) {
    const Run *run = view->run;
    bool is_one = run->net.spec.outputs == 1; /* a single answer of many numbers would be a table, not a picture */
    return view->ui->cursor.phase == PHASE_LOSS && (run->trace.prob || is_one || run->wiring.loss_count > 1);
}

int stage_acting(const StageLayout *layout, Phase phase, int direction) {
    const Cursor *cursor = &layout->view->ui->cursor;
    if (cursor->phase != phase) return -1;
    int k = cursor->fraction > 0 ? cursor->step : cursor->step - 1;
    double done = phase == PHASE_FORWARD ? layout->forward_done : phase == PHASE_BACKWARD ? layout->backward_done : 0;
    if (done >= layout->steps) k = layout->steps - 1; /* a compared chain of another length is at its own end */
    if (k < 0 || k >= timeline_step_count(phase, &layout->view->run->wiring)) return -1;
    if (phase == PHASE_LOSS) {
        const Run *run = layout->view->run;
        int last = trace_count_losses(&run->trace, 0) - 1; /* when all are known: the last loss of the sequence */
        return run->wiring.loss_step[cursor->step >= run->wiring.loss_count && last >= 0 ? last : k];
    }
    return timeline_position(phase, direction, k, layout->steps);
}

bool stage_step_is_lit(const StageLayout *layout, int t) {
    const Subject *hover = &layout->view->ui->hover;
    bool is_step = hover->kind != SUBJECT_NONE && hover->kind != SUBJECT_WIRE &&
                   (hover->kind < SUBJECT_ENTRY_GRADIENT || hover->kind > SUBJECT_ENTRY_WEIGHT);
    return is_step && hover->step == t;
}

int stage_loss_at(const StageLayout *layout, int t) {
    const Wiring *wiring = &layout->view->run->wiring;
    int low = 0, high = trace_count_losses(&layout->view->run->trace, 0) - 1;
    while (low <= high) {
        int middle = (low + high) / 2;
        if (wiring->loss_step[middle] == t) return middle;
        if (wiring->loss_step[middle] < t)
            low = middle + 1;
        else
            high = middle - 1;
    }
    return -1;
}

/* Many-to-one in both directions: the head reads the reverse chain's final state too, which stands at step 1. */
bool stage_reads_reverse(const Run *run) { return run->wiring.head_reads_final && run->net.spec.directions > 1; }

double stage_log_unit(double magnitude, double low, double high) {
    if (!(magnitude > 0)) return 0;
    return clamp((log10(magnitude) - low) / (high - low), 0, 1);
}

void stage_widen(double *low, double *high, const double *norm, int count, double scale) {
    for (int t = 0; norm && t < count; t++) {
        double shown = norm[t] * scale;
        if (!(shown > 0) || !isfinite(shown)) continue;
        double log = log10(shown);
        while (log<*low && * low> STAGE_LOW_LEAST) *low -= 2;
        while (log > *high && *high < 300) *high += 2;
    }
}

double river_width(const StageLayout *layout, double magnitude, double most) {
    if (!(magnitude > 0)) return 0;
    double unit = stage_log_unit(magnitude, layout->low, layout->high);
    return unit <= 0 ? 0.8 : 0.8 + unit * (most - 0.8);
}

/* A light band behind the step under the pointer, through everything on the axis; drawn again on each ground it crosses. */
void stage_draw_lit(const StageLayout *layout, double top, double bottom, Color ground) {
    const Subject *hover = &layout->view->ui->hover;
    if (!stage_step_is_lit(layout, hover->step) || hover->step < 0 || hover->step >= layout->steps || layout->open < 1) return;
    const Theme *theme = layout->view->gui->theme;
    double w = fmax(layout->pitch, 3), x = stage_x(layout, hover->step);
    draw_rect(layout->view->gui->list, rect(x - w / 2, top, w, bottom - top), color_over(theme->accent, theme->dark ? 0.09 : 0.08, ground));
}

void stage_arrow(const Gui *gui, double x0, double y0, double x1, double y1, double width, double head, Color color) {
    double dx = x1 - x0, dy = y1 - y0, length = sqrt(dx * dx + dy * dy);
    if (length < 1) return;
    dx /= length;
    dy /= length;
    draw_line(gui->list, x0, y0, x1, y1, width, color);
    if (head <= 0 || length < head) return;
    draw_path_begin(gui->list);
    draw_path_move(gui->list, x1 - dx * head - dy * head * 0.7, y1 - dy * head + dx * head * 0.7);
    draw_path_line(gui->list, x1, y1);
    draw_path_line(gui->list, x1 - dx * head + dy * head * 0.7, y1 - dy * head - dx * head * 0.7);
    draw_path_stroke(gui->list, width, color, 0);
}

void stage_subscript(const Gui *gui, double size, double x, double y, Color color, const char *letter, int step) {
    char digits[16];
    text_format(digits, (int)sizeof digits, "%d", step + 1);
    double letter_w = gui_text_width(gui, FACE_MATH_ITALIC, size, letter),
           digits_w = gui_text_width(gui, FACE_MATH_ITALIC, size * 0.72, digits);
    double start = x - (letter_w + digits_w) / 2;
    gui_text(gui, FACE_MATH_ITALIC, size, start, y, ALIGN_LEFT, color, letter);
    gui_text(gui, FACE_MATH_ITALIC, size * 0.72, start + letter_w, y + size * 0.24, ALIGN_LEFT, color, digits);
}
