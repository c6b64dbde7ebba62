/* The activation functions with their derivatives, the present places of this lane's units on them, and softmax at a temperature.

   A histogram is of one gate's pre-activations over all steps and units of the stage sequence; dots below it are those of the step of the
   cursor. Shaded: where the function counts as flat, |tanh| > 0.99, a sigmoid outside 0.01 to 0.99, a ReLU at 0 (engine/analysis/units.h). */
#include "base/number.h"
#include "engine/analysis/curves.h"
#include "engine/cell/facts.h"
#include "gui/chart.h"
#include "view/gates.h"
#include "view/hint.h"
#include "view/inside/cell_place.h"
#include "view/inside/inside_head.h"
#include "view/stage/stage_gradient.h"
#include <math.h>
#include <string.h>

enum { CURVE_POINTS = 97, HEAD = 24, BARS_MOST = 24, CURVES_MOST = ACTIVATION_COUNT };
static const double REACH = 6;

static const char *const names[ACTIVATION_COUNT] = {"tanh", "ReLU", "leaky ReLU", "sigmoid", "identity"};

/* The range of pre-activations in which the function is not flat; false if it is never flat. */
static bool find_steep(double *low, double *high, Activation activation) {
    const double tanh_flat = atanh(0.99), sigmoid_flat = log(99);
    *low = activation == ACTIVATION_RELU ? 0 : activation == ACTIVATION_TANH ? -tanh_flat : -sigmoid_flat;
    *high = activation == ACTIVATION_RELU ? INFINITY : -*low;
    return activation == ACTIVATION_TANH || activation == ACTIVATION_SIGMOID || activation == ACTIVATION_RELU;
}

static Activation curve_of_part(const View *view, int part) {
    const Net *net = &view->run->net;
    return part < net->gates ? curve_of_gate(&net->spec, part) : ACTIVATION_TANH;
}

static const char *letter_of(const View *view, int part) {
    return part < view->run->net.gates ? view->run->net.facts->gate[part].letter : "c";
}

/* "used by i, f, o". */
static void write_users(char *out, int size, const View *view, Activation activation) {
    const Microscope *scope = view->microscope;
    int used = text_format(out, size, "%s", "");
    for (int part = 0; part < scope->spread_count; part++)
        if (curve_of_part(view, part) == activation)
            used += text_format(out + used, size - used, "%s%s", used ? ", " : "", letter_of(view, part));
}

static void draw_curve(const View *view, Rect box, Activation activation) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    double value[CURVE_POINTS], slope[CURVE_POINTS];
    char users[48], text[64], path[48], name[CHART_NAME_MAX];
    write_users(users, (int)sizeof users, view, activation);
    for (int i = 0; i < CURVE_POINTS; i++) {
        double a = REACH * (2.0 * i / (CURVE_POINTS - 1) - 1);
        value[i] = curve_value(activation, a);
        slope[i] = curve_slope(activation, a);
    }
    Rect head = rect_cut_top(&box, HEAD);
    text_format(text, (int)sizeof text, users[0] ? tr(view->strings, STRING_ACTIVATION_OF) : "%s%s", names[activation], users);
    gui_text_fit(gui, FACE_UI_SEMIBOLD, 14, head.x, head.y + 14, head.w, ALIGN_LEFT, users[0] ? theme->text : theme->dim, text);
    text_format(path, (int)sizeof path, "activation/name-%d", activation + 1);
    hint_add(view, head, path, users[0] ? tr(view->strings, STRING_ACTIVATION_USED_TIP) : tr(view->strings, STRING_ACTIVATION_UNUSED_TIP));
    bool is_small = activation == ACTIVATION_TANH || activation == ACTIVATION_SIGMOID;
    ChartAxis x = {.label = tr(view->strings, STRING_ACTIVATION_PRE), .low = -REACH, .high = REACH},
              y = {.label = tr(view->strings, STRING_ACTIVATION_VALUE_AND_SLOPE), .low = is_small ? -1.1 : -2, .high = is_small ? 1.1 : 4};
    x.no_words = y.no_words = true;
    Chart chart;
    text_format(name, (int)sizeof name, "%s",
                activation == ACTIVATION_LEAKY_RELU ? tr(view->strings, STRING_ACTIVATION_LEAKY) : names[activation]);
    text_format(path, (int)sizeof path, "activation/%s", name);
    chart_begin(&chart, gui, box, name, path, &x, &y);
    ChartLine line = {.name = tr(view->strings, STRING_ACTIVATION_SLOPE),
                      .y = slope,
                      .start = -REACH,
                      .step = 2 * REACH / (CURVE_POINTS - 1),
                      .count = CURVE_POINTS,
                      .color = theme->dim,
                      .width = 1.5,
                      .dash = 4};
    chart_line(&chart, &line);
    line = (ChartLine){.name = tr(view->strings, STRING_ACTIVATION_VALUE),
                       .y = value,
                       .start = line.start,
                       .step = line.step,
                       .count = CURVE_POINTS,
                       .color = users[0] ? theme->accent : theme->dim,
                       .width = 2};
    chart_line(&chart, &line);
    chart_end(&chart);
}

