/* All steps below the cell, on the stage's own time axis: the state of each as a small strip (the LSTM's c), and on the way back how much of
   the gradient arrives there. The step in the card has a frame; a click on another opens it. */
#include "base/number.h"
#include "view/hint.h"
#include "view/inside/cell_picture.h"
#include "view/padding.h"
#include "view/stage/stage_layout.h"
#include <math.h>

typedef struct Film {
    StageLayout stage; /* for its time axis */
    Rect states, swatches;
    double number_y;
} Film;

/* Every 1st, 2nd, 5th, 10th ... number, so that they have room. */
static int number_every(double pitch) {
    static const int every[] = {1, 2, 5, 10, 20, 50, 100, 200, 500};
    for (size_t i = 0; i < sizeof every / sizeof *every; i++)
        if (every[i] * pitch >= 30) return every[i];
    return 1000;
}

static void draw_states(const CellPicture *picture, const Film *film, const double *value) {
    const Gui *gui = picture->view->gui;
    const Theme *theme = gui->theme;
    int T = film->stage.steps, hidden = picture->view->run->net.spec.hidden;
    double limit = picture->cell == CELL_LSTM ? film->stage.cell_limit : film->stage.state_limit;
    double w = fmin(film->stage.pitch * 0.62, 30);
    int rows = heat_cells(hidden, film->states.h * gui->scale);
    bool dense = film->stage.pitch < 7;
    if (dense) w = film->stage.pitch;
    for (int t = 0; t < T; t++) {
        Color cell[NET_HIDDEN_MAX];
        for (int i = 0; i < rows; i++)
            cell[i] = color_signed(
                &theme->state,
                heat_extreme(value + (size_t)t * (size_t)hidden, NULL, hidden, (HeatRange){0, 1}, heat_range(i, rows, hidden)), limit);
        Rect box = {stage_x(&film->stage, t) - w / 2, film->states.y, w, film->states.h};
        draw_image(gui->list, box, 1, rows, cell);
        for (int i = 1; i < rows && box.h / rows >= 6 && !dense; i++)
            draw_rect(gui->list, rect(box.x, box.y + box.h * i / rows - 1, box.w, 2), theme->background);
    }
}

static void draw_swatches(const CellPicture *picture, const Film *film, const ChainGradient *gradient) {
    const Gui *gui = picture->view->gui;
    double w = film->stage.pitch < 7 ? film->stage.pitch : fmin(film->stage.pitch * 0.62, 30);
    for (int t = 0; t < film->stage.steps; t++) {
        double size = chain_gradient_at(gradient, t);
        draw_rect(gui->list, rect(stage_x(&film->stage, t) - w / 2, film->swatches.y, w, film->swatches.h),
                  size > 0 ? color_ramp(&gui->theme->ramp, size) : gui->theme->line);
    }
}

static void draw_numbers(const CellPicture *picture, const Film *film) {
    const Gui *gui = picture->view->gui;
    int every = number_every(film->stage.pitch), here = picture->place.step;
    double here_x = stage_x(&film->stage, here);
    for (int t = 0; t < film->stage.steps; t++) {
        char text[16];
        double x = stage_x(&film->stage, t);
        if (t != here && ((t + 1) % every != 0 && !(every == 1))) continue;
        if (t != here && fabs(x - here_x) < 30 && every > 1) continue;
        text_format(text, (int)sizeof text, "%d", t + 1);
        gui_text(gui, t == here ? FACE_MONO_MEDIUM : FACE_MONO, 12, x, film->number_y, ALIGN_CENTER,
                 t == here ? gui->theme->text : gui->theme->dim, text);
    }
}

void cell_draw_film(const CellPicture *picture) {
    const View *view = picture->view;
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    Film film;
    bool low = picture->area.h < 460, is_backward = picture->place.is_backward;
    const TraceLane *lane = &view->run->trace.lane[picture->place.layer][picture->place.direction];
    View unrolled = *view;
    UiState ui = *view->ui;
    ui.cursor = (Cursor){PHASE_FORWARD, 0, 0}; /* the axis of the unrolled chain, also before it is unrolled */
    unrolled.ui = &ui;
    stage_layout_init(&film.stage, &unrolled, picture->area);
    draw_group(gui->list, "cell/film");
    Rect rest = picture->film;
    if (!low) {
        char text[128];
        rect_cut_top(&rest, 20);
        text_format(text, (int)sizeof text,
                    is_backward ? tr(picture->view->strings, STRING_CELL_FILM_BACK) : tr(picture->view->strings, STRING_CELL_FILM),
                    picture->cell == CELL_LSTM ? tr(picture->view->strings, STRING_CELL_STATE_C)
                                               : tr(picture->view->strings, STRING_CELL_STATE_H));
        gui_text_fit(gui, FACE_UI_MEDIUM, 13, rest.x, rest.y - 7, rest.w, ALIGN_LEFT, theme->dim, text);
        hint_add(view, rect(rest.x, rest.y - 20, rest.w, 18), "cell/film-title", tr(view->strings, STRING_CELL_FILM_TIP));
    }
    film.number_y = rect_bottom(rest) - 3;
    rect_cut_bottom(&rest, 19);
    film.swatches = is_backward ? rect_cut_bottom(&rest, low ? 6 : 10) : rect(0, 0, 0, 0);
    if (is_backward) rect_cut_bottom(&rest, 2);
    film.states = rest;
    draw_states(picture, &film, picture->cell == CELL_LSTM ? lane->c : lane->h);
    if (is_backward) {
        ChainGradient gradient = chain_gradient(view->run, view->ui, picture->place.layer, picture->place.direction);
        draw_swatches(picture, &film, &gradient);
    }
    double end = stage_x(&film.stage, padding_first_step(view->run) - 0.5);
    padding_draw(view, rect(end, film.states.y, stage_x(&film.stage, film.stage.steps - 0.5) - end, film.states.h), NULL);
    draw_numbers(picture, &film);
    double w = fmax(fmin(film.stage.pitch * 0.62, 30), 4) + 8, x = stage_x(&film.stage, picture->place.step);
    Rect frame = {x - w / 2, film.states.y - 4, w,
                  (is_backward ? rect_bottom(film.swatches) : rect_bottom(film.states)) - film.states.y + 7};
    draw_round_stroke(gui->list, frame, 5, 2, theme->text);
    Rect grid = {film.stage.left, film.states.y, film.stage.pitch * film.stage.steps, film.number_y - film.states.y + 4};
    Region *region = region_add(gui->region, REGION_HOVER, grid, "cell/film");
    region->subject = (Subject){SUBJECT_STEP, -1, -1, 0, -1};
    region->cols = film.stage.steps;
    text_format(region->command, (int)sizeof region->command, "cell {step}");
}
