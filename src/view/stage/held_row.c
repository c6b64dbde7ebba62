/* See held_row.h. */
#include "view/stage/held_row.h"
#include "base/number.h"
#include "lab/whatif_words.h"
#include "view/hint.h"
#include <math.h>
#include <string.h>

/* "f₈", "h₃, unit 2", "W[2, 3], layer 1", "x₁" */
static void name_hold(char *out, int size, const Strings *strings, const WhatIf *what, const Net *net) {
    static const char *const digits[] = {"₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"};
    char words[WHATIF_TEXT_MAX], step[16];
    if (what->kind == WHATIF_WEIGHT) {
        whatif_describe(out, size, what, net);
        return;
    }
    const char *letter = what->kind == WHATIF_INPUT   ? "x"
                         : what->kind == WHATIF_STATE ? what->of_c ? "c" : "h"
                                                      : net_gate_letter(net->spec.cell, what->gate);
    int used = text_format(out, size, "%s", letter);
    text_format(step, (int)sizeof step, "%d", what->step + 1);
    for (const char *at = step; *at; at++) used += text_format(out + used, size - used, "%s", digits[*at - '0']);
    if (what->kind == WHATIF_INPUT && net->spec.inputs > 1 && what->input >= 0)
        used += text_format(out + used, size - used, tr(strings, STRING_HOLD_INPUT), what->input + 1);
    if (what->kind != WHATIF_INPUT && what->unit >= 0)
        used += text_format(out + used, size - used, tr(strings, STRING_HOLD_UNIT), what->unit + 1);
    if (what->kind == WHATIF_INPUT) return;
    text_format(words, (int)sizeof words, "%s", what->direction ? " ←" : " →");
    if (net->spec.layers > 1) used += text_format(out + used, size - used, tr(strings, STRING_HOLD_LAYER), what->layer + 1);
    if (net->spec.directions > 1) text_format(out + used, size - used, "%s", words);
}

/* As it was set: 0, −0.5, 0.935. */
static void format_value(char *out, int size, double value) {
    char number[32];
    number_format(number, (int)sizeof number, fabs(value));
    if (strlen(number) > 7) number_format_short(number, (int)sizeof number, fabs(value), 3);
    text_format(out, size, "%s%s", value < 0 ? "−" : "", number);
}

void held_describe(char *out, int size, const Strings *strings, const Run *run, const WhatIf *what) {
    char name[WHATIF_TEXT_MAX], now[32], was[32];
    name_hold(name, (int)sizeof name, strings, what, &run->net);
    format_value(now, (int)sizeof now, what->value);
    number_format_short(was, (int)sizeof was, whatif_value(&run->before, run->weight, what), 2);
    bool is_mean = what->kind != WHATIF_INPUT && what->kind != WHATIF_WEIGHT && what->unit < 0 && run->net.spec.hidden > 1;
    text_format(out, size, tr(strings, STRING_HOLD_HELD), name, now,
                is_mean ? tr(strings, STRING_HOLD_MEAN_WAS) : tr(strings, STRING_HOLD_WAS), was);
}

/* The command that holds the number, with {y} in the place of the value. */
static void format_pull(char *out, int size, const WhatIf *what, const Net *net) {
    WhatIfWords words;
    char text[WHATIF_TEXT_MAX];
    words = whatif_words_tell(what, net);
    words.is_free = true; /* the word in the value's place */
    whatif_words_format(text, (int)sizeof text, &words);
    for (char *at = text; *at; at++) {
        if (at[0] != ' ' || at[1] != 'f' || at[2] != 'r' || at[3] != 'e' || at[4] != 'e') continue;
        text_format(out, size, "whatif %.*s {y}%s", (int)(at - text), text, at + 5);
        return;
    }
}

/* --- the row above the chain --- */

void held_add_pull(const View *view, Rect box, const char *path, const WhatIf *what, const char *tip) {
    Region *region = region_add(view->gui->region, REGION_PULL, box, path);
    format_pull(region->command, (int)sizeof region->command, what, &view->run->net);
    region->tip = tip;
}

