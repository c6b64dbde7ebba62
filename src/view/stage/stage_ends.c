/* Both ends of every step: the input below with its arrow in U's green, the output above in V's violet, and the loss. */
#include "base/number.h"
#include "view/hint.h"
#include "view/stage/stage_morph.h"
#include "view/stage/stage_motion.h"
#include <math.h>

static Rect square_at(double x, double y, double size) { return rect(x - size / 2, y - size / 2, size, size); }

static void draw_value_box(const StageLayout *layout, Rect box, const double *value, int count, double limit, double shown, bool lit) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    double size = fmin(box.w, box.h);
    if (count == 1 || box.h < 5) {
        double most = value[0];
        for (int i = 1; i < count; i++)
            if (fabs(value[i]) > fabs(most)) most = value[i];
        Color color = color_mix(theme->raised, color_signed(&theme->state, most, limit), shown);
        if (size < 5)
            draw_rect(gui->list, box, color);
        else
            draw_round(gui->list, box, fmin(6, size * 0.25), color);
        if (shown >= 1) gui_minus(gui, box, most);
    } else {
        Color cell[NET_INPUT_MAX];
        for (int i = 0; i < count; i++) cell[i] = color_mix(theme->raised, color_signed(&theme->state, value[i], limit), shown);
        draw_image(gui->list, box, 1, count, cell);
    }
    for (int i = 0; i < count && count > 1 && box.h >= 5 && shown >= 1; i++)
        gui_minus(gui, rect(box.x, box.y + i * box.h / count, box.w, box.h / count), value[i]);
    if (lit) draw_round_stroke(gui->list, rect_inset(box, -1.5, -1.5), fmin(7, size * 0.25), 1.75, theme->accent);
}

static double input_limit(const StageLayout *layout) {
    const Trace *trace = &layout->view->run->trace;
    double most = 0;
    long count = (long)layout->steps * trace->net->spec.inputs;
    for (long i = 0; i < count; i++) most = fmax(most, fabs(trace->x[i]));
    return most > 0 ? most : 1;
}

bool stage_has_input(const Run *run, int t) {
    const Wiring *wiring = &run->wiring;
    if (stage_is_padding(run, t)) return false;
    if (wiring->input_count == wiring->steps) return true;
    for (int i = 0; i < wiring->input_count; i++)
        if (wiring->input_step[i] == t) return true;
    return false;
}

/* Inputs have their own scale; it is written if it differs from the states'. */
static void draw_input_scale(const StageLayout *layout, double y, double limit) {
    const Gui *gui = layout->view->gui;
    if (layout->open < 1 || fabs(limit - layout->state_limit) < 1e-9 * limit) return;
    char text[32], number[24];
    number_format_short(number, (int)sizeof number, limit, 2);
    text_format(text, (int)sizeof text, "±%s", number);
    double mid = (stage_margin_x(layout) + layout->left) / 2;
    gui_text(gui, FACE_MATH_ITALIC, 15, mid, y - 8, ALIGN_CENTER, gui->theme->dim, "x");
    double size = gui_text_width(gui, FACE_MONO, layout->small, text) + 8 <= layout->left - stage_margin_x(layout) ? layout->small : 12;
    gui_text(gui, FACE_MONO, size, mid, y + 7, ALIGN_CENTER, gui->theme->dim, text);
}

/* The symbol that step t reads, by its name; "" when it reads none. */
static void name_input(char out[TASK_NAME_SIZE], const StageLayout *layout, int t) {
    const Trace *trace = &layout->view->run->trace;
    TaskOptions options = setup_task_options(layout->view->setup);
    task_name_symbol(out, TASK_NAME_SIZE, setup_task(layout->view->setup), &options, trace->x + (long)t * trace->net->spec.inputs);
}

static Color name_color(const StageLayout *layout, int t) {
    const Theme *theme = layout->view->gui->theme;
    return stage_step_is_lit(layout, t) || t == stage_acting(layout, PHASE_FORWARD, 0) ? theme->text : theme->dim;
}

/* Names in a row below the inputs, all or none. */
static void draw_names_below(const StageLayout *layout, double y) {
    const Gui *gui = layout->view->gui;
    double widest = 0, size = layout->small;
    char name[TASK_NAME_SIZE];
    for (int t = 0; t < layout->steps; t++) {
        name_input(name, layout, t);
        widest = fmax(widest, gui_text_width(gui, FACE_UI_SEMIBOLD, size, name));
    }
    if (widest + 3 > layout->pitch) {
        widest *= 12 / size;
        size = 12;
    }
    if (widest + 3 > layout->pitch) return;
    for (int t = 0; t < layout->steps; t++) {
        name_input(name, layout, t);
        gui_text(gui, FACE_UI_SEMIBOLD, size, stage_x(layout, t), y, ALIGN_CENTER, name_color(layout, t), name);
    }
}

