/* The vectors of the cell as strips, one row a unit: gates filled as far as they are open, all else in the states' colours. A click on a
   row selects its unit; the selected one has a frame in every strip. */
#include "base/number.h"
#include "view/gates.h"
#include "view/hint.h"
#include "view/inside/cell_picture.h"
#include "view/offer.h"
#include "view/stage/heat.h"
#include <math.h>

static const double STATE_LIMIT = 1;

static double limit_of(const double *value, int count) {
    double limit = STATE_LIMIT;
    for (int i = 0; i < count; i++)
        while (isfinite(value[i]) && fabs(value[i]) > limit && limit < 1e6) limit *= 2;
    return limit;
}

void cell_draw_vector(const CellPicture *picture, Rect box, const double *value, const Color *color, double shown) {
    const Gui *gui = picture->view->gui;
    const Theme *theme = gui->theme;
    int hidden = picture->view->run->net.spec.hidden;
    double row = box.h / hidden, limit = color ? 1 : limit_of(value, hidden);
    draw_rect(gui->list, rect_inset(box, -2, -2), theme->panel);
    if (row < 5) {
        Color cell[NET_HIDDEN_MAX];
        int drawn = heat_cells(hidden, box.h * gui->scale);
        for (int i = 0; i < drawn; i++) {
            double extreme = heat_extreme(value, NULL, hidden, (HeatRange){0, 1}, heat_range(i, drawn, hidden));
            Color full = color ? color_mix(theme->raised, *color, fmin(fmax(extreme, 0), 1)) : color_signed(&theme->state, extreme, limit);
            cell[i] = color_mix(theme->raised, full, shown);
        }
        draw_image(gui->list, box, 1, drawn, cell);
    } else {
        double gap = row > 8 ? 2 : 1;
        for (int u = 0; u < hidden; u++) {
            Rect cell = {box.x, box.y + u * row + gap / 2, box.w, row - gap};
            double radius = fmin(3, cell.h / 3);
            if (!color) {
                draw_round(gui->list, cell, radius, color_mix(theme->raised, color_signed(&theme->state, value[u], limit), shown));
                if (shown >= 1) gui_minus(gui, cell, value[u]);
                continue;
            }
            draw_round(gui->list, cell, radius, theme->raised);
            double open = fmin(fmax(value[u], 0), 1) * shown;
            if (open * cell.w > 1) draw_round(gui->list, rect(cell.x, cell.y, open * cell.w, cell.h), radius, *color);
            if (isnan(value[u])) draw_round(gui->list, cell, radius, color_signed(&theme->state, value[u], 1));
        }
    }
    double y = box.y + picture->place.unit * row, h = fmax(row, 5);
    draw_round_stroke(gui->list, rect(box.x - 3, y + row / 2 - h / 2 - 1, box.w + 6, h + 2), 3, 1.75, theme->text);
}

/* A click on a unit of it selects that. */
static void add_rows(const CellPicture *picture, Rect box, int wire, const char *name) {
    char path[48];
    text_format(path, (int)sizeof path, "cell/%s", name);
    Region *region = region_add(picture->view->gui->region, REGION_HOVER, box, path);
    region->subject = (Subject){SUBJECT_WIRE, picture->place.layer, picture->place.direction, wire, 0};
    region->rows = picture->view->run->net.spec.hidden;
    text_format(region->command, (int)sizeof region->command, "unit {unit}");
    cell_link(picture, box, wire, true);
}

void cell_draw_strips(const CellPicture *picture) {
    const Theme *theme = picture->view->gui->theme;
    const NetSpec *spec = &picture->view->run->net.spec;
    draw_group(picture->view->gui->list, "cell/strips");
    for (int i = 0; i < picture->diagram->strip_count; i++) {
        const CellStrip *strip = &picture->diagram->strip[i];
        bool is_sigmoid = picture->view->run->net.facts->gate[strip->gate].curve == CURVE_SIGMOID;
        Color color = gates_color(theme, picture->cell, strip->gate);
        Rect box = cell_strip_rect(picture, strip);
        const double *value = picture->account->at[spec->cell == CELL_RNN ? ACCOUNT_PRE : ACCOUNT_VALUE][strip->gate];
        double shown = picture->place.is_backward ? 1 : cell_shown(picture, strip->order);
        cell_draw_vector(picture, box, value, is_sigmoid ? &color : NULL, shown);
        char name[24];
        text_format(name, (int)sizeof name, "strip%d", strip->gate + 1);
        add_rows(picture, box, spec->cell == CELL_RNN ? WIRE_PRE : WIRE_GATE + strip->gate, name);
    }
}

