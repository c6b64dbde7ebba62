/* The gradient check in the place of the stage: one weight is moved a little up and down, and the difference quotient of the losses stands
   below the backpropagated gradient. The same is shown for many step sizes: a large one ignores the curvature of the loss, a small one is
   lost in rounding. At the right are the weights, to choose one; and the result for all of them.

   As many digits agree as the relative difference says. That many leading digits are green and underlined, as far as they are the same in
   writing: 1.9999 and 2.0001 have no digit in common, and then words say how little they differ. */
#include "base/number.h"
#include "gui/minus.h"
#include "view/hint.h"
#include "view/inside/grow.h"
#include "view/inside/inside_head.h"
#include "view/view.h"
#include <math.h>
#include <string.h>

enum { DIGITS = 13, MATRIX_CELLS_MAX = 64 };

typedef struct Page {
    const View *view;
    const GradientCheck *check; /* NULL: nothing can be measured now */
    CheckPlace place;
    Rect area, title, left, right;
    bool low, narrow;
} Page;

static double clamp(double value, double least, double most) { return value < least ? least : value > most ? most : value; }

static bool page_init(Page *page, const View *view, Rect area) {
    *page = (Page){.view = view, .check = view->check, .area = area};
    page->place = check_place_fit(&view->ui->check, &view->run->net);
    Rect rest = rect_inset(area, clamp(area.w * 0.016, 10, 24), 0);
    page->low = rest.h < 460;
    page->narrow = rest.w < 700;
    rect_cut_top(&rest, page->low ? 6 : 14);
    rect_cut_bottom(&rest, page->low ? 4 : 12);
    page->title = rect_cut_top(&rest, page->low ? 46 : 58);
    rect_cut_top(&rest, page->low ? 4 : 12);
    page->right = rect_cut_right(&rest, clamp(rest.w * 0.40, 230, fmax(520, rest.w / 3)));
    rect_cut_right(&rest, 20);
    page->left = rest;
    return true;
}

/* --- digits --- */

/* Both numbers with the exponent of the larger one; "" for the exponent 0. */
typedef struct Pair {
    char above[48], below[48], power[16];
    int same;   /* leading bytes that are equal in both and agree */
    int marked; /* how many of them are digits */
} Pair;

/* digits: in how many they agree; NaN: nothing could be found out. The exponent is that of `largest` where this is larger. */
static Pair pair_of(double analytic, double numeric, double digits, double largest) {
    Pair pair = {.same = 0};
    double most = fmax(fmax(fabs(analytic), fabs(numeric)), largest);
    int exponent = most > 0 && isfinite(most) ? (int)floor(log10(most)) : 0;
    double unit = pow(10, exponent);
    if (!(unit > 0)) { /* smaller than any power of ten that a double can hold */
        unit = 1;
        exponent = 0;
    }
    text_format(pair.above, (int)sizeof pair.above, "%+.*f", DIGITS, analytic / unit);
    text_format(pair.below, (int)sizeof pair.below, "%+.*f", DIGITS, numeric / unit);
    minus_mend(pair.above, (int)sizeof pair.above);
    minus_mend(pair.below, (int)sizeof pair.below);
    if (exponent != 0) text_format(pair.power, (int)sizeof pair.power, "e%d", exponent);
    for (int i = 0; pair.above[i] && pair.above[i] == pair.below[i]; i++) {
        bool is_digit = pair.above[i] >= '0' && pair.above[i] <= '9';
        if (is_digit && !(pair.marked < floor(digits))) break;
        pair.marked += is_digit;
        if (is_digit) pair.same = i + 1;
    }
    return pair;
}

