/* The cliff in the place of the stage: where its parts stand, and what they share. */
#ifndef UNROLL_VIEW_INSIDE_CLIFF_PICTURE_H
#define UNROLL_VIEW_INSIDE_CLIFF_PICTURE_H
#include "view/view.h"

enum { CLIFF_BAND = 8 };                           /* rows of the surface that are drawn at once */
enum { CLIFF_LOG_LEAST = -8, CLIFF_LOG_MOST = 3 }; /* of the gradient's length, as a colour and as a height */

typedef struct CliffPicture {
    const View *view;
    const Cliff *cliff;
    const CliffNumbers *numbers;
    const CliffRange *range;
    Rect area, title, solid, above, map, norms; /* norms.h is 0 if there is no room for it */
    double most;                                /* the largest loss of the surface */
    double small;                               /* size of small text */
    bool is_still;                              /* motion is reduced: whole updates only */
    double grown;                               /* how far the surface has risen from its ground, 0 to 1 */
} CliffPicture;

/* The shown place of a descent: before the running update, and moving to the place after it. */
typedef struct CliffNow {
    const CliffPoint *from; /* with the gradient that the update uses */
    CliffPoint at;
    double height;  /* of `at`, cliff_height's */
    bool is_moving; /* `at` has left `from` */
    double arrow;   /* length of the gradient as the arrow shows it: after the clipping part, the clipped one */
    bool is_cut;    /* the update clips it */
} CliffNow;

bool cliff_picture_init(CliffPicture *picture, const View *view, Rect area); /* false when its numbers are not there */

/* Return the place in the range of w or b, 0 to 1. */
double cliff_unit_w(const CliffPicture *picture, double w);
double cliff_unit_b(const CliffPicture *picture, double b);
double cliff_height(const CliffPicture *picture, const CliffPoint *at); /* of the surface: 0 to 1 */
CliffNow cliff_find_now(const CliffPicture *picture, CliffPath path);
double cliff_arrow_length(double norm); /* of the map's half side: by the size on a log scale */
bool cliff_is_inside(const CliffPicture *picture, const CliffPoint *at);

/* For a RegionAxis: returns w or b at this part of its range, rounded to a short number. */
typedef double (*CliffAxis)(int key, double unit);
CliffAxis cliff_w_at(CliffUnit unit);
CliffAxis cliff_b_at(CliffUnit unit);

/* The colour and name of a descent, for its line and for the words about it. */
Color cliff_path_color(const Theme *theme, CliffPath path);
void cliff_write_path(char *out, int size, const Strings *strings, const Cliff *cliff,
                      CliffPath path);     /* "without clipping", "clipped at norm 1" */
double cliff_shown_look(const View *view); /* updates, and a part of the next where motion is not reduced */
int cliff_longest_step(double *jump, const CliffNumbers *numbers, CliffPath path); /* the update, from 1, that made it; 0: none */
double cliff_steepest(const CliffNumbers *numbers, CliffPath path);                /* the largest norm met */

void cliff_draw_arrow(const Gui *gui, Point from, Point to, double width, Color color);

/* The parts. Points of a descent are drawn up to the shown update. */
void cliff_draw_solid(const CliffPicture *picture);
void cliff_draw_above(const CliffPicture *picture);
void cliff_draw_map(const CliffPicture *picture);
void cliff_draw_norms(const CliffPicture *picture);

#endif
