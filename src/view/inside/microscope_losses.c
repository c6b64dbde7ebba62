/* The losses one by one: row k is a loss, column t a step, and a cell the relative gradient of that loss at that step. And the followed
   loss in every chain: layers by steps. Both stand on the gradient's fixed ramp; a cell that is exactly 0 is hollow, one that is not finite
   magenta with a cross. If pulls are shown, cells have the sign's colour, full at the largest pull of their step. */
#include "base/number.h"
#include "view/hint.h"
#include "view/inside/microscope_picture.h"
#include "view/padding.h"
#include "view/stage/stage_layout.h"
#include <math.h>
#include <string.h>

enum { FOOT = 22, STRIP = 30, CELLS_MOST = 1200 };

typedef struct LossMap {
    const MicroscopePicture *picture;
    const Pulls *pulls;
    const double *value; /* (K, T) */
    bool is_pull;
    Rect plot;
    double row_h;
    int losses, steps;
} LossMap;

static Rect cell_rect(const LossMap *map, int k, int t) {
    double gap = fmin(map->row_h, map->picture->pitch) >= 12 ? 2 : 1;
    return rect(map->picture->left + t * map->picture->pitch + gap / 2, map->plot.y + k * map->row_h + gap / 2, map->picture->pitch - gap,
                map->row_h - gap);
}

static Color cell_color(const Theme *theme, double value, bool is_signed) {
    return is_signed ? color_signed(&theme->state, value, 1) : color_ramp(&theme->ramp, value);
}

static void draw_cell(const Gui *gui, Rect cell, double value, bool is_signed) {
    double radius = fmin(3, cell.h / 4);
    if (value == 0) {
        draw_round_stroke(gui->list, rect_inset(cell, 0.5, 0.5), radius, 1, gui->theme->grid);
        return;
    }
    draw_round(gui->list, cell, radius, cell_color(gui->theme, value, is_signed));
    if (isfinite(value)) return;
    gui_cross(gui, rect_mid_x(cell), rect_mid_y(cell), fmin(cell.w, cell.h) * 0.5, gui->theme->background);
}

/* The columns after the end of the stage sequence. */
static void draw_padding(const MicroscopePicture *picture, Rect plot) {
    double from = picture->left + picture->pitch * padding_first_step(picture->view->run);
    padding_draw(picture->view, rect(from, plot.y, rect_right(plot) - from, plot.h), NULL);
}

static void draw_cells(const LossMap *map) {
    const Gui *gui = map->picture->view->gui;
    int done = map->is_pull ? map->losses : map->pulls->done;
    if ((double)map->losses * map->steps <= CELLS_MOST && map->row_h >= 6 && map->picture->pitch >= 6) {
        for (int k = 0; k < done; k++)
            for (int t = 0; t < map->steps; t++) draw_cell(gui, cell_rect(map, k, t), map->value[k * map->steps + t], map->is_pull);
        return;
    }
    HeatSource source = {.value = map->value,
                         .blocks = 1,
                         .rows = map->losses,
                         .cols = map->steps,
                         .width_px = map->plot.w * gui->scale,
                         .height_px = map->plot.h * gui->scale,
                         .is_signed = map->is_pull,
                         .limit = 1,
                         .theme = gui->theme,
                         .version = map->picture->view->version * 4096 + (unsigned long)done};
    Heat *heat = &map->picture->view->heat->map[0];
    if (done < map->losses) { /* the rest is not known yet */
        source.rows = done;
        source.height_px *= (double)done / map->losses;
    }
    if (done == 0) return;
    if (!heat_make(heat, &source)) {
        draw_fail(gui->list);
        return;
    }
    draw_image(gui->list, rect(map->plot.x, map->plot.y, map->plot.w, done * map->row_h), heat->cols, heat->rows, heat_block(heat, 0));
}

