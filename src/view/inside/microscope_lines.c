/* The singular values of the Jacobian product: the largest and the smallest factor by which a small change of the state at step t changes
   the state at the end. For a plain network beside Pascanu's bound: (spectral norm of W times the largest slope) to the number of arrows. */
#include "base/number.h"
#include "view/hint.h"
#include "view/inside/microscope_picture.h"
#include "view/padding.h"
#include <math.h>

enum { LINES_MOST = 6 }; /* a stroke as long as a chart is the main cost of drawing it */

/* Draws only the part on or near the axis: dashes far outside the picture would cost more than everything inside it. */
static void draw_bound(Chart *chart, const Strings *strings, const double *bound, int steps, double low, double high) {
    int from = 0, to = steps;
    double least = pow(10, low - 1), most = pow(10, high + 1);
    while (from < to && !(bound[from] >= least && bound[from] <= most)) from++;
    while (to > from && !(bound[to - 1] >= least && bound[to - 1] <= most)) to--;
    if (from == to) return;
    chart_line(chart, &(ChartLine){.name = tr(strings, STRING_MICROSCOPE_BOUND),
                                   .y = bound + from,
                                   .start = from + 1,
                                   .step = 1,
                                   .count = to - from,
                                   .color = chart->gui->theme->recurrent_weight,
                                   .width = 1.75,
                                   .dash = 6});
}

/* Returns the rank of the singular value that the i-th line shows. */
static int rank_of(int i, int shown, int count) { return shown == 1 ? 0 : (int)round((double)i * (count - 1) / (shown - 1)); }

/* The pointer selects the singular value whose line is nearest at its step. One far below the largest is a difference of nearly equal
   numbers, which no sum of doubles can show; then the nearest other one is selected. */
static void add_number(const MicroscopePicture *picture, const Chart *chart, int shown) {
    const View *view = picture->view;
    const Spectrum *spectrum = &picture->scope->spectrum;
    const GuiState *state = view->gui->state;
    if (!rect_contains(chart->plot, state->x, state->y)) return;
    int step = (int)lround(chart_number_x(chart, state->x)) - 1;
    TermsPlace place = {.kind = TERMS_SINGULAR, .layer = picture->place.layer, .direction = picture->place.direction, .step = step};
    if (step < 0 || step >= spectrum->steps) return;
    double nearest = INFINITY;
    for (int i = 0; i < shown; i++) {
        int rank = rank_of(i, shown, spectrum->count);
        double value = picture->scope->line[rank * spectrum->steps + step], apart = fabs(chart_y(chart, value) - state->y);
        if (!(apart < nearest) || value < 1e-6 * picture->scope->line[step]) continue;
        nearest = apart;
        place.row = rank;
    }
    hint_number_at(view, "microscope/product", &place);
}

void microscope_draw_product(const MicroscopePicture *picture) {
    const View *view = picture->view;
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    const Microscope *scope = picture->scope;
    int steps = view->run->wiring.steps, reverse = picture->place.direction;
    bool has_c = view->run->trace.lane[0][0].c != NULL;
    char tex[96];
    text_format(tex, (int)sizeof tex, "\\partial %s%s_{%d}/\\partial %s%s_t", has_c ? "(h,c)" : "h", reverse ? "'" : "",
                reverse ? 1 : steps, has_c ? "(h,c)" : "h", reverse ? "'" : "");
    Rect rest = microscope_head(picture, PANEL_PRODUCT, tr(picture->view->strings, STRING_MICROSCOPE_PRODUCT), tex,
                                tr(picture->view->strings, STRING_MICROSCOPE_PRODUCT_TIP));
    if (!scope->has_spectrum) {
        microscope_say(picture, rest, tr(picture->view->strings, STRING_MICROSCOPE_PRODUCT_TOO_LARGE));
        return;
    }
    const Spectrum *spectrum = &scope->spectrum;
    double low = -8, high = 2;
    microscope_find_range(&low, &high, scope->line, spectrum->count * steps, 1);
    ChartAxis x = {.label = tr(picture->view->strings, STRING_MICROSCOPE_STEP), .low = 0.5, .high = steps + 0.5, .is_whole = true};
    ChartAxis y = {
        .label = tr(picture->view->strings, STRING_MICROSCOPE_STRETCHED), .low = pow(10, low), .high = pow(10, high), .is_log = true};
    y.no_words = x.no_words = true;
    Chart chart;
    y.room = 38;
    chart_begin(&chart, gui, rect(picture->left - 52, rest.y, picture->pitch * steps + 58, rest.h), "product", "microscope/product", &x,
                &y);
    chart_mark(&chart, 1, rest.h < 150 ? NULL : tr(picture->view->strings, STRING_MICROSCOPE_SAME_SIZE),
               theme->faint); /* where it is low, lines would run through the words */
    chart_cursor(&chart, picture->step + 1, theme->dim);
    int count = spectrum->count, shown = count < LINES_MOST ? count : LINES_MOST;
    char name[LINES_MOST][24];
    for (int i = 0; i < shown; i++) {
        int rank = rank_of(i, shown, count);
        if (rank == 0 || rank == count - 1)
            text_format(name[i], (int)sizeof name[i], "%s",
                        rank == 0 ? tr(picture->view->strings, STRING_MICROSCOPE_LARGEST)
                                  : tr(picture->view->strings, STRING_MICROSCOPE_SMALLEST));
        else
            text_format(name[i], (int)sizeof name[i], tr(view->strings, STRING_MICROSCOPE_RANK), rank + 1);
        double unit = shown == 1 ? 1 : 1 - (double)i / (shown - 1);
        Color color = color_mix(theme->faint, theme->accent, unit);
        chart_line(&chart, &(ChartLine){.name = name[i],
                                        .y = scope->line + rank * steps,
                                        .start = 1,
                                        .step = 1,
                                        .count = steps,
                                        .color = color,
                                        .width = 1.75,
                                        .bridges = spectrum->every > 1});
    }
    draw_bound(&chart, view->strings, scope->bound, steps, low, high);
    double end = chart_x(&chart, padding_first_step(view->run) + 0.5);
    if (end < rect_right(chart.plot)) padding_draw(view, rect(end, chart.plot.y, rect_right(chart.plot) - end, chart.plot.h), NULL);
    chart.note = view->lost;
    chart_end(&chart);
    add_number(picture, &chart, shown);
    char note[96] = "";
    if (spectrum->left > 0)
        text_format(note, (int)sizeof note, tr(picture->view->strings, STRING_MICROSCOPE_TO_GO), spectrum->left);
    else if (shown < count)
        text_format(note, (int)sizeof note, tr(view->strings, spectrum->every > 1 ? STRING_MICROSCOPE_SHOWN_SOME : STRING_MICROSCOPE_SHOWN),
                    shown, count, spectrum->every);
    else if (spectrum->every > 1)
        text_format(note, (int)sizeof note, tr(picture->view->strings, STRING_MICROSCOPE_EVERY), spectrum->every);
    gui_text(gui, FACE_UI, 13, rect_right(chart.plot), rest.y - 12, ALIGN_RIGHT, theme->dim, note);
    if (note[0])
        hint_add_text(view, FACE_UI, 13, rect_right(chart.plot), rest.y - 12, ALIGN_RIGHT, note, "microscope/product-note",
                      tr(view->strings, STRING_MICROSCOPE_PRODUCT_NOTE));
}
