/* Colour arithmetic. A channel c in 0..255 is sRGB; linear light is
     L(c) = (c/255)/12.92 below 0.04045, else ((c/255 + 0.055)/1.055)^2.4            (IEC 61966-2-1)
   color_mix mixes light; color_over composes as the rasteriser does, on the sRGB numbers, so that a colour mixed before looks like the
   translucent one it stands for. Contrast is WCAG 2's (La + 0.05)/(Lb + 0.05).

   The two scales mix on the sRGB numbers, which are closer to even steps for the eye than light is. The signed scale bends
   its position by |v|^0.8, so that small values already leave the neutral colour.

   A heat map of a large network has some hundred thousand cells, so the scales' powers and logarithms are first computed to six digits; if
   that does not decide the rounding of every channel, they are computed again with the mathematical library.

   Simplified on purpose: mixed channels are rounded to 8 bits at every step; alpha is mixed straight, not premultiplied. */
#include "draw/color.h"
#include <float.h>
#include <math.h>
#include <string.h>

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

/* ---- The two scales ---- */

enum { PLACE_BITS = 22, PLACE_ONE = 1 << PLACE_BITS }; /* a place 0..1 between two colours in fixed point: 255 of them fit into an int */
enum { PLACE_DOUBT = 839 };                            /* 2e-4 of a channel's step; the quick way is off by less than 7e-5 */

/* x = m 2^e, 1 <= m < 2, of a normal number. */
static double split(double x, int *e) {
    uint64_t bits;
    double m;
    memcpy(&bits, &x, sizeof bits);
    *e = (int)(bits >> 52) - 1023;
    bits = (bits & UINT64_C(0x000FFFFFFFFFFFFF)) | UINT64_C(0x3FF0000000000000);
    memcpy(&m, &bits, sizeof m);
    return m;
}

enum { BEND_LEAST = -24 }; /* below 2^-24, x^0.8 moves no channel by half a step */

/* x^0.8, 2^BEND_LEAST <= x < 1, absolute error below 5e-7: (m 2^e)^0.8 with the polynomial through m^0.8 at six Chebyshev nodes. */
static double bend_quickly(double x) {
    static const double power[-BEND_LEAST] = {
        /* 2^(-0.8 k), k = 1.. */
        0.5743491774985174,     0.32987697769322355,   0.18946457081379972,   0.1088188204120155,     0.0625,
        0.035896823593657326,   0.020617311105826465,  0.011841535675862483,  0.006801176275750969,   0.00390625,
        0.002243551474603583,   0.0012885819441141532, 0.0007400959797414052, 0.0004250735172344353,  0.000244140625,
        0.00014022196716272393, 8.053637150713457e-05, 4.625599873383782e-05, 2.6567094827152205e-05, 1.52587890625e-05,
        8.763872947670246e-06,  5.033523219195911e-06, 2.89099992086486e-06,  1.660443426697011e-06};
    int e;
    double u = split(x, &e) - 1.5;
    double even = 1.3831613508589098 + u * u * (-0.04914204439792366 + u * u * -0.0051955828524086626);
    double odd = 0.7376865868723707 + u * u * (0.013095941988423428 + u * u * 0.0022444332402026318);
    return power[-1 - e] * (even + u * odd);
}

/* log10 x of a normal number, absolute error below 2e-7: e + log2 m with the polynomial through log2 m at eight Chebyshev nodes. */
static double log10_quickly(double x) {
    int e;
    double u = split(x, &e) - 1.5, w = u * u;
    double even = 0.5849627591044444 + w * (-0.32063187845675617 + w * (-0.07059455402262596 + w * -0.025110140952348023));
    double odd = 0.9617965401665324 + w * (0.1425080240331109 + w * (0.03761046428101406 + w * 0.01444035249464263));
    return 0.30102999566398120 * (e + even + u * odd);
}

/* Two channels side by side, 32 bits for each. */
static uint64_t pair_up(uint8_t low, uint8_t high) { return low | (uint64_t)high << 32; }

/* Both channels: a + (b - a) place, rounded. *unsure gets a bit if a difference of 3e-7 might change the rounding. */
static uint64_t mix_pair(uint64_t a, uint64_t b, uint32_t place, uint64_t *unsure) {
    const uint64_t each = UINT64_C(0x100000001), part = each * (PLACE_ONE - 1), carry = each * PLACE_ONE;
    uint64_t value = a * (PLACE_ONE - place) + b * place + each * (PLACE_ONE / 2), at = value & part;
    *unsure |= ((at + each * PLACE_DOUBT) | ~(at + each * (PLACE_ONE - PLACE_DOUBT - 1))) & carry;
    return value >> PLACE_BITS & each * 255;
}

