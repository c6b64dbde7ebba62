/* Vectors of doubles for the fast kernels, and tanh, sigmoid, exp and log on them. Included only by fast_kernels.h, whose
   text is compiled once per instruction set; LANES is the number of doubles in a vector there: 8 with AVX-512, 4 with
   AVX2, 2 anywhere else (SSE2, NEON, or whatever the compiler makes of a two-double vector).

   exp(y), y <= 0:  y = k ln2 + r, |r| <= ln2/2, k by adding and subtracting 1.5 2^52, ln2 in two parts;
                    p = exp(r) - 1 = r + r^2 Q(r), Q a polynomial of degree 9 fitted at Chebyshev points (4e-17 of p);
                    exp(y) = 2^k p + 2^k, and exp(y) - 1 = 2^k p + (2^k - 1) without cancellation near zero.
   sigmoid(x) = 1/(1+e) for x >= 0, e/(1+e) below, e = exp(-|x|);   tanh |x| = -m/(2+m), m = exp(-2|x|) - 1.
   So both are a numerator over a denominator between 1 and 2, and several denominators can share one division, which is
   the slowest instruction here: 1/a = b * 1/(ab). The denominator of a NaN is a number, so that it spoils none of the
   others; its numerator is NaN all the same. Absolute error below 5e-16, relative error of tanh the same near zero.

   Simplified on purpose: e below exp(-708) is 0, where a double still has a few hundred smaller numbers. */
#ifndef UNROLL_ENGINE_FAST_VECTOR_H
#define UNROLL_ENGINE_FAST_VECTOR_H
#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined __AVX512F__ && defined __AVX512DQ__
#include <immintrin.h>
#define FAST_ROUNDED(v) __asm__("" : "+v"(v))
enum { LANES = 8, FAST_FUSED = 1 };
#elif defined __AVX2__ && defined __FMA__
#include <immintrin.h>
#define FAST_ROUNDED(v) __asm__("" : "+x"(v))
enum { LANES = 4, FAST_FUSED = 1 };
#else
#ifdef __aarch64__
#define FAST_ROUNDED(v) __asm__("" : "+w"(v))
#else
#define FAST_ROUNDED(v) (void)(v) /* nothing here multiplies and adds at once */
#endif
enum { LANES = 2, FAST_FUSED = 0 };
#endif

/* ln 2 in two parts. Where k times the first is not rounded before it is subtracted, that one is the nearest double. */
#define FAST_LN2 (FAST_FUSED ? 0.6931471805599453 : 0.6931471804855391)
#define FAST_LN2_LOW (FAST_FUSED ? 2.319046813846299e-17 : 7.440617110012397e-11)

#ifdef FAST_SMALL /* checked builds: what is a constant at the call is not, and the code a tenth */
#define FAST_INLINE static inline
#else
#define FAST_INLINE static inline __attribute__((always_inline))
#endif
typedef double V __attribute__((vector_size(LANES * 8)));
typedef int64_t VI __attribute__((vector_size(LANES * 8)));
typedef uint64_t VU __attribute__((vector_size(LANES * 8)));
typedef double VLoose __attribute__((vector_size(LANES * 8), aligned(8))); /* in memory, on any double's address */

FAST_INLINE V v_load(const double *at) { return *(const VLoose *)at; }
FAST_INLINE void v_store(double *at, V v) { *(VLoose *)at = v; }
FAST_INLINE V v_set(double x) { return x - (V){0}; } /* x - 0, not x + 0: keeps -0 */

