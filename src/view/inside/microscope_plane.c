/* What belongs to the block of weights that is looked at: its eigenvalues in the complex plane with the unit circle, the block with its
   gradient; and the path of the state on its two widest axes. */
#include "base/number.h"
#include "engine/cell/facts.h"
#include "engine/net/kernels.h"
#include "view/gates.h"
#include "view/hint.h"
#include "view/inside/microscope_picture.h"
#include "view/inside/weight_map.h"
#include "view/padding.h"
#include "view/prime.h"
#include <math.h>
#include <string.h>

/* "W", or the block of a gate: "W_f". */
static void format_block(char *out, int size, const MicroscopePicture *picture) {
    const Net *net = &picture->view->run->net;
    const char *prime = picture->place.direction ? "'" : "";
    if (net->facts->is_plain)
        text_format(out, size, "W%s", prime);
    else
        text_format(out, size, tr(picture->view->strings, STRING_MICROSCOPE_BLOCK), prime, net->facts->gate[picture->place.gate].letter);
}

/* The smallest of a few round numbers that holds it: a handle that is dragged to the edge stays on it. */
static double plane_reach(double radius) {
    static const double reach[] = {1.25, 1.5, 2, 3, 5, 10, 20, 50, 100, 1000, 1e4, 1e6, 1e9};
    for (size_t i = 0; i < sizeof reach / sizeof *reach; i++)
        if (radius <= reach[i] * (1 + 1e-9)) return reach[i];
    return 1e12;
}

static TermsPlace eigenvalue_place(const MicroscopePicture *picture, int k) {
    const MicroscopePlace *at = &picture->place;
    return (TermsPlace){.kind = TERMS_MODULUS, .layer = at->layer, .direction = at->direction, .gate = at->gate, .row = k};
}

static void add_eigenvalue(const MicroscopePicture *picture, const Chart *chart, const RecurrentBlock *block, int k) {
    const View *view = picture->view;
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    double re = block->real[k], im = block->imaginary[k], x = chart_x(chart, re), y = chart_y(chart, im);
    char path[48];
    if (!chart_holds(chart, x, y)) return;
    text_format(path, (int)sizeof path, "microscope/plane/%d", k + 1);
    bool hot = gui_is_hot(gui, path) || gui_is_active(gui, path);
    draw_circle(gui->list, x, y, hot ? 8 : 6, theme->recurrent_weight);
    if (hot) draw_circle_stroke(gui->list, x, y, 11, 1.5, theme->text);
    Region *region = region_add(gui->region, REGION_SCRUB, rect(x - 10, y - 10, 20, 20), path);
    const GateFacts *gate = &view->run->net.facts->gate[picture->place.gate];
    text_format(region->command, (int)sizeof region->command, "eigenvalue %d {x} %s of %s %d %s", k + 1, im == 0 ? "0" : "{y}",
                gate->letter, picture->place.layer + 1, picture->place.direction ? "reverse" : "forward");
    region->can_drag = region->has_handle = region->focusable = true;
    region->handle_x = x;
    region->handle_y = y;
    region->nudge = 0.01;
    region->numbers = (ChartRange){chart->x.low, chart->x.high, chart->y.low, chart->y.high};
    region->axis_x = (RegionAxis){chart->plot.x, rect_right(chart->plot), NULL};
    if (im != 0) region->axis_y = (RegionAxis){rect_bottom(chart->plot), chart->plot.y, NULL};
    const TermsPlace place = eigenvalue_place(picture, k);
    hint_eigenvalue(view, &place, false);
    gui_focus_ring(gui, rect_inset(region->box, -1, -1), 10, path);
    if (!hot) return;
    ChartRow row[4] = {0};
    int count = im == 0 ? 2 : 3;
    Figures figures = figure_begin(gui);
    char head[48], a[FIGURE_SIZE], b[FIGURE_SIZE];
    text_format(head, (int)sizeof head,
                im == 0 ? tr(picture->view->strings, STRING_MICROSCOPE_REAL) : tr(picture->view->strings, STRING_MICROSCOPE_PAIR), k + 1);
    figure_write(&figures, a, re);
    figure_write(&figures, b, fabs(im));
    row[0].color = row[1].color = row[2].color = theme->recurrent_weight;
    if (im == 0)
        text_format(row[0].text, (int)sizeof row->text, "%s", a);
    else
        text_format(row[0].text, (int)sizeof row->text, "%s %s %si", a, im < 0 ? "−" : "+", b);
    figure_write(&figures, a, hypot(re, im));
    text_format(row[1].text, (int)sizeof row->text, tr(picture->view->strings, STRING_MICROSCOPE_EIGEN_SIZE), a);
    figure_write(&figures, a, atan2(im, re) * 180 / 3.14159265358979323846);
    text_format(row[2].text, (int)sizeof row->text, tr(picture->view->strings, STRING_MICROSCOPE_TURNS), a);
    if (view->lost) {
        row[count].color = theme->panel;
        text_format(row[count++].text, (int)sizeof row->text, "%s", view->lost);
    }
    draw_layer(gui->list, LAYER_HOVER);
    chart_read_out(gui, rect(4, 4, gui->list->width - 8, gui->list->height - 8), x - 10, x + 10, y, head, row, count, &figures);
    draw_layer(gui->list, LAYER_STAGE);
}