static void draw_row_numbers(const LossMap *map) {
    const View *view = map->picture->view;
    const Gui *gui = view->gui;
    bool is_followed = view->ui->follow != FOLLOW_ALL;
    int followed = view->run->follow.loss, every = 1;
    while (map->row_h * every < 15) every *= every % 3 == 2 ? 5 : 2;
    for (int k = 0; k < map->losses; k++) {
        bool chosen = is_followed && k == followed, due = k % every == 0;
        if (!chosen && (!due || (is_followed && fabs((double)k - followed) * map->row_h < 15))) continue;
        char text[12];
        text_format(text, (int)sizeof text, "%d", view->run->wiring.loss_step[k] + 1);
        gui_text(gui, chosen ? FACE_MONO_MEDIUM : FACE_MONO, 12, map->plot.x - 8, map->plot.y + (k + 0.5) * map->row_h + 4, ALIGN_RIGHT,
                 chosen ? gui->theme->text : gui->theme->dim, text);
    }
    hint_add(view, rect(map->plot.x - 40, map->plot.y, 38, map->plot.h), "microscope/loss-numbers",
             tr(view->strings, STRING_MICROSCOPE_ROWS_TIP));
    if (!is_followed) return;
    Rect row = {map->plot.x - 2, map->plot.y + followed * map->row_h - 1, map->plot.w + 4, map->row_h + 2};
    draw_round_stroke(gui->list, row, 4, 2, gui->theme->text);
}

/* How much of the losses' pulls cancels at each step, below the map. */
static void draw_cancelled(const LossMap *map) {
    const Gui *gui = map->picture->view->gui;
    const Theme *theme = gui->theme;
    double y = rect_bottom(map->plot) + FOOT + 4, h = STRIP - 8;
    gui_text(gui, FACE_UI, 12, map->plot.x - 8, y + h, ALIGN_RIGHT, theme->dim, tr(map->picture->view->strings, STRING_MICROSCOPE_CANCELS));
    draw_rect(gui->list, rect(map->plot.x, y, map->plot.w, h), theme->panel);
    for (int t = 0; t < map->steps; t++) {
        double part = map->pulls->cancelled[t], w = fmax(map->picture->pitch - 2, 0.5);
        if (!isfinite(part)) continue;
        draw_rect(gui->list, rect(microscope_x(map->picture, t) - w / 2, y + h * (1 - part), w, h * part), theme->warn);
    }
    hint_add(map->picture->view, rect(map->plot.x - 52, y, map->plot.w + 52, h), "microscope/cancels",
             tr(map->picture->view->strings, STRING_MICROSCOPE_CANCELS_TIP));
}

static int hot_row(const LossMap *map) {
    const GuiState *state = map->picture->view->gui->state;
    if (strncmp(state->hot, "microscope/loss-", 16) != 0 || !rect_contains(map->plot, state->x, state->y)) return -1;
    int k = (int)((state->y - map->plot.y) / map->row_h);
    return k < 0 || k >= map->losses ? -1 : k;
}

static void add_row(ChartRow *row, int *count, Figures *figures, Color color, const char *words, double value) {
    char number[FIGURE_SIZE];
    figure_write(figures, number, value);
    row[*count].color = color;
    text_format(row[(*count)++].text, (int)sizeof row->text, "%s %s", words, number);
}

