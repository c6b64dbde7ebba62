/* See stage_morph.h. With m in 0..1, eased:

       where    box = old + m (new - old), and so left, pitch and with them x(t) of every step
       bars     log10 size = old + m (new - old), on the axis of the new chart
       states   value = old + m (new - old), before it becomes a colour

   A chain, a row of c or of gates that the old network had not begins without height where it is going to be.

   Simplified on purpose: from circles to slim columns, and from these to a heat map, the form is the new one from the beginning; in the middle
   of the unrolling, and between a folded and an unrolled stage, it settles at once. */
#include "view/stage/stage_morph.h"
#include "engine/cell/facts.h"
#include <math.h>
#include <string.h>

static double clamp(double value, double least, double most) { return value < least ? least : value > most ? most : value; }

static double ease(double t) { return t * t * (3 - 2 * t); }

static double mix(double a, double b, double m) { return a + (b - a) * m; }

void stage_morph_deinit(StageMorph *morph) { draw_deinit(&morph->old); }

bool stage_morph_has_changed(const StageMorph *morph, const Run *run) {
    const StagePast *past = &morph->drawn;
    const NetSpec *spec = &run->net.spec;
    return past->is_there && (past->layout.steps != run->wiring.steps || past->cell != spec->cell || past->layers != spec->layers ||
                              past->directions != spec->directions || past->hidden != spec->hidden);
}

StageForm stage_form(const View *view) {
    const Cursor *cursor = &view->ui->cursor;
    double unrolled = timeline_unrolled(cursor);
    StageForm form = {unrolled >= 1 ? FORM_UNROLLED : unrolled > 0 ? FORM_OPENING : FORM_FOLDED, FORM_CHART};
    if (reader_find_values(view->reader) >= 0)
        form.lower = FORM_VALUES;
    else if (cursor->phase == PHASE_UPDATE)
        form.lower = FORM_UPDATE;
    else if (stage_has_traces(view))
        form.lower = stage_has_answers(view) ? FORM_ANSWERS : FORM_TRACES;
    return form;
}

bool stage_morph_has_other_form(const StageMorph *morph, const View *view) {
    const StageForm *old = &morph->drawn.form, now = stage_form(view);
    return morph->drawn.is_there && (old->chain != now.chain || old->lower != now.lower);
}

bool stage_morph_begin(StageMorph *morph, const DrawList *picture, bool dissolves) {
    StagePast *past = &morph->drawn;
    if (!past->is_there || picture->failed || (!morph->old.data && !draw_init(&morph->old))) return false;
    draw_begin(&morph->old, picture->width, picture->height, picture->scale, picture->background);
    draw_copy(&morph->old, picture, past->begin, past->end);
    if (morph->old.failed) return false;
    memcpy(&morph->from, past, sizeof *past);
    morph->dissolves = dissolves;
    return true;
}

/* ---- Layouts ---- */

static Rect mix_rect(Rect a, Rect b, double m) { return rect(mix(a.x, b.x, m), mix(a.y, b.y, m), mix(a.w, b.w, m), mix(a.h, b.h, m)); }

/* A part without height is absent, and stays absent. */
static Rect mix_row(Rect a, Rect b, double m) { return b.h > 0 ? mix_rect(a, b, m) : b; }

static int find_lane(const StageLayout *layout, const StageLane *lane) {
    for (int i = 0; i < layout->lane_count; i++)
        if (layout->lane[i].layer == lane->layer && layout->lane[i].direction == lane->direction) return i;
    return -1;
}

/* A chain that was not there: a line between the others, as far down among them as it is going to stand. */
static StageLane line_of(const StageLayout *from, const StageLayout *to, const StageLane *lane) {
    double spare = to->lanes.h - lane->box.h, down = spare > 0 ? clamp((lane->box.y - to->lanes.y) / spare, 0, 1) : 0;
    Rect line = {lane->box.x, from->lanes.y + down * from->lanes.h, lane->box.w, 0};
    return (StageLane){.box = line, .state = line, .cell = line, .river = line, .highway = line, .gates = line};
}