/* A row of digits, those that agree in green with a line below. Returns its width. */
static double draw_digits(const Gui *gui, double size, double x, double y, const char *text, int same, const char *power) {
    const Theme *theme = gui->theme;
    char head[48];
    text_format(head, (int)sizeof head, "%.*s", same, text);
    double w = gui_text_width(gui, FACE_MONO_MEDIUM, size, head);
    gui_text(gui, FACE_MONO_MEDIUM, size, x, y, ALIGN_LEFT, theme->good, head);
    if (w > 0) draw_line(gui->list, x, y + size * 0.28, x + w, y + size * 0.28, 1.5, theme->good);
    gui_text(gui, FACE_MONO_MEDIUM, size, x + w, y, ALIGN_LEFT, theme->dim, text + same);
    w += gui_text_width(gui, FACE_MONO_MEDIUM, size, text + same);
    gui_text(gui, FACE_MONO, size, x + w, y, ALIGN_LEFT, theme->dim, power);
    return w + gui_text_width(gui, FACE_MONO, size, power);
}

/* --- the weight --- */

static void write_verdict(char *out, int size, const Strings *strings, const WeightCheck *check, int marked) {
    int digits = (int)fmin(check->digits, DIGITS + 1); /* of those that are written */
    if (check->verdict != CHECK_FOUND)
        text_format(out, size, tr(strings, STRING_CHECK_CANNOT), tr_name(strings, check_reason(check->verdict)));
    else if (check->analytic == 0 && check->numeric == 0)
        text_format(out, size, tr(strings, STRING_CHECK_BOTH_ZERO));
    else if (digits > marked)
        text_format(out, size, tr(strings, STRING_CHECK_NEAR), digits);
    else if (digits >= 1)
        text_format(out, size, tr_count(strings, digits, STRING_CHECK_AGREE_ONE, STRING_CHECK_AGREE), digits);
    else
        text_format(out, size, tr(strings, STRING_CHECK_DISAGREE));
}

/* The checked weight, or its gradient, as the page of one number is asked for it. */
static void link_weight(const Page *page, TermsKind kind) {
    const CheckPlace *at = &page->place;
    TermsPlace place = {.kind = kind, .param = at->kind, .layer = at->layer, .direction = at->direction, .row = at->row, .col = at->col};
    hint_number(page->view, &place, false);
}

/* Both losses with as many decimals: 15 digits of the larger one. */
static void write_losses(char above[32], char below[32], const WeightCheck *check) {
    double most = fmax(fabs(check->loss_above), fabs(check->loss_below));
    int before = most > 0 && isfinite(most) ? (int)floor(log10(most)) + 1 : 1;
    bool is_plain = before > -4 && before <= 15;
    const char *form = is_plain ? "%.*f" : "%.*e";
    int decimals = is_plain ? 15 - before : 14;
    text_format(above, 32, form, decimals, check->loss_above);
    text_format(below, 32, form, decimals, check->loss_below);
}

