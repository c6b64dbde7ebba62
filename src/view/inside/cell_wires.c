/* The wires and nodes of the cell's diagram. Forward a wire has the colour of its letter and is highlighted when it acts; backward it has
   the colour of its gradient's size and a width proportional to the square root, so that one sees how the gradient splits.

   Wires that run around a corner are one path with round joins. The tests of what lies under the pointer are a region a piece. */
#include "base/number.h"
#include "view/gates.h"
#include "view/hint.h"
#include "view/inside/cell_picture.h"
#include <math.h>

static Color forward_color(const CellPicture *picture, const CellShape *shape) {
    const Theme *theme = picture->view->gui->theme;
    if (shape->wire == WIRE_X) return theme->input_weight;
    if (shape->wire >= WIRE_GATE && shape->wire < WIRE_BOX && picture->cell != CELL_RNN)
        return gates_color(theme, picture->cell, shape->gate);
    if (shape->wire == WIRE_REST) return theme->gate_forget;
    return theme->dim;
}

static bool is_straight(int wire) { return wire == WIRE_C_BEFORE || wire == WIRE_KEEP || wire == WIRE_C || wire == WIRE_C_OUT; }

/* Colour and width of a wire now. */
static double wire_look(const CellPicture *picture, const CellShape *shape, Color *color) {
    const Theme *theme = picture->view->gui->theme;
    double shown = cell_shown(picture, shape->order), thin = fmax(2.5 * picture->size, 1.5);
    bool carries = shape->back >= ACCOUNT_DH;
    if (picture->place.is_backward && carries) {
        double norm = picture->account->norm[shape->back][shape->gate];
        *color = color_mix(theme->line, norm > 0 ? cell_gradient_color(picture, norm) : theme->line, shown);
        double part = picture->most > 0 && isfinite(picture->most) ? sqrt(norm / picture->most) : 0;
        return isfinite(part) ? fmax(thin * 0.7, 24 * picture->size * part * shown) : thin;
    }
    *color = color_mix(
        theme->line,
        picture->place.is_backward ? color_mix(theme->line, forward_color(picture, shape), 0.35) : forward_color(picture, shape), shown);
    return is_straight(shape->wire) ? 3 * thin : thin;
}

static void trace_path(const CellPicture *picture, const CellShape *shape) {
    DrawList *list = picture->view->gui->list;
    draw_path_begin(list);
    for (int i = 0; i < shape->count; i++) {
        Point at = cell_point(picture, shape->at[i][0], shape->at[i][1]);
        if (i == 0)
            draw_path_move(list, at.x, at.y);
        else
            draw_path_line(list, at.x, at.y);
    }
}

static void add_regions(const CellPicture *picture, const CellShape *shape, int index, double width) {
    double reach = fmax(width, 12) / 2;
    for (int i = 1; i < shape->count; i++) {
        Point a = cell_point(picture, shape->at[i - 1][0], shape->at[i - 1][1]), b = cell_point(picture, shape->at[i][0], shape->at[i][1]);
        Rect box = {fmin(a.x, b.x) - reach, fmin(a.y, b.y) - reach, fabs(a.x - b.x) + 2 * reach, fabs(a.y - b.y) + 2 * reach};
        char name[24];
        text_format(name, (int)sizeof name, "wire%d-%d", index, i);
        cell_add_region(picture, box, shape->wire, name);
    }
}

static void draw_nodes(const CellPicture *picture) {
    const Gui *gui = picture->view->gui;
    const Theme *theme = gui->theme;
    for (int i = 0; i < picture->diagram->node_count; i++) {
        const CellNode *node = &picture->diagram->node[i];
        Point at = cell_point(picture, node->u, node->v);
        bool is_weight = node->sign[0] == 'W' || node->sign[0] == 'U';
        /* Forward each gate of the LSTM and GRU multiplies by its own W; backward what they send back is one strand. */
        if (is_weight && picture->cell != CELL_RNN && !picture->place.is_backward) continue;
        double shown = cell_shown(picture, node->order), radius = fmax((is_weight ? 26 : 20) * picture->size, is_weight ? 15 : 10);
        Color ink = node->sign[0] == 'W' ? theme->recurrent_weight : node->sign[0] == 'U' ? theme->input_weight : theme->text;
        ink = color_mix(theme->line, ink, shown);
        if (is_weight) { /* a matrix stands on its wire */
            Rect box = {at.x - radius, at.y - radius * 0.75, 2 * radius, 1.5 * radius};
            draw_round(gui->list, box, 6, theme->panel);
            draw_round_stroke(gui->list, box, 6, 1.75, ink);
            FormulaStyle style = theme_formula(theme, fmax(20 * picture->size, 14));
            style.color[FORMULA_TEXT] = ink;
            char path[48], tex[16];
            text_format(tex, (int)sizeof tex, "%s%s%s", node->sign, picture->place.direction ? "'" : "",
                        picture->place.is_backward && node->sign[0] == 'W' ? "^\\top" : "");
            formula_draw(gui->list, gui->text, gui->scale, &style, at.x, at.y + style.size * 0.34, ALIGN_CENTER, tex);
            text_format(path, (int)sizeof path, "cell/matrix-%d", i + 1);
            hint_add(picture->view, box, path, tr(picture->view->strings, STRING_CELL_MATRIX_TIP));
            continue;
        }
        bool is_valve = picture->place.is_backward && i == 0 && picture->cell != CELL_RNN;
        if (is_valve) continue; /* draw_valve */
        draw_circle(gui->list, at.x, at.y, radius, theme->panel);
        draw_circle_stroke(gui->list, at.x, at.y, radius, 1.75, ink);
        double size = fmax(22 * picture->size, 13);
        if (node->sign[0] == '1') size = fmax(16 * picture->size, 12);
        gui_text(gui, FACE_UI_MEDIUM, size, at.x, at.y + size * 0.36, ALIGN_CENTER, ink, node->sign);
    }
}

