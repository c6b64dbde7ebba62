/* Vectors of doubles for the fast kernels. Included only by kernel_set.h, whose text is compiled once per instruction set;
   LANES is the number of doubles in a vector there: 8 with AVX-512, 4 with AVX2, 2 anywhere else (SSE2, NEON, or whatever
   the compiler makes of a two-double vector). What exp, tanh and the like need of it stands in nonlinear.h. */
#ifndef UNROLL_ENGINE_FAST_VECTOR_H
#define UNROLL_ENGINE_FAST_VECTOR_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#ifdef __wasm_simd128__
#include <wasm_simd128.h>
#endif

#if defined __AVX512F__ && defined __AVX512DQ__
#include <immintrin.h>
#define FAST_ROUNDED(v) __asm__("" : "+v"(v))
enum { LANES = 8 };
#elif defined __AVX2__ && defined __FMA__
#include <immintrin.h>
#define FAST_ROUNDED(v) __asm__("" : "+x"(v))
enum { LANES = 4 };
#else
#ifdef __aarch64__
#define FAST_ROUNDED(v) __asm__("" : "+w"(v))
#else
#define FAST_ROUNDED(v) (void)(v) /* nothing here multiplies and adds at once */
#endif
enum { LANES = 2 };
#endif

#ifdef FAST_SMALL /* checked builds: what is a constant at the call is not, and the code a tenth */
#define FAST_INLINE static inline
#else
#define FAST_INLINE static inline __attribute__((always_inline))
#endif
/* What many constants would make many large copies of: a page, which is loaded, has one (FAST_PAGE), but of what trains a single sequence. */
#ifdef FAST_PAGE
#define FAST_FAMILY static inline
enum { FAST_IS_PAGE = 1 };
#else
#define FAST_FAMILY FAST_INLINE
enum { FAST_IS_PAGE = 0 };
#endif
typedef double V __attribute__((vector_size(LANES * 8)));
typedef int64_t VI __attribute__((vector_size(LANES * 8)));
typedef uint64_t VU __attribute__((vector_size(LANES * 8)));
typedef double VLoose __attribute__((vector_size(LANES * 8), aligned(8))); /* in memory, on any double's address */

FAST_INLINE V v_load(const double *at) { return *(const VLoose *)at; }
FAST_INLINE void v_store(double *at, V v) { *(VLoose *)at = v; }
FAST_INLINE V v_set(double x) { return x - (V){0}; } /* x - 0, not x + 0: keeps -0 */

/* A constant that vectors are computed with. A browser makes one of its bits in four instructions wherever it is used; it is loaded there. */
#ifdef __wasm_simd128__
typedef V FastConstant;
#define FAST_CONSTANT(x)                                                                                                                   \
    __extension__({                                                                                                                        \
        static const V fast_constant = {x, x};                                                                                             \
        const V *fast_at = &fast_constant;                                                                                                 \
        __asm__("" : "+r"(fast_at));                                                                                                       \
        *fast_at;                                                                                                                          \
    })
#else
typedef double FastConstant;
#define FAST_CONSTANT(x) (x)
#endif