static void draw_numbers(const Page *page, double *y) {
    const Gui *gui = page->view->gui;
    const Theme *theme = gui->theme;
    const WeightCheck *check = &page->check->probe.check;
    double x = page->left.x, size = clamp(page->left.w / 27, 13, fmax(24, page->left.h / 40)), row = size * 1.7;
    Pair pair = pair_of(check->analytic, check->numeric, check->digits, 0);
    char text[160], above[32], below[32], step[32];
    gui_text(gui, FACE_UI, 13, x, *y + 12, ALIGN_LEFT, theme->dim, tr(page->view->strings, STRING_CHECK_BY_BACKWARD));
    draw_digits(gui, size, x, *y + 16 + size, pair.above, pair.same, pair.power);
    hint_add(page->view, rect(x, *y, page->left.w, 20 + size), "check/analytic", tr(page->view->strings, STRING_CHECK_BY_BACKWARD_TIP));
    link_weight(page, TERMS_DWEIGHT);
    *y += 16 + row;
    gui_text_fit(gui, FACE_UI, 13, x, *y + 12, page->left.w, ALIGN_LEFT, theme->dim,
                 page->left.w > 330 ? tr(page->view->strings, STRING_CHECK_BY_MOVING)
                                    : tr(page->view->strings, STRING_CHECK_BY_MOVING_SHORT));
    draw_digits(gui, size, x, *y + 16 + size, pair.below, pair.same, pair.power);
    hint_add(page->view, rect(x, *y, page->left.w, 20 + size), "check/numeric", tr(page->view->strings, STRING_CHECK_BY_MOVING_TIP));
    *y += 16 + row;
    write_verdict(text, (int)sizeof text, page->view->strings, check, pair.marked);
    gui_text_fit(gui, FACE_UI_SEMIBOLD, 15, x, *y + 14, page->left.w, ALIGN_LEFT,
                 check->verdict != CHECK_FOUND ? theme->warn
                 : check->digits >= 5          ? theme->good
                                               : theme->text,
                 text);
    hint_add(page->view, rect(x, *y, page->left.w, 20), "check/verdict", text[0] ? region_words(gui->region, "%s", text) : NULL);
    *y += 26;
    number_format_short(step, (int)sizeof step, check->step, 3);
    write_losses(above, below, check);
    text_format(text, (int)sizeof text, "e = %s   L(w+e) = %s", step, above);
    gui_text_fit(gui, FACE_MONO, 12.5, x, *y + 12, page->left.w, ALIGN_LEFT, theme->dim, text);
    text_format(text, (int)sizeof text, "%*s   L(w−e) = %s", (int)strlen(step) + 4, "", below);
    gui_text_fit(gui, FACE_MONO, 12.5, x, *y + 29, page->left.w, ALIGN_LEFT, theme->dim, text);
    hint_add(page->view, rect(x, *y, page->left.w, 36), "check/losses", tr(page->view->strings, STRING_CHECK_STEPS_TIP));
    *y += page->low ? 40 : 50;
}

/* True if this row of the ladder is the nearest to the step that was used. */
static bool is_taken(const GradientCheck *check, int i) {
    double to = fabs(log10(check->ladder[i].step / check->probe.check.step));
    return to <= 0.5;
}

/* The largest of the ladder's numbers that are near the gradient: all of these have its exponent. */
static double largest_of(const GradientCheck *check) {
    double analytic = fabs(check->probe.check.analytic), largest = analytic;
    for (int i = 0; i < CHECK_LADDER; i++) {
        double size = fabs(check->ladder[i].numeric);
        if (size > largest && size < 10 * analytic) largest = size;
    }
    return largest;
}

enum { POWER_LETTERS = 4 }; /* behind the digits: "e-11" */

