/* Beside the microscope: what it shows, which gate's weights are looked at, and how the losses are shown. */
#include "base/number.h"
#include "engine/cell/facts.h"
#include "view/gates.h"
#include "view/hint.h"
#include "view/panel/prose.h"
#include "view/prime.h"
#include "view/view.h"
#include <math.h>

enum { PAD = 20 };

static const double TEMPERATURE_LEAST = 0.05, TEMPERATURE_MOST = 20; /* as app_microscope.c has it */

static double temperature_at(int key, double unit) {
    (void)key;
    double exact = TEMPERATURE_LEAST * pow(TEMPERATURE_MOST / TEMPERATURE_LEAST, unit), step = pow(10, floor(log10(exact)) - 1);
    return round(exact / step) * step;
}

typedef struct Side {
    const View *view;
    double x, y, w;
} Side;

/* Of the selected direction. */
static void draw_words(Side *side, const char *text) {
    const Gui *gui = side->view->gui;
    char primed[512];
    if (view_find_place(side->view->ui, &side->view->run->net.spec).direction) {
        text_format(primed, (int)sizeof primed, "%s", text);
        prime_letters(primed, (int)sizeof primed);
        text = primed;
    }
    int lines = prose_wrap(gui, FACE_UI, 14.5, rect(side->x, side->y + 15, side->w, 0), 21, gui->theme->text, text);
    side->y += lines * 21 + 10;
}

static void draw_label(Side *side, const char *text) {
    gui_text(side->view->gui, FACE_UI_SEMIBOLD, 12, side->x, side->y + 14, ALIGN_LEFT, side->view->gui->theme->dim, text);
    side->y += 24;
}

/* A row of choices, in as many lines as they need. */
static void draw_choice(Side *side, double *x, const char *path, const char *label, bool chosen, const char *command, const char *tip) {
    const Gui *gui = side->view->gui;
    double w = gui_text_width(gui, FACE_UI_SEMIBOLD, 13, label) + 24;
    if (*x + w > side->x + side->w && *x > side->x) {
        *x = side->x;
        side->y += 36;
    }
    gui_button(gui, rect(*x, side->y, w, 29), chosen ? BUTTON_PRIMARY : BUTTON_RAISED, path, label, command, tip);
    *x += w + 8;
}

static void draw_gates(Side *side) {
    const Net *net = &side->view->run->net;
    MicroscopePlace place = view_find_place(side->view->ui, &net->spec);
    double x = side->x;
    if (net->gates == 1) return;
    draw_label(side, tr(side->view->strings, STRING_MICROSCOPE_WEIGHTS_OF));
    for (int q = 0; q < net->gates; q++) {
        char path[48], command[32];
        const GateFacts *gate = &net->facts->gate[q];
        text_format(path, (int)sizeof path, "story/block-%s", gate->letter);
        text_format(command, (int)sizeof command, "block %s", gate->letter);
        draw_choice(side, &x, path, gate->letter, q == place.gate, command,
                    region_words(side->view->gui->region, tr(side->view->strings, STRING_MICROSCOPE_BLOCK_TIP),
                                 tr_name(side->view->strings, gate->name)));
    }
    side->y += 44;
}

static void draw_losses(Side *side) {
    const View *view = side->view;
    double x = side->x;
    if (view->run->wiring.loss_count == 1) return;
    draw_label(side, tr(side->view->strings, STRING_MICROSCOPE_LOSSES_BY));
    draw_choice(side, &x, "story/norms", tr(side->view->strings, STRING_MICROSCOPE_BY_SIZE), !view->ui->shows_pulls, "itemise norms",
                tr(side->view->strings, STRING_MICROSCOPE_BY_SIZE_TIP));
    draw_choice(side, &x, "story/pulls", tr(side->view->strings, STRING_MICROSCOPE_BY_PULL), view->ui->shows_pulls, "itemise pulls",
                tr(side->view->strings, STRING_MICROSCOPE_BY_PULL_TIP));
    side->y += 44;
}

static void write_bound(char *out, int size, const Strings *strings, const RecurrentBlock *block) {
    char number[24];
    number_format_short(number, (int)sizeof number, block->pascanu, 3);
    if (isnan(block->pascanu))
        text_format(out, size, "%s", tr(strings, STRING_MICROSCOPE_BOUND_NONE));
    else if (block->pascanu < 1)
        text_format(out, size, tr(strings, STRING_MICROSCOPE_BOUND_BELOW), number);
    else
        text_format(out, size, tr(strings, STRING_MICROSCOPE_BOUND_ABOVE), number);
}