/* ---- What comes in and goes out ---- */

/* Before the step it is what the cell sends there, not all that reaches the state: of c the straight part alone. */
static void draw_chip(const CellPicture *picture, double x, double y, AccountVector vector, const char *name) {
    double norm = picture->account->norm[vector][0];
    const Gui *gui = picture->view->gui;
    const Theme *theme = gui->theme;
    char number[24];
    number_format_short(number, (int)sizeof number, norm, 2);
    double w = gui_text_width(gui, FACE_MONO, 12, number) + 26;
    Rect box = {x - w / 2, y, w, 20};
    draw_round(gui->list, box, 5, theme->raised);
    draw_round(gui->list, rect(box.x + 6, box.y + 5, 10, 10), 3, cell_gradient_color(picture, norm));
    gui_text(gui, FACE_MONO, 12, box.x + 20, box.y + 14.5, ALIGN_LEFT, theme->text, number);
    char path[48];
    TermsPlace entry;
    bool is_straight = vector == ACCOUNT_STRAIGHT, is_sent = is_straight || vector == ACCOUNT_SENT;
    if (is_straight) {
        const char *word = tr(picture->view->strings, STRING_CELL_STRAIGHT);
        gui_text(gui, FACE_UI, 12, x, rect_bottom(box) + 13, ALIGN_CENTER, theme->dim, word);
        w = fmax(w, gui_text_width(gui, FACE_UI, 12, word)); /* the tip is that of the word, too */
        box = rect(x - w / 2, y, w, box.h + 18);
    }
    text_format(path, (int)sizeof path, "cell/norm-%s", name);
    hint_add(picture->view, box, path,
             figure_tip(picture->view, tr(picture->view->strings, is_sent ? STRING_CELL_NORM_SENT_TIP : STRING_CELL_NORM_TIP), "", norm));
    if (!cell_find_chain(&entry, picture->view, &picture->place, vector, 0, 0)) return;
    TermsPlace length = {
        .kind = TERMS_NORM, .of = entry.kind, .layer = entry.layer, .direction = entry.direction, .step = entry.step, .loss = entry.loss};
    hint_number(picture->view, &length, false);
}

static void draw_end(const CellPicture *picture, bool is_right, double v, const char *letter, AccountVector value, AccountVector gradient,
                     int wire) {
    const Gui *gui = picture->view->gui;
    const CellAccount *account = picture->account;
    Rect box = cell_end_rect(picture, is_right, v);
    bool is_backward = picture->place.is_backward;
    double order = is_right ? 0.9 : 0, shown = is_backward ? 1 : cell_shown(picture, order);
    int step = is_right ? account->step : account->previous;
    char tex[32], name[24], above[32];
    cell_draw_vector(picture, box, account->at[value][0], NULL, shown);
    text_format(name, (int)sizeof name, "%s-%s", letter, is_right ? "after" : "before");
    add_rows(picture, box, wire, name);
    FormulaStyle style = theme_formula(gui->theme, fmax(22 * picture->size, 15));
    if (step >= 0)
        text_format(tex, (int)sizeof tex, "%s%s_{%d}", letter, picture->place.direction ? "'" : "", step + 1);
    else /* h_0 of the forward chain; in reverse the state before is that of step T + 1 */
        text_format(tex, (int)sizeof tex, "%s%s_{%d}", letter, picture->place.direction ? "'" : "",
                    picture->place.direction ? picture->view->run->wiring.steps + 1 : 0);
    double base = box.y - fmax(8, 0.45 * style.size); /* keeps its index clear of the frame of the first unit */
    formula_draw(gui->list, gui->text, gui->scale, &style, rect_mid_x(box), base, ALIGN_CENTER, tex);
    text_format(above, (int)sizeof above, "letter-%s", name);
    cell_add_region(picture, rect(rect_mid_x(box) - 24, base - style.size, 48, style.size + 6), wire, above);
    if (is_backward && cell_shown(picture, order) > 0) draw_chip(picture, rect_mid_x(box), rect_bottom(box) + 5, gradient, name);
}

