/* Text on top of TextApi: widths in design pixels, wrapping, and formulas in a small TeX subset. */
#ifndef UNROLL_DRAW_TEXT_H
#define UNROLL_DRAW_TEXT_H
#include "draw/draw_list.h"

double text_width_of(const TextApi *api, double scale, TextFace face, double size, Str text);      /* design pixels */
double text_width(const TextApi *api, double scale, TextFace face, double size, const char *text); /* design pixels */

/* The character whose glyph shows `code` in this face. JetBrains Mono draws the minus U+2212 as short as its hyphen; its en dash is as wide
   as its plus and as high up, so the fixed-pitch faces show a minus with that. The advance is the same. */
uint32_t text_shown_char(TextFace face, uint32_t code);

/* Breaks at blanks and newlines into lines no wider than `width` and draws them from baseline y on, `leading` apart. Returns the number
   of lines; with list == NULL only counts. */
int text_wrap(DrawList *list, const TextApi *api, double scale, TextFace face, double size, Rect box, double leading, Color color,
              const char *text);
/* Draws the text, cut at the end with "…" when wider than `width`. Returns the width drawn. */
double text_fit(DrawList *list, const TextApi *api, double scale, TextFace face, double size, double x, double y, double width,
                TextAlign align, Color color, const char *text);

/* A bounded cache of measures around another TextApi, which must outlive it; init is false when memory is out, and nothing is owned then.
   The wrapped TextApi gives the same results as the inner one, only faster; it is not for two threads at once. */
typedef struct TextCache {
    TextApi inner;
    struct TextMeasure *measure; /* owned */
    uint64_t clock;
    bool failed; /* a measure failed: any layout made since the owner last cleared this is wrong */
} TextCache;
bool text_cache_init(TextCache *cache, const TextApi *inner);
void text_cache_deinit(TextCache *cache);
void text_cache_bind(TextCache *cache, TextApi *out);

/* Formulas: letters italic, digits and functions upright. Understood: _ and ^ with {groups}, \frac{a}{b}, \sqrt{a}, \tanh \sigma \rho
   \partial \delta \Delta \sum \prod \odot \cdot \times \top \|, Greek letters, \text{words}, \mathbf{h}, \hat \bar \tilde \vec, \left( \right),
   \begin{matrix} (also pmatrix, bmatrix, vmatrix, Vmatrix, aligned, cases) with & and \\, blanks as thin spaces, and
   \U{...} \W{...} \V{...} \f{...} \i{...} \g{...} \o{...} \dim{...} \grad{...}, which colour what they hold. Unknown commands are drawn
   as they are, and formula_check names the first mistake. */
typedef enum FormulaColor {
    FORMULA_TEXT,
    FORMULA_U,
    FORMULA_W,
    FORMULA_V,
    FORMULA_F,
    FORMULA_I,
    FORMULA_G,
    FORMULA_O,
    FORMULA_DIM,
    FORMULA_GRAD,
    FORMULA_COLORS
} FormulaColor;
typedef struct FormulaStyle {
    double size; /* design pixels */
    Color color[FORMULA_COLORS];
    bool is_display;  /* on its own line: large fractions, limits above and below */
    bool is_lettered; /* U, W and V have their own colours without any mark-up */
} FormulaStyle;
typedef struct FormulaBox {
    double width, ascent, descent;
} FormulaBox;

FormulaBox formula_measure(const TextApi *api, double scale, const FormulaStyle *style, const char *tex);
FormulaBox formula_draw(DrawList *list, const TextApi *api, double scale, const FormulaStyle *style, double x, double y, TextAlign align,
                        const char *tex);
/* The same for text without a terminator. */
FormulaBox formula_measure_str(const TextApi *api, double scale, const FormulaStyle *style, Str tex);
FormulaBox formula_draw_str(DrawList *list, const TextApi *api, double scale, const FormulaStyle *style, double x, double y,
                            TextAlign align, Str tex);
/* False with the first mistake: an unknown command, a brace without partner, a missing group. Line and column, in bytes, count from 1 in
   `tex`. */
bool formula_check(const char *tex, Diag *diag);
bool formula_check_str(Str tex, Diag *diag);

#endif
