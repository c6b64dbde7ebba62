/* The two pictures of a lesson that is presented. */
#ifndef UNROLL_VIEW_PAGE_PRESENTING_H
#define UNROLL_VIEW_PAGE_PRESENTING_H
#include "view/page/present.h"
#include "view/view.h"

/* The projector's, into the window; `is_projector` false: a picture of the next stop, without what lies over it. Returns where the stage
   stands, of height 0 where none does. */
Rect presenting_draw(const View *view, Rect window, bool is_projector);
/* The lecturer's; returns where the picture of the next stop belongs. */
Rect notes_draw(const View *view, Rect window);

enum { PRESENT_HEIGHT = 540, NOTES_WIDTH = 1280, NOTES_HEIGHT = 800 };

#endif
