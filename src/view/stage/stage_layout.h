/* The places of everything on the stage. There is one time axis: column, arrow, factor, bar, dot and gate strip of a step share the same x;
   the inverse function finds the step of a pixel. */
#ifndef UNROLL_VIEW_STAGE_STAGE_LAYOUT_H
#define UNROLL_VIEW_STAGE_STAGE_LAYOUT_H
#include "view/stage/stage_gradient.h"

/* Semantic zoom: circles and arrows, slim columns of cells, a heat map with a lens. */
typedef enum StageZoom { ZOOM_CIRCLES, ZOOM_SLIM, ZOOM_HEAT } StageZoom;

enum { STAGE_LABEL_HEIGHT = 22, STAGE_UNIT_SPACING = 28, STAGE_COLUMN_PAD = 12 }; /* of a column with room to spare */
enum { STAGE_CHART_LEAST = 50 };                      /* of the height of the chart below an unrolled chain; a lower one is not drawn */
enum { STAGE_INTO_C_GAP = 9, STAGE_INTO_C_EDGE = 4 }; /* from the last column to the factor beside it; from that to the stage's edge */
enum { STAGE_LANE_MAX = NET_LAYER_MAX * NET_DIRECTION_MAX, STAGE_GATE_ROWS = NET_GATE_MAX };

/* One chain: a layer in one direction. Rectangles of height 0 are left out at this size. */
typedef struct StageLane {
    int layer, direction;
    Rect box;                         /* all of it */
    Rect state;                       /* the units of h */
    Rect cell;                        /* the units of c, LSTM */
    Rect river;                       /* where the river of h runs: behind the columns, or below them when columns are slim */
    Rect highway;                     /* the river of c */
    Rect gates;                       /* the gate strips */
    int gate_rows;                    /* how many strips */
    int gate_of_row[STAGE_GATE_ROWS]; /* engine's gate block of each strip */
} StageLane;

typedef struct StageLayout {
    const View *view;
    const struct StageMorph *morph; /* the change from another layout, already mixed in; NULL: no change is running */
    double moved;                   /* during a change: 0 the other layout .. 1 this one, eased */
    Rect area, equations, task, outputs, lens, lanes, inputs, factors, chart_head, chart; /* lens: of height 0 but in the heat map */
    StageZoom zoom;
    int steps;                   /* T */
    double left, pitch;          /* of the time axis, unrolled */
    double settled_pitch;        /* where it is on its way to */
    double factors_shown;        /* 1, and while the row of the factors goes 1 .. 0 */
    double open;                 /* 0 folded .. 1 unrolled, eased */
    bool is_opening;             /* in between: the copies are pulled out one after the other */
    double pulled[NET_STEP_MAX]; /* (T) while it opens: how many arrows' lengths step t stands from step 1 */
    double arrow_w;              /* while it opens: that length, wider than the pitch while few are out */
    double column_w;             /* of a column's box */
    double small;                /* size of the smallest words: 14 where there is room, to be read from the last row, else 12 */
    double fold_x;               /* where the folded cell stands */
    int lane_count;
    StageLane lane[STAGE_LANE_MAX];                /* index layer*D + direction; upper layers above, forward above reverse */
    int shown;                                     /* the lane whose gradient the chart shows */
    double top_y;                                  /* upper edge of the topmost columns */
    double output_y, output_size;                  /* middle and side of the output squares */
    double loss_y, loss_radius;                    /* of the loss circles */
    double legend_left;                            /* where the legend begins; only while the stage is on its way (stage_morph.h) */
    double forward_done, loss_done, backward_done; /* how far each pass has come, with the fraction under way */
    double low, high;                              /* log10 ends of the gradient scale: -8 and 2, wider when a value leaves them */
    double state_limit, cell_limit;                /* what counts as full colour */
} StageLayout;

void stage_layout_init(StageLayout *layout, const View *view, Rect area);

/* Middle of step t's column, and the step at x (clamped to 0..T-1): two functions side by side. */
double stage_x(const StageLayout *layout, double t);
/* While it opens: how much of the arrow between steps t-1 and t has come out of the loop. 0 or 1 when folded or unrolled. */
double stage_arrow_out(const StageLayout *layout, int t);
/* While the chain opens: the column at t lies exactly under the next one, and need not be drawn. */
bool stage_is_under_next(const StageLayout *layout, int t);
double stage_pulse(
    const StageLayout *layout); /* 0..1: at the end of the unrolling all arrows light up once, the same W; at the end of an update again */
