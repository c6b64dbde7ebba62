/* The log axis under the charts of the stage: its lines and zones, the numbers of the steps below it, the title above, and
   the legend of the two colour scales.

   Simplified on purpose: one kind of axis, powers of ten; its bars stand on its lower end. */
#include "view/stage/stage_axis.h"
#include "base/number.h"
#include "gui/chart.h"
#include "view/hint.h"
#include <math.h>

double stage_axis_y(const StageAxis *axis, double magnitude) {
    return rect_bottom(axis->plot) - axis->plot.h * stage_log_unit(magnitude, axis->low, axis->high);
}

void stage_power_text(char *out, int size, int exponent) {
    static const char *const raised[10] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    int magnitude = exponent < 0 ? -exponent : exponent, used = text_format(out, size, "10%s", exponent < 0 ? "⁻" : "");
    for (int unit = magnitude >= 100 ? 100 : magnitude >= 10 ? 10 : 1; unit > 0; unit /= 10)
        used += text_format(out + used, size - used, "%s", raised[magnitude / unit % 10]);
}

void stage_draw_axis(const StageLayout *layout, const StageAxis *axis) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    Rect plot = axis->plot;
    double vanished = stage_axis_y(axis, STAGE_VANISHED), exploding = stage_axis_y(axis, STAGE_EXPLODING);
    Color zone = color_over(color_ramp(&theme->ramp, 1e-4), theme->dark ? 0.13 : 0.10, theme->background);
    double strip = layout->view->ui->cursor.phase == PHASE_UPDATE ? 0 : STAGE_ZONE_STRIP;
    if (axis->is_relative) {
        draw_rect(gui->list, rect(plot.x, vanished, plot.w, rect_bottom(plot) - vanished + strip), zone);
        stage_draw_lit(layout, vanished, rect_bottom(plot) + strip, zone);
    }
    if (axis->is_relative && axis->high > log10(STAGE_EXPLODING))
        draw_rect(gui->list, rect(plot.x, plot.y, plot.w, exploding - plot.y), color_over(theme->bad, 0.10, theme->background));
    const Strings *strings = layout->view->strings;
    hint_add(layout->view, rect(layout->area.x, plot.y - 8, plot.x - 4 - layout->area.x, plot.h + 16), "stage/axis",
             tr(strings, STRING_HINT_AXIS));
    /* Every 2nd, 4th, 8th, 12th ... power: two numbers stand at least 24 pixels apart. A plot that is too low for two has one. Where they are read from
       the last row, the raised exponents (gui/chart.c) are as high as other numbers. */
    double power_size = stage_is_projected(layout) ? layout->small / 0.78 : layout->small + 3, apart = fmax(24, power_size + 8);
    double decades = axis->high - axis->low;
    int every = decades < 5 ? 1 : 2; /* zoomed */
    while (every < decades && plot.h * every / decades < apart) every += every == 2 ? 2 : 4;
    for (int e = (int)ceil(axis->low); e <= (int)floor(axis->high); e++) {
        if (e % every != 0) continue;
        double y = stage_axis_y(axis, pow(10, e));
        draw_line(gui->list, plot.x, y, rect_right(plot), y, e == 0 ? 1.5 : 1, e == 0 ? theme->faint : theme->grid);
        if (axis->is_relative && e == 0)
            hint_add(layout->view, rect(layout->area.x, y - 9, plot.x - 4 - layout->area.x, 18), "stage/axis-all",
                     tr(strings, STRING_HINT_AXIS_ALL));
        if (axis->is_relative && e == 0)
            gui_text(gui, FACE_UI, layout->small, plot.x - 6, y + 4, ALIGN_RIGHT, theme->text, tr(layout->view->strings, STRING_CHART_ALL));
        else
            chart_power(gui, power_size, plot.x - 6, y + 5, ALIGN_RIGHT, theme->dim, e);
    }
}

bool stage_is_off_axis(const StageAxis *axis, double magnitude) {
    return isfinite(magnitude) && (!(magnitude > 0) || log10(magnitude) < axis->low - 1e-9);
}

static const int spacings[] = {1, 2, 5, 10, 20, 50, 100, 200, 500};

/* The distance between the middles of two numbers: the widest number and a gap. */
static double number_room(const StageLayout *layout) {
    const char *widest = layout->steps > 999 ? "0000" : layout->steps > 99 ? "000" : "00";
    return gui_text_width(layout->view->gui, FACE_MONO_MEDIUM, layout->small, widest) + 10;
}

/* True if the numbers of two steps would touch. */
static bool is_near(const StageLayout *layout, int t, int other, double room) {
    return other >= 0 && other != t && fabs(stage_x(layout, t) - stage_x(layout, other)) < room;
}

