/* See microscope_picture.h. Two columns: on the left the parts with a time axis, on the right those of the block of weights. If there is no
   room for all, the first part, or the chosen one, gets all of it. */
#include "view/inside/microscope_picture.h"
#include "base/number.h"
#include "view/hint.h"
#include "view/inside/cell_place.h"
#include <math.h>

enum { AXIS = 52, RIGHT = 6, GAP = 18 }; /* room for numbers left of the time axis; the margin that a chart leaves at its right */

static int lane_count(const View *view) { return view->run->net.spec.layers * view->run->net.spec.directions; }

static void place_all(MicroscopePicture *picture, Rect rest) {
    int losses = picture->view->run->wiring.loss_count, lanes = lane_count(picture->view);
    double w = floor((rest.w - 2 * GAP) * 0.62);
    Rect left = rect_cut_left(&rest, w);
    rect_cut_left(&rest, 2 * GAP);
    double row = losses == 1 ? 116 : fmin(0.58 * left.h, 100 + losses * 40.0);
    picture->part[PANEL_LOSSES] = rect_cut_top(&left, row);
    rect_cut_top(&left, GAP);
    if (lanes > 1) {
        picture->part[PANEL_LAYERS] = rect_cut_top(&left, 34 + lanes * 20.0 + 18);
        rect_cut_top(&left, GAP);
    }
    picture->part[PANEL_PRODUCT] = left;
    picture->part[PANEL_EIGENVALUES] = rect_cut_top(&rest, floor(rest.h * 0.40));
    rect_cut_top(&rest, GAP);
    picture->part[PANEL_WEIGHTS] = rect_cut_top(&rest, floor(rest.h * 0.40));
    rect_cut_top(&rest, GAP);
    picture->part[PANEL_PATH] = rest;
}

void microscope_picture_init(MicroscopePicture *picture, const View *view, Rect area) {
    const Run *run = view->run;
    *picture = (MicroscopePicture){.view = view, .scope = view->microscope, .area = area, .step = cell_place(run, view->ui).step};
    picture->place = view_find_place(view->ui, &run->net.spec);
    Rect rest = rect_inset(area, area.w < 700 ? 12 : 20, 0);
    bool low = rest.h < 460;
    rect_cut_top(&rest, low ? 6 : 16);
    rect_cut_bottom(&rest, low ? 6 : 14);
    picture->title = rect_cut_top(&rest, 46);
    picture->bar = rect_cut_top(&rest, 36);
    rect_cut_top(&rest, low ? 4 : 12);
    bool has_room = rest.w >= 860 && rest.h >= 620;
    int part = view->ui->microscope_part;
    if (part == PANEL_LAYERS && lane_count(view) == 1) part = PANEL_ALL;
    if (part == PANEL_ALL && has_room) {
        place_all(picture, rest);
    } else if (part == PANEL_ALL && run->wiring.loss_count == 1 && rest.h >= 260) { /* one row alone would leave it empty */
        picture->part[PANEL_LOSSES] = rect_cut_top(&rest, 116);
        picture->part[PANEL_PRODUCT] = rest;
    } else {
        picture->part[part == PANEL_ALL ? PANEL_LOSSES : part] = rest;
    }
    Rect axis = picture->part[PANEL_LOSSES];
    if (axis.h <= 0) axis = picture->part[PANEL_PRODUCT].h > 0 ? picture->part[PANEL_PRODUCT] : picture->part[PANEL_LAYERS];
    picture->left = axis.x + AXIS;
    picture->pitch = (axis.w - AXIS - RIGHT) / run->wiring.steps;
}

double microscope_x(const MicroscopePicture *picture, int step) { return picture->left + (step + 0.5) * picture->pitch; }

