/* The stage's way from one network to another (view/stage/stage_morph.h): when it begins, and how long it takes. */
#ifndef UNROLL_APP_MORPH_H
#define UNROLL_APP_MORPH_H
#include "app/app.h"
#include "view/stage/stage_morph.h"

/* Could be thrown away at any moment. */
typedef struct AppMorph {
    StageMorph stage;      /* owned */
    bool is_asked;         /* a preset, an undo or a redo was done: bars and states move even where nothing else does */
    bool is_ending;        /* there was input: it ends with this frame, except for a new change, which goes on from the picture on screen */
    bool is_cut;           /* what changed before the next picture came from a script: it is shown at once */
    bool is_followed;      /* the hand that holds a slider has moved since it was pressed: what it changes follows it at once */
    bool is_elsewhere;     /* the picture that is built is not the window's */
    unsigned long version; /* of the laboratory, in the last picture */
} AppMorph;

void app_finish_morph(App *app); /* app_state.c */
/* Before a picture is built, while the last one is still there: does the stage of the new one move? NULL where it is not followed. */
StageMorph *app_begin_morph(App *app, const View *view);
void app_advance_morph(App *app, double dt_s);

#endif