int stage_step_at(const StageLayout *layout, double x);

double stage_state_limit(const View *view); /* the size of a hidden state that has full colour, on the stage and in the left panel */
const TraceLane *stage_trace(const StageLayout *layout, int lane);
ChainGradient stage_chain_gradient(const StageLayout *layout, int lane);
/* The bar's size before the last update, or without the held numbers; NaN if it is not known. */
double stage_ghost(const StageLayout *layout, const ChainGradient *gradient, int lane, int t);
/* 0..1: how much of step t's state is known, and how much of its gradient, for a lane's direction. */
double stage_state_shown(const StageLayout *layout, int lane, int t);
double stage_gradient_shown(const StageLayout *layout, int lane, int t);
double stage_output_shown(const StageLayout *layout, int k); /* the k-th loss */
/* Position (from 0) of the step that acts now in the pass of this phase, for a direction; -1 when none does. */
int stage_acting(const StageLayout *layout, Phase phase, int direction);
bool stage_step_is_lit(const StageLayout *layout, int t); /* hovered */
int stage_loss_at(const StageLayout *layout, int t);      /* index k of the loss at position t, -1 when there is none */

/* Width of a river, and height in the chart, on the one log scale: 0 at 10^low and below, 1 at 10^high. */
double stage_log_unit(double magnitude, double low, double high);
double river_width(const StageLayout *layout, double magnitude, double most);
/* Widens an axis by pairs of decades until every positive finite number lies on it, at the bottom no further than
   10^STAGE_LOW_LEAST: beside a gradient of 1 nothing smaller counts, for a sum in double precision does not feel it. */
enum { STAGE_LOW_LEAST = -16 };
void stage_widen(double *low, double *high, const double *norm, int count, double scale); /* of norm * scale */

/* The parts, one file each. */
void stage_draw_chain(const StageLayout *layout);
void stage_draw_river(const StageLayout *layout);
/* One lane's columns of h or of c alone, and its river alone: a picture with a layout of its own puts them where it likes. */
void stage_draw_columns(const StageLayout *layout, int lane, bool of_cell, const char *letter);
void stage_draw_lane_river(const StageLayout *layout, int lane);
void stage_draw_gates(const StageLayout *layout);
void stage_draw_lane_gates(const StageLayout *layout, int lane); /* the strips alone */
void stage_draw_ends(const StageLayout *layout);                 /* inputs, outputs, loss */
/* A valve: the arrow that leaves step t along a straight strand. */
typedef struct StageValve {
    double x, y, half; /* its middle; half the height of the channel */
    double x0, x1;     /* ends of the channel */
    bool is_crossed;   /* by the gradient that is shown */
} StageValve;
bool stage_find_valve(StageValve *out, const StageLayout *layout, int lane, int t); /* false: no such arrow, or no room */
void stage_draw_valves(const StageLayout *layout);
void stage_draw_held(const StageLayout *layout); /* rings around the held numbers, and the states before */
void stage_draw_hold(const StageLayout *layout); /* the held numbers in words, in the place of the task's sentence */
bool stage_has_ghost(const StageLayout *layout);
bool stage_is_on_paper(const StageLayout *layout);   /* nobody can click or draw here; a handout has its own axes to draw in */
double stage_task_edge(const StageLayout *layout);   /* left and right of the sentence of the task */
double stage_task_height(const StageLayout *layout); /* of the sentence: one line, or two in a narrow stage */
void stage_draw_task(const StageLayout *layout);     /* what the task asks of this sequence */
/* The answer of the k-th loss beside its output and its loss, as far as there is room: a bar for each class, or for the number and its
   target. `floor_y`: nothing below it; `loss_w` of the loss's number. */
bool stage_draw_answer(const StageLayout *layout, int k, double floor_y, double loss_w, double shown); /* false: there is no room */
/* With a loss at every step, the answer of one step is a line above the chain. True when it has no room beside the task's sentence
   and stands below it. */