static void read_pointer(const LossMap *map) {
    const View *view = map->picture->view;
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    int k = hot_row(map), t = microscope_hot_step(map->picture, map->plot), count = 0;
    if (k < 0 || t < 0) return;
    ChartRow row[7];
    Figures figures = figure_begin(gui);
    char head[64], key[16];
    size_t at = (size_t)k * (size_t)map->steps + (size_t)t;
    text_format(head, (int)sizeof head, tr(map->picture->view->strings, STRING_MICROSCOPE_LOSS_AT), view->run->wiring.loss_step[k] + 1,
                t + 1);
    if (k < map->pulls->done) {
        const Pulls *pulls = map->pulls;
        add_row(row, &count, &figures, color_ramp(&theme->ramp, pulls->relative[at]),
                pulls->relative[at] == 0 ? tr(map->picture->view->strings, STRING_MICROSCOPE_ARRIVES_EXACTLY)
                                         : tr(map->picture->view->strings, STRING_MICROSCOPE_ARRIVES),
                pulls->relative[at]);
        add_row(row, &count, &figures, color_ramp(&theme->ramp, pulls->norm[at]), tr(map->picture->view->strings, STRING_MICROSCOPE_SIZE),
                pulls->norm[at]);
        add_row(row, &count, &figures, theme->line, tr(map->picture->view->strings, STRING_MICROSCOPE_SETS_OUT), pulls->set_out[k]);
        if (map->losses > 1)
            add_row(row, &count, &figures, color_signed(&theme->state, isfinite(pulls->share[at]) ? pulls->share[at] : 0, 1),
                    tr(map->picture->view->strings, STRING_MICROSCOPE_PULLS), pulls->pull[at]);
        if (map->losses > 1 && isfinite(pulls->sum[t]))
            add_row(row, &count, &figures, theme->line, tr(map->picture->view->strings, STRING_MICROSCOPE_ALL_LOSSES), pulls->sum[t]);
    }
    row[count].color = row[count + 1].color = theme->panel;
    if (view->lost) text_format(row[count++].text, (int)sizeof row->text, "%s", view->lost);
    text_format(row[count].text, (int)sizeof row[count].text, tr(view->strings, STRING_TERMS_KEY), hint_write_key(key, view));
    count++;
    draw_layer(gui->list, LAYER_HOVER);
    draw_round_stroke(gui->list, cell_rect(map, k, t), 3, 1.5, theme->text);
    double x = microscope_x(map->picture, t), half = map->picture->pitch / 2;
    chart_read_out(gui, rect(4, 4, gui->list->width - 8, gui->list->height - 8), x - half, x + half, gui->state->y, head, row, count,
                   &figures);
    draw_layer(gui->list, LAYER_STAGE);
}

/* Says which number the region that was added last stands for: the size, the part that arrives, or the pull. */
static void add_number(const LossMap *map, int k) {
    const MicroscopePicture *picture = map->picture;
    bool absolute = picture->view->ui->absolute;
    TermsPlace place = {.layer = picture->place.layer,
                        .direction = picture->place.direction,
                        .step = microscope_hot_step(picture, map->plot),
                        .loss = map->losses > 1 ? k + 1 : 0};
    place.kind = map->is_pull ? TERMS_PULL : absolute ? TERMS_NORM : TERMS_RELATIVE;
    if (place.kind == TERMS_NORM) place.of = TERMS_DH;
    hint_number(picture->view, &place, false);
}

static void add_regions(const LossMap *map) {
    const View *view = map->picture->view;
    for (int k = 0; k < map->losses; k++) {
        char path[48];
        int step = view->run->wiring.loss_step[k] + 1;
        text_format(path, (int)sizeof path, "microscope/loss-%d", step);
        Region *region =
            region_add(view->gui->region, REGION_HOVER, rect(map->plot.x, map->plot.y + k * map->row_h, map->plot.w, map->row_h), path);
        region->subject = (Subject){SUBJECT_STEP, -1, -1, 0, -1};
        region->cols = map->steps;
        text_format(region->command, (int)sizeof region->command, "follow %d", step);
        if (k == hot_row(map)) add_number(map, k);
    }
}

