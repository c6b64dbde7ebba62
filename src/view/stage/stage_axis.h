/* The log axis of the stage's charts, with title, numbers and legend. */
#ifndef UNROLL_VIEW_STAGE_STAGE_AXIS_H
#define UNROLL_VIEW_STAGE_STAGE_AXIS_H
#include "view/stage/stage_layout.h"

typedef struct StageAxis {
    Rect plot;
    double low, high; /* log10 at the bottom and the top */
    bool is_relative; /* true if relative to S: then it has zones, and 1 is the size at the loss */
} StageAxis;

static const double STAGE_VANISHED = 1e-5, STAGE_EXPLODING = 1e5; /* where the zones begin; as FollowVerdict has them */

enum { STAGE_ZONE_STRIP = 20 }; /* pixels of the zone below the axis, for its name */

double stage_axis_y(const StageAxis *axis, double magnitude);
bool stage_is_off_axis(const StageAxis *axis, double magnitude); /* below its lower end */
void stage_draw_axis(const StageLayout *layout, const StageAxis *axis);
void stage_draw_sketch(const StageLayout *layout, const StageAxis *axis); /* for a curve that a person draws in a lesson, before the true
                                                                             one is shown */
/* Step numbers: every one, or every 2nd, 5th, 10th, ... as they fit. */
void stage_draw_step_numbers(const StageLayout *layout, double y);
/* Draws the title: what the chart shows, and of which chain if there are several, in as many words as fit before the legend. Returns its
   right end. `kept` is the width to leave free after it. */
double stage_draw_title(const StageLayout *layout, const char *words, const char *shorter, const char *tex, double kept);

bool stage_has_lower_half(const StageLayout *layout); /* the room below the chain */
/* While the chain opens, the room below it grows; this fades in (0 .. 1) the commands from number `drawn` on, which were drawn there. */
double stage_lower_half_shown(const StageLayout *layout);
void stage_fade_lower_half(const StageLayout *layout, size_t drawn);
/* Writes into the middle of an empty plot what will appear there. `shown` fades it. */
void stage_draw_placeholder(const StageLayout *layout, Rect plot, const char *words, const char *tip, double shown);

#endif
