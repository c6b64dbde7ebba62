/* exp, sigmoid, tanh and log on the vectors of the fast kernels (vector.h).

   sigmoid and tanh are a numerator over a denominator, so that several can share one division, the slowest instruction here:
   1/a = b * 1/(ab). The denominator of a NaN is a number, so that it spoils none of the others.

   The sigmoid comes from its smaller side: e = exp(-|x|), s = e/(1+e), sigmoid(x) = s for x < 0 and 1 - s for x >= 0. So it is
   exactly 1 where s is below half a unit of the last place, it never exceeds 1, and 1 - sigmoid(x) loses no digits either.

   A single sequence is bound by latency, so there every operation counts. As long as no number of a vector is NaN, saturated (SIGMOID_NEAR,
   TANH_NEAR) or so far below zero that the shared division would overflow (SIGMOID_LEAST), sigmoid(x) = 1/(1+e), e = exp(-x), and tanh x =
   (1-e)/(1+e), e = exp(-2x), for either sign and without any bounds ("near" below, `quick` at the call). One branch, rarely taken and
   waited for by nobody, sends the other vectors through the way above.

   Eight lanes hold the eighth powers of two in one register:
   exp(-y) = 2^(k/8) exp(r), |r| <= ln2/16, k by adding and subtracting 1.5 2^52; exp(r) - 1 = r + r^2 Q(r), Q a polynomial of
   degree 5 fitted at Chebyshev points (1e-17, and 2e-16 of the value). tanh x = ((1-e)/2) / ((1+e)/2), e = exp(-2x).

   Fewer lanes:
   exp(y), y <= 0:  y = k ln2 + r, |r| <= ln2/2, ln2 in two parts; p = exp(r) - 1 = r + r^2 Q(r), Q of degree 9 (4e-17 of p);
                    exp(y) = 2^k p + 2^k, and exp(y) - 1 = 2^k p + (2^k - 1) without cancellation near zero.
   tanh |x| = -m/(2+m), m = exp(-2|x|) - 1.

   Absolute error below 5e-16; relative error of exp, of tanh near zero, and of the sigmoid down to 1e-300 below 1e-15 (at -690,
   where the exponent itself is rounded, 2e-13).

   Simplified on purpose: exp below -708 is 0, where a double still has a few hundred smaller numbers.

   The slopes of saturated units come from here as well. 1 - tanh(a)^2 of a rounded tanh loses a digit with every digit that
   tanh a has in common with 1; beyond FLAT it is computed from a:
   1 - tanh(a)^2 = 4 e/(1+e)^2, e = exp(-2|a|);   1 - sigmoid(a) = e/(1+e), e = exp(-a). */
#ifndef UNROLL_ENGINE_FAST_NONLINEAR_H
#define UNROLL_ENGINE_FAST_NONLINEAR_H
#include "engine/fast/vector.h"
#include "engine/pass/trace.h"

#if defined __AVX512F__ && defined __AVX512DQ__
/* top/bottom where `inside`, elsewhere `other`; there the bottom is a number all the same, and small enough. The sigmoid's top
   and bottom are those of its smaller side, and `positive` says where it is 1 minus that. */
typedef struct Ratio {
    V top, bottom, other;
    __mmask8 inside, positive;
} Ratio;

/* 2^(k/8), k in the last bits of t. */
FAST_INLINE V v_power_of_eighth(V t) {
    const V power = {1.0,
                     1.0905077326652577,
                     1.189207115002721,
                     1.2968395546510096,
                     1.4142135623730951,
                     1.5422108254079407,
                     1.681792830507429,
                     1.8340080864093424};
    const VU eighth = {0, 1, 2, 3, 4, 5, 6, 7}; /* what k's last three bits add to the exponent's is taken off before */
    return (V)((VU)_mm512_permutexvar_pd((__m512i)t, (V)((VU)power - (eighth << 49))) + ((VU)t << 49));
}

/* exp(-factor y) = scale (1 + factor p) for factor y from -708 to 708; factor is 1 or 2. `exact`: far from zero, too, where one
   double for ln2/8 is not enough (2e-17 of the result for each unit of y). */
