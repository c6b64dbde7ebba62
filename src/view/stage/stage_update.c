/* The update phase below the chain: the contribution of every step to the gradient of the recurrent weights, as bars on the log axis, which
   run into one gradient; then the change of the weights, and the weights. Each of the three is drawn as its gate blocks side by side, (H,
   H) each, under the gates' letters; all three are signed, blue and orange, so that the sign of −η is seen to turn the colours. On its way
   from one to the next a copy moves (stage_motion.h), and at the end W goes back into all its arrows at once.

   Simplified on purpose: only the recurrent weights of the chosen chain; at most 24 of the steps send a ribbon. */
#include "base/number.h"
#include "view/gates.h"
#include "view/hint.h"
#include "view/panel/clip_picture.h"
#include "view/panel/update_rule.h"
#include "view/stage/stage_axis.h"
#include "view/stage/stage_motion.h"
#include "view/stage/stage_update_plan.h"
#include <math.h>
#include <string.h>

static Point bezier(Point a, Point b, Point c, Point d, double s) {
    double r = 1 - s;
    return (Point){r * r * r * a.x + 3 * r * r * s * b.x + 3 * r * s * s * c.x + s * s * s * d.x,
                   r * r * r * a.y + 3 * r * r * s * b.y + 3 * r * s * s * c.y + s * s * s * d.y};
}

/* Of a parameter block as gate blocks, each (H, H). */
static bool make_picture(const StageLayout *layout, const UpdatePlan *plan, Heat *heat, HeatSource *source) {
    source->blocks = plan->blocks;
    source->rows = source->cols = layout->view->run->net.spec.hidden;
    source->width_px = source->height_px = plan->side * layout->view->gui->scale;
    source->theme = layout->view->gui->theme;
    source->version = layout->view->version;
    return heat_make(heat, source);
}

/* A parameter block as gate blocks side by side, each (H, H): all of it at once, cells as far as there are pixels for them
   (view/stage/heat.h). */
static void draw_matrix(const StageLayout *layout, const UpdatePlan *plan, Rect box, Heat *heat, HeatSource source, double shown) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    CellKind cell_kind = layout->view->run->net.spec.cell;
    bool is_there = shown > 0 && make_picture(layout, plan, heat, &source);
    if (shown > 0 && !is_there) draw_fail(gui->list);
    for (int q = 0; q < plan->blocks; q++) {
        Rect block = stage_update_block(plan, box, q);
        if (plan->letters_h > 0)
            gui_text(gui, FACE_MATH_ITALIC, 15, rect_mid_x(block), block.y - 4, ALIGN_CENTER, gates_color(theme, cell_kind, q),
                     net_gate_letter(cell_kind, q));
        draw_rect(gui->list, block, theme->raised);
        if (!is_there) continue;
        const Color *cell = shown < 1 ? heat_fade(layout->view->heat, heat, q, theme->raised, shown) : heat_block(heat, q);
        if (!cell) draw_fail(gui->list);
        if (cell) draw_image(gui->list, block, heat->cols, heat->rows, cell);
    }
}

/* The cells of a matrix on their way: those of `from`, and by `turn` those of `to`, whose blocks are as large. */
static void draw_moving(const StageLayout *layout, const UpdatePlan *plan, Rect box, const Heat *from, const Heat *to, double turn) {
    const Gui *gui = layout->view->gui;
    size_t count = (size_t)from->rows * (size_t)from->cols;
    for (int q = 0; q < plan->blocks; q++) {
        const Color *cell = heat_block(from, q);
        if (turn > 0 && to->rows == from->rows && to->cols == from->cols) {
            Color *mixed = heat_strip(layout->view->heat, count);
            if (!mixed) return;
            for (size_t i = 0; i < count; i++) mixed[i] = color_mix(cell[i], heat_block(to, q)[i], turn);
            cell = mixed;
        }
        Rect block = stage_update_block(plan, box, q);
        draw_image(gui->list, block, from->cols, from->rows, cell);
        draw_round_stroke(gui->list, rect_inset(block, -1.5, -1.5), 2, 1.5, gui->theme->text);
    }
}

static Rect between(Rect a, Rect b, double part) {
    return rect(a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part, a.w + (b.w - a.w) * part, a.h + (b.h - a.h) * part);
}

enum { SIGN_MOST = 24, SIGN_CLEAR = 10 /* pixels from words to where a small matrix shows wholly */ };