void microscope_draw_losses(const MicroscopePicture *picture) {
    const View *view = picture->view;
    const Gui *gui = view->gui;
    const Run *run = view->run;
    bool absolute = view->ui->absolute, pull = view->ui->shows_pulls && run->wiring.loss_count > 1;
    char tex[64];
    text_format(tex, (int)sizeof tex, "\\|\\partial L_k/\\partial h%s_t\\|%s", picture->place.direction ? "'" : "",
                absolute ? "" : " / S_k");
    Rect rest = microscope_head(
        picture, PANEL_LOSSES,
        pull ? tr(picture->view->strings, STRING_MICROSCOPE_PULL_TITLE) : tr(picture->view->strings, STRING_MICROSCOPE_LOSS_TITLE),
        pull ? NULL : tex,
        pull ? tr(picture->view->strings, STRING_MICROSCOPE_PULL_TIP) : tr(picture->view->strings, STRING_MICROSCOPE_LOSS_TIP));
    const Pulls *pulls = &picture->scope->pulls;
    if (!picture->scope->has_pulls) {
        microscope_say(picture, rest, tr(picture->view->strings, STRING_MICROSCOPE_NO_MEMORY));
        return;
    }
    LossMap map = {.picture = picture, .pulls = pulls, .losses = run->wiring.loss_count, .steps = run->wiring.steps};
    map.is_pull = pull && pulls->done == pulls->losses;
    map.value = map.is_pull ? pulls->share : absolute ? pulls->norm : pulls->relative;
    rect_cut_bottom(&rest, FOOT + (map.is_pull ? STRIP : 0));
    map.plot = rect(picture->left, rest.y, picture->pitch * map.steps, rest.h);
    map.row_h = fmin(map.plot.h / map.losses, 44);
    map.plot.h = map.row_h * map.losses;
    draw_cells(&map);
    draw_row_numbers(&map);
    draw_padding(picture, map.plot);
    draw_round_stroke(gui->list,
                      rect(microscope_x(picture, picture->step) - picture->pitch / 2, map.plot.y - 3, picture->pitch, map.plot.h + 6), 3, 1,
                      gui->theme->dim);
    microscope_draw_steps(picture, rect_bottom(map.plot) + 17);
    if (map.losses == 1 && rect_bottom(rest) - rect_bottom(map.plot) > 90) { /* the rest of a whole page would be empty without a word */
        Rect words = {map.plot.x, rect_bottom(map.plot) + 36, fmin(map.plot.w, 560), 44};
        microscope_say(picture, words, tr(view->strings, STRING_MICROSCOPE_ROW_ALONE));
        hint_add(view, words, "microscope/one-row", tr(view->strings, STRING_MICROSCOPE_LOSS_TIP));
    }
    if (map.is_pull) draw_cancelled(&map);
    if (pulls->done < pulls->losses) {
        char text[64];
        text_format(text, (int)sizeof text, tr(picture->view->strings, STRING_MICROSCOPE_COMPUTING), pulls->done, pulls->losses);
        gui_text(gui, FACE_UI, 13, rect_right(map.plot), picture->part[PANEL_LOSSES].y + 16, ALIGN_RIGHT, gui->theme->dim, text);
    }
    add_regions(&map);
    read_pointer(&map);
}

/* --- layers by steps --- */

typedef struct LaneRow {
    int layer, direction;
    char name[32];
    ChainGradient gradient;
} LaneRow;

static void read_lane(const MicroscopePicture *picture, const LaneRow *lane, Rect row) {
    const Gui *gui = picture->view->gui;
    int t = microscope_hot_step(picture, row);
    if (t < 0 || strncmp(gui->state->hot, "microscope/lane-", 16) != 0) return;
    ChartRow line;
    Figures figures = figure_begin(gui);
    char head[64];
    int count = 0;
    text_format(head, (int)sizeof head, tr(picture->view->strings, STRING_MICROSCOPE_LANE_STEP), lane->name, t + 1);
    double value = chain_gradient_at(&lane->gradient, t);
    add_row(&line, &count, &figures, color_ramp(&gui->theme->ramp, value),
            lane->gradient.is_relative ? tr(picture->view->strings, STRING_MICROSCOPE_ARRIVES)
                                       : tr(picture->view->strings, STRING_MICROSCOPE_SIZE),
            value);
    draw_layer(gui->list, LAYER_HOVER);
    double x = microscope_x(picture, t), half = picture->pitch / 2;
    draw_round_stroke(gui->list, rect(x - half, row.y, 2 * half, row.h), 2, 1.5, gui->theme->text);
    chart_read_out(gui, rect(4, 4, gui->list->width - 8, gui->list->height - 8), x - half, x + half, gui->state->y, head, &line, 1,
                   &figures);
    draw_layer(gui->list, LAYER_STAGE);
}

