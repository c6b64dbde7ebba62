/* Beside the microscope: what it shows, which gate's weights are looked at, and how the losses are shown. */
#include "base/number.h"
#include "engine/cell/facts.h"
#include "view/gates.h"
#include "view/hint.h"
#include "view/panel/prose.h"
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

static void draw_words(Side *side, const char *text) {
    const Gui *gui = side->view->gui;
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
    draw_label(side, "WEIGHTS OF");
    for (int q = 0; q < net->gates; q++) {
        char path[48], command[32];
        const GateFacts *gate = &net->facts->gate[q];
        text_format(path, (int)sizeof path, "story/block-%s", gate->letter);
        text_format(command, (int)sizeof command, "block %s", gate->letter);
        draw_choice(side, &x, path, gate->letter, q == place.gate, command,
                    region_words(side->view->gui->region, "The %s's block of W.", gate->name));
    }
    side->y += 44;
}

static void draw_losses(Side *side) {
    const View *view = side->view;
    double x = side->x;
    if (view->run->wiring.loss_count == 1) return;
    draw_label(side, "LOSSES BY");
    draw_choice(side, &x, "story/norms", "size", !view->ui->shows_pulls, "itemise norms", "How much of each loss arrives at each step.");
    draw_choice(side, &x, "story/pulls", "how they pull", view->ui->shows_pulls, "itemise pulls",
                "Along or against the sum of all losses' gradients at each step, and how much of them cancels.");
    side->y += 44;
}

static void write_bound(char *out, int size, const RecurrentBlock *block) {
    char number[24];
    number_format_short(number, (int)sizeof number, block->pascanu, 3);
    if (isnan(block->pascanu))
        text_format(out, size, "Pascanu's bound holds for a plain network alone: through gates the gradient has other ways.");
    else if (block->pascanu < 1)
        text_format(out, size,
                    "The norm of W times the largest slope is %s, below 1: the product must shrink with every arrow. The dashed line is "
                    "that bound.",
                    number);
    else
        text_format(
            out, size,
            "The norm of W times the largest slope is %s, not below 1: the product may grow or shrink. The dashed line is the bound.",
            number);
}

static void draw_microscope(Side *side) {
    const View *view = side->view;
    const Run *run = view->run;
    char text[256];
    if (run->wiring.loss_count == 1) {
        text_format(text, (int)sizeof text,
                    "This task has one loss, at step %d: one row. Column $t$: how much of it still arrives at the state of step $t$.",
                    run->wiring.loss_step[0] + 1);
        draw_words(side, text);
    } else {
        draw_words(side,
                   "Row $k$: the loss of step $k$ alone. Column $t$: how much of it still arrives at the state of step $t$. A click on "
                   "a row follows that loss.");
    }
    draw_losses(side);
    draw_gates(side);
    draw_words(side, "Drag an eigenvalue: $\\W{W}$ changes to have it, and keeps its directions and all others. A pair moves together; a "
                     "real one stays on its axis.");
    if (view->microscope) {
        MicroscopePlace place = view->microscope->place;
        write_bound(text, (int)sizeof text, &view->microscope->blocks.of[place.layer][place.direction][place.gate]);
        draw_words(side, text);
    }
    if (run->net.facts->is_plain)
        draw_words(side, "Where many arrows multiply, $\\partial h_T/\\partial h_t$ is a product of as many Jacobians "
                         "$\\text{diag}(\\phi')\\,\\W{W}$.");
}

static void draw_activation(Side *side) {
    const View *view = side->view;
    const Gui *gui = view->gui;
    char value[32];
    draw_words(side,
               "A unit's pre-activation $a$ is bent by its function. On the way back the gradient is multiplied by the slope there: near "
               "0 where the function is flat.");
    draw_words(side,
               "Saturated: |tanh| above 0.99, a sigmoid below 0.01 or above 0.99, a ReLU at 0. The share counts all steps and units of the "
               "stage's sequence.");
    number_format_short(value, (int)sizeof value, view->ui->temperature, 3);
    SliderView slider = {.key = -1, .mark = -1, .path = "story/temperature", .label = "Softmax temperature", .value = value};
    slider.command = "temperature {x}";
    slider.typed = "temperature";
    slider.tip = "What the scores are divided by before softmax. Only this picture: training and the loss use 1.";
    slider.value_at = temperature_at;
    slider.unit = log(view->ui->temperature / TEMPERATURE_LEAST) / log(TEMPERATURE_MOST / TEMPERATURE_LEAST);
    slider.color = gui->theme->output_weight;
    gui_slider(gui, rect(side->x, side->y, side->w, SLIDER_ROW_HEIGHT), &slider);
    side->y += SLIDER_ROW_HEIGHT + 6;
    side->y += gui_error(gui, rect(side->x, side->y, side->w, 0), "story/temperature");
}

static void draw_weights(Side *side) {
    draw_gates(side);
    draw_words(side, "$\\U{U}$ brings the input in, $\\W{W}$ the state of the step before, and $\\V{V}$ makes the output of the states.");
    draw_words(
        side,
        "The gradient is that of all losses of the stage's sequence. The change is what the optimiser would add now, with its clipping, "
        "momentum and learning rate.");
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
             inside == SCREEN_WEIGHTS      ? "WEIGHTS"
             : inside == SCREEN_ACTIVATION ? "ACTIVATION"
                                           : "MICROSCOPE");
    gui_text_fit(gui, FACE_UI_BOLD, 24, side.x, side.y + 48, side.w, ALIGN_LEFT, theme->text,
                 inside == SCREEN_WEIGHTS      ? "What is learned"
                 : inside == SCREEN_ACTIVATION ? "Where the units are"
                                               : "Whose error, which step");
    side.y += 66;
    if (inside == SCREEN_WEIGHTS)
        draw_weights(&side);
    else if (inside == SCREEN_ACTIVATION)
        draw_activation(&side);
    else
        draw_microscope(&side);
    if (inside != SCREEN_WEIGHTS)
        draw_words(
            &side,
            "Wheel and drag zoom and move a chart; a double click shows all of it; Ctrl+C copies the values of the one with the focus.");
    draw_unclip(gui->list);
    region_add(gui->region, REGION_HOVER, rect(side.x, side.y + 10, 0, 0), "story/end");
}