/* The small matrices on their way from W to the arrows, and how much of each shows. */
typedef struct Signs {
    Rect box[SIGN_MOST];
    double shown[SIGN_MOST];
    int count;
} Signs;

/* Words stay legible: a small matrix fades before it comes to any that are drawn already, and passes behind them. */
static void pass_behind_words(const Gui *gui, Signs *signs) {
    DrawItem item;
    for (size_t offset = 0; draw_next(gui->list, &offset, &item);) {
        char words[96];
        if (item.op != DRAW_TEXT || item.text.count >= (int)sizeof words) continue;
        str_copy(words, (int)sizeof words, item.text);
        double w = gui_text_width(gui, item.face, item.width, words), x = item.x0;
        if (item.align != ALIGN_LEFT) x -= item.align == ALIGN_RIGHT ? w : w / 2;
        Rect at = {x, item.y0 - 0.8 * item.width, w, 1.05 * item.width};
        for (int i = 0; i < signs->count; i++) {
            Rect box = signs->box[i];
            double dx = fmax(box.x - rect_right(at), at.x - rect_right(box)), dy = fmax(box.y - rect_bottom(at), at.y - rect_bottom(box));
            signs->shown[i] = fmin(signs->shown[i], fmax(fmax(dx, dy), 0) / SIGN_CLEAR);
        }
    }
}

/* The new weights go back into all arrows at once: they are one W. At most 24 of the arrows get one that can be seen. They open out like a
   bundle: while they are close together they are so small that none hides another. */
static void draw_return(const StageLayout *layout, Rect weights, double part) {
    const Gui *gui = layout->view->gui;
    const StageLane *lane = &layout->lane[layout->shown];
    int every = (layout->steps + 22) / SIGN_MOST;
    if (part <= 0 || part >= 1) return;
    Signs signs = {.count = 0};
    for (int t = 1; t < layout->steps; t += every) {
        double side = 22 + (fmin(layout->pitch * 0.4, 14) - 22) * part, x = rect_mid_x(weights), y = rect_mid_y(weights);
        if (layout->steps > 2) side = fmin(side, fmax(4, 0.8 * layout->pitch * every * part));
        x += (stage_x(layout, t - 0.5) - x) * part;
        y += (rect_mid_y(lane->state) - y) * part;
        signs.shown[signs.count] = 1;
        signs.box[signs.count++] = rect(x - side / 2, y - side / 2, side, side);
    }
    pass_behind_words(gui, &signs);
    for (int i = 0; i < signs.count; i++) {
        Rect box = signs.box[i];
        Color color = color_fade(gui->theme->recurrent_weight, signs.shown[i]);
        if (signs.shown[i] <= 0) continue;
        draw_round_stroke(gui->list, box, 2, box.w < 9 ? 1 : 1.75, color);
        draw_line(gui->list, box.x, rect_mid_y(box), rect_right(box), rect_mid_y(box), 1, color);
        draw_line(gui->list, rect_mid_x(box), box.y, rect_mid_x(box), rect_bottom(box), 1, color);
    }
}

static double largest_in(const StageLayout *layout, Heat *heat, const Param *param, const double *value) {
    return heat_largest(heat, value + param->offset, (size_t)param->rows * (size_t)param->cols, layout->view->version);
}

/* True if training learns from this step; truncated training may not look back so far. */
static bool is_learned(const StageLayout *layout, int t) {
    const Truncated *truncated = &layout->view->run->truncated;
    const StageLane *lane = &layout->lane[layout->shown];
    return !truncated->block || truncated->dh_norm[lane->layer][lane->direction][t] != 0;
}