static void draw_ladder(const Page *page, double y) {
    const Gui *gui = page->view->gui;
    const Theme *theme = gui->theme;
    const GradientCheck *check = page->check;
    double x = page->left.x, room = rect_bottom(page->left) - y - 24, w = page->left.w;
    int every = room >= CHECK_LADDER * 19 ? 1 : room >= CHECK_LADDER / 2 * 19 ? 2 : 3;
    double row = fmin(fmax(26, room / 26), room / (CHECK_LADDER / every)); /* a large window is not left empty */
    if (!check->has_ladder || row < 16) {
        if (room > 20)
            gui_text_fit(gui, FACE_UI, 13, x, y + 12, w, ALIGN_LEFT, theme->dim,
                         check->has_ladder ? "" : tr(page->view->strings, STRING_CHECK_TOO_LARGE));
        return;
    }
    gui_text_fit(gui, FACE_UI_SEMIBOLD, 13, x, y + 12, w, ALIGN_LEFT, theme->text, tr(page->view->strings, STRING_CHECK_LADDER));
    hint_add(page->view, rect(x, y, w, 18), "check/ladder", tr(page->view->strings, STRING_CHECK_STEPS_TIP));
    y += 22;
    double largest = largest_of(check);
    double bar_x = x + w * 0.80, bar_w = w * 0.20 - 4, size = row < 20 ? 12 : fmax(13.5, row / 2);
    for (int i = 0, shown = 0; i < CHECK_LADDER; i += every, shown++) {
        const WeightCheck *one = &check->ladder[i];
        Pair pair = pair_of(check->probe.check.analytic, one->numeric, one->digits, largest);
        char step[24], path[48];
        double top = y + shown * row, baseline = top + row / 2 + size * 0.36;
        number_format_short(step, (int)sizeof step, one->step, 1);
        if (is_taken(check, i)) draw_round(gui->list, rect(x - 4, top + 1, w + 4, row - 2), 5, theme->raised);
        gui_text(gui, FACE_MONO, size, x + w * 0.17, baseline, ALIGN_RIGHT, theme->dim, step);
        int sign = pair.below[0] == '+' ? 0 : 2; /* a true minus is three bytes, so that as many digits stand behind it */
        int room_for = (int)((bar_x - 6 - x - w * 0.21) / gui_text_width(gui, FACE_MONO, size, "0")) - POWER_LETTERS;
        int digits = page->narrow ? 11 : 15;
        pair.below[(digits < room_for ? digits : room_for < 4 ? 4 : room_for) + sign] = '\0';
        draw_digits(gui, size, x + w * 0.21, baseline, pair.below,
                    pair.same < (int)strlen(pair.below) ? pair.same : (int)strlen(pair.below), pair.power);
        bool has = one->verdict == CHECK_FOUND && isfinite(one->digits);
        double part = has ? clamp(one->digits / 16, 0, 1) : 0;
        draw_round(gui->list, rect(bar_x, top + row / 2 - 4, bar_w, 8), 4, theme->raised);
        if (part > 0) draw_round(gui->list, rect(bar_x, top + row / 2 - 4, fmax(bar_w * part, 8), 8), 4, theme->good);
        text_format(path, (int)sizeof path, "check/step%d", i + 1);
        hint_add(page->view, rect(x, top, w, row), path,
                 has ? region_words(gui->region, tr(page->view->strings, STRING_CHECK_STEP_TIP), step, one->digits)
                     : region_words(gui->region, tr(page->view->strings, STRING_CHECK_STEP_NOTHING), step,
                                    tr_name(page->view->strings, check_reason(one->verdict))));
    }
}

/* --- the matrices --- */

static Color cell_color(const Page *page, size_t index) {
    const Theme *theme = page->view->gui->theme;
    const GradientCheck *check = page->check;
    if (check && check->is_asked) {
        if (index >= check->next) return theme->raised;
        if (check->verdict[index] != CHECK_FOUND) return theme->warn;
        return color_mix(theme->raised, theme->good, clamp(check->digits[index] / 10, 0.08, 1));
    }
    return color_signed(&theme->state, page->view->run->weight[index], 1);
}

