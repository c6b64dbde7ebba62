/* The microscope in the place of the stage: its title, the row that chooses a part, and the parts. On the way in the river of the stage
   becomes the row of the followed loss. */
#include "base/number.h"
#include "engine/cell/facts.h"
#include "view/hint.h"
#include "view/inside/grow.h"
#include "view/inside/inside_head.h"
#include "view/inside/microscope_picture.h"
#include <math.h>
#include <string.h>

/* A small button, raised where it is chosen; returns its right edge. */
static double draw_choice(const Gui *gui, double x, double y, const char *path, const char *label, bool chosen, const char *command,
                          const char *tip) {
    const Theme *theme = gui->theme;
    double w = gui_text_width(gui, FACE_UI_SEMIBOLD, 13, label) + 20;
    Rect box = {x, y, w, 28};
    if (chosen)
        draw_round(gui->list, box, 7, theme->pill);
    else if (gui_is_hot(gui, path))
        draw_round(gui->list, box, 7, theme->raised);
    gui_text(gui, chosen ? FACE_UI_SEMIBOLD : FACE_UI_MEDIUM, 13, rect_mid_x(box), y + 18.5, ALIGN_CENTER,
             chosen ? theme->text : theme->dim, label);
    Region *region = region_add(gui->region, REGION_BUTTON, box, path);
    text_format(region->command, (int)sizeof region->command, "%s", command);
    region->tip = tip;
    region->focusable = true;
    gui_focus_ring(gui, box, 7, path);
    return rect_right(box) + 2;
}

static void draw_bar(const MicroscopePicture *picture) {
    const struct {
        const char *word, *label, *brief, *tip;
    } part[PANEL_COUNT] = {
        {"all", tr(picture->view->strings, STRING_MICROSCOPE_PART_ALL), tr(picture->view->strings, STRING_MICROSCOPE_PART_ALL),
         tr(picture->view->strings, STRING_MICROSCOPE_PART_ALL_TIP)},
        {"losses", tr(picture->view->strings, STRING_MICROSCOPE_PART_LOSSES),
         tr(picture->view->strings, STRING_MICROSCOPE_PART_LOSSES_SHORT), tr(picture->view->strings, STRING_MICROSCOPE_PART_LOSSES_TIP)},
        {"eigenvalues", tr(picture->view->strings, STRING_MICROSCOPE_PART_EIGENVALUES),
         tr(picture->view->strings, STRING_MICROSCOPE_PART_EIGENVALUES_SHORT),
         tr(picture->view->strings, STRING_MICROSCOPE_PART_EIGENVALUES_TIP)},
        {"product", tr(picture->view->strings, STRING_MICROSCOPE_PART_PRODUCT),
         tr(picture->view->strings, STRING_MICROSCOPE_PART_PRODUCT_SHORT), tr(picture->view->strings, STRING_MICROSCOPE_PART_PRODUCT_TIP)},
        {"weights", tr(picture->view->strings, STRING_MICROSCOPE_PART_WEIGHTS),
         tr(picture->view->strings, STRING_MICROSCOPE_PART_WEIGHTS_SHORT), tr(picture->view->strings, STRING_MICROSCOPE_PART_WEIGHTS_TIP)},
        {"path", tr(picture->view->strings, STRING_MICROSCOPE_PART_PATH), tr(picture->view->strings, STRING_MICROSCOPE_PART_PATH),
         tr(picture->view->strings, STRING_MICROSCOPE_PART_PATH_TIP)},
        {"layers", tr(picture->view->strings, STRING_MICROSCOPE_PART_LAYERS), tr(picture->view->strings, STRING_MICROSCOPE_PART_LAYERS),
         tr(picture->view->strings, STRING_MICROSCOPE_PART_LAYERS_TIP)}};
    const Gui *gui = picture->view->gui;
    const NetSpec *spec = &picture->view->run->net.spec;
    double x = picture->bar.x, total = 0;
    int chosen = picture->view->ui->microscope_part, count = 0;
    for (int i = 0; i < PANEL_COUNT; i++) {
        count += picture->part[i].h > 0;
        total += gui_text_width(gui, FACE_UI_SEMIBOLD, 13, part[i].label) + 22;
    }
    if (chosen == PANEL_ALL && count == 1) chosen = PANEL_LOSSES;
    for (int i = 0; i < PANEL_COUNT; i++) {
        char path[48], command[48];
        if (i == PANEL_LAYERS && spec->layers * spec->directions == 1) continue;
        text_format(path, (int)sizeof path, "microscope/show-%s", part[i].word);
        text_format(command, (int)sizeof command, "microscope %s", part[i].word);
        x = draw_choice(gui, x, picture->bar.y, path, total > picture->bar.w ? part[i].brief : part[i].label, chosen == i, command,
                        part[i].tip);
    }
}

