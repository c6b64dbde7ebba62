/* The page of a diverged training: the undone state, as a result. It has a map of the lane's states, units by steps, after the update that
   broke it; below it the gradient's norm at every step, and the loss before. The cursor of the stage moves through both as it moves through
   the chain: the states appear step by step in the forward pass, the gradient in the backward pass.

   Magenta is NaN or infinite. The other colours are sizes on the colours of the gradient, here over the decades that these states have, since
   they have left the gradient's own axis; the legend names the ends.

   Simplified on purpose: one layer in one direction is drawn, the one that broke first. */
#include "base/number.h"
#include "gui/chart.h"
#include "view/hint.h"
#include "view/inside/grow.h"
#include "view/inside/inside_head.h"
#include <math.h>
#include <string.h>

enum { LEADING = 19, TITLE = 104, LOSSES = 60, ROWS_MOST = 64, LABEL = 19, FOOT = 20 };

typedef struct BurstPicture {
    const View *view;
    const LabBurst *burst; /* NULL: nothing has burst here */
    const Run *run;        /* the broken state, or the present run before it; NULL: it could not be computed */
    long left;             /* updates from the shown one to the broken one; 0: the broken one is shown */
    Rect area, title, map, norms, chart;
    double words_h; /* height of the text below the heading, beyond its first line */
    int layer, direction;
    Grow grow;
} BurstPicture;

/* Whole decades that hold all finite sizes above 0; two at least. */
typedef struct SizeScale {
    double low, high; /* log10 */
} SizeScale;

static SizeScale find_scale(const double *value, size_t count) {
    double low = INFINITY, high = -INFINITY;
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(value[i]) || value[i] == 0) continue;
        low = fmin(low, log10(fabs(value[i])));
        high = fmax(high, log10(fabs(value[i])));
    }
    if (!isfinite(low)) return (SizeScale){-1, 1};
    SizeScale scale = {floor(low), ceil(high)};
    if (scale.high < scale.low + 2) scale.low = scale.high - 2;
    return scale;
}

static const double RAMP_LOW = -8, RAMP_HIGH = 3; /* log10 of the ends of the ramp */

static Color scaled_color(const Theme *theme, double unit) {
    return color_ramp(&theme->ramp, pow(10, RAMP_LOW + (RAMP_HIGH - RAMP_LOW) * unit));
}

static Color size_color(const Theme *theme, const SizeScale *scale, double value) {
    if (!isfinite(value)) return color_ramp(&theme->ramp, NAN);
    double unit = value == 0 ? 0 : (log10(fabs(value)) - scale->low) / (scale->high - scale->low);
    return scaled_color(theme, fmin(fmax(unit, 0), 1));
}

/* How much of step t the passes have reached at the cursor: 0 to 1. */
static double shown_at(const BurstPicture *picture, int t, bool of_gradient) {
    const Cursor *cursor = &picture->view->ui->cursor;
    const Wiring *wiring = &picture->run->wiring;
    double done = of_gradient ? timeline_backward_done(cursor, wiring) : timeline_forward_done(cursor, wiring);
    bool ascends = of_gradient == (picture->direction != 0);
    double shown = done - (ascends ? t : wiring->steps - 1 - t);
    return fmin(fmax(shown, 0), 1);
}

static Color shown_color(const BurstPicture *picture, const SizeScale *scale, double value, double shown) {
    const Theme *theme = picture->view->gui->theme;
    return shown <= 0 ? theme->panel : color_over(size_color(theme, scale, value), shown, theme->panel);
}

/* Draws the legend, right-aligned: the colours of the sizes, the powers at their ends, and the colour of what is not finite. Returns its
   left edge. */
static double draw_scale(const BurstPicture *picture, const SizeScale *scale, double right, double y, const char *path) {
    const Gui *gui = picture->view->gui;
    const char *bad = tr(picture->view->strings, STRING_BURST_NOT_FINITE);
    Color cell[24];
    double x = right - gui_text_width(gui, FACE_UI, 12, bad);
    gui_text(gui, FACE_UI, 12, right, y, ALIGN_RIGHT, gui->theme->dim, bad);
    x -= 18;
    draw_rect(gui->list, rect(x, y - 10, 12, 12), size_color(gui->theme, scale, NAN));
    x -= 18;
    x -= chart_power(gui, 13, x, y + 1, ALIGN_RIGHT, gui->theme->dim, (int)scale->high) + 5;
    for (int i = 0; i < 24; i++) cell[i] = scaled_color(gui->theme, (i + 0.5) / 24);
    draw_image(gui->list, rect(x - 84, y - 9, 84, 10), 24, 1, cell);
    x -= 84 + 5;
    x -= chart_power(gui, 13, x, y + 1, ALIGN_RIGHT, gui->theme->dim, (int)scale->low);
    hint_add(picture->view, rect(x, y - 13, right - x, 18), path,
             region_words(gui->region, tr(picture->view->strings, STRING_BURST_SCALE_TIP), (int)scale->low, (int)scale->high));
    return x - 10;
}

