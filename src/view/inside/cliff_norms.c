/* Below the surface: how long the gradient was before each update, of both descents, on a log axis. A drag over it goes to that update. */
#include "base/number.h"
#include "gui/chart.h"
#include "view/hint.h"
#include "view/inside/cliff_picture.h"
#include <math.h>

static const double LOW = -6, HIGH = 4; /* log10 of the axis */

static double norm_y(Rect plot, double norm) {
    double unit = norm > 0 ? (log10(norm) - LOW) / (HIGH - LOW) : 0;
    return rect_bottom(plot) - plot.h * fmin(fmax(unit, 0), 1);
}

static bool is_on_axis(double norm) { return norm >= pow(10, LOW) && norm <= pow(10, HIGH); }

static double update_x(Rect plot, int update, int longest) { return plot.x + plot.w * update / (longest > 0 ? longest : 1); }

static void draw_axis(const CliffPicture *picture, Rect plot) {
    const Gui *gui = picture->view->gui;
    int every = plot.h > 90 ? 2 : 5;
    for (int e = (int)LOW; e <= (int)HIGH; e++) {
        if ((e - (int)HIGH) % every != 0) continue;
        double y = norm_y(plot, pow(10, e));
        draw_line(gui->list, plot.x, y, rect_right(plot), y, 1, gui->theme->grid);
        chart_power(gui, 13, plot.x - 6, y + 5, ALIGN_RIGHT, gui->theme->dim, e);
    }
}

static void draw_clip_line(const CliffPicture *picture, Rect plot) {
    const Gui *gui = picture->view->gui;
    if (picture->cliff->updates[CLIFF_CLIPPED] == 0) return;
    double y = norm_y(plot, picture->cliff->clipped_at);
    draw_path_begin(gui->list);
    draw_path_move(gui->list, plot.x, y);
    draw_path_line(gui->list, rect_right(plot), y);
    draw_path_stroke(gui->list, 1, gui->theme->good, 4);
    hint_add(picture->view, rect(plot.x, y - 4, plot.w, 8), "cliff/clip",
             "Where the clipped descent cuts: a longer gradient is shortened to this.");
}

static void draw_descent(const CliffPicture *picture, Rect plot, CliffPath path, int longest) {
    DrawList *list = picture->view->gui->list;
    const CliffPoint *at = picture->numbers->at[path];
    int count = picture->cliff->updates[path];
    Color color = cliff_path_color(picture->view->gui->theme, path);
    if (count == 0) return;
    int last = count; /* the last update whose length is on the axis */
    while (last >= 0 && !is_on_axis(at[last].norm)) last--;
    bool drawing = false;
    draw_path_begin(list);
    for (int n = 0; n <= last; n++) {
        double x = update_x(plot, n, longest), y = norm_y(plot, at[n].norm);
        if (is_on_axis(at[n].norm)) {
            if (drawing)
                draw_path_line(list, x, y);
            else
                draw_path_move(list, x, y);
        }
        drawing = is_on_axis(at[n].norm);
    }
    draw_path_stroke(list, 1.5, color, path == CLIFF_PLAIN ? 4 : 0);
    if (last < count && at[count].norm < pow(10, LOW) && plot.h >= 60) {
        const Gui *gui = picture->view->gui;
        double x = update_x(plot, last + 1, longest), y = rect_bottom(plot) - 6 - 16 * path;
        const char *words = "shorter than 10⁻⁶ from here on";
        bool is_right = x + gui_text_width(gui, FACE_UI, 12, words) + 8 <= rect_right(plot);
        gui_text(gui, FACE_UI, 12, is_right ? x + 4 : x - 4, y, is_right ? ALIGN_LEFT : ALIGN_RIGHT, color, words);
    }
    int look = cliff_look(picture->cliff, path);
    if (is_on_axis(at[look].norm)) draw_circle(list, update_x(plot, look, longest), norm_y(plot, at[look].norm), 4.5, color);
}

void cliff_draw_norms(const CliffPicture *picture) {
    const Gui *gui = picture->view->gui;
    Rect plot = picture->norms;
    int longest = cliff_longest(picture->cliff);
    bool low = plot.h < 90;
    char text[96], number[24];
    draw_group(gui->list, "cliff/norms");
    double title_y = plot.y + 12;
    rect_cut_top(&plot, 28);
    rect_cut_left(&plot, 42);
    rect_cut_right(&plot, 8);
    rect_cut_bottom(&plot, low ? 4 : 18);
    gui_text_fit(gui, FACE_UI_SEMIBOLD, 13, picture->norms.x, title_y, picture->norms.w, ALIGN_LEFT, gui->theme->text,
                 longest > 0 ? "Length of the gradient before each update, as far as the descents went"
                             : "Length of the gradient before each update: press Descend");
    draw_axis(picture, plot);
    if (longest == 0) return;
    draw_clip_line(picture, plot);
    for (int path = 0; path < CLIFF_PATH_COUNT; path++) draw_descent(picture, plot, (CliffPath)path, longest);
    int look = picture->cliff->look < 0 || picture->cliff->look > longest ? longest : picture->cliff->look;
    double x = update_x(plot, look, longest);
    draw_line(gui->list, x, plot.y - 2, x, rect_bottom(plot) + 2, 1.5, gui->theme->text);
    for (int i = 0; !low && i <= 4; i++) {
        int update = longest * i / 4;
        if (i > 0 && update == longest * (i - 1) / 4) continue;
        text_format(text, (int)sizeof text, "%d", update);
        gui_text(gui, FACE_MONO, picture->small, update_x(plot, update, longest), rect_bottom(plot) + 14,
                 i == 0   ? ALIGN_LEFT
                 : i == 4 ? ALIGN_RIGHT
                          : ALIGN_CENTER,
                 gui->theme->dim, text);
    }
    Region *region = region_add(gui->region, REGION_SCRUB, rect(plot.x, plot.y - 4, plot.w, plot.h + 8), "cliff/norms");
    region->can_drag = true;
    region->axis_x = (RegionAxis){plot.x, rect_right(plot), NULL};
    text_format(region->command, (int)sizeof region->command, "cliff scrub {x}");
    number_format_short(number, (int)sizeof number,
                        picture->numbers->at[picture->cliff->last][cliff_look(picture->cliff, picture->cliff->last)].norm, 3);
    region->tip = region_words(gui->region, "After %d updates the gradient is %s long\nDrag to look at another update.", look, number);
}