Rect microscope_head(const MicroscopePicture *picture, MicroscopePanel part, const char *words, const char *tex, const char *tip) {
    static const char *const names[PANEL_COUNT] = {"all", "losses", "eigenvalues", "product", "weights", "path", "layers"};
    const View *view = picture->view;
    const Gui *gui = view->gui;
    Rect rest = picture->part[part], head = rect_cut_top(&rest, 28);
    if (part == PANEL_LOSSES || part == PANEL_PRODUCT) head.w -= 190;
    char path[48];
    FormulaStyle style = theme_formula(gui->theme, 15);
    double words_w = gui_text_width(gui, FACE_UI_SEMIBOLD, 15, words),
           tex_w = tex ? 12 + formula_measure(gui->text, gui->scale, &style, tex).width : 0;
    if (words_w + tex_w > head.w) tex_w = 0;
    gui_text_fit(gui, FACE_UI_SEMIBOLD, 15, head.x, head.y + 16, head.w, ALIGN_LEFT, gui->theme->text, words);
    text_format(path, (int)sizeof path, "microscope/%s-title", names[part]);
    hint_add(view, rect(head.x, head.y, fmin(words_w + tex_w, head.w), 22), path, tip);
    size_t from = gui->list->used;
    if (tex_w > 0) {
        style.color[FORMULA_TEXT] = gui->theme->dim;
        formula_draw(gui->list, gui->text, gui->scale, &style, head.x + words_w + 12, head.y + 16, ALIGN_LEFT, tex);
        hint_add_symbols(view, from, path);
    }
    return rest;
}

void microscope_say(const MicroscopePicture *picture, Rect area, const char *words) {
    const Gui *gui = picture->view->gui;
    Rect line = {area.x, area.y + 16, area.w, 0};
    text_wrap(gui->list, gui->text, gui->scale, FACE_UI, 14, line, 20, gui->theme->dim, words);
}

void microscope_draw_steps(const MicroscopePicture *picture, double y) {
    static const int spacings[] = {1, 2, 5, 10, 20, 50, 100, 200, 500};
    const Gui *gui = picture->view->gui;
    int steps = picture->view->run->wiring.steps, every = 500;
    double room = gui_text_width(gui, FACE_MONO, 12, steps > 999 ? "0000" : steps > 99 ? "000" : "00") + 8;
    for (int i = 8; i >= 0; i--)
        if (picture->pitch * spacings[i] >= room) every = spacings[i];
    for (int t = 0; t < steps; t++) {
        char text[12];
        bool is_now = t == picture->step, is_due = every == 1 || (t + 1) % every == 0 || t == 0;
        if (!is_now && (!is_due || fabs(microscope_x(picture, t) - microscope_x(picture, picture->step)) < room)) continue;
        if (t == 0 && every > 1 && !is_now && picture->pitch * (every - 1) < room) continue;
        text_format(text, (int)sizeof text, "%d", t + 1);
        gui_text(gui, is_now ? FACE_MONO_MEDIUM : FACE_MONO, 12, microscope_x(picture, t), y, ALIGN_CENTER,
                 is_now ? gui->theme->text : gui->theme->dim, text);
    }
    char path[48];
    text_format(path, (int)sizeof path, "microscope/steps-%d", (int)y);
    hint_add(picture->view, rect(picture->left, y - 12, picture->pitch * steps, 16), path,
             tr(picture->view->strings, STRING_MICROSCOPE_STEPS_TIP));
}

void microscope_find_range(double *low, double *high, const double *value, int count, double scale) {
    for (int i = 0; i < count; i++) {
        double size = value[i] * scale;
        if (!isfinite(size) || !(size > 0)) continue;
        while (log10(size) < *low && *low > -16) *low -= 2;
        while (log10(size) > *high && *high < 300) *high += 2;
    }
}

int microscope_hot_step(const MicroscopePicture *picture, Rect plot) {
    const GuiState *state = picture->view->gui->state;
    if (!rect_contains(plot, state->x, state->y)) return -1;
    int step = (int)((state->x - picture->left) / picture->pitch), last = picture->view->run->wiring.steps - 1;
    return step < 0 ? 0 : step > last ? last : step;
}