/* Step numbers: every one, or every 2nd, 5th, 10th, ... as they fit. */
void stage_draw_step_numbers(const StageLayout *layout, double y) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    int hover = stage_step_is_lit(layout, layout->view->ui->hover.step) ? layout->view->ui->hover.step : -1;
    Phase phase = layout->view->ui->cursor.phase;
    int acting = phase == PHASE_UPDATE ? -1 : stage_acting(layout, phase, layout->lane[layout->shown].direction);
    int step = 1;
    double room = number_room(layout);
    for (int i = 0; i < (int)(sizeof spacings / sizeof *spacings); i++) {
        step = spacings[i];
        if (layout->pitch * step >= room) break;
    }
    for (int t = 0; t < layout->steps; t++) {
        bool lit = stage_step_is_lit(layout, t) || t == acting, due = (t + 1) % step == 0 || t == 0 || t == layout->steps - 1;
        if (t == 0 && step > 1 && layout->pitch * (step - 1) < room) due = false;
        int next = (layout->steps / step) * step;
        if (t == layout->steps - 1 && next != layout->steps && layout->pitch * (layout->steps - next) < room) due = false;
        if (!due && !lit) continue;
        if (!lit && step > 1 && (is_near(layout, t, hover, room) || is_near(layout, t, acting, room))) continue;
        if (t == acting && t != hover && step > 1 && is_near(layout, t, hover, room)) continue;
        char text[12];
        text_format(text, (int)sizeof text, "%d", t + 1);
        gui_text(gui, lit ? FACE_MONO_MEDIUM : FACE_MONO, layout->small, stage_x(layout, t), y, ALIGN_CENTER,
                 lit ? theme->text : theme->dim, text);
    }
}

static double gradient_legend_width(const StageLayout *layout) { return layout->area.w >= 700 ? 120 : 72; }
static double state_legend_width(const StageLayout *layout) { return layout->area.w >= 700 ? 92 : 60; }
static double legend_right(const StageLayout *layout) { return layout->area.x + layout->area.w - 34; }

/* Without room for both, the legend stays of what the chart below shows: gradients, or states. */
static bool has_both_legends(const StageLayout *layout) { return layout->area.w >= 560; }
static bool has_state_legend(const StageLayout *layout) {
    return has_both_legends(layout) || stage_shows_traces(layout) || stage_shows_values(layout);
}
static bool has_gradient_legend(const StageLayout *layout) { return has_both_legends(layout) || !has_state_legend(layout); }

static double legend_words_width(const StageLayout *layout, StringId words) {
    return gui_text_width(layout->view->gui, FACE_UI, layout->small, tr(layout->view->strings, words));
}

/* Of the gradient's legend with its words. */
static double gradient_legend_left(const StageLayout *layout) {
    return legend_right(layout) - gradient_legend_width(layout) - 8 - legend_words_width(layout, STRING_CHART_GRADIENT);
}

static double state_legend_right(const StageLayout *layout) {
    return has_gradient_legend(layout) ? gradient_legend_left(layout) - 26 : legend_right(layout);
}

double stage_legend_left(const StageLayout *layout) {
    if (!has_state_legend(layout)) return gradient_legend_left(layout);
    return state_legend_right(layout) - state_legend_width(layout) - 8 - legend_words_width(layout, STRING_CHART_STATE);
}

/* Of its colours, and the baseline of the numbers below them: the raised exponents are as high as the axis has them. */
static double legend_y(const StageLayout *layout) { return layout->chart_head.y + layout->chart_head.h * 0.30; }
static double legend_ends_y(const StageLayout *layout) {
    return legend_y(layout) + 5 + layout->small + (stage_is_projected(layout) ? 3 : 0);
}

enum { LEGEND_CELLS = 40 };

static void draw_gradient_legend(const StageLayout *layout) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    double y = legend_y(layout), right = legend_right(layout), w = gradient_legend_width(layout), x = right - w, size = layout->small;
    Color cell[LEGEND_CELLS];
    for (int i = 0; i < LEGEND_CELLS; i++)
        cell[i] = color_ramp(&theme->ramp, pow(10, layout->low + (layout->high - layout->low) * (i + 0.5) / LEGEND_CELLS));
    draw_image(gui->list, rect(x, y - 5, w, 9), LEGEND_CELLS, 1, cell);
    double power = stage_is_projected(layout) ? size / 0.78 : size + 1, ends_y = legend_ends_y(layout) + 2;
    gui_text(gui, FACE_UI, size, x - 8, y + 4, ALIGN_RIGHT, theme->dim, tr(layout->view->strings, STRING_CHART_GRADIENT));
    chart_power(gui, power, x, ends_y, ALIGN_LEFT, theme->dim, (int)layout->low);
    chart_power(gui, power, right, ends_y, ALIGN_RIGHT, theme->dim, (int)layout->high);
    double left = gradient_legend_left(layout);
    hint_add(layout->view, rect(left, y - 8, right + 8 - left, size + 18), "stage/legend-gradient",
             tr(layout->view->strings, STRING_HINT_LEGEND_GRADIENT));
}