static void draw_microscope(Side *side) {
    const View *view = side->view;
    const Run *run = view->run;
    char text[320];
    if (run->wiring.loss_count == 1) {
        text_format(text, (int)sizeof text, tr(side->view->strings, STRING_MICROSCOPE_ONE_ROW), run->wiring.loss_step[0] + 1);
        draw_words(side, text);
    } else {
        draw_words(side, tr(side->view->strings, STRING_MICROSCOPE_ROWS));
    }
    draw_losses(side);
    draw_gates(side);
    if (region_find(view->gui->region, "microscope/plane")) /* a small window has no room for it beside the others */
        draw_words(side, tr(side->view->strings, STRING_MICROSCOPE_DRAG));
    if (view->microscope && (!run->net.facts->is_plain || region_find(view->gui->region, "microscope/product"))) {
        MicroscopePlace place = view->microscope->place;
        write_bound(text, (int)sizeof text, view->strings, &view->microscope->blocks.of[place.layer][place.direction][place.gate]);
        draw_words(side, text);
    }
    if (run->net.facts->is_plain) draw_words(side, tr(side->view->strings, STRING_MICROSCOPE_JACOBIANS));
}

static void draw_activation(Side *side) {
    const View *view = side->view;
    const Gui *gui = view->gui;
    char value[32];
    draw_words(side, tr(side->view->strings, STRING_ACTIVATION_SIDE));
    draw_words(side, tr(side->view->strings, STRING_ACTIVATION_SATURATED_WORDS));
    number_format_short(value, (int)sizeof value, view->ui->temperature, 3);
    SliderView slider = {.key = -1,
                         .mark = -1,
                         .path = "story/temperature",
                         .label = tr(side->view->strings, STRING_ACTIVATION_TEMPERATURE),
                         .value = value};
    slider.command = "temperature {x}";
    slider.typed = "temperature";
    slider.tip = tr(side->view->strings, STRING_ACTIVATION_TEMPERATURE_TIP);
    slider.value_at = temperature_at;
    slider.unit = log(view->ui->temperature / TEMPERATURE_LEAST) / log(TEMPERATURE_MOST / TEMPERATURE_LEAST);
    slider.color = gui->theme->output_weight;
    gui_slider(gui, rect(side->x, side->y, side->w, SLIDER_ROW_HEIGHT), &slider);
    side->y += SLIDER_ROW_HEIGHT + 6;
    side->y += gui_error(gui, rect(side->x, side->y, side->w, 0), "story/temperature");
}

static void draw_weights(Side *side) {
    draw_gates(side);
    draw_words(side, tr(side->view->strings, STRING_WEIGHTS_SIDE));
    draw_words(side, tr(side->view->strings, STRING_WEIGHTS_CHANGE_WORDS));
}

void microscope_side_draw(const View *view, Rect area) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    ScreenId inside = screen_find_inside(&view->ui->screens);
    draw_group(gui->list, "microscope/side");
    draw_rect(gui->list, area, theme->panel);
    draw_rect(gui->list, rect(rect_right(area) - 1, area.y, 1, area.h), theme->line);
    Side side = {view, area.x + PAD, area.y + 24 - view->ui->scroll[SCREEN_STORY], area.w - 2 * PAD};
    draw_clip(gui->list, area);
    gui_text(gui, FACE_UI_SEMIBOLD, 12, side.x, side.y + 14, ALIGN_LEFT, theme->dim,
             inside == SCREEN_WEIGHTS      ? tr(view->strings, STRING_WEIGHTS_PANEL)
             : inside == SCREEN_ACTIVATION ? tr(view->strings, STRING_ACTIVATION_PANEL)
                                           : tr(view->strings, STRING_MICROSCOPE_PANEL));
    gui_text_fit(gui, FACE_UI_BOLD, 24, side.x, side.y + 48, side.w, ALIGN_LEFT, theme->text,
                 inside == SCREEN_WEIGHTS      ? tr(view->strings, STRING_WEIGHTS_HEAD)
                 : inside == SCREEN_ACTIVATION ? tr(view->strings, STRING_ACTIVATION_HEAD)
                                               : tr(view->strings, STRING_MICROSCOPE_HEAD));
    side.y += 66;
    if (inside == SCREEN_WEIGHTS)
        draw_weights(&side);
    else if (inside == SCREEN_ACTIVATION)
        draw_activation(&side);
    else
        draw_microscope(&side);
    if (inside != SCREEN_WEIGHTS) draw_words(&side, tr(view->strings, STRING_MICROSCOPE_CHARTS));
    draw_unclip(gui->list);
    region_add(gui->region, REGION_HOVER, rect(side.x, side.y + 10, 0, 0), "story/end");
}
