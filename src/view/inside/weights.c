/* All weights of the chain and gate that are looked at: U, W and the head's V as maps, and beside each its gradient and the change that the
   next update would make. Biases are left out. */
#include "base/number.h"
#include "engine/cell/facts.h"
#include "engine/net/kernels.h"
#include "view/hint.h"
#include "view/inside/inside_head.h"
#include "view/inside/weight_map.h"
#include "view/stage/stage_gradient.h"
#include <math.h>

enum { ROWS = 3, COLUMNS = 3, LABEL = 44, GAP = 22 };

typedef struct Row {
    const char *letter, *tip;
    const Param *param;
    size_t offset;
    int rows, cols;
    Color color;
} Row;

static void find_rows(Row row[ROWS], const View *view) {
    const Net *net = &view->run->net;
    const Theme *theme = view->gui->theme;
    MicroscopePlace place = view_find_place(view->ui, &net->spec);
    const ParamKind kind[ROWS] = {PARAM_INPUT_WEIGHT, PARAM_RECURRENT_WEIGHT, PARAM_HEAD_WEIGHT};
    static const char *const letter[ROWS] = {"U", "W", "V"};
    const char *const tip[ROWS] = {tr(view->strings, STRING_WEIGHTS_INPUT_TIP), tr(view->strings, STRING_WEIGHTS_RECURRENT_TIP),
                                   tr(view->strings, STRING_WEIGHTS_OUTPUT_TIP)};
    const Color color[ROWS] = {theme->input_weight, theme->recurrent_weight, theme->output_weight};
    for (int i = 0; i < ROWS; i++) {
        const Param *param =
            kind[i] == PARAM_HEAD_WEIGHT ? net_get_param(net, kind[i], 0, 0) : net_get_param(net, kind[i], place.layer, place.direction);
        int rows = kind[i] == PARAM_HEAD_WEIGHT ? param->rows : net->spec.hidden, gate = kind[i] == PARAM_HEAD_WEIGHT ? 0 : place.gate;
        row[i] =
            (Row){letter[i], tip[i], param, param->offset + (size_t)gate * (size_t)rows * (size_t)param->cols, rows, param->cols, color[i]};
    }
}

/* Returns the first entry of the block. */
static TermsPlace entry_of(const View *view, const Row *row, int index, int column) {
    static const TermsKind kinds[COLUMNS] = {TERMS_WEIGHT, TERMS_DWEIGHT, TERMS_DELTA};
    MicroscopePlace place = view_find_place(view->ui, &view->run->net.spec);
    bool is_head = index == 2;
    return (TermsPlace){.kind = kinds[column],
                        .param = row->param->kind,
                        .layer = is_head ? 0 : place.layer,
                        .direction = is_head ? 0 : place.direction,
                        .row = is_head ? 0 : place.gate * row->rows};
}

static void draw_row(const View *view, const Row *row, int index, Rect box, double column) {
    static const char *const kinds[COLUMNS] = {"weights", "gradient", "change"}; /* in paths */
    const Gui *gui = view->gui;
    const Run *run = view->run;
    const double *const value[COLUMNS] = {run_shown_weight(run), run_own_gradient(run), run->delta};
    const char *prime = view_find_place(view->ui, &run->net.spec).direction && index < 2 ? "'" : "";
    const char *gate =
        run->net.facts->is_plain || index == 2 ? "" : run->net.facts->gate[view_find_place(view->ui, &run->net.spec).gate].letter;
    char text[64], number[24], path[48];
    text_format(text, (int)sizeof text, "%s%s", row->letter, prime);
    gui_text(gui, FACE_MATH_ITALIC, 22, box.x + 4, box.y + 20, ALIGN_LEFT, row->color, text);
    text_format(path, (int)sizeof path, "weights/%s", row->letter);
    hint_add(view, rect(box.x, box.y, LABEL - 8, 28), path, row->tip);
    for (int c = 0; c < COLUMNS; c++) {
        static const char *const before[COLUMNS] = {"", "∂L/∂", "Δ"};
        Rect area = {box.x + LABEL + c * (column + GAP), box.y, column, box.h - 20};
        char name[40], region[48];
        text_format(name, (int)sizeof name, "%s%s%s%s%s", before[c], row->letter, prime,
                    gate[0] ? tr(view->strings, STRING_WEIGHTS_OF) : "", gate);
        text_format(region, (int)sizeof region, "weights/%s-%s", row->letter, kinds[c]);
        WeightMap map = {
            .value = value[c] + row->offset, .rows = row->rows, .cols = row->cols, .is_gradient = c == 1, .name = name, .path = region};
        map.slot = 3 + index * COLUMNS + c;
        map.has_numbers = true;
        map.has_place = true;
        map.place = entry_of(view, row, index, c);
        Rect drawn = weight_map_draw(view, area, &map);
        number_format_short(number, (int)sizeof number, kernel_norm(map.value, (size_t)map.rows * (size_t)map.cols), 3);
        text_format(text, (int)sizeof text, tr(view->strings, STRING_WEIGHTS_NORM), number);
        gui_text_fit(gui, FACE_UI, 12.5, drawn.x, rect_bottom(drawn) + 15, column, ALIGN_LEFT, gui->theme->dim, text);
        text_format(path, (int)sizeof path, "weights/%s-%s-norm", row->letter, kinds[c]);
        hint_add(view, rect(drawn.x, rect_bottom(drawn) + 2, column, 17), path, tr(view->strings, STRING_WEIGHTS_NORM_TIP));
        TermsPlace norm = map.place;
        norm.kind = TERMS_NORM;
        norm.of = map.place.kind;
        norm.gate = index == 2 ? 0 : view_find_place(view->ui, &run->net.spec).gate;
        norm.row = 0;
        hint_why(view, STRING_WHY_CHANGES);
        hint_number(view, &norm, true); /* of the changes there is none */
    }
}