static bool read_eigenvalue(double out[3], const void *user, int k) {
    const RecurrentBlock *block = user;
    out[0] = block->real[k];
    out[1] = block->imaginary[k];
    out[2] = hypot(out[0], out[1]);
    return true;
}

void microscope_draw_plane(const MicroscopePicture *picture) {
    const View *view = picture->view;
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    const MicroscopePlace *place = &picture->place;
    const RecurrentBlock *block = &picture->scope->blocks.of[place->layer][place->direction][place->gate];
    char words[64], name[32], note[96], number[24];
    format_block(name, (int)sizeof name, picture);
    text_format(words, (int)sizeof words, tr(picture->view->strings, STRING_MICROSCOPE_EIGENVALUES), name);
    Rect rest = microscope_head(picture, PANEL_EIGENVALUES, words, NULL, tr(picture->view->strings, STRING_MICROSCOPE_EIGENVALUES_TIP));
    Rect foot = rect_cut_bottom(&rest, 20);
    int n = view->run->net.spec.hidden;
    if (isnan(block->radius)) {
        microscope_say(picture, rest, tr(picture->view->strings, STRING_MICROSCOPE_NO_EIGENVALUES));
        return;
    }
    double reach = plane_reach(fmax(block->radius, 1));
    ChartAxis axis = {.label = "re", .low = -reach, .high = reach};
    axis.no_words = true;
    Chart chart;
    chart_begin_square(&chart, gui, rest, "eigenvalues", "microscope/plane", &axis, &axis);
    double x = chart_x(&chart, 0), y = chart_y(&chart, 0);
    draw_line(gui->list, chart.plot.x, y, rect_right(chart.plot), y, 1, theme->line);
    draw_line(gui->list, x, chart.plot.y, x, rect_bottom(chart.plot), 1, theme->line);
    draw_circle_stroke(gui->list, x, y, chart_x(&chart, 1) - x, 1.5, theme->dim);
    const ChartTable table = {{"re", "im", "|λ|"}, n, read_eigenvalue, block};
    chart.table = &table;
    chart_end(&chart);
    for (int k = n - 1; k >= 0; k--) add_eigenvalue(picture, &chart, block, k);
    number_format_short(number, (int)sizeof number, block->radius, 3);
    int used = text_format(note, (int)sizeof note, tr(picture->view->strings, STRING_MICROSCOPE_RADIUS), number);
    number_format_short(number, (int)sizeof number, block->norm, 3);
    text_format(note + used, (int)sizeof note - used, tr(picture->view->strings, STRING_MICROSCOPE_NORM_TOO), number);
    if (picture->place.direction) prime_letters(note, (int)sizeof note);
    gui_text_fit(gui, FACE_UI, 13, foot.x, foot.y + 15, foot.w, ALIGN_LEFT, theme->dim, note);
    hint_add(view, foot, "microscope/radius", tr(picture->view->strings, STRING_MICROSCOPE_RADIUS_TIP));
    const TermsPlace largest = eigenvalue_place(picture, 0);
    hint_eigenvalue(view, &largest, true);
}