/* Returns its left edge; to the left of `least` it is not drawn. */
static double draw_chip(const View *view, Rect row, double size, int index, double right, double least) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    const Run *run = view->run;
    const Strings *strings = view->strings;
    char text[192], path[48], close[48];
    const double close_w = 20;
    held_describe(text, (int)sizeof text, strings, run, &run->hold[index]);
    text_format(path, (int)sizeof path, "stage/hold%d", index + 1);
    text_format(close, (int)sizeof close, "stage/let-go%d", index + 1);
    double w = gui_text_width(gui, FACE_UI_MEDIUM, size, text) + 16 + close_w;
    if (right - w < least) return right;
    Rect box = {right - w, row.y, w, row.h};
    bool is_hot = gui_is_hot(gui, path) || gui_is_active(gui, path);
    draw_round(gui->list, box, 6, is_hot ? color_mix(theme->raised, theme->line, 0.6) : theme->raised);
    draw_round_stroke(gui->list, box, 6, 1.25, theme->accent);
    gui_text(gui, FACE_UI_MEDIUM, size, box.x + 8, gui_middle(rect_mid_y(box), size), ALIGN_LEFT, theme->text, text);
    held_add_pull(view, rect(box.x, box.y, w - close_w, box.h), path, &run->hold[index], tr(strings, STRING_HINT_HOLD));
    gui->region->item[gui->region->count - 1].focusable = true;
    gui_focus_ring(gui, box, 6, path);
    Rect cross = {rect_right(box) - close_w, box.y, close_w, box.h};
    double x = rect_mid_x(cross) - 2, y = rect_mid_y(cross);
    Color color = gui_is_hot(gui, close) ? theme->text : theme->dim;
    draw_line(gui->list, x - 3.5, y - 3.5, x + 3.5, y + 3.5, 1.5, color);
    draw_line(gui->list, x - 3.5, y + 3.5, x + 3.5, y - 3.5, 1.5, color);
    Region *button = region_add(gui->region, REGION_BUTTON, cross, close);
    WhatIfWords words;
    char line[WHATIF_TEXT_MAX];
    words = whatif_words_tell(&run->hold[index], &run->net);
    words.is_free = true;
    whatif_words_format(line, (int)sizeof line, &words);
    text_format(button->command, (int)sizeof button->command, "whatif %s", line);
    button->tip = tr(strings, STRING_HINT_LET_GO);
    return box.x - 8;
}

int held_digits(const Run *run) {
    char before[32], now[32];
    int digits = 3;
    for (;; digits++) {
        number_format_short(before, (int)sizeof before, run->before.loss, digits);
        number_format_short(now, (int)sizeof now, run->trace.loss, digits);
        if (digits == 6 || strcmp(before, now) != 0) return digits;
    }
}

static void describe_loss(char *out, int size, const Strings *strings, const Run *run, bool is_whole) {
    char before[32], now[32], predicted[32];
    int digits = held_digits(run);
    number_format_short(before, (int)sizeof before, run->before.loss, digits);
    number_format_short(now, (int)sizeof now, run->trace.loss, digits);
    number_format_short(predicted, (int)sizeof predicted, run->predicted, digits);
    int used = text_format(out, size, tr(strings, STRING_HOLD_LOSS), before, now);
    if (is_whole) text_format(out + used, size - used, tr(strings, STRING_HOLD_PREDICTED), predicted);
}

double held_row_draw(const View *view, Rect row, double size, bool is_loss_beside) {
    const Gui *gui = view->gui;
    const Run *run = view->run;
    char whole[128], loss[128];
    const double chip_size = size < 15 ? 12 : 13;
    describe_loss(whole, (int)sizeof whole, view->strings, run, true);
    describe_loss(loss, (int)sizeof loss, view->strings, run, false);
    double left = row.x, right = rect_right(row), short_w = gui_text_width(gui, FACE_UI, size, loss) + 16;
    /* Chips leave room for the loss, except the newest: if there is too little room, the loss is left out. */
    double least = left + short_w < right - 200 ? left + short_w : left;
    int hidden = 0;
    for (int i = run->hold_count - 1; i >= 0; i--) {
        double edge = draw_chip(view, row, chip_size, i, right, i == run->hold_count - 1 ? left : least);
        hidden += edge == right;
        right = edge;
    }
    char more[32];
    text_format(more, (int)sizeof more, "+ %d", hidden);
    if (hidden > 0 && right - 40 > left) {
        gui_text(gui, FACE_UI, 12, right, gui_middle(rect_mid_y(row), 12), ALIGN_RIGHT, gui->theme->dim, more);
        hint_add(view, rect(right - 30, row.y, 30, row.h), "stage/hold-more", tr(view->strings, STRING_HINT_HOLD_MORE));
        right -= 40;
    }
    const char *text = left + gui_text_width(gui, FACE_UI, size, whole) + 12 <= right ? whole : loss;
    double w = gui_text_width(gui, FACE_UI, size, text);
    if (left + w + 12 > right) return right;
    if (is_loss_beside) left = right - w - 4;
    gui_text(gui, FACE_UI, size, left, gui_middle(rect_mid_y(row), size), ALIGN_LEFT, gui->theme->text, text);
    hint_add(view, rect(left, row.y, w, row.h), "stage/hold-loss", tr(view->strings, STRING_HINT_PREDICTED));
    return left;
}