FAST_INLINE void exp_parts(V y, const double factor, const bool exact, V *scale, V *p) {
    const double magic = 6755399441055744.0, step = 11.541560327111707, ln2_8 = 0.08664339756999316, f = factor;
    const double c2 = 0.5000000000000051 * f, c3 = 0.16666666666666724 * (f * f), c4 = 0.04166666661752646 * (f * f * f);
    const double c5 = 0.00833333332787334 * (f * f * f * f), c6 = 0.0013889587108239542 * (f * f * f * f * f);
    const double c7 = 0.00019842045637239258 * (f * f * f * f * f * f);
    V t = y * (-factor * step) + magic, k = t - magic,
      r = _mm512_fnmsub_pd(k, _mm512_set1_pd(ln2_8 / factor), y); /* -k ln2/8 - y, rounded once */
    if (exact) r -= k * (2.8988085173078744e-18 / factor);
    V r2 = r * r, q = (r * c7 + c6) * r2 + (r * c5 + c4);
    q = q * r2 + (r * c3 + c2);
    *p = q * r2 + r;
    *scale = v_power_of_eighth(t);
}

/* exp(-factor y) = scale (1 + p), the variant with the shortest dependency chain. In powers of two, so that r is
   what one instruction leaves of the exponent; that one is rounded, which costs 1e-16 y of the result. */
FAST_INLINE void near_parts(V y, const double factor, V *scale, V *p) {
    const double magic = 844424930131968.0, log2e = 1.4426950408889634; /* 1.5 2^49: eighths remain */
    const double c1 = 0.6931471805599453, c2 = 0.24022650695910316, c3 = 0.05550410866482177, c4 = 0.009618129096285193;
    const double c5 = 0.0013333558137692306, c6 = 0.0001540430475647682, c7 = 1.5253330187733993e-05;
    V z = y * (-factor * log2e), t = z + magic, r = _mm512_reduce_pd(z, 3 << 4 | _MM_FROUND_NO_EXC), r2 = r * r;
    V low = (r * c3 + c2) * r2 + r * c1, high = (r * c7 + c6) * r2 + (r * c5 + c4);
    *p = high * (r2 * r2) + low;
    *scale = v_power_of_eighth(t);
}

/* Of the sigmoid's smaller side. The exponent is bounded, and a NaN becomes a bound. */
FAST_INLINE Ratio sigmoid_ratio(V x) {
    Ratio out = {
        .other = x, .inside = _mm512_cmp_pd_mask(x, x, _CMP_ORD_Q), .positive = _mm512_cmp_pd_mask(x, _mm512_setzero_pd(), _CMP_GE_OQ)};
    V scale, p, y = _mm512_range_pd(x, _mm512_set1_pd(709), 2 | 2 << 2); /* |x|, at most 709 */
    exp_parts(y, 1, false, &scale, &p);
    out.top = _mm512_maskz_fmadd_pd(_mm512_cmp_pd_mask(y, _mm512_set1_pd(708), _CMP_LE_OQ), scale, p, scale);
    out.bottom = scale * p + (scale + 1);
    return out;
}

/* From |x| = 20 on it is 1 to all digits. */
FAST_INLINE Ratio tanh_ratio(V x) {
    Ratio out = {.other = x, .inside = _mm512_cmp_pd_mask(x, x, _CMP_ORD_Q)};
    V scale, p;
    exp_parts(_mm512_range_pd(x, _mm512_set1_pd(20), 2), 2, false, &scale, &p);
    out.top = (0.5 - 0.5 * scale) - scale * p;
    out.bottom = scale * p + (scale * 0.5 + 0.5);
    return out;
}

