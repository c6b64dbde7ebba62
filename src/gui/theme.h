/* The tokens of the design: every colour on screen has a name here. The person chooses a theme and a palette; each combination is one table
   of tokens. */
#ifndef UNROLL_GUI_THEME_H
#define UNROLL_GUI_THEME_H
#include "draw/color.h"
#include "draw/text.h"

typedef enum ThemeName { THEME_DARK, THEME_LIGHT, THEME_COUNT } ThemeName;
typedef enum Palette { PALETTE_DEFAULT, PALETTE_CONTRAST, PALETTE_COUNT } Palette;
typedef struct ThemeChoice {
    ThemeName theme;
    Palette palette;
} ThemeChoice;

typedef struct Theme {
    bool dark; /* light on dark ground */
    Color background, panel, raised, line, grid;
    Color text, dim, faint; /* faint is for shapes and lines: 3:1, not enough for text that must be read */
    Color pill;             /* the chosen item of several, on raised */
    Color accent, accent_ink;
    Color good, warn, bad;
    SignedScale state;
    Color input_weight, recurrent_weight, output_weight;        /* U, W, V */
    Color gate_forget, gate_input, gate_candidate, gate_output; /* GRU: update, reset, candidate */
    Color model[3];                                             /* RNN, GRU, LSTM */
    GradientRamp ramp;
    Color gradient_ink, gradient_ground; /* the name of the backward phase: text and its ground */
} Theme;

const Theme *theme_get(ThemeChoice choice);
FormulaStyle theme_formula(const Theme *theme, double size);

enum {
    TOP_BAR_HEIGHT = 56,
    LEFT_PANEL_WIDTH = 380,
    RIGHT_PANEL_WIDTH = 348,
    TRANSPORT_HEIGHT = 72,
    DRAWER_BELOW_WIDTH = 1280,     /* both panels are drawers over the stage, unless a lesson is open */
    BESIDE_COLUMN_WIDTH = 480,     /* of the stage beside a lesson, if the window is large enough */
    BOTH_PANELS_FROM_WIDTH = 1600, /* for widths between the two there is one column for both */
    SCREEN_LEAST_WIDTH = 800,
    SCREEN_LEAST_HEIGHT = 500,
    SCREEN_TALL_WIDTH = 480, /* a tall window has its one column below the stage: a phone */
    SCREEN_TALL_HEIGHT = 600
};

#endif