/* --- where the units are --- */

static void shade(const Chart *chart, double from, double to, Color color) {
    double left = fmax(chart_x(chart, from), chart->plot.x), right = fmin(chart_x(chart, to), rect_right(chart->plot));
    if (right > left) draw_rect(chart->gui->list, rect(left, chart->plot.y, right - left, chart->plot.h), color);
}

static void draw_dots(const View *view, const Chart *chart, int part) {
    const Net *net = &view->run->net;
    MicroscopePlace place = view_find_place(view->ui, &net->spec);
    const TraceLane *lane = &view->run->trace.lane[place.layer][place.direction];
    int n = net->spec.hidden, step = cell_place(view->run, view->ui).step;
    bool is_gate = part < net->gates;
    if (trace_is_padding(&view->run->trace, step, 0)) return;
    const double *at =
        is_gate ? lane->pre + (size_t)step * (size_t)(net->gates * n) + (size_t)(part * n) : lane->c + (size_t)step * (size_t)n;
    for (int j = 0; j < n && n <= 64; j++)
        if (isfinite(at[j])) draw_circle(view->gui->list, chart_x(chart, at[j]), rect_bottom(chart->plot) - 5, 2.5, view->gui->theme->text);
}

static void draw_spread(const View *view, Rect box, int part) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    const Spread *spread = &view->microscope->spread[part];
    Activation activation = curve_of_part(view, part);
    CellKind cell = view->run->net.spec.cell;
    MicroscopePlace at = view_find_place(view->ui, &view->run->net.spec);
    bool is_gate = part < view->run->net.gates;
    const TermsPlace flat_share = {
        .kind = is_gate ? TERMS_FLAT_SHARE : TERMS_FLAT_SHARE_C, .gate = is_gate ? part : 0, .layer = at.layer, .direction = at.direction};
    double share[SPREAD_BINS], most = 0, low, high, width = (spread->high - spread->low) / SPREAD_BINS;
    char text[96], number[24], path[48], name[CHART_NAME_MAX];
    for (int i = 0; i < SPREAD_BINS; i++) {
        share[i] = 100.0 * spread->bin[i] / spread->count;
        most = fmax(most, share[i]);
    }
    Rect head = rect_cut_top(&box, HEAD);
    number_format_short(number, (int)sizeof number, 100 * spread->saturated, 3);
    bool has_flat = find_steep(&low, &high, activation);
    text_format(text, (int)sizeof text,
                has_flat ? tr(view->strings, STRING_ACTIVATION_SATURATED) : tr(view->strings, STRING_ACTIVATION_NEVER_FLAT),
                letter_of(view, part), number);
    if (gui_text_width(gui, FACE_UI_SEMIBOLD, 14, text) > head.w) /* a phone: the side panel says what is counted */
        text_format(text, (int)sizeof text, has_flat ? "%s: %s %%" : "%s", letter_of(view, part), number);
    gui_text_fit(gui, FACE_UI_SEMIBOLD, 14, head.x, head.y + 14, head.w, ALIGN_LEFT, theme->text, text);
    text_format(path, (int)sizeof path, "activation/share-%s", letter_of(view, part));
    hint_add(view, head, path,
             part < view->run->net.gates
                 ? region_words(gui->region, tr(view->strings, STRING_ACTIVATION_SPREAD_TIP),
                                tr_name(view->strings, view->run->net.facts->gate[part].name),
                                activation == ACTIVATION_TANH      ? tr(view->strings, STRING_ACTIVATION_SAT_TANH)
                                : activation == ACTIVATION_SIGMOID ? tr(view->strings, STRING_ACTIVATION_SAT_SIGMOID)
                                : activation == ACTIVATION_RELU    ? tr(view->strings, STRING_ACTIVATION_SAT_RELU)
                                                                   : tr(view->strings, STRING_ACTIVATION_SAT_NEVER))
                 : tr(view->strings, STRING_ACTIVATION_SPREAD_C_TIP));
    hint_number(view, &flat_share, false);
    ChartAxis x = {.label = tr(view->strings, STRING_ACTIVATION_PRE), .low = spread->low, .high = spread->high},
              y = {.label = tr(view->strings, STRING_ACTIVATION_SHARE), .unit = "%", .low = 0, .high = fmax(most * 1.1, 1)};
    x.no_words = y.no_words = true;
    Chart chart;
    text_format(name, (int)sizeof name, "spread-%s", letter_of(view, part));
    text_format(path, (int)sizeof path, "activation/%s", name);
    chart_begin(&chart, gui, box, name, path, &x, &y);
    if (has_flat) {
        Color flat = color_fade(theme->warn, 0.14);
        shade(&chart, spread->low, low, flat);
        shade(&chart, high, spread->high, flat);
    }
    Color color = part < view->run->net.gates ? gates_color(theme, cell, part) : theme->accent;
    chart_bars(&chart, &(ChartLine){.name = tr(view->strings, STRING_ACTIVATION_SHARE_UNIT),
                                    .y = share,
                                    .start = spread->low + width / 2,
                                    .step = width,
                                    .count = SPREAD_BINS,
                                    .color = color});
    draw_dots(view, &chart, part);
    chart_end(&chart);
    int outside = spread->below + spread->above + spread->lost;
    if (outside == 0) return;
    text_format(text, (int)sizeof text,
                spread->lost ? tr(view->strings, STRING_ACTIVATION_OUTSIDE_NOT_FINITE) : tr(view->strings, STRING_ACTIVATION_OUTSIDE),
                outside);
    gui_text_fit(gui, FACE_UI, 12, rect_right(chart.plot) - 4, chart.plot.y + 14, chart.plot.w - 8, ALIGN_RIGHT, theme->dim, text);
}

