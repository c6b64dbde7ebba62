/* See frame_pace.h. The bounds were measured in Chromium at 60 pictures a second: turns of 15 ms leave what the browser needs of 16.7, and a
   turn that is longer now and then is made up for by the next one. */
#include "cli/frame_pace.h"
#include <math.h>

static const double FRAME_S = 1.0 / 60, TURN_MOST_S = 0.015, SLICE_LEAST_S = 0.008, SLICE_FIRST_S = 0.010;
static const double LATE = 1.5;         /* of a frame: one was left out */
static const double SHORTER_S = 0.001;  /* after a frame that was left out ... */
static const double LONGER_S = 0.00002; /* ... and after every other one: about one a second may be left out */
static const double REST_SHARE = 0.1;   /* of the newest turn in the mean */

void frame_pace_init(FramePace *pace) { *pace = (FramePace){.turn_s = TURN_MOST_S, .rest_s = TURN_MOST_S - SLICE_FIRST_S}; }

double frame_pace_begin(FramePace *pace, double now_s) {
    bool is_late = pace->has_worked && now_s - pace->start_s > LATE * FRAME_S;
    double least_s = fmin(pace->rest_s + SLICE_LEAST_S, TURN_MOST_S);
    pace->turn_s += is_late ? -SHORTER_S : LONGER_S;
    pace->turn_s = fmin(fmax(pace->turn_s, least_s), TURN_MOST_S);
    pace->slice_s = fmax(pace->turn_s - pace->rest_s, SLICE_LEAST_S);
    pace->start_s = now_s;
    pace->has_worked = false;
    return pace->slice_s;
}

void frame_pace_end(FramePace *pace, double now_s) {
    double rest_s = now_s - pace->start_s - pace->slice_s;
    pace->has_worked = rest_s >= 0;
    if (pace->has_worked) pace->rest_s += REST_SHARE * (rest_s - pace->rest_s);
}