#if defined __AVX512F__ && defined __AVX512DQ__
FAST_INLINE V v_load_part(const double *at, int n) { return _mm512_maskz_loadu_pd((__mmask8)((1 << n) - 1), at); }
FAST_INLINE void v_store_part(double *at, V v, int n) { _mm512_mask_storeu_pd(at, (__mmask8)((1 << n) - 1), v); }
/* Number l of v, in every place. */
FAST_INLINE V v_lane(V v, int l) { return _mm512_permutexvar_pd(_mm512_set1_epi64(l), v); }
FAST_INLINE V v_first(V v, int n) { return _mm512_maskz_mov_pd((__mmask8)((1 << n) - 1), v); }
FAST_INLINE V v_larger(V a, V b) { return _mm512_max_pd(a, b); }                                /* b where one is NaN */
FAST_INLINE V v_at_most(V x, double most) { return _mm512_min_pd(x, _mm512_set1_pd(most)); }    /* NaN: most */
FAST_INLINE V v_at_least(V x, double least) { return _mm512_max_pd(_mm512_set1_pd(least), x); } /* NaN stays */
/* 2^k, k in the last bits of t; 0 where x is below `least` or NaN. */
FAST_INLINE V v_power_of_two(V t, V x, double least) {
    __m512i bits = _mm512_slli_epi64((__m512i)t, 52), one = _mm512_set1_epi64(INT64_C(1023) << 52);
    return (V)_mm512_maskz_add_epi64(_mm512_cmp_pd_mask(x, _mm512_set1_pd(least), _CMP_GE_OQ), bits, one);
}
/* x < least ? c : a p + c. NaN where x is NaN; v_scale_number: c there. */
FAST_INLINE V v_scale(V a, V p, V c, V x, double least) {
    return _mm512_mask3_fmadd_pd(a, p, c, _mm512_cmp_pd_mask(x, _mm512_set1_pd(least), _CMP_NLT_UQ));
}
FAST_INLINE V v_scale_number(V a, V p, V c, V x, double least) {
    return _mm512_mask3_fmadd_pd(a, p, c, _mm512_cmp_pd_mask(x, _mm512_set1_pd(least), _CMP_GE_OQ));
}
/* c - a b, rounded once; without such an instruction, where a b needs no rounding. */
FAST_INLINE V v_minus_product(V c, V a, double b) { return _mm512_fnmadd_pd(a, _mm512_set1_pd(b), c); }
/* 1/a to the last digit or the one before, a from 1 to 16: the division takes as long as a whole exponential. */
FAST_INLINE V v_inverse(V a) {
    V y = _mm512_rcp14_pd(a), e = 1 - a * y;
    y = (e * e + e) * y + y;
    return (1 - a * y) * y + y;
}
/* x >= 0 ? a : b */
FAST_INLINE V v_choose(V x, V a, V b) { return _mm512_mask_blend_pd(_mm512_cmp_pd_mask(x, _mm512_setzero_pd(), _CMP_GE_OQ), b, a); }
#elif defined __AVX2__ && defined __FMA__
FAST_INLINE __m256i part_mask(int n) { return (__m256i)((VI){0, 1, 2, 3} < n - (VI){0}); }
FAST_INLINE V v_load_part(const double *at, int n) { return _mm256_maskload_pd(at, part_mask(n)); }
FAST_INLINE void v_store_part(double *at, V v, int n) { _mm256_maskstore_pd(at, part_mask(n), v); }
FAST_INLINE V v_lane(V v, int l) { return v_set(v[l]); }
FAST_INLINE V v_first(V v, int n) { return _mm256_and_pd(v, (V)part_mask(n)); }
FAST_INLINE V v_larger(V a, V b) { return _mm256_max_pd(a, b); }
FAST_INLINE V v_at_most(V x, double most) { return _mm256_min_pd(x, _mm256_set1_pd(most)); }
FAST_INLINE V v_at_least(V x, double least) { return _mm256_max_pd(_mm256_set1_pd(least), x); }
FAST_INLINE V v_power_of_two(V t, V x, double least) {
    V scale = (V)(((VU)t << 52) + (UINT64_C(1023) << 52));
    return _mm256_and_pd(scale, _mm256_cmp_pd(x, _mm256_set1_pd(least), _CMP_GE_OQ));
}
FAST_INLINE V v_scale(V a, V p, V c, V x, double least) {
    return _mm256_blendv_pd(c, _mm256_fmadd_pd(a, p, c), _mm256_cmp_pd(x, _mm256_set1_pd(least), _CMP_NLT_UQ));
}
FAST_INLINE V v_scale_number(V a, V p, V c, V x, double least) {
    return _mm256_blendv_pd(c, _mm256_fmadd_pd(a, p, c), _mm256_cmp_pd(x, _mm256_set1_pd(least), _CMP_GE_OQ));
}
FAST_INLINE V v_minus_product(V c, V a, double b) { return _mm256_fnmadd_pd(a, _mm256_set1_pd(b), c); }
FAST_INLINE V v_inverse(V a) { return 1 / a; }
FAST_INLINE V v_choose(V x, V a, V b) { return _mm256_blendv_pd(b, a, _mm256_cmp_pd(x, _mm256_setzero_pd(), _CMP_GE_OQ)); }
#else
FAST_INLINE V v_load_part(const double *at, int n) {
    V v = {0};
    for (int i = 0; i < n; i++) v[i] = at[i];
    return v;
}
FAST_INLINE void v_store_part(double *at, V v, int n) {
    for (int i = 0; i < n; i++) at[i] = v[i];
}
FAST_INLINE V v_lane(V v, int l) { return v_set(v[l]); }
FAST_INLINE V v_first(V v, int n) {
    for (int i = n; i < LANES; i++) v[i] = 0;
    return v;
}
FAST_INLINE V v_mix(VI mask, V a, V b) { return (V)((mask & (VI)a) | (~mask & (VI)b)); }
FAST_INLINE V v_larger(V a, V b) { return v_mix(a > b, a, b); }
FAST_INLINE V v_at_most(V x, double most) { return v_mix(x < v_set(most), x, v_set(most)); }
FAST_INLINE V v_at_least(V x, double least) { return v_mix(x < v_set(least), v_set(least), x); }
FAST_INLINE V v_power_of_two(V t, V x, double least) { return (V)((((VU)t << 52) + (UINT64_C(1023) << 52)) & (VU)(x >= v_set(least))); }
FAST_INLINE V v_scale(V a, V p, V c, V x, double least) { return v_mix(x < v_set(least), c, a * p + c); }
FAST_INLINE V v_scale_number(V a, V p, V c, V x, double least) { return v_mix(x >= v_set(least), a * p + c, c); }
FAST_INLINE V v_minus_product(V c, V a, double b) { return c - a * b; }
FAST_INLINE V v_inverse(V a) { return 1 / a; }
FAST_INLINE V v_choose(V x, V a, V b) { return v_mix(x >= (V){0}, a, b); }
#endif