void weights_draw(const View *view, Rect area) {
    const Gui *gui = view->gui;
    const Run *run = view->run;
    MicroscopePlace place = view_find_place(view->ui, &run->net.spec);
    char title[96], words[160];
    if (run->net.facts->is_plain)
        text_format(title, (int)sizeof title, tr(view->strings, STRING_WEIGHTS_TITLE), COUNT_TEXT(run->update));
    else
        text_format(title, (int)sizeof title, tr(view->strings, STRING_WEIGHTS_TITLE_OF),
                    tr_name(view->strings, run->net.facts->gate[place.gate].name), COUNT_TEXT(run->update));
    inside_write_chain(words, (int)sizeof words, view);
    int used = 0;
    while (words[used]) used++;
    text_format(words + used, (int)sizeof words - used, "%s", tr(view->strings, STRING_WEIGHTS_WORDS));
    Grow grow;
    Rect rest = inside_begin(&grow, GROW_FROM_W, view, area, "weights", title, words);
    const char *const heads[COLUMNS] = {tr(view->strings, STRING_WEIGHTS_WEIGHTS), tr(view->strings, STRING_WEIGHTS_GRADIENT),
                                        tr(view->strings, STRING_WEIGHTS_CHANGE)};
    const char *const tips[COLUMNS] = {tr(view->strings, STRING_WEIGHTS_WEIGHTS_TIP), tr(view->strings, STRING_WEIGHTS_GRADIENT_TIP),
                                       tr(view->strings, STRING_WEIGHTS_CHANGE_TIP)};
    Row row[ROWS];
    draw_group(gui->list, "weights/maps");
    double column = (rest.w - LABEL - (COLUMNS - 1) * GAP) / COLUMNS;
    for (int c = 0; c < COLUMNS; c++) {
        double x = rest.x + LABEL + c * (column + GAP);
        char path[48], head[96];
        text_format(head, (int)sizeof head, "%s%s", heads[c],
                    run->is_held && c > 0 ? tr(view->strings, STRING_WEIGHTS_WITHOUT_HELD) : ""); /* an update lets go of it */
        gui_text_fit(gui, FACE_UI_SEMIBOLD, 15, x, rest.y + 14, column, ALIGN_LEFT, gui->theme->text, head);
        text_format(path, (int)sizeof path, "weights/head-%d", c + 1);
        hint_add(view, rect(x, rest.y, column, 20), path, tips[c]);
    }
    rect_cut_top(&rest, 28);
    find_rows(row, view);
    double weight[ROWS], sum = 0; /* a map of few rows needs less height */
    for (int i = 0; i < ROWS; i++) sum += weight[i] = fmin(1, 0.25 + 0.75 * row[i].rows / fmax(run->net.spec.hidden, row[2].rows));
    for (int i = 0; i < ROWS; i++) {
        Rect box = rect_cut_top(&rest, floor((rest.h - (ROWS - 1 - i) * 10) * weight[i] / sum));
        sum -= weight[i];
        draw_row(view, &row[i], i, box, column);
        rect_cut_top(&rest, 10);
    }
    grow_end(&grow);
}