static void draw_title(const MicroscopePicture *picture) {
    const View *view = picture->view;
    const Gui *gui = view->gui;
    const Run *run = view->run;
    const NetSpec *spec = &run->net.spec;
    char text[160], chain[64] = "", loss[64], where[64];
    double right = rect_right(picture->title);
    draw_group(gui->list, "microscope/title");
    double w = gui_text_width(gui, FACE_UI_MEDIUM, 13, tr(picture->view->strings, STRING_INSIDE_CLOSE)) + 22;
    gui_button(gui, rect(right - w, picture->title.y, w, 28), BUTTON_PLAIN, "microscope/close",
               tr(picture->view->strings, STRING_INSIDE_CLOSE), "hide", tr(picture->view->strings, STRING_INSIDE_CLOSE_TIP));
    right -= w + 8;
    text_format(text, (int)sizeof text, tr(picture->view->strings, STRING_MICROSCOPE_TITLE), picture->step + 1, run->wiring.steps,
                COUNT_TEXT(run->update));
    gui_text_fit(gui, FACE_UI_BOLD, 17, picture->title.x, picture->title.y + 18, right - picture->title.x, ALIGN_LEFT, gui->theme->text,
                 text);
    if (spec->layers > 1)
        text_format(chain, (int)sizeof chain, tr(picture->view->strings, STRING_MICROSCOPE_LAYER), picture->place.layer + 1);
    if (spec->directions > 1)
        text_format(chain + strlen(chain), (int)(sizeof chain - strlen(chain)), "%s%s", chain[0] ? ", " : "",
                    picture->place.direction ? tr(picture->view->strings, STRING_INSIDE_REVERSE)
                                             : tr(picture->view->strings, STRING_INSIDE_FORWARD));
    if (view->ui->follow == FOLLOW_ALL)
        text_format(loss, (int)sizeof loss, tr(picture->view->strings, STRING_MICROSCOPE_ALL_LOSSES));
    else
        text_format(loss, (int)sizeof loss, tr(picture->view->strings, STRING_MICROSCOPE_ONE_LOSS), followed_step(run) + 1);
    view_write_fault_place(where, (int)sizeof where, view->strings, run);
    if (run->trace.fault.found)
        text_format(text, (int)sizeof text, tr(picture->view->strings, STRING_MICROSCOPE_FAULT),
                    tr_name(view->strings, run->trace.fault.tensor), where);
    else
        text_format(text, (int)sizeof text, "%s%s%s%s", chain, chain[0] ? "; " : "", loss,
                    view->ui->absolute ? tr(picture->view->strings, STRING_MICROSCOPE_ABSOLUTE)
                                       : tr(picture->view->strings, STRING_MICROSCOPE_RELATIVE));
    double title_h = run->is_held ? 26 : picture->title.h; /* held numbers are dragged in the line below it */
    hint_add(view, rect(picture->title.x, picture->title.y, right - picture->title.x, title_h), "microscope/head",
             tr(view->strings, STRING_SCREEN_MICROSCOPE_TIP));
    inside_draw_words(view, rect(picture->title.x, picture->title.y, picture->title.w, 39),
                      run->trace.fault.found ? gui->theme->bad : gui->theme->dim, text);
}

/* The gradient of the followed loss: on the stage the river behind the columns, here the row of that loss. Its cells keep their colours. */
static void move_river(const MicroscopePicture *picture, const Grow *grow) {
    const View *view = picture->view;
    const Pulls *pulls = &picture->scope->pulls;
    int k = view->run->follow.loss, T = view->run->wiring.steps;
    char path[48];
    text_format(path, (int)sizeof path, "microscope/loss-%d", view->run->wiring.loss_step[k] + 1);
    const Region *row = region_find(view->gui->region, path);
    if (view->ui->follow == FOLLOW_ALL || !picture->scope->has_pulls || k >= pulls->done || !row) return;
    Color *cell = heat_strip(view->heat, (size_t)T);
    if (!cell) return;
    const double *value = view->ui->absolute ? pulls->norm : pulls->relative;
    for (int t = 0; t < T; t++) cell[t] = color_ramp(&view->gui->theme->ramp, value[(size_t)k * (size_t)T + (size_t)t]);
    Rect river = grow_find_states(view, grow->area, picture->place.layer, picture->place.direction);
    double middle = rect_mid_y(river), high = fmin(12, river.h);
    Rect strip = grow_between(grow, rect(river.x, middle - high / 2, river.w, high), row->box);
    draw_group(view->gui->list, "microscope/river");
    draw_rect(view->gui->list, rect_inset(row->box, -3, -2), view->gui->theme->background); /* it is not there yet */
    draw_rect(view->gui->list, rect_inset(strip, -2, -2), view->gui->theme->text);
    draw_image(view->gui->list, strip, T, 1, cell);
}

void microscope_draw(const View *view, Rect area) {
    const Gui *gui = view->gui;
    MicroscopePicture picture;
    Grow grow;
    grow_begin(&grow, view, area, GROW_FROM_CHAIN, "microscope");
    if (!view->microscope) {
        if (grow.moved >= 1) draw_fail(gui->list);
        grow_end(&grow);
        return;
    }
    microscope_picture_init(&picture, view, area);
    draw_title(&picture);
    draw_bar(&picture);
    static void (*const draw[PANEL_COUNT])(const MicroscopePicture *) = {NULL,
                                                                         microscope_draw_losses,
                                                                         microscope_draw_plane,
                                                                         microscope_draw_product,
                                                                         microscope_draw_weights,
                                                                         microscope_draw_path,
                                                                         microscope_draw_layers};
    static const char *const group[PANEL_COUNT] = {"",
                                                   "microscope/losses",
                                                   "microscope/eigenvalues",
                                                   "microscope/product",
                                                   "microscope/weights",
                                                   "microscope/path",
                                                   "microscope/layers"};
    for (int i = 1; i < PANEL_COUNT; i++) {
        if (picture.part[i].h <= 0) continue;
        draw_group(gui->list, group[i]);
        draw[i](&picture);
    }
    if (grow.moved < 1 && picture.part[PANEL_LOSSES].h > 0) move_river(&picture, &grow);
    grow_end(&grow);
}