static void format_named_input(char tex[64], const StageLayout *layout, int t) {
    char name[TASK_NAME_SIZE];
    name_input(name, layout, t);
    text_format(tex, 64, name[0] ? "x_{%d} = \\text{%s}" : "x_{%d}", t + 1, name);
}

/* "x_3 = T" below each input where all have room, else the names alone. */
static void draw_named_inputs(const StageLayout *layout, double y) {
    const Gui *gui = layout->view->gui;
    FormulaStyle style = theme_formula(gui->theme, layout->small + 3);
    double widest = 0;
    char tex[64];
    for (int t = 0; t < layout->steps; t++) {
        format_named_input(tex, layout, t);
        widest = fmax(widest, formula_measure(gui->text, gui->scale, &style, tex).width);
    }
    if (widest + 8 > layout->pitch) {
        draw_names_below(layout, y);
        return;
    }
    for (int t = 0; t < layout->steps; t++) {
        format_named_input(tex, layout, t);
        style.color[FORMULA_TEXT] = name_color(layout, t);
        formula_draw(gui->list, gui->text, gui->scale, &style, stage_x(layout, t), y, ALIGN_CENTER, tex);
    }
}

/* One input of the strip. */
static void size_strip(const StageLayout *layout, double *w, double *h) {
    *w = layout->pitch * (layout->zoom == ZOOM_SLIM ? 0.8 : 1);
    *h = fmin(layout->view->run->net.spec.inputs > 1 ? 34 : 26, layout->inputs.h - 12 - (stage_has_symbols(layout->view) ? 14 : 0));
}

/* With slim columns and in the heat map the inputs are one strip with a row for each component, so a symbol shows by its row. */
static void draw_input_strip(const StageLayout *layout, double limit) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    const Trace *trace = &layout->view->run->trace;
    int inputs = trace->net->spec.inputs;
    double names_h = stage_has_symbols(layout->view) ? 14 : 0, w, h;
    size_strip(layout, &w, &h);
    for (int t = 0; t < layout->steps; t++) {
        if (!stage_has_input(layout->view->run, t)) continue;
        const double *value = trace->x + (long)t * inputs;
        Rect box = {stage_x(layout, t) - w / 2, layout->inputs.y + 8, w, h};
        if (inputs == 1) {
            draw_rect(gui->list, box, color_signed(&theme->state, value[0], limit));
            gui_minus(gui, box, value[0]);
            continue;
        }
        Color cell[NET_INPUT_MAX];
        for (int i = 0; i < inputs; i++) cell[i] = color_signed(&theme->state, value[i], limit);
        draw_image(gui->list, box, 1, inputs, cell);
    }
    gui_text(gui, FACE_MATH_ITALIC, 17, stage_letter_x(layout, 1), layout->inputs.y + 8 + h * 0.7, ALIGN_CENTER, theme->dim, "x");
    if (names_h > 0) draw_names_below(layout, layout->inputs.y + 8 + h + 13);
}

