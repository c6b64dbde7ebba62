/* The comparison: up to four variants, and the setup itself where none of them is the same, as short chains below each other on one time
   axis, with their gradients as lines in one chart and their losses over the updates in another. Everything of a variant is read from its
   own run; what they share is the cursor and the axes. */
#ifndef UNROLL_VIEW_INSIDE_COMPARE_PICTURE_H
#define UNROLL_VIEW_INSIDE_COMPARE_PICTURE_H
#include "view/panel/verdict.h"
#include "view/stage/stage_axis.h"

enum { COMPARE_LANE_MAX = VARIANT_MAX + 1 };

/* One chain: that of a variant, or of the setup. */
typedef struct CompareLane {
    const char *name;
    const Setup *setup;
    const Run *run;
    const ViewVariant *variant; /* NULL: the setup itself, if no variant equals it */
    bool is_the_setup;          /* it has the experiment's own run: without a variant, or with one that changes nothing */
    bool has_other; /* its sequence is not the setup's: T, targets or seed differ, or its batches, or it stands at another update */
    HeatCache *heat;
    const RecordPoint *record; /* (record_count) the measurements during its training */
    int record_count;
    double update_s; /* seconds of one update; 0: not known */
    long known;      /* updates of its training that are shown: those ahead after a visit too, where the setup's own has them */
    Color color;
    int layer, direction; /* the chain that the person has chosen, or the nearest that this network has */
    ChainGradient gradient;
    int shift;                          /* columns between the left end of the axis and its first step */
    double forward_done, backward_done; /* as in StageLayout, of its own steps */
    Rect row, strip;                    /* a line of words and the chain below it; the chain */
} CompareLane;

typedef struct ComparePicture {
    const View *view;
    StageLayout stage;             /* the setup's layout: the time axis, the sizes of its words, the axis of the gradient for all lanes */
    int columns;                   /* of the time axis */
    int base_shift;                /* as CompareLane.shift, of the setup's own steps */
    Rect area, title, chart, race; /* `area`: of the rows and the gradients; a chart of height 0 has no room */
    CompareLane lane[COMPARE_LANE_MAX];
    int count;
    bool is_beside;  /* the race stands right of the area */
    bool is_shifted; /* sequences differ: the steps of the followed losses stand over each other */
} ComparePicture;

void compare_picture_init(ComparePicture *picture, const View *view, Rect area);

/* The lanes: which there are, in which colour. Returns how many; those without a run yet are left out. */
int compare_find_lanes(CompareLane lane[COMPARE_LANE_MAX], const View *view);

/* The point at which it was first found solved, and the last one that was measured; NULL: none. */
const RecordPoint *compare_find_solved(const CompareLane *lane);
const RecordPoint *compare_find_measured(const CompareLane *lane);

bool compare_has_race(const ComparePicture *picture); /* has anything been trained? */

/* The trials of a row; NULL where there are none. */
const TrialItem *compare_find_trial(const TrialSet *set, const CompareLane *lane);

/* Middle of a lane's step, 0..T-1. */
double compare_x(const ComparePicture *picture, const CompareLane *lane, double step);
double compare_gradient_shown(const CompareLane *lane, int step); /* 0..1, as stage_gradient_shown */
/* How large the followed loss's gradient is at the far end, the number first: "4e-9: vanished"; returns its tone. With `follow all` or in
   absolute numbers there is no verdict: the number at the far end alone. */
VerdictTone compare_write_verdict(char *out, int size, const Strings *strings, const CompareLane *lane);
/* Writes that fewer than three digits of its gradient at this step are certain, or of its loss (COMPARE_LOSS), or why that is not known.
   False where there is nothing to say. */
enum { COMPARE_LOSS = -1 };
bool compare_write_lost(char *out, int size, const View *view, const CompareLane *lane, int step);
Color compare_tone(const Theme *theme, VerdictTone tone);
double compare_far(const CompareLane *lane); /* the gradient at the far end, as shown */

/* The title and the line of words about what the rows share. */
enum {
    COMPARE_TITLE = 58,
    COMPARE_TITLE_LOW = 36,
    COMPARE_TITLE_GAP = 16
}; /* height, height where they share a line, pixels between them */
void compare_write_title(char *out, int size, const ComparePicture *picture);
void compare_write_words(char *out, int size, const ComparePicture *picture);
bool compare_is_relative(const ComparePicture *picture);    /* the gradients are shares of what set out */
const char *compare_heading(const ComparePicture *picture); /* of their chart */
const char *compare_numbers(const ComparePicture *picture); /* right of it: what its columns count; "" for steps */

void compare_draw_lanes(const ComparePicture *picture);
void compare_draw_chart(const ComparePicture *picture);
void compare_draw_race(const ComparePicture *picture);
void compare_draw_trials(const ComparePicture *picture); /* replaces it if there are trials */
void compare_draw_hover(const ComparePicture *picture);

#endif