#if defined __AVX512F__ && defined __AVX512DQ__
FAST_INLINE V v_load_part(const double *at, int n) { return _mm512_maskz_loadu_pd((__mmask8)((1 << n) - 1), at); }
FAST_INLINE void v_store_part(double *at, V v, int n) { _mm512_mask_storeu_pd(at, (__mmask8)((1 << n) - 1), v); }
/* Number l of v, in every place. */
FAST_INLINE V v_lane(V v, int l) { return _mm512_permutexvar_pd(_mm512_set1_epi64(l), v); }
FAST_INLINE V v_first(V v, int n) { return _mm512_maskz_mov_pd((__mmask8)((1 << n) - 1), v); }
FAST_INLINE V v_larger(V a, V b) { return _mm512_max_pd(a, b); } /* b where one is NaN */
FAST_INLINE V v_smaller(V a, V b) { return _mm512_min_pd(a, b); }
FAST_INLINE V v_at_least(V x, double least) { return _mm512_max_pd(_mm512_set1_pd(least), x); } /* NaN stays */
typedef __mmask8 VMask;
FAST_INLINE VMask v_above(V x, double bound) { return _mm512_cmp_pd_mask(x, _mm512_set1_pd(bound), _CMP_GT_OQ); }
FAST_INLINE VMask v_below(V x, double bound) { return _mm512_cmp_pd_mask(x, _mm512_set1_pd(bound), _CMP_LT_OQ); }
FAST_INLINE VMask v_is_nan(V x) { return _mm512_cmp_pd_mask(x, x, _CMP_UNORD_Q); }
FAST_INLINE bool v_any(VMask mask) { return mask != 0; }
/* x >= 0 ? a : b */
FAST_INLINE V v_choose(V x, V a, V b) { return _mm512_mask_blend_pd(_mm512_cmp_pd_mask(x, _mm512_setzero_pd(), _CMP_GE_OQ), b, a); }
#elif defined __AVX2__ && defined __FMA__
FAST_INLINE __m256i part_mask(int n) { return (__m256i)((VI){0, 1, 2, 3} < n - (VI){0}); }
FAST_INLINE V v_load_part(const double *at, int n) { return _mm256_maskload_pd(at, part_mask(n)); }
FAST_INLINE void v_store_part(double *at, V v, int n) { _mm256_maskstore_pd(at, part_mask(n), v); }
FAST_INLINE V v_lane(V v, int l) { return v_set(v[l]); }
FAST_INLINE V v_first(V v, int n) { return _mm256_and_pd(v, (V)part_mask(n)); }
FAST_INLINE V v_larger(V a, V b) { return _mm256_max_pd(a, b); }
FAST_INLINE V v_smaller(V a, V b) { return _mm256_min_pd(a, b); }
FAST_INLINE V v_at_least(V x, double least) { return _mm256_max_pd(_mm256_set1_pd(least), x); }
typedef VI VMask;
FAST_INLINE VMask v_above(V x, double bound) { return (VI)_mm256_cmp_pd(x, _mm256_set1_pd(bound), _CMP_GT_OQ); }
FAST_INLINE VMask v_below(V x, double bound) { return (VI)_mm256_cmp_pd(x, _mm256_set1_pd(bound), _CMP_LT_OQ); }
FAST_INLINE VMask v_is_nan(V x) { return (VI)_mm256_cmp_pd(x, x, _CMP_UNORD_Q); }
FAST_INLINE bool v_any(VMask mask) { return _mm256_movemask_pd((V)mask) != 0; }
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
#ifdef __wasm_simd128__ /* the same in one instruction each */
FAST_INLINE V v_mix(VI mask, V a, V b) { return (V)wasm_v128_bitselect((v128_t)a, (v128_t)b, (v128_t)mask); }
FAST_INLINE V v_larger(V a, V b) { return (V)wasm_f64x2_pmax((v128_t)b, (v128_t)a); }
FAST_INLINE V v_smaller(V a, V b) { return (V)wasm_f64x2_pmin((v128_t)b, (v128_t)a); }
FAST_INLINE V v_at_least(V x, double least) { return (V)wasm_f64x2_pmax((v128_t)x, (v128_t)v_set(least)); }
FAST_INLINE V v_at_most(V x, double most) { return (V)wasm_f64x2_pmin((v128_t)v_set(most), (v128_t)x); }
FAST_INLINE V v_at_most_or_nan(V x, double most) { return (V)wasm_f64x2_pmin((v128_t)x, (v128_t)v_set(most)); }
#else
FAST_INLINE V v_mix(VI mask, V a, V b) { return (V)((mask & (VI)a) | (~mask & (VI)b)); }
FAST_INLINE V v_larger(V a, V b) { return v_mix(a > b, a, b); }
FAST_INLINE V v_smaller(V a, V b) { return v_mix(a < b, a, b); }
FAST_INLINE V v_at_least(V x, double least) { return v_mix(x < v_set(least), v_set(least), x); }
FAST_INLINE V v_at_most(V x, double most) { return v_mix(x < v_set(most), x, v_set(most)); }
FAST_INLINE V v_at_most_or_nan(V x, double most) { return v_mix(x > v_set(most), v_set(most), x); }
#endif
typedef VI VMask;
FAST_INLINE VMask v_above(V x, double bound) { return x > v_set(bound); }
FAST_INLINE VMask v_below(V x, double bound) { return x < v_set(bound); }
FAST_INLINE VMask v_is_nan(V x) { return x != x; }
#ifdef __wasm_simd128__
FAST_INLINE bool v_any(VMask mask) { return wasm_v128_any_true((v128_t)mask); }
#else
FAST_INLINE bool v_any(VMask mask) { return (mask[0] | mask[1]) != 0; }
#endif
FAST_INLINE V v_choose(V x, V a, V b) { return v_mix(x >= (V){0}, a, b); }
#endif

FAST_INLINE bool v_any_above(V x, double bound) { return v_any(v_above(x, bound)); }
FAST_INLINE V v_abs(V x) { return (V)((VI)x & INT64_MAX); }
FAST_INLINE V v_minus_abs(V x) { return (V)((VI)x | (INT64_MIN - (VI){0})); }

/* The first n of a vector, n <= LANES. Whole vectors go the plain way: a masked store cannot be forwarded to a load. */
FAST_INLINE V v_load_n(const double *at, int n) { return n >= LANES ? v_load(at) : v_load_part(at, n); }
FAST_INLINE void v_store_n(double *at, V v, int n) {
    if (n >= LANES) {
        v_store(at, v);
    } else {
        v_store_part(at, v, n);
    }
}

#endif