/* The first n of a vector, n <= LANES. Whole vectors go the plain way: a masked store cannot be forwarded to a load. */
FAST_INLINE V v_load_n(const double *at, int n) { return n >= LANES ? v_load(at) : v_load_part(at, n); }
FAST_INLINE void v_store_n(double *at, V v, int n) {
    if (n >= LANES) {
        v_store(at, v);
    } else {
        v_store_part(at, v, n);
    }
}

FAST_INLINE VI v_sign(V x) { return (VI)x & (INT64_MIN - (VI){0}); }
FAST_INLINE V v_minus_abs(V x) { return (V)((VI)x | (INT64_MIN - (VI){0})); }

/* exp(factor x) = scale (p + 1) for factor x from `least` to 0; factor is 1 or 2. Below `least` *scale is 0, and p is whatever it
   is. `quick`: as few operations as possible wait for each other; else as few as possible at all, and few constants at a time. */
FAST_INLINE void exp_parts(V x, const double factor, const double least, const bool exact, const bool quick, V *scale, V *p) {
    const double magic = 6755399441055744.0, log2e = 1.4426950408889634;
    const double c2 = 0.5000000000000001, c3 = 0.16666666666666669, c4 = 0.04166666666662413, c5 = 0.008333333333330062;
    const double c6 = 0.0013888888917213717, c7 = 0.00019841269863053618, c8 = 2.4801521295954376e-05, c9 = 2.7557268459997064e-06;
    const double c10 = 2.7620088445409746e-07, c11 = 2.510038549551032e-08;
    V y = quick ? x : v_at_least(x, least / factor), t = y * (factor * log2e) + magic, k = t - magic;
    V r = v_minus_product(y * factor, k, FAST_LN2);
    if (exact || !FAST_FUSED) r = v_minus_product(r, k, FAST_LN2_LOW);
    V r2 = r * r;
    if (quick) {
        V r4 = r2 * r2, low = (r * c5 + c4) * r2 + (r * c3 + c2), high = (r * c9 + c8) * r2 + (r * c7 + c6);
        *p = ((((r * c11 + c10) * r4 + high) * r4) + low) * r2 + r;
    } else {
        V even = r2 * c10 + c8, odd = r2 * c11 + c9;
        even = even * r2 + c6;
        odd = odd * r2 + c7;
        even = even * r2 + c4;
        odd = odd * r2 + c5;
        even = even * r2 + c2;
        odd = odd * r2 + c3;
        *p = (odd * r + even) * r2 + r;
    }
    *scale = v_power_of_two(t, x, least / factor);
}