/* Draws one block of weights with a cell for each entry; in a large block, several rows and columns share a cell. */
static Rect draw_matrix(const Page *page, ParamKind kind, double x, double y, double room_w, double room_h) {
    const Gui *gui = page->view->gui;
    const Net *net = &page->view->run->net;
    CheckPlace first = check_place_fit(&(CheckPlace){kind, page->place.layer, page->place.direction, 0, 0}, net);
    bool is_head = kind == PARAM_HEAD_WEIGHT || kind == PARAM_HEAD_BIAS;
    if (!is_head && (page->place.kind == PARAM_HEAD_WEIGHT || page->place.kind == PARAM_HEAD_BIAS)) {
        first.layer = net->spec.layers - 1;
        first.direction = 0;
    }
    const Param *param = net_get_param(net, kind, first.layer, first.direction);
    Color cell[MATRIX_CELLS_MAX * MATRIX_CELLS_MAX];
    int by_row = (param->rows + MATRIX_CELLS_MAX - 1) / MATRIX_CELLS_MAX, by_col = (param->cols + MATRIX_CELLS_MAX - 1) / MATRIX_CELLS_MAX;
    int rows = (param->rows + by_row - 1) / by_row, cols = (param->cols + by_col - 1) / by_col;
    double size = clamp(floor(fmin(room_w / cols, room_h / rows)), 2, fmax(22, page->right.w / 24));
    Rect box = {x, y, size * cols, size * rows};
    for (int r = 0; r < rows; r++)
        for (int c = 0; c < cols; c++)
            cell[r * cols + c] = cell_color(page, param->offset + (size_t)(r * by_row) * (size_t)param->cols + (size_t)(c * by_col));
    draw_image(gui->list, box, cols, rows, cell);
    draw_round_stroke(gui->list, rect_inset(box, -1, -1), 2, 1, gui->theme->line);
    CheckPlace at = page->place;
    if (at.kind == kind && (is_head || (at.layer == first.layer && at.direction == first.direction)))
        draw_round_stroke(gui->list, rect_inset(rect(x + at.col / by_col * size, y + at.row / by_row * size, size, size), -1.5, -1.5), 2,
                          2.5, gui->theme->text);
    char path[48], layer[24] = "";
    text_format(path, (int)sizeof path, "check/%s", check_place_letter(kind));
    Region *region = region_add(gui->region, REGION_HOVER, box, path);
    region->cols = cols;
    region->rows = rows;
    if (!is_head)
        text_format(layer, (int)sizeof layer,
                    first.direction        ? tr(page->view->strings, STRING_CHECK_OF_REVERSE)
                    : net->spec.layers > 1 ? " %d"
                                           : "",
                    first.layer + 1);
    bool whole = by_row == 1 && by_col == 1;
    if (whole)
        text_format(region->command, (int)sizeof region->command, "check weight %s {unit} {step}%s", check_place_letter(kind), layer);
    region->tip = region_words(
        gui->region, whole ? tr(page->view->strings, STRING_CHECK_MATRIX_TIP) : tr(page->view->strings, STRING_CHECK_MATRIX_LARGE),
        check_place_letter(kind), param->rows, param->cols);
    bool is_bias = kind == PARAM_INPUT_BIAS || kind == PARAM_RECURRENT_BIAS || kind == PARAM_HEAD_BIAS;
    const char *letter = is_bias ? "b" : check_place_letter(kind);
    gui_text(gui, FACE_MATH_ITALIC, 16, x - 6, y + 14, ALIGN_RIGHT, gui->theme->text, letter);
    text_format(path, (int)sizeof path, "check/letter-%s", check_place_letter(kind));
    hint_add_text(page->view, FACE_MATH_ITALIC, 16, x - 6, y + 14, ALIGN_RIGHT, letter, path, region->tip);
    return box;
}

