/* A row for each network: its name and verdict, and below them its chain as columns of states with the river of the gradient. The river is
   that of c where the cell has a c, of h else, as on the stage; so are its width and colour.

   Below them stand the strips of its gates, where the row is high enough.

   Simplified on purpose: the valves and the side stream of the stage are left out where columns are circles; the row is too low for them. */
#include "base/number.h"
#include "engine/cell/facts.h"
#include "view/gates.h"
#include "view/hint.h"
#include "view/inside/compare_picture.h"
#include "view/padding.h"
#include <math.h>

enum { GATES_FROM = 60, LETTERS_FROM = 90, GATE_ROW = 8, LETTER_ROW = 13, GATE_GAP = 4, LOW_STRIP = 24 }; /* pixels */

/* The strips at the foot of a row, which get the rest of it. */
static void cut_gates(StageLane *at, Rect *strip, const CompareLane *lane) {
    const CellFacts *facts = lane->run->net.facts;
    if (facts->is_plain || strip->h < GATES_FROM) return;
    at->gate_rows = cell_list_valves(at->gate_of_row, facts);
    at->gates = rect_cut_bottom(strip, at->gate_rows * (strip->h < LETTERS_FROM ? GATE_ROW : LETTER_ROW));
    rect_cut_bottom(strip, GATE_GAP);
}

/* Places the columns and the rivers of a row: fills as much of the stage's layout as drawing one lane needs. */
static void find_layout(StageLayout *own, View *view, const ComparePicture *picture, const CompareLane *lane) {
    *view = *picture->view;
    view->run = lane->run;
    view->setup = lane->setup;
    view->heat = lane->heat;
    view->version = lane->is_the_setup ? picture->view->version : picture->view->variant_version;
    *own = picture->stage;
    own->view = view;
    own->steps = lane->run->wiring.steps;
    own->left = compare_x(picture, lane, -0.5);
    own->lane_count = 1;
    own->shown = 0;
    own->forward_done = lane->forward_done;
    own->backward_done = lane->backward_done;
    StageLane *at = &own->lane[0];
    *at = (StageLane){.layer = lane->layer, .direction = lane->direction, .box = lane->strip};
    Rect strip = lane->strip;
    cut_gates(at, &strip, lane);
    Rect units = strip, river = strip, side = {strip.x, rect_bottom(strip), strip.w, 0};
    if (own->zoom != ZOOM_CIRCLES) {       /* slim columns leave no room between them */
        bool is_low = strip.h < LOW_STRIP; /* the states get more of it, so that a unit can be seen */
        river = rect_cut_bottom(&units, is_low ? strip.h * 0.4 : fmax(strip.h * 0.45, fmin(strip.h * 0.5, 14)));
        rect_cut_bottom(&units, is_low ? 1 : 3);
        if (lane->gradient.of_cell) side = rect_cut_bottom(&river, fmin(8, river.h * 0.3));
    }
    if (lane->gradient.of_cell) {
        at->cell = units;
        at->highway = river;
        at->state = at->river = side;
    } else {
        at->state = units;
        at->river = river;
        at->cell = at->highway = side;
        at->highway.h = at->cell.h = 0;
    }
}

static void draw_words(const ComparePicture *picture, const CompareLane *lane, int index) {
    const Gui *gui = picture->view->gui;
    const Theme *theme = gui->theme;
    char text[192], path[48];
    double x = picture->area.x + 22, y = lane->row.y + 14, right = rect_right(picture->area) - 16;
    VerdictTone tone = compare_write_verdict(text, (int)sizeof text, picture->view->strings, lane);
    bool is_known = picture->view->ui->cursor.phase >= PHASE_BACKWARD && lane->backward_done >= lane->run->wiring.steps;
    double w = fmin(gui_text_width(gui, FACE_UI_BOLD, 14, lane->name), (right - x) * 0.5);
    draw_rect(gui->list, rect(picture->area.x + 10, lane->row.y + 1, 4, lane->row.h - 2), lane->color);
    gui_text_fit(gui, FACE_UI_BOLD, 14, x, y, w + 1, ALIGN_LEFT, lane->color, lane->name);
    text_format(path, (int)sizeof path, "compare/name%d", index + 1);
    char what[VARIANT_LINE_SIZE] = "";
    if (lane->variant) variant_format(what, (int)sizeof what, lane->variant->rule);
    hint_add(picture->view, rect(x, lane->row.y, w, 18), path,
             region_words(gui->region, "%s\n%s", lane->name, lane->variant ? what : tr(picture->view->strings, STRING_COMPARE_AS_IT_IS)));
    x += w + 14;
    if (is_known) {
        draw_round(gui->list, rect(x, y - 10, 11, 11), 3, color_ramp(&theme->ramp, compare_far(lane)));
        double words_w = fmin(gui_text_width(gui, FACE_MONO_MEDIUM, 13, text), right - x - 18);
        gui_text_fit(gui, FACE_MONO_MEDIUM, 13, x + 18, y, words_w + 1, ALIGN_LEFT, compare_tone(theme, tone), text);
        VerdictWords words;
        char lost[160];
        bool is_lost = compare_write_lost(lost, (int)sizeof lost, picture->view, lane, lane->gradient.far);
        verdict_write(&words, picture->view->strings, lane->run, lane->direction);
        text_format(path, (int)sizeof path, "compare/verdict%d", index + 1);
        hint_add(
            picture->view, rect(x, lane->row.y, words_w + 18, 18), path,
            region_words(gui->region, "%s\n%s%s%s", text,
                         lane->gradient.is_relative && words.count > 0 ? words.line[0] : tr(picture->view->strings, STRING_COMPARE_FAR_TIP),
                         is_lost ? "\n" : "", is_lost ? lost : ""));
        x += words_w + 36;
    }
    const ViewVariant *variant = lane->variant;
    char held[32];
    int hold_count = picture->view->run->is_held ? picture->view->run->hold_count : 0,
        held_count = lane->run->is_held ? lane->run->hold_count : 0;
    if (held_count)
        text_format(held, (int)sizeof held, tr(picture->view->strings, STRING_COMPARE_SOME_HELD), held_count, hold_count);
    else
        text_format(held, (int)sizeof held, "%s", tr(picture->view->strings, STRING_COMPARE_NONE_HELD));
    const char *note = lane->is_the_setup        ? ""
                       : variant->is_stopped     ? tr(picture->view->strings, STRING_COMPARE_STOPPED)
                       : variant->trouble[0]     ? variant->trouble
                       : variant->has_other_data ? tr(picture->view->strings, STRING_COMPARE_OTHER_DATA)
                       : lane->has_other         ? tr(picture->view->strings, STRING_COMPARE_ANOTHER)
                       : !variant->is_current    ? tr(picture->view->strings, STRING_COMPARE_ON_ITS_WAY)
                       : held_count < hold_count ? held
                                                 : "";
    double note_w = fmin(gui_text_width(gui, FACE_UI, 12, note), right - x);
    if (!*note || note_w < 40) return;
    gui_text_fit(gui, FACE_UI, 12, right - note_w - 1, y, note_w + 1, ALIGN_LEFT, theme->dim, note);
    text_format(path, (int)sizeof path, "compare/note%d", index + 1);
    hint_add(picture->view, rect(right - note_w, lane->row.y, note_w, 18), path,
             variant->trouble[0] ? variant->trouble
             : lane->has_other   ? tr(picture->view->strings, STRING_COMPARE_OTHER_TIP)
             : note == held      ? tr(picture->view->strings, STRING_HINT_HELD_HERE)
                                 : tr(picture->view->strings, STRING_COMPARE_ON_ITS_WAY_TIP));
}

