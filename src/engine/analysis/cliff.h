/* The cliff: a network whose whole loss surface can be drawn. One unit with two numbers w and b, T steps (50 in the paper), one loss at the
   end.

   sigmoid   x_t = w σ(x_{t-1}) + b,     x_0 = 0.5, L = (σ(x_T) - 0.7)²    Pascanu, Mikolov & Bengio 2013, figure 6
   latch     h_t = tanh(w h_{t-1} + b),  h_0 = 0.5, L = (h_T - 0.7)²       the plain cell with one unit and no input */
#ifndef UNROLL_ENGINE_ANALYSIS_CLIFF_H
#define UNROLL_ENGINE_ANALYSIS_CLIFF_H

typedef enum CliffUnit { CLIFF_SIGMOID, CLIFF_LATCH, CLIFF_UNIT_COUNT } CliffUnit;

enum { CLIFF_STEPS_FIRST = 50, CLIFF_STEPS_MAX = 100 }; /* T at first, and at most */
enum { CLIFF_FIXED_MAX = 3, CLIFF_UPDATE_MAX = 1000, CLIFF_SIDE = 40, CLIFF_ROWS = 72, CLIFF_COLS = 2 * CLIFF_SIDE + 1 };

typedef struct CliffRange { /* of the surface */
    double w_least, w_most, b_least, b_most;
} CliffRange;
extern const CliffRange cliff_range[CLIFF_UNIT_COUNT];

typedef struct CliffPoint {
    double w, b;
    double loss, dw, db, norm; /* the loss, its gradient and the length of that */
} CliffPoint;

double cliff_map(CliffUnit unit, double w, double b, double x);              /* one step */
double cliff_slope(CliffUnit unit, double w, double b, double x);            /* its derivative in x */
double cliff_output(CliffUnit unit, double x);                               /* what the loss compares with cliff_target */
double cliff_target(void);                                                   /* 0.7 */
void cliff_states(double *x, CliffUnit unit, int steps, double w, double b); /* x (steps + 1): from x_0 on */
void cliff_measure(CliffPoint *out, CliffUnit unit, int steps, double w, double b);

/* The b at which x_0 is a fixed point. If the map is steeper than 1 there, the point is unstable, and the loss jumps at this b. */
double cliff_edge(CliffUnit unit, double w);

typedef struct CliffFixed {
    double x, slope; /* stable where |slope| < 1, unstable above */
} CliffFixed;
int cliff_find_fixed(CliffFixed out[CLIFF_FIXED_MAX], CliffUnit unit, double w, double b); /* in rising order; returns how many */

/* Gradient descent: (w, b) -= rate · g, where g is the gradient, shortened to `clip` where that is above 0 and g is longer. */
typedef struct CliffDescent {
    CliffUnit unit;
    int steps;   /* T */
    double w, b; /* the start */
    double rate, clip;
    int updates;
} CliffDescent;
void cliff_descend(CliffPoint *at, const CliffDescent *descent); /* at (updates + 1), the start first */
double cliff_jump(const CliffPoint *at, int update);             /* length of the step that this update, from 0, made */

/* The surface on a grid that follows the edge: columns lie close to each other near it, and none crosses it. */
typedef struct CliffSurface {
    CliffPoint at[CLIFF_ROWS][CLIFF_COLS]; /* w rises with the row, b with the column; the edge is column CLIFF_SIDE */
} CliffSurface;
void cliff_measure_surface(CliffSurface *surface, CliffUnit unit, int steps);

#endif