/* The input: a number, a vector, or a symbol, which picks a column of U. */
static void draw_input(const CellPicture *picture) {
    const Gui *gui = picture->view->gui;
    const Theme *theme = gui->theme;
    const Run *run = picture->view->run;
    const NetSpec *spec = &run->net.spec;
    int t = picture->place.step, layer = picture->place.layer, inputs = layer == 0 ? spec->inputs : 0, hot = -1;
    Point at = cell_point(picture, picture->cell == CELL_RNN ? .28 : picture->cell == CELL_GRU ? .12 : .09, 1.07);
    char tex[48], words[96] = "", number[24];
    text_format(tex, (int)sizeof tex, layer == 0 ? "x_{%d}" : tr(picture->view->strings, STRING_CELL_LAYER_H), layer == 0 ? t + 1 : layer,
                t + 1);
    FormulaStyle style = theme_formula(theme, fmax(20 * picture->size, 15));
    style.color[FORMULA_TEXT] = theme->input_weight;
    double w = formula_draw(gui->list, gui->text, gui->scale, &style, at.x + 12, at.y - 1, ALIGN_LEFT, tex).width;
    const double *x = run->trace.x + (size_t)t * (size_t)run->trace.batch * (size_t)spec->inputs;
    int ones = 0, others = 0;
    for (int i = 0; i < inputs; i++) {
        if (x[i] == 1) {
            hot = i;
            ones++;
        } else if (x[i] != 0)
            others++;
    }
    if (inputs > 1 && ones == 1 && others == 0) {
        char symbol[TASK_NAME_SIZE] = "";
        TaskOptions options = setup_task_options(picture->view->setup);
        const Task *task = setup_task(picture->view->setup);
        if (task->name_symbol) task->name_symbol(symbol, (int)sizeof symbol, &options, hot);
        text_format(words, (int)sizeof words,
                    symbol[0] ? tr(picture->view->strings, STRING_CELL_COLUMN) : tr(picture->view->strings, STRING_CELL_COLUMN_ONE_HOT),
                    symbol[0] ? "\"" : "", symbol, symbol[0] ? "\"" : "", hot + 1);
    } else if (inputs == 1) {
        number_format_short(number, (int)sizeof number, x[0], 3);
        text_format(words, (int)sizeof words, "= %s", number);
    } else if (inputs > 1 && inputs <= 6) {
        int used = text_format(words, (int)sizeof words, "= (");
        for (int i = 0; i < inputs; i++) {
            number_format_short(number, (int)sizeof number, x[i], 2);
            used += text_format(words + used, (int)sizeof words - used, "%s%s", i ? ", " : "", number);
        }
        text_format(words + used, (int)sizeof words - used, ")");
    } else if (inputs > 1) {
        text_format(words, (int)sizeof words, tr(picture->view->strings, STRING_CELL_NUMBERS_COUNT), inputs);
    }
    gui_text(gui, FACE_MONO, 12, at.x + 12 + w + 8, at.y - 1, ALIGN_LEFT, theme->dim, words);
    hint_add(picture->view, rect(at.x + 8, at.y - style.size, w + 16 + gui_text_width(gui, FACE_MONO, 12, words), style.size + 8),
             "cell/input", cell_wire_name(picture->view->strings, picture->cell, WIRE_X, picture->place.is_backward));
    if (inputs > 0) hint_number(picture->view, &(TermsPlace){.kind = TERMS_X, .step = t, .row = hot < 0 ? 0 : hot}, false);
}

void cell_draw_ends(const CellPicture *picture) {
    const CellDiagram *diagram = picture->diagram;
    draw_group(picture->view->gui->list, "cell/ends");
    if (diagram->straight_v >= 0) {
        draw_end(picture, false, diagram->straight_v, "c", ACCOUNT_C_BEFORE, ACCOUNT_STRAIGHT, WIRE_C_BEFORE);
        draw_end(picture, true, diagram->straight_v, "c", ACCOUNT_C, ACCOUNT_DC, WIRE_C_OUT);
    }
    draw_end(picture, false, diagram->state_v, "h", ACCOUNT_H_BEFORE, ACCOUNT_SENT, WIRE_H_BEFORE);
    draw_end(picture, true, diagram->state_v, "h", ACCOUNT_H, ACCOUNT_DH, WIRE_H);
    draw_input(picture);
}