/* Draws the strips, with their letters in the margin if there is room. */
static void draw_gates(const ComparePicture *picture, const StageLayout *own, const CompareLane *lane, int index) {
    const Gui *gui = picture->view->gui;
    const StageLane *at = &own->lane[0];
    char path[48];
    if (at->gate_rows == 0) return;
    stage_draw_lane_gates(own, 0);
    for (int row = 0; row < at->gate_rows; row++) {
        int gate = at->gate_of_row[row];
        double h = at->gates.h / at->gate_rows, y = at->gates.y + row * h;
        if (h >= LETTER_ROW && (h < 12 || own->lane_count > 1)) /* otherwise the strips have drawn it */
            gui_text(gui, FACE_MATH_ITALIC, 12, own->area.x + 32, y + h - 4, ALIGN_CENTER,
                     gates_color(gui->theme, lane->run->net.spec.cell, gate), net_gate_letter(lane->run->net.spec.cell, gate));
        text_format(path, (int)sizeof path, "compare/gate%d-%d", index + 1, row + 1);
        hint_add(picture->view, rect(own->area.x + 20, y - 1, 24, h), path,
                 region_words(gui->region, tr(picture->view->strings, STRING_COMPARE_GATE_TIP),
                              tr_name(picture->view->strings, net_gate_name(lane->run->net.spec.cell, gate)), lane->name));
    }
}

void compare_draw_lanes(const ComparePicture *picture) {
    const Gui *gui = picture->view->gui;
    draw_group(gui->list, "compare/chains");
    if (picture->count > 0)
        stage_draw_lit(&picture->stage, picture->lane[0].strip.y, rect_bottom(picture->lane[picture->count - 1].row),
                       gui->theme->background);
    for (int i = 0; i < picture->count; i++) {
        const CompareLane *lane = &picture->lane[i];
        StageLayout own;
        View view;
        find_layout(&own, &view, picture, lane);
        draw_words(picture, lane, i);
        if (lane->strip.h < 6) continue;
        Rect strip = lane->gradient.of_cell ? own.lane[0].cell : own.lane[0].state;
        double letter_y = rect_mid_y(strip) + (strip.h < 20 ? 7 : 5); /* clear of the name above */
        char path[48];
        if (letter_y > lane->row.y + 28) { /* otherwise it would cover the name */
            gui_text(gui, FACE_MATH_ITALIC, 16, own.area.x + 32, letter_y, ALIGN_CENTER, gui->theme->dim,
                     lane->gradient.of_cell ? "c" : "h");
            text_format(path, (int)sizeof path, "compare/letter%d", i + 1);
            hint_add(picture->view, rect(own.area.x + 20, letter_y - 14, 24, 18), path,
                     lane->gradient.of_cell ? tr(picture->view->strings, STRING_COMPARE_LETTER_C)
                                            : tr(picture->view->strings, STRING_COMPARE_LETTER_H));
        }
        if (own.backward_done > 0) stage_draw_lane_river(&own, 0);
        stage_draw_columns(&own, 0, lane->gradient.of_cell, NULL);
        draw_gates(picture, &own, lane, i);
        double end = compare_x(picture, lane, padding_first_step(lane->run) - 0.5);
        text_format(path, (int)sizeof path, "compare/padding%d", i + 1);
        padding_draw(picture->view, rect(end, lane->strip.y, compare_x(picture, lane, own.steps - 0.5) - end, lane->strip.h), path);
    }
}