/* The values, 1/bottom being a b, of which b is known last. rest_of is 1 - sigmoid. */
FAST_INLINE V side_of(const Ratio *ratio, V a, V b) { return _mm512_mask_mul_pd(ratio->other, ratio->inside, ratio->top * a, b); }
FAST_INLINE V sigmoid_from(const Ratio *ratio, V side) { return _mm512_mask_sub_pd(side, ratio->positive, v_set(1), side); }
FAST_INLINE V rest_from(const Ratio *ratio, V side) { return _mm512_mask_sub_pd(side, (__mmask8)~ratio->positive, v_set(1), side); }
/* Rounding may not take it beyond 1. */
FAST_INLINE V tanh_of(const Ratio *ratio, V a, V b) {
    return _mm512_mask_range_pd(ratio->other, ratio->inside, ratio->top * a * b, v_set(1), 2);
}
FAST_INLINE V ratio_of(const Ratio *ratio) { return _mm512_mask_div_pd(ratio->other, ratio->inside, ratio->top, ratio->bottom); }

/* y <= 0, -infinity or NaN. */
FAST_INLINE V v_exp(V y) {
    V scale, p;
    exp_parts(-v_at_least(y, -708), 1, true, &scale, &p);
    return _mm512_maskz_fmadd_pd(_mm512_cmp_pd_mask(y, _mm512_set1_pd(-708), _CMP_NLT_UQ), scale, p, scale);
}
#else
#if defined __AVX2__ && defined __FMA__
enum { FAST_FUSED = 1 };
FAST_INLINE V v_at_most(V x, double most) { return _mm256_min_pd(x, _mm256_set1_pd(most)); }        /* NaN: most */
FAST_INLINE V v_at_most_or_nan(V x, double most) { return _mm256_min_pd(_mm256_set1_pd(most), x); } /* NaN stays */
FAST_INLINE V v_power_of_two(V t, V x, double least) {
    V scale = (V)(((VU)t << 52) + (UINT64_C(1023) << 52));
    return _mm256_and_pd(scale, _mm256_cmp_pd(x, _mm256_set1_pd(least), _CMP_GE_OQ));
}
FAST_INLINE V v_scale(V a, V p, V c, V x, double least) {
    return _mm256_blendv_pd(c, _mm256_fmadd_pd(a, p, c), _mm256_cmp_pd(x, _mm256_set1_pd(least), _CMP_NLT_UQ));
}
FAST_INLINE V v_minus_both(V a, V k, double b) { return _mm256_fnmsub_pd(k, _mm256_set1_pd(b), a); } /* -a - k b */
FAST_INLINE V v_minus_product(V c, V a, double b) { return _mm256_fnmadd_pd(a, _mm256_set1_pd(b), c); }
#else
enum { FAST_FUSED = 0 };
FAST_INLINE V v_power_of_two(V t, V x, double least) { return (V)((((VU)t << 52) + (UINT64_C(1023) << 52)) & (VU)(x >= v_set(least))); }
FAST_INLINE V v_scale(V a, V p, V c, V x, double least) { return v_mix(x < v_set(least), c, a * p + c); }
FAST_INLINE V v_minus_both(V a, V k, FastConstant b) { return -a - k * b; }
FAST_INLINE V v_minus_product(V c, V a, FastConstant b) { return c - a * b; }
#endif

/* ln 2 in two parts. Where k times the first is not rounded before it is subtracted, that one is the nearest double. */
#define FAST_LN2 FAST_CONSTANT(FAST_FUSED ? 0.6931471805599453 : 0.6931471804855391)
#define FAST_LN2_LOW FAST_CONSTANT(FAST_FUSED ? 2.319046813846299e-17 : 7.440617110012397e-11)

typedef struct Ratio {
    V top, bottom;
    V x; /* the sigmoid's, whose top and bottom are those of its smaller side */
} Ratio;

FAST_INLINE VI v_sign(V x) { return (VI)x & (INT64_MIN - (VI){0}); }

/* exp(r) - 1. `quick`: as few operations as possible wait for each other; else as few as possible at all, and few constants at a
   time. */
