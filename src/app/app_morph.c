/* The stage's way from one network to another. It begins when a picture has another shape than the one before (another T, cell, layers, directions,
   units), after a preset, an undo or a redo, and where the stage takes another form, mostly at the end of a phase. From a script, under reduced motion, while a training runs, and under a hand that
   drags a slider, the stage is the new one at once. */
#include "app/app_inside.h"
#include <math.h>
#include <string.h>

static const double MORPH_S = 0.3;

/* True while the playhead is dragged. */
static bool is_scrubbed(const App *app) { return app->is_held && strcmp(app->ui.gui.active, "transport/track") == 0; }

/* A dragged change is shown at once; but if the playhead enters another phase, the form changes in the same way as during playing. */
static bool may_move(const App *app, bool is_form_only) {
    bool follows = app->is_held && app->morph.is_followed && !(is_form_only && is_scrubbed(app)),
         is_cut = app->morph.is_cut || follows || app_motion_is_reduced(app) || app->ui.training;
    return app->is_live && !is_cut && app->ui.inside_open <= 0;
}

StageMorph *app_begin_morph(App *app, const View *view) {
    AppMorph *morph = &app->morph;
    if (app->at_surface || morph->is_elsewhere) return NULL;
    bool is_other = morph->version != app->main.lab.version;
    bool changes = (is_other && morph->is_asked) || stage_morph_has_changed(&morph->stage, &app->main.lab.run);
    if (changes || stage_morph_has_other_form(&morph->stage, view)) {
        bool moves = may_move(app, !changes), begins = moves && stage_morph_begin(&morph->stage, &app->list, !changes);
        bool is_missed = moves && !begins && morph->stage.drawn.is_there && !app->list.failed;
        if (is_missed) app_has_memory(app, false);
        app->ui.morph_left = begins ? 1 : 0;
    }
    if (is_other) morph->is_asked = false;
    morph->is_cut = false;
    morph->version = app->main.lab.version;
    morph->stage.drawn.is_there = false; /* until this one's is drawn */
    return &morph->stage;
}

void app_advance_morph(App *app, double dt_s) {
    if (app->morph.is_ending && !(app->morph.stage.dissolves && is_scrubbed(app))) app_finish_morph(app);
    app->morph.is_ending = false;
    if (app->ui.morph_left <= 0) return;
    app->ui.morph_left = fmax(0, app->ui.morph_left - dt_s / MORPH_S);
    app->stale = true;
}