/* y <= 0, -infinity or NaN. */
FAST_INLINE V v_exp(V y) {
    V scale, p;
    exp_parts(y, 1, -708, true, true, &scale, &p);
    return v_scale(scale, p, scale, y, -708);
}

/* sigmoid x = top/bottom */
FAST_INLINE void sigmoid_parts(V x, const bool quick, V *top, V *bottom) {
    V scale, p, y = v_minus_abs(x);
    exp_parts(y, 1, -708, false, quick, &scale, &p);
    V e = quick ? v_scale(scale, p, scale, y, -708) : scale * p + scale;
    *top = v_choose(x, v_set(1), e);
    *bottom = quick ? v_scale_number(scale, p, scale + 1, y, -708) : v_at_most(e + 1, 2);
}

/* tanh x = top/bottom; the sign is in the top. From |x| = 20 on it is 1 to all digits. */
FAST_INLINE void tanh_parts(V x, const bool quick, V *top, V *bottom) {
    V scale, p, y = v_minus_abs(x);
    exp_parts(y, 2, -40, false, quick, &scale, &p);
    V m = quick ? v_scale(scale, p, scale - 1, y, -20) : scale * p + (scale - 1);
    *top = (V)(((VI)m & INT64_MAX) | v_sign(x));
    *bottom = quick ? v_scale_number(scale, p, scale + 1, y, -20) : v_at_most(m + 2, 2);
}

FAST_INLINE V inverse(V a, const bool quick) { return quick ? 1 / a : v_inverse(a); }

FAST_INLINE void invert_two(V *a, V *b, const bool quick) {
    V all = inverse(*a * *b, quick), a_was = *a;
    *a = all * *b;
    *b = all * a_was;
}

FAST_INLINE void invert_four(V *a, V *b, V *c, V *d, const bool quick) {
    V ab = *a * *b, cd = *c * *d, all = inverse(ab * cd, quick), of_ab = all * cd, of_cd = all * ab, a_was = *a, c_was = *c;
    *a = of_ab * *b;
    *b = of_ab * a_was;
    *c = of_cd * *d;
    *d = of_cd * c_was;
}

FAST_INLINE V v_sigmoid(V x, const bool quick) {
    V top, bottom;
    sigmoid_parts(x, quick, &top, &bottom);
    return quick ? top / bottom : top * v_inverse(bottom);
}

FAST_INLINE V v_tanh(V x, const bool quick) {
    V top, bottom;
    tanh_parts(x, quick, &top, &bottom);
    return quick ? top / bottom : top * v_inverse(bottom);
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
