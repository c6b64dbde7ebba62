/* The equations of the cell, above the stage: as many as fit, at the largest size that fits. */
#include "engine/analysis/equations.h"
#include "engine/cell/facts.h"
#include "view/hint.h"
#include "view/stage/stage_layout.h"
#include <math.h>

enum { EQUATIONS = 5, EQUATION_SIZE = 160, ALL_LEAST = 12, SOME_LEAST = 14 };

/* Lists the kinds of equations on the stage, the most important first: the state, the head, and the parts of the state. Skips kinds that
   the cell has no equation for. Returns their number. */
static int choose_equations(EquationKind kind[EQUATIONS], const CellFacts *facts) {
    kind[0] = facts->has_c ? EQUATION_CELL : facts->is_plain ? EQUATION_WHOLE : EQUATION_STATE;
    kind[1] = EQUATION_HEAD;
    kind[2] = facts->has_c ? EQUATION_STATE : EQUATION_CANDIDATE;
    kind[3] = EQUATION_GATES;
    kind[4] = EQUATION_CANDIDATE;
    return facts->has_c ? 5 : 4;
}

void stage_draw_equations(const StageLayout *layout) {
    const Gui *gui = layout->view->gui;
    const Net *net = &layout->view->run->net;
    const StageLane *lane = &layout->lane[layout->shown];
    EquationKind kind[EQUATIONS];
    if (layout->equations.h < 28) return;
    const int all = choose_equations(kind, net->facts);
    char tex[EQUATIONS][EQUATION_SIZE] = {""};
    for (int i = 0; i < all; i++) {
        const Equation *equation = equation_find(kind[i], net, &layout->view->run->wiring);
        if (equation) equation_format(tex[i], EQUATION_SIZE, equation, lane->direction);
    }
    /* The head's equation stands at the right; what does not fit is dropped from the end of the others. */
    double width[EQUATIONS], room = layout->area.w - 56, most = fmin(26, layout->equations.h * 0.48), size = most;
    FormulaStyle style = theme_formula(gui->theme, size);
    int count = all;
    for (;; size -= 1) {
        style = theme_formula(gui->theme, size);
        double total = 0;
        for (int i = 0; i < count; i++) {
            width[i] = *tex[i] ? formula_measure(gui->text, gui->scale, &style, tex[i]).width : 0;
            total += width[i] + (width[i] > 0 && i > 0 ? size * 1.6 : 0);
        }
        if (total <= room || count == 1) break;
        /* Widths grow with the size, so this estimates the first size that fits; the sizes between need no measuring. */
        if (size == most) size -= fmax(ceil(most * (1 - room / total)) - 2, 0);
        if (size - 1 >= (count == all ? ALL_LEAST : SOME_LEAST)) continue; /* better smaller than without the letters' meaning */
        count--;
        size = most + 1;
    }
    double x = layout->area.x + 28, y = layout->equations.y + layout->equations.h * 0.5 + size * 0.3;
    draw_group(gui->list, "stage/equations");
    size_t from = gui->list->used;
    for (int i = 0; i < count; i++) {
        if (!*tex[i]) continue;
        if (i == 1) {
            formula_draw(gui->list, gui->text, gui->scale, &style, layout->area.x + layout->area.w - 28, y, ALIGN_RIGHT, tex[i]);
            continue;
        }
        formula_draw(gui->list, gui->text, gui->scale, &style, x, y, ALIGN_LEFT, tex[i]);
        x += width[i] + size * 1.6;
    }
    hint_add(layout->view, layout->equations, "stage/equations", tr(layout->view->strings, STRING_HINT_EQUATION));
    hint_add_symbols(layout->view, from, "stage/equation");
}