/* --- softmax --- */

static void draw_softmax(const View *view, Rect box) {
    static const double example[] = {2, 1, 0, -1};
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    const Run *run = view->run;
    bool has_classes = run->trace.prob != NULL;
    int count = has_classes ? run->net.spec.outputs : 4;
    if (count > BARS_MOST) count = BARS_MOST;
    const double *score = has_classes ? run->trace.y + (size_t)run->follow.loss * (size_t)run->net.spec.outputs : example;
    double value[NET_OUTPUT_MAX];
    char text[96], number[24];
    curve_softmax(value, score, has_classes ? run->net.spec.outputs : 4, view->ui->temperature);
    Rect head = rect_cut_top(&box, HEAD);
    number_format_short(number, (int)sizeof number, view->ui->temperature, 3);
    text_format(text, (int)sizeof text, tr(view->strings, STRING_ACTIVATION_SOFTMAX_AT), number);
    if (gui_text_width(gui, FACE_UI_SEMIBOLD, 14, text) > head.w)
        text_format(text, (int)sizeof text, tr(view->strings, STRING_ACTIVATION_SOFTMAX_SHORT), number);
    gui_text_fit(gui, FACE_UI_SEMIBOLD, 14, head.x, head.y + 14, head.w, ALIGN_LEFT, has_classes ? theme->text : theme->dim, text);
    hint_add(view, head, "activation/softmax-name",
             has_classes ? region_words(gui->region, tr(view->strings, STRING_ACTIVATION_SOFTMAX_TIP), followed_step(run) + 1)
                         : tr(view->strings, STRING_ACTIVATION_SOFTMAX_EXAMPLE));
    char answer[BARS_MOST][TASK_NAME_SIZE + 16]; /* as the stage names them */
    const char *name[BARS_MOST];
    TaskOptions options = setup_task_options(view->setup);
    for (int i = 0; has_classes && i < count; i++) {
        task_name_class(answer[i], TASK_NAME_SIZE, setup_task(view->setup), &options, i);
        tr_said(view->strings, answer[i], (int)sizeof answer[i]);
        name[i] = answer[i];
    }
    ChartAxis x = {.label = tr(view->strings, STRING_ACTIVATION_CLASS),
                   .low = 0.5,
                   .high = count + 0.5,
                   .is_whole = true,
                   .name = name,
                   .name_count = has_classes ? count : 0},
              y = {.label = tr(view->strings, STRING_ACTIVATION_PROBABILITY), .low = 0, .high = 1};
    x.no_words = y.no_words = true;
    Chart chart;
    chart_begin(&chart, gui, box, "softmax", "activation/softmax", &x, &y);
    chart_bars(&chart, &(ChartLine){.name = tr(view->strings, STRING_ACTIVATION_PROBABILITY),
                                    .y = value,
                                    .start = 1,
                                    .step = 1,
                                    .count = count,
                                    .color = theme->output_weight});
    chart_end(&chart);
}