/* share: ‖δ_t h_{t−1}ᵀ‖ of each step */
static void draw_flows(const StageLayout *layout, const double *share, double foot, Rect target, double moved) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    double space = target.y - foot, radius = space >= 40 ? 11 : 8.5;
    bool node = space >= 32;
    int learned = 0, seen = 0;
    for (int t = 0; t < layout->steps; t++) learned += is_learned(layout, t);
    int every = (learned + 23) / 24;
    for (int t = 0; t < layout->steps; t++) {
        if (!is_learned(layout, t) || seen++ % every != 0) continue;
        if (!(share[t] > 0)) continue;
        Color color = color_ramp(&theme->ramp, share[t]);
        Point a = {stage_x(layout, t), foot}, d = {rect_mid_x(target), target.y - (node ? radius * 2 + 2 : 2)};
        double middle = (a.y + d.y) / 2;
        Point b = {a.x, middle}, c = {d.x, middle};
        draw_path_begin(gui->list);
        draw_path_move(gui->list, a.x, a.y);
        draw_path_curve(gui->list, b.x, b.y, c.x, c.y, d.x, d.y);
        draw_path_stroke(gui->list, 1 + 4 * stage_log_unit(share[t], -8, 2), color_over(color, moved > 0 ? 0.75 : 0.3, theme->background),
                         0);
        if (moved > 0 && moved < 1) {
            Point at = bezier(a, b, c, d, moved);
            draw_circle(gui->list, at.x, at.y, 3 + 5 * stage_log_unit(share[t], -8, 2), color);
        }
    }
    /* All shares run into one sum, which is the gradient. */
    if (!node) return;
    double x = rect_mid_x(target), y = target.y - 2 * radius;
    draw_circle(gui->list, x, y, radius, theme->raised);
    draw_circle_stroke(gui->list, x, y, radius, 1.5, theme->dim);
    gui_text(gui, FACE_MATH, radius > 10 ? 14 : 12, x, y + radius * 0.45, ALIGN_CENTER, theme->text, "Σ");
    stage_arrow(gui, x, y + radius + 1, x, target.y - 1, 1.5, 4, theme->dim);
}

/* Every entry of a matrix can be pointed at: one grid a gate block. */
static void add_entries(const StageLayout *layout, const UpdatePlan *plan, Rect box, const Param *param, int kind) {
    for (int q = 0; q < plan->blocks; q++) {
        char path[48];
        text_format(path, (int)sizeof path, "stage/entry%d-%d", kind - SUBJECT_ENTRY_GRADIENT + 1, q + 1);
        Region *region = region_add(layout->view->gui->region, REGION_HOVER, stage_update_block(plan, box, q), path);
        region->subject = (Subject){kind, param->layer, param->direction, 0, q * param->cols};
        region->cols = region->rows = param->cols;
    }
}

bool stage_update_is_added(const UiState *ui) {
    double applied = ui->cursor.step + ui->cursor.fraction - UPDATE_CHANGE;
    return applied > 0 && motion_land(applied) >= 1;
}

/* What happens on the way from one matrix to the next: above the arrow, in two lines where one is too long for it, and below it. */
typedef struct ArrowWords {
    double from, to, mid;         /* the arrow */
    double made_left, made_right; /* between what stands beside the words below it */
    bool has_plate;               /* something goes behind the words */
} ArrowWords;

static void draw_arrow_words(const StageLayout *layout, const ArrowWords *at, const char *words, const char *made, Color color) {
    double from = at->from, to = at->to, mid = at->mid;
    const Gui *gui = layout->view->gui;
    double most = fmax(layout->small, 13), size = gui_text_width(gui, FACE_MONO, most, words) <= to - from ? most : 12, x = (from + to) / 2,
           room = to - from;
    const char *comma = strchr(words, ',');
    bool fits = gui_text_width(gui, FACE_MONO, size, words) <= room;
    if (at->has_plate) {
        double w = fits ? gui_text_width(gui, FACE_MONO, size, words) + 10 : room, h = fits || !comma ? 20 : 35;
        draw_round(gui->list, rect(x - w / 2, mid - 4 - h, w, h), 4, color_fade(gui->theme->background, 0.85));
    }
    if (fits) {
        gui_text(gui, FACE_MONO, size, x, mid - 9, ALIGN_CENTER, color, words);
    } else if (comma) {
        char first[32];
        str_copy(first, (int)sizeof first, (Str){words, (int)(comma - words)});
        gui_text(gui, FACE_MONO, size, x, mid - 24, ALIGN_CENTER, color, first);
        gui_text_fit(gui, FACE_MONO, size, x, mid - 9, room, ALIGN_CENTER, color, comma + 2);
    } else {
        gui_text_fit(gui, FACE_MONO, size, x, mid - 9, room, ALIGN_CENTER, color, words);
    }
    double made_room = fmin(room, at->made_right - at->made_left);
    double made_size = gui_text_width(gui, FACE_MONO, layout->small, made) <= made_room ? layout->small : 12,
           made_w = gui_text_width(gui, FACE_MONO, made_size, made);
    if (made_w > made_room) return;
    double made_x = fmin(fmax(x, at->made_left + made_w / 2), at->made_right - made_w / 2);
    if (at->has_plate && *made)
        draw_round(gui->list, rect(made_x - made_w / 2 - 5, mid + 4, made_w + 10, 20), 4, color_fade(gui->theme->background, 0.85));
    gui_text(gui, FACE_MONO, made_size, made_x, mid + made_size + 7, ALIGN_CENTER, gui->theme->dim, made);
}