FAST_INLINE V exp_minus_one(V r, const bool quick) {
    const FastConstant c2 = FAST_CONSTANT(0.5000000000000001), c3 = FAST_CONSTANT(0.16666666666666669);
    const FastConstant c4 = FAST_CONSTANT(0.04166666666662413), c5 = FAST_CONSTANT(0.008333333333330062);
    const FastConstant c6 = FAST_CONSTANT(0.0013888888917213717), c7 = FAST_CONSTANT(0.00019841269863053618);
    const FastConstant c8 = FAST_CONSTANT(2.4801521295954376e-05), c9 = FAST_CONSTANT(2.7557268459997064e-06);
    const FastConstant c10 = FAST_CONSTANT(2.7620088445409746e-07), c11 = FAST_CONSTANT(2.510038549551032e-08);
    V r2 = r * r;
    if (quick) {
        V r4 = r2 * r2, low = (r * c5 + c4) * r2 + (r * c3 + c2), high = (r * c9 + c8) * r2 + (r * c7 + c6);
        return ((((r * c11 + c10) * r4 + high) * r4) + low) * r2 + r;
    }
    V even = r2 * c10 + c8, odd = r2 * c11 + c9;
    even = even * r2 + c6;
    odd = odd * r2 + c7;
    even = even * r2 + c4;
    odd = odd * r2 + c5;
    even = even * r2 + c2;
    odd = odd * r2 + c3;
    return (odd * r + even) * r2 + r;
}

#define EXP_MAGIC FAST_CONSTANT(6755399441055744.0)
#define EXP_LOG2E(factor) ((factor) == 1 ? FAST_CONSTANT(1.4426950408889634) : FAST_CONSTANT(2 * 1.4426950408889634))
#define MINUS_EXP_LOG2E(factor) ((factor) == 1 ? FAST_CONSTANT(-1.4426950408889634) : FAST_CONSTANT(-2 * 1.4426950408889634))

/* exp(factor x) = scale (p + 1) for factor x from `least` to 0; factor is 1 or 2. Below `least` *scale is 0, and p is whatever it
   is. */
FAST_INLINE void exp_parts(V x, const double factor, const double least, const bool exact, const bool quick, V *scale, V *p) {
    V y = quick ? x : v_at_least(x, least / factor), t = y * EXP_LOG2E(factor) + EXP_MAGIC, k = t - EXP_MAGIC;
    V r = v_minus_product(y * factor, k, FAST_LN2);
    if (exact || !FAST_FUSED) r = v_minus_product(r, k, FAST_LN2_LOW);
    *p = exp_minus_one(r, quick);
    *scale = v_power_of_two(t, x, least / factor);
}

/* exp(-factor x) = scale (p + 1) for factor x from -700 to 700. */
FAST_INLINE void near_parts(V x, const double factor, V *scale, V *p) {
    V t = x * MINUS_EXP_LOG2E(factor) + EXP_MAGIC, k = t - EXP_MAGIC, r = v_minus_both(x * factor, k, FAST_LN2);
    if (!FAST_FUSED) r = v_minus_product(r, k, FAST_LN2_LOW);
    *p = exp_minus_one(r, true);
    *scale = (V)(((VU)t << 52) + (UINT64_C(1023) << 52));
}

/* y <= 0, -infinity or NaN. */
FAST_INLINE V v_exp(V y) {
    V scale, p;
    exp_parts(y, 1, -708, true, true, &scale, &p);
    return v_scale(scale, p, scale, y, -708);
}

FAST_INLINE Ratio sigmoid_ratio(V x) {
    V scale, p;
    exp_parts(v_minus_abs(x), 1, -708, false, false, &scale, &p);
    V e = scale * p + scale;
    return (Ratio){.top = e, .bottom = v_at_most(e + 1, 2), .x = x};
}

/* The sign is in the top. From |x| = 20 on it is 1 to all digits. */
FAST_INLINE Ratio tanh_ratio(V x) {
    V scale, p;
    exp_parts(v_minus_abs(x), 2, -40, false, false, &scale, &p);
    V m = scale * p + (scale - 1);
    return (Ratio){.top = (V)(((VI)m & INT64_MAX) | v_sign(x)), .bottom = v_at_most(m + 2, 2)};
}