void activation_draw(const View *view, Rect area) {
    const Gui *gui = view->gui;
    const Run *run = view->run;
    const Microscope *scope = view->microscope;
    char title[96], words[160];
    text_format(title, (int)sizeof title, tr(view->strings, STRING_ACTIVATION_TITLE), cell_place(run, view->ui).step + 1, run->wiring.steps,
                COUNT_TEXT(run->update));
    inside_write_chain(words, (int)sizeof words, view);
    int used = (int)strlen(words);
    text_format(words + used, (int)sizeof words - used, tr(view->strings, STRING_ACTIVATION_WORDS));
    Grow grow;
    Rect rest = inside_begin(&grow, GROW_FROM_COLUMN, view, area, "activation", title, words);
    if (!scope) draw_fail(gui->list);
    if (scope) {
        Rect top = rect_cut_top(&rest, floor(rest.h * 0.46));
        rect_cut_top(&rest, 12);
        draw_group(gui->list, "activation/functions");
        int columns = CURVES_MOST + 1;
        double gap = 14, w = (top.w - (columns - 1) * gap) / columns;
        if (w < 100) { /* those that this network uses, and softmax */
            columns = 1;
            for (int i = 0; i < ACTIVATION_COUNT; i++) {
                write_users(title, (int)sizeof title, view, (Activation)i);
                columns += title[0] != '\0';
            }
            w = fmin((top.w - (columns - 1) * gap) / columns, 260);
        }
        double x = top.x;
        for (int i = 0; i < ACTIVATION_COUNT; i++) {
            write_users(title, (int)sizeof title, view, (Activation)i);
            if (columns <= CURVES_MOST && !title[0]) continue;
            draw_curve(view, rect(x, top.y, w, top.h), (Activation)i);
            x += w + gap;
        }
        draw_softmax(view, rect(x, top.y, w, top.h));
        draw_group(gui->list, "activation/units");
        w = fmin((rest.w - (scope->spread_count - 1) * gap) / scope->spread_count, 560);
        for (int part = 0; part < scope->spread_count; part++) draw_spread(view, rect(rest.x + part * (w + gap), rest.y, w, rest.h), part);
    }
    grow_end(&grow);
}