void stage_morph_mix(StageLayout *layout) {
    const StageMorph *morph = layout->view->morph;
    double left = layout->view->ui->morph_left;
    if (!morph || left <= 0 || !morph->from.is_there || morph->dissolves) return;
    const StageLayout *from = &morph->from.layout, to = *layout;
    bool same_area = from->area.x == to.area.x && from->area.y == to.area.y && from->area.w == to.area.w && from->area.h == to.area.h;
    if (!same_area || from->open != to.open || from->is_opening || to.is_opening) return;
    double m = ease(clamp(1 - left, 0, 1));
    layout->morph = morph;
    layout->moved = m;
    layout->settled_pitch = to.pitch;
    layout->equations = mix_rect(from->equations, to.equations, m);
    layout->task = mix_rect(from->task, to.task, m);
    layout->outputs = mix_rect(from->outputs, to.outputs, m);
    if (from->lens.h > 0) layout->lens = mix_row(from->lens, to.lens, m); /* otherwise it appears at its final place */
    layout->lanes = mix_rect(from->lanes, to.lanes, m);
    layout->inputs = mix_rect(from->inputs, to.inputs, m);
    if (from->zoom == ZOOM_CIRCLES || to.zoom != ZOOM_CIRCLES) layout->factors = mix_row(from->factors, to.factors, m);
    layout->chart_head = mix_rect(from->chart_head, to.chart_head, m);
    layout->chart = mix_rect(from->chart, to.chart, m);
    layout->left = mix(from->left, to.left, m);
    layout->pitch = mix(from->pitch, to.pitch, m);
    layout->column_w = mix(from->column_w, to.column_w, m);
    layout->top_y = mix(from->top_y, to.top_y, m);
    layout->output_y = mix(from->output_y, to.output_y, m);
    layout->output_size = mix(from->output_size, to.output_size, m);
    layout->loss_y = mix(from->loss_y, to.loss_y, m);
    layout->loss_radius = mix(from->loss_radius, to.loss_radius, m);
    for (int i = 0; i < to.lane_count; i++) {
        StageLane *lane = &layout->lane[i];
        int at = find_lane(from, lane);
        StageLane old = at >= 0 ? from->lane[at] : line_of(from, &to, lane);
        /* The river of the bars is one, along h or along c. */
        Rect *river = lane->highway.h > 0 ? &lane->highway : &lane->river, was = old.highway.h > 0 ? old.highway : old.river;
        Rect other = mix_rect(old.river, lane->river, m);
        *river = mix_rect(was, *river, m);
        if (river != &lane->river) lane->river = other;
        lane->box = mix_rect(old.box, lane->box, m);
        lane->state = mix_rect(old.state, lane->state, m);
        lane->cell = mix_row(old.cell, lane->cell, m);
        lane->gates = mix_row(old.gates, lane->gates, m);
    }
}

/* ---- What comes and what goes ---- */

/* At every arrow, or every 2nd ..., and not only at the one that acts. */
static bool has_every_factor(const StageLayout *layout) { return stage_has_factors(layout) && stage_factor_every(layout) > 0; }

enum { PLACES_MAX = 6 + 4 * STAGE_LANE_MAX };

/* Collects boxes in `of` for the parts that `other` does not have; has_factors: numbers at the arrows. The heads of the rows keep their
   places. */
static int list_alone(Rect out[PLACES_MAX], const StageLayout *of, const StageLayout *other, bool moves_loss, bool has_factors) {
    int count = 0;
    if (of->steps > other->steps) {
        double x = stage_x(of, other->steps - 0.5), w = fmax(rect_right(of->area), stage_x(of, of->steps)) - x;
        double top = moves_loss ? of->lanes.y + 8 : of->outputs.y; /* the answer reaches so far down */
        out[count++] = rect(x, top, w, rect_bottom(of->factors) - top);
        out[count++] = rect(x, of->chart.y, w, rect_bottom(of->area) - of->chart.y);
    }
    if (of->lens.h > 0 && other->lens.h <= 0) out[count++] = of->lens;
    if (has_factors) out[count++] = of->factors;
    for (int i = 0; i < of->lane_count; i++) {
        const StageLane *lane = &of->lane[i];
        int at = find_lane(other, lane);
        if (at < 0) {
            out[count++] = rect_inset(lane->box, 0, -12); /* with the arrows between it and its neighbours */
            continue;
        }
        if (lane->cell.h > 0 && other->lane[at].cell.h <= 0) out[count++] = lane->cell;
        if (lane->gates.h > 0 && other->lane[at].gates.h <= 0) out[count++] = lane->gates;
    }
    return count;
}