enum { STAGE_ANSWER_LINE = 16 };
bool stage_answer_is_below(const StageLayout *layout);
void stage_draw_answer_line(const StageLayout *layout, int k, double shown); /* the same at the end of the row of the task */
void stage_draw_tip(const StageLayout *layout);                              /* the moving end of the gradient, above the columns */
void stage_draw_lens(const StageLayout *layout);
void stage_draw_chart(const StageLayout *layout);
void stage_draw_update(const StageLayout *layout);
bool stage_shows_traces(const StageLayout *layout); /* instead of the chart: until the backward phase */
bool stage_has_traces(const View *view);            /* the same, asked without a layout */
bool stage_has_answers(const View *view);           /* in their place the network's answer */
void stage_draw_values(const StageLayout *layout);
bool stage_shows_values(const StageLayout *layout); /* instead of either: a lesson asks for a curve over a setting */
void stage_draw_traces(const StageLayout *layout);
void stage_draw_equations(const StageLayout *layout);
void stage_draw_legend(const StageLayout *layout);
bool stage_reads_reverse(const Run *run);            /* the head reads the reverse chain too, at step 1 */
bool stage_has_symbols(const View *view);            /* its inputs are symbols that have names, not numbers */
double stage_legend_left(const StageLayout *layout); /* where it begins, in the chart's head */
void stage_draw_hover(const StageLayout *layout);

double stage_unit_spacing(const StageLayout *layout); /* of the units of a column with room to spare; wider while folded */

/* The box of step t's column in a lane: as tall as its units need, in the middle of the lane. */
Rect stage_column_box(const StageLayout *layout, Rect lane, int t);

double stage_update_height(const StageLayout *layout); /* of a chart whose matrices can be read */
Rect stage_share_bars(const StageLayout *layout);      /* of the update phase, below the chain */

double stage_margin_x(const StageLayout *layout); /* where the margin left of the chain begins, which holds the names of its rows */
/* Where the letter of a row stands: in the left margin; folded, beside the cell; it is on its way in the second half of the unrolling. Does
   not ask the layout's view. */
double stage_letter_x(const StageLayout *layout, double unrolled);

void stage_chain_path(char *out, int size, const StageLane *lane); /* of the region that names a lane */
/* "2 ←": layer and direction, as far as there are several. */
void stage_chain_name(char *out, int size, const StageLayout *layout, const StageLane *lane);
bool stage_is_projected(const StageLayout *layout); /* at a scale at which numbers are read from the last row */
double stage_factor_size(const StageLayout *layout);
int stage_factor_every(
    const StageLayout *layout); /* a number under every arrow, every 2nd ...; 0: there is no room but for the one that acts */
bool stage_has_factors(const StageLayout *layout); /* at any of them */
enum { STAGE_FACTOR_MAX = 32 };
void stage_format_factor(char *out, int size, double factor); /* "×0.37" */
/* The stream through W, where an arrow has a straight strand too: in circles, as lines of their own. */
void stage_draw_travel(const StageLayout *layout); /* what is on its way in the forward phase */
bool stage_has_input(const Run *run, int t);       /* true if the stage sequence has one there */
bool stage_is_padding(const Run *run, int t);      /* behind its end */
void stage_draw_padding(const StageLayout *layout);
void stage_draw_side_streams(const StageLayout *layout);

void stage_draw_lit(const StageLayout *layout, double top, double bottom, Color ground);

/* The steps and units of a chain's h or c, or the rows and columns of an update's gate block, whose pixel the subject is on. */
void stage_find_pixel(const StageLayout *layout, const Subject *at, bool of_cell, HeatRange *steps, HeatRange *units);
void stage_find_entry_pixel(const StageLayout *layout, const Subject *at, HeatRange *rows, HeatRange *cols);
bool stage_update_is_added(const UiState *ui); /* the third matrix is W + ΔW */

/* Shared small drawings. */
void stage_arrow(const Gui *gui, double x0, double y0, double x1, double y1, double width, double head, Color color);
void stage_units(const StageLayout *layout, Rect box, const double *value, int count, double limit, double shown, bool cells);
/* 10 to a whole power within a sentence, in characters: 10⁻¹⁶. */
enum { STAGE_POWER_MAX = 24 };
void stage_power_text(char *out, int size, int exponent);
void stage_subscript(const Gui *gui, double size, double x, double y, Color color, const char *letter, int step);

#endif