void microscope_draw_weights(const MicroscopePicture *picture) {
    const View *view = picture->view;
    const Gui *gui = view->gui;
    const Run *run = view->run;
    const MicroscopePlace *place = &picture->place;
    int n = run->net.spec.hidden;
    size_t at = net_get_param(&run->net, PARAM_RECURRENT_WEIGHT, place->layer, place->direction)->offset +
                (size_t)place->gate * (size_t)n * (size_t)n;
    char name[32], words[64], gradient[40];
    format_block(name, (int)sizeof name, picture);
    text_format(words, (int)sizeof words, tr(picture->view->strings, STRING_MICROSCOPE_WEIGHTS), name);
    text_format(gradient, (int)sizeof gradient, "∂L/∂%s", name);
    Rect rest = microscope_head(picture, PANEL_WEIGHTS, words, NULL, tr(picture->view->strings, STRING_MICROSCOPE_WEIGHTS_TIP));
    Rect half = rect_cut_left(&rest, (rest.w - 20) / 2);
    rect_cut_left(&rest, 20);
    rect_cut_bottom(&half, 20);
    rect_cut_bottom(&rest, 20);
    WeightMap weights = {.value = run_shown_weight(run) + at, .rows = n, .cols = n, .name = name, .path = "microscope/weights", .slot = 1};
    WeightMap gradients = {.value = run->gradient + at,
                           .rows = n,
                           .cols = n,
                           .is_gradient = true,
                           .name = gradient,
                           .path = "microscope/gradients",
                           .slot = 2};
    weights.has_numbers = gradients.has_numbers = true;
    weights.place = gradients.place = (TermsPlace){.kind = TERMS_WEIGHT,
                                                   .param = PARAM_RECURRENT_WEIGHT,
                                                   .layer = place->layer,
                                                   .direction = place->direction,
                                                   .row = place->gate * n};
    gradients.place.kind = TERMS_DWEIGHT;
    weights.has_place = gradients.has_place = true;
    const WeightMap *map[] = {&weights, &gradients};
    for (int i = 0; i < 2; i++) {
        Rect box = weight_map_draw(view, i ? rest : half, map[i]);
        char text[48], number[24];
        number_format_short(number, (int)sizeof number, kernel_norm(map[i]->value, (size_t)n * (size_t)n), 3);
        text_format(text, (int)sizeof text, tr(picture->view->strings, STRING_MICROSCOPE_NORM), number);
        gui_text_fit(gui, FACE_UI, 13, box.x, rect_bottom(box) + 16, (i ? rest : half).w, ALIGN_LEFT, gui->theme->dim, text);
        hint_add(view, rect(box.x, rect_bottom(box) + 3, (i ? rest : half).w, 17), i ? "microscope/norm-gradient" : "microscope/norm",
                 tr(view->strings, STRING_WEIGHTS_NORM_TIP));
        TermsPlace norm = map[i]->place;
        norm.of = norm.kind;
        norm.kind = TERMS_NORM;
        norm.gate = place->gate;
        norm.row = 0;
        hint_number(view, &norm, true);
    }
}

/* --- the path of the state --- */

enum { POINTS_MOST = 120 }; /* a longer path is a line alone */