static const char *words_of(const BurstPicture *picture) {
    return picture->burst ? picture->burst->text : tr(picture->view->strings, STRING_BURST_NONE);
}

static void place(BurstPicture *picture, Rect area) {
    const Gui *gui = picture->view->gui;
    Rect rest = area;
    picture->area = area;
    int lines =
        text_wrap(NULL, gui->text, gui->scale, FACE_UI, 14, rect(0, 0, area.w - 44, 0), LEADING, gui->theme->dim, words_of(picture));
    picture->words_h = LEADING * (lines - 1);
    picture->title = rect_cut_top(&rest, TITLE + picture->words_h);
    rest = rect_inset(rest, 18, 4);
    if (rest.h > 330) picture->chart = rect_cut_bottom(&rest, fmin(rest.h * 0.36, 240));
    picture->norms = rect_cut_bottom(&rest, FOOT + 28 + LABEL);
    picture->map = rest;
}

/* --- the title --- */

static double draw_button(const BurstPicture *picture, double x, const char *path, const char *label, const char *command,
                          const char *tip) {
    const Gui *gui = picture->view->gui;
    double w = gui_text_width(gui, FACE_UI_SEMIBOLD, 15, label) + 32;
    gui_button(gui, rect(x, rect_bottom(picture->title) - TITLE + 66, w, 30), BUTTON_RAISED, path, label, command, tip);
    return x + w + 8;
}

static void write_head(char *out, int size, const BurstPicture *picture) {
    const LabBurst *burst = picture->burst;
    char times[24] = "", where[64] = "";
    if (picture->run) view_write_fault_place(where, (int)sizeof where, picture->view->strings, picture->run);
    if (burst) number_format_short(times, (int)sizeof times, burst->sudden.norm / burst->sudden.usual, 3);
    if (!burst)
        text_format(out, size, tr(picture->view->strings, STRING_BURST_HEAD_NONE));
    else if (picture->left > 0)
        text_format(out, size, tr_count(picture->view->strings, picture->left, STRING_BURST_HEAD_ONE_BEFORE, STRING_BURST_HEAD_BEFORE),
                    COUNT_TEXT(picture->view->run->update), COUNT_TEXT(picture->left));
    else if (burst->sudden.is_there)
        text_format(out, size, tr(picture->view->strings, STRING_BURST_HEAD_SUDDEN), COUNT_TEXT(burst->update), times);
    else if (!picture->run || !picture->run->trace.fault.found)
        text_format(out, size, tr(picture->view->strings, STRING_BURST_HEAD), COUNT_TEXT(burst->update));
    else
        text_format(out, size,
                    tr(picture->view->strings, picture->run->trace.fault.is_nan ? STRING_BURST_HEAD_NAN : STRING_BURST_HEAD_INFINITE),
                    COUNT_TEXT(burst->update), tr_name(picture->view->strings, picture->run->trace.fault.tensor), where);
}

static void draw_title(const BurstPicture *picture) {
    const View *view = picture->view;
    const Gui *gui = view->gui;
    char text[400];
    double x = picture->title.x + 22, w = picture->title.w - 44,
           close = gui_text_width(gui, FACE_UI_MEDIUM, 13, tr(picture->view->strings, STRING_INSIDE_CLOSE)) + 22;
    draw_group(gui->list, "burst/title");
    gui_button(gui, rect(rect_right(picture->title) - 14 - close, picture->title.y + 8, close, 28), BUTTON_PLAIN, "burst/close",
               tr(picture->view->strings, STRING_INSIDE_CLOSE), "hide", tr(picture->view->strings, STRING_INSIDE_CLOSE_TIP));
    write_head(text, (int)sizeof text, picture);
    inside_write_unheld(text, (int)sizeof text, view);
    gui_text_fit(gui, FACE_UI_BOLD, 17, x, picture->title.y + 27, w - close, ALIGN_LEFT,
                 picture->burst ? gui->theme->bad : gui->theme->text, text);
    hint_add(view, rect(x, picture->title.y + 10, w - close, 22), "burst/title", region_words(gui->region, "%s", text));
    text_wrap(gui->list, gui->text, gui->scale, FACE_UI, 14, rect(x, picture->title.y + 50, w, 0), LEADING, gui->theme->dim,
              words_of(picture));
    hint_add(view, rect(x, picture->title.y + 36, w, LEADING + picture->words_h), "burst/words",
             region_words(gui->region, "%s", words_of(picture)));
    if (!picture->burst) return;
    long update = view->run->update, good = picture->burst->update - 1, back = good > 5 ? good - 5 : 0;
    x = draw_button(picture, x, "burst/rewind", tr(picture->view->strings, STRING_BURST_REWIND), "hide",
                    tr(picture->view->strings, STRING_BURST_REWIND_TIP));
    if (picture->left == 0)
        text_format(text, (int)sizeof text, "visit %ld", back);
    else
        text_format(text, (int)sizeof text, "visit %ld", update + 1);
    x = draw_button(
        picture, x, "burst/replay",
        picture->left == 0 ? tr(picture->view->strings, STRING_BURST_REPLAY) : tr(picture->view->strings, STRING_BURST_ONE_ON), text,
        picture->left == 0 ? tr(picture->view->strings, STRING_BURST_REPLAY_TIP) : tr(picture->view->strings, STRING_BURST_ONE_ON_TIP));
    x = draw_button(picture, x, "burst/play", tr(picture->view->strings, STRING_BURST_PLAY), "burst play",
                    tr(picture->view->strings, STRING_BURST_PLAY_TIP));
    draw_button(picture, x, "burst/clip", tr(picture->view->strings, STRING_BURST_CLIP), "burst clip",
                tr(picture->view->strings, STRING_BURST_CLIP_TIP));
}

