/* The microscope: the losses one by one, the eigenvalues of a recurrent block, the singular values of the Jacobian product, the weights
   with their gradient, the path of the state, and all chains on one map. All numbers are the engine's (View.microscope, Run). */
#ifndef UNROLL_VIEW_INSIDE_MICROSCOPE_PICTURE_H
#define UNROLL_VIEW_INSIDE_MICROSCOPE_PICTURE_H
#include "gui/chart.h"
#include "view/stage/stage_gradient.h"

/* The words of the command `microscope`, in order. */
typedef enum MicroscopePanel {
    PANEL_ALL,
    PANEL_LOSSES,
    PANEL_EIGENVALUES,
    PANEL_PRODUCT,
    PANEL_WEIGHTS,
    PANEL_PATH,
    PANEL_LAYERS,
    PANEL_COUNT
} MicroscopePanel;

typedef struct MicroscopePicture {
    const View *view;
    const Microscope *scope;
    MicroscopePlace place;
    int step; /* of the cursor, from 0 */
    Rect area, title, bar;
    Rect part[PANEL_COUNT]; /* of height 0: not shown */
    double left, pitch;     /* of the time axis that losses, chains and the product share: step t is at left + (t + 1/2) pitch */
} MicroscopePicture;

void microscope_picture_init(MicroscopePicture *picture, const View *view, Rect area);

/* The heading of a part; returns what is left for it. tex NULL: none. Losses and product have room for a note at its right. */
Rect microscope_head(const MicroscopePicture *picture, MicroscopePanel part, const char *words, const char *tex, const char *tip);
/* Words where a part has nothing to show. */
void microscope_say(const MicroscopePicture *picture, Rect area, const char *words);
void microscope_draw_steps(const MicroscopePicture *picture, double y);                              /* the numbers of the steps */
double microscope_x(const MicroscopePicture *picture, int step);                                     /* the middle of a step's column */
void microscope_find_range(double *low, double *high, const double *value, int count, double scale); /* decades that hold them */
int microscope_hot_step(const MicroscopePicture *picture, Rect plot);                                /* under the pointer; -1: none */

void microscope_draw_losses(const MicroscopePicture *picture);
void microscope_draw_layers(const MicroscopePicture *picture);
void microscope_draw_product(const MicroscopePicture *picture);
void microscope_draw_plane(const MicroscopePicture *picture);
void microscope_draw_path(const MicroscopePicture *picture);
void microscope_draw_weights(const MicroscopePicture *picture);

#endif