static void draw_state_legend(const StageLayout *layout) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    const Strings *strings = layout->view->strings;
    double y = legend_y(layout), w = state_legend_width(layout), x = state_legend_right(layout) - w, size = layout->small,
           ends_y = legend_ends_y(layout), words_w = legend_words_width(layout, STRING_CHART_STATE);
    Color cell[LEGEND_CELLS];
    for (int i = 0; i < LEGEND_CELLS; i++) cell[i] = color_signed(&theme->state, 2 * (i + 0.5) / LEGEND_CELLS - 1, 1);
    draw_image(gui->list, rect(x, y - 5, w, 9), LEGEND_CELLS, 1, cell);
    for (double at = x; at + 9 <= x + w / 2; at += 11) gui_minus(gui, rect(at, y - 5, 9, 9), -1);
    hint_add(layout->view, rect(x - words_w - 8, y - 8, w + words_w + 16, size + 18), "stage/legend-state",
             tr(strings, STRING_HINT_LEGEND_STATE));
    gui_text(gui, FACE_UI, size, x - 8, y + 4, ALIGN_RIGHT, theme->dim, tr(strings, STRING_CHART_STATE));
    char text[24], number[16];
    if (layout->state_limit >= 1e5)
        number_format_short(number, (int)sizeof number, layout->state_limit, 1); /* 2e7 */
    else
        number_format(number, (int)sizeof number, layout->state_limit);
    double ends_w = 2 * gui_text_width(gui, FACE_MONO, size, number) + 2 * gui_text_width(gui, FACE_MONO, size, "+");
    if (ends_w + 8 > w) {
        text_format(text, (int)sizeof text, "±%s", number);
        gui_text(gui, FACE_MONO, size, x + w / 2, ends_y, ALIGN_CENTER, theme->dim, text);
        return;
    }
    text_format(text, (int)sizeof text, "−%s", number);
    gui_text(gui, FACE_MONO, size, x, ends_y, ALIGN_LEFT, theme->dim, text);
    text_format(text, (int)sizeof text, "+%s", number);
    gui_text(gui, FACE_MONO, size, x + w, ends_y, ALIGN_RIGHT, theme->dim, text);
}

void stage_draw_legend(const StageLayout *layout) {
    draw_group(layout->view->gui->list, "stage/legend");
    if (has_gradient_legend(layout)) draw_gradient_legend(layout);
    if (has_state_legend(layout)) draw_state_legend(layout);
}

/* Draws the title: what the chart shows, and of which chain if there are several, in as many words as fit before the legend. Returns its
   right end. `kept` is the width to leave free after it. */
