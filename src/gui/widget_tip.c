/* Tooltips: their lines and their place. A tip goes where it covers least of its subject and of the boxes that the views keep free, and
   among such places to the one nearest to the pointer.

   Simplified on purpose: only places beside the pointer and beside the edges of those boxes are tried. */
#include "base/number.h"
#include "gui/minus.h"
#include "gui/widget.h"
#include <math.h>
#include <string.h>

/* One line of the tooltip; the first is emphasised. */
typedef struct TipLine {
    char text[256];
    TextFace face;
    double size, leading;
    int rows;
} TipLine;

enum { TIP_LINES = 8, TIP_WIDTH = 280 };

static int split_tip(const Gui *gui, TipLine *line, const char *text, double *width, double *height) {
    int count = 0;
    *width = *height = 0;
    for (Str rest = str_from(text); rest.count > 0 && count < TIP_LINES;) {
        TipLine *at = &line[count];
        str_copy(at->text, sizeof at->text, str_trim(str_next_line(&rest)));
        if (!at->text[0]) continue;
        minus_mend(at->text, (int)sizeof at->text);
        at->face = count == 0 ? FACE_UI_SEMIBOLD : FACE_UI;
        at->size = count == 0 ? 13.5 : 12.5;
        at->leading = count == 0 ? 19 : 18;
        double w = gui_text_width(gui, at->face, at->size, at->text);
        at->rows = w <= TIP_WIDTH ? 1
                                  : text_wrap(NULL, gui->text, gui->scale, at->face, at->size, rect(0, 0, TIP_WIDTH, 0), at->leading,
                                              gui->theme->text, at->text);
        *width = fmax(*width, fmin(w, TIP_WIDTH));
        *height += at->rows * at->leading;
        count++;
    }
    return count;
}

enum { TIP_MARGIN = 6, TIP_GAP = 8, TIP_NARROW = 3, TIP_PLACES = 7 + 2 * REGION_FREE_MAX };

static double within(double value, double least, double most) { return fmax(least, fmin(value, most)); }

static double overlap(Rect a, Rect b) {
    double w = fmin(rect_right(a), rect_right(b)) - fmax(a.x, b.x), h = fmin(rect_bottom(a), rect_bottom(b)) - fmax(a.y, b.y);
    return w > 0 && h > 0 ? w * h : 0;
}

/* The cost of a place: the covered square pixels, weighted by their content, plus 12 for each pixel of distance to the pointer. */
static double cost_of(const RegionList *regions, Rect box, Rect keep_off, double x, double y) {
    Rect pointer = rect(x - 4, y - 4, 16, 20);
    double dx = fmax(fmax(box.x - x, x - rect_right(box)), 0), dy = fmax(fmax(box.y - y, y - rect_bottom(box)), 0);
    double cost = 400 * overlap(box, keep_off) + 100 * overlap(box, pointer) + 12 * hypot(dx, dy);
    for (int i = 0; i < regions->free_count; i++) cost += 10 * regions->free[i].weight * overlap(box, regions->free[i].box);
    return cost;
}

Rect gui_place_tip(const RegionList *regions, Rect bounds, Rect keep_off, double x, double y, double w, double h) {
    double across[TIP_PLACES], down[TIP_PLACES], best = INFINITY;
    int columns = 0, rows = 0;
    Rect at = rect(0, 0, w, h), found = at;
    across[columns++] = x + 14;
    across[columns++] = x - 14 - w;
    across[columns++] = x - w / 2;
    down[rows++] = y + 18;
    down[rows++] = y - 12 - h;
    down[rows++] = y - h / 2;
    if (keep_off.w > 0) {
        across[columns++] = keep_off.x - TIP_GAP - w;
        across[columns++] = rect_right(keep_off) + TIP_GAP;
        down[rows++] = keep_off.y - TIP_GAP - h;
        down[rows++] = rect_bottom(keep_off) + TIP_GAP;
        down[rows++] = keep_off.y - TIP_NARROW - h;
        down[rows++] = rect_bottom(keep_off) + TIP_NARROW;
    }
    for (int i = 0; i < regions->free_count; i++) {
        down[rows++] = regions->free[i].box.y - TIP_GAP - h;
        down[rows++] = rect_bottom(regions->free[i].box) + TIP_GAP;
    }
    for (int i = 0; i < rows * columns; i++) {
        at.x = within(across[i % columns], bounds.x + TIP_MARGIN, fmax(bounds.x + TIP_MARGIN, rect_right(bounds) - TIP_MARGIN - w));
        at.y = within(down[i / columns], bounds.y + TIP_MARGIN, fmax(bounds.y + TIP_MARGIN, rect_bottom(bounds) - TIP_MARGIN - h));
        double cost = cost_of(regions, at, keep_off, x, y);
        if (cost >= best - 1e-6) continue;
        best = cost;
        found = at;
    }
    return found;
}

void gui_tooltip(const Gui *gui, Rect bounds, Rect keep_off, double x, double y, const char *text) {
    TipLine line[TIP_LINES];
    const double pad_x = 13, pad_y = 9;
    double width, height;
    int count = split_tip(gui, line, text, &width, &height);
    if (count == 0) return;
    Rect box = gui_place_tip(gui->region, bounds, keep_off, x, y, ceil(width) + 2 * pad_x + 1, height + 2 * pad_y);
    draw_round(gui->list, box, 9, gui->theme->raised);
    draw_round_stroke(gui->list, rect_inset(box, 0.5, 0.5), 8.5, 1, gui->theme->line);
    double baseline = box.y + pad_y;
    for (int i = 0; i < count; i++) {
        Color color = i == 0 ? gui->theme->text : gui->theme->dim;
        double first = baseline + gui_middle(line[i].leading / 2, line[i].size);
        if (line[i].rows == 1)
            gui_text(gui, line[i].face, line[i].size, box.x + pad_x, first, ALIGN_LEFT, color, line[i].text);
        else
            text_wrap(gui->list, gui->text, gui->scale, line[i].face, line[i].size, rect(box.x + pad_x, first, TIP_WIDTH, height),
                      line[i].leading, color, line[i].text);
        baseline += line[i].rows * line[i].leading;
    }
}