/* A colour, two channels to a word. */
typedef struct Paired {
    uint64_t rg, ba;
} Paired;

static Paired color_pair_up(Color color) { return (Paired){pair_up(color.r, color.g), pair_up(color.b, color.a)}; }

/* mix_numbers with an error of up to 3e-7 in t; false if that might matter. */
static bool mix_quickly(Color *out, Paired a, Paired b, double t) {
    uint32_t place = (uint32_t)(t * PLACE_ONE + 0.5);
    uint64_t unsure = 0, rg = mix_pair(a.rg, b.rg, place, &unsure), ba = mix_pair(a.ba, b.ba, place, &unsure);
    *out = (Color){(uint8_t)rg, (uint8_t)(rg >> 32), (uint8_t)ba, (uint8_t)(ba >> 32)};
    return unsure == 0;
}

/* The exact computation: at the ends, for NaN, and if a channel is close to a rounding limit. */
static Color color_signed_exactly(const SignedScale *scale, double value, double limit) {
    double t = isinf(value) ? (value > 0 ? 1 : -1) : value / limit;
    if (isnan(value)) return (Color){255, 0, 255, 255};
    if (isnan(t)) t = 0; /* 0 on an axis of length 0 */
    double size = unit(fabs(t));
    if (size < 1.0 / (1 << -BEND_LEAST)) return scale->zero;
    return mix_numbers(scale->zero, t < 0 ? scale->negative : scale->positive, pow(size, SIGNED_BEND));
}

void color_signed_all(Color *out, const SignedScale *scale, const double *value, size_t count, double limit) {
    const Paired zero = color_pair_up(scale->zero), end[2] = {color_pair_up(scale->positive), color_pair_up(scale->negative)};
    /* A product instead of a quotient has a smaller error than the quick computation. Not if the limit has no finite reciprocal. */
    double by = 1 / limit;
    bool is_usual = by > 0 && by <= DBL_MAX;
    for (size_t i = 0; i < count; i++) {
        double t = value[i] * by, size = fabs(t);
        bool is_inside = is_usual && size >= 1.0 / (1 << -BEND_LEAST) && size < 1;
        if (is_inside && mix_quickly(&out[i], zero, end[t < 0], bend_quickly(size))) continue;
        if (is_usual && size >= 1) /* saturated units: whole maps of them */
            out[i] = t < 0 ? scale->negative : scale->positive;
        else
            out[i] = color_signed_exactly(scale, value[i], limit);
    }
}

Color color_signed(const SignedScale *scale, double value, double limit) {
    Color color;
    color_signed_all(&color, scale, &value, 1, limit);
    return color;
}

/* The last stop not above `at`, and the fraction of the way to the next; -1 below the first. */
static int find_stop(const GradientRamp *ramp, double at, double *t) {
    int i = 0;
    if (!(at > ramp->log10_at[0])) return -1;
    while (i < RAMP_STOPS - 1 && at >= ramp->log10_at[i + 1]) i++;
    *t = i < RAMP_STOPS - 1 ? (at - ramp->log10_at[i]) / (ramp->log10_at[i + 1] - ramp->log10_at[i]) : 0;
    return i;
}

/* The quick computation is only used between stops a decade or more apart. */
static bool ramp_quickly(Color *out, const GradientRamp *ramp, double at) {
    double t;
    int i = find_stop(ramp, at, &t);
    if (i < 0 || i == RAMP_STOPS - 1) {
        *out = ramp->color[i < 0 ? 0 : i];
        return true;
    }
    return ramp->log10_at[i + 1] - ramp->log10_at[i] >= 1 &&
           mix_quickly(out, color_pair_up(ramp->color[i]), color_pair_up(ramp->color[i + 1]), t);
}

Color color_ramp(const GradientRamp *ramp, double magnitude) {
    Color color;
    double t;
    if (isnan(magnitude)) return (Color){255, 0, 255, 255};
    if (magnitude > 1e-300 && magnitude < 1e300 && ramp_quickly(&color, ramp, log10_quickly(magnitude))) return color;
    int i = find_stop(ramp, magnitude > 0 ? log10(magnitude) : -INFINITY, &t);
    if (i < 0) return ramp->color[0];
    return i < RAMP_STOPS - 1 ? mix_numbers(ramp->color[i], ramp->color[i + 1], t) : ramp->color[i];
}
