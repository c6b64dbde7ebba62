/* The activation functions of the cell, drawn as they are (engine/analysis/curves.h), with a point for each unit at its pre-activation; in
   the backward pass the selected unit's tangent, whose slope multiplies its gradient. */
#include "base/number.h"
#include "engine/analysis/curves.h"
#include "view/gates.h"
#include "view/hint.h"
#include "view/inside/cell_picture.h"
#include <math.h>

enum { CURVE_POINTS = 48, DOT_MAX = 64 };

typedef struct BoxPlot {
    Rect in;
    double far;       /* pre-activations from -far to far */
    double low, high; /* values */
    Activation activation;
    const double *a, *value;
} BoxPlot;

static double plot_x(const BoxPlot *plot, double a) { return plot->in.x + (fmin(fmax(a / plot->far, -1), 1) + 1) / 2 * plot->in.w; }

static double plot_y(const BoxPlot *plot, double value) {
    double unit = (value - plot->low) / (plot->high - plot->low);
    return rect_bottom(plot->in) - fmin(fmax(unit, 0), 1) * plot->in.h;
}

/* Wide enough for every unit, by doublings, so that it rarely changes. */
static double find_far(const double *a, int count) {
    double far = 4;
    for (int i = 0; i < count; i++)
        while (isfinite(a[i]) && fabs(a[i]) > far && far < 1e6) far *= 2;
    return far;
}

static BoxPlot make_plot(const CellPicture *picture, const CellBox *box) {
    const NetSpec *spec = &picture->view->run->net.spec;
    const CellAccount *account = picture->account;
    Rect outer = cell_box_rect(picture, box);
    BoxPlot plot = {.in = rect_inset(outer, fmin(9, outer.w * 0.09), fmin(8, outer.h * 0.14))};
    plot.activation = box->gate < 0 ? ACTIVATION_TANH : curve_of_gate(spec, box->gate);
    plot.a = box->gate < 0 ? account->at[ACCOUNT_C][0] : account->at[ACCOUNT_PRE][box->gate];
    plot.value = box->gate < 0 ? account->at[ACCOUNT_TANH_C][0] : account->at[ACCOUNT_VALUE][box->gate];
    plot.far = find_far(plot.a, spec->hidden);
    plot.high = plot.activation == ACTIVATION_TANH || plot.activation == ACTIVATION_SIGMOID ? 1 : plot.far;
    plot.low = plot.activation == ACTIVATION_SIGMOID    ? 0
               : plot.activation == ACTIVATION_TANH     ? -1
               : plot.activation == ACTIVATION_IDENTITY ? -plot.far
                                                        : -plot.far / 4;
    return plot;
}

static void draw_curve(const CellPicture *picture, const BoxPlot *plot) {
    DrawList *list = picture->view->gui->list;
    draw_path_begin(list);
    for (int i = 0; i <= CURVE_POINTS; i++) {
        double a = plot->far * (2.0 * i / CURVE_POINTS - 1), x = plot_x(plot, a), y = plot_y(plot, curve_value(plot->activation, a));
        if (i == 0)
            draw_path_move(list, x, y);
        else
            draw_path_line(list, x, y);
    }
    draw_path_stroke(list, 1.5, picture->view->gui->theme->dim, 0);
}

/* As long as the box is high, through the point, clipped to the box. */
static void draw_tangent(const CellPicture *picture, const BoxPlot *plot, double a, double value, double slope) {
    const Gui *gui = picture->view->gui;
    double x = plot_x(plot, a), y = plot_y(plot, value), dx = plot->in.w / (2 * plot->far),
           dy = -slope * plot->in.h / (plot->high - plot->low);
    double length = hypot(dx, dy), reach = plot->in.h * 0.45;
    if (!(length > 0) || !isfinite(length)) return;
    draw_clip(gui->list, rect_inset(plot->in, -6, -5));
    draw_line(gui->list, x - dx / length * reach, y - dy / length * reach, x + dx / length * reach, y + dy / length * reach, 2,
              gui->theme->text);
    draw_unclip(gui->list);
}

static void draw_points(const CellPicture *picture, const BoxPlot *plot, Color color, double shown) {
    const Gui *gui = picture->view->gui;
    int hidden = picture->view->run->net.spec.hidden, every = (hidden + DOT_MAX - 1) / DOT_MAX, chosen = picture->place.unit;
    double radius = fmax(4.5 * picture->size, 2.2);
    if (shown <= 0) return;
    for (int u = 0; u < hidden; u += every) {
        if (u == chosen || !isfinite(plot->a[u])) continue;
        draw_circle(gui->list, plot_x(plot, plot->a[u]), plot_y(plot, plot->value[u]), radius, color_fade(color, 0.75 * shown));
    }
    if (!isfinite(plot->a[chosen])) return;
    double x = plot_x(plot, plot->a[chosen]), y = plot_y(plot, plot->value[chosen]);
    draw_circle(gui->list, x, y, radius * 1.3, color);
    draw_circle_stroke(gui->list, x, y, radius * 1.3, 1.5, gui->theme->text);
}