static void draw_inputs(const StageLayout *layout) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    const Trace *trace = &layout->view->run->trace;
    int inputs = trace->net->spec.inputs, T = layout->steps;
    Rect box = layout->inputs;
    bool labels = box.h >= 58 && layout->zoom == ZOOM_CIRCLES && layout->pitch >= 26, named = stage_has_symbols(layout->view);
    double arrow_h = layout->zoom == ZOOM_CIRCLES ? fmin(34, box.h * 0.38) : 6 * layout->open + fmin(34, box.h * 0.4) * (1 - layout->open),
           size = fmin(26, fmin(layout->pitch * 0.8, box.h - arrow_h -
                                                         (labels  ? 24
                                                          : named ? 20
                                                                  : 4)));
    if (labels && size < 20) { /* the arrow may be short, so that the square is not small */
        double low = fmax(fmin(arrow_h, 16), box.h - 24 - 20);
        size = fmin(layout->pitch * 0.8, box.h - low - 24);
        arrow_h += (low - arrow_h) * layout->open;
    }
    double limit = input_limit(layout);
    if (layout->zoom != ZOOM_CIRCLES && layout->open >= 1) {
        draw_input_strip(layout, limit);
        return;
    }
    int acting = stage_acting(layout, PHASE_FORWARD, 0), last = layout->open <= 0 ? 1 : T;
    bool update = layout->view->ui->cursor.phase == PHASE_UPDATE;
    size = size * layout->open + 26 * (1 - layout->open);
    double w = size, h = size; /* the folded square becomes the square of its step, or a piece of the strip */
    if (layout->zoom != ZOOM_CIRCLES) {
        size_strip(layout, &w, &h);
        w = w * layout->open + 26 * (1 - layout->open);
        h = h * layout->open + 26 * (1 - layout->open);
    }
    double y = box.y + arrow_h + 2 + h / 2, apart = layout->zoom == ZOOM_HEAT ? 8 : 0, arrow_x = -INFINITY;
    for (int t = 0; t < last; t++) {
        if (!stage_has_input(layout->view->run, t)) continue;
        if (stage_is_under_next(layout, t) && stage_has_input(layout->view->run, t + 1)) continue;
        double x = stage_x(layout, t);
        bool lit = stage_step_is_lit(layout, t), acts = t == acting;
        double strength = acts || update || layout->open < 1 ? 1 : layout->forward_done > t && acting < 0 ? 0.8 : 0.55;
        if (x - arrow_x >= apart) { /* closer together they would look like one line and take long to draw */
            arrow_x = x;
            stage_arrow(gui, x, box.y + arrow_h, x, box.y + 3, acts ? 2.5 : 1.5, fmin(5, arrow_h * 0.3),
                        color_over(theme->input_weight, strength, theme->background));
        }
        draw_value_box(layout, rect(x - w / 2, y - h / 2, w, h), trace->x + (long)t * inputs, inputs, limit,
                       layout->open < 1 ? layout->open : 1, lit);
        if (labels && !named && layout->open >= 1)
            stage_subscript(gui, layout->small + 3, x, y + size / 2 + 18, acts || lit ? theme->text : theme->dim, "x", t);
    }
    if (named && labels && layout->open >= 1)
        draw_named_inputs(layout, y + size / 2 + 18);
    else if (named && layout->open >= 1)
        draw_names_below(layout, y + size / 2 + 14);
    if (layout->open >= 1) draw_input_scale(layout, y + 4, limit);
    if (layout->open <= 0) {
        gui_text(gui, FACE_MATH_ITALIC, 20, stage_x(layout, 0) + 22, box.y + arrow_h * 0.72, ALIGN_LEFT, theme->input_weight, "U");
        gui_text(gui, FACE_MATH_ITALIC, 18, stage_x(layout, 0) - 24, y + 5, ALIGN_RIGHT, theme->dim, "x");
    }
}

/* The gradient's first stretch: from the loss down through V into the state. */
static void draw_loss_gradient(const StageLayout *layout, int t, double x, double y0, double y1) {
    ChainGradient gradient = stage_chain_gradient(layout, layout->shown);
    const Gui *gui = layout->view->gui;
    if (layout->lane[layout->shown].layer != layout->view->run->net.spec.layers - 1) return;
    double shown = stage_gradient_shown(layout, layout->shown, t);
    if (shown <= 0 || y1 - y0 < 6) return;                          /* a dash would say nothing */
    if (stage_is_padding(layout->view->run, t)) t = gradient.start; /* the loss reads the state that is held from there */
    if (!gradient.is_all && t != gradient.start) return;            /* a loss other than the followed one */
    double sent = gradient.dots ? chain_gradient_dot(&gradient, t) : chain_gradient_at(&gradient, t);
    double w = river_width(layout, sent, fmin(16, fmax(layout->pitch * 0.5, fmin(6, layout->pitch))));
    draw_line(gui->list, x, y0, x, y0 + (y1 - y0) * shown, w, color_ramp(&gui->theme->ramp, sent));
}

static void draw_reverse_output(const StageLayout *layout) {
    const Gui *gui = layout->view->gui;
    const StageLane *lane = &layout->lane[layout->lane_count - 1];
    if (layout->open < 1) return;
    Rect column = stage_column_box(layout, lane->state, 0);
    double x = column.x - 9, y = layout->output_y, end = stage_x(layout, layout->steps - 1) - layout->output_size / 2 - 3;
    Color color = color_over(gui->theme->output_weight, 0.7, gui->theme->background);
    draw_path_begin(gui->list);
    draw_path_move(gui->list, column.x - 1, rect_mid_y(column));
    draw_path_line(gui->list, x, rect_mid_y(column));
    draw_path_line(gui->list, x, y);
    draw_path_line(gui->list, end - 6, y);
    draw_path_stroke(gui->list, 1.5, color, 0);
    stage_arrow(gui, end - 8, y, end, y, 1.5, 5, color);
}