/* --- the maps --- */

static double step_x(const BurstPicture *picture, double step) {
    double left = picture->map.x + 46, w = rect_right(picture->map) - left;
    return left + w * step / picture->run->wiring.steps;
}

static void draw_states(const BurstPicture *picture) {
    const Gui *gui = picture->view->gui;
    const Run *run = picture->run;
    const TraceLane *lane = &run_own_trace(run)->lane[picture->layer][picture->direction];
    int T = run->wiring.steps, H = run->net.spec.hidden, rows = H < ROWS_MOST ? H : ROWS_MOST;
    Rect box = picture->map;
    char text[96];
    rect_cut_top(&box, LABEL);
    rect_cut_bottom(&box, 6);
    text_format(text, (int)sizeof text, tr(picture->view->strings, picture->direction ? STRING_BURST_STATES_REVERSE : STRING_BURST_STATES),
                picture->layer + 1);
    SizeScale scale = find_scale(lane->h, (size_t)T * (size_t)H);
    double left = draw_scale(picture, &scale, rect_right(picture->map), picture->map.y + 12, "burst/scale");
    gui_text_fit(gui, FACE_UI, 12, picture->map.x, picture->map.y + 12, left - picture->map.x, ALIGN_LEFT, gui->theme->dim, text);
    Color *cell = heat_strip(picture->view->heat, (size_t)T * (size_t)rows);
    if (!cell) {
        draw_fail(gui->list);
        return;
    }
    for (int r = 0; r < rows; r++)
        for (int t = 0; t < T; t++)
            cell[r * T + t] = shown_color(picture, &scale, lane->h[(long)t * H + (long)r * H / rows], shown_at(picture, t, false));
    Rect cells = {step_x(picture, 0), box.y, step_x(picture, T) - step_x(picture, 0), box.h};
    if (picture->grow.moved < 1) /* grows out of the columns of the stage */
        cells = grow_between(&picture->grow, grow_find_states(picture->view, picture->area, picture->layer, picture->direction), cells);
    draw_image(gui->list, cells, T, rows, cell);
    if (picture->view->ui->cursor.phase == PHASE_UNROLL)
        gui_text_fit(gui, FACE_UI, 14, rect_mid_x(cells), rect_mid_y(cells) + 5, cells.w - 16, ALIGN_CENTER, gui->theme->dim,
                     tr(picture->view->strings, STRING_BURST_EMPTY));
    Region *region = region_add(gui->region, REGION_HOVER, cells, "burst/map");
    region->cols = T;
    region->subject = (Subject){SUBJECT_STEP, -1, -1, 0, -1};
    int t = picture->view->ui->hover.step;
    if (gui_is_hot(gui, "burst/map") && t >= 0 && t < T) {
        int bad = 0;
        for (int u = 0; u < H; u++) bad += !isfinite(lane->h[(long)t * H + u]);
        region->tip = region_words(gui->region, tr(picture->view->strings, STRING_BURST_STEP_TIP), t + 1, bad, H);
    }
    const TraceFault *fault = &run_own_trace(run)->fault;
    int layer = fault->layer < 0 ? run->net.spec.layers - 1 : fault->layer; /* the loss stands on the top layer */
    if (!fault->found || fault->step < 0 || layer != picture->layer || shown_at(picture, fault->step, false) <= 0) return;
    double x = step_x(picture, fault->step + 0.5);
    draw_line(gui->list, x, cells.y - 4, x, rect_bottom(cells) + 4, 2, gui->theme->text);
}

