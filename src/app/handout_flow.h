/* The pages of a handout, filled from top to bottom, and where they are broken. A lesson is laid out twice: the first time finds the breaks and
   how much of each page stays empty, the second time the pictures grow into that. */
#ifndef UNROLL_APP_HANDOUT_FLOW_H
#define UNROLL_APP_HANDOUT_FLOW_H
#include "app/handout.h"
#include "view/page/ink.h"

/* In design pixels. A picture has its usual height unless the page needs another. */
enum { FLOW_TOP = 70, FLOW_BOTTOM = 84, PICTURE_H = 392, PICTURE_LEAST = 300, PICTURE_MOST = 560, FLOW_PICTURE_MAX = 400 };

typedef struct FlowPicture {
    int page;      /* the picture's number in the flow, from 0 */
    double height; /* its height the first time */
    double growth; /* its height the second time */
} FlowPicture;

typedef struct Flow {
    DrawList *page[HANDOUT_PAGE_MAX]; /* owned */
    int count;
    double width, height; /* height of a page */
    double y;
    bool grows;     /* lessons are laid out twice */
    bool is_broken; /* no memory, or too many pages */
    char title[160];
    int footnote[INK_FOOTNOTE_MAX], footnotes; /* true if something was written since the last step began */

    /* of the lesson that is being laid out */
    int first;                       /* page */
    bool is_headed;                  /* a heading has just been written: what follows stays with it */
    bool is_replay;                  /* the second time */
    int asked;                       /* number of requests for room so far */
    int broken_at[HANDOUT_PAGE_MAX]; /* the number of the request at which each page began */
    double bottom[HANDOUT_PAGE_MAX]; /* the height of the content of each page */
    FlowPicture picture[FLOW_PICTURE_MAX];
    int pictures;
} Flow;

void flow_init(Flow *flow, double width, double height);
void flow_free(Flow *flow);

/* Returns the page that is being written; NULL if there is none and none can be made. */
DrawList *flow_page(Flow *flow);
bool flow_add_page(Flow *flow);
double flow_room(const Flow *flow);

/* Begins a new page if `height` does not fit. If possible, `with` more stays on the same page; not if that would leave much of a page
   empty, and not right after a heading. */
void flow_need(Flow *flow, double height, double with);
/* Returns the height of the next picture, after a page break if one was necessary. `below`: the height of the line under it (its address);
   `with`: the height of the parts that belong to it. */
double flow_need_picture(Flow *flow, double below, double with);

/* Begins a lesson. When the lesson is laid out again, its pages so far are discarded. */
void flow_begin(Flow *flow);
void flow_begin_again(Flow *flow);

#endif