/* Probabilities in V's violet: the fuller, the likelier. They are no signed states. */
static void draw_probabilities(const StageLayout *layout, double x, double y, double size, const double *p, int count, double shown,
                               bool lit) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    Rect box = {x - size / 2, y - size / 2, size, size};
    Color cell[NET_OUTPUT_MAX];
    for (int o = 0; o < count; o++) cell[o] = color_over(theme->output_weight, isfinite(p[o]) ? 0.9 * p[o] * shown : 0, theme->raised);
    draw_image(gui->list, box, 1, count, cell);
    if (lit) draw_round_stroke(gui->list, rect_inset(box, -1.5, -1.5), fmin(4, size * 0.25), 1.75, theme->accent);
}

static void draw_outputs(const StageLayout *layout) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    const Run *run = layout->view->run;
    const Trace *trace = &run->trace;
    int outputs = trace->net->spec.outputs, K = trace_count_losses(trace, 0);
    double radius = layout->loss_radius, square = layout->output_size, loss_y = layout->loss_y, square_y = layout->output_y;
    bool labels = layout->zoom == ZOOM_CIRCLES && layout->lane_count == 1 && layout->pitch >= 26 && layout->open >= 1;
    double floor_y = layout->top_y - (labels ? STAGE_LABEL_HEIGHT + 2 : 3);
    bool tiny = radius < 5;
    int acting = stage_acting(layout, PHASE_LOSS, 0);
    int from = layout->open <= 0 ? K - 1 : 0;
    double largest = 0;
    for (int k = 0; k < K; k++)
        if (isfinite(trace->loss_step[k])) largest = fmax(largest, fabs(trace->loss_step[k]));
    for (int k = from; k < K; k++) {
        int t = run->wiring.loss_step[k];
        double x = stage_morph_loss_x(layout, t), shown = stage_output_shown(layout, k);
        bool lit = stage_step_is_lit(layout, t), acts = t == acting;
        double strength = acts || layout->open < 1 ? 1 : shown > 0 ? 0.85 : 0.45;
        bool has_strip = stage_gradient_shown(layout, layout->shown, t) > 0 && layout->zoom != ZOOM_CIRCLES;
        if ((layout->zoom == ZOOM_CIRCLES || K == 1) && !has_strip && floor_y - (square_y + square / 2 + 3) >= 6)
            stage_arrow(gui, x, floor_y, x, square_y + square / 2 + 3, acts ? 2.5 : 1.5, 5,
                        color_over(theme->output_weight, strength, theme->background));
        /* Side by side they would look like a curtain: then only the first piece of each is drawn. */
        double foot = layout->zoom == ZOOM_HEAT && K > 1 ? fmin(floor_y, square_y + square / 2 + 14) : floor_y;
        draw_loss_gradient(layout, t, x, square_y + square / 2 + 2, foot);
        const double *y = trace->prob ? trace->prob : trace->y;
        if (trace->prob)
            draw_probabilities(layout, x, square_y, fmax(square, 1.5), y + (long)k * outputs, outputs, motion_answer(shown), lit);
        else
            draw_value_box(layout, square_at(x, square_y, fmax(square, 1.5)), y + (long)k * outputs, outputs, 1, motion_answer(shown), lit);
        if (layout->open < 1) continue;
        Color loss = color_over(theme->bad, 0.35 + 0.65 * motion_loss(shown), theme->background);
        /* Many losses: the fuller a ring, the larger its loss beside the largest of the sequence. */
        if (K > 1 && !tiny && shown > 0 && largest > 0)
            draw_circle(
                gui->list, x, loss_y, radius,
                color_over(theme->bad, 0.45 * fmin(fabs(trace->loss_step[k]) / largest, 1) * motion_loss(shown), theme->background));
        if (tiny) {
            if (shown > 0) draw_circle(gui->list, x, loss_y, fmax(radius, 1), loss);
            continue;
        }
        draw_line(gui->list, x, square_y - square / 2 - 1, x, loss_y + radius, acts ? 2.5 : 1.75, loss);
        draw_circle_stroke(gui->list, x, loss_y, radius, acts ? 2.75 : 2, loss);
        if (K > 1 && layout->view->ui->follow != FOLLOW_ALL && k == run->follow.loss) /* the one that is followed */
            draw_circle_stroke(gui->list, x, loss_y, radius + 3.5, 1.75, theme->text);
        if (radius >= 9) gui_text(gui, FACE_MATH_ITALIC, radius, x, loss_y + radius * 0.34, ALIGN_CENTER, loss, "L");
        if (K == 1 && shown > 0) {
            char number[24];
            const Ghost *ghost = layout->view->ghost; /* after an update it runs from its old value to the new one */
            double loss_now = ghost ? ghost->loss_value + (trace->loss - ghost->loss_value) * motion_loss(shown) : trace->loss;
            number_format_short(number, (int)sizeof number, shown < 1 ? loss_now : trace->loss, 3);
            double number_w = gui_text_width(gui, FACE_MONO_MEDIUM, 14, number);
            if (ghost) {
                char old[24], was[40];
                number_format_short(old, (int)sizeof old, ghost->loss_value, 3);
                text_format(was, (int)sizeof was, tr(layout->view->strings, STRING_ENDS_WAS), old);
                gui_text(gui, FACE_MONO, 12, x - radius - 18 - number_w, loss_y + 5, ALIGN_RIGHT, theme->dim, was);
                number_w += 8 + gui_text_width(gui, FACE_MONO, 12, was);
            }
            if (!stage_draw_answer(layout, k, floor_y, number_w, motion_answer(shown)))
                stage_draw_answer_line(layout, k, motion_answer(shown));
            if (!ghost && motion_loss(shown) <= 0) continue; /* the answer first */
            double told = ghost ? 1 : fmin(1, 2 * motion_loss(shown));
            gui_text(gui, FACE_MONO_MEDIUM, 14, x - radius - 10, loss_y + 5, ALIGN_RIGHT, color_fade(theme->text, told), number);
            hint_add_text(layout->view, FACE_MONO_MEDIUM, 14, x - radius - 10, loss_y + 5, ALIGN_RIGHT, number, "stage/loss-number",
                          tr(layout->view->strings, STRING_HINT_LOSS));
            hint_number(layout->view, &(TermsPlace){.kind = TERMS_LOSS, .step = k}, false);
        }
    }
    if (K > 1 && layout->open >= 1) { /* the step under the pointer, the acting one, or the followed one */
        int told = run->follow.loss;
        for (int k = 0; k < K; k++)
            if (run->wiring.loss_step[k] == acting) told = k;
        for (int k = 0; k < K; k++)
            if (stage_step_is_lit(layout, run->wiring.loss_step[k])) told = k;
        if (stage_output_shown(layout, told) > 0) stage_draw_answer_line(layout, told, stage_output_shown(layout, told));
    }
    if (K > 1 && layout->open >= 1 && stage_output_shown(layout, K - 1) >= 1) {
        char number[24]; /* the sum, in the margin, where no step stands */
        number_format_short(number, (int)sizeof number, trace->loss, 3);
        double mid = (stage_margin_x(layout) + layout->left) / 2;
        gui_text(gui, FACE_UI, layout->small, mid, loss_y + 1, ALIGN_CENTER, theme->dim,
                 run->wiring.sum_losses ? tr(layout->view->strings, STRING_ENDS_SUM_LOSS)
                                        : tr(layout->view->strings, STRING_ENDS_MEAN_LOSS));
        gui_text(gui, FACE_MONO_MEDIUM, layout->small, mid, loss_y + 18, ALIGN_CENTER, theme->text, number);
        hint_add(layout->view, rect(stage_margin_x(layout), loss_y - 12, layout->left - stage_margin_x(layout), 34), "stage/losses",
                 tr(layout->view->strings, STRING_HINT_LOSSES));
        hint_number(layout->view, &(TermsPlace){.kind = TERMS_TOTAL}, false);
    }
    if (stage_reads_reverse(run)) draw_reverse_output(layout);
    if (layout->open <= 0) {
        double x = stage_x(layout, 0);
        gui_text(gui, FACE_MATH_ITALIC, 20, x + 16, square_y + square / 2 + 16, ALIGN_LEFT, theme->output_weight, "V");
        gui_text(gui, FACE_MATH_ITALIC, 18, x - square / 2 - 8, square_y + 5, ALIGN_RIGHT, theme->dim, "y");
    }
}

void stage_draw_ends(const StageLayout *layout) {
    draw_group(layout->view->gui->list, "stage/ends");
    draw_inputs(layout);
    draw_outputs(layout);
}
