/* Colour arithmetic, and the two scales that never mix: signed values (blue - neutral - orange) and gradient
   magnitudes (violet - pink - amber - white on a fixed log10 axis). */
#ifndef UNROLL_DRAW_COLOR_H
#define UNROLL_DRAW_COLOR_H
#include "draw/geometry.h"
#include <stddef.h>

Color color_hex(uint32_t rgb);                           /* 0xRRGGBB, opaque */
Color color_fade(Color color, double alpha);             /* same colour, alpha multiplied */
Color color_mix(Color a, Color b, double t);             /* t = 0: a, 1: b; in linear light */
Color color_over(Color top, double alpha, Color ground); /* opaque result of painting top with alpha on ground */
double color_contrast(Color a, Color b);                 /* WCAG 2 ratio, 1..21 */

typedef struct SignedScale {
    Color negative, zero, positive;
} SignedScale;
/* value / limit clamped to -1..1; NaN gives opaque magenta, an infinity its end. Mixed on the sRGB numbers at |v|^0.8, as the design's
   pictures are: small values already leave the neutral colour. */
Color color_signed(const SignedScale *scale, double value, double limit);
void color_signed_all(Color *out, const SignedScale *scale, const double *value, size_t count, double limit); /* of each */

enum { RAMP_STOPS = 8 };
typedef struct GradientRamp {
    double log10_at[RAMP_STOPS]; /* -8 -6 -4 -2 -1 0 1 3 */
    Color color[RAMP_STOPS];
} GradientRamp;
Color color_ramp(const GradientRamp *ramp, double magnitude); /* 0 and below the first stop: the first colour; NaN: magenta */

#endif