static bool is_other_cell(const StageLayout *layout) { return layout->morph->from.cell != layout->view->run->net.spec.cell; }

static bool moves_loss(const StageLayout *layout) {
    return layout->morph->from.losses == 1 && trace_count_losses(&layout->view->run->trace, 0) == 1;
}

/* 0 .. 1 while the way goes from `from` to `to` of itself. */
static double part_done(const StageLayout *layout, double from, double to) {
    return ease(clamp((1 - layout->view->ui->morph_left - from) / (to - from), 0, 1));
}

static const double GONE = 0.6, COMES = 0.25, TURN = 0.4, DISSOLVED = 0.5; /* of the way; words change one after the other */

static void add_row(DrawMove *move, double y, double to_y) {
    move->y[move->rows] = y;
    move->to_y[move->rows++] = to_y;
}

/* The part of the stage that takes another form, of a layout before or after: without the legend where both have it in one place. Returns how
   many boxes it is. */
static int list_other_form(Rect out[2], const StageLayout *layout, const StageLayout *of) {
    const StageMorph *morph = layout->view->morph;
    const Rect *old = &morph->from.layout.chart_head, *head = &layout->chart_head;
    bool is_below = morph->from.form.chain == stage_form(layout->view).chain;
    double top = is_below ? of->chart_head.y : of->area.y, foot = rect_bottom(of->area);
    out[0] = rect(of->area.x, top, of->area.w, foot - top);
    if (!is_below || old->y != head->y || old->h != head->h) return 1;
    out[0].w = layout->legend_left - 1 - out[0].x;
    out[0].h = head->h;
    out[1] = rect(of->area.x, top + head->h, of->area.w, foot - top - head->h);
    return 2;
}

static bool dissolves(const StageLayout *layout) {
    const StageMorph *morph = layout->view->morph;
    if (!morph || !morph->dissolves || layout->view->ui->morph_left <= 0 || !morph->from.is_there) return false;
    Rect a = morph->from.layout.area, b = layout->area;
    return a.x == b.x && a.y == b.y && a.w == b.w && a.h == b.h;
}

/* The chain opens and closes with nearly all in its place: the old one stays until the new one is there, so that what stands in both does
   not flicker. Elsewhere the old words are gone before the new ones come: two words in one place are none. */
static bool covers_old(const StageLayout *layout) {
    const StageMorph *morph = layout->view->morph;
    return morph->from.form.chain == FORM_OPENING && stage_form(layout->view).chain != FORM_OPENING;
}

/* The opening chain begins as the folded cell and ends as the unrolled one, and moves at once: only their letters stay behind and go. */
static bool begins_to_move(const StageLayout *layout) { return stage_form(layout->view).chain == FORM_OPENING; }

static void draw_letters_left(const StageLayout *layout) {
    const StageMorph *morph = layout->view->morph;
    const StageLayout *from = &morph->from.layout;
    const DrawMove stays = {.x0 = 0, .x1 = 1, .to_x0 = 0, .to_x1 = 1, .most_w = 0}; /* texts have no box of their own */
    Rect part = {from->area.x, from->outputs.y, from->area.w, rect_bottom(from->area) - from->outputs.y};
    if (from->is_opening) return;
    if (from->open <= 0) part.h = rect_bottom(from->inputs) - part.y; /* the chart goes on */
    double letters = stage_letter_x(from, 0), half = 3;               /* those of the rows go on too: they move with the chain */
    Rect beside[2] = {part, part};
    beside[0].w = letters - half - part.x;
    beside[1].x = letters + half;
    beside[1].w = rect_right(part) - beside[1].x;
    draw_group(layout->view->gui->list, "stage/old");
    draw_again(layout->view->gui->list, &morph->old, beside, 2, &stays, 1 - part_done(layout, 0, 0.5));
}

