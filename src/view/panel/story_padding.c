/* The left panel at a step behind the end of the stage sequence. */
#include "base/number.h"
#include "view/panel/story_inside.h"

bool story_write_padding(Pen *pen, int t) {
    const View *view = pen->view;
    char text[256];
    if (!trace_is_padding(&view->run->trace, t, 0)) return false;
    text_format(text, (int)sizeof text, tr(view->strings, STRING_STORY_AT_PADDING), t + 1);
    story_write_heading(pen, text);
    text_format(text, (int)sizeof text, tr(view->strings, STRING_STORY_PADDING), view->run->trace.length[0]);
    story_write_text(pen, text);
    return true;
}