/* True if the path runs through the box. */
static bool is_crossed(const MicroscopePicture *picture, const Chart *chart, int steps, Rect box) {
    const Microscope *scope = picture->scope;
    for (int t = 0; t + 1 < steps; t++) {
        double x = chart_x(chart, scope->path_x[t]), y = chart_y(chart, scope->path_y[t]), from = 0, to = 1;
        double by[2] = {chart_x(chart, scope->path_x[t + 1]) - x, chart_y(chart, scope->path_y[t + 1]) - y};
        double low[2] = {box.x - x, box.y - y}, high[2] = {rect_right(box) - x, rect_bottom(box) - y};
        for (int i = 0; i < 2; i++) { /* cut to the part between each pair of sides */
            if (by[i] == 0) {
                if (low[i] > 0 || high[i] < 0) to = -1;
                continue;
            }
            from = fmax(from, fmin(low[i] / by[i], high[i] / by[i]));
            to = fmin(to, fmax(low[i] / by[i], high[i] / by[i]));
        }
        if (from <= to) return true;
    }
    return false;
}

static void number_steps(const MicroscopePicture *picture, const Chart *chart) {
    const Gui *gui = picture->view->gui;
    const Microscope *scope = picture->scope;
    int steps = padding_first_step(picture->view->run), kept = 0; /* after the end of the sequence the state stands still */
    double x_at[64], y_at[64];
    for (int turn = 0; turn < 2; turn++) { /* first the step of the cursor, the first and the last; then others that fit */
        for (int t = 0; t < steps && kept < 64; t++) {
            bool first = t == picture->step || t == 0 || t == steps - 1;
            if (first != (turn == 0)) continue;
            double x = chart_x(chart, scope->path_x[t]), y = 0;
            bool fits = false;
            for (int side = 0; side < 2 && !fits; side++) { /* above its point, or else below it */
                y = chart_y(chart, scope->path_y[t]) + (side ? 17 : -8);
                fits = rect_contains(rect_inset(chart->plot, 12, 10), x, y);
                for (int i = 0; i < kept; i++) fits = fits && (fabs(x - x_at[i]) > 24 || fabs(y - y_at[i]) > 15);
                if (fits && t != picture->step)
                    fits = steps <= POINTS_MOST && !is_crossed(picture, chart, steps, rect(x - 8, y - 10, 16, 12));
            }
            if (!fits) continue;
            char text[12];
            text_format(text, (int)sizeof text, "%d", t + 1);
            gui_text(gui, t == picture->step ? FACE_MONO_MEDIUM : FACE_MONO, 12, x, y, ALIGN_CENTER,
                     t == picture->step ? gui->theme->text : gui->theme->dim, text);
            x_at[kept] = x;
            y_at[kept++] = y;
        }
    }
}

/* The step whose point is nearest to the pointer. */
static void read_path(const MicroscopePicture *picture, const Chart *chart) {
    const Gui *gui = picture->view->gui;
    const Microscope *scope = picture->scope;
    double best = 18;
    int found = -1;
    if (!chart_is_hot(chart)) return;
    for (int t = 0; t < picture->view->run->wiring.steps; t++) {
        double away = hypot(chart_x(chart, scope->path_x[t]) - gui->state->x, chart_y(chart, scope->path_y[t]) - gui->state->y);
        if (away >= best) continue;
        best = away;
        found = t;
    }
    if (found < 0) return;
    ChartRow row[3] = {{.color = gui->theme->accent}, {.color = gui->theme->accent}, {.color = gui->theme->panel}};
    int count = 2;
    Figures figures = figure_begin(gui);
    char head[32], number[FIGURE_SIZE];
    text_format(head, (int)sizeof head, tr(picture->view->strings, STRING_MICROSCOPE_STATE_AT), found + 1);
    for (int i = 0; i < 2; i++) {
        figure_write(&figures, number, i ? scope->path_y[found] : scope->path_x[found]);
        text_format(row[i].text, (int)sizeof row->text, tr(picture->view->strings, STRING_MICROSCOPE_AXIS), i + 1, number);
    }
    if (picture->view->lost) text_format(row[count++].text, (int)sizeof row->text, "%s", picture->view->lost);
    double x = chart_x(chart, scope->path_x[found]), y = chart_y(chart, scope->path_y[found]);
    draw_layer(gui->list, LAYER_HOVER);
    draw_circle_stroke(gui->list, x, y, 7, 1.5, gui->theme->text);
    chart_read_out(gui, rect(4, 4, gui->list->width - 8, gui->list->height - 8), x - 8, x + 8, y, head, row, count, &figures);
    const MicroscopePlace *at = &picture->place;
    const TermsPlace place = {.kind = TERMS_ALONG,
                              .layer = at->layer,
                              .direction = at->direction,
                              .step = found,
                              .row = fabs(scope->path_y[found]) > fabs(scope->path_x[found])};
    hint_number_at(picture->view, "microscope/path", &place); /* the larger of the two */
    draw_layer(gui->list, LAYER_STAGE);
}

