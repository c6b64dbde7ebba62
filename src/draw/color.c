/* Colour arithmetic. A channel c in 0..255 is sRGB; linear light is
     L(c) = (c/255)/12.92 below 0.04045, else ((c/255 + 0.055)/1.055)^2.4            (IEC 61966-2-1)
   color_mix mixes light; color_over composes as the rasteriser does, on the sRGB numbers, so that a colour mixed beforehand looks like the
   translucent one it stands for. Contrast is WCAG 2's (La + 0.05)/(Lb + 0.05).

   The two scales mix on the sRGB numbers, which are closer to even steps for the eye than light is. The signed scale bends
   its position by |v|^0.8, so that small values already leave the neutral colour.

   Simplified on purpose: mixed channels are rounded to 8 bits at every step; alpha is mixed straight, not premultiplied. */
#include "draw/color.h"
#include <math.h>

/* L(c) * 65535, so that mixing needs no power function. */
static const uint16_t light_of[256] = {
    0,     20,    40,    60,    80,    99,    119,   139,   159,   179,   199,   219,   241,   264,   288,   313,   340,   367,   396,
    427,   458,   491,   526,   562,   599,   637,   677,   718,   761,   805,   851,   898,   947,   997,   1048,  1101,  1156,  1212,
    1270,  1330,  1391,  1453,  1517,  1583,  1651,  1720,  1790,  1863,  1937,  2013,  2090,  2170,  2250,  2333,  2418,  2504,  2592,
    2681,  2773,  2866,  2961,  3058,  3157,  3258,  3360,  3464,  3570,  3678,  3788,  3900,  4014,  4129,  4247,  4366,  4488,  4611,
    4736,  4864,  4993,  5124,  5257,  5392,  5530,  5669,  5810,  5953,  6099,  6246,  6395,  6547,  6700,  6856,  7014,  7174,  7335,
    7500,  7666,  7834,  8004,  8177,  8352,  8528,  8708,  8889,  9072,  9258,  9445,  9635,  9828,  10022, 10219, 10417, 10619, 10822,
    11028, 11235, 11446, 11658, 11873, 12090, 12309, 12530, 12754, 12980, 13209, 13440, 13673, 13909, 14146, 14387, 14629, 14874, 15122,
    15371, 15623, 15878, 16135, 16394, 16656, 16920, 17187, 17456, 17727, 18001, 18277, 18556, 18837, 19121, 19407, 19696, 19987, 20281,
    20577, 20876, 21177, 21481, 21787, 22096, 22407, 22721, 23038, 23357, 23678, 24002, 24329, 24658, 24990, 25325, 25662, 26001, 26344,
    26688, 27036, 27386, 27739, 28094, 28452, 28813, 29176, 29542, 29911, 30282, 30656, 31033, 31412, 31794, 32179, 32567, 32957, 33350,
    33745, 34143, 34544, 34948, 35355, 35764, 36176, 36591, 37008, 37429, 37852, 38278, 38706, 39138, 39572, 40009, 40449, 40891, 41337,
    41785, 42236, 42690, 43147, 43606, 44069, 44534, 45002, 45473, 45947, 46423, 46903, 47385, 47871, 48359, 48850, 49344, 49841, 50341,
    50844, 51349, 51858, 52369, 52884, 53401, 53921, 54445, 54971, 55500, 56032, 56567, 57105, 57646, 58190, 58737, 59287, 59840, 60396,
    60955, 61517, 62082, 62650, 63221, 63795, 64372, 64952, 65535,
};

static const double SIGNED_BEND = 0.8;

Color color_hex(uint32_t rgb) { return (Color){(uint8_t)(rgb >> 16), (uint8_t)(rgb >> 8), (uint8_t)rgb, 255}; }

/* NaN counts as 0. */
static double unit(double t) { return t > 0 ? (t < 1 ? t : 1) : 0; }

static uint8_t to_byte(double value) { return (uint8_t)(value + 0.5); }

Color color_fade(Color color, double alpha) {
    color.a = to_byte(color.a * unit(alpha));
    return color;
}

/* The channel whose light is nearest. */
static uint8_t channel_of_light(double light) {
    int low = 0, high = 255;
    while (low < high) {
        int middle = (low + high) / 2;
        if (light > 0.5 * (light_of[middle] + light_of[middle + 1]))
            low = middle + 1;
        else
            high = middle;
    }
    return (uint8_t)low;
}

static uint8_t mix_light(uint8_t a, uint8_t b, double t) {
    return a == b ? a : channel_of_light(light_of[a] + (light_of[b] - light_of[a]) * t);
}

static uint8_t mix_number(uint8_t a, uint8_t b, double t) { return to_byte(a + (b - a) * t); }

Color color_mix(Color a, Color b, double t) {
    t = unit(t);
    if (t <= 0) return a; /* most cells of a heat map */
    if (t >= 1) return b;
    return (Color){mix_light(a.r, b.r, t), mix_light(a.g, b.g, t), mix_light(a.b, b.b, t), mix_number(a.a, b.a, t)};
}

static Color mix_numbers(Color a, Color b, double t) {
    return (Color){mix_number(a.r, b.r, t), mix_number(a.g, b.g, t), mix_number(a.b, b.b, t), mix_number(a.a, b.a, t)};
}

Color color_over(Color top, double alpha, Color ground) {
    double t = unit(alpha) * top.a / 255;
    return (Color){mix_number(ground.r, top.r, t), mix_number(ground.g, top.g, t), mix_number(ground.b, top.b, t), 255};
}

static double channel_light(uint8_t channel) {
    double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance(Color color) {
    return 0.2126 * channel_light(color.r) + 0.7152 * channel_light(color.g) + 0.0722 * channel_light(color.b);
}

double color_contrast(Color a, Color b) {
    double la = luminance(a), lb = luminance(b);
    return (fmax(la, lb) + 0.05) / (fmin(la, lb) + 0.05);
}

Color color_signed(const SignedScale *scale, double value, double limit) {
    double t = isinf(value) ? (value > 0 ? 1 : -1) : value / limit;
    if (isnan(value)) return (Color){255, 0, 255, 255};
    if (isnan(t)) t = 0; /* 0 on an axis of length 0 */
    return mix_numbers(scale->zero, t < 0 ? scale->negative : scale->positive, pow(unit(fabs(t)), SIGNED_BEND));
}

Color color_ramp(const GradientRamp *ramp, double magnitude) {
    if (isnan(magnitude)) return (Color){255, 0, 255, 255};
    double at = magnitude > 0 ? log10(magnitude) : -INFINITY;
    if (!(at > ramp->log10_at[0])) return ramp->color[0];
    for (int i = 1; i < RAMP_STOPS; i++) {
        double from = ramp->log10_at[i - 1], to = ramp->log10_at[i];
        if (at < to) return mix_numbers(ramp->color[i - 1], ramp->color[i], (at - from) / (to - from));
    }
    return ramp->color[RAMP_STOPS - 1];
}