double stage_draw_title(const StageLayout *layout, const char *words, const char *shorter, const char *tex, double kept) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    const StageLane *lane = &layout->lane[layout->shown];
    const NetSpec *spec = &layout->view->run->net.spec;
    double x = layout->area.x + 22, y = layout->chart_head.y + layout->chart_head.h * 0.55,
           room = stage_legend_left(layout) - 22 - x - kept;
    FormulaStyle style = theme_formula(theme, 16);
    style.color[FORMULA_TEXT] = theme->dim;
    double tex_w = 12 + formula_measure(gui->text, gui->scale, &style, tex).width;
    char chain[48] = "", arrow[32];
    bool is_of_chain = !stage_shows_traces(layout) || !stage_has_answers(layout->view); /* an answer is the head's */
    if (layout->lane_count > 1 && is_of_chain) {
        const char *direction = spec->directions < 2 ? ""
                                : lane->direction    ? tr(layout->view->strings, STRING_CHART_OF_REVERSE)
                                                     : tr(layout->view->strings, STRING_CHART_OF_FORWARD);
        text_format(chain, (int)sizeof chain, spec->layers > 1 ? tr(layout->view->strings, STRING_CHART_LAYER) : "%.0d%s%s",
                    spec->layers > 1 ? lane->layer + 1 : 0, spec->layers > 1 && *direction ? ", " : "", direction);
        stage_chain_name(arrow, (int)sizeof arrow, layout, lane);
    }
    double chain_w = *chain ? 14 + gui_text_width(gui, FACE_UI, layout->small + (layout->small < 14), chain) : 0;
    const char *head = gui_text_width(gui, FACE_UI_SEMIBOLD, 15, words) + tex_w + chain_w <= room ? words : shorter;
    double head_w = gui_text_width(gui, FACE_UI_SEMIBOLD, 15, head);
    if (*chain && head_w + tex_w + chain_w > room) str_copy(chain, (int)sizeof chain, str_from(arrow));
    gui_text(gui, FACE_UI_SEMIBOLD, 15, x, y, ALIGN_LEFT, theme->text, head);
    const View *view = layout->view;
    bool cut = view->run->truncated.block != NULL;
    StringId what = stage_shows_traces(layout)               ? STRING_HINT_TITLE_TRACES
                    : view->ui->cursor.phase == PHASE_UPDATE ? STRING_HINT_TITLE_SHARES
                    : view->ui->follow == FOLLOW_ALL && cut  ? STRING_HINT_TITLE_ALL_EXACT
                    : view->ui->follow == FOLLOW_ALL         ? STRING_HINT_TITLE_ALL
                    : view->ui->absolute                     ? STRING_HINT_TITLE_ABSOLUTE
                                                             : STRING_HINT_TITLE_RELATIVE;
    hint_add(view, rect(x, layout->chart_head.y, head_w + tex_w + chain_w, layout->chart_head.h), "stage/title", tr(view->strings, what));
    size_t from = gui->list->used;
    formula_draw(gui->list, gui->text, gui->scale, &style, x + head_w + 12, y, ALIGN_LEFT, tex);
    hint_add_symbols(view, from, "stage/title");
    x += head_w + tex_w;
    if (!*chain) return x;
    gui_text(gui, FACE_UI, layout->small + (layout->small < 14), x + 14, y, ALIGN_LEFT, theme->dim, chain);
    return x + 14 + gui_text_width(gui, FACE_UI, layout->small + (layout->small < 14), chain);
}

/* The least height of the chart beside the folded cell, which otherwise has the whole stage. */
static const double LOWER_WHOLE = 120;

bool stage_has_lower_half(const StageLayout *layout) { return layout->chart.h >= (layout->open > 0 ? STAGE_CHART_LEAST : LOWER_WHOLE); }

static bool stands_beside_folded(const StageLayout *layout) {
    View view = *layout->view;
    UiState ui = *view.ui;
    StageLayout folded;
    ui.cursor = (Cursor){PHASE_UNROLL, 0, 0};
    view.ui = &ui;
    stage_layout_init(&folded, &view, layout->area);
    return folded.chart.h >= LOWER_WHOLE;
}

double stage_lower_half_shown(const StageLayout *layout) {
    if (!layout->is_opening || stands_beside_folded(layout)) return 1;
    return fmin((layout->chart.h - STAGE_CHART_LEAST) / (LOWER_WHOLE - STAGE_CHART_LEAST), 1) * fmin(2 * layout->open, 1);
}

void stage_fade_lower_half(const StageLayout *layout, size_t drawn) {
    Rect whole = layout->area;
    if (layout->is_opening) draw_fade(layout->view->gui->list, drawn, &whole, 1, stage_lower_half_shown(layout));
}

/* On a plate, drawn as long as the words fade in or out, so that no line of the axis runs through them. */
void stage_draw_placeholder(const StageLayout *layout, Rect plot, const char *words, const char *tip, double shown) {
    const Gui *gui = layout->view->gui;
    if (plot.h <= 60 || shown <= 0) return;
    double w = gui_text_width(gui, FACE_UI, 14, words) + 24, x = rect_mid_x(plot), y = rect_mid_y(plot);
    if (layout->open < 1) shown *= fmin((plot.h - 60) / 40, 1);
    Color plate = color_fade(gui->theme->background, fmin(4 * shown, 1)), color = color_fade(gui->theme->dim, (4 * shown - 1) / 3);
    draw_round(gui->list, rect(x - w / 2, y - 15, w, 30), 8, plate);
    if (shown > 0.25) { /* the plate leaves no hole in the band of a hovered step */
        draw_clip(gui->list, rect(x - w / 2, y - 15, w, 30));
        stage_draw_lit(layout, y - 15, y + 15, gui->theme->background);
        draw_unclip(gui->list);
    }
    if (shown > 0.25) gui_text(gui, FACE_UI, 14, x, y + 5, ALIGN_CENTER, color, words);
    hint_add(layout->view, rect(x - w / 2, y - 15, w, 30), "stage/promise", tip);
}