static void draw_letter(const CellPicture *picture, const CellBox *box, Rect outer, Color color) {
    const Gui *gui = picture->view->gui;
    FormulaStyle style = theme_formula(gui->theme, fmax(24 * picture->size, 14));
    char tex[32];
    if (box->gate < 0 || picture->cell == CELL_RNN) return;
    text_format(tex, (int)sizeof tex, "%s%s_{%d}", net_gate_letter(picture->cell, box->gate), picture->place.direction ? "'" : "",
                picture->place.step + 1);
    style.color[FORMULA_TEXT] = color;
    FormulaBox drawn = formula_draw(gui->list, gui->text, gui->scale, &style, outer.x - 6, outer.y + style.size * 0.8, ALIGN_RIGHT, tex);
    char name[24];
    text_format(name, (int)sizeof name, "letter%d", box->gate + 1);
    Rect around = {outer.x - 6 - drawn.width, outer.y + style.size * 0.8 - drawn.ascent, drawn.width, drawn.ascent + drawn.descent};
    cell_add_region(picture, around, WIRE_GATE + box->gate, name);
}

static void draw_box(const CellPicture *picture, const CellBox *box) {
    const Gui *gui = picture->view->gui;
    const Theme *theme = gui->theme;
    const CellAccount *account = picture->account;
    Rect outer = cell_box_rect(picture, box);
    BoxPlot plot = make_plot(picture, box);
    int wire = box->gate < 0 ? WIRE_BOX_C : WIRE_BOX + box->gate, chosen = picture->place.unit;
    double shown = cell_shown(picture, box->order);
    Color color = box->gate < 0 || picture->cell == CELL_RNN ? theme->text : gates_color(theme, picture->cell, box->gate);
    draw_round(gui->list, outer, 8, theme->background);
    draw_round_stroke(gui->list, outer, 8, picture->lit == wire ? 3 : 1.75,
                      picture->lit == wire ? theme->accent : color_mix(theme->line, color, shown));
    draw_curve(picture, &plot);
    double slope = box->gate < 0 ? account->at[ACCOUNT_SLOPE_C][0][chosen] : account->at[ACCOUNT_SLOPE][box->gate][chosen];
    if (picture->place.is_backward && shown > 0) draw_tangent(picture, &plot, plot.a[chosen], plot.value[chosen], slope);
    draw_points(picture, &plot, color, shown);
    draw_letter(picture, box, outer, color_mix(theme->line, color, fmax(shown, 0.4)));
    char name[24], text[32], number[24];
    text_format(name, (int)sizeof name, "box%d", box->gate + 1);
    cell_add_region(picture, outer, wire, name);
    if (!picture->place.is_backward || shown <= 0) return;
    number_format_short(number, (int)sizeof number, slope, 2);
    text_format(text, (int)sizeof text, "×%s", number);
    double x = rect_mid_x(outer), y = rect_bottom(outer) + 14;
    TextAlign align = ALIGN_RIGHT; /* beside the wire below the box */
    if (picture->cell == CELL_RNN) {
        align = ALIGN_CENTER;
        y += 2;
    } else if (picture->cell == CELL_GRU && box->gate == GRU_N) { /* a node stands at the left of its wires */
        align = ALIGN_LEFT;
        x += 0.04 * picture->card.w + 8;
    } else {
        x -= fmax(13 * picture->size, 8);
    }
    gui_text(gui, FACE_MONO, 12, x, y, align, theme->dim, text);
    char path[48];
    TermsPlace place;
    text_format(path, (int)sizeof path, "cell/slope%d", box->gate + 1);
    hint_add_text(picture->view, FACE_MONO, 12, x, y, align, text, path, tr(picture->view->strings, STRING_CELL_SLOPE_TIP));
    AccountVector vector = box->gate < 0 ? ACCOUNT_SLOPE_C : ACCOUNT_SLOPE;
    if (cell_find_chain(&place, picture->view, &picture->place, vector, box->gate < 0 ? 0 : box->gate, picture->place.unit))
        hint_number(picture->view, &place, false);
}

void cell_draw_boxes(const CellPicture *picture) {
    draw_group(picture->view->gui->list, "cell/boxes");
    for (int i = 0; i < picture->diagram->box_count; i++) draw_box(picture, &picture->diagram->box[i]);
}
