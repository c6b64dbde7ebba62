/* How long the jobs of a page's frame may take. A page has no threads, so training fills what the frame leaves: the picture, and what the
   browser needs, come first.

   Every turn is measured from its beginning to its end. What it takes beside its jobs is a running mean. Frames that come late behind a long
   turn shorten the turns that follow; they grow again slowly. */
#ifndef UNROLL_CLI_FRAME_PACE_H
#define UNROLL_CLI_FRAME_PACE_H
#include <stdbool.h>

typedef struct FramePace {
    double turn_s;   /* how long a turn with jobs should take */
    double rest_s;   /* what it takes beside them */
    double slice_s;  /* what its jobs were given */
    double start_s;  /* when the last turn began */
    bool has_worked; /* it took at least what its jobs were given: there were some */
} FramePace;

void frame_pace_init(FramePace *pace);
double frame_pace_begin(FramePace *pace, double now_s); /* returns what the jobs of this turn may take, in seconds */
void frame_pace_end(FramePace *pace, double now_s);

#endif