/* Writes above the bars what they leave out. If a low plot has no room, only the story says it. */
static void draw_note(const StageLayout *layout, const StageAxis *axis, const char *text, double least_h) {
    const Gui *gui = layout->view->gui;
    if (axis->plot.h < least_h) return;
    double w = fmin(gui_text_width(gui, FACE_UI, layout->small, text), axis->plot.w - 16);
    draw_round(gui->list, rect(axis->plot.x + 3, axis->plot.y + 2, w + 10, layout->small + 5), 3, color_fade(gui->theme->background, 0.8));
    gui_text_fit(gui, FACE_UI, layout->small, axis->plot.x + 8, axis->plot.y + layout->small + 2, w, ALIGN_LEFT, gui->theme->dim, text);
}

static void draw_truncation(const StageLayout *layout, const StageAxis *axis, int window) {
    char text[112];
    bool has_hollow = false;
    for (int t = 0; t < layout->steps; t++) has_hollow = has_hollow || !is_learned(layout, t);
    text_format(text, (int)sizeof text, tr_count(layout->view->strings, window, STRING_UPDATE_LOOKS_BACK_ONE, STRING_UPDATE_LOOKS_BACK),
                window, has_hollow ? tr(layout->view->strings, STRING_UPDATE_HOLLOW) : tr(layout->view->strings, STRING_UPDATE_DIFFERS));
    draw_note(layout, axis, text, 110);
}

/* What a matrix's full colours stand for. */
static void format_colors(char out[64], const StageLayout *layout, const char *number) {
    if (strcmp(number, "0") == 0) { /* all of them: no colour stands for anything */
        text_format(out, 64, "0");
        return;
    }
    text_format(out, 64,
                layout->area.w >= 700 ? tr(layout->view->strings, STRING_UPDATE_COLORS)
                                      : tr(layout->view->strings, STRING_UPDATE_FULL_COLOR),
                number, number);
}

/* Returns the number of bars, and of zeros in place of bars, that a box over the shares would cover. */
static int count_covered(const StageLayout *layout, const StageAxis *axis, const double *share, double bar_w, Rect box) {
    int count = 0;
    for (int t = 0; t < layout->steps; t++) {
        double x = stage_x(layout, t), top = rect_bottom(axis->plot) - 5 - layout->small;
        if (share[t] > 0 && !stage_is_off_axis(axis, share[t])) top = stage_axis_y(axis, share[t]);
        count += x + bar_w / 2 > box.x && x - bar_w / 2 < rect_right(box) && top < rect_bottom(box) &&
                 (share[t] == 0 || !stage_is_off_axis(axis, share[t]));
    }
    return count;
}

/* Of how many steps no bar stands there, because the axis ends before them: where it covers no bar, or the fewest. */
static void draw_lost_shares(const StageLayout *layout, const StageAxis *axis, const double *share, double bar_w) {
    const Gui *gui = layout->view->gui;
    int count = 0;
    for (int t = 0; t < layout->steps; t++) count += share[t] > 0 && stage_is_off_axis(axis, share[t]);
    if (!count) return;
    char text[96], low[STAGE_POWER_MAX];
    stage_power_text(low, (int)sizeof low, (int)axis->low);
    text_format(text, (int)sizeof text, tr_count(layout->view->strings, count, STRING_UPDATE_OFF_AXIS_ONE, STRING_UPDATE_OFF_AXIS), count,
                low);
    Rect box = {axis->plot.x + 4, rect_mid_y(axis->plot) - 8, gui_text_width(gui, FACE_UI, layout->small, text) + 12, layout->small + 5};
    double left = box.x, most = rect_right(axis->plot) - 4 - box.w;
    int least = count_covered(layout, axis, share, bar_w, box);
    for (int t = 0; t < layout->steps && least > 0; t++) {
        Rect other = rect(stage_x(layout, t) - bar_w / 2, box.y, box.w, box.h);
        int covered = other.x <= left || other.x > most ? least : count_covered(layout, axis, share, bar_w, other);
        if (covered >= least) continue;
        least = covered;
        box = other;
    }
    draw_round(gui->list, box, 4, gui->theme->background);
    gui_text(gui, FACE_UI, layout->small, box.x + 6, box.y + layout->small + 1, ALIGN_LEFT, gui->theme->text, text);
}