FAST_INLINE V side_of(const Ratio *ratio, V a, V b) { return ratio->top * a * b; }
FAST_INLINE V sigmoid_from(const Ratio *ratio, V side) { return v_choose(ratio->x, 1 - side, side); }
FAST_INLINE V rest_from(const Ratio *ratio, V side) { return v_choose(ratio->x, side, 1 - side); }
FAST_INLINE V tanh_of(const Ratio *ratio, V a, V b) { return v_at_least(v_at_most_or_nan(ratio->top * a * b, 1), -1); }
FAST_INLINE V ratio_of(const Ratio *ratio) { return ratio->top / ratio->bottom; }
#endif

FAST_INLINE V sigmoid_of(const Ratio *ratio, V a, V b) { return sigmoid_from(ratio, side_of(ratio, a, b)); }

/* Beyond this a value has so much in common with 1 that its slope comes from the pre-activation. Before it 1 - sigmoid and
   1 - tanh^2 have a relative error of 1e-12 at most. */
#define FLAT CELL_FLAT

/* Between these nothing saturates (sigmoid(SIGMOID_NEAR) < FLAT, tanh(TANH_NEAR) < FLAT), and the product of three sigmoids'
   bottoms and a tanh's is a number. */
#define SIGMOID_NEAR 7.59
#define SIGMOID_LEAST (-220.0)
#define TANH_NEAR 4.14

/* Outside the loops, so that rarely needed code uses none of their registers. */
#define FAST_RARE static __attribute__((noinline, cold))
#define FAST_SELDOM(mask) __builtin_expect(v_any(mask), 0)

FAST_INLINE V sigmoid_near(V x) { /* its bottom */
    V scale, p;
    near_parts(x, 1, &scale, &p);
    return scale * p + (scale + 1);
}

typedef struct Near {
    V top, bottom;
} Near;

FAST_INLINE Near tanh_near(V x) {
    V scale, p;
    near_parts(x, 2, &scale, &p);
    return (Near){.top = (1 - scale) - scale * p, .bottom = scale * p + (scale + 1)};
}

FAST_INLINE VMask sigmoid_is_far(V largest, V least) { return v_above(largest, SIGMOID_NEAR) | v_below(least, SIGMOID_LEAST); }
FAST_INLINE VMask tanh_is_far(V x) { return v_above(v_abs(x), TANH_NEAR); }

FAST_RARE V sigmoid_far(V x) {
    Ratio ratio = sigmoid_ratio(x);
    return sigmoid_from(&ratio, ratio_of(&ratio));
}

FAST_RARE V tanh_far(V x) {
    Ratio ratio = tanh_ratio(x);
    return ratio_of(&ratio);
}

/* Here and below *far becomes true when a number was not near, if it is `quick`. */
FAST_INLINE V v_sigmoid(V x, const bool quick, bool *far) {
    Ratio ratio;
    if (quick) {
        if (!FAST_SELDOM(sigmoid_is_far(x, x))) return 1 / sigmoid_near(x);
        *far = true;
        return sigmoid_far(x);
    }
    ratio = sigmoid_ratio(x);
    return sigmoid_from(&ratio, ratio_of(&ratio));
}

FAST_INLINE V v_tanh(V x, const bool quick, bool *far) {
    if (quick) {
        Near near = tanh_near(x);
        if (!FAST_SELDOM(tanh_is_far(x))) return near.top / near.bottom;
        *far = true;
        return tanh_far(x);
    }
    Ratio ratio = tanh_ratio(x);
    return ratio_of(&ratio);
}

/* Two at once, with one division. */
FAST_INLINE void v_tanh_two(V *a, V *b, const bool quick, bool *far) {
    if (quick) {
        Near n_a = tanh_near(*a), n_b = tanh_near(*b);
        if (!FAST_SELDOM(tanh_is_far(*a) | tanh_is_far(*b))) {
            V all = 1 / (n_a.bottom * n_b.bottom);
            *a = n_a.top * n_b.bottom * all;
            *b = n_b.top * n_a.bottom * all;
            return;
        }
        *far = true;
        *a = tanh_far(*a);
        *b = tanh_far(*b);
        return;
    }
    Ratio r_a = tanh_ratio(*a), r_b = tanh_ratio(*b);
    V all = 1 / (r_a.bottom * r_b.bottom);
    *a = tanh_of(&r_a, r_b.bottom, all);
    *b = tanh_of(&r_b, r_a.bottom, all);
}

