/* Private to cli/: a lesson's step as the check runs it: its setup, its commands, its variants, without a window. */
#ifndef UNROLL_CLI_CHECK_RUN_H
#define UNROLL_CLI_CHECK_RUN_H
#include "app/lesson_host.h"
#include "base/world.h"

#define CHECK_TRAIN_MAX_S 60.0 /* a single `train` that would take longer is refused */

/* What a claim looks at: one experiment, the step's own or one of its variants. */
typedef struct CheckScene {
    Lab lab;
    bool is_made;
    Cliff cliff;
    bool burst; /* the last training ended on numbers that are not finite */
    bool is_variant;
    Setup base;   /* of a variant: the step's setup, as its commands have changed it; and */
    Variant rule; /* what is laid over it. As in the window, what it says itself stays whatever is set later */
} CheckScene;

typedef struct CheckStep {
    const LessonStep *step;
    const LessonSetup *before; /* that the step begins with: what stood on the stage above it */
    ClockApi clock;
} CheckStep;

/* A step up to one of its blocks, this one left out (NULL: the whole step): its setup, every command of `do` and of what its questions do,
   in their order. variant NULL: the step's own experiment. seed 0: the setup's own. Commands of the window are looked at, not done. False
   when something cannot be done: *place says where in the lesson. The scene is given up before, and made anew. */
bool check_scene_make(CheckScene *scene, const CheckStep *of, const LessonVariant *variant, long seed, const LessonBlock *until,
                      LessonPlace *place, Diag *diag);
void check_scene_free(CheckScene *scene); /* of a zeroed one too */

/* One command. */
bool check_scene_apply(CheckScene *scene, const ClockApi *clock, const LessonLine *line, Diag *diag);
/* What a button of the text does: can it be done here? The scene stays as it is. */
bool check_scene_could(CheckScene *scene, Str line, Diag *diag);
/* Goes to this update of the training: back, or on. A training that ends on numbers that are not finite is no failure: scene->burst. */
bool check_scene_visit(CheckScene *scene, const ClockApi *clock, long update, Diag *diag);

#endif
