/* Private to cli/: runs a lesson's step without a window: its setup, its commands, its variants. */
#ifndef UNROLL_CLI_CHECK_RUN_H
#define UNROLL_CLI_CHECK_RUN_H
#include "app/lesson_host.h"
#include "base/world.h"

#define CHECK_TRAIN_MAX_S 60.0 /* a single `train` that would take longer is refused */

/* The experiment of a claim: the step's own or one of its variants. */
typedef struct CheckScene {
    Lab lab;
    bool is_made;
    Cliff cliff;
    bool burst; /* the last training ended on numbers that are not finite */
    bool is_variant;
    Setup base;   /* of a variant: the step's setup, as its commands have changed it; and */
    Variant rule; /* the values laid over it. As in the window, keys that it sets keep their values */
} CheckScene;

typedef struct CheckStep {
    const LessonStep *step;
    const LessonSetup *before; /* the setup that the step begins with, from the steps above */
    ClockApi clock;
} CheckStep;

/* Runs a step up to, but without, one of its blocks (NULL: the whole step): its setup, and every command of `do` blocks and answered
   questions, in order. variant NULL: the step's own experiment. seed 0: the setup's own. Commands of the window are checked, not run. False
   on an error: *place says where in the lesson. The old scene is freed first. */
bool check_scene_make(CheckScene *scene, const CheckStep *of, const LessonVariant *variant, long seed, const LessonBlock *until,
                      LessonPlace *place, Diag *diag);
void check_scene_free(CheckScene *scene); /* of a zeroed one too */

/* One command. */
bool check_scene_apply(CheckScene *scene, const ClockApi *clock, const LessonLine *line, Diag *diag);
/* Checks whether the command of a button in the text works here. The scene does not change. */
bool check_scene_could(CheckScene *scene, Str line, Diag *diag);
/* Goes to this update of the training, back or forward. A training that ends with numbers that are not finite is not a failure:
   scene->burst. */
bool check_scene_visit(CheckScene *scene, const ClockApi *clock, long update, Diag *diag);

#endif