/* Where the shares stand alone: what is not drawn says so when its turn comes, below the numbers of the steps. */
static void draw_no_room(const StageLayout *layout, double changed) {
    const Gui *gui = layout->view->gui;
    const char *words = tr(layout->view->strings, STRING_UPDATE_NO_ROOM);
    if (changed <= 0) return;
    double w = fmin(gui_text_width(gui, FACE_UI, 12, words), layout->area.w - 24), x = rect_mid_x(layout->area),
           y = rect_bottom(layout->chart) + 12;
    gui_text_fit(gui, FACE_UI, 12, x, y, w, ALIGN_CENTER, color_mix(gui->theme->background, gui->theme->dim, fmin(4 * changed, 1)), words);
    hint_add(layout->view, rect(x - w / 2, y - 12, w, 16), "stage/no-room", tr(layout->view->strings, STRING_UPDATE_NO_ROOM_TIP));
}

/* The reverse chain's weights have a prime, as in its equations. */
static void format_of_chain(char *out, int size, const char *tex, int direction) {
    static const char weight[] = "\\W{W}";
    int used = 0;
    for (const char *at; direction && (at = strstr(tex, weight)); tex = at + sizeof weight - 1)
        used += text_format(out + used, size - used, "%.*s\\W{W'}", (int)(at - tex), tex);
    text_format(out + used, size - used, "%s", tex);
}

