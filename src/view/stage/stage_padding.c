/* Where the stage sequence ends before T: a veil over the columns behind it, a line at its end, and the word. The columns are drawn with
   their unchanged state; at these steps nothing is read, and there is no loss, gradient or score (engine/pass/trace.h). */
#include "view/stage/stage_layout.h"

bool stage_is_padding(const Run *run, int step) { return trace_is_padding(&run->trace, step, 0); }

void stage_draw_padding(const StageLayout *layout) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    int length = layout->view->run->trace.length[0];
    if (length >= layout->steps || layout->open < 1) return;
    double x = stage_x(layout, length - 0.5), right = stage_x(layout, layout->steps - 0.5) + 2;
    /* The one loss of a many-to-one sequence reads the state that was held to the last column: it counts, and is no padding. */
    double top = layout->view->run->wiring.head_reads_final ? layout->lanes.y : layout->outputs.y;
    double bottom = rect_bottom(layout->inputs), foot = rect_bottom(layout->chart);
    draw_group(gui->list, "stage/padding");
    draw_rect(gui->list, rect(x + 1, top, right - x, bottom - top), color_fade(theme->background, 0.62));
    bool has_time =
        layout->view->ui->cursor.phase != PHASE_UPDATE && !(stage_has_answers(layout->view) && layout->view->run->wiring.loss_count == 1);
    if (has_time) /* below the chain too */
        draw_rect(gui->list, rect(x + 1, layout->chart.y, right - x, foot - layout->chart.y - 22), color_fade(theme->background, 0.62));
    draw_path_begin(gui->list);
    draw_path_move(gui->list, x, top);
    draw_path_line(gui->list, x, bottom);
    draw_path_stroke(gui->list, 1.5, theme->dim, 4);
    const char *word = tr(layout->view->strings, STRING_STAGE_PADDING);
    double w = gui_text_width(gui, FACE_UI, layout->small, word);
    if (w + 8 <= right - x) gui_text(gui, FACE_UI, layout->small, (x + right) / 2, layout->inputs.y + 22, ALIGN_CENTER, theme->dim, word);
}