/* Four. */
FAST_INLINE void v_tanh_four(V *a, V *b, V *c, V *d, const bool quick, bool *far) {
    if (quick) {
        Near n_a = tanh_near(*a), n_b = tanh_near(*b), n_c = tanh_near(*c), n_d = tanh_near(*d);
        if (!FAST_SELDOM(tanh_is_far(v_larger(v_abs(*a), v_abs(*b))) | tanh_is_far(v_larger(v_abs(*c), v_abs(*d))))) {
            V ab = n_a.bottom * n_b.bottom, cd = n_c.bottom * n_d.bottom, all = 1 / (ab * cd), of_ab = all * cd, of_cd = all * ab;
            *a = n_a.top * n_b.bottom * of_ab;
            *b = n_b.top * n_a.bottom * of_ab;
            *c = n_c.top * n_d.bottom * of_cd;
            *d = n_d.top * n_c.bottom * of_cd;
            return;
        }
        *far = true;
        *a = tanh_far(*a);
        *b = tanh_far(*b);
        *c = tanh_far(*c);
        *d = tanh_far(*d);
        return;
    }
    Ratio r_a = tanh_ratio(*a), r_b = tanh_ratio(*b), r_c = tanh_ratio(*c), r_d = tanh_ratio(*d);
    V ab = r_a.bottom * r_b.bottom, cd = r_c.bottom * r_d.bottom, all = 1 / (ab * cd), of_ab = all * cd, of_cd = all * ab;
    *a = tanh_of(&r_a, r_b.bottom, of_ab);
    *b = tanh_of(&r_b, r_a.bottom, of_ab);
    *c = tanh_of(&r_c, r_d.bottom, of_cd);
    *d = tanh_of(&r_d, r_c.bottom, of_cd);
}

FAST_RARE V tanh_slope_flat(V value, V a) {
    V e = v_exp(v_minus_abs(2 * a)), one = 1 + e;
    return v_choose(v_abs(value) - FLAT, 4 * e / (one * one), 1 - value * value);
}

FAST_RARE V sigmoid_rest_flat(V value, V a) {
    V e = v_exp(v_minus_abs(a));
    return v_choose(value - FLAT, e / (1 + e), 1 - value);
}

/* 1 - value^2, value = tanh(a); a[n] is read only where it is needed. */
FAST_INLINE V tanh_slope(V value, const double *a, int n) {
    if (__builtin_expect(v_any_above(v_abs(value), FLAT), 0)) return tanh_slope_flat(value, v_load_n(a, n));
    return 1 - value * value;
}

/* 1 - value, value = sigmoid(a). */
FAST_INLINE V sigmoid_rest(V value, const double *a, int n) {
    if (__builtin_expect(v_any_above(value, FLAT), 0)) return sigmoid_rest_flat(value, v_load_n(a, n));
    return 1 - value;
}

/* Natural logarithm of x >= 1 (a softmax's sum), or NaN. x = 2^k m, sqrt(1/2) <= m < sqrt(2), log m = 2 atanh((m-1)/(m+1)). */
FAST_INLINE V v_log(V x) {
    const VI half_root = INT64_C(0x3fe6a09e667f3bcd) - (VI){0};
    VI offset = (VI)x - half_root;
    V m = (V)((VI)x - (offset & -(INT64_C(1) << 52)));
    V k = (V)((offset >> 52) + INT64_C(0x4338000000000000)) - 6755399441055744.0;
    V f = m - 1, s = f / (m + 1), z = s * s;
    V q = z * 0.1308675766695207 + 0.13268760562036724;
    q = q * z + 0.15386240172447838;
    q = q * z + 0.18181795631498243;
    q = q * z + 0.22222222391794727;
    q = q * z + 0.28571428570803253;
    q = q * z + 0.4000000000000088;
    q = q * z + 0.6666666666666666;
    V log_m = 2 * s + s * (z * q);
    return k * 0.6931471804855391 + (log_m + k * 7.440617110012397e-11) + x * 0; /* NaN, infinity: not a number */
}

#endif
