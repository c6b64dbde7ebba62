/* The pages of a handout, filled from top to bottom, and where they are broken. A lesson is laid out twice: the first time finds the breaks and
   how much of each page stays empty, the second time the pictures grow into that. */
#ifndef UNROLL_APP_HANDOUT_FLOW_H
#define UNROLL_APP_HANDOUT_FLOW_H
#include "app/handout.h"
#include "view/page/ink.h"

/* Design pixels; a picture has its usual height where nothing speaks for another. */
enum { FLOW_TOP = 70, FLOW_BOTTOM = 84, PICTURE_H = 392, PICTURE_LEAST = 300, PICTURE_MOST = 560, FLOW_PICTURE_MAX = 400 };

typedef struct FlowPicture {
    int page;      /* of the flow, from 0 */
    double height; /* of the first time */
    double growth; /* of the second */
} FlowPicture;

typedef struct Flow {
    DrawList *page[HANDOUT_PAGE_MAX]; /* owned */
    int count;
    double width, height; /* of a page */
    double y;
    bool grows;     /* lessons are laid out twice */
    bool is_broken; /* no memory, or too many pages */
    char title[160];
    int footnote[INK_FOOTNOTE_MAX], footnotes; /* written since the last step began */

    /* of the lesson that is being laid out */
    int first;                       /* page */
    bool is_headed;                  /* a heading has just been written: what follows stays with it */
    bool is_replay;                  /* the second time */
    int asked;                       /* times that room was asked for */
    int broken_at[HANDOUT_PAGE_MAX]; /* where in these a page began, by page */
    double bottom[HANDOUT_PAGE_MAX]; /* of what stands on it, by page */
    FlowPicture picture[FLOW_PICTURE_MAX];
    int pictures;
} Flow;

void flow_init(Flow *flow, double width, double height);
void flow_free(Flow *flow);

/* The page that is being written; NULL when there is none and none can be made. */
DrawList *flow_page(Flow *flow);
bool flow_add_page(Flow *flow);
double flow_room(const Flow *flow);

/* Begins a page where `height` has no room. `with` more should stand there, too: it is let go where keeping it would leave much of a page
   empty, and right behind a heading. */
void flow_need(Flow *flow, double height, double with);
/* The height of the next picture, for which the page was broken where it had to be; `below`: what stands under it (its address), and `with`
   what belongs to it. */
double flow_need_picture(Flow *flow, double below, double with);

/* A lesson begins; its pages so far are given up when it is laid out again. */
void flow_begin(Flow *flow);
void flow_begin_again(Flow *flow);

#endif