/* The valve on the straight strand: two jaws as far apart as the gate is open (its mean over the units), and the factor it makes. */
static void draw_valve(const CellPicture *picture) {
    const Gui *gui = picture->view->gui;
    const Theme *theme = gui->theme;
    const Run *run = picture->view->run;
    if (!picture->place.is_backward || picture->cell == CELL_RNN || cell_shown(picture, 0.55) <= 0) return;
    int gate = picture->cell == CELL_LSTM ? LSTM_F : GRU_Z;
    const CellNode *node = &picture->diagram->node[0];
    double left = picture->account->norm[picture->cell == CELL_LSTM ? ACCOUNT_DC : ACCOUNT_DH][0];
    const TraceLane *lane = &run->trace.lane[picture->place.layer][picture->place.direction];
    double open = lane->gate_mean[(size_t)picture->place.step * (size_t)run->net.gates + (size_t)gate];
    const FollowLane *follow = &run->follow.lane[picture->place.layer][picture->place.direction];
    Point at = cell_point(picture, node->u, node->v);
    Color color = gates_color(theme, picture->cell, gate);
    double radius = fmax(20 * picture->size, 10), jaw = 11 * picture->size * fmin(fmax(open, 0), 1);
    if (!(left > 0) || !isfinite(open)) return;
    draw_round(gui->list, rect(at.x - 3, at.y - radius - 2, 6, radius - jaw), 2, color);
    draw_round(gui->list, rect(at.x - 3, at.y + jaw + 2, 6, radius - jaw), 2, color);
    double straight = follow->straight[picture->place.step];
    if (picture->view->ui->follow == FOLLOW_ALL || !isfinite(straight)) return;
    char text[32], number[24];
    number_format_short(number, (int)sizeof number, straight, 2);
    text_format(text, (int)sizeof text, "×%s", number);
    double size = fmax(14 * picture->size, 12);
    gui_text(gui, FACE_MONO_MEDIUM, size, at.x, at.y - radius - 8, ALIGN_CENTER, color, text);
    const CellPlace *place = &picture->place;
    hint_add_text(picture->view, FACE_MONO_MEDIUM, size, at.x, at.y - radius - 8, ALIGN_CENTER, text, "cell/kept",
                  tr(picture->view->strings, STRING_CELL_KEPT_TIP));
    hint_number(picture->view,
                &(TermsPlace){.kind = TERMS_KEPT,
                              .layer = place->layer,
                              .direction = place->direction,
                              .step = place->step,
                              .loss = run->wiring.loss_count > 1 ? run->follow.loss + 1 : 0},
                false);
}

void cell_draw_wires(const CellPicture *picture) {
    const Gui *gui = picture->view->gui;
    draw_group(gui->list, "cell/wires");
    for (int pass = 0; pass < 2; pass++) { /* lit ones lie on top */
        for (int i = 0; i < picture->diagram->shape_count; i++) {
            const CellShape *shape = &picture->diagram->shape[i];
            bool lit = shape->wire == picture->lit;
            if (lit != (pass == 1)) continue;
            Color color;
            double width = wire_look(picture, shape, &color);
            trace_path(picture, shape);
            if (lit) draw_path_stroke(gui->list, width + 7, color_fade(gui->theme->accent, 0.55), 0);
            draw_path_stroke(gui->list, width, color, 0);
            add_regions(picture, shape, i, width);
        }
    }
    draw_nodes(picture);
    draw_valve(picture);
}