static void draw_matrices(const Page *page) {
    const Gui *gui = page->view->gui;
    static const ParamKind kinds[] = {PARAM_RECURRENT_WEIGHT, PARAM_INPUT_WEIGHT, PARAM_INPUT_BIAS,
                                      PARAM_RECURRENT_BIAS,   PARAM_HEAD_WEIGHT,  PARAM_HEAD_BIAS};
    Rect box = page->right;
    const bool asked = page->check && page->check->is_asked;
    gui_text_fit(gui, FACE_UI_SEMIBOLD, 13, box.x, box.y + 12, box.w, ALIGN_LEFT, gui->theme->text,
                 !asked        ? tr(page->view->strings, STRING_CHECK_PICK)
                 : box.w > 330 ? tr(page->view->strings, STRING_CHECK_ALL_TITLE)
                               : tr(page->view->strings, STRING_CHECK_ALL_TITLE_SHORT));
    hint_add(page->view, rect(box.x, box.y, box.w, 18), "check/pick", tr(page->view->strings, STRING_SCREEN_CHECK_TIP));
    rect_cut_top(&box, 24);
    Rect foot = rect_cut_bottom(&box, page->low ? 66 : 96);
    double y = box.y, left = box.x + 24, w = box.w - 24;
    double share[] = {0.48, 0.2, 0.09, 0.09, 0.2, 0.08}, gap = page->low ? 3 : 8;
    Rect above = {left, y, 0, 0};
    for (int i = 0; i < 6; i++) {
        /* U has as many rows as W, so it stands beside W if there is room. */
        double beside = rect_right(above) + 34, rest = rect_right(box) - beside;
        bool is_beside = kinds[i] == PARAM_INPUT_WEIGHT && rest > 60;
        Rect at = is_beside ? draw_matrix(page, kinds[i], beside, above.y, rest, above.h + 0.5)
                            : draw_matrix(page, kinds[i], left, y, w, box.h * share[i]);
        if (!is_beside) y = rect_bottom(at) + gap;
        above = at;
    }
    const CheckSummary *summary = page->check ? &page->check->summary : NULL;
    char text[160];
    if (!asked || !summary) {
        gui_text_fit(gui, FACE_UI, 13, foot.x, foot.y + 18, foot.w, ALIGN_LEFT, gui->theme->dim,
                     tr(page->view->strings, STRING_CHECK_ALL_HINT));
        hint_add(page->view, rect(foot.x, foot.y + 4, foot.w, 20), "check/hint", tr(page->view->strings, STRING_CHECK_ALL_TIP));
        return;
    }
    size_t cannot = summary->checked - summary->by_verdict[CHECK_FOUND];
    text_format(text, (int)sizeof text, tr(page->view->strings, STRING_CHECK_COUNT), COUNT_TEXT((long)summary->checked),
                COUNT_TEXT((long)summary->count));
    gui_text_fit(gui, FACE_UI_SEMIBOLD, 14, foot.x, foot.y + 18, foot.w, ALIGN_LEFT, gui->theme->text, text);
    if (isfinite(summary->worst)) {
        char name[48], command[64];
        CheckPlace worst = check_place_of(summary->worst_index, &page->view->run->net);
        check_place_format(name, (int)sizeof name, &worst, &page->view->run->net);
        text_format(text, (int)sizeof text, tr(page->view->strings, STRING_CHECK_MEDIAN), summary->median, summary->worst, name);
        gui_text_fit(gui, FACE_UI, 14, foot.x, foot.y + 38, foot.w, ALIGN_LEFT, gui->theme->good, text);
        text_format(command, (int)sizeof command, "check weight %s", name);
        Region *region = region_add(gui->region, REGION_BUTTON, rect(foot.x, foot.y + 24, foot.w, 20), "check/worst");
        text_format(region->command, (int)sizeof region->command, "%s", command);
        region->focusable = true;
        region->tip = tr(page->view->strings, STRING_CHECK_WORST_TIP);
        gui_focus_ring(gui, rect(foot.x - 3, foot.y + 23, foot.w, 21), 5, "check/worst");
    }
    if (cannot > 0) {
        text_format(text, (int)sizeof text, tr(page->view->strings, STRING_CHECK_LOST), COUNT_TEXT((long)cannot),
                    COUNT_TEXT((long)summary->by_verdict[CHECK_ROUNDING]), COUNT_TEXT((long)summary->by_verdict[CHECK_KINK]),
                    COUNT_TEXT((long)summary->by_verdict[CHECK_ROUGH]), COUNT_TEXT((long)summary->by_verdict[CHECK_NOT_FINITE]));
        gui_text_fit(gui, FACE_UI, 13, foot.x, foot.y + 58, foot.w, ALIGN_LEFT, gui->theme->warn, text);
        hint_add(page->view, rect(foot.x, foot.y + 46, foot.w, 18), "check/cannot", region_words(gui->region, "%s", text));
    }
}

/* --- the title --- */

static double draw_button(const Page *page, double right, const char *path, const char *label, ButtonStyle style, const char *command,
                          const char *tip) {
    const Gui *gui = page->view->gui;
    double w = gui_text_width(gui, FACE_UI_MEDIUM, 13, label) + 24;
    gui_button(gui, rect(right - w, page->title.y, w, 28), style, path, label, command, tip);
    return right - w - 6;
}

