/* A colour over pixels: dst + (src - dst) a / 255 on the sRGB numbers, rounded, for each of the three channels; the fourth byte is 255.

   Text, curves and soft corners take most of a picture's time, so eight pixels with an opacity each are blended at once. What compilers make
   of the portable loop is five times slower than SSE2's own instructions, because they spread an opacity over its four bytes one by one. On
   a page it is written in vectors. All three give the same bytes as blend(): where the opacity is 0 the pixel stays, and where it is 255 it
   is the colour. */
#ifndef UNROLL_DRAW_BLEND_H
#define UNROLL_DRAW_BLEND_H
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { BLEND_BLOCK = 8 }; /* pixels */

/* One pixel, two channels at a time; a in 0..255. */
static inline uint32_t blend(uint32_t dst, uint32_t src, uint32_t a) {
    uint32_t rb = (src & 0xFF00FFu) * a + (dst & 0xFF00FFu) * (255 - a) + 0x800080u;
    uint32_t g = (src >> 8 & 0xFFu) * a + (dst >> 8 & 0xFFu) * (255 - a) + 0x80u;
    rb = (rb + (rb >> 8 & 0xFF00FFu)) >> 8 & 0xFF00FFu;
    g = (g + (g >> 8)) >> 8 & 0xFFu;
    return 0xFF000000u | rb | g << 8;
}

#ifdef __SSE2__

/* For eight bytes in 16 bits each, in which no product is cut. */
static inline __m128i blend_half(__m128i dst, __m128i src, __m128i a) {
    __m128i sum = _mm_sub_epi16(_mm_slli_epi16(dst, 8), dst); /* 255 dst */
    sum = _mm_add_epi16(_mm_add_epi16(sum, _mm_mullo_epi16(_mm_sub_epi16(src, dst), a)), _mm_set1_epi16(0x80));
    return _mm_srli_epi16(_mm_add_epi16(sum, _mm_srli_epi16(sum, 8)), 8);
}

static inline void blend_block(uint32_t *at, uint32_t pixel, const unsigned char *a) {
    const __m128i zero = _mm_setzero_si128(), src = _mm_unpacklo_epi8(_mm_set1_epi32((int)(pixel | 0xFF000000u)), zero);
    __m128i twice = _mm_loadl_epi64((const __m128i *)(const void *)a);
    twice = _mm_unpacklo_epi8(twice, twice);
    for (int half = 0; half < 2; half++) {
        __m128i *place = (__m128i *)(void *)(at + (ptrdiff_t)BLEND_BLOCK / 2 * half), dst = _mm_loadu_si128(place);
        __m128i weight = half ? _mm_unpackhi_epi16(twice, twice) : _mm_unpacklo_epi16(twice, twice);
        __m128i low = blend_half(_mm_unpacklo_epi8(dst, zero), src, _mm_unpacklo_epi8(weight, zero));
        __m128i high = blend_half(_mm_unpackhi_epi8(dst, zero), src, _mm_unpackhi_epi8(weight, zero));
        _mm_storeu_si128(place, _mm_packus_epi16(low, high));
    }
}

#elif defined __wasm_simd128__

typedef unsigned char BlendBytes __attribute__((vector_size(16)));
typedef uint16_t BlendWords __attribute__((vector_size(16)));

static inline BlendWords blend_low(BlendBytes bytes) {
    return (BlendWords)__builtin_shufflevector(bytes, (BlendBytes){0}, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}
static inline BlendWords blend_high(BlendBytes bytes) {
    return (BlendWords)__builtin_shufflevector(bytes, (BlendBytes){0}, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
}
/* For eight bytes in 16 bits each, in which no product is cut. */
static inline BlendWords blend_half(BlendWords dst, BlendWords src, BlendWords a) {
    BlendWords sum = (dst << 8) - dst + (src - dst) * a + 0x80;
    return (sum + (sum >> 8)) >> 8;
}

static inline void blend_block(uint32_t *at, uint32_t pixel, const unsigned char *a) {
    typedef uint32_t Pixels __attribute__((vector_size(16)));
    const BlendWords src = blend_low((BlendBytes)((Pixels){0} + (pixel | 0xFF000000u)));
    BlendBytes opacity = {0};
    memcpy(&opacity, a, BLEND_BLOCK);
    for (int half = 0; half < 2; half++) {
        BlendBytes dst, weight = half ? __builtin_shufflevector(opacity, opacity, 4, 4, 4, 4, 5, 5, 5, 5, 6, 6, 6, 6, 7, 7, 7, 7)
                                      : __builtin_shufflevector(opacity, opacity, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3);
        memcpy(&dst, at + (ptrdiff_t)BLEND_BLOCK / 2 * half, sizeof dst);
        BlendBytes low = (BlendBytes)blend_half(blend_low(dst), src, blend_low(weight));
        BlendBytes high = (BlendBytes)blend_half(blend_high(dst), src, blend_high(weight));
        dst = __builtin_shufflevector(low, high, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
        memcpy(at + (ptrdiff_t)BLEND_BLOCK / 2 * half, &dst, sizeof dst);
    }
}

#else

static inline void blend_block(uint32_t *at, uint32_t pixel, const unsigned char *a) {
    unsigned char dst[4 * BLEND_BLOCK], src[4 * BLEND_BLOCK], weight[4 * BLEND_BLOCK];
    pixel |= 0xFF000000u;
    memcpy(dst, at, sizeof dst);
    for (int i = 0; i < BLEND_BLOCK; i++) {
        memcpy(src + (ptrdiff_t)4 * i, &pixel, sizeof pixel);
        memset(weight + (ptrdiff_t)4 * i, a[i], 4);
    }
    for (int i = 0; i < 4 * BLEND_BLOCK; i++) {
        uint16_t sum = (uint16_t)(src[i] * weight[i] + dst[i] * (255 - weight[i]) + 0x80);
        dst[i] = (unsigned char)((uint16_t)(sum + (sum >> 8)) >> 8);
    }
    memcpy(at, dst, sizeof dst);
}

#endif
#endif