void microscope_draw_layers(const MicroscopePicture *picture) {
    const View *view = picture->view;
    const Gui *gui = view->gui;
    const NetSpec *spec = &view->run->net.spec;
    bool is_all = view->ui->follow == FOLLOW_ALL;
    char words[64];
    if (is_all)
        text_format(words, (int)sizeof words, "%s", tr(picture->view->strings, STRING_MICROSCOPE_LANES_ALL));
    else
        text_format(words, (int)sizeof words, tr(picture->view->strings, STRING_MICROSCOPE_LANES), followed_step(view->run) + 1);
    Rect rest = microscope_head(picture, PANEL_LAYERS, words, NULL, tr(picture->view->strings, STRING_MICROSCOPE_LANES_TIP));
    rect_cut_bottom(&rest, 18);
    int lanes = spec->layers * spec->directions, index = 0;
    double h = fmin(rest.h / lanes, 34);
    LaneRow hot = {0};
    Rect hot_row_box = {0};
    for (int layer = spec->layers - 1; layer >= 0; layer--) {
        for (int direction = 0; direction < spec->directions; direction++, index++) {
            LaneRow lane = {.layer = layer, .direction = direction, .gradient = chain_gradient(view->run, view->ui, layer, direction)};
            const char *way = spec->directions < 2 ? "" : direction ? " ←" : " →";
            text_format(lane.name, (int)sizeof lane.name,
                        tr(view->strings, spec->directions < 2 ? STRING_MICROSCOPE_LANE
                                          : direction          ? STRING_MICROSCOPE_LANE_REVERSE
                                                               : STRING_MICROSCOPE_LANE_FORWARD),
                        layer + 1);
            Rect row = {picture->left, rest.y + index * h, picture->pitch * view->run->wiring.steps, h - 2};
            bool chosen = layer == picture->place.layer && direction == picture->place.direction;
            char text[16], path[48];
            text_format(text, (int)sizeof text, "%d%s", layer + 1, way);
            gui_text(gui, chosen ? FACE_MONO_MEDIUM : FACE_MONO, 12, row.x - 8, rect_mid_y(row) + 4, ALIGN_RIGHT,
                     chosen ? gui->theme->text : gui->theme->dim, text);
            text_format(path, (int)sizeof path, "microscope/lane-name-%d-%d", layer + 1, direction + 1);
            hint_add_text(view, FACE_MONO, 12, row.x - 8, rect_mid_y(row) + 4, ALIGN_RIGHT, text, path,
                          region_words(gui->region, "%s", lane.name));
            double gap = picture->pitch >= 12 ? 2 : 0;
            for (int t = 0; t < view->run->wiring.steps; t++) {
                Rect cell = {picture->left + t * picture->pitch + gap / 2, row.y, fmax(picture->pitch - gap, 0.5), row.h};
                double value = chain_gradient_at(&lane.gradient, t);
                if (picture->pitch >= 6)
                    draw_cell(gui, cell, value, false);
                else
                    draw_rect(gui->list, cell, color_ramp(&gui->theme->ramp, value));
            }
            if (chosen) draw_round_stroke(gui->list, rect(row.x - 2, row.y - 2, row.w + 4, row.h + 4), 4, 1.5, gui->theme->text);
            text_format(path, (int)sizeof path, "microscope/lane-%d-%d", layer + 1, direction + 1);
            Region *region = region_add(gui->region, REGION_HOVER, row, path);
            text_format(region->command, (int)sizeof region->command, "chain %d %s", layer + 1, direction ? "reverse" : "forward");
            if (gui_is_hot(gui, path)) {
                hot = lane;
                hot_row_box = row;
            }
        }
    }
    draw_padding(picture, rect(picture->left, rest.y, picture->pitch * view->run->wiring.steps, index * h - 2));
    microscope_draw_steps(picture, rest.y + index * h + 14);
    if (!hot.name[0]) return;
    read_lane(picture, &hot, hot_row_box);
    TermsPlace place = {.layer = hot.layer, .direction = hot.direction, .step = microscope_hot_step(picture, hot_row_box)};
    bool is_one = view->run->wiring.loss_count == 1;
    place.loss = is_all || is_one ? 0 : view->run->follow.loss + 1;
    place.kind = !hot.gradient.is_relative ? TERMS_NORM : hot.gradient.of_cell ? TERMS_RELATIVE_C : TERMS_RELATIVE;
    if (place.kind == TERMS_NORM) place.of = hot.gradient.of_cell ? TERMS_DC : TERMS_DH;
    char at[48];
    text_format(at, (int)sizeof at, "microscope/lane-%d-%d", hot.layer + 1, hot.direction + 1);
    hint_number_at(view, at, &place);
}