static void draw_dissolving(const StageLayout *layout) {
    const StageMorph *morph = layout->view->morph;
    if (begins_to_move(layout)) {
        draw_letters_left(layout);
        return;
    }
    Rect part[2];
    int parts = list_other_form(part, layout, &morph->from.layout);
    const DrawMove stays = {.x0 = 0, .x1 = 1, .to_x0 = 0, .to_x1 = 1, .most_w = INFINITY};
    draw_group(layout->view->gui->list, "stage/old");
    draw_again(layout->view->gui->list, &morph->old, part, parts, &stays,
               1 - (covers_old(layout) ? part_done(layout, DISSOLVED, 1) : part_done(layout, 0, DISSOLVED)));
}

void stage_morph_draw_old(const StageLayout *layout) {
    if (dissolves(layout)) draw_dissolving(layout);
    if (!layout->morph) return;
    const StageLayout *from = &layout->morph->from.layout;
    const Gui *gui = layout->view->gui;
    Rect within[PLACES_MAX];
    bool had = layout->morph->from.has_factors, has = has_every_factor(layout);
    int count = list_alone(within, from, layout, moves_loss(layout), had && !has);
    DrawMove move = {
        .x0 = stage_x(from, 0), .x1 = stage_x(from, 1), .most_w = 6 * fmax(from->pitch, 30), .no_bands = is_other_cell(layout)};
    move.to_x0 = stage_x(layout, 0);
    move.to_x1 = stage_x(layout, 1);
    add_row(&move, from->area.y, layout->area.y);
    add_row(&move, from->outputs.y, layout->outputs.y);
    add_row(&move, from->lanes.y, layout->lanes.y);
    add_row(&move, rect_bottom(from->lanes), rect_bottom(layout->lanes));
    add_row(&move, rect_bottom(from->inputs), rect_bottom(layout->inputs));
    add_row(&move, rect_bottom(from->factors), rect_bottom(layout->factors));
    add_row(&move, from->chart.y, layout->chart.y);
    add_row(&move, rect_bottom(from->chart), rect_bottom(layout->chart));
    add_row(&move, rect_bottom(from->area), rect_bottom(layout->area));
    if (!(move.x1 > move.x0)) return;
    draw_group(gui->list, "stage/old");
    draw_again(gui->list, &layout->morph->old, within, count, &move, 1 - part_done(layout, 0, GONE));
    move.to_x0 = move.x0;
    move.to_x1 = move.x1;
    if (is_other_cell(layout)) draw_again(gui->list, &layout->morph->old, &from->equations, 1, &move, 1 - part_done(layout, 0, TURN));
}

void stage_morph_fade_new(const StageLayout *layout, size_t begin) {
    DrawList *list = layout->view->gui->list;
    if (dissolves(layout) && !begins_to_move(layout)) {
        Rect part[2];
        int parts = list_other_form(part, layout, layout);
        draw_fade(list, begin, part, parts, covers_old(layout) ? part_done(layout, 0, DISSOLVED) : part_done(layout, DISSOLVED, 1));
    }
    if (!layout->morph) return;
    Rect within[PLACES_MAX];
    bool had = layout->morph->from.has_factors, has = has_every_factor(layout);
    int count = list_alone(within, layout, &layout->morph->from.layout, moves_loss(layout), has && !had);
    draw_fade(list, begin, within, count, part_done(layout, COMES, 1));
    if (is_other_cell(layout)) draw_fade(list, begin, &layout->equations, 1, part_done(layout, TURN, 1));
}

void stage_morph_fade_strands(const StageLayout *layout, size_t begin) {
    if (!layout->morph || !layout->morph->from.is_plain) return;
    draw_fade(layout->view->gui->list, begin, &layout->area, 1, part_done(layout, COMES, 1));
}

/* ---- Sizes and states ---- */

/* Returns the old chain that matches a new one; -1 if the old stage had no such chain or no such step. */
static int old_lane(const StageLayout *layout, int lane, int t) {
    const StageLayout *from = layout->morph ? &layout->morph->from.layout : NULL;
    return from && t < from->steps ? find_lane(from, &layout->lane[lane]) : -1;
}

double stage_morph_size(const StageLayout *layout, int lane, bool of_dots, int t, double size) {
    int at = old_lane(layout, lane, t);
    if (at < 0) return size;
    const StagePast *past = &layout->morph->from;
    double old = of_dots && isfinite(past->dots[at][t]) ? past->dots[at][t] : past->main[at][t]; /* h's were bars where no c is */
    if (!isfinite(old) || !isfinite(size)) return size;
    double a = old > 0 ? fmax(log10(old), layout->low) : layout->low, b = size > 0 ? fmax(log10(size), layout->low) : layout->low;
    return a <= layout->low && b <= layout->low ? size : pow(10, mix(a, b, layout->moved));
}