void stage_draw_update(const StageLayout *layout) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    const Run *run = layout->view->run;
    const StageLane *lane = &layout->lane[layout->shown];
    const Param *param = net_get_param(&run->net, PARAM_RECURRENT_WEIGHT, lane->layer, lane->direction);
    const Cursor *cursor = &layout->view->ui->cursor;
    double u = cursor->step + cursor->fraction, moved = fmin(u, 1), changed = fmin(fmax(u - 1, 0), 1), applied = fmin(fmax(u - 2, 0), 1);
    draw_group(gui->list, "stage/update");
    size_t drawn = gui->list->used;
    UpdateRule rule;
    char share[96], share_tex[112], sum_tex[160];
    update_rule_find(&rule, layout->view);
    update_share_tex(share, (int)sizeof share, &run->net, lane->direction, -1);
    text_format(share_tex, (int)sizeof share_tex, "\\|%s\\|", share);
    /* With a q the share is long: it stands in the title alone. */
    text_format(sum_tex, (int)sizeof sum_tex,
                run->net.facts->q_gate >= 0 ? "\\partial L/\\partial \\W{W}%.0s" : "\\partial L/\\partial \\W{W} = \\sum_t %s", share);
    stage_draw_title(
        layout, rule.window ? tr(layout->view->strings, STRING_UPDATE_TITLE_EXACT) : tr(layout->view->strings, STRING_UPDATE_TITLE),
        rule.window ? tr(layout->view->strings, STRING_UPDATE_TITLE_EXACT_SHORT) : tr(layout->view->strings, STRING_UPDATE_TITLE_SHORT),
        share_tex, 0);
    UpdatePlan plan = stage_find_update_plan(layout);
    StageAxis axis = {.plot = plan.bars, .low = -8, .high = 2};
    if (layout->pitch >= 110) axis.plot = (Rect){layout->area.x + 66, axis.plot.y, layout->area.w - 100, axis.plot.h};
    double norm[NET_STEP_MAX];
    for (int t = 0; t < layout->steps; t++) norm[t] = trace_share_norm(run_own_trace(run), param, t);
    stage_widen(&axis.low, &axis.high, norm, layout->steps, 1);
    stage_draw_axis(layout, &axis);
    double w = fmax(layout->pitch * 0.6, 1), foot = rect_bottom(axis.plot), label_h = plan.label_h;
    stage_draw_step_numbers(layout, foot + 14);
    if (layout->pitch >= 40) w = fmin(w, 44);
    bool room = plan.room;
    Rect gradient = plan.matrix[0], change = plan.matrix[1], weights = plan.matrix[2];
    double numbers_h = UPDATE_NUMBERS;
    Rect below_flows = rect(gradient.x, gradient.y - plan.letters_h, gradient.w, gradient.h);
    size_t below = gui->list->used;
    Rect whole = layout->area;
    if (room) {
        draw_flows(layout, norm, foot + numbers_h, below_flows, moved);
        hint_add(layout->view, rect(whole.x, foot + numbers_h, whole.w, below_flows.y - foot - numbers_h), "stage/ribbons",
                 tr(layout->view->strings, STRING_UPDATE_RIBBONS_TIP));
    }
    draw_fade(gui->list, below, &whole, 1, plan.comes);
    for (int t = 0; t < layout->steps; t++) {
        if (norm[t] == 0 && layout->pitch >= 30)
            gui_text(gui, FACE_MONO, layout->small, stage_x(layout, t), foot - 5, ALIGN_CENTER, theme->dim, "0");
        if (!(norm[t] > 0)) continue;
        double y = stage_axis_y(&axis, norm[t]);
        Rect bar = {stage_x(layout, t) - w / 2, y, w, foot - y};
        if (is_learned(layout, t))
            draw_round(gui->list, bar, fmin(3, w / 4), color_ramp(&theme->ramp, norm[t]));
        else if (w >= 6)
            draw_round_stroke(gui->list, rect_inset(bar, 0.5, 0.5), fmin(3, w / 4), 1, theme->faint);
        else
            draw_rect(gui->list, bar, color_mix(theme->background, theme->faint, 0.5));
    }
    if (rule.window)
        draw_truncation(layout, &axis, rule.window);
    else
        draw_lost_shares(layout, &axis, norm, w);
    if (run->is_held) draw_note(layout, &axis, tr(layout->view->strings, STRING_STAGE_HELD_UPDATE), 40);
    if (!room) {
        draw_no_room(layout, changed);
        return;
    }
    below = gui->list->used;
    HeatCache *heat = layout->view->heat;
    double limit = fmax(largest_in(layout, &heat->weight, param, run->weight), 1e-12);
    double change_limit = fmax(largest_in(layout, &heat->change, param, run->delta), 1e-300);
    const double *delta = run->delta + param->offset;
    double gradient_limit = fmax(largest_in(layout, &heat->gradient, param, rule.gradient), 1e-300);
    HeatSource of_gradient = {.value = rule.gradient + param->offset, .is_signed = true, .limit = gradient_limit},
               of_change = {.value = delta, .is_signed = true, .limit = change_limit};
    /* Added to the weights of the run; before that, a held weight is drawn with its held value. */
    bool is_added = stage_update_is_added(layout->view->ui);
    HeatSource of_weights = {.value = (is_added ? run->weight : run_shown_weight(run)) + param->offset,
                             .add = is_added ? delta : NULL,
                             .is_signed = true,
                             .limit = limit};
    draw_matrix(layout, &plan, gradient, &heat->gradient, of_gradient, moved);
    draw_matrix(layout, &plan, change, &heat->change, of_change, changed < 1 ? 0 : 1);
    draw_matrix(layout, &plan, weights, &heat->weight, of_weights, 1);
    if (plan.clip.h > 0) clip_picture_draw_plot(layout->view, plan.clip, clip_picture_cut(changed));
    double carried = plan.clip.h > 0 ? clip_picture_after(changed) : changed;
    if (changed > 0 && changed < 1) {
        if (make_picture(layout, &plan, &heat->change, &of_change))
            draw_moving(layout, &plan, between(gradient, change, motion_carry(carried)), &heat->gradient, &heat->change,
                        motion_turn(carried));
    }
    if (applied > 0 && !stage_update_is_added(layout->view->ui))
        draw_moving(layout, &plan, between(change, weights, motion_land(applied)), &heat->change, &heat->change, 0);
    const char *tex[3] = {rule.window ? tr(layout->view->strings, STRING_UPDATE_TRUNCATED) : sum_tex, rule.short_tex,
                          stage_update_is_added(layout->view->ui) ? "\\W{W} + \\Delta \\W{W}" : "\\W{W}"};
    char note[3][64], number[24];
    number_format_short(number, (int)sizeof number, gradient_limit, 2);
    format_colors(note[0], layout, gradient_limit > 1e-299 ? number : "0");
    number_format_short(number, (int)sizeof number, change_limit, 2);
    format_colors(note[1], layout, change_limit > 1e-299 ? number : "0");
    number_format_short(number, (int)sizeof number, limit, 2);
    format_colors(note[2], layout, number);
    Rect at[3] = {gradient, change, weights};
    for (int i = 0; i < 3; i++) add_entries(layout, &plan, at[i], param, SUBJECT_ENTRY_GRADIENT + i);
    double seen[3] = {moved, changed, 1};
    for (int i = 0; i < 3; i++) {
        FormulaStyle style = theme_formula(theme, label_h >= 40 ? 18 : 15);
        if (seen[i] < 0.5) style.color[FORMULA_TEXT] = style.color[FORMULA_W] = theme->dim;
        double x = rect_mid_x(at[i]), y = rect_bottom(at[i]) + (label_h >= 40 ? 22 : 17);
        char own[176];
        format_of_chain(own, (int)sizeof own, tex[i], lane->direction);
        double formula_w = formula_draw(gui->list, gui->text, gui->scale, &style, x, y, ALIGN_CENTER, own).width;
        hint_add(layout->view, rect(x - formula_w / 2, y - 14, formula_w, 20), "stage/caption",
                 tr(layout->view->strings, STRING_HINT_EQUATION));
        gui_text(gui, FACE_UI, label_h >= 40 ? layout->small : 12, x, y + (label_h >= 40 ? 20 : 18), ALIGN_CENTER, theme->dim, note[i]);
        hint_add_text(layout->view, FACE_UI, label_h >= 40 ? layout->small : 12, x, y + (label_h >= 40 ? 20 : 18), ALIGN_CENTER, note[i],
                      "stage/colours", tr(layout->view->strings, STRING_UPDATE_COLORS_TIP));
        if (i == 2) break;
        double inset = at[i + 1].x - rect_right(at[i]) >= UPDATE_ARROW_WIDE ? 14 : 3;
        double from = rect_right(at[i]) + inset, to = at[i + 1].x - inset, mid = rect_mid_y(at[i]);
        if (i == 0 && plan.clip.h > 0) {
            from = plan.clip.x;
            to = rect_right(plan.clip);
            mid = rect_bottom(plan.clip) + UPDATE_WORDS;
        }
        bool passed = i == 0 ? changed > 0 : applied > 0;
        if (to - from < 16) continue;
        stage_arrow(gui, from + 2, mid, to - 2, mid, 1.75, 6, passed ? theme->dim : theme->line);
        bool is_passed = i == 0 ? carried > 0 && carried < 1 && plan.clip.h <= 0 : applied > 0 && !stage_update_is_added(layout->view->ui);
        ArrowWords place = {from, to, mid, from, to, is_passed || mid - 9 - layout->small < at[i].y}; /* a matrix, or the ribbons */
        if (mid + layout->small + 7 > rect_bottom(at[i]) && plan.clip.h <= 0) { /* beside the captions of low matrices */
            FormulaStyle measured = theme_formula(theme, label_h >= 40 ? 18 : 15);
            double half[2];
            for (int k = 0; k < 2; k++) half[k] = formula_measure(gui->text, gui->scale, &measured, tex[i + k]).width / 2 + 8;
            place.made_left = fmax(from, rect_mid_x(at[i]) + half[0]);
            place.made_right = fmin(to, rect_mid_x(at[i + 1]) - half[1]);
        }
        draw_arrow_words(layout, &place, i == 0 ? rule.factor : tr(layout->view->strings, STRING_UPDATE_ADDED), i == 0 ? rule.made : "",
                         passed ? theme->text : theme->dim);
        if (i > 0) {
            hint_add(layout->view, rect(from, mid - 40, to - from, 48), "stage/added", tr(layout->view->strings, STRING_UPDATE_ADDED_TIP));
            continue;
        }
        char plain[256];
        hint_write_plain(plain, (int)sizeof plain, rule.words);
        const char *words = region_words(gui->region, "%s", plain);
        hint_add(layout->view, rect(from, mid - 40, to - from, 36), "stage/rate", words);
        hint_why(layout->view, STRING_WHY_SET);
        hint_add(layout->view, rect(from, mid + 4, to - from, 20), "stage/made", rule.made[0] ? words : NULL);
        if (!rule.made[0]) continue;
        hint_why(layout->view, STRING_WHY_SET);
        hint_number(layout->view, &(TermsPlace){.kind = TERMS_CLIP}, false); /* where the gradient is clipped */
    }
    draw_return(layout, weights, motion_return(applied));
    draw_fade(gui->list, below, &whole, 1, plan.comes);
    hint_add_symbols(layout->view, drawn, "stage/update-symbol"); /* of gates and captions */
}