static bool read_state(double out[3], const void *user, int step) {
    const Microscope *scope = user;
    out[0] = step + 1;
    out[1] = scope->path_x[step];
    out[2] = scope->path_y[step];
    return true;
}

void microscope_draw_path(const MicroscopePicture *picture) {
    const View *view = picture->view;
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    const Microscope *scope = picture->scope;
    const StateAxes *axes = &scope->axes;
    int steps = view->run->wiring.steps;
    Rect rest = microscope_head(picture, PANEL_PATH, tr(picture->view->strings, STRING_MICROSCOPE_PATH), NULL,
                                tr(picture->view->strings, STRING_MICROSCOPE_PATH_TIP));
    if (!scope->has_axes || isnan(axes->total)) {
        microscope_say(picture, rest, tr(picture->view->strings, STRING_MICROSCOPE_PATH_FAULT));
        return;
    }
    if (axes->count == 0) {
        microscope_say(picture, rest,
                       steps == 1 ? tr(picture->view->strings, STRING_MICROSCOPE_PATH_ONE)
                                  : tr(picture->view->strings, STRING_MICROSCOPE_PATH_STILL));
        return;
    }
    double most_x = 0, most_y = 0;
    for (int t = 0; t < steps; t++) {
        most_x = fmax(most_x, fabs(scope->path_x[t]));
        most_y = fmax(most_y, fabs(scope->path_y[t]));
    }
    char x_words[48], y_words[48], number[24];
    number_format_short(number, (int)sizeof number, 100 * axes->share[0], 3);
    text_format(x_words, (int)sizeof x_words, tr(picture->view->strings, STRING_MICROSCOPE_AXIS_1), number);
    number_format_short(number, (int)sizeof number, 100 * axes->share[1], 3);
    text_format(y_words, (int)sizeof y_words, tr(picture->view->strings, STRING_MICROSCOPE_AXIS_2), number);
    ChartAxis x = {.label = x_words, .low = -1.15 * most_x, .high = 1.15 * most_x};
    ChartAxis y = {.label = y_words, .low = -1.15 * fmax(most_y, 0.3 * most_x), .high = 1.15 * fmax(most_y, 0.3 * most_x)};
    Chart chart;
    chart_begin_square(&chart, gui, rest, "path", "microscope/path", &x, &y);
    ChartLine line = {.x = scope->path_x, .y = scope->path_y, .count = steps, .color = theme->accent, .width = 1.75};
    chart_line(&chart, &line);
    const ChartTable table = {{tr(view->strings, STRING_HISTORY_COPIED_STEP), x_words, y_words}, steps, read_state, scope};
    chart.table = &table;
    if (steps <= POINTS_MOST) {
        line.width = 2.5;
        chart_points(&chart, &line);
    }
    draw_circle(gui->list, chart_x(&chart, scope->path_x[picture->step]), chart_y(&chart, scope->path_y[picture->step]), 5, theme->text);
    number_steps(picture, &chart);
    chart_end(&chart);
    read_path(picture, &chart);
}