double stage_morph_loss_x(const StageLayout *layout, int t) {
    double x = stage_x(layout, t);
    if (!layout->morph || !moves_loss(layout)) return x;
    const StagePast *past = &layout->morph->from;
    return x + (1 - layout->moved) * (stage_x(&past->layout, past->loss_step) - stage_x(&past->layout, t));
}

static size_t state_at(const StagePast *past, int lane, bool of_cell, int t) {
    return (((size_t)lane * 2 + of_cell) * (size_t)past->layout.steps + (size_t)t) * (size_t)past->hidden;
}

const double *stage_morph_states(double mixed[NET_HIDDEN_MAX], const StageLayout *layout, int lane, bool of_cell, int t,
                                 const double *value) {
    int at = old_lane(layout, lane, t), H = layout->view->run->net.spec.hidden;
    if (at < 0 || !layout->morph->from.has_states) return value;
    const StagePast *past = &layout->morph->from;
    const float *old = past->state + state_at(past, at, of_cell, t);
    if (of_cell && past->layout.lane[at].cell.h <= 0) return value;
    for (int u = 0; u < H; u++) {
        bool is_both = u < past->hidden && isfinite(old[u]) && isfinite(value[u]);
        mixed[u] = is_both ? mix(old[u], value[u], layout->moved) : value[u];
    }
    return mixed;
}

static void keep_states(StagePast *past, const StageLayout *layout) {
    size_t H = (size_t)past->hidden, T = (size_t)layout->steps;
    past->has_states = layout->zoom != ZOOM_HEAT && (size_t)layout->lane_count * 2 * T * H <= STAGE_STATES_MAX;
    double mixed[NET_HIDDEN_MAX];
    for (int i = 0; past->has_states && i < layout->lane_count; i++) {
        const TraceLane *trace = stage_trace(layout, i);
        for (int of_cell = 0; of_cell < 2; of_cell++) {
            const double *value = of_cell ? trace->c : trace->h;
            for (int t = 0; value && t < layout->steps; t++) {
                const double *shown = stage_morph_states(mixed, layout, i, of_cell, t, value + (size_t)t * H);
                float *to = past->state + state_at(past, i, of_cell, t);
                for (size_t u = 0; u < H; u++) to[u] = (float)shown[u];
            }
        }
    }
}

void stage_morph_keep(const StageLayout *layout, size_t begin) {
    StageMorph *morph = layout->view->morph;
    if (!morph) return;
    const NetSpec *spec = &layout->view->run->net.spec;
    StagePast *past = &morph->drawn;
    past->cell = spec->cell;
    past->layers = spec->layers;
    past->directions = spec->directions;
    past->hidden = spec->hidden;
    past->is_plain = layout->view->run->net.facts->is_plain;
    past->losses = trace_count_losses(&layout->view->run->trace, 0);
    past->loss_step = layout->view->run->wiring.loss_step[past->losses - 1];
    past->layout = *layout;
    past->layout.view = NULL;
    past->layout.morph = NULL;
    past->begin = begin;
    past->end = layout->view->gui->list->used;
    for (int i = 0; i < layout->lane_count; i++) {
        ChainGradient gradient = stage_chain_gradient(layout, i);
        if (!layout->morph) { /* the usual case, in every picture */
            for (int t = 0; t < layout->steps; t++) past->main[i][t] = gradient.main[t] * gradient.scale;
            for (int t = 0; t < layout->steps; t++) past->dots[i][t] = gradient.dots ? gradient.dots[t] * gradient.scale : NAN;
            continue;
        }
        for (int t = 0; t < layout->steps; t++) {
            past->main[i][t] = stage_morph_size(layout, i, false, t, chain_gradient_at(&gradient, t));
            past->dots[i][t] = gradient.dots ? stage_morph_size(layout, i, true, t, chain_gradient_dot(&gradient, t)) : NAN;
        }
    }
    keep_states(past, layout);
    past->form = stage_form(layout->view);
    past->has_factors = has_every_factor(layout);
    past->is_there = true;
}