/* Norms of dL/dh at every step; magenta where one is not finite. */
static void draw_norms(const BurstPicture *picture) {
    const Gui *gui = picture->view->gui;
    const Run *run = picture->run;
    const TraceLane *lane = &run_own_trace(run)->lane[picture->layer][picture->direction];
    int T = run->wiring.steps, every = 1;
    Color *cell = heat_strip(picture->view->heat, (size_t)T);
    Rect box = picture->norms;
    if (!cell) return;
    SizeScale scale = find_scale(lane->dh_norm, (size_t)T);
    for (int t = 0; t < T; t++) cell[t] = shown_color(picture, &scale, lane->dh_norm[t], shown_at(picture, t, true));
    double words_right = draw_scale(picture, &scale, rect_right(box), box.y + 12, "burst/norm-scale");
    gui_text_fit(gui, FACE_UI, 12, box.x, box.y + 12, words_right - box.x, ALIGN_LEFT, gui->theme->dim,
                 tr(picture->view->strings, STRING_BURST_NORMS));
    Rect cells = {step_x(picture, 0), box.y + LABEL, step_x(picture, T) - step_x(picture, 0), 26};
    draw_image(gui->list, cells, T, 1, cell);
    while (every * cells.w / T < 30) every *= every % 4 == 1 ? 5 : 2;
    for (int t = 0; t < T; t++) {
        char text[16];
        if ((t + 1) % every != 0 && t != 0) continue;
        if (t == 0 && every > 1 && cells.w / T * (every - 1) < 24) continue;
        text_format(text, (int)sizeof text, "%d", t + 1);
        gui_text(gui, FACE_MONO, 12, step_x(picture, t + 0.5), rect_bottom(cells) + 15, ALIGN_CENTER, gui->theme->dim, text);
    }
}

static void draw_losses(const BurstPicture *picture) {
    const View *view = picture->view;
    const Gui *gui = view->gui;
    double x[LOSSES], y[LOSSES], low = INFINITY, high = 0;
    int count = 0;
    Chart chart;
    long update = view->run->update;
    if (picture->chart.h < 90 || update < 2) return;
    for (long u = update > LOSSES ? update - LOSSES : 0; u < update; u++) {
        LossSum loss = loss_list_get(&view->run->loss, u);
        if (loss.count != 1 || !(loss.sum > 0) || !isfinite(loss.sum)) continue;
        x[count] = (double)(u + 1);
        y[count++] = loss.sum;
        low = fmin(low, loss.sum);
        high = fmax(high, loss.sum);
    }
    if (count < 2) return;
    ChartAxis of_x = {.label = tr(picture->view->strings, STRING_BURST_UPDATE), .low = x[0], .high = x[count - 1] + 1, .is_whole = true},
              of_y = {.label = tr(picture->view->strings, STRING_BURST_LOSSES), .low = low / 1.5, .high = high * 1.5, .is_log = true};
    draw_group(gui->list, "burst/losses");
    chart_begin(&chart, gui, picture->chart, "burst-loss", "burst/losses", &of_x, &of_y);
    chart_line(
        &chart,
        &(ChartLine){.name = tr(picture->view->strings, STRING_BURST_LOSS), .x = x, .y = y, .count = count, .color = gui->theme->accent});
    chart_cursor(&chart, (double)picture->burst->update, gui->theme->bad);
    chart.tip = tr(picture->view->strings, STRING_BURST_LOSSES_TIP);
    chart_end(&chart);
}

void burst_draw(const View *view, Rect area) {
    const Gui *gui = view->gui;
    BurstPicture picture = {.view = view, .burst = view->burst};
    if (view->burst) picture.left = view->burst->update - 1 - view->run->update;
    if (view->burst) picture.run = picture.left > 0 ? view->run : view->burst_run;
    place(&picture, area);
    grow_begin(&picture.grow, view, area, GROW_FROM_CHAIN, "burst");
    draw_title(&picture);
    if (picture.run) {
        const TraceFault *fault = &picture.run->trace.fault;
        bool in_chain = fault->found && fault->layer >= 0 && fault->layer < picture.run->net.spec.layers;
        picture.layer = in_chain ? fault->layer : picture.run->net.spec.layers - 1;
        picture.direction = in_chain && fault->direction > 0 ? fault->direction : 0;
        draw_group(gui->list, "burst/maps");
        draw_states(&picture);
        draw_norms(&picture);
    }
    if (picture.burst) draw_losses(&picture);
    grow_end(&picture.grow);
}