/* "W, row 1, column 2, layer 1". */
static void write_place(char *out, int size, const Page *page) {
    const NetSpec *spec = &page->view->run->net.spec;
    const CheckPlace *place = &page->place;
    bool is_head = place->kind == PARAM_HEAD_WEIGHT || place->kind == PARAM_HEAD_BIAS,
         is_bias = place->kind == PARAM_HEAD_BIAS || place->kind == PARAM_INPUT_BIAS || place->kind == PARAM_RECURRENT_BIAS;
    int used = is_bias
                   ? text_format(out, size, tr(page->view->strings, STRING_CHECK_ENTRY), check_place_letter(place->kind), place->col + 1)
                   : text_format(out, size, tr(page->view->strings, STRING_CHECK_ROW_COLUMN), check_place_letter(place->kind),
                                 place->row + 1, place->col + 1);
    if (!is_head && spec->layers > 1)
        used += text_format(out + used, size - used, tr(page->view->strings, STRING_CHECK_OF_LAYER), place->layer + 1);
    if (!is_head && spec->directions > 1)
        text_format(out + used, size - used,
                    place->direction ? tr(page->view->strings, STRING_CHECK_REVERSE) : tr(page->view->strings, STRING_CHECK_FORWARD));
}

static void draw_title(const Page *page) {
    const View *view = page->view;
    const Gui *gui = view->gui;
    const Net *net = &view->run->net;
    char text[160], name[80], value[32];
    double x = page->title.x, right = rect_right(page->title);
    draw_group(gui->list, "check/title");
    right = draw_button(page, right, "check/close", tr(page->view->strings, STRING_CHECK_CLOSE), BUTTON_PLAIN, "hide",
                        tr(page->view->strings, STRING_CHECK_CLOSE_TIP));
    right = draw_button(page, right, "check/all", tr(page->view->strings, STRING_CHECK_ALL), BUTTON_RAISED, "check all",
                        tr(page->view->strings, STRING_CHECK_ALL_TIP));
    write_place(name, (int)sizeof name, page);
    text_format(text, (int)sizeof text,
                right - x < 360 ? tr(page->view->strings, STRING_CHECK_TITLE_SHORT) : tr(page->view->strings, STRING_CHECK_TITLE), name);
    gui_text_fit(gui, FACE_UI_BOLD, 17, x, page->title.y + 19, right - x - 8, ALIGN_LEFT, gui->theme->text, text);
    hint_add(view, rect(x, page->title.y, right - x - 8, 26), "check/title", tr(page->view->strings, STRING_CHECK_WORDS));
    number_format_short(value, (int)sizeof value, view->run->weight[check_place_index(&page->place, net)], 4);
    text_format(text, (int)sizeof text,
                tr_count(page->view->strings, view->run->update, STRING_CHECK_WHERE_STANDS_ONE, STRING_CHECK_WHERE_STANDS), value,
                COUNT_TEXT(view->run->update), net_get_param(net, page->place.kind, page->place.layer, page->place.direction)->name);
    Rect line = {x, rect_bottom(page->title) - 18, page->title.w, 14};
    double w = inside_draw_words(view, line, gui->theme->dim, text);
    hint_add(view, rect(x, line.y, w, 18), "check/words", region_words(gui->region, "%s", text));
    link_weight(page, TERMS_WEIGHT);
}

void check_draw(const View *view, Rect area) {
    const Gui *gui = view->gui;
    Page page;
    Grow grow;
    page_init(&page, view, area);
    grow_begin(&grow, view, area, GROW_FROM_W, "check");
    draw_group(gui->list, "check/weights");
    draw_matrices(&page);
    draw_group(gui->list, "check/numbers");
    double y = page.left.y;
    if (page.check && page.check->probe.is_known) {
        draw_numbers(&page, &y);
        draw_ladder(&page, y);
    } else {
        gui_text_fit(gui, FACE_UI, 15, page.left.x, y + 16, page.left.w, ALIGN_LEFT, gui->theme->dim,
                     view->ui->training             ? tr(view->strings, STRING_CHECK_TRAINING)
                     : view->run->is_held           ? tr(view->strings, STRING_CHECK_HELD)
                     : view->run->trace.fault.found ? tr(view->strings, STRING_CHECK_NOT_FINITE)
                                                    : tr(view->strings, STRING_CHECK_NETWORK_LARGE));
    }
    draw_title(&page);
    grow_end(&grow);
}
