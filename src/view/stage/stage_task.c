/* The task for the stage's sequence in a sentence, and its height. Does not use the layout, which uses this file. */
#include "base/number.h"
#include "view/stage/stage_layout.h"
#include <string.h>

void stage_describe_task(char *out, int size, const View *view) {
    TaskOptions options = setup_task_options(view->setup);
    out[0] = 0;
    setup_task(view->setup)->describe_sequence(out, size, &options, view->run->trace.x, view->run->trace.target);
    tr_said(view->strings, out, size);
    if (view->run->carried_steps == 0) return;
    int used = (int)strlen(out);
    used += text_format(out + used, size - used, " ");
    text_format(out + used, size - used, tr(view->strings, STRING_STAGE_CARRIED), view->run->carried_steps);
}

static const double TASK_NARROW = 700; /* below it the sentence has nearly the whole width, and two lines where it needs them */

double stage_task_edge(const StageLayout *layout) { return layout->area.w < TASK_NARROW ? 12 : 28; }

double stage_task_height(const StageLayout *layout) {
    char text[192];
    double size = layout->small + 1, line = layout->small + 8;
    if (!layout->view->gui || layout->area.w >= TASK_NARROW) return line; /* no gui: only places are asked for */
    stage_describe_task(text, (int)sizeof text, layout->view);
    return gui_text_width(layout->view->gui, FACE_UI, size, text) > layout->area.w - 2 * stage_task_edge(layout) ? line + size + 3 : line;
}
